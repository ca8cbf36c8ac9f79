"""The tab "Chỉ tiêu KT-XH": the sheet of the year's plan, typed in place, one measure beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ntm_desktop.domain.figures import PLAN_LEVELS
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.services import figures, records
from ntm_desktop.services.figures import PlanRow, PlanSheet
from ntm_desktop.services.row_entry import TypedRow, record_all_rows
from ui import notices, style
from ui.context import AppContext
from ui.dialogs import columns_dialog
from ui.dialogs.direction_dialog import DirectionDialog
from ui.models.plain_sheet import NEW, PlainGrid, PlainSheet, SheetCell, SheetLine
from ui.models.typing_grid import read_block
from ui.views.figures_view import plan_lines, plan_paste
from ui.views.figures_view.plan_paste import PastedTable
from ui.views.figures_view.plan_side import PlanSide
from ui.widgets.data_watch import DataWatch
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page import button, icon_button, label
from ui.widgets.side_by_side import SideBySide
from ui.widgets.undo_notice import UndoNotice

HOW = (
    "Gõ tên chỉ tiêu ở dòng cuối, hoặc dán cả bảng từ Excel (tên, ĐVT, kỳ trước, kế hoạch, thực "
    "hiện); có dòng tiêu đề thì theo tiêu đề. Thực hiện gõ như trong văn bản: “ước đạt 95,2”, "
    "“15,9/28,2”."
)
NOTHING_PASTED = "Chưa dán gì vào bảng."
MANY_NEW = 2  # so many new measures are asked about at once


class PlanTable(PlainSheet):
    """The sheet; a table with names finds its lines by name, the others become new.

    A heading row says what the columns are. Without one their order is the told one, and where
    that leaves a doubt a person says what each is: no column lands in another one silently.
    """

    def __init__(self, grid: PlainGrid, page: PlanPage) -> None:
        super().__init__(grid, "Bảng chỉ tiêu kinh tế - xã hội", plan_lines.ACTUAL)
        self._page = page

    def paste_block(self) -> None:
        """Paste a block: with names in front by name, any other from the cursor on."""
        block = read_block(QGuiApplication.clipboard().text())
        table = plan_paste.read_table(block, self._page.levels(), self._page.year())
        if table is None and self._starts_at_names():
            table = self._in_order([one for one in block if any(one)])
            if table is None:
                return
        if table is None:
            super().paste_block()
        else:
            self._paste_table(table)

    def _starts_at_names(self) -> bool:
        """Say whether the cursor or the chosen block begins in the column of names."""
        cells = self._selected()
        start = cells[0] if cells else self.currentIndex()
        return start.isValid() and start.column() == self.grid.column_of(plan_lines.NAME)

    def _in_order(self, lines: Sequence[Sequence[str]]) -> PastedTable | None:
        """Return a block without headings under its columns; None where it is not to be pasted."""
        levels = self._page.levels()
        columns: Sequence[str] | None = plan_paste.order_of(levels)
        if not lines:
            return None
        if not plan_paste.is_clear(lines, levels):
            columns = columns_dialog.ask_columns(
                self, lines, plan_paste.titles(levels), plan_paste.guess(lines, levels),
                plan_lines.NAME,
            )  # fmt: skip
        if columns is None:
            notices.say(NOTHING_PASTED)
            return None
        return PastedTable(tuple(columns), tuple(map(tuple, lines)))

    def _paste_table(self, table: PastedTable) -> None:
        """Put the lines of a table on the lines of their names, with room for the new ones."""
        self._page.show_levels(table.columns)
        self._page.make_room(len(table.lines))
        pairs, beside = self._placed(table)
        titles = plan_paste.titles(self._page.levels())
        shown = [titles[one] for one in titles if one in table.columns]
        said = f" ở {len(table.lines)} dòng, theo cột: {', '.join(shown)}."
        if table.left_out:
            said += f" Không dán cột: {', '.join(table.left_out)}."
        if beside:
            said += f" {beside} ô nằm ngoài chỗ nhập nên không dán."
        self._take(pairs, "Đã ghi {count} ô" + said.replace("{", "{{").replace("}", "}}"))
        self._page.make_room(0)
        self._page.ask_directions()

    def _placed(self, table: PastedTable) -> tuple[list[tuple[QModelIndex, str]], int]:
        """Return which cell takes which text, and how many cells cannot be typed in."""
        held = {one.draft.indicator for one in self.grid.refusals()}
        fresh = iter(
            row for row, one in enumerate(self.grid.lines) if one.is_new and one.key not in held
        )
        pairs: list[tuple[QModelIndex, str]] = []
        beside = 0
        for line in table.lines:
            texts = {
                column: text
                for column, text in zip(table.columns, line, strict=False)
                if column and text
            }
            key = self._key_of(texts)
            row = self.grid.row_of(key) if key else next(fresh, -1)
            if row < 0 or not texts:
                continue
            for column, text in texts.items():
                at = self.grid.column_of(column)
                if self.grid.can_edit(row, at):
                    pairs.append((self.grid.index(row, at), text))
                elif not (key and column == plan_lines.NAME):
                    beside += 1
        return pairs, beside

    def _key_of(self, texts: Mapping[str, str]) -> str:
        """Return the key of the line a pasted line speaks of, "" for a new one."""
        name = texts.get(plan_lines.NAME, "")
        unit = texts.get(plan_lines.UNIT, "")
        return plan_lines.row_named(self._page.sheet, name, unit) if name else ""


class PlanPage(QWidget):
    """The measures of the chosen period and unit over the columns of their plans."""

    def __init__(self, context: AppContext, notice: NoticeBar) -> None:
        super().__init__()
        self._context = context
        self._more: list[str] = []
        self._spare = 1
        self._is_writing = False
        self.sheet: PlanSheet = self._read()
        self.grid = PlainGrid(
            self._record, lambda cell, block: plan_lines.check(self.sheet, cell, block), self
        )
        self.grid.settle = self._settle
        self.table = PlanTable(self.grid, self)
        self.directions: DirectionDialog | None = None
        self.headline = label("", "strong", wrap=True)
        self.summary = label("", "small", wrap=True)
        self.difference = label("", "warning", wrap=True)
        self.how = label(HOW, "small", wrap=True)
        self.undirected = label("", "warning", wrap=True)
        self.direction_button = button("Khai chiều…", self.open_directions)
        self.direction_button.setToolTip("Tăng hay giảm là tốt, chọn một lần cho nhiều chỉ tiêu")
        self.levels_button = button("Cột kế hoạch", icon="add", kind="quiet")
        self.levels_button.setToolTip("Thêm cột cho kế hoạch của một cấp văn bản khác")
        self.levels_menu = QMenu(self.levels_button)
        self.levels_menu.aboutToShow.connect(self._offer_levels)
        self.levels_button.setMenu(self.levels_menu)
        self.detail_button = button("Chi tiết", self.toggle_side, shortcut="Alt+Return")
        self.detail_button.setToolTip(
            "Kế hoạch theo văn bản, tỷ lệ theo văn bản, nguồn, ngày chốt số (Alt+Enter)"
        )
        self._undo = UndoNotice(context, notice)
        self.side = PlanSide(context, self._undo)
        self.sides = SideBySide(self._main(), width=380)
        self.sides.add_tool(
            icon_button("delete", "Xóa số liệu kỳ này của chỉ tiêu", self.delete_figure)
        )
        self.sides.content.addWidget(self.side)
        self.sides.content.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.MEDIUM, 0, 0)
        column.addWidget(self.sides)
        self._connect()
        self.reload()

    def _main(self) -> QWidget:
        """Return the headline over the sheet."""
        told = QVBoxLayout()
        told.setSpacing(2)
        for part in (self.headline, self.summary, self.difference, self.how):
            told.addWidget(part)
        head = QHBoxLayout()
        head.setSpacing(style.SMALL)
        head.addLayout(told, 1)
        head.addWidget(self.levels_button)
        head.addWidget(self.detail_button)
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        asked = QHBoxLayout()
        asked.setSpacing(style.SMALL)
        asked.addWidget(self.undirected, 1)
        asked.addWidget(self.direction_button)
        column.addLayout(head)
        column.addLayout(asked)
        column.addWidget(self.table, 1)
        return main

    def _connect(self) -> None:
        """Connect the parts."""
        context = self._context
        self.table.told.connect(notices.say)
        self.table.line_changed.connect(self._follow)
        self.table.line_opened.connect(lambda _: self.open_side())
        self.sides.side_closed.connect(self._closed)
        for chosen in (context.period_chosen, context.unit_chosen):
            chosen.connect(lambda _: self._place_chosen())
        self._watch = DataWatch(
            self, context, self.reload, "measure", "figure", "figure_plan", "figure_rate",
            "plan_summary", "official_document",
        )  # fmt: skip

    # --- what is shown ---

    def _read(self) -> PlanSheet:
        """Read the sheet of the chosen period and unit."""
        context = self._context
        return figures.plan_sheet(context.workspace, context.period_id, context.unit)

    def _place_chosen(self) -> None:
        """Show another period or unit."""
        self.leave()
        self._more = []
        self._watch.ask()

    def reload(self) -> None:
        """Read the sheet again; in the middle of a block it waits for the end."""
        if self._is_writing:
            return
        self.sheet = self._read()
        self._show()
        line = self.table.current_line()
        if self.sides.is_open():
            self._follow(line)

    def levels(self) -> list[str]:
        """Return the levels of documents that have a column."""
        return plan_lines.levels_of(self.sheet, self._more)

    def _show(self) -> None:
        """Show the sheet as it was read."""
        levels = self.levels()
        place = f"{self.sheet.period.id}/{self.sheet.unit}"
        lines = plan_lines.lines(self.sheet, levels, self._spare)
        self.grid.show(place, plan_lines.columns(levels), lines)
        stated = [
            f"Theo văn bản{f' ({one.summary.title})' if one.summary.title else ''}: {one.text}"
            f"{f' – nguồn: {one.summary.source}' if one.summary.source else ''}."
            for one in self.sheet.summaries
        ]
        different = [one.difference_text for one in self.sheet.summaries if one.difference_text]
        headline = capital_first(self.sheet.headline)
        label_text = self.sheet.period.label
        nothing = f"Chưa có chỉ tiêu nào có kế hoạch trong {label_text}."
        self.headline.setText(headline or ("" if stated and not self.sheet.rows else nothing))
        for made, text in (
            (self.headline, self.headline.text()),
            (self.summary, "\n".join(stated)),
            (self.difference, "\n".join(different)),
        ):
            made.setText(text)
            made.setVisible(bool(text))
        self.how.setVisible(len(self.sheet.rows) < 3)
        lacking = len(plan_lines.undirected(self.sheet))
        self.undirected.setText(
            f"{lacking} chỉ tiêu chưa khai chiều (tăng hay giảm là tốt) nên chưa xếp đạt, vượt."
        )
        for part in (self.undirected, self.direction_button):
            part.setVisible(bool(lacking))

    def make_room(self, count: int) -> None:
        """Have so many empty lines at the end, at least one, and those with refused texts."""
        waiting = [
            int(one.draft.indicator.removeprefix(NEW)) + 1
            for one in self.grid.refusals()
            if one.draft.indicator.startswith(NEW)
        ]
        wanted = max([0, *waiting]) + max(count, 1)
        if wanted != self._spare:
            self._spare = wanted
            self._show()

    def year(self) -> int:
        """Return the year of the chosen period."""
        return self.sheet.period.end.year

    # --- which way is better ---

    def ask_directions(self) -> None:
        """Ask for the directions of measures that a table brought, where there are several."""
        if len(plan_lines.undirected(self.sheet)) >= MANY_NEW:
            self.open_directions()

    def open_directions(self) -> None:
        """Ask which way is better, for all measures at once whose direction is not known."""
        lacking = plan_lines.undirected(self.sheet)
        if not lacking:
            return
        self.directions = DirectionDialog(lacking, self)
        self.directions.accepted.connect(self._keep_directions)
        self.directions.open()

    def _keep_directions(self) -> None:
        """Keep the directions that were chosen, as one step."""
        assert self.directions is not None
        chosen = self.directions.chosen()
        if chosen:
            rows = [TypedRow({"direction": one}, key) for key, one in chosen.items()]
            self._context.do(
                lambda workspace: record_all_rows(workspace, "measure", rows),
                f"Đã khai chiều của {len(chosen)} chỉ tiêu",
            )

    # --- columns of plans ---

    def show_levels(self, columns: Sequence[str]) -> None:
        """Show the columns of plans that a pasted table has."""
        shown = {f"{plan_lines.PLAN}{one}" for one in self.levels()}
        missing = [one for one in columns if one.startswith(plan_lines.PLAN) and one not in shown]
        if missing:
            self._more += [one.removeprefix(plan_lines.PLAN) for one in missing]
            self._show()

    def _offer_levels(self) -> None:
        """Offer the levels that have no column yet."""
        self.levels_menu.clear()
        shown = self.levels()
        for level, name in PLAN_LEVELS.items():
            if level not in shown:
                action = self.levels_menu.addAction(capital_first(name))
                action.triggered.connect(partial(self.add_level, level))

    def add_level(self, level: str, *_checked: bool) -> None:
        """Show a column for the plans of a level; the plain one goes where it is empty."""
        self._more.append(level)
        self._show()
        line = self.table.current_line()
        if line is not None:
            self.table.choose(line.key, f"{plan_lines.PLAN}{level}")
        self.table.setFocus()

    # --- the measure beside ---

    def row(self, line: SheetLine | None) -> PlanRow | None:
        """Return the measure of a line, None for a new one."""
        if line is None or line.is_new:
            return None
        return next((one for one in self.sheet.rows if one.measure.key == line.key), None)

    def _follow(self, line: SheetLine | None) -> None:
        """Show the measure of the cursor's line where the side is open."""
        if not self.sides.is_open():
            return
        row = self.row(line)
        if row is None:
            self.sides.close_side()
            return
        self.sides.heading.setText(row.measure.name or "")
        self.side.show_row(self.sheet, row)

    def open_side(self) -> None:
        """Show the measure of the cursor's line beside the sheet."""
        row = self.row(self.table.current_line())
        if row is None:
            notices.say("Chọn dòng của một chỉ tiêu để xem chi tiết.")
            return
        self.sides.show_side(row.measure.name or "")
        self._name_button()
        self.side.show_row(self.sheet, row)

    def toggle_side(self) -> None:
        """Open the measure beside the sheet, or close it."""
        if self.sides.is_open():
            self.sides.close_side()
        else:
            self.open_side()

    def _closed(self) -> None:
        """Go back to the sheet."""
        self.side.forget()
        self._name_button()
        self.table.setFocus()

    def _name_button(self) -> None:
        """Say what the button does."""
        is_open = self.sides.is_open()
        self.detail_button.setText("Đóng chi tiết" if is_open else "Chi tiết")

    def add(self) -> None:
        """Go to the line where a name begins another measure."""
        self.table.setFocus()
        self.table.choose(f"{NEW}0", plan_lines.NAME)

    def show_measure(self, key: str) -> bool:
        """Go to a measure and show it beside the sheet; False where it is not in the sheet."""
        found = self.table.choose(key, plan_lines.ACTUAL)
        if found:
            self.open_side()
        return found

    # --- writing ---

    def _record(self, cells: Sequence[SheetCell]) -> None:
        """Keep a block and show the sheet as it is after all of it."""
        with ExitStack() as after:
            self._is_writing = True
            after.callback(self._end_writing)
            self._write(plan_lines.typed(self.sheet, cells, self._context.unit))

    def _settle(self, block: Sequence[SheetCell]) -> Mapping[str, str]:
        """Return where the new lines of a block are now; those still new close up."""
        new = [one for one in block if one.indicator.startswith(NEW)]
        units = {one.indicator: one.text for one in new if one.column == plan_lines.UNIT}
        refused = {
            (one.draft.indicator, one.draft.column)
            for one in self.grid.refusals()
            if isinstance(one.draft, SheetCell)
        }
        moves = {}
        for one in new:
            place = (one.indicator, plan_lines.NAME)
            if one.column == plan_lines.NAME and one.text.strip() and place not in refused:
                unit = units.get(one.indicator, "")
                moves[one.indicator] = plan_lines.row_named(self.sheet, one.text, unit)
        waiting = {key for key, _ in refused if key.startswith(NEW) and not moves.get(key)}
        for at, key in enumerate(sorted(waiting, key=lambda one: int(one.removeprefix(NEW)))):
            moves[key] = f"{NEW}{at}"
        return moves

    def _end_writing(self) -> None:
        """Show what was kept."""
        self._is_writing = False
        self.reload()

    def _write(self, typed: plan_lines.Typed) -> None:
        """Keep figures, plans, units and new measures as one step."""
        if not (typed.figures or typed.units or typed.emptied):
            return
        own = self._context.is_own_unit
        self._context.do(
            lambda workspace: figures.record_figures(
                workspace, typed.figures, units=typed.units, emptied=typed.emptied, in_order=own
            )
        )

    def delete_figure(self) -> None:
        """Delete the figure of the open measure in this period, with a way back."""
        row = self.row(self.table.current_line())
        if row is None or row.figure is None:
            notices.say("Chỉ tiêu này chưa có số liệu trong kỳ.")
            return
        key, name = row.figure.key, row.measure.name
        self.sides.close_side()
        self._context.do(lambda workspace: records.delete_record(workspace, "figure", key))
        self._undo.offer(f"Đã xóa số liệu {self.sheet.period.label}: {name}")

    def unsaved(self) -> list[str]:
        """Return what is typed or pasted and not kept."""
        count = self.grid.waiting()
        cells = [f"bảng chỉ tiêu KT-XH: {count} ô màu đỏ chưa nhận"] if count else []
        return [*cells, *self.side.unsaved()]

    def leave(self) -> None:
        """Keep what is typed."""
        self.table.commit_typing()
        self.side.leave()
