"""The page "Văn bản đã ký": number and date of signed documents, and what differs since."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ntm_desktop import texts
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.issued_reports import IssuedReport
from ntm_desktop.domain.periods import known_periods
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.services import issuing, records
from ntm_desktop.services.issuing import FieldDifference
from ui import style
from ui.context import AppContext
from ui.dialogs import file_choice
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.views.reports_view.comparison import Comparison
from ui.views.reports_view.signed_files import TITLE, SignedFiles
from ui.widgets.data_watch import DataWatch
from ui.widgets.empty_state import EmptyState
from ui.widgets.fold import Fold
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page import button, label, scrolled
from ui.widgets.undo_notice import UndoNotice

SUBTITLE = "Văn bản đã có số, ngày ký: nội dung khi ký được giữ nguyên, số nào nay đã khác thì nêu"
WHY = (
    "Sau khi văn thư cấp số, ghi số và ngày ở đây. Chương trình giữ nguyên mọi số liệu như khi ký "
    "và về sau chỉ ra số nào đã khác."
)
HAS_COPY, NO_COPY = "Có", "Chưa gắn"
LIST_WIDTH, DETAIL_WIDTH = 680, 440
LIST_LEAST, DETAIL_LEAST = 320, 380
MARKS_ROWS = 6


@dataclass(frozen=True, slots=True)
class SignedRow:
    """One signed document as the list shows it; `compared` is None until it was compared."""

    key: str
    issued: IssuedReport
    period: str
    has_copy: bool
    compared: int | str | None

    @property
    def state(self) -> str:
        """Return the id of the state whose sign is shown."""
        if self.compared is None:
            return "waiting"
        if isinstance(self.compared, str):
            return "doubtful"
        return "disagreed" if self.compared or self.edited else "done"

    @property
    def edited(self) -> int:
        """Return how many places of the paper hold figures changed by hand."""
        return len((self.issued.edited or "").splitlines())

    @property
    def words(self) -> str:
        """Return how the figures of now stand to those signed."""
        if self.compared is None:
            return "Đang so…"
        if isinstance(self.compared, str):
            return "Không so được"
        if self.edited and not self.compared:
            return f"Sửa tay {self.edited} chỗ"
        return f"Khác {self.compared} chỗ" if self.compared else "Giống khi ký"

    @property
    def about(self) -> str:
        """Return the document and its period."""
        return " · ".join(part for part in (self.issued.title, self.period) if part)


COLUMNS: tuple[Column[SignedRow], ...] = (
    Column("Số, ký hiệu", lambda row: row.issued.number, width=112),
    Column("Ngày ký", lambda row: _day(row.issued), lambda row: row.issued.signed_on, width=96),
    Column("Văn bản", lambda row: row.about, width=0, tooltip=lambda row: row.about),
    Column("Bản đã ký", lambda row: HAS_COPY if row.has_copy else NO_COPY, width=104,
           state=lambda row: "done" if row.has_copy else "no_data"),
    Column("Số hiện nay", lambda row: row.words, width=132, state=lambda row: row.state,
           tooltip=lambda row: _told(row.compared)),
)  # fmt: skip
DIFFERENCES: tuple[Column[FieldDifference], ...] = (
    Column("Nội dung", lambda one: capital_first(one.label), width=0),
    Column("Khi ký", lambda one: one.difference.signed or "–", width=88),
    Column("Hiện nay", lambda one: one.difference.now or "–", width=88),
)


def _day(issued: IssuedReport) -> str:
    """Return the day of signing as people write it."""
    return format_date(issued.signed_on) if issued.signed_on else ""


def period_label(period_id: str | None) -> str:
    """Return a period in words, "" for a document of none."""
    return next((capital_first(one.label) for one in known_periods([period_id])), period_id or "")


class SignedPage(QWidget):
    """The list at the left, the chosen document at the right; `issue_asked` wants a new one."""

    issue_asked = Signal()
    subtitle = SUBTITLE

    def __init__(
        self, context: AppContext, notice: NoticeBar, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.comparison = Comparison(context, self)
        self.comparison.compared.connect(self._show_compared)
        self.new = button(
            "Ghi số, ngày đã ký…", self.issue_asked.emit, icon="add", shortcut="Ctrl+N"
        )
        self.table = RecordTable(COLUMNS, "Văn bản đã ký", filterable=True)
        self.table.setMinimumWidth(style.scaled(LIST_LEAST))
        self.table.set_empty(
            EmptyState(
                "Chưa ghi văn bản nào đã ký",
                WHY,
                icon="register",
                action="Ghi số, ngày đã ký…",
                on_action=self.issue_asked.emit,
            )
        )
        self.table.row_chosen.connect(lambda row: self.show_document(row.key))
        self.table.row_opened.connect(lambda _: self.differences.view.setFocus())
        self.files = SignedFiles(
            context, UndoNotice(context, notice), file_choice.open_path, title=TITLE
        )
        self.files.attach_button.setText("Gắn bản đã ký…")
        self.files.attach_button.setAccessibleName("Gắn bản đã ký")
        self._make_detail()
        self._lay_out()
        self.reload()
        DataWatch(self, context, self._reload_if_shown)

    def _make_detail(self) -> None:
        """Make what is shown of one document."""
        self.key = ""
        self.heading = label("", "section", wrap=True)
        self.about = label("", "muted", wrap=True)
        self.reason = label("", wrap=True)
        self.marks = QPlainTextEdit()
        self.marks.setReadOnly(True)
        self.marks.setTabChangesFocus(True)
        self.marks.setAccessibleName("Chỗ cần xem khi ký")
        self.marks.setFixedHeight(MARKS_ROWS * style.row_height())
        self.edited = label("", "warning", wrap=True)
        self.edited.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.marks_fold = Fold("Chỗ cần xem khi ký", self.marks, is_open=False)
        self.compared = label("", "strong", wrap=True)
        self.differences = RecordTable(DIFFERENCES, "Số liệu khi ký và hiện nay")
        self.differences.row_chosen.connect(self._show_difference)
        self.differences.view.setMinimumHeight(6 * style.row_height())
        self.whole = label("", "small", wrap=True)
        self.whole.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def _lay_out(self) -> None:
        """Place the list beside the chosen document."""
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(self.new, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.table, 1)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(style.MEDIUM, 0, 0, 0)
        inner.setSpacing(style.SMALL)
        for part in (self.heading, self.about, self.reason, self.marks_fold, self.files):
            inner.addWidget(part)
        inner.addWidget(self.edited)
        inner.addWidget(self.compared)
        inner.addWidget(self.differences, 1)
        inner.addWidget(self.whole)
        inner.addStretch(0)
        self.detail = QStackedWidget()
        self.detail.setMinimumWidth(style.scaled(DETAIL_LEAST))
        self.detail.addWidget(QWidget())
        self.detail.addWidget(scrolled(content))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.detail)
        split.setChildrenCollapsible(False)
        split.setSizes([LIST_WIDTH, DETAIL_WIDTH])
        split.setStretchFactor(0, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, style.SMALL, 0, 0)
        whole.addWidget(split)
        again = QShortcut(QKeySequence("F5"), self)
        again.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        again.activated.connect(self._compare)

    # --- what is shown ---

    def showEvent(self, event: QShowEvent) -> None:
        """Compare anew: what is shown is of now."""
        super().showEvent(event)
        self._compare()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the computer to what is shown instead."""
        super().hideEvent(event)
        self.comparison.stop()

    def _reload_if_shown(self) -> None:
        """Read again after a write, and compare where somebody looks."""
        self.reload()
        self.compare_if_shown()

    def compare_if_shown(self) -> None:
        """Compare anew where somebody looks."""
        if self.isVisible():
            self._compare()

    def _compare(self) -> None:
        """Compare every document, the chosen one first."""
        keys = [row.key for row in self.table.model.rows]
        self.comparison.start(sorted(keys, key=lambda key: key != self.key))
        self._show_rows()

    def reload(self) -> None:
        """Read the list again; the chosen document stays."""
        self._issued = issuing.issued_documents(self._context.workspace)
        found = records.list_records(
            self._context.workspace, "evidence", {"link_entity": issuing.ENTITY}
        )
        self._copies = {
            str(one.values["link_key"])
            for one in found
            if one.values["note"] == texts.ISSUED_COPY_NOTE
        }
        self._show_rows()
        if self.table.current_row() is None and self._issued:
            self.table.choose_key(self._issued[0].key)
        if self.key not in {one.key for one in self._issued}:
            row = self.table.current_row()
            self.show_document(row.key if row else "")

    def _show_rows(self) -> None:
        """Show the list with what is known of each."""
        self.new.setVisible(bool(self._issued))
        self.detail.setVisible(bool(self._issued))
        self.table.filter.setVisible(bool(self._issued))
        self.table.set_rows(self._row(one) for one in self._issued)

    def _row(self, issued: IssuedReport) -> SignedRow:
        """Return the row of a document."""
        found = self.comparison.found.get(issued.key)
        compared = found if isinstance(found, str) or found is None else len(found)
        period = period_label(issued.period)
        return SignedRow(issued.key, issued, period, issued.key in self._copies, compared)

    def show_document(self, key: str) -> None:
        """Show one document, "" for none."""
        self.key = key
        issued = next((one for one in self._issued if one.key == key), None)
        self.detail.setCurrentIndex(0 if issued is None else 1)
        if issued is None:
            return
        day = f", ngày {_day(issued)}" if issued.signed_on else ""
        self.heading.setText(f"{issued.number}{day}")
        parts = (issued.title, period_label(issued.period), issued.draft_name)
        self.about.setText(" · ".join(part for part in parts if part))
        self.reason.setText(f"Lý do vẫn ký: {issued.reason}")
        self.reason.setVisible(bool(issued.reason))
        self.edited.setText(edited_text(issued))
        self.edited.setVisible(bool(issued.edited))
        marks = (issued.marks or "").splitlines()
        self.marks.setPlainText(issued.marks or "")
        self.marks_fold.set_note(f"{len(marks)} chỗ")
        self.marks_fold.setVisible(bool(marks))
        self.files.show_record(issuing.ENTITY, key)
        self._show_differences()

    def choose(self, key: str) -> None:
        """Choose a document in the list."""
        self.table.choose_key(key)

    # --- what differs ---

    def _show_compared(self, key: str) -> None:
        """Show the result of one document."""
        self._show_rows()
        if key == self.key:
            self._show_differences()

    def _show_differences(self) -> None:
        """Show what reads otherwise now than in the chosen document."""
        found = self.comparison.found.get(self.key)
        rows = () if found is None or isinstance(found, str) else found
        self.compared.setText(
            _told(found if isinstance(found, str) or found is None else len(rows))
        )
        style.set_kind(self.compared, "warning" if rows or isinstance(found, str) else "muted")
        self.differences.setVisible(bool(rows))
        self.differences.set_rows(rows)
        self.whole.setVisible(False)

    def _show_difference(self, one: FieldDifference) -> None:
        """Show the whole of two long texts."""
        change = one.difference
        self.whole.setVisible(True)
        self.whole.setText(
            f"{one.label}\nKhi ký: {change.signed or '–'}\nHiện nay: {change.now or '–'}"
        )


def edited_text(issued: IssuedReport) -> str:
    """Return which figures on paper are not those the record had, "" for none."""
    lines = (issued.edited or "").splitlines()
    if not lines:
        return ""
    head = f"Bản đã ký có {len(lines)} chỗ số sửa tay; cột “Khi ký” là số của chương trình:"
    return "\n".join([head, *(f"– {line}" for line in lines)])


def _told(compared: int | str | None) -> str:
    """Return in a sentence how the figures of now stand to those signed."""
    if compared is None:
        return "Đang so số liệu hiện nay với văn bản đã ký…"
    if isinstance(compared, str):
        return compared
    if compared:
        return (
            f"Khác văn bản đã ký: {compared} chỗ. Văn bản đã ký không đổi; dưới đây là số hiện nay."
        )
    return "Số liệu hiện nay giống văn bản đã ký."
