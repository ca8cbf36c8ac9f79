"""Money of a report: which entries count for its period, summed by source and by work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ntm_desktop.domain.periods import PeriodKind, ReportingPeriod
from ntm_desktop.domain.works import (
    FUNDING_SOURCES,
    FundingSource,
    MoneyEntry,
    Work,
    branch_of,
    counted_money,
    source_of,
    top_works,
)

HISTORICAL_SOURCES = ("nsdp-huyen", "chua-ro")


@dataclass(frozen=True, slots=True)
class Amounts:
    """Sums in đồng; None where nothing was entered, which is not the same as nothing spent.

    `disbursed_of_planned` leaves out what came from sources without a plan.
    """

    planned: int | None = None
    allocated: int | None = None
    disbursed: int | None = None
    disbursed_of_planned: int | None = None

    @property
    def rate(self) -> Decimal | None:
        """Return, for the sources that have a plan, disbursed in percent of planned (two decimals).

        None where one is missing: money without a plan is not set against another source's plan.
        """
        if self.disbursed_of_planned is None or not self.planned:
            return None
        exact = Decimal(self.disbursed_of_planned) * 100 / Decimal(self.planned)
        return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)

    @property
    def empty(self) -> bool:
        """Say whether nothing was entered at all."""
        return self.planned is None and self.allocated is None and self.disbursed is None


def counts_in(entry: MoneyEntry, period: ReportingPeriod) -> bool:
    """Say whether an entry belongs to the period's columns.

    Plans count by their plan year. Other amounts of a whole year count by plan year too, since
    payments to 31 January settle last year's plan; those of a part of a year count by their date.
    """
    if not period.start.year <= (entry.plan_year or 0) <= period.end.year:
        return False
    if entry.kind == "planned" or period.kind is PeriodKind.YEAR:
        return True
    return entry.paid_on is not None and period.start <= entry.paid_on <= period.end


def undated(entries: Iterable[MoneyEntry], period: ReportingPeriod) -> int:
    """Return how many amounts of the period's years could not be counted for want of a date."""
    if period.kind is PeriodKind.YEAR:
        return 0
    return sum(
        entry.paid_on is None
        and entry.kind != "planned"
        and period.start.year <= (entry.plan_year or 0) <= period.end.year
        for entry in entries
    )


def counted_in(
    works: Sequence[Work], entries: Iterable[MoneyEntry], period: ReportingPeriod
) -> tuple[MoneyEntry, ...]:
    """Return the entries that are added up for the period, nothing twice."""
    return counted_money(works, (entry for entry in entries if counts_in(entry, period)))


def amounts_of(entries: Iterable[MoneyEntry], period: ReportingPeriod) -> Amounts:
    """Return planned, allocated and disbursed sums of the entries that count in the period."""
    counted = [entry for entry in entries if counts_in(entry, period)]
    planned = {source_of(entry) for entry in counted if entry.kind == "planned"}
    return Amounts(
        planned=_sum(counted, "planned"),
        allocated=_sum(counted, "allocated"),
        disbursed=_sum(counted, "disbursed"),
        disbursed_of_planned=_sum(
            (entry for entry in counted if source_of(entry) in planned), "disbursed"
        ),
    )


def _sum(entries: Iterable[MoneyEntry], kind: str) -> int | None:
    """Return the sum of one kind; None where there is no entry of it."""
    amounts = [entry.amount or 0 for entry in entries if entry.kind == kind]
    return sum(amounts) if amounts else None


def by_source(
    entries: Sequence[MoneyEntry], period: ReportingPeriod
) -> tuple[tuple[FundingSource, Amounts, tuple[tuple[FundingSource, Amounts], ...]], ...]:
    """Return (group, its sums, its parts with sums) in the order of the form.

    Historical and unknown sources are left out unless something was entered for them.
    """
    sums = {source.id: _of_source(entries, source.id, period) for source in FUNDING_SOURCES}
    found = []
    for group in FUNDING_SOURCES:
        if group.group or (group.id in HISTORICAL_SOURCES and sums[group.id].empty):
            continue
        parts = tuple(
            (source, sums[source.id])
            for source in FUNDING_SOURCES
            if source.group == group.id
            and not (source.id in HISTORICAL_SOURCES and sums[source.id].empty)
        )
        found.append((group, sums[group.id], parts))
    return tuple(found)


def _of_source(entries: Sequence[MoneyEntry], source: str, period: ReportingPeriod) -> Amounts:
    """Return the sums of one source, its parts included."""
    members = {found.id for found in FUNDING_SOURCES if source in (found.id, found.group)}
    return amounts_of((entry for entry in entries if source_of(entry) in members), period)


def money_by_work(
    works: Sequence[Work], entries: Sequence[MoneyEntry], period: ReportingPeriod
) -> Mapping[str, Amounts]:
    """Return the sums of each counted work, the money of its members included."""
    found = {}
    for work in top_works(works):
        keys = {one.key for one in branch_of(work, works)}
        found[work.key] = amounts_of((entry for entry in entries if entry.work in keys), period)
    return found
