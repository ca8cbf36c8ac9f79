"""Tests of record keys: natural keys meet, all of them can be exchanged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain import record_keys
from tests.histories import examples


def test_keys_begin_with_the_owning_unit() -> None:
    made = (
        record_keys.value_key("26734", "26734", "2025-03", "xa-ntm", "1.1"),
        record_keys.total_key("26734", "26734", "2025", "xa-ntm"),
        record_keys.narrative_key("26734", "progress", "2025", "opening"),
        record_keys.unit_key("26734", "x0123456789"),
        record_keys.profile_key("26734"),
        record_keys.followed_key("26734", "xa-ntm"),
        record_keys.random_key("26734", "meeting", "0123456789"),
    )
    assert made == (
        "26734/2025-03/xa-ntm/1.1",
        "26734/2025/total/xa-ntm",
        "26734/2025/text/progress/opening",
        "26734/unit/x0123456789",
        "26734/office",
        "26734/set/xa-ntm",
        "26734/m0123456789",
    )
    assert {record_keys.owner_of(key) for key in made} == {"26734"}
    assert all(record_keys.is_key(key) for key in made)


def test_a_unit_below_the_owner_has_a_place_of_its_own() -> None:
    assert record_keys.value_key("26734", "x01", "2025", "s", "1") == "26734/x01/2025/s/1"
    assert record_keys.value_key("26734", "", "2025", "s", "1") == "26734/2025/s/1"


@examples(100)
@given(st.text(max_size=80))
def test_every_title_gives_a_key_that_can_be_exchanged(title: str) -> None:
    assert record_keys.is_key(record_keys.total_key("26734", "26734", "2025", title))


@examples(100)
@given(st.text(max_size=60), st.text(max_size=60))
def test_different_titles_give_different_keys(one: str, other: str) -> None:
    same = record_keys.total_key("1", "1", "2025", one) == record_keys.total_key(
        "1", "1", "2025", other
    )
    assert same == (one == other)


@pytest.mark.parametrize("text", ["", "/x", "mã", "a b", "a\n", "x" * 121, "a%b"])
def test_other_texts_are_no_keys(text: str) -> None:
    assert not record_keys.is_key(text)
