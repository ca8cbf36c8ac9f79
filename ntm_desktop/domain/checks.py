"""Doubtful money: what does not add up in a work or a group of works, and why it may stand."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ntm_desktop import texts
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.entity import entity_named
from ntm_desktop.domain.issues import Issue, Severity
from ntm_desktop.domain.numbers import format_money
from ntm_desktop.domain.works import (
    MONEY_KINDS,
    STEP_NAMES,
    WORK_STATES,
    WORK_STEPS,
    Amount,
    MoneyReason,
    Work,
    circles_of,
    total_of,
)

__all__ = [
    "Issue",
    "MoneyDoubt",
    "Severity",
    "check_circles",
    "check_group",
    "check_money",
    "check_steps",
    "check_sums",
    "money_doubts",
    "standing_reasons",
]


@dataclass(frozen=True, slots=True)
class MoneyDoubt:
    """Two amounts in đồng of a work that do not fit, by the rule (`MONEY_RULES`) they break."""

    rule: str
    one: int
    other: int
    issue: Issue

    @property
    def amounts(self) -> str:
        """Return the mark of just these amounts, by which a reason for them is known."""
        return f"{self.one}/{self.other}"


_Compared = tuple[str, str, int, int]


def check_money(
    work: Work, entries: Iterable[Amount], reasons: Iterable[MoneyReason] = ()
) -> tuple[Issue, ...]:
    """Return what does not add up in the money of one work and has no standing reason."""
    return check_sums(work, _sums_of(entries), reasons)


def check_sums(
    work: Work, sums: Mapping[str, int], reasons: Iterable[MoneyReason] = ()
) -> tuple[Issue, ...]:
    """Return what does not add up in the sums of one work by kind and has no standing reason.

    Disbursed must not exceed allocated, nor (without advances) what was accepted; advances are a
    part of disbursed; accepted and settled must not exceed the total investment. A kind without
    any entry is not compared: it may not have been entered yet.
    """
    doubts = _sum_doubts(work, sums)
    answered = standing_reasons(doubts, reasons)
    return tuple(doubt.issue for doubt in doubts if doubt.rule not in answered)


def money_doubts(work: Work, entries: Iterable[Amount]) -> tuple[MoneyDoubt, ...]:
    """Return every pair of amounts of a work that does not fit, also those with a reason."""
    return _sum_doubts(work, _sums_of(entries))


def _sums_of(entries: Iterable[Amount]) -> dict[str, int]:
    """Return kind → Σ amount."""
    held = list(entries)
    return {kind: total_of(held, kind) for kind in MONEY_KINDS}


def _sum_doubts(work: Work, sums: Mapping[str, int]) -> tuple[MoneyDoubt, ...]:
    """Return the doubts about the sums of a work."""
    return tuple(
        MoneyDoubt(rule, one, other, _over(work, sentence, one, other))
        for rule, sentence, one, other in _broken(work, sums)
    )


def _broken(work: Work, sums: Mapping[str, int]) -> Iterator[_Compared]:
    """Yield rule, sentence and the two amounts of every rule that is broken."""
    allocated, disbursed = sums["allocated"], sums["disbursed"]
    accepted, advanced, settled = sums["accepted"], sums["advanced"], sums["settled"]
    invested = work.total_investment
    if allocated and disbursed > allocated:
        yield "disbursed_over_allocated", texts.ISSUE_DISBURSED_OVER, disbursed, allocated
    if invested and accepted > invested:
        yield "accepted_over_investment", texts.ISSUE_ACCEPTED_OVER, accepted, invested
    if accepted and disbursed - max(advanced, 0) > accepted:
        yield "paid_over_accepted", texts.ISSUE_OVERPAID, disbursed, accepted
    if advanced > disbursed:
        yield "advanced_over_disbursed", texts.ISSUE_ADVANCED_OVER, advanced, disbursed
    value = settled or work.settlement_value or 0
    if invested and value > invested:
        yield "settled_over_investment", texts.ISSUE_SETTLED_OVER, value, invested
    if settled and work.settlement_value not in (None, settled):
        yield "settled_differs", texts.ISSUE_SETTLED_DIFFERS, settled, work.settlement_value or 0


def standing_reasons(
    doubts: Iterable[MoneyDoubt], reasons: Iterable[MoneyReason]
) -> dict[str, MoneyReason]:
    """Return rule → the reason given for just these amounts; changed amounts need a new one."""
    given = {(reason.rule, reason.amounts): reason for reason in reasons}
    return {
        doubt.rule: given[doubt.rule, doubt.amounts]
        for doubt in doubts
        if (doubt.rule, doubt.amounts) in given
    }


def group_doubts(group: Work, members: Iterable[Work]) -> tuple[MoneyDoubt, ...]:
    """Return the difference between a group's total investment and the sum of its members."""
    held = list(members)
    amounts = [member.total_investment for member in held]
    if not held or group.total_investment is None or None in amounts:
        return ()
    total = sum(amount or 0 for amount in amounts)
    if total == group.total_investment:
        return ()
    issue = _over(group, texts.ISSUE_GROUP_DIFFERS, total, group.total_investment)
    return (MoneyDoubt("group_differs", total, group.total_investment, issue),)


def check_group(
    group: Work, members: Iterable[Work], reasons: Iterable[MoneyReason] = ()
) -> tuple[Issue, ...]:
    """Return the difference between a group and its members that has no standing reason."""
    doubts = group_doubts(group, members)
    return () if standing_reasons(doubts, reasons) else tuple(one.issue for one in doubts)


def check_circles(works: Sequence[Work]) -> dict[str, Issue]:
    """Return work → the issue that its groups go round in a circle, for each circle once.

    Such a work is counted on its own (`groups_of`), so that nothing is lost from the totals.
    """
    by_key = {work.key: work for work in works}
    found = {}
    for key in circles_of(works):
        work, names, above = by_key[key], [by_key[key].name], by_key[key].group
        while above != key:
            names.append(by_key[above or ""].name)
            above = by_key[above or ""].group
        text = texts.ISSUE_GROUP_CIRCLE.format(name=work.name, names=" → ".join(names))
        found[key] = Issue(Severity.ERROR, key, text)
    return found


def check_steps(work: Work) -> tuple[Issue, ...]:
    """Return what is doubtful in the steps of a work: no date, a step back, dates out of order.

    A doubt, never a refusal: papers come late, and a settled work may be opened again.
    """
    dates: Mapping[str, datetime.date | None] = {
        step: getattr(work, field) for step, field in WORK_STEPS.items()
    }
    sentences = [
        *_state_doubts(work, dates), *_order_doubts(work, dates), *_span_doubts(work),
    ]  # fmt: skip
    return tuple(Issue(Severity.WARNING, work.key, text) for text in sentences)


_Dates = Mapping[str, datetime.date | None]


def _state_doubts(work: Work, dates: _Dates) -> Iterator[str]:
    """Yield that the state has no date, or that a later step has one."""
    steps = list(WORK_STEPS)
    if work.state not in steps:
        return
    state = WORK_STATES[work.state]
    if dates[work.state] is None:
        yield texts.ISSUE_STEP_NO_DATE.format(
            name=work.name, state=state, step=STEP_NAMES[work.state]
        )
    for later in steps[steps.index(work.state) + 1 :]:
        day = dates[later]
        if day is not None:
            yield texts.ISSUE_STEP_BACK.format(
                name=work.name, state=state, step=STEP_NAMES[later], date=format_date(day)
            )


def _order_doubts(work: Work, dates: _Dates) -> Iterator[str]:
    """Yield the steps whose date lies before that of the step before."""
    known = [(step, day) for step, day in dates.items() if day is not None]
    for (first, earlier), (second, later) in pairwise(known):
        if later < earlier:
            yield texts.ISSUE_STEP_ORDER.format(
                name=work.name,
                first=STEP_NAMES[first],
                earlier=format_date(earlier),
                second=STEP_NAMES[second],
                later=format_date(later),
            )


_SPANS = (
    ("start_on", "finish_on"),
    ("start_planned_on", "finish_planned_on"),
    ("finish_on", "accepted_on"),
)


def _span_doubts(work: Work) -> Iterator[str]:
    """Yield the dates that lie before what has to come first: finished before it was begun."""
    fields = entity_named("work").fields
    for first, second in _SPANS:
        earlier, later = getattr(work, first), getattr(work, second)
        if earlier is not None and later is not None and later < earlier:
            yield texts.ISSUE_STEP_ORDER.format(
                name=work.name,
                first=fields[first].label.lower(),
                earlier=format_date(earlier),
                second=fields[second].label.lower(),
                later=format_date(later),
            )


def _over(work: Work, sentence: str, one: int, other: int) -> Issue:
    """Return a warning that names two amounts."""
    text = sentence.format(name=work.name, one=format_money(one), other=format_money(other))
    return Issue(Severity.WARNING, work.key, text)
