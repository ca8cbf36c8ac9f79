"""Reads a part of the window again after a write, at once or when it is next seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from ntm_desktop.domain.changes import Touched
from ui.context import AppContext


class DataWatch(QObject):
    """Calls `reload` after a write to one of `entities` (all, where none are named).

    A part that is hidden behind another screen waits until it is shown: a write must not pay for
    what nobody sees. Where the whole window is not shown yet it is read at once.
    """

    def __init__(
        self, part: QWidget, context: AppContext, reload: Callable[[], object], *entities: str
    ) -> None:
        super().__init__(part)
        self._part, self._reload, self._entities = part, reload, entities
        self._is_stale = False
        part.installEventFilter(self)
        context.data_changed.connect(self._note)

    def ask(self) -> None:
        """Read again now where the part can be seen, else when it is shown."""
        is_behind = self._part.window().isVisible() and not self._part.isVisible()
        self._is_stale = is_behind
        if not is_behind:
            self._reload()

    def catch_up(self) -> None:
        """Read what changed while the part was hidden; for whoever asks it before it is shown."""
        if self._is_stale:
            self._is_stale = False
            self._reload()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Read what changed while the part was hidden."""
        if watched is self._part and event.type() is QEvent.Type.Show:
            self.catch_up()
        return super().eventFilter(watched, event)

    def _note(self, touched: Touched) -> None:
        """Read again where something shown was written to."""
        if touched.any(*self._entities) if self._entities else touched.entities:
            self.ask()
