"""The paragraphs of a Word template as its author sees them, each with its place in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docxtpl import DocxTemplate

from ntm_desktop import texts

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_FOOTNOTES = "/word/footnotes.xml"
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


@dataclass(frozen=True, slots=True, eq=False)
class TemplateParagraph:
    """One paragraph: its place in words, its text, and the text of tracked deletions.

    `deleted` is what Word no longer shows but still keeps. `cell`, `row` and `table` are the
    elements around it, None outside a table; `holder` is the element its text stands in (a cell,
    the body, a text box, a header).
    """

    place: str
    text: str
    deleted: str
    holder: Any
    cell: Any
    row: Any
    table: Any


def template_parts(template: DocxTemplate) -> Iterator[list[TemplateParagraph]]:
    """Return the paragraphs of each part that is filled in: body, headers, footers, footnotes."""
    yield list(_paragraphs(template.docx.element.body, texts.TEMPLATE_PLACE_BODY))
    named = ((template.HEADER_URI, texts.TEMPLATE_PLACE_HEADER),)
    for uri, name in (*named, (template.FOOTER_URI, texts.TEMPLATE_PLACE_FOOTER)):
        for _, part in template.get_headers_footers(uri):
            yield list(_paragraphs(parse_xml(part.blob), name))
    for part in template.docx.part.package.iter_parts():
        if part.partname == _FOOTNOTES:
            yield list(_paragraphs(parse_xml(part.blob), texts.TEMPLATE_PLACE_FOOTNOTE))


def _paragraphs(root: Any, part_name: str) -> Iterator[TemplateParagraph]:
    """Return the paragraphs of a part in the order in which they are filled in."""
    tables = {table: index for index, table in enumerate(root.iter(qn("w:tbl")), 1)}
    number = 0
    for element in root.iter(qn("w:p")):
        if any(above.tag == _FALLBACK for above in element.iterancestors()):
            continue
        cell = _around(element, "w:tc")
        number += cell is None
        place = _cell_place(cell, tables) if cell is not None else _place(part_name, number)
        shown, deleted = _texts(element)
        yield TemplateParagraph(
            place=place,
            text=shown,
            deleted=deleted,
            holder=element.getparent(),
            cell=cell,
            row=_around(element, "w:tr"),
            table=_around(element, "w:tbl"),
        )


def _around(element: Any, tag: str) -> Any:
    """Return the nearest element around another, None without one."""
    return next(element.iterancestors(qn(tag)), None)


def _place(part_name: str, number: int) -> str:
    return texts.TEMPLATE_PLACE_PARAGRAPH.format(part=part_name, number=number)


def _cell_place(cell: Any, tables: dict[Any, int]) -> str:
    """Return the place of a cell in words: table, row and column counted from 1."""
    row, table = _around(cell, "w:tr"), _around(cell, "w:tbl")
    return texts.TEMPLATE_PLACE_CELL.format(
        table=tables[table],
        row=list(table.iter(qn("w:tr"))).index(row) + 1,
        cell=list(row.iterchildren(qn("w:tc"))).index(cell) + 1,
    )


def _texts(paragraph: Any) -> tuple[str, str]:
    """Return what a paragraph shows and what its tracked deletions keep."""
    shown: list[str] = []
    deleted: list[str] = []
    for node in _own_nodes(paragraph):
        if node.tag == qn("w:delText"):
            deleted.append(node.text or "")
        elif node.tag == qn("w:t"):
            shown.append(node.text or "")
        else:
            shown.append(_SIGNS.get(node.tag, ""))
    return "".join(shown), "".join(deleted)


def _own_nodes(element: Any) -> Iterator[Any]:
    """Return the elements below a paragraph, those of text boxes anchored in it left out."""
    for child in element:
        if child.tag not in (qn("w:p"), qn("w:pPr"), _FALLBACK):
            yield child
            yield from _own_nodes(child)
