"""The screen "Tiêu chí": criteria on the left, the sheet of values, what is known on the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from typing import cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetrics, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop import texts
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.entity import entity_named
from ntm_desktop.domain.units import COMMUNE_LEVELS, counted_word
from ntm_desktop.services import entry, records, review, roadmap, units
from ui import style
from ui.context import AppContext
from ui.dialogs import file_choice, reason_dialog
from ui.dialogs.refusals_dialog import RefusedLine, show_refusals
from ui.models.criteria_tree import RAIL_WIDTH, CriteriaTree
from ui.models.entry_grid import (
    FILTER_TIPS,
    FILTERS,
    PLAN,
    accepted_forms,
)
from ui.models.entry_sheets import MODES, EntrySheets
from ui.models.entry_table import least_width
from ui.models.inspection import Inspection
from ui.models.totals_sheet import TotalsSheet
from ui.models.typing_grid import Refusal, shortened
from ui.models.typing_sheet import Unplaced
from ui.widgets.checks_panel import ChecksPanel
from ui.widgets.empty_state import EmptyState
from ui.widgets.evidence_panel import EvidencePanel
from ui.widgets.lock_bar import LockBar
from ui.widgets.page import Page, button, icon_button, label
from ui.widgets.text_field import TextField
from ui.widgets.undo_notice import UndoNotice
from ui.widgets.value_inspector import ValueInspector

Place = tuple[str, str, str, str]
KEYS = "F2 sửa · Alt+↓ chọn · Delete xóa · Ctrl+V dán từ Excel · Ctrl+D chép xuống · F6 vùng khác"
LOCKED = "Kỳ đã khóa: chỉ xem, không sửa được."
FULL_TREE_FROM = 1040
KEYS_FROM = 1000
_ENTITIES = (
    "indicator_value",
    "set_total",
    "followed_set",
    "target_overlay",
    "wording_check",
    "check_override",
    "period_lock",
    "admin_unit",
    "evidence",
    "roadmap_item",
    "task",
    "work",
)
_REFUSED_SHOWN = 2
_LONGEST_TOLD, _LONGEST_REASON = 24, 80  # characters of a typed text and of its reason in the bar
_CHIP_ROWS = 3  # of filters, in a narrow window
_REST_MS = 60  # while keys follow each other faster, the panel and the counts wait


class EntryView(Page):
    """Values of a set and period, typed or pasted; each is kept and assessed at once."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("Tiêu chí")
        self._context = context
        self._inspection = Inspection(context)
        self._just_written: Sequence[entry.ValueDraft] = ()
        self._unjudged: list[entry.ValueDraft] = []
        self._has_told_refusals = False
        self._tree_asked: bool | None = None
        self._inspector_asked: bool | None = None
        self.sheets = EntrySheets(context, self._record)
        self.grid, self.table = self.sheets.grid, self.sheets.table
        self.modes: dict[str, QPushButton] = {}
        self._behind: set[str] = set()
        self.tree = CriteriaTree()
        self.evidence = EvidencePanel(
            context, UndoNotice(context, self.notice), file_choice.open_path
        )
        self.inspector = ValueInspector(self.evidence, self._save_plan, self._make_record)
        self.totals = TotalsSheet(context)
        self.stack = QStackedWidget()
        self.search = TextField()
        self.chips: dict[str, QPushButton] = {}
        self.waiting = QPushButton()
        self.lock_bar = LockBar(context, reason_dialog.ask_reason, parent=self)
        self.checks = ChecksPanel(context, reason_dialog.ask_reason, parent=self)
        self._filters = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._kinds = QVBoxLayout()
        self._kind_rows = tuple(QHBoxLayout() for _ in range(_CHIP_ROWS))
        self._forms = label("")
        self._keys = label(KEYS, "faint")
        self._sheet_page = QWidget()
        self._empty = self._empty_page()
        self._add_actions()
        self._lay_out()
        self._connect()
        self.checks.hide()
        self._show_lock()
        self._show_checks()
        self._inspection.read_links()
        self.reload()

    # --- layout ---

    def _add_actions(self) -> None:
        """Add the actions of the head."""
        group = QButtonGroup(self)
        for place, (mode, title) in enumerate(MODES.items(), start=1):
            made = button(
                title, lambda: self._choose_mode(), kind="choice", shortcut=f"Ctrl+{place}"
            )
            made.setCheckable(True)
            made.setMinimumWidth(_strong_width(title))
            group.addButton(made)
            self.modes[mode] = made
            self.action_bar.addWidget(made)
        self.modes["one"].setChecked(True)
        self.checks_button = self.add_action("Cần xem lại", self.toggle_checks)
        self.checks_button.setCheckable(True)
        self.more_button = self._more_button()
        self.action_bar.addWidget(self.more_button)
        self.tree_button = icon_button(
            "criteria", "Ẩn, hiện danh sách tiêu chí", self.toggle_tree, shortcut="Ctrl+L"
        )
        self.inspector_button = icon_button(
            "info", "Ẩn, hiện chi tiết", self.toggle_inspector, shortcut="F4"
        )
        self.action_bar.addWidget(self.tree_button)
        self.action_bar.addWidget(self.inspector_button)

    def _more_button(self) -> QPushButton:
        """Return the button with the menu of what is done once in a while."""
        made: QPushButton = button("Việc khác")
        made.setAccessibleName("Việc khác: chép từ kỳ trước, số tổng hợp, khóa kỳ")
        menu = QMenu(made)
        self.copy_action = menu.addAction("Chép từ kỳ trước")
        self.totals_action = menu.addAction("Số tổng hợp")
        self.totals_action.setCheckable(True)
        self.lock_action = menu.addAction("Khóa kỳ…")
        for action, act in (
            (self.copy_action, self.copy_previous),
            (self.totals_action, self.toggle_totals),
            (self.lock_action, self.lock_bar.ask_lock),
        ):
            action.triggered.connect(lambda _=False, act=act: act())
        made.setMenu(menu)
        return made

    def _name_units(self) -> None:
        """Offer the units below with their own word; an office without such units has none."""
        workspace = self._context.workspace
        level = workspace.unit.level
        self.modes["units"].setVisible(level in COMMUNE_LEVELS and self._is_on_sheet())
        if level not in COMMUNE_LEVELS:
            return
        names = [one.name for one in units.directly_below(workspace) if one.level == "thon"]
        word = counted_word(names) if names else ""
        if word in ("", texts.UNIT_WORD):
            word = "tổ dân phố" if level == "phuong" else "thôn"
        self.modes["units"].setText(f"Theo {word}")
        self.modes["units"].setMinimumWidth(_strong_width(f"Theo {word}"))

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
        panes.addWidget(self.sheets, 1)
        panes.addWidget(self.inspector)
        column = QVBoxLayout(self._sheet_page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(self.lock_bar)
        column.addLayout(self._filter_row())
        column.addWidget(self.checks)
        column.addLayout(panes, 1)
        column.addLayout(self._hint_row())
        self.stack.addWidget(self._sheet_page)
        self.stack.addWidget(self.totals)
        self.stack.addWidget(self._empty)
        self.body.addWidget(self.stack, 1)

    def _filter_row(self) -> QBoxLayout:
        """Return the filters: kinds with their counts, and words beside or below them."""
        rows = self._kind_rows
        self._kinds.setSpacing(style.TINY)
        for row in rows:
            row.setSpacing(style.TINY)
            self._kinds.addLayout(row)
        group = QButtonGroup(self)
        for kind, title in FILTERS.items():
            chip = button(title, lambda: self._filter(), kind="choice")
            chip.setCheckable(True)
            chip.setToolTip(FILTER_TIPS.get(kind, ""))
            group.addButton(chip)
            self.chips[kind] = chip
            rows[0].addWidget(chip)
        self.chips["all"].setChecked(True)
        self.waiting.setProperty("kind", "danger")
        self.waiting.clicked.connect(lambda: self._go_to_refusal(self.sheets.refusals()[0]))
        self.waiting.hide()
        rows[0].addWidget(self.waiting)
        for row in rows:
            row.addStretch(1)
        self.search.setProperty("kind", "search")
        self.search.setPlaceholderText("Lọc theo từ, mã (Ctrl+F)")
        self.search.setAccessibleName("Lọc chỉ tiêu")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(style.TREE_WIDTH - style.HUGE)
        self._filters.setSpacing(style.TINY)
        self._filters.addLayout(self._kinds, 1)
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
        self.sheets.cell_changed.connect(self._show_cell)
        self.sheets.told.connect(self._context.status_said.emit)
        self.sheets.refused.connect(self._show_refusals)
        self.sheets.unplaced.connect(self._show_unplaced)
        self.sheets.waiting_changed.connect(self._show_waiting)
        self.tree.criterion_chosen.connect(self._go_to_criterion)
        self.lock_bar.sentence_changed.connect(lambda _: self._show_lock())
        self.checks.count_changed.connect(lambda _: self._show_checks())
        self.checks.closed.connect(self.toggle_checks)
        self.checks.code_chosen.connect(self._go_to_code)
        self.inspector.note_written.connect(self._record_note)
        self.totals.closed.connect(self.toggle_totals)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._inspect)
        self._counting = QTimer(self, singleShot=True, interval=_REST_MS)
        self._counting.timeout.connect(self._catch_up)
        self._context.stopping.connect(self._counting.stop)
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
            self.sheets.active.setFocus()

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
        """Put the words to search for below the kinds where both do not fit side by side.

        Kinds that do not fit on one line stand on the next.
        """
        chips = [chip for chip in (*self.chips.values(), self.waiting) if not chip.isHidden()]
        wide = [max(chip.sizeHint().width(), chip.minimumWidth()) + style.TINY for chip in chips]
        beside = sum(wide) + self.search.minimumWidth() <= width
        rows = dict(zip(chips, _rows_of(wide, width), strict=True))
        self._place_chips(rows)
        directions = QBoxLayout.Direction
        self._filters.setDirection(directions.LeftToRight if beside else directions.TopToBottom)

    def _place_chips(self, rows: Mapping[QPushButton, int]) -> None:
        """Place the kinds into their rows, in their order; they stay where nothing moves."""
        lines, everything = self._kind_rows, (*self.chips.values(), self.waiting)
        if all(lines[row].indexOf(chip) >= 0 for chip, row in rows.items()):
            return
        for chip in everything:
            for line in lines:
                line.removeWidget(chip)
        row = 0
        for chip in everything:  # those not shown now keep their place among the others
            row = rows.get(chip, row)
            lines[row].insertWidget(lines[row].count() - 1, chip)

    def _choose_mode(self) -> None:
        """See one period, several, or thôn by thôn, as it was chosen."""
        mode = next(name for name, made in self.modes.items() if made.isChecked())
        self._catch_up()
        self.sheets.choose_mode(mode)
        self._show_mode()
        self.sheets.active.setFocus()

    def _show_mode(self) -> None:
        """Show what belongs to the way the values are seen."""
        over_thon = self.sheets.mode == "units"
        for made in (*self.chips.values(), self.search):
            made.setVisible(not over_thon)
        self._show_rare_chip()
        self.copy_action.setVisible(self.sheets.mode == "one")
        self._fit()

    def _is_on_sheet(self) -> bool:
        """Say whether values are shown, not the totals."""
        return self.stack.currentWidget() is self._sheet_page

    def toggle_tree(self) -> None:
        """Show the whole list of criteria, or none of it."""
        whole = self.tree.isVisibleTo(self) and not self.tree.is_rail
        self._tree_asked = not whole
        self._fit()

    def toggle_inspector(self) -> None:
        """Show or hide the panel on the right."""
        self._inspector_asked = not self.inspector.isVisibleTo(self._sheet_page)
        self._fit()

    def toggle_checks(self) -> None:
        """Show what has to be looked at again, or put it away."""
        shown = not self.checks.isVisibleTo(self._sheet_page)
        self.checks_button.setChecked(shown)
        self.checks.setVisible(shown)
        (self.checks.close_button if shown else self.sheets.active).setFocus()

    def _show_checks(self) -> None:
        """Say how many findings there are."""
        self.checks_button.setText(f"Cần xem lại {self.checks.count}")

    def _show_lock(self) -> None:
        """Let nothing be typed or copied into a locked period, and say so."""
        self.grid.locked = self.lock_bar.sentence
        self.copy_action.setEnabled(not self.lock_bar.is_locked)
        self.lock_action.setEnabled(not self.lock_bar.is_locked)
        self.sheets.active.tell_cell()

    # --- reading ---

    def _reload_if(self, touched: Touched) -> None:
        """Read again what was touched."""
        if touched.any("task", "work"):
            self._inspection.read_links()
        if self._just_written and touched.entities == {"indicator_value"}:
            self._refresh(self._just_written)
        elif touched.any(*_ENTITIES):
            self.reload()

    def _change_place(self) -> None:
        """Show another period, set or unit, with all its lines."""
        self._unjudged, self._behind = [], set()
        self._counting.stop()  # the sums that come later would be those of the former place
        self.chips["all"].setChecked(True)
        self.search.clear()
        self._typing.stop()  # a filter that comes later would move the cursor
        self.notice.hide()
        self.totals_action.setChecked(False)
        self.totals.clear()
        self._inspection.read_links()
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
        self._inspection.read_plans()
        self.totals.show_sheet(sheet)
        if not sheet.groups:
            self._show_heading(sheet)
            self._show_page(self.totals)
            return
        self._behind = set()
        self.grid.set_sheet(sheet)
        self._show_sums()
        self._show_page(self.totals if self.totals_action.isChecked() else self._sheet_page)
        self.sheets.reload()

    def _refresh(self, drafts: Sequence[entry.ValueDraft]) -> None:
        """Read again what was just written from here, and nothing else."""
        sheet = self.grid.sheet
        if sheet is None:
            self.reload()
            return
        place = (sheet.criteria_set.id, sheet.period.id, sheet.unit)
        here = {
            one.indicator
            for one in drafts
            if (one.set_id, one.period_id, one.unit or self._context.workspace.owner) == place
        }
        self._behind |= here
        if self.sheets.mode == "one":
            self._refresh_sheet()
        self.sheets.refresh(drafts)

    def _refresh_sheet(self) -> None:
        """Read again the lines of the sheet that were written to."""
        sheet, codes = self.grid.sheet, self._behind
        self._behind = set()
        if sheet is not None and codes:
            self.grid.set_sheet(entry.refreshed(self._context.workspace, sheet, codes))

    def _catch_up(self) -> None:
        """Show what may wait while keys follow each other: the sheet behind others, the counts."""
        self._counting.stop()
        if not self._context.is_running:
            return
        self._refresh_sheet()
        self._show_sums()
        self._show_doubts()

    def _show_sums(self) -> None:
        """Show what the lines amount to: in the heading, the list of criteria, the filters."""
        sheet = self.grid.sheet
        if sheet is None:
            return
        self.tree.set_sheet(sheet)
        self._show_heading(sheet)
        self._show_counts()

    def _show_doubts(self) -> None:
        """Say what is doubtful about what was written since the keys last rested."""
        written, self._unjudged = self._unjudged, []
        issues = entry.doubts(self._context.workspace, written)
        if not issues or (self._has_told_refusals and self.notice.isVisible()):
            return
        first = issues[0]
        named = first.text.startswith(first.where)
        text = first.text if named else f"{first.where}: {first.text}"
        self.notice.show_notice(text, kind="warn")

    def _show_page(self, page: QWidget) -> None:
        """Show the sheet, the totals or the empty page, with the actions that fit."""
        self.stack.setCurrentWidget(page)
        on_sheet = page is self._sheet_page
        for made in (self.tree_button, self.inspector_button, *self.modes.values()):
            made.setVisible(on_sheet)
        self.copy_action.setVisible(self.sheets.mode == "one")
        self._name_units()
        self.checks_button.setVisible(on_sheet)
        self.more_button.setVisible(on_sheet)
        self.totals.back.setVisible(self.totals_action.isChecked())

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
            held += f", {review.indicators_text(counts)}"
        self.set_title("Tiêu chí", f"{name}: {held}")

    def _show_counts(self) -> None:
        """Write the counts into the filters."""
        for kind, title in FILTERS.items():
            count = self.grid.count(kind)
            self.chips[kind].setText(f"{title} {count}")
            self.chips[kind].setMinimumWidth(_strong_width(f"{title} {count}"))
            self.chips[kind].setEnabled(kind == "all" or bool(count) or self._chosen() == kind)
        self._show_rare_chip()
        self._fit_filters(self.width() - 2 * style.LARGE)

    def _show_rare_chip(self) -> None:
        """Offer what only lacks a target where there is any: most offices never see it."""
        rare = self.chips["no_target"]
        is_wanted = rare.isEnabled() or rare.isChecked()
        rare.setVisible(is_wanted and self.sheets.mode != "units")

    def _chosen(self) -> str:
        """Return the filter that is chosen."""
        return next(kind for kind, chip in self.chips.items() if chip.isChecked())

    def _filter(self) -> None:
        """Show what the chosen filter and the typed words let through."""
        self._typing.stop()
        self.grid.set_filter(self._chosen(), self.search.text())
        self.sheets.show_filtered()
        self._show_counts()

    # --- the current cell ---

    def _show_cell(self) -> None:
        """Show everything about the current cell, and what may be typed into it."""
        if self.sheets.active.is_by_key:
            self._rest.start()
        else:
            self._inspect()
        hint = self._hint()
        self._forms.setText(hint)
        self._forms.setToolTip(hint)

    def _hint(self) -> str:
        """Return what may be typed into the current cell; the list follows to its criterion."""
        pane, line = self.sheets.pane, self.table.current_line()
        if pane is not None:
            criterion = pane.current_criterion()
            if criterion is not None:
                self.tree.mark(criterion.code)
            return pane.forms()
        if line is None:
            return ""
        self.tree.mark(line.group.criterion_code)
        planned = self.table.currentIndex().column() == PLAN
        return LOCKED if self.grid.locked else accepted_forms(line, planned=planned)

    def _inspect(self) -> None:
        """Show in the panel what is known about the current cell."""
        self._rest.stop()
        if not self._context.is_running:
            return
        pane, line = self.sheets.pane, self.table.current_line()
        cell = pane.current_cell() if pane else None
        if pane is not None and cell is not None:
            place = cell.place
            where = (place.set_id, place.period_id, place.unit, place.code)
            self.inspector.show_line(self._inspection.of_cell(pane, cell), where)
        elif pane is None and line is not None:
            context = self._context
            where = (context.set_id, context.period_id, context.unit, line.code)
            self.inspector.show_line(self._inspection.of_line(line, self.grid.sheet), where)

    # --- writing ---

    def _record(self, drafts: Sequence[entry.ValueDraft]) -> None:
        """Keep values as one step."""
        said = f"Đã ghi {len(drafts)} ô." if len(drafts) > 1 else ""
        with ExitStack() as after:
            self._just_written = drafts
            after.callback(self._forget_written)
            self._context.do(lambda workspace: entry.write_values(workspace, drafts), said=said)
        self.notice.hide()
        self._has_told_refusals = False
        self._unjudged += drafts
        self._counting.start()

    def _forget_written(self) -> None:
        """Take the next news for somebody else's."""
        self._just_written = ()

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
        if len(refused) == 1 and self.sheets.is_at(refused[0]):
            return
        lines = [
            RefusedLine(
                key=str(place),
                place=self.sheets.place_name(one.draft),
                text=one.draft.text,
                reason=one.reason,
                hint=one.hint,
            )
            for place, one in enumerate(refused)
        ]
        title = f"{len(refused)} ô chưa hiểu được nên chưa ghi"
        few = len(refused) <= _REFUSED_SHOWN
        self._has_told_refusals = True
        self.notice.show_notice(
            f"{title}; nội dung vẫn giữ trong ô.",
            _told_shortly(lines, "ô"),
            kind="bad",
            action="Đến ô đầu tiên" if few else "Xem cả danh sách",
            on_action=lambda: (
                self._go_to_refusal(refused[0])
                if few
                else show_refusals(
                    self, title, lines, lambda place: self._go_to_refusal(refused[place])
                )
            ),
        )

    def _show_unplaced(self, unplaced: Sequence[Unplaced]) -> None:
        """Say which lines of a block belong to nobody knows which line or thôn, and why."""
        lines = [
            RefusedLine(str(place), one.name, "", one.reason) for place, one in enumerate(unplaced)
        ]
        title = f"{len(lines)} phần của khối dán chưa biết ghi vào đâu nên chưa ghi"
        if self.sheets.mode == "units":
            title = f"{len(lines)} dòng dán không rõ của thôn nào nên chưa ghi"
        few = len(lines) <= _REFUSED_SHOWN
        self._has_told_refusals = True
        self.notice.show_notice(
            f"{title}.",
            _told_shortly(lines, "dòng"),
            kind="bad",
            action="" if few else "Xem cả danh sách",
            on_action=lambda: show_refusals(self, title, lines),
        )

    def _show_waiting(self) -> None:
        """Say how many texts wait to be corrected, with a way to the first."""
        count = len(self.sheets.refusals())
        self.waiting.setText(f"{count} ô chưa ghi")
        if self.waiting.isHidden() == bool(count):
            self.waiting.setVisible(bool(count))
            self._fit_filters(self.width() - 2 * style.LARGE)

    def _go_to_refusal(self, refusal: Refusal) -> None:
        """Go to a cell that has to be corrected; one that is filtered out comes back."""
        if not self.sheets.go_to_refusal(refusal):
            self._show_everything()
            self.sheets.go_to_refusal(refusal)

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
        self.totals_action.setChecked(not shown)
        self.reload()
        if not shown:
            self.totals.fields["criteria"].setFocus()

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
        self.totals_action.setChecked(False)
        self.modes["one"].setChecked(True)
        self._choose_mode()
        self.reload()
        if entity == "filter":
            self.chips[key].setChecked(True)
            self._filter()
            return
        self._show_everything()
        self.table.choose_code(key, head=entity == "criterion")
        self.table.setFocus()

    def unsaved(self) -> list[str]:
        """Return what is typed or pasted here and not kept, a line each."""
        waits = self.inspector.plan.unsaved()
        return [*self.sheets.unsaved(), *([waits] if waits else [])]

    def leave(self) -> None:
        """Keep what is being typed, and say what could not be kept."""
        self.sheets.active.commit_typing()
        self.inspector.save_typed()
        self._inspect()
        count = len(self.sheets.refusals())
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
        self._go_to_code(code, head=True)

    def _go_to_code(self, code: str, *, head: bool = False) -> None:
        """Go to an indicator (`head`: a criterion); one that is filtered out comes back."""
        if not self.sheets.shows(code, head=head):
            self._show_everything()
        self.sheets.go_to(code, head=head)

    def _start_search(self) -> None:
        """Put the cursor into the filter."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _leave_search(self) -> None:
        """Go to the lines that hold the typed words."""
        self._filter()
        self.sheets.active.setFocus()

    def _next_pane(self) -> None:
        """Go from the grid to the note, the list and back, with the keyboard."""
        self._inspect()
        panes = [self.sheets.active, self.inspector.note, self.tree, self.search]
        shown = [pane for pane in panes if pane.isVisible()]
        if not shown:
            return
        here = next((place for place, pane in enumerate(shown) if pane.hasFocus()), -1)
        shown[(here + 1) % len(shown)].setFocus(Qt.FocusReason.ShortcutFocusReason)


def _told_shortly(lines: Sequence[RefusedLine], word: str) -> str:
    """Return the first of some lines in a sentence, and how many there are beside them."""
    told = [
        f"{one.place}{f': “{shortened(one.text, _LONGEST_TOLD)}”' if one.text else ''} – "
        f"{shortened(one.reason, _LONGEST_REASON)}".rstrip(".")
        for one in lines[:_REFUSED_SHOWN]
    ]
    more = len(lines) - len(told)
    return "; ".join(told) + (f"; và {more} {word} khác." if more else ".")


def _rows_of(widths: Sequence[int], room: int) -> list[int]:
    """Return the row of each width where so much fits into one; the last row takes the rest."""
    rows: list[int] = []
    row = used = 0
    for width in widths:
        if used and used + width > room and row < _CHIP_ROWS - 1:
            row, used = row + 1, 0
        used += width
        rows.append(row)
    return rows


def _strong_width(text: str) -> int:
    """Return the width of a chip when it is chosen and its text strong."""
    return QFontMetrics(style.font(strong=True)).horizontalAdvance(text) + style.HUGE
