"""The screen "Cuộc họp": the list by date, and one meeting in the order of a biên bản."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.documents import OfficialDocument
from ntm_desktop.domain.entity import StoredValue, entity_named
from ntm_desktop.domain.meetings import (
    ATTENDANCE,
    MEETING_KINDS,
    MEETING_STATES,
    Attendee,
    Conclusion,
    Meeting,
    Opinion,
    Task,
    is_overdue,
)
from ntm_desktop.domain.task_wording import deadline_in, lead_in, verb_in, without_numbering
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.services import batches, meetings, records
from ui import style
from ui.context import AppContext
from ui.models.ordered_table import OrderedTable, moved
from ui.models.row_table import Column
from ui.models.two_line_list import ListLine, TwoLineList
from ui.widgets.add_line import AddLine
from ui.widgets.data_watch import DataWatch
from ui.widgets.empty_state import EmptyState
from ui.widgets.fold import Fold
from ui.widgets.keyed_column import KeyedColumn
from ui.widgets.page import Page, label, scrolled
from ui.widgets.passage_edit import PassageEdit, PassageRow, passages_of
from ui.widgets.record_form import CalmComboBox, RecordForm, edit_texts
from ui.widgets.task_card import TaskCard
from ui.widgets.undo_notice import UndoNotice

LIST_WIDTH = 250
TASKS_WIDTH = 312
NARROW = 1050
ABOUT = (
    "title", "kind", "state", "held_on", "session", "place", "organiser", "chairs", "concluder",
    "secretary",
)  # fmt: skip
WITHHELD = {"state": "final"}  # nothing is frozen yet, so nobody is offered to close a meeting
STATE_SIGNS = {
    "planned": ("calendar", "warn"),
    "held": ("edit", "info"),
    "final": ("lock", "muted"),
}
SUBTITLE = "Thành phần, ý kiến, kết luận nguyên văn và nhiệm vụ được giao"
EMPTY_WHY = (
    "Ghi một cuộc họp là có sẵn thành phần, ý kiến, kết luận nguyên văn và nhiệm vụ kèm hạn; việc "
    "còn mở tự hiện ra ở cuộc họp sau."
)


class NewPassages(PassageEdit):
    """The field at the foot of the conclusions: a pasted text becomes its passages at once."""

    def insertFromMimeData(self, source: Any) -> None:
        """Take a text of several passages without waiting for the field to be left."""
        super().insertFromMimeData(source)
        if len(passages_of(self.toPlainText())) > 1:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let an empty line after a passage end it, as it does in a pasted text."""
        super().keyPressEvent(event)
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.toPlainText().endswith("\n\n") and self.toPlainText().strip():
            self.left.emit()


class MeetingsView(Page):
    """The list on the left, the meeting in the middle, its tasks on the right."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("Cuộc họp", SUBTITLE)
        self._context = context
        self._key: str | None = None
        self._undo = UndoNotice(context, self.notice)
        self._delete = self.add_action("Xóa cuộc họp", self.delete, icon="delete", kind="quiet")
        self.add_action("Thêm cuộc họp", self.add, icon="add", kind="primary", shortcut="Ctrl+N")
        self.filter = QLineEdit()
        self.list = TwoLineList("Các cuộc họp, mới nhất trước")
        self._make_sections()
        self._lay_out()
        self._connect()
        self.reload()
        self._open_first()

    # --- layout ---

    def _make_sections(self) -> None:
        """Make the parts of a meeting in the order of a biên bản."""
        self.about = self._form()
        self._new_hint = label(
            "Gõ tên cuộc họp rồi Enter: cuộc họp được lưu, các phần thành phần, ý kiến, kết luận, "
            "nhiệm vụ hiện ra bên dưới.",
            "muted",
            wrap=True,
        )
        self.attendees = OrderedTable(self._attendee_columns(), "Thành phần dự họp")
        self.new_attendee = AddLine(
            "Thêm người hoặc nhóm", "Thêm: Bí thư Đảng ủy xã, Enter (dán cả danh sách cũng được)"
        )
        self.agenda = PassageEdit("Nội dung, chương trình", lines=(3, 14))
        self.opinions = KeyedColumn(self._make_opinion, self._show_opinion)
        self.new_opinion = AddLine("Thêm ý kiến", "Thêm ý kiến: gõ người phát biểu, Enter")
        self.conclusions = KeyedColumn(self._make_conclusion, self._show_conclusion)
        self.new_conclusion = NewPassages("Thêm kết luận", lines=(2, 10))
        self.new_conclusion.setPlaceholderText(
            "Gõ hoặc dán nguyên văn kết luận; mỗi dòng trống là hết một đoạn"
        )
        self.tasks = KeyedColumn(self._make_card, self._show_card)
        self.documents = OrderedTable(_document_columns(), "Văn bản dùng tại cuộc họp")
        self.new_document = AddLine("Thêm văn bản", "Thêm văn bản mới: gõ số, ký hiệu, Enter")
        self.known_documents = CalmComboBox()
        self.known_documents.setAccessibleName("Chọn văn bản đã có")
        self.known_documents.setSizeAdjustPolicy(
            CalmComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.open_before = OrderedTable(self._before_columns(), "Việc còn mở từ trước", most=12)

    def _form(self) -> RecordForm:
        """Return the form of what a biên bản begins with."""
        return RecordForm(
            entity_named("meeting"),
            self._save,
            create=self._create,
            fields=ABOUT,
            columns=2,
            withheld=WITHHELD,
            today=self._context.workspace.today(),
        )

    def _lay_out(self) -> None:
        """Place list, meeting and tasks side by side."""
        self.filter.setPlaceholderText("Lọc… (Ctrl+F)")
        self.filter.setAccessibleName("Lọc cuộc họp")
        self.filter.setProperty("kind", "search")
        self.filter.setClearButtonEnabled(True)
        left = QWidget()
        left.setFixedWidth(LIST_WIDTH)
        lines = _column(left)
        lines.addWidget(self.filter)
        lines.addWidget(self.list, 1)
        self._left = left
        self._task_panel = self._make_task_panel()
        self._right = scrolled(self._task_holder())
        self._right.setFixedWidth(TASKS_WIDTH)
        self._middle = scrolled(self._make_editor())
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.LARGE)
        row.addWidget(left)
        row.addWidget(self._middle, 1)
        row.addWidget(self._right)
        self._stack = QStackedLayout()
        self.body.addLayout(self._stack, 1)  # first: a stack without a parent shows windows
        self._stack.addWidget(whole)
        self._stack.addWidget(self._empty())

    def _empty(self) -> QWidget:
        """Return what an office without meetings sees."""
        return EmptyState(
            "Chưa có cuộc họp nào",
            EMPTY_WHY,
            icon="meeting",
            action="Thêm cuộc họp",
            on_action=self.add,
        )

    def _make_editor(self) -> QWidget:
        """Return the sections, each under a heading that folds it."""
        self.folds = {
            "about": Fold("Thông tin chung", self.about),
            "attendees": Fold("Thành phần", _stacked(self.attendees, self.new_attendee)),
            "agenda": Fold("Nội dung, chương trình", self.agenda),
            "opinions": Fold("Ý kiến", _stacked(self.opinions, self.new_opinion)),
            "conclusions": Fold("Kết luận", _stacked(self.conclusions, self.new_conclusion)),
            "documents": Fold(
                "Văn bản dùng tại cuộc họp",
                _stacked(self.documents, self.new_document, self.known_documents),
            ),
            "before": Fold(
                "Việc còn mở từ các cuộc họp trước", _stacked(self.open_before), is_open=False
            ),
        }
        made = QWidget()
        self._sections = _column(made, style.LARGE)
        self._sections.setContentsMargins(0, 0, style.SMALL, style.HUGE)
        for fold in self.folds.values():
            self._sections.addWidget(fold)
        self._sections.insertWidget(1, self._new_hint)
        self._sections.addStretch(1)
        return made

    def _make_task_panel(self) -> QWidget:
        """Return the tasks of the meeting under their heading."""
        made = QWidget()
        column = _column(made)
        self._tasks_title = label("Nhiệm vụ của cuộc họp", "section")
        self._no_tasks = label(
            "Đặt con trỏ vào một đoạn kết luận rồi bấm Ctrl+Enter: đoạn đó (hoặc phần đang chọn) "
            "thành nhiệm vụ ở đây, kết luận vẫn giữ nguyên văn.",
            "muted",
            wrap=True,
        )
        for part in (self._tasks_title, self._no_tasks, self.tasks):
            column.addWidget(part)
        return made

    def _task_holder(self) -> QWidget:
        """Return the right side, which holds the tasks where there is room."""
        made = QWidget()
        self._task_place = _column(made)
        self._task_place.setContentsMargins(0, 0, style.SMALL, 0)
        self._task_place.addWidget(self._task_panel)
        self._task_place.addStretch(1)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the tasks under the conclusions where there is no room beside them."""
        super().resizeEvent(event)
        narrow = event.size().width() < style.scaled(NARROW)
        if narrow and self._task_place.indexOf(self._task_panel) >= 0:
            at = self._sections.indexOf(self.folds["conclusions"]) + 1
            self._sections.insertWidget(at, self._task_panel)
        elif not narrow and self._task_place.indexOf(self._task_panel) < 0:
            self._task_place.insertWidget(0, self._task_panel)
        self._right.setVisible(not narrow and self._key is not None)
        self._left.setFixedWidth(LIST_WIDTH - 2 * style.HUGE if narrow else LIST_WIDTH)

    def _connect(self) -> None:
        """Connect keys and parts."""
        self.list.line_chosen.connect(self._choose)
        self.list.line_opened.connect(lambda _: self.about.focus_field("title"))
        self.filter.textChanged.connect(self.list.set_filter)
        self.attendees.delete_asked.connect(lambda row: self._delete_part("attendee", row.key))
        self.attendees.move_asked.connect(
            lambda row, by: self._move(self.attendees.rows_model.rows, "attendee", row.key, by)
        )
        self.new_attendee.lines_given.connect(self._add_attendees)
        self.agenda.left.connect(self._save_agenda)
        self.new_opinion.lines_given.connect(self._add_opinions)
        self.new_conclusion.left.connect(self._add_conclusions)
        self.new_conclusion.task_asked.connect(self._task_of_new)
        self.new_document.lines_given.connect(self._add_documents)
        self.known_documents.activated.connect(self._use_document)
        self.documents.row_opened.connect(
            lambda row: self._context.open("documents", "official_document", row.key)
        )
        self.documents.delete_asked.connect(self._drop_document)
        self.open_before.row_opened.connect(
            lambda task: self._context.open("tasks", "task", task.key)
        )
        DataWatch(self, self._context, self.reload, *meetings.meeting_entity_names())
        self._foot_timer = QTimer(self, singleShot=True, interval=0)
        self._foot_timer.timeout.connect(self._show_foot)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.filter.setFocus)
        remove = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self.delete)

    # --- reading ---

    def reload(self) -> None:
        """Read the list again, and the open meeting."""
        held = meetings.list_meetings(self._context.workspace)
        self.list.set_lines([_line(meeting) for meeting in held])
        self.list.set_filter(self.filter.text())
        self.filter.setVisible(len(held) > 3)
        if self._key is not None and self._key not in {meeting.key for meeting in held}:
            self._key = None
            self._open_first()
        elif self._key is not None:
            self.list.blockSignals(True)
            self.list.choose_key(self._key)
            self.list.blockSignals(False)
            self._show_file()
        self._show_parts(bool(held))

    def _open_first(self) -> None:
        """Show the latest meeting, where there is one."""
        held = meetings.list_meetings(self._context.workspace)
        if held:
            self.open(held[0].key)

    def _show_parts(self, has_meetings: bool) -> None:
        """Show the editor, the form of a new meeting, or the empty state."""
        is_new = self.about.is_new()
        self._stack.setCurrentIndex(0 if has_meetings or is_new else 1)
        self._delete.setVisible(self._key is not None)
        self._left.setVisible(has_meetings)
        for name, fold in self.folds.items():
            if name not in ("about", "before"):
                fold.setVisible(self._key is not None)
        self._new_hint.setVisible(is_new)
        self._task_panel.setVisible(self._key is not None)
        narrow = self.width() < style.scaled(NARROW)
        self._right.setVisible(self._key is not None and not narrow)

    def open(self, key: str) -> None:
        """Show another meeting."""
        self.leave()
        for column in (self.opinions, self.conclusions, self.tasks):
            column.clear()
        self.new_conclusion.clear()
        self._key = key
        record = records.get_record(self._context.workspace, "meeting", key)
        self.about.reset(edit_texts(record, records.edit_text))
        self.agenda.setPlainText(str(record.values["agenda"] or ""))
        self._suggest()
        self.reload()
        self._middle.verticalScrollBar().setValue(0)

    def _choose(self, key: str) -> None:
        """Show the meeting gone to in the list."""
        if key != self._key:
            self.open(key)

    def _show_file(self) -> None:
        """Show the open meeting as it is now."""
        assert self._key is not None
        found = meetings.meeting_file(self._context.workspace, self._key)
        record = records.get_record(self._context.workspace, "meeting", self._key)
        self._file = found
        self.about.load(edit_texts(record, records.edit_text))
        agenda = found.meeting.agenda or ""
        if not self.agenda.hasFocus() and self.agenda.toPlainText() != agenda:
            self.agenda.setPlainText(agenda)
        self.attendees.set_rows(_numbered(found.attendees))
        self.opinions.set_items(found.opinions)
        self.conclusions.set_items(found.conclusions)
        self.tasks.set_items(_in_order(found))
        self._no_tasks.setVisible(not found.tasks)
        self._tasks_title.setText(_titled("Nhiệm vụ của cuộc họp", len(found.tasks)))
        self.documents.set_rows(found.documents)
        self._show_known_documents()
        self.open_before.set_rows(found.open_before)
        self._show_notes(found)

    def _show_notes(self, found: meetings.MeetingFile) -> None:
        """Say beside each heading how much it holds."""
        present = sum(1 for one in found.attendees if one.attendance == "present")
        people = f"{len(found.attendees)} người, nhóm" if found.attendees else ""
        self.folds["attendees"].set_note(f"{people}, {present} có mặt" if present else people)
        self.folds["opinions"].set_note(_count(found.opinions, "ý kiến"))
        self.folds["conclusions"].set_note(_count(found.conclusions, "đoạn, giữ nguyên văn"))
        self.folds["documents"].set_note(_count(found.documents, "văn bản"))
        late = sum(1 for task in found.open_before if is_overdue(task, self._today()))
        note = _count(found.open_before, "việc")
        self.folds["before"].set_note(f"{note}, {late} quá hạn" if late else note)
        self.folds["before"].setVisible(bool(found.open_before))

    def _show_known_documents(self) -> None:
        """Offer the documents that are not tied to a meeting yet."""
        held = records.list_records(self._context.workspace, "official_document", {"meeting": None})
        self.known_documents.clear()
        self.known_documents.addItem("Chọn văn bản đã có…", "")
        for record in held:
            subject = record.shown["subject"]
            self.known_documents.addItem(f"{record.title} – {subject}"[:90], record.key)
        self.known_documents.setVisible(bool(held))

    def _suggest(self) -> None:
        """Offer the people and groups of earlier meetings."""
        held = records.list_records(self._context.workspace, "attendee")
        names = {record.title for record in held}
        self.new_attendee.suggest(names)
        self.new_opinion.suggest(names)
        tasks = meetings.list_tasks(self._context.workspace)
        self._leads = {task.assignee for task in tasks if task.assignee} | names

    def _today(self) -> date:
        """Return today."""
        return self._context.workspace.today()

    def _reference(self) -> date:
        """Return the day things were said: that of the meeting, else today."""
        return self._file.meeting.held_on or self._today()

    # --- what a biên bản begins with ---

    def add(self) -> None:
        """Show an empty form for a new meeting."""
        self.leave()
        self._key = None
        self.list.choose_key("")
        self.folds["about"].set_open(True)
        self.folds["before"].hide()
        self.about.start_new({"state": "planned"})
        self._show_parts(bool(self.list.count()))
        self.about.focus_field("title")

    def _create(self, texts: Mapping[str, str]) -> None:
        """Keep a new meeting and go on with it."""
        saved = self._context.do(
            lambda workspace: records.put_texts(workspace, "meeting", None, texts),
            "Đã thêm cuộc họp",
        )
        for column in (self.opinions, self.conclusions, self.tasks):
            column.clear()
        self.agenda.setPlainText("")
        self._key = saved.key
        self._suggest()
        self.reload()

    def _save(self, name: str, text: str) -> None:
        """Keep one field of the meeting."""
        self._context.do(
            lambda workspace: records.put_texts(workspace, "meeting", self._key, {name: text})
        )

    def _save_agenda(self) -> None:
        """Keep the agenda, if it was changed."""
        text = self.agenda.toPlainText()
        if self._key is not None and text.strip() != (self._file.meeting.agenda or "").strip():
            self._save("agenda", text)

    def delete(self) -> None:
        """Delete the open meeting with what was said there, with a way back."""
        if self._key is None:
            return
        key, title = self._key, self._file.meeting.title
        self.list.setFocus()
        self._key = None
        self._context.do(lambda workspace: batches.delete_whole(workspace, "meeting", key))
        self._open_first()
        self._undo.offer(f"Đã xóa cuộc họp: {title}")

    # --- attendees ---

    def _attendee_columns(self) -> list[Column[Any]]:
        """Return the columns of the attendees, in protocol order."""
        return [
            Column("TT", lambda row: str(row.number), numeric=True, width=44),
            Column(
                "Người hoặc nhóm",
                lambda row: row.part.name,
                edit=lambda row, text: self._put("attendee", row.key, "name", text),
                width=0,
            ),
            Column(
                "Có mặt",
                lambda row: capital_first(ATTENDANCE.get(row.part.attendance or "", "—")),
                edit=lambda row, text: self._put("attendee", row.key, "attendance", text),
                edit_text=lambda row: row.part.attendance or "",
                choices=(
                    ("", "—"),
                    *((word, capital_first(said)) for word, said in ATTENDANCE.items()),
                ),
                width=150,
            ),
        ]

    def _add_attendees(self, lines: list[str]) -> None:
        """Add people or groups at the end of the list."""
        state = "present" if self._file.meeting.state != "planned" else None
        parts: list[dict[str, StoredValue]] = [
            {"name": line, "attendance": state} for line in lines
        ]
        self._add_parts("attendee", parts)
        self.new_attendee.clear()

    # --- opinions and conclusions ---

    def _make_opinion(self, opinion: Opinion) -> PassageRow:
        """Return the fields of one opinion."""
        made = PassageRow(opinion.key, "content", "ý kiến", speaker=True, tasks=False)
        self._connect_row(made, "opinion")
        return made

    def _show_opinion(self, row: PassageRow, opinion: Opinion) -> None:
        """Show one opinion."""
        texts = {"speaker": opinion.speaker or "", "content": opinion.content or ""}
        row.show_part(self._file.opinions.index(opinion) + 1, texts)

    def _make_conclusion(self, conclusion: Conclusion) -> PassageRow:
        """Return the field of one passage of the conclusion."""
        made = PassageRow(conclusion.key, "text", "đoạn kết luận", speaker=False, tasks=True)
        self._connect_row(made, "conclusion")
        made.task_asked.connect(self.give_task)
        return made

    def _show_conclusion(self, row: PassageRow, conclusion: Conclusion) -> None:
        """Show one passage, and how many tasks were made of it."""
        given = sum(1 for task in self._file.tasks if task.conclusion == conclusion.key)
        number = self._file.conclusions.index(conclusion) + 1
        row.show_part(number, {"text": conclusion.text or ""}, given)

    def _connect_row(self, row: PassageRow, entity: str) -> None:
        """Keep, move and delete what a row asks for."""
        row.edited.connect(lambda key, field, text: self._edit_part(entity, key, field, text))
        row.delete_asked.connect(lambda key: self._delete_part(entity, key))
        row.move_asked.connect(
            lambda key, by: self._move(
                self._file.opinions if entity == "opinion" else self._file.conclusions,
                entity,
                key,
                by,
            )
        )

    def _edit_part(self, entity: str, key: str, field: str, text: str) -> None:
        """Keep a changed text; what is required and emptied is deleted, with a way back."""
        if not text.strip() and entity_named(entity).fields[field].required:
            self._delete_part(entity, key)
        else:
            self._put(entity, key, field, text)

    def _add_opinions(self, lines: list[str]) -> None:
        """Add an opinion for each speaker and go on to what was said."""
        saved = self._add_parts("opinion", [{"speaker": line} for line in lines])
        self.new_opinion.clear()
        row = self.opinions.widgets.get(saved.key)
        if row is not None:
            row.edit.setFocus()

    def _add_conclusions(self) -> None:
        """Keep what was typed or pasted as passages, word for word."""
        parts = passages_of(self.new_conclusion.toPlainText())
        if parts and self._key is not None:
            self._add_parts("conclusion", [{"text": part} for part in parts])
            self.new_conclusion.clear()
            self._foot_timer.start()  # the new rows are laid out first

    def _show_foot(self) -> None:
        """Keep the field at the foot in sight where passages pushed it down."""
        if self.new_conclusion.hasFocus():
            self._middle.ensureWidgetVisible(self.new_conclusion)

    def _task_of_new(self) -> None:
        """Keep what is typed at the foot and make a task of its last passage."""
        self._add_conclusions()
        if self._file.conclusions:
            self.give_task(self._file.conclusions[-1].key, "")

    # --- tasks ---

    def give_task(self, conclusion: str, words: str) -> None:
        """Make a task of a passage (or of the selected words) and go to its lead."""
        passage = next(one.text for one in self._file.conclusions if one.key == conclusion)
        text = without_numbering(" ".join((words or passage).split()))
        said = deadline_in(text, self._reference())
        values: dict[str, StoredValue] = {
            "verb": verb_in(passage),
            "assignee": lead_in(text),
            "due_text": said.text or None,
            "due_on": said.due_on.isoformat() if said.due_on else None,
        }
        kept: dict[str, StoredValue] = {
            name: value for name, value in values.items() if value is not None
        }
        saved = self._context.do(
            lambda workspace: meetings.task_from_conclusion(workspace, conclusion, text, kept),
            "Đã giao thành nhiệm vụ",
        )
        card = self.tasks.widgets.get(saved.key)
        if card is not None:
            (card.deadline if card.lead.text() else card.lead).setFocus()
            self._right.ensureWidgetVisible(card)

    def _make_card(self, task: Task) -> TaskCard:
        """Return the card of one task."""
        made = TaskCard(task.key, self._reference())
        made.suggest(self._leads)
        made.edited.connect(lambda key, field, text: self._edit_part("task", key, field, text))
        made.deadline_given.connect(self._save_deadline)
        made.open_asked.connect(lambda key: self._context.open("tasks", "task", key))
        made.delete_asked.connect(lambda key: self._delete_part("task", key))
        return made

    def _show_card(self, card: TaskCard, task: Task) -> None:
        """Show one task."""
        late = is_overdue(task, self._today())
        state = "late" if late else {"done": "done", "doing": "doing"}.get(task.state or "")
        card.show_task(task, state or "waiting", self._reference())

    def _save_deadline(self, key: str, due_on: date | None, due_text: str) -> None:
        """Keep a deadline: the date and the words as they were said."""
        values: dict[str, StoredValue] = {
            "due_on": due_on.isoformat() if due_on else None,
            "due_text": due_text or None,
        }
        self._context.do(lambda workspace: records.put_values(workspace, "task", key, values))

    def _before_columns(self) -> list[Column[Task]]:
        """Return the columns of the open tasks of earlier meetings."""
        return [
            Column("Nội dung", lambda task: " ".join((task.text or "").split()), width=0),
            Column("Chủ trì", lambda task: task.assignee or "", width=120),
            Column(
                "Hạn",
                lambda task: task.due_text or (format_date(task.due_on) if task.due_on else ""),
                token=lambda task: "bad" if is_overdue(task, self._today()) else "",
                width=110,
            ),
            Column(
                "Trạng thái",
                lambda task: "",
                state=lambda task: "late" if is_overdue(task, self._today()) else "waiting",
                width=118,
            ),
        ]

    # --- documents ---

    def _add_documents(self, lines: list[str]) -> None:
        """Add documents that were used at the meeting, by number."""
        for line in lines:
            self._context.do(
                partial(
                    records.put_values,
                    entity="official_document",
                    key=None,
                    values={"number": line, "meeting": self._key},
                ),
                "Đã thêm văn bản; mở để ghi ngày, cơ quan ban hành, trích yếu",
            )
        self.new_document.clear()

    def _use_document(self, place: int) -> None:
        """Tie a document that is kept already to the meeting."""
        key = self.known_documents.itemData(place)
        if key:
            self._put("official_document", key, "meeting", str(self._key))

    def _drop_document(self, document: OfficialDocument) -> None:
        """Take a document off the meeting; it stays among the documents."""
        self._context.do(
            lambda workspace: records.put_values(
                workspace, "official_document", document.key, {"meeting": None}
            )
        )
        self._undo.offer(f"Đã bỏ {document.number} khỏi cuộc họp (văn bản vẫn còn)")

    # --- writing parts ---

    def _add_parts(self, entity: str, parts: Sequence[Mapping[str, StoredValue]]) -> records.Saved:
        """Add parts at the end of their list, as one step."""
        key = str(self._key)
        return self._context.do(lambda workspace: batches.add_parts(workspace, entity, key, parts))

    def _put(self, entity: str, key: str, field: str, text: str) -> None:
        """Keep one field of a part."""
        self._context.do(lambda workspace: records.put_texts(workspace, entity, key, {field: text}))

    def _move(self, rows: Sequence[Any], entity: str, key: str, by: int) -> None:
        """Move a part up or down in its list."""
        keys = moved([row.key for row in rows], key, by)
        self._context.do(lambda workspace: batches.put_in_order(workspace, entity, keys))
        column = {"opinion": self.opinions, "conclusion": self.conclusions}.get(entity)
        if column is not None:
            column.widgets[key].edit.setFocus()

    def _delete_part(self, entity: str, key: str) -> None:
        """Delete a part, with a way back."""
        title = records.get_record(self._context.workspace, entity, key).title
        self._context.do(lambda workspace: records.delete_record(workspace, entity, key))
        self._undo.offer(f"Đã xóa {entity_named(entity).label}: {title}")

    # --- for the frame ---

    def show_record(self, entity: str, key: str) -> None:
        """Open a meeting, or the meeting a part belongs to."""
        if entity != "meeting":
            part = records.get_record(self._context.workspace, entity, key)
            key = str(part.values["meeting"] or "")
        if key:
            self.open(key)

    def leave(self) -> None:
        """Keep what is typed but not left yet."""
        self.about.save_now()
        if self._key is None:
            return
        self._save_agenda()
        self._add_conclusions()
        for column in (self.opinions, self.conclusions, self.tasks):
            for widget in tuple(column.widgets.values()):
                widget.save_now()


class _Numbered:
    """An attendee with its number in the list."""

    __slots__ = ("key", "number", "part")

    def __init__(self, number: int, part: Attendee) -> None:
        self.key, self.number, self.part = part.key, number, part


def _numbered(parts: Sequence[Attendee]) -> list[_Numbered]:
    """Return the attendees with their numbers."""
    return [_Numbered(number, part) for number, part in enumerate(parts, start=1)]


def _in_order(found: meetings.MeetingFile) -> list[Task]:
    """Return the tasks in the order of the conclusions they come from."""
    places = {one.key: place for place, one in enumerate(found.conclusions)}
    last = len(places)
    return sorted(found.tasks, key=lambda task: (places.get(task.conclusion or "", last), task.key))


def _line(meeting: Meeting) -> ListLine:
    """Return a meeting as the list shows it."""
    icon, token = STATE_SIGNS.get(meeting.state or "", ("no_data", "muted"))
    word = capital_first(MEETING_STATES.get(meeting.state or "", "chưa ghi trạng thái"))
    day = format_date(meeting.held_on) if meeting.held_on else "chưa có ngày"
    kind = MEETING_KINDS.get(meeting.kind or "", "")
    note = " · ".join(part for part in (day, kind) if part)
    return ListLine(meeting.key, meeting.title, note, style.State("", icon, word, token))


def _document_columns() -> list[Column[OfficialDocument]]:
    """Return the columns of the documents of a meeting."""
    return [
        Column("Số, ký hiệu", lambda held: held.number, width=150),
        Column("Ngày", lambda held: format_date(held.issued_on) if held.issued_on else "",
               width=100),
        Column("Trích yếu", lambda held: held.subject or "", width=0),
    ]  # fmt: skip


def _column(widget: QWidget, spacing: int = style.SMALL) -> QVBoxLayout:
    """Return a column without margins in a widget."""
    made = QVBoxLayout(widget)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    return made


def _stacked(*parts: QWidget) -> QWidget:
    """Return the parts one below the other."""
    made = QWidget()
    column = _column(made)
    for part in parts:
        column.addWidget(part)
    return made


def _count(parts: Sequence[Any], noun: str) -> str:
    """Return "3 ý kiến", "" for none."""
    return f"{len(parts)} {noun}" if parts else ""


def _titled(title: str, count: int) -> str:
    """Return a title with how many there are."""
    return f"{title} ({count})" if count else title
