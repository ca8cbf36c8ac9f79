"""Dated notes of a task: a line to type one, and those there are, newest first."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.tasks import NOTE_KINDS, TaskNote
from ntm_desktop.domain.vietnamese import capital_first
from ui import style
from ui.widgets.add_line import AddLine
from ui.widgets.date_edit import DateEdit
from ui.widgets.page import button, clear_layout, icon_button, label
from ui.widgets.text_field import TextField

BEFORE = "Ghi trước đây"


class TaskNotes(QWidget):
    """`note_given(text, percent, kind, day)` carries what was typed, percent None where none was.

    `day` is the date as it is typed, "" for today; `delete_asked` carries the key of a note.
    """

    note_given = Signal(str, object, str, str)
    delete_asked = Signal(str)

    def __init__(self, today: datetime.date) -> None:
        super().__init__()
        self._today = today
        self.line = AddLine("Ghi tiến độ", "Đã làm được gì, Enter để lưu (Ctrl+M)")
        self.day = DateEdit(today)
        self.day.setAccessibleName("Ngày của ghi chép tiến độ")
        self.day.setText(format_date(today))
        self.percent = TextField()
        self.percent.setAccessibleName("Tỷ lệ hoàn thành, phần trăm")
        self.percent.setPlaceholderText("%")
        self.percent.setToolTip(
            "Tỷ lệ hoàn thành, 0 đến 100; bỏ trống nếu không rõ. Ghi “…, 40%” ở cuối câu cũng được."
        )
        self.percent.setValidator(QIntValidator(0, 100, self.percent))
        self.percent.setFixedWidth(style.scaled(56))
        self.check = button("Đã kiểm tra kỳ này", self._check, icon="check", kind="quiet")
        self._list = QVBoxLayout()
        self._list.setSpacing(style.SMALL)
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        name = label("Ngày", "small")
        name.setBuddy(self.day)
        row.addWidget(name)
        row.addWidget(self.day, 1)
        row.addWidget(self.percent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(self.line)
        column.addLayout(row)
        column.addWidget(self.check)
        column.addLayout(self._list)
        self.line.lines_given.connect(self._give)
        self.percent.returnPressed.connect(self.line.give)
        self.day.returnPressed.connect(self.line.give)

    def show_notes(self, notes: Sequence[TaskNote], before: str, *, recurs: bool) -> None:
        """Show notes, newest first, under them what was written in one field before."""
        clear_layout(self._list)
        self.check.setVisible(recurs)
        for note in reversed(notes):
            self._list.addWidget(self._shown(note))
        if before.strip():
            self._list.addWidget(label(BEFORE, "small"))
            self._list.addWidget(label(before.strip(), wrap=True))

    def clear(self) -> None:
        """Empty the fields once what was typed is kept, or another task is shown."""
        self.line.clear()
        self.percent.clear()
        self.day.setText(format_date(self._today))

    def _shown(self, note: TaskNote) -> QWidget:
        """Return one note: day, kind, percentage and who over its words."""
        made = QWidget()
        head = QHBoxLayout()
        head.setSpacing(style.SMALL)
        head.addWidget(label(note_head(note), "small"), 1)
        name = f"Xóa ghi chép {note_head(note)}"
        head.addWidget(icon_button("delete", name, partial(self.delete_asked.emit, note.key)))
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(label(note.text, wrap=True))
        return made

    def _give(self, lines: list[str]) -> None:
        """Give what is typed as progress."""
        typed = self.percent.text().strip()
        percent = min(int(typed), 100) if typed else None
        self.note_given.emit("; ".join(lines), percent, "progress", self.day.text().strip())

    def _check(self) -> None:
        """Note that the recurring check was made, with what is typed about it."""
        words = self.line.text().strip() or "Đã kiểm tra"
        typed = self.percent.text().strip()
        percent = int(typed) if typed else None
        self.note_given.emit(words, percent, "check", self.day.text().strip())


def note_head(note: TaskNote) -> str:
    """Return "15/11/2023 · Gia hạn · 40% · cán bộ"."""
    kind = NOTE_KINDS.get(note.kind or "", "") if note.kind != "progress" else ""
    parts = (
        format_date(note.noted_on) if note.noted_on else "",
        capital_first(kind),
        f"{note.percent}%" if note.percent is not None else "",
        note.noted_by or "",
    )
    return " · ".join(part for part in parts if part)
