"""A field for a deadline as it was said; where the year is missing it proposes one and asks."""

from __future__ import annotations

import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.task_wording import Deadline, read_deadline
from ntm_desktop.domain.tasks import RECURRENCES
from ui import style
from ui.widgets.date_edit import DateEdit
from ui.widgets.page import button, clear_layout, label


class DeadlineEdit(QWidget):
    """Type "18/11/2023", "trước ngày 18/11" or "hàng tuần"; the words are kept as typed.

    `given(due_on, due_text)` carries a date or None, and the words where they say more than the
    date. Without a year the words are kept at once and the date when a proposal is chosen.
    """

    given = Signal(object, str)

    def __init__(self, reference: datetime.date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reference = reference
        self._kept = ""
        self.edit = DateEdit(reference)
        self.edit.setAccessibleName("Hạn")
        self.edit.setPlaceholderText("18/11/2023 hoặc hàng tuần")
        self.echo = label("", "small", wrap=True)
        self.echo.setMinimumHeight(self.echo.fontMetrics().lineSpacing())
        self.proposals = QVBoxLayout()
        self.proposals.setSpacing(style.TINY)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.edit)
        column.addWidget(self.echo)
        column.addLayout(self.proposals)
        self.setFocusProxy(self.edit)
        self.edit.editingFinished.connect(self.save_now)
        self.edit.picked.connect(self.save_now)
        self._show_understood(None, "")

    def set_reference(self, reference: datetime.date) -> None:
        """Set the day the deadline was said, from which a missing year is guessed."""
        self._reference = reference

    def set_deadline(self, due_on: datetime.date | None, due_text: str | None) -> None:
        """Show a kept deadline, unless a person is typing another."""
        shown = due_text or (format_date(due_on) if due_on else "")
        typing = self.edit.hasFocus() and self.edit.text() != self._kept
        self._kept = shown
        if not typing:
            self.edit.setText(shown)
            self.edit.setCursorPosition(0)
            self._show_understood(due_on, shown)

    def save_now(self) -> None:
        """Give what is typed, if it is another deadline than the one kept.

        It counts as kept once the written deadline is shown again.
        """
        typed = " ".join(self.edit.text().split())
        if typed == self._kept:
            return
        read = read_deadline(typed, self._reference)
        only_date = read.due_on is not None and len(typed) <= len("18/11/2023")
        self._show_understood(read.due_on, typed)
        self.given.emit(read.due_on, "" if only_date else typed)

    def _show_understood(self, due_on: datetime.date | None, text: str) -> None:
        """Show the date understood, or ask which year is meant."""
        clear_layout(self.proposals)
        read = read_deadline(text, self._reference) if text and due_on is None else Deadline(text)
        sentence = ""
        if due_on is not None and text != format_date(due_on):
            sentence = f"Hạn theo dõi: {format_date(due_on)}"
        elif read.proposals:
            sentence = "Chưa nói năm nào. Ghi hạn là:"
            self._propose(read.proposals, text)
        elif read.recurrence:
            sentence = f"Kiểm tra {RECURRENCES[read.recurrence]}; không có ngày hết hạn."
        elif text and due_on is None:
            sentence = "Giữ nguyên văn, không có ngày để nhắc."
        self.echo.setText(sentence)
        style.set_kind(self.echo, "warning" if read.proposals else "small")
        self.echo.setVisible(bool(sentence))

    def _propose(self, dates: tuple[datetime.date, ...], text: str) -> None:
        """Offer the dates that the words could mean."""
        for day in dates:
            early = " (trước ngày giao)" if day < self._reference else ""
            made = button(
                f"{format_date(day)}{early}", partial(self._take, day, text), kind="choice"
            )
            made.setAccessibleName(f"Ghi hạn là {format_date(day)}{early}")
            self.proposals.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)

    def _take(self, day: datetime.date, text: str) -> None:
        """Keep the date that was chosen, with the words as they were said."""
        self._show_understood(day, text)
        self.given.emit(day, text)
        self.edit.setFocus()
