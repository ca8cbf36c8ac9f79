"""The area "Gửi dữ liệu": to whom, what the file would hold, which folder, one button."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.services import exchange
from ntm_desktop.services.lighter_photos import large_photos
from ntm_desktop.services.recipients import Recipient, recipients
from ntm_desktop.services.workspace import Workspace
from ui import notices, style
from ui.dialogs import file_choice
from ui.views.exchange_view.send_options import SendOptions
from ui.views.exchange_view.words import UnitNames, content_text, recipient_text, send_hints
from ui.widgets.page import button, clear_layout, icon_button, label
from ui.widgets.record_form import CalmComboBox

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
        self.choices: tuple[Recipient, ...] = ()
        self._group = QButtonGroup(self)
        self._workspace: Workspace | None = None
        self._group.idToggled.connect(lambda _, on: self._tell_files() if on else None)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(2)
        self.options = SendOptions()
        self.news = label("", "small", wrap=True)
        self.mark = label("", "strong")
        self.mark.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.folder = QLineEdit()
        self.folder.setAccessibleName("Thư mục đặt tệp gửi đi")
        self.choose_folder = button("Chọn…", self._choose)
        self.asked = label("", "warning", wrap=True)
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
        folder.addWidget(self.choose_folder)
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
        column.addLayout(self.lines)
        column.addWidget(self.news)
        column.addWidget(self.asked)
        column.addWidget(self.options)
        column.addStretch(1)
        column.addLayout(folder)
        column.addLayout(foot)

    def show_office(self, workspace: Workspace, names: UnitNames) -> None:
        """Show to whom this office can send and what each would get."""
        self._workspace = workspace
        found = recipients(workspace)
        if found != self.choices:
            kept = self.chosen() if self.choices else None
            self.choices = found
            self._show_choices(names, kept)
        count = exchange.unsent_changes(workspace)
        told = "Không có thay đổi mới từ lần gửi trước."
        if count:
            told = f"{count} thay đổi chưa có trong tệp nào đã gửi."
        self.news.setText(told if self.choices[0].unit else f"{told} {NO_CODE}")
        self.mark.setText(exchange.own_fingerprint(workspace))
        if not self.folder.text():
            self.folder.setText(str(file_choice.last_folder(PURPOSE)))
        self._tell_files()

    def _tell_files(self) -> None:
        """Show how much evidence the chosen receiver lacks."""
        if self._workspace is not None and self._group.checkedId() >= 0:
            files = exchange.files_to_send(self._workspace, self.chosen().units)
            self.options.show_files(files, large_photos(self._workspace, files))
            told = send_hints(files, len(exchange.open_conflicts(self._workspace)))
            self.asked.setText(told)
            self.asked.setVisible(bool(told))

    def in_order(self) -> list[QWidget]:
        """Return what takes the keyboard here, from top to bottom."""
        return [
            *self._group.buttons(),
            self.offices,
            *self.options.in_order(),
            self.folder,
            self.choose_folder,
            self.act,
            self.copy_mark,
        ]

    def _show_choices(self, names: UnitNames, kept: Recipient | None) -> None:
        """Show a line a receiver, one for all offices below; what was chosen stays chosen."""
        for old in self._group.buttons():
            self._group.removeButton(old)
        clear_layout(self.lines)
        self.offices = CalmComboBox()
        self.offices.setAccessibleName("Đơn vị nhận")
        self.offices.currentIndexChanged.connect(lambda _: self._tell_office())
        units = [place for place, one in enumerate(self.choices) if one.role == "unit"]
        for place, one in enumerate(self.choices):
            if one.role != "unit":
                self._add_line(place, QRadioButton(recipient_text(one, names)), content_text(one))
            elif place == units[0]:
                self._add_line(place, QRadioButton("Đơn vị đã gửi tệp đến:"), "")
                self.lines.addWidget(self.offices)
        for place in units:
            self.offices.addItem(recipient_text(self.choices[place], names), place)
        self._choose_again(kept)

    def _add_line(self, place: int, radio: QRadioButton, content: str) -> None:
        """Add one receiver with what it would get."""
        told = label(content, "small", wrap=True)
        told.setIndent(style.HUGE)
        radio.setAccessibleDescription(content)
        self._group.addButton(radio, place)
        self.lines.addWidget(radio)
        self.lines.addWidget(told)
        if self.choices[place].role == "unit":
            self._office_content = told

    def _tell_office(self) -> None:
        """Show what the chosen office would get, and take it as the receiver."""
        place = self.offices.currentData()
        if place is not None:
            self._office_content.setText(content_text(self.choices[place]))
            self._tell_files()

    def _choose_again(self, kept: Recipient | None) -> None:
        """Choose what was chosen before, else the first that has an address or is the superior."""
        places = {(one.role, one.unit): place for place, one in enumerate(self.choices)}
        place = places.get((kept.role, kept.unit), 0) if kept else 0
        if self.choices[place].role == "unit":
            self.offices.setCurrentIndex(self.offices.findData(place))
            place = min(at for at, one in enumerate(self.choices) if one.role == "unit")
        self._group.button(place).setChecked(True)

    def chosen(self) -> Recipient:
        """Return to whom the next file goes."""
        found = self.choices[max(self._group.checkedId(), 0)]
        return self.choices[self.offices.currentData()] if found.role == "unit" else found

    def choose(self, role: str) -> None:
        """Choose the receiver of a role, the first of the offices below."""
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
