"""Entry of totals: how far a set has come where only the sums are known (12/17 tiêu chí)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ui import style
from ui.widgets.page import button, card, clear_layout, label, section_header
from ui.widgets.text_field import TextField

OTHER = "Bộ khác (ghi tên)"
_WIDTH = 720


@dataclass(frozen=True, slots=True)
class TotalFields:
    """A total as typed; `set_id` is "" for a set that is known by its title only."""

    set_id: str = ""
    title: str = ""
    criteria: str = ""
    indicators: str = ""
    points: str = ""
    noun: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class KeptTotal:
    """A total that is kept: its key, how it reads, and its fields for editing."""

    key: str
    title: str
    text: str
    fields: TotalFields


class TotalsPanel(QWidget):
    """A short form, and the totals of the period below it.

    `submitted` carries `TotalFields`, `deleted` the key of a total, `closed` nothing.
    """

    submitted = Signal(object)
    deleted = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = label("", "section", wrap=True)
        self.explanation = label("", "muted", wrap=True)
        self.set_box = QComboBox()
        self.set_box.setAccessibleName("Bộ tiêu chí")
        self.fields: dict[str, TextField] = {}
        self._labels: dict[str, QLabel] = {}
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.keep = button("Ghi số tổng hợp", self._submit, kind="primary")
        self.back = button("Về bảng chỉ tiêu", self.closed.emit)
        self._kept = QVBoxLayout()
        self._kept.setSpacing(style.TINY)
        self._kept_card = card(section_header("Đã ghi trong kỳ này"), self._kept)
        self._lay_out()
        self.set_box.currentIndexChanged.connect(lambda _: self._show_title())

    def _lay_out(self) -> None:
        """Place heading, form and list in one column of a readable width."""
        form = QGridLayout()
        form.setHorizontalSpacing(style.MEDIUM)
        form.setVerticalSpacing(style.TINY)
        form.addWidget(label("Bộ tiêu chí", "small"), 0, 0)
        form.addWidget(self.set_box, 1, 0)
        self._add_field(form, "title", "Tên bộ", "Tiêu chí phường", 0, 1, 2)
        self._add_field(form, "criteria", "Số đạt / tổng số", "12/17", 2, 0)
        self._add_field(form, "indicators", "Chỉ tiêu đạt / tổng số", "70/75", 2, 1)
        self._add_field(form, "points", "Điểm", "72,56", 2, 2)
        self._add_field(form, "noun", "Danh từ đếm", "tiêu chí", 4, 0)
        self._add_field(form, "source", "Nguồn số liệu", "Báo cáo, biên bản…", 4, 1, 2)
        for column in range(3):
            form.setColumnStretch(column, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.keep)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        inner = QWidget()
        inner.setMaximumWidth(_WIDTH)
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(style.MEDIUM)
        whole.addWidget(self.heading)
        whole.addWidget(self.explanation)
        whole.addWidget(card(form, self.problem, buttons))
        whole.addWidget(self._kept_card)
        whole.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, style.MEDIUM, 0, 0)
        row.addWidget(inner, 1)
        row.addStretch(0)

    def _add_field(
        self,
        form: QGridLayout,
        name: str,
        title: str,
        example: str,
        row: int,
        column: int,
        span: int = 1,
    ) -> None:
        """Add one labelled field."""
        field = TextField()
        field.setPlaceholderText(example)
        field.setAccessibleName(title)
        field.returnPressed.connect(self._submit)
        self._labels[name] = label(title, "small")
        self._labels[name].setContentsMargins(0, style.TINY, 0, 0)
        form.addWidget(self._labels[name], row, column, 1, span)
        form.addWidget(field, row + 1, column, 1, span)
        self.fields[name] = field

    def show_sets(
        self, sets: Sequence[tuple[str, str]], chosen: str, noun: str, heading: str, why: str
    ) -> None:
        """Offer sets as (id, short name), the chosen one first in the form."""
        self.heading.setText(heading)
        self.explanation.setText(why)
        self.set_box.blockSignals(True)
        self.set_box.clear()
        for set_id, name in sets:
            self.set_box.addItem(name, set_id)
        self.set_box.addItem(OTHER, "")
        self.set_box.setCurrentIndex(max(self.set_box.findData(chosen), 0))
        self.set_box.blockSignals(False)
        self.fields["noun"].setPlaceholderText(noun or "tiêu chí")
        self._show_title()

    def show_kept(self, totals: Sequence[KeptTotal]) -> None:
        """List the totals that are kept for the period."""
        clear_layout(self._kept)
        self._kept_card.setVisible(bool(totals))
        for total in totals:
            self._kept.addWidget(self._kept_row(total))

    def _kept_row(self, total: KeptTotal) -> QWidget:
        """Return one kept total with its actions."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.SMALL)
        row.addWidget(label(total.title, wrap=True), 1)
        row.addWidget(label(total.text, "strong"))
        row.addWidget(button("Sửa", lambda: self.fill(total.fields), kind="link"))
        row.addWidget(button("Xóa", lambda: self.deleted.emit(total.key), kind="link"))
        return made

    def fill(self, typed: TotalFields) -> None:
        """Put a total into the form, to be changed."""
        self.set_box.setCurrentIndex(max(self.set_box.findData(typed.set_id), 0))
        for name, field in self.fields.items():
            field.setText(getattr(typed, name))
        self.fields["criteria"].setFocus()

    def clear(self) -> None:
        """Empty the form after a total was kept."""
        for field in self.fields.values():
            field.clear()
        self.problem.hide()

    def _show_title(self) -> None:
        """Ask for a name only where the set has none."""
        other = not self.set_box.currentData()
        for part in (self.fields["title"], self._labels["title"]):
            part.setVisible(other)

    def typed(self) -> TotalFields:
        """Return what stands in the form."""
        texts = {name: field.text().strip() for name, field in self.fields.items()}
        return TotalFields(set_id=self.set_box.currentData() or "", **texts)

    def _submit(self) -> None:
        """Hand the total over, or say what is missing."""
        typed = self.typed()
        problem = ""
        if not typed.set_id and not typed.title:
            problem = "Ghi tên bộ tiêu chí, ví dụ “Tiêu chí phường”."
        elif not typed.criteria and not typed.points:
            problem = "Ghi số đạt trên tổng số, ví dụ 12/17, hoặc số điểm, ví dụ 72,56."
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if not problem:
            self.submitted.emit(typed)
