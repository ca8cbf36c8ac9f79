"""The interim review of a resolution (báo cáo sơ kết thực hiện nghị quyết)."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ntm_desktop.domain.assessment import CriterionAssessment, Outcome
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.numbers import two_digits
from ntm_desktop.reports import directive_words as words
from ntm_desktop.reports import (
    meeting_words,
    narrative,
    progress_sections,
    written_sections,
)
from ntm_desktop.reports.directive_facts import DirectiveFacts, head_lacks
from ntm_desktop.reports.meeting_head import MeetingHead, PaperEnd, end_of, head_of
from ntm_desktop.reports.progress_facts import ProgressFacts, has_results
from ntm_desktop.reports.template_fields import shown

if TYPE_CHECKING:
    from ntm_desktop.reports.report_kind import ReportSection

Paragraphs = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewContext:
    """Everything the template of the review may use."""

    head: MeetingHead = shown("đầu văn bản", spread=True)
    title: str = shown("trích yếu")
    opening: tuple[str, ...] = shown("các đoạn mở đầu")
    situation: tuple[str, ...] = shown("các đoạn về đặc điểm tình hình")
    leadership: tuple[str, ...] = shown("các đoạn về lãnh đạo, chỉ đạo, văn bản đã ban hành")
    general_result: tuple[str, ...] = shown("các đoạn về kết quả thực hiện tiêu chí")
    unmet_criteria: tuple[str, ...] = shown("các đoạn về từng tiêu chí chưa đạt")
    figures: tuple[str, ...] = shown("các đoạn về chỉ tiêu kinh tế - xã hội")
    funding: tuple[str, ...] = shown("các đoạn về huy động, sử dụng nguồn lực")
    works: tuple[str, ...] = shown("các đoạn về công trình, dự án")
    tasks: tuple[str, ...] = shown("các đoạn về nhiệm vụ được giao, nhiệm vụ quá hạn")
    shortcomings: tuple[str, ...] = shown("các đoạn về tồn tại, hạn chế")
    causes: tuple[str, ...] = shown("các đoạn về nguyên nhân")
    lessons: tuple[str, ...] = shown("các đoạn về bài học kinh nghiệm")
    next_tasks: tuple[str, ...] = shown("các đoạn về phương hướng, nhiệm vụ")
    proposals: tuple[str, ...] = shown("các đoạn kiến nghị, đề xuất")
    closing: str = shown("câu kết")
    end: PaperEnd = shown("phần cuối văn bản", spread=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCounts:
    """How many tasks there are and where they stand; `late` is overdue and still open."""

    total: int = 0
    done: int = 0
    done_late: int = 0
    open_in_time: int = 0
    undated: int = 0
    late: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFacts(DirectiveFacts):
    """Everything the review is made from; `resolutions` are those of the record, by legal order.

    `issued` are the office's own documents of the period; `figures` sentences on the figures.
    """

    progress: ProgressFacts
    resolutions: tuple[str, ...] = ()
    issued: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    counts: TaskCounts = TaskCounts()

    @property
    def resolution(self) -> str:
        """Return the resolution as typed, else the first of the record, else the gap."""
        typed = self.option("resolution")
        return typed or next(iter(self.resolutions), words.RESOLUTION_GAP)


def build_context(facts: ReviewFacts, sections: Sequence[ReportSection]) -> ReviewContext:
    """Return the ready text of every field."""
    prose: dict[str, Any] = {**written_sections.paragraphs_of(sections, facts)}
    told = {"resolution": facts.resolution, "period": facts.period.label}
    return ReviewContext(
        head=head_of(facts.head, "BC"),
        title=words.REVIEW_SUBJECT.format(**told),
        closing=words.REVIEW_CLOSING.format(**told, issuer=facts.issuer),
        end=end_of(facts.head),
        **prose,
    )


def gaps(facts: ReviewFacts, sections: Sequence[ReportSection]) -> Paragraphs:
    """Return what the review shows as a gap, a sentence each."""
    is_unknown = facts.resolution == words.RESOLUTION_GAP
    return (
        *head_lacks(facts),
        *([words.MISSING_RESOLUTION] if is_unknown else []),
        *written_sections.without_words(sections, facts),
    )


def notices(facts: ReviewFacts) -> Paragraphs:
    """Return that the resolution was chosen among several."""
    if facts.option("resolution") or len(facts.resolutions) < 2:
        return ()
    count = two_digits(len(facts.resolutions))
    return (words.SEVERAL_RESOLUTIONS.format(count=count, document=facts.resolution),)


# --- prose ---


def opening(facts: ReviewFacts) -> Paragraphs:
    """Return who reviews what."""
    return (
        words.REVIEW_OPENING.format(
            issuer=facts.issuer, resolution=facts.resolution, period=facts.period.label
        ),
    )


def leadership(facts: ReviewFacts) -> Paragraphs:
    """Return which documents the office issued in the period."""
    if not facts.issued:
        return ()
    count = narrative.count(len(facts.issued), words.DOCUMENT_NOUN)
    last = len(facts.issued) - 1
    return (
        words.REVIEW_ISSUED.format(count=count),
        *(
            words.REVIEW_DOCUMENT.format(document=one, end="." if at == last else ";")
            for at, one in enumerate(facts.issued)
        ),
    )


def general_result(facts: ReviewFacts) -> Paragraphs:
    """Return how many criteria are met."""
    return progress_sections.general_result(facts.progress)


def unmet_criteria(facts: ReviewFacts) -> Paragraphs:
    """Return the criteria that are not met."""
    return unmet_briefly(facts.progress)


def unmet_briefly(progress: ProgressFacts) -> Paragraphs:
    """Return a paragraph for each criterion that is not met, with the indicators that are not.

    What has no data is told with the general result; that all is met is said only where it is.
    """
    assessment = progress.assessment
    if assessment is None or not has_results(assessment):
        return ()
    if assessment.outcome is Outcome.MET:
        return (narrative.ALL_MET,)
    unmet = [one for one in assessment.criteria if one.outcome is Outcome.NOT_MET]
    return tuple(_unmet(place, one) for place, one in enumerate(unmet)) or (words.UNMET_NONE_KNOWN,)


def _unmet(place: int, one: CriterionAssessment) -> str:
    """Return the paragraph of one criterion."""
    details = [one.reason] if one.reason else []
    details += [
        narrative.unmet_indicator(
            part.indicator.code, part.indicator.text, progress_sections.why(part)
        )
        for part in one.indicators
        if part.outcome is Outcome.NOT_MET
    ]
    code, name = one.criterion.code, one.criterion.name
    return narrative.unmet_criterion(place, code, name, narrative.STATE_NOT_MET, details)


def figures(facts: ReviewFacts) -> Paragraphs:
    """Return the figures of the period with their plans."""
    return facts.figures


def money(facts: ReviewFacts) -> Paragraphs:
    """Return plan, mobilised and disbursed money."""
    return progress_sections.money(facts.progress)


def works(facts: ReviewFacts) -> Paragraphs:
    """Return how many works there are and how far."""
    return progress_sections.works(facts.progress)


def tasks(facts: ReviewFacts) -> Paragraphs:
    """Return how many tasks there are, where they stand, and the late ones."""
    counts = facts.counts
    if not counts.total:
        return ()
    total = meeting_words.REPORT_TOTAL.format(
        total=two_digits(counts.total),
        day=format_date(facts.progress.told_on),
        parts="; ".join(_task_parts(counts)),
    )
    late = progress_sections.overdue_tasks(facts.progress) if facts.progress.overdue else ()
    return (total, *late)


def _task_parts(counts: TaskCounts) -> list[str]:
    """Return where the tasks stand, the parts that there are."""
    late = meeting_words.REPORT_LATE.format(count=two_digits(counts.done_late))
    told = meeting_words.REPORT_NONE_DONE
    if counts.done:
        told = meeting_words.REPORT_DONE.format(
            count=two_digits(counts.done), late=late if counts.done_late else ""
        )
    forms = (
        (meeting_words.REPORT_OPEN, counts.open_in_time),
        (meeting_words.REPORT_LATE_OPEN, counts.late),
        (meeting_words.REPORT_UNDATED, counts.undated),
        (meeting_words.REPORT_DROPPED, counts.dropped),
    )
    rest = (form.format(count=two_digits(number)) for form, number in forms if number)
    return [told, *rest]


def shortcomings(facts: ReviewFacts) -> Paragraphs:
    """Return what the data itself shows as lacking."""
    return progress_sections.shortcomings(facts.progress)


def next_tasks(facts: ReviewFacts) -> Paragraphs:
    """Return what is left to do."""
    return progress_sections.next_tasks(facts.progress)
