"""A narrow list whose items take a title of two lines and a quiet line with a state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ntm_desktop.domain.vietnamese import matches
from ui import style

_LINE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class ListLine:
    """One item: its key, its title, a quiet note, and a state (sign and word) before the note."""

    key: str
    title: str
    note: str
    state: style.State | None = None


class _TwoLines(QStyledItemDelegate):
    """Paints title over state and note."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return room for the title's one or two lines and the quiet line."""
        view = option.widget.viewport() if isinstance(option.widget, QListWidget) else None
        width = view.width() if view is not None else option.rect.width()
        line: ListLine = index.data(_LINE)
        is_long = bool(_first_line(line.title, width - style.MEDIUM - style.SMALL)[1])
        title = QFontMetrics(style.font(strong=True)).lineSpacing() * (2 if is_long else 1)
        note = QFontMetrics(style.font("small")).lineSpacing()
        return QSize(option.rect.width(), title + max(note, style.ICON) + 3 * style.SMALL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one item."""
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        look = option.widget.style()
        look.drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, option.widget)
        line: ListLine = index.data(_LINE)
        inner = option.rect.adjusted(style.MEDIUM, style.SMALL, -style.SMALL, -style.SMALL)
        painter.save()
        _paint_title(painter, inner, line.title)
        _paint_note(painter, inner, line)
        painter.restore()


def _paint_title(painter: QPainter, rect: QRect, title: str) -> None:
    """Paint a title on at most two lines, the second one cut with "…"."""
    strong = style.font(strong=True)
    metrics = QFontMetrics(strong)
    first, rest = _first_line(title, rect.width())
    painter.setFont(strong)
    painter.setPen(style.colour("text"))
    top = rect.top() + metrics.ascent()
    painter.drawText(rect.left(), top, first)
    cut = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect.left(), top + metrics.lineSpacing(), cut)


def _first_line(title: str, width: int) -> tuple[str, str]:
    """Return what fits on the first line, and the rest."""
    layout = QTextLayout(title, style.font(strong=True))
    layout.setTextOption(QTextOption())
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    length = line.textLength() if line.isValid() else 0
    layout.endLayout()
    return title[:length].rstrip(), title[length:]


def _paint_note(painter: QPainter, rect: QRect, line: ListLine) -> None:
    """Paint the state's sign and word, then the note, at the foot of the item."""
    small = style.font("small")
    metrics = QFontMetrics(small)
    painter.setFont(small)
    left, height = rect.left(), max(metrics.lineSpacing(), style.ICON)
    foot = QRect(left, rect.bottom() - height, rect.width(), height)
    if line.state is not None:
        side = style.ICON - 4
        sign = QRectF(left, foot.center().y() - side / 2 + 1, side, side)
        style.paint_icon(painter, sign, line.state.icon, line.state.token)
        painter.setPen(style.colour(line.state.token))
        foot.setLeft(left + side + style.TINY)
        painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter, line.state.word)
        foot.setLeft(foot.left() + metrics.horizontalAdvance(line.state.word))
    painter.setPen(style.colour("muted"))
    note = f"  ·  {line.note}" if line.state and line.note else line.note
    cut = metrics.elidedText(note, Qt.TextElideMode.ElideRight, foot.width())
    painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter, cut)


class TwoLineList(QListWidget):
    """Shows `ListLine`s; `line_chosen` carries the key that is gone to by arrow or click."""

    line_chosen = Signal(str)
    line_opened = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(_TwoLines(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.currentItemChanged.connect(self._choose)
        self.itemActivated.connect(lambda item: self.line_opened.emit(item.data(_LINE).key))

    def set_lines(self, lines: Iterable[ListLine]) -> None:
        """Show other items; the chosen one stays chosen, without telling so again."""
        chosen = self.chosen_key()
        self.blockSignals(True)
        self.clear()
        for line in lines:
            item = QListWidgetItem(self)
            item.setData(_LINE, line)
            item.setToolTip(line.title)
            parts = [line.title, line.state.word if line.state else "", line.note]
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, ", ".join(part for part in parts if part)
            )
        self.choose_key(chosen)
        self.blockSignals(False)

    def chosen_key(self) -> str:
        """Return the key of the chosen item, "" for none."""
        item: QListWidgetItem | None = self.currentItem()
        line: ListLine | None = item.data(_LINE) if item is not None else None
        return line.key if line is not None else ""

    def choose_key(self, key: str) -> bool:
        """Choose an item by its key; say whether it is there."""
        for place in range(self.count()):
            if self.item(place).data(_LINE).key == key:
                self.setCurrentRow(place)
                return True
        self.setCurrentRow(-1)
        return False

    def set_filter(self, typed: str) -> None:
        """Show only the items that hold every typed word."""
        for place in range(self.count()):
            line: ListLine = self.item(place).data(_LINE)
            text = f"{line.title} {line.note}"
            self.item(place).setHidden(not all(matches(word, text) for word in typed.split()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give every item the lines its title needs at the new width (a scroll bar came)."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def keyboardSearch(self, search: str) -> None:
        """Never jump because a letter was typed."""

    def _choose(self, item: QListWidgetItem | None) -> None:
        """Tell which item is gone to."""
        if item is not None:
            self.line_chosen.emit(item.data(_LINE).key)
