"""Criteria sets as data: set, criteria, indicators, targets; and the strict reader of a pack."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, TypeVar
from urllib.parse import urlsplit

from ntm_desktop import texts
from ntm_desktop.domain.check_rules import (
    KINDS_WITH_FIGURES,
    CheckRule,
    Codes,
    read_check_rules,
)
from ntm_desktop.domain.numbers import format_number, format_percent
from ntm_desktop.domain.vietnamese import compose
from ntm_desktop.errors import InputError, NotFoundError

PACK_SCHEMA = 1
LEVELS = ("tinh", "huyen", "xa", "phuong", "thon", "ho", "san-pham")
MAX_ERRORS_SHOWN = 20
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.]*")
PACK_ID = re.compile(
    r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$)(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*"
)
"""What ids look like: part of record keys (hence short) and names of files, also under Windows."""
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_DECIMAL = re.compile(r"(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?")
_YEAR = re.compile(r"[12][0-9]{3}")
_GAZETTES = ("congbao.chinhphu.vn", "vanban.chinhphu.vn", "datafiles.chinhphu.vn", "vbpl.vn")
_SOURCE = re.compile(r"https?://[^\s…]+")
EnumT = TypeVar("EnumT", bound=Enum)
Json = Mapping[str, Any]


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
_COMPARED = (*_NUMERIC, IndicatorKind.RELATIVE)
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


def read_criteria_set(data: Json) -> CriteriaSet:
    """Return the criteria set of a pack (docs/criteria-packs.md).

    Raise `InputError` with the place of each error: unknown or missing fields, unknown kinds, bad
    or doubled codes, targets of columns that do not exist, "verified" without a source.
    """
    errors: list[str] = []
    node = _Node(data, "", errors)
    found = _read_set(node)
    _check_codes(found, errors)
    if errors:
        shown = errors[:MAX_ERRORS_SHOWN]
        if len(errors) > len(shown):
            shown.append(texts.PACK_MORE_ERRORS.format(count=len(errors) - len(shown)))
        message = texts.PACK_REFUSED.format(count=len(errors)) + "\n" + "\n".join(shown)
        raise InputError(message, hint=texts.PACK_REFUSED_HINT)
    return found


class _Node:
    """One JSON object of a pack with its place; collects errors instead of raising them."""

    def __init__(self, data: Any, place: str, errors: list[str]) -> None:
        self.place = place
        self.errors = errors
        self.data: Json = data if isinstance(data, Mapping) else {}
        if not isinstance(data, Mapping):
            self.fail("", texts.PACK_NOT_OBJECT)

    def path(self, key: str) -> str:
        """Return the place of a field, such as `criteria[2].indicators[0].code`."""
        return f"{self.place}.{key}".strip(".") if key else self.place or texts.PACK_TOP

    def fail(self, key: str, message: str) -> None:
        """Note an error at a field."""
        self.errors.append(f"{self.path(key)}: {message}")

    def allow(self, *keys: str) -> None:
        """Note every field that is not one of `keys`."""
        for key in self.data:
            if key not in keys:
                self.fail(str(key), texts.PACK_UNKNOWN_FIELD)

    def text(self, key: str, pattern: re.Pattern[str] | None = None) -> str:
        """Return a text that must be there (composed); note it when missing or malformed."""
        value = self.optional_text(key, pattern)
        if value is None and not isinstance(self.data.get(key), str):
            self.fail(key, texts.PACK_MISSING)
        return value or ""

    def optional_text(self, key: str, pattern: re.Pattern[str] | None = None) -> str | None:
        """Return a text, None when it is null or left out; note it when it is malformed."""
        value = self.data.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            self.fail(key, texts.PACK_NOT_TEXT)
            return None
        if pattern and not pattern.fullmatch(value):
            self.fail(key, texts.PACK_BAD_FORM.format(value=value))
            return None
        return compose(value)

    def flag(self, key: str, *, required: bool = False) -> bool:
        """Return true or false; false when an optional flag is left out."""
        value = self.data.get(key, None if required else False)
        if not isinstance(value, bool):
            self.fail(key, texts.PACK_NOT_BOOLEAN)
            return False
        return value

    def count(self, key: str) -> int | None:
        """Return a whole number ≥ 0, or None when it is null or left out."""
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.fail(key, texts.PACK_NOT_COUNT)
            return None
        return value

    def decimal(self, key: str) -> Decimal | None:
        """Return a number written as text ("12.5"), or None when it is null or left out."""
        value = self.data.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
            self.fail(key, texts.PACK_NOT_NUMBER.format(value=value))
            return None
        return Decimal(value)

    def required_decimal(self, key: str) -> Decimal:
        """Return a number that must be there (0 after an error was noted)."""
        value = self.decimal(key)
        if value is None and self.data.get(key) is None:
            self.fail(key, texts.PACK_MISSING)
        return value or Decimal(0)

    def choice(self, key: str, kind: type[EnumT]) -> EnumT | None:
        """Return a member of an enumeration, or None when it is null or left out."""
        value = self.data.get(key)
        for member in kind:
            if member.value == value:
                return member
        if value is not None:
            allowed = ", ".join(str(member.value) for member in kind)
            self.fail(key, texts.PACK_NOT_CHOICE.format(value=value, allowed=allowed))
        return None

    def child(self, key: str) -> _Node | None:
        """Return the object at a field, or None when it is null or left out."""
        value = self.data.get(key)
        return None if value is None else _Node(value, self.path(key), self.errors)

    def children(self, key: str) -> list[_Node]:
        """Return the objects of a list; a list that is left out is empty."""
        return [
            _Node(value, f"{self.path(key)}[{index}]", self.errors)
            for index, value in enumerate(self._list(key))
        ]

    def words(self, key: str) -> tuple[str, ...]:
        """Return a list of texts without repetition."""
        values = self._list(key)
        if any(not isinstance(value, str) or not value.strip() for value in values):
            self.fail(key, texts.PACK_NOT_WORDS)
            return ()
        found = tuple(compose(value) for value in values)
        if len(set(found)) < len(found):
            self.fail(key, texts.PACK_DOUBLED.format(code=", ".join(found)))
        return found

    def sourced(self, flag: str, source: str) -> tuple[bool, str | None]:
        """Return whether something was verified, and where; note "verified" without a source."""
        verified, address = self.flag(flag), self.optional_text(source, _SOURCE)
        if verified and not address:
            self.fail(flag, texts.PACK_NO_SOURCE)
        return verified, address

    def _list(self, key: str) -> Sequence[Any]:
        """Return the list at a field."""
        value = self.data.get(key, [])
        if isinstance(value, list):
            return value
        self.fail(key, texts.PACK_NOT_LIST)
        return []


_SET_FIELDS = (
    "$schema",
    "schema",
    "id",
    "name",
    "short_name",
    "level",
    "status",
    "noun",
    "complete",
    "period",
    "expected",
    "legal_basis",
    "group_kind",
    "groups",
    "sections",
    "rules",
    "scoring",
    "checks",
    "criteria",
)
_CRITERION_FIELDS = (
    "code",
    "name",
    "name_verified",
    "name_source",
    "complete",
    "section",
    "max_points",
    "guidance",
    "indicators",
)
_INDICATOR_FIELDS = (
    "original",
    "code",
    "text",
    "kind",
    "measure_unit",
    "counted_unit",
    "operator",
    "verified",
    "source",
    "targets",
    "target_verified",
    "target_source",
    "target_set_by",
    "by_gender",
    "by_gender_verified",
    "if_any",
    "varies_by_year",
    "scale",
    "scale_verified",
    "max_points",
    "relative_to",
    "interpolation",
    "low_margin",
    "depends_on",
    "sub_text",
    "measure_id",
    "guidance",
)


def _read_set(node: _Node) -> CriteriaSet:
    """Return the whole set, with the errors noted in the node."""
    node.allow(*_SET_FIELDS)
    if node.data.get("schema") != PACK_SCHEMA:
        node.fail("schema", texts.PACK_SCHEMA_UNKNOWN.format(known=PACK_SCHEMA))
    groups = tuple(_read_group(child) for child in node.children("groups"))
    columns = tuple(group.id for group in groups)
    sections = tuple(_read_section(child) for child in node.children("sections"))
    names = tuple(section.code for section in sections)
    expected = node.child("expected") or _Node({}, "", [])
    expected.allow("criteria", "indicators")
    criteria = tuple(_read_criterion(one, columns, names) for one in node.children("criteria"))
    return CriteriaSet(
        id=node.text("id", PACK_ID),
        name=node.text("name"),
        short_name=node.text("short_name"),
        level=_read_level(node),
        status=node.optional_text("status") or "",
        noun=node.text("noun"),
        complete=node.flag("complete", required=True),
        groups=groups,
        criteria=criteria,
        legal_basis=tuple(_read_document(child) for child in node.children("legal_basis")),
        period=_read_period(node.child("period")),
        group_kind=node.optional_text("group_kind") or "",
        sections=sections,
        rules=tuple(_read_sourced_text(child) for child in node.children("rules")),
        expected_criteria=expected.count("criteria"),
        expected_indicators=expected.count("indicators"),
        scoring=_read_scoring(node.child("scoring")),
        checks=read_check_rules(node.children("checks"), _codes(criteria)),
    )


def _codes(criteria: Sequence[Criterion]) -> Codes:
    """Return what rules may ask of the indicators."""
    indicators = [one for criterion in criteria for one in criterion.indicators]
    return Codes(
        known=[one.code for one in indicators],
        numeric=[one.code for one in indicators if one.kind.value in KINDS_WITH_FIGURES],
        compound=[one.code for one in indicators if one.sub_text],
    )


def _read_level(node: _Node) -> str:
    """Return the level of the units that the set is for."""
    level = node.text("level")
    if level and level not in LEVELS:
        allowed = ", ".join(LEVELS)
        node.fail("level", texts.PACK_NOT_CHOICE.format(value=level, allowed=allowed))
    return level


def _read_period(node: _Node | None) -> tuple[int, int] | None:
    """Return the first and last year of the set's period."""
    if node is None:
        return None
    node.allow("from", "to")
    first, last = node.count("from"), node.count("to")
    if first is None or last is None or first > last:
        node.fail("", texts.PACK_BAD_PERIOD)
        return None
    return first, last


def _read_group(node: _Node) -> CommuneGroup:
    """Return a column of targets."""
    node.allow("id", "name", "definition", "verified", "source")
    verified, source = node.sourced("verified", "source")
    definition = node.optional_text("definition") or ""
    return CommuneGroup(node.text("id", PACK_ID), node.text("name"), definition, verified, source)


def _read_section(node: _Node) -> Section:
    """Return a heading over criteria."""
    node.allow("code", "name", "verified")
    return Section(node.text("code", _CODE), node.text("name"), node.flag("verified"))


def _read_document(node: _Node) -> LegalDocument:
    """Return a document of the legal basis."""
    node.allow("number", "date", "issuer", "effective", "replaces", "note", "source")
    return LegalDocument(
        number=node.optional_text("number"),
        date=node.optional_text("date", _DATE),
        issuer=node.text("issuer"),
        effective=node.optional_text("effective", _DATE),
        replaces=node.words("replaces"),
        note=node.optional_text("note") or "",
        source=node.optional_text("source", _SOURCE),
    )


def _read_sourced_text(node: _Node) -> SourcedText:
    """Return a sentence with the address where it was read."""
    node.allow("text", "source")
    return SourcedText(node.text("text"), node.text("source", _SOURCE))


def _read_scoring(node: _Node | None) -> Scoring | None:
    """Return how a points set is totalled."""
    if node is None:
        return None
    node.allow("max_points", "verified", "source", "bands", "bands_verified", "bands_source")
    verified, source = node.sourced("verified", "source")
    bands_verified, bands_source = node.sourced("bands_verified", "bands_source")
    bands = tuple(_read_band(child) for child in node.children("bands"))
    maximum = node.required_decimal("max_points")
    return Scoring(maximum, verified, source, bands, bands_verified, bands_source)


def _read_band(node: _Node) -> Band:
    """Return one band of points."""
    node.allow("label", "min")
    return Band(node.text("label"), node.required_decimal("min"))


def _read_criterion(node: _Node, columns: Sequence[str], sections: Sequence[str]) -> Criterion:
    """Return one criterion with its indicators."""
    node.allow(*_CRITERION_FIELDS)
    section = node.optional_text("section") or ""
    if section and section not in sections:
        node.fail("section", texts.PACK_UNKNOWN_SECTION.format(code=section))
    criterion = Criterion(
        code=node.text("code", _CODE),
        name=node.text("name"),
        name_verified=node.flag("name_verified", required=True),
        name_source=node.optional_text("name_source", _SOURCE),
        complete=node.flag("complete", required=True),
        indicators=tuple(_read_indicator(one, columns) for one in node.children("indicators")),
        section=section,
        max_points=node.decimal("max_points"),
        guidance=tuple(_read_sourced_text(child) for child in node.children("guidance")),
    )
    if criterion.complete and not criterion.indicators:
        node.fail("complete", texts.PACK_EMPTY_COMPLETE)
    return criterion


def _read_indicator(node: _Node, columns: Sequence[str]) -> Indicator:
    """Return one indicator with its targets."""
    node.allow(*_INDICATOR_FIELDS)
    kind = node.choice("kind", IndicatorKind)
    if node.data.get("kind") is None:
        node.fail("kind", texts.PACK_MISSING)
    verified, source = node.sourced("verified", "source")
    target_verified, target_source = node.sourced("target_verified", "target_source")
    interpolation = _read_interpolation(node.child("interpolation"))
    operator = node.choice("operator", Operator)
    plain = Indicator(
        code=node.text("code", _CODE),
        text=node.text("text"),
        kind=kind or IndicatorKind.CONDITIONS,
        measure_unit=node.optional_text("measure_unit") or "",
        counted_unit=node.optional_text("counted_unit") or "",
        operator=operator or (interpolation.operator if interpolation else None),
        verified=verified,
        source=source,
        target_verified=target_verified,
        target_source=target_source,
        target_set_by=node.choice("target_set_by", TargetSetter),
        by_gender=node.flag("by_gender"),
        by_gender_verified=node.flag("by_gender_verified"),
        if_any=node.flag("if_any"),
        varies_by_year=node.flag("varies_by_year"),
        scale=node.words("scale"),
        scale_verified=node.flag("scale_verified"),
        max_points=node.decimal("max_points"),
        relative_to=_read_relation(node.child("relative_to")),
        interpolation=interpolation,
        low_margin=node.decimal("low_margin"),
        depends_on=node.optional_text("depends_on", PACK_ID),
        sub_text=node.optional_text("sub_text") or "",
        measure_id=node.optional_text("measure_id", PACK_ID),
        guidance=_optional_sourced_text(node.child("guidance")),
        original=_read_original(node.child("original"), columns),
    )
    _check_kind(node, plain)
    return _with_targets(plain, _read_targets(node, plain, columns))


def _optional_sourced_text(node: _Node | None) -> SourcedText | None:
    """Return a sentence with its source, where there is one."""
    return None if node is None else _read_sourced_text(node)


def _read_original(node: _Node | None, columns: Sequence[str]) -> Original | None:
    """Return what the cells of a table said; a column that is not in the set is refused."""
    if node is None:
        return None
    node.allow("text", "targets")
    targets = node.child("targets") or _Node({}, "", [])
    targets.allow(*columns)
    found = {column: targets.optional_text(column) or "" for column in targets.data}
    return Original(node.optional_text("text") or "", found)


def _read_relation(node: _Node | None) -> Relation | None:
    """Return what a relative target is relative to."""
    if node is None:
        return None
    node.allow("set_id", "indicator", "percent")
    percent = node.required_decimal("percent")
    return Relation(node.text("set_id", PACK_ID), node.text("indicator", _CODE), percent)


def _read_interpolation(node: _Node | None) -> Interpolation | None:
    """Return how points follow from a measured value."""
    if node is None:
        return None
    names = ("min_value", "min_points", "max_value", "max_points")
    node.allow(*names, "verified", "source")
    low, fewest, high, most = (node.required_decimal(name) for name in names)
    verified, source = node.sourced("verified", "source")
    if low == high or fewest > most:
        node.fail("", texts.PACK_BAD_INTERPOLATION)
        return None
    return Interpolation(low, fewest, high, most, verified, source)


def _check_kind(node: _Node, indicator: Indicator) -> None:
    """Note what the kind of an indicator needs and does not have."""
    kind = indicator.kind
    if kind in _COMPARED and indicator.operator is None:
        node.fail("operator", texts.PACK_MISSING)
    if kind is IndicatorKind.ORDINAL and len(indicator.scale) < 2:
        node.fail("scale", texts.PACK_NO_SCALE)
    if kind is IndicatorKind.POINTS and indicator.max_points is None:
        node.fail("max_points", texts.PACK_MISSING)
    if kind is IndicatorKind.RELATIVE and indicator.relative_to is None:
        node.fail("relative_to", texts.PACK_MISSING)
    if (kind is IndicatorKind.SCORED) != (indicator.interpolation is not None):
        missing = kind is IndicatorKind.SCORED
        text = texts.PACK_MISSING if missing else texts.PACK_NOT_OF_KIND.format(kind=kind.value)
        node.fail("interpolation", text)
    if indicator.interpolation and indicator.operator is not indicator.interpolation.operator:
        node.fail("operator", texts.PACK_OTHER_DIRECTION)
    if kind not in (*_COMPARED, IndicatorKind.SCORED) and indicator.low_margin is not None:
        node.fail("low_margin", texts.PACK_NOT_OF_KIND.format(kind=kind.value))
    if kind is not IndicatorKind.POINTS and indicator.max_points is not None:
        node.fail("max_points", texts.PACK_NOT_OF_KIND.format(kind=kind.value))
    if kind is not IndicatorKind.PERCENT and indicator.by_gender:
        node.fail("by_gender", texts.PACK_NOT_OF_KIND.format(kind=kind.value))


def _read_targets(
    node: _Node, indicator: Indicator, columns: Sequence[str]
) -> dict[str, ColumnTargets]:
    """Return column → targets; every column of the set is there, unknown ones without a target."""
    child = node.child("targets") or _Node({}, "", [])
    child.allow(*columns)
    takes_targets = indicator.kind not in WITHOUT_TARGETS
    if child.data and not takes_targets:
        child.fail("", texts.PACK_NOT_OF_KIND.format(kind=indicator.kind.value))
    if not takes_targets:
        return {}
    return {column: _read_column(child, column, indicator) for column in columns}


def _read_column(node: _Node, column: str, indicator: Indicator) -> ColumnTargets:
    """Return the targets of one column: null, one for all years, or one a year."""
    value = node.data.get(column)
    if not isinstance(value, Mapping) or "by_year" not in value:
        return ColumnTargets(_read_target(node, column, indicator))
    child = _Node(value, node.path(column), node.errors)
    child.allow("by_year")
    years = child.child("by_year") or child
    for year in years.data:
        if not _YEAR.fullmatch(str(year)):
            years.fail(str(year), texts.PACK_BAD_YEAR)
    found = {
        int(year): _read_target(years, year, indicator)
        for year in years.data
        if _YEAR.fullmatch(str(year))
    }
    return ColumnTargets(by_year={year: one for year, one in found.items() if one is not None})


def _read_target(node: _Node, key: str, indicator: Indicator) -> Target | None:
    """Return one target: null, a plain value, or an object with a part or a source of its own."""
    value = node.data.get(key)
    if value is None:
        return None
    if not isinstance(value, Mapping):
        return _make_target(node, key, indicator)
    child = _Node(value, node.path(key), node.errors)
    child.allow("value", "sub_value", "verified", "source")
    own = {"verified": indicator.target_verified, "source": indicator.target_source, **value}
    verified, source = _Node(own, child.place, child.errors).sourced("verified", "source")
    target = _make_target(child, "value", indicator)
    sub_value = child.decimal("sub_value")
    if sub_value is not None and not indicator.sub_text:
        child.fail("sub_value", texts.PACK_NO_SUB_TEXT)
    if target is None:
        child.fail("value", texts.PACK_MISSING)
        return None
    shown = target.text if sub_value is None else compound_text(target.text, sub_value, indicator)
    return Target(target.value, shown, verified, source, sub_value, target.word)


def _make_target(node: _Node, key: str, indicator: Indicator) -> Target | None:
    """Return the target of a plain value, read as the kind of the indicator asks."""
    read = _TARGET_READERS[indicator.kind]
    return read(node, key, indicator)


def _number_target(node: _Node, key: str, indicator: Indicator) -> Target | None:
    """Return a target that is a number."""
    value = node.decimal(key)
    if value is None:
        return None
    text = number_target_text(value, indicator)
    return Target(value, text, indicator.target_verified, indicator.target_source)


def _boolean_target(node: _Node, key: str, indicator: Indicator) -> Target | None:
    """Return the target "Đạt", the only one a yes/no indicator can have."""
    if node.data.get(key) is not True:
        node.fail(key, texts.PACK_NOT_TRUE)
        return None
    return _word_target(texts.OUTCOME_MET, indicator)


def _ordinal_target(node: _Node, key: str, indicator: Indicator) -> Target | None:
    """Return a target that is a word of the scale."""
    word = node.text(key)
    if word not in indicator.scale:
        node.fail(key, texts.PACK_NOT_IN_SCALE.format(value=word))
        return None
    return _word_target(word, indicator)


def _conditions_target(node: _Node, key: str, indicator: Indicator) -> Target | None:
    """Return a target that is a sentence: shown, never compared."""
    text = node.text(key)
    return Target(None, text, indicator.target_verified, indicator.target_source)


def _word_target(word: str, indicator: Indicator) -> Target:
    """Return a target that is a word."""
    return Target(None, word, indicator.target_verified, indicator.target_source, word=word)


_TargetReader = Callable[[_Node, str, Indicator], Target | None]
_TARGET_READERS: dict[IndicatorKind, _TargetReader] = {
    IndicatorKind.PERCENT: _number_target,
    IndicatorKind.NUMBER: _number_target,
    IndicatorKind.BOOLEAN: _boolean_target,
    IndicatorKind.ORDINAL: _ordinal_target,
    IndicatorKind.CONDITIONS: _conditions_target,
}


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


def _with_targets(indicator: Indicator, targets: Mapping[str, ColumnTargets]) -> Indicator:
    """Return the indicator with its targets."""
    return replace(indicator, targets=targets)


def _check_codes(found: CriteriaSet, errors: list[str]) -> None:
    """Note doubled codes; a code may serve a criterion and an indicator of that same criterion."""
    _check_doubled([(group.id, "groups") for group in found.groups], errors)
    criteria = [(one.code, f"criteria[{at}].code") for at, one in enumerate(found.criteria)]
    _check_doubled(criteria, errors)
    indicators = [
        (one.code, f"criteria[{at}].indicators[{place}].code")
        for at, criterion in enumerate(found.criteria)
        for place, one in enumerate(criterion.indicators)
    ]
    _check_doubled(indicators, errors)
    own = {criterion.code: at for at, criterion in enumerate(found.criteria)}
    for code, place in indicators:
        if code in own and not place.startswith(f"criteria[{own[code]}]."):
            errors.append(f"{place}: " + texts.PACK_DOUBLED.format(code=code))
    if found.complete and not all(criterion.complete for criterion in found.criteria):
        errors.append("complete: " + texts.PACK_NOT_COMPLETE)
    if found.complete and not found.criteria:
        errors.append("complete: " + texts.PACK_EMPTY_COMPLETE)


def _check_doubled(codes: Sequence[tuple[str, str]], errors: list[str]) -> None:
    """Note each code (with its place) that stands above already."""
    seen: set[str] = set()
    for code, place in codes:
        if code and code in seen:
            errors.append(f"{place}: " + texts.PACK_DOUBLED.format(code=code))
        seen.add(code)
