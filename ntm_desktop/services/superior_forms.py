"""A superior's blank Excel form: tie its cells to fields once, fill it with one action each period.

The fields are those of a document (the same list as for Word templates); what they show comes from
the same facts as the Word file, so the two never disagree.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntm_desktop import texts
from ntm_desktop.domain.evidence import Evidence
from ntm_desktop.domain.numbers import parse_number
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.record_keys import superior_form_key
from ntm_desktop.domain.superior_forms import (
    MOST_BINDINGS,
    CellBinding,
    CellPlace,
    SuperiorForm,
    bindings_text,
    parse_bindings,
    parse_place,
)
from ntm_desktop.domain.vietnamese import compose
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.progress import Progress, no_progress
from ntm_desktop.services.disagreements import disagreed_of_document, document_note
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.evidence import note_kept
from ntm_desktop.services.records import Saved, delete_record, get_record
from ntm_desktop.services.reporting import gathered_context
from ntm_desktop.services.workspace import Workspace, make_folder
from ntm_desktop.storage import attachments

if TYPE_CHECKING:
    from ntm_desktop.exchange.form_workbook import CellValue, FormCell, FormWorkbook

ENTITY = "superior_form"
_SHOWN = 5
_MAP_BYTES = 4 * 1024 * 1024
_NUMBER = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})*(,[0-9]+)?%?|-?[0-9]+(,[0-9]+)?%?")
_CODE = re.compile(r"0[0-9]{2,}")


@dataclass(frozen=True, slots=True)
class FormTie:
    """How a form is tied: its name, the document its fields are of, the set, the cells."""

    name: str
    report: str
    set_id: str | None
    bindings: tuple[CellBinding, ...]


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A filled form: the file, the number of cells set, what is missing, what should be looked at.

    `gaps` are cells whose field has no data yet (left empty), `problems` cells that could not be
    set, `notices` what to look at before sending.
    """

    path: Path
    cells: int
    gaps: tuple[str, ...]
    problems: tuple[str, ...]
    notices: tuple[str, ...]


def read_tie(path: Path, name: str) -> FormTie:
    """Return the tie a JSON file describes; raise `InputError`/`NotFoundError`.

    The file holds `{"report": id, "set": id?, "name": text?, "cells": {"Sheet!B5": path}}`; `name`
    is what the form is called where the file does not say.
    """
    if not path.is_file():
        raise NotFoundError(texts.FORM_MAP_MISSING.format(path=path))
    if path.stat().st_size > _MAP_BYTES:
        raise _bad_map(path)
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError, OSError) as error:
        raise _bad_map(path) from error
    if not isinstance(found, dict) or not isinstance(found.get("cells"), dict):
        raise _bad_map(path)
    cells = found["cells"].items()
    given = [found.get("report"), *(value for _, value in cells)]
    optional = [found.get("set"), found.get("name")]
    if not all(isinstance(one, str) for one in given) or not all(
        one is None or isinstance(one, str) for one in optional
    ):
        raise _bad_map(path)
    bindings = tuple(CellBinding(parse_place(cell), str(field)) for cell, field in cells)
    return FormTie(found.get("name") or name, found["report"], found.get("set"), bindings)


def bind_form(workspace: Workspace, form: Path, tie: FormTie) -> str:
    """Keep a blank form with its tied cells as one step; return its key.

    Raises `InputError` that names what is wrong with cells or fields; then nothing is kept.
    """
    book = _opened(form)
    _check(book, tie)
    kept = attachments.keep(workspace.folder, form)
    key = superior_form_key(workspace.owner, tie.name)
    values = {
        "name": tie.name,
        "report": tie.report,
        "set_id": tie.set_id,
        "file_name": form.name,
        "sha256": kept.sha256,
        "cells": bindings_text(tie.bindings),
    }
    with workspace.store.step(texts.STEP_FORM_BOUND.format(name=tie.name), workspace.user):
        workspace.store.put(ENTITY, key, values)
        held = workspace.store.records(Evidence, link_entity=ENTITY, link_key=key)
        if kept.sha256 not in {one.sha256 for one in held}:
            note_kept(workspace, form, kept, {"link_entity": ENTITY, "link_key": key})
    return key


def remove_form(workspace: Workspace, key: str) -> Saved:
    """Forget a tied form as one step that can be undone; raise `NotFoundError`.

    The superior's file itself stays among the kept files, so that undoing brings it back.
    """
    return delete_record(workspace, ENTITY, key)


def bound_forms(workspace: Workspace) -> tuple[SuperiorForm, ...]:
    """Return the forms tied so far, by name."""
    found = workspace.own_records(SuperiorForm)
    return tuple(sorted(found, key=lambda one: (one.name or "", one.key)))


def form_of_file(workspace: Workspace, form: Path) -> SuperiorForm:
    """Return the tied form a file is: the same bytes, else the same name; raise `NotFoundError`."""
    digest = _digest(form)
    found = bound_forms(workspace)
    same = [one for one in found if one.sha256 == digest]
    named = [one for one in found if compose(one.file_name or "") == compose(form.name)]
    if not same and not named:
        raise NotFoundError(
            texts.FORM_NOT_BOUND.format(file=form.name), hint=texts.FORM_NOT_BOUND_HINT
        )
    return (same or named)[0]


def form_named(workspace: Workspace, name: str) -> SuperiorForm:
    """Return the tied form with a key, name or file name, its ending left out or not.

    Raises `NotFoundError` for none, `InputError` where more than one tied form has the name.
    """
    wanted, bound = _plain_name(name), bound_forms(workspace)
    found = [one for one in bound if one.key == name.strip()] or [
        one
        for one in bound
        if wanted in (_plain_name(one.name or ""), _plain_name(one.file_name or ""))
    ]
    exact = [one for one in found if _plain_name(one.name or "") == wanted]
    found = exact if len(exact) == 1 else found
    if not found:
        raise NotFoundError(texts.FORM_NOT_BOUND.format(file=name), hint=texts.FORM_NOT_BOUND_HINT)
    if len(found) > 1:
        names = ", ".join(one.name or "" for one in found)
        raise InputError(texts.FORM_MANY_NAMED.format(name=name, names=names))
    return found[0]


def _plain_name(name: str) -> str:
    """Return a name without the ending of a workbook, for comparing."""
    found = compose(name).strip().casefold()
    return found.removesuffix(".xlsx").removesuffix(".xlsm")


def blank_of(workspace: Workspace, key: str) -> Path:
    """Return the kept blank file of a tied form; raise `NotFoundError` when it is not here."""
    form = _form(workspace, key)
    path = attachments.path_of(workspace.folder, form.sha256)
    if not path.is_file():
        raise NotFoundError(
            texts.FORM_BLANK_MISSING.format(name=form.name), hint=texts.FORM_BLANK_MISSING_HINT
        )
    return path


def fill_form(
    workspace: Workspace,
    form: Path,
    period_id: str,
    out_path: Path,
    *,
    set_id: str | None = None,
    key: str | None = None,
    progress: Progress = no_progress,
) -> FilledForm:
    """Write a copy of the blank file with every tied cell filled in for a period.

    `key` says which tied form it is, where one file was tied more than once.
    Raises `InputError`/`NotFoundError` for a form that is not tied or cannot be read,
    `DataFileError` when the copy cannot be written. A field without data leaves its cell empty and
    is listed.
    """
    record = _form(workspace, key) if key else form_of_file(workspace, form)
    if out_path.resolve() == form.resolve():
        raise InputError(texts.FORM_OVER_BLANK, hint=texts.FORM_OVER_BLANK_HINT)
    progress(0, 3, texts.PROGRESS_GATHER)
    book = _opened(form)
    context, notices = _context(workspace, record, period_id, set_id)
    progress(1, 3, texts.PROGRESS_WRITE)
    filling = _Filling(book, _words_of(record.report))
    for binding in parse_bindings(record.cells):
        filling.put(binding, context)
    notices = (*filling.notices, *_disagreed(workspace, record, period_id), *notices)
    make_folder(out_path.parent)
    book.save(out_path)
    progress(3, 3)
    if record.sha256 != _digest(form):
        notices = (texts.FORM_OTHER_FILE.format(name=record.name), *notices)
    return FilledForm(
        out_path, filling.cells, tuple(filling.gaps), tuple(filling.problems), notices
    )


def _disagreed(workspace: Workspace, record: SuperiorForm, period_id: str) -> tuple[str, ...]:
    """Return what two offices set differently among what the form is filled from."""
    period = parse_period(period_id).id
    note = document_note(disagreed_of_document(workspace, None, period, record.report))
    return (note,) if note else ()


class _Filling:
    """What became of the cells of a form while it is filled."""

    def __init__(self, book: FormWorkbook, words: Mapping[str, str]) -> None:
        self.book, self.words = book, words
        self.cells = 0
        self.gaps: list[str] = []
        self.problems: list[str] = []
        self.notices: list[str] = []

    def put(self, binding: CellBinding, context: Any) -> None:
        """Set the cell of a binding, or the cells below it for a whole list."""
        from ntm_desktop.reports.field_paths import text_at

        problem = self.book.problem(binding.place)
        if problem:
            self.problems.append(problem)
            return
        found = text_at(context, binding.field)
        if isinstance(found, tuple):
            self._put_down(binding, found)
        elif found is None:
            self._note_gap(texts.FORM_NO_RECORD, binding)
        elif _is_gap(found):
            self._note_gap(texts.FORM_GAP, binding)
        else:
            self._set(binding.place, found)

    def _note_gap(self, sentence: str, binding: CellBinding, count: int = 0) -> None:
        """Keep why a cell stays empty."""
        from ntm_desktop.reports.context_texts import plain_path

        words = self.words.get(plain_path(binding.field), binding.field)
        place, field = binding.place, binding.field
        told = sentence.format(cell=place, words=words, field=field, count=count)
        self.gaps.append(told)

    def _put_down(self, binding: CellBinding, found: tuple[str, ...]) -> None:
        """Set the cells from one downwards; the form's own words below are never overwritten."""
        place = binding.place
        if not found:
            self._note_gap(texts.FORM_EMPTY_LIST, binding)
        gaps = sum(text != "" and _is_gap(text) for text in found)
        if gaps:
            self._note_gap(texts.FORM_GAPS_BELOW, binding, gaps)
        for at, text in enumerate(found):
            below = CellPlace(place.sheet, place.row + at, place.column)
            if at and (self.book.text(below) or self.book.problem(below)):
                self.problems.append(
                    texts.FORM_NO_ROOM.format(
                        cell=place, below=below.reference, rows=at, count=len(found) - at
                    )
                )
                return
            if not _is_gap(text):
                self._set(below, text)

    def _set(self, place: CellPlace, text: str) -> None:
        self.cells += 1
        value = cell_value(text)
        if isinstance(value, str) and self.book.is_added_up(place):
            self.notices.append(texts.FORM_TEXT_ADDED.format(cell=place, text=text))
        self.book.put(place, value)


def _is_gap(text: str) -> bool:
    """Say whether a text is nothing, or only the mark that something is missing."""
    return not text or set(text) <= set(texts.REPORT_GAP_LETTERS)


def _words_of(report: str) -> Mapping[str, str]:
    """Return what each field of a document is in words, by its path with empty brackets."""
    from ntm_desktop.reports.catalogue import report_kind
    from ntm_desktop.reports.template_fields import template_fields

    return {one.name: one.help for one in template_fields(report_kind(report).context)}


def cell_value(text: str) -> CellValue:
    """Return a text as the number it says ("1.234,5", "95,3%"), else as text; codes stay text.

    >>> cell_value("1.234,5"), cell_value("06901"), cell_value("3.1")
    (Decimal('1234.5'), '06901', '3.1')
    """
    if _NUMBER.fullmatch(text) and not _CODE.match(text.removeprefix("-")):
        return Decimal(parse_number(text.removesuffix("%")))
    return text


def form_cells(form: Path) -> Mapping[str, tuple[FormCell, ...]]:
    """Return the cells of each sheet of a form that hold something, for choosing where to fill."""
    book = _opened(form)
    return {sheet: book.cells(sheet) for sheet in book.sheets}


def _opened(form: Path) -> FormWorkbook:
    from ntm_desktop.exchange.form_workbook import FormWorkbook

    return FormWorkbook(form)


def _form(workspace: Workspace, key: str) -> SuperiorForm:
    """Return a tied form; raise `NotFoundError`."""
    get_record(workspace, ENTITY, key)
    return workspace.store.records(SuperiorForm, key=key)[0]


def _context(
    workspace: Workspace, form: SuperiorForm, period_id: str, set_id: str | None
) -> tuple[Any, tuple[str, ...]]:
    """Return the facts a form is filled from, and what should be looked at."""
    request = DocumentRequest(form.report, period_id, set_id or form.set_id)
    found = gathered_context(workspace, request)
    return found.context, found.notices


def _check(book: FormWorkbook, tie: FormTie) -> None:
    """Raise `InputError` with every cell and field of a tie that cannot be used."""
    if not tie.bindings:
        raise InputError(texts.FORM_NO_CELLS, hint=texts.FORM_BAD_CELL_HINT)
    if len(tie.bindings) > MOST_BINDINGS:
        raise InputError(texts.FORM_MANY_CELLS.format(limit=MOST_BINDINGS))
    problems = list(_problems(book, tie))
    if problems:
        more = len(problems) - _SHOWN
        tail = [texts.FORM_MORE_PROBLEMS.format(count=more)] if more > 0 else []
        raise InputError(" ".join([*problems[:_SHOWN], *tail]), hint=texts.FIELD_PATH_HINT)


def _problems(book: FormWorkbook, tie: FormTie) -> Iterator[str]:
    """Return what is wrong with the cells and fields of a tie; raise for an unknown document."""
    from ntm_desktop.reports.catalogue import report_kind
    from ntm_desktop.reports.field_paths import check_path

    context = report_kind(tie.report).context
    seen: set[CellPlace] = set()
    for binding in tie.bindings:
        problem = book.problem(binding.place)
        if problem:
            yield problem
        if binding.place in seen:
            yield texts.FORM_TWICE.format(cell=binding.place)
        seen.add(binding.place)
        try:
            check_path(context, binding.field)
        except InputError as error:
            yield f"{binding.place}: {error} {error.hint}".strip()


def _digest(path: Path) -> str:
    """Return the hash of a file; raise `NotFoundError`."""
    if not path.is_file():
        message = texts.ANNEX_FILE_MISSING.format(path=path)
        raise NotFoundError(message, hint=texts.ANNEX_FILE_MISSING_HINT)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _bad_map(path: Path) -> InputError:
    return InputError(texts.FORM_BAD_MAP.format(path=path), hint=texts.FORM_BAD_MAP_HINT)
