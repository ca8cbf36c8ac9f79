"""What one target cell demands."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.annex_grid import Confidence
from ntm_desktop.domain.annex_targets import (
    Wording,
    looks_like_target,
    measure_unit_of,
    read_target,
)
from ntm_desktop.domain.criteria import IndicatorKind, Operator, TargetSetter
from ntm_desktop.domain.numbers import format_number

PERCENT, NUMBER = IndicatorKind.PERCENT, IndicatorKind.NUMBER


@pytest.mark.parametrize(
    ("text", "operator", "value"),
    [
        ("≥ 98 %", ">=", "98"),
        ("≥98%", ">=", "98"),
        (">= 98,5%", ">=", "98.5"),
        ("100 %", ">=", "100"),
        ("100", ">=", "100"),
        ("≤ 1,5 %", "<=", "1.5"),
        ("không quá 5%", "<=", "5"),
        ("từ 65 % trở lên", ">=", "65"),
        ("65% trở lên", ">=", "65"),
        ("Đạt ≥ 90%", ">=", "90"),
        ("tối thiểu 80 %.", ">=", "80"),
        ("Đạt tối thiểu 80%", ">=", "80"),
        ("= 50%", "=", "50"),
        ("⩾ 70 %", ">=", "70"),
    ],
)
def test_a_percentage_is_read_with_its_comparison(text, operator, value):
    found = read_target(text, Wording("Tỷ lệ hộ bịa"))
    assert (found.kind, found.operator, found.value) == (
        PERCENT,
        Operator(operator),
        Decimal(value),
    )
    assert found.measure_unit == "%"
    assert found.confidence is Confidence.SURE


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("≥ 01 mô hình", "1", "mô hình"),
        ("Có ít nhất 02 tổ", "2", "tổ"),
        ("≥ 4,5 m2/người", "4.5", "m²/người"),
        ("≥ 1.250 ha", "1250", "ha"),
        ("≥ 60 lít", "60", "lít"),
    ],
)
def test_a_number_keeps_its_measure_unit(text, value, unit):
    found = read_target(text)
    assert (found.kind, found.value, found.measure_unit) == (NUMBER, Decimal(value), unit)
    assert found.operator is Operator.AT_LEAST
    assert found.confidence is Confidence.SURE


def test_the_unit_column_says_what_a_bare_number_is():
    assert read_target("≥ 80", Wording("Việc", "%")).kind is PERCENT
    assert read_target("≥ 80", Wording("Việc", "hộ")).measure_unit == "hộ"
    assert read_target("≥ 80", Wording("Thu hoạch (triệu đồng/người)")).measure_unit == (
        "triệu đồng/người"
    )
    assert read_target("≥ 80", Wording("Việc")).confidence is Confidence.LIKELY


def test_a_number_without_a_sign_is_unsure_unless_the_wording_says_the_direction():
    plain = read_target("65 %", Wording("Tỷ lệ hộ bịa"))
    assert (plain.value, plain.confidence) == (Decimal(65), Confidence.UNSURE)
    told = read_target("65 %", Wording("Tỷ lệ hộ bịa không quá"))
    assert (told.operator, told.confidence) == (Operator.AT_MOST, Confidence.LIKELY)


@pytest.mark.parametrize("text", ["Đạt", "ĐẠT", " đạt. "])
def test_met_is_a_yes_or_no(text):
    found = read_target(text)
    assert (found.kind, found.confidence) == (IndicatorKind.BOOLEAN, Confidence.SURE)


def test_none_is_exactly_zero_and_only_likely():
    found = read_target("Không", Wording("Số nhà bịa", "nhà"))
    assert (found.kind, found.operator, found.value) == (NUMBER, Operator.EQUAL, Decimal(0))
    assert (found.measure_unit, found.confidence) == ("nhà", Confidence.LIKELY)


@pytest.mark.parametrize(
    ("text", "word", "levels"),
    [("Khá", "Khá", 3), ("Loại khá trở lên", "Khá", 3), ("Đạt mức độ 3", "Mức độ 3", 3)],
)
def test_a_word_of_a_scale_is_likely_because_the_scale_is_not_written(text, word, levels):
    found = read_target(text)
    assert (found.kind, found.word, len(found.scale)) == (IndicatorKind.ORDINAL, word, levels)
    assert found.confidence is Confidence.LIKELY


@pytest.mark.parametrize(
    ("text", "setter"),
    [
        ("UBND cấp tỉnh quy định cụ thể", TargetSetter.PROVINCE),
        ("Ủy ban nhân dân tỉnh quy định", TargetSetter.PROVINCE),
        ("Uỷ ban nhân dân cấp tỉnh quy định", TargetSetter.PROVINCE),
        ("Theo quy định của UBND tỉnh", TargetSetter.PROVINCE),
        ("Bộ Y tế hướng dẫn", TargetSetter.MINISTRY),
    ],
)
def test_a_target_set_elsewhere_is_missing_here(text, setter):
    found = read_target(text)
    assert (found.kind, found.value, found.set_by) == (None, None, setter)


def test_two_targets_are_a_main_one_and_a_part():
    found = read_target("≥ 60 % (≥ 30 %)", Wording("Tỷ lệ hộ bịa, trong đó có nắp"))
    assert (found.value, found.sub_value, found.sub_text) == (Decimal(60), Decimal(30), "có nắp")
    assert found.confidence is Confidence.LIKELY
    unnamed = read_target("≥ 60 % (≥ 30 %)", Wording("Tỷ lệ hộ bịa"))
    assert unnamed.confidence is Confidence.UNSURE


def test_the_part_may_be_named_in_the_target():
    found = read_target("≥ 95%, trong đó ≥ 55% từ bể bịa")
    assert (found.value, found.sub_value, found.sub_text) == (
        Decimal(95),
        Decimal(55),
        "từ bể bịa",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2026: ≥ 39; năm 2027: ≥ 42,5",
        "Năm 2026: ≥ 39\nNăm 2027: ≥ 42,5",
        "- Năm 2026 ≥ 39, năm 2027 ≥ 42,5",
    ],
)
def test_a_list_of_years_is_a_target_for_each(text):
    found = read_target(text, Wording("Thu hoạch", "triệu đồng/người"))
    assert found.by_year == ((2026, Decimal(39)), (2027, Decimal("42.5")))
    assert (found.kind, found.value, found.confidence) == (NUMBER, None, Confidence.SURE)


@pytest.mark.parametrize(
    "text",
    [
        *("> 90%", "< 5 %", "trên 90%", "10-15%", "≥ 1.5 ha", "x", "–", "Theo bảng", "..."),
        *("Năm 2026: 39; năm 2027", "Năm 2026: 39; năm 2026: 40", "≥ 60% (≤ 30%)", "%", "-5%"),
        "chữ " * 400,
    ],
)
def test_what_is_not_understood_has_no_target_and_is_unsure(text):
    found = read_target(text, Wording("Tỷ lệ hộ bịa"))
    assert (found.kind, found.value, found.by_year, found.sentence) == (None, None, (), "")
    assert found.confidence is Confidence.UNSURE
    assert found.reason


def test_a_sentence_is_kept_for_the_commune_to_judge():
    found = read_target("Hồ sơ được lập đầy đủ và công khai")
    assert (found.kind, found.sentence) == (
        IndicatorKind.CONDITIONS,
        "Hồ sơ được lập đầy đủ và công khai",
    )
    assert read_target("Có đủ 02 loại sổ theo mẫu bịa").confidence is Confidence.UNSURE


def test_remarks_on_gender_and_on_cases_are_taken_apart():
    found = read_target("≥ 90% (áp dụng đạt cho cả nam và nữ)")
    assert (found.value, found.by_gender) == (Decimal(90), True)
    assert read_target("Đạt (nếu có)").if_any


@pytest.mark.parametrize("text", ["nt", "NT", "Như trên", '"'])
def test_as_above_is_recognised(text):
    assert read_target(text).ditto


def test_an_empty_cell_is_blank():
    assert read_target(" \n ").blank


def test_a_sentence_does_not_look_like_a_target():
    assert not looks_like_target("Có kế hoạch được phê duyệt và công bố")
    assert looks_like_target("≥ 5 %")


def test_a_unit_in_brackets_is_found_in_the_wording():
    assert measure_unit_of("Diện tích sân (m2/người)") == "m²/người"
    assert measure_unit_of("Có nhà văn hóa (đạt chuẩn)") == ""


@given(st.text(max_size=60), st.text(max_size=30), st.text(max_size=10))
def test_no_text_is_too_much(text, wording, unit):
    found = read_target(text, Wording(wording, unit))
    assert found.reason
    assert found.value is None or found.operator is not None


@given(
    st.decimals(0, 100, places=2, allow_nan=False),
    st.sampled_from(["≥ ", "≤ ", "= "]),
    st.sampled_from(["%", " %", " mô hình", " triệu đồng/người/năm"]),
)
def test_a_number_that_is_shown_is_read_back(value, sign, unit):
    found = read_target(sign + format_number(value) + unit)
    assert found.value == value
    assert found.measure_unit == unit.strip()
