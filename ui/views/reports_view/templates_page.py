"""The page "Mẫu Word": shipped templates and the office's own, what is wrong, what may be used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.progress import Progress
from ntm_desktop.services import own_templates, reporting
from ntm_desktop.services.own_templates import TemplateState
from ui import jobs, notices, style
from ui.context import AppContext
from ui.dialogs import file_choice
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.file_target import FileTarget
from ui.widgets.issue_list import IssueList
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page import button, label

SUBTITLE = (
    "Mẫu là tệp Word có thẻ {{ tên_trường }}; đơn vị chép ra sửa bằng Word, mẫu có sẵn vẫn còn"
)
PATTERN = "Tệp Word (*.docx)"
PURPOSE = "template"
REGIMES = {"state": "Hành chính", "party": "Đảng"}
REGIME_WORDS = {"state": "Thể thức hành chính", "party": "Thể thức văn bản của Đảng"}
OWN, SHIPPED = "Mẫu của đơn vị", "Có sẵn"
LIST_WIDTH, DETAIL_WIDTH = 520, 540
NOT_CHECKED, FAULTS, SOUND = range(3)
WHY_CHECK = (
    "Kiểm tra mẫu tìm trường gõ sai tên, thẻ thiếu dấu, thẻ bị Word ngắt dòng, dòng lặp đặt sai "
    "hàng… trước khi in. Có thể thả một tệp Word khác vào trang này để kiểm tra."
)
HOW_FIELDS = (
    "Trường của danh sách (có dấu [ ]) dùng trong dòng lặp. Enter hoặc bấm đúp để chép tên trường."
)


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One template as the list shows it."""

    key: str
    state: TemplateState


@dataclass(frozen=True, slots=True)
class FaultLine:
    """One fault of a template as the list shows it."""

    text: str
    severity: str = "error"
    where: str = ""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field a template may use."""

    key: str
    help: str


COLUMNS: tuple[Column[TemplateRow], ...] = (
    Column("Văn bản", lambda row: row.state.title, width=0,
           tooltip=lambda row: f"{row.state.title}\n{row.state.name}"),
    Column("Thể thức", lambda row: REGIMES[row.state.regime], width=96),
    Column("Mẫu đang dùng", lambda row: OWN if row.state.own else SHIPPED, width=150,
           state=lambda row: "declared" if row.state.own else None),
)  # fmt: skip
FIELDS: tuple[Column[FieldRow], ...] = (
    Column("Trường", lambda row: row.key, width=220, tooltip=lambda row: row.key),
    Column("Ý nghĩa", lambda row: row.help, width=0, tooltip=lambda row: row.help),
)


def fault_line(place: str, paragraph: str, message: str, fix: str) -> FaultLine:
    """Return a fault in the words of the list: place, the paragraph, what is wrong, how to mend."""
    shown = f"“{paragraph}”" if paragraph else ""
    lines = (capital_first(place), shown, message, f"Cách sửa: {fix}")
    return FaultLine("\n".join(line for line in lines if line))


def tag_of(field: str) -> str:
    """Return what is written into a template: a tag, or the bare name for a field of a list."""
    return field if "[]" in field else f"{{{{ {field} }}}}"


class TemplatesPage(FileTarget):
    """The list at the left; at the right what can be done with a template, faults, fields.

    `start` runs work once no quiet job is in the way. A dropped file is checked as a template of
    the chosen document.
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
        self.table = RecordTable(COLUMNS, "Mẫu Word", filterable=True)
        self.table.row_chosen.connect(lambda row: self.show_template(row.state))
        self.table.row_opened.connect(lambda _: self.edit())
        self.chosen: TemplateState | None = None
        self._make_detail()
        self._lay_out()
        self.reload()
        self.table.choose_key(self.table.model.rows[0].key)

    def _make_detail(self) -> None:
        """Make what is shown of one template."""
        self.heading = label("", "section", wrap=True)
        self.about = label("", "muted", wrap=True)
        self.edit_button = button("Sửa mẫu của đơn vị…", self.edit, icon="edit")
        self.check_button = button("Kiểm tra mẫu", self.check, icon="check", shortcut="F5")
        self.other_button = button("Kiểm tra tệp khác…", self._choose_other, kind="link")
        self.back_button = button("Trở lại mẫu có sẵn…", self.go_back, kind="link")
        self.folder_button = button("Mở thư mục mẫu", self._open_folder, kind="link")
        self.result = label("", "strong", wrap=True)
        self.faults = IssueList("Chỗ sai của mẫu")
        self.faults.setSpacing(style.TINY)
        self.faults.setResizeMode(IssueList.ResizeMode.Adjust)
        self.faults.setIconSize(QSize(style.ICON, style.ICON))
        self.checked = QStackedWidget()
        self.checked.addWidget(EmptyState("Chưa kiểm tra mẫu này", WHY_CHECK, icon="check"))
        self.checked.addWidget(self.faults)
        self.checked.addWidget(
            EmptyState("Mẫu dùng được", "Không thấy trường gõ sai hay thẻ hỏng nào.", icon="met")
        )
        self.fields = RecordTable(FIELDS, "Danh sách trường", filterable=True)
        self.fields.row_opened.connect(lambda row: self.copy_field(row))
        self.save_fields = button("Lưu danh sách ra Word…", self._save_fields, icon="report")
        self.copy_button = button("Chép tên trường", self._copy_current, icon="copy", kind="quiet")

    def _lay_out(self) -> None:
        """Place the list beside the chosen template."""
        acts, more = QHBoxLayout(), QHBoxLayout()
        for row, parts in (
            (acts, (self.edit_button, self.check_button)),
            (more, (self.other_button, self.back_button, self.folder_button)),
        ):
            row.setSpacing(style.MEDIUM)
            for part in parts:
                row.addWidget(part)
            row.addStretch(1)
        self.parts = QTabWidget()
        self.parts.setAccessibleName("Kiểm tra mẫu, danh sách trường")
        self.parts.addTab(_column(self.result, self.checked), "Chỗ sai")
        tools = QHBoxLayout()
        tools.setSpacing(style.SMALL)
        tools.addWidget(self.save_fields)
        tools.addWidget(self.copy_button)
        tools.addStretch(1)
        how = label(HOW_FIELDS, "small", wrap=True)
        self.parts.addTab(_column(how, self.fields, tools), "Danh sách trường")
        right = _column(self.heading, self.about, acts, more, self.parts, indent=style.MEDIUM)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(right)
        split.setChildrenCollapsible(False)
        split.setSizes([LIST_WIDTH, DETAIL_WIDTH])
        split.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, style.SMALL, 0, 0)
        whole.addWidget(split)

    # --- what is shown ---

    def showEvent(self, event: QShowEvent) -> None:
        """Read again: a copy may have come or gone outside of the program."""
        super().showEvent(event)
        self.reload()

    def reload(self) -> None:
        """Read the templates again; the chosen one stays."""
        found = own_templates.templates(self._context.workspace)
        rows = [TemplateRow(f"{one.report_id} {one.regime}", one) for one in found]
        self.table.set_rows(rows)
        row = self.table.current_row()
        if row is not None and row.state != self.chosen:
            self.show_template(row.state)

    def show_template(self, state: TemplateState) -> None:
        """Show another template; what was found in the one before no longer counts."""
        is_other = self.chosen is None or state.report_id != self.chosen.report_id
        self.chosen = state
        self.heading.setText(state.title)
        owned = f"Mẫu của đơn vị: {state.own}" if state.own else f"Mẫu có sẵn: {state.name}"
        self.about.setText(f"{REGIME_WORDS[state.regime]}. {owned}")
        self.back_button.setVisible(state.own is not None)
        self.folder_button.setVisible(state.own is not None)
        self._show_not_checked()
        if is_other:
            self.fields.filter.clear()
            self.fields.set_rows(
                FieldRow(one.name, one.help) for one in reporting.template_fields(state.report_id)
            )

    def _show_not_checked(self) -> None:
        """Show that nothing was checked yet."""
        self.result.hide()
        self.checked.setCurrentIndex(NOT_CHECKED)

    # --- the office's own copy ---

    def edit(self) -> None:
        """Open the office's own copy in Word; it is made now where there is none."""
        state = self._asked()
        was_there = state.own is not None
        path = own_templates.copy_to_edit(self._context.workspace, state.report_id, state.regime)
        self.reload()
        if not was_there:
            self._notice.show_notice(
                f"Đã chép mẫu có sẵn thành mẫu của đơn vị: {path.name}.",
                "Sửa bằng Word, lưu lại, rồi bấm Kiểm tra mẫu. Từ nay văn bản lập theo mẫu này.",
                kind="good",
            )
        file_choice.open_path(path)

    def go_back(self) -> None:
        """Use the shipped template again; the own copy is put aside."""
        state = self._asked()
        if not notices.confirm(
            f"Trở lại mẫu có sẵn của “{state.title}”?",
            "Trở lại mẫu có sẵn",
            "Mẫu của đơn vị được cất sang thư mục khác, không xóa.",
        ):
            return
        aside = own_templates.put_aside(self._context.workspace, state.report_id, state.regime)
        self.reload()
        self._notice.show_notice(
            f"Đã trở lại mẫu có sẵn. Mẫu của đơn vị nằm ở {aside}.",
            action="Mở thư mục",
            on_action=partial(file_choice.open_path, aside.parent),
        )

    def _open_folder(self) -> None:
        """Open the folder of the office's own copies."""
        own = self._asked().own
        if own is not None:
            file_choice.open_path(own.parent)

    def _asked(self) -> TemplateState:
        """Return the chosen template."""
        assert self.chosen is not None
        return self.chosen

    # --- checking ---

    def check(self) -> None:
        """Check the template that is used."""
        own = self._asked().own
        if own is not None and not own.is_file():
            self.reload()
            self._notice.show_notice(
                f"Mẫu của đơn vị {own.name} không còn trong thư mục {own.parent}.",
                "Đang dùng và kiểm tra mẫu có sẵn. Bấm Sửa mẫu của đơn vị để chép lại.",
                kind="warn",
            )
        path = own_templates.used_template(self._context.workspace, self._asked().name)
        self._start(partial(self._run_check, path))

    def _choose_other(self) -> None:
        """Ask for a file and check it as a template of the chosen document."""
        folder = str(file_choice.last_folder(PURPOSE))
        name, _ = QFileDialog.getOpenFileName(self, "Kiểm tra mẫu", folder, PATTERN)
        if name:
            self.take_files([Path(name)])

    def take_files(self, paths: list[Path]) -> None:
        """Check the first of the files as a template of the chosen document."""
        self._start(partial(self._run_check, paths[0]))

    def _run_check(self, path: Path) -> None:
        """Check a file on a thread."""
        report_id = self._asked().report_id

        def work(progress: Progress) -> list[FaultLine]:
            progress(0, 0, f"Đang kiểm tra {path.name}")
            return [
                fault_line(one.place, one.paragraph, one.message, one.fix)
                for one in reporting.check_template_file(path, report_id)
            ]

        self.parts.setCurrentIndex(0)
        jobs.run(self, "Đang kiểm tra mẫu", work, partial(self.show_faults, path))

    def show_faults(self, path: Path, faults: list[FaultLine]) -> None:
        """Show what is wrong with a file, or that nothing is."""
        self.result.show()
        told = f"{len(faults)} chỗ sai" if faults else "không có chỗ sai"
        self.result.setText(f"{path.name}: {told}")
        style.set_kind(self.result, "warning" if faults else "good")
        self.faults.set_issues(faults)
        self.checked.setCurrentIndex(FAULTS if faults else SOUND)
        if faults:
            self.faults.setCurrentRow(0)
            self.faults.setFocus()

    # --- fields ---

    def _copy_current(self) -> None:
        """Copy the chosen field."""
        row = self.fields.current_row()
        if row is not None:
            self.copy_field(row)

    def copy_field(self, row: FieldRow) -> None:
        """Copy what is written into a template for a field."""
        QGuiApplication.clipboard().setText(tag_of(row.key))
        self._context.status_said.emit(f"Đã chép {tag_of(row.key)}")

    def _save_fields(self) -> None:
        """Ask for a file and write the list of fields there as a Word document."""
        report_id = self._asked().report_id
        name = f"danh-sach-truong-{report_id}.docx"
        path = file_choice.ask_save_path(self, "Lưu danh sách trường", PURPOSE, name, PATTERN)
        if path is not None:
            self._start(partial(self._write_fields, report_id, path))

    def _write_fields(self, report_id: str, path: Path) -> None:
        """Write the list on a thread."""

        def work(progress: Progress) -> Path:
            progress(0, 0, "Đang ghi danh sách trường")
            return own_templates.write_field_list(report_id, path)

        jobs.run(self, "Đang ghi danh sách trường", work, self._tell_written)

    def _tell_written(self, path: Path) -> None:
        """Say where the list of fields is."""
        self._notice.show_notice(
            f"Đã ghi {path.name}.",
            kind="good",
            action="Mở tệp",
            on_action=partial(file_choice.open_path, path),
        )


def _column(*parts: QWidget | QHBoxLayout, indent: int = 0) -> QWidget:
    """Return the parts one below the other; the last but tools takes the room there is."""
    made = QWidget()
    made.setContentsMargins(indent, 0, 0, 0)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, style.SMALL, 0, 0)
    column.setSpacing(style.SMALL)
    for part in parts:
        if isinstance(part, QWidget):
            takes_room = isinstance(part, RecordTable | QStackedWidget | QTabWidget)
            column.addWidget(part, 1 if takes_room else 0)
        else:
            column.addLayout(part)
    return made
