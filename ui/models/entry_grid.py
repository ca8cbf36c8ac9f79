"""The grid of the entry sheet: criterion rows over indicator rows of one period."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QColor, QFont

from ntm_desktop import texts
from ntm_desktop.domain.assessment import Basis, Outcome
from ntm_desktop.domain.criteria import CriteriaSet, Indicator
from ntm_desktop.domain.vietnamese import matches
from ntm_desktop.errors import InputError
from ntm_desktop.services.entry import EntryGroup, EntryRow, EntrySheet, ValueDraft
from ntm_desktop.services.value_matrix import takes_word
from ui import style
from ui.models.row_table import STATE_ROLE, Index
from ui.models.typing_grid import (
    REFUSAL_ROLE,
    Choices,
    Refusal,
    TypingGrid,
    criterion_forms,
    indicator_forms,
    shown_state,
    value_choices,
)

CODE, TEXT, UNIT, TARGET, PREVIOUS, VALUE, STATE, GAP, PLAN, PROOF = range(10)
EDITABLE = (VALUE, PLAN)
LINE_ROLE = Qt.ItemDataRole.UserRole + 11
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
    "no_target": "Chưa có ngưỡng",
    "falling": "Giảm",
    "unverified": "Chưa đối chiếu",
    "unproven": "Thiếu minh chứng",
}
FILTER_TIPS = {
    "unverified": "Chỉ tiêu có câu chữ hoặc mức yêu cầu chưa được so với văn bản gốc, "
    "kể cả khi chưa nhập số liệu",
    "unproven": "Chỉ tiêu đạt bằng số liệu chưa có tệp minh chứng",
    "no_target": "Chỉ tiêu đã có số liệu nhưng bộ tiêu chí chưa có mức yêu cầu",
    "falling": "Kỳ trước đạt, kỳ này chưa đạt",
}
LOCKED_HINT = "Bấm “Mở khóa…” phía trên bảng và ghi lý do."
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
        return self.is_head and takes_word(self.group.assessment.criterion)

    def can_edit(self, column: int) -> bool:
        """Say whether a cell of this line can be typed in."""
        if self.is_head:
            return column == VALUE and self.can_be_declared
        return column in EDITABLE

    @property
    def state(self) -> str:
        """Return the state the outcome is shown as."""
        return shown_state((self.row or self.group).assessment)

    @property
    def doubt(self) -> str:
        """Return why the figure cannot be; of a criterion, of the first such indicator."""
        if self.row:
            return self.row.doubt
        return next((row.doubt for row in self.group.rows if row.doubt), "")

    @property
    def reported(self) -> str:
        """Return "xã báo 72,5" where the unit's own result is another than what we wrote."""
        return self.row.reported.short if self.row and self.row.reported else ""

    @property
    def reported_text(self) -> str:
        """Return both results in a sentence, "" where there is but one."""
        if self.row is None or self.row.reported is None:
            return ""
        said = self.row.reported
        form = texts.REPORTED_WHOLE_LATER if said.is_later else texts.REPORTED_WHOLE
        return form.format(by=said.by, value=said.text, shown=self.row.value_text)

    @property
    def marks(self) -> tuple[str, ...]:
        """Return the states that stand beside the outcome, the most urgent first."""
        found = ["doubtful"] if self.doubt else []
        rows = (self.row,) if self.row else self.group.rows
        if any(row.conflict for row in rows):
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
    def is_unverified(self) -> bool:
        """Say whether nobody compared the wording or the target with the text of the law."""
        if self.row is None:
            return not self.group.assessment.criterion.name_verified
        found = self.row.assessment
        return not found.wording_verified or (
            found.target is not None and not found.target_verified
        )

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
            return self.is_unverified
        return kind == "all" or self.state == kind


def counts_text(group: EntryGroup) -> str:
    """Return "3/4": how many indicators of a criterion are met, those not applicable included."""
    held = (Outcome.MET, Outcome.NOT_APPLICABLE)
    met = sum(row.assessment.outcome in held for row in group.rows)
    return f"{met}/{len(group.rows)}" if group.rows else ""


def accepted_forms(line: GridLine, *, planned: bool = False) -> str:
    """Return what may be typed into a cell of this line, as the hint below the grid says it."""
    if line.row is None:
        return criterion_forms(takes_word=line.can_be_declared)
    found = line.row.assessment
    return indicator_forms(found.indicator, found.target, planned=planned)


def choices(line: GridLine, *, planned: bool = False) -> Choices:
    """Return (typed text, label) of what can be picked instead of typed."""
    value = line.row.assessment.value if line.row else None
    return value_choices(line.indicator, value, planned=planned)


class EntryGrid(TypingGrid):
    """The lines of an entry sheet of one set, unit and period."""

    def __init__(
        self, record: Callable[[Sequence[ValueDraft]], object], parent: QObject | None = None
    ) -> None:
        super().__init__(record, parent)
        self._sheet: EntrySheet | None = None
        self._all: tuple[GridLine, ...] = ()
        self._lines: tuple[GridLine, ...] = ()
        self._shown: frozenset[str] | None = None
        self.locked = ""  # why nothing can be typed now

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
        """Show a sheet; one with the same lines tells only which of them changed."""
        before = self._sheet
        same = before is not None and _place(before) == _place(sheet)
        self._sheet = sheet
        self._all = tuple(_lines_of(sheet, self._all if same else ()))
        if not same:
            self._shown = None
        chosen = tuple(line for line in self._all if self._is_shown(line))
        if same and _codes(chosen) == _codes(self._lines):
            changed = [
                place
                for place, (one, other) in enumerate(zip(chosen, self._lines, strict=True))
                if one is not other
            ]
            self._lines = chosen
            self._tell_rows(changed)
            return
        self.beginResetModel()
        self._lines = chosen
        self.endResetModel()

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

    @property
    def shown_codes(self) -> frozenset[str] | None:
        """Return the codes a filter lets through; None without a filter."""
        return self._shown

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
            return alignment_of(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows in a role."""
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.shown_text(row, column)
        if role == LINE_ROLE:
            return self._lines[row]
        if role == REFUSAL_ROLE:
            return self.refusal(row, column)
        return self._look(row, column, role)

    def _look(self, row: int, column: int, role: int) -> Any:
        """Return how a cell looks and what is told about it."""
        line = self._lines[row]
        if role == STATE_ROLE:
            return line.state if column == STATE else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment_of(column)
        if role == Qt.ItemDataRole.FontRole:
            return self.font_of(line, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self.colour_of(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tooltip(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = f"; {line.reported}" if column == VALUE and line.reported else ""
            shown = self.shown_text(row, column) or "để trống"
            return f"{line.code}, {TITLES[column]}: {shown}{told}"
        return None

    # --- typing ---

    @property
    def criteria_set(self) -> CriteriaSet | None:
        """Return the set of the sheet."""
        return self._sheet.criteria_set if self._sheet else None

    def can_edit(self, row: int, column: int) -> bool:
        """Say whether a cell can be typed in."""
        return self._lines[row].can_edit(column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that cells can be chosen, and which can be typed in: none while locked."""
        flags = super().flags(index)
        return flags & ~Qt.ItemFlag.ItemIsEditable if self.locked else flags

    def take(self, drafts: Sequence[ValueDraft]) -> tuple[Refusal, ...]:
        """Keep what can be understood; raise `InputError` while locked, keeping nothing."""
        if self.locked:
            raise InputError(self.locked, hint=LOCKED_HINT)
        return super().take(drafts)

    def draft_at(self, row: int, column: int, text: str = "") -> ValueDraft:
        """Return a text as it belongs to a cell of the sheet."""
        return self.draft_of(self._lines[row].code, text, planned=column == PLAN)

    def draft_of(self, code: str, text: str = "", *, planned: bool = False) -> ValueDraft:
        """Return the draft of a text for the sheet's set, period and unit."""
        assert self._sheet is not None
        set_id, period_id, unit = _place(self._sheet)
        return ValueDraft(set_id, period_id, code, text, unit, planned)

    def index_of(self, draft: ValueDraft) -> QModelIndex:
        """Return the cell a draft belongs to."""
        place = self.place_of(draft.indicator) if self.belongs_here(draft) else -1
        column = PLAN if draft.planned else VALUE
        return self.index(place, column) if place >= 0 else QModelIndex()

    def code_rows(self) -> dict[str, int]:
        """Return the line of each code that is shown; an indicator before its criterion."""
        heads = {line.code: place for place, line in enumerate(self._lines) if line.is_head}
        return heads | {
            line.code: place for place, line in enumerate(self._lines) if not line.is_head
        }

    def stored_text(self, row: int, column: int) -> str:
        """Return what is kept in a cell."""
        line = self._lines[row]
        return _head_text(line, column) if line.row is None else _row_text(line, line.row, column)

    def choices_at(self, row: int, column: int) -> Choices:
        """Return what can be picked in a cell."""
        return choices(self._lines[row], planned=column == PLAN)

    def belongs_here(self, draft: ValueDraft) -> bool:
        """Say whether a draft is of this sheet."""
        place = (draft.set_id, draft.period_id, draft.unit)
        return self._sheet is not None and place == _place(self._sheet)

    # --- cells ---

    def font_of(self, line: GridLine, column: int) -> QFont | None:
        """Return a strong font for criteria and for the values of this period."""
        if (column == TARGET and not _has_target(line)) or (column == GAP and line.is_heading):
            return style.font("small")
        return style.font(strong=True) if line.is_heading or column == VALUE else None

    def colour_of(self, row: int, column: int) -> QColor | None:
        """Return the colour of a cell's text."""
        line = self._lines[row]
        if self.refusal(row, column):
            return style.colour("bad")
        if column == GAP and line.outcome is Outcome.NOT_MET and not line.is_head:
            return style.colour("bad")
        if column == GAP and line.is_heading:
            return style.colour("muted")
        quiet = column in (CODE, UNIT, PREVIOUS) or (column == TARGET and not _has_target(line))
        return style.colour("muted" if quiet else "text")

    def _tooltip(self, row: int, column: int) -> str | None:
        """Return the whole text, the explanation of an outcome, or the reason of a refusal."""
        line, refused = self._lines[row], self.refusal_tooltip(row, column)
        if refused:
            return refused
        if column in (STATE, GAP):
            marks = [style.STATES[mark].word for mark in line.marks]
            explained = (line.row or line.group).assessment.explanation
            told = (explained, line.doubt, line.reported_text, " · ".join(marks))
            return "\n".join(filter(None, told)) or None
        if column == VALUE and line.reported:
            return line.reported_text
        if column == PROOF and line.evidence:
            return f"{line.evidence} tệp minh chứng"
        shown = self.stored_text(row, column)
        return shown if column == TEXT or len(shown) > 10 else None


def _lines_of(sheet: EntrySheet, before: Sequence[GridLine]) -> Iterable[GridLine]:
    """Yield each criterion and its indicators; what reads as before is the same line."""
    held = {(line.code, line.is_head): line for line in before}
    for group in sheet.groups:
        head = held.get((group.criterion_code, True))
        if head is not None and head.group is group:  # nothing of this criterion was read anew
            yield head
            yield from (held[row.code, False] for row in group.rows)
            continue
        yield _same_or_new(held.get((group.criterion_code, True)), GridLine(group))
        for row in group.rows:
            yield _same_or_new(held.get((row.code, False)), GridLine(group, row))


def _same_or_new(before: GridLine | None, now: GridLine) -> GridLine:
    """Return the line there was where it says the same; another line of it may have changed."""
    if before is None or before.is_head != now.is_head:
        return now
    if now.row is None:
        return before if before.group == now.group else now
    same_name = before.group.criterion_name == now.group.criterion_name
    return before if same_name and before.row == now.row else now


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


def alignment_of(column: int) -> Qt.AlignmentFlag:
    """Align numbers to the right, text to the left."""
    side = Qt.AlignmentFlag.AlignRight if column in _NUMERIC else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _head_text(line: GridLine, column: int) -> str:
    """Return a cell of a criterion's line."""
    shown = {
        CODE: line.code,
        TEXT: line.group.criterion_name,
        VALUE: line.group.declared_text,
        STATE: style.STATES[line.state].word,
        GAP: line.gap_text,
    }
    if not line.is_heading:
        shown |= {
            TARGET: _DECLARED_ONLY,
            PREVIOUS: _OUTCOME_WORDS.get(line.group.previous_outcome, ""),
        }
    return shown.get(column, "")


def _without_target(row: EntryRow) -> str:
    """Return what stands for the target where none is known: people judge, or the group decides."""
    by_group = row.assessment.target is None and len(row.assessment.indicator.targets) > 1
    return texts.TARGET_NO_GROUP if by_group else _DECLARED_ONLY


def _row_text(line: GridLine, row: EntryRow, column: int) -> str:
    """Return a cell of an indicator's line."""
    shown = {
        CODE: row.code,
        TEXT: row.text,
        UNIT: row.measure_unit,
        TARGET: row.target_text or _without_target(row),
        PREVIOUS: row.previous_text,
        VALUE: row.value_text,
        STATE: style.STATES[line.state].word,
        GAP: line.gap_text,
        PLAN: row.planned_text,
        PROOF: str(row.evidence or ""),
    }
    return shown[column]
