"""What was typed for a paper before it was made: signer, day, addressees, counts of ballots."""

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop.domain import entity


@entity.entity(
    "report_option",
    label="ô đã điền khi lập báo cáo",
    plural="Ô đã điền khi lập báo cáo",
    title="option",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOption:
    """One option of a document as it was typed for a set and period; without a text its default.

    The papers of a meeting keep theirs with the meeting (`MeetingPaper`).
    """

    key: str = ""
    report: str = entity.text("Báo cáo", required=True)
    set_id: str | None = entity.text("Bộ tiêu chí")
    period: str = entity.text("Kỳ", required=True)
    option: str = entity.text("Ô", required=True)
    text: str | None = entity.long_text("Nội dung")
