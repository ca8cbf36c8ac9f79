"""Values and targets to outcomes: every kind, the declared word, gaps, counts; and the laws."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.assessment import (
    Basis,
    IndicatorAssessment,
    Outcome,
    assess_indicator,
    assess_set,
    interpolated_points,
    rounded_percent,
    units_missing,
)
from ntm_desktop.domain.comparison import reaches
from ntm_desktop.domain.criteria import (
    Band,
    ColumnTargets,
    CriteriaSet,
    Criterion,
    Indicator,
    IndicatorKind,
    Interpolation,
    Operator,
    Relation,
    Scoring,
    Target,
)
from ntm_desktop.domain.values import IndicatorValue

D = Decimal
MET, NOT_MET = Outcome.MET, Outcome.NOT_MET
NO_DATA, SPARED = Outcome.NO_DATA, Outcome.NOT_APPLICABLE


def percent(target: str | None = "95", **changes: Any) -> Indicator:
    fields: dict[str, Any] = {
        "code": "1.1",
        "text": "Tỷ lệ hộ dùng nước sạch",
        "kind": IndicatorKind.PERCENT,
        "measure_unit": "%",
        "counted_unit": "hộ",
        "operator": Operator.AT_LEAST,
        "targets": {"chung": ColumnTargets(number_target(target))},
    }
    return Indicator(**(fields | changes))


def number_target(value: str | None, **more: Any) -> Target | None:
    return None if value is None else Target(D(value), f"≥ {value}%", **({"verified": True} | more))


def word_indicator(kind: IndicatorKind, word: str | None, **changes: Any) -> Indicator:
    target = Target(None, word, True, word=word) if word else None
    fields = {"code": "1.1", "text": "Có quy hoạch", "kind": kind}
    return Indicator(**(fields | {"targets": {"chung": ColumnTargets(target)}} | changes))


def scale(word: str | None = "Khá", **changes: Any) -> Indicator:
    words = {"scale": ("Trung bình", "Khá", "Tốt"), "operator": Operator.AT_LEAST}
    return word_indicator(IndicatorKind.ORDINAL, word, **(words | changes))


def assess(indicator: Indicator, **value: Any) -> IndicatorAssessment:
    entered = IndicatorValue(**value) if value else None
    return assess_indicator(indicator, entered, indicator.target_for("chung", 2024))


def criterion(code: str, *indicators: Indicator, complete: bool = True) -> Criterion:
    return Criterion(code, f"Tiêu chí {code}", True, None, complete, indicators)


def set_of(*criteria: Criterion, **changes: Any) -> CriteriaSet:
    fields: dict[str, Any] = {
        "id": "bo-thu",
        "name": "Bộ thử",
        "short_name": "Thử",
        "level": "xa",
        "status": "",
        "noun": "tiêu chí",
        "complete": True,
        "groups": (),
        "criteria": criteria,
        "legal_basis": (),
    }
    return CriteriaSet(**(fields | changes))


def yes_no(code: str, **changes: Any) -> Indicator:
    return word_indicator(IndicatorKind.BOOLEAN, "Đạt", code=code, **changes)


def outcomes(criteria_set: CriteriaSet, values: Mapping[str, IndicatorValue]) -> list[Outcome]:
    found = assess_set(criteria_set, values, "chung", 2024)
    return [one.outcome for one in found.criteria]


YES, NO = IndicatorValue(word="Đạt"), IndicatorValue(word="Chưa đạt")
SPARE = IndicatorValue(not_applicable=True, reason="không có làng nghề")


# --- one number


def test_a_percentage_is_met_at_its_target():
    found = assess(percent(), value=D(95))
    assert (found.outcome, found.basis, found.gap) == (MET, Basis.COMPUTED, None)
    assert found.explanation == "Đạt: cần ≥ 95%, hiện 95%."


def test_a_percentage_below_says_how_many_points_are_missing():
    found = assess(percent(), value=D("93.2"))
    assert found.outcome is NOT_MET
    assert found.explanation == "Cần ≥ 95%, hiện 93,2%: còn thiếu 1,8 điểm %."
    assert found.gap is not None
    assert (found.gap.amount, found.gap.measure_unit) == (D("1.8"), "điểm %")


def test_a_ratio_below_says_how_many_households_are_missing():
    found = assess(percent(), numerator=D(932), denominator=D(1000))
    assert found.explanation == "Cần ≥ 95%, hiện 93,2% (932/1.000): còn thiếu 18 hộ."
    assert found.gap is not None
    assert (found.gap.amount, found.gap.measure_unit) == (18, "hộ")


def test_a_ratio_of_lengths_is_short_of_hundredths():
    found = assess(percent(counted_unit="km"), numerator=D("10.5"), denominator=D("12.3"))
    assert found.gap is not None
    assert found.gap.text == "còn thiếu 1,19 km"


def test_a_ratio_of_unnamed_things_is_short_of_points():
    found = assess(percent(counted_unit=""), numerator=D(1), denominator=D(3))
    assert found.gap is not None
    assert found.gap.text == "còn thiếu 61,67 điểm %"


def test_a_ratio_that_rounds_to_its_target_but_misses_it_is_shown_finer():
    found = assess(percent(), numerator=D(94999), denominator=D(100000))
    assert found.outcome is NOT_MET
    assert "hiện 94,999%" in found.explanation
    finest = assess(percent(), numerator=D(95 * 10**10 - 1), denominator=D(10**12))
    assert "(949.999.999.999/1.000.000.000.000): còn thiếu 1 hộ" in finest.explanation


def test_an_upper_limit_is_exceeded_by_things():
    found = assess(percent("5", operator=Operator.AT_MOST), numerator=D(8), denominator=D(100))
    assert found.outcome is NOT_MET
    assert found.gap is not None
    assert found.gap.text == "còn vượt 3 hộ"


def test_exactly_none_means_none():
    house = percent("0", kind=IndicatorKind.NUMBER, measure_unit="nhà", operator=Operator.EQUAL)
    assert assess(house, value=D(0)).outcome is MET
    found = assess(house, value=D(3))
    assert found.outcome is NOT_MET
    assert found.gap is not None
    assert found.gap.text == "còn vượt 3 nhà"


def test_a_target_of_none_reads_well_in_a_sentence():
    target = Target(D(0), "Không", True)
    house = percent(
        kind=IndicatorKind.NUMBER,
        measure_unit="nhà",
        operator=Operator.EQUAL,
        targets={"chung": ColumnTargets(target)},
    )
    assert assess(house, value=D(3)).explanation == "Cần 0 nhà, hiện 3 nhà: còn vượt 3 nhà."


def test_a_denominator_of_zero_is_no_data():
    assert assess(percent(), numerator=D(1), denominator=D(0)).outcome is NO_DATA


def test_without_a_value_there_is_no_data():
    found = assess(percent())
    assert (found.outcome, found.basis, found.value) == (NO_DATA, Basis.NONE, None)
    assert found.explanation == "Cần ≥ 95%; chưa có số liệu."


def test_without_a_target_a_value_decides_nothing():
    found = assess(percent(None), value=D(99))
    assert (found.outcome, found.target, found.target_verified) == (NO_DATA, None, False)
    assert "cần tự đánh giá" in found.explanation
    assert assess(percent(None)).outcome is NO_DATA


# --- compound, nam and nữ, words, conditions


def test_a_compound_target_needs_its_part_too():
    target = Target(D(95), "≥ 95%, trong đó ≥ 55%", True, sub_value=D(55))
    one = percent(targets={"chung": ColumnTargets(target)}, sub_text="tập trung")
    assert assess(one, value=D(96)).outcome is NO_DATA
    assert assess(one, value=D(96), sub_value=D(55)).outcome is MET
    assert assess(one, value=D(90), sub_value=D(99)).outcome is NOT_MET
    found = assess(one, value=D(96), sub_value=D(50))
    assert found.outcome is NOT_MET
    assert found.gap is not None
    assert found.gap.text == "phần “trong đó” còn thiếu 5 điểm %"
    assert "hiện 96%, trong đó 50%" in found.explanation


@pytest.mark.parametrize(
    ("male", "female", "outcome"),
    [
        ("95", "95", MET),
        ("96", "94", NOT_MET),
        ("94", "96", NOT_MET),
        ("94", None, NOT_MET),
        ("96", None, NO_DATA),
        (None, "99", NO_DATA),
    ],
)
def test_men_and_women_must_both_reach_it(male: str | None, female: str | None, outcome: Outcome):
    value = {
        name: D(number)
        for name, number in (("male", male), ("female", female))
        if number is not None
    }
    assert assess(percent(by_gender=True), **value).outcome is outcome


def test_the_gap_of_men_and_women_is_told_for_each():
    found = assess(percent(by_gender=True), male=D(90), female=D("94.5"))
    assert found.gap is not None
    assert found.gap.amount == 5
    assert found.gap.text == "nam còn thiếu 5 điểm %, nữ còn thiếu 0,5 điểm %"


def test_one_figure_for_both_decides_only_when_it_misses():
    both = percent(by_gender=True)
    assert assess(both, value=D(96)).outcome is NO_DATA
    assert assess(both, value=D(94)).outcome is NOT_MET
    assert assess(both).outcome is NO_DATA


def test_yes_meets_a_yes_no_indicator():
    assert assess(yes_no("1.1"), word="Đạt").outcome is MET
    assert assess(yes_no("1.1"), word="Chưa đạt").outcome is NOT_MET
    assert assess(yes_no("1.1"), word="Chưa đạt").explanation == "Đã ghi là chưa đạt."
    assert assess(yes_no("1.1")).outcome is NO_DATA
    assert assess(word_indicator(IndicatorKind.BOOLEAN, None), word="Đạt").outcome is NO_DATA


@pytest.mark.parametrize(
    ("word", "outcome"),
    [("Trung bình", NOT_MET), ("Khá", MET), ("Tốt", MET), ("Xuất sắc", NO_DATA)],
)
def test_a_word_is_met_by_itself_and_by_higher_ones(word: str, outcome: Outcome):
    assert assess(scale(), word=word).outcome is outcome


def test_an_outcome_on_an_unverified_scale_is_marked():
    assert assess(scale(), word="Khá").rests_on_unverified
    assert not assess(scale(scale_verified=True), word="Khá").rests_on_unverified


def test_an_outcome_on_an_unverified_target_is_marked():
    doubtful = percent(targets={"chung": ColumnTargets(number_target("95", verified=False))})
    assert assess(doubtful, value=D(96)).rests_on_unverified
    assert not assess(doubtful).rests_on_unverified
    assert not assess(doubtful, declared="met").rests_on_unverified
    assert assess(doubtful, value=D(90), declared="met").rests_on_unverified
    assert not assess(percent(), value=D(96)).rests_on_unverified


def test_an_unverified_rule_of_both_sexes_is_marked():
    assert assess(percent(by_gender=True), male=D(99), female=D(99)).rests_on_unverified
    sure = percent(by_gender=True, by_gender_verified=True)
    assert not assess(sure, male=D(99), female=D(99)).rests_on_unverified


def test_conditions_are_shown_and_declared():
    target = Target(None, "100% trường đạt mức độ 1", True)
    one = percent(
        kind=IndicatorKind.CONDITIONS, operator=None, targets={"chung": ColumnTargets(target)}
    )
    found = assess(one, value=D(100))
    assert found.outcome is NO_DATA
    assert found.explanation == ("Yêu cầu: 100% trường đạt mức độ 1; hiện 100%; cần tự đánh giá.")
    assert assess(one, declared="met").outcome is MET


# --- declared, not applicable


def test_a_declared_outcome_stands_where_nothing_can_be_computed():
    found = assess(percent(None), declared="met", reason="theo văn bản của tỉnh")
    assert (found.outcome, found.basis, found.contradicts) == (MET, Basis.DECLARED, False)
    assert found.explanation == "Tự đánh giá đạt (theo văn bản của tỉnh)."


def test_a_declared_outcome_that_contradicts_the_figures_is_flagged():
    found = assess(percent(), value=D(90), declared="met", reason="đang thẩm tra")
    assert (found.outcome, found.basis, found.contradicts) == (MET, Basis.DECLARED, True)
    assert found.explanation == (
        "Tự đánh giá đạt (đang thẩm tra), nhưng theo số liệu thì chưa đạt: "
        "cần ≥ 95%, hiện 90%: còn thiếu 5 điểm %."
    )


def test_a_declared_outcome_that_agrees_is_still_declared():
    found = assess(percent(), value=D(90), declared="not_met")
    assert (found.outcome, found.basis, found.contradicts) == (NOT_MET, Basis.DECLARED, False)


def test_not_applicable_needs_a_wording_that_allows_it():
    found = assess(yes_no("1.1", if_any=True), not_applicable=True, reason="không có làng nghề")
    assert (found.outcome, found.basis) == (SPARED, Basis.DECLARED)
    assert found.explanation == "Không áp dụng: không có làng nghề."
    assert assess(yes_no("1.1"), not_applicable=True, reason="x").outcome is NO_DATA


# --- relative, points


def relative_sets() -> tuple[CriteriaSet, CriteriaSet]:
    income = percent(
        None,
        code="10",
        kind=IndicatorKind.NUMBER,
        targets={
            "btb": ColumnTargets(by_year={2024: Target(D("50"), "≥ 50", True)}),
            "chung": ColumnTargets(),
        },
    )
    model = Indicator(
        code="KM.2",
        text="Thu nhập",
        kind=IndicatorKind.RELATIVE,
        measure_unit="triệu đồng",
        operator=Operator.AT_LEAST,
        target_verified=True,
        relative_to=Relation("goc", "10", D(110)),
    )
    return set_of(criterion("10", income), id="goc"), set_of(criterion("KM", model))


@pytest.mark.parametrize(
    ("income", "group", "year", "outcome"),
    [
        ("55", "btb", 2024, MET),
        ("54.9", "btb", 2024, NOT_MET),
        ("55", "btb", 2023, NO_DATA),
        ("55", "chung", 2024, NO_DATA),
    ],
)
def test_a_relative_target_follows_the_other_set_of_the_same_group_and_year(
    income: str, group: str, year: int, outcome: Outcome
):
    base, model = relative_sets()
    values = {"KM.2": IndicatorValue(value=D(income))}
    found = assess_set(model, values, group, year, other_sets={"goc": base})
    assert found.criteria[0].indicators[0].outcome is outcome


def test_a_relative_target_without_its_base_is_told_and_not_guessed():
    _, model = relative_sets()
    values = {"KM.2": IndicatorValue(value=D(99))}
    found = assess_set(model, values, "btb", 2024).criteria[0].indicators[0]
    assert found.outcome is NO_DATA
    assert found.target is not None
    assert found.target.value is None
    assert found.target.text == "≥ 110% mức của chỉ tiêu 10, bộ goc, cùng năm"


def points_set(**scoring: Any) -> CriteriaSet:
    parts = [
        criterion(
            code, Indicator(code=code, text="x", kind=IndicatorKind.POINTS, max_points=D(most))
        )
        for code, most in (("A", 40), ("B", 25), ("C", 35))
    ]
    bands = (Band("5 sao", D(90)), Band("4 sao", D(70)), Band("1 sao", D(0)))
    return set_of(*parts, scoring=Scoring(D(100), True, None, bands, **scoring))


def test_points_are_added_and_banded_once_all_are_there():
    values = {"A": IndicatorValue(value=D("39.5")), "B": IndicatorValue(value=D(25))}
    found = assess_set(points_set(), values, None, 2024)
    assert (found.points, found.band) == ((D("64.5"), D(100)), "")
    values["C"] = IndicatorValue(value=D("25.5"))
    found = assess_set(points_set(), values, None, 2024)
    assert (found.points, found.band) == ((D(90), D(100)), "5 sao")
    assert found.outcome is NO_DATA


def test_points_above_the_most_are_not_added():
    found = assess_set(points_set(), {"A": IndicatorValue(value=D(41))}, None, 2024)
    assert found.points is None
    assert "nên không được cộng" in found.criteria[0].indicators[0].explanation
    assert assess_set(points_set(), {}, None, 2024).points is None
    declared = {"A": IndicatorValue(declared="met")}
    assert assess_set(points_set(), declared, None, 2024).points is None


# --- criteria and sets


@pytest.mark.parametrize(
    ("values", "outcome", "basis"),
    [
        ({"1.1": YES, "1.2": YES}, MET, Basis.COMPUTED),
        ({"1.1": YES, "1.2": NO}, NOT_MET, Basis.COMPUTED),
        ({"1.1": NO}, NOT_MET, Basis.COMPUTED),
        ({"1.1": YES}, NO_DATA, Basis.NONE),
        ({"1.1": YES, "1.2": SPARE}, MET, Basis.COMPUTED),
        ({"1.1": SPARE, "1.2": SPARE}, SPARED, Basis.DECLARED),
        ({"1.1": YES, "1.2": IndicatorValue(declared="met")}, MET, Basis.DECLARED),
        ({"1.1": YES, "1.2": IndicatorValue(declared="not_met")}, NOT_MET, Basis.DECLARED),
        ({"1": IndicatorValue(declared="met")}, MET, Basis.DECLARED),
        ({"1": SPARE}, SPARED, Basis.DECLARED),
        ({"1": IndicatorValue(note="xem sau")}, NO_DATA, Basis.NONE),
    ],
)
def test_a_criterion_follows_its_indicators_or_the_word_on_itself(
    values: Mapping[str, IndicatorValue], outcome: Outcome, basis: Basis
):
    one = criterion("1", yes_no("1.1", if_any=True), yes_no("1.2", if_any=True))
    found = assess_set(set_of(one), values, "chung", 2024).criteria[0]
    assert (found.outcome, found.basis) == (outcome, basis)


def test_a_criterion_declared_against_its_indicators_is_flagged():
    values = {"1.1": NO, "1": IndicatorValue(declared="met", reason="theo kết luận")}
    one = assess_set(set_of(criterion("1", yes_no("1.1"))), values, "chung", 2024).criteria[0]
    assert (one.outcome, one.contradicts, one.reason) == (MET, True, "theo kết luận")
    assert one.explanation == (
        "Tự đánh giá đạt (theo kết luận), nhưng theo số liệu thì chưa đạt: "
        "còn 1 chỉ tiêu chưa đạt (1.1)."
    )


def test_an_incomplete_or_empty_list_gives_no_outcome_until_declared():
    part = criterion("1", yes_no("1.1"), complete=False)
    assert outcomes(set_of(part), {"1.1": YES}) == [NO_DATA]
    assert outcomes(set_of(criterion("1", complete=False)), {}) == [NO_DATA]
    assert outcomes(set_of(part), {"1": IndicatorValue(declared="met")}) == [MET]


def test_a_shared_code_belongs_to_the_indicator():
    one = criterion("10", yes_no("10"))
    found = assess_set(set_of(one), {"10": IndicatorValue(declared="met")}, "chung", 2024)
    assert found.criteria[0].indicators[0].outcome is MET
    assert found.criteria[0].outcome is MET
    assert found.counts.indicators_met == 1


def test_the_sentence_of_a_criterion_counts_what_does_not_apply():
    one = criterion("1", yes_no("1.1"), yes_no("1.2", if_any=True))
    found = assess_set(set_of(one), {"1.1": YES, "1.2": SPARE}, "chung", 2024)
    assert found.criteria[0].explanation == (
        "Đạt: 1 chỉ tiêu đạt, 1 chỉ tiêu không áp dụng (tính là đạt)."
    )


def test_a_set_needs_all_its_criteria():
    both = set_of(criterion("1", yes_no("1.1")), criterion("2", yes_no("2.1", if_any=True)))
    cases = [
        ({"1.1": YES, "2.1": YES}, MET),
        ({"1.1": YES, "2.1": SPARE}, MET),
        ({"1.1": YES}, NO_DATA),
        ({"1.1": NO}, NOT_MET),
        ({}, NO_DATA),
    ]
    for values, outcome in cases:
        assert assess_set(both, values, "chung", 2024).outcome is outcome


def test_a_set_with_criteria_missing_is_not_met():
    short = set_of(criterion("1", yes_no("1.1")), expected_criteria=2)
    assert assess_set(short, {"1.1": YES}, "chung", 2024).outcome is NO_DATA


def test_an_empty_set_is_never_met():
    found = assess_set(set_of(complete=False), {"1": IndicatorValue(declared="met")}, None, 2024)
    assert found.outcome is NO_DATA
    assert found.counts.criteria_total == found.counts.criteria_met == 0


def test_a_criterion_that_does_not_apply_counts_as_met_its_indicators_do_not():
    one = criterion("1", yes_no("1.1", if_any=True))
    counts = assess_set(set_of(one), {"1.1": SPARE}, "chung", 2024).counts
    assert (counts.criteria_met, counts.indicators_met) == (1, 0)
    assert counts.indicators_not_applicable == 1


# --- laws

NUMBERS = st.decimals(0, 10**6, allow_nan=False, allow_infinity=False, places=4)
RATES = st.decimals(0, 100, allow_nan=False, allow_infinity=False, places=2)


@given(RATES, st.integers(1, 10**7), st.data())
def test_adding_the_gap_meets_the_target_and_one_less_does_not(target, denominator, data):
    numerator = data.draw(st.integers(0, denominator))
    one = percent(str(target))
    found = assess(one, numerator=D(numerator), denominator=D(denominator))
    if found.gap is None:
        assert found.outcome is MET
        return
    reached = numerator + found.gap.amount
    assert found.gap.amount == int(found.gap.amount) > 0
    assert reached <= denominator
    after = assess(one, numerator=reached, denominator=D(denominator))
    before = assess(one, numerator=reached - 1, denominator=D(denominator))
    assert (after.outcome, before.outcome) == (MET, NOT_MET)


@given(RATES, st.integers(1, 10**7), st.data())
def test_taking_away_what_exceeds_meets_an_upper_limit(target, denominator, data):
    numerator = data.draw(st.integers(0, denominator))
    one = percent(str(target), operator=Operator.AT_MOST)
    found = assess(one, numerator=D(numerator), denominator=D(denominator))
    if found.gap is None:
        assert found.outcome is MET
        return
    reached = numerator - found.gap.amount
    assert reached >= 0
    after = assess(one, numerator=reached, denominator=D(denominator))
    before = assess(one, numerator=reached + 1, denominator=D(denominator))
    assert (after.outcome, before.outcome) == (MET, NOT_MET)


@given(NUMBERS, NUMBERS)
def test_the_gap_of_a_number_is_exact(target, number):
    one = percent(str(target), counted_unit="")
    found = assess(one, value=number)
    if found.gap is not None:
        assert number + found.gap.amount == target


@given(NUMBERS, NUMBERS, NUMBERS, st.sampled_from([Operator.AT_LEAST, Operator.AT_MOST]))
def test_assessing_is_monotone(target, first, second, operator):
    low, high = sorted((first, second))
    one = percent(str(target), operator=operator)
    better, worse = (high, low) if operator is Operator.AT_LEAST else (low, high)
    if assess(one, value=worse).outcome is MET:
        assert assess(one, value=better).outcome is MET


@given(RATES, st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_ratio_is_judged_as_cross_multiplication_does(target, numerator, denominator):
    found = assess(percent(str(target)), numerator=D(numerator), denominator=D(denominator))
    assert (found.outcome is MET) == (Fraction(numerator * 100) >= Fraction(target) * denominator)


@given(st.lists(st.sampled_from(["yes", "no", "spare", "declared", "none"]), max_size=12))
def test_counts_add_up_to_the_total(answers):
    known = {
        "yes": YES,
        "no": NO,
        "spare": SPARE,
        "declared": IndicatorValue(declared="met"),
    }
    codes = [f"{n // 3 + 1}.{n % 3 + 1}" for n in range(len(answers))]
    criteria = [
        criterion(str(n + 1), *(yes_no(code, if_any=True) for code in codes[3 * n : 3 * n + 3]))
        for n in range((len(codes) + 2) // 3)
    ]
    values = {
        code: known[answer] for code, answer in zip(codes, answers, strict=True) if answer in known
    }
    found = assess_set(set_of(*criteria), values, "chung", 2024)
    counts = found.counts
    assert (
        counts.indicators_total
        == len(answers)
        == (
            counts.indicators_met
            + counts.indicators_not_met
            + counts.indicators_no_data
            + counts.indicators_not_applicable
        )
    )
    assert counts.criteria_met <= counts.criteria_total == len(criteria)
    assert counts.indicators_met == answers.count("yes") + answers.count("declared")


@given(st.fractions(0, 100), RATES)
def test_what_is_shown_stands_to_the_target_as_what_is_measured(measured, target):
    shown = Fraction(rounded_percent(measured, target))
    near_miss = abs(measured - Fraction(target)) < Fraction(1, 10**8)
    if not near_miss:
        assert reaches(shown, target, None) == reaches(measured, target, None)


@given(st.fractions(0, 10**6), st.booleans())
def test_the_missing_amount_is_the_smallest_that_suffices(exact, whole):
    amount = units_missing(exact, whole=whole)
    step = 1 if whole else Fraction(1, 100)
    assert Fraction(amount) >= exact > Fraction(amount) - step


# --- points of a value


def scored(low: str = "100", high: str = "300", code: str = "1.1", **more: Any) -> Indicator:
    rule = Interpolation(D(low), D(1), D(high), D(2), **more)
    fields = {"code": code, "text": "x", "kind": IndicatorKind.SCORED, "measure_unit": "người"}
    return Indicator(**fields, operator=rule.operator, interpolation=rule)


@pytest.mark.parametrize(
    ("value", "points", "outcome"),
    [
        ("99.99", "0", NOT_MET),
        ("100", "1", MET),
        ("200", "1.5", MET),
        ("167", "1.34", MET),  # 1,335 is rounded up
        ("300", "2", MET),
        ("1000", "2", MET),
    ],
)
def test_a_value_gets_points_on_the_line_between_its_two_ends(value, points, outcome):
    found = assess(scored(), value=D(value))
    assert (found.points, found.outcome) == (D(points), outcome)


def test_a_scored_value_explains_its_points_and_gap():
    found = assess(scored(), value=D(90))
    assert found.explanation == (
        "Cần ≥ 100 người, hiện 90 người: còn thiếu 10 người; được 0 trên 2 điểm."
    )
    assert found.gap is not None
    assert found.rests_on_unverified
    assert not assess(scored(verified=True), value=D(90)).rests_on_unverified
    assert assess(scored()).points is None
    assert assess(scored(), not_applicable=True).points is None


def test_where_less_is_better_the_line_falls():
    one = scored("5", "1")
    assert [assess(one, value=D(value)).points for value in (6, 5, 3, 1, 0)] == [
        0,
        1,
        D("1.5"),
        2,
        2,
    ]
    assert assess(one, value=D(6)).outcome is NOT_MET


def test_points_of_values_and_given_points_are_added_together():
    given_points = Indicator("A", "x", IndicatorKind.POINTS, max_points=D(98))
    scoring = Scoring(D(100), True, None, (Band("đạt", D(75)), Band("chưa đạt", D(0))))
    model = set_of(criterion("1", given_points), criterion("2", scored(code="B")), scoring=scoring)
    values = {"A": IndicatorValue(value=D("73.5")), "B": IndicatorValue(value=D(200))}
    found = assess_set(model, values, None, 2024)
    assert (found.points, found.band) == ((D("75.0"), D(100)), "đạt")
    assert assess_set(model, {"A": values["A"]}, None, 2024).band == ""


LINES = st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS).filter(lambda ends: ends[0] != ends[1])


def line(ends: tuple[Decimal, Decimal, Decimal, Decimal]) -> Interpolation:
    fewest, most = sorted(ends[2:])
    return Interpolation(ends[0], fewest, ends[1], most)


@given(LINES, NUMBERS)
def test_points_are_bounded_and_nothing_below_the_least_value(ends, number):
    rule = line(ends)
    points = rule.points_for(Fraction(number))
    assert 0 <= points <= rule.max_points
    if not reaches(Fraction(number), rule.min_value, rule.operator):
        assert points == 0
    else:
        assert points >= rule.min_points
    rounded = Fraction(interpolated_points(rule, Fraction(number)) or 0)
    assert abs(rounded - points) <= Fraction(1, 200)
    assert 0 <= rounded <= rule.max_points


@given(LINES, NUMBERS, NUMBERS)
def test_points_never_fall_when_the_value_gets_better(ends, first, second):
    rule = line(ends)
    low, high = sorted((Fraction(first), Fraction(second)))
    better, worse = (high, low) if rule.operator is Operator.AT_LEAST else (low, high)
    assert rule.points_for(better) >= rule.points_for(worse)


@given(LINES, st.fractions(0, 1), st.fractions(0, 1))
def test_points_are_continuous_between_the_ends(ends, first, second):
    rule = line(ends)
    low, high = Fraction(rule.min_value), Fraction(rule.max_value)
    slope = abs(Fraction(rule.max_points - rule.min_points) / (high - low))
    one, other = low + (high - low) * first, low + (high - low) * second
    difference = abs(rule.points_for(one) - rule.points_for(other))
    assert difference == slope * abs(one - other)
    assert rule.points_for(low) == rule.min_points
    assert rule.points_for(high) == rule.max_points


# --- laws of every comparison


@given(NUMBERS, NUMBERS, st.sampled_from(list(Operator)))
def test_there_is_a_gap_just_where_the_target_is_not_met(target, number, operator):
    one = percent(str(target), operator=operator, counted_unit="")
    found = assess(one, value=number)
    assert (found.gap is None) == (found.outcome is MET)
    assert found.gap is None or found.gap.amount > 0


@given(RATES, RATES, RATES, RATES)
def test_a_compound_target_is_met_just_when_both_are(main, part, number, share):
    target = Target(main, "≥ a%, trong đó ≥ b%", True, sub_value=part)
    one = percent(None, targets={"chung": ColumnTargets(target)}, sub_text="x")
    found = assess(one, value=number, sub_value=share)
    assert (found.outcome is MET) == (number >= main and share >= part)
    assert (found.gap is None) == (found.outcome is MET)
    if found.gap is not None:
        assert ("phần" in found.gap.text) == (share < part)


@given(st.permutations(["1.1", "1.2", "2.1", "2.2"]), st.data())
def test_the_order_of_entry_does_not_matter(order, data):
    criteria = (criterion("1", percent(), percent(code="1.2")), criterion("2", yes_no("2.1")))
    known = {
        "1.1": IndicatorValue(value=data.draw(RATES)),
        "1.2": IndicatorValue(declared="met"),
        "2.1": data.draw(st.sampled_from([YES, NO, SPARE])),
        "2.2": YES,
    }
    values = {code: known[code] for code in order}
    assert assess_set(set_of(*criteria), values, "chung", 2024) == assess_set(
        set_of(*criteria), known, "chung", 2024
    )


@given(st.integers(2000, 2100), st.integers(2000, 2100))
def test_a_yearly_target_holds_in_its_year_only(year, other):
    yearly = ColumnTargets(by_year={year: Target(D(45), "≥ 45%", True)})
    model = set_of(criterion("1", percent(None, targets={"chung": yearly})))
    found = assess_set(model, {"1.1": IndicatorValue(value=D(50))}, "chung", other)
    assert (found.outcome is MET) == (year == other)


# --- every kind explains itself in one sentence

COMPOUND = {
    "targets": {
        "chung": ColumnTargets(Target(D(95), "≥ 95%, trong đó ≥ 55%", True, sub_value=D(55)))
    },
    "sub_text": "tập trung",
}
COUNTED = {
    "kind": IndicatorKind.NUMBER,
    "measure_unit": "mô hình",
    "counted_unit": "",
    "targets": {"chung": ColumnTargets(Target(D(2), "≥ 2 mô hình", True))},
}
NONE_AT_ALL = COUNTED | {
    "measure_unit": "vụ",
    "operator": Operator.EQUAL,
    "targets": {"chung": ColumnTargets(Target(D(0), "Không", True))},
}
LIMIT = {
    "operator": Operator.AT_MOST,
    "targets": {"chung": ColumnTargets(Target(D(5), "≤ 5%", True))},
}
GRADED = Indicator("A", "x", IndicatorKind.POINTS, max_points=D(40))
SENTENCE = word_indicator(
    IndicatorKind.CONDITIONS,
    None,
    targets={"chung": ColumnTargets(Target(None, "theo quy định của tỉnh", True))},
)
YEARLY = percent(
    targets={"chung": ColumnTargets(None, {2024: number_target("90")})}, varies_by_year=True
)


@pytest.mark.parametrize(
    ("indicator", "value", "sentence"),
    [
        (percent(), {}, "Cần ≥ 95%; chưa có số liệu."),
        (percent(None), {"value": 5}, "Hiện 5%; chưa có mức yêu cầu nên cần tự đánh giá."),
        (percent(None), {}, "Chưa có số liệu; chưa có mức yêu cầu nên cần tự đánh giá."),
        (
            percent(**LIMIT), {"numerator": 62, "denominator": 1000},
            "Cần ≤ 5%, hiện 6,2% (62/1.000): còn vượt 12 hộ.",
        ),
        (percent(**LIMIT), {"value": 4}, "Đạt: cần ≤ 5%, hiện 4%."),
        (
            percent(**COUNTED), {"value": 1},
            "Cần ≥ 2 mô hình, hiện 1 mô hình: còn thiếu 1 mô hình.",
        ),
        (percent(**COUNTED), {"value": 3}, "Đạt: cần ≥ 2 mô hình, hiện 3 mô hình."),
        (percent(**NONE_AT_ALL), {"value": 2}, "Cần 0 vụ, hiện 2 vụ: còn vượt 2 vụ."),
        (percent(**NONE_AT_ALL), {"value": 0}, "Đạt: cần 0 vụ, hiện 0 vụ."),
        (
            percent(**COMPOUND), {"value": 90, "sub_value": 50},
            "Cần ≥ 95%, trong đó ≥ 55%, hiện 90%, trong đó 50%: "
            "còn thiếu 5 điểm %, phần “trong đó” còn thiếu 5 điểm %.",
        ),
        (
            percent(**COMPOUND), {"value": 96},
            "Cần ≥ 95%, trong đó ≥ 55%; chưa có số liệu của phần “trong đó”.",
        ),
        (
            percent(by_gender=True), {"male": 96, "female": 94},
            "Cần ≥ 95% cho cả nam và nữ, hiện nam 96%, nữ 94%: nữ còn thiếu 1 điểm %.",
        ),
        (
            percent(by_gender=True), {"male": 96},
            "Cần ≥ 95% cho cả nam và nữ; chưa có đủ số liệu riêng của nam và của nữ.",
        ),
        (yes_no("1"), {"word": "Đạt"}, "Đã ghi là đạt."),
        (yes_no("1"), {}, "Chưa ghi đạt hay chưa đạt."),
        (scale(), {"word": "Trung bình"}, "Cần Khá trở lên, hiện Trung bình."),
        (scale(), {}, "Cần Khá trở lên; chưa có số liệu."),
        (scale("Tốt"), {"word": "Khá"}, "Cần Tốt, hiện Khá."),
        (
            scale(), {"word": "Xuất sắc"},
            "“Xuất sắc” không có trong thang xếp loại (Trung bình, Khá, Tốt).",
        ),
        (
            percent(if_any=True), {"not_applicable": True, "reason": "không có làng nghề"},
            "Không áp dụng: không có làng nghề.",
        ),
        (
            percent(), {"not_applicable": True, "reason": "không có"},
            "Ghi là không áp dụng, nhưng chỉ tiêu này không thuộc loại “nếu có”.",
        ),
        (SENTENCE, {}, "Yêu cầu: theo quy định của tỉnh; cần tự đánh giá."),
        (
            SENTENCE, {"declared": "met", "reason": "biên bản số 3"},
            "Tự đánh giá đạt (biên bản số 3).",
        ),
        (
            percent(), {"value": 90, "declared": "met", "reason": "biên bản"},
            "Tự đánh giá đạt (biên bản), nhưng theo số liệu thì chưa đạt: "
            "cần ≥ 95%, hiện 90%: còn thiếu 5 điểm %.",
        ),
        (scored(), {"value": 200}, "Đạt: cần ≥ 100 người, hiện 200 người; được 1,5 trên 2 điểm."),
        (scored(), {}, "Cần ≥ 100 người; chưa có số liệu."),
        (
            GRADED, {"value": "39.5"},
            "Đã chấm 39,5 trên 40 điểm; chưa có mức yêu cầu nên cần tự đánh giá.",
        ),
        (GRADED, {}, "Chưa chấm điểm (tối đa 40 điểm)."),
        (GRADED, {"value": 41}, "Điểm 41 nằm ngoài khoảng 0 đến 40, nên không được cộng."),
        (YEARLY, {"value": 80}, "Cần ≥ 90%, hiện 80%: còn thiếu 10 điểm %."),
    ],
)  # fmt: skip
def test_every_kind_explains_itself_in_one_sentence(indicator, value, sentence):
    numbers = ("value", "sub_value", "numerator", "denominator", "male", "female")
    entered = {name: D(one) if name in numbers else one for name, one in value.items()}
    found = assess(indicator, **entered).explanation
    assert found == sentence
    assert found.endswith(".")
    assert ". " not in found


def test_a_relative_target_explains_itself_with_and_without_its_base():
    base, model = relative_sets()

    def told(group: str, **others: CriteriaSet) -> str:
        values = {"KM.2": IndicatorValue(value=D("54.9"))}
        found = assess_set(model, values, group, 2024, other_sets=others)
        return found.criteria[0].indicators[0].explanation

    assert told("btb", goc=base) == (
        "Cần ≥ 55 triệu đồng, hiện 54,9 triệu đồng: còn thiếu 0,1 triệu đồng."
    )
    assert told("chung", goc=base) == (
        "Yêu cầu: ≥ 110% mức của chỉ tiêu 10, bộ Thử, cùng năm; hiện 54,9 triệu đồng; "
        "cần tự đánh giá."
    )


def test_every_kind_there_is_has_its_sentence():
    shown = {IndicatorKind.RELATIVE, percent(**COUNTED).kind, percent().kind, scored().kind}
    shown |= {yes_no("1").kind, scale().kind, SENTENCE.kind, GRADED.kind}
    assert shown == set(IndicatorKind)
