"""A list of what is doubtful or missing; Enter or a click jumps to the place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui import style

_SIGNS = {"error": ("not_met", "bad"), "warning": ("warning", "warn"), "info": ("info", "info")}
_ISSUE = Qt.ItemDataRole.UserRole


class IssueList(QListWidget):
    """Shows objects with `severity`, `where` and `text`; `issue_chosen` carries the object."""

    issue_chosen = Signal(object)

    def __init__(self, name: str = "Cần xem lại", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setProperty("kind", "plain")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(lambda item: self.issue_chosen.emit(item.data(_ISSUE)))
        self.itemClicked.connect(lambda item: self.issue_chosen.emit(item.data(_ISSUE)))

    def set_issues(self, issues: Iterable[Any]) -> None:
        """Show other issues."""
        self.clear()
        for issue in issues:
            severity = str(getattr(issue.severity, "value", issue.severity))
            icon, token = _SIGNS.get(severity, _SIGNS["warning"])
            item = QListWidgetItem(style.icon(icon, token), str(issue.text))
            item.setData(_ISSUE, issue)
            item.setToolTip(str(issue.text))
            self.addItem(item)
