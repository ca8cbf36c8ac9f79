"""One followed criteria set as a line: how much is met, what changed; a click chooses it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ntm_desktop.domain.numbers import format_percent
from ui import style
from ui.widgets.entry_line import paint_line

_BAR = 8
_HUNDRED = Decimal(100)
_NAME, _MEASURE = 0.26, 0.45  # of the whole width; of what name and counts leave
_LONGEST = "đạt 00/00 tiêu chuẩn (100,0%)"
_ROOM_FOR_BAR = 320


@dataclass(frozen=True, slots=True)
class SetState:
    """How a set stands: `key` is its id, `change` what changed since the period before.

    `source` is that of a standing: "items", "totals" (totals only) or "none".
    """

    key: str
    name: str
    source: str
    met: int
    total: int
    noun: str
    change: str
    is_chosen: bool

    @property
    def figure(self) -> str:
        """Return "đạt 16/19 tiêu chí (84,2%)", or that there is nothing yet."""
        if self.source == "none":
            return "chưa có số liệu kỳ này"
        if not self.total:
            return f"đạt {self.met} {self.noun}"
        share = format_percent(_HUNDRED * self.met / self.total, 1)
        return f"đạt {self.met}/{self.total} {self.noun} ({share})"

    @property
    def note(self) -> str:
        """Return what changed, and that only totals are known."""
        return " · ".join(
            part for part in ("số tổng hợp" if self.source == "totals" else "", self.change) if part
        )


class SetLine(QAbstractButton):
    """The line of one set; the chosen one is strong and marked at its edge."""

    def __init__(self, choose: Callable[[str], object]) -> None:
        super().__init__()
        self._state: SetState | None = None
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._choose = choose
        self.clicked.connect(lambda: self._choose_shown())

    def _choose_shown(self) -> None:
        """Choose the set that is shown."""
        if self._state is not None:
            self._choose(self._state.key)

    def show_state(self, state: SetState) -> None:
        """Show a set."""
        self._state = state
        self.setChecked(state.is_chosen)
        parts = (f"{state.name}: {state.figure}", state.note)
        self.setText(", ".join(part for part in parts if part))
        chosen = ", đang xem" if state.is_chosen else ""
        self.setAccessibleName(self.text() + chosen)
        self.setToolTip(f"{self.text()}\n{'Bộ đang xem' if chosen else 'Bấm để xem bộ này'}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for one line."""
        return QSize(style.INSPECTOR_WIDTH, self.fontMetrics().lineSpacing() + style.MEDIUM)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, bar, counts and what changed, beside each other."""
        del event
        state = self._state
        if state is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, state)
        for part, paint in zip(
            self._parts(painter),
            (self._paint_name, self._paint_bar, self._paint_figure, self._paint_note),
            strict=True,
        ):
            paint(painter, part, state)

    def _parts(self, painter: QPainter) -> tuple[QRectF, QRectF, QRectF, QRectF]:
        """Return where name, bar, counts and note stand: the same in every line of a page.

        The counts are always whole; in a narrow window the bar gives way first.
        """
        painter.setFont(style.font(strong=True))
        inner = QRectF(self.rect()).adjusted(style.MEDIUM, 0, -style.MEDIUM, 0)
        figure = painter.fontMetrics().horizontalAdvance(_LONGEST) + style.MEDIUM
        name = inner.width() * _NAME
        rest = inner.width() - name - figure
        bar = rest * _MEASURE if rest > style.scaled(_ROOM_FOR_BAR) else 0.0
        widths = (name, bar, figure, rest - bar)
        lefts = (0.0, name, name + bar, name + bar + figure)
        name_at, bar_at, figure_at, note_at = (
            QRectF(inner.left() + left, inner.top(), max(width - style.MEDIUM, 0), inner.height())
            for left, width in zip(lefts, widths, strict=True)
        )
        return name_at, bar_at, figure_at, note_at

    def _paint_ground(self, painter: QPainter, state: SetState) -> None:
        """Paint the ground, the border of the focus, and the edge of the chosen set."""
        painter.setBrush(style.colour("hover" if self.underMouse() else "surface"))
        painter.setPen(style.colour("accent" if self.hasFocus() else "line"))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, style.RADIUS, style.RADIUS)
        if state.is_chosen:
            edge = QRectF(frame.left() + 1, frame.top() + 4, 3, frame.height() - 8)
            painter.fillRect(edge, style.colour("accent"))

    def _paint_name(self, painter: QPainter, rect: QRectF, state: SetState) -> None:
        """Paint the name of the set."""
        painter.setFont(style.font(strong=state.is_chosen))
        painter.setPen(style.colour("text"))
        paint_line(painter, rect, state.name)

    def _paint_bar(self, painter: QPainter, rect: QRectF, state: SetState) -> None:
        """Paint how much of the set is met; nothing where nothing is known."""
        if state.source == "none" or not state.total or not rect.width():
            return
        bar = QRectF(rect.left(), rect.center().y() - _BAR / 2, rect.width(), _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour("line"))
        painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
        if state.met:
            bar.setWidth(max(bar.width() * min(state.met / state.total, 1.0), _BAR))
            painter.setBrush(style.colour("accent"))
            painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)

    def _paint_figure(self, painter: QPainter, rect: QRectF, state: SetState) -> None:
        """Paint the counts."""
        painter.setFont(style.font(strong=state.source != "none"))
        painter.setPen(style.colour("muted" if state.source == "none" else "text"))
        paint_line(painter, rect, state.figure)

    def _paint_note(self, painter: QPainter, rect: QRectF, state: SetState) -> None:
        """Paint what changed and whether only totals are known."""
        painter.setFont(style.font("small"))
        painter.setPen(style.colour("muted"))
        paint_line(painter, rect, state.note)
