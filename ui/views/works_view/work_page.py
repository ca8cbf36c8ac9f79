"""One work: its steps and doubts on top, its form on the left, its money and parts on the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.checks import group_doubts, money_doubts
from ntm_desktop.domain.document_reference import document_text
from ntm_desktop.domain.documents import OfficialDocument
from ntm_desktop.domain.entity import Field, Kind, entity_named
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.works import WORK_STEPS, Work, indicators_of, sum_by_measure
from ntm_desktop.domain.works import quantities_of as quantities
from ntm_desktop.services import records, works
from ui import style
from ui.context import AppContext
from ui.dialogs import file_choice
from ui.dialogs.amount_dialog import clear_amount
from ui.dialogs.reason_dialog import ask_reason
from ui.dialogs.step_dialog import ask_day
from ui.models.ordered_table import OrderedTable
from ui.models.part_editor import PartEditor
from ui.models.row_table import Column
from ui.views.works_view import part_specs
from ui.views.works_view.money_part import MoneyPart
from ui.widgets.doubt_list import Doubt, DoubtList
from ui.widgets.fold import Fold
from ui.widgets.money_text import million, state_name, type_name
from ui.widgets.page import Page, button, card, clear_layout, label, scrolled, section_header
from ui.widgets.record_form import RecordForm, edit_texts
from ui.widgets.stage_evidence import StageEvidence
from ui.widgets.step_line import StepLine, step_values
from ui.widgets.undo_notice import UndoNotice
from ui.widgets.work_links import WorkLink, WorkLinks
from ui.widgets.work_village_field import WorkVillageField

MAIN_FIELDS = (
    *("name", "work_type", "state", "village", "villages", "investor", "contractor"),
    *("decision_number", "decision_on", "total_investment", "settlement_value"),
    *("quantity", "measure_unit", "progress", "count"),
)
TIME_FIELDS = (
    *("proposed_on", "start_planned_on", "start_on", "finish_planned_on", "finish_on"),
    *("accepted_on", "handed_over_on", "settled_on", "land_clearance", "land_clearance_note"),
)
MORE_FIELDS = ("group", "component", "indicator", "more_indicators", "note")
NARROW = 1000
_MONEY = ("total_investment", "settlement_value")


class WorkDetail(QWidget):
    """One work; `made` tells that a new one was kept."""

    made = Signal()

    def __init__(self, context: AppContext, page: Page) -> None:
        super().__init__()
        self._context, self._page = context, page
        self.key = ""
        self._form: RecordForm | None = None
        self._forms: tuple[RecordForm, ...] = ()
        self._file: works.WorkFile | None = None
        self._titles: Mapping[str, str] = {}
        undo = UndoNotice(context, page.notice)
        self.steps = StepLine()
        self.doubts = DoubtList()
        self.links = WorkLinks()
        self.money = MoneyPart(context, undo)
        self.given = PartEditor(
            context, part_specs.given_spec(context, self, self._is_uncounted), undo
        )
        self.quantities = PartEditor(context, part_specs.quantity_spec(), undo)
        self.documents = PartEditor(
            context, part_specs.document_spec(self._titles_now, self._title_of), undo
        )
        self.members = OrderedTable(_member_columns(), "Công trình trong nhóm", most=12)
        self.evidence = StageEvidence(context, undo, file_choice.open_path, heading="section")
        self._lay_out()
        self._connect()

    def _connect(self) -> None:
        """Connect the parts."""
        self.steps.date_asked.connect(self.focus_field)
        self.steps.step_asked.connect(self.go_to_step)
        self.doubts.reason_asked.connect(self.give_reason)
        self.members.row_opened.connect(lambda work: self._open_other(work.key))
        for part in self.parts():
            part.saved.connect(lambda _key: self.reload())
            part.opened.connect(lambda one=part: self._bring_up(one))

    def _bring_up(self, part: PartEditor) -> None:
        """Scroll to a form that was opened, once it has its place."""
        QTimer.singleShot(0, part.card, lambda: self._scroll_to(part.card))

    def _scroll_to(self, made: QWidget) -> None:
        """Scroll down to a part where it is not seen as a whole."""
        inner = self._scroll.widget()
        assert inner is not None
        top = made.mapTo(inner, made.rect().topLeft()).y()
        bar, room = self._scroll.verticalScrollBar(), self._scroll.viewport().height()
        if not bar.value() <= top <= bar.value() + room - made.height():
            bar.setValue(max(top - style.HUGE, 0))

    def parts(self) -> tuple[PartEditor, ...]:
        """Return the lists of what belongs to the work."""
        return self.money.editor, self.given, self.quantities, self.documents

    # --- layout ---

    def _lay_out(self) -> None:
        """Place steps and doubts over the form and the money; one column in a narrow window."""
        self._form_card = self._make_form_card()
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, style.SMALL, 0)
        whole.setSpacing(style.MEDIUM)
        whole.addWidget(self.steps)
        whole.addWidget(self.doubts)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(style.LARGE)
        self._sides.addWidget(self._form_card, 4)
        self._money_side = self._make_money_side()
        self._sides.addWidget(self._money_side, 6)
        self._later = label(
            "Vốn theo nguồn và năm được thêm ở đây, sau khi công trình có tên.", "muted", wrap=True
        )
        self._later.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._sides.addWidget(self._later, 6)
        self._sides.setAlignment(self._form_card, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(self._sides)
        whole.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._scroll = scrolled(inner)
        row.addWidget(self._scroll)

    def _make_form_card(self) -> QWidget:
        """Return the card with the form in three parts, two of which fold away."""
        self._places = tuple(QVBoxLayout() for _ in range(3))
        holders = []
        for place in self._places[1:]:
            holder = QWidget()
            place.setContentsMargins(0, style.SMALL, 0, 0)
            holder.setLayout(place)
            holders.append(holder)
        self.time_fold = Fold("Ngày tháng, mặt bằng", holders[0], is_open=False)
        self.more_fold = Fold("Nhóm, hợp phần, chỉ tiêu, ghi chú", holders[1], is_open=False)
        return card(self._places[0], self.time_fold, self.more_fold)

    def _make_money_side(self) -> QWidget:
        """Return what stands beside the form."""
        self._add_member = button("Thêm vào nhóm", self._add_to_group, icon="add", kind="quiet")
        self._members_head = section_header("Công trình trong nhóm", self._add_member)
        self._difference = label("", "warning", wrap=True)
        self.given_fold = Fold("Đóng góp của người dân", self.given, self.given.add_button)
        self.quantity_fold = Fold(
            "Khối lượng khác", self.quantities, self.quantities.add_button, is_open=False
        )
        self.document_fold = Fold(
            "Hồ sơ, văn bản", self.documents, self.documents.add_button, is_open=False
        )
        for fold, part in self._folds():
            part.add_button.clicked.connect(lambda _=False, one=fold: one.set_open(True))
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.MEDIUM)
        for made in (
            *(self.links, self.money, self._members_head, self._difference, self.members),
            *(self.given_fold, self.quantity_fold, self.document_fold, self.evidence),
        ):
            column.addWidget(made)
        column.addStretch(1)
        return side

    def _folds(self) -> tuple[tuple[Fold, PartEditor], ...]:
        """Return the lists that fold away with their headings."""
        return (
            (self.given_fold, self.given),
            (self.quantity_fold, self.quantities),
            (self.document_fold, self.documents),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the money below the form where there is no room beside it."""
        super().resizeEvent(event)
        narrow = self.width() < style.scaled(NARROW)
        way = QBoxLayout.Direction
        self._sides.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    # --- the work ---

    def open(self, key: str) -> None:
        """Show a work from its beginning."""
        self._new_forms()
        for part in self.parts():
            part.close_form()
        self.key = key
        record = records.get_record(self._context.workspace, "work", key)
        for form in self._forms:
            form.reset(edit_texts(record, records.edit_text))
        self.reload()
        assert self._form is not None
        self._form.focus_field("name")

    def start_new(self, texts: Mapping[str, str] | None = None) -> None:
        """Show an empty form; money can be added once the work has a name."""
        self._new_forms()
        for part in self.parts():
            part.close_form()
        self.key = ""
        self._starts = dict(texts or {})
        self._show_parts(False)
        assert self._form is not None
        own = {name: text for name, text in self._starts.items() if name in self._form.boxes}
        self._form.start_new(own)

    def _show_parts(self, is_kept: bool) -> None:
        """Show what needs a kept work, or the sentence in its place."""
        for made in (self.steps, self._money_side, self.time_fold, self.more_fold):
            made.setVisible(is_kept)
        self._later.setVisible(not is_kept)
        if not is_kept:
            self.doubts.set_doubts(())

    def forget(self) -> None:
        """Show no work any more."""
        for part in self.parts():
            part.forget()
        self.key, self._form, self._forms = "", None, ()

    def _new_forms(self) -> None:
        """Make the forms anew, so that their lists hold what there is to choose from now."""
        made = []
        for place, fields in zip(
            self._places, (MAIN_FIELDS, TIME_FIELDS, MORE_FIELDS), strict=True
        ):
            clear_layout(place)
            form = RecordForm(
                entity_named("work"),
                self._save,
                create=self._create if fields is MAIN_FIELDS else None,
                fields=[name for name in fields if name != "villages" or self._has_villages()],
                choices=self._choices,
                columns=2,
                today=self._context.workspace.today(),
                editors={"village": self._village_field()} if fields is MAIN_FIELDS else None,
            )
            place.addWidget(form)
            made.append(form)
        self._forms = tuple(made)
        self._form = made[0]

    def _has_villages(self) -> bool:
        """Say whether thôn are recorded that a work can be tied to."""
        return bool(self._villages())

    def _villages(self) -> list[tuple[str, str]]:
        """Return the thôn there are."""
        held = records.list_records(self._context.workspace, "admin_unit")
        own = self._context.workspace.owner
        return [(one.key, one.title) for one in held if one.values.get("code") != own]

    def _village_field(self) -> WorkVillageField:
        """Return the field for thôn in words, which offers the recorded ones."""
        return WorkVillageField(title for _, title in self._villages())

    def _choices(self, found: Field) -> list[tuple[str, str]]:
        """Return the thôn a work lies in, or the works it may be grouped under."""
        if found.kind is Kind.REFERENCES:
            return self._villages()
        held = records.list_records(self._context.workspace, found.refers_to)
        return [(record.key, record.title) for record in held if record.key != self.key]

    def _save(self, name: str, text: str) -> None:
        """Keep one field of the work."""
        typed = clear_amount(self, text) if name in _MONEY else text
        key = self.key
        self._context.do(lambda workspace: records.put_texts(workspace, "work", key, {name: typed}))

    def _create(self, texts: Mapping[str, str]) -> None:
        """Keep a new work and go on with it."""
        fields = {**self._starts, **texts}
        saved = self._context.do(
            lambda workspace: records.put_texts(workspace, "work", None, fields),
            "Đã thêm công trình",
        )
        self.key = saved.key
        self.reload()
        self.made.emit()

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field, wherever it is folded away."""
        for form, fold in zip(self._forms, (None, self.time_fold, self.more_fold), strict=True):
            if name in form.boxes:
                if fold is not None:
                    fold.set_open(True)
                form.focus_field(name)

    def go_to_step(self, state: str) -> None:
        """Put the work at a step, on the day a person names; one step to take back."""
        self.leave()
        if self._file is None:
            return
        key, today = self.key, self._context.workspace.today()
        day, name = None, WORK_STEPS[state]
        if getattr(self._file.work, name) is None:
            named = entity_named("work").field(name).label
            is_taken, day = ask_day(self, state_name(state), named, today)
            if not is_taken:
                return
        texts = step_values(state, day)
        said = f"Đã ghi trạng thái: {state_name(state).lower()}"
        self._context.do(lambda workspace: records.put_texts(workspace, "work", key, texts), said)

    def give_reason(self, rule: str, text: str) -> None:
        """Keep why a doubt may stand."""
        reason = ask_reason(self, "Vì sao giữ nguyên số này?", "Giữ nguyên", text)
        key = self.key
        if reason is not None:
            self._context.do(
                lambda workspace: works.give_reason(workspace, key, rule, reason), "Đã ghi lý do"
            )

    # --- what is shown ---

    def reload(self) -> None:
        """Read the work again."""
        found = works.work_file(self._context.workspace, self.key)
        self._file = found
        record = records.get_record(self._context.workspace, "work", self.key)
        for form in self._forms:
            form.load(edit_texts(record, records.edit_text))
        self._page.set_title(found.work.name, _subtitle(found))
        self._show_parts(True)
        self._read_documents(found)
        self.money.show_file(found)
        self.given.show_parts(self.key, found.given)
        self.quantities.show_parts(self.key, found.quantities)
        self.documents.show_parts(self.key, found.documents)
        for fold, part in self._folds():
            count = len(part.table.rows_model.rows)
            fold.set_note(f"{count} dòng" if count else "")
            if count and fold is not self.given_fold and not fold.note():
                fold.set_open(True)
        self._show_members(found)
        self._show_doubts(found)
        self.links.set_links(self._links(found))
        self.evidence.show_record("work", self.key)

    def _read_documents(self, found: works.WorkFile) -> None:
        """Read the titles of the documents there are, once for list and choices."""
        del found
        fields = OfficialDocument.__dataclass_fields__
        held = records.list_records(self._context.workspace, "official_document")
        self._titles = {
            one.key: document_text(
                OfficialDocument(
                    key=one.key,
                    **{name: value for name, value in one.values.items() if name in fields},  # type: ignore[arg-type]
                )
            )
            or one.title
            for one in held
        }

    def _titles_now(self) -> Mapping[str, str]:
        """Return the titles of the documents there are by key."""
        return self._titles

    def _title_of(self, document: str) -> str:
        """Return a document as papers name it."""
        return self._titles.get(document, document)

    def _is_uncounted(self, key: str) -> bool:
        """Say whether an entry of the ledger already states a contribution."""
        return self._file is not None and key in self._file.uncounted

    def _show_doubts(self, found: works.WorkFile) -> None:
        """Show what should be looked at, then the doubts that stand with a reason."""
        rules = {
            one.issue: one.rule
            for one in (
                *money_doubts(found.work, found.entries),
                *group_doubts(found.work, found.members),
            )
        }
        steps = works.step_doubts(self._context.workspace, self.key)
        name = f"{found.work.name}: "
        open_doubts = [
            Doubt(_alone(one.text, name), rules.get(one, "")) for one in (*steps, *found.issues)
        ]
        answered = [
            Doubt(_alone(doubt.issue.text, name), doubt.rule, reason.reason)
            for doubt, reason in found.answered
        ]
        self.doubts.set_doubts(_once((*open_doubts, *answered)))
        self.steps.show_work(found.work, _doubtful_dates(found.work))

    def _show_members(self, found: works.WorkFile) -> None:
        """Show the works of a group, and what the group states beyond them."""
        is_group = bool(found.members) or (found.work.count or 0) > 1
        self.members.set_rows(found.members)
        self._members_head.setVisible(is_group)
        difference = _difference(found) if is_group else ""
        self._difference.setText(difference)
        self._difference.setVisible(bool(difference))

    def _links(self, found: works.WorkFile) -> list[WorkLink]:
        """Return what opens from here: group, indicators, documents, tasks."""
        opened, work = self._context.open, found.work
        links: list[WorkLink] = []
        if work.group and records.exists(self._context.workspace, "work", work.group):
            group = work.group
            title = records.get_record(self._context.workspace, "work", group).title
            links.append(WorkLink("Thuộc nhóm", title, lambda: self._open_other(group)))
        for set_id, code in indicators_of(work):
            links.append(WorkLink("Phục vụ chỉ tiêu", code, partial(self._indicator, set_id, code)))
        for one in found.documents:
            key = one.document
            role = part_specs._role(one)
            links.append(
                WorkLink(
                    role,
                    self._title_of(key),
                    partial(opened, "documents", "official_document", key),
                )
            )
        for task in records.list_records(self._context.workspace, "task", {"work": work.key}):
            key = task.key
            links.append(WorkLink("Nhiệm vụ", task.title, partial(opened, "tasks", "task", key)))
        return links

    def _indicator(self, set_id: str, code: str) -> None:
        """Open the sheet at an indicator, in the set it belongs to."""
        if set_id:
            self._context.choose_set(set_id)
        self._context.open("criteria", "indicator", code)

    def _open_other(self, key: str) -> None:
        """Go to another work."""
        self.leave()
        self.open(key)

    def _add_to_group(self) -> None:
        """Start a new work that belongs to this group."""
        self.leave()
        group = self.key
        self._page.set_title("Công trình mới", "Thuộc nhóm đang xem")
        self.start_new({"group": group})

    def put_away_part(self) -> bool:
        """Close the form of a part where the cursor is in it, and say whether one was."""
        return any(part.put_away() for part in self.parts())

    def unsaved(self) -> list[str]:
        """Return what is typed and not kept, of the work and of what belongs to it."""
        parts = [part.form for part in self.parts() if part.is_open()]
        return [text for form in (*self._forms, *parts) if (text := form.unsaved())]

    def leave(self) -> None:
        """Keep what is typed but not left yet."""
        for part in self.parts():
            part.leave()
        for form in self._forms:
            form.save_now()


@dataclass(frozen=True, slots=True)
class _Sum:
    """What the members of a group add up to."""

    known: int
    lacking: int


def _difference(found: works.WorkFile) -> str:
    """Return what a group states beside what its members add up to, "" where they agree."""
    amounts = [one.total_investment for one in found.members]
    total = _Sum(sum(one or 0 for one in amounts), sum(one is None for one in amounts))
    parts = []
    stated = found.work.count
    counted = sum(one.count or 1 for one in found.members)
    if found.members and stated and stated != counted:
        parts.append(f"nhóm ghi {format_number(stated)} công trình, đã nhập {counted}")
    own = found.work.total_investment
    if found.members and own is not None and own != total.known:
        parts.append(
            f"tổng mức nhóm ghi {million(own)}, các công trình cộng lại "
            f"{million(total.known) or '0'}, lệch {million(own - total.known)} triệu đồng"
        )
    if found.members and total.lacking:
        parts.append(f"{total.lacking} công trình chưa có tổng mức")
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _alone(text: str, name: str) -> str:
    """Return a sentence without the name of the work that stands above it."""
    rest = text.removeprefix(name)
    return rest[:1].upper() + rest[1:]


def _once(doubts: Sequence[Doubt]) -> list[Doubt]:
    """Return doubts without repeated sentences."""
    return list({one.text: one for one in reversed(doubts)}.values())[::-1]


def _doubtful_dates(work: Work) -> set[str]:
    """Return the fields of dates that lie before the date of an earlier step."""
    found, latest = set(), None
    for field in WORK_STEPS.values():
        day = getattr(work, field)
        if day is None:
            continue
        if latest is not None and day < latest:
            found.add(field)
        latest = day if latest is None else max(latest, day)
    return found


def _member_columns() -> list[Column[Work]]:
    """Return the columns of the works of a group."""
    return [
        Column("Tên công trình", lambda work: work.name, width=0),
        Column("Thôn", lambda work: work.village or "", width=110),
        Column("Trạng thái", lambda work: state_name(work.state), width=130),
        Column("Tổng mức", lambda work: million(work.total_investment), numeric=True, width=100),
    ]


def _subtitle(found: works.WorkFile) -> str:
    """Return type, thôn, quantities and group of a work in one line."""
    work = found.work
    sums = sum_by_measure(quantities(work, found.quantities))
    measured = ", ".join(f"{format_number(number)} {unit}".strip() for unit, number in sums.items())
    parts = (
        type_name(work.work_type),
        "; ".join(found.villages),
        measured,
        f"nhóm {work.count} công trình" if (work.count or 0) > 1 else "",
    )
    return " · ".join(part for part in parts if part)
