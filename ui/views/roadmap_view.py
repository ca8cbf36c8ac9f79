"""The screen "Chưa đạt": what is not met, the smallest gap first; who does what by when."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.entity import entity_of
from ntm_desktop.domain.roadmap import RoadmapItem
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.progress import Progress
from ntm_desktop.services import records, reporting, roadmap
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.reporting import Built
from ntm_desktop.services.roadmap import Roadmap, RoadmapRow
from ui import jobs, style
from ui.context import AppContext
from ui.dialogs import file_choice
from ui.models.appraisal_table import say_forgotten
from ui.models.record_table import RecordTable
from ui.models.row_table import ROW_ROLE, Column
from ui.widgets.data_watch import DataWatch
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page, button, card, clear_layout, label

TITLE = "Chưa đạt"
PAGE_ID = "chua-dat-va-giai-phap"
PURPOSE = "report"
ALL_MET_WHY = (
    "Mọi chỉ tiêu đều đạt. Khi có chỉ tiêu chưa đạt, nội dung đó nằm ở đây cùng "
    "phần còn thiếu, người phụ trách, hạn và giải pháp."
)
UNKNOWN_WHY = (
    "Chưa có số liệu để biết chỉ tiêu nào chưa đạt. Nhập số liệu của kỳ này, nội dung chưa đạt sẽ "
    "được xếp ở đây, thiếu ít xếp trước."
)
UNVERIFIED = "Mức yêu cầu chưa đối chiếu với văn bản gốc"
NO_SET_WHY = "Đơn vị chưa theo dõi bộ tiêu chí nào nên chưa biết nội dung nào chưa đạt."
MOST_LINKS = 6


@dataclass(frozen=True, slots=True)
class UnmetLine:
    """A row of the roadmap with the key the table knows it by."""

    row: RoadmapRow

    @property
    def key(self) -> str:
        """Return the code, which is there once."""
        return self.row.code

    @property
    def gap(self) -> str:
        """Return how much is missing, as it stands under that head."""
        if self.row.gap is None:
            return ""
        return capital_first(self.row.gap.text.removeprefix("còn thiếu "))

    @property
    def related(self) -> str:
        """Return how many tasks and works stand behind the line."""
        parts = [
            f"{len(held)} {word}"
            for held, word in ((self.row.tasks, "nhiệm vụ"), (self.row.works, "công trình"))
            if held
        ]
        return ", ".join(parts)


# id, words, which rows of the roadmap are meant
FILTERS: tuple[tuple[str, str, Callable[[RoadmapRow], bool]], ...] = (
    ("all", "Tất cả", lambda row: True),
    ("late", "Quá hạn", lambda row: row.is_late),
    ("nobody", "Chưa có người phụ trách", lambda row: not row.assignee),
    ("no_solution", "Chưa có giải pháp", lambda row: not row.solution),
)
NO_DATA, NO_TARGET = "no_data", "no_target"
UNKNOWN: tuple[tuple[str, str, Callable[[Roadmap], tuple[RoadmapRow, ...]]], ...] = (
    (NO_DATA, "Chưa có số liệu", lambda found: found.without_figures),
    (NO_TARGET, "Chưa đủ căn cứ đánh giá", lambda found: found.without_target),
)
NONE_UNMET_WHY = (
    "Trong các chỉ tiêu đã đánh giá, không có chỉ tiêu nào chưa đạt; phần còn lại chưa biết. "
    "Bấm các nút ở trên để xem đó là những chỉ tiêu nào."
)


class RoadmapView(Page):
    """The table with what is typed in place, and the chosen line in full below it."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(TITLE, " ")
        self._context = context
        self._found: Roadmap | None = None
        self.filters: dict[str, QPushButton] = {}
        self.print = self.add_action(
            "In một trang…", self.print_page, icon="print", kind="primary", shortcut="Ctrl+P"
        )
        self.print.setToolTip("Tạo tệp Word một trang cho cuộc họp rồi mở ra (Ctrl+P)")
        self._place = ("", "", "")
        self.table = RecordTable(
            self._columns(), "Chỉ tiêu chưa đạt", filterable=True, keeps_refused=True
        )
        self._make_rows_tall()
        self.none = EmptyState(
            "Không có dòng nào ở đây", "Chọn “Tất cả” để xem mọi nội dung chưa đạt.", icon="filter"
        )
        self.table.set_empty(self.none)
        self._lay_out()
        self._connect()
        self.reload()

    # --- layout ---

    def _columns(self) -> tuple[Column[UnmetLine], ...]:
        """Return the columns; who, when and how are typed in place."""
        return (
            Column(
                "Mã",
                lambda line: line.row.code,
                sort_key=lambda line: _code_order(line.row.code),
                token=lambda line: "accent",
                tooltip=lambda line: "Mở bảng nhập số liệu ở chỉ tiêu này",
                width=56,
            ),
            Column("Chỉ tiêu", lambda line: line.row.text, width=0),
            Column("Kết quả", _figure, tooltip=lambda line: line.row.value_text, width=88),
            Column("Mức yêu cầu", _target, tooltip=_target_tip, width=96),
            Column(
                "Còn thiếu",
                lambda line: line.gap,
                tooltip=_gap_tip,
                width=116,
            ),
            Column(
                "Người phụ trách",
                lambda line: line.row.assignee,
                edit=partial(self._edit, "assignee"),
                width=132,
            ),
            Column(
                "Hạn",
                _due_text,
                sort_key=lambda line: line.row.due_on,
                edit=partial(self._edit, "due_on"),
                edit_text=lambda line: format_date(line.row.due_on) if line.row.due_on else "",
                state=lambda line: "late" if line.row.is_late else None,
                width=116,
            ),
            Column(
                "Giải pháp",
                lambda line: " ".join(line.row.solution.split()),
                edit=partial(self._edit, "solution"),
                edit_text=lambda line: " ".join(line.row.solution.split()),
                tooltip=lambda line: line.row.solution,
                width=168,
            ),
            Column("Việc liên quan", lambda line: line.related, width=100),
        )

    def _make_rows_tall(self) -> None:
        """Give every row two lines, so that the wording of an indicator can be read."""
        view = self.table.view
        view.setWordWrap(True)
        tall = max(2 * view.fontMetrics().lineSpacing() + style.SMALL, style.row_height())
        view.verticalHeader().setDefaultSectionSize(tall)

    def _lay_out(self) -> None:
        """Place the choices above the table and the chosen line below it."""
        chips = QHBoxLayout()
        chips.setSpacing(style.SMALL)
        group = QButtonGroup(self)
        for place, words, _ in (*FILTERS, *UNKNOWN):
            chip = button(words, self._show_rows, kind="choice")
            chip.setCheckable(True)
            group.addButton(chip)
            chips.addWidget(chip)
            self.filters[place] = chip
        chips.addStretch(1)
        self.filters["all"].setChecked(True)
        self._chips = QWidget()
        self._chips.setLayout(chips)
        chips.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._chips)
        self._stack = QStackedLayout()
        self.body.addLayout(self._stack, 1)
        self._stack.addWidget(self._sheet())
        for empty in self._empty_states():
            self._stack.addWidget(empty)

    def _sheet(self) -> QWidget:
        """Return the table over the card of the chosen line."""
        self.chosen = label("", "strong", wrap=True)
        self.explanation = label("", "muted", wrap=True)
        self.solution = label("", wrap=True)
        self.links = QVBoxLayout()
        self.links.setSpacing(style.TINY)
        self.detail = card(
            self.chosen, self.explanation, self.solution, self.links, margin=style.MEDIUM
        )
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.MEDIUM)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        self.detail.hide()
        return sheet

    def _empty_states(self) -> tuple[EmptyState, ...]:
        """Return what is shown: all met, nothing known, no set followed, some not known yet."""
        to_entry = partial(self._context.open, "criteria")
        self._open_state = EmptyState(
            "Chưa có số liệu",
            NONE_UNMET_WHY,
            icon="no_data",
            action="Nhập số liệu",
            on_action=to_entry,
        )
        return (
            EmptyState("Không còn nội dung chưa đạt", ALL_MET_WHY, icon="met"),
            EmptyState(
                "Chưa biết nội dung nào chưa đạt",
                UNKNOWN_WHY,
                icon="roadmap",
                action="Nhập số liệu",
                on_action=to_entry,
            ),
            EmptyState(
                "Chưa theo dõi bộ tiêu chí",
                NO_SET_WHY,
                icon="roadmap",
                action="Mở Cài đặt",
                on_action=partial(self._context.open, "settings"),
            ),
            self._open_state,
        )

    def _connect(self) -> None:
        """Follow the frame, the record and what is clicked."""
        context = self._context
        watch = DataWatch(self, context, self.reload)
        for chosen in (context.period_chosen, context.set_chosen, context.unit_chosen):
            chosen.connect(lambda _: watch.ask())
        self.table.view.clicked.connect(self._clicked)
        self.table.row_opened.connect(self.open_entry)
        self.table.row_chosen.connect(self._show_detail)
        entry = QShortcut(QKeySequence("Ctrl+Return"), self)
        entry.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        entry.activated.connect(lambda: self.open_entry(self.table.current_row()))

    def unsaved(self) -> list[str]:
        """Return what is typed here and not kept, a line each."""
        return list(self.table.model.refused_texts())

    # --- reading ---

    def reload(self) -> None:
        """Read the list of the chosen set, period and unit again."""
        context = self._context
        place = (context.set_id, context.period_id, context.unit)
        if place != self._place:
            say_forgotten(self.table)
        self._place = place
        if not context.set_id:
            self._found = None
        else:
            unit = context.unit
            self._found = roadmap.roadmap(
                context.workspace, context.set_id, context.period_id, unit
            )
        self._show_title()
        self._show_rows()

    def _show_title(self) -> None:
        """Say what the list is about and how much there is of each choice."""
        found = self._found
        self.print.setEnabled(found is not None)
        if found is None:
            self.set_title(TITLE)
            return
        counts = {name: sum(map(fits, found.rows)) for name, _, fits in FILTERS}
        counts |= {name: len(rows_of(found)) for name, _, rows_of in UNKNOWN}
        words = {name: told for name, told, _ in (*FILTERS, *UNKNOWN)}
        for name, chip in self.filters.items():
            chip.setText(f"{words[name]} ({counts[name]})")
            strong = QFontMetrics(style.font(strong=True)).horizontalAdvance(chip.text())
            chip.setMinimumWidth(strong + 2 * style.MEDIUM)
            chip.setEnabled(bool(counts[name]) or name == "all" or chip.isChecked())
        self.filters[NO_TARGET].setVisible(bool(counts[NO_TARGET]))
        self.set_title(TITLE, f"{found.set_name}, {found.period.label} – thiếu ít xếp trước")

    def _show_rows(self) -> None:
        """Show the rows of the choice, or why there are none."""
        found = self._found
        if found is None:
            self._show_place(3)
            return
        if not found.rows and not any(self.filters[one[0]].isChecked() for one in UNKNOWN):
            has_any = _knows_anything(self._context, found)
            self._open_state.set_title(_unknown_text(found))
            known = 4 if found.no_data else 1
            self._show_place(known if has_any else 2, chips=bool(found.no_data))
            self.detail.hide()
            return
        self._show_place(0)
        self.table.set_rows(UnmetLine(row) for row in self._chosen_rows(found))
        current = self.table.current_row()
        self.detail.setVisible(current is not None)
        if current is not None:
            self._show_detail(current)

    def _show_place(self, place: int, *, chips: bool = True) -> None:
        """Show the table (0) or one of the empty states."""
        self._stack.setCurrentIndex(place)
        self._chips.setVisible(chips and place != 3)

    def _chosen_rows(self, found: Roadmap) -> tuple[RoadmapRow, ...]:
        """Return the rows of the choice."""
        for name, _, rows_of in UNKNOWN:
            if self.filters[name].isChecked():
                return rows_of(found)
        fits = next(fits for name, _, fits in FILTERS if self.filters[name].isChecked())
        return tuple(row for row in found.rows if fits(row))

    def _show_detail(self, line: UnmetLine) -> None:
        """Show one line in full, with the ways to its tasks and works."""
        row = line.row
        self.chosen.setText(f"{row.code} {row.text}")
        told = (row.explanation, f"{UNVERIFIED}." if row.is_unverified else "")
        self.explanation.setText(" ".join(filter(None, told)))
        self.explanation.setVisible(any(told))
        self.solution.setText(f"Giải pháp: {row.solution}")
        self.solution.setVisible(bool(row.solution))
        clear_layout(self.links)
        to_entry = button(
            f"Mở bảng nhập số liệu ở {row.code} (Ctrl+Enter)",
            partial(self.open_entry, line),
            kind="link",
        )
        self._add_link(to_entry)
        for task in row.tasks[:MOST_LINKS]:
            self._link(f"Nhiệm vụ: {task.text}", "tasks", "task", task.key)
        for work in row.works[:MOST_LINKS]:
            self._link(f"Công trình: {work.name}", "works", "work", work.key)
        self.detail.show()

    def _link(self, words: str, screen: str, entity: str, key: str) -> None:
        """Add the way to one record."""
        shown = words if len(words) <= 110 else words[:109] + "…"
        opened = partial(self._context.open, screen, entity, key)
        made = button(shown, opened, kind="link")
        made.setToolTip(words)
        self._add_link(made)

    def _add_link(self, made: QPushButton) -> None:
        """Place a link flush left."""
        self.links.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)

    def show_record(self, entity: str, key: str) -> None:
        """Choose a line: of a roadmap item, or by the code of an indicator."""
        if entity == "roadmap_item":
            values = records.get_record(self._context.workspace, entity, key).values
            self._context.choose_set(str(values["set_id"]))
            key = str(values["indicator"])
        self.filters["all"].setChecked(True)
        self.reload()
        self.table.choose_key(key)

    # --- doing ---

    def _clicked(self, index: QModelIndex) -> None:
        """Open the entry sheet where the code was clicked."""
        if index.column() == 0:
            self.open_entry(index.data(ROW_ROLE))

    def open_entry(self, line: UnmetLine | None) -> None:
        """Go to the entry sheet at the indicator, or at the criterion judged as a whole."""
        if line is not None:
            kind = "indicator" if line.row.assessment else "criterion"
            self._context.open("criteria", kind, line.row.code)

    def _edit(self, name: str, line: UnmetLine, typed: str) -> None:
        """Keep who, when or how of one line."""
        field = entity_of(RoadmapItem).field(name)
        value = records.parse_text(field, typed)
        context = self._context
        set_id, unit, code = context.set_id, context.unit, line.row.code
        context.do(
            lambda workspace: roadmap.put_roadmap_item(
                workspace, set_id, code, {name: value}, unit
            ),
            said=f"Đã ghi {field.label.lower()} của {code}",
        )

    def print_page(self) -> None:
        """Write the page for the meeting where a person says, and open it."""
        context = self._context
        if self._found is None:
            return
        name = reporting.suggested_name(context.workspace, PAGE_ID, context.period_id)
        path = file_choice.ask_save_path(self, "In một trang", PURPOSE, name, "Tệp Word (*.docx)")
        if path is not None:
            self._build(path)

    def _build(self, path: Path) -> None:
        """Write the file on a thread, then open it."""
        context = self._context
        workspace = context.workspace
        request = DocumentRequest(PAGE_ID, context.period_id, context.set_id, context.unit)

        def work(progress: Progress) -> Built:
            with contextlib.closing(workspace.reopen()) as own:
                return reporting.build_document(own, request, path, progress=progress)

        jobs.run(self, "Đang lập trang “Chưa đạt”", work, self._show_built)

    def _show_built(self, built: Built) -> None:
        """Open what was made."""
        self._context.status_said.emit(f"Đã tạo {built.path.name}")
        file_choice.open_path(built.path)


def _knows_anything(context: AppContext, found: Roadmap) -> bool:
    """Say whether any figure of the set was entered: only then "all met" may be said."""
    from ntm_desktop.services.review import standing

    here = standing(context.workspace, found.set_id, found.period.id, context.unit)
    return here.source == "items"


def _unknown_text(found: Roadmap) -> str:
    """Return "73 chỉ tiêu chưa có số liệu, 02 có số liệu nhưng chưa đủ căn cứ đánh giá"."""
    parts = []
    if found.without_figures:
        parts.append(f"{len(found.without_figures)} chỉ tiêu chưa có số liệu")
    if found.without_target:
        count = len(found.without_target)
        parts.append(f"{count} chỉ tiêu có số liệu, chưa đủ căn cứ đánh giá")
    return "; ".join(parts)


def _gap_tip(line: UnmetLine) -> str:
    """Return how the outcome came about, and the reason given with it."""
    reason = line.row.assessment.reason if line.row.assessment else ""
    told = (line.row.explanation, f"Lý do: {reason}" if reason else "")
    return "\n".join(filter(None, told))


def _figure(line: UnmetLine) -> str:
    """Return the result without the reason given for it, which the card below tells."""
    return capital_first(line.row.value_text.partition(":")[0])


def _target(line: UnmetLine) -> str:
    """Return the target; one that decides and that nobody checked says so."""
    return f"{line.row.target_text} (?)" if line.row.is_unverified else line.row.target_text


def _target_tip(line: UnmetLine) -> str:
    """Return the target in full, and what its mark means."""
    return f"{line.row.target_text}\n{UNVERIFIED}" if line.row.is_unverified else ""


def _due_text(line: UnmetLine) -> str:
    """Return the due date."""
    return format_date(line.row.due_on) if line.row.due_on else ""


def _code_order(code: str) -> tuple[int, ...]:
    """Return codes as they are counted: 3.10 after 3.9."""
    return tuple(int(part) if part.isdecimal() else 0 for part in code.split("."))
