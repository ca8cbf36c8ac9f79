"""Which thôn a typed name means: accents first, the kind may be left out, nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.unit_matching import UnitNames, is_sum_line

UNITS = {
    "a": "Thôn Đông Hạ",
    "b": "Thôn Tây",
    "c": "Xóm 2",
    "d": "Thôn Làng Vàng",
    "e": "Thôn Lang",
    "f": "Thôn Làng",
}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Thôn Đông Hạ", "a"),
        ("  đông   hạ ", "a"),
        ("THON DONG HA", "a"),
        ("Tây.", "b"),
        ("xóm 02", "c"),
        ("2", "c"),
        ("Làng Vàng", "d"),
        ("thôn lang", "e"),
        ("làng", "f"),
    ],
)
def test_a_name_is_known_however_it_is_written(typed: str, code: str) -> None:
    assert UnitNames(UNITS).match_all([typed])[0].code == code


@pytest.mark.parametrize("typed", ["Xóm Tây", "Thôn 2", "Thôn Nam", "Đông", "", "Thôn"])
def test_a_name_of_another_kind_or_of_nobody_is_not_guessed(typed: str) -> None:
    (found,) = UnitNames(UNITS).match_all([typed])
    assert (found.code, found.problem) == ("", "không có trong danh sách")


def test_a_name_that_fits_two_thon_or_stands_twice_means_none() -> None:
    units = {"a": "Thôn Hòa", "b": "Thôn Hoá", "c": "Xóm 1", "d": "Thôn 1"}
    hoa, one = UnitNames(units).match_all(["hoa", "1"])
    assert (hoa.code, hoa.problem) == ("", "có thể là Thôn Hòa, Thôn Hoá")
    assert one.problem == "có thể là Xóm 1, Thôn 1"
    twice = UnitNames(UNITS).match_all(["Tây", "Thôn Tây", "Làng"])
    assert [one.code for one in twice] == ["", "", "f"]
    assert twice[0].problem == "có hai dòng cùng là Thôn Tây"


def test_sums_are_no_names() -> None:
    assert all(map(is_sum_line, ("Tổng cộng", "CỘNG:", "Toàn xã")))
    assert not is_sum_line("Thôn Cộng Hòa")


@given(st.permutations(sorted(UNITS)))
def test_the_order_of_the_names_changes_nothing(order: list[str]) -> None:
    found = UnitNames(UNITS).match_all([UNITS[code] for code in order])
    assert [one.code for one in found] == order
