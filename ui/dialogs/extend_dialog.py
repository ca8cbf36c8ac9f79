"""The dialog "Gia hạn": a later day, the reason, the document it rests on; the old day stays."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.dates import parse_date
from ntm_desktop.domain.entity import Field, Kind
from ntm_desktop.services import records, tasks
from ui import style
from ui.context import AppContext
from ui.widgets.page import button, label
from ui.widgets.record_form import FieldBox
from ui.widgets.refusal import try_under

KEPT = "Hạn cũ vẫn giữ trong ghi chép và in trên bảng theo dõi."


class ExtendDialog(QDialog):
    """What is refused stands under its field and the dialog stays."""

    def __init__(self, context: AppContext, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._key = context, key
        task = tasks.task_file(context.workspace, key).task
        self.setWindowTitle("Gia hạn nhiệm vụ")
        self.setMinimumWidth(style.scaled(480))
        self.day = FieldBox(Field("due", Kind.DATE, "Hạn mới"), (), context.workspace.today())
        self.reason = FieldBox(Field("reason", Kind.LONG_TEXT, "Lý do"))
        held = records.list_records(context.workspace, "official_document")
        documents = [(one.key, one.title) for one in held]
        self.document = FieldBox(
            Field("document", Kind.REFERENCE, "Văn bản gia hạn (nếu có)"), documents
        )
        self.act = button("Gia hạn", self._extend, kind="primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.LARGE, style.HUGE, style.LARGE)
        column.setSpacing(style.MEDIUM)
        words = " ".join(task.text.split())
        column.addWidget(
            label(words if len(words) < 160 else f"{words[:158]}…", "strong", wrap=True)
        )
        was = tasks.due_shown(task) or "chưa có hạn"
        column.addWidget(label(f"Hạn đang ghi: {was}. {KEPT}", "small", wrap=True))
        for box in (self.day, self.reason, self.document):
            column.addWidget(box)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("Để nguyên", self.reject))
        foot.addWidget(self.act)
        column.addLayout(foot)

    def _extend(self) -> None:
        """Keep the later day with its reason."""
        typed = self.day.text().strip()
        if not typed:
            self.day.show_error("Chưa ghi hạn mới.")
            return
        day = try_under(self.day, lambda: parse_date(typed))
        if day is None:
            return
        reason, document = self.reason.text().strip(), self.document.text() or None
        if not reason and document is None:
            self.reason.show_error("Chưa ghi lý do gia hạn.")
            return
        done = try_under(
            self.day,
            lambda: self._context.do(
                lambda ws: tasks.extend_deadline(ws, self._key, day, reason, document),
                "Đã gia hạn",
            ),
        )
        if done is not None:
            self.accept()
