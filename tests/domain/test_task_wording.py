"""What the wording of a conclusion says of a task."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.task_wording import (
    deadline_in,
    due_words,
    lead_in,
    percent_in,
    read_deadline,
    supporting_in,
    verb_in,
    without_numbering,
)

HELD = datetime.date(2023, 11, 10)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def test_a_full_date_is_the_deadline() -> None:
    assert read_deadline("18/11/2023", HELD).due_on == day("2023-11-18")
    assert read_deadline("trước ngày 5 tháng 1 năm 2024", HELD).due_on == day("2024-01-05")


def test_a_date_without_a_year_is_proposed_on_or_after_the_meeting_and_never_taken() -> None:
    read = read_deadline("trước ngày 18/11", HELD)
    assert read.due_on is None
    assert read.proposals == (day("2023-11-18"), day("2022-11-18"))
    assert read.text == "trước ngày 18/11"


def test_a_day_before_the_meeting_is_proposed_for_the_next_year_first() -> None:
    assert read_deadline("5/1", HELD).proposals == (day("2024-01-05"), day("2023-01-05"))


def test_the_29th_of_february_is_proposed_in_leap_years() -> None:
    assert read_deadline("29/2", HELD).proposals == (day("2024-02-29"), day("2020-02-29"))


@pytest.mark.parametrize("said", ["hàng tuần", "thường xuyên", "", "12/17 tiêu chí", "31/02/2023"])
def test_words_without_a_real_day_are_kept_and_give_no_date(said: str) -> None:
    read = read_deadline(said, HELD)
    assert (read.text, read.due_on, read.proposals) == (said, None, ())


def test_a_passage_gives_only_the_words_that_name_the_deadline() -> None:
    passage = "Giao Công an xã hoàn thành trước ngày 18/11/2023, báo cáo UBND xã."
    said = deadline_in(passage, HELD)
    assert said.text == "trước ngày 18/11/2023"
    assert said.due_on == day("2023-11-18")


def test_another_date_in_a_passage_is_not_taken_for_its_deadline() -> None:
    passage = "Thực hiện Kế hoạch số 12/KH-UBND ngày 3/2/2023 của UBND xã."
    assert deadline_in(passage, HELD).text == ""


@pytest.mark.parametrize(
    ("passage", "verb"),
    [
        ("Giao Ban Nông nghiệp xã rà soát", "assign"),
        ("- Yêu cầu các thôn báo cáo", "require"),
        ("2. Đề nghị Mặt trận Tổ quốc xã vận động", "request"),
        ("Giao thông nông thôn còn yếu", None),
        ("Ban Chỉ đạo ghi nhận kết quả", None),
    ],
)
def test_the_verb_is_the_one_that_was_said(passage: str, verb: str | None) -> None:
    assert verb_in(passage) == verb


def test_the_lead_is_who_is_said_to_take_it() -> None:
    assert lead_in("Giao Công an xã chủ trì, phối hợp với các thôn") == "Công an xã"
    assert lead_in("1. Giao Trạm Y tế xã chủ trì thực hiện") == "Trạm Y tế xã"
    assert lead_in("Giao các thôn rà soát") is None
    assert lead_in("Đồng chí Bí thư chủ trì hội nghị") is None


def test_a_time_without_a_day_proposes_its_last_day() -> None:
    for said, last in (
        ("năm 2024", "2024-12-31"),
        ("2026", "2026-12-31"),
        ("cuối quý I/2027", "2027-03-31"),
        ("trong tháng 6 năm 2024", "2024-06-30"),
    ):
        read = read_deadline(said, HELD)
        assert (read.due_on, read.proposals, read.is_period) == (None, (day(last),), True)
    assert read_deadline("tháng 13/2024", HELD).proposals == ()


@pytest.mark.parametrize(
    ("passage", "lead", "supporting"),
    [
        (
            "Hai là, hoàn thành hồ sơ năm 2024. Giao UBND xã chủ trì, Văn phòng - Thống kê phối "
            "hợp, báo cáo trước ngày 15 hàng tháng.",
            "UBND xã",
            "Văn phòng - Thống kê",
        ),
        ("Giao UBND Thị xã chỉ đạo các phòng, ban liên quan", "UBND Thị xã", None),
        ("Giao Ban Chỉ đạo xã thực hiện", "Ban Chỉ đạo xã", None),
        ("Giao Công an xã chủ trì, phối hợp với các thôn rà soát", "Công an xã", "các thôn"),
        ("Giao ban quản lý thực hiện", None, None),
        ("Giao thông nội đồng thực hiện tốt", None, None),
        ("Giao chỉ tiêu thực hiện cho các thôn", None, None),
    ],
)
def test_lead_and_support_are_read_from_any_sentence(
    passage: str, lead: str | None, supporting: str | None
) -> None:
    assert lead_in(passage) == lead
    assert supporting_in(passage) == supporting
    if passage.startswith("Hai là"):
        assert verb_in(passage) == "assign"


@given(st.dates(min_value=day("1950-01-01"), max_value=day("2090-12-31")), st.text(max_size=40))
def test_every_proposal_is_the_day_that_was_said(reference: datetime.date, text: str) -> None:
    for found in read_deadline(f"{text} 7/3", reference).proposals:
        assert found.day
    proposals = read_deadline("7/3", reference).proposals
    assert [(one.month, one.day) for one in proposals] == [(3, 7), (3, 7)]
    assert proposals[1] < reference <= proposals[0]


@pytest.mark.parametrize(
    ("passage", "kept"),
    [
        ("2. Giao thôn Đông hiến đất.", "Giao thôn Đông hiến đất."),
        ("- Các thôn báo cáo.", "Các thôn báo cáo."),
        ("a) Rà soát", "Rà soát"),
        ("15/12 họp lại", "15/12 họp lại"),
        ("2.160 triệu đồng", "2.160 triệu đồng"),
        ("", ""),
    ],
)
def test_a_task_does_not_carry_the_number_of_its_passage(passage: str, kept: str) -> None:
    assert without_numbering(passage) == kept


@pytest.mark.parametrize(
    ("note", "share"),
    [
        ("đã cắm mốc 5/9 thôn, 40%", 40),
        ("40%", 40),
        ("đã xong phần móng (60 %).", 60),
        ("giảm 40%", None),
        ("thu gom rác đạt 95%", None),
        ("đạt 95,5%", None),
        ("tăng 12, 5%", None),
        ("đã làm, 155%", None),
        ("", None),
    ],
)
def test_a_share_is_read_only_where_it_stands_apart_at_the_end(
    note: str, share: int | None
) -> None:
    assert percent_in(note) == share


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("trước ngày 18/11", "trước ngày 18/11/2023"),
        ("xong trước 18-11, báo cáo UBND xã", "xong trước 18-11-2023, báo cáo UBND xã"),
        ("trước ngày 18 tháng 11", "trước ngày 18 tháng 11 năm 2023"),
        ("trước ngày 18/11/2023", "trước ngày 18/11/2023"),
        ("từ 5/9 đến 18/11", "từ 5/9 đến 18/11/2023"),
        ("trong quý IV", "trong quý IV (18/11/2023)"),
        ("trước ngày 18/11/2022", "trước ngày 18/11/2022 (18/11/2023)"),
        ("8/11", "8/11 (18/11/2023)"),
    ],
)
def test_a_deadline_is_shown_with_the_year_chosen_for_it(said: str, shown: str) -> None:
    assert due_words(said, datetime.date(2023, 11, 18)) == shown


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2090, 12, 31)), st.dates())
def test_a_deadline_before_its_source_is_never_proposed_first(
    day: datetime.date, reference: datetime.date
) -> None:
    found = read_deadline(f"trước ngày {day.day}/{day.month}", day).proposals
    assert found[0] >= day
    shown = due_words(f"trước ngày {day.day}/{day.month}", found[0])
    assert read_deadline(shown, reference).due_on == found[0]
