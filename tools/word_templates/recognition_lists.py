"""The templates of the lists of a dossier (evidence, papers) and of the table of figures."""

from __future__ import annotations

from docx.document import Document as WordDocument

from tools.word_templates.funding_papers import fields, heads
from tools.word_templates.layout import (
    LANDSCAPE_WIDTH_MM,
    LEFT,
    MIDDLE,
    TEXT_WIDTH_MM,
    build_document,
    cell,
    data_row,
    each,
    paragraph,
    row,
    table,
    tag_row,
    when,
)
from tools.word_templates.official import draft_line
from tools.word_templates.unmet_page import simple_head

THIN = paragraph("NtmThin")
STATE = "{% if part.state %}: {{ part.state }}{% endif %}"


def portrait_head() -> str:
    """Return the office on the left and the day on the right of a portrait page."""
    left, right = 105, TEXT_WIDTH_MM - 105
    return table(
        (left, right),
        row(
            cell(left, paragraph("NtmOffice", "{{ office_name }}"), middle=False),
            cell(right, paragraph("NtmMadeOn", "{{ made_on }}"), middle=False),
        ),
        borders=False,
    )


def wide_row(text: str, columns: int, *, bold: bool = True) -> str:
    """Return a row of one cell over all columns, which stays with the one below."""
    return row(cell(TEXT_WIDTH_MM, paragraph(LEFT, text, bold=bold, keep=True), span=columns))


# --- danh mục minh chứng ---


def evidence_table() -> str:
    """Return the files by criterion and indicator."""
    widths = (20, 62, 53, 30)
    named = ("Số hiệu", "Tên minh chứng", "Tên tệp", "Ghi chú")
    named_indicator = "{{ indicator.code }}. {{ indicator.text }}: {{ indicator.outcome }}"
    lacking = "{{ indicator.lacking }}"
    return table(
        widths,
        heads(widths, named),
        tag_row("for group in groups", 4),
        wide_row("Tiêu chí {{ group.code }}. {{ group.name }}: {{ group.outcome }}", 4),
        tag_row("for indicator in group.indicators", 4),
        tag_row("if indicator.files", 4),
        wide_row(named_indicator, 4, bold=False),
        tag_row("endif", 4),
        tag_row("for file in indicator.files", 4),
        data_row(widths, (MIDDLE, LEFT, LEFT, LEFT), fields("file", "number", "name", "file",
                                                            "note")),
        tag_row("endfor", 4),
        tag_row("if indicator.lacking", 4),
        row(cell(TEXT_WIDTH_MM, paragraph(LEFT, f"{named_indicator}; {lacking}"), span=4)),
        tag_row("endif", 4),
        tag_row("endfor", 4),
        tag_row("endfor", 4),
    )  # fmt: skip


def evidence_body(section: str) -> str:
    """Return the list of evidence."""
    del section
    return "".join(
        (
            draft_line(),
            portrait_head(),
            paragraph("NtmType", "DANH MỤC MINH CHỨNG"),
            paragraph("NtmStanding", "{{ criteria_set }}, {{ period }}"),
            paragraph("NtmStanding", "{{ standing }}", bold=True),
            when("groups", THIN + evidence_table()),
            when("nothing", paragraph("NtmPlain", "{{ nothing }}")),
            THIN,
        )
    )


# --- danh mục hồ sơ ---


def parts_table(field: str, what: str) -> str:
    """Return papers or evidence with their files and the order of printing."""
    widths = (15, 24, 86, 40)
    named = ("Thứ tự in", "Số hiệu", what, "Nơi để trong hồ sơ")
    styles = (MIDDLE, MIDDLE, LEFT, MIDDLE)
    return table(
        widths,
        heads(widths, named),
        tag_row(f"for part in {field}", 4),
        wide_row("{{ part.number }}. {{ part.name }}" + STATE, 4),
        tag_row("for file in part.files", 4),
        data_row(widths, styles, fields("file", "order", "number", "name", "path")),
        tag_row("endfor", 4),
        tag_row("endfor", 4),
    )


def dossier_body(section: str) -> str:
    """Return the list of a dossier."""
    del section
    return "".join(
        (
            portrait_head(),
            paragraph("NtmType", "DANH MỤC HỒ SƠ"),
            paragraph("NtmStanding", "{{ unit }}"),
            paragraph("NtmStanding", "{{ criteria_set }}, {{ period }}"),
            paragraph("NtmStanding", "{{ standing }}", bold=True),
            paragraph("NtmPlain", "1. Giấy tờ của hồ sơ", bold=True, keep=True),
            when("papers", THIN + parts_table("papers", "Giấy tờ, tệp")),
            when(
                "not papers",
                paragraph("NtmPlain", "Chưa có giấy tờ nào."),
            ),
            paragraph("NtmPlain", "2. Minh chứng theo tiêu chí", bold=True, keep=True),
            when("evidence", THIN + parts_table("evidence", "Minh chứng")),
            when("not evidence", paragraph("NtmPlain", "Chưa có tệp minh chứng nào.")),
            when("maker", paragraph("NtmPlain", "Người lập danh mục: {{ maker }}")),
            THIN,
        )
    )


# --- bảng tổng hợp số liệu KT-XH ---


def figures_cells(widths: tuple[float, ...]) -> str:
    """Return the row of one measure; plans and rates may have several lines."""
    styles = (MIDDLE, LEFT, MIDDLE, LEFT, MIDDLE, MIDDLE, LEFT, LEFT, MIDDLE, LEFT)
    names = (
        *("number", "name", "measure_unit", "plans", "actual"),
        *("previous", "rates", "change", "verdict", "note"),
    )
    lists = ("plans", "rates")
    contents = (
        each("line", f"one.{name}", paragraph(style, "{{ line }}"))
        if name in lists
        else paragraph(style, f"{{{{ one.{name} }}}}")
        for style, name in zip(styles, names, strict=True)
    )
    return row(*(cell(width, text) for width, text in zip(widths, contents, strict=True)))


def figures_table() -> str:
    """Return the measures by topic."""
    widths = (9.0, 50.0, 18.0, 38.0, 24.0, 26.0, 28.0, 20.0, 17.0, 37.0)
    named = (
        *("TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Thực hiện", "Kỳ so sánh"),
        *("Tỷ lệ", "Tăng, giảm", "Đánh giá", "Ghi chú"),
    )
    columns = len(widths)
    topic = row(
        cell(LANDSCAPE_WIDTH_MM, paragraph(LEFT, "{{ group.name }}", bold=True, keep=True),
             span=columns)
    )  # fmt: skip
    return table(
        widths,
        heads(widths, named),
        tag_row("for group in groups", columns, LANDSCAPE_WIDTH_MM),
        tag_row("if group.name", columns, LANDSCAPE_WIDTH_MM),
        topic,
        tag_row("endif", columns, LANDSCAPE_WIDTH_MM),
        tag_row("for one in group.rows", columns, LANDSCAPE_WIDTH_MM),
        figures_cells(widths),
        tag_row("endfor", columns, LANDSCAPE_WIDTH_MM),
        tag_row("endfor", columns, LANDSCAPE_WIDTH_MM),
    )


def figures_body(section: str) -> str:
    """Return the table of figures."""
    del section
    return "".join(
        (
            draft_line(),
            simple_head(),
            paragraph("NtmType", "TỔNG HỢP SỐ LIỆU KINH TẾ - XÃ HỘI"),
            paragraph("NtmStanding", "({{ period }})"),
            when("headline", paragraph("NtmStanding", "{{ headline }}", bold=True)),
            when("groups", THIN + figures_table()),
            when("nothing", paragraph("NtmPlain", "{{ nothing }}")),
            each("note", "notes", paragraph("NtmTableNote", "{{ note }}")),
            when("groups", paragraph("NtmTableNote", "{{ table_note }}")),
            THIN,
        )
    )


# --- the documents ---


def evidence() -> WordDocument:
    """Return the template of the list of evidence."""
    return build_document("Danh mục minh chứng", evidence_body)


def dossier() -> WordDocument:
    """Return the template of the list of a dossier."""
    return build_document("Danh mục hồ sơ", dossier_body)


def figures() -> WordDocument:
    """Return the template of the table of figures."""
    name = "Tổng hợp số liệu kinh tế - xã hội"
    return build_document(name, figures_body, landscape=True)
