"""A Word file as PDF, made by Word or LibreOffice where the computer has one of them.

Neither is part of this program. Word is driven through PowerShell (no further package is needed for
that); LibreOffice gets a profile of its own, so that one that is open does not matter.
"""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ntm_desktop import texts
from ntm_desktop.errors import DataFileError, NotFoundError
from ntm_desktop.whole_files import copy_whole

LONGEST_SECONDS = 180
_PULSE_SECONDS = 0.1
_OFFICE_NAMES = ("soffice", "libreoffice")
_OFFICE_FOLDERS = (
    r"C:\Program Files\LibreOffice\program",
    r"C:\Program Files (x86)\LibreOffice\program",
    "/Applications/LibreOffice.app/Contents/MacOS",
)
# 17 is wdExportFormatPDF; paths come through the environment, so that no name needs quoting.
_WORD_SCRIPT = (
    "$ErrorActionPreference='Stop'; $w=New-Object -ComObject Word.Application;"
    " try { $w.Visible=$false; $w.DisplayAlerts=0;"
    " $d=$w.Documents.Open($env:NTM_PDF_SOURCE,$false,$true);"
    " $d.ExportAsFixedFormat($env:NTM_PDF_TARGET,17); $d.Close($false) } finally { $w.Quit() }"
)


@dataclass(frozen=True, slots=True)
class Converter:
    """A program that makes PDF files: its name for people and how it is called."""

    name: str
    command: Callable[[Path, Path], tuple[list[str], Mapping[str, str]]]


def converter() -> Converter | None:
    """Return the program of this computer that makes PDF files, None without one."""
    if sys.platform == "win32" and _has_word():
        return Converter("Microsoft Word", _word_call)
    office = _office()
    return None if office is None else Converter("LibreOffice", _office_caller(office))


def to_pdf(source: Path, out: Path, pulse: Callable[[], None] = lambda: None) -> str:
    """Write `source` as PDF to `out`, whole or not at all; return the name of the program used.

    `pulse` is called ten times a second and may raise `Cancelled`. Raises `NotFoundError` without
    a program for it, `DataFileError` when it fails, takes too long or the file cannot be written.
    """
    found = converter()
    if found is None:
        raise NotFoundError(texts.PDF_NO_PROGRAM, hint=texts.PDF_NO_PROGRAM_HINT)
    with tempfile.TemporaryDirectory(prefix="ntm-pdf-", ignore_cleanup_errors=True) as folder:
        copy, made = Path(folder) / "van-ban.docx", Path(folder) / "van-ban.pdf"
        shutil.copyfile(source, copy)
        command, more = found.command(copy, made)
        _run(found.name, command, {**os.environ, **more}, pulse)
        if not made.is_file():
            raise _failed(found.name)
        copy_whole(made, out)
    return found.name


def _run(
    name: str, command: list[str], environment: Mapping[str, str], pulse: Callable[[], None]
) -> None:
    """Run a program to its end, stopped when `pulse` raises; raise `DataFileError` if it fails."""
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    silent = subprocess.DEVNULL
    try:
        process = subprocess.Popen(
            command,
            env=environment,
            stdout=silent,
            stderr=silent,
            stdin=silent,
            creationflags=hidden,
        )
    except OSError as error:
        raise _failed(name) from error
    with process:
        try:
            _wait(process, name, pulse)
        finally:
            if process.poll() is None:
                process.kill()
    if process.returncode != 0:
        raise _failed(name)


def _wait(process: subprocess.Popen[bytes], name: str, pulse: Callable[[], None]) -> None:
    """Wait for a program with a pulse; raise `DataFileError` when it takes too long."""
    for _ in range(round(LONGEST_SECONDS / _PULSE_SECONDS)):
        try:
            process.wait(_PULSE_SECONDS)
        except subprocess.TimeoutExpired:
            pulse()
        else:
            return
    raise DataFileError(texts.PDF_TOO_LONG.format(program=name), hint=texts.PDF_FAILED_HINT)


def _has_word() -> bool:
    """Say whether Word is registered on this Windows computer."""
    registry: Any = importlib.import_module("winreg")
    try:
        registry.CloseKey(registry.OpenKey(registry.HKEY_CLASSES_ROOT, "Word.Application"))
    except OSError:
        return False
    return True


def _word_call(source: Path, made: Path) -> tuple[list[str], Mapping[str, str]]:
    """Return how Word is asked for a PDF."""
    command = ["powershell", "-NoProfile", "-NonInteractive", "-Command", _WORD_SCRIPT]
    return command, {"NTM_PDF_SOURCE": str(source), "NTM_PDF_TARGET": str(made)}


def _office() -> str | None:
    """Return the path of LibreOffice, None without one."""
    folders = os.pathsep.join(_OFFICE_FOLDERS)
    found = (shutil.which(name) or shutil.which(name, path=folders) for name in _OFFICE_NAMES)
    return next((one for one in found if one), None)


def _office_caller(
    program: str,
) -> Callable[[Path, Path], tuple[list[str], Mapping[str, str]]]:
    """Return how LibreOffice is asked for a PDF."""

    def call(source: Path, made: Path) -> tuple[list[str], Mapping[str, str]]:
        profile = (made.parent / "profile").as_uri()
        options = ["--headless", "--norestore", f"-env:UserInstallation={profile}"]
        target = ["--convert-to", "pdf", "--outdir", str(made.parent), str(source)]
        return [program, *options, *target], {}

    return call


def _failed(name: str) -> DataFileError:
    return DataFileError(texts.PDF_FAILED.format(program=name), hint=texts.PDF_FAILED_HINT)
