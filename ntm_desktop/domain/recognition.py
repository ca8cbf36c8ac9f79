"""Recognition: how many units of a kind have reached a title, such as 73/85 thôn."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ntm_desktop.domain import entity


@entity.entity("recognition_rollup", label="kết quả công nhận", plural="Kết quả công nhận")
@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionRollup:
    """How many of the counted units hold a title at the end of a period."""

    key: str = ""
    title: str = entity.text("Danh hiệu", required=True, searchable=True)
    counted: str | None = entity.text("Đơn vị đếm", help="thôn, xã", merge_unit="count")
    achieved: int | None = entity.integer("Đã đạt", minimum=0, merge_unit="count")
    total: int | None = entity.integer("Tổng số", minimum=0, merge_unit="count")
    period: str | None = entity.text("Kỳ")
    source: str | None = entity.text("Nguồn")


def share(rollup: RecognitionRollup) -> Decimal | None:
    """Return the percentage reached with two decimals, None where a number is missing."""
    if rollup.achieved is None or not rollup.total:
        return None
    exact = Decimal(rollup.achieved) * 100 / Decimal(rollup.total)
    return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
