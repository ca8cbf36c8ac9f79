"""The page "Chưa đạt và giải pháp" for the leader: its fields, and how they are made from facts."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.periods import ReportingPeriod
from ntm_desktop.domain.tasks import Task
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.domain.works import Work
from ntm_desktop.reports import narrative
from ntm_desktop.reports.letterhead import OfficeFacts, office_name
from ntm_desktop.reports.line_breaks import breakable_unit
from ntm_desktop.reports.narrative import TABLE_GAP
from ntm_desktop.reports.template_fields import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetRow:
    """One line of the table: what is not met, how much is missing, who does what by when."""

    number: str = shown("số thứ tự")
    code: str = shown("mã chỉ tiêu, ví dụ 10.1")
    text: str = shown("nội dung chỉ tiêu")
    result: str = shown("kết quả kỳ này kèm đơn vị tính")
    target: str = shown("mức yêu cầu")
    gap: str = shown("còn thiếu bao nhiêu")
    solution: str = shown("giải pháp; dấu … khi chưa có")
    related: tuple[str, ...] = shown("nhiệm vụ, công trình liên quan, mỗi dòng một việc")
    assignee: str = shown("người, đơn vị phụ trách")
    due: str = shown("hạn hoàn thành")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetContext:
    """Everything the template of the page may use."""

    draft_note: str = shown("dòng báo bản dự thảo, trống khi in bản chính thức")
    office_name: str = shown("tên cơ quan, chữ hoa")
    made_on: str = shown("ngày lập bảng")
    criteria_set: str = shown("tên bộ tiêu chí")
    period: str = shown("kỳ, ví dụ năm 2023")
    standing: str = shown("đã đạt đến đâu, ví dụ Đạt 16/19 tiêu chí, 70/75 chỉ tiêu")
    rows: tuple[UnmetRow, ...] = shown("các chỉ tiêu chưa đạt, thiếu ít xếp trước")
    nothing_unmet: str = shown("câu thay bảng khi không còn chỉ tiêu chưa đạt")
    no_data: str = shown("câu kể các chỉ tiêu chưa có số liệu; trống khi không có")
    table_note: str = shown("lời giải thích các dấu dùng trong bảng")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetFact:
    """One thing that is not met, as the record holds it."""

    code: str
    text: str
    result: str
    target: str
    gap: str
    solution: str
    assignee: str
    due_on: datetime.date | None
    is_late: bool
    tasks: tuple[Task, ...] = ()
    works: tuple[Work, ...] = ()
    wording_verified: bool = True
    target_verified: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetFacts:
    """Everything the page is made from; `no_data` are codes with their texts,
    `no_target` those of figures whose target is not known.

    `has_figures`: something was entered; only then "all met" may be said.
    """

    office: OfficeFacts
    set_name: str
    period: ReportingPeriod
    standing: str
    rows: tuple[UnmetFact, ...]
    no_data: tuple[tuple[str, str], ...] = ()
    no_target: tuple[tuple[str, str], ...] = ()
    has_figures: bool = True


def build_context(facts: UnmetFacts) -> UnmetContext:
    """Return the ready text of every field."""
    draft = facts.office.draft
    return UnmetContext(
        draft_note=narrative.DRAFT_NOTE if draft else "",
        office_name=office_name(facts.office),
        made_on=narrative.made_on(facts.office.today),
        criteria_set=facts.set_name,
        period=facts.period.label,
        standing=facts.standing,
        rows=tuple(_row(place, one, draft) for place, one in enumerate(facts.rows, start=1)),
        nothing_unmet=_nothing_unmet(facts),
        no_data=" ".join(
            filter(
                None,
                (narrative.without_data(facts.no_data), narrative.without_target(facts.no_target)),
            )
        ),
        table_note=narrative.DRAFT_TABLE_NOTE if draft else narrative.UNMET_NOTE,
    )


def gaps(facts: UnmetFacts) -> tuple[str, ...]:
    """Return what the page will show as a gap, a sentence each."""
    lacks = {
        narrative.MISSING_ISSUER: not facts.office.office.issuer_name,
        narrative.UNMET_NO_FIGURES: not facts.has_figures,
    }
    without = {
        narrative.UNMET_NO_ASSIGNEE: [one.code for one in facts.rows if not one.assignee],
        narrative.UNMET_NO_DUE: [one.code for one in facts.rows if one.due_on is None],
        narrative.UNMET_NO_SOLUTION: [one.code for one in facts.rows if not one.solution],
    }
    return (
        *(sentence for sentence, is_missing in lacks.items() if is_missing),
        *(
            sentence.format(codes=narrative.join_list(codes))
            for sentence, codes in without.items()
            if codes
        ),
    )


def notices(facts: UnmetFacts) -> tuple[str, ...]:
    """Return how many lines rest on words or targets nobody checked: only a draft marks them."""
    left = sum(
        not one.wording_verified or (bool(one.target) and not one.target_verified)
        for one in facts.rows
    )
    return (narrative.unverified_left(left),) if left and not facts.office.draft else ()


def _nothing_unmet(facts: UnmetFacts) -> str:
    """Return what stands instead of the table; what is not known yet comes first."""
    if facts.rows:
        return ""
    if not facts.has_figures:
        return narrative.NO_FIGURES
    return narrative.nothing_unmet(len(facts.no_data), len(facts.no_target))


def _row(place: int, one: UnmetFact, draft: bool) -> UnmetRow:
    """Return one line of the table."""
    marked = draft and bool(one.target) and not one.target_verified
    return UnmetRow(
        number=str(place),
        code=one.code,
        text=one.text + _mark(draft and not one.wording_verified),
        result=one.result or TABLE_GAP,
        target=(breakable_unit(one.target) or TABLE_GAP) + _mark(marked),
        gap=capital_first(one.gap) or TABLE_GAP,
        solution=one.solution.strip() or TABLE_GAP,
        related=_related(one),
        assignee=one.assignee or TABLE_GAP,
        due=_due(one),
    )


def _mark(is_shown: bool) -> str:
    """Return the mark of what nobody has checked against the law, where it is shown."""
    return narrative.UNVERIFIED_MARK if is_shown else ""


def _due(one: UnmetFact) -> str:
    """Return the due date, and that it has passed."""
    if one.due_on is None:
        return TABLE_GAP
    day = format_date(one.due_on)
    return narrative.late_date(day) if one.is_late else day


def _related(one: UnmetFact) -> tuple[str, ...]:
    """Return the tasks and works behind a line."""
    tasks = (
        narrative.related_task(task.text, format_date(task.due_on) if task.due_on else "")
        for task in one.tasks
    )
    return (*tasks, *(narrative.related_work(work.name) for work in one.works))
