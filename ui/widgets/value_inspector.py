"""What is known about one line of the entry sheet: rule, sources, previous value, note, links."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from ntm_desktop.domain.criteria import is_original_source
from ntm_desktop.domain.entity import entity_of
from ntm_desktop.domain.roadmap import RoadmapItem
from ui import style
from ui.widgets.evidence_panel import EvidencePanel
from ui.widgets.page import button, clear_layout, label, line, scrolled
from ui.widgets.record_form import RecordForm
from ui.widgets.state_label import StateLabel
from ui.widgets.trend_line import LEAST_POINTS, TrendSparkline

if TYPE_CHECKING:
    from ntm_desktop.services.trend import IndicatorSeries

UNCHECKED = "Chưa đối chiếu văn bản gốc"
_NOTE_PAUSE_MS = 2000
_NOTE_HEIGHT = 72


@dataclass(frozen=True, slots=True)
class Rule:
    """A wording or a threshold: what it says, where it was read, whether a person checked it."""

    title: str
    text: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A task or a work that serves the line; `act` opens it."""

    icon: str
    title: str
    act: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done to reach the line: the texts of the fields of the roadmap."""

    texts: Mapping[str, str]
    is_late: bool


@dataclass(frozen=True, slots=True)
class Inspected:
    """One line as the inspector shows it; `note` is None where no note can be kept.

    `plan` is None where nothing has to be reached. `record` is the key of the value that files
    prove, "" where it is not there yet, None where no file can be attached. `trend` is the line
    over several periods, shown from two figures on.
    """

    code: str
    heading: str
    text: str
    state: str
    marks: tuple[str, ...]
    explanation: str
    rules: tuple[Rule, ...]
    facts: tuple[tuple[str, str], ...]
    guidance: tuple[str, ...]
    links: tuple[Link, ...]
    note: str | None
    plan: Plan | None = None
    record: str | None = None
    trend: IndicatorSeries | None = None


class _NoteField(QPlainTextEdit):
    """The note; `left` when the person goes elsewhere."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the note was left."""
        super().focusOutEvent(event)
        self.left.emit()


class ValueInspector(QFrame):
    """The panel right of the grid. `note_written(place, text)` asks to keep a note.

    `place` is whatever `show_line` was given: where the note belongs. `save_plan(place, field,
    text)` keeps a field of the roadmap and may raise `UserError`; `make_record(place)` makes the
    value of a blank line when a file is attached to it, and returns its key.
    """

    note_written = Signal(object, str)

    def __init__(
        self,
        evidence: EvidencePanel,
        save_plan: Callable[[object, str, str], object],
        make_record: Callable[[object], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.evidence = evidence
        self._make_record = make_record
        self.plan = RecordForm(
            entity_of(RoadmapItem),
            lambda field, text: save_plan(self._place, field, text),
            fields=("assignee", "due_on", "solution"),
            columns=1,
        )
        self._plan_title = QWidget()
        self._plan_late = StateLabel("late")
        self._is_saving = False
        self._waiting: tuple[Inspected, object] | None = None
        self.setProperty("kind", "card")
        self.setFixedWidth(style.INSPECTOR_WIDTH)
        self.setAccessibleName("Chi tiết chỉ tiêu")
        self._place: object = None
        self._shown: Inspected | None = None
        self._kept_note = ""
        self._content = QVBoxLayout()
        self._content.setSpacing(style.SMALL)
        self._links = QVBoxLayout()
        self._links.setSpacing(style.TINY)
        self.note = _NoteField()
        self._note_title = label("Ghi chú", "strong")
        self._timer = QTimer(self, singleShot=True, interval=_NOTE_PAUSE_MS)
        self._lay_out()
        self._timer.timeout.connect(self.save_note)
        self.note.left.connect(self.save_note)
        self.note.textChanged.connect(self._timer.start)

    def _lay_out(self) -> None:
        """Place the parts one below the other."""
        self.note.setAccessibleName("Ghi chú của chỉ tiêu")
        self.note.setPlaceholderText("Căn cứ, cách tính, việc cần làm… Tự lưu khi rời ô.")
        self.note.setFixedHeight(_NOTE_HEIGHT)
        self.note.setTabChangesFocus(True)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(style.MEDIUM, style.MEDIUM, style.MEDIUM, style.MEDIUM)
        column.setSpacing(style.MEDIUM)
        column.addLayout(self._content)
        for part in (self._plan_head(), self.plan, self.evidence):
            column.addWidget(part)
        column.addWidget(self._note_title)
        column.addWidget(self.note)
        column.addLayout(self._links)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(scrolled(inner))

    def _plan_head(self) -> QWidget:
        """Return the heading of the roadmap, with a sign where its due date has passed."""
        row = QHBoxLayout(self._plan_title)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label("Lộ trình", "strong"))
        row.addStretch(1)
        row.addWidget(self._plan_late)
        return self._plan_title

    def show_line(self, shown: Inspected, place: object) -> None:
        """Show a line; what was typed for the line before is kept first."""
        if self._is_saving:  # keeping it shows the lines anew
            self._waiting = shown, place
            return
        if place != self._place:
            self._save()
            shown, place = self._waiting or (shown, place)
            self._waiting = None
        elif shown == self._shown:
            return
        is_other = place != self._place
        if is_other or not self._has_new_note():
            self._kept_note = shown.note or ""
            self._set_note(self._kept_note)
        self._place, self._shown = place, shown
        for part in (self.note, self._note_title):
            part.setVisible(shown.note is not None)
        self._fill(shown)
        self._fill_links(shown.links)
        self._show_plan(shown.plan, is_other=is_other)
        self.evidence.setVisible(shown.record is not None)
        self.evidence.show_record(
            "indicator_value", shown.record or "", lambda: self._make_record(place)
        )

    def _show_plan(self, plan: Plan | None, *, is_other: bool) -> None:
        """Show who reaches the line until when and how, where it is not met."""
        for part in (self._plan_title, self.plan):
            part.setVisible(plan is not None)
        self._plan_late.setVisible(plan is not None and plan.is_late)
        texts = plan.texts if plan else {}
        if is_other:
            self.plan.reset(texts)
        else:
            self.plan.load(texts)

    def save_typed(self) -> None:
        """Keep the note and the fields of the roadmap that are typed but not left yet."""
        self._save()
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.show_line(*waiting)

    def _save(self) -> None:
        """Keep what is typed; a line that is asked for meanwhile waits."""
        self._is_saving = True
        try:
            self.save_note()
            if self._shown is not None and self._shown.plan is not None:
                self.plan.save_now()
        finally:
            self._is_saving = False

    def _has_new_note(self) -> bool:
        """Say whether a note stands here that is not kept yet."""
        return self.note.toPlainText().strip() != self._kept_note

    def _set_note(self, text: str) -> None:
        """Show a note without taking it for typed."""
        self.note.blockSignals(True)
        self.note.setPlainText(text)
        self.note.blockSignals(False)
        self._timer.stop()

    def save_note(self) -> None:
        """Ask to keep the note where it was changed."""
        self._timer.stop()
        typed = self.note.toPlainText().strip()
        if self._place is not None and self.note.isVisibleTo(self) and typed != self._kept_note:
            self._kept_note = typed
            self.note_written.emit(self._place, typed)

    def _fill(self, shown: Inspected) -> None:
        """Show everything but note and links."""
        clear_layout(self._content)
        add = self._content.addWidget
        add(label(shown.heading, "small", wrap=True))
        add(_selectable(label(shown.text, "strong", wrap=True)))
        add(StateLabel(shown.state, chip=True))
        for mark in shown.marks:
            add(StateLabel(mark))
        if shown.explanation:
            add(_selectable(label(shown.explanation, wrap=True)))
        if shown.trend is not None:
            add(_trend(shown.trend))
        add(line())
        for title, text in shown.facts:
            add(_fact(title, text))
        for rule in shown.rules:
            add(_rule(rule))
        for text in shown.guidance:
            add(_selectable(label(text, "small", wrap=True)))

    def _fill_links(self, links: tuple[Link, ...]) -> None:
        """List the tasks and works that serve the line."""
        clear_layout(self._links)
        if not links:
            return
        self._links.addWidget(label("Nhiệm vụ, công trình liên quan", "strong"))
        for link in links:
            made = button(_short(link.title), link.act, icon=link.icon, kind="link")
            made.setToolTip(link.title)
            self._links.addWidget(made)


def _selectable(made: QLabel) -> QLabel:
    """Let people copy a text."""
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _short(title: str) -> str:
    """Return a title that fits one line of the panel; the tooltip has it whole."""
    room = style.INSPECTOR_WIDTH - 2 * style.HUGE - style.ICON - style.LARGE
    metrics = QFontMetrics(style.font())
    return metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)


def _trend(series: IndicatorSeries) -> QWidget:
    """Return the line of a value over several periods; nothing is seen with fewer than two."""
    drawn = TrendSparkline()
    made = _block(label("Diễn biến qua các kỳ", "small"), drawn)
    drawn.show_series(series)
    made.setVisible(drawn.count >= LEAST_POINTS)
    return made


def _fact(title: str, text: str) -> QWidget:
    """Return a quiet title over a text."""
    return _block(label(title, "small"), _selectable(label(text, wrap=True)))


def _rule(rule: Rule) -> QWidget:
    """Return a rule with its source and whether it was checked."""
    parts: list[QWidget] = [label(rule.title, "small")]
    if rule.text:
        parts.append(_selectable(label(rule.text, wrap=True)))
    host = urlsplit(rule.source).netloc or rule.source
    if rule.verified and is_original_source(rule.source):
        checked = label(f"Đã đối chiếu{f', {host}' if host else ''}", "good", wrap=True)
    elif rule.verified:
        checked = label(f"Đối chiếu theo {host}, chưa so bản gốc", "muted", wrap=True)
    else:
        checked = label(f"? {UNCHECKED}{f' (đọc ở {host})' if host else ''}", "warning", wrap=True)
    checked.setToolTip(rule.source)
    return _block(*parts, checked)


def _block(*parts: QWidget) -> QWidget:
    """Return parts close together, one below the other."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
    return made
