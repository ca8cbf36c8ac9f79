"""Tasks under headings of how soon they are due: a model over frozen rows, and its tree."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTreeView

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.task_standing import FINISHED, Standing
from ntm_desktop.domain.tasks import Task, recurrence_of
from ntm_desktop.domain.vietnamese import fold, matches
from ntm_desktop.services.disagreements import disagreement_text
from ntm_desktop.services.tasks import FollowedTask, due_shown
from ui import style
from ui.models.delegates import StateDelegate
from ui.models.row_table import STATE_ROLE, Index

GROUPS = (
    ("overdue", "Quá hạn"),
    ("checks", "Đến kỳ kiểm tra"),
    ("undated", "Chưa rõ ngày hạn: chọn ngày ở ô Hạn"),
    ("this_week", "Trong 7 ngày tới"),
    ("this_month", "Trong tháng tới"),
    ("waiting", "Chờ: còn lâu hoặc chưa có hạn"),
    ("done", "Đã xong, đã dừng"),
)
STATE_OF = {
    Standing.OVERDUE: "late",
    Standing.CHECK_MISSED: "check_missed",
    Standing.UNDATED: "undated",
    Standing.DUE_SOON: "soon",
    Standing.DOING: "doing",
    Standing.OPEN: "waiting",
    Standing.DONE: "done",
    Standing.DONE_LATE: "done_late",
    Standing.DROPPED: "dropped",
}
_BY_DAY = re.compile(r"\b(trước|trong|đến) ngày (?=[0-9])", re.IGNORECASE)
MONTH_DAYS = 31
NARROW, TIGHT = 860, 580
HEADS = ("Nội dung", "Chủ trì", "Hạn", "Trạng thái", "Từ")
TEXT, LEAD, DUE, STATE, SOURCE = range(5)


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task as the tree shows it."""

    key: str
    cells: tuple[str, ...]
    state: str
    group: str
    found: FollowedTask

    @property
    def plain(self) -> str:
        """Return everything the line shows as one text."""
        return " ".join(self.cells)


def fitting(lines: Sequence[TaskLine], words: Sequence[str]) -> list[TaskLine]:
    """Return the lines that hold what is typed, as the search of the whole program finds it.

    The words stand there one after the other: "hien dat" finds "hiến đất" and not "thực hiện …
    đạt"; with accents they are exact. Where no line has them so, those that hold each word at the
    beginning of a word, anywhere in the line.
    """
    if not words:
        return list(lines)
    phrase = " ".join(words)
    found = [one for one in lines if _stands(fold(phrase), phrase, one.plain)]
    if found or len(words) == 1:
        return found
    begins = [(re.compile(rf"\b{re.escape(fold(word))}"), word) for word in words]
    return [
        one
        for one in lines
        if all(
            begin.search(_folded(one.plain)) and (word.isascii() or matches(word, one.plain))
            for begin, word in begins
        )
    ]


def _stands(folded: str, phrase: str, plain: str) -> bool:
    """Say whether a phrase stands in a text; the accents that were typed are looked at last."""
    return folded in _folded(plain) and (phrase.isascii() or matches(phrase, plain))


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    """Return the search key of a line, kept for the next key that is typed."""
    return fold(text)


def task_lines(
    found: Sequence[FollowedTask], today: datetime.date, before: Sequence[TaskLine] = ()
) -> tuple[TaskLine, ...]:
    """Return the lines of tasks as of a day; a line of `before` that did not change is kept."""
    held = {one.key: one for one in before}
    lines = []
    for one in found:
        same = held.get(one.task.key)
        lines.append(same if same and same.found == one else task_line(one, today))
    return tuple(lines)


def task_line(found: FollowedTask, today: datetime.date) -> TaskLine:
    """Return the line of a task as of a day."""
    state = task_state(found)
    word = style.STATES[state].word
    percent = f" · {found.percent}%" if found.percent and found.standing not in FINISHED else ""
    text = " ".join(found.task.text.split())
    doubt = " (?)" if found.is_due_early else ""
    cells = (text, found.lead, f"{due_day(found.task)}{doubt}", f"{word}{percent}", found.source)
    return TaskLine(found.task.key, cells, state, _group(found, today), found)


def due_day(task: Task) -> str:
    """Return a deadline as short as the column is: its day with the year, else what was said."""
    is_dated = task.due_on is not None and recurrence_of(task) is None
    if is_dated and task.due_on:
        return format_date(task.due_on)
    return _BY_DAY.sub(r"\1 ", due_shown(task))


def task_state(found: FollowedTask) -> str:
    """Return the sign and word (of `style.STATES`) a task is shown with."""
    if found.standing is Standing.DUE_SOON and recurrence_of(found.task):
        return "check_due"
    return STATE_OF[found.standing]


def _group(found: FollowedTask, today: datetime.date) -> str:
    """Return the heading a task stands under."""
    state = task_state(found)
    if state in ("check_due", "check_missed"):
        return "checks"
    if found.standing in FINISHED:
        return "done"
    if found.standing is Standing.OVERDUE:
        return "overdue"
    if found.standing is Standing.UNDATED:
        return "undated"
    due = found.task.due_on
    if recurrence_of(found.task) or due is None:
        return "waiting"
    days = (due - today).days
    return "this_week" if days < 7 else "this_month" if days < MONTH_DAYS else "waiting"


class TaskTreeModel(QAbstractItemModel):
    """Two levels: headings, and under each its tasks; a heading without tasks is left out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.groups: list[tuple[str, str, list[TaskLine]]] = []

    def set_lines(self, lines: Iterable[TaskLine]) -> None:
        """Show other lines; the same ones in the same places are only refreshed."""
        by_group: dict[str, list[TaskLine]] = {}
        for one in lines:
            by_group.setdefault(one.group, []).append(one)
        groups = [(name, title, by_group[name]) for name, title in GROUPS if name in by_group]
        if _keys(groups) == _keys(self.groups):
            self.groups = groups
            for place in range(len(groups)):
                top = self.index(place, 0)
                self.dataChanged.emit(top, top)
                last = self.index(len(groups[place][2]) - 1, len(HEADS) - 1, top)
                self.dataChanged.emit(self.index(0, 0, top), last)
            return
        self.beginResetModel()
        self.groups = groups
        self.endResetModel()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Return the place of a heading (id 0) or of a task (id: its heading's place + 1)."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override] # noqa: B008
        """Return the heading a task stands under."""
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(int(index.internalId()) - 1, 0, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many headings there are, or tasks under one."""
        if not parent.isValid():
            return len(self.groups)
        is_heading = not parent.internalId() and parent.column() == 0
        return len(self.groups[parent.row()][2]) if is_heading else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many columns there are."""
        del parent
        return len(HEADS)

    def line(self, index: Index) -> TaskLine | None:
        """Return the task at a place, None for a heading."""
        if not index.isValid() or not index.internalId():
            return None
        return self.groups[int(index.internalId()) - 1][2][index.row()]

    def place_of(self, key: str) -> QModelIndex:
        """Return the place of a task, an invalid one where it is not shown."""
        for at, (_, _, lines) in enumerate(self.groups):
            for row, one in enumerate(lines):
                if one.key == key:
                    return self.createIndex(row, 0, at + 1)
        return QModelIndex()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows in a role."""
        line = self.line(index)
        if line is None:
            return self._heading(index, role) if index.isValid() else None
        reader = _READERS.get(role)
        return reader(line, index.column()) if reader else None

    def _heading(self, index: Index, role: int) -> Any:
        """Return what a heading shows in a role."""
        name, title, lines = self.groups[index.row()]
        if index.column() != 0:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{title} ({len(lines)})"
        if role == Qt.ItemDataRole.FontRole:
            return style.font(strong=True)
        if role == Qt.ItemDataRole.ForegroundRole:
            return style.colour("bad" if name == "overdue" else "text")
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the head of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None


def _keys(groups: list[tuple[str, str, list[TaskLine]]]) -> list[tuple[str, list[str]]]:
    """Return which tasks stand under which heading."""
    return [(name, [one.key for one in lines]) for name, _, lines in groups]


def _tooltip(line: TaskLine, column: int) -> str:
    """Return a cell in full; of a state all that is known."""
    if column == DUE:
        given = line.found.given_on
        early = f"\n? Trước ngày giao {format_date(given)}" if given else ""
        return due_shown(line.found.task) + (early if line.found.is_due_early else "")
    if column == TEXT and line.found.disagreed:
        return f"{line.cells[column]}\n{disagreement_text(line.found.disagreed)}"
    return line.found.standing_text if column == STATE else line.cells[column]


def _state(line: TaskLine, column: int) -> str | None:
    """Return the state a cell is painted with: where the task stands, what is not agreed."""
    if column == TEXT and line.found.disagreed:
        return "disagreed"
    return line.state if column == STATE else None


def _spoken(line: TaskLine, column: int) -> str:
    """Return what a screen reader says of a cell."""
    apart = ", chưa thống nhất" if _state(line, column) == "disagreed" else ""
    return f"{line.cells[column]}{apart}"


_READERS: dict[int, Callable[[TaskLine, int], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda line, column: line.cells[column],
    Qt.ItemDataRole.AccessibleTextRole: _spoken,
    Qt.ItemDataRole.ToolTipRole: _tooltip,
    Qt.ItemDataRole.ForegroundRole: lambda line, column: (
        style.colour("bad") if column == DUE and line.group == "overdue" else None
    ),
    STATE_ROLE: lambda line, column: _state(line, column),
}


class TaskTree(QTreeView):
    """Enter opens a task, Ctrl+Space turns its state; folded headings stay folded."""

    task_opened = Signal(str)
    task_chosen = Signal(str)
    turn_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._folded: dict[str, bool] = {"done": True}
        self._lines: tuple[TaskLine, ...] = ()
        self._is_filtered = False
        self._is_quiet = False
        self.tasks = TaskTreeModel(self)
        self.setModel(self.tasks)
        self.setAccessibleName("Nhiệm vụ theo hạn")
        self.setItemDelegate(StateDelegate(self))
        self.setRootIsDecorated(True)
        self.setIndentation(style.LARGE)
        self.setUniformRowHeights(True)
        self.setProperty("kind", "rows")
        self.setAllColumnsShowFocus(True)
        self.setSelectionBehavior(QTreeView.SelectionBehavior.SelectRows)
        self.setExpandsOnDoubleClick(False)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
        self._set_narrow(False)
        self.activated.connect(self._activate)
        self.selectionModel().currentChanged.connect(lambda index: self._choose(index))
        self.collapsed.connect(lambda index: self._note_fold(index, True))
        self.expanded.connect(lambda index: self._note_fold(index, False))

    def set_lines(self, lines: Iterable[TaskLine], *, is_filtered: bool = False) -> None:
        """Show lines; the chosen task stays chosen, or the one below it where it went away."""
        chosen, below = self.chosen_key(), self._next_key()
        self._is_quiet, self._is_filtered = True, is_filtered
        self.tasks.set_lines(lines)
        for place, (name, _, _) in enumerate(self.tasks.groups):
            top = self.tasks.index(place, 0)
            self.setFirstColumnSpanned(place, QModelIndex(), True)
            self.setExpanded(top, is_filtered or not self._folded.get(name, False))
        if self.chosen_key() != chosen or not chosen:
            _ = self._choose_shown(chosen) or self._choose_shown(below)
        self._is_quiet = False

    def shown_lines(self) -> list[TaskLine]:
        """Return the lines that are there now, group by group, folded or not."""
        return [one for _, _, lines in self.tasks.groups for one in lines]

    def headings(self) -> list[str]:
        """Return the headings as they are shown."""
        return [f"{title} ({len(lines)})" for _, title, lines in self.tasks.groups]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words their room: beside a form, or in a narrow window."""
        super().resizeEvent(event)
        narrow, tight = (event.size().width() < style.scaled(wide) for wide in (NARROW, TIGHT))
        if narrow != self.isColumnHidden(SOURCE):
            self._set_narrow(narrow)
        self.setColumnHidden(LEAD, tight)

    def _set_narrow(self, narrow: bool) -> None:
        """Narrow the columns beside the words, and leave the source out."""
        widths = (106, 114, 154, 0) if narrow else (170, 146, 156, 210)
        for place, width in enumerate(widths, start=1):
            self.header().resizeSection(place, style.scaled(width))
        self.setColumnHidden(SOURCE, narrow)

    def chosen_key(self) -> str:
        """Return the key of the chosen task, "" for none."""
        line = self.tasks.line(self.currentIndex())
        return line.key if line is not None else ""

    def _next_key(self) -> str:
        """Return the key of the task below the chosen one, to stay near when it goes elsewhere."""
        line = self.tasks.line(self.indexBelow(self.currentIndex()))
        return line.key if line is not None else ""

    def choose_key(self, key: str) -> bool:
        """Choose a task, opening its group; say whether it is there."""
        index = self.tasks.place_of(key)
        if not index.isValid():
            return False
        self.setExpanded(self.tasks.parent(index), True)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def _choose_shown(self, key: str) -> bool:
        """Choose a task unless it is folded away; say whether it was chosen."""
        index = self.tasks.place_of(key) if key else QModelIndex()
        if not index.isValid() or not self.isExpanded(self.tasks.parent(index)):
            return False
        self.setCurrentIndex(index)
        return True

    def keyboardSearch(self, search: str) -> None:
        """Never jump because a letter was typed."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read Ctrl+Space for the chosen task, Enter for task and heading."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Space and control and self.chosen_key():
            self.turn_asked.emit(self.chosen_key())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._activate(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _activate(self, index: QModelIndex) -> None:
        """Open a task; fold or unfold a heading."""
        line = self.tasks.line(index)
        if line is not None:
            self.task_opened.emit(line.key)
        elif index.isValid():
            self.setExpanded(index, not self.isExpanded(index))

    def _choose(self, index: QModelIndex) -> None:
        """Tell which task is gone to."""
        line = self.tasks.line(index)
        if line is not None and not self._is_quiet:
            self.task_chosen.emit(line.key)

    def _note_fold(self, index: QModelIndex, folded: bool) -> None:
        """Remember whether a group is folded, unless a filter opened it."""
        if not self._is_quiet and not self._is_filtered and not index.internalId():
            self._folded[self.tasks.groups[index.row()][0]] = folded
