"""What was sent to whom and where it stands there; a code read out by phone is noted here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ntm_desktop.domain.clocks import moment_text
from ntm_desktop.services import receipts
from ntm_desktop.services.receipts import Delivery
from ntm_desktop.services.workspace import Workspace
from ui import notices, style
from ui.context import AppContext
from ui.dialogs.confirm_code_dialog import ask_code
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.views.exchange_view.words import (
    ACCEPTED_MEANS,
    DELIVERY_STATES,
    KINDS,
    UnitNames,
    delivery_text,
)
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import button, section_header
from ui.widgets.record_form import CalmComboBox

EVERY = "*"
LEAST_LETTERS = 12  # of a receiver that are shown also in a narrow window
_PART = re.compile(r"_phan-([0-9]+)-([0-9]+)")


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One package at one receiver, as the list shows it."""

    key: str
    unit: str
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
        self._rows: tuple[DeliveryRow, ...] = ()
        self.confirm = button("Ghi mã xác nhận…", self._confirm)
        self.remind = button("Chép lời nhắc", self._remind, icon="copy")
        self.remind.setToolTip("Chép lời nhắn hỏi nơi nhận về các gói chưa có biên nhận")
        self.receiver = CalmComboBox()
        self.receiver.setAccessibleName("Xem gói đã gửi cho")
        self.receiver.setSizeAdjustPolicy(
            CalmComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.receiver.setMinimumContentsLength(LEAST_LETTERS)
        self.receiver.currentIndexChanged.connect(lambda _: self._show())
        columns: tuple[Column[DeliveryRow], ...] = (
            Column("Gói số", lambda one: str(one.serial), lambda one: one.serial, width=72),
            Column("Nơi nhận", lambda one: one.to, width=0, tooltip=lambda one: one.to),
            Column(
                "Tình trạng",
                lambda one: one.text,
                state=lambda one: DELIVERY_STATES[one.state],
                tooltip=lambda one: ACCEPTED_MEANS if one.state == "received" else one.text,
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
        acts = (self.receiver, self.remind, self.confirm)
        column.addWidget(section_header("Các gói đã gửi", *acts))
        column.addWidget(self.table, 1)

    def in_order(self) -> list[QWidget]:
        """Return what takes the keyboard here, from top to bottom."""
        return [self.receiver, self.remind, self.confirm, self.table.view]

    def reload(self, names: UnitNames) -> None:
        """Show the packages of now, and how many of each receiver wait to be confirmed."""
        self._rows = delivery_rows(self._context.workspace, names)
        waiting = {unit: len(rows) for unit, rows in unconfirmed(self._rows).items()}
        receivers = dict(sorted({one.unit: one.to for one in self._rows}.items()))
        choices = [(EVERY, "Mọi nơi nhận")]
        for unit, name in receivers.items():
            count = waiting.get(unit, 0)
            choices.append((unit, f"{name} ({count} chưa xác nhận)" if count else name))
        self.receiver.offer(choices)
        self.receiver.setVisible(len(receivers) > 1)
        self.confirm.setEnabled(bool(waiting))
        self._show()

    def _show(self) -> None:
        """Show the packages of the chosen receiver."""
        chosen = self.receiver.currentData()
        rows = [one for one in self._rows if chosen in (EVERY, None, one.unit)]
        self.table.set_rows(rows)
        self.remind.setEnabled(any(one.state == "sent" and one.unit for one in rows))

    def _remind(self) -> None:
        """Copy the message that asks the receiver of the shown packages about them."""
        row: DeliveryRow | None = self.table.current_row()
        waiting = unconfirmed(self.table.model.rows)
        unit = row.unit if row is not None and row.unit in waiting else next(iter(waiting))
        text = reminder(self._context.workspace, waiting[unit])
        QGuiApplication.clipboard().setText(text)
        notices.say(f"Đã chép lời nhắc gửi {waiting[unit][0].to}.")

    def _confirm(self) -> None:
        """Note a code that was read out."""
        workspace = self._context.workspace
        found = ask_code(self, lambda code: receipts.confirm_by_code(workspace, code))
        if found is not None:
            self.reload(UnitNames(workspace))
            self._context.status_said.emit(f"Gói số {found.serial}: đã nhận.")


def unconfirmed(rows: Sequence[DeliveryRow]) -> dict[str, list[DeliveryRow]]:
    """Return unit → the packages it was sent and did not confirm, the latest first."""
    found: dict[str, list[DeliveryRow]] = {}
    for one in rows:
        if one.state == "sent" and one.unit:
            found.setdefault(one.unit, []).append(one)
    return found


def reminder(workspace: Workspace, waiting: Sequence[DeliveryRow]) -> str:
    """Return the message that asks one receiver about packages it did not confirm."""
    office, latest = workspace.unit.name, waiting[0]
    numbers = ", ".join(str(one) for one in sorted({one.serial for one in waiting}))
    return (
        f"Kính gửi: {latest.to}\n\n"
        f"{office} đã gửi gói dữ liệu số {numbers} (lần gần nhất {latest.when}) nhưng chưa có biên "
        "nhận. Đề nghị cho biết đã nhận được chưa: nếu đã nhận, gửi lại biên nhận hoặc đọc mã xác "
        f"nhận 8 chữ số; nếu chưa, {office} sẽ gửi lại."
    )


def content_of(one: Delivery) -> str:
    """Return what a package holds, with the part of its export it is."""
    told = KINDS.get(one.kind, one.kind)
    if one.kind != "attachments":
        told += f", {one.changes} thay đổi"
    part = _PART.search(one.file)
    return f"{told} (phần {part[1]}/{part[2]})" if part else told


def _latest(found: Sequence[Delivery]) -> list[Delivery]:
    """Return one line a computer that received a package: an id renewed there is no second one."""
    kept: dict[tuple[str, str, str], Delivery] = {}
    for one in found:
        place = (one.package, one.unit, one.device)
        if place not in kept or kept[place].answered < one.answered:
            kept[place] = one
    return list(kept.values())


def delivery_rows(workspace: Workspace, names: UnitNames) -> tuple[DeliveryRow, ...]:
    """Return what was sent; a package whose receiver lacks something names the lost numbers."""
    found = _latest(receipts.deliveries(workspace))
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
                unit=one.unit,
                serial=one.serial,
                at=one.at,
                when=moment_text(one.at, now),
                to=names.receiver(one.unit),
                content=content_of(one),
                state=one.state,
                text=delivery_text(one, now, tuple(lost)),
            )
        )
    return tuple(rows)
