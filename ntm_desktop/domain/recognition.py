"""Recognition: who registered for a title, who holds it since when, and counts such as 73/85."""

from __future__ import annotations

import datetime
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


@entity.entity("registration", label="đăng ký danh hiệu", plural="Đăng ký danh hiệu", title="title")
@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A unit (default: the office's own) that has registered to reach a title."""

    key: str = ""
    title: str = entity.text("Danh hiệu đăng ký", required=True, searchable=True)
    unit: str | None = entity.text("Mã đơn vị", help="để trống là đơn vị của dữ liệu")
    set_id: str | None = entity.text("Bộ tiêu chí")
    year_registered: int | None = entity.integer("Năm đăng ký", minimum=1990, maximum=2100)
    year_planned: int | None = entity.integer("Năm phấn đấu đạt", minimum=1990, maximum=2100)
    note: str | None = entity.long_text("Ghi chú", searchable=True)


@entity.entity(
    "recognition", label="quyết định công nhận", plural="Quyết định công nhận", title="title"
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """A title that a unit (default: the office's own) holds by a decision."""

    key: str = ""
    title: str = entity.text("Danh hiệu được công nhận", required=True, searchable=True)
    unit: str | None = entity.text("Mã đơn vị", help="để trống là đơn vị của dữ liệu")
    set_id: str | None = entity.text("Bộ tiêu chí")
    year_recognised: int | None = entity.integer("Năm công nhận", minimum=1990, maximum=2100)
    decision_number: str | None = entity.text("Số quyết định", merge_unit="decision")
    decision_on: datetime.date | None = entity.date("Ngày quyết định", merge_unit="decision")
    issuer: str | None = entity.text("Cơ quan công nhận", merge_unit="decision")
    valid_until: datetime.date | None = entity.date("Có giá trị đến ngày")
    revoked_on: datetime.date | None = entity.date("Ngày thu hồi")
    note: str | None = entity.long_text("Ghi chú", searchable=True)


def holds_at(recognition: Recognition, day: datetime.date) -> bool:
    """Say whether a title was granted by `day` and not revoked by then; expiry is told apart.

    Without a date of the decision the year counts; without both it is taken as granted.
    """
    revoked_on = recognition.revoked_on
    if revoked_on is not None and revoked_on <= day:
        return False
    if recognition.decision_on is not None:
        return recognition.decision_on <= day
    return recognition.year_recognised is None or recognition.year_recognised <= day.year


def share(rollup: RecognitionRollup) -> Decimal | None:
    """Return the percentage reached with two decimals, None where a number is missing."""
    if rollup.achieved is None or not rollup.total:
        return None
    exact = Decimal(rollup.achieved) * 100 / Decimal(rollup.total)
    return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
