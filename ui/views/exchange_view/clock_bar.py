"""The warning that this computer's clock is not believed, with the two answers to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ntm_desktop.domain.clocks import ClockDoubt
from ntm_desktop.services import clock
from ntm_desktop.services.workspace import Workspace
from ui import style
from ui.widgets.page import button, label


class ClockBar(QFrame):
    """Hidden while the clock may be right."""

    def __init__(
        self,
        is_right: Callable[[], None],
        is_wrong: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice_warn")
        sign = QLabel()
        sign.setPixmap(style.pixmap("warning", "warn", ratio=self.devicePixelRatioF()))
        self.text = label("", wrap=True)
        self.hint = label("", "small", wrap=True)
        self.right = button("Giờ máy đúng", is_right)
        self.wrong = button("Giờ máy sai", is_wrong)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.text)
        words.addWidget(self.hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.MEDIUM, style.SMALL, style.SMALL, style.SMALL)
        row.setSpacing(style.SMALL)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.right, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.wrong, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_clock(self, workspace: Workspace) -> None:
        """Show why the clock is doubted, or nothing."""
        found = clock.clock_warning(workspace)
        self.setVisible(found is not None)
        if found is not None:
            self.text.setText(found.text)
            self.hint.setText(found.hint)
            self.wrong.setVisible(found.doubt is not ClockDoubt.SAID)
            self.setAccessibleName(f"{found.text} {found.hint}")
