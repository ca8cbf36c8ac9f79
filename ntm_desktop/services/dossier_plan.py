"""What a recognition dossier of a unit consists of, in the order of printing; what is missing.

What goes in comes from the configurable list of papers (`resources/recognition`): files attached
to a paper, else its signed copy, else a draft of our own; then the evidence, numbered per
indicator. Applying early is warned about, never refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.domain.assessment import OUTCOME_TEXTS, Outcome
from ntm_desktop.domain.evidence import clean_name, opening_name
from ntm_desktop.domain.file_kinds import KINDS
from ntm_desktop.domain.meetings import Meeting
from ntm_desktop.domain.numbers import two_digits
from ntm_desktop.domain.record_keys import owner_of
from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.progress import Progress, no_progress
from ntm_desktop.services.conditions import ConditionSheet, PaperState, conditions
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.evidence import EvidenceItem, FileState, evidence_of
from ntm_desktop.services.issuing import issued_documents
from ntm_desktop.services.numbered_evidence import (
    DAMAGE,
    Numbered,
    ProvenGroup,
    numbered_evidence,
)
from ntm_desktop.services.reporting import prepare_document
from ntm_desktop.services.review import Standing, standing
from ntm_desktop.services.units import unit_name
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import attachments

if TYPE_CHECKING:
    pass

EVIDENCE_FOLDER = "minh-chung"
MEETING_PAPER, MEETING_KIND = "bien-ban-de-nghi", "recognition"
WORD = ".docx"
MOST_NAME, MOST_FOLDER, MOST_ENDING = 48, 36, 8  # letters of a file's, a folder's own name


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file of the dossier: a kept file (`item`), or a document to be made (`request`).

    `path` is where it goes, below the dossier's folder; `number` that of the evidence, "" for a
    paper; `name` is what people call it.
    """

    path: str
    name: str
    number: str = ""
    item: EvidenceItem | None = None
    request: DocumentRequest | None = None


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """One paper, or the evidence of one criterion; `state` is told in words.

    `folder` is where its files go; that of a paper is there even while it is empty. `code` is that
    of the paper or criterion, `lacks` are the sentences about what is missing of it,
    `lacking_code` is the first indicator without evidence.
    """

    number: str
    name: str
    state: str
    folder: str
    files: tuple[PlannedFile, ...]
    code: str = ""
    lacks: tuple[str, ...] = ()
    lacking_code: str = ""


@dataclass(frozen=True, slots=True)
class DossierPlan:
    """What a dossier consists of, in the order of printing, what is missing, what to think of.

    `unproven` are criteria that lack evidence and have none, `reached` is how many criteria are
    met; `standing` says the same with the number of files and drafts.
    """

    set_id: str
    set_name: str
    period_id: str
    period_label: str
    unit: str
    unit_name: str
    standing: str
    papers: tuple[PlannedPart, ...]
    evidence: tuple[PlannedPart, ...]
    missing: tuple[str, ...]
    warnings: tuple[str, ...]
    unproven: tuple[PlannedPart, ...] = ()
    reached: str = ""

    @property
    def files(self) -> tuple[PlannedFile, ...]:
        """Return every file in the order of printing."""
        return tuple(one for part in (*self.papers, *self.evidence) for one in part.files)


# --- plan ---


@dataclass(slots=True)
class _Planning:
    """What is gathered while a dossier is planned; `read` looks at the content of every file."""

    workspace: Workspace
    now: Standing
    sheet: ConditionSheet
    read: bool
    progress: Progress
    missing: list[str] = field(default_factory=list)

    @property
    def set_id(self) -> str:
        """Return the set the dossier is about."""
        return self.now.assessment.criteria_set.id

    @property
    def is_own(self) -> bool:
        """Say whether it is the office's own dossier."""
        return self.now.unit == self.workspace.owner


def plan_dossier(
    workspace: Workspace,
    set_id: str,
    period_id: str,
    unit: str | None = None,
    *,
    read: bool = False,
    progress: Progress = no_progress,
) -> DossierPlan:
    """Return what the dossier of a unit consists of; with `read` every file is read and proven.

    Raises `InputError`/`NotFoundError` for an unknown set, period or unit.
    """
    progress(0, 1, texts.PROGRESS_DOSSIER_PLAN)
    now = standing(workspace, set_id, period_id, unit)
    sheet = conditions(workspace, set_id, period_id, unit)
    making = _Planning(workspace, now, sheet, read, progress)
    papers = tuple(_paper(making, place, one) for place, one in enumerate(sheet.papers, start=1))
    _tell_conditions(making)
    groups = numbered_evidence(workspace, now.assessment, now.period.id, unit)
    proven = _evidence(making, groups, len(papers) + 1)
    _tell_unverified(making)
    planned = DossierPlan(
        set_id=set_id,
        set_name=now.assessment.criteria_set.name,
        period_id=now.period.id,
        period_label=now.period.label,
        unit=now.unit,
        unit_name=_unit_name(workspace, now.unit),
        standing="",
        papers=papers,
        evidence=tuple(one for one in proven if one.files),
        unproven=tuple(one for one in proven if not one.files),
        missing=tuple(making.missing),
        warnings=_warnings(making),
    )
    reached = _reached(making)
    drafts = sum(one.request is not None for one in planned.files)
    told = texts.DOSSIER_STANDING.format(
        reached=reached, files=two_digits(len(planned.files)), drafts=two_digits(drafts)
    )
    empty = () if planned.files else (texts.DOSSIER_EMPTY,)
    return replace(planned, reached=reached, standing=told, warnings=(*empty, *planned.warnings))


def _unit_name(workspace: Workspace, unit: str) -> str:
    """Return the name of the unit of the dossier."""
    return workspace.unit.name if unit == workspace.owner else unit_name(workspace, unit)


def _paper(making: _Planning, place: int, paper: PaperState) -> PlannedPart:
    """Return one paper with its files; what it lacks is noted."""
    number, told = two_digits(place), len(making.missing)
    making.progress(0, 1, paper.rule.name)
    folder = f"{number}-{slug(paper.rule.name, MOST_FOLDER)}"
    state, files = _paper_files(making, paper, number, folder)
    lacks = tuple(making.missing[told:])
    return PlannedPart(number, paper.rule.name, state, folder, files, paper.rule.code, lacks)


def _paper_files(
    making: _Planning, paper: PaperState, number: str, folder: str
) -> tuple[str, tuple[PlannedFile, ...]]:
    """Return how a paper stands, and its files: those kept, else a draft of ours."""
    from ntm_desktop.reports import recognition_words as words

    code = _told_code(paper, number)
    items = _usable(making, code, _attached(making, paper))
    if items:
        files = tuple(
            PlannedFile(
                f"{folder}/{number}.{two_digits(at)}-{_file_slug(one)}", one.record.name, item=one
            )
            for at, one in enumerate(items, start=1)
        )
        return words.PAPER_HELD, files
    request = _draft_of(making, paper, code)
    state = words.PAPER_LACKING if request is None else words.PAPER_DRAFTED
    if paper.is_ready:
        state = words.PAPER_DECLARED
    name = paper.rule.name
    making.missing.append(texts.DOSSIER_PAPER_LACKS.format(code=code, name=name, state=state))
    if request is None:
        return state, ()
    left = len(prepare_document(making.workspace, request).missing)
    if left:
        making.missing.append(texts.DOSSIER_PAPER_GAPS.format(code=code, count=left))
    path = f"{folder}/{number}.01-{request.report_id}-du-thao{WORD}"
    return state, (PlannedFile(path, name, request=request),)


def _told_code(paper: PaperState, number: str) -> str:
    """Return what a paper is called in a sentence: its code, its number where it is an own one."""
    return texts.DOSSIER_OWN_PAPER.format(number=number) if paper.is_own else paper.rule.code


def _attached(making: _Planning, paper: PaperState) -> list[EvidenceItem]:
    """Return the files of a paper: those attached to it, else those of its signed document."""
    workspace, held = making.workspace, paper.held
    items = list(evidence_of(workspace, "dossier_paper", held.key)) if held.key else []
    if items or not paper.rule.document or not making.is_own:
        return items
    signed = [
        one
        for one in issued_documents(workspace)
        if owner_of(one.key) == workspace.owner
        and one.report == paper.rule.document
        and one.period == making.now.period.id
        and one.set_id in (None, making.set_id)
    ]
    if not signed:
        return []
    last = max(signed, key=lambda one: (str(one.signed_on), one.key))
    kept = list(evidence_of(workspace, "issued_report", last.key))
    scans = [one for one in kept if one.record.sha256 != last.draft_sha256]
    return scans or kept


def _usable(making: _Planning, code: str, items: Sequence[EvidenceItem]) -> list[EvidenceItem]:
    """Return the files that are as attached; the others are noted."""
    from ntm_desktop.reports.recognition_words import FILE_STATES

    found = []
    for item in items:
        damage = _damage(making, item)
        if damage:
            name = clean_name(item.record.name)
            told = {"code": code, "name": name, "state": FILE_STATES[damage]}
            making.missing.append(texts.DOSSIER_PAPER_FILE.format(**told))
        else:
            found.append(item)
    return found


def _damage(making: _Planning, item: EvidenceItem) -> str:
    """Return what is wrong with a file, "" for one that is as attached."""
    state = item.state
    if making.read and state is FileState.HERE:
        making.progress(0, 1, clean_name(item.record.name))
        state = attachments.verify(making.workspace.folder, item.record.sha256)
    return DAMAGE.get(state, "")


def _draft_of(making: _Planning, paper: PaperState, code: str) -> DocumentRequest | None:
    """Return the document of ours that stands in for a paper, None where there is none."""
    if not paper.rule.document or not making.is_own:
        return None
    key = None
    if paper.rule.document == MEETING_PAPER:
        key = _recognition_meeting(making)
        if key is None:
            making.missing.append(texts.DOSSIER_NO_MEETING.format(code=code))
            return None
        return DocumentRequest(paper.rule.document, key=key)
    return DocumentRequest(paper.rule.document, making.now.period.id, making.set_id)


def _recognition_meeting(making: _Planning) -> str | None:
    """Return the latest meeting on the proposal within the period, None for none."""
    workspace, period = making.workspace, making.now.period
    held = workspace.store.records(Meeting, kind=MEETING_KIND, owner_unit=workspace.owner)
    known = [one for one in held if one.held_on and period.start <= one.held_on <= period.end]
    return max(known, key=lambda one: (one.held_on, one.key)).key if known else None


def _evidence(
    making: _Planning, groups: Sequence[ProvenGroup], place: int
) -> tuple[PlannedPart, ...]:
    """Return the evidence of every criterion that has any or lacks it; what is damaged is noted."""
    parent = f"{two_digits(place)}-{EVIDENCE_FOLDER}"
    found = (
        _evidence_part(making, group, f"{parent}/{two_digits(order)}")
        for order, group in enumerate(groups, start=1)
    )
    return tuple(one for one in found if one.files or one.lacks)


def _evidence_part(making: _Planning, group: ProvenGroup, place: str) -> PlannedPart:
    """Return the evidence of one criterion in its folder."""
    told = len(making.missing)
    folder = f"{place}-{slug(group.name, MOST_FOLDER)}"
    _tell_unproven(making, group)
    files = [_planned_evidence(making, one, folder) for part in group.parts for one in part.files]
    return PlannedPart(
        group.code,
        group.name,
        OUTCOME_TEXTS[group.outcome],
        folder,
        tuple(one for one in files if one is not None),
        group.code,
        tuple(making.missing[told:]),
        next((part.code for part in group.parts if part.is_lacking), ""),
    )


def _tell_unproven(making: _Planning, group: ProvenGroup) -> None:
    """Note the met indicators of a criterion that nothing proves."""
    codes = [part.code for part in group.parts if part.is_lacking]
    if codes:
        told = {"code": group.code, "name": group.name, "codes": ", ".join(codes)}
        making.missing.append(texts.DOSSIER_UNPROVEN.format(**told))


def _planned_evidence(making: _Planning, one: Numbered, folder: str) -> PlannedFile | None:
    """Return a numbered file where it goes; None and a note for one that is not as attached."""
    from ntm_desktop.reports.recognition_words import FILE_STATES

    damage = _damage(making, one.item)
    name = clean_name(one.item.record.name)
    if damage:
        told = {"number": one.number, "name": name, "state": FILE_STATES[damage]}
        making.missing.append(texts.DOSSIER_FILE_DAMAGED.format(**told))
        return None
    path = f"{folder}/{one.number}-{_file_slug(one.item)}"
    return PlannedFile(path, one.item.record.name, one.number, item=one.item)


def _tell_conditions(making: _Planning) -> None:
    """Note the conditions that are not met or not known."""
    for one in making.sheet.conditions:
        if one.finding.outcome in (Outcome.NOT_MET, Outcome.NO_DATA):
            making.missing.append(
                texts.DOSSIER_CONDITION.format(
                    code=one.rule.code,
                    outcome=OUTCOME_TEXTS[one.finding.outcome].lower(),
                    sentence=one.finding.sentence,
                ).strip()
            )


def _tell_unverified(making: _Planning) -> None:
    """Note what rests on lists and targets nobody has checked."""
    papers = sum(not one.rule.verified for one in making.sheet.papers)
    if papers:
        making.missing.append(texts.DOSSIER_UNVERIFIED.format(count=two_digits(papers)))
    if making.now.unverified:
        number = two_digits(making.now.unverified)
        making.missing.append(texts.DOSSIER_UNVERIFIED_SET.format(count=number))


def _warnings(making: _Planning) -> tuple[str, ...]:
    """Return what to think of before the dossier is handed in."""
    unmet = [
        one
        for one in making.sheet.conditions
        if one.finding.outcome is not Outcome.MET or one.finding.contradicts
    ]
    return (
        *(one.text for one in making.sheet.issues),
        *([texts.DOSSIER_EARLY] if unmet else []),
        *([] if making.sheet.papers else [texts.DOSSIER_NO_RULES]),
        *([] if making.is_own else [texts.DOSSIER_OTHER_UNIT]),
    )


def _reached(making: _Planning) -> str:
    """Return how many criteria are met, a gap where nothing was assessed."""
    from ntm_desktop.reports.narrative import TABLE_GAP

    met, total = making.now.criteria
    counts = making.now.assessment.counts
    is_known = met > 0 or counts.indicators_met > 0 or counts.indicators_not_met > 0
    noun = making.now.assessment.criteria_set.noun
    return texts.DOSSIER_SET.format(met=met if is_known else TABLE_GAP, total=total, noun=noun)


def slug(text: str, most: int = MOST_NAME) -> str:
    """Return a text as a name every system takes: ASCII, lower case, short; "tep" for nothing.

    A long one ends with a whole word where it has words.

    >>> slug("Đường trục thôn & xóm")
    'duong-truc-thon-xom'
    """
    plain = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    if len(plain) > most:
        cut = plain[: most + 1]
        plain = cut.rpartition("-")[0] if "-" in cut else cut[:most]
    return plain.strip("-") or "tep"


def _file_slug(item: EvidenceItem) -> str:
    """Return the name of a copy: its own name in ASCII with the ending of its content."""
    record = item.record
    kind = KINDS.get(record.kind or "")
    name = opening_name(record.file_name or record.name, kind) if kind else record.file_name
    ending = re.sub(r"[^a-z0-9.]", "", PurePath(clean_name(name or "")).suffix.lower())
    return f"{slug(record.name)}{ending[:MOST_ENDING]}"
