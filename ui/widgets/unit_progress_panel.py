"""All units below the office in the chosen set and period; a click goes to a unit's figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.units import name_order
from ntm_desktop.domain.vietnamese import capital_first, matches
from ui import style
from ui.context import AppContext
from ui.widgets.data_watch import DataWatch
from ui.widgets.page import label

if TYPE_CHECKING:
    from ntm_desktop.services.unit_progress import UnitProgress, UnitsProgress

HEADS = ("Đơn vị", "Tiêu chí đạt", "Chỉ tiêu đạt", "Đánh giá")
NAME, CRITERIA, INDICATORS, STATE = range(4)
ROWS_SHOWN = 10
FILTER_FROM = 8  # fewer units are seen at a glance
NAMES_SHOWN = 6
_CODE = Qt.ItemDataRole.UserRole


class _Cell(QTableWidgetItem):
    """A cell that sorts by the value behind its text; the same values keep the order of names."""

    def __init__(self, text: str, order: object, *, numeric: bool = False) -> None:
        super().__init__(text)
        self._order = order
        side = Qt.AlignmentFlag.AlignRight if numeric else Qt.AlignmentFlag.AlignLeft
        self.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)

    def __lt__(self, other: QTableWidgetItem) -> bool:
        """Compare what is behind the texts."""
        assert isinstance(other, _Cell)
        return bool(self._order < other._order)  # type: ignore[operator]


class UnitProgressPanel(QWidget):
    """How many units have reached the chosen set, and where each of them stands.

    Enter or a click on a row looks at that unit and opens its entry sheet. `is_empty` says that no
    unit below the office is assessed by the chosen set; whoever places the panel hides it then.
    """

    shown_anew = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.progress: UnitsProgress | None = None
        self.headline = label("", "large", wrap=True)
        self.notes = label("", "small", wrap=True)
        self.warning = label("", "warning", wrap=True)
        self.filter = QLineEdit()
        self.table = QTableWidget(0, len(HEADS))
        self._set_up_filter()
        self._set_up_table()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        for shown in (self.headline, self.warning, self.notes, self.filter):
            column.addWidget(shown)
        column.addWidget(self.table, 1)
        self._watch = DataWatch(
            self, context, self.reload, "indicator_value", "set_total", "admin_unit",
            "recognition_rollup", "followed_set", "target_overlay",
        )  # fmt: skip
        context.period_chosen.connect(lambda _: self._watch.ask())
        context.set_chosen.connect(lambda _: self._watch.ask())
        self.reload()

    @property
    def is_empty(self) -> bool:
        """Say whether the chosen set is assessed for no unit below the office."""
        return self.progress is None or not self.progress.units

    def _set_up_filter(self) -> None:
        """Prepare the field above the table."""
        self.filter.setProperty("kind", "search")
        self.filter.setPlaceholderText("Lọc theo tên, kết quả")
        self.filter.setAccessibleName("Lọc đơn vị")
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(320)
        self.filter.textChanged.connect(self._filter)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.filter.setFocus)

    def _set_up_table(self) -> None:
        """Give the table its quiet look."""
        table = self.table
        for place, head in enumerate(HEADS):
            table.setHorizontalHeaderItem(
                place, _Cell(head, place, numeric=place in (CRITERIA, INDICATORS))
            )
        table.setAccessibleName("Tiến độ từng đơn vị")
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(style.row_height())
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for place, width in ((CRITERIA, 120), (INDICATORS, 120), (STATE, 190)):
            header.resizeSection(place, style.scaled(width))
        table.setSortingEnabled(True)
        table.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
        table.activated.connect(self._open)
        table.clicked.connect(self._open)

    # --- reading ---

    def reload(self) -> None:
        """Read where the units stand and show it."""
        from ntm_desktop.services.unit_progress import unit_progress

        context = self._context
        self.progress = None
        if context.set_id:
            self.progress = unit_progress(context.workspace, context.set_id, context.period_id)
        self._show_words()
        self._show_rows()
        self.shown_anew.emit()

    def _show_words(self) -> None:
        """Say how many have reached the set, who has no figures, what disagrees."""
        found = self.progress
        self.warning.hide()
        self.notes.hide()
        if found is None or not found.units:
            self.headline.setText("Bộ này không đánh giá đơn vị cấp dưới nào.")
            return
        self.headline.setText(capital_first(found.rollup.told))
        notes = [f"{found.set_name}, {found.period.label}"]
        if found.rollup.no_data and not found.rollup.is_unknown:
            names = _few(found.rollup.no_data)
            notes.append(f"{len(found.rollup.no_data)} chưa có số liệu: {names}")
        if found.beyond:
            notes.append(f"không còn hiệu lực cuối kỳ nhưng có số liệu: {_few(found.beyond)}")
        self.notes.setText(". ".join(capital_first(note) for note in notes) + ".")
        self.notes.setToolTip(", ".join(found.rollup.no_data))
        self.notes.show()
        self.warning.setText(" ".join(one.text for one in found.differences))
        self.warning.setVisible(bool(found.differences))

    def _show_rows(self) -> None:
        """Show one row a unit; the chosen one stays chosen, the order stays as clicked."""
        units = self.progress.units if self.progress else ()
        kept = self._current_code() or self._context.unit
        table = self.table
        table.setSortingEnabled(False)
        table.setRowCount(len(units))
        for row, one in enumerate(units):
            for place, cell in enumerate(_cells(one)):
                table.setItem(row, place, cell)
        table.setSortingEnabled(True)
        table.setColumnHidden(INDICATORS, not any(one.indicators_total for one in units))
        table.setVisible(bool(units))
        self.filter.setVisible(len(units) >= FILTER_FROM)
        self._filter(self.filter.text())
        self._fit_height(len(units))
        self._choose(kept)

    def _fit_height(self, rows: int) -> None:
        """Be high enough for a few rows, so that the panel can stand in a scrolled page."""
        shown = max(min(rows, ROWS_SHOWN), 1)
        header = self.table.horizontalHeader().sizeHint().height()
        self.table.setMinimumHeight(header + shown * style.row_height() + style.TINY)

    def _filter(self, typed: str) -> None:
        """Show only the rows that hold every typed word."""
        words = typed.split()
        for row in range(self.table.rowCount()):
            items = (self.table.item(row, place) for place in (NAME, STATE))
            cells = " ".join(item.text() for item in items if item is not None)
            self.table.setRowHidden(row, not all(matches(word, cells) for word in words))

    def _current_code(self) -> str:
        """Return the code of the chosen row, "" for none."""
        item = self.table.item(self.table.currentRow(), NAME)
        return str(item.data(_CODE)) if item is not None else ""

    def _choose(self, code: str) -> None:
        """Choose the row of a unit without opening it."""
        for row in range(self.table.rowCount()):
            item = self.table.item(row, NAME)
            if item is not None and item.data(_CODE) == code:
                self.table.setCurrentItem(item)
                return

    def _open(self, index: QModelIndex) -> None:
        """Look at the unit of a row and open its entry sheet, in the set that is shown here."""
        item = self.table.item(index.row(), NAME)
        if item is None or self.progress is None:
            return
        set_id = self.progress.set_id
        self._context.choose_unit(str(item.data(_CODE)))
        self._context.choose_set(set_id)
        self._context.open("criteria")


def state_of(one: UnitProgress) -> tuple[str, str]:
    """Return the state whose sign stands for a unit's outcome, and the word beside it."""
    state = style.STATES[one.outcome.value]
    if one.outcome.value == "no_data" and one.source != "none":
        return state.id, "Chưa đủ số liệu"
    return state.id, f"{state.word} (số tổng hợp)" if one.source == "totals" else state.word


def _cells(one: UnitProgress) -> tuple[_Cell, ...]:
    """Return the cells of one unit."""
    state, word = state_of(one)
    order = name_order(one.name)
    blank = one.source == "none"
    met = "–" if blank else f"{one.met}/{one.total}"
    part = "–"
    if one.indicators_total and not blank:
        part = f"{one.indicators_reached}/{one.indicators_total}"
    name = _Cell(one.name, order)
    name.setData(_CODE, one.code)
    name.setToolTip(f"Mở bảng nhập của {one.name} (mã {one.code})")
    shown = _Cell(word, (list(style.STATES).index(state), order))
    shown.setIcon(style.icon(style.STATES[state].icon, style.STATES[state].token))
    return (
        name,
        _Cell(met, (-1 if blank else one.met, order), numeric=True),
        _Cell(part, (-1 if blank else one.indicators_reached, order), numeric=True),
        shown,
    )


def _few(names: tuple[str, ...]) -> str:
    """Return the first names, and how many more there are."""
    more = len(names) - NAMES_SHOWN
    shown = ", ".join(names[:NAMES_SHOWN])
    return f"{shown} và {more} đơn vị khác" if more > 0 else shown
