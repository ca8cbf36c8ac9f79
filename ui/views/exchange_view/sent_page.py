"""The page "Tệp vừa tạo": the file, its number and mark, a mail ready to be pasted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ntm_desktop.services.exchange import Sent
from ntm_desktop.services.workspace import Workspace
from ui import notices, style
from ui.dialogs import file_choice
from ui.views.exchange_view.words import mail_text, sent_text
from ui.widgets.page import button, label

RECEIPT_MAIL = (
    "Kính gửi: {receiver}\n\n{office} gửi biên nhận các gói đã nhận. Tệp kèm theo: {name}.\n"
    "Mở NTM Desktop, vào “Gửi · Nhận” rồi thả tệp vào ô nhận."
)
NEXT = (
    "Việc còn lại: dán lời thư vào thư điện tử, đính kèm tệp rồi gửi. Chương trình không tự gửi "
    "thư. Khi nơi nhận gửi lại biên nhận hoặc đọc mã xác nhận, tình trạng ở trang “Gửi, nhận” đổi "
    "thành “Đã nhận”."
)


class SentPage(QWidget):
    """What was just made, in the order a person needs it: copy the mail, open the folder."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = Path()
        self.title = label("", "section", wrap=True)
        self.facts = label("", "strong", wrap=True)
        self.place = label("", "small", wrap=True)
        self.lock = label("", "strong", wrap=True)
        self.lock.hide()
        for one in (self.facts, self.place, self.lock):
            one.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.mail = QPlainTextEdit()
        self.mail.setAccessibleName("Lời thư kèm tệp")
        self.mail.setTabChangesFocus(True)
        self.copy = button("Chép lời thư", self._copy, icon="copy", kind="primary")
        self.open_folder = button(
            "Mở thư mục", lambda: file_choice.open_path(self._path.parent), icon="open"
        )
        self._lay_out()

    def _lay_out(self) -> None:
        """Place the facts above the mail."""
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        row.addWidget(self.copy)
        row.addWidget(self.open_folder)
        row.addStretch(1)
        caption = label("Lời thư kèm tệp (sửa được trước khi chép)", "small")
        caption.setBuddy(self.mail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.MEDIUM, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(self.title)
        column.addWidget(self.facts)
        column.addWidget(self.place)
        column.addWidget(self.lock)
        column.addWidget(caption)
        column.addWidget(self.mail, 1)
        column.addLayout(row)
        column.addWidget(label(NEXT, "small", wrap=True))

    def show_sent(
        self, workspace: Workspace, sent: Sent, receiver: str, password: str = ""
    ) -> None:
        """Show what was made for whom; a password is shown once, never in the mail."""
        self._path = sent.files[0]
        names = ", ".join(path.name for path in sent.files)
        is_receipt = sent.kind == "receipt"
        self.title.setText(f"{'Biên nhận' if is_receipt else 'Dữ liệu'} gửi {receiver}")
        self.facts.setText(f"{names}\n{sent_text(sent)}")
        self.lock.setText(f"Mật khẩu của tệp, đọc qua điện thoại: {password}")
        self.lock.setVisible(bool(password))
        self.place.setText(f"Trong thư mục {self._path.parent}")
        office = workspace.unit.name
        receipt = RECEIPT_MAIL.format(receiver=receiver, office=office, name=names)
        self.mail.setPlainText(receipt if is_receipt else mail_text(workspace, sent, receiver))

    def _copy(self) -> None:
        """Copy the mail as it stands now."""
        QGuiApplication.clipboard().setText(self.mail.toPlainText())
        notices.say("Đã chép lời thư.")
