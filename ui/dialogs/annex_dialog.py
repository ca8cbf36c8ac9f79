"""The dialog "Đọc bộ tiêu chí từ phụ lục quyết định": file, proposal, corrections, the new set."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.annex import ProposedCriterion
from ntm_desktop.domain.annex_grid import Confidence, one_line
from ntm_desktop.domain.annex_indicators import ProposedIndicator, ProposedTarget
from ntm_desktop.domain.checks import Issue, Severity
from ntm_desktop.domain.criteria import IndicatorKind
from ntm_desktop.domain.entity import Field, Kind
from ntm_desktop.progress import Progress
from ntm_desktop.services import annex, annex_correction, criteria, pack_editor
from ntm_desktop.services.annex import AnnexProposal
from ui import jobs, notices, style
from ui.context import AppContext
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.file_drop import FileDrop
from ui.widgets.issue_list import IssueList
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page import button, clear_layout, label, scrolled
from ui.widgets.record_form import CalmComboBox, FieldBox
from ui.widgets.refusal import try_under

TITLE = "Đọc bộ tiêu chí từ phụ lục quyết định"
WIDTH, HEIGHT, EDITOR_WIDTH = 1320, 700, 380
PATTERN = "Phụ lục (*.docx *.xlsx)"
DROP = "Kéo tệp .docx hoặc .xlsx có bảng phụ lục của quyết định vào đây"
WHY = (
    "Chương trình đọc bảng và đề xuất; mọi chỗ đều chưa đối chiếu. Chỗ không hiểu thì để trống, "
    "nêu ở danh sách, không tự điền."
)
KIND_WORDS = {
    IndicatorKind.BOOLEAN: "đạt, không đạt",
    IndicatorKind.PERCENT: "tỷ lệ %",
    IndicatorKind.NUMBER: "số lượng",
    IndicatorKind.ORDINAL: "xếp loại",
    IndicatorKind.CONDITIONS: "tự đánh giá",
}
LEVEL_WORDS = {
    "xa": "xã",
    "phuong": "phường",
    "thon": "thôn, khu dân cư",
    "ho": "hộ gia đình, vườn",
    "huyen": "huyện",
    "tinh": "tỉnh",
    "san-pham": "sản phẩm",
}
SIGNS = {
    Confidence.SURE: ("done", "Chắc chắn"),
    Confidence.LIKELY: ("declared", "Có lẽ đúng"),
    Confidence.UNSURE: ("unverified", "Chưa chắc"),
}
NOTHING = "Chưa đọc được chỉ tiêu nào ở bảng này"
NOTHING_HINT = "Chọn bảng khác ở ô “Bảng” phía trên, hoặc đọc tệp khác."
ADDED = "Đã thêm bộ “{name}”. Chọn bộ này ở phần “Theo dõi thêm bộ khác” để dùng."
LEFT = "Còn {count} chỗ phải xem lại. Thêm bộ tiêu chí như hiện có?"
UNKEPT = "Chỗ vừa sửa ở mã {row} chưa được nhận."
UNKEPT_HINT = "Sửa xong một dòng thì bấm “Dùng như trên”."
DROP = "Bỏ các chỗ đã sửa mà không thêm bộ tiêu chí?"
DROP_TYPED = "Chỗ đang sửa ở mã {row} chưa được nhận. Bỏ?"
DROP_HINT = "Các chỗ đã sửa ở hộp này sẽ mất; tệp phụ lục không đổi."
REPLACE = "Dữ liệu này đã có bộ riêng mã “{set_id}” ({name}). Thay bằng bộ vừa đọc?"
OVER_WHOLE = "Mức vừa ghi có đúng như văn bản không?"
REPLACE_HINT = "Số liệu đã nhập vẫn giữ theo mã; bản cũ được giữ lại để hoàn tác."
LEFT_HINT = "Chỗ không hiểu được để trống; nhập sau ở “Mức yêu cầu và đối chiếu”."


@dataclasses.dataclass(frozen=True, slots=True)
class AnnexRow:
    """A criterion, or one of its indicators, as the table shows it."""

    key: str
    criterion: ProposedCriterion
    indicator: ProposedIndicator | None = None

    @property
    def code(self) -> str:
        """Return the code of what the row is."""
        return self.indicator.code if self.indicator else self.criterion.code

    @property
    def text(self) -> str:
        """Return the name of a criterion, the wording of an indicator, on one line."""
        return one_line(self.indicator.text if self.indicator else self.criterion.name)

    @property
    def kind(self) -> str:
        """Return what an indicator measures, in words; "tiêu chí" for a criterion."""
        return KIND_WORDS.get(self.indicator.kind, "") if self.indicator else "tiêu chí"

    @property
    def targets(self) -> str:
        """Return the targets of all columns."""
        if self.indicator is None:
            return ""
        shown = [
            annex_correction.target_text(self.indicator, one) for one in self.indicator.targets
        ]
        return " · ".join(one or "thiếu" for one in shown) if any(shown) else "thiếu mức"

    @property
    def confidence(self) -> Confidence | None:
        """Return how sure the reading of an indicator is."""
        return self.indicator.confidence if self.indicator else None


def annex_rows(proposal: AnnexProposal) -> tuple[AnnexRow, ...]:
    """Return every criterion followed by its indicators."""
    rows: list[AnnexRow] = []
    for one in proposal.found.criteria:
        rows.append(AnnexRow(f"tc {one.code}", one))
        rows += [AnnexRow(f"ct {inner.code}", one, inner) for inner in one.indicators]
    return tuple(rows)


COLUMNS: tuple[Column[AnnexRow], ...] = (
    Column("Mã", lambda row: row.code, width=72),
    Column(
        "Tiêu chí, chỉ tiêu đã hiểu",
        lambda row: row.text,
        token=lambda row: "" if row.indicator else "accent",
        width=0,
    ),
    Column("Loại", lambda row: row.kind, width=120),
    Column("Mức các cột", lambda row: row.targets, width=180),
    Column(
        "Độ chắc",
        lambda row: SIGNS[row.confidence][1] if row.confidence else "",
        state=lambda row: SIGNS[row.confidence][0] if row.confidence else None,
        width=124,
    ),
)


def _field(name: str, text: str, kind: Kind = Kind.TEXT, help_text: str = "") -> Field:
    """Return a field of the dialog."""
    return Field(name, kind, text, help=help_text)


class RowEditor(QWidget):
    """The right part: the chosen row as the file has it, and what is understood, to correct."""

    def __init__(self, keep: Callable[[], None]) -> None:
        super().__init__()
        self.head = label("", "section")
        self.where = label("", "small", wrap=True)
        self.original = label("", "muted", wrap=True)
        self.doubts = label("", "warning", wrap=True)
        self.words = FieldBox(_field("text", "Hiểu là", Kind.LONG_TEXT))
        kinds = {one.value: KIND_WORDS[one] for one in annex_correction.KINDS}
        self.kind = FieldBox(
            dataclasses.replace(_field("kind", "Loại", Kind.CHOICE), choices=kinds)
        )
        self.targets: dict[str, FieldBox] = {}
        self._target_column = QVBoxLayout()
        self._target_column.setSpacing(style.SMALL)
        self.keep = button("Dùng như trên", keep, icon="check")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        for shown in (self.head, self.where, self.original, self.doubts, self.words, self.kind):
            column.addWidget(shown)
        column.addLayout(self._target_column)
        column.addStretch(1)

    def show_row(self, row: AnnexRow, proposal: AnnexProposal) -> None:
        """Show a criterion or an indicator beside what stands in the file."""
        found = row.indicator
        self.head.setText(f"{'Chỉ tiêu' if found else 'Tiêu chí'} {row.code}")
        self.where.setText(found.where if found else row.criterion.where)
        self.original.setText(f"Trong tệp: “{found.original}”" if found else "")
        self.original.setVisible(found is not None)
        self.doubts.setText("\n".join(_doubts(row, proposal)))
        self.doubts.setVisible(bool(self.doubts.text()))
        self.words.set_text(found.text if found else row.criterion.name)
        self.kind.setVisible(found is not None)
        self.kind.set_text(found.kind.value if found else "")
        clear_layout(self._target_column)
        self.targets = {}
        if found is not None:
            self._show_targets(found, {one.id: one.name for one in proposal.found.groups})
        self._starts = self._typed()

    def _typed(self) -> tuple[str, ...]:
        """Return what every field holds now."""
        boxes = (self.words, self.kind, *self.targets.values())
        return tuple(box.text().strip() for box in boxes)

    def is_changed(self) -> bool:
        """Say whether something is typed that was not taken over."""
        return self._typed() != self._starts

    def _show_targets(self, found: ProposedIndicator, names: dict[str, str]) -> None:
        """Show one field for each column of targets, with the text of its cell under it."""
        for one in found.targets:
            cell = one_line(one.original)
            name = names.get(one.group, one.group)
            title = f"Mức · {name}" if len(found.targets) > 1 else "Mức yêu cầu"
            box = FieldBox(_field(one.group, title, help_text=f"Ô trong tệp: “{cell}”"))
            box.set_text(annex_correction.target_text(found, one))
            self.targets[one.group] = box
            self._target_column.addWidget(box)

    def corrected(self, found: ProposedIndicator) -> ProposedIndicator | None:
        """Return the indicator as it is typed; None where a field is refused."""
        kind = IndicatorKind(self.kind.text() or found.kind.value)
        typed = [box.text() for box in self.targets.values()]
        formed = try_under(self.kind, lambda: annex_correction.with_kind(found, kind, typed))
        if formed is None:
            return None
        formed = dataclasses.replace(formed, text=self.words.text().strip() or found.text)
        read = [self._target(formed, one) for one in found.targets]
        targets = tuple(one for one in read if one is not None)
        if len(targets) < len(read):
            return None
        return dataclasses.replace(formed, targets=targets)

    def _target(self, formed: ProposedIndicator, one: ProposedTarget) -> ProposedTarget | None:
        """Return the typed target of one column; None where it is refused under its field."""
        box = self.targets[one.group]
        return try_under(box, lambda: annex_correction.typed_target(formed, one, box.text()))


def _doubts(row: AnnexRow, proposal: AnnexProposal) -> list[str]:
    """Return what is in doubt at the places of a row."""
    places = {row.criterion.where}
    if row.indicator is not None:
        places = set(annex_correction.wheres_of(proposal, row.indicator))
    return [f"{one.where}: {one.text}." for one in proposal.problems if one.where in places]


class AnnexDialog(QDialog):
    """First the file; then what was read of it, the doubts, the corrections, and the new set."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.proposal: AnnexProposal | None = None
        self._shown: AnnexRow | None = None
        self._is_corrected = False
        self.setWindowTitle(TITLE)
        self.resize(WIDTH, HEIGHT)
        self.drop = FileDrop(DROP, "Chọn tệp phụ lục", PATTERN)
        self.drop.files_given.connect(lambda paths: self.read(paths[0]))
        self.tables = CalmComboBox()
        self.tables.setAccessibleName("Bảng trong tệp")
        self.tables.activated.connect(self._read_other_table)
        self.summary = label("", "small", wrap=True)
        self.table = RecordTable(COLUMNS, "Tiêu chí, chỉ tiêu đọc được")
        self.table.set_empty(EmptyState(NOTHING, NOTHING_HINT))
        self.table.row_chosen.connect(self._show_row)
        self.problems = IssueList("Chỗ phải xem lại")
        self.problems.issue_chosen.connect(lambda issue: self._go_to(issue.where))
        self.editor = RowEditor(self.keep)
        self.name = FieldBox(_field("name", "Tên bộ tiêu chí"))
        self.short_name = FieldBox(_field("short_name", "Tên ngắn"))
        self.id = FieldBox(_field("id", "Mã bộ (chữ thường, số, dấu -)"))
        level = dataclasses.replace(_field("level", "Cấp", Kind.CHOICE), choices=LEVEL_WORDS)
        self.level = FieldBox(level)
        self.notice = NoticeBar(self)
        self.add = button("Thêm bộ tiêu chí", self.add_set, icon="add", kind="primary")
        self.other = button("Đọc tệp khác", self._read_another)
        self._pages = QStackedWidget()
        self._lay_out()
        self._start_again()

    # --- layout ---

    def _lay_out(self) -> None:
        """Place the two pages over the row of buttons."""
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.LARGE, style.HUGE, style.LARGE)
        column.setSpacing(style.SMALL)
        column.addWidget(label(TITLE, "section"))
        column.addWidget(label(WHY, "small", wrap=True))
        column.addWidget(self.notice)
        first = QWidget()
        above = QVBoxLayout(first)
        above.setContentsMargins(0, 0, 0, 0)
        above.addWidget(self.drop)
        above.addStretch(1)
        self._pages.addWidget(first)
        self._pages.addWidget(self._proposal_page())
        column.addWidget(self._pages, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.other)
        foot.addStretch(1)
        foot.addWidget(button("Đóng", self.reject))
        foot.addWidget(self.add)
        column.addLayout(foot)

    def _proposal_page(self) -> QWidget:
        """Return the page that shows what was read."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addLayout(self._title_row())
        body = QHBoxLayout()
        body.setSpacing(style.LARGE)
        left = QVBoxLayout()
        left.setSpacing(style.SMALL)
        head = QHBoxLayout()
        head.addWidget(label("Bảng", "small"))
        head.addWidget(self.tables)
        head.addWidget(self.summary, 1)
        left.addLayout(head)
        left.addWidget(self.table, 1)
        left.addWidget(label("Chỗ phải xem lại (bấm để tới dòng)", "small"))
        self.problems.setFixedHeight(4 * style.row_height())
        left.addWidget(self.problems)
        side = scrolled(self.editor)
        side.setFixedWidth(style.scaled(EDITOR_WIDTH))
        body.addLayout(left, 1)
        right = QVBoxLayout()
        right.setSpacing(style.SMALL)
        right.addWidget(side, 1)
        right.addWidget(self.editor.keep)
        body.addLayout(right)
        column.addLayout(body, 1)
        return page

    def _title_row(self) -> QHBoxLayout:
        """Return the fields of the set as a whole."""
        row = QHBoxLayout()
        row.setSpacing(style.MEDIUM)
        for box, share in ((self.name, 5), (self.short_name, 3), (self.id, 3), (self.level, 2)):
            row.addWidget(box, share)
        self.tables.setSizeAdjustPolicy(
            CalmComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.tables.setMinimumContentsLength(36)
        return row

    # --- reading ---

    def _start_again(self) -> None:
        """Ask for a file."""
        self.proposal, self._shown, self._is_corrected = None, None, False
        self._pages.setCurrentIndex(0)
        self.add.setEnabled(False)
        self.other.setEnabled(False)

    def read(self, path: Path, table: int | None = None) -> None:
        """Read a file, or one table of it, on a thread."""

        def work(progress: Progress) -> AnnexProposal:
            progress(0, 0, f"Đang đọc {path.name}…")
            return annex.propose(path, table)

        jobs.run(self, "Đang đọc phụ lục", work, self.show_proposal)

    def _read_other_table(self) -> None:
        """Read the table that was chosen in the list."""
        if self.proposal is not None and self.tables.currentData() != self.proposal.used[0]:
            self.read(self.proposal.path, self.tables.currentData())

    def show_proposal(self, proposal: AnnexProposal) -> None:
        """Show what was read of a file for the first time."""
        title = proposal.title
        for box, text in (
            (self.name, title.name),
            (self.short_name, title.short_name),
            (self.id, title.id),
            (self.level, title.level),
        ):
            box.set_text(text)
        self.tables.clear()
        for one in proposal.tables:
            facts = f"{one.rows} dòng, {one.columns} cột"
            self.tables.addItem(f"{one.name}: {facts} {one_line(one.title)}".strip(), one.number)
        self.tables.setCurrentIndex(max(self.tables.findData(proposal.used[0]), 0))
        self.notice.hide()
        self._pages.setCurrentIndex(1)
        self._shown = None
        self._take(proposal)
        self.other.setEnabled(True)
        rows = self.table.model.rows
        doubtful = [row for row in rows if row.confidence is Confidence.UNSURE]
        for row in (doubtful or rows)[:1]:
            self.table.choose_key(row.key)

    def _take(self, proposal: AnnexProposal) -> None:
        """Show a proposal, new or corrected."""
        self.proposal = proposal
        rows = annex_rows(proposal)
        self.table.set_rows(rows)
        self.problems.set_issues(
            Issue(Severity.WARNING, one.where, f"{one.where}: {one.text}")
            for one in proposal.problems
        )
        self.summary.setText(_summary(proposal, rows))
        self.add.setEnabled(bool(rows))
        self.editor.setEnabled(bool(rows))
        self.editor.keep.setEnabled(bool(rows))
        row = self.table.current_row()
        if row is not None:
            self._show_row(row)

    def _show_row(self, row: AnnexRow) -> None:
        """Show the chosen row for correction."""
        if self.proposal is None:
            return
        left = self._shown
        if left is not None and left.key != row.key and self.editor.is_changed():
            self._say_unkept(left)
        self._shown = row
        self.editor.show_row(row, self.proposal)

    def _say_unkept(self, row: AnnexRow) -> None:
        """Say that what was typed for a row was not taken over."""
        self.notice.show_notice(UNKEPT.format(row=row.code), UNKEPT_HINT, kind="warn")

    def _go_to(self, where: str) -> None:
        """Choose the row a doubt belongs to."""
        assert self.proposal is not None
        for row in annex_rows(self.proposal):
            found = row.indicator
            own = found is not None and where in annex_correction.wheres_of(self.proposal, found)
            if own or row.criterion.where == where:
                self.table.choose_key(row.key)
                return

    # --- correcting and adding ---

    def keep(self) -> None:
        """Take over what is typed for the chosen row; it counts as seen by a person."""
        row = self.table.current_row()
        if row is None or self.proposal is None:
            return
        if row.indicator is None:
            name = self.editor.words.text()
            self._is_corrected = True
            self._take(annex_correction.with_criterion_name(self.proposal, row.criterion, name))
            return
        changed = self.editor.corrected(row.indicator)
        doubts = annex_correction.correction_doubts(changed) if changed is not None else ()
        if doubts and not notices.confirm(OVER_WHOLE, "Vẫn lấy", "\n".join(doubts)):
            return
        if changed is not None:
            self._is_corrected = True
            self._take(annex_correction.with_indicator(self.proposal, changed))

    def add_set(self) -> None:
        """Write the pack and add it to the sets of this data folder."""
        proposal = self.proposal
        if proposal is None:
            return
        if self._shown is not None and self.editor.is_changed():
            self._say_unkept(self._shown)
            return
        unsure = [row for row in annex_rows(proposal) if row.confidence is Confidence.UNSURE]
        count = max(len(proposal.problems), len(unsure))
        if count and not notices.confirm(LEFT.format(count=count), "Thêm bộ tiêu chí", LEFT_HINT):
            return
        title = dataclasses.replace(
            proposal.title,
            id=self.id.text().strip(),
            name=one_line(self.name.text()) or proposal.title.name,
            short_name=one_line(self.short_name.text()) or proposal.title.short_name,
            level=self.level.text(),
        )
        workspace = self._context.workspace
        replaces = title.id in pack_editor.own_set_ids(workspace)
        if replaces:
            name = criteria.criteria_set(title.id).short_name
            question = REPLACE.format(set_id=title.id, name=name)
            locked = try_under(
                self.id, lambda: annex_correction.replacing_doubts(workspace, proposal, title)
            )
            if locked is None:
                return
            more = f"{REPLACE_HINT}\n{notices.doubt_lines(locked)}".rstrip()
            if not notices.confirm(question, "Thay bộ cũ", more):
                return
        made = try_under(
            self.id,
            lambda: annex_correction.add_proposal(workspace, proposal, title, replace_own=replaces),
        )
        if made is not None:
            self._context.reload_all()
            self._context.status_said.emit(ADDED.format(name=made.short_name))
            self.accept()

    def reject(self) -> None:
        """Close, after a question where corrections would be lost."""
        if self._may_drop("Đóng"):
            super().reject()

    def _read_another(self) -> None:
        """Ask for another file, after a question where corrections would be lost."""
        if self._may_drop("Đọc tệp khác"):
            self._start_again()

    def _may_drop(self, verb: str) -> bool:
        """Say whether no correction would be lost, or the person lets it go."""
        row = self._shown
        typed = self.proposal is not None and row is not None and self.editor.is_changed()
        if not typed and not self._is_corrected:
            return True
        question = DROP_TYPED.format(row=row.code) if typed and row is not None else DROP
        return notices.confirm(question, verb, DROP_HINT, danger=True)


def _summary(proposal: AnnexProposal, rows: tuple[AnnexRow, ...]) -> str:
    """Return how much was read and how sure it is."""
    held = [row.confidence for row in rows if row.confidence]
    sure = ", ".join(
        f"{held.count(one)} {word.lower()}" for one, (_, word) in SIGNS.items() if held.count(one)
    )
    criteria = len(proposal.found.criteria)
    facts = f"{criteria} tiêu chí, {len(held)} chỉ tiêu"
    return f"{facts}: {sure}. {len(proposal.problems)} chỗ phải xem lại." if held else facts
