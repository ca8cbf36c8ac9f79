"""The checklist of a recognition dossier: each item, how it stands, where it is put right.

Which papers there are, and in which order, comes from the rules of the set; an office adds its
own, moves them and leaves some out (`domain.paper_listing`), each as one step.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from ntm_desktop import texts
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.entity import StoredValue, entity_of
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.recognition import DossierPaper
from ntm_desktop.domain.record_keys import paper_key
from ntm_desktop.domain.vietnamese import compose, fold
from ntm_desktop.errors import InputError
from ntm_desktop.services.conditions import ConditionSheet, PaperState, conditions
from ntm_desktop.services.dossier_plan import (
    MEETING_PAPER,
    DossierPlan,
    PlannedPart,
    plan_dossier,
    slug,
)
from ntm_desktop.services.records import Saved
from ntm_desktop.services.workspace import Workspace

READY, DRAFT, LACKING, OUT = "ready", "draft", "lacking", "out"
OWN, MOST_OWN_CODE, MOST_UNIT = "TL", 20, 30
PAPER, EVIDENCE = "paper", "evidence"
_Changes = dict[str, dict[str, StoredValue]]


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One item of the dossier in the order of printing: a paper, or the evidence of a criterion.

    `state` is READY, DRAFT (made by the program, not signed), LACKING or OUT. `code` is that of the
    paper or criterion, `record` the key of the paper's record, "" while there is none. `document`
    is the id of our document that can stand in, `meeting` the key of the meeting it is about.
    `indicator` is the code where evidence is lacking.
    """

    key: str
    kind: str
    number: str
    name: str
    code: str
    state: str
    words: str
    files: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    record: str = ""
    document: str = ""
    meeting: str = ""
    indicator: str = ""
    is_own: bool = False
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Lack:
    """One sentence about what is missing; `item` is the key of what it is about, "" for none."""

    text: str
    item: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """The items of a dossier, those left out at the end, and everything that is missing."""

    plan: DossierPlan
    items: tuple[ChecklistItem, ...]
    lacks: tuple[Lack, ...]
    has_rules: bool

    @property
    def papers(self) -> tuple[ChecklistItem, ...]:
        """Return the papers that are put into the dossier."""
        return tuple(one for one in self.items if one.kind == PAPER and one.state != OUT)


def checklist(
    workspace: Workspace, set_id: str, period_id: str, unit: str | None = None
) -> Checklist:
    """Return the checklist of a unit, set and period; nothing is read from the files.

    Raises `InputError`/`NotFoundError` for an unknown set, period or unit.
    """
    plan = plan_dossier(workspace, set_id, period_id, unit)
    sheet = conditions(workspace, set_id, period_id, unit)
    papers = [_paper(part, held) for part, held in zip(plan.papers, sheet.papers, strict=True)]
    proven = sorted((*plan.evidence, *plan.unproven), key=lambda one: one.folder)
    evidence = [_evidence(part) for part in proven]
    out = [_left_out(one) for one in sheet.left_out]
    items = (*papers, *evidence, *out)
    known = {text: one.key for one in items for text in one.lacks}
    lacks = tuple(Lack(text, known.get(text, "")) for text in plan.missing)
    return Checklist(plan, items, lacks, bool(sheet.rules.id))


def _paper(part: PlannedPart, held: PaperState) -> ChecklistItem:
    """Return a paper as an item."""
    request = next((one.request for one in part.files if one.request is not None), None)
    is_held = any(one.item is not None for one in part.files)
    is_of_meeting = held.rule.document == MEETING_PAPER
    return ChecklistItem(
        key=f"{PAPER}:{held.rule.code}",
        kind=PAPER,
        number=part.number,
        name=part.name,
        code=held.rule.code,
        state=READY if is_held else (DRAFT if request else LACKING),
        words=part.state,
        files=tuple(one.name for one in part.files if one.item is not None),
        lacks=part.lacks,
        record=held.held.key,
        document=held.rule.document,
        meeting=(request.key or "") if request and is_of_meeting else "",
        is_own=held.is_own,
        verified=held.rule.verified,
    )


def _evidence(part: PlannedPart) -> ChecklistItem:
    """Return the evidence of a criterion as an item."""
    is_whole = bool(part.files) and not part.lacks
    told = texts.DOSSIER_EVIDENCE_FILES if is_whole else texts.DOSSIER_EVIDENCE_LACKS
    words = told.format(count=len(part.files)) if part.files else texts.DOSSIER_EVIDENCE_NONE
    parent, _, own = part.folder.partition("/")
    return ChecklistItem(
        key=f"{EVIDENCE}:{part.code}",
        kind=EVIDENCE,
        number=f"{parent[:2]}.{own[:2]}",
        name=texts.DOSSIER_EVIDENCE.format(code=part.code, name=part.name),
        code=part.code,
        state=READY if is_whole else LACKING,
        words=words,
        files=tuple(f"{one.number} {one.name}" for one in part.files),
        lacks=part.lacks,
        indicator=part.lacking_code or part.code,
    )


def _left_out(held: PaperState) -> ChecklistItem:
    """Return a paper that is not put into the dossier."""
    return ChecklistItem(
        key=f"{PAPER}:{held.rule.code}",
        kind=PAPER,
        number="",
        name=held.rule.name,
        code=held.rule.code,
        state=OUT,
        words=texts.DOSSIER_LEFT_OUT,
        record=held.held.key,
        document=held.rule.document,
        is_own=held.is_own,
        verified=held.rule.verified,
    )


# --- the list of papers ---


def add_paper(
    workspace: Workspace, set_id: str, period_id: str, name: str, unit: str | None = None
) -> Saved:
    """Add a paper of the office's own at the end of the dossier, as one step.

    Raises `InputError` for no name, or one that is on the list already.
    """
    sheet = conditions(workspace, set_id, period_id, unit)
    words = " ".join(compose(name).split())
    if not words:
        raise InputError(texts.DOSSIER_OWN_NO_NAME)
    if fold(words) in {fold(one.rule.name) for one in (*sheet.papers, *sheet.left_out)}:
        message = texts.DOSSIER_OWN_TWICE.format(name=words)
        raise InputError(message, hint=texts.DOSSIER_OWN_TWICE_HINT)
    code = own_code(words)
    last = len(sheet.papers) + len(sheet.left_out) + 1
    return _put(workspace, sheet, {code: {"name": words, "place": last}}, words)


def own_code(name: str) -> str:
    """Return the code of an own paper: two computers that add the same name meet in one record."""
    digest = hashlib.sha256(fold(name).encode()).hexdigest()[:6]
    return f"{OWN}-{slug(name, MOST_OWN_CODE)}-{digest}"


def leave_out(
    workspace: Workspace,
    set_id: str,
    period_id: str,
    code: str,
    *,
    left_out: bool,
    unit: str | None = None,
) -> Saved:
    """Leave a paper out of the dossier, or put it back, as one step; raise `InputError`."""
    sheet = conditions(workspace, set_id, period_id, unit)
    name = _named(sheet, code)
    return _put(workspace, sheet, {code: {"left_out": left_out}}, name)


def move_paper(
    workspace: Workspace,
    set_id: str,
    period_id: str,
    code: str,
    by: int,
    unit: str | None = None,
) -> Saved:
    """Move a paper up (`by` -1) or down (1) in the dossier, as one step; raise `InputError`.

    At the end of the list nothing is written.
    """
    sheet = conditions(workspace, set_id, period_id, unit)
    name, codes = _named(sheet, code), [one.rule.code for one in sheet.papers]
    if code not in codes or not 0 <= codes.index(code) + by < len(codes):
        return Saved("", Touched())
    codes.insert(codes.index(code) + by, codes.pop(codes.index(code)))
    whole = (*codes, *(one.rule.code for one in sheet.left_out))
    places: _Changes = {one: {"place": at} for at, one in enumerate(whole, start=1)}
    return _put(workspace, sheet, places, name)


def _named(sheet: ConditionSheet, code: str) -> str:
    """Return the name of a paper; raise `InputError` for a code that is none."""
    for one in (*sheet.papers, *sheet.left_out):
        if one.rule.code == code:
            return one.rule.name
    raise InputError(texts.PAPER_UNKNOWN.format(code=code))


def _put(
    workspace: Workspace,
    sheet: ConditionSheet,
    changes: _Changes,
    name: str,
) -> Saved:
    """Write what changes of several papers as one step."""
    declared, period = entity_of(DossierPaper), parse_period(sheet.period.id).id
    rows = {}
    for code, values in changes.items():
        key = paper_key(workspace.owner, sheet.unit, period, sheet.set_id, code)
        where = {"unit": sheet.unit, "set_id": sheet.set_id, "period": period, "paper": code}
        rows[key] = declared.check({**where, **values})
    with workspace.store.step(texts.DOSSIER_STEP_LISTING.format(name=name), workspace.user) as step:
        for key, checked in rows.items():
            workspace.store.put("dossier_paper", key, checked)
    return Saved(next(iter(rows), ""), step.touched)


# --- where the dossier goes ---


def free_place(folder: Path, plan: DossierPlan, *, zipped: bool) -> Path:
    """Return where a dossier goes below a folder: a name that says unit and period, not taken."""
    period = parse_period(plan.period_id).id.replace("..", "_")
    unit, ending = slug(plan.unit_name, MOST_UNIT), ".zip" if zipped else ""
    name = f"ho-so-{unit}-{period}"
    found = folder / f"{name}{ending}"
    number = 2
    while found.exists():
        found = folder / f"{name}-{number}{ending}"
        number += 1
    return found
