"""What is done about an indicator that is not met, and how far the dossier of a criterion is."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from ntm_desktop.domain import entity

DOSSIER_STATES = {
    "not_started": "chưa lập",
    "preparing": "đang lập",
    "sent": "đã gửi",
    "confirmed": "ngành đã xác nhận",
    "returned": "trả lại",
}
_DOSSIER = {"merge_unit": "dossier"}


@entity.entity("roadmap_item", label="lộ trình", plural="Lộ trình thực hiện", title="indicator")
@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapItem:
    """How an indicator (or a criterion without listed indicators) is to be reached.

    It belongs to the set, not to a period: the same line goes on until the indicator is met.
    """

    key: str = ""
    unit: str | None = entity.text("Đơn vị", hidden=True)
    set_id: str = entity.text("Bộ tiêu chí", required=True)
    indicator: str = entity.text("Mã chỉ tiêu", required=True)
    assignee: str | None = entity.text("Người, đơn vị phụ trách", searchable=True)
    due_on: datetime.date | None = entity.date("Hạn hoàn thành")
    solution: str | None = entity.long_text("Giải pháp", searchable=True)
    tasks: str | None = entity.references("Nhiệm vụ liên quan", "task")
    works: str | None = entity.references("Công trình liên quan", "work")
    note: str | None = entity.long_text("Ghi chú", searchable=True)


@entity.entity("dossier_state", label="hồ sơ tiêu chí", plural="Hồ sơ tiêu chí", title="criterion")
@dataclass(frozen=True, slots=True, kw_only=True)
class DossierState:
    """How far the dossier of one criterion is; number and date are those of the confirmation."""

    key: str = ""
    unit: str | None = entity.text("Đơn vị", hidden=True)
    set_id: str = entity.text("Bộ tiêu chí", required=True)
    criterion: str = entity.text("Mã tiêu chí", required=True)
    state: str = entity.choice("Trạng thái hồ sơ", DOSSIER_STATES, required=True, **_DOSSIER)
    number: str | None = entity.text("Số văn bản xác nhận", **_DOSSIER)
    dated_on: datetime.date | None = entity.date("Ngày văn bản xác nhận", **_DOSSIER)
    note: str | None = entity.long_text("Ghi chú", searchable=True)
