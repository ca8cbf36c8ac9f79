"""A superior's own workbook, filled cell by cell with everything else of it left as it is.

A library that reads a workbook and writes it again drops what it does not know (drawings, controls,
printer settings). So only the cells asked for are changed, in the XML of their sheet; formulas are
never overwritten, and Excel is told to calculate anew when it opens the file.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from ntm_desktop import texts
from ntm_desktop.domain.superior_forms import CellPlace, SheetLayout
from ntm_desktop.errors import InputError
from ntm_desktop.exchange.office_files import (
    broken,
    check_sheets,
    file_bytes,
    open_archive,
    read_part,
    translated,
)
from ntm_desktop.exchange.sheet_looks import (
    boundaries,
    column_number,
    is_within,
    sheet_layout,
    summed_ranges,
)
from ntm_desktop.whole_files import write_whole

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BEFORE_CALC = ("workbook", "sheets", "functionGroups", "externalReferences", "definedNames")
_RATE_FORMATS = {"9", "10"}
_UNSEEN = {"hidden", "veryHidden"}
_OFF = {"0", "false"}
_SIDES = {"center", "right", "left"}
CellValue = str | Decimal


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell as the form has it: its text, whether a formula stands there, how it looks.

    `align` is "left", "center", "right", or "" where the form leaves it to the kind of value;
    `formula` is "" also where a formula is shared with another cell.
    """

    place: CellPlace
    text: str
    has_formula: bool
    align: str = ""
    is_bold: bool = False
    formula: str = ""


class FormWorkbook:
    """A blank form in memory: look at its cells, set some, save a copy."""

    def __init__(self, path: Path) -> None:
        """Read a form; raise `InputError`/`NotFoundError` for what is no sound workbook."""
        self.path = path
        data = file_bytes(path)
        if path.suffix.lower() not in (".xlsx", ".xlsm"):
            raise InputError(
                texts.FORM_NOT_BOOK.format(file=path.name), hint=texts.FORM_NOT_BOOK_HINT
            )
        self._archive = open_archive(data, path)
        self._parts: dict[str, Any] = {}
        self._files = translated(path, self._sheet_files)
        translated(path, lambda: check_sheets(self._archive, path))
        self._shared = translated(path, self._shared_texts)
        self._rates = translated(path, self._rate_styles)
        self._looks = translated(path, self._style_looks)

    @property
    def sheets(self) -> tuple[str, ...]:
        """Return the names of the sheets in their order."""
        return tuple(self._files)

    @property
    def hidden(self) -> frozenset[str]:
        """Return the names of the sheets that Excel does not show."""
        sheets = self._read("xl/workbook.xml").iter(f"{_MAIN}sheet")
        return frozenset(
            one.get("name") for one in sheets if one.get("state", "visible") in _UNSEEN
        )

    def cells(self, sheet: str) -> tuple[FormCell, ...]:
        """Return the cells of a sheet that hold something, by row."""
        root = self._sheet(sheet)
        found = (cell for cell in root.iter(f"{_MAIN}c") if len(cell))
        return tuple(self._form_cell(sheet, cell) for cell in found)

    def _form_cell(self, sheet: str, cell: Any) -> FormCell:
        """Return a cell as the form has it."""
        align, is_bold = self._looks.get(cell.get("s", "0"), ("", False))
        found = cell.find(f"{_MAIN}f")
        formula = "" if found is None else (found.text or "")
        place, text = _place(sheet, cell), self._text(cell)
        return FormCell(place, text, found is not None, align, is_bold, formula)

    def layout(self, sheet: str) -> SheetLayout:
        """Return how a sheet looks: merged cells, widths of columns, heights of rows."""
        return translated(self.path, lambda: sheet_layout(self._sheet(sheet)))

    def problem(self, place: CellPlace) -> str:
        """Return why a cell cannot be filled in, "" where it can."""
        if place.sheet not in self._files:
            sheets = ", ".join(self.sheets)
            return texts.FORM_NO_SHEET.format(sheet=place.sheet, sheets=sheets)
        cell = _find(self._sheet(place.sheet), place)
        if cell is not None and cell.find(f"{_MAIN}f") is not None:
            return texts.FORM_FORMULA.format(cell=place)
        first = self._merged_first(place)
        return texts.FORM_MERGED.format(cell=place, first=first) if first else ""

    def is_added_up(self, place: CellPlace) -> bool:
        """Say whether a sum on the same sheet counts a cell: text there would count as nothing."""
        return any(
            is_within(place.row, column_number(place.column), one)
            for one in summed_ranges(self._sheet(place.sheet))
        )

    def text(self, place: CellPlace) -> str:
        """Return what a cell shows, "" for an empty one."""
        cell = _find(self._sheet(place.sheet), place)
        return "" if cell is None else self._text(cell)

    def put(self, place: CellPlace, value: CellValue) -> None:
        """Set a cell that `problem` does not refuse, its format kept; a rate cell holds a share."""
        cell = _made(self._sheet(place.sheet), place)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if isinstance(value, Decimal):
            is_rate = cell.get("s") in self._rates
            _add(cell, "v").text = f"{value / 100 if is_rate else value:f}"
            return
        cell.set("t", "inlineStr")
        inner = _add(_add(cell, "is"), "t")
        inner.text = value
        inner.set(_XML_SPACE, "preserve")

    def save(self, path: Path) -> None:
        """Write the filled copy beside its place and rename it; raise `DataFileError`."""
        self._calculate_on_opening()
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as out:
            for member in self._archive.infolist():
                part = self._parts.get(member.filename)
                same = part is None
                out.writestr(member, self._archive.read(member) if same else _xml(part))
        write_whole(content.getvalue(), path)

    def _part(self, name: str) -> Any:
        """Return the tree of a part, which `save` writes back."""
        if name not in self._parts:
            self._parts[name] = self._read(name)
            _number_cells(self._parts[name])
        return self._parts[name]

    def _read(self, name: str) -> Any:
        """Return the tree of a part; the parser loads nothing from outside the file."""
        from docx.oxml import parse_xml

        return parse_xml(read_part(self._archive, name, self.path))

    def _sheet(self, sheet: str) -> Any:
        return translated(self.path, lambda: self._part(self._files[sheet]))

    def _sheet_files(self) -> Mapping[str, str]:
        """Return the part of each sheet by the sheet's name."""
        relations = self._read("xl/_rels/workbook.xml.rels")
        targets = {one.get("Id"): one.get("Target") for one in relations}
        sheets = self._read("xl/workbook.xml").iter(f"{_MAIN}sheet")
        names = {one.get("name"): targets[one.get(_RELATION)] for one in sheets}
        found = {name: _member(target) for name, target in names.items()}
        if not found:
            raise broken(self.path)
        return {name: target for name, target in found.items() if "/worksheets/" in target}

    def _shared_texts(self) -> list[str]:
        """Return the texts that cells share."""
        if "xl/sharedStrings.xml" not in self._archive.namelist():
            return []
        items = self._read("xl/sharedStrings.xml").iter(f"{_MAIN}si")
        return ["".join(part.text or "" for part in item.iter(f"{_MAIN}t")) for item in items]

    def _rate_styles(self) -> set[str]:
        """Return the styles that show a share as a percentage."""
        if "xl/styles.xml" not in self._archive.namelist():
            return set()
        styles = self._read("xl/styles.xml")
        own = {
            one.get("numFmtId")
            for one in styles.iter(f"{_MAIN}numFmt")
            if "%" in re.sub(r'"[^"]*"', "", one.get("formatCode") or "")
        }
        cells = styles.find(f"{_MAIN}cellXfs")
        rates = own | _RATE_FORMATS
        listed = [] if cells is None else list(cells)
        return {str(at) for at, one in enumerate(listed) if one.get("numFmtId") in rates}

    def _style_looks(self) -> Mapping[str, tuple[str, bool]]:
        """Return by style how its cells are set: the side text stands at, whether it is bold."""
        if "xl/styles.xml" not in self._archive.namelist():
            return {}
        styles = self._read("xl/styles.xml")
        fonts, cells = styles.find(f"{_MAIN}fonts"), styles.find(f"{_MAIN}cellXfs")
        bold = {
            str(at)
            for at, font in enumerate([] if fonts is None else fonts)
            if (found := font.find(f"{_MAIN}b")) is not None and found.get("val") not in _OFF
        }
        return {
            str(at): (_alignment(one), one.get("fontId") in bold)
            for at, one in enumerate([] if cells is None else cells)
        }

    def _text(self, cell: Any) -> str:
        """Return what a cell holds as text."""
        if cell.get("t") == "inlineStr":
            return "".join(part.text or "" for part in cell.iter(f"{_MAIN}t"))
        value = cell.findtext(f"{_MAIN}v") or ""
        if cell.get("t") != "s":
            return str(value)
        return self._shared[int(value)] if int(value) < len(self._shared) else ""

    def _merged_first(self, place: CellPlace) -> str:
        """Return the first cell of the merged range in which a cell hides, "" for none."""
        column = column_number(place.column)
        for merged in self._sheet(place.sheet).iter(f"{_MAIN}mergeCell"):
            reference = merged.get("ref") or "A1"
            left, top, *_ = around = boundaries(reference)
            if is_within(place.row, column, around) and (column, place.row) != (left, top):
                return str(reference.partition(":")[0])
        return ""

    def _calculate_on_opening(self) -> None:
        """Ask Excel to calculate every formula anew: what they add up has changed."""
        book = self._part("xl/workbook.xml")
        calc = book.find(f"{_MAIN}calcPr")
        if calc is None:
            calc = book.makeelement(f"{_MAIN}calcPr")
            before = [one for one in book if _local(one) in _BEFORE_CALC]
            before[-1].addnext(calc)
        calc.set("fullCalcOnLoad", "1")


def _alignment(style: Any) -> str:
    """Return at which side the text of a style stands, "" where the style does not say."""
    found = style.find(f"{_MAIN}alignment")
    side = "" if found is None else found.get("horizontal", "")
    side = "center" if side == "centerContinuous" else side
    return side if side in _SIDES else ""


def _member(target: str) -> str:
    """Return the name of a part from the target of a relation."""
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _xml(tree: Any) -> bytes:
    """Return a part as it is written."""
    from docx.opc.oxml import serialize_part_xml

    return serialize_part_xml(tree)


def _place(sheet: str, cell: Any) -> CellPlace:
    """Return the place of a cell from its reference."""
    reference = cell.get("r")
    column = _letters(reference)
    return CellPlace(sheet, int(reference[len(column) :]), column)


def _column_name(number: int) -> str:
    """Return "A" for 1, "AA" for 27."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _number_cells(root: Any) -> None:
    """Write down the reference of each row and cell that leaves it to its position."""
    row_number = 0
    for row in root.iter(f"{_MAIN}row"):
        row_number = int(row.get("r") or row_number + 1)
        row.set("r", str(row_number))
        column = 0
        for cell in row.iter(f"{_MAIN}c"):
            reference = cell.get("r")
            column = column_number(_letters(reference)) if reference else column + 1
            cell.set("r", f"{_column_name(column)}{row_number}")


def _letters(reference: str) -> str:
    return reference.rstrip("0123456789")


def _find(root: Any, place: CellPlace) -> Any:
    """Return a cell of a sheet, None where the sheet has nothing there."""
    row = _row(root, place.row)
    cells: Iterable[Any] = () if row is None else row
    return next((one for one in cells if one.get("r") == place.reference), None)


def _row(root: Any, number: int) -> Any:
    rows = root.find(f"{_MAIN}sheetData")
    return next((one for one in rows if one.get("r") == str(number)), None)


def _made(root: Any, place: CellPlace) -> Any:
    """Return a cell of a sheet, put in its place in the order of rows and columns if missing."""
    found = _find(root, place)
    if found is not None:
        return found
    row = _row(root, place.row)
    if row is None:
        rows = root.find(f"{_MAIN}sheetData")
        at = sum(int(one.get("r")) < place.row for one in rows)
        row = _inserted(rows, "row", at, str(place.row))
    wanted = column_number(place.column)
    at = sum(column_number(_letters(one.get("r"))) < wanted for one in row)
    return _inserted(row, "c", at, place.reference)


def _inserted(parent: Any, tag: str, at: int, reference: str) -> Any:
    """Return a new row or cell at a place among its neighbours."""
    made = parent.makeelement(f"{_MAIN}{tag}")
    made.set("r", reference)
    parent.insert(at, made)
    return made


def _add(parent: Any, tag: str) -> Any:
    made = parent.makeelement(f"{_MAIN}{tag}")
    parent.append(made)
    return made
