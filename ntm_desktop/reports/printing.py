"""A Word file sent to a printer by the program of this computer that reads Word files.

On Windows the program that is registered for printing such files does it (Word, LibreOffice or
another); elsewhere, and where none is registered, LibreOffice.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ntm_desktop import texts
from ntm_desktop.errors import DataFileError, InputError, NotFoundError
from ntm_desktop.reports import office_programs
from ntm_desktop.reports.office_programs import LIBREOFFICE, office_options, run_program
from ntm_desktop.reports.pdf import copy_of

REGISTERED = "Windows"
_PRINT_TO = "printto"  # the verb of Windows that prints a file on a named printer


def print_file(source: Path, printer: str, pulse: Callable[[], None] = lambda: None) -> str:
    """Send a file to a printer named as the system names it; return who was asked to.

    `pulse` is called ten times a second and may raise `Cancelled`. Raises `InputError` without a
    printer, `NotFoundError` where no program can print the file, `DataFileError` when it fails.
    """
    if not printer:
        raise InputError(texts.PRINT_NO_PRINTER, hint=texts.PRINT_NO_PRINTER_HINT)
    if not source.is_file():
        message = texts.OFFICE_FILE_GONE.format(file=source.name)
        raise NotFoundError(message, hint=texts.OFFICE_FILE_GONE_HINT)
    if sys.platform == "win32" and _print_registered(source, printer):
        return REGISTERED
    program = office_programs.office()
    if program is None:
        raise NotFoundError(texts.PRINT_NO_PROGRAM, hint=texts.PRINT_NO_PROGRAM_HINT)
    _print_office(program, source, printer, pulse)
    return LIBREOFFICE


def _print_registered(source: Path, printer: str) -> bool:
    """Ask Windows to print a file; say whether it has a program for that."""
    system: Any = os
    try:
        system.startfile(source, _PRINT_TO, f'"{printer}"')
    except OSError:
        return False
    return True


def _print_office(program: str, source: Path, printer: str, pulse: Callable[[], None]) -> None:
    """Let LibreOffice print a copy of a file, so that one open elsewhere does not matter."""
    hint = texts.PRINT_FAILED_HINT.format(printer=printer)
    message = texts.PRINT_FAILED.format(program=LIBREOFFICE, file=source.name)
    failed = DataFileError(message, hint=hint)
    with tempfile.TemporaryDirectory(prefix="ntm-in-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / source.name  # printers show the name in their queue
        copy_of(source, copy)
        command = [program, *office_options(Path(folder)), "--pt", printer, str(copy)]
        run_program(command, {}, pulse, failed, office_programs.too_long(LIBREOFFICE))
