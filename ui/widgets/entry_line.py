"""One line of a card on a page for leaders: what it is, the figure at the right, who and when."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui import style


class EntryLine(QAbstractButton):
    """One line of a card: code, what it is, the figure on the right, who and when below."""

    def __init__(
        self,
        code: str,
        title: str,
        figure: str,
        note: str = "",
        on_click: Callable[[], object] | None = None,
        *,
        state: str = "",
    ) -> None:
        super().__init__()
        self._code, self._title, self._figure, self._note = code, title, figure, note
        self._state = style.STATES.get(state)
        word = self._state.word if self._state else ""
        self.setText(" ".join(part for part in (code, title, figure, word, note) if part))
        self.setAccessibleName(self.text())
        self.setToolTip(
            "\n".join(part for part in (title, f"{word} {figure}".strip(), note) if part)
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(style.TREE_WIDTH)
        if on_click is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.clicked.connect(lambda: on_click())
        else:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        """Return room for one or two lines."""
        lines = 2 if self._note or self._state else 1
        height = lines * self.fontMetrics().lineSpacing() + style.SMALL + style.TINY
        return QSize(style.INSPECTOR_WIDTH, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line, with a thin line under it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.underMouse() and self.focusPolicy() != Qt.FocusPolicy.NoFocus:
            painter.fillRect(rect, style.colour("hover"))
        painter.setPen(style.colour("line"))
        painter.drawLine(rect.topLeft(), rect.topRight())
        if self.hasFocus():
            painter.setPen(style.colour("accent"))
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        inner = rect.adjusted(style.TINY, style.TINY, -style.TINY, -style.TINY)
        self._paint_texts(painter, inner)

    def _paint_texts(self, painter: QPainter, inner: QRectF) -> None:
        """Paint code, title and figure on one line, the note below."""
        height = self.fontMetrics().lineSpacing()
        first = QRectF(inner.left(), inner.top() + 1, inner.width(), height)
        indent = 0.0
        if self._code:
            painter.setFont(style.font())
            painter.setPen(style.colour("muted"))
            indent = painter.fontMetrics().horizontalAdvance("00.00") + style.SMALL
            painter.drawText(first, Qt.AlignmentFlag.AlignVCenter, self._code)
        figure_width = self._paint_figure(painter, first)
        painter.setFont(style.font())
        painter.setPen(style.colour("text"))
        paint_line(painter, first.adjusted(indent, 0, -figure_width - style.SMALL, 0), self._title)
        below = first.translated(0, height).adjusted(indent, 0, 0, 0)
        if self._state:
            side = style.ICON - 4
            sign = QRectF(below.left(), below.center().y() - side / 2, side, side)
            style.paint_icon(painter, sign, self._state.icon, self._state.token)
            below.adjust(side + style.TINY, 0, 0, 0)
        painter.setFont(style.font("small"))
        painter.setPen(style.colour("muted"))
        word = f"{self._state.word} · " if self._state else ""
        paint_line(painter, below, f"{word}{self._note}")

    def _paint_figure(self, painter: QPainter, rect: QRectF) -> float:
        """Paint the figure at the right and return its width (at most half of the line)."""
        painter.setFont(style.font(strong=True))
        token = "bad" if self._code or (self._state and self._state.id == "late") else "text"
        painter.setPen(style.colour(token))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(self._figure, Qt.TextElideMode.ElideRight, int(rect.width() / 2))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown)
        return float(metrics.horizontalAdvance(shown))


def paint_line(painter: QPainter, rect: QRectF, text: str) -> None:
    """Paint one line of text, shortened where it does not fit."""
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)
