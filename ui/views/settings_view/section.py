"""What the pages of "Cài đặt" have in common: a column under a heading that can be read again."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QVBoxLayout,
    QWidget,
)

from ui import style
from ui.context import AppContext

FORM_WIDTH = 760


class Section(QWidget):
    """A part of the settings: a column of content under a heading; `reload` reads it again."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, style.SMALL, style.LARGE)
        self.column.setSpacing(style.MEDIUM)

    def reload(self) -> None:
        """Show what is kept now."""

    def leave(self) -> None:
        """Keep what is typed."""

    def show_record(self, entity: str, key: str) -> None:
        """Show a record of the page, found by search; a page without a list shows itself."""

    def add(self, *contents: QWidget) -> None:
        """Add contents one below the other, no wider than lines can be read."""
        for content in contents:
            content.setMaximumWidth(FORM_WIDTH)
            self.column.addWidget(content)
