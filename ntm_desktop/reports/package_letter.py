"""The page that goes beside a data package: what is inside, and codes to compare it by."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt

from ntm_desktop import texts
from ntm_desktop.whole_files import write_whole

FONT = "Times New Roman"
_PAGE_MM, _MARGINS_MM = (210, 297), (20, 15, 20, 30)  # width, height; top, right, bottom, left
_QR_MM = 26
_PART_WIDTHS_MM, _TOTAL_WIDTHS_MM = (85, 50, 30), (95, 35, 35)


@dataclass(frozen=True, slots=True)
class LetterPart:
    """One file of the export: its name and size, its short code, and that code as a QR (PNG)."""

    name: str
    size: str
    code: str
    picture: bytes


@dataclass(frozen=True, slots=True)
class LetterTotal:
    """How much of one noun there is: changes in the package, rows in the tables ("" for none)."""

    label: str
    changes: str
    rows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageLetter:
    """Everything on the page: sentences below the title, files, totals, names of files beside."""

    office: str
    lines: tuple[str, ...]
    parts: tuple[LetterPart, ...]
    totals: tuple[LetterTotal, ...]
    beside: tuple[str, ...] = ()


def write_letter(letter: PackageLetter, path: Path) -> None:
    """Write the page as .docx; raise `DataFileError` when it cannot be written."""
    document = docx.Document()
    _set_page(document)
    _add_centred(document, letter.office.upper(), bold=False)
    _add_centred(document, texts.LETTER_TITLE, bold=True)
    for line in letter.lines:
        document.add_paragraph(line)
    _add_headed(document, texts.LETTER_PARTS)
    table = _table(document, texts.LETTER_PART_HEADS, _PART_WIDTHS_MM)
    for part in letter.parts:
        name, code, picture = _row(table, (f"{part.name}\n({part.size})", part.code, ""))
        code.paragraphs[0].runs[0].bold = True
        picture.paragraphs[0].add_run().add_picture(io.BytesIO(part.picture), width=Mm(_QR_MM))
        name.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.LEFT
    _add_headed(document, texts.LETTER_TOTALS)
    table = _table(document, texts.LETTER_TOTAL_HEADS, _TOTAL_WIDTHS_MM)
    for total in letter.totals:
        cells = _row(table, (total.label, total.changes, total.rows))
        for cell in cells[1:]:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for cell in cells:
            cell.paragraphs[0].runs[0].bold = total is letter.totals[-1]
    if letter.beside:
        _add_headed(document, texts.LETTER_BESIDE)
        for name in letter.beside:
            document.add_paragraph(f"- {name}")
    _add_headed(document, texts.LETTER_COMPARE)
    for line in texts.LETTER_COMPARE_LINES:
        document.add_paragraph(line)
    content = io.BytesIO()
    document.save(content)
    write_whole(content.getvalue(), path)


def _set_page(document: Any) -> None:
    """Set A4 paper, margins, and one font for everything."""
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(size) for size in _PAGE_MM)
    top, right, bottom, left = (Mm(size) for size in _MARGINS_MM)
    section.top_margin, section.right_margin = top, right
    section.bottom_margin, section.left_margin = bottom, left
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(13)
    normal.paragraph_format.space_after = Pt(3)


def _add_centred(document: Any, text: str, *, bold: bool) -> None:
    """Add a line in the middle."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text).bold = bold


def _add_headed(document: Any, text: str) -> None:
    """Add the heading of a part; it stays with what follows."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(8)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run(text).bold = True


def _table(document: Any, heads: tuple[str, ...], widths: tuple[int, ...]) -> Any:
    """Add a table with its head, which repeats on each page."""
    table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for cell in _row(table, heads):
        cell.paragraphs[0].runs[0].bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return table


def _row(table: Any, words: tuple[str, ...]) -> tuple[Any, ...]:
    """Add a row that stays on one page; return its cells."""
    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, column, text in zip(row.cells, table.columns, words, strict=True):
        cell.width = column.width
        cell.paragraphs[0].add_run(text)
    return tuple(row.cells)
