"""The criteria of a set with own word, dossier and appraisal side by side, edited in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.entity import entity_named
from ntm_desktop.domain.roadmap import DOSSIER_STATES
from ntm_desktop.domain.values import DECLARED_OUTCOMES
from ntm_desktop.services import appraisal, records
from ui import notices, style
from ui.context import AppContext
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import card, label
from ui.widgets.record_form import RecordForm

if TYPE_CHECKING:
    from ntm_desktop.services.appraisal import AppraisalRow, AppraisalSheet

DETAILS = ("body", "document_number", "document_on")
_NONE = ("", "—")


class AppraisalTable(QWidget):
    """One row a criterion; under the table stands who appraised the chosen one, by what paper."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._code = ""
        self._place = ("", "", "")
        self.table = RecordTable(
            self._columns(), "Tiêu chí, hồ sơ và thẩm định", keeps_refused=True
        )
        self.table.set_empty(
            EmptyState(
                "Bộ tiêu chí này chưa có nội dung",
                "Chọn một bộ khác ở phía trên, hoặc đọc bộ tiêu chí từ phụ lục trong Cài đặt.",
                icon="criteria",
            )
        )
        self.heading = label("", "strong", wrap=True)
        self.difference = label("", "warning", wrap=True)
        self.form = RecordForm(
            entity_named("appraisal"),
            self._save,
            fields=DETAILS,
            columns=3,
            today=context.workspace.today(),
        )
        self.details = card(self.heading, self.difference, self.form, margin=style.MEDIUM)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.MEDIUM)
        column.addWidget(self.table, 1)
        column.addWidget(self.details)
        self.table.row_chosen.connect(self._show)

    def _columns(self) -> list[Column[Any]]:
        """Return the columns: own word, the dossier, the appraisal."""
        return [
            Column("Mã", lambda row: row.code, sort_key=_by_code, width=52),
            Column("Tiêu chí", lambda row: row.name, width=0),
            Column(
                "Tự đánh giá",
                lambda row: "",
                state=lambda row: row.own.value,
                tooltip=lambda row: row.explanation,
                width=148,
            ),
            Column(
                "Hồ sơ",
                lambda row: _capital(DOSSIER_STATES.get(_of(row.dossier, "state"), "")),
                edit=self._dossier("state"),
                edit_text=lambda row: _of(row.dossier, "state"),
                choices=_choices(DOSSIER_STATES),
                width=140,
            ),
            Column(
                "Số xác nhận",
                lambda row: _of(row.dossier, "number"),
                edit=self._dossier("number"),
                width=104,
            ),
            Column(
                "Ngày",
                lambda row: _date(row.dossier, "dated_on"),
                sort_key=lambda row: getattr(row.dossier, "dated_on", None),
                edit=self._dossier("dated_on"),
                width=100,
            ),
            Column(
                "Thẩm định",
                _found_text,
                state=lambda row: row.found.value if row.found else None,
                edit=self._appraisal("outcome"),
                edit_text=lambda row: row.found.value if row.found else "",
                choices=(_NONE, *_choices(DECLARED_OUTCOMES)),
                tooltip=lambda row: row.difference,
                width=148,
            ),
            Column(
                "Ý kiến thẩm định",
                lambda row: _of(row.appraisal, "remark"),
                edit=self._appraisal("remark"),
                width=150,
            ),
        ]

    def _dossier(self, field: str) -> Callable[[AppraisalRow, str], object]:
        """Return what keeps a typed field of the dossier."""

        def keep(row: AppraisalRow, typed: str) -> object:
            set_id, _, unit = self._place
            return self._context.do(
                lambda workspace: appraisal.put_dossier_texts(
                    workspace, set_id, row.code, {field: typed}, unit
                )
            )

        return keep

    def _appraisal(self, field: str) -> Callable[[AppraisalRow, str], object]:
        """Return what keeps a typed field of the appraisal."""
        return lambda row, typed: self._keep(row.code, field, typed)

    def _keep(self, code: str, field: str, typed: str) -> object:
        """Keep one field of the appraisal of a criterion."""
        set_id, period_id, unit = self._place
        return self._context.do(
            lambda workspace: appraisal.put_appraisal_texts(
                workspace, set_id, period_id, code, {field: typed}, unit
            )
        )

    def _save(self, field: str, text: str) -> None:
        """Keep a field of the form under the table."""
        self._keep(self._code, field, text)

    def set_sheet(self, sheet: AppraisalSheet) -> None:
        """Show other criteria, or the same ones read again."""
        place = (sheet.criteria_set.id, sheet.period.id, sheet.unit)
        if place != self._place:
            say_forgotten(self.table)
        self._place = place
        self.table.set_rows(sheet.rows)
        chosen = self.table.current_row()
        if chosen is None and sheet.rows:
            self.table.choose_key(sheet.rows[0].key)
            chosen = self.table.current_row()
        self.details.setVisible(chosen is not None)
        if chosen is not None:
            self._show(chosen)

    def _show(self, row: AppraisalRow) -> None:
        """Show who appraised the chosen criterion by which document."""
        if row.code != self._code:
            self.leave()
        texts = _edit_texts(row)
        (self.form.load if row.code == self._code else self.form.reset)(texts)
        self._code = row.code
        self.heading.setText(f"Thẩm định tiêu chí {row.code}. {row.name}")
        self.difference.setText(row.difference)
        self.difference.setVisible(bool(row.difference))

    def leave(self) -> None:
        """Keep what is typed but not left yet."""
        if self._code:
            self.form.save_now()

    def forget(self) -> None:
        """Keep what is typed, then show another unit, set or period."""
        self.leave()
        self._code = ""


def say_forgotten(table: RecordTable) -> None:
    """Let go of what a table could not keep, before it shows other records, and say so."""
    gone = table.model.forget_refused()
    if gone:
        notices.say(f"Chưa ghi được nên bỏ: {', '.join(gone)}.")


def _edit_texts(row: AppraisalRow) -> dict[str, str]:
    """Return what the form under the table starts with."""
    fields = entity_named("appraisal").fields
    held = row.appraisal
    return {name: records.edit_text(fields[name], getattr(held, name, None)) for name in DETAILS}


def _found_text(row: AppraisalRow) -> str:
    """Return the appraisal as a word; one that differs from the own word says so."""
    word = style.STATES[row.found.value].word if row.found else ""
    return f"{word} (khác)" if row.difference else word


def _by_code(row: AppraisalRow) -> tuple[int, str]:
    """Return the place of a code: 2 before 10."""
    return (int(row.code), "") if row.code.isdecimal() else (10_000, row.code)


def _of(held: object, name: str) -> str:
    """Return a text of a record that may not be there yet."""
    return str(getattr(held, name, None) or "")


def _date(held: object, name: str) -> str:
    """Return a date of a record that may not be there yet."""
    day = getattr(held, name, None)
    return format_date(day) if day else ""


def _choices(words: Any) -> tuple[tuple[str, str], ...]:
    """Return choices with their first letter large."""
    return tuple((word, _capital(text)) for word, text in words.items())


def _capital(text: str) -> str:
    """Return a text with its first letter large."""
    return text[:1].upper() + text[1:]
