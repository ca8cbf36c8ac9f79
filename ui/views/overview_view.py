"""The screen "Tổng quan": where the office stands, what is missing, what is due, the money."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.numbers import format_money
from ntm_desktop.domain.recognition import RecognitionRollup, share, share_text
from ntm_desktop.domain.tasks import Task
from ntm_desktop.domain.units import COMMUNE_LEVELS, is_beneath
from ntm_desktop.domain.values import SetTotal
from ntm_desktop.progress import Progress
from ntm_desktop.services import criteria, entry, report_gaps, review, roadmap, works
from ntm_desktop.services.disagreements import disagreed_codes
from ntm_desktop.services.tasks import TasksBoard, due_shown, tasks_board
from ui import jobs, style
from ui.context import AppContext
from ui.widgets.card_columns import CardColumns
from ui.widgets.chart_panel import CHARTS, ChartPanel
from ui.widgets.criterion_tiles import TileGrid
from ui.widgets.entry_line import EntryLine
from ui.widgets.first_steps import FirstSteps
from ui.widgets.keyed_column import KeyedColumn
from ui.widgets.missing_lines import missing_of
from ui.widgets.money_bar import MoneyBar
from ui.widgets.page import Page, button, card, clear_layout, label, scrolled, section_header
from ui.widgets.reassessment_card import ReassessmentCard
from ui.widgets.set_line import SetLine, SetState

if TYPE_CHECKING:
    from ui.widgets.unit_progress_panel import UnitProgressPanel

_MISSING_SHOWN, _TASKS_SHOWN, _WORKS_SHOWN, _SECTIONS_SHOWN = 8, 4, 4, 3
_AFTER_PAINT_MS = 100
_SETTLED_MS = 800  # charts are drawn once somebody stays on the page
_GAPS: Mapping[str, tuple[str, str, str, str]] = {
    "no_data": ("Chỉ tiêu chưa có số liệu", "criteria", "filter", "no_data"),
    "no_target": ("Chỉ tiêu có số liệu, chưa đủ căn cứ đánh giá", "criteria", "filter", "no_data"),
    "conflicts": ("Chỗ số liệu chưa thống nhất", "exchange", "conflict", ""),
    "unverified": (
        "Kết quả dựa vào mức yêu cầu chưa đối chiếu", "criteria", "filter", "unverified",
    ),
    "unproven": ("Chỉ tiêu đạt chưa có minh chứng", "criteria", "filter", "unproven"),
}  # fmt: skip
_CHART_DATA = (
    *("indicator_value", "set_total", "target_overlay", "followed_set", "work", "money_entry"),
    *("office_profile", "admin_unit"),
)


class OverviewView(Page):
    """One page a leader can read; everything on it opens what it speaks of."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("Tổng quan")
        self._context = context
        self._is_stale = True
        self._pictures: dict[tuple[str, str], Mapping[str, bytes | None]] = {}
        self._found: review.Standing | None = None
        self._edition = 0
        self._job: jobs.Job | None = None
        self.title.setWordWrap(True)
        self.tiles = TileGrid(lambda code: context.open("criteria", "criterion", code))
        self._warning = label("", "warning", wrap=True)
        self._changes = label("", wrap=True)
        self.sets = KeyedColumn(
            lambda _: SetLine(context.choose_set),
            lambda made, state: made.show_state(state),
            spacing=style.TINY,
        )
        self._columns = CardColumns()
        self._gaps = QVBoxLayout()
        self.what_if = ReassessmentCard(self._reassess, self._opening("settings", "followed_set"))
        self.charts = ChartPanel(lambda: self._settled.start())
        self.units: UnitProgressPanel | None = None
        self._units_place = QVBoxLayout()
        self._units_card = card(section_header("Đơn vị trực thuộc"), self._units_place)
        self._units_card.hide()
        self.stack = QStackedWidget()
        self._empty = FirstSteps(self._opening)
        self._after_paint = QTimer(self, singleShot=True, interval=_AFTER_PAINT_MS)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._enter = self.add_action(
            "Nhập số liệu", self._opening("criteria"), icon="edit", kind="primary"
        )
        self._write = self.add_action("Soạn báo cáo", self._opening("reports"), icon="report")
        self._lay_out()
        self._follow()
        self.reload()

    # --- layout ---

    def _lay_out(self) -> None:
        """Place what stands, the cards, and what is looked at later, in one scrolled page."""
        content = QWidget()
        whole = QVBoxLayout(content)
        whole.setContentsMargins(0, 0, style.SMALL, 0)
        whole.setSpacing(style.MEDIUM)
        parts = (
            *(self._warning, self.sets, self._changes, self.tiles, self._columns),
            *(self._units_card, self.what_if, self.charts),
        )
        for part in parts:
            whole.addWidget(part)
        whole.addStretch(1)
        self.stack.addWidget(scrolled(content))
        self.stack.addWidget(self._empty)
        self.body.addWidget(self.stack, 1)

    def _follow(self) -> None:
        """Read again when the data or what people look at changes."""
        context = self._context
        self._after_paint.timeout.connect(self._read_later)
        self._settled.timeout.connect(self._draw_charts)
        context.data_changed.connect(self._note_change)
        for news in (context.period_chosen, context.set_chosen, context.unit_chosen):
            news.connect(lambda _: self._refresh())

    # --- reading ---

    def _note_change(self, touched: Touched) -> None:
        """Read again what was touched, now or when the page is shown next."""
        if touched.any(*_CHART_DATA):
            self._edition += 1
            self._pictures.clear()
        if touched.entities:
            self._refresh()

    def _refresh(self) -> None:
        """Read again now where the page is seen, else when it is shown."""
        self._is_stale = True
        if self.isVisible():
            self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        """Read again what changed while another screen was shown."""
        super().showEvent(event)
        if self._is_stale:
            self.reload()
        self._after_paint.start()

    def leave(self) -> None:
        """Stop drawing, so that another screen need not wait for it."""
        self._settled.stop()
        if self._chart_place() not in self._pictures:
            self.charts.forget()
        if self._job is not None:
            self._job.cancel()

    def reload(self) -> None:
        """Read everything and show only what has something to say."""
        self._is_stale = False
        found = self._standing(self._context.set_id) if self._context.set_id else None
        board = tasks_board(self._context.workspace)
        tasks, others = self._tasks_card(board), [self._money_card(), self._results_card()]
        missing = self._missing_card(found, board) if found else None
        cards = [one for one in (missing, tasks, *others) if one is not None]
        is_empty = not cards and (found is None or found.source == "none")
        gaps = self._gaps_card(found) if found and not is_empty else None
        self._show_standing(found)
        self._columns.show_cards(
            [one for one in (missing, tasks, gaps, *others) if one is not None]
        )
        self._show_page(found, empty=is_empty)
        self.what_if.refresh()
        self._forget_charts()
        if self.isVisible():
            self._after_paint.start()

    def _standing(self, set_id: str) -> review.Standing:
        """Return where the chosen unit stands in a set."""
        context = self._context
        return review.standing(context.workspace, set_id, context.period_id, context.unit)

    def _is_own(self) -> bool:
        """Say whether the office looks at itself: reports are written about itself only."""
        return self._context.unit == self._context.workspace.owner

    def _show_page(self, found: review.Standing | None, *, empty: bool) -> None:
        """Show the page, or how to begin."""
        if empty:
            self._empty.show_for(found)
        self.stack.setCurrentIndex(1 if empty else 0)
        for made in (self._enter, self._write):
            made.setVisible(not empty)

    def _show_standing(self, found: review.Standing | None) -> None:
        """Say in one sentence where the set stands, and show its criteria and all sets."""
        self._found = found
        self._show_sets(found)
        self._changes.setText("\n".join(_change_texts(found)))
        self._changes.setVisible(bool(self._changes.text()))
        if found is None:
            self.set_title("Tổng quan", "Chưa theo dõi bộ tiêu chí nào")
            self.tiles.set_criteria(())
            self._warning.hide()
            return
        name = f"{found.assessment.criteria_set.short_name}, {found.period.label}"
        self.set_title(found.headline, name)
        self.tiles.set_criteria(found.assessment.criteria, self._disagreed(found))
        self.tiles.setVisible(bool(found.assessment.criteria))
        self._warning.setText(found.difference)
        self._warning.setVisible(bool(found.difference))

    def _disagreed(self, found: review.Standing) -> Collection[str]:
        """Return the indicators of the shown period that two offices set differently."""
        if self._context.unit != self._context.workspace.owner:
            return ()
        set_id = found.assessment.criteria_set.id
        return disagreed_codes(self._context.workspace, set_id, found.period.id)

    def _show_sets(self, chosen: review.Standing | None) -> None:
        """Show a line for each followed set; the standing of the chosen one was read already."""
        followed = [one.id for one in criteria.followed_sets(self._context.workspace)]
        states = []
        for set_id in followed:
            is_chosen = chosen is not None and set_id == chosen.assessment.criteria_set.id
            found = chosen if is_chosen and chosen else self._standing(set_id)
            units = self._units_state(found, is_chosen=is_chosen)
            states.append(units or _set_state(found, is_chosen=is_chosen))
        self.sets.set_items(states)

    def _units_state(self, found: review.Standing, *, is_chosen: bool) -> SetState | None:
        """Return the line of a set for the units below: how many reached it; None for others."""
        from ntm_desktop.services.unit_progress import unit_progress

        workspace, known = self._context.workspace, found.assessment.criteria_set
        if found.source != "none" or not is_beneath(known.level, workspace.unit.level):
            return None
        told = unit_progress(workspace, known.id, self._context.period_id).rollup
        if not self._is_own() or not told.total or told.is_unknown:
            return None
        return SetState(
            known.id, known.short_name, "items", told.met, told.total, told.word, "", is_chosen
        )

    def _opening(self, screen: str, entity: str = "", key: str = "") -> Callable[[], None]:
        """Return what opens a screen at one of its records."""
        return lambda: self._context.open(screen, entity, key)

    # --- after the first paint ---

    def _read_later(self) -> None:
        """Read what may wait until the page is seen: units, report sections, sets to choose."""
        if not self.isVisible():
            return
        self._read_units()
        if self.stack.currentIndex():
            return
        self.what_if.set_choices(self._other_sets())
        self._show_sections()

    def _other_sets(self) -> list[tuple[str, str]]:
        """Return the sets for units of this office's level but the one looked at: (id, name)."""
        level = self._context.workspace.unit.level
        levels = COMMUNE_LEVELS if level in COMMUNE_LEVELS else (level,)
        return [
            (one.id, one.short_name)
            for one in criteria.list_sets()
            if one.level in levels and one.id != self._context.set_id
        ]

    def _read_units(self) -> None:
        """Show where the units below stand; a page that is empty otherwise is shown for them."""
        from ui.widgets.unit_progress_panel import UnitProgressPanel

        if self.units is None:
            self.units = UnitProgressPanel(self._context)
            self.units.shown_anew.connect(self._place_units)
            self._units_place.addWidget(self.units)
        elif self._units_card.isHidden():
            self.units.reload()
        self._place_units()
        found = self.units.progress
        if found is not None and any(one.source != "none" for one in found.units):
            self._show_page(None, empty=False)
            self._speak_of_units(self.units.headline.text())

    def _speak_of_units(self, headline: str) -> None:
        """Let the units be the page's subject where the office has no results of its own."""
        if self._found is not None and self._found.source == "none":
            self.set_title(headline, self.subtitle.text())
            self.tiles.hide()

    def _place_units(self) -> None:
        """Show the card of the units where there are any."""
        self._units_card.setVisible(self.units is not None and not self.units.is_empty)

    def _show_sections(self) -> None:
        """List the sections of the report that nobody wrote and no data fills."""
        context = self._context
        clear_layout(self._gaps)
        if not self._is_own():
            return
        found = report_gaps.section_gaps(
            context.workspace, context.period_id, context.set_id or None
        )
        for gap in found[:_SECTIONS_SHOWN]:
            place = report_gaps.section_place(context.workspace, context.period_id, gap.key)
            act = self._opening("reports", "narrative", place)
            self._gaps.addWidget(
                EntryLine("", f"Báo cáo: {gap.title}", "chưa có nội dung", "", act)
            )
        if len(found) > _SECTIONS_SHOWN:
            more = f"Xem cả {len(found)} mục báo cáo chưa có nội dung"
            self._gaps.addWidget(button(more, self._opening("reports"), kind="link"))

    def _reassess(self, set_id: str) -> Any:
        """Return where the unit would stand by another set."""
        from ntm_desktop.services.reassessment import reassess

        context = self._context
        chosen = context.set_id if context.set_id != set_id else None
        return reassess(context.workspace, set_id, context.period_id, context.unit, chosen)

    # --- charts ---

    def _forget_charts(self) -> None:
        """Show the charts of what is looked at: those drawn before, else draw them when seen."""
        held = self._pictures.get(self._chart_place())
        self.charts.setVisible(self._is_own())
        if held is None:
            self.charts.forget()
        else:
            self.charts.show_charts(held)

    def _chart_place(self) -> tuple[str, str]:
        """Return what the charts are of: period and set."""
        return self._context.period_id, self._context.set_id

    def _draw_charts(self) -> None:
        """Draw the charts on a thread, when the page is shown and no other job runs."""
        place = self._chart_place()
        if not self.isVisible() or place in self._pictures:
            return
        if jobs.is_busy():
            self._settled.start()
            return
        self._job = jobs.Job(_drawing(self._context, *place), self)
        edition = self._edition
        self._job.succeeded.connect(lambda drawn: self._show_charts(place, edition, drawn))
        self._job.failed.connect(self._charts_failed)
        self._job.cancelled.connect(self.charts.forget)
        self._job.finished.connect(self._end_job)
        self._job.start()

    def _show_charts(
        self, place: tuple[str, str], edition: int, drawn: Mapping[str, bytes | None]
    ) -> None:
        """Show drawn charts where they are still asked for, and keep them until data changes."""
        if edition != self._edition:
            self.charts.forget()
            return
        self._pictures[place] = drawn
        if place == self._chart_place():
            self.charts.show_charts(drawn)

    def _charts_failed(self, error: BaseException) -> None:
        """Show why the charts could not be drawn."""
        self.charts.show_charts({})
        raise error

    def _end_job(self) -> None:
        """Forget the job."""
        if self._job is not None:
            self._job.deleteLater()
        self._job = None

    # --- cards ---

    def _missing_card(self, found: review.Standing, board: TasksBoard) -> QWidget | None:
        """Return the list of what is not met, the nearest to its target first."""
        open_tasks = [*board.overdue, *board.this_week, *board.this_month, *board.waiting]
        missing = missing_of(found, open_tasks, self._plans())
        if not missing:
            return None
        lines = _lines()
        for one in missing[:_MISSING_SHOWN]:
            act = self._opening("criteria", one.entity, one.code)
            lines.addWidget(EntryLine(one.code, one.text, one.gap, one.note, act))
        head = section_header(
            "Chưa đạt và còn thiếu", note=f"{len(missing)} chỉ tiêu, gần đạt trước"
        )
        if len(missing) > _MISSING_SHOWN:
            more = f"Xem cả {len(missing)} chỉ tiêu chưa đạt"
            lines.addWidget(
                button(more, self._opening("criteria", "filter", "not_met"), kind="link")
            )
        return card(head, lines)

    def _gaps_card(self, found: review.Standing) -> QWidget | None:
        """Return what the next report lacks; its sections are added after the first paint."""
        gaps = report_gaps.data_gaps(self._context.workspace, found)
        lines = _lines()
        for gap in gaps:
            title, *place = _GAPS[gap.kind]
            lines.addWidget(EntryLine("", title, str(gap.count), "", self._opening(*place)))
        self._gaps = _lines()
        lines.addLayout(self._gaps)
        head = section_header("Còn thiếu gì cho báo cáo tới", note=found.period.label)
        made = card(head, lines)
        if not gaps:
            lines.insertWidget(0, label("Số liệu đã đủ.", "good"))
        return made

    def _plans(self) -> Mapping[str, roadmap.RoadmapRow]:
        """Return what is planned for what is not met, by code."""
        context = self._context
        found = roadmap.roadmap(context.workspace, context.set_id, context.period_id, context.unit)
        return {row.code: row for row in found.rows}

    def _tasks_card(self, board: TasksBoard) -> QWidget | None:
        """Return what is overdue, missed or due soon, and what has no day to be reminded of."""
        late, week = list(board.overdue), list(board.this_week)
        missed = list(board.checks_missed)
        checks = [task for task in board.checks_due if task not in missed]
        undated = list(board.undated)
        soon = [*week, *board.this_month]
        states = (
            *((task, "late") for task in late),
            *((task, "check_missed") for task in missed),
            *((task, "soon") for task in week),
            *((task, "check_due") for task in checks),
            *((task, "undated") for task in undated),
            *((task, "soon") for task in board.this_month),
        )
        if not states:
            return None
        lines = _lines()
        for task, state in states[:_TASKS_SHOWN]:
            lines.addWidget(self._task_line(task, state))
        counts = [f"{len(late)} quá hạn"] if late else []
        counts += [f"{len(missed)} lỡ kỳ"] if missed else []
        counts += [f"{len(checks)} đến kỳ"] if checks else []
        counts += [f"{len(undated)} chưa rõ ngày"] if undated else []
        counts += [f"{len(week)} trong 7 ngày tới"] if week else []
        counts += [f"{len(soon)} đến hạn trong tháng"] if soon and len(counts) < 3 else []
        more = button("Mở nhiệm vụ", self._opening("tasks"), kind="link")
        return card(section_header("Việc đến hạn", more, note=", ".join(counts)), lines)

    def _task_line(self, task: Task, state: str) -> QWidget:
        """Return one task."""
        due = format_date(task.due_on) if task.due_on else due_shown(task)
        return EntryLine(
            "",
            task.text,
            due,
            task.assignee or "Chưa rõ người chủ trì",
            self._opening("tasks", "task", task.key),
            state=state,
        )

    def _money_card(self) -> QWidget | None:
        """Return planned and disbursed money, in total and of the works with most left to pay."""
        table = works.works_table(self._context.workspace)
        totals = table.totals
        if not totals.planned and not totals.disbursed:
            return self._works_card(totals)
        rows = [row for row in table.rows if row.planned or row.disbursed]
        rows.sort(key=lambda row: row.disbursed - row.planned)
        bars = QVBoxLayout()
        bars.setSpacing(style.SMALL)
        bars.addWidget(MoneyBar("Tất cả công trình", totals.planned, totals.disbursed, strong=True))
        for row in rows[:_WORKS_SHOWN]:
            bars.addWidget(
                MoneyBar(
                    row.work.name,
                    row.planned,
                    row.disbursed,
                    on_click=self._opening("works", "work", row.work.key),
                )
            )
        more = button("Mở công trình", self._opening("works"), kind="link")
        head = section_header("Vốn", more, note="giải ngân trên kế hoạch, triệu đồng")
        return card(head, bars)

    def _works_card(self, totals: works.WorksTotals) -> QWidget | None:
        """Return the works with their investment where no plan and no payment was entered."""
        if not totals.works:
            return None
        line = EntryLine(
            "",
            f"{totals.works} công trình",
            format_money(totals.total_investment, "million") if totals.total_investment else "",
            "Tổng mức đầu tư; chưa nhập kế hoạch vốn và giải ngân",
            self._opening("works"),
        )
        return card(section_header("Vốn"), line)

    def _results_card(self) -> QWidget | None:
        """Return totals of sets that are not followed and recognition, such as 73/85 thôn."""
        context = self._context
        followed = {one.id for one in criteria.followed_sets(context.workspace)}
        totals = [
            total
            for total in entry.totals_of(context.workspace, context.period_id, context.unit)
            if total.set_id not in followed | {context.set_id}
        ]
        rollups = review.rollups(context.workspace, context.period_id)
        if not totals and not rollups:
            return None
        lines = _lines()
        for total in totals:
            lines.addWidget(self._total_line(total))
        for rollup in rollups:
            lines.addWidget(EntryLine("", rollup.title, _rollup_text(rollup), rollup.source or ""))
        return card(section_header("Bộ tiêu chí khác, kết quả công nhận"), lines)

    def _total_line(self, total: SetTotal) -> QWidget:
        """Return the total of another set."""
        return EntryLine(
            "",
            total.title or "",
            review.total_text(total),
            "Số tổng hợp, chưa có chi tiết",
            self._opening("criteria", "set_total", total.key),
        )


def _drawing(context: AppContext, period_id: str, set_id: str) -> jobs.Work:
    """Return the work that draws all charts of a period and set, one after the other."""
    workspace = context.workspace

    def work(progress: Progress) -> dict[str, bytes | None]:
        from ntm_desktop.services import reporting

        drawn: dict[str, bytes | None] = {}
        with contextlib.closing(workspace.reopen()) as own:
            for place, which in enumerate(CHARTS):
                progress(place, len(CHARTS))
                drawn[which] = reporting.chart(own, period_id, set_id or None, which)
            progress(len(CHARTS), len(CHARTS))
        return drawn

    return work


def _lines() -> QVBoxLayout:
    """Return a column for lines that touch each other."""
    made = QVBoxLayout()
    made.setSpacing(0)
    return made


def _set_state(found: review.Standing, *, is_chosen: bool) -> SetState:
    """Return a set as its line shows it."""
    known, (met, total) = found.assessment.criteria_set, found.criteria
    changed = next(iter(found.comparisons), None)
    change = _change(changed) if changed else ""
    return SetState(
        known.id, known.short_name, found.source, met, total, known.noun, change, is_chosen
    )


def _change(one: review.Comparison) -> str:
    """Return "tăng 02 tiêu chí so với năm 2022", or that it cannot be compared yet."""
    if one.unassessed:
        return f"chưa so được với {one.period.label}"
    return f"{one.text} so với {one.period.label}"


def _change_texts(found: review.Standing | None) -> list[str]:
    """Return what changed since each compared period, with the criteria by name."""
    if found is None:
        return []
    names = {one.criterion.code: one.criterion.name for one in found.assessment.criteria}
    told = []
    for one in found.comparisons:
        if not one.gained and not one.lost:
            continue
        parts = [f"{one.label}: {one.text}"]
        for title, codes in (("mới đạt", one.gained), ("không còn đạt", one.lost)):
            if codes:
                named = ", ".join(f"{code} ({names[code]})" for code in codes)
                parts.append(f"{title} tiêu chí {named}")
        told.append("; ".join(parts) + ".")
    return told


def _rollup_text(rollup: RecognitionRollup) -> str:
    """Return "73/85 thôn, 85,88%", or "28 sản phẩm" where the total is not known."""
    if rollup.achieved is None:
        return ""
    total = f"/{rollup.total}" if rollup.total is not None else ""
    counted = f"{rollup.achieved}{total} {rollup.counted or ''}".strip()
    percent = share(rollup)
    return counted if percent is None else f"{counted}, {share_text(percent)}"
