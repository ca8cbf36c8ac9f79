"""Asks for many measures at once whether more or less of them is better; nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui import style
from ui.widgets.page import button, label, scrolled
from ui.widgets.record_form import CalmComboBox

CHOICES: tuple[tuple[str, str], ...] = (
    ("", "chưa chọn"),
    ("higher", "tăng là tốt"),
    ("lower", "giảm là tốt"),
    ("none", "không xếp"),
)
WHY = (
    "Có chiều thì phần mềm mới xếp được đạt, vượt, chưa đạt. Ví dụ thu nhập: tăng là tốt; tỷ lệ hộ "
    "nghèo: giảm là tốt. Chỉ tiêu chỉ để theo dõi thì chọn “không xếp”. Khai một lần cho mọi kỳ."
)


class DirectionDialog(QDialog):
    """A choice for each measure, and buttons that choose the same for all still without one."""

    def __init__(self, measures: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Chiều của chỉ tiêu")
        self.resize(style.scaled(640), style.scaled(520))
        self.boxes: dict[str, CalmComboBox] = {}
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, style.SMALL, 0)
        grid.setColumnStretch(0, 1)
        for at, (key, name) in enumerate(measures):
            box = CalmComboBox()
            box.offer(CHOICES)
            box.setAccessibleName(f"Chiều: {name}")
            self.boxes[key] = box
            grid.addWidget(label(name, wrap=True), at, 0)
            grid.addWidget(box, at, 1)
        grid.setRowStretch(len(measures), 1)
        all_row = QHBoxLayout()
        all_row.setSpacing(style.SMALL)
        all_row.addWidget(label("Chỉ tiêu chưa chọn:", "muted"))
        self.all_buttons = {}
        for direction, word in CHOICES[1:]:
            made = button(word, partial(self.choose_for_rest, direction))
            self.all_buttons[direction] = made
            all_row.addWidget(made)
        all_row.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("Để sau", self.reject))
        foot.addWidget(button("Ghi chiều", self.accept, kind="primary"))
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.LARGE, style.HUGE, style.LARGE)
        column.setSpacing(style.MEDIUM)
        column.addWidget(label("Tăng hay giảm là tốt?", "section"))
        column.addWidget(label(WHY, "small", wrap=True))
        column.addWidget(scrolled(inner), 1)
        column.addLayout(all_row)
        column.addLayout(foot)

    def choose_for_rest(self, direction: str) -> None:
        """Choose the same for every measure without a choice."""
        for box in self.boxes.values():
            if not box.currentData():
                box.setCurrentIndex(box.findData(direction))

    def chosen(self) -> Mapping[str, str]:
        """Return measure → direction, only of those that have one."""
        return {key: str(box.currentData()) for key, box in self.boxes.items() if box.currentData()}
