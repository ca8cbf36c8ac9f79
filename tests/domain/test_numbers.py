"""Numbers and money: understood as typed, refused when doubtful, shown back without loss."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.numbers import (
    MAX_DONG,
    MoneyUnit,
    amount_in_words,
    doubt_about_amount,
    doubtful_money,
    format_amount,
    format_money,
    format_number,
    format_percent,
    number_in_words,
    parse_money,
    parse_number,
    parse_percent,
    two_digits,
)
from ntm_desktop.errors import InputError

UNITS: tuple[MoneyUnit, ...] = ("dong", "million", "billion")
storable = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(-(10**18) + 1, 10**18 - 1),
    st.integers(0, 9),
)
amounts = st.integers(-MAX_DONG, MAX_DONG)


def _amount_or_refusal(typed: str) -> int | InputError:
    try:
        return parse_money(typed)
    except InputError as refusal:
        return refusal


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.234,5", "1234.5"),
        ("1234,5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234\u202f567", "1234567"),
        ("37.647", "37647"),
        ("1.368,4", "1368.4"),
        ("  05 ", "5"),
        ("0,125", "0.125"),
        ("6,0", "6"),
        ("1,280", "1.28"),
        ("+12", "12"),
        ("-3,5", "-3.5"),
        ("\u2212 3,5", "-3.5"),
        ("\u20133", "-3"),
        ("-0", "0"),
        ("\ufeff12\u200b", "12"),
        ("1.000", "1000"),
    ],
)
def test_a_number_is_understood_the_vietnamese_way(typed: str, number: str) -> None:
    assert parse_number(typed) == Decimal(number)


def test_a_parsed_number_has_no_exponent_no_trailing_zeros_and_no_negative_zero() -> None:
    assert [str(parse_number(typed)) for typed in ("1.000", "6,00", "-0,0", "007")] == [
        "1000",
        "6",
        "0",
        "7",
    ]


@pytest.mark.parametrize(
    "typed",
    ["", " ", "-", "abc", "1,2,3", "12,", ",5", "1.23.456", "1..5", "1 23", "٣", "1e5", "²", "1--2",
     "12 %", "1.234,5.6", "0.123.456", "nan", "1_000", "--5", "+-5", "5-"],
)  # fmt: skip
def test_what_is_not_a_number_is_refused_with_a_hint(typed: str) -> None:
    with pytest.raises(InputError) as refusal:
        parse_number(typed)
    assert "1.234,5" in refusal.value.hint


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("1234.5", ("1.234,5", "12.345")),
        ("14.51", ("14,51", "1.451")),
        ("-1234.5", ("-1.234,5", "-12.345")),
        ("0.125", ("0,125", "125")),
    ],
)
def test_a_decimal_dot_is_not_guessed_and_both_readings_are_named(
    typed: str, readings: tuple[str, str]
) -> None:
    with pytest.raises(InputError, match="Dùng dấu phẩy") as refusal:
        parse_number(typed)
    assert f"{readings[0]} hoặc {readings[1]}" in refusal.value.hint


@pytest.mark.parametrize(
    ("typed", "reading"), [("1,170,824", "1.170.824"), ("-1,234.5", "-1.234,5")]
)
def test_a_foreign_style_is_refused_with_the_vietnamese_spelling(typed: str, reading: str) -> None:
    with pytest.raises(InputError, match="Dùng dấu phẩy") as refusal:
        parse_number(typed)
    assert reading in refusal.value.hint


@pytest.mark.parametrize("typed", ["1" * 19, "0," + "0" * 9 + "1"])
def test_a_number_with_more_digits_than_can_be_stored_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="quá dài"):
        parse_number(typed)


def test_leading_and_trailing_zeros_do_not_count_as_digits() -> None:
    assert parse_number("000" + "9" * 18 + ",1234567890") == Decimal("9" * 18 + ".123456789")


@given(storable)
def test_a_formatted_number_is_read_back_exactly(number: Decimal) -> None:
    assert parse_number(format_number(number)) == number


@given(storable)
def test_a_formatted_percentage_of_less_than_a_thousand_is_read_back_exactly(
    number: Decimal,
) -> None:
    rate = number.scaleb(-16).quantize(Decimal("1e-9"))
    assert parse_percent(format_percent(rate)) == rate


@pytest.mark.parametrize(
    ("typed", "rate"),
    [
        ("95,3", "95.3"),
        ("95.3", "95.3"),
        ("95,3%", "95.3"),
        ("95,3% %", "95.3"),
        ("85,88 %", "85.88"),
        ("-1.21%", "-1.21"),
        ("100", "100"),
        ("1.368,4", "1368.4"),
        ("1.234.567", "1234567"),
        ("0.125", "0.125"),
        ("99.9990", "99.999"),
        ("1234", "1234"),
    ],
)
def test_a_percentage_may_use_the_dot_of_the_number_pad(typed: str, rate: str) -> None:
    assert parse_percent(typed) == Decimal(rate)


def test_a_rate_with_three_digits_after_a_dot_is_refused_naming_both_readings() -> None:
    with pytest.raises(InputError, match=r"“-1\.234%” có thể là -1,234 hoặc -1234") as refusal:
        parse_percent("-1.234%")
    assert "Gõ -1,234" in refusal.value.hint


@pytest.mark.parametrize("typed", ["", "%", "12/17", "95.3.1", "chín mươi", "%5"])
def test_what_is_not_a_percentage_is_refused(typed: str) -> None:
    with pytest.raises(InputError):
        parse_percent(typed)


@pytest.mark.parametrize(
    ("typed", "dong"),
    [
        ("14,514 tỷ đồng", 14_514_000_000),
        ("2.160 triệu đồng", 2_160_000_000),
        ("2 tỷ160 triệu đồng", 2_160_000_000),
        ("2 tỷ 160 triệu", 2_160_000_000),
        ("1,280 tỷ", 1_280_000_000),
        ("30.170 triệu đồng", 30_170_000_000),
        ("1,03 tỷ đồng", 1_030_000_000),
        ("6,0 tỷ đồng", 6_000_000_000),
        ("500 nghìn", 500_000),
        ("500 ngàn đồng", 500_000),
        ("2.550 tỷ đồng", 2_550_000_000_000),
        ("1.368,4 tỷ đồng", 1_368_400_000_000),
        ("14.514 tỷ", 14_514_000_000_000),
        ("1,2 nghìn tỷ đồng", 1_200_000_000_000),
        ("14.514.000.000 đồng", 14_514_000_000),
        ("1 250 000 đ", 1_250_000),
        ("1.250.000₫", 1_250_000),
        ("1.250.000 VNĐ", 1_250_000),
        ("12 tr", 12_000_000),
        ("12tr", 12_000_000),
        ("12 trđ", 12_000_000),
        ("12 tr.đ", 12_000_000),
        ("61,03 TRIỆU ĐỒNG", 61_030_000),
        ("1,5 Tỉ", 1_500_000_000),
        ("5\u00a0tỷ\u00a0đồng", 5_000_000_000),
        ("95,2 ty dong", 95_200_000_000),
        ("1 tỷ 2 triệu 3 nghìn 4 đồng", 1_002_003_004),
        ("1 tỷ, 2 triệu đồng.", 1_002_000_000),
        ("2 tỷ 160,5 triệu", 2_160_500_000),
        ("-5 triệu", -5_000_000),
        ("0,000000001 tỷ", 1),
        ("0", 0),
        ("0 đồng", 0),
    ],
)
def test_an_amount_is_understood_as_people_write_it(typed: str, dong: int) -> None:
    assert parse_money(typed) == dong
    assert parse_money(unicodedata.normalize("NFD", typed)) == dong
    assert parse_money(f"\u00a0{typed.upper()} ") == dong


def test_an_amount_without_unit_asks_for_the_unit() -> None:
    with pytest.raises(InputError, match=r"“18\.087,23” chưa có đơn vị tính") as refusal:
        parse_money("18.087,23")
    assert "18.087,23 triệu đồng" in refusal.value.hint


@pytest.mark.parametrize(
    ("typed", "unit", "dong"),
    [
        ("18.087,23", "million", 18_087_230_000),
        ("1,5", "billion", 1_500_000_000),
        ("1.500", "dong", 1_500),
        ("14,514 tỷ", "million", 14_514_000_000),
        ("500 đồng", "million", 500),
        ("-2", "million", -2_000_000),
    ],
)
def test_the_unit_of_the_heading_applies_unless_one_is_typed(
    typed: str, unit: MoneyUnit, dong: int
) -> None:
    assert parse_money(typed, unit) == dong


def test_the_unit_of_the_heading_is_not_given_to_the_tail_of_a_longer_amount() -> None:
    with pytest.raises(InputError, match="Không hiểu số tiền"):
        parse_money("2 tỷ 160", "million")


@pytest.mark.parametrize(
    "typed",
    ["tỷ", "đồng", "hai tỷ", "5 triệu/người", "66 triệu đồng/năm", "5 usd", "2 tỷ rưỡi", "2 tỷ 160",
     "160 triệu 2 tỷ", "1 tỷ 2 tỷ", "2,5 tỷ 160 triệu", "2 tỷ 1.600 triệu", "trên 5 tỷ", "5 đ đ",
     "5 tỷ %", "² tỷ", "3-5 tỷ"],
)  # fmt: skip
def test_what_is_not_clearly_an_amount_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(InputError, match="Không hiểu số tiền") as refusal:
        parse_money(typed)
    assert "14,514 tỷ đồng" in refusal.value.hint


@pytest.mark.parametrize("typed", ["", "  ", "-", "\u00a0"])
def test_an_empty_amount_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="Chưa nhập số tiền"):
        parse_money(typed)


@pytest.mark.parametrize("typed", ["100,5 đồng", "0,0000001 triệu", "1,0000005 triệu đồng"])
def test_an_amount_with_less_than_a_dong_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="nhỏ hơn một đồng"):
        parse_money(typed)


@pytest.mark.parametrize(
    ("typed", "unit"), [("14.51 tỷ", None), ("14.51 tỷ đồng", None), ("14.51", "billion")]
)
def test_dots_that_do_not_group_thousands_are_refused_naming_both_readings(
    typed: str, unit: MoneyUnit | None
) -> None:
    with pytest.raises(InputError) as refusal:
        parse_money(typed, unit)
    assert "14,51 tỷ đồng (= 14.510.000.000 đồng)" in str(refusal.value)
    assert "1.451 tỷ đồng (= 1.451.000.000.000 đồng)" in str(refusal.value)


@pytest.mark.parametrize("typed", ["1.234.5 tỷ", "1,170,824 đồng", "12..5 triệu", "1234.5 đồng"])
def test_badly_written_numbers_of_an_amount_are_refused(typed: str) -> None:
    with pytest.raises(InputError):
        parse_money(typed)


def test_an_amount_larger_than_every_reader_keeps_exactly_is_refused() -> None:
    assert parse_money(format_money(MAX_DONG)) == MAX_DONG
    with pytest.raises(InputError, match="quá lớn"):
        parse_money(format_money(MAX_DONG + 1))
    with pytest.raises(InputError, match="quá lớn"):
        parse_money("9" * 18 + ",123456789 nghìn tỷ")


@given(amounts, st.sampled_from(UNITS))
def test_a_formatted_amount_is_read_back_exactly(dong: int, unit: MoneyUnit) -> None:
    assert parse_money(format_money(dong, unit)) == dong
    assert parse_money(format_amount(dong, unit), unit) == dong


@given(st.text(alphabet="0123456789.,- tỷriệuđồngnhì\u0300\u0301\u00a0%/", max_size=24))
def test_any_typed_text_gives_a_whole_amount_or_a_refusal_with_a_hint(typed: str) -> None:
    doubt_about_amount(typed)
    answer = _amount_or_refusal(typed)
    if isinstance(answer, InputError):
        assert answer.hint
    else:
        assert abs(answer) <= MAX_DONG


def test_a_dot_before_ty_is_doubtful_and_both_readings_are_written_out() -> None:
    doubt = doubt_about_amount("14.514 tỷ")
    assert doubt is not None
    assert "14.514 tỷ đồng (= 14.514.000.000.000 đồng)" in doubt
    assert "14,514 tỷ đồng (= 14.514.000.000 đồng)" in doubt
    assert doubt_about_amount("14.514", "billion") is not None


@pytest.mark.parametrize(
    "typed", ["14,514 tỷ", "2.160 triệu", "1.368,4 tỷ", "2 tỷ 160 triệu", "14.51 tỷ", "abc", ""]
)
def test_other_amounts_are_not_doubtful(typed: str) -> None:
    assert doubt_about_amount(typed) is None


@pytest.mark.parametrize(
    ("number", "places", "shown"),
    [
        (Decimal("1234.50"), None, "1.234,5"),
        (Decimal("1E+3"), None, "1.000"),
        (0, None, "0"),
        (-1234567, None, "-1.234.567"),
        (Decimal("109.6186"), 1, "109,6"),
        (Decimal("2.345"), 2, "2,35"),
        (Decimal("-0.5"), 0, "-1"),
        (Decimal("-0.04"), 1, "0,0"),
        (Decimal("-0"), None, "0"),
        (7, 2, "7,00"),
        (Decimal("0.000000001"), None, "0,000000001"),
        (Decimal("1" * 40), 1, "1." + ".".join(["111"] * 13) + ",0"),
    ],
)
def test_a_number_is_shown_the_vietnamese_way(
    number: Decimal | int, places: int | None, shown: str
) -> None:
    assert format_number(number, places) == shown


def test_a_percentage_is_shown_without_a_space() -> None:
    assert format_percent(Decimal("95.3")) == "95,3%"
    assert format_percent(Decimal(73) / Decimal(85) * 100, 2) == "85,88%"


@pytest.mark.parametrize(
    ("unit", "shown"),
    [
        ("dong", "14.514.000.000 đồng"),
        ("million", "14.514 triệu đồng"),
        ("billion", "14,514 tỷ đồng"),
    ],
)
def test_an_amount_is_shown_in_each_unit_without_loss(unit: MoneyUnit, shown: str) -> None:
    assert format_money(14_514_000_000, unit) == shown
    assert shown.startswith(format_amount(14_514_000_000, unit) + " ")


def test_an_amount_is_shown_in_dong_by_default_and_with_as_many_decimals_as_needed() -> None:
    assert format_money(1_250_000) == "1.250.000 đồng"
    assert format_amount(1, "billion") == "0,000000001"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (1, "một"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi bốn"),
        (25, "hai mươi lăm"),
        (91, "chín mươi mốt"),
        (95, "chín mươi lăm"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm lẻ một"),
        (105, "một trăm lẻ năm"),
        (115, "một trăm mười lăm"),
        (121, "một trăm hai mươi mốt"),
        (500, "năm trăm"),
        (1_000, "một nghìn"),
        (1_001, "một nghìn không trăm lẻ một"),
        (1_100, "một nghìn một trăm"),
        (1_015, "một nghìn không trăm mười lăm"),
        (21_000, "hai mươi mốt nghìn"),
        (1_000_001, "một triệu không trăm lẻ một"),
        (1_000_024, "một triệu không trăm hai mươi bốn"),
        (1_005_000, "một triệu không trăm lẻ năm nghìn"),
        (5_015_025, "năm triệu không trăm mười lăm nghìn không trăm hai mươi lăm"),
        (1_000_005_000, "một tỷ không trăm lẻ năm nghìn"),
        (1_280_000_000, "một tỷ hai trăm tám mươi triệu"),
        (2_000_000_005, "hai tỷ không trăm lẻ năm"),
        (10**12, "một nghìn tỷ"),
        (2_550 * 10**9, "hai nghìn năm trăm năm mươi tỷ"),
        (10**18, "một tỷ tỷ"),
        (-5, "âm năm"),
        (
            12_345_678_901,
            "mười hai tỷ ba trăm bốn mươi lăm triệu sáu trăm bảy mươi tám nghìn chín trăm lẻ một",
        ),
    ],
)
def test_a_number_is_written_in_words(number: int, words: str) -> None:
    assert number_in_words(number) == words


def test_an_amount_in_words_begins_with_a_capital_and_ends_with_dong() -> None:
    assert amount_in_words(1_280_000_000) == "Một tỷ hai trăm tám mươi triệu đồng"
    assert amount_in_words(-5_000) == "Âm năm nghìn đồng"


@given(st.sets(st.integers(0, 10**15), min_size=2, max_size=2))
def test_different_numbers_have_different_words(numbers: set[int]) -> None:
    first, second = numbers
    assert number_in_words(first) != number_in_words(second)


DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
IN_SCALE = {"nghìn": 10**3, "triệu": 10**6}
SPELLED = {**dict(zip(DIGITS, range(10), strict=True)), "mốt": 1, "lăm": 5}


def read_aloud(words: str) -> int:
    """Return the number a reader understands, written apart from what is tested."""
    billions = held = group = 0
    for word in words.split():
        if word in SPELLED:
            group += SPELLED[word]
        elif word == "mười":
            group += 10
        elif word == "mươi":
            group = group - group % 10 + group % 10 * 10
        elif word == "trăm":
            group *= 100
        elif word == "tỷ":
            billions, held, group = (billions + held + group) * 10**9, 0, 0
        elif word in IN_SCALE:
            held, group = held + group * IN_SCALE[word], 0
        else:
            assert word == "lẻ", word
    return billions + held + group


@given(st.integers(0, 10**18 - 1) | st.integers(0, 10_000) | st.integers(0, 10**9))
def test_words_are_understood_as_the_number_they_were_written_for(number: int) -> None:
    assert read_aloud(number_in_words(number)) == number


@given(st.integers(0, 10**15))
def test_words_keep_the_rules_of_speech(number: int) -> None:
    words = f" {number_in_words(number)} "
    assert "  " not in words
    assert not any(
        wrong in words
        for wrong in (" mười mốt ", " mươi năm ", " mười năm ", " mươi một ", " lẻ không ")
    )
    assert " mươi không " not in words
    assert number == 0 or not words.endswith(" không ")


@given(st.integers(-(10**15), 10**15))
def test_groups_of_three_digits_are_parted_by_dots_and_nothing_else(number: int) -> None:
    shown = format_number(number)
    assert shown.replace(".", "") == str(number)
    assert all(len(group) == 3 for group in shown.lstrip("-").split(".")[1:])


@given(storable, st.integers(0, 4))
def test_a_rounded_number_is_the_nearest_with_so_many_decimals(
    number: Decimal, places: int
) -> None:
    shown = format_number(number, places)
    _, mark, decimals = shown.partition(",")
    assert (len(decimals), bool(mark)) == (places, places > 0)
    rounded = Decimal(shown.replace(".", "").replace(",", "."))
    assert abs(rounded - number) <= Decimal("0.5").scaleb(-places)


def test_counts_below_ten_get_a_leading_zero() -> None:
    assert [two_digits(n) for n in (0, 5, 12, 105)] == ["00", "05", "12", "105"]


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("14.514 tỷ", [14_514_000_000_000, 14_514_000_000]),
        ("14.51 tỷ đồng", [14_510_000_000, 1_451_000_000_000]),
        ("18.087,23", [18_087_230_000, 18_087_230_000_000]),
        ("30", [30, 30_000_000, 30_000_000_000]),
        ("-2.550 tỷ", [-2_550_000_000_000, -2_550_000_000]),
    ],
)
def test_a_doubtful_amount_has_every_reading_in_words(typed: str, readings: list[int]) -> None:
    found = doubtful_money(typed)
    assert [one.dong for one in found] == readings
    assert [one.words for one in found] == [amount_in_words(one.dong) for one in found]
    for one in found:
        assert parse_money(one.text) == one.dong
        assert doubtful_money(one.text) == ()


@pytest.mark.parametrize(
    "typed",
    [
        *("14,514 tỷ", "1,280 tỷ", "30.170 triệu đồng", "2 tỷ160 triệu đồng", "37.647 đồng"),
        *("", "abc", "0", "1,170,824", "9" * 30, "9" * 30 + " tỷ", "14.514 quả"),
    ],
)
def test_an_amount_that_is_clear_or_none_at_all_is_not_doubtful(typed: str) -> None:
    assert doubtful_money(typed) == ()


def test_the_unit_of_a_grid_leaves_no_doubt_about_a_bare_number() -> None:
    assert doubtful_money("18.087,23", "million") == ()
    assert [one.dong for one in doubtful_money("2.550", "billion")] == [
        2_550_000_000_000,
        2_550_000_000,
    ]
