"""Charts drawn on a thread when they come into sight, and kept until they are forgotten."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui import jobs
from ui.widgets.page import scrolled
from ui.widgets.picture_cards import PictureCards


class DrawnCharts(QWidget):
    """A page of charts; `drawing` returns the work that draws them as they are asked for now.

    Drawing waits `wait_ms` after the page is shown, and while another job runs.
    """

    def __init__(self, cards: PictureCards, drawing: Callable[[], jobs.Work], wait_ms: int) -> None:
        super().__init__()
        self.cards = cards
        self._drawing = drawing
        self._edition = 0
        self._drawn: int | None = None
        self._job: jobs.Job | None = None
        self._again = QTimer(self, singleShot=True, interval=wait_ms)
        self._again.timeout.connect(self.show_now)

    def scrolled_cards(self) -> QScrollArea:
        """Return the cards in a column that scrolls, for the layout of the page."""
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.cards)
        inside.addStretch(1)
        return scrolled(inner)

    def forget(self) -> None:
        """Draw again when looked at."""
        self._edition += 1

    def show_now(self) -> None:
        """Draw the charts where they are not drawn yet; wait while another job runs."""
        if self._drawn == self._edition or not self.isVisible():
            return
        self.cards.wait()
        if jobs.is_busy():
            self._again.start()
            return
        edition = self._edition
        self._job = jobs.Job(self._drawing(), self)
        self._job.succeeded.connect(lambda drawn: self._show(edition, drawn))
        self._job.failed.connect(self._failed)
        self._job.finished.connect(self._end)
        self._job.start()

    def _show(self, edition: int, drawn: Mapping[str, bytes | None]) -> None:
        """Show what was drawn; draw again where something changed meanwhile."""
        self._drawn = edition
        self.cards.show_pictures(drawn)
        if edition != self._edition:
            self._again.start()

    def _failed(self, error: BaseException) -> None:
        """Show why nothing was drawn."""
        self._drawn = self._edition
        self.cards.show_pictures({})
        raise error

    def _end(self) -> None:
        """Forget the job."""
        if self._job is not None:
            self._job.deleteLater()
            self._job = None

    def showEvent(self, event: QShowEvent) -> None:
        """Draw when the page comes into sight."""
        super().showEvent(event)
        self._again.start()
