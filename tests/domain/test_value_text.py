"""What a clerk types for a result or plan, and the same back as text."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.criteria import Indicator, IndicatorKind, Operator
from ntm_desktop.domain.entity import decimal_text, entity_of
from ntm_desktop.domain.value_text import (
    PLAN_FIELDS,
    RESULT_FIELDS,
    format_plan,
    format_result,
    parse_plan,
    parse_result,
)
from ntm_desktop.domain.values import IndicatorValue
from ntm_desktop.errors import InputError


def indicator(kind: IndicatorKind, **more: Any) -> Indicator:
    return Indicator(code="1.1", text="Tỷ lệ hộ", kind=kind, **more)


RATE = indicator(IndicatorKind.PERCENT, measure_unit="%", operator=Operator.AT_LEAST)
GENDER = indicator(IndicatorKind.PERCENT, measure_unit="%", by_gender=True)
COMPOUND = indicator(IndicatorKind.PERCENT, measure_unit="%", sub_text="từ cấp nước tập trung")
COUNT = indicator(IndicatorKind.NUMBER, measure_unit="mô hình")
YES_NO = indicator(IndicatorKind.BOOLEAN)
RARE = indicator(IndicatorKind.BOOLEAN, if_any=True)
WORDS = indicator(IndicatorKind.ORDINAL, scale=("Trung bình", "Khá", "Tốt"))
LEVELS = indicator(IndicatorKind.ORDINAL, scale=("Mức độ 1", "Mức độ 2"))
SENTENCE = indicator(IndicatorKind.CONDITIONS)
POINTS = indicator(IndicatorKind.POINTS, max_points=Decimal(40))


def filled(stored: dict[str, Any]) -> dict[str, Any]:
    assert set(stored) == set(RESULT_FIELDS)
    return {name: value for name, value in stored.items() if value is not None}


@pytest.mark.parametrize(
    ("text", "of", "fields"),
    [
        ("95,3", RATE, {"value": "95.3"}),
        (" 95,30% ", RATE, {"value": "95.3"}),
        ("95.3", RATE, {"value": "95.3"}),
        ("12/17", RATE, {"numerator": "12", "denominator": "17"}),
        ("1.234 / 2.500", RATE, {"numerator": "1234", "denominator": "2500"}),
        ("10,5/12,3", RATE, {"numerator": "10.5", "denominator": "12.3"}),
        ("dat", RATE, {"declared": "met"}),
        ("Đạt", RATE, {"declared": "met"}),
        ("chua-dat", RATE, {"declared": "not_met"}),
        ("không đạt: còn 3 thôn", RATE, {"declared": "not_met", "reason": "còn 3 thôn"}),
        ("đạt: liên hệ a@b.vn", RATE, {"declared": "met", "reason": "liên hệ a@b.vn"}),
        (
            '68,3@dat:"tỉnh công nhận"',
            RATE,
            {"value": "68.3", "declared": "met", "reason": "tỉnh công nhận"},
        ),
        (
            "12/17@chua-dat",
            RATE,
            {"numerator": "12", "denominator": "17", "declared": "not_met"},
        ),
        ("nam=90,5;nu=88", GENDER, {"male": "90.5", "female": "88"}),
        ("Nữ = 88 ; nam = 90.5", GENDER, {"male": "90.5", "female": "88"}),
        ("nam=90", GENDER, {"male": "90"}),
        ("96", GENDER, {"value": "96"}),
        ("95,3 trong đó 60", COMPOUND, {"value": "95.3", "sub_value": "60"}),
        (
            "12/17, trong đó 60,5",
            COMPOUND,
            {"numerator": "12", "denominator": "17", "sub_value": "60.5"},
        ),
        ("2", COUNT, {"value": "2"}),
        ("không", COUNT, {"value": "0"}),
        ("1.234", COUNT, {"value": "1234"}),
        ("đạt", YES_NO, {"word": "Đạt"}),
        ("có", YES_NO, {"word": "Đạt"}),
        ("khong", YES_NO, {"word": "Chưa đạt"}),
        ("chưa đạt: đang trình", YES_NO, {"word": "Chưa đạt", "reason": "đang trình"}),
        ("@đạt: đã rà soát", YES_NO, {"declared": "met", "reason": "đã rà soát"}),
        ("đạt@chưa đạt", YES_NO, {"word": "Đạt", "declared": "not_met"}),
        ("kha", WORDS, {"word": "Khá"}),
        ("TRUNG BÌNH", WORDS, {"word": "Trung bình"}),
        ("đạt", WORDS, {"declared": "met"}),
        ("muc do 2", LEVELS, {"word": "Mức độ 2"}),
        ("2", LEVELS, {"word": "Mức độ 2"}),
        ("đạt", SENTENCE, {"declared": "met"}),
        ("5/6", SENTENCE, {"numerator": "5", "denominator": "6"}),
        ('na:"xã không có làng nghề"', RARE, {"not_applicable": True, "reason": None}),
        ("không áp dụng: không có", RARE, {"not_applicable": True, "reason": "không có"}),
        ("khong-ap-dung không có", RARE, {"not_applicable": True, "reason": "không có"}),
        ("n/a: không có", RARE, {"not_applicable": True, "reason": "không có"}),
        ("đạt: theo kết luận", None, {"declared": "met", "reason": "theo kết luận"}),
        ("na: không có", None, {"not_applicable": True, "reason": "không có"}),
        ("35,5", POINTS, {"value": "35.5"}),
        ("", RATE, {}),
        ("   ", None, {}),
    ],
)
def test_every_form_is_understood(text: str, of: Indicator | None, fields: dict[str, Any]):
    if fields.get("not_applicable") and fields["reason"] is None:
        fields = fields | {"reason": "xã không có làng nghề"}
    assert filled(parse_result(text, of)) == fields


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("abc", RATE),
        ("12/0", RATE),
        ("-5", RATE),
        ("-1/5", RATE),
        ("1.234", RATE),
        ("1234.5", COUNT),
        ("3/5", COUNT),
        ("nam=90;nu=88", RATE),
        ("nam=90;nam=88", GENDER),
        ("trẻ=90", GENDER),
        ("95 trong đó 60", RATE),
        ("95,3", YES_NO),
        ("tuyệt vời", WORDS),
        ("95,3", WORDS),
        ("95,3", None),
        ("68,3@", RATE),
        ("68,3@khá", RATE),
        ("@", None),
        ("na", RARE),
        ("na:", RARE),
        ('na:""', RARE),
        ("na: không có", RATE),
        ("41", POINTS),
        ("1" * 30, RATE),
        ("đạt: \x00", RATE),
    ],
)
def test_what_is_not_understood_is_refused(text: str, of: Indicator | None):
    with pytest.raises(InputError):
        parse_result(text, of)


def test_a_refusal_says_how_to_type_it():
    with pytest.raises(InputError) as caught:
        parse_result("giỏi", WORDS)
    assert "Trung bình, Khá, Tốt" in caught.value.hint
    with pytest.raises(InputError) as caught:
        parse_result("95", None)
    assert "na: lý do" in caught.value.hint


@pytest.mark.parametrize(
    ("value", "of", "text"),
    [
        (IndicatorValue(value=Decimal("95.30")), RATE, "95,3"),
        (IndicatorValue(numerator=Decimal(12), denominator=Decimal(1700)), RATE, "12/1.700"),
        (IndicatorValue(male=Decimal("90.5"), female=Decimal(88)), GENDER, "nam=90,5; nữ=88"),
        (IndicatorValue(word="Đạt"), YES_NO, "đạt"),
        (IndicatorValue(word="Khá"), WORDS, "Khá"),
        (IndicatorValue(declared="not_met", reason="thiếu"), RATE, "chưa đạt: thiếu"),
        (IndicatorValue(declared="met"), YES_NO, "@đạt"),
        (IndicatorValue(value=Decimal(5), declared="met", reason="x"), RATE, "5@đạt: x"),
        (IndicatorValue(not_applicable=True, reason="y"), RARE, "không áp dụng: y"),
        (IndicatorValue(value=Decimal(12345)), COUNT, "12.345"),
        (IndicatorValue(value=Decimal(95), sub_value=Decimal(60)), COMPOUND, "95 trong đó 60"),
        (IndicatorValue(reason="z"), RATE, ""),
        (IndicatorValue(), None, ""),
    ],
)
def test_a_result_is_shown_as_it_may_be_typed(
    value: IndicatorValue, of: Indicator | None, text: str
):
    assert format_result(value, of) == text


@pytest.mark.parametrize(
    ("text", "of", "fields"),
    [
        ("95,5", RATE, {"planned_value": "95.5"}),
        ("khá", WORDS, {"planned_word": "Khá"}),
        ("đạt", YES_NO, {"planned_outcome": "met"}),
        ("đạt", RATE, {"planned_outcome": "met"}),
        ("chưa đạt", None, {"planned_outcome": "not_met"}),
        ("nam=90,5; nữ=88", GENDER, {"planned_male": "90.5", "planned_female": "88"}),
        ("nữ=88", GENDER, {"planned_female": "88"}),
        ("", RATE, {}),
    ],
)
def test_a_plan_is_understood_and_shown_again(
    text: str, of: Indicator | None, fields: dict[str, Any]
):
    stored = parse_plan(text, of)
    assert set(stored) == set(PLAN_FIELDS)
    assert {name: value for name, value in stored.items() if value is not None} == fields
    assert format_plan(record(stored), of).lower() == text


@pytest.mark.parametrize("text", ["≥ 95", ">= 95%", "≤95", "95 %"])
def test_the_sign_of_a_plan_says_what_is_meant_anyway(text: str):
    assert parse_plan(text, RATE)["planned_value"] == "95"


@pytest.mark.parametrize("text", ["≥ 95", ">=95%", "<3"])
def test_a_target_is_no_result_and_the_refusal_says_so(text: str):
    with pytest.raises(InputError, match="là mức yêu cầu, không phải kết quả") as caught:
        parse_result(text, RATE)
    assert "không kèm dấu" in caught.value.hint


@pytest.mark.parametrize("text", ["2 hợp tác xã", "2 Hop tac xa", "2hợp tác xã"])
def test_the_unit_of_the_indicator_may_stand_behind_a_figure(text: str):
    of = replace(COUNT, measure_unit="hợp tác xã")
    assert parse_result(text, of)["value"] == "2"
    assert parse_plan(text, of)["planned_value"] == "2"
    with pytest.raises(InputError):
        parse_result("2 hộ", of)


@pytest.mark.parametrize(
    ("text", "of"),
    [("abc", RATE), ("95", YES_NO), ("95", None), ("nam=5", RATE), ("nam=x", GENDER)],
)
def test_a_plan_that_is_not_understood_is_refused(text: str, of: Indicator | None):
    with pytest.raises(InputError):
        parse_plan(text, of)


def record(stored: dict[str, Any]) -> IndicatorValue:
    found: IndicatorValue = entity_of(IndicatorValue).read("", stored)
    return found


# --- what is shown can be typed again

NUMBERS = st.decimals(0, 10**9, allow_nan=False, allow_infinity=False, places=6).map(decimal_text)
POSITIVE = st.integers(1, 10**9).map(str)
REASONS = st.none() | st.text("aăâbcdđeêghôơưxyáộ ,;:/=@123", min_size=1, max_size=20).map(
    str.strip
).filter(bool)
JUDGEMENTS = st.none() | st.sampled_from(["met", "not_met"])


def round_trip(fields: dict[str, Any], of: Indicator | None) -> None:
    stored = dict.fromkeys(RESULT_FIELDS) | fields
    text = format_result(record(stored), of)
    assert parse_result(text, of) == stored


@given(NUMBERS, JUDGEMENTS, REASONS)
def test_a_number_comes_back(number, declared, reason):
    for of in (RATE, COUNT, SENTENCE):
        round_trip({"value": number, "declared": declared, "reason": reason}, of)


@given(NUMBERS, POSITIVE, JUDGEMENTS, REASONS)
def test_a_ratio_comes_back(numerator, denominator, declared, reason):
    fields = {"numerator": numerator, "denominator": denominator}
    round_trip(fields | {"declared": declared, "reason": reason}, RATE)


@given(NUMBERS, NUMBERS, REASONS)
def test_figures_of_men_and_women_come_back(male, female, reason):
    round_trip({"male": male, "female": female, "reason": reason}, GENDER)


@given(NUMBERS, NUMBERS, JUDGEMENTS, REASONS)
def test_a_figure_and_its_part_come_back(number, part, declared, reason):
    fields = {"value": number, "sub_value": part, "declared": declared, "reason": reason}
    round_trip(fields, COMPOUND)


@given(st.sampled_from(WORDS.scale), JUDGEMENTS, REASONS)
def test_a_word_comes_back(word, declared, reason):
    round_trip({"word": word, "declared": declared, "reason": reason}, WORDS)
    outcome = "Đạt" if word == "Khá" else "Chưa đạt"
    round_trip({"word": outcome, "declared": declared, "reason": reason}, YES_NO)


@given(st.sampled_from(["met", "not_met"]), REASONS)
def test_a_declared_outcome_comes_back(declared, reason):
    for of in (RATE, YES_NO, WORDS, SENTENCE, None):
        round_trip({"declared": declared, "reason": reason}, of)


@given(REASONS.filter(bool))
def test_not_applicable_comes_back(reason):
    for of in (RARE, None):
        round_trip({"not_applicable": True, "reason": reason}, of)


@given(st.text(max_size=30))
def test_any_text_is_understood_or_refused(text):
    for of in (RATE, GENDER, COUNT, YES_NO, WORDS, SENTENCE, None):
        try:
            stored = parse_result(text, of)
        except InputError:
            continue
        assert set(stored) == set(RESULT_FIELDS)


def test_a_scored_value_is_a_number_and_a_ratio_only_where_it_is_a_rate():
    scored = Indicator("1", "x", IndicatorKind.SCORED, measure_unit="m²/người")
    assert parse_result("1.250,5", scored)["value"] == "1250.5"
    with pytest.raises(InputError, match="không phải tỷ lệ"):
        parse_result("12/17", scored)
    rate = Indicator("1", "x", IndicatorKind.SCORED, measure_unit="%")
    assert parse_result("12/17", rate)["denominator"] == "17"
