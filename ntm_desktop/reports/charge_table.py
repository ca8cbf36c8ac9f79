"""The table of who is in charge of which criterion or thôn (bảng phân công phụ trách)."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

import datetime
from dataclasses import dataclass

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.numbers import two_digits
from ntm_desktop.reports import directive_words as words
from ntm_desktop.reports import meeting_words, narrative
from ntm_desktop.reports.action_plan import short_list
from ntm_desktop.reports.meeting_head import (
    HeadFacts,
    SignBlock,
    head_missing,
    issuer_of,
    signature_of,
)
from ntm_desktop.reports.meeting_tasks import TableHead
from ntm_desktop.reports.narrative import TABLE_GAP
from ntm_desktop.reports.template_fields import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeRow:
    """One criterion or thôn with who is in charge."""

    number: str = shown("số tiêu chí, hoặc số thứ tự của thôn")
    name: str = shown("tên tiêu chí, thôn")
    leads: tuple[str, ...] = shown("người, đơn vị phụ trách kèm mã chỉ tiêu, mỗi dòng một người")
    dues: tuple[str, ...] = shown("hạn hoàn thành, mỗi dòng một hạn")
    note: str = shown("chỉ tiêu chưa phân công; trống khi đã đủ")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeContext:
    """Everything the template of the table may use."""

    head: TableHead = shown("đầu bảng", spread=True)
    name_label: str = shown("đầu cột tên: Tiêu chí, hoặc Thôn, tổ dân phố")
    rows: tuple[ChargeRow, ...] = shown("các tiêu chí, thôn")
    nothing: str = shown("câu thay bảng khi không có dòng nào")
    count: str = shown("câu ghi tổng số và số đã phân công; trống khi không có dòng nào")
    sign: SignBlock = shown("khối ký")


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """Who is in charge of one thing; `code` is that of an indicator, "" for the whole."""

    code: str
    who: str
    due_on: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeFact:
    """One criterion or thôn; `free` are the codes nobody is in charge of, beside others."""

    number: str
    name: str
    charges: tuple[Charge, ...]
    free: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeFacts:
    """Everything the table is made from; `by` is "criterion" or "unit".

    `set_name` is that of the set, `unit_name` that of the office's unit in a sentence.
    """

    head: HeadFacts
    by: str
    set_name: str
    unit_name: str
    rows: tuple[ChargeFact, ...]


def build_context(facts: ChargeFacts) -> ChargeContext:
    """Return the ready text of every field."""
    issuer, office = issuer_of(facts.head), facts.head.office
    done = sum(bool(one.charges) for one in facts.rows)
    count = words.CHARGE_COUNTS[facts.by].format(
        count=two_digits(len(facts.rows)), done=two_digits(done)
    )
    return ChargeContext(
        head=TableHead(
            draft_note=narrative.DRAFT_NOTE if office.draft else "",
            office_name=" ".join(filter(None, (issuer.first, issuer.second))),
            made_on=narrative.made_on(office.today),
            title=words.CHARGE_SUBJECTS[facts.by].format(
                set=narrative.lower_first(facts.set_name), unit=facts.unit_name
            ),
        ),
        name_label=words.CHARGE_HEADS[facts.by],
        rows=tuple(_row(one) for one in facts.rows),
        nothing="" if facts.rows else words.CHARGE_NOTHING[facts.by],
        count=count if facts.rows else "",
        sign=signature_of(facts.head),
    )


def gaps(facts: ChargeFacts) -> tuple[str, ...]:
    """Return what the table shows as a gap, a sentence each."""
    lacks = head_missing(facts.head, headed=False, dated=False, numbered=False)
    names = [f"{one.number}. {one.name}" for one in facts.rows if not one.charges]
    found = [words.CHARGE_MISSING.format(names=short_list(names))] if names else []
    if not facts.rows:
        found.append(words.CHARGE_NOTHING[facts.by])
    return (*(meeting_words.MISSING[name] for name in lacks), *found)


def _row(one: ChargeFact) -> ChargeRow:
    """Return one row; people with the codes they have."""
    by_person: dict[str, list[str]] = {}
    by_day: dict[datetime.date, list[str]] = {}
    for charge in one.charges:
        by_person.setdefault(charge.who, []).append(charge.code)
        if charge.due_on is not None:
            by_day.setdefault(charge.due_on, []).append(charge.code)
    return ChargeRow(
        number=one.number,
        name=one.name,
        leads=tuple(_lead(who, codes) for who, codes in by_person.items()) or (TABLE_GAP,),
        dues=tuple(_due(day, by_day[day]) for day in sorted(by_day)) or (TABLE_GAP,),
        note=_note(one),
    )


def _lead(who: str, codes: list[str]) -> str:
    """Return somebody with the codes, without them where it is the whole."""
    return who if "" in codes else words.CHARGE_OF.format(who=who, codes=", ".join(codes))


def _due(day: datetime.date, codes: list[str]) -> str:
    """Return a day with the codes due then, without them where it is the whole."""
    shown_day = format_date(day)
    if "" in codes:
        return shown_day
    return words.CHARGE_DUE.format(codes=", ".join(codes), day=shown_day)


def _note(one: ChargeFact) -> str:
    """Return which codes nobody is in charge of while others are taken."""
    if not one.free or not one.charges:
        return ""
    return words.CHARGE_PARTLY.format(codes=", ".join(one.free))
