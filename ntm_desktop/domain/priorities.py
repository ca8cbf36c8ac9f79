"""What to do first: gaps that can be compared, dossiers that do not fit the outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from ntm_desktop import texts
from ntm_desktop.domain.assessment import (
    CriterionAssessment,
    IndicatorAssessment,
    Outcome,
)
from ntm_desktop.domain.checks import Issue, Severity
from ntm_desktop.domain.comparison import measured_value, reaches
from ntm_desktop.domain.criteria import Indicator, IndicatorKind
from ntm_desktop.domain.roadmap import DOSSIER_STATES, DossierState
from ntm_desktop.domain.values import IndicatorValue

HELD = (Outcome.MET, Outcome.NOT_APPLICABLE)


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
