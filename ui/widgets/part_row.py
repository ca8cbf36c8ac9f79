"""One part of a list: its number, its fields, and a menu that moves and deletes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import style
from ui.widgets.page import label
from ui.widgets.suggest_field import SuggestField, Suggestion

if TYPE_CHECKING:
    from ui.widgets.passage_edit import PassageEdit

PAUSE_MS = 2500
Editor = QLineEdit | QPlainTextEdit | QComboBox
Act = tuple[str, str, Callable[[], object]]  # its words, its keys, what it does


class PartRow(QWidget):
    """Fields of one record; each is kept when it is left, and while one pauses in typing.

    Signals carry the record's key: `edited(key, field, text)`, `who_given(key, text, person)` where
    somebody of the directory may stand in a field, `move_asked(key, by)`, `delete_asked(key)`.
    """

    edited = Signal(str, str, str)
    who_given = Signal(str, str, str)
    move_asked = Signal(str, int)
    delete_asked = Signal(str)

    def __init__(self, key: str, name: str, *actions: Act) -> None:
        super().__init__()
        self.key, self.name = key, name
        self.editors: dict[str, Editor] = {}
        self._kept: dict[str, str] = {}
        self._told: dict[str, str] = {}
        self._who = ""
        self.number = label("", "muted")
        self.number.setFixedWidth(style.HUGE)
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.menu = self._menu_button(actions)
        self.words = QVBoxLayout()
        self.words.setSpacing(style.TINY)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.keep_typed)
        self._place()

    def _place(self) -> None:
        """Place number, fields and menu side by side."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.SMALL)
        number = QVBoxLayout()
        number.setContentsMargins(0, 6, 0, 0)
        number.addWidget(self.number)
        number.addStretch(1)
        row.addLayout(number)
        row.addLayout(self.words, 1)
        row.addWidget(self.menu, 0, Qt.AlignmentFlag.AlignTop)

    def _menu_button(self, actions: tuple[Act, ...]) -> QToolButton:
        """Return the button with what else can be done."""
        menu = QMenu(self)
        acts = [
            *actions,
            ("Lên một chỗ", "Alt+Up", lambda: self.move_asked.emit(self.key, -1)),
            ("Xuống một chỗ", "Alt+Down", lambda: self.move_asked.emit(self.key, 1)),
            (f"Xóa {self.name}", "", lambda: self.delete_asked.emit(self.key)),
        ]
        for text, keys, act in acts:
            action = QAction(f"{text}\t{_shown(keys)}" if keys else text, menu)
            action.triggered.connect(act)
            menu.addAction(action)
        made = QToolButton()
        made.setProperty("kind", "quiet")
        made.setIcon(style.icon("more"))
        made.setAccessibleName(f"Việc với {self.name}")
        made.setToolTip("Đổi thứ tự, xóa…")
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setMenu(menu)
        return made

    # --- fields ---

    def add_text(self, field: str, editor: PassageEdit) -> None:
        """Let a field of several lines be kept, moved by Alt+↑↓."""
        self.editors[field] = editor
        editor.left.connect(lambda: self._keep(field))
        editor.move_asked.connect(lambda by: self.move_asked.emit(self.key, by))
        editor.textChanged.connect(self._wait)

    def add_line(self, field: str, editor: QLineEdit) -> None:
        """Let a one-line field be kept."""
        self.editors[field] = editor
        editor.editingFinished.connect(lambda: self._keep(field))
        editor.textEdited.connect(self._wait)

    def add_who(self, field: str, editor: SuggestField) -> None:
        """Let a field be kept that names a person of the directory, or anybody."""
        self._who = field
        self.add_line(field, editor)
        editor.taken.connect(self._take_person)

    def add_choice(self, field: str, editor: QComboBox) -> None:
        """Let a choice be kept."""
        self.editors[field] = editor
        editor.activated.connect(lambda _: self._keep(field))

    def text_of(self, field: str) -> str:
        """Return what a field shows."""
        editor = self.editors[field]
        if isinstance(editor, QComboBox):
            return str(editor.currentData() or "")
        return editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()

    def show_texts(self, number: int, texts: Mapping[str, str]) -> None:
        """Show the record; a field with the cursor in it, typed in but not left, keeps its text."""
        self.number.setText(f"{number}.")
        for field, editor in self.editors.items():
            self._show(field, editor, texts.get(field, ""))

    def _show(self, field: str, editor: Editor, text: str) -> None:
        """Show a text in a field unless a person typed another there that is not written yet."""
        shown = self.text_of(field)
        is_other = shown != self._kept.get(field, "")
        typing = is_other and (editor.hasFocus() or shown != self._told.get(field))
        self._kept[field] = text
        if typing or shown == text:
            return
        was_blocked = editor.blockSignals(True)
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(text)))
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
        else:
            editor.setText(text)
            editor.setCursorPosition(0)
        editor.blockSignals(was_blocked)
        self.shown_anew(field)

    def shown_anew(self, field: str) -> None:
        """Follow a field that shows another text; for rows that compute something."""
        editor = self.editors[field]
        fit = getattr(editor, "_fit", None)
        if fit is not None:
            fit()

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the fields be read and copied from, or typed in."""
        for editor in self.editors.values():
            if isinstance(editor, QComboBox):
                editor.setEnabled(not is_read_only)
            else:
                editor.setReadOnly(is_read_only)
        self.menu.setVisible(not is_read_only)

    # --- keeping ---

    def save_now(self) -> None:
        """Save what is typed but not left yet."""
        for field in tuple(self.editors):
            self._keep(field)

    def keep_typed(self) -> None:
        """Save what stands in a field while one pauses; an emptied field waits until it is left."""
        self._pause.stop()
        for field in tuple(self.editors):
            text = self.text_of(field)
            if text.strip() and text != self._told.get(field):
                self._keep(field)

    def _wait(self) -> None:
        """Begin the pause anew with every key."""
        self._pause.start()

    def _keep(self, field: str) -> None:
        """Tell of a changed text.

        It counts as kept once the written record is shown again, not when it is handed on.
        """
        text = self.text_of(field)
        if text == self._kept.get(field, "") or not self.may_keep(field):
            return
        self._told[field] = text
        if field == self._who:
            self.who_given.emit(self.key, text, "")
        else:
            self.edited.emit(self.key, field, text)

    def may_keep(self, field: str) -> bool:
        """Say whether what is typed can be kept; for rows that look at it themselves."""
        del field
        return True

    def _take_person(self, found: Suggestion) -> None:
        """Tell who was chosen from the directory."""
        self._told[self._who] = found.text
        self.who_given.emit(self.key, found.text, found.key)
        self.focusNextChild()


def _shown(keys: str) -> str:
    """Return keys as people read them."""
    return keys.replace("Return", "Enter").replace("Up", "↑").replace("Down", "↓")
