"""The templates of a meeting's papers before and after it: invitation, agenda, list, notice."""

from __future__ import annotations

from docx.document import Document as WordDocument

from tools.word_templates.layout import (
    LEFT,
    MIDDLE,
    TEXT_WIDTH_MM,
    cell,
    head_cell,
    paragraph,
    row,
    table,
    tag_row,
    when,
)
from tools.word_templates.meeting_layout import Sheet, carried, correction, meeting_document


def invitation_body(sheet: Sheet) -> str:
    """Return the invitation."""
    return (
        sheet.letterhead()
        + sheet.title("GIẤY MỜI")
        + sheet.body("{{ opening }}")
        + sheet.listed("invited")
        + sheet.body("Tới dự: {{ meeting_title }}.")
        + sheet.body("Chủ trì: {{ chairs }}")
        + sheet.body("Thời gian: {{ time }}")
        + sheet.body("Địa điểm: {{ place }}")
        + when("agenda", sheet.body("Nội dung:"), sheet.listed("agenda"))
        + sheet.signature()
        + paragraph("NtmThin")
    )


def agenda_body(sheet: Sheet) -> str:
    """Return the agenda; open tasks of earlier meetings stand at its start."""
    return (
        sheet.letterhead()
        + sheet.title("CHƯƠNG TRÌNH")
        + sheet.body("Thời gian: {{ time }}")
        + sheet.body("Địa điểm: {{ place }}")
        + sheet.body("Chủ trì: {{ chairs }}")
        + when(
            "carried",
            sheet.p("heading", "NHIỆM VỤ CÁC CUỘC HỌP TRƯỚC"),
            carried(sheet),
        )
        + sheet.p("heading", "NỘI DUNG")
        + sheet.listed("agenda")
        + when("reports", sheet.p("heading", "BÁO CÁO TRÌNH BÀY"), sheet.listed("reports"))
        + sheet.signature()
        + paragraph("NtmThin")
    )


def delegate_table() -> str:
    """Return the table to sign, with lines high enough for a hand."""
    widths = (12, 44, 58, 29, 22)
    styles = (MIDDLE, LEFT, LEFT, LEFT, LEFT)
    heads = ("TT", "Họ và tên", "Chức vụ, đơn vị", "Ký tên", "Ghi chú")
    fields = ("{{ r.number }}", "{{ r.name }}", "{{ r.position }}", "", "{{ r.note }}")

    def delegate_row(*, keep: bool = False) -> str:
        cells = (
            cell(width, paragraph(style, field, keep=keep))
            for width, style, field in zip(widths, styles, fields, strict=True)
        )
        return row(*cells, least_mm=9)

    return table(
        widths,
        row(*(head_cell(w, text) for w, text in zip(widths, heads, strict=True)), head=True),
        tag_row("for r in rows", 5, TEXT_WIDTH_MM),
        tag_row("if loop.last", 5, TEXT_WIDTH_MM),
        delegate_row(keep=True),
        tag_row("else", 5, TEXT_WIDTH_MM),
        delegate_row(),
        tag_row("endif", 5, TEXT_WIDTH_MM),
        tag_row("endfor", 5, TEXT_WIDTH_MM),
    )


def delegates_body(sheet: Sheet) -> str:
    """Return the list of delegates to sign."""
    return (
        sheet.letterhead(numbered=False)
        + sheet.title("DANH SÁCH")
        + sheet.body("Thời gian: {{ time }}")
        + sheet.body("Địa điểm: {{ place }}")
        + paragraph("NtmDraft")
        + delegate_table()
        + sheet.body("{{ counts }}", keep=True)
        + paragraph("NtmDraft", keep=True)
        + table(
            (75, 90),
            row(
                cell(75, paragraph("NtmDraft", keep=True), middle=False),
                cell(90, sheet.block("sign"), middle=False),
            ),
            borders=False,
        )
        + paragraph("NtmThin")
    )


def conclusion_body(sheet: Sheet) -> str:
    """Return the notice of the conclusion; its words are printed as they were typed."""
    return (
        sheet.letterhead()
        + sheet.title("THÔNG BÁO")
        + sheet.body("{{ held }}")
        + when("attended", sheet.body("{{ attended }}"))
        + sheet.body("{{ heard }}", keep=True)
        + sheet.listed("conclusions", "paragraph")
        + sheet.signature()
        + correction()
        + paragraph("NtmThin")
    )


def invitation(regime: str) -> WordDocument:
    """Return the template of the invitation."""
    return meeting_document("Giấy mời", regime, invitation_body, single_spaced=True)


def agenda(regime: str) -> WordDocument:
    """Return the template of the agenda."""
    return meeting_document("Chương trình", regime, agenda_body)


def delegates(regime: str) -> WordDocument:
    """Return the template of the list of delegates."""
    return meeting_document("Danh sách đại biểu", regime, delegates_body)


def conclusion(regime: str) -> WordDocument:
    """Return the template of the notice of the conclusion."""
    return meeting_document("Thông báo kết luận", regime, conclusion_body)
