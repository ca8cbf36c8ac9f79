"""Several records as one step that is taken back at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import batches, history, meetings, records
from ntm_desktop.services.workspace import NewOffice, Workspace, create_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    office = NewOffice(name="Quảng An", level="xa")
    opened = create_workspace(
        tmp_path / "data", office, user="cán bộ", device_dir=tmp_path / "device", now_ms=1
    )
    yield opened
    opened.close()


@pytest.fixture
def meeting(workspace: Workspace) -> str:
    return records.put_texts(workspace, "meeting", None, {"title": "Họp Ban Chỉ đạo"}).key


def names(workspace: Workspace, meeting: str) -> list[str]:
    return [one.name for one in meetings.meeting_file(workspace, meeting).attendees]


def test_a_pasted_list_keeps_its_order_and_is_undone_at_once(
    workspace: Workspace, meeting: str
) -> None:
    people = ["Trưởng thôn Đông", "Bí thư Đảng ủy xã", "Chủ tịch UBND xã"]
    batches.add_parts(workspace, "attendee", meeting, [{"name": name} for name in people])
    batches.add_parts(workspace, "attendee", meeting, [{"name": "Khách mời"}])
    assert names(workspace, meeting) == [*people, "Khách mời"]
    history.undo(workspace)
    history.undo(workspace)
    assert names(workspace, meeting) == []


def test_one_bad_part_keeps_all_of_them_out(workspace: Workspace, meeting: str) -> None:
    with pytest.raises(InputError):
        batches.add_parts(workspace, "conclusion", meeting, [{"text": "Một"}, {"text": ""}])
    assert meetings.meeting_file(workspace, meeting).conclusions == ()


def test_the_order_is_the_one_that_is_given(workspace: Workspace, meeting: str) -> None:
    batches.add_parts(workspace, "attendee", meeting, [{"name": name} for name in "abc"])
    keys = [one.key for one in meetings.meeting_file(workspace, meeting).attendees]
    batches.put_in_order(workspace, "attendee", [keys[2], keys[0], keys[1]])
    assert names(workspace, meeting) == ["c", "a", "b"]
    history.undo(workspace)
    assert names(workspace, meeting) == ["a", "b", "c"]


def test_a_deleted_work_takes_its_money_along_and_brings_it_back(workspace: Workspace) -> None:
    work = records.put_texts(workspace, "work", None, {"name": "Đường Nà Pá"}).key
    amount = {"source": "nsdp-xa", "plan_year": "2023", "kind": "planned", "amount": "5 tỷ"}
    records.put_texts(workspace, "money_entry", None, {**amount, "work": work})
    batches.delete_whole(workspace, "work", work)
    assert records.list_records(workspace, "money_entry") == ()
    history.undo(workspace)
    assert [one.values["work"] for one in records.list_records(workspace, "money_entry")] == [work]
    assert history.undo_label(workspace) != "Xóa công trình: Đường Nà Pá"


def test_tasks_live_on_without_their_meeting(workspace: Workspace, meeting: str) -> None:
    passage = batches.add_parts(workspace, "conclusion", meeting, [{"text": "Giao"}]).key
    task = meetings.task_from_conclusion(workspace, passage).key
    batches.delete_whole(workspace, "meeting", meeting)
    assert records.list_records(workspace, "conclusion") == ()
    assert [one.key for one in meetings.list_tasks(workspace)] == [task]


def test_deleting_what_is_not_there_is_refused(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        batches.delete_whole(workspace, "work", "none")
