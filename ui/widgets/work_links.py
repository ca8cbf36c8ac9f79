"""What a work serves and rests on: indicators, documents by role, tasks; each opens its record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import style
from ui.widgets.page import button, clear_layout, label

SHOWN = 60


@dataclass(frozen=True, slots=True)
class WorkLink:
    """One line: what it is, its text, and what opens it (None: plain text)."""

    name: str
    text: str
    act: Callable[[], object] | None = None


class WorkLinks(QWidget):
    """Lines with the name of the relation before a link; hidden where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Liên quan")
        self.links: tuple[WorkLink, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def set_links(self, links: Sequence[WorkLink]) -> None:
        """Show other links."""
        self.links = tuple(links)
        clear_layout(self._column)
        for one in self.links:
            self._column.addWidget(_line(one))
        self.setVisible(bool(self.links))


def _line(one: WorkLink) -> QWidget:
    """Return one line."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(style.SMALL)
    row.addWidget(label(one.name, "small"))
    text = " ".join(one.text.split())
    if one.act is None:
        row.addWidget(label(text, wrap=True), 1)
        return made
    cut = text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…"
    link = button(cut, one.act, kind="link")
    link.setMinimumWidth(1)  # a long name is cut, the panel keeps its width
    link.setToolTip(text)
    link.setAccessibleName(f"{one.name}: {text}")
    row.addWidget(link)
    row.addStretch(1)
    return made
