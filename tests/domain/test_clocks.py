"""Tests of what a clock may be believed: C2-C4 of the exchange format."""

from __future__ import annotations

import pytest

from ntm_desktop import texts
from ntm_desktop.domain.changes import Change, make_change
from ntm_desktop.domain.clocks import (
    DAY_MS,
    NOT_BEFORE_MS,
    ClockDoubt,
    difference_text,
    doubt,
    in_display_order,
    is_impossible,
    moment_text,
)
from tests.histories import WRITERS

NOW = 1_750_000_000_000
A, B, _ = WRITERS


@pytest.mark.parametrize(
    ("now", "last", "said", "expected"),
    [
        (NOW, NOW - 1, False, None),
        (NOW, 0, False, None),
        (NOW, NOW + DAY_MS, False, None),
        (NOW, NOW + DAY_MS + 1, False, ClockDoubt.BACKWARDS),
        (NOT_BEFORE_MS - 1, 0, False, ClockDoubt.EARLY),
        (NOT_BEFORE_MS, 0, False, None),
        (NOW, 0, True, ClockDoubt.SAID),
    ],
)
def test_a_clock_is_doubted_for_a_reason(
    now: int, last: int, said: bool, expected: ClockDoubt | None
) -> None:
    assert doubt(now, last, said_wrong=said) is expected


def test_a_list_marks_times_that_cannot_be() -> None:
    assert [is_impossible(at, NOW) for at in (0, 1, NOW + DAY_MS, NOW + DAY_MS + 1)] == [
        *(True, False, False, True)
    ]
    assert moment_text(0, NOW) == moment_text(NOW + 2 * DAY_MS, NOW) == texts.CLOCK_WRONG_MARK
    assert moment_text(1_706_000_000_000, NOW) == "23/01/2024 15:53"


def test_a_package_a_day_off_is_said_and_one_within_a_day_is_not() -> None:
    assert difference_text(NOW - DAY_MS, NOW) == difference_text(NOW + DAY_MS, NOW) == ""
    assert "sau giờ máy này 3 ngày" in difference_text(NOW + 3 * DAY_MS + 5, NOW)
    assert "trước giờ máy này 3 ngày" in difference_text(NOW - 3 * DAY_MS - 5, NOW)


def _change(writer: str, n: int, at: int) -> Change:
    return make_change(writer, n, at, "", ("work", "26734/w1"), {"name": str(n)}, {})


def test_a_list_is_by_time_and_within_one_writer_always_by_number() -> None:
    wrong = [_change(A, 1, NOW - 5), _change(A, 2, NOW + 9 * DAY_MS), _change(A, 3, NOW - 9)]
    other = [_change(B, 1, NOW - 7), _change(B, 2, 0), _change(B, 3, NOW - 1)]
    ordered = in_display_order([*reversed(wrong), *other], NOW)
    assert [(one.w, one.n) for one in ordered] == [(B, 1), (B, 2), (A, 1), (A, 2), (A, 3), (B, 3)]


def test_of_equal_times_the_one_given_first_comes_first() -> None:
    given = [_change(B, 1, NOW), _change(A, 1, NOW), _change(B, 2, NOW)]
    assert in_display_order(given, NOW) == given
