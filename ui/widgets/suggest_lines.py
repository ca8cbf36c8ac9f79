"""A field of several lines, one name each, that offers people below the line one types in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from ui.widgets.record_form import LongTextEdit
from ui.widgets.suggest_field import LookUp, Offers, Suggestion


class SuggestLines(LongTextEdit):
    """Shows what `look_up` finds for the line with the cursor; `taken` carries the `Suggestion`.

    The keys are those of `SuggestField`: ↓ ↑, Enter, Escape; without a chosen line Enter begins
    the next one.
    """

    taken = Signal(object)

    def __init__(
        self,
        look_up: LookUp,
        parent: QWidget | None = None,
        *,
        lines: tuple[int, int] = (2, 8),
    ) -> None:
        super().__init__(parent, lines=lines)
        self._look_up = look_up
        self._offers = Offers(self, self._take)
        self.cursorPositionChanged.connect(self._offers.hide)

    def offered(self) -> list[str]:
        """Return what is offered now."""
        return self._offers.texts()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read the keys of the list while it is shown; after every other key offer what fits."""
        if self._offers.read_key(event):
            return
        before = self.toPlainText()
        super().keyPressEvent(event)
        if self.toPlainText() != before:
            self._offer()

    def inputMethodEvent(self, event: QEvent) -> None:
        """Offer what fits also after a letter that an input method put together."""
        super().inputMethodEvent(event)  # type: ignore[arg-type]
        self._offer()

    def _offer(self) -> None:
        """Show who fits the line typed in."""
        line = self.textCursor().block().text()
        at = self.cursorRect()
        top = self.viewport().mapTo(self, QPoint(0, at.top())).y()
        self._offers.offer(self._look_up, line, QRect(0, top, self.width(), at.height()))

    def _take(self, found: Suggestion) -> None:
        """Write the chosen name in place of the line, ready for the next one."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(found.text)
        self.setTextCursor(cursor)
        self.taken.emit(found)

    def event(self, event: QEvent) -> bool:
        """Keep Escape for the list while it is shown."""
        if self._offers.wants_escape(event):
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the list away with the cursor."""
        self._offers.hide()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Put the list away with the field."""
        self._offers.hide()
        super().hideEvent(event)
