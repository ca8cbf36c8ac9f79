"""The visible tables: one an entity, generated from its declaration, a pure function of the log."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from typing import cast

from ntm_desktop.domain.entities import all_entities
from ntm_desktop.domain.entity import Entity, Field, Kind, StoredValue, fits
from ntm_desktop.domain.merge import RecordState
from ntm_desktop.domain.record_keys import owner_of
from ntm_desktop.domain.vietnamese import fold

RESERVED = ("key", "owner_unit", "search", "conflicts")
_INTEGERS = (Kind.INTEGER, Kind.MONEY, Kind.BOOLEAN)


def fingerprint() -> str:
    """Return what changes whenever a declaration does: then the tables are built anew."""
    shape = [
        (
            found.name,
            [
                (
                    field.name,
                    field.kind.value,
                    field.searchable,
                    field.merge_unit,
                    tuple(field.choices),
                    field.formerly,
                )
                for field in found.fields.values()
            ],
        )
        for found in all_entities()
    ]
    return hashlib.sha256(repr(shape).encode()).hexdigest()[:16]


def create_tables(connection: sqlite3.Connection) -> None:
    """Drop and create every visible table, empty. Runs inside the caller's transaction."""
    from sqlite_utils import Database

    database = Database(connection)
    for found in all_entities():
        columns: dict[str, type] = {"key": str, "owner_unit": str}
        columns |= {
            name: int if field.kind in _INTEGERS else str for name, field in found.fields.items()
        }
        columns |= {"search": str, "conflicts": str}
        connection.execute(f'DROP TABLE IF EXISTS "{found.name}"')
        database.table(found.name).create(columns, pk="key", strict=True)


def show(
    connection: sqlite3.Connection, found: Entity, states: Iterable[tuple[str, RecordState]]
) -> None:
    """Write the rows of records (key, state), or take away those of records that do not exist."""
    rows, gone = [], []
    for key, state in states:
        if state.exists:
            rows.append(_row(found, key, state))
        else:
            gone.append((key,))
    marks = ",".join("?" * (len(found.fields) + len(RESERVED)))
    connection.executemany(f'INSERT OR REPLACE INTO "{found.name}" VALUES ({marks})', rows)
    connection.executemany(f'DELETE FROM "{found.name}" WHERE key = ?', gone)


def _row(found: Entity, key: str, state: RecordState) -> tuple[StoredValue, ...]:
    """Return the visible row of a record that exists."""
    held = state.values
    values = [
        None if (value := held.get(name)) is None else _bearable(field, value)
        for name, field in found.fields.items()
    ]
    return (key, owner_of(key), *values, _search_text(found, state), ",".join(state.conflicts))


def _bearable(field: Field, value: StoredValue) -> StoredValue:
    """Return the value where it fits the field, None for one a newer version may have sent."""
    is_choice = field.kind is not Kind.CHOICE or value in field.choices
    return value if is_choice and fits(field.kind, value) else None


def as_stored(
    found: Entity, rows: Iterable[dict[str, StoredValue]]
) -> list[dict[str, StoredValue]]:
    """Return rows of a visible table with true and false, which SQLite keeps as 1 and 0."""
    kept = list(rows)
    for name in [name for name, field in found.fields.items() if field.kind is Kind.BOOLEAN]:
        for row in kept:
            if row[name] is not None:
                row[name] = bool(row[name])
    return kept


def _search_text(found: Entity, state: RecordState) -> str:
    """Return the folded text that searching looks through."""
    words = [
        cast(str, state.values[name])
        for name, field in found.fields.items()
        if field.searchable and isinstance(state.values.get(name), str)
    ]
    return fold(" ¶ ".join(words)) if words else ""
