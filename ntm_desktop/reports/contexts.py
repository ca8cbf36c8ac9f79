"""The documented fields a Word template may use: ready-made text, nothing left to compute.

Every field of every dataclass carries a Vietnamese help text; the same declaration prints the
list of fields for template authors.
"""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

import dataclasses
import typing
from dataclasses import dataclass
from typing import Any


def shown(help_text: str) -> Any:
    """Declare a field of a template with the help its author reads."""
    return dataclasses.field(metadata={"help": help_text})


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
class ProgressReportContext:
    """Everything the progress report's template may use."""

    draft_note: str = shown("dòng báo bản dự thảo, trống khi in bản chính thức")
    issuer_parent: str = shown("cơ quan chủ quản, chữ hoa; trống nếu không có")
    issuer_first_line: str = shown("dòng đầu tên cơ quan ban hành, ví dụ ỦY BAN NHÂN DÂN")
    issuer_second_line: str = shown("dòng sau tên cơ quan ban hành, ví dụ XÃ QUẢNG AN")
    document_number: str = shown("số, ký hiệu; phần số để trống cho văn thư")
    place_and_date: str = shown("địa danh và ngày tháng; ngày, tháng để trống")
    title: str = shown("trích yếu nội dung báo cáo")
    addressee: str = shown("nơi nhận báo cáo ghi sau chữ Kính gửi; trống nếu không có")
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
    progress_caption: str = shown("tên biểu đồ tiêu chí, chỉ tiêu, hoặc câu báo chưa có gì để vẽ")
    funding_caption: str = shown("tên biểu đồ nguồn vốn, hoặc câu báo chưa có gì để vẽ")
    signing_capacity: str = shown("quyền hạn ký, ví dụ TM. ỦY BAN NHÂN DÂN")
    signer_title: str = shown("chức vụ người ký, ví dụ CHỦ TỊCH")
    recipients: tuple[str, ...] = shown("các dòng nơi nhận, có sẵn gạch đầu dòng")
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
    funding_annex: str = shown("số phụ lục nguồn vốn; trống khi không có")
    funding_total: FundingRow = shown("dòng tổng số của bảng nguồn vốn")
    funding_groups: tuple[FundingGroup, ...] = shown("các nhóm nguồn vốn")
    works_annex: str = shown("số phụ lục công trình; trống khi không có")
    work_rows: tuple[WorkRow, ...] = shown("các công trình")
    works_total: WorkRow = shown("dòng tổng số của bảng công trình")
    missing: tuple[str, ...] = shown("những mục còn để trống, báo cho người soạn")
    notices: tuple[str, ...] = shown("những điều nên xem lại trước khi trình ký")


CONTEXTS: dict[str, type[Any]] = {"bao-cao-tien-do": ProgressReportContext}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartImages:
    """The pictures a template may place; they are drawn apart from the text."""

    progress_chart: str = shown("ảnh biểu đồ tiêu chí, chỉ tiêu; trống khi chưa có gì để vẽ")
    funding_chart: str = shown("ảnh biểu đồ nguồn vốn; trống khi chưa có gì để vẽ")


CHART_FIELDS = {item.name: item.metadata["help"] for item in dataclasses.fields(ChartImages)}


@dataclass(frozen=True, slots=True)
class TemplateField:
    """One field a template may use: its name (`criteria[].code` inside a list) and its help."""

    name: str
    help: str


def template_fields(report_id: str) -> tuple[TemplateField, ...]:
    """Return the fields offered to templates of a report, records in lists included."""
    charts = (TemplateField(name, help_text) for name, help_text in CHART_FIELDS.items())
    return (*_fields_of(CONTEXTS[report_id], ""), *charts)


def _fields_of(cls: type[Any], prefix: str) -> tuple[TemplateField, ...]:
    """Return the fields of a context class and, behind each, those of the records it holds."""
    found: list[TemplateField] = []
    for name, (record, is_list) in field_types(cls).items():
        help_text = next(f for f in dataclasses.fields(cls) if f.name == name).metadata["help"]
        full_name = prefix + name + ("[]" if is_list else "")
        found.append(TemplateField(full_name, help_text))
        if record is not str:
            found.extend(_fields_of(record, f"{full_name}."))
    return tuple(found)


def field_types(cls: type[Any]) -> dict[str, tuple[type[Any], bool]]:
    """Return for each field its class (`str` or a record) and whether it is a list of them."""
    hints = typing.get_type_hints(cls)
    return {field.name: _element_type(hints[field.name]) for field in dataclasses.fields(cls)}


def _element_type(hint: Any) -> tuple[type[Any], bool]:
    """Return the class in `tuple[X, ...]` with True, or the hint itself with False."""
    arguments = typing.get_args(hint)
    return (arguments[0], True) if arguments else (hint, False)
