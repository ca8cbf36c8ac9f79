"""Figures as they are typed and read back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.figure_text import (
    TypedFigure,
    TypedPlan,
    figure_text,
    parse_figure,
    parse_planned,
    planned_text,
)
from ntm_desktop.domain.figures import WORDS, FigurePlan
from ntm_desktop.errors import InputError

amounts = st.decimals(-(10**12), 10**12, allow_nan=False, places=4)
wholes = st.decimals(0, 10**12, allow_nan=False, places=2)
words = st.sampled_from([None, *(word for word in WORDS if word != "none")])


@given(words, amounts, st.one_of(st.none(), wholes), st.sampled_from(["tỷ đồng", "km", "%", None]))
def test_a_figure_read_back_is_the_same_figure(
    word: str | None, actual: Decimal, whole: Decimal | None, unit: str | None
) -> None:
    typed = TypedFigure(word, actual, whole)
    assert parse_figure(figure_text(typed, unit), unit) == typed


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("", "km", TypedFigure()),
        ("đạt: 258,7 tỷ đồng", "tỷ đồng", TypedFigure("reached", Decimal("258.7"))),
        ("ước đạt 18.087,23", "triệu đồng", TypedFigure("estimated", Decimal("18087.23"))),
        ("trên 2.400 tỷ đồng", "tỷ đồng", TypedFigure("above", Decimal(2400))),
        ("giảm còn 0,23%", "%", TypedFigure("left", Decimal("0.23"))),
        ("95.3", "%", TypedFigure(None, Decimal("95.3"))),
        ("95,3% %", "%", TypedFigure(None, Decimal("95.3"))),
        ("15,9/28,2 km", "km", TypedFigure(None, Decimal("15.9"), Decimal("28.2"))),
        ("61,03 triệu đồng", "triệu đồng/người/năm", TypedFigure(None, Decimal("61.03"))),
        ("Không còn hộ nghèo", "hộ", TypedFigure("none", Decimal(0), None, "Không còn hộ nghèo")),
        ("mức độ 3, 4", None, TypedFigure(actual_text="mức độ 3, 4")),
    ],
)
def test_figures_are_typed_as_documents_print_them(
    text: str, unit: str | None, expected: TypedFigure
) -> None:
    assert parse_figure(text, unit) == expected


@pytest.mark.parametrize(
    ("text", "unit"),
    [("95.3", "km"), ("1.280 triệu đồng", "tỷ đồng"), ("12 km", None), ("3, 4", "mức độ")],
)
def test_a_doubtful_figure_is_refused_with_a_hint(text: str, unit: str | None) -> None:
    with pytest.raises(InputError) as refused:
        parse_figure(text, unit)
    assert refused.value.hint


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("236 tỷ đồng", "tỷ đồng", TypedPlan(None, Decimal(236))),
        ("200 đảng viên trở lên", "đảng viên", TypedPlan("at_least", Decimal(200))),
        ("từ 0,5% trở lên", "%", TypedPlan("at_least", Decimal("0.5"))),
        ("≤ 3%", "%", TypedPlan("at_most", Decimal(3))),
        ("không quá 3%", "%", TypedPlan("at_most", Decimal(3))),
        ("giảm còn 3%", "%", TypedPlan(None, Decimal(3))),
        ("đạt chuẩn", None, TypedPlan(words="đạt chuẩn")),
        ("không có tội phạm ma túy", None, TypedPlan(words="không có tội phạm ma túy")),
    ],
)
def test_plans_are_typed_with_their_operator(
    text: str, unit: str | None, expected: TypedPlan
) -> None:
    assert parse_planned(text, unit) == expected


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("tăng 12%", "tỷ đồng", TypedPlan(None, Decimal(12), "", "growth")),
        ("Tăng trên 12,5 %", "tỷ đồng", TypedPlan("at_least", Decimal("12.5"), "", "growth")),
        ("tăng từ 12% trở lên", "km", TypedPlan("at_least", Decimal(12), "", "growth")),
        ("tăng 12% so với cùng kỳ năm trước", "km", TypedPlan(None, Decimal(12), "", "growth")),
        ("giảm 5%", "vụ", TypedPlan("at_most", Decimal(-5), "", "growth")),
        ("giảm không quá 5%", "vụ", TypedPlan("at_least", Decimal(-5), "", "growth")),
        ("giảm 1,21 điểm %", "%", TypedPlan(None, Decimal("1.21"), "", "points_down")),
        ("tăng 2 điểm phần trăm", "%", TypedPlan(None, Decimal(2), "", "points_up")),
    ],
)
def test_a_plan_stated_as_a_growth_says_what_it_is_about(
    text: str, unit: str, expected: TypedPlan
) -> None:
    assert parse_planned(text, unit) == expected


@pytest.mark.parametrize(
    "text",
    ["tăng 12% so với năm 2020", "giảm 1 - 1,5 điểm %", "tăng 5 tỷ đồng", "tăng", "giảm mạnh"],
)
def test_a_growth_that_cannot_be_reckoned_stays_words(text: str) -> None:
    assert parse_planned(text, "triệu đồng") == TypedPlan(words=text)


def test_a_growth_of_a_percentage_is_asked_for() -> None:
    with pytest.raises(InputError) as refused:
        parse_planned("giảm 1,5%", "%")
    assert "“giảm 1,5 điểm %”" in refused.value.hint
    assert parse_planned("tăng 13%", "%", "growth") == TypedPlan(None, Decimal(13), "", "growth")


def test_a_bare_number_in_place_of_a_growth_stays_one() -> None:
    assert parse_planned("13", "tỷ đồng", "growth") == TypedPlan(None, Decimal(13))


@given(
    st.decimals("0.01", 900, places=2),
    st.sampled_from(["growth", "points_up", "points_down"]),
    st.sampled_from([None, "at_least", "at_most"]),
    st.booleans(),
)
def test_a_planned_change_is_read_back_as_it_is_shown(
    value: Decimal, matter: str, operator: str | None, falls: bool
) -> None:
    if matter == "growth" and falls:
        value, operator = -value, operator or "at_most"
    plan = FigurePlan(measure="m", period="2023", matter=matter, operator=operator, value=value)
    found = parse_planned(planned_text(plan, "km"), "km")
    assert (found.matter, found.operator, found.value) == (matter, operator, value)


def test_a_plan_has_no_whole() -> None:
    with pytest.raises(InputError):
        parse_planned("15/28", "km")


def test_an_empty_plan_empties() -> None:
    assert parse_planned(" ", "km") == TypedPlan()


@pytest.mark.parametrize(
    ("matter", "operator", "expected"),
    [
        (None, None, "12 km"),
        ("growth", None, "tăng 12%"),
        ("points_up", None, "tăng 12 điểm %"),
        ("points_down", "at_least", "giảm 12 điểm % trở lên"),
        (None, "at_most", "không quá 12 km"),
    ],
)
def test_a_plan_is_shown_with_what_it_is_about(
    matter: str | None, operator: str | None, expected: str
) -> None:
    plan = FigurePlan(
        measure="m", period="2023", matter=matter, operator=operator, value=Decimal(12)
    )
    assert planned_text(plan, "km") == expected


def test_a_figure_is_shown_with_the_decimals_of_its_measure() -> None:
    assert figure_text(TypedFigure(None, Decimal("24.5")), "%", 2) == "24,50%"


@pytest.mark.parametrize("typed", ["giảm 0,5", "tăng trên 1,2"])
def test_a_change_of_a_percentage_without_a_unit_is_asked_about(typed: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_planned(typed, "%")
    assert "điểm %" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("giảm 0,5", "ha", TypedPlan(None, Decimal("0.5"), "", "less")),
        ("giảm 1.200 hộ", "Hộ", TypedPlan(None, Decimal(1200), "", "less")),
        ("tăng 5 triệu đồng", "triệu đồng", TypedPlan(None, Decimal(5), "", "more")),
        ("tăng 5 hộ trở lên", "hộ", TypedPlan("at_least", Decimal(5), "", "more")),
        ("tăng trên 3 so với năm trước", None, TypedPlan("at_least", Decimal(3), "", "more")),
        ("tăng 5 con", "hộ", TypedPlan(words="tăng 5 con")),
    ],
)
def test_a_change_without_a_unit_is_one_in_the_unit_of_the_measure(
    text: str, unit: str | None, expected: TypedPlan
) -> None:
    assert parse_planned(text, unit) == expected


@pytest.mark.parametrize("text", ["giảm 0,5 ha", "tăng 5 ha trở lên", "tăng không quá 3 ha"])
def test_a_change_in_the_unit_of_the_measure_is_shown_as_it_is_typed(text: str) -> None:
    found = parse_planned(text, "ha")
    plan = FigurePlan(
        measure="m", period="2023", matter=found.matter, operator=found.operator, value=found.value
    )
    shown = planned_text(plan, "ha")
    assert parse_planned(shown, "ha") == found


def test_what_is_typed_anew_for_a_change_in_units_is_in_the_unit_of_the_measure() -> None:
    assert parse_planned("7 hộ", "hộ", "less") == TypedPlan(None, Decimal(7))
