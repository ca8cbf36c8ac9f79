"""The templates of letters, plans, reviews, decisions, notices and reports for a session."""

from __future__ import annotations

from docx.document import Document as WordDocument

from ntm_desktop.reports.regimes import PARTY_PARTS
from tools.word_templates import layout
from tools.word_templates.layout import (
    LEFT,
    MIDDLE,
    TEXT_WIDTH_MM,
    cell,
    data_row,
    head_cell,
    paragraph,
    row,
    table,
    tag,
    tag_row,
    twips,
    when,
)
from tools.word_templates.meeting_layout import Sheet, meeting_document
from tools.word_templates.official import annex

ADDRESS_WIDTHS = (38.0, TEXT_WIDTH_MM - 38)
LISTED_MM = 4
LIST_NAME = 'DANH SÁCH</w:t><w:br/><w:t xml:space="preserve">{{ list_title }}'


def rows_of(
    field: str, widths: tuple[float, ...], heads: tuple[str, ...], styles: tuple[str, ...],
    fields: tuple[str, ...],
) -> str:  # fmt: skip
    """Return a table with one row for each element of a list field; its head row repeats."""
    columns = len(widths)
    return table(
        widths,
        row(*(head_cell(w, text) for w, text in zip(widths, heads, strict=True)), head=True),
        tag_row(f"for r in {field}", columns),
        data_row(widths, styles, tuple(f"{{{{ r.{name} }}}}" for name in fields)),
        tag_row("endfor", columns),
    )


def prose(sheet: Sheet, field: str) -> str:
    """Return the paragraphs of one section of prose."""
    return sheet.listed(field, "paragraph")


def parts(sheet: Sheet, *named: tuple[str, str]) -> str:
    """Return headings with the sections of prose below them; "" for a heading alone."""
    made = []
    for heading, field in named:
        is_clause = heading[:1].isdigit()
        made.append(sheet.p("subheading" if is_clause else "heading", heading))
        made.append(prose(sheet, field) if field else "")
    return "".join(made)


def beside(xml: str) -> str:
    """Return a paragraph flush left, its lines hanging below the first letter after the dash."""
    look = (
        f'<w:spacing w:before="0" w:after="40"/><w:ind w:left="{twips(LISTED_MM)}" '
        f'w:hanging="{twips(LISTED_MM)}"/><w:jc w:val="left"/></w:pPr>'
    )
    return xml.replace("</w:pPr>", look, 1)


def letterhead_of_letter(sheet: Sheet) -> str:
    """Return the head of a letter: its subject stands below the number."""
    subject = sheet.p("letter_subject", "{{ letter_subject }}")
    number = sheet.p("number", "{{ document_number }}")
    return sheet.letterhead().replace(number, number + subject, 1)


def address(sheet: Sheet) -> str:
    """Return "Kính gửi": one place on its line, several as a list beside it."""
    left, right = ADDRESS_WIDTHS
    several = table(
        ADDRESS_WIDTHS,
        row(
            cell(left, beside_head(sheet), middle=False),
            cell(
                right,
                tag("for one in addressees")
                + beside(sheet.p("addressee", "{{ one }}"))
                + tag("endfor"),
                middle=False,
            ),
        ),
        borders=False,
    ).replace("<w:cantSplit/>", "")  # a long list goes on over the page
    return (
        when("addressee", sheet.p("addressee", "Kính gửi: {{ addressee }}."))
        + when("addressees", paragraph("NtmDraft"), several)
        + paragraph("NtmDraft")
    )


def beside_head(sheet: Sheet) -> str:
    """Return the words "Kính gửi:" at the left of a list."""
    look = (
        '<w:spacing w:before="0" w:after="40"/>'
        f'<w:ind w:right="{twips(LISTED_MM / 2)}"/><w:jc w:val="right"/></w:pPr>'
    )
    return sheet.p("addressee", "Kính gửi:").replace("</w:pPr>", look, 1)


def letter_body(sheet: Sheet) -> str:
    """Return the letter; sections of the other kinds are empty."""
    late = rows_of(
        "late", (12, 77, 36, 22, 18), ("TT", "Nhiệm vụ", "Chủ trì", "Hạn", "Quá hạn"),
        (MIDDLE, LEFT, LEFT, MIDDLE, MIDDLE), ("number", "text", "lead", "due", "late"),
    )  # fmt: skip
    asked = rows_of(
        "asked", (12, 60, 71, 22),
        ("TT", "Đơn vị, người cung cấp", "Chỉ tiêu", "Số chỉ tiêu"),
        (MIDDLE, LEFT, LEFT, MIDDLE), ("number", "who", "codes", "count"),
    )  # fmt: skip
    return (
        letterhead_of_letter(sheet)
        + address(sheet)
        + prose(sheet, "reminder_opening")
        + when("late", paragraph("NtmDraft"), late)
        + prose(sheet, "reminder_request")
        + prose(sheet, "figures_opening")
        + when("asked", paragraph("NtmDraft"), asked)
        + prose(sheet, "figures_request")
        + prose(sheet, "other_body")
        + sheet.signature()
        + paragraph("NtmThin")
    )


def plan_body(sheet: Sheet) -> str:
    """Return the plan."""
    widths = (16.0, 75.0, 20.0, 27.0, 27.0)
    styles = (MIDDLE, LEFT, MIDDLE, MIDDLE, MIDDLE)
    heads = ("Mã", "Nội dung", "Đơn vị tính", "{{ current_label }}", "{{ planned_label }}")
    fields = ("code", "text", "measure_unit", "current", "planned")
    return (
        sheet.letterhead()
        + sheet.title("KẾ HOẠCH")
        + prose(sheet, "opening")
        + parts(
            sheet,
            ("I. MỤC ĐÍCH, YÊU CẦU", ""),
            ("1. Mục đích", "purpose"),
            ("2. Yêu cầu", "requirements"),
            ("II. CHỈ TIÊU, TIÊU CHÍ PHẤN ĐẤU", "targets"),
        )
        + when(
            "target_rows",
            paragraph("NtmDraft"),
            rows_of("target_rows", widths, heads, styles, fields),
        )
        + parts(
            sheet,
            ("III. NHIỆM VỤ, GIẢI PHÁP", "solutions"),
            ("IV. KINH PHÍ THỰC HIỆN", "funding"),
            ("V. TỔ CHỨC THỰC HIỆN", "organisation"),
        )
        + sheet.signature()
        + paragraph("NtmThin")
    )


def review_body(sheet: Sheet) -> str:
    """Return the interim review."""
    return (
        sheet.letterhead()
        + sheet.title("BÁO CÁO")
        + prose(sheet, "opening")
        + parts(
            sheet,
            ("I. ĐẶC ĐIỂM TÌNH HÌNH", "situation"),
            ("II. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO", "leadership"),
            ("III. KẾT QUẢ THỰC HIỆN", ""),
            ("1. Kết quả thực hiện tiêu chí", "general_result"),
            ("2. Các tiêu chí chưa đạt", "unmet_criteria"),
            ("3. Chỉ tiêu kinh tế - xã hội", "figures"),
            ("4. Huy động, sử dụng nguồn lực", "funding"),
            ("5. Công trình, dự án", "works"),
            ("6. Nhiệm vụ được giao", "tasks"),
            ("IV. TỒN TẠI, HẠN CHẾ, NGUYÊN NHÂN", ""),
            ("1. Tồn tại, hạn chế", "shortcomings"),
            ("2. Nguyên nhân", "causes"),
            ("3. Bài học kinh nghiệm", "lessons"),
            ("V. PHƯƠNG HƯỚNG, NHIỆM VỤ", "next_tasks"),
            ("VI. KIẾN NGHỊ, ĐỀ XUẤT", "proposals"),
        )
        + sheet.signature()
        + paragraph("NtmThin")
    )


def working_body(sheet: Sheet) -> str:
    """Return the report for a session."""
    return (
        sheet.letterhead()
        + sheet.title("BÁO CÁO")
        + prose(sheet, "opening")
        + parts(
            sheet,
            ("I. KẾT QUẢ THỰC HIỆN TIÊU CHÍ", ""),
            ("1. Kết quả chung", "general_result"),
            ("2. Các tiêu chí chưa đạt", "unmet_criteria"),
            ("II. CÔNG TRÌNH, NGUỒN LỰC", ""),
            ("1. Công trình, dự án", "works"),
            ("2. Nguồn lực", "funding"),
            ("III. KHÓ KHĂN, VƯỚNG MẮC", "problems"),
            ("IV. KIẾN NGHỊ, ĐỀ XUẤT", "proposals"),
        )
        + sheet.signature()
        + paragraph("NtmThin")
    )


def article(sheet: Sheet, number: int, field: str, *, keep: bool = False) -> str:
    """Return an article: its number in bold before the first paragraph of a list field."""
    first = sheet.body("{{ paragraph }}", keep=keep)
    size = round(PARTY_PARTS["body"].size * 2) if sheet.is_party else layout.STYLES["NtmBody"][1]
    label = layout.runs(f"Điều {number}. ", size, bold=True)
    numbered = first.replace("</w:pPr>", f"</w:pPr>{label}", 1)
    return (
        tag(f"for paragraph in {field}")
        + tag("if loop.first")
        + numbered
        + tag("else")
        + first
        + tag("endif")
        + tag("endfor")
    )


def members_table() -> str:
    """Return the list of members."""
    return rows_of(
        "members", (13, 48, 64, 40),
        ("TT", "Họ và tên", "Chức vụ, đơn vị công tác", "Chức vụ trong Ban Chỉ đạo"),
        (MIDDLE, LEFT, LEFT, LEFT), ("number", "name", "office", "role"),
    )  # fmt: skip


def decision_body(sheet: Sheet) -> str:
    """Return the decision; the list stands on pages of its own."""
    spread = paragraph("NtmDraft")
    listed = annex("annex", LIST_NAME, sheet.section, spread, members_table())
    if sheet.is_party:
        broken = f'<w:p><w:pPr><w:pStyle w:val="NtmThin"/>{sheet.section}</w:pPr></w:p>'
        listed = (
            broken
            + sheet.p("type", LIST_NAME)
            + sheet.p("place_date", "{{ annex_reference }}")
            + sheet.p("subject_mark", "-----")
            + spread
            + members_table()
        )
    return (
        sheet.letterhead()
        + sheet.title("QUYẾT ĐỊNH")
        + sheet.p("signer_name" if sheet.is_party else "capacity", "{{ authority }}")
        + tag("for ground in grounds")
        + sheet.p("grounds", "{{ ground }}")
        + tag("endfor")
        + (paragraph("NtmDraft") if sheet.is_party else "")
        + sheet.p("subject" if sheet.is_party else "type", "QUYẾT ĐỊNH:")
        + article(sheet, 1, "members_article")
        + article(sheet, 2, "duties")
        + article(sheet, 3, "force")
        + article(sheet, 4, "execution", keep=True)
        + sheet.signature("")
        + listed
        + paragraph("NtmThin")
    )


def notice_body(sheet: Sheet) -> str:
    """Return the notice with the results of every criterion."""
    widths = (14.0, 84.0, 30.0, 37.0)
    styles = (MIDDLE, LEFT, MIDDLE, MIDDLE)
    heads = ("TT", "Tiêu chí", "Chỉ tiêu đạt", "Đánh giá")
    fields = ("code", "name", "result", "outcome")
    return (
        sheet.letterhead()
        + sheet.title("THÔNG BÁO")
        + prose(sheet, "opening")
        + sheet.p("subheading", "1. Kết quả thực hiện")
        + prose(sheet, "results")
        + when(
            "criteria",
            paragraph("NtmDraft"),
            rows_of("criteria", widths, heads, styles, fields),
            sheet.body("{{ table_note }}"),
        )
        + sheet.p("subheading", "2. Nơi, thời gian công khai")
        + prose(sheet, "publication")
        + sheet.p("subheading", "3. Tiếp nhận ý kiến")
        + prose(sheet, "opinions")
        + sheet.signature()
        + paragraph("NtmThin")
    )


def letter(regime: str) -> WordDocument:
    """Return the template of the letter."""
    return meeting_document("Công văn", regime, letter_body)


def plan(regime: str) -> WordDocument:
    """Return the template of the plan."""
    return meeting_document("Kế hoạch thực hiện", regime, plan_body)


def review(regime: str) -> WordDocument:
    """Return the template of the interim review."""
    return meeting_document("Báo cáo sơ kết thực hiện nghị quyết", regime, review_body)


def working(regime: str) -> WordDocument:
    """Return the template of the report for a session."""
    return meeting_document("Báo cáo phục vụ buổi làm việc", regime, working_body)


def decision(regime: str) -> WordDocument:
    """Return the template of the decision."""
    return meeting_document("Quyết định kiện toàn Ban Chỉ đạo", regime, decision_body)


def notice(regime: str) -> WordDocument:
    """Return the template of the notice."""
    return meeting_document("Thông báo công khai kết quả", regime, notice_body)
