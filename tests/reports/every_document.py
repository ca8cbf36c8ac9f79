"""Every shipped document in each of its forms, contexts of any size, and what is asked of a file.

Nothing here names a document: forms come from the catalogue, contexts from the dataclasses that it
names, so that a new document is covered by being listed.
"""

from __future__ import annotations

import base64
import copy
import dataclasses
import functools
import re
import shutil
import subprocess
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import strategies as st

from ntm_desktop import paths
from ntm_desktop.errors import UserError
from ntm_desktop.reports.catalogue import REPORTS
from ntm_desktop.reports.letterhead import OfficialHead
from ntm_desktop.reports.meeting_head import MeetingHead, SignBlock
from ntm_desktop.reports.regimes import template_regime
from ntm_desktop.reports.render import render_report
from ntm_desktop.reports.report_kind import ReportKind
from ntm_desktop.services.document_request import DocumentRequest, chosen_set
from ntm_desktop.services.layout_check import CheckedLayout, check_layout
from ntm_desktop.services.records import list_records
from ntm_desktop.services.reporting import build_document, gathered_context
from ntm_desktop.services.workspace import Workspace

# --- forms ---


@dataclass(frozen=True)
class Form:
    """One document with the choices that decide how it looks."""

    kind: ReportKind
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Return how tests and files name it."""
        return "-".join((self.kind.id, *self.options.values()))

    @property
    def regime(self) -> str | None:
        """Return whose layout it must have; None for a sheet without an official head."""
        if not HEADS & set(_hints(self.kind.context).values()):
            return None
        return template_regime(self.options.get("regime", "state"))


HEADS = {OfficialHead, MeetingHead}


def forms_of(kind: ReportKind) -> list[Form]:
    """Return a document in each regime it has."""
    choices = {one.id: one.choices for one in kind.options}
    regimes = [one for one in choices.get("regime", ()) if one]
    return [Form(kind, {"regime": one}) for one in regimes] or [Form(kind)]


def variants_of(kind: ReportKind) -> list[Form]:
    """Return a document with every other choice it offers, one at a time, in each regime."""
    return [
        Form(kind, {**form.options, option.id: choice})
        for form in forms_of(kind)
        for option in kind.options
        for choice in option.choices
        if option.id != "regime" and choice not in ("", option.default)
    ]


FORMS = [form for kind in REPORTS.values() for form in forms_of(kind)]
VARIANTS = [form for kind in REPORTS.values() for form in variants_of(kind)]


# --- what is asked of a file ---


@functools.cache
def _validator() -> Any:
    """Return the validator; most of its time goes into reading the schemas once."""
    import openxml_audit

    return openxml_audit.OpenXmlValidator()


def faults(path: Path) -> list[str]:
    """Return what makes a file no valid Office Open XML."""
    return [f"{one.part_uri}: {one.description}" for one in _validator().validate(path).errors]


def breaches(form: Form, path: Path) -> list[tuple[str, ...]]:
    """Return what the layout check has to say against a file, and against its regime."""
    found: CheckedLayout = check_layout(path)
    said = [
        (one.rule, one.where, one.found)
        for one in found.findings
        if form.regime or one.rule != "regime.none"
    ]
    return said if found.regime == form.regime else [*said, ("regime", str(found.regime), "")]


# --- contexts ---

Words = Callable[[str, int], str]
MANY = 100  # from so many records on, the lists within them get one each
LONG_NAME = " ".join(["Bình Trị Đông Tân Tạo Long Trường"] * 10)
UNBROKEN = "BìnhTrịĐôngTânTạoLongTrường" * 12


def plain(text: str, number: int) -> str:
    """Return a text as it is, told from those of other rows."""
    return f"{text} {number + 1}" if text else ""


def hostile(text: str, number: int) -> str:
    """Return a text with what means something in XML."""
    return f"{plain(text, number)} A & B <w:p> > D" if text else ""


def long(text: str, number: int) -> str:
    """Return a text of more than 300 letters, of one word only in every other row.

    What is one word stays: a code, a number, a date is never so long.
    """
    more = UNBROKEN if number % 2 else LONG_NAME
    return f"{plain(text, number)} {more}" if " " in text else plain(text, number)


WORDS: Mapping[str, Words] = {"plain": plain, "hostile": hostile, "long": long}
Value = Any


def resized(context: Value, rows: int, words: Words = plain) -> Value:
    """Return a context with that many records in every list, each with other words.

    Prose and the parts around it stay: their form is bound (căn cứ, nơi nhận, signatures).
    """
    changes = {
        name: _resized_field(hint, getattr(context, name), rows, words)
        for name, hint in _hints(type(context)).items()
    }
    return dataclasses.replace(context, **changes)


def _resized_field(hint: Any, value: Value, rows: int, words: Words) -> Value:
    """Return a field of a context with lists of records of another length."""
    record = _record_of(hint)
    if record is not None:
        first = value[0] if value else _example(record)
        few = min(rows, 3 if rows < MANY else 1)
        return tuple(_reworded(first, number, few, words) for number in range(rows))
    is_part = dataclasses.is_dataclass(value) and not isinstance(value, SignBlock)
    return resized(value, rows, words) if is_part else value


def _reworded(record: Value, number: int, rows: int, words: Words) -> Value:
    """Return a record with other words; lists within it get a few."""
    changes: dict[str, Value] = {}
    for name, hint in _hints(type(record)).items():
        value = getattr(record, name)
        if isinstance(value, str):
            changes[name] = words(value, number)
        elif typing.get_args(hint)[:1] == (str,):
            changes[name] = tuple(words(text, number) for text in value)
        else:
            changes[name] = (
                _resized_field(hint, value, rows, words)
                if _record_of(hint)
                else _reworded(value, number, rows, words)
            )
    return dataclasses.replace(record, **changes)


NAMED = ("name", "text", "title", "subject", "who", "lead", "note")


def _example(record: type[Value]) -> Value:
    """Return a record with something in every field."""
    made = {
        name: (f"{name} {name}" if name in NAMED else name)
        if hint is str
        else (_example(hint) if dataclasses.is_dataclass(hint) else _examples(hint))
        for name, hint in _hints(record).items()
    }
    return record(**made)


def _examples(hint: Any) -> tuple[Value, ...]:
    """Return a list with one text, or one record."""
    record = _record_of(hint)
    return ("text",) if record is None else (_example(record),)


def _record_of(hint: Any) -> type[Value] | None:
    """Return the dataclass in `tuple[X, ...]`, None for anything else."""
    first = (*typing.get_args(hint), None)[0]
    return first if dataclasses.is_dataclass(first) else None  # type: ignore[return-value]


@functools.cache
def _hints(cls: type[Value]) -> dict[str, Any]:
    """Return the types of a dataclass's fields."""
    return typing.get_type_hints(cls)


# What a person can type or paste: every letter that a computer can hold in a text.
ODD = ("\n", "a\tb\nc", "]]>", "&amp;", "{_{", "{{ title }} {% for x in y %}", "\ufffe", "\x00")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    [hostile("Tên", 0), LONG_NAME, UNBROKEN, *ODD]
)


def contexts(cls: type[Value]) -> st.SearchStrategy[Value]:
    """Return contexts of a class with any texts in any place and short lists."""
    parts = {name: _values(hint) for name, hint in _hints(cls).items()}
    return st.builds(cls, **parts)


def _values(hint: Any) -> st.SearchStrategy[Value]:
    """Return values of one field of a context."""
    if hint is str:
        return TEXTS
    if typing.get_args(hint):
        return st.lists(_values(typing.get_args(hint)[0]), max_size=3).map(tuple)
    return contexts(hint)


# --- files ---

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def pictures(kind: ReportKind) -> dict[str, bytes]:
    """Return a picture for every place of one in a document."""
    return {one.name: PICTURE for one in dataclasses.fields(kind.images)} if kind.images else {}


def _captioned(context: Value) -> Value:
    """Return a context that says something below every picture, as the app always does."""
    named = [one.name for one in dataclasses.fields(context) if "caption" in one.name]
    empty = [name for name in named if not getattr(context, name)]
    return dataclasses.replace(context, **dict.fromkeys(empty, "Ảnh"))


def template_of(form: Form) -> str:
    """Return the shipped template of a form."""
    is_party = form.kind.party_template and form.regime == "party"
    return form.kind.party_template if is_party else form.kind.template


def written(form: Form, context: Value, folder: Path) -> Path:
    """Write a document from a context with the shipped template of its form."""
    out = folder / f"{form.id}.docx"
    render_report(
        form.kind,
        _captioned(context) if form.kind.images else context,
        paths.template(template_of(form)),
        out,
        pictures(form.kind),
    )
    return out


def built(
    workspace: Workspace, form: Form, period: str, folder: Path, draft: str = "", **typed: str
) -> Path:
    """Write a document from the data of an office, as the app does; `draft` ends a draft's name."""
    out = folder / f"{form.id}{draft}.docx"
    request = requested(workspace, form, period, **typed)
    build_document(workspace, request, out, draft=bool(draft))
    return out


def requested(workspace: Workspace, form: Form, period: str, **typed: str) -> DocumentRequest:
    """Return a form asked for of the data of an office: its first meeting, task, followed set."""
    subject = form.kind.subject
    options = {**typed, **form.options}
    if subject in ("meeting", "task"):
        key = list_records(workspace, subject)[0].key
        return DocumentRequest(form.kind.id, key=key, options=options)
    set_id = chosen_set(workspace, DocumentRequest(form.kind.id))
    return DocumentRequest(form.kind.id, period, set_id, options=options)


def context_of(workspace: Workspace, form: Form, period: str, **typed: str) -> Value:
    """Return the context that the data of an office gives."""
    return gathered_context(workspace, requested(workspace, form, period, **typed)).context


ABBREVIATED = "viết tắt"  # in the title of an option that takes no name


def accepted(workspace: Workspace, form: Form, period: str, text: str) -> dict[str, str]:
    """Return those options of a form in which any words can be typed, with these words."""
    found = {}
    for option in form.kind.options:
        if option.choices or option.id in form.options or ABBREVIATED in option.title:
            continue
        try:
            context_of(workspace, form, period, **{option.id: text})
        except UserError:
            continue
        found[option.id] = text
    return found


# --- LibreOffice ---


def soffice() -> str | None:
    """Return LibreOffice's program, None where the computer has none."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def resaved(files: Sequence[Path], folder: Path, profile: Path, at_once: int = 60) -> list[Path]:
    """Return the files as LibreOffice writes them after opening them, in their order."""
    folder.mkdir(parents=True, exist_ok=True)
    for begin in range(0, len(files), at_once):
        _convert(files[begin : begin + at_once], folder, profile)
    return [folder / one.name for one in files]


def _convert(files: Sequence[Path], folder: Path, profile: Path) -> None:
    """Open files in LibreOffice and save them as Word files in a folder."""
    command = [soffice() or "", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    command += ["--convert-to", "docx", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=1_800)


_PLACES = re.compile(r"\d+")


def kinds_of(found: Sequence[str]) -> set[str]:
    """Return findings without the numbers that tell places apart."""
    return {_PLACES.sub("#", one) for one in found}


def baseline(path: Path) -> Path:
    """Write a plain file, none of ours, with the elements that LibreOffice spells its own way.

    Rows that do not break, a repeated head, sections that end in a paragraph of a style, no grid,
    14 points: what the validator says of this one after LibreOffice is none of our doing.
    """
    made = docx.Document()
    for size in made.styles.element.find(qn("w:docDefaults")).iter(qn("w:sz")):
        size.set(qn("w:val"), "28")
    table = made.add_table(2, 2)
    for row in table.rows:
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        properties.append(OxmlElement("w:tblHeader"))
    last = made.add_paragraph("Hết phần", style="Quote")
    last._p.get_or_add_pPr().append(copy.deepcopy(made.sections[0]._sectPr))
    for section in made.element.body.iter(qn("w:sectPr")):
        for grid in section.findall(qn("w:docGrid")):
            section.remove(grid)
    made.add_paragraph("Phần sau")
    made.save(str(path))
    return path
