"""One conflict: its versions side by side, a value of one's own, the rest of the record."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.entity import Field, Kind, StoredValue, entity_named, is_declared
from ntm_desktop.domain.locks import PeriodLock
from ntm_desktop.errors import UserError
from ntm_desktop.services import conflicts, locks, records
from ntm_desktop.services.conflicts import Conflict
from ui import style
from ui.context import SCREEN_OF_ENTITY, AppContext
from ui.dialogs.reason_dialog import ask_reason
from ui.views.exchange_view.conflict_words import (
    BOTH_KEPT,
    DELETE_EDIT,
    MAY_VANISH,
    ShownVersion,
    conflict_place,
    conflict_title,
    offered,
    rest_of_record,
    shown_versions,
    typed_as,
    typed_label,
)
from ui.views.exchange_view.words import UnitNames
from ui.widgets.fold import Fold
from ui.widgets.page import button, card, clear_layout, label
from ui.widgets.record_form import FieldBox
from ui.widgets.told_refusal import try_and_tell

CARDS_A_ROW = 2
TYPED_HELP = "ghi như ở bảng chỉ tiêu: 95,3 hoặc 12/17, đạt, na: lý do"
FOREIGN = "Chỉ {owner} thống nhất được chỗ này: báo họ chọn giá trị đúng rồi gửi lại dữ liệu."
LOCKED = "{closed}. Mở khóa (có ghi lý do) rồi chọn giá trị đúng, xong thì khóa lại."
UNLOCK = "Mở khóa kỳ này để thống nhất số liệu?"
UNLOCK_MEANS = (
    "Lý do được giữ trong lịch sử. Thống nhất xong thì khóa lại kỳ này ở màn hình Tiêu chí."
)
TOO_NEW = "Loại mục này cần bản mới của phần mềm mới thống nhất được."


class ConflictPanel(QWidget):
    """Shows one conflict; `settled` is called after it was settled."""

    def __init__(
        self, context: AppContext, settled: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._settled = context, settled
        self.ask = ask_reason
        self.found: Conflict | None = None
        self.choices: list[QWidget] = []
        self.boxes: dict[str, FieldBox] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(style.MEDIUM)
        self._names: UnitNames | None = None
        self._lock: PeriodLock | None = None

    def show_conflict(self, found: Conflict, names: UnitNames) -> None:
        """Show another conflict."""
        self.found, self._names = found, names
        self.choices, self.boxes = [], {}
        self._lock = None
        if found.can_settle:
            self._lock = locks.lock_holding(self._context.workspace, found.entity, found.key)
        clear_layout(self.column)
        self._add_head(found)
        if not found.can_settle:
            owner = names.of(found.key.split("/")[0])
            text = FOREIGN.format(owner=owner) if is_declared(found.entity) else TOO_NEW
            self.column.addWidget(label(text, "warning", wrap=True))
        if self._lock is not None:
            self._add_lock(self._lock)
        self._add_versions(found, names)
        if found.can_settle and found.kind == "value" and self._lock is None:
            self._add_other(found)
        self._add_rest(found)
        self.column.addStretch(1)

    def _add_head(self, found: Conflict) -> None:
        """Add what it is about, and what a person should know first."""
        head = QHBoxLayout()
        head.addWidget(label(conflict_title(found), "section", wrap=True), 1)
        if found.entity in SCREEN_OF_ENTITY:
            head.addWidget(button("Mở mục", self._open, icon="open"), 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(head)
        self.column.addWidget(label(conflict_place(found), "strong", wrap=True))
        is_deletion = found.kind == "delete-edit"
        self.column.addWidget(label(DELETE_EDIT if is_deletion else BOTH_KEPT, "small", wrap=True))
        if found.may_vanish:
            self.column.addWidget(label(MAY_VANISH, "warning", wrap=True))

    def _add_lock(self, lock: PeriodLock) -> None:
        """Say that the period is locked, beside the way to settle it all the same."""
        told = LOCKED.format(closed=locks.lock_text(lock))
        self.column.addWidget(label(told, "warning", wrap=True))
        self.unlock = button("Mở khóa…", self._unlock, icon="lock")
        self.column.addWidget(self.unlock, 0, Qt.AlignmentFlag.AlignLeft)

    def _unlock(self) -> None:
        """Ask why the period has to be opened, open it, and show the conflict to be settled."""
        lock, found = self._lock, self.found
        assert lock is not None
        assert found is not None
        assert self._names is not None
        reason = self.ask(self.window(), UNLOCK, "Mở khóa", UNLOCK_MEANS)
        if reason is None:
            return
        place, names = (lock.set_id, lock.period, lock.unit), self._names
        self._context.do(
            lambda workspace: locks.unlock_period(workspace, *place, reason=reason),
            said="Đã mở khóa kỳ.",
        )
        self.show_conflict(found, names)

    def _add_versions(self, found: Conflict, names: UnitNames) -> None:
        """Add a card a version."""
        grid = QGridLayout()
        grid.setSpacing(style.MEDIUM)
        for place, one in enumerate(shown_versions(self._context.workspace, found, names)):
            made = self._card(one, can_choose=found.can_settle and self._lock is None)
            grid.addWidget(made, place // CARDS_A_ROW, place % CARDS_A_ROW)
        for place in range(CARDS_A_ROW):
            grid.setColumnStretch(place, 1)
        self.column.addLayout(grid)

    def _card(self, one: ShownVersion, *, can_choose: bool) -> QFrame:
        """Return one version with its values and the button that chooses it."""
        lines: list[QWidget] = [label(one.title, "small")]
        for name, value in one.lines:
            if name:
                lines.append(label(name, "muted", wrap=True))
            shown = label(value, "strong", wrap=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            lines.append(shown)
        lines.append(label(one.who, "small", wrap=True))
        made = card(*lines, margin=style.MEDIUM)
        told = "; ".join(f"{name} {value}".strip() for name, value in one.lines)
        made.setAccessibleName(f"{one.title}: {told}. {one.who}")
        layout = made.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addStretch(1)
        if can_choose:
            choose = button(one.verb, partial(self._keep, one.change))
            choose.setAccessibleName(f"{one.verb}: {told}")
            layout.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
            self.choices.append(choose)
        return made

    def _add_other(self, found: Conflict) -> None:
        """Add the fields where a person writes a third value."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(style.LARGE)
        grid.setVerticalSpacing(style.SMALL)
        self.boxes = self._boxes_for(found)
        for place, box in enumerate(self.boxes.values()):
            grid.addWidget(box, place // CARDS_A_ROW, place % CARDS_A_ROW)
        self.write = button("Ghi giá trị khác", self._write)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addLayout(grid)
        column.addWidget(self.write, 0, Qt.AlignmentFlag.AlignLeft)
        self.other = Fold("Không bản nào đúng: ghi giá trị khác", content, is_open=False)
        self.column.addWidget(self.other)

    def _boxes_for(self, found: Conflict) -> dict[str, FieldBox]:
        """Return the fields to type in: one for a result, else one for each that goes together."""
        workspace = self._context.workspace
        used = next(one for one in found.versions if one.used)
        if typed := typed_as(found):
            field = Field("typed", Kind.TEXT, typed_label(typed), help=TYPED_HELP)
            box = FieldBox(field)
            box.set_text(typed.text(used.values))
            return {field.name: box}
        boxes = {}
        for name in found.fields:
            field = entity_named(found.entity).fields[name]
            boxes[name] = FieldBox(field, offered(workspace, field, found), workspace.today())
            boxes[name].set_text(used.shown.get(name, ""))
        return boxes

    def _add_rest(self, found: Conflict) -> None:
        """Add how the rest of the record looks."""
        rest = rest_of_record(self._context.workspace, found)
        if not rest:
            return
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(style.LARGE)
        grid.setColumnStretch(1, 1)
        for place, (name, value) in enumerate(rest):
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(label(name, "muted"), place, 0, top)
            grid.addWidget(label(value, wrap=True), place, 1)
        content = QWidget()
        content.setLayout(grid)
        self.column.addWidget(Fold("Phần còn lại của mục", content))

    # --- settling ---

    def _keep(self, change: str) -> None:
        """Choose a version."""
        found = self.found
        assert found is not None
        self._context.do(
            lambda workspace: conflicts.resolve(
                workspace, found.entity, found.key, found.field, keep=change, seen=found.seen
            ),
            said=f"Đã thống nhất {found.label}: {found.title}. Ctrl+Z để hoàn tác.",
        )
        self._settled()

    def _write(self) -> None:
        """Write what was typed instead; a refusal stands under the field it speaks of."""
        for box in self.boxes.values():
            box.clear_error()
        if try_and_tell(self._write_now, self._refuse) is not None:
            self._settled()

    def _write_now(self) -> records.Saved:
        """Settle with the typed values."""
        found = self.found
        assert found is not None
        values = self._typed_values(found)
        return self._context.do(
            lambda workspace: conflicts.resolve(
                workspace, found.entity, found.key, found.field, values=values, seen=found.seen
            ),
            said=f"Đã ghi giá trị khác cho {found.label}: {found.title}.",
        )

    def _typed_values(self, found: Conflict) -> dict[str, StoredValue]:
        """Return the fields as they are typed now; raise `InputError` for what cannot be read."""
        if typed := typed_as(found):
            return typed.parse(self.boxes["typed"].text())
        return {name: records.parse_text(box.field, box.text()) for name, box in self.boxes.items()}

    def _refuse(self, error: UserError) -> None:
        """Show a refusal under the field whose text or name it holds, else under the first."""
        told = str(error)
        boxes = list(self.boxes.values())
        typed = [box for box in boxes if box.text().strip() and box.text().strip() in told]
        named = [box for box in boxes if box.field.label in told]
        box = next(iter(typed + named), boxes[0])
        box.show_error(told, error.hint)
        box.focus()

    def _open(self) -> None:
        """Go to the record."""
        assert self.found is not None
        entity = self.found.entity
        self._context.open(SCREEN_OF_ENTITY[entity], entity, self.found.key)
