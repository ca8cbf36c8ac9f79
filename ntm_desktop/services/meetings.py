"""Hold a meeting: who came, what was said and concluded, which tasks came of it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from ntm_desktop import texts
from ntm_desktop.domain.documents import OfficialDocument
from ntm_desktop.domain.entity import StoredValue, entity_named, entity_of
from ntm_desktop.domain.meetings import (
    Attendee,
    Conclusion,
    Meeting,
    Opinion,
    Task,
    is_open,
    is_overdue,
)
from ntm_desktop.services.records import Saved, put_values
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage.store import record_or_refuse

PartT = TypeVar("PartT", Attendee, Opinion, Conclusion)
_NO_DATE = datetime.date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class MeetingFile:
    """A meeting with all its parts; `open_before` are open tasks of earlier meetings."""

    meeting: Meeting
    attendees: tuple[Attendee, ...]
    opinions: tuple[Opinion, ...]
    conclusions: tuple[Conclusion, ...]
    tasks: tuple[Task, ...]
    documents: tuple[OfficialDocument, ...]
    open_before: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class TasksBoard:
    """All tasks by how soon they are due; each list has the nearest deadline first."""

    overdue: tuple[Task, ...]
    this_week: tuple[Task, ...]
    this_month: tuple[Task, ...]
    waiting: tuple[Task, ...]
    done: tuple[Task, ...]


def list_meetings(workspace: Workspace) -> tuple[Meeting, ...]:
    """Return the meetings, the latest first."""
    held = workspace.store.records(Meeting)
    return tuple(sorted(held, key=lambda one: (one.held_on or _NO_DATE, one.key), reverse=True))


def meeting_file(workspace: Workspace, key: str) -> MeetingFile:
    """Return a meeting with its parts; raise `NotFoundError`."""
    meeting = record_or_refuse(workspace.store, Meeting, key)
    tasks = workspace.store.records(Task)
    later = {one.key for one in workspace.store.records(Meeting) if _is_after(one, meeting)}
    before = [
        task
        for task in tasks
        if task.meeting not in (None, key) and task.meeting not in later and is_open(task)
    ]
    return MeetingFile(
        meeting=meeting,
        attendees=_parts(workspace, Attendee, key),
        opinions=_parts(workspace, Opinion, key),
        conclusions=_parts(workspace, Conclusion, key),
        tasks=tuple(task for task in tasks if task.meeting == key),
        documents=tuple(workspace.store.records(OfficialDocument, meeting=key)),
        open_before=tuple(sorted(before, key=_by_deadline)),
    )


def add_part(
    workspace: Workspace, entity: str, meeting: str, values: dict[str, StoredValue]
) -> Saved:
    """Add an attendee, opinion or conclusion at the end of its list."""
    held = workspace.store.rows(entity_named(entity), {"meeting": meeting})
    place = max((int(row["place"] or 0) for row in held), default=0) + 1
    return put_values(workspace, entity, None, {"meeting": meeting, "place": place, **values})


def task_from_conclusion(
    workspace: Workspace,
    conclusion: str,
    text: str = "",
    values: dict[str, StoredValue] | None = None,
) -> Saved:
    """Make a task of a passage of a conclusion; the conclusion itself stays word for word."""
    passage = record_or_refuse(workspace.store, Conclusion, conclusion)
    fields: dict[str, StoredValue] = {
        "text": text.strip() or passage.text,
        "meeting": passage.meeting,
        "conclusion": conclusion,
        "state": "open",
        **(values or {}),
    }
    return put_values(workspace, "task", None, fields)


def list_tasks(workspace: Workspace) -> tuple[Task, ...]:
    """Return every task, the nearest deadline first."""
    return tuple(sorted(workspace.store.records(Task), key=_by_deadline))


def tasks_board(workspace: Workspace) -> TasksBoard:
    """Return all tasks by how soon they are due, as of the clock's date."""
    today = workspace.today()
    tasks = list_tasks(workspace)
    waiting = [task for task in tasks if is_open(task) and not is_overdue(task, today)]
    week = [task for task in waiting if _due_within(task, today, 7)]
    month = [task for task in waiting if _due_within(task, today, 31) and task not in week]
    return TasksBoard(
        overdue=tuple(task for task in tasks if is_overdue(task, today)),
        this_week=tuple(week),
        this_month=tuple(month),
        waiting=tuple(task for task in waiting if task not in week and task not in month),
        done=tuple(task for task in tasks if not is_open(task)),
    )


def note_progress(workspace: Workspace, key: str, note: str, state: str | None = None) -> Saved:
    """Add a dated line to a task's progress; `state` done sets the completion date."""
    task = record_or_refuse(workspace.store, Task, key)
    today = workspace.today()
    line = texts.TASK_NOTE.format(date=f"{today:%d/%m/%Y}", note=note.strip())
    values: dict[str, StoredValue] = {
        "progress": f"{task.progress}\n{line}" if task.progress else line
    }
    if state:
        values["state"] = state
        values["completed_on"] = today.isoformat() if state == "done" else None
    return put_values(workspace, "task", key, values)


def _parts(workspace: Workspace, cls: type[PartT], meeting: str) -> tuple[PartT, ...]:
    """Return the parts of a meeting in protocol order (never sorted by name)."""
    held: Sequence[PartT] = workspace.store.records(cls, meeting=meeting)
    return tuple(sorted(held, key=lambda part: (part.place or 9999, part.key)))


def _is_after(one: Meeting, other: Meeting) -> bool:
    """Say whether a meeting was held on a later day than another."""
    return bool(one.held_on and other.held_on and one.held_on > other.held_on)


def _by_deadline(task: Task) -> tuple[bool, datetime.date, str]:
    """Return a key that sorts by deadline, tasks without one last."""
    return task.due_on is None, task.due_on or _NO_DATE, task.key


def _due_within(task: Task, today: datetime.date, days: int) -> bool:
    """Say whether a task is due in the coming days."""
    return task.due_on is not None and (task.due_on - today).days < days


def meeting_entity_names() -> tuple[str, ...]:
    """Return the entities a meeting screen shows, for deciding whether to reload."""
    classes = (Meeting, Attendee, Opinion, Conclusion, Task, OfficialDocument)
    return tuple(entity_of(cls).name for cls in classes)
