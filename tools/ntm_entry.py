"""Where the console program `ntm` of the built folder begins (a checkout has `.venv/bin/ntm`)."""

import sys

from ntm_desktop.cli.main import run

if __name__ == "__main__":
    sys.exit(run())
