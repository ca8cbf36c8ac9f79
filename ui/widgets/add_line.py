"""A line at the foot of a list: type, press Enter, and the next one can be typed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from ui import style
from ui.widgets.suggest_field import SuggestField, Suggestion, look_up_in


class AddLine(SuggestField):
    """`lines_given` carries what was typed, or every line of what was pasted.

    `record_given(text, key)` is told instead where a suggestion stands for a record.
    """

    lines_given = Signal(list)
    record_given = Signal(str, str)

    def __init__(self, name: str, example: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(example)
        self.addAction(style.icon("add"), self.ActionPosition.LeadingPosition)
        # Queued: the field is cleared by whoever takes the line, after Enter has done its work.
        self.returnPressed.connect(self.give, Qt.ConnectionType.QueuedConnection)
        self.taken.connect(self._give_taken)

    def suggest(self, words: Iterable[str]) -> None:
        """Offer what was written before while one types."""
        self.set_look_up(look_up_in(words))

    def give(self) -> None:
        """Give what is typed; whoever keeps it empties the field, so nothing is lost before."""
        typed = self.text().strip()
        if typed:
            self.lines_given.emit([typed])

    def _give_taken(self, found: Suggestion) -> None:
        """Give what was chosen from the list."""
        if found.key:
            self.record_given.emit(found.text, found.key)
        else:
            self.lines_given.emit([found.text])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take every line of a pasted list."""
        is_paste = event.matches(QKeySequence.StandardKey.Paste)
        pasted = QGuiApplication.clipboard().text().strip() if is_paste else ""
        if "\n" in pasted and not self.isReadOnly():
            self.lines_given.emit([line.strip() for line in pasted.splitlines() if line.strip()])
            return
        super().keyPressEvent(event)
