"""Meetings and what they conclude: attendees, opinions, conclusions, tasks; what is overdue."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from ntm_desktop.domain import entity

MEETING_KINDS = {
    "conference": "hội nghị",
    "working_session": "buổi làm việc",
    "steering_committee": "họp Ban Chỉ đạo",
    "village_meeting": "họp thôn",
    "other": "cuộc họp khác",
}
SESSIONS = {"morning": "sáng", "afternoon": "chiều", "evening": "tối", "all_day": "cả ngày"}
MEETING_STATES = {"planned": "chuẩn bị", "held": "đã họp", "final": "đã chốt"}
ATTENDANCE = {
    "present": "có mặt",
    "absent_with_leave": "vắng có phép",
    "absent": "vắng",
    "invited": "khách mời",
}
VERBS = {
    "assign": "giao",
    "require": "yêu cầu",
    "request": "đề nghị",
    "cooperate": "phối hợp",
    "instruct": "chỉ đạo",
}
TASK_STATES = {"open": "chưa xong", "doing": "đang làm", "done": "đã xong", "dropped": "dừng"}


@entity.entity("meeting", label="cuộc họp", plural="Cuộc họp", title="title")
@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting; people are named by position, several chairs one a line."""

    key: str = ""
    title: str = entity.text("Tên cuộc họp", required=True, searchable=True)
    kind: str | None = entity.choice("Loại", MEETING_KINDS)
    held_on: datetime.date | None = entity.date("Ngày họp")
    session: str | None = entity.choice("Buổi", SESSIONS)
    place: str | None = entity.text("Địa điểm")
    organiser: str | None = entity.text("Cơ quan tổ chức")
    chairs: str | None = entity.long_text("Chủ trì", help="mỗi dòng một người")
    concluder: str | None = entity.text("Người kết luận")
    secretary: str | None = entity.text("Thư ký")
    agenda: str | None = entity.long_text("Nội dung, chương trình", searchable=True)
    state: str | None = entity.choice("Trạng thái", MEETING_STATES)
    note: str | None = entity.long_text("Ghi chú", searchable=True)


@entity.entity("attendee", label="thành phần", plural="Thành phần dự họp", title="name")
@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """A person (by position) or a group at a meeting, in protocol order."""

    key: str = ""
    meeting: str = entity.reference("Cuộc họp", "meeting", required=True, hidden=True)
    place: int | None = entity.integer("Thứ tự", minimum=1)
    name: str = entity.text("Người hoặc nhóm", required=True, searchable=True)
    attendance: str | None = entity.choice("Có mặt", ATTENDANCE)


@entity.entity("opinion", label="ý kiến", plural="Ý kiến", title="speaker")
@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What a speaker or a group said, in order."""

    key: str = ""
    meeting: str = entity.reference("Cuộc họp", "meeting", required=True, hidden=True)
    place: int | None = entity.integer("Thứ tự", minimum=1)
    speaker: str = entity.text("Người phát biểu", required=True, searchable=True)
    content: str | None = entity.long_text("Nội dung", searchable=True)


@entity.entity("conclusion", label="kết luận", plural="Kết luận", title="text")
@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """A passage of the conclusion, kept and printed word for word."""

    key: str = ""
    meeting: str = entity.reference("Cuộc họp", "meeting", required=True, hidden=True)
    place: int | None = entity.integer("Thứ tự", minimum=1)
    text: str = entity.long_text("Nguyên văn kết luận", required=True, searchable=True)


@entity.entity("task", label="nhiệm vụ", plural="Nhiệm vụ", title="text")
@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something somebody must do; the verb of the source is kept as it was said."""

    key: str = ""
    text: str = entity.long_text("Nội dung nhiệm vụ", required=True, searchable=True)
    verb: str | None = entity.choice("Động từ giao việc", VERBS)
    assignee: str | None = entity.text("Đơn vị, người chủ trì", searchable=True)
    supporting: str | None = entity.text("Phối hợp")
    due_on: datetime.date | None = entity.date("Hạn", merge_unit="deadline")
    due_text: str | None = entity.text("Hạn (nguyên văn)", merge_unit="deadline")
    state: str | None = entity.choice("Trạng thái", TASK_STATES)
    completed_on: datetime.date | None = entity.date("Ngày hoàn thành")
    progress: str | None = entity.long_text("Tiến độ, kết quả", searchable=True)
    meeting: str | None = entity.reference("Từ cuộc họp", "meeting")
    conclusion: str | None = entity.reference("Từ kết luận", "conclusion", hidden=True)
    set_id: str | None = entity.text("Bộ tiêu chí", hidden=True, merge_unit="indicator")
    indicator: str | None = entity.text("Chỉ tiêu liên quan", merge_unit="indicator")
    work: str | None = entity.reference("Công trình liên quan", "work")


def is_open(task: Task) -> bool:
    """Say whether a task still has to be done."""
    return task.state not in ("done", "dropped")


def is_overdue(task: Task, today: datetime.date) -> bool:
    """Say whether an open task's deadline has passed."""
    return is_open(task) and task.due_on is not None and task.due_on < today


def overdue_tasks(tasks: Iterable[Task], today: datetime.date) -> list[Task]:
    """Return the open tasks whose deadline has passed, the oldest first."""
    late = [task for task in tasks if is_overdue(task, today)]
    return sorted(late, key=lambda task: task.due_on or today)
