"""What may be chosen of a file to be sent: evidence or data only, size of a part, a password."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from ntm_desktop.services.sending import part_sizes, suggested_passphrase
from ui import style
from ui.views.exchange_view.words import size_text
from ui.widgets.fold import Fold
from ui.widgets.page import button, label
from ui.widgets.record_form import CalmComboBox

WAYS = {
    "mail20": "Gửi thư đến 20 MB",
    "mail25": "Gửi thư đến 25 MB",
    "large": "Gửi Zalo, USB",
}
TOLD_APART = "Báo mật khẩu cho nơi nhận qua điện thoại, không ghi trong thư."


class SendOptions(Fold):
    """Folded away at first: nothing here is needed for an ordinary sending."""

    def __init__(self, parent: QWidget | None = None) -> None:
        content = QWidget()
        super().__init__("Tùy chọn", content, is_open=False, parent=parent)
        self.evidence = QCheckBox("Kèm tệp minh chứng nơi nhận chưa có")
        self.evidence.setChecked(True)
        self.largest: QComboBox = CalmComboBox()
        self.largest.setAccessibleName("Cỡ lớn nhất của mỗi tệp")
        for name, size in part_sizes().items():
            self.largest.addItem(WAYS.get(name, f"mỗi tệp đến {size_text(size)}"), size)
        self.password = QLineEdit()
        self.password.setAccessibleName("Mật khẩu của tệp")
        self.password.setPlaceholderText("Không đặt mật khẩu")
        suggest = button("Gợi ý", lambda: self.password.setText(suggested_passphrase()))
        suggest.setAccessibleName("Gợi ý mật khẩu")
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(style.SMALL)
        grid.addWidget(self.evidence, 0, 0, 1, 2)
        grid.addWidget(self.largest, 0, 2)
        grid.addWidget(label("Mật khẩu", "small"), 1, 0)
        grid.addWidget(self.password, 1, 1)
        grid.addWidget(suggest, 1, 2)
        grid.addWidget(label(TOLD_APART, "small", wrap=True), 2, 0, 1, 3)
        grid.setColumnStretch(1, 1)

    @property
    def attachments(self) -> str:
        """Return which files of evidence go along, as `send_package` takes it."""
        return "all" if self.evidence.isChecked() else "none"

    @property
    def part(self) -> int:
        """Return how many bytes a part may have."""
        return int(self.largest.currentData())

    def take_password(self) -> str:
        """Return the password, and forget it: every sending is locked anew."""
        found = self.password.text().strip()
        self.password.clear()
        return found
