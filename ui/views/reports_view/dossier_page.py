"""The page "Hồ sơ công nhận": the checklist of the dossier, what is missing, all of it made."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.progress import Progress
from ntm_desktop.services import conditions, dossier, dossier_checklist
from ntm_desktop.services.dossier import DossierBuilt
from ntm_desktop.services.dossier_checklist import (
    DRAFT,
    EVIDENCE,
    LACKING,
    OUT,
    PAPER,
    READY,
    Checklist,
    ChecklistItem,
)
from ntm_desktop.services.dossier_plan import MEETING_PAPER
from ntm_desktop.services.records import Saved
from ntm_desktop.services.workspace import Workspace
from ui import jobs, style
from ui.context import AppContext
from ui.dialogs import file_choice
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.views.reports_view.dossier_side import ItemCard, MadeCard
from ui.widgets.add_line import AddLine
from ui.widgets.data_watch import DataWatch
from ui.widgets.empty_state import EmptyState
from ui.widgets.issue_list import IssueList
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page import button, label, scrolled
from ui.widgets.undo_notice import UndoNotice

SUBTITLE = (
    "Giấy tờ, minh chứng đánh số theo chỉ tiêu, danh mục và phần còn thiếu vào một thư mục hoặc "
    "một tệp .zip"
)
PURPOSE = "dossier"
ENTITY = "dossier"
SIDE_WIDTH, NARROW, LEAST_ROWS, LEAST_HIGH = 340, 880, 7, 480
QWIDGETSIZE = 16_777_215  # Qt's own largest width
STATES = {READY: "done", DRAFT: "doubtful", LACKING: "not_met", OUT: "not_applicable"}
WHY_EMPTY = (
    "Bộ tiêu chí này chưa có danh mục giấy tờ trong phần mềm và chưa có minh chứng nào. Gõ tên "
    "giấy tờ cần nộp ở dưới để lập danh mục riêng."
)
UNVERIFIED = "Danh mục giấy tờ chưa đối chiếu với văn bản gốc; sửa, thêm, bỏ cho đúng yêu cầu."
COLUMNS: tuple[Column[ChecklistItem], ...] = (
    Column("STT", lambda row: row.number, width=64),
    Column("Thành phần", lambda row: row.name, width=0, tooltip=lambda row: row.name),
    Column("Tình trạng", lambda row: row.words[:1].upper() + row.words[1:],
           state=lambda row: STATES[row.state], tooltip=lambda row: "\n".join(row.lacks),
           width=220),
    Column("Tệp", lambda row: str(len(row.files)) if row.files else "", numeric=True, width=48),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LackLine:
    """One line of "Còn thiếu", as the list of issues shows it."""

    severity: str
    text: str
    where: str


class _Filling(QWidget):
    """What fills the room there is: its texts are scrolled inside, it does not grow with them."""

    def hasHeightForWidth(self) -> bool:
        """Say that its height does not depend on its width."""
        return False


class DossierPage(QWidget):
    """The checklist at the left; the chosen item, what is missing and the making at the right.

    `document_asked` carries the id of a document that is to be written; `start` runs work once no
    quiet job is in the way.
    """

    subtitle = SUBTITLE
    document_asked = Signal(str)

    def __init__(
        self,
        context: AppContext,
        notice: NoticeBar,
        start: Callable[[Callable[[], None]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._notice, self._start = context, notice, start
        self.found: Checklist | None = None
        self._place: tuple[str, str, str] = ("", "", "")
        self.standing = label("", "strong", wrap=True)
        self.note = label("", "small", wrap=True)
        self.table = RecordTable(COLUMNS, "Danh mục hồ sơ")
        self.table.view.setSortingEnabled(False)
        self.table.set_empty(EmptyState("Chưa có gì trong hồ sơ", WHY_EMPTY, icon="recognition"))
        self.table.row_chosen.connect(self._show_item)
        self.table.row_opened.connect(self.go_to)
        self.add = AddLine("Thêm thành phần hồ sơ", "Thêm giấy tờ khác: gõ tên rồi Enter")
        self.add.lines_given.connect(self._add)
        self.up = button("Lên", partial(self._move, -1), kind="quiet")
        self.down = button("Xuống", partial(self._move, 1), kind="quiet")
        undo = UndoNotice(context, notice)
        self.item = ItemCard(context, undo, self.go_to, self._include, self._keep)
        self.lacks_title = label("", "section")
        self.lacks = IssueList("Còn thiếu")
        self.lacks.issue_chosen.connect(self._go_to_lack)
        self.complete = label("Không còn thiếu.", "good")
        self.zipped = QCheckBox("Nén thành một tệp .zip")
        self.make = button("Lập hồ sơ…", self.ask, icon="recognition", kind="primary")
        self.made = MadeCard()
        self._lay_out()
        self._add_keys()
        self._watch = DataWatch(self, context, self.reload)
        for chosen in (context.period_chosen, context.set_chosen, context.unit_chosen):
            chosen.connect(lambda _: self._watch.ask())
        self.reload()

    # --- layout ---

    def _lay_out(self) -> None:
        """Place the checklist beside the item and what is missing."""
        tools = QHBoxLayout()
        tools.setSpacing(style.SMALL)
        tools.addWidget(self.add, 1)
        tools.addWidget(self.up)
        tools.addWidget(self.down)
        self.up.setToolTip("Đưa giấy tờ đang chọn lên trên (Alt+↑)")
        self.down.setToolTip("Đưa giấy tờ đang chọn xuống dưới (Alt+↓)")
        left = QVBoxLayout()
        left.setSpacing(style.SMALL)
        left.addWidget(self.standing)
        left.addWidget(self.note)
        left.addWidget(self.table, 1)
        left.addLayout(tools)
        self.content = _Filling()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.content)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(style.LARGE)
        self._row.addLayout(left, 1)
        self._side_column = self._side()
        self._row.addWidget(self._side_column)
        self.pages = QStackedWidget()
        outer = QWidget()
        around = QVBoxLayout(outer)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.content)
        self.pages.addWidget(scrolled(outer))
        self.pages.addWidget(
            EmptyState(
                "Chưa theo dõi bộ tiêu chí",
                "Hồ sơ đề nghị công nhận lập theo một bộ tiêu chí. Chọn bộ tiêu chí ở Cài đặt.",
                icon="criteria",
                action="Mở Cài đặt",
                on_action=partial(self._context.open, "settings"),
            )
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, style.SMALL, 0, 0)
        whole.addWidget(self.pages)

    def _side(self) -> QWidget:
        """Return the right column."""
        side = QWidget()
        self._chosen = scrolled(self.item)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(self._chosen, 3)
        column.addWidget(self.lacks_title)
        column.addWidget(self.complete)
        column.addWidget(self.lacks, 2)
        column.addWidget(self.made)
        column.addWidget(self.zipped)
        column.addWidget(self.make)
        return side

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the item below the checklist where there is no room beside it."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < style.scaled(NARROW)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)
        self._side_column.setMinimumWidth(0 if is_narrow else style.scaled(SIDE_WIDTH))
        self._side_column.setMaximumWidth(QWIDGETSIZE if is_narrow else style.scaled(SIDE_WIDTH))
        self.table.setMinimumHeight(LEAST_ROWS * style.row_height() if is_narrow else 0)
        self._side_column.setMinimumHeight(LEAST_HIGH if is_narrow else 0)

    def _add_keys(self) -> None:
        """Give the list keys to move an item and to put it in or out."""
        keys = (
            ("Alt+Up", partial(self._move, -1)),
            ("Alt+Down", partial(self._move, 1)),
            ("Space", self._turn),
        )
        for key, act in keys:
            shortcut = QShortcut(QKeySequence(key), self.table.view)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    # --- what is shown ---

    def reload(self) -> None:
        """Show the checklist of the unit, set and period of the frame."""
        context = self._context
        self.pages.setCurrentIndex(0 if context.set_id else 1)
        if not context.set_id:
            self.found = None
            return
        place = (context.set_id, context.period_id, context.unit)
        if place != self._place:
            self._place = place
            self.made.hide()
        found = dossier_checklist.checklist(context.workspace, *place)
        self.found = found
        self._show_head(found)
        self.table.set_rows(found.items)
        if self.table.current_row() is None and found.items:
            self.table.choose_key(found.items[0].key)
        self._show_item(self.table.current_row())
        self._show_lacks([LackLine("warning", one.text, one.item) for one in found.lacks])

    def _show_head(self, found: Checklist) -> None:
        """Say whose dossier it is and how far, and what to think of."""
        plan = found.plan
        self.standing.setText(f"{plan.unit_name}, {plan.period_label}: {plan.standing}")
        unverified = any(not one.verified for one in found.items)
        notes = (*plan.warnings, *((UNVERIFIED,) if unverified else ()))
        self.note.setText(" ".join(notes))
        self.note.setVisible(bool(notes))

    def _show_item(self, item: ChecklistItem | None) -> None:
        """Show the chosen item; only papers that are put in can be moved."""
        self.item.show_item(item)
        self._chosen.setVisible(item is not None)
        may_move = item is not None and item.kind == PAPER and item.state != OUT
        self.up.setEnabled(may_move)
        self.down.setEnabled(may_move)

    def _show_lacks(self, lines: list[LackLine]) -> None:
        """Show everything that is missing."""
        self.lacks_title.setText(f"Còn thiếu ({len(lines)})")
        self.complete.setVisible(not lines)
        self.lacks.setVisible(bool(lines))
        self.lacks.set_issues(lines)

    # --- the list ---

    def _add(self, names: list[str]) -> None:
        """Add papers of the office's own, and show the last."""
        for name in names:
            self._context.do(
                partial(self._added, name), said=f"Đã thêm “{name}” vào danh mục hồ sơ."
            )
            self.add.clear()
            code = dossier_checklist.own_code(" ".join(name.split()))
            self.table.choose_key(f"{PAPER}:{code}")

    def _added(self, name: str, workspace: Workspace) -> Saved:
        """Add one paper."""
        set_id, period_id, unit = self._place
        return dossier_checklist.add_paper(workspace, set_id, period_id, name, unit)

    def _include(self, item: ChecklistItem, on: bool) -> None:
        """Put a paper into the dossier, or leave it out."""
        set_id, period_id, unit = self._place
        self._context.do(
            lambda workspace: dossier_checklist.leave_out(
                workspace, set_id, period_id, item.code, left_out=not on, unit=unit
            )
        )

    def _turn(self) -> None:
        """Put the chosen paper in where it is out, and out where it is in."""
        item = self.item.item
        if item is not None and item.kind == PAPER:
            self._include(item, item.state == OUT)

    def _move(self, by: int) -> None:
        """Move the chosen paper."""
        item, (set_id, period_id, unit) = self.item.item, self._place
        if item is not None and item.kind == PAPER and item.state != OUT:
            self._context.do(
                lambda workspace: dossier_checklist.move_paper(
                    workspace, set_id, period_id, item.code, by, unit
                )
            )

    def _keep(self, item: ChecklistItem) -> str:
        """Make the record of a paper that gets its first file; return its key."""
        set_id, period_id, unit = self._place
        saved = self._context.do(
            lambda workspace: conditions.put_paper_texts(
                workspace, set_id, period_id, item.code, {"state": "có"}, unit
            )
        )
        return str(saved.key)

    # --- ways to where something is put right ---

    def go_to(self, item: ChecklistItem) -> None:
        """Go to where an item is put right."""
        if item.kind == EVIDENCE:
            self._context.open("criteria", "indicator", item.indicator)
        elif item.meeting:
            self._context.open("meetings", "meeting", item.meeting)
        elif item.document == MEETING_PAPER:
            self._context.open("meetings")
        elif item.document:
            self.document_asked.emit(item.document)
        else:
            self.item.evidence.attach_button.setFocus()

    def _go_to_lack(self, line: LackLine) -> None:
        """Choose the item a sentence is about; conditions are put right at their own screen."""
        if line.where:
            self.table.choose_key(line.where)
        else:
            self._context.open("recognition")

    # --- making ---

    def ask(self) -> None:
        """Ask for a folder and write the dossier into a new one in it; nothing is replaced."""
        if self.found is None:
            return
        folder = file_choice.ask_folder(self, "Lập hồ sơ vào thư mục", PURPOSE)
        if folder is not None:
            out = dossier_checklist.free_place(
                folder, self.found.plan, zipped=self.zipped.isChecked()
            )
            self._start(partial(self._build, out))

    def _build(self, out: Path) -> None:
        """Write the dossier on a thread; stopping leaves nothing behind."""
        workspace, (set_id, period_id, unit) = self._context.workspace, self._place

        def work(progress: Progress) -> DossierBuilt:
            with contextlib.closing(workspace.reopen()) as own:
                return dossier.build_dossier(own, set_id, period_id, out, unit, progress)

        jobs.run(self, "Đang lập hồ sơ", work, self._show_built)

    def _show_built(self, built: DossierBuilt) -> None:
        """Say what was made and what is missing of it."""
        self.made.show_built(built)
        self.made.open_folder.setFocus()
        lacks = {one.text: one.item for one in self.found.lacks} if self.found else {}
        self._show_lacks([LackLine("warning", one, lacks.get(one, "")) for one in built.missing])
        self._context.status_said.emit(f"Đã lập hồ sơ {built.path.name}")
