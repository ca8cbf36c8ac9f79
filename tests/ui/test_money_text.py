"""Amounts in lists: rounded to thousands of đồng, the exact amount beside, never nothing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.numbers import parse_money, parse_number
from ui.widgets.money_text import in_full, million, rate_text, rounded_million


@pytest.mark.parametrize(
    ("dong", "shown"),
    [
        (None, ""),
        (0, ""),
        (14_514_000_000, "14.514"),
        (28_286_423_757, "28.286,424"),
        (1_000_500, "1,001"),
        (-1_000_500, "-1,001"),
        (499, "0,000499"),
    ],
)
def test_a_list_rounds_to_thousands_and_hides_nothing(dong: int | None, shown: str) -> None:
    assert rounded_million(dong) == shown


@given(st.integers(-(10**15), 10**15))
def test_a_rounded_amount_is_near_and_the_full_one_exact(dong: int) -> None:
    if not dong:
        return
    near = parse_number(rounded_million(dong)) * 1_000_000
    assert abs(near - Decimal(dong)) <= 500
    assert parse_money(in_full(dong)) == dong
    assert parse_money(million(dong), "million") == dong


def test_a_rate_without_a_whole_is_nothing() -> None:
    assert rate_text(5, 0) == rate_text(5, None) == ""
    assert rate_text(None, 5) == "0,0%"
