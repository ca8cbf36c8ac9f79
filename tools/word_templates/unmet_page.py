"""The template of the page "Chưa đạt và giải pháp": one landscape page for the meeting table."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.shared import Mm

from tools.word_templates.layout import (
    LANDSCAPE_WIDTH_MM,
    LEFT,
    MIDDLE,
    build_document,
    cell,
    each,
    head_cell,
    paragraph,
    row,
    table,
    tag_row,
    when,
)
from tools.word_templates.official import draft_line

WIDTHS = (9, 58, 19, 22, 24, 86, 28, 21)
TOP_MM, BOTTOM_MM, SIDE_MM, NUMBER_MM = 12, 10, 15, 6  # a page for the table, not to be filed
HEADS = (
    *("TT", "Chỉ tiêu chưa đạt", "Kết quả", "Mức yêu cầu", "Còn thiếu"),
    *("Giải pháp, việc liên quan", "Phụ trách", "Hạn"),
)


def simple_head() -> str:
    """Return the office on the left and the day on the right, on one line."""
    half = LANDSCAPE_WIDTH_MM / 2
    return table(
        (half, half),
        row(
            cell(half, paragraph("NtmOffice", "{{ office_name }}"), middle=False),
            cell(half, paragraph("NtmMadeOn", "{{ made_on }}"), middle=False),
        ),
        borders=False,
    )


def unmet_table() -> str:
    """Return the table, the smallest gap first."""
    solution = paragraph(LEFT, "{{ item.solution }}") + each(
        "line", "item.related", paragraph(LEFT, "{{ line }}")
    )
    styles = (MIDDLE, LEFT, MIDDLE, MIDDLE, LEFT, LEFT, LEFT, MIDDLE)
    contents = (
        "{{ item.number }}",
        "{{ item.code }}. {{ item.text }}",
        *("{{ item.result }}", "{{ item.target }}", "{{ item.gap }}", ""),
        *("{{ item.assignee }}", "{{ item.due }}"),
    )
    cells = (
        cell(width, paragraph(style, content) if content else solution)
        for width, style, content in zip(WIDTHS, styles, contents, strict=True)
    )
    return table(
        WIDTHS,
        row(*(head_cell(w, text) for w, text in zip(WIDTHS, HEADS, strict=True)), head=True),
        tag_row("for item in rows", len(WIDTHS), LANDSCAPE_WIDTH_MM),
        row(*cells),
        tag_row("endfor", len(WIDTHS), LANDSCAPE_WIDTH_MM),
    )


def body(section: str) -> str:
    """Return the whole page."""
    del section
    return "".join(
        (
            draft_line(),
            simple_head(),
            paragraph("NtmType", "CHƯA ĐẠT VÀ GIẢI PHÁP"),
            paragraph("NtmStanding", "{{ criteria_set }}, {{ period }}"),
            paragraph("NtmStanding", "{{ standing }}", bold=True),
            when("rows", paragraph("NtmThin") + unmet_table()),
            when("nothing_unmet", paragraph("NtmPlain", "{{ nothing_unmet }}")),
            when("no_data", paragraph("NtmPlain", "{{ no_data }}")),
            when("rows", paragraph("NtmTableNote", "{{ table_note }}")),
            paragraph("NtmThin"),
        )
    )


def build() -> WordDocument:
    """Return the template of the page."""
    document = build_document("Chưa đạt và giải pháp", body, landscape=True)
    section = document.sections[-1]
    section.top_margin, section.bottom_margin = Mm(TOP_MM), Mm(BOTTOM_MM)
    section.left_margin = section.right_margin = Mm(SIDE_MM)
    section.header_distance = Mm(NUMBER_MM)
    return document
