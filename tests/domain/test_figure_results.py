"""Rates of figures: exact, none without a base, percent told apart from points, met or exceeded."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.figure_results import (
    Bases,
    Verdict,
    change_text,
    compared,
    difference_text,
    growth,
    is_percent,
    joint_verdict,
    over_plan,
    percent_of,
    plan_verdict,
    points,
    rate_text,
    reckoned,
    reported_text,
    reported_verdict,
    rounded,
    shown_percent,
    verdict,
)
from ntm_desktop.domain.figures import RATE_KINDS, FigurePlan, FigureRate

numbers = st.decimals(-(10**9), 10**9, allow_nan=False, places=3)
bases = st.decimals(Decimal("0.001"), 10**9, allow_nan=False, places=3)
directions = st.sampled_from(["higher", "lower"])
verdicts = st.sampled_from(list(Verdict))
OPPOSITE = {"higher": "lower", "lower": "higher"}


def rate(kind: str, value: str, level: str | None = None) -> FigureRate:
    return FigureRate(measure="m", period="2023", kind=kind, value=Decimal(value), level=level)


# --- laws ---


@given(numbers, bases)
def test_a_rate_of_a_plan_times_the_plan_is_the_actual(actual: Decimal, plan: Decimal) -> None:
    found = percent_of(actual, plan)
    assert found is not None
    assert found * Fraction(plan) == Fraction(actual) * 100


@given(numbers, bases, st.integers(1, 10**6))
def test_a_rate_does_not_depend_on_the_unit(actual: Decimal, plan: Decimal, times: int) -> None:
    assert percent_of(actual * times, plan * times) == percent_of(actual, plan)
    assert growth(actual * times, plan * times) == growth(actual, plan)


@given(numbers, bases)
def test_growth_is_the_share_beyond_a_hundred(actual: Decimal, base: Decimal) -> None:
    assert growth(actual, base) == percent_of(actual, base) - 100  # type: ignore[operator]
    assert growth(base, base) == 0


@given(numbers, st.one_of(st.none(), st.decimals(-(10**9), 0, allow_nan=False, places=3)))
def test_without_a_base_above_zero_there_is_no_rate(actual: Decimal, base: Decimal | None) -> None:
    assert percent_of(actual, base) is None
    assert growth(actual, base) is None
    assert over_plan(actual, base, "higher") is None
    assert percent_of(None, abs(base or Decimal(1)) + 1) is None


@given(st.sampled_from(list(RATE_KINDS)))
def test_no_kind_of_rate_comes_from_nothing(kind: str) -> None:
    assert reckoned(kind, Bases(direction="higher")) is None
    assert reckoned(kind, Bases(actual=Decimal(5), direction="higher")) is None
    assert compared(rate(kind, "5"), Bases(actual=Decimal(5))).agrees is None


@given(numbers, numbers)
def test_a_change_in_points_is_the_other_way_round_backwards(one: Decimal, other: Decimal) -> None:
    assert points(one, other) == -points(other, one)  # type: ignore[operator]


@given(numbers, bases)
def test_better_than_the_plan_turns_round_with_the_direction(
    actual: Decimal, plan: Decimal
) -> None:
    assert over_plan(actual, plan, "lower") == -over_plan(actual, plan, "higher")  # type: ignore[operator]
    assert over_plan(actual, plan, None) is None


@given(numbers, numbers, directions)
def test_a_verdict_turns_round_with_sign_and_direction(
    actual: Decimal, plan: Decimal, direction: str
) -> None:
    assert verdict(actual, plan, direction) is verdict(-actual, -plan, OPPOSITE[direction])


@given(bases, bases, directions)
def test_exceeded_is_better_than_the_plan(actual: Decimal, plan: Decimal, direction: str) -> None:
    found = verdict(actual, plan, direction)
    better = over_plan(actual, plan, direction)
    assert better is not None
    assert (found is Verdict.EXCEEDED) == (better > 0)
    assert (found is Verdict.MET) == (better == 0)


@given(st.lists(verdicts), verdicts)
def test_another_plan_never_makes_a_verdict_better(held: list[Verdict], more: Verdict) -> None:
    rank = [Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.MET, Verdict.EXCEEDED]
    joint = joint_verdict([*held, more])
    assert joint is joint_verdict([more, *reversed(held)])
    if held:
        assert rank.index(joint) <= rank.index(joint_verdict(held))


@given(st.fractions(-(10**6), 10**6), st.integers(0, 6))
def test_rounding_is_never_further_than_half_a_step(value: Fraction, places: int) -> None:
    found = rounded(value, places)
    assert abs(Fraction(found) - value) <= Fraction(1, 2 * 10**places)
    assert rounded(-value, places) == -found


@given(st.decimals(90, 110, allow_nan=False, places=4))
def test_a_near_miss_is_not_shown_as_the_plan(value: Decimal) -> None:
    assert (shown_percent(Fraction(value), around=100) == "100%") == (value == 100)


@given(bases, bases, st.integers(0, 4))
def test_a_rate_rounded_from_its_own_base_agrees(actual: Decimal, plan: Decimal, to: int) -> None:
    exact = percent_of(actual, plan)
    assert exact is not None
    stated = FigureRate(measure="m", period="2023", kind="of_plan", value=rounded(exact, to))
    found = compared(stated, Bases(actual=actual, plan=plan))
    assert found.agrees is True
    assert difference_text(found) == ""


# --- real figures ---


def test_the_economy_of_a_commune_is_held_against_its_plan() -> None:
    found = percent_of(Decimal("258.7"), Decimal(236))
    assert found == Fraction(2587, 2360) * 100
    assert rate_text("of_plan", found) == "đạt 109,6% kế hoạch"
    assert rate_text("of_plan", found, "hdnd") == "đạt 109,6% chỉ tiêu nghị quyết HĐND"


def test_asphalt_is_a_share_of_all_roads() -> None:
    found = percent_of(Decimal("15.9"), Decimal("28.2"))
    assert found is not None
    assert rate_text("share", found) == "đạt tỷ lệ 56,4%"


def test_a_measure_in_percent_changes_in_points() -> None:
    assert change_text("%", Decimal("2.46"), Decimal("3.67"), None) == "giảm 1,21 điểm %"
    assert change_text("hộ", Decimal(50), Decimal(100), "before") == "giảm 50% so với kỳ liền trước"
    assert change_text("%", Decimal(3), Decimal(3), "start") == "không tăng, giảm so với đầu kỳ"
    assert change_text("%", Decimal("2.46"), None, None) == ""
    assert change_text("tỷ đồng", Decimal(5), Decimal(0), None) == ""


@pytest.mark.parametrize("unit", ["%", " %", "%/năm"])
def test_percentages_are_known_by_their_unit(unit: str) -> None:
    assert is_percent(unit)
    assert not is_percent("điểm %")
    assert not is_percent(None)


@pytest.mark.parametrize(
    ("actual", "plan", "direction", "operator", "expected"),
    [
        ("0.23", "0.62", "lower", None, Verdict.EXCEEDED),
        ("0.62", "0.62", None, None, Verdict.MET),
        ("0.7", "0.62", "lower", None, Verdict.NOT_MET),
        ("0.7", "0.62", None, None, Verdict.UNKNOWN),
        ("212", "200", None, "at_least", Verdict.EXCEEDED),
        ("212", "200", "higher", "at_most", Verdict.NOT_MET),
        ("0", "0", "lower", None, Verdict.MET),
        ("-5", "0", "higher", None, Verdict.NOT_MET),
    ],
)
def test_met_and_exceeded_follow_operator_and_direction(
    actual: str, plan: str, direction: str | None, operator: str | None, expected: Verdict
) -> None:
    assert verdict(Decimal(actual), Decimal(plan), direction, operator) is expected


@pytest.mark.parametrize(
    ("fall", "expected"),
    [("2.46", Verdict.EXCEEDED), ("3.17", Verdict.MET), ("3.3", Verdict.NOT_MET)],
)
def test_a_planned_fall_is_at_least_that_many_points(fall: str, expected: Verdict) -> None:
    plan = FigurePlan(
        measure="m", period="2023", matter="points_down", operator="at_least", value=Decimal("0.5")
    )
    held = Bases(actual=Decimal(fall), previous=Decimal("3.67"), direction="lower")
    assert plan_verdict(plan, "%", held) is expected
    assert plan_verdict(plan, "hộ", held) is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("actual", "expected"),
    [("95", Verdict.MET), ("90", Verdict.EXCEEDED), ("97", Verdict.NOT_MET)],
)
def test_a_planned_fall_in_units_is_held_against_the_change_of_the_value(
    actual: str, expected: Verdict
) -> None:
    plan = FigurePlan(measure="m", period="2023", matter="less", value=Decimal(5))
    held = Bases(actual=Decimal(actual), previous=Decimal(100), direction="lower")
    assert plan_verdict(plan, "hộ", held) is expected
    assert plan_verdict(plan, "hộ", Bases(actual=Decimal(95))) is Verdict.UNKNOWN


def test_a_planned_growth_is_held_against_the_growth() -> None:
    plan = FigurePlan(measure="m", period="2023", matter="growth", value=Decimal(12))
    held = Bases(actual=Decimal("258.7"), previous=Decimal(226), direction="higher")
    assert plan_verdict(plan, "tỷ đồng", held) is Verdict.EXCEEDED
    assert plan_verdict(plan, "tỷ đồng", Bases(actual=Decimal(5))) is Verdict.UNKNOWN


def test_percent_of_a_plan_says_nothing_where_lower_is_better() -> None:
    assert reported_verdict(rate("of_plan", "106"), "higher") is Verdict.EXCEEDED
    assert reported_verdict(rate("of_plan", "37"), "lower") is Verdict.UNKNOWN
    assert reported_verdict(rate("over_plan", "63"), "lower") is Verdict.EXCEEDED
    assert reported_verdict(rate("growth", "14.5"), "higher") is Verdict.UNKNOWN


def test_a_reported_rate_stays_as_printed_beside_the_reckoned_one() -> None:
    found = compared(rate("of_plan", "109.7"), Bases(actual=Decimal("258.7"), plan=Decimal(236)))
    assert (found.rate.value, found.reckoned) == (Decimal("109.7"), Decimal("109.6"))
    assert difference_text(found) == "tính từ số gốc: 109,6%, lệch 0,1"
    assert reported_text(found.rate) == "đạt 109,7% kế hoạch (theo văn bản)"


def test_two_superiors_are_told_apart() -> None:
    assert reported_text(rate("of_plan", "400", "tinh")) == (
        "đạt 400% kế hoạch tỉnh giao (theo văn bản)"
    )
    assert reported_text(rate("of_plan", "200", "huyen")) == (
        "đạt 200% kế hoạch huyện giao (theo văn bản)"
    )


def test_a_fall_behind_the_plan_is_said_as_missing() -> None:
    assert rate_text("over_plan", Fraction(-5)) == "chưa đạt kế hoạch, thiếu 5%"
    assert rate_text("over_plan_points", Fraction(16, 100), places=2) == (
        "vượt 0,16 điểm % so với kế hoạch"
    )
    assert rate_text("over_plan", Fraction(0)) == "đạt đúng kế hoạch"
