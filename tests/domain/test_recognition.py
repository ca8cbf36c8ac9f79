"""Recognition: how a decision stands on a day, which one counts, shares as documents write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.recognition import (
    COUNTED,
    Holding,
    Recognition,
    RecognitionRollup,
    decisive,
    holding_at,
    holds_at,
    is_recognised_within,
    months_after,
    share,
    share_of,
)


@pytest.mark.parametrize(
    ("achieved", "total", "expected"),
    [
        (73, 85, "85.88"),
        (0, 5, "0.00"),
        (1, 3, "33.33"),
        (2, 3, "66.67"),
        (1, 800, "0.13"),  # 0,125 is rounded up
        (None, 5, None),
        (5, None, None),
        (0, 0, None),
    ],
)
def test_the_share_has_two_decimals_or_is_not_known(
    achieved: int | None, total: int | None, expected: str | None
) -> None:
    found = share(RecognitionRollup(title="Thôn NTM", achieved=achieved, total=total))
    assert found == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("fields", "holds"),
    [
        ({}, True),
        ({"decision_on": date(2023, 12, 31)}, True),
        ({"decision_on": date(2024, 1, 1)}, False),
        ({"year_recognised": 2023}, True),
        ({"year_recognised": 2024}, False),
        ({"year_recognised": 2024, "decision_on": date(2023, 5, 1)}, True),
        ({"revoked_on": date(2023, 12, 31)}, False),
        ({"revoked_on": date(2024, 1, 1)}, True),
    ],
)
def test_a_title_holds_from_its_decision_until_it_is_revoked(
    fields: dict[str, Any], holds: bool
) -> None:
    assert holds_at(Recognition(title="Xã NTM", **fields), date(2023, 12, 31)) == holds


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, Holding.HOLDING),
        ({"decision_on": date(2024, 1, 1)}, Holding.NOT_YET),
        ({"valid_until": date(2023, 12, 30)}, Holding.EXPIRED),
        ({"valid_until": date(2023, 12, 31)}, Holding.EXPIRING),
        ({"valid_until": date(2024, 6, 30)}, Holding.EXPIRING),
        ({"valid_until": date(2024, 7, 1)}, Holding.HOLDING),
        ({"revoked_on": date(2023, 12, 31), "valid_until": date(2023, 1, 1)}, Holding.REVOKED),
        ({"revoked_on": date(2024, 1, 1)}, Holding.HOLDING),
    ],
)
def test_a_decision_stands_in_one_of_five_ways(fields: dict[str, Any], state: Holding) -> None:
    assert holding_at(Recognition(title="Xã NTM", **fields), date(2023, 12, 31)) is state


def test_the_latest_decision_says_how_a_unit_stands() -> None:
    old = Recognition(key="a", title="x", decision_on=date(2019, 5, 1), revoked_on=date(2021, 1, 1))
    new = Recognition(key="b", title="x", year_recognised=2022)
    later = Recognition(key="c", title="x", decision_on=date(2025, 1, 1))
    assert decisive([new, later, old], date(2020, 1, 1)) is old
    assert decisive([old, new, later], date(2023, 1, 1)) is new
    assert decisive([old, new], date(2018, 1, 1)) is None
    undated = Recognition(key="d", title="x")
    assert decisive([undated, old], date(2020, 1, 1)) is old


def test_of_two_decisions_of_one_day_the_revoked_one_counts() -> None:
    day = date(2022, 5, 1)
    kept = Recognition(key="z", title="x", decision_on=day)
    revoked = Recognition(key="a", title="x", decision_on=day, revoked_on=date(2023, 1, 1))
    assert decisive([kept, revoked], date(2024, 1, 1)) is revoked


@pytest.mark.parametrize(
    ("fields", "start", "end", "within"),
    [
        ({"decision_on": date(2023, 5, 1)}, date(2023, 1, 1), date(2023, 12, 31), True),
        ({"decision_on": date(2022, 5, 1)}, date(2023, 1, 1), date(2023, 12, 31), False),
        ({"year_recognised": 2023}, date(2023, 1, 1), date(2023, 12, 31), True),
        ({"year_recognised": 2023}, date(2023, 1, 1), date(2023, 3, 31), False),
        ({"year_recognised": 2022}, date(2023, 1, 1), date(2023, 12, 31), False),
        ({}, date(2023, 1, 1), date(2023, 12, 31), False),
    ],
)
def test_what_was_recognised_in_a_period(
    fields: dict[str, Any], start: date, end: date, within: bool
) -> None:
    assert is_recognised_within(Recognition(title="x", **fields), start, end) is within


def test_six_months_later_is_at_most_the_last_day_of_the_month() -> None:
    assert months_after(date(2023, 8, 31), 6) == date(2024, 2, 29)
    assert months_after(date(2023, 6, 15), 6) == date(2023, 12, 15)
    assert months_after(date(2023, 12, 31), 6) == date(2024, 6, 30)


# --- laws


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_share_is_the_exact_percentage_rounded_half_up(part: int, whole: int) -> None:
    found = share_of(part, whole)
    exact = Fraction(part * 100, whole)
    assert found is not None
    assert Fraction(found) == Fraction(floor(exact * 100 + Fraction(1, 2)), 100)
    assert found.as_tuple().exponent == -2
    if part <= whole:
        assert 0 <= found <= 100


_DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))
_DECISIONS = st.builds(
    Recognition,
    key=st.text("abc", min_size=1, max_size=3),
    title=st.just("x"),
    decision_on=st.none() | _DAYS,
    year_recognised=st.none() | st.integers(2015, 2030),
    valid_until=st.none() | _DAYS,
    revoked_on=st.none() | _DAYS,
)


@given(_DECISIONS, _DAYS)
def test_a_revoked_title_is_never_counted(decision: Recognition, day: date) -> None:
    if decision.revoked_on is not None and decision.revoked_on <= day:
        assert holding_at(decision, day) not in COUNTED
        assert not holds_at(decision, day)


@given(_DECISIONS, _DAYS)
def test_what_counts_holds_and_is_not_over(decision: Recognition, day: date) -> None:
    counts = holding_at(decision, day) in COUNTED
    is_over = decision.valid_until is not None and decision.valid_until < day
    assert counts == (holds_at(decision, day) and not is_over)


@given(st.lists(_DECISIONS, max_size=6, unique_by=lambda one: one.key), _DAYS, st.randoms())
def test_the_order_of_decisions_does_not_matter(
    decisions: list[Recognition], day: date, chance: Random
) -> None:
    mixed = list(decisions)
    chance.shuffle(mixed)
    assert decisive(mixed, day) == decisive(decisions, day)
