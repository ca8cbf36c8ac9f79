"""A marked passage in short: what it became, what was guessed from its words, to put right."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import style
from ui.widgets.deadline_edit import DeadlineEdit
from ui.widgets.marked_text import LOOKS
from ui.widgets.page import button, icon_button, label
from ui.widgets.suggest_field import LookUp, SuggestField, Suggestion
from ui.widgets.text_field import TextField

QUOTE_MOST = 150
# Which guess is shown of each kind: the field of its record and what it is called.
GUESSES = {
    "opinion": ("speaker", "Người phát biểu"),
    "task": ("assignee", "Chủ trì"),
    "document": ("number", "Số, ký hiệu"),
}


@dataclass(frozen=True, slots=True)
class MarkedRecord:
    """What a card shows: the mark, its words, its record, and what was guessed of it.

    `record` is "" where a passage has none; `note` says what is lacking or lost.
    """

    key: str
    kind: str
    number: int
    quote: str
    record: str = ""
    guess: str = ""
    due_on: datetime.date | None = None
    due_text: str | None = None
    check_from: datetime.date | None = None
    note: str = ""
    is_placed: bool = field(default=True)


class MarkCard(QFrame):
    """One mark. `who_given(kind, record, text, person)`, `deadline_given(record, due_on, text)`,
    `open_asked(kind, record)`, `find_asked(mark)`, `unmark_asked(mark)`.
    """

    who_given = Signal(str, str, str, str)
    deadline_given = Signal(str, object, str, object)
    open_asked = Signal(str, str)
    find_asked = Signal(str)
    unmark_asked = Signal(str)

    def __init__(self, key: str, kind: str, reference: datetime.date) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.key, self.kind, self._record = key, kind, ""
        self._kept = ""
        look = LOOKS[kind]
        self.sign = QLabel()
        self.sign.setPixmap(style.pixmap(look.icon, look.token, ratio=self.devicePixelRatioF()))
        self.title = label(look.word, "strong")
        self.quote = label("", "small", wrap=True)
        self.note = label("", "warning", wrap=True)
        self.find_button = icon_button(
            "search", "Tìm chỗ này trong bài", lambda: self.find_asked.emit(key)
        )
        self.unmark = icon_button("close", "Bỏ đánh dấu", lambda: self.unmark_asked.emit(key))
        self.open_button = button(
            "Mở", lambda: self.open_asked.emit(kind, self._record), kind="link"
        )
        self.guess = SuggestField() if kind in ("opinion", "task") else TextField()
        self.whole = label("", "small", wrap=True)
        self.whole.hide()
        self.deadline = DeadlineEdit(reference)
        self._set_up()
        self._lay_out()

    def _set_up(self) -> None:
        """Name the fields and keep what is left."""
        field_name = GUESSES.get(self.kind, ("", ""))[1]
        self.guess.setAccessibleName(field_name)
        self.guess.editingFinished.connect(self.save_now)
        if isinstance(self.guess, SuggestField):
            self.guess.taken.connect(self._take)
        self.deadline.given.connect(
            lambda due_on, text, check: self.deadline_given.emit(self._record, due_on, text, check)
        )

    def _lay_out(self) -> None:
        """Place head, words and guesses one below the other."""
        head = QHBoxLayout()
        head.setSpacing(style.SMALL)
        for part in (self.sign, self.title):
            head.addWidget(part)
        head.addStretch(1)
        for tool in (self.open_button, self.find_button, self.unmark):
            head.addWidget(tool)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.MEDIUM, style.SMALL, style.MEDIUM, style.SMALL)
        column.setSpacing(style.TINY)
        column.addLayout(head)
        column.addWidget(self.quote)
        column.addWidget(self._fields())
        column.addWidget(self.note)

    def _fields(self) -> QWidget:
        """Return the guesses this kind of passage has."""
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(style.SMALL)
        grid.setVerticalSpacing(2)
        rows: list[tuple[str, QWidget]] = []
        if self.kind in GUESSES:
            rows.append((GUESSES[self.kind][1], self.guess))
        if self.kind == "task":
            rows.append(("Hạn", self.deadline))
        for place, (name, editor) in enumerate(rows):
            shown = label(name, "small")
            shown.setBuddy(editor)
            grid.addWidget(shown, 3 * place, 0)  # over the field: who spoke is often a long line
            grid.addWidget(editor, 3 * place + 1, 0)
        grid.addWidget(self.whole, 2, 0)
        for unused in (self.guess, self.deadline):
            if unused not in [editor for _, editor in rows]:
                unused.setParent(made)
                unused.hide()
        if not rows:  # never shown here: a widget without a parent becomes a window of its own
            made.hide()
        return made

    def set_look_up(self, look_up: LookUp) -> None:
        """Offer people of the directory."""
        if isinstance(self.guess, SuggestField):
            self.guess.set_look_up(look_up)

    def show_mark(self, shown: MarkedRecord, reference: datetime.date) -> None:
        """Show a mark; a field that a person is typing in keeps its text."""
        self._record = shown.record
        look = LOOKS[self.kind]
        self.title.setText(f"{look.word} {shown.number}")
        words = " ".join(shown.quote.split())
        self.quote.setText(words if len(words) <= QUOTE_MOST else f"{words[:QUOTE_MOST]}…")
        self.quote.setToolTip(shown.quote)
        self.note.setText(shown.note)
        self.note.setVisible(bool(shown.note))
        self.open_button.setVisible(bool(shown.record))
        self.open_button.setAccessibleName(f"Mở {look.word.lower()} {shown.number}")
        self.find_button.setVisible(shown.is_placed)
        for editor in (self.guess, self.deadline):
            editor.setEnabled(bool(shown.record))
        self._show_guess(shown.guess)
        self.deadline.set_reference(reference)
        self.deadline.set_deadline(shown.due_on, shown.due_text, shown.check_from)
        self.setAccessibleName(f"{look.word} {shown.number}: {words[:80]}")

    def _show_guess(self, text: str) -> None:
        """Show who or what was guessed unless a person is typing another."""
        typing = self.guess.hasFocus() and self.guess.text() != self._kept
        self._kept = text
        if not typing and self.guess.text() != text:
            self.guess.setText(text)
            self.guess.setCursorPosition(0)
            self.guess.setToolTip(text)
        self._show_whole()

    def _show_whole(self) -> None:
        """Show under the field what it has no room for."""
        text = self.guess.text()
        room = self.guess.width() - 2 * style.LARGE
        is_long = self.guess.fontMetrics().horizontalAdvance(text) > room
        self.whole.setText(text)
        self.whole.setVisible(is_long and not self.guess.isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again whether the guess has room."""
        super().resizeEvent(event)
        self._show_whole()

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the guesses be read, or put right."""
        self.guess.setReadOnly(is_read_only)
        self.deadline.setEnabled(not is_read_only)
        self.unmark.setVisible(not is_read_only)

    def save_now(self) -> None:
        """Keep a guess that was put right; the deadline keeps itself."""
        text = self.guess.text().strip()
        if self.kind in GUESSES and self._record and text and text != self._kept:
            self.who_given.emit(self.kind, self._record, text, "")
        if self.kind == "task" and self._record:
            self.deadline.save_now()

    def _open(self) -> None:
        """Ask for the record that came of the passage."""
        self.open_asked.emit(self.kind, self._record)

    def _take(self, found: Suggestion) -> None:
        """Keep somebody chosen from the directory."""
        self.who_given.emit(self.kind, self._record, found.text, found.key)
