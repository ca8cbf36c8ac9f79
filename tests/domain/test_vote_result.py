"""Whether a vote reached what is asked for, and on which number that rests."""

from __future__ import annotations

import dataclasses
from fractions import Fraction

import pytest

from ntm_desktop.domain.meeting_checks import check_counts, check_vote
from ntm_desktop.domain.meetings import Attendee, Meeting, Vote
from ntm_desktop.domain.vote_result import read_required, verdict

VOTE = Vote(question="Đề nghị", eligible=30, present=28, votes_for=26, required="90%")


@pytest.mark.parametrize(
    ("words", "share", "is_above"),
    [
        ("90%", Fraction(9, 10), False),
        ("từ 90% trở lên (Hướng dẫn số 01)", Fraction(9, 10), False),
        ("trên 50%", Fraction(1, 2), True),
        ("quá bán", Fraction(1, 2), True),
        ("2/3", Fraction(2, 3), False),
        ("66,67 %", Fraction(6667, 10000), False),
        ("75", Fraction(3, 4), False),
    ],
)
def test_a_required_share_is_read_from_its_words(words, share, is_above):
    found = read_required(words)
    assert found is not None
    assert (found.share, found.is_above) == (share, is_above)
    assert found.is_met(share) is not is_above


@pytest.mark.parametrize("words", ["", None, "theo quy định", "150%", "2/0"])
def test_words_without_a_share_ask_for_none(words):
    assert read_required(words) is None
    assert verdict(dataclasses.replace(VOTE, required=words)) == ""


def test_without_a_base_both_are_told_and_a_person_is_asked():
    assert verdict(VOTE) == (
        "Yêu cầu 90%: không đạt (tính trên tổng số có quyền: 86,67%); "
        "đạt (tính trên số có mặt: 92,86%)"
    )
    [doubt] = check_vote(VOTE)
    assert "chưa chọn “Tỷ lệ tính trên”" in doubt.text
    chosen = dataclasses.replace(VOTE, share_of="eligible")
    assert verdict(chosen) == "Yêu cầu 90%: không đạt (tính trên tổng số có quyền: 86,67%)"
    assert check_vote(chosen) == ()


def test_a_required_share_that_cannot_be_read_is_a_doubt():
    odd = dataclasses.replace(VOTE, share_of="present", required="đa số")
    assert "không đọc được tỷ lệ yêu cầu" in check_vote(odd)[0].text


def test_a_group_with_people_present_is_not_absent():
    group = Attendee(
        key="a", meeting="m", name="Ban Chấp hành", is_group=True, attendance="absent_with_leave",
        headcount_expected=27, headcount_present=25,
    )  # fmt: skip
    [doubt] = check_counts(Meeting(title="Họp"), [group])
    assert (doubt.where, "vắng có phép" in doubt.text) == ("a", True)
    gone = dataclasses.replace(group, headcount_present=0)
    assert check_counts(Meeting(title="Họp"), [gone]) == ()
