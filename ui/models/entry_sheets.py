"""The three ways to look at values: one period, several periods, thôn by thôn."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ntm_desktop.domain.periods import parse_period
from ntm_desktop.services.entry import ValueDraft
from ui.context import AppContext
from ui.models.entry_grid import EntryGrid
from ui.models.entry_table import EntryTable
from ui.models.matrix_pane import MatrixPane, PeriodPane, Record, UnitPane
from ui.models.typing_grid import Refusal, TypingGrid, shortened
from ui.models.typing_sheet import TypingSheet

_LONGEST = 40  # characters of a text that could not be kept, in a line about it
MODES = {"one": "Một kỳ", "periods": "Nhiều kỳ", "units": "Theo thôn"}


class EntrySheets(QStackedWidget):
    """Holds the sheets, of which one is seen.

    `cell_changed`: the current cell of the seen sheet is another one or says something else;
    `refused` carries the `Refusal`s of one step; `waiting_changed`: texts that could not be kept
    came or went; `told` carries a sentence about a block, `unplaced` its lines without a place.
    """

    cell_changed = Signal()
    refused = Signal(object)
    waiting_changed = Signal()
    told = Signal(str)
    unplaced = Signal(object)

    def __init__(self, context: AppContext, record: Record, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.mode = "one"
        self.grid = EntryGrid(record, self)
        self.table = EntryTable(self.grid)
        self.periods = PeriodPane(context, record)
        self.units = UnitPane(context, record, self._commune_text)
        for seen in (self.table, self.periods, self.units):
            self.addWidget(seen)
        self.table.line_changed.connect(lambda *_: self._tell("one"))
        self.periods.cell_changed.connect(lambda: self._tell("periods"))
        self.units.cell_changed.connect(lambda: self._tell("units"))
        for sheet in (self.table, self.periods.table, self.units.table):
            sheet.told.connect(self.told.emit)
            sheet.unplaced.connect(self.unplaced.emit)
            sheet.typing_grid.refused.connect(self.refused.emit)
            sheet.typing_grid.dataChanged.connect(lambda *_: self.waiting_changed.emit())
            sheet.typing_grid.modelReset.connect(self.waiting_changed.emit)

    def _tell(self, mode: str) -> None:
        """Tell of the seen sheet only."""
        if mode == self.mode:
            self.cell_changed.emit()

    def _commune_text(self, code: str) -> str | None:
        """Return the value of the commune itself; None while another unit is looked at."""
        sheet = self.grid.sheet
        if sheet is None or not self._context.is_own_unit:
            return None
        rows = (row for group in sheet.groups for row in group.rows)
        return next((row.value_text for row in rows if row.code == code), None)

    # --- which one ---

    @property
    def pane(self) -> MatrixPane | None:
        """Return the matrix that is seen; None for the sheet of one period."""
        return {"periods": self.periods, "units": self.units}.get(self.mode)

    @property
    def active(self) -> TypingSheet:
        """Return the table that is seen."""
        return self.pane.table if self.pane else self.table

    @property
    def active_grid(self) -> TypingGrid:
        """Return the cells that are seen."""
        return self.active.typing_grid

    def choose_mode(self, mode: str) -> None:
        """See the values another way; what is being typed is kept first."""
        self.active.commit_typing()
        self.mode = mode
        self.setCurrentWidget(self.pane or self.table)
        self.reload()
        self.waiting_changed.emit()

    # --- reading ---

    def reload(self) -> None:
        """Read the seen matrix again; the sheet of one period is given its lines from outside."""
        if self.pane is None:
            self.table.tell_cell()
            return
        self.show_filtered()
        self.pane.reload()

    def refresh(self, drafts: Sequence[ValueDraft]) -> None:
        """Read again in the seen matrix what was just written from here."""
        if self.pane is not None:
            self.pane.refresh(drafts)

    def show_filtered(self) -> None:
        """Let the filter of the one period hold for several, too."""
        self.periods.grid.show_only(self.grid.shown_codes)

    # --- the cursor ---

    def go_to(self, code: str, *, head: bool = False) -> None:
        """Go to an indicator, or (`head`) to a criterion and its first line."""
        if self.mode == "units":
            self.units.choose(code, head=head)
        elif self.mode == "periods":
            self.periods.table.choose_code(code, head=head)
        else:
            self.table.choose_code(code, head=head)
        self.active.setFocus()

    def shows(self, code: str, *, head: bool = False) -> bool:
        """Say whether the filter lets a code through."""
        return self.mode == "units" or self.grid.place_of(code, head=head) >= 0

    def is_at(self, refusal: Refusal) -> bool:
        """Say whether the cursor stands on a refused text, which then shows its reason itself."""
        index = self.active_grid.index_of(refusal.draft)
        return index.isValid() and index == self.active.currentIndex()

    def go_to_refusal(self, refusal: Refusal) -> bool:
        """Go to a cell that has to be corrected; False where it is filtered out."""
        index = self.active_grid.index_of(refusal.draft)
        if index.isValid():
            self.active.setCurrentIndex(index)
            self.active.setFocus()
        return index.isValid()

    def refusals(self) -> tuple[Refusal, ...]:
        """Return the texts of the seen sheet that wait to be corrected."""
        return self.active_grid.refusals()

    def unsaved(self) -> list[str]:
        """Return the texts that could not be kept, of all sheets, periods and sets, a line each."""
        grids = (self.grid, self.periods.grid, self.units.grid)
        return [
            f"ô {one.draft.indicator}, {parse_period(one.draft.period_id).label}: "
            f"“{shortened(one.draft.text, _LONGEST)}”"
            for grid in grids
            for one in grid.all_refusals()
        ]

    def place_name(self, draft: ValueDraft) -> str:
        """Return where a draft belongs: its code, over several periods or thôn which one."""
        index, matrix = self.active_grid.index_of(draft), self.pane and self.pane.grid.matrix
        if self.pane is None or not matrix or not index.isValid():
            return draft.indicator
        in_thon = self.mode == "units"
        rows = self.pane.grid.rows
        name = rows[index.row()].text if in_thon else matrix.columns[index.column()].title
        return f"{draft.indicator} ({name})"
