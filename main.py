"""Start the application."""

import gc
import sys

if __name__ == "__main__":
    gc.disable()  # nothing is garbage before the window is shown; `ui.app` turns it on again
    from ui.app import run

    sys.exit(run(sys.argv))
