"""The page "Biểu cấp trên": tie the cells of a blank Excel form once, fill it for each period."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.superior_forms import (
    CellBinding,
    CellPlace,
    SuperiorForm,
    parse_bindings,
)
from ntm_desktop.errors import InputError, UserError
from ntm_desktop.progress import Progress
from ntm_desktop.services import form_desk, superior_forms
from ntm_desktop.services.form_desk import FormFacts, OpenForm
from ntm_desktop.services.superior_forms import FilledForm, FormTie
from ntm_desktop.services.workspace import Workspace
from ui import jobs, notices, style
from ui.context import AppContext
from ui.dialogs import file_choice
from ui.models.form_grid import FormGridModel
from ui.models.form_table import FormTable
from ui.models.record_table import RecordTable
from ui.views.reports_view.field_chooser import FieldChooser
from ui.views.reports_view.forms_parts import (
    TIED_COLUMNS,
    FillLine,
    Opened,
    TiedRow,
    cell_words,
    stacked,
)
from ui.widgets.file_drop import FileDrop
from ui.widgets.file_target import FileTarget
from ui.widgets.issue_list import IssueList
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page import button, label
from ui.widgets.record_form import CalmComboBox
from ui.widgets.text_field import TextField
from ui.widgets.told_refusal import try_and_tell

SUBTITLE = "Gắn ô của biểu Excel trống với trường một lần; mỗi kỳ điền một lần bấm"
PATTERN = "Biểu Excel (*.xlsx *.xlsm)"
PURPOSE = "form"
DROP = (
    "Thả biểu Excel trống của cấp trên vào đây. Gắn các ô với trường một lần, từ đó mỗi kỳ chỉ bấm "
    "Điền; định dạng và công thức của biểu giữ nguyên."
)
NEW = "(biểu mới, chưa lưu)"
EMPTY, DESK = range(2)
CHOOSING, TIED, RESULT = range(3)
GRID_WIDTH, SIDE_WIDTH = 660, 440
DEFAULT_REPORT = "bao-cao-tien-do"


class FormsPage(FileTarget):
    """A form's sheet at the left, at the right the fields, the tied cells, what was filled.

    `start` runs work once no quiet job is in the way.
    """

    subtitle = SUBTITLE

    def __init__(
        self,
        context: AppContext,
        notice: NoticeBar,
        start: Callable[[Callable[[], None]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self._context, self._notice, self._start = context, notice, start
        self.opened: OpenForm | None = None
        self.key = ""
        self.ties: dict[CellPlace, str] = {}
        self.is_changed = False
        self._is_stale = False
        self._make_parts()
        self._lay_out()
        self._connect()
        self.reload()

    # --- layout ---

    def _make_parts(self) -> None:
        """Make the parts of the page."""
        self.drop = FileDrop(DROP, "Chọn biểu Excel trống…", PATTERN, icon="file")
        self.forms = CalmComboBox()
        self.forms.setAccessibleName("Biểu của cấp trên")
        self.forms.setMinimumWidth(style.scaled(220))
        self.other = button("Biểu khác…", self.drop.button.click, icon="add", kind="quiet")
        self.remove = button("Xóa biểu", self.forget, icon="delete", kind="quiet")
        self.remove.setToolTip("Bỏ biểu này cùng các ô đã gắn; lấy lại được bằng Hoàn tác")
        self.name = TextField()
        self.name.setAccessibleName("Tên biểu")
        self.name.setPlaceholderText("Tên biểu")
        self.report = CalmComboBox()
        self.report.setAccessibleName("Lấy số từ văn bản")
        for one in form_desk.form_reports():
            self.report.addItem(one.title, one.id)
        self.save = button("Lưu gắn ô", self.keep, icon="check")
        self.fill = button("Điền…", self.ask_to_fill, icon="report", kind="primary")
        self.sheets = CalmComboBox()
        self.sheets.setAccessibleName("Trang tính")
        self.model = FormGridModel(self)
        self.grid = FormTable(self.model, "Các ô của biểu")
        self.cell = label("", "strong", wrap=True)
        self.refusal = label("", "error", wrap=True)
        self.chooser = FieldChooser()
        self.untie_button = button("Bỏ gắn", self.untie, icon="delete", kind="quiet")
        self.tied = RecordTable(TIED_COLUMNS, "Các ô đã gắn", filterable=True)
        self.result = label("", "strong", wrap=True)
        self.lines = IssueList("Kết quả điền biểu")
        self.lines.setResizeMode(IssueList.ResizeMode.Adjust)
        self.open_button = button("Mở tệp", self._open_filled, icon="open")
        self._filled: Path | None = None

    def _lay_out(self) -> None:
        """Place the head over the grid and its side."""
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(style.SMALL)
        for part in (self.forms, self.other, self.remove):
            first.addWidget(part)
        first.addStretch(1)
        first.addWidget(self.save)
        first.addWidget(self.fill)
        second.addWidget(label("Tên biểu", "small"))
        second.addWidget(self.name, 1)
        second.addWidget(label("Lấy số từ", "small"))
        second.addWidget(self.report, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(stacked(self.sheets, self.grid))
        split.addWidget(self._side())
        split.setChildrenCollapsible(False)
        split.setSizes([GRID_WIDTH, SIDE_WIDTH])
        split.setStretchFactor(0, 1)
        desk = QWidget()
        column = QVBoxLayout(desk)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(split, 1)
        self.pages = QStackedWidget()
        empty = QWidget()
        first_form = QVBoxLayout(empty)
        first_form.setContentsMargins(0, 0, 0, 0)
        first_form.addWidget(self.drop)
        first_form.addStretch(1)
        self.pages.addWidget(empty)
        self.pages.addWidget(desk)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, style.SMALL, 0, 0)
        whole.addWidget(self.pages)

    def _side(self) -> QWidget:
        """Return the right side."""
        self.parts = QTabWidget()
        self.parts.setAccessibleName("Chọn trường, ô đã gắn, kết quả điền")
        self.parts.addTab(self.chooser, "Chọn trường")
        self.parts.addTab(stacked(self.tied), "Ô đã gắn")
        self.parts.addTab(stacked(self.result, self.lines, self.open_button), "Kết quả điền")
        self.chooser.foot.addWidget(self.untie_button)
        self.refusal.hide()
        return stacked(self.cell, self.refusal, self.parts, indent=style.MEDIUM)

    def _connect(self) -> None:
        """Connect the parts and follow the record."""
        self.drop.files_given.connect(self.take_files)
        self.forms.activated.connect(lambda _: self._choose_form())
        self.report.activated.connect(lambda _: self._choose_report())
        self.sheets.activated.connect(lambda _: self._show_sheet())
        self.chooser.tied.connect(self.tie)
        self.tied.row_opened.connect(lambda row: self.go_to(row.place))
        self.grid.activated.connect(lambda _: self._to_fields())
        self.grid.selectionModel().currentChanged.connect(lambda *_: self._show_cell())
        self._context.data_changed.connect(self._reload_if)
        for chosen in (self._context.period_chosen, self._context.set_chosen):
            chosen.connect(lambda _: self._look_elsewhere())
        delete = QShortcut(QKeySequence("Del"), self.grid)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.untie)

    # --- which form ---

    def _reload_if(self, touched: Touched) -> None:
        """Read the list of forms again after a write to it; figures when next shown."""
        self._is_stale = self._is_stale or not self.isVisible()
        if touched.any(superior_forms.ENTITY):
            self.reload()

    def _look_elsewhere(self) -> None:
        """Show the figures of another period or set, now or when this page is next shown."""
        self._show_period()
        self._is_stale = True
        self._catch_up()

    def _catch_up(self) -> None:
        """Read the figures of now where somebody looks at a form."""
        if self._is_stale and self.isVisible() and self.opened is not None:
            self._is_stale = False
            self._gather()

    def showEvent(self, event: QShowEvent) -> None:
        """Read again what changed while another tab was shown."""
        super().showEvent(event)
        self._catch_up()

    def reload(self) -> None:
        """Read the forms again; the open one stays, with what is not saved of it."""
        self._bound = {one.key: one for one in superior_forms.bound_forms(self._context.workspace)}
        held = self._bound.get(self.key)
        if self.key and held is None and self.opened is not None:  # its tying was taken back
            self.key, self.is_changed = "", True
        elif held is not None and not self.is_changed:
            self._set_ties(held)
        self._show_forms()

    def _show_forms(self) -> None:
        """List the forms, the open one chosen."""
        self.forms.clear()
        for key, one in self._bound.items():
            self.forms.addItem(one.name, key)
        if self.opened is not None and not self.key:
            self.forms.addItem(NEW, "")
        self.forms.setCurrentIndex(self.forms.findData(self.key) if self.opened else -1)
        if self.opened is None and self._bound:
            self.forms.setPlaceholderText("Chọn biểu đã gắn…")
        is_desk = self.opened is not None or bool(self._bound)
        self.pages.setCurrentIndex(DESK if is_desk else EMPTY)
        self._show_state()

    def _show_state(self) -> None:
        """Allow what can be done now."""
        is_open = self.opened is not None
        for part in (self.name, self.report, self.sheets, self.grid, self.parts):
            part.setEnabled(is_open)
        self.name.setReadOnly(bool(self.key))
        self.remove.setVisible(is_open)
        self.save.setEnabled(is_open and self.is_changed and bool(self.ties))
        self.save.setText("Lưu gắn ô" if self.is_changed or not self.key else "Đã lưu gắn ô")
        self.fill.setEnabled(bool(self.key) and not self.is_changed)
        self.parts.setTabText(TIED, f"Ô đã gắn ({len(self.ties)})")
        self.tied.set_rows(
            TiedRow(str(place), place, field, self._label(field))
            for place, field in sorted(self.ties.items())
        )
        self._show_period()

    def _show_period(self) -> None:
        """Say for which period the form is filled."""
        period = parse_period(self._context.period_id)
        self.fill.setText(f"Điền cho {period.label}…")

    def _choose_form(self) -> None:
        """Open the form chosen in the list, unless something would be lost."""
        key = str(self.forms.currentData() or "")
        if key and key != self.key and self._may_leave():
            self.show_form(key)
        else:
            self.forms.setCurrentIndex(self.forms.findData(self.key))

    def show_record(self, key: str) -> None:
        """Open a form that was tied before, unless something would be lost."""
        if key != self.key and self._may_leave():
            self.show_form(key)

    def show_form(self, key: str) -> None:
        """Open a form that was tied before."""
        record = self._bound[key]

        def read(workspace: Workspace, progress: Progress) -> Opened:
            path = form_desk.blank_copy(workspace, key)
            return Opened(OpenForm(path, progress), record, record.report)

        self._read(read)

    def take_files(self, paths: list[Path]) -> None:
        """Open the first of the files as a new form, unless something would be lost."""
        if not self._may_leave():
            return
        path, report_id = paths[0], self.report.currentData() or DEFAULT_REPORT

        def read(workspace: Workspace, progress: Progress) -> Opened:
            del workspace
            return Opened(OpenForm(path, progress), None, str(report_id))

        self._read(read)

    def _read(self, read: Callable[[Workspace, Progress], Opened]) -> None:
        """Read a form on a thread."""
        workspace = self._context.workspace

        def work(progress: Progress) -> Opened:
            with contextlib.closing(workspace.reopen()) as own:
                return read(own, progress)

        self._start(partial(self._run, "Đang mở biểu", work, self._show_opened))

    def _run(self, title: str, work: jobs.Work, on_done: Callable[[Any], None]) -> None:
        """Start a job."""
        jobs.run(self, title, work, on_done)

    def _show_opened(self, opened: Opened) -> None:
        """Show a form that was read."""
        self.opened, record = opened.form, opened.record
        self.key = record.key if record else ""
        self.name.setText(record.name if record else opened.form.path.stem)
        self.report.setCurrentIndex(self.report.findData(opened.report_id))
        self.ties, self.is_changed = {}, False
        if record is not None:
            self.ties = {one.place: one.field for one in parse_bindings(record.cells)}
        self.sheets.clear()
        tied = {place.sheet for place in self.ties}
        shown = [one for one in opened.form.cells if one not in opened.form.hidden or one in tied]
        self.sheets.addItems(shown or list(opened.form.cells))
        self.sheets.setVisible(self.sheets.count() > 1)
        self._show_forms()
        self._show_sheet()
        self.parts.setCurrentIndex(CHOOSING)
        self._gather()

    def _set_ties(self, record: SuperiorForm) -> None:
        """Show the ties that are kept."""
        self.ties = {one.place: one.field for one in parse_bindings(record.cells)}
        self.model.set_ties(self.ties)
        self._show_cell()

    def _may_leave(self) -> bool:
        """Ask before ties that were not saved are dropped."""
        waiting = self.unsaved()
        return not waiting or notices.confirm(
            f"{waiting[0]}.", "Bỏ các ô vừa gắn", "Bấm Lưu gắn ô để giữ lại.", danger=True
        )

    def unsaved(self) -> list[str]:
        """Return what is tied and not kept, a line each."""
        if not (self.is_changed and self.ties):
            return []
        return [f"Biểu “{self.name.text()}” có ô gắn chưa lưu"]

    # --- the fields ---

    def _choose_report(self) -> None:
        """Take the fields of another document; ties to the old one's fields are dropped."""
        if self.ties and not notices.confirm(
            "Lấy số từ văn bản khác?",
            "Bỏ các ô đã gắn",
            "Các ô đang gắn dùng trường của văn bản cũ nên phải gắn lại.",
            danger=True,
        ):
            return
        self._change({})
        self._gather()

    def _gather(self) -> None:
        """Read on a thread what the fields show in the period of now."""
        report_id, context = str(self.report.currentData()), self._context
        workspace, period_id, set_id = context.workspace, context.period_id, context.set_id or None
        fields = form_desk.form_fields(report_id)
        self.model.set_labels({one.path: one.help for one in fields})
        self.chooser.set_fields(fields, None)
        self._show_state()

        def work(progress: Progress) -> FormFacts:
            progress(0, 0, "Đang đọc số liệu của kỳ")
            with contextlib.closing(workspace.reopen()) as own:
                return FormFacts(own, report_id, period_id, set_id)

        self._start(partial(self._run, "Đang đọc số liệu", work, self._show_facts))

    def _show_facts(self, facts: FormFacts) -> None:
        """Offer the fields with what they show."""
        fields = (*form_desk.form_fields(facts.report_id), *facts.named)
        self.model.set_labels({one.path: one.help for one in fields})
        self.chooser.set_fields(fields, facts)
        self._show_state()
        self._show_cell()

    # --- the cells ---

    def _show_sheet(self) -> None:
        """Show the chosen sheet."""
        if self.opened is None:
            return
        sheet = self.sheets.currentText()
        layout = self.opened.layouts.get(sheet)
        merged = layout.merged if layout else ()
        self.model.set_sheet(sheet, self.opened.cells.get(sheet, ()), self.ties, merged)
        self.grid.show_layout(layout)
        self.grid.setCurrentIndex(self.model.index(0, 0))
        self.grid.setFocus()

    def place(self) -> CellPlace | None:
        """Return the chosen cell."""
        index = self.grid.currentIndex()
        return self.model.place(index) if index.isValid() and self.opened else None

    def go_to(self, place: CellPlace) -> None:
        """Choose a cell in the grid."""
        if place.sheet != self.model.sheet:
            self.sheets.setCurrentText(place.sheet)
            self._show_sheet()
        index = self.model.index_of(place)
        self.grid.setCurrentIndex(index)
        self.grid.scrollTo(index)
        self.grid.setFocus()

    def _show_cell(self) -> None:
        """Say what stands in the chosen cell, and whether it can be tied."""
        place = self.place()
        self.refusal.hide()
        if place is None or self.opened is None:
            self.cell.setText("Chọn biểu đã gắn, hoặc bấm Biểu khác… để chọn tệp.")
            self.untie_button.hide()
            return
        field = self.ties.get(place, "")
        cell = self.model.cell(self.grid.currentIndex())
        self.cell.setText(f"Ô {place.reference}: {cell_words(cell)}")
        self.untie_button.setVisible(bool(field))
        self.chooser.act.setText(f"Gắn vào ô {place.reference}")
        problem = self.opened.problem(place)
        self.chooser.act.setEnabled(not problem and bool(self.chooser.path()))
        if problem:
            self._refuse(problem)
        if field:
            self.cell.setText(f"Ô {place.reference}, đã gắn: {self._label(field)}")
            self.cell.setToolTip(field)

    def _label(self, field: str) -> str:
        """Return a tied field in words, with the record it takes from a list."""
        words, facts = self.model.label(field), self.chooser.facts
        is_named = facts is None or field in facts.named_paths
        record = "" if facts is None or is_named else facts.chosen(field)
        return f"{record}: {words}" if record else words

    def _to_fields(self) -> None:
        """Go from the cell to the search of fields; a tied cell shows its field there."""
        place = self.place()
        self.parts.setCurrentIndex(CHOOSING)
        field = self.ties.get(place, "") if place else ""
        if field:
            self.chooser.choose(field, form_desk.plain_field(field))
        self.chooser.table.filter.setFocus()
        self.chooser.table.filter.selectAll()

    def tie(self, field: str) -> None:
        """Tie the chosen cell to a field; what cannot be is told and nothing is tied."""
        place = self.place()
        if place is None or self.opened is None:
            return
        problem = self.opened.problem(place)
        if problem:
            self._refuse(problem)
            return
        report_id = str(self.report.currentData())
        refused: list[UserError] = []
        try_and_tell(lambda: form_desk.check_field(report_id, field), refused.append)
        if refused:
            self._refuse(f"{refused[0]} {refused[0].hint}".strip())
            return
        self._change({**self.ties, place: field})
        self.grid.setFocus()

    def untie(self) -> None:
        """Leave the chosen cell empty again."""
        place = self.place()
        if place in self.ties:
            self._change({one: field for one, field in self.ties.items() if one != place})
            self.grid.setFocus()

    def _change(self, ties: dict[CellPlace, str]) -> None:
        """Show other ties; they are kept by "Lưu gắn ô"."""
        self.ties, self.is_changed = ties, True
        self.model.set_ties(ties)
        self._show_state()
        self._show_cell()

    def _refuse(self, reason: str) -> None:
        """Say why the chosen cell cannot be tied."""
        self.refusal.setText(reason)
        self.refusal.show()

    # --- keeping and filling ---

    def keep(self) -> None:
        """Keep the ties as one step, on a thread."""
        name, opened, workspace = self.name.text().strip(), self.opened, self._context.workspace
        if opened is None:
            return
        if not name:
            raise InputError("Chưa ghi tên biểu.", hint="Ghi tên để tìm lại biểu này kỳ sau.")
        if not self.key and any(one.name == name for one in self._bound.values()):
            raise InputError(
                f"Đã có biểu tên “{name}”.", hint="Ghi tên khác, hoặc mở biểu đó để sửa."
            )
        bindings = tuple(CellBinding(place, field) for place, field in self.ties.items())
        set_id = self._context.set_id or None
        tie = FormTie(name, str(self.report.currentData()), set_id, bindings)

        def work(progress: Progress) -> str:
            progress(0, 0, "Đang lưu các ô đã gắn")
            with contextlib.closing(workspace.reopen()) as own:
                return superior_forms.bind_form(own, opened.path, tie)

        self._start(partial(self._run, "Đang lưu các ô đã gắn", work, self._show_kept))

    def _show_kept(self, key: str) -> None:
        """Show that the ties are kept."""
        self.key, self.is_changed = key, False
        self._context.reload_all()
        self._context.status_said.emit(f"Đã lưu {len(self.ties)} ô đã gắn")
        self.fill.setFocus()

    def forget(self) -> None:
        """Put the form away; one that was kept is removed as a step that can be undone."""
        key, name = self.key, self.name.text()
        if not key and not self._may_leave():
            return
        self.opened, self.key, self.ties, self.is_changed = None, "", {}, False
        self.model.set_sheet("", (), {})
        self.grid.show_layout(None)
        self.name.clear()
        if key:
            self._context.do(
                lambda workspace: superior_forms.remove_form(workspace, key),
                said=f"Đã xóa biểu “{name}”; Ctrl+Z để lấy lại",
            )
        self.reload()
        self._show_cell()

    def ask_to_fill(self) -> None:
        """Ask for a file and fill the form for the period of now."""
        period_id = parse_period(self._context.period_id).id.replace("..", "_")
        name = f"{self.name.text().strip().replace('/', '-')} {period_id}.xlsx"
        if self.opened is not None and self.opened.path.suffix == ".xlsm":
            name = name.replace(".xlsx", ".xlsm")
        path = file_choice.ask_save_path(self, "Điền biểu", PURPOSE, name, PATTERN)
        if path is not None:
            self._start(partial(self._fill, path))

    def _fill(self, out: Path) -> None:
        """Fill the form on a thread."""
        context, key = self._context, self.key
        workspace, period_id, set_id = context.workspace, context.period_id, context.set_id or None

        def work(progress: Progress) -> FilledForm:
            with contextlib.closing(workspace.reopen()) as own:
                blank = form_desk.blank_copy(own, key)
                return superior_forms.fill_form(
                    own, blank, period_id, out, set_id=set_id, key=key, progress=progress
                )

        jobs.run(self, "Đang điền biểu", work, self.show_filled)

    def show_filled(self, filled: FilledForm) -> None:
        """Say how many cells were filled, which are empty, which could not be."""
        self._filled = filled.path
        empty = f", {len(filled.gaps)} ô để trống" if filled.gaps else ""
        failed = f", {len(filled.problems)} ô không điền được" if filled.problems else ""
        self.result.setText(f"{filled.path.name}: đã điền {filled.cells} ô{empty}{failed}.")
        style.set_kind(self.result, "warning" if empty or failed else "good")
        self.lines.set_issues(
            [
                *(FillLine("error", text) for text in filled.problems),
                *(FillLine("warning", text) for text in filled.gaps),
                *(FillLine("info", text) for text in filled.notices),
            ]
        )
        self.parts.setCurrentIndex(RESULT)
        self.open_button.setFocus()
        self._context.status_said.emit(f"Đã điền {filled.path.name}")

    def _open_filled(self) -> None:
        """Open the file that was filled last."""
        if self._filled is not None:
            file_choice.open_path(self._filled)
