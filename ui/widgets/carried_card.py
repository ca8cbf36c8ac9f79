"""A task of an earlier meeting: where it stands, what was done since, and a line to note more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from ntm_desktop.domain.dates import format_date
from ui import style
from ui.widgets.page import button, label
from ui.widgets.state_label import StateLabel
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from ntm_desktop.services.meetings import CarriedTask


class CarriedCard(QFrame):
    """One carried task. `noted(key, text)`, `done_asked(key, text)`, `open_asked(key)`,
    `print_asked(key, is_chosen)`.
    """

    noted = Signal(str, str)
    done_asked = Signal(str, str)
    open_asked = Signal(str)
    print_asked = Signal(str, bool)

    def __init__(self, key: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.key = key
        self.state = StateLabel("waiting")
        self.text = label("", wrap=True)
        self.facts = label("", "small", wrap=True)
        self.done = label("", wrap=True)
        self.note = TextField()
        self.note.setAccessibleName("Ghi tiến độ")
        self.note.setPlaceholderText("Đã làm được gì? Gõ rồi Enter")
        self.note.returnPressed.connect(self.keep_note)
        self.finish = button("Đã xong", lambda: self._finish(), icon="check")
        self.finish.setToolTip("Ghi là đã xong, kèm câu vừa gõ")
        self.printed = QCheckBox("Đưa vào biên bản")
        self.is_noted = False
        self.printed.clicked.connect(lambda: self._choose())
        self._lay_out()

    def _lay_out(self) -> None:
        """Place the words beside the state, the line for notes beside who and when."""
        self.facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head = QHBoxLayout()
        head.setSpacing(style.MEDIUM)
        head.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.text, 1)
        opened = button("Mở", lambda: self.open_asked.emit(self.key), kind="link")
        head.addWidget(opened, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.setSpacing(style.SMALL)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.finish)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.MEDIUM, style.SMALL, style.MEDIUM, style.SMALL)
        column.setSpacing(style.TINY)
        column.addLayout(head)
        middle = QHBoxLayout()
        middle.setSpacing(style.MEDIUM)
        middle.addWidget(self.facts, 1)
        middle.addWidget(self.printed, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(middle)
        column.addWidget(self.done)
        column.addLayout(foot)

    def show_task(self, carried: CarriedTask, state: str, due: str) -> None:
        """Show a carried task with what was done since its meeting."""
        task = carried.task
        self.state.set_state(state)
        given = f"giao ngày {format_date(carried.given_on)}" if carried.given_on else ""
        due = f"hạn {due}" if due else ""
        self.is_noted = carried.is_noted
        self.printed.setChecked(carried.is_chosen or carried.is_noted)
        self.printed.setEnabled(not carried.is_noted)
        self.printed.setToolTip("Đã ghi tiến độ tại cuộc họp này" if carried.is_noted else "")
        parts = [task.assignee or "", due, given, carried.source]
        self.facts.setText(" · ".join(part for part in parts if part))
        self.text.setText(" ".join((task.text or "").split()))
        self.done.setText("\n".join(carried.done))
        self.done.setVisible(bool(carried.done))
        is_open = state not in ("done",)
        self.note.setVisible(is_open)
        self.finish.setVisible(is_open)
        self.setAccessibleName(f"{self.state.text}: {self.text.text()[:80]}")

    def keep_note(self) -> None:
        """Hand on what was typed; the field is emptied by whoever kept it."""
        if self.note.text().strip():
            self.noted.emit(self.key, self.note.text().strip())

    def _choose(self) -> None:
        """Ask to print the task in the minutes, or to leave it out."""
        self.print_asked.emit(self.key, self.printed.isChecked())

    def _finish(self) -> None:
        """Hand on that the task is done, with the sentence typed."""
        self.done_asked.emit(self.key, self.note.text().strip())
