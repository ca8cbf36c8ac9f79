"""The conditions of recognition of one unit, and the papers of its dossier: what is met."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ntm_desktop import paths, texts
from ntm_desktop.domain.assessment import Basis, Outcome
from ntm_desktop.domain.conditions import (
    ONLY_THE_SET,
    ConditionKind,
    ConditionRule,
    Finding,
    PaperRule,
    RecognitionRules,
    judge_debt,
    judge_rate,
    judge_word,
    read_rules,
)
from ntm_desktop.domain.entity import StoredValue, entity_named
from ntm_desktop.domain.issues import Issue, Severity
from ntm_desktop.domain.numbers import parse_percent
from ntm_desktop.domain.paper_listing import ListedPaper, paper_listing
from ntm_desktop.domain.periods import ReportingPeriod, last_day_to_tell, parse_period
from ntm_desktop.domain.priorities import HELD
from ntm_desktop.domain.recognition import DossierPaper, RecognitionCondition, Registration
from ntm_desktop.domain.record_keys import condition_key, owner_of, paper_key
from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services.criteria import criteria_set
from ntm_desktop.services.evidence import evidence_of
from ntm_desktop.services.recognition import unit_meant
from ntm_desktop.services.records import Saved, parse_text, put_values
from ntm_desktop.services.review import Standing, standing
from ntm_desktop.services.works import debts
from ntm_desktop.services.workspace import Workspace

MET_WORDS = ("dat", "met", "co", "x")
NOT_MET_WORDS = ("khong dat", "chua dat", "not_met", "khong")


@dataclass(frozen=True, slots=True)
class ConditionState:
    """One condition: its rule, what was entered, and what it comes to."""

    rule: ConditionRule
    held: RecognitionCondition
    finding: Finding

    @property
    def key(self) -> str:
        """Return the code, by which tables tell rows apart."""
        return self.rule.code


@dataclass(frozen=True, slots=True)
class PaperState:
    """One paper of the dossier: its rule, what was entered, how many files prove it.

    `is_own`: the office added it to the list of the rules.
    """

    rule: PaperRule
    held: DossierPaper
    files: int
    is_own: bool = False

    @property
    def key(self) -> str:
        """Return the code, by which tables tell rows apart."""
        return self.rule.code

    @property
    def is_ready(self) -> bool:
        """Say whether the paper is there."""
        return self.held.state == "ready"


@dataclass(frozen=True, slots=True)
class ConditionSheet:
    """Conditions and papers of a unit, set and period; `note` says where no rules are known.

    `reached` is how many criteria are met of how many. `papers` are in the order of the dossier;
    `left_out` are those the office does not put into it.
    """

    unit: str
    set_id: str
    period: ReportingPeriod
    rules: RecognitionRules
    conditions: tuple[ConditionState, ...]
    papers: tuple[PaperState, ...]
    reached: tuple[int, int]
    note: str
    issues: tuple[Issue, ...]
    left_out: tuple[PaperState, ...] = ()

    @property
    def is_met(self) -> bool:
        """Say whether every condition is met and none is denied by the figures."""
        return all(
            one.finding.outcome is Outcome.MET and not one.finding.contradicts
            for one in self.conditions
        )


@cache
def _shipped_rules() -> tuple[RecognitionRules, ...]:
    """Return the rules that come with the program."""
    files = sorted(paths.resource("recognition").glob("*.json"))
    return tuple(read_rules(json.loads(file.read_text("utf-8")), file.name) for file in files)


def rules_of(set_id: str) -> RecognitionRules:
    """Return the rules of recognition for a set; where none are known, only the set itself."""
    return next((one for one in _shipped_rules() if set_id in one.sets), ONLY_THE_SET)


def conditions(
    workspace: Workspace, set_id: str, period_id: str, unit: str | None = None
) -> ConditionSheet:
    """Return every condition with its sentence, and the papers of the dossier.

    Raises `InputError`/`NotFoundError` for an unknown period or set.
    """
    rules, now = rules_of(set_id), standing(workspace, set_id, period_id, unit)
    entered = _entered(workspace, now)
    states = tuple(_state(workspace, one, entered, now) for one in rules.conditions)
    papers, left_out = _papers(workspace, rules, now)
    return ConditionSheet(
        unit=now.unit,
        set_id=set_id,
        period=now.period,
        rules=rules,
        conditions=states,
        papers=papers,
        reached=now.criteria,
        note="" if rules.id else texts.CONDITIONS_NO_RULES,
        issues=(*now.warnings, *_issues(workspace, now, states, papers)),
        left_out=left_out,
    )


def put_condition(
    workspace: Workspace,
    set_id: str,
    period_id: str,
    condition: str,
    values: Mapping[str, StoredValue],
    unit: str | None = None,
) -> Saved:
    """Keep what is known of one condition; raise for one the rules do not have."""
    rule = _rule(set_id, condition)
    _check_fits(rule, values)
    key, where = _condition_place(workspace, set_id, period_id, rule.code, unit)
    return put_values(workspace, "recognition_condition", key, where | dict(values))


def put_condition_texts(
    workspace: Workspace,
    set_id: str,
    period_id: str,
    condition: str,
    typed: Mapping[str, str],
    unit: str | None = None,
) -> Saved:
    """Keep what was typed of one condition; raise `InputError` for what is not understood."""
    values = _parsed("recognition_condition", typed)
    return put_condition(workspace, set_id, period_id, condition, values, unit)


def record_conditions(
    workspace: Workspace,
    set_id: str,
    period_id: str,
    items: Sequence[tuple[str, str]],
    unit: str | None = None,
) -> Saved:
    """Keep several conditions, typed as a word or a rate, as one step.

    "đạt", "chưa đạt", "95,3" or "95,3/90" (with the rate asked for); "" clears. Raises for the
    first that is not understood; then nothing is written.
    """
    rows = []
    for code, text in items:
        rule = _rule(set_id, code)
        values = _condition_values(rule, text)
        _check_fits(rule, values)
        key, where = _condition_place(workspace, set_id, period_id, rule.code, unit)
        rows.append((key, entity_named("recognition_condition").check(where | values)))
    label = texts.STEP_CONDITIONS.format(codes=", ".join(code for code, _ in items))
    with workspace.store.step(label, workspace.user) as step:
        for key, checked in rows:
            workspace.store.put("recognition_condition", key, checked)
    return Saved(rows[-1][0] if rows else "", step.touched)


def put_paper_texts(
    workspace: Workspace,
    set_id: str,
    period_id: str,
    paper: str,
    typed: Mapping[str, str],
    unit: str | None = None,
) -> Saved:
    """Keep whether a paper of the dossier is there, its number and date; raise for an unknown."""
    period, place = parse_period(period_id), unit or workspace.owner
    key = paper_key(workspace.owner, place, period.id, set_id, paper)
    if not _is_known_paper(workspace, set_id, paper):
        raise NotFoundError(texts.PAPER_UNKNOWN.format(code=paper))
    where: dict[str, StoredValue] = {
        "unit": place,
        "set_id": set_id,
        "period": period.id,
        "paper": paper,
    }
    return put_values(workspace, "dossier_paper", key, where | _parsed("dossier_paper", typed))


def _is_known_paper(workspace: Workspace, set_id: str, code: str) -> bool:
    """Say whether the rules have a paper, or the office added it."""
    if any(one.code == code for one in rules_of(set_id).papers):
        return True
    held = workspace.store.records(DossierPaper, set_id=set_id, paper=code)
    return any(one.name for one in held)


def _parsed(entity: str, typed: Mapping[str, str]) -> dict[str, StoredValue]:
    """Return typed texts as stored values."""
    found = entity_named(entity)
    return {name: parse_text(found.field(name), text) for name, text in typed.items()}


def _rule(set_id: str, code: str) -> ConditionRule:
    """Return one condition that can be entered; raise where there is none of that code."""
    criteria_set(set_id)
    rules = rules_of(set_id).conditions
    found = next((one for one in rules if one.code.lower() == code.strip().lower()), None)
    if found is None:
        hint = texts.CONDITION_UNKNOWN_HINT.format(codes=", ".join(one.code for one in rules))
        raise NotFoundError(texts.CONDITION_UNKNOWN.format(code=code), hint=hint)
    if found.kind is ConditionKind.SET:
        raise InputError(texts.CONDITION_COMPUTED_ONLY.format(code=found.code))
    return found


def _check_fits(rule: ConditionRule, values: Mapping[str, StoredValue]) -> None:
    """Raise `InputError` for a rate given to a condition that has none."""
    rates = (values.get("value"), values.get("required"))
    if rule.kind is not ConditionKind.SATISFACTION and any(rate is not None for rate in rates):
        message = texts.CONDITION_RATE_ONLY.format(code=rule.code)
        raise InputError(message, hint=texts.CONDITION_NOT_APPLICABLE_HINT)


def _condition_values(rule: ConditionRule, text: str) -> dict[str, StoredValue]:
    """Return what a word or a rate says of a condition."""
    word = fold(text).strip()
    if not word:
        return {"value": None, "declared": None}
    if word in MET_WORDS or word in NOT_MET_WORDS:
        return {"declared": "met" if word in MET_WORDS else "not_met"}
    field = entity_named("recognition_condition").field
    value, slash, required = text.partition("/")
    if rule.kind is not ConditionKind.SATISFACTION:
        parse_percent(value)  # a text that is no number is told as such
    values = {"value": parse_text(field("value"), value)}
    return values | ({"required": parse_text(field("required"), required)} if slash else {})


def _condition_place(
    workspace: Workspace, set_id: str, period_id: str, code: str, unit: str | None
) -> tuple[str, dict[str, StoredValue]]:
    """Return key and place of a condition's record."""
    period, place = parse_period(period_id), unit or workspace.owner
    key = condition_key(workspace.owner, place, period.id, set_id, code)
    return key, {"unit": place, "set_id": set_id, "period": period.id, "condition": code}


def _entered(workspace: Workspace, now: Standing) -> dict[str, RecognitionCondition]:
    """Return what was entered of a unit's conditions: by itself, and over that by this office."""
    where = {"set_id": now.assessment.criteria_set.id, "period": now.period.id}
    held = workspace.store.records(RecognitionCondition, **where)
    about = [one for one in held if _is_about(workspace, one.unit, one.key, now.unit)]
    about.sort(key=lambda one: owner_of(one.key) == workspace.owner)
    return {one.condition: one for one in about}


def _is_about(workspace: Workspace, unit: str | None, key: str, place: str) -> bool:
    """Say whether a record is about a unit, kept by this office or by the unit itself."""
    owner = owner_of(key)
    return (unit or owner) == place and owner in (place, workspace.owner)


def _state(
    workspace: Workspace,
    rule: ConditionRule,
    entered: Mapping[str, RecognitionCondition],
    now: Standing,
) -> ConditionState:
    """Return one condition with what it comes to."""
    set_id = now.assessment.criteria_set.id
    empty = RecognitionCondition(
        unit=now.unit, set_id=set_id, period=now.period.id, condition=rule.code
    )
    held = entered.get(rule.code, empty)
    if rule.kind is ConditionKind.SET:
        return ConditionState(rule, held, set_finding(now))
    if rule.kind is ConditionKind.SATISFACTION:
        return ConditionState(rule, held, judge_rate(rule, held))
    if rule.kind is ConditionKind.DEBT:
        unpaid, unknown = _debt(workspace, now)
        return ConditionState(rule, held, judge_debt(unpaid, held, unknown))
    return ConditionState(rule, held, judge_word(held))


def _debt(workspace: Workspace, now: Standing) -> tuple[int | None, str]:
    """Return what is owed by our ledger, in đồng; None and why where it cannot tell.

    As of the end of the period, as of today while it still runs.
    """
    if now.unit != workspace.owner:
        return None, texts.CONDITION_DEBT_OTHERS
    found = debts(workspace, last_day_to_tell(now.period, workspace.today()))
    is_known = any(line.debt.accepted.rows for line in found.lines)
    return (found.owed, "") if is_known else (None, texts.CONDITION_DEBT_UNKNOWN)


def set_finding(now: Standing) -> Finding:
    """Return whether the whole set is met: from the indicators, else from totals."""
    met, total = now.criteria
    noun = now.assessment.criteria_set.noun
    words = {"met": met, "total": total, "noun": noun}
    if now.source == "none":
        return _computed(Outcome.NO_DATA, texts.CONDITION_SET_NONE, Basis.NONE)
    if now.source == "totals":
        outcome = Outcome.MET if total and met >= total else Outcome.NOT_MET
        sentence = texts.CONDITION_SET_TOTALS.format(**words)
        return _computed(outcome, sentence, Basis.DECLARED)
    outcome = now.assessment.outcome
    sentence = {
        Outcome.MET: texts.CONDITION_SET_MET,
        Outcome.NOT_MET: texts.CONDITION_SET_SHORT,
    }.get(outcome, texts.CONDITION_SET_UNKNOWN)
    codes = [
        one.criterion.code
        for one in now.assessment.criteria
        if one.outcome is outcome and outcome not in HELD
    ]
    return _computed(outcome, sentence.format(**words, codes=", ".join(codes)), Basis.COMPUTED)


def _computed(outcome: Outcome, sentence: str, basis: Basis) -> Finding:
    """Return a finding nobody can declare otherwise."""
    return Finding(outcome, basis, sentence, computed=outcome, contradicts=False)


def _papers(
    workspace: Workspace, rules: RecognitionRules, now: Standing
) -> tuple[tuple[PaperState, ...], tuple[PaperState, ...]]:
    """Return the papers of the dossier with what was entered and their files; those left out."""
    set_id = now.assessment.criteria_set.id
    about = [
        one
        for one in workspace.store.records(DossierPaper, set_id=set_id)
        if _is_about(workspace, one.unit, one.key, now.unit)
    ]
    about.sort(key=lambda one: owner_of(one.key) == workspace.owner)
    held = {one.paper: one for one in about if one.period == now.period.id}
    listing = paper_listing(rules.papers, about, now.period)
    found = [(one, _paper_state(workspace, now, one, held.get(one.rule.code))) for one in listing]
    return (
        tuple(state for one, state in found if not one.left_out),
        tuple(state for one, state in found if one.left_out),
    )


def _paper_state(
    workspace: Workspace, now: Standing, listed: ListedPaper, held: DossierPaper | None
) -> PaperState:
    """Return one paper with what was entered and how many files it has."""
    set_id = now.assessment.criteria_set.id
    empty = DossierPaper(unit=now.unit, set_id=set_id, period=now.period.id, paper=listed.rule.code)
    found = held or empty
    files = len(evidence_of(workspace, "dossier_paper", found.key)) if found.key else 0
    return PaperState(listed.rule, found, files, listed.is_own)


def _issues(
    workspace: Workspace,
    now: Standing,
    states: Sequence[ConditionState],
    papers: Sequence[PaperState],
) -> list[Issue]:
    """Return what is doubtful: words the figures deny, applying before the set is met."""
    issues = [
        Issue(Severity.WARNING, one.rule.code, one.finding.sentence)
        for one in states
        if one.finding.contradicts
    ]
    if now.source == "none" or set_finding(now).outcome is Outcome.MET:
        return issues
    met, total = now.criteria
    words = {"met": met, "total": total, "noun": now.assessment.criteria_set.noun}
    issues += [
        Issue(Severity.WARNING, one.key, text)
        for one in _registrations(workspace, now)
        if (text := _early_text(one, now, words))
    ]
    requests = [one.rule for one in papers if one.rule.is_request and one.is_ready]
    issues += [
        Issue(
            Severity.WARNING,
            one.code,
            texts.CONDITION_PAPER_EARLY.format(paper=one.name, **words),
        )
        for one in requests
    ]
    return issues


def _registrations(workspace: Workspace, now: Standing) -> list[Registration]:
    """Return the registrations of the unit for the set."""
    held = workspace.store.records(Registration, set_id=now.assessment.criteria_set.id)
    return [
        one
        for one in held
        if not one.subject
        and _is_about(workspace, unit_meant(workspace, one.unit, one.key), one.key, now.unit)
    ]


def _early_text(one: Registration, now: Standing, words: Mapping[str, object]) -> str:
    """Return that a unit applied, or registered for this period, before the set is met."""
    end = now.period.end
    if one.state == "withdrawn":
        return ""
    if one.state == "applied" and (one.applied_on or datetime.date.min) <= end:
        return texts.CONDITION_APPLIED_EARLY.format(title=one.title, **words)
    if one.year_planned is not None and one.year_planned <= end.year:
        return texts.CONDITION_PLANNED_EARLY.format(
            title=one.title, year=one.year_planned, period=now.period.label, **words
        )
    return ""
