"""The dialog that shows documents probably entered twice side by side; a person decides."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.entity import entity_named
from ntm_desktop.services import batches, evidence, related_documents
from ntm_desktop.services.records import Record, get_record
from ui import style
from ui.context import AppContext
from ui.widgets.page import button, label, scrolled

WHY = (
    "Hai máy có thể đã ghi cùng một văn bản. Phần mềm không tự gộp: so từng dòng (≠ là chỗ khác "
    "nhau), giữ cả hai hoặc xóa bản thừa; xóa rồi vẫn hoàn tác được."
)


class DoublesDialog(QDialog):
    """One column a document; `opened` is the key of the one a person chose to open."""

    def __init__(
        self, context: AppContext, keys: Sequence[str], text: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.opened = ""
        self.deleted: list[str] = []
        self.setWindowTitle("Văn bản có thể bị ghi hai lần")
        self.setMinimumSize(style.scaled(720), style.scaled(460))
        self._records = [get_record(context.workspace, "official_document", key) for key in keys]
        content = QWidget()
        self.grid = QGridLayout(content)
        self.grid.setHorizontalSpacing(style.LARGE)
        self.grid.setVerticalSpacing(style.SMALL)
        self._fill()
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.LARGE, style.HUGE, style.LARGE)
        column.setSpacing(style.MEDIUM)
        column.addWidget(label(text, "section", wrap=True))
        column.addWidget(label(WHY, "small", wrap=True))
        column.addWidget(scrolled(content), 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("Giữ tất cả", self.reject, kind="primary"))
        column.addLayout(foot)

    def rows(self) -> list[tuple[str, list[str]]]:
        """Return the lines that are compared: the name of a field, its text in every document."""
        fields = entity_named("official_document").fields
        lines = [
            (field.label, [one.shown[name] for one in self._records])
            for name, field in fields.items()
        ]
        workspace = self._context.workspace
        files, tasks = [], []
        for one in self._records:
            held = evidence.evidence_of(workspace, "official_document", one.key)
            files.append(str(len(held)))
            tasks.append(str(len(related_documents.tasks_of(workspace, one.key))))
        counts = [("Tệp đính kèm", files), ("Nhiệm vụ", tasks)]
        return [(name, held) for name, held in lines if any(held)] + counts

    def _fill(self) -> None:
        """Place the fields as lines, the documents as columns, the buttons under them."""
        place = 0
        for place, (name, held) in enumerate(self.rows()):
            differs = len(set(held)) > 1
            sign = f"≠ {name}" if differs else name
            head = label(sign, "warning" if differs else "small")
            head.setAccessibleName(f"{name}, khác nhau" if differs else name)
            self.grid.addWidget(head, place, 0, Qt.AlignmentFlag.AlignTop)
            for column, text in enumerate(held, start=1):
                shown = label(text or "—", "strong" if differs else "", wrap=True)
                self.grid.addWidget(shown, place, column, Qt.AlignmentFlag.AlignTop)
        for column, record in enumerate(self._records, start=1):
            self.grid.addLayout(self._buttons(record), place + 1, column)
            self.grid.setColumnStretch(column, 1)
        self.grid.setRowStretch(place + 2, 1)

    def _buttons(self, record: Record) -> QHBoxLayout:
        """Return what can be done with one document."""
        row = QHBoxLayout()
        row.addWidget(button("Mở bản này", partial(self._open, record.key), kind="link"))
        delete = button("Xóa bản này", partial(self._delete, record.key), kind="danger")
        delete.setAccessibleName(f"Xóa bản {record.title}, cột {self._records.index(record) + 1}")
        row.addWidget(delete)
        row.addStretch(1)
        return row

    def _open(self, key: str) -> None:
        """Open one of them in the list."""
        self.opened = key
        self.accept()

    def _delete(self, key: str) -> None:
        """Delete the copy a person does not want."""
        self._context.do(
            lambda workspace: batches.delete_whole(workspace, "official_document", key)
        )
        self.deleted.append(key)
        self.accept()
