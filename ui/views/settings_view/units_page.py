"""The page "Thôn, tổ dân phố": the units below the office – add, paste a list, rename, close."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut

from ntm_desktop.domain.dates import format_date, parse_date
from ntm_desktop.domain.units import COMMUNE_LEVELS, AdminUnit, is_beneath, name_order
from ntm_desktop.services import units
from ntm_desktop.services.units import UnitsAdded
from ui import notices
from ui.context import AppContext
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.views.settings_view.section import FORM_WIDTH, Section
from ui.widgets.add_line import AddLine
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page import button, label, section_header
from ui.widgets.undo_notice import UndoNotice

WHY = (
    "Mỗi đơn vị có bảng tiêu chí riêng, chọn ở ô “Đơn vị” phía trên. Ghi tên đủ cả chữ thôn, ấp, "
    "bản, tổ dân phố…; tên, ngày và ghi chú sửa ngay trong bảng. Đơn vị đã sáp nhập thì ghi ngày "
    "hết hiệu lực: các kỳ trước vẫn đọc được."
)
EXAMPLE = "Gõ tên rồi Enter; hoặc dán cả danh sách từ Excel, mỗi dòng một tên"
NOT_HERE = "{name} không có đơn vị cấp dưới để lập danh sách."
SKIPPED_SHOWN = 5


class UnitsSection(Section):
    """The units below the office, those that are closed behind the others."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.notice = NoticeBar(self)
        self._undo = UndoNotice(context, self.notice)
        self.count = label("", "small", wrap=True)
        self.paste = button("Dán danh sách", self.paste_list, icon="copy")
        self.delete = button("Xóa", self.delete_chosen, icon="delete", kind="quiet")
        self.table = RecordTable(self._columns(), "Các đơn vị cấp dưới", filterable=True)
        self.add_line = AddLine("Thêm đơn vị", EXAMPLE)
        self.add_line.setMaximumWidth(FORM_WIDTH)
        self._lay_out()
        self.add_line.lines_given.connect(self.add_names)
        self.table.row_chosen.connect(lambda _: self._allow())
        remove = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table.view)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self.delete_chosen)

    def _lay_out(self) -> None:
        """Place heading, notice, table and the line for a new one."""
        why = label(WHY, "small", wrap=True)
        why.setMaximumWidth(FORM_WIDTH)
        self.table.set_empty(
            EmptyState(
                "Chưa có đơn vị cấp dưới nào",
                "Gõ tên từng thôn, ấp, bản, tổ dân phố vào ô dưới đây, hoặc chép cột tên trong "
                "Excel rồi bấm “Dán danh sách”.",
                icon="unit",
                action="Dán danh sách",
                on_action=self.paste_list,
                second="Gõ tên",
                on_second=self.add_line.setFocus,
            )
        )
        is_commune = self.context.workspace.unit.level in COMMUNE_LEVELS
        title = "Thôn, tổ dân phố" if is_commune else "Đơn vị cấp dưới"
        heading = section_header(title, self.paste, self.delete)
        for part in (heading, why, self.notice, self.count):
            self.column.addWidget(part)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.add_line)

    def _columns(self) -> tuple[Column[AdminUnit], ...]:
        """Return the columns; all but the code and the state can be typed into."""
        return (
            Column("Tên", lambda one: one.name, lambda one: name_order(one.name),
                   edit=self._rename, width=0),
            Column("Mã", lambda one: one.code, width=110),
            Column("Tình trạng", self._state_word, width=116, token=self._state_token),
            Column("Có hiệu lực từ", lambda one: _day(one.valid_from),
                   lambda one: one.valid_from, edit=self._begin, width=120),
            Column("Hết hiệu lực từ", lambda one: _day(one.valid_until),
                   lambda one: one.valid_until, edit=self._close, width=120),
            Column("Ghi chú", lambda one: one.note or "", edit=self._note, width=150),
        )  # fmt: skip

    # --- reading ---

    def reload(self) -> None:
        """Show the list as it is kept now."""
        workspace = self.context.workspace
        held = units.directly_below(workspace)
        today = workspace.today()
        rows = sorted(held, key=lambda one: not one.is_valid_at(today))
        self.table.set_rows(rows)
        valid = sum(one.is_valid_at(today) for one in held)
        closed = len(held) - valid
        words = f"{valid} đơn vị đang dùng" + (f", {closed} ngoài thời hạn" if closed else "")
        self.count.setText(f"{words}.")
        self.count.setVisible(bool(held))
        self.table.filter.setVisible(len(held) > 1 or bool(self.table.filter.text()))
        self._allow()

    def show_record(self, entity: str, key: str) -> None:
        """Choose the unit that a search found."""
        del entity
        self.table.choose_key(key)

    def _allow(self) -> None:
        """Allow what makes sense for this office and the chosen row."""
        office = self.context.workspace.unit
        can_add = any(is_beneath(level, office.level) for level in ("thon", "xa"))
        self.delete.setEnabled(self.table.current_row() is not None)
        self.paste.setEnabled(can_add)
        self.add_line.setEnabled(can_add)
        self.add_line.setToolTip("" if can_add else NOT_HERE.format(name=office.name))

    def _state_word(self, one: AdminUnit) -> str:
        """Return whether a unit is there today."""
        today = self.context.workspace.today()
        if one.is_valid_at(today):
            return "đang dùng"
        return "chưa đến ngày" if one.valid_from and one.valid_from > today else "hết hiệu lực"

    def _state_token(self, one: AdminUnit) -> str:
        """Return the colour of the state, beside its word."""
        return "" if one.is_valid_at(self.context.workspace.today()) else "muted"

    # --- writing ---

    def add_names(self, names: list[str]) -> None:
        """Add what was typed, or every line of what was pasted."""
        if len(names) == 1 and "\t" not in names[0]:
            name = names[0]
            self.context.do(lambda workspace: units.add_unit(workspace, name), f"Đã thêm {name}.")
            self.add_line.clear()
            return
        self._add_list("\n".join(names))

    def paste_list(self) -> None:
        """Add the list that was copied in another program."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self._add_list(text)
        else:
            notices.say("Chưa chép danh sách nào: chép cột tên trong Excel rồi bấm lại.")
            self.add_line.setFocus()

    def _add_list(self, text: str) -> None:
        """Add a list as one step and say what was there already, with the way back."""
        added = self.context.do(lambda workspace: units.add_units(workspace, text))
        self.add_line.clear()
        if added.codes:
            self._undo.offer(_added_words(added))
        else:
            self.notice.show_notice(_added_words(added))

    def delete_chosen(self) -> None:
        """Delete a unit added by mistake; one that has figures is refused in words."""
        chosen = self.table.current_row()
        if chosen is None:
            return
        code, name = chosen.code, chosen.name
        self.context.do(lambda workspace: units.remove(workspace, code))
        self._undo.offer(f"Đã xóa {name}.")

    def _rename(self, one: AdminUnit, typed: str) -> None:
        """Give a unit another name."""
        self.context.do(lambda workspace: units.rename(workspace, one.code, typed))

    def _close(self, one: AdminUnit, typed: str) -> None:
        """Keep from which day a unit is no more, or that it is there again."""
        today = self.context.workspace.today()
        if typed.strip():
            day = parse_date(typed, today)
            self.context.do(lambda workspace: units.close(workspace, one.code, day))
            self._undo.offer(f"{one.name} hết hiệu lực từ {format_date(day)}.")
        elif one.valid_until is not None:
            self.context.do(lambda workspace: units.reopen(workspace, one.code))

    def _begin(self, one: AdminUnit, typed: str) -> None:
        """Keep since when a unit is there."""
        day = parse_date(typed, self.context.workspace.today()) if typed.strip() else None
        self.context.do(lambda workspace: units.begin(workspace, one.code, day))

    def _note(self, one: AdminUnit, typed: str) -> None:
        """Keep a note about a unit."""
        self.context.do(lambda workspace: units.note(workspace, one.code, typed))


def _day(day: datetime.date | None) -> str:
    """Return a date as people write it, "" for none."""
    return format_date(day) if day else ""


def _added_words(added: UnitsAdded) -> str:
    """Return what adding a list did."""
    words = f"Đã thêm {len(added.codes)} đơn vị." if added.codes else "Không thêm đơn vị nào."
    if not added.skipped:
        return words
    names = ", ".join(added.skipped[:SKIPPED_SHOWN])
    more = len(added.skipped) - SKIPPED_SHOWN
    names += f" và {more} tên khác" if more > 0 else ""
    return f"{words} Đã có trong danh sách, bỏ qua: {names}."
