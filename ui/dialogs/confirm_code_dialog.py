"""Asks for the 8 digits a receiver reads out, and notes that its package arrived."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ntm_desktop.errors import UserError
from ntm_desktop.services.receipts import Delivery
from ui import style
from ui.widgets.page import button, label
from ui.widgets.told_refusal import try_and_tell

WIDTH = 460
WHY = (
    "Nơi nhận thấy mã này ngay sau khi nhận tệp và đọc qua điện thoại hoặc Zalo. Ghi đúng mã thì "
    "gói được ghi là đã nhận; tệp biên nhận gửi sau vẫn dùng được."
)


class ConfirmCodeDialog(QDialog):
    """One field; a code that fits no package is refused under it and stays as typed."""

    def __init__(self, confirm: Callable[[str], Delivery], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Ghi mã xác nhận")
        self.setFixedWidth(WIDTH)
        self._confirm = confirm
        self.delivery: Delivery | None = None
        self.code = QLineEdit()
        self.code.setAccessibleName("Mã xác nhận 8 chữ số")
        self.code.setPlaceholderText("ví dụ 1234 5678")
        self.refusal = label("", "error", wrap=True)
        self.act = button("Ghi là đã nhận", self._try, kind="primary")
        self.act.setDefault(True)
        caption = label("Mã xác nhận (8 chữ số)", "small")
        caption.setBuddy(self.code)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("Để sau", self.reject))
        row.addWidget(self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.HUGE, style.HUGE, style.LARGE)
        column.setSpacing(style.MEDIUM)
        column.addWidget(label(WHY, wrap=True))
        column.addWidget(caption)
        column.addWidget(self.code)
        column.addWidget(self.refusal)
        column.addLayout(row)
        self.refusal.hide()
        self._column = column
        self._fit()

    def _fit(self) -> None:
        """Be as high as the wrapped sentences need."""
        self._column.activate()
        self.setFixedHeight(self._column.totalHeightForWidth(WIDTH))

    def _try(self) -> None:
        """Note the package as received, or say why not."""
        self.delivery = try_and_tell(lambda: self._confirm(self.code.text()), self._refuse)
        if self.delivery is not None:
            self.accept()

    def _refuse(self, error: UserError) -> None:
        """Show a refusal under the field."""
        self.refusal.setText(f"{error} {error.hint}".strip())
        self.refusal.show()
        self._fit()
        self.code.setFocus()
        self.code.selectAll()


def ask_code(parent: QWidget, confirm: Callable[[str], Delivery]) -> Delivery | None:
    """Return the package whose code was read out and noted, None where nothing was."""
    dialog = ConfirmCodeDialog(confirm, parent)
    dialog.exec()
    dialog.deleteLater()
    return dialog.delivery
