"""The page "Cần xử lý": everything two offices set differently, and what is missing here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ntm_desktop.domain.record_keys import owner_of
from ntm_desktop.services.conflicts import Conflict, list_conflicts
from ntm_desktop.services.gaps import Gap, open_gaps
from ui import style
from ui.context import AppContext
from ui.models.two_line_list import ListLine, TwoLineList
from ui.views.exchange_view.conflict_panel import ConflictPanel
from ui.views.exchange_view.conflict_words import (
    conflict_place,
    conflict_title,
    gap_note,
    gap_title,
)
from ui.views.exchange_view.gap_panel import GapPanel
from ui.views.exchange_view.words import UnitNames
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import scrolled

LIST_WIDTH = 330
MISSING = style.State("missing", "warning", "Thiếu gói", "warn", "warn_soft")


class InboxPage(QWidget):
    """The list at the left, what is chosen at the right."""

    def __init__(
        self, context: AppContext, answer: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._conflicts: dict[str, Conflict] = {}
        self._gaps: dict[str, Gap] = {}
        self.lines = TwoLineList("Cần xử lý")
        self.lines.setFixedWidth(style.scaled(LIST_WIDTH))
        self.lines.line_chosen.connect(self._show)
        self.conflict = ConflictPanel(context, self._next)
        self.gap = GapPanel(context, answer, self._next)
        self.parts = QStackedWidget()
        self.parts.addWidget(scrolled(self.conflict))
        self.parts.addWidget(scrolled(self.gap))
        filled = QWidget()
        row = QHBoxLayout(filled)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.LARGE)
        row.addWidget(self.lines)
        row.addWidget(self.parts, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(filled)
        self.stack.addWidget(
            EmptyState(
                "Không có việc cần xử lý",
                "Khi hai nơi ghi khác nhau ở cùng một chỗ, hoặc một gói chưa về, việc đó hiện ở "
                "đây.",
                icon="check",
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.MEDIUM, 0, 0)
        column.addWidget(self.stack)

    @property
    def count(self) -> int:
        """Return how many things wait for a person."""
        return len(self._conflicts) + len(self._gaps)

    def reload(self, names: UnitNames) -> None:
        """Read again; what is chosen stays chosen and keeps what is typed while it is the same."""
        workspace = self._context.workspace
        conflicts = {_key(one): one for one in list_conflicts(workspace)}
        gaps = {f"gap {one.writer}": one for one in open_gaps(workspace)}
        if (conflicts, gaps) == (self._conflicts, self._gaps):
            return
        place = self.lines.currentRow()
        self._conflicts, self._gaps = conflicts, gaps
        self.lines.set_lines(self._lines(names))
        self.stack.setCurrentIndex(0 if self.count else 1)
        if self.count and not self.lines.chosen_key():
            self.lines.setCurrentRow(min(max(place, 0), self.count - 1))
        elif self.count:
            self._show(self.lines.chosen_key())

    def choose_first(self) -> None:
        """Go to the first thing, the cursor in the list."""
        self.lines.setCurrentRow(0)
        self.lines.setFocus()

    def _lines(self, names: UnitNames) -> list[ListLine]:
        """Return a line a conflict, then a line a gap."""
        found = []
        for key, one in self._conflicts.items():
            owner = owner_of(one.key)
            whose = "" if owner == self._context.workspace.owner else f"{names.of(owner)} · "
            lost = " · có thể do thiếu gói" if one.may_vanish else ""
            note = f"{whose}{conflict_place(one)}{lost}"
            found.append(ListLine(key, conflict_title(one), note, style.STATES["disagreed"]))
        for key, gap in self._gaps.items():
            found.append(ListLine(key, gap_title(gap, names), gap_note(gap), MISSING))
        return found

    def _show(self, key: str) -> None:
        """Show a conflict or a gap."""
        names = UnitNames(self._context.workspace)
        if key in self._conflicts:
            self.conflict.show_conflict(self._conflicts[key], names)
            self.parts.setCurrentIndex(0)
        elif key in self._gaps:
            self.gap.show_gap(self._gaps[key], names)
            self.parts.setCurrentIndex(1)

    def _next(self) -> None:
        """Go on with what is left, the cursor in the list."""
        self.reload(UnitNames(self._context.workspace))
        self.lines.setFocus()


def _key(found: Conflict) -> str:
    """Return what stands for a conflict in the list."""
    return f"{found.entity} {found.key} {found.field}"
