"""The grid of a value matrix: indicators over periods, or thôn over indicators."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QColor, QFont

from ntm_desktop import texts
from ntm_desktop.domain.assessment import Outcome
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.units import counted_word
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.services.entry import ValueDraft
from ntm_desktop.services.value_matrix import ColumnTotal, MatrixCell, MatrixRow, Place, ValueMatrix
from ui import style
from ui.models.row_table import STATE_ROLE, Index
from ui.models.typing_grid import (
    REFUSAL_ROLE,
    Choices,
    TypingGrid,
    shown_state,
    value_choices,
)

CELL_ROLE = Qt.ItemDataRole.UserRole + 13
ROW_ROLE = Qt.ItemDataRole.UserRole + 14
TOTAL_TITLE = "Tổng cộng"
NO_SUM = "không cộng"
LOCKED = "{period} đã khóa nên chưa ghi."
LOCKED_HINT = "Mở khóa kỳ này ở cách xem “Một kỳ” rồi nhập lại."
_FEW_LINES = 8  # so many changed lines are told cell by cell
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def cell_marks(cell: MatrixCell, before: MatrixCell | None = None) -> tuple[str, ...]:
    """Return the states that stand beside an outcome; `before` is the cell of the period before."""
    found = ["doubtful"] if cell.doubt else []
    if cell.conflict:
        found.append("disagreed")
    fell = before is not None and before.outcome is Outcome.MET
    if fell and cell.outcome is Outcome.NOT_MET:
        found.append("falling")
    if cell.is_declared:
        found.append("declared")
    if cell.is_unverified:
        found.append("unverified")
    if cell.locked:
        found.append("locked")
    return tuple(found)


class MatrixGrid(TypingGrid):
    """The lines of a matrix, and below them what the thôn add up to.

    `units_word` is what those units call themselves: "thôn", "tổ dân phố".
    """

    def __init__(
        self, record: Callable[[Sequence[ValueDraft]], object], parent: QObject | None = None
    ) -> None:
        super().__init__(record, parent)
        self._matrix: ValueMatrix | None = None
        self._rows: tuple[MatrixRow, ...] = ()
        self._shown: frozenset[str] | None = None
        self._at: dict[Place, tuple[int, int]] = {}
        self.thon_word = "thôn"  # where names say no kind, or too many
        self.units_word = self.thon_word

    # --- what is shown ---

    @property
    def matrix(self) -> ValueMatrix | None:
        """Return the matrix that is shown."""
        return self._matrix

    @property
    def rows(self) -> tuple[MatrixRow, ...]:
        """Return the lines that are shown, without the sum."""
        return self._rows

    @property
    def totals(self) -> tuple[ColumnTotal, ...]:
        """Return what the thôn add up to, one entry a column."""
        has_lines = self._matrix is not None and bool(self._rows)
        return self._matrix.totals if self._matrix and has_lines else ()

    def set_matrix(self, matrix: ValueMatrix) -> None:
        """Show a matrix; one with the same lines tells only which of them changed."""
        before, self._matrix = self._matrix, matrix
        rows = tuple(row for row in matrix.rows if self._is_shown(row))
        if before is not None and _has_shape(before, self._rows, matrix, rows):
            shown, self._rows = self._rows, rows
            self._tell_changes(shown)
            if matrix.totals != before.totals:
                self._tell_rows([len(rows)])
            return
        self._show(rows)

    def _tell_changes(self, before: Sequence[MatrixRow]) -> None:
        """Tell views which cells read otherwise than before, line by line; many as one block."""
        changed = {
            place: [
                column
                for column, (one, other) in enumerate(zip(now.cells, held.cells, strict=True))
                if one is not other and one != other
            ]
            for place, (now, held) in enumerate(zip(self._rows, before, strict=True))
            if now is not held and now != held
        }
        if len(changed) > _FEW_LINES or not all(changed.values()):
            self._tell_rows(changed)
            return
        for place, columns in changed.items():
            self.dataChanged.emit(self.index(place, columns[0]), self.index(place, columns[-1]))

    def show_only(self, codes: Collection[str] | None) -> None:
        """Show the lines of some indicators with their criteria; None shows all."""
        chosen = None if codes is None else frozenset(codes)
        if chosen == self._shown:
            return
        self._shown = chosen
        if self._matrix is not None:
            self._show(tuple(row for row in self._matrix.rows if self._is_shown(row)))

    def _show(self, rows: tuple[MatrixRow, ...]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._rows = rows
        if self._matrix is not None and self._matrix.totals:
            word = counted_word(row.text for row in rows)
            self.units_word = self.thon_word if word == texts.UNIT_WORD else word
        self._at = {
            cell.place: (row, column)
            for row, line in enumerate(rows)
            for column, cell in enumerate(line.cells)
            if cell.editable
        }
        self.endResetModel()

    def _is_shown(self, row: MatrixRow) -> bool:
        """Say whether a line is let through; a criterion stays with its indicators."""
        if self._shown is None or not row.code:
            return True
        if row.indicator is not None or not row.is_heading:
            return row.code in self._shown
        held = self._matrix.rows if self._matrix else ()
        return any(
            one.code in self._shown
            for one in held
            if one.criterion_code == row.code and one.indicator is not None
        )

    def cell(self, row: int, column: int) -> MatrixCell | None:
        """Return a cell; None in the line of the sum."""
        return self._rows[row].cells[column] if 0 <= row < len(self._rows) else None

    def total(self, row: int, column: int) -> ColumnTotal | None:
        """Return the sum of a column where a line is that of the sum."""
        return self.totals[column] if row == len(self._rows) and self.totals else None

    def row_of(self, code: str, *, head: bool = False) -> int:
        """Return the line of a code, -1 where it is not shown; `head` asks for the criterion."""
        wanted = [
            place
            for place, row in enumerate(self._rows)
            if row.code == code and (row.indicator is None) == head
        ]
        other = [place for place, row in enumerate(self._rows) if row.code == code]
        return (wanted or other or [-1])[0]

    # --- Qt's questions ---

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many lines there are, with that of the sum."""
        return 0 if parent.isValid() else len(self._rows) + bool(self.totals)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many columns there are."""
        return 0 if parent.isValid() or not self._matrix else len(self._matrix.columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the head of a column, or what a line is about."""
        if orientation is Qt.Orientation.Vertical:
            return self._line_head(section, role)
        if self._matrix is None or not 0 <= section < len(self._matrix.columns):
            return None
        column = self._matrix.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.label
        return _RIGHT if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _line_head(self, section: int, role: int) -> Any:
        """Return what a line is about."""
        row = self._rows[section] if 0 <= section < len(self._rows) else None
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            if row is None:
                return TOTAL_TITLE
            return " ".join(part for part in (row.code, row.text, row.target_text) if part)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows in a role."""
        row, column = index.row(), index.column()
        if not index.isValid() or row >= self.rowCount():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.shown_text(row, column)
        if role == CELL_ROLE:
            return self.cell(row, column)
        if role == REFUSAL_ROLE:
            return self.refusal(row, column)
        return self._look(row, column, role)

    def _look(self, row: int, column: int, role: int) -> Any:
        """Return how a cell looks and what is told about it."""
        cell = self.cell(row, column)
        if role == STATE_ROLE:
            return shown_state(cell.assessment) if cell else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT
        if role == Qt.ItemDataRole.FontRole:
            return self.font_of(row, cell)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self.colour_of(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tooltip(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column)
        return None

    def font_of(self, row: int, cell: MatrixCell | None) -> QFont:
        """Return a strong font for criteria and sums."""
        return style.font(strong=cell is None or self._rows[row].is_heading)

    def colour_of(self, row: int, column: int) -> QColor:
        """Return the colour of a cell's text."""
        if self.refusal(row, column):
            return style.colour("bad")
        total, cell = self.total(row, column), self.cell(row, column)
        if total is not None and total.problem:
            return style.colour("warn")
        return style.colour("muted" if cell is not None and cell.locked else "text")

    def _tooltip(self, row: int, column: int) -> str | None:
        """Return why a value stands where it stands, or why it was refused."""
        refused = self.refusal_tooltip(row, column)
        if refused:
            return refused
        total, cell = self.total(row, column), self.cell(row, column)
        if cell is None:
            return _total_tip(total) if total else None
        marks = " · ".join(style.STATES[one].word for one in self.marks(row, column))
        files = f"{cell.evidence} tệp minh chứng" if cell.evidence else ""
        lines = (cell.text, cell.explanation, cell.doubt, marks, files, cell.note)
        return "\n".join(line for line in lines if line) or None

    def _spoken(self, row: int, column: int) -> str:
        """Return a cell as it is read out: where it is, what it says, where it stands."""
        line, head = self._line_head(row, Qt.ItemDataRole.DisplayRole), ""
        if self._matrix is not None:
            head = self._matrix.columns[column].label
        cell, shown = self.cell(row, column), self.shown_text(row, column) or "để trống"
        if cell is not None and self.refusal(row, column) is None:
            shown = ": ".join(filter(None, value_parts(shown)[:2]))
        if cell is None:
            return f"{line}, {head}: {shown}"
        words = [style.STATES[shown_state(cell.assessment)].word]
        words += [style.STATES[one].word for one in self.marks(row, column)]
        return f"{line}, {head}: {shown}, {', '.join(words).lower()}"

    def marks(self, row: int, column: int) -> tuple[str, ...]:
        """Return the states that stand beside the outcome of a cell."""
        cell = self.cell(row, column)
        if cell is None or self._matrix is None:
            return ()
        over_periods = not self._matrix.totals
        return cell_marks(cell, self.cell(row, column - 1) if over_periods and column else None)

    # --- typing ---

    @property
    def criteria_set(self) -> CriteriaSet | None:
        """Return the set whose values are shown."""
        return self._matrix.criteria_set if self._matrix else None

    def can_edit(self, row: int, column: int) -> bool:
        """Say whether a cell can be typed in; a locked one says so once it was tried."""
        cell = self.cell(row, column)
        return cell is not None and cell.editable

    def draft_at(self, row: int, column: int, text: str = "") -> ValueDraft:
        """Return a text as it belongs to a cell."""
        place = self._rows[row].cells[column].place
        return ValueDraft(place.set_id, place.period_id, place.code, text, place.unit)

    def index_of(self, draft: ValueDraft) -> QModelIndex:
        """Return the cell a draft belongs to."""
        at = self._at.get(place_of(draft))
        return self.index(*at) if at else QModelIndex()

    def code_rows(self) -> dict[str, int]:
        """Return the line of each code that is shown; none where the lines are thôn."""
        if self.totals:
            return {}
        heads = {row.code: place for place, row in enumerate(self._rows) if row.indicator is None}
        return heads | {
            row.code: place for place, row in enumerate(self._rows) if row.indicator is not None
        }

    def stored_text(self, row: int, column: int) -> str:
        """Return what is kept in a cell; of a criterion how many of its indicators are met."""
        total, cell = self.total(row, column), self.cell(row, column)
        if cell is None:
            return _total_text(total, self.units_word) if total else ""
        return cell.text or _counted(cell)

    def choices_at(self, row: int, column: int) -> Choices:
        """Return what can be picked in a cell."""
        cell = self._rows[row].cells[column]
        found = self.criteria_set
        known = found is not None and found.has_indicator(cell.place.code)
        indicator = found.indicator(cell.place.code) if found and known else None
        return value_choices(indicator, cell.value)

    def belongs_here(self, draft: ValueDraft) -> bool:
        """Say whether a draft is of a cell that is shown."""
        return place_of(draft) in self._at

    def why_locked(self, draft: ValueDraft) -> tuple[str, str]:
        """Return why nothing can be written into a locked period."""
        at = self._at.get(place_of(draft))
        cell = self.cell(*at) if at else None
        if cell is None or not cell.locked or self._matrix is None or at is None:
            return "", ""
        label = capital_first(self._matrix.columns[at[1]].period.label)
        return LOCKED.format(period=label), LOCKED_HINT


def place_of(draft: ValueDraft) -> Place:
    """Return where a draft of a matrix belongs."""
    return Place(draft.set_id, draft.period_id, draft.unit or "", draft.indicator)


def _counted(cell: MatrixCell) -> str:
    """Return "3/4" for a criterion with indicators, "" for anything else."""
    parts = getattr(cell.assessment, "indicators", ())
    fulfilled = (Outcome.MET, Outcome.NOT_APPLICABLE)
    met = sum(one.outcome in fulfilled for one in parts)
    return f"{met}/{len(parts)}" if parts else ""


def _total_text(total: ColumnTotal, word: str) -> str:
    """Return the sum of a column, below it how many units are met; why there is none is a tip."""
    met = f"{total.met}/{total.units} {word} {texts.OUTCOME_MET.lower()}"
    if total.without_target:
        met = texts.SUM_WITHOUT_OUTCOME
    return f"{total.typed or (NO_SUM if total.problem else '–')}: {met}"


def _total_tip(total: ColumnTotal) -> str:
    """Return the sum of a column, and why nobody can say how many units reach the target."""
    why = ""
    if total.without_target:
        why = capital_first(f"{texts.SUM_NOT_ASSESSED}: {texts.SUM_NO_TARGET}")
    return "\n".join(filter(None, (total.text, why)))


def value_parts(text: str) -> tuple[str, str, bool]:
    """Return the value as people read it, the reason, and whether the outcome was declared for it.

    >>> value_parts("68,3@đạt: theo bài viết")
    ('68,3', 'theo bài viết', True)
    >>> value_parts("đạt: biên bản")
    ('đạt', 'biên bản', False)
    """
    head, _, reason = text.partition(": ")
    figure, judged, _ = head.partition("@")
    return (figure, reason, True) if judged and figure else (head, reason, False)


def _has_shape(
    before: ValueMatrix, lines: Sequence[MatrixRow], now: ValueMatrix, rows: Sequence[MatrixRow]
) -> bool:
    """Say whether a matrix has the same lines and columns as the one that is shown."""
    if before.criteria_set.id != now.criteria_set.id or len(lines) != len(rows):
        return False
    same_columns = before.columns is now.columns or _columns(before) == _columns(now)
    return same_columns and all(
        one is other or _line(one) == _line(other) for one, other in zip(lines, rows, strict=True)
    )


def _columns(matrix: ValueMatrix) -> list[tuple[str, str]]:
    """Return what tells the columns of matrices apart."""
    return [(column.id, column.period.id) for column in matrix.columns]


def _line(row: MatrixRow) -> tuple[str, str, str, bool]:
    """Return what tells lines apart, whatever their values are."""
    return row.code, row.unit, row.text, row.indicator is None
