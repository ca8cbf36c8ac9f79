"""The page "Lập nhiều văn bản": tick documents of the period, make them in one go."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.periods import parse_period
from ntm_desktop.progress import Progress
from ntm_desktop.services import many_documents, reporting
from ntm_desktop.services.many_documents import BuiltMany
from ui import jobs, notices, style
from ui.context import AppContext
from ui.dialogs import file_choice
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page import button, label

SUBTITLE = (
    "Chọn các văn bản của kỳ, lập một lần vào một thư mục; văn bản hỏng không làm dừng cái khác"
)
PURPOSE = "report"
LIST_WIDTH, RESULT_WIDTH = 440, 660
SHOWN_NAMES = 5
_ID = Qt.ItemDataRole.UserRole
WHY = "Chọn văn bản ở bên trái rồi bấm Lập. Từng văn bản, chỗ còn thiếu của nó sẽ được nêu ở đây."


@dataclass(frozen=True, slots=True)
class ResultRow:
    """What became of one document: its file, or why there is none."""

    key: str
    title: str
    path: Path | None
    missing: tuple[str, ...]
    why: str

    @property
    def state(self) -> str:
        """Return the state whose sign is shown."""
        if self.path is None:
            return "not_met"
        return "doubtful" if self.missing else "done"

    @property
    def words(self) -> str:
        """Return what became of the document in words."""
        if self.path is None:
            return "Chưa lập được"
        return f"Đã lập, còn {len(self.missing)} chỗ trống" if self.missing else "Đã lập, đủ"

    @property
    def about(self) -> str:
        """Return the file's name, or why there is none and what to do."""
        return self.path.name if self.path else self.why


COLUMNS: tuple[Column[ResultRow], ...] = (
    Column("Văn bản", lambda row: row.title, width=0, tooltip=lambda row: row.title),
    Column("Kết quả", lambda row: row.words, width=190, state=lambda row: row.state,
           tooltip=lambda row: "\n".join(row.missing) or row.words),
    Column("Tệp, lý do", lambda row: row.about, width=210, tooltip=lambda row: row.about),
)  # fmt: skip


def result_rows(done: BuiltMany, titles: dict[str, str], names: dict[str, str]) -> list[ResultRow]:
    """Return what became of each document; what was not made first. `names`: file to document."""
    failed = [
        ResultRow(
            one.report_id, titles[one.report_id], None, (), f"{one.message} {one.hint}".strip()
        )
        for one in done.failed
    ]
    built = [
        ResultRow(names[one.path.name], titles[names[one.path.name]], one.path, one.missing, "")
        for one in done.built
    ]
    return failed + built


class ManyPage(QWidget):
    """The checklist at the left, the results at the right; `start` waits for quiet jobs."""

    subtitle = SUBTITLE

    def __init__(
        self,
        context: AppContext,
        notice: NoticeBar,
        start: Callable[[Callable[[], None]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._notice, self._start = context, notice, start
        self._titles = {one.id: one.title for one in reporting.report_kinds()}
        self.list = QListWidget()
        self.list.setAccessibleName("Văn bản của kỳ")
        self.list.setProperty("kind", "plain")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.itemChanged.connect(lambda _: self._count())
        self.all_button = button("Chọn tất cả", partial(self._tick_all, ticked=True), kind="link")
        self.none_button = button("Bỏ chọn", partial(self._tick_all, ticked=False), kind="link")
        self.draft = QCheckBox("Bản dự thảo, có dấu “chưa đối chiếu”")
        self.make = button("", self.ask, icon="report", kind="primary")
        self.results = RecordTable(COLUMNS, "Kết quả lập văn bản")
        self.results.set_empty(EmptyState("Chưa lập", WHY, icon="report"))
        self.results.row_opened.connect(self._open)
        self.results.row_chosen.connect(self._show_gaps)
        self.gaps = label("", "small", wrap=True)
        self.told = label("", "strong", wrap=True)
        self.open_file = button("Mở tệp", self._open_current, icon="open")
        self.open_folder = button("Mở thư mục", self._open_folder, kind="quiet")
        self._folder: Path | None = None
        self._fill()
        self._lay_out()
        self._show_result_tools(shown=False)
        context.period_chosen.connect(lambda _: self._count())

    def _fill(self) -> None:
        """List the documents, all ticked."""
        self.list.blockSignals(True)
        for report_id in many_documents.period_documents():
            item = QListWidgetItem(self._titles[report_id], self.list)
            item.setData(_ID, report_id)
            item.setToolTip(self._titles[report_id])
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
        self.list.blockSignals(False)
        self.list.setCurrentRow(0)
        self._count()

    def _lay_out(self) -> None:
        """Place the checklist beside the results."""
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        tools = QHBoxLayout()
        tools.setSpacing(style.MEDIUM)
        tools.addWidget(self.all_button)
        tools.addWidget(self.none_button)
        tools.addStretch(1)
        column.addLayout(tools)
        column.addWidget(self.list, 1)
        column.addWidget(self.draft)
        column.addWidget(self.make)
        inner = QVBoxLayout(right)
        inner.setContentsMargins(style.MEDIUM, 0, 0, 0)
        inner.setSpacing(style.SMALL)
        inner.addWidget(self.told)
        inner.addWidget(self.results, 1)
        inner.addWidget(self.gaps)
        foot = QHBoxLayout()
        foot.setSpacing(style.SMALL)
        foot.addWidget(self.open_file)
        foot.addWidget(self.open_folder)
        foot.addStretch(1)
        inner.addLayout(foot)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(right)
        split.setChildrenCollapsible(False)
        split.setSizes([LIST_WIDTH, RESULT_WIDTH])
        split.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, style.SMALL, 0, 0)
        whole.addWidget(split)

    # --- choosing ---

    def ticked(self) -> tuple[str, ...]:
        """Return the ids of the ticked documents in their order."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(
            str(one.data(_ID)) for one in items if one.checkState() is Qt.CheckState.Checked
        )

    def _tick_all(self, *, ticked: bool) -> None:
        """Tick every document, or none."""
        state = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        self.list.blockSignals(True)
        for row in range(self.list.count()):
            self.list.item(row).setCheckState(state)
        self.list.blockSignals(False)
        self._count()

    def _count(self) -> None:
        """Say how many documents of which period are made."""
        count = len(self.ticked())
        period = parse_period(self._context.period_id).label
        self.make.setText(f"Lập {count} văn bản, {period}…" if count else "Chọn văn bản để lập")
        self.make.setEnabled(count > 0)

    # --- making ---

    def ask(self) -> None:
        """Ask for a folder, and before files that are there are replaced."""
        folder = file_choice.ask_folder(self, "Lập vào thư mục", PURPOSE)
        if folder is None:
            return
        there = [name for name in self._names() if (folder / name).exists()]
        shown = "\n".join(there[:SHOWN_NAMES]) + ("\n…" if len(there) > SHOWN_NAMES else "")
        if not there or notices.confirm(
            f"Thư mục đã có {len(there)} tệp cùng tên.",
            f"Thay {len(there)} tệp",
            f"Phần sửa tay trong các tệp này sẽ mất:\n{shown}",
            danger=True,
        ):
            self._start(partial(self._build, folder))

    def _names(self) -> dict[str, str]:
        """Return the name of each file with the document it holds."""
        workspace, period_id = self._context.workspace, self._context.period_id
        return {reporting.suggested_name(workspace, one, period_id): one for one in self.ticked()}

    def _build(self, folder: Path) -> None:
        """Make the documents on a thread; stopping keeps those that are finished."""
        context, names, wanted = self._context, self._names(), self.ticked()
        workspace, period_id, set_id = context.workspace, context.period_id, context.set_id or None
        is_draft = self.draft.isChecked()

        def work(progress: Progress) -> BuiltMany:
            with contextlib.closing(workspace.reopen()) as own:
                return many_documents.build_many(
                    own,
                    period_id,
                    folder,
                    set_id=set_id,
                    report_ids=wanted,
                    draft=is_draft,
                    progress=progress,
                )

        done = partial(self.show_done, folder, names)
        job = jobs.run(self, f"Đang lập {len(wanted)} văn bản", work, done)
        job.cancelled.connect(partial(self._show_stopped, folder))

    def show_done(self, folder: Path, names: dict[str, str], done: BuiltMany) -> None:
        """List what became of each document."""
        self._folder = folder
        self.results.set_rows(result_rows(done, self._titles, names))
        failed = f", {len(done.failed)} văn bản chưa lập được" if done.failed else ""
        self.told.setText(f"Đã lập {len(done.built)} văn bản vào {folder}{failed}.")
        style.set_kind(self.told, "warning" if failed else "good")
        self._show_result_tools(shown=True)
        self.results.view.selectRow(0)
        self.results.view.setFocus()
        self._context.status_said.emit(f"Đã lập {len(done.built)} văn bản")

    def _show_stopped(self, folder: Path) -> None:
        """Say that what was finished is kept."""
        self._notice.show_notice(
            "Đã dừng; văn bản nào lập xong trước đó vẫn nằm trong thư mục.",
            action="Mở thư mục",
            on_action=partial(file_choice.open_path, folder),
        )

    def _show_result_tools(self, *, shown: bool) -> None:
        """Show what can be done with results where there are any."""
        for part in (self.told, self.gaps, self.open_file, self.open_folder):
            part.setVisible(shown)

    def _show_gaps(self, row: ResultRow) -> None:
        """Say in full what the chosen document lacks, or why it was not made."""
        self.open_file.setEnabled(row.path is not None)
        shown = "\n".join(f"– {one}" for one in row.missing[:SHOWN_NAMES])
        more = len(row.missing) - SHOWN_NAMES
        tail = f"\n… và {more} chỗ nữa" if more > 0 else ""
        self.gaps.setText(f"Còn trống:\n{shown}{tail}" if shown else row.why)

    def _open_current(self) -> None:
        """Open the file of the chosen document."""
        row = self.results.current_row()
        if row is not None:
            self._open(row)

    def _open(self, row: ResultRow) -> None:
        """Open the file of a document; say why there is none."""
        if row.path is None:
            notices.show_error(f"Chưa lập được {row.title}.", row.why)
        else:
            file_choice.open_path(row.path)

    def _open_folder(self) -> None:
        """Open the folder of the files."""
        if self._folder is not None:
            file_choice.open_path(self._folder)
