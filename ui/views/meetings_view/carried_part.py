"""What is left from last time: the open tasks of earlier meetings and what was done since."""

from __future__ import annotations

from ntm_desktop.domain.tasks import is_open, is_overdue
from ntm_desktop.services.meetings import CarriedTask, MeetingFile
from ntm_desktop.services.tasks import due_shown, note_progress
from ui.views.meetings_view.conclusion_part import task_state
from ui.views.meetings_view.desk import MeetingDesk
from ui.views.meetings_view.part import MeetingPart
from ui.widgets.carried_card import CarriedCard
from ui.widgets.keyed_column import KeyedColumn
from ui.widgets.page import button

FEW = 3
DONE = "Đã hoàn thành."


class _Keyed:
    """A carried task under the key of its task."""

    __slots__ = ("carried", "key")

    def __init__(self, carried: CarriedTask) -> None:
        self.key, self.carried = carried.task.key, carried


class CarriedPart(MeetingPart):
    """The nearest few first, the rest on demand; progress is noted in the line of each."""

    title = "Việc còn lại từ lần trước"

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__(desk)
        self.cards = KeyedColumn(self._make, self._show)
        self.more = button("", self._show_all, kind="link")
        self._is_whole = False
        self.column.addWidget(self.cards)
        self.column.addWidget(self.more)

    def start(self) -> None:
        """Show only the first few of another meeting."""
        self._is_whole = False
        self.cards.clear()

    def show_file(self, found: MeetingFile) -> None:
        """Show the tasks."""
        shown = found.carried if self._is_whole else found.carried[:FEW]
        self.cards.set_items(_Keyed(one) for one in shown)
        rest = len(found.carried) - len(shown)
        self.more.setText(f"Xem thêm {rest} việc")
        self.more.setVisible(rest > 0)

    def note(self, found: MeetingFile) -> str:
        """Return how many are open, late, done since."""
        tasks = [one.task for one in found.carried]
        open_ones = [task for task in tasks if is_open(task)]
        late = sum(1 for task in open_ones if is_overdue(task, self.desk.today()))
        parts = [f"{len(open_ones)} việc" if open_ones else ""]
        parts.append(f"{late} quá hạn" if late else "")
        done = len(tasks) - len(open_ones)
        parts.append(f"{done} đã xong từ lần trước" if done else "")
        return ", ".join(part for part in parts if part)

    def is_wanted(self, found: MeetingFile) -> bool:
        """Say whether anything is left."""
        return bool(found.carried)

    def set_read_only(self, is_read_only: bool) -> None:
        """Progress is noted also beside a closed meeting; not beside another office's."""
        for card in self.cards.widgets.values():
            card.note.setEnabled(self.desk.file.is_own or not is_read_only)

    def save_now(self) -> None:
        """Keep the notes that wait for Enter."""
        for card in tuple(self.cards.widgets.values()):
            card.keep_note()

    def _make(self, shown: _Keyed) -> CarriedCard:
        """Return the card of a task."""
        made = CarriedCard(shown.key)
        made.noted.connect(self.note_task)
        made.done_asked.connect(lambda key, text: self.note_task(key, text or DONE, "done"))
        made.open_asked.connect(lambda key: self.desk.context.open("tasks", "task", key))
        return made

    def _show(self, card: CarriedCard, shown: _Keyed) -> None:
        """Show a task as it stands."""
        task = shown.carried.task
        card.show_task(shown.carried, task_state(task, self.desk.today()), due_shown(task))

    def note_task(self, key: str, text: str, state: str | None = None) -> None:
        """Keep what was done, under today's date."""
        said = "Đã ghi tiến độ" if state is None else "Đã ghi là xong"
        self.desk.do(lambda workspace: note_progress(workspace, key, text, state), said)
        card = self.cards.widgets.get(key)
        if card is not None:
            card.note.clear()

    def _show_all(self) -> None:
        """Show every task."""
        self._is_whole = True
        self.show_file(self.desk.file)
