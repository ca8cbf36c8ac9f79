"""Criteria sets as data: set, criteria, indicators, targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from urllib.parse import urlsplit

from ntm_desktop import texts
from ntm_desktop.domain.check_rules import (
    CheckRule,
)
from ntm_desktop.domain.numbers import format_number, format_percent
from ntm_desktop.errors import NotFoundError

_GAZETTES = ("congbao.chinhphu.vn", "vanban.chinhphu.vn", "datafiles.chinhphu.vn", "vbpl.vn")


class IndicatorKind(Enum):
    """What an indicator measures, and so what a value and a target of it are."""

    PERCENT = "percent"
    NUMBER = "number"
    BOOLEAN = "boolean"
    ORDINAL = "ordinal"
    CONDITIONS = "conditions"
    RELATIVE = "relative"
    POINTS = "points"
    SCORED = "scored"


class Operator(Enum):
    """How a value is compared with its target."""

    AT_LEAST = ">="
    AT_MOST = "<="
    EQUAL = "="


class TargetSetter(Enum):
    """Who fixes the target: the central text, the province, or a ministry."""

    CENTRAL = "central"
    PROVINCE = "province"
    MINISTRY = "ministry"


_NUMERIC = (IndicatorKind.PERCENT, IndicatorKind.NUMBER)
WITHOUT_TARGETS = (IndicatorKind.POINTS, IndicatorKind.RELATIVE, IndicatorKind.SCORED)
_SIGNS = {Operator.AT_LEAST: "≥ ", Operator.AT_MOST: "≤ ", Operator.EQUAL: ""}


@dataclass(frozen=True, slots=True)
class SourcedText:
    """A sentence that was read in `source` (an address); only such sentences are shipped."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class LegalDocument:
    """A decision or resolution the set rests on; dates are ISO and may lack day or month."""

    number: str | None
    date: str | None
    issuer: str
    effective: str | None = None
    replaces: tuple[str, ...] = ()
    note: str = ""
    source: str | None = None


@dataclass(frozen=True, slots=True)
class CommuneGroup:
    """A column of targets: a region, a group of communes, or "chung" (a column of its own)."""

    id: str
    name: str
    definition: str = ""
    verified: bool = False
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading over several criteria, such as "II. Hạ tầng kinh tế - xã hội"."""

    code: str
    name: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Target:
    """What must be reached in one column: a number, a word of a scale, or a sentence.

    `sub_value` is the target of the part "trong đó" of a compound indicator. `text` is what a
    table shows ("≥ 95%"). A relative target whose base is not known has a text but no value.
    `set_by` is empty for a target of the set itself, else who set it over the set (an overlay).
    """

    value: Decimal | None
    text: str
    verified: bool
    source: str | None = None
    sub_value: Decimal | None = None
    word: str = ""
    set_by: str = ""

    @property
    def known(self) -> bool:
        """Say whether a value can be compared with this target."""
        return self.value is not None or bool(self.word)


@dataclass(frozen=True, slots=True)
class ColumnTargets:
    """The target of one column: the same for all years, or one for each year that is known."""

    any_year: Target | None = None
    by_year: Mapping[int, Target] = field(default_factory=dict)

    def of(self, year: int | None) -> Target | None:
        """Return the target of that year; None when it is not known."""
        if year is not None and year in self.by_year:
            return self.by_year[year]
        return self.any_year

    @property
    def known(self) -> tuple[Target, ...]:
        """Return every target there is, the one of all years first."""
        yearly = tuple(self.by_year[year] for year in sorted(self.by_year))
        return yearly if self.any_year is None else (self.any_year, *yearly)


@dataclass(frozen=True, slots=True)
class Interpolation:
    """Points for a measured value: linear between (min value, min points) and (max value, max).

    Below the min value there are no points, beyond the max value the most. Where less is better
    the min value is the larger one. `verified` speaks of all four numbers.
    """

    min_value: Decimal
    min_points: Decimal
    max_value: Decimal
    max_points: Decimal
    verified: bool = False
    source: str | None = None

    @property
    def operator(self) -> Operator:
        """Return how the min value is compared with a value that gets points."""
        return Operator.AT_LEAST if self.max_value > self.min_value else Operator.AT_MOST

    def points_for(self, measured: Fraction) -> Fraction:
        """Return the exact points of a value, 0 to `max_points`."""
        low, high = Fraction(self.min_value), Fraction(self.max_value)
        share = (measured - low) / (high - low)
        if share < 0:
            return Fraction(0)
        fewest, most = Fraction(self.min_points), Fraction(self.max_points)
        return fewest + (most - fewest) * min(share, Fraction(1))


@dataclass(frozen=True, slots=True)
class Relation:
    """A target that is `percent` % of another set's target, of the same group and year."""

    set_id: str
    indicator: str
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Original:
    """What the cells of a document's table said, word for word: the wording and each column."""

    text: str = ""
    targets: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator (chỉ tiêu): its wording, what is measured, and the targets of each column.

    `verified` speaks of the wording, `target_verified` of every target that is not null (for
    points: of `max_points`). `counted_unit` names one thing of the numerator ("hộ").
    `low_margin`: percent of the target within which a met one counts as low; None for the default.
    `original` is there where the set was read out of an annex.
    """

    code: str
    text: str
    kind: IndicatorKind
    measure_unit: str = ""
    counted_unit: str = ""
    operator: Operator | None = None
    targets: Mapping[str, ColumnTargets] = field(default_factory=dict)
    verified: bool = False
    source: str | None = None
    target_verified: bool = False
    target_source: str | None = None
    target_set_by: TargetSetter | None = None
    by_gender: bool = False
    by_gender_verified: bool = False
    if_any: bool = False
    varies_by_year: bool = False
    scale: tuple[str, ...] = ()
    scale_verified: bool = False
    max_points: Decimal | None = None
    relative_to: Relation | None = None
    interpolation: Interpolation | None = None
    low_margin: Decimal | None = None
    depends_on: str | None = None
    sub_text: str = ""
    measure_id: str | None = None
    guidance: SourcedText | None = None
    original: Original | None = None

    def target_for(self, group: str | None, year: int | None) -> Target | None:
        """Return the target of that column and year; None when it is not known.

        A null target of one column never borrows from another. A set with a single column applies
        it to everybody, whatever group the commune is in. Of a value that is scored the target is
        the least that gets points.
        """
        if self.interpolation:
            rule = self.interpolation
            text = number_target_text(rule.min_value, self)
            return Target(rule.min_value, text, rule.verified, rule.source)
        if len(self.targets) == 1:
            return next(iter(self.targets.values())).of(year)
        column = self.targets.get(group or "")
        return column.of(year) if column else None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion (tiêu chí) with its indicators; `complete` says that all of them are listed."""

    code: str
    name: str
    name_verified: bool
    name_source: str | None
    complete: bool
    indicators: tuple[Indicator, ...]
    section: str = ""
    max_points: Decimal | None = None
    guidance: tuple[SourcedText, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """A result of a points set, from `minimum` points up to the next band."""

    label: str
    minimum: Decimal


@dataclass(frozen=True, slots=True)
class Scoring:
    """How a points set is totalled; bands hold on the total, without interpolation."""

    max_points: Decimal
    verified: bool
    source: str | None
    bands: tuple[Band, ...] = ()
    bands_verified: bool = False
    bands_source: str | None = None

    def band(self, points: Decimal) -> str:
        """Return the label of the highest band that `points` reaches ("" when there is none)."""
        reached = [band for band in self.bands if band.minimum <= points]
        return max(reached, key=lambda band: band.minimum).label if reached else ""


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """A criteria set (bộ tiêu chí) of one decision for units of one level."""

    id: str
    name: str
    short_name: str
    level: str
    status: str
    noun: str
    complete: bool
    groups: tuple[CommuneGroup, ...]
    criteria: tuple[Criterion, ...]
    legal_basis: tuple[LegalDocument, ...]
    period: tuple[int, int] | None = None
    group_kind: str = ""
    sections: tuple[Section, ...] = ()
    rules: tuple[SourcedText, ...] = ()
    expected_criteria: int | None = None
    expected_indicators: int | None = None
    scoring: Scoring | None = None
    checks: tuple[CheckRule, ...] = ()

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Return the indicators of all criteria, in order."""
        return tuple(found for criterion in self.criteria for found in criterion.indicators)

    @property
    def content_note(self) -> str:
        """Return "chưa có nội dung" or "chưa đầy đủ" where the lists are not all there, else ""."""
        if not self.criteria:
            return texts.CRITERIA_EMPTY
        return "" if self.complete else texts.CRITERIA_INCOMPLETE

    def has_indicator(self, code: str) -> bool:
        """Say whether a value under this code belongs to an indicator."""
        return any(found.code == code for found in self.indicators)

    def indicator(self, code: str) -> Indicator:
        """Return the indicator of that code; raise `NotFoundError`."""
        for found in self.indicators:
            if found.code == code:
                return found
        message = texts.INDICATOR_UNKNOWN.format(code=code, set=self.short_name)
        raise NotFoundError(message, hint=texts.INDICATOR_UNKNOWN_HINT.format(set_id=self.id))

    def criterion(self, code: str) -> Criterion:
        """Return the criterion of that code; raise `NotFoundError`."""
        for found in self.criteria:
            if found.code == code:
                return found
        message = texts.CRITERION_UNKNOWN.format(code=code, set=self.short_name)
        raise NotFoundError(message, hint=texts.INDICATOR_UNKNOWN_HINT.format(set_id=self.id))


def is_original_source(source: str) -> bool:
    """Say whether a source is the text itself: a document that is named, or an official gazette.

    A page of news, of a law site or of an office tells what the document says, at second hand.
    """
    if "://" not in source:
        return True
    host = (urlsplit(source).hostname or "").removeprefix("www.")
    return host in _GAZETTES or (host.startswith("congbao.") and host.endswith(".gov.vn"))


def amount_text(number: Decimal, measure_unit: str) -> str:
    """Return a number with its measure unit: "95%", "1 mô hình".

    >>> amount_text(Decimal("4.5"), "m²/người")
    '4,5 m²/người'
    """
    if measure_unit == "%":
        return format_percent(number)
    return f"{format_number(number)} {measure_unit}".rstrip()


def number_target_text(value: Decimal, indicator: Indicator) -> str:
    """Return a target as a table shows it: "≥ 95%", "≤ 5%", "Không" for exactly none."""
    if indicator.operator is Operator.EQUAL and value == 0:
        return texts.TARGET_NONE
    sign = _SIGNS[indicator.operator or Operator.EQUAL]
    return sign + amount_text(value, indicator.measure_unit)


def compound_text(main: str, sub_value: Decimal, indicator: Indicator) -> str:
    """Return "≥ 95%, trong đó ≥ 55% từ …"."""
    part = number_target_text(sub_value, indicator)
    return texts.TARGET_COMPOUND.format(main=main, part=part, what=indicator.sub_text)
