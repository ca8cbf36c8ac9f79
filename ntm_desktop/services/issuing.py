"""Ghi số, ngày đã ký: keep what a document said when it was signed, and see what differs later."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.domain.dates import format_date, parse_date
from ntm_desktop.domain.entity import StoredValue, entity_of
from ntm_desktop.domain.evidence import Evidence
from ntm_desktop.domain.issued_reports import (
    IssuedReport,
    TextDifference,
    checked_number,
    differences,
    snapshot_digest,
    snapshot_text,
)
from ntm_desktop.domain.packed_text import packed_text, unpacked_text
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.record_keys import issued_key
from ntm_desktop.errors import DataFileError, InputError
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.evidence import note_kept
from ntm_desktop.services.records import Saved, exists
from ntm_desktop.services.report_options import with_kept
from ntm_desktop.services.reporting import (
    build_document,
    gathered_context,
    is_typed_otherwise,
    request_of_mark,
    whole_mark_of,
)
from ntm_desktop.services.unverified_marks import unverified_marks
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import attachments
from ntm_desktop.storage.attachments import Kept
from ntm_desktop.storage.store import record_or_refuse

if TYPE_CHECKING:
    from ntm_desktop.reports.edited_document import FigureDifference, WrittenHead

ENTITY = "issued_report"
# What the văn thư fills in by hand differs in every document that was signed.
_BY_HAND = frozenset({"document_number", "place_and_date", "draft_note", "missing", "notices"})


@dataclass(frozen=True, slots=True)
class Review:
    """What should be looked at before a document is issued.

    `figures` are places where an edited file differs from the record, `gaps` what is still blank,
    `marks` what rests on wording or targets that nobody compared with the original text, `options`
    says that other options are kept now than the file was made with, `head` are number and date
    that stand in the file already.
    """

    request: DocumentRequest
    title: str
    figures: tuple[FigureDifference, ...]
    gaps: tuple[str, ...]
    marks: tuple[str, ...]
    options: tuple[str, ...] = ()
    head: WrittenHead | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """Return everything as sentences, the figures first."""
        return (
            *(_figure_line(one) for one in self.figures),
            *self.options,
            *(texts.ISSUE_GAP.format(what=one) for one in self.gaps),
            *self.marks,
        )


@dataclass(frozen=True, slots=True)
class Issued:
    """An issued document: its key, and doubts about its date."""

    key: str
    saved: Saved
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A text that reads otherwise now than in the signed document, with what it is."""

    label: str
    difference: TextDifference


def review_document(
    workspace: Workspace, file: Path, request: DocumentRequest | None = None
) -> Review:
    """Return what should be looked at before `file` is issued; nothing is written.

    `request` is for a file that does not say what it was made from. Raises `InputError` for no Word
    file, one that names no document, and a draft.
    """
    from ntm_desktop.reports.catalogue import report_kind
    from ntm_desktop.reports.document_mark import read_mark
    from ntm_desktop.reports.edited_document import written_head

    _check_word(file)
    mark = read_mark(file)
    if mark.get("draft"):
        raise InputError(texts.ISSUE_IS_DRAFT, hint=texts.ISSUE_IS_DRAFT_HINT)
    asked = with_kept(workspace, request or request_of_mark(mark))
    is_other = bool(mark) and is_typed_otherwise(mark, asked)
    found = gathered_context(workspace, asked)
    return Review(
        request=asked,
        title=report_kind(asked.report_id).title,
        figures=_edited_figures(workspace, asked, file),
        gaps=found.missing,
        marks=unverified_marks(workspace, asked, found),
        options=(texts.ISSUE_OTHER_OPTIONS,) if is_other else (),
        head=written_head(file),
    )


def issue_document(
    workspace: Workspace,
    file: Path,
    number: str,
    signed_on: str,
    *,
    signed_copy: Path | None = None,
    reason: str = "",
    request: DocumentRequest | None = None,
) -> Issued:
    """Keep number, date, every text and both files of a signed document as one step.

    Raises `InputError` for a number or date that is none, a document issued already, and, without a
    `reason`, while something is left to be looked at (`review_document`).
    """
    plain, day = checked_number(number), parse_date(signed_on, workspace.today())
    review = review_document(workspace, file, request)
    key = issued_key(workspace.owner, review.request.report_id, plain, day.isoformat())
    if exists(workspace, ENTITY, key):
        message = texts.ISSUE_TWICE.format(number=plain, date=format_date(day))
        raise InputError(message, hint=texts.ISSUE_TWICE_HINT)
    if review.lines and not reason.strip():
        message = texts.ISSUE_NEEDS_REASON.format(count=len(review.lines), first=review.lines[0])
        raise InputError(message, hint=texts.ISSUE_NEEDS_REASON_HINT)
    files = {texts.ISSUED_DRAFT_NOTE: file}
    files |= {texts.ISSUED_COPY_NOTE: signed_copy} if signed_copy else {}
    kept = {note: (path, _kept(workspace, path)) for note, path in files.items()}
    values = _values(workspace, review, file, kept[texts.ISSUED_DRAFT_NOTE][1])
    values |= {"number": plain, "signed_on": day.isoformat(), "reason": reason.strip() or None}
    checked = entity_of(IssuedReport).check(values)
    label = texts.STEP_ISSUED.format(number=plain, title=review.title)
    with workspace.store.step(label, workspace.user) as step:
        workspace.store.put(ENTITY, key, checked)
        for note, (path, one) in kept.items():
            link = {"link_entity": ENTITY, "link_key": key, "note": note}
            note_kept(workspace, path, one, link)
    return Issued(key, Saved(key, step.touched), head_doubts(workspace, review, plain, day))


def issued_documents(workspace: Workspace) -> tuple[IssuedReport, ...]:
    """Return the issued documents, the latest first."""
    found = workspace.own_records(IssuedReport)
    return tuple(sorted(found, key=lambda one: (one.signed_on or date.min, one.key), reverse=True))


def issued_document(workspace: Workspace, key: str) -> IssuedReport:
    """Return one issued document; raise `NotFoundError`."""
    return record_or_refuse(workspace.store, IssuedReport, key)


def attach_signed_copy(workspace: Workspace, key: str, path: Path) -> Saved:
    """Attach the scan of a signed document as one step; raise `NotFoundError` or `InputError`."""
    issued = record_or_refuse(workspace.store, IssuedReport, key)
    kept = _kept(workspace, path)
    link: dict[str, StoredValue] = {"link_entity": ENTITY, "link_key": key}
    label = texts.STEP_ISSUED_COPY.format(number=issued.number)
    with workspace.store.step(label, workspace.user) as step:
        held = workspace.store.records(Evidence, link_entity=ENTITY, link_key=key)
        if kept.sha256 not in {one.sha256 for one in held}:
            note_kept(workspace, path, kept, {**link, "note": texts.ISSUED_COPY_NOTE})
    return Saved(key, step.touched)


def changed_since(workspace: Workspace, key: str) -> tuple[FieldDifference, ...]:
    """Return what reads otherwise now than in an issued document ("khác báo cáo đã ký").

    Raises `NotFoundError`, and `DataFileError` when what was kept is not what was signed.
    """
    from ntm_desktop.reports.catalogue import report_kind
    from ntm_desktop.reports.context_texts import context_texts, help_of_paths, label_of

    issued = record_or_refuse(workspace.store, IssuedReport, key)
    signed = signed_texts(issued)
    request = request_of_mark(json.loads(issued.request or "{}"))
    found = gathered_context(workspace, request)
    helps = help_of_paths(report_kind(request.report_id).context)
    now = context_texts(found.context, _BY_HAND)
    everything = {**signed, **now}
    return tuple(
        FieldDifference(label_of(one.path, helps, everything), one)
        for one in differences(signed, now)
    )


def signed_texts(issued: IssuedReport) -> Mapping[str, str]:
    """Return path → text as signed; raise `DataFileError` when what was kept was changed."""
    text = unpacked_text(issued.snapshot or "")
    if snapshot_digest(text) != issued.snapshot_sha256:
        message = texts.ISSUED_DAMAGED.format(number=issued.number)
        raise DataFileError(message, hint=texts.ISSUED_DAMAGED_HINT)
    return {str(path): str(value) for path, value in json.loads(text).items()}


def _values(workspace: Workspace, review: Review, file: Path, kept: Kept) -> dict[str, StoredValue]:
    """Return what is kept of a document beside its number; raise `InputError` for too much text."""
    from ntm_desktop.reports.context_texts import context_texts

    request = review.request
    found = gathered_context(workspace, request)
    text = snapshot_text(context_texts(found.context, _BY_HAND))
    stored = packed_text(text)
    if stored is None:
        raise InputError(texts.ISSUE_TOO_LONG, hint=texts.ISSUE_TOO_LONG_HINT)
    mark = {name: value for name, value in whole_mark_of(request).items() if value}
    return {
        "title": review.title,
        "report": request.report_id,
        "request": json.dumps(mark, ensure_ascii=False, sort_keys=True),
        "period": request.period.id if request.period_id else None,
        "set_id": request.set_id,
        "draft_name": file.name,
        "draft_sha256": kept.sha256,
        "snapshot": stored,
        "snapshot_sha256": snapshot_digest(text),
        "marks": "\n".join(review.lines) or None,
        "edited": "\n".join(_figure_line(one) for one in review.figures) or None,
    }


def _kept(workspace: Workspace, path: Path) -> Kept:
    """Copy a file into the data folder; raise in words for one that cannot be kept."""
    attachments.examine(path)
    return attachments.keep(workspace.folder, path)


def _check_word(file: Path) -> None:
    """Raise `InputError`/`NotFoundError` for what is no sound Word file."""
    from ntm_desktop.exchange.office_files import file_bytes, open_archive

    data = file_bytes(file)
    archive = open_archive(data, file)
    if file.suffix.lower() != ".docx" or "word/document.xml" not in archive.namelist():
        raise InputError(
            texts.ISSUE_NOT_WORD.format(file=file.name), hint=texts.ISSUE_NOT_WORD_HINT
        )


def _edited_figures(
    workspace: Workspace, request: DocumentRequest, file: Path
) -> tuple[FigureDifference, ...]:
    """Return the figures of a file that are not those the record would give now."""
    from ntm_desktop.reports.edited_document import figure_differences

    with tempfile.TemporaryDirectory(prefix="ntm-") as folder:
        made = Path(folder) / "nay.docx"
        build_document(workspace, request, made)
        return figure_differences(made, file)


def _figure_line(one: FigureDifference) -> str:
    return texts.ISSUE_FIGURE.format(
        where=one.where,
        recorded=one.recorded or texts.ISSUE_NO_FIGURE,
        written=one.written or texts.ISSUE_NO_FIGURE,
    )


def head_doubts(workspace: Workspace, review: Review, number: str, day: date) -> tuple[str, ...]:
    """Return what is odd about number and day of signing.

    They may not be those in the file; and a computer's clock may be the wrong one.
    """
    shown, today, request = format_date(day), workspace.today(), review.request
    found = []
    head = review.head
    if head is not None and head.number and head.number != number:
        found.append(texts.ISSUE_OTHER_NUMBER.format(number=number, written=head.number))
    if head is not None and head.day and head.day != day:
        found.append(texts.ISSUE_OTHER_DAY.format(date=shown, written=format_date(head.day)))
    if day > today:
        found.append(texts.ISSUE_LATER_DAY.format(date=shown, today=format_date(today)))
    return (*found, *_period_doubts(request, day))


def _period_doubts(request: DocumentRequest, day: date) -> tuple[str, ...]:
    """Return that a day is too early for the period told of.

    A plan, a letter or a decision for a period is signed before it; a survey or a form within it.
    """
    from ntm_desktop.reports.catalogue import report_kind

    kind = report_kind(request.report_id)
    group = kind.group or kind.subject
    if request.period_id is None or group == "directing":
        return ()
    period, shown = parse_period(request.period_id), format_date(day)
    if day < period.start:
        return (texts.ISSUE_EARLY_DAY.format(date=shown),)
    is_early = day < period.end and group == "period"
    return (texts.ISSUE_BEFORE_END.format(date=shown),) if is_early else ()


def draft_digest(path: Path) -> str:
    """Return the hash by which a Word file is known to be the one that was signed."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
