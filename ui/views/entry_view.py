"""The screen "Tiêu chí": criteria on the left, the sheet of values, what is known on the right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetrics, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.assessment import Outcome
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.entity import entity_named
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.values import SetTotal
from ntm_desktop.services import criteria, entry, meetings, records, review, roadmap, works
from ui import style
from ui.context import AppContext
from ui.dialogs import file_choice
from ui.models.criteria_tree import RAIL_WIDTH, CriteriaTree
from ui.models.entry_grid import (
    FILTERS,
    PLAN,
    VALUE,
    EntryGrid,
    GridLine,
    Refusal,
    accepted_forms,
)
from ui.models.entry_table import EntryTable, least_width
from ui.widgets.empty_state import EmptyState
from ui.widgets.evidence_panel import EvidencePanel
from ui.widgets.page import Page, button, icon_button, label
from ui.widgets.text_field import TextField
from ui.widgets.totals_panel import KeptTotal, TotalFields, TotalsPanel
from ui.widgets.undo_notice import UndoNotice
from ui.widgets.value_inspector import Inspected, Link, Plan, Rule, ValueInspector

Place = tuple[str, str, str, str]
KEYS = "F2 sửa · Alt+↓ chọn · Delete xóa · Ctrl+V dán từ Excel · Ctrl+D chép xuống · F6 vùng khác"
FULL_TREE_FROM = 1040
KEYS_FROM = 1000
_ENTITIES = (
    "indicator_value",
    "set_total",
    "followed_set",
    "target_overlay",
    "wording_check",
    "evidence",
    "roadmap_item",
    "task",
    "work",
)
_REFUSED_SHOWN = 4


class EntryView(Page):
    """Values of a set and period, typed or pasted; each is kept and assessed at once."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("Tiêu chí")
        self._context = context
        self._links: Mapping[str, tuple[Link, ...]] = {}
        self._plans: Mapping[str, roadmap.RoadmapRow] = {}
        self._is_own_unit = True
        self._totals_offered: tuple[str, ...] = ()
        self._tree_asked: bool | None = None
        self._inspector_asked: bool | None = None
        self.grid = EntryGrid(self._record, self)
        self.table = EntryTable(self.grid)
        self.tree = CriteriaTree()
        self.evidence = EvidencePanel(
            context, UndoNotice(context, self.notice), file_choice.open_path
        )
        self.inspector = ValueInspector(self.evidence, self._save_plan, self._make_record)
        self.totals = TotalsPanel()
        self.stack = QStackedWidget()
        self.search = TextField()
        self.chips: dict[str, QPushButton] = {}
        self.waiting = QPushButton()
        self._filters = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._kinds = QHBoxLayout()
        self._forms = label("")
        self._keys = label(KEYS, "faint")
        self._sheet_page = QWidget()
        self._empty = self._empty_page()
        self._add_actions()
        self._lay_out()
        self._connect()
        self._read_links()
        self.reload()

    # --- layout ---

    def _add_actions(self) -> None:
        """Add the actions of the head."""
        self.copy_button = self.add_action("Chép từ kỳ trước", self.copy_previous, icon="copy")
        self.totals_button = self.add_action("Số tổng hợp", self.toggle_totals, icon="figures")
        self.totals_button.setCheckable(True)
        self.tree_button = icon_button(
            "criteria", "Ẩn, hiện danh sách tiêu chí", self.toggle_tree, shortcut="Ctrl+L"
        )
        self.inspector_button = icon_button(
            "info", "Ẩn, hiện chi tiết", self.toggle_inspector, shortcut="F4"
        )
        self.action_bar.addWidget(self.tree_button)
        self.action_bar.addWidget(self.inspector_button)

    def _empty_page(self) -> EmptyState:
        """Return what is shown where no set is followed."""
        return EmptyState(
            "Chưa theo dõi bộ tiêu chí nào",
            "Chọn bộ tiêu chí của cấp mình để nhập số liệu từng chỉ tiêu và biết còn thiếu gì.",
            icon="criteria",
            action="Chọn bộ tiêu chí",
            on_action=lambda: self._context.open("settings", "followed_set", "all"),
        )

    def _lay_out(self) -> None:
        """Place filter row, sheet, and hint bar; a tighter margin than other screens."""
        whole = self.layout()
        assert whole is not None
        whole.setContentsMargins(style.LARGE, style.MEDIUM, style.LARGE, style.SMALL)
        whole.setSpacing(style.SMALL)
        self.body.setSpacing(0)
        panes = QHBoxLayout()
        panes.setSpacing(style.SMALL)
        panes.addWidget(self.tree)
        panes.addWidget(self.table, 1)
        panes.addWidget(self.inspector)
        column = QVBoxLayout(self._sheet_page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addLayout(self._filter_row())
        column.addLayout(panes, 1)
        column.addLayout(self._hint_row())
        self.stack.addWidget(self._sheet_page)
        self.stack.addWidget(self.totals)
        self.stack.addWidget(self._empty)
        self.body.addWidget(self.stack, 1)

    def _filter_row(self) -> QBoxLayout:
        """Return the filters: kinds with their counts, and words beside or below them."""
        row = self._kinds
        row.setSpacing(style.TINY)
        group = QButtonGroup(self)
        for kind, title in FILTERS.items():
            chip = button(title, lambda: self._filter(), kind="choice")
            chip.setCheckable(True)
            group.addButton(chip)
            self.chips[kind] = chip
            row.addWidget(chip)
        self.chips["all"].setChecked(True)
        self.waiting.setProperty("kind", "danger")
        self.waiting.clicked.connect(lambda: self._go_to_refusal(self.grid.refusals()[0]))
        self.waiting.hide()
        row.addWidget(self.waiting)
        row.addStretch(1)
        self.search.setProperty("kind", "search")
        self.search.setPlaceholderText("Lọc theo từ, mã (Ctrl+F)")
        self.search.setAccessibleName("Lọc chỉ tiêu")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(style.TREE_WIDTH)
        self._filters.setSpacing(style.TINY)
        self._filters.addLayout(row, 1)
        self._filters.addWidget(self.search)
        return self._filters

    def _hint_row(self) -> QHBoxLayout:
        """Return the bar that says what may be typed and which keys there are."""
        row = QHBoxLayout()
        row.setSpacing(style.LARGE)
        row.addWidget(self._forms, 1)
        row.addWidget(self._keys)
        return row

    def _connect(self) -> None:
        """Connect the parts, the keys and the context."""
        self.table.line_changed.connect(self._show_line)
        self.table.told.connect(self._context.status_said.emit)
        self.grid.refused.connect(self._show_refusals)
        for news in (self.grid.dataChanged, self.grid.modelReset):
            news.connect(lambda *_: self._show_waiting())
        self.tree.criterion_chosen.connect(self._go_to_criterion)
        self.inspector.note_written.connect(self._record_note)
        self.totals.submitted.connect(self._record_total)
        self.totals.deleted.connect(self._delete_total)
        self.totals.closed.connect(self.toggle_totals)
        self._typing = QTimer(self, singleShot=True, interval=150)
        self._typing.timeout.connect(self._filter)
        self.search.textChanged.connect(lambda _: self._typing.start())
        self.search.returnPressed.connect(self._leave_search)
        self._key("Ctrl+F", self._start_search)
        self._key("F6", self._next_pane)
        context = self._context
        context.data_changed.connect(self._reload_if)
        for chosen in (context.period_chosen, context.set_chosen, context.unit_chosen):
            chosen.connect(lambda _: self._change_place())

    def _key(self, keys: str, act: object) -> None:
        """Add a key of this screen."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the grid its room first: the list turns into a rail, then the panel goes."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Let people type at once when the screen is shown."""
        super().showEvent(event)
        if self.stack.currentWidget() is self._sheet_page:
            self.table.setFocus()

    def _fit(self) -> None:
        """Decide what is shown beside the grid, unless a person has decided."""
        width = self.width() - 2 * style.LARGE
        asked = self._inspector_asked
        needed = least_width() + RAIL_WIDTH + style.INSPECTOR_WIDTH + 3 * style.SMALL
        inspector = width >= needed if asked is None else asked
        room = width - (style.INSPECTOR_WIDTH + style.SMALL if inspector else 0)
        self.inspector.setVisible(inspector)
        self.tree.setVisible(self._tree_asked is not False)
        self.tree.set_rail(rail=not self._tree_asked and room < style.scaled(FULL_TREE_FROM))
        self._keys.setVisible(width >= style.scaled(KEYS_FROM))
        self._fit_filters(width)

    def _fit_filters(self, width: int) -> None:
        """Put the words to search for below the kinds where both do not fit side by side."""
        beside = self._kinds.sizeHint().width() + style.TINY + self.search.minimumWidth() <= width
        directions = QBoxLayout.Direction
        self._filters.setDirection(directions.LeftToRight if beside else directions.TopToBottom)

    def toggle_tree(self) -> None:
        """Show the whole list of criteria, or none of it."""
        whole = self.tree.isVisibleTo(self) and not self.tree.is_rail
        self._tree_asked = not whole
        self._fit()

    def toggle_inspector(self) -> None:
        """Show or hide the panel on the right."""
        self._inspector_asked = not self.inspector.isVisibleTo(self._sheet_page)
        self._fit()

    # --- reading ---

    def _reload_if(self, touched: Touched) -> None:
        """Read again what was touched."""
        if touched.any("task", "work"):
            self._read_links()
        if touched.any(*_ENTITIES):
            self.reload()

    def _change_place(self) -> None:
        """Show another period, set or unit, with all its lines."""
        self.chips["all"].setChecked(True)
        self.search.clear()
        self._typing.stop()  # a filter that comes later would move the cursor
        self.notice.hide()
        self.totals_button.setChecked(False)
        self.totals.clear()
        self._read_links()
        self.reload()

    def reload(self) -> None:
        """Read the sheet and the totals, and choose what is shown."""
        context = self._context
        if not context.set_id:
            self.set_title("Tiêu chí")
            self._show_page(self._empty)
            return
        sheet = entry.entry_sheet(
            context.workspace, context.set_id, context.period_id, context.unit
        )
        self._is_own_unit = sheet.unit == context.workspace.owner
        self._read_plans()
        self._show_heading(sheet)
        self._show_totals(sheet)
        if not sheet.groups:
            self._show_page(self.totals)
            return
        self.grid.set_sheet(sheet)
        self.tree.set_sheet(sheet)
        self._show_counts()
        self._show_page(self.totals if self.totals_button.isChecked() else self._sheet_page)

    def _show_page(self, page: QWidget) -> None:
        """Show the sheet, the totals or the empty page, with the actions that fit."""
        self.stack.setCurrentWidget(page)
        on_sheet = page is self._sheet_page
        for made in (self.copy_button, self.tree_button, self.inspector_button):
            made.setVisible(on_sheet)
        self.totals_button.setVisible(on_sheet)
        self.totals.back.setVisible(self.totals_button.isChecked())

    def _show_heading(self, sheet: entry.EntrySheet) -> None:
        """Say where the set stands."""
        counts = sheet.counts
        name = f"{sheet.criteria_set.short_name}, {sheet.period.label}"
        if not sheet.groups:
            self.set_title("Tiêu chí", name)
            return
        total = sheet.criteria_set.expected_criteria or counts.criteria_total
        held = f"đạt {counts.criteria_met}/{total} {sheet.criteria_set.noun}"
        if counts.indicators_total:
            held += f", {counts.indicators_met}/{counts.indicators_total} chỉ tiêu"
        if counts.indicators_not_applicable:
            held += f" ({counts.indicators_not_applicable} chỉ tiêu không áp dụng)"
        self.set_title("Tiêu chí", f"{name}: {held}")

    def _show_counts(self) -> None:
        """Write the counts into the filters."""
        for kind, title in FILTERS.items():
            count = self.grid.count(kind)
            self.chips[kind].setText(f"{title} {count}")
            self.chips[kind].setMinimumWidth(_strong_width(f"{title} {count}"))
            self.chips[kind].setEnabled(kind == "all" or bool(count) or self._chosen() == kind)
        self._fit_filters(self.width() - 2 * style.LARGE)

    def _chosen(self) -> str:
        """Return the filter that is chosen."""
        return next(kind for kind, chip in self.chips.items() if chip.isChecked())

    def _filter(self) -> None:
        """Show what the chosen filter and the typed words let through."""
        self._typing.stop()
        self.grid.set_filter(self._chosen(), self.search.text())
        self._show_counts()

    # --- the current line ---

    def _show_line(self, line: GridLine, column: int) -> None:
        """Show everything about the current line, and what may be typed into it."""
        self.tree.mark(line.group.criterion_code)
        self.inspector.show_line(self._inspected(line), self._place(line))
        hint = accepted_forms(line, planned=column == PLAN)
        self._forms.setText(hint)
        self._forms.setToolTip(hint)

    def _place(self, line: GridLine) -> Place:
        """Return where a note of a line belongs."""
        context = self._context
        return context.set_id, context.period_id, context.unit, line.code

    def _inspected(self, line: GridLine) -> Inspected:
        """Return a line as the inspector shows it."""
        if line.row is None:
            return self._inspected_criterion(line)
        found = line.row.assessment
        indicator = found.indicator
        target = found.target
        known = target.text if target else "Chưa có mức yêu cầu trong bộ tiêu chí"
        rules = (
            Rule("Mức yêu cầu", known, (target.source if target else "") or "", _checked(line)),
            Rule("Câu chữ chỉ tiêu", "", indicator.source or "", found.wording_verified),
        )
        return Inspected(
            code=line.code,
            heading=f"Chỉ tiêu {line.code} · {line.group.criterion_name}",
            text=line.row.text,
            state=line.outcome.value,
            marks=line.marks,
            explanation=found.explanation,
            rules=rules if target else rules[1:],
            facts=self._facts(line),
            guidance=(indicator.guidance.text,) if indicator.guidance else (),
            links=self._links.get(line.code, ()),
            note=line.row.note if self._is_own_unit else None,
            plan=self._plan(line),
            record=self._record_key(line.row),
        )

    def _record_key(self, row: entry.EntryRow) -> str | None:
        """Return the key of the value that files prove; None where none can be attached."""
        value = row.assessment.value
        if value is not None:
            return value.key
        return "" if self._is_own_unit else None

    def _plan(self, line: GridLine) -> Plan | None:
        """Return what is done to reach a line; None where it is not "not met"."""
        if line.outcome is not Outcome.NOT_MET or line.is_heading:
            return None
        row = self._plans.get(line.code)
        if row is None:
            return Plan({}, is_late=False)
        due = format_date(row.due_on) if row.due_on else ""
        texts = {"assignee": row.assignee, "due_on": due, "solution": row.solution}
        return Plan(texts, is_late=row.is_late)

    def _facts(self, line: GridLine) -> tuple[tuple[str, str], ...]:
        """Return the previous value and outcome of an indicator."""
        sheet, row = self.grid.sheet, line.row
        if sheet is None or row is None or not row.previous_text:
            return ()
        word = style.STATES[row.previous_outcome.value].word.lower()
        period = sheet.previous_period.label
        return ((f"Kỳ trước ({period})", f"{row.previous_text} – {word}"),)

    def _inspected_criterion(self, line: GridLine) -> Inspected:
        """Return a criterion as the inspector shows it."""
        criterion = line.group.assessment.criterion
        sheet = self.grid.sheet
        facts: tuple[tuple[str, str], ...] = ()
        if sheet is not None:
            word = style.STATES[line.group.previous_outcome.value].word
            facts = ((f"Kỳ trước ({sheet.previous_period.label})", word),)
        name = Rule("Tên tiêu chí", "", criterion.name_source or "", criterion.name_verified)
        return Inspected(
            code=line.code,
            heading=f"Tiêu chí {line.code}",
            text=criterion.name,
            state=line.outcome.value,
            marks=line.marks,
            explanation=line.group.assessment.explanation,
            rules=(name,),
            facts=facts,
            guidance=tuple(one.text for one in criterion.guidance),
            links=self._links.get(line.code, ()),
            note=None,
            plan=self._plan(line),
        )

    def _read_plans(self) -> None:
        """Read who reaches what is not met, until when and how."""
        context = self._context
        found = roadmap.roadmap(context.workspace, context.set_id, context.period_id, context.unit)
        self._plans = {row.code: row for row in found.rows}

    def _read_links(self) -> None:
        """Read the tasks and works that serve indicators of the set."""
        context, found = self._context, defaultdict[str, list[Link]](list)
        for task in meetings.list_tasks(context.workspace):
            if task.indicator and task.set_id in (None, "", context.set_id):
                found[task.indicator].append(self._link("task", "tasks", task.text, task.key))
        for row in works.works_table(context.workspace).rows:
            work = row.work
            if work.indicator and work.set_id in (None, "", context.set_id):
                found[work.indicator].append(self._link("work", "works", work.name, work.key))
        self._links = {code: tuple(links) for code, links in found.items()}

    def _link(self, entity: str, screen: str, title: str, key: str) -> Link:
        """Return a link that opens a task or a work."""
        return Link(entity, title, lambda: self._context.open(screen, entity, key))

    # --- writing ---

    def _record(self, drafts: Sequence[entry.ValueDraft]) -> None:
        """Keep values as one step."""
        said = f"Đã ghi {len(drafts)} ô." if len(drafts) > 1 else ""
        recorded = self._context.do(
            lambda workspace: entry.record_values(workspace, drafts), said=said
        )
        self.notice.hide()
        if recorded.issues:
            first = recorded.issues[0]
            self.notice.show_notice(f"{first.where}: {first.text}", kind="warn")

    def _record_note(self, place: Place, text: str) -> None:
        """Keep the note of a line."""
        set_id, period_id, _, code = place
        self._context.do(
            lambda workspace: entry.record_note(workspace, set_id, period_id, code, text)
        )

    def _save_plan(self, place: object, field: str, text: str) -> None:
        """Keep one field of what is done to reach a line."""
        set_id, _, unit, code = cast(Place, place)
        value = records.parse_text(entity_named("roadmap_item").field(field), text)
        self._context.do(
            lambda workspace: roadmap.put_roadmap_item(
                workspace, set_id, code, {field: value}, unit
            )
        )

    def _make_record(self, place: object) -> str:
        """Make the value of a blank line, which only says where it belongs; return its key."""
        set_id, period_id, unit, code = cast(Place, place)
        workspace = self._context.workspace
        held = entry.values_of(workspace, set_id, period_id, unit)
        if code not in held:
            self._context.do(lambda opened: entry.record_note(opened, set_id, period_id, code, ""))
            held = entry.values_of(workspace, set_id, period_id, unit)
        return held[code].key

    def _show_refusals(self, refused: Sequence[Refusal]) -> None:
        """Say which texts of a block stayed out and why; a single one says so under its cell."""
        if len(refused) == 1 and self._is_at(refused[0]):
            return
        lines = [
            f"{one.typed.code}: “{one.typed.text}” – {one.reason}"
            for one in refused[:_REFUSED_SHOWN]
        ]
        more = len(refused) - _REFUSED_SHOWN
        if more > 0:
            lines.append(f"và {more} ô nữa (ô màu đỏ trong bảng).")
        self.notice.show_notice(
            f"{len(refused)} ô chưa hiểu được nên chưa ghi; nội dung vẫn giữ trong ô.",
            "\n".join(lines),
            kind="bad",
            action="Đến ô đầu tiên",
            on_action=lambda: self._go_to_refusal(refused[0]),
        )

    def _show_waiting(self) -> None:
        """Say how many texts wait to be corrected, with a way to the first."""
        count = len(self.grid.refusals())
        self.waiting.setText(f"{count} ô chưa ghi")
        self.waiting.setVisible(bool(count))

    def _is_at(self, refusal: Refusal) -> bool:
        """Say whether the cursor stands on a refused text, which then shows its reason itself."""
        line, column = self.table.current_line(), self.table.currentIndex().column()
        place = (refusal.typed.code, PLAN if refusal.typed.planned else VALUE)
        return line is not None and (line.code, column) == place

    def _go_to_refusal(self, refusal: Refusal) -> None:
        """Go to a cell that has to be corrected."""
        column = PLAN if refusal.typed.planned else VALUE
        if self.grid.place_of(refusal.typed.code) < 0:
            self._show_everything()
        self.table.choose_code(refusal.typed.code, column=column)
        self.table.setFocus()

    def copy_previous(self) -> None:
        """Fill empty lines with the values of the previous period."""
        sheet = self.grid.sheet
        if sheet is None:
            return
        rows = [row for group in sheet.groups for row in group.rows]
        count = sum(bool(row.previous_text) and not row.value_text for row in rows)
        if not count:
            period = sheet.previous_period.label
            self._context.status_said.emit(f"Không có ô trống nào có số liệu ở {period}.")
            return
        context = self._context
        context.do(
            lambda workspace: entry.copy_previous(
                workspace, context.set_id, context.period_id, context.unit
            ),
            said=f"Đã chép {count} ô từ {sheet.previous_period.label}.",
        )

    # --- totals ---

    def toggle_totals(self) -> None:
        """Show the totals, or the sheet again."""
        shown = self.stack.currentWidget() is self.totals
        self.totals_button.setChecked(not shown)
        self.reload()
        if not shown:
            self.totals.fields["criteria"].setFocus()

    def _show_totals(self, sheet: entry.EntrySheet) -> None:
        """Show the totals of the period and the form for them."""
        workspace = self._context.workspace
        followed = {one.id: one.short_name for one in criteria.followed_sets(workspace)}
        followed.setdefault(sheet.criteria_set.id, sheet.criteria_set.short_name)
        totals = entry.totals_of(workspace, sheet.period.id, sheet.unit)
        for total in totals:
            if total.set_id:  # a set no longer followed, which "Sửa" has to find
                followed.setdefault(total.set_id, total.title or total.set_id)
        heading, why = _totals_words(sheet)
        offered = (heading, sheet.criteria_set.id, *followed)
        if offered != self._totals_offered:
            self._totals_offered = offered
            self.totals.show_sets(
                list(followed.items()), sheet.criteria_set.id, sheet.criteria_set.noun, heading, why
            )
        self.totals.show_kept([_kept(total) for total in totals])

    def _record_total(self, typed: TotalFields) -> None:
        """Keep a total; the form stays as it is where it cannot be understood."""
        draft = entry.TotalDraft(
            period_id=self._context.period_id,
            set_id=typed.set_id or None,
            title=typed.title or None,
            unit=self._context.unit,
            criteria=typed.criteria,
            indicators=typed.indicators,
            points=typed.points,
            noun=typed.noun or self.totals.fields["noun"].placeholderText(),
            source=typed.source or None,
        )
        self._context.do(
            lambda workspace: entry.record_total(workspace, draft), said="Đã ghi số tổng hợp."
        )
        self.totals.clear()

    def _delete_total(self, key: str) -> None:
        """Delete a total; undo brings it back."""
        self._context.do(
            lambda workspace: records.delete_record(workspace, "set_total", key),
            said="Đã xóa số tổng hợp (Ctrl+Z để lấy lại).",
        )

    # --- the frame ---

    def show_record(self, entity: str, key: str) -> None:
        """Go to a criterion, an indicator, or the value a search found.

        `entity` may also be "filter"; `key` is then one of `FILTERS`.
        """
        if entity == "indicator_value":
            values = records.get_record(self._context.workspace, entity, key).values
            self._context.choose_set(str(values["set_id"]))
            self._context.choose_period(str(values["period"]))
            entity, key = "indicator", str(values["indicator"])
        if entity == "roadmap_item":
            values = records.get_record(self._context.workspace, entity, key).values
            self._context.choose_set(str(values["set_id"]))
            entity, key = "indicator", str(values["indicator"])
        if entity == "set_total":
            if self.stack.currentWidget() is not self.totals:
                self.toggle_totals()
            return
        self.totals_button.setChecked(False)
        self.reload()
        if entity == "filter":
            self.chips[key].setChecked(True)
            self._filter()
            return
        self._show_everything()
        self.table.choose_code(key, head=entity == "criterion")
        self.table.setFocus()

    def leave(self) -> None:
        """Keep what is being typed, and say what could not be kept."""
        self.table.commit_typing()
        self.inspector.save_typed()
        count = len(self.grid.refusals())
        if count:
            self._context.status_said.emit(f"Màn hình Tiêu chí còn {count} ô chưa ghi được.")

    def _show_everything(self) -> None:
        """Take away the filter, if there is one."""
        if self._chosen() != "all" or self.search.text():
            self.chips["all"].setChecked(True)
            self.search.clear()
            self._filter()

    def _go_to_criterion(self, code: str) -> None:
        """Go to a criterion of the list; one that is filtered out comes back."""
        if self.grid.place_of(code, head=True) < 0:
            self._show_everything()
        self.table.choose_code(code, head=True)
        self.table.setFocus()

    def _start_search(self) -> None:
        """Put the cursor into the filter."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _leave_search(self) -> None:
        """Go to the lines that hold the typed words."""
        self._filter()
        self.table.setFocus()

    def _next_pane(self) -> None:
        """Go from the grid to the note, the list and back, with the keyboard."""
        panes = [self.table, self.inspector.note, self.tree, self.search]
        shown = [pane for pane in panes if pane.isVisible()]
        if not shown:
            return
        here = next((place for place, pane in enumerate(shown) if pane.hasFocus()), -1)
        shown[(here + 1) % len(shown)].setFocus(Qt.FocusReason.ShortcutFocusReason)


def _strong_width(text: str) -> int:
    """Return the width of a chip when it is chosen and its text strong."""
    return QFontMetrics(style.font(strong=True)).horizontalAdvance(text) + style.HUGE


def _checked(line: GridLine) -> bool:
    """Say whether the target of a line was checked against the original."""
    return line.row is not None and line.row.assessment.target_verified


def _totals_words(sheet: entry.EntrySheet) -> tuple[str, str]:
    """Return the heading of the totals and why they are there."""
    period = sheet.period.label
    if sheet.groups:
        why = (
            "Ghi khi chỉ biết tổng số đạt, ví dụ của một bộ tiêu chí chưa có trong phần mềm. "
            "Tổng số được ghi rõ là “số tổng hợp, chưa có chi tiết”."
        )
        return f"Số tổng hợp, {period}", why
    why = (
        "Danh mục tiêu chí của bộ này chưa có trong phần mềm, nên chưa nhập được từng chỉ tiêu. "
        "Ghi tổng số đã đạt để báo cáo và tổng quan vẫn có số liệu."
    )
    return f"{sheet.criteria_set.short_name}: {sheet.criteria_set.content_note}", why


def _kept(total: SetTotal) -> KeptTotal:
    """Return a kept total for the list."""
    return KeptTotal(
        total.key,
        total.title or "",
        review.total_text(total),
        TotalFields(
            set_id=total.set_id or "",
            title="" if total.set_id else total.title or "",
            criteria=_fraction(total.criteria_met, total.criteria_total),
            indicators=_fraction(total.indicators_met, total.indicators_total),
            points="" if total.points is None else format_number(total.points),
            noun=total.noun or "",
            source=total.source or "",
        ),
    )


def _fraction(met: int | None, total: int | None) -> str:
    """Return "12/17" for a form."""
    if met is None:
        return ""
    return str(met) if total is None else f"{met}/{total}"
