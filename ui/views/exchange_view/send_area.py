"""The area "Gửi dữ liệu": to whom, what the file would hold, which folder, one button."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.services import exchange
from ntm_desktop.services.recipients import Recipient, recipients
from ntm_desktop.services.workspace import Workspace
from ui import notices, style
from ui.dialogs import file_choice
from ui.views.exchange_view.words import UnitNames, content_text, recipient_text
from ui.widgets.page import button, clear_layout, icon_button, label

PURPOSE = "send"
NO_CODE = "Chưa ghi mã cơ quan nhận (Cài đặt › Cơ quan), nên tệp gửi cấp trên luôn là bản đầy đủ."


class SendArea(QFrame):
    """Where the record goes; the superior is chosen at first, so that one click sends."""

    def __init__(
        self, send: Callable[[Path, Recipient], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._send = send
        self._names: UnitNames | None = None
        self.choices: tuple[Recipient, ...] = ()
        self._group = QButtonGroup(self)
        self.receivers = QGridLayout()
        self.receivers.setHorizontalSpacing(style.MEDIUM)
        self.receivers.setVerticalSpacing(style.TINY)
        self.receivers.setColumnStretch(1, 1)
        self.news = label("", "small", wrap=True)
        self.mark = label("", "strong")
        self.mark.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.folder = QLineEdit()
        self.folder.setAccessibleName("Thư mục đặt tệp gửi đi")
        self.act = button(
            "Gửi dữ liệu", self.send, icon="send", kind="primary", shortcut="Ctrl+Shift+S"
        )
        self.copy_mark = icon_button("copy", "Chép mã máy này", self._copy_mark)
        self._lay_out()

    def _lay_out(self) -> None:
        """Place the receivers above the folder, the button and the mark below."""
        caption = label("Đặt tệp vào", "small")
        caption.setBuddy(self.folder)
        folder = QHBoxLayout()
        folder.setSpacing(style.SMALL)
        folder.addWidget(caption)
        folder.addWidget(self.folder, 1)
        folder.addWidget(button("Chọn…", self._choose))
        foot = QHBoxLayout()
        foot.setSpacing(style.SMALL)
        foot.addWidget(self.act)
        foot.addStretch(1)
        foot.addWidget(label("Mã máy này", "small"))
        foot.addWidget(self.mark)
        foot.addWidget(self.copy_mark)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.LARGE, style.MEDIUM, style.LARGE, style.MEDIUM)
        column.setSpacing(style.SMALL)
        column.addWidget(label("Gửi dữ liệu", "section"))
        column.addLayout(self.receivers)
        column.addWidget(self.news)
        column.addStretch(1)
        column.addLayout(folder)
        column.addLayout(foot)

    def show_office(self, workspace: Workspace, names: UnitNames) -> None:
        """Show to whom this office can send and what each would get."""
        self._names = names
        kept = self.chosen() if self.choices else None
        self.choices = recipients(workspace)
        self._show_choices(names, (kept.role, kept.unit) if kept else ("superior", None))
        count = exchange.unsent_changes(workspace)
        told = (
            f"{count} thay đổi chưa gửi nơi nào."
            if count
            else "Mọi thay đổi đã có trong tệp gửi đi."
        )
        self.news.setText(told if self.choices[0].unit else f"{told} {NO_CODE}")
        self.mark.setText(exchange.own_fingerprint(workspace))
        if not self.folder.text():
            self.folder.setText(str(file_choice.last_folder(PURPOSE)))

    def _show_choices(self, names: UnitNames, chosen: tuple[str, str | None]) -> None:
        """Show a line a receiver; what was chosen stays chosen."""
        for old in self._group.buttons():
            self._group.removeButton(old)
        clear_layout(self.receivers)
        for place, one in enumerate(self.choices):
            radio = QRadioButton(recipient_text(one, names))
            content = label(content_text(one), "small", wrap=True)
            radio.setAccessibleDescription(content.text())
            role, unit = chosen
            radio.setChecked(role == one.role and unit in (None, one.unit))
            self._group.addButton(radio, place)
            self.receivers.addWidget(radio, place, 0)
            self.receivers.addWidget(content, place, 1)
        if self._group.checkedButton() is None:
            self._group.button(0).setChecked(True)

    def chosen(self) -> Recipient:
        """Return to whom the next file goes."""
        return self.choices[max(self._group.checkedId(), 0)]

    def choose(self, role: str) -> None:
        """Choose the receiver of a role."""
        place = next(place for place, one in enumerate(self.choices) if one.role == role)
        self._group.button(place).setChecked(True)

    def send(self) -> None:
        """Write the file into the folder."""
        folder = Path(self.folder.text().strip() or file_choice.last_folder(PURPOSE))
        file_choice.remember_folder(PURPOSE, folder)
        self._send(folder, self.chosen())

    def _choose(self) -> None:
        """Ask for another folder, such as one on a USB stick."""
        found = file_choice.ask_folder(self, "Đặt tệp gửi đi vào", PURPOSE)
        if found is not None:
            self.folder.setText(str(found))

    def _copy_mark(self) -> None:
        """Copy the fingerprint."""
        QGuiApplication.clipboard().setText(self.mark.text())
        notices.say("Đã chép mã máy này.")
