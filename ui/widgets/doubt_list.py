"""Doubts about a work: each with its sign; one that may stand is kept with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import style
from ui.widgets.page import button, clear_layout, label

KEEP = "Giữ nguyên, ghi lý do…"
CHANGE = "Sửa lý do…"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence; `rule` names what may stand with a reason, `reason` is the one given."""

    text: str
    rule: str = ""
    reason: str = ""


class DoubtList(QWidget):
    """`reason_asked` carries the rule that may stand and its sentence."""

    reason_asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Cần xem lại")
        self.doubts: tuple[Doubt, ...] = ()
        self.buttons: dict[str, QPushButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.TINY)

    def set_doubts(self, doubts: Sequence[Doubt]) -> None:
        """Show other doubts; the same ones are left as they are."""
        if tuple(doubts) == self.doubts:
            return
        self.doubts = tuple(doubts)
        self.buttons.clear()
        clear_layout(self._column)
        for one in self.doubts:
            self._column.addWidget(self._line(one))
        self.setVisible(bool(self.doubts))

    def count(self) -> int:
        """Return how many doubts have no reason yet."""
        return sum(not one.reason for one in self.doubts)

    def _line(self, one: Doubt) -> QWidget:
        """Return one doubt with what can be done."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.SMALL)
        sign = QLabel()
        icon, token = ("check", "muted") if one.reason else ("warning", "warn")
        sign.setPixmap(style.pixmap(icon, token, ratio=self.devicePixelRatioF()))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        shown = f"{one.text} Lý do: {one.reason}" if one.reason else one.text
        told = label(shown, "small" if one.reason else "", wrap=True)
        told.setAccessibleName(shown)
        row.addWidget(told, 1)
        if one.rule:
            act = button(CHANGE if one.reason else KEEP, kind="link")
            act.clicked.connect(partial(self._ask, one))
            act.setAccessibleName(f"{act.text()} {one.text}")
            self.buttons[one.rule] = act
            row.addWidget(act, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _ask(self, one: Doubt, *_checked: bool) -> None:
        """Ask for the reason of a doubt."""
        self.reason_asked.emit(one.rule, one.text)
