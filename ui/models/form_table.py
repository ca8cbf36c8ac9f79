"""The table that shows a sheet of a form as the file has it: merged cells, widths, heights."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QTableView, QWidget

from ntm_desktop.domain.superior_forms import SheetLayout
from ui import style
from ui.models.form_grid import FormGridModel

USUAL_WIDTH = 104
LEAST_WIDTH, MOST_WIDTH = 36, 420
MOST_HEIGHT = 160
LETTER, BESIDE = 7, 5  # how wide Excel draws a letter of its usual font, and what it adds
DOTS_PER_POINT = 96 / 72


class FormTable(QTableView):
    """Shows a `FormGridModel`; sizes follow the file within what can be read."""

    def __init__(self, model: FormGridModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setModel(model)
        self.setProperty("grid", True)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setIconSize(QSize(style.ICON - 4, style.ICON - 4))
        self.horizontalHeader().setDefaultSectionSize(style.scaled(USUAL_WIDTH))
        self.verticalHeader().setDefaultSectionSize(style.row_height())

    def show_layout(self, layout: SheetLayout | None) -> None:
        """Draw merged cells as one and take widths and heights of the sheet that is shown."""
        self.clearSpans()
        rows, columns = self.model().rowCount(), self.model().columnCount()
        for column in range(columns):
            width = layout.widths.get(column) if layout else None
            self.setColumnHidden(column, width == 0)
            self.setColumnWidth(column, _width(width))
        for row in range(rows):
            height = layout.heights.get(row) if layout else None
            self.setRowHidden(row, height == 0)
            self.setRowHeight(row, _height(height))
        for one in layout.merged if layout else ():
            high, wide = min(one.rows, rows - one.row), min(one.columns, columns - one.column)
            if (high > 0 and wide > 0) and high * wide > 1:
                self.setSpan(one.row, one.column, high, wide)


def _width(letters: float | None) -> int:
    """Return how wide a column is drawn."""
    if not letters:
        return style.scaled(USUAL_WIDTH)
    return style.scaled(min(max(round(letters * LETTER + BESIDE), LEAST_WIDTH), MOST_WIDTH))


def _height(points: float | None) -> int:
    """Return how high a row is drawn: never too low for a line of text."""
    wanted = style.scaled(min(round((points or 0) * DOTS_PER_POINT), MOST_HEIGHT))
    return max(wanted, style.row_height())
