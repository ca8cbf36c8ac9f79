"""Where a task stands on a day: from its deadline, its state, its checks and what was noted."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from ntm_desktop import texts
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.issues import Issue, Severity
from ntm_desktop.domain.task_wording import is_over_whole, read_deadline
from ntm_desktop.domain.tasks import Task, TaskNote, is_open, is_overdue, is_undated, recurrence_of

SOON_DAYS = 7
_ANY_DAY = datetime.date(2000, 1, 1)
_MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}


class Standing(Enum):
    """The one state a task is shown with; exactly one is true of every task on every day."""

    OVERDUE = "overdue"
    CHECK_MISSED = "check_missed"
    UNDATED = "undated"
    DUE_SOON = "due_soon"
    DOING = "doing"
    OPEN = "open"
    DONE = "done"
    DONE_LATE = "done_late"
    DROPPED = "dropped"


STANDING_WORDS = {
    Standing.OVERDUE: "quá hạn",
    Standing.CHECK_MISSED: "lỡ kỳ kiểm tra",
    Standing.UNDATED: "chưa rõ ngày hạn",
    Standing.DUE_SOON: "sắp đến hạn",
    Standing.DOING: "đang làm",
    Standing.OPEN: "chưa xong",
    Standing.DONE: "đã xong",
    Standing.DONE_LATE: "xong muộn",
    Standing.DROPPED: "đã dừng",
}
FINISHED = (Standing.DONE, Standing.DONE_LATE, Standing.DROPPED)


@dataclass(frozen=True, slots=True)
class Checks:
    """The checks of a recurring task: the day that was missed (None for none), and the next one.

    `last_on` is the day of the last check that was noted.
    """

    missed_on: datetime.date | None
    next_on: datetime.date | None
    last_on: datetime.date | None


def standing(task: Task, notes: Iterable[TaskNote], today: datetime.date) -> Standing:
    """Return where a task stands; the order of its notes does not matter."""
    held = list(notes)
    if task.state == "dropped":
        return Standing.DROPPED
    if task.state == "done":
        return Standing.DONE_LATE if is_done_late(task) else Standing.DONE
    if is_overdue(task, today):
        return Standing.OVERDUE
    checks = checks_of(task, held, today)
    if checks.missed_on is not None:
        return Standing.CHECK_MISSED
    if is_undated(task):
        return Standing.UNDATED
    due = checks.next_on if recurrence_of(task) else task.due_on
    if due is not None and (due - today).days < SOON_DAYS:
        return Standing.DUE_SOON
    return Standing.DOING if task.state == "doing" or _has_begun(held) else Standing.OPEN


def is_done_late(task: Task) -> bool:
    """Say whether a task was completed after its deadline; one that recurs has none."""
    if task.state != "done" or recurrence_of(task) or not (task.due_on and task.completed_on):
        return False
    return task.completed_on > task.due_on


def percent_of(notes: Iterable[TaskNote]) -> int | None:
    """Return the percentage noted last; of several on one day the greatest."""
    told = [
        (one.noted_on or datetime.date.min, one.percent) for one in notes if one.percent is not None
    ]
    return max(told)[1] if told else None


def in_order(notes: Iterable[TaskNote]) -> tuple[TaskNote, ...]:
    """Return notes by day, those without one last."""
    return tuple(sorted(notes, key=lambda one: (one.noted_on or datetime.date.max, one.key)))


def extensions(notes: Iterable[TaskNote]) -> tuple[TaskNote, ...]:
    """Return the extensions of a deadline, the oldest first."""
    return in_order(one for one in notes if one.kind == "extension")


def _has_begun(notes: Iterable[TaskNote]) -> bool:
    """Say whether somebody noted that part of a task is done."""
    return bool(percent_of(notes))


# --- recurring checks ---


def checks_of(task: Task, notes: Iterable[TaskNote], today: datetime.date) -> Checks:
    """Return which check of a recurring task was missed, and which comes next.

    A check counts for the check day it is nearest to, so one made a few days late does not stand
    for the next one, too. Without a first day nothing is computed.
    """
    recurrence, first = recurrence_of(task), task.check_from
    made = [
        one.noted_on
        for one in notes
        if one.kind == "check" and one.noted_on is not None and one.noted_on <= today
    ]
    last = max(made, default=None)
    if recurrence is None or first is None or not is_open(task):
        return Checks(None, None, last)
    kept = -1 if last is None else _nearest(first, recurrence, last)
    passed = _last_before(first, recurrence, _end_of_checks(today, task.check_until))
    missed = _check_day(first, recurrence, passed) if 0 <= passed > kept else None
    following = _check_day(first, recurrence, max(passed, kept, -1) + 1)
    until = task.check_until or datetime.date.max
    is_over = following is None or following > until
    return Checks(missed, None if is_over else following, last)


def _end_of_checks(today: datetime.date, until: datetime.date | None) -> datetime.date:
    """Return the day before which a check day has passed: today, or the day after the last one."""
    if until is None or until >= today:
        return today
    return until + datetime.timedelta(days=1)


def _nearest(first: datetime.date, recurrence: str, day: datetime.date) -> int:
    """Return the number of the check day nearest to a day; of two equally near the later."""
    before = _last_before(first, recurrence, day)
    one, other = (_check_day(first, recurrence, number) for number in (before, before + 1))
    if one is None or other is None:
        return before
    return before if day - one < other - day else before + 1


def _last_before(first: datetime.date, recurrence: str, day: datetime.date) -> int:
    """Return the number of the last check day before a day, -1 where there is none."""
    if day <= first:
        return -1
    if recurrence == "weekly":
        return ((day - first).days - 1) // 7
    months = (day.year - first.year) * 12 + day.month - first.month
    number = months // _MONTHS[recurrence] + 1
    while (_check_day(first, recurrence, number) or datetime.date.max) >= day:
        number -= 1
    return number


def _check_day(first: datetime.date, recurrence: str, number: int) -> datetime.date | None:
    """Return a check day counted from the first one (0); a short month has its last day."""
    try:
        if recurrence == "weekly":
            return first + datetime.timedelta(days=7 * number)
        months = first.year * 12 + first.month - 1 + number * _MONTHS[recurrence]
        year, month = months // 12, months % 12 + 1
        day = min(first.day, calendar.monthrange(year, month)[1])
        return datetime.date(year, month, day)
    except (OverflowError, ValueError):
        return None


def next_period(recurrence: str, day: datetime.date) -> datetime.date | None:
    """Return the day one period after a day: when what was said that day is first checked."""
    return _check_day(day, recurrence, 1)


# --- doubts ---


def task_issues(
    task: Task,
    notes: Iterable[TaskNote],
    evidence: int,
    given_on: datetime.date | None = None,
) -> tuple[Issue, ...]:
    """Return what is doubtful about a task: never a refusal, the person may have a reason.

    `given_on` is the day of the meeting or document it comes from.
    """
    held = list(notes)
    lacks_day = recurrence_of(task) is not None and task.check_from is None
    said = read_deadline(task.due_text or "", _ANY_DAY)
    lacks_year = task.due_on is None and bool(said.proposals) and not said.is_period
    lacks_due = is_undated(task) and not lacks_year and not recurrence_of(task)
    is_before = given_on is not None and task.due_on is not None and task.due_on < given_on
    found = (
        (is_before, texts.TASK_DUE_BEFORE_GIVEN),
        (task.state == "done" and evidence == 0, texts.TASK_NO_EVIDENCE),
        (task.state == "done" and task.completed_on is None, texts.TASK_NO_COMPLETION_DAY),
        (task.state != "done" and task.completed_on is not None, texts.TASK_NOT_DONE),
        (is_open(task) and percent_of(held) == 100, texts.TASK_WHOLE_BUT_OPEN),
        (any(is_over_whole(one.text) for one in held), texts.TASK_OVER_WHOLE),
        (is_open(task) and lacks_day, texts.TASK_NO_CHECK_DAY),
        (is_open(task) and lacks_year, texts.TASK_NO_YEAR),
        (lacks_due, texts.TASK_NO_DAY),
        (is_open(task) and not (task.assignee or task.doer or task.person), texts.TASK_NOBODY),
    )
    said_days = {
        "due": task.due_text,
        "due_on": format_date(task.due_on) if task.due_on else "",
        "given_on": format_date(given_on) if given_on else "",
    }
    return tuple(
        Issue(Severity.WARNING, task.key, text.format(**said_days))
        for is_so, text in found
        if is_so
    )


def standing_text(task: Task, notes: Iterable[TaskNote], today: datetime.date) -> str:
    """Return a standing in words, with the day of the check that was missed or comes next."""
    held = list(notes)
    stands = standing(task, held, today)
    word = STANDING_WORDS[stands]
    if stands is Standing.UNDATED:
        is_begun = task.state == "doing" or _has_begun(held)
        checked = texts.TASK_UNCHECKED if recurrence_of(task) else ""
        begun = STANDING_WORDS[Standing.DOING] if is_begun else ""
        return ", ".join(filter(None, (word, checked, begun)))
    checks = checks_of(task, held, today)
    day = checks.missed_on or checks.next_on
    if day is None:
        return word
    text = texts.TASK_CHECK_MISSED if checks.missed_on else texts.TASK_CHECK_NEXT
    return text.format(word=word, day=format_date(day))
