"""The prose of a report: each section keeps its own text per report and period."""

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop.domain import entity


@entity.entity("narrative", label="lời văn báo cáo", plural="Lời văn báo cáo", title="section")
@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """What a person wrote for one section; generating the report again never touches it."""

    key: str = ""
    report: str = entity.text("Báo cáo", required=True)
    period: str = entity.text("Kỳ", required=True)
    section: str = entity.text("Mục", required=True)
    text: str | None = entity.long_text("Lời văn", searchable=True)
