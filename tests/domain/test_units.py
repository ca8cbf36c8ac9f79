"""Names of units: their kind, their order, the same name written twice, a pasted list."""

import datetime

import pytest

from ntm_desktop.domain.units import (
    LEVELS,
    AdminUnit,
    counted_word,
    fits_level,
    is_beneath,
    kind_word,
    level_of_name,
    name_order,
    names_in_lines,
    same_name,
)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Thôn 1", "thôn"),
        ("TỔ DÂN PHỐ số 3", "tổ dân phố"),
        ("Tổ 7", "tổ"),
        ("Khu dân cư Đông", "khu dân cư"),
        ("Khu 4", "khu"),
        ("Bản Mới", "bản"),
        ("Bảng Vàng", ""),
        ("Ap 3", "ấp"),
        ("Đặc khu Thử", "đặc khu"),
        ("Phú Lộc", ""),
        ("", ""),
    ],
)
def test_a_name_says_what_kind_of_unit_it_is(name: str, kind: str) -> None:
    assert kind_word(name) == kind


@pytest.mark.parametrize(
    ("names", "word"),
    [
        (["Làng A", "Làng B"], "làng"),
        (["Tổ dân phố 1", "Thôn 1"], "thôn, tổ dân phố"),
        (["Thôn 1", "Ấp 1", "Bản 1"], "đơn vị"),
        (["Thôn 1", "Phú Lộc"], "đơn vị"),
        ([], "đơn vị"),
    ],
)
def test_units_are_counted_with_the_word_of_the_place(names: list[str], word: str) -> None:
    assert counted_word(names) == word


def test_numbers_in_names_sort_by_value() -> None:
    ordered = ["Ấp 1", "Thôn 2", "Thôn 02b", "Thôn 10", "Thôn An 3", "Thôn An 12", "Thôn Đông"]
    backwards = list(reversed(ordered))
    assert sorted(backwards, key=name_order) == ordered


def test_the_same_name_may_be_written_in_two_ways() -> None:
    assert same_name("Thôn Hòa Bình", " thôn  hoà bình")
    assert not same_name("Thôn Đông", "Thôn Đồng")
    assert not same_name("Thôn Đông", "Thon Dong")
    assert not same_name("Thôn 1", "Thôn 10")


def test_a_pasted_list_gives_its_names() -> None:
    pasted = (
        "STT\tTên thôn, tổ dân phố\r\n1\tThôn Đông\t120\r\n\r\n2\t\tẤp Tây\n- Bản Mới\n12. Thôn 2\n"
    )
    assert names_in_lines(pasted) == ("Thôn Đông", "Ấp Tây", "Bản Mới", "Thôn 2")
    assert names_in_lines("1\n2\n") == ("1", "2")
    assert names_in_lines("Thôn 1\nCộng\nTổng cộng:\t85\nTổng số hộ") == ("Thôn 1", "Tổng số hộ")


def test_a_unit_is_there_from_its_first_day_until_before_its_end() -> None:
    first, end = datetime.date(2020, 1, 1), datetime.date(2025, 7, 1)
    unit = AdminUnit(code="x", name="Thôn 1", level="thon", valid_from=first, valid_until=end)
    days = [datetime.date(2019, 12, 31), first, datetime.date(2025, 6, 30), end]
    assert [unit.is_valid_at(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize("office", ["xa", "phuong", "dac-khu"])
def test_below_a_commune_are_villages_only(office: str) -> None:
    assert [level for level in LEVELS if is_beneath(level, office)] == ["thon"]
    assert level_of_name("Phường Một", office) == "thon"


@pytest.mark.parametrize(
    ("set_level", "unit_level", "fits"),
    [
        ("thon", "thon", True),
        ("xa", "thon", False),
        ("phuong", "xa", True),
        ("xa", "dac-khu", True),
        ("thon", "xa", False),
        ("huyen", "huyen", True),
        ("tinh", "huyen", False),
        ("ho", "thon", False),
        ("san-pham", "xa", False),
    ],
)
def test_sets_fit_units_of_their_level(set_level: str, unit_level: str, fits: bool) -> None:
    assert fits_level(set_level, unit_level) is fits
