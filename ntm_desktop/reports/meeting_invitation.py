"""The invitation (giấy mời) to a meeting: its fields, and how they are made."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

from dataclasses import dataclass, replace

from ntm_desktop.domain.meetings import Attendee
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.reports import meeting_words as words
from ntm_desktop.reports.meeting_facts import MeetingFacts, lines_of, listed, together
from ntm_desktop.reports.meeting_head import MeetingHead, PaperEnd, end_of, head_of, issuer_of
from ntm_desktop.reports.narrative import GAP
from ntm_desktop.reports.template_fields import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationContext:
    """Everything the template of an invitation may use."""

    head: MeetingHead = shown("đầu văn bản", spread=True)
    title: str = shown("trích yếu, ví dụ Dự hội nghị …")
    opening: str = shown("câu mời, có tên cơ quan mời")
    invited: tuple[str, ...] = shown("người được mời, mỗi dòng một người, nhóm")
    meeting_title: str = shown("tên cuộc họp")
    chairs: str = shown("người chủ trì")
    time: str = shown("thời gian, có giờ, buổi, ngày, thứ")
    place: str = shown("địa điểm")
    agenda: tuple[str, ...] = shown("nội dung, chương trình, mỗi dòng một việc")
    closing: str = shown("câu kết")
    end: PaperEnd = shown("phần cuối văn bản", spread=True)


def build_context(facts: MeetingFacts) -> InvitationContext:
    """Return the ready text of every field."""
    chosen = facts.option("invitee")
    invited = (f"- {chosen}.",) if chosen else listed(facts, _invited(facts))
    is_party = facts.regime.id == "party"
    return InvitationContext(
        head=head_of(facts.head, "GM", before=True),
        title=words.INVITATION_SUBJECT.format(title=facts.title_in_sentence),
        opening=words.INVITES.format(issuer=capital_first(issuer_of(facts.head).sentence)),
        invited=invited or (f"- {GAP}",),
        meeting_title=facts.meeting.title,
        chairs=capital_first(together(facts.chairs)),
        time=capital_first(facts.invited_for),
        place=facts.place,
        agenda=tuple(f"- {line}" for line in lines_of(facts.meeting.agenda) if line.strip()),
        closing=words.INVITATION_PARTY_CLOSING if is_party else words.INVITATION_CLOSING,
        end=end_of(facts.head),
    )


def _invited(facts: MeetingFacts) -> list[Attendee]:
    """Return everybody on the list but those who chair; who came is not known to an invitation."""
    return [
        replace(one, attendance=None, headcount_present=None)
        for one in facts.attendees
        if one.role != "chair"
    ]
