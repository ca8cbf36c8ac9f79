"""Doubtful data: what to look at again. Never an exception; the person may have a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from ntm_desktop import texts
from ntm_desktop.domain.assessment import value_shown
from ntm_desktop.domain.comparison import measured_value
from ntm_desktop.domain.criteria import Indicator, IndicatorKind
from ntm_desktop.domain.numbers import format_money
from ntm_desktop.domain.values import IndicatorValue
from ntm_desktop.domain.works import MoneyEntry, Work, total_of


class Severity(Enum):
    """How much an issue matters: a warning may stand, an error should be put right."""

    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Issue:
    """One doubtful thing: where it is (a record key, a field, a code) and what is doubtful."""

    severity: Severity
    where: str
    text: str


def check_value(indicator: Indicator, value: IndicatorValue) -> tuple[Issue, ...]:
    """Return a warning for a rate above 100 %, whole, in part, or of nam or nữ."""
    if indicator.kind is not IndicatorKind.PERCENT:
        return ()
    figures = (measured_value(value), value.sub_value, value.male, value.female)
    if not any(figure is not None and figure > 100 for figure in figures):
        return ()
    shown = value_shown(indicator, value)
    text = texts.ISSUE_OVER_HUNDRED.format(code=indicator.code, value=shown)
    return (Issue(Severity.WARNING, indicator.code, text),)


def check_money(work: Work, entries: Iterable[MoneyEntry]) -> tuple[Issue, ...]:
    """Return what does not add up in the money of one work.

    Disbursed must not exceed allocated, and the accepted value must not exceed the total
    investment. A kind without any entry is not compared: it may not have been entered yet.
    """
    held = list(entries)
    allocated, disbursed = total_of(held, "allocated"), total_of(held, "disbursed")
    accepted = total_of(held, "accepted")
    issues: list[Issue] = []
    if allocated and disbursed > allocated:
        issues.append(_over(work, texts.ISSUE_DISBURSED_OVER, disbursed, allocated))
    if work.total_investment and accepted > work.total_investment:
        issues.append(_over(work, texts.ISSUE_ACCEPTED_OVER, accepted, work.total_investment))
    return tuple(issues)


def check_group(group: Work, members: Iterable[Work]) -> tuple[Issue, ...]:
    """Return the difference between a group's total investment and the sum of its members."""
    held = list(members)
    amounts = [member.total_investment for member in held]
    if not held or group.total_investment is None or None in amounts:
        return ()
    total = sum(amount or 0 for amount in amounts)
    if total == group.total_investment:
        return ()
    return (_over(group, texts.ISSUE_GROUP_DIFFERS, total, group.total_investment),)


def _over(work: Work, sentence: str, one: int, other: int) -> Issue:
    """Return a warning that names two amounts."""
    text = sentence.format(name=work.name, one=format_money(one), other=format_money(other))
    return Issue(Severity.WARNING, work.key, text)
