"""What a commune records for a criteria set: values of indicators, and totals of whole sets."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ntm_desktop.domain import entity

DECLARED_OUTCOMES = {"met": "Đạt", "not_met": "Chưa đạt"}
_RESULT = {"merge_unit": "result"}
_PLAN = {"merge_unit": "plan"}


@entity.entity(
    "indicator_value", label="số liệu chỉ tiêu", plural="Số liệu chỉ tiêu", title="indicator"
)
@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorValue:
    """The value reached (and planned) of one indicator, or the declared outcome of a criterion.

    A number stands in `value`, or as `numerator`/`denominator`, or apart for nam and nữ in
    `male`/`female` (planned: `planned_male`/`planned_female`); a word of an ordinal scale in
    `word`. The fields of a result form one merge unit, those of a plan another: no mixture that
    nobody entered can appear.
    """

    key: str = ""
    unit: str = entity.text("Đơn vị", required=True, hidden=True)
    period: str = entity.text("Kỳ", required=True, hidden=True)
    set_id: str = entity.text("Bộ tiêu chí", required=True, hidden=True)
    indicator: str = entity.text("Mã chỉ tiêu", required=True)
    value: Decimal | None = entity.number("Kết quả", **_RESULT)
    numerator: Decimal | None = entity.number("Tử số", **_RESULT)
    denominator: Decimal | None = entity.number("Mẫu số", **_RESULT)
    sub_value: Decimal | None = entity.number("Trong đó", **_RESULT)
    male: Decimal | None = entity.number("Nam", **_RESULT)
    female: Decimal | None = entity.number("Nữ", **_RESULT)
    word: str | None = entity.text("Mức, xếp loại", **_RESULT)
    not_applicable: bool | None = entity.boolean("Không áp dụng", **_RESULT)
    declared: str | None = entity.choice("Tự đánh giá", DECLARED_OUTCOMES, **_RESULT)
    reason: str | None = entity.text("Lý do", **_RESULT)
    planned_value: Decimal | None = entity.number("Phấn đấu", **_PLAN)
    planned_word: str | None = entity.text("Phấn đấu (mức)", **_PLAN)
    planned_outcome: str | None = entity.choice("Phấn đấu đạt", DECLARED_OUTCOMES, **_PLAN)
    planned_male: Decimal | None = entity.number("Phấn đấu (nam)", **_PLAN)
    planned_female: Decimal | None = entity.number("Phấn đấu (nữ)", **_PLAN)
    note: str | None = entity.long_text("Ghi chú", searchable=True)


@entity.entity("set_total", label="số tổng hợp", plural="Số tổng hợp", title="title")
@dataclass(frozen=True, slots=True, kw_only=True)
class SetTotal:
    """Progress of a whole set known only as totals, such as 12/17 tiêu chí or 72,56 điểm."""

    key: str = ""
    unit: str = entity.text("Đơn vị", required=True, hidden=True)
    period: str = entity.text("Kỳ", required=True)
    set_id: str | None = entity.text("Bộ tiêu chí")
    title: str | None = entity.text("Tên bộ tiêu chí", searchable=True)
    noun: str | None = entity.text("Danh từ đếm", help="tiêu chí, tiêu chuẩn", merge_unit="total")
    criteria_met: int | None = entity.integer("Số đạt", minimum=0, merge_unit="total")
    criteria_total: int | None = entity.integer("Tổng số", minimum=0, merge_unit="total")
    indicators_met: int | None = entity.integer("Chỉ tiêu đạt", minimum=0, merge_unit="total")
    indicators_total: int | None = entity.integer("Tổng số chỉ tiêu", minimum=0, merge_unit="total")
    points: Decimal | None = entity.number("Điểm đạt", merge_unit="total")
    points_max: Decimal | None = entity.number("Điểm tối đa", merge_unit="total")
    source: str | None = entity.text("Nguồn")
