"""What several thôn add up to: parts of ratios and counted things, never rates."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.criteria import Indicator, IndicatorKind
from ntm_desktop.domain.unit_total import total_of_units, total_text, typed_total
from ntm_desktop.domain.value_text import parse_result
from ntm_desktop.domain.values import IndicatorValue

RATE = Indicator("1.1", "Tỷ lệ hộ", IndicatorKind.PERCENT, "%")
COUNT = Indicator("1.2", "Số mô hình", IndicatorKind.NUMBER, "mô hình")
INCOME = Indicator("1.3", "Thu nhập", IndicatorKind.NUMBER, "triệu đồng/người/năm")
YES_NO = Indicator("1.4", "Có quy ước", IndicatorKind.BOOLEAN)
BOTH = Indicator("1.5", "Tỷ lệ", IndicatorKind.PERCENT, "%", by_gender=True)


def values(indicator: Indicator, *typed: str) -> list[IndicatorValue]:
    """Return values as they are typed."""
    from ntm_desktop.domain.entity import entity_of

    found = entity_of(IndicatorValue)
    return [found.read("", parse_result(text, indicator)) for text in typed]


def test_a_rate_is_the_sum_of_its_parts_and_no_average():
    total = total_of_units(RATE, values(RATE, "1/10", "90/90"))
    assert total_text(RATE, total) == "91/100 (91%)"
    assert typed_total(RATE, total) == "91/100"


def test_counted_things_are_added():
    total = total_of_units(COUNT, values(COUNT, "3", "không", "1.250"))
    assert (typed_total(COUNT, total), total.reported) == ("1.253", 3)


@pytest.mark.parametrize(
    ("indicator", "typed", "why"),
    [
        (RATE, ("12/17", "95,3"), "không cộng được: nhập dạng 12/17"),
        (RATE, ("12/17", "đạt: theo biên bản"), "không cộng được: nhập dạng 12/17"),
        (COUNT, ("3", "đạt: theo biên bản"), "không cộng được: nhập số"),
        (INCOME, ("50", "60"), "không cộng: đơn vị triệu đồng/người/năm"),
        (YES_NO, ("đạt", "chưa đạt"), "không cộng: mỗi nơi một mức"),
        (BOTH, ("nam=90; nữ=80",), "không cộng được: giá trị gồm nhiều phần"),
    ],
)
def test_what_has_no_sum_says_why(indicator, typed, why):
    total = total_of_units(indicator, values(indicator, *typed))
    assert (total_text(indicator, total), typed_total(indicator, total)) == (why, "")


def test_no_values_have_no_sum_and_no_complaint():
    total = total_of_units(RATE, values(RATE, "", ""))
    assert (total.value, total.problem, total.reported) == (None, "", 0)


def test_a_unit_where_it_does_not_apply_adds_nothing():
    rate = Indicator("1.1", "Tỷ lệ", IndicatorKind.PERCENT, "%", if_any=True)
    total = total_of_units(rate, values(rate, "1/2", "na: không có"))
    assert (typed_total(rate, total), total.reported) == ("1/2", 2)


pairs = st.tuples(st.integers(0, 5000), st.integers(1, 5000))


@given(st.lists(pairs, min_size=1, max_size=12))
def test_the_sum_of_ratios_is_exact_and_lies_between_the_smallest_and_the_largest(given):
    total = total_of_units(RATE, values(RATE, *(f"{n}/{d}" for n, d in given))).value
    assert (total.numerator, total.denominator) == (
        Decimal(sum(n for n, _ in given)),
        Decimal(sum(d for _, d in given)),
    )
    rates = [Fraction(n, d) for n, d in given]
    assert min(rates) <= Fraction(total.numerator) / Fraction(total.denominator) <= max(rates)


@given(st.permutations(["1/2", "3/8", "10/17", "0/4"]))
def test_the_order_of_the_units_does_not_matter(typed):
    assert typed_total(RATE, total_of_units(RATE, values(RATE, *typed))) == "14/31"
