"""Cards with a chart each, in one or two columns; without any it says so."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui import style
from ui.widgets.chart_view import ChartView
from ui.widgets.page import card, label

_TWO_COLUMNS = 760
_DRAWING = "Đang vẽ biểu đồ…"


class PictureCards(QWidget):
    """`titles` maps the id of a chart to its title; `nothing` is said where none was drawn."""

    def __init__(self, titles: Mapping[str, str], nothing: str) -> None:
        super().__init__()
        self._titles, self._nothing = titles, nothing
        self.views: dict[str, ChartView] = {}
        self._cards: dict[str, QWidget] = {}
        self.told = label(_DRAWING, "muted")
        self._grid = QGridLayout()
        self._grid.setSpacing(style.MEDIUM)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.told)
        column.addLayout(self._grid)
        for which, title in titles.items():
            self.views[which] = ChartView()
            self._cards[which] = card(label(title, "strong", wrap=True), self.views[which])
            self._cards[which].hide()

    def wait(self) -> None:
        """Say that charts are being drawn; those of before stay until then."""
        self.told.setText(_DRAWING)
        self.told.setVisible(not any(not made.isHidden() for made in self._cards.values()))

    def show_pictures(self, pictures: Mapping[str, bytes | None]) -> None:
        """Show the charts that were drawn."""
        for which, made in self._cards.items():
            png = pictures.get(which)
            made.setVisible(bool(png))
            if png:
                self.views[which].set_png(png, f"Biểu đồ: {self._titles[which]}")
        self.told.setText(self._nothing)
        self.told.setVisible(not any(pictures.values()))
        self._arrange()

    def shown(self) -> list[str]:
        """Return the charts that are shown."""
        return [which for which, made in self._cards.items() if not made.isHidden()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew: another number may fit, and the pictures keep their shape."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the charts into one or two columns, each as high as its picture."""
        shown = self.shown()
        columns = 2 if len(shown) > 1 and self.width() >= style.scaled(_TWO_COLUMNS) else 1
        for place, which in enumerate(shown):
            at = (place // columns, place % columns)
            self._grid.addWidget(self._cards[which], *at, Qt.AlignmentFlag.AlignTop)
        for place in range(2):
            self._grid.setColumnStretch(place, int(place < columns))
        room = (self.width() - (columns - 1) * style.MEDIUM) // columns - 2 * style.LARGE
        for which in shown:
            hint = self.views[which].sizeHint()
            width = min(room, hint.width())
            self.views[which].setFixedHeight(max(width * hint.height() // max(hint.width(), 1), 1))
