"""Plan and pay: works with their money by source and year, totals that count nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ntm_desktop.domain.checks import Issue, check_group, check_money
from ntm_desktop.domain.works import (
    FUNDING_SOURCES,
    MONEY_KINDS,
    UNKNOWN_SOURCE,
    MoneyEntry,
    Work,
    total_of,
)
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage.store import record_or_refuse


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One line of the table of works; amounts in đồng over all years.

    `unpaid` is outstanding construction debt: accepted minus disbursed, never below zero.
    """

    work: Work
    planned: int
    allocated: int
    disbursed: int
    accepted: int
    unpaid: int
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class WorksTotals:
    """What the lines add up to; members of a group are counted in their group only."""

    works: int
    total_investment: int
    planned: int
    allocated: int
    disbursed: int
    accepted: int
    unpaid: int


@dataclass(frozen=True, slots=True)
class WorksTable:
    """All works with their totals."""

    rows: tuple[WorkRow, ...]
    totals: WorksTotals


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source of a work and year in the matrix: amounts in đồng by kind of money."""

    source: str
    source_name: str
    plan_year: int
    amounts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class WorkFile:
    """A work with its dated entries, the matrix of sources and years, and its members."""

    work: Work
    entries: tuple[MoneyEntry, ...]
    matrix: tuple[SourceLine, ...]
    members: tuple[Work, ...]
    issues: tuple[Issue, ...]


_Members = Mapping[str, Sequence[WorkRow]]


def works_table(workspace: Workspace) -> WorksTable:
    """Return every work with its money, and the totals."""
    works = workspace.store.records(Work)
    entries = _by_work(workspace.store.records(MoneyEntry))
    rows = tuple(_row(work, works, entries.get(work.key, [])) for work in works)
    return WorksTable(rows, totals(rows))


def totals(rows: Sequence[WorkRow]) -> WorksTotals:
    """Return what these lines add up to.

    A member of a group that is among the lines is left out where its group states the amount.
    """
    members = _members(rows)
    counted = members.get("", ())

    def total(amount: Callable[[WorkRow], int | None]) -> int:
        return sum(_stated(row, members, amount) for row in counted)

    return WorksTotals(
        works=sum(_count(row, members) for row in counted),
        total_investment=total(lambda row: row.work.total_investment),
        planned=total(lambda row: row.planned or None),
        allocated=total(lambda row: row.allocated or None),
        disbursed=total(lambda row: row.disbursed or None),
        accepted=total(lambda row: row.accepted or None),
        unpaid=sum(_unpaid(row, members) for row in counted),
    )


def work_file(workspace: Workspace, key: str) -> WorkFile:
    """Return a work with its money and members; raise `NotFoundError`."""
    work = record_or_refuse(workspace.store, Work, key)
    entries = workspace.store.records(MoneyEntry, work=key)
    members = workspace.store.records(Work, group=key)
    issues = check_money(work, entries) + check_group(work, members)
    return WorkFile(work, tuple(entries), _matrix(entries), tuple(members), issues)


def money_entries(workspace: Workspace) -> tuple[MoneyEntry, ...]:
    """Return every dated amount, of works and of the programme as a whole."""
    return tuple(workspace.store.records(MoneyEntry))


def _by_work(entries: Sequence[MoneyEntry]) -> dict[str, list[MoneyEntry]]:
    """Return the entries of each work."""
    found: dict[str, list[MoneyEntry]] = {}
    for entry in entries:
        found.setdefault(entry.work or "", []).append(entry)
    return found


def _row(work: Work, works: Sequence[Work], entries: Sequence[MoneyEntry]) -> WorkRow:
    """Return one line of the table."""
    accepted, disbursed = total_of(entries, "accepted"), total_of(entries, "disbursed")
    members = [one for one in works if one.group == work.key]
    return WorkRow(
        work=work,
        planned=total_of(entries, "planned"),
        allocated=total_of(entries, "allocated"),
        disbursed=disbursed,
        accepted=accepted,
        unpaid=max(accepted - disbursed, 0),
        issues=check_money(work, entries) + check_group(work, members),
    )


def _members(rows: Sequence[WorkRow]) -> _Members:
    """Return the lines by the key of their group, "" for those in no group among the lines."""
    held = {row.work.key for row in rows}
    found: dict[str, list[WorkRow]] = {}
    for row in rows:
        group = row.work.group
        is_member = group in held and group != row.work.key
        found.setdefault(group if group and is_member else "", []).append(row)
    return found


def _stated(row: WorkRow, members: _Members, amount: Callable[[WorkRow], int | None]) -> int:
    """Return an amount of a line, that of its members where it states none."""
    own = amount(row)
    if own is not None:
        return own
    return sum(_stated(one, members, amount) for one in members.get(row.work.key, ()))


def _count(row: WorkRow, members: _Members) -> int:
    """Return how many works a line stands for."""
    below = sum(_count(one, members) for one in members.get(row.work.key, ()))
    return row.work.count or below or 1


def _unpaid(row: WorkRow, members: _Members) -> int:
    """Return the outstanding debt of a line, that of its members where it states no payment."""
    if not (row.accepted or row.disbursed):
        return sum(_unpaid(one, members) for one in members.get(row.work.key, ()))
    accepted = _stated(row, members, lambda one: one.accepted or None)
    return max(accepted - _stated(row, members, lambda one: one.disbursed or None), 0)


def _matrix(entries: Sequence[MoneyEntry]) -> tuple[SourceLine, ...]:
    """Return source × year lines in the order of the funding form, years ascending.

    A source that only a newer version knows is a line of `UNKNOWN_SOURCE`.
    """
    order = {source.id: place for place, source in enumerate(FUNDING_SOURCES)}
    names = {source.id: source.name for source in FUNDING_SOURCES}
    lines: dict[tuple[int, int, str], list[MoneyEntry]] = {}
    for one in entries:
        source = one.source if one.source in order else UNKNOWN_SOURCE
        lines.setdefault((order[source], one.plan_year or 0, source), []).append(one)
    return tuple(
        SourceLine(source, names[source], year, _amounts(held))
        for (_, year, source), held in sorted(lines.items(), key=lambda line: line[0])
    )


def _amounts(entries: Sequence[MoneyEntry]) -> dict[str, int]:
    """Return kind → Σ amount of one source and year."""
    return {kind: total_of(entries, kind) for kind in MONEY_KINDS}
