"""The letter (công văn) that reminds of late tasks, asks for figures, or says something else."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ntm_desktop.domain.dates import format_date
from ntm_desktop.reports import directive_words as words
from ntm_desktop.reports import narrative, written_sections
from ntm_desktop.reports.directive_facts import (
    DirectiveFacts,
    day_or_gap,
    head_lacks,
    listed,
    places_of,
)
from ntm_desktop.reports.meeting_head import (
    MeetingHead,
    PaperEnd,
    end_of,
    head_of,
    issuer_of,
    recipients_of,
)
from ntm_desktop.reports.narrative import GAP, TABLE_GAP
from ntm_desktop.reports.regimes import BLANK
from ntm_desktop.reports.template_fields import shown

if TYPE_CHECKING:
    from ntm_desktop.reports.report_kind import ReportSection

Paragraphs = tuple[str, ...]
REMINDER, FIGURES, OTHER = "don-doc", "xin-so-lieu", "khac"
# Which sections each kind of letter prints.
SECTIONS_OF = {
    REMINDER: ("reminder_opening", "reminder_request"),
    FIGURES: ("figures_opening", "figures_request"),
    OTHER: ("other_body",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LateRow:
    """One late task in a letter."""

    number: str = shown("số thứ tự")
    text: str = shown("nội dung nhiệm vụ")
    lead: str = shown("đơn vị, người chủ trì")
    due: str = shown("hạn hoàn thành")
    late: str = shown("số ngày quá hạn")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRow:
    """Who is asked for which figures."""

    number: str = shown("số thứ tự")
    who: str = shown("đơn vị, người cung cấp số liệu")
    codes: str = shown("mã các chỉ tiêu được hỏi")
    count: str = shown("số chỉ tiêu được hỏi")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterContext:
    """Everything the template of a letter may use."""

    head: MeetingHead = shown("đầu văn bản", spread=True)
    letter_subject: str = shown("trích yếu dưới số, ký hiệu, có sẵn V/v hoặc về việc")
    addressee: str = shown("nơi gửi khi chỉ có một nơi; trống khi có nhiều")
    addressees: tuple[str, ...] = shown("các nơi gửi khi có từ hai nơi, mỗi dòng một nơi")
    reminder_opening: tuple[str, ...] = shown("công văn đôn đốc: các đoạn mở đầu")
    late: tuple[LateRow, ...] = shown("công văn đôn đốc: các nhiệm vụ quá hạn")
    reminder_request: tuple[str, ...] = shown("công văn đôn đốc: các đoạn đề nghị")
    figures_opening: tuple[str, ...] = shown("công văn xin số liệu: các đoạn mở đầu")
    asked: tuple[AskedRow, ...] = shown("công văn xin số liệu: ai cung cấp số liệu gì")
    figures_request: tuple[str, ...] = shown("công văn xin số liệu: các đoạn đề nghị")
    other_body: tuple[str, ...] = shown("công văn khác: các đoạn nội dung")
    closing: str = shown("câu kết")
    end: PaperEnd = shown("phần cuối văn bản", spread=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class LateTask:
    """A task whose deadline has passed."""

    text: str
    lead: str
    due_on: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFigures:
    """The indicators one person or thôn is asked for; `who` is "" where nobody is in charge."""

    who: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts(DirectiveFacts):
    """Everything a letter is made from; `asked` is empty where it does not ask for figures."""

    kind: str
    set_name: str = ""
    tasks: tuple[LateTask, ...] = ()
    asked: tuple[AskedFigures, ...] = ()
    due_on: datetime.date | None = None


def build_context(facts: LetterFacts, sections: Sequence[ReportSection]) -> LetterContext:
    """Return the ready text of every field."""
    own = [one for one in sections if one.id in SECTIONS_OF[facts.kind]]
    prose: dict[str, Any] = dict.fromkeys((one.id for one in sections), ())
    prose |= written_sections.paragraphs_of(own, facts)
    to = addressees(facts)
    return LetterContext(
        head=_head(facts),
        letter_subject=_subject_line(facts),
        addressee=(to[0] if to else GAP) if len(to) < 2 else "",
        addressees=listed(to) if len(to) > 1 else (),
        late=_late_rows(facts) if facts.kind == REMINDER else (),
        asked=_asked_rows(facts) if facts.kind == FIGURES else (),
        closing=words.LETTER_CLOSINGS[facts.kind],
        end=replace(end_of(facts.head), recipients=_recipients(facts)),
        **prose,
    )


def gaps(facts: LetterFacts, sections: Sequence[ReportSection]) -> Paragraphs:
    """Return what the letter shows as a gap, a sentence each."""
    own = [one for one in sections if one.id in SECTIONS_OF[facts.kind]]
    is_reminder, is_asking = facts.kind == REMINDER, facts.kind == FIGURES
    request = SECTIONS_OF[facts.kind][-1]
    lacks = {
        "drafter": not facts.is_party and not facts.option("drafter"),
        "subject": _subject(facts) == GAP,
        "addressees": not addressees(facts),
        "tasks": is_reminder and not facts.tasks,
        "leads": is_reminder and not all(one.lead for one in facts.tasks),
        "nobody": is_asking and not all(one.who for one in facts.asked),
        "due": facts.kind != OTHER
        and facts.due_on is None
        and written_sections.is_generated(request, facts),
    }
    found = (words.LETTER_MISSING[name] for name, is_missing in lacks.items() if is_missing)
    return (*head_lacks(facts), *found, *written_sections.without_words(own, facts))


def addressees(facts: LetterFacts) -> Paragraphs:
    """Return whom the letter is sent to: as typed, else who leads or is asked."""
    typed = places_of(facts.option("to"))
    if typed:
        return typed
    known = {
        REMINDER: [one.lead for one in facts.tasks],
        FIGURES: [one.who for one in facts.asked],
    }
    return tuple(dict.fromkeys(filter(None, known.get(facts.kind, ()))))


# --- head and end ---


def _head(facts: LetterFacts) -> MeetingHead:
    """Return the head: a letter of the state has no type, but who drafted it, in its number."""
    head = head_of(facts.head, "CV")
    if facts.is_party:
        return head
    symbol = issuer_of(facts.head).symbol
    drafter = facts.option("drafter") or GAP
    number = facts.regime.number.format(blank=BLANK, type=symbol, symbol=drafter)
    return dataclasses.replace(head, document_number=number)


def _subject(facts: LetterFacts) -> str:
    """Return what the letter is about, the gap where nobody said it."""
    usual = words.LETTER_SUBJECTS[facts.kind]
    made = usual.format(set=narrative.lower_first(facts.set_name) or GAP, period=facts.period.label)
    return facts.option("subject") or made


def _subject_line(facts: LetterFacts) -> str:
    """Return the subject as it stands below the number."""
    form = words.LETTER_PARTY_SUBJECT if facts.is_party else words.LETTER_STATE_SUBJECT
    return form.format(subject=_subject(facts))


def _recipients(facts: LetterFacts) -> Paragraphs:
    """Return the lines under "Nơi nhận", those addressed first."""
    same = words.AS_ABOVE.casefold()
    named = [line for line in recipients_of(facts.head) if line.casefold() != same]
    return (words.AS_ABOVE, *named)


# --- tables ---


def _late_rows(facts: LetterFacts) -> tuple[LateRow, ...]:
    """Return the late tasks, the oldest first."""
    return tuple(
        LateRow(
            number=str(at),
            text=one.text,
            lead=one.lead or TABLE_GAP,
            due=format_date(one.due_on),
            late=words.DAYS_LATE.format(count=(facts.today - one.due_on).days),
        )
        for at, one in enumerate(facts.tasks, start=1)
    )


def _asked_rows(facts: LetterFacts) -> tuple[AskedRow, ...]:
    """Return who is asked for what."""
    return tuple(
        AskedRow(
            number=str(at),
            who=one.who or words.NOBODY,
            codes="; ".join(one.codes),
            count=str(len(one.codes)),
        )
        for at, one in enumerate(facts.asked, start=1)
    )


# --- prose ---


def reminder_opening(facts: LetterFacts) -> Paragraphs:
    """Return how many tasks are late."""
    if not facts.tasks:
        return ()
    count = narrative.count(len(facts.tasks), words.TASK_NOUN)
    return (words.REMINDER_OPENING.format(day=format_date(facts.today), count=count),)


def reminder_request(facts: LetterFacts) -> Paragraphs:
    """Return what those who are late are asked to do."""
    due = day_or_gap(facts.due_on)
    return (words.REMINDER_REQUEST.format(issuer=facts.issuer, due=due),)


def figures_opening(facts: LetterFacts) -> Paragraphs:
    """Return what the figures are for."""
    if not facts.set_name:
        return ()
    return (
        words.FIGURES_OPENING.format(
            set=narrative.lower_first(facts.set_name),
            period=facts.period.label,
            issuer=facts.issuer,
        ),
    )


def figures_request(facts: LetterFacts) -> Paragraphs:
    """Return how and by when figures are handed in."""
    due = day_or_gap(facts.due_on)
    return (words.FIGURES_REQUEST.format(issuer=facts.issuer, due=due),)


def nothing(facts: DirectiveFacts) -> Paragraphs:
    """Return no text: only a person can write this section."""
    return ()
