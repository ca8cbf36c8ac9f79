"""The dialog that shows what an Excel sheet would change before anything is taken in."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.entity import entity_named
from ntm_desktop.progress import Progress
from ntm_desktop.services import sheets
from ntm_desktop.services.sheets import CellError, Imported
from ui import jobs, style
from ui.context import AppContext
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.widgets.page import button, label

COUNTS = (
    ("inserted", "thêm mới"),
    ("updated", "sửa"),
    ("unchanged", "giữ nguyên"),
    ("rejected", "không nhận"),
)
ALL_WELL = "Không có ô nào sai."
WRONG = "Dòng có ô sai không được nhận; các dòng khác vẫn nhập được. Sửa trong Excel rồi nhập lại."
_COLUMNS: tuple[Column[CellError], ...] = (
    Column("Ô", lambda one: one.cell, width=70),
    Column("Đang ghi", lambda one: one.value, width=150),
    Column("Vì sao không nhận", lambda one: one.rule, width=0),
    Column("Cách sửa", lambda one: one.fix, width=220),
)


class SheetImportDialog(QDialog):
    """Counts of rows to be added, changed, left and refused; the errors by cell; one button."""

    def __init__(
        self,
        context: AppContext,
        entity: str,
        path: Path,
        found: Imported,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._entity, self._path = context, entity, path
        self.found = found
        plural = entity_named(entity).plural
        self.setWindowTitle(f"Nhập {plural.lower()} từ Excel")
        self.setMinimumSize(style.scaled(720), style.scaled(420))
        self.counts = label(counts_text(found), "strong", wrap=True)
        self.note = label(WRONG if found.errors else ALL_WELL, "small", wrap=True)
        self.errors = RecordTable(_COLUMNS, "Ô không nhận")
        self.errors.set_rows(found.errors)
        self.errors.setVisible(bool(found.errors))
        written = found.inserted + found.updated
        self.act = button(f"Nhập {written} dòng", self._take, kind="primary")
        self.act.setEnabled(bool(written))
        self._lay_out(plural)

    def _lay_out(self, plural: str) -> None:
        """Place counts over errors over buttons."""
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.LARGE, style.HUGE, style.LARGE)
        column.setSpacing(style.MEDIUM)
        column.addWidget(label(f"{plural}: {self._path.name}", "section", wrap=True))
        column.addWidget(self.counts)
        if self.found.ignored:
            names = ", ".join(self.found.ignored)
            column.addWidget(label(f"Cột không dùng: {names}.", "warning", wrap=True))
        column.addWidget(self.note)
        column.addWidget(self.errors, 1)
        column.addStretch(0 if self.found.errors else 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("Để nguyên", self.reject))
        foot.addWidget(self.act)
        column.addLayout(foot)

    def _take(self) -> None:
        """Take the rows in on a job, then close."""
        self.act.setEnabled(False)
        work = read_work(self._context, self._entity, self._path, dry_run=False)
        job = jobs.run(self, "Đang nhập từ Excel", work, self._finish)
        job.failed.connect(lambda error: self.act.setEnabled(True))
        job.cancelled.connect(lambda: self.act.setEnabled(True))

    def _finish(self, taken: Imported) -> None:
        """Show what was taken everywhere."""
        self._context.reload_all()
        self._context.status_said.emit(f"Đã nhập từ {self._path.name}: {counts_text(taken)}")
        self.accept()


def counts_text(found: Imported) -> str:
    """Return "Đọc 12 dòng: 3 thêm mới, 9 giữ nguyên"."""
    parts = [f"{getattr(found, name)} {word}" for name, word in COUNTS if getattr(found, name)]
    told = f": {', '.join(parts)}" if parts else ""
    return f"Đọc {found.read} dòng{told}."


def read_work(
    context: AppContext, entity: str, path: Path, *, dry_run: bool
) -> Callable[[Progress], Imported]:
    """Return the work of a job that reads a sheet, on a store of its own."""

    def work(progress: Progress) -> Imported:
        progress(0, 0, f"Đang đọc {path.name}")
        with contextlib.closing(context.workspace.reopen()) as own:
            return sheets.import_records(own, entity, path, dry_run=dry_run)

    return work
