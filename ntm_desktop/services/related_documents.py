"""The documents a commune works by: complete or not, entered twice, grounds of a paper, tasks."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ntm_desktop import texts
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.document_reference import (
    Doubles,
    Ground,
    Reference,
    document_text,
    draft_doubles,
    duplicates,
    grounds,
    number_doubts,
    parse_reference,
    reference_of,
    references,
)
from ntm_desktop.domain.documents import (
    SECRECY_REFUSED,
    SECRECY_REFUSED_HINT,
    OfficialDocument,
    is_marked_secret,
)
from ntm_desktop.domain.entity import StoredValue, entity_named, split_keys
from ntm_desktop.domain.evidence import Evidence
from ntm_desktop.domain.issues import Issue
from ntm_desktop.domain.record_keys import owner_of
from ntm_desktop.domain.tasks import Task, by_deadline
from ntm_desktop.errors import InputError
from ntm_desktop.services.records import prepared
from ntm_desktop.services.tasks import tasks_as_entered
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage.store import record_or_refuse

__all__ = [
    "Doubles",
    "Ground",
    "Reference",
    "RegisteredDocument",
    "UsedDocuments",
    "doubles",
    "doubles_of_draft",
    "doubts_in",
    "fields_of",
    "grounds_for",
    "register",
    "tasks_of",
    "use_at_meeting",
]


@dataclass(frozen=True, slots=True)
class RegisteredDocument:
    """A document of the register: how it is named, what it lacks, how many files and tasks.

    What a reference may leave out but a register should tell, the trích yếu, counts as lacking.

    `doubles` are the keys of records that are probably the same document; `doubt` says that the
    number may be a misprint of another one ("" for none).
    """

    document: OfficialDocument
    text: str
    incomplete: tuple[str, ...]
    files: int
    tasks: int
    doubles: tuple[str, ...]
    doubt: str
    is_own: bool

    @property
    def is_complete(self) -> bool:
        """Say whether number, symbol, date, issuer and subject are all there."""
        return not self.incomplete


def register(workspace: Workspace) -> tuple[RegisteredDocument, ...]:
    """Return every document, the latest first, those without a date last."""
    held = workspace.store.records(OfficialDocument)
    twice = {
        one.key: tuple(other.key for other in group.documents if other.key != one.key)
        for group in doubles(workspace)
        for one in group.documents
    }
    proofs = workspace.store.records(Evidence, link_entity="official_document")
    files = Counter(one.link_key for one in proofs)
    tasks = workspace.store.records(Task)
    linked = Counter(key for task in tasks for key in _documents_of(task))
    doubts = {one.where: one.text for one in number_doubts([reference_of(one) for one in held])}
    found = [
        RegisteredDocument(
            document=one,
            text=document_text(one),
            incomplete=_lacking(one),
            files=files[one.key],
            tasks=linked[one.key],
            doubles=twice.get(one.key, ()),
            doubt=doubts.get("".join((one.number or "").split()), ""),
            is_own=owner_of(one.key) == workspace.owner,
        )
        for one in held
    ]
    first = datetime.date.min
    return tuple(sorted(found, key=lambda one: one.document.issued_on or first, reverse=True))


def _lacking(document: OfficialDocument) -> tuple[str, ...]:
    """Return in words what a document of the register lacks."""
    lacks = reference_of(document).incomplete
    return lacks if document.subject else (*lacks, texts.DOCUMENT_NO_SUBJECT)


def doubles(workspace: Workspace) -> tuple[Doubles, ...]:
    """Return documents of this office that were probably entered twice, as by two offline copies.

    What other offices recorded about the same document is theirs and no double.
    """
    owner = workspace.owner
    held = workspace.store.records(OfficialDocument, owner_unit=owner)
    return duplicates(held, workspace.unit.name)


def doubles_of_draft(
    workspace: Workspace, values: Mapping[str, StoredValue], key: str = ""
) -> Doubles | None:
    """Return what a document that is not kept yet would double, None for nothing.

    `values` are stored values as far as they are typed; `key` leaves out the record itself.
    """
    found = entity_named("official_document")
    draft = found.read(key, {name: values.get(name) for name in found.fields})
    held = workspace.store.records(OfficialDocument, owner_unit=workspace.owner)
    return draft_doubles(draft, held, workspace.unit.name)


def grounds_for(workspace: Workspace, keys: Sequence[str], regime: str) -> tuple[Ground, ...]:
    """Return the "Căn cứ" lines of the documents with these keys; raise `NotFoundError`."""
    held = [record_or_refuse(workspace.store, OfficialDocument, key) for key in keys]
    return grounds(held, regime)


def tasks_of(workspace: Workspace, document: str) -> tuple[Task, ...]:
    """Return the tasks a document gave or is linked to, the nearest deadline first."""
    record_or_refuse(workspace.store, OfficialDocument, document)
    held = [task for task in tasks_as_entered(workspace) if document in _documents_of(task)]
    return tuple(sorted(held, key=by_deadline))


def doubts_in(text: str) -> tuple[Issue, ...]:
    """Return the references of a text that are probably misprints of another one in it."""
    return number_doubts(references(text))


def fields_of(printed: str) -> dict[str, StoredValue]:
    """Return the fields of a document record as far as a printed reference gives them."""
    found = parse_reference(printed)
    values: dict[str, StoredValue] = {
        "number": found.number + found.symbol or texts.DOCUMENT_UNNUMBERED,
        "document_type": found.document_type or None,
        "issued_on": found.issued_on.isoformat() if found.issued_on else None,
        "issuer": found.issuer or None,
        "subject": found.subject or None,
        "side": found.side,
    }
    return {name: value for name, value in values.items() if value is not None}


@dataclass(frozen=True, slots=True)
class UsedDocuments:
    """How many documents of a meeting were recorded, tied to it, or there already."""

    touched: Touched
    added: int
    tied: int
    there: int


def use_at_meeting(workspace: Workspace, meeting: str, lines: Sequence[str]) -> UsedDocuments:
    """Note documents used at a meeting, by number or as they are cited, as one step.

    The one free document that is probably the same is tied to the meeting, one that is tied to it
    stays as it is, any other is recorded. Raises `InputError` for a line that is marked secret and
    for a closed meeting; then nothing is written.
    """
    if any(map(is_marked_secret, lines)):
        raise InputError(SECRECY_REFUSED, hint=SECRECY_REFUSED_HINT)
    named: list[Mapping[str, StoredValue]] = [
        fields_of(line) if " " in line else {"number": line} for line in dict.fromkeys(lines)
    ]
    entity = entity_named("official_document").label
    label = texts.STEP_ADD_SEVERAL.format(count=len(named), entity=entity)
    if len(named) == 1:
        label = texts.STEP_ADD.format(entity=entity, title=named[0]["number"])
    done: Counter[str] = Counter()
    with workspace.store.step(label, workspace.user) as step:
        for values in named:
            done[_use(workspace, meeting, values)] += 1
    return UsedDocuments(step.touched, done["added"], done["tied"], done["there"])


def _use(workspace: Workspace, meeting: str, values: Mapping[str, StoredValue]) -> str:
    """Note one document used at a meeting inside an open step; return what was done."""
    group = doubles_of_draft(workspace, values)
    same = [one for one in group.documents if one.key] if group else []
    if any(one.meeting == meeting for one in same):
        return "there"
    free = [one.key for one in same if not one.meeting]
    known = free[0] if len(free) == 1 else None
    kept = {"meeting": meeting} if known else {**values, "meeting": meeting}
    key, checked, _ = prepared(workspace, "official_document", known, kept)
    workspace.store.put("official_document", key, checked)
    return "tied" if known else "added"


def _documents_of(task: Task) -> tuple[str, ...]:
    """Return the keys of the documents a task has to do with, each once."""
    keys = (*((task.document,) if task.document else ()), *split_keys(task.documents))
    return tuple(dict.fromkeys(keys))
