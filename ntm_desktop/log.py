"""The rotating log file of this computer, and what a crash report contains."""

from __future__ import annotations

import logging
import platform
import re
import sqlite3
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import ntm_desktop
from ntm_desktop import paths

if TYPE_CHECKING:
    from logging.handlers import RotatingFileHandler

FILE_NAME = "ntm-desktop.log"
MAX_BYTES = 1_000_000
KEPT_FILES = 3
_LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def log_path() -> Path:
    """Return the file the log is written to (older ones lie beside it, numbered)."""
    return paths.log_folder() / FILE_NAME


def start_log(path: Path | None = None) -> RotatingFileHandler | None:
    """Begin to write warnings and our own notes to the log file; return the handler.

    A log that cannot be written (full disk, read-only profile) must not keep anybody from
    working: then None is returned and nothing is logged.
    """
    from logging.handlers import RotatingFileHandler

    path = path or log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            path, maxBytes=MAX_BYTES, backupCount=KEPT_FILES, encoding="utf-8", delay=False
        )
    except OSError:
        return None
    handler.setFormatter(logging.Formatter(_LINE))
    root = logging.getLogger()
    root.addHandler(handler)
    logging.getLogger("ntm_desktop").setLevel(logging.INFO)
    logging.getLogger("ui").setLevel(logging.INFO)
    return handler


def stop_log(handler: RotatingFileHandler | None) -> None:
    """Stop writing through `handler` and close its file."""
    if handler is None:
        return
    logging.getLogger().removeHandler(handler)
    handler.close()


def crash_report(error: BaseException) -> str:
    """Return what may be sent to support about `error`: versions, platform, where it happened.

    No personal data: the message of an error may quote what a clerk typed, so only its kind is
    kept, and paths are cut down to the part inside the program.
    """
    return "\n".join([*_versions(), "", *_frames(error), *_causes(error)]) + "\n"


def note_crash(error: BaseException) -> str:
    """Write the crash to the log and return its report."""
    report = crash_report(error)
    logging.getLogger(__name__).error("A fault of ours:\n%s", report)
    return report


def _versions() -> list[str]:
    """Return our version and what we run on, one a line."""
    return [
        f"NTM Desktop {ntm_desktop.__version__}",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        f"built program: {'yes' if getattr(sys, 'frozen', False) else 'no'}",
    ]


def _frames(error: BaseException) -> list[str]:
    """Return where the error came from: file inside the program, line, function; then its kind."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"  {_inside(f.filename)}:{f.lineno} in {f.name}" for f in frames]
    return [*lines, type(error).__qualname__]


def _causes(error: BaseException) -> list[str]:
    """Return the frames of what led to the error, if anything did."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return ["caused by", *_frames(cause), *_causes(cause)] if cause is not None else []


def _inside(filename: str) -> str:
    """Return a source path without the folders of the person it belongs to."""
    parts = re.split(r"[\\/]", filename)
    for root in ("ntm_desktop", "ui", "site-packages"):
        if root in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(root) :])
    return parts[-1]
