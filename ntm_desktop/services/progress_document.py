"""The facts of the progress report: standing, money, works, tasks and prose of one period."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ntm_desktop.domain.periods import (
    ReportingPeriod,
    last_day_to_tell,
    previous,
    same_period_last_year,
)
from ntm_desktop.domain.tasks import Task, as_of, is_open, overdue_tasks
from ntm_desktop.domain.work_periods import works_outside
from ntm_desktop.services.criteria import followed_sets
from ntm_desktop.services.document_request import DocumentRequest, Gathered
from ntm_desktop.services.report_texts import previous_texts, written_texts
from ntm_desktop.services.review import (
    Standing,
    other_totals,
    rollups,
    standing,
    total_of_set,
)
from ntm_desktop.services.works import mobilised, works_with_villages
from ntm_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    from ntm_desktop.reports.progress_facts import ProgressFacts


PROGRESS = "bao-cao-tien-do"


def gather_report(workspace: Workspace, request: DocumentRequest, draft: bool) -> Gathered:
    """Return the progress report of a period, its charts still to be drawn."""
    from ntm_desktop.reports import progress_report

    facts = gather(workspace, request.report_id, request.period, request.set_id, draft=draft)
    context = progress_report.build_context(facts)
    return Gathered(
        context=context,
        charts=lambda: progress_report.draw_charts(facts),
        missing=context.missing,
        notices=context.notices,
        prose=facts,
    )


def _standing_before(
    workspace: Workspace, set_id: str | None, period: ReportingPeriod
) -> Standing | None:
    """Return where the commune stood in the period just before.

    None without results then, and where that is the same period of the year before.
    """
    earlier = previous(period)
    if set_id is None or earlier == same_period_last_year(period):
        return None
    found = standing(workspace, set_id, earlier.id)
    return found if found.source == "items" else None


def gather(
    workspace: Workspace,
    report_id: str,
    period: ReportingPeriod,
    set_id: str | None,
    *,
    draft: bool,
    every_work: bool = False,
    tasks_on: date | None = None,
) -> ProgressFacts:
    """Return everything a progress report is made from: this office's own records.

    Works that have nothing to do with the years of the period are left out, unless `every_work`.
    Tasks are looked at on `tasks_on`, else at the end of the period (today while it runs).
    """
    from ntm_desktop.reports.progress_facts import ProgressFacts

    chosen = set_id or next((found.id for found in followed_sets(workspace)), None)
    here = standing(workspace, chosen, period.id) if chosen else None
    before = _standing_before(workspace, chosen, period) if here else None
    owner, day = workspace.owner, tasks_on or last_day_to_tell(period, workspace.today())
    tasks = workspace.store.records(Task, owner_unit=owner)
    unit, years = workspace.unit, (period.start.year, period.end.year)
    works = works_with_villages(workspace)
    outside = works_outside(works, mobilised(workspace), *years) if not every_work else frozenset()
    return ProgressFacts(
        office=workspace.profile,
        unit_name=unit.name,
        unit_level=unit.level,
        period=period,
        today=workspace.today(),
        assessment=here.assessment if here and here.source == "items" else None,
        compared=here.compared if here else None,
        compared_period=here.compared_period if here else None,
        before=before.assessment if before else None,
        before_period=before.period if before else None,
        total=total_of_set(workspace, chosen, period.id) if chosen else None,
        totals_other=other_totals(workspace, period.id),
        works=works,
        left_out=outside,
        money=mobilised(workspace, years),
        tasks_on=tasks_on,
        overdue=tuple(overdue_tasks([as_of(task, day) for task in tasks], day)),
        open_tasks=tuple(task for task in tasks if is_open(task)),
        rollups=rollups(workspace, period.id),
        narratives=written_texts(workspace, report_id, period),
        previous_narratives=previous_texts(workspace, report_id, period),
        draft=draft,
    )
