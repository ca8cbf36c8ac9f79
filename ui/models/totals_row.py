"""One line of totals under a table, in step with the table's columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from ui import style


class TotalsRow(QTableView):
    """Shows one text a column under `table`; widths and scrolling follow it."""

    def __init__(self, table: QTableView, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._row = QStandardItemModel(1, table.model().columnCount(), self)
        self.setModel(self._row)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().setDefaultSectionSize(style.row_height())
        self.setFixedHeight(style.row_height() + 2)
        table.horizontalHeader().sectionResized.connect(self._resize)
        table.horizontalScrollBar().valueChanged.connect(self.horizontalScrollBar().setValue)
        table.verticalScrollBar().rangeChanged.connect(self._follow_all)
        self._follow_all()

    def set_texts(self, texts: Sequence[str]) -> None:
        """Show the totals, numbers on the right as in the table."""
        model = self._table.model()
        for place, text in enumerate(texts):
            item = QStandardItem(text)
            item.setFont(style.font(strong=True))
            item.setEditable(False)
            side = model.headerData(
                place, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
            )
            item.setTextAlignment(side or Qt.AlignmentFlag.AlignLeft)
            self._row.setItem(0, place, item)
        self.setSpan(0, 0, 1, _empty_after_first(texts))

    def texts(self) -> list[str]:
        """Return what is shown."""
        items = [self._row.item(0, place) for place in range(self._row.columnCount())]
        return [item.text() for item in items]

    def _resize(self, place: int, _old: int, width: int) -> None:
        """Follow the width of one column."""
        self.setColumnWidth(place, width)

    def _follow_all(self) -> None:
        """Follow the width of every column."""
        for place in range(self._row.columnCount()):
            self.setColumnWidth(place, self._table.columnWidth(place))


def _empty_after_first(texts: Sequence[str]) -> int:
    """Return how many columns the first text may take: its own and the empty ones after it."""
    width = 1
    while width < len(texts) and not texts[width]:
        width += 1
    return width
