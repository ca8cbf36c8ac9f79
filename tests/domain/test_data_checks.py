"""Rules against figures: what is found, what is silent, and the laws that must hold."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.check_rules import CheckKind, CheckRule, Comparison, LimitUnit
from ntm_desktop.domain.comparison import measured_value
from ntm_desktop.domain.criteria import CriteriaSet, Criterion, Indicator, IndicatorKind
from ntm_desktop.domain.data_checks import (
    CheckFinding,
    CheckOverride,
    default_rules,
    joined_codes,
    rules_of,
    run_checks,
)
from ntm_desktop.domain.issues import Severity
from ntm_desktop.domain.values import IndicatorValue

SHARE = Indicator("1.1", "Tỷ lệ hộ", IndicatorKind.PERCENT, measure_unit="%", counted_unit="hộ")
RATE = Indicator("1.2", "Tỷ lệ rác", IndicatorKind.PERCENT, measure_unit="%")
COUNT = Indicator("1.3", "Mô hình", IndicatorKind.NUMBER, measure_unit="mô hình")
YES_NO = Indicator("1.4", "Có quy hoạch", IndicatorKind.BOOLEAN)
PARTED = dataclasses.replace(RATE, code="1.5", sub_text="từ hệ thống tập trung")
WORDS = Indicator("1.6", "Thuyết minh", IndicatorKind.CONDITIONS)
ALL = (SHARE, RATE, COUNT, YES_NO, PARTED, WORDS)


def set_of(*rules: CheckRule) -> CriteriaSet:
    criterion = Criterion("1", "Thử", False, None, complete=True, indicators=ALL)
    return CriteriaSet(
        id="bo-thu",
        name="Bộ thử",
        short_name="Thử",
        level="xa",
        status="",
        noun="tiêu chí",
        complete=True,
        groups=(),
        criteria=(criterion,),
        legal_basis=(),
        checks=rules,
    )


def rule(kind: CheckKind, *codes: str, **more: object) -> CheckRule:
    given = {"severity": Severity.WARNING, "text": "Xem lại.", "source": "thử", **more}
    return CheckRule(id="thu", kind=kind, indicators=codes, **given)


def value(number: object = None, **more: object) -> IndicatorValue:
    figure = None if number is None else Decimal(str(number))
    return IndicatorValue(value=figure, **more)


def found(*rules: CheckRule, before: dict | None = None, **values: IndicatorValue) -> list[str]:
    """Return the rule ids found for values given as c1_1=…"""
    now = {code[1:].replace("_", "."): one for code, one in values.items()}
    return [one.rule.id for one in run_checks(set_of(*rules), now, before or {})]


@pytest.mark.parametrize(
    ("one", "severity"),
    [
        ({"c1_1": value("100.1")}, Severity.ERROR),
        ({"c1_1": IndicatorValue(numerator=Decimal(3), denominator=Decimal(2))}, Severity.ERROR),
        ({"c1_1": IndicatorValue(male=Decimal(90), female=Decimal(101))}, Severity.ERROR),
        ({"c1_2": value("100.1")}, Severity.WARNING),
        ({"c1_2": value(90, sub_value=Decimal(101))}, Severity.WARNING),
    ],
)
def test_a_rate_above_a_hundred_is_an_error_only_for_a_share_of_counted_things(one, severity):
    now = {code[1:].replace("_", "."): found for code, found in one.items()}
    (first, *_) = run_checks(set_of(), now, {})
    assert first.severity is severity
    assert first.rule.id == f"ty-le-{first.codes[0]}"


def test_what_was_not_entered_or_does_not_apply_breaks_nothing():
    assert found() == []
    assert found(c1_1=value()) == []
    assert found(c1_1=value(300, not_applicable=True)) == []
    assert found(c1_4=IndicatorValue(word="Đạt"), c1_3=value(500)) == []
    both = rule(CheckKind.RELATION, "1.1", "1.2")
    assert found(both, c1_1=value(3)) == []


def test_a_part_above_the_whole_is_doubtful():
    assert found(c1_5=value(50, sub_value=Decimal(60))) == ["trong-do-1.5"]
    assert found(c1_5=value(50, sub_value=Decimal(50))) == []
    assert found(c1_5=IndicatorValue(sub_value=Decimal(60))) == []


def test_a_negative_figure_is_doubtful():
    assert found(c1_3=value(-1)) == ["khong-am-1.3"]
    assert found(c1_1=value(-1)) == ["ty-le-1.1"]


@pytest.mark.parametrize(
    ("code", "then", "now", "doubted"),
    [
        ("1.1", 60, 80, False),
        ("1.1", 60, "80.01", True),
        ("1.1", 60, "39.9", True),
        ("1.3", 1, 2, False),
        ("1.3", 1, 3, True),
        ("1.3", 10, 15, False),
        ("1.3", 10, 16, True),
        ("1.3", 0, 5, True),
    ],
)
def test_a_leap_since_the_period_before_is_doubtful(code, then, now, doubted):
    results = run_checks(set_of(), {code: value(now)}, {code: value(then)})
    assert [one.rule.id for one in results] == [f"thay-doi-{code}"] * doubted


def test_our_own_rule_says_that_it_is_no_law():
    changes = [one for one in default_rules(SHARE) if one.kind is CheckKind.CHANGE]
    assert "không phải quy định" in changes[0].source
    assert default_rules(YES_NO) == default_rules(WORDS) == ()


def test_a_relation_between_two_is_told_with_both_numbers():
    own = rule(CheckKind.RELATION, "1.2", "1.1", operator=Comparison.AT_MOST)
    now = {"1.1": value(40), "1.2": value(45)}
    (one,) = run_checks(set_of(own), now, {})
    assert (one.codes, one.text) == (("1.2", "1.1"), "1.2 là 45%, 1.1 là 40%. Xem lại.")
    assert found(own, c1_1=value(45), c1_2=value(45)) == []
    apart = IndicatorValue(male=Decimal(50), female=Decimal(30))
    less = IndicatorValue(male=Decimal(50), female=Decimal(29))
    assert found(own, c1_1=less, c1_2=apart) == ["thu"]
    assert found(own, c1_1=apart, c1_2=less) == []


def test_a_sum_is_told_with_its_parts():
    own = rule(CheckKind.SUM, "1.1", "1.2", "1.5", operator=Comparison.EQUAL)
    assert found(own, c1_1=value("0.3"), c1_2=value("0.1"), c1_5=value("0.2")) == []
    now = {"1.1": value(10), "1.2": value(3), "1.5": value(4)}
    (one,) = run_checks(set_of(own), now, {})
    assert one.text == "1.1 là 10%, 1.2 là 3%, 1.5 là 4% (các phần cộng lại 7%). Xem lại."
    assert found(own, c1_1=value(10), c1_2=value(3)) == []
    least = dataclasses.replace(own, operator=Comparison.AT_LEAST)
    assert found(least, c1_1=value(10), c1_2=value(3), c1_5=value(4)) == []


def test_a_rule_of_the_set_stands_in_place_of_a_general_one():
    own = dataclasses.replace(rule(CheckKind.RANGE, "1.2", maximum=Decimal(500)), id="ty-le-1.2")
    assert found(own, c1_2=value(300)) == []
    assert found(own, c1_2=value(501)) == ["ty-le-1.2"]
    assert found(own, c1_1=value(300)) == ["ty-le-1.1"]
    assert len(rules_of(set_of(own))) == len(rules_of(set_of()))


def test_errors_come_before_warnings():
    results = run_checks(set_of(), {"1.1": value(200), "1.2": value(200)}, {"1.1": value(1)})
    assert [one.rule.id for one in results] == ["ty-le-1.1", "thay-doi-1.1", "ty-le-1.2"]
    assert results[0].issue.where == "1.1"
    assert results[0].issue.text == results[0].text


# --- laws ---

numbers = st.decimals(-200, 200, places=2)
figures = st.none() | numbers
codes = st.sampled_from(["1.1", "1.2", "1.3", "1.5"])
values = st.builds(
    IndicatorValue,
    value=figures,
    sub_value=figures,
    male=figures,
    female=figures,
    not_applicable=st.sampled_from([None, True]),
)
sheets = st.dictionaries(codes, values)
OWN = (
    rule(CheckKind.SUM, "1.1", "1.2", "1.5", operator=Comparison.EQUAL),
    dataclasses.replace(
        rule(CheckKind.RELATION, "1.2", "1.1", operator=Comparison.AT_MOST), id="hai"
    ),
)


def given_for(finding: CheckFinding) -> CheckOverride:
    return CheckOverride(
        rule=finding.rule.id,
        indicators=joined_codes(finding.codes),
        reason="Đúng",
        fingerprint=finding.fingerprint,
    )


@given(st.one_of(st.none(), numbers), st.none() | numbers, st.none() | numbers)
def test_within_the_range_means_no_finding_and_outside_means_one(number, low, high):
    ranged = rule(CheckKind.RANGE, "1.3", minimum=low, maximum=high)
    ranged = dataclasses.replace(ranged, id="khong-am-1.3")
    inside = number is None or ((low is None or low <= number) and (high is None or number <= high))
    assert (found(ranged, c1_3=value(number)) == []) is inside


@given(numbers, numbers, st.decimals(1, 100, places=1), st.sampled_from(list(LimitUnit)))
def test_a_change_is_doubted_exactly_beyond_its_limit(now, then, limit, unit):
    own = rule(CheckKind.CHANGE, "1.3", limit=limit, limit_unit=unit)
    own = dataclasses.replace(own, id="thay-doi-1.3")
    quiet = rule(CheckKind.RANGE, "1.3", minimum=Decimal(-999))
    quiet = dataclasses.replace(quiet, id="khong-am-1.3")
    allowed = Fraction(limit)
    if unit is LimitUnit.PERCENT:
        allowed = allowed * abs(Fraction(then)) / 100
    beyond = abs(Fraction(now) - Fraction(then)) > allowed
    results = found(own, quiet, before={"1.3": value(then)}, c1_3=value(now))
    assert bool(results) is beyond


@given(st.lists(st.tuples(codes, values), unique_by=lambda one: one[0]), sheets, st.randoms())
def test_the_order_of_entry_does_not_matter(entered, before, random):
    shuffled = list(entered)
    random.shuffle(shuffled)
    one = run_checks(set_of(*OWN), dict(entered), before)
    assert run_checks(set_of(*OWN), dict(shuffled), before) == one


@given(sheets, sheets, sheets, sheets)
def test_a_reason_holds_exactly_while_the_figures_are_the_same(now, before, later, earlier):
    for one in run_checks(set_of(*OWN), now, before):
        kept = given_for(one)
        for other in run_checks(set_of(*OWN), later, earlier):
            if (other.rule.id, other.codes) != (one.rule.id, one.codes):
                assert not other.is_explained_by(kept)
                continue
            compares = one.rule.kind is CheckKind.CHANGE
            same = all(
                marks(now, code) == marks(later, code)
                and (not compares or marks(before, code) == marks(earlier, code))
                for code in one.codes
            )
            is_warning = one.severity is Severity.WARNING
            assert other.is_explained_by(kept) is (same and is_warning)


@given(sheets, sheets)
def test_the_same_figures_written_otherwise_keep_their_reason(now, before):
    rewritten = {
        code: dataclasses.replace(
            one, value=None if one.value is None else one.value + Decimal("0.000"), note="ghi thêm"
        )
        for code, one in now.items()
    }
    one = run_checks(set_of(*OWN), now, before)
    other = run_checks(set_of(*OWN), rewritten, before)
    assert [found.fingerprint for found in one] == [found.fingerprint for found in other]


def marks(sheet: dict[str, IndicatorValue], code: str) -> tuple[object, ...]:
    """Return the figures of a value, compared as numbers."""
    one = sheet.get(code)
    if one is None or one.not_applicable:
        return (None,) * 4
    return (measured_value(one), one.sub_value, one.male, one.female)


def test_a_reason_without_words_or_for_an_error_explains_nothing():
    (error,) = run_checks(set_of(), {"1.1": value(300)}, {})
    assert not error.is_explained_by(given_for(error))
    (warning,) = run_checks(set_of(), {"1.2": value(300)}, {})
    assert warning.is_explained_by(given_for(warning))
    assert not warning.is_explained_by(dataclasses.replace(given_for(warning), reason=None))
