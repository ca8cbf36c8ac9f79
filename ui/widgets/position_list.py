"""The positions of one person: those held on a day first, all others folded; each has its form."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.entity import Field, StoredValue, entity_named
from ntm_desktop.domain.people import Position, is_held
from ui import style
from ui.widgets.fold import Fold
from ui.widgets.page import button, clear_layout, label, section_header
from ui.widgets.record_form import Choices, RecordForm

FIELDS = ("title", "organisation", "organisation_text", "side", "held_from", "held_until")
NOBODY = "Chưa ghi chức vụ nào giữ vào ngày này."
SHOW_AFTER_MS = 40  # a form has its place once it is laid out
NEW = ""  # the key of the form of a position that is not kept yet


class PositionCard(Fold):
    """One position under its title and days; `form` holds its fields, `key` is NEW until kept."""

    def __init__(self, key: str, form: RecordForm, *tools: QWidget, is_open: bool) -> None:
        self.key, self.tools, self.remove = key, tools, tools[-1]
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(style.MEDIUM, 0, 0, style.SMALL)
        column.addWidget(form)
        foot = QHBoxLayout()
        for tool in tools:
            foot.addWidget(tool)
        foot.addStretch(1)
        column.addLayout(foot)
        super().__init__("Chức vụ mới", content, is_open=is_open)
        self.form = form
        self.days = label("", "small", wrap=True)
        self.days.setContentsMargins(style.ICON + style.SMALL, 0, 0, 0)
        self.header.setMinimumWidth(1)  # a long title is cut, the form keeps its width
        shown = self.layout()
        assert isinstance(shown, QVBoxLayout)
        shown.insertWidget(1, self.days)

    def stops(self) -> list[QWidget]:
        """Return what Tab goes through, in the order it is seen."""
        boxes = (box.editor for box in self.form.boxes.values())
        return [self.header, *boxes, *self.tools]

    def show_position(self, position: Position, texts: dict[str, str]) -> None:
        """Show a position as it is kept now."""
        self.header.setText(position.title)
        self._title = position.title
        self.days.setText(days_text(position))
        self.days.setVisible(bool(self.days.text()))
        self._tell()
        self.form.load(texts)


class PositionList(QWidget):
    """`save(key, field, text)` keeps one field, `create(texts)` a new position.

    `delete_asked` carries the key of the position to delete; `move_asked(key, by)` asks for another
    place in the order documents print (Alt+Up, Alt+Down in a card).
    """

    delete_asked = Signal(str)
    move_asked = Signal(str, int)

    def __init__(
        self,
        save: Callable[[str, str, str], object],
        create: Callable[[dict[str, str]], object],
        choices: Callable[[Field], Choices],
        today: datetime.date,
    ) -> None:
        super().__init__()
        self._save, self._create, self._choices, self._today = save, create, choices, today
        self._placed: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self._is_busy = self._is_creating = False
        self.cards: dict[str, PositionCard] = {}
        self.add_button = button("Thêm chức vụ", self.add, icon="add", kind="quiet")
        self.nobody = label(NOBODY, "small", wrap=True)
        self._held = QVBoxLayout()
        self._other = QVBoxLayout()
        others = QWidget()
        others.setLayout(self._other)
        self._other.setContentsMargins(style.MEDIUM, 0, 0, 0)
        self.others = Fold("Chức vụ ngày khác", others, is_open=False)
        self.heading = section_header("Chức vụ", self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(self.heading)
        column.addWidget(self.nobody)
        column.addLayout(self._held)
        column.addWidget(self.others)

    def show_positions(self, positions: Sequence[Position], day: datetime.date) -> None:
        """Show the positions of a person as of a day; forms that stay keep what is typed."""
        held = tuple(one.key for one in positions if is_held(one, day))
        other = tuple(one.key for one in positions if one.key not in held)
        self._adopt({*held, *other})
        if (held, other) != self._placed or set(self.cards) - {NEW} != {*held, *other}:
            self._place(held, other)
        for one in positions:
            self.cards[one.key].show_position(one, _texts(one))
        self.nobody.setVisible(not held and NEW not in self.cards)
        self.others.setVisible(bool(other))
        self.others.set_note(f"{len(other)} chức vụ" if other else "")

    def start(self) -> None:
        """Forget the forms: another person is shown."""
        self._placed = ((), ())
        self._clear()

    def add(self) -> None:
        """Open an empty form for one more position."""
        if NEW not in self.cards:
            self._held.addWidget(self._card(NEW, is_open=True))
            self.cards[NEW].show()  # at once, or the cursor could not go there yet
            self._order_stops()
            self.nobody.hide()
        self.cards[NEW].form.start_new({})
        QTimer.singleShot(SHOW_AFTER_MS, self._show_new)

    def _show_new(self) -> None:
        """Scroll to the new form once it has its place."""
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if page is not None and NEW in self.cards:
            page.ensureWidgetVisible(self.cards[NEW])

    def save_now(self) -> None:
        """Keep what is typed but not left yet."""
        for card in tuple(self.cards.values()):
            card.form.save_now()

    def _clear(self) -> None:
        """Take every card away."""
        self._is_busy = True  # a field that is hidden tells that it was left
        clear_layout(self._held)
        clear_layout(self._other)
        self._is_busy = False
        self.cards = {}

    def _adopt(self, keys: set[str]) -> None:
        """Let the form of a new position go on as that of the one it became, cursor and all."""
        new, fresh = self.cards.get(NEW), keys - set(self.cards)
        if new is None or (new.form.is_new() and not self._is_creating):
            return
        if len(fresh) == 1:
            new.key = fresh.pop()
            self.cards[new.key] = self.cards.pop(NEW)
        elif not new.form.is_new():  # it was kept while nobody looked
            self.cards.pop(NEW).deleteLater()

    def _place(self, held: tuple[str, ...], other: tuple[str, ...]) -> None:
        """Put the cards in their order; those there are stay as they are, with what is typed."""
        self._is_busy = True  # a field that is hidden tells that it was left
        for key in set(self.cards) - {NEW, *held, *other}:
            self.cards.pop(key).deleteLater()
        self._is_busy = False
        for layout, keys in ((self._held, held), (self._other, other)):
            for place, key in enumerate(keys):
                is_open = len(held) == 1 and layout is self._held
                card = self.cards.get(key) or self._card(key, is_open=is_open)
                at = layout.itemAt(place)
                if at is None or at.widget() is not card:
                    layout.insertWidget(place, card)
        self._placed = (held, other)
        self._order_stops()

    def _order_stops(self) -> None:
        """Let Tab go from card to card as they are seen, a new one after those held now."""
        held, other = self._placed
        groups = [self.cards[key].stops() for key in held if key in self.cards]
        groups += [self.cards[NEW].stops()] if NEW in self.cards else []
        groups.append([self.others.header])
        groups += [self.cards[key].stops() for key in other if key in self.cards]
        stops = [self.add_button, *(stop for group in groups for stop in group)]
        for one, following in pairwise(stops):
            QWidget.setTabOrder(one, following)

    def _card(self, key: str, *, is_open: bool) -> PositionCard:
        """Return the card of one position."""
        form = RecordForm(
            entity_named("position"),
            lambda field, text: self._keep(card.key, field, text),
            create=self._keep_new if key == NEW else None,
            fields=FIELDS,
            choices=self._choices,
            columns=2,
            today=self._today,
        )
        remove = button("Xóa chức vụ", lambda: self._remove(card.key), kind="link")
        up = button("Lên trên", lambda: self._move(card.key, -1), kind="link")
        down = button("Xuống dưới", lambda: self._move(card.key, 1), kind="link")
        up.setToolTip("Thứ tự in trên văn bản (Alt+↑)")
        down.setToolTip("Thứ tự in trên văn bản (Alt+↓)")
        card = PositionCard(key, form, up, down, remove, is_open=is_open)
        for made, keys in ((up, "Alt+Up"), (down, "Alt+Down")):
            shortcut = QShortcut(QKeySequence(keys), card)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(made.click)
        self.cards[key] = card
        return card

    def _keep(self, key: str, field: str, text: str) -> None:
        """Keep one field of a position."""
        if not self._is_busy:
            self._save(key, field, text)

    def _keep_new(self, texts: Mapping[str, str]) -> None:
        """Keep a new position."""
        if not self._is_busy:
            self._is_creating = True
            with ExitStack() as done:
                done.callback(setattr, self, "_is_creating", False)
                self._create(dict(texts))

    def _move(self, key: str, by: int) -> None:
        """Keep what is typed and ask for another place; a new position has none yet."""
        if key:
            self.cards[key].form.save_now()
            self.move_asked.emit(key, by)

    def _remove(self, key: str) -> None:
        """Put a new form away, or ask for a kept position to be deleted."""
        if key:
            self.delete_asked.emit(key)
            return
        card = self.cards.pop(NEW)
        card.hide()
        card.deleteLater()
        self.nobody.setVisible(not self.cards)


def days_text(position: Position) -> str:
    """Return from when until when a position is held, "" where neither is known."""
    since = f"từ {format_date(position.held_from)}" if position.held_from else ""
    until = f"đến hết {format_date(position.held_until)}" if position.held_until else ""
    return " ".join(part for part in (since, until) if part)


def _texts(position: Position) -> dict[str, str]:
    """Return what the form of a position shows."""
    found = entity_named("position")
    stored: dict[str, StoredValue] = dict(found.write(position))
    texts = {name: str(stored.get(name) or "") for name in FIELDS}
    for name in ("held_from", "held_until"):
        day = getattr(position, name)
        texts[name] = format_date(day) if day else ""
    return texts
