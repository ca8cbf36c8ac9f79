"""Where a task stands: one word on every day, whatever the order of its notes."""

from __future__ import annotations

import dataclasses
import datetime

from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.task_standing import (
    FINISHED,
    STANDING_WORDS,
    Standing,
    checks_of,
    extensions,
    in_order,
    is_done_late,
    next_period,
    percent_of,
    standing,
    standing_text,
    task_issues,
)
from ntm_desktop.domain.tasks import NOTE_KINDS, RECURRENCES, TASK_STATES, Task, TaskNote, is_open

TODAY = datetime.date(2024, 1, 25)
DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2028, 12, 31))
TASKS = st.builds(
    Task,
    key=st.just("06901/t1"),
    text=st.just("Rà soát"),
    state=st.sampled_from([None, *TASK_STATES]),
    due_on=st.none() | DAYS,
    due_text=st.sampled_from([None, "trước ngày 18/11", "hàng tuần"]),
    recurrence=st.sampled_from([None, *RECURRENCES]),
    check_from=st.none() | DAYS,
    check_until=st.none() | DAYS,
    completed_on=st.none() | DAYS,
)
NOTES = st.lists(
    st.builds(
        TaskNote,
        key=st.text("abc", max_size=2),
        task=st.just("06901/t1"),
        text=st.just("x"),
        noted_on=st.none() | DAYS,
        kind=st.sampled_from([None, *NOTE_KINDS]),
        percent=st.none() | st.integers(0, 100),
    ),
    max_size=6,
)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def check(on: str) -> TaskNote:
    return TaskNote(task="t", text="đã kiểm", noted_on=day(on), kind="check")


def weekly(**more: object) -> Task:
    return Task(text="Kiểm đếm", recurrence="weekly", check_from=day("2024-01-08"), **more)  # type: ignore[arg-type]


@given(TASKS, NOTES, DAYS)
def test_every_task_stands_somewhere_on_every_day(
    task: Task, notes: list[TaskNote], today: datetime.date
) -> None:
    found = standing(task, notes, today)
    assert found in STANDING_WORDS
    assert standing_text(task, notes, today).startswith(STANDING_WORDS[found])
    assert (found in FINISHED) == (not is_open(task))


@given(TASKS, NOTES, DAYS)
def test_what_is_done_is_never_overdue(
    task: Task, notes: list[TaskNote], today: datetime.date
) -> None:
    done = dataclasses.replace(task, state="done")
    assert standing(done, notes, today) in (Standing.DONE, Standing.DONE_LATE)


@given(TASKS, NOTES, DAYS, st.randoms(use_true_random=False))
def test_the_order_of_notes_does_not_matter(
    task: Task, notes: list[TaskNote], today: datetime.date, random: object
) -> None:
    mixed = list(notes)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert standing(task, mixed, today) is standing(task, notes, today)
    assert percent_of(mixed) == percent_of(notes)
    assert task_issues(task, mixed, 0) == task_issues(task, notes, 0)


@given(TASKS, NOTES, DAYS)
def test_a_recurring_task_is_never_overdue_as_a_whole(
    task: Task, notes: list[TaskNote], today: datetime.date
) -> None:
    recurring = dataclasses.replace(task, recurrence="monthly")
    assert standing(recurring, notes, today) is not Standing.OVERDUE


@given(TASKS, NOTES, DAYS, st.integers(1, 500))
def test_a_later_deadline_takes_what_was_overdue_back(
    task: Task, notes: list[TaskNote], today: datetime.date, days: int
) -> None:
    due = {"recurrence": None, "state": "open", "due_text": None}
    late = dataclasses.replace(task, due_on=today - datetime.timedelta(days), **due)
    assert standing(late, notes, today) is Standing.OVERDUE
    extended = dataclasses.replace(late, due_on=today + datetime.timedelta(days))
    assert standing(extended, notes, today) is not Standing.OVERDUE
    assert standing(extended, notes, today + datetime.timedelta(days + 1)) is Standing.OVERDUE


@given(DAYS, DAYS, st.sampled_from(list(RECURRENCES)), st.none() | DAYS)
def test_a_check_noted_today_leaves_none_missed_and_the_next_one_ahead(
    first: datetime.date, today: datetime.date, recurrence: str, until: datetime.date | None
) -> None:
    task = Task(text="x", recurrence=recurrence, check_from=first, check_until=until)
    made = TaskNote(task="t", text="x", noted_on=today, kind="check")
    found = checks_of(task, [made], today)
    assert found.missed_on is None
    assert found.last_on == today
    if found.next_on is not None:
        assert found.next_on >= today or found.next_on >= first
        assert until is None or found.next_on <= until
    before = checks_of(task, [], today)
    assert before.missed_on is None or first <= before.missed_on < today


def test_a_weekly_check_is_missed_from_the_day_after_and_kept_by_a_late_one() -> None:
    assert checks_of(weekly(), [], day("2024-01-08")).missed_on is None
    assert checks_of(weekly(), [], day("2024-01-09")).missed_on == day("2024-01-08")
    assert standing(weekly(), [], day("2024-01-09")) is Standing.CHECK_MISSED
    late = checks_of(weekly(), [check("2024-01-10")], day("2024-01-10"))
    assert (late.missed_on, late.next_on) == (None, day("2024-01-15"))
    assert standing(weekly(), [check("2024-01-10")], day("2024-01-10")) is Standing.DUE_SOON
    assert checks_of(weekly(), [check("2024-01-10")], day("2024-01-16")).missed_on is not None


def test_a_check_made_before_its_day_counts_for_it() -> None:
    early = checks_of(weekly(), [check("2024-01-12")], day("2024-01-13"))
    assert early.next_on == day("2024-01-22")
    assert checks_of(weekly(), [check("2024-01-12")], day("2024-01-16")).missed_on is None


def test_a_check_noted_later_than_today_does_not_count_yet() -> None:
    assert checks_of(weekly(), [check("2024-02-01")], day("2024-01-09")).missed_on is not None


def test_checks_end_with_their_last_day() -> None:
    task = weekly(check_until=day("2024-01-20"))
    assert checks_of(task, [check("2024-01-15")], day("2024-03-01")).missed_on is None
    assert checks_of(task, [], day("2024-03-01")).missed_on == day("2024-01-15")
    assert checks_of(task, [check("2024-01-15")], day("2024-01-16")).next_on is None


def test_months_are_counted_from_the_first_day_and_never_drift() -> None:
    task = Task(text="x", recurrence="monthly", check_from=day("2024-01-31"))
    assert checks_of(task, [], day("2024-03-01")).missed_on == day("2024-02-29")
    assert checks_of(task, [], day("2024-04-01")).missed_on == day("2024-03-31")
    assert next_period("quarterly", day("2024-11-30")) == day("2025-02-28")
    assert next_period("yearly", day("2024-02-29")) == day("2025-02-28")
    assert next_period("weekly", datetime.date.max) is None


def test_a_check_without_a_first_day_is_not_computed_but_pointed_out() -> None:
    task = Task(text="x", due_text="hàng tuần", assignee="Văn phòng")
    assert checks_of(task, [], TODAY) == checks_of(Task(text="x"), [], TODAY)
    assert [one.text for one in task_issues(task, [], 0)] == [
        "Kiểm tra định kỳ nhưng chưa rõ kiểm tra từ ngày nào: chọn ở ô Hạn."
    ]


def test_a_task_due_within_a_week_comes_soon() -> None:
    for days, word in ((0, Standing.DUE_SOON), (6, Standing.DUE_SOON), (7, Standing.OPEN)):
        due = TODAY + datetime.timedelta(days)
        assert standing(Task(text="x", due_on=due), [], TODAY) is word


def test_a_percentage_says_that_somebody_began() -> None:
    begun = TaskNote(task="t", text="x", noted_on=TODAY, percent=10)
    none = dataclasses.replace(begun, percent=0)
    assert standing(Task(text="x"), [begun], TODAY) is Standing.DOING
    assert standing(Task(text="x"), [none], TODAY) is Standing.OPEN
    assert standing(Task(text="x", state="doing"), [], TODAY) is Standing.DOING


def test_done_after_its_day_is_done_late() -> None:
    task = Task(text="x", state="done", due_on=TODAY, completed_on=TODAY)
    assert not is_done_late(task)
    assert is_done_late(dataclasses.replace(task, completed_on=TODAY + datetime.timedelta(1)))
    assert standing(dataclasses.replace(task, state="dropped"), [], TODAY) is Standing.DROPPED


def test_done_without_evidence_or_day_is_a_doubt_and_no_refusal() -> None:
    done = Task(text="x", state="done", assignee="Văn phòng")
    assert len(task_issues(done, [], 0)) == 2
    assert task_issues(dataclasses.replace(done, completed_on=TODAY), [], 1) == ()


def test_what_contradicts_itself_is_a_doubt() -> None:
    whole = TaskNote(task="t", text="x", noted_on=TODAY, percent=100)
    task = Task(text="x", completed_on=TODAY, due_text="trước ngày 18/11")
    found = [one.text for one in task_issues(task, [whole], 0)]
    assert len(found) == 4
    assert any("18/11" in text for text in found)


def test_notes_are_read_by_day_and_extensions_told_apart() -> None:
    notes = [
        TaskNote(key="c", task="t", text="x", kind="extension"),
        TaskNote(key="b", task="t", text="x", noted_on=TODAY, kind="extension"),
        TaskNote(key="a", task="t", text="x", noted_on=TODAY),
    ]
    assert [one.key for one in in_order(notes)] == ["a", "b", "c"]
    assert [one.key for one in extensions(notes)] == ["b", "c"]


def test_the_words_name_the_day_of_the_check() -> None:
    assert standing_text(weekly(), [], day("2024-01-09")).endswith("kỳ kiểm tra ngày 08/01/2024")
    assert "lần kiểm tra tới ngày 08/01/2024" in standing_text(weekly(), [], day("2024-01-01"))


def test_days_at_the_ends_of_the_calendar_do_no_harm() -> None:
    first, last = datetime.date.min, datetime.date.max
    for recurrence in RECURRENCES:
        for start, today in ((first, last), (last, first), (first, first), (last, last)):
            task = Task(text="x", recurrence=recurrence, check_from=start)
            made = TaskNote(task="t", text="x", noted_on=today, kind="check")
            assert checks_of(task, [made], today).missed_on is None


def test_a_deadline_in_words_that_lacks_no_year_is_no_doubt() -> None:
    for said in ("thường xuyên", ""):
        assert task_issues(Task(text="x", due_text=said, assignee="Văn phòng"), [], 0) == ()
    for said in ("trong 6 tháng đầu năm 2024", "năm 2024", "trước ngày 18/11/2023"):
        [doubt] = task_issues(Task(text="x", due_text=said, assignee="Văn phòng"), [], 0)
        assert doubt.text == f"Hạn “{said}” chưa có ngày để nhắc: chọn ngày ở ô Hạn."


def test_a_deadline_without_a_day_is_a_state_of_its_own_and_never_in_time() -> None:
    for said in ("năm 2024", "trước ngày 30/3", "cuối quý I/2027"):
        task = Task(text="x", due_text=said)
        assert standing(task, [], TODAY) is Standing.UNDATED
        assert standing(task, [], day("2036-01-01")) is Standing.UNDATED
        assert standing(dataclasses.replace(task, due_on=TODAY), [], TODAY) is Standing.DUE_SOON
    begun = dataclasses.replace(task, state="doing")
    assert standing_text(begun, [], TODAY) == "chưa rõ ngày hạn, đang làm"
    unchecked = Task(text="x", recurrence="monthly")
    assert standing(unchecked, [], TODAY) is Standing.UNDATED
    assert standing(Task(text="x", due_text="thường xuyên"), [], TODAY) is Standing.OPEN
    assert standing(Task(text="x"), [], TODAY) is Standing.OPEN
    lacking = Task(text="x", due_text="trước ngày 18/11", assignee="Văn phòng")
    assert [one.text for one in task_issues(lacking, [], 0)] == [
        "Hạn “trước ngày 18/11” chưa ghi năm: chọn ngày."
    ]


def test_a_share_of_more_than_the_whole_is_a_doubt() -> None:
    task = Task(text="x", assignee="Văn phòng")
    for text, count in (("đã xong móng, 140%", 1), ("đã xong móng, 40%", 0), ("tăng 140%", 0)):
        note = TaskNote(task="t", text=text)
        assert len(task_issues(task, [note], 0)) == count
