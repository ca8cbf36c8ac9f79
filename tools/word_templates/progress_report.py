"""The template of the progress report (Báo cáo tiến độ)."""

from __future__ import annotations

from docx.document import Document as WordDocument

from tools.word_templates.layout import (
    ANNEX_WIDTH_MM,
    LEFT,
    MIDDLE,
    RIGHT,
    TEXT_WIDTH_MM,
    build_document,
    cell,
    data_row,
    head_cell,
    paragraph,
    row,
    table,
    tag,
    tag_row,
    when,
)
from tools.word_templates.official import (
    draft_line,
    letterhead,
    picture,
    prose,
    section_end,
    signature,
    title,
    turned,
    whole_annex,
)


def criteria_table() -> str:
    """Return the table of criteria: result of the compared period beside this one's, outcome."""
    widths = (12, 58, 16, 19, 19, 17, 24)
    number, content_width, unit, _, result, outcome, note = widths
    styles = (MIDDLE, LEFT, MIDDLE, MIDDLE, MIDDLE, MIDDLE, LEFT)
    first = row(
        head_cell(number, "TT", merge="restart"),
        head_cell(content_width, "Nội dung tiêu chí, chỉ tiêu", merge="restart"),
        head_cell(unit, "Đơn vị tính", merge="restart"),
        head_cell(2 * result, "Kết quả thực hiện", span=2),
        head_cell(outcome, "Đánh giá", merge="restart"),
        head_cell(note, "Ghi chú", merge="restart"),
        head=True,
    )
    second = row(
        *(head_cell(width, "", merge="continue") for width in widths[:3]),
        head_cell(result, "{{ previous_label }}"),
        head_cell(result, "{{ current_label }}"),
        *(head_cell(width, "", merge="continue") for width in widths[5:]),
        head=True,
    )
    c, i = "criterion", "indicator"
    criterion_fields = (
        f"{{{{ {c}.code }}}}", f"{{{{ {c}.name }}}}", "", f"{{{{ {c}.previous }}}}",
        f"{{{{ {c}.result }}}}", f"{{{{ {c}.outcome }}}}", f"{{{{ {c}.note }}}}",
    )  # fmt: skip
    content = (
        paragraph(LEFT, f"{{{{ {i}.text }}}}")
        + tag(f"if {i}.target", LEFT)
        + paragraph(LEFT, f"(yêu cầu: {{{{ {i}.target }}}})")
        + tag("endif", LEFT)
    )
    texts = (f"{i}.measure_unit", f"{i}.previous", f"{i}.result", f"{i}.outcome", f"{i}.note")
    indicator_row = row(
        cell(number, paragraph(MIDDLE, f"{{{{ {i}.code }}}}")),
        cell(content_width, content),
        *(
            cell(width, paragraph(style, f"{{{{ {text} }}}}"))
            for width, style, text in zip(widths[2:], styles[2:], texts, strict=True)
        ),
    )
    return table(
        widths,
        first,
        second,
        tag_row("for criterion in criteria", 7),
        data_row(widths, styles, criterion_fields, bold=True),
        tag_row("for indicator in criterion.indicators", 7),
        indicator_row,
        tag_row("endfor", 7),
        tag_row("endfor", 7),
        row(cell(TEXT_WIDTH_MM, paragraph(LEFT, "{{ criteria_summary }}", bold=True), span=7)),
    )


def funding_fields(name: str) -> tuple[str, ...]:
    """Return the six fields of a funding row."""
    fields = ("number", "name", "planned", "allocated", "disbursed", "rate")
    return tuple(f"{{{{ {name}.{field} }}}}" for field in fields)


def funding_table() -> str:
    """Return the table of funding by source: plan of the year, mobilised, disbursed."""
    widths = (12, 61, 25, 25, 25, 17)
    styles = (MIDDLE, LEFT, RIGHT, RIGHT, RIGHT, RIGHT)
    heads = (
        "TT",
        "Nguồn vốn",
        "{{ plan_label }}",
        "Đã giao, huy động",
        "Giải ngân trong kỳ",
        "Giải ngân/ kế hoạch (%)",
    )
    return table(
        widths,
        row(*(head_cell(w, text) for w, text in zip(widths, heads, strict=True)), head=True),
        data_row(widths, styles, funding_fields("funding_total"), bold=True),
        tag_row("for group in funding_groups", 6),
        data_row(widths, styles, funding_fields("group.row"), bold=True),
        tag_row("for source in group.parts", 6),
        data_row(widths, styles, funding_fields("source")),
        tag_row("endfor", 6),
        tag_row("endfor", 6),
    )


def work_fields(name: str) -> tuple[str, ...]:
    """Return the eight fields of a row of works."""
    fields = (
        *("number", "work_type", "name", "quantity"),
        *("total_investment", "planned", "disbursed", "state"),
    )
    return tuple(f"{{{{ {name}.{field} }}}}" for field in fields)


def works_table() -> str:
    """Return the table of works; equal neighbours in the column of types become one cell."""
    widths = (12, 36, 78, 24, 27, 27, 27, 21)
    styles = (MIDDLE, LEFT, LEFT, MIDDLE, RIGHT, RIGHT, RIGHT, MIDDLE)
    heads = (
        *("TT", "Loại công trình", "Tên công trình, địa điểm", "Khối lượng", "Tổng mức đầu tư"),
        *("{{ plan_label }}", "Giải ngân trong kỳ", "Tiến độ"),
    )
    return table(
        widths,
        row(*(head_cell(w, text) for w, text in zip(widths, heads, strict=True)), head=True),
        tag_row("for work in work_rows", 8, ANNEX_WIDTH_MM),
        data_row(widths, styles, work_fields("work")),
        tag_row("endfor", 8, ANNEX_WIDTH_MM),
        data_row(widths, styles, work_fields("works_total"), bold=True),
        rule="merge-equal 2",
    )


def works_annex(section: str) -> str:
    """Return the annex of works, on landscape pages; the section is that of the others."""
    return whole_annex(
        "works_annex",
        "DANH MỤC CÔNG TRÌNH, DỰ ÁN",
        turned(section),
        paragraph("NtmMoneyUnit", "Đơn vị: {{ money_unit }}"),
        paragraph("NtmThin"),
        works_table(),
        when("works_note", paragraph("NtmTableNote", "{{ works_note }}")),
        paragraph("NtmTableNote", "{{ table_note }}"),
    )


def progress_report_body(section: str) -> str:
    """Return the whole body of the progress report."""
    money_unit = paragraph("NtmMoneyUnit", "Đơn vị: {{ money_unit }}")
    gap = paragraph("NtmThin")
    note = paragraph("NtmTableNote", "{{ table_note }}")
    space = paragraph("NtmDraft")
    return "".join(
        (
            draft_line(),
            letterhead(),
            title("BÁO CÁO"),
            prose("opening"),
            paragraph("NtmHeading", "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"),
            prose("direction"),
            paragraph("NtmHeading", "II. KẾT QUẢ THỰC HIỆN"),
            paragraph("NtmSubheading", "1. Kết quả chung"),
            prose("general_result"),
            picture("progress_chart", "progress_caption"),
            paragraph("NtmSubheading", "2. Các tiêu chí chưa đạt"),
            prose("unmet_criteria"),
            paragraph("NtmSubheading", "3. Huy động, sử dụng nguồn lực"),
            prose("funding"),
            picture("funding_chart", "funding_caption"),
            paragraph("NtmSubheading", "4. Công trình, dự án"),
            prose("works"),
            paragraph("NtmSubheading", "5. Nhiệm vụ quá hạn"),
            prose("overdue_tasks"),
            paragraph("NtmHeading", "III. TỒN TẠI, HẠN CHẾ, NGUYÊN NHÂN"),
            paragraph("NtmSubheading", "1. Tồn tại, hạn chế"),
            prose("shortcomings"),
            paragraph("NtmSubheading", "2. Nguyên nhân"),
            prose("causes"),
            paragraph("NtmHeading", "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ"),
            prose("next_tasks"),
            paragraph("NtmHeading", "V. KIẾN NGHỊ, ĐỀ XUẤT"),
            prose("proposals"),
            signature(),
            section_end(section),
            whole_annex(
                "criteria_annex", "KẾT QUẢ THỰC HIỆN {{ criteria_set }}", section,
                space, criteria_table(), note,
            ),
            whole_annex(
                "funding_annex", "TỔNG HỢP HUY ĐỘNG, SỬ DỤNG NGUỒN LỰC", section,
                money_unit, gap, funding_table(), note,
                when("funding_note", paragraph("NtmTableNote", "{{ funding_note }}")),
            ),
            works_annex(section),
            gap,
        )
    )  # fmt: skip


def build() -> WordDocument:
    """Return the template of the progress report."""
    return build_document("Báo cáo tiến độ xây dựng nông thôn mới", progress_report_body)
