"""Which works belong into a report on some years: begun, not over before, or with money in them."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence

from ntm_desktop.domain.ledger import MoneyRow
from ntm_desktop.domain.works import Work, WorkTree

FINISHED = ("accepted", "handed_over", "settled")


def dated_years(work: Work) -> set[int]:
    """Return the years a work is dated in."""
    planned = (work.start_planned_on, work.finish_planned_on)
    return _years((*_begins(work), *planned, *_ends(work)))


def works_outside(
    works: Sequence[Work], rows: Iterable[MoneyRow], first: int, last: int
) -> frozenset[str]:
    """Return the works, groups with all their members, that have nothing to do with the years.

    That is known of a work which was over before them, or which begins after them, and has no
    money in them; one about which neither a date nor an amount tells when it was is not outside.
    """
    tree, paid = WorkTree(works), _money_years(rows)
    found: set[str] = set()
    for top in tree.top:
        branch = tree.branch(top)
        if all(_is_outside(work, paid.get(work.key, ()), first, last) for work in branch):
            found.update(work.key for work in branch)
    return frozenset(found)


def _is_outside(work: Work, money: Collection[int], first: int, last: int) -> bool:
    """Say whether a work by itself was over before the years or begins after them."""
    years = dated_years(work) | set(money)
    if not years or any(first <= year <= last for year in years):
        return False
    if max(years) < first:
        return work.state in FINISHED or (work.state is None and bool(_years(_ends(work))))
    begun = _years((*_begins(work), work.start_planned_on)) | set(money)
    return bool(begun) and min(begun) > last


def _begins(work: Work) -> tuple[datetime.date | None, ...]:
    """Return the days on which a work began."""
    return work.proposed_on, work.decision_on, work.start_on


def _ends(work: Work) -> tuple[datetime.date | None, ...]:
    """Return the days on which a work was over."""
    return work.finish_on, work.accepted_on, work.handed_over_on, work.settled_on


def _years(days: Iterable[datetime.date | None]) -> set[int]:
    """Return the years of the days that are known."""
    return {day.year for day in days if day is not None}


def _money_years(rows: Iterable[MoneyRow]) -> Mapping[str, set[int]]:
    """Return work → the plan years of its amounts, and those they were carried over into."""
    found: dict[str, set[int]] = {}
    for row in rows:
        years = found.setdefault(row.work or "", set())
        years.update(year for year in (row.plan_year, row.carried_to) if year is not None)
    return found
