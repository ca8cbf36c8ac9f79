"""A superior's blank Excel form, and which field of a document belongs into which of its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ntm_desktop import texts
from ntm_desktop.domain import entity
from ntm_desktop.errors import InputError

_FORM = {"merge_unit": "form"}
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
MOST_BINDINGS = 2_000


@dataclass(frozen=True, slots=True)
class MergedCells:
    """Cells drawn as one: the first row and column, from 0, and how many of each."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """How a sheet of a form looks: rows and columns from 0, widths in letters, heights in points.

    What has no width or height of its own is not listed; what is hidden has 0.
    """

    merged: tuple[MergedCells, ...]
    widths: Mapping[int, float]
    heights: Mapping[int, float]


@entity.entity("superior_form", label="biểu của cấp trên", plural="Biểu của cấp trên", title="name")
@dataclass(frozen=True, slots=True, kw_only=True)
class SuperiorForm:
    """A blank form tied once to the fields of a document; its file lies under its hash.

    `cells` holds a line for each tied cell, as `cell_line` writes it. File and cells are one merge
    unit: the cells of one form say nothing about the file of another.
    """

    key: str = ""
    name: str = entity.text("Tên biểu", required=True, searchable=True)
    report: str = entity.text("Lấy số từ văn bản", required=True, **_FORM)
    set_id: str | None = entity.text("Bộ tiêu chí", **_FORM)
    file_name: str = entity.text("Tên tệp", required=True, **_FORM)
    sha256: str = entity.text("Mã băm SHA-256", required=True, hidden=True, **_FORM)
    cells: str = entity.long_text("Các ô đã gắn", required=True, **_FORM)


@dataclass(frozen=True, slots=True, order=True)
class CellPlace:
    """A cell of a workbook, as people write it: sheet "Biểu 10", column "B", row 5."""

    sheet: str
    row: int
    column: str

    @property
    def reference(self) -> str:
        """Return the cell without its sheet: "B5"."""
        return f"{self.column}{self.row}"

    def __str__(self) -> str:
        return f"{self.sheet}!{self.reference}"


@dataclass(frozen=True, slots=True)
class CellBinding:
    """One cell and the path of the field that belongs there, such as "criteria[code=1].outcome".

    A path with an empty pair of brackets ("criteria[].code") fills downwards from the cell.
    """

    place: CellPlace
    field: str


def parse_place(text: str) -> CellPlace:
    """Return the cell "Biểu 10!B5" names; raise `InputError`."""
    sheet, _, reference = text.strip().rpartition("!")
    found = _CELL.fullmatch(reference.strip())
    sheet = sheet.strip()
    if len(sheet) > 2 and sheet[0] == sheet[-1] == "'":
        sheet = sheet[1:-1].replace("''", "'")
    if found is None or not sheet:
        raise InputError(texts.FORM_BAD_CELL.format(text=text), hint=texts.FORM_BAD_CELL_HINT)
    return CellPlace(sheet, int(found[2]), found[1].upper())


def cell_line(binding: CellBinding) -> str:
    """Return the line that keeps a binding: "Biểu 10!B5 = criteria[code=1].outcome"."""
    sheet = binding.place.sheet
    quoted = sheet.replace("'", "''") if "'" in sheet else ""
    place = f"'{quoted}'!{binding.place.reference}" if quoted else str(binding.place)
    return f"{place} = {binding.field}"


def bindings_text(bindings: Iterable[CellBinding]) -> str:
    """Return the lines that keep bindings, by cell."""
    return "\n".join(cell_line(one) for one in sorted(bindings, key=lambda one: one.place))


def parse_bindings(text: str) -> tuple[CellBinding, ...]:
    """Return the bindings of kept lines; raise `InputError` for a line that is none."""
    return tuple(_binding(line) for line in text.splitlines() if line.strip())


def _binding(line: str) -> CellBinding:
    """Return the binding of one line; a sheet's name may hold " = ", a cell cannot."""
    for found in reversed(list(re.finditer(" = ", line))):
        reference = line[: found.start()].rpartition("!")[2]
        if _CELL.fullmatch(reference):
            return CellBinding(parse_place(line[: found.start()]), line[found.end() :].strip())
    raise InputError(texts.FORM_BAD_CELL.format(text=line), hint=texts.FORM_BAD_CELL_HINT)
