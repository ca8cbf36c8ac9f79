"""The screen "Tổng quan": where the office stands, what is missing, what is due, the money."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.assessment import CriterionAssessment, IndicatorAssessment, Outcome
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.meetings import Task
from ntm_desktop.domain.numbers import format_amount, format_money, format_percent
from ntm_desktop.domain.recognition import RecognitionRollup, share
from ntm_desktop.domain.values import SetTotal
from ntm_desktop.services import entry, meetings, review, roadmap, works
from ui import style
from ui.context import AppContext
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page, button, card, clear_layout, label, scrolled, section_header

_TILE_WIDTH, _TILE_LINES = 148, 3
_MISSING_SHOWN, _TASKS_SHOWN, _WORKS_SHOWN = 8, 5, 4
_BAR = 8
_HUNDRED = Decimal(100)
_NOT_MET = style.STATES["not_met"].word.lower()


@dataclass(frozen=True, slots=True)
class Missing:
    """An indicator (or a criterion without indicators) that is not met, and how far it is."""

    code: str
    text: str
    gap: str
    distance: Decimal | None
    entity: str
    note: str


class OverviewView(Page):
    """One page a leader can read; everything on it opens what it speaks of."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("Tổng quan")
        self._context = context
        self._is_stale = True
        self.title.setWordWrap(True)
        self.tiles = TileGrid(lambda code: context.open("criteria", "criterion", code))
        self._warning = label("", "warning", wrap=True)
        self._left, self._right, self._foot = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        self.stack = QStackedWidget()
        self._empty = self._empty_page()
        self._enter = self.add_action(
            "Nhập số liệu", lambda: context.open("criteria"), icon="edit", kind="primary"
        )
        self._write = self.add_action(
            "Soạn báo cáo", lambda: context.open("reports"), icon="report"
        )
        self._lay_out()
        context.data_changed.connect(self._note_change)
        for news in (context.period_chosen, context.set_chosen, context.unit_chosen):
            news.connect(lambda _: self._refresh())
        self.reload()

    # --- layout ---

    def _lay_out(self) -> None:
        """Place tiles, the two columns of cards, and the health line, in one scrolled page."""
        columns = QHBoxLayout()
        columns.setSpacing(style.MEDIUM)
        for column in (self._left, self._right):
            column.setSpacing(style.MEDIUM)
            columns.addWidget(_half(column), 1)
        self._foot.setSpacing(style.LARGE)
        content = QWidget()
        whole = QVBoxLayout(content)
        whole.setContentsMargins(0, 0, style.SMALL, 0)
        whole.setSpacing(style.MEDIUM)
        whole.addWidget(self._warning)
        whole.addWidget(self.tiles)
        whole.addLayout(columns)
        whole.addLayout(self._foot)
        whole.addStretch(1)
        self.stack.addWidget(scrolled(content))
        self.stack.addWidget(self._empty)
        self.body.addWidget(self.stack, 1)

    def _empty_page(self) -> EmptyState:
        """Return what a new user sees: what this page will show, and where to begin."""
        context = self._context
        return EmptyState(
            "Bắt đầu từ số liệu của kỳ này",
            "Nhập số liệu từng chỉ tiêu: phần mềm đánh giá ngay đạt hay chưa đạt, còn thiếu bao "
            "nhiêu. Sau đó ghi cuộc họp và công trình, rồi soạn báo cáo. Trang này tóm tắt tất cả.",
            icon="overview",
            action="Nhập số liệu tiêu chí",
            on_action=lambda: context.open("criteria"),
            second="Nhận tệp dữ liệu",
            on_second=lambda: context.open("exchange"),
        )

    # --- reading ---

    def _note_change(self, touched: Touched) -> None:
        """Read again what was touched, now or when the page is shown next."""
        if touched.entities:
            self._refresh()

    def _refresh(self) -> None:
        """Read again now where the page is seen, else when it is shown."""
        self._is_stale = True
        if self.isVisible():
            self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        """Read again what changed while another screen was shown."""
        super().showEvent(event)
        if self._is_stale:
            self.reload()

    def reload(self) -> None:
        """Read everything and show only what has something to say."""
        self._is_stale = False
        context = self._context
        for column in (self._left, self._right, self._foot):
            clear_layout(column)
        found = None
        if context.set_id:
            found = review.standing(
                context.workspace, context.set_id, context.period_id, context.unit
            )
        board = meetings.tasks_board(context.workspace)
        others = [self._tasks_card(board), self._money_card(), self._results_card()]
        missing = self._missing_card(found, board) if found else None
        cards = [one for one in (missing, *others) if one is not None]
        self._show_standing(found)
        self._place_cards(cards)
        self._show_health(found)
        has_items = found is not None and found.source != "none"
        self._show_page(empty=not has_items and not cards)

    def _show_page(self, *, empty: bool) -> None:
        """Show the page, or how to begin."""
        self.stack.setCurrentIndex(1 if empty else 0)
        for made in (self._enter, self._write):
            made.setVisible(not empty)

    def _place_cards(self, cards: Sequence[QWidget]) -> None:
        """Put the cards into two columns of about the same height, in their order."""
        heights = {self._left: 0, self._right: 0}
        for made in cards:
            shorter = self._right if heights[self._right] < heights[self._left] else self._left
            shorter.addWidget(made)
            heights[shorter] += made.sizeHint().height()
        self._left.addStretch(1)
        self._right.addStretch(1)

    def _show_standing(self, found: review.Standing | None) -> None:
        """Say in one sentence where the set stands, and show its criteria."""
        if found is None:
            self.set_title("Tổng quan", "Chưa theo dõi bộ tiêu chí nào")
            self.tiles.set_criteria(())
            self._warning.hide()
            return
        name = f"{found.assessment.criteria_set.short_name}, {found.period.label}"
        self.set_title(found.headline, " · ".join([name, *_changed(found)]))
        self.tiles.set_criteria(found.assessment.criteria)
        self.tiles.setVisible(bool(found.assessment.criteria))
        self._warning.setText(found.difference)
        self._warning.setVisible(bool(found.difference))

    def _show_health(self, found: review.Standing | None) -> None:
        """Say what the figures lack."""
        if found is None or found.source == "none":
            return
        lacking = found.assessment.counts.indicators_no_data
        notes = (
            ("no_data", lacking, "chỉ tiêu chưa có số liệu"),
            ("unverified", found.unverified, "kết quả dựa vào mức yêu cầu chưa đối chiếu"),
        )
        told = [note for note in notes if note[1]]
        if not told:
            return
        self._foot.addWidget(label("Số liệu:", "small"))
        for kind, count, words in told:
            made = button(
                f"{count} {words}",
                self._opening("criteria", "filter", kind),
                kind="link",
            )
            made.setIcon(style.icon(style.STATES[kind].icon, style.STATES[kind].token))
            self._foot.addWidget(made)
        self._foot.addStretch(1)

    def _opening(self, screen: str, entity: str = "", key: str = "") -> Callable[[], None]:
        """Return what opens a screen at one of its records."""
        return lambda: self._context.open(screen, entity, key)

    # --- cards ---

    def _missing_card(self, found: review.Standing, board: meetings.TasksBoard) -> QWidget | None:
        """Return the list of what is not met, the nearest to its target first."""
        open_tasks = [*board.overdue, *board.this_week, *board.this_month, *board.waiting]
        missing = missing_of(found, open_tasks, self._plans())
        if not missing:
            return None
        lines = QVBoxLayout()
        lines.setSpacing(0)
        for one in missing[:_MISSING_SHOWN]:
            lines.addWidget(
                EntryLine(
                    one.code,
                    one.text,
                    one.gap,
                    one.note,
                    self._opening("criteria", one.entity, one.code),
                )
            )
        head = section_header(
            "Chưa đạt và còn thiếu", note=f"{len(missing)} chỉ tiêu, gần đạt trước"
        )
        if len(missing) > _MISSING_SHOWN:
            more = f"Xem cả {len(missing)} chỉ tiêu chưa đạt"
            lines.addWidget(
                button(more, self._opening("criteria", "filter", "not_met"), kind="link")
            )
        return card(head, lines)

    def _plans(self) -> Mapping[str, roadmap.RoadmapRow]:
        """Return what is planned for what is not met, by code."""
        context = self._context
        found = roadmap.roadmap(context.workspace, context.set_id, context.period_id, context.unit)
        return {row.code: row for row in found.rows}

    def _tasks_card(self, board: meetings.TasksBoard) -> QWidget | None:
        """Return what is overdue and what is due soon."""
        late, soon = list(board.overdue), [*board.this_week, *board.this_month]
        if not late and not soon:
            return None
        lines = QVBoxLayout()
        lines.setSpacing(0)
        for task in [*late, *soon][:_TASKS_SHOWN]:
            lines.addWidget(self._task_line(task, is_late=task in late))
        counts = [f"{len(late)} quá hạn"] if late else []
        counts += [f"{len(soon)} đến hạn trong tháng"] if soon else []
        more = button("Mở nhiệm vụ", self._opening("tasks"), kind="link")
        return card(section_header("Việc đến hạn", more, note=", ".join(counts)), lines)

    def _task_line(self, task: Task, *, is_late: bool) -> QWidget:
        """Return one task."""
        due = format_date(task.due_on) if task.due_on else task.due_text or ""
        return EntryLine(
            "",
            task.text,
            due,
            task.assignee or "Chưa rõ người chủ trì",
            self._opening("tasks", "task", task.key),
            state="late" if is_late else "soon",
        )

    def _money_card(self) -> QWidget | None:
        """Return planned and disbursed money, in total and of the works with most left to pay."""
        table = works.works_table(self._context.workspace)
        totals = table.totals
        if not totals.planned and not totals.disbursed:
            return self._works_card(totals)
        rows = [row for row in table.rows if row.planned or row.disbursed]
        rows.sort(key=lambda row: row.disbursed - row.planned)
        bars = QVBoxLayout()
        bars.setSpacing(style.SMALL)
        bars.addWidget(MoneyBar("Tất cả công trình", totals.planned, totals.disbursed, strong=True))
        for row in rows[:_WORKS_SHOWN]:
            bars.addWidget(
                MoneyBar(
                    row.work.name,
                    row.planned,
                    row.disbursed,
                    on_click=self._opening("works", "work", row.work.key),
                )
            )
        more = button("Mở công trình", self._opening("works"), kind="link")
        head = section_header("Vốn", more, note="giải ngân trên kế hoạch, triệu đồng")
        return card(head, bars)

    def _works_card(self, totals: works.WorksTotals) -> QWidget | None:
        """Return the works with their investment where no plan and no payment was entered."""
        if not totals.works:
            return None
        line = EntryLine(
            "",
            f"{totals.works} công trình",
            format_money(totals.total_investment, "million") if totals.total_investment else "",
            "Tổng mức đầu tư; chưa nhập kế hoạch vốn và giải ngân",
            self._opening("works"),
        )
        return card(section_header("Vốn"), line)

    def _results_card(self) -> QWidget | None:
        """Return totals of other sets and recognition, such as 73/85 thôn (85,88%)."""
        context = self._context
        totals = [
            total
            for total in entry.totals_of(context.workspace, context.period_id, context.unit)
            if total.set_id != context.set_id
        ]
        rollups = review.rollups(context.workspace, context.period_id)
        if not totals and not rollups:
            return None
        lines = QVBoxLayout()
        lines.setSpacing(0)
        for total in totals:
            lines.addWidget(self._total_line(total))
        for rollup in rollups:
            lines.addWidget(EntryLine("", rollup.title, _rollup_text(rollup), rollup.source or ""))
        return card(section_header("Bộ tiêu chí khác, kết quả công nhận"), lines)

    def _total_line(self, total: SetTotal) -> QWidget:
        """Return the total of another set."""
        return EntryLine(
            "",
            total.title or "",
            review.total_text(total),
            "Số tổng hợp, chưa có chi tiết",
            self._opening("criteria", "set_total", total.key),
        )


def _half(column: QVBoxLayout) -> QWidget:
    """Return a column that takes half of the row, whatever stands in it."""
    made = QWidget()
    made.setLayout(column)
    column.setContentsMargins(0, 0, 0, 0)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made


def missing_of(
    found: review.Standing,
    tasks: Iterable[Task],
    plans: Mapping[str, roadmap.RoadmapRow] | None = None,
) -> list[Missing]:
    """Return what is not met: the smallest relative gap first, then what has no figure of a gap.

    Who reaches it until when is what the roadmap (`plans`, by code) says, else an open task.
    """
    set_id = found.assessment.criteria_set.id
    by_code = {
        task.indicator: task
        for task in reversed(list(tasks))
        if task.indicator and task.set_id in (None, "", set_id)
    }
    told = {code: _task_note(task) for code, task in by_code.items()}
    told |= {code: note for code, row in (plans or {}).items() if (note := _plan_note(row))}
    missing: list[Missing] = []
    for criterion in found.assessment.criteria:
        for one in criterion.indicators:
            if one.outcome is Outcome.NOT_MET:
                missing.append(_missing(one, told.get(one.indicator.code, "")))
        if not criterion.indicators and criterion.outcome is Outcome.NOT_MET:
            missing.append(_missing_criterion(criterion, told.get(criterion.criterion.code, "")))
    return sorted(missing, key=lambda one: (one.distance is None, one.distance or Decimal(0)))


def _missing(one: IndicatorAssessment, who: str) -> Missing:
    """Return an indicator that is not met."""
    wanted = one.target.value if one.target else None
    distance = None
    if one.gap is not None:
        distance = one.gap.amount / wanted if wanted else one.gap.amount
    gap = one.gap.text if one.gap else _NOT_MET
    note = _note(one.reason, who)
    return Missing(one.indicator.code, one.indicator.text, gap, distance, "indicator", note)


def _missing_criterion(one: CriterionAssessment, who: str) -> Missing:
    """Return a criterion that was declared not met."""
    note = _note(one.reason, who)
    return Missing(one.criterion.code, one.criterion.name, _NOT_MET, None, "criterion", note)


def _note(reason: str, who: str) -> str:
    """Return the reason that was given, and who does something about it until when."""
    return " · ".join(filter(None, (reason, who)))


def _task_note(task: Task) -> str:
    """Return who does an open task until when."""
    due = f", hạn {format_date(task.due_on)}" if task.due_on else ""
    return f"{task.assignee or 'Có nhiệm vụ'}{due}"


def _plan_note(row: roadmap.RoadmapRow) -> str:
    """Return who reaches an indicator until when, as the roadmap says; "" where it does not."""
    due = f"hạn {format_date(row.due_on)}" if row.due_on else ""
    late = "quá hạn" if row.is_late else ""
    told = ", ".join(filter(None, (row.assignee, due, late)))
    return told[:1].upper() + told[1:]


def _changed(found: review.Standing) -> list[str]:
    """Return which criteria were gained and lost since the compared period."""
    told = []
    if found.gained:
        told.append(f"mới đạt: tiêu chí {', '.join(found.gained)}")
    if found.lost:
        told.append(f"không còn đạt: tiêu chí {', '.join(found.lost)}")
    return told


def _rollup_text(rollup: RecognitionRollup) -> str:
    """Return "73/85 thôn, 85,88%", or "28 sản phẩm" where the total is not known."""
    if rollup.achieved is None:
        return ""
    total = f"/{rollup.total}" if rollup.total is not None else ""
    counted = f"{rollup.achieved}{total} {rollup.counted or ''}".strip()
    percent = share(rollup)
    return counted if percent is None else f"{counted}, {format_percent(percent)}"


class CriterionTile(QAbstractButton):
    """A criterion as a tile: number, sign and word, name; a click opens it."""

    def __init__(self, one: CriterionAssessment, open_code: Callable[[str], object]) -> None:
        super().__init__()
        self._one = one
        code, name = one.criterion.code, one.criterion.name
        word = style.STATES[one.outcome.value].word
        self.setText(f"{code}. {name}: {word}")
        self.setAccessibleName(self.text())
        self.setToolTip(f"{code}. {name}\n{one.explanation or word}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: open_code(code))

    def sizeHint(self) -> QSize:
        """Return room for the head line and two lines of the name."""
        return QSize(_tile_width(), self.fontMetrics().lineSpacing() * _TILE_LINES + style.MEDIUM)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, number, sign and word, name."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = style.STATES[self._one.outcome.value]
        self._paint_ground(painter, state)
        inner = QRectF(self.rect()).adjusted(style.SMALL, style.TINY, -style.SMALL, -style.TINY)
        head = QRectF(inner)
        head.setHeight(self.fontMetrics().lineSpacing() + 2)
        painter.setFont(style.font("large", strong=True))
        painter.setPen(style.colour("text"))
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, self._one.criterion.code)
        self._paint_state(painter, head, state)
        painter.setFont(style.font("small"))
        painter.setPen(style.colour("text"))
        name = inner.adjusted(0, head.height() + 1, 0, 0)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
        painter.drawText(name, flags, _two_lines(painter, self._one.criterion.name, name.width()))

    def _paint_ground(self, painter: QPainter, state: style.State) -> None:
        """Paint the tile; its ground repeats the state, its border the focus."""
        soft = state.soft if self._one.outcome is Outcome.NOT_MET else "surface"
        painter.setBrush(style.colour("hover" if self.underMouse() else soft))
        painter.setPen(style.colour("accent" if self.hasFocus() else "line"))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, style.RADIUS, style.RADIUS)

    def _paint_state(self, painter: QPainter, head: QRectF, state: style.State) -> None:
        """Paint sign and word at the right of the head line."""
        painter.setFont(style.font("small"))
        width = painter.fontMetrics().horizontalAdvance(state.word)
        painter.setPen(style.colour(state.token))
        painter.drawText(
            head, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, state.word
        )
        side = style.ICON - 4
        left = head.right() - width - side - style.TINY
        sign = QRectF(left, head.center().y() - side / 2, side, side)
        style.paint_icon(painter, sign, state.icon, state.token)


def _tile_width() -> int:
    """Return the least width of a tile, which grows with the chosen font size."""
    return round(_TILE_WIDTH * style.font().pointSizeF() / style.SIZES["body"])


def _two_lines(painter: QPainter, text: str, width: float) -> str:
    """Return a name that fits two lines, shortened with "…" where it does not."""
    metrics = painter.fontMetrics()
    words, lines = text.split(), [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if metrics.horizontalAdvance(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) <= 2:
        return "\n".join(lines)
    rest = metrics.elidedText(" ".join(lines[1:]), Qt.TextElideMode.ElideRight, int(width))
    return f"{lines[0]}\n{rest}"


class TileGrid(QWidget):
    """The tiles of a set, as many beside each other as fit."""

    def __init__(self, open_code: Callable[[str], object]) -> None:
        super().__init__()
        self._open_code = open_code
        self.tiles: list[CriterionTile] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(style.SMALL)

    def set_criteria(self, criteria: Sequence[CriterionAssessment]) -> None:
        """Show the criteria of a set."""
        clear_layout(self._grid)
        self.tiles = [CriterionTile(one, self._open_code) for one in criteria]
        self._columns = 0
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew where another number fits."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the tiles in rows of the same length."""
        fit = max(self.width() // (_tile_width() + style.SMALL), 1)
        rows = -(-len(self.tiles) // fit) or 1
        columns = min(fit, max(-(-len(self.tiles) // rows), 1))
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, int(column < columns))
        self._columns = columns
        for place, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, place // columns, place % columns)


class EntryLine(QAbstractButton):
    """One line of a card: code, what it is, the figure on the right, who and when below."""

    def __init__(
        self,
        code: str,
        title: str,
        figure: str,
        note: str = "",
        on_click: Callable[[], object] | None = None,
        *,
        state: str = "",
    ) -> None:
        super().__init__()
        self._code, self._title, self._figure, self._note = code, title, figure, note
        self._state = style.STATES.get(state)
        word = self._state.word if self._state else ""
        self.setText(" ".join(part for part in (code, title, figure, word, note) if part))
        self.setAccessibleName(self.text())
        self.setToolTip(
            "\n".join(part for part in (title, f"{word} {figure}".strip(), note) if part)
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(style.TREE_WIDTH)
        if on_click is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.clicked.connect(lambda: on_click())
        else:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        """Return room for one or two lines."""
        lines = 2 if self._note or self._state else 1
        height = lines * self.fontMetrics().lineSpacing() + style.SMALL + style.TINY
        return QSize(style.INSPECTOR_WIDTH, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line, with a thin line under it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.underMouse() and self.focusPolicy() != Qt.FocusPolicy.NoFocus:
            painter.fillRect(rect, style.colour("hover"))
        painter.setPen(style.colour("line"))
        painter.drawLine(rect.topLeft(), rect.topRight())
        if self.hasFocus():
            painter.setPen(style.colour("accent"))
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        inner = rect.adjusted(style.TINY, style.TINY, -style.TINY, -style.TINY)
        self._paint_texts(painter, inner)

    def _paint_texts(self, painter: QPainter, inner: QRectF) -> None:
        """Paint code, title and figure on one line, the note below."""
        height = self.fontMetrics().lineSpacing()
        first = QRectF(inner.left(), inner.top() + 1, inner.width(), height)
        indent = 0.0
        if self._code:
            painter.setFont(style.font())
            painter.setPen(style.colour("muted"))
            indent = painter.fontMetrics().horizontalAdvance("00.00") + style.SMALL
            painter.drawText(first, Qt.AlignmentFlag.AlignVCenter, self._code)
        figure_width = self._paint_figure(painter, first)
        painter.setFont(style.font())
        painter.setPen(style.colour("text"))
        _line(painter, first.adjusted(indent, 0, -figure_width - style.SMALL, 0), self._title)
        below = first.translated(0, height).adjusted(indent, 0, 0, 0)
        if self._state:
            side = style.ICON - 4
            sign = QRectF(below.left(), below.center().y() - side / 2, side, side)
            style.paint_icon(painter, sign, self._state.icon, self._state.token)
            below.adjust(side + style.TINY, 0, 0, 0)
        painter.setFont(style.font("small"))
        painter.setPen(style.colour("muted"))
        word = f"{self._state.word} · " if self._state else ""
        _line(painter, below, f"{word}{self._note}")

    def _paint_figure(self, painter: QPainter, rect: QRectF) -> float:
        """Paint the figure at the right and return its width (at most half of the line)."""
        painter.setFont(style.font(strong=True))
        token = "bad" if self._code or (self._state and self._state.id == "late") else "text"
        painter.setPen(style.colour(token))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(self._figure, Qt.TextElideMode.ElideRight, int(rect.width() / 2))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown)
        return float(metrics.horizontalAdvance(shown))


def _line(painter: QPainter, rect: QRectF, text: str) -> None:
    """Paint one line of text, shortened where it does not fit."""
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)


class MoneyBar(QAbstractButton):
    """Planned money as a bar, disbursed money filled in it, both numbers beside the name."""

    def __init__(
        self,
        name: str,
        planned: int,
        disbursed: int,
        *,
        strong: bool = False,
        on_click: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._name, self._planned, self._disbursed = name, planned, disbursed
        self._strong = strong
        self.setText(f"{name}: {self.figure}")
        self.setAccessibleName(self.text())
        plan, paid = format_money(planned), format_money(disbursed)
        self.setToolTip(f"{name}\nKế hoạch {plan}\nGiải ngân {paid}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if on_click is not None:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.clicked.connect(lambda: on_click())

    @property
    def figure(self) -> str:
        """Return "1.500/2.160 (69,4%)", in million đồng."""
        paid, plan = (_millions(amount) for amount in (self._disbursed, self._planned))
        if not self._planned:
            return f"{paid}, chưa có kế hoạch"
        rate = format_percent(_HUNDRED * self._disbursed / self._planned, 1)
        return f"{paid}/{plan} ({rate})"

    def sizeHint(self) -> QSize:
        """Return room for the line of text and the bar."""
        return QSize(style.INSPECTOR_WIDTH, self.fontMetrics().lineSpacing() + _BAR + style.SMALL)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, numbers and bar."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(style.TINY, 0, -style.TINY, 0)
        if self.hasFocus():
            painter.setPen(style.colour("accent"))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        head = QRectF(rect)
        head.setHeight(self.fontMetrics().lineSpacing())
        painter.setFont(style.font(strong=self._strong))
        painter.setPen(style.colour("text"))
        width = painter.fontMetrics().horizontalAdvance(self.figure)
        painter.drawText(
            head, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.figure
        )
        _line(painter, head.adjusted(0, 0, -width - style.MEDIUM, 0), self._name)
        self._paint_bar(painter, QRectF(rect.left(), head.bottom() + 3, rect.width(), _BAR))

    def _paint_bar(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the plan as the whole bar and what is paid of it."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour("line"))
        painter.drawRoundedRect(rect, _BAR / 2, _BAR / 2)
        share_paid = min(self._disbursed / self._planned, 1.0) if self._planned else 1.0
        if share_paid > 0:
            paid = QRectF(rect)
            paid.setWidth(max(rect.width() * share_paid, _BAR))
            painter.setBrush(style.colour("warn" if self._disbursed > self._planned else "accent"))
            painter.drawRoundedRect(paid, _BAR / 2, _BAR / 2)


def _millions(dong: int) -> str:
    """Return an amount in million đồng, the number alone."""
    return format_amount(dong, "million")
