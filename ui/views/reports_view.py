"""The screen "Soạn văn bản": the prose of a report by section, what is missing, the Word file."""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.units import COMMUNE_LEVELS
from ntm_desktop.progress import Progress
from ntm_desktop.services import collection, criteria, reporting, units
from ntm_desktop.services.reporting import (
    Built,
    DocumentRequest,
    Prepared,
    PreparedSection,
    ReportSummary,
)
from ui import jobs, style
from ui.context import AppContext
from ui.dialogs import collection_dialog, file_choice
from ui.widgets.chart_view import ChartView
from ui.widgets.collection_panel import Choices, CollectionPanel
from ui.widgets.empty_state import EmptyState
from ui.widgets.file_drop import FileDrop
from ui.widgets.issue_list import IssueList
from ui.widgets.page import Page, button, card, label, scrolled
from ui.widgets.record_form import CalmComboBox, LongTextEdit
from ui.widgets.report_options import ReportOptions, prepare_or_refuse

SUBTITLE = "Lời văn từng mục được giữ theo báo cáo và kỳ; lập lại báo cáo không mất chữ đã gõ"
DOCUMENTS_WIDTH = style.TREE_WIDTH - style.HUGE
CHART_HEIGHT = 220
CHART_DELAY_MS = 300
PURPOSE = "report"
WORD_PATTERN = "Tệp Word (*.docx)"
PATTERNS = {".docx": WORD_PATTERN, ".xlsx": "Tệp Excel (*.xlsx)"}
SHOWN_SUBJECTS = ("period", "set")  # documents of a meeting or task are made where it is shown
PROSE, FORMS, PLAIN, NO_SET, CHOICES = range(5)
ISSUER = "Tên cơ quan ban hành"  # how the gaps begin that are filled in Cài đặt
SIGNER = "Quyền hạn, chức vụ người ký"
PLAIN_TEXT = (
    "Trang này lập từ số liệu và phân công đã ghi, không có lời văn phải soạn. Người phụ trách, "
    "hạn và giải pháp ghi ở màn hình “Chưa đạt”."
)
WORKS_PAPERS = ("bieu-", "bao-cao-no-dong", "danh-muc-cong-trinh")
CHOICES_TEXT = (
    "Lập từ sổ công trình, vốn theo nguồn và đóng góp đã ghi ở màn hình “Công trình”; ô chưa có số "
    "liệu in dấu “…”."
)
CHARTS = (("progress", "Tiêu chí"), ("funding", "Nguồn vốn"))
GAP_HINT = "Để trống thì báo cáo in “……” ở mục này."
NARROW = 900
# Which change of the record can change a chart.
CHART_ENTITIES = (
    "indicator_value",
    "set_total",
    "money_entry",
    "work",
    "followed_set",
    "target_overlay",
)


@dataclass(frozen=True, slots=True)
class MissingItem:
    """One line of "Còn thiếu": its sentence, and the section or screen it leads to."""

    severity: str
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class _Whole:
    """A criterion without indicators, asked for as a whole."""

    code: str
    text: str


def missing_items(prepared: Prepared) -> tuple[MissingItem, ...]:
    """Return what the report lacks or repeats, each with the place to put it right."""
    is_of_works = prepared.report_id.startswith(WORKS_PAPERS)
    otherwise = "works" if is_of_works else ("settings" if prepared.sections else "roadmap")
    doubtful = "works" if is_of_works else "criteria"
    gaps = [
        MissingItem("warning", text, _place_of(text, prepared, otherwise))
        for text in prepared.missing
    ]
    doubts = [
        MissingItem("info", text, _place_of(text, prepared, doubtful)) for text in prepared.notices
    ]
    return tuple(gaps + doubts)


def _place_of(text: str, prepared: Prepared, otherwise: str = "settings") -> str:
    """Return the section a sentence begins with, else the screen `otherwise`."""
    if text.startswith((ISSUER, SIGNER)):
        return "settings"
    named = (section.id for section in prepared.sections if text.startswith(section.title))
    return next(named, otherwise)


class ProseEdit(LongTextEdit):
    """Prose as high as its lines, so that a section is read without scrolling inside it."""

    _is_fitting = False

    def _fit(self) -> None:
        """Be as high as the text, within the limits; scroll only beyond them.

        A scroll bar that comes or goes changes the width, which asks again: once is enough, or
        a text of just the limit's length would turn the bar on and off without end.
        """
        if not self._is_fitting:
            self._is_fitting = True
            self._fit_once()
            self._is_fitting = False

    def _fit_once(self) -> None:
        """Set the height and whether there is a scroll bar, for the width of now."""
        shown = self.line_count()
        lines = min(max(shown, self._lines[0]), self._lines[1])
        is_over = shown > self._lines[1]
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if is_over else policy.ScrollBarAlwaysOff
        )
        high = math.ceil(lines * self._line_height())
        self.setFixedHeight(high + 2 * style.SMALL + style.TINY)

    def _line_height(self) -> float:
        """Return how high one line is as it was laid out, by the font where nothing was yet."""
        layout = self.document().firstBlock().layout()
        laid_out = layout.boundingRect().height() / max(layout.lineCount(), 1)
        return max(laid_out, QFontMetricsF(self.font()).lineSpacing())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again where the lines break elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()


class SectionEditor(QWidget):
    """The prose of one section: whose sentence it is, the text, and the two ways back.

    `keep(section id, text)` is called when the text is left and is another one.
    """

    def __init__(self, keep: Callable[[str, str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keep = keep
        self._shown = ""
        self.section: PreparedSection | None = None
        self.heading = label("", "strong", wrap=True)
        self.sign = QLabel()
        self.whose = label("", "small")
        self.text = ProseEdit(lines=(2, 16))
        self.text.setPlaceholderText(GAP_HINT)
        self.text.left.connect(self.save)
        self.to_generated = button("Dùng câu máy lập", self._use_generated, kind="link")
        self.to_previous = button("Lấy lời văn kỳ trước", self._use_previous, kind="link")
        self._lay_out()

    def _lay_out(self) -> None:
        """Place heading and marks above the text, the ways back beside them."""
        head = QHBoxLayout()
        head.setSpacing(style.SMALL)
        head.addWidget(self.heading, 1)
        head.addWidget(self.to_previous)
        head.addWidget(self.to_generated)
        head.addWidget(self.sign)
        head.addWidget(self.whose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, style.SMALL)
        column.setSpacing(style.TINY)
        column.addLayout(head)
        column.addWidget(self.text)

    def show_section(self, section: PreparedSection, *, is_other: bool) -> None:
        """Show a section; text that is being typed stays unless it is another report's."""
        typing = self.text.hasFocus() and self.text.toPlainText() != self._shown
        self.section = section
        self.heading.setText(section.title)
        self.text.setAccessibleName(f"Lời văn: {section.title}")
        text = section.written or section.generated
        if is_other or (not typing and text != self.text.toPlainText()):
            self.text.blockSignals(True)
            self.text.setPlainText(text)
            self.text.blockSignals(False)
        if not typing or is_other:
            self._shown = text
        self._mark(section)

    def _mark(self, section: PreparedSection) -> None:
        """Say whose text this is and offer what can be done."""
        icon, token, words = whose_text(section)
        ratio = self.devicePixelRatioF()
        self.sign.setPixmap(style.pixmap(icon, token, style.ICON - 4, ratio))
        self.whose.setText(words)
        style.set_kind(self.whose, "warning" if token == "warn" else "small")
        self.to_generated.setVisible(bool(section.written and section.generated))
        self.to_previous.setVisible(bool(section.previous) and section.previous != section.written)

    def save(self) -> None:
        """Keep what is typed; the machine's own sentence is not kept as the person's."""
        text = self.text.toPlainText().strip()
        if self.section is None or text == self._shown.strip():
            return
        self._keep(self.section.id, "" if text == self.section.generated.strip() else text)
        self._shown = text

    def _use_generated(self) -> None:
        """Go back to the sentence made from data."""
        if self.section is not None:
            self._replace("", self.section.generated)

    def _use_previous(self) -> None:
        """Start from the text of the period before."""
        if self.section is not None:
            self._replace(self.section.previous, self.section.previous)

    def _replace(self, written: str, shown: str) -> None:
        """Keep another text and show it."""
        assert self.section is not None
        self._shown = shown
        self.text.setPlainText(shown)
        self.text.setFocus()
        self._keep(self.section.id, written)


def _page_of(kind: ReportSummary) -> int:
    """Return what is shown in the middle for a kind of document."""
    if kind.sections:
        return PROSE
    if kind.subject == "period" and kind.options:
        return CHOICES
    return FORMS if kind.options else PLAIN


def whose_text(section: PreparedSection) -> tuple[str, str, str]:
    """Return icon, colour and words that say where the text of a section comes from."""
    if section.unchanged:
        return "warning", "warn", "Còn nguyên kỳ trước"
    if section.written:
        return "edit", "muted", "Lời văn đã sửa"
    if section.gap:
        return "warning", "warn", "Chưa có lời văn"
    return "figures", "muted", "Câu máy lập"


class BuiltCard(QWidget):
    """What was just made: its name, its gaps, and the two ways to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = Path()
        self.name = label("", "strong", wrap=True)
        self.place = label("", "small", wrap=True)
        self.gaps = label("", "warning", wrap=True)
        self.open_file = button("Mở tệp", lambda: file_choice.open_path(self._path), icon="open")
        self.open_folder = button(
            "Mở thư mục", lambda: file_choice.open_path(self._path.parent), kind="quiet"
        )
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        row.addWidget(self.open_file)
        row.addWidget(self.open_folder)
        row.addStretch(1)
        said = label("Vừa tạo", "good")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, style.SMALL)
        column.addWidget(card(said, self.name, self.place, self.gaps, row, margin=style.MEDIUM))
        self.hide()

    def show_built(self, built: Built) -> None:
        """Show the file that was just written."""
        self._path = built.path
        self.name.setText(_breakable(built.path.name))
        self.name.setAccessibleName(built.path.name)
        self.place.setText(_breakable(str(built.path.parent)))
        self.gaps.setVisible(bool(built.missing))
        self.gaps.setText(f"Còn {len(built.missing)} chỗ in “……”, xem “Còn thiếu” dưới đây.")
        self.show()


def _breakable(name: str) -> str:
    """Return a file name that may be broken after its signs, in a narrow column."""
    return re.sub(r"([_/\\-])", "\\1\u200b", name)


class ChartCard(QWidget):
    """The charts of the report, one at a time; drawn on a thread because drawing takes long."""

    def __init__(self, draw: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.which = CHARTS[0][0]
        self._draw = draw
        self.view = ChartView()
        self.none = label("", "small", wrap=True)
        self._choices = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        row.addWidget(label("Biểu đồ", "section"), 1)
        for which, title in CHARTS:
            row.addWidget(self._choice(which, title))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addLayout(row)
        column.addWidget(self.view)
        column.addWidget(self.none)
        self.show_drawing()

    def _choice(self, which: str, title: str) -> QWidget:
        """Return the button that shows one chart."""
        made = button(title, partial(self._choose, which), kind="choice")
        made.setCheckable(True)
        made.setChecked(which == self.which)
        made.setAccessibleName(f"Biểu đồ {title}")
        strong = QFontMetrics(style.font(strong=True)).horizontalAdvance(title)
        made.setMinimumWidth(strong + 2 * style.MEDIUM)
        self._choices.addButton(made)
        return made

    def _choose(self, which: str) -> None:
        """Show another chart."""
        self.which = which
        self.show_drawing()
        self._draw(which)

    def show_drawing(self) -> None:
        """Say that the chart is being drawn, where there is none yet."""
        if not self.view.has_picture():
            self.view.hide()
            self.none.setText("Đang vẽ biểu đồ…")
            self.none.show()

    def show_chart(self, which: str, png: bytes | None) -> None:
        """Show a drawn chart, or say that there is nothing to draw."""
        if which != self.which:
            return
        title = dict(CHARTS)[which].lower()
        self.view.setVisible(png is not None)
        self.none.setVisible(png is None)
        self.none.setText(f"Kỳ này chưa có số liệu để vẽ biểu đồ {title}.")
        if png is not None:
            self.view.set_png(png, f"Biểu đồ {title} như in trong báo cáo")
            hint = self.view.sizeHint()
            fitting = self.width() * hint.height() // max(hint.width(), 1)
            self.view.setFixedHeight(min(fitting, CHART_HEIGHT))


class ReportsView(Page):
    """Documents at the left, prose in the middle, what is missing and the chart at the right."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("Soạn văn bản", SUBTITLE)
        self._context = context
        self._stale, self._chart_stale = True, True
        self._chart_job: jobs.Job | None = None
        self._shown_place = ("", "")
        self.prepared: Prepared | None = None
        self.editors: dict[str, SectionEditor] = {}
        self.documents = QListWidget()
        self.picker = CalmComboBox()  # takes the place of the list in a narrow window
        self.picker.setAccessibleName("Văn bản")
        self.issues = IssueList("Còn thiếu")
        self.issues_header = label("", "section")
        self.complete = label("Đủ lời văn và số liệu.", "good")
        self.built = BuiltCard()
        self.charts = ChartCard(lambda _which: self._draw_chart())
        self.forms = CollectionPanel(context.workspace.today())
        self.choices = ReportOptions(self._choices_changed)
        self.prose_choices = ReportOptions(self._choices_changed)  # above sections of prose
        self.returned = FileDrop(
            "Thả tệp Excel phiếu đã điền vào đây", "Nhận phiếu đã điền…", PATTERNS[".xlsx"]
        )
        self.kinds = {
            kind.id: kind for kind in reporting.report_kinds() if kind.subject in SHOWN_SUBJECTS
        }
        self._timer = QTimer(self, interval=CHART_DELAY_MS, singleShot=True)
        self._timer.timeout.connect(self._draw_chart)
        self._add_actions()
        self._fill_documents()
        self._lay_out()
        self._connect()
        self.reload()

    # --- layout ---

    def _add_actions(self) -> None:
        """Add what can be done with the whole report."""
        self.take_previous = self.add_action(
            "Lấy lời văn kỳ trước", self._copy_previous, icon="copy", kind="quiet"
        )
        self.make_draft = self.add_action("Bản dự thảo…", partial(self.make, draft=True))
        self.make_draft.setToolTip(
            "Tạo tệp Word có dấu “? chưa đối chiếu” cạnh nội dung cần kiểm tra"
        )
        self.make_word = self.add_action(
            "Tạo Word…", self.make, icon="report", kind="primary", shortcut="Ctrl+Shift+S"
        )

    def _fill_documents(self) -> None:
        """List the reports there are, under the name of their group."""
        self.documents.setProperty("kind", "plain")
        self.documents.setAccessibleName("Văn bản")
        self.documents.setWordWrap(True)
        self.documents.setFixedWidth(DOCUMENTS_WIDTH)
        self.documents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        group = ""
        for kind in self.kinds.values():
            if kind.group != group:
                group = kind.group
                self._add_heading(group)
            item = QListWidgetItem(style.icon("report"), kind.title, self.documents)
            item.setData(Qt.ItemDataRole.UserRole, kind.id)
            item.setToolTip(kind.title)
            item.setSizeHint(QSize(0, 2 * style.row_height()))
            self.picker.addItem(kind.title, kind.id)
        self.documents.setCurrentRow(1)

    def _add_heading(self, words: str) -> None:
        """Add the name of a group, which cannot be chosen."""
        heading = QListWidgetItem(words, self.documents)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        heading.setForeground(style.colour("muted"))
        heading.setFont(style.font("small"))

    def _lay_out(self) -> None:
        """Place the three columns."""
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(style.SMALL)
        left.addWidget(self.documents, 1)
        self._prose = QWidget()
        whole = QVBoxLayout(self._prose)
        whole.setContentsMargins(0, 0, style.SMALL, 0)
        whole.setSpacing(style.LARGE)
        whole.addWidget(self.prose_choices)
        self._column = QVBoxLayout()
        whole.addLayout(self._column, 1)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.SMALL)
        self._column.addStretch(1)
        self.sheet = scrolled(self._prose)
        row = QHBoxLayout()
        row.setSpacing(style.LARGE)
        row.addWidget(self._left)
        row.addWidget(self._middle(), 1)
        self._side_column = self._side()
        row.addWidget(self._side_column)
        self.body.addLayout(row, 1)

    def _middle(self) -> QWidget:
        """Return what differs by the kind of document: prose, choices of forms, a plain page."""
        self.middle = QStackedWidget()
        self.middle.addWidget(self.sheet)
        self.middle.addWidget(scrolled(self.forms))
        self.middle.addWidget(
            EmptyState(
                "Chưa đạt và giải pháp",
                PLAIN_TEXT,
                icon="roadmap",
                action="Mở màn hình Chưa đạt",
                on_action=partial(self._context.open, "roadmap"),
            )
        )
        self.middle.addWidget(
            EmptyState(
                "Chưa theo dõi bộ tiêu chí",
                "Văn bản này nói về một bộ tiêu chí. Chọn bộ tiêu chí theo dõi ở Cài đặt.",
                icon="criteria",
                action="Mở Cài đặt",
                on_action=partial(self._context.open, "settings"),
            )
        )
        self.middle.addWidget(scrolled(self.choices))
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(self.picker)
        column.addWidget(self.middle, 1)
        return whole

    def _side(self) -> QWidget:
        """Return the right column: the file just made, what is missing, the chart."""
        side = QWidget()
        side.setFixedWidth(style.INSPECTOR_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(self.built)
        column.addWidget(self.issues_header)
        column.addWidget(self.complete)
        column.addWidget(self.issues, 1)
        column.addWidget(self.charts)
        column.addWidget(self.returned)
        column.addStretch(0)
        return side

    def _connect(self) -> None:
        """Follow the frame and the record."""
        context = self._context
        context.period_chosen.connect(lambda _: self._reload_soon(charts=True))
        context.set_chosen.connect(lambda _: self._reload_soon(charts=True))
        context.data_changed.connect(self._data_changed)
        self.documents.currentRowChanged.connect(lambda _: self.reload())
        self.picker.activated.connect(lambda place: self.choose(self.picker.itemData(place)))
        self.forms.changed.connect(self._allow_making)
        self.returned.files_given.connect(self._take_returned)
        self.forms.take_back.clicked.connect(self.returned.button.click)
        self.issues.issue_chosen.connect(self._jump)

    # --- what is shown ---

    @property
    def report_id(self) -> str:
        """Return the id of the chosen report."""
        return str(self.documents.currentItem().data(Qt.ItemDataRole.UserRole))

    def choose(self, report_id: str) -> None:
        """Show another document."""
        for row in range(self.documents.count()):
            if self.documents.item(row).data(Qt.ItemDataRole.UserRole) == report_id:
                self.documents.setCurrentRow(row)

    def showEvent(self, event: QShowEvent) -> None:
        """Read again what changed while another screen was shown."""
        super().showEvent(event)
        if self._stale:
            self.reload()
        if self._chart_stale:
            self._timer.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the prose in a narrow window, where there is nothing to choose."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < NARROW
        self._left.setVisible(not is_narrow)
        self.picker.setVisible(is_narrow)
        self._fit_side()

    def _fit_side(self) -> None:
        """Leave the room of the right column to the choices of forms in a narrow window."""
        is_tight = self.width() < NARROW and self.middle.currentIndex() == FORMS
        self._side_column.setVisible(not is_tight)
        self.forms.take_back.setVisible(is_tight)

    def _data_changed(self, touched: Touched) -> None:
        """Read again after a write; the chart only where it can have changed."""
        self._reload_soon(charts=touched.any(*CHART_ENTITIES))

    def _reload_soon(self, *, charts: bool) -> None:
        """Read again now, or when the screen is next shown."""
        self._stale = True
        self._chart_stale = self._chart_stale or charts
        if not self.isVisible():
            return
        self.reload()
        if self._chart_stale:
            self._timer.start()

    def reload(self) -> None:
        """Show the chosen report of the period and set of the frame."""
        context = self._context
        place = (self.report_id, context.period_id)
        is_other = place != self._shown_place
        if is_other and self._shown_place[0]:
            self.leave()
        self._stale = False
        self._shown_place = place
        kind = self.kinds[self.report_id]
        self.picker.setCurrentIndex(self.picker.findData(kind.id))
        self._show_kind(kind)
        self.title.setToolTip(SUBTITLE)
        label_of_period = parse_period(context.period_id).label
        self.set_title("Soạn văn bản", f"{kind.title} – {label_of_period}")
        if self.middle.currentIndex() in (FORMS, NO_SET):
            return
        prepared = self._prepare()
        if kind.sections:
            self._show_sections(prepared, is_other=is_other)

    def _show_kind(self, kind: ReportSummary) -> None:
        """Show the parts that this kind of document has."""
        has_set = kind.subject != "set" or bool(self._context.set_id)
        page = _page_of(kind)
        self.middle.setCurrentIndex(page if has_set else NO_SET)
        is_form = page == FORMS
        self.charts.setVisible(bool(kind.sections) and not kind.options)
        self.returned.setVisible(is_form)
        for part in (self.issues_header, self.complete, self.issues):
            part.setVisible(not is_form and has_set)
        self.take_previous.setVisible(False)
        self.make_word.setText("Tạo phiếu…" if is_form else "Tạo Word…")
        if is_form and has_set:
            self.forms.set_choices(self._form_choices())
        self.prose_choices.setVisible(bool(kind.options))
        if page == CHOICES:
            self.choices.show_kind(kind, CHOICES_TEXT)
        elif page == PROSE:
            self.prose_choices.show_kind(kind, CHOICES_TEXT if kind.options else "")
        self._allow_making()
        self._fit_side()

    def _allow_making(self) -> None:
        """Allow the document to be made once everything it needs is chosen."""
        page = self.middle.currentIndex()
        lacking = self.forms.lacks() if page == FORMS else ""
        is_book = page == FORMS and self.forms.ending != ".docx"
        self.make_word.setEnabled(page != NO_SET and not lacking)
        self.make_draft.setEnabled(page != NO_SET and not lacking and not is_book)

    def _request(self) -> DocumentRequest:
        """Return what the document is asked for with."""
        report_id, period_id = self._shown_place
        page = self.middle.currentIndex()
        options = self.forms.options() if page == FORMS else {}
        if page in (CHOICES, PROSE):
            options = (self.choices if page == CHOICES else self.prose_choices).options()
        return DocumentRequest(report_id, period_id, self._context.set_id or None, options=options)

    def _prepare(self) -> Prepared:
        """Say what is missing; a choice that cannot be read is told there until it is put right."""
        prepared, refusal = prepare_or_refuse(self._context.workspace, self._request())
        self.prepared = prepared
        self._show_missing(prepared)
        if refusal:
            self.issues_header.setText("Cần sửa")
            self.issues.set_issues([MissingItem("error", refusal, "")])
            self.issues.show()
            self.complete.hide()
        return prepared

    def _choices_changed(self) -> None:
        """Say anew what is missing."""
        if self.middle.currentIndex() in (CHOICES, PROSE):
            self._prepare()

    def _form_choices(self) -> Choices:
        """Return whom forms can be made for, and what they can ask."""
        workspace, set_id = self._context.workspace, self._context.set_id
        found = criteria.effective_set(workspace, set_id)
        day = parse_period(self._context.period_id).end
        asked = [
            (part.code, part.text)
            for one in found.criteria
            for part in (one.indicators or (_Whole(one.code, one.name),))
        ]
        return Choices(
            people=collection.people_in_charge(workspace, set_id),
            units=tuple((one.code, one.name) for one in units.below(workspace, day)),
            indicators=tuple(asked),
            asks_units_all=found.level not in COMMUNE_LEVELS,
        )

    def _show_sections(self, prepared: Prepared, *, is_other: bool) -> None:
        """Show every section; editors stay while the report is the same."""
        names = [section.id for section in prepared.sections]
        if list(self.editors) != names:
            for old in self.editors.values():
                old.deleteLater()
            self.editors = {name: SectionEditor(self._keep) for name in names}
            for place, editor in enumerate(self.editors.values()):
                self._column.insertWidget(place, editor)
        for section in prepared.sections:
            self.editors[section.id].show_section(section, is_other=is_other)
        waiting = sum(bool(one.previous) and not one.written for one in prepared.sections)
        self.take_previous.setVisible(waiting > 0)
        self.take_previous.setText(f"Lấy lời văn kỳ trước ({waiting} mục)")

    def _show_missing(self, prepared: Prepared) -> None:
        """Show what is missing, or that nothing is."""
        items = missing_items(prepared)
        self.issues_header.setText(f"Còn thiếu ({len(prepared.missing)})")
        self.complete.setVisible(not prepared.missing)
        self.issues.setVisible(bool(items))
        self.issues.set_issues(items)

    def _jump(self, item: MissingItem) -> None:
        """Go to the section or the screen where the gap is filled."""
        if item.where in self.editors:
            self.show_section(item.where)
        elif item.where:
            self._context.open(item.where)

    def show_section(self, section: str) -> None:
        """Bring a section into view and put the cursor into it."""
        editor = self.editors[section]
        self.sheet.ensureWidgetVisible(editor, 0, style.HUGE)
        editor.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_record(self, entity: str, key: str) -> None:
        """Show the section that a found narrative belongs to."""
        parts = key.split("/")
        if entity != "narrative" or len(parts) < 5:
            return
        self._context.choose_period(parts[1])
        self.choose(parts[3])
        self.reload()
        if parts[-1] in self.editors:
            self.show_section(parts[-1])

    # --- writing ---

    def _keep(self, section: str, text: str) -> None:
        """Keep the prose of a section for the period it was written for."""
        report_id, period_id = self._shown_place
        self._context.do(
            lambda workspace: reporting.set_narrative(
                workspace, report_id, period_id, section, text
            )
        )

    def leave(self) -> None:
        """Keep what is typed, before another screen is shown."""
        for editor in tuple(self.editors.values()):
            editor.save()

    def _copy_previous(self) -> None:
        """Start every section without own text from the period before."""
        self.leave()
        report_id, period_id = self._shown_place
        self._context.do(
            lambda workspace: reporting.copy_previous_narratives(workspace, report_id, period_id),
            said="Đã lấy lời văn kỳ trước; các mục còn nguyên được đánh dấu.",
        )

    def make(self, *, draft: bool = False) -> None:
        """Ask for a place and write the Word file there."""
        self.leave()
        is_form = self.middle.currentIndex() == FORMS
        ending = self.forms.ending if is_form else ".docx"
        name = reporting.suggested_name(self._context.workspace, *self._shown_place, ending)
        if draft:
            name = name.replace(".docx", "-du-thao.docx")
        title = "Tạo bản dự thảo" if draft else ("Tạo phiếu" if is_form else "Tạo Word")
        path = file_choice.ask_save_path(self, title, PURPOSE, name, PATTERNS[ending])
        if path is not None:
            self._after_chart(partial(self._build, path, draft=draft))

    def _build(self, path: Path, *, draft: bool) -> None:
        """Write the file on a thread."""
        workspace, request = self._context.workspace, self._request()

        def work(progress: Progress) -> Built:
            with contextlib.closing(workspace.reopen()) as own:
                return reporting.build_document(own, request, path, draft=draft, progress=progress)

        jobs.run(self, "Đang lập báo cáo", work, self._show_built)

    def _show_built(self, built: Built) -> None:
        """Say what was made and what it shows as a gap."""
        self.built.show_built(built)
        self.built.open_file.setFocus()
        if self._side_column.isHidden():
            self.notice.show_notice(
                f"Vừa tạo {built.path.name}",
                kind="good",
                action="Mở tệp",
                on_action=partial(file_choice.open_path, built.path),
            )
        self._context.status_said.emit(f"Đã tạo {built.path.name}")

    # --- filled forms ---

    def _take_returned(self, paths: list[Path]) -> None:
        """Read filled workbooks one after the other; each is shown before it is written."""
        for path in paths:
            self._take_one(path)

    def _take_one(self, path: Path) -> None:
        """Show what one workbook would write, then write it where a person says so."""
        context = self._context
        preview = collection.read_workbook(
            context.workspace, path, period_id=context.period_id, set_id=context.set_id or None
        )
        if collection_dialog.ask_to_take(self, preview):
            written = preview.count("inserted") + preview.count("updated")
            context.do(
                lambda workspace: collection.take_preview(workspace, preview),
                said=f"Đã ghi {written} số liệu từ {path.name}",
            )

    # --- chart ---

    def _draw_chart(self) -> None:
        """Draw the chosen chart on a thread, when the screen is shown and no other job runs."""
        if not self.isVisible() or self.middle.currentIndex() != PROSE:
            return
        if jobs.is_busy():
            self._timer.start()
            return
        self._chart_stale = False
        workspace, which = self._context.workspace, self.charts.which
        period_id, set_id = self._context.period_id, self._context.set_id or None

        def work(progress: Progress) -> bytes | None:
            del progress
            with contextlib.closing(workspace.reopen()) as own:
                return reporting.chart(own, period_id, set_id, which)

        job = jobs.Job(work, self)
        job.succeeded.connect(lambda png: self.charts.show_chart(which, png))
        job.failed.connect(self._chart_failed)
        job.finished.connect(self._chart_drawn)
        self._chart_job = job
        job.start()

    def _chart_failed(self, error: BaseException) -> None:
        """Show why a chart could not be drawn."""
        self.charts.show_chart(self.charts.which, None)
        raise error

    def _chart_drawn(self) -> None:
        """Forget the job of the chart."""
        if self._chart_job is not None:
            self._chart_job.deleteLater()
        self._chart_job = None

    def _after_chart(self, act: Callable[[], None]) -> None:
        """Do something now, or as soon as the chart that is being drawn is there."""
        if self._chart_job is None:
            act()
        else:
            self._chart_job.finished.connect(act)
