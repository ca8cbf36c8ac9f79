"""How a unit has come on over several periods: of a set, and of a single indicator.

Periods are those of the same kind as the chosen one that have data. A set is a line of its own:
the values of two sets, or of two versions of one, are never joined.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ntm_desktop import texts
from ntm_desktop.domain import periods
from ntm_desktop.domain.assessment import (
    IndicatorAssessment,
    Outcome,
    SetAssessment,
    rounded_percent,
)
from ntm_desktop.domain.comparison import measured_value
from ntm_desktop.domain.criteria import CriteriaSet, Indicator
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.numbers import format_number, format_percent
from ntm_desktop.domain.periods import PeriodKind, ReportingPeriod, known_periods, parse_period
from ntm_desktop.domain.value_text import format_result
from ntm_desktop.domain.values import IndicatorValue, SetTotal
from ntm_desktop.services.criteria import followed_sets
from ntm_desktop.services.period_values import has_results
from ntm_desktop.services.set_rules import rules_of
from ntm_desktop.services.workspace import Workspace

PERIODS = 6
LINES = 3


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """Where a set stood in one period; `source` is "items", or "totals" for totals only.

    The counts of indicators are None where nobody told them.
    """

    period: ReportingPeriod
    source: str
    criteria_met: int
    criteria_total: int
    indicators_met: int | None
    indicators_total: int | None


@dataclass(frozen=True, slots=True)
class FigurePoint:
    """The result of one indicator in one period: as typed, and as a figure where it is one.

    `figure_text` is the figure alone ("70,59%"), "" where there is none.
    """

    period: ReportingPeriod
    text: str
    figure: Fraction | None
    figure_text: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class IndicatorSeries:
    """The results of one indicator, the earliest first; `target` is that of the last period."""

    set_id: str
    indicator: Indicator
    points: tuple[FigurePoint, ...]
    target: Decimal | None = None
    target_text: str = ""

    @property
    def figures(self) -> tuple[FigurePoint, ...]:
        """Return the points that a line can show."""
        return tuple(point for point in self.points if point.figure is not None)


@dataclass(frozen=True, slots=True)
class SetTrend:
    """The line of one set, the earliest period first, and the series of its indicators by code."""

    set_id: str
    set_name: str
    noun: str
    unit: str
    points: tuple[TrendPoint, ...]
    indicators: Mapping[str, IndicatorSeries]


def set_trend(
    workspace: Workspace,
    set_id: str,
    period_id: str,
    unit: str | None = None,
    count: int = PERIODS,
) -> SetTrend:
    """Return the last `count` periods of the same kind with data, up to the chosen one.

    Raises `InputError`/`NotFoundError` for an unknown period or set.
    """
    rules, period = rules_of(workspace, set_id, unit), parse_period(period_id)
    found, values = rules.criteria_set, _values_by_period(workspace, set_id, unit)
    totals = _totals_by_period(workspace, set_id, unit)
    shown = _last(known_periods({*values, *totals}), period, count)
    assessed = {one.id: rules.assess(values[one.id], one.year) for one in shown if one.id in values}
    return SetTrend(
        set_id=set_id,
        set_name=found.short_name,
        noun=found.noun,
        unit=unit or workspace.owner,
        points=tuple(_point(one, found, assessed.get(one.id), totals.get(one.id)) for one in shown),
        indicators=_series(found, shown, {one: _indicators(assessed[one]) for one in assessed}),
    )


def trends(
    workspace: Workspace,
    period_id: str,
    set_id: str | None = None,
    unit: str | None = None,
    count: int = PERIODS,
) -> tuple[SetTrend, ...]:
    """Return a line for each followed set that has data, the chosen set first, at most three."""
    ids = [one.id for one in followed_sets(workspace)]
    asked = dict.fromkeys(([set_id] if set_id else []) + ids)
    found = [set_trend(workspace, one, period_id, unit, count) for one in asked]
    return tuple([one for one in found if one.points][:LINES])


def indicator_series(
    workspace: Workspace,
    set_id: str,
    code: str,
    period_id: str,
    unit: str | None = None,
    count: int = PERIODS,
) -> IndicatorSeries:
    """Return the results of one indicator over the last `count` periods of the same kind.

    Raises `InputError`/`NotFoundError` for an unknown period, set or indicator.
    """
    rules, period = rules_of(workspace, set_id, unit), parse_period(period_id)
    found, indicator = rules.criteria_set, rules.criteria_set.indicator(code)
    values = _values_by_period(workspace, set_id, unit, code)
    shown = _last(known_periods(values), period, count)
    assessed = {
        one.id: [rules.assess_value(indicator, values[one.id].get(code), one.year)] for one in shown
    }
    empty = IndicatorSeries(set_id, indicator, ())
    return _series(found, shown, assessed).get(code, empty)


def trend_picture(
    workspace: Workspace, period_id: str, set_id: str | None, unit: str | None = None
) -> bytes | None:
    """Return the PNG of the trend as report and screen show it; None where there is no line."""
    from ntm_desktop.reports.charts import TrendLine, TrendMark, trend_chart

    lines = [
        TrendLine(
            found.set_name,
            tuple(
                TrendMark(
                    short_label(one.period),
                    one.period.order,
                    one.criteria_met,
                    one.criteria_total,
                    only_total=one.source == "totals",
                    follows=_follows(before, one),
                )
                for before, one in zip((None, *found.points), found.points, strict=False)
            ),
        )
        for found in trends(workspace, period_id, set_id, unit)
    ]
    return trend_chart(lines) or None


def short_label(period: ReportingPeriod) -> str:
    """Return a period as an axis names it: "2023", "6T đầu 2024", "Q1/2024", "T6/2024"."""
    year, tail = period.id[:4], period.id[5:]
    if period.kind is PeriodKind.SPAN:
        return texts.TREND_UNTIL.format(date=format_date(period.end))
    if period.kind in (PeriodKind.YEAR, PeriodKind.MONTH, PeriodKind.QUARTER):
        wording = texts.TREND_PERIODS[period.kind.value]
        return wording.format(year=year, number=tail.lstrip("Q0"))
    months = 12 - period.start.month + 1 if period.end.month == 12 else period.end.month
    wording = texts.TREND_LAST_MONTHS if period.end.month == 12 else texts.TREND_FIRST_MONTHS
    return wording.format(months=months, year=year)


def _follows(before: TrendPoint | None, one: TrendPoint) -> bool:
    """Say whether a point comes right after the one before, so that a line may join them."""
    if before is None:
        return False
    if one.period.kind is PeriodKind.SPAN:
        return True
    return periods.previous(one.period) == before.period


def _values_by_period(
    workspace: Workspace, set_id: str, unit: str | None, code: str | None = None
) -> dict[str, dict[str, IndicatorValue]]:
    """Return the results of a set (or of one indicator) by period and code; one read for all."""
    where = {"set_id": set_id, **workspace.records_about(unit)}
    if code is not None:
        where["indicator"] = code
    found: dict[str, dict[str, IndicatorValue]] = defaultdict(dict)
    for value in workspace.store.records(IndicatorValue, **where):
        if has_results([value]):
            found[value.period][value.indicator] = value
    return found


def _totals_by_period(workspace: Workspace, set_id: str, unit: str | None) -> dict[str, SetTotal]:
    """Return the totals of a set that count criteria, by period."""
    held = workspace.store.records(SetTotal, set_id=set_id, **workspace.records_about(unit))
    return {one.period: one for one in held if one.criteria_met is not None}


def _last(
    known: Iterable[ReportingPeriod], period: ReportingPeriod, count: int
) -> list[ReportingPeriod]:
    """Return the last periods of the same kind up to the chosen one, the earliest first.

    Nine months are beside nine months, the last three months beside the last three months.
    """
    same = [
        one
        for one in known
        if one.kind is period.kind and one.order <= period.order and _same_tail(one, period)
    ]
    return sorted(same, key=lambda one: one.order)[-count:]


def _same_tail(one: ReportingPeriod, other: ReportingPeriod) -> bool:
    """Say whether two periods of one kind are as long as each other."""
    return one.kind is not PeriodKind.LAST_MONTHS or one.id[4:] == other.id[4:]


def _point(
    period: ReportingPeriod,
    found: CriteriaSet,
    assessed: SetAssessment | None,
    total: SetTotal | None,
) -> TrendPoint:
    """Return the point of a period: from the details where there are any, else the totals."""
    if assessed is not None:
        counts = assessed.counts
        whole = found.expected_criteria or counts.criteria_total
        indicators = (counts.indicators_reached, counts.indicators_total)
        return TrendPoint(period, "items", counts.criteria_met, whole, *indicators)
    assert total is not None
    whole = total.criteria_total or found.expected_criteria or len(found.criteria)
    told = (total.indicators_met, total.indicators_total)
    return TrendPoint(period, "totals", total.criteria_met or 0, whole, *told)


def _series(
    found: CriteriaSet,
    shown: Sequence[ReportingPeriod],
    assessed: Mapping[str, Sequence[IndicatorAssessment]],
) -> dict[str, IndicatorSeries]:
    """Return the series of every indicator that has a result, by code."""
    points: dict[str, list[FigurePoint]] = defaultdict(list)
    last: dict[str, IndicatorAssessment] = {}
    for period in shown:
        for one in assessed.get(period.id, ()):
            if one.value is not None:
                points[one.indicator.code].append(_figure_point(period, one, one.value))
                last[one.indicator.code] = one
    return {
        code: IndicatorSeries(
            found.id,
            last[code].indicator,
            tuple(told),
            goal.value if (goal := last[code].target) else None,
            goal.text if goal else "",
        )
        for code, told in points.items()
    }


def _indicators(assessed: SetAssessment | None) -> list[IndicatorAssessment]:
    """Return the assessed indicators of a period, [] without details."""
    if assessed is None:
        return []
    return [one for criterion in assessed.criteria for one in criterion.indicators]


def _figure_point(
    period: ReportingPeriod, one: IndicatorAssessment, value: IndicatorValue
) -> FigurePoint:
    """Return the result of one period."""
    figure = measured_value(value)
    text = format_result(value, one.indicator)
    return FigurePoint(period, text, figure, _figure_text(figure, one.indicator), one.outcome)


def _figure_text(figure: Fraction | None, indicator: Indicator) -> str:
    """Return a figure alone, rounded to two decimals: "70,59%", "68,3"."""
    if figure is None:
        return ""
    rounded = rounded_percent(figure)
    return format_percent(rounded) if indicator.measure_unit == "%" else format_number(rounded)
