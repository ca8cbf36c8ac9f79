"""Choose, write and build a document: its prose per period, what is missing, the file.

A document is asked for with a `DocumentRequest`. Who gathers its facts stands in `_gatherers`:
a function `(workspace, request, draft) -> Gathered` in a file of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.domain.periods import ReportingPeriod, parse_period
from ntm_desktop.domain.record_keys import narrative_key
from ntm_desktop.domain.vietnamese import compose
from ntm_desktop.errors import InputError
from ntm_desktop.progress import Progress, no_progress
from ntm_desktop.services.document_options import check_options
from ntm_desktop.services.document_place import WORD, check_place, is_book
from ntm_desktop.services.document_request import DocumentRequest, Gathered, Prose
from ntm_desktop.services.entry import Recorded
from ntm_desktop.services.report_options import options_digest, with_kept
from ntm_desktop.services.report_texts import previous_texts, written_texts
from ntm_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    from ntm_desktop.reports.report_kind import ReportOption, ReportSection
    from ntm_desktop.reports.template_faults import Finding
    from ntm_desktop.reports.template_fields import TemplateField

_TYPED, _WHOLE = "typed", "whole"
_OPTION = "option."  # what the names of options begin with in the mark of a file


Gatherer = Callable[[Workspace, DocumentRequest, bool], Gathered]
BookWriter = Callable[[Workspace, DocumentRequest, Path], None]


def _gatherers() -> Mapping[str, Gatherer]:
    """Return who gathers each document (imported now: the report libraries are heavy)."""
    from ntm_desktop.reports.catalogue import MEETING_PAPERS
    from ntm_desktop.services import (
        collection,
        directive_documents,
        funding_papers,
        meeting_documents,
        progress_document,
        recognition_documents,
        unmet_document,
    )

    return {
        "bao-cao-tien-do": progress_document.gather_report,
        "chua-dat-va-giai-phap": unmet_document.gather,
        "phieu-thu-thap": collection.gather,
        **dict.fromkeys(funding_papers.FORM_OF_PAPER, funding_papers.gather_form),
        "bao-cao-no-dong": funding_papers.gather_debt,
        "danh-muc-cong-trinh": funding_papers.gather_list,
        **recognition_documents.gatherers(),
        **directive_documents.gatherers(),
        **dict.fromkeys((kind.id for kind in MEETING_PAPERS), meeting_documents.gather),
    }


def _book_writers() -> Mapping[str, BookWriter]:
    """Return who writes a document as a workbook, where it can be one."""
    from ntm_desktop.services import collection

    return {"phieu-thu-thap": collection.write_book}


@dataclass(frozen=True, slots=True)
class SectionSummary:
    """A section of a report as its author sees it; `only_for` as in `OptionSummary`."""

    id: str
    title: str
    only_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OptionSummary:
    """A choice before a document is built; `choices` are stored words with what is shown.

    One that is not `kept` is about this one copy alone; one that is `only_for` some choices of the
    option "kind" means nothing for the others.
    """

    id: str
    title: str
    choices: tuple[tuple[str, str], ...]
    default: str
    kept: bool = True
    only_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """A document the app can write; `fields` are the names a template may use.

    `subject` says what it is about ("period", "set", "meeting" …), `group` how people call that.
    """

    id: str
    title: str
    template: str
    sections: tuple[SectionSummary, ...]
    fields: tuple[str, ...]
    subject: str
    group: str
    options: tuple[OptionSummary, ...]
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreparedSection:
    """The prose of one section: what was written, what data says, last period's text.

    `gap` says that neither exists and the document will show "……"; `unchanged` that the written
    text still equals last period's. `printed` is the written text with every figure put in that it
    names in braces; `figures` are the names it can hold, each with what it prints now.
    """

    id: str
    title: str
    written: str
    generated: str
    gap: bool
    previous: str
    unchanged: bool
    printed: str = ""
    figures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document before it is built; `missing` is what it will show as a gap."""

    report_id: str
    title: str
    period: ReportingPeriod | None
    sections: tuple[PreparedSection, ...]
    missing: tuple[str, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """A built document: where it lies, what it shows as a gap, what should be looked at."""

    path: Path
    missing: tuple[str, ...]
    notices: tuple[str, ...]


def report_kinds() -> tuple[ReportSummary, ...]:
    """Return the documents there are."""
    from ntm_desktop.reports.catalogue import GROUPS, REPORTS

    return tuple(
        ReportSummary(
            id=kind.id,
            title=kind.title,
            template=kind.template,
            sections=tuple(
                SectionSummary(one.id, one.title, one.only_for) for one in kind.sections
            ),
            fields=tuple(found.name for found in template_fields(kind.id)),
            subject=kind.subject,
            group=GROUPS[kind.group or kind.subject],
            options=tuple(_option(one) for one in kind.options),
            formats=kind.formats,
        )
        for kind in REPORTS.values()
    )


def _section(one: ReportSection) -> SectionSummary:
    """Return a section as the window shows it."""
    return SectionSummary(one.id, one.title, one.only_for)


def _option(one: ReportOption) -> OptionSummary:
    """Return a choice as the window shows it."""
    choices = tuple(one.choices.items())
    return OptionSummary(one.id, one.title, choices, one.default, one.kept, one.only_for)


def template_fields(report_id: str) -> tuple[TemplateField, ...]:
    """Return the fields a template of this document may use, each with its help."""
    from ntm_desktop.reports.catalogue import report_kind
    from ntm_desktop.reports.template_fields import template_fields as fields

    kind = report_kind(report_id)
    return fields(kind.context, kind.images)


def check_template_file(path: Path, report_id: str) -> list[Finding]:
    """Return what is wrong with a template, each with its place; [] when it can be used.

    Raises `TemplateFileError` for a file that is missing or not a Word file, `NotFoundError` for an
    unknown report.
    """
    from ntm_desktop.reports.catalogue import report_kind
    from ntm_desktop.reports.render import check_file

    return check_file(report_kind(report_id), path)


def prepare_report(
    workspace: Workspace, report_id: str, period_id: str, set_id: str | None = None
) -> Prepared:
    """Return the prose of every section and what is missing; raise `NotFoundError`."""
    return prepare_document(workspace, DocumentRequest(report_id, period_id, set_id))


def prepare_document(workspace: Workspace, request: DocumentRequest) -> Prepared:
    """Return the prose of a document and what is missing; raise `InputError`/`NotFoundError`."""
    from ntm_desktop.reports.catalogue import report_kind

    kind = report_kind(request.report_id)
    request = with_kept(workspace, request)
    found = _gathered(workspace, request, draft=False)
    sections = tuple(one for one in kind.sections if kind.fits(one, request.options))
    return Prepared(
        report_id=kind.id,
        title=kind.title,
        period=request.period if request.period_id else None,
        sections=_prepared_sections(sections, found.prose),
        missing=found.missing,
        notices=found.notices,
    )


def build_report(
    workspace: Workspace,
    report_id: str,
    period_id: str,
    set_id: str | None,
    out_path: Path,
    *,
    draft: bool = False,
    template: Path | None = None,
    progress: Progress = no_progress,
) -> Built:
    """Write the Word file of a report of one period; see `build_document`."""
    request = DocumentRequest(report_id, period_id, set_id)
    return build_document(
        workspace, request, out_path, draft=draft, template=template, progress=progress
    )


def build_document(
    workspace: Workspace,
    request: DocumentRequest,
    out_path: Path,
    *,
    draft: bool = False,
    template: Path | None = None,
    progress: Progress = no_progress,
) -> Built:
    """Write the document to `out_path`, which appears whole or not at all.

    Without `template` the office's own copy of the template is used, else the shipped one. A folder
    that is not there is made. `draft` adds the marks of what was not verified. A name
    that ends in .xlsx gives a workbook, where the document can be one. Raises `InputError` where
    something was not chosen, `TemplateFileError` for a template that cannot be used,
    `DataFileError` when the file cannot be written.
    """
    from ntm_desktop.reports.catalogue import report_kind
    from ntm_desktop.reports.document_mark import mark_text
    from ntm_desktop.reports.render import render_report
    from ntm_desktop.services.own_templates import used_template

    kind = report_kind(request.report_id)
    check_place(kind, out_path)
    request = with_kept(workspace, request)
    progress(0, 3, texts.PROGRESS_GATHER)
    found = _gathered(workspace, request, draft=draft)
    progress(1, 3, texts.PROGRESS_CHARTS)
    charts = found.charts()
    progress(2, 3, texts.PROGRESS_WRITE)
    if is_book(out_path):
        _book_writers()[kind.id](workspace, request, out_path)
    else:
        source = template or used_template(workspace, found.template or kind.template)
        mark = mark_text(mark_of(request, draft=draft))
        render_report(kind, found.context, source, out_path, charts, mark)
    note = _note_disagreed(workspace, request, out_path)
    progress(3, 3)
    return Built(out_path, found.missing, (*note, *found.notices))


def _note_disagreed(workspace: Workspace, request: DocumentRequest, path: Path) -> tuple[str, ...]:
    """Say at the head of a Word file what two offices still set differently; return it as well."""
    from ntm_desktop.reports.disagreed_note import put_note
    from ntm_desktop.services.disagreements import disagreed_of_document, document_note

    period = request.period.id if request.period_id else None
    found = disagreed_of_document(workspace, request.key, period, request.report_id)
    note = document_note(found)
    if note and not is_book(path):
        put_note(path, note)
    return (note,) if note else ()


def make_pdf(source: Path, out: Path, progress: Progress = no_progress) -> str:
    """Write a Word file as PDF with Word or LibreOffice; return which of them did it.

    Raises `NotFoundError` where the computer has neither, `DataFileError` when it fails.
    """
    from ntm_desktop.reports.pdf import to_pdf

    progress(0, 1, texts.PROGRESS_PDF)
    used = to_pdf(source, out, lambda: progress(0, 1, texts.PROGRESS_PDF))
    progress(1, 1)
    return used


def can_make_pdf() -> bool:
    """Say whether this computer has a program that makes PDF files."""
    from ntm_desktop.reports.pdf import converter

    return converter() is not None


def mark_of(request: DocumentRequest, *, draft: bool = False) -> dict[str, str | None]:
    """Return what the mark in a document's properties says; `request_of_mark` reads it back.

    Of the options those are kept that choose among forms of the document; of typed words, for
    which a mark has no room, only a sign by which they are known to be others now ("typed").
    """
    from ntm_desktop.reports.catalogue import report_kind

    chosen = {
        f"{_OPTION}{one.id}": request.options.get(one.id)
        for one in report_kind(request.report_id).options
        if one.choices and one.id != "regime" and request.options.get(one.id) != one.default
    }
    return {
        "report": request.report_id,
        "period": request.period_id,
        "set": request.set_id,
        "unit": request.unit,
        "key": request.key,
        "regime": request.options.get("regime"),
        "draft": "1" if draft else None,
        _TYPED: options_digest(request),
        **chosen,
    }


def request_of_mark(mark: Mapping[str, str]) -> DocumentRequest:
    """Return the document a mark names; raise `InputError` for a file without one."""
    if "report" not in mark:
        raise InputError(texts.DOCUMENT_NO_MARK, hint=texts.DOCUMENT_NO_MARK_HINT)
    options = {"regime": mark["regime"]} if mark.get("regime") else {}
    options |= {
        name.removeprefix(_OPTION): value
        for name, value in mark.items()
        if name.startswith(_OPTION)
    }
    return DocumentRequest(
        mark["report"],
        period_id=mark.get("period"),
        set_id=mark.get("set"),
        unit=mark.get("unit"),
        key=mark.get("key"),
        options=options,
        is_whole=mark.get(_WHOLE) == "1",
    )


def whole_mark_of(request: DocumentRequest) -> dict[str, str | None]:
    """Return a mark that holds every option of a request, for a place with room for them."""
    filled = {f"{_OPTION}{name}": text for name, text in request.options.items() if text}
    return {**mark_of(request), **filled, _WHOLE: "1"}


def is_typed_otherwise(mark: Mapping[str, str], request: DocumentRequest) -> bool:
    """Say whether a file with this mark was made with other options than `request` has."""
    return _TYPED in mark and mark[_TYPED] != options_digest(request)


def gathered_context(workspace: Workspace, request: DocumentRequest) -> Gathered:
    """Return the facts of a document as its template would show them, nothing written."""
    from ntm_desktop.reports.catalogue import report_kind

    asked = replace(request, report_id=report_kind(request.report_id).id)
    return _gathered(workspace, with_kept(workspace, asked), draft=False)


def _gathered(workspace: Workspace, request: DocumentRequest, *, draft: bool) -> Gathered:
    """Return the context of a document, made by the function registered for it."""
    from ntm_desktop.reports.catalogue import report_kind

    check_options(report_kind(request.report_id), request.options)
    found = _gatherers()[request.report_id](workspace, request, draft)
    return _signed(found, request.options.get("signer_name", ""))


def _signed(found: Gathered, name: str) -> Gathered:
    """Put the signer's name into the signature block of a document that has the office's own."""
    from ntm_desktop.reports.letterhead import Signature, named

    signed = getattr(found.context, "signature", None)
    if not isinstance(signed, Signature):
        return found
    whole, lacks = named(signed, name)
    context = replace(found.context, signature=whole)
    return replace(found, context=context, missing=(*found.missing, *lacks))


def chart(workspace: Workspace, period_id: str, set_id: str | None, which: str) -> bytes | None:
    """Return the PNG of a chart as reports and screens show it, None where there is none.

    `which` is "progress", "funding", "trend", "plan" or "works"; the last two are of all years.
    """
    if which == "trend":
        from ntm_desktop.services.trend import trend_picture

        return trend_picture(workspace, period_id, set_id)
    if which in ("plan", "works"):
        from ntm_desktop.services import works_charts

        draw = works_charts.plan_picture if which == "plan" else works_charts.works_picture
        return draw(workspace)
    from ntm_desktop.reports.progress_report import draw_charts
    from ntm_desktop.services.progress_document import PROGRESS, gather

    facts = gather(workspace, PROGRESS, parse_period(period_id), set_id, draft=False)
    return draw_charts(facts).get(f"{which}_chart")


def suggested_name(workspace: Workspace, report_id: str, period_id: str, ending: str = WORD) -> str:
    """Return a file name that says unit, report and period, in plain ASCII."""
    unit = workspace.unit.code
    return f"{unit}_{report_id}_{parse_period(period_id).id.replace('..', '_')}{ending}"


def written_text(workspace: Workspace, report_id: str, section: str, period_id: str) -> str:
    """Return what a person wrote for a section in a period ("" for nothing)."""
    period = _checked_section(report_id, section, period_id)
    return written_texts(workspace, report_id, period).get(section, "")


def set_narrative(
    workspace: Workspace, report_id: str, period_id: str, section: str, text: str
) -> Recorded:
    """Keep the prose of a section for this period; empty text goes back to the generated one."""
    period = _checked_section(report_id, section, period_id)
    key = narrative_key(workspace.owner, report_id, period.id, section)
    values = {
        "report": report_id,
        "period": period.id,
        "section": section,
        "text": compose(text).strip() or None,
    }
    with workspace.store.step(texts.STEP_NARRATIVE, workspace.user) as step:
        workspace.store.put("narrative", key, values)
    return Recorded(step.touched)


def copy_previous_narratives(workspace: Workspace, report_id: str, period_id: str) -> Recorded:
    """Start every section still empty from the text of the period before, as one step."""
    period = parse_period(period_id)
    here = written_texts(workspace, report_id, period)
    before = previous_texts(workspace, report_id, period)
    with workspace.store.step(texts.STEP_NARRATIVE, workspace.user) as step:
        for section, text in before.items():
            if section not in here:
                key = narrative_key(workspace.owner, report_id, period.id, section)
                place = {"report": report_id, "period": period.id, "section": section}
                workspace.store.put("narrative", key, {**place, "text": text})
    return Recorded(step.touched)


def _prepared_sections(
    sections: Sequence[ReportSection], prose: Prose | None
) -> tuple[PreparedSection, ...]:
    """Return every section of prose with both texts."""
    if prose is None:
        return ()
    return tuple(_prepared(one, prose) for one in sections)


def _prepared(section: ReportSection, prose: Prose) -> PreparedSection:
    """Return one section with both texts."""
    from ntm_desktop.reports.live_figures import live_figures, printed

    generated = "\n".join(section.generate(prose))
    written = prose.narratives.get(section.id, "")
    previous = prose.previous_narratives.get(section.id, "")
    return PreparedSection(
        id=section.id,
        title=section.title,
        printed="\n".join(printed(written, prose, section)),
        figures=tuple((one.name, one.value) for one in live_figures(prose, section)),
        written=written,
        generated=generated,
        gap=not written and not generated,
        previous=previous,
        unchanged=bool(written) and written == previous,
    )


def _checked_section(report_id: str, section: str, period_id: str) -> ReportingPeriod:
    """Return the period; raise `NotFoundError` for an unknown report or section."""
    from ntm_desktop.reports.catalogue import report_kind

    report_kind(report_id).section(section)
    return parse_period(period_id)
