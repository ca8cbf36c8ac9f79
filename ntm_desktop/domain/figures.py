"""Socio-economic figures (số liệu kinh tế - xã hội): measures, results, plans, reported rates."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from ntm_desktop.domain import entity
from ntm_desktop.domain.vietnamese import sort_key

RANKED = ("higher", "lower")
DIRECTIONS = {
    "higher": "càng cao càng tốt",
    "lower": "càng thấp càng tốt",
    "none": "không xếp đạt, vượt",
}
WORDS = {
    "reached": "đạt",
    "estimated": "ước đạt",
    "over": "hơn",
    "above": "trên",
    "left": "còn",
    "none": "không còn",
}
PREVIOUS_KINDS = {
    "same_period": "cùng kỳ năm trước",
    "before": "kỳ liền trước",
    "start": "đầu kỳ",
}
PLAN_LEVELS = {
    "dang-uy": "nghị quyết Đảng ủy",
    "huyen-uy": "nghị quyết Huyện ủy, Thị ủy",
    "hdnd": "nghị quyết HĐND",
    "ubnd": "kế hoạch UBND",
    "tinh": "kế hoạch tỉnh giao",
    "huyen": "kế hoạch huyện giao",
    "nhiem-ky": "nghị quyết Đại hội (nhiệm kỳ)",
    "khac": "văn bản khác",
}
PLAN_MATTERS = {
    "value": "mức đạt",
    "growth": "mức tăng (%)",
    "points_up": "mức tăng (điểm %)",
    "points_down": "mức giảm (điểm %)",
    "more": "mức tăng (theo đơn vị tính)",
    "less": "mức giảm (theo đơn vị tính)",
}
OPERATORS = {
    "reach": "đạt",
    "at_least": "trở lên",
    "at_most": "không quá",
}
RATE_KINDS = {
    "of_plan": "% kế hoạch",
    "over_plan": "vượt kế hoạch (%)",
    "over_plan_points": "vượt kế hoạch (điểm %)",
    "growth": "tăng, giảm (%)",
    "index": "bằng … % kỳ so sánh",
    "points": "tăng, giảm (điểm %)",
    "share": "tỷ lệ trong tổng số (%)",
}


@entity.entity("measure", label="chỉ tiêu kinh tế - xã hội", plural="Chỉ tiêu kinh tế - xã hội")
@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure the office follows by name; percent points and percent are never mixed."""

    key: str = ""
    name: str = entity.text("Tên chỉ tiêu", required=True, searchable=True)
    measure_unit: str | None = entity.text("Đơn vị tính")
    direction: str | None = entity.choice("Chiều", DIRECTIONS)
    decimals: int | None = entity.integer("Số chữ số thập phân", minimum=0, maximum=8)
    topic: str | None = entity.text("Nhóm chỉ tiêu", searchable=True)
    place: int | None = entity.integer("Thứ tự", minimum=1)
    note: str | None = entity.long_text("Ghi chú", searchable=True)


@entity.entity("figure", label="số liệu", plural="Số liệu kinh tế - xã hội", title="measure")
@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The value of a measure in a period.

    `planned` is one plan without a document; plans tied to documents are `FigurePlan`. `whole` is
    what the actual is a part of (15,9/28,2 km), `previous` what the source says it was before.
    """

    key: str = ""
    measure: str = entity.reference("Chỉ tiêu", "measure", required=True)
    unit: str | None = entity.text("Đơn vị")
    period: str = entity.text("Kỳ", required=True)
    as_of: datetime.date | None = entity.date("Tính đến ngày")
    word: str | None = entity.choice("Từ dùng", WORDS, merge_unit="actual")
    actual: Decimal | None = entity.number("Thực hiện", merge_unit="actual")
    whole: Decimal | None = entity.number(
        "Trong tổng số", merge_unit="actual", help="15,9/28,2 km: ghi 28,2"
    )
    actual_text: str | None = entity.text(
        "Kết quả bằng lời", merge_unit="actual", help="khi kết quả không phải là số"
    )
    previous: Decimal | None = entity.number("Kỳ trước", merge_unit="previous")
    previous_kind: str | None = entity.choice("Kỳ trước là", PREVIOUS_KINDS, merge_unit="previous")
    planned: Decimal | None = entity.number("Kế hoạch")
    reported_rate: str | None = entity.text("Tỷ lệ theo văn bản", help="giữ nguyên văn")
    source: str | None = entity.text("Nguồn")
    note: str | None = entity.long_text("Ghi chú", searchable=True)


@entity.entity(
    "figure_plan", label="chỉ tiêu giao", plural="Chỉ tiêu, kế hoạch giao", title="measure"
)
@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePlan:
    """What one document sets for a measure in a period: a value, a growth or a fall in points."""

    key: str = ""
    measure: str = entity.reference("Chỉ tiêu", "measure", required=True)
    unit: str | None = entity.text("Đơn vị")
    period: str = entity.text("Kỳ", required=True)
    level: str | None = entity.choice("Do văn bản nào giao", PLAN_LEVELS)
    document: str | None = entity.reference("Văn bản giao", "official_document")
    document_text: str | None = entity.text("Văn bản giao (ghi tay)", searchable=True)
    matter: str | None = entity.choice("Giao về", PLAN_MATTERS, merge_unit="plan")
    operator: str | None = entity.choice("Mức", OPERATORS, merge_unit="plan")
    value: Decimal | None = entity.number("Kế hoạch", merge_unit="plan")
    plan_text: str | None = entity.text(
        "Kế hoạch bằng lời", merge_unit="plan", help="khi kế hoạch không phải là số"
    )
    note: str | None = entity.long_text("Ghi chú", searchable=True)


@entity.entity(
    "figure_rate", label="tỷ lệ theo văn bản", plural="Tỷ lệ theo văn bản", title="measure"
)
@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRate:
    """A rate a document states ("109,6% KH", "tăng 14,5%"); kept as printed, never recomputed.

    `value` is negative for a fall. `level` names the plan, `compared_with` the period it is
    stated against.
    """

    key: str = ""
    measure: str = entity.reference("Chỉ tiêu", "measure", required=True)
    unit: str | None = entity.text("Đơn vị")
    period: str = entity.text("Kỳ", required=True)
    kind: str = entity.choice("Loại tỷ lệ", RATE_KINDS, required=True)
    level: str | None = entity.choice("So với kế hoạch", PLAN_LEVELS)
    compared_with: str | None = entity.choice("So với", PREVIOUS_KINDS)
    value: Decimal = entity.number("Tỷ lệ", required=True)
    quote: str | None = entity.text("Nguyên văn", searchable=True)
    source: str | None = entity.text("Nguồn")
    note: str | None = entity.long_text("Ghi chú", searchable=True)


@entity.entity(
    "plan_summary", label="tổng hợp chỉ tiêu", plural="Tổng hợp thực hiện chỉ tiêu", title="title"
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSummary:
    """Totals a document states ("29/30 chỉ tiêu, 22 vượt"), apart from what the sheet counts."""

    key: str = ""
    title: str | None = entity.text("Nhóm chỉ tiêu", searchable=True)
    unit: str | None = entity.text("Đơn vị")
    period: str = entity.text("Kỳ", required=True)
    met: int | None = entity.integer("Đạt (cả vượt)", minimum=0, merge_unit="counts")
    exceeded: int | None = entity.integer("Trong đó vượt", minimum=0, merge_unit="counts")
    total: int | None = entity.integer("Tổng số chỉ tiêu", minimum=0, merge_unit="counts")
    source: str | None = entity.text("Nguồn")
    note: str | None = entity.long_text("Ghi chú", searchable=True)


def measure_order(measure: Measure) -> tuple[int, object, object]:
    """Return the key of the order of the plan: the place, then topic and name."""
    return measure.place or 10**6, sort_key(measure.topic or ""), sort_key(measure.name or "")
