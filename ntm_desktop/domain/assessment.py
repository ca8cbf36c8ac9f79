"""Values and targets in, outcomes and gaps out: per indicator, per criterion, per set.

Numbers are compared exactly (`Fraction` of decimals, a ratio by its numerator and denominator);
rounding happens only in the sentences.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import Enum
from fractions import Fraction

from ntm_desktop import texts
from ntm_desktop.domain.comparison import is_falling, is_low, measured_value, reaches
from ntm_desktop.domain.criteria import (
    CriteriaSet,
    Criterion,
    Indicator,
    IndicatorKind,
    Interpolation,
    Relation,
    Target,
    amount_text,
    number_target_text,
)
from ntm_desktop.domain.entity import decimal_text
from ntm_desktop.domain.numbers import format_number, format_percent
from ntm_desktop.domain.values import IndicatorValue


class Outcome(Enum):
    """Where an indicator, a criterion or a set stands."""

    MET = "met"
    NOT_MET = "not_met"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"


class Basis(Enum):
    """What an outcome rests on: figures, the word of the commune (tự đánh giá), or nothing."""

    COMPUTED = "computed"
    DECLARED = "declared"
    NONE = "none"


OUTCOME_TEXTS = {
    Outcome.MET: texts.OUTCOME_MET,
    Outcome.NOT_MET: texts.OUTCOME_NOT_MET,
    Outcome.NO_DATA: texts.OUTCOME_NO_DATA,
    Outcome.NOT_APPLICABLE: texts.OUTCOME_NOT_APPLICABLE,
}
_NO_VALUE = IndicatorValue()
_DECIMAL_PLACES = range(2, 10)
_EXACT = Context(prec=100, rounding=ROUND_HALF_UP)
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing to the target (or exceeds it), always positive, in `measure_unit`."""

    amount: Decimal
    measure_unit: str
    text: str


@dataclass(frozen=True, slots=True)
class IndicatorAssessment:
    """One indicator assessed.

    `contradicts`: declared, but the figures say otherwise. `points`: what is added up in a set
    that is scored, given by a person or interpolated from the value. `low`: met, but only within
    a margin of the target. `falling`: worse than in the period before.
    """

    indicator: Indicator
    value: IndicatorValue | None
    outcome: Outcome
    basis: Basis
    reason: str
    gap: Gap | None
    target: Target | None
    target_verified: bool
    wording_verified: bool
    contradicts: bool
    explanation: str
    points: Decimal | None = None
    low: bool = False
    falling: bool = False

    @property
    def is_weak(self) -> bool:
        """Say whether it is met, but low or not lasting (đạt nhưng mức độ thấp, thiếu bền vững)."""
        return self.outcome is Outcome.MET and (self.low or self.falling)

    @property
    def rests_on_unverified(self) -> bool:
        """Say whether the outcome carries the mark "? chưa đối chiếu"."""
        decided = self.outcome in (Outcome.MET, Outcome.NOT_MET)
        used = self.basis is Basis.COMPUTED or self.contradicts
        return decided and used and self.target is not None and not self.target_verified


@dataclass(frozen=True, slots=True)
class CriterionAssessment:
    """One criterion assessed, with its indicators."""

    criterion: Criterion
    outcome: Outcome
    basis: Basis
    reason: str
    indicators: tuple[IndicatorAssessment, ...]
    contradicts: bool = False
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many stand where. `criteria_met` counts criteria that are met or not applicable;
    `indicators_met` leaves out those that are not applicable.
    """

    criteria_met: int
    criteria_total: int
    indicators_met: int
    indicators_not_met: int
    indicators_no_data: int
    indicators_not_applicable: int
    indicators_total: int

    @property
    def indicators_reached(self) -> int:
        """Return how many count as đạt in a headline: those not applicable, too, which says so."""
        return self.indicators_met + self.indicators_not_applicable


@dataclass(frozen=True, slots=True)
class SetAssessment:
    """A whole set assessed. `points`: got and most, once any were given; `band`: once all were."""

    criteria_set: CriteriaSet
    criteria: tuple[CriterionAssessment, ...]
    counts: Counts
    outcome: Outcome
    points: tuple[Decimal, Decimal] | None
    band: str = ""


@dataclass(frozen=True, slots=True)
class _Finding:
    """What the figures alone say of an indicator."""

    outcome: Outcome
    explanation: str
    gap: Gap | None = None


def assess_set(
    criteria_set: CriteriaSet,
    values: Mapping[str, IndicatorValue],
    group: str | None,
    year: int,
    *,
    other_sets: Mapping[str, CriteriaSet] | None = None,
    previous: Mapping[str, IndicatorValue] | None = None,
) -> SetAssessment:
    """Return where a unit of `group` stands in `year`; `values` by indicator or criterion code.

    `other_sets` (by id) gives the bases of relative targets, `previous` the values of the period
    before, to tell what is falling. A value under a code that is both a
    criterion's and an indicator's belongs to the indicator.
    """
    criteria = assess_criteria(
        criteria_set,
        criteria_set.criteria,
        values,
        group,
        year,
        other_sets=other_sets,
        previous=previous,
    )
    got = _points(criteria)
    return SetAssessment(
        criteria_set=criteria_set,
        criteria=criteria,
        counts=count_outcomes(criteria),
        outcome=_set_outcome(criteria_set, criteria),
        points=_points_of(criteria_set, got),
        band=_band(criteria_set, got),
    )


def assess_criteria(
    criteria_set: CriteriaSet,
    criteria: Iterable[Criterion],
    values: Mapping[str, IndicatorValue],
    group: str | None,
    year: int,
    *,
    other_sets: Mapping[str, CriteriaSet] | None = None,
    previous: Mapping[str, IndicatorValue] | None = None,
) -> tuple[CriterionAssessment, ...]:
    """Return where some criteria of a set stand, as `assess_set` says it of all of them."""
    chosen = tuple(criteria)
    targets = {
        one.code: target_of_unit(one, group, year, other_sets)
        for criterion in chosen
        for one in criterion.indicators
    }
    return tuple(
        _assess_criterion(criteria_set, one, values, previous or {}, targets) for one in chosen
    )


def _assess_criterion(
    criteria_set: CriteriaSet,
    criterion: Criterion,
    values: Mapping[str, IndicatorValue],
    previous: Mapping[str, IndicatorValue],
    targets: Mapping[str, Target | None],
) -> CriterionAssessment:
    """Return a criterion with its indicators assessed."""
    indicators = tuple(
        assess_indicator(one, values.get(one.code), targets[one.code], previous.get(one.code))
        for one in criterion.indicators
    )
    own = values.get(criterion.code)
    if own is not None and criteria_set.has_indicator(criterion.code):
        own = None
    return _conclude_criterion(criterion, indicators, own)


def target_of_unit(
    indicator: Indicator,
    group: str | None,
    year: int,
    other_sets: Mapping[str, CriteriaSet] | None = None,
) -> Target | None:
    """Return the target of an indicator; a relative one is computed where its base is known."""
    relation = indicator.relative_to
    if relation is None:
        return indicator.target_for(group, year)
    base_set = (other_sets or {}).get(relation.set_id)
    base = _base_target(relation, base_set, group, year)
    if base is None or base.value is None:
        text = texts.TARGET_RELATIVE_UNKNOWN.format(
            percent=format_percent(relation.percent),
            indicator=relation.indicator,
            set=base_set.short_name if base_set else relation.set_id,
        )
        return Target(None, text, indicator.target_verified, indicator.target_source)
    value = Decimal(decimal_text(base.value * relation.percent / 100))
    verified = base.verified and indicator.target_verified
    return Target(value, number_target_text(value, indicator), verified, indicator.target_source)


def _base_target(
    relation: Relation, base_set: CriteriaSet | None, group: str | None, year: int
) -> Target | None:
    """Return the target that a relative one starts from, of the same group and year."""
    if base_set is None or not base_set.has_indicator(relation.indicator):
        return None
    return base_set.indicator(relation.indicator).target_for(group, year)


def assess_indicator(
    indicator: Indicator,
    value: IndicatorValue | None,
    target: Target | None,
    previous: IndicatorValue | None = None,
) -> IndicatorAssessment:
    """Return one indicator assessed against its target, and beside the period before.

    A declared outcome is the one shown; where the figures say otherwise it `contradicts`.
    """
    entered = value or _NO_VALUE
    finding = _find(indicator, entered, target)
    plain = IndicatorAssessment(
        indicator=indicator,
        value=value,
        outcome=finding.outcome,
        basis=_basis_of(finding.outcome),
        reason=entered.reason or "",
        gap=finding.gap,
        target=target,
        target_verified=_rule_verified(indicator, target),
        wording_verified=indicator.verified,
        contradicts=False,
        explanation=finding.explanation,
        points=_points_got(indicator, entered),
        low=finding.outcome is Outcome.MET and is_low(indicator, entered, target),
        falling=bool(value and previous and is_falling(indicator, value, previous, target)),
    )
    if entered.not_applicable or entered.declared is None:
        return plain
    return _declare(plain, Outcome(entered.declared))


def _basis_of(outcome: Outcome) -> Basis:
    """Return the basis of an outcome that nobody declared; "không áp dụng" is a person's word."""
    if outcome is Outcome.NO_DATA:
        return Basis.NONE
    return Basis.DECLARED if outcome is Outcome.NOT_APPLICABLE else Basis.COMPUTED


def _rule_verified(indicator: Indicator, target: Target | None) -> bool:
    """Say whether all that the comparison rests on (target, scale, nam and nữ) was verified."""
    if indicator.kind is IndicatorKind.POINTS:
        return indicator.target_verified
    if target is None or not target.verified:
        return False
    scale = indicator.kind is not IndicatorKind.ORDINAL or indicator.scale_verified
    return scale and (not indicator.by_gender or indicator.by_gender_verified)


def _declare(computed: IndicatorAssessment, declared: Outcome) -> IndicatorAssessment:
    """Return the assessment with the declared outcome, marked where the figures differ."""
    differs = computed.basis is Basis.COMPUTED and computed.outcome is not declared
    return replace(
        computed,
        outcome=declared,
        basis=Basis.DECLARED,
        contradicts=differs,
        low=computed.low and declared is Outcome.MET,
        explanation=_declared_text(declared, computed.reason, computed if differs else None),
    )


def _declared_text(
    declared: Outcome, reason: str, differing: IndicatorAssessment | CriterionAssessment | None
) -> str:
    """Return the sentence of a declared outcome, with what the figures say where they differ."""
    why = texts.ASSESS_REASON.format(reason=reason) if reason else ""
    outcome = OUTCOME_TEXTS[declared].lower()
    if differing is None:
        return texts.ASSESS_DECLARED.format(outcome=outcome, reason=why)
    return texts.ASSESS_CONTRADICTS.format(
        outcome=outcome,
        reason=why,
        computed=OUTCOME_TEXTS[differing.outcome].lower(),
        detail=_small_first(_without_outcome(differing.explanation)),
    )


def _without_outcome(sentence: str) -> str:
    """Return an explanation without its leading "Đạt:" or "Chưa đạt:"."""
    head, colon, rest = sentence.partition(": ")
    return rest if colon and head in (texts.OUTCOME_MET, texts.OUTCOME_NOT_MET) else sentence


def _small_first(sentence: str) -> str:
    """Return a sentence that may follow a colon."""
    return sentence[:1].lower() + sentence[1:]


def _find(indicator: Indicator, value: IndicatorValue, target: Target | None) -> _Finding:
    """Return what the figures say, by the kind of the indicator."""
    if value.not_applicable:
        return _find_not_applicable(indicator, value)
    if indicator.kind is IndicatorKind.POINTS:
        return _find_points(indicator, value)
    if indicator.kind in (IndicatorKind.BOOLEAN, IndicatorKind.ORDINAL):
        return _find_word(indicator, value, target)
    if target is None or target.value is None:
        return _without_target(indicator, value, target)
    if indicator.by_gender:
        return _find_by_gender(indicator, value, target, target.value)
    return _with_points(_find_number(indicator, value, target, target.value), indicator, value)


def _find_not_applicable(indicator: Indicator, value: IndicatorValue) -> _Finding:
    """Return "không áp dụng" where the wording says "nếu có"."""
    if not indicator.if_any:
        return _Finding(Outcome.NO_DATA, texts.ASSESS_NOT_IF_ANY)
    reason = value.reason or texts.ASSESS_NO_REASON
    return _Finding(Outcome.NOT_APPLICABLE, texts.ASSESS_NOT_APPLICABLE.format(reason=reason))


def _find_points(indicator: Indicator, value: IndicatorValue) -> _Finding:
    """Return what points say: they are added up, no single indicator is met by them."""
    maximum = format_number(indicator.max_points or Decimal(0))
    if value.value is None:
        return _Finding(Outcome.NO_DATA, texts.ASSESS_POINTS_NONE.format(maximum=maximum))
    sentence = texts.ASSESS_POINTS if _counts_as_points(indicator, value) else None
    shown = format_number(value.value)
    text = (sentence or texts.ASSESS_POINTS_OVER).format(value=shown, maximum=maximum)
    return _Finding(Outcome.NO_DATA, text)


def _counts_as_points(indicator: Indicator, value: IndicatorValue) -> bool:
    """Say whether a value is a number of points that can be added up."""
    if value.value is None or indicator.max_points is None:
        return False
    return 0 <= value.value <= indicator.max_points


def _points_got(indicator: Indicator, value: IndicatorValue) -> Decimal | None:
    """Return the points that are added up: those given, or those of the value."""
    if value.not_applicable:
        return None
    if indicator.interpolation:
        return interpolated_points(indicator.interpolation, measured_value(value))
    return value.value if _counts_as_points(indicator, value) else None


def interpolated_points(rule: Interpolation, measured: Fraction | None) -> Decimal | None:
    """Return the points of a value with two decimals, half up; None without a value."""
    if measured is None:
        return None
    exact = rule.points_for(measured)
    found = _EXACT.divide(Decimal(exact.numerator), Decimal(exact.denominator))
    rounded = Decimal(decimal_text(found.quantize(_HUNDREDTH, context=_EXACT)))
    return min(rounded, rule.max_points)


def _with_points(finding: _Finding, indicator: Indicator, value: IndicatorValue) -> _Finding:
    """Return a finding whose sentence tells the points as well."""
    rule, points = indicator.interpolation, _points_got(indicator, value)
    if rule is None or points is None:
        return finding
    text = texts.ASSESS_SCORED.format(
        points=format_number(points), maximum=format_number(rule.max_points)
    )
    return replace(finding, explanation=finding.explanation.removesuffix(".") + text)


def _find_word(indicator: Indicator, value: IndicatorValue, target: Target | None) -> _Finding:
    """Return the outcome of a yes/no or of a word of a scale."""
    if not value.word or target is None or not target.word:
        return _without_target(indicator, value, target)
    if indicator.kind is IndicatorKind.BOOLEAN:
        outcome = Outcome.MET if value.word == texts.OUTCOME_MET else Outcome.NOT_MET
        return _Finding(outcome, texts.ASSESS_YES_NO.format(answer=value.word.lower()))
    if value.word not in indicator.scale:
        scale = ", ".join(indicator.scale)
        text = texts.ASSESS_UNKNOWN_WORD.format(word=value.word, scale=scale)
        return _Finding(Outcome.NO_DATA, text)
    met = indicator.scale.index(value.word) >= indicator.scale.index(target.word)
    return _conclude(met, _needed_word(indicator, target), value.word)


def _needed_word(indicator: Indicator, target: Target) -> str:
    """Return "Khá trở lên"; of a scale's highest word the word alone."""
    if indicator.scale and target.word == indicator.scale[-1]:
        return target.word
    return texts.ASSESS_AT_LEAST_WORD.format(word=target.word)


def _without_target(indicator: Indicator, value: IndicatorValue, target: Target | None) -> _Finding:
    """Return "chưa có số liệu" with what is missing: the value, the target, or a judgement."""
    shown = value_shown(indicator, value)
    if target is None:
        by_group = len(indicator.targets) > 1
        text = texts.ASSESS_NOTHING_GROUP if by_group else texts.ASSESS_NOTHING
        if shown:
            form = texts.ASSESS_NO_GROUP if by_group else texts.ASSESS_NO_TARGET
            text = form.format(value=shown)
    elif indicator.kind is IndicatorKind.BOOLEAN:
        text = texts.ASSESS_NO_ANSWER
    elif target.known:
        is_word = indicator.kind is IndicatorKind.ORDINAL and bool(target.word)
        needed = _needed_word(indicator, target) if is_word else target.text
        text = texts.ASSESS_NO_VALUE.format(target=needed)
    elif shown:
        text = texts.ASSESS_CONDITIONS_VALUE.format(target=target.text, value=shown)
    else:
        text = texts.ASSESS_CONDITIONS.format(target=target.text)
    return _Finding(Outcome.NO_DATA, text)


def _find_number(
    indicator: Indicator, value: IndicatorValue, target: Target, wanted: Decimal
) -> _Finding:
    """Return the outcome of a number, a ratio, or a number with its part "trong đó"."""
    measured = measured_value(value)
    if measured is None:
        return _Finding(Outcome.NO_DATA, texts.ASSESS_NO_VALUE.format(target=target.text))
    shown = value_shown(indicator, value, wanted)
    needed = _needed_text(indicator, target)
    gaps: list[Gap] = []
    if not reaches(measured, wanted, indicator.operator):
        gaps.append(_gap(indicator, value, measured, wanted))
    gaps += _part_gaps(indicator, value, target)
    if gaps:
        return _conclude(False, needed, shown, _joined(gaps))
    if target.sub_value is not None and value.sub_value is None:
        return _Finding(Outcome.NO_DATA, texts.ASSESS_PART_MISSING.format(target=target.text))
    return _conclude(True, needed, shown)


def _part_gaps(indicator: Indicator, value: IndicatorValue, target: Target) -> list[Gap]:
    """Return what the part "trong đó" lacks, where it has a target and a figure."""
    if target.sub_value is None or value.sub_value is None:
        return []
    part = Fraction(value.sub_value)
    if reaches(part, target.sub_value, indicator.operator):
        return []
    return [_renamed(_plain_gap(indicator, part, target.sub_value), texts.GAP_PART)]


def _needed_text(indicator: Indicator, target: Target) -> str:
    """Return a target as a sentence names it: "0 vụ" where a table says "Không"."""
    if target.text == texts.TARGET_NONE:
        return amount_text(Decimal(0), indicator.measure_unit)
    return target.text


def _find_by_gender(
    indicator: Indicator, value: IndicatorValue, target: Target, wanted: Decimal
) -> _Finding:
    """Return the outcome where nam and nữ must both reach the target.

    One common figure that misses the target decides (then at least one of the two misses it);
    one that reaches it does not.
    """
    needed = texts.ASSESS_BOTH.format(target=target.text)
    lacking = {
        label: Fraction(number)
        for label, number in ((texts.GAP_MALE, value.male), (texts.GAP_FEMALE, value.female))
        if number is not None and not reaches(Fraction(number), wanted, indicator.operator)
    }
    shown = value_shown(indicator, value, wanted)
    if lacking:
        gaps = [
            _renamed(_plain_gap(indicator, one, wanted), label) for label, one in lacking.items()
        ]
        return _conclude(False, needed, shown, _joined(gaps))
    if value.male is not None and value.female is not None:
        return _conclude(True, needed, shown)
    common = measured_value(value)
    if common is not None and not reaches(common, wanted, indicator.operator):
        return _conclude(False, needed, shown, _gap(indicator, value, common, wanted))
    return _Finding(Outcome.NO_DATA, texts.ASSESS_GENDER_MISSING.format(target=target.text))


def gender_doubt(indicator: Indicator, value: IndicatorValue) -> str:
    """Return why one common figure does not answer for nam and nữ apart ("" where it may)."""
    is_apart = value.male is not None or value.female is not None
    if not indicator.by_gender or is_apart or measured_value(value) is None:
        return ""
    return texts.VALUE_GENDER_APART.format(code=indicator.code)


def _conclude(met: bool, needed: str, shown: str, gap: Gap | None = None) -> _Finding:
    """Return met or not met, with its sentence."""
    if met:
        return _Finding(Outcome.MET, texts.ASSESS_MET.format(target=needed, value=shown))
    if gap is None:
        text = texts.ASSESS_NOT_MET_PLAIN.format(target=needed, value=shown)
        return _Finding(Outcome.NOT_MET, text)
    text = texts.ASSESS_NOT_MET.format(target=needed, value=shown, gap=gap.text)
    return _Finding(Outcome.NOT_MET, text, gap)


def value_shown(indicator: Indicator, value: IndicatorValue, target: Decimal | None = None) -> str:
    """Return a value as a sentence shows it ("" when there is none)."""
    if value.word:
        return value.word
    unit = indicator.measure_unit
    if value.male is not None or value.female is not None:
        male, female = (
            "…" if number is None else amount_text(number, unit)
            for number in (value.male, value.female)
        )
        return texts.ASSESS_GENDER_VALUE.format(male=male, female=female)
    measured = measured_value(value)
    if measured is None:
        return ""
    shown = _measured_text(indicator, value, measured, target)
    if value.sub_value is None:
        return shown
    return texts.ASSESS_PART_VALUE.format(value=shown, part=amount_text(value.sub_value, unit))


def _measured_text(
    indicator: Indicator, value: IndicatorValue, measured: Fraction, target: Decimal | None
) -> str:
    """Return "93,2%", "12 mô hình", or for a ratio "70,59% (12/17)"."""
    if value.numerator is None or not value.denominator:
        return amount_text(value.value or Decimal(0), indicator.measure_unit)
    return texts.ASSESS_RATIO_VALUE.format(
        percent=format_percent(rounded_percent(measured, target)),
        numerator=format_number(value.numerator),
        denominator=format_number(value.denominator),
    )


def rounded_percent(measured: Fraction, target: Decimal | None = None) -> Decimal:
    """Return a percentage for display: two decimals, more where they would hide a near miss.

    >>> rounded_percent(Fraction(94999, 1000), Decimal(95))
    Decimal('94.999')
    """
    exact = _EXACT.divide(Decimal(measured.numerator), Decimal(measured.denominator))
    for places in _DECIMAL_PLACES:
        found = exact.quantize(Decimal(1).scaleb(-places), context=_EXACT)
        if target is None or _same_side(Fraction(found), measured, Fraction(target)):
            break
    return Decimal(decimal_text(found))


def _same_side(shown: Fraction, measured: Fraction, target: Fraction) -> bool:
    """Say whether the rounded figure stands to the target as the exact one does."""
    return (shown < target, shown > target) == (measured < target, measured > target)


def _gap(indicator: Indicator, value: IndicatorValue, measured: Fraction, target: Decimal) -> Gap:
    """Return what is missing: in counted things for a ratio whose thing has a name."""
    if value.numerator is None or not value.denominator or not indicator.counted_unit:
        return _plain_gap(indicator, measured, target)
    lack = Fraction(target) * Fraction(value.denominator) / 100 - Fraction(value.numerator)
    whole = _is_whole(value.numerator) and _is_whole(value.denominator)
    amount = units_missing(abs(lack), whole=whole)
    words = amount_text(amount, indicator.counted_unit)
    return Gap(amount, indicator.counted_unit, _gap_words(lack > 0, words))


def _is_whole(number: Decimal) -> bool:
    """Say whether a number counts whole things (persons) rather than a measure (km)."""
    return number == number.to_integral_value()


def units_missing(exact: Fraction, *, whole: bool) -> Decimal:
    """Return the smallest amount that closes a gap: whole things, or hundredths of a measure."""
    if whole:
        return Decimal(math.ceil(exact))
    return Decimal(decimal_text(_EXACT.scaleb(Decimal(math.ceil(exact * 100)), -2)))


def _plain_gap(indicator: Indicator, measured: Fraction, target: Decimal) -> Gap:
    """Return the difference between the target and the figure, in the measure unit."""
    lack = Fraction(target) - measured
    amount = _shown_difference(abs(lack))
    if indicator.measure_unit == "%":
        words = texts.GAP_POINTS.format(amount=format_number(amount))
        return Gap(amount, texts.GAP_POINTS_UNIT, _gap_words(lack > 0, words))
    words = amount_text(amount, indicator.measure_unit)
    return Gap(amount, indicator.measure_unit, _gap_words(lack > 0, words))


def _shown_difference(exact: Fraction) -> Decimal:
    """Return a difference as a decimal: exact where it ends, else rounded up at two decimals."""
    found = _EXACT.divide(Decimal(exact.numerator), Decimal(exact.denominator))
    return found if Fraction(found) == exact else units_missing(exact, whole=False)


def _gap_words(lacking: bool, words: str) -> str:
    """Return "còn thiếu …" or "còn vượt …"."""
    return (texts.GAP_LACK if lacking else texts.GAP_EXCESS).format(amount=words)


def _renamed(gap: Gap, label: str) -> Gap:
    """Return the gap with whose it is."""
    return replace(gap, text=label.format(gap=gap.text))


def _joined(gaps: Sequence[Gap]) -> Gap:
    """Return the largest of several gaps, telling all of them."""
    largest = max(gaps, key=lambda gap: gap.amount)
    return replace(largest, text=", ".join(gap.text for gap in gaps))


def _conclude_criterion(
    criterion: Criterion,
    indicators: tuple[IndicatorAssessment, ...],
    own: IndicatorValue | None,
) -> CriterionAssessment:
    """Return the criterion's outcome from its indicators, or as declared on its own code."""
    outcome, explanation = _criterion_outcome(criterion, indicators)
    basis = _criterion_basis(outcome, indicators)
    found = CriterionAssessment(criterion, outcome, basis, "", indicators, False, explanation)
    if own is None:
        return found
    reason = own.reason or ""
    if own.not_applicable:
        text = texts.ASSESS_NOT_APPLICABLE.format(reason=reason or texts.ASSESS_NO_REASON)
        return _declared_criterion(found, Outcome.NOT_APPLICABLE, reason, text)
    if own.declared is None:
        return found
    declared = Outcome(own.declared)
    differs = outcome is not Outcome.NO_DATA and outcome is not declared
    text = _declared_text(declared, reason, found if differs else None)
    return _declared_criterion(found, declared, reason, text)


def _declared_criterion(
    found: CriterionAssessment, outcome: Outcome, reason: str, explanation: str
) -> CriterionAssessment:
    """Return the criterion with what was declared on it."""
    differs = found.outcome not in (Outcome.NO_DATA, outcome)
    return replace(
        found,
        outcome=outcome,
        basis=Basis.DECLARED,
        reason=reason,
        contradicts=differs,
        explanation=explanation,
    )


def _criterion_outcome(
    criterion: Criterion, indicators: Sequence[IndicatorAssessment]
) -> tuple[Outcome, str]:
    """Return the outcome that the indicators give, with its sentence.

    Met when every indicator is met or not applicable and at least one is met; an empty or
    incomplete list gives no outcome at all.
    """
    if not criterion.complete or not indicators:
        return Outcome.NO_DATA, texts.CRITERION_NOT_LISTED
    by_outcome = {
        outcome: [one.indicator.code for one in indicators if one.outcome is outcome]
        for outcome in Outcome
    }
    for outcome, sentence in (
        (Outcome.NOT_MET, texts.CRITERION_NOT_MET),
        (Outcome.NO_DATA, texts.CRITERION_NO_DATA),
    ):
        codes = by_outcome[outcome]
        if codes:
            return outcome, sentence.format(count=len(codes), codes=", ".join(codes))
    if not by_outcome[Outcome.MET]:
        return Outcome.NOT_APPLICABLE, texts.CRITERION_ALL_SPARED
    return Outcome.MET, _met_text(by_outcome)


def _met_text(by_outcome: Mapping[Outcome, list[str]]) -> str:
    """Return the sentence of a criterion that is met."""
    count = len(by_outcome[Outcome.NOT_APPLICABLE])
    spared = texts.CRITERION_SPARED.format(count=count) if count else ""
    return texts.CRITERION_MET.format(met=len(by_outcome[Outcome.MET]), spared=spared)


def _criterion_basis(outcome: Outcome, indicators: Sequence[IndicatorAssessment]) -> Basis:
    """Return what a criterion's outcome rests on.

    "Chưa đạt" is computed as soon as one figure shows it; "đạt" is computed only when all are.
    """
    if outcome is Outcome.NO_DATA:
        return Basis.NONE
    bases = {one.basis for one in indicators if one.outcome is outcome}
    if outcome is Outcome.NOT_MET:
        return Basis.COMPUTED if Basis.COMPUTED in bases else Basis.DECLARED
    return Basis.DECLARED if Basis.DECLARED in bases else Basis.COMPUTED


def count_outcomes(criteria: Sequence[CriterionAssessment]) -> Counts:
    """Return how many criteria and indicators stand where."""
    outcomes = [one.outcome for criterion in criteria for one in criterion.indicators]
    fulfilled = (Outcome.MET, Outcome.NOT_APPLICABLE)
    return Counts(
        criteria_met=sum(criterion.outcome in fulfilled for criterion in criteria),
        criteria_total=len(criteria),
        indicators_met=outcomes.count(Outcome.MET),
        indicators_not_met=outcomes.count(Outcome.NOT_MET),
        indicators_no_data=outcomes.count(Outcome.NO_DATA),
        indicators_not_applicable=outcomes.count(Outcome.NOT_APPLICABLE),
        indicators_total=len(outcomes),
    )


def _set_outcome(criteria_set: CriteriaSet, criteria: Sequence[CriterionAssessment]) -> Outcome:
    """Return the set's outcome: met when all its criteria are there and met (or not applicable)."""
    outcomes = [criterion.outcome for criterion in criteria]
    if Outcome.NOT_MET in outcomes:
        return Outcome.NOT_MET
    expected = criteria_set.expected_criteria
    listed = bool(outcomes) and (expected is None or len(outcomes) >= expected)
    if not listed or Outcome.NO_DATA in outcomes or Outcome.MET not in outcomes:
        return Outcome.NO_DATA
    return Outcome.MET


def _points(criteria: Sequence[CriterionAssessment]) -> list[Decimal | None]:
    """Return the points of each indicator that has some to give; None where none were given."""
    return [
        one.points
        for criterion in criteria
        for one in criterion.indicators
        if one.indicator.kind in (IndicatorKind.POINTS, IndicatorKind.SCORED)
    ]


def _points_of(
    criteria_set: CriteriaSet, got: Sequence[Decimal | None]
) -> tuple[Decimal, Decimal] | None:
    """Return the points got and the most there are; None before any were given."""
    given = [points for points in got if points is not None]
    if criteria_set.scoring is None or not given:
        return None
    return sum(given, Decimal(0)), criteria_set.scoring.max_points


def _band(criteria_set: CriteriaSet, got: Sequence[Decimal | None]) -> str:
    """Return the band of the total, once every part has its points."""
    given = [points for points in got if points is not None]
    if criteria_set.scoring is None or not given or len(given) < len(got):
        return ""
    return criteria_set.scoring.band(sum(given, Decimal(0)))
