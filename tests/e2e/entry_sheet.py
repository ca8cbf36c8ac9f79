"""The sheet of figures as a person sees and uses it."""

from __future__ import annotations

from tests.e2e.hands import WindowHands
from ui.models.entry_table import EntryTable
from ui.views.entry_view import EntryView


class Sheet:
    """The sheet as a person sees it: the current line, and what stands in a line."""

    def __init__(self, hands: WindowHands) -> None:
        self.hands = hands
        hands.go_to("criteria")
        view = hands.window.stack.currentWidget()
        assert isinstance(view, EntryView)
        self.view = view

    @property
    def table(self) -> EntryTable:
        return self.view.table

    def code(self) -> str:
        line = self.table.current_line()
        return line.code if line is not None else ""

    def go_to(self, code: str) -> None:
        """Go down to a line with the arrow key."""
        self.hands.press_until("Down", lambda: self.code() == code)

    def cell(self, code: str, column: int) -> str:
        """Return what a cell of a line shows."""
        grid = self.view.grid
        return str(grid.index(grid.place_of(code), column).data() or "")

    def outcome(self, code: str) -> str:
        """Return the outcome a line shows, by its word."""
        line = self.view.grid.lines[self.view.grid.place_of(code)]
        return str(line.outcome.value)

    def enter(self, text: str, key: str = "Return") -> None:
        """Type into the current cell and go on."""
        here = self.table.currentIndex()
        self.hands.type(text)
        self.hands.press(key)
        self.hands.until(lambda: self.table.currentIndex() != here)
