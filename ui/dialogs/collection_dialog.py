"""Shows what a filled workbook of collection forms would write, before anything is written."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.collection import CellProblem
from ntm_desktop.services.collection import BookPreview, TakenLine
from ui import style
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.widgets.page import button, label

WIDTH, HEIGHT = 1040, 620
_DOUBTS_TOLD = 2
EFFECTS = {"inserted": "số mới", "updated": "sửa số đã ghi", "unchanged": "không đổi"}


class CollectionDialog(QDialog):
    """Two tables: what will be written, and what cannot be taken with how to mend it."""

    def __init__(self, preview: BookPreview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Nhận phiếu đã điền")
        self.resize(WIDTH, HEIGHT)
        written = preview.count("inserted") + preview.count("updated")
        self.lines = RecordTable(_line_columns(), "Số liệu trong phiếu")
        self.lines.set_rows(sorted(preview.lines, key=lambda line: not line.doubt))
        self.problems = RecordTable(_problem_columns(), "Ô không nhận được")
        self.problems.set_rows(preview.problems)
        self.act = button(f"Ghi {written} số liệu", self.accept, kind="primary")
        self.act.setEnabled(written > 0)
        self.act.setDefault(written > 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.HUGE, style.HUGE, style.LARGE)
        column.setSpacing(style.MEDIUM)
        column.addWidget(label(preview.path.name, "section", wrap=True))
        column.addWidget(label(summary(preview), "muted", wrap=True))
        if preview.doubtful:
            column.addWidget(label(doubts(preview), "warning", wrap=True))
        if preview.lines:
            column.addWidget(self.lines, 3)
        if preview.problems:
            column.addWidget(label(f"Không nhận ({len(preview.problems)})", "warning"))
            column.addWidget(self.problems, 2)
        if not preview.lines and not preview.problems:
            column.addWidget(label("Phiếu chưa điền số nào.", "muted"))
            column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("Không ghi", self.reject))
        row.addWidget(self.act)
        column.addLayout(row)


def summary(preview: BookPreview) -> str:
    """Return what the file is and how much of it is new."""
    counts = ", ".join(
        f"{preview.count(effect)} {words}"
        for effect, words in EFFECTS.items()
        if preview.count(effect)
    )
    told = f"{preview.set_name}, {preview.period.label}. Đã điền {preview.read} chỉ tiêu"
    doubtful = len(preview.doubtful)
    doubts = f" {doubtful} số cần xem lại." if doubtful else ""
    return (f"{told}: {counts}." if counts else f"{told}.") + doubts


def doubts(preview: BookPreview) -> str:
    """Return the first figures that cannot be, in sentences, and how many there are beside them."""
    told = [f"{one.unit_name}: {one.doubt}" for one in preview.doubtful[:_DOUBTS_TOLD]]
    more = len(preview.doubtful) - len(told)
    return "\n".join(told) + (f"\nvà {more} số khác." if more else "")


def ask_to_take(parent: QWidget, preview: BookPreview) -> bool:
    """Show a preview; say whether it is to be written."""
    dialog = CollectionDialog(preview, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return accepted


def _line_columns() -> tuple[Column[TakenLine], ...]:
    """Return the columns of what will be written."""
    return (
        Column("Nơi lấy số liệu", lambda line: line.unit_name, width=160),
        Column("Mã", lambda line: line.code, width=60),
        Column("Đang ghi", lambda line: line.now or "–", width=120),
        Column("Trong phiếu", lambda line: line.text, width=120),
        Column(
            "Xem lại",
            lambda line: style.STATES["doubtful"].word if line.doubt else "",
            state=lambda line: "doubtful" if line.doubt else None,
            tooltip=lambda line: line.doubt,
            width=130,
        ),
        Column("Ghi chú", lambda line: line.note, width=0),
        Column("Sẽ làm", lambda line: EFFECTS[line.effect], width=130),
    )


def _problem_columns() -> tuple[Column[CellProblem], ...]:
    """Return the columns of what cannot be taken."""
    return (
        Column("Trang", lambda one: one.sheet, width=160),
        Column("Ô", lambda one: one.cell, width=60),
        Column("Đã điền", lambda one: one.value, width=130),
        Column("Vì sao không nhận", lambda one: one.rule, width=0),
        Column("Cách sửa", lambda one: one.fix, width=260),
    )
