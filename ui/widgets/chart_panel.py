"""The charts of the reports side by side on a page; asked for only when they come into sight."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui import style
from ui.widgets.chart_view import ChartView
from ui.widgets.page import card, label, section_header

CHARTS: Mapping[str, str] = {
    "trend": "Diễn biến qua các kỳ",
    "progress": "Tiến độ kỳ này",
    "funding": "Vốn theo nguồn",
}
_TWO_COLUMNS = 760
_DRAWING = "Đang vẽ biểu đồ…"


class ChartPanel(QWidget):
    """Cards with a chart each; `ask()` is called once when they are seen and not drawn yet."""

    def __init__(self, ask: Callable[[], object]) -> None:
        super().__init__()
        self._ask = ask
        self._is_asked = False
        self.views: dict[str, ChartView] = {}
        self._cards: dict[str, QWidget] = {}
        self._columns = 0
        self._waiting = label(_DRAWING, "small")
        self._grid = QGridLayout()
        self._grid.setSpacing(style.MEDIUM)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section_header("Biểu đồ", note="cùng cách vẽ với báo cáo"))
        column.addWidget(self._waiting)
        column.addLayout(self._grid)
        for which, title in CHARTS.items():
            self.views[which] = ChartView()
            self._cards[which] = card(label(title, "strong"), self.views[which])
            self._cards[which].hide()
            self._grid.addWidget(self._cards[which])

    def forget(self) -> None:
        """Ask again when seen; what was shown is no longer so and goes away."""
        self._is_asked = False
        for made in self._cards.values():
            made.hide()
        self._waiting.setText(_DRAWING)
        self._waiting.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ask for the charts the first time that a part of the panel is seen."""
        super().paintEvent(event)
        if not self._is_asked:
            self._is_asked = True
            QTimer.singleShot(0, self, self._ask)

    def show_charts(self, pictures: Mapping[str, bytes | None]) -> None:
        """Show the charts that were drawn; without any the panel says so."""
        self._is_asked = True
        for which, made in self._cards.items():
            png = pictures.get(which)
            made.setVisible(bool(png))
            if png:
                self.views[which].set_png(png, f"Biểu đồ: {CHARTS[which].lower()}")
        drawn = any(pictures.get(which) for which in CHARTS)
        self._waiting.setText("Kỳ này chưa có số liệu để vẽ biểu đồ.")
        self._waiting.setVisible(not drawn)
        self._columns = 0
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew: another number may fit, and the pictures keep their shape."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the drawn charts into one or two columns, each as high as its picture."""
        shown = [which for which, made in self._cards.items() if not made.isHidden()]
        columns = 2 if len(shown) > 1 and self.width() >= style.scaled(_TWO_COLUMNS) else 1
        if columns != self._columns:
            self._columns = columns
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
