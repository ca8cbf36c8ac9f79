"""The screen "Nhiệm vụ": what is due when, one line each, and one task beside."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from ntm_desktop.progress import Progress
from ntm_desktop.services import batches, records, reporting, tasks
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.reporting import Built
from ntm_desktop.services.tasks import FollowedTask
from ui import jobs, style
from ui.context import AppContext
from ui.dialogs import file_choice, options_dialog
from ui.dialogs.extend_dialog import ExtendDialog
from ui.dialogs.sheet_menu import SheetMenu
from ui.models.task_side import TaskSide
from ui.models.task_tree import TaskLine, TaskTree, fitting, task_lines
from ui.widgets.data_watch import DataWatch
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page, button, icon_button
from ui.widgets.side_by_side import SideBySide
from ui.widgets.task_filters import TaskFilters
from ui.widgets.undo_notice import UndoNotice

SUBTITLE = "Việc được giao từ cuộc họp, văn bản và kế hoạch của xã"
EMPTY_WHY = (
    "Nhiệm vụ từ kết luận cuộc họp, văn bản cấp trên và kế hoạch của xã nằm chung ở đây, xếp theo "
    "hạn, để không việc nào bị quên; việc quá hạn vào báo cáo tiến độ."
)
NEXT_STATE = {"open": "doing", "doing": "done", "done": "open", "dropped": "open"}
REPORT = "bao-cao-thuc-hien-ket-luan"
SLIP = "phieu-giao-viec"
PAPERS = {
    "bang-phan-cong": "In bảng phân công",
    "bang-theo-doi": "In bảng theo dõi",
    REPORT: "Báo cáo thực hiện kết luận",
    SLIP: "Phiếu giao việc",
}
ABOUT = {REPORT: "", SLIP: " (nhiệm vụ đang chọn)"}
NO_TASK = "Phiếu cần biết việc nào: chọn một nhiệm vụ."
NO_SOURCE = "Báo cáo cần biết kết luận nào: chọn một nhiệm vụ, hoặc Lọc thêm › nguồn."
PURPOSE = "documents"
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|.]')
NAME_WORDS = 8  # of a task, in the name of its slip


class TasksView(Page):
    """Filters and tree on the left, one task on the right."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("Nhiệm vụ", SUBTITLE)
        self._context = context
        self._found: tuple[FollowedTask, ...] = ()
        self._lines: tuple[TaskLine, ...] = ()
        self._day = context.workspace.today()
        self._undo = UndoNotice(context, self.notice)
        self._slip_options: dict[str, str] = {}
        self.sheets = SheetMenu(context, self, self.notice, ("task", "task_note"))
        self.action_bar.addWidget(self._papers())
        self.action_bar.addWidget(self.sheets.button)
        self.add_action("Thêm nhiệm vụ", self.add, icon="add", kind="primary", shortcut="Ctrl+N")
        self.tree = TaskTree()
        self.filters = TaskFilters()
        self.task = TaskSide(context, self._undo, file_choice.open_path)
        self.sides = SideBySide(self._board())
        self.sides.add_tool(icon_button("delete", "Xóa nhiệm vụ", self.delete))
        self.sides.content.addWidget(self.task)
        self.sides.content.addStretch(1)
        self.body.addWidget(self.sides, 1)
        self._connect()
        self.reload()

    def _papers(self) -> QPushButton:
        """Return the button with the documents made of tasks."""
        self.papers: QPushButton = button("In")
        self.papers.setAccessibleName("In bảng, báo cáo về nhiệm vụ")
        menu = QMenu(self.papers)
        for paper, text in PAPERS.items():
            menu.addAction(f"{text}…").triggered.connect(partial(self._print, paper))
        menu.aboutToShow.connect(self._name_papers)
        self.papers.setMenu(menu)
        return self.papers

    def _name_papers(self) -> None:
        """Say in the menu which tasks a table would hold."""
        menu = self.papers.menu()
        for action, (paper, text) in zip(menu.actions(), PAPERS.items(), strict=True):
            about = " (nguồn đang lọc)" if self.source() else " (mọi nhiệm vụ)"
            action.setText(f"{text}{ABOUT.get(paper, about)}…")

    def _board(self) -> QWidget:
        """Return filters and tree, or the empty state."""
        board = QWidget()
        column = QVBoxLayout(board)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(self.filters)
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)  # first: a stack without a parent shows windows
        self._stack.addWidget(self.tree)
        for title, why, acts in self._empty_states():
            self._stack.addWidget(EmptyState(title, why, icon="task", **acts))
        return board

    def _empty_states(self) -> tuple[tuple[str, str, dict[str, Any]], ...]:
        """Return what is shown without any task, and where a filter hides them all."""
        first = {
            "action": "Thêm nhiệm vụ",
            "on_action": self.add,
            "second": "Ghi một cuộc họp",
            "on_second": lambda: self._context.open("meetings"),
        }
        none = {"action": "Bỏ lọc", "on_action": self.filters.clear}
        return (
            ("Chưa có nhiệm vụ nào", EMPTY_WHY, first),
            ("Không có nhiệm vụ nào khớp", "Bớt điều kiện lọc để thấy thêm.", none),
        )

    def _connect(self) -> None:
        """Connect keys and parts."""
        self.tree.task_opened.connect(self.open)
        self.tree.task_chosen.connect(self._follow)
        self.tree.turn_asked.connect(self.turn)
        self.filters.changed.connect(self._show_lines)
        self.sides.side_closed.connect(self._closed)
        self.task.created.connect(self._created)
        self.task.extend_asked.connect(self.extend)
        self.task.note_delete_asked.connect(self._delete_note)
        shown = ("task", "task_note", "meeting", "work", "official_document", "person", "evidence")
        DataWatch(self, self._context, self.reload, *shown)
        self._key_for("Ctrl+F", self.filters.words.setFocus)
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
        """Read the tasks again, and the open one."""
        workspace = self._context.workspace
        self._found = tasks.followed_tasks(workspace)
        today = workspace.today()
        self._lines = task_lines(self._found, today, self._lines if today == self._day else ())
        self._day = today
        self.filters.offer(self._found)
        self.task.names = self.filters.names
        self.filters.setVisible(len(self._found) > 1)
        self.subtitle.setText(_summary(self._lines))
        self._show_lines()
        key = self.task.key
        if key is not None and any(one.key == key for one in self._lines):
            self.task.reload()
        elif key is not None:
            self.task.key, self.task.forms = None, []
            self.sides.close_side()

    def _show_lines(self) -> None:
        """Show the tasks that are asked for."""
        wanted = self.filters.wanted()
        shown = fitting(
            [one for one in self._lines if wanted.fits(one.found, one.state)], wanted.words
        )
        self.tree.set_lines(shown, is_filtered=not wanted.is_any())
        self.filters.show_count(len(shown), len(self._lines))
        self._stack.setCurrentIndex(0 if shown else 2 if self._lines else 1)

    # --- one task ---

    def open(self, key: str) -> None:
        """Show one task beside the board."""
        self._show_form(key)
        self.task.forms[0].focus_field("text")

    def _show_form(self, key: str) -> None:
        """Show the form of one task without moving the cursor."""
        self.leave()
        records.get_record(self._context.workspace, "task", key)  # says so where it is gone
        self.task.show_task(key)
        self.sides.show_side("Nhiệm vụ")
        self.tree.choose_key(key)

    def add(self) -> None:
        """Show an empty form for a task of one's own plan."""
        self.leave()
        self.sides.show_side("Nhiệm vụ mới")
        self.task.start_new()

    def _created(self, key: str) -> None:
        """Go on with a task that was just kept."""
        self.sides.heading.setText("Nhiệm vụ")
        self.task.show_task(key)
        self.reload()
        self.tree.choose_key(key)

    def turn(self, key: str) -> None:
        """Turn the state of a task: chưa xong, đang làm, đã xong, chưa xong …"""
        task = records.get_record(self._context.workspace, "task", key)
        self.task.set_state(key, NEXT_STATE.get(str(task.values["state"]), "doing"))

    def extend(self) -> None:
        """Ask for a later deadline of the open task, with the reason."""
        if self.task.key is not None:
            self.leave()
            dialog = ExtendDialog(self._context, self.task.key, self)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def write_progress(self) -> None:
        """Put the cursor where a dated note on the chosen task is typed."""
        key = self.task.key or self.tree.chosen_key()
        if key:
            if key != self.task.key or not self.sides.is_open():
                self._show_form(key)
            self.task.notes.line.setFocus()
            self.sides.show_part(self.task.notes.percent)

    def _delete_note(self, key: str) -> None:
        """Delete a note, with a way back."""
        self._context.do(lambda workspace: records.delete_record(workspace, "task_note", key))
        self._undo.offer("Đã xóa ghi chép tiến độ")

    def delete(self) -> None:
        """Delete the open task; a new one that is not kept yet is put away."""
        if self.task.key is None:
            self.task.forms = []
            self.sides.close_side()
        else:
            self._delete(self.task.key)

    def _delete(self, key: str) -> None:
        """Delete a task (nothing for ""), with a way back."""
        if not key:
            return
        title = records.get_record(self._context.workspace, "task", key).title
        self.task.key, self.task.forms = None, []
        self.sides.close_side()
        self._context.do(lambda workspace: batches.delete_whole(workspace, "task", key))
        self._undo.offer(f"Đã xóa nhiệm vụ: {title}")

    def _follow(self, key: str) -> None:
        """Show the task gone to, while the form is open beside the board."""
        if self.sides.is_open() and self.task.key is not None and key != self.task.key:
            self._show_form(key)

    def _closed(self) -> None:
        """Keep what is typed and go back to the board."""
        self.leave()
        self.task.key, self.task.forms = None, []
        self.tree.setFocus()

    def show_record(self, entity: str, key: str) -> None:
        """Open one task, also by a note; or the tasks of a meeting or a document."""
        if entity == "task_note":
            note = records.get_record(self._context.workspace, "task_note", key)
            entity, key = "task", str(note.values["task"])
        if entity == "task":
            self.open(key)
        elif entity in ("meeting", "official_document"):
            kind = "meeting" if entity == "meeting" else "document"
            self.filters.choose("source", f"{kind} {key}")

    def leave(self) -> None:
        """Keep what is typed but not left yet."""
        self.task.save_now()

    # --- documents ---

    def source(self) -> str:
        """Return the key of the meeting or document the tasks are filtered by, "" for none."""
        kind, _, key = self.filters.wanted().source.partition(" ")
        return key if kind in ("meeting", "document") else ""

    def _source_of_task(self) -> str:
        """Return the key of the meeting or document the chosen task comes from, "" for none."""
        chosen = self.task.key or self.tree.chosen_key()
        held = (one.found.task for one in self._lines if one.key == chosen)
        task = next(held, None)
        return (task.meeting or task.document or "") if task is not None else ""

    def _print(self, paper: str, *_checked: bool) -> None:
        """Write a document about tasks where a person says."""
        self.leave()
        source = self.source() or (self._source_of_task() if paper == REPORT else "")
        if paper == SLIP:
            source = self.task.key or self.tree.chosen_key()
        if paper in ABOUT and not source:
            self.notice.show_notice(NO_SOURCE if paper == REPORT else NO_TASK)
            return
        if paper == SLIP:
            given = options_dialog.ask_options(self, SLIP, self._slip_options)
            if given is None:
                return
            self._slip_options = given
        name, pattern = self._file_name(paper, source), "Tệp Word (*.docx)"
        path = file_choice.ask_save_path(self, PAPERS[paper], PURPOSE, name, pattern)
        if path is not None:
            self.build(paper, source, path)

    def _file_name(self, paper: str, source: str) -> str:
        """Return the proposed name of a file; that of a slip tells its task."""
        tasks_by_key = {one.found.task.key: one.found.task for one in self._lines}
        task = tasks_by_key.get(source) if paper == SLIP else None
        words = NOT_IN_NAMES.sub(" ", task.text or "").split() if task is not None else []
        return " ".join([paper, *words[:NAME_WORDS]]) + ".docx"

    def build(self, paper: str, source: str, path: Path) -> None:
        """Write the file on a job, then open it; without a source it is about all tasks.

        The source of a slip is the task itself.
        """
        workspace = self._context.workspace
        options = self._slip_options if paper == SLIP else {}
        period_id, key = self._context.period_id, source or None
        request = DocumentRequest(paper, period_id, key=key, options=options)

        def work(progress: Progress) -> Built:
            with contextlib.closing(workspace.reopen()) as own:
                return reporting.build_document(own, request, path, progress=progress)

        jobs.run(self, PAPERS[paper], work, self._show_built)

    def _show_built(self, built: Built) -> None:
        """Open what was made."""
        self._context.status_said.emit(f"Đã tạo {built.path.name}")
        if built.missing:
            self.notice.show_notice(
                f"Đã tạo {built.path.name}; còn {len(built.missing)} chỗ in “……”.",
                " ".join(built.missing),
                kind="warn",
                action="Mở tệp",
                on_action=partial(file_choice.open_path, built.path),
            )
        file_choice.open_path(built.path)


def _summary(lines: Sequence[TaskLine]) -> str:
    """Return how many tasks wait, in one sentence."""
    counts = Counter(one.group for one in lines)
    open_count = len(lines) - counts["done"]
    if not open_count:
        return SUBTITLE
    told = [f"Còn {open_count} việc chưa xong"]
    told.append(
        f"{counts['overdue']} việc quá hạn" if counts["overdue"] else "không việc nào quá hạn"
    )
    if counts["checks"]:
        told.append(f"{counts['checks']} việc đến kỳ kiểm tra")
    if counts["undated"]:
        told.append(f"{counts['undated']} việc chưa rõ ngày hạn")
    return ", ".join(told)
