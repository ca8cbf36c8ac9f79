"""The one table model: frozen rows shown through declared columns, sorted by native values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QColor

from ntm_desktop.domain.vietnamese import matches, sort_key
from ntm_desktop.errors import UserError
from ui import notices, style
from ui.widgets.told_refusal import try_and_tell

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

SORT_ROLE = Qt.ItemDataRole.UserRole + 1
ROW_ROLE = Qt.ItemDataRole.UserRole + 2
STATE_ROLE = Qt.ItemDataRole.UserRole + 3


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its title and how a row's cell reads, sorts, and is edited.

    `sort_key` gives a native value (number, date); without it the text sorts in Vietnamese order.
    `edit(row, typed)` calls a service; the change flag then reloads the rows. `state` names one of
    `style.STATES`, painted as sign and word. `token` names the colour of the text. `width` is in
    pixels, 0 for the column that takes what is left.
    """

    title: str
    text: Callable[[Row], str]
    sort_key: Callable[[Row], Any] | None = None
    numeric: bool = False
    edit: Callable[[Row, str], object] | None = None
    edit_text: Callable[[Row], str] | None = None
    state: Callable[[Row], str | None] | None = None
    token: Callable[[Row], str] | None = None
    tooltip: Callable[[Row], str] | None = None
    choices: Sequence[tuple[str, str]] = ()
    width: int = 120


@dataclass(frozen=True, slots=True)
class Refused:
    """A text that a cell's service refused, with the reason; it stays in the cell as typed."""

    text: str
    reason: str


class RowTableModel(QAbstractTableModel, Generic[Row]):
    """Frozen rows under declared columns; never queries in `data()` and never changes a row.

    With `keeps_refused` a text that the service refuses stays in its cell with a sign and the
    reason, until it is typed anew or `forget_refused` is called. Once another cell of the row is
    kept, what was refused there is tried again: the order of typing does not matter.
    """

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        parent: QObject | None = None,
        *,
        keeps_refused: bool = False,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[Row, ...] = ()
        self._keeps_refused = keeps_refused
        self._refused: dict[tuple[Any, int], Refused] = {}

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show other rows; the same records read again keep selection and open editors."""
        old, new = self._rows, tuple(rows)
        if new and _keys(old) == _keys(new) and None not in _keys(new):
            self._rows = new
            self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self._rows = new
        self.endResetModel()

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return the rows in the order they were given."""
        return self._rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many rows there are; cells have no children."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows in a role."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        refused = self.refused_at(index)
        if refused is not None and role in _REFUSED_READERS:
            return _REFUSED_READERS[role](refused)
        reader = _READERS.get(role)
        return reader(row, column) if reader else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hand what was typed to the column's `edit`; unchanged text is not an edit.

        A refusal is told here: an error must not cross Qt, which prints it beside.
        """
        column = self.columns[index.column()]
        if role != Qt.ItemDataRole.EditRole or column.edit is None:
            return False
        return bool(try_and_tell(lambda: self._edit(index, str(value)), notices.handle_error))

    def _edit(self, index: Index, text: str) -> bool:
        """Hand a text to its column; say whether anything changed."""
        row, column = self._rows[index.row()], self.columns[index.column()]
        assert column.edit is not None
        if self._keeps_refused:
            return self._put_or_keep(index, text)
        if text == _edit_text(row, column):
            return False
        column.edit(row, text)
        return True

    # --- what was refused ---

    def refused_at(self, index: Index) -> Refused | None:
        """Return the refused text of a cell, None where there is none."""
        if not self._refused:
            return None
        return self._refused.get((_key(self._rows[index.row()]), index.column()))

    def refused_texts(self) -> tuple[str, ...]:
        """Return the texts that could not be kept, with the titles of their columns."""
        return tuple(
            f"{self.columns[column].title} “{one.text}”"
            for (_, column), one in self._refused.items()
        )

    def forget_refused(self) -> tuple[str, ...]:
        """Let go of every refused text, as when other records are shown; return them."""
        texts = tuple(one.text for one in self._refused.values())
        self._refused.clear()
        if texts and self._rows:
            self._tell_changed(0, len(self._rows) - 1)
        return texts

    def _put_or_keep(self, index: Index, text: str) -> bool:
        """Hand a text to its service; a refused one stays in the cell and the refusal is told."""
        place = index.row()
        key = _key(self._rows[place])
        column = index.column()
        if text == _edit_text(self._rows[place], self.columns[column]):
            changed = self._refused.pop((key, column), None) is not None
        else:
            error = self._put(key, place, column, text)
            if error is not None:
                self._tell_changed(place, place)
                raise error
            changed = True
            self._try_again(key)
        if place < len(self._rows):
            self._tell_changed(place, place)
        return changed

    def _put(self, key: Any, place: int, column: int, text: str) -> UserError | None:
        """Hand a text to its service and note whether it was refused."""
        edit, row = self.columns[column].edit, self._rows[place]
        assert edit is not None
        refused: list[UserError] = []
        try_and_tell(lambda: edit(row, text), refused.append)
        if not refused:
            self._refused.pop((key, column), None)
            return None
        reason = f"{refused[0]} {refused[0].hint}".strip()
        self._refused[key, column] = Refused(text, reason)
        return refused[0]

    def _try_again(self, key: Any) -> None:
        """Try what was refused in a row again, now that another cell of it was kept."""
        for (of_row, column), one in list(self._refused.items()):
            places = [at for at, row in enumerate(self._rows) if _key(row) == of_row == key]
            if places:
                self._put(key, places[0], column, one.text)

    def _tell_changed(self, first: int, last: int) -> None:
        """Let some rows be painted again."""
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that cells can be chosen, and typed in where the column has an `edit`."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        editable = self.columns[index.column()].edit is not None
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a column's title, aligned as its cells are."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(None, self.columns[section])
        return None


def _keys(rows: Iterable[Any]) -> list[Any]:
    """Return the keys of rows that have one, None for the others."""
    return [_key(row) for row in rows]


def _key(row: Any) -> Any:
    """Return the key of a row, None where it has none."""
    return getattr(row, "key", None)


def _text(row: Any, column: Column[Any]) -> str:
    """Return a cell's text; a state shows its word where the column has no text of its own."""
    shown = column.text(row)
    state = column.state(row) if column.state else None
    return shown or (style.STATES[state].word if state else "")


def _edit_text(row: Any, column: Column[Any]) -> str:
    """Return what the editor starts with."""
    return column.edit_text(row) if column.edit_text else column.text(row)


def _sort_value(row: Any, column: Column[Any]) -> Any:
    """Return the native value a cell sorts by."""
    return column.sort_key(row) if column.sort_key else sort_key(_text(row, column))


def _alignment(row: Any, column: Column[Any]) -> Qt.AlignmentFlag:
    """Align numbers to the right, text to the left."""
    del row
    side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _foreground(row: Any, column: Column[Any]) -> QColor | None:
    """Return the colour of a cell's text where it differs from plain text."""
    token = column.token(row) if column.token else ""
    return style.colour(token) if token else None


def _tooltip(row: Any, column: Column[Any]) -> str | None:
    """Return the tooltip; a long text without one shows itself in full."""
    if column.tooltip:
        return column.tooltip(row)
    shown = _text(row, column)
    return shown if len(shown) > 24 else None


def _spoken(row: Any, column: Column[Any]) -> str:
    """Return what a screen reader says: a sign that stands beside a value is put into words."""
    shown = _text(row, column)
    is_apart = column.state is not None and column.state(row) == "disagreed"
    return f"{shown}, {style.STATES['disagreed'].word.lower()}" if is_apart else shown


_READERS: dict[int, Callable[[Any, Column[Any]], Any]] = {
    Qt.ItemDataRole.DisplayRole: _text,
    Qt.ItemDataRole.EditRole: _edit_text,
    Qt.ItemDataRole.TextAlignmentRole: _alignment,
    Qt.ItemDataRole.ForegroundRole: _foreground,
    Qt.ItemDataRole.ToolTipRole: _tooltip,
    Qt.ItemDataRole.AccessibleTextRole: _spoken,
    SORT_ROLE: _sort_value,
    ROW_ROLE: lambda row, column: row,
    STATE_ROLE: lambda row, column: column.state(row) if column.state else None,
}


_REFUSED_READERS: dict[int, Callable[[Refused], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda one: one.text,
    Qt.ItemDataRole.EditRole: lambda one: one.text,
    Qt.ItemDataRole.ForegroundRole: lambda one: style.colour("bad"),
    Qt.ItemDataRole.BackgroundRole: lambda one: style.colour("bad_soft"),
    Qt.ItemDataRole.DecorationRole: lambda one: style.icon("warning", "bad"),
    Qt.ItemDataRole.ToolTipRole: lambda one: f"Chưa ghi: {one.reason}",
    Qt.ItemDataRole.AccessibleTextRole: lambda one: f"{one.text}, chưa ghi: {one.reason}",
    STATE_ROLE: lambda one: None,
}


class SortedRows(QSortFilterProxyModel):
    """Rows sorted by native values (empty ones last) and filtered by typed words."""

    def __init__(self, source: RowTableModel[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self.setSortRole(SORT_ROLE)
        self.setSourceModel(source)

    def set_filter(self, typed: str) -> None:
        """Show only the rows that hold every typed word; without accents the match is loose."""
        self.beginFilterChange()
        self._words = tuple(typed.split())
        self.endFilterChange()

    def shown_rows(self) -> list[Any]:
        """Return the rows that are shown, in the order shown."""
        return [self.index(place, 0).data(ROW_ROLE) for place in range(self.rowCount())]

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Say whether a row holds every typed word in one of its cells."""
        del source_parent
        if not self._words:
            return True
        model = self.sourceModel()
        assert isinstance(model, RowTableModel)
        row = model.rows[source_row]
        cells = " ".join(_text(row, column) for column in model.columns)
        return all(matches(word, cells) for word in self._words)

    def lessThan(self, left: Index, right: Index) -> bool:
        """Compare native values; an empty one comes last in both directions."""
        model = self.sourceModel()
        assert isinstance(model, RowTableModel)
        first, second = (
            _sort_value(model.rows[place.row()], model.columns[place.column()])
            for place in (left, right)
        )
        if first is None or second is None:
            ascending = self.sortOrder() is Qt.SortOrder.AscendingOrder
            return (second is None and first is not None) if ascending else first is None
        return bool(first < second)
