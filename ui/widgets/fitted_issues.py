"""A list of doubts as high as what it holds, so that a page is scrolled and not a list in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui import style
from ui.widgets.issue_list import IssueList


class FittedIssues(IssueList):
    """An `IssueList` that shows all it holds, or the first `most` and scrolls."""

    def __init__(self, name: str, *, most: int = 1000, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._most = most
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.fit)

    def set_issues(self, issues: Iterable[Any]) -> None:
        """Show other issues."""
        super().set_issues(issues)
        self.fit()
        self._timer.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again: another width breaks the sentences elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._timer.start()

    def fit(self) -> None:
        """Be as high as the lines that are to be seen."""
        rows = min(self.count(), self._most)
        policy = Qt.ScrollBarPolicy
        is_whole = rows == self.count()
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if is_whole else policy.ScrollBarAsNeeded
        )
        self.doItemsLayout()
        high = 0
        if rows:
            first, last = (
                self.visualItemRect(self.item(0)),
                self.visualItemRect(self.item(rows - 1)),
            )
            high = last.bottom() - first.top()
        self.setFixedHeight(high + style.TINY + 1)
