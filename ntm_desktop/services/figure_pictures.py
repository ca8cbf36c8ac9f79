"""The charts of figures: a measure over years, poverty over years; drawn as the reports do."""

from __future__ import annotations

from decimal import Decimal

from ntm_desktop import texts
from ntm_desktop.domain.figures import Measure
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.services import figures, registers
from ntm_desktop.services.trend import short_label
from ntm_desktop.services.workspace import Workspace

_MOST = 12


def series_picture(workspace: Workspace, measure: str, unit: str | None = None) -> bytes | None:
    """Return the PNG of a measure (its key) over the years; None for fewer than two of them."""
    from ntm_desktop.reports.figure_charts import SeriesMark, series_chart

    found = workspace.store.record(Measure, measure)
    if found is None:
        return None
    points = figures.series(workspace, measure, unit)[-_MOST:]
    marks = [
        SeriesMark(short_label(one.period), float(one.actual), _number(one.actual, found))
        for one in points
    ]
    unit_text = f" ({found.measure_unit})" if found.measure_unit else ""
    return series_chart(marks, f"{found.name}{unit_text}") or None


def _number(value: Decimal, measure: Measure) -> str:
    """Return the number of a mark; its unit stands over the chart."""
    return format_number(value, measure.decimals)


def poverty_picture(workspace: Workspace, unit: str | None = None) -> bytes | None:
    """Return the PNG of poverty over the years; None for fewer than two of them."""
    from ntm_desktop.reports.figure_charts import PovertyMark, poverty_chart

    marks = [
        PovertyMark(
            short_label(one.period),
            capital_first(one.standard_text) or texts.CHART_POOR,
            None if one.poor_rate is None else float(one.poor_rate),
            None if one.near_poor_rate is None else float(one.near_poor_rate),
            registers.rate_text(one.poor_rate),
            reported=one.reported,
        )
        for one in registers.poverty_series(workspace, unit)[-_MOST:]
    ]
    return poverty_chart(marks, texts.CHART_POVERTY_AXIS, texts.CHART_NEAR_POOR) or None
