"""The tables of a Word or Excel file as plain grids; whatever the file tries, the answer is words.

Only texts and merged cells are read. Formulas are not calculated, nothing outside is fetched, and
sizes are bounded before anything is unpacked (a small file can unfold to gigabytes).
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from ntm_desktop import texts
from ntm_desktop.domain.annex_grid import AnnexCell, AnnexTable, Problem, place, tidy
from ntm_desktop.exchange.office_files import (
    MOST_CELLS,
    cell_text,
    check_sheets,
    file_bytes,
    open_archive,
    read_part,
    translated,
)

MOST_ROWS = 3_000
MOST_COLUMNS = 64
MOST_TABLES = 200
TITLE_CHARACTERS = 400

_WRAPPERS = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}
_LEFT_OUT = {
    *("del", "moveFrom", "Fallback", "txbxContent", "pict", "drawing", "object"),
    *("rPr", "pPr", "delText", "instrText", "fldData", "footnoteReference", "ruby"),
}
_BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_SYMBOL_FONT = {0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xB0: "°", 0xB1: "±", 0x3D: "=", 0x25: "%"}
_OLD_FONTS = (".vn", "vni-", ".tmc")
_UNDERLINED = {">": "≥", "<": "≤"}


def read_tables(path: Path) -> tuple[AnnexTable, ...]:
    """Return every table of a .docx, or every filled sheet of an .xlsx, in order.

    Raise `NotFoundError` where there is no such file, `InputError` where it is not one of the two,
    has a password, is damaged or too large.
    """
    data = file_bytes(path)
    kind = path.suffix.lower()
    archive = open_archive(data, path)
    names = set(archive.namelist())
    if "xl/workbook.xml" in names or kind in (".xlsx", ".xlsm"):
        return translated(path, lambda: _sheets(archive, data, path))
    return translated(path, lambda: _word_tables(archive, path))


# --- grids ---


@dataclass(slots=True)
class _Grid:
    """A table while it is being read: text and origin of each place, from (1, 1)."""

    name: str
    title: str = ""
    cells: dict[tuple[int, int], tuple[str, tuple[int, int] | None]] = field(default_factory=dict)
    notes: dict[str, Problem] = field(default_factory=dict)

    def note(self, text: str, row: int = 0, column: int | None = None) -> None:
        """Note what was left out, once for each table, at its first place."""
        where = place(self.name, row, column) if row else self.name
        self.notes.setdefault(text, Problem(where, text))

    def put(self, row: int, column: int, text: str, origin: tuple[int, int] | None = None) -> None:
        """Put a text into one place."""
        self.cells[row, column] = (text, origin)

    def table(self) -> AnnexTable:
        """Return the finished grid, every row as wide as the widest; empty ends are cut."""
        filled = [at for at, (text, _) in self.cells.items() if text]
        height = max((row for row, _ in filled), default=0)
        width = max((column for _, column in filled), default=0)
        rows = tuple(
            tuple(self._cell(row, column) for column in range(1, width + 1))
            for row in range(1, height + 1)
        )
        return AnnexTable(self.name, rows, self.title, tuple(self.notes.values()))

    def _cell(self, row: int, column: int) -> AnnexCell:
        """Return the cell of one place."""
        text, origin = self.cells.get((row, column), ("", None))
        return AnnexCell(text, row, column, origin)


# --- Word ---


def _word_tables(archive: zipfile.ZipFile, path: Path) -> tuple[AnnexTable, ...]:
    """Return the tables of a Word document that do not lie inside another."""
    root = ET.fromstring(read_part(archive, _document_name(archive, path), path))
    body = next((child for child in root if _local(child) == "body"), root)
    found: list[AnnexTable] = []
    title: list[str] = []
    budget = MOST_CELLS
    for block in _flat(body, {"p", "tbl"}):
        if _local(block) == "p":
            title.append(_paragraph(block)[0])
            continue
        if len(found) == MOST_TABLES or budget <= 0:
            break
        grid = _Grid(texts.ANNEX_TABLE.format(number=len(found) + 1), _title(title))
        _WordTable(grid).read(block)
        budget -= len(grid.cells)
        found.append(grid.table())
        title = []
    return tuple(found)


def _document_name(archive: zipfile.ZipFile, path: Path) -> str:
    """Return the name of the part that is the document."""
    relations = ET.fromstring(read_part(archive, "_rels/.rels", path))
    for relation in relations:
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    return "word/document.xml"


def _title(paragraphs: Sequence[str]) -> str:
    """Return the last paragraphs above a table, not longer than a title can be."""
    lines = [line for text in paragraphs if (line := " ".join(text.split()))]
    return "\n".join(lines[-6:])[-TITLE_CHARACTERS:]


def _local(element: ET.Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _attribute(element: ET.Element | None, name: str) -> str | None:
    """Return an attribute whatever its namespace, None where there is none."""
    if element is None:
        return None
    return next(
        (value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None
    )


def _child(element: ET.Element | None, *names: str) -> ET.Element | None:
    """Return the element at a path of names, None where it is not there."""
    for name in names:
        if element is None:
            return None
        element = next((child for child in element if _local(child) == name), None)
    return element


def _flat(element: ET.Element, names: set[str]) -> Iterator[ET.Element]:
    """Yield the children of those names, also inside content controls and tracked insertions."""
    waiting = [iter(element)]
    while waiting:
        for child in waiting[-1]:
            name = _local(child)
            if name in names:
                yield child
            elif name in _WRAPPERS:
                waiting.append(iter(child))
                break
        else:
            waiting.pop()


@dataclass(slots=True)
class _WordTable:
    """Reads one Word table into a grid."""

    grid: _Grid
    open: dict[int, tuple[int, int]] = field(default_factory=dict)

    def read(self, table: ET.Element) -> None:
        """Read all rows that are not tracked as deleted."""
        number = 0
        for row in _flat(table, {"tr"}):
            properties = _child(row, "trPr")
            if _child(properties, "del") is not None:
                self.grid.note(texts.ANNEX_DELETED, number + 1)
                continue
            number += 1
            if number > MOST_ROWS:
                self._cut()
                return
            self._read_row(row, number, _whole(_child(properties, "gridBefore")))

    def _cut(self) -> None:
        """Note that the rest was not read."""
        self.grid.note(texts.ANNEX_CUT.format(rows=MOST_ROWS, columns=MOST_COLUMNS))

    def _read_row(self, row: ET.Element, number: int, before: int) -> None:
        """Read the cells of one row."""
        column = before + 1
        reached: dict[int, tuple[int, int]] = {}
        for cell in _flat(row, {"tc"}):
            properties = _child(cell, "tcPr")
            span = max(1, _whole(_child(properties, "gridSpan")))
            last = min(column + span - 1, MOST_COLUMNS)
            if column + span - 1 > MOST_COLUMNS:
                self._cut()
            if column > MOST_COLUMNS:
                break
            text, origin = self._content(cell, properties, number, column)
            self._spread(text, origin, number, range(column, last + 1))
            if _child(properties, "vMerge") is not None:
                reached.update(dict.fromkeys(range(column, last + 1), origin or (number, column)))
            column += span
        self.open = reached

    def _spread(self, text: str, origin: tuple[int, int] | None, row: int, columns: range) -> None:
        """Put a cell into each column it covers."""
        for column in columns:
            own = origin or ((row, columns[0]) if column > columns[0] else None)
            self.grid.put(row, column, text, own)

    def _content(
        self, cell: ET.Element, properties: ET.Element | None, row: int, column: int
    ) -> tuple[str, tuple[int, int] | None]:
        """Return the text of a cell, or of the cell it continues, and where that one begins."""
        if _child(properties, "cellDel") is not None:
            self.grid.note(texts.ANNEX_DELETED, row, column)
            return "", None
        for name, origin in (
            ("vMerge", self.open.get(column)),
            ("hMerge", self._left(row, column)),
        ):
            merge = _child(properties, name)
            if merge is not None and _attribute(merge, "val") != "restart" and origin:
                return self.grid.cells[origin][0], origin
        return self._text(cell, row, column), None

    def _left(self, row: int, column: int) -> tuple[int, int] | None:
        """Return where the cell on the left begins."""
        held = self.grid.cells.get((row, column - 1))
        return None if held is None else held[1] or (row, column - 1)

    def _text(self, cell: ET.Element, row: int, column: int) -> str:
        """Return the text of a cell; tables inside it are not read."""
        parts = []
        for block in _flat(cell, {"p", "tbl"}):
            if _local(block) == "tbl":
                self.grid.note(texts.ANNEX_NESTED, row, column)
                continue
            text, notes = _paragraph(block)
            for note in notes:
                self.grid.note(note, row, column)
            number = _attribute(_child(block, "pPr", "numPr", "numId"), "val")
            if number not in (None, "0") and not text.strip():
                self.grid.note(texts.ANNEX_AUTO_NUMBER, row, column)
            parts.append(text)
        return tidy("\n".join(parts))


def _whole(element: ET.Element | None) -> int:
    """Return the whole number an element holds, 0 for none."""
    value = _attribute(element, "val") or ""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 6 else 0


def _paragraph(paragraph: ET.Element) -> tuple[str, list[str]]:
    """Return the text of a paragraph without what was deleted, and what was noticed."""
    parts: list[str] = []
    notes: list[str] = []
    waiting = [paragraph]
    while waiting:
        element = waiting.pop()
        name = _local(element)
        if name in ("del", "moveFrom") and any(_local(one) == "delText" for one in element.iter()):
            notes.append(texts.ANNEX_DELETED)
        if name == "r":
            text, noticed = _run(element)
            parts.append(text)
            notes += noticed
        elif name not in _LEFT_OUT:
            waiting.extend(reversed(element))
    return "".join(parts), notes


def _run(run: ET.Element) -> tuple[str, list[str]]:
    """Return the text of a run: a stretch of one format."""
    parts: list[str] = []
    waiting = list(reversed(run))
    while waiting:
        element = waiting.pop()
        name = _local(element)
        if name == "t":
            parts.append(_from_symbols(element.text or ""))
        elif name == "sym":
            parts.append(_symbol(_attribute(element, "char") or ""))
        elif name in _BREAKS:
            parts.append(_BREAKS[name])
        elif name not in _LEFT_OUT:
            waiting.extend(reversed(element))
    return _formatted(run, "".join(parts))


def _formatted(run: ET.Element, text: str) -> tuple[str, list[str]]:
    """Return the text as its format makes it read: an underlined > is ≥."""
    notes = []
    properties = _child(run, "rPr")
    underline = _attribute(_child(properties, "u"), "val")
    if text.strip() in _UNDERLINED and underline not in (None, "none"):
        text = text.replace(text.strip(), _UNDERLINED[text.strip()])
        notes.append(texts.ANNEX_UNDERLINED)
    font = _attribute(_child(properties, "rFonts"), "ascii") or ""
    if font.lower() == "symbol":
        text = "".join(_SYMBOL_FONT.get(ord(one), one) for one in text)
    if text.strip() and _is_old_font(font):
        notes.append(texts.ANNEX_OLD_FONT)
    return text, notes


def _is_old_font(name: str) -> bool:
    """Say whether a font has Vietnamese letters in the places of others."""
    return name.lower().startswith(_OLD_FONTS)


def _symbol(code: str) -> str:
    """Return the character of the font Symbol with that hexadecimal code; "" for one unknown."""
    if not re.fullmatch(r"[0-9A-Fa-f]{1,4}", code):
        return ""
    return _SYMBOL_FONT.get(int(code, 16) & 0xFF, "")


def _from_symbols(text: str) -> str:
    """Return a text with characters of the font Symbol as the ones they show."""
    return re.sub("[\uf000-\uf0ff]", lambda found: _symbol(f"{ord(found[0]):x}") or " ", text)


# --- Excel ---


def _sheets(archive: zipfile.ZipFile, data: bytes, path: Path) -> tuple[AnnexTable, ...]:
    """Return the sheets of a workbook that hold anything."""
    uncalculated = check_sheets(archive, path)
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl cannot keep does not matter: only texts do
        book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        try:
            found = [_sheet(sheet) for sheet in book.worksheets[:MOST_TABLES]]
        finally:
            book.close()
    tables = [table for table in found if table.rows]
    if uncalculated and tables:
        note = Problem(tables[0].name, texts.ANNEX_NOT_CALCULATED)
        first = tables[0]
        tables[0] = AnnexTable(first.name, first.rows, first.title, (*first.notes, note))
    return tuple(tables)


def _sheet(sheet: Any) -> AnnexTable:
    """Return one sheet as a grid."""
    grid = _Grid(texts.ANNEX_SHEET.format(name=sheet.title))
    last_row, last_column = min(sheet.max_row, MOST_ROWS), min(sheet.max_column, MOST_COLUMNS)
    if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
        _note_cut(sheet, grid)
    for row in sheet.iter_rows(max_row=last_row, max_col=last_column):
        for cell in row:
            text = cell_text(cell.value, cell.number_format)
            if text:
                grid.put(cell.row, cell.column, text)
                if _is_old_font(cell.font.name or ""):
                    grid.note(texts.ANNEX_OLD_FONT, cell.row, cell.column)
    for merged in sheet.merged_cells.ranges:
        _merge(grid, merged.bounds)
    _note_hidden(sheet, grid)
    return grid.table()


def _note_cut(sheet: Any, grid: _Grid) -> None:
    """Note that filled cells lie outside what is read (formatted empty ones do not count)."""
    held = sheet._cells.items()  # going through rows would make every place between them
    outside = (cell for (row, column), cell in held if row > MOST_ROWS or column > MOST_COLUMNS)
    if any(cell.value is not None for cell in outside):
        grid.note(texts.ANNEX_CUT.format(rows=MOST_ROWS, columns=MOST_COLUMNS))


def _note_hidden(sheet: Any, grid: _Grid) -> None:
    """Note hidden sheets, rows and columns: they are read like the others."""
    if sheet.sheet_state != "visible":
        grid.note(texts.ANNEX_HIDDEN_SHEET)
    dimensions = (*sheet.row_dimensions.values(), *sheet.column_dimensions.values())
    if any(one.hidden for one in dimensions):
        grid.note(texts.ANNEX_HIDDEN)


def _merge(grid: _Grid, bounds: tuple[int, int, int, int]) -> None:
    """Give each place of a merged range the text of its first."""
    left, top, right, bottom = bounds
    text = grid.cells.get((top, left), ("", None))[0]
    for row in range(top, min(bottom, MOST_ROWS) + 1):
        for column in range(left, min(right, MOST_COLUMNS) + 1):
            if (row, column) != (top, left):
                grid.put(row, column, text, (top, left))
