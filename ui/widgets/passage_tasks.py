"""Tasks of a document: those there are as links, and new ones from a pasted passage by two keys."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.entity import StoredValue
from ntm_desktop.domain.task_schedule import typed_deadline
from ntm_desktop.domain.tasks import VERBS, Task
from ntm_desktop.domain.vietnamese import capital_first
from ui import style
from ui.widgets.deadline_edit import DeadlineEdit
from ui.widgets.page import button, clear_layout, label
from ui.widgets.passage_edit import PassageEdit
from ui.widgets.record_form import LongTextEdit
from ui.widgets.text_field import TextField

if TYPE_CHECKING:
    from ntm_desktop.services.tasks import TaskDraft

HOW = (
    "Dán đoạn giao việc. Ctrl+Enter: lấy dòng có con trỏ, hoặc phần bôi đen, thành nhiệm vụ; "
    "Enter: ghi."
)
EXAMPLE = "Giao UBND xã chủ trì … hoàn thành trước ngày 30/6/2024"


class DraftCard(QFrame):
    """What a passage gives, to be put right: words, lead, deadline; Enter keeps it."""

    given = Signal(dict)
    dropped = Signal()

    def __init__(self, today: datetime.date) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._values: dict[str, StoredValue] = {}
        self._today = self._reference = today
        self.verb = label("", "strong")
        self.words = LongTextEdit(lines=(2, 6))
        self.words.setAccessibleName("Nội dung nhiệm vụ")
        self.lead = TextField()
        self.lead.setAccessibleName("Đơn vị, người chủ trì")
        self.lead.setPlaceholderText("Đơn vị, người chủ trì")
        self.deadline = DeadlineEdit(today)
        self.keep = button("Ghi nhiệm vụ (Enter)", self._give, kind="primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(style.MEDIUM, style.SMALL, style.MEDIUM, style.MEDIUM)
        column.setSpacing(style.SMALL)
        for part in (self.verb, self.words, self.lead, self.deadline):
            column.addWidget(part)
        foot = QHBoxLayout()
        foot.addWidget(self.keep)
        foot.addWidget(button("Bỏ", self.dropped.emit, kind="quiet"))
        foot.addStretch(1)
        column.addLayout(foot)
        self.keep.setAutoDefault(True)
        self.lead.returnPressed.connect(self._give)
        self.deadline.given.connect(self._take_deadline)

    def show_draft(self, draft: TaskDraft, reference: datetime.date) -> None:
        """Show what the passage says; the cursor goes to what is most often put right."""
        self._values = dict(draft.values)
        verb = VERBS.get(str(self._values.get("verb") or ""), "")
        self.verb.setText(f"Động từ: {verb}" if verb else "Không thấy động từ giao việc")
        self.words.setPlainText(str(self._values["text"]))
        self.lead.setText(str(self._values.get("assignee") or ""))
        self._reference = reference
        self.deadline.set_reference(reference)
        first = draft.values.get("check_from")
        self.deadline.set_deadline(
            draft.deadline.due_on,
            draft.deadline.text,
            datetime.date.fromisoformat(str(first)) if first else None,
        )
        self.show()
        (self.keep if self.lead.text() else self.lead).setFocus()

    def _take_deadline(
        self,
        due_on: datetime.date | None,
        due_text: str,
        check_from: datetime.date | None,
    ) -> None:
        """Take another deadline than the one that was read, or the day of the first check."""
        values = typed_deadline(due_on, due_text, self._reference, self._today, check_from)
        self._values.update(values)
        first = values["check_from"]
        chosen = datetime.date.fromisoformat(str(first)) if first else None
        self.deadline.set_deadline(due_on, due_text, chosen)

    def _give(self) -> None:
        """Give the task as it is put right."""
        self.deadline.save_now()
        words = self.words.toPlainText().strip()
        if words:
            self._values.update(text=words, assignee=self.lead.text().strip() or None)
            self.given.emit(self._values)


class PassageTasks(QWidget):
    """`draft(passage)` reads a passage, `keep(passage, values)` makes the task of it."""

    task_opened = Signal(str)

    def __init__(
        self,
        draft: Callable[[str], TaskDraft],
        keep: Callable[[str, Mapping[str, StoredValue]], object],
        today: datetime.date,
    ) -> None:
        super().__init__()
        self._read, self._keep, self._reference = draft, keep, today
        self._passage = ""
        self.links = QVBoxLayout()
        self.links.setSpacing(2)
        self.passage = PassageEdit("Đoạn văn bản giao việc", lines=(3, 12))
        self.passage.setPlaceholderText(EXAMPLE)
        self.card = DraftCard(today)
        self.card.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addLayout(self.links)
        column.addWidget(label(HOW, "small", wrap=True))
        column.addWidget(self.passage)
        column.addWidget(self.card)
        self.passage.task_asked.connect(self.ask)
        self.card.given.connect(self._give)
        self.card.dropped.connect(self._drop)

    def show_tasks(self, tasks: Sequence[Task], reference: datetime.date) -> None:
        """List the tasks there are; each opens at a click or Enter."""
        self._reference = reference
        clear_layout(self.links)
        for task in tasks:
            words = " ".join(task.text.split())
            made = button(_cut(words), partial(self.task_opened.emit, task.key), kind="link")
            made.setMinimumWidth(1)  # a long name is cut, the panel keeps its width
            made.setToolTip(words)
            made.setAccessibleName(f"Mở nhiệm vụ: {words[:120]}")
            row = QHBoxLayout()
            row.addWidget(made)
            row.addStretch(1)
            self.links.addLayout(row)

    def start(self, passage: str) -> None:
        """Show the passage of another document, as far as one was pasted."""
        self.passage.setPlainText(passage)
        self.card.hide()

    def ask(self) -> None:
        """Read the selected words, or the line with the cursor, as a task."""
        passage = self.passage.selected() or self.passage.textCursor().block().text().strip()
        if passage:
            self._passage = passage
            self.card.show_draft(self._read(passage), self._reference)

    def _give(self, values: dict[str, StoredValue]) -> None:
        """Make the task and go on with the next line."""
        self._keep(self._passage, values)
        self.card.hide()
        cursor = self.passage.textCursor()
        cursor.clearSelection()
        cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
        self.passage.setTextCursor(cursor)
        self.passage.setFocus()

    def _drop(self) -> None:
        """Leave the passage as it is."""
        self.card.hide()
        self.passage.setFocus()


def _cut(words: str) -> str:
    """Return the beginning of a task, as much as fits beside a list."""
    shown = capital_first(words)
    return shown if len(shown) <= 48 else f"{shown[:46].rstrip()}…"
