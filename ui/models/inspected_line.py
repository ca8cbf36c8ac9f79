"""What the inspector says of an indicator or a criterion, whatever grid the cursor stands in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ntm_desktop.domain.assessment import CriterionAssessment, IndicatorAssessment
from ntm_desktop.services.trend import IndicatorSeries
from ui.models.typing_grid import shown_state
from ui.widgets.value_inspector import Inspected, Link, Plan, Rule

NO_TARGET = "Chưa có mức yêu cầu trong bộ tiêu chí"


@dataclass(frozen=True, slots=True)
class Beside:
    """What a grid knows beside the assessment; the fields are those of `Inspected`."""

    marks: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()
    note: str | None = None
    plan: Plan | None = None
    record: str | None = None
    trend: IndicatorSeries | None = None


def inspected_indicator(
    found: IndicatorAssessment, criterion_name: str, beside: Beside
) -> Inspected:
    """Return an indicator as the inspector shows it."""
    indicator, target = found.indicator, found.target
    known = target.text if target else NO_TARGET
    source = (target.source if target else "") or ""
    wording = Rule("Câu chữ chỉ tiêu", "", indicator.source or "", found.wording_verified)
    rules = (Rule("Mức yêu cầu", known, source, found.target_verified), wording)
    return _with_beside(
        Inspected(
            code=indicator.code,
            heading=f"Chỉ tiêu {indicator.code} · {criterion_name}",
            text=indicator.text,
            state=shown_state(found),
            marks=(),
            explanation=found.explanation,
            rules=rules if target else rules[1:],
            facts=(),
            guidance=(indicator.guidance.text,) if indicator.guidance else (),
            links=(),
            note=None,
        ),
        beside,
    )


def inspected_criterion(found: CriterionAssessment, beside: Beside) -> Inspected:
    """Return a criterion as the inspector shows it."""
    criterion = found.criterion
    name = Rule("Tên tiêu chí", "", criterion.name_source or "", criterion.name_verified)
    return _with_beside(
        Inspected(
            code=criterion.code,
            heading=f"Tiêu chí {criterion.code}",
            text=criterion.name,
            state=found.outcome.value,
            marks=(),
            explanation=found.explanation,
            rules=(name,),
            facts=(),
            guidance=tuple(one.text for one in criterion.guidance),
            links=(),
            note=None,
        ),
        beside,
    )


def _with_beside(shown: Inspected, beside: Beside) -> Inspected:
    """Return what is shown with what the grid knows beside it."""
    return replace(
        shown,
        marks=beside.marks,
        facts=beside.facts,
        links=beside.links,
        note=beside.note,
        plan=beside.plan,
        record=beside.record,
        trend=beside.trend,
    )
