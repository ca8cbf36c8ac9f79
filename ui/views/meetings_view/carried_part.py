"""What is left from last time: the open tasks of earlier meetings and what was done since."""

from __future__ import annotations

from ntm_desktop.domain.tasks import is_open, is_overdue
from ntm_desktop.services.meetings import CarriedTask, MeetingFile, choose_carried
from ntm_desktop.services.tasks import due_shown, note_progress
from ui.views.meetings_view.conclusion_part import task_state
from ui.views.meetings_view.desk import MeetingDesk
from ui.views.meetings_view.part import MeetingPart
from ui.widgets.carried_card import CarriedCard
from ui.widgets.keyed_column import KeyedColumn
from ui.widgets.page import button, label

FEW = 3
DONE = "Đã hoàn thành."
PRINTED = (
    "Biên bản chỉ in việc được tích “Đưa vào biên bản” hoặc được ghi tiến độ tại cuộc họp này, "
    "tình trạng tính đến ngày họp."
)


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
        self.others = button("", self._show_others, kind="link")
        self._is_whole = self._has_others = False
        self.column.addWidget(label(PRINTED, "small", wrap=True))
        self.column.addWidget(self.cards)
        self.column.addWidget(self.more)
        self.column.addWidget(self.others)

    def start(self) -> None:
        """Show only the first few of another meeting."""
        self._is_whole = self._has_others = False
        self.cards.clear()

    def show_file(self, found: MeetingFile) -> None:
        """Show the tasks."""
        shown = found.carried if self._is_whole else found.carried[:FEW]
        rest = len(found.carried) - len(shown)
        others = found.of_others if self._has_others else ()
        self.cards.set_items(_Keyed(one) for one in (*shown, *others))
        self.more.setText(f"Xem thêm {rest} việc")
        self.more.setVisible(rest > 0)
        self.others.setText(f"Xem cả {len(found.of_others)} việc do cơ quan, cuộc họp khác giao")
        self.others.setVisible(bool(found.of_others) and not others)

    def note(self, found: MeetingFile) -> str:
        """Return how many are open, late, done since."""
        tasks = [one.task for one in found.carried]
        open_ones = [task for task in tasks if is_open(task)]
        late = sum(1 for task in open_ones if is_overdue(task, self.desk.today()))
        parts = [f"{len(open_ones)} việc" if open_ones else ""]
        parts.append(f"{late} quá hạn" if late else "")
        done = len(tasks) - len(open_ones)
        parts.append(f"{done} đã xong từ lần trước" if done else "")
        printed = sum(1 for one in found.carried if one.is_chosen or one.is_noted)
        parts.append(f"{printed} vào biên bản" if printed else "")
        return ", ".join(part for part in parts if part)

    def is_wanted(self, found: MeetingFile) -> bool:
        """Say whether anything is left."""
        return bool(found.carried or found.of_others)

    def set_read_only(self, is_read_only: bool) -> None:
        """Progress is noted also beside a closed meeting; not beside another office's."""
        for card in self.cards.widgets.values():
            card.note.setEnabled(self.desk.file.is_own or not is_read_only)
            card.printed.setEnabled(not is_read_only and not card.is_noted)

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
        made.print_asked.connect(self.choose)
        return made

    def _show(self, card: CarriedCard, shown: _Keyed) -> None:
        """Show a task as it stands."""
        task = shown.carried.task
        card.show_task(shown.carried, task_state(task, self.desk.today()), due_shown(task))

    def note_task(self, key: str, text: str, state: str | None = None) -> None:
        """Keep what was done, under today's date."""
        said = "Đã ghi tiến độ" if state is None else "Đã ghi là xong"
        meeting = str(self.desk.key)
        self.desk.do(
            lambda workspace: note_progress(workspace, key, text, state, meeting=meeting), said
        )
        card = self.cards.widgets.get(key)
        if card is not None:
            card.note.clear()

    def choose(self, key: str, is_chosen: bool) -> None:
        """Put a task into the minutes, or leave it out."""
        meeting = str(self.desk.key)
        self.desk.do(
            lambda workspace: choose_carried(workspace, meeting, key, is_chosen),
            "Đã đưa vào biên bản" if is_chosen else "Đã bỏ khỏi biên bản",
        )

    def _show_others(self) -> None:
        """Show the tasks other bodies gave, too."""
        self._has_others = True
        self.show_file(self.desk.file)

    def _show_all(self) -> None:
        """Show every task."""
        self._is_whole = True
        self.show_file(self.desk.file)
