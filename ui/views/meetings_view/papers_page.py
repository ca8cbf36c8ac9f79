"""Documents that one meeting yields, each with what it lacks; the photos and files beside them."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.documents import SIDES
from ntm_desktop.domain.issues import Issue, Severity
from ntm_desktop.progress import Progress
from ntm_desktop.services import meeting_documents, meeting_papers, reporting
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.meeting_documents import OfferedDocument
from ntm_desktop.services.meetings import MeetingFile
from ntm_desktop.services.reporting import Built
from ui import jobs, style
from ui.dialogs import file_choice
from ui.dialogs.document_output import DocumentOutput
from ui.models.two_line_list import ListLine, TwoLineList
from ui.views.meetings_view.desk import MeetingDesk
from ui.views.meetings_view.part import MeetingPart
from ui.widgets.evidence_panel import EvidencePanel
from ui.widgets.fitted_issues import FittedIssues
from ui.widgets.option_fields import OptionFields
from ui.widgets.page import button, label, line, scrolled

PURPOSE = "meeting"
PATTERN = "Tệp Word (*.docx)"
LIST_WIDTH = 310
PHOTOS_WIDTH = 250
READY = style.State("", "check", "Đủ thông tin", "accent")
# Where a gap is filled: the first words of its sentence, and a field, a section or an option.
PLACES = (
    ("Ngày họp", "held_on"),
    ("Giờ bắt đầu", "started_at"),
    ("Giờ kết thúc", "ended_at"),
    ("Địa điểm", "place"),
    ("Người chủ trì", "chairs"),
    ("Người kết luận", "concluder"),
    ("Thư ký", "secretary"),
    ("Thành phần", "attendees"),
    ("Bên làm việc", "attendees"),
    ("Số người", "expected_count"),
    ("Số hộ", "households_total"),
    ("Chương trình", "agenda"),
    ("Ý kiến", "opinions"),
    ("Kết luận", "conclusions"),
    ("Biểu quyết", "votes"),
    ("Kết quả bỏ phiếu", "votes"),
    ("Nhiệm vụ", "conclusions"),
    ("Đơn vị chủ trì", "conclusions"),
    ("Hạn hoàn thành", "conclusions"),
    ("Cơ quan ban hành", "organiser"),
    ("Tên cơ quan ban hành", "organiser"),
    ("Chữ viết tắt", "organiser"),
    ("Cơ quan cấp trên", "issuer_parent"),
    ("Địa danh", "issuer_place"),
    ("Quyền hạn", "capacity"),
    ("Họ tên người ký", "signer_name"),
    ("Số bản lập", "copies"),
    ("Người viết tin", "author"),
    ("Nguyên nhân", "causes"),
    ("Kiến nghị", "proposals"),
)


class PapersPage(MeetingPart):
    """Documents at the left, the chosen one in the middle, photos at the right.

    `place_asked` carries the field or section where a gap is filled.
    """

    place_asked = Signal(str)

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__(desk)
        self._kinds = {kind.id: kind for kind in reporting.report_kinds()}
        self._offered: tuple[OfferedDocument, ...] = ()
        self._path = Path()
        self.list = TwoLineList("Văn bản của cuộc họp")
        self.heading = label("", "section", wrap=True)
        self.regime = label("", "small")
        self.make_button = button("Tạo Word…", self.make, icon="report", kind="primary")
        self.ready = label("Đủ thông tin để lập văn bản.", "good")
        self.missing_title = label("Còn thiếu (bấm để ghi)", "strong")
        self.missing = FittedIssues("Còn thiếu")
        self.options = OptionFields()
        self.options_title = label("Ghi thêm cho văn bản này", "strong")
        self.built = label("", "good", wrap=True)
        self.open_file = button("Mở tệp", self._open_built, icon="open")
        self.open_folder = button("Mở thư mục", self._open_folder, kind="quiet")
        output = DocumentOutput(self, lambda act: act(), self._tell)
        self.preview = button("Xem trước", lambda: output.preview(self._path), kind="link")
        self.print_out = button("In…", lambda: output.print_out(self._path), kind="link")
        self.make_pdf = button("Xuất PDF", lambda: output.export(self._path), kind="link")
        self.told = label("", "small", wrap=True)
        self.photos = EvidencePanel(
            desk.context, desk.undo, file_choice.open_path, title="Ảnh, tệp", heading="section"
        )
        self._lay_out()
        self.list.line_chosen.connect(self.show_paper)
        self.missing.issue_chosen.connect(self._go_to)
        self.options.changed.connect(self._keep_options)

    def _lay_out(self) -> None:
        """Place documents, the chosen one and photos side by side."""
        self.list.setFixedWidth(style.scaled(LIST_WIDTH))
        photos = QWidget()
        right = QVBoxLayout(photos)
        right.setContentsMargins(0, 0, style.SMALL, 0)
        right.addWidget(self.photos)
        right.addStretch(1)
        side = scrolled(photos)
        side.setFixedWidth(style.scaled(PHOTOS_WIDTH))
        row = QHBoxLayout()
        row.setSpacing(style.LARGE)
        row.addWidget(self.list)
        row.addWidget(scrolled(self._detail()), 1)
        row.addWidget(line(vertical=True))
        row.addWidget(side)
        self.column.addLayout(row, 1)
        self._show_built(None)

    def _detail(self) -> QWidget:
        """Return what belongs to the chosen document."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, style.SMALL, 0)
        column.setSpacing(style.SMALL)
        acts = QHBoxLayout()
        acts.setSpacing(style.SMALL)
        acts.addWidget(self.make_button)
        acts.addWidget(self.open_file)
        acts.addWidget(self.open_folder)
        acts.addStretch(1)
        more = QHBoxLayout()
        more.setSpacing(style.MEDIUM)
        for link in (self.preview, self.print_out, self.make_pdf):
            more.addWidget(link)
        more.addStretch(1)
        for head in (self.heading, self.regime):
            column.addWidget(head)
        column.addLayout(acts)
        column.addLayout(more)
        for part in (
            *(self.built, self.told, self.ready, self.missing_title, self.missing),
            *(self.options_title, self.options),
        ):
            column.addWidget(part)
        column.addStretch(1)
        return made

    # --- what is shown ---

    def start(self) -> None:
        """Forget what was made of another meeting."""
        self._show_built(None)
        self._offered = ()
        self.heading.clear()
        self.photos.show_record("meeting", str(self.desk.key))

    def show_file(self, found: MeetingFile) -> None:
        """Show what this meeting yields now; read only when the page is looked at."""
        if not self.isHidden():
            self.read(found)

    def read(self, found: MeetingFile) -> None:
        """Ask which documents there are, and what each lacks."""
        workspace = self.desk.context.workspace
        self._offered = meeting_documents.offered(workspace, found.meeting.key)
        chosen = self.list.chosen_key()
        self.list.set_lines(_line(paper) for paper in self._offered)
        self.list.blockSignals(True)
        if not self.list.choose_key(chosen) and self._offered:
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        QTimer.singleShot(0, self.list, self.list.doItemsLayout)  # the scroll bar came or went
        self.show_paper(self.list.chosen_key())

    def paper(self) -> OfferedDocument | None:
        """Return the chosen document."""
        chosen = self.list.chosen_key()
        return next((paper for paper in self._offered if paper.id == chosen), None)

    def show_paper(self, report_id: str) -> None:
        """Show another document with its options."""
        paper = self.paper()
        if paper is None:
            return
        is_other = self.heading.text() != paper.title
        if is_other:
            self.heading.setText(paper.title)
            self._show_built(None)
        self._show_options(report_id, is_other=is_other)
        self._show_regime()
        self._show_missing()

    def _show_regime(self) -> None:
        """Show whose form the chosen document follows: as chosen for it, else the meeting's."""
        paper = self.paper()
        side = SIDES.get(self.options.values().get("regime") or self.desk.file.regime, "")
        is_told = paper is not None and bool(paper.regimes) and bool(side)
        self.regime.setText(f"Thể thức: {side}" if is_told else "")
        self.regime.setVisible(is_told)

    def _show_options(self, report_id: str, *, is_other: bool) -> None:
        """Show the options of a document as they are kept, where they are not shown so already."""
        options = self._kinds[report_id].options
        workspace, meeting = self.desk.context.workspace, self.desk.file.meeting.key
        kept = meeting_papers.offered_options(workspace, meeting, report_id)
        kept = {one.id: kept[one.id] for one in options if one.id in kept}
        if is_other or (self.desk.file.is_own and kept != self.options.values()):
            self.options.show_options(options, kept)
            self.options_title.setVisible(bool(options))

    def _keep_options(self) -> None:
        """Keep what was chosen for the document, and show what it lacks now."""
        self._write_options()
        self._show_regime()
        self._show_missing()

    def _write_options(self) -> None:
        """Keep what is shown for the document, so that it is printed the same again."""
        request = self._request()
        if self.desk.file.is_own:
            self.desk.do(
                lambda workspace: meeting_papers.keep_options(
                    workspace, str(request.key), request.report_id, request.options
                )
            )

    def save_now(self) -> None:
        """Keep the choices that are typed but not left yet."""
        if self.desk.is_open and self.paper() is not None:
            self.options.save_now()

    def _show_missing(self) -> None:
        """Show what the chosen document lacks with the options as they are."""
        paper = self.paper()
        if paper is None:
            return
        prepared = reporting.prepare_document(self.desk.context.workspace, self._request())
        gaps = [Issue(Severity.WARNING, place_of(text), text) for text in prepared.missing]
        notes = [_Note(text) for text in prepared.notices]
        self.missing.set_issues([*gaps, *notes])
        self.ready.setVisible(not gaps)
        self.missing_title.setVisible(bool(gaps))
        self.missing.setVisible(bool(gaps or notes))

    def _go_to(self, issue: Issue) -> None:
        """Go to where a gap is filled: an option here, or a field of the meeting."""
        option = self.options.editors.get(issue.where)
        if option is not None:
            option.setFocus()
        elif issue.where:
            self.place_asked.emit(issue.where)

    def set_read_only(self, is_read_only: bool) -> None:
        """Photos of another office's meeting are not added to."""
        del is_read_only
        self.photos.attach_button.setVisible(self.desk.file.is_own)
        self.photos.setAcceptDrops(self.desk.file.is_own)

    # --- making ---

    def _request(self) -> DocumentRequest:
        """Return which document is asked for, with its options."""
        return DocumentRequest(
            self.list.chosen_key(), key=self.desk.key, options=self.options.values()
        )

    def make(self) -> None:
        """Ask for a place and write the Word file there."""
        self.options.save_now()
        self._write_options()
        meeting = self.desk.file.meeting
        day = f"-{meeting.held_on.isoformat()}" if meeting.held_on else ""
        name = f"{self.list.chosen_key()}{day}.docx"
        path = file_choice.ask_save_path(self, "Tạo Word", PURPOSE, name, PATTERN)
        if path is not None:
            self._build(self._request(), path)

    def _build(self, request: DocumentRequest, path: Path) -> None:
        """Write the file on a thread."""
        workspace = self.desk.context.workspace

        def work(progress: Progress) -> Built:
            with contextlib.closing(workspace.reopen()) as own:
                return reporting.build_document(own, request, path, progress=progress)

        jobs.run(self, "Đang lập văn bản", work, self._show_built)

    def _show_built(self, built: Built | None) -> None:
        """Say what was made and offer the ways to it."""
        for part in (
            *(self.built, self.open_file, self.open_folder),
            *(self.preview, self.print_out, self.make_pdf),
        ):
            part.setVisible(built is not None)
        self.told.hide()
        if built is None:
            return
        self._path = built.path
        gaps = f" Còn {len(built.missing)} mục chưa có." if built.missing else ""
        self.built.setText(f"Vừa tạo {built.path.name}.{gaps}")
        self.desk.context.status_said.emit(f"Đã tạo {built.path.name}")

    def _tell(self, sentence: str, kind: str) -> None:
        """Say what became of the file that was just made."""
        style.set_kind(self.told, kind)
        self.told.setText(sentence)
        self.told.show()

    def _open_built(self) -> None:
        """Open the file that was just made."""
        file_choice.open_path(self._path)

    def _open_folder(self) -> None:
        """Open the folder of the file that was just made."""
        file_choice.open_path(self._path.parent)


class _Note:
    """A sentence about a document that is no gap."""

    severity, where = "info", ""

    def __init__(self, text: str) -> None:
        self.text = text


def place_of(text: str) -> str:
    """Return the field, section or option where a gap is filled, "" for none."""
    return next((place for words, place in PLACES if text.startswith(words)), "")


def _line(paper: OfferedDocument) -> ListLine:
    """Return a document as the list shows it."""
    count = len(paper.missing)
    lacking = style.State("", "warning", f"Thiếu {count} mục", "warn")
    return ListLine(paper.id, paper.title, "", lacking if count else READY)
