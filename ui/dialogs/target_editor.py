"""The right part of "Mức yêu cầu và đối chiếu": one target, its check, its wording, its measure."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.criteria import Indicator
from ntm_desktop.domain.dates import format_date, parse_date
from ntm_desktop.domain.entity import Field, Kind, entity_named
from ntm_desktop.domain.overlay_text import Check, OverlayDraft
from ntm_desktop.domain.overlays import EVERY_GROUP
from ntm_desktop.errors import InputError
from ui import style
from ui.dialogs.target_rows import MISSING_TIP, TargetRow, target_facts
from ui.widgets.page import button, label, line
from ui.widgets.record_form import FieldBox
from ui.widgets.refusal import try_under

SCALE_HINT = "Chọn một trong: {words}."
TARGET_HINTS = {
    "percent": "Viết như trong văn bản, ví dụ “≥ 95%”.",
    "number": "Viết như trong văn bản, ví dụ “≥ 2”.",
    "boolean": "Ghi “Đạt”.",
    "conditions": "Ghi nguyên văn yêu cầu.",
}
PART_HINT = "Có phần “trong đó” thì ghi trong ngoặc, ví dụ “≥ 95% (≥ 55%)”."
CHECK_HINT = "Bắt buộc ghi số, ký hiệu. Dùng cho các dòng đang chọn, cả khi sửa câu chữ."
WORDS_HINT = "Chép đúng như văn bản. Bộ có sẵn không đổi; chỉ đơn vị này dùng câu đã sửa."
EVERY_COLUMN = "mọi nhóm của bộ"


@dataclasses.dataclass(frozen=True, slots=True)
class EditorActions:
    """What the buttons of the editor do; `check` and `drop_words` are for the selected rows."""

    save: Callable[[], None]
    drop: Callable[[], None]
    check: Callable[[str], None]
    uncheck: Callable[[], None]
    save_words: Callable[[], None]
    drop_words: Callable[[], None]
    join: Callable[[], None]
    part: Callable[[], None]


def _field(name: str, text: str, hint: str = "", *, of: str = "") -> Field:
    """Return a field of the dialog, after the declared one it fills."""
    declared = entity_named("target_overlay").field(of or name)
    return dataclasses.replace(declared, name=name, label=text, help=hint)


def beside(*widgets: QWidget) -> QHBoxLayout:
    """Return a row of widgets of one width."""
    row = QHBoxLayout()
    row.setSpacing(style.SMALL)
    for widget in widgets:
        row.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
    return row


class TargetEditor(QWidget):
    """The chosen row: target with its document, who compared it, the wording, the same measure."""

    def __init__(self, actions: EditorActions, columns: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.code = label("", "section")
        self.words = label("", wrap=True)
        self.why = label("", "muted", wrap=True)
        self._make_target(actions, columns)
        self._make_check(actions)
        self._make_words(actions)
        self.measure = label("", "small", wrap=True)
        self.join = button("Nối với chỉ tiêu bộ khác…", actions.join)
        self.part = button("Bỏ nối", actions.part, kind="quiet")
        self._lay_out()

    def _make_target(self, actions: EditorActions, columns: Sequence[tuple[str, str]]) -> None:
        """Make the fields of the target."""
        self.target = FieldBox(_field("target", "Mức yêu cầu", of="word"))
        choices = {**dict(columns), EVERY_GROUP: EVERY_COLUMN}
        group = Field("group", Kind.CHOICE, "Áp dụng cho", choices=choices)
        self.group = FieldBox(group)
        self.set_by = FieldBox(_field("set_by", "Ai quy định mức này"))
        self.number = FieldBox(_field("document_number", "Số văn bản quy định mức"))
        self.dated = FieldBox(_field("document_on", "Ngày văn bản"))
        self.year = FieldBox(_field("year", "Năm áp dụng", "Để trống là mọi năm."))
        self.save = button("Lưu mức", actions.save, kind="primary")
        self.drop = button("Bỏ mức tự ghi", actions.drop, kind="quiet")
        self.drop.setToolTip("Trở về mức của bộ tiêu chí hoặc của cấp trên")
        self._target_boxes = (
            *(self.target, self.group, self.set_by, self.number, self.dated, self.year),
        )

    def _make_check(self, actions: EditorActions) -> None:
        """Make the fields that say who compared what, with which document, when."""
        self.document = FieldBox(
            _field("document", "Đối chiếu với văn bản", CHECK_HINT, of="checked_document")
        )
        self.by = FieldBox(_field("by", "Người đối chiếu", of="checked_by"))
        self.on = FieldBox(_field("on", "Ngày đối chiếu", of="checked_on"))
        self.check_target = button("Đã đối chiếu mức", lambda: actions.check("target"))
        self.check_words = button("Đã đối chiếu câu chữ", lambda: actions.check("wording"))
        self.checked = label("", "small", wrap=True)
        self.uncheck = button("Bỏ dấu đối chiếu mức", actions.uncheck, kind="quiet")

    def _make_words(self, actions: EditorActions) -> None:
        """Make the fields of the wording."""
        self.wording = FieldBox(Field("wording", Kind.LONG_TEXT, "Câu chữ", help=WORDS_HINT))
        self.plain = label("", "small", wrap=True)
        self.save_words = button("Lưu câu chữ", actions.save_words)
        self.drop_words = button("Trở về câu chữ của bộ", actions.drop_words, kind="quiet")

    def _lay_out(self) -> None:
        """Place the parts one below the other."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        for shown in (self.code, self.words, self.why, self.target, self.group):
            column.addWidget(shown)
        column.addLayout(beside(self.set_by, self.year))
        column.addLayout(beside(self.number, self.dated))
        column.addLayout(beside(self.save, self.drop))
        column.addWidget(line())
        column.addWidget(self.checked)
        column.addWidget(self.document)
        column.addLayout(beside(self.by, self.on))
        column.addLayout(beside(self.check_target, self.check_words))
        column.addWidget(self.uncheck, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(line())
        column.addWidget(self.wording)
        column.addWidget(self.plain)
        column.addLayout(beside(self.save_words, self.drop_words))
        column.addWidget(self.measure)
        column.addLayout(beside(self.join, self.part))
        column.addStretch(1)

    # --- showing ---

    def start(self, by: str, today: datetime.date) -> None:
        """Propose who compares, and when: this person, today."""
        self.by.set_text(by)
        self.on.set_text(format_date(today))

    def show_row(self, row: TargetRow, year: int, column: str | None, facts: str) -> None:
        """Show a row: what is in use, ready to be changed; `facts` tell of its wording."""
        self.code.setText(f"{'Chỉ tiêu' if row.indicator else 'Tiêu chí'} {row.code}")
        self.words.setText(row.text)
        self.why.setText(row.no_target_reason)
        if row.indicator is not None:
            self._show_target(row, row.indicator, year, column)
        self.wording.set_text(row.text)
        changed = row.changed is not None
        self.plain.setText(f"Trong bộ tiêu chí: “{row.plain}”" if changed else "")
        self.checked.setText("\n".join(one for one in (target_facts(row), facts) if one))
        self.document.clear_error()
        self._allow(row)

    def _show_target(
        self, row: TargetRow, indicator: Indicator, year: int, column: str | None
    ) -> None:
        """Show the target of an indicator."""
        overlay = row.overlay
        self.target.field = dataclasses.replace(self.target.field, help=_target_hint(row))
        self.target.set_text(row.edit_text)
        setter = row.target.set_by if row.target and row.target.set_by else _setter(indicator)
        self.set_by.set_text(setter)
        self.number.set_text((overlay and overlay.document_number) or "")
        day = overlay.document_on if overlay else None
        self.dated.set_text(format_date(day) if day else "")
        self.year.set_text(str(year) if row.is_yearly else "")
        self.group.set_text((overlay.commune_group if overlay else None) or column or "")

    def _allow(self, row: TargetRow) -> None:
        """Show only what can be done with a row."""
        for box in (*self._target_boxes, self.save):
            box.setVisible(row.takes_target)
        self.group.setVisible(row.takes_target and len(self.group.field.choices) > 2)
        self.why.setVisible(bool(self.why.text()))
        self.drop.setVisible(row.overlay is not None)
        self.check_target.setEnabled(row.takes_target)
        self.uncheck.setVisible(bool(row.overlay and row.overlay.checked))
        self.checked.setVisible(bool(self.checked.text()))
        self.plain.setVisible(bool(self.plain.text()))
        self.drop_words.setVisible(bool(row.wording and row.wording.checked))
        for shown in (self.measure, self.join, self.part):
            shown.setVisible(row.indicator is not None)

    def show_measure(self, text: str, *, can_join: bool, can_part: bool) -> None:
        """Show which indicators of other sets measure the same thing."""
        self.measure.setText(text)
        self.join.setEnabled(can_join)
        self.part.setVisible(can_part)

    # --- reading ---

    def draft(self, row: TargetRow) -> OverlayDraft | None:
        """Return what is typed; None where a field is refused (its reason stands under it)."""
        typed = self.dated.text().strip()
        day = try_under(self.dated, lambda: parse_date(typed).isoformat() if typed else None)
        year = try_under(self.year, lambda: typed_year(self.year.text()))
        if not self.set_by.text():
            self.set_by.show_error("Chọn ai quy định mức này.")
        if any(box.has_error() for box in (self.dated, self.year, self.set_by)):
            return None
        return OverlayDraft(
            indicator=row.code,
            text=self.target.text(),
            group=self.group.text() or None,
            year=year,
            set_by=self.set_by.text(),
            document_number=self.number.text().strip() or None,
            document_on=day,
            check=_kept_check(row, self.target.text(), year, self.group.text()),
        )

    def check_day(self) -> str | None:
        """Return the typed day of a check in ISO form; None where it is refused or empty."""
        typed = self.on.text().strip()
        return try_under(self.on, lambda: parse_date(typed).isoformat() if typed else None)


def _target_hint(row: TargetRow) -> str:
    """Return how a target of this kind is written, and that it is missing where it is."""
    indicator = row.indicator
    assert indicator is not None
    hint = TARGET_HINTS.get(indicator.kind.value, "")
    if indicator.scale:
        hint = SCALE_HINT.format(words=", ".join(indicator.scale))
    if indicator.sub_text:
        hint = f"{hint} {PART_HINT}".strip()
    return f"{MISSING_TIP} {hint}".strip() if row.is_missing else hint


def _setter(indicator: Indicator) -> str:
    """Return who is to fix a target where the set says it, else "" (the person says who)."""
    return indicator.target_set_by.value if indicator.target_set_by else ""


def typed_year(text: str) -> int | None:
    """Return a typed year, None for every year; raise `InputError`."""
    typed = text.strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and 2000 <= int(typed) <= 2100):
        raise InputError(f"“{typed}” không phải một năm.", hint="Ghi bốn chữ số, ví dụ 2025.")
    return int(typed)


def _kept_check(row: TargetRow, text: str, year: int | None, group: str) -> Check | None:
    """Return the check of the office's own target while the target itself stays the same."""
    held = row.overlay
    if held is None or not held.checked:
        return None
    if (text.strip(), year) != (row.edit_text, held.year) or group not in (
        "",
        held.commune_group,
    ):
        return None
    day = held.checked_on.isoformat() if held.checked_on else ""
    return Check(by=held.checked_by or "", document=held.checked_document or "", on=day)
