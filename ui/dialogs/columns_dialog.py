"""Asks what the columns of a pasted table are, where it has no headings to tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui import style
from ui.widgets.page import button, label
from ui.widgets.record_form import CalmComboBox

SKIPPED = "(không dán cột này)"
WHY = (
    "Bảng dán vào không có dòng tiêu đề và số cột khác bảng trên màn hình. Chọn cho mỗi cột; không "
    "có gì được ghi cho đến khi bấm Dán."
)
TWICE = "Hai cột cùng chọn “{title}”. Mỗi mục chỉ nhận một cột."
NO_NAME = "Chọn cột nào là tên chỉ tiêu."
SHOWN, LETTERS = 3, 24


class ColumnsDialog(QDialog):
    """A list of choices for each column beside what stands in its first lines."""

    def __init__(
        self,
        lines: Sequence[Sequence[str]],
        titles: Mapping[str, str],
        guess: Sequence[str],
        needed: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._titles, self._needed = titles, needed
        self.setWindowTitle("Dán bảng")
        self.setMinimumWidth(style.scaled(560))
        self.boxes: list[CalmComboBox] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(style.LARGE)
        grid.setVerticalSpacing(style.SMALL)
        grid.setColumnStretch(1, 1)
        for at, chosen in enumerate(guess):
            box = CalmComboBox()
            box.offer([("", SKIPPED), *titles.items()])
            box.setCurrentIndex(max(box.findData(chosen), 0))
            box.setAccessibleName(f"Cột {at + 1} là")
            box.currentIndexChanged.connect(lambda _: self._check())
            self.boxes.append(box)
            grid.addWidget(label(f"Cột {at + 1}", "strong"), at, 0)
            grid.addWidget(label(_sample(lines, at), "muted"), at, 1)
            grid.addWidget(box, at, 2)
        self.told = label("", "warning", wrap=True)
        self.act = button(f"Dán {len(lines)} dòng", self.accept, kind="primary")
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("Không dán", self.reject))
        foot.addWidget(self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.LARGE, style.HUGE, style.LARGE)
        column.setSpacing(style.MEDIUM)
        column.addWidget(label("Các cột dán vào là gì?", "section"))
        column.addWidget(label(WHY, "small", wrap=True))
        column.addLayout(grid)
        column.addWidget(self.told)
        column.addLayout(foot)
        self._check()

    def chosen(self) -> list[str]:
        """Return what each column is, "" for one that is not taken."""
        return [str(box.currentData() or "") for box in self.boxes]

    def _check(self) -> None:
        """Say what is missing or chosen twice."""
        chosen = [one for one in self.chosen() if one]
        twice = next((one for one in chosen if chosen.count(one) > 1), "")
        text = "" if self._needed in chosen else NO_NAME
        if twice:
            text = TWICE.format(title=self._titles[twice])
        self.told.setText(text)
        self.told.setVisible(bool(text))
        self.act.setEnabled(not text)


def _sample(lines: Sequence[Sequence[str]], at: int) -> str:
    """Return the first texts of a column."""
    filled = [one[at] for one in lines if len(one) > at and one[at]]
    shown = [text if len(text) <= LETTERS else f"{text[: LETTERS - 1]}…" for text in filled[:SHOWN]]
    return " · ".join(shown) or "(trống)"


def ask_columns(
    parent: QWidget | None,
    lines: Sequence[Sequence[str]],
    titles: Mapping[str, str],
    guess: Sequence[str],
    needed: str,
) -> list[str] | None:
    """Return what each column is, None where the table is not to be pasted."""
    dialog = ColumnsDialog(lines, titles, guess, needed, parent)
    taken = bool(dialog.exec())
    chosen = dialog.chosen()
    dialog.deleteLater()
    return chosen if taken else None
