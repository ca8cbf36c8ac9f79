"""What the figures of a period say against the rules of a set: findings to put right or explain."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ntm_desktop import texts
from ntm_desktop.domain import entity
from ntm_desktop.domain.assessment import value_shown
from ntm_desktop.domain.check_rules import CheckKind, CheckRule, Comparison, LimitUnit
from ntm_desktop.domain.comparison import measured_value
from ntm_desktop.domain.criteria import CriteriaSet, Indicator, IndicatorKind, amount_text
from ntm_desktop.domain.issues import Issue, Severity
from ntm_desktop.domain.values import IndicatorValue

CHANGE_POINTS = Decimal(20)
"""Points by which a rate may change from one period to the next unremarked. Ours; no text."""
CHANGE_PERCENT = Decimal(50)
"""Percent by which another figure may change unremarked. Ours; no text fixes it."""
CHANGE_AT_LEAST = Decimal(1)
"""A figure that is no rate must also change by more than this: 1 → 2 mô hình is no leap. Ours."""
_HUNDRED = Decimal(100)
_OVERRIDE = {"merge_unit": "override"}
_PARTS = ("main", "part", "male", "female")


@entity.entity(
    "check_override",
    label="lý do giữ nguyên số liệu",
    plural="Lý do giữ nguyên số liệu",
    title="rule",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOverride:
    """Why figures that a rule doubts stay as they are; it holds for exactly those figures."""

    key: str = ""
    unit: str = entity.text("Đơn vị", required=True, hidden=True)
    period: str = entity.text("Kỳ", required=True)
    set_id: str = entity.text("Bộ tiêu chí", required=True)
    rule: str = entity.text("Quy tắc kiểm tra", required=True)
    indicators: str = entity.text("Mã chỉ tiêu", required=True)
    reason: str | None = entity.long_text("Lý do", **_OVERRIDE)
    fingerprint: str | None = entity.text("Dấu của số liệu", hidden=True, **_OVERRIDE)
    accepted_on: datetime.date | None = entity.date("Ngày ghi lý do", **_OVERRIDE)
    accepted_by: str | None = entity.text("Người ghi lý do", **_OVERRIDE)


@dataclass(frozen=True, slots=True)
class CheckFinding:
    """Figures that break a rule; `fingerprint` changes exactly when one of the figures does."""

    rule: CheckRule
    codes: tuple[str, ...]
    text: str
    fingerprint: str

    @property
    def severity(self) -> Severity:
        """Return how much it matters."""
        return self.rule.severity

    @property
    def issue(self) -> Issue:
        """Return the finding as what is doubtful about its first indicator."""
        return Issue(self.severity, self.codes[0], self.text)

    def is_explained_by(self, override: CheckOverride) -> bool:
        """Say whether a reason was given for just these figures; an error cannot be explained."""
        return (
            self.severity is Severity.WARNING
            and (override.rule, override.indicators) == (self.rule.id, joined_codes(self.codes))
            and override.fingerprint == self.fingerprint
            and bool(override.reason)
        )


def joined_codes(codes: Iterable[str]) -> str:
    """Return the codes of a finding as one text, as an override keeps them."""
    return ", ".join(codes)


def rules_of(criteria_set: CriteriaSet) -> tuple[CheckRule, ...]:
    """Return the rules of a set: those every set has, with its own in place of and beside them."""
    own = {rule.id: rule for rule in criteria_set.checks}
    general = {rule.id: rule for one in criteria_set.indicators for rule in default_rules(one)}
    return tuple({**general, **own}.values())


def rules_about(criteria_set: CriteriaSet, codes: Collection[str]) -> tuple[CheckRule, ...]:
    """Return the rules of a set that name one of some indicators."""
    own = {rule.id: rule for rule in criteria_set.checks}
    named = [one for one in criteria_set.indicators if one.code in codes]
    general = {rule.id: rule for one in named for rule in default_rules(one)}
    held = {**general, **own}.values()
    return tuple(rule for rule in held if any(code in codes for code in rule.indicators))


def default_rules(indicator: Indicator) -> tuple[CheckRule, ...]:
    """Return the rules that follow from the kind of an indicator, and our own for sudden changes.

    A share of counted things cannot be above 100 %; another rate in percent hardly is. A figure
    is not negative, a part not more than the whole.
    """
    if is_rate(indicator):
        rules = [_share_rule(indicator), _change_rule(indicator)]
    elif indicator.kind in (IndicatorKind.NUMBER, IndicatorKind.RELATIVE, IndicatorKind.SCORED):
        rules = [_number_rule(indicator), _change_rule(indicator)]
    else:
        return ()
    return (*rules, _part_rule(indicator)) if indicator.sub_text else tuple(rules)


def is_rate(indicator: Indicator) -> bool:
    """Say whether an indicator is measured in percent of a whole."""
    scored = indicator.kind is IndicatorKind.SCORED and indicator.measure_unit == "%"
    return scored or indicator.kind is IndicatorKind.PERCENT


def _share_rule(indicator: Indicator) -> CheckRule:
    """Return "0 to 100 %": an error for a share of counted things, else a warning."""
    counted = bool(indicator.counted_unit)
    return CheckRule(
        id=f"ty-le-{indicator.code}",
        kind=CheckKind.RANGE,
        indicators=(indicator.code,),
        severity=Severity.ERROR if counted else Severity.WARNING,
        text=texts.CHECK_SHARE if counted else texts.CHECK_RATE,
        source=texts.CHECK_SOURCE_DEFINITION,
        minimum=Decimal(0),
        maximum=_HUNDRED,
    )


def _number_rule(indicator: Indicator) -> CheckRule:
    """Return "not negative"."""
    return CheckRule(
        id=f"khong-am-{indicator.code}",
        kind=CheckKind.RANGE,
        indicators=(indicator.code,),
        severity=Severity.WARNING,
        text=texts.CHECK_NOT_NEGATIVE,
        source=texts.CHECK_SOURCE_DEFINITION,
        minimum=Decimal(0),
    )


def _part_rule(indicator: Indicator) -> CheckRule:
    """Return "the part trong đó is not more than the whole"."""
    return CheckRule(
        id=f"trong-do-{indicator.code}",
        kind=CheckKind.RELATION,
        indicators=(indicator.code,),
        severity=Severity.WARNING,
        text=texts.CHECK_PART,
        source=texts.CHECK_SOURCE_DEFINITION,
        operator=Comparison.AT_MOST,
    )


def _change_rule(indicator: Indicator) -> CheckRule:
    """Return our own limit for a sudden change."""
    rate = is_rate(indicator)
    return CheckRule(
        id=f"thay-doi-{indicator.code}",
        kind=CheckKind.CHANGE,
        indicators=(indicator.code,),
        severity=Severity.WARNING,
        text=texts.CHECK_CHANGE_POINTS if rate else texts.CHECK_CHANGE_PERCENT,
        source=texts.CHECK_SOURCE_OWN,
        minimum=None if rate else CHANGE_AT_LEAST,
        limit=CHANGE_POINTS if rate else CHANGE_PERCENT,
        limit_unit=LimitUnit.POINTS if rate else LimitUnit.PERCENT,
    )


# --- running ---


@dataclass(frozen=True, slots=True)
class _Figures:
    """The exact figures of one value; None where there is none."""

    main: Fraction | None = None
    part: Fraction | None = None
    male: Fraction | None = None
    female: Fraction | None = None

    @property
    def known(self) -> tuple[Fraction, ...]:
        """Return the figures there are."""
        found = (self.main, self.part, self.male, self.female)
        return tuple(one for one in found if one is not None)

    @property
    def mark(self) -> str:
        """Return a text that is the same exactly for the same figures."""
        return "|".join("" if one is None else str(one) for one in self._all())

    def _all(self) -> tuple[Fraction | None, ...]:
        return (self.main, self.part, self.male, self.female)


@dataclass(frozen=True, slots=True)
class _Data:
    """A set with the values of this period and of the one before."""

    criteria_set: CriteriaSet
    now: Mapping[str, IndicatorValue]
    before: Mapping[str, IndicatorValue]

    def figures(self, code: str, *, before: bool = False) -> _Figures:
        """Return the figures of an indicator."""
        return _figures((self.before if before else self.now).get(code))

    def shown(self, code: str, *, before: bool = False) -> str:
        """Return the figure of an indicator as people read it."""
        value = (self.before if before else self.now)[code]
        return value_shown(self.criteria_set.indicator(code), value)


def run_checks(
    criteria_set: CriteriaSet,
    values: Mapping[str, IndicatorValue],
    previous_values: Mapping[str, IndicatorValue],
    codes: Collection[str] | None = None,
) -> tuple[CheckFinding, ...]:
    """Return what breaks a rule, errors first, then in the order of the set.

    What was not entered, or does not apply, breaks nothing. With `codes` only the rules that name
    one of these indicators are asked.
    """
    data = _Data(criteria_set, values, previous_values)
    asked = rules_of(criteria_set) if codes is None else rules_about(criteria_set, codes)
    found = [one for rule in asked for one in _FINDERS[rule.kind](rule, data)]
    places = {one.code: place for place, one in enumerate(criteria_set.indicators)}
    return tuple(
        sorted(
            found,
            key=lambda one: (
                one.severity is not Severity.ERROR,
                places[one.codes[0]],
                one.rule.id,
            ),
        )
    )


def range_findings(
    criteria_set: CriteriaSet, values: Mapping[str, IndicatorValue]
) -> tuple[CheckFinding, ...]:
    """Return the figures that cannot be, each for itself: below 0, a share above 100 %."""
    data = _Data(criteria_set, values, {})
    asked = rules_about(criteria_set, values.keys()) if values else ()
    ranges = [rule for rule in asked if rule.kind is CheckKind.RANGE]
    return tuple(one for rule in ranges for one in _out_of_range(rule, data))


def _out_of_range(rule: CheckRule, data: _Data) -> Iterator[CheckFinding]:
    """Yield the indicators with a figure outside the range."""
    for code in rule.indicators:
        figures = data.figures(code)
        if any(not _within(one, rule.minimum, rule.maximum) for one in figures.known):
            said = texts.CHECK_IS.format(code=code, value=data.shown(code))
            yield _finding(rule, (code,), said, [figures])


def _bad_sum(rule: CheckRule, data: _Data) -> Iterator[CheckFinding]:
    """Yield the sum where it does not hold for a figure that all its indicators have."""
    whole, *parts = [data.figures(code) for code in rule.indicators]
    for name in _PARTS:
        one, rest = getattr(whole, name), [getattr(part, name) for part in parts]
        if one is None or None in rest or _holds(one, rule.operator, sum(rest)):
            continue
        unit = data.criteria_set.indicator(rule.indicators[0]).measure_unit
        total = amount_text(_decimal(sum(rest)), unit)
        said = texts.CHECK_SUM.format(values=_all_shown(rule.indicators, data), total=total)
        yield _finding(rule, rule.indicators, said, [whole, *parts])
        return


def _bad_relation(rule: CheckRule, data: _Data) -> Iterator[CheckFinding]:
    """Yield the relation where it does not hold."""
    if len(rule.indicators) == 1:
        yield from _bad_part(rule, data)
        return
    one, other = (data.figures(code) for code in rule.indicators)
    for name in _PARTS:
        left, right = getattr(one, name), getattr(other, name)
        if left is not None and right is not None and not _holds(left, rule.operator, right):
            said = _all_shown(rule.indicators, data)
            yield _finding(rule, rule.indicators, said, [one, other])
            return


def _bad_part(rule: CheckRule, data: _Data) -> Iterator[CheckFinding]:
    """Yield the indicator whose part does not stand to the whole as the rule says."""
    figures = data.figures(rule.indicators[0])
    if figures.main is None or figures.part is None:
        return
    if not _holds(figures.part, rule.operator, figures.main):
        said = _all_shown(rule.indicators, data)
        yield _finding(rule, rule.indicators, said, [figures])


def _sudden_change(rule: CheckRule, data: _Data) -> Iterator[CheckFinding]:
    """Yield the indicators with a figure that changed by more than the limit."""
    for code in rule.indicators:
        now, then = data.figures(code), data.figures(code, before=True)
        pairs = [(getattr(now, name), getattr(then, name)) for name in _PARTS]
        if any(
            one is not None and past is not None and _leaps(rule, one, past) for one, past in pairs
        ):
            said = texts.CHECK_CHANGED.format(
                code=code, value=data.shown(code), before=data.shown(code, before=True)
            )
            yield _finding(rule, (code,), said, [now, then])


_FINDERS: Mapping[CheckKind, Callable[[CheckRule, _Data], Iterator[CheckFinding]]] = {
    CheckKind.RANGE: _out_of_range,
    CheckKind.SUM: _bad_sum,
    CheckKind.RELATION: _bad_relation,
    CheckKind.CHANGE: _sudden_change,
}


def _figures(value: IndicatorValue | None) -> _Figures:
    """Return the exact figures of a value; none for one that does not apply."""
    if value is None or value.not_applicable:
        return _Figures()
    part, male, female = (
        None if one is None else Fraction(one)
        for one in (value.sub_value, value.male, value.female)
    )
    return _Figures(measured_value(value), part, male, female)


def _within(figure: Fraction, minimum: Decimal | None, maximum: Decimal | None) -> bool:
    """Say whether a figure lies in a range, ends included."""
    above = minimum is None or figure >= Fraction(minimum)
    return above and (maximum is None or figure <= Fraction(maximum))


def _holds(one: Fraction, operator: Comparison, other: Fraction) -> bool:
    """Compare exactly."""
    if operator is Comparison.AT_MOST:
        return one <= other
    return one >= other if operator is Comparison.AT_LEAST else one == other


def _leaps(rule: CheckRule, now: Fraction, then: Fraction) -> bool:
    """Say whether a figure changed by more than the rule lets pass."""
    change, limit = abs(now - then), Fraction(rule.limit or 0)
    if rule.minimum is not None and change <= Fraction(rule.minimum):
        return False
    allowed = limit * abs(then) / 100 if rule.limit_unit is LimitUnit.PERCENT else limit
    return change > allowed


def _all_shown(codes: Sequence[str], data: _Data) -> str:
    """Return "12.2 là 45%, 12.1 là 40%"."""
    return ", ".join(texts.CHECK_IS.format(code=code, value=data.shown(code)) for code in codes)


def _decimal(number: Fraction) -> Decimal:
    """Return a number for showing."""
    return round(Decimal(number.numerator) / Decimal(number.denominator), 4)


def _finding(
    rule: CheckRule, codes: Sequence[str], said: str, figures: Iterable[_Figures]
) -> CheckFinding:
    """Return what breaks a rule."""
    text = texts.CHECK_FOUND.format(said=said, why=rule.text)
    mark = "\n".join((rule.id, *codes, *(one.mark for one in figures)))
    return CheckFinding(rule, tuple(codes), text, hashlib.sha256(mark.encode()).hexdigest()[:16])
