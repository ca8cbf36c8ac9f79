"""The sheet for many works: typed or pasted from Excel, then taken in as one step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.services import records
from ntm_desktop.services.row_entry import RowsRecorded, TypedRow, record_rows
from ui import notices, style
from ui.context import AppContext
from ui.models.works_draft import DraftSheet, WorksDraft
from ui.widgets.page import button, label

HINT = (
    "Chép bảng từ Excel rồi dán (Ctrl+V): có dòng tiêu đề thì theo tiêu đề, không thì theo thứ tự "
    "các cột này. Ô không hiểu được ở lại "
    "với lý do; Alt+↓ chọn loại, trạng thái; Ctrl+D chép xuống; Ctrl+Enter nhập."
)


class BulkPage(QWidget):
    """`written` tells that every row went in."""

    written = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.draft = WorksDraft(self)
        self.sheet = DraftSheet(self.draft)
        self.told = label("", "muted", wrap=True)
        self.act = button("Nhập công trình", self.write, icon="add", kind="primary")
        self.empty_button = button("Xóa hết bảng", self.empty, kind="quiet")
        foot = QHBoxLayout()
        foot.setSpacing(style.SMALL)
        foot.addWidget(self.told, 1)
        foot.addWidget(self.empty_button)
        foot.addWidget(self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(label(HINT, "small", wrap=True))
        column.addWidget(self.sheet, 1)
        column.addLayout(foot)
        self.draft.counted.connect(self._count)
        self.sheet.told.connect(notices.say)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.write)
        self._count()

    def start(self) -> None:
        """Put the cursor into the sheet; what was typed before is still there."""
        self.sheet.setFocus()
        if not self.sheet.currentIndex().isValid():
            self.sheet.setCurrentIndex(self.draft.index(0, 0))

    def _count(self) -> None:
        """Say how many rows go in and what is to be put right."""
        ready, filled = len(self.draft.ready_rows()), len(self.draft.filled_rows())
        bad = len(self.draft.refusals())
        parts = [f"{ready} dòng sẵn sàng" if filled else "Chưa có dòng nào"]
        if bad:
            parts.append(f"{bad} ô cần sửa")
        if filled - ready and not bad:
            parts.append(f"{filled - ready} dòng chưa có tên")
        same = self._same_names()
        if same:
            parts.append(f"{same} tên đã có trong danh sách")
        self.told.setText("; ".join(parts) + ".")
        self.act.setText(f"Nhập {ready} công trình" if ready else "Nhập công trình")
        self.act.setEnabled(bool(ready))
        self.empty_button.setVisible(bool(filled))

    def _same_names(self) -> int:
        """Return how many ready rows have the name of a work there is."""
        ready = self.draft.ready_rows()
        if not ready:
            return 0
        workspace = self._context.workspace
        own = records.list_records(workspace, "work", {"owner_unit": workspace.owner})
        held = {fold(one.title) for one in own}
        return sum(fold(self.draft.row_texts(row)["name"]) in held for row in ready)

    def empty(self) -> None:
        """Empty the sheet after asking."""
        count = len(self.draft.filled_rows())
        if notices.confirm(f"Xóa {count} dòng chưa nhập?", f"Xóa {count} dòng", danger=True):
            self.draft.drop_rows(range(self.draft.rowCount()))
            self.start()

    def commit_typing(self) -> None:
        """Keep what stands in the open cell; say that rows wait to be taken in."""
        self.sheet.commit_typing()
        waiting = len(self.draft.filled_rows())
        if waiting and self.isVisible():
            notices.say(f"{waiting} dòng ở bảng nhập nhanh chưa được nhập.")

    def unsaved(self) -> list[str]:
        """Return what is typed or pasted and not taken in yet."""
        waiting = len(self.draft.filled_rows())
        return [f"bảng nhập nhiều công trình: {waiting} dòng chưa nhập"] if waiting else []

    def write(self) -> None:
        """Take the ready rows in as one step; the others stay with their reasons."""
        self.sheet.commit_typing()
        self.draft.mark_nameless()
        rows = self.draft.ready_rows()
        if not rows:
            return
        typed = [TypedRow(_filled(self.draft.row_texts(row))) for row in rows]
        done = self._context.do(lambda workspace: record_rows(workspace, "work", typed))
        bad = self._show_refusals(rows, done)
        taken = [row for place, row in enumerate(rows) if place not in bad]
        self.draft.drop_rows(taken)
        left = len(self.draft.filled_rows())
        more = f", còn {left} dòng cần sửa" if left else ""
        self._context.status_said.emit(f"Đã nhập {len(done.keys)} công trình{more}.")
        if not left:
            self.written.emit()

    def _show_refusals(self, rows: list[int], done: RowsRecorded) -> set[int]:
        """Mark the cells of rows that were not taken; return their places among `rows`."""
        for one in done.refused:
            self.draft.refuse(rows[one.place], one.field, one.reason, one.hint)
        return {one.place for one in done.refused}


def _filled(texts: dict[str, str]) -> dict[str, str]:
    """Return the texts of the cells that were filled."""
    return {name: text for name, text in texts.items() if text}
