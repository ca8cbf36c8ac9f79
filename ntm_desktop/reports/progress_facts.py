"""What the progress report is made from: domain objects, gathered by the service that asks."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from ntm_desktop.domain.assessment import Outcome, SetAssessment
from ntm_desktop.domain.ledger import MoneyRow
from ntm_desktop.domain.periods import ReportingPeriod
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

    `total` is the set's own total where one was recorded, `totals_other` those of other sets.
    `money` are the amounts of the ledger with what people gave beside it, each once.
    `narratives` maps section ids to what a person wrote; `draft` shows the unverified marks.
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
    total: SetTotal | None = None
    totals_other: tuple[SetTotal, ...] = ()
    works: tuple[Work, ...] = ()
    money: tuple[MoneyRow, ...] = ()
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
    before, now = facts.compared, facts.assessment
    if before is None or now is None or facts.compared_period is None:
        return None
    same_set = before.criteria_set.id == now.criteria_set.id
    return before if same_set and has_results(before) and has_results(now) else None


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
