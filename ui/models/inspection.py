"""What the panel beside a sheet of figures tells of the current cell: all that is known here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from ntm_desktop.domain.assessment import CriterionAssessment, Outcome
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.roadmap import RoadmapItem
from ntm_desktop.services import entry, roadmap, trend, works
from ntm_desktop.services.tasks import list_tasks
from ntm_desktop.services.value_matrix import MatrixCell
from ui import style
from ui.context import AppContext
from ui.models.entry_grid import GridLine
from ui.models.inspected_line import Beside, inspected_criterion, inspected_indicator
from ui.models.matrix_pane import MatrixPane
from ui.widgets.value_inspector import Inspected, Link, Plan


class Inspection:
    """Gathers what serves a figure or was said of it: tasks, works, plans, its past."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._links: Mapping[str, tuple[Link, ...]] = {}
        self._plans: Mapping[str, RoadmapItem] = {}

    def read_plans(self) -> None:
        """Read what is planned to reach what is not met yet."""
        context = self._context
        self._plans = roadmap.roadmap_items(context.workspace, context.set_id, context.unit)

    def read_links(self) -> None:
        """Read the tasks and works that serve indicators of the set."""
        context, found = self._context, defaultdict[str, list[Link]](list)
        for task in list_tasks(context.workspace, context.unit):
            if task.indicator and task.set_id in (None, "", context.set_id):
                found[task.indicator].append(self._link("task", "tasks", task.text, task.key))
        for row in works.works_table(context.workspace).rows:
            work = row.work
            if work.indicator and work.set_id in (None, "", context.set_id):
                found[work.indicator].append(self._link("work", "works", work.name, work.key))
        self._links = {code: tuple(links) for code, links in found.items()}

    def of_cell(self, pane: MatrixPane, cell: MatrixCell) -> Inspected:
        """Return a cell of several periods or thôn as the inspector shows it."""
        found, code, unit = cell.assessment, cell.place.code, cell.place.unit
        is_own = unit == self._context.workspace.owner
        beside = Beside(
            marks=pane.current_marks(),
            facts=pane.facts(),
            links=self._links.get(code, ()),
            plan=self._plan(code, cell.outcome) if unit == self._context.unit else None,
        )
        if isinstance(found, CriterionAssessment):
            return inspected_criterion(found, beside)
        record = cell.value.key if cell.value else "" if is_own else None
        beside = replace(beside, note=cell.note if is_own else None, record=record)
        beside = replace(beside, trend=self._trend(code, cell.place.period_id, unit))
        criterion = pane.current_criterion()
        return inspected_indicator(found, criterion.name if criterion else "", beside)

    def _trend(self, code: str, period_id: str, unit: str) -> trend.IndicatorSeries:
        """Return the results of an indicator over the periods up to one."""
        context = self._context
        return trend.indicator_series(context.workspace, context.set_id, code, period_id, unit)

    def of_line(self, line: GridLine, sheet: entry.EntrySheet | None) -> Inspected:
        """Return a line as the inspector shows it."""
        beside = Beside(
            marks=line.marks,
            facts=_facts(line, sheet),
            links=self._links.get(line.code, ()),
            plan=None if line.is_heading else self._plan(line.code, line.outcome),
        )
        if line.row is None:
            return inspected_criterion(line.group.assessment, beside)
        note = line.row.note if self._context.is_own_unit else None
        series = self._trend(line.code, self._context.period_id, self._context.unit)
        beside = replace(beside, note=note, record=self._record_key(line.row), trend=series)
        return inspected_indicator(line.row.assessment, line.group.criterion_name, beside)

    def _record_key(self, row: entry.EntryRow) -> str | None:
        """Return the key of the value that files prove; None where none can be attached."""
        value = row.assessment.value
        if value is not None:
            return value.key
        return "" if self._context.is_own_unit else None

    def _plan(self, code: str, outcome: Outcome) -> Plan | None:
        """Return what is done to reach a code; None where it is not "not met"."""
        if outcome is not Outcome.NOT_MET:
            return None
        item = self._plans.get(code)
        if item is None:
            return Plan({}, is_late=False)
        due = item.due_on
        shown = {
            "assignee": item.assignee or "",
            "due_on": format_date(due) if due else "",
            "solution": item.solution or "",
        }
        return Plan(shown, is_late=due is not None and due < self._context.workspace.today())

    def _link(self, entity: str, screen: str, title: str, key: str) -> Link:
        """Return a link that opens a task or a work."""
        return Link(entity, title, lambda: self._context.open(screen, entity, key))


def _facts(line: GridLine, sheet: entry.EntrySheet | None) -> tuple[tuple[str, str], ...]:
    """Return why the figure of a line cannot be, its previous value and outcome."""
    row = line.row
    doubt = tuple([(style.STATES["doubtful"].word, line.doubt)] if line.doubt else ())
    if row is not None and row.reported is not None:
        told = f"{line.reported_text} Để lấy số của nơi báo: xóa số ở đây (phím Delete)."
        doubt += ((style.STATES["disagreed"].word, told),)
    if sheet is None or (row is not None and not row.previous_text):
        return doubt
    title = f"Kỳ trước ({sheet.previous_period.label})"
    word = style.STATES[(row or line.group).previous_outcome.value].word
    return (*doubt, (title, f"{row.previous_text} – {word.lower()}" if row else word))
