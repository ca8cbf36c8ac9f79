"""Registers: rates from counts, sums that miss nothing, how long an OCOP certificate holds."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.registers import (
    OcopProduct,
    end_of,
    holds_stars,
    proposed_end,
    rate_of,
    summed,
)

counts = st.lists(st.one_of(st.none(), st.integers(0, 10**6)))
days = st.dates(datetime.date(1990, 1, 1), datetime.date(2100, 12, 31))


@given(counts, counts)
def test_sums_over_a_partition_are_the_sum_of_all(
    one: list[int | None], other: list[int | None]
) -> None:
    first, second, both = summed(one), summed(other), summed([*one, *other])
    assert (both.total or 0) == (first.total or 0) + (second.total or 0)
    assert both.missing == first.missing + second.missing
    assert (both.total is None) == (both.missing == len(one) + len(other))


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=1))
def test_a_rate_of_all_lies_among_the_rates_of_the_parts(parts: list[tuple[int, int]]) -> None:
    rates = [rate_of(part, whole) for part, whole in parts]
    joint = rate_of(sum(one for one, _ in parts), sum(one for _, one in parts))
    assert joint is not None
    held = [one for one in rates if one is not None]
    assert min(held) <= joint <= max(held)


@pytest.mark.parametrize(("part", "whole"), [(None, 5), (5, None), (0, 0), (5, 0)])
def test_without_households_there_is_no_rate(part: int | None, whole: int | None) -> None:
    assert rate_of(part, whole) is None


def test_rates_are_not_averaged() -> None:
    assert rate_of(1 + 1, 10 + 990) == Fraction(1, 5)


@given(days)
def test_a_certificate_ends_three_years_later_as_a_rule(day: datetime.date) -> None:
    end = proposed_end(day)
    assert (end.year, end.month) == (day.year + 3, day.month)
    assert end.day == day.day or (day.month, day.day, end.day) == (2, 29, 28)


@given(days, st.integers(1, 120))
def test_any_number_of_months_ends_in_its_month(day: datetime.date, months: int) -> None:
    end = proposed_end(day, months)
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    assert end.day <= day.day


def test_the_end_a_decision_states_is_not_overruled() -> None:
    signed, stated = datetime.date(2021, 12, 28), datetime.date(2024, 6, 30)
    assert end_of(OcopProduct(name="Trà", decision_on=signed)) == (
        datetime.date(2024, 12, 28),
        True,
    )
    assert end_of(OcopProduct(name="Trà", decision_on=signed, valid_until=stated)) == (
        stated,
        False,
    )
    assert end_of(OcopProduct(name="Trà")) == (None, False)


@pytest.mark.parametrize(
    ("stage", "until", "expected"),
    [
        ("recognised", datetime.date(2024, 1, 23), True),
        ("renewed", None, True),
        ("recognised", datetime.date(2024, 1, 22), False),
        ("dossier", None, False),
    ],
)
def test_stars_hold_to_the_last_day(
    stage: str, until: datetime.date | None, expected: bool
) -> None:
    product = OcopProduct(name="Trà", stage=stage, valid_until=until)
    assert holds_stars(product, datetime.date(2024, 1, 23)) is expected
