"""Asks on which day a work reached a step; no day is ever filled in by itself."""

from __future__ import annotations

import datetime

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.dates import parse_date
from ntm_desktop.errors import UserError
from ui import style
from ui.widgets.date_edit import DateEdit
from ui.widgets.page import button, label
from ui.widgets.told_refusal import try_and_tell

WHY = "Ghi ngày trên văn bản, biên bản. Chưa rõ thì để trống, ghi sau ở phiếu công trình."


class StepDialog(QDialog):
    """One date, empty at first; Enter takes what is typed. `day` is None where none is known."""

    def __init__(
        self, state: str, label_text: str, today: datetime.date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.day: datetime.date | None = None
        self.setWindowTitle("Ghi bước của công trình")
        self.setMinimumWidth(style.scaled(420))
        self.date = DateEdit(today)
        self.date.setAccessibleName(label_text)
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.act = button("", self.take, kind="primary")
        self.act.setDefault(True)
        named = label(label_text, "small")
        named.setBuddy(self.date)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("Để nguyên", self.reject))
        foot.addWidget(self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.HUGE, style.HUGE, style.LARGE)
        column.setSpacing(style.SMALL)
        column.addWidget(label(f"Chuyển sang “{state}”", "section"))
        column.addWidget(label(WHY, "small", wrap=True))
        column.addWidget(named)
        column.addWidget(self.date)
        column.addWidget(self.error)
        column.addLayout(foot)
        self.date.textChanged.connect(self._name_act)
        self._name_act()
        self.date.setFocus()

    def _name_act(self) -> None:
        """Say on the button whether a day goes with the step."""
        self.act.setText("Ghi, có ngày" if self.date.text().strip() else "Ghi, chưa có ngày")
        self.error.hide()

    def take(self) -> None:
        """Take the day that is typed, or none; say what is wrong with one that is no day."""
        typed = self.date.text().strip()
        if typed:
            self.day = try_and_tell(lambda: parse_date(typed), self._tell)
            if self.day is None:
                return
        self.accept()

    def _tell(self, error: UserError) -> None:
        """Show why a text is no day."""
        self.error.setText(f"{error} {error.hint}".strip())
        self.error.show()
        self.date.setFocus()


def ask_day(
    parent: QWidget | None, state: str, label_text: str, today: datetime.date
) -> tuple[bool, datetime.date | None]:
    """Return whether the step is to be kept, and its day where one is known."""
    dialog = StepDialog(state, label_text, today, parent)
    taken = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return taken, dialog.day
