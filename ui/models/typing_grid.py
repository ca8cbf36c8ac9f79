"""Cells that take values: what is understood is kept, what is not stays in its cell with why."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from ntm_desktop import texts
from ntm_desktop.domain.assessment import CriterionAssessment, IndicatorAssessment, Outcome
from ntm_desktop.domain.criteria import CriteriaSet, Indicator, IndicatorKind, Target
from ntm_desktop.domain.value_text import format_result, parse_plan, parse_result
from ntm_desktop.domain.values import IndicatorValue
from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.errors import UserError
from ntm_desktop.services.entry import ValueDraft
from ui.models.row_table import Index

REFUSAL_ROLE = Qt.ItemDataRole.UserRole + 12
NOT_WRITTEN = "Chưa ghi được vào tệp dữ liệu."
NOT_WRITTEN_HINT = "Bấm F2 rồi Enter để ghi lại."
_WITHOUT_TARGET = (IndicatorKind.POINTS, IndicatorKind.CONDITIONS, IndicatorKind.BOOLEAN)
_OR_RATIO = " hoặc 12/17"
_FEW_ROWS = 8  # so many changed lines are told one by one, more of them as one block
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A typed text that could not be kept; it stays in its cell with the reason."""

    draft: ValueDraft
    reason: str
    hint: str


class TypingGrid(QAbstractTableModel):
    """Cells of values. Typed texts go to `record` as one step per call of `take`.

    A text that cannot be understood or written stays in its cell, in red with its reason;
    `refused` carries the tuple of `Refusal`s of one call. `data()` never queries anything.
    """

    refused = Signal(object)

    def __init__(
        self, record: Callable[[Sequence[ValueDraft]], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._record = record
        self._kept: dict[ValueDraft, Refusal] = {}

    # --- what each grid answers ---

    @property
    def criteria_set(self) -> CriteriaSet | None:
        """Return the set whose values are shown."""
        raise NotImplementedError

    def can_edit(self, row: int, column: int) -> bool:
        """Say whether a cell can be typed in."""
        raise NotImplementedError

    def draft_at(self, row: int, column: int, text: str = "") -> ValueDraft:
        """Return a text as it belongs to a cell that can be typed in."""
        raise NotImplementedError

    def index_of(self, draft: ValueDraft) -> QModelIndex:
        """Return the cell a draft belongs to; invalid where it is not shown."""
        raise NotImplementedError

    def stored_text(self, row: int, column: int) -> str:
        """Return what is kept in a cell."""
        raise NotImplementedError

    def choices_at(self, row: int, column: int) -> Choices:
        """Return (typed text, label) of what can be picked in a cell instead of typed."""
        raise NotImplementedError

    def code_rows(self) -> dict[str, int]:
        """Return the line each shown code stands in; none where lines are not of codes."""
        return {}

    def belongs_here(self, draft: ValueDraft) -> bool:
        """Say whether a draft is of what is shown now, filtered out or not."""
        raise NotImplementedError

    def why_locked(self, draft: ValueDraft) -> tuple[str, str]:
        """Return why a cell takes nothing now, and what to do ("" and "" where it does)."""
        del draft
        return "", ""

    def all_codes(self) -> list[str]:
        """Return every code of the set in its order: each criterion, then its indicators."""
        found = self.criteria_set
        held: dict[str, None] = {}
        for criterion in found.criteria if found else ():
            held |= dict.fromkeys((criterion.code, *(one.code for one in criterion.indicators)))
        return list(held)

    def scale_words(self) -> frozenset[str]:
        """Return the words that are results of an indicator of the set, without accents."""
        found = self.criteria_set
        words = (word for one in (found.indicators if found else ()) for word in one.scale)
        return frozenset(fold(word).strip() for word in words)

    # --- typing ---

    def take(self, drafts: Sequence[ValueDraft]) -> tuple[Refusal, ...]:
        """Keep what can be understood as one step; return what cannot, which stays as typed."""
        refused = tuple(found for one in drafts if (found := self._understand(one)))
        bad = {one.draft for one in refused}
        good = [one for one in drafts if one not in bad]
        for refusal in refused:
            self._kept[_cell(refusal.draft)] = refusal
        is_written = False
        try:
            if good:
                self._record(good)
            is_written = True
        finally:
            for one in good:  # a write that fails leaves its texts in the cells
                if is_written:
                    self._kept.pop(_cell(one), None)
                else:
                    self._kept[_cell(one)] = Refusal(one, NOT_WRITTEN, NOT_WRITTEN_HINT)
            self._tell_rows({self.index_of(one).row() for one in drafts} - {-1})
        if refused:
            self.refused.emit(refused)
        return refused

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed into one cell; say whether it was understood and kept."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        row, column = index.row(), index.column()
        if not self.can_edit(row, column):
            return False
        is_kept = not self.refusal(row, column) and str(value) == self.stored_text(row, column)
        return not is_kept and not self.take([self.draft_at(row, column, str(value))])

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that cells can be chosen, and which can be typed in."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        editable = self.can_edit(index.row(), index.column())
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def refusal(self, row: int, column: int) -> Refusal | None:
        """Return why the text of a cell was not kept; None where there is nothing to say."""
        if not self._kept or not self.can_edit(row, column):
            return None
        return self._kept.get(self.draft_at(row, column))

    def refusals(self) -> tuple[Refusal, ...]:
        """Return the texts of what is shown that wait to be corrected."""
        return tuple(found for cell, found in self._kept.items() if self.belongs_here(cell))

    def all_refusals(self) -> tuple[Refusal, ...]:
        """Return every text that waits to be corrected, also of what is not shown now."""
        return tuple(self._kept.values())

    def forget_refusal(self, row: int, column: int) -> bool:
        """Drop a text that was not understood, so that the stored value shows; False for none."""
        found = self.refusal(row, column)
        if found is None:
            return False
        del self._kept[_cell(found.draft)]
        self._tell_rows({row})
        return True

    def shown_text(self, row: int, column: int) -> str:
        """Return the text of a cell: what was typed and not understood, else what is kept."""
        refusal = self.refusal(row, column)
        return refusal.draft.text if refusal else self.stored_text(row, column)

    def refusal_tooltip(self, row: int, column: int) -> str:
        """Return the reason of a refusal with what to do, "" for none."""
        refusal = self.refusal(row, column)
        return f"{refusal.reason}\n{refusal.hint}".strip() if refusal else ""

    def takes(self, row: int, column: int, text: str) -> bool:
        """Say whether a text could be kept in a cell as it stands."""
        is_there = row < self.rowCount() and column < self.columnCount()
        if not is_there or not self.can_edit(row, column):
            return False
        return self._understand(self.draft_at(row, column, text)) is None

    def _understand(self, draft: ValueDraft) -> Refusal | None:
        """Return why a text cannot be kept; None where it can."""
        reason, hint = self.why_locked(draft)
        if reason:
            return Refusal(draft, reason, hint)
        found = self.criteria_set
        known = found is not None and found.has_indicator(draft.indicator)
        indicator = found.indicator(draft.indicator) if found and known else None
        try:
            (parse_plan if draft.planned else parse_result)(draft.text, indicator)
        except UserError as error:
            return Refusal(draft, str(error), error.hint)
        return None

    def _tell_rows(self, rows: Iterable[int]) -> None:
        """Tell views which lines may read otherwise; many of them as one block."""
        changed = sorted(rows)
        last = self.columnCount() - 1
        if not changed:
            return
        blocks = [(one, one) for one in changed]
        if len(changed) > _FEW_ROWS:
            blocks = [(changed[0], changed[-1])]
        for first, end in blocks:
            self.dataChanged.emit(self.index(first, 0), self.index(end, last))


def shown_state(found: IndicatorAssessment | CriterionAssessment) -> str:
    """Return the state an outcome is shown as; a figure without a target lacks only the target."""
    if isinstance(found, CriterionAssessment) or found.outcome is not Outcome.NO_DATA:
        return found.outcome.value
    has_figure = found.value is not None and bool(format_result(found.value, found.indicator))
    unknown = found.target is None or not found.target.known
    needs_one = found.indicator.kind not in _WITHOUT_TARGET
    return "no_target" if has_figure and unknown and needs_one else found.outcome.value


def shortened(text: str, most: int) -> str:
    """Return a text on one line, cut with "…" where it has more than so many characters."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


def _cell(draft: ValueDraft) -> ValueDraft:
    """Return the place of a draft, whatever was typed there."""
    return replace(draft, text="")


def read_block(text: str) -> list[list[str]]:
    """Return the cells of a block copied from a spreadsheet (tabs between cells, quotes kept).

    What is too long to come from one is cut at tabs and line ends as it stands.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        lines = list(csv.reader(io.StringIO(plain), dialect="excel-tab"))
    except csv.Error:  # one cell longer than a spreadsheet keeps
        lines = [line.split("\t") for line in plain.split("\n")]
    return [[cell.strip() for cell in line] for line in lines]


def write_block(cells: Iterable[Sequence[str]]) -> str:
    """Return cells as a spreadsheet pastes them."""
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab", lineterminator="\n").writerows(cells)
    return out.getvalue()


# --- words about what may be typed ---


def indicator_forms(indicator: Indicator, target: Target | None, *, planned: bool = False) -> str:
    """Return what may be typed for an indicator, as the hint below a grid says it."""
    forms = [_figure_form(indicator)]
    if planned:
        form = forms[0].removesuffix(_OR_RATIO)
        return f"Mức phấn đấu: {form[0].lower()}{form[1:]}, hoặc “đạt”"
    if indicator.kind is not IndicatorKind.BOOLEAN and not (target and target.known):
        forms.append("đạt: căn cứ (tự đánh giá)")
    if indicator.if_any:
        forms.append("na: lý do khi không áp dụng")
    return " · ".join(forms)


def criterion_forms(*, takes_word: bool) -> str:
    """Return what may be typed for a criterion itself."""
    if not takes_word:
        return "Kết quả của tiêu chí được tính từ các chỉ tiêu bên dưới."
    return "Nhập “đạt: căn cứ”, “chưa đạt: lý do” hoặc “na: lý do khi không áp dụng”."


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
    return f"Nhập 95,3{_OR_RATIO}"


def value_choices(
    indicator: Indicator | None, value: IndicatorValue | None, *, planned: bool = False
) -> Choices:
    """Return (typed text, label) of what can be picked instead of typed."""
    met, not_met = texts.VALUE_MET, texts.VALUE_NOT_MET
    if indicator and indicator.kind is IndicatorKind.ORDINAL:
        return tuple((word, word) for word in indicator.scale)
    if planned or indicator is None or indicator.kind is IndicatorKind.BOOLEAN:
        return ((met, texts.OUTCOME_MET), (not_met, texts.OUTCOME_NOT_MET))
    figure = _figure(indicator, value)
    labels = (f"Tự đánh giá {met}", f"Tự đánh giá {not_met}")
    return tuple(
        (f"{figure}@{word}" if figure else word, label)
        for word, label in zip((met, not_met), labels, strict=True)
    )


def _figure(indicator: Indicator, value: IndicatorValue | None) -> str:
    """Return the figure of a value without what was declared on it."""
    if value is None or value.not_applicable:
        return ""
    return format_result(replace(value, declared=None, reason=None), indicator)
