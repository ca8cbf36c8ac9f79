"""The values of several units (thôn) of one indicator added up: parts of ratios, never rates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from ntm_desktop import texts
from ntm_desktop.domain.assessment import rounded_percent
from ntm_desktop.domain.comparison import measured_value
from ntm_desktop.domain.criteria import Indicator, IndicatorKind
from ntm_desktop.domain.entity import decimal_text
from ntm_desktop.domain.numbers import format_percent
from ntm_desktop.domain.value_text import format_result
from ntm_desktop.domain.values import IndicatorValue

_WORDS = (IndicatorKind.BOOLEAN, IndicatorKind.ORDINAL, IndicatorKind.CONDITIONS)
_PER = "/"  # "triệu đồng/người/năm" is a rate: such figures are not added


@dataclass(frozen=True, slots=True)
class UnitTotal:
    """What the units add up to.

    `value` holds the sum (None where there is none), `problem` says why nothing can be added,
    `reported` counts the units with a result; those not applicable count but add nothing.
    """

    value: IndicatorValue | None
    reported: int
    problem: str = ""


def total_of_units(indicator: Indicator, values: Sequence[IndicatorValue]) -> UnitTotal:
    """Return the sum over units: numerators and denominators of a rate, numbers of counted things.

    A rate is never averaged: where one unit has only a percentage, nothing is added.
    """
    held = [one for one in values if format_result(one, indicator)]
    counted = [one for one in held if not one.not_applicable]
    if not counted:
        return UnitTotal(None, len(held))
    problem = _problem(indicator, counted)
    if problem:
        return UnitTotal(None, len(held), problem)
    total = _ratio(counted) if _is_rate(indicator) else _count(counted)
    return UnitTotal(total, len(held))


def total_text(indicator: Indicator, total: UnitTotal) -> str:
    """Return "120/170 (70,59%)", a number, or why nothing was added ("" for no figures)."""
    if total.value is None:
        return total.problem
    shown, measured = format_result(total.value, indicator), measured_value(total.value)
    if total.value.denominator is None or measured is None:
        return shown
    return f"{shown} ({format_percent(rounded_percent(measured))})"


def typed_total(indicator: Indicator, total: UnitTotal) -> str:
    """Return the sum as it is typed for the commune ("120/170"), "" where there is none."""
    return format_result(total.value, indicator) if total.value else ""


def _is_rate(indicator: Indicator) -> bool:
    """Say whether values are shares of a whole."""
    return indicator.measure_unit == "%" or indicator.kind is IndicatorKind.PERCENT


def _problem(indicator: Indicator, values: Sequence[IndicatorValue]) -> str:
    """Return why these values have no sum, "" where they have one."""
    if indicator.kind in _WORDS:
        return texts.SUM_OF_WORDS
    if indicator.kind is IndicatorKind.POINTS or _PER in indicator.measure_unit:
        return texts.SUM_OF_RATES.format(unit=indicator.measure_unit)
    if indicator.by_gender or any(one.sub_value is not None for one in values):
        return texts.SUM_OF_PARTS
    if _is_rate(indicator):
        whole = all(one.numerator is not None and one.denominator for one in values)
        return "" if whole else texts.SUM_NEEDS_RATIO
    return "" if all(one.value is not None for one in values) else texts.SUM_NEEDS_NUMBER


def _ratio(values: Sequence[IndicatorValue]) -> IndicatorValue:
    """Return the sum of numerators over the sum of denominators."""
    return IndicatorValue(
        numerator=_sum([one.numerator for one in values]),
        denominator=_sum([one.denominator for one in values]),
    )


def _count(values: Sequence[IndicatorValue]) -> IndicatorValue:
    """Return the sum of numbers."""
    return IndicatorValue(value=_sum([one.value for one in values]))


def _sum(numbers: Sequence[Decimal | None]) -> Decimal:
    """Return an exact sum in the spelling in which numbers are kept."""
    return Decimal(decimal_text(sum(cast(Sequence[Decimal], numbers), Decimal(0))))
