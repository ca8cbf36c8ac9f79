"""Money and contributions of no single work: what the programme got as a whole."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.works import MoneyEntry
from ntm_desktop.services import records, works
from ui import style
from ui.context import AppContext
from ui.models.part_editor import PartEditor
from ui.views.works_view.money_part import entry_order, entry_spec
from ui.views.works_view.part_specs import given_spec
from ui.widgets.money_text import UNIT_NOTE
from ui.widgets.page import label, scrolled, section_header
from ui.widgets.undo_notice import UndoNotice

MONEY_WHY = (
    "Vốn chỉ biết tổng số, ví dụ “tổng huy động 30.170 triệu đồng”, hoặc kinh phí không gắn với "
    "công trình nào. Khoản đã ghi ở từng công trình thì không ghi lại ở đây."
)


class GeneralPage(QWidget):
    """Two lists with their forms; Enter opens a line, Delete deletes it with a way back."""

    subtitle = "Vốn và đóng góp không ghi cho công trình nào; được cộng vào các biểu nguồn vốn"

    def __init__(self, context: AppContext, undo: UndoNotice) -> None:
        super().__init__()
        self._context = context
        self._is_stale = True
        self._uncounted: frozenset[str] = frozenset()
        self.money = PartEditor(context, entry_spec(self, self._starts, "", MONEY_WHY), undo)
        self.given = PartEditor(
            context, given_spec(context, self, lambda key: key in self._uncounted, ""), undo
        )
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(style.MEDIUM)
        for part in (
            section_header("Các dòng vốn", label(UNIT_NOTE, "small"), self.money.add_button),
            self.money,
            section_header("Đóng góp của người dân", self.given.add_button),
            self.given,
        ):
            inside.addWidget(part)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.MEDIUM, 0, 0)
        column.addWidget(scrolled(inner))
        for editor in (self.money, self.given):
            editor.saved.connect(lambda _key: self.reload())

    def _starts(self) -> Mapping[str, str]:
        """Return what a new entry begins with: the year people look at."""
        return {"plan_year": str(parse_period(self._context.period_id).year)}

    def forget(self) -> None:
        """Read again when shown."""
        self._is_stale = True

    def show_now(self) -> None:
        """Read where something changed."""
        if self._is_stale:
            self.reload()

    def reload(self) -> None:
        """Read the amounts and contributions of no work."""
        self._is_stale = False
        workspace = self._context.workspace
        where = {"work": None, "owner_unit": workspace.owner}
        held = [
            MoneyEntry(key=one.key, **one.values)  # type: ignore[arg-type]
            for one in records.list_records(workspace, "money_entry", where)
        ]
        self.money.show_parts("", sorted(held, key=entry_order))
        found = works.contributions(workspace)
        counted = {row.key for row in found.counted}
        given = [one for one in found.records if not one.work]
        self._uncounted = frozenset(one.key for one in given) - counted
        self.given.show_parts("", given)

    def edit(self, entity: str, key: str) -> None:
        """Open the form of one record."""
        self.show_now()
        (self.money if entity == "money_entry" else self.given).edit(key)

    def put_away(self) -> bool:
        """Close the form the cursor is in, and say whether there was one."""
        return self.money.put_away() or self.given.put_away()

    def unsaved(self) -> list[str]:
        """Return what is typed and not kept."""
        forms = [one.form for one in (self.money, self.given) if one.is_open()]
        return [text for form in forms if (text := form.unsaved())]

    def leave(self) -> None:
        """Keep what is typed but not left yet."""
        for editor in (self.money, self.given):
            editor.leave()
