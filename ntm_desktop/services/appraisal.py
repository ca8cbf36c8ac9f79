"""The superior's appraisal beside the office's own word, criterion by criterion, with dossiers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ntm_desktop import texts
from ntm_desktop.domain.appraisal import Appraisal
from ntm_desktop.domain.assessment import OUTCOME_TEXTS, CriterionAssessment, Outcome
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.entity import StoredValue, entity_named
from ntm_desktop.domain.issues import Issue, Severity
from ntm_desktop.domain.periods import ReportingPeriod, parse_period
from ntm_desktop.domain.priorities import HELD
from ntm_desktop.domain.record_keys import appraisal_key, owner_of
from ntm_desktop.domain.roadmap import DossierState
from ntm_desktop.services.criteria import criteria_set
from ntm_desktop.services.entry import assessed
from ntm_desktop.services.records import Saved, parse_text, put_values
from ntm_desktop.services.roadmap import put_dossier_state, roadmap
from ntm_desktop.services.units import known_units
from ntm_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class AppraisalRow:
    """One criterion: the unit's own outcome, its dossier, and what the appraisal found.

    `difference` is the sentence where own word and appraisal are not the same, else "".
    """

    code: str
    name: str
    own: Outcome
    explanation: str
    dossier: DossierState | None
    appraisal: Appraisal | None
    difference: str

    @property
    def key(self) -> str:
        """Return what tells the row from others in a table."""
        return self.code

    @property
    def found(self) -> Outcome | None:
        """Return the outcome of the appraisal, None before there is one."""
        outcome = self.appraisal.outcome if self.appraisal else None
        return Outcome(outcome) if outcome else None


@dataclass(frozen=True, slots=True)
class AppraisalSheet:
    """All criteria of a set in a period, and what does not fit together."""

    criteria_set: CriteriaSet
    unit: str
    period: ReportingPeriod
    rows: tuple[AppraisalRow, ...]
    issues: tuple[Issue, ...]


def appraisal_sheet(
    workspace: Workspace, set_id: str, period_id: str, unit: str | None = None
) -> AppraisalSheet:
    """Return every criterion with dossier and appraisal; raise for an unknown period or set."""
    period = parse_period(period_id)
    now = assessed(workspace, set_id, period, unit)
    plan = roadmap(workspace, set_id, period_id, unit)
    dossiers = {one.criterion: one for one in plan.dossiers}
    found = appraisals(workspace, set_id, period_id, unit)
    rows = tuple(_row(one, dossiers, found) for one in now.criteria)
    issues = (*plan.issues, *_issues(rows))
    return AppraisalSheet(now.criteria_set, unit or workspace.owner, period, rows, issues)


def compare(
    workspace: Workspace, set_id: str, period_id: str, unit: str | None = None
) -> tuple[AppraisalRow, ...]:
    """Return the criteria whose appraisal differs from the unit's own word."""
    sheet = appraisal_sheet(workspace, set_id, period_id, unit)
    return tuple(row for row in sheet.rows if row.difference)


def appraisals(
    workspace: Workspace, set_id: str, period_id: str, unit: str | None = None
) -> dict[str, Appraisal]:
    """Return the appraisals of a unit by criterion or indicator code.

    What a superior recorded itself stands over what the appraised unit typed of it; what any other
    office says of the unit does not count.
    """
    place = unit or workspace.owner
    held = workspace.store.records(Appraisal, set_id=set_id, period=parse_period(period_id).id)
    heard = _appraisers(workspace, place)
    about = [
        one
        for one in held
        if (one.unit or owner_of(one.key)) == place and owner_of(one.key) in heard
    ]
    about.sort(key=lambda one: (owner_of(one.key) != place, one.key))
    return {one.code: one for one in about}


def _appraisers(workspace: Workspace, place: str) -> set[str]:
    """Return the offices whose word on a unit counts: itself, ours, and those above the unit."""
    known = known_units(workspace)
    found = {place, workspace.owner}
    above = known[place].parent_code if place in known else None
    while above and above not in found:
        found.add(above)
        above = known[above].parent_code if above in known else None
    if place == workspace.owner and workspace.profile.superior_code:
        found.add(workspace.profile.superior_code)
    return found


def put_appraisal(
    workspace: Workspace,
    set_id: str,
    period_id: str,
    code: str,
    values: Mapping[str, StoredValue],
    unit: str | None = None,
) -> Saved:
    """Keep what the appraisal of a criterion (or an indicator) found; raise for an unknown one."""
    found, period = criteria_set(set_id), parse_period(period_id)
    if not any(one.code == code for one in found.criteria):
        found.indicator(code)
    place = unit or workspace.owner
    key = appraisal_key(workspace.owner, place, period.id, found.id, code)
    where: dict[str, StoredValue] = {
        "unit": place,
        "set_id": found.id,
        "period": period.id,
        "code": code,
    }
    return put_values(workspace, "appraisal", key, where | dict(values))


def put_appraisal_texts(
    workspace: Workspace,
    set_id: str,
    period_id: str,
    code: str,
    typed: Mapping[str, str],
    unit: str | None = None,
) -> Saved:
    """Keep what was typed of an appraisal; raise `InputError` for what is not understood."""
    values = _parsed("appraisal", typed)
    return put_appraisal(workspace, set_id, period_id, code, values, unit)


def put_dossier_texts(
    workspace: Workspace,
    set_id: str,
    criterion: str,
    typed: Mapping[str, str],
    unit: str | None = None,
) -> Saved:
    """Keep what was typed of a criterion's dossier; raise `InputError` as `put_texts` does."""
    return put_dossier_state(workspace, set_id, criterion, _parsed("dossier_state", typed), unit)


def _parsed(entity: str, typed: Mapping[str, str]) -> dict[str, StoredValue]:
    """Return typed texts as stored values."""
    found = entity_named(entity)
    return {name: parse_text(found.field(name), text) for name, text in typed.items()}


def _row(
    one: CriterionAssessment,
    dossiers: Mapping[str, DossierState],
    found: Mapping[str, Appraisal],
) -> AppraisalRow:
    """Return one criterion."""
    code = one.criterion.code
    appraisal = found.get(code)
    return AppraisalRow(
        code=code,
        name=one.criterion.name,
        own=one.outcome,
        explanation=one.explanation,
        dossier=dossiers.get(code),
        appraisal=appraisal,
        difference=_difference(code, one.outcome, appraisal),
    )


def _difference(code: str, own: Outcome, appraisal: Appraisal | None) -> str:
    """Return the sentence where the appraisal says something else, "" where both agree.

    "Not applicable" counts as met, as it does in the set.
    """
    if appraisal is None or appraisal.outcome is None:
        return ""
    found = Outcome(appraisal.outcome)
    if found is own or (found is Outcome.MET and own in HELD):
        return ""
    return texts.APPRAISAL_DIFFERS.format(
        code=code, own=OUTCOME_TEXTS[own].lower(), found=OUTCOME_TEXTS[found].lower()
    )


def _issues(rows: Iterable[AppraisalRow]) -> list[Issue]:
    """Return where own word and appraisal differ, and appraisals without their document."""
    issues: list[Issue] = []
    for row in rows:
        if row.difference:
            issues.append(Issue(Severity.WARNING, row.code, row.difference))
        held = row.appraisal
        if held and held.outcome and not (held.document_number and held.document_on):
            lacking = (
                "" if held.document_number else texts.APPRAISAL_NUMBER,
                "" if held.document_on else texts.APPRAISAL_DATE,
            )
            said = ", ".join(filter(None, lacking))
            text = texts.APPRAISAL_NO_DOCUMENT.format(code=row.code, lacking=said)
            issues.append(Issue(Severity.WARNING, row.code, text))
    return issues
