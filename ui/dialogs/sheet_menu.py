"""The button "Excel": registers out to a plain sheet and back in, with a preview, on a job."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from ntm_desktop.domain.entity import entity_named
from ntm_desktop.progress import Progress
from ntm_desktop.services import sheets
from ntm_desktop.services.sheets import Exported, Imported
from ui import jobs
from ui.context import AppContext
from ui.dialogs import file_choice
from ui.dialogs.sheet_dialog import SheetImportDialog, read_work
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page import button

PURPOSE = "sheets"
PATTERN = "Bảng tính Excel (*.xlsx)"
READABLE = "Bảng tính (*.xlsx *.csv)"


class SheetMenu:
    """Puts "Xuất Excel…" and "Nhập từ Excel…" of some entities under one button."""

    def __init__(
        self, context: AppContext, owner: QWidget, notice: NoticeBar, entities: Sequence[str]
    ) -> None:
        self._context, self._owner, self._notice = context, owner, notice
        self.dialog: SheetImportDialog | None = None
        self.button: QPushButton = button("Excel")
        self.button.setAccessibleName("Xuất ra, nhập từ Excel")
        self.button.setToolTip("Xuất ra Excel để in, sửa hàng loạt; nhập lại có xem trước")
        self.menu = QMenu(self.button)
        for verb, act in (("Xuất Excel", self.export), ("Nhập từ Excel", self.ask_import)):
            for entity in entities:
                named = f": {entity_named(entity).plural.lower()}" if len(entities) > 1 else ""
                action = self.menu.addAction(f"{verb}{named}…")
                action.triggered.connect(partial(self._run, act, entity))
        self.button.setMenu(self.menu)

    def _run(self, act: object, entity: str, *_checked: bool) -> None:
        """Do what an entry of the menu says."""
        assert callable(act)
        act(entity)

    def export(self, entity: str) -> None:
        """Ask for a file and write the register to it."""
        plural = entity_named(entity).plural
        path = file_choice.ask_save_path(
            self._owner, f"Xuất {plural.lower()} ra Excel", PURPOSE, f"{plural}.xlsx", PATTERN
        )
        if path is not None:
            self.write(entity, path)

    def write(self, entity: str, path: Path) -> None:
        """Write the register on a job."""

        def work(progress: Progress) -> Exported:
            progress(0, 0, f"Đang ghi {path.name}")
            with contextlib.closing(self._context.workspace.reopen()) as own:
                return sheets.export_records(own, entity, path)

        jobs.run(self._owner, "Đang xuất Excel", work, self._told)

    def _told(self, done: Exported) -> None:
        """Say where the file is."""
        self._notice.show_notice(
            f"Đã xuất {sum(done.counts.values())} dòng ra {done.path.name}.",
            "Sửa trong Excel rồi nhập lại bằng “Nhập từ Excel…”; đừng xóa cột mã ẩn.",
            kind="good",
            action="Mở tệp",
            on_action=lambda: file_choice.open_path(done.path),
        )

    def ask_import(self, entity: str) -> None:
        """Ask for a file and show what it would change."""
        folder = str(file_choice.last_folder(PURPOSE))
        title = f"Nhập {entity_named(entity).plural.lower()} từ Excel"
        name, _ = QFileDialog.getOpenFileName(self._owner, title, folder, READABLE)
        if name:
            self.read(entity, Path(name))

    def read(self, entity: str, path: Path) -> None:
        """Read a sheet on a job without keeping anything, then show the preview."""
        work = read_work(self._context, entity, path, dry_run=True)
        jobs.run(self._owner, "Đang đọc tệp Excel", work, partial(self._preview, entity, path))

    def _preview(self, entity: str, path: Path, found: Imported) -> None:
        """Show what the sheet would change."""
        self.dialog = SheetImportDialog(self._context, entity, path, found, self._owner)
        self.dialog.open()
