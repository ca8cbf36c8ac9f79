"""What was said, in order: speaker after speaker, without leaving the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from ntm_desktop.domain.meeting_kinds import template_of
from ntm_desktop.domain.meetings import Opinion
from ntm_desktop.services.meetings import MeetingFile
from ui.views.meetings_view.desk import MeetingDesk
from ui.views.meetings_view.part import RowsPart, counted
from ui.widgets.add_line import AddLine
from ui.widgets.passage_edit import PassageRow

EXAMPLE = (
    "Thêm ý kiến: gõ người hoặc nhóm phát biểu, Enter; hết ý kiến Ctrl+Enter sang người tiếp theo"
)


class OpinionPart(RowsPart):
    """The opinions and the line for the next speaker."""

    title = "Ý kiến"
    entity = "opinion"

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__(desk)
        self.new = AddLine("Thêm ý kiến", EXAMPLE)
        self.new.set_look_up(desk.people_like)
        self.new.lines_given.connect(self.add)
        self.new.record_given.connect(lambda text, key: self.add([text], key))
        self.column.addWidget(self.rows)
        self.column.addWidget(self.new)

    def records(self) -> Sequence[Opinion]:
        """Return the opinions in their order."""
        return self.desk.file.opinions

    def make_row(self, record: Opinion) -> PassageRow:
        """Return the fields of an opinion."""
        made = PassageRow(record.key, "content", "ý kiến", speaker=True, tasks=False)
        assert made.speaker is not None
        made.speaker.set_look_up(self.desk.people_like)
        made.who_given.connect(
            lambda key, text, person: self.desk.put_who("opinion", key, "speaker", text, person)
        )
        made.next_asked.connect(self._next)
        self.connect_row(made)
        return made

    def show_row(self, row: PassageRow, record: Opinion) -> None:
        """Show an opinion."""
        speaker = self.desk.file.printed_name(record.person, record.speaker)
        texts = {"speaker": speaker, "content": record.content or ""}
        row.show_part(self.number_of(record.key), texts)

    def add(self, lines: list[str], person: str = "") -> None:
        """Add an opinion for each speaker and go on to what was said."""
        saved = self.desk.add(
            "opinion", [{"speaker": line, "person": person or None} for line in lines]
        )
        self.new.clear()
        row = self.rows.widgets.get(saved.key)
        if row is not None:
            row.edit.setFocus()

    def _next(self) -> None:
        """Go on to the next speaker."""
        self.save_now()
        self.new.setFocus()

    def note(self, found: MeetingFile) -> str:
        """Return how many there are."""
        return counted(found.opinions, "ý kiến")

    def is_wanted(self, found: MeetingFile) -> bool:
        """Say whether this kind of meeting hears opinions."""
        return template_of(found.meeting.kind).has("opinions") or bool(found.opinions)

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the opinions be read, or written in."""
        super().set_read_only(is_read_only)
        self.new.setVisible(not is_read_only)

    def save_now(self) -> None:
        """Keep what is typed, also a speaker who waits for Enter."""
        if self.desk.is_read_only:
            return
        super().save_now()
        if self.new.text().strip():
            self.desk.add("opinion", [{"speaker": self.new.text().strip()}])
            self.new.clear()

    def start(self) -> None:
        """Forget what is shown."""
        super().start()
        self.new.clear()
