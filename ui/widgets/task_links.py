"""Where a task comes from and what it belongs to: one line each, the names open the records."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.dates import format_date
from ui import style
from ui.context import AppContext
from ui.widgets.page import button, clear_layout, label

if TYPE_CHECKING:
    from ntm_desktop.services.tasks import TaskFile

SHOWN = 36  # letters of a name, beside a list


class TaskLinks(QWidget):
    """Lines "Từ", "Văn bản", "Chỉ tiêu", "Công trình", "Người"; nothing where there is none."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_file(self, found: TaskFile) -> None:
        """Show the links of a task."""
        from ntm_desktop.domain.document_reference import document_text

        clear_layout(self._column)
        task, opened = found.task, self._context.open
        if found.document is not None:
            key, text = found.document.key, document_text(found.document)
            self._add("Từ", text, lambda: opened("documents", "official_document", key))
        if found.meeting is not None:
            held = found.meeting
            day = f" ({format_date(held.held_on)})" if held.held_on else ""
            self._add("Từ", f"{held.title}{day}", lambda: opened("meetings", "meeting", held.key))
        if task.source_text:
            self._add("Từ", task.source_text, None)
        if task.source_quote:
            self._column.addWidget(label(f"“{task.source_quote.strip()}”", "small", wrap=True))
        for one in found.documents:
            self._add_document(one.key, document_text(one))
        if task.indicator:
            self._add("Chỉ tiêu", task.indicator, lambda: self._open_indicator(found))
        if found.work is not None:
            work = found.work
            self._add("Công trình", work.name, lambda: opened("works", "work", work.key))
        if found.person is not None:
            who = found.person
            name = who.full_name or "người trong danh bạ"
            self._add("Người", name, lambda: opened("people", "person", who.key))
        self.setVisible(self._column.count() > 0)

    def _add_document(self, key: str, text: str) -> None:
        """Add one related document."""
        opened = self._context.open
        self._add("Văn bản", text, lambda: opened("documents", "official_document", key))

    def _open_indicator(self, found: TaskFile) -> None:
        """Open the sheet at the indicator, in the set it belongs to."""
        if found.task.set_id:
            self._context.choose_set(found.task.set_id)
        self._context.open("criteria", "indicator", found.task.indicator or "")

    def _add(self, name: str, text: str, act: Callable[[], object] | None) -> None:
        """Add one line; what opens nothing is plain text."""
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        row.addWidget(label(name, "small"))
        shown = " ".join(text.split())
        cut = shown if len(shown) <= SHOWN else f"{shown[: SHOWN - 1].rstrip()}…"
        if act is None:
            row.addWidget(label(shown, wrap=True), 1)
        else:
            made = button(cut, act, kind="link")
            made.setMinimumWidth(1)  # a long name is cut, the panel keeps its width
            made.setToolTip(shown)
            made.setAccessibleName(f"{name}: {shown}")
            row.addWidget(made)
            row.addStretch(1)
        holder = QWidget()
        holder.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(holder)
