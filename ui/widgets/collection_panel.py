"""What is chosen before collection forms are made: for whom, which indicators, until when, as what.

The panel knows nothing of the record; the screen tells it the names and codes there are.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.vietnamese import capital_first, matches
from ui import style
from ui.widgets.date_edit import DateEdit
from ui.widgets.page import button, label, scrolled
from ui.widgets.text_field import TextField

WAYS = (
    ("person", "Người phụ trách", "Mỗi người một phiếu, theo phân công ở màn hình “Chưa đạt”."),
    ("unit", "Thôn, đơn vị", "Mỗi thôn một phiếu; bộ tiêu chí cấp xã thì chọn chỉ tiêu cần lấy."),
    ("all", "Một phiếu chung", "Mọi chỉ tiêu trong một phiếu."),
)
FORMATS = ((".docx", "Word (in ra, ghi tay)"), (".xlsx", "Excel (điền rồi nhận lại)"))
NO_PEOPLE = "Chưa phân công ai; phiếu để trống tên. Phân công ở màn hình “Chưa đạt”."
NO_UNITS = "Chưa có thôn nào trong danh sách. Thêm ở Cài đặt."
FIELD_WIDTH = 200
NARROW = 560
LEAST_LINES = 4


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen from: names of people, (code, name) of thôn and of indicators."""

    people: tuple[str, ...]
    units: tuple[tuple[str, str], ...]
    indicators: tuple[tuple[str, str], ...]
    asks_units_all: bool  # thôn are asked for the whole set where nothing is ticked


class Tick(QCheckBox):
    """A line to tick whose words are cut where there is no room; `key` is what it stands for."""

    def __init__(self, key: str, words: str, *, ticked: bool) -> None:
        super().__init__()
        self.key, self.words = key, words
        self.setChecked(ticked)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setMinimumWidth(2 * style.HUGE)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words to the room there is."""
        super().resizeEvent(event)
        room = event.size().width() - style.ICON - style.LARGE
        cut = self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, room)
        self.setText(cut.replace("&", "&&"))


class TickList(QWidget):
    """Lines to tick, with a filter; `ticked()` are the keys of the ticked ones."""

    changed = Signal()

    def __init__(self, name: str, *, filterable: bool = False) -> None:
        super().__init__()
        self.ticks: list[Tick] = []
        self.filter = TextField()
        self.filter.setPlaceholderText("Lọc…")
        self.filter.setAccessibleName(f"Lọc {name}")
        self.filter.setProperty("kind", "search")
        if not filterable:
            self.filter.hide()
        self.filter.textChanged.connect(self._filter)
        self.to_all = button("Chọn hết", partial(self.tick, True), kind="link")
        self.to_none = button("Bỏ chọn", partial(self.tick, False), kind="link")
        for made in (self.to_all, self.to_none):
            made.setAccessibleName(f"{made.text()}: {name}")
        head = QHBoxLayout()
        head.setSpacing(style.SMALL)
        head.addWidget(label(name, "strong"), 1)
        head.addWidget(self.filter, 1)
        head.addWidget(self.to_all)
        head.addWidget(self.to_none)
        content = QWidget()
        content.setAccessibleName(name)
        self._lines = QVBoxLayout(content)
        self._lines.setContentsMargins(0, 0, style.SMALL, 0)
        self._lines.setSpacing(0)
        self._lines.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.TINY)
        column.addLayout(head)
        column.addWidget(scrolled(content), 1)
        self.setMinimumHeight(LEAST_LINES * style.row_height())

    def set_lines(self, lines: Sequence[tuple[str, str]], *, ticked: bool) -> None:
        """Show other lines (key, words); what was ticked stays so where it is still there."""
        before = {tick.key: tick.isChecked() for tick in self.ticks}
        for old in self.ticks:
            old.hide()
            old.deleteLater()
        self.ticks = [Tick(key, words, ticked=before.get(key, ticked)) for key, words in lines]
        for place, tick in enumerate(self.ticks):
            tick.toggled.connect(lambda _: self.changed.emit())
            self._lines.insertWidget(place, tick)
        self._filter(self.filter.text())
        self.changed.emit()

    def tick(self, is_ticked: bool) -> None:
        """Tick or untick every line that is shown."""
        for one in self.ticks:
            if not one.isHidden():
                one.blockSignals(True)
                one.setChecked(is_ticked)
                one.blockSignals(False)
        self.changed.emit()

    def ticked(self) -> tuple[str, ...]:
        """Return the keys of the ticked lines."""
        return tuple(tick.key for tick in self.ticks if tick.isChecked())

    def count(self) -> int:
        """Return how many lines there are."""
        return len(self.ticks)

    def _filter(self, typed: str) -> None:
        """Show only the lines that hold every typed word."""
        words = typed.split()
        for tick in self.ticks:
            tick.setVisible(all(matches(word, tick.words) for word in words))


class CollectionPanel(QWidget):
    """The choices for collection forms; `options()` is what the document is asked for with."""

    changed = Signal()

    def __init__(self, today: datetime.date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = Choices((), (), (), asks_units_all=False)
        self.ways: dict[str, QPushButton] = {}
        self.formats: dict[str, QPushButton] = {}
        self.why = label("", "muted", wrap=True)
        self.names = TickList("Lập phiếu cho")
        self.more = TextField()
        self.more.setPlaceholderText("Tên khác, cách nhau bằng dấu chấm phẩy")
        self.more.setAccessibleName("Lập thêm phiếu cho người khác")
        self.nobody = label("", "warning", wrap=True)
        self.indicators = TickList("Chỉ tiêu", filterable=True)
        self._place: tuple[str, ...] = ()
        self.due = DateEdit(today)
        self.due.setAccessibleName("Hạn nộp phiếu")
        self.due.setFixedWidth(FIELD_WIDTH)
        self.take_back = button("Nhận phiếu đã điền…", icon="receive")
        self.take_back.hide()  # where a drop target is beside the panel
        self.summary = label("", "muted", wrap=True)
        self._lay_out()
        for part in (self.names, self.indicators):
            part.changed.connect(self._show_summary)
        self.more.textChanged.connect(self._show_summary)

    def _lay_out(self) -> None:
        """Place ways, lists, date and format one below the other."""
        self._lists = lists = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        lists.setSpacing(style.LARGE)
        people = QVBoxLayout()
        people.setSpacing(style.SMALL)
        people.addWidget(self.names, 1)
        people.addWidget(self.nobody)
        people.addWidget(self.more)
        lists.addLayout(people, 2)
        lists.addWidget(self.indicators, 3)
        last = QHBoxLayout()
        last.setSpacing(style.SMALL)
        last.addWidget(label("Hạn nộp", "strong"))
        last.addWidget(self.due)
        last.addStretch(1)
        last.addWidget(self.take_back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.MEDIUM)
        ways = [(way, words) for way, words, _ in WAYS]
        column.addLayout(self._row("Lập phiếu theo", ways, self.ways))
        column.addWidget(self.why)
        column.addLayout(lists, 1)
        column.addLayout(last)
        column.addLayout(self._row("Loại tệp", FORMATS, self.formats))
        column.addWidget(self.summary)
        for made in self.ways.values():
            made.clicked.connect(self._show_way)

    def _row(
        self, title: str, choices: Sequence[tuple[str, str]], kept: dict[str, QPushButton]
    ) -> QVBoxLayout:
        """Return a heading over buttons of which one is chosen."""
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        group = QButtonGroup(self)
        for key, words in choices:
            made = button(words, self.changed.emit, kind="choice")
            made.setCheckable(True)
            made.setAccessibleName(f"{title}: {words}")
            strong = QFontMetrics(style.font(strong=True)).horizontalAdvance(words)
            made.setMinimumWidth(strong + 2 * style.MEDIUM)
            made.setChecked(not kept)
            group.addButton(made)
            row.addWidget(made)
            kept[key] = made
        row.addStretch(1)
        block = QVBoxLayout()
        block.setSpacing(style.TINY)
        block.addWidget(label(title, "strong"))
        block.addLayout(row)
        return block

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the lists one below the other where they have no room side by side."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        narrow = event.size().width() < NARROW
        self._lists.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    # --- what is chosen ---

    @property
    def way(self) -> str:
        """Return for whom forms are made."""
        return next(way for way, made in self.ways.items() if made.isChecked())

    @property
    def ending(self) -> str:
        """Return the ending of the file to make."""
        return next(ending for ending, made in self.formats.items() if made.isChecked())

    def options(self) -> dict[str, str]:
        """Return the choices as a document is asked for with them."""
        names = (*self._wanted_names(), *self._more_names())
        is_free = self.way == "person" and not self._more_names() and self._all_ticked(self.names)
        asks_all = self._all_ticked(self.indicators) and (
            self.way != "unit" or self._choices.asks_units_all
        )
        codes = () if asks_all else self.indicators.ticked()
        return {
            "by": self.way,
            "for": "" if self.way == "all" or is_free else "\n".join(names),
            "codes": "\n".join(codes),
            "due": self.due.text().strip(),
        }

    def lacks(self) -> str:
        """Return why no form can be made yet, "" where it can."""
        if self.way == "unit" and not self._choices.units:
            return NO_UNITS
        if self.way == "unit" and not self.names.ticked():
            return "Chọn ít nhất một thôn."
        if self.way == "person" and self.names.count() and not self._chosen_people():
            return "Chọn ít nhất một người, hoặc gõ tên khác."
        if not self.indicators.ticked():
            return "Chọn ít nhất một chỉ tiêu."
        return ""

    def set_choices(self, choices: Choices) -> None:
        """Show what can be chosen from."""
        if choices == self._choices:
            return
        is_other_set = choices.indicators != self._choices.indicators
        self._choices = choices
        if is_other_set:
            lines = [(code, f"{code} {text}") for code, text in choices.indicators]
            self.indicators.set_lines(lines, ticked=True)
        self._show_way()

    def show_due(self, place: tuple[str, ...], kept: str) -> None:
        """Show the day kept for another place; in the same one what is typed stays."""
        if place != self._place:
            self._place = place
            self.due.setText(kept)

    def _show_way(self) -> None:
        """Show the names that belong to the way chosen."""
        way, held = self.way, self._choices
        self.why.setText(next(why for one, _, why in WAYS if one == way))
        by_way: dict[str, Sequence[tuple[str, str]]] = {
            "person": [(name, name) for name in held.people],
            "unit": held.units,
        }
        self.names.set_lines(by_way.get(way, ()), ticked=True)
        self.names.setVisible(bool(by_way.get(way)))
        self.more.setVisible(way == "person")
        self.nobody.setText(NO_PEOPLE if way == "person" else NO_UNITS)
        self.nobody.setVisible(way != "all" and not by_way[way])
        if way == "unit" and not held.asks_units_all and self._all_ticked(self.indicators):
            self.indicators.tick(False)
        elif way != "unit" and not self.indicators.ticked():
            self.indicators.tick(True)
        self._show_summary()

    def _show_summary(self) -> None:
        """Say what will be made, or what is still to be chosen."""
        lacking = self.lacks()
        asked = len(self.indicators.ticked())
        told = f"{self._count_of_forms()}, hỏi {asked}/{self.indicators.count()} chỉ tiêu."
        self.summary.setText(lacking or told)
        style.set_kind(self.summary, "warning" if lacking else "muted")
        self.changed.emit()

    def _count_of_forms(self) -> str:
        """Return how many forms are made, as far as it is known before they are."""
        if self.way == "all":
            return "Một phiếu"
        named = len(self.names.ticked()) + len(self._more_names())
        if self.way == "person" and self._all_ticked(self.names) and not self._more_names():
            others = "một phiếu để trống tên cho phần chưa phân công"
            return f"{named} phiếu và {others}" if named else capital_first(others)
        return f"{named} phiếu"

    def _wanted_names(self) -> tuple[str, ...]:
        """Return the ticked names."""
        return () if self.way == "all" else self.names.ticked()

    def _more_names(self) -> tuple[str, ...]:
        """Return the names typed."""
        if self.way != "person":
            return ()
        return tuple(name.strip() for name in self.more.text().split(";") if name.strip())

    def _chosen_people(self) -> tuple[str, ...]:
        """Return everybody a form is made for by name."""
        return (*self.names.ticked(), *self._more_names())

    def _all_ticked(self, part: TickList) -> bool:
        """Say whether every line of a list is ticked."""
        return len(part.ticked()) == part.count()
