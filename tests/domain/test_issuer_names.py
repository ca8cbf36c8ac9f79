"""Names of offices: abbreviations, one's own office in short, and bodies that stay apart."""

from __future__ import annotations

import pytest

from ntm_desktop.domain.issuer_names import issuer_key

OWN = "Xã Thuận A"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND xã", "Ủy ban nhân dân xã Thuận A"),
        ("UBND xã Thuận A", "Uỷ ban nhân dân xã"),
        ("Đảng ủy", "Ban Chấp hành Đảng bộ xã"),
        ("BTV Đảng ủy xã", "Đảng ủy xã Thuận A"),
        ("BCĐ xây dựng NTM xã", "Ban Chỉ đạo xây dựng nông thôn mới xã Thuận A"),
        ("HĐND xã", "Thường trực HĐND xã Thuận A"),
    ],
)
def test_one_office_has_one_key(one, other):
    assert issuer_key(one, OWN) == issuer_key(other, OWN) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND xã", "UBND xã Thuận B"),
        ("UBND thị xã", "UBND xã"),
        ("UBND huyện", "UBND xã"),
        ("Đảng ủy xã", "UBND xã"),
    ],
)
def test_other_offices_stay_apart(one, other):
    assert issuer_key(one, OWN) != issuer_key(other, OWN)


def test_without_ones_own_unit_nothing_is_completed():
    assert issuer_key("UBND xã") == "uy ban nhan dan xa"
    assert issuer_key(None, OWN) == issuer_key("", OWN) == ""
