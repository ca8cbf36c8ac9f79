"""The dialog "Mức yêu cầu và đối chiếu": targets and wordings of one set, and what was compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.criteria import CriteriaSet, Target
from ntm_desktop.domain.overlay_text import Check
from ntm_desktop.domain.overlays import TargetOverlay
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.services import criteria, history, overlays, records, target_doubts
from ntm_desktop.services.locked_outcomes import watched
from ntm_desktop.services.workspace import Workspace
from ui import notices, style
from ui.context import AppContext
from ui.dialogs import measure_dialog
from ui.dialogs.target_editor import EditorActions, TargetEditor
from ui.dialogs.target_rows import (
    COLUMNS,
    FILTERS,
    TargetRow,
    column_of,
    original_facts,
    target_rows,
    wording_facts,
)
from ui.models.record_table import RecordTable
from ui.models.row_table import ROW_ROLE
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page import button, label, scrolled
from ui.widgets.record_form import CalmComboBox
from ui.widgets.refusal import try_under
from ui.widgets.undo_question import may_undo

WIDTH, HEIGHT, EDITOR_WIDTH = 1320, 690, 392
WHY = (
    "Mức và câu chữ theo văn bản của bộ; tỉnh hoặc đơn vị quy định khác, hay bộ ghi chưa đúng văn "
    "bản, thì ghi ở đây. Chỗ chưa biết phải nhập theo văn bản, chương trình không tự điền."
)
NO_GROUP = "Chưa chọn nhóm xã, vùng áp dụng của bộ này nên chưa biết dùng cột mức nào."
NO_GROUP_HINT = "Chọn cột ở ô “Cột mức”; chọn hẳn cho đơn vị ở Cài đặt › Bộ tiêu chí."
NOT_IN_USE = "Đã lưu, nhưng mức đang dùng vẫn là “{target}” ({origin})."
NOT_IN_USE_HINT = "Mức của cấp trên, hoặc mức ghi riêng cho năm, cột đang xem, được dùng trước."
UNSAVED = "Nội dung đã gõ ở mã {code} (“{text}”) chưa được lưu."
UNSAVED_HINT = "Chọn lại dòng đó, gõ lại rồi bấm “Lưu mức” hoặc “Lưu câu chữ”."
LEAVE = "Đóng mà không lưu nội dung đã gõ ở mã {code}?"
SAME_AS = "Đo cùng một thứ với: {others}."
SAME_AS_NOBODY = "Chưa nối với chỉ tiêu nào của bộ khác."
YEARS_AHEAD = 5


class TargetsDialog(QDialog):
    """Criteria and indicators of a set at the left, the chosen one right; each save is a step."""

    def __init__(self, context: AppContext, set_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._set_id = context, set_id
        self._shown: TargetRow | None = None
        self._set = criteria.criteria_set(set_id)
        self._year = parse_period(context.period_id).year
        group = criteria.commune_group(context.workspace, set_id)
        self._column = column_of(self._set, group)
        self.setWindowTitle("Mức yêu cầu và đối chiếu")
        self.resize(WIDTH, HEIGHT)
        self.notice = NoticeBar(self)
        self.filter = _combo("Chỉ hiện", [(name, name) for name, _ in FILTERS], 28)
        self.filter.activated.connect(self.reload)
        self.column = _combo("Cột mức", [(name, one) for one, name in _columns(self._set)], 18)
        self.column.setPlaceholderText("Chưa chọn nhóm")
        self.column.setCurrentIndex(self.column.findData(self._column))
        self.column.activated.connect(self._look_elsewhere)
        self.year = _combo("Năm", [(str(one), one) for one in _years(self._set, self._year)], 6)
        self.year.setCurrentIndex(self.year.findData(self._year))
        self.year.activated.connect(self._look_elsewhere)
        self.table = RecordTable(COLUMNS, "Tiêu chí, chỉ tiêu và mức yêu cầu", filterable=True)
        self.table.set_empty(
            EmptyState("Không còn dòng nào ở đây", "Chọn “Cả bộ” để xem lại cả bộ.")
        )
        self.table.row_chosen.connect(self._show)
        self.editor = TargetEditor(self._actions(), _columns(self._set))
        self.editor.start(context.workspace.user, context.workspace.today())
        self._lay_out()
        self._watch()
        self.reload()
        rows = self.table.model.rows
        first = next((row for row in rows if row.indicator), rows[0] if rows else None)
        if first is not None:
            self.table.choose_key(first.key)

    def _actions(self) -> EditorActions:
        """Return what the buttons of the editor do."""
        return EditorActions(
            save=self.save,
            drop=self.drop,
            check=self.check,
            uncheck=self.uncheck,
            save_words=self.save_words,
            drop_words=self.drop_words,
            join=self.join,
            part=self.part,
        )

    def _watch(self) -> None:
        """Read again after changes, and say where no column of targets applies."""
        self._context.data_changed.connect(self.reload)
        self.finished.connect(lambda _: self._context.data_changed.disconnect(self.reload))
        if self._column is None:
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
        foot.addWidget(button("Đóng", self.reject))
        column.addLayout(foot)

    def _head(self) -> QVBoxLayout:
        """Return name of the set, why, what is shown, and for which column and year."""
        head = QVBoxLayout()
        head.setSpacing(style.TINY)
        head.addWidget(label(self._set.short_name, "section", wrap=True))
        head.addWidget(label(WHY, "small", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        row.addWidget(label("Hiện", "small"))
        row.addWidget(self.filter)
        row.addStretch(1)
        if len(self._set.groups) > 1:
            row.addWidget(label("Cột mức", "small"))
            row.addWidget(self.column)
        row.addWidget(label("Năm", "small"))
        row.addWidget(self.year)
        head.addLayout(row)
        return head

    # --- reading ---

    def rows(self) -> tuple[TargetRow, ...]:
        """Return every row for the column and year that are looked at."""
        return target_rows(self._context.workspace, self._set_id, self._year, self._column)

    def reload(self, _: object = None) -> None:
        """Read the set again and show the rows of the filter."""
        rows = self.rows()
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

    def _look_elsewhere(self) -> None:
        """Look at another column or year."""
        self._column, self._year = self.column.currentData(), self.year.currentData()
        self._shown = None
        self.reload()

    def _show(self, row: TargetRow) -> None:
        """Show the chosen row in the editor; what was typed and not saved is said."""
        left = self._shown
        typed = self._unsaved(left) if left is not None and left.key != row.key else ""
        if left is not None and typed:
            shown = UNSAVED.format(code=left.code, text=typed)
            self.notice.show_notice(shown, UNSAVED_HINT, kind="warn")
        self._shown = row
        self.editor.setEnabled(True)
        told = (
            wording_facts(row, self._context.workspace.owner),
            original_facts(row, self._column),
        )
        facts = "\n".join(one for one in told if one)
        self.editor.show_row(row, self._year, self._column, facts)
        self._show_measure(row)

    def _show_measure(self, row: TargetRow) -> None:
        """Show what measures the same thing in other sets."""
        if row.indicator is None:
            return
        workspace = self._context.workspace
        found = overlays.same_measure(workspace, self._set_id, row.code)
        others = ", ".join(f"{one.indicator.code} ({one.set_name})" for one in found)
        text = SAME_AS.format(others=others) if others else SAME_AS_NOBODY
        of_set = bool(self._set.indicator(row.code).measure_id)
        joined = bool(row.wording and row.wording.measure_id)
        self.editor.show_measure(text, can_join=not of_set, can_part=joined)

    def reject(self) -> None:
        """Close, after a question where something typed is not saved."""
        left = self._shown
        if left is not None and self._unsaved(left):
            question = LEAVE.format(code=left.code)
            if not notices.confirm(question, "Đóng, không lưu", self._unsaved(left)):
                return
        self.accept()

    # --- targets ---

    def save(self) -> None:
        """Keep the typed target as one step; the reason of a refusal stands under the field."""
        row = self.table.current_row()
        draft = self.editor.draft(row) if row is not None else None
        if row is None or draft is None:
            return
        workspace = self._context.workspace
        doubts = try_under(
            self.editor.target, lambda: target_doubts.target_doubts(workspace, self._set_id, draft)
        )
        if doubts is None or not notices.agreed(doubts, "Vẫn lưu mức"):
            return
        said = f"Đã ghi mức của chỉ tiêu {row.code}."
        saved = try_under(
            self.editor.target,
            lambda: self._context.do(
                lambda workspace: overlays.set_target(workspace, self._set_id, draft), said=said
            ),
        )
        if saved is not None:
            self._tell(said, row.key, saved)

    def _tell(self, said: str, code: str, saved: records.Saved) -> None:
        """Say that a target is kept, or that another one stays in use."""
        row = next(one for one in self.rows() if one.key == code)
        overlay, target = row.overlay, row.target
        if overlay and overlay.key == saved.key and target and _is_of(target, overlay):
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
        doubts = target_doubts.drop_doubts(self._context.workspace, key)
        if not notices.agreed(doubts, "Vẫn bỏ mức tự ghi"):
            return
        said = f"Đã bỏ mức tự ghi của chỉ tiêu {row.code}."
        self._context.do(
            lambda workspace: records.delete_record(workspace, "target_overlay", key), said=said
        )
        self.notice.show_notice(said, kind="good")

    # --- checks ---

    def check(self, part: str) -> None:
        """Keep that targets ("target") or words ("wording") of the chosen rows were compared."""
        rows, row = self._chosen(), self.table.current_row()
        if part == "target":
            rows = [one for one in rows if one.indicator is not None]
        if not rows or row is None:
            return
        if part == "target" and self._typed(row):
            self.editor.target.show_error("Lưu mức vừa gõ rồi mới ghi đã đối chiếu.")
            return
        if part == "wording" and self._typed_words(row):
            self.editor.wording.show_error("Lưu câu chữ vừa gõ, hoặc trả lại như cũ.")
            return
        said = f"Đã ghi đối chiếu {len(rows)} {'mức' if part == 'target' else 'câu chữ'}."
        self._with_check(lambda workspace, made: self._check(workspace, part, rows, made), said)

    def _with_check(self, call: Callable[[Workspace, Check], object], said: str) -> None:
        """Write something with the typed check; refusals stand under the document."""
        editor = self.editor
        day = editor.check_day()
        if editor.on.has_error():
            return

        def write(workspace: Workspace) -> object:
            made = overlays.check_of(workspace, editor.by.text(), editor.document.text(), day)
            return call(workspace, made)

        done = try_under(editor.document, lambda: self._context.do(write, said=said))
        if done is not None:
            self.notice.show_notice(said, kind="good")

    def _check(
        self, workspace: Workspace, part: str, rows: Sequence[TargetRow], made: Check
    ) -> object:
        """Write a check of the chosen rows."""
        codes = [row.code for row in rows]
        if part == "target":
            column, year = self._column, self._year
            return overlays.check_targets(workspace, self._set_id, codes, made, column, year)
        parts = {name: [row.code for row in rows if row.part == name] for name in _PARTS}
        return overlays.check_wordings(workspace, self._set_id, parts, made)

    def uncheck(self) -> None:
        """Take the marks of compared targets of the chosen rows back."""
        rows = [row for row in self._chosen() if row.overlay and row.overlay.checked]
        codes = [row.code for row in rows]
        if codes:
            said = f"Đã bỏ dấu đối chiếu {len(codes)} mức."
            self._context.do(
                lambda workspace: overlays.uncheck_targets(workspace, self._set_id, codes),
                said=said,
            )
            self.notice.show_notice(said, kind="good")

    # --- wordings ---

    def save_words(self) -> None:
        """Keep the typed wording for this office, with the document it was copied from."""
        row = self.table.current_row()
        if row is None:
            return
        text = self.editor.wording.text()
        if not text.strip():
            self.editor.wording.show_error("Chưa ghi câu chữ.")
            return
        self.editor.wording.clear_error()
        said = f"Đã ghi câu chữ mã {row.code} theo văn bản."
        self._with_check(
            lambda workspace, made: overlays.set_wording(
                workspace, self._set_id, row.code, text, made, row.part
            ),
            said,
        )

    def drop_words(self) -> None:
        """Return to the wordings of the set in the chosen rows."""
        rows = [row for row in self._chosen() if row.wording and row.wording.checked]
        if not rows:
            return
        parts = {name: [row.code for row in rows if row.part == name] for name in _PARTS}
        said = f"Đã trở về câu chữ của bộ ở {len(rows)} mục."
        self._context.do(
            lambda workspace: overlays.drop_wordings_of(workspace, self._set_id, parts), said=said
        )
        self.notice.show_notice(said, kind="good")

    # --- the same measure ---

    def join(self) -> None:
        """Choose the indicator of another set that measures the same thing."""
        row = self.table.current_row()
        if row is None or row.indicator is None:
            return
        choices = overlays.measure_choices(self._context.workspace, self._set_id, row.code)
        chosen = measure_dialog.ask_measure(row.indicator, choices, self)
        if chosen is not None:
            self._join(row.code, chosen)

    def part(self) -> None:
        """Take the link to other sets back."""
        row = self.table.current_row()
        if row is not None and row.indicator is not None:
            self._join(row.code, None)

    def _join(self, code: str, other: tuple[str, str] | None) -> None:
        """Write which indicator measures the same thing."""
        where = f"{other[1]} ({other[0]})" if other else ""
        said = f"Chỉ tiêu {code} đo cùng một thứ với {where}." if other else f"Đã bỏ nối {code}."
        self._context.do(
            lambda workspace: overlays.join_measures(workspace, self._set_id, code, other),
            said=said,
        )
        self.notice.show_notice(said, kind="good")
        row = self.table.current_row()
        if row is not None:
            self._show_measure(row)

    # --- parts ---

    def _chosen(self) -> list[TargetRow]:
        """Return the selected rows, from top to bottom."""
        places = self.table.view.selectionModel().selectedRows()
        return [place.data(ROW_ROLE) for place in sorted(places, key=QModelIndex.row)]

    def _typed(self, row: TargetRow) -> str:
        """Return a target that was typed for a row and is not saved."""
        typed = self.editor.target.text().strip()
        return typed if row.takes_target and typed != row.edit_text else ""

    def _typed_words(self, row: TargetRow) -> str:
        """Return a wording that was typed for a row and is not saved."""
        typed = self.editor.wording.text().strip()
        return typed if typed != row.text.strip() else ""

    def _unsaved(self, row: TargetRow) -> str:
        """Return what was typed for a row and is not saved."""
        return self._typed(row) or self._typed_words(row)

    def _undo(self) -> None:
        """Take back the last step; locked periods that come out otherwise by it are told."""
        if not may_undo(self._context.workspace):
            return
        with watched(self._context.workspace) as told:
            undone = self._context.do(history.undo)
        if undone is not None:
            notices.say(f"Đã hoàn tác: {undone.label}.")
            locked = " ".join(one.text for one in told)
            kind = "warn" if locked else "info"
            self.notice.show_notice(f"Đã hoàn tác: {undone.label}.", locked, kind=kind)


_PARTS = ("indicator", "criterion")


def _combo(name: str, choices: Sequence[tuple[str, object]], letters: int) -> CalmComboBox:
    """Return a list of choices of a fixed width."""
    made = CalmComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(CalmComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(letters)
    for text, data in choices:
        made.addItem(text, data)
    return made


def _columns(found: CriteriaSet) -> list[tuple[str, str]]:
    """Return (id, name) of the columns of targets."""
    return [(one.id, one.name) for one in found.groups]


def _years(found: CriteriaSet, shown: int) -> list[int]:
    """Return the years of a set's period, those around the shown one where it has none."""
    first, last = found.period or (shown - 1, shown + YEARS_AHEAD)
    return sorted({*range(first, last + 1), shown})


def _is_of(target: Target, overlay: TargetOverlay) -> bool:
    """Say whether the target in use is the one of an overlay."""
    if target.set_by != overlay.set_by or target.word != (overlay.word or ""):
        return False
    same_words = overlay.text is None or target.text == overlay.text
    return same_words and (target.value, target.sub_value) == (overlay.value, overlay.sub_value)
