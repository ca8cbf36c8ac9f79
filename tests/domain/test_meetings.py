"""Tests of meetings and tasks: what is open and what is overdue."""

from __future__ import annotations

import datetime

from ntm_desktop.domain.meetings import Task, is_open, is_overdue, overdue_tasks

TODAY = datetime.date(2024, 6, 15)


def _task(state: str | None, days: int | None) -> Task:
    due = None if days is None else TODAY + datetime.timedelta(days=days)
    return Task(text="Làm đường", state=state, due_on=due)


def test_a_task_is_open_until_it_is_done_or_dropped() -> None:
    assert [is_open(_task(state, 0)) for state in (None, "open", "doing", "done", "dropped")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_a_task_is_overdue_only_after_its_day() -> None:
    assert is_overdue(_task("open", -1), TODAY)
    assert not is_overdue(_task("open", 0), TODAY)
    assert not is_overdue(_task("open", None), TODAY)
    assert not is_overdue(_task("done", -1), TODAY)


def test_overdue_tasks_are_listed_from_the_oldest() -> None:
    tasks = [_task("open", -1), _task("done", -9), _task(None, -5), _task("doing", 3)]
    assert overdue_tasks(tasks, TODAY) == [tasks[2], tasks[0]]
