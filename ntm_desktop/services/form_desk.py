"""What the window needs to tie a superior's form: its cells, the fields, a list's records."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntm_desktop import texts
from ntm_desktop.domain.evidence import Evidence
from ntm_desktop.domain.superior_forms import CellPlace, SuperiorForm
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.progress import Progress, no_progress
from ntm_desktop.services import evidence
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.many_documents import PERIOD_SUBJECTS
from ntm_desktop.services.reporting import ReportSummary, gathered_context, report_kinds
from ntm_desktop.services.superior_forms import ENTITY, blank_of, bound_forms
from ntm_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    from ntm_desktop.exchange.form_workbook import FormWorkbook

LIST = "[]"
_CHOSEN = re.compile(r"\[([^\[\]]+)\]")
_BETWEEN = " – "
_MOST_NAMED = 5_000
_SHOWN_PARTS = 2
_SHOWN_LETTERS = 80


@dataclass(frozen=True, slots=True)
class FormField:
    """A field that can be tied to a cell: its path with empty brackets, and what it is."""

    path: str
    help: str


@dataclass(frozen=True, slots=True)
class RecordChoice:
    """A record of a list: what stands in the brackets of a path ("code=3", "2"), and its words."""

    choice: str
    words: str


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of a form that holds something: its text, whether the superior's formula is there.

    `align` is "left", "center", "right" or "" where the form does not say; `formula` is "" also
    where a formula is shared with another cell.
    """

    place: CellPlace
    text: str
    has_formula: bool
    align: str = ""
    is_bold: bool = False
    formula: str = ""


class OpenForm:
    """A blank form to be looked at: its cells by sheet, and why a cell cannot be filled in."""

    def __init__(self, path: Path, progress: Progress = no_progress) -> None:
        """Read a form; raise `InputError`/`NotFoundError` for what is no sound workbook."""
        from ntm_desktop.exchange.form_workbook import FormWorkbook

        self.path = path
        progress(0, 2, texts.PROGRESS_FORM)
        self._book: FormWorkbook = FormWorkbook(path)
        progress(1, 2, texts.PROGRESS_FORM)
        self.cells: Mapping[str, tuple[ShownCell, ...]] = {
            sheet: tuple(
                ShownCell(
                    *(one.place, one.text, one.has_formula),
                    *(one.align, one.is_bold, one.formula),
                )
                for one in self._book.cells(sheet)
            )
            for sheet in self._book.sheets
        }
        self.hidden = self._book.hidden
        self.layouts = {sheet: self._book.layout(sheet) for sheet in self._book.sheets}

    def problem(self, place: CellPlace) -> str:
        """Return why a cell cannot be filled in, "" where it can."""
        return self._book.problem(place)


class FormFacts:
    """The fields of a document and what they show for one period, for choosing among them."""

    def __init__(
        self, workspace: Workspace, report_id: str, period_id: str, set_id: str | None
    ) -> None:
        """Gather the facts; raise `InputError`/`NotFoundError` where the document cannot be."""
        self.report_id, self.period_id = report_id, period_id
        request = DocumentRequest(report_id, period_id, set_id)
        self._context = gathered_context(workspace, request).context
        self._records: dict[str, tuple[RecordChoice, ...]] = {}
        self.named = self._named_fields()
        self.named_paths = frozenset(one.path for one in self.named)

    def _named_fields(self) -> tuple[FormField, ...]:
        """Return the fields of the records that have a name, such as those of indicator 14.1.

        They are found by the record's own words; which list it is in need not be known.
        """
        from ntm_desktop.reports.context_texts import context_texts, help_of_paths

        helps, found = help_of_paths(type(self._context)), []
        for path in context_texts(self._context):
            choices = [one[1] for one in _CHOSEN.finditer(path)]
            words = helps.get(plain_field(path), "")
            if words and choices and all("=" in one for one in choices):
                found.append(FormField(path, self._words_of(path, words)))
        return tuple(found[:_MOST_NAMED])

    def _words_of(self, path: str, words: str) -> str:
        """Return "14.1: kết quả kỳ này – Bảo hiểm y tế": what tells it apart comes first."""
        *_, last = _CHOSEN.finditer(path)
        known = {one.choice: one.words for one in self.records(path[: last.start()])}
        mark, _, name = known.get(last[1], last[1]).partition(_BETWEEN)
        told = f"{mark}: {words.partition(texts.HELP_EXAMPLE)[0]}"
        return f"{told}{_BETWEEN}{name}" if name else told

    def records(self, path: str) -> tuple[RecordChoice, ...]:
        """Return the records of the list a path leads to ("criteria[code=1].indicators").

        Inside a whole list they are those of its first record.
        """
        if path not in self._records:
            self._records[path] = self._read_records(path)
        return self._records[path]

    def _read_records(self, path: str) -> tuple[RecordChoice, ...]:
        """Return the records of the list a path leads to."""
        from ntm_desktop.reports.context_texts import record_names
        from ntm_desktop.reports.field_paths import value_at

        value = value_at(self._context, path.replace(LIST, "[1]"))
        records = value if isinstance(value, tuple) else ()
        names = record_names(records)
        return tuple(
            RecordChoice(name, _words(record)) for name, record in zip(names, records, strict=True)
        )

    def chosen(self, path: str) -> str:
        """Return the words of the records a path chooses in its lists, "" where it chooses none."""
        words = []
        for found in _CHOSEN.finditer(path):
            records = self.records(path[: found.start()])
            words += [one.words for one in records if one.choice == found[1]]
        return ", ".join(words)

    def text(self, path: str) -> str:
        """Return what a cell would show, "" for nothing; of a whole list how many rows."""
        from ntm_desktop.reports.field_paths import text_at

        found = text_at(self._context, path)
        if isinstance(found, tuple):
            return texts.FORM_ROWS.format(count=len(found), first=found[0] if found else "–")
        return found or ""


def form_reports() -> tuple[ReportSummary, ...]:
    """Return the documents whose fields a form can be tied to: those of a period alone."""
    return tuple(one for one in report_kinds() if one.subject in PERIOD_SUBJECTS)


def form_fields(report_id: str) -> tuple[FormField, ...]:
    """Return the texts of a document that a cell can show; raise `NotFoundError`."""
    from ntm_desktop.reports.catalogue import report_kind
    from ntm_desktop.reports.template_fields import template_fields

    context = report_kind(report_id).context
    found = (FormField(one.name, one.help) for one in template_fields(context))
    return tuple(one for one in found if _leads_to_text(context, one.path))


def check_field(report_id: str, path: str) -> None:
    """Raise `InputError` for a path that leads to no text of a document."""
    from ntm_desktop.reports.catalogue import report_kind
    from ntm_desktop.reports.field_paths import check_path

    check_path(report_kind(report_id).context, path)


def plain_field(path: str) -> str:
    """Return a path with empty brackets, as `form_fields` has it."""
    from ntm_desktop.reports.context_texts import plain_path

    return plain_path(path)


def blank_copy(workspace: Workspace, key: str) -> Path:
    """Return a copy of the kept blank file under its own name; raise `NotFoundError`."""
    blank_of(workspace, key)
    form: SuperiorForm = next(one for one in bound_forms(workspace) if one.key == key)
    held = workspace.store.records(Evidence, link_entity=ENTITY, link_key=key)
    proof = next((one for one in held if one.sha256 == form.sha256), None)
    if proof is None:
        raise NotFoundError(
            texts.FORM_BLANK_MISSING.format(name=form.name), hint=texts.FORM_BLANK_MISSING_HINT
        )
    return evidence.open_path(workspace, proof.key)


def _leads_to_text(context: type[Any], path: str) -> bool:
    """Say whether a path leads to a text once every list in it has a record chosen."""
    from ntm_desktop.reports.field_paths import check_path

    try:
        check_path(context, path.replace(LIST, "[1]"))
    except InputError:
        return False
    return True


def _words(record: Any) -> str:
    """Return the first texts of a record as people tell it from others."""
    from ntm_desktop.reports.context_texts import context_texts

    parts = [record] if isinstance(record, str) else list(context_texts(record).values())
    words = _BETWEEN.join(" ".join(one.split()) for one in parts[:_SHOWN_PARTS])
    return words if len(words) <= _SHOWN_LETTERS else words[: _SHOWN_LETTERS - 1] + "…"
