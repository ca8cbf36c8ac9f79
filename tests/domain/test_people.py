"""People: positions on a day, captions, forms of address, how a typed name finds somebody."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.people import (
    Person,
    Position,
    ShownPerson,
    address_of,
    caption,
    is_held,
    match_rank,
    name_order,
    positions_on,
    same_names,
    shown_on,
)
from tests.histories import examples

DAY = datetime.date(2024, 1, 24)
AN = Person(key="06901/p1", full_name="Nguyễn Thị Ấn", form_of_address="ba")


def _held(title: str, side: str = "state", place: int | None = None, **more: object) -> Position:
    made = {"key": f"06901/p-{title}", "person": AN.key, "title": title, "side": side}
    return Position(**{**made, "place": place, **more})  # type: ignore[arg-type]


PARTY = _held("Ủy viên Ban Thường vụ Huyện ủy", "party")
STATE = _held("Phó Chủ tịch Thường trực HĐND huyện")


def test_several_positions_are_held_at_once_the_party_first() -> None:
    assert caption(AN, [STATE, PARTY], DAY) == (
        "Ủy viên Ban Thường vụ Huyện ủy, Phó Chủ tịch Thường trực HĐND huyện"
    )


def test_the_given_order_goes_before_the_side() -> None:
    first, second = _held("Chủ tịch UBND xã", place=1), _held("Phó Bí thư", "party", place=2)
    assert [one.title for one in positions_on([second, first], DAY)] == [
        "Chủ tịch UBND xã",
        "Phó Bí thư",
    ]


def test_a_side_shows_its_own_positions_and_all_where_there_are_none() -> None:
    assert caption(AN, [STATE, PARTY], DAY, "party") == PARTY.title
    assert caption(AN, [STATE], DAY, "party") == STATE.title
    assert caption(AN, [STATE, _held(STATE.title)], DAY) == STATE.title
    other = _held("Bí thư", person="06901/p2")
    assert caption(AN, [other], DAY) == ""


def test_a_position_is_held_from_its_first_to_its_last_day() -> None:
    one = _held("A", held_from=DAY, held_until=DAY + datetime.timedelta(days=1))
    days = [DAY + datetime.timedelta(days=offset) for offset in range(-1, 3)]
    assert [is_held(one, day) for day in days] == [False, True, True, False]


def test_offices_of_the_huyen_end_and_those_of_the_commune_begin() -> None:
    end = datetime.date(2025, 6, 30)
    positions = [
        _held("Phó Chủ tịch UBND huyện", held_until=end),
        _held("Chủ tịch UBND xã", held_from=end + datetime.timedelta(days=1)),
    ]
    assert caption(AN, positions, end) == "Phó Chủ tịch UBND huyện"
    assert caption(AN, positions, datetime.date(2025, 7, 1)) == "Chủ tịch UBND xã"


@examples(60)
@given(
    st.lists(
        st.tuples(st.integers(0, 400), st.integers(0, 400), st.sampled_from(["party", "state"])),
        max_size=6,
    ),
    st.integers(0, 400),
)
def test_just_the_positions_of_the_day_are_shown_in_any_order(
    spans: list[tuple[int, int, str]], offset: int
) -> None:
    start = datetime.date(2025, 1, 1)
    positions = [
        _held(
            f"chức vụ {number}",
            side,
            held_from=start + datetime.timedelta(days=first),
            held_until=start + datetime.timedelta(days=last),
        )
        for number, (first, last, side) in enumerate(spans)
    ]
    found = positions_on(positions, start + datetime.timedelta(days=offset))
    assert {one.title for one in found} == {
        f"chức vụ {number}"
        for number, (first, last, _) in enumerate(spans)
        if first <= offset <= last
    }
    day = start + datetime.timedelta(days=offset)
    assert set(positions_on(reversed(positions), day)) == set(found)
    placed = [dataclasses.replace(one, place=at) for at, one in enumerate(positions, start=1)]
    assert positions_on(reversed(placed), day) == positions_on(placed, day)


def test_positions_without_a_place_stay_as_they_were_entered() -> None:
    entered = [_held(title, "") for title in ("Chủ tịch HĐND", "Bí thư", "An ninh")]
    assert [one.title for one in positions_on(entered, datetime.date(2025, 1, 1))] == [
        "Chủ tịch HĐND",
        "Bí thư",
        "An ninh",
    ]


def test_people_with_one_name_are_asked_about() -> None:
    people = [
        Person(key=key, full_name=name)
        for key, name in (("3", "Người Một"), ("1", "người  một"), ("2", "Người Hai"), ("4", ""))
    ]
    people.append(Person(key="5"))
    assert [[one.key for one in group] for group in same_names(people)] == [["1", "3"]]


@pytest.mark.parametrize(
    ("person", "side", "word"),
    [
        (AN, "party", "đồng chí"),
        (AN, "front", "đồng chí"),
        (AN, "state", "bà"),
        (Person(form_of_address="ong"), "state", "ông"),
        (Person(), None, "ông (bà)"),
    ],
)
def test_the_side_says_how_somebody_is_addressed(person: Person, side: str, word: str) -> None:
    assert address_of(person, side) == word


def test_a_person_without_a_name_is_shown_by_position() -> None:
    nameless = Person(key=AN.key)
    assert shown_on(nameless, [PARTY], DAY, "party").line == PARTY.title
    assert shown_on(AN, [PARTY], DAY).line == f"Nguyễn Thị Ấn, {PARTY.title}"
    assert ShownPerson("", "", "").line == ""


def test_the_given_name_finds_people_before_anything_else() -> None:
    assert match_rank("an", AN, []) == 0
    assert match_rank("thi an", AN, []) == 1
    assert match_rank("nguyen", AN, []) == 1
    assert match_rank("guye", AN, []) == 2
    assert match_rank("thuong vu", AN, [PARTY]) == 2
    assert match_rank("binh", AN, [PARTY]) is None
    assert match_rank("bi thu", Person(), [_held("Bí thư")]) == 2


def test_people_are_sorted_by_given_name_and_those_without_come_last() -> None:
    binh, nameless = Person(key="b", full_name="Trần Bình"), Person(key="c")
    names = sorted([nameless, binh, AN], key=lambda one: name_order(one, [PARTY]))
    assert names == [AN, binh, nameless]
    assert name_order(nameless, []) < name_order(nameless, [PARTY])
