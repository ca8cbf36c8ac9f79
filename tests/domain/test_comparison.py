"""Met but barely, met but falling: what counts as weak, and the laws of it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.assessment import Outcome, assess_indicator, assess_set
from ntm_desktop.domain.criteria import ColumnTargets, Indicator, IndicatorKind, Operator, Target
from ntm_desktop.domain.values import IndicatorValue
from tests.domain.test_assessment import criterion, percent, scale, set_of, yes_no

D = Decimal
RATES = st.decimals(0, 100, allow_nan=False, allow_infinity=False, places=2)
AT_MOST, EQUAL = {"operator": Operator.AT_MOST}, {"operator": Operator.EQUAL}


def assess(indicator: Indicator, before: IndicatorValue | None = None, **value: object):
    entered = IndicatorValue(**value)
    return assess_indicator(indicator, entered, indicator.target_for("chung", 2024), before)


def count(target: str, **more: object) -> Indicator:
    fields = {"kind": IndicatorKind.NUMBER, "measure_unit": "mô hình", "counted_unit": ""}
    return percent(target, **(fields | more))


@pytest.mark.parametrize(
    ("indicator", "value", "low"),
    [
        (percent("50"), "50", True),
        (percent("50"), "50.99", True),
        (percent("50"), "51", False),
        (percent("50"), "49", False),
        (percent("99"), "99.9", True),
        (percent("99"), "100", False),
        (percent("100"), "100", False),
        (percent("0"), "0", False),
        (percent("50", **AT_MOST), "49.5", True),
        (percent("50", **AT_MOST), "49", False),
        (percent("50", **EQUAL), "50", False),
        (percent("50", low_margin=D(0)), "50", False),
        (percent("50", low_margin=D(10)), "54.9", True),
        (count("1"), "1", False),
        (count("1", low_margin=D(50)), "1", True),
        (count("70"), "71", True),
        (count("4.5"), "4.5", True),
    ],
)
def test_a_met_figure_is_low_within_the_margin_of_its_target(indicator, value, low):
    found = assess(indicator, value=D(value))
    assert found.low == low
    assert found.is_weak == low


def test_one_of_nam_and_nu_or_a_part_is_enough_to_be_low():
    one = percent("50", by_gender=True)
    assert assess(one, male=D(50), female=D(60)).low
    assert not assess(one, male=D(60), female=D(60)).low
    target = Target(D(50), "≥ 50%, trong đó ≥ 20%", True, sub_value=D(20))
    one = percent(None, targets={"chung": ColumnTargets(target)}, sub_text="x")
    assert assess(one, value=D(60), sub_value=D(20)).low
    assert not assess(one, value=D(60), sub_value=D(30)).low


def test_words_are_never_low_and_a_declared_outcome_is_where_its_figure_is():
    assert not assess(scale("Khá"), word="Khá").low
    assert assess(percent("50"), value=D(50), declared="met").low
    assert not assess(percent("50"), value=D(50), declared="not_met").low
    assert not assess(percent("50"), value=D(49), declared="met").low
    assert not assess(percent("50"), declared="met").low


@pytest.mark.parametrize(
    ("indicator", "before", "now", "falling"),
    [
        (percent("50"), {"value": D(70)}, {"value": D(69)}, True),
        (percent("50"), {"value": D(70)}, {"value": D(70)}, False),
        (percent("50"), {"numerator": D(2), "denominator": D(3)}, {"value": D("66.66")}, True),
        (percent("50"), {}, {"value": D(70)}, False),
        (percent("5", **AT_MOST), {"value": D(3)}, {"value": D(4)}, True),
        (percent("5", **AT_MOST), {"value": D(4)}, {"value": D(3)}, False),
        (percent("0", **EQUAL), {"value": D(0)}, {"value": D(1)}, True),
        (percent("0", **EQUAL), {"value": D(2)}, {"value": D(1)}, False),
        (percent(None, **EQUAL), {"value": D(0)}, {"value": D(1)}, False),
        (percent("50"), {"male": D(70)}, {"male": D(60), "female": D(90)}, True),
        (percent("50"), {"value": D(70), "sub_value": D(9)},
         {"value": D(71), "sub_value": D(8)}, True),
        (scale("Khá"), {"word": "Tốt"}, {"word": "Khá"}, True),
        (scale("Khá"), {"word": "Khá"}, {"word": "Tốt"}, False),
        (scale("Khá"), {"word": "Tốt"}, {"word": "Từ lạ"}, False),
        (yes_no("1.1"), {"word": "Đạt"}, {"word": "Chưa đạt"}, True),
        (yes_no("1.1"), {"word": "Chưa đạt"}, {"word": "Đạt"}, False),
        (yes_no("1.1"), {"declared": "met"}, {"declared": "not_met"}, True),
        (percent("50"), {"value": D(70)}, {"not_applicable": True, "reason": "x"}, False),
        (percent("50", kind=IndicatorKind.CONDITIONS), {"value": D(70)}, {"value": D(6)}, False),
    ],
)  # fmt: skip
def test_a_result_falls_against_the_direction_of_its_target(indicator, before, now, falling):
    found = assess(indicator, IndicatorValue(**before), **now)
    assert found.falling == falling
    assert found.is_weak == ((found.low or falling) and found.outcome is Outcome.MET)


def test_a_set_is_assessed_beside_the_period_before():
    model = set_of(criterion("1", percent("50"), percent("50", code="1.2")))
    values = {"1.1": IndicatorValue(value=D(70)), "1.2": IndicatorValue(value=D(70))}
    before = {"1.1": IndicatorValue(value=D(80))}
    found = assess_set(model, values, "chung", 2024, previous=before).criteria[0].indicators
    assert [one.falling for one in found] == [True, False]
    found = assess_set(model, {}, "chung", 2024, previous=before).criteria[0].indicators
    assert not any(one.falling for one in found)


# --- laws


@given(RATES, RATES, st.sampled_from(list(Operator)))
def test_only_what_is_met_is_low(target, number, operator):
    found = assess(percent(str(target), operator=operator), value=number)
    assert not found.low or found.outcome is Outcome.MET


@given(RATES, RATES, RATES)
def test_a_better_figure_is_not_low_where_a_worse_one_is_not(target, first, second):
    low, high = sorted((first, second))
    one = percent(str(target))
    if assess(one, value=low).outcome is Outcome.MET and not assess(one, value=low).low:
        assert not assess(one, value=high).low


@given(RATES, RATES, RATES, st.sampled_from([Operator.AT_LEAST, Operator.AT_MOST]))
def test_of_two_periods_only_one_can_fall_against_the_other(target, first, second, operator):
    one = percent(str(target), operator=operator)
    there = assess(one, IndicatorValue(value=first), value=second).falling
    back = assess(one, IndicatorValue(value=second), value=first).falling
    assert there + back == (first != second)
