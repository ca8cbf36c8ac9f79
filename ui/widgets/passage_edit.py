"""Passages kept word for word: one field each, with the keys that move, delete and give a task."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout

from ui import style
from ui.widgets.page import button, label
from ui.widgets.part_row import PartRow
from ui.widgets.record_form import LongTextEdit
from ui.widgets.suggest_field import SuggestField


def passages_of(text: str) -> list[str]:
    """Return the passages of a pasted text: an empty line ends one; nothing else is changed."""
    parts = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    return [part.strip("\n").rstrip() for part in parts if part.strip()]


def clean_paste(text: str) -> str:
    """Return a text of another program without the control signs it breaks lines and cells with."""
    text = re.sub("\r\n?|[\x0b\x0c\u2028\u2029]", "\n", text)
    return re.sub("[\x00-\x08\x0e-\x1f\x7f]", "", text)


class PassageEdit(LongTextEdit):
    """Text of several lines; Ctrl+Enter asks for a task, Alt+↑↓ moves it.

    `ended` tells that Enter was pressed on an empty line at the end.
    """

    task_asked = Signal()
    move_asked = Signal(int)
    ended = Signal()

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
        elif self._is_at_its_end() and not held and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            self.ended.emit()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take a pasted text as plain words."""
        self.insertPlainText(clean_paste(source.text()))

    def _is_at_its_end(self) -> bool:
        """Say whether the cursor stands on an empty line after the text."""
        cursor = self.textCursor()
        return cursor.atEnd() and cursor.block().text() == "" and cursor.blockNumber() > 0

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


class PassageRow(PartRow):
    """One passage of a list: its number, who said it (if asked for), its words, its menu.

    `task_asked(key, words)` carries the selected words or "". `next_asked` is told by Ctrl+Enter in
    a passage that no task is made of, and by an empty line at its end.
    """

    task_asked = Signal(str, str)
    next_asked = Signal()

    def __init__(self, key: str, field: str, name: str, *, speaker: bool, tasks: bool) -> None:
        more = (("Giao thành nhiệm vụ", "Ctrl+Return", self._ask_task),) if tasks else ()
        super().__init__(key, name, *more)
        self._field, self._tasks = field, tasks
        self.edit = PassageEdit(name)
        self.speaker = SuggestField() if speaker else None
        self.done = label("", "good")
        self.give = button("Giao thành nhiệm vụ", self._ask_task, icon="task", kind="link")
        self.give.setToolTip("Giao thành nhiệm vụ (Ctrl+Enter)")
        self._connect()
        self._lay_out(tasks)

    def _connect(self) -> None:
        """Save what is left, pass on what the keys ask for."""
        if self.speaker is not None:
            self.speaker.setAccessibleName("Người phát biểu")
            self.speaker.setPlaceholderText("Người phát biểu")
            self.speaker.returnPressed.connect(self.edit.setFocus)
            self.add_who("speaker", self.speaker)
            self.edit.ended.connect(self.next_asked)
        self.add_text(self._field, self.edit)
        self.edit.task_asked.connect(self._ask_task if self._tasks else self.next_asked)

    def _lay_out(self, tasks: bool) -> None:
        """Place the speaker over the words, the tasks under them."""
        if self.speaker is not None:
            self.words.addWidget(self.speaker)
        self.words.addWidget(self.edit)
        if not tasks:
            self.give.setParent(self)
            self.give.hide()
            return
        foot = QHBoxLayout()
        foot.setSpacing(style.MEDIUM)
        foot.addWidget(self.give)
        foot.addWidget(self.done)
        foot.addStretch(1)
        self.words.addLayout(foot)

    def show_part(self, number: int, texts: dict[str, str], tasks: int = 0) -> None:
        """Show the record; a field with the cursor in it, typed in but not left, keeps its text."""
        self.show_texts(number, texts)
        self.done.setText(f"Đã giao {tasks} nhiệm vụ" if tasks else "")
        self.done.setVisible(bool(tasks))
        self.edit.setAccessibleName(f"{self.name[:1].upper()}{self.name[1:]} {number}")

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the words be read and copied from, or typed in."""
        super().set_read_only(is_read_only)
        if self._tasks:
            self.give.setVisible(not is_read_only)

    def _ask_task(self) -> None:
        """Ask for a task of the selected words, or of the whole passage."""
        words = self.edit.selected()
        self.save_now()
        self.task_asked.emit(self.key, words)
