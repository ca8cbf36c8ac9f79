"""A line at the foot of a list: type, press Enter, and the next one can be typed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCompleter, QWidget

from ntm_desktop.domain.vietnamese import sort_key
from ui import style
from ui.widgets.text_field import TextField


class AddLine(TextField):
    """`lines_given` carries what was typed, or every line of what was pasted."""

    lines_given = Signal(list)

    def __init__(self, name: str, example: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(example)
        self.addAction(style.icon("add"), self.ActionPosition.LeadingPosition)
        # Queued: a list of suggestions writes into the field after Enter, and is cleared with it.
        self.returnPressed.connect(self.give, Qt.ConnectionType.QueuedConnection)

    def suggest(self, words: Iterable[str]) -> None:
        """Offer what was written before while one types."""
        offered = sorted({word for word in words if word}, key=sort_key)
        completer = QCompleter(offered, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)

    def give(self) -> None:
        """Give what is typed; whoever keeps it empties the field, so nothing is lost before."""
        typed = self.text().strip()
        if typed:
            self.lines_given.emit([typed])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take every line of a pasted list."""
        is_paste = event.matches(QKeySequence.StandardKey.Paste)
        pasted = QGuiApplication.clipboard().text().strip() if is_paste else ""
        if "\n" in pasted:
            self.lines_given.emit([line.strip() for line in pasted.splitlines() if line.strip()])
            return
        super().keyPressEvent(event)
