"""The screen "Danh bạ": people with their positions on a day, and the organisations."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QTabWidget

from ntm_desktop.domain.people import Organisation
from ntm_desktop.services import people, records
from ui import style
from ui.context import AppContext
from ui.dialogs.end_positions_dialog import EndPositionsDialog
from ui.dialogs.sheet_menu import SheetMenu
from ui.models.people_panel import PeoplePanel
from ui.models.register import Register, RegisterSpec
from ui.widgets.data_watch import DataWatch
from ui.widgets.page import Page, button

ORGANISATIONS_WHY = (
    "Cơ quan, tổ chức mà người trong danh bạ công tác; khai một lần để chọn lại khi ghi chức vụ và "
    "kết thúc mọi chức vụ cùng lúc khi cơ quan giải thể, sáp nhập."
)
SUBTITLE = "Ai giữ chức vụ gì, từ ngày nào đến ngày nào"


class PeopleView(Page):
    """Two tabs: people, organisations; Ctrl+N adds to the one that is shown."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("Danh bạ", SUBTITLE)
        self._context = context
        self.sheets = SheetMenu(context, self, self.notice, ("person", "position", "organisation"))
        self.action_bar.addWidget(self.sheets.button)
        self._add = self.add_action(
            "Thêm người", self._add_here, icon="add", kind="primary", shortcut="Ctrl+N"
        )
        self.people = PeoplePanel(context, self.notice)
        self.organisations = Register(context, _organisations(), self.notice)
        end = button("Kết thúc mọi chức vụ…", self.end_positions, kind="quiet")
        self.organisations.sides.add_tool(end)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Phần của danh bạ")
        self.tabs.addTab(self.people, "Người, chức vụ")
        self.tabs.addTab(self.organisations, "Cơ quan, tổ chức")
        self.tabs.currentChanged.connect(self._turned)
        self.body.addWidget(self.tabs, 1)
        self._turned()
        DataWatch(self, context, self._warn_of_doubles, "person")
        self._warn_of_doubles()

    def _warn_of_doubles(self) -> None:
        """Say under the title how many people stand twice."""
        found = people.doubles(self._context.workspace)
        told = f"Có {len(found)} người có thể ghi hai lần (đánh dấu ?): mở ra để so sánh"
        self.subtitle.setText(told if found else SUBTITLE)

    def _turned(self) -> None:
        """Say on the button what it adds here."""
        is_people = self.tabs.currentWidget() is self.people
        self._add.setText("Thêm người" if is_people else "Thêm cơ quan")
        self._add.setToolTip(f"{self._add.text()} (Ctrl+N)")

    def _add_here(self) -> None:
        """Add to what is shown."""
        shown: Any = self.tabs.currentWidget()
        shown.add()

    def end_positions(self) -> None:
        """Ask for the last day of the open organisation and show whose positions end."""
        row = self.organisations.table.current_row()
        if row is None:
            return
        self.organisations.leave()
        dialog = EndPositionsDialog(self._context, self._organisation(row.key), self)
        dialog.exec()
        dialog.deleteLater()

    def _organisation(self, key: str) -> Organisation:
        """Return an organisation as it is kept now."""
        found = records.get_record(self._context.workspace, "organisation", key)
        return Organisation(**{**dict(found.values), "key": key})  # type: ignore[arg-type]

    def show_record(self, entity: str, key: str) -> None:
        """Open a person (also by a position held), or an organisation."""
        if entity == "organisation":
            self.tabs.setCurrentWidget(self.organisations)
            self.organisations.open(key)
            return
        if entity == "position":
            held = records.get_record(self._context.workspace, "position", key)
            entity, key = "person", str(held.values["person"])
        if entity == "person":
            self.tabs.setCurrentWidget(self.people)
            self.people.open(key)

    def leave(self) -> None:
        """Keep what is typed."""
        self.people.leave()
        self.organisations.leave()


def _organisations() -> RegisterSpec:
    """Return the register of organisations."""
    return RegisterSpec(
        entity="organisation",
        columns=("name", "short_name", "side", "level", "parent", "ended_on"),
        add="Thêm cơ quan",
        empty_title="Chưa có cơ quan nào",
        empty_why=ORGANISATIONS_WHY,
        icon="unit",
        top=style.MEDIUM,
        widths={"short_name": 130, "side": 130, "level": 170, "parent": 170, "ended_on": 140},
        set_aside=("short_name", "level", "parent"),
    )
