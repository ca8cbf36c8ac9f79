"""How people, times and counts of a meeting are printed."""

import datetime
from dataclasses import replace

import pytest

from ntm_desktop.domain.people import ShownPerson
from ntm_desktop.reports import (
    meeting_agenda,
    meeting_attendance,
    meeting_implementation,
    meeting_invitation,
    meeting_news,
    meeting_tasks,
)
from ntm_desktop.reports.meeting_facts import (
    AssignmentFact,
    FollowedFact,
    LeadFact,
    TasksFact,
    counts_text,
    in_sentence,
    is_person,
    lines_of,
    together,
)
from ntm_desktop.reports.meeting_shares import percent
from tests.reports import meeting_samples as samples


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Trưởng phòng Kinh tế", "đồng chí Trưởng phòng Kinh tế"),
        ("Các đại biểu", "Các đại biểu"),
        ("Trưởng, phó các đoàn thể", "Trưởng, phó các đoàn thể"),
        ("Đồng chí Bí thư", "Đồng chí Bí thư"),
        ("", ""),
    ],
)
def test_a_comrade_is_one_person_and_is_called_so_once(name, expected):
    assert samples.facts("party").called(None, name) == expected


def test_a_person_without_a_name_is_printed_by_position():
    people = {"x": ShownPerson("", "Bí thư Đảng ủy xã", "ông (bà)")}
    assert samples.facts(people=people).called("x", "typed") == "Bí thư Đảng ủy xã"
    assert samples.facts("party", people=people).called("x", "") == "đồng chí Bí thư Đảng ủy xã"


def test_names_typed_without_the_directory_sign_as_typed():
    typed = samples.meeting(secretary="Nguyễn Thị Lan", chairs="Lê Văn A, Trưởng thôn")
    facts = samples.facts(meeting=typed, attendees=(), people={})
    assert facts.signer_names("secretary") == "Nguyễn Thị Lan"
    assert facts.signer_names("chair") == "Lê Văn A"
    assert facts.head.leader == "Trưởng thôn"
    position = samples.meeting(chairs="Bí thư Huyện ủy, Chủ tịch UBND huyện")
    assert samples.facts(meeting=position, attendees=()).signer_names("chair") == "……"


def test_several_names_are_joined_so_that_each_stays_whole():
    assert together(("A", "B", "C")) == "A, B và C"
    assert together(("A, B", "C")) == "A, B; C"
    assert together(("đồng chí A, B", "đồng chí C")) == "đồng chí A, B và đồng chí C"


def test_counts_are_computed_only_where_the_list_names_single_people():
    untold = samples.meeting(expected_count=None, present_count=None)
    people = (samples.attendee("A"), samples.attendee("B", attendance="absent"))
    known = counts_text(samples.facts(meeting=untold, attendees=people))
    assert known == "Tổng số được triệu tập: 02 người; có mặt: 01 người; vắng: 01 người."
    group = samples.attendee("Ban Chỉ đạo", is_group=True)
    group = replace(group, headcount_expected=27, headcount_present=25)
    mixed = samples.facts(meeting=untold, attendees=(*people, group))
    assert "……" in counts_text(mixed)  # A may be one of the 27
    typed = samples.meeting(expected_count=27, present_count=26)
    left = (
        samples.attendee("A", attendance="absent_with_leave"),
        samples.attendee("B", attendance="invited", role="guest"),
    )
    assert counts_text(samples.facts(meeting=typed, attendees=left)) == (
        "Tổng số được triệu tập: 27 người; có mặt: 26 người; vắng: 01 người "
        "(có phép 01 người); khách mời: 01 người."
    )


def test_paragraphs_are_taken_apart_and_nothing_else():
    assert lines_of(" a \n\n\tb  ") == (" a ", "", "\tb  ")
    assert lines_of(None) == ()


def test_a_share_is_whole_only_where_it_is_whole():
    assert str(percent(99_999, 100_000)) == "99.99"
    assert percent(3, 3) == 100


def test_typed_positions_are_told_from_groups():
    assert is_person("Phó Bí thư Thị ủy - Chủ tịch UBND Thị xã")
    assert not is_person("Bí thư, Phó Bí thư Đảng ủy các xã")


def test_an_invitation_says_whom_when_where_and_why(tmp_path):
    held = samples.meeting(session="afternoon", agenda="Một\n\nHai")
    context = meeting_invitation.build_context(samples.facts(meeting=held))
    lines = samples.lines(samples.rendered("giay-moi", context, tmp_path))
    for line in (
        "Dự hội nghị sơ kết",
        "Ủy ban nhân dân xã Quảng An trân trọng kính mời:",
        "- Bà Trần Thị Mai, Công chức Văn phòng;",
        "Thời gian: 14 giờ 00, buổi chiều ngày 05 tháng 01 năm 2024 (thứ Sáu)",
        "- Hai",
    ):
        assert line in lines, lines
    assert not any("Phạm Văn Mẫu" in line for line in context.invited)
    one = samples.facts(options={"invitee": "Đồng chí Trưởng thôn 1"})
    assert meeting_invitation.build_context(one).invited == ("- Đồng chí Trưởng thôn 1.",)
    nobody = samples.facts(attendees=())
    assert meeting_invitation.build_context(nobody).invited == ("- ……",)


def test_an_agenda_keeps_its_own_numbers():
    own = samples.facts(meeting=samples.meeting(agenda="1. Một\n2. Hai"))
    assert meeting_agenda.build_context(own).agenda == ("1. Một", "2. Hai")
    none = samples.facts(meeting=samples.meeting(agenda="Một\nHai"))
    assert meeting_agenda.build_context(none).agenda == ("1. Một", "2. Hai")
    assert meeting_agenda.build_context(samples.facts()).agenda == ("……",)


def test_the_list_to_sign_has_a_line_for_everybody(tmp_path):
    context = meeting_attendance.build_context(samples.facts())
    document = samples.rendered("danh-sach-dai-bieu", context, tmp_path)
    table = next(one for one in samples.tables(document) if one[0][0] == "TT")
    numbers = [row[0] for row in table[1:] if row[0]]
    assert numbers == [str(number) for number in range(1, 15)]
    assert table[1][1:3] == ["Phạm Văn Mẫu", "Chủ tịch UBND xã"]
    assert context.counts == "Tổng số theo danh sách: 14 người; có mặt ký tên: …… người."
    away = samples.attendee("A", attendance="absent")
    assert meeting_attendance.build_context(samples.facts(attendees=(away,))).rows[0].note == "vắng"
    empty = meeting_attendance.build_context(samples.facts(attendees=()))
    assert "……" in empty.counts
    assert len(empty.rows) == 3
    unknown = (samples.attendee("Các hộ", is_group=True),)
    assert "ít nhất" in meeting_attendance.build_context(samples.facts(attendees=unknown)).counts


def tasks():
    late = FollowedFact(text="Việc trễ.", lead="A", due="1/1", state="overdue", standing="quá hạn")
    done = FollowedFact(
        text="Việc xong", state="done_late", standing="xong", percent=100, extended=1,
        completed_on=datetime.date(2024, 1, 2), results=("02/01/2024: Xong",), supporting=("B",),
    )  # fmt: skip
    lead = LeadFact(
        lead="a", total=1, done_in_time=0, done_late=0, open_in_time=0, open_late=1, dropped=0
    )
    none = LeadFact(
        lead="", total=1, done_in_time=0, done_late=1, open_in_time=0, open_late=0, dropped=0
    )
    total = LeadFact(
        lead="", total=3, done_in_time=0, done_late=1, open_in_time=0, open_late=1, dropped=1
    )
    return TasksFact(
        assigned=(AssignmentFact(text="Việc", verb="giao", lead="A", doer="C", supporting=("B",)),),
        followed=(late, done),
        leads=(lead, none),
        total=total,
        since=datetime.date(2024, 1, 1),
        until=datetime.date(2024, 1, 31),
    )


def test_a_report_on_tasks_counts_them_and_names_the_late_ones(tmp_path):
    facts = samples.facts(tasks=tasks(), options={"causes": "Mưa\nLũ"})
    context = meeting_implementation.build_context(facts)
    assert context.total == (
        "Tổng số 03 nhiệm vụ được giao. Đến ngày 31/01/2024: đã hoàn thành 01 nhiệm vụ (trong đó "
        "01 nhiệm vụ xong quá hạn); quá hạn 01 nhiệm vụ; dừng thực hiện 01 nhiệm vụ."
    )
    assert context.overdue == "Còn 01 nhiệm vụ quá hạn: việc trễ."
    nobody = replace(tasks(), total=replace(tasks().total, done_late=0, open_late=0, dropped=0))
    none_done = meeting_implementation.build_context(samples.facts(tasks=nobody)).total
    assert none_done.endswith("31/01/2024: chưa hoàn thành nhiệm vụ nào.")
    assert (context.causes, context.proposals) == (("Mưa", "Lũ"), ("……",))
    lines = samples.lines(samples.rendered("bao-cao-thuc-hien-ket-luan", context, tmp_path))
    assert "1. Việc trễ (chủ trì: A; hạn: 1/1): quá hạn." in lines
    assert "- 02/01/2024: Xong" in lines
    empty = meeting_implementation.build_context(samples.facts())
    assert "……" in empty.total
    assert empty.overdue == "……"


def test_tables_of_tasks_show_who_what_and_how_far(tmp_path):
    facts = samples.facts(tasks=tasks())
    assigned = meeting_tasks.assignment_context(facts)
    table = list(samples.tables(samples.rendered("bang-phan-cong", assigned, tmp_path)))[1]
    assert table[1] == ["1", "Việc", "giao", "A", "Thực hiện: C\nB\n", "…"]
    assert assigned.head.title == "Thực hiện kết luận hội nghị sơ kết, họp ngày\u00a005/01/2024"
    assert assigned.count == "Tổng số: 01 nhiệm vụ."
    followed = meeting_tasks.follow_up_context(facts)
    assert followed.span == "Từ ngày 01/01/2024 đến ngày 31/01/2024"
    rows = list(samples.tables(samples.rendered("bang-theo-doi", followed, tmp_path)))
    assert rows[1][2] == [
        "2", "Việc xong", "…\nB\n", "…; đã gia hạn 1 lần", "02/01/2024: Xong\n",
        "Xong (ngày 02/01/2024)",
    ]  # fmt: skip
    assert [row[0] for row in rows[2][1:]] == [
        "A", "Chưa giao đơn vị, cá nhân chủ trì", "Tổng cộng",
    ]  # fmt: skip
    nothing = meeting_tasks.follow_up_context(samples.facts())
    assert nothing.nothing
    assert nothing.count == ""
    samples.rendered("bang-theo-doi", nothing, tmp_path)


def test_news_tells_who_met_and_what_was_concluded(tmp_path):
    guest = samples.attendee("Bí thư Huyện ủy", role="guest", attendance="invited")
    facts = samples.facts()
    facts = samples.facts(attendees=(*facts.attendees, guest), photos=("Ảnh 1: Toàn cảnh",))
    context = meeting_news.build_context(facts)
    lines = samples.lines(samples.rendered("tin-bai", context, tmp_path))
    assert lines[0] == "Hội nghị sơ kết"
    assert "Dự hội nghị có Bí thư Huyện ủy." in lines
    assert "Kết luận hội nghị, ông Phạm Văn Mẫu, Chủ tịch UBND xã nêu:" in lines
    assert "Người viết: ……" in lines
    assert "Ảnh 1: Toàn cảnh" not in lines  # without its picture there is no caption


def test_an_invitation_does_not_say_who_came():
    facts = samples.facts()
    assert facts.attendees
    marks = tuple(replace(one, attendance="absent_with_leave") for one in facts.attendees)
    context = meeting_invitation.build_context(replace(facts, attendees=marks))
    assert not any("vắng" in line or "có mặt" in line for line in context.invited)


def test_guests_are_counted_only_where_every_group_of_them_has_a_number():
    def guest(name, **more):
        return samples.attendee(name, role="guest", attendance="invited", **more)

    told = samples.facts(attendees=(guest("A"), guest("B", is_group=True, headcount_expected=4)))
    assert counts_text(told).endswith("; khách mời: 05 người.")
    untold = samples.facts(attendees=(guest("A"), guest("Lãnh đạo các phòng", is_group=True)))
    assert "khách mời" not in counts_text(untold)  # "01 người" would be wrong


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Đại diện lãnh đạo Chi cục Thuế", "đại diện lãnh đạo Chi cục Thuế"),
        ("Lãnh đạo, cán bộ, công chức xã", "lãnh đạo, cán bộ, công chức xã"),
        ("Thường trực Thị ủy", "Thường trực Thị ủy"),
        ("Hội Nông dân xã", "Hội Nông dân xã"),
        ("Trưởng, Phó, thành viên Ban Chỉ đạo", "Trưởng, Phó, thành viên Ban Chỉ đạo"),
        ("đồng chí Bí thư", "đồng chí Bí thư"),
    ],
)
def test_only_plain_words_lose_their_capital_letter_inside_a_sentence(name, expected):
    assert in_sentence(name) == expected


def test_a_meeting_called_only_by_what_it_does_gets_its_noun_inside_a_sentence():
    plain = samples.facts(meeting=samples.meeting(title="Họp giao ban tháng 5"))
    assert meeting_invitation.build_context(plain).title == "Dự cuộc họp giao ban tháng 5"
    assert meeting_invitation.build_context(plain).meeting_title == "Họp giao ban tháng 5"
    assert samples.facts().title_in_sentence == "hội nghị sơ kết"


def test_many_late_tasks_are_told_by_their_numbers():
    late = [FollowedFact(text=f"Việc {n}", state="overdue", standing="quá hạn") for n in range(6)]
    done = FollowedFact(text="Việc xong", state="done", standing="đã xong")
    facts = samples.facts(tasks=TasksFact(followed=(late[0], done, *late[1:])))
    assert meeting_implementation.build_context(facts).overdue == (
        "Còn 06 nhiệm vụ quá hạn: các nhiệm vụ số 1, 3, 4, 5, 6, 7 tại mục II."
    )


def test_one_lead_needs_no_table_of_leads():
    one = TasksFact(followed=tasks().followed, leads=tasks().leads[:1], total=tasks().total)
    context = meeting_tasks.follow_up_context(samples.facts(tasks=one))
    assert context.leads == ()
    assert context.count.startswith("Tổng số 03 nhiệm vụ được giao.")


def test_a_list_to_sign_has_a_line_for_each_household_of_a_thôn():
    group = samples.attendee("Các hộ", is_group=True, headcount_expected=120)
    context = meeting_attendance.build_context(samples.facts(attendees=(group,)))
    assert len(context.rows) == 121
    big = samples.attendee("Các hộ", is_group=True, headcount_expected=900)
    context = meeting_attendance.build_context(samples.facts(attendees=(big,)))
    assert (len(context.rows), context.rows[0].note) == (301, "900 người, in 300 dòng")


def test_a_list_to_sign_has_the_year_of_its_meeting():
    past = samples.facts(meeting=samples.meeting(held_on=datetime.date(2022, 5, 4)))
    head = meeting_attendance.build_context(past).head
    assert head.place_and_date.endswith("năm 2022")
