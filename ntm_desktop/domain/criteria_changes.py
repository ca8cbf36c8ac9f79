"""Which criteria were gained and lost between two assessments of a set, and which cannot be told.

Only what is assessed now can be lost: a period that is just being entered has lost nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop.domain.assessment import Outcome, SetAssessment
from ntm_desktop.domain.priorities import HELD


@dataclass(frozen=True, slots=True)
class CriteriaChanges:
    """Codes of criteria, in the order of the set.

    `gained`: met (or not applicable) now, not before. `lost`: met before, found not met now.
    `unassessed`: with an outcome before, without data now.
    """

    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    unassessed: tuple[str, ...] = ()

    @property
    def balance(self) -> int | None:
        """Return how many more are met now; None while something is not assessed again."""
        return None if self.unassessed else len(self.gained) - len(self.lost)


def criteria_changes(now: SetAssessment, then: SetAssessment | None) -> CriteriaChanges:
    """Return what changed since another assessment of the same set; nothing without one."""
    if then is None:
        return CriteriaChanges()
    before = {one.criterion.code: one.outcome for one in then.criteria}
    gained, lost, unassessed = [], [], []
    for one in now.criteria:
        code = one.criterion.code
        had = before.get(code, Outcome.NO_DATA)
        if one.outcome in HELD and had not in HELD:
            gained.append(code)
        if one.outcome is Outcome.NOT_MET and had in HELD:
            lost.append(code)
        if one.outcome is Outcome.NO_DATA and had is not Outcome.NO_DATA:
            unassessed.append(code)
    return CriteriaChanges(tuple(gained), tuple(lost), tuple(unassessed))


def indicators_unassessed(now: SetAssessment, then: SetAssessment) -> bool:
    """Say whether an indicator with an outcome before has none now: then counts say no trend."""
    had = {
        one.indicator.code
        for found in then.criteria
        for one in found.indicators
        if one.outcome is not Outcome.NO_DATA
    }
    return any(
        one.outcome is Outcome.NO_DATA and one.indicator.code in had
        for found in now.criteria
        for one in found.indicators
    )
