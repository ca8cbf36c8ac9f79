"""The directory: kept with positions in one step, found by given name, ended, not rewritten."""

from __future__ import annotations

import datetime

import pytest

from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import batches, history, people
from ntm_desktop.services.people import PositionDraft
from ntm_desktop.services.records import get_record, list_records, put_texts

DAY = datetime.date(2024, 1, 24)
END = datetime.date(2025, 6, 30)


def keep(workspace, name, *titles, **fields):
    """Keep a person with positions; return the key."""
    drafts = [PositionDraft({"title": title}) for title in titles]
    return people.put_person(workspace, None, {"full_name": name, **fields}, drafts).key


def who_is(workspace, key, day):
    """Return a person as the directory shows it on a day."""
    return next(one for one in people.directory(workspace, day) if one.person.key == key)


def names(entries):
    """Return the names or captions of entries."""
    return [one.person.full_name or one.caption for one in entries]


def test_a_person_is_kept_with_positions_in_one_step(commune):
    key = keep(commune, "Nguyễn Văn An", "Ủy viên Ban Thường vụ", "Chủ tịch UBND xã")
    assert history.undo_label(commune) == "Lưu danh bạ: Nguyễn Văn An"
    assert who_is(commune, key, DAY).line == (
        "Nguyễn Văn An, Ủy viên Ban Thường vụ, Chủ tịch UBND xã"
    )
    history.undo(commune)
    assert list_records(commune, "person") == list_records(commune, "position") == ()


def test_somebody_may_be_known_by_position_alone(commune):
    key = people.put_person(commune, None, {}, [PositionDraft({"title": "Bí thư"})]).key
    assert who_is(commune, key, DAY).line == "Bí thư"
    assert people.directory(commune)[0].line == "Bí thư"
    for nobody in ({}, {"full_name": ""}, {"note": "x"}):
        with pytest.raises(InputError):
            people.put_person(commune, None, nobody)
        with pytest.raises(InputError):
            people.put_person(commune, None, nobody, [PositionDraft(is_removed=True)])


def test_the_directory_is_sorted_by_given_name(commune):
    for name in ("Trần Bình", "Lê Ánh", "Đỗ Văn An"):
        keep(commune, name)
    people.put_person(commune, None, {}, [PositionDraft({"title": "Bí thư"})])
    assert names(people.directory(commune)) == ["Đỗ Văn An", "Lê Ánh", "Trần Bình", "Bí thư"]


def test_a_given_name_typed_without_accents_finds_people_first(commune):
    for name, title in (("An Thị Hoa", "Kế toán"), ("Lê Văn Ân", "Trưởng thôn"), ("Vũ B", "Ban")):
        keep(commune, name, title)
    assert names(people.find(commune, "an")) == ["Lê Văn Ân", "An Thị Hoa", "Vũ B"]
    assert names(people.find(commune, "truong thon")) == ["Lê Văn Ân"]
    assert len(people.find(commune, "")) == 3
    assert people.find(commune, "zz") == ()


def test_positions_are_changed_added_and_removed_with_their_person(commune):
    key = keep(commune, "A", "Kế toán", "Văn thư")
    first, second = (one.key for one in people.directory(commune)[0].positions)
    people.put_person(
        commune,
        key,
        {"form_of_address": "ba"},
        [
            PositionDraft({"held_until": "2023-12-31"}, first),
            PositionDraft(key=second, is_removed=True),
            PositionDraft({"title": "Phó Chủ tịch", "held_from": "2024-01-01"}),
        ],
    )
    assert who_is(commune, key, DAY).caption == "Phó Chủ tịch"
    assert who_is(commune, key, datetime.date(2023, 1, 1)).caption == "Kế toán"
    assert get_record(commune, "person", key).values["form_of_address"] == "ba"
    [entry] = people.directory(commune, DAY)
    assert [one.title for one in entry.held] == ["Phó Chủ tịch"]
    assert len(entry.positions) == 2


def test_a_person_known_by_position_is_named_later_and_steps_say_who(commune):
    key = people.put_person(commune, None, {}, [PositionDraft({"title": "Bí thư"})]).key
    people.put_person(commune, key, {"note": "mới"}, [PositionDraft(is_removed=True)])
    assert history.undo_label(commune) == f"Lưu danh bạ: {key}"
    people.put_person(commune, key, {"full_name": "Trần A"})
    people.put_person(commune, key, {"note": "khác"})
    assert history.undo_label(commune) == "Lưu danh bạ: Trần A"
    assert who_is(commune, key, DAY).line == "Trần A, Bí thư"


def test_positions_that_cannot_be_are_refused_and_nothing_is_written(commune):
    key, other = keep(commune, "A", "Kế toán"), keep(commune, "B")
    position = people.find(commune, "ke toan")[0].positions[0].key
    for values in (
        {"title": "x", "held_from": "2024-02-01", "held_until": "2024-01-31"},
        {"title": ""},
        {},
    ):
        with pytest.raises(InputError):
            people.put_person(commune, key, {"note": "mới"}, [PositionDraft(values)])
    with pytest.raises(InputError, match="người khác"):
        people.put_person(commune, other, {}, [PositionDraft({"title": "x"}, position)])
    with pytest.raises(NotFoundError):
        people.put_person(
            commune, key, {}, [PositionDraft({"title": "x", "organisation": "06901/o"})]
        )
    assert get_record(commune, "person", key).values["note"] is None


def test_positions_end_with_their_office_and_stay_for_older_papers(commune):
    office = put_texts(
        commune, "organisation", None, {"name": "UBND huyện A", "level": "huyen"}
    ).key
    drafts = [
        PositionDraft({"title": "Chủ tịch UBND huyện", "organisation": office}),
        PositionDraft({"title": "Cũ", "organisation": office, "held_until": "2020-01-01"}),
        PositionDraft({"title": "Huyện ủy viên"}),
        PositionDraft({"title": "Sau", "organisation": office, "held_from": "2026-01-01"}),
    ]
    key = people.put_person(commune, None, {"full_name": "A"}, drafts).key
    people.end_positions(commune, office, END)
    assert history.undo_label(commune) == "Kết thúc 1 chức vụ của UBND huyện A"
    assert who_is(commune, key, END).caption == "Chủ tịch UBND huyện, Huyện ủy viên"
    assert who_is(commune, key, datetime.date(2025, 7, 1)).caption == "Huyện ủy viên"
    assert get_record(commune, "organisation", office).values["ended_on"] == END
    history.undo(commune)
    assert "Chủ tịch" in who_is(commune, key, datetime.date(2025, 7, 1)).caption


def test_an_organisation_typed_twice_is_one_record(commune):
    first = put_texts(commune, "organisation", None, {"name": "Đảng ủy xã"}).key
    again = put_texts(commune, "organisation", None, {"name": "Đảng ủy xã", "side": "Đảng"}).key
    assert first == again
    with pytest.raises(InputError):
        put_texts(commune, "organisation", first, {"parent": first})


def test_positions_go_with_a_person_who_is_deleted(commune):
    key = keep(commune, "A", "Kế toán")
    batches.delete_whole(commune, "person", key)
    assert list_records(commune, "position") == ()


def test_a_position_that_is_added_comes_after_those_there_are(commune):
    key = keep(commune, "Nguyễn Văn An", "Bí thư Đảng ủy", "Chủ tịch UBND xã")
    people.put_person(commune, key, {}, [PositionDraft({"title": "Trưởng Ban Chỉ đạo"})])
    (entry,) = people.directory(commune)
    assert [(one.place, one.title) for one in entry.positions] == [
        (1, "Bí thư Đảng ủy"),
        (2, "Chủ tịch UBND xã"),
        (3, "Trưởng Ban Chỉ đạo"),
    ]
