"""The filters over the tasks: words and state always, who, from where and indicator on demand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ntm_desktop.domain.entity import split_keys
from ntm_desktop.domain.task_standing import FINISHED
from ntm_desktop.domain.tasks import is_open, supporters_of
from ntm_desktop.domain.vietnamese import sort_key
from ntm_desktop.services.tasks import FollowedTask
from ui import style
from ui.widgets.page import button, label
from ui.widgets.record_form import CalmComboBox
from ui.widgets.text_field import TextField

OPEN = "open"
STATES = (
    ("", "Mọi trạng thái"),
    (OPEN, "Chưa xong"),
    ("late", "Quá hạn"),
    ("soon", "Sắp đến hạn"),
    ("undated", "Chưa rõ ngày hạn"),
    ("checks", "Đến kỳ, lỡ kỳ kiểm tra"),
    ("doing", "Đang làm"),
    ("done", "Đã xong"),
    ("done_late", "Xong muộn"),
    ("dropped", "Đã dừng"),
)
WAIT_MS = 120
_OWN = "own"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; "" does not restrict. `source` is "meeting KEY", "document KEY", "own"."""

    words: tuple[str, ...] = ()
    state: str = ""
    who: str = ""
    source: str = ""
    indicator: str = ""

    def is_any(self) -> bool:
        """Say whether nothing is restricted."""
        return not (self.words or self.state or self.who or self.source or self.indicator)

    def fits(self, found: FollowedTask, state: str) -> bool:
        """Say whether a task shown with `state` is asked for, its words aside."""
        return (
            self._fits_state(found, state)
            and (not self.who or self.who in people_of(found))
            and (not self.source or self.source in sources_of(found))
            and (not self.indicator or found.task.indicator == self.indicator)
        )

    def _fits_state(self, found: FollowedTask, state: str) -> bool:
        """Say whether the state is the one asked for."""
        if self.state == OPEN:
            return is_open(found.task) and found.standing not in FINISHED
        if self.state == "checks":
            return state in ("check_due", "check_missed")
        return not self.state or state == self.state


def people_of(found: FollowedTask) -> tuple[str, ...]:
    """Return everybody a task names: lead, doing, supporting."""
    task = found.task
    return tuple(name for name in (found.lead, task.doer or "", *supporters_of(task)) if name)


def sources_of(found: FollowedTask) -> tuple[str, ...]:
    """Return the meeting and the documents a task has to do with, as filters name them."""
    task = found.task
    keys = [f"meeting {task.meeting}"] if task.meeting else []
    linked = [task.document or "", *split_keys(task.documents)]
    keys += [f"document {key}" for key in linked if key]
    return tuple(keys) if task.meeting or task.document else (*keys, _OWN)


class TaskFilters(QWidget):
    """`changed` is told a moment after the last key, at once for a choice."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = TextField()
        self.state = _combo("Trạng thái")
        self.who = _combo("Người, đơn vị")
        self.source = _combo("Cuộc họp, văn bản")
        self.indicator = _combo("Chỉ tiêu")
        self.more: QPushButton = button("Lọc thêm", icon="filter", kind="quiet")
        self.clear_button = button("Bỏ lọc", self.clear, kind="link")
        self.count = label("", "small")
        self.names: list[str] = []
        self._second = QWidget()
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self.changed)
        self._lay_out()
        self.state.offer(STATES)
        self.state.setSizeAdjustPolicy(CalmComboBox.SizeAdjustPolicy.AdjustToContents)
        self.words.textChanged.connect(lambda: self._timer.start())
        for combo in (self.state, self.who, self.source, self.indicator):
            combo.activated.connect(lambda: self.changed.emit())

    def _lay_out(self) -> None:
        """Place words and state over the filters on demand."""
        self.words.setPlaceholderText("Lọc theo nội dung, người, nguồn… (Ctrl+F)")
        self.words.setAccessibleName("Lọc nhiệm vụ")
        self.words.setProperty("kind", "search")
        self.words.setClearButtonEnabled(True)
        self.words.setMaximumWidth(style.scaled(360))
        self.more.setCheckable(True)
        self.more.setToolTip("Lọc theo người, cuộc họp, văn bản, chỉ tiêu")
        self.more.toggled.connect(lambda on: self._second.setVisible(on))
        first = QHBoxLayout()
        first.setSpacing(style.SMALL)
        first.addWidget(self.words, 3)
        first.addWidget(self.state)
        for part in (self.more, self.clear_button, self.count):
            first.addWidget(part)
        first.addStretch(1)
        row = QHBoxLayout(self._second)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.SMALL)
        for combo, share in ((self.who, 2), (self.source, 3), (self.indicator, 1)):
            row.addWidget(combo, share)
        self._second.setMaximumWidth(style.scaled(860))
        self._second.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addLayout(first)
        column.addWidget(self._second)
        self.clear_button.hide()

    def wanted(self) -> Wanted:
        """Return what is asked for now."""
        return Wanted(
            words=tuple(self.words.text().lower().split()),
            state=str(self.state.currentData() or ""),
            who=str(self.who.currentData() or ""),
            source=str(self.source.currentData() or ""),
            indicator=str(self.indicator.currentData() or ""),
        )

    def offer(self, tasks: Sequence[FollowedTask]) -> None:
        """Offer the people, sources and indicators of the tasks there are."""
        who = sorted({name for one in tasks for name in people_of(one)}, key=sort_key)
        self.names = who
        self.who.offer([("", "Mọi người, đơn vị"), *((name, name) for name in who)])
        self.source.offer([("", "Mọi nguồn"), *_sources(tasks), (_OWN, "Việc của xã tự đặt")])
        codes = sorted({one.task.indicator for one in tasks if one.task.indicator}, key=_by_number)
        self.indicator.offer([("", "Mọi chỉ tiêu"), *((code, code) for code in codes)])

    def show_count(self, shown: int, total: int) -> None:
        """Say how many tasks fit while something is asked for."""
        is_any = self.wanted().is_any()
        self.count.setText("" if is_any else f"{shown}/{total} việc")
        self.clear_button.setVisible(not is_any)

    def choose(self, name: str, value: str) -> None:
        """Ask for a source, a person … as other screens do."""
        combo: CalmComboBox = getattr(self, name)
        combo.setCurrentIndex(max(combo.findData(value), 0))
        self.more.setChecked(name != "state")
        self.changed.emit()

    def clear(self) -> None:
        """Ask for everything again."""
        self.words.clear()
        for combo in (self.state, self.who, self.source, self.indicator):
            combo.setCurrentIndex(0)
        self._timer.stop()
        self.changed.emit()


def _combo(name: str) -> CalmComboBox:
    """Return a list that takes little room."""
    made = CalmComboBox()
    made.setAccessibleName(f"Lọc theo {name.lower()}")
    made.setSizeAdjustPolicy(CalmComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
    return made


def _sources(tasks: Sequence[FollowedTask]) -> list[tuple[str, str]]:
    """Return the meetings and documents that gave tasks, in Vietnamese order."""
    named: dict[str, str] = {}
    for one in tasks:
        if one.task.document:
            named[f"document {one.task.document}"] = one.source
        elif one.task.meeting:
            named[f"meeting {one.task.meeting}"] = one.source
    return sorted(named.items(), key=lambda pair: sort_key(pair[1]))


def _by_number(code: str) -> tuple[object, ...]:
    """Return a key that sorts "2.10" after "2.9"."""
    return tuple(
        (not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in code.split(".")
    )
