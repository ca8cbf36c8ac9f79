"""The strict reader of a criteria pack: a set with its criteria, and the place of every error."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

from ntm_desktop import texts
from ntm_desktop.domain.check_rules import KINDS_WITH_FIGURES, Codes, read_check_rules
from ntm_desktop.domain.criteria import (
    WITHOUT_TARGETS,
    Band,
    ColumnTargets,
    CommuneGroup,
    CriteriaSet,
    Criterion,
    Indicator,
    IndicatorKind,
    Interpolation,
    LegalDocument,
    Operator,
    Original,
    Relation,
    Scoring,
    Section,
    SourcedText,
    Target,
    TargetSetter,
    compound_text,
    number_target_text,
)
from ntm_desktop.domain.vietnamese import compose
from ntm_desktop.errors import InputError

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
_SOURCE = re.compile(r"https?://[^\s…]+")
EnumT = TypeVar("EnumT", bound=Enum)
Json = Mapping[str, Any]
_COMPARED = (IndicatorKind.PERCENT, IndicatorKind.NUMBER, IndicatorKind.RELATIVE)


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
