"""Sums and bare rows of the money ledger, and works, read faster than record by record."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, NamedTuple

from ntm_desktop.domain.entity import Kind, entity_of, from_stored
from ntm_desktop.domain.ledger import MoneyRow, YearSum
from ntm_desktop.domain.works import MONEY_KINDS, SOURCE_NAMES, UNKNOWN_SOURCE, Work
from ntm_desktop.storage.store import Store

_COLUMNS = "key, work, source, plan_year, kind, amount, paid_on, component, carried_to"
_SUMS = (
    "SELECT work, coalesce(plan_year, 0), "
    + ", ".join(f"SUM(CASE kind WHEN '{kind}' THEN amount END)" for kind in MONEY_KINDS)
    + ' FROM "money_entry" WHERE owner_unit = ?'
)


_GROUPED = " GROUP BY work, coalesce(plan_year, 0)"


class WorkPlace(NamedTuple):
    """What a funding table needs of a work."""

    key: str
    group: str | None
    work_type: str | None
    component: str | None


def sums_of_works(store: Store, owner: str, sources: Iterable[str] = ()) -> list[YearSum]:
    """Return Σ amount of the office by work and plan year, of some sources where asked.

    A source no version knows, or none, is the unknown one (`domain.works.source_of`).
    """
    wanted = tuple(sources)
    if not wanted:
        return [YearSum(row[0], row[1], row[2:]) for row in store.query(_SUMS + _GROUPED, owner)]
    known = ", ".join("?" * len(SOURCE_NAMES))
    source = f"CASE WHEN source IN ({known}) THEN source ELSE ? END"
    sql = f"{_SUMS} AND {source} IN ({', '.join('?' * len(wanted))}){_GROUPED}"
    rows = store.query(sql, owner, *SOURCE_NAMES, UNKNOWN_SOURCE, *wanted)
    return [YearSum(row[0], row[1], row[2:]) for row in rows]


def sources_of(store: Store, owner: str, year: int | None, kind: str) -> set[str]:
    """Return the sources with an amount of a kind, of one plan year where asked."""
    clause, values = ("", ()) if year is None else (" AND plan_year = ?", (year,))
    sql = f'SELECT DISTINCT source FROM "money_entry" WHERE owner_unit = ? AND kind = ?{clause}'
    return {str(row[0] or "") for row in store.query(sql, owner, kind, *values)}


def money_rows(
    store: Store,
    owner: str,
    *,
    years: tuple[int, int] | None = None,
    kinds: Iterable[str] = (),
) -> list[MoneyRow]:
    """Return the amounts of the office, of plan years from-to and of some kinds where asked.

    With years, amounts of an earlier plan that was carried over into them are there, too.
    """
    clause: list[str] = ["owner_unit = ?"]
    values: list[str | int] = [owner]
    if years is not None:
        clause.append("(plan_year BETWEEN ? AND ? OR carried_to BETWEEN ? AND ?)")
        values += (*years, *years)
    wanted = tuple(kinds)
    if wanted:
        clause.append(f"kind IN ({', '.join('?' * len(wanted))})")
        values += wanted
    sql = f'SELECT {_COLUMNS} FROM "money_entry" WHERE {" AND ".join(clause)} ORDER BY key'
    return [_row(row) for row in store.query(sql, *values)]


def _row(row: tuple[Any, ...]) -> MoneyRow:
    """Return a stored row; empty fields of an incomplete record are "" and 0."""
    key, work, source, plan_year, kind, amount, paid_on, component, carried_to = row
    return MoneyRow(
        key,
        work,
        source or "",
        plan_year or 0,
        kind or "",
        amount or 0,
        datetime.date.fromisoformat(paid_on) if paid_on else None,
        component,
        carried_to,
    )


def work_places(store: Store, owner: str) -> list[WorkPlace]:
    """Return group, type and component of every work of the office, by key."""
    rows = store.query(
        'SELECT key, "group", work_type, component FROM "work" WHERE owner_unit = ? ORDER BY key',
        owner,
    )
    return [WorkPlace._make(row) for row in rows]


def office_works(store: Store, owner: str) -> list[Work]:
    """Return the works of the office by key, as `Store.records` does, in half the time."""
    fields = entity_of(Work).fields
    names = ("key", *fields)
    columns = ", ".join(f'"{name}"' for name in names)
    kinds = [(name, field.kind) for name, field in fields.items()]
    odd = [(name, kind) for name, kind in kinds if kind in (Kind.NUMBER, Kind.DATE)]
    found = []
    sql = f'SELECT {columns} FROM "work" WHERE owner_unit = ? ORDER BY key'
    for row in store.query(sql, owner):
        values = dict(zip(names, row, strict=True))
        for name, kind in odd:
            if values[name] is not None:
                values[name] = from_stored(kind, values[name])
        found.append(Work(**values))
    return found
