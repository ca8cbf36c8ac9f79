"""The frame of the screen "Cuộc họp": the list by date, the open meeting, a new one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.meetings import MEETING_KINDS, MEETING_STATES, Meeting
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.services import batches, meetings, records
from ui import style
from ui.context import AppContext
from ui.models.two_line_list import ListLine, TwoLineList
from ui.views.meetings_view.desk import MeetingDesk
from ui.views.meetings_view.editor import MeetingEditor
from ui.views.meetings_view.new_meeting import NewMeetingPage
from ui.widgets.data_watch import DataWatch
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.undo_notice import UndoNotice

LIST_WIDTH = 250
NARROW = 1050
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
SHOWN, EMPTY, NEW = range(3)


class MeetingsView(Page):
    """The list on the left; at its right the open meeting, or a new one."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("Cuộc họp", SUBTITLE)
        self._context = context
        self._undo = UndoNotice(context, self.notice)
        self.desk = MeetingDesk(context, self._undo)
        self._delete = self.add_action("Xóa cuộc họp", self.delete, icon="delete", kind="quiet")
        self.add_action("Thêm cuộc họp", self.add, icon="add", kind="primary", shortcut="Ctrl+N")
        self.filter = QLineEdit()
        self.list = TwoLineList("Các cuộc họp, mới nhất trước")
        self.editor = MeetingEditor(self.desk)
        self.new = NewMeetingPage(self._create, self._give_up)
        self._lay_out()
        self._connect()
        self.reload()
        self._open_first()

    def _lay_out(self) -> None:
        """Place list and meeting side by side; the empty state and a new meeting instead."""
        self.filter.setPlaceholderText("Lọc… (Ctrl+F)")
        self.filter.setAccessibleName("Lọc cuộc họp")
        self.filter.setProperty("kind", "search")
        self.filter.setClearButtonEnabled(True)
        self._left = QWidget()
        lines = QVBoxLayout(self._left)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(style.SMALL)
        lines.addWidget(self.filter)
        lines.addWidget(self.list, 1)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.LARGE)
        row.addWidget(self._left)
        row.addWidget(self.editor, 1)
        self._stack = QStackedLayout()
        self.body.addLayout(self._stack, 1)  # first: a stack without a parent shows windows
        for page in (whole, self._empty(), self.new):
            self._stack.addWidget(page)

    def _empty(self) -> QWidget:
        """Return what an office without meetings sees."""
        return EmptyState(
            "Chưa có cuộc họp nào",
            EMPTY_WHY,
            icon="meeting",
            action="Thêm cuộc họp",
            on_action=self.add,
        )

    def _connect(self) -> None:
        """Connect keys and parts."""
        self.list.line_chosen.connect(self._choose)
        self.list.line_opened.connect(lambda _: self.editor.about.jump("title"))
        self.filter.textChanged.connect(self.list.set_filter)
        self.editor.page_shown.connect(lambda page: self._left.setVisible(page == "record"))
        DataWatch(self, self._context, self.reload, *meetings.meeting_entity_names())
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.filter.setFocus)
        remove = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self.delete)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the list less room in a narrow window."""
        super().resizeEvent(event)
        narrow = event.size().width() < style.scaled(NARROW)
        self._left.setFixedWidth(LIST_WIDTH - 2 * style.HUGE if narrow else LIST_WIDTH)

    # --- reading ---

    def reload(self) -> None:
        """Read the list again, and the open meeting, which may be another office's."""
        held = meetings.list_meetings(self._context.workspace, all_units=True)
        if self.desk.key is not None and self.desk.key not in {one.key for one in held}:
            self.desk.open(None)
            self._open_first()
            return
        own = [
            one
            for one in held
            if one.key == self.desk.key or meetings.is_own(self._context.workspace, one)
        ]
        self._show_list(own)
        if self.desk.key is not None:
            self.desk.read()
            self.desk.read_names()
            self.editor.show_file(self.desk.file)
        self._show_parts(bool(own))

    def _show_list(self, held: list[Meeting]) -> None:
        """Show the list; the open meeting stays chosen."""
        is_own = {one.key: meetings.is_own(self._context.workspace, one) for one in held}
        self.list.set_lines(_line(one, is_own=is_own[one.key]) for one in held)
        self.list.set_filter(self.filter.text())
        self.filter.setVisible(len(held) > 3)
        if self.desk.key is not None:
            self.list.blockSignals(True)
            self.list.choose_key(self.desk.key)
            self.list.blockSignals(False)

    def _open_first(self) -> None:
        """Show the latest meeting, where there is one."""
        held = meetings.list_meetings(self._context.workspace)
        if held:
            self.open(held[0].key)
        else:
            self.reload_empty()

    def reload_empty(self) -> None:
        """Show that there is no meeting."""
        self._show_list([])
        self._show_parts(has_meetings=False)

    def _show_parts(self, has_meetings: bool) -> None:
        """Show the editor, a new meeting, or the empty state."""
        is_new = self._stack.currentIndex() == NEW and self.desk.key is None
        page = SHOWN if has_meetings else EMPTY
        self._stack.setCurrentIndex(NEW if is_new else page)
        is_open = self.desk.key is not None
        self._delete.setVisible(is_open and not self.desk.is_read_only)
        self.subtitle.setVisible(not is_open)

    def open(self, key: str) -> None:
        """Show another meeting."""
        self.leave()
        self._stack.setCurrentIndex(SHOWN)
        self.desk.open(key)
        self.desk.read()
        self.desk.read_names()
        self.editor.start()
        self.reload()

    def _choose(self, key: str) -> None:
        """Show the meeting gone to in the list."""
        if key != self.desk.key:
            self.open(key)

    # --- a new meeting ---

    def add(self) -> None:
        """Ask for the kind and the name of a new meeting."""
        self.leave()
        self.desk.open(None)
        self.list.choose_key("")
        self._stack.setCurrentIndex(NEW)
        self.new.start()
        self._show_parts(bool(self.list.count()))

    def _give_up(self) -> None:
        """Go back to the meetings there are."""
        self._stack.setCurrentIndex(EMPTY)
        self._open_first()

    def _create(self, texts: Mapping[str, str]) -> None:
        """Keep a new meeting and go on with its day."""
        self._stack.setCurrentIndex(SHOWN)
        saved = self._context.do(
            lambda workspace: records.put_texts(workspace, "meeting", None, texts),
            "Đã thêm cuộc họp",
        )
        self.open(saved.key)
        self.editor.show_page("record")
        self.editor.about.jump("held_on")

    def delete(self) -> None:
        """Delete the open meeting with what was said there, with a way back."""
        if self.desk.key is None or self.desk.is_read_only:
            return
        key, title = self.desk.key, self.desk.file.meeting.title
        self.list.setFocus()
        self.desk.open(None)
        self._context.do(lambda workspace: batches.delete_whole(workspace, "meeting", key))
        self._open_first()
        self._undo.offer(f"Đã xóa cuộc họp: {title}")

    # --- for the frame ---

    def show_record(self, entity: str, key: str) -> None:
        """Open a meeting, or the meeting a part belongs to, at that part."""
        meeting = key
        if entity != "meeting":
            part = records.get_record(self._context.workspace, entity, key)
            meeting = str(part.values["meeting"] or "")
        if meeting and meeting != self.desk.key:
            self.open(meeting)
        elif meeting:
            self._stack.setCurrentIndex(SHOWN)
        if meeting and entity != "meeting":
            self.editor.show_part(entity, key)

    def leave(self) -> None:
        """Keep what is typed but not left yet."""
        if self._stack.currentIndex() == NEW and self.desk.key is None:
            self.new.save_now()
        self.editor.save_now()


def _line(meeting: Meeting, *, is_own: bool) -> ListLine:
    """Return a meeting as the list shows it."""
    icon, token = STATE_SIGNS.get(meeting.state or "", ("no_data", "muted"))
    word = capital_first(MEETING_STATES.get(meeting.state or "", "chưa ghi trạng thái"))
    day = format_date(meeting.held_on) if meeting.held_on else "chưa có ngày"
    kind = MEETING_KINDS.get(meeting.kind or "", "")
    note = " · ".join(part for part in (day, kind) if part)
    if not is_own:
        note = f"đơn vị khác · {note}"
    return ListLine(meeting.key, meeting.title, note, style.State("", icon, word, token))
