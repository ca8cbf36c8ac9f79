"""Find a commune by typing part of its name; former units are offered after those of today."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ntm_desktop.domain.unit_directory import UnitDirectory, UnitEntry
from ntm_desktop.domain.vietnamese import matches
from ui import style
from ui.widgets.page import label

_ENTRY = Qt.ItemDataRole.UserRole
LIMIT = 40
HINT = (
    "Các đơn vị hiện ra ở đây khi gõ tên (không cần dấu). Enter để lấy dòng đang tô, mũi tên để "
    "sang dòng khác."
)
NOT_FOUND = (
    "Không thấy đơn vị nào có tên này. Xem lại tỉnh, thành phố ở trên, hoặc gõ thẳng tên vào ô "
    "“Tên đơn vị” dưới đây."
)


class UnitPicker(QWidget):
    """A search field over a list of units; `unit_chosen` carries the `UnitEntry`, or None."""

    unit_chosen = Signal(object)

    def __init__(self, directory: UnitDirectory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._directory = directory
        self._province = ""
        self.entry: UnitEntry | None = None
        self.search = QLineEdit()
        self.search.setPlaceholderText("Gõ tên xã, phường: quang an, Phú Lương…")
        self.search.setAccessibleName("Tìm xã, phường")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(style.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textEdited.connect(self._find)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName("Các xã, phường tìm thấy")
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._take)
        self.list.itemClicked.connect(self._take)
        self.none = label("", "muted", wrap=True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.none.setContentsMargins(style.SMALL, style.SMALL, style.SMALL, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.TINY)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self.none, 1)
        self.setFocusProxy(self.search)
        self._show_list()

    def set_province(self, province_code: str) -> None:
        """Search in one province only ("" searches everywhere)."""
        self._province = province_code
        self._find(self.search.text() if self.entry is None else "")

    def _find(self, typed: str) -> None:
        """Show what matches; typing takes back an earlier choice."""
        if self.entry is not None:
            self.entry = None
            self.unit_chosen.emit(None)
        self.list.clear()
        for entry in self._matches(typed):
            self.list.addItem(_item(entry, self._former_name(entry, typed)))
        if self.list.count():
            self.list.setCurrentRow(0)
        self._show_list()

    def _show_list(self) -> None:
        """Show the list where it has something to choose, else what can be done."""
        has_some = bool(self.list.count())
        self.list.setVisible(has_some)
        self.none.setVisible(not has_some)
        self.none.setText(NOT_FOUND if self.search.text().strip() else HINT)

    def _matches(self, typed: str) -> tuple[UnitEntry, ...]:
        """Return the units to offer."""
        if not typed.strip():
            return self._directory.communes(self._province) if self._province else ()
        found = self._directory.search(typed, LIMIT if not self._province else 10 * LIMIT)
        if not self._province:
            return found
        return tuple(entry for entry in found if entry.province_code == self._province)[:LIMIT]

    def _former_name(self, entry: UnitEntry, typed: str) -> str:
        """Return the former unit in `entry` that explains why it matches, "" where it need not."""
        name = typed.split(",")[0].strip()
        if entry.historical or not name or matches(name, entry.display_name):
            return ""
        former = (unit.name for unit in self._directory.predecessors(entry))
        return next((found for found in former if matches(name, found)), "")

    def _take(self, item: QListWidgetItem) -> None:
        """Choose a unit."""
        self.entry = item.data(_ENTRY)
        assert self.entry is not None
        self.search.setText(f"{self.entry.display_name}, {self.entry.whereabouts}")
        self.search.setCursorPosition(0)
        self.unit_chosen.emit(self.entry)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list and Enter choose, while the cursor stays in the field."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._move(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            current = self.list.currentItem()
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
                self._take(current)
                return True
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        """Move the choice in the list."""
        last = self.list.count() - 1
        if last >= 0:
            self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), last))


def _item(entry: UnitEntry, former_name: str = "") -> QListWidgetItem:
    """Return the line of one unit."""
    former = " (đơn vị cũ)" if entry.historical else ""
    former = f" (gồm {former_name} cũ)" if former_name else former
    item = QListWidgetItem(f"{entry.display_name}{former} – {entry.whereabouts}")
    item.setData(_ENTRY, entry)
    item.setToolTip(f"Mã {entry.code}")
    return item
