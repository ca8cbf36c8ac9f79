"""Closing a meeting: nothing of it can be written, a correction makes a new version."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntm_desktop.domain.entity import entity_named
from ntm_desktop.domain.issues import Severity
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import (
    batches,
    exchange,
    history,
    meetings,
    people,
    records,
)
from ntm_desktop.services.meeting_versions import (
    current_snapshot,
    finalise,
    frozen_snapshot,
    people_shown,
    reopen,
    version_differences,
    versions,
)
from ntm_desktop.services.people import PositionDraft
from ntm_desktop.services.tasks import note_progress, task_from_conclusion

PARTS = {
    "attendee": {"name": "Bí thư"},
    "presentation": {"title": "Báo cáo"},
    "opinion": {"speaker": "Trưởng thôn"},
    "vote": {"question": "Nhất trí?"},
    "conclusion": {"text": "giao thôn 1 làm"},
}


@pytest.fixture
def meeting(commune):
    """A meeting with one part of each kind, a task and a document; its key."""
    typed = {"title": "Họp", "held_on": "24/01/2024", "state": "đã họp", "transcript": "một hai"}
    key = records.put_texts(commune, "meeting", None, typed).key
    for entity, values in PARTS.items():
        batches.add_parts(commune, entity, key, [values])
    mark = {"meeting": key, "kind": "figure", "start": 0, "length": 3, "quote": "một"}
    records.put_values(commune, "passage_mark", None, mark)
    conclusion = meetings.meeting_file(commune, key).conclusions[0].key
    task_from_conclusion(commune, conclusion, "làm")
    records.put_values(commune, "official_document", None, {"number": "1-NQ/ĐU", "meeting": key})
    return key


def part(workspace, meeting, entity):
    """Return the key of the first part of an entity."""
    rows = workspace.store.rows(entity_named(entity), {"meeting": meeting})
    return str(rows[0]["key"])


def sneak(workspace, entity, key, values):
    """Write past the services, as a package of another computer does."""
    with workspace.store.step("Nhận", "An", kind="take"):
        if values is None:
            workspace.store.remove(entity, key)
        else:
            workspace.store.put(entity, key, values)


def test_closing_keeps_everything_and_its_hash(commune, meeting):
    saved = finalise(commune, meeting, "họp xong")
    [version] = versions(commune, meeting)
    assert saved.key == version.key == f"{meeting}/v1"
    assert (version.number, version.reason, version.changes) == (1, "họp xong", None)
    assert version.frozen_on == datetime.date(2024, 1, 23)
    kept = frozen_snapshot(version)
    assert kept == {**current_snapshot(commune, meeting), "carried": []}
    assert [len(kept[name]) for name in (*PARTS, "task", "official_document")] == [1] * 7
    found = meetings.meeting_file(commune, meeting)
    assert found.is_final
    assert found.versions == (version,)
    assert history.undo_label(commune) == "Chốt cuộc họp lần 1: Họp"
    assert history.undo_opens_again(commune)
    history.undo(commune)
    assert versions(commune, meeting) == ()
    assert not meetings.meeting_file(commune, meeting).is_final


@pytest.mark.parametrize("entity", [*PARTS, "passage_mark"])
def test_no_part_of_a_closed_meeting_is_written(commune, meeting, entity):
    key = part(commune, meeting, entity)
    values = PARTS.get(entity, {"kind": "figure", "quote": "một"})
    finalise(commune, meeting)
    other = records.put_texts(commune, "meeting", None, {"title": "Khác"}).key
    ordered = (
        lambda: batches.put_in_order(commune, entity, [key]),
        lambda: batches.add_parts(commune, entity, meeting, [values]),
        lambda: batches.add_parts(commune, entity, meeting, [values]),
    )
    for refused in (
        *(ordered if entity in PARTS else ()),
        lambda: records.put_values(commune, entity, key, values),
        lambda: records.put_values(commune, entity, None, {**values, "meeting": meeting}),
        lambda: records.put_values(commune, entity, key, {"meeting": other}),
        lambda: records.delete_record(commune, entity, key),
        lambda: batches.delete_whole(commune, entity, key),
    ):
        with pytest.raises(InputError, match="đã chốt"):
            refused()
    assert version_differences(commune, meeting) == ()


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from(["meeting", *PARTS, "passage_mark"]),
    st.data(),
    st.sampled_from(["put", "delete"]),
)
def test_whatever_is_written_to_a_closed_meeting_is_refused(commune, entity, data, how):
    typed = {"title": "Họp", "held_on": "2024-01-24"}
    meeting = records.put_values(commune, "meeting", None, typed).key
    for name, values in PARTS.items():
        batches.add_parts(commune, name, meeting, [values])
    mark = {"meeting": meeting, "kind": "figure", "quote": "một"}
    records.put_values(commune, "passage_mark", None, mark)
    finalise(commune, meeting)
    key = meeting if entity == "meeting" else part(commune, meeting, entity)
    name = data.draw(st.sampled_from(sorted(entity_named(entity).fields)))
    before = current_snapshot(commune, meeting)
    writes = {
        "put": lambda: records.put_values(commune, entity, key, {name: None}),
        "delete": lambda: batches.delete_whole(commune, entity, key),
    }
    with pytest.raises(InputError, match="đã chốt"):
        writes[how]()
    assert current_snapshot(commune, meeting) == before


def test_the_meeting_itself_is_closed_and_opened_by_nothing_else(commune, meeting):
    with pytest.raises(InputError, match="Không ghi thẳng"):
        records.put_texts(commune, "meeting", meeting, {"state": "đã chốt"})
    with pytest.raises(InputError, match="Không ghi thẳng"):
        records.put_texts(commune, "meeting", None, {"title": "x", "state": "đã chốt"})
    finalise(commune, meeting)
    for values in ({"state": "held"}, {"title": "Khác"}, {"note": "x"}):
        with pytest.raises(InputError, match="đã chốt nên không sửa được"):
            records.put_values(commune, "meeting", meeting, values)
    with pytest.raises(InputError):
        batches.delete_whole(commune, "meeting", meeting)
    with pytest.raises(InputError):
        records.delete_record(commune, "meeting", meeting)
    with pytest.raises(InputError, match="đã chốt rồi"):
        finalise(commune, meeting)
    assert meetings.meeting_file(commune, meeting).is_final


def test_versions_are_never_edited_by_hand(commune, meeting):
    key = finalise(commune, meeting).key
    for refused in (
        lambda: records.put_values(commune, "meeting_version", key, {"reason": "khác"}),
        lambda: records.put_values(
            commune, "meeting_version", None, {"meeting": meeting, "number": 2}
        ),
        lambda: records.delete_record(commune, "meeting_version", key),
        lambda: batches.delete_whole(commune, "meeting_version", key),
    ):
        with pytest.raises(InputError, match="Bản chốt"):
            refused()


def test_progress_of_tasks_and_documents_go_on_living(commune, meeting):
    finalise(commune, meeting)
    task = part(commune, meeting, "task")
    note_progress(commune, task, "xong", "done")
    records.put_values(commune, "official_document", part(commune, meeting, "official_document"),
                       {"subject": "về việc"})  # fmt: skip
    assert version_differences(commune, meeting) == ()
    assert records.get_record(commune, "task", task).values["state"] == "done"


def test_a_correction_makes_a_new_version_that_says_what_changed(commune, meeting):
    finalise(commune, meeting)
    reopen(commune, meeting, " ghi nhầm ")
    assert history.undo_label(commune) == "Mở lại cuộc họp: Họp"
    assert not history.undo_opens_again(commune)
    [first] = versions(commune, meeting)
    assert (first.reopen_reason, first.reopened_on) == ("ghi nhầm", datetime.date(2024, 1, 23))
    records.put_texts(commune, "meeting", meeting, {"place": "Hội trường"})
    batches.add_parts(commune, "attendee", meeting, [{"name": "Chủ tịch"}])
    records.delete_record(commune, "opinion", part(commune, meeting, "opinion"))
    finalise(commune, meeting)
    second = versions(commune, meeting)[1]
    assert (second.number, second.reason) == (2, "ghi nhầm")
    assert second.changes == (
        "Địa điểm: “(trống)” thành “Hội trường”\nThêm thành phần: Chủ tịch\nBỏ ý kiến: Trưởng thôn"
    )
    assert frozen_snapshot(first)["opinion"][0]["speaker"] == "Trưởng thôn"
    reopen(commune, meeting, "xem lại")
    finalise(commune, meeting, "không đổi gì")
    third = versions(commune, meeting)[2]
    assert (third.number, third.reason) == (3, "không đổi gì")
    assert third.changes == "Không có thay đổi nào so với bản chốt trước"
    assert third.sha256 == second.sha256


def test_opening_needs_a_reason_and_a_closed_meeting(commune, meeting):
    with pytest.raises(InputError, match="chưa chốt"):
        reopen(commune, meeting, "x")
    finalise(commune, meeting)
    with pytest.raises(InputError, match="lý do"):
        reopen(commune, meeting, "  ")
    with pytest.raises(NotFoundError):
        reopen(commune, "06901/m404", "x")
    with pytest.raises(NotFoundError):
        finalise(commune, "06901/m404")
    reopen(commune, meeting, "x")
    history.undo(commune)
    assert meetings.meeting_file(commune, meeting).is_final
    assert versions(commune, meeting)[0].reopen_reason is None


def test_a_meeting_without_a_date_or_with_disagreement_is_not_closed(commune):
    key = records.put_texts(commune, "meeting", None, {"title": "Họp"}).key
    with pytest.raises(InputError, match="ngày họp"):
        finalise(commune, key)
    seen = records.seen_heads(commune, "meeting", key)
    records.put_texts(commune, "meeting", key, {"held_on": "24/01/2024"}, seen)
    records.put_texts(commune, "meeting", key, {"held_on": "25/01/2024"}, seen)
    assert records.get_record(commune, "meeting", key).conflicts == ("held_on",)
    with pytest.raises(InputError, match="hai máy"):
        finalise(commune, key)


def test_what_comes_in_from_elsewhere_is_found(commune, meeting):
    finalise(commune, meeting)
    conclusion = part(commune, meeting, "conclusion")
    sneak(commune, "conclusion", conclusion, {"text": "giao thôn 2 làm"})
    sneak(commune, "meeting", meeting, {"transcript": "khác"})
    sneak(commune, "opinion", part(commune, meeting, "opinion"), None)
    assert version_differences(commune, meeting) == (
        "Văn bản ghi cuộc họp đã được sửa",
        "Bỏ ý kiến: Trưởng thôn",
        "Kết luận “giao thôn 1 làm”, nguyên văn kết luận: “giao thôn 1 làm” thành"
        " “giao thôn 2 làm”",
    )
    issues = meetings.meeting_file(commune, meeting).issues
    assert [one.severity for one in issues].count(Severity.ERROR) == 3
    assert frozen_snapshot(versions(commune, meeting)[0])["opinion"]


def test_a_change_made_on_another_computer_of_the_office_is_found_when_it_comes(offices):
    here, there = offices.new("a"), offices.new("b")

    def give(sender, receiver):
        sent = exchange.send_package(sender, offices.folder / f"out-{sender.folder.name}")
        taken = exchange.take_packages(receiver, sent.files, exchange.own_fingerprint(sender))
        assert taken.error is None

    typed = {"title": "Họp", "held_on": "24/01/2024"}
    meeting = records.put_texts(here, "meeting", None, typed).key
    batches.add_parts(here, "conclusion", meeting, [{"text": "giao thôn 1"}])
    give(here, there)
    finalise(here, meeting)
    assert current_snapshot(there, meeting) == current_snapshot(here, meeting)
    records.put_texts(there, "conclusion", part(there, meeting, "conclusion"), {"text": "khác"})
    give(there, here)
    assert len(version_differences(here, meeting)) == 1
    give(here, there)
    assert version_differences(there, meeting) == version_differences(here, meeting)
    with pytest.raises(InputError, match="đã chốt"):
        batches.add_parts(there, "conclusion", meeting, [{"text": "thêm"}])


def test_a_changed_closed_text_is_found(commune, meeting):
    key = finalise(commune, meeting).key
    text = versions(commune, meeting)[0].snapshot.replace("giao thôn 1", "giao thôn 3")
    sneak(commune, "meeting_version", key, {"snapshot": text})
    first, _ = version_differences(commune, meeting)
    assert first == "Nội dung bản chốt lần 1 không khớp mã kiểm tra."
    sneak(commune, "meeting", meeting, {"state": "held"})
    assert version_differences(commune, meeting) == ()


def test_a_meeting_closed_elsewhere_without_a_version_can_be_opened(commune, meeting):
    sneak(commune, "meeting", meeting, {"state": "final"})
    assert version_differences(commune, meeting) == ()
    assert people_shown(commune, meeting) == {}
    reopen(commune, meeting, "chưa có bản chốt")
    assert not meetings.meeting_file(commune, meeting).is_final


def test_a_closed_meeting_shows_names_and_positions_as_of_its_day_for_ever(commune):
    drafts = [
        PositionDraft({"title": "Bí thư Huyện ủy", "side": "party", "held_until": "2025-06-30"}),
        PositionDraft({"title": "Bí thư Đảng ủy xã", "side": "party", "held_from": "2025-07-01"}),
    ]
    person = people.put_person(commune, None, {"full_name": "Trần A"}, drafts).key
    typed = {"title": "Họp", "held_on": "24/01/2024", "organiser": "Huyện ủy"}
    meeting = records.put_texts(commune, "meeting", None, typed).key
    batches.add_parts(commune, "attendee", meeting, [{"name": "A", "person": person}])
    finalise(commune, meeting)
    people.put_person(commune, person, {"full_name": "Trần Văn A"})
    found = meetings.meeting_file(commune, meeting)
    assert found.printed_name(person, "A") == "Trần A, Bí thư Huyện ủy"
    assert found.printed_name(None, "Trưởng thôn") == "Trưởng thôn"
    assert found.people[person].address == "đồng chí"
    assert version_differences(commune, meeting) == ()
    reopen(commune, meeting, "sửa tên")
    finalise(commune, meeting)
    assert versions(commune, meeting)[1].changes == (
        "Tên, chức vụ in trên văn bản: “Trần A, Bí thư Huyện ủy” thành"
        " “Trần Văn A, Bí thư Huyện ủy”"
    )


def test_an_opened_meeting_is_deleted_with_its_versions(commune, meeting):
    finalise(commune, meeting)
    reopen(commune, meeting, "bỏ")
    batches.delete_whole(commune, "meeting", meeting)
    for entity in ("meeting", "meeting_version", "passage_mark", "vote", "presentation"):
        assert records.list_records(commune, entity) == ()
    history.undo(commune)
    assert len(versions(commune, meeting)) == 1


def test_no_task_is_added_to_a_closed_meeting_or_taken_from_it(commune, meeting):
    finalise(commune, meeting)
    task, conclusion = part(commune, meeting, "task"), part(commune, meeting, "conclusion")
    own = records.put_texts(commune, "task", None, {"text": "việc của xã"}).key
    for refused in (
        lambda: task_from_conclusion(commune, conclusion, "thêm"),
        lambda: records.put_values(commune, "task", None, {"text": "mới", "meeting": meeting}),
        lambda: records.put_values(commune, "task", own, {"meeting": meeting}),
        lambda: records.put_values(commune, "task", task, {"meeting": None}),
        lambda: records.put_values(commune, "task", task, {"conclusion": None}),
        lambda: records.delete_record(commune, "task", task),
        lambda: batches.delete_whole(commune, "task", task),
    ):
        with pytest.raises(InputError, match="đã chốt"):
            refused()
    records.put_values(commune, "task", task, {"meeting": meeting, "state": "doing"})
    records.delete_record(commune, "task", own)


def test_what_was_done_before_a_meeting_was_closed_elsewhere_is_not_taken_back(commune, meeting):
    opinion = part(commune, meeting, "opinion")
    records.put_texts(commune, "opinion", opinion, {"content": "đường hỏng"})
    sneak(commune, "meeting", meeting, {"state": "final"})
    with pytest.raises(InputError, match="đã chốt nên không hoàn tác được bước") as caught:
        history.undo(commune)
    assert "mở lại" in caught.value.hint
    sneak(commune, "meeting", meeting, {"state": "held"})
    assert history.undo(commune) is not None
    assert records.get_record(commune, "opinion", opinion).values["content"] is None


def test_a_deleted_part_does_not_come_back_into_a_closed_meeting(commune, meeting):
    records.delete_record(commune, "vote", part(commune, meeting, "vote"))
    sneak(commune, "meeting", meeting, {"state": "final"})
    with pytest.raises(InputError, match="không hoàn tác được"):
        history.undo(commune)


def test_the_closing_itself_can_be_taken_back(commune, meeting):
    finalise(commune, meeting)
    assert history.undo(commune) is not None
    assert not meetings.meeting_file(commune, meeting).is_final
    assert versions(commune, meeting) == ()
