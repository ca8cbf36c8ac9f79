"""The screen "Soạn văn bản": documents, prose, what is missing, the Word file, its layout."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
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
from ntm_desktop.services import collection, criteria, report_options, reporting, units
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.reporting import Built, Prepared, ReportSummary
from ui import jobs, style
from ui.context import AppContext
from ui.dialogs import collection_dialog, file_choice
from ui.views.reports_view.choices import KeptChoices, place_of
from ui.views.reports_view.layout_page import LayoutPage
from ui.views.reports_view.missing import MissingItem, missing_items
from ui.views.reports_view.sections import SectionEditor
from ui.views.reports_view.side_cards import BuiltCard, ChartCard
from ui.views.reports_view.tabs import ReportTabs
from ui.widgets.collection_panel import Choices, CollectionPanel
from ui.widgets.empty_state import EmptyState
from ui.widgets.file_drop import FileDrop
from ui.widgets.issue_list import IssueList
from ui.widgets.page import Page, label, scrolled
from ui.widgets.record_form import CalmComboBox
from ui.widgets.report_options import prepare_or_refuse

SUBTITLE = "Lời văn từng mục được giữ theo báo cáo và kỳ; lập lại báo cáo không mất chữ đã gõ"
LAYOUT_SUBTITLE = "Đối chiếu một tệp Word với quy định; chỉ nêu chỗ phải sửa, không sửa tệp"
DOCUMENTS_WIDTH = style.TREE_WIDTH - style.HUGE
CHART_DELAY_MS = 300
PURPOSE = "report"
WORD_PATTERN = "Tệp Word (*.docx)"
PATTERNS = {".docx": WORD_PATTERN, ".xlsx": "Tệp Excel (*.xlsx)"}
SHOWN_SUBJECTS = ("period", "set")  # documents of a meeting or task are made where it is shown
PROSE, FORMS, PLAIN, NO_SET, CHOICES = range(5)
PLAIN_TEXT = (
    "Trang này lập từ số liệu và phân công đã ghi, không có lời văn phải soạn. Người phụ trách, "
    "hạn và giải pháp ghi ở màn hình “Chưa đạt”."
)
CHOICES_TEXT = (
    "Lập từ sổ công trình, vốn theo nguồn và đóng góp đã ghi ở màn hình “Công trình”; ô chưa có số "
    "liệu in dấu “…”."
)
OPTIONS_TEXT = (
    "Ô để trống thì lấy theo hồ sơ cơ quan và số liệu đã ghi; nhiều nơi nhận, nơi gửi thì ngăn "
    "bằng dấu chấm phẩy. Chưa có gì để lấy thì văn bản in “……”."
)
WORKS_GROUP = "Công trình, nguồn vốn"
SIGNER_NAME = "signer_name"
NARROW, LOW = 900, 640
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
class _Whole:
    """A criterion without indicators, asked for as a whole."""

    code: str
    text: str


def _page_of(kind: ReportSummary) -> int:
    """Return what is shown in the middle for a kind of document."""
    if kind.sections:
        return PROSE
    if ".xlsx" in kind.formats:
        return FORMS
    return CHOICES if kind.options else PLAIN


def _about_choices(kind: ReportSummary) -> str:
    """Return what is said above the choices of a document, "" where it has none."""
    if _is_only_signed(kind):
        return ""
    return CHOICES_TEXT if kind.group == WORKS_GROUP else OPTIONS_TEXT


def _is_only_signed(kind: ReportSummary) -> bool:
    """Say whether nothing is chosen for a document but whose name stands under it."""
    return all(one.id == SIGNER_NAME for one in kind.options)


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
        self.built = BuiltCard(
            self.show_layout, lambda path: self.tabs.issue(path), self._after_chart
        )
        self.charts = ChartCard(lambda _which: self._draw_chart())
        self.forms = CollectionPanel(context.workspace.today())
        self.kept = KeptChoices(context, self._plain_request, lambda: self._prepare())
        self.choices, self.prose_choices = self.kept.alone, self.kept.above
        self.returned = FileDrop(
            "Thả tệp Excel phiếu đã điền vào đây", "Nhận phiếu đã điền…", PATTERNS[".xlsx"]
        )
        self.kinds = {
            kind.id: kind for kind in reporting.report_kinds() if kind.subject in SHOWN_SUBJECTS
        }
        self._timer = QTimer(self, interval=CHART_DELAY_MS, singleShot=True)
        self._timer.timeout.connect(self._draw_chart)
        self._add_actions()
        self.layout_page = LayoutPage(self._after_chart)
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
        self.to_layout = self.add_action(
            "Kiểm tra thể thức", self.show_layout, icon="check", kind="quiet", shortcut="Ctrl+T"
        )
        self.from_layout = self.add_action(
            "Trở lại soạn văn bản",
            self.show_writing,
            icon="chevron_left",
            kind="quiet",
            shortcut="Ctrl+T",
        )
        self.from_layout.hide()
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
        self.writing = QWidget()
        row.setContentsMargins(0, style.SMALL, 0, 0)
        self.writing.setLayout(row)
        self.tabs = ReportTabs(self._context, self.notice, self.writing, self._after_chart)
        self.tabs.currentChanged.connect(lambda _: self._turned())
        self.tabs.dossier.document_asked.connect(self.write)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.tabs)
        self.pages.addWidget(self.layout_page)
        self.body.addWidget(self.pages, 1)

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

    # --- layout check ---

    def show_layout(self, path: Path | None = None) -> None:
        """Show the page that checks the layout of a file; with `path` check that one."""
        self.leave()
        self._show_page(self.layout_page)
        self.set_title("Kiểm tra thể thức", LAYOUT_SUBTITLE)
        if path is not None:
            self.layout_page.check(path)
        elif self.layout_page.checked is None:
            self.layout_page.drop.button.setFocus()

    def show_writing(self) -> None:
        """Go back to the documents."""
        self._show_page(self.writing)
        self.reload()
        self.documents.setFocus()

    def write(self, report_id: str) -> None:
        """Go to the writing of another document."""
        self.choose(report_id)
        self.show_writing()

    def _show_page(self, page: QWidget) -> None:
        """Show writing or the layout check, each with what can be done there."""
        is_layout = page is self.layout_page
        if not is_layout:
            self.tabs.setCurrentWidget(page)
        self.pages.setCurrentWidget(self.layout_page if is_layout else self.tabs)
        self.from_layout.setVisible(is_layout)
        self.to_layout.setVisible(not is_layout)
        for tool in (self.make_draft, self.make_word):
            tool.setVisible(page is self.writing)
        self.take_previous.setVisible(False)

    def _turned(self) -> None:
        """Show another tab: with what can be done there, writing read anew."""
        page = self.tabs.currentWidget()
        self.leave()
        self.notice.hide()
        self._show_page(page)
        if page is self.writing:
            self.reload()
        else:
            self.set_title("Soạn văn bản", self.tabs.subtitle)

    @property
    def _is_writing(self) -> bool:
        """Say whether documents are shown, not the layout check or another tab."""
        is_tabs = self.pages.currentWidget() is self.tabs
        return is_tabs and self.tabs.currentWidget() is self.writing

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
        self._fit_charts(self.kinds[self.report_id])
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
        """Show the chosen report of the period and set of the frame; later if it is not seen."""
        if not self._is_writing:
            return
        context = self._context
        place = (self.report_id, context.period_id)
        is_other = place != self._shown_place
        if is_other and self._shown_place[0]:
            self.leave()
            self.built.hide()  # the file of another document or period
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
        self._fit_charts(kind)
        self.returned.setVisible(is_form)
        for part in (self.issues_header, self.complete, self.issues):
            part.setVisible(not is_form and has_set)
        self.take_previous.setVisible(False)
        self.make_word.setText("Tạo phiếu…" if is_form else "Tạo Word…")
        if is_form and has_set:
            self.forms.set_choices(self._form_choices())
            asked = self._plain_request()
            kept = report_options.kept_options(self._context.workspace, asked)
            self.forms.show_due(place_of(asked), kept.get("due", ""))
        self.prose_choices.setVisible(bool(kind.options))
        fields = {CHOICES: self.choices, PROSE: self.prose_choices}.get(page)
        self.kept.show(fields, kind, _about_choices(kind))
        self._allow_making()
        self._fit_side()

    def _fit_charts(self, kind: ReportSummary) -> None:
        """Show the chart of a report; in a low window the file just made takes its room."""
        is_low = self.height() < LOW and not self.built.isHidden()
        self.charts.setVisible(bool(kind.sections) and _is_only_signed(kind) and not is_low)

    def _allow_making(self) -> None:
        """Allow the document to be made once everything it needs is chosen."""
        page = self.middle.currentIndex()
        lacking = self.forms.lacks() if page == FORMS else ""
        is_book = page == FORMS and self.forms.ending != ".docx"
        self.make_word.setEnabled(page != NO_SET and not lacking)
        self.make_draft.setEnabled(page != NO_SET and not lacking and not is_book)

    def _request(self) -> DocumentRequest:
        """Return what the document is asked for with."""
        is_form = self.middle.currentIndex() == FORMS
        options = self.forms.options() if is_form else self.kept.options()
        return replace(self._plain_request(), options=options)

    def _plain_request(self) -> DocumentRequest:
        """Return which document is shown, without the choices that are shown."""
        return DocumentRequest(*self._shown_place, self._context.set_id or None)

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
        elif field := self.kept.field(item.where):
            field.setFocus(Qt.FocusReason.OtherFocusReason)
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
        if self.tabs.show_record(entity, key):
            self._show_page(self.tabs.currentWidget())
        if entity == report_options.ENTITY and len(parts) == 6:
            self._show_page(self.writing)
            self._context.choose_period(parts[1])
            self.choose(parts[4])
            self.reload()
        if entity != "narrative" or len(parts) < 5:
            return
        self._show_page(self.writing)
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
        self.kept.leave()

    def unsaved(self) -> list[str]:
        """Return what is done in a tab and not kept, a line each."""
        return self.tabs.unsaved()

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
        if self.middle.currentIndex() == FORMS:
            self.kept.keep(self._request())
        self.built.show_built(built)
        self._fit_charts(self.kinds[self.report_id])
        self.tabs.last_built = built.path if built.path.suffix == ".docx" else None
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
        if not (self.isVisible() and self._is_writing) or self.middle.currentIndex() != PROSE:
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
        """Do something now, or as soon as the chart or comparison that runs is done."""
        running = self._chart_job or self.tabs.signed.comparison.job
        if running is None:
            act()
        else:
            running.finished.connect(act)
