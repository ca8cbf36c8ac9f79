"""The filters over the works: words, state, year and grouping; source, type, thôn on demand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.domain.works import FUNDING_SOURCES, WORK_STATES, WORK_TYPES
from ui import style
from ui.widgets.money_text import NO_STATE, ROUNDED_NOTE, ROUNDED_TIP, source_name
from ui.widgets.page import button, label
from ui.widgets.record_form import CalmComboBox
from ui.widgets.text_field import TextField

ALL, OPEN, DOUBT, DEBT, NONE = "", "open", "doubt", "debt", "none"
STATES = (
    (ALL, "Mọi trạng thái"),
    (OPEN, "Chưa quyết toán"),
    (DOUBT, "Cần xem lại"),
    (DEBT, "Còn nợ đọng"),
    *((state, capital_first(word)) for state, word in WORK_STATES.items()),
    (NONE, f"{NO_STATE} trạng thái"),
)
GROUPINGS = (
    ("", "Không gộp"),
    ("type", "Gộp theo loại"),
    ("village", "Gộp theo thôn"),
    ("state", "Gộp theo trạng thái"),
)
WAIT_MS = 80
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class WantedWorks:
    """What is asked for; "" (and year 0) does not restrict. `village` is a name as it is shown."""

    words: tuple[str, ...] = ()
    year: int = 0
    source: str = ""
    state: str = ""
    work_type: str = ""
    village: str = ""

    def is_any(self) -> bool:
        """Say whether every work is asked for."""
        return self == WantedWorks()


class WorkFilters(QWidget):
    """`changed` is told a moment after the last key, at once for a choice."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = TextField()
        self.state = _combo("Lọc theo trạng thái")
        self.year = _combo("Lọc theo năm kế hoạch")
        self.grouping = _combo("Gộp công trình")
        self.source = _combo("Lọc theo nguồn vốn")
        self.work_type = _combo("Lọc theo loại công trình")
        self.village = _combo("Lọc theo thôn")
        self.more: QPushButton = button("Lọc thêm", icon="filter", kind="quiet")
        self.clear_button = button("Bỏ lọc", self.clear, kind="link")
        self.count = label("", "small")
        self.unit = label(ROUNDED_NOTE, "small")
        self.unit.setToolTip(ROUNDED_TIP)
        self._second = QWidget()
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self.changed)
        self._lay_out()
        self.state.offer(STATES)
        self.grouping.offer(GROUPINGS)
        self.source.offer((("", "Mọi nguồn vốn"), *_sources()))
        self.offer((), (), ())
        self.words.textChanged.connect(lambda: self._timer.start())
        for combo in self.combos():
            combo.activated.connect(lambda: self.changed.emit())

    def combos(self) -> tuple[CalmComboBox, ...]:
        """Return the lists, in the order of the keyboard."""
        return (
            *(self.state, self.year, self.grouping),
            *(self.source, self.work_type, self.village),
        )

    def _lay_out(self) -> None:
        """Place words, state, year and grouping over the filters on demand."""
        self.words.setPlaceholderText("Lọc theo tên, thôn, nhà thầu… (Ctrl+F)")
        self.words.setAccessibleName("Lọc công trình")
        self.words.setProperty("kind", "search")
        self.words.setClearButtonEnabled(True)
        self.words.setMaximumWidth(style.scaled(320))
        self.more.setCheckable(True)
        self.more.setToolTip("Lọc theo nguồn vốn, loại công trình, thôn")
        self.more.toggled.connect(lambda on: self._second.setVisible(on))
        first = QHBoxLayout()
        first.setSpacing(style.SMALL)
        first.addWidget(self.words, 3)
        for combo in (self.state, self.year, self.grouping):
            first.addWidget(combo, 2)
        for part in (self.more, self.clear_button, self.count):
            first.addWidget(part)
        first.addStretch(1)
        first.addWidget(self.unit)
        row = QHBoxLayout(self._second)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.SMALL)
        for combo in (self.source, self.work_type, self.village):
            row.addWidget(combo, 1)
        self._second.setMaximumWidth(style.scaled(780))
        self._second.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addLayout(first)
        column.addWidget(self._second)
        self.clear_button.hide()

    def wanted(self) -> WantedWorks:
        """Return what is asked for now."""
        return WantedWorks(
            words=tuple(self.words.text().lower().split()),
            year=int(self.year.currentData() or 0),
            source=str(self.source.currentData() or ""),
            state=str(self.state.currentData() or ""),
            work_type=str(self.work_type.currentData() or ""),
            village=str(self.village.currentData() or ""),
        )

    def grouped_by(self) -> str:
        """Return "type", "village", "state", or "" for one list."""
        return str(self.grouping.currentData() or "")

    def offer(self, years: Sequence[int], types: Sequence[str], villages: Sequence[str]) -> None:
        """Offer the years, types and thôn there are; what is chosen stays chosen."""
        self.year.offer((("", "Mọi năm"), *((str(year), f"Năm {year}") for year in sorted(years))))
        named = [(one, capital_first(WORK_TYPES[one])) for one in WORK_TYPES if one in types]
        none = [(NONE, "Chưa ghi loại")] if "" in types else []
        self.work_type.offer((("", "Mọi loại"), *named, *none))
        places = [(name, name) for name in villages]
        self.village.offer((("", "Mọi thôn"), *places, (NONE, "Không ghi thôn")))

    def show_count(self, shown: int, total: int) -> None:
        """Say how many works fit while something is asked for."""
        is_any = self.wanted().is_any()
        self.count.setText("" if is_any else f"{shown}/{total} dòng")
        self.clear_button.setVisible(not is_any)

    def choose(self, name: str, value: str) -> None:
        """Ask for a state, year, source … as other parts of the screen do."""
        combo: CalmComboBox = getattr(self, name)
        combo.setCurrentIndex(max(combo.findData(value), 0))
        if name in ("source", "work_type", "village"):
            self.more.setChecked(True)
        self.changed.emit()

    def clear(self) -> None:
        """Ask for every work again; the grouping stays."""
        self.words.clear()
        for combo in self.combos():
            if combo is not self.grouping:
                combo.setCurrentIndex(0)
        self._timer.stop()
        self.changed.emit()


def _sources() -> list[tuple[str, str]]:
    """Return the sources in the order of the form, parts set in under their group."""
    return [
        (one.id, f"–  {source_name(one.id)}" if one.group else one.name) for one in FUNDING_SOURCES
    ]


def _combo(name: str) -> CalmComboBox:
    """Return a list that takes little room."""
    made = CalmComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(CalmComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(9)
    return made
