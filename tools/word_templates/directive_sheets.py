"""The templates of sheets without a number: who is in charge of what, and the slip of a task."""

from __future__ import annotations

from docx.document import Document as WordDocument

from tools.word_templates.layout import (
    LEFT,
    MIDDLE,
    TEXT_WIDTH_MM,
    build_document,
    cell,
    each,
    paragraph,
    row,
    table,
    tag_row,
    when,
)
from tools.word_templates.meeting_tasks import lines, table_head, table_of, table_signature
from tools.word_templates.official import draft_line

HALF = TEXT_WIDTH_MM / 2
SLIP_WIDTHS = (48.0, TEXT_WIDTH_MM - 48)


def charge_body(section: str) -> str:
    """Return the table of who is in charge."""
    del section
    widths = (15, 92, 82, 44, 34)
    heads = ("TT", "{{ name_label }}", "Người, đơn vị phụ trách", "Hạn", "Ghi chú")

    def contents(keep: bool) -> tuple[str, ...]:
        return (
            paragraph(MIDDLE, "{{ r.number }}", keep=keep),
            paragraph(LEFT, "{{ r.name }}", keep=keep),
            lines("r.leads", keep=keep),
            lines("r.dues", keep=keep),
            paragraph(LEFT, "{{ r.note }}", keep=keep),
        )

    return (
        table_head("BẢNG PHÂN CÔNG PHỤ TRÁCH")
        + paragraph("NtmDraft")
        + when("rows", table_of("rows", widths, heads, contents))
        + when("nothing", paragraph("NtmPlain", "{{ nothing }}"))
        + table_signature()
        + paragraph("NtmThin")
    )


def slip_row(label: str, content: str, condition: str = "") -> str:
    """Return a line of the slip: what it is, and what was said; absent while its field is empty."""
    left, right = SLIP_WIDTHS
    made = row(cell(left, paragraph(LEFT, label, bold=True)), cell(right, content))
    if not condition:
        return made
    return tag_row(f"if {condition}", 2) + made + tag_row("endif", 2)


def several(field: str) -> str:
    """Return a line of a cell for each element of a list field."""
    return each("line", field, paragraph(LEFT, "{{ line }}")) + paragraph("NtmThin")


def slip_body(section: str) -> str:
    """Return the slip of one task."""
    del section
    one = paragraph(LEFT, "{{ %s }}")
    head = table(
        (HALF + 15, HALF - 15),
        row(
            cell(HALF + 15, paragraph("NtmOffice", "{{ office_name }}"), middle=False),
            cell(HALF - 15, paragraph("NtmMadeOn", "{{ made_on }}"), middle=False),
        ),
        borders=False,
    )
    return (
        draft_line()
        + head
        + paragraph("NtmType", "PHIẾU GIAO VIỆC")
        + paragraph("NtmDraft")
        + table(
            SLIP_WIDTHS,
            slip_row("Nội dung nhiệm vụ", several("text")),
            slip_row("Đơn vị, người chủ trì", one % "lead"),
            slip_row("Đơn vị, người thực hiện", one % "doer", "doer"),
            slip_row("Phối hợp", several("supporting"), "supporting"),
            slip_row("Hạn hoàn thành", one % "due"),
            slip_row("Sản phẩm, kết quả cần đạt", several("product")),
            slip_row("Báo cáo kết quả với", one % "reports_to"),
            slip_row("Nguồn giao việc", one % "source"),
            slip_row("Nguyên văn đoạn giao việc", several("quote"), "quote"),
            slip_row("Chỉ tiêu, công trình liên quan", several("related"), "related"),
        )
        + paragraph("NtmDraft", keep=True)
        + slip_signatures()
        + paragraph("NtmThin")
    )


def slip_signatures() -> str:
    """Return where who takes the task and who gives it sign; both keep together."""
    blank = paragraph("NtmSignature") * 4
    left = (
        paragraph("NtmSignature", "NGƯỜI NHẬN VIỆC")
        + paragraph("NtmFormHint", "(Ký, ghi rõ họ tên)")
        + blank
    )
    right = (
        when("sign.heading", paragraph("NtmSignature", "{{ sign.heading }}"))
        + paragraph("NtmSignature", "{{ sign.title }}")
        + blank
        + when("sign.office_title", paragraph("NtmSignature", "{{ sign.office_title }}"))
        + paragraph("NtmSignature", "{{ sign.name }}")
    )
    return table(
        (HALF, HALF),
        row(cell(HALF, left, middle=False), cell(HALF, right, middle=False)),
        borders=False,
    )


def charge() -> WordDocument:
    """Return the template of the table of who is in charge."""
    return build_document("Bảng phân công phụ trách", charge_body, landscape=True)


def slip() -> WordDocument:
    """Return the template of the slip."""
    return build_document("Phiếu giao việc", slip_body)
