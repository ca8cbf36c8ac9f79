"""How a figure stands to its target and to the figure before: reached, barely, or falling.

Figures are compared exactly, a ratio by its numerator and denominator.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from ntm_desktop import texts
from ntm_desktop.domain.criteria import Indicator, IndicatorKind, Operator, Target
from ntm_desktop.domain.values import IndicatorValue

LOW_MARGIN = Decimal(2)
"""Percent of the target within which a met one counts as low. Ours; no text fixes it."""

_Pair = tuple[Fraction, Fraction]


def measured_value(value: IndicatorValue) -> Fraction | None:
    """Return the exact figure: the ratio in percent where its parts are known, else the number."""
    if value.numerator is not None and value.denominator:
        return 100 * Fraction(value.numerator) / Fraction(value.denominator)
    return None if value.value is None else Fraction(value.value)


def reaches(measured: Fraction, target: Decimal | Fraction, operator: Operator | None) -> bool:
    """Compare exactly; no operator means "at least"."""
    wanted = Fraction(target)
    if operator is Operator.AT_MOST:
        return measured <= wanted
    return measured == wanted if operator is Operator.EQUAL else measured >= wanted


def is_low(indicator: Indicator, value: IndicatorValue, target: Target | None) -> bool:
    """Say whether a figure that meets its target does so only within the margin.

    The margin is the indicator's own, else `LOW_MARGIN` percent of the target. A number whose
    margin is less than one whole thing (≥ 1 mô hình) has none unless the set gives it one; nothing
    that is exactly asked for, and no rate of 100 %, is low.
    """
    if target is None or target.value is None:
        return False
    wanted = Fraction(target.value)
    mains = [value.male, value.female] if indicator.by_gender else []
    figures = [Fraction(one) for one in mains if one is not None]
    common = measured_value(value)
    if not figures and common is not None:
        figures = [common]
    pairs = [(figure, wanted) for figure in figures]
    if target.sub_value is not None and value.sub_value is not None:
        pairs.append((Fraction(value.sub_value), Fraction(target.sub_value)))
    return any(_barely(indicator, figure, goal) for figure, goal in pairs)


def _barely(indicator: Indicator, figure: Fraction, goal: Fraction) -> bool:
    """Say whether a figure reaches its goal and lies within the margin of it."""
    own = indicator.low_margin
    step = goal * Fraction(LOW_MARGIN if own is None else own) / 100
    if indicator.operator is Operator.EQUAL:
        return False
    is_count = indicator.kind is IndicatorKind.NUMBER and goal.denominator == 1
    if own is None and is_count and step < 1:
        return False
    if indicator.operator is Operator.AT_MOST:
        return goal - step < figure <= goal
    edge = goal + step
    return goal <= figure < (min(edge, Fraction(100)) if indicator.measure_unit == "%" else edge)


def is_falling(
    indicator: Indicator, value: IndicatorValue, before: IndicatorValue, target: Target | None
) -> bool:
    """Say whether a result is worse than the one of the period before.

    A figure falls against the direction of its operator, of an exact target by going away from
    it; a word falls along its scale. What cannot be compared does not fall.
    """
    if value.not_applicable or before.not_applicable:
        return False
    if (before.declared, value.declared) == ("met", "not_met"):
        return True
    if indicator.kind in (IndicatorKind.ORDINAL, IndicatorKind.BOOLEAN):
        return _word_falls(indicator, value.word, before.word)
    if indicator.kind is IndicatorKind.CONDITIONS:
        return False
    goal = None if target is None or target.value is None else Fraction(target.value)
    return any(_worse(indicator, now, then, goal) for now, then in _figure_pairs(value, before))


def _word_falls(indicator: Indicator, word: str | None, before: str | None) -> bool:
    """Say whether a word stands lower than another; "Chưa đạt" below "Đạt"."""
    yes_no = (texts.OUTCOME_NOT_MET, texts.OUTCOME_MET)
    scale = indicator.scale or (yes_no if indicator.kind is IndicatorKind.BOOLEAN else ())
    if word not in scale or before not in scale:
        return False
    return scale.index(word) < scale.index(before)


def _figure_pairs(value: IndicatorValue, before: IndicatorValue) -> list[_Pair]:
    """Return the figures that both periods have: main, part, nam, nữ."""
    both = [(measured_value(value), measured_value(before))]
    for name in ("sub_value", "male", "female"):
        now, then = getattr(value, name), getattr(before, name)
        exact = None if now is None else Fraction(now)
        both.append((exact, None if then is None else Fraction(then)))
    return [(now, then) for now, then in both if now is not None and then is not None]


def _worse(indicator: Indicator, now: Fraction, then: Fraction, goal: Fraction | None) -> bool:
    """Say whether a figure is worse than the one before."""
    if indicator.operator is Operator.AT_MOST:
        return now > then
    if indicator.operator is Operator.EQUAL:
        return goal is not None and abs(now - goal) > abs(then - goal)
    return now < then
