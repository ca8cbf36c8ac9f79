"""Titles with what they add up to, and under them who registered for and who holds one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.recognition import HOLDING_TEXTS, REGISTRATION_STATES, Holding
from ui import style
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import label, section_header

if TYPE_CHECKING:
    from ntm_desktop.services.recognition import RecognitionBoard, TitleBoard

EMPTY_WHY = (
    "Nhập đăng ký và quyết định công nhận của xã, của từng thôn; phần mềm tự cộng thành số như "
    "73/85 thôn (85,88%). Nơi chỉ biết tổng số thì ghi ở thẻ Số tổng hợp."
)
MOST_ROWS = 6
QWIDGETSIZE_MAX = 16_777_215
_SIGNS = {
    Holding.HOLDING: "met",
    Holding.EXPIRING: "soon",
    Holding.EXPIRED: "late",
    Holding.REVOKED: "not_met",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One unit of the chosen title: a holder or a registration, and where it is kept."""

    entity: str
    key: str
    name: str
    word: str
    sign: str
    details: str


class TitleBoardPanel(QWidget):
    """The roll-up by title; Enter on a line below opens its record through `open_record`."""

    def __init__(
        self, add: Callable[[], object], open_record: Callable[[str, str], object]
    ) -> None:
        super().__init__()
        self._open_record = open_record
        self.table = RecordTable(_columns(), "Danh hiệu")
        self.table.set_empty(
            EmptyState(
                "Chưa có danh hiệu nào",
                EMPTY_WHY,
                icon="recognition",
                action="Thêm đăng ký",
                on_action=add,
            )
        )
        self.difference = label("", "warning", wrap=True)
        self.plans = label("", "muted", wrap=True)
        self.lines = RecordTable(_line_columns(), "Đơn vị của danh hiệu")
        self.below = QWidget()
        self._heading = section_header("Đơn vị đăng ký, đơn vị được công nhận")
        self._lay_out()
        self.table.row_chosen.connect(self._show)
        self.lines.row_opened.connect(lambda row: self._open_record(row.entity, row.key))

    def _lay_out(self) -> None:
        """Place the titles over the units of the chosen one."""
        under = QVBoxLayout(self.below)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(style.SMALL)
        under.addWidget(self.plans)
        under.addWidget(self.difference)
        under.addWidget(self._heading)
        under.addWidget(self.lines, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.MEDIUM, 0, 0)
        column.setSpacing(style.MEDIUM)
        column.addWidget(self.table, 2)
        column.addWidget(self.below, 4)

    def set_board(self, board: RecognitionBoard) -> None:
        """Show other titles, or the same ones read again."""
        self.table.set_rows(board.titles)
        chosen = self.table.current_row()
        if chosen is None and board.titles:
            first = self.table.sorted.index(0, 0)
            self.table.view.setCurrentIndex(first)
            chosen = self.table.current_row()
        self.below.setVisible(chosen is not None)
        self._fit(len(board.titles))
        if chosen is not None:
            self._show(chosen)

    def _fit(self, count: int) -> None:
        """Give a short list of titles no more room than it needs; the units take the rest."""
        rows = min(count, MOST_ROWS) + 1
        most = rows * style.row_height() + style.LARGE if count else QWIDGETSIZE_MAX
        self.table.setMaximumHeight(most)

    def _show(self, row: TitleBoard) -> None:
        """Show who registered for a title and who holds it."""
        self.lines.set_rows(title_lines(row))
        for shown, text in ((self.difference, row.difference), (self.plans, _plan_text(row))):
            shown.setText(text)
            shown.setVisible(bool(text))


def title_lines(row: TitleBoard) -> list[Line]:
    """Return holders, then registrations of units that hold nothing yet."""
    lines = [
        Line(
            "recognition",
            held.record.key,
            held.name,
            HOLDING_TEXTS[held.state],
            _SIGNS[held.state],
            _decision(held.record),
        )
        for held in row.holders
    ]
    for one in row.registered:
        year = one.record.year_planned
        word = REGISTRATION_STATES.get(one.record.state or "", "đã đăng ký")
        late = ", đã quá năm đăng ký" if one.is_late else ""
        details = f"phấn đấu đạt năm {year}{late}" if year else ""
        sign = "late" if one.is_late else "waiting"
        lines.append(Line("registration", one.record.key, one.name, word, sign, details))
    return lines


def _decision(record: Any) -> str:
    """Return the decision of a recognition, its expiry and its revocation in words."""
    year = record.year_recognised
    has_decision = bool(record.decision_number or record.decision_on)
    until = "không ghi thời hạn" if has_decision else ""
    if record.valid_until:
        until = f"có giá trị đến {format_date(record.valid_until)}"
    parts = [
        f"{record.decision_number or ''}",
        f"ngày {format_date(record.decision_on)}" if record.decision_on else "",
        f"năm {year}" if year and not record.decision_on else "",
        until,
        f"thu hồi {format_date(record.revoked_on)}" if record.revoked_on else "",
    ]
    return ", ".join(part for part in parts if part)


def _columns() -> list[Column[Any]]:
    """Return the columns of the titles."""
    return [
        Column("Danh hiệu", lambda row: row.title, width=0),
        Column("Kết quả", _count_text, width=270),
        _number("Trong kỳ", lambda row: row.gained or 0, 84),
        _number("Đăng ký", lambda row: len(row.registered), 84),
        _held("Đang giữ", 84, Holding.HOLDING, Holding.EXPIRING),
        _held("Sắp hết hạn", 108, Holding.EXPIRING),
        _held("Hết hạn", 84, Holding.EXPIRED),
        _held("Thu hồi", 84, Holding.REVOKED),
    ]


def _held(title: str, width: int, *states: Holding) -> Column[Any]:
    """Return the column that counts holders that stand so."""
    return _number(title, lambda row: len(row.holding(*states)), width)


def _number(title: str, count: Callable[[Any], int], width: int) -> Column[Any]:
    """Return a column of counts; nothing is shown as nothing."""
    return Column(
        title, lambda row: str(count(row) or ""), sort_key=count, numeric=True, width=width
    )


def _count_text(row: TitleBoard) -> str:
    """Return "73/85 thôn (85,88%)", with a mark where only totals are known."""
    count = row.count
    if count is None:
        return ""
    mark = " · số tổng hợp" if count.is_typed else ""
    return count.text + mark + (" · có chênh lệch" if row.difference else "")


def _plan_text(row: TitleBoard) -> str:
    """Return what of the plans was recognised in the period."""
    if not row.plans:
        return ""
    return f"Công nhận trong kỳ: {row.gained}, " + ", ".join(one.text for one in row.plans) + "."


def _line_columns() -> list[Column[Any]]:
    """Return the columns of the units of a title."""
    return [
        Column("Đơn vị", lambda row: row.name, width=280),
        Column(
            "Tình trạng",
            lambda row: row.word[:1].upper() + row.word[1:],
            state=lambda row: row.sign,
            width=200,
        ),
        Column("Quyết định, thời hạn", lambda row: row.details, width=0),
    ]
