"""The page "Lịch sử": the last steps made in this data, and the way back."""

from __future__ import annotations

from ntm_desktop.domain.dates import local_time
from ntm_desktop.services import history
from ntm_desktop.services.history import PastStep
from ui.context import AppContext
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.views.settings_view.section import Section
from ui.widgets.page import (
    button,
    label,
    section_header,
)
from ui.widgets.undo_question import may_undo

HISTORY_STEPS = 200


class HistorySection(Section):
    """The last steps made in this data, and the way back."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.undo = button("Hoàn tác", self._undo, icon="undo")
        self.redo = button("Làm lại", self._redo, icon="redo")
        self.next = label("", "small", wrap=True)
        columns: tuple[Column[PastStep], ...] = (
            Column("Lúc", _step_time, lambda one: one.at, width=180),
            Column("Người làm", lambda one: one.user, width=170),
            Column("Việc", lambda one: one.label, width=0, tooltip=lambda one: one.label),
        )
        self.table = RecordTable(columns, "Lịch sử", filterable=True)
        self.column.addWidget(section_header("Lịch sử các bước", self.undo, self.redo))
        self.column.addWidget(self.next)
        self.column.addWidget(self.table, 1)

    def reload(self) -> None:
        """Show the last steps and what undo would take back."""
        workspace = self.context.workspace
        self.table.set_rows(history.past_steps(workspace, HISTORY_STEPS))
        undo, redo = history.undo_label(workspace), history.redo_label(workspace)
        self.undo.setEnabled(bool(undo))
        self.redo.setEnabled(bool(redo))
        self.next.setText(f"Hoàn tác sẽ lùi: {undo}" if undo else "Không có bước nào để hoàn tác.")

    def _undo(self) -> None:
        """Take back the last step."""
        if not may_undo(self.context.workspace):
            return
        undone = self.context.do(history.undo)
        if undone is not None:
            self.context.status_said.emit(f"Đã hoàn tác: {undone.label}")

    def _redo(self) -> None:
        """Do again what was taken back."""
        redone = self.context.do(history.redo)
        if redone is not None:
            self.context.status_said.emit(f"Đã làm lại: {redone.label}")


def _step_time(step: PastStep) -> str:
    """Return when a step was made, local time."""
    return f"{local_time(step.at):%d/%m/%Y %H:%M}"
