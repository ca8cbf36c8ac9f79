"""The list of works: filters, groups with their sums, and totals that follow the filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ntm_desktop.domain.numbers import format_number, format_percent
from ntm_desktop.domain.vietnamese import sort_key
from ntm_desktop.services import works
from ntm_desktop.services.works import WorkRow, WorksFilter, WorksTotals
from ui import style
from ui.context import AppContext
from ui.models.totals_row import TotalsRow
from ui.models.work_lines import GroupLine, Line, fitting, lines_of
from ui.models.works_table import WorksTable
from ui.widgets.empty_state import EmptyState
from ui.widgets.money_text import rate_text, rounded_million, works_counted
from ui.widgets.page import label
from ui.widgets.work_filters import WorkFilters

EMPTY_WHY = (
    "Mỗi công trình giữ vốn theo nguồn và năm: kế hoạch, giao, giải ngân, nghiệm thu. Từ đó có "
    "tổng hợp vốn của báo cáo và nợ đọng, không phải cộng tay."
)
NOTHING_FITS = "Không công trình nào khớp với bộ lọc."
SUBTITLE = "Công trình và vốn theo nguồn"


class WorksList(QWidget):
    """`opened` carries the key of a work; `summed` the sentence about what is shown."""

    opened = Signal(str)
    summed = Signal(str)

    def __init__(
        self,
        context: AppContext,
        add: Callable[[], object],
        paste: Callable[[], object],
    ) -> None:
        super().__init__()
        self._context = context
        self._rows: tuple[WorkRow, ...] = ()
        self._every: tuple[WorkRow, ...] = ()
        self._folded: set[str] = set()
        self.filters = WorkFilters()
        self.table = WorksTable("Công trình")
        self.totals = TotalsRow(self.table.view, "Tổng cộng")
        self._nothing = label(NOTHING_FITS, "muted")
        self._nothing.hide()
        self.table.set_empty(
            EmptyState(
                "Chưa có công trình nào",
                EMPTY_WHY,
                icon="work",
                action="Thêm công trình",
                on_action=add,
                second="Nhập nhiều dòng, dán từ Excel",
                on_second=paste,
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.MEDIUM, 0, 0)
        column.setSpacing(style.TINY)
        column.addWidget(self.filters)
        column.addSpacing(style.TINY)
        column.addWidget(self._nothing)
        column.addWidget(self.table, 1)
        column.addWidget(self.totals)
        self._connect()

    def _connect(self) -> None:
        """Connect keys and parts."""
        self.filters.changed.connect(self._filter)
        self.table.row_opened.connect(self._open)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.filters.words.setFocus)

    # --- reading ---

    def reload(self) -> None:
        """Read the works again."""
        self._every = works.works_table(self._context.workspace).rows
        years = {one.plan_year for row in self._every for one in row.entries if one.plan_year}
        names = {name for row in self._every for name in row.villages}
        types = {row.work.work_type or "" for row in self._every}
        self.filters.offer(sorted(years), sorted(types), sorted(names, key=sort_key))
        for part in (self.filters, self.totals):
            part.setVisible(bool(self._every))
        self._read()
        self._show()

    def _filter(self) -> None:
        """Show what is asked for now."""
        self._read()
        self._show()

    def _read(self) -> None:
        """Read the money of the year and source asked for; without any it is there already."""
        wanted = self.filters.wanted()
        if not wanted.year and not wanted.source:
            self._rows = self._every
            return
        asked = WorksFilter(year=wanted.year or None, source=wanted.source)
        self._rows = works.works_table(self._context.workspace, asked).rows

    def _show(self) -> None:
        """Show the lines with their totals."""
        shown = fitting(self._rows, self.filters.wanted())
        lines = lines_of(shown, self.filters.grouped_by(), self._folded)
        if self._every and not shown:
            self.table.model.set_rows(())
        else:
            self.table.set_rows(lines)
        self._nothing.setVisible(bool(self._every) and not shown)
        self._make_room()
        self.filters.show_count(len(shown), len(self._every))
        self._add_up(shown)

    def _add_up(self, shown: Sequence[WorkRow]) -> None:
        """Add up the works that the filter shows, folded away or not."""
        found = works.totals(shown)
        self.totals.set_texts(
            [
                _total_words(found.works, len(shown)),
                *("", "", ""),
                rounded_million(found.total_investment),
                rounded_million(found.planned),
                rounded_million(found.disbursed),
                rate_text(found.disbursed_of_planned, found.planned),
                rounded_million(found.unpaid),
                *("", ""),
            ]
        )
        self.summed.emit(_standing(found))

    # --- acting ---

    def _open(self, line: Line) -> None:
        """Open a work; fold a group, or unfold it."""
        if isinstance(line, GroupLine):
            self._folded ^= {line.key}
            self._show()
            self.table.choose_key(line.key)
        else:
            self.opened.emit(line.key)

    def current_key(self) -> str:
        """Return the key of the chosen work, "" where none is chosen."""
        line = self.table.current_row()
        return "" if line is None or isinstance(line, GroupLine) else str(line.key)

    def keys(self) -> set[str]:
        """Return the keys of every work there is."""
        return {row.work.key for row in self._every}

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for what matters most in a narrow window."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Put columns aside in the table and in the totals under it."""
        self.table.make_room(self.width())
        for place in range(self.table.model.columnCount()):
            self.totals.setColumnHidden(place, self.table.view.isColumnHidden(place))


def _total_words(counted: int, lines: int) -> str:
    """Return how many works the lines stand for; a group's line stands for several."""
    if counted == lines:
        return f"Tổng cộng: {works_counted(counted)}"
    return f"Tổng cộng: {format_number(lines)} dòng, {works_counted(counted)} kể cả trong nhóm"


def _standing(found: WorksTotals) -> str:
    """Return in one line how much of the allocated money of the shown works is disbursed."""
    if not found.allocated:
        return SUBTITLE
    rate = format_percent(Decimal(found.disbursed) * 100 / Decimal(found.allocated), 1)
    return f"Giải ngân {rate} vốn giao của {works_counted(found.works)}"
