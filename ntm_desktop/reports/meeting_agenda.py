"""The agenda (chương trình) of a meeting, with the open tasks of earlier meetings at its start."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.reports import meeting_words as words
from ntm_desktop.reports.meeting_facts import (
    CarriedFact,
    MeetingFacts,
    carried_line,
    lines_of,
    together,
)
from ntm_desktop.reports.meeting_head import MeetingHead, PaperEnd, end_of, head_of
from ntm_desktop.reports.narrative import GAP
from ntm_desktop.reports.template_fields import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedRow:
    """A task of an earlier meeting and what was done about it since."""

    text: str = shown("nhiệm vụ, đơn vị chủ trì, hạn, đã xong hay chưa")
    done: tuple[str, ...] = shown("các việc đã làm từ cuộc họp trước, có ngày, mỗi dòng một việc")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaContext:
    """Everything the template of an agenda may use."""

    head: MeetingHead = shown("đầu văn bản", spread=True)
    title: str = shown("tên cuộc họp")
    time: str = shown("thời gian, có giờ, buổi, ngày, thứ")
    place: str = shown("địa điểm")
    chairs: str = shown("người chủ trì")
    carried: tuple[CarriedRow, ...] = shown("nhiệm vụ các cuộc họp trước còn theo dõi")
    agenda: tuple[str, ...] = shown("nội dung, đánh số, mỗi dòng một việc")
    reports: tuple[str, ...] = shown("báo cáo trình bày, kèm người trình bày")
    closing: str = shown("câu kết")
    end: PaperEnd = shown("phần cuối văn bản", spread=True)


def build_context(facts: MeetingFacts) -> AgendaContext:
    """Return the ready text of every field."""
    lines = [line for line in lines_of(facts.meeting.agenda) if line.strip()]
    return AgendaContext(
        head=head_of(facts.head, "CTr", before=True),
        title=facts.meeting.title,
        time=capital_first(facts.invited_for),
        place=facts.place,
        chairs=capital_first(together(facts.chairs)),
        carried=carried_rows(facts.carried),
        agenda=numbered(lines) or (GAP,),
        reports=tuple(f"- {line}." for line in reported(facts)),
        closing=words.AGENDA_CLOSING.format(title=facts.title_in_sentence),
        end=end_of(facts.head),
    )


def carried_rows(carried: tuple[CarriedFact, ...]) -> tuple[CarriedRow, ...]:
    """Return the tasks of earlier meetings with what was noted about them."""
    return tuple(
        CarriedRow(
            text=f"- {carried_line(one)}.",
            done=tuple(f"+ {line}" for line in one.done),
        )
        for one in carried
    )


def numbered(lines: list[str]) -> tuple[str, ...]:
    """Return lines with numbers before them, as typed where they have their own."""
    if any(line.lstrip()[:1].isdecimal() for line in lines):
        return tuple(lines)
    return tuple(f"{number}. {line}" for number, line in enumerate(lines, start=1))


def reported(facts: MeetingFacts) -> list[str]:
    """Return the reports presented, with who presents them where it is known."""
    found = []
    for one in facts.presentations:
        who = facts.called(one.person, one.presenter)
        title = one.title.strip().rstrip(".;")
        found.append(words.PRESENTED_BY.format(title=title, who=who) if who else title)
    return found
