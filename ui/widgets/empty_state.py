"""What an empty screen says: what belongs here, why it helps, one action, and the sample."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import style
from ui.widgets.page import button, label

REASON_WIDTH = 460


class EmptyState(QWidget):
    """A calm block in the middle of an empty list or screen."""

    def __init__(
        self,
        title: str,
        why: str,
        *,
        icon: str = "",
        action: str = "",
        on_action: Callable[[], object] | None = None,
        second: str = "",
        on_second: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.HUGE, style.HUGE, style.HUGE)
        column.setSpacing(style.SMALL)
        column.addStretch(2)
        if icon:
            column.addWidget(self._picture(icon), 0, Qt.AlignmentFlag.AlignHCenter)
        heading = self.heading = label(title, "section", wrap=True)
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(heading)
        reason = label(why, "muted", wrap=True)
        reason.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        reason.setFixedSize(REASON_WIDTH, reason.heightForWidth(REASON_WIDTH))
        column.addWidget(reason, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(style.SMALL)
        column.addLayout(self._buttons(action, on_action, second, on_second))
        column.addStretch(3)

    def set_title(self, title: str) -> None:
        """Say something else in the heading."""
        self.heading.setText(title)

    def _picture(self, icon: str) -> QLabel:
        """Return the icon, twice its usual size."""
        picture = QLabel()
        ratio = self.devicePixelRatioF()
        picture.setPixmap(style.pixmap(icon, "faint", style.ICON * 2, ratio))
        return picture

    def _buttons(
        self,
        action: str,
        on_action: Callable[[], object] | None,
        second: str,
        on_second: Callable[[], object] | None,
    ) -> QHBoxLayout:
        """Return the row of one or two buttons."""
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        row.addStretch(1)
        if action:
            self.action = button(action, on_action, kind="primary")
            row.addWidget(self.action)
        if second:
            row.addWidget(button(second, on_second))
        row.addStretch(1)
        return row
