"""Run the command line as `python -m ntm_desktop`."""

from ntm_desktop.cli.main import run

if __name__ == "__main__":
    run()
