"""The charts of works and money, drawn on a thread once the tab is looked at."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ntm_desktop.progress import Progress
from ui import jobs, style
from ui.context import AppContext
from ui.widgets.page import scrolled
from ui.widgets.picture_cards import PictureCards

CHARTS: Mapping[str, str] = {
    "funding": "Vốn theo nguồn: kế hoạch và giải ngân",
    "plan": "Kế hoạch và giải ngân qua các năm",
    "works": "Công trình theo bước",
}
_WAIT_MS = 200


class ChartPage(QWidget):
    """Charts of the chosen period; what was drawn is kept until data or period change."""

    subtitle = "Biểu đồ của kỳ đang chọn, vẽ như trong báo cáo"

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._edition = 0
        self._drawn: int | None = None
        self._job: jobs.Job | None = None
        self.cards = PictureCards(CHARTS, "Kỳ này chưa có số liệu để vẽ biểu đồ.")
        self._again = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._again.timeout.connect(self.show_now)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.cards)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.MEDIUM, 0, 0)
        column.addWidget(scrolled(inner))
        context.period_chosen.connect(lambda _: self._period_chosen())

    def forget(self) -> None:
        """Draw again when looked at."""
        self._edition += 1

    def _period_chosen(self) -> None:
        """Draw the charts of another period."""
        self.forget()
        if self.isVisible():
            self.show_now()

    def show_now(self) -> None:
        """Draw the charts where they are not drawn yet; wait while another job runs."""
        if self._drawn == self._edition or not self.isVisible():
            return
        self.cards.wait()
        if jobs.is_busy():
            self._again.start()
            return
        edition = self._edition
        self._job = jobs.Job(_drawing(self._context), self)
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

    def showEvent(self, event: object) -> None:
        """Draw when the tab comes into sight."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._again.start()


def _drawing(context: AppContext) -> jobs.Work:
    """Return the work that draws the charts, on a store of its own."""
    workspace, period, set_id = context.workspace, context.period_id, context.set_id

    def work(progress: Progress) -> Mapping[str, bytes | None]:
        from ntm_desktop.services import reporting

        drawn = {}
        with contextlib.closing(workspace.reopen()) as own:
            for place, which in enumerate(CHARTS):
                progress(place, len(CHARTS), f"Đang vẽ: {CHARTS[which]}")
                drawn[which] = reporting.chart(own, period, set_id, which)
        return drawn

    return work
