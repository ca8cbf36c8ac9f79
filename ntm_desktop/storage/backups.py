"""Copies of the data file: made while it is open, opened again and verified, thinned out."""

from __future__ import annotations

import contextlib
import datetime
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.errors import DataFileError
from ntm_desktop.storage.connection import translated

if TYPE_CHECKING:
    from ntm_desktop.storage.store import Store

FOLDER = "sao-luu"
KEEP = 30


def back_up(store: Store, folder: Path | None = None) -> Path:
    """Copy the data file to `folder` (default: beside it), verify the copy, return its path.

    The copy is made beside its final name and renamed once it is proven equal. Raises
    `DataFileError` when it cannot be written or does not match; the data file is never touched.
    """
    target = _free_name(folder or store.path.parent / FOLDER, store.clock())
    beside = target.with_suffix(".tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with translated(target):
            _copy(store.path, beside)
            _verify(store.path, beside)
        beside.replace(target)
    except OSError as error:
        message = texts.DATA_FILE_READ_ONLY.format(path=target.parent)
        raise DataFileError(message, hint=texts.DATA_FILE_READ_ONLY_HINT) from error
    finally:
        beside.unlink(missing_ok=True)
    if folder is None:
        _thin_out(target.parent)
    return target


def backups_in(data_folder: Path) -> list[Path]:
    """Return the copies beside a data file, the newest first."""
    return sorted((data_folder / FOLDER).glob("*.ntm"), reverse=True)


def _free_name(folder: Path, now_ms: int) -> Path:
    """Return a name made of the local time that no file has yet."""
    moment = datetime.datetime.fromtimestamp(now_ms / 1000).astimezone()
    stem = f"du-lieu-{moment:%Y%m%d-%H%M%S}"
    names = (folder / f"{stem}{'' if turn == 0 else f'-{turn}'}.ntm" for turn in range(1000))
    return next(name for name in names if not name.exists())


def _copy(source: Path, target: Path) -> None:
    """Copy a database that may be open elsewhere, by SQLite's own backup."""
    with _reading(source) as origin, contextlib.closing(sqlite3.connect(target)) as copy:
        origin.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def _verify(source: Path, target: Path) -> None:
    """Open the copy again and compare it with the original; raise `DataFileError` if unequal."""
    with _reading(source) as origin, _reading(target) as copy:
        found = str(copy.execute("PRAGMA integrity_check").fetchone()[0])
        if found != "ok":
            raise _mismatch(found)
        tables = [
            row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        if "sync_op" in tables and _counts(origin, tables) != _counts(copy, tables):
            raise _mismatch(texts.BACKUP_ROWS_DIFFER)


def _counts(connection: sqlite3.Connection, tables: Iterable[str]) -> list[int]:
    """Return the number of rows of each table."""
    return [
        int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in tables
    ]


def _mismatch(detail: str) -> DataFileError:
    """Return the error for a copy that is not equal to its original."""
    return DataFileError(texts.BACKUP_FAILED.format(detail=detail), hint=texts.BACKUP_FAILED_HINT)


def _reading(path: Path) -> contextlib.closing[sqlite3.Connection]:
    """Return a connection that only reads."""
    return contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True))


def _thin_out(folder: Path) -> None:
    """Keep the newest copies; the rest are removed."""
    for old in sorted(folder.glob("*.ntm"), reverse=True)[KEEP:]:
        old.unlink(missing_ok=True)
