"""The agenda; an empty one can begin with the headings that are usual for the kind of meeting."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from ntm_desktop.domain.meeting_kinds import suggested_agenda
from ntm_desktop.services.meetings import MeetingFile
from ui.views.meetings_view.desk import MeetingDesk
from ui.views.meetings_view.part import MeetingPart
from ui.widgets.page import button
from ui.widgets.part_row import PAUSE_MS
from ui.widgets.passage_edit import PassageEdit


class AgendaPart(MeetingPart):
    """One field, one heading a line."""

    title = "Nội dung, chương trình"

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__(desk)
        self.edit = PassageEdit("Nội dung, chương trình", lines=(2, 14))
        self.edit.setPlaceholderText("Mỗi dòng một nội dung")
        self.usual = button("Điền đề mục thường dùng của loại này", self._fill, kind="link")
        self.column.addWidget(self.edit)
        self.column.addWidget(self.usual)
        self._kept = ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.save_now)
        self.edit.left.connect(self.save_now)
        self.edit.textChanged.connect(self._pause.start)

    def start(self) -> None:
        """Forget what is shown."""
        self._kept = ""
        self.edit.clear()
        self._pause.stop()

    def show_file(self, found: MeetingFile) -> None:
        """Show the agenda unless a person is typing there."""
        text = found.meeting.agenda or ""
        typing = self.edit.hasFocus() and self.edit.toPlainText() != self._kept
        self._kept = text
        if not typing and self.edit.toPlainText() != text:
            self.edit.setPlainText(text)
            self._pause.stop()
        can_fill = not text and not self.desk.is_read_only
        self.usual.setVisible(can_fill and bool(suggested_agenda(found.meeting.kind)))

    def note(self, found: MeetingFile) -> str:
        """Return how many headings there are."""
        lines = [line for line in (found.meeting.agenda or "").split("\n") if line.strip()]
        return f"{len(lines)} nội dung" if lines else ""

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the agenda be read, or written in."""
        self.edit.setReadOnly(is_read_only)

    def save_now(self) -> None:
        """Keep the agenda where it was changed."""
        text = self.edit.toPlainText()
        is_changed = text.strip() != self._kept.strip()
        if self.desk.is_open and is_changed and not self.desk.is_read_only:
            self.desk.put_meeting("agenda", text)

    def jump(self, where: str) -> bool:
        """Put the cursor into the agenda."""
        if where == "agenda":
            self.edit.setFocus()
        return where == "agenda"

    def _fill(self) -> None:
        """Begin with the usual headings."""
        text = suggested_agenda(self.desk.file.meeting.kind)
        self.desk.put_meeting("agenda", text)
        self.edit.setFocus()
