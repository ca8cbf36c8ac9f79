"""The frame of the screen "Cài đặt": the list of its pages and the one that is shown."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.changes import Touched
from ui import style
from ui.context import AppContext
from ui.views.settings_view.about_page import AboutSection
from ui.views.settings_view.data_page import DataSection
from ui.views.settings_view.history_page import HistorySection
from ui.views.settings_view.locks_page import LocksSection
from ui.views.settings_view.look_page import LookSection
from ui.views.settings_view.office_page import OfficeSection
from ui.views.settings_view.section import FORM_WIDTH, Section
from ui.views.settings_view.sets_page import SetsSection
from ui.views.settings_view.units_page import UnitsSection
from ui.widgets.page import (
    Page,
    scrolled,
)


@dataclasses.dataclass(frozen=True, slots=True)
class PageSpec:
    """One page: its id, its name and icon in the list, what makes it, the records it shows.

    `scrolls`: the page has a table that scrolls by itself.
    """

    id: str
    title: str
    icon: str
    make: Callable[[AppContext], Section]
    entities: tuple[str, ...] = ()
    scrolls: bool = False


# The pages of "Cài đặt" in their order; one more is one more line.
PAGES: tuple[PageSpec, ...] = (
    PageSpec("office", "Cơ quan", "unit", OfficeSection, ("office_profile",)),
    PageSpec("units", "Thôn, tổ dân phố", "register", UnitsSection, ("admin_unit",), scrolls=True),
    PageSpec("sets", "Bộ tiêu chí", "criteria", SetsSection, ("followed_set",)),
    PageSpec("look", "Giao diện, người dùng", "settings", LookSection),
    PageSpec("data", "Dữ liệu, sao lưu", "backup", DataSection, ("data",)),
    PageSpec("locks", "Khóa kỳ", "lock", LocksSection, ("period_lock",), scrolls=True),
    PageSpec("history", "Lịch sử", "history", HistorySection, scrolls=True),
    PageSpec("about", "Giới thiệu, có gì mới", "info", AboutSection),
)


class SettingsView(Page):
    """The parts in a list at the left, one of them at the right; made when first shown."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("Cài đặt")
        self._context = context
        self._made: dict[int, Section] = {}
        self.parts = QListWidget()
        self.parts.setProperty("kind", "plain")
        self.parts.setAccessibleName("Các phần của cài đặt")
        for one in PAGES:
            QListWidgetItem(style.icon(one.icon), one.title, self.parts)
        self._fit_parts()
        self.stack = QStackedWidget()
        self._pages = [QWidget() for _ in PAGES]
        for page in self._pages:
            self.stack.addWidget(page)
        row = QHBoxLayout()
        row.setSpacing(style.HUGE)
        row.addWidget(self.parts)
        row.addWidget(self.stack, 1)
        self.body.addLayout(row, 1)
        self.parts.currentRowChanged.connect(self.show_part)
        context.data_changed.connect(self._data_changed)
        self.parts.setCurrentRow(0)

    def _fit_parts(self) -> None:
        """Make the list as wide as its longest name and its lines easy to hit."""
        width = self.parts.sizeHintForColumn(0) + style.HUGE
        self.parts.setFixedWidth(max(width, style.TREE_WIDTH))
        for place in range(self.parts.count()):
            self.parts.item(place).setSizeHint(QSize(0, style.row_height() + style.TINY))

    def show_part(self, place: int) -> None:
        """Show one part, made now if it was never shown; the one before keeps what is typed."""
        self.leave()
        if place not in self._made:
            self._make(place)
        self._made[place].reload()
        self.stack.setCurrentIndex(place)
        self.parts.setCurrentRow(place)

    def _make(self, place: int) -> None:
        """Make a part and put it in its place."""
        made = PAGES[place].make(self._context)
        self._made[place] = made
        if not PAGES[place].scrolls:  # else lines would be measured wider than they are laid out
            made.setMaximumWidth(FORM_WIDTH + style.SMALL)
        page = made if PAGES[place].scrolls else scrolled(made)
        column = QVBoxLayout(self._pages[place])
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def part(self, place: int) -> Section:
        """Return a part that was shown."""
        return self._made[place]

    def show_page(self, page_id: str) -> Section:
        """Show the page of that id and return it."""
        place = next(place for place, one in enumerate(PAGES) if one.id == page_id)
        self.show_part(place)
        return self.part(place)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the shown part again: copies may have been made meanwhile."""
        super().showEvent(event)
        self._reload_shown()

    def _data_changed(self, touched: Touched) -> None:
        """Read the shown part again after a write."""
        del touched
        if self.isVisible():
            self._reload_shown()

    def _reload_shown(self) -> None:
        """Read the part that is shown again."""
        self._made[self.stack.currentIndex()].reload()

    def leave(self) -> None:
        """Keep what is typed, before another screen or part is shown."""
        shown = self._made.get(self.stack.currentIndex())
        if shown is not None:
            shown.leave()

    def show_record(self, entity: str, key: str) -> None:
        """Show the part that a found record belongs to."""
        places = (place for place, one in enumerate(PAGES) if entity in one.entities)
        place = next(places, 0)
        self.show_part(place)
        self._made[place].show_record(entity, key)
