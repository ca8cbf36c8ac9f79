"""Passages kept word for word: one field each, with the keys that move, delete and give a task."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from ui import style
from ui.widgets.page import button, label
from ui.widgets.record_form import LongTextEdit
from ui.widgets.text_field import TextField


def passages_of(text: str) -> list[str]:
    """Return the passages of a pasted text: an empty line ends one; nothing else is changed."""
    parts = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    return [part.strip("\n").rstrip() for part in parts if part.strip()]


class PassageEdit(LongTextEdit):
    """Text of several lines; Ctrl+Enter asks for a task, Alt+↑↓ moves it."""

    task_asked = Signal()
    move_asked = Signal(int)

    def __init__(self, name: str, *, lines: tuple[int, int] = (1, 12)) -> None:
        super().__init__(lines=lines)
        self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read the keys of a passage; everything else is typing."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key, control, alt = (
            event.key(),
            held == Qt.KeyboardModifier.ControlModifier,
            held == Qt.KeyboardModifier.AltModifier,
        )
        if control and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.task_asked.emit()
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_asked.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Let the window's undo and redo pass where this field has none of its own."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            document = self.document()
            undo = event.matches(QKeySequence.StandardKey.Undo) and not document.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not document.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        return super().event(event)

    def selected(self) -> str:
        """Return the selected words, "" for none."""
        return self.textCursor().selectedText().replace("\u2029", "\n").strip()


class PassageRow(QWidget):
    """One passage of a list: its number, who said it (if asked for), its words, its menu.

    Signals carry the record's key: `edited(key, field, text)`, `move_asked(key, by)`,
    `delete_asked(key)`, `task_asked(key, words)` with the selected words or "".
    """

    edited = Signal(str, str, str)
    move_asked = Signal(str, int)
    delete_asked = Signal(str)
    task_asked = Signal(str, str)

    def __init__(self, key: str, field: str, name: str, *, speaker: bool, tasks: bool) -> None:
        super().__init__()
        self.key, self._field, self._name = key, field, name
        self._kept: dict[str, str] = {}
        self.number = label("", "muted")
        self.number.setFixedWidth(style.HUGE)
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.edit = PassageEdit(name)
        self.speaker = TextField() if speaker else None
        self.done = label("", "good")
        self.give = button("Giao thành nhiệm vụ", self._ask_task, icon="task", kind="link")
        self.give.setToolTip("Giao thành nhiệm vụ (Ctrl+Enter)")
        self._connect()
        self._lay_out(tasks)

    def _connect(self) -> None:
        """Save what is left, pass on what the keys ask for."""
        self.edit.left.connect(lambda: self._keep(self._field, self.edit.toPlainText()))
        self.edit.task_asked.connect(self._ask_task)
        self.edit.move_asked.connect(lambda by: self.move_asked.emit(self.key, by))
        if self.speaker is not None:
            field = self.speaker
            field.setAccessibleName("Người phát biểu")
            field.setPlaceholderText("Người phát biểu")
            field.editingFinished.connect(lambda: self._keep("speaker", field.text()))

    def _lay_out(self, tasks: bool) -> None:
        """Place number, words and menu side by side, the tasks under the words."""
        words = QVBoxLayout()
        words.setSpacing(style.TINY)
        if self.speaker is not None:
            words.addWidget(self.speaker)
        words.addWidget(self.edit)
        foot = QHBoxLayout()
        foot.setSpacing(style.MEDIUM)
        foot.addWidget(self.give)
        foot.addWidget(self.done)
        foot.addStretch(1)
        if tasks:
            words.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.SMALL)
        number = QVBoxLayout()
        number.setContentsMargins(0, 6, 0, 0)
        number.addWidget(self.number)
        number.addStretch(1)
        row.addLayout(number)
        row.addLayout(words, 1)
        row.addWidget(self._menu_button(tasks), 0, Qt.AlignmentFlag.AlignTop)

    def _menu_button(self, tasks: bool) -> QToolButton:
        """Return the button with what else can be done."""
        menu = QMenu(self)
        acts: list[tuple[str, str, Any]] = [
            ("Lên một chỗ", "Alt+Up", lambda: self.move_asked.emit(self.key, -1)),
            ("Xuống một chỗ", "Alt+Down", lambda: self.move_asked.emit(self.key, 1)),
            (f"Xóa {self._name}", "", lambda: self.delete_asked.emit(self.key)),
        ]
        if tasks:
            acts.insert(0, ("Giao thành nhiệm vụ", "Ctrl+Return", self._ask_task))
        for text, keys, act in acts:
            action = QAction(f"{text}\t{_shown(keys)}" if keys else text, menu)
            action.triggered.connect(act)
            menu.addAction(action)
        made = QToolButton()
        made.setProperty("kind", "quiet")
        made.setIcon(style.icon("more"))
        made.setAccessibleName(f"Việc với {self._name}")
        made.setToolTip("Đổi thứ tự, xóa…")
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setMenu(menu)
        return made

    def show_part(self, number: int, texts: dict[str, str], tasks: int = 0) -> None:
        """Show the record; a field with the cursor in it, typed in but not left, keeps its text."""
        self.number.setText(f"{number}.")
        self._show(self.edit, self._field, texts.get(self._field, ""))
        if self.speaker is not None:
            self._show(self.speaker, "speaker", texts.get("speaker", ""))
        self.done.setText(f"Đã giao {tasks} nhiệm vụ" if tasks else "")
        self.done.setVisible(bool(tasks))
        self.edit.setAccessibleName(f"{self._name[:1].upper()}{self._name[1:]} {number}")

    def _show(self, editor: Any, field: str, text: str) -> None:
        """Show a text in an editor unless a person is typing there."""
        is_long = isinstance(editor, PassageEdit)
        shown = editor.toPlainText() if is_long else editor.text()
        typing = editor.hasFocus() and shown != self._kept.get(field, "")
        self._kept[field] = text
        if not typing and shown != text:
            if is_long:
                editor.setPlainText(text)
            else:
                editor.setText(text)

    def save_now(self) -> None:
        """Save what is typed but not left yet."""
        self._keep(self._field, self.edit.toPlainText())
        if self.speaker is not None:
            self._keep("speaker", self.speaker.text())

    def _keep(self, field: str, text: str) -> None:
        """Tell of a changed text once."""
        if text != self._kept.get(field, ""):
            # It counts as kept once the written record is shown again, not when it is handed on.
            self.edited.emit(self.key, field, text)

    def _ask_task(self) -> None:
        """Ask for a task of the selected words, or of the whole passage."""
        words = self.edit.selected()
        self.save_now()
        self.task_asked.emit(self.key, words)


def _shown(keys: str) -> str:
    """Return keys as people read them."""
    return keys.replace("Return", "Enter").replace("Up", "↑").replace("Down", "↓")
