"""The report on how a conclusion was carried out (báo cáo kết quả thực hiện kết luận)."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop.domain.numbers import two_digits
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.reports import meeting_words as words
from ntm_desktop.reports.meeting_facts import (
    FollowedFact,
    MeetingFacts,
    in_sentence,
    lines_of,
)
from ntm_desktop.reports.meeting_head import MeetingHead, PaperEnd, end_of, head_of, issuer_of
from ntm_desktop.reports.meeting_tasks import LeadLine, lead_line, source_of, total_sentence
from ntm_desktop.reports.narrative import GAP, lower_first
from ntm_desktop.reports.template_fields import shown

LATE_STATES = ("overdue", "check_missed")
MOST_NAMED = 5  # more late tasks are told by their numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskResult:
    """One task with what was done."""

    text: str = shown("nhiệm vụ, đơn vị chủ trì, hạn, tình trạng")
    results: tuple[str, ...] = shown("kết quả, có ngày, mỗi dòng một việc")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImplementationContext:
    """Everything the template of the report may use."""

    head: MeetingHead = shown("đầu văn bản", spread=True)
    title: str = shown("trích yếu")
    opening: str = shown("câu mở đầu")
    total: str = shown("câu tổng hợp: tổng số, đã xong, quá hạn")
    tasks: tuple[TaskResult, ...] = shown("từng nhiệm vụ và kết quả")
    overdue: str = shown("câu kể nhiệm vụ quá hạn")
    causes: tuple[str, ...] = shown("nguyên nhân, mỗi đoạn một dòng")
    proposals: tuple[str, ...] = shown("kiến nghị, đề xuất, mỗi đoạn một dòng")
    leads: tuple[LeadLine, ...] = shown("tổng hợp theo đơn vị chủ trì; trống khi chỉ có một đơn vị")
    closing: str = shown("câu kết")
    end: PaperEnd = shown("phần cuối văn bản", spread=True)


def build_context(facts: MeetingFacts) -> ImplementationContext:
    """Return the ready text of every field."""
    subject = _subject(facts)
    issuer = capital_first(issuer_of(facts.head).sentence)
    sentence = lower_first(subject)
    tasks = tuple(_task(number, one) for number, one in enumerate(facts.tasks.followed, start=1))
    leads = [lead_line(one) for one in facts.tasks.leads]
    if facts.tasks.total is not None:
        leads.append(lead_line(facts.tasks.total, words.ALL_LEADS))
    return ImplementationContext(
        head=head_of(facts.head, "BC"),
        title=subject,
        opening=words.REPORT_OPENING.format(issuer=issuer, subject=sentence),
        total=total_sentence(facts),
        tasks=tasks or (TaskResult(text=words.NO_TASKS_YET, results=()),),
        overdue=_overdue(facts.tasks.followed),
        causes=lines_of(facts.option("causes")) or (GAP,),
        proposals=lines_of(facts.option("proposals")) or (GAP,),
        leads=tuple(leads) if len(facts.tasks.leads) > 1 else (),
        closing=words.REPORT_CLOSING.format(subject=sentence, issuer=issuer),
        end=end_of(facts.head),
    )


def _subject(facts: MeetingFacts) -> str:
    """Return the subject: of a meeting, of a document, of all tasks."""
    source = source_of(facts)
    if facts.meeting.title:
        return words.REPORT_SUBJECT.format(title=source)
    return (
        words.REPORT_SUBJECT_DOCUMENT.format(source=source)
        if source
        else (words.REPORT_SUBJECT_ALL)
    )


def _task(number: int, one: FollowedFact) -> TaskResult:
    """Return one task with its results."""
    more = [words.REPORT_LEAD.format(lead=in_sentence(one.lead) or GAP)]
    if one.due:
        more.append(words.REPORT_DUE.format(due=one.due))
    text = words.REPORT_TASK.format(
        number=number,
        text=one.text.strip().rstrip(".;"),
        more="; ".join(more),
        standing=one.standing,
    )
    results = tuple(words.REPORT_RESULT.format(line=line) for line in one.results)
    return TaskResult(text=text, results=results or (words.REPORT_NO_RESULT,))


def _overdue(tasks: tuple[FollowedFact, ...]) -> str:
    """Return which tasks are late; many of them by their numbers in the part before."""
    numbered = [(at, one) for at, one in enumerate(tasks, start=1) if one.state in LATE_STATES]
    late = [one for _, one in numbered]
    if not late:
        return words.REPORT_NONE_OVERDUE if tasks else GAP
    if len(late) > MOST_NAMED:
        numbers = ", ".join(str(at) for at, _ in numbered)
        count = two_digits(len(late))
        return words.REPORT_OVERDUE_NUMBERS.format(count=count, numbers=numbers)
    named = "; ".join(lower_first(one.text.strip().rstrip(".;")) for one in late)
    return words.REPORT_OVERDUE.format(count=two_digits(len(late)), tasks=named)
