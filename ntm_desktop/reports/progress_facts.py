"""What the progress report is made from: domain objects, gathered by the service that asks."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from ntm_desktop.domain.assessment import Outcome, SetAssessment
from ntm_desktop.domain.ledger import MoneyRow
from ntm_desktop.domain.periods import ReportingPeriod, last_day_to_tell
from ntm_desktop.domain.recognition import RecognitionRollup
from ntm_desktop.domain.tasks import Task
from ntm_desktop.domain.units import OfficeProfile
from ntm_desktop.domain.values import SetTotal
from ntm_desktop.domain.works import Work
from ntm_desktop.reports import funding
from ntm_desktop.reports.letterhead import OfficeFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressFacts:
    """Everything known for one unit, criteria set and period; absent parts are empty or None.

    `compared` is of the same period of the year before; `before` of the period just before, None
    where that is the same one. `total` is the set's own total where one was recorded,
    `totals_other` those of other sets.
    `money` are the amounts of the ledger with what people gave beside it, each once.
    `narratives` maps section ids to what a person wrote; `draft` shows the unverified marks.
    `tasks_on` is the day tasks are looked at where it is not the end of the period.
    `left_out` are the works that have nothing to do with the period; no report lists them.
    `more_annexes` follow those of criteria, money and works in another report on these facts;
    one that prints none of them has `has_annexes` false.
    """

    office: OfficeProfile
    unit_name: str
    unit_level: str
    period: ReportingPeriod
    today: datetime.date
    assessment: SetAssessment | None = None
    compared: SetAssessment | None = None
    compared_period: ReportingPeriod | None = None
    before: SetAssessment | None = None
    before_period: ReportingPeriod | None = None
    total: SetTotal | None = None
    totals_other: tuple[SetTotal, ...] = ()
    works: tuple[Work, ...] = ()
    left_out: frozenset[str] = frozenset()
    money: tuple[MoneyRow, ...] = ()
    tasks_on: datetime.date | None = None
    overdue: tuple[Task, ...] = ()
    open_tasks: tuple[Task, ...] = ()
    rollups: tuple[RecognitionRollup, ...] = ()
    narratives: Mapping[str, str] = field(default_factory=dict)
    previous_narratives: Mapping[str, str] = field(default_factory=dict)
    draft: bool = False
    more_annexes: int = 0
    has_annexes: bool = True

    @property
    def office_facts(self) -> OfficeFacts:
        """Return what head and signature are made from."""
        return OfficeFacts(
            office=self.office,
            unit_name=self.unit_name,
            unit_level=self.unit_level,
            today=self.today,
            draft=self.draft,
        )

    @property
    def told_on(self) -> datetime.date:
        """Return the day tasks are looked at: a past period is not judged by what came later."""
        return self.tasks_on or last_day_to_tell(self.period, self.today)

    @property
    def listed_works(self) -> tuple[Work, ...]:
        """Return the works that a report on the period lists."""
        return tuple(work for work in self.works if work.key not in self.left_out)

    @property
    def counted_money(self) -> tuple[MoneyRow, ...]:
        """Return the amounts that are added up for the period, nothing twice."""
        return funding.counted_in(self.works, self.money, self.period)


def has_results(assessment: SetAssessment | None) -> bool:
    """Say whether anything of a set was assessed: without it no count may be printed."""
    return assessment is not None and any(
        one.outcome is not Outcome.NO_DATA
        or any(found.outcome is not Outcome.NO_DATA for found in one.indicators)
        for one in assessment.criteria
    )


def comparable(facts: ProgressFacts) -> SetAssessment | None:
    """Return the compared assessment where both are of one set and both hold results."""
    return _as_comparable(facts.compared, facts.compared_period, facts.assessment)


def comparable_before(facts: ProgressFacts) -> SetAssessment | None:
    """Return the assessment of the period just before, where it can be compared with."""
    return _as_comparable(facts.before, facts.before_period, facts.assessment)


def _as_comparable(
    then: SetAssessment | None, period: ReportingPeriod | None, now: SetAssessment | None
) -> SetAssessment | None:
    """Return `then` where both are of one set and both hold results."""
    if then is None or now is None or period is None:
        return None
    same_set = then.criteria_set.id == now.criteria_set.id
    return then if same_set and has_results(then) and has_results(now) else None


def unverified(assessment: SetAssessment | None) -> int:
    """Return how many criteria and indicators rest on words or targets nobody checked."""
    if assessment is None:
        return 0
    names = sum(not one.criterion.name_verified for one in assessment.criteria)
    return names + sum(
        not found.wording_verified or (found.target is not None and not found.target_verified)
        for one in assessment.criteria
        for found in one.indicators
    )
