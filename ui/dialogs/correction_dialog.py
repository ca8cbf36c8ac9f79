"""Puts a kept amount right by one more entry: what it should be, why, and on which day."""

from __future__ import annotations

import datetime

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ntm_desktop.domain.dates import parse_date
from ntm_desktop.domain.numbers import format_money, parse_money
from ntm_desktop.errors import UserError
from ui import style
from ui.dialogs.amount_dialog import clear_amount
from ui.widgets.amount_box import WordedMoneyEdit
from ui.widgets.date_edit import DateEdit
from ui.widgets.page import button, label
from ui.widgets.told_refusal import try_and_tell

EXPLANATION = (
    "Dòng cũ được giữ nguyên; thêm một dòng điều chỉnh bằng số chênh lệch, có lý do. "
    "Tổng cộng đúng mà sổ vẫn cho thấy cả hai."
)


class CorrectionDialog(QDialog):
    """The right amount, the reason and the day; the button works once amount and reason are in."""

    def __init__(self, now: int, today: datetime.date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.amount = 0
        self.day: datetime.date | None = None
        self.setWindowTitle("Điều chỉnh dòng vốn")
        self.setMinimumWidth(style.scaled(460))
        self.edit = WordedMoneyEdit("million")
        self.edit.edit.setAccessibleName("Số tiền đúng, triệu đồng")
        self.date = DateEdit(today)
        self.date.setAccessibleName("Ngày điều chỉnh")
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName("Lý do điều chỉnh")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(3 * style.row_height())
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.act = button("Ghi dòng điều chỉnh", self._take, kind="primary")
        self.act.setDefault(True)
        self._lay_out(now)
        self.edit.edit.textChanged.connect(self._allow)
        self.reason.textChanged.connect(self._allow)
        self._allow()

    def _lay_out(self, now: int) -> None:
        """Place the fields one below the other."""
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.HUGE, style.HUGE, style.LARGE)
        column.setSpacing(style.SMALL)
        column.addWidget(label(f"Số đang có: {format_money(now)}", "section", wrap=True))
        column.addWidget(label(EXPLANATION, "muted", wrap=True))
        for name, editor in (
            ("Số tiền đúng (triệu đồng) *", self.edit),
            ("Lý do *", self.reason),
            ("Ngày (để trống: ngày của dòng cũ)", self.date),
        ):
            shown = label(name, "small")
            shown.setBuddy(editor)
            column.addWidget(shown)
            column.addWidget(editor)
        column.addWidget(self.error)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("Để nguyên", self.reject))
        foot.addWidget(self.act)
        column.addLayout(foot)

    def _allow(self) -> None:
        """Allow the button once there are an amount and a reason."""
        has_reason = bool(self.reason.toPlainText().strip())
        self.act.setEnabled(bool(self.edit.text().strip()) and has_reason)

    def reason_text(self) -> str:
        """Return the reason typed."""
        return self.reason.toPlainText().strip()

    def _take(self) -> None:
        """Take what was typed; what is not understood is said here."""
        if try_and_tell(self._read, self._refuse):
            self.accept()

    def _read(self) -> bool:
        """Read amount and day; raise `InputError` where one is not understood."""
        self.amount = parse_money(clear_amount(self, self.edit.text(), "million"))
        typed = self.date.text()
        self.day = parse_date(typed) if typed.strip() else None
        return True

    def _refuse(self, error: UserError) -> None:
        """Say why nothing can be kept yet."""
        self.error.setText(f"{error} {error.hint}".strip())
        self.error.show()
