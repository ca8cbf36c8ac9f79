"""A Word file as PDF, made by Word or LibreOffice where the computer has one of them.

Neither is part of this program. Word is driven through PowerShell (no further package is needed for
that); LibreOffice gets a profile of its own, so that one that is open does not matter.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ntm_desktop import texts
from ntm_desktop.errors import DataFileError, NotFoundError
from ntm_desktop.reports import office_programs
from ntm_desktop.reports.office_programs import LIBREOFFICE, WORD, office_options, run_program
from ntm_desktop.whole_files import copy_whole

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
    if office_programs.has_word():
        return Converter(WORD, _word_call)
    office = office_programs.office()
    return None if office is None else Converter(LIBREOFFICE, _office_caller(office))


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
        copy_of(source, copy)
        command, more = found.command(copy, made)
        failed = _failed(found.name)
        run_program(command, more, pulse, failed, office_programs.too_long(found.name))
        if not (made.is_file() and made.stat().st_size):
            raise failed
        copy_whole(made, out)
    return found.name


def copy_of(source: Path, copy: Path) -> None:
    """Copy a file to work on; raise `NotFoundError`/`DataFileError` where it cannot be read."""
    if not source.is_file():
        message = texts.OFFICE_FILE_GONE.format(file=source.name)
        raise NotFoundError(message, hint=texts.OFFICE_FILE_GONE_HINT)
    try:
        shutil.copyfile(source, copy)
    except OSError as error:
        message = texts.OFFICE_UNREADABLE.format(file=source.name)
        raise DataFileError(message, hint=texts.OFFICE_UNREADABLE_HINT) from error


def _word_call(source: Path, made: Path) -> tuple[list[str], Mapping[str, str]]:
    """Return how Word is asked for a PDF."""
    command = ["powershell", "-NoProfile", "-NonInteractive", "-Command", _WORD_SCRIPT]
    return command, {"NTM_PDF_SOURCE": str(source), "NTM_PDF_TARGET": str(made)}


def _office_caller(
    program: str,
) -> Callable[[Path, Path], tuple[list[str], Mapping[str, str]]]:
    """Return how LibreOffice is asked for a PDF."""

    def call(source: Path, made: Path) -> tuple[list[str], Mapping[str, str]]:
        target = ["--convert-to", "pdf", "--outdir", str(made.parent), str(source)]
        return [program, *office_options(made.parent), *target], {}

    return call


def _failed(name: str) -> DataFileError:
    return DataFileError(texts.PDF_FAILED.format(program=name), hint=texts.PDF_FAILED_HINT)
