"""The templates of the papers on a meeting's tasks and of its news item."""

from __future__ import annotations

from collections.abc import Callable

from docx.document import Document as WordDocument

from tools.word_templates.layout import (
    LANDSCAPE_WIDTH_MM,
    LEFT,
    MIDDLE,
    TEXT_WIDTH_MM,
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
from tools.word_templates.meeting_layout import Sheet, correction, meeting_document
from tools.word_templates.official import draft_line

HALF = LANDSCAPE_WIDTH_MM / 2
PHOTOS = (1, 2, 3, 4)


def table_head(name: str) -> str:
    """Return office and day on one line, then the name of the table and what it is about."""
    return (
        draft_line()
        + table(
            (HALF, HALF),
            row(
                cell(HALF, paragraph("NtmOffice", "{{ office_name }}"), middle=False),
                cell(HALF, paragraph("NtmMadeOn", "{{ made_on }}"), middle=False),
            ),
            borders=False,
        )
        + paragraph("NtmType", name)
        + paragraph("NtmStanding", "{{ title }}", bold=True)
    )


def table_of(
    field: str,
    widths: tuple[float, ...],
    heads: tuple[str, ...],
    contents: Callable[[bool], tuple[str, ...]],
    kept: str = "loop.last",
) -> str:
    """Return a table with a row for each element of a list.

    `contents(keep)` are the finished cells of a row; those that meet the condition `kept` (the
    last one) keep with what follows.
    """
    whole, columns = sum(widths), len(widths)

    def one_row(*, keep: bool) -> str:
        return row(*(cell(w, one) for w, one in zip(widths, contents(keep), strict=True)))

    return table(
        widths,
        row(*(head_cell(w, text) for w, text in zip(widths, heads, strict=True)), head=True),
        tag_row(f"for r in {field}", columns, whole),
        tag_row(f"if {kept}", columns, whole),
        one_row(keep=True),
        tag_row("else", columns, whole),
        one_row(keep=False),
        tag_row("endif", columns, whole),
        tag_row("endfor", columns, whole),
    )


def lines(field: str, *, keep: bool = False) -> str:
    """Return a line of a cell for each element of a list field."""
    return each("line", field, paragraph(LEFT, "{{ line }}", keep=keep)) + paragraph(
        "NtmThin", keep=keep
    )


def table_signature() -> str:
    """Return how many tasks there are, and where maker and head of the office sign.

    The two keep together, so that no signature stands alone on a page.
    """
    blank = paragraph("NtmSignature") * 3
    left = (
        paragraph("NtmSignature", "NGƯỜI LẬP BẢNG")
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
    return (
        when("count", paragraph("NtmPlain", "{{ count }}", keep=True))
        + paragraph("NtmDraft", keep=True)
        + table(
            (HALF, HALF),
            row(cell(HALF, left, middle=False), cell(HALF, right, middle=False)),
            borders=False,
        )
    )


def assignment_body(section: str) -> str:
    """Return the table of who does what."""
    del section
    widths = (12, 107, 24, 46, 48, 30)
    heads = ("TT", "Nhiệm vụ", "Cách giao", "Chủ trì", "Phối hợp, thực hiện", "Hạn")

    def contents(keep: bool) -> tuple[str, ...]:
        return (
            paragraph(MIDDLE, "{{ r.number }}", keep=keep),
            paragraph(LEFT, "{{ r.text }}", keep=keep),
            paragraph(MIDDLE, "{{ r.verb }}", keep=keep),
            paragraph(LEFT, "{{ r.lead }}", keep=keep),
            lines("r.supporting", keep=keep),
            paragraph(MIDDLE, "{{ r.due }}", keep=keep),
        )

    return (
        table_head("BẢNG PHÂN CÔNG NHIỆM VỤ")
        + paragraph("NtmDraft")
        + when("rows", table_of("rows", widths, heads, contents))
        + when("nothing", paragraph("NtmPlain", "{{ nothing }}"))
        + table_signature()
        + correction()
        + paragraph("NtmThin")
    )


def counts_table(whole: float) -> str:
    """Return the table of how many tasks each lead has, as wide as said (mm)."""
    counts = (
        *("total", "done_in_time", "done_late", "open_in_time", "open_late", "undated"),
        "dropped",
    )
    heads = (
        *("Đơn vị chủ trì", "Tổng số", "Xong đúng hạn", "Xong quá hạn"),
        *("Đang làm, trong hạn", "Quá hạn chưa xong", "Chưa rõ ngày hạn", "Dừng"),
    )
    first = whole * 0.3
    widths = (first, *((whole - first) / 7,) * 7)

    def contents(keep: bool) -> tuple[str, ...]:
        return (
            paragraph(LEFT, "{{ r.lead }}", keep=keep),
            *(paragraph(MIDDLE, f"{{{{ r.{name} }}}}", keep=keep) for name in counts),
        )

    return table_of("leads", widths, heads, contents, "loop.first")


def follow_up_body(section: str) -> str:
    """Return the table of how tasks went, with the counts of each lead below."""
    del section
    widths = (11, 74, 40, 30, 72, 40)
    heads = ("TT", "Nhiệm vụ", "Chủ trì, phối hợp", "Hạn", "Kết quả trong kỳ", "Tình trạng")

    def contents(keep: bool) -> tuple[str, ...]:
        return (
            paragraph(MIDDLE, "{{ r.number }}", keep=keep),
            paragraph(LEFT, "{{ r.text }}", keep=keep),
            paragraph(LEFT, "{{ r.lead }}", keep=keep) + lines("r.supporting", keep=keep),
            paragraph(MIDDLE, "{{ r.due }}", keep=keep),
            lines("r.results", keep=keep),
            paragraph(LEFT, "{{ r.standing }}", keep=keep),
        )

    return (
        table_head("BẢNG THEO DÕI, KIỂM ĐẾM NHIỆM VỤ")
        + paragraph("NtmStanding", "{{ span }}")
        + paragraph("NtmDraft")
        + when("rows", table_of("rows", widths, heads, contents, "loop.last and not leads"))
        + when("nothing", paragraph("NtmPlain", "{{ nothing }}"))
        + when(
            "leads",
            paragraph("NtmDraft", keep=True),
            paragraph("NtmStanding", "Tổng hợp theo đơn vị chủ trì", bold=True),
            counts_table(LANDSCAPE_WIDTH_MM),
        )
        + table_signature()
        + paragraph("NtmThin")
    )


def report_body(sheet: Sheet) -> str:
    """Return the report on how a conclusion was carried out."""
    return (
        sheet.letterhead()
        + sheet.title("BÁO CÁO")
        + sheet.body("{{ opening }}")
        + sheet.p("heading", "I. KẾT QUẢ CHUNG")
        + sheet.body("{{ total }}")
        + when(
            "leads",
            paragraph("NtmDraft"),
            counts_table(TEXT_WIDTH_MM),
            paragraph("NtmThin"),
        )
        + sheet.p("heading", "II. KẾT QUẢ TỪNG NHIỆM VỤ")
        + each(
            "task",
            "tasks",
            sheet.body("{{ task.text }}", keep=True)
            + each("result", "task.results", sheet.body("{{ result }}")),
        )
        + sheet.p("heading", "III. TỒN TẠI, HẠN CHẾ, NGUYÊN NHÂN")
        + sheet.p("subheading", "1. Tồn tại, hạn chế")
        + sheet.body("{{ overdue }}")
        + sheet.p("subheading", "2. Nguyên nhân")
        + sheet.listed("causes", "paragraph")
        + sheet.p("heading", "IV. KIẾN NGHỊ, ĐỀ XUẤT")
        + sheet.listed("proposals", "paragraph")
        + sheet.signature()
        + paragraph("NtmThin")
    )


def news_body(section: str) -> str:
    """Return the news item: headline, text, photos with captions, author."""
    del section
    body = paragraph("NtmBody", "{{ paragraph }}")
    photos = "".join(
        when(
            f"photo_{number}",
            paragraph("NtmPicture", f"{{{{ photo_{number} }}}}"),
            paragraph("NtmCaption", f"{{{{ photo_caption_{number} }}}}"),
        )
        for number in PHOTOS
    )
    return (
        draft_line()
        + paragraph("NtmType", "{{ title }}")
        + paragraph("NtmDraft")
        + paragraph("NtmBody", "{{ lead }}")
        + when("guests", paragraph("NtmBody", "{{ guests }}"))
        + each("paragraph", "reports", body)
        + each("paragraph", "opinions", body)
        + paragraph("NtmBody", "{{ concluded }}", keep=True)
        + each("paragraph", "conclusions", body)
        + photos
        + paragraph("NtmDraft")
        + paragraph("NtmMadeOn", "Người viết: {{ author }}", bold=True)
        + paragraph("NtmThin")
    )


def assignment() -> WordDocument:
    """Return the template of the table of assignments."""
    return build_document("Bảng phân công nhiệm vụ", assignment_body, landscape=True)


def follow_up() -> WordDocument:
    """Return the template of the follow-up."""
    return build_document("Bảng theo dõi nhiệm vụ", follow_up_body, landscape=True)


def report(regime: str) -> WordDocument:
    """Return the template of the report."""
    return meeting_document("Báo cáo kết quả thực hiện kết luận", regime, report_body)


def news() -> WordDocument:
    """Return the template of the news item."""
    return build_document("Tin bài", news_body)
