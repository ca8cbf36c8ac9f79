"""What the page "Biểu cấp trên" is made of: rows of its lists, what was read, parts in a column."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QTableView, QTabWidget, QVBoxLayout, QWidget

from ntm_desktop.domain.superior_forms import CellPlace, SuperiorForm
from ntm_desktop.services.form_desk import OpenForm, ShownCell
from ui import style
from ui.models.form_grid import formula_words
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.widgets.issue_list import IssueList


@dataclass(frozen=True, slots=True)
class TiedRow:
    """One tied cell as the list shows it."""

    key: str
    place: CellPlace
    field: str
    words: str


@dataclass(frozen=True, slots=True)
class FillLine:
    """One sentence about a filled form."""

    severity: str
    text: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """What was read of a form: its cells, the facts of its document (None where it has none)."""

    form: OpenForm
    record: SuperiorForm | None
    report_id: str


TIED_COLUMNS: tuple[Column[TiedRow], ...] = (
    Column("Ô", lambda row: row.key, lambda row: row.place, width=96),
    Column("Ý nghĩa", lambda row: row.words, width=0, tooltip=lambda row: row.words),
    Column("Trường", lambda row: row.field, width=104, tooltip=lambda row: row.field),
)


def cell_words(cell: ShownCell | None) -> str:
    """Return what stands in a cell of the form."""
    if cell is None:
        return "ô trống"
    return formula_words(cell) if cell.has_formula else (cell.text or "ô trống")


def stacked(*parts: QWidget, indent: int = 0) -> QWidget:
    """Return the parts one below the other; lists and grids take the room there is."""
    made = QWidget()
    made.setContentsMargins(indent, 0, 0, 0)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, style.SMALL, 0, 0)
    column.setSpacing(style.SMALL)
    for part in parts:
        takes_room = isinstance(part, RecordTable | QTableView | QTabWidget | IssueList)
        column.addWidget(part, 1 if takes_room else 0)
    return made
