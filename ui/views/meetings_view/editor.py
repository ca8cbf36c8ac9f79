"""One meeting: its head, its sections in the order of a biên bản, its text, its documents."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.issues import Issue
from ntm_desktop.services.meetings import MeetingFile
from ui import style
from ui.views.meetings_view import closing
from ui.views.meetings_view.about_part import AboutPart
from ui.views.meetings_view.agenda_part import AgendaPart
from ui.views.meetings_view.attendance_part import AttendancePart
from ui.views.meetings_view.carried_part import CarriedPart
from ui.views.meetings_view.conclusion_part import ConclusionPart
from ui.views.meetings_view.desk import MeetingDesk
from ui.views.meetings_view.document_part import DocumentPart
from ui.views.meetings_view.opinion_part import OpinionPart
from ui.views.meetings_view.papers_page import PapersPage
from ui.views.meetings_view.part import MeetingPart
from ui.views.meetings_view.presentation_part import PresentationPart
from ui.views.meetings_view.transcript_page import TranscriptPage
from ui.views.meetings_view.vote_part import VotePart
from ui.widgets.fitted_issues import FittedIssues
from ui.widgets.fold import Fold
from ui.widgets.page import button, label, scrolled

TABS = (("record", "Ghi cuộc họp"), ("transcript", "Dán cả bài"), ("papers", "Văn bản, ảnh"))
MOST_ISSUES = 4
# The sections one goes to from the line over them, in short.
WAYS = {
    "attendees": "Thành phần",
    "agenda": "Nội dung",
    "presentations": "Báo cáo",
    "opinions": "Ý kiến",
    "votes": "Biểu quyết",
    "conclusions": "Kết luận",
    "documents": "Văn bản",
}
# Which page shows the record of an entity; the rest is in the sections.
PAGE_OF_ENTITY = {"passage_mark": "transcript"}


def first_field(part: QWidget) -> QWidget | None:
    """Return the first field of a part that can be written in, in the order they are seen.

    Of a list that has no line yet it is the one that adds the first; None where all is read only.
    """
    fields = [
        one
        for one in part.findChildren(QWidget)
        if isinstance(one, QLineEdit | QPlainTextEdit | QTableView | QComboBox)
        and one.isVisibleTo(part)
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (isinstance(one, QLineEdit | QPlainTextEdit) and one.isReadOnly())
    ]
    places = {one: one.mapTo(part, QPoint(0, 0)) for one in fields}
    return min(fields, key=lambda one: (places[one].y(), places[one].x()), default=None)


class MeetingEditor(QWidget):
    """Shows the meeting of a `MeetingDesk`; the frame calls `start`, `show_file`, `save_now`.

    `page_shown` tells which of the three pages is looked at.
    """

    page_shown = Signal(str)

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__()
        self.desk = desk
        self.title = label("", "section", wrap=True)
        self.banner = closing.ClosingBanner()
        self.close_button = button("Chốt biên bản…", lambda: self.close_meeting(), icon="lock")
        self.tabs: dict[str, QPushButton] = {}
        self.ways: dict[str, QPushButton] = {}
        self._make_parts()
        self.issues = FittedIssues("Cần xem lại", most=MOST_ISSUES)
        self.folds = {name: Fold(part.title, part) for name, part in self.parts.items()}
        self.issues_fold = Fold("Cần xem lại", self.issues)
        self._lay_out()
        self.issues.issue_chosen.connect(self.jump_to_issue)
        self.banner.reopen_asked.connect(lambda: self.correct_meeting())
        self.conclusions.card_shown.connect(self._show_widget)
        self.papers.place_asked.connect(self.go_to_place)

    def _make_parts(self) -> None:
        """Make the sections in the order of a biên bản, and the two pages beside them."""
        desk = self.desk
        self.about = AboutPart(desk)
        self.carried = CarriedPart(desk)
        self.attendance = AttendancePart(desk)
        self.agenda = AgendaPart(desk)
        self.presentations = PresentationPart(desk)
        self.opinions = OpinionPart(desk)
        self.votes = VotePart(desk)
        self.conclusions = ConclusionPart(desk)
        self.documents = DocumentPart(desk)
        self.versions = closing.VersionPart(desk)
        self.parts: dict[str, MeetingPart] = {
            "before": self.carried,
            "about": self.about,
            "attendees": self.attendance,
            "agenda": self.agenda,
            "presentations": self.presentations,
            "opinions": self.opinions,
            "votes": self.votes,
            "conclusions": self.conclusions,
            "documents": self.documents,
            "versions": self.versions,
        }
        self.transcript = TranscriptPage(desk)
        self.papers = PapersPage(desk)

    def _lay_out(self) -> None:
        """Place head and banner over the three pages."""
        self.pages = QStackedWidget()
        self.sheet = scrolled(self._sections())
        record = QWidget()
        record_column = QVBoxLayout(record)
        record_column.setContentsMargins(0, 0, 0, 0)
        record_column.setSpacing(style.SMALL)
        record_column.addLayout(self._ways())
        record_column.addWidget(self.sheet, 1)
        for page in (record, self.transcript, self.papers):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(self.title)
        column.addLayout(self._head())
        column.addWidget(self.banner)
        column.addWidget(self.pages, 1)

    def _head(self) -> QHBoxLayout:
        """Return the ways to the three pages, and the button that closes the meeting."""
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        group = QButtonGroup(self)
        for place, (name, title) in enumerate(TABS):
            made = button(title, partial(self.show_page, name), kind="choice")
            made.setCheckable(True)
            made.setChecked(place == 0)
            made.setToolTip(f"{title} (Ctrl+Shift+{place + 1})")
            strong = made.fontMetrics().horizontalAdvance(title) + 2 * style.LARGE
            made.setMinimumWidth(strong)
            shortcut = QShortcut(QKeySequence(f"Ctrl+Shift+{place + 1}"), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.show_page, name))
            group.addButton(made)
            row.addWidget(made)
            self.tabs[name] = made
        row.addStretch(1)
        row.addWidget(self.close_button)
        return row

    def _ways(self) -> QHBoxLayout:
        """Return a line of ways to the sections, for a long meeting."""
        row = QHBoxLayout()
        row.setSpacing(style.MEDIUM)
        row.addWidget(label("Đến:", "small"))
        for name in WAYS:
            made = button(WAYS[name], partial(self.go_to, name), kind="link")
            made.setAccessibleName(f"Đến phần {self.parts[name].title}")
            row.addWidget(made)
            self.ways[name] = made
        row.addStretch(1)
        return row

    def go_to_place(self, place: str) -> None:
        """Show the section or the field where something is filled in."""
        if place in self.folds:
            self.show_page("record")
            self.go_to(place)
        else:
            self.jump(place)

    def go_to(self, name: str) -> None:
        """Bring a section to the top, with the cursor in its first field."""
        fold = self.folds[name]
        fold.set_open(True)
        bar = self.sheet.verticalScrollBar()
        bar.setValue(fold.y())
        (first_field(fold.content) or fold.header).setFocus(Qt.FocusReason.OtherFocusReason)

    def _sections(self) -> QWidget:
        """Return the sections, each under a heading that folds it."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, style.SMALL, style.HUGE)
        column.setSpacing(style.LARGE)
        column.addWidget(self.issues_fold)
        for fold in self.folds.values():
            column.addWidget(fold)
        column.addStretch(1)
        return made

    # --- what is shown ---

    def start(self) -> None:
        """Show another meeting, whatever is typed now."""
        for part in self._all():
            part.start()
        meeting = self.desk.read().meeting
        self.folds["about"].set_open(meeting.state in (None, "planned"))
        self.folds["before"].set_open(meeting.state != "final")
        self.sheet.verticalScrollBar().setValue(0)

    def _all(self) -> tuple[MeetingPart, ...]:
        """Return the sections and the two pages."""
        return (*self.parts.values(), self.transcript, self.papers)

    def show_file(self, found: MeetingFile) -> None:
        """Show the meeting as it is now."""
        is_read_only = self.desk.is_read_only
        self.title.setText(found.meeting.title)
        self.banner.show_file(found)
        for part in self._all():
            part.show_file(found)
            part.set_read_only(is_read_only)
        for name, fold in self.folds.items():
            fold.set_note(self.parts[name].note(found))
            fold.setVisible(self.parts[name].is_wanted(found))
        for name, way in self.ways.items():
            way.setVisible(not self.folds[name].isHidden())
        self.close_button.setVisible(not is_read_only)
        self._show_issues(found)

    def _show_issues(self, found: MeetingFile) -> None:
        """Show the doubts; there is nothing to see where there are none."""
        doubts = [issue for issue in found.doubts if issue.severity.value != "error"]
        self.issues.set_issues(doubts)
        self.issues_fold.set_note(f"{len(doubts)} điểm, không chặn việc ghi")
        self.issues_fold.setVisible(bool(doubts))

    def show_page(self, name: str) -> None:
        """Show the sections, the text or the documents."""
        self.save_now()
        place = [tab for tab, _ in TABS].index(name)
        self.tabs[name].setChecked(True)
        self.pages.setCurrentIndex(place)
        if name == "transcript" and not self.desk.is_read_only:
            self.transcript.edit.setFocus()
        if name == "papers" and self.desk.is_open:
            self.papers.read(self.desk.file)
        self.page_shown.emit(name)

    def page(self) -> str:
        """Return which page is shown."""
        return TABS[self.pages.currentIndex()][0]

    # --- going to a place ---

    def jump_to_issue(self, issue: Issue) -> None:
        """Put the cursor where a doubt is."""
        self.jump(issue.where)

    def jump(self, where: str) -> None:
        """Put the cursor to a field or a record of the meeting."""
        if where == "transcript":
            self.show_page("transcript")
            self.transcript.jump(where)
            return
        for name, part in self.parts.items():
            was_open = self.folds[name].is_open()
            self.folds[name].set_open(True)
            if part.jump(where):
                self.show_page("record")
                part.jump(where)
                QTimer.singleShot(0, self, self._show_focus)
                return
            self.folds[name].set_open(was_open)

    def show_part(self, entity: str, key: str) -> None:
        """Go to a record of the meeting that was found or opened."""
        if PAGE_OF_ENTITY.get(entity) == "transcript":
            self.show_page("transcript")
            self.transcript.jump(key)
        elif entity == "meeting_version":
            self.show_page("record")
            self.folds["versions"].set_open(True)
            self._show_widget(self.folds["versions"])
        else:
            self.jump(key)

    def _show_focus(self) -> None:
        """Scroll to where the cursor is."""
        focused = cast("QWidget | None", self.focusWidget())
        if focused is not None and self.sheet.isAncestorOf(focused):
            self._show_widget(focused)

    def _show_widget(self, widget: QWidget) -> None:
        """Scroll to a part of the sections."""
        self.sheet.ensureWidgetVisible(widget, 0, style.HUGE)

    # --- closing ---

    def close_meeting(self) -> None:
        """Close the meeting, after what is typed is kept."""
        self.save_now()
        closing.close_meeting(self.desk)

    def correct_meeting(self) -> None:
        """Open the closed meeting for a correction."""
        closing.correct_meeting(self.desk)

    def save_now(self) -> None:
        """Keep what is typed but not left yet."""
        if self.desk.is_open:
            for part in self._all():
                part.save_now()
