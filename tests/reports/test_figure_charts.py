"""Charts of figures over periods: drawn from two periods on, the same bytes for the same facts."""

import pytest

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
