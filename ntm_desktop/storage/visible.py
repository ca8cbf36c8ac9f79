"""The visible tables: one an entity, generated from its declaration, a pure function of the log."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable

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
    columns = {name: (place, field) for place, (name, field) in enumerate(found.fields.items())}
    searchable = [name for name, field in found.fields.items() if field.searchable]
    for key, state in states:
        if state.exists:
            row: list[StoredValue] = [None] * len(columns)
            for name, value in state.values.items():
                if value is not None and name in columns:
                    place, field = columns[name]
                    row[place] = _bearable(field, value)
            more = (_search_text(searchable, state), ",".join(state.conflicts))
            rows.append((key, owner_of(key), *row, *more))
        else:
            gone.append((key,))
    marks = ",".join("?" * (len(found.fields) + len(RESERVED)))
    connection.executemany(f'INSERT OR REPLACE INTO "{found.name}" VALUES ({marks})', rows)
    connection.executemany(f'DELETE FROM "{found.name}" WHERE key = ?', gone)


def unfit(found: Entity, state: RecordState) -> list[str]:
    """Return the fields whose shown value no screen can show: a newer version sent it (S5)."""
    return [
        name
        for name, value in state.values.items()
        if value is not None
        and name in found.fields
        and _bearable(found.fields[name], value) is None
    ]


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


def _search_text(searchable: Iterable[str], state: RecordState) -> str:
    """Return the folded text that searching looks through."""
    values = (state.values.get(name) for name in searchable)
    words = [value for value in values if isinstance(value, str)]
    return fold(" ¶ ".join(words)) if words else ""
