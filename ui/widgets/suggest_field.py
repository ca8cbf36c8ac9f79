"""A one-line field that offers what fits below it while one types; the keys stay in the field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
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


class Offers:
    """The list of suggestions over the window, for a field that keeps focus and keys to itself.

    `take` is told which suggestion was chosen: by Enter or by a click.
    """

    def __init__(self, field: QWidget, take: Callable[[Suggestion], object]) -> None:
        self._field, self._take = field, take
        self._shown: QListWidget | None = None

    def texts(self) -> list[str]:
        """Return what is offered now."""
        if self._shown is None or self._shown.isHidden():
            return []
        return [self._shown.item(place).text() for place in range(self._shown.count())]

    def has_choice(self) -> bool:
        """Say whether Enter would take a line."""
        return bool(self.texts()) and self._list().currentItem() is not None

    def hide(self) -> None:
        """Put the list away."""
        if self._shown is not None:
            self._shown.hide()

    def offer(self, look_up: LookUp | None, typed: str, line: QRect) -> None:
        """Show what fits what is typed under `line`, a rectangle of the field; hide for nothing."""
        wanted = " ".join(typed.split())
        found = list(look_up(wanted))[:MOST_SHOWN] if look_up and wanted else []
        if not found:
            self.hide()
            return
        shown = self._list()
        shown.clear()
        for one in found:
            item = QListWidgetItem(one.text, shown)
            item.setData(_SUGGESTION, one)
            item.setToolTip(one.text)
        shown.setCurrentRow(0 if found[0].is_sure else -1)
        self._place(shown, line)
        shown.show()
        shown.raise_()
        self._field.setAccessibleDescription(f"{len(found)} gợi ý, phím mũi tên xuống để chọn")

    def _list(self) -> QListWidget:
        """Return the list, made over the window when it is first needed."""
        if self._shown is None or self._shown.parent() is not self._field.window():
            self._shown = QListWidget(self._field.window())
            self._shown.setObjectName("popupList")
            self._shown.setAccessibleName("Gợi ý")
            self._shown.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._shown.setTextElideMode(Qt.TextElideMode.ElideRight)
            self._shown.itemClicked.connect(self._take_item)
            self._follow_scrolling()
        return self._shown

    def _follow_scrolling(self) -> None:
        """Put the list away when the page under it is scrolled."""
        above = self._field.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.verticalScrollBar().valueChanged.connect(self.hide)
            above = above.parentWidget()

    def _place(self, shown: QListWidget, line: QRect) -> None:
        """Put the list under the line, above it where there is no room below."""
        window = self._field.window()
        high = shown.count() * shown.sizeHintForRow(0) + style.SMALL + 2
        corner = self._field.mapTo(window, QPoint(0, line.bottom() + 1))
        if corner.y() + high > window.height():
            corner.setY(max(0, min(corner.y() - line.height(), window.height()) - high))
        wide = min(
            max(self._field.width(), style.scaled(320)), window.width() - corner.x() - style.SMALL
        )
        shown.setGeometry(corner.x(), corner.y(), wide, high)

    def _take_item(self, item: QListWidgetItem) -> None:
        """Tell of a line that was chosen."""
        self.hide()
        self._take(item.data(_SUGGESTION))

    def read_key(self, event: QKeyEvent) -> bool:
        """Read a key of the list while it is shown; say whether it was one."""
        if not self.texts():
            return False
        shown, key = self._list(), event.key()
        is_enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            shown.setCurrentRow(min(max(shown.currentRow() + step, -1), shown.count() - 1))
            return True
        if key == Qt.Key.Key_Escape:
            shown.hide()
            return True
        if is_enter and shown.currentItem() is not None:
            self._take_item(shown.currentItem())
            return True
        if is_enter:
            shown.hide()
        return False

    def wants_escape(self, event: QEvent) -> bool:
        """Say whether Escape is pressed and puts the list away rather than what is around it."""
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        return event.key() == Qt.Key.Key_Escape and bool(self.texts())


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
        self._offers = Offers(self, self._take)
        self.textEdited.connect(self._offer)

    def set_look_up(self, look_up: LookUp | None) -> None:
        """Set where suggestions come from."""
        self._look_up = look_up

    def offered(self) -> list[str]:
        """Return what is offered now."""
        return self._offers.texts()

    def has_choice(self) -> bool:
        """Say whether Enter takes a line of the list."""
        return self._offers.has_choice()

    def hide_offers(self) -> None:
        """Put the list away."""
        self._offers.hide()

    def _offer(self, typed: str) -> None:
        """Show what fits the text typed so far."""
        if self.isReadOnly():
            self.hide_offers()
        else:
            self._offers.offer(self._look_up, typed, self.rect())

    def _take(self, found: Suggestion) -> None:
        """Take a line into the field and tell so."""
        self.setText(found.text)
        self.taken.emit(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read the keys of the list while it is shown; everything else is typing."""
        if not self._offers.read_key(event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Escape for the list while it is shown."""
        if self._offers.wants_escape(event):
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
