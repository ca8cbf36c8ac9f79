"""Tests of meetings and tasks: who came, votes, times, what is open and what is overdue."""

from __future__ import annotations

import dataclasses
import datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.meetings import (
    AttendanceCounts,
    Attendee,
    Meeting,
    Vote,
    attendance_counts,
    chairs_of,
    clock_in_words,
    normal_meeting,
    read_clock,
    regime_of,
    vote_share,
    vote_text,
)
from ntm_desktop.errors import InputError
from tests.histories import examples

TODAY = datetime.date(2024, 6, 15)


def _came(attendance: str | None, **more: object) -> Attendee:
    return Attendee(name="A", attendance=attendance, **more)  # type: ignore[arg-type]


def test_persons_and_groups_are_counted_together() -> None:
    counts = attendance_counts(
        [
            _came("present"),
            _came("absent_with_leave"),
            _came("absent"),
            _came(None),
            _came("invited"),
            _came("present", role="guest"),
            _came("present", is_group=True, headcount_expected=10, headcount_present=8),
            _came("present", is_group=True, headcount_expected=5),
            _came("absent", is_group=True, headcount_expected=3),
            _came("absent", is_group=True, headcount_expected=3, headcount_present=5),
            _came("invited", is_group=True, headcount_present=4, role="guest"),
            _came("present", is_group=True),
        ]
    )
    assert counts == AttendanceCounts(
        expected=4 + 10 + 5 + 3 + 5,
        present=1 + 8 + 5 + 5,
        absent_with_leave=1,
        absent=1 + 3,
        guests=2 + 4,
        unknown_groups=1,
    )
    assert counts.everyone == counts.present + counts.guests


# --- votes ---


def test_a_share_is_taken_of_what_is_said() -> None:
    vote = Vote(question="x", unit="member", eligible=27, present=26, votes_for=25)
    assert vote_text(vote) == "nhất trí 25/…… thành viên, đạt ……%"  # 27 or 26: nobody said
    same = dataclasses.replace(vote, present=27)
    assert vote_text(same) == "nhất trí 25/27 thành viên, đạt 92,59%"
    vote = dataclasses.replace(vote, share_of="eligible")
    assert vote_text(vote) == "nhất trí 25/27 thành viên, đạt 92,59%"
    present = dataclasses.replace(vote, share_of="present", unit="household")
    assert vote_text(present) == "nhất trí 25/26 hộ, đạt 96,15%"
    assert vote_text(Vote(question="x", votes_for=3, votes_against=1)) == "nhất trí 3/4, đạt 75%"
    assert vote_text(Vote(question="x", votes_for=3, share_of="eligible")) == ""
    assert vote_text(Vote(question="x", eligible=3)) == ""
    nearly = Vote(question="x", eligible=100_000, votes_for=99_999)
    assert vote_text(nearly).endswith("đạt 99,99%")


@examples(200)
@given(st.integers(1, 500), st.data())
def test_a_share_is_exact_and_printed_within_half_a_hundredth(
    base: int, data: st.DataObject
) -> None:
    count = data.draw(st.integers(0, base))
    vote = Vote(question="x", eligible=base, votes_for=count)
    share = vote_share(vote)
    assert share == Fraction(count, base)
    printed = vote_text(vote).rpartition("đạt ")[2].removesuffix("%").replace(",", ".")
    assert abs(Fraction(printed) / 100 - Fraction(count, base)) <= Fraction(1, 20_000)
    assert (printed == "100") == (count == base)


# --- regime, chairs, times ---


def test_the_regime_follows_the_organiser_unless_it_is_chosen() -> None:
    def regime(organiser: str | None, chosen: str | None = None) -> str:
        return regime_of(Meeting(title="x", organiser=organiser, regime=chosen))

    assert (
        regime("Đảng ủy xã") == regime("Ban Thường vụ Huyện ủy") == regime("Chi bộ thôn") == "party"
    )
    assert regime("UBND xã") == regime("Ban Chỉ đạo") == regime(None) == "state"
    assert regime("Ban Thường vụ") == "party"
    assert regime("Ban Thường vụ Hội Nông dân xã") == "front"
    assert regime("Ủy ban MTTQ xã") == regime("Hội Nông dân") == "front"
    assert regime("UBND xã", "party") == "party"


def test_chairs_keep_the_order_of_their_lines() -> None:
    assert chairs_of(Meeting(title="x", chairs="B\n\n A ")) == ("B", "A")
    assert chairs_of(Meeting(title="x")) == ()


@pytest.mark.parametrize(
    ("typed", "clock"),
    [("14:00", "14:00"), ("14h30", "14:30"), ("8 giờ", "08:00"), ("14 giờ 05 phút", "14:05"),
     ("7g5", "07:05")],
)  # fmt: skip
def test_a_time_of_day_has_one_spelling(typed: str, clock: str) -> None:
    assert read_clock(typed) == clock
    assert clock_in_words(clock) == f"{clock[:2]} giờ {clock[3:]}"


@pytest.mark.parametrize("typed", ["25:00", "14:60", "chiều", "14", "14:00:00"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(InputError):
        read_clock(typed)


def test_times_and_periods_of_a_meeting_are_kept_in_their_one_spelling() -> None:
    typed = {"title": "x", "started_at": "14h", "ended_at": None, "period_evaluated": "2023-9M"}
    with pytest.raises(InputError):
        normal_meeting({"period_planned": "bao giờ"})
    assert normal_meeting(typed) == {
        "title": "x",
        "started_at": "14:00",
        "ended_at": None,
        "period_evaluated": "2023-9M",
    }
