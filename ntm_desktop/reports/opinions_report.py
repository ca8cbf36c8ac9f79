"""The report on opinions (Tổng hợp ý kiến của Mặt trận, đoàn thể, Nhân dân): fields and facts."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.numbers import format_number, format_percent
from ntm_desktop.domain.periods import ReportingPeriod
from ntm_desktop.reports import letterhead, narrative, written_sections
from ntm_desktop.reports import recognition_words as words
from ntm_desktop.reports.letterhead import OfficeFacts, OfficialHead, Signature
from ntm_desktop.reports.meeting_shares import percent
from ntm_desktop.reports.narrative import GAP, TABLE_GAP
from ntm_desktop.reports.template_fields import shown
from ntm_desktop.reports.written_sections import Paragraphs

if TYPE_CHECKING:
    from ntm_desktop.reports.report_kind import ReportSection


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldMeetingRow:
    """One thôn meeting in the table."""

    number: str = shown("số thứ tự")
    title: str = shown("tên cuộc họp")
    held_on: str = shown("ngày họp")
    households: str = shown("số hộ có đại diện dự trên tổng số hộ")
    share: str = shown("tỷ lệ hộ dự họp, %")
    votes: tuple[str, ...] = shown("mỗi dòng một nội dung biểu quyết với kết quả")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionsContext:
    """Everything the template of the report may use."""

    head: OfficialHead = shown("phần đầu văn bản", spread=True)
    signature: Signature = shown("chữ ký và nơi nhận", spread=True)
    title: str = shown("trích yếu nội dung báo cáo")
    opening: tuple[str, ...] = shown("các đoạn mở đầu")
    publishing: tuple[str, ...] = shown("các đoạn về công khai dự thảo báo cáo kết quả")
    gathering: tuple[str, ...] = shown("các đoạn về cách lấy ý kiến, các cuộc họp thôn")
    front: tuple[str, ...] = shown("các đoạn ý kiến của Mặt trận Tổ quốc")
    organisations: tuple[str, ...] = shown("các đoạn ý kiến của tổ chức chính trị - xã hội")
    people: tuple[str, ...] = shown("các đoạn ý kiến, tỷ lệ hài lòng của Nhân dân")
    taken_up: tuple[str, ...] = shown("các đoạn tiếp thu, giải trình ý kiến")
    conclusion: tuple[str, ...] = shown("các đoạn đánh giá chung")
    meetings: tuple[HeldMeetingRow, ...] = shown("các cuộc họp thôn; trống thì không có bảng")
    table_note: str = shown("lời giải thích dấu dùng trong bảng")
    closing: str = shown("câu kết của báo cáo")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldMeeting:
    """One thôn meeting; `votes` are ready texts of what was voted on and how."""

    title: str
    held_on: datetime.date | None = None
    total: int | None = None
    present: int | None = None
    votes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionsFacts:
    """Everything the report is made from; the rates are in percent, None where not entered.

    `undated` thôn meetings have no date and are not counted.
    """

    office: OfficeFacts
    period: ReportingPeriod
    meetings: tuple[HeldMeeting, ...] = ()
    undated: int = 0
    rate: Decimal | None = None
    required: Decimal | None = None
    document: str = ""
    narratives: Mapping[str, str] = field(default_factory=dict)
    previous_narratives: Mapping[str, str] = field(default_factory=dict)

    @property
    def unit(self) -> str:
        """Return the unit as it stands in a sentence."""
        return narrative.unit_in_sentence(self.office.unit_name, self.office.unit_level)

    @property
    def issuer(self) -> str:
        """Return the issuer written out; the gap while it is not entered."""
        return narrative.issuer_in_sentence(self.office.office.issuer_name or GAP)


# --- sections ---


def nothing(facts: OpinionsFacts) -> Paragraphs:
    """Return no text: only a person can write this section."""
    return ()


def opening(facts: OpinionsFacts) -> Paragraphs:
    """Return who sums up opinions on what."""
    return (words.opinions_opening(facts.issuer, facts.unit, facts.period.label),)


def gathering(facts: OpinionsFacts) -> Paragraphs:
    """Return how many thôn meetings there were and who came; () for none."""
    if not facts.meetings:
        return ()
    known = [one for one in facts.meetings if one.total and one.present is not None]
    present, total = sum(one.present or 0 for one in known), sum(one.total or 0 for one in known)
    share = format_percent(percent(present, total)) if known else ""
    counts = format_number(present), format_number(total)
    told = words.meetings_held(len(facts.meetings), len(known), *counts, share)
    return (f"{told} {words.MEETINGS_SEE}",)


def people(facts: OpinionsFacts) -> Paragraphs:
    """Return the rate of people who are content; () where it is not entered."""
    if facts.rate is None:
        return ()
    required, outcome = "", ""
    if facts.required is not None:
        required = format_percent(facts.required)
        outcome = words.RATE_MET if facts.rate >= facts.required else words.RATE_SHORT
    return (words.satisfaction(format_percent(facts.rate), required, outcome, facts.document),)


# --- the whole ---


def build_context(facts: OpinionsFacts, sections: Sequence[ReportSection]) -> OpinionsContext:
    """Return the ready text of every field."""
    return OpinionsContext(
        head=letterhead.official_head(facts.office, "BC", is_sent_upward=True),
        signature=letterhead.signature(facts.office, is_sent_upward=True),
        title=words.opinions_title(facts.unit, facts.period.label),
        meetings=tuple(_row(place, one) for place, one in enumerate(facts.meetings, start=1)),
        table_note=narrative.TABLE_NOTE,
        closing=words.opinions_closing(facts.issuer, facts.unit, facts.period.label),
        **written_sections.paragraphs_of(sections, facts),
    )


def _row(place: int, one: HeldMeeting) -> HeldMeetingRow:
    """Return the row of a meeting."""
    known = one.total and one.present is not None
    counts = (TABLE_GAP if number is None else format_number(number)
              for number in (one.present, one.total))  # fmt: skip
    return HeldMeetingRow(
        number=str(place),
        title=one.title,
        held_on=format_date(one.held_on) if one.held_on else TABLE_GAP,
        households="/".join(counts),
        share=format_number(percent(one.present or 0, one.total)) if known and one.total
        else TABLE_GAP,
        votes=one.votes or (TABLE_GAP,),
    )  # fmt: skip


def gaps(facts: OpinionsFacts, sections: Sequence[ReportSection]) -> Paragraphs:
    """Return what is still a gap, in the order of the document."""
    return (
        *letterhead.head_gaps(facts.office, is_sent_upward=True),
        *([] if facts.meetings else [words.MISSING_MEETINGS]),
        *([] if facts.rate is not None else [words.MISSING_SATISFACTION]),
        *([] if facts.required is not None else [words.MISSING_REQUIRED]),
        *written_sections.without_words(sections, facts),
        *letterhead.signature_gaps(letterhead.signature(facts.office, is_sent_upward=True)),
    )


def notices(facts: OpinionsFacts, sections: Sequence[ReportSection]) -> Paragraphs:
    """Return what should be looked at again."""
    number = narrative.count(facts.undated, words.VILLAGE_MEETING)
    undated = [words.UNDATED_MEETINGS.format(number=number)] if facts.undated else []
    return (*written_sections.carried_over(sections, facts), *undated, words.FRONT_NOTICE)
