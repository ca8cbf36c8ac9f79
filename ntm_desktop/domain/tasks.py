"""Tasks: what somebody must do by when, who leads it, where it comes from, what was noted since."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ntm_desktop.domain import entity
from ntm_desktop.domain.vietnamese import compose, fold

VERBS = {
    "assign": "giao",
    "require": "yêu cầu",
    "request": "đề nghị",
    "cooperate": "phối hợp",
    "instruct": "chỉ đạo",
}
TASK_STATES = {"open": "chưa xong", "doing": "đang làm", "done": "đã xong", "dropped": "dừng"}
RECURRENCES = {
    "weekly": "hàng tuần",
    "monthly": "hàng tháng",
    "quarterly": "hàng quý",
    "yearly": "hàng năm",
}
NOTE_KINDS = {
    "progress": "tiến độ",
    "check": "kiểm đếm",
    "extension": "gia hạn",
    "done": "hoàn thành",
}
_EVERY = re.compile(
    r"\b(?:hang|dinh ky|moi) (?:tuan|thang|quy|nam)\b(?:(?: va|,)? (?:tuan|thang|quy|nam)\b)*"
)
_WORD = re.compile(r"\w+")
_PERIOD_WORDS = {"tuan": "weekly", "thang": "monthly", "quy": "quarterly", "nam": "yearly"}
_ALWAYS = re.compile(r"\b(?:thuong xuyen|lien tuc|lau dai)\b")
_NO_DATE = datetime.date(1, 1, 1)


@entity.entity("task", label="nhiệm vụ", plural="Nhiệm vụ", title="text")
@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something somebody must do; the verb of the source is kept as it was said.

    It comes from a conclusion of a meeting, from a document (`document`, word for word in
    `source_quote`) or from a plan of our own (a document of ours, or `source_text`). With
    `recurrence` it is checked again and again and is never overdue as a whole.
    """

    key: str = ""
    text: str = entity.long_text("Nội dung nhiệm vụ", required=True, searchable=True)
    verb: str | None = entity.choice("Động từ giao việc", VERBS)
    assignee: str | None = entity.text("Đơn vị, người chủ trì", searchable=True)
    doer: str | None = entity.text("Đơn vị, người thực hiện", searchable=True)
    supporting: str | None = entity.long_text(
        "Phối hợp", searchable=True, help="mỗi dòng một đơn vị, một người"
    )
    person: str | None = entity.reference("Người chịu trách nhiệm (danh bạ)", "person")
    is_others: bool | None = entity.boolean("Việc của đơn vị khác", help="ghi để theo dõi")
    due_on: datetime.date | None = entity.date("Hạn", merge_unit="deadline")
    due_text: str | None = entity.text("Hạn (nguyên văn)", merge_unit="deadline")
    recurrence: str | None = entity.choice("Kiểm tra định kỳ", RECURRENCES, merge_unit="deadline")
    check_from: datetime.date | None = entity.date("Lần kiểm tra đầu", merge_unit="deadline")
    check_until: datetime.date | None = entity.date("Kiểm tra đến ngày", merge_unit="deadline")
    state: str | None = entity.choice("Trạng thái", TASK_STATES, merge_unit="completion")
    completed_on: datetime.date | None = entity.date("Ngày hoàn thành", merge_unit="completion")
    progress: str | None = entity.long_text("Tiến độ, kết quả", searchable=True)
    meeting: str | None = entity.reference("Từ cuộc họp", "meeting")
    conclusion: str | None = entity.reference("Từ kết luận", "conclusion", hidden=True)
    document: str | None = entity.reference("Từ văn bản", "official_document")
    source_quote: str | None = entity.long_text("Nguyên văn đoạn giao việc", searchable=True)
    source_text: str | None = entity.text(
        "Từ kế hoạch, nguồn khác", searchable=True, help="khi chưa ghi thành văn bản"
    )
    set_id: str | None = entity.text("Bộ tiêu chí", hidden=True, merge_unit="indicator")
    indicator: str | None = entity.text("Chỉ tiêu liên quan", merge_unit="indicator")
    work: str | None = entity.reference("Công trình liên quan", "work")
    documents: str | None = entity.references("Văn bản liên quan", "official_document")


@entity.entity("task_note", label="ghi chép tiến độ", plural="Ghi chép tiến độ", title="text")
@dataclass(frozen=True, slots=True, kw_only=True)
class TaskNote:
    """What was noted about a task on a day: progress, a check, an extension, its completion.

    An extension keeps the deadline as it was and as it became, and the document it rests on.
    """

    key: str = ""
    task: str = entity.reference("Nhiệm vụ", "task", required=True, hidden=True)
    noted_on: datetime.date | None = entity.date("Ngày")
    kind: str | None = entity.choice("Loại", NOTE_KINDS)
    text: str = entity.long_text("Nội dung", required=True, searchable=True)
    percent: int | None = entity.integer("Tỷ lệ hoàn thành", minimum=0, maximum=100, measure="%")
    noted_by: str | None = entity.text("Người ghi")
    old_due_on: datetime.date | None = entity.date("Hạn cũ", merge_unit="extension")
    new_due_on: datetime.date | None = entity.date("Hạn mới", merge_unit="extension")
    document: str | None = entity.reference(
        "Văn bản gia hạn", "official_document", merge_unit="extension"
    )


def is_open(task: Task) -> bool:
    """Say whether a task still has to be done."""
    return task.state not in ("done", "dropped")


def as_of(task: Task, day: datetime.date) -> Task:
    """Return a task as it stood on a day: one completed later was not done yet."""
    if task.state != "done" or task.completed_on is None or task.completed_on <= day:
        return task
    return dataclasses.replace(task, state="doing", completed_on=None)


def is_overdue(task: Task, today: datetime.date) -> bool:
    """Say whether an open task's deadline has passed; one that recurs has none as a whole."""
    if not is_open(task) or recurrence_of(task):
        return False
    return task.due_on is not None and task.due_on < today


def overdue_tasks(tasks: Iterable[Task], today: datetime.date) -> list[Task]:
    """Return the open tasks whose deadline has passed, the oldest first."""
    late = [task for task in tasks if is_overdue(task, today)]
    return sorted(late, key=lambda task: task.due_on or today)


def is_undated(task: Task) -> bool:
    """Say whether an open task has a deadline in words, or checks, but no day to remind of it."""
    if not is_open(task):
        return False
    if recurrence_of(task):
        return task.check_from is None
    said = (task.due_text or "").strip()
    return task.due_on is None and bool(said) and not is_standing_duty(task)


def is_standing_duty(task: Task) -> bool:
    """Say whether a task goes on without end ("thường xuyên"): it has no day and needs none."""
    return task.due_on is None and bool(_ALWAYS.search(fold(task.due_text or "")))


def by_deadline(task: Task) -> tuple[bool, datetime.date]:
    """Return a key that sorts by deadline, tasks without one last; the same ones stay in order."""
    return task.due_on is None, task.due_on or _NO_DATE


def recurrence_of(task: Task) -> str | None:
    """Return how often a task is checked: as chosen, else as its deadline says in words."""
    if task.recurrence or task.due_on is not None:
        return task.recurrence
    return recurrence_in(task.due_text or "")


def recurrence_in(text: str) -> str | None:
    """Return how often a text says something is checked ("hàng tuần, hàng tháng": weekly).

    Of several the most frequent is meant; the words themselves are kept as they were said.
    """
    said = set(_WORD.findall(fold(said_recurrence(text))))
    return next((period for word, period in _PERIOD_WORDS.items() if word in said), None)


def said_recurrence(text: str) -> str:
    """Return the words that say how often ("hàng tuần, hàng tháng"), "" for none."""
    plain = compose(text)
    folded = fold(plain)
    found = list(_EVERY.finditer(folded)) if len(folded) == len(plain) else []
    return ", ".join(plain[one.start() : one.end()] for one in found)


def lead_of(task: Task, names: Mapping[str, str]) -> str:
    """Return who leads: as worded, else the person of the directory by name, else who does it."""
    return task.assignee or names.get(task.person or "", "") or task.doer or ""


def supporters_of(task: Task) -> tuple[str, ...]:
    """Return who supports, one each."""
    return tuple(line.strip() for line in (task.supporting or "").split("\n") if line.strip())
