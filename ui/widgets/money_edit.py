"""A field for amounts as people write them; the amount understood stands under it in full."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ntm_desktop.domain.numbers import MoneyUnit, doubt_about_amount, format_money, parse_money
from ntm_desktop.errors import InputError
from ui import style
from ui.widgets.page import label
from ui.widgets.text_field import TextField


class MoneyEdit(QWidget):
    """Type "14,514 tỷ", "2.160 triệu" …; `default_unit` is that of the form's heading, if any."""

    left = Signal()

    def __init__(
        self, default_unit: MoneyUnit | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._default_unit: MoneyUnit | None = default_unit
        self.edit = TextField()
        self.edit.setPlaceholderText("ví dụ 14,514 tỷ hoặc 2.160 triệu")
        self.echo = label("", "small", wrap=True)
        self.echo.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.edit)
        column.addWidget(self.echo)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._show_understood)
        self.edit.editingFinished.connect(self.left)

    def text(self) -> str:
        """Return what was typed, as it was typed."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Show a text, as it would be typed."""
        self.edit.setText(text)

    def amount(self) -> int | None:
        """Return the amount in đồng; None where the field is empty or cannot be understood."""
        try:
            return parse_money(self.text(), self._default_unit) if self.text().strip() else None
        except InputError:
            return None

    def set_refused(self, refused: bool) -> None:
        """Leave the word to the form that says why the amount was not kept."""
        if refused:
            self.echo.hide()
        else:
            self._show_understood(self.text())

    def _show_understood(self, typed: str) -> None:
        """Show the amount understood in full đồng, or why it is not understood yet."""
        if not typed.strip():
            self.echo.hide()
            return
        try:
            full = format_money(parse_money(typed, self._default_unit))
            shown = f"= {full}"
            doubt = doubt_about_amount(typed, self._default_unit)
            kind = "warning" if doubt else "good"
            shown = f"{shown}. {doubt}" if doubt else shown
        except InputError as error:
            shown, kind = f"{error} {error.hint}".strip(), "warning"
        self.echo.setText(shown)
        self.echo.setVisible(shown != f"= {typed.strip()}")
        style.set_kind(self.echo, kind)
