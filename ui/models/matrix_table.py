"""The table of a value matrix: a sign in every cell, what a line is about stays when scrolling."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QLabel, QStyleOptionViewItem, QWidget

from ntm_desktop.domain.assessment import Outcome
from ntm_desktop.services.value_matrix import MatrixCell, MatrixRow
from ui import style
from ui.models.coded_paste import Heading, heading_of, period_of
from ui.models.matrix_grid import (
    ROW_ROLE,
    TOTAL_TITLE,
    MatrixGrid,
    value_parts,
)
from ui.models.matrix_paste import named_block
from ui.models.row_table import Index
from ui.models.typing_grid import shown_state
from ui.models.typing_sheet import (
    SIGN,
    HeadPlaces,
    SheetDelegate,
    TypingSheet,
    Unplaced,
    paint_two_lines,
)

CODE_WIDTH = 46
TARGET_WIDTH = 84
TEXT_WIDTH = 240
TEXT_LEAST = 130
COLUMN_WIDTH = 100
IN_ORDER = " Dán theo thứ tự đang hiện, từ {first} đến {last}; chép kèm cột tên để khớp theo tên."
ONLY_NAMES = "chỉ có tên, chưa có số liệu"
NO_ROOM = "nằm ngoài các chỉ tiêu đang hiện"
NO_PERIOD = "kỳ này không có trong bảng đang xem"
_MOST_HEAD = 0.45  # of the table's width: values come first
_MARK = 12


class LineHead(QHeaderView):
    """What each line is about: code, words and target of an indicator, or the name of a thôn.

    It is the table's vertical header, so it stays where it is while the periods are scrolled.
    """

    def __init__(self, grid: MatrixGrid, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._grid = grid
        self.has_targets = True
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def columns(self) -> tuple[int, int, int]:
        """Return the widths of code, words and target."""
        if not self.has_targets:
            return 0, self.width(), 0
        code, target = style.scaled(CODE_WIDTH), style.scaled(TARGET_WIDTH)
        return code, max(self.width() - code - target, 0), target

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint what a line is about."""
        row: MatrixRow | None = self._grid.headerData(section, Qt.Orientation.Vertical, ROW_ROLE)
        is_strong = row is None or row.is_heading
        painter.save()
        painter.fillRect(rect, style.colour("ground" if is_strong else "surface"))
        painter.setPen(style.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setFont(style.font(strong=is_strong))
        if row is None:
            self._text(painter, rect, TOTAL_TITLE, "text")
        else:
            self._paint_row(painter, rect, row)
        painter.restore()

    def _paint_row(self, painter: QPainter, rect: QRect, row: MatrixRow) -> None:
        """Paint code, words and target side by side."""
        code, words, target = self.columns()
        left = rect.left()
        if code:
            self._text(painter, QRect(left, rect.top(), code, rect.height()), row.code, "muted")
        span = words + (target if row.is_heading else 0)
        self._text(painter, QRect(left + code, rect.top(), span, rect.height()), row.text, "text")
        if target and row.target_text:
            place = QRect(left + code + words, rect.top(), target, rect.height())
            self._text(painter, place, row.target_text, "text")

    @staticmethod
    def fitted(metrics: QFontMetrics, text: str, rect: QRect) -> str:
        """Return a text as one line where a line's height has no room for two."""
        if rect.height() >= 2 * metrics.lineSpacing():
            return text
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Give what lies below the last line the ground of the cells beside it."""
        super().paintEvent(event)
        below = self.length() - self.offset()
        if below < self.viewport().height():
            painter = QPainter(self.viewport())
            rest = self.viewport().rect().adjusted(0, below, 0, 0)
            painter.fillRect(rest, style.colour("surface"))
            painter.end()

    def _text(self, painter: QPainter, rect: QRect, text: str, token: str) -> None:
        """Paint a text on at most two lines."""
        painter.setPen(style.colour(token))
        inner = rect.adjusted(style.SMALL, 0, -style.TINY, -1)
        text = self.fitted(painter.fontMetrics(), text, inner)
        paint_two_lines(painter, inner, text, Qt.AlignmentFlag.AlignLeft)


class MatrixDelegate(SheetDelegate):
    """Paints a value with the sign of its outcome before it.

    It asks the grid itself: the way through Qt's index takes twice as long, cell by cell.
    """

    def __init__(self, table: MatrixTable) -> None:
        super().__init__(table)
        self._grid = table.grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell: ground, sign, value, marks, the frame of the current cell."""
        grid, row, column = self._grid, index.row(), index.column()
        cell = grid.cell(row, column)
        painter.save()
        rect = QRect(option.rect)
        is_heading = cell is None or not cell.editable
        painter.fillRect(rect, style.colour(self.ground_of(option, index, heading=is_heading)))
        inner = rect.adjusted(style.TINY + 2, 0, -style.SMALL, -1)
        if cell is not None:
            inner = self._paint_signs(painter, inner, cell)
        painter.setFont(grid.font_of(row, cell))
        painter.setPen(grid.colour_of(row, column))
        self._paint_text(painter, inner, index, cell)
        self.paint_lines(painter, rect, open_cell=not is_heading)
        self.paint_frame(painter, rect, index)
        painter.restore()

    def _paint_text(
        self, painter: QPainter, rect: QRect, index: Index, cell: MatrixCell | None
    ) -> None:
        """Paint a value; below it, quietly, the reason given with it or how many thôn are met."""
        text = self._grid.shown_text(index.row(), index.column())
        head, rest, is_judged = text.partition(": ")[0], text.partition(": ")[2], False
        if cell is not None and not self.is_refused(index):
            head, rest, is_judged = value_parts(text)
        if is_judged:
            self._paint_declared(painter, rect, head, alone=not rest)
            text = head if not rest else text
        if not rest or self.is_refused(index):
            paint_two_lines(painter, rect, text, Qt.AlignmentFlag.AlignRight)
            return
        height, middle = painter.fontMetrics().lineSpacing(), rect.center().y() + 1
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        elide = Qt.TextElideMode.ElideRight
        above = QRect(rect.left(), middle - height, rect.width(), height)
        below = QRect(rect.left(), middle, rect.width(), height)
        painter.drawText(above, flags, painter.fontMetrics().elidedText(head, elide, rect.width()))
        painter.setFont(style.font("small"))
        painter.setPen(style.colour("muted" if cell is not None else "text"))
        painter.drawText(below, flags, painter.fontMetrics().elidedText(rest, elide, rect.width()))

    def _paint_declared(self, painter: QPainter, rect: QRect, figure: str, *, alone: bool) -> None:
        """Paint the small sign of a declared outcome before the figure it was declared for."""
        metrics = painter.fontMetrics()
        left = max(rect.right() - metrics.horizontalAdvance(figure) - _MARK - style.TINY, 0)
        middle = rect.center().y() + (0 if alone else 1 - metrics.lineSpacing() / 2)
        state = style.STATES["declared"]
        where = QRectF(max(left, rect.left()), middle - _MARK / 2, _MARK, _MARK)
        style.paint_icon(painter, where, state.icon, state.token)

    def _paint_signs(self, painter: QPainter, rect: QRect, cell: MatrixCell) -> QRect:
        """Paint the outcome at the left, marks over and under it; return the room that is left."""
        if cell.text or not cell.editable:
            state = style.STATES[shown_state(cell.assessment)]
            is_quiet = not cell.doubt or cell.outcome is not Outcome.MET
            token = state.token if is_quiet else style.STATES["doubtful"].token
            sign = QRectF(rect.left(), rect.center().y() - SIGN / 2 + 0.5, SIGN, SIGN)
            style.paint_icon(painter, sign, state.icon, token)
        if cell.editable:
            for place, (icon, token) in enumerate(_small_marks(cell)[:2]):
                top = rect.top() + 2 + place * (rect.height() - _MARK - 3)
                where = QRectF(rect.left() + (SIGN - _MARK) / 2, top, _MARK, _MARK)
                style.paint_icon(painter, where, icon, token)
        return rect.adjusted(SIGN + style.TINY, 0, 0, 0)


def _small_marks(cell: MatrixCell) -> list[tuple[str, str]]:
    """Return the small signs beside an outcome, the most urgent first."""
    names = [name for name, flag in _FLAGS.items() if getattr(cell, flag)]
    found = [(style.STATES[name].icon, style.STATES[name].token) for name in names]
    if cell.evidence:
        found.append(("clip", "muted"))
    if cell.note:
        found.append(("edit", "muted"))
    if cell.is_unverified:
        state = style.STATES["unverified"]
        found.append((state.icon, state.token))
    return found


_FLAGS = {"doubtful": "doubt", "disagreed": "conflict", "locked": "locked"}


class MatrixTable(TypingSheet):
    """The matrix as people type into it; `cell_changed` carries line and column of the cursor."""

    cell_changed = Signal(int, int)

    def __init__(self, grid: MatrixGrid, parent: QWidget | None = None) -> None:
        super().__init__(grid, "Bảng số liệu nhiều kỳ, nhiều thôn", parent)
        self.grid = grid
        self.head = LineHead(grid, self)
        self.setVerticalHeader(self.head)
        self.head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.head.show()
        self.setItemDelegate(MatrixDelegate(self))
        self.setHorizontalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self._titles = [QLabel(self) for _ in range(3)]
        for made in self._titles:
            made.setProperty("kind", "strong")
            made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        grid.modelReset.connect(self._lay_lines)

    def set_heads(self, titles: Sequence[str]) -> None:
        """Name the columns that stay: code, words, target; or the thôn alone."""
        self.head.has_targets = len(titles) > 1
        named = titles if self.head.has_targets else ("", titles[0], "")
        for made, title in zip(self._titles, named, strict=True):
            made.setText(title)
        self._place_heads()

    def typed_columns(self) -> Sequence[int]:
        """Return all columns."""
        return range(self.grid.columnCount())

    def tell_cell(self) -> None:
        """Tell which cell is current."""
        index = self.currentIndex()
        if index.isValid():
            self.cell_changed.emit(index.row(), index.column())

    # --- blocks with names ---

    def placed_by_name(
        self, block: Sequence[Sequence[str]], start: QModelIndex
    ) -> tuple[list[tuple[QModelIndex, str]], list[Unplaced]] | None:
        """Return where a block belongs whose lines begin with names of thôn, whatever the order."""
        matrix = self.grid.matrix
        if matrix is None or not matrix.totals:
            return None
        named = named_block(
            block,
            {row.unit: row.text for row in self.grid.rows},
            lambda place, text: self.grid.takes(start.row(), start.column() + place, text),
        )
        if named is None:
            return None
        places = {row.unit: place for place, row in enumerate(self.grid.rows)}
        columns = range(start.column(), self.grid.columnCount())
        pairs = [
            (self.grid.index(places[line.code], column), text)
            for line in named.lines
            for column, text in zip(columns, line.texts, strict=False)
            if text
        ]
        unplaced = [Unplaced(one.text, one.problem) for one in named.unplaced]
        wide = max((len(line.texts) for line in named.lines), default=0) - len(columns)
        if wide > 0:
            unplaced.append(Unplaced(f"{wide} cột cuối", NO_ROOM))
        if not pairs and not unplaced:
            unplaced.append(Unplaced("Khối dán", ONLY_NAMES))
        return pairs, unplaced

    def columns_by_heads(self, heads: Sequence[str], start: QModelIndex) -> HeadPlaces:
        """Return which period each heading of a block names; one without goes to the cursor."""
        matrix = self.grid.matrix
        if matrix is None or matrix.totals:
            return HeadPlaces()
        shown = {column.period.id: place for place, column in enumerate(matrix.columns)}
        columns: dict[int, int] = {}
        unplaced: list[Unplaced] = []
        unnamed: list[int] = []
        for place, head in enumerate(heads):
            kind, period = heading_of(head), period_of(head)
            if kind not in (None, Heading.VALUE, Heading.JUDGED):
                continue
            if period is not None and period.id in shown:
                columns[place] = shown[period.id]
            elif period is not None:
                unplaced.append(Unplaced(f"Cột “{head}”", NO_PERIOD))
            elif kind is Heading.VALUE:
                unnamed.append(place)
        if not columns and not unplaced and unnamed:
            columns = {unnamed[-1]: start.column()}
        return HeadPlaces(columns, tuple(unplaced))

    def pasted_in_order(self, pairs: Sequence[tuple[QModelIndex, str]]) -> str:
        """Return which thôn a block without names was pasted to, and how to be sure."""
        rows = sorted({index.row() for index, _ in pairs})
        if self.grid.matrix is None or not self.grid.matrix.totals or len(rows) < 2:
            return ""
        first, last = (self.grid.rows[place].text for place in (rows[0], rows[-1]))
        return IN_ORDER.format(first=first, last=last)

    # --- layout ---

    def _lay_lines(self) -> None:
        """Give lines their height, and put the cursor into the first open cell of the last kind."""
        metrics = self.fontMetrics()
        tall = max(2 * metrics.lineSpacing() + style.SMALL, style.row_height())
        for place in range(self.grid.rowCount()):
            row = self.grid.rows[place] if place < len(self.grid.rows) else None
            short = row is not None and row.is_heading
            self.setRowHeight(place, style.row_height() if short else tall)
        for column in range(self.grid.columnCount()):
            self.setColumnWidth(column, style.scaled(COLUMN_WIDTH))
        over_periods = self.grid.matrix is not None and not self.grid.matrix.totals
        column = self.grid.columnCount() - 1 if over_periods else 0
        first = self.next_editable(-1, column, 1)
        if first.isValid():
            self.setCurrentIndex(first)
            self.scrollTo(first)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words as much room as the values leave."""
        whole = self.width()
        code = style.scaled(CODE_WIDTH + TARGET_WIDTH) if self.head.has_targets else 0
        words = min(style.scaled(TEXT_WIDTH), int(whole * _MOST_HEAD) - code)
        self.head.setFixedWidth(code + max(words, style.scaled(TEXT_LEAST)))
        super().resizeEvent(event)
        self._place_heads()

    def updateGeometries(self) -> None:
        """Place the titles of the columns that stay above them."""
        super().updateGeometries()
        self._place_heads()

    def _place_heads(self) -> None:
        """Place the titles of the columns that stay."""
        if not hasattr(self, "_titles"):
            return
        height = self.horizontalHeader().height()
        left = self.frameWidth()
        for made, width in zip(self._titles, self.head.columns(), strict=True):
            made.setGeometry(left + style.SMALL, self.frameWidth(), width - style.SMALL, height)
            made.setVisible(width > 0)
            left += width

    def sizeHint(self) -> QSize:
        """Return a usual size."""
        return QSize(style.scaled(TEXT_WIDTH + 6 * COLUMN_WIDTH), style.scaled(COLUMN_WIDTH * 4))

    # --- the cursor ---

    def current_row_code(self) -> str:
        """Return the code of the current line; "" in a thôn's line and that of the sum."""
        place = self.currentIndex().row()
        return self.grid.rows[place].code if 0 <= place < len(self.grid.rows) else ""

    def choose_code(self, code: str, *, head: bool = False) -> bool:
        """Go to a code (with `head` to the criterion and its first line); False when not shown."""
        row = self.grid.row_of(code, head=head)
        if row < 0:
            return False
        column = max(self.currentIndex().column(), 0)
        target = row
        if not self.grid.can_edit(row, column):
            below = self.next_editable(row, column, 1)
            target = below.row() if below.isValid() else row
        self.setCurrentIndex(self.grid.index(target, column))
        if head:
            at_top = self.ScrollHint.PositionAtTop
            self.scrollTo(self.grid.index(row, column), at_top)
        return True

    def choose_column(self, column_id: str) -> bool:
        """Go to a column in the present line; False where there is none of that id."""
        columns = self.grid.matrix.columns if self.grid.matrix else ()
        place = next((place for place, one in enumerate(columns) if one.id == column_id), -1)
        if place < 0:
            return False
        row = max(self.currentIndex().row(), 0)
        self.setCurrentIndex(self.grid.index(row, place))
        return True

    def choose_cell(self, index: QModelIndex) -> None:
        """Go to a cell."""
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
