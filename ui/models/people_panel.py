"""The people of the directory: who held what on a day, and the form of one beside the list."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.entity import Field, StoredValue, entity_named
from ntm_desktop.domain.people import SIDES
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.services import batches, people, records
from ntm_desktop.services.people import DirectoryEntry, PositionDraft
from ui import style
from ui.context import AppContext
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.widgets.data_watch import DataWatch
from ui.widgets.date_edit import DateEdit
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page import button, clear_layout, icon_button, label
from ui.widgets.position_list import PositionList
from ui.widgets.record_form import RecordForm
from ui.widgets.side_by_side import NARROW, SideBySide
from ui.widgets.text_field import TextField
from ui.widgets.undo_notice import UndoNotice

EMPTY_WHY = (
    "Ghi mỗi người một lần với mọi chức vụ đang giữ (Đảng, chính quyền, Mặt trận) và ngày bắt đầu, "
    "kết thúc. Cuộc họp và văn bản tự lấy đúng chức vụ của ngày đó."
)
FIELDS = ("full_name", "form_of_address", "note")
DOUBLE = (
    "Có thể một người ghi hai lần: trong danh bạ còn mục khác cùng họ tên. Mở cả hai mục, giữ mục "
    "đủ chức vụ, xóa mục thừa; hai người trùng tên thì để nguyên."
)
POSITIONS_COLUMN = 1
SET_ASIDE = (2, 3)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the directory."""

    key: str
    entry: DirectoryEntry
    organisations: str

    @property
    def name(self) -> str:
        """Return the name, or that only positions are kept."""
        return self.entry.person.full_name or "(chưa ghi tên)"

    @property
    def sides(self) -> str:
        """Return the sides of the positions held, each once."""
        held = [SIDES.get(one.side or "", "") for one in self.entry.held]
        return ", ".join(dict.fromkeys(capital_first(side) for side in held if side))


def _columns() -> tuple[Column[PersonRow], ...]:
    """Return the columns of the directory; the rows come in the order of given names."""
    return (
        Column(
            "Họ và tên",
            lambda row: f"{row.name} (?)" if row.entry.doubles else row.name,
            tooltip=lambda row: DOUBLE if row.entry.doubles else "",
            token=lambda row: "" if row.entry.person.full_name else "faint",
            width=190,
        ),
        Column(
            "Chức vụ hôm nay",
            lambda row: row.entry.caption or "Không giữ chức vụ ngày này",
            token=lambda row: "" if row.entry.caption else "faint",
            width=0,
        ),
        Column("Cơ quan", lambda row: row.organisations, width=210),
        Column("Hệ thống", lambda row: row.sides, width=150),
    )


class PeoplePanel(QWidget):
    """Search by given name without accents, "Ngày xem", the list, one person beside it."""

    def __init__(self, context: AppContext, notice: NoticeBar) -> None:
        super().__init__()
        self._context = context
        self._key: str | None = None
        self._day = context.workspace.today()
        self.form: RecordForm | None = None
        self.search = TextField()
        self.day = DateEdit(self._day)
        self._day_note = label("", "small", wrap=True)
        self._to_today = button("Về hôm nay", self.show_today, kind="link")
        self.table = RecordTable(_columns(), "Danh bạ")
        self.sides = SideBySide(self._left())
        self.sides.add_tool(icon_button("delete", "Xóa người này", self.delete))
        self.positions = self._new_positions()
        self.double = label(DOUBLE, "warning", wrap=True)
        self._undo = UndoNotice(context, notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.MEDIUM, 0, 0)
        column.addWidget(self.sides)
        self._connect()
        self._tell_day("", "small")
        self.reload()

    def _left(self) -> QWidget:
        """Return search, day and list."""
        self.search.setPlaceholderText("Tìm theo tên, chức vụ; không cần dấu (Ctrl+F)")
        self.search.setAccessibleName("Tìm trong danh bạ")
        self.search.setProperty("kind", "search")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(style.scaled(200))
        self.search.setMaximumWidth(style.scaled(320))
        self.day.setAccessibleName("Ngày xem chức vụ")
        self.day.setMaximumWidth(style.scaled(130))
        self.day.setText(format_date(self._day))
        name = label("Ngày xem", "small")
        name.setBuddy(self.day)
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        row.addWidget(self.search, 3)
        for part in (name, self.day, self._to_today):
            row.addWidget(part)
        row.addWidget(self._day_note, 2)
        row.addStretch(1)
        self._head = QWidget()
        self._head.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self.table.set_empty(
            EmptyState(
                "Danh bạ còn trống",
                EMPTY_WHY,
                icon="people",
                action="Thêm người",
                on_action=self.add,
            )
        )
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(self._head)
        column.addWidget(self.table, 1)
        return made

    def _new_positions(self) -> PositionList:
        """Return the list of positions; it stays while the form beside is made anew."""
        made = PositionList(
            self._save_position,
            self._create_position,
            self._choices,
            self._context.workspace.today(),
        )
        made.delete_asked.connect(self._delete_position)
        made.move_asked.connect(self._move_position)
        return made

    def _connect(self) -> None:
        """Connect keys and parts."""
        self.search.textChanged.connect(lambda: self._show_rows())
        self.day.editingFinished.connect(self._take_day)
        self.day.picked.connect(self._take_day)
        self.table.row_opened.connect(lambda row: self.open(row.key))
        self.table.row_chosen.connect(self._follow)
        self.sides.side_closed.connect(self._closed)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.search.setFocus)
        remove = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table.view)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self.delete)
        DataWatch(self, self._context, self.reload, "person", "position", "organisation")

    # --- reading ---

    def reload(self) -> None:
        """Read list and open person again."""
        held = people.directory(self._context.workspace, self._day)
        self._head.setVisible(bool(held))
        self._show_rows()
        shown = next((one for one in held if one.person.key == self._key), None)
        if shown is not None:
            self._load(shown)
        elif self._key is not None:
            self._key, self.form = None, None
            self.sides.close_side()

    def _show_rows(self) -> None:
        """Show those who fit what is typed: by given name first."""
        workspace = self._context.workspace
        names = {one.key: one.title for one in records.list_records(workspace, "organisation")}
        typed = self.search.text().strip()
        found = people.find(workspace, typed, self._day)
        self.table.set_rows(_row(entry, names) for entry in found)

    def _take_day(self) -> None:
        """Look at another day; what is no date stays as typed with a word beside it."""
        typed = self.day.text().strip()
        if not typed:
            self.show_today()
            return
        day = self.day.date()
        if day is None:
            self._tell_day("Chưa hiểu ngày này, gõ như 18/11/2023.", "error")
        elif day != self._day:
            self._look_at(day)

    def show_today(self) -> None:
        """Look at today again."""
        self._look_at(self._context.workspace.today())

    def _look_at(self, day: datetime.date) -> None:
        """Show who held what on a day."""
        self._day = day
        self.day.setText(format_date(day))
        is_today = day == self._context.workspace.today()
        self._tell_day("", "small")
        title = "Chức vụ hôm nay" if is_today else f"Chức vụ ngày {format_date(day)}"
        columns = list(self.table.model.columns)
        columns[POSITIONS_COLUMN] = replace(columns[POSITIONS_COLUMN], title=title)
        self.table.model.columns = tuple(columns)
        place = POSITIONS_COLUMN
        self.table.model.headerDataChanged.emit(Qt.Orientation.Horizontal, place, place)
        self.reload()

    def _tell_day(self, sentence: str, kind: str) -> None:
        """Say beside the day what it shows, and offer the way back."""
        self._day_note.setText(sentence)
        style.set_kind(self._day_note, kind)
        self._day_note.setVisible(bool(sentence))
        self._to_today.setVisible(self._day != self._context.workspace.today())

    def rows(self) -> list[PersonRow]:
        """Return the rows as they are shown."""
        return self.table.sorted.shown_rows()

    # --- one person ---

    def open(self, key: str) -> None:
        """Show one person beside the list."""
        self._show_form(key)
        if self.form is not None:
            self.form.focus_field("full_name")

    def _show_form(self, key: str) -> None:
        """Show the form of one person without moving the cursor."""
        self.leave()
        held = people.directory(self._context.workspace, self._day)
        entry = next((one for one in held if one.person.key == key), None)
        if entry is None:
            records.get_record(self._context.workspace, "person", key)  # says that it is gone
            return
        self._build()
        self._key = key
        assert self.form is not None
        self.form.reset(_texts(entry))
        self._load(entry)
        self.sides.show_side(entry.person.full_name or entry.caption or "Người")
        self.table.choose_key(key)

    def add(self) -> None:
        """Show an empty form for somebody new."""
        self.leave()
        self._build()
        self._key = None
        self.double.hide()
        self.positions.show_positions((), self._day)
        self.sides.show_side("Thêm người")
        assert self.form is not None
        self.form.start_new({})

    def _build(self) -> None:
        """Make the form anew, the positions under it."""
        self.positions.setParent(None)
        self.double.setParent(None)
        clear_layout(self.sides.content)
        self.form = RecordForm(
            entity_named("person"), self._save, create=self._create, fields=FIELDS, columns=1
        )
        self.positions.start()
        self.sides.content.addWidget(self.double)
        self.sides.content.addWidget(self.form)
        self.sides.content.addWidget(self.positions)
        self.sides.content.addStretch(1)
        self.positions.show()
        self.sides.show_side("")
        self._make_room()

    def _load(self, entry: DirectoryEntry) -> None:
        """Show a person as it is kept now."""
        if self.form is not None:
            self.form.load(_texts(entry))
            self.double.setVisible(bool(entry.doubles))
            self.positions.show_positions(entry.positions, self._day)
            self.sides.heading.setText(entry.person.full_name or entry.caption or "Người")

    def _choices(self, found: Field) -> list[tuple[str, str]]:
        """Return the organisations a position may belong to."""
        held = records.list_records(self._context.workspace, found.refers_to)
        return [(record.key, record.title) for record in held]

    def _save(self, name: str, text: str) -> None:
        """Keep one field of the open person."""
        self._put({name: text})

    def _create(self, texts: Mapping[str, str]) -> None:
        """Keep somebody new and go on with the positions."""
        self._put(texts)

    def _put(self, texts: Mapping[str, str], *drafts: PositionDraft) -> None:
        """Keep fields and positions of the open person, or of a new one."""
        found = entity_named("person")
        values = {name: records.parse_text(found.field(name), text) for name, text in texts.items()}
        key = self._key
        said = "" if key else "Đã thêm vào danh bạ"
        saved = self._context.do(
            lambda workspace: people.put_person(workspace, key, values, drafts), said
        )
        if key is None:
            self._key = saved.key
            self.reload()
            self.table.choose_key(saved.key)

    def _save_position(self, key: str, field: str, text: str) -> None:
        """Keep one field of a position."""
        self._put({}, PositionDraft(_position_values({field: text}), key))

    def _create_position(self, texts: dict[str, str]) -> None:
        """Keep a new position, with the person where it is new, too."""
        typed = {name: text for name, text in texts.items() if text.strip()}
        values = {**_position_values(typed), "place": self._next_place()}
        self._put(self._typed_name(), PositionDraft(values))

    def _next_place(self) -> int:
        """Return the place after the positions the open person has."""
        held = people.directory(self._context.workspace, self._day)
        entry = next((one for one in held if one.person.key == self._key), None)
        places = [one.place or 0 for one in entry.positions] if entry else []
        return max(places, default=0) + 1

    def _typed_name(self) -> dict[str, str]:
        """Return what is typed about somebody who is not kept yet."""
        if self._key is not None or self.form is None:
            return {}
        return {name: text for name, text in self.form.texts().items() if text.strip()}

    def _delete_position(self, key: str) -> None:
        """Delete a position, with a way back."""
        title = self.positions.cards[key].header.text()
        person = self._key
        draft = PositionDraft(key=key, is_removed=True)
        self._context.do(lambda workspace: people.put_person(workspace, person, {}, [draft]))
        self._undo.offer(f"Đã xóa chức vụ: {title}")

    def _move_position(self, key: str, by: int) -> None:
        """Put a position before or behind its neighbour; documents print that order."""
        self._context.do(
            lambda workspace: people.move_position(workspace, key, by), "Đã xếp lại chức vụ"
        )

    def delete(self) -> None:
        """Delete the open or chosen person, with a way back."""
        row = self.table.current_row()
        key = self._key if self.sides.is_open() else getattr(row, "key", None)
        name = self.sides.heading.text() if self.sides.is_open() else getattr(row, "name", "")
        self._key, self.form = None, None
        self.sides.close_side()
        if key is not None:
            self._context.do(lambda workspace: batches.delete_whole(workspace, "person", key))
            self._undo.offer(f"Đã xóa khỏi danh bạ: {name}")

    def _follow(self, row: Any) -> None:
        """Show the person gone to, while the form is open beside the list."""
        if self.sides.is_open() and self._key is not None and row.key != self._key:
            self._show_form(row.key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for names and positions in a narrow window."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Hide what matters less beside a form or in a narrow window."""
        is_tight = self.sides.is_open() or self.width() < NARROW
        for place in SET_ASIDE:
            self.table.view.setColumnHidden(place, is_tight)

    def _closed(self) -> None:
        """Keep what is typed and go back to the list."""
        self.leave()
        self._key, self.form = None, None
        self._make_room()
        self.table.view.setFocus()

    def leave(self) -> None:
        """Keep what is typed but not left yet."""
        if self.form is not None:
            self.form.save_now()
            self.positions.save_now()


def _row(entry: DirectoryEntry, names: Mapping[str, str]) -> PersonRow:
    """Return the line of one person with the organisations of the positions held."""
    held = [
        names.get(one.organisation or "", "") or one.organisation_text or "" for one in entry.held
    ]
    return PersonRow(entry.person.key, entry, ", ".join(dict.fromkeys(one for one in held if one)))


def _texts(entry: DirectoryEntry) -> dict[str, str]:
    """Return what the form of a person shows."""
    person = entry.person
    return {
        "full_name": person.full_name or "",
        "form_of_address": person.form_of_address or "",
        "note": person.note or "",
    }


def _position_values(texts: Mapping[str, str]) -> dict[str, StoredValue]:
    """Return typed fields of a position as stored values; raise `InputError`."""
    found = entity_named("position")
    return {name: records.parse_text(found.field(name), text) for name, text in texts.items()}
