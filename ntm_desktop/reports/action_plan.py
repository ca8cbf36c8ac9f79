"""The plan (kế hoạch) of a period: targets, solutions, money, and who carries it out."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.numbers import format_money
from ntm_desktop.reports import directive_words as words
from ntm_desktop.reports import funding, narrative, progress_sections, written_sections
from ntm_desktop.reports.directive_facts import DirectiveFacts, head_lacks
from ntm_desktop.reports.line_breaks import breakable_unit
from ntm_desktop.reports.meeting_head import MeetingHead, PaperEnd, end_of, head_of
from ntm_desktop.reports.narrative import TABLE_GAP
from ntm_desktop.reports.progress_facts import ProgressFacts
from ntm_desktop.reports.template_fields import shown

if TYPE_CHECKING:
    from ntm_desktop.reports.report_kind import ReportSection

Paragraphs = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """One indicator with what the office wants to reach."""

    code: str = shown("mã chỉ tiêu, tiêu chí")
    text: str = shown("nội dung chỉ tiêu, tiêu chí")
    measure_unit: str = shown("đơn vị tính")
    current: str = shown("kết quả hiện nay: của kỳ này, hoặc kỳ trước khi kỳ này chưa có")
    planned: str = shown("mức phấn đấu")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanContext:
    """Everything the template of a plan may use."""

    head: MeetingHead = shown("đầu văn bản", spread=True)
    title: str = shown("trích yếu")
    opening: tuple[str, ...] = shown("các đoạn mở đầu, có văn bản được thực hiện")
    purpose: tuple[str, ...] = shown("các đoạn về mục đích")
    requirements: tuple[str, ...] = shown("các đoạn về yêu cầu")
    targets: tuple[str, ...] = shown("các đoạn về chỉ tiêu, tiêu chí phấn đấu")
    target_rows: tuple[TargetRow, ...] = shown("các chỉ tiêu có mức phấn đấu")
    current_label: str = shown("đầu cột kết quả hiện nay")
    planned_label: str = shown("đầu cột mức phấn đấu")
    solutions: tuple[str, ...] = shown("các đoạn về nhiệm vụ, giải pháp")
    funding: tuple[str, ...] = shown("các đoạn về kinh phí thực hiện")
    organisation: tuple[str, ...] = shown("các đoạn về tổ chức thực hiện, ai phụ trách gì")
    closing: str = shown("câu kết")
    end: PaperEnd = shown("phần cuối văn bản", spread=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTarget:
    """An indicator for which something was planned, as the record holds it."""

    code: str
    text: str
    measure_unit: str
    current: str
    planned: str
    wording_verified: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAction:
    """How an indicator, or a criterion as a whole, is to be reached, by whom and by when."""

    code: str
    text: str
    is_criterion: bool
    solution: str = ""
    assignee: str = ""
    due_on: datetime.date | None = None
    tasks: tuple[str, ...] = ()
    works: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts(DirectiveFacts):
    """Everything a plan is made from.

    `actions` are what is not met yet; `documents` those it carries out, named as in a sentence;
    `progress` holds standing and money.
    """

    progress: ProgressFacts
    documents: tuple[str, ...] = ()
    planned: tuple[PlannedTarget, ...] = ()
    actions: tuple[PlannedAction, ...] = ()


def build_context(facts: PlanFacts, sections: Sequence[ReportSection]) -> PlanContext:
    """Return the ready text of every field."""
    prose: dict[str, Any] = {**written_sections.paragraphs_of(sections, facts)}
    return PlanContext(
        head=head_of(facts.head, "KH"),
        title=_subject(facts),
        target_rows=tuple(_target_row(facts, one) for one in facts.planned),
        current_label=words.PLAN_CURRENT_LABEL,
        planned_label=words.PLAN_TARGET_LABEL.format(period=facts.period.label),
        closing=words.PLAN_CLOSING.format(
            subject=narrative.lower_first(_subject(facts)), issuer=facts.issuer
        ),
        end=end_of(facts.head),
        **prose,
    )


def gaps(facts: PlanFacts, sections: Sequence[ReportSection]) -> Paragraphs:
    """Return what the plan shows as a gap, a sentence each."""
    missing, found = words.PLAN_MISSING, []
    if not facts.planned:
        found.append(missing["targets"].format(period=facts.period.label))
    without = {
        "solutions": [one.code for one in facts.actions if not one.solution],
        "assignees": [one.code for one in facts.actions if not one.assignee],
    }
    for name, codes in without.items():
        if codes:
            found.append(missing[name].format(codes=short_list(codes)))
    return (*head_lacks(facts), *found, *written_sections.without_words(sections, facts))


def short_list(names: Sequence[str], most: int = 12) -> str:
    """Return names in a sentence; of many the first ones and how many follow."""
    if len(names) <= most:
        return narrative.join_list(list(names))
    return words.CHARGE_SHORT.format(names=", ".join(names[:most]), count=len(names) - most)


def _subject(facts: PlanFacts) -> str:
    """Return the subject, as typed or as usual."""
    usual = words.PLAN_SUBJECT.format(period=facts.period.label)
    return facts.option("subject") or usual


def _target_row(facts: PlanFacts, one: PlannedTarget) -> TargetRow:
    """Return the row of one indicator."""
    mark = narrative.UNVERIFIED_MARK if facts.is_draft and not one.wording_verified else ""
    return TargetRow(
        code=one.code,
        text=one.text + mark,
        measure_unit=breakable_unit(one.measure_unit),
        current=one.current or TABLE_GAP,
        planned=one.planned,
    )


# --- prose ---


def opening(facts: PlanFacts) -> Paragraphs:
    """Return which documents are carried out, and who plans what."""
    named = narrative.join_list(list(facts.documents))
    subject = narrative.lower_first(_subject(facts))
    return (
        words.PLAN_OPENING.format(
            grounds=words.PLAN_GROUNDS.format(documents=named) if named else "",
            issuer=facts.issuer,
            subject=subject,
        ),
    )


def purpose(facts: PlanFacts) -> Paragraphs:
    """Return which criteria are still to be met."""
    unmet = progress_sections.unmet_names(facts.progress)
    return (narrative.next_criteria(unmet),) if unmet else ()


def targets(facts: PlanFacts) -> Paragraphs:
    """Return how many indicators have a planned value; the table shows them."""
    if not facts.planned:
        return ()
    count = narrative.count(len(facts.planned), words.TARGET_NOUN)
    return (words.PLAN_TARGETS.format(period=facts.period.label, count=count),)


def solutions(facts: PlanFacts) -> Paragraphs:
    """Return what is done about each indicator that is not met yet."""
    return tuple(_solution(one) for one in facts.actions if one.solution)


def _solution(one: PlannedAction) -> str:
    """Return one solution with who, by when, and the tasks and works behind it."""
    form = words.PLAN_CRITERION if one.is_criterion else words.PLAN_INDICATOR
    more = [
        *([words.PLAN_WHO.format(who=one.assignee)] if one.assignee else []),
        *([words.PLAN_DUE.format(day=format_date(one.due_on))] if one.due_on else []),
        *(words.PLAN_TASK.format(text=text.strip().rstrip(" .;")) for text in one.tasks),
        *(words.PLAN_WORK.format(name=name) for name in one.works),
    ]
    lines = (line.strip().rstrip(" .;") for line in one.solution.splitlines())
    return words.PLAN_SOLUTION.format(
        what=form.format(code=one.code, text=one.text.strip().rstrip(" .;")),
        solution="; ".join(filter(None, lines)),
        more=f" ({'; '.join(more)})" if more else "",
    )


def money(facts: PlanFacts) -> Paragraphs:
    """Return the planned capital of the period's years, as a whole and by source."""
    rows, period = facts.progress.counted_money, facts.period
    planned = funding.amounts_of(rows, period).planned
    if planned is None:
        return ()
    years = progress_sections.years_of(facts.progress)
    by_source = ((group.name, sums.planned) for group, sums, _ in funding.by_source(rows, period))
    return (
        words.PLAN_MONEY.format(years=years, amount=format_money(planned, "million")),
        *(
            words.PLAN_SOURCE.format(name=name, amount=format_money(amount, "million"))
            for name, amount in by_source
            if amount is not None
        ),
    )


def organisation(facts: PlanFacts) -> Paragraphs:
    """Return who is in charge of what."""
    charged: dict[str, list[PlannedAction]] = {}
    for one in facts.actions:
        if one.assignee:
            charged.setdefault(one.assignee, []).append(one)
    return tuple(
        words.PLAN_CHARGE.format(who=who, codes=_codes(held)) for who, held in charged.items()
    )


def _codes(held: Sequence[PlannedAction]) -> str:
    """Return the criteria and indicators somebody is in charge of, in words."""
    criteria = [one.code for one in held if one.is_criterion]
    indicators = [one.code for one in held if not one.is_criterion]
    forms = (
        (words.PLAN_CRITERIA_CODE, words.PLAN_CRITERIA_CODES, criteria),
        (words.PLAN_CODE, words.PLAN_CODES, indicators),
    )
    return "; ".join(
        (single if len(codes) == 1 else several).format(codes=", ".join(codes))
        for single, several, codes in forms
        if codes
    )
