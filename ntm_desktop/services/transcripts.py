"""A pasted text of a meeting: keep it, and make records of its passages, each as one step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ntm_desktop import texts
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.documents import (
    SECRECY_REFUSED,
    SECRECY_REFUSED_HINT,
    OfficialDocument,
    is_marked_secret,
)
from ntm_desktop.domain.entity import Entity, StoredValue, entity_named
from ntm_desktop.domain.meetings import MARK_KINDS, Conclusion, Meeting, PassageMark
from ntm_desktop.domain.passages import (
    Draft,
    MarkedSpan,
    drafts_of,
    find_passage,
    marked_spans,
    speaker_of,
)
from ntm_desktop.domain.people import Person
from ntm_desktop.domain.record_keys import owner_of
from ntm_desktop.domain.vietnamese import compose
from ntm_desktop.errors import InputError
from ntm_desktop.services import meeting_rules
from ntm_desktop.services.records import Saved, put_texts
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage.store import record_or_refuse

_QUOTE_MOST = 40


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """What marking made: the keys of the records and of the marks, and what citations lack."""

    kind: str
    records: tuple[str, ...]
    marks: tuple[str, ...]
    touched: Touched
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row to write: its entity, key and fields (none: the record is there already)."""

    entity: str
    key: str
    values: Mapping[str, StoredValue]


def set_transcript(workspace: Workspace, meeting: str, text: str) -> Saved:
    """Keep the pasted text of a meeting; marks find their words again by themselves.

    Raises `NotFoundError` for no such meeting and `InputError` for a closed one.
    """
    record_or_refuse(workspace.store, Meeting, meeting)
    return put_texts(workspace, "meeting", meeting, {"transcript": text})


def spans(workspace: Workspace, meeting: str) -> tuple[MarkedSpan, ...]:
    """Return what is marked in the text of a meeting, in its order."""
    found = record_or_refuse(workspace.store, Meeting, meeting)
    marks = workspace.store.records(PassageMark, meeting=meeting)
    return marked_spans(marks, found.transcript or "")


def mark_passage(
    workspace: Workspace,
    meeting: str,
    kind: str,
    start: int,
    end: int,
    values: Mapping[str, StoredValue] | None = None,
) -> MarkedPassage:
    """Make of the selected words what `kind` says and remember the passage, as one step.

    `values` are fields a person set in place of what the words say; the text of a conclusion stays
    word for word. Raises `InputError` for no such kind, a selection without words, a passage that
    is marked so already, a document marked Mật, and a closed meeting.
    """
    found = record_or_refuse(workspace.store, Meeting, meeting)
    meeting_rules.refuse_frozen(workspace, "passage_mark", "", {"meeting": meeting})
    transcript = found.transcript or ""
    if not transcript.strip():
        raise InputError(texts.TRANSCRIPT_EMPTY, hint=texts.TRANSCRIPT_EMPTY_HINT)
    if kind == "document" and is_marked_secret(transcript[start:end]):
        raise InputError(SECRECY_REFUSED, hint=SECRECY_REFUSED_HINT)
    drafts = drafts_of(transcript, start, end, kind, found.held_on, workspace.today())
    known = spans(workspace, meeting)
    for draft in drafts:
        _refuse_twice(known, kind, draft)
    rows: list[_Row] = []
    marks: list[_Row] = []
    for number, draft in enumerate(drafts):
        row = _record_row(workspace, found, draft, known, number, values or {})
        rows += [row] if row else []
        marks.append(_mark_row(workspace, meeting, kind, draft, transcript, row))
    quote = " ".join(transcript[start:end].split())[:_QUOTE_MOST]
    label = texts.STEP_MARK.format(kind=MARK_KINDS[kind], quote=quote)
    with workspace.store.step(label, workspace.user) as step:
        for one in [*rows, *marks]:
            if one.values:
                workspace.store.put(one.entity, one.key, one.values)
    return MarkedPassage(
        kind=kind,
        records=tuple(one.key for one in rows),
        marks=tuple(one.key for one in marks),
        touched=step.touched,
        missing=tuple(dict.fromkeys(words for draft in drafts for words in draft.missing)),
    )


def mark_quote(
    workspace: Workspace,
    meeting: str,
    kind: str,
    quote: str,
    values: Mapping[str, StoredValue] | None = None,
) -> MarkedPassage:
    """Mark the one place where `quote` stands; see `mark_passage`.

    Raises `InputError` where it does not stand in the text, or in several places.
    """
    found = record_or_refuse(workspace.store, Meeting, meeting)
    if not (found.transcript or "").strip():
        raise InputError(texts.TRANSCRIPT_EMPTY, hint=texts.TRANSCRIPT_EMPTY_HINT)
    start, end = find_passage(found.transcript or "", compose(quote))
    return mark_passage(workspace, meeting, kind, start, end, values)


def unmark(workspace: Workspace, mark: str) -> Saved:
    """Forget a mark as one step; the record that came of it stays. Raises `NotFoundError`."""
    found = record_or_refuse(workspace.store, PassageMark, mark)
    meeting_rules.refuse_frozen(workspace, "passage_mark", mark)
    quote = " ".join(found.quote.split())[:_QUOTE_MOST]
    label = texts.STEP_UNMARK.format(kind=MARK_KINDS.get(found.kind, ""), quote=quote)
    with workspace.store.step(label, workspace.user) as step:
        workspace.store.remove("passage_mark", mark)
    return Saved(mark, step.touched)


def _refuse_twice(known: tuple[MarkedSpan, ...], kind: str, draft: Draft) -> None:
    """Raise `InputError` when just this passage is marked as this kind already."""
    for span in known:
        same = (span.mark.kind, span.start, span.length) == (kind, draft.start, draft.length)
        if same:
            raise InputError(texts.PASSAGE_MARKED.format(kind=MARK_KINDS[kind]))


def _record_row(
    workspace: Workspace,
    meeting: Meeting,
    draft: Draft,
    known: tuple[MarkedSpan, ...],
    number: int,
    given: Mapping[str, StoredValue],
) -> _Row | None:
    """Return the record a draft becomes, None for a figure, which is its own mark."""
    if not draft.entity:
        return None
    found = entity_named(draft.entity)
    if draft.entity == "official_document":
        return _document_row(workspace, found, meeting.key, draft, given)
    values = {**draft.values, **_context(workspace, meeting, draft, known), **given}
    if draft.entity == "conclusion":
        values["text"] = draft.values["text"]
    if "place" in found.fields:
        values["place"] = _next_place(workspace, found, meeting.key) + number
    checked = found.check({**values, "meeting": meeting.key})
    found.check_required(checked)
    return _Row(draft.entity, workspace.new_key(draft.entity), checked)


def _context(
    workspace: Workspace, meeting: Meeting, draft: Draft, known: tuple[MarkedSpan, ...]
) -> dict[str, StoredValue]:
    """Return what the directory and the other marks add: who spoke, which conclusion it is of."""
    if draft.entity == "opinion":
        said = speaker_of((meeting.transcript or "")[draft.start : draft.start + draft.length])
        same = [
            one.key
            for one in workspace.store.records(Person)
            if said.name and one.full_name == said.name
        ]
        return {"person": same[0]} if len(same) == 1 else {}
    if draft.entity == "task":
        quote = (meeting.transcript or "")[draft.start : draft.start + draft.length]
        conclusion = _conclusion_around(workspace, meeting.key, draft, known)
        return {"source_quote": quote, **({"conclusion": conclusion} if conclusion else {})}
    return {}


def _conclusion_around(
    workspace: Workspace, meeting: str, draft: Draft, known: tuple[MarkedSpan, ...]
) -> str | None:
    """Return the conclusion whose passage holds the words of a task."""
    keys = {one.key for one in workspace.store.records(Conclusion, meeting=meeting)}
    end = draft.start + draft.length
    for span in known:
        is_conclusion = span.mark.kind == "conclusion" and span.mark.record in keys
        if is_conclusion and _holds(span, draft.start, end):
            return span.mark.record
    return None


def _holds(span: MarkedSpan, start: int, end: int) -> bool:
    """Say whether a marked passage holds all the words between two places."""
    return span.start is not None and span.start <= start and end <= span.start + span.length


def _document_row(
    workspace: Workspace,
    found: Entity,
    meeting: str,
    draft: Draft,
    given: Mapping[str, StoredValue],
) -> _Row:
    """Return the document as a new record, or the one that is kept with its number and date."""
    values = {**draft.values, **given}
    for one in workspace.store.records(OfficialDocument, number=values["number"]):
        issued = one.issued_on.isoformat() if one.issued_on else None
        if owner_of(one.key) == workspace.owner and issued == values.get("issued_on"):
            return _Row(found.name, one.key, {} if one.meeting else {"meeting": meeting})
    checked = found.check({**values, "meeting": meeting})
    found.check_required(checked)
    return _Row(found.name, workspace.new_key(found.name), checked)


def _mark_row(
    workspace: Workspace,
    meeting: str,
    kind: str,
    draft: Draft,
    transcript: str,
    row: _Row | None,
) -> _Row:
    """Return the mark of a draft."""
    found = entity_named("passage_mark")
    values: dict[str, StoredValue] = {
        "meeting": meeting,
        "kind": kind,
        "start": draft.start,
        "length": draft.length,
        "quote": transcript[draft.start : draft.start + draft.length],
        "record": row.key if row else None,
    }
    return _Row("passage_mark", workspace.new_key("passage_mark"), found.check(values))


def _next_place(workspace: Workspace, found: Entity, meeting: str) -> int:
    """Return the number after the last part of a meeting."""
    held = workspace.store.rows(found, {"meeting": meeting})
    return max((int(row["place"] or 0) for row in held), default=0) + 1
