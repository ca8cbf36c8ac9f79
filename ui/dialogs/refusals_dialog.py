"""The whole list of what a pasted block could not write: where, what was typed, and why not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui import style
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.models.typing_grid import shortened
from ui.widgets.page import button, label

_LONGEST = 160  # characters of a text that is shown
WIDTH, HEIGHT = 980, 560


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """One text that was not written; `key` tells lines apart."""

    key: str
    place: str
    text: str
    reason: str
    hint: str = ""


class RefusalsDialog(QDialog):
    """A table of lines; Enter or a double click on one closes it and calls `go_to(its place)`."""

    def __init__(
        self,
        title: str,
        lines: Sequence[RefusedLine],
        go_to: Callable[[int], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines, self._go_to = tuple(lines), go_to
        self.setWindowTitle(title)
        self.resize(WIDTH, HEIGHT)
        self.table = RecordTable(_columns(), title, filterable=True)
        self.table.set_rows(self._lines)
        self.table.row_opened.connect(self._go)
        self.go_button = button("Đến ô này", lambda: self._go(self.table.current_row()))
        self.go_button.setVisible(go_to is not None)
        self.table.row_chosen.connect(lambda _: self._show_button())
        self._show_button()
        close = button("Đóng", self.accept, kind="primary")
        close.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(self.go_button)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.HUGE, style.LARGE, style.HUGE, style.LARGE)
        column.setSpacing(style.MEDIUM)
        column.addWidget(label(title, "section", wrap=True))
        column.addWidget(self.table, 1)
        column.addLayout(row)

    def _show_button(self) -> None:
        """Let the button act only while a line is chosen."""
        self.go_button.setEnabled(self.table.current_row() is not None)

    def _go(self, line: RefusedLine | None) -> None:
        """Close the list and go to the cell of a line."""
        if line is not None and self._go_to is not None:
            self.accept()
            self._go_to(self._lines.index(line))


def show_refusals(
    parent: QWidget,
    title: str,
    lines: Sequence[RefusedLine],
    go_to: Callable[[int], object] | None = None,
) -> None:
    """Show a list of texts that were not written."""
    dialog = RefusalsDialog(title, lines, go_to, parent)
    dialog.exec()
    dialog.deleteLater()


def _reason(line: RefusedLine) -> str:
    """Return why a text was not written; what was typed may be a page."""
    return shortened(line.reason, _LONGEST)


def _columns() -> tuple[Column[RefusedLine], ...]:
    """Return the columns of the list."""
    return (
        Column("Ô", lambda one: one.place, width=150),
        Column("Đã dán", lambda one: shortened(one.text, _LONGEST), width=150),
        Column("Vì sao chưa ghi", _reason, tooltip=_reason, width=0),
        Column("Cách sửa", lambda one: one.hint, tooltip=lambda one: one.hint, width=240),
    )
