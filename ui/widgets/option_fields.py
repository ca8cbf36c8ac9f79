"""Fields for the choices before a document is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ntm_desktop.domain.vietnamese import capital_first
from ui import style
from ui.widgets.page import clear_layout, label
from ui.widgets.record_form import CalmComboBox, LongTextEdit
from ui.widgets.text_field import TextField

# Options that are several lines.
LONG = ("recipients", "kept", "causes", "proposals", "host", "partner")


class Option(Protocol):
    """An option as the services describe it; `choices` is empty where anything may be typed."""

    @property
    def id(self) -> str:
        """Return its id."""

    @property
    def title(self) -> str:
        """Return what people call it."""

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Return stored words with what is shown."""

    @property
    def default(self) -> str:
        """Return what holds where nothing is chosen."""


class OptionFields(QWidget):
    """One field an option, each under its name; `changed` tells that another value holds."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: dict[str, str] = {}
        self.editors: dict[str, QWidget] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_options(self, options: Iterable[Option], kept: Mapping[str, str]) -> None:
        """Show the options of another document with the values that are kept."""
        clear_layout(self._column)
        self._values = dict(kept)
        self.editors = {}
        for option in options:
            editor = self._editor(option)
            editor.setAccessibleName(option.title)
            shown = label(option.title, "small")
            shown.setBuddy(editor)
            self.editors[option.id] = editor
            self._column.addWidget(shown)
            self._column.addWidget(editor)
            self._column.addSpacing(style.TINY)

    def _editor(self, option: Option) -> QWidget:
        """Return the field of one option."""
        kept = self._values.get(option.id, option.default)
        if option.choices:
            box = CalmComboBox()
            for word, said in option.choices:
                box.addItem(capital_first(said), word)
            box.setCurrentIndex(max(0, box.findData(kept)))
            box.activated.connect(lambda _: self._keep(option.id, str(box.currentData() or "")))
            return box
        if option.id in LONG:
            text = LongTextEdit(lines=(1, 5))
            text.setPlainText(kept)
            text.setPlaceholderText("mỗi dòng một mục")
            text.left.connect(lambda: self._keep(option.id, text.toPlainText()))
            return text
        line = TextField(kept)
        line.editingFinished.connect(lambda: self._keep(option.id, line.text()))
        return line

    def _keep(self, option: str, text: str) -> None:
        """Remember a value."""
        if text.strip() != self._values.get(option, ""):
            self._values[option] = text.strip()
            self.changed.emit()

    def save_now(self) -> None:
        """Remember what is typed but not left yet."""
        for option, editor in self.editors.items():
            if isinstance(editor, LongTextEdit):
                self._keep(option, editor.toPlainText())
            elif isinstance(editor, TextField):
                self._keep(option, editor.text())

    def values(self) -> dict[str, str]:
        """Return what holds for the options that are shown."""
        shown = {name: self._values.get(name, "") for name in self.editors}
        return {name: value for name, value in shown.items() if value}
