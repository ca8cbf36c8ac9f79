"""What is chosen before a paper is made: a line for each choice of the document."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from ntm_desktop.services.reporting import OptionSummary, ReportSummary
from ui import style
from ui.widgets.page import label
from ui.widgets.record_form import CalmComboBox, LongTextEdit
from ui.widgets.text_field import TextField

PROSE = ("causes", "solutions")  # choices that hold paragraphs
FIELD_WIDTH = 420
Field = CalmComboBox | TextField | LongTextEdit


class ReportOptions(QWidget):
    """The choices of a document without prose; `options()` is what it is asked for with."""

    def __init__(self, changed: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._changed = changed
        self._kind = ""
        self._typed: dict[tuple[str, str], str] = {}
        self.fields: dict[str, Field] = {}
        self.title = label("", "section", wrap=True)
        self.about = label("", "muted", wrap=True)
        self._form = QFormLayout()
        self._form.setSpacing(style.SMALL)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, style.SMALL, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(self.title)
        column.addWidget(self.about)
        column.addLayout(self._form)
        column.addStretch(1)

    def show_kind(self, kind: ReportSummary, about: str) -> None:
        """Show the choices of a document; what was typed for it before stays."""
        self.about.setText(about)
        if kind.id == self._kind:
            return
        self._remember()
        while self._form.rowCount():
            self._form.removeRow(0)
        self._kind = kind.id
        self.title.setText(kind.title)
        self.fields = {}
        for option in kind.options:
            field = self._field(option)
            field.setAccessibleName(option.title)
            field.setMaximumWidth(FIELD_WIDTH)
            name = QLabel(option.title)
            name.setBuddy(field)
            self._form.addRow(name, field)
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
        if option.id in PROSE:
            text = LongTextEdit(lines=(3, 8))
            text.setPlainText(kept)
            text.left.connect(self._changed)
            return text
        line = TextField(kept)
        line.editingFinished.connect(self._changed)
        return line


def _value(field: Field) -> str:
    """Return what is chosen or typed in a field."""
    if isinstance(field, CalmComboBox):
        return str(field.currentData(Qt.ItemDataRole.UserRole) or "")
    return field.toPlainText() if isinstance(field, LongTextEdit) else field.text()
