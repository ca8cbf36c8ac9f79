"""Meetings with their parts in protocol order, tasks of conclusions, the board of deadlines."""

import datetime

import pytest

from ntm_desktop.domain.dates import local_time
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import batches, exchange, history, meeting_versions, meetings
from ntm_desktop.services.records import get_record, put_texts
from tests.services.conftest import NOW

TODAY = local_time(NOW).date()


def meeting(workspace, title="Hội nghị sơ kết", **fields):
    """Save a meeting; return its key."""
    return put_texts(workspace, "meeting", None, {"title": title, **fields}).key


def task(workspace, text, days=None, **fields):
    """Save a task due some days from now; return its key."""
    if days is not None:
        fields["due_on"] = (TODAY + datetime.timedelta(days=days)).isoformat()
    return put_texts(workspace, "task", None, {"text": text, "state": "open", **fields}).key


def names(tasks):
    """Return what the tasks of a list are about."""
    return [one.text for one in tasks]


def test_meetings_are_listed_latest_first_and_those_without_a_date_last(commune):
    for title, day in (("A", "05/01/2024"), ("B", ""), ("C", "24/01/2024")):
        meeting(commune, title, held_on=day)
    assert [one.title for one in meetings.list_meetings(commune)] == ["C", "A", "B"]


def test_parts_keep_their_order_and_go_to_the_end_of_the_list(commune):
    key = meeting(commune)
    for name in ("Phó Chủ tịch", "Bí thư", "Chủ tịch"):
        batches.add_parts(commune, "attendee", key, [{"name": name}])
    batches.add_parts(commune, "opinion", key, [{"speaker": "Trưởng thôn", "content": "Đồng ý"}])
    saved = batches.add_parts(commune, "conclusion", key, [{"text": "giao ban quản lý"}])
    found = meetings.meeting_file(commune, key)
    assert [one.name for one in found.attendees] == ["Phó Chủ tịch", "Bí thư", "Chủ tịch"]
    assert [one.place for one in found.attendees] == [1, 2, 3]
    assert [one.speaker for one in found.opinions] == ["Trưởng thôn"]
    assert found.conclusions[0].key == saved.key


def test_a_part_needs_its_words_and_its_meeting(commune):
    key = meeting(commune)
    with pytest.raises(InputError):
        batches.add_parts(commune, "attendee", key, [{}])
    with pytest.raises(NotFoundError):
        batches.add_parts(commune, "attendee", "06901/m404", [{"name": "Bí thư"}])


def test_a_meeting_shows_what_earlier_meetings_left_open(commune):
    before = meeting(commune, "Trước", held_on="05/01/2024")
    now = meeting(commune, "Nay", held_on="12/01/2024")
    later = meeting(commune, "Sau", held_on="19/01/2024")
    task(commune, "muộn", 9, meeting=before)
    task(commune, "sớm", 2, meeting=before)
    task(commune, "xong", 2, meeting=before, state="đã xong")
    task(commune, "của buổi này", 1, meeting=now)
    task(commune, "của buổi sau", 1, meeting=later)
    task(commune, "không từ cuộc họp nào", 1)
    found = meetings.meeting_file(commune, now)
    assert names(found.tasks) == ["của buổi này"]
    assert names(found.open_before) == ["sớm", "muộn"]


def test_what_a_village_decided_does_not_come_up_in_the_office(commune):
    village = meeting(commune, "Họp thôn", held_on="05/01/2024", kind="village_meeting")
    office = meeting(commune, "Giao ban", held_on="06/01/2024")
    task(commune, "việc của thôn", 2, meeting=village)
    task(commune, "việc của xã", 2, meeting=office)
    next_office = meeting(commune, "Giao ban sau", held_on="12/01/2024")
    next_village = meeting(commune, "Họp sau", held_on="12/01/2024", kind="village_meeting")
    for key, expected in ((next_office, ["việc của xã"]), (next_village, ["việc của thôn"])):
        found = meetings.meeting_file(commune, key)
        assert names(found.open_before) == expected
        assert names(one.task for one in found.carried) == expected


def test_documents_of_a_meeting_are_with_it(commune):
    key = meeting(commune)
    put_texts(commune, "official_document", None, {"number": "12/KH-UBND", "meeting": key})
    assert [one.number for one in meetings.meeting_file(commune, key).documents] == ["12/KH-UBND"]


def test_an_unknown_meeting_is_refused(commune):
    with pytest.raises(NotFoundError):
        meetings.meeting_file(commune, "06901/m404")


def test_the_nouns_of_a_meeting_screen_are_named():
    assert set(meetings.meeting_entity_names()) == {
        *("meeting", "attendee", "opinion", "conclusion", "task", "official_document"),
        *(
            "presentation",
            "vote",
            "passage_mark",
            "meeting_version",
            "meeting_paper",
            "person",
            "position",
            "task_note",
        ),
    }


def test_reports_and_votes_are_with_their_meeting_in_order(commune):
    key = meeting(commune, held_on="24/01/2024", organiser="Đảng ủy xã")
    batches.add_parts(commune, "presentation", key, [{"title": "Báo cáo"}])
    batches.add_parts(commune, "presentation", key, [{"title": "Kế hoạch"}])
    batches.add_parts(
        commune, "vote", key, [{"question": "Nhất trí?", "votes_for": 5, "present": 4}]
    )
    found = meetings.meeting_file(commune, key)
    assert [one.title for one in found.presentations] == ["Báo cáo", "Kế hoạch"]
    assert [one.question for one in found.votes] == ["Nhất trí?"]
    assert (found.regime, len(found.issues), found.counts.present) == ("party", 1, 0)


def test_a_meeting_shows_what_was_done_since_about_earlier_tasks(commune):
    first = meeting(commune, "Đầu", held_on="05/01/2023")
    before = meeting(commune, "Trước", held_on="05/01/2024")
    now = meeting(commune, "Nay", held_on="25/01/2024")
    progress = "01/01/2024: trước khi giao\n10/01/2024: đã họp thôn\n\nghi thêm"
    task(commune, "còn mở", 9, meeting=before, progress=progress)
    task(commune, "vừa xong", 2, meeting=first, state="đã xong", completed_on="20/01/2024")
    task(commune, "xong lâu rồi", 2, meeting=first, state="đã xong", completed_on="20/12/2023")
    task(commune, "xong không ghi ngày", 2, meeting=first, state="đã xong")
    task(commune, "xong sau", 2, meeting=first, state="đã xong", completed_on="26/01/2024")
    found = meetings.meeting_file(commune, now)
    assert names(found.open_before) == ["còn mở"]
    assert names(one.task for one in found.carried) == ["còn mở", "vừa xong"]
    assert found.carried[0].done == ("10/01/2024: đã họp thôn", "ghi thêm")
    assert found.carried[0].given_on == datetime.date(2024, 1, 5)
    undated = meetings.meeting_file(commune, meeting(commune, "Không ngày"))
    assert names(one.task for one in undated.carried) == ["còn mở"]


def test_notes_of_a_task_since_its_meeting_come_up_in_the_next_one(commune):
    before = meeting(commune, "Trước", held_on="05/01/2024")
    key = task(commune, "Rà soát", meeting=before)
    for day, text in (("10/01/2024", "xong 3 thôn"), ("01/01/2024", "cũ"), ("", "không ngày")):
        put_texts(commune, "task_note", None, {"task": key, "noted_on": day, "text": text})
    found = meetings.meeting_file(commune, meeting(commune, "Nay", held_on="12/01/2024"))
    assert found.carried[0].done == ("10/01/2024: xong 3 thôn", "không ngày")


def test_a_line_of_progress_with_no_real_date_is_kept(commune):
    before = meeting(commune, "Trước", held_on="05/01/2024")
    task(commune, "A", meeting=before, progress="31/02/2024: nhầm ngày")
    found = meetings.meeting_file(commune, meeting(commune, "Nay", held_on="12/01/2024"))
    assert found.carried[0].done == ("31/02/2024: nhầm ngày",)


def test_times_and_periods_are_kept_in_one_spelling_or_refused(commune):
    key = meeting(commune, started_at="14h", period_evaluated="2023")
    assert get_record(commune, "meeting", key).values["started_at"] == "14:00"
    for typed in ({"ended_at": "chiều"}, {"period_planned": "năm sau"}):
        with pytest.raises(InputError):
            put_texts(commune, "meeting", key, typed)


def test_meetings_of_other_offices_are_listed_only_when_asked_for(offices):
    here = offices.new("h", code="xhuyen", level="huyen", name="Hải Hà", sets=())
    there = offices.new("b", code="06902", name="Xã khác", parent_code="xhuyen")
    ours, theirs = meeting(here, "Của ta"), meeting(there, "Của họ", held_on="05/01/2024")
    [file] = exchange.send_package(there, offices.folder / "out").files
    taken = exchange.take_packages(here, [file], exchange.own_fingerprint(there))
    assert taken.error is None
    assert [one.key for one in meetings.list_meetings(here)] == [ours]
    both = meetings.list_meetings(here, all_units=True)
    assert {one.key: meetings.is_own(here, one) for one in both} == {ours: True, theirs: False}
    assert not meetings.meeting_file(here, theirs).is_own
    with pytest.raises(InputError, match="đơn vị khác"):
        meeting_versions.finalise(here, theirs)


def test_attendance_of_several_is_one_step_and_refused_for_a_closed_meeting(commune):
    key = meeting(commune, held_on="05/01/2024")
    people = [
        batches.add_parts(commune, "attendee", key, [{"name": name}]).key
        for name in ("A", "B", "C")
    ]
    meetings.set_attendance(commune, people[:2], "present")
    found = meetings.meeting_file(commune, key).attendees
    assert [one.attendance for one in found] == ["present", "present", None]
    history.undo(commune)
    found = meetings.meeting_file(commune, key).attendees
    assert [one.attendance for one in found] == [None, None, None]
    with pytest.raises(InputError):
        meetings.set_attendance(commune, people, "asleep")
    with pytest.raises(NotFoundError):
        meetings.set_attendance(commune, ["06901/khong-co"], "present")
    meeting_versions.finalise(commune, key)
    with pytest.raises(InputError):
        meetings.set_attendance(commune, people, "present")
