"""Figures as they are typed and read back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.figure_text import (
    TypedFigure,
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
        ("236 tỷ đồng", "tỷ đồng", (None, Decimal(236), "")),
        ("200 đảng viên trở lên", "đảng viên", ("at_least", Decimal(200), "")),
        ("từ 0,5% trở lên", "%", ("at_least", Decimal("0.5"), "")),
        ("≤ 3%", "%", ("at_most", Decimal(3), "")),
        ("không quá 3%", "%", ("at_most", Decimal(3), "")),
        ("đạt chuẩn", None, (None, None, "đạt chuẩn")),
        ("không có tội phạm ma túy", None, (None, None, "không có tội phạm ma túy")),
    ],
)
def test_plans_are_typed_with_their_operator(
    text: str, unit: str | None, expected: tuple[str | None, Decimal | None, str]
) -> None:
    assert parse_planned(text, unit) == expected


def test_a_plan_has_no_whole() -> None:
    with pytest.raises(InputError):
        parse_planned("15/28", "km")


def test_an_empty_plan_empties() -> None:
    assert parse_planned(" ", "km") == (None, None, "")


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
