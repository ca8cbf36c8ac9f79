"""The page "Dữ liệu, sao lưu": the data folder, its copies, and the way to other data."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.dates import local_time
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.progress import Progress
from ntm_desktop.services import samples, upkeep
from ntm_desktop.services.upkeep import Rebuilt
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.settings import load_settings
from ui import jobs, style
from ui.context import AppContext
from ui.dialogs import file_choice
from ui.dialogs.first_run_dialog import FirstRunChoice, sample_folder
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.views.settings_view.section import Section
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page import (
    button,
    card,
    clear_layout,
    label,
    section_header,
)

T = TypeVar("T")
BACKUP_WHY = (
    "Bản sao được mở lại và so từng dòng với dữ liệu gốc rồi mới tính là xong. Nên chép thêm ra "
    "USB hoặc ổ đĩa khác."
)
OTHER_DATA_WHY = (
    "Dữ liệu đang mở được lưu và đóng lại, rồi dữ liệu kia mở trong cửa sổ này. Mỗi đơn vị một thư "
    "mục; các thư mục không lẫn vào nhau."
)
BACKUP, DATA = "backup", "data"


@dataclasses.dataclass(frozen=True, slots=True)
class BackupRow:
    """A copy of the data file as the list shows it; `made` is local time, `size` in bytes."""

    key: str
    made: datetime.datetime
    size: int


def backup_rows(workspace: Workspace) -> tuple[BackupRow, ...]:
    """Return the copies beside the data, the newest first."""
    return tuple(
        BackupRow(
            path.name,
            local_time(path.stat().st_mtime_ns // 1_000_000),
            path.stat().st_size,
        )
        for path in upkeep.list_backups(workspace)
    )


class OtherData(QWidget):
    """The ways to another data folder, which is opened in place of this one."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.recent: list[QPushButton] = []
        self.open = button("Mở thư mục khác…", self._open, icon="open")
        self.new = button("Tạo dữ liệu mới…", lambda: self._ask(None), icon="add")
        self.sample = button("Mở dữ liệu mẫu…", icon="overview")
        self.sample_menu = QMenu(self)
        for one in samples.list_samples():
            self.sample_menu.addAction(one.title, partial(self._open_sample, one.name))
        self.sample.setMenu(self.sample_menu)
        self._caption = label("Thư mục mở gần đây", "small")
        self._list = QVBoxLayout()
        self._list.setSpacing(style.TINY)
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        for made in (self.open, self.new, self.sample):
            row.addWidget(made)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addLayout(row)
        column.addWidget(self._caption)
        column.addLayout(self._list)

    def reload(self) -> None:
        """List the other folders that were opened lately and are still there."""
        clear_layout(self._list)
        here = self._context.workspace.folder.resolve()
        folders = [Path(kept) for kept in load_settings().recent_folders]
        found = [one for one in folders if one.resolve() != here and one.is_dir()]
        self.recent = [
            button(str(one), partial(self._open_folder, one), kind="link") for one in found
        ]
        for made in self.recent:
            self._list.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        self._caption.setVisible(bool(found))

    def _open(self) -> None:
        """Ask for a data folder and open it."""
        folder = file_choice.ask_folder(self, "Mở thư mục dữ liệu", DATA)
        if folder is not None:
            self._open_folder(folder)

    def _open_folder(self, folder: Path) -> None:
        """Open a data folder that was made before."""
        if folder.resolve() == self._context.workspace.folder.resolve():
            self._context.status_said.emit("Thư mục này đang mở.")
            return
        self._ask(FirstRunChoice(folder=folder, existing=True))

    def _open_sample(self, name: str) -> None:
        """Open a sample in its own folder."""
        self._ask(FirstRunChoice(folder=sample_folder(name), sample=name))

    def _ask(self, choice: FirstRunChoice | None) -> None:
        """Ask the application to open other data."""
        self._context.other_data_asked.emit(choice)


class DataSection(Section):
    """Where the data lies, its copies, and whether it is sound."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.result = NoticeBar()
        self.last = label("", "muted", wrap=True)
        self.place = label(str(context.workspace.folder), wrap=True)
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.backups = RecordTable(_backup_columns(), "Các bản sao lưu")
        self.backups.setMinimumHeight(6 * style.row_height())
        self.backups.set_empty(
            EmptyState("Chưa có bản sao lưu", "Bản sao nằm ở thư mục “sao-luu” cạnh dữ liệu.")
        )
        self.back_up = button("Sao lưu ngay", self._back_up, icon="backup", kind="primary")
        self.elsewhere = button("Sao lưu ra nơi khác…", self._back_up_elsewhere)
        self.check = button("Kiểm tra dữ liệu", self._check, icon="check")
        self.other = OtherData(context)
        self._lay_out()

    def _lay_out(self) -> None:
        """Place the folder above the copies."""
        folder = button("Mở thư mục", self._open_folder, icon="open")
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        row.addWidget(self.place, 1)
        row.addWidget(self.check)
        row.addWidget(folder)
        self.add(section_header("Dữ liệu"), self.result)
        self.add(card(label("Thư mục dữ liệu", "small"), row, margin=style.MEDIUM))
        self.add(section_header("Sao lưu", self.elsewhere, self.back_up), self.last)
        self.add(label(BACKUP_WHY, "small", wrap=True), self.backups)
        self.add(section_header("Mở dữ liệu khác"), label(OTHER_DATA_WHY, "small", wrap=True))
        self.add(card(self.other, margin=style.MEDIUM))
        self.column.addStretch(1)

    def reload(self) -> None:
        """Show the copies there are now."""
        rows = backup_rows(self.context.workspace)
        self.backups.set_rows(rows)
        self.last.setText(
            f"Bản gần nhất: {_backup_time(rows[0])}. Có {len(rows)} bản."
            if rows
            else "Chưa sao lưu lần nào. Chương trình tự sao lưu trước mỗi lần nhận tệp."
        )
        self.other.reload()

    def _open_folder(self) -> None:
        """Open the data folder."""
        file_choice.open_path(self.context.workspace.folder)

    def _back_up(self) -> None:
        """Make a copy beside the data."""
        self._run("Đang sao lưu", upkeep.back_up, self._show_backup)

    def _back_up_elsewhere(self) -> None:
        """Make a copy in a folder that a person chooses, such as one on a USB stick."""
        folder = file_choice.ask_folder(self, "Sao lưu vào thư mục", BACKUP)
        if folder is not None:
            self._run(
                "Đang sao lưu",
                lambda workspace: upkeep.back_up(workspace, folder),
                self._show_backup,
            )

    def _show_backup(self, path: Path) -> None:
        """Say where the verified copy lies."""
        self.context.reload_all()  # the status line says when the last copy was made
        self.result.show_notice(
            f"Đã sao lưu và kiểm tra bản sao {path.name}.",
            f"Trong thư mục {path.parent}",
            kind="good",
            action="Mở thư mục",
            on_action=lambda: file_choice.open_path(path.parent),
        )
        self.context.status_said.emit("Đã sao lưu.")

    def _check(self) -> None:
        """Compare every table with the log of changes."""
        self._run("Đang kiểm tra dữ liệu", upkeep.check_log, self._show_check)

    def _show_check(self, found: Rebuilt) -> None:
        """Say whether the tables are what the log says, and what can be done if not."""
        if found.is_sound:
            self.result.show_notice(
                "Dữ liệu nguyên vẹn.",
                "Mọi bảng đúng bằng kết quả tính lại từ nhật ký thay đổi.",
                kind="good",
            )
            return
        self.result.show_notice(
            "Bảng dữ liệu không khớp với nhật ký thay đổi.",
            "Nhật ký vẫn còn đủ. Sao lưu rồi lập lại các bảng từ nhật ký.",
            kind="bad",
            action="Sao lưu và lập lại",
            on_action=self._rebuild,
        )

    def _rebuild(self) -> None:
        """Make a copy, then compute every table anew from the log."""

        def work(workspace: Workspace) -> Rebuilt:
            upkeep.back_up(workspace)
            upkeep.rebuild(workspace)
            return upkeep.check_log(workspace)

        self._run("Đang lập lại dữ liệu", work, self._show_rebuilt)

    def _show_rebuilt(self, found: Rebuilt) -> None:
        """Show the tables that were computed anew."""
        self.context.reload_all()
        self._show_check(found)

    def _run(
        self, title: str, call: Callable[[Workspace], T], on_done: Callable[[T], None]
    ) -> None:
        """Run a service call on a thread, on a workspace of its own."""
        workspace = self.context.workspace

        def work(progress: Progress) -> T:
            progress(0, 0, f"{title}…")
            with contextlib.closing(workspace.reopen()) as own:
                return call(own)

        jobs.run(self, title, work, on_done)


def _backup_columns() -> tuple[Column[BackupRow], ...]:
    """Return the columns of the list of copies."""
    return (
        Column(
            "Lúc", lambda one: f"{one.made:%H:%M ngày %d/%m/%Y}", lambda one: one.made, width=190
        ),
        Column("Tệp", lambda one: one.key, width=0),
        Column(
            "Dung lượng",
            lambda one: f"{format_number(round(one.size / 1024))} KB",
            lambda one: one.size,
            numeric=True,
            width=110,
        ),
    )


def _backup_time(one: BackupRow) -> str:
    """Return when a copy was made, local time."""
    return f"{one.made:%d/%m/%Y %H:%M}"
