"""Where things lie: bundled resources, the user's data, this computer's own folder."""

import os
import sys
from pathlib import Path

APP_NAME = "ntm-desktop"


def bundle_folder() -> Path:
    """Return the folder of `resources/` and `templates_docx/`, in a checkout or a built program."""
    bundled = getattr(sys, "_MEIPASS", None)
    return Path(bundled) if bundled else Path(__file__).resolve().parent.parent


def resource(name: str) -> Path:
    """Return the path of a bundled resource such as `criteria/xa-ntm-2021-2025.json`."""
    return bundle_folder() / "resources" / name


def template(name: str) -> Path:
    """Return the path of a shipped Word template such as `bao-cao-tien-do.docx`."""
    return bundle_folder() / "templates_docx" / name


def user_data_folder() -> Path:
    """Return the folder in which new data folders are made (never inside the program)."""
    import platformdirs

    return Path(platformdirs.user_data_path(APP_NAME, appauthor=False))


def device_folder() -> Path:
    """Return this computer's own folder: key, witness, settings. `NTM_DEVICE_DIR` overrides it."""
    chosen = os.environ.get("NTM_DEVICE_DIR")
    if chosen:
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_config_path(APP_NAME, appauthor=False, roaming=False)) / "device"


def log_folder() -> Path:
    """Return the folder of the log files."""
    import platformdirs

    return Path(platformdirs.user_log_path(APP_NAME, appauthor=False))
