"""The screen "Công trình": the table of works with totals, and one work with its money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.entity import Field, entity_named
from ntm_desktop.domain.numbers import (
    doubt_about_amount,
    format_amount,
    format_number,
    format_percent,
)
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.vietnamese import capital_first, sort_key
from ntm_desktop.domain.works import (
    FUNDING_SOURCES,
    MONEY_KINDS,
    WORK_STATES,
    WORK_TYPES,
    MoneyEntry,
    Work,
)
from ntm_desktop.errors import InputError
from ntm_desktop.services import batches, records, works
from ui import notices, style
from ui.context import AppContext
from ui.dialogs import file_choice
from ui.models.ordered_table import OrderedTable
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.models.totals_row import TotalsRow
from ui.widgets.data_watch import DataWatch
from ui.widgets.empty_state import EmptyState
from ui.widgets.evidence_panel import EvidencePanel
from ui.widgets.issue_list import IssueList
from ui.widgets.page import Page, button, card, icon_button, label, scrolled, section_header
from ui.widgets.record_form import RecordForm, edit_texts
from ui.widgets.undo_notice import UndoNotice

UNIT_NOTE = "Đơn vị: triệu đồng"
EMPTY_WHY = (
    "Mỗi công trình giữ vốn theo nguồn và năm: kế hoạch, giao, giải ngân, nghiệm thu. Từ đó có "
    "tổng hợp vốn của báo cáo và nợ đọng, không phải cộng tay."
)
WORK_FIELDS = (
    "name", "work_type", "state", "village", "investor", "decision_number", "decision_on",
    "total_investment", "progress", "quantity", "measure_unit", "start_on", "finish_planned_on",
    "finish_on", "contractor", "count", "group", "indicator", "note",
)  # fmt: skip
ENTRY_FIELDS = ("source", "plan_year", "kind", "paid_on", "amount", "note")
_ROW_NAMES = {source.id: source.name for source in FUNDING_SOURCES}
SOURCE_NOTES = (("nstw-", "NSTW"), ("nguoi-dan-", "dân góp"))
KIND_WIDTHS = {"accepted": 92, "disbursed": 84}
NARROW = 900


def source_name(source: str) -> str:
    """Return a source by name, with what it is part of where the name alone does not tell."""
    name = _ROW_NAMES.get(source, source)
    part_of = next((note for start, note in SOURCE_NOTES if source.startswith(start)), "")
    return f"{name} ({part_of})" if part_of else name


def million(dong: int | None) -> str:
    """Return an amount for a table headed "Đơn vị: triệu đồng"; nothing for none."""
    return format_amount(dong, "million") if dong else ""


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """One line of the matrix: a source in a year, or the total."""

    key: str
    source: str
    year: str
    amounts: Mapping[str, int]

    @property
    def unpaid(self) -> int:
        """Return accepted minus disbursed, never below zero."""
        return max(self.amounts.get("accepted", 0) - self.amounts.get("disbursed", 0), 0)


class WorksView(Page):
    """The table, or one work in its place; Escape goes back to the table."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("Công trình", "Công trình và vốn theo nguồn")
        self._context = context
        self.title.setWordWrap(True)
        self._undo = UndoNotice(context, self.notice)
        self._back = button("Danh sách công trình (Esc)", self.show_list, icon="chevron_left")
        self.action_bar.addWidget(self._back)
        self._delete = self.add_action("Xóa công trình", self.delete, icon="delete", kind="quiet")
        self._add = self.add_action(
            "Thêm công trình", self.add, icon="add", kind="primary", shortcut="Ctrl+N"
        )
        self.table = RecordTable(_columns(), "Công trình", filterable=True)
        self.totals = TotalsRow(self.table.view, "Tổng cộng")
        self.detail = WorkDetail(context, self)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._list())
        self.stack.addWidget(self.detail)
        self.body.addWidget(self.stack, 1)
        self._connect()
        self.reload()
        self.show_list()

    def _list(self) -> QWidget:
        """Return the table with its unit and totals."""
        self.table.set_empty(
            EmptyState(
                "Chưa có công trình nào",
                EMPTY_WHY,
                icon="work",
                action="Thêm công trình",
                on_action=self.add,
            )
        )
        self._unit = label(UNIT_NOTE, "small")
        top = QHBoxLayout()
        top.addWidget(self.table.filter, 1)
        top.addStretch(1)
        top.addWidget(self._unit)
        lines = self.table.layout()
        assert isinstance(lines, QVBoxLayout)
        lines.insertLayout(0, top)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.TINY)
        column.addWidget(self.table, 1)
        column.addWidget(self.totals)
        return made

    def _connect(self) -> None:
        """Connect keys and parts."""
        self.table.row_opened.connect(lambda row: self.open(row.key))
        self.table.filter.textChanged.connect(self._add_up)
        self.detail.made.connect(self._show_actions)
        DataWatch(self, self._context, self.reload, "work", "money_entry")
        for keys, widget, act in (
            ("Esc", self.detail, self._step_back),
            ("Del", self.table.view, self.delete),
        ):
            shortcut = QShortcut(QKeySequence(keys), widget)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def reload(self) -> None:
        """Read the table again, and the open work."""
        found = works.works_table(self._context.workspace)
        rows = _in_groups(found.rows)
        self.table.set_rows(rows)
        self.table.filter.setVisible(len(rows) > 1 or bool(self.table.filter.text()))
        self.totals.setVisible(bool(rows))
        self._unit.setVisible(bool(rows))
        self._add_up()
        if self.detail.key and self.detail.key not in {row.key for row in rows}:
            self.detail.forget()
            self.show_list()
        elif self.detail.key:
            self.detail.reload()
        self._show_actions()

    def _add_up(self) -> None:
        """Add up the rows that the filter shows."""
        shown = [line.row for line in self.table.sorted.shown_rows()]
        found = works.totals(shown)
        self.totals.set_texts(
            [
                _total_words(found.works, len(shown)),
                "",
                "",
                *(
                    million(amount)
                    for amount in (
                        found.total_investment,
                        found.planned,
                        found.allocated,
                        found.disbursed,
                        found.accepted,
                        found.unpaid,
                    )
                ),
                "",
            ]
        )
        if self.stack.currentIndex() == 0:
            self.subtitle.setText(_standing(found))

    # --- list and detail ---

    def _step_back(self) -> None:
        """Put the form of an amount away, else go back to the table."""
        if not self.detail.put_away_entry():
            self.show_list()

    def show_list(self) -> None:
        """Go back to the table."""
        self.detail.leave()
        self.detail.forget()
        self.stack.setCurrentIndex(0)
        self.set_title("Công trình", "Công trình và vốn theo nguồn")
        self._add_up()
        self._show_actions()
        self.table.view.setFocus()

    def open(self, key: str) -> None:
        """Show one work."""
        self.detail.leave()
        self.detail.open(key)
        self._show_detail()

    def add(self) -> None:
        """Show an empty form for a new work."""
        self.detail.leave()
        self.set_title("Công trình mới", "Gõ tên công trình rồi Enter; mọi ô được lưu khi rời ô")
        self.stack.setCurrentIndex(1)
        self.detail.start_new()
        self._show_actions()

    def _show_detail(self) -> None:
        """Bring the detail to the front."""
        self.stack.setCurrentIndex(1)
        self._show_actions()

    def _show_actions(self) -> None:
        """Show the actions that have a meaning now."""
        in_detail = self.stack.currentIndex() == 1
        self._back.setVisible(in_detail)
        self._delete.setVisible(in_detail and bool(self.detail.key))
        self._add.setVisible(not in_detail)

    def delete(self) -> None:
        """Delete the open or chosen work with its money, with a way back."""
        in_detail = self.stack.currentIndex() == 1
        key = self.detail.key if in_detail else getattr(self.table.current_row(), "key", "")
        if not key:
            self.show_list()
            return
        title = records.get_record(self._context.workspace, "work", key).title
        self.detail.forget()
        self._context.do(lambda workspace: batches.delete_whole(workspace, "work", key))
        self.show_list()
        self._undo.offer(f"Đã xóa công trình: {title}")

    def show_record(self, entity: str, key: str) -> None:
        """Open a work, or the work an amount belongs to."""
        if entity == "money_entry":
            entry = records.get_record(self._context.workspace, entity, key)
            key = str(entry.values["work"] or "")
        if key:
            self.open(key)
            self.detail.choose_entry_of(entity, key)

    def leave(self) -> None:
        """Keep what is typed."""
        self.detail.leave()


class WorkDetail(QWidget):
    """One work: its form on the left, its money, members and doubts on the right."""

    made = Signal()

    def __init__(self, context: AppContext, page: Page) -> None:
        super().__init__()
        self._context, self._page = context, page
        self.key = ""
        self._entry_key: str | None = None
        self._form: RecordForm | None = None
        self.matrix = OrderedTable(_matrix_columns(), "Vốn theo nguồn và năm", most=14)
        self.entries = OrderedTable(_entry_columns(), "Các dòng vốn", most=12)
        self.members = OrderedTable(_member_columns(), "Công trình trong nhóm", most=12)
        self.issues = IssueList()
        self.evidence = EvidencePanel(
            context, UndoNotice(context, page.notice), file_choice.open_path, heading="section"
        )
        self.entry_form = self._make_entry_form()
        self._lay_out()
        self.entries.row_opened.connect(self.edit_entry)
        self.entries.delete_asked.connect(lambda entry: self.delete_entry(entry.key))
        self.members.row_opened.connect(lambda work: self._open_other(work.key))

    # --- layout ---

    def _lay_out(self) -> None:
        """Place the form beside the money; below each other in a narrow window."""
        self._form_place = QVBoxLayout()
        form_card = card(self._form_place)
        inner = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._sides.setContentsMargins(0, 0, style.SMALL, 0)
        self._sides.setSpacing(style.LARGE)
        self._sides.addWidget(form_card, 4)
        self._money = self._money_side()
        self._sides.addWidget(self._money, 6)
        self._later = label(
            "Vốn theo nguồn và năm được thêm ở đây, sau khi công trình có tên.", "muted", wrap=True
        )
        self._later.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._sides.addWidget(self._later, 6)
        self._sides.setAlignment(form_card, Qt.AlignmentFlag.AlignTop)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._scroll = scrolled(inner)
        whole.addWidget(self._scroll)

    def _money_side(self) -> QWidget:
        """Return what stands beside the form."""
        self._add_entry = button(
            "Thêm dòng vốn", self.add_entry, icon="add", shortcut="Ctrl+Shift+N"
        )
        self._no_money = label(
            "Chưa có dòng vốn nào. Mỗi dòng là một khoản: kế hoạch, giao, tạm ứng, giải ngân hay "
            "nghiệm thu, của một nguồn trong một năm.",
            "muted",
            wrap=True,
        )
        self._matrix_head = section_header("Vốn theo nguồn và năm", label(UNIT_NOTE, "small"))
        self._entries_head = section_header("Các dòng vốn", self._add_entry)
        self._add_member = button("Thêm vào nhóm", self._add_to_group, icon="add", kind="quiet")
        self._members_head = section_header("Công trình trong nhóm", self._add_member)
        self._issues_head = section_header("Cần xem lại")
        self._entry_card = self._make_entry_card()
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        for part in (
            self._issues_head,
            self.issues,
            self._matrix_head,
            self.matrix,
            self._entries_head,
            self._entry_card,
            self._no_money,
            self.entries,
            self._members_head,
            self.members,
            self.evidence,
        ):
            column.addWidget(part)
        column.addStretch(1)
        return side

    def _make_entry_card(self) -> QWidget:
        """Return the card with the form of one amount."""
        self._entry_title = label("Dòng vốn mới", "strong")
        self._entry_delete = icon_button("delete", "Xóa dòng vốn", self.delete_entry)
        head = QHBoxLayout()
        head.addWidget(self._entry_title, 1)
        head.addWidget(self._entry_delete)
        head.addWidget(icon_button("close", "Đóng dòng vốn", self.close_entry))
        made = card(head, self.entry_form, margin=style.MEDIUM)
        made.hide()
        return made

    def _make_entry_form(self) -> RecordForm:
        """Return the form of one dated amount."""
        return RecordForm(
            entity_named("money_entry"),
            self._save_entry,
            create=self._create_entry,
            fields=ENTRY_FIELDS,
            columns=3,
            today=self._context.workspace.today(),
        )

    def resizeEvent(self, event: Any) -> None:
        """Put the money below the form where there is no room beside it."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        way = QBoxLayout.Direction
        self._sides.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    # --- the work ---

    def open(self, key: str) -> None:
        """Show a work from its beginning."""
        self._new_form()
        self.close_entry()
        self.key = key
        record = records.get_record(self._context.workspace, "work", key)
        assert self._form is not None
        self._form.reset(edit_texts(record, records.edit_text))
        self.reload()
        self._form.focus_field("name")

    def start_new(self, texts: Mapping[str, str] | None = None) -> None:
        """Show an empty form; money can be added once the work has a name."""
        self._new_form()
        self.close_entry()
        self.key = ""
        self._money.hide()
        self._later.show()
        assert self._form is not None
        self._form.start_new(texts)

    def forget(self) -> None:
        """Show no work any more."""
        self._say_unfinished()
        self.entry_form.reset({})
        self._entry_card.hide()
        self.key, self._entry_key, self._form = "", None, None

    def _say_unfinished(self) -> None:
        """Say that an amount that was typed is not kept, and what it lacks."""
        boxes = self.entry_form.boxes
        if not self.entry_form.is_new() or not boxes["amount"].text().strip():
            return
        missing = [
            box.field.label
            for box in boxes.values()
            if box.field.required and (box.has_error() or not box.text().strip())
        ]
        self._context.status_said.emit(f"Dòng vốn chưa đủ nên không ghi: {', '.join(missing)}.")

    def _new_form(self) -> None:
        """Make the form anew, so that its lists hold what there is to choose from now."""
        while self._form_place.count():
            item = self._form_place.takeAt(0)
            old = item.widget() if item else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self._form = RecordForm(
            entity_named("work"),
            self._save,
            create=self._create,
            fields=WORK_FIELDS,
            choices=self._choices,
            columns=2,
            today=self._context.workspace.today(),
        )
        self._form_place.addWidget(self._form)

    def _choices(self, found: Field) -> list[tuple[str, str]]:
        """Return the works that a work may be grouped under."""
        held = records.list_records(self._context.workspace, found.refers_to)
        return [(record.key, record.title) for record in held if record.key != self.key]

    def _save(self, name: str, text: str) -> None:
        """Keep one field of the work."""
        if name == "total_investment":
            _ask_about(text)
        self._context.do(
            lambda workspace: records.put_texts(workspace, "work", self.key, {name: text})
        )

    def _create(self, texts: Mapping[str, str]) -> None:
        """Keep a new work and go on with it."""
        saved = self._context.do(
            lambda workspace: records.put_texts(workspace, "work", None, texts),
            "Đã thêm công trình",
        )
        self.key = saved.key
        self.reload()
        self.made.emit()

    def reload(self) -> None:
        """Read the work again."""
        found = works.work_file(self._context.workspace, self.key)
        record = records.get_record(self._context.workspace, "work", self.key)
        if self._form is not None:
            self._form.load(edit_texts(record, records.edit_text))
        self._page.set_title(found.work.name, _subtitle(found.work))
        self._money.show()
        self._later.hide()
        self._show_money(found)
        self._show_members(found)
        self.evidence.show_record("work", self.key)
        self.issues.set_issues(found.issues)
        for part in (self.issues, self._issues_head):
            part.setVisible(bool(found.issues))
        self.issues.setFixedHeight(len(found.issues) * 2 * style.row_height())

    def _show_money(self, found: works.WorkFile) -> None:
        """Show the matrix and the dated amounts."""
        self.matrix.set_rows(_matrix_lines(found))
        noted = any(entry.note for entry in found.entries)
        self.entries.setColumnHidden(len(_entry_columns()) - 1, not noted)
        advanced = any(entry.kind == "advanced" for entry in found.entries)
        self.matrix.setColumnHidden(2 + list(MONEY_KINDS).index("advanced"), not advanced)
        self.entries.set_rows(sorted(found.entries, key=_entry_order))
        for part in (self.matrix, self._matrix_head):
            part.setVisible(bool(found.entries))
        self._no_money.setVisible(not found.entries and self._entry_card.isHidden())
        entry = next((one for one in found.entries if one.key == self._entry_key), None)
        if entry is not None:
            self._load_entry(entry)
        elif self._entry_key is not None:
            self.close_entry()

    def _show_members(self, found: works.WorkFile) -> None:
        """Show the works of a group."""
        is_group = bool(found.members) or (found.work.count or 0) > 1
        self.members.set_rows(found.members)
        self._members_head.setVisible(is_group)

    def _open_other(self, key: str) -> None:
        """Go to another work of the group."""
        self.leave()
        self.open(key)

    def _add_to_group(self) -> None:
        """Start a new work that belongs to this group."""
        self.leave()
        group = self.key
        self._page.set_title("Công trình mới", "Thuộc nhóm đang xem")
        self.start_new({"group": group})

    # --- its money ---

    def add_entry(self) -> None:
        """Start a new amount; source, year and kind begin as in the one before."""
        if not self.key:
            return
        self.entry_form.save_now()
        held = self.entry_form.texts() if not self._entry_card.isHidden() else {}
        starts = {name: held[name] for name in ("source", "plan_year", "kind") if held.get(name)}
        starts.setdefault("plan_year", str(parse_period(self._context.period_id).year))
        self._entry_key = None
        self._show_entry("Dòng vốn mới", is_kept=False)
        self.entry_form.start_new(starts)
        self.entry_form.focus_field("amount" if "source" in starts else "source")

    def edit_entry(self, entry: MoneyEntry) -> None:
        """Show a kept amount in the form."""
        self.entry_form.save_now()
        self._entry_key = entry.key
        self._show_entry("Sửa dòng vốn", is_kept=True)
        record = records.get_record(self._context.workspace, "money_entry", entry.key)
        self.entry_form.reset(edit_texts(record, records.edit_text))
        self.entry_form.focus_field("amount")

    def _show_entry(self, title: str, *, is_kept: bool) -> None:
        """Open the form of one amount."""
        self._entry_title.setText(title)
        self._entry_delete.setVisible(is_kept)
        self._no_money.hide()
        self._entry_card.show()
        self._scroll.ensureWidgetVisible(self._entry_card)

    def _load_entry(self, entry: MoneyEntry) -> None:
        """Show the amount in the form as it is now."""
        record = records.get_record(self._context.workspace, "money_entry", entry.key)
        self.entry_form.load(edit_texts(record, records.edit_text))

    def put_away_entry(self) -> bool:
        """Close the form of an amount where the cursor is in it, and say whether it was."""
        editors = (box.editor for box in self.entry_form.boxes.values())
        if not any((one.focusProxy() or one).hasFocus() for one in editors):
            return False
        self.close_entry()
        self._add_entry.setFocus()
        return True

    def close_entry(self) -> None:
        """Put the form of an amount away."""
        if self._entry_key is not None or self.entry_form.is_new():
            self.entry_form.save_now()
        self._say_unfinished()
        self._entry_key = None
        self.entry_form.reset({})
        self._entry_card.hide()
        self._no_money.setVisible(not self.entries.rows_model.rows)

    def _save_entry(self, name: str, text: str) -> None:
        """Keep one field of an amount."""
        if name == "amount":
            _ask_about(text)
        if self._entry_key is not None:
            self._context.do(
                lambda workspace: records.put_texts(
                    workspace, "money_entry", self._entry_key, {name: text}
                )
            )

    def _create_entry(self, texts: Mapping[str, str]) -> None:
        """Keep a new amount of this work."""
        _ask_about(texts["amount"])
        fields = {**texts, "work": self.key}
        saved = self._context.do(
            lambda workspace: records.put_texts(workspace, "money_entry", None, fields),
            "Đã thêm dòng vốn (Ctrl+Shift+N để thêm dòng nữa)",
        )
        self._entry_key = saved.key
        self._show_entry("Dòng vốn vừa thêm", is_kept=True)
        self.reload()
        self.entries.choose_key(saved.key)

    def delete_entry(self, key: str = "") -> None:
        """Delete an amount, the one in the form unless another is named, with a way back."""
        key = key or self._entry_key or ""
        if not key:
            return
        if key != self._entry_key:
            self.close_entry()
        shown = records.get_record(self._context.workspace, "money_entry", key).shown
        self._entry_key = None
        self.entry_form.reset({})
        self._entry_card.hide()
        self._context.do(lambda workspace: records.delete_record(workspace, "money_entry", key))
        assert isinstance(self._page, WorksView)
        self._page._undo.offer(f"Đã xóa dòng vốn: {shown['kind']} {shown['amount']}")

    def choose_entry_of(self, entity: str, key: str) -> None:
        """Put the cursor on the amounts when a search led to one."""
        if entity == "money_entry" and key:
            self.entries.setFocus()

    def leave(self) -> None:
        """Keep what is typed but not left yet."""
        if not self._entry_card.isHidden():
            self.entry_form.save_now()
        if self._form is not None:
            self._form.save_now()


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the table with the key that lists know rows by; a member stands in its group."""

    key: str
    row: works.WorkRow
    is_member: bool = False

    @property
    def name(self) -> str:
        """Return the name, set in where the work is part of a group."""
        return f"     –  {self.row.work.name}" if self.is_member else self.row.work.name


def _in_groups(rows: Sequence[works.WorkRow]) -> list[_Line]:
    """Return the rows in Vietnamese order, the members of a group after it."""
    keys = {row.work.key for row in rows}
    ordered = sorted(rows, key=lambda row: sort_key(row.work.name or ""))
    lines: list[_Line] = []
    for row in ordered:
        if row.work.group not in keys:
            lines.append(_Line(row.work.key, row))
            members = [one for one in ordered if one.work.group == row.work.key]
            lines += [_Line(one.work.key, one, True) for one in members]
    shown = {line.key for line in lines}
    return lines + [_Line(row.work.key, row) for row in ordered if row.work.key not in shown]


def _ask_about(text: str) -> None:
    """Ask where an amount has two readings; raise `InputError` where the person says no."""
    doubt = doubt_about_amount(text)
    if doubt and not notices.confirm("Số tiền này có thể hiểu hai cách", "Ghi như đã gõ", doubt):
        raise InputError("Chưa ghi số tiền này.", hint="Gõ lại, dùng dấu phẩy cho phần lẻ.")


def _columns() -> list[Column[_Line]]:
    """Return the columns of the table of works."""
    return [
        Column("Tên công trình", lambda line: line.name,
               lambda line: sort_key(line.row.work.name or ""), width=0),
        Column("Loại",
               lambda line: capital_first(WORK_TYPES.get(line.row.work.work_type or "", "")),
               width=130),
        Column("Thôn", lambda line: line.row.work.village or "", width=84),
        _money_column("Tổng mức đầu tư", lambda row: row.work.total_investment, 136),
        _money_column("Kế hoạch", lambda row: row.planned),
        _money_column("Giao", lambda row: row.allocated),
        _money_column("Giải ngân", lambda row: row.disbursed, 84),
        _money_column("Nghiệm thu", lambda row: row.accepted, 94),
        _money_column("Còn nợ", lambda row: row.unpaid, 76, token="bad"),
        Column("Tiến độ", _progress, lambda line: line.row.work.progress, numeric=True,
               tooltip=lambda line: "\n".join(issue.text for issue in line.row.issues),
               token=lambda line: "warn" if line.row.issues else "", width=78),
    ]  # fmt: skip


def _money_column(title: str, amount: Any, width: int = 80, token: str = "") -> Column[_Line]:
    """Return a column of one amount in triệu đồng."""
    return Column(
        title,
        lambda line: million(amount(line.row)),
        lambda line: amount(line.row) or None,
        numeric=True,
        token=lambda line: token,
        width=width,
    )


def _progress(line: _Line) -> str:
    """Return the progress, or that the money of the work needs a look."""
    if line.row.issues:
        return "Xem lại"
    progress = line.row.work.progress
    return "" if progress is None else format_percent(progress)


def _matrix_columns() -> list[Column[MatrixLine]]:
    """Return the columns of the matrix of sources and years."""
    kinds = [_kind_column(kind, name) for kind, name in MONEY_KINDS.items()]
    return [
        Column("Nguồn vốn", lambda line: line.source, width=0),
        Column("Năm", lambda line: line.year, width=54),
        *kinds,
        Column("Còn nợ", lambda line: million(line.unpaid), numeric=True, width=72,
               token=lambda line: "bad"),
    ]  # fmt: skip


def _kind_column(kind: str, name: str) -> Column[MatrixLine]:
    """Return the matrix column of one kind of money."""
    return Column(
        capital_first(name),
        lambda line: million(line.amounts.get(kind)),
        numeric=True,
        width=KIND_WIDTHS.get(kind, 78),
    )


def _matrix_lines(found: works.WorkFile) -> list[MatrixLine]:
    """Return the lines of the matrix with a total where there are several."""
    lines, before = [], ""
    for part in found.matrix:
        name = source_name(part.source) if part.source != before else ""
        key = f"{part.source}/{part.plan_year}"
        lines.append(MatrixLine(key, name, str(part.plan_year), part.amounts))
        before = part.source
    if len(lines) > 1:
        sums = {kind: sum(line.amounts.get(kind, 0) for line in lines) for kind in MONEY_KINDS}
        lines.append(MatrixLine("total", "Tổng cộng", "", sums))
    return lines


def _entry_columns() -> list[Column[MoneyEntry]]:
    """Return the columns of the dated amounts."""
    return [
        Column("Năm", lambda entry: str(entry.plan_year), width=56),
        Column("Khoản", lambda entry: capital_first(MONEY_KINDS.get(entry.kind, entry.kind)),
               width=96),
        Column("Nguồn vốn", lambda entry: source_name(entry.source), width=0),
        Column("Ngày", lambda entry: format_date(entry.paid_on) if entry.paid_on else "",
               width=96),
        Column("Triệu đồng", lambda entry: million(entry.amount), numeric=True, width=92),
        Column("Ghi chú", lambda entry: entry.note or "", width=130),
    ]  # fmt: skip


def _member_columns() -> list[Column[Work]]:
    """Return the columns of the works of a group."""
    return [
        Column("Tên công trình", lambda work: work.name, width=0),
        Column("Thôn", lambda work: work.village or "", width=110),
        Column("Tổng mức đầu tư", lambda work: million(work.total_investment), numeric=True,
               width=130),
    ]  # fmt: skip


def _entry_order(entry: MoneyEntry) -> tuple[Any, ...]:
    """Return the order of the amounts: by year, kind as money goes, date."""
    kinds: Sequence[str] = tuple(MONEY_KINDS)
    place = kinds.index(entry.kind) if entry.kind in kinds else len(kinds)
    return entry.plan_year, place, str(entry.paid_on or ""), entry.key


def _subtitle(work: Work) -> str:
    """Return type, village and state of a work in one line."""
    parts = (
        capital_first(WORK_TYPES.get(work.work_type or "", "")),
        work.village or "",
        WORK_STATES.get(work.state or "", ""),
        f"nhóm {work.count} công trình" if (work.count or 0) > 1 else "",
    )
    return " · ".join(part for part in parts if part)


def _total_words(works_counted: int, lines: int) -> str:
    """Return how many works the lines stand for; a group's line stands for several."""
    counted = f"{format_number(works_counted)} công trình"
    if works_counted == lines:
        return f"Tổng cộng: {counted}"
    return f"Tổng cộng: {format_number(lines)} dòng, {counted} kể cả trong nhóm"


def _standing(found: works.WorksTotals) -> str:
    """Return in one line how much of the allocated money of the shown works is disbursed."""
    if not found.allocated:
        return "Công trình và vốn theo nguồn"
    rate = format_percent(Decimal(found.disbursed) * 100 / Decimal(found.allocated), 1)
    return f"Giải ngân {rate} vốn giao của {format_number(found.works)} công trình"
