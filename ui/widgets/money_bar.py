"""Planned money as a bar with what is disbursed filled in it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ntm_desktop.domain.numbers import format_amount, format_money, format_percent
from ui import style
from ui.widgets.entry_line import paint_line

_BAR = 8
_HUNDRED = Decimal(100)


class MoneyBar(QAbstractButton):
    """Planned money as a bar, disbursed money filled in it, both numbers beside the name."""

    def __init__(
        self,
        name: str,
        planned: int,
        disbursed: int,
        *,
        strong: bool = False,
        on_click: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._name, self._planned, self._disbursed = name, planned, disbursed
        self._strong = strong
        self.setText(f"{name}: {self.figure}")
        self.setAccessibleName(self.text())
        plan, paid = format_money(planned), format_money(disbursed)
        self.setToolTip(f"{name}\nKế hoạch {plan}\nGiải ngân {paid}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if on_click is not None:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.clicked.connect(lambda: on_click())

    @property
    def figure(self) -> str:
        """Return "1.500/2.160 (69,4%)", in million đồng."""
        paid, plan = (_millions(amount) for amount in (self._disbursed, self._planned))
        if not self._planned:
            return f"{paid}, chưa có kế hoạch"
        rate = format_percent(_HUNDRED * self._disbursed / self._planned, 1)
        return f"{paid}/{plan} ({rate})"

    def sizeHint(self) -> QSize:
        """Return room for the line of text and the bar."""
        return QSize(style.INSPECTOR_WIDTH, self.fontMetrics().lineSpacing() + _BAR + style.SMALL)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, numbers and bar."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(style.TINY, 0, -style.TINY, 0)
        if self.hasFocus():
            painter.setPen(style.colour("accent"))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        head = QRectF(rect)
        head.setHeight(self.fontMetrics().lineSpacing())
        painter.setFont(style.font(strong=self._strong))
        painter.setPen(style.colour("text"))
        width = painter.fontMetrics().horizontalAdvance(self.figure)
        painter.drawText(
            head, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.figure
        )
        paint_line(painter, head.adjusted(0, 0, -width - style.MEDIUM, 0), self._name)
        self._paint_bar(painter, QRectF(rect.left(), head.bottom() + 3, rect.width(), _BAR))

    def _paint_bar(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the plan as the whole bar and what is paid of it."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour("line"))
        painter.drawRoundedRect(rect, _BAR / 2, _BAR / 2)
        share_paid = min(self._disbursed / self._planned, 1.0) if self._planned else 1.0
        if share_paid > 0:
            paid = QRectF(rect)
            paid.setWidth(max(rect.width() * share_paid, _BAR))
            painter.setBrush(style.colour("warn" if self._disbursed > self._planned else "accent"))
            painter.drawRoundedRect(paid, _BAR / 2, _BAR / 2)


def _millions(dong: int) -> str:
    """Return an amount in million đồng, the number alone."""
    return format_amount(dong, "million")
