"""The page "Máy đã xác nhận": whose files are taken in without asking."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.clocks import moment_text
from ntm_desktop.services import exchange
from ntm_desktop.services.exchange import KnownKey
from ui import notices, style
from ui.context import AppContext
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.views.exchange_view.words import UnitNames
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import button, label


class KeysPage(QWidget):
    """The confirmed computers, and trusting one no longer."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._names = UnitNames(context.workspace)
        self.forget = button("Thôi tin máy này…", self._forget)
        columns: tuple[Column[KnownKey], ...] = (
            Column("Đơn vị", lambda one: self._names.of(one.unit), width=0),
            Column("Máy", lambda one: one.device, width=180),
            Column("Mã máy", lambda one: one.fingerprint, width=190),
            Column(
                "Xác nhận lúc",
                lambda one: moment_text(one.since, context.workspace.clock()),
                lambda one: one.since,
                width=180,
            ),
        )
        self.table = RecordTable(columns, "Máy đã xác nhận")
        self.table.row_chosen.connect(lambda _: self._allow())
        self.table.set_empty(
            EmptyState(
                "Chưa xác nhận máy nào khác",
                "Nhận tệp của một máy lần đầu thì phải đối chiếu mã máy qua điện thoại.",
            )
        )
        head = QHBoxLayout()
        told = "Tệp của các máy này được nhận mà không hỏi lại mã."
        head.addWidget(label(told, "muted", wrap=True), 1)
        head.addWidget(self.forget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.MEDIUM, 0, 0)
        column.setSpacing(style.SMALL)
        column.addLayout(head)
        column.addWidget(self.table, 1)

    def reload(self, names: UnitNames) -> None:
        """Show the computers of now."""
        self._names = names
        self.table.set_rows(exchange.known_keys(self._context.workspace))
        self._allow()

    def _allow(self) -> None:
        """Allow to forget the chosen computer."""
        self.forget.setEnabled(self.table.current_row() is not None)

    def _forget(self) -> None:
        """Trust a computer no longer, after a question."""
        key: KnownKey = self.table.current_row()
        question = f"Thôi tin máy {key.device} của {self._names.of(key.unit)}?"
        more = "Dữ liệu đã nhận vẫn giữ nguyên. Lần nhận sau sẽ hỏi lại mã máy."
        if notices.confirm(question, "Thôi tin máy này", more, danger=True):
            self._context.do(
                lambda workspace: exchange.forget_key(workspace, key.fingerprint),
                said="Đã thôi tin máy này; lần nhận sau sẽ hỏi lại mã.",
            )
            self.reload(self._names)
