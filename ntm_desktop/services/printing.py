"""A finished Word file looked at and printed from the application, with the computer's programs."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ntm_desktop import texts
from ntm_desktop.errors import DataFileError, NotFoundError
from ntm_desktop.progress import Progress, no_progress
from ntm_desktop.services.layout_check import ShownLine, shown_line

_FOLDER = "ntm-xem-truoc"


@dataclass(frozen=True, slots=True)
class Preview:
    """How a file can be looked at: as PDF, or (None) only as text because of `reason`."""

    pdf: Path | None
    lines: tuple[ShownLine, ...]
    reason: str


def preview(source: Path, progress: Progress = no_progress) -> Preview:
    """Return a Word file as PDF in the temporary folder of this computer, its text in any case.

    Where no program makes PDF files, or it fails or hangs, `reason` says so. Raises `InputError`
    and `NotFoundError` for what is no sound Word file.
    """
    lines = _text_lines(source, progress)
    progress(0, 0, texts.PROGRESS_PREVIEW)
    try:
        return Preview(_as_pdf(source, progress), lines, "")
    except (DataFileError, NotFoundError) as error:
        return Preview(None, lines, str(error))


def _as_pdf(source: Path, progress: Progress) -> Path:
    """Return a PDF of a Word file; files of earlier previews go, apart from those still open."""
    from ntm_desktop.reports.pdf import to_pdf

    out = _fresh_place() / f"{source.stem}.pdf"
    to_pdf(source, out, lambda: progress(0, 0, texts.PROGRESS_PREVIEW))
    return out


def _text_lines(source: Path, progress: Progress) -> tuple[ShownLine, ...]:
    """Return the paragraphs of a Word file."""
    from ntm_desktop.exchange.word_files import read_word_parts
    from ntm_desktop.reports.layout_check.reading import read_sheet

    sheet = read_sheet(read_word_parts(source), progress)
    return tuple(shown_line(one) for one in sheet.paragraphs)


def print_document(source: Path, printer: str, progress: Progress = no_progress) -> str:
    """Send a Word file to a printer; return the name of the program that was asked to print it.

    Raises `InputError` without a printer, `NotFoundError` where no program prints such files,
    `DataFileError` when it fails or takes too long.
    """
    from ntm_desktop.reports.printing import print_file

    progress(0, 0, texts.PROGRESS_PRINT)
    return print_file(source, printer, lambda: progress(0, 0, texts.PROGRESS_PRINT))


def _fresh_place() -> Path:
    """Return an empty folder for one preview; raise `DataFileError` where there can be none.

    A folder of the name that somebody else made, or a link, is left alone.
    """
    folder = Path(tempfile.gettempdir()) / _FOLDER
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if not _is_own(folder):
            return Path(tempfile.mkdtemp(prefix=_FOLDER))
        for old in folder.glob("*/*"):
            with contextlib.suppress(OSError):
                old.unlink()
                old.parent.rmdir()
        return Path(tempfile.mkdtemp(dir=folder))
    except OSError as error:
        message = texts.OUT_UNWRITABLE.format(path=tempfile.gettempdir())
        raise DataFileError(message, hint=texts.OUT_UNWRITABLE_HINT) from error


def _is_own(folder: Path) -> bool:
    """Say whether a path is a folder itself, no link, and this person's where systems tell."""
    found = folder.lstat()
    is_mine = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    return stat.S_ISDIR(found.st_mode) and is_mine
