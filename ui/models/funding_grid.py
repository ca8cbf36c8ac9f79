"""A funding form as a table: its heads over groups of columns, its lines set in by depth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ntm_desktop.domain.numbers import MoneyUnit
from ntm_desktop.services.funding_tables import (
    FundingCell,
    FundingColumn,
    FundingLine,
    FundingTable,
)
from ui import style
from ui.models.delegates import StateDelegate
from ui.models.row_table import Index

NUMBER, NAME = 0, 1
_FIRST = 2
_NUMBER_WIDTH, _NAME_WIDTH, _NOTE_WIDTH = 44, 200, 140
_AMOUNT_WIDTH = {True: 92, False: 130}
_MANY = 6
LINE_ROLE = Qt.ItemDataRole.UserRole + 20


class FundingModel(QAbstractTableModel):
    """The lines of a form, then those outside its rows, then the total where it is no line."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table: FundingTable | None = None
        self.unit: MoneyUnit = "million"
        self.places: int | None = None
        self.lines: tuple[FundingLine, ...] = ()
        self._texts: list[list[str]] = []

    def show(self, table: FundingTable, unit: MoneyUnit, places: int | None) -> None:
        """Show a form in a unit; every text is made once here, `data()` only looks it up."""
        self.beginResetModel()
        self.table, self.unit, self.places = table, unit, places
        total = () if table.total in table.lines else (table.total,)
        self.lines = (*table.lines, *table.outside, *total)
        self._texts = [
            [line.number, line.name, *(cell.text(unit, places) for cell in line.cells), line.note]
            for line in self.lines
        ]
        self.endResetModel()

    def columns(self) -> Sequence[FundingColumn]:
        """Return the columns of amounts."""
        return self.table.columns if self.table else ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return number, name, the amounts, and the note where the form has one."""
        if parent.isValid() or self.table is None:
            return 0
        return _FIRST + len(self.table.columns) + int(self.table.has_note_column)

    def cell_at(self, index: Index) -> FundingCell | None:
        """Return the amount of a cell; None for number, name and note."""
        place = index.column() - _FIRST
        if not index.isValid() or not 0 <= place < len(self.columns()):
            return None
        return self.lines[index.row()].cells[place]

    def is_outside(self, row: int) -> bool:
        """Say whether a line is no row of the form."""
        return self.table is not None and self.lines[row] in self.table.outside

    def is_strong(self, row: int) -> bool:
        """Say whether a line is a total or the head of others."""
        line = self.lines[row]
        return line.depth == 0 or (line.depth == 1 and any(one.depth > 1 for one in self.lines))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows in a role."""
        if not index.isValid():
            return None
        text = self._texts[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == LINE_ROLE:
            return self.lines[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_amount = _FIRST <= index.column() < _FIRST + len(self.columns())
            side = Qt.AlignmentFlag.AlignRight if is_amount else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.told(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(index) or None
        if role == Qt.ItemDataRole.ForegroundRole and self.is_outside(index.row()):
            return style.colour("muted")
        return None

    def told(self, index: Index) -> str:
        """Return a cell with its line and column, as a screen reader says it."""
        line = self.lines[index.row()]
        text = self._texts[index.row()][index.column()]
        if self.cell_at(index) is None:
            return text
        column = self.columns()[index.column() - _FIRST]
        return f"{line.name}, {column_title(column)}: {text or 'chưa nhập'}"

    def _tip(self, index: Index) -> str:
        """Return how many entries are behind a cell, or a name too long for its cell."""
        cell = self.cell_at(index)
        if cell is None:
            return self._texts[index.row()][index.column()] if index.column() != NUMBER else ""
        if cell.computed:
            return "Số tính: kế hoạch trừ kết quả. Enter để xem các dòng vốn"
        return f"{len(cell.rows)} dòng vốn. Enter để xem" if cell.rows else ""

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the title of a column."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section < _FIRST:
            return ("TT", "Nội dung")[section]
        place = section - _FIRST
        return self.columns()[place].title if place < len(self.columns()) else "Ghi chú"

    def group_of(self, section: int) -> str:
        """Return the head over a column, "" for none."""
        place = section - _FIRST
        return self.columns()[place].group if 0 <= place < len(self.columns()) else ""


def column_title(column: FundingColumn) -> str:
    """Return a column with the head over it."""
    return f"{column.group}, {column.title}" if column.group else column.title


class GroupedHeader(QHeaderView):
    """Paints the head of several columns once over all of them."""

    def __init__(self, model: FundingModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._grid = model
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        """Return room for two lines of titles, and for the heads where there are any."""
        line = self.fontMetrics().lineSpacing()
        rows = 3 if self._has_groups() else 2
        return QSize(0, rows * line + 2 * style.SMALL + (style.SMALL if rows > 2 else 0))

    def _has_groups(self) -> bool:
        """Say whether any column has a head over it."""
        return any(column.group for column in self._grid.columns())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint the title of a column, and its part of the head over it."""
        painter.save()
        painter.fillRect(rect, style.colour("ground"))
        painter.setFont(style.font("small", strong=True))
        painter.setPen(style.colour("muted"))
        group, below = self._grid.group_of(section), QRect(rect)
        if group:
            band = self._band(section, rect)
            below.setTop(band.bottom() + 1)
            painter.save()
            painter.setClipRect(rect)
            painter.drawText(
                band.adjusted(style.TINY, 0, -style.TINY, 0),
                Qt.AlignmentFlag.AlignCenter,
                painter.fontMetrics().elidedText(
                    group, Qt.TextElideMode.ElideRight, band.width() - style.SMALL
                ),
            )
            painter.restore()
        side = Qt.AlignmentFlag.AlignLeft if section == NAME else Qt.AlignmentFlag.AlignHCenter
        title = str(self._grid.headerData(section, Qt.Orientation.Horizontal))
        painter.drawText(
            below.adjusted(style.TINY, 0, -style.TINY, 0),
            side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap,
            title,
        )
        painter.setPen(style.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        is_inner = bool(group) and self._grid.group_of(section + 1) == group
        painter.drawLine(below.topRight() if is_inner else rect.topRight(), rect.bottomRight())
        if group:
            painter.drawLine(below.topLeft(), below.topRight())
        painter.restore()

    def _band(self, section: int, rect: QRect) -> QRect:
        """Return the place of the head over a column, across all of its columns."""
        group, first, last = self._grid.group_of(section), section, section
        while self._grid.group_of(first - 1) == group:
            first -= 1
        while self._grid.group_of(last + 1) == group:
            last += 1
        left = self.sectionViewportPosition(first)
        right = self.sectionViewportPosition(last) + self.sectionSize(last)
        height = self.fontMetrics().lineSpacing() + style.SMALL
        return QRect(left, rect.top(), right - left, height)


class FundingDelegate(StateDelegate):
    """Paints totals in strong letters and sets parts in."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Give a line its look."""
        super().initStyleOption(option, index)
        model = index.model()
        if isinstance(model, FundingModel) and model.is_strong(index.row()):
            option.font = style.font(strong=True)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell; a name of depth 2 is set in."""
        super().paint(painter, option, index)
        painter.setPen(style.colour("line"))
        rect = option.rect
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())


class FundingGrid(QTableView):
    """The form; Enter or a double click on an amount asks for the rows behind it."""

    cell_opened = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = FundingModel(self)
        self.setModel(self.grid)
        self.setHorizontalHeader(GroupedHeader(self.grid, self))
        self.setAccessibleName("Biểu nguồn vốn")
        self.setProperty("grid", True)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setItemDelegate(FundingDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(style.row_height())
        self.doubleClicked.connect(self._open)

    def show_table(self, table: FundingTable, unit: MoneyUnit, places: int | None) -> None:
        """Show a form; the chosen cell stays chosen where the form has it."""
        at = self.currentIndex()
        place = (at.row(), at.column()) if at.isValid() else (0, _FIRST)
        self.grid.show(table, unit, places)
        self.fit()
        if place[0] < self.grid.rowCount() and place[1] < self.grid.columnCount():
            self.setCurrentIndex(self.grid.index(*place))

    def fit(self) -> None:
        """Give the columns their widths; the name takes what is left."""
        header, count = self.horizontalHeader(), len(self.grid.columns())
        if not count:
            return
        least = style.scaled(_AMOUNT_WIDTH[count > _MANY])
        header.resizeSection(NUMBER, style.scaled(_NUMBER_WIDTH))
        others = style.scaled(_NUMBER_WIDTH)
        for place in range(_FIRST, _FIRST + count):
            width = max(least, self._widest(place))
            header.resizeSection(place, width)
            others += width
        if self.grid.table is not None and self.grid.table.has_note_column:
            header.resizeSection(_FIRST + count, style.scaled(_NOTE_WIDTH))
            others += style.scaled(_NOTE_WIDTH)
        room = self.viewport().width() - others
        header.resizeSection(NAME, max(room, style.scaled(_NAME_WIDTH)))
        self.resizeRowsToContents()
        for row in range(self.grid.rowCount()):
            self.setRowHeight(row, max(self.rowHeight(row), style.row_height()))

    def _widest(self, column: int) -> int:
        """Return what a column of amounts needs so that none is cut off."""
        texts = {str(self.grid.index(row, column).data()) for row in range(self.grid.rowCount())}
        metrics = QFontMetrics(style.font(strong=True))
        longest = max((metrics.horizontalAdvance(one) for one in texts), default=0)
        return longest + 2 * style.MEDIUM

    def resizeEvent(self, event: Any) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the amount the cursor stands on with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Never jump to another row because a letter was typed."""

    def _open(self, index: QModelIndex) -> None:
        """Ask for the rows behind an amount."""
        cell = self.grid.cell_at(index)
        if cell is not None:
            self.cell_opened.emit(self.grid.lines[index.row()], index.column() - _FIRST)
