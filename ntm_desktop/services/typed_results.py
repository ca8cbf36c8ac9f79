"""The result or plan of an indicator as people type it: one text for all fields of its unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ntm_desktop.domain.criteria import Indicator
from ntm_desktop.domain.entity import StoredValue, entity_of
from ntm_desktop.domain.value_text import (
    PLAN_FIELDS,
    RESULT_FIELDS,
    format_plan,
    format_result,
    parse_plan,
    parse_result,
)
from ntm_desktop.domain.values import IndicatorValue
from ntm_desktop.services.criteria import criteria_set, set_ids


@dataclass(frozen=True, slots=True)
class TypedResult:
    """How one merge unit of an indicator's value is read and typed; `is_plan` for the planned."""

    indicator: Indicator | None
    is_plan: bool

    def text(self, values: Mapping[str, StoredValue]) -> str:
        """Return stored fields of the unit as the sheet shows them: "12/17", "đạt"."""
        value = entity_of(IndicatorValue).read("", values)
        return (format_plan if self.is_plan else format_result)(value, self.indicator)

    def parse(self, text: str) -> dict[str, StoredValue]:
        """Return every field of the unit for what was typed; raise `InputError` with a hint."""
        return dict((parse_plan if self.is_plan else parse_result)(text, self.indicator))


def typed_result(
    entity: str, fields: tuple[str, ...], set_id: str, code: str
) -> TypedResult | None:
    """Return how a merge unit is typed, None for one that is not of an indicator's value."""
    units = {tuple(RESULT_FIELDS): False, tuple(PLAN_FIELDS): True}
    if entity != entity_of(IndicatorValue).name or fields not in units:
        return None
    return TypedResult(indicator_of(set_id, code), units[fields])


def set_name(set_id: str) -> str:
    """Return the short name of a criteria set, its id where it is not known here."""
    return criteria_set(set_id).short_name if set_id in set_ids() else set_id


def group_name(set_id: str, group: str) -> str:
    """Return the name of a group of communes of a set, its id where it is not known here."""
    groups = criteria_set(set_id).groups if set_id in set_ids() else ()
    return next((one.name for one in groups if one.id == group), group)


def indicator_of(set_id: str, code: str) -> Indicator | None:
    """Return an indicator by its code, None where the set or the code is not known here."""
    if set_id not in set_ids():
        return None
    held = criteria_set(set_id).criteria
    return next((i for one in held for i in one.indicators if i.code == code), None)
