"""The dialog "Đo cùng một thứ với": an indicator of another set, of the same kind and unit."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.criteria import Indicator
from ntm_desktop.services.overlays import MeasureChoice
from ui import style
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import button, label

WHY = (
    "Chỉ hiện chỉ tiêu của bộ khác cùng loại, cùng đơn vị đo. Chỉ nối khi hai văn bản hỏi đúng "
    "một thứ: số liệu của chỉ tiêu này được đề nghị dùng cho chỉ tiêu kia."
)


@dataclasses.dataclass(frozen=True, slots=True)
class MeasureRow:
    """One choice as the table shows it."""

    key: str
    choice: MeasureChoice


COLUMNS: tuple[Column[MeasureRow], ...] = (
    Column("Bộ", lambda row: row.choice.set_name, width=220),
    Column("Mã", lambda row: row.choice.indicator.code, width=70),
    Column(
        "Chỉ tiêu",
        lambda row: row.choice.indicator.text,
        tooltip=lambda row: row.choice.indicator.text,
        width=0,
    ),
)


class MeasureDialog(QDialog):
    """A list to choose from; `chosen` is set when it is accepted."""

    def __init__(
        self, indicator: Indicator, choices: Sequence[MeasureChoice], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.chosen: MeasureChoice | None = None
        self.setWindowTitle("Đo cùng một thứ với")
        self.resize(980, 560)
        self.act = button("Nối với chỉ tiêu này", self._accept, kind="primary")
        self.table = RecordTable(COLUMNS, "Chỉ tiêu của các bộ khác", filterable=True)
        self.table.set_empty(
            EmptyState(
                "Không có chỉ tiêu nào hợp", "Không bộ nào có chỉ tiêu cùng loại, cùng đơn vị đo."
            )
        )
        self.table.set_rows(
            MeasureRow(f"{one.set_id} {one.indicator.code}", one) for one in choices
        )
        self.table.row_chosen.connect(lambda _: self.act.setEnabled(True))
        self.table.row_opened.connect(lambda _: self._accept())
        self.act.setEnabled(self.table.current_row() is not None)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.LARGE, style.HUGE, style.LARGE)
        column.setSpacing(style.SMALL)
        column.addWidget(label(f"{indicator.code}. {indicator.text}", "section", wrap=True))
        column.addWidget(label(WHY, "small", wrap=True))
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("Đóng", self.reject))
        foot.addWidget(self.act)
        column.addLayout(foot)

    def _accept(self) -> None:
        """Take the chosen row."""
        row = self.table.current_row()
        if row is not None:
            self.chosen = row.choice
            self.accept()


def ask_measure(
    indicator: Indicator, choices: Sequence[MeasureChoice], parent: QWidget | None
) -> tuple[str, str] | None:
    """Return (set, code) of the indicator a person chooses, None for none."""
    dialog = MeasureDialog(indicator, choices, parent)
    dialog.exec()
    dialog.deleteLater()
    chosen = dialog.chosen
    return (chosen.set_id, chosen.indicator.code) if chosen else None
