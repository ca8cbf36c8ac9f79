"""Hold a meeting: who came, what was said and concluded, which tasks came of it."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from ntm_desktop import texts
from ntm_desktop.domain.dates import format_date, parse_date
from ntm_desktop.domain.documents import OfficialDocument
from ntm_desktop.domain.entity import entity_named, entity_of, join_keys, split_keys
from ntm_desktop.domain.issues import Issue
from ntm_desktop.domain.meeting_checks import MeetingParts, check_closing, check_meeting
from ntm_desktop.domain.meeting_papers import MeetingPaper
from ntm_desktop.domain.meetings import (
    ATTENDANCE,
    AttendanceCounts,
    Attendee,
    Conclusion,
    Meeting,
    MeetingVersion,
    Opinion,
    PassageMark,
    Presentation,
    Vote,
    attendance_counts,
    regime_of,
)
from ntm_desktop.domain.passages import MarkedSpan, marked_spans
from ntm_desktop.domain.people import Person, Position, ShownPerson
from ntm_desktop.domain.record_keys import owner_of
from ntm_desktop.domain.tasks import Task, TaskNote, by_deadline, is_open
from ntm_desktop.errors import InputError
from ntm_desktop.services import meeting_rules, meeting_versions
from ntm_desktop.services.meeting_carried import is_noted_at, meeting_circle
from ntm_desktop.services.records import Saved
from ntm_desktop.services.tasks import tasks_as_entered
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage.store import record_or_refuse

PartT = TypeVar("PartT", Attendee, Opinion, Conclusion, Presentation, Vote)
_NO_DATE = datetime.date(1, 1, 1)
_DATED_LINE = re.compile(r"([0-9]{1,2}/[0-9]{1,2}/[0-9]{4}):")


@dataclass(frozen=True, slots=True)
class CarriedTask:
    """A task of an earlier meeting and what was done about it since that meeting.

    `done` holds the dated lines of its progress, word for word. It stands in the minutes where a
    person chose it (`is_chosen`) or something was noted about it on the day (`is_noted`).
    """

    task: Task
    given_on: datetime.date | None
    done: tuple[str, ...]
    is_chosen: bool = False
    is_noted: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class MeetingFile:
    """A meeting with all its parts; `open_before` are open tasks of earlier meetings.

    `carried` are those of the same body (or chosen for the minutes) and the ones finished since the
    last meeting, each with what was done; `of_others` are open tasks that other bodies gave.
    `people` says who the people of the directory were on the day of the meeting, and for a closed
    meeting who they were when it was closed. `issues` are doubts, never errors; `closing_issues`
    are what the minutes still lack, empty for a closed meeting.
    """

    meeting: Meeting
    attendees: tuple[Attendee, ...]
    opinions: tuple[Opinion, ...]
    conclusions: tuple[Conclusion, ...]
    tasks: tuple[Task, ...]
    documents: tuple[OfficialDocument, ...]
    open_before: tuple[Task, ...]
    presentations: tuple[Presentation, ...] = ()
    votes: tuple[Vote, ...] = ()
    marks: tuple[MarkedSpan, ...] = ()
    versions: tuple[MeetingVersion, ...] = ()
    carried: tuple[CarriedTask, ...] = ()
    of_others: tuple[CarriedTask, ...] = ()
    people: Mapping[str, ShownPerson] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    closing_issues: tuple[Issue, ...] = ()
    regime: str = "state"
    is_own: bool = True

    @property
    def is_final(self) -> bool:
        """Say whether the meeting is closed."""
        return self.meeting.state == "final"

    @property
    def doubts(self) -> tuple[Issue, ...]:
        """Return what is to be looked at now: what the minutes lack once the meeting was held."""
        is_held = self.meeting.state == "held" or bool(self.opinions or self.conclusions)
        return (*self.issues, *(self.closing_issues if is_held else ()))

    @property
    def counts(self) -> AttendanceCounts:
        """Return how many came, persons and groups together."""
        return attendance_counts(self.attendees)

    def printed_name(self, person: str | None, text: str | None) -> str:
        """Return who is printed: name and position of the day, else the words as typed."""
        shown = self.people.get(person or "")
        return shown.line if shown and shown.line else (text or "")


def list_meetings(workspace: Workspace, *, all_units: bool = False) -> tuple[Meeting, ...]:
    """Return the meetings of this office, the latest first; with `all_units` those of others too.

    `is_own` tells the two apart.
    """
    held = [
        one
        for one in workspace.store.records(Meeting)
        if all_units or owner_of(one.key) == workspace.owner
    ]
    return tuple(sorted(held, key=lambda one: (one.held_on or _NO_DATE, one.key), reverse=True))


def is_own(workspace: Workspace, meeting: Meeting) -> bool:
    """Say whether a meeting is this office's; those taken in from others can only be read."""
    return owner_of(meeting.key) == workspace.owner


def meeting_file(workspace: Workspace, key: str) -> MeetingFile:
    """Return a meeting with its parts; raise `NotFoundError`."""
    meeting = record_or_refuse(workspace.store, Meeting, key)
    store = workspace.store
    tasks = tasks_as_entered(workspace)
    others = {one.key: one for one in store.records(Meeting) if one.key != key}
    chosen = split_keys(meeting.carried_tasks)
    before = [
        task
        for task in tasks
        if task.meeting in others and not _is_after(others[task.meeting], meeting)
    ]
    circle = meeting_circle(workspace, meeting)
    earlier = [one for one in before if one.key in chosen or circle(others[str(one.meeting)])]
    strangers = [one for one in before if one not in earlier and is_open(one)]
    notes = store.records(TaskNote)
    parts = MeetingParts(
        meeting=meeting,
        attendees=_parts(workspace, Attendee, key),
        presentations=_parts(workspace, Presentation, key),
        opinions=_parts(workspace, Opinion, key),
        votes=_parts(workspace, Vote, key),
        conclusions=_parts(workspace, Conclusion, key),
        documents=_documents(workspace, key),
        tasks=tuple(task for task in tasks if task.meeting == key),
        positions=tuple(store.records(Position)),
        names={one.key: one.full_name or "" for one in store.records(Person)},
    )
    return MeetingFile(
        meeting=meeting,
        attendees=tuple(parts.attendees),
        opinions=tuple(parts.opinions),
        conclusions=tuple(parts.conclusions),
        tasks=tuple(task for task in tasks if task.meeting == key),
        documents=tuple(one for one in parts.documents if one.meeting == key),
        open_before=tuple(sorted(filter(is_open, earlier), key=by_deadline)),
        presentations=tuple(parts.presentations),
        votes=tuple(parts.votes),
        marks=marked_spans(store.records(PassageMark, meeting=key), meeting.transcript or ""),
        versions=meeting_versions.versions(workspace, key),
        carried=_carried(earlier, others, meeting, notes, chosen),
        of_others=_carried(strangers, others, meeting, notes, ()),
        people=meeting_versions.people_shown(workspace, key),
        issues=check_meeting(parts) + meeting_versions.difference_issues(workspace, key),
        closing_issues=() if meeting.state == "final" else check_closing(parts),
        regime=regime_of(meeting),
        is_own=is_own(workspace, meeting),
    )


def set_attendance(workspace: Workspace, keys: Sequence[str], state: str) -> Saved:
    """Say of several attendees whether they came (a word of `ATTENDANCE`), as one step.

    Raises `InputError` for no such word and for a closed meeting, `NotFoundError` for no such one.
    """
    values = entity_named("attendee").check({"attendance": state})
    for key in keys:
        record_or_refuse(workspace.store, Attendee, key)
        meeting_rules.refuse_frozen(workspace, "attendee", key)
    label = texts.STEP_ATTENDANCE.format(count=len(keys), state=ATTENDANCE[state])
    with workspace.store.step(label, workspace.user) as step:
        for key in keys:
            workspace.store.put("attendee", key, values)
    return Saved(keys[0] if keys else "", step.touched)


def _parts(workspace: Workspace, cls: type[PartT], meeting: str) -> tuple[PartT, ...]:
    """Return the parts of a meeting in protocol order (never sorted by name)."""
    held: Sequence[PartT] = workspace.store.records(cls, meeting=meeting)
    return tuple(sorted(held, key=lambda part: (part.place or 9999, part.key)))


def _documents(workspace: Workspace, meeting: str) -> tuple[OfficialDocument, ...]:
    """Return the documents of a meeting and those that were presented there."""
    presented = {one.document for one in workspace.store.records(Presentation, meeting=meeting)}
    return tuple(
        one
        for one in workspace.store.records(OfficialDocument)
        if one.meeting == meeting or one.key in presented
    )


def _carried(
    earlier: Sequence[Task],
    meetings: Mapping[str, Meeting],
    meeting: Meeting,
    notes: Sequence[TaskNote],
    chosen: Sequence[str],
) -> tuple[CarriedTask, ...]:
    """Return the tasks of earlier meetings that are open or were finished since the last of them.

    Open ones come first, the nearest deadline before the others.
    """
    last = max(
        (one.held_on for one in meetings.values() if _is_after(meeting, one) and one.held_on),
        default=None,
    )
    by_task: dict[str, list[TaskNote]] = {}
    for note in notes:
        by_task.setdefault(note.task, []).append(note)
    shown = [
        task
        for task in earlier
        if is_open(task) or task.key in chosen or _finished_since(task, last, meeting)
    ]
    ordered = sorted(shown, key=lambda task: (not is_open(task), *by_deadline(task)))
    return tuple(
        dataclasses.replace(
            _with_progress(task, meetings[str(task.meeting)].held_on, by_task.get(task.key, [])),
            is_chosen=task.key in chosen,
            is_noted=is_noted_at(meeting, by_task.get(task.key, [])),
            source=meetings[str(task.meeting)].title,
        )
        for task in ordered
    )


def choose_carried(workspace: Workspace, key: str, task: str, is_chosen: bool) -> Saved:
    """Put a task of an earlier meeting into the minutes of one, or leave it out, as one step.

    Raises `InputError` for a closed meeting and a task that no earlier meeting gave,
    `NotFoundError`.
    """
    meeting = record_or_refuse(workspace.store, Meeting, key)
    found = record_or_refuse(workspace.store, Task, task)
    meeting_rules.refuse_frozen(workspace, "meeting", key)
    given = workspace.store.record(Meeting, found.meeting or "")
    if given is None or given.key == key or _is_after(given, meeting):
        raise InputError(texts.CARRIED_NOT_EARLIER)
    kept = [one for one in split_keys(meeting.carried_tasks) if one != task]
    values = {"carried_tasks": join_keys([*kept, task] if is_chosen else kept)}
    form = texts.STEP_CARRIED if is_chosen else texts.STEP_NOT_CARRIED
    with workspace.store.step(form.format(title=found.text), workspace.user) as step:
        workspace.store.put("meeting", key, values)
    return Saved(key, step.touched)


def _finished_since(task: Task, last: datetime.date | None, meeting: Meeting) -> bool:
    """Say whether a task was completed between the meeting before and this one."""
    done = task.completed_on
    if done is None or last is None or done < last:
        return False
    return meeting.held_on is None or done <= meeting.held_on


def _with_progress(
    task: Task, given_on: datetime.date | None, notes: Sequence[TaskNote]
) -> CarriedTask:
    """Return a task with the lines and notes of its progress not older than its meeting."""
    since, never = given_on or _NO_DATE, datetime.date.max
    lines = [line for line in (task.progress or "").split("\n") if line.strip()]
    done = [line for line in lines if (_line_date(line) or never) >= since]
    for note in sorted(notes, key=lambda one: (one.noted_on or never, one.key)):
        if (note.noted_on or never) >= since:
            done.append(_note_line(note))
    return CarriedTask(task, given_on, tuple(done))


def _note_line(note: TaskNote) -> str:
    """Return a note as a dated line, like those of a task's own progress."""
    if note.noted_on is None:
        return note.text
    return texts.TASK_NOTE.format(date=format_date(note.noted_on), note=note.text)


def _line_date(line: str) -> datetime.date | None:
    """Return the date a line of progress begins with; None for none."""
    found = _DATED_LINE.match(line.strip())
    try:
        return parse_date(found[1]) if found else None
    except InputError:
        return None


def _is_after(one: Meeting, other: Meeting) -> bool:
    """Say whether a meeting was held on a later day than another."""
    return bool(one.held_on and other.held_on and one.held_on > other.held_on)


def meeting_entity_names() -> tuple[str, ...]:
    """Return the entities a meeting screen shows, for deciding whether to reload."""
    classes = (
        *(Meeting, Attendee, Presentation, Opinion, Vote, Conclusion, Task, OfficialDocument),
        *(PassageMark, MeetingVersion, MeetingPaper, Person, Position, TaskNote),
    )
    return tuple(entity_of(cls).name for cls in classes)
