"""Who came: people and groups in protocol order, the state of each by one key, counts checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from ntm_desktop.domain.entity import StoredValue, entity_named
from ntm_desktop.domain.meeting_kinds import template_of
from ntm_desktop.domain.meetings import ATTENDANCE, ROLES, AttendanceCounts, Attendee, Meeting
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.errors import InputError
from ntm_desktop.services import meetings, records
from ntm_desktop.services.meetings import MeetingFile
from ui import style
from ui.models.ordered_table import OrderedTable
from ui.models.row_table import Column
from ui.views.meetings_view.about_part import set_box_read_only
from ui.views.meetings_view.desk import MeetingDesk
from ui.views.meetings_view.part import MeetingPart, counted
from ui.widgets.add_line import AddLine
from ui.widgets.page import button, label
from ui.widgets.record_form import RecordForm, edit_texts

MOST_ROWS = 12
STATE_KEYS = ("present", "absent_with_leave", "absent", "invited")  # Ctrl+1 … Ctrl+4
COUNT_FIELDS = ("expected_count", "present_count", "households_total", "households_present")
KEYS_HINT = (
    "Ctrl+1 có mặt · Ctrl+2 vắng có phép · Ctrl+3 vắng · Ctrl+4 khách mời · Alt+↑↓ đổi chỗ · "
    "Delete xóa"
)
_GROUP = re.compile(
    r"(?P<name>.*?\S)\s*[:(]\s*(?:(?P<came>[0-9]{1,4})\s*/\s*)?(?P<all>[0-9]{1,4})"
    r"\s*(?:người|đồng chí|đ/c|đại biểu|hộ)?\s*\)?"
)
_NUMBERED = re.compile(r"^(?:[0-9]{1,3}[.)]|[-–+•])\s+(?=\S)")  # of a pasted list
_COUNT = re.compile(r"(?:(?P<came>[0-9]{1,4})\s*/\s*)?(?P<all>[0-9]{1,4})")


def attendee_of(line: str) -> dict[str, StoredValue]:
    """Return the fields of a typed line; "Ban Chấp hành: 25/27" is a group with its counts."""
    plain = _NUMBERED.sub("", line.strip())
    found = _GROUP.fullmatch(plain)
    if found is None:
        return {"name": plain}
    came = int(found["came"]) if found["came"] else None
    return {
        "name": found["name"].strip(),
        "is_group": True,
        "headcount_expected": int(found["all"]),
        "headcount_present": came,
    }


def headcount_of(text: str) -> dict[str, StoredValue]:
    """Return the fields of "25/27" (came of all), "27", or nothing; raise `InputError`."""
    plain = text.strip()
    if not plain:
        return {"is_group": None, "headcount_expected": None, "headcount_present": None}
    found = _COUNT.fullmatch(plain)
    if found is None:
        raise InputError(
            f"“{plain}” không phải số người của nhóm.",
            hint="Ghi 25/27 (có mặt/tổng số) hoặc chỉ ghi 27; để trống nếu là một người.",
        )
    came = int(found["came"]) if found["came"] else None
    values: dict[str, StoredValue] = {"headcount_expected": int(found["all"])}
    return {"is_group": True, "headcount_present": came, **values}


def headcount_text(attendee: Attendee) -> str:
    """Return "25/27", "27", "" for one person, "?" for a group nobody counted."""
    came, whole = attendee.headcount_present, attendee.headcount_expected
    if not attendee.is_group:
        return ""
    if whole is None:
        return "?" if came is None else str(came)
    return str(whole) if came is None else f"{came}/{whole}"


def counts_text(counts: AttendanceCounts, meeting: Meeting) -> tuple[str, bool]:
    """Return "12 có mặt, 2 vắng có phép; ghi 15: lệch 1", and whether nothing differs."""
    parts = [
        (counts.present, "có mặt"),
        (counts.absent_with_leave, "vắng có phép"),
        (counts.absent, "vắng"),
        (counts.guests, "khách mời"),
    ]
    said = ", ".join(f"{number} {word}" for number, word in parts if number)
    off = [
        f"{word} ghi {typed}: lệch {abs(typed - counted)}"
        for word, typed, counted in (
            ("triệu tập", meeting.expected_count, counts.expected),
            ("có mặt", meeting.present_count, counts.present),
        )
        if typed is not None and not _agrees(typed, counted, counts)
    ]
    groups = counts.unknown_groups
    unknown = [f"{groups} nhóm chưa ghi số người"] if groups else []
    return "; ".join(part for part in [said, *off, *unknown] if part), not off


def _agrees(typed: int, counted: int, counts: AttendanceCounts) -> bool:
    """Say whether a typed count fits the list; guests may be counted in or not."""
    if typed in (counted, counted + counts.guests):
        return True
    return counts.unknown_groups > 0 and typed > counted


class _Numbered:
    """An attendee with its number in the list, and how it is printed."""

    __slots__ = ("key", "number", "part", "shown")

    def __init__(self, number: int, part: Attendee, shown: str) -> None:
        self.key, self.number, self.part, self.shown = part.key, number, part, shown


class RollTable(OrderedTable):
    """The list of those who came; no cell opens while the meeting can only be read."""

    is_read_only = False

    def edit(self, *asked: Any) -> Any:
        """Open a cell, unless the meeting can only be read."""
        return False if self.is_read_only else super().edit(*asked)


class AttendancePart(MeetingPart):
    """The list, two lines to add to it (our side and a visiting party), the counts."""

    title = "Thành phần"

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__(desk)
        self.table = RollTable(self._columns(), "Thành phần dự họp", most=MOST_ROWS)
        self.new_attendee = AddLine(
            "Thêm người hoặc nhóm",
            "Thêm: tên hoặc chức vụ, Enter; nhóm ghi “Ban Chấp hành: 25/27”; dán được cả danh sách",
        )
        self.new_partner = AddLine("Thêm người của đoàn", "Thêm người của đoàn, bên làm việc")
        self.counts = label("", "strong", wrap=True)
        self.keys = label(KEYS_HINT, "faint", wrap=True)
        self.everyone = button("Ghi tất cả còn lại có mặt", self._all_present, kind="link")
        self.form = self._form()
        self._lay_out()
        self._connect()

    def _form(self) -> RecordForm:
        """Return the counts as they were said or written."""
        return RecordForm(
            entity_named("meeting"), self.desk.put_meeting, fields=COUNT_FIELDS, columns=4
        )

    def _lay_out(self) -> None:
        """Place the counts over the list, the lines to add under it."""
        head = QHBoxLayout()
        head.setSpacing(style.MEDIUM)
        head.addWidget(self.counts, 1)
        head.addWidget(self.everyone, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(head)
        for part in (self.table, self.keys, self.new_attendee, self.new_partner, self.form):
            self.column.addWidget(part)

    def _connect(self) -> None:
        """Connect keys and lines."""
        desk = self.desk
        self.table.delete_asked.connect(self._delete)
        self.table.move_asked.connect(self._move)
        self.new_attendee.set_look_up(desk.people_like)
        self.new_partner.set_look_up(desk.people_like)
        self.new_attendee.lines_given.connect(self.add_lines)
        self.new_attendee.record_given.connect(self._add_person)
        self.new_partner.lines_given.connect(lambda lines: self.add_lines(lines, "partner"))
        self.new_partner.record_given.connect(
            lambda text, key: self._add_person(text, key, "partner")
        )
        for place, state in enumerate(STATE_KEYS, start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{place}"), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self.set_state, state))

    def _columns(self) -> list[Column[Any]]:
        """Return the columns of the list."""
        words = tuple((word, capital_first(said)) for word, said in ATTENDANCE.items())
        roles = tuple((word, capital_first(said)) for word, said in ROLES.items())
        return [
            Column("TT", lambda row: str(row.number), numeric=True, width=44),
            Column(
                "Người hoặc nhóm",
                lambda row: row.shown,
                edit=lambda row, text: self.desk.put_who("attendee", row.key, "name", text, ""),
                width=0,
            ),
            Column(
                "Số người",
                lambda row: headcount_text(row.part),
                edit=self._put_headcount,
                tooltip=lambda row: "Của nhóm: có mặt/tổng số, ví dụ 25/27",
                width=84,
            ),
            Column(
                "Vai trò",
                lambda row: capital_first(ROLES.get(row.part.role or "", "—")),
                edit=lambda row, text: self.desk.put("attendee", row.key, "role", text),
                edit_text=lambda row: row.part.role or "",
                choices=(("", "—"), *roles),
                width=150,
            ),
            Column(
                "Có mặt",
                lambda row: capital_first(ATTENDANCE.get(row.part.attendance or "", "—")),
                edit=lambda row, text: self.desk.put("attendee", row.key, "attendance", text),
                edit_text=lambda row: row.part.attendance or "",
                choices=(("", "—"), *words),
                token=lambda row: "warn" if _is_away(row.part) else "",
                width=130,
            ),
        ]

    # --- what is shown ---

    def show_file(self, found: MeetingFile) -> None:
        """Show the list and the counts."""
        self.table.set_rows(
            _Numbered(number, part, found.printed_name(part.person, part.name))
            for number, part in enumerate(found.attendees, start=1)
        )
        said, is_right = counts_text(found.counts, found.meeting)
        self.counts.setText(said)
        style.set_kind(self.counts, "strong" if is_right else "warning")
        self.counts.setVisible(bool(found.attendees))
        is_writable = not self.desk.is_read_only
        waiting = any(part.attendance is None for part in found.attendees)
        self.everyone.setVisible(is_writable and waiting)
        self.keys.setVisible(is_writable and bool(found.attendees))
        template = template_of(found.meeting.kind)
        self.new_partner.setVisible(is_writable and template.has("partner"))
        self._show_counts(found.meeting, households=template.has("households"))

    def _show_counts(self, meeting: Meeting, *, households: bool) -> None:
        """Show the typed counts; those of households at meetings that count them."""
        record = records.get_record(self.desk.context.workspace, "meeting", meeting.key)
        self.form.load(edit_texts(record, records.edit_text))
        for name in COUNT_FIELDS[2:]:
            kept = getattr(meeting, name) is not None
            self.form.boxes[name].setVisible(households or kept)

    def note(self, found: MeetingFile) -> str:
        """Return how many lines the list has."""
        return counted(found.attendees, "dòng")

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the list be read, or written in."""
        self.new_attendee.setVisible(not is_read_only)
        self.table.is_read_only = is_read_only
        for box in self.form.boxes.values():
            set_box_read_only(box, is_read_only)

    def start(self) -> None:
        """Show another meeting, whatever is typed now."""
        self.new_attendee.clear()
        self.new_partner.clear()
        meeting = records.get_record(self.desk.context.workspace, "meeting", str(self.desk.key))
        self.form.reset(edit_texts(meeting, records.edit_text))

    def save_now(self) -> None:
        """Keep what is typed but not left yet, also a name that waits for Enter."""
        if self.desk.is_read_only:
            return
        self.form.save_now()
        self.new_attendee.give()
        self.new_partner.give()

    def jump(self, where: str) -> bool:
        """Choose the row of an attendee (or of a person), or a count."""
        if where in self.form.boxes:
            self.form.focus_field(where)
            return True
        rows = self.table.rows_model.rows
        found = next((row for row in rows if where in (row.key, row.part.person)), None)
        if found is None:
            return False
        self.table.choose_key(found.key, 1)
        self.table.setFocus()
        return True

    # --- writing ---

    def add_lines(self, lines: Sequence[str], role: str = "") -> None:
        """Add people or groups at the end of the list."""
        parts = [{**self._given(role), **self._known(attendee_of(line))} for line in lines]
        self.desk.add("attendee", parts)
        (self.new_partner if role else self.new_attendee).clear()

    def _add_person(self, text: str, person: str, role: str = "") -> None:
        """Add somebody of the directory."""
        self.desk.add("attendee", [{**self._given(role), "name": text, "person": person}])
        (self.new_partner if role else self.new_attendee).clear()

    def _known(self, values: dict[str, StoredValue]) -> dict[str, StoredValue]:
        """Return a typed line with the one person of the directory whose name it begins with."""
        name = re.split(r"\s*[,–]\s*|\s+-\s+", str(values["name"]), maxsplit=1)[0]
        person = "" if values.get("is_group") else self.desk.person_named(name)
        return {**values, "person": person} if person else values

    def _given(self, role: str) -> dict[str, StoredValue]:
        """Return what a new line starts with: who is written down during the meeting is there."""
        is_planned = self.desk.file.meeting.state == "planned"
        return {"attendance": None if is_planned else "present", "role": role or None}

    def set_state(self, state: str) -> None:
        """Say whether the chosen one came, and go on to the next."""
        row = self.table.current_row()
        if row is None or self.desk.is_read_only:
            return
        place = self.table.currentIndex().row()
        self.desk.put("attendee", row.key, "attendance", state)
        model = self.table.rows_model
        self.table.setCurrentIndex(model.index(min(place + 1, model.rowCount() - 1), 1))

    def _all_present(self) -> None:
        """Say of everybody nothing is said of yet that they came, as one step."""
        keys = [one.key for one in self.desk.file.attendees if one.attendance is None]
        self.desk.do(lambda workspace: meetings.set_attendance(workspace, keys, "present"))

    def _put_headcount(self, row: _Numbered, text: str) -> None:
        """Keep how many a group has and how many of it came."""
        self.desk.put_values("attendee", row.key, headcount_of(text))

    def _delete(self, row: _Numbered) -> None:
        """Take somebody off the list."""
        if not self.desk.is_read_only:
            self.desk.delete("attendee", row.key)

    def _move(self, row: _Numbered, by: int) -> None:
        """Move somebody in the protocol."""
        if not self.desk.is_read_only:
            self.desk.move("attendee", self.desk.file.attendees, row.key, by)


def _is_away(attendee: Attendee) -> bool:
    """Say whether somebody did not come."""
    return attendee.attendance in ("absent", "absent_with_leave")
