"""What a change of targets or of a set does to the outcomes of periods that are locked.

The figures of a locked period stay as they are, but they are held to the targets that hold now:
whoever changes these is told which locked periods come out otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from ntm_desktop import texts
from ntm_desktop.domain.assessment import Outcome
from ntm_desktop.domain.issues import Issue, Severity
from ntm_desktop.domain.locks import PeriodLock, is_locked
from ntm_desktop.domain.periods import known_periods, parse_period
from ntm_desktop.services.criteria import set_ids
from ntm_desktop.services.locks import locks, place_text
from ntm_desktop.services.period_values import values_of
from ntm_desktop.services.set_rules import rules_of
from ntm_desktop.services.workspace import Workspace

_Outcomes = Mapping[str, str]
_NONE = Outcome.NO_DATA.value


@contextmanager
def watched(workspace: Workspace) -> Iterator[list[Issue]]:
    """Give a list that holds, at the end, a warning for each locked period that changed.

    Within it the change is made; nothing is read again where no period is locked.
    """
    told: list[Issue] = []
    before = {lock.key: (lock, _outcomes(workspace, lock)) for lock in _closed(workspace)}
    yield told
    for lock, then in before.values():
        now = _outcomes(workspace, lock)
        codes = [one for one in {**then, **now} if then.get(one, _NONE) != now.get(one, _NONE)]
        if codes:
            place = place_text(workspace, lock)
            text = texts.LOCK_OUTCOMES.format(place=place, codes=", ".join(codes))
            told.append(Issue(Severity.WARNING, lock.key, text))


def _closed(workspace: Workspace) -> list[PeriodLock]:
    """Return the closed locks of periods and sets that are known."""
    known = set_ids()
    return [
        lock
        for lock in locks(workspace)
        if is_locked(lock) and lock.set_id in known and known_periods([lock.period])
    ]


def _outcomes(workspace: Workspace, lock: PeriodLock) -> _Outcomes:
    """Return the outcome of each criterion and indicator of a locked period, by its code."""
    if lock.set_id not in set_ids():
        return {}
    unit = None if lock.unit == workspace.owner else lock.unit
    values = values_of(workspace, lock.set_id, lock.period, unit)
    year = parse_period(lock.period).year
    found = rules_of(workspace, lock.set_id).assess(values, year)
    parts = {
        part.indicator.code: part.outcome.value for one in found.criteria for part in one.indicators
    }
    return {one.criterion.code: one.outcome.value for one in found.criteria} | parts
