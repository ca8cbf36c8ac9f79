"""A closed meeting as one text: one spelling, one hash, and differences in words."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain import entities as _declared  # noqa: F401  (declares every entity)
from ntm_desktop.domain.meeting_snapshot import (
    all_changes,
    locked_changes,
    make_snapshot,
    packed,
    people_of,
    read_snapshot,
    snapshot_hash,
    snapshot_text,
)
from ntm_desktop.domain.packed_text import unpacked_text
from ntm_desktop.domain.people import ShownPerson
from ntm_desktop.errors import InputError
from tests.histories import examples

MEETING: dict[str, Any] = {"key": "m", "title": "Họp", "held_on": "2024-01-24", "state": "held"}
PARTS: dict[str, list[dict[str, Any]]] = {
    "attendee": [
        {"key": f"a{number}", "meeting": "m", "place": place, "name": f"Người {number}"}
        for number, place in enumerate((2, 1, None, 2))
    ],
    "conclusion": [{"key": "c1", "meeting": "m", "place": 1, "text": "Giao thôn 1 làm"}],
    "task": [{"key": "t1", "meeting": "m", "text": "Làm", "progress": "đã làm", "state": "open"}],
}
PEOPLE = {"p1": ShownPerson("Trần A", "Bí thư", "đồng chí")}


def _snapshot(**changes: Any) -> dict[str, Any]:
    return make_snapshot({**MEETING, **changes}, PARTS, PEOPLE)


@examples(60)
@given(st.randoms(use_true_random=False))
def test_the_hash_does_not_depend_on_the_order_of_the_records(random: Any) -> None:
    shuffled = {name: random.sample(rows, len(rows)) for name, rows in PARTS.items()}
    meeting = dict(random.sample(sorted(MEETING.items()), len(MEETING)))
    other = make_snapshot(meeting, dict(random.sample(sorted(shuffled.items()), 3)), PEOPLE)
    assert snapshot_hash(snapshot_text(other)) == snapshot_hash(snapshot_text(_snapshot()))


def test_empty_fields_state_and_progress_do_not_count() -> None:
    text = snapshot_text(_snapshot())
    assert text == snapshot_text(_snapshot(place=None, state="final", note="riêng"))
    assert "đã làm" not in text
    assert text != snapshot_text(_snapshot(place="Hội trường"))
    assert people_of(_snapshot()) == PEOPLE


@examples(40)
@given(st.text(st.characters(codec="utf-8"), max_size=200), st.integers(0, 400))
def test_a_text_is_packed_and_unpacked_alike(text: str, times: int) -> None:
    whole = '{"a":"' + text * times
    assert unpacked_text(packed(whole)) == whole


def test_a_long_text_is_compressed() -> None:
    long = '{"a":"' + "Giao Phòng Kinh tế rà soát. " * 5_000
    assert len(packed(long)) < 10_000
    assert unpacked_text(packed(long)) == long


def test_a_short_text_stays_as_it_is_and_one_closed_before_is_read() -> None:
    text = snapshot_text(_snapshot())
    assert packed(text) == text
    stored = (  # as the first version wrote it
        "zlib:eNqrVkrLL8pNLFGyMtRRyk1NLcnMS1eyqlbKTq1UslLKVdJRKsksyUkFsj0e7u4tUCjJOLwlT6m2FgAV4xQG"
    )
    assert read_snapshot(unpacked_text(stored))["meeting"]["title"] == "Họp thôn"


def test_what_cannot_be_read_is_empty_and_what_is_too_long_refused() -> None:
    for bad in ("zlib:x", "zlib:AAAA", "zlib:é"):
        assert unpacked_text(bad) == ""
    assert read_snapshot("") == read_snapshot("[1]") == read_snapshot("{") == {}
    import random

    letters = random.Random(1)
    with pytest.raises(InputError):
        packed("".join(chr(letters.randrange(32, 50_000)) for _ in range(60_000)))


def _changed(**parts: Any) -> list[str]:
    after = copy.deepcopy(_snapshot())
    after.update(parts)
    return locked_changes(_snapshot(), after)


def test_nothing_changed_says_nothing() -> None:
    assert all_changes(_snapshot(), _snapshot()) == []
    assert all_changes({}, {}) == []


def test_fields_of_the_meeting_are_told_with_old_and_new() -> None:
    after = _snapshot(held_on="2024-01-25", session="morning", place="Hội trường")
    assert locked_changes(_snapshot(), after) == [
        "Ngày họp: “24/01/2024” thành “25/01/2024”",
        "Buổi: “(trống)” thành “sáng”",
        "Địa điểm: “(trống)” thành “Hội trường”",
    ]
    transcript = _snapshot(transcript="một")
    assert locked_changes(_snapshot(), transcript) == ["Văn bản ghi cuộc họp đã được sửa"]
    assert locked_changes(transcript, _snapshot(transcript="hai")) != []


def test_parts_are_told_as_added_removed_and_changed() -> None:
    conclusion = {"key": "c1", "place": 2, "text": "Giao thôn 2 làm"}
    assert _changed(conclusion=[conclusion]) == [
        "Kết luận “Giao thôn 1 làm”, thứ tự: “1” thành “2”",
        "Kết luận “Giao thôn 1 làm”, nguyên văn kết luận: “Giao thôn 1 làm” thành"
        " “Giao thôn 2 làm”",
    ]
    assert _changed(conclusion=[]) == ["Bỏ kết luận: Giao thôn 1 làm"]
    vote = {"key": "v1", "question": "Nhất trí " + "x" * 100}
    [added] = _changed(vote=[vote])
    assert added.startswith("Thêm biểu quyết: Nhất trí x")
    assert added.endswith("…")
    group = {**_snapshot()["attendee"][0], "is_group": True}
    assert (
        "là một nhóm: “(trống)” thành “có”"
        in _changed(attendee=[group, *_snapshot()["attendee"][1:]])[0]
    )


def test_what_a_part_refers_to_is_told_by_name() -> None:
    first = {**_snapshot()["attendee"][0], "person": "p1"}
    unknown = {**_snapshot()["attendee"][1], "person": "p9"}
    changes = _changed(attendee=[first, unknown, *_snapshot()["attendee"][2:]])
    assert "“(trống)” thành “Trần A, Bí thư”" in changes[0]
    assert "“(trống)” thành “p9”" in changes[1]


def test_people_tasks_and_documents_count_between_two_closings_only() -> None:
    after = copy.deepcopy(_snapshot())
    after["people"]["p1"]["name"] = "Trần B"
    after["task"][0]["text"] = "Làm xong"
    assert locked_changes(_snapshot(), after) == []
    assert all_changes(_snapshot(), after) == [
        "Nhiệm vụ “Làm”, nội dung nhiệm vụ: “Làm” thành “Làm xong”",
        "Tên, chức vụ in trên văn bản: “Trần A, Bí thư” thành “Trần B, Bí thư”",
    ]


@pytest.mark.parametrize(
    "text",
    [
        '{"meeting": 3}',
        '{"meeting": {}, "people": {"p": {"name": "A"}}}',
        '{"meeting": {}, "opinion": [3]}',
        '{"meeting": {}, "opinion": {"a": 1}}',
        '{"meeting": {}, "carried": [{"text": "x"}]}',
    ],
)
def test_a_text_that_is_no_snapshot_holds_nothing(text: str) -> None:
    assert read_snapshot(text) == {}
