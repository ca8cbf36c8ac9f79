"""Follow tasks from the passage that gave them to the evidence that they are done."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ntm_desktop import texts
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.document_reference import document_text
from ntm_desktop.domain.documents import OfficialDocument
from ntm_desktop.domain.entity import StoredValue, entity_named, join_keys, split_keys
from ntm_desktop.domain.evidence import Evidence
from ntm_desktop.domain.issues import Issue
from ntm_desktop.domain.meetings import Conclusion, Meeting
from ntm_desktop.domain.people import Person, Position
from ntm_desktop.domain.task_schedule import deadline_fields
from ntm_desktop.domain.task_standing import (
    FINISHED,
    Checks,
    Standing,
    checks_of,
    extensions,
    in_order,
    percent_of,
    standing,
    standing_text,
    task_issues,
)
from ntm_desktop.domain.task_wording import (
    Deadline,
    deadline_in,
    due_words,
    lead_in,
    percent_in,
    supporting_in,
    verb_in,
    without_numbering,
)
from ntm_desktop.domain.tasks import (
    VERBS,
    Task,
    TaskNote,
    as_of,
    by_deadline,
    is_open,
    is_overdue,
    is_standing_duty,
    is_undated,
    lead_of,
    recurrence_of,
    supporters_of,
)
from ntm_desktop.domain.vietnamese import matches
from ntm_desktop.domain.works import Work
from ntm_desktop.errors import InputError
from ntm_desktop.services.disagreements import disagreed_records
from ntm_desktop.services.records import Saved, get_record, put_values
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage.store import record_or_refuse


@dataclass(frozen=True, slots=True)
class TasksBoard:
    """All tasks by how soon they are due; each list has the nearest deadline first.

    `checks_due` are recurring tasks whose check was missed or is due within a week; they stand in
    `waiting`, too, for they are never overdue as a whole. So do the `undated`, whose deadline is
    told in words without a day.
    """

    overdue: tuple[Task, ...]
    this_week: tuple[Task, ...]
    this_month: tuple[Task, ...]
    waiting: tuple[Task, ...]
    done: tuple[Task, ...]
    checks_due: tuple[Task, ...] = ()
    undated: tuple[Task, ...] = ()
    checks_missed: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFilter:
    """Which tasks are asked for; what is left empty does not restrict.

    `lead` is looked for in who leads, does or supports, a person of the directory included;
    `person`, `meeting`, `document` are keys; `document` finds tasks it gave and those linked to it.
    `due` is how many days from today the deadline, or the next check, may lie; a deadline whose
    day is not known may lie anywhere and is among them.
    """

    lead: str = ""
    person: str = ""
    meeting: str = ""
    document: str = ""
    set_id: str = ""
    indicator: str = ""
    due: int | None = None
    only_open: bool = False


@dataclass(frozen=True, slots=True)
class FollowedTask:
    """A task with where it stands today and what was noted about it, the oldest first.

    `disagreed` names what two offices set differently.
    """

    task: Task
    standing: Standing
    standing_text: str
    notes: tuple[TaskNote, ...]
    percent: int | None
    source: str
    lead: str
    given_on: datetime.date | None = None
    disagreed: tuple[str, ...] = ()

    @property
    def is_due_early(self) -> bool:
        """Say whether the deadline lies before the day the task was given: a doubt."""
        due, given = self.task.due_on, self.given_on
        return due is not None and given is not None and due < given


@dataclass(frozen=True, slots=True)
class TaskFile:
    """A task with its sources, links, notes and doubts; what it does not have is None or empty."""

    followed: FollowedTask
    extensions: tuple[TaskNote, ...]
    checks: Checks
    meeting: Meeting | None
    conclusion: Conclusion | None
    document: OfficialDocument | None
    documents: tuple[OfficialDocument, ...]
    work: Work | None
    person: Person | None
    evidence: int
    issues: tuple[Issue, ...]

    @property
    def task(self) -> Task:
        """Return the task itself."""
        return self.followed.task

    @property
    def notes(self) -> tuple[TaskNote, ...]:
        """Return everything noted about it, the oldest first."""
        return self.followed.notes


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A task as a passage words it, for a person to look at; nothing is written.

    `deadline.proposals` are the dates a deadline without a year could mean: ask.
    """

    values: Mapping[str, StoredValue]
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """One line of a bảng phân công."""

    number: int
    key: str
    text: str
    verb: str
    lead: str
    doer: str
    supporting: tuple[str, ...]
    due: str
    source: str


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """One line of a bảng theo dõi; `results` are the notes of the time asked for, as lines."""

    number: int
    key: str
    text: str
    lead: str
    supporting: tuple[str, ...]
    due: str
    extended: int
    source: str
    standing: Standing
    standing_text: str
    percent: int | None
    completed_on: datetime.date | None
    results: tuple[str, ...]
    evidence: int
    is_undated: bool = False


@dataclass(frozen=True, slots=True)
class LeadCounts:
    """How many tasks one lead has, and where they stand; the six parts add up to `total`.

    `undated` are open without a day to be late on: it is not known whether they are in time.
    """

    lead: str
    total: int
    done_in_time: int
    done_late: int
    open_in_time: int
    open_late: int
    dropped: int
    undated: int = 0


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The follow-up of tasks over a time: rows, counts of every lead, counts of all."""

    since: datetime.date | None
    until: datetime.date
    rows: tuple[FollowUpRow, ...]
    leads: tuple[LeadCounts, ...]
    total: LeadCounts


# --- reading ---


def list_tasks(workspace: Workspace, unit: str | None = None) -> tuple[Task, ...]:
    """Return the tasks a unit keeps (this office without one), the nearest deadline first."""
    held = tasks_as_entered(workspace, owner_unit=unit or workspace.owner)
    return tuple(sorted(held, key=by_deadline))


def tasks_as_entered(workspace: Workspace, **where: StoredValue) -> list[Task]:
    """Return the tasks whose stored fields equal `where` in the order they were entered.

    That is the order of the passages they come from: a conclusion or a document is gone through
    from its beginning.
    """
    places = workspace.store.log.entry_order("task")
    held = workspace.store.records(Task, **where)
    return sorted(held, key=lambda one: (places.get(one.key, len(places)), one.key))


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
        checks_due=_checks_due(workspace, tasks, today, Standing.CHECK_MISSED, Standing.DUE_SOON),
        checks_missed=_checks_due(workspace, tasks, today, Standing.CHECK_MISSED),
        undated=tuple(task for task in waiting if is_undated(task)),
    )


def followed_tasks(
    workspace: Workspace,
    wanted: TaskFilter | None = None,
    *,
    today: datetime.date | None = None,
) -> tuple[FollowedTask, ...]:
    """Return the tasks asked for with where they stand, the nearest deadline first.

    They are this office's own; those of others came with their packages and are only seen where
    their meeting or document is asked for. Raises `NotFoundError` for a meeting, document or person
    that is not here.
    """
    day = today or workspace.today()
    asked = wanted or TaskFilter()
    for cls, key in ((Meeting, asked.meeting), (OfficialDocument, asked.document)):
        if key:
            record_or_refuse(workspace.store, cls, key)
    if asked.person:
        record_or_refuse(workspace.store, Person, asked.person)
    known = _Known(workspace)
    where = {"meeting": asked.meeting} if asked.meeting else {}
    if not (asked.meeting or asked.document):
        where = {"owner_unit": workspace.owner}
    held = sorted(tasks_as_entered(workspace, **where), key=by_deadline)
    then = held if today is None else [as_of(task, today) for task in held]
    found = (known.followed(task, day) for task in then if _fits(task, asked))
    return tuple(one for one in found if _is_wanted(one, known, asked, day))


def task_file(workspace: Workspace, key: str) -> TaskFile:
    """Return everything about one task; raise `NotFoundError`."""
    store = workspace.store
    task = record_or_refuse(store, Task, key)
    known = _Known(workspace, task)
    today = workspace.today()
    notes = known.notes.get(key, [])
    evidence = known.evidence[key]
    linked = (store.record(OfficialDocument, one) for one in split_keys(task.documents))
    return TaskFile(
        followed=known.followed(task, today),
        extensions=extensions(notes),
        checks=checks_of(task, notes, today),
        meeting=store.record(Meeting, task.meeting or ""),
        conclusion=store.record(Conclusion, task.conclusion or ""),
        document=store.record(OfficialDocument, task.document or ""),
        documents=tuple(one for one in linked if one is not None),
        work=store.record(Work, task.work or ""),
        person=store.record(Person, task.person or ""),
        evidence=evidence,
        issues=task_issues(task, notes, evidence, _given_on(known, task)),
    )


def _given_on(known: _Known, task: Task) -> datetime.date | None:
    """Return the day of the meeting or document a task comes from, None where it is not known."""
    if task.meeting in known.meetings:
        return known.meetings[task.meeting].held_on
    return known.documents[task.document].issued_on if task.document in known.documents else None


# --- writing ---


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


def draft_from_document(workspace: Workspace, document: str, passage: str) -> TaskDraft:
    """Return the task that a passage of a document gives: verb, lead, deadline, words.

    Nothing is written; pass `values` to `task_from_document`, completed by a person. Raises
    `NotFoundError` for no such document, `InputError` for an empty passage.
    """
    source = record_or_refuse(workspace.store, OfficialDocument, document)
    words = passage.strip()
    if not words:
        raise InputError(texts.TASK_PASSAGE_EMPTY)
    said_on = source.issued_on or workspace.today()
    due = deadline_in(words, said_on)
    found: dict[str, StoredValue] = {
        "text": without_numbering(" ".join(words.split())),
        "verb": verb_in(words),
        "assignee": lead_in(words),
        "document": document,
        "source_quote": words,
        "state": "open",
        "supporting": supporting_in(words),
        **deadline_fields(due, said_on, workspace.today()),
    }
    values = {name: value for name, value in found.items() if value is not None}
    return TaskDraft(values, due)


def task_from_document(
    workspace: Workspace,
    document: str,
    passage: str,
    values: Mapping[str, StoredValue] | None = None,
) -> Saved:
    """Make a task of a passage of a document; the passage is kept word for word beside it."""
    draft = draft_from_document(workspace, document, passage)
    return put_values(workspace, "task", None, {**draft.values, **(values or {})})


def set_lead(workspace: Workspace, key: str, words: str, person: str = "") -> Saved:
    """Keep who leads a task as one step: the words, and who of the directory they stand for.

    Other words typed later forget a person whom the words before named; somebody who was chosen
    beside them stays. Raises `NotFoundError`.
    """
    task = record_or_refuse(workspace.store, Task, key)
    values: dict[str, StoredValue] = {"assignee": words.strip() or None}
    if person:
        values["person"] = person
    elif task.person and _is_named(workspace, task.person, task.assignee or ""):
        values["person"] = None
    return put_values(workspace, "task", key, values)


def _is_named(workspace: Workspace, person: str, words: str) -> bool:
    """Say whether words name a person: by the name, or by a position where there is none."""
    held = workspace.store.record(Person, person)
    titles = [one.title for one in workspace.store.records(Position, person=person)]
    names = [held.full_name] if held and held.full_name else titles
    return any(name and name in words for name in names)


def note_progress(
    workspace: Workspace,
    key: str,
    note: str,
    state: str | None = None,
    *,
    percent: int | None = None,
    kind: str | None = None,
    noted_on: datetime.date | None = None,
    noted_by: str | None = None,
    meeting: str | None = None,
) -> Saved:
    """Note something about a task, today unless a day is given, as one step.

    Noted while a `meeting` goes through the tasks of earlier ones, the task stands in its minutes.

    `state` changes the task's, too; done sets the day of completion. Without `percent` the one the
    words end with is taken ("…, 40%"); the words stay as typed. Returns the note's key. Raises
    `NotFoundError` for no such task, `InputError` for what cannot be kept and for a day to come.
    """
    task = record_or_refuse(workspace.store, Task, key)
    if not note.strip():
        raise InputError(texts.TASK_NOTE_EMPTY)
    day = noted_on or workspace.today()
    if day > workspace.today():
        raise InputError(
            texts.TASK_NOTE_FUTURE.format(day=format_date(day)), hint=texts.TASK_NOTE_FUTURE_HINT
        )
    values: dict[str, StoredValue] = {
        "task": key,
        "noted_on": day.isoformat(),
        "kind": kind or ("done" if state == "done" else "progress"),
        "text": note.strip(),
        "percent": percent_in(note) if percent is None else percent,
        "noted_by": noted_by or workspace.user,
    }
    changed: dict[str, StoredValue] = {}
    if state:
        changed = {"state": state, "completed_on": day.isoformat() if state == "done" else None}
    return _with_note(workspace, task, values, changed, texts.TASK_STEP_NOTE, meeting)


def extend_deadline(
    workspace: Workspace,
    key: str,
    due: datetime.date,
    reason: str,
    document: str | None = None,
) -> Saved:
    """Move a deadline (of a recurring task: the last day of its checks) and keep the old one.

    Raises `InputError` where there is no reason, the task is closed, or the day is not later.
    """
    task = record_or_refuse(workspace.store, Task, key)
    if document is not None:
        record_or_refuse(workspace.store, OfficialDocument, document)
    recurs = recurrence_of(task) is not None
    old = task.check_until if recurs else task.due_on
    _refuse_extension(task, old, due, reason if document is None else reason or document)
    said = task.due_text if task.due_text and not recurs else None
    shown = format_date(old) if old else texts.TASK_DUE_NONE
    text = (texts.TASK_EXTENDED_CHECKS if recurs else texts.TASK_EXTENDED).format(
        old=f"{shown} ({said})" if said else shown, new=format_date(due), reason=reason.strip()
    )
    values: dict[str, StoredValue] = {
        "task": key,
        "noted_on": workspace.today().isoformat(),
        "kind": "extension",
        "text": text.rstrip(" :"),
        "noted_by": workspace.user,
        "old_due_on": old.isoformat() if old else None,
        "new_due_on": due.isoformat(),
        "document": document,
    }
    changed: dict[str, StoredValue] = {"check_until": due.isoformat()}
    if not recurs:
        changed = {"due_on": due.isoformat(), "due_text": None}
    return _with_note(workspace, task, values, changed, texts.TASK_STEP_EXTEND)


# --- rows for documents ---


def assignment_rows(
    workspace: Workspace, wanted: TaskFilter | None = None
) -> tuple[AssignmentRow, ...]:
    """Return the lines of a bảng phân công, in the order of the conclusions, then by deadline."""
    places = {one.key: one.place or 9999 for one in workspace.store.records(Conclusion)}
    found = followed_tasks(workspace, wanted)
    ordered = sorted(found, key=lambda one: places.get(one.task.conclusion or "", 9999))
    return tuple(
        AssignmentRow(
            number=number,
            key=one.task.key,
            text=one.task.text,
            verb=VERBS.get(one.task.verb or "", ""),
            lead=one.lead,
            doer=one.task.doer or "",
            supporting=supporters_of(one.task),
            due=due_shown(one.task),
            source=one.source,
        )
        for number, one in enumerate(ordered, start=1)
    )


def follow_up(
    workspace: Workspace,
    wanted: TaskFilter | None = None,
    *,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
) -> FollowUp:
    """Return how tasks went (bảng theo dõi, báo cáo thực hiện kết luận), as of `until` or today.

    Results are the notes from `since` to `until`, both included.
    """
    day = until or workspace.today()
    found = followed_tasks(workspace, wanted, today=day)
    evidence = _evidence_counts(workspace)
    rows = tuple(
        _follow_up_row(number, one, evidence[one.task.key], since, day)
        for number, one in enumerate(found, start=1)
    )
    leads = sorted({row.lead for row in rows}, key=lambda lead: (not lead, lead))
    counts = [_counts(lead, [row for row in rows if row.lead == lead]) for lead in leads]
    return FollowUp(since, day, rows, tuple(counts), _counts("", rows))


def due_shown(task: Task) -> str:
    """Return a deadline as it is shown and printed: as it was said, with the year chosen for it.

    Without words it is the date, else how often the task is checked.
    """
    if task.due_text:
        is_dated = task.due_on is not None and recurrence_of(task) is None
        return due_words(task.due_text, task.due_on) if is_dated and task.due_on else task.due_text
    if task.due_on is not None:
        return format_date(task.due_on)
    recurrence = entity_named("task").fields["recurrence"].choices
    return recurrence.get(task.recurrence or "", "")


# --- parts ---


class _Known:
    """Notes, evidence, sources and people of all tasks, each table read once; or of one task."""

    def __init__(self, workspace: Workspace, only: Task | None = None) -> None:
        store = workspace.store
        of_task = {"task": only.key} if only else {}
        self.notes: dict[str, list[TaskNote]] = {}
        for note in store.records(TaskNote, **of_task):
            self.notes.setdefault(note.task, []).append(note)
        self.evidence = _evidence_counts(workspace, only.key if only else None)
        meeting, document, person = (
            {"key": key or ""} if only else {}
            for key in (only and only.meeting, only and only.document, only and only.person)
        )
        self.meetings = {one.key: one for one in store.records(Meeting, **meeting)}
        self.documents = {one.key: one for one in store.records(OfficialDocument, **document)}
        self.people = {one.key: one.full_name or "" for one in store.records(Person, **person)}
        self._document_texts: dict[str, str] = {}
        self._disagreed = disagreed_records(workspace)

    def followed(self, task: Task, today: datetime.date) -> FollowedTask:
        """Return a task with where it stands on a day and what was noted by then."""
        notes = [one for one in self.notes.get(task.key, []) if _is_until(one, today)]
        return FollowedTask(
            task=task,
            standing=standing(task, notes, today),
            standing_text=standing_text(task, notes, today),
            notes=in_order(notes),
            percent=percent_of(notes),
            source=self.source(task),
            lead=lead_of(task, self.people),
            given_on=_given_on(self, task),
            disagreed=self._disagreed.get(("task", task.key), ()),
        )

    def source(self, task: Task) -> str:
        """Return where a task comes from, in words."""
        if task.document in self.documents:
            return self._document_text(task.document)
        if task.meeting in self.meetings:
            held = self.meetings[task.meeting]
            day = f" ({format_date(held.held_on)})" if held.held_on else ""
            return f"{held.title}{day}"
        return task.source_text or ""

    def _document_text(self, key: str) -> str:
        """Return a document as it is named; many tasks come from one document."""
        if key not in self._document_texts:
            self._document_texts[key] = document_text(self.documents[key])
        return self._document_texts[key]

    def names(self, task: Task) -> Iterable[str]:
        """Yield everybody who has to do with a task."""
        person = self.people.get(task.person or "", "")
        yield from (task.assignee or "", task.doer or "", person, *supporters_of(task))


def _fits(task: Task, asked: TaskFilter) -> bool:
    """Say whether a task itself is one of those asked for, wherever it stands."""
    return all(
        (
            not asked.person or task.person == asked.person,
            not asked.document or asked.document in (task.document, *split_keys(task.documents)),
            not asked.set_id or task.set_id == asked.set_id,
            not asked.indicator or task.indicator == asked.indicator,
            not asked.only_open or is_open(task),
        )
    )


def _is_wanted(found: FollowedTask, known: _Known, asked: TaskFilter, today: datetime.date) -> bool:
    """Say whether who has to do with a task, and when it is due, is what was asked for."""
    named = not asked.lead or any(matches(asked.lead, name) for name in known.names(found.task))
    return named and (asked.due is None or _comes_due(found, known, asked.due, today))


def _comes_due(found: FollowedTask, known: _Known, days: int, today: datetime.date) -> bool:
    """Say whether the deadline or a check of an open task is missed or lies within some days."""
    if found.standing in FINISHED:
        return False
    if found.standing in (Standing.OVERDUE, Standing.CHECK_MISSED, Standing.UNDATED):
        return True
    checks = checks_of(found.task, known.notes.get(found.task.key, []), today)
    due = checks.next_on if recurrence_of(found.task) else found.task.due_on
    return due is not None and (due - today).days <= days


def _checks_due(
    workspace: Workspace, tasks: Sequence[Task], today: datetime.date, *shown: Standing
) -> tuple[Task, ...]:
    """Return the recurring tasks that stand so: a check was missed, or comes within a week."""
    notes: dict[str, list[TaskNote]] = {}
    for note in workspace.store.records(TaskNote, kind="check"):
        notes.setdefault(note.task, []).append(note)
    return tuple(
        task
        for task in tasks
        if recurrence_of(task) and standing(task, notes.get(task.key, []), today) in shown
    )


def _due_within(task: Task, today: datetime.date, days: int) -> bool:
    """Say whether a task is due in the coming days; one that recurs has only checks."""
    if recurrence_of(task) or task.due_on is None:
        return False
    return (task.due_on - today).days < days


def _is_until(note: TaskNote, day: datetime.date) -> bool:
    """Say whether something was noted by a day."""
    return note.noted_on is None or note.noted_on <= day


def _is_since(note: TaskNote, day: datetime.date) -> bool:
    """Say whether something was noted on a day or later."""
    return note.noted_on is None or note.noted_on >= day


def _evidence_counts(workspace: Workspace, task: str | None = None) -> Counter[str]:
    """Return how many files prove each task, or only one."""
    where = {"link_entity": "task"} if task is None else {"link_entity": "task", "link_key": task}
    return Counter(one.link_key for one in workspace.store.records(Evidence, **where))


def _with_note(
    workspace: Workspace,
    task: Task,
    note: Mapping[str, StoredValue],
    changed: Mapping[str, StoredValue],
    label: str,
    meeting: str | None = None,
) -> Saved:
    """Write a note and what it changes of its task, and of an open meeting, as one step."""
    found = entity_named("task_note")
    kept = found.check({name: value for name, value in note.items() if value is not None})
    found.check_required(kept)
    values = entity_named("task").check(changed)
    key = workspace.new_key("task_note")
    title = get_record(workspace, "task", task.key).title
    with workspace.store.step(label.format(title=title), workspace.user) as step:
        workspace.store.put("task_note", key, kept)
        if values:
            workspace.store.put("task", task.key, values)
        held = workspace.store.record(Meeting, meeting) if meeting else None
        chosen = split_keys(held.carried_tasks) if held else ()
        if held is not None and held.state != "final" and task.key not in chosen:
            printed: dict[str, StoredValue] = {"carried_tasks": join_keys([*chosen, task.key])}
            workspace.store.put("meeting", held.key, printed)
    return Saved(key, step.touched)


def _refuse_extension(
    task: Task, old: datetime.date | None, due: datetime.date, reason: str
) -> None:
    """Raise `InputError` where a deadline cannot be extended so."""
    if not is_open(task):
        raise InputError(texts.TASK_EXTEND_CLOSED, hint=texts.TASK_EXTEND_CLOSED_HINT)
    if not reason.strip():
        raise InputError(texts.TASK_EXTEND_REASON)
    if old is not None and due <= old:
        message = texts.TASK_EXTEND_BACK.format(new=format_date(due), old=format_date(old))
        raise InputError(message, hint=texts.TASK_EXTEND_BACK_HINT)


def _follow_up_row(
    number: int,
    found: FollowedTask,
    evidence: int,
    since: datetime.date | None,
    until: datetime.date,
) -> FollowUpRow:
    """Return one line of a follow-up."""
    task = found.task
    shown = [one for one in found.notes if since is None or _is_since(one, since)]
    return FollowUpRow(
        number=number,
        key=task.key,
        text=task.text,
        lead=found.lead,
        supporting=supporters_of(task),
        due=due_shown(task),
        extended=len(extensions(found.notes)),
        source=found.source,
        standing=found.standing,
        standing_text=found.standing_text,
        percent=found.percent,
        completed_on=task.completed_on,
        results=_results(task, shown),
        evidence=evidence,
        is_undated=_has_no_day(found),
    )


def _has_no_day(found: FollowedTask) -> bool:
    """Say whether a task that is not finished has no day by which it could be late."""
    is_running = found.standing not in (*FINISHED, Standing.OVERDUE, Standing.CHECK_MISSED)
    task = found.task
    lacks_day = task.due_on is None and not recurrence_of(task) and not is_standing_duty(task)
    return is_running and (is_undated(task) or lacks_day)


def _results(task: Task, notes: Sequence[TaskNote]) -> tuple[str, ...]:
    """Return what was done as dated lines: the old text of the task first, then its notes."""
    lines = [line.strip() for line in (task.progress or "").split("\n") if line.strip()]
    return (*lines, *(note_line(note) for note in notes))


def note_line(note: TaskNote) -> str:
    """Return a note as a dated line."""
    if note.noted_on is None:
        return note.text
    return texts.TASK_NOTE.format(date=format_date(note.noted_on), note=note.text)


def _counts(lead: str, rows: Sequence[FollowUpRow]) -> LeadCounts:
    """Return where the tasks of one lead stand."""
    found = Counter(row.standing for row in rows)
    late = found[Standing.OVERDUE] + found[Standing.CHECK_MISSED]
    closed = sum(found[one] for one in FINISHED)
    undated = sum(1 for row in rows if row.is_undated)
    return LeadCounts(
        lead=lead,
        total=len(rows),
        done_in_time=found[Standing.DONE],
        done_late=found[Standing.DONE_LATE],
        open_in_time=len(rows) - late - closed - undated,
        open_late=late,
        dropped=found[Standing.DROPPED],
        undated=undated,
    )
