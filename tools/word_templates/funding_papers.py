"""The templates of the papers of works and money: Biểu 11, 12, 13, construction debt, works."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.shared import Mm

from tools.word_templates.layout import (
    ANNEX_WIDTH_MM,
    HEAD,
    LANDSCAPE_WIDTH_MM,
    LEFT,
    MIDDLE,
    RIGHT,
    build_document,
    cell,
    data_row,
    each,
    head_cell,
    paragraph,
    row,
    runs,
    section_xml,
    table,
    tag_row,
    when,
)
from tools.word_templates.official import annex, draft_line, letterhead, prose, signature, title
from tools.word_templates.unmet_page import simple_head

SMALL = 18  # half points: the form with 19 columns
ISSUED_MARGINS = {"top": 20, "bottom": 20, "left": 30, "right": 15}


def fields(name: str, *parts: str) -> tuple[str, ...]:
    """Return the fields of a record as a row prints them."""
    return tuple(f"{{{{ {name}.{part} }}}}" for part in parts)


def heads(widths: Sequence[float], names: Sequence[str]) -> str:
    """Return one head row."""
    return row(*(head_cell(w, text) for w, text in zip(widths, names, strict=True)), head=True)


def rows_of(name: str, field: str, columns: int, content: str) -> str:
    """Return a row repeated for each element of a list field."""
    return (
        tag_row(f"for {name} in {field}", columns, ANNEX_WIDTH_MM)
        + content
        + tag_row("endfor", columns, ANNEX_WIDTH_MM)
    )


def issued(document: WordDocument) -> WordDocument:
    """Give the last section the margins of an official document."""
    section = document.sections[-1]
    for side, width in ISSUED_MARGINS.items():
        setattr(section, f"{side}_margin", Mm(width))
    section.header_distance = Mm(10)
    return document


# --- Biểu 11, 12, 13 ---


def form(*content: str) -> str:
    """Return number, name and period of a form above its table, the notes below."""
    return "".join(
        (
            draft_line(),
            paragraph("NtmAnnex", "{{ form_label }}"),
            paragraph("NtmAnnexName", "{{ form_name }}"),
            paragraph("NtmAnnexName", "({{ period }})"),
            paragraph("NtmAnnexNote", "{{ annex_reference }}"),
            paragraph("NtmMoneyUnit", "Đơn vị tính: {{ money_unit }}"),
            paragraph("NtmThin"),
            *content,
            paragraph("NtmTableNote", "{{ table_note }}"),
            each("note", "notes", paragraph("NtmTableNote", "{{ note }}")),
            paragraph("NtmThin"),
        )
    )


def resource_form(section: str) -> str:
    """Return Biểu 11."""
    del section
    widths = (14, 118, 40, 40, 40)
    styles = (MIDDLE, LEFT, RIGHT, RIGHT, RIGHT)
    parts = ("number", "name", "planned", "result", "rest")
    columns = ("planned_label", "result_label", "rest_label")
    named = ("TT", "{{ content_label }}", *(f"{{{{ {one} }}}}" for one in columns))
    return form(
        table(
            widths,
            heads(widths, named),
            data_row(widths, styles, fields("total", *parts), bold=True),
            tag_row("for group in groups", 5, ANNEX_WIDTH_MM),
            data_row(widths, styles, fields("group.line", *parts), bold=True),
            rows_of("part", "group.parts", 5, data_row(widths, styles, fields("part", *parts))),
            tag_row("endfor", 5, ANNEX_WIDTH_MM),
        )
    )


def type_form(section: str) -> str:
    """Return Biểu 13."""
    del section
    widths = (14, 118, 40, 40, 40)
    styles = (MIDDLE, LEFT, RIGHT, RIGHT, RIGHT)
    parts = ("number", "name", "planned", "half", "year")
    columns = ("planned_label", "half_label", "year_label")
    named = ("TT", "{{ content_label }}", *(f"{{{{ {one} }}}}" for one in columns))
    return form(
        table(
            widths,
            heads(widths, named),
            rows_of("line", "lines", 5, data_row(widths, styles, fields("line", *parts))),
            rows_of("line", "outside", 5, data_row(widths, styles, fields("line", *parts))),
            data_row(widths, styles, fields("total", *parts), bold=True),
        )
    )


CONTENT_WIDTHS = (8.0, 36.0, *(13.1,) * 16, 13.4)
AMOUNTS = ("sum", "investment", "recurrent", "local", "combined", "credit", "enterprise", "people")
SINGLE_HEADS = ("Lồng ghép", "Tín dụng", "Doanh nghiệp", "Dân đóng góp")


def small_head(width: float, text: str, **more: object) -> str:
    """Return a cell of a head row in small letters."""
    words = f'<w:p><w:pPr><w:pStyle w:val="{HEAD}"/></w:pPr>{runs(text, SMALL, bold=True)}</w:p>'
    return cell(width, words if text else paragraph(HEAD), **more)  # type: ignore[arg-type]


def content_heads() -> str:
    """Return the four head rows of Biểu 12: periods, kinds of capital, budgets, their parts."""
    number, name, amount, note = 8.0, 36.0, 13.1, 13.4

    def ends(merge: str) -> tuple[tuple[str, str], str]:
        words = ("TT", "{{ content_label }}", "Ghi chú") if merge == "restart" else ("", "", "")
        first = small_head(number, words[0], merge=merge), small_head(name, words[1], merge=merge)
        return first, small_head(note, words[2], merge=merge)

    def both(content: str, merge: str = "continue") -> str:
        first, last = ends(merge)
        return row(*first, content, content, last, head=True)

    singles = "".join(small_head(amount, text, merge="restart") for text in SINGLE_HEADS)
    below = small_head(amount, "", merge="continue")
    periods = "".join(
        small_head(8 * amount, f"{{{{ {label} }}}}", span=8)
        for label in ("done_label", "rest_label")
    )
    first, last = ends("restart")
    return (
        row(*first, periods, last, head=True)
        + both(
            small_head(amount, "Tổng", merge="restart")
            + small_head(3 * amount, "Vốn đầu tư trực tiếp", span=3)
            + singles
        )
        + both(
            below
            + small_head(2 * amount, "NSTW", span=2)
            + small_head(amount, "NSĐP", merge="restart")
            + below * 4
        )
        + both(below + small_head(amount, "ĐTPT") + small_head(amount, "SN") + below * 5)
    )


def content_row(name: str, *, bold: bool = False) -> str:
    """Return a row of Biểu 12 in small figures."""
    parts = (
        *("number", "name"),
        *(f"done.{one}" for one in AMOUNTS),
        *(f"rest.{one}" for one in AMOUNTS),
        "note",
    )
    styles = (MIDDLE, LEFT, *(RIGHT,) * 16, LEFT)
    keep = "<w:keepNext/>" if bold else ""
    return row(
        *(
            cell(
                width,
                f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>'
                f"{runs(text, SMALL, bold=bold)}</w:p>",
            )
            for width, style, text in zip(CONTENT_WIDTHS, styles, fields(name, *parts), strict=True)
        )
    )


def content_form(section: str) -> str:
    """Return Biểu 12."""
    del section
    return form(
        table(
            CONTENT_WIDTHS,
            content_heads(),
            tag_row("for group in groups", 19, LANDSCAPE_WIDTH_MM),
            content_row("group.line", bold=True),
            rows_of("part", "group.parts", 19, content_row("part")),
            tag_row("endfor", 19, LANDSCAPE_WIDTH_MM),
            rows_of("line", "outside", 19, content_row("line")),
            content_row("total", bold=True),
        )
    )


# --- construction debt ---


def debt_table() -> str:
    """Return the table work × source with its totals."""
    widths = (12, 92, 31, 31, 31, 27, 28)
    styles = (MIDDLE, LEFT, RIGHT, RIGHT, RIGHT, RIGHT, LEFT)
    parts = ("number", "name", "accepted", "paid", "owed", "overpaid", "note")
    named = (
        *("TT", "Công trình, nguồn vốn", "Giá trị nghiệm thu", "Đã thanh toán (giải ngân)"),
        *("Nợ đọng", "Thanh toán vượt", "Ghi chú"),
    )
    return table(
        widths,
        heads(widths, named),
        tag_row("for group in groups", 7, ANNEX_WIDTH_MM),
        data_row(widths, styles, fields("group.work", *parts), bold=True),
        rows_of("source", "group.sources", 7, data_row(widths, styles, fields("source", *parts))),
        tag_row("endfor", 7, ANNEX_WIDTH_MM),
        data_row(widths, styles, fields("total", *parts), bold=True),
        tag_row("if total_sources", 7, ANNEX_WIDTH_MM),
        row(cell(ANNEX_WIDTH_MM, paragraph(LEFT, "Trong đó, theo nguồn vốn:", keep=True), span=7)),
        tag_row("endif", 7, ANNEX_WIDTH_MM),
        rows_of("source", "total_sources", 7, data_row(widths, styles, fields("source", *parts))),
    )


def debt_body(section: str) -> str:
    """Return the report on a portrait page and its table on landscape ones."""
    default, first = re.findall(r'r:id="([^"]+)"', section)
    return "".join(
        (
            draft_line(),
            letterhead(),
            title("BÁO CÁO"),
            paragraph("NtmBody", "{{ opening }}"),
            paragraph("NtmHeading", "I. TÌNH HÌNH NỢ ĐỌNG"),
            prose("summary"),
            paragraph("NtmHeading", "II. NGUYÊN NHÂN"),
            prose("causes"),
            paragraph("NtmHeading", "III. KẾ HOẠCH, GIẢI PHÁP TRẢ NỢ"),
            prose("solutions"),
            signature(),
            annex(
                "annex", "NỢ ĐỌNG XÂY DỰNG CƠ BẢN TÍNH ĐẾN NGÀY {{ day }}",
                section_xml(default, first),
                paragraph("NtmMoneyUnit", "Đơn vị tính: {{ money_unit }}"),
                paragraph("NtmThin"),
                debt_table(),
                each("note", "notes", paragraph("NtmTableNote", "{{ note }}")),
            ),
            paragraph("NtmThin"),
        )
    )  # fmt: skip


# --- the list of works ---


def works_table() -> str:
    """Return the works by type, with sums of each type and of all."""
    widths = (12, 72, 38, 25, 26, 26, 26, 15, 27)
    styles = (MIDDLE, LEFT, LEFT, MIDDLE, RIGHT, RIGHT, RIGHT, MIDDLE, MIDDLE)
    parts = (
        *("number", "name", "villages", "quantity", "total_investment", "planned"),
        *("disbursed", "progress", "state"),
    )
    named = (
        *("TT", "Loại, tên công trình", "Thôn", "Khối lượng", "Tổng mức đầu tư"),
        *("{{ plan_label }}", "Giải ngân trong kỳ", "Tiến độ", "Trạng thái"),
    )
    return table(
        widths,
        heads(widths, named),
        tag_row("for type in types", 9, LANDSCAPE_WIDTH_MM),
        data_row(widths, styles, fields("type.total", *parts), bold=True),
        rows_of("work", "type.works", 9, data_row(widths, styles, fields("work", *parts))),
        tag_row("endfor", 9, LANDSCAPE_WIDTH_MM),
        data_row(widths, styles, fields("total", *parts), bold=True),
    )


def works_body(section: str) -> str:
    """Return the list of works."""
    del section
    return "".join(
        (
            draft_line(),
            simple_head(),
            paragraph("NtmType", "DANH MỤC CÔNG TRÌNH, DỰ ÁN"),
            paragraph("NtmStanding", "{{ standing }}"),
            paragraph("NtmMoneyUnit", "Đơn vị tính: {{ money_unit }}"),
            paragraph("NtmThin"),
            when("types", works_table()),
            when("nothing", paragraph("NtmPlain", "{{ nothing }}")),
            each("note", "notes", paragraph("NtmTableNote", "{{ note }}")),
            paragraph("NtmThin"),
        )
    )


# --- the documents ---


def resources() -> WordDocument:
    """Return the template of Biểu 11."""
    return issued(build_document("Tổng hợp huy động nguồn lực", resource_form, landscape=True))


def contents() -> WordDocument:
    """Return the template of Biểu 12; its 19 columns need the wider page."""
    name = "Huy động và thực hiện theo nội dung"
    return build_document(name, content_form, landscape=True)


def work_types() -> WordDocument:
    """Return the template of Biểu 13."""
    name = "Vốn đầu tư phát triển theo loại công trình"
    return issued(build_document(name, type_form, landscape=True))


def debt() -> WordDocument:
    """Return the template of the report on construction debt."""
    return issued(build_document("Báo cáo nợ đọng xây dựng cơ bản", debt_body, landscape=True))


def works() -> WordDocument:
    """Return the template of the list of works."""
    return build_document("Danh mục công trình", works_body, landscape=True)
