"""The entry sheet of a unit and period: every indicator with value, target, outcome and gap."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from ntm_desktop import texts
from ntm_desktop.domain.assessment import (
    Counts,
    CriterionAssessment,
    IndicatorAssessment,
    Outcome,
    SetAssessment,
    count_outcomes,
    gender_doubt,
)
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.criteria import CriteriaSet, Indicator
from ntm_desktop.domain.entity import StoredValue, decimal_text
from ntm_desktop.domain.issues import Issue, Severity
from ntm_desktop.domain.numbers import parse_number
from ntm_desktop.domain.periods import ReportingPeriod, parse_period
from ntm_desktop.domain.record_keys import total_key, value_key
from ntm_desktop.domain.value_text import (
    format_plan,
    format_result,
    parse_plan,
    parse_result,
)
from ntm_desktop.domain.values import IndicatorValue, SetTotal
from ntm_desktop.domain.vietnamese import compose
from ntm_desktop.errors import InputError
from ntm_desktop.services.criteria import criteria_set
from ntm_desktop.services.data_checks import figure_doubts, open_findings
from ntm_desktop.services.held_values import held_values, own_values
from ntm_desktop.services.locks import refuse_locked
from ntm_desktop.services.period_values import earlier_values
from ntm_desktop.services.period_values import has_results as has_results
from ntm_desktop.services.period_values import (
    previous_period_with_data as previous_period_with_data,
)
from ntm_desktop.services.period_values import values_of as values_of
from ntm_desktop.services.reported_values import Reported, reported_beside, reported_now
from ntm_desktop.services.set_rules import SetRules, rules_of
from ntm_desktop.services.units import unit_name
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import evidence_log

_PLACE = ("unit", "period", "set_id", "indicator")
_FEW = 8  # so many values are read one by one, more of them all at once
_LONGEST_TYPED, _LONGEST_NAME = 40, 30  # characters of a step's name


@dataclass(frozen=True, slots=True)
class ValueDraft:
    """What was typed for one indicator (or, declared, for a criterion) of one period."""

    set_id: str
    period_id: str
    indicator: str
    text: str
    unit: str | None = None
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording did, and what is doubtful about it (issues do not stop the writing)."""

    touched: Touched
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line of the sheet; the texts are as people write them."""

    code: str
    text: str
    measure_unit: str
    target_text: str
    previous_text: str
    value_text: str
    planned_text: str
    note: str
    conflict: bool
    assessment: IndicatorAssessment
    previous_outcome: Outcome
    evidence: int = 0
    doubt: str = ""  # why the figure cannot be, "" where it can
    reported: Reported | None = None  # what the unit says itself where we wrote otherwise

    @property
    def verified(self) -> bool:
        """Say whether wording and target were checked against the original document."""
        return self.assessment.wording_verified and self.assessment.target_verified

    @property
    def is_falling(self) -> bool:
        """Say whether an outcome that was met is not met any more."""
        return self.previous_outcome is Outcome.MET and self.assessment.outcome is Outcome.NOT_MET


@dataclass(frozen=True, slots=True)
class EntryGroup:
    """A criterion with its lines; `declared_text` is what was declared for the criterion itself."""

    criterion_code: str
    criterion_name: str
    assessment: CriterionAssessment
    previous_outcome: Outcome
    declared_text: str
    rows: tuple[EntryRow, ...]


@dataclass(frozen=True, slots=True)
class EntrySheet:
    """The whole sheet of one set, unit and period, with the previous period beside it.

    `rules`, `values` and `before` are what it was made from; `refreshed` goes on from them.
    """

    unit: str
    period: ReportingPeriod
    previous_period: ReportingPeriod
    groups: tuple[EntryGroup, ...]
    counts: Counts
    rules: SetRules = field(repr=False, compare=False)
    values: Mapping[str, IndicatorValue] = field(repr=False)
    before: Mapping[str, IndicatorValue] = field(repr=False)

    @property
    def criteria_set(self) -> CriteriaSet:
        """Return the set as it holds for this office."""
        return self.rules.criteria_set

    @property
    def group(self) -> str | None:
        """Return the commune group whose targets apply."""
        return self.rules.group


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is known beside the values: codes in dispute, files that prove, why a figure cannot be.

    `proofs`, `doubts` and what the unit `reported` otherwise are by code.
    """

    conflicts: Collection[str]
    proofs: Mapping[str, int]
    doubts: Mapping[str, str]
    reported: Mapping[str, Reported]


def entry_sheet(
    workspace: Workspace, set_id: str, period_id: str, unit: str | None = None
) -> EntrySheet:
    """Return the entry sheet; raise `InputError`/`NotFoundError` for an unknown period or set."""
    rules, period = rules_of(workspace, set_id, unit), parse_period(period_id)
    about = unit or workspace.owner
    earlier, past = earlier_values(workspace, set_id, period, unit)
    held = held_values(workspace, set_id, unit, period=period.id)
    values, before = held.of(about, period.id), past.of(about, earlier.id)
    now = rules.assess(values, period.year, before)
    then = rules.assess(before, earlier.year)
    beside = _Beside(
        conflicts=held.conflicts(about, period.id),
        proofs=evidence_counts(workspace, values),
        doubts=figure_doubts(workspace, rules.criteria_set, about, period.id, values),
        reported=reported_beside(workspace, rules.criteria_set, about, period.id, held),
    )
    groups = tuple(
        _group(one, past, values, before, beside)
        for one, past in zip(now.criteria, then.criteria, strict=True)
    )
    return EntrySheet(about, period, earlier, groups, now.counts, rules, values, before)


def refreshed(workspace: Workspace, sheet: EntrySheet, codes: Collection[str]) -> EntrySheet:
    """Return a sheet after the values of `codes` were written here, as `entry_sheet` reads it.

    Only these values are read and only their criteria assessed; the rest of the sheet stays the
    same objects. Nothing else may have been written since the sheet was read.
    """
    values = dict(sheet.values)
    conflicts: set[str] = set()
    for code, (value, disagreed) in _values_now(workspace, sheet, codes).items():
        values.pop(code, None)
        if value is not None:
            values[code] = value
        conflicts |= {code} if disagreed else set()
    written = {one: values[one] for one in codes if one in values}
    place = (sheet.criteria_set, sheet.unit, sheet.period.id)
    beside = _Beside(
        conflicts=conflicts,
        proofs=evidence_counts(workspace, written),
        doubts=figure_doubts(workspace, *place, written),
        reported=reported_now(workspace, *place, codes),
    )
    asked = [one for one in sheet.groups if _codes_of(one) & set(codes)]
    criteria = [one.assessment.criterion for one in asked]
    found = sheet.rules.assess_criteria(criteria, values, sheet.period.year, sheet.before)
    made = {
        before.criterion_code: _regrouped(before, now, values, codes, beside)
        for before, now in zip(asked, found, strict=True)
    }
    groups = tuple(made.get(one.criterion_code, one) for one in sheet.groups)
    counts = count_outcomes([one.assessment for one in groups])
    return replace(sheet, groups=groups, counts=counts, values=values)


def _values_now(
    workspace: Workspace, sheet: EntrySheet, codes: Collection[str]
) -> dict[str, tuple[IndicatorValue | None, bool]]:
    """Return the present values of some codes of a sheet, and whether two offices disagree."""
    place = (workspace, sheet.criteria_set.id, sheet.unit, sheet.period.id)
    if len(codes) <= _FEW and sheet.unit == workspace.owner:
        return {code: value_now(*place, code) for code in codes}
    held = held_values(workspace, sheet.criteria_set.id, sheet.unit, period=sheet.period.id)
    values = held.of(sheet.unit, sheet.period.id)
    conflicts = held.conflicts(sheet.unit, sheet.period.id)
    return {code: (values.get(code), code in conflicts) for code in codes}


def value_now(
    workspace: Workspace, set_id: str, unit: str, period_id: str, code: str
) -> tuple[IndicatorValue | None, bool]:
    """Return the value this office keeps for one place, and whether two offices disagree on it."""
    key = value_key(workspace.owner, unit, period_id, set_id, code)
    held = own_values(workspace, set_id, key=key)
    return held.of(unit, period_id).get(code), code in held.conflicts(unit, period_id)


def _codes_of(group: EntryGroup) -> set[str]:
    """Return the codes under which values of a criterion are kept."""
    return {group.criterion_code, *(row.code for row in group.rows)}


def _regrouped(
    group: EntryGroup,
    now: CriterionAssessment,
    values: Mapping[str, IndicatorValue],
    codes: Collection[str],
    beside: _Beside,
) -> EntryGroup:
    """Return a criterion of the sheet with the values of `codes` as they are now."""
    rows = tuple(
        replace(row, **_present(one, values, beside)) if row.code in codes else row
        for row, one in zip(group.rows, now.indicators, strict=True)
    )
    declared = _declared_text(now, values)
    return replace(group, assessment=now, declared_text=declared, rows=rows)


def evidence_counts(workspace: Workspace, values: Mapping[str, IndicatorValue]) -> dict[str, int]:
    """Return how many files prove each of these values, by code; codes without any are left out."""
    held = evidence_log.counts_by_record(workspace.store, "indicator_value")
    return {code: held[value.key] for code, value in values.items() if value.key in held}


def assessed(
    workspace: Workspace,
    set_id: str,
    period: ReportingPeriod,
    unit: str | None = None,
    previous: Mapping[str, IndicatorValue] | None = None,
) -> SetAssessment:
    """Return the assessment of a unit's values in one period, beside the `previous` ones."""
    values = values_of(workspace, set_id, period.id, unit)
    return rules_of(workspace, set_id, unit).assess(values, period.year, previous)


def record_values(workspace: Workspace, drafts: Sequence[ValueDraft]) -> Recorded:
    """Understand every draft, then keep all of them as one step.

    Raises `InputError`/`NotFoundError` for the first draft that cannot be understood; then
    nothing is written. What is doubtful is returned as issues.
    """
    return replace(write_values(workspace, drafts), issues=doubts(workspace, drafts))


def write_values(workspace: Workspace, drafts: Sequence[ValueDraft]) -> Recorded:
    """Keep every draft as `record_values` does, and leave it to `doubts` to be asked later."""
    with workspace.store.step(_label(workspace, drafts), workspace.user) as step:
        put_values(workspace, drafts)
    return Recorded(step.touched)


def put_values(workspace: Workspace, drafts: Sequence[ValueDraft]) -> None:
    """Write drafts inside the caller's open step; see `record_values`."""
    _refuse_locked(workspace, drafts)
    for key, values in [_parsed(workspace, draft) for draft in drafts]:
        is_blank = all(values[name] is None for name in values.keys() - set(_PLACE))
        if not is_blank or workspace.store.state("indicator_value", key).exists:
            workspace.store.put("indicator_value", key, values)


def record_note(
    workspace: Workspace, set_id: str, period_id: str, indicator: str, text: str
) -> Recorded:
    """Keep a note beside an indicator's value as one step."""
    place = _place(workspace, ValueDraft(set_id, period_id, indicator, ""))
    refuse_locked(workspace, "indicator_value", place[0], place[1])
    values = {**place[1], "note": text.strip() or None}
    with workspace.store.step(
        texts.STEP_VALUE.format(code=indicator, value="…"), workspace.user
    ) as step:
        workspace.store.put("indicator_value", place[0], values)
    return Recorded(step.touched)


def copy_previous(
    workspace: Workspace, set_id: str, period_id: str, unit: str | None = None
) -> Recorded:
    """Fill empty lines with the values of the previous period, as one step."""
    sheet = entry_sheet(workspace, set_id, period_id, unit)
    rows = [row for group in sheet.groups for row in group.rows]
    copied = [row for row in rows if row.previous_text and not row.value_text]
    drafts = [
        ValueDraft(set_id, sheet.period.id, row.code, row.previous_text, unit) for row in copied
    ]
    _refuse_locked(workspace, [ValueDraft(set_id, sheet.period.id, "", "", unit)])
    label = texts.STEP_COPY_PREVIOUS.format(period=sheet.previous_period.label)
    with workspace.store.step(label, workspace.user) as step:
        put_values(workspace, drafts)
    return Recorded(step.touched)


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalDraft:
    """A set-level total as typed; `set_id` or a free `title` says which set."""

    period_id: str
    set_id: str | None = None
    title: str | None = None
    unit: str | None = None
    criteria: str = ""
    indicators: str = ""
    points: str = ""
    noun: str = ""
    source: str | None = None


def record_total(workspace: Workspace, draft: TotalDraft) -> Recorded:
    """Keep progress known only as totals, such as criteria 12/17; raise `InputError`."""
    with workspace.store.step(
        texts.STEP_TOTAL.format(title=_total_name(draft)), workspace.user
    ) as step:
        put_total(workspace, draft)
    return Recorded(step.touched)


def put_total(workspace: Workspace, draft: TotalDraft) -> None:
    """Write a total inside the caller's open step; see `record_total`."""
    period, name = parse_period(draft.period_id), _total_name(draft)
    values = _total_values(draft, name)
    unit = draft.unit or workspace.owner
    key = total_key(workspace.owner, unit, period.id, draft.set_id or name)
    place = {"unit": unit, "period": period.id, "set_id": draft.set_id, "title": name}
    refuse_locked(workspace, "set_total", key, place)
    workspace.store.put("set_total", key, place | values)


def _total_name(draft: TotalDraft) -> str:
    """Return the name of the set a total speaks of."""
    if draft.set_id:
        return criteria_set(draft.set_id).short_name
    return compose(draft.title or "").strip()


def _total_values(draft: TotalDraft, name: str) -> dict[str, StoredValue]:
    """Return the counts of a total; raise `InputError` where they cannot be."""
    if not name or not (draft.criteria or draft.points):
        raise InputError(texts.TOTAL_NEEDS_COUNT)
    criteria, indicators = _fraction(draft.criteria), _fraction(draft.indicators)
    points = _fraction(draft.points)
    return {
        "noun": draft.noun.strip() or texts.CRITERION,
        "criteria_met": _whole(criteria[0], draft.criteria),
        "criteria_total": _whole(criteria[1], draft.criteria),
        "indicators_met": _whole(indicators[0], draft.indicators),
        "indicators_total": _whole(indicators[1], draft.indicators),
        "points": None if points[0] is None else decimal_text(points[0]),
        "points_max": None if points[1] is None else decimal_text(points[1]),
        "source": draft.source,
    }


def _fraction(text: str) -> tuple[Decimal | None, Decimal | None]:
    """Return both parts of "12/17"; a number alone has no total."""
    if not text.strip():
        return None, None
    parts = text.split("/")
    if len(parts) > 2:
        raise InputError(texts.TOTAL_BAD.format(text=text))
    met = parse_number(parts[0])
    total = parse_number(parts[1]) if len(parts) == 2 else None
    if met < 0 or total == 0:
        raise InputError(texts.TOTAL_BAD.format(text=text))
    if total is not None and met > total:
        raise InputError(texts.TOTAL_OVER.format(met=parts[0].strip(), total=parts[1].strip()))
    return met, total


def _whole(number: Decimal | None, text: str) -> int | None:
    """Return a count; raise `InputError` where it is not a whole number."""
    if number is None:
        return None
    if number != number.to_integral_value():
        raise InputError(texts.TOTAL_BAD.format(text=text))
    return int(number)


def _group(
    now: CriterionAssessment,
    then: CriterionAssessment,
    values: Mapping[str, IndicatorValue],
    before: Mapping[str, IndicatorValue],
    beside: _Beside,
) -> EntryGroup:
    """Return one criterion of the sheet."""
    rows = tuple(
        _row(one, past, values, before, beside)
        for one, past in zip(now.indicators, then.indicators, strict=True)
    )
    declared = _declared_text(now, values)
    criterion = now.criterion
    return EntryGroup(criterion.code, criterion.name, now, then.outcome, declared, rows)


def _declared_text(now: CriterionAssessment, values: Mapping[str, IndicatorValue]) -> str:
    """Return what was declared for a criterion itself; a shared code is the indicator's."""
    code = now.criterion.code
    shared = any(one.indicator.code == code for one in now.indicators)
    own = None if shared else values.get(code)
    return format_result(own, None) if own else ""


def _row(
    now: IndicatorAssessment,
    then: IndicatorAssessment,
    values: Mapping[str, IndicatorValue],
    before: Mapping[str, IndicatorValue],
    beside: _Beside,
) -> EntryRow:
    """Return one line of the sheet."""
    indicator = now.indicator
    earlier = before.get(indicator.code)
    return EntryRow(
        code=indicator.code,
        text=indicator.text,
        measure_unit=indicator.measure_unit,
        target_text=now.target.text if now.target else "",
        previous_text=format_result(earlier, indicator) if earlier else "",
        previous_outcome=then.outcome,
        **_present(now, values, beside),
    )


def _present(
    now: IndicatorAssessment, values: Mapping[str, IndicatorValue], beside: _Beside
) -> dict[str, Any]:
    """Return the fields of a line that depend on the value of this period."""
    indicator, value = now.indicator, values.get(now.indicator.code)
    return {
        "value_text": format_result(value, indicator) if value else "",
        "planned_text": format_plan(value, indicator) if value else "",
        "note": (value.note or "") if value else "",
        "conflict": indicator.code in beside.conflicts,
        "assessment": now,
        "evidence": beside.proofs.get(indicator.code, 0),
        "doubt": beside.doubts.get(indicator.code, ""),
        "reported": beside.reported.get(indicator.code),
    }


def _refuse_locked(workspace: Workspace, drafts: Sequence[ValueDraft]) -> None:
    """Raise `InputError` when one of the drafts belongs to a locked period."""
    for set_id, period_id, unit in {(one.set_id, one.period_id, one.unit) for one in drafts}:
        period, place = parse_period(period_id), unit or workspace.owner
        where = {"set_id": set_id, "period": period.id, "unit": place}
        refuse_locked(workspace, "indicator_value", values=where)


def _parsed(workspace: Workspace, draft: ValueDraft) -> tuple[str, dict[str, StoredValue]]:
    """Return key and fields of one draft; raise where its code or text is not understood."""
    key, place, indicator = _place(workspace, draft)
    parse = parse_plan if draft.planned else parse_result
    return key, place | parse(draft.text, indicator)


def _place(
    workspace: Workspace, draft: ValueDraft
) -> tuple[str, dict[str, StoredValue], Indicator | None]:
    """Return where a value belongs; None for a criterion's declared outcome."""
    found, period = criteria_set(draft.set_id), parse_period(draft.period_id)
    if found.has_indicator(draft.indicator):
        indicator: Indicator | None = found.indicator(draft.indicator)
    elif any(one.code == draft.indicator for one in found.criteria):
        indicator = None
    else:
        indicator = found.indicator(draft.indicator)
    unit = draft.unit or workspace.owner
    key = value_key(workspace.owner, unit, period.id, found.id, draft.indicator)
    place: dict[str, StoredValue] = {
        "unit": unit,
        "period": period.id,
        "set_id": found.id,
        "indicator": draft.indicator,
    }
    return key, place, indicator


def _label(workspace: Workspace, drafts: Sequence[ValueDraft]) -> str:
    """Return what undo says about these drafts."""
    where = _where(workspace, drafts)
    if len(drafts) != 1:
        return texts.STEP_VALUES.format(count=len(drafts)) + where
    one = drafts[0]
    sentence = texts.STEP_PLAN if one.planned else texts.STEP_VALUE
    typed = _short(one.text.strip(), _LONGEST_TYPED) or "–"
    return sentence.format(code=one.indicator, value=typed) + where


def _where(workspace: Workspace, drafts: Sequence[ValueDraft]) -> str:
    """Return the period, set and thôn that all drafts have in common, in brackets; "" for none."""
    named = []
    if len({one.period_id for one in drafts}) == 1:
        named.append(parse_period(drafts[0].period_id).label)
    if len({one.set_id for one in drafts}) == 1:
        named.append(_short(criteria_set(drafts[0].set_id).short_name, _LONGEST_NAME))
    places = {one.unit or workspace.owner for one in drafts}
    if len(places) == 1 and places != {workspace.owner}:
        named.append(unit_name(workspace, places.pop()))
    return f" ({', '.join(named)})" if named else ""


def _short(text: str, most: int) -> str:
    """Return a text of at most so many characters, cut with "…"."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def doubts(workspace: Workspace, drafts: Sequence[ValueDraft]) -> tuple[Issue, ...]:
    """Return what is doubtful about the present values of the places that were written to."""
    issues: list[Issue] = []
    for set_id, period_id, unit in {(one.set_id, one.period_id, one.unit) for one in drafts}:
        place = (set_id, period_id, unit)
        codes = {one.indicator for one in drafts if (one.set_id, one.period_id, one.unit) == place}
        period = parse_period(period_id)
        held = held_values(workspace, set_id, unit, period=period.id)
        values = held.of(unit or workspace.owner, period.id, codes)
        issues += _contradictions(workspace, set_id, period, values, unit)
        issues += _one_for_both(set_id, values)
        found = open_findings(workspace, set_id, period, unit, codes, held)
        issues += [one.issue for one in found]
    return tuple(issues)


def _one_for_both(set_id: str, values: Mapping[str, IndicatorValue]) -> list[Issue]:
    """Return where one figure stands for nam and nữ, who are asked apart."""
    named = (one for one in criteria_set(set_id).indicators if one.code in values)
    found = ((one.code, gender_doubt(one, values[one.code])) for one in named)
    return [Issue(Severity.WARNING, code, doubt) for code, doubt in found if doubt]


def _contradictions(
    workspace: Workspace,
    set_id: str,
    period: ReportingPeriod,
    values: Mapping[str, IndicatorValue],
    unit: str | None = None,
) -> list[Issue]:
    """Return which declared outcomes the figures contradict."""
    if not any(one.declared for one in values.values()):
        return []
    rules = rules_of(workspace, set_id, unit)
    named = [one for one in rules.criteria_set.indicators if one.code in values]
    found = [rules.assess_value(one, values[one.code], period.year) for one in named]
    return [
        Issue(Severity.WARNING, one.indicator.code, one.explanation)
        for one in found
        if one.contradicts
    ]


def totals_of(
    workspace: Workspace, period_id: str, unit: str | None = None
) -> tuple[SetTotal, ...]:
    """Return the set-level totals of a period."""
    place = workspace.records_about(unit)
    held = workspace.store.records(SetTotal, period=period_id, **place)
    return tuple(sorted(held, key=lambda total: total.title or ""))
