"""Vietnamese text: composed, searched with and without accents, sorted."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.vietnamese import compose, fold, given_name_key, matches, sort_key

vietnamese = st.text(alphabet="aàảãáạăằâậbcdđeêệghiìklmnoôơợpqrstuưựvxyỳAĐƯÊ '’\u00a0", max_size=20)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Đường Hòa Bình", "duong hoa binh"),
        ("ỦY BAN", "uy ban"),
        ("tiêu\u00a0chí", "tieu chi"),
        ("Ðảng", "dang"),
        ("Krông A’na", "krong a'na"),
        ("K`Bang", "k'bang"),
        ("1.234 m²", "1.234 m²"),
        ("", ""),
    ],
)
def test_the_search_key_has_no_accents(text: str, key: str) -> None:
    assert fold(text) == key


@given(vietnamese)
def test_the_search_key_is_the_same_for_every_spelling_of_the_letters(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    assert fold(text.upper()) == fold(text)
    assert fold(fold(text)) == fold(text)


@given(vietnamese)
def test_composed_text_has_plain_spaces_and_composing_again_changes_nothing(text: str) -> None:
    composed = compose(unicodedata.normalize("NFD", text))
    assert "\u00a0" not in composed
    assert compose(composed) == composed
    assert unicodedata.is_normalized("NFC", composed)


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("tieu chi", "Bộ Tiêu chí xã", True),
        ("tieu chi", "tiêu\u00a0chí", True),
        ("duong", "Đường thôn 3", True),
        ("năm", "NĂM 2024", True),
        ("năm", "Nam Định", False),
        ("nam", "năm 2024", True),
        ("đường", "duong", False),
        ("ủy ban", "Uỷ ban nhân dân", True),
        ("hoà", "Hòa Bình", True),
        ("hoà", "hoàn thành", True),
        ("hòn", "hoàn", False),
        ("a’na", "Krông A'na", True),
        ("chí", unicodedata.normalize("NFD", "Tiêu chí"), True),
        ("", "bất kỳ", True),
    ],
)
def test_a_query_without_accents_is_loose_and_one_with_accents_exact(
    query: str, text: str, found: bool
) -> None:
    assert matches(query, text) is found


@given(vietnamese, vietnamese, vietnamese)
def test_a_part_is_found_in_the_whole(before: str, part: str, after: str) -> None:
    assert matches(fold(part), f"{before} {part} {after}")
    assert matches(part, f"{before} {part} {after}")


def test_words_sort_in_the_order_of_the_alphabet_then_by_tone() -> None:
    words = [
        "đá",
        "da",
        "dà",
        "ăn",
        "an",
        "ân",
        "ma",
        "mạ",
        "mã",
        "má",
        "mả",
        "mà",
        "Ba",
        "uy",
        "ưa",
    ]
    assert sorted(words, key=sort_key) == [
        "an", "ăn", "ân", "Ba", "da", "dà", "đá", "ma", "mà", "mả", "mã", "má", "mạ", "uy", "ưa",
    ]  # fmt: skip


def test_numbers_and_spaces_sort_before_letters() -> None:
    assert sorted(["Thôna", "Thôn 2", "Thôn"], key=sort_key) == ["Thôn", "Thôn 2", "Thôna"]


def test_people_sort_by_given_name_then_by_family_name() -> None:
    people = ["Trần Văn Đức", "Nguyễn Thị An", "Lê Văn Dũng", "Bùi An", ""]
    assert sorted(people, key=given_name_key) == [
        "",
        "Bùi An",
        "Nguyễn Thị An",
        "Lê Văn Dũng",
        "Trần Văn Đức",
    ]
