"""One sentence above the content: what happened, what to do, and one action."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import style

_SIGNS = {
    "info": ("info", "info"),
    "good": ("check", "accent"),
    "warn": ("warning", "warn"),
    "bad": ("warning", "bad"),
}


class NoticeBar(QFrame):
    """A coloured bar with a sign, hidden until `show_notice`; ✕ puts it away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = QLabel()
        self._message = QLabel()
        self._hint = QLabel()
        self.action = QPushButton()
        self.action.setProperty("kind", "link")
        self.action.clicked.connect(self._act)
        self._on_action: Callable[[], object] | None = None
        self._close = QPushButton()
        self._close.setProperty("kind", "tool")
        self._close.setAccessibleName("Đóng thông báo")
        self._close.setToolTip("Đóng thông báo")
        self._close.clicked.connect(self.hide)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        """Place sign, sentence and buttons."""
        for shown in (self._message, self._hint):
            shown.setWordWrap(True)
            shown.setTextFormat(Qt.TextFormat.PlainText)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._message)
        words.addWidget(self._hint)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(style.MEDIUM, style.SMALL, style.SMALL, style.SMALL)
        row.setSpacing(style.SMALL)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)

    def show_notice(
        self,
        message: str,
        hint: str = "",
        *,
        kind: str = "info",
        action: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        """Show a sentence; `kind` is info, good, warn or bad; the old one goes away."""
        icon, token = _SIGNS[kind]
        self._sign.setPixmap(style.pixmap(icon, token, ratio=self.devicePixelRatioF()))
        self._close.setIcon(style.icon("close"))
        self._message.setText(message)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        flag = Qt.AlignmentFlag.AlignTop if hint else Qt.AlignmentFlag.AlignVCenter
        for part in (self._sign, self.action, self._close):
            self._row.setAlignment(part, flag)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self._on_action = on_action
        self.setAccessibleName(f"{message} {hint}".strip())
        style.set_kind(self, f"notice_{kind}")
        self.show()

    @property
    def message(self) -> str:
        """Return the sentence that is shown."""
        return self._message.text()

    def _act(self) -> None:
        """Put the notice away and do what its action says."""
        self.hide()
        if self._on_action is not None:
            self._on_action()
