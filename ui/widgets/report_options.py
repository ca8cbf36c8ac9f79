"""What is chosen before a paper is made: a line for each choice of the document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ntm_desktop.errors import InputError
from ntm_desktop.services import reporting
from ntm_desktop.services.reporting import (
    DocumentRequest,
    OptionSummary,
    Prepared,
    ReportSummary,
)
from ntm_desktop.services.workspace import Workspace
from ui import style
from ui.widgets.page import label
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
FIELD_WIDTH = 420
MOST_IN_COLUMN = 7  # more choices stand in two columns
Field = CalmComboBox | TextField


class ReportOptions(QWidget):
    """The choices of a document; `options()` is what it is asked for with."""

    def __init__(self, changed: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._changed = changed
        self._kind = ""
        self._typed: dict[tuple[str, str], str] = {}
        self.fields: dict[str, Field] = {}
        self.title = label("", "section", wrap=True)
        self.about = label("", "muted", wrap=True)
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
        column.addWidget(self.title)
        column.addWidget(self.about)
        column.addLayout(columns)
        column.addStretch(1)

    def show_kind(self, kind: ReportSummary, about: str) -> None:
        """Show the choices of a document; what was typed for it before stays."""
        self.about.setText(about)
        if kind.id == self._kind:
            return
        self._remember()
        for form in self._forms:
            while form.rowCount():
                form.removeRow(0)
        self._kind = kind.id
        self.title.setText(kind.title)
        self.fields = {}
        count = len(kind.options)
        first = (count + 1) // 2 if count > MOST_IN_COLUMN else count
        self._columns.setStretch(1, int(first < count))
        for at, option in enumerate(kind.options):
            field = self._field(option)
            field.setAccessibleName(option.title)
            field.setMaximumWidth(FIELD_WIDTH)
            name = QLabel(option.title)
            name.setBuddy(field)
            self._forms[at >= first].addRow(name, field)
            self.fields[option.id] = field

    def options(self) -> dict[str, str]:
        """Return the choices as a document is asked for with them."""
        return {name: _value(field) for name, field in self.fields.items()}

    def _remember(self) -> None:
        """Keep what was chosen for the document shown until now."""
        for name, text in self.options().items():
            self._typed[self._kind, name] = text

    def _field(self, option: OptionSummary) -> Field:
        """Return the field of one choice."""
        kept = self._typed.get((self._kind, option.id), option.default)
        if option.choices:
            box = CalmComboBox()
            for stored, words in option.choices:
                box.addItem(words, stored)
            box.setCurrentIndex(max(box.findData(kept), 0))
            box.currentIndexChanged.connect(lambda _: self._changed())
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
    except InputError as error:
        if not request.options:
            raise
        plain = reporting.prepare_document(workspace, replace(request, options={}))
        return plain, f"{error} {error.hint}".strip()


def _value(field: Field) -> str:
    """Return what is chosen or typed in a field."""
    if isinstance(field, CalmComboBox):
        return str(field.currentData(Qt.ItemDataRole.UserRole) or "")
    return field.text()
