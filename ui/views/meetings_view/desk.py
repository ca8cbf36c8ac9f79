"""What every part of a meeting shares: the meeting as it is read, who can be named, writing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from ntm_desktop.domain.entity import StoredValue, entity_named
from ntm_desktop.domain.people import match_rank
from ntm_desktop.domain.vietnamese import matches, sort_key
from ntm_desktop.services import batches, meetings, people, records
from ntm_desktop.services.tasks import list_tasks
from ntm_desktop.services.workspace import Workspace
from ui.context import AppContext
from ui.models.ordered_table import moved
from ui.widgets.suggest_field import Suggestion
from ui.widgets.undo_notice import UndoNotice

T = TypeVar("T")
SURE_RANK = 1  # the name itself begins so; further ranks only hold the words

_ADDRESS = re.compile(r"^(?:đồng chí|đ/c|ông|bà)\s+", re.IGNORECASE)


class MeetingDesk:
    """The open meeting and the one way to write to it; parts never call a service to write."""

    def __init__(self, context: AppContext, undo: UndoNotice) -> None:
        self.context, self.undo = context, undo
        self.key: str | None = None
        self._file: meetings.MeetingFile | None = None
        self._entries: tuple[people.DirectoryEntry, ...] = ()
        self._names: tuple[str, ...] = ()
        self._leads: tuple[str, ...] = ()

    # --- the meeting ---

    @property
    def file(self) -> meetings.MeetingFile:
        """Return the open meeting with its parts as last read."""
        assert self._file is not None
        return self._file

    @property
    def is_open(self) -> bool:
        """Say whether a meeting is open."""
        return self.key is not None and self._file is not None

    @property
    def is_read_only(self) -> bool:
        """Say whether the open meeting is closed or another office's."""
        return self.is_open and (self.file.is_final or not self.file.is_own)

    def read(self) -> meetings.MeetingFile:
        """Read the open meeting again."""
        self._file = meetings.meeting_file(self.context.workspace, str(self.key))
        return self._file

    def open(self, key: str | None) -> None:
        """Look at another meeting, or at none."""
        self.key, self._file = key, None

    def today(self) -> date:
        """Return today."""
        return self.context.workspace.today()

    def reference(self) -> date:
        """Return the day things were said: that of the meeting, else today."""
        held = self._file.meeting.held_on if self._file is not None else None
        return held or self.today()

    # --- who can be named ---

    def read_names(self) -> None:
        """Read the directory as of the day of the meeting, and the names of earlier meetings."""
        workspace = self.context.workspace
        self._entries = people.directory(workspace, self.reference())
        listed = {record.title for record in records.list_records(workspace, "attendee")}
        leads = {task.assignee for task in list_tasks(workspace) if task.assignee}
        self._names = tuple(sorted(listed, key=sort_key))
        self._leads = tuple(sorted(leads | listed, key=sort_key))

    def people_like(self, typed: str) -> list[Suggestion]:
        """Return who fits what is typed: people first, by given name, then earlier names."""
        return self._found(typed, self._names)

    def leads_like(self, typed: str) -> list[Suggestion]:
        """Return who may lead a task: people, then who was given tasks or came to meetings."""
        return self._found(typed, self._leads)

    def person_named(self, name: str) -> str:
        """Return the key of the only person of the directory with a name, "" for none or several.

        A form of address before the name is left off.
        """
        bare = _ADDRESS.sub("", name.strip()).casefold()
        held = [one for one in self._entries if (one.person.full_name or "").casefold() == bare]
        return held[0].person.key if bare and len(held) == 1 else ""

    def _found(self, typed: str, names: Sequence[str]) -> list[Suggestion]:
        """Return the people and names that fit; each text once."""
        ranked = []
        for place, entry in enumerate(self._entries):
            rank = match_rank(typed, entry.person, entry.held)
            if rank is not None and entry.line:
                ranked.append((rank, place, entry))
        found = [
            Suggestion(
                entry.line,
                entry.person.key,
                is_sure=bool(entry.person.full_name) and rank <= SURE_RANK,
            )
            for rank, _, entry in sorted(ranked, key=lambda one: one[:2])
        ]
        known = {one.text for one in found} | {typed}
        return found + [
            Suggestion(name) for name in names if name not in known and matches(typed, name)
        ]

    # --- writing ---

    def do(self, call: Callable[[Workspace], T], said: str = "") -> T:
        """Write through a service and tell the screens."""
        return self.context.do(call, said)

    def put(self, entity: str, key: str, field: str, text: str) -> None:
        """Keep one typed field; what is required and emptied is deleted, with a way back."""
        if not text.strip() and entity_named(entity).fields[field].required:
            self.delete(entity, key)
        else:
            self.do(lambda workspace: records.put_texts(workspace, entity, key, {field: text}))

    def put_meeting(self, field: str, text: str) -> None:
        """Keep one typed field of the meeting itself."""
        self.do(lambda opened: records.put_texts(opened, "meeting", str(self.key), {field: text}))

    def put_values(self, entity: str, key: str, values: Mapping[str, StoredValue]) -> None:
        """Keep several fields of a record as one step."""
        self.do(lambda workspace: records.put_values(workspace, entity, key, dict(values)))

    def put_who(self, entity: str, key: str, field: str, text: str, person: str) -> None:
        """Keep who it was: somebody of the directory, or only the words."""
        if not text.strip():
            self.put(entity, key, field, text)
            return
        self.put_values(entity, key, {field: text.strip(), "person": person or None})

    def add(self, entity: str, parts: Sequence[Mapping[str, StoredValue]]) -> records.Saved:
        """Add parts at the end of their list, as one step."""
        key = str(self.key)
        return self.do(lambda workspace: batches.add_parts(workspace, entity, key, parts))

    def move(self, entity: str, rows: Sequence[Any], key: str, by: int) -> None:
        """Move a part up or down in its list."""
        keys = moved([row.key for row in rows], key, by)
        self.do(lambda workspace: batches.put_in_order(workspace, entity, keys))

    def delete(self, entity: str, key: str) -> None:
        """Delete a part, with a way back."""
        title = records.get_record(self.context.workspace, entity, key).title
        self.do(lambda workspace: records.delete_record(workspace, entity, key))
        self.undo.offer(f"Đã xóa {entity_named(entity).label}: {title}")
