"""A table of rows with its own filter, sorting and empty state; the list of most screens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop import texts
from ntm_desktop.domain.entity import Field, Kind
from ui import style
from ui.models.delegates import (
    ChoiceDelegate,
    NumberDelegate,
    StateDelegate,
    TextDelegate,
    TypingTable,
)
from ui.models.row_table import ROW_ROLE, Column, RowTableModel, SortedRows

LEAST_WIDE = 220
LONG = 24  # letters of a text that its cell may not show in full
DISAGREED = "disagreed"  # the state of a field that two offices set differently
_NUMERIC = (Kind.INTEGER, Kind.NUMBER, Kind.MONEY)
_WIDTHS = {
    Kind.DATE: 104,
    Kind.MONEY: 160,
    Kind.INTEGER: 80,
    Kind.NUMBER: 96,
    Kind.BOOLEAN: 80,
    Kind.CHOICE: 140,
}


def field_column(field: Field, width: int = -1) -> Column[Any]:
    """Return the column of a declared field for rows of `services.records.Record`.

    Money, numbers and dates sort by value, everything else in Vietnamese order.
    """
    sortable = field.kind in (*_NUMERIC, Kind.DATE)
    return Column(
        title=f"{field.label} ({field.measure})" if field.measure else field.label,
        text=lambda row: row.shown.get(field.name, ""),
        sort_key=(lambda row: row.values.get(field.name)) if sortable else None,
        numeric=field.kind in _NUMERIC,
        state=lambda row: DISAGREED if _is_disagreed(row, field) else None,
        tooltip=lambda row: _cell_tip(row, field),
        width=width if width >= 0 else _WIDTHS.get(field.kind, 160),
    )


def _cell_tip(row: Any, field: Field) -> str:
    """Return a long text in full, and that two offices set it differently."""
    text = str(row.shown.get(field.name, ""))
    if _is_disagreed(row, field):
        return f"{text}\n{texts.DISAGREED_CELL}".strip()
    return text if len(text) > LONG else ""


def _is_disagreed(row: Any, field: Field) -> bool:
    """Say whether two offices set a field of a record differently."""
    return field.name in getattr(row, "conflicts", ())


class RecordTable(QWidget):
    """Rows under declared columns. Enter or a double click opens one; Ctrl+F filters.

    Signals carry the row itself. `set_empty` gives the widget shown where there are no rows.
    """

    row_opened = Signal(object)
    row_chosen = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column[Any]],
        name: str,
        *,
        filterable: bool = False,
        keeps_refused: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.model = RowTableModel(columns, self, keeps_refused=keeps_refused)
        self.sorted = SortedRows(self.model, self)
        self.view: QTableView = TypingTable(self)
        self.view.setModel(self.sorted)
        self.view.setAccessibleName(name)
        self.filter = QLineEdit(self)
        self._stack = QStackedLayout()
        self._wide = -1
        self._set_up_view()
        self._set_up_filter(name, filterable)
        self._lay_out()
        self.view.activated.connect(self._open)
        self.view.selectionModel().currentRowChanged.connect(self._choose)

    def _set_up_view(self) -> None:
        """Give the table its quiet look and its delegates."""
        view = self.view
        view.setShowGrid(False)
        view.setSortingEnabled(True)
        view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setWordWrap(False)
        view.setTabKeyNavigation(any(column.edit for column in self.model.columns))
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(style.row_height())
        view.verticalHeader().setMinimumSectionSize(style.row_height())
        view.horizontalHeader().setHighlightSections(False)
        view.viewport().installEventFilter(self)
        for place, column in enumerate(self.model.columns):
            self._set_up_column(place, column)

    def _set_up_column(self, place: int, column: Column[Any]) -> None:
        """Give one column its width and its delegate."""
        header = self.view.horizontalHeader()
        if column.width:
            header.resizeSection(place, style.scaled(column.width))
        else:
            self._wide = place
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
        self.view.setItemDelegateForColumn(place, self._delegate(column))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the wide column what is left whenever the table's size changes."""
        if event.type() is QEvent.Type.Resize and self._wide >= 0:
            header = self.view.horizontalHeader()
            others = header.length() - header.sectionSize(self._wide)
            room = self.view.viewport().width() - others
            header.resizeSection(self._wide, max(room, LEAST_WIDE))
        return super().eventFilter(watched, event)

    def _delegate(self, column: Column[Any]) -> StateDelegate:
        """Return the delegate that paints and edits a column."""
        if column.choices:
            return ChoiceDelegate(tuple(column.choices), self)
        if column.edit is None:
            return StateDelegate(self)
        return NumberDelegate(self) if column.numeric else TextDelegate(self)

    def _set_up_filter(self, name: str, filterable: bool) -> None:
        """Prepare the filter field above the table."""
        self.filter.setPlaceholderText("Lọc… (Ctrl+F)")
        self.filter.setAccessibleName(f"Lọc {name}")
        self.filter.setProperty("kind", "search")
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(320)
        self.filter.setVisible(filterable)
        self.filter.textChanged.connect(self.sorted.set_filter)
        if filterable:
            shortcut = QShortcut(QKeySequence.StandardKey.Find, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.filter.setFocus)

    def _lay_out(self) -> None:
        """Place the filter above the table or its empty state."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(self.filter)
        column.addLayout(self._stack, 1)
        self._stack.addWidget(self.view)

    def set_empty(self, widget: QWidget) -> None:
        """Show `widget` (an EmptyState) where there are no rows."""
        self._stack.addWidget(widget)
        self._show_rows_or_empty()

    def set_rows(self, rows: Iterable[Any]) -> None:
        """Show other rows; the chosen row stays chosen when it is still there (by its key)."""
        kept = _key(self.current_row())
        self.model.set_rows(rows)
        self._show_rows_or_empty()
        if kept is not None:
            self.choose_key(kept)

    def _show_rows_or_empty(self) -> None:
        """Show the table, or the empty state if there is one and there are no rows."""
        empty = not self.model.rows and self._stack.count() > 1
        self._stack.setCurrentIndex(1 if empty else 0)

    def current_row(self) -> Any:
        """Return the chosen row, None when there is none."""
        return self.view.currentIndex().data(ROW_ROLE)

    def selected_rows(self) -> list[Any]:
        """Return the selected rows from top to bottom."""
        places = sorted(self.view.selectionModel().selectedRows(), key=QModelIndex.row)
        return [place.data(ROW_ROLE) for place in places]

    def choose_key(self, key: str) -> bool:
        """Choose the row whose `key` is this; say whether it is there."""
        for place in range(self.sorted.rowCount()):
            index = self.sorted.index(place, 0)
            if _key(index.data(ROW_ROLE)) == key:
                self.view.selectionModel().setCurrentIndex(
                    index,
                    QItemSelectionModel.SelectionFlag.ClearAndSelect
                    | QItemSelectionModel.SelectionFlag.Rows,
                )
                self.view.scrollTo(index)
                return True
        return False

    def _open(self, index: QModelIndex) -> None:
        """Tell that a row was opened."""
        if index.isValid():
            self.row_opened.emit(index.data(ROW_ROLE))

    def _choose(self, index: QModelIndex) -> None:
        """Tell that a row was chosen."""
        if index.isValid():
            self.row_chosen.emit(index.data(ROW_ROLE))


def _key(row: Any) -> Any:
    """Return the key of a row that has one."""
    return getattr(row, "key", None)
