"""What is chosen before a paper is made: a line for each choice of the document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import reporting
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.reporting import OptionSummary, Prepared, ReportSummary
from ntm_desktop.services.workspace import Workspace
from ui import style
from ui.widgets.page import button, label
from ui.widgets.record_form import CalmComboBox
from ui.widgets.text_field import TextField

HINTS = {
    "day": "ví dụ 31/12/2023; để trống là đến hết kỳ",
    "as_of": "ví dụ 31/12/2023; để trống là hôm nay",
    "to": "mỗi nơi ngăn bằng dấu chấm phẩy",
    "recipients": "mỗi nơi ngăn bằng dấu chấm phẩy",
    "where": "mỗi nơi ngăn bằng dấu chấm phẩy",
    "codes": "ví dụ 3.1; 13.5",
    "drafter": "ví dụ KT",
}
KIND = "kind"  # the choice on which it depends which others there are
FIELD_WIDTH = 420
MOST_IN_COLUMN = 7  # more choices stand in two columns
Field = CalmComboBox | TextField
Place = tuple[str, str, str]


class ReportOptions(QWidget):
    """The choices of a document; `options()` is what it is asked for with.

    What is typed is kept by the screen; `is_refused` says that it could not be read, so that it
    stays here until it is put right. `place` is the report, set and period shown.
    """

    def __init__(
        self,
        changed: Callable[[], None],
        take_previous: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._changed = changed
        self.place: Place = ("", "", "")
        self.is_refused = False
        self._refused: dict[Place, dict[str, str]] = {}
        self._defaults: dict[str, str] = {}
        self._only_for: dict[str, tuple[str, ...]] = {}
        self._defaults_of_kept: dict[str, str] = {}
        self.fields: dict[str, Field] = {}
        self.title = label("", "section", wrap=True)
        self.about = label("", "muted", wrap=True)
        self.take_previous = button("", take_previous, icon="copy", kind="link")
        self.take_previous.hide()
        self._forms = (QFormLayout(), QFormLayout())
        self._columns = columns = QHBoxLayout()
        columns.setSpacing(style.LARGE)
        for form in self._forms:
            form.setSpacing(style.SMALL)
            form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
            columns.addLayout(form, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, style.SMALL, 0)
        column.setSpacing(style.SMALL)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.take_previous)
        column.addLayout(head)
        column.addWidget(self.about)
        column.addLayout(columns)
        column.addStretch(1)

    def show_kind(
        self, kind: ReportSummary, about: str, place: Place, kept: Mapping[str, str]
    ) -> None:
        """Show the choices of a document with what is kept for it in this place."""
        self.about.setText(about)
        self.about.setVisible(bool(about))
        if place == self.place:
            self._show_kept(kept)
            return
        if self.is_refused:
            self._refused[self.place] = self.options()
            self.settle(is_refused=False)
        self.is_refused = place in self._refused
        shown = self._refused.pop(place, dict(kept))
        is_other_kind = kind.id != self.place[0]
        self.place = place
        if is_other_kind:
            self._make_fields(kind, shown)
        else:
            self._fill(shown)

    def _make_fields(self, kind: ReportSummary, shown: Mapping[str, str]) -> None:
        """Make the fields of a document, filled."""
        for form in self._forms:
            while form.rowCount():
                form.removeRow(0)
        self.title.setText(kind.title)
        self.fields = {}
        self._defaults = {option.id: option.default for option in kind.options}
        self._defaults_of_kept = {one.id: one.default for one in kind.options if one.kept}
        count = len(kind.options)
        first = (count + 1) // 2 if count > MOST_IN_COLUMN else count
        self._columns.setStretch(1, int(first < count))
        for at, option in enumerate(kind.options):
            field = self._field(option, shown.get(option.id, option.default))
            field.setAccessibleName(option.title)
            field.setMaximumWidth(FIELD_WIDTH)
            name = QLabel(option.title)
            name.setBuddy(field)
            self._forms[at >= first].addRow(name, field)
            self.fields[option.id] = field
        self._only_for = {one.id: one.only_for for one in kind.options if one.only_for}
        self._show_fitting()

    def _show_fitting(self) -> None:
        """Show the choices that belong to the kind of document chosen, hide those of others."""
        chosen = self.fields.get(KIND)
        for name, kinds in self._only_for.items():
            for form in self._forms:
                if form.indexOf(self.fields[name]) >= 0:
                    is_shown = chosen is None or _value(chosen) in kinds
                    form.setRowVisible(self.fields[name], is_shown)

    def show_previous(self, count: int) -> None:
        """Offer what the period before has: how many choices, 0 for none."""
        self.take_previous.setVisible(count > 0)
        self.take_previous.setText(f"Lấy các ô như kỳ trước ({count})")

    def _show_kept(self, kept: Mapping[str, str]) -> None:
        """Show what is kept now, where nothing waits to be put right."""
        if not self.is_refused:
            self._fill({**self.options(), **self._defaults_of_kept, **kept})

    def _fill(self, shown: Mapping[str, str]) -> None:
        """Put texts into the fields that are there; one that is typed in stays."""
        for name, field in self.fields.items():
            text = shown.get(name, self._defaults[name])
            if _value(field) == text or _is_typing(field):
                continue
            with QSignalBlocker(field):
                _put(field, text)
        self._show_fitting()

    def settle(self, *, is_refused: bool) -> None:
        """Take note that what is typed was kept, or could not be read and waits here."""
        self.is_refused = is_refused
        if not is_refused:
            for field in self.fields.values():
                if isinstance(field, TextField):
                    field.setModified(False)

    def has_unkept(self) -> bool:
        """Say whether something is typed and not left yet."""
        return not self.is_refused and any(map(_is_typing, self.fields.values()))

    def options(self) -> dict[str, str]:
        """Return the choices as a document is asked for with them."""
        return {name: _value(field) for name, field in self.fields.items()}

    def _chosen(self) -> None:
        """Keep what was chosen from a list; another kind of document has other choices."""
        self._show_fitting()
        self._changed()

    def _field(self, option: OptionSummary, kept: str) -> Field:
        """Return the field of one choice."""
        if option.choices:
            box = CalmComboBox()
            for stored, words in option.choices:
                box.addItem(words, stored)
            box.setCurrentIndex(max(box.findData(kept), 0))
            box.currentIndexChanged.connect(lambda _: self._chosen())
            return box
        line = TextField(kept)
        line.setPlaceholderText(HINTS.get(option.id, ""))
        line.editingFinished.connect(self._changed)
        return line


def prepare_or_refuse(workspace: Workspace, request: DocumentRequest) -> tuple[Prepared, str]:
    """Return what a document lacks, and why its choices cannot be used ("" where they can).

    While a choice cannot be read, the document is prepared without any: its prose stays there.
    """
    try:
        return reporting.prepare_document(workspace, request), ""
    except (InputError, NotFoundError) as error:
        if not request.options:
            raise
        plain = reporting.prepare_document(workspace, replace(request, options={}, is_whole=True))
        return plain, f"{error} {error.hint}".strip()


def _value(field: Field) -> str:
    """Return what is chosen or typed in a field."""
    if isinstance(field, CalmComboBox):
        return str(field.currentData(Qt.ItemDataRole.UserRole) or "")
    return field.text()


def _put(field: Field, text: str) -> None:
    """Choose or write a text in a field."""
    if isinstance(field, CalmComboBox):
        field.setCurrentIndex(max(field.findData(text), 0))
    else:
        field.setText(text)


def _is_typing(field: Field) -> bool:
    """Say whether a field holds something typed that was not left yet."""
    return isinstance(field, TextField) and field.isModified()
