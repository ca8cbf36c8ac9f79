"""The notice that makes results public (thông báo công khai kết quả) and asks for opinions."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ntm_desktop.domain.numbers import two_digits
from ntm_desktop.reports import annexes, narrative, progress_sections, written_sections
from ntm_desktop.reports import directive_words as words
from ntm_desktop.reports.directive_facts import (
    DirectiveFacts,
    day_or_gap,
    head_lacks,
    places_of,
)
from ntm_desktop.reports.meeting_head import MeetingHead, PaperEnd, end_of, head_of
from ntm_desktop.reports.narrative import GAP
from ntm_desktop.reports.progress_context import CriterionRow
from ntm_desktop.reports.progress_facts import ProgressFacts, has_results
from ntm_desktop.reports.template_fields import shown

if TYPE_CHECKING:
    from ntm_desktop.reports.report_kind import ReportSection

Paragraphs = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeContext:
    """Everything the template of the notice may use."""

    head: MeetingHead = shown("đầu văn bản", spread=True)
    title: str = shown("trích yếu")
    opening: tuple[str, ...] = shown("các đoạn mở đầu")
    results: tuple[str, ...] = shown("các đoạn về kết quả chung")
    criteria: tuple[CriterionRow, ...] = shown("kết quả từng tiêu chí; trống khi chưa có số liệu")
    table_note: str = shown("lời giải thích các dấu dùng trong bảng")
    publication: tuple[str, ...] = shown("các đoạn về nơi, thời gian công khai")
    opinions: tuple[str, ...] = shown("các đoạn về nơi nhận ý kiến")
    closing: str = shown("câu kết")
    end: PaperEnd = shown("phần cuối văn bản", spread=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFacts(DirectiveFacts):
    """Everything the notice is made from; `broadcasts` is None where no number was typed.

    `has_rule`: the rule of Quyết định 18/2022/QĐ-TTg, Điều 5 (sets of 2021-2025) is told. It was
    read at second hand.
    """

    progress: ProgressFacts
    set_name: str
    since: datetime.date | None = None
    until: datetime.date | None = None
    broadcasts: int | None = None
    has_rule: bool = False
    is_rule_known: bool = False


def build_context(facts: NoticeFacts, sections: Sequence[ReportSection]) -> NoticeContext:
    """Return the ready text of every field."""
    prose: dict[str, Any] = {**written_sections.paragraphs_of(sections, facts)}
    assessment = facts.progress.assessment
    known = assessment if has_results(assessment) else None
    return NoticeContext(
        head=head_of(facts.head, "TB"),
        title=words.NOTICE_SUBJECT.format(**_told(facts)),
        criteria=annexes.criteria_rows(known, None, draft=facts.is_draft) if known else (),
        table_note=narrative.DRAFT_TABLE_NOTE if facts.is_draft else narrative.TABLE_NOTE,
        closing=words.NOTICE_CLOSING,
        end=end_of(facts.head),
        **prose,
    )


def gaps(facts: NoticeFacts, sections: Sequence[ReportSection]) -> Paragraphs:
    """Return what the notice shows as a gap, a sentence each."""
    is_own = {
        name: written_sections.is_generated(name, facts) for name in ("publication", "opinions")
    }
    lacks = {
        "results": not has_results(facts.progress.assessment),
        "where": is_own["publication"] and not facts.option("where"),
        "since": is_own["publication"] and facts.since is None,
        "until": any(is_own.values()) and facts.until is None,
        "opinions_to": is_own["opinions"] and not facts.option("opinions_to"),
    }
    period = facts.period.label
    return (
        *head_lacks(facts),
        *(
            words.NOTICE_MISSING[name].format(period=period)
            for name, is_missing in lacks.items()
            if is_missing
        ),
        *written_sections.without_words(sections, facts),
    )


def notices(facts: NoticeFacts) -> Paragraphs:
    """Return what to look at again: the rule and its source, a time or number below it."""
    found = [words.NOTICE_RULE_NOT_READ] if facts.has_rule else []
    if not facts.is_rule_known:
        found.append(words.NOTICE_NO_RULE)
    days = _days(facts)
    if days is not None and days < 1:
        found.append(words.NOTICE_BACKWARDS)
    elif facts.has_rule and days is not None and days < words.RULE_DAYS:
        found.append(words.NOTICE_SHORT.format(days=days))
    if facts.has_rule and facts.broadcasts is not None and facts.broadcasts < words.RULE_TIMES:
        found.append(words.NOTICE_FEW.format(count=facts.broadcasts))
    return tuple(found)


def _days(facts: NoticeFacts) -> int | None:
    """Return how many days the results are shown, first and last included."""
    if facts.since is None or facts.until is None:
        return None
    return (facts.until - facts.since).days + 1


def _told(facts: NoticeFacts) -> dict[str, str]:
    """Return set and period as they stand in a sentence."""
    return {"set": narrative.lower_first(facts.set_name), "period": facts.period.label}


# --- prose ---


def opening(facts: NoticeFacts) -> Paragraphs:
    """Return who makes what public."""
    return (words.NOTICE_OPENING.format(issuer=facts.issuer, **_told(facts)),)


def results(facts: NoticeFacts) -> Paragraphs:
    """Return how many criteria are met."""
    return progress_sections.general_result(facts.progress)


def publication(facts: NoticeFacts) -> Paragraphs:
    """Return where and from when to when results are shown, and the rule where it is known."""
    where = "; ".join(places_of(facts.option("where"))) or GAP
    span = words.NOTICE_SINCE.format(since=day_or_gap(facts.since), until=day_or_gap(facts.until))
    found = [words.NOTICE_WHERE.format(where=where), span]
    if facts.broadcasts is not None:
        found.append(words.NOTICE_BROADCASTS.format(count=two_digits(facts.broadcasts)))
    if facts.has_rule:
        mark = narrative.UNVERIFIED_MARK if facts.is_draft else ""
        found.append(words.NOTICE_RULE.format(mark=mark))
    return tuple(found)


def opinions(facts: NoticeFacts) -> Paragraphs:
    """Return where opinions are sent and until when."""
    where = "; ".join(places_of(facts.option("opinions_to"))) or GAP
    return (words.NOTICE_OPINIONS.format(where=where, until=day_or_gap(facts.until)),)
