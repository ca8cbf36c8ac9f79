"""Doubtful money: what does not add up in a work or a group of works."""

from __future__ import annotations

from collections.abc import Iterable

from ntm_desktop import texts
from ntm_desktop.domain.issues import Issue, Severity
from ntm_desktop.domain.numbers import format_money
from ntm_desktop.domain.works import MoneyEntry, Work, total_of

__all__ = ["Issue", "Severity", "check_group", "check_money"]


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
