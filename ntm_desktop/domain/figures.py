"""Socio-economic figures (số liệu kinh tế - xã hội): a named measure and its values by period."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ntm_desktop.domain import entity

DIRECTIONS = {"higher": "càng cao càng tốt", "lower": "càng thấp càng tốt"}
WORDS = {"reached": "đạt", "estimated": "ước đạt", "over": "hơn", "above": "trên", "left": "còn"}


@entity.entity("measure", label="chỉ tiêu kinh tế - xã hội", plural="Chỉ tiêu kinh tế - xã hội")
@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure the office follows by name; percent points and percent are never mixed."""

    key: str = ""
    name: str = entity.text("Tên chỉ tiêu", required=True, searchable=True)
    measure_unit: str | None = entity.text("Đơn vị tính")
    direction: str | None = entity.choice("Chiều", DIRECTIONS)


@entity.entity("figure", label="số liệu", plural="Số liệu kinh tế - xã hội", title="measure")
@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The value of a measure in a period beside the plan it is held against."""

    key: str = ""
    measure: str = entity.reference("Chỉ tiêu", "measure", required=True)
    unit: str | None = entity.text("Đơn vị")
    period: str = entity.text("Kỳ", required=True)
    word: str | None = entity.choice("Từ dùng", WORDS, merge_unit="actual")
    actual: Decimal | None = entity.number("Thực hiện", merge_unit="actual")
    planned: Decimal | None = entity.number("Kế hoạch")
    reported_rate: str | None = entity.text("Tỷ lệ theo văn bản", help="giữ nguyên văn")
    source: str | None = entity.text("Nguồn")
    note: str | None = entity.long_text("Ghi chú", searchable=True)
