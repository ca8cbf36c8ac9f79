"""A one-line field that offers what fits below it while one types; the keys stay in the field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QScrollArea, QWidget

from ntm_desktop.domain.vietnamese import matches, sort_key
from ui import style
from ui.widgets.text_field import TextField

MOST_SHOWN = 7
_SUGGESTION = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is offered: the text that is taken, and the key of the record it stands for.

    A sure one is chosen at once, so that Enter takes it; the others are gone to by the arrow key.
    """

    text: str
    key: str = ""
    is_sure: bool = False


LookUp = Callable[[str], Sequence[Suggestion]]


def look_up_in(words: Iterable[str]) -> LookUp:
    """Return a look-up among words, without accents where one types without."""
    offered = sorted({word for word in words if word}, key=sort_key)

    def look_up(typed: str) -> Sequence[Suggestion]:
        return [Suggestion(word) for word in offered if matches(typed, word) and word != typed]

    return look_up


class SuggestField(TextField):
    """Shows what `look_up` finds in a list over the window; `taken` carries the `Suggestion`.

    The list never has the focus, so that a Vietnamese keyboard program keeps writing here: ↓ ↑ go
    through it, Enter takes the chosen line, Escape puts it away. Without a chosen line Enter is
    that of the field.
    """

    taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look_up: LookUp | None = None
        self._offers: QListWidget | None = None
        self.textEdited.connect(self._offer)

    def set_look_up(self, look_up: LookUp | None) -> None:
        """Set where suggestions come from."""
        self._look_up = look_up

    def offered(self) -> list[str]:
        """Return what is offered now."""
        if self._offers is None or self._offers.isHidden():
            return []
        return [self._offers.item(place).text() for place in range(self._offers.count())]

    def hide_offers(self) -> None:
        """Put the list away."""
        if self._offers is not None:
            self._offers.hide()

    def _offer(self, typed: str) -> None:
        """Show what fits the text typed so far."""
        wanted = " ".join(typed.split())
        found = list(self._look_up(wanted))[:MOST_SHOWN] if self._look_up and wanted else []
        if not found or self.isReadOnly():
            self.hide_offers()
            return
        shown = self._list()
        shown.clear()
        for one in found:
            item = QListWidgetItem(one.text, shown)
            item.setData(_SUGGESTION, one)
            item.setToolTip(one.text)
        shown.setCurrentRow(0 if found[0].is_sure else -1)
        self._place(shown)
        shown.show()
        shown.raise_()
        self.setAccessibleDescription(f"{len(found)} gợi ý, phím mũi tên xuống để chọn")

    def _list(self) -> QListWidget:
        """Return the list, made over the window when it is first needed."""
        if self._offers is None or self._offers.parent() is not self.window():
            self._offers = QListWidget(self.window())
            self._offers.setObjectName("popupList")
            self._offers.setAccessibleName("Gợi ý")
            self._offers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._offers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._offers.setTextElideMode(Qt.TextElideMode.ElideRight)
            self._offers.itemClicked.connect(self._take)
            self._follow_scrolling()
        return self._offers

    def _follow_scrolling(self) -> None:
        """Put the list away when the page under it is scrolled."""
        above = self.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.verticalScrollBar().valueChanged.connect(self.hide_offers)
            above = above.parentWidget()

    def _place(self, shown: QListWidget) -> None:
        """Put the list under the field, above it where there is no room below."""
        window = self.window()
        high = shown.count() * shown.sizeHintForRow(0) + style.SMALL + 2
        corner = self.mapTo(window, QPoint(0, self.height()))
        if corner.y() + high > window.height():
            corner.setY(max(0, corner.y() - self.height() - high))
        wide = min(max(self.width(), style.scaled(320)), window.width() - corner.x() - style.SMALL)
        shown.setGeometry(corner.x(), corner.y(), wide, high)

    def _take(self, item: QListWidgetItem) -> None:
        """Take a line into the field and tell so."""
        found: Suggestion = item.data(_SUGGESTION)
        self.hide_offers()
        self.setText(found.text)
        self.taken.emit(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read the keys of the list while it is shown; everything else is typing."""
        shown, key = self._offers, event.key()
        if shown is None or shown.isHidden():
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            shown.setCurrentRow(min(max(shown.currentRow() + step, -1), shown.count() - 1))
        elif key == Qt.Key.Key_Escape:
            shown.hide()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and shown.currentItem() is not None:
            self._take(shown.currentItem())
        else:
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                shown.hide()
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Escape for the list while it is shown."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_escape = event.key() == Qt.Key.Key_Escape
            if is_escape and self.offered():
                event.accept()
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the list away with the cursor."""
        self.hide_offers()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Put the list away with the field."""
        self.hide_offers()
        super().hideEvent(event)
