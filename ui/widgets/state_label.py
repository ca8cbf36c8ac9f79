"""A state as people read it anywhere outside a table: its sign and its word."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import style


class StateLabel(QWidget):
    """Sign and word of one of `style.STATES`, in the state's colour; `note` stands after it."""

    def __init__(
        self, state: str, note: str = "", *, chip: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._chip = chip
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_state(state, note)

    def set_state(self, state: str, note: str = "") -> None:
        """Show another state."""
        self.state = style.STATES[state]
        self.text = f"{self.state.word} {note}".strip()
        self.setAccessibleName(self.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for sign and word."""
        metrics = self.fontMetrics()
        inset = style.SMALL if self._chip else 0
        width = 2 * inset + style.ICON + 6 + metrics.horizontalAdvance(self.text) + 2
        return QSize(width, max(metrics.height() + 4, style.ICON + 4))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign, then the word."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = self.rect().toRectF()
        if self._chip:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.colour(self.state.soft or "hover"))
            painter.drawRoundedRect(rect, style.RADIUS, style.RADIUS)
            rect.adjust(style.SMALL, 0, -style.SMALL, 0)
        side = style.ICON - 2
        sign = rect.adjusted(0, (rect.height() - side) / 2, 0, 0)
        sign.setSize(QSize(side, side).toSizeF())
        style.paint_icon(painter, sign, self.state.icon, self.state.token)
        painter.setPen(style.colour(self.state.token))
        painter.drawText(rect.adjusted(side + 6, 0, 2, 0), Qt.AlignmentFlag.AlignVCenter, self.text)
