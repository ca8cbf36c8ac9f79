"""The frame: navigation, period, unit and set, search, undo, notices, the honest status line."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QFontMetrics,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.dates import local_time
from ntm_desktop.domain.record_keys import profile_key
from ntm_desktop.domain.vietnamese import matches
from ui import jobs, notices, style
from ui.context import SCREEN_OF_ENTITY, AppContext
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page import button, icon_button, label, line
from ui.widgets.period_picker import PeriodPicker
from ui.widgets.search_field import Hit, SearchField
from ui.widgets.status_line import StatusLine, StatusPart
from ui.widgets.undo_question import may_undo
from ui.widgets.unit_choice import UnitChoice

APP_TITLE = "NTM Desktop"
LEAST_SET_WIDTH = 130
SEARCH_WIDTH, NARROW_SEARCH = 260, 180
OF_UNIT = ("overview", "criteria")  # screens that show the figures of the chosen unit
FACTS_MS = 60_000
FIRST_FACTS_MS = 100  # after the window is shown: nobody waits for the status line


@dataclass(frozen=True, slots=True)
class ScreenSpec:
    """One screen of the window: where it stands in the navigation and how it is made."""

    id: str
    title: str
    icon: str
    factory: Callable[[AppContext], QWidget]
    at_foot: bool = False


def _view(module: str, name: str) -> Callable[[AppContext], QWidget]:
    """Return a factory that imports the screen's file when it is first shown."""

    def make(context: AppContext) -> QWidget:
        screen: QWidget = getattr(importlib.import_module(f"ui.views.{module}"), name)(context)
        return screen

    return make


SCREENS: tuple[ScreenSpec, ...] = (
    ScreenSpec("overview", "Tổng quan", "overview", _view("overview_view", "OverviewView")),
    ScreenSpec("criteria", "Tiêu chí", "criteria", _view("entry_view", "EntryView")),
    ScreenSpec("roadmap", "Chưa đạt", "roadmap", _view("roadmap_view", "RoadmapView")),
    ScreenSpec("meetings", "Cuộc họp", "meeting", _view("meetings_view", "MeetingsView")),
    ScreenSpec("tasks", "Nhiệm vụ", "task", _view("tasks_view", "TasksView")),
    ScreenSpec("works", "Công trình", "work", _view("works_view", "WorksView")),
    ScreenSpec("figures", "Số liệu", "figures", _view("figures_view", "FiguresView")),
    ScreenSpec("reports", "Soạn văn bản", "report", _view("reports_view", "ReportsView")),
    ScreenSpec("exchange", "Gửi · Nhận", "exchange", _view("exchange_view", "ExchangeView")),
    ScreenSpec(
        "recognition", "Công nhận", "recognition", _view("recognition_view", "RecognitionView")
    ),
    ScreenSpec(
        "documents", "Văn bản liên quan", "register", _view("documents_view", "DocumentsView")
    ),
    ScreenSpec("people", "Danh bạ", "people", _view("people_view", "PeopleView")),
    ScreenSpec(
        "settings", "Cài đặt", "settings", _view("settings_view", "SettingsView"), at_foot=True
    ),
)


def screen_key(place: int) -> str:
    """Return the key of the screen at a place (1, 2, …) of the navigation; only ten have one."""
    return f"Alt+{place % 10}" if place <= 10 else ""


class UnitName(QLabel):
    """Whose data is open; a click goes to what is printed about the office."""

    clicked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("kind", "large")
        self.setContentsMargins(style.SMALL, style.SMALL, style.SMALL, style.SMALL)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("Mở Cài đặt › Cơ quan")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell that the name was clicked."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit()


class Navigation(QWidget):
    """The screens on the left, the unit's name above them; narrow it shows icons only."""

    screen_asked = Signal(str)
    unit_asked = Signal()

    def __init__(
        self, screens: Sequence[ScreenSpec], unit_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Các màn hình")
        self._unit = UnitName(unit_name)
        self._unit.clicked.connect(self.unit_asked)
        self.buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._icons = {spec.id: spec.icon for spec in screens}
        column = QVBoxLayout(self)
        column.setContentsMargins(style.SMALL, style.SMALL, style.SMALL, style.SMALL)
        column.setSpacing(2)
        column.addWidget(self._unit)
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2)
        self._scroll = _scrolled_list(inside)
        column.addWidget(self._scroll, 1)
        for place, spec in enumerate(screens, start=1):
            (column if spec.at_foot else inside).addWidget(self._button(place, spec))
        inside.addStretch(1)
        self.set_narrow(False)

    def _button(self, place: int, spec: ScreenSpec) -> QToolButton:
        """Return the button of one screen."""
        made = QToolButton()
        made.setText(spec.title)
        made.setCheckable(True)
        self._group.addButton(made)
        made.setAccessibleName(spec.title)
        made.setToolTip(f"{spec.title} ({screen_key(place)})" if screen_key(place) else spec.title)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda: self.screen_asked.emit(spec.id))
        self.buttons[spec.id] = made
        return made

    def set_narrow(self, narrow: bool) -> None:
        """Show icons only, or icons and names."""
        self.is_narrow = narrow
        self._unit.setVisible(not narrow)
        both, only = (
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon,
            Qt.ToolButtonStyle.ToolButtonIconOnly,
        )
        gap = 0 if narrow else style.SMALL
        width = style.NAVIGATION_NARROW if narrow else style.scaled(style.NAVIGATION_WIDTH)
        for screen, made in self.buttons.items():
            made.setIcon(style.icon(self._icons[screen], "muted", "accent", gap))
            made.setIconSize(QSize(style.ICON + gap, style.ICON))
            made.setToolButtonStyle(only if narrow else both)
            made.setFixedWidth(width - 2 * style.SMALL)
        self.setFixedWidth(width)

    def mark(self, screen: str) -> None:
        """Show which screen is open."""
        self.buttons[screen].setChecked(True)
        self._scroll.ensureWidgetVisible(self.buttons[screen], 0, 0)


def _scrolled_list(column: QVBoxLayout) -> QScrollArea:
    """Return what scrolls a column of screens in a window too low for all of them."""
    content, made = QWidget(), QScrollArea()
    content.setObjectName("scrollContent")
    content.setLayout(column)
    made.setWidget(content)
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.viewport().setAutoFillBackground(False)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made


class MainWindow(QMainWindow):
    """The one window. Screens are made when first shown and told when they are left."""

    closed = Signal()

    def __init__(
        self,
        context: AppContext,
        screens: Sequence[ScreenSpec] | None = None,
        *,
        remember_geometry: bool = True,
        begin: bool = True,
    ) -> None:
        """Make the frame; without `begin` the caller shows it first and calls `begin` then."""
        super().__init__()
        self.context = context
        screens = SCREENS if screens is None else screens
        self._screens = {spec.id: spec for spec in screens}
        self._remember = remember_geometry
        self._made: dict[str, QWidget] = {}
        self._last_saved = ""
        self._facts: list[StatusPart] = []
        self._is_given_up = False
        self.current_id = ""
        unit_name = context.workspace.unit.name
        self.setWindowTitle(f"{unit_name} – {APP_TITLE}")
        self.navigation = Navigation(screens, unit_name)
        self.period_picker = PeriodPicker(context.period_id)
        self.unit_choice = UnitChoice(context)
        self.set_picker = QComboBox()
        self.search = SearchField(self._find)
        self.notice = NoticeBar()
        self.stack = QStackedWidget()
        self.status = StatusLine()
        self._lay_out()
        self._connect()
        self._add_shortcuts()
        self._restore_geometry()
        notices.set_presenter(self)
        self.stack.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        if begin:
            self.begin()

    def begin(self) -> None:
        """Fill the frame and show the first screen."""
        self._fill_sets()
        self.show_screen(next(iter(self._screens)))
        self.stack.setFocus()

    # --- layout ---

    def _lay_out(self) -> None:
        """Place navigation, header, notices, screens and status line."""
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._header())
        right.addWidget(line())
        right.addWidget(self._make_unit_strip())
        shell = QVBoxLayout()
        shell.setContentsMargins(style.HUGE, style.SMALL, style.HUGE, 0)
        shell.addWidget(self.notice)
        self._notice_shell = QWidget()
        self._notice_shell.setLayout(shell)
        right.addWidget(self._notice_shell)
        right.addWidget(self.stack, 1)
        right.addWidget(line())
        right.addWidget(self.status)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addWidget(line(vertical=True))
        row.addLayout(right, 1)
        self.setCentralWidget(whole)
        self.setMinimumSize(880, 560)

    def _header(self) -> QWidget:
        """Return the header: period, unit, set, undo and redo, search."""
        header = QWidget()
        header.setObjectName("header")
        header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        style.set_kind(self.set_picker, "quiet")
        self.set_picker.setAccessibleName("Bộ tiêu chí")
        self.set_picker.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.set_picker.view().setMinimumWidth(style.INSPECTOR_WIDTH)
        self.search.setFixedWidth(SEARCH_WIDTH)
        self._unit_part = self._make_unit_part()
        self.undo_button = icon_button("undo", "Hoàn tác (Ctrl+Z)", self.undo)
        self.redo_button = icon_button("redo", "Làm lại (Ctrl+Y)", self.redo)
        row = QHBoxLayout(header)
        row.setContentsMargins(style.HUGE - style.SMALL, style.SMALL, style.HUGE, style.SMALL)
        row.setSpacing(style.TINY)
        row.addWidget(label("Kỳ", "muted"))
        row.addWidget(self.period_picker)
        row.addSpacing(style.MEDIUM)
        row.addWidget(self._unit_part)
        row.addWidget(label("Bộ", "muted"))
        row.addWidget(self.set_picker)
        row.addStretch(1)
        row.addWidget(self.undo_button)
        row.addWidget(self.redo_button)
        row.addSpacing(style.SMALL)
        row.addWidget(self.search)
        return header

    def _make_unit_part(self) -> QWidget:
        """Return the choice of the unit with its label; hidden where there is only the office."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, style.MEDIUM, 0)
        row.setSpacing(style.TINY)
        row.addWidget(label("Đơn vị", "muted"))
        row.addWidget(self.unit_choice)
        made.setVisible(self.unit_choice.has_choice)
        return made

    def _make_unit_strip(self) -> QWidget:
        """Return the strip that says whose figures are shown, where it is not the office."""
        self.unit_strip = QFrame()
        style.set_kind(self.unit_strip, "notice_info")
        self._unit_words = label("", "strong")
        self._back_to_office = button("", self._show_own_unit, kind="link")
        row = QHBoxLayout(self.unit_strip)
        row.setContentsMargins(style.HUGE, style.TINY, style.HUGE, style.TINY)
        row.addWidget(self._unit_words)
        row.addStretch(1)
        row.addWidget(self._back_to_office)
        self.unit_strip.hide()
        return self.unit_strip

    def _fit_unit_strip(self) -> None:
        """Show whose figures the screen shows, where they are not those of the office."""
        shown = not self.context.is_own_unit and self.current_id in OF_UNIT
        office = self.context.workspace.unit.name
        self._unit_words.setText(f"Số liệu của {self.unit_choice.name}")
        self._back_to_office.setText(f"Về {office}")
        self.unit_strip.setVisible(shown)

    def _show_own_unit(self) -> None:
        """Look at the figures of the office again."""
        self.context.choose_unit(self.context.workspace.owner)

    def _fill_sets(self) -> None:
        """List the sets the office follows, or those that fit the unit below that is looked at."""
        from ntm_desktop.services import criteria

        self.set_picker.blockSignals(True)
        self.set_picker.clear()
        shown = list(criteria.sets_for(self.context.workspace, self.context.unit))
        chosen = self.context.set_id
        if chosen in criteria.set_ids() and chosen not in {found.id for found in shown}:
            shown.append(criteria.criteria_set(chosen))  # no longer followed, but looked at
        for found in shown:
            self.set_picker.addItem(found.short_name, found.id)
            self.set_picker.setItemData(
                self.set_picker.count() - 1, found.name, Qt.ItemDataRole.ToolTipRole
            )
        if not self.set_picker.count():
            self.set_picker.addItem("Chưa theo dõi bộ nào", "")
        self.set_picker.setCurrentIndex(max(self.set_picker.findData(chosen), 0))
        self.set_picker.blockSignals(False)
        self._fit_set_picker()

    def _look_at_first_set(self) -> None:
        """Look at the first set, and its latest figures, where none was followed until now.

        So a second computer shows the record as soon as it has taken it in.
        """
        context, set_id = self.context, self.set_picker.currentData()
        if context.set_id or not set_id:
            return
        context.choose_set(set_id)
        latest = context.workspace.latest_period(set_id)
        if latest != str(context.workspace.today().year):
            context.choose_period(latest)

    def _fit_set_picker(self) -> None:
        """Make the set picker as wide as the name it shows, and narrower where room is short."""
        shown = QFontMetrics(style.font(strong=True)).horizontalAdvance(
            self.set_picker.currentText()
        )
        wanted = min(shown + 2 * style.HUGE - style.SMALL, 420)
        self.set_picker.setMinimumWidth(min(wanted, style.scaled(LEAST_SET_WIDTH)))
        self.set_picker.setMaximumWidth(wanted)
        self.set_picker.setToolTip(f"{self.set_picker.currentText()}. Chọn bộ tiêu chí (Alt+B)")

    def _connect(self) -> None:
        """Connect the parts of the frame with the context."""
        context = self.context
        self.navigation.screen_asked.connect(self.show_screen)
        self.navigation.unit_asked.connect(self._show_office)
        self.period_picker.period_chosen.connect(context.choose_period)
        context.period_chosen.connect(self.period_picker.set_period)
        self.set_picker.activated.connect(self._choose_set)
        context.set_chosen.connect(lambda _: self._fill_sets())
        context.unit_chosen.connect(self._show_unit)
        context.status_said.connect(self.say)
        context.saved.connect(self._note_saved)
        context.data_changed.connect(self._data_changed)
        context.open_requested.connect(self.open_record)
        self._facts_timer = QTimer(self, interval=FACTS_MS)
        self._facts_timer.timeout.connect(self.refresh_facts)
        self._facts_timer.start()
        self._first_facts = QTimer(self, singleShot=True, interval=FIRST_FACTS_MS)
        self._first_facts.timeout.connect(self.refresh_facts)
        self._first_facts.start()

    def _show_unit(self, code: str) -> None:
        """Say whose figures are shown now, with the sets of that unit."""
        from ntm_desktop.services import criteria

        self._fill_sets()
        self._fit_title()
        name = self.unit_choice.name
        self._unit_part.setVisible(self.unit_choice.has_choice)
        if criteria.sets_for(self.context.workspace, code):
            self.say(f"Đang xem số liệu của {name}.")
        else:
            where = "Cài đặt › Bộ tiêu chí"
            self.say(f"Chưa theo dõi bộ tiêu chí nào cho cấp của {name}: chọn ở {where}.")

    def _fit_title(self) -> None:
        """Name the office in the title, and the unit below that is looked at wherever it counts."""
        self._fit_unit_strip()
        names = [self.context.workspace.unit.name]
        if not self.context.is_own_unit:
            names.insert(0, self.unit_choice.name)
        self.setWindowTitle(f"{' · '.join(names)} – {APP_TITLE}")

    def _choose_set(self, place: int) -> None:
        """Look at the set picked in the header."""
        set_id = self.set_picker.itemData(place)
        if set_id:
            self.context.choose_set(set_id)

    def _add_shortcuts(self) -> None:
        """Add the keys that work everywhere; none is a single letter."""
        for place, screen in enumerate(self._screens, start=1):
            if screen_key(place):
                self._shortcut(screen_key(place), partial(self.show_screen, screen))
        self._shortcut("Ctrl+K", self._focus_search)
        self._shortcut("Ctrl+Z", self.undo)
        self._shortcut("Ctrl+Y", self.redo)
        self._shortcut("Ctrl+Shift+Z", self.redo)
        self._shortcut("F1", self.show_keyboard)
        self._shortcut("Alt+K", self.period_picker.open_panel)
        self._shortcut("Alt+V", self.unit_choice.open_panel)
        self._shortcut("Alt+PgDown", partial(self._step_unit, 1))
        self._shortcut("Alt+PgUp", partial(self._step_unit, -1))
        self._shortcut("Alt+B", self.set_picker.showPopup)

    def _step_unit(self, places: int) -> None:
        """Look at the next unit or the one before, once what is typed is kept."""
        self._leave_current()
        self.unit_choice.step(places)

    def _shortcut(self, keys: str, act: Callable[[], object]) -> None:
        """Add one key of the window."""
        QShortcut(QKeySequence(keys), self).activated.connect(lambda: act())

    # --- screens ---

    @property
    def screen_ids(self) -> tuple[str, ...]:
        """Return the ids of the screens, in the order of the navigation."""
        return tuple(self._screens)

    def show_screen(self, screen: str) -> QWidget:
        """Show a screen, made now if it was never shown; the one before is told it is left."""
        if screen != self.current_id:
            self._leave_current()
        if screen not in self._made:
            made = self._screens[screen].factory(self.context)
            self._made[screen] = made
            self.stack.addWidget(made)
        shown = self._made[screen]
        self.stack.setCurrentWidget(shown)
        self.navigation.mark(screen)
        self.current_id = screen
        self._fit_unit_strip()
        return shown

    def open_record(self, screen: str, entity: str = "", key: str = "") -> None:
        """Show a screen and, where it can, one of its records."""
        shown = self.show_screen(screen)
        if (entity or key) and hasattr(shown, "show_record"):
            shown.show_record(entity, key)

    def _leave_current(self) -> None:
        """Let the screen that is left save what is typed."""
        shown: Any = self._made.get(self.current_id)
        if shown is not None and hasattr(shown, "leave"):
            shown.leave()

    # --- search ---

    def _focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _find(self, typed: str) -> list[Hit]:
        """Return the screens and records that hold what was typed."""
        from ntm_desktop.services import records

        hits = [
            Hit(spec.title, "màn hình", spec.icon, partial(self.show_screen, spec.id))
            for spec in self._screens.values()
            if matches(typed, spec.title)
        ]
        for found in records.search(self.context.workspace, typed, 20):
            screen = SCREEN_OF_ENTITY.get(found.entity, "")
            if screen in self._screens:
                hits.append(self._record_hit(screen, found))
        return hits

    def _record_hit(self, screen: str, found: Any) -> Hit:
        """Return the answer that opens a record."""
        entity, key = found.entity, found.key
        return Hit(
            found.title,
            found.label,
            self._screens[screen].icon,
            lambda: self.open_record(screen, entity, key),
        )

    # --- undo ---

    def undo(self) -> None:
        """Take back the last step and say what it was, with a way to do it again."""
        from ntm_desktop.services import history

        self._leave_current()
        if not may_undo(self.context.workspace):
            return
        undone = self.context.do(history.undo)
        if undone is None:
            self.say("Không còn bước nào để hoàn tác.")
            return
        kept = f" ({len(undone.kept)} chỗ đã sửa sau đó được giữ)" if undone.kept else ""
        self.status.say(f"Đã hoàn tác: {undone.label}{kept}", "Làm lại", self.redo)

    def redo(self) -> None:
        """Do again what was undone."""
        from ntm_desktop.services import history

        redone = self.context.do(history.redo)
        if redone is None:
            self.say("Không có bước nào để làm lại.")
            return
        self.status.say(f"Đã làm lại: {redone.label}", "Hoàn tác", self.undo)

    # --- notices (ui.notices.Presenter) ---

    def say(self, text: str) -> None:
        """Show a short sentence in the status line, and whether all is saved now."""
        self.status.say(text)
        if self._facts:
            self._show_saved()

    def show_error(self, message: str, hint: str) -> None:
        """Show an error above the screen until it is put away."""
        self.notice.show_notice(message, hint, kind="bad")

    def forget_error(self) -> None:
        """Put away an error that something done meanwhile makes old."""
        self.notice.hide()

    # --- status line ---

    def _note_saved(self) -> None:
        """Remember when something was last written here."""
        now = local_time(self.context.workspace.clock())
        self._last_saved = f"{now:%H:%M}"
        self.notice.hide()

    def _data_changed(self, touched: Any) -> None:
        """Refresh what the frame itself shows."""
        if touched.any("followed_set"):
            self._fill_sets()
            self._look_at_first_set()
        if touched.any("admin_unit"):
            self.unit_choice.reload()
            self._unit_part.setVisible(self.unit_choice.has_choice)
            self._fit_title()
        self.refresh_facts()

    def refresh_facts(self) -> None:
        """Show what is known: saved, backed up; and whether undo and redo have something."""
        from ntm_desktop.services import history

        workspace = self.context.workspace
        undo, redo = history.undo_label(workspace), history.redo_label(workspace)
        self.undo_button.setEnabled(bool(undo))
        self.undo_button.setToolTip(
            f"Hoàn tác: {undo} (Ctrl+Z)" if undo else "Không có gì để hoàn tác"
        )
        self.redo_button.setEnabled(bool(redo))
        self.redo_button.setToolTip(
            f"Làm lại: {redo} (Ctrl+Y)" if redo else "Không có gì để làm lại"
        )
        self._facts = [self._backup_part(), *self._unsent_part(), *self._conflicts_part()]
        self._show_saved()

    def _show_saved(self) -> None:
        """Show what is saved before the other facts, as they were read last."""
        self.status.set_parts([self._saved_part(), *self._facts])

    def _unsaved(self) -> list[tuple[str, str]]:
        """Return (screen, what is typed there and not kept), a line each."""
        found: list[tuple[str, str]] = []
        for screen, made in self._made.items():
            shown: Any = made
            if hasattr(shown, "unsaved"):
                found += [(screen, text) for text in shown.unsaved()]
        return found

    def _may_close(self) -> bool:
        """Ask before what could not be saved is lost; show it where it is to be kept."""
        waiting = self._unsaved()
        if not waiting:
            return True
        lines = [f"– {self._screens[screen].title}: {text}" for screen, text in waiting]
        question = f"Còn {len(waiting)} mục chưa lưu."
        if notices.confirm(question, f"Đóng, bỏ {len(waiting)} mục này", "\n".join(lines),
                           danger=True):  # fmt: skip
            return True
        self.show_screen(waiting[0][0])
        return False

    def _saved_part(self) -> StatusPart:
        """Return when data was last saved in this session, or that something typed is not."""
        waiting = self._unsaved()
        if waiting:
            screen, told = waiting[0][0], "\n".join(text for _, text in waiting)
            shown = f"Chưa lưu {len(waiting)} mục"
            return StatusPart(shown, "warning", "warn", lambda: self.show_screen(screen), told)
        shown = f"Đã lưu {self._last_saved}" if self._last_saved else "Mọi dữ liệu đã lưu"
        return StatusPart(shown, "check", "accent", self._show_data)

    def _unsent_part(self) -> list[StatusPart]:
        """Return how many changes no package has carried yet, nothing where there are none."""
        from ntm_desktop.services import exchange

        count = exchange.unsent_changes(self.context.workspace)
        if not count:
            return []
        return [StatusPart(f"{count} thay đổi chưa gửi", "send", "muted", self._show_exchange)]

    def _conflicts_part(self) -> list[StatusPart]:
        """Return how much of an exchange waits for a person, nothing where nothing does."""
        from ntm_desktop.services import exchange, gaps

        workspace = self.context.workspace
        count = len(exchange.open_conflicts(workspace)) + len(gaps.open_gaps(workspace))
        if not count:
            return []
        return [StatusPart(f"{count} mục cần xử lý", "disagreed", "bad", self._show_inbox)]

    def _show_exchange(self) -> None:
        """Go to where packages are sent."""
        if "exchange" in self._screens:
            self.show_screen("exchange")

    def _show_inbox(self) -> None:
        """Go to what two offices set differently and what is missing."""
        if "exchange" in self._screens:
            self.open_record("exchange", "conflict")

    def _backup_part(self) -> StatusPart:
        """Return when the last verified copy was made."""
        from ntm_desktop.services import upkeep

        copies = upkeep.list_backups(self.context.workspace)
        if not copies:
            return StatusPart("Chưa sao lưu", "backup", "warn", self._show_data)
        made = local_time(copies[0].stat().st_mtime_ns // 1_000_000).date()
        days = (self.context.workspace.today() - made).days
        words = {0: "Sao lưu hôm nay", 1: "Sao lưu hôm qua"}
        shown = words.get(days, f"Sao lưu {made:%d/%m/%Y}")
        token = "muted" if days <= 7 else "warn"
        return StatusPart(shown, "backup", token, self._show_data, str(copies[0]))

    def _show_data(self) -> None:
        """Go to where data and backups are shown."""
        if "settings" in self._screens:
            self.open_record("settings", "data", "backups")

    def _show_office(self) -> None:
        """Go to what is printed about the office."""
        if "settings" in self._screens:
            self.open_record(
                "settings", "office_profile", profile_key(self.context.workspace.owner)
            )

    # --- window ---

    def show_keyboard(self) -> None:
        """Show the keyboard sheet."""
        from ui.dialogs.keyboard_dialog import KeyboardDialog

        sheet = KeyboardDialog(self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the navigation to icons in a narrow window."""
        narrow = event.size().width() < style.COLLAPSE_BELOW
        if narrow != self.navigation.is_narrow:
            self.navigation.set_narrow(narrow)
            self.search.setFixedWidth(NARROW_SEARCH if narrow else SEARCH_WIDTH)
        super().resizeEvent(event)

    def _restore_geometry(self) -> None:
        """Open where the window was last time."""
        self.resize(1280, 720)
        if not self._remember:
            return
        from ntm_desktop.settings import load_settings

        kept = load_settings().window_geometry
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode()))

    def _keep_geometry(self) -> None:
        """Remember where the window is, and the period that is looked at."""
        import dataclasses

        from ntm_desktop.settings import load_settings, save_settings

        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        kept = dataclasses.replace(load_settings(), window_geometry=geometry)
        save_settings(kept.with_period(self.context.workspace.folder, self.context.period_id))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is typed, stop what runs, remember the window; then the data file is closed.

        What could not be saved is told first: the window stays open where a person wants it.
        """
        self._leave_current()
        if not self._is_given_up and not self._may_close():
            event.ignore()
            return
        self._is_given_up = True  # asked once: nobody waits for an answer any more
        jobs.stop_and_wait()
        notices.set_presenter(None)
        self.context.stop()
        self._facts_timer.stop()
        self._first_facts.stop()
        if self._remember:
            self._keep_geometry()
        super().closeEvent(event)
        self.closed.emit()
