"""The table of works: columns, sums of groups kept above their works however it is sorted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QStyleOptionViewItem

from ntm_desktop.domain.vietnamese import sort_key
from ui import style
from ui.models.delegates import StateDelegate
from ui.models.record_table import LEAST_WIDE, RecordTable
from ui.models.row_table import ROW_ROLE, Column, Index, RowTableModel, SortedRows
from ui.models.work_lines import GroupLine, Line, WorkLine
from ui.widgets.money_text import (
    STATE_SIGNS,
    in_full,
    rate_of,
    rate_text,
    rounded_million,
    state_name,
)

NARROW = 1000
RATE_TIP = (
    "Giải ngân của các nguồn có kế hoạch so với kế hoạch, như Biểu 11 và biểu đồ; ở đây không kể "
    "đóng góp ghi ở sổ của dân."
)
_STATE_ORDER = list(STATE_SIGNS)


class GroupedRows(SortedRows):
    """Sorts lines inside their groups; the heading of a group stays above them."""

    def lessThan(self, left: Index, right: Index) -> bool:
        """Compare groups first, in their own order whichever way is sorted."""
        model = self.sourceModel()
        assert isinstance(model, RowTableModel)
        first, second = model.rows[left.row()].place, model.rows[right.row()].place
        if first != second:
            ascending = self.sortOrder() is Qt.SortOrder.AscendingOrder
            return bool((first < second) == ascending)
        return super().lessThan(left, right)


class LineDelegate(StateDelegate):
    """Paints the heading of a group on a quiet ground in strong letters."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Give a heading its look."""
        super().initStyleOption(option, index)
        if isinstance(index.data(ROW_ROLE), GroupLine):
            option.font = style.font(strong=True)
            option.backgroundBrush = QBrush(style.colour("ground"))


class WorksTable(RecordTable):
    """A `RecordTable` of `Line`s whose groups stay together; Enter on a heading folds it."""

    def __init__(self, name: str) -> None:
        super().__init__(works_columns(), name)
        plain, self.sorted = self.sorted, GroupedRows(self.model, self)
        self.view.setModel(self.sorted)
        plain.deleteLater()
        self.view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.view.selectionModel().currentRowChanged.connect(self._choose)
        self.view.setItemDelegate(LineDelegate(self))
        for place, column in enumerate(self.model.columns):
            self.view.setItemDelegateForColumn(place, LineDelegate(self))
            if column.width:
                self.view.horizontalHeader().resizeSection(place, style.scaled(column.width))

    def make_room(self, width: int) -> None:
        """Put aside the columns that matter least in a narrow window, and those with nothing."""
        is_narrow = width < style.scaled(NARROW)
        lines = self.model.rows
        aside = {
            "Loại": is_narrow,
            "Khối lượng": is_narrow,
            "Nợ đọng": not any(line.sum.unpaid for line in lines),
            "Xem lại": not any(line.doubts for line in lines),
        }
        for place, column in enumerate(self.model.columns):
            is_hidden = aside.get(column.title, False)
            if is_hidden != self.view.isColumnHidden(place):
                self.view.setColumnHidden(place, is_hidden)
        self.fit_wide()

    def fit_wide(self) -> None:
        """Give the name what the other columns leave."""
        header = self.view.horizontalHeader()
        others = header.length() - header.sectionSize(0)
        header.resizeSection(0, max(self.view.viewport().width() - others, LEAST_WIDE))


def works_columns() -> list[Column[Line]]:
    """Return the columns of the list of works; amounts in triệu đồng."""
    return [
        Column("Tên công trình", lambda line: line.name, _name_key, width=0,
               state=lambda line: "disagreed" if _is_disagreed(line) else None,
               tooltip=lambda line: "\n".join((line.name, *line.doubts))),
        Column("Loại", lambda line: line.kind, width=112),
        Column("Thôn", lambda line: line.villages, width=90),
        Column("Khối lượng", lambda line: line.quantity, _quantity_key, numeric=True, width=86),
        _amount("Tổng mức", lambda line: line.investment, 88),
        _amount("Kế hoạch", lambda line: line.sum.planned, 88),
        _amount("Giải ngân", lambda line: line.sum.disbursed, 88),
        Column("% KH", lambda line: rate_text(line.sum.disbursed_of_planned, line.sum.planned),
               lambda line: rate_of(line.sum.disbursed_of_planned, line.sum.planned),
               numeric=True, width=64, tooltip=lambda line: RATE_TIP),
        _amount("Nợ đọng", lambda line: line.sum.unpaid, 84, token="bad"),
        Column("Trạng thái", _state_text, lambda line: _STATE_ORDER.index(line.state)
               if line.state in _STATE_ORDER else len(_STATE_ORDER),
               state=lambda line: STATE_SIGNS.get(line.state) if _is_work(line) else None,
               tooltip=_state_text, width=140),
        Column("Xem lại", lambda line: str(len(line.doubts)) if line.doubts else "",
               lambda line: len(line.doubts) or None,
               state=lambda line: "late" if line.doubts else None,
               tooltip=lambda line: "\n".join(line.doubts), width=66),
    ]  # fmt: skip


def _is_work(line: Line) -> bool:
    """Say whether a line is a work, not the heading of a group."""
    return isinstance(line, WorkLine)


def _is_disagreed(line: Line) -> bool:
    """Say whether two offices set something of a work differently."""
    return isinstance(line, WorkLine) and bool(line.row.disagreed)


def _state_text(line: Line) -> str:
    """Return the word of a work's state, nothing for a heading."""
    return state_name(line.state) if _is_work(line) else ""


def _name_key(line: Line) -> Any:
    """Return what a name sorts by."""
    return sort_key(line.row.work.name or "") if isinstance(line, WorkLine) else ""


def _quantity_key(line: Line) -> Any:
    """Return what a quantity sorts by."""
    return line.row.work.quantity if isinstance(line, WorkLine) else None


def _amount(
    title: str, amount: Callable[[Line], int | None], width: int, token: str = ""
) -> Column[Line]:
    """Return a column of one amount in triệu đồng."""
    return Column(
        title,
        lambda line: rounded_million(amount(line)),
        lambda line: amount(line) or None,
        numeric=True,
        token=lambda line: token,
        tooltip=lambda line: in_full(amount(line)),
        width=width,
    )
