"""The page "Tệp vừa tạo": the files, their number and mark, a mail ready to be pasted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.services.exchange import own_fingerprint
from ntm_desktop.services.workspace import Workspace
from ui import notices, style
from ui.dialogs import file_choice
from ui.views.exchange_view.send_job import Made
from ui.views.exchange_view.words import mail_subject, mail_text, photos_text, sent_text, size_text
from ui.widgets.page import button, icon_button, label

RECEIPT_MAIL = (
    "Kính gửi: {receiver}\n\n{office} gửi biên nhận các gói đã nhận. Tệp kèm theo: {name}.\n"
    "Mở NTM Desktop, vào “Gửi · Nhận” rồi thả tệp vào ô nhận.\n"
    "Nếu máy nhận hỏi mã của máy gửi thì gọi điện đối chiếu: {mark}."
)
NEXT_OF_RECEIPT = (
    "Việc còn lại: dán tiêu đề và nội dung vào thư, đính kèm tệp rồi gửi. Biên nhận không cần trả "
    "lời."
)
NEXT = (
    "Việc còn lại: dán tiêu đề và nội dung vào thư, đính kèm tệp rồi gửi. Phần mềm không tự gửi "
    "thư. Khi nơi nhận gửi lại biên nhận hoặc đọc mã xác nhận, tình trạng ở trang “Gửi, nhận” đổi "
    "thành “Đã nhận”."
)
NAMES_SHOWN = 5


class SentPage(QWidget):
    """What was just made, in the order a person needs it: the mail, then its files."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: tuple[Path, ...] = ()
        self.title = label("", "section", wrap=True)
        self.facts = label("", "strong", wrap=True)
        self.photos = label("", "small", wrap=True)
        self.lock = label("", "strong", wrap=True)
        self.receiver = label("", wrap=True)
        self.subject = QLineEdit()
        self.subject.setAccessibleName("Tiêu đề thư")
        self.attached = label("", wrap=True)
        for one in (self.facts, self.lock, self.receiver, self.attached):
            one.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.mail = QPlainTextEdit()
        self.mail.setAccessibleName("Nội dung thư")
        self.mail.setTabChangesFocus(True)
        self.copy = button("Chép nội dung thư", self._copy, icon="copy", kind="primary")
        self.copy_subject = icon_button("copy", "Chép tiêu đề thư", self._copy_subject)
        self.copy_files = button("Chép các tệp", self._copy_files, icon="clip")
        self.copy_files.setToolTip("Chép rồi dán (Ctrl+V) vào thư, Zalo hoặc một thư mục khác")
        self.open_folder = button(
            "Mở thư mục", lambda: file_choice.open_path(self._files[0].parent), icon="open"
        )
        self.next = label(NEXT, "small", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        """Place the facts above the mail, what can be done with it below."""
        buttons = QHBoxLayout()
        buttons.setSpacing(style.SMALL)
        for one in (self.copy, self.copy_files, self.open_folder):
            buttons.addWidget(one)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.MEDIUM, 0, 0)
        column.setSpacing(style.SMALL)
        for line in (self.title, self.facts, self.photos, self.lock):
            column.addWidget(line)
        column.addLayout(self._head_of_mail())
        column.addWidget(self.mail, 1)
        column.addLayout(buttons)
        column.addWidget(self.next)

    def _head_of_mail(self) -> QGridLayout:
        """Return receiver, subject and attachments, as a mail shows them."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(style.LARGE)
        grid.setVerticalSpacing(style.TINY)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        rows = (("Gửi đến", self.receiver), ("Tiêu đề", self.subject), ("Đính kèm", self.attached))
        for place, (name, widget) in enumerate(rows):
            caption = label(name, "muted")
            caption.setBuddy(widget)
            grid.addWidget(caption, place, 0, Qt.AlignmentFlag.AlignVCenter if place == 1 else top)
            grid.addWidget(widget, place, 1)
        grid.addWidget(self.copy_subject, 1, 2)
        caption = label("Nội dung thư (sửa được trước khi chép)", "muted")
        caption.setBuddy(self.mail)
        grid.addWidget(caption, 3, 0, 1, 3)
        return grid

    def show_made(self, workspace: Workspace, made: Made, receiver: str) -> None:
        """Show what was made for whom; a password is shown once, never in the mail."""
        self._files, sent = made.files, made.sent
        is_receipt = sent.kind == "receipt"
        self.title.setText(f"{'Biên nhận' if is_receipt else 'Dữ liệu'} gửi {receiver}")
        self.facts.setText(sent_text(sent))
        _show(self.photos, photos_text(made.photos))
        told = f"Mật khẩu của tệp, đọc qua điện thoại: {made.password}" if made.password else ""
        _show(self.lock, told)
        self.receiver.setText(receiver)
        self.subject.setText(mail_subject(workspace, sent))
        self.subject.setCursorPosition(0)
        self.attached.setText(_attached_text(made.files))
        names = ", ".join(path.name for path in made.files)
        office = workspace.unit.name
        mark = own_fingerprint(workspace)
        receipt = RECEIPT_MAIL.format(receiver=receiver, office=office, name=names, mark=mark)
        self.next.setText(NEXT_OF_RECEIPT if is_receipt else NEXT)
        text = receipt if is_receipt else mail_text(workspace, sent, receiver, made.files)
        self.mail.setPlainText(text)

    def _copy(self) -> None:
        """Copy the mail as it stands now."""
        QGuiApplication.clipboard().setText(self.mail.toPlainText())
        notices.say("Đã chép nội dung thư.")

    def _copy_subject(self) -> None:
        """Copy the subject as it stands now."""
        QGuiApplication.clipboard().setText(self.subject.text())
        notices.say("Đã chép tiêu đề thư.")

    def _copy_files(self) -> None:
        """Copy the files themselves, to be pasted into a mail, a chat or a folder."""
        held = QMimeData()
        held.setUrls([QUrl.fromLocalFile(str(path)) for path in self._files])
        held.setText("\n".join(str(path) for path in self._files))
        QGuiApplication.clipboard().setMimeData(held)
        notices.say(f"Đã chép {len(self._files)} tệp: dán vào thư, Zalo hoặc thư mục khác.")


def _show(shown: QLabel, text: str) -> None:
    """Show a line, or nothing where it is empty."""
    shown.setText(text)
    shown.setVisible(bool(text))


def _attached_text(files: tuple[Path, ...]) -> str:
    """Return the names and sizes of files, and the folder they lie in."""
    lines = [f"{path.name} ({size_text(path.stat().st_size)})" for path in files[:NAMES_SHOWN]]
    if len(files) > NAMES_SHOWN:
        lines.append(f"và {len(files) - NAMES_SHOWN} tệp khác")
    return "\n".join([*lines, f"trong thư mục {files[0].parent}"])
