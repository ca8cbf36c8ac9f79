"""The template of the forms "Phiếu thu thập số liệu": a page each, wide enough to write in."""

from __future__ import annotations

from docx.document import Document as WordDocument

from tools.word_templates.layout import (
    LANDSCAPE_WIDTH_MM,
    LEFT,
    MIDDLE,
    build_document,
    cell,
    head_cell,
    paragraph,
    row,
    table,
    tag,
    tag_row,
    when,
)

WIDTHS = (14, 80, 24, 28, 28, 45, 48)
ROW_MM = 10
HALF = LANDSCAPE_WIDTH_MM / 2


def form_head() -> str:
    """Return who collects what from whom, above the table."""
    return (
        table(
            (HALF, HALF),
            row(
                cell(HALF, paragraph("NtmOffice", "{{ office_name }}"), middle=False),
                cell(
                    HALF,
                    when("due", paragraph("NtmMadeOn", "{{ due }}")) + paragraph("NtmThin"),
                    middle=False,
                ),
            ),
            borders=False,
        )
        + paragraph("NtmType", "PHIẾU THU THẬP SỐ LIỆU")
        + paragraph("NtmStanding", "{{ criteria_set }}, {{ period }}")
        + paragraph("NtmPlain", "Người cung cấp số liệu: {{ form.who }}")
        + paragraph("NtmPlain", "Nơi lấy số liệu: {{ form.place }}")
        + paragraph("NtmDraft")
    )


def form_table() -> str:
    """Return the table with blank cells wide and high enough for a hand."""
    heads = (
        *("Mã", "Chỉ tiêu", "Đơn vị tính", "Mức yêu cầu", "{{ form.previous_label }}"),
        *("{{ current_label }}", "Ghi chú, minh chứng"),
    )
    fields = ("code", "text", "measure_unit", "target", "previous")
    styles = (MIDDLE, LEFT, MIDDLE, MIDDLE, MIDDLE)

    def form_row(*, keep: bool = False) -> str:
        filled = (
            cell(width, paragraph(style, f"{{{{ item.{field} }}}}", keep=keep))
            for width, style, field in zip(WIDTHS[:5], styles, fields, strict=True)
        )
        blank = (cell(width, paragraph(LEFT, keep=keep)) for width in WIDTHS[5:])
        return row(*filled, *blank, least_mm=ROW_MM)

    return table(
        WIDTHS,
        row(*(head_cell(w, text) for w, text in zip(WIDTHS, heads, strict=True)), head=True),
        tag_row("for item in form.rows", len(WIDTHS), LANDSCAPE_WIDTH_MM),
        tag_row("if loop.last", len(WIDTHS), LANDSCAPE_WIDTH_MM),
        form_row(keep=True),  # so that nobody signs a page without a figure
        tag_row("else", len(WIDTHS), LANDSCAPE_WIDTH_MM),
        form_row(),
        tag_row("endif", len(WIDTHS), LANDSCAPE_WIDTH_MM),
        tag_row("endfor", len(WIDTHS), LANDSCAPE_WIDTH_MM),
    )


def form_signatures() -> str:
    """Return where the two people sign; it keeps together."""
    day = paragraph("NtmFormHint", "Ngày ..... tháng ..... năm .........")
    signs = "".join(
        cell(
            HALF,
            day
            + paragraph("NtmFormSign", who)
            + paragraph("NtmFormHint", "(Ký, ghi rõ họ tên)")
            + paragraph("NtmFormSign") * 3,
            middle=False,
        )
        for who in ("NGƯỜI CUNG CẤP SỐ LIỆU", "NGƯỜI TỔNG HỢP")
    )
    return table((HALF, HALF), row(signs), borders=False)


def body(section: str) -> str:
    """Return one form, repeated; a section break before each but the first starts a page."""
    section_break = f'<w:p><w:pPr><w:pStyle w:val="NtmThin"/>{section}</w:pPr></w:p>'
    form = (
        tag("if not loop.first")
        + section_break
        + tag("endif")
        + when("draft_note", paragraph("NtmDraft", "{{ draft_note }}"), paragraph("NtmThin"))
        + form_head()
        + form_table()
        + paragraph("NtmTableNote", "{{ table_note }}", keep=True)
        + paragraph("NtmDraft", keep=True)
        + form_signatures()
    )
    return tag("for form in forms") + form + tag("endfor") + paragraph("NtmThin")


def build() -> WordDocument:
    """Return the template of the forms."""
    return build_document("Phiếu thu thập số liệu", body, landscape=True)
