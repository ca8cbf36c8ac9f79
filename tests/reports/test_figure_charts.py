"""Charts of figures over periods: drawn from two periods on, the same bytes for the same facts."""

from itertools import pairwise
from typing import Any

import pytest

from ntm_desktop.reports import figure_charts
from ntm_desktop.reports.figure_charts import (
    PovertyMark,
    SeriesMark,
    poverty_chart,
    series_chart,
)

PNG = b"\x89PNG"


def poverty(period: str, standard: str, poor: float | None, **more: bool) -> PovertyMark:
    return PovertyMark(period, standard, poor, 4.0, "2,46%", **more)


def test_a_measure_over_two_years_is_drawn() -> None:
    marks = [SeriesMark("2022", 62.0, "62"), SeriesMark("2023", 68.3, "68,3")]
    drawn = series_chart(marks, "Thu nhập (triệu đồng)")
    assert drawn.startswith(PNG)
    assert drawn == series_chart(marks, "Thu nhập (triệu đồng)")


@pytest.mark.parametrize("values", [[], [62.0]])
def test_fewer_than_two_years_are_no_chart(values: list[float]) -> None:
    assert series_chart([SeriesMark("2022", one, "") for one in values], "x") == b""


def test_falling_below_zero_is_drawn() -> None:
    marks = [SeriesMark("2022", -2.0, "-2"), SeriesMark("2023", -1.0, "-1")]
    assert series_chart(marks, "x").startswith(PNG)


def test_another_standard_is_another_line() -> None:
    same = [poverty("2021", "a", 5.0), poverty("2022", "a", 3.0)]
    other = [poverty("2021", "a", 5.0), poverty("2022", "b", 3.0)]
    assert poverty_chart(same, "x", "y") != poverty_chart(other, "x", "y")


def test_a_rate_that_is_only_stated_looks_otherwise() -> None:
    own = [poverty("2021", "a", 5.0), poverty("2022", "a", 3.0)]
    stated = [poverty("2021", "a", 5.0), poverty("2022", "a", 3.0, reported=True)]
    assert poverty_chart(own, "x", "y") != poverty_chart(stated, "x", "y")


def test_periods_without_a_rate_are_left_out() -> None:
    assert poverty_chart([poverty("2021", "a", 5.0), poverty("2022", "a", None)], "x", "y") == b""


def test_near_poor_households_may_be_unknown() -> None:
    marks = [PovertyMark(one, "a", 3.0, None, "3%") for one in ("2021", "2022")]
    assert poverty_chart(marks, "x", "y").startswith(PNG)


@pytest.mark.parametrize("count", [2, 5, 12, 30])
def test_no_label_stands_over_another_however_many_periods(
    monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    figures: list[Any] = []
    monkeypatch.setattr(figure_charts, "_png", lambda figure: figures.append(figure) or b"")
    marks = [SeriesMark(str(1995 + at), 10.0**12, "1.234.567,89") for at in range(count)]
    series_chart(marks, "x")
    [figure] = figures
    figure.canvas.draw()
    [axes] = figure.axes
    for texts in (axes.texts, axes.get_xticklabels()):
        boxes = [one.get_window_extent() for one in texts]
        assert boxes
        for one, other in pairwise(boxes):
            assert one.x1 <= other.x0 + 1
    assert max(one.get_window_extent().y1 for one in axes.texts) <= figure.bbox.y1
    assert axes.get_xticklabels()[-1].get_text() == marks[-1].period
