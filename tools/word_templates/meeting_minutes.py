"""The templates of minutes: of conferences, working sessions, a thôn, a proposal of recognition."""

from __future__ import annotations

from docx.document import Document as WordDocument

from tools.word_templates.layout import TEXT_WIDTH_MM, cell, line, paragraph, row, table, when
from tools.word_templates.meeting_layout import (
    Sheet,
    carried,
    correction,
    meeting_document,
    numbered_heading,
    spoken,
)

NOTHING_SAID = " and ".join(
    f"not {part}_number" for part in ("agenda", "carried", "reports", "opinions", "votes")
)


def opening(sheet: Sheet) -> str:
    """Return when, where, who presides and who writes."""
    return (
        sheet.p("heading", "I. THỜI GIAN, ĐỊA ĐIỂM")
        + sheet.body("Thời gian bắt đầu: {{ started }}")
        + sheet.body("Địa điểm: {{ place }}")
    )


def officers(sheet: Sheet) -> str:
    """Return chair and secretary."""
    return sheet.body("Chủ trì (chủ tọa): {{ chairs }}") + sheet.body(
        "Thư ký (người ghi biên bản): {{ secretary }}"
    )


def attendance(sheet: Sheet) -> str:
    """Return who came, in protocol order, who did not, the guests, and the counts."""
    return (
        sheet.p("heading", "II. THÀNH PHẦN THAM DỰ")
        + officers(sheet)
        + sheet.body("Thành phần dự họp:", keep=True)
        + sheet.listed("present")
        + when("guests", sheet.body("Khách mời:", keep=True), sheet.listed("guests"))
        + when("absent", sheet.body("Vắng mặt:", keep=True), sheet.listed("absent"))
        + sheet.body("{{ counts }}")
    )


def course(
    sheet: Sheet,
    heading: str = "III. NỘI DUNG",
    opinions: str = "Ý kiến thảo luận",
    *,
    concluded: bool = True,
) -> str:
    """Return what was said and decided, in order; not `concluded` is without the conclusion."""
    conclusion = numbered_heading(sheet, "conclusions_number", "Kết luận", concluding(sheet))
    return (
        sheet.p("heading", heading)
        + numbered_heading(sheet, "agenda_number", "Chương trình", sheet.listed("agenda"))
        + numbered_heading(
            sheet, "carried_number", "Kết quả thực hiện nhiệm vụ các cuộc họp trước", carried(sheet)
        )
        + numbered_heading(sheet, "reports_number", "Báo cáo trình bày", spoken(sheet, "reports"))
        + numbered_heading(sheet, "opinions_number", opinions, spoken(sheet, "opinions"))
        + numbered_heading(sheet, "votes_number", "Kết quả biểu quyết", sheet.listed("votes"))
        + (conclusion if concluded else when(NOTHING_SAID, sheet.body("……")))
    )


def concluding(sheet: Sheet) -> str:
    """Return who concluded, and the conclusion word for word."""
    return sheet.body("{{ concluder }} kết luận:", keep=True) + sheet.listed(
        "conclusions", "paragraph"
    )


def closing(sheet: Sheet, *, copies: bool = False) -> str:
    """Return the last sentences; they keep with the signatures."""
    before = sheet.body("{{ copies }}", keep=True) if copies else ""
    return before + sheet.body("{{ ended }}", keep=True)


def minutes_body(sheet: Sheet) -> str:
    """Return the minutes of a conference or a meeting."""
    return (
        sheet.letterhead(dated=sheet.is_party)
        + sheet.title("BIÊN BẢN")
        + opening(sheet)
        + attendance(sheet)
        + course(sheet)
        + closing(sheet)
        + sheet.two_blocks(copied=True)
        + correction()
        + paragraph("NtmThin")
    )


def working_body(sheet: Sheet) -> str:
    """Return the minutes of a working session: both parties, three signatures."""
    parties = when(
        "partner_people",
        sheet.body("1. Đoàn làm việc: {{ partner_name }}", keep=True),
        sheet.listed("partner_people"),
        sheet.body("2. Đơn vị: {{ host_name }}", keep=True),
        sheet.listed("host_people"),
    ) + when(
        "not partner_people",
        sheet.body("Đoàn làm việc: {{ partner_name }}"),
        sheet.body("Đơn vị: {{ host_name }}"),
        sheet.body("Thành phần dự họp:", keep=True),
        sheet.listed("present"),
    )
    lower = table(
        (75, 90),
        row(
            cell(75, sheet.recipients(), middle=False),
            cell(90, sheet.block("secretary_block") + sheet.p("capacity"), middle=False),
        ),
        borders=False,
    )
    return (
        sheet.letterhead(dated=sheet.is_party)
        + sheet.title("BIÊN BẢN LÀM VIỆC")
        + opening(sheet)
        + sheet.p("heading", "II. THÀNH PHẦN LÀM VIỆC")
        + officers(sheet)
        + parties
        + when("guests", sheet.body("Khách mời:", keep=True), sheet.listed("guests"))
        + when("absent", sheet.body("Vắng mặt:", keep=True), sheet.listed("absent"))
        + course(sheet, "III. NỘI DUNG LÀM VIỆC", "Ý kiến trao đổi")
        + closing(sheet, copies=True)
        + sheet.two_blocks()
        + lower
        + correction()
        + paragraph("NtmThin")
    )


def village_body(sheet: Sheet) -> str:
    """Return the minutes of a thôn: households that came, votes, three signatures."""
    half = TEXT_WIDTH_MM / 2
    lower = table(
        (half, half),
        row(
            cell(half, sheet.p("capacity"), middle=False),
            cell(half, sheet.block("household_block"), middle=False),
        ),
        borders=False,
    )
    nation = (
        paragraph("NtmNation", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        + paragraph("NtmMotto", "Độc lập - Tự do - Hạnh phúc")
        + line(1.0, 2, longest=150)
    )
    return (
        when("draft_note", paragraph("NtmDraft", "{{ draft_note }}"), paragraph("NtmThin"))
        + nation
        + sheet.title("BIÊN BẢN {{ unverified }}")
        + opening(sheet)
        + sheet.p("heading", "II. THÀNH PHẦN THAM DỰ")
        + officers(sheet)
        + sheet.body("{{ households }}")
        + when("delegates", sheet.body("Đại biểu dự họp:", keep=True), sheet.listed("delegates"))
        + when("guests", sheet.body("Khách mời:", keep=True), sheet.listed("guests"))
        + course(sheet, "III. NỘI DUNG", "Ý kiến của các hộ")
        + closing(sheet, copies=True)
        + sheet.two_blocks()
        + lower
        + correction()
        + paragraph("NtmThin")
    )


def recognition_body(sheet: Sheet) -> str:
    """Return the minutes of a proposal of recognition, with the result of the vote."""
    return (
        sheet.letterhead(dated=sheet.is_party)
        + sheet.title("BIÊN BẢN")
        + opening(sheet)
        + attendance(sheet)
        + course(sheet, concluded=False)
        + sheet.p("heading", "IV. KẾT QUẢ BỎ PHIẾU")
        + sheet.listed("results")
        + sheet.p("heading", "V. KẾT LUẬN")
        + concluding(sheet)
        + closing(sheet, copies=True)
        + sheet.two_blocks(copied=True)
        + correction()
        + paragraph("NtmThin")
    )


def minutes(regime: str) -> WordDocument:
    """Return the template of the minutes of a conference."""
    return meeting_document("Biên bản", regime, minutes_body)


def working(regime: str) -> WordDocument:
    """Return the template of the minutes of a working session."""
    return meeting_document("Biên bản làm việc", regime, working_body)


def village(regime: str) -> WordDocument:
    """Return the template of the minutes of a thôn."""
    return meeting_document("Biên bản họp thôn", regime, village_body)


def recognition(regime: str) -> WordDocument:
    """Return the template of the minutes of a proposal of recognition."""
    return meeting_document("Biên bản họp xét đề nghị công nhận", regime, recognition_body)
