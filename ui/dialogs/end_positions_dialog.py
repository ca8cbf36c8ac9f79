"""The dialog that ends every position of an organisation on one day, with a preview of whose."""

from __future__ import annotations

import datetime

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.dates import format_date, parse_date
from ntm_desktop.domain.entity import Field, Kind
from ntm_desktop.domain.people import Organisation, Position, is_held
from ntm_desktop.domain.record_keys import owner_of
from ntm_desktop.services import people
from ntm_desktop.services.people import DirectoryEntry
from ui import style
from ui.context import AppContext
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.widgets.page import button, label
from ui.widgets.position_list import days_text
from ui.widgets.record_form import FieldBox
from ui.widgets.refusal import try_under

WHY = (
    "Dùng khi cơ quan giải thể, sáp nhập (ví dụ cấp huyện kết thúc hoạt động từ 01/07/2025: ngày "
    "cuối cùng là 30/06/2025). Văn bản, cuộc họp trước ngày đó vẫn in chức vụ cũ."
)
Ending = tuple[DirectoryEntry, Position]
_COLUMNS: tuple[Column[Ending], ...] = (
    Column("Họ và tên", lambda one: one[0].person.full_name or "—", width=180),
    Column("Chức vụ sẽ kết thúc", lambda one: one[1].title, width=0),
    Column("Đang ghi", lambda one: days_text(one[1]), width=190),
)


class EndPositionsDialog(QDialog):
    """The last day, and the positions that would end with it."""

    def __init__(
        self, context: AppContext, organisation: Organisation, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._organisation = context, organisation
        self.ended = 0
        self.setWindowTitle("Kết thúc chức vụ ở cơ quan")
        self.setMinimumSize(style.scaled(640), style.scaled(420))
        self.day = FieldBox(Field("last_day", Kind.DATE, "Ngày làm việc cuối cùng"))
        self.preview = RecordTable(_COLUMNS, "Chức vụ sẽ kết thúc")
        self.count = label("", "strong", wrap=True)
        self.act = button("Kết thúc chức vụ", self._end, kind="primary")
        self._lay_out()
        self.day.left.connect(lambda name: self._show())
        if organisation.ended_on:
            self.day.set_text(format_date(organisation.ended_on))
        self._show()

    def _lay_out(self) -> None:
        """Place the day over the preview."""
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.LARGE, style.HUGE, style.LARGE)
        column.setSpacing(style.MEDIUM)
        column.addWidget(label(self._organisation.name, "section", wrap=True))
        column.addWidget(label(WHY, "small", wrap=True))
        column.addWidget(self.day)
        column.addWidget(self.count)
        column.addWidget(self.preview, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("Để nguyên", self.reject))
        foot.addWidget(self.act)
        column.addLayout(foot)

    def ending(self, day: datetime.date) -> list[Ending]:
        """Return the positions held in the organisation on a day and afterwards."""
        workspace = self._context.workspace
        return [
            (entry, one)
            for entry in people.directory(workspace, day)
            for one in entry.positions
            if one.organisation == self._organisation.key
            and owner_of(one.key) == workspace.owner
            and is_held(one, day)
            and one.held_until != day
        ]

    def _day(self) -> datetime.date | None:
        """Return the day typed; say what is wrong with it where it is none."""
        typed = self.day.text().strip()
        return try_under(self.day, lambda: parse_date(typed)) if typed else None

    def _show(self) -> None:
        """Show whose positions would end, and say it on the button."""
        day = self._day()
        found = self.ending(day) if day else []
        self.preview.set_rows(found)
        self.act.setEnabled(day is not None)
        if day is None:
            self.count.setText("Ghi ngày cuối cùng để xem những chức vụ sẽ kết thúc.")
        elif not found:
            self.count.setText("Không có chức vụ nào đang giữ; chỉ ghi ngày kết thúc của cơ quan.")
        else:
            self.count.setText(f"{len(found)} chức vụ giữ đến hết ngày {format_date(day)}:")
        self.act.setText(f"Kết thúc {len(found)} chức vụ" if found else "Ghi ngày kết thúc")

    def _end(self) -> None:
        """End them as one step that can be taken back."""
        day = self._day()
        if day is None:
            return
        self.ended = len(self.ending(day))
        key = self._organisation.key
        self._context.do(
            lambda workspace: people.end_positions(workspace, key, day),
            f"Đã kết thúc {self.ended} chức vụ ở {self._organisation.name}",
        )
        self.accept()
