"""Where a document may be written: a file's name that says what the file will be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.errors import DataFileError, InputError
from ntm_desktop.services.workspace import make_folder

if TYPE_CHECKING:
    from ntm_desktop.reports.report_kind import ReportKind

WORD = ".docx"
OTHER_FILES = (".pdf", ".doc", ".docm", ".dotx", ".odt", ".rtf", ".xls", ".txt", ".zip")


def check_place(kind: ReportKind, path: Path) -> None:
    """Make the folder of a file to be written; raise for no file's name or another kind of file."""
    if path.name in ("", "..") or path.is_dir():
        message = texts.REPORT_OUT_BAD.format(path=path)
        raise DataFileError(message, hint=texts.REPORT_OUT_BAD_HINT)
    if is_book(path) and path.suffix.lower() not in kind.formats:
        raise InputError(
            texts.REPORT_NO_BOOK.format(title=kind.title), hint=texts.REPORT_NO_BOOK_HINT
        )
    if path.suffix.lower() not in kind.formats:
        raise _other_ending(kind, path)
    make_folder(path.parent)


def _other_ending(kind: ReportKind, path: Path) -> InputError:
    """Return why a name that ends like no Word file (or workbook) is refused, with one to use."""
    is_file = path.suffix.lower() in OTHER_FILES
    told = texts.REPORT_OUT_ENDING.format(
        name=path.name,
        endings=" hay ".join(kind.formats),
        kinds=" hay ".join(texts.FILE_PROGRAMS[ending] for ending in kind.formats),
    )
    is_pdf = path.suffix.lower() == ".pdf"
    hint = texts.REPORT_OUT_PDF_HINT if is_pdf else texts.REPORT_OUT_ENDING_HINT
    return InputError(told, hint=hint.format(name=(path.stem if is_file else path.name) + WORD))


def is_book(path: Path) -> bool:
    """Say whether a file's name is that of a workbook."""
    return path.suffix.lower() == ".xlsx"
