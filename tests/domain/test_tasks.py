"""Tasks: open, overdue, how often they are checked, who supports."""

from __future__ import annotations

import datetime

import pytest

from ntm_desktop.domain.task_wording import deadline_in, read_deadline
from ntm_desktop.domain.tasks import (
    Task,
    as_of,
    by_deadline,
    is_open,
    is_overdue,
    overdue_tasks,
    recurrence_in,
    recurrence_of,
    said_recurrence,
    supporters_of,
)

TODAY = datetime.date(2024, 1, 25)


def task(state: str | None = "open", days: int | None = None, **more: object) -> Task:
    """Return a task due some days from today."""
    due = None if days is None else TODAY + datetime.timedelta(days)
    return Task(text="Làm đường", state=state, due_on=due, **more)  # type: ignore[arg-type]


def test_a_task_is_open_until_it_is_done_or_dropped() -> None:
    states = (None, "open", "doing", "done", "dropped")
    assert [is_open(task(state)) for state in states] == [True, True, True, False, False]


def test_a_task_is_overdue_only_after_its_day() -> None:
    assert is_overdue(task("open", -1), TODAY)
    assert not is_overdue(task("open", 0), TODAY)
    assert not is_overdue(task("open"), TODAY)
    assert not is_overdue(task("done", -1), TODAY)


def test_a_task_checked_again_and_again_is_never_overdue_as_a_whole() -> None:
    assert not is_overdue(task("open", -1, recurrence="weekly"), TODAY)


def test_overdue_tasks_are_listed_from_the_oldest() -> None:
    tasks = [task("open", -1), task("open", 1), task("doing", -9)]
    assert overdue_tasks(tasks, TODAY) == [tasks[2], tasks[0]]
    assert sorted([task(), *tasks], key=by_deadline)[-1].due_on is None


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("hàng tuần", "weekly"),
        ("hằng tháng", "monthly"),
        ("kiểm đếm hàng tuần, hàng tháng", "weekly"),
        ("Định kỳ hàng tháng, quý, năm", "monthly"),
        ("mỗi quý", "quarterly"),
        ("định kỳ năm", "yearly"),
        ("trong tuần này", None),
        ("", None),
    ],
)
def test_words_say_how_often_something_is_checked(said: str, word: str | None) -> None:
    assert recurrence_in(said) == word


def test_the_words_are_kept_as_they_were_said() -> None:
    words = "có kiểm tra, kiểm đếm theo sự phân công hàng tuần, hàng tháng."
    assert said_recurrence(words) == "hàng tuần, hàng tháng"
    read = deadline_in(words, TODAY)
    assert (read.text, read.recurrence, read.due_on) == ("hàng tuần, hàng tháng", "weekly", None)
    assert read_deadline("hàng quý", TODAY).recurrence == "quarterly"


def test_a_yearly_average_is_no_check() -> None:
    words = "Giảm tỷ lệ hộ nghèo bình quân hàng năm từ 0,5% trở lên"
    assert deadline_in(words, TODAY).recurrence is None
    assert deadline_in(words, TODAY).text == ""


def test_how_often_is_as_chosen_else_as_the_deadline_says() -> None:
    assert recurrence_of(task(due_text="hàng tuần")) == "weekly"
    assert recurrence_of(task(due_text="hàng tuần", recurrence="monthly")) == "monthly"
    assert recurrence_of(task(days=3, due_text="hàng tuần")) is None


def test_supporters_stand_one_a_line() -> None:
    assert supporters_of(task(supporting="Công an xã\n\n MTTQ ")) == ("Công an xã", "MTTQ")
    assert supporters_of(task()) == ()


def test_a_task_completed_later_was_still_open_on_an_earlier_day() -> None:
    done = task("done", -10, completed_on=TODAY)
    before = as_of(done, TODAY - datetime.timedelta(1))
    assert overdue_tasks([before], TODAY - datetime.timedelta(1)) == [before]
    assert as_of(done, TODAY) is done
