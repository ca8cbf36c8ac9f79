"""Every screen on every sample, large and small: named for a screen reader, nothing cut off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from ntm_desktop.services import samples
from tests.e2e.conftest import Desk
from tests.e2e.hands import WindowHands
from ui import app, style

pytestmark = pytest.mark.e2e

SIZES = ((1366, 768), (1280, 720), (1024, 700))
SAMPLES = ("quang-an", "thuan-loc", "huyen-mau")
INTERACTIVE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
INSIDES = (QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QTabBar)
HEADER_MARGIN, BUTTON_MARGIN = 6, 1
LARGE_STEP = 2  # "Lớn hơn"


class NewWindows(QObject):
    """Notes every window that is shown while it watches."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


@pytest.fixture(params=SAMPLES)
def hands(request: pytest.FixtureRequest, desk: Desk) -> WindowHands:
    name = str(request.param)
    return desk.window(app.Opened(desk.sample(name), samples.suggested_period(name)))


@pytest.fixture
def large_font(qapp: QApplication) -> Iterator[None]:
    style.apply(qapp, "light", LARGE_STEP)
    yield
    style.apply(qapp)


def shown(hands: WindowHands) -> Iterator[tuple[str, QWidget]]:
    """Show every screen in every size and give it when it has settled."""
    for size in SIZES:
        hands.window.resize(*size)
        for screen in hands.window.screen_ids:
            view = hands.window.show_screen(screen)
            settle(hands, view)
            yield f"{screen} {size[0]}×{size[1]}", view


def settle(hands: WindowHands, view: QWidget) -> None:
    """Let the layout and what a screen does on its own threads come to an end."""
    hands.until(lambda: not getattr(view, "_chart_job", None))
    timer = getattr(view, "_timer", None)
    if timer is not None:
        hands.until(lambda: not timer.isActive() and not view._chart_job)
    for _ in range(3):
        QApplication.processEvents()


def visible(window: QWidget, *kinds: type[QWidget]) -> list[QWidget]:
    """Return what is shown of these kinds, without the inner parts of other widgets."""
    return [
        one
        for one in window.findChildren(QWidget)
        if isinstance(one, kinds)
        and one.isVisible()
        and not isinstance(one, QHeaderView)
        and not isinstance(one.parent(), INSIDES)
    ]


def name_of(widget: QWidget) -> str:
    """Return what a screen reader calls a widget."""
    found = QAccessible.queryAccessibleInterface(widget)
    return str(found.text(QAccessible.Text.Name)) if found is not None else ""


def text_room(label: QLabel) -> tuple[int, int]:
    """Return the width the text of a label needs on one line, and the width it has."""
    metrics = QFontMetrics(label.font())
    widest = max(metrics.horizontalAdvance(line) for line in label.text().splitlines())
    return widest, label.contentsRect().width() - 2 * label.margin()


def is_cut(widget: QWidget) -> bool:
    """Say whether a label or button shows less than its text."""
    if isinstance(widget, QLabel):
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) > widget.height() + 1
        needed, room = text_room(widget)
        return needed > room
    if isinstance(widget, QToolButton):
        only_sign = widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
        return not only_sign and widget.sizeHint().width() > widget.width()
    if isinstance(widget, QPushButton):
        sign = widget.iconSize().width() if not widget.icon().isNull() else 0
        text = QFontMetrics(widget.font()).horizontalAdvance(widget.text())
        return text + sign > widget.width() - 2 * BUTTON_MARGIN
    return widget.sizeHint().width() > widget.width()


def leaves_its_place(widget: QWidget) -> bool:
    """Say whether a widget sticks out of what it stands in, to the right."""
    place = widget.parentWidget()
    while place is not None and not place.isWindow():
        right = widget.mapTo(place, widget.rect().bottomRight()).x()
        if right > place.width() and place.objectName() != "qt_scrollarea_viewport":
            return True
        place = place.parentWidget()
    return False


def cut_titles(window: QWidget) -> list[str]:
    """Return the titles of table columns that do not fit."""
    found = []
    for header in window.findChildren(QHeaderView):
        if not header.isVisible() or header.orientation() is not Qt.Orientation.Horizontal:
            continue
        metrics = QFontMetrics(header.font())
        for place in range(header.count()):
            title = str(header.model().headerData(place, Qt.Orientation.Horizontal) or "")
            room = header.sectionSize(place) - HEADER_MARGIN
            if not header.isSectionHidden(place) and metrics.horizontalAdvance(title) > room:
                found.append(f"column “{title}”")
    return found


def cut_texts(hands: WindowHands) -> set[str]:
    """Return what is cut off on any screen in any size, with its place."""
    cut: set[str] = set()
    for screen, _ in shown(hands):
        for one in visible(hands.window, QLabel, QPushButton, QToolButton, QCheckBox):
            text = one.text()
            if text and (is_cut(one) or leaves_its_place(one)):
                cut.add(f"{screen}: {type(one).__name__} “{text[:60]}” {one.width()} px")
        cut |= {f"{screen}: {title}" for title in cut_titles(hands.window)}
    return cut


def test_everything_that_can_be_used_has_a_name(hands: WindowHands) -> None:
    nameless = {
        f"{screen}: {type(one).__name__} in {type(one.parent()).__name__}"
        for screen, _ in shown(hands)
        for one in visible(hands.window, *INTERACTIVE)
        if not name_of(one).strip()
    }
    assert not nameless, "\n".join(sorted(nameless))


def test_no_text_of_a_label_or_button_is_cut_off(hands: WindowHands) -> None:
    cut = cut_texts(hands)
    assert not cut, "\n".join(sorted(cut))


def test_nothing_is_cut_off_at_a_large_font(desk: Desk, large_font: None) -> None:
    opened = app.Opened(desk.sample("thuan-loc"), samples.suggested_period("thuan-loc"))
    cut = cut_texts(desk.window(opened))
    assert not cut, "\n".join(sorted(cut))


def test_an_office_without_any_data_is_shown_in_full(desk: Desk) -> None:
    cut = cut_texts(desk.window(desk.new_office()))
    assert not cut, "\n".join(sorted(cut))


def test_a_screen_that_is_opened_stays_in_the_window(hands: WindowHands, qapp: QObject) -> None:
    watch = NewWindows()
    qapp.installEventFilter(watch)
    for screen, _ in shown(hands):
        assert watch.seen == [], f"{screen} shows {watch.seen} for a moment"
        assert QApplication.activeWindow() is hands.window
    qapp.removeEventFilter(watch)
