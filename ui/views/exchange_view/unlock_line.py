"""A locked file: the field for its password and the button that opens it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui import style
from ui.widgets.page import button


class UnlockLine(QWidget):
    """`opened` carries what was typed; Enter in the field is the button."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setAccessibleName("Mật khẩu của tệp này")
        self.field.setPlaceholderText("Mật khẩu bên gửi đọc qua điện thoại")
        self.act = button("Mở bằng mật khẩu", self._open, icon="lock")
        self.field.returnPressed.connect(self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.SMALL)
        row.addWidget(self.field, 1)
        row.addWidget(self.act)

    def _open(self) -> None:
        """Hand over what was typed, if anything."""
        typed = self.field.text().strip()
        if typed:
            self.field.selectAll()  # a wrong one stays to be put right
            self.opened.emit(typed)
