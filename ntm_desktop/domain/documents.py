"""Related official documents: the grounds, sources of tasks and plans a commune works by."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from ntm_desktop.domain import entity

SIDES = {"state": "chính quyền", "party": "Đảng", "front": "Mặt trận, đoàn thể"}


@entity.entity("official_document", label="văn bản", plural="Văn bản liên quan", title="number")
@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialDocument:
    """A document of this or another office; an incomplete reference is kept as printed."""

    key: str = ""
    number: str = entity.text("Số, ký hiệu", required=True, searchable=True, merge_unit="number")
    issued_on: datetime.date | None = entity.date("Ngày ban hành", merge_unit="number")
    document_type: str | None = entity.text("Loại văn bản", searchable=True)
    issuer: str | None = entity.text("Cơ quan ban hành", searchable=True)
    side: str | None = entity.choice("Hệ thống", SIDES)
    subject: str | None = entity.long_text("Trích yếu", searchable=True)
    meeting: str | None = entity.reference("Dùng tại cuộc họp", "meeting")
    note: str | None = entity.long_text("Ghi chú", searchable=True)
