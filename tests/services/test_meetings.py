"""Meetings with their parts in protocol order, tasks of conclusions, the board of deadlines."""

import datetime

import pytest

from ntm_desktop.domain.dates import local_time
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import history, meetings
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
        meetings.add_part(commune, "attendee", key, {"name": name})
    meetings.add_part(commune, "opinion", key, {"speaker": "Trưởng thôn", "content": "Đồng ý"})
    saved = meetings.add_part(commune, "conclusion", key, {"text": "giao ban quản lý"})
    found = meetings.meeting_file(commune, key)
    assert [one.name for one in found.attendees] == ["Phó Chủ tịch", "Bí thư", "Chủ tịch"]
    assert [one.place for one in found.attendees] == [1, 2, 3]
    assert [one.speaker for one in found.opinions] == ["Trưởng thôn"]
    assert found.conclusions[0].key == saved.key


def test_a_part_needs_its_words_and_its_meeting(commune):
    key = meeting(commune)
    with pytest.raises(InputError):
        meetings.add_part(commune, "attendee", key, {})
    with pytest.raises(NotFoundError):
        meetings.add_part(commune, "attendee", "06901/m404", {"name": "Bí thư"})


def test_a_task_comes_of_a_conclusion_that_stays_word_for_word(commune):
    key = meeting(commune)
    words = "yêu cầu các thôn rà soát các tiêu chí"
    conclusion = meetings.add_part(commune, "conclusion", key, {"text": words}).key
    whole = meetings.task_from_conclusion(commune, conclusion).key
    part = meetings.task_from_conclusion(
        commune, conclusion, " rà soát các tiêu chí ", {"verb": "require", "due_on": "2024-06-30"}
    ).key
    found = meetings.meeting_file(commune, key)
    by_key = {one.key: one for one in found.tasks}
    assert by_key[whole].text == words
    assert by_key[part].text == "rà soát các tiêu chí"
    assert (by_key[part].verb, by_key[part].state) == ("require", "open")
    assert by_key[part].conclusion == conclusion
    assert found.conclusions[0].text == words


def test_a_task_of_no_conclusion_is_refused(commune):
    with pytest.raises(NotFoundError):
        meetings.task_from_conclusion(commune, "06901/c404")


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


def test_documents_of_a_meeting_are_with_it(commune):
    key = meeting(commune)
    put_texts(commune, "official_document", None, {"number": "12/KH-UBND", "meeting": key})
    assert [one.number for one in meetings.meeting_file(commune, key).documents] == ["12/KH-UBND"]


def test_an_unknown_meeting_is_refused(commune):
    with pytest.raises(NotFoundError):
        meetings.meeting_file(commune, "06901/m404")


def test_the_board_sorts_tasks_by_how_soon_they_are_due(commune):
    for text, days in (
        ("trễ nhiều", -9), ("trễ", -1), ("hôm nay", 0), ("sáu ngày", 6), ("bảy ngày", 7),
        ("ba mươi", 30), ("xa", 31), ("không hạn", None),
    ):  # fmt: skip
        task(commune, text, days)
    task(commune, "xong", -3, state="done")
    task(commune, "dừng", -3, state="dropped")
    board = meetings.tasks_board(commune)
    assert names(board.overdue) == ["trễ nhiều", "trễ"]
    assert names(board.this_week) == ["hôm nay", "sáu ngày"]
    assert names(board.this_month) == ["bảy ngày", "ba mươi"]
    assert names(board.waiting) == ["xa", "không hạn"]
    assert sorted(names(board.done)) == ["dừng", "xong"]
    assert names(meetings.list_tasks(commune))[-1] == "không hạn"


def test_progress_is_added_as_dated_lines(commune):
    key = task(commune, "Rà soát")
    meetings.note_progress(commune, key, " đã họp thôn ")
    meetings.note_progress(commune, key, "xong", "done")
    values = get_record(commune, "task", key).values
    day = f"{TODAY:%d/%m/%Y}"
    assert values["progress"] == f"{day}: đã họp thôn\n{day}: xong"
    assert (values["state"], values["completed_on"]) == ("done", TODAY)


def test_a_task_taken_up_again_is_not_completed_any_more(commune):
    key = task(commune, "Rà soát")
    meetings.note_progress(commune, key, "xong", "done")
    meetings.note_progress(commune, key, "làm lại", "doing")
    assert get_record(commune, "task", key).values["completed_on"] is None
    history.undo(commune)
    assert get_record(commune, "task", key).values["completed_on"] == TODAY


def test_progress_of_no_task_or_with_no_such_state_is_refused(commune):
    with pytest.raises(NotFoundError):
        meetings.note_progress(commune, "06901/t404", "x")
    with pytest.raises(InputError):
        meetings.note_progress(commune, task(commune, "Rà soát"), "x", "gần xong")


def test_the_nouns_of_a_meeting_screen_are_named():
    assert set(meetings.meeting_entity_names()) == {
        *("meeting", "attendee", "opinion", "conclusion", "task", "official_document")
    }
