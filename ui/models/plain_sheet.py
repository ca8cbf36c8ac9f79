"""A sheet of texts made of what a service returned: some cells can be typed in, each with why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QMenu, QStyleOptionViewItem, QWidget

from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.errors import UserError
from ntm_desktop.services.entry import ValueDraft
from ui import style
from ui.models.delegates import CellEdit
from ui.models.row_table import STATE_ROLE, Index
from ui.models.typing_grid import REFUSAL_ROLE, Choices, Refusal, TypingGrid
from ui.models.typing_sheet import SIGN, SheetDelegate, TypingSheet, paint_two_lines

LINE_ROLE = Qt.ItemDataRole.UserRole + 21
LEAST_WIDE = 190
NOT_TAKEN = "{count} ô chưa nhận (màu đỏ, kèm lý do)."
NEW = "new:"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column; `width` 0 takes what is left.

    Where room is short, the one with the highest `spare` goes first; those with 0 stay.
    """

    id: str
    title: str
    numeric: bool = False
    width: int = 100
    tip: str = ""
    spare: int = 0
    choices: Choices = ()


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line: its texts by column, and for each cell that can be typed in what one edits.

    `states` name a sign before the text, `tokens` the colour of a text, `tips` what is told.
    """

    key: str
    name: str
    texts: Mapping[str, str]
    edits: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    tokens: Mapping[str, str] = field(default_factory=dict)
    tips: Mapping[str, str] = field(default_factory=dict)
    strong: bool = False

    @property
    def is_new(self) -> bool:
        """Say whether this line waits for something new."""
        return self.key.startswith(NEW)


@dataclass(frozen=True, slots=True)
class SheetCell(ValueDraft):
    """A text typed into a sheet: `indicator` is the key of the line, `column` that of the column.

    The set is empty: a sheet is about no criteria.
    """

    column: str = ""


Check = Callable[[SheetCell, Sequence[SheetCell]], object]
Settle = Callable[[Sequence[SheetCell]], Mapping[str, str]]


class PlainGrid(TypingGrid):
    """Lines under columns. `check(cell, block)` raises `UserError` for a text not to be kept.

    `settle(block)` tells, after a block, which lines have another key now (new lines that became
    records): the refused texts of a line go with it.
    """

    def __init__(
        self,
        record: Callable[[Sequence[SheetCell]], object],
        check: Check,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(record, parent)  # type: ignore[arg-type]
        self._check = check
        self.settle: Settle | None = None
        self._block: Sequence[SheetCell] = ()
        self.columns: tuple[SheetColumn, ...] = ()
        self.lines: tuple[SheetLine, ...] = ()
        self.place = ""  # what the sheet is about: its period and unit

    def show(self, place: str, columns: Sequence[SheetColumn], lines: Sequence[SheetLine]) -> None:
        """Show other lines; the same lines read again tell only which of them changed."""
        now, before = tuple(lines), self.lines
        same = place == self.place and tuple(columns) == self.columns
        if same and before and _is_part(before, now):
            self._insert(now)
            before, self.lines = self.lines, now
            pairs = enumerate(zip(now, before, strict=True))
            self._tell_rows({row for row, (one, other) in pairs if one != other})
            return
        self.beginResetModel()
        self.place, self.columns, self.lines = place, tuple(columns), now
        self.endResetModel()

    def _insert(self, now: Sequence[SheetLine]) -> None:
        """Insert the lines that are not there yet; an open field stays over its own line."""
        for row, line in enumerate(now):
            if row >= len(self.lines) or self.lines[row].key != line.key:
                self.beginInsertRows(QModelIndex(), row, row)
                self.lines = (*self.lines[:row], line, *self.lines[row:])
                self.endInsertRows()

    def column_of(self, name: str) -> int:
        """Return the place of a column, -1 where it is not shown."""
        return next((at for at, one in enumerate(self.columns) if one.id == name), -1)

    def row_of(self, key: str) -> int:
        """Return the place of a line, -1 where it is not shown."""
        return next((at for at, one in enumerate(self.lines) if one.key == key), -1)

    # --- what a typing grid answers ---

    @property
    def criteria_set(self) -> CriteriaSet | None:
        """Return nothing: a sheet is about no criteria."""
        return None

    def can_edit(self, row: int, column: int) -> bool:
        """Say whether a cell can be typed in."""
        inside = 0 <= row < len(self.lines) and 0 <= column < len(self.columns)
        return inside and self.columns[column].id in self.lines[row].edits

    def draft_at(self, row: int, column: int, text: str = "") -> SheetCell:
        """Return a text as it belongs to a cell."""
        key, name = self.lines[row].key, self.columns[column].id
        return SheetCell(set_id="", period_id=self.place, indicator=key, text=text, column=name)

    def index_of(self, draft: ValueDraft) -> QModelIndex:
        """Return the cell of a draft; invalid where it is not shown."""
        column = self.column_of(draft.column) if isinstance(draft, SheetCell) else -1
        row = self.row_of(draft.indicator)
        return self.index(row, column) if row >= 0 and column >= 0 else QModelIndex()

    def stored_text(self, row: int, column: int) -> str:
        """Return what is kept in a cell, as it may be typed again."""
        line, name = self.lines[row], self.columns[column].id
        return line.edits.get(name, line.texts.get(name, ""))

    def choices_at(self, row: int, column: int) -> Choices:
        """Return what can be picked in a cell."""
        return self.columns[column].choices

    def belongs_here(self, draft: ValueDraft) -> bool:
        """Say whether a draft is of this sheet."""
        return draft.period_id == self.place

    def take(self, drafts: Sequence[ValueDraft]) -> tuple[Refusal, ...]:
        """Keep a block; a cell of it may be understood by its neighbours."""
        self._block = [one for one in drafts if isinstance(one, SheetCell)]
        refused = super().take(drafts)
        if self.settle is not None:
            self.move_refusals(self.settle(self._block))
        return refused

    def waiting(self) -> int:
        """Return how many refused texts wait, in whatever period they were typed."""
        return len(self._kept)

    def move_refusals(self, moves: Mapping[str, str]) -> None:
        """Put the refused texts of lines under other keys; each stays in its column."""
        kept: dict[ValueDraft, Refusal] = {}
        for cell, refusal in self._kept.items():
            key = moves.get(cell.indicator, "") if self.belongs_here(cell) else ""
            if key:
                cell = replace(cell, indicator=key)
                refusal = replace(refusal, draft=replace(refusal.draft, indicator=key))
            kept[cell] = refusal
        self._kept = kept
        if moves:
            self._tell_rows(range(len(self.lines)))

    def _understand(self, draft: ValueDraft) -> Refusal | None:
        """Return why a text cannot be kept."""
        assert isinstance(draft, SheetCell)
        try:
            self._check(draft, self._block)
        except UserError as error:
            return Refusal(draft, str(error), error.hint)
        return None

    # --- Qt's questions ---

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the title of a column."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip or None
        return _side(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows in a role; nothing is asked of a service here."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line, column = self.lines[index.row()], self.columns[index.column()]
        refusal = self.refusal(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return refusal.draft.text if refusal else line.texts.get(column.id, "")
        if role == Qt.ItemDataRole.EditRole:
            return self.shown_text(index.row(), index.column())
        if role == REFUSAL_ROLE:
            return refusal
        if role == LINE_ROLE:
            return line
        return self._look(line, column, index, role)

    def _look(self, line: SheetLine, column: SheetColumn, index: Index, role: int) -> Any:
        """Return how a cell looks and what is told about it."""
        refused = self.refusal_tooltip(index.row(), index.column())
        text = line.texts.get(column.id, "")
        if role == STATE_ROLE:
            return line.states.get(column.id)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        if role == Qt.ItemDataRole.FontRole:
            return style.font(strong=line.strong)
        if role == Qt.ItemDataRole.ForegroundRole:
            return style.colour("bad" if refused else line.tokens.get(column.id, "text"))
        if role == Qt.ItemDataRole.ToolTipRole:
            return refused or line.tips.get(column.id) or (text if len(text) > 12 else None)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            shown = str(self.data(index) or "") or "trống"
            return ", ".join(part for part in (line.name, column.title, shown) if part)
        return None


def _is_part(lines: Sequence[SheetLine], whole: Sequence[SheetLine]) -> bool:
    """Say whether lines stand in the same order in others, with more of them between."""
    keys = iter([one.key for one in whole])
    return all(one.key in keys for one in lines)


def _side(column: SheetColumn) -> Qt.AlignmentFlag:
    """Align numbers to the right, text to the left."""
    side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class PlainDelegate(SheetDelegate):
    """Paints sign and text on at most two lines."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell: ground, sign, text, lines, the frame of the current cell."""
        line: SheetLine = index.data(LINE_ROLE)
        painter.save()
        rect = QRect(option.rect)
        is_open = bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
        heading = line.strong or not (is_open or line.edits)
        painter.fillRect(rect, style.colour(self.ground_of(option, index, heading=heading)))
        inner = rect.adjusted(style.SMALL - 2, 0, -style.SMALL + 2, -1)
        state = style.STATES.get(index.data(STATE_ROLE) or "")
        if self.is_refused(index):
            top = rect.center().y() - SIGN / 2 + 0.5
            style.paint_icon(painter, QRectF(inner.left(), top, SIGN, SIGN), "warning", "bad")
            inner.adjust(SIGN + style.TINY, 0, 0, 0)
        elif state is not None:
            top = rect.center().y() - SIGN / 2 + 0.5
            style.paint_icon(
                painter, QRectF(inner.left(), top, SIGN, SIGN), state.icon, state.token
            )
            inner.adjust(SIGN + style.TINY, 0, 0, 0)
        painter.setFont(index.data(Qt.ItemDataRole.FontRole))
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole))
        side = index.data(Qt.ItemDataRole.TextAlignmentRole)
        paint_two_lines(painter, inner, index.data() or "", side)
        self.paint_lines(painter, rect, open_cell=is_open)
        self.paint_frame(painter, rect, index)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Open a field aligned as its column is."""
        del option
        side = index.data(Qt.ItemDataRole.TextAlignmentRole)
        editor = CellEdit(parent, numeric=bool(side & Qt.AlignmentFlag.AlignRight))
        editor.setAccessibleName(index.data(Qt.ItemDataRole.AccessibleTextRole))
        return editor


class PlainSheet(TypingSheet):
    """The sheet as people type into it.

    `line_changed` carries the line of the cursor (None for none); `line_opened` that of an Enter or
    double click on a cell that is not typed in. `home` is the column the cursor begins in.
    """

    line_changed = Signal(object)
    line_opened = Signal(object)

    def __init__(
        self, grid: PlainGrid, name: str, home: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(grid, name, parent)
        self.grid, self._home = grid, home
        self._kept: tuple[str, str] | None = None
        self.setItemDelegate(PlainDelegate(self))
        self.setHorizontalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.activated.connect(self._open)
        grid.modelAboutToBeReset.connect(self._keep_place)
        grid.modelReset.connect(self._come_back)
        for changed in (grid.dataChanged, grid.rowsInserted):
            changed.connect(lambda *_: self.fit())

    # --- what a typing sheet answers ---

    def tell_cell(self) -> None:
        """Tell whose line the cursor is in."""
        self.line_changed.emit(self.current_line())

    def typed_columns(self) -> Sequence[int]:
        """Return the columns that any line can be typed in."""
        names = {name for line in self.grid.lines for name in line.edits}
        return [at for at, one in enumerate(self.grid.columns) if one.id in names]

    def current_line(self) -> SheetLine | None:
        """Return the line of the cursor."""
        row = self.currentIndex().row()
        return self.grid.lines[row] if 0 <= row < len(self.grid.lines) else None

    def _take(self, pairs: Iterable[tuple[QModelIndex, str]], sentence: str) -> None:
        """Keep texts as one step; say how many were kept, and how many stay red with a reason."""
        drafts = [self.grid.draft_at(one.row(), one.column(), text) for one, text in pairs]
        if not drafts:
            return
        refused = len(self.grid.take(drafts))
        said = sentence.format(count=len(drafts) - refused)
        self.told.emit(f"{NOT_TAKEN.format(count=refused)} {said}" if refused else said)

    def choose(self, key: str, column: str = "") -> bool:
        """Go to a line; say whether it is there."""
        row = self.grid.row_of(key)
        at = self.grid.column_of(column) if column else max(self.currentIndex().column(), 0)
        if row >= 0:
            self.setCurrentIndex(self.grid.index(row, max(at, 0)))
            self.scrollTo(self.currentIndex())
        return row >= 0

    def choices_menu(self) -> QMenu | None:
        """Return the list of the current cell; None where it offers nothing."""
        index = self.currentIndex()
        if not index.isValid() or not self.grid.can_edit(index.row(), index.column()):
            return None
        choices = self.grid.choices_at(index.row(), index.column())
        if not choices:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for typed, shown in choices:
            menu.addAction(shown).triggered.connect(lambda _=False, typed=typed: self._pick(typed))
        menu.addSeparator()
        menu.addAction("Xóa giá trị").triggered.connect(lambda _=False: self.clear_cells())
        return menu

    def _open(self, index: QModelIndex) -> None:
        """Tell that a line is asked for."""
        line = self.current_line()
        is_typed = bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
        if index.isValid() and line is not None and not is_typed:
            self.line_opened.emit(line)

    # --- the cursor over a new set of lines ---

    def _keep_place(self) -> None:
        """Note where the cursor is before the lines change."""
        index, line = self.currentIndex(), self.current_line()
        known = line is not None and 0 <= index.column() < len(self.grid.columns)
        self._kept = (line.key, self.grid.columns[index.column()].id) if line and known else None

    def _come_back(self) -> None:
        """Put the cursor back, else into the first cell that can be typed in."""
        self.fit()
        if self._kept is not None and self.choose(*self._kept):
            return
        typed = self.typed_columns()
        starts_new = bool(self.grid.lines) and self.grid.lines[0].is_new
        home = typed[0] if starts_new else self.grid.column_of(self._home)
        first = self.next_editable(-1, home, 1)
        if first.isValid():
            self.setCurrentIndex(first)

    # --- layout ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give columns their widths and lines their height."""
        hidden = self._without_room()
        wide = None
        others = 0
        for at, column in enumerate(self.grid.columns):
            self.setColumnHidden(at, column.id in hidden)
            if not column.width:
                wide = at
            else:
                self.setColumnWidth(at, style.scaled(column.width))
                others += 0 if column.id in hidden else style.scaled(column.width)
        if wide is not None:
            room = self.viewport().width() - others
            self.setColumnWidth(wide, max(room, style.scaled(LEAST_WIDE)))
        self._leave_hidden()
        self._fit_lines()

    def _leave_hidden(self) -> None:
        """Take the cursor out of a column that has gone."""
        here, home = self.currentIndex(), self.grid.column_of(self._home)
        if here.isValid() and home >= 0 and self.isColumnHidden(here.column()):
            self.setCurrentIndex(self.grid.index(here.row(), home))

    def _without_room(self) -> set[str]:
        """Return the columns that have to go so that the others fit, the most spare first."""
        needed = sum(style.scaled(one.width or LEAST_WIDE) for one in self.grid.columns)
        hidden = set()
        for one in sorted(self.grid.columns, key=lambda one: -one.spare):
            if needed <= self.viewport().width() or not one.spare:
                break
            needed -= style.scaled(one.width)
            hidden.add(one.id)
        return hidden

    def _fit_lines(self) -> None:
        """Make lines high enough for two lines of text where one is too short."""
        metrics = self.fontMetrics()
        tall = max(2 * metrics.lineSpacing() + style.SMALL, style.row_height())
        sign = SIGN + style.TINY
        for row, line in enumerate(self.grid.lines):
            is_long = any(
                metrics.horizontalAdvance(line.texts.get(one.id, ""))
                + (sign if one.id in line.states else 0)
                > self.columnWidth(at) - 2 * style.SMALL + 2
                for at, one in enumerate(self.grid.columns)
                if not self.isColumnHidden(at)
            )
            height = tall if is_long else style.row_height()
            if self.rowHeight(row) != height:
                self.setRowHeight(row, height)
