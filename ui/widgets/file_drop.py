"""A large area to drop files on, or to choose them with a button."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from ui import style
from ui.widgets.file_target import FileTarget
from ui.widgets.page import button, label


class FileDrop(FileTarget):
    """Emits `files_given` with the paths dropped or chosen; `pattern` filters the file dialog.

    `start` gives the folder the dialog opens in.
    """

    files_given = Signal(list)

    def __init__(
        self,
        text: str,
        verb: str,
        pattern: str = "",
        *,
        icon: str = "receive",
        start: Callable[[], str] = str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("drop", parent)
        self._verb, self._pattern, self._start = verb, pattern, start
        self.setAccessibleName(text)
        picture = QLabel()
        picture.setPixmap(style.pixmap(icon, "muted", style.ICON + 8, self.devicePixelRatioF()))
        words = label(text, "muted", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.button = button(verb, self._choose, icon="open")
        column = QVBoxLayout(self)
        column.setContentsMargins(style.LARGE, style.HUGE, style.LARGE, style.HUGE)
        column.setSpacing(style.SMALL)
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)

    def _choose(self) -> None:
        """Ask for files and hand them over."""
        names, _ = QFileDialog.getOpenFileNames(self, self._verb, self._start(), self._pattern)
        if names:
            self.files_given.emit([Path(name) for name in names])

    def take_files(self, paths: list[Path]) -> None:
        """Hand the dropped files over."""
        self.files_given.emit(paths)
