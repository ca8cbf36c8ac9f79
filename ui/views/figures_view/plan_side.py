"""One measure beside the sheet: its sentence, plans, reported rates, source, and what it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ntm_desktop.domain.entity import Field, entity_named
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.services import records
from ntm_desktop.services.figures import PlanLine, PlanRow, PlanSheet, RateLine
from ui import style
from ui.context import AppContext
from ui.dialogs import file_choice
from ui.models.part_editor import PartEditor, PartSpec
from ui.models.row_table import Column
from ui.views.figures_view.plan_lines import SHORT_LEVELS, exact_percent
from ui.widgets.evidence_panel import EvidencePanel
from ui.widgets.page import label, line
from ui.widgets.record_form import Choices, RecordForm, edit_texts
from ui.widgets.undo_notice import UndoNotice

FIGURE_FIELDS = ("as_of", "source", "previous_kind", "note")
MEASURE_FIELDS = ("name", "measure_unit", "direction", "decimals", "topic", "place", "note")
PLAN_FIELDS = (
    *("level", "document", "document_text", "matter", "operator", "value", "plan_text"),
    *("period", "note"),
)
RATE_FIELDS = ("kind", "value", "level", "compared_with", "quote", "source", "period", "note")
PLANS_WHY = "Mỗi văn bản giao một kế hoạch: nghị quyết Đảng ủy, HĐND, kế hoạch tỉnh, huyện giao."
RATES_WHY = (
    "Tỷ lệ văn bản nêu sẵn (109,6% kế hoạch, tăng 14,5%) giữ nguyên, ghi “theo văn bản”; có số gốc "
    "thì so lại."
)


class _Plan:
    """A plan of the sheet with a key of its own, as a list shows it."""

    def __init__(self, line: PlanLine) -> None:
        self.key, self.line = line.plan.key, line


class _Rate:
    """A reported rate with a key of its own."""

    def __init__(self, line: RateLine) -> None:
        self.key, self.line = line.compared.rate.key, line


class PlanSide(QWidget):
    """The measure of `show_row`; every field is kept when it is left."""

    named = Signal(str)

    def __init__(self, context: AppContext, undo: UndoNotice) -> None:
        super().__init__()
        self._context = context
        self._row: PlanRow | None = None
        self.sentence = label("", wrap=True)
        self.reason = label("", "small", wrap=True)
        self.doubts = label("", "warning", wrap=True)
        self.plans = PartEditor(context, self._plan_spec(), undo)
        self.rates = PartEditor(context, self._rate_spec(), undo)
        self.differences = label("", "warning", wrap=True)
        today = context.workspace.today()
        self.figure = RecordForm(
            entity_named("figure"), self._save_figure, fields=FIGURE_FIELDS, columns=1, today=today
        )
        self.measure = RecordForm(
            entity_named("measure"), self._save_measure, fields=MEASURE_FIELDS, columns=1
        )
        self.files = EvidencePanel(context, undo, file_choice.open_path, heading="section")
        self._no_figure = label(
            "Nhập thực hiện trong bảng trước, rồi ghi nguồn và ngày chốt số liệu ở đây.",
            "small",
            wrap=True,
        )
        self._lay_out()

    def _lay_out(self) -> None:
        """Place the parts one below the other."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        for part in (self.sentence, self.reason, self.doubts, line()):
            column.addWidget(part)
        for title, editor in (("Kế hoạch giao", self.plans), ("Tỷ lệ theo văn bản", self.rates)):
            column.addWidget(label(title, "section"))
            column.addWidget(editor)
            column.addWidget(editor.add_button)
            if editor is self.rates:
                column.addWidget(self.differences)
        column.addWidget(line())
        column.addWidget(label("Nguồn số liệu", "section"))
        column.addWidget(self._no_figure)
        column.addWidget(self.figure)
        column.addWidget(self.files)
        column.addWidget(line())
        column.addWidget(label("Chỉ tiêu", "section"))
        column.addWidget(self.measure)

    def _plan_spec(self) -> PartSpec:
        """Return the list of plans."""
        return PartSpec(
            entity="figure_plan",
            parent="measure",
            add="Thêm kế hoạch",
            new_title="Kế hoạch mới",
            edit_title="Sửa kế hoạch",
            columns=[
                Column("Kế hoạch", lambda one: one.line.text, width=110),
                Column("Do văn bản", _whose, width=0),
                Column("% KH", lambda one: exact_percent(one.line.percent), numeric=True, width=66),
            ],
            fields=PLAN_FIELDS,
            first="value",
            why=PLANS_WHY,
            needs=("value", "plan_text"),
            form_columns=1,
            starts=lambda: {"period": self._context.period_id},
            choices=self._choices,
        )

    def _rate_spec(self) -> PartSpec:
        """Return the list of rates that documents state."""
        return PartSpec(
            entity="figure_rate",
            parent="measure",
            add="Thêm tỷ lệ theo văn bản",
            new_title="Tỷ lệ mới",
            edit_title="Sửa tỷ lệ",
            columns=[
                Column("Văn bản nêu", lambda one: one.line.text, width=0),
                Column("Nguồn", lambda one: one.line.compared.rate.source or "", width=110),
            ],
            fields=RATE_FIELDS,
            first="value",
            why=RATES_WHY,
            form_columns=1,
            starts=lambda: {"period": self._context.period_id},
        )

    def _choices(self, found: Field) -> Choices:
        """Return the documents a plan may be set by."""
        held = records.list_records(self._context.workspace, found.refers_to)
        return [(record.key, record.title) for record in held]

    # --- what is shown ---

    def show_row(self, sheet: PlanSheet, row: PlanRow) -> None:
        """Show a measure; the same one read again keeps what is being typed."""
        is_other = self._row is None or self._row.measure.key != row.measure.key
        if is_other:
            self.leave()
            self.plans.forget()
            self.rates.forget()
        self._row = row
        self.sentence.setText(capital_first(row.sentence) or "Chưa có số liệu.")
        word = capital_first(row.verdict_text)
        self.reason.setText(f"{word}: {row.reason}" if row.reason else word)
        self.doubts.setText("\n".join(row.doubts))
        self.doubts.setVisible(bool(row.doubts))
        self.plans.show_parts(row.measure.key, [_Plan(one) for one in row.plans if one.plan.key])
        self.rates.show_parts(row.measure.key, [_Rate(one) for one in row.rates])
        told = [f"{one.text}: {one.difference_text}" for one in row.rates if one.difference_text]
        self.differences.setText("\n".join(told))
        self.differences.setVisible(bool(told))
        self._fill(self.measure, "measure", row.measure.key, is_other=is_other)
        figure = row.figure
        self._no_figure.setVisible(figure is None)
        for part in (self.figure, self.files):
            part.setVisible(figure is not None)
        if figure is not None:
            self._fill(self.figure, "figure", figure.key, is_other=is_other)
            self.files.show_record("figure", figure.key)

    def _fill(self, form: RecordForm, entity: str, key: str, *, is_other: bool) -> None:
        """Show a record in its form."""
        record = records.get_record(self._context.workspace, entity, key)
        shown = edit_texts(record, records.edit_text)
        (form.reset if is_other else form.load)(shown)

    def forget(self) -> None:
        """Show no measure any more."""
        self.leave()
        self.plans.forget()
        self.rates.forget()
        self._row = None

    def leave(self) -> None:
        """Keep what is typed but not left yet."""
        if self._row is not None:
            self.measure.save_now()
            self.plans.leave()
            self.rates.leave()
            if self._row.figure is not None:
                self.figure.save_now()

    def unsaved(self) -> list[str]:
        """Return what is typed and not kept."""
        if self._row is None:
            return []
        parts = [one.form for one in (self.plans, self.rates) if one.is_open()]
        return [text for form in (self.measure, self.figure, *parts) if (text := form.unsaved())]

    # --- writing ---

    def _save_figure(self, name: str, text: str) -> None:
        """Keep one field of the figure."""
        key = self._row.figure.key if self._row and self._row.figure else ""
        if key:
            self._put("figure", key, name, text)

    def _save_measure(self, name: str, text: str) -> None:
        """Keep one field of the measure."""
        if self._row is not None:
            self._put("measure", self._row.measure.key, name, text)

    def _put(self, entity: str, key: str, name: str, text: str) -> None:
        """Keep one field."""
        self._context.do(lambda workspace: records.put_texts(workspace, entity, key, {name: text}))


def _whose(plan: _Plan) -> str:
    """Return whose plan it is: its level and its document."""
    level = plan.line.plan.level or ""
    parts = (SHORT_LEVELS.get(level, plan.line.level_text), plan.line.document_text)
    return capital_first(" · ".join(part for part in parts if part))
