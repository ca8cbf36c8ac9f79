"""The screen "Nhiệm vụ": what is due when, one line each, and the form of one beside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHeaderView,
    QLineEdit,
    QStackedLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.entity import Field, StoredValue, entity_named
from ntm_desktop.domain.meetings import Task, is_overdue
from ntm_desktop.domain.vietnamese import matches
from ntm_desktop.services import batches, meetings, records
from ui import style
from ui.context import AppContext
from ui.models.delegates import StateDelegate
from ui.models.row_table import STATE_ROLE
from ui.widgets.add_line import AddLine
from ui.widgets.data_watch import DataWatch
from ui.widgets.deadline_edit import DeadlineEdit
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page, clear_layout, icon_button, label
from ui.widgets.record_form import RecordForm, edit_texts
from ui.widgets.side_by_side import SideBySide
from ui.widgets.undo_notice import UndoNotice

GROUPS = (
    ("overdue", "Quá hạn"),
    ("this_week", "Trong 7 ngày tới"),
    ("this_month", "Trong tháng tới"),
    ("waiting", "Chờ: còn lâu hoặc chưa có hạn"),
    ("done", "Đã xong, đã dừng"),
)
EMPTY_WHY = (
    "Nhiệm vụ từ kết luận cuộc họp, văn bản cấp trên và kế hoạch của xã nằm chung ở đây, xếp theo "
    "hạn, để không việc nào bị quên; việc quá hạn vào báo cáo tiến độ."
)
NEXT_STATE = {"open": "doing", "doing": "done", "done": "open", "dropped": "open"}
SAID = {"open": "Chưa xong", "doing": "Đang làm", "done": "Đã xong", "dropped": "Đã dừng"}
FIRST = ("text", "verb", "state", "assignee", "supporting")
THEN = ("completed_on", "indicator", "work", "meeting", "progress")
NARROW = 860
_KEY = Qt.ItemDataRole.UserRole


class TaskTree(QTreeWidget):
    """Tasks under headings of how soon they are due; Enter opens, Ctrl+Space turns the state."""

    task_opened = Signal(str)
    task_chosen = Signal(str)
    turn_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._folded: dict[str, bool] = {"done": True}
        self.setAccessibleName("Nhiệm vụ theo hạn")
        self.setColumnCount(5)
        self.setHeaderLabels(["Nội dung", "Chủ trì", "Hạn", "Trạng thái", "Từ"])
        self.setItemDelegate(StateDelegate(self))
        self.setRootIsDecorated(True)
        self.setIndentation(style.LARGE)
        self.setUniformRowHeights(True)
        self.setProperty("kind", "rows")
        self.setAllColumnsShowFocus(True)
        self.setSelectionBehavior(QTreeWidget.SelectionBehavior.SelectRows)
        self.setExpandsOnDoubleClick(False)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._set_narrow(False)
        self.itemActivated.connect(self._activate)
        self.currentItemChanged.connect(lambda item: self._choose(item))
        self.itemCollapsed.connect(lambda item: self._note_fold(item, True))
        self.itemExpanded.connect(lambda item: self._note_fold(item, False))

    def set_board(
        self, board: meetings.TasksBoard, sources: Mapping[str, str], today: date
    ) -> None:
        """Show the groups; the chosen task stays chosen and folded groups stay folded."""
        chosen, below = self.chosen_key(), self._next_key()
        self.blockSignals(True)
        self.clear()
        for group, title in GROUPS:
            tasks: tuple[Task, ...] = getattr(board, group)
            if tasks:
                self._add_group(group, title, tasks, sources, today)
        if not self.choose_key(chosen):
            self.choose_key(below)
        self.blockSignals(False)

    def _add_group(
        self,
        group: str,
        title: str,
        tasks: tuple[Task, ...],
        sources: Mapping[str, str],
        today: date,
    ) -> None:
        """Add a heading with its tasks."""
        heading = QTreeWidgetItem(self, [f"{title} ({len(tasks)})"])
        heading.setData(0, _KEY, f"group:{group}")
        heading.setFont(0, style.font(strong=True))
        heading.setForeground(0, style.colour("bad" if group == "overdue" else "text"))
        heading.setFirstColumnSpanned(True)
        for task in tasks:
            heading.addChild(_item(task, sources.get(task.meeting or "", ""), today))
        heading.setExpanded(not self._folded.get(group, False))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words their room: beside a form, or in a narrow window."""
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        if narrow != self.isColumnHidden(4):
            self._set_narrow(narrow)

    def _set_narrow(self, narrow: bool) -> None:
        """Narrow the columns beside the words, and leave the source out."""
        widths = (150, 120, 124, 0) if narrow else (190, 150, 124, 190)
        for place, width in enumerate(widths, start=1):
            self.header().resizeSection(place, width)
        self.setColumnHidden(4, narrow)

    def chosen_key(self) -> str:
        """Return the key of the chosen task, "" for none."""
        item = self.currentItem()
        key = str(item.data(0, _KEY)) if item is not None else ""
        return "" if key.startswith("group:") else key

    def _next_key(self) -> str:
        """Return the key of the task below the chosen one, to stay near when it goes elsewhere."""
        item = self.currentItem()
        below = self.itemBelow(item) if item is not None else None
        return str(below.data(0, _KEY)) if below is not None else ""

    def choose_key(self, key: str) -> bool:
        """Choose a task, opening its group; say whether it is there."""
        for group in self._groups():
            for item in _children(group):
                if key and item.data(0, _KEY) == key:
                    if not group.isExpanded() and self.signalsBlocked():
                        return False
                    group.setExpanded(True)
                    self.setCurrentItem(item)
                    return True
        return False

    def set_filter(self, typed: str) -> None:
        """Show only tasks that hold every typed word, and the groups that have such tasks."""
        words = typed.split()
        for group in self._groups():
            shown = 0
            for item in _children(group):
                text = " ".join(item.text(column) for column in range(5))
                fits = all(matches(word, text) for word in words)
                item.setHidden(not fits)
                shown += fits
            group.setHidden(not shown)
            if words:
                self._expand_quietly(group)

    def _expand_quietly(self, group: QTreeWidgetItem) -> None:
        """Open a group for a filter without remembering it."""
        self.blockSignals(True)
        group.setExpanded(True)
        self.blockSignals(False)

    def _groups(self) -> list[QTreeWidgetItem]:
        """Return the headings."""
        found = [self.topLevelItem(place) for place in range(self.topLevelItemCount())]
        return [item for item in found if item is not None]

    def keyboardSearch(self, search: str) -> None:
        """Never jump because a letter was typed."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read Ctrl+Space for the chosen task."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Space and control and self.chosen_key():
            self.turn_asked.emit(self.chosen_key())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._activate(self.currentItem())
        else:
            super().keyPressEvent(event)

    def _activate(self, item: QTreeWidgetItem | None) -> None:
        """Open a task; fold or unfold a heading."""
        if item is None:
            return
        key = str(item.data(0, _KEY))
        if key.startswith("group:"):
            item.setExpanded(not item.isExpanded())
        else:
            self.task_opened.emit(key)

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        """Tell which task is gone to."""
        if item is not None and self.chosen_key():
            self.task_chosen.emit(self.chosen_key())

    def _note_fold(self, item: QTreeWidgetItem, folded: bool) -> None:
        """Remember whether a group is folded."""
        self._folded[str(item.data(0, _KEY)).removeprefix("group:")] = folded


class TasksView(Page):
    """The board on the left, one task on the right."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("Nhiệm vụ", "Việc được giao từ cuộc họp, văn bản và kế hoạch của xã")
        self._context = context
        self._key: str | None = None
        self._forms: list[RecordForm] = []
        self.add_action("Thêm nhiệm vụ", self.add, icon="add", kind="primary", shortcut="Ctrl+N")
        self.tree = TaskTree()
        self.filter = QLineEdit()
        self.progress = AddLine("Ghi tiến độ hôm nay", "Ghi tiến độ hôm nay, Enter để lưu (Ctrl+M)")
        self.deadline = DeadlineEdit(context.workspace.today())
        self.sides = SideBySide(self._board())
        self.sides.add_tool(icon_button("delete", "Xóa nhiệm vụ", self.delete))
        self._undo = UndoNotice(context, self.notice)
        self.body.addWidget(self.sides, 1)
        self._connect()
        self.reload()

    def _board(self) -> QWidget:
        """Return filter and tree, or the empty state."""
        self.filter.setPlaceholderText("Lọc theo nội dung, người chủ trì… (Ctrl+F)")
        self.filter.setAccessibleName("Lọc nhiệm vụ")
        self.filter.setProperty("kind", "search")
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(360)
        board = QWidget()
        column = QVBoxLayout(board)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(self.filter)
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)  # first: a stack without a parent shows windows
        self._stack.addWidget(self.tree)
        self._stack.addWidget(
            EmptyState(
                "Chưa có nhiệm vụ nào",
                EMPTY_WHY,
                icon="task",
                action="Thêm nhiệm vụ",
                on_action=self.add,
                second="Ghi một cuộc họp",
                on_second=lambda: self._context.open("meetings"),
            )
        )
        return board

    def _connect(self) -> None:
        """Connect keys and parts."""
        self.tree.task_opened.connect(self.open)
        self.tree.task_chosen.connect(self._follow)
        self.tree.turn_asked.connect(self.turn)
        self.filter.textChanged.connect(self.tree.set_filter)
        self.sides.side_closed.connect(self._closed)
        self.deadline.given.connect(self._save_deadline)
        self.progress.lines_given.connect(self._note)
        DataWatch(self, self._context, self.reload, "task", "meeting", "work")
        self._key_for("Ctrl+F", self.filter.setFocus)
        self._key_for("Ctrl+M", self.write_progress)
        remove = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.tree)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(lambda: self._delete(self.tree.chosen_key()))

    def _key_for(self, keys: str, act: Any) -> None:
        """Add one key of this screen."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    # --- reading ---

    def reload(self) -> None:
        """Read the board again, and the open task."""
        workspace = self._context.workspace
        board = meetings.tasks_board(workspace)
        sources = {held.key: held.title for held in meetings.list_meetings(workspace)}
        self.tree.set_board(board, sources, workspace.today())
        self.tree.set_filter(self.filter.text())
        tasks = [task for group, _ in GROUPS for task in getattr(board, group)]
        self._stack.setCurrentIndex(0 if tasks else 1)
        self.filter.setVisible(len(tasks) > 1)
        self.subtitle.setText(_summary(board))
        names = {name for task in tasks for name in (task.assignee, task.supporting) if name}
        self._names = sorted(names)
        shown = next((task for task in tasks if task.key == self._key), None)
        if shown is not None:
            self._load(shown)
        elif self._key is not None:
            self._key, self._forms = None, []
            self.sides.close_side()

    def _load(self, task: Task) -> None:
        """Show a task as it is now in the open form."""
        record = records.get_record(self._context.workspace, "task", task.key)
        texts = edit_texts(record, records.edit_text)
        for form in self._forms:
            form.load(texts)
        self.deadline.set_reference(self._reference(task))
        self.deadline.set_deadline(task.due_on, task.due_text)

    def _reference(self, task: Task) -> date:
        """Return the day a task was given: that of its meeting, else today."""
        held = {
            found.key: found.held_on for found in meetings.list_meetings(self._context.workspace)
        }
        return held.get(task.meeting or "") or self._context.workspace.today()

    # --- one task ---

    def open(self, key: str) -> None:
        """Show one task beside the board."""
        self._show_form(key)
        self._forms[0].focus_field("text")

    def _show_form(self, key: str) -> None:
        """Show the form of one task without moving the cursor."""
        self.leave()
        self._build()
        self._key = key
        record = records.get_record(self._context.workspace, "task", key)
        texts = edit_texts(record, records.edit_text)
        for form in self._forms:
            form.reset(texts)
        self._show_parts(True)
        task = next(one for one in meetings.list_tasks(self._context.workspace) if one.key == key)
        self._load(task)
        self.sides.show_side("Nhiệm vụ")
        self.tree.choose_key(key)

    def add(self) -> None:
        """Show an empty form for a task of one's own plan."""
        self.leave()
        self._build()
        self._key = None
        self._show_parts(False)
        self.deadline.set_deadline(None, None)
        self.sides.show_side("Nhiệm vụ mới")
        self._forms[0].start_new({"state": "open"})

    def _build(self) -> None:
        """Make the two forms anew: what is to be done; then what became of it."""
        self.deadline.setParent(None)
        self.progress.setParent(None)
        clear_layout(self.sides.content)
        self._forms = [self._form(FIRST, create=True), self._form(THEN, create=False)]
        self._due = self._due_box()
        for part in (self._forms[0], self._due, self.progress, self._forms[1]):
            self.sides.content.addWidget(part)
        self.sides.content.addStretch(1)
        self.deadline.show()

    def _due_box(self) -> QWidget:
        """Return the deadline under its name, as the fields of a form are."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        name = label("Hạn", "small")
        name.setBuddy(self.deadline)
        column.addWidget(name)
        column.addWidget(self.deadline)
        return made

    def _form(self, fields: tuple[str, ...], *, create: bool) -> RecordForm:
        """Return a form of some of the task's fields."""
        return RecordForm(
            entity_named("task"),
            self._save,
            create=self._create if create else None,
            fields=fields,
            choices=self._choices,
            columns=2,
            today=self._context.workspace.today(),
        )

    def _show_parts(self, is_kept: bool) -> None:
        """Show what only a task that is kept can have."""
        for part in (self._forms[1], self.progress, self._due):
            part.setVisible(is_kept)

    def _choices(self, found: Field) -> list[tuple[str, str]]:
        """Return the records a field may refer to."""
        held = records.list_records(self._context.workspace, found.refers_to)
        return [(record.key, record.title) for record in held]

    def _save(self, name: str, text: str) -> None:
        """Keep one field; a state that turns to done sets the day it was done."""
        if name == "state":
            self._set_state(str(self._key), text)
        else:
            self._context.do(
                lambda workspace: records.put_texts(workspace, "task", self._key, {name: text})
            )

    def _create(self, texts: Mapping[str, str]) -> None:
        """Keep a new task and go on with it."""
        saved = self._context.do(
            lambda workspace: records.put_texts(workspace, "task", None, texts), "Đã thêm nhiệm vụ"
        )
        self._key = saved.key
        self.sides.heading.setText("Nhiệm vụ")
        self._show_parts(True)
        self.reload()
        self.tree.choose_key(saved.key)

    def _save_deadline(self, due_on: date | None, due_text: str) -> None:
        """Keep a deadline: the date and the words as they were said."""
        values: dict[str, StoredValue] = {
            "due_on": due_on.isoformat() if due_on else None,
            "due_text": due_text or None,
        }
        if self._key is not None:
            self._context.do(
                lambda workspace: records.put_values(workspace, "task", self._key, values)
            )

    def turn(self, key: str) -> None:
        """Turn the state of a task: chưa xong, đang làm, đã xong, chưa xong …"""
        task = records.get_record(self._context.workspace, "task", key)
        self._set_state(key, NEXT_STATE.get(str(task.values["state"]), "doing"))

    def _set_state(self, key: str, state: str) -> None:
        """Keep a state with the day the task was done."""
        task = records.get_record(self._context.workspace, "task", key)
        day = str(task.values["completed_on"] or self._context.workspace.today())
        values: dict[str, StoredValue] = {
            "state": state or None,
            "completed_on": day if state == "done" else None,
        }
        self._context.do(
            lambda workspace: records.put_values(workspace, "task", key, values),
            f"{SAID.get(state, 'Đã sửa')}: {task.title}",
        )

    def write_progress(self) -> None:
        """Put the cursor where a dated note on the chosen task is typed."""
        key = self._key or self.tree.chosen_key()
        if key:
            if key != self._key or not self.sides.is_open():
                self._show_form(key)
            self.progress.setFocus()

    def _note(self, lines: list[str]) -> None:
        """Add what was typed to the task's progress, under today's date."""
        key = self._key
        if key is not None:
            self._context.do(
                lambda workspace: meetings.note_progress(workspace, key, "; ".join(lines)),
                "Đã ghi tiến độ",
            )
            self.progress.clear()

    def delete(self) -> None:
        """Delete the open task; a new one that is not kept yet is put away."""
        if self._key is None:
            self._forms = []
            self.sides.close_side()
        else:
            self._delete(self._key)

    def _delete(self, key: str) -> None:
        """Delete a task (nothing for ""), with a way back."""
        if not key:
            return
        title = records.get_record(self._context.workspace, "task", key).title
        self._key, self._forms = None, []
        self.sides.close_side()
        self._context.do(lambda workspace: batches.delete_whole(workspace, "task", key))
        self._undo.offer(f"Đã xóa nhiệm vụ: {title}")

    def _follow(self, key: str) -> None:
        """Show the task gone to, while the form is open beside the board."""
        if self.sides.is_open() and self._key is not None and key != self._key:
            self._show_form(key)

    def _closed(self) -> None:
        """Keep what is typed and go back to the board."""
        self.leave()
        self._key, self._forms = None, []
        self.tree.setFocus()

    def show_record(self, entity: str, key: str) -> None:
        """Open one task."""
        if entity == "task":
            self.open(key)

    def leave(self) -> None:
        """Keep what is typed but not left yet."""
        if self._key is not None:
            self.deadline.save_now()
        for form in self._forms:
            form.save_now()


def _children(group: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    """Return the lines under a heading."""
    found = [group.child(place) for place in range(group.childCount())]
    return [item for item in found if item is not None]


def _item(task: Task, source: str, today: date) -> QTreeWidgetItem:
    """Return the line of one task."""
    state = task_state(task, today)
    due = task.due_text or (format_date(task.due_on) if task.due_on else "")
    word = style.STATES[state].word if task.state != "dropped" else "Đã dừng"
    cells = [" ".join(task.text.split()), task.assignee or "", due, word, source]
    item = QTreeWidgetItem(cells)
    item.setData(0, _KEY, task.key)
    item.setData(3, STATE_ROLE, state)
    for place in (0, 1, 2, 4):
        item.setToolTip(place, cells[place])
    if state == "late":
        item.setForeground(2, style.colour("bad"))
    return item


def task_state(task: Task, today: date) -> str:
    """Return the sign a task is shown with: late, soon, doing, done, waiting."""
    if is_overdue(task, today):
        return "late"
    if task.state == "done":
        return "done"
    if task.state == "dropped":
        return "not_applicable"
    if task.due_on is not None and (task.due_on - today).days < 7:
        return "soon"
    return "doing" if task.state == "doing" else "waiting"


def _summary(board: meetings.TasksBoard) -> str:
    """Return how many tasks wait, in one sentence."""
    open_count = len(board.overdue + board.this_week + board.this_month + board.waiting)
    if not open_count:
        return "Việc được giao từ cuộc họp, văn bản và kế hoạch của xã"
    late = f", {len(board.overdue)} việc quá hạn" if board.overdue else ", không việc nào quá hạn"
    return f"Còn {open_count} việc chưa xong{late}"
