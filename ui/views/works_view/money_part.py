"""The money of one work: the matrix of sources and kinds for a plan year, and its dated entries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.ledger import amount_now
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.works import MONEY_KINDS, MoneyEntry
from ntm_desktop.services import works
from ui import style
from ui.context import AppContext
from ui.dialogs.amount_dialog import clear_amount
from ui.dialogs.correction_dialog import CorrectionDialog
from ui.models.ordered_table import OrderedTable
from ui.models.part_editor import PartEditor, PartSpec
from ui.models.row_table import Column
from ui.widgets.money_text import (
    ROUNDED_NOTE,
    in_full,
    kind_name,
    million,
    rounded_million,
    source_name,
)
from ui.widgets.page import button, label, section_header
from ui.widgets.record_form import CalmComboBox
from ui.widgets.undo_notice import UndoNotice

WHY = (
    "Chưa có dòng vốn nào. Mỗi dòng là một khoản: kế hoạch, giao, tạm ứng, giải ngân hay "
    "nghiệm thu, của một nguồn trong một năm."
)
ENTRY_FIELDS = (
    *("source", "plan_year", "kind", "paid_on", "amount", "carried_to"),
    *("component", "note"),
)
KIND_WIDTHS = {"accepted": 92, "disbursed": 84, "settled": 90, "planned": 82}
SELDOM = ("advanced", "settled")
FEW_LINES = 8  # with more of them one plan year is shown at first


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """One line of the matrix: a source in a year, or the total."""

    key: str
    source: str
    year: str
    amounts: Mapping[str, int]
    source_id: str = ""
    plan_year: int = 0

    @property
    def unpaid(self) -> int:
        """Return accepted minus disbursed, never below zero."""
        return max(self.amounts.get("accepted", 0) - self.amounts.get("disbursed", 0), 0)


class MoneyPart(QWidget):
    """Choose a plan year to see its sources; Enter on a source goes to its entries."""

    def __init__(self, context: AppContext, undo: UndoNotice) -> None:
        super().__init__()
        self._context = context
        self._file: works.WorkFile | None = None
        self.year = CalmComboBox()
        self.year.setAccessibleName("Năm kế hoạch của bảng vốn")
        self.matrix = OrderedTable(_matrix_columns(), "Vốn theo nguồn và năm", most=14)
        self.editor = PartEditor(context, entry_spec(self, self._starts), undo)
        self.correct_button = button("Điều chỉnh…", self.correct, icon="history", kind="quiet")
        self.correct_button.setToolTip("Ghi số đúng bằng một dòng điều chỉnh, giữ dòng cũ")
        self.editor.tools.addWidget(self.correct_button)
        self._matrix_head = section_header(
            "Vốn theo nguồn và khoản", self.year, label(ROUNDED_NOTE, "small")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        for part in (
            self._matrix_head,
            self.matrix,
            section_header("Các dòng vốn", self.editor.add_button),
            self.editor,
        ):
            column.addWidget(part)
        self.year.activated.connect(lambda: self._show())
        self.matrix.row_opened.connect(self._go_to_entries)
        self.editor.saved.connect(self._follow)

    def _starts(self) -> dict[str, str]:
        """Return what a new entry begins with: the year of the table, else that of the period."""
        year = self.year.currentData() or parse_period(self._context.period_id).year
        return {"plan_year": str(year)}

    # --- what is shown ---

    def show_file(self, found: works.WorkFile) -> None:
        """Show the money of a work."""
        is_other = self._file is None or self._file.work.key != found.work.key
        self._file = found
        self._offer_years(found, is_other=is_other)
        self._show()

    def _offer_years(self, found: works.WorkFile, *, is_other: bool) -> None:
        """Offer the plan years with money; another work starts with all of them."""
        chosen = None if is_other else self.year.currentData()
        years = sorted({line.plan_year for line in found.matrix})
        self.year.clear()
        self.year.addItem("Mọi năm", 0)
        for one in years:
            self.year.addItem(f"Năm {one}", one)
        if is_other and len(found.matrix) > FEW_LINES:
            chosen = parse_period(self._context.period_id).year
        self.year.setCurrentIndex(max(self.year.findData(chosen), 0))
        self.year.setVisible(len(years) > 1)

    def _show(self) -> None:
        """Show matrix and entries of the chosen plan year."""
        if self._file is None:
            return
        year = int(self.year.currentData() or 0)
        entries = [one for one in self._file.entries if year in (0, one.plan_year)]
        self.matrix.setColumnHidden(1, bool(year))
        for kind in SELDOM:
            has_any = any(one.kind == kind for one in entries)
            self.matrix.setColumnHidden(2 + list(MONEY_KINDS).index(kind), not has_any)
        self.matrix.set_rows(_matrix_lines(self._file, year))
        noted = any(_note_text(one) for one in entries)
        self.editor.table.setColumnHidden(len(_entry_columns()) - 1, not noted)
        self.editor.show_parts(self._file.work.key, sorted(entries, key=entry_order))
        for part in (self.matrix, self._matrix_head):
            part.setVisible(bool(self._file.entries))

    def _follow(self, key: str) -> None:
        """Show every year where a new entry is of another one than is shown."""
        held = self._file.entries if self._file else ()
        entry = next((one for one in held if one.key == key), None)
        if entry is not None and self.year.currentData() not in (0, entry.plan_year):
            self.year.setCurrentIndex(0)
            self._show()

    def _go_to_entries(self, line: MatrixLine) -> None:
        """Put the cursor on the first entry behind a line of the matrix."""
        for row in self.editor.table.rows_model.rows:
            is_same = row.source == line.source_id and row.plan_year == line.plan_year
            if is_same or not line.source_id:
                self.editor.table.choose_key(row.key)
                self.editor.table.setFocus()
                return

    # --- corrections ---

    def correct(self) -> None:
        """Ask what the open entry should be, and put it right by one more entry."""
        key = self.editor.key
        held = self._file.entries if self._file else ()
        entry = next((one for one in held if one.key == key), None)
        if entry is None:
            return
        self.editor.leave()
        now = amount_now(entry.key, held)
        dialog = CorrectionDialog(now, self._context.workspace.today(), self)
        if dialog.exec() == CorrectionDialog.DialogCode.Accepted:
            reason, amount, day = dialog.reason_text(), dialog.amount, dialog.day
            self._context.do(
                lambda workspace: works.correct_entry(workspace, entry.key, amount, reason, day),
                "Đã ghi dòng điều chỉnh",
            )
            self.editor.close_form()
        dialog.deleteLater()

    def choose_entry(self, key: str) -> None:
        """Put the cursor on an entry a search led to."""
        self.editor.table.choose_key(key)
        self.editor.table.setFocus()


def entry_spec(
    owner: QWidget, starts: Callable[[], Mapping[str, str]], parent: str = "work", why: str = WHY
) -> PartSpec:
    """Return the list of entries; `parent` is "" for amounts of no work."""
    return PartSpec(
        entity="money_entry",
        parent=parent,
        add="Thêm dòng vốn",
        new_title="Dòng vốn mới",
        edit_title="Sửa dòng vốn",
        columns=_entry_columns(),
        fields=ENTRY_FIELDS,
        first="amount",
        why=why,
        most=20,
        shortcut="Ctrl+Shift+N",
        repeat=("source", "plan_year", "kind"),
        starts=starts,
        understand=lambda typed: clear_amount(owner, typed, "million"),
        is_headed=True,
    )


def _matrix_columns() -> list[Column[MatrixLine]]:
    """Return the columns of the matrix of sources and years."""
    kinds = [_kind_column(kind) for kind in MONEY_KINDS]
    return [
        Column("Nguồn vốn", lambda line: line.source, width=0, tooltip=lambda line: line.source),
        Column("Năm", lambda line: line.year, width=54),
        *kinds,
        Column("Còn nợ", lambda line: rounded_million(line.unpaid), numeric=True, width=84,
               token=lambda line: "bad", tooltip=lambda line: in_full(line.unpaid)),
    ]  # fmt: skip


def _kind_column(kind: str) -> Column[MatrixLine]:
    """Return the matrix column of one kind of money."""
    return Column(
        kind_name(kind),
        lambda line: rounded_million(line.amounts.get(kind)),
        numeric=True,
        tooltip=lambda line: in_full(line.amounts.get(kind)),
        width=KIND_WIDTHS.get(kind, 78),
    )


def _matrix_lines(found: works.WorkFile, year: int = 0) -> list[MatrixLine]:
    """Return the lines of the matrix with a total where there are several."""
    lines, before = [], ""
    for part in found.matrix:
        if year not in (0, part.plan_year):
            continue
        name = source_name(part.source) if part.source != before else ""
        key = f"{part.source}/{part.plan_year}"
        lines.append(
            MatrixLine(key, name, str(part.plan_year), part.amounts, part.source, part.plan_year)
        )
        before = part.source
    if len(lines) > 1:
        sums = {kind: sum(line.amounts.get(kind, 0) for line in lines) for kind in MONEY_KINDS}
        lines.append(MatrixLine("total", "Tổng cộng", "", sums))
    return lines


def _entry_columns() -> list[Column[MoneyEntry]]:
    """Return the columns of the dated amounts."""
    return [
        Column("Năm", lambda entry: str(entry.plan_year), width=56),
        Column("Khoản", lambda entry: kind_name(entry.kind), width=96),
        Column("Nguồn vốn", lambda entry: source_name(entry.source), width=0),
        Column("Ngày", lambda entry: format_date(entry.paid_on) if entry.paid_on else "",
               width=96),
        Column("Triệu đồng", lambda entry: million(entry.amount), numeric=True, width=92),
        Column("Ghi chú", _note_text, width=150),
    ]  # fmt: skip


def _note_text(entry: MoneyEntry) -> str:
    """Return what is to be said of an entry: what it corrects, its carry-over, its note."""
    parts = (
        f"Điều chỉnh: {entry.reason or 'chưa ghi lý do'}" if entry.corrects else "",
        f"kéo dài sang {entry.carried_to}" if entry.carried_to else "",
        entry.note or "",
    )
    return "; ".join(part for part in parts if part)


def entry_order(entry: MoneyEntry) -> tuple[Any, ...]:
    """Return the order of the amounts: by year, kind as money goes, date."""
    kinds: Sequence[str] = tuple(MONEY_KINDS)
    place = kinds.index(entry.kind) if entry.kind in kinds else len(kinds)
    return entry.plan_year, place, str(entry.paid_on or ""), entry.key
