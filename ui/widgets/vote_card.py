"""A question put to the vote: the numbers, their sum and the share, computed while one types."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel

from ntm_desktop.domain.meeting_checks import check_vote
from ntm_desktop.domain.meetings import (
    VOTE_BASES,
    VOTE_METHODS,
    VOTE_UNITS,
    Vote,
    vote_text,
    votes_cast,
)
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.domain.vote_result import verdict
from ui import style
from ui.widgets.page import label
from ui.widgets.part_row import PartRow
from ui.widgets.passage_edit import PassageEdit
from ui.widgets.record_form import CalmComboBox
from ui.widgets.text_field import TextField

NUMBERS = {
    "eligible": "Tổng số có quyền",
    "present": "Số có mặt",
    "votes_for": "Nhất trí",
    "votes_against": "Không nhất trí",
    "votes_abstain": "Ý kiến khác",
    "votes_invalid": "Không hợp lệ",
}
CHOICES = {
    "unit": ("Tính theo", VOTE_UNITS),
    "method": ("Hình thức", VOTE_METHODS),
    "share_of": ("Tỷ lệ tính trên", VOTE_BASES),
}
NUMBER_WIDTH = 76
NARROW = 700


class VoteCard(PartRow):
    """One vote; `edited` tells of each number and choice, words under it say what they come to."""

    def __init__(self, key: str) -> None:
        super().__init__(key, "biểu quyết")
        self._grid = QGridLayout()
        self._fields: list[tuple[QLabel, TextField]] = []
        self.question = PassageEdit("Nội dung biểu quyết", lines=(1, 6))
        self.add_text("question", self.question)
        self.result = label("", "strong", wrap=True)
        self.result.setAccessibleName("Kết quả biểu quyết")
        self.doubt = label("", "warning", wrap=True)
        self.words.addWidget(self.question)
        self.words.addLayout(self._numbers())
        self.words.addLayout(self._choices())
        self.words.addWidget(self.result)
        self.words.addWidget(self.doubt)

    def _numbers(self) -> QGridLayout:
        """Return the fields for numbers, each under its name."""
        for field, name in NUMBERS.items():
            edit = TextField()
            edit.setAccessibleName(name)
            edit.setAlignment(Qt.AlignmentFlag.AlignRight)
            edit.setMinimumWidth(style.scaled(NUMBER_WIDTH))
            edit.textChanged.connect(self.compute)
            edit.returnPressed.connect(self.focusNextChild)
            shown = label(name, "small")
            shown.setBuddy(edit)
            self._fields.append((shown, edit))
            self.add_line(field, edit)
        self._grid.setHorizontalSpacing(style.SMALL)
        self._grid.setVerticalSpacing(2)
        self._place_numbers(len(NUMBERS))
        return self._grid

    def _place_numbers(self, columns: int) -> None:
        """Place the fields for numbers in so many columns."""
        self._columns = columns
        for place, (shown, edit) in enumerate(self._fields):
            row, column = divmod(place, columns)
            self._grid.addWidget(shown, 2 * row, column)
            self._grid.addWidget(edit, 2 * row + 1, column)
            self._grid.setColumnStretch(place, 1 if place < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the numbers on two lines where there is no room for one."""
        super().resizeEvent(event)
        columns = len(NUMBERS) // (2 if event.size().width() < style.scaled(NARROW) else 1)
        if columns != self._columns:
            self._place_numbers(columns)

    def _choices(self) -> QHBoxLayout:
        """Return what the numbers count, how, and what the share is taken of."""
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        for field, (name, words) in CHOICES.items():
            box = CalmComboBox()
            box.setAccessibleName(name)
            box.addItem(f"{name}: —", "")
            for word, said in words.items():
                box.addItem(f"{name}: {said}" if field == "share_of" else capital_first(said), word)
            box.setSizeAdjustPolicy(CalmComboBox.SizeAdjustPolicy.AdjustToContents)
            box.currentIndexChanged.connect(self.compute)
            self.add_choice(field, box)
            row.addWidget(box)
        self.required = TextField()
        self.required.setAccessibleName("Tỷ lệ yêu cầu")
        self.required.setPlaceholderText("ví dụ 90%")
        self.required.setMaximumWidth(style.scaled(140))
        self.required.textChanged.connect(self.compute)
        self.add_line("required", self.required)
        asked = label("Yêu cầu", "small")
        asked.setBuddy(self.required)
        row.addWidget(asked)
        row.addWidget(self.required)
        row.addStretch(1)
        return row

    def shown_anew(self, field: str) -> None:
        """Compute again where another number is shown."""
        super().shown_anew(field)
        self.compute()

    def typed(self) -> Vote:
        """Return the vote as it stands in the fields; what is no number counts as missing."""
        numbers: dict[str, Any] = {
            name: int(text) if (text := self.text_of(name).strip()).isdecimal() else None
            for name in NUMBERS
        }
        choices: dict[str, Any] = {name: self.text_of(name) or None for name in CHOICES}
        required = self.text_of("required").strip() or None
        question = self.question.toPlainText()
        return Vote(key=self.key, question=question, required=required, **numbers, **choices)

    def compute(self) -> None:
        """Say sum and share, and what does not fit."""
        if len(self.editors) < 2 + len(NUMBERS) + len(CHOICES):
            return
        vote = self.typed()
        cast, said = votes_cast(vote), vote_text(vote)
        parts = [f"Tổng số phiếu: {cast}" if cast else "", capital_first(said), verdict(vote)]
        self.result.setText(" · ".join(part for part in parts if part))
        self.result.setVisible(bool(self.result.text()))
        doubts = [issue.text for issue in check_vote(vote)]
        wrong = [NUMBERS[name] for name in NUMBERS if not self.may_keep(name)]
        if wrong:
            doubts.insert(0, f"Chỉ ghi số nguyên: {', '.join(wrong)}.")
        self.doubt.setText("\n".join(doubts))
        self.doubt.setVisible(bool(doubts))

    def may_keep(self, field: str) -> bool:
        """Say whether a number is one; others stay in the field and are not kept."""
        if field not in NUMBERS:
            return True
        text = self.text_of(field).strip()
        is_number = not text or text.isdecimal()
        editor = self.editors[field]
        if editor.property("invalid") is not (not is_number):
            editor.setProperty("invalid", not is_number)
            style.set_kind(editor, editor.property("kind") or "")
        return is_number
