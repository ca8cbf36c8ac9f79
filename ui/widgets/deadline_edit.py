"""A field for a deadline as it was said; where the year is missing it proposes one and asks."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.task_schedule import check_days, checks_shown, impossible_day
from ntm_desktop.domain.task_wording import Deadline, read_deadline
from ntm_desktop.domain.tasks import RECURRENCES
from ui import style
from ui.widgets.date_edit import DateEdit
from ui.widgets.page import button, clear_layout, label

NO_YEAR = "Chưa nói năm nào. Ghi hạn là:"
NO_DAY = "Chưa có ngày để nhắc. Nhắc theo ngày:"
KEPT = "Giữ nguyên văn, chưa có ngày nên không nhắc được; ghi thêm ngày nếu cần nhắc."


class DeadlineEdit(QWidget):
    """Type "18/11/2023", "trước ngày 18/11" or "hàng tuần"; the words are kept as typed.

    `given(due_on, due_text, check_from)` carries a date or None, the words where they say more than
    the date, and the first check that was chosen or None. Without a year the words are kept at once
    and the date when a proposal is chosen. A date of no calendar is refused under the field.
    """

    given = Signal(object, str, object)

    def __init__(self, reference: datetime.date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reference = self._today = reference
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

    def set_today(self, today: datetime.date) -> None:
        """Set the day from which a check of an old task would be proposed."""
        self._today = today

    def set_deadline(
        self,
        due_on: datetime.date | None,
        due_text: str | None,
        check_from: datetime.date | None = None,
    ) -> None:
        """Show a kept deadline, unless a person is typing another."""
        shown = due_text or (format_date(due_on) if due_on else "")
        typing = self.edit.hasFocus() and self.edit.text() != self._kept
        self._kept = shown
        if not typing:
            self.edit.setText(shown)
            self.edit.setCursorPosition(0)
            self._show_understood(due_on, shown, check_from)

    def save_now(self) -> None:
        """Give what is typed, if it is another deadline than the one kept.

        It counts as kept once the written deadline is shown again.
        """
        typed = " ".join(self.edit.text().split())
        if typed == self._kept:
            return
        wrong = impossible_day(typed)
        if wrong:
            self._say(wrong, "error")
            return
        read = read_deadline(typed, self._reference)
        only_date = read.due_on is not None and len(typed) <= len("18/11/2023")
        self._show_understood(read.due_on, typed)
        self.given.emit(read.due_on, "" if only_date else typed, None)

    def _show_understood(
        self, due_on: datetime.date | None, text: str, check_from: datetime.date | None = None
    ) -> None:
        """Show the date understood, or ask which year, which day, which first check is meant."""
        clear_layout(self.proposals)
        read = read_deadline(text, self._reference) if text else Deadline(text)
        if due_on is not None:
            self._show_date(due_on, text, read)
        elif read.proposals:
            said = NO_DAY if read.is_period else NO_YEAR
            self._propose(read.proposals, text)
            self._say(said, "warning")
        elif read.recurrence:
            self._show_checks(read.recurrence, text, check_from)
        else:
            self._say(KEPT if text else "", "warning")

    def _show_date(self, due_on: datetime.date, text: str, read: Deadline) -> None:
        """Show the date of a deadline; one before the task was given is doubtful."""
        if due_on < self._reference:
            others = tuple(day for day in read.proposals if day != due_on)
            self._propose(others, text)
            given = format_date(self._reference)
            self._say(f"? Hạn {format_date(due_on)} trước ngày giao {given}: xem lại.", "warning")
        else:
            plain = text == format_date(due_on)
            self._say("" if plain else f"Hạn theo dõi: {format_date(due_on)}", "small")

    def _show_checks(self, recurrence: str, text: str, check_from: datetime.date | None) -> None:
        """Show when checks begin; where that is a question, ask."""
        every = f"Kiểm tra {RECURRENCES[recurrence]}"
        days = check_days(text, recurrence, self._reference, self._today)
        first = check_from or (days[0] if len(days) == 1 else None)
        if first is not None:
            self._say(f"{every}, {checks_shown(first)}.", "small")
            return
        for place, day in enumerate(days):
            said = "kỳ tới" if not place else "từ khi giao"
            self._offer(f"{format_date(day)} ({said})", partial(self._take_check, day, text))
        self._say(f"{every}. Nhắc từ lần nào?", "warning")

    def _say(self, sentence: str, kind: str) -> None:
        """Say something under the field."""
        self.echo.setText(sentence)
        style.set_kind(self.echo, kind)
        self.echo.setVisible(bool(sentence))

    def _propose(self, dates: tuple[datetime.date, ...], text: str) -> None:
        """Offer the dates that the words could mean."""
        for day in dates:
            early = " (trước ngày giao)" if day < self._reference else ""
            self._offer(f"{format_date(day)}{early}", partial(self._take, day, text))

    def _offer(self, words: str, take: Callable[[], None]) -> None:
        """Offer one answer as a button."""
        made = button(words, take, kind="choice")
        made.setAccessibleName(f"Ghi hạn là {words}")
        self.proposals.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)

    def _take(self, day: datetime.date, text: str) -> None:
        """Keep the date that was chosen, with the words as they were said."""
        self._show_understood(day, text)
        self.given.emit(day, text, None)
        self.edit.setFocus()

    def _take_check(self, day: datetime.date, text: str) -> None:
        """Keep the first check that was chosen."""
        self._show_understood(None, text, day)
        self.given.emit(None, text, day)
        self.edit.setFocus()
