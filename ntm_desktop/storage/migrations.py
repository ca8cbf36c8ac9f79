"""Bring a data file to this version's schema, with a copy first; refuse a newer file in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ntm_desktop import paths, texts
from ntm_desktop.errors import DataFileError
from ntm_desktop.storage.connection import APPLICATION_ID

if TYPE_CHECKING:
    from sqlite_utils import Database


def migration_files() -> list[Path]:
    """Return the numbered .sql files in order; the last one's number is the schema's."""
    return sorted(paths.resource("migrations").glob("[0-9][0-9][0-9][0-9]_*.sql"))


def known_schema() -> int:
    """Return the number of the newest schema this version knows."""
    return len(migration_files())


def migrate(
    connection: sqlite3.Connection, path: Path, back_up: Callable[[], object] = lambda: None
) -> bool:
    """Bring the file to this version's schema; return whether anything was done.

    `back_up` is called before an existing file is changed. Raises `DataFileError` for a file of
    another program or of a newer version; such a file is not touched.
    """
    refuse_foreign(connection, path)
    found = _schema_of(connection)
    if found == known_schema():
        return False
    if found > 0:
        back_up()
    _apply(connection, path)
    return True


def refuse_foreign(connection: sqlite3.Connection, path: Path) -> None:
    """Raise `DataFileError` for a file that is not ours, or that a newer version made.

    It only reads: a refused file keeps every byte.
    """
    found = _schema_of(connection)
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    is_empty = not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    if application != APPLICATION_ID and not is_empty:
        raise DataFileError(texts.DATA_FILE_NOT_OURS.format(path=path))
    if connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'trigger'").fetchone():
        message = texts.DATA_FILE_DAMAGED.format(path=path)  # no file of ours has any
        raise DataFileError(message, hint=texts.DATA_FILE_DAMAGED_HINT)
    if found > known_schema():
        message = texts.DATA_FILE_TOO_NEW.format(found=found, known=known_schema())
        raise DataFileError(message, hint=texts.DATA_FILE_TOO_NEW_HINT)


def is_ours(connection: sqlite3.Connection) -> bool:
    """Say whether a file holds a record of ours, and not merely nothing."""
    return _schema_of(connection) > 0


def _schema_of(connection: sqlite3.Connection) -> int:
    """Return the schema number written in the file, 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _apply(connection: sqlite3.Connection, path: Path) -> None:
    """Run the pending .sql files, each with its record in one transaction."""
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    migrations = Migrations("ntm_desktop")
    for number, file in enumerate(migration_files(), start=1):
        migrations(name=file.stem)(_script(file, number))
    migrations.apply(Database(connection))


def _script(file: Path, number: int) -> Callable[[Database], None]:
    """Return a migration that runs one .sql file and sets the schema number."""

    def run(database: Database) -> None:
        database.executescript(file.read_text("utf-8"))
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {number}")

    run.__name__ = file.stem
    return run
