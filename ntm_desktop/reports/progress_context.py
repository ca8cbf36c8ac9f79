"""What the template of the progress report may use: its prose, its annexes, its charts."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop.reports.letterhead import OfficialHead, Signature
from ntm_desktop.reports.template_fields import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """One indicator in the annex of criteria."""

    code: str = shown("mã chỉ tiêu, ví dụ 10.1")
    text: str = shown("nội dung chỉ tiêu")
    target: str = shown("mức yêu cầu, trống nếu chưa biết")
    measure_unit: str = shown("đơn vị tính")
    previous: str = shown("kết quả kỳ so sánh")
    result: str = shown("kết quả kỳ này")
    outcome: str = shown("đánh giá: Đạt, Chưa đạt, Chưa có số liệu, Không áp dụng")
    note: str = shown("ghi chú: còn thiếu bao nhiêu, tự đánh giá vì sao")


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionRow:
    """One criterion in the annex of criteria, with its indicators."""

    code: str = shown("số thứ tự tiêu chí")
    name: str = shown("tên tiêu chí")
    previous: str = shown("đánh giá kỳ so sánh")
    result: str = shown("số chỉ tiêu đạt trên tổng số, ví dụ 3/4 chỉ tiêu")
    outcome: str = shown("đánh giá tiêu chí kỳ này")
    note: str = shown("ghi chú")
    indicators: tuple[IndicatorRow, ...] = shown("các chỉ tiêu của tiêu chí")


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingRow:
    """One row of money by source."""

    number: str = shown("số thứ tự của nguồn: I, 1, 2")
    name: str = shown("tên nguồn vốn")
    planned: str = shown("kế hoạch vốn")
    allocated: str = shown("vốn đã giao, đã huy động")
    disbursed: str = shown("vốn đã giải ngân trong kỳ")
    rate: str = shown("tỷ lệ giải ngân so với kế hoạch, %")


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingGroup:
    """A source of funding and the parts it is made of."""

    row: FundingRow = shown("dòng của cả nhóm nguồn vốn")
    parts: tuple[FundingRow, ...] = shown("các nguồn trong nhóm")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """One work, or group of works, in the annex of works."""

    number: str = shown("số thứ tự")
    work_type: str = shown("loại công trình; ô giống nhau liền kề được gộp")
    name: str = shown("tên công trình, số lượng trong nhóm, địa điểm")
    quantity: str = shown("khối lượng kèm đơn vị tính")
    total_investment: str = shown("tổng mức đầu tư")
    planned: str = shown("kế hoạch vốn")
    disbursed: str = shown("vốn đã giải ngân trong kỳ")
    state: str = shown("tiến độ, trạng thái")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAnnexes:
    """The annexes of a report on progress or results: criteria, money, works."""

    annex_reference: str = shown("câu Kèm theo Báo cáo số … đặt dưới tên phụ lục")
    table_note: str = shown("lời giải thích các dấu dùng trong bảng")
    previous_label: str = shown("tên kỳ so sánh ở đầu cột")
    current_label: str = shown("tên kỳ này ở đầu cột")
    plan_label: str = shown("đầu cột kế hoạch vốn, ví dụ Kế hoạch năm 2023")
    money_unit: str = shown("đơn vị tiền của các bảng, ví dụ triệu đồng")
    criteria_annex: str = shown("số phụ lục tiêu chí, ví dụ Phụ lục I; trống khi không có")
    criteria_set: str = shown("tên bộ tiêu chí")
    criteria: tuple[CriterionRow, ...] = shown("các tiêu chí, mỗi tiêu chí có các chỉ tiêu")
    criteria_summary: str = shown("dòng tổng hợp cuối bảng tiêu chí")
    criteria_met: str = shown("số tiêu chí đạt, chỉ con số; trống khi chưa có số liệu")
    criteria_total: str = shown("tổng số tiêu chí, chỉ con số")
    criteria_rate: str = shown("tỷ lệ tiêu chí đạt, ví dụ 84,21%")
    indicators_met: str = shown("số chỉ tiêu đạt, chỉ con số; kể cả chỉ tiêu không áp dụng")
    indicators_total: str = shown("tổng số chỉ tiêu, chỉ con số")
    indicators_rate: str = shown("tỷ lệ chỉ tiêu đạt, ví dụ 93,33%")
    funding_annex: str = shown("số phụ lục nguồn vốn; trống khi không có")
    funding_total: FundingRow = shown("dòng tổng số của bảng nguồn vốn")
    funding_groups: tuple[FundingGroup, ...] = shown("các nhóm nguồn vốn")
    funding_note: str = shown("câu nói rõ phần người dân đóng góp có trong bảng; thường trống")
    works_annex: str = shown("số phụ lục công trình; trống khi không có")
    work_rows: tuple[WorkRow, ...] = shown("các công trình")
    works_total: WorkRow = shown("dòng tổng số của bảng công trình")
    works_note: str = shown("câu nói rõ công trình ngoài kỳ không liệt kê; trống khi không có")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressReportContext:
    """Everything the progress report's template may use."""

    head: OfficialHead = shown("phần đầu văn bản", spread=True)
    signature: Signature = shown("chữ ký và nơi nhận", spread=True)
    title: str = shown("trích yếu nội dung báo cáo")
    opening: tuple[str, ...] = shown("các đoạn mở đầu")
    direction: tuple[str, ...] = shown("các đoạn về công tác chỉ đạo, điều hành")
    general_result: tuple[str, ...] = shown("các đoạn về kết quả chung")
    unmet_criteria: tuple[str, ...] = shown("các đoạn về từng tiêu chí chưa đạt")
    funding: tuple[str, ...] = shown("các đoạn về huy động, sử dụng nguồn lực")
    works: tuple[str, ...] = shown("các đoạn về công trình, dự án")
    overdue_tasks: tuple[str, ...] = shown("các đoạn về nhiệm vụ quá hạn")
    shortcomings: tuple[str, ...] = shown("các đoạn về tồn tại, hạn chế")
    causes: tuple[str, ...] = shown("các đoạn về nguyên nhân")
    next_tasks: tuple[str, ...] = shown("các đoạn về phương hướng, nhiệm vụ")
    proposals: tuple[str, ...] = shown("các đoạn kiến nghị, đề xuất")
    closing: str = shown("câu kết của báo cáo")
    progress_caption: str = shown("tên biểu đồ tiêu chí, chỉ tiêu; trống khi chưa có gì để vẽ")
    funding_caption: str = shown("tên biểu đồ nguồn vốn; trống khi chưa có gì để vẽ")
    annexes: ReportAnnexes = shown("các phụ lục", spread=True)
    missing: tuple[str, ...] = shown("những mục còn để trống, báo cho người soạn")
    notices: tuple[str, ...] = shown("những điều nên xem lại trước khi trình ký")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartImages:
    """The pictures a template may place; they are drawn apart from the text."""

    progress_chart: str = shown("ảnh biểu đồ tiêu chí, chỉ tiêu; trống khi chưa có gì để vẽ")
    funding_chart: str = shown("ảnh biểu đồ nguồn vốn; trống khi chưa có gì để vẽ")
