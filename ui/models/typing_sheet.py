"""A table for typing values: a spreadsheet's keys and blocks, the reason under a bad value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.services.entry import ValueDraft
from ui import notices, style
from ui.models.coded_paste import (
    CodedBlock,
    Heading,
    coded_block,
    heading_of,
    joined_heads,
    split_heads,
)
from ui.models.delegates import CellEdit, TypingTable
from ui.models.row_table import Index
from ui.models.typing_grid import (
    REFUSAL_ROLE,
    TypingGrid,
    read_block,
    shortened,
    write_block,
)
from ui.widgets.page import label
from ui.widgets.told_refusal import try_and_tell

SIGN = 16
_FRAME = 2
_REST_MS = 60  # while keys follow each other faster, what is not needed at once waits
_LINES_AHEAD = 3
_LONGEST_REASON = 160  # characters under a cell; what was typed may be a page
_ENDS = QStyledItemDelegate.EndEditHint
_NAME_LENGTH = 40  # characters of a pasted line in a sentence about it
HEADS_LEFT = " Bỏ qua hàng tiêu đề."
ASK_COLUMN = "Cột nào của khối dán là kết quả?"
UNKNOWN_CODE = "mã không có trong bộ tiêu chí này"
NO_CODE = "không có mã chỉ tiêu"
REPEATED_CODE = "mã này đứng ở nhiều dòng của khối dán"
HIDDEN_CODE = "đang ẩn do bộ lọc"
NO_RESULT_COLUMN = "có mã nhưng không thấy cột kết quả nào"
COMPUTED = " {count} dòng tiêu chí được tính từ chỉ tiêu nên không dán."


class SheetDelegate(QStyledItemDelegate):
    """Opens the field of a cell, and frames the current cell; what a cell says is painted above."""

    def __init__(self, table: TypingSheet) -> None:
        super().__init__(table)
        self.table = table

    def ground_of(self, option: QStyleOptionViewItem, index: Index, *, heading: bool) -> str:
        """Return the token behind a cell."""
        if self.is_refused(index):
            return "bad_soft"
        if option.state & QStyle.StateFlag.State_Selected and self.table.is_block():
            return "accent_soft"
        if heading:
            return "ground"
        return "hover" if index.row() == self.table.currentIndex().row() else "surface"

    def is_refused(self, index: Index) -> bool:
        """Say whether a cell holds a text that could not be kept."""
        return self.table.typing_grid.refusal(index.row(), index.column()) is not None

    def is_current(self, index: Index) -> bool:
        """Say whether the cursor stands on a cell."""
        current = self.table.currentIndex()
        return (index.row(), index.column()) == (current.row(), current.column())

    def paint_lines(self, painter: QPainter, rect: QRect, *, open_cell: bool) -> None:
        """Paint the line below a cell, and the sides of one that can be typed in."""
        painter.setPen(style.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if open_cell:
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
            painter.drawLine(rect.topRight(), rect.bottomRight())

    def paint_frame(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Frame the current cell, so that nobody has to look for it."""
        if not self.is_current(index):
            return
        token = "bad" if self.is_refused(index) else "accent"
        pen = QPen(style.colour(token), _FRAME)
        if not self.table.hasFocus():
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Open a field over the cell and nothing beside it."""
        del option
        editor = CellEdit(parent, numeric=True)
        editor.setAccessibleName(index.data(Qt.ItemDataRole.AccessibleTextRole))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Start with the text as it may be typed again; what is being typed is left alone."""
        assert isinstance(editor, QLineEdit)
        if editor.isModified():
            return
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Hand the typed text to the grid."""
        assert isinstance(editor, QLineEdit)
        assert isinstance(model, TypingGrid)
        typed = editor.text()
        editor.setModified(False)
        try_and_tell(lambda: model.setData(index, typed), notices.handle_error)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Keep the field inside its cell, so it never covers its neighbours."""
        del index
        editor.setGeometry(option.rect.adjusted(0, 0, 0, -1))


def paint_two_lines(painter: QPainter, rect: QRect, text: str, alignment: Qt.AlignmentFlag) -> None:
    """Paint a text on at most two lines, shortened with "…" where it needs more."""
    metrics = painter.fontMetrics()
    first, rest = _first_line(text, painter, rect.width())
    flags = (alignment & Qt.AlignmentFlag.AlignHorizontal_Mask) | Qt.AlignmentFlag.AlignVCenter
    elide = Qt.TextElideMode.ElideRight
    if not rest:
        painter.drawText(rect, flags, metrics.elidedText(first, elide, rect.width()))
        return
    height, middle = metrics.lineSpacing(), rect.center().y() + 1
    above = QRect(rect.left(), middle - height, rect.width(), height)
    below = QRect(rect.left(), middle, rect.width(), height)
    painter.drawText(above, flags, metrics.elidedText(first, elide, rect.width()))
    painter.drawText(below, flags, metrics.elidedText(rest, elide, rect.width()))


def _first_line(text: str, painter: QPainter, width: int) -> tuple[str, str]:
    """Return what fits on the first line, broken between words, and the rest."""
    layout = QTextLayout(text, painter.font())
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(max(width, 1))
    layout.endLayout()
    end = first.textLength()
    return text[:end].strip(), text[end:].strip()


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A line of a pasted block that was not written: the name it begins with, and why not."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class HeadPlaces:
    """Which column of the table takes which column of a block, by the headings of the block.

    `remark` is a sentence about a heading that speaks of something else than what is shown.
    """

    columns: dict[int, int] = field(default_factory=dict)
    unplaced: tuple[Unplaced, ...] = ()
    remark: str = ""


class ReasonBubble(QFrame):
    """The reason why a typed value was not kept, shown under its cell."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("kind", "popup")
        self.setFixedWidth(style.INSPECTOR_WIDTH)
        self._reason = label("", "error", wrap=True)
        self._hint = label("", "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.MEDIUM, style.SMALL, style.MEDIUM, style.SMALL)
        column.setSpacing(style.TINY)
        column.addWidget(self._reason)
        column.addWidget(self._hint)
        self.hide()

    def show_under(self, cell: QRect, reason: str, hint: str) -> None:
        """Show the reason under a cell, above it where there is no room."""
        self._reason.setText(shortened(reason, _LONGEST_REASON))
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        layout = self.layout()
        assert layout is not None
        height = layout.totalHeightForWidth(self.width())
        room = self._over.rect()
        left = max(room.left(), min(cell.right() - self.width() + 1, room.right() - self.width()))
        below = cell.bottom() + style.TINY + height <= room.bottom()
        top = cell.bottom() + style.TINY if below else cell.top() - style.TINY - height
        self.setGeometry(left, top, self.width(), height)
        self.raise_()
        self.show()

    @property
    def reason(self) -> str:
        """Return the reason that is shown."""
        return self._reason.text()


class TypingSheet(TypingTable):
    """A table over a `TypingGrid`, in steps that can be undone one by one.

    `told` carries a sentence about a block (what was pasted, what stayed out), `unplaced` the
    tuple of `Unplaced` lines of a block that belong nowhere or to nobody knows which line.
    `is_by_key` says
    that what happens right now follows from a key, of which the next may come at once.
    """

    told = Signal(str)
    unplaced = Signal(object)

    def __init__(self, grid: TypingGrid, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_by_key = False
        self.typing_grid = grid
        self.setAccessibleName(name)
        self.setModel(grid)
        self._give_look()
        self.bubble = ReasonBubble(self.viewport())
        self._bubble_timer = QTimer(self, singleShot=True, interval=0)
        self._bubble_timer.timeout.connect(self._place_bubble)
        self._ahead = QTimer(self, singleShot=True, interval=_REST_MS)
        self._ahead.timeout.connect(self._show_ahead)
        grid.dataChanged.connect(self._after_change)
        self.selectionModel().currentChanged.connect(self._current_changed)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(lambda _: self._place_bubble())

    def _give_look(self) -> None:
        """Give the table its look."""
        self.setShowGrid(False)
        self.setProperty("grid", True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumHeight(style.row_height())

    def event(self, event: QEvent) -> bool:
        """Scroll by moving what is painted; Qt takes a table with a look of its own for glassy.

        Every point is painted here: the ground by `paintEvent`, the cells by their delegate.
        """
        done = super().event(event)
        if event.type() in (QEvent.Type.Polish, QEvent.Type.StyleChange):
            self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        return done

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground beside and below the cells, then the cells."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), style.colour("surface"))
        painter.end()
        super().paintEvent(event)

    # --- what each table answers ---

    def tell_cell(self) -> None:
        """Tell which cell is current."""
        raise NotImplementedError

    def typed_columns(self) -> Sequence[int]:
        """Return the columns that values are typed into, from left to right."""
        raise NotImplementedError

    # --- the cursor ---

    def _after_change(self, first: QModelIndex, last: QModelIndex) -> None:
        """Show what belongs to the current cell after values changed."""
        if first.row() <= self.currentIndex().row() <= last.row():
            self.tell_cell()
            self._bubble_timer.start()

    def _current_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        """Paint both lines anew and tell who shows the line."""
        for place in {now.row(), before.row()} - {-1}:
            self._update_line(place)
        self.tell_cell()
        self._bubble_timer.start()

    def _update_line(self, row: int) -> None:
        """Paint one line anew."""
        top, height = self.rowViewportPosition(row), self.rowHeight(row)
        self.viewport().update(QRect(0, top, self.viewport().width(), height))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Paint the current line anew; Qt would paint every cell, twice for each typed value."""
        index = self.currentIndex()
        if not index.isValid():
            super().focusInEvent(event)
            return
        editable = bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, editable)
        self._update_line(index.row())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Paint the current line anew: only its frame shows where the keys go."""
        del event
        self._update_line(self.currentIndex().row())

    def _show_ahead(self) -> None:
        """Let the next lines be seen once Enter has rested: the next Enter need not scroll."""
        index, last = self.currentIndex(), self.typing_grid.rowCount() - 1
        if index.isValid() and self.open_editor() is None:
            ahead = min(index.row() + _LINES_AHEAD, last)
            self.scrollTo(self.typing_grid.index(ahead, index.column()))

    def _place_bubble(self) -> None:
        """Show the reason of the current cell under it, or nothing."""
        index = self.currentIndex()
        refusal = index.data(REFUSAL_ROLE) if index.isValid() else None
        if refusal is None or self.open_editor() is not None:
            self.bubble.hide()
            return
        self.bubble.show_under(self.visualRect(index), refusal.reason, refusal.hint)

    def is_block(self) -> bool:
        """Say whether more than one cell is selected."""
        selection = self.selectionModel().selection()
        ranges = [selection.at(place) for place in range(selection.count())]
        return sum(one.width() * one.height() for one in ranges) > 1

    def next_editable(self, row: int, column: int, step: int) -> QModelIndex:
        """Return the next cell of a column that can be typed in; invalid at the end."""
        grid = self.typing_grid
        row += step
        while 0 <= row < grid.rowCount():
            if grid.can_edit(row, column):
                return grid.index(row, column)
            row += step
        return QModelIndex()

    def _tab(self, step: int) -> None:
        """Go to the next cell that can be typed in, along the line and then to the next."""
        grid, columns = self.typing_grid, list(self.typed_columns())
        here = (self.currentIndex().row(), self.currentIndex().column())
        rows = range(here[0], grid.rowCount()) if step > 0 else range(here[0], -1, -1)
        for row in rows:
            for column in columns if step > 0 else reversed(columns):
                ahead = (row, column) > here if step > 0 else (row, column) < here
                if ahead and grid.can_edit(row, column) and not self.isColumnHidden(column):
                    self.setCurrentIndex(grid.index(row, column))
                    return

    @contextmanager
    def _by_key(self) -> Iterator[None]:
        """Mark what happens inside as the work of a key."""
        before, self.is_by_key = self.is_by_key, True
        try:
            yield
        finally:
            self.is_by_key = before

    def commitData(self, editor: QWidget) -> None:
        """Keep what stands in a field."""
        with self._by_key():
            super().commitData(editor)

    def closeEditor(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        """Close the field; Enter goes down and Tab right, unless the value has to be corrected."""
        with self._by_key():
            super().closeEditor(editor, _ENDS.NoHint)
            self._go_on(hint)

    def _go_on(self, hint: QStyledItemDelegate.EndEditHint) -> None:
        """Go where the key that closed a field leads."""
        index = self.currentIndex()
        if index.data(REFUSAL_ROLE) and hint is not _ENDS.RevertModelCache:
            self._bubble_timer.start()
        elif hint is _ENDS.SubmitModelCache:
            below = self.next_editable(index.row(), index.column(), 1)
            self.setCurrentIndex(below if below.isValid() else index)
            self._ahead.start()
        elif hint in (_ENDS.EditNextItem, _ENDS.EditPreviousItem):
            self._tab(1 if hint is _ENDS.EditNextItem else -1)

    def commit_typing(self) -> None:
        """Keep what stands in the open field, before the screen is left."""
        editor = self.open_editor()
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, _ENDS.NoHint)

    # --- keys ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a spreadsheet does; keys of an open field belong to the field."""
        act = None if self.open_editor() else self._action_of(event)
        with self._by_key():
            if act is None:
                super().keyPressEvent(event)
                return
            try_and_tell(act, notices.handle_error)  # an error that crosses Qt is printed beside
        event.accept()

    def _action_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        """Return what a key does on the closed grid; None for keys that are typed."""
        if event.matches(QKeySequence.StandardKey.Copy):
            return self.copy_block
        if event.matches(QKeySequence.StandardKey.Paste):
            return self.paste_block
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_D and control:
            return self.fill_down
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return self.show_choices
        plain: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Delete: self.clear_cells,
            Qt.Key.Key_Backspace: self.clear_cells,
            Qt.Key.Key_Escape: self._forget_refusal,
            Qt.Key.Key_Tab: lambda: self._tab(1),
            Qt.Key.Key_Backtab: lambda: self._tab(-1),
        }
        return plain.get(event.key())

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab inside the grid; F6 leaves it."""
        if self.typing_grid.rowCount():
            self._tab(1 if forward else -1)
            return True
        return super().focusNextPrevChild(forward)

    def _forget_refusal(self) -> None:
        """Drop a typed text that was not understood, and show the stored value again."""
        index = self.currentIndex()
        if index.isValid():
            self.typing_grid.forget_refusal(index.row(), index.column())

    def _can_edit(self, index: QModelIndex) -> bool:
        """Say whether a cell can be typed in."""
        return index.isValid() and self.typing_grid.can_edit(index.row(), index.column())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the list where its sign is clicked."""
        before = self.currentIndex()
        super().mouseReleaseEvent(event)
        cell = self.visualRect(before)
        on_sign = cell.contains(event.position().toPoint()) and (
            cell.right() - event.position().x() < style.HUGE
        )
        if on_sign and before.isValid() and not before.data() and not self.is_block():
            self.show_choices()

    def show_choices(self) -> None:
        """Offer the words a cell takes, as a list under it."""
        menu = self.choices_menu()
        if menu is not None:
            cell = self.visualRect(self.currentIndex())
            menu.popup(self.viewport().mapToGlobal(cell.bottomLeft() + QPoint(0, 1)))

    def choices_menu(self) -> QMenu | None:
        """Return the list of the current cell; None where the cell cannot be typed in."""
        index = self.currentIndex()
        if not self._can_edit(index):
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid, draft = self.typing_grid, self.typing_grid.draft_at(index.row(), index.column())
        for typed, shown in grid.choices_at(index.row(), index.column()):
            action = menu.addAction(shown)
            action.triggered.connect(lambda _=False, typed=typed: self._pick(typed))
        if not draft.planned and self._may_be_spared(draft):
            menu.addAction("Không áp dụng: ghi lý do…").triggered.connect(
                lambda _=False: self._start_with("na: ")
            )
        menu.addSeparator()
        menu.addAction("Xóa giá trị").triggered.connect(lambda _=False: self.clear_cells())
        return menu

    def _may_be_spared(self, draft: ValueDraft) -> bool:
        """Say whether "không áp dụng" may stand in a cell: of a criterion, of "nếu có"."""
        found, code = self.typing_grid.criteria_set, draft.indicator
        if found is None or not found.has_indicator(code):
            return True
        return found.indicator(code).if_any

    def _pick(self, typed: str) -> None:
        """Keep a picked word and go on."""
        index = self.currentIndex()
        self.typing_grid.setData(index, typed)
        below = self.next_editable(index.row(), index.column(), 1)
        if below.isValid():
            self.setCurrentIndex(below)

    def _start_with(self, text: str) -> None:
        """Open the cell with the beginning of a text."""
        self.edit(self.currentIndex())
        editor = self.open_editor()
        if isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.setModified(True)

    # --- blocks ---

    def _selected(self) -> list[QModelIndex]:
        """Return the selected cells that are shown, line by line."""
        cells = [
            one
            for one in self.selectionModel().selectedIndexes()
            if not self.isColumnHidden(one.column())
        ]
        return sorted(cells, key=lambda one: (one.row(), one.column()))

    def copy_block(self) -> None:
        """Copy the selected cells for a spreadsheet."""
        cells = self._selected()
        if not cells:
            return
        columns = sorted({one.column() for one in cells})
        rows = sorted({one.row() for one in cells})
        chosen = {(one.row(), one.column()) for one in cells}
        block = [
            [
                self.typing_grid.shown_text(row, column) if (row, column) in chosen else ""
                for column in columns
            ]
            for row in rows
        ]
        QGuiApplication.clipboard().setText(write_block(block))
        self.told.emit(f"Đã chép {len(cells)} ô.")

    def clear_cells(self) -> None:
        """Clear the selected cells as one step; a text not understood is dropped first."""
        cells = [one for one in self._selected() if self._can_edit(one)]
        refused = [one for one in cells if one.data(REFUSAL_ROLE)]
        for one in refused:
            self.typing_grid.forget_refusal(one.row(), one.column())
        filled = [one for one in cells if one.data() and one not in refused]
        self._take([(one, "") for one in filled], "Đã xóa {count} ô.")

    def fill_down(self) -> None:
        """Copy the top cell of each selected column down; a single cell takes the one above."""
        cells = [one for one in self._selected() if self._can_edit(one)]
        if len(cells) == 1:
            above = self.next_editable(cells[0].row(), cells[0].column(), -1)
            pairs = [(cells[0], str(above.data() or ""))] if above.isValid() else []
        else:
            tops = {one.column(): one for one in reversed(cells)}
            pairs = [
                (one, str(tops[one.column()].data() or ""))
                for one in cells
                if one != tops[one.column()]
            ]
        self._take([pair for pair in pairs if pair[1]], "Đã chép xuống {count} ô.")

    def paste_block(self) -> None:
        """Paste a block of a spreadsheet as one step, with a verdict per cell.

        Empty cells leave what is there; lines of criteria take an empty line of the block or none.
        """
        block = read_block(QGuiApplication.clipboard().text())
        if not block or not self.currentIndex().isValid():
            return
        cells = self._selected()
        single = len(block) == 1 and len(block[0]) == 1
        if single and block[0][0] and len(cells) > 1:
            places = [one for one in cells if self._can_edit(one)]
            self._take([(one, block[0][0]) for one in places], "Đã dán {count} ô.")
            return
        start = cells[0] if cells else self.currentIndex()
        placed = self.placed_by_name(block, start)
        if placed is not None:
            self._take_placed(*placed)
            return
        if self._paste_by_codes(block, start):
            return
        heads, body = split_heads(block, self.typing_grid.scale_words())
        self._paste_in_order(heads, body, start)

    def _paste_in_order(
        self, heads: Sequence[Sequence[str]], block: Sequence[Sequence[str]], start: QModelIndex
    ) -> None:
        """Paste line by line from a cell on; headings above the figures only say which column."""
        places = self.columns_by_heads(joined_heads(heads), start) if heads else HeadPlaces()
        if places.columns or places.unplaced:
            wide = max(map(len, block))
            columns = [places.columns.get(column, -1) for column in range(wide)]
        else:
            columns = self._columns_from(start.column(), max(len(line) for line in block))
        pairs, over, beside = self._pasted(block, start, columns)
        left = f" {over} dòng thừa ở cuối không có chỗ." if over else ""
        left += f" {beside} ô nằm ngoài chỗ nhập nên không dán." if beside else ""
        left = (HEADS_LEFT if heads else "") + places.remark + left
        self._take(pairs, "Đã dán {count} ô." + left + self.pasted_in_order(pairs))
        if places.unplaced:
            self.unplaced.emit(places.unplaced)

    # --- blocks with codes ---

    def columns_by_heads(self, heads: Sequence[str], start: QModelIndex) -> HeadPlaces:
        """Return which columns the headings of a block name; none where they name none."""
        del heads, start
        return HeadPlaces()

    def _paste_by_codes(self, block: Sequence[Sequence[str]], start: QModelIndex) -> bool:
        """Paste a block whose lines begin with codes to the lines of these; False for no codes."""
        grid = self.typing_grid
        rows = grid.code_rows()
        here = next((code for code, row in rows.items() if row == start.row()), "")
        coded = coded_block(block, grid.all_codes(), here) if rows else None
        if coded is None:
            return False
        places = self.columns_by_heads(coded.heads, start)
        columns = {one: to for one, to in places.columns.items() if one > coded.column}
        if columns or places.unplaced:
            self._take_coded(coded, columns, places)
            return True
        found = self._result_columns(coded, start)
        to = self._typed_column(start)
        if len(found) > 1 and not self._are_neighbours(coded, found, to):
            self.ask_column(coded, found, to, places)
            return True
        self._take_coded(coded, dict(zip(found, range(to, to + len(found)), strict=True)), places)
        return True

    def _typed_column(self, start: QModelIndex) -> int:
        """Return the column that takes results: that of the cursor, else the first."""
        typed = self.typed_columns()
        return start.column() if start.column() in typed else typed[0]

    def _are_neighbours(self, coded: CodedBlock, found: Sequence[int], to: int) -> bool:
        """Say whether the last columns of a block are results that stand side by side here, too."""
        typed = list(self.typed_columns())
        wanted = list(range(to, to + len(found)))
        is_end = list(found) == list(range(coded.width - len(found), coded.width))
        return is_end and not any(coded.heads) and all(one in typed for one in wanted)

    def _result_columns(self, coded: CodedBlock, start: QModelIndex) -> list[int]:
        """Return the columns of a block that hold what can be taken as results."""
        rows, to = self.typing_grid.code_rows(), self._typed_column(start)
        found: list[int] = []
        for column in range(coded.column + 1, coded.width):
            if heading_of(coded.head(column)) in (Heading.OTHER, Heading.CODE):
                continue
            held = [
                (rows[line.code], text)
                for line in coded.lines
                if (text := coded.text(line, column)) and line.code in rows
            ]
            held = [(row, text) for row, text in held if self.typing_grid.can_edit(row, to)]
            taken = sum(self.typing_grid.takes(row, to, text) for row, text in held)
            if taken and 2 * taken > len(held):
                found.append(column)
        return found

    def ask_column(
        self, coded: CodedBlock, found: Sequence[int], to: int, places: HeadPlaces
    ) -> None:
        """Ask under the current cell which column of a block holds the results."""
        menu = self.column_menu(coded, found, to, places)
        cell = self.visualRect(self.currentIndex())
        menu.popup(self.viewport().mapToGlobal(cell.bottomLeft() + QPoint(0, 1)))

    def column_menu(
        self, coded: CodedBlock, found: Sequence[int], to: int, places: HeadPlaces
    ) -> QMenu:
        """Return the choice of the column that holds the results; nothing is pasted without."""
        menu = QMenu(self)
        menu.setObjectName("column_menu")
        menu.setAccessibleName(ASK_COLUMN)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(ASK_COLUMN).setEnabled(False)
        menu.addSeparator()
        for column in reversed(found):
            texts = coded.column_texts(column)
            head = f" “{shortened(coded.head(column), _NAME_LENGTH)}”" if coded.head(column) else ""
            shown = shortened("; ".join(texts[:4]), _NAME_LENGTH)
            action = menu.addAction(f"Cột {column + 1}{head}: {shown}".replace("&", "&&"))
            action.triggered.connect(
                lambda _=False, column=column: self._take_coded(coded, {column: to}, places)
            )
        menu.addSeparator()
        menu.addAction("Không dán")
        return menu

    def _take_coded(self, coded: CodedBlock, columns: dict[int, int], places: HeadPlaces) -> None:
        """Keep the results of a block with codes as one step, and tell what belongs nowhere."""
        grid = self.typing_grid
        rows = grid.code_rows()
        pairs: list[tuple[QModelIndex, str]] = []
        computed, unplaced = 0, list(places.unplaced)
        for line in coded.lines:
            held = [(to, text) for one, to in columns.items() if (text := coded.text(line, one))]
            row = rows.get(line.code)
            if held and row is None:
                unplaced.append(Unplaced(line.code, HIDDEN_CODE))
            elif held and row is not None:
                taken = [(grid.index(row, to), text) for to, text in held if grid.can_edit(row, to)]
                computed += not taken
                pairs += taken
        unplaced += _without_line(coded, columns)
        if not columns and not places.unplaced:
            unplaced = [Unplaced("Khối dán", NO_RESULT_COLUMN)]
        left = HEADS_LEFT if any(coded.heads) else ""
        left += places.remark + (COMPUTED.format(count=computed) if computed else "")
        if pairs:
            self._take(pairs, "Đã dán {count} ô theo mã." + left)
        else:
            self.told.emit("Không dán ô nào." + left)
        if unplaced:
            self.unplaced.emit(tuple(unplaced))

    def placed_by_name(
        self, block: Sequence[Sequence[str]], start: QModelIndex
    ) -> tuple[list[tuple[QModelIndex, str]], list[Unplaced]] | None:
        """Return where a block with names belongs, by the names; None where it has none."""
        del block, start
        return None

    def pasted_in_order(self, pairs: Sequence[tuple[QModelIndex, str]]) -> str:
        """Return what to add to the sentence about a block that was pasted line by line."""
        del pairs
        return ""

    def _take_placed(
        self, pairs: Sequence[tuple[QModelIndex, str]], unplaced: Sequence[Unplaced]
    ) -> None:
        """Keep what names placed, and tell which lines belong nowhere."""
        if pairs:
            self._take(pairs, "Đã dán {count} ô theo tên.")
        if unplaced:
            self.unplaced.emit(tuple(unplaced))

    def _pasted(
        self, block: Sequence[Sequence[str]], start: QModelIndex, columns: Sequence[int]
    ) -> tuple[list[tuple[QModelIndex, str]], int, int]:
        """Return which cell takes which text, how many lines and other cells found no place."""
        grid = self.typing_grid
        pairs: list[tuple[QModelIndex, str]] = []
        row, over, beside = start.row(), 0, 0
        for texts in block:
            row = self._row_for(row, texts, columns)
            if row >= grid.rowCount():
                over += any(texts)
                continue
            taken = [
                (grid.index(row, column), text)
                for column, text in zip(columns, texts, strict=False)
                if text and column >= 0 and grid.can_edit(row, column)
            ]
            pairs += taken
            beside += sum(map(bool, texts)) - len(taken)
            row += 1
        return pairs, over, beside

    def _columns_from(self, column: int, count: int) -> list[int]:
        """Return the shown columns a block covers; one beside all values goes to the first."""
        last = self.typing_grid.columnCount()
        shown = [one for one in range(column, last) if not self.isColumnHidden(one)]
        typed = self.typed_columns()
        chosen = shown[:count]
        return chosen if any(one in typed for one in chosen) else list(typed[:count])

    def _row_for(self, row: int, texts: Sequence[str], columns: Sequence[int]) -> int:
        """Return the row that takes a line of the block: lines of criteria are passed over."""
        grid = self.typing_grid
        while row < grid.rowCount() and any(texts):
            if any(column >= 0 and grid.can_edit(row, column) for column in columns):
                break
            row += 1
        return row

    def _take(self, pairs: Iterable[tuple[QModelIndex, str]], sentence: str) -> None:
        """Keep texts as one step and say how many were kept."""
        grid = self.typing_grid
        drafts = [grid.draft_at(one.row(), one.column(), text) for one, text in pairs]
        if not drafts:
            return
        refused = grid.take(drafts)
        self.told.emit(sentence.format(count=len(drafts) - len(refused)))

    def select_cells(self, first: QModelIndex, last: QModelIndex) -> None:
        """Select a block of cells, the cursor on its first."""
        self.setCurrentIndex(first)
        self.selectionModel().select(
            QItemSelection(first, last), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )


def _without_line(coded: CodedBlock, columns: dict[int, int]) -> list[Unplaced]:
    """Return the lines of a block with a result that belong to no line, or to nobody knows which.

    A line that has no result is the heading of a part.
    """
    found = [Unplaced(code, REPEATED_CODE) for code in coded.repeated]
    for texts in coded.unknown:
        if not any(one < len(texts) and texts[one] for one in columns):
            continue
        begin = [text for text in texts[: coded.column + 2] if text]
        is_coded = bool(texts[coded.column : coded.column + 1] and texts[coded.column])
        name = shortened(" ".join(begin), _NAME_LENGTH) or texts[0]
        found.append(Unplaced(name, UNKNOWN_CODE if is_coded else NO_CODE))
    return found
