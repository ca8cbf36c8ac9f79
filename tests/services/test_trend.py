"""How a unit has come on: periods of one kind, totals marked, sets never joined."""

import pytest

from ntm_desktop.domain.periods import parse_period
from ntm_desktop.services import reporting, trend
from ntm_desktop.services.criteria import follow
from ntm_desktop.services.entry import TotalDraft, ValueDraft, record_total, record_values
from tests.services.conftest import NANG_CAO

BASE = "xa-ntm-2021-2025"


def record(workspace, period, set_id=NANG_CAO, **texts):
    record_values(
        workspace,
        [
            ValueDraft(set_id, period, code[1:].replace("_", "."), text)
            for code, text in texts.items()
        ],
    )


def test_periods_of_the_same_kind_with_data_stand_in_order(commune):
    record(commune, "2021", c1="đạt")
    record(commune, "2023", c1="đạt", c2="đạt", c3_1="96")
    record(commune, "2023-H1", c1="đạt", c2="đạt")
    record(commune, "2024", c1="đạt")
    found = trend.set_trend(commune, NANG_CAO, "2023")
    assert [(one.period.id, one.criteria_met, one.criteria_total) for one in found.points] == [
        ("2021", 1, 19),
        ("2023", 2, 19),
    ]
    assert [one.indicators_met for one in found.points] == [0, 1]
    assert {one.source for one in found.points} == {"items"}


def test_only_the_last_periods_are_shown(commune):
    for year in range(2015, 2024):
        record(commune, str(year), c1="đạt")
    shown = [one.period.id for one in trend.set_trend(commune, NANG_CAO, "2023", count=3).points]
    assert shown == ["2021", "2022", "2023"]


def test_totals_alone_are_marked_and_details_stand_before_them(commune):
    record_total(commune, TotalDraft(period_id="2022", set_id=NANG_CAO, criteria="14/19"))
    record_total(commune, TotalDraft(period_id="2023", set_id=NANG_CAO, criteria="16/19"))
    record(commune, "2023", c1="đạt")
    found = trend.set_trend(commune, NANG_CAO, "2023").points
    assert [(one.source, one.criteria_met, one.indicators_met) for one in found] == [
        ("totals", 14, None),
        ("items", 1, 0),
    ]


def test_each_followed_set_is_a_line_of_its_own(commune):
    follow(commune, BASE, "dbsh")
    record(commune, "2021", BASE, c1="đạt")
    record(commune, "2022", c1="đạt")
    found = trend.trends(commune, "2022", NANG_CAO)
    assert [(one.set_id, [point.period.id for point in one.points]) for one in found] == [
        (NANG_CAO, ["2022"]),
        (BASE, ["2021"]),
    ]


def test_the_series_of_an_indicator_leaves_out_plans_and_other_kinds(commune):
    record(commune, "2021", c9="80")
    record(commune, "2022", c9="đạt: theo báo cáo")
    record(commune, "2023", c9="96")
    record(commune, "2023-Q1", c9="11")
    record_values(commune, [ValueDraft(NANG_CAO, "2020", "9", "50", planned=True)])
    found = trend.indicator_series(commune, NANG_CAO, "9", "2023")
    assert [one.period.id for one in found.points] == ["2021", "2022", "2023"]
    assert [one.figure for one in found.figures] == [80, 96]
    assert (found.points[-1].text, found.points[-1].figure_text) == ("96", "96%")
    assert found.points[1].figure_text == ""
    assert found == trend.set_trend(commune, NANG_CAO, "2023").indicators["9"]
    assert trend.indicator_series(commune, NANG_CAO, "10", "2023").points == ()


@pytest.mark.parametrize(
    ("period", "shown"),
    [
        ("2023", "2023"),
        ("2024-H1", "6T đầu 2024"),
        ("2024-H2", "6T cuối 2024"),
        ("2024-9M", "9T đầu 2024"),
        ("2024-L3", "3T cuối 2024"),
        ("2024-Q1", "Q1/2024"),
        ("2024-06", "T6/2024"),
        ("2024-10", "T10/2024"),
        ("2022-10-26..2024-01-25", "đến 25/01/2024"),
    ],
)
def test_periods_have_short_names_on_an_axis(period, shown):
    assert trend.short_label(parse_period(period)) == shown


def test_the_picture_is_the_one_of_the_report(commune):
    record(commune, "2022", c1="đạt")
    assert reporting.chart(commune, "2023", NANG_CAO, "trend") is None
    record(commune, "2023", c1="đạt", c2="đạt")
    png = reporting.chart(commune, "2023", NANG_CAO, "trend")
    assert png.startswith(b"\x89PNG")
    assert png == trend.trend_picture(commune, "2023", NANG_CAO)
    record(commune, "2023", c3="đạt")
    assert png != trend.trend_picture(commune, "2023", NANG_CAO)
