"""The minutes of a meeting of a thôn (Nghị định 59/2023/NĐ-CP, Mẫu số 03, not verified)."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop.domain.numbers import format_percent
from ntm_desktop.reports import meeting_words as words
from ntm_desktop.reports.meeting_facts import MeetingFacts, listed, present
from ntm_desktop.reports.meeting_head import MeetingHead, SignBlock, head_of
from ntm_desktop.reports.meeting_minutes import (
    Proceedings,
    copies_line,
    proceedings,
    secretary_block,
)
from ntm_desktop.reports.meeting_shares import percent
from ntm_desktop.reports.narrative import GAP, UNVERIFIED_MARK
from ntm_desktop.reports.template_fields import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageMinutesContext:
    """Everything the template of the minutes of a thôn may use."""

    head: MeetingHead = shown("đầu văn bản", spread=True)
    title: str = shown("tên cuộc họp")
    unverified: str = shown("dấu chưa đối chiếu, chỉ có ở bản dự thảo")
    held: Proceedings = shown("diễn biến cuộc họp", spread=True)
    delegates: tuple[str, ...] = shown("đại biểu dự họp; trống khi không ghi ai")
    households: str = shown("tổng số hộ, số hộ dự họp, vắng")
    copies: str = shown("câu ghi số bản lập")
    left_block: SignBlock = shown("khối ký bên trái: thư ký")
    right_block: SignBlock = shown("khối ký bên phải: chủ trì")
    household_block: SignBlock = shown("khối ký của đại diện hộ dân")


def build_context(facts: MeetingFacts) -> VillageMinutesContext:
    """Return the ready text of every field."""
    return VillageMinutesContext(
        head=head_of(facts.head, "", dated=False),
        title=facts.meeting.title,
        unverified=UNVERIFIED_MARK.strip() if facts.office.draft else "",
        held=proceedings(facts),
        delegates=listed(facts, present(facts)),
        households=_households(facts),
        copies=copies_line(facts),
        left_block=secretary_block(facts),
        right_block=SignBlock(heading=words.VILLAGE_CHAIR, name=facts.signer_names("chair")),
        household_block=SignBlock(heading=words.HOUSEHOLD, name=facts.signer_names("household")),
    )


def _households(facts: MeetingFacts) -> str:
    """Return how many households there are and came; gaps for what is not known."""
    total, came = facts.meeting.households_total, facts.meeting.households_present
    share, gone = "", GAP
    if total and came is not None:
        share = words.HOUSEHOLDS_SHARE.format(share=format_percent(percent(came, total)))
        gone = str(total - came) if total >= came else GAP
    return words.HOUSEHOLDS.format(
        total=GAP if total is None else total,
        present=GAP if came is None else came,
        share=share,
        absent=gone,
    )
