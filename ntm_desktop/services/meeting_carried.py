"""The tasks of earlier meetings as a meeting's papers print them: as they stood on its day.

What happens after the meeting does not change them. A closed meeting keeps the rows it was closed
with, so the same paper is printed for ever.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ntm_desktop.domain.entity import split_keys
from ntm_desktop.domain.meeting_snapshot import read_snapshot
from ntm_desktop.domain.meetings import VILLAGE, Meeting, MeetingVersion, is_same_circle
from ntm_desktop.domain.packed_text import unpacked_text
from ntm_desktop.domain.people import Person
from ntm_desktop.domain.tasks import Task, TaskNote, by_deadline, lead_of, recurrence_of
from ntm_desktop.services.meeting_rules import FINAL
from ntm_desktop.services.tasks import due_shown, note_line, tasks_as_entered
from ntm_desktop.services.workspace import Workspace

Row = Mapping[str, Any]
_ONLY_CHOSEN = (VILLAGE, "recognition")


def carried_rows(workspace: Workspace, meeting: Meeting) -> list[dict[str, Any]]:
    """Return the tasks of earlier meetings that are open, or were finished since the last one.

    Each row has `text`, `lead`, `due`, `given_on`, `completed_on`, `is_done` and the lines `done`
    noted by the day of the meeting, as a snapshot keeps them; `in_minutes` says that a person chose
    it for the minutes or noted something about it on the day. Without a day it is today.
    """
    day = meeting.held_on or workspace.today()
    earlier = {
        one.key: one
        for one in workspace.store.records(Meeting)
        if one.key != meeting.key and one.held_on is not None and one.held_on < day
    }
    is_same = meeting_circle(workspace, meeting)
    circle = {key for key, one in earlier.items() if is_same(one)}
    chosen = split_keys(meeting.carried_tasks)
    last = max(
        (one.held_on for key, one in earlier.items() if key in circle and one.held_on), default=day
    )
    held = [
        one
        for one in tasks_as_entered(workspace)
        if one.meeting in earlier
        and (
            one.key in chosen
            or (
                one.meeting in circle
                and one.state != "dropped"
                and not (_is_done(one, last) and last < day)
            )
        )
    ]
    if not held:
        return []
    notes, extended = _notes(workspace, day)
    given = _given(workspace, {str(one.meeting) for one in held}, earlier)
    names = {one.key: one.full_name or "" for one in workspace.store.records(Person)}
    found = [_as_it_was(one, given.get(one.key, {}), extended.get(one.key, [])) for one in held]
    return [
        _row(one, earlier[str(one.meeting)], notes.get(one.key, []), day, lead_of(one, names))
        | {"in_minutes": one.key in chosen or is_noted_at(meeting, notes.get(one.key, []))}
        for one in sorted(found, key=by_deadline)
    ]


def meeting_circle(workspace: Workspace, meeting: Meeting) -> Callable[[Meeting], bool]:
    """Return what says whether another meeting is of the same body as this one."""
    unit, issuer = workspace.unit.name, workspace.profile.issuer_name or ""
    return lambda other: is_same_circle(other, meeting, unit, issuer)


def is_noted_at(meeting: Meeting, notes: Iterable[TaskNote]) -> bool:
    """Say whether something was noted about a task on the day of a meeting.

    Only a meeting that hears reports notes them: not one of a thôn, nor one on a recognition.
    """
    if meeting.held_on is None or meeting.kind in _ONLY_CHOSEN:
        return False
    return any(one.noted_on == meeting.held_on for one in notes)


def _row(
    task: Task, meeting: Meeting, notes: Sequence[TaskNote], day: datetime.date, lead: str
) -> dict[str, Any]:
    """Return a task as a row of plain values."""
    ordered = sorted(notes, key=lambda one: (one.noted_on or day, one.key))
    given, done = meeting.held_on, task.completed_on
    return {
        "text": task.text,
        "lead": lead,
        "due": due_shown(task),
        "given_on": given.isoformat() if given else "",
        "completed_on": done.isoformat() if done else "",
        "is_done": _is_done(task, day),
        "done": [note_line(note) for note in ordered],
    }


def _notes(
    workspace: Workspace, day: datetime.date
) -> tuple[dict[str, list[TaskNote]], dict[str, list[TaskNote]]]:
    """Return what was noted by a day, and the extensions given later, by task."""
    notes: dict[str, list[TaskNote]] = {}
    extended: dict[str, list[TaskNote]] = {}
    for note in workspace.store.records(TaskNote):
        if note.noted_on is None or note.noted_on <= day:
            notes.setdefault(note.task, []).append(note)
        elif note.kind == "extension":
            extended.setdefault(note.task, []).append(note)
    return notes, extended


def _given(
    workspace: Workspace, wanted: Iterable[str], meetings: Mapping[str, Meeting]
) -> dict[str, Row]:
    """Return the tasks of closed meetings as they were when those were closed, by key."""
    closed = {key for key in wanted if meetings[key].state == FINAL}
    last: dict[str, MeetingVersion] = {}
    for one in workspace.store.records(MeetingVersion) if closed else ():
        before = last.get(one.meeting)
        if one.meeting in closed and (before is None or _place(before) < _place(one)):
            last[one.meeting] = one
    snapshots = (read_snapshot(unpacked_text(one.snapshot or "")) for one in last.values())
    return {row["key"]: row for found in snapshots for row in found.get("task", ())}


def _place(version: MeetingVersion) -> tuple[int, str]:
    """Return what versions of a meeting are ordered by."""
    return version.number or 0, version.key


def _as_it_was(task: Task, given: Row, extended: list[TaskNote]) -> Task:
    """Return a task in the words of the closed meeting, before the deadlines moved later."""
    kept: dict[str, Any] = {name: given.get(name) for name in ("text", "assignee") if given}
    first = min(
        extended, key=lambda one: (one.noted_on or datetime.date.max, one.key), default=None
    )
    if first is not None and recurrence_of(task) is None:
        kept |= {"due_on": first.old_due_on}
    return dataclasses.replace(task, **kept)


def _is_done(task: Task, day: datetime.date) -> bool:
    """Say whether a task was done by a day; one without a day of completion counts as done."""
    return task.state == "done" and (task.completed_on is None or task.completed_on <= day)
