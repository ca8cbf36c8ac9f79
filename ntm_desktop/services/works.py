"""Plan and pay: works with their money by source and year, totals that count nothing twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ntm_desktop.domain.checks import Issue, check_group, check_money
from ntm_desktop.domain.works import (
    FUNDING_SOURCES,
    MONEY_KINDS,
    SOURCE_NAMES,
    MoneyEntry,
    Work,
    branch_of,
    count_of,
    counted_money,
    known_investment,
    members_of,
    source_of,
    top_works,
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
    entries: tuple[MoneyEntry, ...] = ()


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


_ByWork = Mapping[str, Sequence[MoneyEntry]]


def works_table(workspace: Workspace) -> WorksTable:
    """Return every work of this office with its money, and the totals.

    What other offices sent is not among them: it would be added to our own figures.
    """
    works = workspace.store.records(Work, owner_unit=workspace.owner)
    entries = _by_work(workspace.store.records(MoneyEntry, owner_unit=workspace.owner))
    rows = tuple(_row(work, works, entries.get(work.key, [])) for work in works)
    return WorksTable(rows, totals(rows))


def totals(rows: Sequence[WorkRow]) -> WorksTotals:
    """Return what these lines add up to.

    A member of a group that is among the lines is left out where its group states the amount.
    """
    works = [row.work for row in rows]
    entries = counted_money(works, (entry for row in rows for entry in row.entries))
    by_work = _by_work(entries)
    return WorksTotals(
        works=sum(count_of(work, works) for work in top_works(works)),
        total_investment=known_investment(works) or 0,
        planned=total_of(entries, "planned"),
        allocated=total_of(entries, "allocated"),
        disbursed=total_of(entries, "disbursed"),
        accepted=total_of(entries, "accepted"),
        unpaid=sum(_unpaid(work, works, by_work) for work in top_works(works)),
    )


def work_file(workspace: Workspace, key: str) -> WorkFile:
    """Return a work with its money and members; raise `NotFoundError`."""
    work = record_or_refuse(workspace.store, Work, key)
    entries = workspace.store.records(MoneyEntry, work=key)
    members = workspace.store.records(Work, group=key)
    issues = check_money(work, entries) + check_group(work, members)
    return WorkFile(work, tuple(entries), _matrix(entries), tuple(members), issues)


def money_entries(workspace: Workspace) -> tuple[MoneyEntry, ...]:
    """Return every dated amount of this office, of works and of the programme as a whole."""
    return tuple(workspace.store.records(MoneyEntry, owner_unit=workspace.owner))


def _by_work(entries: Iterable[MoneyEntry]) -> dict[str, list[MoneyEntry]]:
    """Return the entries of each work."""
    found: dict[str, list[MoneyEntry]] = {}
    for entry in entries:
        found.setdefault(entry.work or "", []).append(entry)
    return found


def _row(work: Work, works: Sequence[Work], entries: Sequence[MoneyEntry]) -> WorkRow:
    """Return one line of the table."""
    accepted, disbursed = total_of(entries, "accepted"), total_of(entries, "disbursed")
    return WorkRow(
        work=work,
        planned=total_of(entries, "planned"),
        allocated=total_of(entries, "allocated"),
        disbursed=disbursed,
        accepted=accepted,
        unpaid=max(accepted - disbursed, 0),
        issues=check_money(work, entries) + check_group(work, members_of(work, works)),
        entries=tuple(entries),
    )


def _unpaid(work: Work, works: Sequence[Work], entries: _ByWork) -> int:
    """Return the outstanding debt of a work, that of its members where it states no payment."""
    if not any(one.kind in ("accepted", "disbursed") for one in entries.get(work.key, ())):
        return sum(_unpaid(member, works, entries) for member in members_of(work, works))
    branch = [entry for one in branch_of(work, works) for entry in entries.get(one.key, ())]
    return max(total_of(branch, "accepted") - total_of(branch, "disbursed"), 0)


def _matrix(entries: Sequence[MoneyEntry]) -> tuple[SourceLine, ...]:
    """Return source × year lines in the order of the funding form, years ascending."""
    order = {source.id: place for place, source in enumerate(FUNDING_SOURCES)}
    lines: dict[tuple[int, int, str], list[MoneyEntry]] = {}
    for one in entries:
        source = source_of(one)
        lines.setdefault((order[source], one.plan_year or 0, source), []).append(one)
    return tuple(
        SourceLine(source, SOURCE_NAMES[source], year, _amounts(held))
        for (_, year, source), held in sorted(lines.items(), key=lambda line: line[0])
    )


def _amounts(entries: Sequence[MoneyEntry]) -> dict[str, int]:
    """Return kind → Σ amount of one source and year."""
    return {kind: total_of(entries, kind) for kind in MONEY_KINDS}
