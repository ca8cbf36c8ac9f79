"""The steps of a work from proposal to settlement, each with its sign, its word and its date."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.entity import entity_named
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.domain.works import WORK_STATES, WORK_STEPS, Work
from ui import style
from ui.widgets.page import button, label
from ui.widgets.state_label import StateLabel

STEP_NAMES = {
    "proposed": "Đề xuất",
    "approved": "Phê duyệt",
    "building": "Thi công",
    "accepted": "Nghiệm thu",
    "handed_over": "Bàn giao",
    "settled": "Quyết toán",
}
NO_DATE = "chưa có ngày"
_ORDER = tuple(WORK_STEPS)
_NARROW = 960


class StepLine(QFrame):
    """`date_asked` carries the field that holds a step's date; `step_asked` the state to go to."""

    date_asked = Signal(str)
    step_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName("Các bước của công trình")
        self.steps: dict[str, _Step] = {}
        self._columns = 0
        self.next_button = button("", self._go_on, icon="chevron_right", kind="quiet")
        self.setMinimumWidth(1)
        self._next = ""
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(style.MEDIUM)
        self._grid.setVerticalSpacing(style.SMALL)
        for state, field in WORK_STEPS.items():
            made = _Step(state)
            made.date_button.clicked.connect(lambda _=False, name=field: self.date_asked.emit(name))
            self.steps[state] = made
        self.stopped = StateLabel("dropped")
        row = QHBoxLayout(self)
        row.setContentsMargins(style.MEDIUM, style.SMALL, style.SMALL, style.SMALL)
        row.setSpacing(style.SMALL)
        row.addLayout(self._grid, 1)
        row.addWidget(self.stopped)
        row.addWidget(self.next_button)

    def show_work(self, work: Work, doubtful: Iterable[str] = ()) -> None:
        """Show where a work stands; `doubtful` are the fields whose dates should be looked at."""
        reached = _ORDER.index(work.state) if work.state in _ORDER else -1
        held = set(doubtful)
        for place, (state, field) in enumerate(WORK_STEPS.items()):
            day: datetime.date | None = getattr(work, field)
            sign = "no_data" if place > reached else "doing" if place == reached else "done"
            if state == "settled" and place == reached:
                sign = "met"
            lacks = day is None and 0 <= place <= reached
            self.steps[state].show_step(sign, day, doubtful=lacks or field in held)
        self._next = _ORDER[reached + 1] if reached + 1 < len(_ORDER) else ""
        is_stopped = work.state == "stopped"
        self.next_button.setVisible(bool(self._next) and not is_stopped)
        if self._next:
            word = capital_first(WORK_STATES[self._next])
            self.next_button.setText(f"Ghi “{word}”")
            self.next_button.setToolTip(f"Chuyển sang “{word}”; hỏi ngày của bước này")
        self.stopped.setVisible(is_stopped)
        self.stopped.set_state("dropped", "(tạm dừng)")

    def _go_on(self) -> None:
        """Ask for the next step."""
        if self._next:
            self.step_asked.emit(self._next)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the steps on two lines in a narrow place."""
        super().resizeEvent(event)
        columns = 3 if self.width() < style.scaled(_NARROW) else len(self.steps)
        if columns == self._columns:
            return
        self._columns = columns
        for place, made in enumerate(self.steps.values()):
            self._grid.addWidget(made, place // columns, place % columns)
        for place in range(len(self.steps)):
            self._grid.setColumnStretch(place, int(place < columns))


class _Step(QWidget):
    """One step: its sign and name over its date, which is a button to the field."""

    def __init__(self, state: str) -> None:
        super().__init__()
        self._name = STEP_NAMES[state]
        self.sign = label("")
        self.sign.setFixedWidth(style.ICON)
        self.name = label(self._name, "strong")
        self.date_button = button(NO_DATE, kind="link")
        self.date_button.setMinimumWidth(1)  # the line of steps may be narrow
        self.name.setMinimumWidth(1)
        head = QHBoxLayout()
        head.setSpacing(style.TINY)
        head.addWidget(self.sign)
        head.addWidget(self.name)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.date_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_step(self, state: str, day: datetime.date | None, *, doubtful: bool) -> None:
        """Show sign and date; a doubtful date is marked with a sign and said."""
        found = style.STATES[state]
        ratio = self.devicePixelRatioF()
        self.sign.setPixmap(style.pixmap(found.icon, found.token, ratio=ratio))
        style.set_kind(self.name, "muted" if state == "no_data" else "strong")
        shown = format_date(day) if day else NO_DATE
        self.date_button.setText(shown)
        sign = ("warning", "warn") if doubtful else ("calendar", "muted")
        style.put_icon(self.date_button, *sign)
        words = {"no_data": "chưa đến", "doing": "đang ở bước này"}.get(state, "đã xong")
        doubt = ", cần xem lại ngày" if doubtful else ""
        self.date_button.setAccessibleName(f"{self._name}: {words}, {shown}{doubt}")
        self.date_button.setToolTip(f"{self._name}: {words}, {shown}{doubt}. Bấm để sửa ngày")


def step_values(state: str, day: datetime.date | None) -> dict[str, str]:
    """Return the texts that put a work at a step: the state, and its day where one is given."""
    texts = {"state": entity_named("work").field("state").choices[state]}
    return texts if day is None else {**texts, WORK_STEPS[state]: format_date(day)}
