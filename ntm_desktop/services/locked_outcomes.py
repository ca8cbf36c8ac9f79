"""What a change of targets or of a set does to the outcomes of periods that are locked.

The figures of a locked period stay as they are, but they are held to the targets that hold now:
whoever changes these is told which locked periods come out otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from ntm_desktop import texts
from ntm_desktop.domain.assessment import OUTCOME_TEXTS, Outcome
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.issues import Issue, Severity
from ntm_desktop.domain.locks import PeriodLock, is_locked
from ntm_desktop.domain.periods import known_periods, parse_period
from ntm_desktop.services.criteria import set_ids
from ntm_desktop.services.locks import locks, place_text
from ntm_desktop.services.period_values import values_of
from ntm_desktop.services.set_rules import SetRules, Supposed, rules_of
from ntm_desktop.services.workspace import Workspace

_Outcomes = Mapping[str, str]
_Place = tuple[str, str]  # set, unit
_NONE = Outcome.NO_DATA.value
_SHOWN = 8


@contextmanager
def watched(workspace: Workspace) -> Iterator[list[Issue]]:
    """Give a list that holds, at the end, a warning for each locked period that changed.

    Within it the change is made; nothing is read again where no period is locked.
    """
    told: list[Issue] = []
    closed = _closed(workspace)
    rules = _rules(workspace, closed)
    before = [_outcomes(workspace, lock, rules) for lock in closed]
    yield told
    rules = _rules(workspace, closed)
    for lock, then in zip(closed, before, strict=True):
        now = _outcomes(workspace, lock, rules)
        codes = _changed(then, now)
        if codes:
            place = place_text(workspace, lock)
            text = texts.LOCK_OUTCOMES.format(place=place, codes=", ".join(codes))
            told.append(Issue(Severity.WARNING, lock.key, text))


def foreseen(workspace: Workspace, supposed: Supposed) -> tuple[Issue, ...]:
    """Return a warning for each locked period that would come out otherwise; nothing is written.

    Whoever is about to write something reads it first and asks.
    """
    closed = _closed(workspace)
    kept, would = _rules(workspace, closed), _rules(workspace, closed, supposed)
    concerned = {place for place in kept if kept[place] != would[place]}
    told = []
    for lock in (one for one in closed if _place(one) in concerned):
        then, after = _outcomes(workspace, lock, kept), _outcomes(workspace, lock, would)
        codes = _changed(then, after)
        if codes:
            text = texts.LOCK_WOULD_CHANGE.format(
                place=place_text(workspace, lock), changes=_changes_text(then, after, codes)
            )
            told.append(Issue(Severity.WARNING, lock.key, text))
    return tuple(told)


def _changed(then: _Outcomes, now: _Outcomes) -> list[str]:
    """Return the codes that come out otherwise."""
    return [one for one in {**then, **now} if then.get(one, _NONE) != now.get(one, _NONE)]


def _changes_text(then: _Outcomes, after: _Outcomes, codes: Sequence[str]) -> str:
    """Return "3.1 (chưa đạt → đạt), 3 (chưa đạt → đạt)", of many the first ones."""
    words = {one.value: text.lower() for one, text in OUTCOME_TEXTS.items()}
    shown = [
        texts.LOCK_CHANGE_OF.format(
            code=code, before=words[then.get(code, _NONE)], after=words[after.get(code, _NONE)]
        )
        for code in codes[:_SHOWN]
    ]
    more = len(codes) - _SHOWN
    return ", ".join(shown + ([texts.LOCK_CHANGES_MORE.format(count=more)] if more > 0 else []))


def under_group(workspace: Workspace, set_id: str, group: str | None) -> tuple[Issue, ...]:
    """Return which locked periods would come out otherwise under another group of communes."""
    return foreseen(workspace, Supposed(groups={set_id: group}))


def under_pack(workspace: Workspace, found: CriteriaSet) -> tuple[Issue, ...]:
    """Return which locked periods would come out otherwise if a set had another content."""
    return foreseen(workspace, Supposed(sets={found.id: found}))


def _closed(workspace: Workspace) -> list[PeriodLock]:
    """Return the closed locks of periods and sets that are known."""
    known = set_ids()
    return [
        lock
        for lock in locks(workspace)
        if is_locked(lock) and lock.set_id in known and known_periods([lock.period])
    ]


def _rules(
    workspace: Workspace, closed: Sequence[PeriodLock], supposed: Supposed | None = None
) -> dict[_Place, SetRules]:
    """Return what the sets of some locks ask of their units; a set that is gone asks nothing."""
    known = set_ids()
    asked = {_place(lock) for lock in closed if lock.set_id in known}
    return {one: rules_of(workspace, *one, supposed=supposed) for one in asked}


def _place(lock: PeriodLock) -> _Place:
    """Return what the rules of a lock are read by: set and unit."""
    return lock.set_id, lock.unit


def _outcomes(
    workspace: Workspace, lock: PeriodLock, rules: Mapping[_Place, SetRules]
) -> _Outcomes:
    """Return the outcome of each criterion and indicator of a locked period, by its code."""
    if _place(lock) not in rules:
        return {}
    unit = None if lock.unit == workspace.owner else lock.unit
    values = values_of(workspace, lock.set_id, lock.period, unit)
    found = rules[_place(lock)].assess(values, parse_period(lock.period).year)
    parts = {
        part.indicator.code: part.outcome.value for one in found.criteria for part in one.indicators
    }
    return {one.criterion.code: one.outcome.value for one in found.criteria} | parts
