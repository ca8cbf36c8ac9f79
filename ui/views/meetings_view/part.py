"""What the parts of a meeting have in common: show, keep, be read only, jump to a record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ntm_desktop.services.meetings import MeetingFile
from ui import style
from ui.views.meetings_view.desk import MeetingDesk
from ui.widgets.keyed_column import KeyedColumn
from ui.widgets.part_row import PartRow


class MeetingPart(QWidget):
    """One part of the editor; `show_file` is called after each read, `save_now` on leaving."""

    title = ""

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__()
        self.desk = desk
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(style.SMALL)

    def show_file(self, found: MeetingFile) -> None:
        """Show the meeting as it is now."""
        raise NotImplementedError

    def note(self, found: MeetingFile) -> str:
        """Return what the heading says beside the title ("3 ý kiến")."""
        del found
        return ""

    def is_wanted(self, found: MeetingFile) -> bool:
        """Say whether meetings of this kind have this part."""
        del found
        return True

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the part be read, or written in."""

    def save_now(self) -> None:
        """Keep what is typed but not left yet."""

    def start(self) -> None:
        """Forget what is shown, before another meeting is."""

    def jump(self, where: str) -> bool:
        """Put the cursor to a field or record; say whether it is here."""
        del where
        return False


class RowsPart(MeetingPart):
    """A part that is a column of rows, one a record of `entity`."""

    entity = ""

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__(desk)
        self.rows = KeyedColumn(self.make_row, self.show_row)

    def make_row(self, record: Any) -> PartRow:
        """Return the row of a record."""
        raise NotImplementedError

    def show_row(self, row: Any, record: Any) -> None:
        """Show a record in its row."""
        raise NotImplementedError

    def records(self) -> Sequence[Any]:
        """Return the records in their order."""
        raise NotImplementedError

    def show_file(self, found: MeetingFile) -> None:
        """Show the records as they are now."""
        del found
        self.rows.set_items(self.records())

    def connect_row(self, row: PartRow) -> None:
        """Keep, move and delete what a row asks for."""
        row.edited.connect(lambda key, field, text: self.desk.put(self.entity, key, field, text))
        row.delete_asked.connect(lambda key: self.desk.delete(self.entity, key))
        row.move_asked.connect(self.move_row)

    def move_row(self, key: str, by: int) -> None:
        """Move a row and keep the cursor in it."""
        self.save_now()
        self.desk.move(self.entity, self.records(), key, by)
        self.jump(key)

    def number_of(self, key: str) -> int:
        """Return the place of a record in the list, from 1."""
        return [record.key for record in self.records()].index(key) + 1

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the rows be read, or written in."""
        for row in self.rows.widgets.values():
            row.set_read_only(is_read_only)

    def save_now(self) -> None:
        """Keep what is typed in the rows but not left yet."""
        for row in tuple(self.rows.widgets.values()):
            row.save_now()

    def start(self) -> None:
        """Forget the rows."""
        self.rows.clear()

    def jump(self, where: str) -> bool:
        """Put the cursor into the row of a record."""
        row = self.rows.widgets.get(where)
        if row is None:
            return False
        list(row.editors.values())[-1].setFocus()
        return True


def counted(parts: Sequence[Any], noun: str) -> str:
    """Return "3 ý kiến", "" for none."""
    return f"{len(parts)} {noun}" if parts else ""
