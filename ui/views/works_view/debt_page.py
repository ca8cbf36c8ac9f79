"""Outstanding construction debt (nợ đọng) as of a day: per work and source, each opens the work."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.dates import format_date, parse_date
from ntm_desktop.domain.ledger import Debt, Sum
from ntm_desktop.domain.numbers import format_money
from ntm_desktop.domain.vietnamese import sort_key
from ntm_desktop.errors import UserError
from ntm_desktop.services import works
from ui import style
from ui.context import AppContext
from ui.dialogs.word_button import WordButton
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.models.totals_row import TotalsRow
from ui.widgets.date_edit import DateEdit
from ui.widgets.empty_state import EmptyState
from ui.widgets.money_text import (
    ROUNDED_NOTE,
    in_full,
    rounded_million,
    source_name,
    state_name,
    works_counted,
)
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page import button, label
from ui.widgets.told_refusal import try_and_tell

ADVANCE = 6  # the column of advances, shown where there are any
WHY = (
    "Nợ đọng là giá trị đã nghiệm thu mà chưa được giải ngân. Ghi dòng nghiệm thu và giải ngân "
    "của từng công trình, số nợ tính đến ngày nào cũng có."
)


@dataclass(frozen=True, slots=True)
class DebtRow:
    """What is owed for a work, or for one of its sources."""

    key: str
    work: str
    name: str
    state: str
    debt: Debt
    sources: str


class DebtPage(QWidget):
    """`opened` carries the key of a work."""

    opened = Signal(str)
    subtitle = "Nợ đọng xây dựng cơ bản: nghiệm thu trừ giải ngân, theo công trình và nguồn"

    def __init__(self, context: AppContext, notice: NoticeBar) -> None:
        super().__init__()
        self._context = context
        self._is_stale = True
        self.day = DateEdit(context.workspace.today())
        self.day.setAccessibleName("Nợ tính đến ngày")
        self.day.setText(format_date(context.workspace.today()))
        self.day.setMaximumWidth(style.scaled(150))
        self.refused = label("", "error")
        self.told = label("", "strong", wrap=True)
        self.note = label("", "small", wrap=True)
        self.all_button = button("Cả công trình không nợ", self._show, kind="choice")
        self.all_button.setCheckable(True)
        self.word = WordButton(context, self, notice, self._word)
        self.table = RecordTable(_columns(), "Nợ đọng")
        self.totals = TotalsRow(self.table.view, "Tổng nợ đọng")
        self.table.set_empty(EmptyState("Không có nợ đọng", WHY, icon="check"))
        self._lay_out()
        self.day.editingFinished.connect(self.reload)
        self.day.picked.connect(self.reload)
        self.table.row_opened.connect(lambda row: self.opened.emit(row.work))
        self._found: works.Debts | None = None

    def _lay_out(self) -> None:
        """Place the day over the sentence over the table."""
        top = QHBoxLayout()
        top.setSpacing(style.SMALL)
        top.addWidget(label("Tính đến ngày", "small"))
        for part in (self.day, self.all_button, self.refused):
            top.addWidget(part)
        top.addStretch(1)
        top.addWidget(label(ROUNDED_NOTE, "small"))
        top.addWidget(self.word.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.MEDIUM, 0, 0)
        column.setSpacing(style.SMALL)
        column.addLayout(top)
        column.addWidget(self.told)
        column.addWidget(self.table, 1)
        column.addWidget(self.totals)
        column.addWidget(self.note)

    def forget(self) -> None:
        """Read again when shown."""
        self._is_stale = True

    def show_now(self) -> None:
        """Read where something changed."""
        if self._is_stale:
            self.reload()

    def reload(self) -> None:
        """Read what is owed on the day."""
        self.refused.hide()
        day = try_and_tell(self._day, self._refuse)
        if day is None:
            return
        self._is_stale = False
        self._found = works.debts(self._context.workspace, day)
        self._show()

    def _day(self) -> datetime.date:
        """Return the day typed, today where none is; raise `InputError` for no date."""
        typed = self.day.text().strip()
        return parse_date(typed) if typed else self._context.workspace.today()

    def _word(self) -> tuple[str, str, Mapping[str, str]]:
        """Return the report on debts as of the day that is shown."""
        day = self._found.day if self._found else self._context.workspace.today()
        return "bao-cao-no-dong", "Báo cáo nợ đọng", {"day": format_date(day)}

    def _refuse(self, error: UserError) -> None:
        """Say why the day is not understood; what is shown stays."""
        self.refused.setText(f"{error} {error.hint}".strip())
        self.refused.show()

    def _show(self) -> None:
        """Show the lines that owe, or all of them."""
        found = self._found
        if found is None:
            return
        every = self.all_button.isChecked()
        rows = [
            _row(line)
            for line in sorted(found.lines, key=lambda one: -one.debt.balance)
            if line.debt.known and (every or line.debt.owed or line.debt.overpaid)
        ]
        self.table.set_rows(rows)
        self.totals.setVisible(bool(rows))
        self.totals.set_texts(
            [
                *("Tổng cộng", ""),
                rounded_million(sum(row.debt.accepted.dong for row in rows)),
                rounded_million(sum(row.debt.paid.dong for row in rows)),
                rounded_million(found.owed),
                rounded_million(found.overpaid),
                rounded_million(sum(row.debt.advance_left for row in rows)),
                "",
            ]
        )
        advanced = any(row.debt.advance_left for row in rows)
        for view in (self.table.view, self.totals):
            view.setColumnHidden(ADVANCE, not advanced)
        over = f"; trả vượt nghiệm thu {format_money(found.overpaid)}" if found.overpaid else ""
        owing = sum(bool(line.debt.owed) for line in found.lines)
        owed = f"{works_counted(owing)} còn nợ {format_money(found.owed)}"
        told = owed if owing else "không công trình nào còn nợ"
        self.told.setText(f"Đến ngày {format_date(found.day)}: {told}{over}.")
        notes = []
        if found.undated:
            notes.append(
                f"{len(found.undated)} dòng vốn không ghi ngày đã tính: từ 31/12 của năm kế hoạch, "
                "hoặc khi xem đến hôm nay."
            )
        if found.left_out:
            notes.append(
                f"{len(found.left_out)} dòng không ghi ngày của kế hoạch {found.day.year} "
                f"({format_money(Sum(found.left_out).dong)}) chưa tính vào ngày này, như các Biểu "
                "của kỳ trong năm: ghi ngày để tính đúng."
            )
        self.note.setText("\n".join(notes))
        self.note.setVisible(bool(notes))


def _row(line: works.DebtLine) -> DebtRow:
    """Return a work as a line, its sources in words."""
    sources = "; ".join(
        f"{source_name(source)} {rounded_million(debt.balance)}"
        for source, debt in line.sources.items()
        if debt.balance
    )
    work = line.work
    return DebtRow(work.key, work.key, work.name, state_name(work.state), line.debt, sources)


def _columns() -> list[Column[DebtRow]]:
    """Return the columns of the debts."""
    return [
        Column("Tên công trình", lambda row: row.name, lambda row: sort_key(row.name), width=0),
        Column("Trạng thái", lambda row: row.state, width=130),
        _money("Nghiệm thu", lambda row: row.debt.accepted.dong),
        _money("Giải ngân", lambda row: row.debt.paid.dong),
        _money("Còn nợ", lambda row: row.debt.owed, "bad"),
        _money("Trả vượt", lambda row: row.debt.overpaid, "warn"),
        _money("Tạm ứng còn", lambda row: row.debt.advance_left),
        Column(
            "Nợ theo nguồn (triệu đồng)",
            lambda row: row.sources,
            tooltip=lambda row: row.sources.replace("; ", "\n"),
            width=240,
        ),
    ]


def _money(title: str, amount: object, token: str = "") -> Column[DebtRow]:
    """Return a column of one amount in triệu đồng."""
    assert callable(amount)
    return Column(
        title,
        lambda row: rounded_million(amount(row)),
        lambda row: amount(row) or None,
        numeric=True,
        token=lambda row: token,
        tooltip=lambda row: in_full(amount(row)),
        width=92,
    )
