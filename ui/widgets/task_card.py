"""A task in short beside a conclusion: its words, who takes the lead, by when."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from ntm_desktop.domain.tasks import VERBS, Task
from ui import style
from ui.widgets.deadline_edit import DeadlineEdit
from ui.widgets.page import button, icon_button, label
from ui.widgets.passage_edit import PassageEdit
from ui.widgets.state_label import StateLabel
from ui.widgets.suggest_field import LookUp, SuggestField, Suggestion


class TaskCard(QFrame):
    """Shows one task; each field is kept when it is left.

    `edited(key, field, text)`, `lead_given(key, words, person)` with the key of who was chosen from
    the directory ("" for words alone), `deadline_given(key, due_on, due_text, check_from)`,
    `open_asked(key)`, `delete_asked(key)`.
    """

    edited = Signal(str, str, str)
    lead_given = Signal(str, str, str)
    deadline_given = Signal(str, object, str, object)
    open_asked = Signal(str)
    delete_asked = Signal(str)

    def __init__(self, key: str, reference: datetime.date) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.key = key
        self._kept: dict[str, str] = {}
        self.words = PassageEdit("Nội dung nhiệm vụ", lines=(1, 5))
        self.lead = SuggestField()
        self.lead.setAccessibleName("Đơn vị, người chủ trì")
        self.lead.setPlaceholderText("Đơn vị, người chủ trì")
        self.deadline = DeadlineEdit(reference)
        self.state = StateLabel("waiting")
        self.verb = label("", "small")
        self.remove = icon_button(
            "delete", "Xóa nhiệm vụ", lambda: self.delete_asked.emit(self.key)
        )
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        """Keep what is left."""
        self.words.left.connect(lambda: self._keep("text", self.words.toPlainText()))
        self.lead.editingFinished.connect(self._keep_lead)
        self.lead.returnPressed.connect(self.deadline.setFocus)
        self.lead.taken.connect(self._take_lead)
        self.deadline.given.connect(
            lambda due_on, text, check: self.deadline_given.emit(self.key, due_on, text, check)
        )

    def _lay_out(self) -> None:
        """Place the words over lead and deadline."""
        head = QHBoxLayout()
        head.setSpacing(style.SMALL)
        head.addWidget(self.state)
        head.addWidget(self.verb)
        head.addStretch(1)
        head.addWidget(button("Mở", lambda: self.open_asked.emit(self.key), kind="link"))
        head.addWidget(self.remove)
        fields = QGridLayout()
        fields.setHorizontalSpacing(style.SMALL)
        fields.setVerticalSpacing(style.TINY)
        top = Qt.AlignmentFlag.AlignTop
        for row, (name, editor) in enumerate((("Chủ trì", self.lead), ("Hạn", self.deadline))):
            shown = label(name, "small")
            shown.setBuddy(editor)
            shown.setContentsMargins(0, 6, 0, 0)
            fields.addWidget(shown, row, 0, top)
            fields.addWidget(editor, row, 1)
        fields.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.MEDIUM, style.SMALL, style.MEDIUM, style.MEDIUM)
        column.setSpacing(style.TINY)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addLayout(fields)

    def show_task(self, task: Task, state: str, reference: datetime.date) -> None:
        """Show a task; a field that a person is typing in keeps its text."""
        self.state.set_state(state)
        self.verb.setText(VERBS.get(task.verb or "", ""))
        self.deadline.set_reference(reference)
        self.deadline.set_deadline(task.due_on, task.due_text, task.check_from)
        shown = self.words.toPlainText()
        typing = self.words.hasFocus() and shown != self._kept.get("text")
        if not typing and shown != task.text:
            self.words.setPlainText(task.text)
        lead = task.assignee or ""
        if not (self.lead.hasFocus() and self.lead.text() != self._kept.get("assignee")):
            self.lead.setText(lead)
        self._kept = {"text": task.text, "assignee": lead}
        self.setAccessibleName(f"Nhiệm vụ: {task.text[:80]}")

    def suggest(self, look_up: LookUp) -> None:
        """Offer who may take the lead: people of the directory, those who were given tasks."""
        self.lead.set_look_up(look_up)

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the task be read, or typed in; "Mở" leads to its progress either way."""
        self.words.setReadOnly(is_read_only)
        self.lead.setReadOnly(is_read_only)
        self.deadline.setEnabled(not is_read_only)
        self.remove.setVisible(not is_read_only)

    def save_now(self) -> None:
        """Keep what is typed but not left yet."""
        self._keep("text", self.words.toPlainText())
        self._keep_lead()
        self.deadline.save_now()

    def _keep(self, field: str, text: str) -> None:
        """Tell of a changed text; it counts as kept once the written task is shown again."""
        if text != self._kept.get(field, ""):
            self.edited.emit(self.key, field, text)

    def _keep_lead(self) -> None:
        """Tell of other words for who takes the lead."""
        if self.lead.text() != self._kept.get("assignee", ""):
            self.lead_given.emit(self.key, self.lead.text(), "")

    def _take_lead(self, found: Suggestion) -> None:
        """Tell who was chosen, and go on to the deadline."""
        self.lead_given.emit(self.key, found.text, found.key)
        self.deadline.setFocus()
