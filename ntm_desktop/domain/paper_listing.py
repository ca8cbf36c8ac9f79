"""Which papers a dossier of recognition has, in which order: the rules', changed by the office."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ntm_desktop.domain.conditions import PaperRule
from ntm_desktop.domain.periods import ReportingPeriod, known_periods
from ntm_desktop.domain.recognition import DossierPaper


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """One paper in its place; `left_out` ones are not put into the dossier.

    `is_own`: the rules do not have it, the office added it.
    """

    rule: PaperRule
    place: int
    left_out: bool = False
    is_own: bool = False


def paper_listing(
    rules: Sequence[PaperRule], entered: Iterable[DossierPaper], period: ReportingPeriod
) -> tuple[ListedPaper, ...]:
    """Return the papers of a period in their order.

    `entered` are the records of a unit and set, of any period; where the same period has two, the
    later one counts. What a period does not say holds as in the one before.
    """
    found = {rule.code: ListedPaper(rule, place) for place, rule in enumerate(rules, start=1)}
    for one in _until(entered, period):
        known = found.get(one.paper)
        if known is None and one.name:
            rule = PaperRule(one.paper, one.name, None, verified=True)
            known = ListedPaper(rule, len(found) + 1, is_own=True)
        if known is not None:
            found[one.paper] = _changed(known, one)
    return tuple(sorted(found.values(), key=lambda one: one.place))


def _until(entered: Iterable[DossierPaper], period: ReportingPeriod) -> list[DossierPaper]:
    """Return the records up to the end of a period, the earliest first; the period's own last."""
    held = list(entered)
    orders = {one.id: one.order for one in known_periods({one.period for one in held})}
    known = [one for one in held if one.period in orders and orders[one.period] <= period.order]
    return sorted(known, key=lambda one: orders[one.period])


def _changed(listed: ListedPaper, one: DossierPaper) -> ListedPaper:
    """Return a paper with what a record says of it."""
    rule = replace(listed.rule, name=one.name) if listed.is_own and one.name else listed.rule
    return ListedPaper(
        rule,
        one.place or listed.place,
        listed.left_out if one.left_out is None else one.left_out,
        listed.is_own,
    )
