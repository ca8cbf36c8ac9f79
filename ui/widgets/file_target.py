"""A frame that files of this computer can be dropped on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QWidget

from ui import style


class FileTarget(QFrame):
    """Hands dropped files to `take_files`; looks ready while files hover, as `kind` otherwise."""

    def __init__(self, kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._resting = kind
        self.setProperty("kind", kind)
        self.setAcceptDrops(True)

    def take_files(self, paths: list[Path]) -> None:
        """Do with the dropped files what this frame is for."""
        raise NotImplementedError

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files of this computer."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            style.set_kind(self, "drop_over")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look calm again."""
        del event
        style.set_kind(self, self._resting)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the dropped files over."""
        style.set_kind(self, self._resting)
        found = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if found:
            event.acceptProposedAction()
            self.take_files(found)
