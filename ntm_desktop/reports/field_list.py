"""Danh sách trường: what the template of a document may use, as a Word file for its author.

It is made from the same declarations as the check of templates, so it is never out of date.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt

from ntm_desktop import texts
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.reports.report_kind import ReportKind
from ntm_desktop.reports.template_fields import TemplateField, template_fields
from ntm_desktop.whole_files import write_whole

_WIDTHS_MM = (62, 62, 46)
FONT = "Times New Roman"


def write_list(kind: ReportKind, out_path: Path) -> None:
    """Write the list of fields of a document; raise `DataFileError` when it cannot be written."""
    document = docx.Document()
    document.styles["Normal"].font.name = FONT
    document.styles["Normal"].font.size = Pt(12)
    document.add_paragraph().add_run(texts.FIELD_LIST_TITLE.format(title=kind.title)).bold = True
    for line in texts.FIELD_LIST_LINES:
        document.add_paragraph(line)
    _add_table(document, template_fields(kind.context, kind.images))
    content = io.BytesIO()
    document.save(content)
    write_whole(content.getvalue(), out_path)


def tag_of(field: TemplateField) -> str:
    """Return how a field is written in a template; one of a list is named after its record."""
    *lists, last = field.name.split("[]")
    if not lists:
        return f"{{{{ {field.name} }}}}"
    record = lists[-1].strip(".").rpartition(".")[2]
    one = texts.FIELD_LIST_ONE.format(name=record)
    if last:
        return f"{{{{ {one}{last} }}}}"
    owner = lists[-2].strip(".").rpartition(".")[2] if len(lists) > 1 else ""
    source = f"{texts.FIELD_LIST_ONE.format(name=owner)}.{record}" if owner else lists[-1]
    return f"{{% for {one} in {source} %}}"


def _add_table(document: Any, fields: tuple[TemplateField, ...]) -> None:
    """Add the table of fields: name, how it is written, what it is; the head row repeats."""
    table = document.add_table(rows=1, cols=len(_WIDTHS_MM), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, texts.FIELD_LIST_HEADS, strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(text).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for field in fields:
        cells = table.add_row().cells
        for cell, text in zip(
            cells, (field.name, tag_of(field), capital_first(field.help)), strict=True
        ):
            cell.text = text
    for column, width in zip(table.columns, _WIDTHS_MM, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
