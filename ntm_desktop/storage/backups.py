"""Copies of the data file: made while it is open, opened again and verified, thinned out."""

from __future__ import annotations

import contextlib
import itertools
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from ntm_desktop import texts
from ntm_desktop.domain.dates import local_time
from ntm_desktop.errors import DataFileError
from ntm_desktop.progress import Progress, no_progress
from ntm_desktop.storage import attachments
from ntm_desktop.storage.connection import translated

FOLDER = "sao-luu"
KEEP = 30
PAGES_HELD = 64 * 1024 * 1024  # bytes of a data file that are compared page by page
_HEAD, _BLOCK = 100, 1024 * 1024
# What a copy writes anew in the head of the file: journal mode, change counter, schema cookie,
# version-valid-for with the version of SQLite (https://www.sqlite.org/fileformat2.html, 1.3).
_COUNTERS = ((18, 20), (24, 28), (40, 44), (92, 100))
_OURS = re.compile(r"du-lieu-(\d{8})-(\d{6})(?:-(\d{1,3}))?\.ntm")


class DataFile(Protocol):
    """What is copied: where it lies, and the clock (ms since 1970) that names the copy."""

    @property
    def path(self) -> Path: ...  # noqa: D102

    @property
    def clock(self) -> Callable[[], int]: ...  # noqa: D102


def back_up(
    store: DataFile,
    folder: Path | None = None,
    progress: Progress = no_progress,
    *,
    with_evidence: bool = True,
) -> Path:
    """Copy the data file to `folder` (default: beside it), verify the copy, return its path.

    The copy is made beside its final name and renamed once it is proven equal. Then the files of
    evidence that the folder lacks are kept there too: a file is there before its record, so the
    copy names none that is missing. Raises `DataFileError` when a copy cannot be written or does
    not match; the data file is never touched.
    """
    target = _free_name(folder or store.path.parent / FOLDER, store.clock())
    beside = target.with_suffix(".tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with translated(target), reading(store.path) as origin:
            origin.execute("BEGIN")
            origin.execute("SELECT 1 FROM sqlite_master")  # from here on one state is seen
            _copy(origin, beside)
            _verify(origin, beside)
        beside.replace(target)
    except OSError as error:
        message = texts.DATA_FILE_READ_ONLY.format(path=target.parent)
        raise DataFileError(message, hint=texts.DATA_FILE_READ_ONLY_HINT) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    if folder is None:
        _thin_out(target)
    if with_evidence:
        _back_up_evidence(store.path.parent, target.parent, progress)
    return target


def _back_up_evidence(data_folder: Path, folder: Path, progress: Progress) -> None:
    """Keep the files of evidence in a backup folder; say that the data itself was copied."""
    try:
        attachments.back_up_files(data_folder, folder, progress)
    except DataFileError as error:
        message = texts.EVIDENCE_BACKUP_FAILED.format(path=folder)
        raise type(error)(f"{message} {error}", hint=error.hint) from error


def backups_in(data_folder: Path) -> list[Path]:
    """Return the copies beside a data file, the newest first; others' files come last."""
    return sorted((data_folder / FOLDER).glob("*.ntm"), key=_moment, reverse=True)


def _moment(path: Path) -> tuple[str, str, int]:
    """Return what sorts copies by age: day, time, turn within the second."""
    found = _OURS.fullmatch(path.name)
    return (found[1], found[2], int(found[3] or 0)) if found else ("", "", 0)


def _free_name(folder: Path, now_ms: int) -> Path:
    """Return a name made of the local time that no file has yet."""
    moment = local_time(now_ms)
    stem = f"du-lieu-{moment:%Y%m%d-%H%M%S}"
    names = (folder / f"{stem}{'' if turn == 0 else f'-{turn}'}.ntm" for turn in range(1000))
    return next(name for name in names if not name.exists())


def _copy(origin: sqlite3.Connection, target: Path) -> None:
    """Copy a database that may be open elsewhere, by SQLite's own backup."""
    with contextlib.closing(sqlite3.connect(target)) as copy:
        origin.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def _verify(origin: sqlite3.Connection, target: Path) -> None:
    """Open the copy again and compare it with the original; raise `DataFileError` if unequal."""
    with reading(target) as copy:
        found = str(copy.execute("PRAGMA integrity_check").fetchone()[0])
        if found != "ok":
            raise _mismatch(found)
        if _is_same_file(origin, target):
            return
        for name in _tables(origin):
            if name not in _tables(copy) or not _is_same_table(origin, copy, name):
                raise _mismatch(texts.BACKUP_ROWS_DIFFER)


def _is_same_file(origin: sqlite3.Connection, target: Path) -> bool:
    """Say whether a copy is the original byte by byte, but for counters in its head.

    SQLite's backup copies whole pages, so this is nearly always so, and it proves more than a
    comparison of rows does (indexes and the schema, too) in a fiftieth of its time, which a week's
    package of a few records spent almost alone. `serialize` gives the pages of the state that the
    open transaction of `origin` sees; what is on the disk is read back from there. Where a page
    differs, or the file is too large to be held, the rows decide as before.
    """
    [pages], [page_size] = (
        origin.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size")
    )
    size = pages * page_size
    if size > PAGES_HELD or target.stat().st_size != size:
        return False
    held = memoryview(origin.serialize())
    with target.open("rb") as copy:
        head = bytearray(copy.read(_HEAD))
        for first, last in _COUNTERS:
            head[first:last] = held[first:last]
        at = _HEAD
        if held[:at] != head:
            return False
        while block := copy.read(_BLOCK):
            if held[at : at + len(block)] != block:
                return False
            at += len(block)
    return at == len(held)


def _tables(connection: sqlite3.Connection) -> list[str]:
    """Return the names of the tables of a database."""
    return [
        row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    ]


def _is_same_table(origin: sqlite3.Connection, copy: sqlite3.Connection, name: str) -> bool:
    """Say whether two databases hold the same rows in a table."""
    pairs = itertools.zip_longest(
        *(one.execute(f'SELECT * FROM "{name}"') for one in (origin, copy))
    )
    return all(mine == theirs for mine, theirs in pairs)


def _mismatch(detail: str) -> DataFileError:
    """Return the error for a copy that is not equal to its original."""
    return DataFileError(texts.BACKUP_FAILED.format(detail=detail), hint=texts.BACKUP_FAILED_HINT)


def reading(path: Path) -> contextlib.closing[sqlite3.Connection]:
    """Return a connection that only reads."""
    return contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True))


def _thin_out(made: Path) -> None:
    """Keep the newest copies, and the one just made, whatever the clock said; remove the rest."""
    others = [one for one in backups_in(made.parent.parent) if one != made]
    for old in others[KEEP - 1 :]:
        if _OURS.fullmatch(old.name):
            old.unlink(missing_ok=True)
