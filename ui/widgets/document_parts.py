"""What stands around the form of a document: what it lacks, its doubles, its files, its tasks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.entity import StoredValue
from ntm_desktop.domain.tasks import Task
from ui import style
from ui.context import AppContext
from ui.widgets.evidence_panel import EvidencePanel
from ui.widgets.fold import Fold
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page import button
from ui.widgets.passage_tasks import PassageTasks
from ui.widgets.undo_notice import UndoNotice

if TYPE_CHECKING:
    from ntm_desktop.services.tasks import TaskDraft

DOUBLE_DRAFT_HINT = "Ghi tiếp thì thành hai bản; nhấn Esc để thôi."


class DocumentNotices(QWidget):
    """Bars over the form: an incomplete reference, a doubtful number, a document entered twice."""

    compare_asked = Signal()
    held_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lacking, self.doubt, self.double = NoticeBar(), NoticeBar(), NoticeBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(self.lacking)
        column.addWidget(self.doubt)
        column.addWidget(self.double)

    def show_document(self, lacks: tuple[str, ...], doubt: str, double: str) -> None:
        """Say what a document lacks and what is doubtful about it, "" and () for nothing."""
        self.lacking.setVisible(bool(lacks))
        if lacks:
            self.lacking.show_notice(
                f"Dẫn chiếu chưa đủ: {', '.join(lacks)}.",
                "Giữ nguyên như đã in; bổ sung khi có bản gốc.",
                kind="warn",
            )
        self.doubt.setVisible(bool(doubt))
        if doubt:
            self.doubt.show_notice(doubt, kind="warn")
        self.double.setVisible(bool(double))
        if double:
            self.double.show_notice(double, kind="warn", action="So sánh…", on_action=self._compare)
        self.setVisible(bool(lacks or doubt or double))

    def show_draft(self, double: str) -> None:
        """Say before a document is kept that it may be there already, "" for nothing."""
        self.lacking.hide()
        self.doubt.hide()
        self.double.setVisible(bool(double))
        if double:
            self.double.show_notice(
                double,
                DOUBLE_DRAFT_HINT,
                kind="warn",
                action="Xem bản đã có",
                on_action=self.held_asked.emit,
            )
        self.setVisible(bool(double))

    def _compare(self) -> None:
        """Ask to compare; the bar stays until a person decided."""
        self.double.show()
        self.compare_asked.emit()


class DraftBar(QWidget):
    """What is done with a document that is not kept yet: keep it, or leave it."""

    keep_asked = Signal()
    drop_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.keep = button("Ghi văn bản (Ctrl+Enter)", self.keep_asked.emit, kind="primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.SMALL)
        row.addWidget(self.keep)
        row.addWidget(button("Thôi (Esc)", self.drop_asked.emit, kind="quiet"))
        row.addStretch(1)


class DocumentParts(QWidget):
    """Files and tasks under the form of a document that is kept."""

    def __init__(
        self, context: AppContext, undo: UndoNotice, open_file: Callable[[Path], object]
    ) -> None:
        super().__init__()
        self._context = context
        self._key = ""
        self._passages: dict[str, str] = {}  # what was pasted for each document, not kept yet
        self.evidence = EvidencePanel(context, undo, open_file)
        self.tasks = PassageTasks(self._draft, self._keep, context.workspace.today())
        self.fold = Fold("Nhiệm vụ từ văn bản", self.tasks)
        self.tasks.task_opened.connect(lambda key: context.open("tasks", "task", key))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.LARGE)
        column.addWidget(self.evidence)
        column.addWidget(self.fold)

    def show_document(self, key: str) -> None:
        """Show files and tasks of a document; "" hides them until it is kept."""
        if key != self._key:
            self._passages[self._key] = self.tasks.passage.toPlainText()
            self.tasks.start(self._passages.get(key, ""))
        self._key = key
        self.setVisible(bool(key))
        if key:
            self.evidence.show_record("official_document", key)
            self._show_tasks()

    def _show_tasks(self) -> None:
        """Show the tasks as they are now."""
        from ntm_desktop.services import records, related_documents

        workspace = self._context.workspace
        held: tuple[Task, ...] = related_documents.tasks_of(workspace, self._key)
        record = records.get_record(workspace, "official_document", self._key)
        issued = record.values["issued_on"]
        self.tasks.show_tasks(held, issued or workspace.today())  # type: ignore[arg-type]
        self.fold.set_note(f"{len(held)} việc" if held else "")

    def _draft(self, passage: str) -> TaskDraft:
        """Return what a passage gives."""
        from ntm_desktop.services import tasks

        return tasks.draft_from_document(self._context.workspace, self._key, passage)

    def _keep(self, passage: str, values: Mapping[str, StoredValue]) -> None:
        """Make the task of a passage."""
        from ntm_desktop.services import tasks

        self._context.do(
            lambda workspace: tasks.task_from_document(workspace, self._key, passage, values),
            "Đã giao nhiệm vụ từ văn bản",
        )
