"""The frame of the screen: four tabs, or one work or the sheet for many works in their place."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QWidget

from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.services import batches, records
from ui import notices
from ui.context import AppContext
from ui.dialogs.sheet_menu import SheetMenu
from ui.dialogs.word_button import WordButton
from ui.views.works_view.bulk_page import BulkPage
from ui.views.works_view.chart_page import ChartPage
from ui.views.works_view.debt_page import DebtPage
from ui.views.works_view.funding_page import FundingPage
from ui.views.works_view.general_page import GeneralPage
from ui.views.works_view.list_page import SUBTITLE, WorksList
from ui.views.works_view.work_page import WorkDetail
from ui.widgets.data_watch import DataWatch
from ui.widgets.page import Page, button
from ui.widgets.undo_notice import UndoNotice

TABS, DETAIL, BULK = 0, 1, 2
PARTS = ("money_entry", "contribution", "work_quantity", "work_document", "money_reason")
SHEETS = ("work", "money_entry", "contribution", "work_quantity")
BULK_SUBTITLE = "Gõ hoặc dán từ Excel; đơn vị tiền: triệu đồng. Chưa ghi gì cho đến khi bấm Nhập"


class WorksView(Page):
    """The tabs, or one work in their place; Escape goes back to the tabs."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("Công trình", SUBTITLE)
        self._context = context
        self._summed = SUBTITLE
        self.title.setWordWrap(True)
        self._undo = UndoNotice(context, self.notice)
        self._back = button("Danh sách công trình (Esc)", self._go_back, icon="chevron_left")
        self.action_bar.addWidget(self._back)
        self.sheets = SheetMenu(context, self, self.notice, SHEETS)
        self.action_bar.addWidget(self.sheets.button)
        self.word = WordButton(context, self, self.notice, _works_document)
        self.action_bar.addWidget(self.word.button)
        self._delete = self.add_action("Xóa công trình", self.delete, icon="delete", kind="quiet")
        self._paste = self.add_action("Nhập nhiều dòng", self.paste_many, icon="copy")
        self._add = self.add_action(
            "Thêm công trình", self.add, icon="add", kind="primary", shortcut="Ctrl+N"
        )
        self._make_pages(context)
        self._connect()
        self.reload()
        self.show_list()

    def _make_pages(self, context: AppContext) -> None:
        """Make the tabs, the page of one work and the sheet for many."""
        self.list = WorksList(context, self.add, self.paste_many)
        self.table, self.totals, self.filters = (
            self.list.table,
            self.list.totals,
            self.list.filters,
        )
        self.funding = FundingPage(context, self.notice)
        self.general = GeneralPage(context, self._undo)
        self.debts = DebtPage(context, self.notice)
        self.charts = ChartPage(context)
        self.detail = WorkDetail(context, self)
        self.bulk = BulkPage(context)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Công trình và vốn")
        for title, page in (
            ("Danh sách", self.list),
            ("Nguồn vốn", self.funding),
            ("Vốn chung", self.general),
            ("Nợ đọng", self.debts),
            ("Biểu đồ", self.charts),
        ):
            self.tabs.addTab(page, title)
        self.stack = QStackedWidget()
        for made in (self.tabs, self.detail, self.bulk):
            self.stack.addWidget(made)
        self.body.addWidget(self.stack, 1)

    def _connect(self) -> None:
        """Connect keys and parts."""
        self.list.opened.connect(self.open)
        self.list.summed.connect(self._keep_sentence)
        self.debts.opened.connect(self.open)
        self.funding.opened.connect(self.show_record)
        self.detail.made.connect(self._show_actions)
        self.bulk.written.connect(self.show_list)
        self.tabs.currentChanged.connect(lambda _: self._turned())
        DataWatch(
            self, self._context, self.reload, "work", "admin_unit", "official_document", "task",
            *PARTS,
        )  # fmt: skip
        keys: tuple[tuple[str, QWidget, object], ...] = (
            ("Esc", self.detail, self._step_back),
            ("Esc", self.general, self.general.put_away),
            ("Esc", self.bulk, self.show_list),
            ("Del", self.table.view, self.delete),
        )
        for key, widget, act in keys:
            shortcut = QShortcut(QKeySequence(key), widget)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _keep_sentence(self, sentence: str) -> None:
        """Keep the sentence about the list, and show it where the list is shown."""
        self._summed = sentence
        if self.stack.currentIndex() == TABS:
            self._turned()

    def _turned(self) -> None:
        """Read a tab that comes into sight, and say what it shows."""
        shown = self.tabs.currentWidget()
        if shown is self.list:
            self.subtitle.setText(self._summed)
        elif isinstance(shown, FundingPage | GeneralPage | DebtPage | ChartPage):
            self.subtitle.setText(shown.subtitle)
            shown.show_now()
        self._show_actions()

    def reload(self) -> None:
        """Read the list again, and the open work."""
        self.list.reload()
        for page in (self.funding, self.general, self.debts, self.charts):
            page.forget()
        if self.stack.currentIndex() == TABS:
            self._turned()
        if self.detail.key and not records.exists(self._context.workspace, "work", self.detail.key):
            self.detail.forget()
            self.show_list()
        elif self.detail.key:
            self.detail.reload()
        self._show_actions()

    # --- list and detail ---

    def _step_back(self) -> None:
        """Put the form of a part away, else go back to the list."""
        if not self.detail.put_away_part():
            self._go_back()

    def _go_back(self) -> None:
        """Go back to the tabs, unless something typed would be lost."""
        if self._may_leave_work():
            self.show_list()

    def show_list(self) -> None:
        """Go back to the tabs."""
        self.detail.leave()
        self.detail.forget()
        self.stack.setCurrentIndex(TABS)
        self.set_title("Công trình", self._summed)
        self._turned()
        if self.tabs.currentWidget() is self.list:
            self.table.view.setFocus()

    def open(self, key: str) -> None:
        """Show one work."""
        if not self._may_leave_work():
            return
        self.detail.open(key)
        self.stack.setCurrentIndex(DETAIL)
        self._show_actions()

    def add(self) -> None:
        """Show an empty form for a new work."""
        if not self._may_leave_work():
            return
        self.set_title("Công trình mới", "Gõ tên công trình rồi Enter; mọi ô được lưu khi rời ô")
        self.stack.setCurrentIndex(DETAIL)
        self.detail.start_new()
        self._show_actions()

    def paste_many(self) -> None:
        """Show the sheet into which many works are typed or pasted."""
        if not self._may_leave_work():
            return
        self.detail.forget()
        self.set_title("Nhập nhiều công trình", BULK_SUBTITLE)
        self.stack.setCurrentIndex(BULK)
        self.bulk.start()
        self._show_actions()

    def _show_actions(self) -> None:
        """Show the actions that have a meaning now."""
        place = self.stack.currentIndex()
        in_list = place == TABS and self.tabs.currentWidget() is self.list
        self._back.setVisible(place != TABS)
        self._delete.setVisible(place == DETAIL and bool(self.detail.key))
        self._add.setVisible(place == TABS)
        self._paste.setVisible(in_list)
        self.sheets.button.setVisible(in_list)
        self.word.button.setVisible(in_list and bool(self.list.keys()))

    def delete(self) -> None:
        """Delete the open or chosen work with its money, with a way back."""
        in_detail = self.stack.currentIndex() == DETAIL
        key = self.detail.key if in_detail else self.list.current_key()
        if not key:
            if in_detail:
                self.show_list()
            return
        title = records.get_record(self._context.workspace, "work", key).title
        self.detail.forget()
        self._context.do(lambda workspace: batches.delete_whole(workspace, "work", key))
        self.show_list()
        self._undo.offer(f"Đã xóa công trình: {title}")

    def show_record(self, entity: str, key: str) -> None:
        """Open a work, or the work an amount, contribution or paper belongs to."""
        work, part = key, ""
        if entity in PARTS:
            held = records.get_record(self._context.workspace, entity, key)
            work, part = str(held.values["work"] or ""), key
        if not work:
            self._open_general(entity, key)
            return
        self.open(work)
        if self.detail.key != work:  # what is typed in another one is not given up
            return
        if entity == "money_entry" and part:
            self.detail.money.choose_entry(part)
        elif entity == "contribution" and part:
            self.detail.given_fold.set_open(True)
            self.detail.given.table.choose_key(part)

    def _open_general(self, entity: str, key: str) -> None:
        """Open an amount or contribution of no work where those are kept."""
        self.show_list()
        self.tabs.setCurrentWidget(self.general)
        self.general.edit(entity, key)

    def _may_leave_work(self) -> bool:
        """Keep what is typed of the open work; ask before what cannot be kept is dropped."""
        self.detail.leave()
        waiting = self.detail.unsaved()
        if not waiting:
            return True
        return notices.confirm(
            f"Còn {len(waiting)} mục chưa lưu được.",
            f"Bỏ {len(waiting)} mục này",
            "\n".join(f"– {capital_first(one)}" for one in waiting),
            danger=True,
        )

    def unsaved(self) -> list[str]:
        """Return what is typed or pasted and not kept, a line each."""
        return [*self.detail.unsaved(), *self.general.unsaved(), *self.bulk.unsaved()]

    def leave(self) -> None:
        """Keep what is typed."""
        self.detail.leave()
        self.general.leave()
        self.bulk.commit_typing()


def _works_document() -> tuple[str, str, Mapping[str, str]]:
    """Return the Word document of the list."""
    return "danh-muc-cong-trinh", "Danh mục công trình", {}
