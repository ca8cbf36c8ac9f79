"""Reports that were presented, in order: their name, who presented them, the document."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout

from ntm_desktop.domain.document_reference import document_text
from ntm_desktop.domain.documents import OfficialDocument
from ntm_desktop.domain.meeting_kinds import template_of
from ntm_desktop.domain.meetings import Presentation
from ntm_desktop.services.meetings import MeetingFile
from ui import style
from ui.views.meetings_view.desk import MeetingDesk
from ui.views.meetings_view.part import RowsPart, counted
from ui.widgets.add_line import AddLine
from ui.widgets.part_row import PartRow
from ui.widgets.passage_edit import PassageEdit
from ui.widgets.record_form import CalmComboBox
from ui.widgets.suggest_field import SuggestField
from ui.widgets.text_field import TextField


class PresentationRow(PartRow):
    """One report: its name over presenter and document, what it said below."""

    def __init__(self, key: str) -> None:
        super().__init__(key, "báo cáo trình bày")
        self.heading = TextField()
        self.heading.setAccessibleName("Tên báo cáo")
        self.presenter = SuggestField()
        self.presenter.setAccessibleName("Người trình bày")
        self.presenter.setPlaceholderText("Người trình bày")
        self.document = CalmComboBox()
        self.document.setAccessibleName("Văn bản của báo cáo")
        adjust = CalmComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.document.setSizeAdjustPolicy(adjust)
        self.content = PassageEdit("Nội dung chính của báo cáo")
        self.content.setPlaceholderText("Nội dung chính (nếu ghi vào biên bản)")
        self.add_line("title", self.heading)
        self.add_who("presenter", self.presenter)
        self.add_choice("document", self.document)
        self.add_text("content", self.content)
        self._lay_out()

    def _lay_out(self) -> None:
        """Place the fields."""
        who = QHBoxLayout()
        who.setSpacing(style.SMALL)
        who.addWidget(self.presenter, 1)
        who.addWidget(self.document, 1)
        self.words.addWidget(self.heading)
        self.words.addLayout(who)
        self.words.addWidget(self.content)

    def offer_documents(self, documents: Sequence[OfficialDocument]) -> None:
        """Offer the documents of the meeting."""
        chosen = self.text_of("document")
        self.document.blockSignals(True)
        self.document.clear()
        self.document.addItem("Không gắn văn bản", "")
        for one in documents:
            self.document.addItem(document_text(one)[:90], one.key)
        self.document.setCurrentIndex(max(0, self.document.findData(chosen)))
        self.document.blockSignals(False)
        self.document.setVisible(bool(documents))


class PresentationPart(RowsPart):
    """The reports and the line that adds one."""

    title = "Báo cáo trình bày"
    entity = "presentation"

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__(desk)
        self.new = AddLine("Thêm báo cáo", "Thêm báo cáo: gõ tên báo cáo, Enter")
        self.new.lines_given.connect(self.add)
        self.column.addWidget(self.rows)
        self.column.addWidget(self.new)

    def records(self) -> Sequence[Presentation]:
        """Return the reports in their order."""
        return self.desk.file.presentations

    def make_row(self, record: Presentation) -> PresentationRow:
        """Return the fields of a report."""
        made = PresentationRow(record.key)
        made.presenter.set_look_up(self.desk.people_like)
        made.who_given.connect(
            lambda key, text, person: self.desk.put_values(
                "presentation", key, {"presenter": text.strip() or None, "person": person or None}
            )
        )
        self.connect_row(made)
        return made

    def show_row(self, row: PresentationRow, record: Presentation) -> None:
        """Show a report."""
        row.offer_documents(self.desk.file.documents)
        texts = {
            "title": record.title,
            "presenter": self.desk.file.printed_name(record.person, record.presenter),
            "document": record.document or "",
            "content": record.content or "",
        }
        row.show_texts(self.number_of(record.key), texts)

    def add(self, lines: list[str]) -> None:
        """Add reports and go on to who presented the last one."""
        saved = self.desk.add("presentation", [{"title": line} for line in lines])
        self.new.clear()
        row = self.rows.widgets.get(saved.key)
        if row is not None:
            row.presenter.setFocus()

    def note(self, found: MeetingFile) -> str:
        """Return how many there are."""
        return counted(found.presentations, "báo cáo")

    def is_wanted(self, found: MeetingFile) -> bool:
        """Say whether this kind of meeting hears reports."""
        return template_of(found.meeting.kind).has("presentations") or bool(found.presentations)

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the reports be read, or written in."""
        super().set_read_only(is_read_only)
        self.new.setVisible(not is_read_only)

    def save_now(self) -> None:
        """Keep what is typed, also a report that waits for Enter."""
        if not self.desk.is_read_only:
            super().save_now()
            if self.new.text().strip():
                self.desk.add("presentation", [{"title": self.new.text().strip()}])
                self.new.clear()

    def start(self) -> None:
        """Forget what is shown."""
        super().start()
        self.new.clear()
