"""The tab "Biểu đồ": poverty and one measure over the years, drawn on a thread when looked at."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout

from ntm_desktop.domain.vietnamese import sort_key
from ntm_desktop.progress import Progress
from ntm_desktop.services import figures, records
from ntm_desktop.services.records import Record
from ui import jobs, style
from ui.context import AppContext
from ui.widgets.data_watch import DataWatch
from ui.widgets.drawn_charts import DrawnCharts
from ui.widgets.page import label
from ui.widgets.picture_cards import PictureCards

CHARTS: Mapping[str, str] = {
    "series": "Chỉ tiêu qua các năm",
    "poverty": "Hộ nghèo, hộ cận nghèo qua các năm",
}
NOTHING = (
    "Chưa đủ số liệu để vẽ: cần số liệu của ít nhất hai năm. Nhập số các năm ở thẻ Chỉ tiêu KT-XH "
    "(chọn kỳ ở góc trên) và thẻ Hộ nghèo."
)
_WAIT_MS = 150


class ChartPage(DrawnCharts):
    """What was drawn is kept until data, unit or measure change."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(PictureCards(CHARTS, NOTHING), self._work, _WAIT_MS)
        self._context = context
        self.picker = QComboBox()
        self.picker.setAccessibleName("Chỉ tiêu vẽ biểu đồ")
        self.picker.setMaxVisibleItems(20)
        self.picker.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.picker.setMinimumContentsLength(32)
        self.cards.told.setWordWrap(True)
        self._lay_out()
        self.picker.activated.connect(lambda _: self.forget())
        context.unit_chosen.connect(lambda _: self.reload())
        self._watch = DataWatch(
            self, context, self.reload, "figure", "measure", "poverty_count", "village_statistics"
        )
        self._offer()

    def _lay_out(self) -> None:
        """Place the choice of a measure over the charts."""
        above = QHBoxLayout()
        above.setSpacing(style.SMALL)
        above.addWidget(label("Chỉ tiêu", "strong"))
        above.addWidget(self.picker)
        above.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.MEDIUM, 0, 0)
        column.setSpacing(style.SMALL)
        column.addLayout(above)
        column.addWidget(self.scrolled_cards(), 1)

    def _offer(self) -> None:
        """Offer the measures; the first that has two years is chosen until one chooses."""
        chosen = self.picker.currentData()
        workspace = self._context.workspace
        held = records.list_records(workspace, "measure", {"owner_unit": workspace.owner})
        self.picker.clear()
        for one in sorted(held, key=_place):
            self.picker.addItem(one.title, one.key)
        place = self.picker.findData(chosen) if chosen else self._first_drawable()
        self.picker.setCurrentIndex(max(place, 0) if held else -1)
        self.picker.setEnabled(bool(held))

    def _first_drawable(self) -> int:
        """Return the place of the first measure with two years, 0 where there is none."""
        context = self._context
        for place in range(min(self.picker.count(), 40)):
            key = str(self.picker.itemData(place))
            if len(figures.series(context.workspace, key, context.unit)) > 1:
                return place
        return 0

    def reload(self) -> None:
        """Read the measures again and draw anew."""
        self._offer()
        self.forget()

    def choose(self, measure: str) -> None:
        """Draw another measure."""
        place = self.picker.findData(measure)
        if place >= 0:
            self.picker.setCurrentIndex(place)
            self.forget()

    def forget(self) -> None:
        """Draw again, at once where the tab is looked at."""
        super().forget()
        if self.isVisible():
            self._again.start()

    def _work(self) -> jobs.Work:
        """Return the work that draws the chosen measure and poverty."""
        return _drawing(self._context, str(self.picker.currentData() or ""))


def _place(measure: Record) -> Any:
    """Return the key of the order of the plan."""
    return measure.values["place"] or 10**6, sort_key(measure.title)


def _drawing(context: AppContext, measure: str) -> jobs.Work:
    """Return the work that draws the charts, on a store of its own."""
    workspace, unit = context.workspace, context.unit

    def work(progress: Progress) -> Mapping[str, bytes | None]:
        from ntm_desktop.services import figure_pictures

        with contextlib.closing(workspace.reopen()) as own:
            progress(0, 2, f"Đang vẽ: {CHARTS['series']}")
            series = figure_pictures.series_picture(own, measure, unit) if measure else None
            progress(1, 2, f"Đang vẽ: {CHARTS['poverty']}")
            return {"series": series, "poverty": figure_pictures.poverty_picture(own, unit)}

    return work
