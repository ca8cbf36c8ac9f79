"""What is not met and what is done about it: the list "Chưa đạt và giải pháp"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from ntm_desktop.domain.assessment import (
    CriterionAssessment,
    Gap,
    IndicatorAssessment,
    Outcome,
)
from ntm_desktop.domain.carry_over import lacks_target
from ntm_desktop.domain.checks import Issue
from ntm_desktop.domain.entity import StoredValue, split_keys
from ntm_desktop.domain.periods import ReportingPeriod, parse_period
from ntm_desktop.domain.priorities import HELD, by_smallest_gap, dossier_issues
from ntm_desktop.domain.record_keys import dossier_key, owner_of, roadmap_key
from ntm_desktop.domain.roadmap import DossierState, RoadmapItem
from ntm_desktop.domain.tasks import Task
from ntm_desktop.domain.value_text import format_result
from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.domain.works import Work
from ntm_desktop.services.criteria import criteria_set
from ntm_desktop.services.entry import assessed
from ntm_desktop.services.records import Saved, put_values
from ntm_desktop.services.units import unit_name
from ntm_desktop.services.workspace import Workspace

RecordT = TypeVar("RecordT", RoadmapItem, DossierState, Task, Work)
LinkedT = TypeVar("LinkedT", Task, Work)


@dataclass(frozen=True, slots=True)
class RoadmapRow:
    """One indicator (or a criterion judged as a whole) that is not met, and what is done.

    `assessment` is None for a criterion; `is_late`: its due date has passed.
    """

    code: str
    text: str
    criterion_code: str
    criterion_name: str
    outcome: Outcome
    value_text: str
    target_text: str
    explanation: str
    gap: Gap | None
    assessment: IndicatorAssessment | None
    assignee: str
    due_on: datetime.date | None
    is_late: bool
    solution: str
    tasks: tuple[Task, ...]
    works: tuple[Work, ...]
    dossier: DossierState | None

    @property
    def is_unverified(self) -> bool:
        """Say whether the outcome rests on a target that nobody checked."""
        return self.assessment is not None and self.assessment.rests_on_unverified

    @property
    def lacks_target(self) -> bool:
        """Say whether there is a figure, but no known target to hold it to."""
        return self.assessment is not None and lacks_target(self.assessment)


@dataclass(frozen=True, slots=True)
class Roadmap:
    """The list of one set and period: `rows` not met, the nearest first; `no_data` unknown ones.

    Of the unknown ones `without_target` have a figure and no known target, `without_figures` are
    the others.
    """

    set_id: str
    set_name: str
    unit: str
    period: ReportingPeriod
    rows: tuple[RoadmapRow, ...]
    no_data: tuple[RoadmapRow, ...]
    dossiers: tuple[DossierState, ...]
    issues: tuple[Issue, ...]

    @property
    def without_figures(self) -> tuple[RoadmapRow, ...]:
        """Return what is unknown for want of figures."""
        return tuple(row for row in self.no_data if not row.lacks_target)

    @property
    def without_target(self) -> tuple[RoadmapRow, ...]:
        """Return what has figures, but no known target."""
        return tuple(row for row in self.no_data if row.lacks_target)


@dataclass(frozen=True, slots=True)
class _Plans:
    """What is planned, by code, with the tasks and works there are."""

    items: dict[str, RoadmapItem]
    dossiers: dict[str, DossierState]
    tasks: tuple[Task, ...]
    works: tuple[Work, ...]
    today: datetime.date
    is_meant: Callable[[Task | Work], bool] = lambda _: True


def roadmap(workspace: Workspace, set_id: str, period_id: str, unit: str | None = None) -> Roadmap:
    """Return what is not met, ordered by the smallest gap, with who does what by when.

    Raises `InputError`/`NotFoundError` for an unknown period or set.
    """
    period = parse_period(period_id)
    found = assessed(workspace, set_id, period, unit)
    plans = _plans(workspace, set_id, unit)
    return Roadmap(
        set_id=set_id,
        set_name=found.criteria_set.short_name,
        unit=unit or workspace.owner,
        period=period,
        rows=_rows(found.criteria, Outcome.NOT_MET, set_id, plans),
        no_data=_rows(found.criteria, Outcome.NO_DATA, set_id, plans),
        dossiers=tuple(
            plans.dossiers[one.criterion.code]
            for one in found.criteria
            if one.criterion.code in plans.dossiers
        ),
        issues=dossier_issues(found.criteria, plans.dossiers),
    )


def roadmap_items(
    workspace: Workspace, set_id: str, unit: str | None = None
) -> dict[str, RoadmapItem]:
    """Return who reaches what by when, by code, whether it is met or not.

    What a unit planned itself stands where this office planned nothing for it.
    """
    place = unit or workspace.owner
    held = _told(workspace, workspace.store.records(RoadmapItem, set_id=set_id), place)
    return {one.indicator: one for one in held if (one.unit or owner_of(one.key)) == place}


def put_roadmap_item(
    workspace: Workspace,
    set_id: str,
    indicator: str,
    values: dict[str, StoredValue],
    unit: str | None = None,
) -> Saved:
    """Keep who reaches an indicator how and by when; raises `InputError`/`NotFoundError`.

    `indicator` may be the code of a criterion, for one that is judged as a whole.
    """
    found = criteria_set(set_id)
    if not any(one.code == indicator for one in found.criteria):
        found.indicator(indicator)
    place = unit or workspace.owner
    key = roadmap_key(workspace.owner, place, set_id, indicator)
    where: dict[str, StoredValue] = {"unit": place, "set_id": set_id, "indicator": indicator}
    return put_values(workspace, "roadmap_item", key, {**where, **values})


def put_dossier_state(
    workspace: Workspace,
    set_id: str,
    criterion: str,
    values: dict[str, StoredValue],
    unit: str | None = None,
) -> Saved:
    """Keep how far the dossier of a criterion is; raises `InputError`/`NotFoundError`."""
    criteria_set(set_id).criterion(criterion)
    place = unit or workspace.owner
    key = dossier_key(workspace.owner, place, set_id, criterion)
    where: dict[str, StoredValue] = {"unit": place, "set_id": set_id, "criterion": criterion}
    return put_values(workspace, "dossier_state", key, {**where, **values})


def _plans(workspace: Workspace, set_id: str, unit: str | None) -> _Plans:
    """Return what is planned for a unit: by itself, and over that by this office."""
    place = unit or workspace.owner
    states = _told(workspace, workspace.store.records(DossierState, set_id=set_id), place)
    return _Plans(
        items=roadmap_items(workspace, set_id, unit),
        dossiers={one.criterion: one for one in states if (one.unit or owner_of(one.key)) == place},
        tasks=tuple(_told(workspace, workspace.store.records(Task), place)),
        works=tuple(_told(workspace, workspace.store.records(Work), place)),
        today=workspace.today(),
        is_meant=_meaning(workspace, place),
    )


def _meaning(workspace: Workspace, place: str) -> Callable[[Task | Work], bool]:
    """Return what says whether a task or work is about a unit, not only about its indicator.

    A record has no unit of its own. Of a unit below the office that is what the unit wrote itself,
    and what names it: a task who does it or what for, a work the thôn it lies in.
    """
    if place == workspace.owner:
        return lambda _: True
    name = re.compile(rf"(?<!\w){re.escape(fold(unit_name(workspace, place)))}(?!\w)")

    def is_meant(one: Task | Work) -> bool:
        if owner_of(one.key) == place:
            return True
        if isinstance(one, Work):
            held: tuple[str | None, ...] = (one.village, one.name)
            if place in {key.rpartition("/")[2] for key in split_keys(one.villages)}:
                return True
        else:
            held = (one.assignee, one.doer, one.supporting, one.text)
        return any(name.search(fold(text)) for text in held if text)

    return is_meant


def _told(workspace: Workspace, records: Iterable[RecordT], place: str) -> list[RecordT]:
    """Return what a unit and this office wrote, this office last: its word stands."""
    found = [one for one in records if owner_of(one.key) in (place, workspace.owner)]
    return sorted(found, key=lambda one: owner_of(one.key) == workspace.owner)


def _rows(
    criteria: Sequence[CriterionAssessment], outcome: Outcome, set_id: str, plans: _Plans
) -> tuple[RoadmapRow, ...]:
    """Return the rows of one outcome: indicators by gap, then criteria judged as a whole.

    What is not known of an indicator does not matter where its criterion is met.
    """
    open_ones = [one for one in criteria if outcome is Outcome.NOT_MET or one.outcome not in HELD]
    owners = {part.indicator.code: one for one in open_ones for part in one.indicators}
    parts = [part for one in open_ones for part in one.indicators if part.outcome is outcome]
    ordered = by_smallest_gap(parts) if outcome is Outcome.NOT_MET else parts
    rows = [_indicator_row(part, owners[part.indicator.code], set_id, plans) for part in ordered]
    whole = [
        one
        for one in open_ones
        if one.outcome is outcome and not any(part.outcome is outcome for part in one.indicators)
    ]
    return (*rows, *(_criterion_row(one, one.criterion.code, set_id, plans) for one in whole))


def _indicator_row(
    part: IndicatorAssessment, owner: CriterionAssessment, set_id: str, plans: _Plans
) -> RoadmapRow:
    """Return the row of an indicator."""
    indicator = part.indicator
    return replace(
        _criterion_row(owner, indicator.code, set_id, plans),
        text=indicator.text,
        outcome=part.outcome,
        value_text=format_result(part.value, indicator) if part.value else "",
        target_text=part.target.text if part.target else "",
        explanation=part.explanation,
        gap=part.gap,
        assessment=part,
    )


def _criterion_row(one: CriterionAssessment, code: str, set_id: str, plans: _Plans) -> RoadmapRow:
    """Return the row of a criterion, with what is planned under `code`."""
    item = plans.items.get(code, RoadmapItem(set_id=set_id, indicator=code))
    return RoadmapRow(
        code=code,
        text=one.criterion.name,
        criterion_code=one.criterion.code,
        criterion_name=one.criterion.name,
        outcome=one.outcome,
        value_text="",
        target_text="",
        explanation=one.explanation,
        gap=None,
        assessment=None,
        assignee=item.assignee or "",
        due_on=item.due_on,
        is_late=item.due_on is not None and item.due_on < plans.today,
        solution=item.solution or "",
        tasks=_linked(plans.tasks, item, item.tasks, plans.is_meant),
        works=_linked(plans.works, item, item.works, plans.is_meant),
        dossier=plans.dossiers.get(one.criterion.code),
    )


def _linked(
    records: Sequence[LinkedT],
    item: RoadmapItem,
    named: str | None,
    is_meant: Callable[[LinkedT], bool],
) -> tuple[LinkedT, ...]:
    """Return the records named by a line of the roadmap, and those that name its indicator.

    The latter only where they are about the unit of the roadmap.
    """
    keys, place = split_keys(named), (item.set_id, item.indicator)
    return tuple(
        one
        for one in records
        if one.key in keys or ((one.set_id, one.indicator) == place and is_meant(one))
    )
