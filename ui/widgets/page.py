"""The scaffold of a screen: title, subtitle, actions on the right, notices, content."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui import style
from ui.widgets.notice_bar import NoticeBar


class Page(QWidget):
    """A screen's frame. Put content into `body`, buttons through `add_action`."""

    def __init__(self, title: str, subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(title, "title")
        self.subtitle = label(subtitle, "muted", wrap=True, parent=self)
        self.subtitle.setVisible(bool(subtitle))
        self.action_bar = QHBoxLayout()
        self.action_bar.setSpacing(style.SMALL)
        self.notice = NoticeBar(self)
        self.body = QVBoxLayout()
        self.body.setSpacing(style.MEDIUM)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.LARGE, style.HUGE, style.LARGE)
        column.setSpacing(style.MEDIUM)
        column.addLayout(self._head())
        column.addWidget(self.notice)
        column.addLayout(self.body, 1)

    def _head(self) -> QHBoxLayout:
        """Return the head: texts on the left, actions on the right."""
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.title)
        texts.addWidget(self.subtitle)
        head = QHBoxLayout()
        head.setSpacing(style.LARGE)
        head.addLayout(texts, 1)
        head.addLayout(self.action_bar)
        head.setAlignment(self.action_bar, Qt.AlignmentFlag.AlignTop)
        return head

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Show another title and subtitle."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))

    def add_action(
        self,
        text: str,
        on_click: Callable[[], object],
        *,
        icon: str = "",
        kind: str = "",
        shortcut: str = "",
    ) -> QPushButton:
        """Add a button to the head and return it; `kind` is "primary", "quiet", "danger" or ""."""
        made = button(text, on_click, icon=icon, kind=kind, shortcut=shortcut)
        self.action_bar.addWidget(made)
        return made


def label(
    text: str, kind: str = "", *, wrap: bool = False, parent: QWidget | None = None
) -> QLabel:
    """Return a label in a look of the style sheet: muted, small, title, section, error …"""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("kind", kind)
    made.setWordWrap(wrap)
    return made


_HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.ShiftModifier
)


class _Button(QPushButton):
    """A push button that Enter presses as well as Space, where the cursor is on it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as a click; a key that is held down presses once."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _HELD:
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)


def button(
    text: str,
    on_click: Callable[[], object] | None = None,
    *,
    icon: str = "",
    kind: str = "",
    shortcut: str = "",
) -> QPushButton:
    """Return a push button with a verb as its text; its shortcut is shown in the tooltip."""
    made = _Button(text)
    made.setProperty("kind", kind)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    if icon:
        token = {"primary": "on_accent", "danger": "bad", "link": "accent"}.get(kind, "muted")
        style.put_icon(made, icon, token)
    if shortcut:
        _press_at_once(made, shortcut)
        made.setToolTip(f"{text} ({shortcut})")
    if on_click is not None:
        made.clicked.connect(lambda: on_click())
    return made


def _press_at_once(made: QAbstractButton, keys: str) -> None:
    """Let keys press a button: a button's own shortcut acts a tenth of a second late."""
    shortcut = QShortcut(QKeySequence(keys), made)
    shortcut.activated.connect(made.click)


def icon_button(
    icon: str, name: str, on_click: Callable[[], object], *, shortcut: str = ""
) -> QPushButton:
    """Return a button that is only an icon; `name` is its tooltip and accessible name."""
    made = button("", on_click, icon=icon, kind="tool")
    made.setAccessibleName(name)
    made.setToolTip(f"{name} ({shortcut})" if shortcut else name)
    if shortcut:
        _press_at_once(made, shortcut)
    return made


def section_header(title: str, *actions: QWidget, note: str = "") -> QWidget:
    """Return the heading of a part of a screen, with a quiet note and actions on the right."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(style.SMALL)
    row.addWidget(label(title, "section"))
    if note:
        row.addWidget(label(note, "small"))
    row.addStretch(1)
    for action in actions:
        row.addWidget(action)
    return made


def card(*contents: QWidget | QLayout, margin: int = style.LARGE) -> QFrame:
    """Return a card (surface with a thin border) with the contents one below the other."""
    made = QFrame()
    made.setProperty("kind", "card")
    column = QVBoxLayout(made)
    column.setContentsMargins(margin, margin, margin, margin)
    column.setSpacing(style.SMALL)
    for content in contents:
        if isinstance(content, QWidget):
            column.addWidget(content)
        else:
            column.addLayout(content)
    return made


def line(*, vertical: bool = False) -> QFrame:
    """Return a thin line."""
    made = QFrame()
    made.setProperty("kind", "vertical_line" if vertical else "line")
    return made


class ColumnScroll(QScrollArea):
    """A scroll area whose content is as high as its wrapped texts need at the width there is.

    Qt takes the least height of a layout without asking how high it is for a width, so that
    long texts would be cut off instead of scrolled.
    """

    def setWidget(self, content: QWidget) -> None:
        """Take the content and follow what it needs."""
        content.installEventFilter(self)
        super().setWidget(content)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit again when the content asks for another height."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again: another width breaks the texts elsewhere."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the content the height it needs for this width."""
        content = self.widget()
        layout = content.layout() if content is not None else None
        if content is None or layout is None or not layout.hasHeightForWidth():
            return
        needed = layout.totalHeightForWidth(self.viewport().width())
        if content.minimumHeight() != needed:
            content.setMinimumHeight(needed)


def scrolled(content: QWidget) -> QScrollArea:
    """Return a scroll area around a column of content that fits the width."""
    made = ColumnScroll()
    content.setObjectName("scrollContent")
    made.setWidget(content)
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.viewport().setAutoFillBackground(False)
    content.setContentsMargins(0, 0, style.SMALL, 0)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made


def clear_layout(layout: QLayout) -> None:
    """Remove every widget of a layout, before it is filled anew."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item else None
        inner = item.layout() if item else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear_layout(inner)
