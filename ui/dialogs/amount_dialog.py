"""Asks which of several readings of an amount is meant; nothing is written until it is said."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.numbers import (
    MoneyReading,
    MoneyUnit,
    doubtful_money,
    format_money,
    parse_money,
)
from ntm_desktop.errors import InputError
from ui import style
from ui.widgets.page import button, label

NOT_KEPT = "Chưa ghi số tiền này."
NOT_KEPT_HINT = "Gõ lại, dùng dấu phẩy cho phần lẻ."


class AmountDialog(QDialog):
    """A button for each reading, with the amount in full and in words under it."""

    def __init__(
        self, typed: str, readings: Sequence[MoneyReading], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.chosen: MoneyReading | None = None
        self.setWindowTitle("Số tiền")
        self.setMinimumWidth(style.scaled(460))
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.HUGE, style.HUGE, style.LARGE)
        column.setSpacing(style.SMALL)
        column.addWidget(label(f"“{typed.strip()}” là số nào?", "section", wrap=True))
        column.addWidget(
            label("Dấu chấm ở đây có thể hiểu hai cách. Chọn đúng số trong văn bản.", "muted",
                  wrap=True)
        )  # fmt: skip
        self.buttons = []
        for one in readings:
            made = button(one.text, partial(self._choose, one))
            made.setAccessibleName(f"{one.text}: {format_money(one.dong)}")
            self.buttons.append(made)
            column.addWidget(made)
            column.addWidget(label(f"{format_money(one.dong)}\n{one.words}", "small", wrap=True))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("Gõ lại", self.reject))
        column.addLayout(foot)

    def _choose(self, one: MoneyReading) -> None:
        """Take a reading."""
        self.chosen = one
        self.accept()


def ask_reading(
    parent: QWidget | None, typed: str, readings: Sequence[MoneyReading]
) -> MoneyReading | None:
    """Return the reading a person means, None when they want to type it again."""
    dialog = AmountDialog(typed, readings, parent)
    dialog.exec()
    dialog.deleteLater()
    return dialog.chosen


def clear_amount(parent: QWidget | None, typed: str, unit: MoneyUnit | None = None) -> str:
    """Return an amount as it is understood in one way only, asking where it has two readings.

    `unit` is that of the form's heading. Raises `InputError` where it is not understood, or
    the person wants to type it again.
    """
    if not typed.strip():
        return typed
    readings = doubtful_money(typed, unit or "million")
    if readings:
        chosen = ask_reading(parent, typed, readings)
        if chosen is None:
            raise InputError(NOT_KEPT, hint=NOT_KEPT_HINT)
        return chosen.text
    return format_money(parse_money(typed, unit))
