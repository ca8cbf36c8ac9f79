"""The funding forms (Biểu 11, 12, 13) and other sums; every amount opens the rows behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.ledger import MoneyRow
from ntm_desktop.domain.numbers import MoneyUnit, format_money, format_percent
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.progress import Progress
from ntm_desktop.services import funding_tables, records, works
from ntm_desktop.services.funding_tables import (
    FundingCell,
    FundingColumn,
    FundingLine,
    FundingTable,
)
from ui import jobs, style
from ui.context import AppContext
from ui.dialogs import file_choice
from ui.dialogs.word_button import WordButton
from ui.models.funding_grid import FundingGrid, column_title
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.money_text import UNITS, kind_name, million, source_name
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page import button, label
from ui.widgets.record_form import CalmComboBox
from ui.widgets.side_by_side import SideBySide

FORMS = (("11", "Biểu 11"), ("12", "Biểu 12"), ("13", "Biểu 13"))
SUMS = (
    ("year", "Cộng theo năm"),
    ("type", "Cộng theo loại"),
    ("village", "Cộng theo thôn"),
    ("component", "Cộng theo hợp phần"),
    ("work", "Cộng theo công trình"),
)
WORD_FORMS = {
    "11": "bieu-11-nguon-luc",
    "12": "bieu-12-noi-dung",
    "13": "bieu-13-loai-cong-trinh",
}
WORD_UNITS: Mapping[MoneyUnit, str] = {"million": "trieu", "dong": "dong", "billion": "ty"}
PURPOSE = "sheets"
PATTERN = "Bảng tính Excel (*.xlsx)"
WHY = (
    "Biểu được cộng từ các dòng vốn của công trình và đóng góp của người dân trong kỳ đang chọn. "
    "Mở một công trình và thêm dòng vốn, hoặc nhập từ Excel ở danh sách."
)


@dataclass(frozen=True, slots=True)
class BehindRow:
    """One amount behind a cell, with the name of its work."""

    key: str
    row: MoneyRow
    work: str


class FundingPage(QWidget):
    """`opened` carries entity and key of a record behind an amount."""

    opened = Signal(str, str)
    subtitle = "Nguồn vốn huy động trong kỳ; bấm Enter ở một ô để xem các dòng vốn phía sau"

    def __init__(self, context: AppContext, notice: NoticeBar) -> None:
        super().__init__()
        self._context, self._notice = context, notice
        self._is_stale = True
        self._titles: Mapping[str, str] | None = None
        self._table: FundingTable | None = None
        self._opened: tuple[str, int] | None = None
        self.which = "11"
        self._told_shares = ""
        self.choices: dict[str, QPushButton] = {}
        self.unit = _combo("Đơn vị tính", UNITS)
        self.rounding = _combo("Số lẻ", (("", "Số lẻ đầy đủ"), ("0", "Làm tròn")))
        self.sums = _combo("Cộng theo", (("", "Cộng theo…"), *SUMS))
        self.export_button = button("Xuất Excel…", self.export, icon="file", kind="quiet")
        self.word = WordButton(context, self, notice, self._word)
        self.title = label("", "section", wrap=True)
        self.grid = FundingGrid()
        self.notes = label("", "small", wrap=True)
        self.behind = RecordTable(_behind_columns(), "Các dòng vốn phía sau")
        self._empty = EmptyState("Kỳ này chưa có dòng vốn nào", WHY, icon="work")
        self.sides = SideBySide(self._main(), width=480)
        self._behind_sum = label("", "strong", wrap=True)
        self.sides.content.addWidget(self._behind_sum)
        self.sides.content.addWidget(self.behind, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.MEDIUM, 0, 0)
        column.setSpacing(style.SMALL)
        column.addLayout(self._tools())
        column.addWidget(self.sides, 1)
        self._connect()

    def _tools(self) -> QVBoxLayout:
        """Return the choices over the form."""
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        group = QButtonGroup(self)
        for form, title in FORMS:
            made = button(title, partial(self.choose, form), kind="choice")
            made.setCheckable(True)
            made.setChecked(form == self.which)
            group.addButton(made)
            self.choices[form] = made
            row.addWidget(made)
        self._group = group
        row.addWidget(self.sums)
        row.addStretch(1)
        for part in (self.unit, self.rounding, self.export_button, self.word.button):
            row.addWidget(part)
        column = QVBoxLayout()
        column.setSpacing(style.SMALL)
        column.addLayout(row)
        return column

    def _main(self) -> QWidget:
        """Return title, form and notes."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(self.title)
        column.addWidget(self.grid, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self.notes)
        return made

    def _connect(self) -> None:
        """Connect the parts."""
        for combo in (self.unit, self.rounding):
            combo.activated.connect(lambda: self._show())
        self.sums.activated.connect(lambda: self.choose(str(self.sums.currentData() or "11")))
        self.grid.cell_opened.connect(self.open_cell)
        self.behind.row_opened.connect(self._open_record)
        self.sides.side_closed.connect(self._closed)
        self._context.period_chosen.connect(lambda _: self._period_chosen())

    # --- reading ---

    def forget(self) -> None:
        """Read again when shown."""
        self._is_stale, self._titles = True, None

    def show_now(self) -> None:
        """Read where something changed."""
        if self._is_stale:
            self.reload()

    def _period_chosen(self) -> None:
        """Show the form of another period."""
        self._is_stale = True
        if self.isVisible():
            self.reload()

    def choose(self, which: str) -> None:
        """Show another form, or a sum by year, type, thôn, component or work."""
        self.which = which
        self._group.setExclusive(False)
        for form, made in self.choices.items():
            made.setChecked(form == which)
        self._group.setExclusive(True)
        self.sums.setCurrentIndex(max(self.sums.findData(which), 0))
        self.sides.close_side()
        self.reload()

    def reload(self) -> None:
        """Read the form of the chosen period."""
        self._is_stale = False
        workspace, period = self._context.workspace, self._context.period_id
        if self.which in dict(FORMS):
            self._table = funding_tables.funding_table(workspace, self.which, period)
        else:
            self._table = self._summed()
        self._told_shares = self._shares()
        self._show()
        if self._opened is not None and self.sides.is_open():
            self._reopen()

    def _summed(self) -> FundingTable:
        """Return what was mobilised by a part of the choice, as a form of one column."""
        by = self.which
        found = funding_tables.funding_sums(
            self._context.workspace, self._context.period_id, by  # type: ignore[arg-type]
        )  # fmt: skip
        period = parse_period(self._context.period_id)
        lines = tuple(
            FundingLine(name or "-", "", capital_first(found.names[name]), 1,
                        (FundingCell(held.amount, held.rows),))
            for name, held in found.parts.items()
        )  # fmt: skip
        cell = FundingCell(found.total.amount, found.total.rows)
        return FundingTable(
            form="",
            title=dict(SUMS)[by],
            period=period,
            head="",
            columns=(FundingColumn("result", f"Đã huy động {period.label}"),),
            lines=lines,
            notes=(),
            total=FundingLine("total", "", "TỔNG SỐ", 0, (cell,)),
        )

    def _show(self) -> None:
        """Show the form in the unit chosen."""
        table = self._table
        if table is None:
            return
        unit, places = self._unit(), self._places()
        has_any = any(cell.amount is not None for cell in table.total.cells)
        name = f"Biểu {table.form}. " if table.form else ""
        self.title.setText(f"{name}{table.title} – {table.period.label}")
        self.grid.show_table(table, unit, places)
        self.grid.setVisible(has_any)
        self._empty.setVisible(not has_any)
        self.export_button.setEnabled(bool(table.form))
        self.word.button.setVisible(self.which in WORD_FORMS)
        told = [*table.notes, table.rounding_note(unit, places), self._told_shares, *table.marks]
        self.notes.setText("\n".join(one for one in told if one))
        self.notes.setVisible(has_any)

    def _shares(self) -> str:
        """Return what people gave and how much of the plan is disbursed, in percent."""
        found = funding_tables.funding_sums(self._context.workspace, self._context.period_id)
        parts = []
        if found.people_share is not None:
            parts.append(f"Người dân đóng góp {format_percent(found.people_share)} tổng huy động")
        if found.rate is not None:
            rate = format_percent(found.rate)
            parts.append(f"giải ngân {rate} kế hoạch của các nguồn có kế hoạch")
        return f"{capital_first('; '.join(parts))}." if parts else ""

    def _unit(self) -> MoneyUnit:
        """Return the unit amounts are shown in."""
        unit: MoneyUnit = self.unit.currentData()
        return unit

    def _places(self) -> int | None:
        """Return how many decimals are shown, None for all there are."""
        chosen = self.rounding.currentData()
        return int(chosen) if chosen else None

    # --- what is behind an amount ---

    def open_cell(self, line: FundingLine, place: int) -> None:
        """List the rows behind an amount."""
        assert self._table is not None
        self._opened = (line.id, place)
        cell, column = line.cells[place], self._table.columns[place]
        self.sides.show_side(f"{line.name} – {column_title(column)}")
        titles = self._work_titles()
        rows = [
            BehindRow(row.key, row, titles.get(row.work or "", "Không ghi công trình"))
            for row in sorted(cell.rows, key=lambda row: (row.plan_year, -row.amount, row.key))
        ]
        for at, values in (
            (4, {source_name(one.row.source) for one in rows}),
            (3, {_kind(one) for one in rows}),
        ):
            self.behind.view.setColumnHidden(at, len(values) < 2)
        self.behind.set_rows(rows)
        self._behind_sum.setText(_cell_words(cell))
        if rows:
            self.behind.choose_key(rows[0].key)
            self.behind.view.setFocus()

    def _reopen(self) -> None:
        """List the rows behind the open amount again, after something changed."""
        assert self._table is not None
        assert self._opened is not None
        line_id, place = self._opened
        held = (*self._table.lines, *self._table.outside, self._table.total)
        line = next((one for one in held if one.id == line_id), None)
        if line is None or place >= len(line.cells):
            self.sides.close_side()
        else:
            self.open_cell(line, place)

    def _work_titles(self) -> Mapping[str, str]:
        """Return the works by key, read once until something changes."""
        if self._titles is None:
            rows = works.works_table(self._context.workspace).rows
            self._titles = {row.work.key: row.work.name for row in rows}
        return self._titles

    def _open_record(self, row: BehindRow) -> None:
        """Open the record behind an amount."""
        if records.exists(self._context.workspace, row.row.entity, row.key):
            self.opened.emit(row.row.entity, row.key)

    def _closed(self) -> None:
        """Go back to the form."""
        self._opened = None
        self.grid.setFocus()

    # --- out ---

    def export(self) -> None:
        """Ask for a file and write the form as a workbook."""
        table = self._table
        if table is None or not table.form:
            return
        name = f"Biểu {table.form} - {table.period.id}.xlsx"
        path = file_choice.ask_save_path(
            self, f"Xuất Biểu {table.form} ra Excel", PURPOSE, name, PATTERN
        )
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the form as it is shown, on a job."""
        table, unit, places = self._table, self._unit(), self._places()
        assert table is not None

        def work(progress: Progress) -> Path:
            progress(0, 0, f"Đang ghi {path.name}")
            return funding_tables.write_funding_workbook(table, path, unit, places)

        jobs.run(self, "Đang xuất Excel", work, self._told)

    def _told(self, path: Path) -> None:
        """Say where the file is."""
        self._notice.show_notice(
            f"Đã xuất biểu ra {path.name}.",
            kind="good",
            action="Mở tệp",
            on_action=lambda: file_choice.open_path(path),
        )

    def _word(self) -> tuple[str, str, Mapping[str, str]]:
        """Return the Word document of the form that is shown, in the unit it is shown in."""
        places = self._places()
        options = {
            "unit": WORD_UNITS[self._unit()],
            "places": "" if places is None else str(places),
        }
        return WORD_FORMS.get(self.which, ""), f"Biểu {self.which}", options


def _cell_words(cell: FundingCell) -> str:
    """Return an amount in full, and that it is computed where it is."""
    if cell.amount is None:
        return "Chưa nhập"
    how = " (kế hoạch trừ kết quả)" if cell.computed else ""
    sources = {source_name(row.source) for row in cell.rows}
    from_one = f" · {next(iter(sources))}" if len(sources) == 1 else ""
    return f"{format_money(cell.amount)}{how} · {len(cell.rows)} dòng{from_one}"


def _behind_columns() -> list[Column[BehindRow]]:
    """Return the columns of the rows behind an amount."""
    return [
        Column("Công trình", lambda one: one.work, width=0, tooltip=lambda one: one.work),
        Column("Triệu đồng", lambda one: million(one.row.amount), lambda one: one.row.amount,
               numeric=True, width=104),
        Column("Ngày", lambda one: format_date(one.row.paid_on) if one.row.paid_on
               else str(one.row.plan_year), lambda one: str(one.row.paid_on or one.row.plan_year),
               width=96),
        Column("Khoản", _kind, width=90),
        Column("Nguồn", lambda one: source_name(one.row.source), width=150,
               tooltip=lambda one: source_name(one.row.source)),
    ]  # fmt: skip


def _kind(one: BehindRow) -> str:
    """Return the kind of a row; what people gave is named as such."""
    if one.row.entity == "contribution":
        return "Đóng góp"
    return kind_name(one.row.kind)


def _combo(name: str, pairs: object) -> CalmComboBox:
    """Return a list with these choices."""
    made = CalmComboBox()
    made.setAccessibleName(name)
    for value, text in pairs:  # type: ignore[attr-defined]
        made.addItem(text, value)
    return made
