"""The dialog "Sửa cấu trúc bộ tiêu chí": criteria and indicators of an own set, edit by edit."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop import texts
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.entity import Field, Kind
from ntm_desktop.domain.pack_edits import (
    Edit,
    Pack,
    add_criterion,
    add_indicator,
    change_criterion,
    change_indicator,
    change_set,
    move_criterion,
    move_indicator,
    next_code,
    remove_criterion,
    remove_indicator,
)
from ntm_desktop.errors import UserError
from ntm_desktop.services import criteria, pack_editor
from ntm_desktop.services.pack_editor import EditRefusedError, FieldError
from ui import notices, style
from ui.context import AppContext
from ui.dialogs.pack_rows import (
    COLUMNS,
    CRITERION,
    INDICATOR,
    PackRow,
    field_text,
    pack_rows,
    shown_fields,
    typed_fields,
)
from ui.models.record_table import RecordTable
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page import button, label, scrolled
from ui.widgets.record_form import FieldBox
from ui.widgets.told_refusal import try_and_tell

WIDTH, HEIGHT, EDITOR_WIDTH = 1240, 690, 380
WHY = (
    "Chỉ bộ riêng mới sửa được. Mỗi lần lưu được kiểm tra trước khi ghi; bản trước được giữ lại. "
    "Mức yêu cầu nhập ở “Mức yêu cầu, đối chiếu”."
)
LEAVE = "Bỏ nội dung đang gõ ở mã {code}?"
REMOVE = "Bỏ {what} {code} khỏi bộ tiêu chí?"
REMOVE_MORE = "Hoàn tác được bằng nút “Hoàn tác” ở hộp này."
TARGETS_EMPTIED = " Mức yêu cầu cũ không còn hợp nên để trống, nhập lại theo văn bản."


class PackEditor(QWidget):
    """The right part: the fields of a criterion, or of an indicator of some kind."""

    def __init__(self) -> None:
        super().__init__()
        sets = {one: criteria.criteria_set(one).short_name for one in criteria.set_ids()}
        self.head = label("", "section", wrap=True)
        self.criterion = {one.name: FieldBox(one) for one in CRITERION}
        self.indicator = {
            one.name: FieldBox(
                dataclasses.replace(one, choices=sets) if one.name == "base_set" else one
            )
            for one in INDICATOR
        }
        self.indicator["kind"].left.connect(lambda _: self._fit_kind())
        self._is_indicator = False
        self._starts: dict[str, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(self.head)
        for box in (*self.criterion.values(), *self.indicator.values()):
            column.addWidget(box)
        column.addStretch(1)

    def boxes(self) -> dict[str, FieldBox]:
        """Return the fields of what is shown, by name."""
        if not self._is_indicator:
            return self.criterion
        wanted = shown_fields(self.indicator["kind"].text())
        return {name: box for name, box in self.indicator.items() if name in wanted}

    def show_row(self, title: str, row: PackRow) -> None:
        """Show a row, kept or new, under a title."""
        self.head.setText(title)
        self._is_indicator = row.is_indicator
        for name, box in (self.indicator if row.is_indicator else self.criterion).items():
            box.set_text(field_text(row.data, name))
        self._fit_kind()
        self._starts = self.typed()

    def _fit_kind(self) -> None:
        """Show the fields that belong to what is shown."""
        wanted = self.boxes()
        for held in (self.criterion, self.indicator):
            for box in held.values():
                box.setVisible(any(box is one for one in wanted.values()))

    def typed(self) -> dict[str, str]:
        """Return the texts of the fields."""
        return {name: box.text() for name, box in self.boxes().items()}

    def is_changed(self) -> bool:
        """Say whether something is typed that was not saved."""
        return self.typed() != self._starts

    def show_errors(self, errors: tuple[FieldError, ...]) -> list[str]:
        """Show each error of this row under its field; return those that belong elsewhere."""
        boxes, left = self.boxes(), []
        names = {"relative_to": "base_set"}
        code = " ".join(boxes["code"].text().split())
        for one in errors:
            box = boxes.get(names.get(one.field, one.field)) if one.code == code else None
            if box is None:
                left.append(one.line)
            else:
                box.show_error(one.text)
        return left

    def clear_errors(self) -> None:
        """Show no errors."""
        for box in self.boxes().values():
            box.clear_error()


class PackDialog(QDialog):
    """Names of the set above, criteria and indicators at the left, the chosen one at the right."""

    def __init__(self, context: AppContext, set_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._set_id = context, set_id
        self._shown: PackRow | None = None
        self._is_new = False
        self._pack: Pack = {}
        self.setWindowTitle("Sửa cấu trúc bộ tiêu chí")
        self.resize(WIDTH, HEIGHT)
        self.notice = NoticeBar(self)
        self.name = FieldBox(Field("name", Kind.TEXT, "Tên bộ tiêu chí"))
        self.short_name = FieldBox(Field("short_name", Kind.TEXT, "Tên ngắn"))
        self.complete = FieldBox(Field("complete", Kind.BOOLEAN, "Đã đủ nội dung"))
        self.save_names = button("Lưu tên bộ", self._save_names)
        self.table = RecordTable(COLUMNS, "Cấu trúc bộ tiêu chí")
        self.table.set_empty(
            EmptyState("Bộ chưa có tiêu chí", "Bấm “Thêm tiêu chí” và ghi theo văn bản.")
        )
        self.table.row_chosen.connect(self._show)
        self.editor = PackEditor()
        self.add_criterion = button("Thêm tiêu chí", self._new_criterion, icon="add")
        self.add_indicator = button("Thêm chỉ tiêu", self._new_indicator, icon="add")
        self.up = button("Lên", lambda: self._move(-1))
        self.down = button("Xuống", lambda: self._move(1))
        self.remove = button("Bỏ dòng này", self._remove, icon="delete")
        self.undo = button("Hoàn tác", self._undo, icon="undo", shortcut="Ctrl+Z")
        self.save = button("Lưu dòng này", self._save, kind="primary")
        self._lay_out()
        self._read()
        rows = self.table.model.rows
        if rows:
            self.table.choose_key(rows[0].key)

    def _lay_out(self) -> None:
        """Place names, table, editor and the rows of buttons."""
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.LARGE, style.HUGE, style.LARGE)
        column.setSpacing(style.SMALL)
        column.addWidget(label(WHY, "small", wrap=True))
        column.addWidget(self.notice)
        names = QHBoxLayout()
        names.setSpacing(style.MEDIUM)
        for box, share in ((self.name, 5), (self.short_name, 3), (self.complete, 2)):
            names.addWidget(box, share)
        names.addWidget(self.save_names, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(names)
        body = QHBoxLayout()
        body.setSpacing(style.LARGE)
        left = QVBoxLayout()
        left.setSpacing(style.SMALL)
        left.addLayout(self._row_buttons())
        left.addWidget(self.table, 1)
        body.addLayout(left, 1)
        right = QVBoxLayout()
        side = scrolled(self.editor)
        side.setFixedWidth(style.scaled(EDITOR_WIDTH))
        right.addWidget(side, 1)
        right.addWidget(self.save)
        body.addLayout(right)
        column.addLayout(body, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.undo)
        foot.addStretch(1)
        foot.addWidget(button("Đóng", self.reject))
        column.addLayout(foot)

    def _row_buttons(self) -> QHBoxLayout:
        """Return what can be done with the chosen row."""
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        for made in (self.add_criterion, self.add_indicator, self.up, self.down):
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(self.remove)
        return row

    # --- reading ---

    def _read(self, choose: str = "") -> None:
        """Show the set as its file has it, and choose a row where one is named."""
        workspace = self._context.workspace
        self._pack = pack_editor.pack_of_set(workspace, self._set_id)
        self._shown, self._is_new = None, False
        for box in (self.name, self.short_name, self.complete):
            box.set_text(field_text(self._pack, box.field.name))
        self.table.set_rows(pack_rows(self._pack))
        self.undo.setEnabled(pack_editor.can_undo(workspace, self._set_id))
        if choose:
            self.table.choose_key(choose)
        row = self.table.current_row()
        self._allow(row is not None)
        if row is not None:
            self._show_row(row)

    def _allow(self, chosen: bool) -> None:
        """Allow what needs a chosen row."""
        for made in (self.add_indicator, self.up, self.down, self.remove, self.save):
            made.setEnabled(chosen)
        self.editor.setVisible(chosen)

    def _show(self, row: PackRow) -> None:
        """Show the chosen row, after a question where something typed would go."""
        left = self._shown
        if left is not None and left.key == row.key and self.editor.is_changed():
            return
        if not self._may_leave():
            self.table.choose_key(left.key if left else "")
            return
        self._show_row(row)

    def _may_leave(self) -> bool:
        """Say whether nothing typed would go, or the person lets it go."""
        left = self._shown
        if left is None or not self.editor.is_changed():
            return True
        return notices.confirm(LEAVE.format(code=left.code), "Bỏ nội dung đang gõ")

    def _show_row(self, row: PackRow) -> None:
        """Show a kept row in the editor."""
        self._shown, self._is_new = row, False
        self._allow(True)
        word = "Chỉ tiêu" if row.is_indicator else "Tiêu chí"
        self.editor.show_row(f"{word} {row.code}", row)
        self.save.setText("Lưu dòng này")

    def _new_criterion(self) -> None:
        """Start a criterion after the chosen one."""
        if not self._may_leave():
            return
        code = next_code(self._pack)
        data = {"code": code, "complete": False}
        self._start(PackRow("", code, code, False, data), "Tiêu chí mới", "Thêm tiêu chí này")

    def _new_indicator(self) -> None:
        """Start an indicator of the chosen criterion."""
        row = self.table.current_row()
        if row is None or not self._may_leave():
            return
        code = next_code(self._pack, row.criterion)
        data = {"code": code, "kind": "boolean"}
        title = f"Chỉ tiêu mới của tiêu chí {row.criterion}"
        self._start(PackRow("", code, row.criterion, True, data), title, "Thêm chỉ tiêu này")

    def _start(self, row: PackRow, title: str, verb: str) -> None:
        """Show an empty row to be filled in."""
        self._shown, self._is_new = row, True
        self.editor.show_row(title, row)
        self.editor.setVisible(True)
        self.save.setText(verb)
        self.save.setEnabled(True)
        self.editor.boxes()["text" if row.is_indicator else "name"].focus()

    # --- editing ---

    def _save(self) -> None:
        """Write the row that is shown, new or changed."""
        row = self._shown
        if row is None:
            return
        fields = typed_fields(self.editor.typed())
        kept = criteria.criteria_set(self._set_id)
        edits = self._new_edits(row, fields) if self._is_new else [_change(row, fields)]
        key = f"{'ct' if row.is_indicator else 'tc'} {fields['code']}"
        is_change = not self._is_new
        renamed = {row.code: str(fields["code"])}
        found = self._edit(edits, f"Đã ghi {_word(row)} {fields['code']}.", key, renamed)
        if found is not None and row.is_indicator and is_change:
            self._tell_emptied(kept, found, row.code, str(fields["code"]))

    def _new_edits(self, row: PackRow, fields: dict[str, object]) -> list[Edit]:
        """Return the edits that add the row that is shown."""
        chosen = self.table.current_row()
        code = str(fields["code"])
        if row.is_indicator:
            after = chosen.code if chosen and chosen.is_indicator else None
            return [add_indicator(row.criterion, fields, after)]
        after = chosen.criterion if chosen else None
        return [add_criterion(code, str(fields["name"]), after), change_criterion(code, fields)]

    def _tell_emptied(self, before: CriteriaSet, after: CriteriaSet, old: str, new: str) -> None:
        """Say that targets of another form were emptied."""
        held = before.indicator(old).targets.values()
        if any(one.known for one in held) and not any(
            one.known for one in after.indicator(new).targets.values()
        ):
            said = f"Đã ghi chỉ tiêu {new}.{TARGETS_EMPTIED}"
            self.notice.show_notice(said, kind="warn")

    def _move(self, by: int) -> None:
        """Move the chosen row up or down."""
        row = self.table.current_row()
        if row is not None:
            edit = (
                move_indicator(row.code, by) if row.is_indicator else move_criterion(row.code, by)
            )
            self._edit([edit], "", row.key)

    def _remove(self) -> None:
        """Take the chosen row out, after a question."""
        row = self.table.current_row()
        if row is None:
            return
        question = REMOVE.format(what=_word(row), code=row.code)
        if notices.confirm(question, f"Bỏ {_word(row)}", REMOVE_MORE, danger=True):
            edit = remove_indicator(row.code) if row.is_indicator else remove_criterion(row.code)
            self._edit([edit], f"Đã bỏ {_word(row)} {row.code}.")

    def _save_names(self) -> None:
        """Write the names of the set, and whether it is complete."""
        boxes = (self.name, self.short_name, self.complete)
        fields = typed_fields({box.field.name: box.text() for box in boxes})
        self._edit([change_set(fields)], "Đã ghi tên bộ tiêu chí.")

    def _undo(self) -> None:
        """Take the last edit of the structure back."""
        workspace, set_id = self._context.workspace, self._set_id
        if notices.agreed(pack_editor.undo_doubts(workspace, set_id), "Vẫn hoàn tác"):
            self._write(
                lambda: pack_editor.undo_edit(workspace, set_id), "Đã hoàn tác lần sửa cuối."
            )

    def _edit(
        self,
        edits: list[Edit],
        said: str,
        choose: str = "",
        renamed: Mapping[str, str] | None = None,
    ) -> CriteriaSet | None:
        """Apply edits; what is refused is shown at its place, what is doubtful is asked first."""
        workspace, set_id = self._context.workspace, self._set_id
        self.editor.clear_errors()
        made = try_and_tell(
            lambda: pack_editor.edited(workspace, set_id, *edits), self._tell_refusal
        )
        if made is None:
            return None
        doubts = pack_editor.edit_doubts(workspace, set_id, made, renamed)
        if not notices.agreed(doubts, "Vẫn ghi"):
            return None
        found = self._write(lambda: pack_editor.edit_set(workspace, set_id, *edits), said, choose)
        if found is not None and made.dropped_rules:
            rules = "; ".join(made.dropped_rules)
            self.notice.show_notice(said, texts.RULES_DROPPED.format(rules=rules), kind="warn")
        return found

    def _write(
        self, call: Callable[[], CriteriaSet], said: str, choose: str = ""
    ) -> CriteriaSet | None:
        """Write the file and show it again; None where it is refused."""
        self.editor.clear_errors()
        found = try_and_tell(call, self._tell_refusal)
        if found is None:
            return None
        self._read(choose)
        self._context.reload_all()
        if said:
            self.notice.show_notice(said, kind="good")
        return found

    def _tell_refusal(self, error: UserError) -> None:
        """Show each error under its field; what belongs to none stands in the bar."""
        errors = error.errors if isinstance(error, EditRefusedError) else ()
        left = self.editor.show_errors(errors)
        marked = len(errors) - len(left)
        shown = "Chưa ghi: sửa chỗ đánh dấu bên phải." if marked else str(error)
        self.notice.show_notice(shown, " ".join(left) if marked else error.hint, kind="bad")

    def reject(self) -> None:
        """Close, after a question where something typed is not saved."""
        if self._may_leave():
            self.accept()


def _word(row: PackRow) -> str:
    """Return what a row is called."""
    return "chỉ tiêu" if row.is_indicator else "tiêu chí"


def _change(row: PackRow, fields: dict[str, object]) -> Edit:
    """Return the edit that changes a row."""
    if row.is_indicator:
        return change_indicator(row.code, fields)
    return change_criterion(row.code, fields)
