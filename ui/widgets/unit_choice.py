"""Choose whose figures are looked at: the office, or one of the units below it, found by typing."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.vietnamese import matches
from ui import style
from ui.context import AppContext
from ui.widgets.page import label

_CODE = Qt.ItemDataRole.UserRole
PANEL_WIDTH = 340
ROWS_SHOWN = 12
NAME_WIDTH = 200
KEYS = "Chọn đơn vị (Alt+V); Alt+PageDown, Alt+PageUp sang đơn vị sau, trước"


@dataclass(frozen=True, slots=True)
class Choice:
    """One unit that may be looked at; `note` tells the office and what is closed."""

    code: str
    name: str
    note: str = ""


def choices(context: AppContext) -> tuple[Choice, ...]:
    """Return the office and every unit below it: those that are valid, then those that are closed.

    What is closed was so at the end of the chosen period.
    """
    from ntm_desktop.domain.periods import parse_period
    from ntm_desktop.services.units import within_reach

    workspace = context.workspace
    day = parse_period(context.period_id).end
    held = within_reach(workspace)
    valid = [Choice(one.code, one.name) for one in held if one.is_valid_at(day)]
    closed = [
        Choice(one.code, one.name, _time_note(one.valid_from, one.valid_until))
        for one in held
        if not one.is_valid_at(day)
    ]
    office = Choice(workspace.owner, workspace.unit.name, "đơn vị của dữ liệu")
    return (office, *valid, *closed)


def _time_note(since: datetime.date | None, until: datetime.date | None) -> str:
    """Return from when or until when a unit was there."""
    begin = f"từ {format_date(since)}" if since else ""
    end = f"đến {format_date(until)}" if until else ""
    return " ".join(part for part in (begin, end) if part)


def _no_icon() -> QIcon:
    """Return an icon that shows nothing, so that all names begin at one place."""
    blank = QPixmap(style.ICON, style.ICON)
    blank.fill(Qt.GlobalColor.transparent)
    return QIcon(blank)


class UnitPanel(QFrame):
    """The panel under the button: a field and the units that hold what is typed."""

    chosen = Signal(str)

    def __init__(
        self, offered: Sequence[Choice], current: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "popup")
        self._offered, self._current = offered, current
        self.search = QLineEdit()
        self.search.setProperty("kind", "search")
        self.search.setPlaceholderText("Gõ tên, không cần dấu")
        self.search.setAccessibleName("Tìm đơn vị")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(style.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._show)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName("Các đơn vị")
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(style.ICON, style.ICON))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._take)
        self.none = label("Không có đơn vị nào có tên này.", "muted", wrap=True)
        self._lay_out()
        self._show("")

    def _lay_out(self) -> None:
        """Place the field above the list."""
        column = QVBoxLayout(self)
        column.setContentsMargins(style.SMALL, style.SMALL, style.SMALL, style.SMALL)
        column.setSpacing(style.SMALL)
        column.addWidget(self.search)
        column.addWidget(self.list)
        column.addWidget(self.none)
        rows = min(len(self._offered), ROWS_SHOWN)
        self.list.setFixedHeight(rows * style.row_height() + style.SMALL)
        self.setFixedWidth(style.scaled(PANEL_WIDTH))

    def _show(self, typed: str) -> None:
        """Show the units whose names hold what is typed; the chosen one is marked."""
        self.list.clear()
        for one in self._offered:
            if not typed.strip() or matches(typed.strip(), one.name):
                self.list.addItem(self._item(one))
        has_some = bool(self.list.count())
        self.none.setVisible(not has_some)
        places = range(self.list.count())
        here = (place for place in places if self.list.item(place).data(_CODE) == self._current)
        self.list.setCurrentRow(next(here, 0) if has_some else -1)

    def _item(self, one: Choice) -> QListWidgetItem:
        """Return the line of one unit."""
        text = f"{one.name} ({one.note})" if one.note else one.name
        made = QListWidgetItem(text)
        made.setData(_CODE, one.code)
        made.setSizeHint(QSize(0, style.row_height()))
        made.setToolTip(f"Mã {one.code}")
        made.setIcon(style.icon("check", "accent") if one.code == self._current else _no_icon())
        return made

    def _take(self, item: QListWidgetItem | None) -> None:
        """Choose a unit."""
        if item is not None:
            self.chosen.emit(str(item.data(_CODE)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list and Enter choose, while the cursor stays in the field."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: ROWS_SHOWN - 1,
            Qt.Key.Key_PageUp: 1 - ROWS_SHOWN,
        }
        step = steps.get(Qt.Key(event.key()))
        if step:
            last = self.list.count() - 1
            self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), last))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.currentItem())
            return True
        return super().eventFilter(watched, event)


class UnitChoice(QPushButton):
    """A button that names the unit whose figures are shown; hidden where there is only the office.

    `context.choose_unit` is told what is chosen.
    """

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._offered: tuple[Choice, ...] = ()
        self.panel: UnitPanel | None = None
        self.setProperty("kind", "picker")
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setIcon(style.icon("chevron"))
        self.setAutoDefault(False)
        self.clicked.connect(self.open_panel)
        context.unit_chosen.connect(lambda _: self._show())
        context.period_chosen.connect(lambda _: self.reload())
        self.reload()

    @property
    def has_choice(self) -> bool:
        """Say whether there is another unit than the office."""
        return len(self._offered) > 1

    @property
    def name(self) -> str:
        """Return the name of the unit that is looked at."""
        code = self._context.unit
        return next((one.name for one in self._offered if one.code == code), code)

    def reload(self) -> None:
        """Read the units again; a unit that is no more (undone) gives way to the office."""
        context = self._context
        self._offered = choices(context)
        if not context.is_own_unit and not self._is_known(context.unit):
            context.choose_unit(context.workspace.owner)
        self._show()

    def _is_known(self, code: str) -> bool:
        """Say whether a unit can be looked at: listed, or known by figures taken in."""
        from ntm_desktop.services.units import unit_level

        listed = any(one.code == code for one in self._offered)
        return listed or bool(unit_level(self._context.workspace, code))

    def _show(self) -> None:
        """Name the unit, shortened where it is long."""
        name = self.name
        room = style.scaled(NAME_WIDTH)
        metrics = QFontMetrics(style.font(strong=True))
        self.setText(metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room))
        self.setAccessibleName(f"Đơn vị đang xem: {name}")
        self.setToolTip(
            f"{name}. Chọn đơn vị (Alt+V); Alt+PageDown, Alt+PageUp sang đơn vị sau, trước"
        )

    def open_panel(self) -> None:
        """Open the panel under the button."""
        if not self.has_choice:
            return
        panel = UnitPanel(self._offered, self._context.unit, self)
        panel.setWindowFlags(Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        panel.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        panel.chosen.connect(self._take)
        panel.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self.panel = panel
        panel.show()
        panel.search.setFocus()

    def step(self, places: int) -> None:
        """Look at the next unit of the list, or the one before; the office stands first."""
        codes = [one.code for one in self._offered]
        if self.has_choice:
            here = codes.index(self._context.unit) if self._context.unit in codes else 0
            self._context.choose_unit(codes[min(max(here + places, 0), len(codes) - 1)])

    def _take(self, code: str) -> None:
        """Choose a unit and close the panel."""
        if self.panel is not None:
            self.panel.close()
            self.panel = None
        self._context.choose_unit(code)
