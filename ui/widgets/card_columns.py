"""Cards in two columns of about the same height; in a narrow window one below the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import style
from ui.widgets.page import clear_layout

_TWO_COLUMNS = 640


class CardColumns(QWidget):
    """`show_cards` replaces what was shown; the order of the cards is kept in each column."""

    def __init__(self) -> None:
        super().__init__()
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(style.MEDIUM)
        for column in (self._left, self._right):
            column.setSpacing(style.MEDIUM)
            self._row.addWidget(_half(column), 1)

    def show_cards(self, cards: Sequence[QWidget]) -> None:
        """Put each card into the column that is shorter so far."""
        heights = {self._left: 0, self._right: 0}
        for column in heights:
            clear_layout(column)
        for made in cards:
            shorter = self._right if heights[self._right] < heights[self._left] else self._left
            shorter.addWidget(made)
            heights[shorter] += made.sizeHint().height()
        for column in heights:
            column.addStretch(1)
        self.setVisible(bool(cards))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use one column where two would be too narrow to read."""
        super().resizeEvent(event)
        direction = QBoxLayout.Direction.LeftToRight
        if self.width() < style.scaled(_TWO_COLUMNS):
            direction = QBoxLayout.Direction.TopToBottom
        if self._row.direction() != direction:
            self._row.setDirection(direction)


def _half(column: QVBoxLayout) -> QWidget:
    """Return a column that takes half of the row, whatever stands in it."""
    made = QWidget()
    made.setLayout(column)
    column.setContentsMargins(0, 0, 0, 0)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made
