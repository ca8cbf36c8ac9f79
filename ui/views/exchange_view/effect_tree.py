"""What a file does, record by record: a tree of groups, records, and fields before and after."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from ntm_desktop.domain.vietnamese import sort_key
from ntm_desktop.services.package_preview import RecordPreview
from ui import style
from ui.views.exchange_view.preview_words import preview_lines, record_title

# Group → its name, icon and colour; the order is the order people should look at them.
GROUPS = {
    "conflict": ("Hai nơi ghi khác nhau", "disagreed", "warn"),
    "removed": ("Xóa", "delete", "bad"),
    "changed": ("Sửa", "edit", "info"),
    "new": ("Thêm mới", "add", "accent"),
    "later": ("Chờ bản mới của phần mềm", "info", "muted"),
    "stale": ("Cũ, không đổi gì", "history", "muted"),
}
HEADS = ("Mục", "Đang có ở đây", "Sau khi nhận")
OPEN_UP_TO = 100  # records of a group that is shown open at once
EMPTY = "–"
_ROWS = Qt.ItemDataRole.UserRole


class EffectTree(QTreeWidget):
    """Groups hold records, records hold fields; each is filled when it is opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Từng mục sẽ thay đổi")
        self.setHeaderLabels(HEADS)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.header().setSectionsMovable(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.header().setStretchLastSection(True)
        self.itemExpanded.connect(self._fill)

    def show_records(self, records: Sequence[RecordPreview], *, done: bool = False) -> None:
        """Show other records; `done` says that they were taken in already."""
        self.setHeaderLabels((HEADS[0], "Trước khi nhận", HEADS[2]) if done else HEADS)
        self.clear()
        for group, (name, icon, token) in GROUPS.items():
            held = [one for one in records if _group(one) == group]
            if held:
                self._add_group(f"{name} ({len(held)})", icon, token, held)
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)

    def _add_group(self, name: str, icon: str, token: str, held: list[RecordPreview]) -> None:
        """Add a group; a short one is open."""
        item = QTreeWidgetItem(self, [name])
        item.setIcon(0, style.icon(icon, token))
        item.setData(0, _ROWS, held)
        item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
        item.setFirstColumnSpanned(True)
        if len(held) <= OPEN_UP_TO:
            self.expandItem(item)

    def _fill(self, item: QTreeWidgetItem) -> None:
        """Fill what is opened for the first time."""
        held = item.data(0, _ROWS)
        if held is None or item.childCount():
            return
        if isinstance(held, RecordPreview):
            _add_fields(item, held)
        else:
            _add_records(item, held)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width: the record's name needs as much as both values."""
        super().resizeEvent(event)
        width = self.viewport().width()
        self.header().resizeSection(0, width * 46 // 100)
        self.header().resizeSection(1, width * 27 // 100)

    def texts(self) -> list[str]:
        """Return the names of the groups."""
        model = self.model()
        return [str(model.index(at, 0).data()) for at in range(model.rowCount())]


def _group(record: RecordPreview) -> str:
    """Return the group of a record."""
    return "conflict" if record.conflict else record.kind


def _add_records(item: QTreeWidgetItem, held: Sequence[RecordPreview]) -> None:
    """Add the records of a group, by noun and name."""
    for one in sorted(held, key=lambda one: (sort_key(one.label), sort_key(one.title))):
        title = record_title(one)
        child = QTreeWidgetItem(item, [title])
        child.setToolTip(0, title)
        child.setData(0, _ROWS, one)
        if one.kind not in ("stale", "later"):
            child.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
        child.setFirstColumnSpanned(True)


def _add_fields(item: QTreeWidgetItem, record: RecordPreview) -> None:
    """Add the fields that change, before and after."""
    for one in preview_lines(record):
        mark = " (chưa thống nhất)" if one.conflict else ""
        other = f"; nơi kia ghi {one.other}" if one.conflict and one.other else ""
        cells = [f"{one.label}{mark}", one.before or EMPTY, f"{one.after or EMPTY}{other}"]
        child = QTreeWidgetItem(item, cells)
        if one.conflict:
            child.setIcon(2, style.icon("disagreed", "warn"))
        for place, text in enumerate(cells):
            child.setToolTip(place, text)
