"""Plan and pay: works with their money by source and year, totals that count nothing twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ntm_desktop.domain.checks import Issue, check_group, check_money
from ntm_desktop.domain.works import FUNDING_SOURCES, MONEY_KINDS, MoneyEntry, Work, total_of
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
    groups = {row.work.key: row for row in rows}
    counted = [row for row in rows if row.work.group not in groups]
    return WorksTotals(
        works=sum(row.work.count or 1 for row in counted),
        total_investment=sum(_investment(row, rows) for row in counted),
        planned=_sum(rows, groups, "planned"),
        allocated=_sum(rows, groups, "allocated"),
        disbursed=_sum(rows, groups, "disbursed"),
        accepted=_sum(rows, groups, "accepted"),
        unpaid=_sum(rows, groups, "unpaid"),
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


def _investment(row: WorkRow, rows: Sequence[WorkRow]) -> int:
    """Return a line's total investment, that of its members where the group states none."""
    if row.work.total_investment is not None:
        return row.work.total_investment
    return sum(one.work.total_investment or 0 for one in rows if one.work.group == row.work.key)


def _sum(rows: Sequence[WorkRow], groups: Mapping[str, WorkRow], kind: str) -> int:
    """Return Σ of one amount; a member counts only where its group states none."""
    return sum(
        getattr(row, kind)
        for row in rows
        if row.work.group not in groups or not getattr(groups[row.work.group or ""], kind)
    )


def _matrix(entries: Sequence[MoneyEntry]) -> tuple[SourceLine, ...]:
    """Return source × year lines in the order of the funding form, years ascending."""
    order = {source.id: place for place, source in enumerate(FUNDING_SOURCES)}
    names = {source.id: source.name for source in FUNDING_SOURCES}
    places = sorted({(order[one.source], one.plan_year, one.source) for one in entries})
    return tuple(
        SourceLine(source, names[source], year, _amounts(entries, source, year))
        for _, year, source in places
    )


def _amounts(entries: Sequence[MoneyEntry], source: str, year: int) -> dict[str, int]:
    """Return kind → Σ amount of one source and year."""
    own = [one for one in entries if one.source == source and one.plan_year == year]
    return {kind: total_of(own, kind) for kind in MONEY_KINDS}
