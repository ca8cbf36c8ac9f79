"""Vietnamese sentences read as an office writes them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.reports import narrative


@pytest.mark.parametrize(
    ("items", "text"),
    [
        ([], ""),
        (["điện"], "điện"),
        (["điện", "nước"], "điện và nước"),
        (["điện", "nước", "đường"], "điện, nước và đường"),
        (["thủy lợi, đê điều", "nước"], "thủy lợi, đê điều; và nước"),
    ],
)
def test_a_list_reads_well(items, text):
    assert narrative.join_list(items) == text


def test_counts_below_ten_have_two_digits():
    assert narrative.count(2, "tiêu chí") == "02 tiêu chí"
    assert narrative.count(16, "tiêu chí") == "16 tiêu chí"


@pytest.mark.parametrize(
    ("pairs", "text"),
    [
        ([(16, 14, "tiêu chí"), (70, 65, "chỉ tiêu")], "tăng 02 tiêu chí, 05 chỉ tiêu"),
        ([(16, 14, "tiêu chí"), (70, 70, "chỉ tiêu")], "tăng 02 tiêu chí"),
        ([(14, 16, "tiêu chí"), (70, 65, "chỉ tiêu")], "giảm 02 tiêu chí, tăng 05 chỉ tiêu"),
        ([(14, 14, "tiêu chí"), (65, 65, "chỉ tiêu")], "không đổi"),
    ],
)
def test_a_change_says_rise_fall_or_neither(pairs, text):
    assert narrative.changes(pairs, "năm 2022") == f"{text} so với năm 2022"


def test_rates_move_in_points_and_amounts_in_percent():
    assert narrative.point_change(Decimal("96.5"), Decimal(95)) == "tăng 1,5 điểm phần trăm"
    assert narrative.percent_change(Decimal(90), Decimal(120)) == "giảm 25%"


def test_no_percentage_is_made_up_from_nothing():
    assert narrative.percent_change(Decimal(5), Decimal(0)) == narrative.GAP


@pytest.mark.parametrize(
    ("name", "level", "text"),
    [
        ("Xã Quảng An", "xa", "xã Quảng An"),
        ("Quảng An", "xa", "xã Quảng An"),
        ("phường Thuận Lộc", "phuong", "phường Thuận Lộc"),
        ("Phường 1", "phuong", "Phường 1"),
        ("Thị trấn Sịa", "phuong", "thị trấn Sịa"),
    ],
)
def test_a_unit_is_written_as_the_capital_rules_ask(name, level, text):
    assert narrative.unit_in_sentence(name, level) == text


def test_the_place_on_the_date_line_is_the_own_name():
    assert narrative.place_of("Xã Quảng An", "xa") == "Quảng An"
    assert narrative.place_of("Phường 1", "phuong") == "Phường 1"


@pytest.mark.parametrize("issuer", ["UBND xã Quảng An", "Ủy ban nhân dân Xã Quảng An"])
def test_a_committee_is_split_into_two_lines(issuer):
    assert narrative.issuer_lines(issuer) == ("ỦY BAN NHÂN DÂN", "XÃ QUẢNG AN")
    assert narrative.issuer_in_sentence(issuer) == "Ủy ban nhân dân xã Quảng An"


def test_another_office_stands_on_one_line():
    assert narrative.issuer_lines("Phòng Kinh tế") == ("PHÒNG KINH TẾ", "")


def test_recipients_end_with_the_archive():
    lines = narrative.recipient_lines("- Đảng ủy;\n\nLưu: VT, KT.\nHĐND", sent_upward=True)
    assert lines == ("- Như trên;", "- Đảng ủy;", "- HĐND;", "- Lưu: VT, KT.")
    assert narrative.recipient_lines("", sent_upward=False) == ("- Lưu: VT.",)


def test_points_of_a_paragraph_follow_the_vietnamese_alphabet():
    letters = [narrative.enumeration_letter(place) for place in range(6)]
    assert letters == ["a)", "b)", "c)", "d)", "đ)", "e)"]
    assert narrative.enumeration_letter(99) == "-"


def test_a_single_annex_has_no_number():
    assert narrative.annex_names(1) == ("Phụ lục",)
    assert narrative.annex_names(3) == ("Phụ lục I", "Phụ lục II", "Phụ lục III")
    assert narrative.annex_names(0) == ()


@given(st.integers(1, 39))
def test_roman_numerals_read_back(number):
    worth = {"I": 1, "V": 5, "X": 10}
    digits = [worth[letter] for letter in narrative.roman(number)]
    pairs = zip(digits, [*digits[1:], 0], strict=True)
    assert sum(-one if one < following else one for one, following in pairs) == number


@given(st.text(min_size=1).filter(str.strip))
def test_a_sentence_ends_once(text):
    once = narrative.sentence(text)
    assert narrative.sentence(once) == once
