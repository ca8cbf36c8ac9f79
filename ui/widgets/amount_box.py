"""The field of an amount in a form headed with a unit: shown back in full and in words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QWidget

from ntm_desktop import texts
from ntm_desktop.domain.entity import Field, Kind
from ntm_desktop.domain.numbers import MoneyUnit, amount_in_words, format_money
from ui import style
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.record_form import Choices, FieldBox, RecordForm


class WordedMoneyEdit(MoneyEdit):
    """Says an amount in words under the amount in full, as a payment order has it."""

    def _show_understood(self, typed: str) -> None:
        """Show the amount in full đồng and in words, or why it is not understood."""
        super()._show_understood(typed)
        amount = self.amount()
        if amount is None or amount == 0:
            return
        words = amount_in_words(abs(amount))
        sign = "giảm " if amount < 0 else ""
        full = f"= {format_money(amount)}"
        shown = self.echo.text() or full
        self.echo.setText(f"{shown}\n({sign}{words})")
        self.echo.show()


class AmountBox(FieldBox):
    """A field of money whose numbers without a unit are in the unit of the form's heading."""

    unit: MoneyUnit = "million"

    def _make_editor(self) -> QWidget:
        """Return the field, which takes the heading's unit."""
        return WordedMoneyEdit(self.unit)


class HeadedForm(RecordForm):
    """A `RecordForm` headed "Đơn vị: triệu đồng": a number alone is in triệu đồng."""

    def _lay_out(self, columns: int) -> None:
        """Place the boxes in order; the title over the whole width, an amount over two columns."""
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(style.LARGE)
        grid.setVerticalSpacing(style.MEDIUM)
        row, column = 0, 0
        for name, box in self.boxes.items():
            span = 1
            if name == self.entity.title_field:
                span = columns
            elif box.field.kind is Kind.MONEY:
                span = min(2, columns)
            if column + span > columns:
                row, column = row + 1, 0
            grid.addWidget(box, row, column, 1, span)
            column += span
        for place in range(columns):
            grid.setColumnStretch(place, 1)
        grid.setRowStretch(row + 1, 1)

    def _add_box(
        self,
        field: Field,
        choices: Callable[[Field], Choices] | None,
        today: object,
    ) -> None:
        """Make the box of one field; that of an amount takes the heading's unit."""
        if field.kind is not Kind.MONEY:
            super()._add_box(field, choices, today)  # type: ignore[arg-type]
            return
        box = AmountBox(field)
        box._name.setText(f"{box._name.text()} ({texts.MONEY_UNIT_NAMES[box.unit]})")
        box.left.connect(self._leave)
        box.editor.installEventFilter(self)
        self.boxes[field.name] = box
