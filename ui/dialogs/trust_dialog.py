"""Asks a person to compare the fingerprint of an unknown computer by phone before it is trusted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from ui import style
from ui.widgets.page import button, card, label

WIDTH = 520
WHY = (
    "Máy này gửi tệp đến lần đầu. Gọi điện đối chiếu mã này: người gửi mở màn hình "
    "“Gửi · Nhận” và đọc mã của máy họ; hai bên phải khớp cả 16 chữ số."
)
CAUTION = "Gọi theo số điện thoại đã biết từ trước, không dùng số ghi trong thư kèm tệp."
MISMATCH = "Nếu có một chữ số khác, không nhận tệp: tệp có thể không do đơn vị này lập."


class TrustDialog(QDialog):
    """Who sent the file and the 16 digits; the button works once the person says they agree."""

    def __init__(
        self,
        unit_name: str,
        device: str,
        fingerprint: str,
        relation: tuple[str, bool] = ("", True),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Đối chiếu mã máy gửi")
        self.setFixedWidth(WIDTH)
        self.agreed = QCheckBox("Đã gọi điện, hai bên đọc khớp cả 16 chữ số")
        self.act = button("Xác nhận máy này", self.accept, kind="primary")
        self.act.setEnabled(False)
        self.act.setDefault(True)
        self.agreed.toggled.connect(self.act.setEnabled)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.HUGE, style.HUGE, style.LARGE)
        column.setSpacing(style.MEDIUM)
        column.addWidget(label("Có đúng là máy của đơn vị này không?", "section", wrap=True))
        column.addLayout(_facts(unit_name, device, *relation))
        column.addWidget(label(WHY, wrap=True))
        column.addWidget(_digits(fingerprint))
        column.addWidget(label(f"{CAUTION} {MISMATCH}", "small", wrap=True))
        column.addWidget(self.agreed)
        column.addLayout(self._buttons())
        self.resize(WIDTH, column.totalHeightForWidth(WIDTH))
        self.agreed.setFocus()

    def _buttons(self) -> QHBoxLayout:
        """Return the row of the two answers."""
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("Chưa xác nhận", self.reject))
        row.addWidget(self.act)
        return row


def _facts(unit_name: str, device: str, relation: str, is_expected: bool) -> QFormLayout:
    """Return what the file says about its sender, and what that unit is to this office."""
    form = QFormLayout()
    form.setHorizontalSpacing(style.LARGE)
    form.setVerticalSpacing(style.TINY)
    form.addRow(label("Đơn vị ghi trong tệp", "muted"), label(unit_name, "strong", wrap=True))
    form.addRow(label("Tên máy", "muted"), label(device or "không ghi", wrap=True))
    if relation:
        kind = "" if is_expected else "warning"
        form.addRow(label("Là", "muted"), label(relation, kind, wrap=True))
    return form


def _digits(fingerprint: str) -> QWidget:
    """Return the fingerprint as four groups of four digits, large enough to read aloud."""
    grid = QGridLayout()
    grid.setSpacing(style.MEDIUM)
    for place, group in enumerate(groups_of_four(fingerprint)):
        shown = label(" ".join(group), "title")
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        grid.addWidget(shown, 0, place)
    made = card(grid)
    made.setAccessibleName(f"Mã máy gửi {fingerprint}")
    return made


def groups_of_four(fingerprint: str) -> Sequence[str]:
    """Return the groups of a fingerprint "1234-5678-9012-3456"."""
    return fingerprint.split("-")


def ask_trust(
    parent: QWidget,
    unit_name: str,
    device: str,
    fingerprint: str,
    relation: tuple[str, bool] = ("", True),
) -> bool:
    """Say whether a person confirmed the fingerprint by phone.

    `relation` says what the unit is to this office, and whether packages of it are to be expected.
    """
    dialog = TrustDialog(unit_name, device, fingerprint, relation, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return accepted
