"""When checks begin, what a deadline becomes, and dates of no calendar."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.task_schedule import (
    check_days,
    deadline_fields,
    first_check,
    impossible_day,
    typed_deadline,
)
from ntm_desktop.domain.task_standing import Standing, standing
from ntm_desktop.domain.task_wording import deadline_in
from ntm_desktop.domain.tasks import RECURRENCES, Task

DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2028, 12, 31))


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("words", "recurrence", "said_on", "first"),
    [
        ("trước ngày 15 hàng tháng", "monthly", "2024-01-10", "2024-01-15"),
        ("trước ngày 15 hàng tháng", "monthly", "2024-01-15", "2024-02-15"),
        ("ngày 25 hằng tháng", "monthly", "2024-12-26", "2025-01-25"),
        ("ngày 31 hàng tháng", "monthly", "2024-01-31", "2024-03-31"),
        ("cuối hàng tháng", "monthly", "2024-01-10", "2024-01-31"),
        ("thứ sáu hàng tuần", "weekly", "2024-01-25", "2024-01-26"),
        ("thứ sáu hàng tuần", "weekly", "2024-01-26", "2024-02-02"),
        ("chủ nhật hàng tuần", "weekly", "2024-01-26", "2024-01-28"),
        ("hàng quý", "quarterly", "2024-01-25", "2024-04-25"),
        ("hàng năm", "yearly", "2024-02-29", "2025-02-28"),
    ],
)
def test_the_first_check_is_the_day_the_words_name(words, recurrence, said_on, first):
    assert first_check(words, recurrence, day(said_on)) == day(first)


def test_a_passage_keeps_the_day_of_its_checks():
    said = deadline_in("Giao Văn phòng báo cáo trước ngày 15 hàng tháng.", day("2024-01-10"))
    assert (said.text, said.recurrence) == ("trước ngày 15 hàng tháng", "monthly")
    fields = deadline_fields(said, day("2024-01-10"), day("2024-01-12"))
    assert fields["check_from"] == "2024-01-15"


@given(DAYS, DAYS, st.sampled_from(list(RECURRENCES)))
def test_a_task_just_entered_has_missed_no_check_without_asking(said_on, today, recurrence):
    days = check_days("", recurrence, said_on, today)
    fields = typed_deadline(
        None, f"hàng {'tuần' if recurrence == 'weekly' else 'tháng'}", said_on, today
    )
    task = Task(
        text="x",
        recurrence=str(fields["recurrence"]),
        check_from=day(str(fields["check_from"])) if fields["check_from"] else None,
    )
    assert standing(task, (), today) is not Standing.CHECK_MISSED
    assert days[0] >= today
    assert days[-1] > said_on
    assert len(days) == (1 if days[-1] >= today else 2)


def test_the_first_check_that_was_chosen_is_kept():
    fields = typed_deadline(None, "hàng tháng", day("2022-11-05"), day("2026-11-23"))
    assert (fields["recurrence"], fields["check_from"]) == ("monthly", None)
    chosen = typed_deadline(
        None, "hàng tháng", day("2022-11-05"), day("2026-11-23"), day("2026-12-05")
    )
    assert chosen["check_from"] == "2026-12-05"


@pytest.mark.parametrize("text", ["25/13/2026", "trước ngày 31/02/2024", "ngày 31/11"])
def test_a_date_of_no_calendar_is_told(text):
    assert impossible_day(text).startswith("Không có ngày")


@pytest.mark.parametrize(
    "text", ["", "29/2/2024", "trước 30/3", "12/17 tiêu chí", "cuối quý I/2027"]
)
def test_other_words_are_no_impossible_date(text):
    assert impossible_day(text) == ""
