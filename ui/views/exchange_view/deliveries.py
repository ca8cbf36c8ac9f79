"""What was sent to whom and where it stands there; a code read out by phone is noted here."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ntm_desktop.domain.clocks import moment_text
from ntm_desktop.services import receipts
from ntm_desktop.services.workspace import Workspace
from ui import style
from ui.context import AppContext
from ui.dialogs.confirm_code_dialog import ask_code
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.views.exchange_view.words import DELIVERY_STATES, KINDS, UnitNames, delivery_text
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import button, section_header


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One package at one receiver, as the list shows it."""

    key: str
    serial: int
    at: int
    when: str
    to: str
    content: str
    state: str
    text: str


class Deliveries(QWidget):
    """Every package sent and what its receivers said of it, the latest first."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.confirm = button("Ghi mã xác nhận…", self._confirm)
        columns: tuple[Column[DeliveryRow], ...] = (
            Column("Gói số", lambda one: str(one.serial), lambda one: one.serial, width=72),
            Column("Nơi nhận", lambda one: one.to, width=0, tooltip=lambda one: one.to),
            Column(
                "Tình trạng",
                lambda one: one.text,
                state=lambda one: DELIVERY_STATES[one.state],
                tooltip=lambda one: one.text,
                width=270,
            ),
            Column("Gửi lúc", lambda one: one.when, lambda one: one.at, width=140),
            Column("Nội dung", lambda one: one.content, width=220),
        )
        self.table = RecordTable(columns, "Các gói đã gửi")
        self.table.set_empty(
            EmptyState("Chưa gửi gói nào", "Gói đã gửi và tình trạng ở nơi nhận hiện ở đây.")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(section_header("Các gói đã gửi", self.confirm))
        column.addWidget(self.table, 1)

    def reload(self, names: UnitNames) -> None:
        """Show the packages of now."""
        rows = delivery_rows(self._context.workspace, names)
        self.table.set_rows(rows)
        self.confirm.setEnabled(any(one.state == "sent" for one in rows))

    def _confirm(self) -> None:
        """Note a code that was read out."""
        workspace = self._context.workspace
        found = ask_code(self, lambda code: receipts.confirm_by_code(workspace, code))
        if found is not None:
            self.reload(UnitNames(workspace))
            self._context.status_said.emit(f"Gói số {found.serial}: đã nhận.")


def delivery_rows(workspace: Workspace, names: UnitNames) -> tuple[DeliveryRow, ...]:
    """Return what was sent; a package whose receiver lacks something names the lost numbers."""
    found = receipts.deliveries(workspace)
    now = workspace.clock()
    rows = []
    for one in found:
        lost = sorted(
            other.serial
            for other in found
            if other.unit == one.unit and other.state == "sent" and other.serial < one.serial
        )
        rows.append(
            DeliveryRow(
                key=f"{one.package} {one.unit} {one.device}",
                serial=one.serial,
                at=one.at,
                when=moment_text(one.at, now),
                to=names.receiver(one.unit),
                content=f"{KINDS.get(one.kind, one.kind)}, {one.changes} thay đổi",
                state=one.state,
                text=delivery_text(one, now, tuple(lost)),
            )
        )
    return tuple(rows)
