"""The keyboard and mouse of a person at the window; services are only for reading the result."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QListWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.main_window import SCREENS, MainWindow, screen_key

W = TypeVar("W", bound=QWidget)
LOOK_MS = 10
PATIENCE_MS = 5000


class Hands:
    """What a person does at one window: press, type, click, choose, wait until it shows."""

    def __init__(self, qtbot: QtBot, window: QWidget) -> None:
        self._qtbot = qtbot
        self.window = window

    # --- keys ---

    def target(self) -> QWidget:
        """Return the widget that gets the keys now.

        A window manager gives the keys back to the window when a dialog goes; offscreen nobody
        does.
        """
        popup = QApplication.activePopupWidget()
        if QApplication.activeWindow() is None and QApplication.activeModalWidget() is None:
            self.window.activateWindow()
            QApplication.processEvents()
        return popup or QApplication.focusWidget() or self.window

    def press(self, *keys: str) -> None:
        """Press keys such as "Ctrl+Z" or "Return", one after the other."""
        for key in keys:
            combination = QKeySequence(key)[0]
            QTest.keyClick(self.target(), combination.key(), combination.keyboardModifiers())
            QApplication.processEvents()

    def go_to(self, screen: str) -> None:
        """Open a screen by its key, wherever it stands in the navigation."""
        place = next(n for n, spec in enumerate(SCREENS, start=1) if spec.id == screen)
        self.press(screen_key(place))

    def press_until(self, key: str, condition: Callable[[], object], most: int = 120) -> None:
        """Press a key again and again until something is so."""
        for _ in range(most):
            if condition():
                return
            self.press(key)
        raise AssertionError(f"{key} pressed {most} times")

    def type(self, text: str) -> None:
        """Type a text; letters with marks come as a Vietnamese keyboard program sends them."""
        for letter in text:
            if letter.isascii():
                QTest.keyClick(self.target(), letter)
                continue
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self.target(), event)
        QApplication.processEvents()

    def paste(self, text: str) -> None:
        """Paste a text copied in another program."""
        QGuiApplication.clipboard().setText(text)
        self.press("Ctrl+V")

    def replace(self, text: str) -> None:
        """Type over everything in the field that has the cursor."""
        self.press("Ctrl+A")
        self.type(text)

    def start(self, keys: str, name: str) -> None:
        """Press the keys of a button and wait until the cursor is in the field called `name`."""
        self.press(keys)
        self.until(lambda: self.target().accessibleName() == name)

    # --- mouse ---

    def click(self, widget: QWidget) -> None:
        """Click in the middle of a widget that is shown."""
        assert widget.isVisible(), f"{widget} is not shown"
        assert widget.isEnabled(), f"{widget} cannot be used now"
        middle = widget.rect().center()
        if isinstance(widget, QAbstractButton) and not widget.hitButton(middle):
            middle = QPoint(style_inset(widget), middle.y())
        self.click_at(widget, middle)

    def click_at(self, widget: QWidget, point: QPoint) -> None:
        """Click at a point of a widget."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
        QApplication.processEvents()

    def button(self, text: str) -> QAbstractButton:
        """Return the button with this text, or with this name where it only has a sign."""
        shown = [
            one
            for one in self._shown(QAbstractButton)
            if text in (one.text().replace("&", ""), one.accessibleName())
        ]
        assert len(shown) == 1, f"{len(shown)} buttons “{text}”"
        return shown[0]

    def field(self, name: str, kind: type[W] | None = None) -> W | QWidget:
        """Return the field with this name as a screen reader says it."""
        shown = [one for one in self._shown(kind or QWidget) if one.accessibleName() == name]
        assert len(shown) == 1, f"{len(shown)} fields “{name}”"
        return shown[0]

    def fill(self, name: str, text: str) -> None:
        """Click into a field and type over what is there."""
        self.click(self.field(name))
        self.replace(text)

    def choose(self, name: str, text: str) -> None:
        """Choose from a list with the arrow keys, by the text shown or the word it stands for."""
        box = self.field(name, QComboBox)
        assert isinstance(box, QComboBox)
        place = max(box.findText(text), box.findData(text))
        assert place >= 0, f"“{text}” is not in {[box.itemText(at) for at in range(box.count())]}"
        box.setFocus(Qt.FocusReason.TabFocusReason)
        key = "Down" if box.currentIndex() < place else "Up"
        self.press_until(key, lambda: box.currentIndex() == place)

    def pick(self, name: str, text: str) -> None:
        """Choose a line of a list with the mouse."""
        shown = self.field(name, QListWidget)
        assert isinstance(shown, QListWidget)
        item = next(shown.item(at) for at in range(shown.count()) if text in shown.item(at).text())
        self.click_at(shown.viewport(), shown.visualItemRect(item).center())

    # --- eyes ---

    def _shown(self, kind: type[W]) -> list[W]:
        """Return the widgets of a kind that are shown."""
        return [one for one in self.window.findChildren(kind) if one.isVisible()]

    def texts(self) -> list[str]:
        """Return what the labels and buttons in the window say."""
        found = [*self._shown(QLabel), *self._shown(QAbstractButton)]
        return [one.text() for one in found]

    def sees(self, text: str) -> bool:
        """Say whether the window shows a text, or tells it to a screen reader."""
        told = (one.accessibleName() for one in self._shown(QWidget))
        return any(text in one for one in (*self.texts(), *told))

    def until(self, condition: Callable[[], object]) -> None:
        """Wait until something is so."""
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)

    @contextlib.contextmanager
    def answering(self, kind: type[QDialog], answer: Callable[[Hands], None]) -> Iterator[None]:
        """Answer the dialog that comes up while the block runs; it is closed whatever happens."""
        failed: list[BaseException] = []
        answered: list[QDialog] = []
        timer = QTimer(interval=LOOK_MS)

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, kind) or dialog in answered or not _has_keys(dialog):
                return
            answered.append(dialog)
            try:
                answer(Hands(self._qtbot, dialog))
            except BaseException as error:  # noqa: BLE001 (raised again after the block)
                failed.append(error)
            if dialog.isVisible():
                dialog.reject()

        timer.timeout.connect(look)
        timer.start()
        try:
            yield
        finally:
            timer.stop()
        if failed:
            raise failed[0]
        assert answered, f"no {kind.__name__} came up"


def _has_keys(dialog: QDialog) -> bool:
    """Say whether a dialog gets the keys already; on a busy machine that comes a little later."""
    focus = QApplication.focusWidget()
    if focus is not None and focus.window() is dialog:
        return True
    dialog.activateWindow()
    return False


def style_inset(widget: QWidget) -> int:
    """Return how far from the left edge a tick box can be hit."""
    return min(8, widget.width() // 2)


class WindowHands(Hands):
    """Hands at the main window."""

    window: MainWindow

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        super().__init__(qtbot, window)
        self.window = window

    def go(self, title: str) -> QWidget:
        """Go to a screen by its name in the navigation."""
        buttons = self.window.navigation.buttons.values()
        self.click(next(one for one in buttons if one.text() == title))
        return self.window.stack.currentWidget()

    def said(self) -> str:
        """Return the sentence in the status line."""
        return self.window.status.said()
