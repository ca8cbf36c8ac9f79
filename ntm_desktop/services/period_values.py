"""The values of a unit in a period, and which earlier period they are compared with."""

from __future__ import annotations

from collections.abc import Iterable

from ntm_desktop.domain import periods
from ntm_desktop.domain.entity import entity_of
from ntm_desktop.domain.periods import ReportingPeriod, known_periods
from ntm_desktop.domain.value_text import RESULT_FIELDS
from ntm_desktop.domain.values import IndicatorValue
from ntm_desktop.services.held_values import HeldValues, held_values
from ntm_desktop.services.workspace import Workspace


def values_of(
    workspace: Workspace, set_id: str, period_id: str, unit: str | None = None
) -> dict[str, IndicatorValue]:
    """Return the values of a period by indicator (or criterion) code."""
    held = held_values(workspace, set_id, unit, period=period_id)
    return held.of(unit or workspace.owner, period_id)


def has_results(values: Iterable[IndicatorValue]) -> bool:
    """Say whether anything was reached or declared; plans and cleared lines are no results."""
    return any(getattr(value, name) is not None for value in values for name in RESULT_FIELDS)


def previous_period_with_data(
    workspace: Workspace, set_id: str, period: ReportingPeriod, unit: str | None = None
) -> ReportingPeriod:
    """Return the latest earlier period with values of this set, else the calendar's previous."""
    return earlier_values(workspace, set_id, period, unit)[0]


def earlier_values(
    workspace: Workspace, set_id: str, period: ReportingPeriod, unit: str | None = None
) -> tuple[ReportingPeriod, HeldValues]:
    """Return the period to compare with, as `previous_period_with_data`, and what it holds."""
    where = {"set_id": set_id, **workspace.records_about(unit)}
    known = workspace.store.distinct(entity_of(IndicatorValue), "period", where)
    for one in _by_nearness(known, period):
        held = held_values(workspace, set_id, unit, period=one.id)
        if held.has_results(unit or workspace.owner, one.id):
            return one, held
    return periods.previous(period), HeldValues({})


def earlier_period_of(held: HeldValues, unit: str, period: ReportingPeriod) -> ReportingPeriod:
    """Return the period to compare a unit with, as `earlier_values`, of what was read already."""
    known = {one for about, one in held.rows if about == unit}
    with_results = (one for one in _by_nearness(known, period) if held.has_results(unit, one.id))
    return next(with_results, None) or periods.previous(period)


def _by_nearness(known: Iterable[object], period: ReportingPeriod) -> list[ReportingPeriod]:
    """Return the periods before one, those of its kind first, the latest first."""
    earlier = [one for one in known_periods(known) if one.end < period.end]
    return sorted(earlier, key=lambda one: (one.kind is period.kind, one.order), reverse=True)
