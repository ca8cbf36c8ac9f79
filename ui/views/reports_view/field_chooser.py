"""Choose a field of a document for a cell of a form: searched by its words, its records by name."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.services.form_desk import LIST, FormFacts, FormField
from ui import style
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.widgets.page import button, label
from ui.widgets.record_form import CalmComboBox

MOST_LISTS = 3
EVERY = "Mọi dòng, điền dần xuống dưới"
FIRST_NUMBERS = 10
LEAST_ROWS = 3
NO_NAMES = "Kỳ này chưa có dòng nào để chọn theo tên; chọn kỳ đã có số liệu ở phía trên."
NO_FIELD = "Chọn ô của biểu ở bên trái, rồi chọn trường sẽ điền vào đó."


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field as the list shows it."""

    key: str
    help: str


FIELDS: tuple[Column[FieldRow], ...] = (
    Column("Ý nghĩa", lambda row: row.help, width=0,
           tooltip=lambda row: f"{row.help}\n{row.key}"),
    Column("Trường", lambda row: row.key, width=120, token=lambda _: "muted",
           tooltip=lambda row: row.key),
)  # fmt: skip


class FieldChooser(QWidget):
    """The list of fields; for a field of a list a choice of its record. `tied` carries the path."""

    tied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts: FormFacts | None = None
        self._lacks_names = False
        self.table = RecordTable(FIELDS, "Trường của văn bản", filterable=True)
        self.table.view.setMinimumHeight(LEAST_ROWS * style.row_height())
        self.table.row_chosen.connect(lambda _: self._show_lists())
        self.table.filter.returnPressed.connect(self._take_found)
        self.table.filter.installEventFilter(self)
        self.table.row_opened.connect(lambda _: self._tie_or_choose())
        self.lists: list[CalmComboBox] = []
        for number in range(1, MOST_LISTS + 1):
            made = CalmComboBox()
            made.setAccessibleName(f"Dòng nào của danh sách {number}")
            made.activated.connect(lambda _, at=number: self._fill_lists(at))
            self.lists.append(made)
        self.shown = label(NO_FIELD, "small", wrap=True)
        self.act = button("Gắn vào ô", self.tie, icon="clip", kind="primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.SMALL, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(self.table, 1)
        for one in self.lists:
            column.addWidget(one)
        column.addWidget(self.shown)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(style.SMALL)
        self.foot.addWidget(self.act, 1)
        column.addLayout(self.foot)
        self._show_lists()

    def set_fields(self, fields: tuple[FormField, ...], facts: FormFacts | None) -> None:
        """Offer the fields of another document, with what they show in a period."""
        self.facts = facts
        self.table.set_rows(FieldRow(one.path, one.help) for one in fields)
        self._show_lists()

    def path(self) -> str:
        """Return the path of the chosen field with its chosen records, "" for none."""
        row = self.table.current_row()
        if row is None:
            return ""
        parts = row.key.split(LIST)
        chosen = [str(one.currentData() or "") for one in self.lists[: len(parts) - 1]]
        found = parts[0]
        for choice, part in zip(chosen, parts[1:], strict=False):
            found += f"[{choice}]{part}"
        return str(found)

    def choose(self, path: str, plain: str) -> None:
        """Show a field that is tied already: `plain` with empty brackets, `path` with records."""
        self.table.filter.clear()
        if self.table.choose_key(path):
            return
        self.table.choose_key(plain)
        choices = [part.partition("]")[0] for part in path.split("[")[1:]]
        for at, choice in enumerate(choices[:MOST_LISTS]):
            box = self.lists[at]
            if box.findData(choice) < 0:
                box.addItem(choice, choice)
            box.setCurrentIndex(box.findData(choice))
            self._fill_lists(at + 1)

    def _show_lists(self) -> None:
        """Offer as many choices of records as the field has lists."""
        row = self.table.current_row()
        count = row.key.count(LIST) if row is not None else 0
        for at, box in enumerate(self.lists):
            box.setVisible(at < count)
        self._fill_lists(0)

    def _fill_lists(self, first: int) -> None:
        """Offer the records of the lists from `first` on; those before are chosen."""
        row = self.table.current_row()
        parts = row.key.split(LIST) if row is not None else [""]
        self._lacks_names = False
        for at in range(first, min(len(parts) - 1, MOST_LISTS)):
            self._fill(self.lists[at], self._path_to(parts, at), may_be_every=self._is_free(at))
        self._show_text()

    def _path_to(self, parts: list[str], at: int) -> str:
        """Return the path of a list, the records of those around it chosen."""
        path = parts[0]
        for number in range(at):
            path += f"[{self.lists[number].currentData() or ''}]{parts[number + 1]}"
        return path

    def _is_free(self, at: int) -> bool:
        """Say whether no list around means every record: only one of a path can."""
        return all(self.lists[number].currentData() for number in range(at))

    def _fill(self, box: CalmComboBox, path: str, *, may_be_every: bool) -> None:
        """Offer the records of one list; numbers where the period has none."""
        box.clear()
        if may_be_every:
            box.addItem(EVERY, "")
        records = self.facts.records(path) if self.facts is not None else ()
        for one in records:
            box.addItem(one.words or one.choice, one.choice)
        self._lacks_names = self._lacks_names or not records
        if not records:
            for number in range(1, FIRST_NUMBERS + 1):
                box.addItem(f"Dòng thứ {number}", str(number))

    def _show_text(self) -> None:
        """Show what the cell would show in the period of now."""
        path = self.path()
        self.act.setEnabled(bool(path))
        if not path:
            self.shown.setText(NO_FIELD)
            return
        text = self.facts.text(path) if self.facts is not None else ""
        why = f"\n{NO_NAMES}" if self._lacks_names and self.facts is not None else ""
        self.shown.setText(f"{path}\nKỳ này: {text or 'chưa có số liệu'}{why}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go down from the filter into the list of what it found."""
        if (
            watched is self.table.filter
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
        ):
            self._to_rows()
            return True
        return super().eventFilter(watched, event)

    def _to_rows(self) -> None:
        """Choose the first of the rows that are shown, and go there."""
        if self.table.sorted.rowCount():
            self.table.view.setCurrentIndex(self.table.sorted.index(0, 0))
            self.table.view.setFocus()

    def _take_found(self) -> None:
        """Take the only field that was found; of several go to the first."""
        self._to_rows()
        if self.table.sorted.rowCount() == 1:
            self._tie_or_choose()

    def _tie_or_choose(self) -> None:
        """Tie a plain field; of a list let a person choose the record first."""
        if self.lists[0].isHidden():
            self.tie()
        else:
            self.lists[0].setFocus()

    def tie(self) -> None:
        """Tell which field was chosen."""
        path = self.path()
        if path:
            self.tied.emit(path)
