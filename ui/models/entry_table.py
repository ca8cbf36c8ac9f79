"""The entry sheet as people type into it: how its lines are painted and laid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QWidget

from ntm_desktop.domain.assessment import Outcome
from ui import style
from ui.models.coded_paste import Heading, heading_of, period_of
from ui.models.entry_grid import (
    CODE,
    EDITABLE,
    GAP,
    LINE_ROLE,
    PLAN,
    PREVIOUS,
    PROOF,
    STATE,
    TARGET,
    TEXT,
    UNIT,
    VALUE,
    EntryGrid,
    GridLine,
    alignment_of,
)
from ui.models.row_table import Index
from ui.models.typing_sheet import (
    SIGN,
    HeadPlaces,
    SheetDelegate,
    TypingSheet,
    paint_two_lines,
)

WIDTHS = {
    CODE: 52,
    UNIT: 72,
    TARGET: 104,
    PREVIOUS: 82,
    VALUE: 104,
    STATE: 150,
    GAP: 104,
    PLAN: 82,
    PROOF: 48,
}
NARROW_WIDTHS = {**WIDTHS, TARGET: 98, PREVIOUS: 74, VALUE: 92, STATE: 154, PLAN: 76}
ALL_COLUMNS_FROM = 1000
_ROOMY_ONLY = (UNIT, GAP, PROOF)  # what these say stands in the state where there is no room
TEXT_FROM = 180
_HEADED = ((VALUE, (Heading.VALUE, Heading.JUDGED, None)), (PLAN, (Heading.PLAN,)))
OTHER_PERIOD = " Tiêu đề ghi {other}, số đã ghi vào {period}."


def least_width() -> int:
    """Return the width the grid needs to show its narrow columns and readable texts."""
    shown = sum(width for column, width in NARROW_WIDTHS.items() if column not in _ROOMY_ONLY)
    return style.scaled(shown + TEXT_FROM)


class EntryDelegate(SheetDelegate):
    """Paints the lines of the sheet.

    It asks the grid itself: the way through Qt's index takes twice as long, cell by cell.
    """

    def __init__(self, table: EntryTable) -> None:
        super().__init__(table)
        self._grid = table.grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell: ground, content, the frame of the current cell."""
        if index.row() >= len(self._grid.lines):
            return
        line = self._grid.lines[index.row()]
        painter.save()
        rect = QRect(option.rect)
        ground = self.ground_of(option, index, heading=line.is_heading)
        painter.fillRect(rect, style.colour(ground))
        self._paint_content(painter, rect, index, line)
        column = index.column()
        is_open = line.can_edit(column) or (column in EDITABLE and not line.is_heading)
        self.paint_lines(painter, rect, open_cell=is_open)
        self.paint_frame(painter, rect, index)
        painter.restore()

    def _paint_content(self, painter: QPainter, rect: QRect, index: Index, line: GridLine) -> None:
        """Paint what a cell says."""
        inner = rect.adjusted(style.SMALL, 0, -style.SMALL, -1)
        column = index.column()
        if column == STATE:
            self._paint_state(painter, inner, line)
            return
        if column == PROOF and line.evidence:
            sign = QRectF(inner.left(), inner.center().y() - SIGN / 2 + 0.5, SIGN, SIGN)
            style.paint_icon(painter, sign, "clip", "muted")
        painter.setFont(self._grid.font_of(line, column) or style.font())
        painter.setPen(self._grid.colour_of(index.row(), column))
        text = self._grid.shown_text(index.row(), column)
        if self._has_list(index, line):
            mark = QRectF(inner.right() - SIGN + 2, inner.center().y() - SIGN / 2, SIGN, SIGN)
            style.paint_icon(painter, mark, "chevron", "muted")
            inner.adjust(0, 0, -SIGN - 2, 0)
        if line.is_heading:
            shown = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, inner.width()
            )
            painter.drawText(inner, alignment_of(column), shown)
            return
        head, _, reason = text.partition(": ")
        if column == VALUE and line.reported:
            reason = line.reported
        if column in (PREVIOUS, VALUE) and reason and not self.is_refused(index):
            self._paint_with_reason(painter, inner, head, reason)
        else:
            paint_two_lines(painter, inner, text, alignment_of(column))

    def _paint_with_reason(self, painter: QPainter, rect: QRect, value: str, reason: str) -> None:
        """Paint a value and, quietly below it, the reason that was given with it."""
        height, middle = painter.fontMetrics().lineSpacing(), rect.center().y() + 1
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        above = QRect(rect.left(), middle - height, rect.width(), height)
        self._elided(painter, above, value, flags)
        painter.setFont(style.font("small"))
        painter.setPen(style.colour("muted"))
        self._elided(painter, QRect(rect.left(), middle, rect.width(), height), reason, flags)

    def _has_list(self, index: Index, line: GridLine) -> bool:
        """Say whether the sign of a list is shown: on the current cell where words are picked."""
        can_edit = self.is_current(index) and line.can_edit(index.column())
        return can_edit and not index.data()

    def _paint_state(self, painter: QPainter, rect: QRect, line: GridLine) -> None:
        """Paint the outcome, and below it what is missing or the most urgent mark."""
        state = style.STATES[line.state]
        marks = [style.STATES[mark] for mark in line.marks]
        gap = line.gap_text if self.table.isColumnHidden(GAP) and not line.is_head else ""
        height = painter.fontMetrics().lineSpacing()
        top = QRect(rect)
        lack = line.lack_text
        is_urgent = line.marks[:1] in (("doubtful",), ("disagreed",))
        if (marks or gap or lack) and not line.is_heading:
            middle = rect.center().y() + 1
            top = QRect(rect.left(), middle - height, rect.width(), height)
            below = QRect(rect.left(), middle, rect.width(), height)
            painter.setFont(style.font("small"))
            if (gap or lack) and not is_urgent:
                painter.setPen(style.colour("bad" if gap else "warn"))
                self._elided(painter, below.adjusted(SIGN + 6, 0, 0, 0), lack or _lacking(gap))
            else:
                _paint_sign(painter, below, marks[0], marks[0].word.lower())
                marks = marks[1:]
        painter.setFont(style.font(strong=line.is_heading))
        if line.doubt and line.outcome is Outcome.MET:  # no quiet green for what cannot be
            state = replace(state, token=style.STATES["doubtful"].token)
        used = _paint_sign(painter, top, state, state.word)
        for mark in marks:
            used += SIGN + 2
            if used <= rect.width():
                _paint_sign(painter, top.adjusted(used - SIGN, 0, 0, 0), mark, "")
        if line.evidence and self.table.isColumnHidden(PROOF) and used + SIGN <= rect.width():
            clip = QRectF(rect.right() - SIGN + 2, top.center().y() - 7, SIGN - 2, SIGN - 2)
            style.paint_icon(painter, clip, "clip", "muted")

    def _elided(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        flags: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter,
    ) -> None:
        """Paint one line of text, shortened where it does not fit."""
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, flags, shown)


def _lacking(gap: str) -> str:
    """Return "thiếu 2 điểm %"; a gap that says itself what it is stays as it is."""
    return f"thiếu {gap}" if gap[:1].isdigit() else gap


def _paint_sign(painter: QPainter, rect: QRect, state: style.State, word: str) -> int:
    """Paint a state's sign and its word; return the width that is used."""
    side = SIGN if painter.font().pointSizeF() > style.font("small").pointSizeF() else SIGN - 2
    sign = QRectF(rect.left(), rect.center().y() - side / 2 + 0.5, side, side)
    style.paint_icon(painter, sign, state.icon, state.token)
    painter.setPen(style.colour(state.token))
    room = rect.adjusted(SIGN + 6, 0, 0, 0)
    shown = painter.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
    return SIGN + 6 + painter.fontMetrics().horizontalAdvance(shown) + style.TINY


class EntryTable(TypingSheet):
    """The sheet's table; `line_changed` carries the `GridLine` and column of the current cell."""

    line_changed = Signal(object, int)

    def __init__(self, grid: EntryGrid, parent: QWidget | None = None) -> None:
        super().__init__(grid, "Bảng số liệu tiêu chí", parent)
        self.grid = grid
        self.setItemDelegate(EntryDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
        grid.modelReset.connect(self._lay_lines)

    def typed_columns(self) -> Sequence[int]:
        """Return "Kỳ này" and "Phấn đấu"."""
        return EDITABLE

    # --- blocks with headings ---

    def columns_by_heads(self, heads: Sequence[str], start: QModelIndex) -> HeadPlaces:
        """Return which columns of a block are "Kỳ này" and "Phấn đấu", the right-most of each."""
        sheet = self.grid.sheet
        if sheet is None:
            return HeadPlaces()
        kinds = [heading_of(head) for head in heads]
        named = {place: period for place, head in enumerate(heads) if (period := period_of(head))}
        columns: dict[int, int] = {}
        for column, of_kinds in _HEADED:
            for kind in of_kinds:
                found = [place for place, one in enumerate(kinds) if one is kind]
                found = [place for place in found if kind is not None or place in named]
                here = [place for place in found if named.get(place) == sheet.period]
                if found:
                    bare = kind is None and start.column() in EDITABLE
                    columns[(here or found)[-1]] = start.column() if bare else column
                    break
        others = [named[place] for place in columns if place in named]
        other = next((one for one in others if one != sheet.period), None)
        remark = OTHER_PERIOD.format(other=other.label, period=sheet.period.label) if other else ""
        return HeadPlaces(columns, (), remark)

    # --- layout ---

    def _lay_lines(self) -> None:
        """Give each line its height, and a criterion's name the room of four columns."""
        self.clearSpans()
        metrics = self.fontMetrics()
        tall = max(2 * metrics.lineSpacing() + style.SMALL, style.row_height())
        for place, line in enumerate(self.grid.lines):
            self.setRowHeight(place, style.row_height() if line.is_heading else tall)
            if line.is_heading:
                self.setSpan(place, TEXT, 1, PREVIOUS - TEXT + 1)
        first = self.next_editable(-1, VALUE, 1)
        if self.grid.lines:
            self.setCurrentIndex(first if first.isValid() else self.grid.index(0, VALUE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show all columns where there is room; else the state says what is missing."""
        super().resizeEvent(event)
        roomy = self.viewport().width() >= style.scaled(ALL_COLUMNS_FROM)
        for column, width in (WIDTHS if roomy else NARROW_WIDTHS).items():
            self.setColumnHidden(column, not roomy and column in _ROOMY_ONLY)
            self.setColumnWidth(column, style.scaled(width))
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        self._bubble_timer.start()

    def tell_cell(self) -> None:
        """Tell which line and column are current."""
        line = self.current_line()
        if line is not None:
            self.line_changed.emit(line, self.currentIndex().column())

    # --- the cursor ---

    def current_line(self) -> GridLine | None:
        """Return the line of the current cell."""
        line: GridLine | None = self.currentIndex().data(LINE_ROLE)
        return line

    def choose_code(self, code: str, *, head: bool = False, column: int = VALUE) -> bool:
        """Go to a code (with `head` to the criterion and its first line); False when not shown."""
        place = self.grid.place_of(code, head=head)
        if place < 0:
            return False
        target = place
        if head:
            self.scrollTo(self.grid.index(place, CODE), self.ScrollHint.PositionAtTop)
            group = self.grid.lines[place].group
            if group.rows and not self.grid.lines[place].can_edit(column):
                target = min(place + 1, len(self.grid.lines) - 1)
        self.setCurrentIndex(self.grid.index(target, column))
        if head:
            self.scrollTo(self.grid.index(place, CODE), self.ScrollHint.PositionAtTop)
        return True
