"""The minutes (biên bản) of a meeting: what was said and decided, in order, word for word.

The fields that all kinds of minutes share stand in `Proceedings`; the other kinds have files of
their own.
"""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ntm_desktop.domain.meetings import (
    VOTE_METHODS,
    VOTE_UNITS,
    Presentation,
    Vote,
    is_base_unsaid,
    vote_base,
    vote_text,
)
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.domain.vote_result import verdict
from ntm_desktop.reports import meeting_words as words
from ntm_desktop.reports.meeting_agenda import CarriedRow, carried_rows
from ntm_desktop.reports.meeting_facts import (
    MeetingFacts,
    absent,
    clock_shown,
    counts_text,
    guests,
    lines_of,
    listed,
    present,
    together,
)
from ntm_desktop.reports.meeting_head import (
    MeetingHead,
    SignBlock,
    head_of,
    issuer_of,
    recipients_of,
)
from ntm_desktop.reports.narrative import GAP, lower_first
from ntm_desktop.reports.template_fields import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenPart:
    """A report or an opinion: who and what, then the further paragraphs word for word."""

    opening: str = shown("người phát biểu hoặc tên báo cáo, kèm đoạn đầu")
    more: tuple[str, ...] = shown("các đoạn sau, nguyên văn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proceedings:
    """What happened at a meeting, from its beginning to its end."""

    started: str = shown("giờ, ngày bắt đầu")
    ended: str = shown("câu ghi giờ, ngày kết thúc")
    place: str = shown("địa điểm")
    chairs: str = shown("người chủ trì (chủ tọa)")
    secretary: str = shown("thư ký (người ghi biên bản)")
    present: tuple[str, ...] = shown("thành phần dự họp, theo thứ tự, mỗi dòng một người, nhóm")
    absent: tuple[str, ...] = shown("người vắng; trống khi không ai vắng")
    guests: tuple[str, ...] = shown("khách mời; trống khi không có")
    counts: str = shown("số được triệu tập, có mặt, vắng")
    agenda_number: str = shown("số mục Chương trình; trống khi không có")
    agenda: tuple[str, ...] = shown("chương trình, mỗi dòng một việc")
    carried_number: str = shown("số mục nhiệm vụ các cuộc họp trước; trống khi không có")
    carried: tuple[CarriedRow, ...] = shown("nhiệm vụ các cuộc họp trước còn theo dõi")
    reports_number: str = shown("số mục Báo cáo trình bày; trống khi không có")
    reports: tuple[SpokenPart, ...] = shown("các báo cáo đã trình bày")
    opinions_number: str = shown("số mục Ý kiến; trống khi không có")
    opinions: tuple[SpokenPart, ...] = shown("các ý kiến, theo thứ tự phát biểu")
    votes_number: str = shown("số mục Biểu quyết; trống khi không có")
    votes: tuple[str, ...] = shown("kết quả biểu quyết, kèm tỷ lệ")
    conclusions_number: str = shown("số mục Kết luận")
    concluder: str = shown("người kết luận")
    conclusions: tuple[str, ...] = shown("kết luận nguyên văn, mỗi đoạn một dòng")
    correction: str = shown("dòng ghi bản đính chính; trống ở bản đầu")


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesContext:
    """Everything the template of the minutes may use."""

    head: MeetingHead = shown("đầu văn bản", spread=True)
    title: str = shown("tên cuộc họp")
    held: Proceedings = shown("diễn biến cuộc họp", spread=True)
    left_block: SignBlock = shown("khối ký bên trái: thư ký")
    right_block: SignBlock = shown("khối ký bên phải: chủ tọa")
    recipients: tuple[str, ...] = shown("các dòng nơi nhận, có sẵn gạch đầu dòng")


def build_context(facts: MeetingFacts) -> MinutesContext:
    """Return the ready text of every field."""
    return MinutesContext(
        head=minutes_head(facts),
        title=facts.meeting.title,
        held=proceedings(facts),
        left_block=secretary_block(facts),
        right_block=chair_block(facts),
        recipients=recipients_of(facts.head),
    )


def minutes_head(facts: MeetingFacts) -> MeetingHead:
    """Return the head of minutes; those of the state have no line of place and date."""
    return head_of(facts.head, "BB", dated=facts.regime.id == "party", of_meeting=True)


def secretary_block(facts: MeetingFacts, heading: str = words.SECRETARY) -> SignBlock:
    """Return where the one who wrote the minutes signs."""
    return SignBlock(heading=heading, name=facts.signer_names("secretary"))


def chair_block(facts: MeetingFacts, heading: str = words.CHAIR) -> SignBlock:
    """Return where the chair signs: the head of a steering committee as such, with the office."""
    issuer = issuer_of(facts.head)
    name = facts.signer_names("chair")
    is_party = facts.regime.id == "party"
    if issuer.is_committee or facts.meeting.kind == "steering_committee":
        on_behalf = facts.regime.on_behalf.format(body=words.ISSUERS[0][2])
        return SignBlock(
            heading=on_behalf if is_party else heading,
            title=words.STATE_HEAD_OF_COMMITTEE,
            office_title=(facts.option("office_title") or facts.head.leader or GAP).upper(),
            name=name,
        )
    if is_party:
        on_behalf = facts.regime.on_behalf.format(body=words.PARTY_MEETING)
        return SignBlock(heading=on_behalf, title=heading, name=name)
    return SignBlock(heading=heading, name=name)


def proceedings(facts: MeetingFacts, *, votes_apart: bool = False) -> Proceedings:
    """Return what happened; headings that are there are numbered in order.

    With `votes_apart` the votes have a part of their own and no number among the rest.
    """
    agenda = tuple(f"- {line}" for line in lines_of(facts.meeting.agenda) if line.strip())
    votes = tuple(vote_line(one) for one in facts.votes)
    numbers = iter(range(1, 7))
    counted = votes and not votes_apart
    having = (agenda, facts.carried, facts.presentations, facts.opinions, counted, True)
    places = [str(next(numbers)) if one else "" for one in having]
    return Proceedings(
        started=facts.started,
        ended=_ended(facts),
        place=facts.place,
        chairs=capital_first(together(facts.chairs)),
        secretary=capital_first(facts.secretary),
        present=listed(facts, present(facts)) or (f"- {GAP}",),
        absent=listed(facts, absent(facts)),
        guests=listed(facts, guests(facts)),
        counts=counts_text(facts),
        agenda_number=places[0],
        agenda=agenda,
        carried_number=places[1],
        carried=carried_rows(facts.carried),
        reports_number=places[2],
        reports=tuple(_report(facts, one) for one in facts.presentations),
        opinions_number=places[3],
        opinions=_opinions(facts),
        votes_number=places[4],
        votes=votes,
        conclusions_number=places[5],
        concluder=capital_first(facts.concluder),
        conclusions=conclusion_paragraphs(facts),
        correction=facts.correction,
    )


def conclusion_paragraphs(facts: MeetingFacts) -> tuple[str, ...]:
    """Return the conclusion word for word, a paragraph for each one typed; the gap for none."""
    return tuple(line for one in facts.conclusions for line in lines_of(one.text)) or (GAP,)


def vote_line(one: Vote) -> str:
    """Return a question with how many voted how, and the share in favour."""
    first = vote_text(one) or words.VOTE_PARTS["votes_for"].format(number=_number(one.votes_for))
    reached = "" if is_base_unsaid(one) else lower_first(verdict(one))
    counts = "; ".join(filter(None, (first, *further_parts(one), reached)))
    question = capital_first(one.question.strip().rstrip(".;:"))
    return f"- {words.VOTE_LINE.format(question=question, counts=counts)}"


def further_parts(one: Vote) -> list[str]:
    """Return who was against, had another opinion or voted void, and how it was voted."""
    unit = VOTE_UNITS.get(one.unit or "", "")
    parts = []
    for name in ("votes_against", "votes_abstain", "votes_invalid"):
        number = getattr(one, name)
        if number is not None:
            counted = words.VOTE_COUNTED.format(number=number, unit=unit).strip()
            parts.append(words.VOTE_PARTS[name].format(number=counted))
    if one.method:
        parts.append(words.VOTE_METHOD.format(method=VOTE_METHODS[one.method]))
    return parts


def is_counted(votes: Sequence[Vote]) -> bool:
    """Say whether every vote has the numbers its share needs."""
    return all(one.votes_for is not None and vote_base(one) for one in votes)


def copies_line(facts: MeetingFacts) -> str:
    """Return in how many copies minutes are made out, a gap where nobody said."""
    kept = facts.option("kept")
    return words.COPIES.format(
        copies=facts.option("copies") or GAP,
        kept=words.COPIES_KEPT.format(kept=kept) if kept else "",
    )


def _number(value: int | None) -> str:
    """Return a number, or the gap."""
    return GAP if value is None else str(value)


def _ended(facts: MeetingFacts) -> str:
    """Return the sentence that says when it ended."""
    return words.MINUTES_ENDS[facts.noun].format(
        clock=clock_shown(facts.meeting.ended_at), day=facts.day
    )


def _report(facts: MeetingFacts, one: Presentation) -> SpokenPart:
    """Return a report that was presented, its content word for word below."""
    who = capital_first(facts.called(one.person, one.presenter))
    title = one.title.strip()
    opening = words.REPORTED_BY.format(who=who, title=title) if who else title
    ending = ":" if one.content else "."
    return SpokenPart(opening=f"- {opening.rstrip('.;:')}{ending}", more=lines_of(one.content))


def _opinions(facts: MeetingFacts) -> tuple[SpokenPart, ...]:
    """Return the opinions in order; a visible gap for one without words."""
    found = []
    for one in facts.opinions:
        who = capital_first(facts.called(one.person, one.speaker))
        first, *more = lines_of(one.content) or (GAP,)
        found.append(SpokenPart(opening=f"- {who}: {first}", more=tuple(more)))
    return tuple(found)
