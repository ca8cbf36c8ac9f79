"""When a recurring task is first checked, and which fields a deadline becomes.

"Báo cáo trước ngày 15 hàng tháng" is checked on the 15th, "thứ sáu hàng tuần" on Fridays; words
that name no day are checked one period after they were said. A first check over long before the
task was entered is not taken: which one is meant is asked.
"""

from __future__ import annotations

import calendar
import datetime
import re

from ntm_desktop import texts
from ntm_desktop.domain.dates import format_date, real_date
from ntm_desktop.domain.entity import StoredValue
from ntm_desktop.domain.task_standing import checks_of, next_period
from ntm_desktop.domain.task_wording import Deadline, read_deadline
from ntm_desktop.domain.tasks import Task
from ntm_desktop.domain.vietnamese import fold

_DAY_OF_MONTH = re.compile(r"\b(?:ngay|mung) ([0-9]{1,2})(?![0-9/])")
_WEEKDAY = re.compile(r"\bthu (hai|ba|tu|nam|sau|bay|[2-7])\b|\b(chu nhat)\b")
_WEEKDAYS = {
    "hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5, "chu nhat": 6,
    **{str(number): number - 2 for number in range(2, 8)},
}  # fmt: skip
_END_OF_MONTH = re.compile(r"\bcuoi (?:(?:hang|moi) )?thang\b|\bngay cuoi (?:cung )?cua thang\b")
_DATE = re.compile(r"(?<![0-9/.-])([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?![0-9/])")
_SHORT_DATE = re.compile(r"\bngay ([0-9]{1,2})[/-]([0-9]{1,2})(?![0-9/.-])")
_LEAP_YEAR = 2024


def first_check(text: str, recurrence: str, said_on: datetime.date) -> datetime.date | None:
    """Return the first check after a task was given, by the day its words name."""
    folded = fold(text)
    if recurrence == "weekly":
        found = _WEEKDAY.search(folded)
        if found is not None:
            wanted = _WEEKDAYS[found[1] or found[2]]
            ahead = (wanted - said_on.weekday() - 1) % 7 + 1
            return said_on + datetime.timedelta(days=ahead)
    if recurrence == "monthly":
        named = _DAY_OF_MONTH.search(folded)
        day = 31 if _END_OF_MONTH.search(folded) else int(named[1]) if named else 0
        if 1 <= day <= 31:
            return _next_such_day(day, said_on)
    return next_period(recurrence, said_on)


def _next_such_day(day: int, after: datetime.date) -> datetime.date | None:
    """Return the next day of a month that has it, after a date."""
    year, month = after.year, after.month
    for _ in range(13):
        if day <= calendar.monthrange(year, month)[1]:
            found = real_date(year, month, day)
            if found is None or found > after:
                return found
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return None


def check_days(
    text: str, recurrence: str, said_on: datetime.date, today: datetime.date
) -> tuple[datetime.date, ...]:
    """Return the day of the first check; of an old task the next one from today, then the first.

    Two days are a question: counted from the first, checks would be missed the moment the task is
    entered.
    """
    first = first_check(text, recurrence, said_on)
    if first is None:
        return ()
    if first >= today:
        return (first,)
    task = Task(text="-", recurrence=recurrence, check_from=first)
    following = checks_of(task, (), today).next_on
    return (following, first) if following is not None else (first,)


def deadline_fields(
    due: Deadline,
    said_on: datetime.date | None,
    today: datetime.date,
    check_from: datetime.date | None = None,
) -> dict[str, StoredValue]:
    """Return the stored fields of a deadline; `check_from` is a first check somebody chose.

    Without one the first check is set where there is no question which it is.
    """
    recurrence = due.recurrence if due.due_on is None else None
    if recurrence and check_from is None:
        days = check_days(due.text, recurrence, said_on or today, today)
        check_from = days[0] if len(days) == 1 else None
    return {
        "due_on": due.due_on.isoformat() if due.due_on else None,
        "due_text": due.text or None,
        "recurrence": recurrence,
        "check_from": check_from.isoformat() if recurrence and check_from else None,
    }


def typed_deadline(
    due_on: datetime.date | None,
    due_text: str,
    said_on: datetime.date,
    today: datetime.date,
    check_from: datetime.date | None = None,
) -> dict[str, StoredValue]:
    """Return the stored fields of a deadline as a person typed or chose it."""
    recurrence = read_deadline(due_text, said_on).recurrence if due_text and not due_on else None
    return deadline_fields(Deadline(due_text, due_on, (), recurrence), said_on, today, check_from)


def impossible_day(text: str) -> str:
    """Return the sentence that a date of a text is in no calendar ("25/13/2026"), "" for none."""
    folded = fold(text)
    for found in _DATE.finditer(folded):
        if real_date(int(found[3]), int(found[2]), int(found[1])) is None:
            return texts.DATE_NOT_REAL.format(text=found[0])
    for found in _SHORT_DATE.finditer(folded):
        if real_date(_LEAP_YEAR, int(found[2]), int(found[1])) is None:
            return texts.DATE_NOT_REAL.format(text=f"{found[1]}/{found[2]}")
    return ""


def checks_shown(check_from: datetime.date | None) -> str:
    """Return when checks begin, as it stands behind how often they are, "" for not known."""
    return texts.TASK_FIRST_CHECK.format(day=format_date(check_from)) if check_from else ""
