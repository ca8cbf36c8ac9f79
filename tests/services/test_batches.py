"""Several records as one step that is taken back at once."""

import pytest

from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import batches, history, meetings
from ntm_desktop.services.records import list_records, put_texts


def meeting(workspace):
    """Save a meeting; return its key."""
    return put_texts(workspace, "meeting", None, {"title": "Họp thôn"}).key


def names(workspace, key):
    """Return the attendees of a meeting."""
    return [one.name for one in meetings.meeting_file(workspace, key).attendees]


def test_several_parts_are_added_in_order_and_taken_back_at_once(commune):
    key = meeting(commune)
    batches.add_parts(commune, "attendee", key, [{"name": "Bí thư"}])
    saved = batches.add_parts(commune, "attendee", key, [{"name": "A"}, {"name": "B"}])
    assert names(commune, key) == ["Bí thư", "A", "B"]
    assert saved.touched.entities == {"attendee"}
    assert history.undo_label(commune) == "Thêm 2 thành phần"
    history.undo(commune)
    assert names(commune, key) == ["Bí thư"]


def test_one_part_that_cannot_be_kept_keeps_all_out(commune):
    key = meeting(commune)
    for bad in ({"name": ""}, {"name": "a\x01"}, {"khong_co": "x"}):
        with pytest.raises(InputError):
            batches.add_parts(commune, "attendee", key, [{"name": "A"}, bad])
    assert names(commune, key) == []


def test_records_are_numbered_in_the_order_given(commune):
    key = meeting(commune)
    batches.add_parts(commune, "attendee", key, [{"name": name} for name in "ABC"])
    keys = [one.key for one in meetings.meeting_file(commune, key).attendees]
    batches.put_in_order(commune, "attendee", keys[::-1])
    assert names(commune, key) == ["C", "B", "A"]
    history.undo(commune)
    assert names(commune, key) == ["A", "B", "C"]
    assert batches.put_in_order(commune, "attendee", []).key == ""


def test_a_meeting_goes_with_its_parts_but_its_tasks_stay(commune):
    key = meeting(commune)
    batches.add_parts(commune, "attendee", key, [{"name": "A"}])
    put_texts(commune, "task", None, {"text": "Làm", "meeting": key})
    batches.delete_whole(commune, "meeting", key)
    assert list_records(commune, "attendee") == list_records(commune, "meeting") == ()
    assert len(list_records(commune, "task")) == 1
    history.undo(commune)
    assert names(commune, key) == ["A"]


def test_a_record_without_parts_is_deleted_alone(commune):
    key = meeting(commune)
    batches.delete_whole(commune, "meeting", key)
    assert list_records(commune, "meeting") == ()
    with pytest.raises(NotFoundError):
        batches.delete_whole(commune, "meeting", key)
