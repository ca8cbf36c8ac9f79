"""The dialog "Ghi số, ngày đã ký": what to look at first, number, date, the signed copy."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop import texts
from ntm_desktop.domain.dates import format_date, parse_date
from ntm_desktop.domain.entity import Field, Kind
from ntm_desktop.domain.issued_reports import checked_number
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.progress import Progress
from ntm_desktop.services import issuing, reporting
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.issuing import Issued, Review
from ui import jobs, style
from ui.context import AppContext
from ui.dialogs import file_choice
from ui.widgets.file_target import FileTarget
from ui.widgets.issue_list import IssueList
from ui.widgets.page import button, label
from ui.widgets.record_form import CalmComboBox, FieldBox
from ui.widgets.refusal import try_under

PURPOSE = "report"
WORD = "Tệp Word (*.docx)"
COPY = "PDF hoặc ảnh quét (*.pdf *.jpg *.jpeg *.png *.tif *.tiff);;Mọi tệp (*)"
BY_FILE = "Tự nhận theo tệp"
NOT_REVIEWED = (
    "Chọn tệp Word đã trình ký; chương trình so tệp với số liệu đang có rồi nêu chỗ cần xem."
)
NOTHING = (
    "Không có chỗ nào cần xem: tệp khớp số liệu, không còn chỗ trống, không dấu chưa đối chiếu."
)
WIDTH, HEIGHT = 760, 620
LIST_ROWS = 5


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One sentence of the review, as the list shows it."""

    severity: str
    text: str
    where: str = ""


def review_lines(review: Review) -> tuple[ReviewLine, ...]:
    """Return what is to be looked at, the figures changed by hand first and gravest."""
    figures = len(review.figures)
    return tuple(
        ReviewLine("error" if at < figures else "warning", text)
        for at, text in enumerate(review.lines)
    )


def review_summary(review: Review) -> str:
    """Return how much there is of each kind."""
    counts = (
        (len(review.figures), "số liệu khác số đã ghi"),
        (len(review.gaps), "chỗ còn trống"),
        (len(review.options), "thay đổi ở các ô đã điền"),
        (len(review.marks), "loại nội dung chưa đối chiếu văn bản gốc"),
    )
    told = ", ".join(f"{count} {words}" for count, words in counts if count)
    return f"Cần xem trước khi ghi số: {told}." if told else NOTHING


class FileLine(FileTarget):
    """A file: its name, a button to choose it; also takes one that is dropped; `given` tells."""

    given = Signal()

    def __init__(self, title: str, none: str, verb: str, pattern: str) -> None:
        super().__init__("")
        self.path: Path | None = None
        self._none, self._verb, self._pattern = none, verb, pattern
        self.name = label(none, "muted", wrap=True)
        self.choose_button = button(verb, self.choose, icon="open")
        self.choose_button.setAccessibleName(f"{title}: {verb}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.SMALL)
        title_label = label(title, "small")
        title_label.setFixedWidth(style.scaled(84))
        row.addWidget(title_label)
        row.addWidget(self.name, 1)
        row.addWidget(self.choose_button)

    def choose(self) -> None:
        """Ask for the file."""
        folder = str(file_choice.last_folder(PURPOSE))
        name, _ = QFileDialog.getOpenFileName(self, self._verb, folder, self._pattern)
        if name:
            self.take_files([Path(name)])

    def take_files(self, paths: list[Path]) -> None:
        """Take the first of the files."""
        self.path = paths[0]
        self.name.setText(self.path.name)
        self.name.setToolTip(str(self.path))
        style.set_kind(self.name, "strong")
        self.given.emit()


class IssueDialog(QDialog):
    """What is refused stands under its field; `issued` is set once it was written."""

    def __init__(
        self, context: AppContext, file: Path | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.issued: Issued | None = None
        self.review: Review | None = None
        self.setWindowTitle("Ghi số, ngày đã ký")
        self.resize(WIDTH, HEIGHT)
        self.file = FileLine("Tệp Word", "Chưa chọn tệp", "Chọn tệp Word…", WORD)
        self.file.given.connect(self.look)
        self.copy = FileLine("Bản đã ký", "Có thể gắn sau", "Chọn PDF, ảnh quét…", COPY)
        self.made_from = CalmComboBox()
        self.made_from.setAccessibleName("Tệp này là văn bản nào")
        self._fill_kinds()
        self.made_from.activated.connect(lambda _: self.look())
        self.number = FieldBox(Field("number", Kind.TEXT, "Số, ký hiệu văn thư đã cấp"))
        self.day = FieldBox(Field("day", Kind.DATE, "Ngày ký"), (), context.workspace.today())
        self.told = label(NOT_REVIEWED, "muted", wrap=True)
        self.lines = IssueList("Chỗ cần xem trước khi ghi số")
        self.lines.setMinimumHeight(LIST_ROWS * style.row_height())
        self.reason = FieldBox(Field("reason", Kind.LONG_TEXT, "Lý do vẫn dùng văn bản này"))
        self.act = button("Ghi số, ngày", self.keep, kind="primary")
        self.act.setEnabled(False)
        self._lay_out()
        self._show_review(None)
        if file is not None:
            self.file.take_files([file])

    def _fill_kinds(self) -> None:
        """Offer the documents of the chosen period, for a file that does not say what it is."""
        period = parse_period(self._context.period_id).label
        self.made_from.addItem(BY_FILE, "")
        for kind in reporting.report_kinds():
            if kind.subject in ("period", "set", "works"):
                self.made_from.addItem(f"{kind.title}, {period}", kind.id)

    def _lay_out(self) -> None:
        """Place files, fields, the review, the buttons."""
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.LARGE, style.HUGE, style.LARGE)
        column.setSpacing(style.SMALL)
        column.addWidget(self.file)
        kind = QHBoxLayout()
        kind.setSpacing(style.SMALL)
        words = label("Văn bản", "small")
        words.setFixedWidth(style.scaled(84))
        kind.addWidget(words)
        kind.addWidget(self.made_from, 1)
        column.addLayout(kind)
        column.addWidget(self.copy)
        fields = QHBoxLayout()
        fields.setSpacing(style.LARGE)
        fields.addWidget(self.number, 1)
        fields.addWidget(self.day, 1)
        column.addLayout(fields)
        column.addWidget(self.told)
        column.addWidget(self.lines, 1)
        column.addWidget(self.reason)
        foot = QHBoxLayout()
        foot.addWidget(label("Nội dung khi ký được giữ nguyên; hoàn tác được.", "small"), 1)
        foot.addWidget(button("Để sau", self.reject))
        foot.addWidget(self.act)
        column.addLayout(foot)

    # --- the review ---

    def request(self) -> DocumentRequest | None:
        """Return the document a person says the file is, None to read it from the file."""
        report_id = self.made_from.currentData()
        if not report_id:
            return None
        return DocumentRequest(report_id, self._context.period_id, self._context.set_id or None)

    def look(self) -> None:
        """Compare the file with the record on a job, and show what is to be looked at."""
        file, request, workspace = self.file.path, self.request(), self._context.workspace
        if file is None:
            return
        self._show_review(None)

        def work(progress: Progress) -> Review:
            progress(0, 0, "Đang so tệp với số liệu")
            with contextlib.closing(workspace.reopen()) as own:
                return issuing.review_document(own, file, request)

        jobs.run(self, "Đang xem lại văn bản", work, self._show_review)

    def _show_review(self, review: Review | None) -> None:
        """Show what is to be looked at, and ask for a reason where there is any."""
        self.review = review
        lines = review_lines(review) if review else ()
        self.told.setText(review_summary(review) if review else NOT_REVIEWED)
        style.set_kind(self.told, "warning" if lines else ("good" if review else "muted"))
        self.lines.set_issues(lines)
        self.lines.setVisible(bool(lines))
        self.reason.setVisible(bool(lines))
        self.act.setEnabled(review is not None)
        if review is not None:
            self.setWindowTitle(f"Ghi số, ngày đã ký: {review.title}")
            self._fill_head(review)
            self.number.focus()

    def _fill_head(self, review: Review) -> None:
        """Offer the number and the date that stand in the file, where none was typed."""
        head = review.head
        if head is not None and head.number and not self.number.text().strip():
            self.number.set_text(head.number)
        if head is not None and head.day and not self.day.text().strip():
            self.day.set_text(format_date(head.day))

    # --- writing ---

    def keep(self) -> None:
        """Write number, date and files on a job, unless something typed cannot be used."""
        number = try_under(self.number, lambda: checked_number(self.number.text()))
        day = try_under(self.day, lambda: self._day())
        lacks_reason = bool(self.lines.count()) and not self.reason.text().strip()
        if lacks_reason:
            self.reason.show_error("Chưa ghi lý do.", texts.ISSUE_NEEDS_REASON_HINT)
        wrong = [
            box
            for box, is_wrong in (
                (self.number, number is None),
                (self.day, day is None),
                (self.reason, lacks_reason),
            )
            if is_wrong
        ]
        if wrong:
            wrong[0].focus()
        elif number is not None and day is not None:
            self._write(number, day)

    def _day(self) -> str:
        """Return the typed day as people write it; raise `InputError` for none."""
        return format_date(parse_date(self.day.text(), self._context.workspace.today()))

    def _write(self, number: str, day: str) -> None:
        """Write on a job."""
        file, request, workspace = self.file.path, self.request(), self._context.workspace
        copy, reason = self.copy.path, self.reason.text().strip()
        assert file is not None

        def work(progress: Progress) -> Issued:
            progress(0, 0, "Đang giữ nội dung văn bản")
            with contextlib.closing(workspace.reopen()) as own:
                return issuing.issue_document(
                    own, file, number, day, signed_copy=copy, reason=reason, request=request
                )

        jobs.run(self, "Đang ghi số, ngày đã ký", work, self._finish)

    def _finish(self, issued: Issued) -> None:
        """Close; the screens read again."""
        self.issued = issued
        self._context.reload_all()
        self.accept()


def ask_to_issue(context: AppContext, file: Path | None, parent: QWidget | None) -> Issued | None:
    """Return what was issued, None when a person leaves things as they are."""
    dialog = IssueDialog(context, file, parent)
    dialog.exec()
    dialog.deleteLater()
    return dialog.issued
