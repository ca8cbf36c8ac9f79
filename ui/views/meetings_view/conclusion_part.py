"""The conclusion word for word, and beside it the tasks that are marks on its passages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.entity import StoredValue
from ntm_desktop.domain.meeting_kinds import template_of
from ntm_desktop.domain.meetings import Conclusion
from ntm_desktop.domain.task_schedule import deadline_fields, typed_deadline
from ntm_desktop.domain.task_wording import (
    deadline_in,
    lead_in,
    supporting_in,
    verb_in,
    without_numbering,
)
from ntm_desktop.domain.tasks import Task, is_overdue, is_undated
from ntm_desktop.services.meetings import MeetingFile
from ntm_desktop.services.tasks import set_lead, task_from_conclusion
from ui import style
from ui.views.meetings_view.desk import MeetingDesk
from ui.views.meetings_view.part import RowsPart, counted
from ui.widgets.keyed_column import KeyedColumn
from ui.widgets.page import label
from ui.widgets.part_row import PAUSE_MS
from ui.widgets.passage_edit import PassageEdit, PassageRow, passages_of
from ui.widgets.task_card import TaskCard

TASKS_WIDTH = 320
NARROW = 760
NO_TASKS = (
    "Đặt con trỏ vào một đoạn kết luận rồi bấm Ctrl+Enter: đoạn đó (hoặc phần đang chọn) thành "
    "nhiệm vụ ở đây, kết luận vẫn giữ nguyên văn."
)


class NewPassages(PassageEdit):
    """The field at the foot of the conclusions: a pasted text becomes its passages at once."""

    def insertFromMimeData(self, source: Any) -> None:
        """Take a text of several passages without waiting for the field to be left."""
        super().insertFromMimeData(source)
        if len(passages_of(self.toPlainText())) > 1:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let an empty line after a passage end it, as it does in a pasted text."""
        super().keyPressEvent(event)
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.toPlainText().endswith("\n\n") and self.toPlainText().strip():
            self.left.emit()


class ConclusionPart(RowsPart):
    """The passages at the left, their tasks at the right (below, where there is no room)."""

    title = "Kết luận"
    entity = "conclusion"
    card_shown = Signal(QWidget)

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__(desk)
        self.new = NewPassages("Thêm kết luận", lines=(2, 10))
        self.new.setPlaceholderText(
            "Gõ hoặc dán nguyên văn kết luận; mỗi dòng trống là hết một đoạn"
        )
        self.tasks = KeyedColumn(self._make_card, self._show_card)
        self.tasks_title = label("Nhiệm vụ", "strong")
        self.no_tasks = label(NO_TASKS, "muted", wrap=True)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(style.LARGE)
        self.task_side = QWidget()
        self._lay_out()
        self.new.left.connect(self.add_typed)
        self.new.task_asked.connect(self._task_of_new)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.keep_typed)
        self.new.textChanged.connect(self._pause.start)
        self._foot_timer = QTimer(self, singleShot=True, interval=0)
        self._foot_timer.timeout.connect(self._show_foot)

    def _lay_out(self) -> None:
        """Place passages and tasks."""
        words = QVBoxLayout()
        words.setSpacing(style.SMALL)
        words.addWidget(self.rows)
        words.addWidget(self.new)
        words.addStretch(1)
        tasks = QVBoxLayout(self.task_side)
        tasks.setContentsMargins(0, 0, 0, 0)
        tasks.setSpacing(style.SMALL)
        for part in (self.tasks_title, self.no_tasks, self.tasks):
            tasks.addWidget(part)
        tasks.addStretch(1)
        self._sides.addLayout(words, 1)
        self._sides.addWidget(self.task_side)
        self.column.addLayout(self._sides)
        self._fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the tasks under the passages where there is no room beside them."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        """Share the width, or the height."""
        narrow = width < style.scaled(NARROW)
        direction = QBoxLayout.Direction
        self._sides.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        wide = style.scaled(TASKS_WIDTH)
        self.task_side.setMinimumWidth(0 if narrow else wide)
        self.task_side.setMaximumWidth(16_777_215 if narrow else wide)

    def tasks_are_beside(self) -> bool:
        """Say whether the tasks stand at the right of the passages."""
        return self._sides.direction() is QBoxLayout.Direction.LeftToRight

    # --- passages ---

    def records(self) -> Sequence[Conclusion]:
        """Return the passages in their order."""
        return self.desk.file.conclusions

    def make_row(self, record: Conclusion) -> PassageRow:
        """Return the field of one passage."""
        made = PassageRow(record.key, "text", "đoạn kết luận", speaker=False, tasks=True)
        self.connect_row(made)
        made.edit.ended.connect(self._to_foot)
        made.task_asked.connect(self.give_task)
        return made

    def show_row(self, row: PassageRow, record: Conclusion) -> None:
        """Show one passage, and how many tasks were made of it."""
        given = sum(1 for task in self.desk.file.tasks if task.conclusion == record.key)
        row.show_part(self.number_of(record.key), {"text": record.text or ""}, given)

    def show_file(self, found: MeetingFile) -> None:
        """Show passages and tasks."""
        super().show_file(found)
        self.tasks.set_items(in_order(found))
        self.no_tasks.setVisible(not found.tasks and not self.desk.is_read_only)
        count = f" ({len(found.tasks)})" if found.tasks else ""
        self.tasks_title.setText(f"Nhiệm vụ của cuộc họp{count}")

    def note(self, found: MeetingFile) -> str:
        """Return how many passages and tasks there are."""
        passages = counted(found.conclusions, "đoạn, giữ nguyên văn")
        return ", ".join(part for part in (passages, counted(found.tasks, "nhiệm vụ")) if part)

    def is_wanted(self, found: MeetingFile) -> bool:
        """Say whether this kind of meeting concludes something."""
        return template_of(found.meeting.kind).has("conclusions") or bool(found.conclusions)

    def set_read_only(self, is_read_only: bool) -> None:
        """Let passages and tasks be read, or written in."""
        super().set_read_only(is_read_only)
        self.new.setVisible(not is_read_only)
        for card in self.tasks.widgets.values():
            card.set_read_only(is_read_only)

    def start(self) -> None:
        """Forget what is shown."""
        super().start()
        self.tasks.clear()
        self.new.clear()

    def save_now(self) -> None:
        """Keep what is typed but not left yet, also the passage at the foot."""
        if self.desk.is_read_only:
            return
        self.add_typed()
        super().save_now()
        for card in tuple(self.tasks.widgets.values()):
            card.save_now()

    def jump(self, where: str) -> bool:
        """Put the cursor into a passage or a task."""
        card = self.tasks.widgets.get(where)
        if card is None:
            return super().jump(where)
        card.words.setFocus()
        self.card_shown.emit(card)
        return True

    def add_typed(self) -> None:
        """Keep what was typed or pasted as passages, word for word."""
        parts = passages_of(self.new.toPlainText())
        if parts and self.desk.is_open:
            self.desk.add("conclusion", [{"text": part} for part in parts])
            self.new.clear()
            self._foot_timer.start()  # the new rows are laid out first

    def keep_typed(self) -> None:
        """Keep what stands at the foot while one pauses, and let one go on in the kept passage."""
        text = self.new.toPlainText()
        is_composing = bool(self.new.textCursor().block().layout().preeditAreaText())
        if not self.new.hasFocus() or is_composing or not text.strip():
            return
        behind = len(text) - self.new.textCursor().position()
        self.add_typed()
        row = self.rows.widgets.get(self.desk.file.conclusions[-1].key)
        if isinstance(row, PassageRow):
            ended = text[len(text.rstrip()) :]
            row.edit.setFocus()
            row.edit.moveCursor(QTextCursor.MoveOperation.End)
            row.edit.insertPlainText(ended)
            cursor = row.edit.textCursor()
            cursor.setPosition(max(0, len(row.edit.toPlainText()) - behind))
            row.edit.setTextCursor(cursor)

    def _to_foot(self) -> None:
        """Go on with the next passage at the foot."""
        self.save_now()
        self.new.setFocus()

    def _show_foot(self) -> None:
        """Keep the field at the foot in sight where passages pushed it down."""
        if self.new.hasFocus():
            self.card_shown.emit(self.new)

    def _task_of_new(self) -> None:
        """Keep what is typed at the foot and make a task of its last passage."""
        self.add_typed()
        if self.desk.file.conclusions:
            self.give_task(self.desk.file.conclusions[-1].key, "")

    # --- tasks ---

    def give_task(self, conclusion: str, words: str) -> None:
        """Make a task of a passage (or of the selected words) and go to its lead."""
        if self.desk.is_read_only:
            return
        passage = next(one.text for one in self.desk.file.conclusions if one.key == conclusion)
        text = without_numbering(" ".join((words or passage).split()))
        kept = guessed_values(passage, text, self.desk.reference(), self.desk.today())
        saved = self.desk.do(
            lambda workspace: task_from_conclusion(workspace, conclusion, text, kept),
            "Đã giao thành nhiệm vụ",
        )
        card = self.tasks.widgets.get(saved.key)
        if card is not None:
            (card.deadline if card.lead.text() else card.lead).setFocus()
            self.card_shown.emit(card)

    def _make_card(self, task: Task) -> TaskCard:
        """Return the card of one task."""
        made = TaskCard(task.key, self.desk.reference())
        made.suggest(self.desk.leads_like)
        made.edited.connect(lambda key, field, text: self.desk.put("task", key, field, text))
        made.lead_given.connect(
            lambda key, words, person: self.desk.do(
                lambda workspace: set_lead(workspace, key, words, person)
            )
        )
        made.deadline_given.connect(self._save_deadline)
        made.open_asked.connect(lambda key: self.desk.context.open("tasks", "task", key))
        made.delete_asked.connect(lambda key: self.desk.delete("task", key))
        return made

    def _show_card(self, card: TaskCard, task: Task) -> None:
        """Show one task."""
        card.deadline.set_today(self.desk.today())
        card.show_task(task, task_state(task, self.desk.today()), self.desk.reference())

    def _save_deadline(
        self, key: str, due_on: date | None, due_text: str, check_from: date | None
    ) -> None:
        """Keep a deadline: the date and the words as they were said, or the checks."""
        day, today = self.desk.reference(), self.desk.today()
        values = typed_deadline(due_on, due_text, day, today, check_from)
        self.desk.put_values("task", key, values)


def guessed_values(passage: str, text: str, reference: date, today: date) -> dict[str, StoredValue]:
    """Return what the words of a task say about verb, lead, who supports, and deadline."""
    values: dict[str, StoredValue] = {
        "verb": verb_in(passage),
        "assignee": lead_in(text),
        "supporting": supporting_in(text),
        **deadline_fields(deadline_in(text, reference), reference, today),
    }
    return {name: value for name, value in values.items() if value is not None}


def task_state(task: Task, today: date) -> str:
    """Return the state a task is shown in."""
    if is_overdue(task, today):
        return "late"
    if is_undated(task):
        return "undated"
    return {"done": "done", "dropped": "done", "doing": "doing"}.get(task.state or "", "waiting")


def in_order(found: MeetingFile) -> list[Task]:
    """Return the tasks in the order of the conclusions they come from."""
    places = {one.key: place for place, one in enumerate(found.conclusions)}
    last = len(places)
    return sorted(found.tasks, key=lambda task: places.get(task.conclusion or "", last))
