"""A target as people write it ("≥ 95%", "Khá trở lên"), and a JSON file with several of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ntm_desktop import texts
from ntm_desktop.domain.criteria import (
    WITHOUT_TARGETS,
    CriteriaSet,
    Indicator,
    IndicatorKind,
    Operator,
)
from ntm_desktop.domain.dates import parse_date
from ntm_desktop.domain.effective_set import NUMERIC, columns_of
from ntm_desktop.domain.entity import StoredValue, decimal_text, entity_of
from ntm_desktop.domain.numbers import parse_number, parse_percent
from ntm_desktop.domain.overlays import EVERY_GROUP, SETTERS, TARGET_FIELDS, TargetOverlay
from ntm_desktop.domain.vietnamese import compose, fold
from ntm_desktop.errors import InputError, NotFoundError, UserError

OVERLAY_SCHEMA = 1
MAX_TARGETS = 5_000
_SIGNS = {
    "≥": Operator.AT_LEAST,
    ">=": Operator.AT_LEAST,
    "≤": Operator.AT_MOST,
    "<=": Operator.AT_MOST,
    "=": Operator.EQUAL,
}
_SIGNED = re.compile(r"(≥|>=|≤|<=|=)?\s*(.*)", re.DOTALL)
_PART = re.compile(r"(?:[;,]?\s*trong đó\s*|\s*\()", re.IGNORECASE)
_OR_HIGHER = re.compile(r"\s+trở lên\s*$", re.IGNORECASE)

Stored = dict[str, StoredValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Who compared something with which document, and when (ISO date)."""

    by: str
    document: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlayDraft:
    """One target to be set: typed text, its place, who fixed it by which document, its check."""

    indicator: str
    text: str
    group: str | None = None
    year: int | None = None
    set_by: str = "province"
    document_number: str | None = None
    document_on: str | None = None
    check: Check | None = None


def parse_target(text: str, indicator: Indicator) -> Stored:
    """Return the fields that say a typed target; raise `InputError`.

    Forms by the kind of the indicator: `≥ 95%`, `95`, `≥ 95% (≥ 55%)`, `95 trong đó 55`, `Không`,
    `đạt`, `Khá trở lên`, or a sentence. A sign that differs from the set's is refused.
    """
    typed = compose(text).strip()
    found: Stored = dict.fromkeys(TARGET_FIELDS)
    if not typed:
        raise InputError(texts.OVERLAY_EMPTY.format(code=indicator.code))
    if indicator.kind in WITHOUT_TARGETS:
        message = texts.OVERLAY_NOT_USED.format(
            code=indicator.code, reason=texts.OVERLAY_NO_TARGETS
        )
        raise InputError(message)
    if indicator.kind in NUMERIC:
        return found | _parse_numbers(typed, indicator)
    if indicator.kind is IndicatorKind.BOOLEAN:
        return found | {"word": _boolean_word(typed, indicator)}
    if indicator.kind is IndicatorKind.ORDINAL:
        return found | {"word": _scale_word(typed, indicator)}
    return found | {"text": typed}


def _parse_numbers(typed: str, indicator: Indicator) -> Stored:
    """Return main target and, where it is typed, the one of the part "trong đó"."""
    parts = _PART.split(typed, maxsplit=1)
    found: Stored = {"value": _number(parts[0], indicator)}
    if len(parts) == 1:
        return found
    if not indicator.sub_text:
        raise InputError(texts.VALUE_NO_PART.format(code=indicator.code))
    part = parts[1].strip().removesuffix(")").removesuffix(indicator.sub_text)
    return found | {"sub_value": _number(part, indicator)}


def _number(typed: str, indicator: Indicator) -> str:
    """Return one number in stored form; its sign must be the one of the set."""
    matched = _SIGNED.fullmatch(typed.strip())
    sign, rest = (matched[1], matched[2].strip()) if matched else (None, typed)
    operator = indicator.operator or Operator.AT_LEAST
    if operator is Operator.EQUAL and fold(rest) == fold(texts.TARGET_NONE):
        return "0"
    if sign and _SIGNS[sign] is not operator:
        message = texts.OVERLAY_OTHER_SIGN.format(code=indicator.code, sign=operator.value)
        raise InputError(message, hint=texts.OVERLAY_OTHER_SIGN_HINT)
    unit = indicator.measure_unit
    if unit and unit != "%" and fold(rest).endswith(fold(unit)):
        rest = rest[: len(rest) - len(unit)]
    number = parse_percent(rest) if unit == "%" else parse_number(rest)
    if number < 0:
        raise InputError(texts.VALUE_NEGATIVE.format(text=typed.strip()))
    return decimal_text(number)


def _boolean_word(typed: str, indicator: Indicator) -> str:
    """Return "Đạt", the only target of a yes/no indicator."""
    if fold(typed) == fold(texts.OUTCOME_MET):
        return texts.OUTCOME_MET
    message = texts.OVERLAY_ONLY_MET.format(code=indicator.code)
    raise InputError(message, hint=texts.OVERLAY_ONLY_MET_HINT)


def _scale_word(typed: str, indicator: Indicator) -> str:
    """Return the word of the scale that was typed."""
    wanted = fold(_OR_HIGHER.sub("", typed))
    for word in indicator.scale:
        if fold(word) == wanted:
            return word
    message = texts.PACK_NOT_IN_SCALE.format(value=typed)
    hint = texts.VALUE_HINT_WORD.format(words=", ".join(indicator.scale))
    raise InputError(message, hint=hint)


def overlay_values(
    criteria_set: CriteriaSet, draft: OverlayDraft, own_group: str | None = None
) -> Stored:
    """Return the stored fields of a `target_overlay`; raise `InputError`/`NotFoundError`.

    Without a group it is for `own_group` (the office's); without that too, only in a set with one
    column. For every column the person says `*`.
    """
    indicator = criteria_set.indicator(draft.indicator)
    if indicator.varies_by_year and draft.year is None:
        message = texts.OVERLAY_NOT_USED.format(
            code=indicator.code, reason=texts.OVERLAY_NEEDS_YEAR
        )
        raise InputError(message, hint=texts.OVERLAY_NEEDS_YEAR_HINT)
    if draft.set_by not in SETTERS:
        message = texts.OVERLAY_SETTER_UNKNOWN.format(word=draft.set_by)
        raise InputError(message, hint=", ".join(SETTERS))
    check = draft.check
    values: Stored = {
        "set_id": criteria_set.id,
        "indicator": indicator.code,
        "commune_group": _group(criteria_set, draft.group or own_group),
        "year": draft.year,
        "set_by": draft.set_by,
        "document_number": draft.document_number,
        "document_on": draft.document_on,
        "checked": True if check else None,
        "checked_by": check.by if check else None,
        "checked_on": check.on if check else None,
        "checked_document": check.document if check else None,
    }
    return entity_of(TargetOverlay).check(values | parse_target(draft.text, indicator))


def _group(criteria_set: CriteriaSet, group: str | None) -> str:
    """Return the column an overlay is for; raise where it is not clear or not there."""
    columns = columns_of(criteria_set, group)
    if columns:
        return EVERY_GROUP if group == EVERY_GROUP else columns[0]
    groups = ", ".join(one.id for one in criteria_set.groups)
    if not group:
        message = texts.OVERLAY_NEEDS_GROUP.format(set_id=criteria_set.id)
        raise InputError(message, hint=texts.OVERLAY_NEEDS_GROUP_HINT.format(groups=groups))
    message = texts.GROUP_UNKNOWN.format(set_id=criteria_set.id, group=group)
    raise NotFoundError(message, hint=texts.GROUP_UNKNOWN_HINT.format(groups=groups))


# --- the file ---


def read_overlay_file(
    data: Any, criteria_set: CriteriaSet, own_group: str | None = None
) -> tuple[Stored, ...]:
    """Return the overlays of a file (docs/criteria-packs.md) as stored fields.

    Raises `InputError` with the place of each error; then none of them is used.
    """
    reader = _FileReader(criteria_set, own_group)
    found = reader.read(data)
    if reader.errors:
        message = texts.OVERLAY_REFUSED.format(count=len(reader.errors))
        shown = reader.errors[:20]
        raise InputError("\n".join([message, *shown]), hint=texts.PACK_REFUSED_HINT)
    return found


_HEAD = ("schema", "set", "set_by", "document", "checked", "targets")
_ROW = ("indicator", "group", "year", "target", "set_by", "document", "checked")


class _FileReader:
    """Reads one file and collects its errors instead of stopping at the first."""

    def __init__(self, criteria_set: CriteriaSet, own_group: str | None) -> None:
        self.errors: list[str] = []
        self._set, self._own_group = criteria_set, own_group

    def read(self, data: Any) -> tuple[Stored, ...]:
        """Return the overlays that could be read."""
        head = self._object(data, texts.PACK_TOP, _HEAD)
        if head.get("schema") != OVERLAY_SCHEMA:
            self._fail("schema", texts.PACK_SCHEMA_UNKNOWN.format(known=OVERLAY_SCHEMA))
        if head.get("set") != self._set.id:
            self._fail("set", texts.OVERLAY_OTHER_SET.format(set_id=self._set.id))
        rows = head.get("targets")
        if not isinstance(rows, list) or not rows or len(rows) > MAX_TARGETS:
            self._fail("targets", texts.OVERLAY_NO_ROWS.format(limit=MAX_TARGETS))
            return ()
        shared = {name: head[name] for name in ("set_by", "document", "checked") if name in head}
        found = [self._row(row, f"targets[{at}]", shared) for at, row in enumerate(rows)]
        self._check_doubled(found)
        return tuple(one for one in found if one is not None)

    def _row(self, data: Any, place: str, shared: Mapping[str, Any]) -> Stored | None:
        """Return one overlay; None where it has an error."""
        before = len(self.errors)
        row = {**shared, **self._object(data, place, _ROW)}
        draft = self._draft(row, place)
        if len(self.errors) > before:
            return None
        try:
            return overlay_values(self._set, draft, self._own_group)
        except UserError as error:
            self._fail(place, str(error))
            return None

    def _draft(self, row: Mapping[str, Any], place: str) -> OverlayDraft:
        """Return one overlay as it was written."""
        year = row.get("year")
        if year is not None and (isinstance(year, bool) or not isinstance(year, int)):
            self._fail(f"{place}.year", texts.PACK_BAD_YEAR)
            year = None
        document = self._object(row.get("document") or {}, f"{place}.document", ("number", "date"))
        return OverlayDraft(
            indicator=self._text(row, "indicator", place),
            text=self._text(row, "target", place),
            group=self._optional(row, "group", place),
            year=year,
            set_by=self._optional(row, "set_by", place) or "province",
            document_number=self._optional(document, "number", f"{place}.document"),
            document_on=self._date(document, "date", f"{place}.document"),
            check=self._check(row.get("checked"), f"{place}.checked"),
        )

    def _check(self, data: Any, place: str) -> Check | None:
        """Return a check: `by`, `on` and `document` are all needed."""
        if data is None:
            return None
        found = self._object(data, place, ("by", "on", "document"))
        day = self._date(found, "on", place)
        if day is None:
            self._fail(f"{place}.on", texts.PACK_MISSING)
        by, document = self._text(found, "by", place), self._text(found, "document", place)
        return Check(by=by, document=document, on=day or "")

    def _date(self, node: Mapping[str, Any], key: str, place: str) -> str | None:
        """Return a date in ISO form, None where there is none."""
        text = self._optional(node, key, place)
        try:
            return parse_date(text).isoformat() if text else None
        except InputError as error:
            self._fail(f"{place}.{key}", str(error))
            return None

    def _text(self, node: Mapping[str, Any], key: str, place: str) -> str:
        """Return a text that must be there."""
        found = self._optional(node, key, place)
        if found is None and node.get(key) is None:
            self._fail(f"{place}.{key}", texts.PACK_MISSING)
        return found or ""

    def _optional(self, node: Mapping[str, Any], key: str, place: str) -> str | None:
        """Return a text, None where it is null or left out."""
        value = node.get(key)
        if value is None:
            return None
        if isinstance(value, str) and value.strip():
            return compose(value).strip()
        self._fail(f"{place}.{key}", texts.PACK_NOT_TEXT)
        return None

    def _object(self, data: Any, place: str, allowed: tuple[str, ...]) -> Mapping[str, Any]:
        """Return a JSON object whose fields are all known."""
        if not isinstance(data, Mapping):
            self._fail(place, texts.PACK_NOT_OBJECT)
            return {}
        for key in data:
            if key not in allowed:
                self._fail(f"{place}.{key}", texts.PACK_UNKNOWN_FIELD)
        return data

    def _check_doubled(self, found: list[Stored | None]) -> None:
        """Note each place that has more than one target."""
        places: set[tuple[StoredValue, ...]] = set()
        for at, one in enumerate(found):
            if one is None:
                continue
            place = (one["indicator"], one["commune_group"], one["year"])
            if place in places:
                self._fail(f"targets[{at}]", texts.PACK_DOUBLED.format(code=one["indicator"]))
            places.add(place)

    def _fail(self, place: str, message: str) -> None:
        """Note an error at its place."""
        self.errors.append(f"{place}: {message}")
