"""The one visual language: tokens, type scale, spacing, icons, state signs, Qt's own words.

No other file of the window holds a colour, a font size or a margin as a number of its own.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, QTranslator
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ntm_desktop import paths, texts

# --- spacing and sizes, in device-independent pixels ---
TINY, SMALL, MEDIUM, LARGE, HUGE = 4, 8, 12, 16, 24
RADIUS = 6
ICON = 18
ICON_GAP = 4
BASE_ROW_HEIGHT = 30
NAVIGATION_WIDTH = 196
NAVIGATION_NARROW = 56
COLLAPSE_BELOW = 1200
INSPECTOR_WIDTH = 300
TREE_WIDTH = 220

# --- type scale, in points ---
FAMILY = "Noto Sans"
SIZES: Mapping[str, float] = {
    "small": 9,
    "body": 10.5,
    "large": 12,
    "title": 15,
    "display": 22,
}


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one theme; each field is a token and its value a hex colour."""

    name: str
    ground: str
    surface: str
    raised: str
    text: str
    muted: str
    faint: str
    line: str
    accent: str
    accent_soft: str
    on_accent: str
    accent_strong: str
    bad: str
    bad_soft: str
    warn: str
    warn_soft: str
    info: str
    info_soft: str
    hover: str
    control_line: str


LIGHT = Theme(
    name="light",
    ground="#F6F7F8",
    surface="#FFFFFF",
    raised="#FFFFFF",
    text="#1B1F24",
    muted="#57606A",
    faint="#67707C",
    line="#D8DEE4",
    accent="#0B6B3A",
    accent_soft="#E5F2EB",
    on_accent="#FFFFFF",
    accent_strong="#08522C",
    bad="#B42318",
    bad_soft="#FDECEA",
    warn="#8A5300",
    warn_soft="#FFF3DC",
    info="#175CD3",
    info_soft="#E8F0FD",
    hover="#EDF0F2",
    control_line="#8A939D",
)
DARK = Theme(
    name="dark",
    ground="#16191C",
    surface="#1E2226",
    raised="#262B30",
    text="#E6EAEE",
    muted="#A9B3BD",
    faint="#8D97A2",
    line="#353C43",
    accent="#5CC58D",
    accent_soft="#1C3528",
    on_accent="#0E1A13",
    accent_strong="#7AD6A4",
    bad="#FF8A80",
    bad_soft="#3A1F1D",
    warn="#F2B65A",
    warn_soft="#382A14",
    info="#84ADFF",
    info_soft="#1A2740",
    hover="#2A3036",
    control_line="#707B86",
)
THEMES: Mapping[str, Theme] = {"light": LIGHT, "dark": DARK}
TOKENS = tuple(field.name for field in dataclasses.fields(Theme) if field.name != "name")


@dataclass(frozen=True, slots=True)
class State:
    """A state as people see it: a sign (icon name), a word, and the token that colours both."""

    id: str
    icon: str
    word: str
    token: str
    soft: str = ""


STATES: Mapping[str, State] = {
    state.id: state
    for state in (
        State("met", "met", texts.OUTCOME_MET, "accent", "accent_soft"),
        State("not_met", "not_met", texts.OUTCOME_NOT_MET, "bad", "bad_soft"),
        State("no_data", "no_data", texts.OUTCOME_NO_DATA, "muted"),
        State("not_applicable", "not_applicable", texts.OUTCOME_NOT_APPLICABLE, "muted"),
        State("low", "low", "Thấp", "warn", "warn_soft"),
        State("falling", "low", "Giảm", "warn", "warn_soft"),
        State("declared", "declared", "Tự đánh giá", "info", "info_soft"),
        State("unverified", "unverified", "Chưa đối chiếu", "warn", "warn_soft"),
        State("disagreed", "disagreed", "Chưa thống nhất", "warn", "warn_soft"),
        State("doubtful", "warning", "Cần xem lại", "warn", "warn_soft"),
        State("no_target", "no_data", "Chưa có ngưỡng", "warn", "warn_soft"),
        State("locked", "lock", "Đã khóa", "muted"),
        State("late", "warning", "Quá hạn", "bad", "bad_soft"),
        State("soon", "calendar", "Sắp đến hạn", "warn", "warn_soft"),
        State("done", "check", "Đã xong", "accent", "accent_soft"),
        State("doing", "task", "Đang làm", "info", "info_soft"),
        State("waiting", "no_data", "Chưa xong", "muted"),
        State("done_late", "check", "Xong muộn", "warn", "warn_soft"),
        State("dropped", "not_applicable", "Đã dừng", "muted"),
        State("check_due", "history", "Đến kỳ kiểm tra", "warn", "warn_soft"),
        State("undated", "unverified", "Chưa rõ ngày hạn", "warn", "warn_soft"),
        State("check_missed", "history", "Lỡ kỳ kiểm tra", "bad", "bad_soft"),
    )
}


@dataclass(slots=True)
class _Look:
    """What is applied now: the theme and how many steps larger than usual the text is."""

    theme: Theme = LIGHT
    font_step: int = 0


_look = _Look()


def theme() -> Theme:
    """Return the theme that is applied now."""
    return _look.theme


def colour(token: str) -> QColor:
    """Return the colour of a token such as "accent_soft" in the theme of now."""
    return QColor(getattr(_look.theme, token))


def row_height() -> int:
    """Return the height of a table row in pixels: 30, and 4 more per font step."""
    return BASE_ROW_HEIGHT + 4 * _look.font_step


def scaled(pixels: int) -> int:
    """Return a width that grows with the chosen font size."""
    return round(pixels * font().pointSizeF() / SIZES["body"])


def font(role: str = "body", *, strong: bool = False) -> QFont:
    """Return the font of a role of the type scale: small, body, large, title, display."""
    made = QFont(FAMILY)
    made.setPointSizeF(SIZES[role] + _look.font_step)
    made.setWeight(QFont.Weight.Bold if strong else QFont.Weight.Normal)
    return made


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two hex colours as WCAG 2 defines it (1 to 21)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(hex_colour: str) -> float:
    """Return the relative luminance of a colour."""
    shares = [int(hex_colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# --- icons ---


@lru_cache(maxsize=256)
def _drawing(name: str, hex_colour: str) -> QSvgRenderer:
    """Return the drawing of an icon in one colour."""
    source = paths.resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(source.replace("#000000", hex_colour).encode()))


def pixmap(
    name: str, token: str = "muted", size: int = ICON, ratio: float = 1.0, gap: int = 0
) -> QPixmap:
    """Return an icon of resources/icons painted in a token; `size` in device-independent pixels."""
    side = round(size * ratio)
    picture = QPixmap(side + round(gap * ratio), side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _drawing(name, getattr(_look.theme, token)).render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, token: str = "muted", active: str = "", gap: int = 0) -> QIcon:
    """Return an icon recoloured from a token; `active` is the token where it is checked.

    `gap` adds empty room after the sign, for buttons whose text follows it.
    """
    ratio = _sharpest_ratio()
    made = QIcon(pixmap(name, token, ratio=ratio, gap=gap))
    made.addPixmap(pixmap(name, "line", ratio=ratio, gap=gap), QIcon.Mode.Disabled)
    if active:
        checked = pixmap(name, active, ratio=ratio, gap=gap)
        made.addPixmap(checked, QIcon.Mode.Normal, QIcon.State.On)
    return made


def _sharpest_ratio() -> float:
    """Return the largest scale of the screens there are."""
    app = QApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QApplication) else 1.0


def put_icon(button: QAbstractButton, name: str, token: str = "muted", active: str = "") -> None:
    """Give a button an icon with the right gap before its text."""
    gap = ICON_GAP if button.text() else 0
    button.setIcon(icon(name, token, active, gap))
    button.setIconSize(QSize(ICON + gap, ICON))


def paint_icon(painter: QPainter, rect: QRectF, name: str, token: str) -> None:
    """Paint an icon into `rect`, sharp at every scale."""
    _drawing(name, getattr(_look.theme, token)).render(painter, rect)


# --- applying ---


def apply(app: QApplication, name: str = "light", font_step: int = 0) -> None:
    """Give the whole application its fonts, palette, style sheet and Vietnamese words."""
    _look.theme, _look.font_step = THEMES[name], font_step
    _load_fonts()
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setFont(font())
    app.setPalette(palette(_look.theme))
    app.setStyleSheet(style_sheet(_look.theme, font_step))
    _translate(app)


def theme_name(chosen: str) -> str:
    """Return "light" or "dark": as chosen, and for "system" as the system has it."""
    if chosen != "system":
        return chosen
    is_dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return "dark" if is_dark else "light"


@lru_cache(maxsize=1)
def _load_fonts() -> tuple[int, ...]:
    """Load the bundled fonts once."""
    folder = paths.resource("fonts")
    return tuple(
        QFontDatabase.addApplicationFont(str(path)) for path in sorted(folder.glob("*.ttf"))
    )


def palette(look: Theme) -> QPalette:
    """Return the palette of a theme, for what the style sheet does not reach."""
    made = QPalette()
    role = QPalette.ColorRole
    chosen = {
        role.Window: look.ground,
        role.WindowText: look.text,
        role.Base: look.surface,
        role.AlternateBase: look.ground,
        role.Text: look.text,
        role.Button: look.surface,
        role.ButtonText: look.text,
        role.ToolTipBase: look.raised,
        role.ToolTipText: look.text,
        role.PlaceholderText: look.faint,
        role.Highlight: look.accent_soft,
        role.HighlightedText: look.text,
        role.Accent: look.accent,
        role.Link: look.accent,
        role.LinkVisited: look.accent,
    }
    for part, value in chosen.items():
        made.setColor(part, QColor(value))
    for part in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, part, QColor(look.faint))
    return made


def set_kind(widget: QWidget, kind: str) -> QWidget:
    """Give a widget a look of the style sheet ("primary", "quiet", "muted" …) and return it."""
    widget.setProperty("kind", kind)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    return widget


def style_sheet(look: Theme, font_step: int = 0) -> str:
    """Return the one style sheet of the application."""
    values = dataclasses.asdict(look)
    values |= {f"{role}_pt": f"{size + font_step}pt" for role, size in SIZES.items()}
    folder = paths.resource("icons/themed").as_posix()
    values |= {
        "chevron_image": f"{folder}/{look.name}-chevron.svg",
        "check_image": f"{folder}/{look.name}-check.svg",
        "radius": f"{RADIUS}px",
    }
    return re.sub(r"@(\w+)", lambda found: values[found[1]], _SHEET)


_SHEET = """
QToolTip { background: @raised; color: @text; border: 1px solid @line; padding: 4px 6px; }
QMainWindow, QDialog { background: @ground; }
QLabel { background: transparent; }
QLabel[kind="muted"] { color: @muted; }
QLabel[kind="faint"] { color: @faint; font-size: @small_pt; }
QLabel[kind="small"] { color: @muted; font-size: @small_pt; }
QLabel[kind="strong"] { font-weight: bold; }
QLabel[kind="large"] { font-size: @large_pt; font-weight: bold; }
QLabel[kind="title"] { font-size: @title_pt; font-weight: bold; }
QLabel[kind="display"] { font-size: @display_pt; font-weight: bold; }
QLabel[kind="section"] { font-size: @large_pt; font-weight: bold; }
QLabel[kind="error"] { color: @bad; font-size: @small_pt; }
QLabel[kind="warning"] { color: @warn; font-size: @small_pt; }
QLabel[kind="good"] { color: @accent; font-size: @small_pt; }

QFrame[kind="card"] { background: @surface; border: 1px solid @line; border-radius: @radius; }
QFrame[kind="line"] { background: @line; border: none; max-height: 1px; min-height: 1px; }
QFrame[kind="vertical_line"] { background: @line; border: none; max-width: 1px; min-width: 1px; }
QFrame[kind="popup"] { background: @raised; border: 1px solid @line; border-radius: @radius; }
QFrame[kind="notice_info"] { background: @info_soft; border: none; border-radius: @radius; }
QFrame[kind="notice_good"] { background: @accent_soft; border: none; border-radius: @radius; }
QFrame[kind="notice_warn"] { background: @warn_soft; border: none; border-radius: @radius; }
QFrame[kind="notice_bad"] { background: @bad_soft; border: none; border-radius: @radius; }
QFrame[kind="drop"] { background: @surface; border: 1px dashed @control_line; border-radius: @radius; }
QFrame[kind="drop_over"] { background: @accent_soft; border: 1px dashed @accent; border-radius: @radius; }

QWidget#navigation { background: @surface; }
QWidget#header, QWidget#statusLine { background: @surface; }
QWidget#navigation QToolButton {
  border: none; border-radius: @radius; padding: 0 8px; text-align: left; color: @text;
  background: transparent; min-height: 34px; }
QWidget#navigation QToolButton:hover { background: @hover; }
QWidget#navigation QToolButton:checked { background: @accent_soft; color: @accent; font-weight: bold; }
QWidget#navigation QToolButton:focus { border: 1px solid @accent; padding: 0 7px; }
QWidget#statusLine QToolButton { border: none; padding: 2px 6px; border-radius: 4px; color: @muted;
  font-size: @small_pt; background: transparent; }
QWidget#statusLine QToolButton:hover { background: @hover; color: @text; }
QWidget#statusLine QToolButton:focus { background: @hover; color: @text; }

QPushButton, QToolButton[kind="plain"] {
  background: @surface; color: @text; border: 1px solid @control_line; border-radius: @radius;
  padding: 0 12px; min-height: 28px; }
QPushButton:hover, QToolButton[kind="plain"]:hover { background: @hover; }
QPushButton:pressed, QToolButton[kind="plain"]:pressed { background: @line; }
QPushButton:focus, QToolButton[kind="plain"]:focus { border: 2px solid @accent; padding: 0 11px; }
QPushButton:disabled { color: @faint; border-color: @line; background: @ground; }
QPushButton[kind="primary"] { background: @accent; color: @on_accent; border-color: @accent; font-weight: bold; }
QPushButton[kind="primary"]:hover { background: @accent_strong; border-color: @accent_strong; }
QPushButton[kind="primary"]:focus { border: 2px solid @text; padding: 0 11px; }
QPushButton[kind="primary"]:disabled { background: @line; color: @muted; border-color: @line; }
QPushButton[kind="danger"] { color: @bad; border-color: @bad; }
QPushButton[kind="danger"]:hover { background: @bad_soft; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {
  background: transparent; border: 1px solid transparent; border-radius: @radius; color: @text;
  padding: 0 8px; min-height: 28px; }
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: @hover; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border: 1px solid @accent; padding: 0 8px; }
QPushButton[kind="quiet"]:checked, QToolButton[kind="quiet"]:checked { background: @accent_soft; color: @accent; }
QPushButton[kind="link"] { background: transparent; border: none; color: @accent; padding: 0 2px;
  min-height: 22px; text-align: left; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 1px solid @accent; border-radius: 4px; padding: 0 1px; }
QPushButton[kind="choice"] { background: @surface; border: 1px solid @line; border-radius: @radius;
  padding: 0 8px; min-height: 28px; color: @text; font-weight: normal; }
QPushButton[kind="choice"]:hover { background: @hover; }
QPushButton[kind="choice"]:checked { background: @accent_soft; color: @accent; border-color: @accent; font-weight: bold; }
QPushButton[kind="choice"]:focus { border: 2px solid @accent; padding: 0 7px; }
QPushButton[kind="tool"] { padding: 0; border: none; background: transparent; min-width: 28px; border-radius: @radius; }
QPushButton[kind="tool"]:hover { background: @hover; }
QPushButton[kind="tool"]:focus { border: 1px solid @accent; }
QToolButton[kind="fold"] { background: transparent; border: 1px solid transparent; border-radius: @radius;
  color: @text; font-size: @large_pt; font-weight: bold; padding: 0 4px; min-height: 28px; text-align: left; }
QToolButton[kind="fold"]:hover { background: @hover; }
QToolButton[kind="fold"]:focus { border: 1px solid @accent; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateEdit, QSpinBox, QDoubleSpinBox {
  background: @surface; color: @text; border: 1px solid @control_line; border-radius: @radius;
  padding: 0 8px; min-height: 28px; selection-background-color: @accent; selection-color: @on_accent; }
QPlainTextEdit, QTextEdit { padding: 3px 4px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QDateEdit:focus, QSpinBox:focus {
  border: 2px solid @accent; padding: 0 7px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 2px 3px; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"] { border: 2px solid @bad; padding: 0 7px; }
QPlainTextEdit[invalid="true"] { padding: 2px 3px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: @ground; color: @faint; border-color: @line; }
QLineEdit:read-only { background: @ground; }
QLineEdit[kind="search"] { border-color: @line; background: @ground; }
QLineEdit[kind="search"]:focus { background: @surface; border: 2px solid @accent; }
QLineEdit[kind="cell"] { border: 2px solid @accent; border-radius: 0; padding: 0 6px; min-height: 0; }
QComboBox { padding-right: 2px; }
QComboBox:focus { padding-right: 1px; }
QComboBox::drop-down { border: none; width: 24px; subcontrol-position: right center; }
QComboBox::down-arrow { image: url(@chevron_image); width: 14px; height: 14px; }
QPushButton[kind="picker"] { background: transparent; border: 1px solid transparent; border-radius: @radius;
  padding: 0 8px; min-height: 28px; font-weight: bold; }
QPushButton[kind="picker"]:hover { background: @hover; }
QPushButton[kind="picker"]:focus { border: 1px solid @accent; }
QComboBox[kind="quiet"] { border: 1px solid transparent; background: transparent; font-weight: bold; }
QComboBox[kind="quiet"]:hover { background: @hover; }
QComboBox[kind="quiet"]:focus { border: 1px solid @accent; padding: 0 2px 0 8px; }
QComboBox[kind="cell"] { border: 2px solid @accent; border-radius: 0; min-height: 0; }
QComboBox QAbstractItemView, QListView#popupList { background: @raised; color: @text; border: 1px solid @line;
  outline: none; padding: 4px; selection-background-color: @accent_soft; selection-color: @text; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 6px; border-radius: 4px; }

QCheckBox, QRadioButton { spacing: 8px; background: transparent; min-height: 24px; }
QCheckBox::indicator { width: 16px; height: 16px; border: 1px solid @control_line; border-radius: 4px; background: @surface; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url(@check_image); }
QCheckBox::indicator:focus { border: 2px solid @accent; }
QCheckBox::indicator:checked:focus { border: 2px solid @text; }
QListView::indicator { width: 16px; height: 16px; border: 1px solid @control_line; border-radius: 4px; background: @surface; }
QListView::indicator:checked { background: @accent; border-color: @accent; image: url(@check_image); }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid @control_line; border-radius: 8px; background: @surface; }
QRadioButton::indicator:checked { width: 6px; height: 6px; background: @surface; border: 5px solid @accent; }
QRadioButton::indicator:focus { width: 12px; height: 12px; border: 2px solid @accent; }
QRadioButton::indicator:checked:focus { width: 6px; height: 6px; border: 5px solid @text; }

QTableView, QTreeView, QListView { background: @surface; color: @text; border: 1px solid @line; border-radius: @radius;
  gridline-color: @line; outline: none; selection-background-color: @accent_soft; selection-color: @text;
  alternate-background-color: @surface; }
QTableView::item { padding: 0 5px; border: none; border-bottom: 1px solid @line; }
QTableView::item:hover { background: @hover; }
QTableView::item:selected { background: @accent_soft; color: @text; }
QTableView::item:focus { background: @accent_soft; }
QTableView[grid="true"]::item { border-bottom: none; }
QTreeView::item, QListView::item { padding: 0 6px; min-height: 28px; border-radius: 4px; }
QTreeView::item:hover, QListView::item:hover { background: @hover; }
QTreeView::item:selected, QListView::item:selected { background: @accent_soft; color: @text; }
QTreeView[kind="rows"]::item { border-radius: 0; border-bottom: 1px solid @line; }
QListView[kind="plain"] { border: none; background: transparent; }
QTableView[kind="plain"], QTreeView[kind="plain"] { border: none; border-radius: 0; }
QHeaderView { background: @ground; border: none; }
QHeaderView::section { background: @ground; color: @muted; border: none; border-bottom: 1px solid @line;
  padding: 0 8px; min-height: 30px; font-size: @small_pt; font-weight: bold; }
QHeaderView::section:hover { color: @text; }
QTableCornerButton::section { background: @ground; border: none; border-bottom: 1px solid @line; }

QScrollArea { background: transparent; border: none; }
QWidget#scrollContent { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @line; border-radius: 4px; margin: 2px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: @control_line; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: @line; }

QTabWidget::pane { border: none; border-top: 1px solid @line; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @muted; padding: 6px 12px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @accent; border-bottom: 2px solid @accent; font-weight: bold; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:focus { color: @text; background: @hover; }

QMenu { background: @raised; color: @text; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @accent_soft; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QProgressBar { border: none; background: @line; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QGroupBox { border: none; margin: 0; padding: 0; }
QCalendarWidget QWidget { background: @raised; color: @text; alternate-background-color: @ground; }
QCalendarWidget QAbstractItemView { background: @raised; color: @text; selection-background-color: @accent; selection-color: @on_accent; border: none; }
QCalendarWidget QToolButton { background: transparent; border: none; color: @text; padding: 4px 8px; font-weight: bold; }
"""  # noqa: E501 (one rule a line reads best)


# --- Qt's own words ---

QT_WORDS: Mapping[str, str] = {
    "OK": "Đồng ý",
    "Cancel": "Hủy",
    "Close": "Đóng",
    "Save": "Lưu",
    "Save All": "Lưu tất cả",
    "Open": "Mở",
    "Yes": "Có",
    "Yes to All": "Có cho tất cả",
    "No": "Không",
    "No to All": "Không cho tất cả",
    "Abort": "Dừng",
    "Retry": "Thử lại",
    "Ignore": "Bỏ qua",
    "Discard": "Bỏ thay đổi",
    "Don't Save": "Không lưu",
    "Close without Saving": "Đóng, không lưu",
    "Apply": "Áp dụng",
    "Reset": "Đặt lại",
    "Restore Defaults": "Về mặc định",
    "Help": "Trợ giúp",
    "Show Details...": "Xem chi tiết…",
    "Hide Details...": "Ẩn chi tiết",
    "Undo": "Hoàn tác",
    "Redo": "Làm lại",
    "Cut": "Cắt",
    "Copy": "Chép",
    "Paste": "Dán",
    "Delete": "Xóa",
    "Select All": "Chọn tất cả",
    "Copy Link Location": "Chép địa chỉ liên kết",
    "Look in:": "Nằm trong:",
    "File name:": "Tên tệp:",
    "Files of type:": "Loại tệp:",
    "Directory:": "Thư mục:",
    "Folder": "Thư mục",
    "Choose": "Chọn",
    "Name": "Tên",
    "Size": "Cỡ",
    "Type": "Loại",
    "Date Modified": "Ngày sửa",
    "Back": "Quay lại",
    "Forward": "Đi tới",
    "Parent Directory": "Thư mục cha",
    "Create New Folder": "Tạo thư mục mới",
    "New Folder": "Thư mục mới",
    "List View": "Dạng danh sách",
    "Detail View": "Dạng chi tiết",
    "Rename": "Đổi tên",
    "Show hidden files": "Hiện tệp ẩn",
    "All Files (*)": "Mọi tệp (*)",
    "Open File": "Mở tệp",
    "Save As": "Lưu thành",
    "My Computer": "Máy tính",
    "Computer": "Máy tính",
    "Today": "Hôm nay",
    "Print": "In",
    "Page": "Trang",
    "Copies": "Số bản",
    "Options": "Tùy chọn",
    "Properties": "Thuộc tính",
    "Printer": "Máy in",
    "%1 already exists.\nDo you want to replace it?": "%1 đã có.\nThay tệp cũ bằng tệp mới?",
    "File not found.\nPlease verify the correct file name was given.": (
        "Không tìm thấy tệp.\nKiểm tra lại tên tệp."
    ),
    "%1\nFile not found.\nPlease verify the correct file name was given.": (
        "%1\nKhông tìm thấy tệp.\nKiểm tra lại tên tệp."
    ),
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.": (
        "%1\nKhông tìm thấy thư mục.\nKiểm tra lại tên thư mục."
    ),
}


class VietnameseWords(QTranslator):
    """Vietnamese for the words Qt itself puts on buttons, menus and file dialogs."""

    def translate(
        self,
        context: str | bytes,
        source: str | bytes,
        disambiguation: str | bytes | None = None,
        n: int = -1,
    ) -> str:
        """Return the Vietnamese of a Qt text, None (a null text) where Qt's own shall stay."""
        del context, disambiguation, n
        found = source if isinstance(source, str) else bytes(source).decode("utf-8", "replace")
        return QT_WORDS.get(found.replace("&", ""))  # type: ignore[return-value]

    def isEmpty(self) -> bool:
        """Say that there are words to offer, or Qt would not ask."""
        return False


def _translate(app: QApplication) -> None:
    """Install the Vietnamese words once and set Vietnamese number and date forms."""
    from PySide6.QtCore import QLocale

    QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
    if app.findChild(VietnameseWords) is None:
        app.installTranslator(VietnameseWords(app))
