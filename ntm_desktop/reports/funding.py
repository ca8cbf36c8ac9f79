"""Money of a report: which amounts count for its period, summed by source and by work.

What counts is what the funding forms count (`domain.funding_forms`), so that the annex of a report
and Biểu 11 of the same period show the same figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ntm_desktop.domain.funding_forms import planned_in, results_in
from ntm_desktop.domain.ledger import (
    MoneyRow,
    Sum,
    counted_rows,
    counts_in,
    of_kind,
    of_planned_sources,
    percent,
    undated_in,
)
from ntm_desktop.domain.periods import ReportingPeriod
from ntm_desktop.domain.works import (
    FUNDING_SOURCES,
    FundingSource,
    Placed,
    Work,
    WorkTree,
    in_source,
    source_of,
)
from ntm_desktop.reports.line_breaks import BREAK

HISTORICAL_SOURCES = ("nsdp-huyen", "chua-ro")


def breakable(text: str, letters: int) -> str:
    """Return an amount that may go on two lines where its column holds fewer letters.

    It is never broken inside a group of its digits.
    """
    if len(text) <= letters:
        return text
    return text.replace(".", f".{BREAK}").replace(",", f",{BREAK}")


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
        return percent(self.disbursed_of_planned, self.planned)

    @property
    def empty(self) -> bool:
        """Say whether nothing was entered at all."""
        return self.planned is None and self.allocated is None and self.disbursed is None


def undated(rows: Iterable[MoneyRow], period: ReportingPeriod) -> int:
    """Return how many amounts of the period's years could not be counted for want of a date."""
    return len(undated_in(rows, period))


def counted_in(
    works: Sequence[Placed], rows: Iterable[MoneyRow], period: ReportingPeriod
) -> tuple[MoneyRow, ...]:
    """Return the planned, allocated and disbursed amounts of the period, nothing twice."""
    held = tuple(rows)
    given = (row for row in of_kind(held, "allocated") if counts_in(row, period))
    return (
        *planned_in(works, held, period),
        *counted_rows(works, given),
        *results_in(works, held, period),
    )


def from_ledger(rows: Iterable[MoneyRow]) -> tuple[MoneyRow, ...]:
    """Return the amounts of the ledger, without what people gave beside it.

    Land and days of work given for a work are mobilised, but no disbursement of its capital.
    """
    return tuple(row for row in rows if row.entity == "money_entry")


def contributed(rows: Iterable[MoneyRow]) -> int | None:
    """Return what people gave beside the ledger, in đồng; None for nothing."""
    return Sum(tuple(row for row in rows if row.entity != "money_entry")).amount


def amounts_of(rows: Iterable[MoneyRow], period: ReportingPeriod) -> Amounts:
    """Return planned, allocated and disbursed sums of the amounts that count in the period."""
    counted = [row for row in rows if counts_in(row, period)]
    return Amounts(
        planned=_sum(counted, "planned"),
        allocated=_sum(counted, "allocated"),
        disbursed=_sum(counted, "disbursed"),
        disbursed_of_planned=_sum(of_planned_sources(counted), "disbursed"),
    )


def _sum(rows: Iterable[MoneyRow], kind: str) -> int | None:
    """Return the sum of one kind; None where there is no amount of it."""
    return Sum(of_kind(rows, kind)).amount


def by_source(
    rows: Sequence[MoneyRow], period: ReportingPeriod
) -> tuple[tuple[FundingSource, Amounts, tuple[tuple[FundingSource, Amounts], ...]], ...]:
    """Return (group, its sums, its parts with sums) in the order of the form.

    Historical and unknown sources are left out unless something was entered for them.
    """
    sums = {source.id: _of_source(rows, source.id, period) for source in FUNDING_SOURCES}
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


def _of_source(rows: Sequence[MoneyRow], source: str, period: ReportingPeriod) -> Amounts:
    """Return the sums of one source, its parts included."""
    return amounts_of((row for row in rows if in_source(source_of(row), source)), period)


def money_by_work(
    works: Sequence[Work], rows: Iterable[MoneyRow], period: ReportingPeriod
) -> Mapping[str, Amounts]:
    """Return the sums of each counted work, the money of its members included."""
    tree, of_work = WorkTree(works), rows_by_work(rows)
    return {
        top.key: amounts_of(
            (row for work in tree.branch(top) for row in of_work.get(work.key, ())), period
        )
        for top in tree.top
    }


def rows_by_work(rows: Iterable[MoneyRow]) -> dict[str, list[MoneyRow]]:
    """Return work → its amounts, "" for those of the programme as a whole."""
    found: dict[str, list[MoneyRow]] = {}
    for row in rows:
        found.setdefault(row.work or "", []).append(row)
    return found
