"""The dialog that shows what an Excel sheet would change before anything is taken in."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.entity import entity_named
from ntm_desktop.domain.numbers import MoneyUnit
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.progress import Progress
from ntm_desktop.services import sheets
from ntm_desktop.services.sheets import Imported, TakenRow
from ui import jobs, style
from ui.context import AppContext
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.widgets.page import button, label
from ui.widgets.record_form import CalmComboBox

COUNTS = (
    ("inserted", "thêm mới"),
    ("updated", "sửa"),
    ("unchanged", "không đổi"),
    ("rejected", "không nhận"),
)
_VERDICTS = (("", "tất cả"), *COUNTS)
WORDS = {**dict(COUNTS), "rejected": "lỗi, không nhận"}
SIGNS = {"inserted": "done", "updated": "doing", "unchanged": "no_data", "rejected": "not_met"}
ALL_WELL = "Không có ô nào sai."
WRONG = "Dòng có ô sai không được nhận; các dòng khác vẫn nhập được. Sửa trong Excel rồi nhập lại."
EMPTY_CELL = "(trống)"
BARE_UNITS: tuple[tuple[str, str], ...] = (
    ("", "chưa chọn: không nhận các dòng này"),
    ("dong", "đồng"),
    ("million", "triệu đồng"),
    ("billion", "tỷ đồng"),
)
SHOWN_CHANGES = 6


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One line of the preview: a row of the file, or one of its cells that changes or is wrong."""

    row: int
    verdict: str
    title: str
    cell: str = ""
    value: str = ""
    why: str = ""
    fix: str = ""


_COLUMNS: tuple[Column[PreviewLine], ...] = (
    Column("Dòng", lambda one: str(one.row), numeric=True, sort_key=lambda one: one.row, width=58),
    Column(
        "Kết quả",
        lambda one: capital_first(WORDS[one.verdict]),
        state=lambda one: SIGNS[one.verdict],
        width=142,
    ),
    Column("Bản ghi", lambda one: one.title, tooltip=lambda one: one.title, width=160),
    Column("Ô", lambda one: one.cell, width=58),
    Column("Trong tệp", lambda one: one.value, tooltip=lambda one: one.value, width=130),
    Column("Thay đổi, lý do", lambda one: one.why, tooltip=lambda one: one.why, width=0),
    Column("Cách sửa", lambda one: one.fix, tooltip=lambda one: one.fix, width=230),
)


def preview_lines(found: Imported) -> list[PreviewLine]:
    """Return what the file would do, a line each: whole rows, or cells that change or are wrong."""
    return [line for row in found.rows for line in _lines_of(row)]


def _lines_of(row: TakenRow) -> list[PreviewLine]:
    """Return the lines of one row of the file."""
    if row.verdict == "rejected":
        return [
            PreviewLine(row.number, row.verdict, row.title, one.cell, one.value, one.rule, one.fix)
            for one in row.errors
        ]
    if row.verdict == "updated":
        return [
            PreviewLine(
                row.number, row.verdict, row.title, one.cell, one.new,
                f"{one.label}: {one.old or EMPTY_CELL} → {one.new or EMPTY_CELL}",
            )
            for one in row.changes
        ]  # fmt: skip
    told = [f"{one.label}: {one.new}" for one in row.changes]
    why = "; ".join(told[:SHOWN_CHANGES]) + ("…" if len(told) > SHOWN_CHANGES else "")
    return [PreviewLine(row.number, row.verdict, row.title, why=why)]


class SheetImportDialog(QDialog):
    """The rows of the file by what becomes of them, wrong cells with reason and way; one button."""

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
        self._bare_unit: MoneyUnit | None = None
        plural = entity_named(entity).plural
        self.setWindowTitle(f"Nhập {plural.lower()} từ Excel")
        self.setMinimumSize(style.scaled(720), style.scaled(420))
        self.resize(style.scaled(1180), style.scaled(560))
        self.counts = label("", "strong", wrap=True)
        self.note = label("", "small", wrap=True)
        self.bare_told = label("", "warning", wrap=True)
        self.units = CalmComboBox()
        self.units.setAccessibleName("Đơn vị của các số tiền không ghi đơn vị")
        self.units.offer(BARE_UNITS)
        self.units.activated.connect(lambda _: self._choose_unit())
        self.lines: list[PreviewLine] = []
        self.table = RecordTable(_COLUMNS, "Các dòng của tệp", filterable=True)
        self.detail = label("", "small", wrap=True)
        self.table.row_chosen.connect(self._tell_line)
        self.verdicts: dict[str, QPushButton] = {}
        self.act = button("Nhập", self._take, kind="primary")
        self._lay_out(plural)
        self._show(found)

    def _show(self, found: Imported) -> None:
        """Show what the file would do, as it is understood now."""
        self.found, self.lines = found, preview_lines(found)
        written = found.inserted + found.updated
        self.act.setText(f"Nhập {written} dòng")
        self.act.setEnabled(bool(written))
        self.counts.setText(counts_text(found))
        self.note.setText(WRONG if found.errors else ALL_WELL)
        self.bare_told.setText(_bare_text(found))
        for part in (self.bare_told, self.units):
            part.setVisible(bool(found.bare))
        for verdict, word in _VERDICTS:
            made, count = self.verdicts[verdict], getattr(found, verdict or "read")
            made.setText(f"{capital_first(word)} ({count})")
            made.setMinimumWidth(
                made.fontMetrics().horizontalAdvance(made.text()) + 2 * style.LARGE
            )
            made.setEnabled(bool(count))
        self.show_verdict("rejected" if found.errors else "")

    def _choose_unit(self) -> None:
        """Read the file again with the unit of its amounts without one."""
        chosen = self.units.currentData()
        self._bare_unit = chosen or None
        work = read_work(
            self._context, self._entity, self._path, dry_run=True, bare_unit=self._bare_unit
        )
        jobs.run(self, "Đang đọc tệp Excel", work, self._show)

    def _choices(self) -> QHBoxLayout:
        """Return the ways to the rows of each verdict."""
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        group = QButtonGroup(self)
        for verdict, word in _VERDICTS:
            made = button(capital_first(word), partial(self.show_verdict, verdict), kind="choice")
            made.setCheckable(True)
            group.addButton(made)
            row.addWidget(made)
            self.verdicts[verdict] = made
        row.addStretch(1)
        return row

    def show_verdict(self, verdict: str) -> None:
        """Show the rows of one verdict, "" for all."""
        self.verdicts[verdict].setChecked(True)
        self.table.set_rows(one for one in self.lines if verdict in ("", one.verdict))
        shown = self.table.sorted.shown_rows()
        self._tell_line(self.table.current_row() or (shown[0] if shown else None))

    def _tell_line(self, one: PreviewLine | None) -> None:
        """Say in full what the columns may cut: what changes or why not, and the way."""
        told = " ".join(filter(None, (one.why, one.fix))) if one is not None else ""
        place = f"Dòng {one.row}, {one.title}: " if one is not None and told else ""
        self.detail.setText(f"{place}{told}")

    def _lay_out(self, plural: str) -> None:
        """Place counts over rows over buttons."""
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.LARGE, style.HUGE, style.LARGE)
        column.setSpacing(style.MEDIUM)
        column.addWidget(label(f"{plural}: {self._path.name}", "section", wrap=True))
        column.addWidget(self.counts)
        if self.found.ignored:
            names = ", ".join(self.found.ignored)
            column.addWidget(label(f"Cột không dùng: {names}.", "warning", wrap=True))
        column.addWidget(self.note)
        asked = QHBoxLayout()
        asked.setSpacing(style.SMALL)
        asked.addWidget(self.bare_told, 1)
        asked.addWidget(self.units)
        column.addLayout(asked)
        column.addLayout(self._choices())
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("Để nguyên", self.reject))
        foot.addWidget(self.act)
        column.addLayout(foot)

    def _take(self) -> None:
        """Take the rows in on a job, then close."""
        self.act.setEnabled(False)
        work = read_work(
            self._context, self._entity, self._path, dry_run=False, bare_unit=self._bare_unit
        )
        job = jobs.run(self, "Đang nhập từ Excel", work, self._finish)
        job.failed.connect(lambda error: self.act.setEnabled(True))
        job.cancelled.connect(lambda: self.act.setEnabled(True))

    def _finish(self, taken: Imported) -> None:
        """Show what was taken everywhere."""
        self._context.reload_all()
        self._context.status_said.emit(f"Đã nhập từ {self._path.name}: {counts_text(taken)}")
        self.accept()


def counts_text(found: Imported) -> str:
    """Return "Đọc 12 dòng: 3 thêm mới, 9 không đổi"."""
    parts = [f"{getattr(found, name)} {word}" for name, word in COUNTS if getattr(found, name)]
    told = f": {', '.join(parts)}" if parts else ""
    return f"Đọc {found.read} dòng{told}."


def _bare_text(found: Imported) -> str:
    """Return the question about small amounts without a unit, with the first of them."""
    shown = ", ".join(f"{one.cell} = {one.value}" for one in found.bare[:3])
    more = " …" if len(found.bare) > 3 else ""
    return (
        f"{len(found.bare)} số tiền nhỏ không ghi đơn vị ({shown}{more}). Trong tệp này các số đó "
        "tính bằng:"
    )


def read_work(
    context: AppContext,
    entity: str,
    path: Path,
    *,
    dry_run: bool,
    bare_unit: MoneyUnit | None = None,
) -> Callable[[Progress], Imported]:
    """Return the work of a job that reads a sheet, on a store of its own."""

    def work(progress: Progress) -> Imported:
        progress(0, 0, f"Đang đọc {path.name}")
        with contextlib.closing(context.workspace.reopen()) as own:
            return sheets.import_records(own, entity, path, dry_run=dry_run, bare_unit=bare_unit)

    return work
