"""The sheets "Nhiều kỳ" and "Theo thôn": a matrix with what belongs above and below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ntm_desktop import texts
from ntm_desktop.domain.assessment import CriterionAssessment
from ntm_desktop.domain.criteria import CriteriaSet, Criterion
from ntm_desktop.domain.units import kind_word
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.services import criteria, value_matrix
from ntm_desktop.services.entry import ValueDraft
from ntm_desktop.services.value_matrix import ColumnTotal, MatrixCell, MatrixRow, ValueMatrix
from ntm_desktop.settings import load_settings, save_settings
from ui import notices, style
from ui.context import AppContext
from ui.models.matrix_grid import MatrixGrid, place_of, value_parts
from ui.models.matrix_table import MatrixTable
from ui.models.typing_grid import criterion_forms, indicator_forms, shown_state
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import button, label

Record = Callable[[Sequence[ValueDraft]], object]
ALL = "*"
UNIT_ORDER_WORDS = {"name": "Xếp theo tên", "entered": "Theo thứ tự đã nhập"}


class MatrixPane(QWidget):
    """A matrix that is typed into; `cell_changed` says that the current cell is another one."""

    cell_changed = Signal()

    def __init__(
        self,
        context: AppContext,
        record: Record,
        heads: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.grid = MatrixGrid(record, self)
        self.table = MatrixTable(self.grid)
        self.table.set_heads(heads)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(style.SMALL)
        self.table.cell_changed.connect(lambda *_: self._show_cell())

    def read(self) -> ValueMatrix:
        """Read the matrix of the chosen set, period and unit."""
        raise NotImplementedError

    def reload(self) -> None:
        """Read everything again."""
        self.grid.set_matrix(self.read())
        self._show_cell()

    def refresh(self, drafts: Sequence[ValueDraft]) -> None:
        """Read again what was just written from here, and nothing else."""
        if self.grid.matrix is None:
            return
        workspace = self.context.workspace
        places = [place_of(one) for one in drafts]
        self.grid.set_matrix(value_matrix.refreshed(workspace, self.grid.matrix, places))

    def _show_cell(self) -> None:
        """Tell that the cell is another one, or says something else."""
        self.cell_changed.emit()

    # --- the current cell ---

    def current_cell(self) -> MatrixCell | None:
        """Return the current cell; None in the line of the sum and where there are no lines."""
        index = self.table.currentIndex()
        return self.grid.cell(index.row(), index.column()) if index.isValid() else None

    def current_row(self) -> MatrixRow | None:
        """Return the current line."""
        place = self.table.currentIndex().row()
        return self.grid.rows[place] if 0 <= place < len(self.grid.rows) else None

    def before_current(self) -> tuple[str, MatrixCell] | None:
        """Return the period before that of the current cell, and its cell; None for none."""
        index, matrix = self.table.currentIndex(), self.grid.matrix
        if matrix is None or matrix.totals or index.column() < 1:
            return None
        cell = self.grid.cell(index.row(), index.column() - 1)
        return (matrix.columns[index.column() - 1].label, cell) if cell else None

    def current_marks(self) -> tuple[str, ...]:
        """Return the states beside the outcome of the current cell."""
        index = self.table.currentIndex()
        return self.grid.marks(index.row(), index.column()) if index.isValid() else ()

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Return where the current cell is, and what stood there in the period before."""
        index, row, matrix = self.table.currentIndex(), self.current_row(), self.grid.matrix
        if row is None or matrix is None:
            return ()
        found = [("Kỳ", matrix.columns[index.column()].period.label)]
        cell = self.current_cell()
        if cell is not None and cell.doubt:
            found.append((style.STATES["doubtful"].word, cell.doubt))
        if matrix.totals:
            found.append((capital_first(kind_word(row.text) or texts.UNIT_WORD), row.text))
        before = self.before_current()
        if before is not None and before[1].text:
            word = style.STATES[shown_state(before[1].assessment)].word.lower()
            shown = ": ".join(filter(None, value_parts(before[1].text)[:2]))
            found.append((f"Kỳ trước ({before[0]})", f"{shown} – {word}"))
        return tuple(found)

    def current_criterion(self) -> Criterion | None:
        """Return the criterion of the current cell."""
        found, cell = self.grid.criteria_set, self.current_cell()
        if found is None or cell is None:
            return None
        if isinstance(cell.assessment, CriterionAssessment):
            return cell.assessment.criterion
        code = cell.place.code
        return next(
            (one for one in found.criteria if any(part.code == code for part in one.indicators)),
            None,
        )

    def forms(self) -> str:
        """Return what may be typed into the current cell."""
        cell = self.current_cell()
        if cell is None:
            return ""
        if isinstance(cell.assessment, CriterionAssessment):
            return criterion_forms(takes_word=cell.editable)
        return indicator_forms(cell.assessment.indicator, cell.assessment.target)


class PeriodPane(MatrixPane):
    """Indicators over the chosen period and the earlier ones of its kind."""

    def __init__(self, context: AppContext, record: Record, parent: QWidget | None = None) -> None:
        super().__init__(context, record, ("Mã", "Chỉ tiêu", "Yêu cầu"), parent)
        self.column.addWidget(self.table)

    def read(self) -> ValueMatrix:
        """Read the periods."""
        context = self.context
        return value_matrix.by_period(
            context.workspace, context.set_id, context.period_id, context.unit
        )


class UnitPane(MatrixPane):
    """The thôn over some indicators, and their sum, which can become the commune's value.

    `commune_text(code)` returns the value of the commune itself, None where it is not known.
    """

    def __init__(
        self,
        context: AppContext,
        record: Record,
        commune_text: Callable[[str], str | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, record, ("Thôn, tổ dân phố",), parent)
        self._commune_text = commune_text
        self._offered = ""
        self.picker, self.order = QComboBox(), QComboBox()
        self.sentence = label("", wrap=True)
        level = context.workspace.unit.level
        self._own = texts.UNIT_TYPES.get(level, texts.UNIT_WORD).lower()
        self.grid.thon_word = "tổ dân phố" if level == "phuong" else "thôn"
        self.take_button = button(f"Lấy tổng làm số của {self._own}", self.take_total, icon="copy")
        self.stack = QStackedWidget()
        self._sheet = QWidget()
        self._empty = EmptyState(
            "Chưa có thôn, tổ dân phố nào",
            "Thêm danh sách thôn, tổ dân phố trong Cài đặt để nhập số liệu từng nơi.",
            icon="unit",
            action="Thêm danh sách",
            on_action=lambda: context.open("settings", "admin_unit", ""),
        )
        self._lay_out()
        self.picker.activated.connect(lambda _: self.reload())
        self.order.activated.connect(lambda _: self._choose_order())

    def _lay_out(self) -> None:
        """Place the choice of indicators above, the sum of the current column below."""
        self.picker.setAccessibleName("Chỉ tiêu nhập theo thôn")
        self.picker.setMaxVisibleItems(20)
        self.picker.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.picker.setMinimumContentsLength(36)
        self.order.setAccessibleName("Thứ tự các thôn")
        for kept, words in UNIT_ORDER_WORDS.items():
            self.order.addItem(words, kept)
        self.order.setCurrentIndex(max(self.order.findData(load_settings().unit_order), 0))
        above = QHBoxLayout()
        above.setSpacing(style.SMALL)
        above.addWidget(label("Chỉ tiêu", "strong"))
        above.addWidget(self.picker, 1)
        above.addStretch(1)
        above.addWidget(self.order)
        below = QHBoxLayout()
        below.setSpacing(style.MEDIUM)
        below.addWidget(self.sentence, 1)
        below.addWidget(self.take_button, 0, Qt.AlignmentFlag.AlignTop)
        inner = QVBoxLayout(self._sheet)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(style.SMALL)
        inner.addLayout(above)
        inner.addWidget(self.table, 1)
        inner.addLayout(below)
        self.stack.addWidget(self._sheet)
        self.stack.addWidget(self._empty)
        self.column.addWidget(self.stack)

    def _choose_order(self) -> None:
        """Keep how thôn are to stand, and show them so."""
        save_settings(replace(load_settings(), unit_order=str(self.order.currentData())))
        self.reload()

    # --- which indicators ---

    def choose(self, code: str, *, head: bool = False) -> None:
        """Show a single indicator, or (`head`) the indicators of a criterion."""
        place = self.picker.findData(_of_criterion(code) if head else code)
        if place >= 0 and place != self.picker.currentIndex():
            self.picker.setCurrentIndex(place)
            self.reload()

    def read(self) -> ValueMatrix:
        """Read the thôn over the chosen indicators."""
        context = self.context
        found = criteria.criteria_set(context.set_id)
        self._offer(found)
        chosen = str(self.picker.currentData() or ALL)
        codes = [one.code for one in found.indicators if chosen in (ALL, one.code)]
        for criterion in found.criteria:
            if chosen == _of_criterion(criterion.code):
                codes = [one.code for one in criterion.indicators]
        as_entered = self.order.currentData() == "entered"
        place = (context.set_id, context.period_id)
        return value_matrix.by_unit(context.workspace, *place, codes, as_entered=as_entered)

    def _offer(self, found: CriteriaSet) -> None:
        """Offer the criteria of a set and their indicators; the first criterion is chosen."""
        if self._offered == found.id:
            return
        self._offered = found.id
        self.picker.clear()
        self.picker.addItem("Tất cả chỉ tiêu", ALL)
        for criterion in found.criteria:
            if criterion.indicators:
                title = f"Tiêu chí {criterion.code}. {criterion.name}"
                self.picker.addItem(title, _of_criterion(criterion.code))
            for one in criterion.indicators:
                self.picker.addItem(f"    {one.code} {one.text}", one.code)
        self.picker.setCurrentIndex(min(1, self.picker.count() - 1))

    # --- what is shown ---

    def reload(self) -> None:
        """Read the thôn again; without any say where to add them."""
        super().reload()
        self.stack.setCurrentWidget(self._sheet if self.grid.rows else self._empty)

    def refresh(self, drafts: Sequence[ValueDraft]) -> None:
        """Read again what was just written from here, and the sum below."""
        super().refresh(drafts)
        self._show_total()

    def _show_cell(self) -> None:
        """Show the sum of the current column."""
        self._show_total()
        super()._show_cell()

    def current_total(self) -> ColumnTotal | None:
        """Return the sum of the current column."""
        column, totals = self.table.currentIndex().column(), self.grid.totals
        return totals[column] if 0 <= column < len(totals) else None

    def _show_total(self) -> None:
        """Say what the thôn of the current column add up to."""
        total = self.current_total()
        self.take_button.setEnabled(total is not None and bool(total.typed))
        if total is None:
            self.sentence.setText("")
            return
        commune = self._commune_text(total.code)
        own = "" if commune is None else f" Số của {self._own}: {commune or 'chưa có'}."
        met = f"{total.met}/{total.units} {self.grid.units_word} đạt"
        if total.without_target:
            met = f"{texts.SUM_NOT_ASSESSED}: {texts.SUM_NO_TARGET}"
        added = f"cộng được {total.text}" if total.typed else total.text or "chưa có số liệu"
        self.sentence.setText(
            f"Chỉ tiêu {total.code}: {total.reported}/{total.units} {self.grid.units_word} "
            f"có số liệu, {met}; {added}.{own}"
        )

    def take_total(self) -> None:
        """Keep the sum as the value of the commune; ask where thôn are missing."""
        total, context = self.current_total(), self.context
        if total is None:
            return
        missing = total.units - total.reported
        question = f"Lấy {total.typed} làm số của {self._own} cho chỉ tiêu {total.code}?"
        why = f"Còn {missing} {self.grid.units_word} chưa có số liệu nên tổng này chưa đủ."
        if missing and not notices.confirm(question, "Lấy tổng", why):
            return
        context.do(
            lambda workspace: value_matrix.take_total(
                workspace, context.set_id, context.period_id, total.code
            ),
            said=f"Đã ghi {total.typed} làm số của {self._own} cho chỉ tiêu {total.code}.",
        )


def _of_criterion(code: str) -> str:
    """Return what the choice of all indicators of a criterion is kept under."""
    return f"{code}/"
