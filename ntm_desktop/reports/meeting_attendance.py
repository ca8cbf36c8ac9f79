"""The list of delegates to sign: its fields, and how they are made from who was called."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ntm_desktop.domain.meetings import Attendee, attendance_counts
from ntm_desktop.domain.numbers import two_digits
from ntm_desktop.reports import meeting_words as words
from ntm_desktop.reports.meeting_facts import MeetingFacts
from ntm_desktop.reports.meeting_head import MeetingHead, SignBlock, head_of
from ntm_desktop.reports.narrative import GAP
from ntm_desktop.reports.template_fields import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegateRow:
    """One line of the list; a group has a line of its own and blank lines for its people."""

    number: str = shown("số thứ tự")
    name: str = shown("họ và tên; để trống thì ghi tay")
    position: str = shown("chức vụ, đơn vị, tên nhóm")
    note: str = shown("ghi chú: vắng có phép, số người của nhóm")


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegateListContext:
    """Everything the template of the list may use."""

    head: MeetingHead = shown("đầu văn bản", spread=True)
    title: str = shown("trích yếu, ví dụ Đại biểu dự hội nghị …")
    time: str = shown("thời gian họp")
    place: str = shown("địa điểm")
    rows: tuple[DelegateRow, ...] = shown("các dòng, theo thứ tự đã xếp")
    counts: str = shown("tổng số; số có mặt ký tên để trống")
    sign: SignBlock = shown("khối ký của người lập danh sách")


def build_context(facts: MeetingFacts) -> DelegateListContext:
    """Return the ready text of every field."""
    rows = []
    number = 0
    for one in facts.attendees:
        for row in _rows(facts, one):
            number += bool(row.number)
            rows.append(
                DelegateRow(
                    number=str(number) if row.number else "",
                    name=row.name,
                    position=row.position,
                    note=row.note,
                )
            )
    return DelegateListContext(
        head=head_of(facts.head, "", of_meeting=True),
        title=words.LIST_SUBJECT.format(title=facts.title_in_sentence),
        time=facts.invited_for,
        place=facts.place,
        rows=tuple(rows)
        or tuple(
            DelegateRow(number=str(n), name="", position="", note="")
            for n in range(1, words.LIST_BLANK_ROWS + 1)
        ),
        counts=words.LIST_COUNT.format(count=_count(facts)),
        sign=SignBlock(heading=words.LIST_MAKER, name=GAP),
    )


def _rows(facts: MeetingFacts, one: Attendee) -> Iterator[DelegateRow]:
    """Yield the line of a person, or that of a group and as many blank ones as it has people."""
    held = facts.people.get(one.person or "")
    note = words.ABSENT_MARKS.get(one.attendance or "", "")
    if not one.is_group:
        position = (held.caption if held else "") or one.name
        yield DelegateRow(number="1", name=held.name if held else "", position=position, note=note)
        return
    size = one.headcount_expected or one.headcount_present
    told = words.PEOPLE.format(count=size or GAP)
    if size and size > words.LIST_MOST_ROWS:
        told = words.PEOPLE_CUT.format(count=size, most=words.LIST_MOST_ROWS)
    yield DelegateRow(number="", name="", position=one.name, note=note or told)
    for _ in range(min(size or words.LIST_BLANK_ROWS, words.LIST_MOST_ROWS)):
        yield DelegateRow(number="1", name="", position="", note="")


def _count(facts: MeetingFacts) -> str:
    """Return how many are on the list; at least so many where a group has no number."""
    sums = attendance_counts(facts.attendees)
    sure = sums.expected + sums.guests
    count = two_digits(sure)
    if not facts.attendees:
        return words.PEOPLE.format(count=GAP)
    form = words.AT_LEAST if sums.unknown_groups else words.PEOPLE
    return form.format(count=count)
