"""Two charts of works for the window: plan beside disbursed by year, and works by step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ntm_desktop import texts
from ntm_desktop.domain.ledger import counted_rows, of_kind, rate_of_plan, sums_by
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.domain.works import WORK_STATES, WORK_STEPS, Work, WorkTree
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
    """Return the PNG of how many works stand at each step now; None without works."""
    from ntm_desktop.reports.charts import StepBar, works_chart

    counts = works_by_state([row.work for row in works.works_table(workspace).rows])
    bars = [
        StepBar(capital_first(WORK_STATES[step]), counts.pop(step, 0))
        for step in (*WORK_STEPS, *(one for one in counts if one and one not in WORK_STEPS))
    ]
    if counts.get(""):
        bars.append(StepBar(capital_first(texts.CHART_WORKS_NO_STEP), counts[""], is_step=False))
    return works_chart(bars) or None


def works_by_state(held: Sequence[Work]) -> dict[str, int]:
    """Return state → how many works stand there, "" for those without one; each counted once.

    A group stands for as many works as it has; one without a state leaves it to its members.
    """
    tree = WorkTree(held)
    counts: Counter[str] = Counter()
    for work in tree.top:
        _count(work, tree, counts)
    return {state: count for state, count in counts.items() if count}


def _count(work: Work, tree: WorkTree, counts: Counter[str]) -> None:
    """Count a work or the works of a group."""
    members = tree.members(work)
    state = work.state if work.state in WORK_STATES else ""
    if state or not members:
        counts[state or ""] += tree.count(work)
        return
    for member in members:
        _count(member, tree, counts)
    counts[""] += max(tree.count(work) - sum(map(tree.count, members)), 0)
