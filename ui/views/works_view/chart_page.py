"""The charts of works and money, drawn on a thread once the tab is looked at."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout

from ntm_desktop.progress import Progress
from ui import jobs, style
from ui.context import AppContext
from ui.widgets.drawn_charts import DrawnCharts
from ui.widgets.picture_cards import PictureCards

CHARTS: Mapping[str, str] = {
    "funding": "Vốn theo nguồn: kế hoạch và giải ngân",
    "plan": "Kế hoạch và giải ngân qua các năm",
    "works": "Công trình theo bước",
}
_WAIT_MS = 200


class ChartPage(DrawnCharts):
    """Charts of the chosen period; what was drawn is kept until data or period change."""

    subtitle = "Biểu đồ của kỳ đang chọn, vẽ như trong báo cáo"

    def __init__(self, context: AppContext) -> None:
        cards = PictureCards(CHARTS, "Kỳ này chưa có số liệu để vẽ biểu đồ.")
        super().__init__(cards, lambda: _drawing(context), _WAIT_MS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.MEDIUM, 0, 0)
        column.addWidget(self.scrolled_cards())
        context.period_chosen.connect(lambda _: self._period_chosen())

    def _period_chosen(self) -> None:
        """Draw the charts of another period."""
        self.forget()
        if self.isVisible():
            self.show_now()


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
