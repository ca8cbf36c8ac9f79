"""The grid of the entry sheet: criterion rows over indicator rows, and what was typed into them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont

from ntm_desktop import texts
from ntm_desktop.domain.assessment import Basis, Outcome
from ntm_desktop.domain.criteria import Indicator, IndicatorKind
from ntm_desktop.domain.value_text import format_result, parse_plan, parse_result
from ntm_desktop.domain.vietnamese import matches
from ntm_desktop.errors import UserError
from ntm_desktop.services.entry import EntryGroup, EntryRow, EntrySheet, ValueDraft
from ui import style
from ui.models.row_table import STATE_ROLE, Index

CODE, TEXT, UNIT, TARGET, PREVIOUS, VALUE, STATE, GAP, PLAN, PROOF = range(10)
EDITABLE = (VALUE, PLAN)
LINE_ROLE = Qt.ItemDataRole.UserRole + 11
REFUSAL_ROLE = Qt.ItemDataRole.UserRole + 12
TITLES = (
    "Mã",
    "Chỉ tiêu",
    "ĐVT",
    "Mức yêu cầu",
    "Kỳ trước",
    "Kỳ này",
    "Đánh giá",
    "Còn thiếu",
    "Phấn đấu",
    "Tệp",
)
FILTERS = {
    "all": "Tất cả",
    "not_met": "Chưa đạt",
    "no_data": "Chưa có số liệu",
    "falling": "Giảm",
    "unverified": "Chưa đối chiếu",
    "unproven": "Thiếu minh chứng",
}
NOT_WRITTEN = "Chưa ghi được vào tệp dữ liệu."
NOT_WRITTEN_HINT = "Bấm F2 rồi Enter để ghi lại."
_LACK = texts.GAP_LACK.partition("{")[0]
_DECLARED_ONLY = "tự đánh giá"
_OUTCOME_WORDS = {Outcome.MET: texts.VALUE_MET, Outcome.NOT_MET: texts.VALUE_NOT_MET}
_NUMERIC = (PREVIOUS, VALUE, GAP, PLAN, PROOF)


@dataclass(frozen=True, slots=True)
class GridLine:
    """One line of the grid: an indicator, or (without `row`) the criterion over its indicators."""

    group: EntryGroup
    row: EntryRow | None = None

    @property
    def code(self) -> str:
        """Return the code that a value of this line is kept under."""
        return self.row.code if self.row else self.group.criterion_code

    @property
    def is_head(self) -> bool:
        """Say whether this is the line of a criterion."""
        return self.row is None

    @property
    def is_heading(self) -> bool:
        """Say whether this is a criterion over the lines of its indicators."""
        return self.is_head and bool(self.group.rows)

    @property
    def indicator(self) -> Indicator | None:
        """Return the indicator; None for a criterion."""
        return self.row.assessment.indicator if self.row else None

    @property
    def outcome(self) -> Outcome:
        """Return where the indicator or the criterion stands."""
        return (self.row or self.group).assessment.outcome

    @property
    def can_be_declared(self) -> bool:
        """Say whether a criterion takes a word of its own: where its indicators are not all there.

        A criterion whose own code is that of an indicator is entered in the indicator's line.
        """
        criterion = self.group.assessment.criterion
        listed = any(row.code == self.group.criterion_code for row in self.group.rows)
        return self.is_head and not listed and (not criterion.complete or not self.group.rows)

    def can_edit(self, column: int) -> bool:
        """Say whether a cell of this line can be typed in."""
        if self.is_head:
            return column == VALUE and self.can_be_declared
        return column in EDITABLE

    @property
    def marks(self) -> tuple[str, ...]:
        """Return the states that stand beside the outcome, the most urgent first."""
        found = []
        if self.row and self.row.conflict:
            found.append("disagreed")
        if self.is_falling:
            found.append("falling")
        if self._is_declared:
            found.append("declared")
        if self.row and self.row.assessment.rests_on_unverified:
            found.append("unverified")
        return tuple(found)

    @property
    def is_falling(self) -> bool:
        """Say whether the line was met in the previous period and is not met now."""
        if self.row:
            return self.row.is_falling
        met = self.group.previous_outcome is Outcome.MET
        return met and self.group.assessment.outcome is Outcome.NOT_MET

    @property
    def _is_declared(self) -> bool:
        """Say whether the outcome is the word of the commune."""
        assessment = (self.row or self.group).assessment
        own_word = assessment.outcome in (Outcome.MET, Outcome.NOT_MET)
        return own_word and assessment.basis is Basis.DECLARED and self._is_own_word

    @property
    def _is_own_word(self) -> bool:
        """Say whether the word was given on this line itself and not on the lines below it."""
        return bool(self.row) or bool(self.group.declared_text)

    @property
    def gap_text(self) -> str:
        """Return how much is missing ("1,8 điểm %"), for a criterion "đạt 3/4" indicators."""
        if self.row:
            gap = self.row.assessment.gap
            return gap.text.removeprefix(_LACK) if gap else ""
        counted = counts_text(self.group)
        return f"đạt {counted}" if counted else ""

    @property
    def is_item(self) -> bool:
        """Say whether the line is counted and filtered by itself."""
        return not self.is_heading

    @property
    def lack_text(self) -> str:
        """Return why a line that has a value has no outcome yet ("" otherwise)."""
        if self.row is None or self.outcome is not Outcome.NO_DATA or not self.row.value_text:
            return ""
        target = self.row.assessment.target
        return "chưa đủ số liệu" if target and target.known else "cần tự đánh giá"

    @property
    def evidence(self) -> int:
        """Return how many files prove the value of this line."""
        return self.row.evidence if self.row else 0

    @property
    def is_unproven(self) -> bool:
        """Say whether an indicator is met by a value that no file proves."""
        row = self.row
        has_value = row is not None and row.assessment.value is not None
        return has_value and self.outcome is Outcome.MET and not self.evidence

    def is_in(self, kind: str) -> bool:
        """Say whether the line belongs under one of `FILTERS`."""
        if kind == "falling":
            return self.is_falling
        if kind == "unproven":
            return self.is_unproven
        if kind == "unverified":
            return "unverified" in self.marks
        return kind == "all" or self.outcome.value == kind


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into one cell."""

    code: str
    planned: bool
    text: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A typed text that could not be understood; it stays in its cell with the reason."""

    typed: Typed
    reason: str
    hint: str


def counts_text(group: EntryGroup) -> str:
    """Return "3/4": how many indicators of a criterion are met, those not applicable included."""
    held = (Outcome.MET, Outcome.NOT_APPLICABLE)
    met = sum(row.assessment.outcome in held for row in group.rows)
    return f"{met}/{len(group.rows)}" if group.rows else ""


def accepted_forms(line: GridLine, *, planned: bool = False) -> str:
    """Return what may be typed into a cell of this line, as the hint below the grid says it."""
    indicator = line.indicator
    if indicator is None:
        if not line.can_be_declared:
            return "Kết quả của tiêu chí được tính từ các chỉ tiêu bên dưới."
        return "Nhập “đạt: căn cứ”, “chưa đạt: lý do” hoặc “na: lý do khi không áp dụng”."
    forms = [_figure_form(indicator)]
    if planned:
        return f"Mức phấn đấu: {forms[0][0].lower()}{forms[0][1:]}, hoặc “đạt”"
    target = line.row.assessment.target if line.row else None
    if indicator.kind is not IndicatorKind.BOOLEAN and not (target and target.known):
        forms.append("đạt: căn cứ (tự đánh giá)")
    if indicator.if_any:
        forms.append("na: lý do khi không áp dụng")
    return " · ".join(forms)


def _figure_form(indicator: Indicator) -> str:
    """Return how the figure or word of an indicator is typed."""
    if indicator.kind is IndicatorKind.BOOLEAN:
        return "Nhập đạt hoặc chưa đạt"
    if indicator.kind is IndicatorKind.ORDINAL:
        return f"Nhập một mức: {', '.join(indicator.scale)}"
    if indicator.kind is IndicatorKind.POINTS:
        return "Nhập số điểm đã chấm, như 7,5"
    if indicator.by_gender:
        return "Nhập nam=90,5; nữ=88"
    if indicator.sub_text:
        return "Nhập 95,3 trong đó 60"
    scored = indicator.kind is IndicatorKind.SCORED and indicator.measure_unit != "%"
    if indicator.kind is IndicatorKind.NUMBER or scored:
        return f"Nhập số {indicator.measure_unit}".rstrip() + ", như 3 hoặc 1.250"
    return "Nhập 95,3 hoặc 12/17"


def choices(line: GridLine, *, planned: bool = False) -> tuple[tuple[str, str], ...]:
    """Return (typed text, label) of what can be picked instead of typed."""
    indicator = line.indicator
    met, not_met = texts.VALUE_MET, texts.VALUE_NOT_MET
    if indicator and indicator.kind is IndicatorKind.ORDINAL:
        return tuple((word, word) for word in indicator.scale)
    if planned or indicator is None or indicator.kind is IndicatorKind.BOOLEAN:
        return ((met, texts.OUTCOME_MET), (not_met, texts.OUTCOME_NOT_MET))
    figure = _figure(line)
    labels = (f"Tự đánh giá {met}", f"Tự đánh giá {not_met}")
    return tuple(
        (f"{figure}@{word}" if figure else word, label)
        for word, label in zip((met, not_met), labels, strict=True)
    )


def _figure(line: GridLine) -> str:
    """Return the figure of a line without what was declared on it."""
    value = line.row.assessment.value if line.row else None
    if value is None or value.not_applicable:
        return ""
    return format_result(replace(value, declared=None, reason=None), line.indicator)


def read_block(text: str) -> list[list[str]]:
    """Return the cells of a block copied from a spreadsheet (tabs between cells, quotes kept)."""
    lines = csv.reader(io.StringIO(text.replace("\r\n", "\n")), dialect="excel-tab")
    return [[cell.strip() for cell in line] for line in lines]


def write_block(cells: Iterable[Sequence[str]]) -> str:
    """Return cells as a spreadsheet pastes them."""
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab", lineterminator="\n").writerows(cells)
    return out.getvalue()


class EntryGrid(QAbstractTableModel):
    """The lines of an entry sheet. Typed texts go to `record` as one step per call of `take`.

    A text that cannot be understood or written stays in its cell, in red with its reason;
    `refused` carries the tuple of `Refusal`s of one call. `data()` never queries anything.
    """

    refused = Signal(object)

    def __init__(
        self, record: Callable[[Sequence[ValueDraft]], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._record = record
        self._sheet: EntrySheet | None = None
        self._all: tuple[GridLine, ...] = ()
        self._lines: tuple[GridLine, ...] = ()
        self._shown: frozenset[str] | None = None
        self._kept: dict[tuple[str, str, str, str, bool], Refusal] = {}

    # --- what is shown ---

    @property
    def sheet(self) -> EntrySheet | None:
        """Return the sheet that is shown."""
        return self._sheet

    @property
    def lines(self) -> tuple[GridLine, ...]:
        """Return the lines that are shown."""
        return self._lines

    def set_sheet(self, sheet: EntrySheet) -> None:
        """Show a sheet; one with the same lines only refreshes them, so the cursor stays."""
        before = self._sheet
        same = before is not None and _place(before) == _place(sheet)
        self._sheet = sheet
        self._all = tuple(_lines_of(sheet))
        if not same:
            self._shown = None
        chosen = tuple(line for line in self._all if self._is_shown(line))
        if same and _codes(chosen) == _codes(self._lines):
            self._lines = chosen
            self.refresh()
            return
        self.beginResetModel()
        self._lines = chosen
        self.endResetModel()

    def refresh(self) -> None:
        """Tell views that every cell may read otherwise."""
        if self._lines:
            last = self.index(len(self._lines) - 1, PROOF)
            self.dataChanged.emit(self.index(0, 0), last)

    def set_filter(self, kind: str = "all", typed: str = "") -> None:
        """Show the lines of a kind that hold every typed word, with their criteria.

        A line stays while its value is being entered; it leaves with the next filter.
        """
        words = typed.split()
        found = [line for line in self._all if line.is_item and line.is_in(kind)]
        found = [line for line in found if _holds(line, words)]
        everything = kind == "all" and not words
        self._shown = None if everything else frozenset(line.code for line in found)
        self.beginResetModel()
        self._lines = tuple(line for line in self._all if self._is_shown(line))
        self.endResetModel()

    def count(self, kind: str) -> int:
        """Return how many lines belong under a filter."""
        return sum(line.is_item and line.is_in(kind) for line in self._all)

    def _is_shown(self, line: GridLine) -> bool:
        """Say whether the filter lets a line through; a criterion stays with its indicators."""
        if self._shown is None or line.code in self._shown:
            return True
        return line.is_head and any(row.code in self._shown for row in line.group.rows)

    def place_of(self, code: str, *, head: bool = False) -> int:
        """Return the row of a code, -1 where it is not shown; `head` asks for the criterion."""
        for place, line in enumerate(self._lines):
            if line.code == code and (line.is_head or not head):
                if line.is_head and not head and self._has_row_of(code):
                    continue
                return place
        return -1

    def _has_row_of(self, code: str) -> bool:
        """Say whether an indicator has this code (a criterion may share it)."""
        return any(line.code == code and not line.is_head for line in self._lines)

    # --- Qt's questions ---

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many lines there are; cells have no children."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(TITLES)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a column's title; the periods are named in the tooltips."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(TITLES):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        if role == Qt.ItemDataRole.ToolTipRole and self._sheet:
            if section == PROOF:
                return "Số tệp minh chứng"
            period = {PREVIOUS: self._sheet.previous_period, VALUE: self._sheet.period}.get(section)
            return period.label if period else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows in a role."""
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line, column = self._lines[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(line, column)
        if role == LINE_ROLE:
            return line
        if role == REFUSAL_ROLE:
            return self.refusal(line, column)
        return self._look(line, column, role)

    def _look(self, line: GridLine, column: int, role: int) -> Any:
        """Return how a cell looks and what is told about it."""
        if role == STATE_ROLE:
            return line.outcome.value if column == STATE else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.FontRole:
            return self._font(line, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(line, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tooltip(line, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.code}, {TITLES[column]}: {self._text(line, column) or 'để trống'}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that cells can be chosen, and which can be typed in."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        editable = self._lines[index.row()].can_edit(index.column())
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed into one cell; say whether it was understood and kept."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        line, column = self._lines[index.row()], index.column()
        is_kept = str(value) == self._text(line, column) and not self.refusal(line, column)
        if is_kept or not line.can_edit(column):
            return False
        return not self.take([Typed(line.code, column == PLAN, str(value))])

    # --- typing ---

    def take(self, typed: Sequence[Typed]) -> tuple[Refusal, ...]:
        """Keep what can be understood as one step; return what cannot, which stays as typed."""
        refused = [refusal for one in typed if (refusal := self._understand(one))]
        bad = [refusal.typed for refusal in refused]
        good = [one for one in typed if one not in bad]
        unwritten = [Refusal(one, NOT_WRITTEN, NOT_WRITTEN_HINT) for one in good]
        for refusal in (*refused, *unwritten):  # a write that fails leaves its texts in the cells
            self._kept[self._cell(refusal.typed)] = refusal
        if good and self._sheet:
            self._record([self._draft(one) for one in good])
        for one in good:
            self._kept.pop(self._cell(one), None)
        self.refresh()
        if refused:
            self.refused.emit(tuple(refused))
        return tuple(refused)

    def refusal(self, line: GridLine, column: int) -> Refusal | None:
        """Return why the text of a cell was not kept; None where there is nothing to say."""
        if column not in EDITABLE or self._sheet is None:
            return None
        return self._kept.get(self._cell(Typed(line.code, column == PLAN, "")))

    def refusals(self) -> tuple[Refusal, ...]:
        """Return the texts of this sheet that wait to be corrected."""
        place = _place(self._sheet) if self._sheet else None
        return tuple(found for cell, found in self._kept.items() if cell[:3] == place)

    def forget_refusal(self, line: GridLine, column: int) -> bool:
        """Drop a text that was not understood, so that the stored value shows; False for none."""
        found = self.refusal(line, column)
        if found is None:
            return False
        del self._kept[self._cell(found.typed)]
        self.refresh()
        return True

    def _understand(self, typed: Typed) -> Refusal | None:
        """Return why a text cannot be understood; None where it can."""
        line = next((one for one in self._all if one.code == typed.code and not one.is_head), None)
        parse = parse_plan if typed.planned else parse_result
        try:
            parse(typed.text, line.indicator if line else None)
        except UserError as error:
            return Refusal(typed, str(error), error.hint)
        return None

    def _draft(self, typed: Typed) -> ValueDraft:
        """Return the draft of a typed text for the sheet's set, period and unit."""
        assert self._sheet is not None
        set_id, period_id, unit = _place(self._sheet)
        return ValueDraft(set_id, period_id, typed.code, typed.text, unit, typed.planned)

    def _cell(self, typed: Typed) -> tuple[str, str, str, str, bool]:
        """Return the place of a cell over all sheets."""
        assert self._sheet is not None
        return (*_place(self._sheet), typed.code, typed.planned)

    # --- cells ---

    def _text(self, line: GridLine, column: int) -> str:
        """Return the text of a cell: what was typed and not understood, else what is kept."""
        refusal = self.refusal(line, column)
        if refusal:
            return refusal.typed.text
        return _head_text(line, column) if line.row is None else _row_text(line, line.row, column)

    def _font(self, line: GridLine, column: int) -> QFont | None:
        """Return a strong font for criteria and for the values of this period."""
        if (column == TARGET and not _has_target(line)) or (column == GAP and line.is_heading):
            return style.font("small")
        return style.font(strong=True) if line.is_heading or column == VALUE else None

    def _colour(self, line: GridLine, column: int) -> QColor | None:
        """Return the colour of a cell's text."""
        if self.refusal(line, column):
            return style.colour("bad")
        if column == GAP and line.outcome is Outcome.NOT_MET and not line.is_head:
            return style.colour("bad")
        if column == GAP and line.is_heading:
            return style.colour("muted")
        quiet = column in (CODE, UNIT, PREVIOUS) or (column == TARGET and not _has_target(line))
        return style.colour("muted" if quiet else "text")

    def _tooltip(self, line: GridLine, column: int) -> str | None:
        """Return the whole text, the explanation of an outcome, or the reason of a refusal."""
        refusal = self.refusal(line, column)
        if refusal:
            return f"{refusal.reason}\n{refusal.hint}".strip()
        if column in (STATE, GAP):
            marks = [style.STATES[mark].word for mark in line.marks]
            explained = (line.row or line.group).assessment.explanation
            return "\n".join([explained, " · ".join(marks)]).strip() or None
        if column == PROOF and line.evidence:
            return f"{line.evidence} tệp minh chứng"
        shown = self._text(line, column)
        return shown if column == TEXT or len(shown) > 10 else None


def _lines_of(sheet: EntrySheet) -> Iterable[GridLine]:
    """Yield each criterion and its indicators."""
    for group in sheet.groups:
        yield GridLine(group)
        for row in group.rows:
            yield GridLine(group, row)


def _place(sheet: EntrySheet) -> tuple[str, str, str]:
    """Return set, period and unit of a sheet."""
    return sheet.criteria_set.id, sheet.period.id, sheet.unit


def _codes(lines: Sequence[GridLine]) -> list[tuple[str, bool]]:
    """Return which lines these are."""
    return [(line.code, line.is_head) for line in lines]


def _holds(line: GridLine, words: Sequence[str]) -> bool:
    """Say whether a line or its criterion holds every word."""
    own = line.row.text if line.row else ""
    text = f"{line.code} {own} {line.group.criterion_name}"
    return all(matches(word, text) for word in words)


def _has_target(line: GridLine) -> bool:
    """Say whether the set gives a target for a line."""
    return line.is_heading or bool(line.row and line.row.target_text)


def _alignment(column: int) -> Qt.AlignmentFlag:
    """Align numbers to the right, text to the left."""
    side = Qt.AlignmentFlag.AlignRight if column in _NUMERIC else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _head_text(line: GridLine, column: int) -> str:
    """Return a cell of a criterion's line."""
    shown = {
        CODE: line.code,
        TEXT: line.group.criterion_name,
        VALUE: line.group.declared_text,
        STATE: style.STATES[line.outcome.value].word,
        GAP: line.gap_text,
    }
    if not line.is_heading:
        shown |= {
            TARGET: _DECLARED_ONLY,
            PREVIOUS: _OUTCOME_WORDS.get(line.group.previous_outcome, ""),
        }
    return shown.get(column, "")


def _row_text(line: GridLine, row: EntryRow, column: int) -> str:
    """Return a cell of an indicator's line."""
    shown = {
        CODE: row.code,
        TEXT: row.text,
        UNIT: row.measure_unit,
        TARGET: row.target_text or _DECLARED_ONLY,
        PREVIOUS: row.previous_text,
        VALUE: row.value_text,
        STATE: style.STATES[line.outcome.value].word,
        GAP: line.gap_text,
        PLAN: row.planned_text,
        PROOF: str(row.evidence or ""),
    }
    return shown[column]
