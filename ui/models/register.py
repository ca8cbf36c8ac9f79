"""A plain register: the list of an entity's records and the form of one beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ntm_desktop.domain.entity import Entity, Field, entity_named
from ntm_desktop.services import batches, records
from ui.context import AppContext
from ui.models.record_table import RecordTable, field_column
from ui.models.row_table import Column
from ui.widgets.data_watch import DataWatch
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page import clear_layout, icon_button
from ui.widgets.record_form import RecordForm, edit_texts
from ui.widgets.side_by_side import NARROW, SideBySide
from ui.widgets.undo_notice import UndoNotice

Row = records.Record


@dataclass(frozen=True, slots=True)
class RegisterSpec:
    """What a register shows and says.

    `columns` are names of fields, or of columns of the register's own in `more`. `fields` are those
    of the form (all when empty), `widths` those of columns in pixels (0 takes what is left).
    `starts` gives what a new record begins with. `order` sorts the rows. `set_aside` columns make
    room for the form. `ready` says whether a record can be added now, and shows the way where not.
    """

    entity: str
    columns: Sequence[str]
    add: str
    empty_title: str
    empty_why: str
    icon: str
    more: Mapping[str, Column[Any]] = field(default_factory=dict)
    fields: Sequence[str] = ()
    form_columns: int = 1
    widths: Mapping[str, int] = field(default_factory=dict)
    starts: Callable[[], Mapping[str, str]] = dict
    order: Callable[[Row], Any] | None = None
    backwards: bool = False
    top: int = 0
    set_aside: Sequence[str] = ()
    ready: Callable[[], bool] | None = None


class Register(QWidget):
    """The records of one entity: Enter opens the form beside, Ctrl+N adds, Delete deletes."""

    def __init__(self, context: AppContext, spec: RegisterSpec, notice: NoticeBar) -> None:
        super().__init__()
        self._context, self.spec = context, spec
        self._entity: Entity = entity_named(spec.entity)
        self._key: str | None = None
        self.form: RecordForm | None = None
        columns = _columns(self._entity, spec)
        self.table = RecordTable(columns, self._entity.plural, filterable=True)
        self.table.set_empty(
            EmptyState(
                spec.empty_title,
                spec.empty_why,
                icon=spec.icon,
                action=spec.add,
                on_action=self.add,
            )
        )
        self.sides = SideBySide(self.table)
        self.sides.add_tool(icon_button("delete", f"Xóa {self._entity.label}", self.delete))
        self._undo = UndoNotice(context, notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, spec.top, 0, 0)
        column.addWidget(self.sides)
        self.table.row_opened.connect(lambda row: self.open(row.key))
        self.table.row_chosen.connect(self._follow)
        self.sides.side_closed.connect(self._closed)
        remove = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table.view)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self.delete)
        referred = {found.refers_to for found in self._entity.fields.values() if found.refers_to}
        self._watch = DataWatch(self, context, self.reload, spec.entity, *referred)
        self.reload()

    def reload(self) -> None:
        """Read the office's own list again, and the open record."""
        workspace = self._context.workspace
        where = {"owner_unit": workspace.owner}
        rows = records.list_records(workspace, self.spec.entity, where)
        if self.spec.order is not None:
            rows = tuple(sorted(rows, key=self.spec.order, reverse=self.spec.backwards))
        self.table.set_rows(rows)
        self.table.filter.setVisible(len(rows) > 1 or bool(self.table.filter.text()))
        shown = next((row for row in rows if row.key == self._key), None)
        if shown is not None and self.form is not None:
            self.form.load(edit_texts(shown, records.edit_text))
            self.sides.heading.setText(shown.title)
        elif self._key is not None:
            self.sides.close_side()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for what matters most in a narrow window."""
        super().resizeEvent(event)
        self._make_room(self.sides.is_open())

    def _make_room(self, is_open: bool) -> None:
        """Hide the columns that are set aside beside the form or in a narrow window."""
        is_tight = is_open or self.width() < NARROW
        for place, name in enumerate(self.spec.columns):
            self.table.view.setColumnHidden(place, is_tight and name in self.spec.set_aside)

    def open(self, key: str) -> None:
        """Show one record in the form beside the list."""
        self.leave()
        record = records.get_record(self._context.workspace, self.spec.entity, key)
        form = self._new_form()
        self._key = key
        form.reset(edit_texts(record, records.edit_text))
        self.sides.show_side(record.title)
        self.table.choose_key(key)
        form.focus_field(next(iter(form.boxes)))

    def add(self) -> None:
        """Show an empty form for a new record."""
        if self.spec.ready is not None and not self.spec.ready():
            return
        self.leave()
        form = self._new_form()
        self._key = None
        self.sides.show_side(self.spec.add)
        form.start_new(self.spec.starts())

    def _new_form(self) -> RecordForm:
        """Make the form anew, so that its lists hold what there is to choose from now."""
        clear_layout(self.sides.content)
        form = RecordForm(
            self._entity,
            self._save,
            create=self._create,
            fields=self.spec.fields,
            choices=self._choices,
            columns=self.spec.form_columns,
            today=self._context.workspace.today(),
        )
        self.sides.content.addWidget(form)
        self.sides.content.addStretch(1)
        self.form = form
        self._make_room(True)
        return form

    def _choices(self, found: Field) -> list[tuple[str, str]]:
        """Return the records a field may refer to."""
        held = records.list_records(self._context.workspace, found.refers_to)
        return [(record.key, record.title) for record in held]

    def _save(self, name: str, text: str) -> None:
        """Keep one field of the open record."""
        self._context.do(
            lambda workspace: records.put_texts(
                workspace, self.spec.entity, self._key, {name: text}
            )
        )

    def _create(self, texts: Mapping[str, str]) -> None:
        """Keep a new record and go on with it."""
        saved = self._context.do(
            lambda workspace: records.put_texts(workspace, self.spec.entity, None, texts),
            f"Đã thêm {self._entity.label}",
        )
        self._key = saved.key
        self.reload()
        self.table.choose_key(saved.key)

    def delete(self) -> None:
        """Delete the open or chosen record, with a way back."""
        row = self.table.current_row()
        key = self._key if self.sides.is_open() else getattr(row, "key", None)
        if key is None:
            self.form = None
            self.sides.close_side()
            return
        title = records.get_record(self._context.workspace, self.spec.entity, key).title
        self._key, self.form = None, None
        self.sides.close_side()
        self._context.do(lambda workspace: batches.delete_whole(workspace, self.spec.entity, key))
        self._undo.offer(f"Đã xóa {self._entity.label}: {title}")

    def _follow(self, row: Row) -> None:
        """Show the record gone to, while the form is open beside the list."""
        if not self.sides.is_open() or row.key == self._key or self.form is None:
            return
        if self._key is None and self.form.is_new():
            return
        self.form.save_now()
        self._key = row.key
        self.form.reset(edit_texts(row, records.edit_text))
        self.sides.heading.setText(row.title)

    def _closed(self) -> None:
        """Keep what is typed and go back to the list."""
        self.leave()
        self._key, self.form = None, None
        self._make_room(False)
        self.table.view.setFocus()

    def leave(self) -> None:
        """Keep what is typed but not left yet."""
        if self.form is not None:
            self.form.save_now()

    def rows(self) -> tuple[Row, ...]:
        """Return the records of the register as they are now, whatever the filter hides."""
        self._watch.catch_up()
        return self.table.model.rows


def _columns(entity: Entity, spec: RegisterSpec) -> list[Column[Any]]:
    """Return the declared columns with their widths; the title takes what is left by default."""
    titles, own = {entity.title_field: 0}, spec.more
    return [
        own.get(name)
        or field_column(entity.field(name), spec.widths.get(name, titles.get(name, -1)))
        for name in spec.columns
    ]
