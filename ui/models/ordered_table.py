"""A short table in an order of its own, as high as its rows: never sorted, moved by Alt+↑↓."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QWidget

from ui import style
from ui.models.delegates import (
    ChoiceDelegate,
    NumberDelegate,
    StateDelegate,
    TextDelegate,
    TypingTable,
)
from ui.models.row_table import ROW_ROLE, Column, RowTableModel

MOST_ROWS = 40


class OrderedTable(TypingTable):
    """Rows in the order given. Signals carry the row: opened, deleted (Delete), moved (−1 or 1)."""

    row_opened = Signal(object)
    delete_asked = Signal(object)
    move_asked = Signal(object, int)

    def __init__(
        self,
        columns: Sequence[Column[Any]],
        name: str,
        *,
        most: int = MOST_ROWS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._most = most
        self.rows_model = RowTableModel(columns, self)
        self.setModel(self.rows_model)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(style.row_height())
        self.horizontalHeader().setHighlightSections(False)
        for place, column in enumerate(columns):
            self._set_up_column(place, column)
        self.activated.connect(self._open)
        self.set_rows(())

    def _set_up_column(self, place: int, column: Column[Any]) -> None:
        """Give a column its width and its delegate."""
        header = self.horizontalHeader()
        if column.width:
            header.resizeSection(place, style.scaled(column.width))
        else:
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        delegate: StateDelegate = StateDelegate(self)
        if column.choices:
            delegate = ChoiceDelegate(tuple(column.choices), self)
        elif column.edit is not None:
            delegate = NumberDelegate(self) if column.numeric else TextDelegate(self)
        self.setItemDelegateForColumn(place, delegate)

    def set_rows(self, rows: Iterable[Any]) -> None:
        """Show other rows; the chosen one stays chosen where it is still there."""
        chosen, column = getattr(self.current_row(), "key", None), self.currentIndex().column()
        self.rows_model.set_rows(rows)
        self._fit()
        self.choose_key(chosen, max(column, 0))

    def choose_key(self, key: str | None, column: int = 0) -> None:
        """Choose the row with this key."""
        for place, row in enumerate(self.rows_model.rows):
            if key is not None and getattr(row, "key", None) == key:
                self.setCurrentIndex(self.rows_model.index(place, column))

    def current_row(self) -> Any:
        """Return the chosen row, None where there is none."""
        return self.currentIndex().data(ROW_ROLE)

    def _fit(self) -> None:
        """Be as high as the rows, and not there at all without rows."""
        count = len(self.rows_model.rows)
        header = self.horizontalHeader().sizeHint().height()
        rows = min(count, self._most) * style.row_height()
        bar = self.horizontalScrollBar()
        extra = bar.sizeHint().height() if bar.isVisible() else 0
        self.setFixedHeight(header + rows + extra + 2)
        self.setVisible(bool(count))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read Delete and Alt+↑↓ for the row; everything else is typing.

        In a cell with choices Alt+↓ opens them, as everywhere.
        """
        row, key = self.current_row(), event.key()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if row is None or self.state() is self.State.EditingState:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Delete:
            self.delete_asked.emit(row)
        elif alt and key == Qt.Key.Key_Down and self._has_choices():
            self._open_choices()
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_asked.emit(row, -1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def _has_choices(self) -> bool:
        """Say whether the current cell is one of several choices."""
        return bool(self.rows_model.columns[self.currentIndex().column()].choices)

    def _open_choices(self) -> None:
        """Open the list of choices of the current cell."""
        self.edit(self.currentIndex())
        combo = self.findChild(QComboBox)
        if combo is not None:
            combo.showPopup()

    def _open(self, index: QModelIndex) -> None:
        """Tell that a row was opened, unless the cell is one to type in."""
        if index.isValid() and not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.row_opened.emit(index.data(ROW_ROLE))


def moved(keys: Sequence[str], key: str, by: int) -> list[str]:
    """Return the keys with one moved up (−1) or down (1); at the ends nothing moves."""
    held = list(keys)
    place = held.index(key)
    target = min(max(place + by, 0), len(held) - 1)
    held.insert(target, held.pop(place))
    return held
