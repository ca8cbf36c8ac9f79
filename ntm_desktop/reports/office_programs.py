"""Programs of this computer that read Word files: which there are, run to their end or stopped.

None of them is part of this program. One that hangs or that a person stops is ended together with
what it started, so that nothing of it is left running.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ntm_desktop import texts
from ntm_desktop.errors import DataFileError

LONGEST_SECONDS = 180
LIBREOFFICE = "LibreOffice"
WORD = "Microsoft Word"
_PULSE_SECONDS = 0.1
_KILL_SECONDS = 10
_OFFICE_NAMES = ("soffice", "libreoffice")
_OFFICE_FOLDERS = (
    r"C:\Program Files\LibreOffice\program",
    r"C:\Program Files (x86)\LibreOffice\program",
    "/Applications/LibreOffice.app/Contents/MacOS",
)


def has_word() -> bool:
    """Say whether Word is registered on this computer."""
    return sys.platform == "win32" and _word_is_registered()


def _word_is_registered() -> bool:
    """Say whether this Windows computer knows Word."""
    registry: Any = importlib.import_module("winreg")
    try:
        registry.CloseKey(registry.OpenKey(registry.HKEY_CLASSES_ROOT, "Word.Application"))
    except OSError:
        return False
    return True


def office() -> str | None:
    """Return the path of LibreOffice, None without one."""
    folders = os.pathsep.join(_OFFICE_FOLDERS)
    found = (shutil.which(name) or shutil.which(name, path=folders) for name in _OFFICE_NAMES)
    return next((one for one in found if one), None)


def office_options(folder: Path) -> list[str]:
    """Return how LibreOffice is started unseen, with a profile of its own inside `folder`.

    With a profile of its own, one that is open does not take the work over.
    """
    profile = (folder / "profile").as_uri()
    return ["--headless", "--norestore", f"-env:UserInstallation={profile}"]


def run_program(
    command: Sequence[str],
    more: Mapping[str, str],
    pulse: Callable[[], None],
    failed: DataFileError,
    too_long: DataFileError,
) -> None:
    """Run a program to its end, with `more` in its environment; raise `failed` or `too_long`.

    `pulse` is called ten times a second and may raise `Cancelled`: the program is then ended.
    """
    silent = subprocess.DEVNULL
    try:
        process = subprocess.Popen(
            command,
            env={**os.environ, **more},
            stdout=silent,
            stderr=silent,
            stdin=silent,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            start_new_session=True,
        )
    except OSError as error:
        raise failed from error
    with process:
        try:
            ended = _wait(process, pulse)
        finally:
            if process.poll() is None:
                _end(process)
    if not ended:
        raise too_long
    if process.returncode != 0:
        raise failed


def _wait(process: subprocess.Popen[bytes], pulse: Callable[[], None]) -> bool:
    """Wait for a program with a pulse; say whether it ended in time."""
    for _ in range(round(LONGEST_SECONDS / _PULSE_SECONDS)):
        try:
            process.wait(_PULSE_SECONDS)
        except subprocess.TimeoutExpired:
            pulse()
        else:
            return True
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program with all that it started: LibreOffice works in a program of its own."""
    if sys.platform == "win32":
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run(
                ["taskkill", "/T", "/F", "/PID", str(process.pid)],
                capture_output=True,
                check=False,
                timeout=_KILL_SECONDS,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
    else:
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def too_long(program: str) -> DataFileError:
    """Return what is said of a program that did not end."""
    return DataFileError(texts.PDF_TOO_LONG.format(program=program), hint=texts.PDF_FAILED_HINT)
