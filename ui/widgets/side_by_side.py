"""A list with one record beside it; in a narrow window the record takes the list's place."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import style
from ui.widgets.page import card, icon_button, label, scrolled

NARROW = 860


class SideBySide(QWidget):
    """`show_side` opens the panel beside `main`; Escape or ✕ closes it and emits `side_closed`.

    `side_closing` is told before, while what is typed still has the cursor.
    """

    side_closing = Signal()
    side_closed = Signal()

    def __init__(self, main: QWidget, *, width: int = 380, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.main = main
        main.setMinimumWidth(NARROW // 4)  # less than its empty state asks for
        self._width = width
        self.heading = label("", "section", wrap=True)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(0)
        self._content = QWidget()
        self.content = QVBoxLayout(self._content)
        self.content.setContentsMargins(0, 0, style.TINY, 0)
        self.content.setSpacing(style.MEDIUM)
        self.side = self._make_side()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.MEDIUM)
        row.addWidget(main, 1)
        row.addWidget(self.side)
        self.side.hide()

    def _make_side(self) -> QWidget:
        """Return the panel: heading, tools, scrolled content."""
        head = QHBoxLayout()
        head.setSpacing(style.TINY)
        head.addWidget(self.heading, 1)
        head.addLayout(self._tools)
        head.addWidget(icon_button("close", "Đóng (Esc)", self.close_side))
        self._area = scrolled(self._content)
        made = card(head, self._area, margin=style.MEDIUM)
        escape = QShortcut(QKeySequence("Esc"), made)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.close_side)
        return made

    def add_tool(self, tool: QWidget) -> None:
        """Add a button to the panel's head."""
        self._tools.addWidget(tool)

    def show_side(self, heading: str) -> None:
        """Open the panel."""
        self.heading.setText(heading)
        self.side.show()
        self._fit()

    def show_part(self, part: QWidget) -> None:
        """Scroll the panel to a part of it, once everything has its place."""
        QTimer.singleShot(0, part, lambda: self._scroll_to(part))

    def _scroll_to(self, part: QWidget) -> None:
        """Bring a part into view with some room around it."""
        layout = self._content.layout()
        if layout is not None:
            layout.activate()
            self._content.adjustSize()
        self._area.ensureWidgetVisible(part, 0, 2 * style.HUGE)

    def close_side(self) -> None:
        """Close the panel; the list has the whole width again."""
        was_open = not self.side.isHidden()
        if was_open:
            self.side_closing.emit()
        self.side.hide()
        self._fit()
        if was_open:
            self.side_closed.emit()

    def is_open(self) -> bool:
        """Say whether the panel is open."""
        return not self.side.isHidden()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the panel its width, or the whole width in a narrow window."""
        narrow = self.width() < NARROW
        self.main.setVisible(not (narrow and self.is_open()))
        self.side.setMinimumWidth(0 if narrow else self._width)
        self.side.setMaximumWidth(16_777_215 if narrow else self._width)
