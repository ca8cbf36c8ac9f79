"""What is not met yet and what is done about it: in charge, due, solution; the dossier's state."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ntm_desktop import texts
from ntm_desktop.domain import entity
from ntm_desktop.domain.assessment import (
    CriterionAssessment,
    IndicatorAssessment,
    Outcome,
)
from ntm_desktop.domain.checks import Issue, Severity
from ntm_desktop.domain.comparison import measured_value, reaches
from ntm_desktop.domain.criteria import Indicator, IndicatorKind
from ntm_desktop.domain.values import IndicatorValue

DOSSIER_STATES = {
    "not_started": "chưa lập",
    "preparing": "đang lập",
    "sent": "đã gửi",
    "confirmed": "ngành đã xác nhận",
    "returned": "trả lại",
}
_DOSSIER = {"merge_unit": "dossier"}
HELD = (Outcome.MET, Outcome.NOT_APPLICABLE)


@entity.entity("roadmap_item", label="lộ trình", plural="Lộ trình thực hiện", title="indicator")
@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapItem:
    """How an indicator (or a criterion without listed indicators) is to be reached.

    It belongs to the set, not to a period: the same line goes on until the indicator is met.
    """

    key: str = ""
    unit: str | None = entity.text("Đơn vị", hidden=True)
    set_id: str = entity.text("Bộ tiêu chí", required=True)
    indicator: str = entity.text("Mã chỉ tiêu", required=True)
    assignee: str | None = entity.text("Người, đơn vị phụ trách", searchable=True)
    due_on: datetime.date | None = entity.date("Hạn hoàn thành")
    solution: str | None = entity.long_text("Giải pháp", searchable=True)
    tasks: str | None = entity.references("Nhiệm vụ liên quan", "task")
    works: str | None = entity.references("Công trình liên quan", "work")
    note: str | None = entity.long_text("Ghi chú", searchable=True)


@entity.entity("dossier_state", label="hồ sơ tiêu chí", plural="Hồ sơ tiêu chí", title="criterion")
@dataclass(frozen=True, slots=True, kw_only=True)
class DossierState:
    """How far the dossier of one criterion is; number and date are those of the confirmation."""

    key: str = ""
    unit: str | None = entity.text("Đơn vị", hidden=True)
    set_id: str = entity.text("Bộ tiêu chí", required=True)
    criterion: str = entity.text("Mã tiêu chí", required=True)
    state: str = entity.choice("Trạng thái hồ sơ", DOSSIER_STATES, required=True, **_DOSSIER)
    number: str | None = entity.text("Số văn bản xác nhận", **_DOSSIER)
    dated_on: datetime.date | None = entity.date("Ngày văn bản xác nhận", **_DOSSIER)
    note: str | None = entity.long_text("Ghi chú", searchable=True)


def relative_gap(found: IndicatorAssessment) -> Fraction | None:
    """Return how much is missing as a part of the target, so that gaps can be compared.

    The largest of nam, nữ and the part "trong đó". None where nothing is missing or it cannot be
    told in numbers; a target of 0 counts as 1.
    """
    target, value = found.target, found.value
    if found.outcome is not Outcome.NOT_MET or value is None:
        return None
    if target is None or target.value is None:
        return None
    pairs = [(figure, Fraction(target.value)) for figure in _figures(found.indicator, value)]
    if target.sub_value is not None and value.sub_value is not None:
        pairs.append((Fraction(value.sub_value), Fraction(target.sub_value)))
    lacking = [
        abs(goal - figure) / (goal or 1)
        for figure, goal in pairs
        if not reaches(figure, goal, found.indicator.operator)
    ]
    return max(lacking, default=None)


def _figures(indicator: Indicator, value: IndicatorValue) -> list[Fraction]:
    """Return the figures that must reach the main target."""
    apart = (value.male, value.female) if indicator.by_gender else ()
    found = [Fraction(one) for one in apart if one is not None]
    common = measured_value(value)
    return found or ([] if common is None else [common])


def word_steps(found: IndicatorAssessment) -> int | None:
    """Return how many steps of its scale a word lacks; None for anything else.

    A yes/no that is not met lacks one step.
    """
    value, target, scale = found.value, found.target, found.indicator.scale
    if found.outcome is not Outcome.NOT_MET or value is None or target is None:
        return None
    if found.indicator.kind is IndicatorKind.BOOLEAN:
        return 1
    if value.word not in scale or target.word not in scale:
        return None
    return scale.index(target.word) - scale.index(value.word)


def by_smallest_gap(found: Sequence[IndicatorAssessment]) -> list[IndicatorAssessment]:
    """Return indicators by how near they are to being met; equal ones stay in the set's order.

    First gaps in numbers by their part of the target, then words by missing steps, then those
    whose distance is not known.
    """
    return sorted(found, key=_distance)


def _distance(found: IndicatorAssessment) -> tuple[int, Fraction]:
    """Return a key that sorts by the distance to the target."""
    gap, steps = relative_gap(found), word_steps(found)
    if gap is not None:
        return 0, gap
    return (1, Fraction(steps)) if steps is not None and steps > 0 else (2, Fraction(0))


def dossier_issues(
    criteria: Sequence[CriterionAssessment], states: Mapping[str, DossierState]
) -> tuple[Issue, ...]:
    """Return warnings about dossiers: sent without being met, confirmed without its document.

    Applying before everything is met is warned about, never refused.
    """
    issues: list[Issue] = []
    for one in criteria:
        code, state = one.criterion.code, states.get(one.criterion.code)
        if state is None:
            continue
        shown = DOSSIER_STATES.get(state.state, state.state)
        if state.state in ("sent", "confirmed") and one.outcome not in HELD:
            text = texts.DOSSIER_NOT_MET.format(code=code, state=shown)
            issues.append(Issue(Severity.WARNING, code, text))
        if state.state == "confirmed" and not (state.number and state.dated_on):
            text = texts.DOSSIER_NO_DOCUMENT.format(code=code)
            issues.append(Issue(Severity.WARNING, code, text))
    return tuple(issues)
