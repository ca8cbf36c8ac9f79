"""Charts are PNG bytes, the same for the same data, and absent where there is nothing to draw."""

from dataclasses import replace
from datetime import date

import matplotlib as mpl
import pytest

from ntm_desktop.reports.charts import (
    FundingBar,
    ProgressBar,
    TrendLine,
    TrendMark,
    funding_chart,
    progress_chart,
    trend_chart,
)

MONEY = (
    FundingBar("Ngân sách trung ương", 1_500_000_000, 1_200_000_000),
    FundingBar("Huy động cộng đồng, người dân", None, 180_000_000),
)
PROGRESS = (ProgressBar("Tiêu chí", 16, 3, 0), ProgressBar("Chỉ tiêu", 70, 4, 1))


def mark(year: int, met: int, **more: bool) -> TrendMark:
    return TrendMark(str(year), (date(year, 12, 31), date(year, 1, 1)), met, 19, **more)


TREND = TrendLine("NTM nâng cao", (mark(2022, 14, only_total=True), mark(2023, 16, follows=True)))


@pytest.mark.parametrize(
    "draw",
    [lambda: funding_chart(MONEY), lambda: progress_chart(PROGRESS), lambda: trend_chart([TREND])],
    ids=["money", "criteria", "trend"],
)
def test_a_chart_is_a_png_that_depends_on_its_data_only(draw):
    first = draw()
    assert first.startswith(b"\x89PNG")
    assert b"Software" not in first
    assert draw() == first


def test_another_amount_gives_another_picture():
    assert funding_chart(MONEY) != funding_chart(MONEY[:1])


def test_nothing_to_draw_gives_no_picture():
    assert funding_chart(()) == b""
    assert funding_chart((FundingBar("Vốn", None, 0),)) == b""
    assert progress_chart((ProgressBar("Tiêu chí", 0, 0, 19),)) == b""


def test_drawing_leaves_global_settings_alone():
    before = dict(mpl.rcParams)
    funding_chart(MONEY)
    assert dict(mpl.rcParams) == before


def test_a_single_period_is_no_trend():
    assert trend_chart(()) == b""
    assert trend_chart([TrendLine("NTM", TREND.marks[:1])]) == b""


def test_totals_gaps_and_further_sets_change_the_picture():
    plain = trend_chart([TREND])
    first, second = TREND.marks
    details = TrendLine(TREND.name, (replace(first, only_total=False), second))
    broken = TrendLine(TREND.name, (first, replace(second, follows=False)))
    other = TrendLine("NTM", (mark(2021, 19),))
    pictures = {plain, trend_chart([details]), trend_chart([broken]), trend_chart([TREND, other])}
    assert len(pictures) == 4
