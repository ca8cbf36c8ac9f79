"""Doubts about a meeting: dates that do not fit, counts that do not agree, chairs not listed."""

from __future__ import annotations

import datetime

import pytest

from ntm_desktop.domain.documents import OfficialDocument
from ntm_desktop.domain.meeting_checks import (
    MeetingParts,
    check_closing,
    check_counts,
    check_meeting,
    check_vote,
    weekday_name,
)
from ntm_desktop.domain.meetings import Attendee, Conclusion, Meeting, Opinion, Presentation, Vote
from ntm_desktop.domain.people import Position
from ntm_desktop.domain.tasks import Task

HELD = datetime.date(2023, 1, 25)


def _texts(held: datetime.date | None = HELD, transcript: str = "", **more: object) -> list[str]:
    meeting = Meeting(title="Hội nghị", held_on=held, transcript=transcript or None)
    parts = MeetingParts(meeting, **more)  # type: ignore[arg-type]
    return [one.text for one in check_meeting(parts)]


def test_a_plain_meeting_is_not_doubtful() -> None:
    assert _texts() == []
    assert _texts(None, "năm 2023 đạt 5; ngày 15/9", conclusions=[Conclusion(text="x")]) == []


def test_a_document_dated_after_the_meeting_is_doubtful() -> None:
    later = OfficialDocument(
        number="01-KH/BCĐ", issued_on=datetime.date(2024, 1, 24), issuer="Ban Chỉ đạo"
    )
    [text] = _texts(documents=[later])
    assert "24/01/2024" in text
    assert "25/01/2023" in text
    same_day = OfficialDocument(number="1-KH/ĐU", issued_on=HELD, issuer="Đảng ủy")
    assert _texts(documents=[same_day]) == []


def test_an_incomplete_citation_is_told_with_what_it_lacks() -> None:
    [text] = _texts(documents=[OfficialDocument(number="37")])
    assert text == "Văn bản “37” chưa ghi đủ: thiếu ký hiệu, thiếu ngày, thiếu cơ quan ban hành."


@pytest.mark.parametrize(
    "words",
    [
        "thu nhập năm 2023 đạt 61 triệu",
        "tổng vốn năm 2023 ước đạt 95,2 tỷ",
        "Trong năm 2023 đã xây dựng 12 km",
        "Hội nghị tổng kết năm 2023",
        "kết quả thực hiện nhiệm vụ năm 2023",
    ],
)
def test_results_of_a_year_that_had_not_ended_are_doubtful(words: str) -> None:
    [text] = _texts(transcript=words)
    assert "trước khi hết năm 2023" in text
    assert _texts(datetime.date(2023, 12, 15), words) == []
    assert _texts(datetime.date(2024, 1, 3), words) == []


@pytest.mark.parametrize(
    "words",
    [
        "phấn đấu năm 2023 đạt 66 triệu",
        "9 tháng đầu năm 2023 đạt 5 tỷ",
        "triển khai nhiệm vụ năm 2023",
        "theo kế hoạch, năm 2023 đạt chuẩn",
    ],
)
def test_plans_and_parts_of_a_year_are_not(words: str) -> None:
    assert _texts(transcript=words) == []


def test_a_period_evaluated_long_before_its_end_is_doubtful() -> None:
    def texts(held: datetime.date, period: str | None) -> int:
        meeting = Meeting(title="x", held_on=held, period_evaluated=period)
        return len(check_meeting(MeetingParts(meeting)))

    assert texts(HELD, "2023") == 1
    assert texts(datetime.date(2023, 9, 15), "2023-9M") == 0
    assert texts(HELD, "2022") == texts(HELD, None) == texts(HELD, "of a newer version") == 0


def test_a_weekday_must_be_that_of_its_date() -> None:
    [text] = _texts(transcript="Thứ Hai, ngày 25/01/2023 họp")
    assert text == "“Thứ Hai, ngày 25/01/2023”: ngày 25/01/2023 là thứ Tư."
    assert _texts(transcript="Thứ tư, ngày 25 tháng 01 năm 2023; Chủ nhật (29/01/2023)") == []
    assert _texts(transcript="Thứ 4, ngày 25/01/2023") == []
    assert len(_texts(transcript="Thứ 5 (25/01/2023)")) == 1
    assert len(_texts(transcript="Chủ nhật 28/01/2023, thứ bảy ngày 31/02/2023")) == 1
    week = [weekday_name(HELD + datetime.timedelta(days=day)) for day in range(7)]
    assert week[0] == "thứ Tư"
    assert week[4] == "Chủ nhật"
    assert len(set(week)) == 7


def test_a_date_without_a_year_gets_a_proposal() -> None:
    held = datetime.date(2023, 9, 15)
    [text] = _texts(held, "xong trước ngày 18/11, tiếp tục")
    assert text == "“ngày 18/11” không ghi năm; có thể là 18/11/2023."
    assert len(_texts(held, "Sáng 15/9 họp")) == 1
    for plain in ("16/19 tiêu chí", "ngày 18/11/2023", "trước 5/7 tiêu chí", "ngày 31/13"):
        assert _texts(held, plain) == []


def test_the_same_words_in_two_places_are_one_doubt() -> None:
    held, words = datetime.date(2023, 9, 15), "xong trước ngày 18/11"
    found = _texts(
        held,
        words,
        conclusions=[Conclusion(key="c", text=words)],
        opinions=[Opinion(key="o", speaker="A", content=words)],
        presentations=[Presentation(key="p", title=words, content=words)],
    )
    assert len(found) == 1


def test_a_person_without_a_position_on_the_day_is_doubtful() -> None:
    ended = Position(person="p1", title="Trưởng phòng", held_until=datetime.date(2022, 12, 31))
    listed = [Attendee(name="A", person="p1"), Attendee(name="B")]
    more = {"attendees": listed, "names": {"p1": "Trần A"}}
    [text] = _texts(positions=[ended], **more)
    assert text == "Trần A không có chức vụ nào trong danh bạ vào ngày 25/01/2023."
    now = Position(person="p1", title="Phó phòng", held_from=HELD)
    assert _texts(positions=[ended, now], **more) == []
    assert len(_texts(opinions=[Opinion(speaker="x", person="p9")])) == 1


def _vote(**numbers: int | None) -> list[str]:
    return [one.text for one in check_vote(Vote(key="v", question="Nhất trí?", **numbers))]  # type: ignore[arg-type]


def test_the_numbers_of_a_vote_must_fit() -> None:
    cast = {"votes_for": 25, "votes_against": 1, "votes_abstain": 0}
    whole = {"eligible": 27, "present": 26, **cast, "share_of": "present"}
    assert _vote(**whole) == []
    assert "nhiều hơn số có mặt 26" in _vote(**{**whole, "votes_against": 2})[0]
    assert "nhiều hơn tổng số 25" in _vote(**{**whole, "eligible": 25})[0]
    assert "còn thiếu so với 26" in _vote(**{**whole, "votes_against": 0})[0]
    assert _vote(votes_for=25, present=26) == []
    assert "tổng số có quyền 20" in _vote(votes_for=25, eligible=20)[0]
    assert _vote() == []
    assert _texts(votes=[Vote(question="x", votes_for=2, present=1)]) != []


def test_typed_counts_must_agree_with_the_list() -> None:
    people = [
        Attendee(key="1", name="A", attendance="present"),
        Attendee(key="2", name="B", attendance="absent"),
        Attendee(key="3", name="C", attendance="invited"),
    ]
    group = Attendee(key="4", name="Nhóm", is_group=True, attendance="present")

    def found(expected: int | None, present: int | None, *more: Attendee) -> int:
        meeting = Meeting(title="x", expected_count=expected, present_count=present)
        return len(check_counts(meeting, [*people, *more]))

    assert found(2, 1) == found(3, 2) == found(None, None) == 0
    assert found(9, 1) == found(2, 0) == 1
    assert found(9, 8, group) == 0
    assert found(1, 0, group) == 2
    over = Attendee(key="5", name="N", is_group=True, headcount_expected=2, headcount_present=3)
    assert found(None, None, over) == 1
    assert check_counts(Meeting(title="x", present_count=5), []) == ()


def test_households_and_times_must_fit() -> None:
    meeting = Meeting(
        title="Họp thôn", held_on=HELD, households_total=80, households_present=81,
        started_at="14:00", ended_at="13:30",
    )  # fmt: skip
    assert [one.where for one in check_meeting(MeetingParts(meeting))] == [
        "households_present",
        "ended_at",
    ]


def test_a_chair_must_be_among_those_who_came_but_who_concludes_may_be_anybody() -> None:
    meeting = Meeting(
        title="x", chairs="Bí thư Đảng ủy\nChủ tịch UBND xã", concluder="Phó Bí thư Thường trực"
    )
    listed = [Attendee(name="Đồng chí Bí thư  Đảng ủy"), Attendee(name="Ông A, Chủ tịch UBND xã")]
    assert check_meeting(MeetingParts(meeting, attendees=listed)) == ()
    [issue] = check_meeting(MeetingParts(meeting, attendees=listed[:1]))
    assert issue.text == "Chủ trì “Chủ tịch UBND xã” không có trong danh sách dự họp."
    named = [Attendee(name="A", role="chair")]
    assert check_meeting(MeetingParts(meeting, attendees=named)) == ()


def _lacks(meeting: Meeting | None = None, **more: object) -> list[str]:
    named = {"title": "x", "chairs": "Bí thư", "secretary": "Văn thư", "concluder": "Bí thư"}
    held = meeting or Meeting(**named)  # type: ignore[arg-type]
    return [one.text for one in check_closing(MeetingParts(held, **more))]  # type: ignore[arg-type]


def test_closing_asks_who_chaired_wrote_and_concluded() -> None:
    bare = Meeting(title="x")
    assert _lacks(bare) == ["Chưa ghi người chủ trì.", "Chưa ghi thư ký."]
    concluded = _lacks(bare, conclusions=[Conclusion(text="a"), Conclusion(text="b")])
    assert concluded[-1] == "Có 2 kết luận nhưng chưa ghi người kết luận."
    roles = [
        Attendee(name="A", role="chair", attendance="present"),
        Attendee(name="B", role="secretary", attendance="present"),
    ]
    assert _lacks(bare, attendees=roles) == []
    assert _lacks(conclusions=[Conclusion(text="a")]) == []


def test_somebody_marked_absent_can_not_have_spoken() -> None:
    away = Attendee(key="a", name="Trưởng thôn, thôn Đông", attendance="absent")
    said = Opinion(key="o", speaker="Trưởng thôn, thôn Đông", content="x")
    assert _lacks(attendees=[away], opinions=[said]) == [
        "Trưởng thôn, thôn Đông ghi là vắng nhưng có tên trong phần ý kiến."
    ]
    short = Opinion(speaker="Đồng chí Trưởng thôn")
    other = Opinion(speaker="Trưởng thôn, thôn Tây")
    assert len(_lacks(attendees=[away], opinions=[short])) == 1
    assert _lacks(attendees=[away], opinions=[other]) == []
    known = Attendee(name="A", person="p1", attendance="absent_with_leave")
    told = [Presentation(title="x", presenter="B", person="p1")]
    assert "ở báo cáo trình bày" in _lacks(attendees=[known], presentations=told)[0]
    assert _lacks(attendees=[known], opinions=[Opinion(speaker="A", person="p2")]) == []
    chair = Attendee(name="Bí thư", attendance="absent")
    assert ["chủ trì" in text or "kết luận" in text for text in _lacks(attendees=[chair])] == [
        True,
        True,
    ]
    group = Attendee(name="Bí thư", attendance="absent", is_group=True)
    assert _lacks(attendees=[group]) == []


def test_a_list_that_is_half_answered_and_counts_that_contradict_are_doubtful() -> None:
    came = Attendee(key="1", name="A", attendance="present")
    open_ones = [Attendee(key="2", name="B"), Attendee(key="3", name="C")]
    assert _lacks(attendees=[came, *open_ones]) == [
        "B và 1 người, nhóm khác: chưa ghi có mặt hay vắng."
    ]
    assert _lacks(attendees=open_ones) == []
    counted = Meeting(title="x", chairs="A", secretary="B", expected_count=10, present_count=12)
    assert _lacks(counted) == ["Số có mặt đã ghi 12 nhiều hơn số được triệu tập 10."]
    guests = [Attendee(name="K", is_group=True, headcount_expected=2, attendance="invited")]
    assert _lacks(counted, attendees=guests) == []


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("xong trước ngày 18/11", "18/11/2024"),
        ("hoàn thành chậm nhất ngày 20/01", "20/01/2025"),
        ("hạn 26/01", "26/01/2024"),
        ("từ ngày 18/11 đã họp", "18/11/2023"),
        ("sáng 24/01 đi kiểm tra", "24/01/2024"),
    ],
)
def test_a_deadline_without_a_year_is_not_guessed_before_the_meeting(
    words: str, meant: str
) -> None:
    [text] = _texts(datetime.date(2024, 1, 25), words)
    assert text.endswith(f"có thể là {meant}.")


def test_several_people_counted_as_one_are_a_doubt() -> None:
    names = ("Lãnh đạo các phòng", "Các đồng chí Ủy viên", "Bí thư Đảng ủy xã", "Chủ tịch UBND xã")

    def told(*, is_group: bool) -> list[str]:
        lines = [Attendee(key=one, name=one, is_group=is_group) for one in names]
        return [text for text in _texts(attendees=lines) if "là một nhóm thì" in text]

    assert [text.split("”")[0] for text in told(is_group=False)] == [f"“{one}" for one in names[:2]]
    assert told(is_group=True) == []


def test_somebody_listed_twice_is_a_doubt() -> None:
    one = Attendee(key="1", name="Trưởng thôn A", person="06901/p1")
    same = Attendee(key="2", name="Đồng chí Trưởng thôn A, Bí thư chi bộ", person="06901/p1")
    other = Attendee(key="3", name="Trưởng thôn B")
    found = _texts(attendees=[one, same, other])
    assert [text for text in found if "hai dòng" in text] == [
        "Đồng chí Trưởng thôn A, Bí thư chi bộ: có hai dòng trong danh sách dự họp."
    ]


def test_one_date_without_a_year_is_told_once_and_not_after_its_year_was_chosen() -> None:
    said = [Conclusion(key="k", text="Trình trước 30/3. Báo cáo trước ngày 30/3.")]
    found = [text for text in _texts(conclusions=said) if "không ghi năm" in text]
    assert len(found) == 1
    chosen = [Task(key="t", text="x", due_on=datetime.date(2023, 3, 30))]
    assert _texts(conclusions=said, tasks=chosen) == []
