"""One indicator of an annex: the target cells of its row, brought to one kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ntm_desktop import texts
from ntm_desktop.domain.annex_columns import COMMON_GROUP, Column, Role
from ntm_desktop.domain.annex_grid import Confidence, Problem, Reading, lowest, one_line
from ntm_desktop.domain.annex_targets import (
    BY_GENDER,
    IF_ANY,
    TargetReading,
    Wording,
    is_falling,
    is_rate,
    measure_unit_of,
    read_target,
)
from ntm_desktop.domain.criteria import IndicatorKind, Operator, TargetSetter, amount_text
from ntm_desktop.domain.vietnamese import fold

SURE, LIKELY, UNSURE = Confidence.SURE, Confidence.LIKELY, Confidence.UNSURE
_NUMERIC = (IndicatorKind.PERCENT, IndicatorKind.NUMBER)
_SIGNS = {Operator.AT_LEAST: "≥ ", Operator.AT_MOST: "≤ ", Operator.EQUAL: "= "}


@dataclass(frozen=True, slots=True)
class TargetCell:
    """The text that stands in a target column for one indicator, and where."""

    column: Column
    text: str
    where: str
    origin: tuple[int, int] = (0, 0)
    merged: bool = False
    above: tuple[str, Wording] | None = None  # "nt": what stands in the row above, and its wording


@dataclass(frozen=True, slots=True)
class ProposedTarget:
    """A target of one group: what the cell says, and what was taken from it (all None: nothing)."""

    group: str
    original: str
    met: bool = False
    value: Decimal | None = None
    sub_value: Decimal | None = None
    word: str = ""
    sentence: str = ""
    by_year: tuple[tuple[int, Decimal], ...] = ()

    @property
    def known(self) -> bool:
        """Say whether there is anything for the pack."""
        some = self.met or self.word or self.sentence or self.by_year
        return bool(some) or self.value is not None


@dataclass(frozen=True, slots=True)
class ProposedIndicator:
    """An indicator as the pack will have it; `original` is its wording as the table has it."""

    code: str
    text: str
    original: str
    where: str
    kind: IndicatorKind
    operator: Operator | None = None
    measure_unit: str = ""
    targets: tuple[ProposedTarget, ...] = ()
    set_by: TargetSetter | None = None
    by_gender: bool = False
    if_any: bool = False
    scale: tuple[str, ...] = ()
    sub_text: str = ""
    confidence: Confidence = SURE


@dataclass(frozen=True, slots=True)
class RowReading:
    """An indicator with what was understood of its target cells, and what was not."""

    indicator: ProposedIndicator
    readings: tuple[Reading, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Form:
    """What the targets of one indicator have in common."""

    kind: IndicatorKind | None
    operator: Operator | None = None
    unit: str = ""
    scale: tuple[str, ...] = ()
    sub_text: str = ""


_Read = tuple[TargetCell, TargetReading]  # a cell and what it says


def read_indicator(
    plain: ProposedIndicator, cells: Sequence[TargetCell], measure_unit: str
) -> RowReading:
    """Return the indicator with kind and targets; what does not agree is left empty and said."""
    wording = Wording(plain.text, one_line(measure_unit))
    read = [(cell, _read_cell(cell, wording)) for cell in cells]
    form = _common_form([reading for _, reading in read])
    fitted = [(cell, _fit(reading, form)) for cell, reading in read]
    doubts = [(cell.where, one.reason) for cell, one in fitted if one.confidence is UNSURE]
    problems = [Problem(*doubt) for doubt in dict.fromkeys(doubts)]
    found = _with_form(plain, form, wording, [one for _, one in fitted])
    found = replace(found, targets=_targets(fitted))
    if form.kind is None:
        found, problem = _without_kind(found, wording)
        problems.append(problem)
    problems += _doubts(found)
    readings = tuple(_target_reading(cell, one, plain.code) for cell, one in fitted)
    worst = lowest([plain.confidence, *(one.confidence for _, one in fitted)])
    confidence = UNSURE if form.kind is None else worst
    return RowReading(replace(found, confidence=confidence), readings, tuple(problems))


def _read_cell(cell: TargetCell, wording: Wording) -> TargetReading:
    """Return what a cell says; "nt" is what stands above it, where that is measured alike."""
    found = read_target(cell.text, wording)
    if found.ditto:
        return _as_above(cell, wording)
    if cell.merged and found.confidence is SURE and not found.blank:
        return replace(found, reason=f"{found.reason}; {texts.ANNEX_MERGED}")
    return found


def _as_above(cell: TargetCell, wording: Wording) -> TargetReading:
    """Return what the cell above says, unsure and empty where it is measured otherwise."""
    if cell.above is None:
        return TargetReading(UNSURE, texts.ANNEX_DITTO_NOTHING)
    there, here = read_target(*cell.above), read_target(cell.above[0], wording)
    if (there.kind, there.measure_unit) != (here.kind, here.measure_unit):
        return TargetReading(UNSURE, texts.ANNEX_DITTO_OTHER)
    sure = lowest([LIKELY, here.confidence])
    return replace(
        here, confidence=sure, reason=texts.ANNEX_DITTO if sure is LIKELY else here.reason
    )


def _common_form(found: Sequence[TargetReading]) -> _Form:
    """Return the form most columns share; the first of several that are as many."""
    held = [one for one in found if one.kind is not None and not _is_none(one)]
    held = held or [one for one in found if one.kind is not None]
    if not held:
        return _Form(None)
    kind, unit = Counter((one.kind, one.measure_unit) for one in held).most_common(1)[0][0]
    same = [one for one in held if (one.kind, one.measure_unit) == (kind, unit)]
    signed = [one for one in same if not _is_unsigned(one)] or same
    operator = Counter(one.operator for one in signed).most_common(1)[0][0]
    scale = max((one.scale for one in same), key=len)
    parts = [one.sub_text for one in same if one.sub_text]
    return _Form(kind, operator, unit, scale, parts[0] if parts else "")


def _is_none(found: TargetReading) -> bool:
    """Say whether a cell says "Không"."""
    return found.reason == texts.ANNEX_NONE


def _is_unsigned(found: TargetReading) -> bool:
    """Say whether a cell has a number without ≥ or ≤."""
    return found.reason == texts.ANNEX_NO_SIGN


def _fit(found: TargetReading, form: _Form) -> TargetReading:
    """Return a reading as the common form takes it; empty and unsure where it does not fit."""
    if found.kind is None:
        return found
    if _is_none(found) and form.kind in _NUMERIC and form.operator is not Operator.AT_LEAST:
        reason = found.reason if form.operator is Operator.EQUAL else texts.ANNEX_NONE_AS_LIMIT
        return replace(found, kind=form.kind, operator=form.operator, reason=reason)
    if (found.kind, found.measure_unit) != (form.kind, form.unit):
        return TargetReading(UNSURE, texts.ANNEX_OTHER_KIND, set_by=found.set_by)
    if _is_unsigned(found) and found.operator is not form.operator:
        return replace(found, operator=form.operator)
    if found.operator is not form.operator or (found.word and found.word not in form.scale):
        return TargetReading(UNSURE, texts.ANNEX_OTHER_KIND)
    if found.sub_text and found.sub_text != form.sub_text:
        return TargetReading(UNSURE, texts.ANNEX_PART_DIFFERS)
    return found


def _with_form(
    plain: ProposedIndicator, form: _Form, wording: Wording, found: Sequence[TargetReading]
) -> ProposedIndicator:
    """Return the indicator with what its targets and its wording say of it as a whole."""
    key = fold(plain.text)
    gender = any(one.by_gender for one in found) or any(words in key for words in BY_GENDER)
    beside = wording.measure_unit or measure_unit_of(wording.text)
    return replace(
        plain,
        kind=form.kind or IndicatorKind.CONDITIONS,
        operator=form.operator,
        measure_unit=form.unit if form.kind in _NUMERIC else beside,
        set_by=next((one.set_by for one in found if one.set_by), None),
        by_gender=gender,
        if_any=IF_ANY in key or any(one.if_any for one in found),
        scale=form.scale,
        sub_text=form.sub_text,
    )


def _without_kind(found: ProposedIndicator, wording: Wording) -> tuple[ProposedIndicator, Problem]:
    """Return the indicator whose targets are all empty, with a kind to start from, and the doubt.

    A rate can take figures at once; its comparison is a proposal that a person has to confirm.
    """
    unit = wording.measure_unit or measure_unit_of(wording.text)
    if unit == "%" or (not unit and is_rate(wording.text)):
        operator = Operator.AT_MOST if is_falling(wording.text) else Operator.AT_LEAST
        kind, reason = IndicatorKind.PERCENT, texts.ANNEX_KIND_RATE
        proposed = replace(found, kind=kind, operator=operator, measure_unit="%")
    else:
        reason = texts.ANNEX_KIND_UNKNOWN
        proposed = replace(found, kind=IndicatorKind.CONDITIONS, operator=None)
    return proposed, Problem(found.where, reason)


def _doubts(found: ProposedIndicator) -> list[Problem]:
    """Return what is missing or cannot be kept of an indicator."""
    doubts = []
    if not any(target.known for target in found.targets):
        doubts.append(Problem(found.where, texts.ANNEX_NO_TARGET.format(code=found.code)))
    if found.by_gender and found.kind is not IndicatorKind.PERCENT:
        doubts.append(Problem(found.where, texts.ANNEX_GENDER_KIND.format(code=found.code)))
    return doubts


def _targets(fitted: Sequence[_Read]) -> tuple[ProposedTarget, ...]:
    """Return the target of each group; columns of years make one target with a value each."""
    years = [(cell, found) for cell, found in fitted if cell.column.role is Role.YEAR]
    if not years:
        return tuple(_target(cell, found) for cell, found in fitted)
    by_year = tuple(
        (cell.column.year, found.value)
        for cell, found in years
        if found.value is not None and cell.column.year is not None
    )
    original = "\n".join(f"{cell.column.name}: {cell.text}" for cell, _ in years)
    words = {(found.kind, found.word, found.sentence) for _, found in years}
    if by_year or len(words) != 1:
        return (ProposedTarget(COMMON_GROUP, original, by_year=by_year),)
    return (replace(_target(*years[0]), group=COMMON_GROUP, original=original),)


def _target(cell: TargetCell, found: TargetReading) -> ProposedTarget:
    """Return what one column's reading gives to the pack."""
    return ProposedTarget(
        group=cell.column.group,
        original=cell.text,
        met=found.kind is IndicatorKind.BOOLEAN and found.set_by is None,
        value=found.value,
        sub_value=found.sub_value,
        word=found.word,
        sentence=found.sentence,
        by_year=found.by_year,
    )


def _target_reading(cell: TargetCell, found: TargetReading, code: str) -> Reading:
    """Return what a target cell was taken for, in words."""
    return Reading(
        cell.where,
        "target",
        cell.text,
        shown_target(found) or texts.ANNEX_EMPTY,
        found.confidence,
        found.reason,
        code,
        cell.column.group or str(cell.column.year or ""),
    )


def shown_target(found: TargetReading) -> str:
    """Return a reading as a table would show it: "≥ 60% (≥ 30%)"; "" for none."""
    if found.kind is IndicatorKind.BOOLEAN:
        return "" if found.set_by else texts.OUTCOME_MET
    if found.word or found.sentence:
        return found.word or found.sentence
    sign = _SIGNS[found.operator] if found.operator else ""
    if found.by_year:
        years = ((year, sign + amount_text(one, found.measure_unit)) for year, one in found.by_year)
        return "; ".join(f"{year}: {one}" for year, one in years)
    if found.value is None:
        return ""
    main = sign + amount_text(found.value, found.measure_unit)
    if found.sub_value is None:
        return main
    return f"{main} ({sign}{amount_text(found.sub_value, found.measure_unit)}: {found.sub_text})"
