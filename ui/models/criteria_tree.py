"""The criteria of a set beside the grid: number, name, how many indicators are met, the state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ntm_desktop.services.entry import EntrySheet
from ui import style
from ui.models.entry_grid import counts_text
from ui.models.row_table import Index

ITEM_ROLE = Qt.ItemDataRole.UserRole + 21
RAIL_WIDTH = 76
_SIGN = 16
_CODE_WIDTH = 26


@dataclass(frozen=True, slots=True)
class CriterionItem:
    """One entry: a criterion, or (without `code`) the heading over several."""

    code: str
    name: str
    state: str = ""
    counts: str = ""


def items_of(sheet: EntrySheet) -> tuple[CriterionItem, ...]:
    """Return the criteria of a sheet, under the headings of the set where it has any."""
    names = {one.code: one.name for one in sheet.criteria_set.sections}
    found: list[CriterionItem] = []
    before = ""
    for group in sheet.groups:
        section = group.assessment.criterion.section
        if section and section != before:
            found.append(CriterionItem("", f"{section}. {names.get(section, '')}".strip()))
        before = section
        outcome = group.assessment.outcome.value
        found.append(
            CriterionItem(group.criterion_code, group.criterion_name, outcome, counts_text(group))
        )
    return tuple(found)


class CriteriaItems(QAbstractListModel):
    """The entries of the list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: tuple[CriterionItem, ...] = ()

    def set_items(self, items: Sequence[CriterionItem]) -> None:
        """Show entries; the same criteria are only refreshed, so the chosen one stays."""
        same = [one.code for one in items] == [one.code for one in self.items]
        if same and items:
            self.items = tuple(items)
            self.dataChanged.emit(self.index(0), self.index(len(items) - 1))
            return
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many entries there are."""
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the entry, or how it is read out."""
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == ITEM_ROLE:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            word = style.STATES[item.state].word if item.state else ""
            return " ".join(part for part in (item.code, item.name, item.counts, word) if part)
        if role == Qt.ItemDataRole.ToolTipRole and item.code:
            counted = f" · {item.counts} chỉ tiêu đạt" if item.counts else ""
            return f"{item.code}. {item.name}\n{style.STATES[item.state].word}{counted}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that criteria can be chosen and headings cannot."""
        item = self.items[index.row()] if index.isValid() else None
        if item is None or not item.code:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _ItemDelegate(QStyledItemDelegate):
    """Paints an entry; in the narrow list the number and the sign alone."""

    def __init__(self, tree: CriteriaTree) -> None:
        super().__init__(tree)
        self._tree = tree

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint number, name, counts and sign."""
        item: CriterionItem = index.data(ITEM_ROLE)
        painter.save()
        rect = QRectF(option.rect).adjusted(style.SMALL, 0, -style.SMALL, 0)
        if not item.code:
            self._paint_heading(painter, rect, item)
        else:
            self._paint_ground(painter, option)
            self._paint_item(painter, rect, item)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """Paint the chosen entry."""
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, style.colour("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, style.colour("hover"))
        if option.state & QStyle.StateFlag.State_HasFocus and self._tree.hasFocus():
            painter.setPen(style.colour("accent"))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))

    def _paint_heading(self, painter: QPainter, rect: QRectF, item: CriterionItem) -> None:
        """Paint a heading of the set."""
        painter.setFont(style.font("small", strong=True))
        painter.setPen(style.colour("muted"))
        text = item.name.partition(".")[0] if self._tree.is_rail else item.name
        _draw(painter, rect, text, Qt.AlignmentFlag.AlignLeft)

    def _paint_item(self, painter: QPainter, rect: QRectF, item: CriterionItem) -> None:
        """Paint a criterion."""
        state = style.STATES[item.state]
        sign = QRectF(rect.right() - _SIGN, rect.center().y() - _SIGN / 2, _SIGN, _SIGN)
        style.paint_icon(painter, sign, state.icon, state.token)
        painter.setFont(style.font(strong=self._tree.is_rail))
        painter.setPen(style.colour("text" if self._tree.is_rail else "muted"))
        code = QRectF(rect.left(), rect.top(), _CODE_WIDTH, rect.height())
        _draw(painter, code, item.code, Qt.AlignmentFlag.AlignLeft)
        if self._tree.is_rail:
            return
        painter.setFont(style.font("small"))
        width = painter.fontMetrics().horizontalAdvance(item.counts)
        counts = rect.adjusted(0, 0, -_SIGN - style.SMALL, 0)
        _draw(painter, counts, item.counts, Qt.AlignmentFlag.AlignRight)
        painter.setFont(style.font())
        painter.setPen(style.colour("text"))
        name = counts.adjusted(_CODE_WIDTH, 0, -width - style.TINY, 0)
        _draw(painter, name, item.name, Qt.AlignmentFlag.AlignLeft)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of an entry."""
        del option, index
        return QSize(style.HUGE, style.row_height())


def _draw(painter: QPainter, rect: QRectF, text: str, side: Qt.AlignmentFlag) -> None:
    """Paint one line, shortened where it does not fit."""
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)


class CriteriaTree(QListView):
    """The list of criteria; `criterion_chosen` carries the code a person chose."""

    criterion_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_rail = False
        self.items = CriteriaItems(self)
        self.setModel(self.items)
        self.setItemDelegate(_ItemDelegate(self))
        self.setAccessibleName("Danh sách tiêu chí")
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        self.set_rail(rail=False)

    def set_rail(self, *, rail: bool) -> None:
        """Show number and sign only, or names too."""
        self.is_rail = rail
        self.setFixedWidth(RAIL_WIDTH if rail else style.TREE_WIDTH)
        self.viewport().update()

    def set_sheet(self, sheet: EntrySheet) -> None:
        """Show the criteria of a sheet."""
        self.items.set_items(items_of(sheet))

    def mark(self, code: str) -> None:
        """Show which criterion the grid is at, without going anywhere."""
        for place, item in enumerate(self.items.items):
            if item.code == code and self.currentIndex().row() != place:
                self.setCurrentIndex(self.items.index(place))
                return

    def _choose(self, index: QModelIndex) -> None:
        """Tell which criterion was chosen."""
        item: CriterionItem | None = index.data(ITEM_ROLE)
        if item is not None and item.code:
            self.criterion_chosen.emit(item.code)
