"""The short report for a working session (báo cáo phục vụ buổi làm việc)."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ntm_desktop.reports import directive_words as words
from ntm_desktop.reports import progress_sections, written_sections
from ntm_desktop.reports.directive_facts import DirectiveFacts, head_lacks
from ntm_desktop.reports.meeting_head import MeetingHead, PaperEnd, end_of, head_of
from ntm_desktop.reports.narrative import GAP
from ntm_desktop.reports.progress_facts import ProgressFacts
from ntm_desktop.reports.resolution_review import unmet_briefly
from ntm_desktop.reports.template_fields import shown

if TYPE_CHECKING:
    from ntm_desktop.reports.report_kind import ReportSection

Paragraphs = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingContext:
    """Everything the template of the report may use."""

    head: MeetingHead = shown("đầu văn bản", spread=True)
    title: str = shown("trích yếu")
    opening: tuple[str, ...] = shown("các đoạn mở đầu")
    general_result: tuple[str, ...] = shown("các đoạn về kết quả thực hiện tiêu chí")
    unmet_criteria: tuple[str, ...] = shown("các đoạn về từng tiêu chí chưa đạt")
    works: tuple[str, ...] = shown("các đoạn về công trình, dự án")
    funding: tuple[str, ...] = shown("các đoạn về nguồn lực")
    problems: tuple[str, ...] = shown("các đoạn về khó khăn, vướng mắc")
    proposals: tuple[str, ...] = shown("các đoạn kiến nghị, đề xuất")
    closing: str = shown("câu kết")
    end: PaperEnd = shown("phần cuối văn bản", spread=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingFacts(DirectiveFacts):
    """Everything the report is made from."""

    progress: ProgressFacts

    @property
    def told(self) -> dict[str, str]:
        """Return partner, issuer and period as they stand in a sentence."""
        return {
            "partner": self.option("partner") or GAP,
            "issuer": self.issuer,
            "period": self.period.label,
        }


def build_context(facts: WorkingFacts, sections: Sequence[ReportSection]) -> WorkingContext:
    """Return the ready text of every field."""
    prose: dict[str, Any] = {**written_sections.paragraphs_of(sections, facts)}
    return WorkingContext(
        head=head_of(facts.head, "BC"),
        title=words.WORKING_SUBJECT.format(**facts.told),
        closing=words.WORKING_CLOSING.format(**facts.told),
        end=end_of(facts.head),
        **prose,
    )


def gaps(facts: WorkingFacts, sections: Sequence[ReportSection]) -> Paragraphs:
    """Return what the report shows as a gap, a sentence each."""
    partner = words.MISSING_OPTION.format(title=words.PARTNER_TITLE)
    return (
        *head_lacks(facts),
        *([] if facts.option("partner") else [partner]),
        *written_sections.without_words(sections, facts),
    )


def opening(facts: WorkingFacts) -> Paragraphs:
    """Return whom the report is for, and on what."""
    return (words.WORKING_OPENING.format(**facts.told),)


def general_result(facts: WorkingFacts) -> Paragraphs:
    """Return how many criteria are met."""
    return progress_sections.general_result(facts.progress)


def unmet_criteria(facts: WorkingFacts) -> Paragraphs:
    """Return the criteria that are not met."""
    return unmet_briefly(facts.progress)


def works(facts: WorkingFacts) -> Paragraphs:
    """Return how many works there are and how far."""
    return progress_sections.works(facts.progress)


def money(facts: WorkingFacts) -> Paragraphs:
    """Return plan, mobilised and disbursed money."""
    return progress_sections.money(facts.progress)


def problems(facts: WorkingFacts) -> Paragraphs:
    """Return what the data itself shows as lacking."""
    return progress_sections.shortcomings(facts.progress)
