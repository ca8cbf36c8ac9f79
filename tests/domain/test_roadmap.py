"""How far an indicator is from its target, in which order, and what is doubtful of a dossier."""

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.assessment import Outcome, assess_indicator, assess_set
from ntm_desktop.domain.criteria import ColumnTargets, Indicator, Operator, Target
from ntm_desktop.domain.priorities import by_smallest_gap, dossier_issues, relative_gap, word_steps
from ntm_desktop.domain.roadmap import DossierState
from ntm_desktop.domain.values import IndicatorValue
from tests.domain.test_assessment import NO, YES, criterion, percent, scale, set_of, yes_no

D = Decimal
RATES = st.decimals(0, 100, allow_nan=False, allow_infinity=False, places=2)
AT_MOST, EQUAL = {"operator": Operator.AT_MOST}, {"operator": Operator.EQUAL}


def assess(indicator: Indicator, **value: object):
    entered = IndicatorValue(**value) if value else None
    return assess_indicator(indicator, entered, indicator.target_for("chung", 2024))


COMPOUND = percent(
    None,
    targets={"chung": ColumnTargets(Target(D(50), "x", True, sub_value=D(20)))},
    sub_text="x",
)


@pytest.mark.parametrize(
    ("indicator", "value", "gap"),
    [
        (percent("50"), {"value": D(45)}, Fraction(1, 10)),
        (percent("50"), {"numerator": D(9), "denominator": D(20)}, Fraction(1, 10)),
        (percent("50", **AT_MOST), {"value": D(55)}, Fraction(1, 10)),
        (percent("0", **EQUAL), {"value": D(2)}, Fraction(2)),
        (percent("50", by_gender=True), {"male": D(45), "female": D(40)}, Fraction(1, 5)),
        (percent("50", by_gender=True), {"male": D(45), "female": D(60)}, Fraction(1, 10)),
        (percent("50", by_gender=True), {"value": D(45)}, Fraction(1, 10)),
        (COMPOUND, {"value": D(60), "sub_value": D(10)}, Fraction(1, 2)),
        (COMPOUND, {"value": D(40), "sub_value": D(30)}, Fraction(1, 5)),
        (percent("50"), {"value": D(50)}, None),
        (percent("50"), {"declared": "not_met"}, None),
        (percent("50"), {"value": D(60), "declared": "not_met"}, None),
        (percent(None), {"declared": "not_met"}, None),
        (percent("50"), {}, None),
        (scale("Khá"), {"word": "Trung bình"}, None),
    ],
)
def test_a_gap_is_a_part_of_the_target(indicator, value, gap):
    assert relative_gap(assess(indicator, **value)) == gap


def test_a_word_lacks_steps_of_its_scale():
    assert word_steps(assess(scale("Tốt"), word="Trung bình")) == 2
    assert word_steps(assess(yes_no("1"), word="Chưa đạt")) == 1
    assert word_steps(assess(scale("Khá"), word="Tốt")) is None
    assert word_steps(assess(scale("Khá"), declared="not_met")) is None
    assert word_steps(assess(percent("50"), value=D(1))) is None
    assert word_steps(assess(scale("Khá"))) is None


def test_the_nearest_comes_first_then_words_then_what_is_not_known():
    found = [
        assess(percent("50", code="khai"), declared="not_met"),
        assess(scale("Tốt", code="hai-bac"), word="Trung bình"),
        assess(yes_no("mot-bac"), word="Chưa đạt"),
        assess(percent("50", code="xa"), value=D(10)),
        assess(percent("2000", code="gan"), value=D(1900)),
    ]
    assert [one.indicator.code for one in by_smallest_gap(found)] == [
        "gan", "xa", "mot-bac", "hai-bac", "khai",
    ]  # fmt: skip


def dossier(state: str, **more: object) -> dict[str, DossierState]:
    return {"1": DossierState(set_id="bo-thu", criterion="1", state=state, **more)}


def test_sending_a_dossier_before_it_is_met_is_warned_about():
    model = set_of(criterion("1", yes_no("1.1")), criterion("2", yes_no("2.1")))

    def told(value: IndicatorValue, states: dict[str, DossierState]) -> list[str]:
        found = assess_set(model, {"1.1": value}, "chung", 2024)
        return [one.text for one in dossier_issues(found.criteria, states)]

    [text] = told(NO, dossier("sent"))
    assert "“đã gửi” nhưng tiêu chí chưa đạt" in text
    assert told(NO, dossier("preparing")) == told(YES, dossier("sent")) == told(NO, {}) == []
    [text] = told(YES, dossier("confirmed", number="12/SNN"))
    assert "chưa có số, ngày" in text
    signed = {"number": "12/SNN", "dated_on": datetime.date(2024, 1, 5)}
    assert told(YES, dossier("confirmed", **signed)) == []
    assert len(told(NO, dossier("confirmed"))) == 2


# --- laws


@given(RATES, RATES, st.sampled_from(list(Operator)))
def test_a_relative_gap_is_there_just_where_the_target_is_not_met(target, number, operator):
    found = assess(percent(str(target), operator=operator), value=number)
    gap = relative_gap(found)
    assert (gap is None) == (found.outcome is Outcome.MET)
    assert gap is None or gap > 0


@given(st.lists(st.tuples(RATES, RATES), max_size=8))
def test_ordering_keeps_everything_and_gaps_rise(pairs):
    found = [
        assess(percent(str(target), code=str(at)), value=number)
        for at, (target, number) in enumerate(pairs)
    ]
    ordered = by_smallest_gap(found)
    assert sorted(one.indicator.code for one in ordered) == sorted(map(str, range(len(pairs))))
    gaps = [gap for gap in map(relative_gap, ordered) if gap is not None]
    assert gaps == sorted(gaps)
