"""Words of a list as people type them: taken where they are clear, asked where they are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.choice_text import choice_named
from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.domain.works import WORK_STATE_WORDS, WORK_STATES, WORK_TYPES
from ntm_desktop.errors import InputError

ROADS = {"road": "đường giao thông", "rail": "đường sắt", "office": "trụ sở"}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Nhà văn hoá", "culture_house"),
        ("nhà văn hóa", "culture_house"),
        ("NHA VAN HOA", "culture_house"),
        ("đường", "road"),
        ("Đường", "road"),
        ("duong giao thong", "road"),
        ("chợ", "market"),
        ("khu thể thao", "culture_house"),
        ("trường học", "school"),
        ("school", "school"),
    ],
)
def test_a_clear_beginning_in_any_spelling_is_enough(typed: str, found: str) -> None:
    assert choice_named(WORK_TYPES, typed, "Loại công trình") == found


@pytest.mark.parametrize("typed", ["đường", "duong"])
def test_a_beginning_of_two_words_is_asked_about(typed: str) -> None:
    with pytest.raises(InputError) as caught:
        choice_named(ROADS, typed, "Loại")
    assert caught.value.hint == (
        "Có thể là “đường giao thông” hoặc “đường sắt”: ghi rõ một trong số đó."
    )


def test_a_word_of_reports_that_may_be_several_states_is_asked_about() -> None:
    with pytest.raises(InputError) as caught:
        choice_named(WORK_STATES, "Hoàn thành", "Trạng thái", WORK_STATE_WORDS)
    for state in ("đã nghiệm thu", "đã bàn giao", "đã quyết toán"):
        assert f"“{state}”" in caught.value.hint
    assert choice_named(WORK_STATES, "đang làm", "Trạng thái", WORK_STATE_WORDS) == "building"
    assert choice_named(WORK_STATES, "quyết toán", "Trạng thái", WORK_STATE_WORDS) == "settled"


def test_a_word_that_is_not_there_names_the_nearest() -> None:
    with pytest.raises(InputError) as caught:
        choice_named(WORK_TYPES, "trường hoc moi", "Loại")
    assert "Gần nhất: “trường học”" in caught.value.hint
    with pytest.raises(InputError) as caught:
        choice_named(WORK_TYPES, "xyz", "Loại")
    assert "Chọn một trong" in caught.value.hint


@given(st.sampled_from(sorted(WORK_TYPES)))
def test_every_label_means_itself_in_any_spelling(word: str) -> None:
    label = WORK_TYPES[word]
    for typed in (word, label, label.upper(), fold(label), f"  {label} "):
        assert choice_named(WORK_TYPES, typed, "Loại") == word
