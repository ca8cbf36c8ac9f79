"""The criteria of a set as tiles: number, sign and word, name; as many beside each other as fit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from ntm_desktop.domain.assessment import CriterionAssessment, Outcome
from ui import style
from ui.widgets.page import clear_layout

_TILE_WIDTH, _TILE_LINES = 148, 3
DISAGREED = "disagreed"


class CriterionTile(QAbstractButton):
    """A criterion as a tile: number, sign and word, name; a click opens it."""

    def __init__(
        self,
        one: CriterionAssessment,
        open_code: Callable[[str], object],
        *,
        is_disagreed: bool = False,
    ) -> None:
        super().__init__()
        self._one, self.is_disagreed = one, is_disagreed
        code, name = one.criterion.code, one.criterion.name
        word = style.STATES[one.outcome.value].word
        if is_disagreed:
            word += f", {style.STATES[DISAGREED].word.lower()}"
        self.setText(f"{code}. {name}: {word}")
        self.setAccessibleName(self.text())
        self.setToolTip(f"{code}. {name}\n{one.explanation or word}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: open_code(code))

    def sizeHint(self) -> QSize:
        """Return room for the head line and two lines of the name."""
        return QSize(_tile_width(), self.fontMetrics().lineSpacing() * _TILE_LINES + style.MEDIUM)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, number, sign and word, name."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = style.STATES[self._one.outcome.value]
        self._paint_ground(painter, state)
        inner = QRectF(self.rect()).adjusted(style.SMALL, style.TINY, -style.SMALL, -style.TINY)
        head = QRectF(inner)
        head.setHeight(self.fontMetrics().lineSpacing() + 2)
        painter.setFont(style.font("large", strong=True))
        painter.setPen(style.colour("text"))
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, self._one.criterion.code)
        self._paint_state(painter, head, state)
        painter.setFont(style.font("small"))
        painter.setPen(style.colour("text"))
        name = inner.adjusted(0, head.height() + 1, 0, 0)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
        painter.drawText(name, flags, _two_lines(painter, self._one.criterion.name, name.width()))

    def _paint_ground(self, painter: QPainter, state: style.State) -> None:
        """Paint the tile; its ground repeats the state, its border the focus."""
        soft = state.soft if self._one.outcome is Outcome.NOT_MET else "surface"
        painter.setBrush(style.colour("hover" if self.underMouse() else soft))
        painter.setPen(style.colour("accent" if self.hasFocus() else "line"))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, style.RADIUS, style.RADIUS)

    def _paint_state(self, painter: QPainter, head: QRectF, state: style.State) -> None:
        """Paint sign and word at the right of the head line."""
        painter.setFont(style.font("small"))
        width = painter.fontMetrics().horizontalAdvance(state.word)
        painter.setPen(style.colour(state.token))
        painter.drawText(
            head, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, state.word
        )
        side = style.ICON - 4
        left = head.right() - width - side - style.TINY
        sign = QRectF(left, head.center().y() - side / 2, side, side)
        style.paint_icon(painter, sign, state.icon, state.token)
        if self.is_disagreed:
            apart = style.STATES[DISAGREED]
            beside = sign.translated(-side - style.TINY, 0)
            style.paint_icon(painter, beside, apart.icon, apart.token)


def _tile_width() -> int:
    """Return the least width of a tile, which grows with the chosen font size."""
    return round(_TILE_WIDTH * style.font().pointSizeF() / style.SIZES["body"])


def _two_lines(painter: QPainter, text: str, width: float) -> str:
    """Return a name that fits two lines, shortened with "…" where it does not."""
    metrics = painter.fontMetrics()
    words, lines = text.split(), [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if metrics.horizontalAdvance(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) <= 2:
        return "\n".join(lines)
    rest = metrics.elidedText(" ".join(lines[1:]), Qt.TextElideMode.ElideRight, int(width))
    return f"{lines[0]}\n{rest}"


def _has_any(one: CriterionAssessment, codes: Collection[str]) -> bool:
    """Say whether a criterion, or an indicator of it, goes by one of some codes."""
    own = {one.criterion.code, *(held.indicator.code for held in one.indicators)}
    return not own.isdisjoint(codes)


class TileGrid(QWidget):
    """The tiles of a set, as many beside each other as fit."""

    def __init__(self, open_code: Callable[[str], object]) -> None:
        super().__init__()
        self._open_code = open_code
        self.tiles: list[CriterionTile] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(style.SMALL)

    def set_criteria(
        self, criteria: Sequence[CriterionAssessment], disagreed: Collection[str] = ()
    ) -> None:
        """Show the criteria of a set; `disagreed` are indicators two offices set differently."""
        clear_layout(self._grid)
        self.tiles = [
            CriterionTile(one, self._open_code, is_disagreed=_has_any(one, disagreed))
            for one in criteria
        ]
        self._columns = 0
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew where another number fits."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the tiles in rows of the same length."""
        fit = max(self.width() // (_tile_width() + style.SMALL), 1)
        rows = -(-len(self.tiles) // fit) or 1
        columns = min(fit, max(-(-len(self.tiles) // rows), 1))
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, int(column < columns))
        self._columns = columns
        for place, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, place // columns, place % columns)
