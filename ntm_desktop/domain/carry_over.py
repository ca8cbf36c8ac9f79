"""Values of one criteria set taken for another one, where both measure the same thing.

Two indicators measure the same thing when their packs give them the same `measure_id`. Only
figures are taken, and the yes or no of a yes/no indicator. What a person declared or called "not
applicable" was said about another threshold and is never taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ntm_desktop.domain.assessment import IndicatorAssessment, Outcome
from ntm_desktop.domain.criteria import CriteriaSet, Indicator, IndicatorKind
from ntm_desktop.domain.entity import entity_of
from ntm_desktop.domain.units import COMMUNE_LEVELS
from ntm_desktop.domain.values import IndicatorValue

_FIGURE_KINDS = (IndicatorKind.PERCENT, IndicatorKind.NUMBER, IndicatorKind.RELATIVE)
_FIGURES = ("value", "numerator", "denominator")
_APART = ("male", "female")
_RESULT = entity_of(IndicatorValue).unit_of("value")


@dataclass(frozen=True, slots=True)
class Source:
    """A criteria set with the values of the same unit and period, by code."""

    criteria_set: CriteriaSet
    values: Mapping[str, IndicatorValue]


@dataclass(frozen=True, slots=True)
class Carried:
    """A value taken for `indicator` from `from_code` of another set.

    `disagreeing` names other sources (set id, code) whose figure for the same thing differs.
    """

    indicator: str
    measure_id: str
    set_id: str
    from_code: str
    value: IndicatorValue
    disagreeing: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """The values to assess a set with: its own ones, and those taken from other sets."""

    values: Mapping[str, IndicatorValue]
    carried: tuple[Carried, ...]
    missing: tuple[str, ...]


def carry_over(
    target: CriteriaSet, own: Mapping[str, IndicatorValue], sources: Sequence[Source]
) -> CarriedOver:
    """Return the values for `target`: its own win, else the first source that has one.

    `missing` are the codes for which there is no result at all. The target itself is no source.
    """
    values = dict(own)
    carried: list[Carried] = []
    missing: list[str] = []
    others = [one for one in sources if _may_give(one.criteria_set, target)]
    for indicator in target.indicators:
        held = own.get(indicator.code)
        if has_result(held):
            continue
        found = _carried(indicator, others)
        if found is None:
            missing.append(indicator.code)
            continue
        values[indicator.code] = _placed(found.value, held, target.id, indicator.code)
        carried.append(replace(found, value=values[indicator.code]))
    return CarriedOver(values, tuple(carried), tuple(missing))


def compatible(one: Indicator, other: Indicator) -> bool:
    """Say whether a value of one indicator is a value of the other: same thing, kind and unit."""
    if not one.measure_id or one.measure_id != other.measure_id:
        return False
    if one.kind is IndicatorKind.BOOLEAN or other.kind is IndicatorKind.BOOLEAN:
        return one.kind is other.kind
    if one.kind not in _FIGURE_KINDS or other.kind not in _FIGURE_KINDS:
        return False
    return one.measure_unit == other.measure_unit


def has_result(value: IndicatorValue | None) -> bool:
    """Say whether anything was reached or declared; a plan or a note is no result."""
    return value is not None and any(getattr(value, name) is not None for name in _RESULT)


def lacks_target(found: IndicatorAssessment) -> bool:
    """Say whether an indicator has a figure but no known target to hold it to."""
    if found.outcome is not Outcome.NO_DATA or not has_result(found.value):
        return False
    if found.indicator.kind in (IndicatorKind.POINTS, IndicatorKind.CONDITIONS):
        return False
    return not (found.target and found.target.known)


def _may_give(source: CriteriaSet, target: CriteriaSet) -> bool:
    """Say whether a set speaks of the same kind of unit; communes are xã, phường, đặc khu."""
    if source.id == target.id:
        return False
    return source.level == target.level or {source.level, target.level} <= set(COMMUNE_LEVELS)


def _carried(indicator: Indicator, sources: Sequence[Source]) -> Carried | None:
    """Return the value of the first source that has one, with those that say otherwise."""
    found = [
        (source.criteria_set.id, one.code, taken)
        for source in sources
        for one in source.criteria_set.indicators
        if compatible(indicator, one)
        and (taken := _taken(indicator, one, source.values.get(one.code)))
    ]
    if not found:
        return None
    set_id, code, first = found[0]
    differing = tuple((other, at) for other, at, taken in found[1:] if taken != first)
    value = IndicatorValue(**first)
    return Carried(indicator.code, indicator.measure_id or "", set_id, code, value, differing)


def _taken(
    indicator: Indicator, source: Indicator, value: IndicatorValue | None
) -> dict[str, Any] | None:
    """Return the fields that may be taken, None where there is no figure and no yes or no."""
    if value is None or value.not_applicable:
        return None
    if indicator.kind is IndicatorKind.BOOLEAN:
        return {"word": value.word} if value.word else None
    names = (*_FIGURES, *(_APART if indicator.by_gender else ()))
    fields = {name: getattr(value, name) for name in names if getattr(value, name) is not None}
    if fields and value.sub_value is not None and indicator.sub_text == source.sub_text:
        fields["sub_value"] = value.sub_value
    return fields or None


def _placed(
    taken: IndicatorValue, held: IndicatorValue | None, set_id: str, code: str
) -> IndicatorValue:
    """Return the taken fields in the target's own place; its plan and note stay."""
    own = held or IndicatorValue(set_id=set_id, indicator=code)
    return replace(own, **{name: getattr(taken, name) for name in _RESULT})
