"""The whole text of a meeting: pasted once, its passages marked with one key each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.entity import StoredValue
from ntm_desktop.domain.meetings import MARK_KINDS
from ntm_desktop.domain.passages import MarkedSpan
from ntm_desktop.domain.task_schedule import typed_deadline
from ntm_desktop.domain.vietnamese import capital_first, compose
from ntm_desktop.services import records, transcripts
from ntm_desktop.services.meetings import MeetingFile
from ui import style
from ui.views.meetings_view.desk import MeetingDesk
from ui.views.meetings_view.part import MeetingPart
from ui.widgets.keyed_column import KeyedColumn
from ui.widgets.mark_card import MarkCard, MarkedRecord
from ui.widgets.marked_text import LOOKS, UNMARK_KEYS, MarkedText, ShownMark
from ui.widgets.page import button, label, scrolled

MARKS_WIDTH = 340
EXAMPLE = (
    "Dán cả bài vào đây (từ Word, Zalo, bản gõ lại), rồi chọn từng đoạn và bấm phím:\n\n"
    "Ctrl+1 ý kiến · Ctrl+2 kết luận · Ctrl+3 nhiệm vụ · Ctrl+4 văn bản · Ctrl+5 số liệu\n\n"
    "Không chọn gì thì cả đoạn có con trỏ được đánh dấu; bấm đúp chuột để chọn cả đoạn."
)
NO_MARKS = (
    "Những đoạn đã đánh dấu hiện ở đây, kèm người phát biểu, đơn vị chủ trì và hạn đọc được từ câu "
    "chữ để sửa lại cho đúng."
)
GONE_WORDS = "Không còn tìm thấy câu này trong bài."
GONE_RECORD = "Bản ghi lập từ đoạn này đã bị xóa."


class TranscriptPage(MeetingPart):
    """Text at the left, what was marked at the right."""

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__(desk)
        self.edit = MarkedText("Văn bản ghi cuộc họp")
        self.edit.setPlaceholderText(EXAMPLE)
        self.cards = KeyedColumn(self._make_card, self._show_card)
        self.marks_title = label("Đã đánh dấu", "section")
        self.no_marks = label(NO_MARKS, "muted", wrap=True)
        self._kept = ""
        self._shown: dict[str, MarkedRecord] = {}
        self._buttons = [self._button(kind) for kind in LOOKS]
        self.unmark_button = button("Bỏ đánh dấu", self._unmark_here, kind="quiet")
        self.unmark_button.setToolTip(f"Bỏ đánh dấu đoạn có con trỏ ({UNMARK_KEYS})")
        self._lay_out()
        self._connect()

    def _button(self, kind: str) -> QWidget:
        """Return the button that marks the selected words."""
        look = LOOKS[kind]
        made = button(f"{look.digit} {look.word}", partial(self.mark, kind), kind="choice")
        style.put_icon(made, look.icon, look.token)
        made.setAccessibleName(f"Đánh dấu là {look.word.lower()}, {look.keys}")
        made.setToolTip(f"Đánh dấu đoạn đang chọn là {look.word.lower()} ({look.keys})")
        made.setFocusPolicy(made.focusPolicy().NoFocus)  # the selection stays in the text
        return made

    def _lay_out(self) -> None:
        """Place the keys over text and marks."""
        keys = QHBoxLayout()
        keys.setSpacing(style.SMALL)
        keys.addWidget(label("Ctrl +", "muted"))
        for part in self._buttons:
            keys.addWidget(part)
        keys.addWidget(self.unmark_button)
        keys.addStretch(1)
        self._keys = QWidget()
        self._keys.setLayout(keys)
        keys.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        marks = QVBoxLayout(inner)
        marks.setContentsMargins(0, 0, style.SMALL, 0)
        marks.setSpacing(style.SMALL)
        for shown in (self.marks_title, self.no_marks, self.cards):
            marks.addWidget(shown)
        marks.addStretch(1)
        self.side = scrolled(inner)
        self.side.setFixedWidth(style.scaled(MARKS_WIDTH))
        both = QHBoxLayout()
        both.setSpacing(style.LARGE)
        both.addWidget(self.edit, 1)
        both.addWidget(self.side)
        self.column.addWidget(self._keys)
        self.column.addLayout(both, 1)

    def _connect(self) -> None:
        """Connect keys and parts."""
        self.edit.mark_asked.connect(self.mark)
        self.edit.unmark_asked.connect(self.unmark)
        self.edit.mark_chosen.connect(self.choose)
        self.edit.left.connect(self.save_text)
        self.edit.paused.connect(self.save_text)

    # --- what is shown ---

    def start(self) -> None:
        """Forget what is shown."""
        self._kept = ""
        self.edit.setPlainText("")
        self.cards.clear()

    def show_file(self, found: MeetingFile) -> None:
        """Show text and marks; text that is being typed stays."""
        text = found.meeting.transcript or ""
        if text != self._kept or not self.edit.toPlainText():
            self._show_text(text)
        self._shown = {one.key: one for one in self._marked(found)}
        placed = [
            ShownMark(span.mark.key, span.mark.kind, span.start, span.length)
            for span in _in_order(found)
            if span.start is not None
        ]
        if self.edit.toPlainText().startswith(self._plain(text)):
            self.edit.show_marks(placed)
        self.cards.set_items(self._shown.values())
        self.no_marks.setVisible(not self._shown)
        count = f" ({len(self._shown)})" if self._shown else ""
        self.marks_title.setText(f"Đã đánh dấu{count}")

    def _show_text(self, text: str) -> None:
        """Show the kept text, unless another one is being typed."""
        typed, shown = self.edit.toPlainText(), self._plain(text)
        is_same = compose(typed).strip() == shown.strip()
        is_typing = typed != self._plain(self._kept) and not is_same
        self._kept = text
        if is_typing or (is_same and typed.startswith(shown)):
            return
        at = self.edit.textCursor().position()
        self.edit.setPlainText(text)
        cursor = self.edit.textCursor()
        cursor.setPosition(min(at, self.edit.document().characterCount() - 1))
        self.edit.setTextCursor(cursor)

    def _plain(self, text: str) -> str:
        """Return a text as the field gives it back: it shows hard spaces as spaces."""
        return text.replace("\u00a0", " ").replace("\u2029", "\n").replace("\u2028", "\n")

    def _marked(self, found: MeetingFile) -> list[MarkedRecord]:
        """Return every mark with what it became."""
        numbers: dict[str, int] = {}
        made = []
        for span in _in_order(found):
            numbers[span.mark.kind] = numbers.get(span.mark.kind, 0) + 1
            made.append(_marked_record(found, span, numbers[span.mark.kind]))
        return made

    def _make_card(self, shown: MarkedRecord) -> MarkCard:
        """Return the card of a mark."""
        made = MarkCard(shown.key, shown.kind, self.desk.reference())
        if shown.kind == "opinion":
            made.set_look_up(self.desk.people_like)
        elif shown.kind == "task":
            made.set_look_up(self.desk.leads_like)
        made.who_given.connect(self._put_right)
        made.deadline_given.connect(self._put_deadline)
        made.open_asked.connect(self._open)
        made.find_asked.connect(self.edit.choose_mark)
        made.unmark_asked.connect(self.unmark)
        return made

    def _show_card(self, card: MarkCard, shown: MarkedRecord) -> None:
        """Show a mark."""
        card.deadline.set_today(self.desk.today())
        card.show_mark(shown, self.desk.reference())

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the text be read, or written in and marked."""
        self.edit.setReadOnly(is_read_only)
        self._keys.setVisible(not is_read_only)
        for card in self.cards.widgets.values():
            card.set_read_only(is_read_only)

    def choose(self, mark: str) -> None:
        """Bring the card of a mark into view."""
        card = self.cards.widgets.get(mark)
        if card is not None:
            self.edit.choose_mark(mark)
            self.side.ensureWidgetVisible(card)
            (card.guess if card.guess.isVisible() else card.open_button).setFocus()

    def jump(self, where: str) -> bool:
        """Go to the text, or to a mark in it."""
        if where in self.cards.widgets:
            self.choose(where)
            return True
        if where == "transcript":
            self.edit.setFocus()
        return where == "transcript"

    # --- writing ---

    def save_now(self) -> None:
        """Keep text and guesses that are typed but not left yet."""
        if self.desk.is_read_only:
            return
        self.save_text()
        for card in tuple(self.cards.widgets.values()):
            card.save_now()

    def save_text(self) -> None:
        """Keep the text where it was changed."""
        text = self.edit.toPlainText()
        is_changed = text.strip() != self._plain(self._kept).strip()
        if self.desk.is_open and is_changed and not self.desk.is_read_only:
            key = str(self.desk.key)
            self.desk.do(lambda workspace: transcripts.set_transcript(workspace, key, text))

    def mark(self, kind: str) -> None:
        """Make of the selected words what `kind` says, and go on to the next paragraph."""
        if self.desk.is_read_only:
            return
        start, end = self._kept_places(*self.edit.selection())
        self.save_text()
        self.edit.go_on()
        key = str(self.desk.key)
        marked = self.desk.do(
            lambda workspace: transcripts.mark_passage(workspace, key, kind, start, end)
        )
        said = f"Đã đánh dấu {MARK_KINDS[kind]}"
        missing = f"; còn {', '.join(marked.missing)}" if marked.missing else ""
        self.desk.context.status_said.emit(f"{said}{missing}. Ctrl+Z để bỏ.")
        card = self.cards.widgets.get(marked.marks[-1])
        if card is not None:
            self.side.ensureWidgetVisible(card)

    def _kept_places(self, start: int, end: int) -> tuple[int, int]:
        """Return places of the field as places of the text as it is kept: composed, trimmed."""
        text = self.edit.toPlainText()
        whole = compose(text)
        lead = len(whole) - len(whole.lstrip()) if text != self._plain(self._kept) else 0
        first, last = (max(0, len(compose(text[:at])) - lead) for at in (start, end))
        return first, min(last, len(whole.rstrip()) - lead if lead else last)

    def unmark(self, mark: str) -> None:
        """Forget a mark; the record that came of it stays."""
        if not mark or self.desk.is_read_only:
            return
        shown = self._shown[mark]
        self.edit.setFocus()
        self.desk.do(lambda workspace: transcripts.unmark(workspace, mark))
        stays = f" ({MARK_KINDS[shown.kind]} vẫn còn trong cuộc họp)" if shown.record else ""
        self.desk.undo.offer(f"Đã bỏ đánh dấu{stays}")

    def _unmark_here(self) -> None:
        """Forget the mark the cursor is in."""
        self.unmark(next(iter(self.edit.marks_at_cursor()), ""))

    def _put_right(self, kind: str, record: str, text: str, person: str) -> None:
        """Keep a guess that a person put right."""
        if kind == "opinion":
            self.desk.put_who("opinion", record, "speaker", text, person)
            return
        entity, field = ("task", "assignee") if kind == "task" else ("official_document", "number")
        values: dict[str, StoredValue] = {field: text}
        self.desk.put_values(entity, record, values)

    def _put_deadline(
        self, record: str, due_on: date | None, due_text: str, check_from: date | None
    ) -> None:
        """Keep a deadline that was proposed or typed."""
        day, today = self.desk.reference(), self.desk.today()
        values = typed_deadline(due_on, due_text, day, today, check_from)
        self.desk.put_values("task", record, values)

    def _open(self, kind: str, record: str) -> None:
        """Show the record that came of a passage."""
        entity = {"document": "official_document"}.get(kind, kind)
        screen = {"document": "documents", "task": "tasks"}.get(kind, "meetings")
        if records.exists(self.desk.context.workspace, entity, record):
            self.desk.context.open(screen, entity, record)


def _in_order(found: MeetingFile) -> list[MarkedSpan]:
    """Return the marks in the order of the text, of the same place in the order of their keys."""
    known = [span for span in found.marks if span.mark.kind in LOOKS]
    last = len(found.meeting.transcript or "")
    return sorted(
        known,
        key=lambda span: (
            last if span.start is None else span.start,
            LOOKS[span.mark.kind].digit,
        ),
    )


def _marked_record(found: MeetingFile, span: MarkedSpan, number: int) -> MarkedRecord:
    """Return what the card of a mark shows."""
    mark = span.mark
    facts: dict[str, Any] = {}
    lists: dict[str, Sequence[Any]] = {
        "opinion": found.opinions,
        "conclusion": found.conclusions,
        "task": found.tasks,
        "document": found.documents,
    }
    record = next((one for one in lists.get(mark.kind, ()) if one.key == mark.record), None)
    note = "" if span.start is not None else GONE_WORDS
    if record is None:
        note = " ".join(filter(None, (note, GONE_RECORD if mark.record else "")))
    elif mark.kind == "opinion":
        facts = {"guess": found.printed_name(record.person, record.speaker)}
    elif mark.kind == "task":
        facts = {
            "guess": record.assignee or "",
            "due_on": record.due_on,
            "due_text": record.due_text,
            "check_from": record.check_from,
        }
    elif mark.kind == "document":
        facts = {"guess": record.number}
        note = note or capital_first(record.note or "")
    key = record.key if record is not None else ""
    return MarkedRecord(
        mark.key, mark.kind, number, mark.quote, key, note=note,
        is_placed=span.start is not None, **facts,
    )  # fmt: skip
