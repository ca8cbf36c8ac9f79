"""The look: text can be read on its ground, icons are there, Qt speaks Vietnamese."""

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontDatabase, QFontMetricsF
from PySide6.QtWidgets import QApplication

from ntm_desktop import paths
from ui import style

PAIRS = [
    (text, ground)
    for text in ("text", "muted", "faint", "accent", "bad", "warn", "info")
    for ground in ("ground", "surface", "raised")
] + [
    ("text", "hover"),
    ("text", "accent_soft"),
    ("text", "bad_soft"),
    ("text", "warn_soft"),
    ("text", "info_soft"),
    ("accent", "accent_soft"),
    ("bad", "bad_soft"),
    ("warn", "warn_soft"),
    ("info", "info_soft"),
    ("muted", "hover"),
    ("muted", "line"),
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
]


@pytest.mark.parametrize("theme", style.THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("pair", PAIRS, ids="-on-".join)
def test_text_can_be_read_on_its_ground(theme: style.Theme, pair: tuple[str, str]) -> None:
    text, ground = (getattr(theme, token) for token in pair)
    assert style.contrast(text, ground) >= 4.5


@pytest.mark.parametrize("theme", style.THEMES.values(), ids=lambda theme: theme.name)
def test_the_edge_of_a_field_can_be_seen(theme: style.Theme) -> None:
    assert style.contrast(theme.control_line, theme.surface) >= 3


def test_black_on_white_has_the_contrast_of_the_standard() -> None:
    assert style.contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_every_state_has_a_sign_and_a_word() -> None:
    for state in style.STATES.values():
        assert state.word
        assert paths.resource(f"icons/{state.icon}.svg").exists()
        assert state.token in style.TOKENS


def test_icons_are_recoloured_from_the_tokens(qapp: QApplication) -> None:
    for path in paths.resource("icons").glob("*.svg"):
        image = style.pixmap(path.stem, "bad").toImage()
        shown = {
            image.pixelColor(x, y).name().upper()
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255
        }
        assert shown <= {style.theme().bad}, path.stem
        assert any(
            image.pixelColor(x, y).alpha()
            for x in range(image.width())
            for y in range(image.height())
        ), path.stem


def test_the_style_sheet_has_no_token_left_unfilled() -> None:
    for theme in style.THEMES.values():
        assert "@" not in style.style_sheet(theme)


def test_pictures_of_the_style_sheet_are_there() -> None:
    for theme in style.THEMES:
        for name in ("chevron", "check"):
            assert paths.resource(f"icons/themed/{theme}-{name}.svg").exists()


def test_the_bundled_font_holds_every_vietnamese_letter(qapp: QApplication) -> None:
    letters = "ỖẦẮẪỀỨỬỮỰẶẬỆỘỢĂÂĐÊÔƠƯăâđêôơưắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựýỳỷỹỵ₫–—“”‘’…≥≤"
    assert style.FAMILY in QFontDatabase.families()
    metrics = QFontMetricsF(style.font())
    assert all(metrics.inFontUcs4(ord(letter)) for letter in letters)


def test_digits_are_equally_wide(qapp: QApplication) -> None:
    metrics = QFontMetricsF(style.font())
    assert len({round(metrics.horizontalAdvance(digit), 3) for digit in "0123456789"}) == 1


def test_qt_speaks_vietnamese(qapp: QApplication) -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Hủy"
    assert QCoreApplication.translate("QPlatformTheme", "&Yes") == "Có"
    assert QCoreApplication.translate("QPlatformTheme", "Something else") == "Something else"
