"""The cells of one sheet of a superior's form: what stands there, formulas, tied fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from ntm_desktop.domain.superior_forms import CellPlace, MergedCells
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.services.form_desk import ShownCell, plain_field
from ui import style
from ui.models.row_table import Index

LEAST_ROWS, LEAST_COLUMNS = 24, 8
MORE_ROWS, MORE_COLUMNS = 6, 2
MOST_ROWS, MOST_COLUMNS = 3000, 200
_SIDES = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "center": Qt.AlignmentFlag.AlignCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
}
FORMULA_WORD, TIED_WORD = "công thức của cấp trên", "đã gắn"


def column_name(number: int) -> str:
    """Return "A" for 0, "AA" for 26."""
    name, rest = "", number + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def column_number(name: str) -> int:
    """Return 0 for "A", 26 for "AA"."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


class FormGridModel(QAbstractTableModel):
    """One sheet; a formula and a tied cell have a sign and words of their own."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = ""
        self._cells: dict[tuple[int, int], ShownCell] = {}
        self._ties: dict[tuple[int, int], str] = {}
        self._rows, self._columns = 0, 0
        self._labels: Mapping[str, str] = {}

    def set_sheet(
        self,
        sheet: str,
        cells: Sequence[ShownCell],
        ties: Mapping[CellPlace, str],
        merged: Sequence[MergedCells] = (),
    ) -> None:
        """Show another sheet; `merged` are its cells drawn as one."""
        self.beginResetModel()
        self.sheet = sheet
        self._cells = {_at(one.place): one for one in cells}
        self._ties = _of_sheet(sheet, ties)
        ends = [(one.row + one.rows - 1, one.column + one.columns - 1) for one in merged]
        places = [*self._cells, *self._ties, *ends]
        rows = max((row for row, _ in places), default=0) + 1 + MORE_ROWS
        columns = max((column for _, column in places), default=0) + 1 + MORE_COLUMNS
        self._rows = min(max(rows, LEAST_ROWS), MOST_ROWS)
        self._columns = min(max(columns, LEAST_COLUMNS), MOST_COLUMNS)
        self.endResetModel()

    def set_ties(self, ties: Mapping[CellPlace, str]) -> None:
        """Mark other cells as tied."""
        self._ties = _of_sheet(self.sheet, ties)
        if self._rows and self._columns:
            last = self.index(self._rows - 1, self._columns - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def set_labels(self, labels: Mapping[str, str]) -> None:
        """Take what each field is in words, by its path with empty brackets or with records."""
        self._labels = labels
        if self._rows and self._columns:
            last = self.index(self._rows - 1, self._columns - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def label(self, field: str) -> str:
        """Return a tied field in words, its path where nothing is known of it."""
        words = self._labels.get(field) or self._labels.get(plain_field(field), field)
        return capital_first(words)

    def place(self, index: Index) -> CellPlace:
        """Return the cell at an index."""
        return CellPlace(self.sheet, index.row() + 1, column_name(index.column()))

    def index_of(self, place: CellPlace) -> QModelIndex:
        """Return the index of a cell; an invalid one where the grid does not reach."""
        row, column = _at(place)
        return self.index(row, column)

    def cell(self, index: Index) -> ShownCell | None:
        """Return what the form has at an index, None for nothing."""
        return self._cells.get((index.row(), index.column()))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many rows are shown."""
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many columns are shown."""
        return 0 if parent.isValid() else self._columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows in a role."""
        at = (index.row(), index.column())
        cell, tie = self._cells.get(at), self._ties.get(at)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.label(tie) if tie else (_shown(cell) if cell else "")
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(index, cell, tie)
        if role == Qt.ItemDataRole.DecorationRole:
            return _sign(cell, tie)
        if role == Qt.ItemDataRole.BackgroundRole and (tie or (cell and cell.has_formula)):
            return style.colour("accent_soft" if tie else "hover")
        if role == Qt.ItemDataRole.TextAlignmentRole and cell and cell.align in _SIDES:
            return _SIDES[cell.align]
        if role == Qt.ItemDataRole.FontRole and cell and cell.is_bold and not tie:
            return style.font(strong=True)
        if role == Qt.ItemDataRole.ForegroundRole and cell and cell.has_formula and not tie:
            return style.colour("muted")
        return None

    def _words(self, index: Index, cell: ShownCell | None, tie: str | None) -> str:
        """Return everything about a cell in words."""
        parts = [self.place(index).reference]
        if tie:
            parts.append(f"{TIED_WORD}: {self.label(tie)} ({tie})")
        if cell is not None and cell.has_formula:
            parts.append(formula_words(cell))
        if cell is not None and cell.text:
            parts.append(cell.text)
        return ", ".join(parts)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return letters over the columns, numbers before the rows."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        is_column = orientation is Qt.Orientation.Horizontal
        return column_name(section) if is_column else str(section + 1)


def _at(place: CellPlace) -> tuple[int, int]:
    """Return row and column of a cell, from 0."""
    return place.row - 1, column_number(place.column)


def _of_sheet(sheet: str, ties: Mapping[CellPlace, str]) -> dict[tuple[int, int], str]:
    """Return the ties of one sheet by row and column."""
    return {_at(place): field for place, field in ties.items() if place.sheet == sheet}


def formula_words(cell: ShownCell) -> str:
    """Return that a cell has a formula, with the formula as Excel shows it."""
    return f"{FORMULA_WORD} ={cell.formula}" if cell.formula else FORMULA_WORD


def _shown(cell: ShownCell) -> str:
    """Return the text of a cell on one line; a formula says that it is one."""
    text = " ".join(cell.text.split())
    return f"fx {text}".strip() if cell.has_formula else text


def _sign(cell: ShownCell | None, tie: str | None) -> Any:
    """Return the sign of a tied cell and of a formula."""
    if tie:
        return style.icon("clip", "accent")
    return style.icon("lock", "muted") if cell is not None and cell.has_formula else None
