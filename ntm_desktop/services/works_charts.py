"""Two charts of works for the window: plan beside disbursed by year, and works by step."""

from __future__ import annotations

from ntm_desktop.domain.ledger import counted_rows, of_kind, rate_of_plan, sums_by
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.domain.works import WORK_STATES, WORK_STEPS, WorkTree
from ntm_desktop.services import works
from ntm_desktop.services.workspace import Workspace


def plan_picture(workspace: Workspace) -> bytes | None:
    """Return the PNG of planned and disbursed by plan year; None without any amount."""
    from ntm_desktop.reports.charts import PlanBar, plan_chart

    held = works.works_table(workspace).rows
    rows = counted_rows([row.work for row in held], works.mobilised(workspace))
    years = sums_by(of_kind(rows, "planned", "disbursed"), lambda row: row.plan_year)
    planned = sums_by(of_kind(rows, "planned"), lambda row: row.plan_year)
    paid = sums_by(of_kind(rows, "disbursed"), lambda row: row.plan_year)
    bars = [
        PlanBar(
            year,
            planned[year].amount if year in planned else None,
            paid[year].amount if year in paid else None,
            rate_of_plan(both.rows),
        )
        for year, both in sorted(years.items())
    ]
    return plan_chart(bars) or None


def works_picture(workspace: Workspace) -> bytes | None:
    """Return the PNG of how many works stand at each step and beyond; None without works."""
    from ntm_desktop.reports.charts import StepBar, works_chart

    tree = WorkTree([row.work for row in works.works_table(workspace).rows])
    steps = list(WORK_STEPS)
    places = [
        (steps.index(work.state), tree.count(work)) for work in tree.top if work.state in steps
    ]
    bars = [
        StepBar(
            capital_first(WORK_STATES[step]),
            sum(count for place, count in places if place == at),
            sum(count for place, count in places if place > at),
        )
        for at, step in enumerate(steps)
    ]
    return works_chart(bars) or None
