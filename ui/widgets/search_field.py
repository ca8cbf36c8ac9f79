"""Find anything: a field in the header whose answers drop down under it while one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from ui import style

_HIT = Qt.ItemDataRole.UserRole
WAIT_MS = 150
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer: what it is called, what it is, its icon, and what choosing it does."""

    title: str
    note: str
    icon: str
    act: Callable[[], object]


class SearchField(QLineEdit):
    """Asks `find(text)` shortly after the last key; arrows move, Enter opens, Escape leaves."""

    def __init__(self, find: Callable[[str], Sequence[Hit]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self.setProperty("kind", "search")
        self.setPlaceholderText("Tìm… (Ctrl+K)")
        self.setAccessibleName("Tìm trong toàn bộ dữ liệu")
        self.setClearButtonEnabled(True)
        self.addAction(style.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.answers = QListWidget(self)
        self.answers.setObjectName("popupList")
        self.answers.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.answers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.answers.setAccessibleName("Kết quả tìm")
        self.answers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.answers.itemClicked.connect(self._open)
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self.look)
        self.textEdited.connect(lambda: self._timer.start())

    def look(self) -> None:
        """Ask now and show the answers."""
        self._timer.stop()
        self.answers.clear()
        typed = self.text().strip()
        if not typed:
            self.answers.hide()
            return
        for hit in self._find(typed)[:SHOWN]:
            item = QListWidgetItem(style.icon(hit.icon), f"{hit.title}  ·  {hit.note}")
            item.setData(_HIT, hit)
            self.answers.addItem(item)
        if not self.answers.count():
            nothing = QListWidgetItem("Không tìm thấy. Gõ không dấu để tìm rộng hơn.")
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.answers.addItem(nothing)
        self.answers.setCurrentRow(0)
        self._drop_down()

    def _drop_down(self) -> None:
        """Show the answers under the field, as wide as they need but not past its right edge."""
        height = self.answers.sizeHintForRow(0) * self.answers.count() + 12
        width = max(self.width(), 460)
        self.answers.resize(width, height)
        corner = self.mapToGlobal(QPoint(self.width() - width, self.height() + 2))
        self.answers.move(corner)
        self.answers.show()

    def _open(self, item: QListWidgetItem | None) -> None:
        """Do what an answer does and put the search away."""
        hit = item.data(_HIT) if item is not None else None
        if hit is None:
            return
        self.answers.hide()
        self.clear()
        hit.act()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the answers and open one, while the cursor stays in the field."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step and self.answers.isVisible():
            row = self.answers.currentRow() + step
            self.answers.setCurrentRow(min(max(row, 0), self.answers.count() - 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._timer.isActive():
                self.look()
            self._open(self.answers.currentItem())
        elif event.key() == Qt.Key.Key_Escape:
            self.answers.hide()
            self.clear()
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the answers away when the field is left."""
        super().focusOutEvent(event)
        self._timer.stop()
        self.answers.hide()

    def hideEvent(self, event: QEvent) -> None:
        """Never leave the answers behind."""
        self.answers.hide()
        super().hideEvent(event)  # type: ignore[arg-type]
