"""Records that belong to one other record: a short list, and the form of one over it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ntm_desktop.domain.entity import Field, Kind, entity_named
from ntm_desktop.errors import UserError
from ntm_desktop.services import records
from ntm_desktop.services.workspace import Workspace
from ui import style
from ui.context import AppContext
from ui.models.ordered_table import OrderedTable
from ui.models.row_table import Column
from ui.widgets.amount_box import HeadedForm
from ui.widgets.page import button, card, clear_layout, icon_button, label
from ui.widgets.record_form import Choices, RecordForm, edit_texts
from ui.widgets.undo_notice import UndoNotice

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PartSpec:
    """What a list of parts shows and says.

    `parent` is the field that holds the record they belong to, "" for records of no other.
    `repeat` names the fields a further record begins with as in the one before. `choices` gives
    what a reference offers. `understand` turns a typed amount into one with a single reading.
    `editors` makes other editors for some fields, `put` keeps the texts of a record in another
    way than `records.put_texts` does. A new record waits for a text in one of `needs`.
    """

    entity: str
    parent: str
    add: str
    new_title: str
    edit_title: str
    columns: Sequence[Column[Any]]
    fields: Sequence[str]
    first: str
    why: str = ""
    form_columns: int = 3
    most: int = 12
    shortcut: str = ""
    repeat: Sequence[str] = ()
    starts: Callable[[], Texts] = dict
    choices: Callable[[Field], Choices] | None = None
    understand: Callable[[str], str] = field(default=str)
    is_headed: bool = False
    editors: Callable[[], Mapping[str, QWidget]] = dict
    needs: Sequence[str] = ()
    put: Callable[[Workspace, str | None, Texts], records.Saved] | None = None


class _WaitingForm(RecordForm):
    """Creates nothing before one of `needs` has a text, where any is named."""

    needs: tuple[str, ...] = ()

    def _create_when_ready(self, name: str) -> UserError | None:
        """Create the record once it says something."""
        if self.needs and not any(self.boxes[one].text().strip() for one in self.needs):
            return None
        return super()._create_when_ready(name)


class PartEditor(QWidget):
    """A list in its own order; Enter opens the form, Delete deletes with a way back.

    `saved` carries the key of a record just added; `opened` and `closed` tell of the form.
    """

    saved = Signal(str)
    closed = Signal()
    opened = Signal()

    def __init__(self, context: AppContext, spec: PartSpec, undo: UndoNotice) -> None:
        super().__init__()
        self._context, self.spec, self._undo = context, spec, undo
        self._entity = entity_named(spec.entity)
        self.parent_key = self._to_say = ""
        self.key: str | None = None
        self.table = OrderedTable(spec.columns, self._entity.plural, most=spec.most)
        self.add_button: QPushButton = button(
            spec.add, self.add, icon="add", kind="quiet", shortcut=spec.shortcut
        )
        self._why = label(spec.why, "muted", wrap=True)
        self.form: RecordForm = self._new_form()
        self.title = label(spec.new_title, "strong")
        self.tools = QHBoxLayout()
        self._delete = icon_button("delete", f"Xóa {self._entity.label}", self.delete)
        self._form_place = QVBoxLayout()
        self._form_place.addWidget(self.form)
        self.card = self._make_card()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        for part in (self.card, self._why, self.table):
            column.addWidget(part)
        self.table.row_opened.connect(lambda row: self.edit(row.key))
        self.table.delete_asked.connect(lambda row: self.delete(row.key))

    def _make_card(self) -> QWidget:
        """Return the card with the form of one record."""
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addLayout(self.tools)
        head.addWidget(self._delete)
        head.addWidget(icon_button("close", f"Đóng {self._entity.label}", self.close_form))
        made = card(head, self._form_place, margin=style.MEDIUM)
        made.hide()
        return made

    def _new_form(self) -> RecordForm:
        """Return an empty form."""
        kind = HeadedForm if self.spec.is_headed else _WaitingForm
        made = kind(
            self._entity,
            self._save,
            create=self._create,
            fields=self.spec.fields,
            choices=self.spec.choices,
            columns=self.spec.form_columns,
            today=self._context.workspace.today(),
            editors=self.spec.editors(),
        )
        if isinstance(made, _WaitingForm):
            made.needs = tuple(self.spec.needs)
        made.saved.connect(lambda _: self._say_added())
        return made

    def _renew_form(self) -> None:
        """Make the form anew where its lists depend on other records."""
        referring = (Kind.REFERENCE, Kind.REFERENCES)
        fields = self._entity.fields
        if any(fields[name].kind in referring for name in self.spec.fields):
            clear_layout(self._form_place)
            self.form = self._new_form()
            self._form_place.addWidget(self.form)

    # --- what is shown ---

    def show_parts(self, parent_key: str, rows: Sequence[Any]) -> None:
        """Show the records of a parent; the open one is read again, or put away if it is gone."""
        self.parent_key = parent_key
        self.table.set_rows(rows)
        self._why.setVisible(bool(self.spec.why) and not rows and self.card.isHidden())
        if self.key is not None and self.key in {row.key for row in rows}:
            self.form.load(self._texts(self.key))
        elif self.key is not None:
            self.close_form()

    def _texts(self, key: str) -> dict[str, str]:
        """Return the texts of a record."""
        record = records.get_record(self._context.workspace, self.spec.entity, key)
        return edit_texts(record, records.edit_text)

    def is_open(self) -> bool:
        """Say whether the form is shown."""
        return not self.card.isHidden()

    def has_cursor(self) -> bool:
        """Say whether the cursor is in the form."""
        editors = (box.editor for box in self.form.boxes.values())
        return any((one.focusProxy() or one).hasFocus() for one in editors)

    # --- the form ---

    def add(self) -> None:
        """Start a new record."""
        if self.spec.parent and not self.parent_key:
            return
        self.form.save_now()
        held = self.form.texts() if self.is_open() else {}
        repeated = {name: held[name] for name in self.spec.repeat if held.get(name)}
        starts = {**self.spec.starts(), **repeated}
        self.key = None
        self._renew_form()
        self._show_form(self.spec.new_title, is_kept=False)
        self.form.start_new(starts)
        self.form.focus_field(self.spec.first if repeated else self.spec.fields[0])

    def edit(self, key: str) -> None:
        """Show a kept record in the form."""
        if self.is_open():
            self.form.save_now()
        self.key = key
        self._renew_form()
        self._show_form(self.spec.edit_title, is_kept=True)
        self.form.reset(self._texts(key))
        self.form.focus_field(self.spec.first)

    def _show_form(self, title: str, *, is_kept: bool) -> None:
        """Open the form."""
        self.title.setText(title)
        for place in range(self.tools.count()):
            item = self.tools.itemAt(place)
            tool = item.widget() if item else None
            if tool is not None:
                tool.setVisible(is_kept)
        self._delete.setVisible(is_kept)
        self._why.hide()
        self.card.show()
        self.opened.emit()

    def put_away(self) -> bool:
        """Close the form where the cursor is in it, and say whether it was."""
        if not self.has_cursor():
            return False
        self.close_form()
        self.add_button.setFocus()
        return True

    def close_form(self) -> None:
        """Put the form away; what is typed is kept or said to be unfinished."""
        if self.key is not None or self.form.is_new():
            self.form.save_now()
        self._say_unfinished()
        self._clear()

    def _clear(self) -> None:
        """Empty the form and hide it."""
        self.key = None
        self.form.reset({})
        self.card.hide()
        self._why.setVisible(bool(self.spec.why) and not self.table.rows_model.rows)
        self.closed.emit()

    def _say_unfinished(self) -> None:
        """Say that what was typed is not kept, and what it lacks."""
        boxes = self.form.boxes
        if not self.form.is_new() or not boxes[self.spec.first].text().strip():
            return
        missing = [
            box.field.label
            for box in boxes.values()
            if box.has_error() or (box.field.required and not box.text().strip())
        ]
        if missing:
            label_text = self._entity.label.capitalize()
            said = f"{label_text} chưa đủ nên không ghi: {', '.join(missing)}."
            self._context.status_said.emit(said)

    def forget(self) -> None:
        """Show no parent any more."""
        self._say_unfinished()
        self._clear()
        self.parent_key = ""

    def leave(self) -> None:
        """Keep what is typed but not left yet."""
        if self.is_open():
            self.form.save_now()

    # --- writing ---

    def _understood(self, texts: Texts) -> dict[str, str]:
        """Return texts whose amounts have one reading only."""
        money = {name for name, one in self._entity.fields.items() if one.kind is Kind.MONEY}
        return {
            name: self.spec.understand(text) if name in money else text
            for name, text in texts.items()
        }

    def _put(self, workspace: Workspace, key: str | None, texts: Texts) -> records.Saved:
        """Keep texts of a record, in the way of what is listed."""
        if self.spec.put is not None:
            return self.spec.put(workspace, key, texts)
        return records.put_texts(workspace, self.spec.entity, key, texts)

    def _save(self, name: str, text: str) -> None:
        """Keep one field of the open record."""
        texts = self._understood({name: text})
        key = self.key
        if key is not None:
            self._context.do(lambda workspace: self._put(workspace, key, texts))

    def _create(self, texts: Texts) -> None:
        """Keep a new record and go on with it."""
        parent = {self.spec.parent: self.parent_key} if self.spec.parent else {}
        fields = {**self._understood(texts), **parent}
        again = f" ({self.spec.shortcut} để thêm nữa)" if self.spec.shortcut else ""
        saved = self._context.do(lambda workspace: self._put(workspace, None, fields))
        self._to_say = f"Đã thêm {self._entity.label}{again}"
        self.key = saved.key
        self._show_form(self.spec.edit_title, is_kept=True)
        self.saved.emit(saved.key)
        self.table.choose_key(saved.key)

    def _say_added(self) -> None:
        """Say that a record was added, now that the form holds nothing unsaved any more."""
        said, self._to_say = self._to_say, ""
        if said:
            self._context.status_said.emit(said)

    def delete(self, key: str = "") -> None:
        """Delete a record, the open one unless another is named, with a way back."""
        key = key or self.key or ""
        if not key:
            return
        if key != self.key:
            self.close_form()
        title = records.get_record(self._context.workspace, self.spec.entity, key).title
        self._clear()
        self._context.do(lambda workspace: records.delete_record(workspace, self.spec.entity, key))
        self._undo.offer(f"Đã xóa {self._entity.label}: {title}")
