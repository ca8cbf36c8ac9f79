"""The papers of a dossier of recognition: a list to tick, and the files of the chosen paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ntm_desktop.domain.dates import format_date
from ntm_desktop.services import conditions
from ui import style
from ui.context import AppContext
from ui.models.appraisal_table import say_forgotten
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.widgets.evidence_panel import EvidencePanel
from ui.widgets.page import button, card, label, section_header
from ui.widgets.undo_notice import UndoNotice

if TYPE_CHECKING:
    from ntm_desktop.services.conditions import ConditionSheet, PaperState

CHOICES = (("chưa có", "Chưa có"), ("có", "Có"))
STATES = {False: "waiting", True: "done"}


class DossierPapers(QWidget):
    """Papers with state, number and date, edited in place; files hang on the chosen one."""

    def __init__(
        self, context: AppContext, undo: UndoNotice, open_file: Callable[[Path], object]
    ) -> None:
        super().__init__()
        self._context = context
        self._place = ("", "", "")
        self.table = RecordTable(self._columns(), "Thành phần hồ sơ", keeps_refused=True)
        self.note = label("", "small", wrap=True)
        self.evidence = EvidencePanel(context, undo, open_file)
        self.name = label("", "muted", wrap=True)
        self.files = card(self.name, self.evidence, margin=style.MEDIUM)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        self.to_dossier = button(
            "Lập cả bộ hồ sơ…", partial(context.open, "reports", "dossier"), kind="link"
        )
        column.addWidget(section_header("Thành phần hồ sơ", self.to_dossier))
        column.addWidget(self.note)
        column.addWidget(self.table, 1)
        column.addWidget(self.files)
        self.table.row_chosen.connect(self._show_files)

    def _columns(self) -> list[Column[Any]]:
        """Return the columns."""
        return [
            Column("Thành phần", lambda row: row.rule.name, width=0),
            Column(
                "Tình trạng",
                lambda row: "Có" if row.is_ready else "Chưa có",
                state=lambda row: STATES[row.is_ready],
                edit=self._keep("state"),
                edit_text=lambda row: "có" if row.is_ready else "chưa có",
                choices=CHOICES,
                width=108,
            ),
            Column(
                "Số, ký hiệu",
                lambda row: row.held.number or "",
                edit=self._keep("number"),
                width=104,
            ),
            Column(
                "Ngày",
                lambda row: format_date(row.held.dated_on) if row.held.dated_on else "",
                sort_key=lambda row: row.held.dated_on,
                edit=self._keep("dated_on"),
                width=96,
            ),
            Column(
                "Tệp",
                lambda row: str(row.files) if row.files else "",
                sort_key=lambda row: row.files,
                numeric=True,
                width=48,
            ),
        ]

    def _keep(self, field: str) -> Callable[[PaperState, str], object]:
        """Return what keeps a typed field of a paper."""
        return lambda row, typed: self._put(row.rule.code, {field: typed}).key

    def _put(self, code: str, typed: dict[str, str]) -> Any:
        """Keep fields of a paper."""
        set_id, period_id, unit = self._place
        return self._context.do(
            lambda workspace: conditions.put_paper_texts(
                workspace, set_id, period_id, code, typed, unit
            )
        )

    def set_sheet(self, sheet: ConditionSheet) -> None:
        """Show other papers, or the same ones read again."""
        place = (sheet.set_id, sheet.period.id, sheet.unit)
        if place != self._place:
            say_forgotten(self.table)
        self._place = place
        self.table.set_rows(sheet.papers)
        ready = sum(one.is_ready for one in sheet.papers)
        unverified = any(not one.rule.verified for one in sheet.papers)
        mark = " Danh mục chưa đối chiếu với văn bản gốc." if unverified else ""
        self.note.setText(f"Đã có {ready}/{len(sheet.papers)} thành phần.{mark}")
        chosen = self.table.current_row()
        if chosen is None and sheet.papers:
            self.table.choose_key(sheet.papers[0].key)
            chosen = self.table.current_row()
        self.files.setVisible(chosen is not None)
        if chosen is not None:
            self._show_files(chosen)

    def _show_files(self, row: PaperState) -> None:
        """Show the files of the chosen paper."""
        code = row.rule.code
        self.name.setText(row.rule.name)
        self.evidence.show_record(
            "dossier_paper", row.held.key, lambda: str(self._put(code, {"state": "có"}).key)
        )
