"""The entry sheet as people type into it: painting, keys, blocks, the reason under a bad value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
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

from ui import style
from ui.models.delegates import CellEdit, TypingTable
from ui.models.entry_grid import (
    CODE,
    EDITABLE,
    GAP,
    LINE_ROLE,
    PLAN,
    PREVIOUS,
    PROOF,
    REFUSAL_ROLE,
    STATE,
    TARGET,
    TEXT,
    UNIT,
    VALUE,
    EntryGrid,
    GridLine,
    Typed,
    choices,
    read_block,
    write_block,
)
from ui.models.row_table import Index
from ui.widgets.page import label

WIDTHS = {
    CODE: 52,
    UNIT: 72,
    TARGET: 104,
    PREVIOUS: 82,
    VALUE: 104,
    STATE: 150,
    GAP: 104,
    PLAN: 82,
    PROOF: 48,
}
NARROW_WIDTHS = {**WIDTHS, TARGET: 98, PREVIOUS: 74, VALUE: 92, STATE: 146, PLAN: 76}
ALL_COLUMNS_FROM = 1000
_ROOMY_ONLY = (UNIT, GAP, PROOF)  # what these say stands in the state where there is no room
TEXT_FROM = 180
_SIGN = 16
_FRAME = 2
_ENDS = QStyledItemDelegate.EndEditHint


def least_width() -> int:
    """Return the width the grid needs to show its narrow columns and readable texts."""
    shown = sum(width for column, width in NARROW_WIDTHS.items() if column not in _ROOMY_ONLY)
    return style.scaled(shown + TEXT_FROM)


class EntryDelegate(QStyledItemDelegate):
    """Paints the lines of the sheet and opens the field of a cell."""

    def __init__(self, table: EntryTable) -> None:
        super().__init__(table)
        self._table = table

    # --- painting ---

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell: ground, content, the frame of the current cell."""
        line: GridLine | None = index.data(LINE_ROLE)
        if line is None:
            return
        painter.save()
        rect = QRect(option.rect)
        painter.fillRect(rect, style.colour(self._ground(option, index, line)))
        self._paint_content(painter, rect, index, line)
        painter.setPen(style.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if line.can_edit(index.column()) or (index.column() in EDITABLE and not line.is_heading):
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
            painter.drawLine(rect.topRight(), rect.bottomRight())
        self._paint_frame(painter, rect, index)
        painter.restore()

    def _ground(self, option: QStyleOptionViewItem, index: Index, line: GridLine) -> str:
        """Return the token behind a cell."""
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if index.data(REFUSAL_ROLE):
            return "bad_soft"
        if selected and self._table.is_block():
            return "accent_soft"
        if line.is_heading:
            return "ground"
        return "hover" if index.row() == self._table.currentIndex().row() else "surface"

    def _paint_content(self, painter: QPainter, rect: QRect, index: Index, line: GridLine) -> None:
        """Paint what a cell says."""
        inner = rect.adjusted(style.SMALL, 0, -style.SMALL, -1)
        column = index.column()
        if column == STATE:
            self._paint_state(painter, inner, line)
            return
        if column == PROOF and line.evidence:
            sign = QRectF(inner.left(), inner.center().y() - _SIGN / 2 + 0.5, _SIGN, _SIGN)
            style.paint_icon(painter, sign, "clip", "muted")
        painter.setFont(index.data(Qt.ItemDataRole.FontRole) or style.font())
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole))
        text = index.data() or ""
        if self._has_list(index, line):
            mark = QRectF(inner.right() - _SIGN + 2, inner.center().y() - _SIGN / 2, _SIGN, _SIGN)
            style.paint_icon(painter, mark, "chevron", "muted")
            inner.adjust(0, 0, -_SIGN - 2, 0)
        if line.is_heading:
            shown = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, inner.width()
            )
            painter.drawText(inner, index.data(Qt.ItemDataRole.TextAlignmentRole), shown)
            return
        head, _, reason = text.partition(": ")
        alignment = index.data(Qt.ItemDataRole.TextAlignmentRole)
        if column in (PREVIOUS, VALUE) and reason and not index.data(REFUSAL_ROLE):
            self._paint_with_reason(painter, inner, head, reason)
        else:
            paint_two_lines(painter, inner, text, alignment)

    def _paint_with_reason(self, painter: QPainter, rect: QRect, value: str, reason: str) -> None:
        """Paint a value and, quietly below it, the reason that was given with it."""
        height, middle = painter.fontMetrics().lineSpacing(), rect.center().y() + 1
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        above = QRect(rect.left(), middle - height, rect.width(), height)
        self._elided(painter, above, value, flags)
        painter.setFont(style.font("small"))
        painter.setPen(style.colour("muted"))
        self._elided(painter, QRect(rect.left(), middle, rect.width(), height), reason, flags)

    def _has_list(self, index: Index, line: GridLine) -> bool:
        """Say whether the sign of a list is shown: on the current cell where words are picked."""
        current = self._table.currentIndex()
        here = (index.row(), index.column()) == (current.row(), current.column())
        return here and line.can_edit(index.column()) and not index.data()

    def _paint_state(self, painter: QPainter, rect: QRect, line: GridLine) -> None:
        """Paint the outcome, and below it what is missing or the most urgent mark."""
        state = style.STATES[line.outcome.value]
        marks = [style.STATES[mark] for mark in line.marks]
        gap = line.gap_text if self._table.isColumnHidden(GAP) and not line.is_head else ""
        height = painter.fontMetrics().lineSpacing()
        top = QRect(rect)
        lack = line.lack_text
        if (marks or gap or lack) and not line.is_heading:
            middle = rect.center().y() + 1
            top = QRect(rect.left(), middle - height, rect.width(), height)
            below = QRect(rect.left(), middle, rect.width(), height)
            painter.setFont(style.font("small"))
            if gap or lack:
                painter.setPen(style.colour("bad" if gap else "warn"))
                self._elided(painter, below.adjusted(_SIGN + 6, 0, 0, 0), lack or _lacking(gap))
            else:
                _paint_sign(painter, below, marks[0], marks[0].word.lower())
                marks = marks[1:]
        painter.setFont(style.font(strong=line.is_heading))
        used = _paint_sign(painter, top, state, state.word)
        for mark in marks:
            used += _SIGN + 2
            if used <= rect.width():
                _paint_sign(painter, top.adjusted(used - _SIGN, 0, 0, 0), mark, "")
        if line.evidence and self._table.isColumnHidden(PROOF) and used + _SIGN <= rect.width():
            clip = QRectF(rect.right() - _SIGN + 2, top.center().y() - 7, _SIGN - 2, _SIGN - 2)
            style.paint_icon(painter, clip, "clip", "muted")

    def _elided(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        flags: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter,
    ) -> None:
        """Paint one line of text, shortened where it does not fit."""
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, flags, shown)

    def _paint_frame(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Frame the current cell, so that nobody has to look for it."""
        current = self._table.currentIndex()
        if (index.row(), index.column()) != (current.row(), current.column()):
            return
        token = "bad" if index.data(REFUSAL_ROLE) else "accent"
        pen = QPen(style.colour(token), _FRAME)
        if not self._table.hasFocus():
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room a cell asks for; rows have fixed heights."""
        del index
        return QSize(style.HUGE, option.fontMetrics.height())

    # --- editing ---

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
        assert isinstance(model, EntryGrid)
        typed = editor.text()
        editor.setModified(False)
        model.setData(index, typed)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Keep the field inside its cell, so it never covers its neighbours."""
        del index
        editor.setGeometry(option.rect.adjusted(0, 0, 0, -1))


def _lacking(gap: str) -> str:
    """Return "thiếu 2 điểm %"; a gap that says itself what it is stays as it is."""
    return f"thiếu {gap}" if gap[:1].isdigit() else gap


def _paint_sign(painter: QPainter, rect: QRect, state: style.State, word: str) -> int:
    """Paint a state's sign and its word; return the width that is used."""
    side = _SIGN if painter.font().pointSizeF() > style.font("small").pointSizeF() else _SIGN - 2
    sign = QRectF(rect.left(), rect.center().y() - side / 2 + 0.5, side, side)
    style.paint_icon(painter, sign, state.icon, state.token)
    painter.setPen(style.colour(state.token))
    room = rect.adjusted(_SIGN + 6, 0, 0, 0)
    shown = painter.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
    return _SIGN + 6 + painter.fontMetrics().horizontalAdvance(shown) + style.TINY


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
        self._reason.setText(reason)
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


class EntryTable(TypingTable):
    """The sheet's table: a spreadsheet's keys, in steps that can be undone one by one.

    `line_changed` carries the `GridLine` and column of the current cell; `told` carries a sentence
    about a block (what was pasted, what stayed out).
    """

    line_changed = Signal(object, int)
    told = Signal(str)

    def __init__(self, grid: EntryGrid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = grid
        self.setAccessibleName("Bảng số liệu tiêu chí")
        self.setModel(grid)
        self.setItemDelegate(EntryDelegate(self))
        self._set_up()
        self.bubble = ReasonBubble(self.viewport())
        self._bubble_timer = QTimer(self, singleShot=True, interval=0)
        self._bubble_timer.timeout.connect(self._place_bubble)
        self._connect()

    def _set_up(self) -> None:
        """Give the table its look."""
        self.setShowGrid(False)
        self.setProperty("grid", True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
        header.setMinimumHeight(style.row_height())

    def _connect(self) -> None:
        """Follow the grid and the cursor."""
        self.grid.modelReset.connect(self._lay_lines)
        self.grid.dataChanged.connect(lambda *_: self._after_change())
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._place_bubble())

    # --- layout ---

    def _lay_lines(self) -> None:
        """Give each line its height, and a criterion's name the room of four columns."""
        self.clearSpans()
        metrics = self.fontMetrics()
        tall = max(2 * metrics.lineSpacing() + style.SMALL, style.row_height())
        for place, line in enumerate(self.grid.lines):
            self.setRowHeight(place, style.row_height() if line.is_heading else tall)
            if line.is_heading:
                self.setSpan(place, TEXT, 1, PREVIOUS - TEXT + 1)
        first = self._next_editable(-1, VALUE, 1)
        if self.grid.lines:
            self.setCurrentIndex(first if first.isValid() else self.grid.index(0, VALUE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show all columns where there is room; else the state says what is missing."""
        super().resizeEvent(event)
        roomy = self.viewport().width() >= style.scaled(ALL_COLUMNS_FROM)
        for column, width in (WIDTHS if roomy else NARROW_WIDTHS).items():
            self.setColumnHidden(column, not roomy and column in _ROOMY_ONLY)
            self.setColumnWidth(column, style.scaled(width))
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        self._bubble_timer.start()

    def _after_change(self) -> None:
        """Show what belongs to the current cell after values changed."""
        self._tell_line()
        self._bubble_timer.start()

    def _current_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        """Paint both lines anew and tell who shows the line."""
        for place in {now.row(), before.row()} - {-1}:
            self._update_line(place)
        self._tell_line()
        self._bubble_timer.start()

    def _update_line(self, row: int) -> None:
        """Paint one line anew."""
        top, height = self.rowViewportPosition(row), self.rowHeight(row)
        self.viewport().update(QRect(0, top, self.viewport().width(), height))

    def _tell_line(self) -> None:
        """Tell which line and column are current."""
        line = self.current_line()
        if line is not None:
            self.line_changed.emit(line, self.currentIndex().column())

    def _place_bubble(self) -> None:
        """Show the reason of the current cell under it, or nothing."""
        index = self.currentIndex()
        refusal = index.data(REFUSAL_ROLE) if index.isValid() else None
        if refusal is None or self.open_editor() is not None:
            self.bubble.hide()
            return
        self.bubble.show_under(self.visualRect(index), refusal.reason, refusal.hint)

    # --- the cursor ---

    def current_line(self) -> GridLine | None:
        """Return the line of the current cell."""
        line: GridLine | None = self.currentIndex().data(LINE_ROLE)
        return line

    def is_block(self) -> bool:
        """Say whether more than one cell is selected."""
        return len(self.selectionModel().selectedIndexes()) > 1

    def choose_code(self, code: str, *, head: bool = False, column: int = VALUE) -> bool:
        """Go to a code (with `head` to the criterion and its first line); False when not shown."""
        place = self.grid.place_of(code, head=head)
        if place < 0:
            return False
        target = place
        if head:
            self.scrollTo(self.grid.index(place, CODE), self.ScrollHint.PositionAtTop)
            group = self.grid.lines[place].group
            if group.rows and not self.grid.lines[place].can_edit(column):
                target = min(place + 1, len(self.grid.lines) - 1)
        self.setCurrentIndex(self.grid.index(target, column))
        if head:
            self.scrollTo(self.grid.index(place, CODE), self.ScrollHint.PositionAtTop)
        return True

    def _next_editable(self, row: int, column: int, step: int) -> QModelIndex:
        """Return the next cell of a column that can be typed in; invalid at the end."""
        row += step
        while 0 <= row < len(self.grid.lines):
            if self.grid.lines[row].can_edit(column):
                return self.grid.index(row, column)
            row += step
        return QModelIndex()

    def _tab(self, step: int) -> None:
        """Go to the next cell that can be typed in, along the line and then to the next."""
        current = self.currentIndex()
        cells = [
            (row, column)
            for row, line in enumerate(self.grid.lines)
            for column in EDITABLE
            if line.can_edit(column)
        ]
        here = (current.row(), current.column())
        ahead = [cell for cell in cells if (cell > here if step > 0 else cell < here)]
        if ahead:
            self.setCurrentIndex(self.grid.index(*(ahead[0] if step > 0 else ahead[-1])))

    def closeEditor(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        """Close the field; Enter goes down and Tab right, unless the value has to be corrected."""
        super().closeEditor(editor, _ENDS.NoHint)
        index = self.currentIndex()
        if index.data(REFUSAL_ROLE) and hint is not _ENDS.RevertModelCache:
            self._bubble_timer.start()
            return
        if hint is _ENDS.SubmitModelCache:
            below = self._next_editable(index.row(), index.column(), 1)
            self.setCurrentIndex(below if below.isValid() else index)
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
        if act is None:
            super().keyPressEvent(event)
            return
        act()
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
        if self.grid.lines:
            self._tab(1 if forward else -1)
            return True
        return super().focusNextPrevChild(forward)

    def _forget_refusal(self) -> None:
        """Drop a typed text that was not understood, and show the stored value again."""
        line = self.current_line()
        if line is not None:
            self.grid.forget_refusal(line, self.currentIndex().column())

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
        line, column = self.current_line(), self.currentIndex().column()
        if line is None or not line.can_edit(column):
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for typed, shown in choices(line, planned=column == PLAN):
            action = menu.addAction(shown)
            action.triggered.connect(lambda _=False, typed=typed: self._pick(typed))
        indicator = line.indicator
        if column == VALUE and (indicator is None or indicator.if_any):
            menu.addAction("Không áp dụng: ghi lý do…").triggered.connect(
                lambda _=False: self._start_with("na: ")
            )
        menu.addSeparator()
        menu.addAction("Xóa giá trị").triggered.connect(lambda _=False: self.clear_cells())
        return menu

    def _pick(self, typed: str) -> None:
        """Keep a picked word and go on."""
        index = self.currentIndex()
        self.grid.setData(index, typed)
        below = self._next_editable(index.row(), index.column(), 1)
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
                str(self.grid.index(row, column).data() or "") if (row, column) in chosen else ""
                for column in columns
            ]
            for row in rows
        ]
        QGuiApplication.clipboard().setText(write_block(block))
        self.told.emit(f"Đã chép {len(cells)} ô.")

    def clear_cells(self) -> None:
        """Clear the selected cells as one step; a text not understood is dropped first."""
        cells = [one for one in self._selected() if self._line(one).can_edit(one.column())]
        refused = [one for one in cells if one.data(REFUSAL_ROLE)]
        for one in refused:
            self.grid.forget_refusal(self._line(one), one.column())
        filled = [one for one in cells if one.data() and one not in refused]
        self._take([(one, "") for one in filled], "Đã xóa {count} ô.")

    def fill_down(self) -> None:
        """Copy the top cell of each selected column down; a single cell takes the one above."""
        cells = [one for one in self._selected() if self._line(one).can_edit(one.column())]
        if len(cells) == 1:
            above = self._next_editable(cells[0].row(), cells[0].column(), -1)
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
        if single and len(cells) > 1:
            places = [one for one in cells if self._line(one).can_edit(one.column())]
            self._take([(one, block[0][0]) for one in places], "Đã dán {count} ô.")
            return
        start = cells[0] if cells else self.currentIndex()
        pairs, over = self._pasted(block, start)
        left = f" {over} dòng thừa ở cuối không có chỗ." if over else ""
        self._take(pairs, "Đã dán {count} ô." + left)

    def _pasted(
        self, block: Sequence[Sequence[str]], start: QModelIndex
    ) -> tuple[list[tuple[QModelIndex, str]], int]:
        """Return which cell takes which text, and how many lines found no place."""
        columns = self._columns_from(start.column(), max(len(line) for line in block))
        pairs: list[tuple[QModelIndex, str]] = []
        row, over = start.row(), 0
        for texts in block:
            row = self._row_for(row, texts, columns)
            if row >= len(self.grid.lines):
                over += any(texts)
                continue
            for column, text in zip(columns, texts, strict=False):
                if text and self.grid.lines[row].can_edit(column):
                    pairs.append((self.grid.index(row, column), text))
            row += 1
        return pairs, over

    def _columns_from(self, column: int, count: int) -> list[int]:
        """Return the shown columns a block covers; one column alone goes to "Kỳ này"."""
        shown = [one for one in range(column, PLAN + 1) if not self.isColumnHidden(one)]
        chosen = shown[:count]
        return chosen if any(one in EDITABLE for one in chosen) else [VALUE, PLAN][:count]

    def _row_for(self, row: int, texts: Sequence[str], columns: Sequence[int]) -> int:
        """Return the row that takes a line of the block: lines of criteria are passed over."""
        lines = self.grid.lines
        while row < len(lines) and any(texts):
            if any(lines[row].can_edit(column) for column in columns):
                break
            row += 1
        return row

    def _take(self, pairs: Iterable[tuple[QModelIndex, str]], sentence: str) -> None:
        """Keep texts as one step and say how many were kept."""
        typed = [Typed(self._line(one).code, one.column() == PLAN, text) for one, text in pairs]
        if not typed:
            return
        refused = self.grid.take(typed)
        self.told.emit(sentence.format(count=len(typed) - len(refused)))

    def _line(self, index: QModelIndex) -> GridLine:
        """Return the line of a cell."""
        return self.grid.lines[index.row()]

    def select_cells(self, first: QModelIndex, last: QModelIndex) -> None:
        """Select a block of cells, the cursor on its first."""
        from PySide6.QtCore import QItemSelection

        self.setCurrentIndex(first)
        self.selectionModel().select(
            QItemSelection(first, last), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
