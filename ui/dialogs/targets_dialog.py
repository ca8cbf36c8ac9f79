"""The dialog "Mức yêu cầu và đối chiếu": targets of one set, who fixed them, what was compared."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.criteria import WITHOUT_TARGETS, CriteriaSet, Indicator, Target
from ntm_desktop.domain.dates import format_date, parse_date
from ntm_desktop.domain.entity import Field, entity_named
from ntm_desktop.domain.overlay_text import Check, OverlayDraft
from ntm_desktop.domain.overlays import EVERY_GROUP, SETTERS, TargetOverlay
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.record_keys import owner_of
from ntm_desktop.errors import InputError
from ntm_desktop.services import criteria, history, overlays, records
from ntm_desktop.services.workspace import Workspace
from ui import notices, style
from ui.context import AppContext
from ui.models.record_table import RecordTable
from ui.models.row_table import ROW_ROLE, Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page import button, label, line, scrolled
from ui.widgets.record_form import CalmComboBox, FieldBox
from ui.widgets.refusal import try_under

WIDTH, HEIGHT, EDITOR_WIDTH = 1320, 690, 372
WHY = (
    "Mức yêu cầu theo văn bản của bộ; tỉnh hoặc xã quy định khác thì ghi ở đây. Chỗ thiếu mức phải "
    "nhập theo văn bản, chương trình không tự điền."
)
NO_TARGET_HERE = (
    "Chỉ tiêu này không đặt mức ở đây (chấm điểm hoặc so với mức của bộ khác); "
    "vẫn đối chiếu được câu chữ."
)
NO_GROUP = "Chưa chọn nhóm xã, vùng áp dụng của bộ này nên chưa biết dùng cột mức nào."
NO_GROUP_HINT = "Đóng hộp này, chọn nhóm ở Cài đặt › Bộ tiêu chí rồi mở lại."
NOT_IN_USE = "Đã lưu, nhưng mức đang dùng vẫn là “{target}” ({origin})."
NOT_IN_USE_HINT = "Mức của cấp trên, hoặc mức ghi riêng cho năm đang xem, được dùng trước."
UNSAVED = "Mức đã gõ cho chỉ tiêu {code} (“{text}”) chưa được lưu."
UNSAVED_HINT = "Chọn lại chỉ tiêu đó, gõ mức rồi bấm “Lưu mức”."
SCALE_HINT = "Chọn một trong: {words}."
TARGET_HINTS = {
    "percent": "Viết như trong văn bản, ví dụ “≥ 95%”.",
    "number": "Viết như trong văn bản, ví dụ “≥ 2”.",
    "boolean": "Ghi “Đạt”.",
    "conditions": "Ghi nguyên văn yêu cầu.",
}
CHECK_HINT = "Bắt buộc ghi số, ký hiệu. Áp dụng cho các dòng đang chọn."


@dataclasses.dataclass(frozen=True, slots=True)
class TargetRow:
    """One indicator with the target in use and the office's own overlay over it, if any."""

    key: str
    indicator: Indicator
    criterion: str
    target: Target | None
    overlay: TargetOverlay | None

    @property
    def takes_target(self) -> bool:
        """Say whether a target can be set for its kind."""
        return self.indicator.kind not in WITHOUT_TARGETS

    @property
    def is_missing(self) -> bool:
        """Say whether a target is needed and not known."""
        return self.takes_target and self.target is None

    @property
    def target_text(self) -> str:
        """Return the target as a table shows it."""
        if self.target is not None:
            return self.target.text
        return "Thiếu mức" if self.takes_target else "Không đặt mức"

    @property
    def edit_text(self) -> str:
        """Return the target as the editor takes it."""
        return (self.target.word or self.target.text) if self.target else ""

    @property
    def origin(self) -> str:
        """Return who fixed the target in use, or who has to where it is missing."""
        if self.target is not None:
            return SETTERS.get(self.target.set_by, "theo bộ tiêu chí")
        setter = self.indicator.target_set_by
        return SETTERS[setter.value] if setter and self.takes_target else ""

    @property
    def is_checked(self) -> bool:
        """Say whether the target in use was compared with a document."""
        return self.target is not None and self.target.verified

    @property
    def is_yearly(self) -> bool:
        """Say whether a target holds for one year only."""
        if self.overlay is not None:
            return self.overlay.year is not None
        return self.indicator.varies_by_year


FILTERS: tuple[tuple[str, Callable[[TargetRow], bool]], ...] = (
    ("Mọi chỉ tiêu", lambda _: True),
    ("Thiếu mức", lambda row: row.is_missing),
    ("Mức chưa đối chiếu", lambda row: row.target is not None and not row.is_checked),
    ("Câu chữ chưa đối chiếu", lambda row: not row.indicator.verified),
)


def target_rows(workspace: Workspace, set_id: str, year: int) -> tuple[TargetRow, ...]:
    """Return every indicator of a set with the target that holds for the office in a year."""
    found = criteria.effective_set(workspace, set_id)
    group = criteria.commune_group(workspace, set_id)
    held = criteria.overlays_of(workspace, set_id)
    own = [one for one in held if owner_of(one.key) == workspace.owner]
    return tuple(
        TargetRow(
            one.code,
            one,
            f"{criterion.code}. {criterion.name}",
            one.target_for(group, year),
            _own_overlay(own, one.code, _column(found, group), year),
        )
        for criterion in found.criteria
        for one in criterion.indicators
    )


def _column(found: CriteriaSet, group: str | None) -> str | None:
    """Return the column of targets that applies."""
    return found.groups[0].id if len(found.groups) == 1 else group


def _own_overlay(
    own: Sequence[TargetOverlay], code: str, column: str | None, year: int
) -> TargetOverlay | None:
    """Return what the office itself set for an indicator, the most special first."""
    places = ((column, year), (column, None), (EVERY_GROUP, year), (EVERY_GROUP, None))
    held = {(one.commune_group, one.year): one for one in own if one.indicator == code}
    return next((held[place] for place in places if place in held), None)


def _check_columns() -> tuple[Column[TargetRow], ...]:
    """Return the columns that say what was compared."""
    return (
        Column(
            "Đối chiếu mức",
            lambda row: "" if row.target is None else "Đã" if row.is_checked else "Chưa",
            state=lambda row: (
                None if row.target is None else "done" if row.is_checked else "unverified"
            ),
            width=116,
        ),
        Column(
            "Câu chữ",
            lambda row: "Đã" if row.indicator.verified else "Chưa",
            state=lambda row: "done" if row.indicator.verified else "unverified",
            width=92,
        ),
    )


COLUMNS: tuple[Column[TargetRow], ...] = (
    Column("Mã", lambda row: row.key, sort_key=lambda row: _code_order(row.key), width=56),
    Column("Chỉ tiêu", lambda row: row.indicator.text, width=0),
    Column(
        "Mức yêu cầu",
        lambda row: row.target_text,
        token=lambda row: "bad" if row.is_missing else "",
        width=112,
    ),
    Column("Nguồn", lambda row: row.origin, width=168),
    *_check_columns(),
)


def _code_order(code: str) -> list[tuple[int, str]]:
    """Return a key by which "2.10" comes after "2.9"."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in code.split(".")]


def _field(name: str, text: str, hint: str = "", *, of: str = "") -> Field:
    """Return a field of the dialog, after the declared one it fills."""
    declared = entity_named("target_overlay").field(of or name)
    return dataclasses.replace(declared, name=name, label=text, help=hint)


class TargetEditor(QWidget):
    """The right part: the chosen indicator, its target with its document, and the check."""

    def __init__(
        self, save: Callable[[], None], check: Callable[[str], None], drop: Callable[[], None]
    ) -> None:
        super().__init__()
        self.code = label("", "section")
        self.words = label("", wrap=True)
        self.why = label(NO_TARGET_HERE, "muted", wrap=True)
        self.target = FieldBox(_field("target", "Mức yêu cầu", of="word"))
        self.set_by = FieldBox(_field("set_by", "Ai quy định mức này"))
        self.number = FieldBox(_field("document_number", "Số văn bản quy định mức"))
        self.dated = FieldBox(_field("document_on", "Ngày văn bản"))
        self.year = FieldBox(_field("year", "Năm áp dụng", "Để trống là mọi năm."))
        self.save = button("Lưu mức", save, kind="primary")
        self.drop = button("Bỏ mức tự ghi", drop, kind="quiet")
        self.drop.setToolTip("Trở về mức của bộ tiêu chí hoặc của cấp trên")
        self.document = FieldBox(
            _field("document", "Đã đối chiếu với văn bản", CHECK_HINT, of="checked_document")
        )
        self.check_target = button("Đã đối chiếu mức", lambda: check("target"))
        self.check_words = button("Đã đối chiếu câu chữ", lambda: check("wording"))
        self.checked = label("", "small", wrap=True)
        self._boxes = (self.target, self.set_by, self.number, self.dated, self.year)
        self._lay_out()

    def _lay_out(self) -> None:
        """Place the parts one below the other."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        for shown in (self.code, self.words, self.why, self.target):
            column.addWidget(shown)
        column.addLayout(_beside(self.set_by, self.year))
        column.addLayout(_beside(self.number, self.dated))
        column.addLayout(_beside(self.save, self.drop))
        column.addSpacing(style.SMALL)
        column.addWidget(line())
        column.addWidget(self.checked)
        column.addWidget(self.document)
        column.addLayout(_beside(self.check_target, self.check_words))
        column.addStretch(1)

    def show_row(self, row: TargetRow, year: int) -> None:
        """Show an indicator: what is in use, ready to be changed."""
        indicator, overlay = row.indicator, row.overlay
        self.code.setText(f"Chỉ tiêu {indicator.code}")
        self.words.setText(indicator.text)
        hint = TARGET_HINTS.get(indicator.kind.value, "")
        if indicator.scale:
            hint = SCALE_HINT.format(words=", ".join(indicator.scale))
        self.target.field = dataclasses.replace(self.target.field, help=hint)
        self.target.set_text(row.edit_text)
        setter = row.target.set_by if row.target and row.target.set_by else _setter(indicator)
        self.set_by.set_text(setter)
        self.number.set_text((overlay and overlay.document_number) or "")
        day = overlay.document_on if overlay else None
        self.dated.set_text(format_date(day) if day else "")
        self.year.set_text(str(year) if row.is_yearly else "")
        self.document.clear_error()
        self._allow(row)

    def _allow(self, row: TargetRow) -> None:
        """Show only what can be done with an indicator."""
        for box in (*self._boxes, self.save):
            box.setVisible(row.takes_target)
        self.why.setVisible(not row.takes_target)
        self.drop.setVisible(row.overlay is not None)
        self.check_target.setEnabled(row.takes_target)
        self.checked.setText(_check_facts(row))
        self.checked.setVisible(bool(self.checked.text()))

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
            indicator=row.key,
            text=self.target.text(),
            year=year,
            set_by=self.set_by.text(),
            document_number=self.number.text().strip() or None,
            document_on=day,
            check=_kept_check(row, self.target.text(), year),
        )


def _beside(*widgets: QWidget) -> QHBoxLayout:
    """Return a row of widgets."""
    row = QHBoxLayout()
    row.setSpacing(style.SMALL)
    for widget in widgets:
        row.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
    return row


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


def _kept_check(row: TargetRow, text: str, year: int | None) -> Check | None:
    """Return the check of the office's own target while the target itself stays the same."""
    held = row.overlay
    if held is None or not held.checked or (text.strip(), year) != (row.edit_text, held.year):
        return None
    day = held.checked_on.isoformat() if held.checked_on else ""
    return Check(by=held.checked_by or "", document=held.checked_document or "", on=day)


def _is_of(target: Target, overlay: TargetOverlay) -> bool:
    """Say whether the target in use is the one of an overlay."""
    if target.set_by != overlay.set_by or target.word != (overlay.word or ""):
        return False
    same_words = overlay.text is None or target.text == overlay.text
    return same_words and (target.value, target.sub_value) == (overlay.value, overlay.sub_value)


def _check_facts(row: TargetRow) -> str:
    """Return who compared the target with what, where that is known."""
    held = row.overlay
    if held is None or not held.checked:
        return ""
    day = f" ngày {format_date(held.checked_on)}" if held.checked_on else ""
    return f"Mức: {held.checked_by} đã đối chiếu{day} với {held.checked_document}."


class TargetsDialog(QDialog):
    """All indicators of one set on the left, the chosen one on the right; each save is a step."""

    def __init__(self, context: AppContext, set_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._set_id = context, set_id
        self._shown: TargetRow | None = None
        self._year = parse_period(context.period_id).year
        self.setWindowTitle("Mức yêu cầu và đối chiếu")
        self.resize(WIDTH, HEIGHT)
        self.notice = NoticeBar(self)
        self.filter = CalmComboBox()
        self.filter.setAccessibleName("Chỉ hiện các chỉ tiêu")
        for name, _ in FILTERS:
            self.filter.addItem(name)
        self.filter.setMinimumContentsLength(28)
        self.filter.activated.connect(self.reload)
        self.table = RecordTable(COLUMNS, "Chỉ tiêu và mức yêu cầu")
        self.table.set_empty(
            EmptyState("Không còn chỉ tiêu nào ở đây", "Chọn “Mọi chỉ tiêu” để xem lại cả bộ.")
        )
        self.table.row_chosen.connect(self._show)
        self.editor = TargetEditor(self.save, self.check, self.drop)
        self._lay_out()
        self._watch()
        self.reload()
        if self.table.model.rows:
            self.table.choose_key(self.table.model.rows[0].key)

    def _watch(self) -> None:
        """Read again after changes, and say where no column of targets applies."""
        self._context.data_changed.connect(self.reload)
        self.finished.connect(lambda _: self._context.data_changed.disconnect(self.reload))
        found = criteria.criteria_set(self._set_id)
        group = criteria.commune_group(self._context.workspace, self._set_id)
        if len(found.groups) > 1 and group is None:
            self.notice.show_notice(NO_GROUP, NO_GROUP_HINT, kind="warn")

    def _lay_out(self) -> None:
        """Place head, table, editor and the row of buttons."""
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.LARGE, style.HUGE, style.LARGE)
        column.setSpacing(style.SMALL)
        column.addLayout(self._head())
        column.addWidget(self.notice)
        body = QHBoxLayout()
        body.setSpacing(style.LARGE)
        body.addWidget(self.table, 1)
        side = scrolled(self.editor)
        side.setFixedWidth(style.scaled(EDITOR_WIDTH))
        body.addWidget(side)
        column.addLayout(body, 1)
        foot = QHBoxLayout()
        self.undo = button("Hoàn tác", self._undo, icon="undo", shortcut="Ctrl+Z")
        foot.addWidget(self.undo)
        foot.addStretch(1)
        foot.addWidget(button("Đóng", self.accept))
        column.addLayout(foot)

    def _head(self) -> QVBoxLayout:
        """Return name of the set, why, and the filter."""
        found = criteria.criteria_set(self._set_id)
        group = criteria.commune_group(self._context.workspace, self._set_id)
        name = next((one.name for one in found.groups if one.id == group), "")
        facts = [name if len(found.groups) > 1 else "", f"năm {self._year}"]
        head = QVBoxLayout()
        head.setSpacing(style.TINY)
        head.addWidget(label(found.short_name, "section", wrap=True))
        head.addWidget(label(WHY, "small", wrap=True))
        row = QHBoxLayout()
        row.addWidget(label("Hiện", "small"))
        row.addWidget(self.filter)
        row.addStretch(1)
        row.addWidget(label("Mức dùng cho: " + ", ".join(one for one in facts if one), "small"))
        head.addLayout(row)
        return head

    # --- reading ---

    def reload(self, _: object = None) -> None:
        """Read the set again and show the rows of the filter."""
        rows = target_rows(self._context.workspace, self._set_id, self._year)
        for place, (name, wanted) in enumerate(FILTERS):
            self.filter.setItemText(place, f"{name} ({sum(map(wanted, rows))})")
        wanted = FILTERS[self.filter.currentIndex()][1]
        self.table.set_rows(row for row in rows if wanted(row))
        row = self.table.current_row()
        self.editor.setEnabled(row is not None)
        if row is not None and row != self._shown:
            self._shown = None
            self._show(row)
        self.undo.setEnabled(bool(history.undo_label(self._context.workspace)))

    def _show(self, row: TargetRow) -> None:
        """Show the chosen indicator in the editor; what was typed and not saved is said."""
        left = self._shown
        typed = self._typed(left) if left is not None and left.key != row.key else ""
        if left is not None and typed:
            shown = UNSAVED.format(code=left.key, text=typed)
            self.notice.show_notice(shown, UNSAVED_HINT, kind="warn")
        self._shown = row
        self.editor.setEnabled(True)
        self.editor.show_row(row, self._year)

    # --- writing ---

    def save(self) -> None:
        """Keep the typed target as one step; the reason of a refusal stands under the field."""
        row = self.table.current_row()
        draft = self.editor.draft(row) if row is not None else None
        if draft is None:
            return
        said = f"Đã ghi mức của chỉ tiêu {row.key}."
        saved = try_under(
            self.editor.target,
            lambda: self._context.do(
                lambda workspace: overlays.set_target(workspace, self._set_id, draft), said=said
            ),
        )
        if saved is not None:
            self._tell(said, row.key, saved.key)

    def _tell(self, said: str, code: str, key: str) -> None:
        """Say that a target is kept, and when another one stays in use."""
        rows = target_rows(self._context.workspace, self._set_id, self._year)
        row = next(one for one in rows if one.key == code)
        overlay, target = row.overlay, row.target
        if overlay and overlay.key == key and target and _is_of(target, overlay):
            self.notice.show_notice(said, kind="good")
            return
        shown = NOT_IN_USE.format(target=row.target_text, origin=row.origin)
        self.notice.show_notice(shown, NOT_IN_USE_HINT, kind="warn")

    def drop(self) -> None:
        """Take away the office's own target: that of the set or of the superior holds again."""
        row = self.table.current_row()
        if row is None or row.overlay is None:
            return
        key = row.overlay.key
        said = f"Đã bỏ mức tự ghi của chỉ tiêu {row.key}."
        self._context.do(
            lambda workspace: records.delete_record(workspace, "target_overlay", key), said=said
        )
        self.notice.show_notice(said, kind="good")

    def check(self, part: str) -> None:
        """Keep that targets ("target") or words ("wording") of the chosen rows were compared."""
        codes = self._chosen()
        row = self.table.current_row()
        if not codes or row is None:
            return
        if part == "target" and self._typed(row):
            self.editor.target.show_error("Lưu mức vừa gõ rồi mới ghi đã đối chiếu.")
            return
        said = f"Đã ghi đối chiếu {len(codes)} {'mức' if part == 'target' else 'câu chữ'}."
        document = self.editor.document
        done = try_under(
            document,
            lambda: self._context.do(
                lambda workspace: self._check(workspace, part, codes, document.text()), said=said
            ),
        )
        if done is not None:
            self.notice.show_notice(said, kind="good")

    def _chosen(self) -> list[str]:
        """Return the codes of the selected rows, from top to bottom."""
        places = self.table.view.selectionModel().selectedRows()
        return [place.data(ROW_ROLE).key for place in sorted(places, key=QModelIndex.row)]

    def _typed(self, row: TargetRow) -> str:
        """Return a target that was typed for a row and is not saved."""
        typed = self.editor.target.text().strip()
        return typed if row.takes_target and typed != row.edit_text else ""

    def _check(self, workspace: Workspace, part: str, codes: list[str], document: str) -> object:
        """Write the check of today by the person at this computer."""
        made = overlays.check_of(workspace, workspace.user, document)
        if part == "target":
            return overlays.check_targets(workspace, self._set_id, codes, made, year=self._year)
        return overlays.check_wording(workspace, self._set_id, codes, made)

    def _undo(self) -> None:
        """Take back the last step."""
        undone = self._context.do(history.undo)
        if undone is not None:
            notices.say(f"Đã hoàn tác: {undone.label}.")
            self.notice.show_notice(f"Đã hoàn tác: {undone.label}.", kind="info")
