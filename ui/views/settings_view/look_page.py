"""The page "Giao diện, người dùng": theme, size of the text, the person at this computer."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QWidget,
)

from ntm_desktop.settings import Settings, load_settings, save_settings
from ui import style
from ui.context import AppContext
from ui.views.settings_view.section import Section
from ui.widgets.page import (
    button,
    card,
    label,
    section_header,
)
from ui.widgets.text_field import TextField

T = TypeVar("T")
THEMES = (("system", "Theo máy"), ("light", "Sáng"), ("dark", "Tối"))
FONT_STEPS = ((-1, "Nhỏ"), (0, "Vừa"), (1, "Lớn"), (2, "Lớn hơn"), (3, "Rất lớn"), (4, "Lớn nhất"))
LOOK_WHY = "Áp dụng ngay. Biểu tượng và chiều cao dòng của màn hình đã mở đổi hẳn khi mở lại."


class LookSection(Section):
    """Theme, size of the text, and the name written beside every change; of this computer."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        settings = load_settings()
        self.themes = _choices(THEMES, settings.theme, self._choose_theme)
        self.steps = _choices(FONT_STEPS, settings.font_step, self._choose_step)
        self.user = TextField()
        self.user.setText(context.workspace.user)
        self.user.setAccessibleName("Tên người dùng")
        self.user.editingFinished.connect(self.leave)
        self.add(section_header("Giao diện"), label(LOOK_WHY, "small", wrap=True))
        self.add(
            card(
                label("Nền", "small"),
                self.themes,
                label("Cỡ chữ", "small"),
                self.steps,
            )
        )
        self.add(section_header("Người dùng máy này"))
        why = "Ghi kèm mỗi thay đổi trong lịch sử. Chỉ lưu trên máy này."
        self.add(card(label("Tên người dùng", "small"), self.user, label(why, "small", wrap=True)))
        self.column.addStretch(1)

    def leave(self) -> None:
        """Keep the name of the person, for the changes from now on."""
        name = " ".join(self.user.text().split())[:64]
        if not name or name == self.context.workspace.user:
            self.user.setText(self.context.workspace.user)
            return
        self.context.workspace.user = name
        save_settings(dataclasses.replace(load_settings(), user_name=name))
        self.context.status_said.emit(f"Từ nay thay đổi được ghi tên {name}.")

    def _choose_theme(self, theme: str) -> None:
        """Keep and apply another theme."""
        self._apply(dataclasses.replace(load_settings(), theme=theme))

    def _choose_step(self, step: int) -> None:
        """Keep and apply another size of the text."""
        self._apply(dataclasses.replace(load_settings(), font_step=step))

    def _apply(self, settings: Settings) -> None:
        """Keep the settings and give the application its look."""
        save_settings(settings)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        style.apply(app, style.theme_name(settings.theme), settings.font_step)


def _choices(choices: Sequence[tuple[T, str]], chosen: T, choose: Callable[[T], None]) -> QWidget:
    """Return a row of buttons of which one is down."""
    holder = QWidget()
    group = QButtonGroup(holder)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(style.SMALL)
    for value, text in choices:
        made = button(text, partial(choose, value), kind="choice")
        made.setCheckable(True)
        made.setChecked(value == chosen)
        strong = QFontMetrics(style.font(strong=True)).horizontalAdvance(text)
        made.setMinimumWidth(strong + 2 * style.MEDIUM)
        group.addButton(made)
        row.addWidget(made)
    row.addStretch(1)
    return holder
