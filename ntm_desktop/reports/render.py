"""Template and context to a Word file: strict, sandboxed, escaped, written atomically."""

from __future__ import annotations

import dataclasses
import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docx.opc.exceptions import OpcError
from docx.shared import Mm
from docxtpl import InlineImage
from jinja2 import TemplateError
from jinja2.environment import Environment

from ntm_desktop import texts
from ntm_desktop.errors import TemplateFileError
from ntm_desktop.reports.document_mark import put_mark
from ntm_desktop.reports.line_shapes import fit_lines
from ntm_desktop.reports.page_flow import drop_empty_end, keep_lead_ins
from ntm_desktop.reports.report_kind import ReportKind
from ntm_desktop.reports.tables import end_cells, merge_marked_tables
from ntm_desktop.reports.template_check import check_template
from ntm_desktop.reports.template_faults import Finding
from ntm_desktop.reports.template_fields import values_of
from ntm_desktop.reports.template_names import offered_fields
from ntm_desktop.reports.word_template import WordEnvironment, WordTemplate
from ntm_desktop.whole_files import write_whole

CHART_WIDTH_MM = 155
# lxml's XMLSyntaxError is a SyntaxError; a package without its parts gives KeyError and the like.
_BROKEN_FILE = (
    *(OpcError, SyntaxError, zipfile.BadZipFile, zlib.error, EOFError),
    *(ValueError, KeyError, AttributeError, NotImplementedError, OSError),
)


def render_report(
    kind: ReportKind,
    context: Any,
    template_path: Path,
    out_path: Path,
    charts: Mapping[str, bytes],
    mark: str = "",
) -> None:
    """Write the report to `out_path`, which appears whole or not at all.

    `context` is the report's context dataclass; `charts` maps chart fields to PNG bytes, absent
    ones are left out of the document; `mark` says in the file's properties what it was made from.
    Raises `TemplateFileError` (unreadable template, unknown
    field, malformed tag: with the paragraph) and `DataFileError` (the file cannot be written).
    """
    template = _open_template(template_path)
    environment = WordEnvironment()
    findings = check_template(template, environment, offered_fields(kind.context, kind.images))
    if findings:
        raise _refusal(findings, template_path)
    _fill(template, _values(kind, template, context, charts), environment, template_path)
    body = template.docx.element.body
    end_cells(body)
    merge_marked_tables(template.tables)
    fit_lines(template.shapes)
    drop_empty_end(body)
    keep_lead_ins(body)
    put_mark(template.docx, mark)
    content = io.BytesIO()
    template.save(content)
    write_whole(content.getvalue(), out_path)


def check_file(kind: ReportKind, path: Path) -> list[Finding]:
    """Return what is wrong with a template, in order; [] when the report can use it."""
    offered = offered_fields(kind.context, kind.images)
    return check_template(_open_template(path), WordEnvironment(), offered)


def _open_template(path: Path) -> WordTemplate:
    """Return the template; raise `TemplateFileError` when it is missing or not a Word file."""
    if not path.is_file():
        raise TemplateFileError(texts.TEMPLATE_NOT_FOUND.format(path=path))
    try:
        template = WordTemplate(path.read_bytes())
        template.init_docx()
        template.get_xml()
    except _BROKEN_FILE as error:
        message = texts.TEMPLATE_UNREADABLE.format(path=path)
        raise TemplateFileError(message, hint=texts.TEMPLATE_HINT) from error
    return template


def _refusal(findings: list[Finding], path: Path) -> TemplateFileError:
    """Return the error that names the first fault of a template and says how many follow."""
    first = findings[0]
    message = texts.TEMPLATE_FAULTY.format(
        file=path.name, place=first.place, message=first.message, paragraph=first.paragraph
    )
    more = len(findings) - 1
    hint = texts.TEMPLATE_MORE_FAULTS.format(fix=first.fix, count=more) if more else first.fix
    return TemplateFileError(message, hint=hint)


def _values(
    kind: ReportKind, template: WordTemplate, context: Any, charts: Mapping[str, bytes]
) -> dict[str, Any]:
    """Return the names a template may use with their values; absent charts are empty."""
    names = [item.name for item in dataclasses.fields(kind.images)] if kind.images else []
    images = {
        name: InlineImage(template, io.BytesIO(charts[name]), width=Mm(CHART_WIDTH_MM))
        for name in names
        if charts.get(name)
    }
    return {**values_of(context), **dict.fromkeys(names, ""), **images}


def _fill(
    template: WordTemplate, values: dict[str, Any], environment: Environment, path: Path
) -> None:
    """Render the template; raise `TemplateFileError` when an expression of it fails."""
    try:
        template.render(values, environment)
    except (TemplateError, SyntaxError, TypeError, ValueError, ArithmeticError) as error:
        message = texts.TEMPLATE_FAILED.format(file=path.name)
        raise TemplateFileError(message, hint=texts.TEMPLATE_FAILED_HINT) from error
