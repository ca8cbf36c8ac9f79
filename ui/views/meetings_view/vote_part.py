"""Questions that were put to the vote, by hands or by ballot."""

from __future__ import annotations

from collections.abc import Sequence

from ntm_desktop.domain.entity import StoredValue
from ntm_desktop.domain.meeting_kinds import template_of
from ntm_desktop.domain.meetings import Vote
from ntm_desktop.services.meetings import MeetingFile
from ui.views.meetings_view.desk import MeetingDesk
from ui.views.meetings_view.part import RowsPart, counted
from ui.widgets.add_line import AddLine
from ui.widgets.vote_card import CHOICES, NUMBERS, VoteCard


class VotePart(RowsPart):
    """The votes and the line that adds one."""

    title = "Biểu quyết"
    entity = "vote"

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__(desk)
        self.new = AddLine("Thêm biểu quyết", "Thêm biểu quyết: gõ nội dung biểu quyết, Enter")
        self.new.lines_given.connect(self.add)
        self.column.addWidget(self.rows)
        self.column.addWidget(self.new)

    def records(self) -> Sequence[Vote]:
        """Return the votes in their order."""
        return self.desk.file.votes

    def make_row(self, record: Vote) -> VoteCard:
        """Return the card of a vote."""
        made = VoteCard(record.key)
        self.connect_row(made)
        return made

    def show_row(self, row: VoteCard, record: Vote) -> None:
        """Show a vote."""
        numbers = {name: getattr(record, name) for name in NUMBERS}
        texts = {name: "" if number is None else str(number) for name, number in numbers.items()}
        choices = {name: getattr(record, name) or "" for name in CHOICES}
        question = {"question": record.question, "required": record.required or ""}
        row.show_texts(self.number_of(record.key), {**question, **texts, **choices})
        row.compute()

    def add(self, lines: list[str]) -> None:
        """Add questions and go on to the numbers of the last one."""
        saved = self.desk.add("vote", [{"question": line, **self._usual()} for line in lines])
        self.new.clear()
        row = self.rows.widgets.get(saved.key)
        if row is not None:
            row.editors["votes_for"].setFocus()

    def _usual(self) -> dict[str, StoredValue]:
        """Return what a vote at this kind of meeting counts: households, ballots, delegates."""
        found = self.desk.file
        template = template_of(found.meeting.kind)
        if template.has("households"):
            meeting = found.meeting
            return {
                "unit": "household",
                "method": "hands",
                "eligible": meeting.households_total,
                "present": meeting.households_present,
            }
        if template.has("ballots"):
            return {"unit": "ballot", "method": "secret"}
        return {"unit": "delegate", "method": "hands"}

    def note(self, found: MeetingFile) -> str:
        """Return how many there are."""
        return counted(found.votes, "nội dung")

    def is_wanted(self, found: MeetingFile) -> bool:
        """Say whether this kind of meeting votes."""
        return template_of(found.meeting.kind).has("votes") or bool(found.votes)

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the votes be read, or written in."""
        super().set_read_only(is_read_only)
        self.new.setVisible(not is_read_only)

    def save_now(self) -> None:
        """Keep what is typed, also a question that waits for Enter."""
        if self.desk.is_read_only:
            return
        super().save_now()
        if self.new.text().strip():
            self.desk.add("vote", [{"question": self.new.text().strip(), **self._usual()}])
            self.new.clear()

    def start(self) -> None:
        """Forget what is shown."""
        super().start()
        self.new.clear()

    def jump(self, where: str) -> bool:
        """Put the cursor to the numbers of a vote."""
        row = self.rows.widgets.get(where)
        if row is None:
            return False
        row.editors["votes_for"].setFocus()
        return True
