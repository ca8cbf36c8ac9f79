"""The templates of the papers of a recognition dossier: reports, request, ballot, minutes."""

from __future__ import annotations

from docx.document import Document as WordDocument

from tools.word_templates.funding_papers import fields, heads
from tools.word_templates.layout import (
    LEFT,
    MIDDLE,
    RIGHT,
    build_document,
    cell,
    data_row,
    each,
    paragraph,
    row,
    table,
    tag,
    tag_row,
    when,
)
from tools.word_templates.meeting_layout import Sheet
from tools.word_templates.official import (
    draft_line,
    letterhead,
    prose,
    section_end,
    signature,
    title,
    whole_annex,
)
from tools.word_templates.progress_report import criteria_table, funding_table, works_annex

NOTE = paragraph("NtmTableNote", "{{ table_note }}")
THIN = paragraph("NtmThin")
SPACE = paragraph("NtmDraft")
DOTS = "." * 60
BOX = "☐"


def heading(text: str) -> str:
    """Return the heading of a part."""
    return paragraph("NtmHeading", text, keep=True)


def clause(text: str, field: str) -> str:
    """Return a numbered clause with its section of prose."""
    return paragraph("NtmSubheading", text, keep=True) + prose(field)


def grounds() -> str:
    """Return the "Căn cứ" lines, in italics."""
    return each("ground", "grounds", paragraph("NtmGrounds", "{{ ground }}"))


def listed(name: str, widths: tuple[float, ...], styles: tuple[str, ...],
           named: tuple[str, ...], parts: tuple[str, ...], field: str) -> str:  # fmt: skip
    """Return a table with one row for each element of a list field."""
    columns = len(widths)
    return table(
        widths,
        heads(widths, named),
        tag_row(f"for {name} in {field}", columns),
        data_row(widths, styles, fields(name, *parts)),
        tag_row("endfor", columns),
    )


# --- báo cáo kết quả ---


def criteria_in_text() -> str:
    """Return every criterion: what is asked, reached, judged, proven and spent."""
    one = "criterion"
    return (
        tag(f"for {one} in results")
        + paragraph("NtmSubheading", f"{{{{ {one}.heading }}}}", keep=True)
        + paragraph("NtmBody", "a) Yêu cầu của tiêu chí:", keep=True)
        + each("line", f"{one}.requirements", paragraph("NtmBody", "{{ line }}"))
        + paragraph("NtmBody", "b) Kết quả thực hiện:", keep=True)
        + each("line", f"{one}.results", paragraph("NtmBody", "{{ line }}"))
        + paragraph("NtmBody", f"{{{{ {one}.verdict }}}}")
        + paragraph("NtmBody", f"{{{{ {one}.evidence }}}}")
        + when(f"{one}.works", paragraph("NtmBody", f"{{{{ {one}.works }}}}"))
        + tag("endfor")
        + when("results_gap", paragraph("NtmBody", "{{ results_gap }}"))
    )


def documents_table() -> str:
    """Return the documents the office has issued."""
    widths = (10, 31, 22, 25, 50, 27)
    named = ("TT", "Số, ký hiệu", "Ngày ban hành", "Loại văn bản", "Trích yếu", "Cơ quan ban hành")
    parts = ("place", "number", "issued_on", "document_type", "subject", "issuer")
    styles = (MIDDLE, LEFT, MIDDLE, LEFT, LEFT, LEFT)
    return listed("document", widths, styles, named, parts, "documents")


def products_table() -> str:
    """Return the OCOP products."""
    widths = (10, 37, 30, 20, 10, 24, 22, 12)
    named = (
        *("TT", "Sản phẩm", "Chủ thể", "Thôn", "Số sao"),
        *("Quyết định", "Hiệu lực đến", "Bước"),
    )
    parts = ("place", "name", "subject", "village", "stars", "decision", "until", "stage")
    styles = (MIDDLE, LEFT, LEFT, LEFT, MIDDLE, LEFT, MIDDLE, LEFT)
    return listed("product", widths, styles, named, parts, "products")


def result_body(section: str) -> str:
    """Return the report on results with its annexes."""
    money_unit = paragraph("NtmMoneyUnit", "Đơn vị: {{ money_unit }}")
    return "".join(
        (
            draft_line(),
            letterhead(),
            title("BÁO CÁO"),
            grounds(),
            prose("opening"),
            heading("I. ĐẶC ĐIỂM TÌNH HÌNH"),
            clause("1. Đặc điểm chung", "features"),
            clause("2. Thuận lợi", "advantages"),
            clause("3. Khó khăn", "difficulties"),
            heading("II. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"),
            clause("1. Văn bản đã ban hành", "issued"),
            clause("2. Ban Chỉ đạo, bộ máy thực hiện", "steering"),
            clause("3. Tuyên truyền, vận động", "propaganda"),
            clause("4. Đào tạo, tập huấn", "training"),
            heading("III. KẾT QUẢ THỰC HIỆN"),
            clause("1. Kết quả chung", "general_result"),
            paragraph("NtmSubheading", "2. Kết quả thực hiện từng tiêu chí"),
            criteria_in_text(),
            clause("3. Phát triển sản xuất, OCOP, thu nhập, giảm nghèo", "production"),
            clause("4. Huy động, sử dụng nguồn lực", "funding"),
            clause("5. Công trình, dự án", "works"),
            heading("IV. ĐÁNH GIÁ CHUNG"),
            clause("1. Kết quả nổi bật", "highlights"),
            clause("2. Tồn tại, hạn chế", "shortcomings"),
            clause("3. Nguyên nhân", "causes"),
            clause("4. Bài học kinh nghiệm", "lessons"),
            heading("V. PHƯƠNG HƯỚNG, NHIỆM VỤ"),
            prose("next_tasks"),
            heading("VI. KIẾN NGHỊ, ĐỀ XUẤT"),
            prose("proposals"),
            signature(),
            section_end(section),
            whole_annex(
                "criteria_annex", "KẾT QUẢ THỰC HIỆN {{ criteria_set }}", section,
                SPACE, criteria_table(), NOTE,
            ),
            whole_annex(
                "funding_annex", "TỔNG HỢP HUY ĐỘNG, SỬ DỤNG NGUỒN LỰC", section,
                money_unit, THIN, funding_table(), NOTE,
                when("funding_note", paragraph("NtmTableNote", "{{ funding_note }}")),
            ),
            works_annex(section),
            whole_annex(
                "documents_annex", "DANH MỤC VĂN BẢN ĐÃ BAN HÀNH", section,
                SPACE, documents_table(), NOTE,
            ),
            whole_annex(
                "products_annex", "DANH MỤC SẢN PHẨM OCOP", section,
                SPACE, products_table(), NOTE,
            ),
            THIN,
        )
    )  # fmt: skip


# --- tờ trình ---


def request_body(section: str) -> str:
    """Return the request for recognition."""
    del section
    return "".join(
        (
            draft_line(),
            letterhead(),
            title("TỜ TRÌNH"),
            grounds(),
            heading("I. SỰ CẦN THIẾT"),
            prose("necessity"),
            heading("II. KẾT QUẢ THỰC HIỆN"),
            clause("1. Kết quả thực hiện bộ tiêu chí", "result"),
            clause("2. Kết quả thực hiện các điều kiện", "conditions"),
            heading("III. NỘI DUNG ĐỀ NGHỊ"),
            prose("proposal"),
            heading("IV. HỒ SƠ KÈM THEO"),
            prose("attached"),
            signature(),
            THIN,
        )
    )


# --- tổng hợp ý kiến ---


def meetings_table() -> str:
    """Return the thôn meetings with who came and what was voted."""
    widths = (10, 48, 22, 22, 16, 47)
    named = ("TT", "Cuộc họp", "Ngày họp", "Số hộ dự/ tổng số hộ", "Tỷ lệ (%)", "Biểu quyết")
    contents = (
        *("{{ meeting.number }}", "{{ meeting.title }}", "{{ meeting.held_on }}"),
        *("{{ meeting.households }}", "{{ meeting.share }}"),
    )
    styles = (MIDDLE, LEFT, MIDDLE, MIDDLE, MIDDLE)
    cells = [
        cell(width, paragraph(style, text))
        for width, style, text in zip(widths, styles, contents, strict=False)
    ]
    cells.append(cell(widths[-1], each("line", "meeting.votes", paragraph(LEFT, "{{ line }}"))))
    return table(
        widths,
        heads(widths, named),
        tag_row("for meeting in meetings", len(widths)),
        row(*cells),
        tag_row("endfor", len(widths)),
    )


def opinions_body(section: str) -> str:
    """Return the report on opinions."""
    del section
    return "".join(
        (
            draft_line(),
            letterhead(),
            title("BÁO CÁO"),
            prose("opening"),
            heading("I. QUÁ TRÌNH LẤY Ý KIẾN"),
            clause("1. Công khai dự thảo báo cáo kết quả", "publishing"),
            clause("2. Tổ chức lấy ý kiến", "gathering"),
            when("meetings", SPACE, meetings_table(), paragraph("NtmPlain", "{{ table_note }}")),
            heading("II. KẾT QUẢ THAM GIA Ý KIẾN"),
            clause("1. Ý kiến của Ủy ban Mặt trận Tổ quốc Việt Nam", "front"),
            clause("2. Ý kiến của các tổ chức chính trị - xã hội", "organisations"),
            clause("3. Ý kiến của Nhân dân", "people"),
            heading("III. TIẾP THU, GIẢI TRÌNH"),
            prose("taken_up"),
            heading("IV. ĐÁNH GIÁ CHUNG"),
            prose("conclusion"),
            signature(),
            THIN,
        )
    )


# --- phiếu lấy ý kiến, biên bản kiểm phiếu ---


def ballot_body(section: str) -> str:
    """Return the ballot: who is asked, the questions, the answer as a whole."""
    del section
    widths = (12, 78, 22, 25, 28)
    named = ("TT", "Nội dung", "Hài lòng", "Không hài lòng", "Ý kiến khác")
    styles = (MIDDLE, LEFT, MIDDLE, MIDDLE, LEFT)
    asked = ("{{ question.number }}", "{{ question.text }}", BOX, BOX, "")
    whole = ("", "{{ whole }}", BOX, BOX, "")
    return "".join(
        (
            Sheet("state").letterhead(numbered=False, dated=False),
            paragraph("NtmType", "PHIẾU LẤY Ý KIẾN"),
            paragraph("NtmSubject", "{{ subject }}"),
            paragraph("NtmStanding", "({{ period }})"),
            paragraph("NtmPlain", f"Họ và tên người được lấy ý kiến (nếu muốn ghi): {'.' * 40}"),
            when("village", paragraph("NtmPlain", "Thôn, tổ dân phố: {{ village }}")),
            when("not village", paragraph("NtmPlain", f"Thôn, tổ dân phố: {DOTS}")),
            paragraph("NtmPlain", "{{ note }}"),
            THIN,
            table(
                widths,
                heads(widths, named),
                tag_row("for question in questions", len(widths)),
                data_row(widths, styles, asked),
                tag_row("endfor", len(widths)),
                data_row(widths, styles, whole, bold=True),
            ),
            paragraph("NtmPlain", f"Ý kiến đóng góp thêm: {DOTS}"),
            paragraph("NtmPlain", "." * 100),
            when("back", paragraph("NtmPlain", "{{ back }}")),
            THIN,
        )
    )


def counting_body(section: str) -> str:
    """Return the minutes of counting the ballots."""
    del section
    sheet = Sheet("state")
    widths = (80, 30, 55)
    named = ("Nội dung", "Số lượng", "Tỷ lệ")
    by_question = (12, 73, 20, 22, 20, 18)
    asked = (*("TT", "Nội dung", "Hài lòng", "Không hài lòng", "Ý kiến khác", "Hài lòng (%)"),)
    parts = ("number", "text", "satisfied", "unsatisfied", "other", "share")
    styles = (MIDDLE, LEFT, RIGHT, RIGHT, RIGHT, RIGHT)
    return "".join(
        (
            sheet.letterhead(numbered=False, dated=False),
            sheet.title("BIÊN BẢN"),
            sheet.body("{{ opening }}"),
            heading("I. TỔ KIỂM PHIẾU"),
            each("member", "members", sheet.body("{{ member }}")),
            heading("II. KẾT QUẢ KIỂM PHIẾU"),
            paragraph("NtmSubheading", "1. Số phiếu"),
            THIN,
            listed("line", widths, (LEFT, MIDDLE, LEFT), named, ("name", "number", "share"),
                   "counts"),
            when(
                "questions",
                paragraph("NtmSubheading", "2. Kết quả từng nội dung"),
                THIN,
                listed("question", by_question, styles, asked, parts, "questions"),
            ),
            SPACE,
            each("result", "results", sheet.body("{{ result }}")),
            heading("III. KẾT THÚC"),
            sheet.body("{{ ending }}", keep=True),
            sheet.body("{{ copies }}", keep=True),
            sheet.two_blocks(),
            THIN,
        )
    )  # fmt: skip


# --- the documents ---


def result() -> WordDocument:
    """Return the template of the report on results."""
    return build_document("Báo cáo kết quả thực hiện xây dựng nông thôn mới", result_body)


def request() -> WordDocument:
    """Return the template of the request for recognition."""
    return build_document("Tờ trình đề nghị xét, công nhận", request_body)


def opinions() -> WordDocument:
    """Return the template of the report on opinions."""
    return build_document("Báo cáo tổng hợp ý kiến", opinions_body)


def ballot() -> WordDocument:
    """Return the template of the ballot."""
    return build_document("Phiếu lấy ý kiến về sự hài lòng", ballot_body)


def counting() -> WordDocument:
    """Return the template of the minutes of counting."""
    return build_document("Biên bản kiểm phiếu", counting_body)
