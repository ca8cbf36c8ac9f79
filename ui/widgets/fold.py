"""A part of a screen under a heading that folds it away; the heading says how much is inside."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui import style
from ui.widgets.page import label


class Fold(QWidget):
    """A heading (Space or Enter folds it) over `content`; `set_note` shows a count beside it."""

    def __init__(
        self,
        title: str,
        content: QWidget,
        *actions: QWidget,
        is_open: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.content = content
        self._title = title
        self.header = QToolButton()
        self.header.setProperty("kind", "fold")
        self.header.setText(title)
        self.header.setIconSize(QSize(style.ICON, style.ICON))
        self.header.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.header.setCheckable(False)
        self.header.clicked.connect(lambda: self.set_open(not self.is_open()))
        self._note = label("", "small")
        self._lay_out(actions)
        self.set_open(is_open)

    def _lay_out(self, actions: tuple[QWidget, ...]) -> None:
        """Place the heading with its note and actions over the content."""
        row = QHBoxLayout()
        row.setContentsMargins(-style.SMALL, 0, 0, 0)  # the sign stands over the content's edge
        row.setSpacing(style.SMALL)
        row.addWidget(self.header)
        row.addWidget(self._note)
        row.addStretch(1)
        for action in actions:
            row.addWidget(action)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.TINY)
        column.addLayout(row)
        column.addWidget(self.content)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def set_note(self, note: str) -> None:
        """Show a quiet note beside the title ("12 người")."""
        self._note.setText(note)
        self._tell()

    def note(self) -> str:
        """Return the note that is shown."""
        return self._note.text()

    def is_open(self) -> bool:
        """Say whether the content is shown."""
        return not self.content.isHidden()

    def set_open(self, is_open: bool) -> None:
        """Show the content or fold it away."""
        self.content.setVisible(is_open)
        self.header.setIcon(style.icon("chevron" if is_open else "chevron_right"))
        self._tell()

    def _tell(self) -> None:
        """Tell screen readers what the heading is and whether it is open."""
        state = "đang mở" if self.is_open() else "đang gấp"
        parts = [self._title, self._note.text(), state]
        self.header.setAccessibleName(", ".join(part for part in parts if part))
        self.header.setToolTip("Gấp lại" if self.is_open() else "Mở ra")
