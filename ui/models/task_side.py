"""One task beside the list: where it stands, its form, deadline, notes, files, sources."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.dates import parse_date
from ntm_desktop.domain.entity import Field, StoredValue, entity_named
from ntm_desktop.domain.task_schedule import typed_deadline
from ntm_desktop.domain.tasks import is_open, recurrence_of
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.services import people, records, tasks
from ntm_desktop.services.tasks import TaskFile
from ui import style
from ui.context import AppContext
from ui.models.task_tree import task_state
from ui.widgets.deadline_edit import DeadlineEdit
from ui.widgets.evidence_panel import EvidencePanel
from ui.widgets.fold import Fold
from ui.widgets.page import button, clear_layout, label
from ui.widgets.record_form import RecordForm, edit_texts
from ui.widgets.state_label import StateLabel
from ui.widgets.suggest_field import SuggestField, look_up_in
from ui.widgets.task_links import TaskLinks
from ui.widgets.task_notes import TaskNotes
from ui.widgets.undo_notice import UndoNotice

FIRST = ("text", "verb", "state", "assignee", "doer", "supporting")
OWN = ("source_text", "document")  # asked for where a task of one's own plan is typed in
THEN = (
    *("completed_on", "person", "is_others", "recurrence", "check_from", "check_until"),
    *("indicator", "work", "document", "meeting", "source_text", "source_quote", "documents"),
    "progress",
)
SAID = {"open": "Chưa xong", "doing": "Đang làm", "done": "Đã xong", "dropped": "Đã dừng"}


class TaskSide(QWidget):
    """`created` carries the key of a task typed in; `extend_asked` asks for another deadline.

    `names` are those offered while one types who leads or does a task.
    """

    created = Signal(str)
    extend_asked = Signal()
    note_delete_asked = Signal(str)

    def __init__(
        self, context: AppContext, undo: UndoNotice, open_file: Callable[[Path], object]
    ) -> None:
        super().__init__()
        self._context = context
        self.key: str | None = None
        self.forms: list[RecordForm] = []
        self.names: Sequence[str] = ()
        self._people: dict[str, str] = {}
        self._found: TaskFile | None = None
        self.state = StateLabel("waiting")
        self.standing = label("", "small", wrap=True)
        self.doubts = label("", "warning", wrap=True)
        self.links = TaskLinks(context)
        self.deadline = DeadlineEdit(context.workspace.today())
        self.extend = button("Gia hạn…", self.extend_asked.emit, kind="quiet")
        self.extended = label("", "small", wrap=True)
        self.notes = TaskNotes(context.workspace.today())
        self.evidence = EvidencePanel(context, undo, open_file)
        self._first, self._then = QVBoxLayout(), QVBoxLayout()
        self._lay_out()
        self.deadline.given.connect(self._save_deadline)
        self.notes.note_given.connect(self._note)
        self.notes.delete_asked.connect(self.note_delete_asked)

    def _lay_out(self) -> None:
        """Place what is read over what is typed, the links and rare fields last."""
        head = QHBoxLayout()
        head.setSpacing(style.SMALL)
        head.addWidget(self.state)
        head.addWidget(self.standing, 1)
        due = QHBoxLayout()
        due.setSpacing(style.SMALL)
        due.addWidget(self.deadline, 1)
        due.addWidget(self.extend)
        name = label("Hạn", "small")
        name.setBuddy(self.deadline)
        rest = QWidget()
        rest.setLayout(self._then)
        self._then.setContentsMargins(0, 0, 0, 0)
        self.rest = Fold("Nguồn, liên kết, định kỳ", rest, is_open=False)
        self._kept = QWidget()
        kept = QVBoxLayout(self._kept)
        kept.setContentsMargins(0, 0, 0, 0)
        kept.setSpacing(style.MEDIUM)
        deadline = QVBoxLayout()
        deadline.setSpacing(3)
        deadline.addWidget(name)
        deadline.addLayout(due)
        deadline.addWidget(self.extended)
        kept.addLayout(deadline)
        kept.addWidget(label("Tiến độ", "strong"))
        kept.addWidget(self.notes)
        kept.addWidget(self.evidence)
        kept.addWidget(self.rest)
        self._head = QWidget()
        self._head.setLayout(head)
        head.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.MEDIUM)
        for part in (self._head, self.doubts, self.links):
            column.addWidget(part)
        column.addLayout(self._first)
        column.addWidget(self._kept)

    # --- showing ---

    def show_task(self, key: str) -> None:
        """Show another task."""
        self._build((FIRST, THEN))
        self.key = key
        self.notes.clear()
        record = records.get_record(self._context.workspace, "task", key)
        for form in self.forms:
            form.reset(edit_texts(record, records.edit_text))
        self.evidence.show_record("task", key)
        self.reload()

    def start_new(self) -> None:
        """Show an empty form for a task of one's own plan."""
        self._build(((*FIRST, *OWN),))
        self.key = None
        self._show_parts()
        self.forms[0].start_new({"state": "open"})

    def reload(self) -> None:
        """Show the task as it is kept now."""
        self._show_parts()
        if self.key is None:
            return
        workspace = self._context.workspace
        found = tasks.task_file(workspace, self.key)
        self._found, task = found, found.task
        record = records.get_record(workspace, "task", self.key)
        for form in self.forms:
            form.load(edit_texts(record, records.edit_text))
        self.deadline.set_reference(self._reference(found))
        shown = task.due_text or ("" if task.due_on else tasks.due_shown(task))
        self.deadline.set_today(workspace.today())
        self.deadline.set_deadline(task.due_on, shown, task.check_from)
        self._show_head(found)
        self._show_extensions(found)
        self.notes.show_notes(
            found.notes, task.progress or "", recurs=recurrence_of(task) is not None
        )

    def _show_head(self, found: TaskFile) -> None:
        """Show where the task stands, what is doubtful, what it belongs to."""
        state = task_state(found.followed)
        percent = found.followed.percent
        self.state.set_state(state, f"· {percent}%" if percent is not None else "")
        said = capital_first(found.followed.standing_text)
        self.standing.setText("" if said.lower() == style.STATES[state].word.lower() else said)
        self.doubts.setText("\n".join(f"? {one.text}" for one in found.issues))
        self.doubts.setVisible(bool(found.issues))
        self.links.show_file(found)

    def _show_extensions(self, found: TaskFile) -> None:
        """Show the deadlines there were before."""
        self.extended.setText("\n".join(one.text for one in found.extensions))
        self.extended.setVisible(bool(found.extensions))
        self.extend.setEnabled(is_open(found.task))

    def _reference(self, found: TaskFile) -> datetime.date:
        """Return the day the task was given: of its meeting or document, else today."""
        said = found.meeting.held_on if found.meeting else None
        said = said or (found.document.issued_on if found.document else None)
        return said or self._context.workspace.today()

    def _build(self, parts: tuple[tuple[str, ...], ...]) -> None:
        """Make the forms anew, so that their lists hold what there is to choose from now."""
        clear_layout(self._first)
        clear_layout(self._then)
        self.forms = []
        for fields, place in zip(parts, (self._first, self._then), strict=False):
            is_first = place is self._first
            form = RecordForm(
                entity_named("task"),
                self._save,
                create=self._create if is_first else None,
                fields=fields,
                choices=self._choices,
                columns=2 if is_first else 1,
                today=self._context.workspace.today(),
                editors=self._named() if is_first else None,
            )
            place.addWidget(form)
            self.forms.append(form)

    def _named(self) -> dict[str, QWidget]:
        """Return the fields that offer people and those who were given tasks before."""
        known = people.directory(self._context.workspace)
        self._people = {entry.line: entry.person.key for entry in known if entry.line}
        look_up = look_up_in((*self._people, *self.names))
        made: dict[str, QWidget] = {}
        for name in ("assignee", "doer"):
            field = SuggestField()
            field.set_look_up(look_up)
            made[name] = field
        return made

    def _show_parts(self) -> None:
        """Show what only a task that is kept can have."""
        for part in (self._kept, self._head, self.doubts, self.links):
            part.setVisible(self.key is not None)

    def _choices(self, found: Field) -> list[tuple[str, str]]:
        """Return the records a field may refer to."""
        held = records.list_records(self._context.workspace, found.refers_to)
        return [(one.key, one.title or "(chưa ghi tên)") for one in held]

    # --- writing ---

    def _put(self, values: Mapping[str, StoredValue], said: str = "") -> None:
        """Keep stored values of the open task."""
        if self.key is not None:
            key = self.key
            self._context.do(
                lambda workspace: records.put_values(workspace, "task", key, values), said
            )

    def _save(self, name: str, text: str) -> None:
        """Keep one field; some bring another one with them."""
        if name == "state":
            self.set_state(str(self.key), text)
        elif name == "assignee":
            key, person = str(self.key), self._people.get(text.strip(), "")
            self._context.do(lambda workspace: tasks.set_lead(workspace, key, text, person))
        elif name == "indicator":
            chosen = self._found.task.set_id if self._found else None
            set_id = (chosen or self._context.set_id) if text.strip() else None
            self._put({"indicator": text.strip() or None, "set_id": set_id})
        else:
            self._context.do(
                lambda workspace: records.put_texts(workspace, "task", self.key, {name: text})
            )

    def _create(self, texts: Mapping[str, str]) -> None:
        """Keep a new task and go on with it."""
        saved = self._context.do(
            lambda workspace: records.put_texts(workspace, "task", None, texts), "Đã thêm nhiệm vụ"
        )
        self.created.emit(saved.key)

    def _save_deadline(
        self, due_on: datetime.date | None, due_text: str, check_from: datetime.date | None
    ) -> None:
        """Keep a deadline: date, words as they were said, and how often it is checked."""
        if self._found is None:
            return
        task, today = self._found.task, self._context.workspace.today()
        is_same = check_from is None and due_text == (task.due_text or "")
        kept = task.check_from if is_same else check_from
        self._put(typed_deadline(due_on, due_text, self._reference(self._found), today, kept))

    def set_state(self, key: str, state: str) -> None:
        """Keep a state with the day the task was done."""
        task = records.get_record(self._context.workspace, "task", key)
        if (state or None) == task.values["state"]:
            return
        day = str(task.values["completed_on"] or self._context.workspace.today())
        values: dict[str, StoredValue] = {
            "state": state or None,
            "completed_on": day if state == "done" else None,
        }
        self._context.do(
            lambda workspace: records.put_values(workspace, "task", key, values),
            f"{SAID.get(state, 'Đã sửa')}: {task.title}",
        )

    def _note(self, words: str, percent: int | None, kind: str, day: str) -> None:
        """Keep what was typed as a note of the day beside it."""
        key = self.key
        if key is not None:
            noted_on = parse_date(day, self._context.workspace.today()) if day else None
            self._context.do(
                lambda ws: tasks.note_progress(
                    ws, key, words, percent=percent, kind=kind, noted_on=noted_on
                ),
                "Đã ghi kiểm tra" if kind == "check" else "Đã ghi tiến độ",
            )
            self.notes.clear()

    def save_now(self) -> None:
        """Keep what is typed but not left yet."""
        if self.key is not None:
            self.deadline.save_now()
        for form in self.forms:
            form.save_now()
