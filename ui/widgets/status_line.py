"""The honest line at the foot of the window: what is saved, backed up, unsent, to be settled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from ui import style
from ui.widgets.page import label

SAID_MS = 8000


@dataclass(frozen=True, slots=True)
class StatusPart:
    """One known fact; `act` is what a click does. What is not known is not shown."""

    text: str
    icon: str
    token: str
    act: Callable[[], object]
    explanation: str = ""


class StatusLine(QWidget):
    """Facts on the left, the last thing said on the right with one action."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Trạng thái")
        self._parts = QHBoxLayout()
        self._parts.setSpacing(style.TINY)
        self._said = label("", "small")
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.action = QPushButton()
        self.action.setProperty("kind", "link")
        self.action.clicked.connect(self._act)
        self.action.hide()
        self._on_action: Callable[[], object] | None = None
        self._timer = QTimer(self, singleShot=True, interval=SAID_MS)
        self._timer.timeout.connect(self.hush)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.MEDIUM, 3, style.MEDIUM, 3)
        row.setSpacing(style.SMALL)
        row.addLayout(self._parts)
        row.addStretch(1)
        row.addWidget(self._said)
        row.addWidget(self.action)
        self.setFixedHeight(style.row_height() + 2)

    def set_parts(self, parts: Sequence[StatusPart]) -> None:
        """Show other facts."""
        while self._parts.count():
            item = self._parts.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for part in parts:
            self._parts.addWidget(_part_button(part))

    def texts(self) -> list[str]:
        """Return the facts that are shown."""
        items = [self._parts.itemAt(place) for place in range(self._parts.count())]
        found = [item.widget() for item in items if item is not None]
        return [widget.text() for widget in found if isinstance(widget, QToolButton)]

    def say(
        self, text: str, action: str = "", on_action: Callable[[], object] | None = None
    ) -> None:
        """Show a short sentence for some seconds, with one action."""
        self._said.setText(text)
        self._said.setToolTip(text)
        self._on_action = on_action
        self.action.setText(action)
        self.action.setAccessibleName(action)
        self.action.setVisible(bool(action))
        self._timer.start()

    def said(self) -> str:
        """Return the sentence that is shown."""
        return self._said.text()

    def hush(self) -> None:
        """Take the sentence away."""
        self._said.clear()
        self.action.hide()

    def _act(self) -> None:
        """Do what the action says."""
        self.hush()
        if self._on_action is not None:
            self._on_action()


def _part_button(part: StatusPart) -> QToolButton:
    """Return the button of one fact."""
    made = QToolButton()
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    made.setText(part.text)
    style.put_icon(made, part.icon, part.token)
    made.setAccessibleName(part.text)
    made.setToolTip(part.explanation or part.text)
    made.clicked.connect(lambda: part.act())
    return made
