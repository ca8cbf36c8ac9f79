"""Start the application."""

import sys

if __name__ == "__main__":
    from ui.app import run

    sys.exit(run(sys.argv))
