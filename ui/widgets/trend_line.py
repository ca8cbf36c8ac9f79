"""A small line of one indicator over several periods, with its values at both ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ntm_desktop.services.trend import short_label
from ui import style

if TYPE_CHECKING:
    from ntm_desktop.services.trend import FigurePoint, IndicatorSeries

LEAST_POINTS = 2
_LINE_HEIGHT = 40
_DOT = 3


class TrendSparkline(QWidget):
    """Draws a series; hidden with fewer than two figures. The target is a dashed line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[FigurePoint, ...] = ()
        self._target: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_series(self, series: IndicatorSeries | None) -> None:
        """Show a series, nothing for None."""
        self._points = series.figures if series else ()
        target = series.target if series else None
        self._target = None if target is None else float(target)
        told = "; ".join(f"{one.period.label}: {one.figure_text}" for one in self._points)
        goal = f". Mức yêu cầu {series.target_text}" if series and series.target_text else ""
        self.setAccessibleName(f"Diễn biến qua các kỳ: {told}{goal}")
        lines = [f"{one.period.label}: {one.figure_text}" for one in self._points]
        self.setToolTip("\n".join(lines + ([goal.removeprefix(". ")] if goal else [])))
        self.setVisible(len(self._points) >= LEAST_POINTS)
        self.updateGeometry()
        self.update()

    @property
    def count(self) -> int:
        """Return how many figures are drawn."""
        return len(self._points)

    def sizeHint(self) -> QSize:
        """Return room for the line and two rows of text below it."""
        text = 2 * self.fontMetrics().lineSpacing()
        return QSize(style.TREE_WIDTH, _LINE_HEIGHT + text + style.SMALL)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line, its target, and first and last value with their periods."""
        del event
        if len(self._points) < LEAST_POINTS:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(_DOT + 1, _DOT + 1, self.width() - 2 * _DOT - 2, _LINE_HEIGHT - 2 * _DOT)
        self._paint_line(painter, room)
        below = QRectF(0, _LINE_HEIGHT + style.TINY, self.width(), 0)
        self._paint_end(painter, below, self._points[0], Qt.AlignmentFlag.AlignLeft)
        self._paint_end(painter, below, self._points[-1], Qt.AlignmentFlag.AlignRight)

    def _paint_line(self, painter: QPainter, room: QRectF) -> None:
        """Paint the target and the points with the line through them."""
        figures = [float(one.figure or 0) for one in self._points]
        ends = figures + ([] if self._target is None else [self._target])
        low, span = min(ends), (max(ends) - min(ends)) or 1.0
        step = room.width() / (len(figures) - 1)

        def height(figure: float) -> float:
            return room.bottom() - (figure - low) / span * room.height()

        if self._target is not None:
            painter.setPen(QPen(style.colour("muted"), 1, Qt.PenStyle.DashLine))
            goal = height(self._target)
            painter.drawLine(QPointF(room.left(), goal), QPointF(room.right(), goal))
        at = [QPointF(room.left() + place * step, height(one)) for place, one in enumerate(figures)]
        painter.setPen(QPen(style.colour("accent"), 2))
        painter.drawPolyline(at)
        painter.setBrush(style.colour("accent"))
        for point in at:
            painter.drawEllipse(point, _DOT, _DOT)

    def _paint_end(
        self, painter: QPainter, below: QRectF, one: FigurePoint, side: Qt.AlignmentFlag
    ) -> None:
        """Write a value with its period below it, at one side."""
        height = self.fontMetrics().lineSpacing()
        row = QRectF(below.left(), below.top(), below.width(), height)
        painter.setFont(style.font(strong=True))
        painter.setPen(style.colour("text"))
        painter.drawText(row, side | Qt.AlignmentFlag.AlignVCenter, one.figure_text)
        painter.setFont(style.font("small"))
        painter.setPen(style.colour("muted"))
        below_it = row.translated(0, height)
        painter.drawText(below_it, side | Qt.AlignmentFlag.AlignVCenter, short_label(one.period))
