"""How the data file is opened: durable settings, and SQLite's troubles said in Vietnamese."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from ntm_desktop import texts
from ntm_desktop.errors import BusyError, DataFileError, FullDiskError

APPLICATION_ID = 0x4E544D44  # "NTMD": tells our file from any other SQLite file
WAIT_MS = 5_000


def connect(
    path: Path, check: Callable[[sqlite3.Connection], None] = lambda _: None
) -> sqlite3.Connection:
    """Return a connection that survives power cuts: WAL and FULL, else DELETE and EXTRA.

    `check` may refuse the file before anything is written to it. Raises `DataFileError` where the
    file cannot be opened, and `BusyError` where another program holds it.
    """
    with translated(path):
        connection = sqlite3.connect(path, isolation_level=None, timeout=WAIT_MS / 1000)
        try:
            check(connection)
            mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
            safe = "FULL" if mode == "wal" else "EXTRA"
            connection.execute(f"PRAGMA synchronous = {safe}")
        except BaseException:
            connection.close()
            raise
        return connection


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn the SQLite errors a person can put right into `DataFileError`; others are bugs."""
    try:
        yield
    except sqlite3.Error as error:
        found = _user_error((getattr(error, "sqlite_errorname", "") or "").split("_"), path)
        if found is None:
            raise
        raise found from error


def _user_error(code: list[str], path: Path) -> DataFileError | None:
    """Return what to tell the user for an SQLite result code such as SQLITE_IOERR_WRITE."""
    kind = code[1] if len(code) > 1 else ""
    if kind in ("BUSY", "LOCKED"):
        return BusyError(texts.DATA_FILE_BUSY)
    if kind == "FULL":
        return FullDiskError(texts.DATA_FILE_FULL, hint=texts.DATA_FILE_FULL_HINT)
    if kind in ("READONLY", "CANTOPEN", "IOERR", "PERM"):
        message = texts.DATA_FILE_READ_ONLY.format(path=path.parent)
        return DataFileError(message, hint=texts.DATA_FILE_READ_ONLY_HINT)
    if kind == "CORRUPT":
        message = texts.DATA_FILE_DAMAGED.format(path=path)
        return DataFileError(message, hint=texts.DATA_FILE_DAMAGED_HINT)
    if kind == "NOTADB":
        return DataFileError(texts.DATA_FILE_NOT_OURS.format(path=path))
    return None
