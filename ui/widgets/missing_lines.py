"""What is not met, the nearest to its target first, with who does something about it until when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ntm_desktop.domain.assessment import CriterionAssessment, IndicatorAssessment, Outcome
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.tasks import Task
from ntm_desktop.services import review, roadmap
from ui import style

_NOT_MET = style.STATES["not_met"].word.lower()


@dataclass(frozen=True, slots=True)
class Missing:
    """An indicator (or a criterion without indicators) that is not met, and how far it is."""

    code: str
    text: str
    gap: str
    distance: Decimal | None
    entity: str
    note: str


def missing_of(
    found: review.Standing,
    tasks: Iterable[Task],
    plans: Mapping[str, roadmap.RoadmapRow] | None = None,
) -> list[Missing]:
    """Return what is not met: the smallest relative gap first, then what has no figure of a gap.

    Who reaches it until when is what the roadmap (`plans`, by code) says, else an open task.
    """
    set_id = found.assessment.criteria_set.id
    by_code = {
        task.indicator: task
        for task in reversed(list(tasks))
        if task.indicator and task.set_id in (None, "", set_id)
    }
    told = {code: _task_note(task) for code, task in by_code.items()}
    told |= {code: note for code, row in (plans or {}).items() if (note := _plan_note(row))}
    missing: list[Missing] = []
    for criterion in found.assessment.criteria:
        for one in criterion.indicators:
            if one.outcome is Outcome.NOT_MET:
                missing.append(_missing(one, told.get(one.indicator.code, "")))
        if not criterion.indicators and criterion.outcome is Outcome.NOT_MET:
            missing.append(_missing_criterion(criterion, told.get(criterion.criterion.code, "")))
    return sorted(missing, key=lambda one: (one.distance is None, one.distance or Decimal(0)))


def _missing(one: IndicatorAssessment, who: str) -> Missing:
    """Return an indicator that is not met."""
    wanted = one.target.value if one.target else None
    distance = None
    if one.gap is not None:
        distance = one.gap.amount / wanted if wanted else one.gap.amount
    gap = one.gap.text if one.gap else _NOT_MET
    note = _note(one.reason, who)
    return Missing(one.indicator.code, one.indicator.text, gap, distance, "indicator", note)


def _missing_criterion(one: CriterionAssessment, who: str) -> Missing:
    """Return a criterion that was declared not met."""
    note = _note(one.reason, who)
    return Missing(one.criterion.code, one.criterion.name, _NOT_MET, None, "criterion", note)


def _note(reason: str, who: str) -> str:
    """Return the reason that was given, and who does something about it until when."""
    return " · ".join(filter(None, (reason, who)))


def _task_note(task: Task) -> str:
    """Return who does an open task until when."""
    due = f", hạn {format_date(task.due_on)}" if task.due_on else ""
    return f"{task.assignee or 'Có nhiệm vụ'}{due}"


def _plan_note(row: roadmap.RoadmapRow) -> str:
    """Return who reaches an indicator until when, as the roadmap says; "" where it does not."""
    due = f"hạn {format_date(row.due_on)}" if row.due_on else ""
    late = "quá hạn" if row.is_late else ""
    told = ", ".join(filter(None, (row.assignee, due, late)))
    return told[:1].upper() + told[1:]
