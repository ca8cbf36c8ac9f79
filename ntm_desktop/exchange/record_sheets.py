"""Records as plain sheets: one an entity, the declared columns, a hidden column with the keys.

Only cells cross this border: what they mean is the service's matter. A file that comes back is
opened with the limits of `office_files`; formulas are never calculated and never written.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ntm_desktop import texts
from ntm_desktop.domain.entity import Entity, Field, Kind, decimal_text
from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.errors import InputError
from ntm_desktop.exchange.office_files import (
    FILE_BYTES,
    MOST_CELLS,
    check_sheets,
    file_bytes,
    open_archive,
    too_large,
    translated,
)
from ntm_desktop.whole_files import write_whole

Cell = None | bool | int | Decimal | str | datetime.date

MARK = "NTM"
VERSION = 1
KEY_COLUMN, FIRST_COLUMN, FIRST_ROW = 1, 2, 2
CODE_FIELD = "indicator"
MOST_TEXT = 32_000  # Excel holds 32 767 characters in a cell
MOST_ROWS = 50_000
MOST_COLUMNS = 400
HEAD_ROWS = 20  # where a foreign sheet may have its head
_FIRST_DATE = datetime.date(1900, 3, 1)  # before it Excel counts a day that never was
_DIGITS = 15  # so many significant digits a cell keeps
_ONLY_TO_READ = (texts.DISAGREED_COLUMN, texts.INDICATOR_NAME_COLUMN)
_FONT = "Times New Roman"
_SHADE = PatternFill("solid", fgColor="E8ECEF")
_DISAGREED = PatternFill("solid", fgColor="FFF3DC")
_CODED = re.compile("_x([0-9A-Fa-f]{4})_")
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_UNIT_IN_HEAD = re.compile(
    r"(.+?)[ ,:(\[]+(?:(?:dvt|don vi|don vi tinh) ?:? ?)?"
    r"(dong|nghin dong|ngan dong|trieu dong|ty dong|ti dong|trieu|ty|trd|tr\.d)[)\]]?"
)
_POWERS = {"dong": 0, "nghin dong": 3, "ngan dong": 3, "ty dong": 9, "ti dong": 9, "ty": 9}
_MILLION = 6


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record as its sheet shows it: key and one cell a field, and the fields not agreed.

    `named` is the name of the indicator whose code the record holds; it stands beside the code.
    """

    key: str
    cells: Mapping[str, Cell]
    disagreed: frozenset[str] = frozenset()
    named: str = ""


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell that came back: where it stands, its value, and why it cannot be read ("" if it can).

    `rule` and `fix` are ready to show.
    """

    place: str
    value: Cell
    rule: str = ""
    fix: str = ""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row that came back; `cells` by field name, only the columns that were there."""

    number: int
    key: ReadCell
    cells: Mapping[str, ReadCell]


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet that came back: rows with something in them, and heads that are no field of ours.

    `powers` holds, of fields of money whose head names a unit, its power of ten (triệu đồng: 6).
    """

    name: str
    rows: tuple[ReadRow, ...]
    ignored: tuple[str, ...]
    powers: Mapping[str, int] = field(default_factory=dict)


# --- writing ---


def write_sheets(
    sheets: Sequence[tuple[Entity, Sequence[RecordRow]]], path: Path, owner: str
) -> None:
    """Write one sheet an entity beside the target, then rename; raise `DataFileError`.

    Raises `InputError` for more than Excel, or we ourselves, could read back.
    """
    cells = sum(
        1 + sum(one not in (None, "") for one in row.cells.values())
        for _, rows in sheets
        for row in rows
    )
    heads = sum(1 + len(found.fields) for found, _ in sheets)
    if cells + heads > MOST_CELLS or any(len(rows) > MOST_ROWS for _, rows in sheets):
        raise InputError(texts.SHEETS_TOO_MANY, hint=texts.SHEETS_TOO_MANY_HINT)
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = ""
    names: set[str] = set()
    for found, rows in sheets:
        name = _sheet_name(found, names)
        names.add(name.lower())
        _fill(book.create_sheet(name), found, rows, owner)
    content = io.BytesIO()
    book.save(content)
    write_whole(content.getvalue(), path)


def _sheet_name(found: Entity, taken: set[str]) -> str:
    """Return a name that Excel takes and no other sheet has."""
    plain = " ".join(_NOT_IN_NAMES.sub(" ", found.plural).split())[:31].strip()
    return plain if plain.lower() not in taken else found.name[:31]


def _fill(sheet: Any, found: Entity, rows: Sequence[RecordRow], owner: str) -> None:
    """Write head, rows and what helps to fill them in."""
    _put(sheet, 1, KEY_COLUMN, f"{MARK}:{found.name}:{VERSION}:{owner}")
    columns = list(enumerate(found.fields.values(), start=FIRST_COLUMN))
    if any(row.named for row in rows):
        columns = _put_names(sheet, columns, rows)
    for column, declared in columns:
        cell = _put(sheet, 1, column, head_of(declared))
        cell.font, cell.fill = Font(name=_FONT, size=12, bold=True), _SHADE
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        _set_up_column(sheet, column, declared, len(rows))
    for number, row in enumerate(rows, start=FIRST_ROW):
        _put(sheet, number, KEY_COLUMN, row.key)
        for column, declared in columns:
            value = row.cells.get(declared.name)
            if value is not None and value != "":
                _put(sheet, number, column, value)
            if declared.name in row.disagreed:
                _mark_disagreed(sheet.cell(number, column))
    _put_disagreed(sheet, found, rows, columns[-1][0] + 1)
    sheet.column_dimensions["A"].hidden = True
    sheet.freeze_panes = sheet.cell(FIRST_ROW, FIRST_COLUMN)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _mark_disagreed(cell: Any) -> None:
    """Say at a cell that two offices set it differently."""
    cell.fill = _DISAGREED
    cell.comment = Comment(texts.DISAGREED_CELL, "", width=280, height=70)


def _put_names(
    sheet: Any, columns: Sequence[tuple[int, Field]], rows: Sequence[RecordRow]
) -> list[tuple[int, Field]]:
    """Name the indicators in a column behind their codes, which is never read back.

    Return the other columns with the place each has now.
    """
    place = next(column for column, declared in columns if declared.name == CODE_FIELD) + 1
    head = _put(sheet, 1, place, texts.INDICATOR_NAME_COLUMN)
    head.font, head.fill = Font(name=_FONT, size=12, bold=True), _SHADE
    sheet.column_dimensions[get_column_letter(place)].width = 48
    for number, row in enumerate(rows, start=FIRST_ROW):
        if row.named:
            _put(sheet, number, place, row.named)
    return [(column + (column >= place), declared) for column, declared in columns]


def _put_disagreed(sheet: Any, found: Entity, rows: Sequence[RecordRow], column: int) -> None:
    """Name the fields that are not agreed in a column of its own, which is never read back."""
    if not any(row.disagreed for row in rows):
        return
    head = _put(sheet, 1, column, texts.DISAGREED_COLUMN)
    head.font, head.fill = Font(name=_FONT, size=12, bold=True), _DISAGREED
    sheet.column_dimensions[get_column_letter(column)].width = 36
    for number, row in enumerate(rows, start=FIRST_ROW):
        if row.disagreed:
            names = [one.label for name, one in found.fields.items() if name in row.disagreed]
            told = ", ".join(names) or texts.CONFLICT_DELETE_EDIT
            _put(sheet, number, column, told).fill = _DISAGREED


def head_of(declared: Field) -> str:
    """Return the head of a column; that of an amount names its unit: "Số tiền (đồng)"."""
    if declared.kind is not Kind.MONEY:
        return declared.label
    return f"{declared.label} ({texts.MONEY_UNIT_NAMES['dong']})"


def _set_up_column(sheet: Any, column: int, field: Field, rows: int) -> None:
    """Give a column its width, format and the words it takes."""
    letter = get_column_letter(column)
    shape = sheet.column_dimensions[letter]
    is_long = field.kind in (Kind.LONG_TEXT, Kind.REFERENCES)
    shape.width = 48 if is_long else 30 if field.kind in (Kind.TEXT, Kind.REFERENCE) else 18
    shape.hidden = field.hidden and field.kind not in (Kind.REFERENCE, Kind.REFERENCES)
    shape.number_format = "dd/mm/yyyy" if field.kind is Kind.DATE else "General"
    words = tuple(field.choices.values())
    if field.kind is Kind.BOOLEAN:
        words = (texts.BOOLEAN_YES, texts.BOOLEAN_NO)
    joined = ",".join(words)
    if words and len(joined) <= 250 and not any("," in one or '"' in one for one in words):
        rule = DataValidation("list", f'"{joined}"', allow_blank=True)
        sheet.add_data_validation(rule)
        rule.add(f"{letter}{FIRST_ROW}:{letter}{FIRST_ROW + rows + 500}")


def _put(sheet: Any, row: int, column: int, value: Cell) -> Any:
    """Write a cell; a text stays a text whatever it begins with (=, +, -, @)."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = _encoded(value)
        cell.data_type = "s"
        cell.number_format = "@"
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    else:
        cell.value = value
        if isinstance(value, datetime.date):
            cell.number_format = "dd/mm/yyyy"
    return cell


def _encoded(text: str) -> str:
    """Return a text as a workbook holds it: what XML cannot carry is coded as Excel codes it."""
    text = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
    return _NOT_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def _decoded(text: str) -> str:
    """Return a text as it was before it was coded."""
    plain = _CODED.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.replace("\r\n", "\n").replace("\r", "\n")


def cell_of_number(number: Decimal) -> Decimal | str:
    """Return a number as a cell keeps it exactly: a number, or a text where it has many digits."""
    digits = len(number.normalize().as_tuple().digits)
    return number if digits <= _DIGITS else decimal_text(number).replace(".", ",")


def cell_of_date(day: datetime.date) -> datetime.date | str:
    """Return a date as a cell keeps it: Excel knows none before March 1900."""
    return day if day >= _FIRST_DATE else day.isoformat()


def cell_of_text(text: str) -> str:
    """Return a text as a cell keeps it; in place of one too long stands a note to leave it."""
    return text if len(_encoded(text)) <= MOST_TEXT else texts.SHEETS_TEXT_KEPT


def plain_text(value: Cell) -> str:
    """Return what two cells are compared by: the same value has one text, however it is held."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return texts.BOOLEAN_YES if value else texts.BOOLEAN_NO
    if isinstance(value, int | Decimal):
        return decimal_text(Decimal(value))
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


# --- reading ---


def read_sheet(path: Path, found: Entity) -> ReadSheet:
    """Return the rows of the sheet of one entity, of an .xlsx or a .csv.

    Our own sheets are known by their hidden column, others by heads that are labels or names of
    fields. Raises `NotFoundError`, `InputError` where the file or its sheet cannot be read.
    """
    if path.suffix.lower() == ".csv":
        return _read_csv(path, found)
    data = file_bytes(path)
    archive = open_archive(data, path)
    if "xl/workbook.xml" not in archive.namelist():
        raise InputError(texts.BOOK_KIND.format(path=path), hint=texts.BOOK_KIND_HINT)
    return translated(path, lambda: _read_book(archive, data, path, found))


def _read_book(archive: Any, data: bytes, path: Path, found: Entity) -> ReadSheet:
    """Return the sheet of an entity, its size known to be bounded."""
    check_sheets(archive, path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl cannot keep does not matter: only cells do
        book = load_workbook(io.BytesIO(data), keep_links=False)
    try:
        grids = [(sheet.title, _grid(sheet, path)) for sheet in book.worksheets]
    finally:
        book.close()
    return _chosen(grids, path, found)


_Grid = dict[int, dict[int, ReadCell]]


def _grid(sheet: Any, path: Path) -> _Grid:
    """Return the filled cells of a sheet by row and column."""
    grid: _Grid = {}
    for (row, column), cell in sheet._cells.items():
        if cell.value is None or column > MOST_COLUMNS:
            continue
        grid.setdefault(row, {})[column] = _read_cell(cell)
    if len(grid) > MOST_ROWS + HEAD_ROWS:
        raise too_large(path)
    for merged in sheet.merged_cells.ranges:
        left, top, right, bottom = merged.bounds
        for row in range(top, min(bottom, top + MOST_ROWS) + 1):
            for column in range(left, min(right, MOST_COLUMNS) + 1):
                _note_merged(grid, row, column)
    return grid


def _note_merged(grid: _Grid, row: int, column: int) -> None:
    """Mark a place of a merged range, so that what it hides is not taken for emptied."""
    held = grid.setdefault(row, {}).get(column)
    place = f"{get_column_letter(column)}{row}"
    value = held.value if held else None
    grid[row][column] = ReadCell(place, value, texts.CELL_MERGED, texts.CELL_MERGED_ROW_FIX)


def _read_cell(cell: Any) -> ReadCell:
    """Return a cell with its value, or why it cannot be read."""
    value, place = cell.value, cell.coordinate
    if cell.data_type == "f" or type(value).__name__ in ("ArrayFormula", "DataTableFormula"):
        shown = str(getattr(value, "text", value))
        return ReadCell(place, shown, texts.CELL_FORMULA, texts.CELL_FORMULA_FIX)
    if cell.data_type == "e":
        return ReadCell(place, str(value), texts.CELL_ERROR, texts.CELL_ERROR_FIX)
    if isinstance(value, datetime.datetime):
        whole = value.time() == datetime.time()
        return ReadCell(place, value.date() if whole else value.isoformat(" "))
    if isinstance(value, bool | int | datetime.date):
        return ReadCell(place, value)
    if isinstance(value, float):
        return ReadCell(place, _number(value, cell.number_format))
    return ReadCell(place, _decoded(str(value)))


def _number(value: float, number_format: str) -> Cell:
    """Return a number as it was typed; one shown as a percentage in percent."""
    number = Decimal(repr(value))
    if not number.is_finite():
        return str(value)
    return number * 100 if "%" in re.sub(r'"[^"]*"', "", number_format or "") else number


def _chosen(grids: Sequence[tuple[str, _Grid]], path: Path, found: Entity) -> ReadSheet:
    """Return the sheet that is marked as the entity's, else the first one with its heads."""
    marked = [(name, grid, mark) for name, grid in grids if (mark := _mark(grid)) is not None]
    own = [(name, grid) for name, grid, (entity, _) in marked if entity == found.name]
    if any(version > VERSION for _, _, (_, version) in marked):
        raise InputError(texts.SHEETS_NEWER.format(path=path), hint=texts.BOOK_NEWER_HINT)
    if own:
        return _rows(own[0][0], own[0][1], found, 1)
    if marked:
        held = ", ".join(name for name, _, _ in marked)
        message = texts.SHEETS_OTHER.format(path=path, wanted=found.plural, held=held)
        raise InputError(message, hint=texts.SHEETS_OTHER_HINT)
    for name, grid in grids:
        head = _head_row(grid, found)
        if head is not None:
            return _rows(name, grid, found, head)
    shown = ", ".join(head_of(one) for one in found.fields.values() if not one.hidden)
    message = texts.SHEETS_NO_HEAD.format(path=path, entity=found.plural)
    raise InputError(message, hint=texts.SHEETS_NO_HEAD_HINT.format(labels=shown))


def _mark(grid: _Grid) -> tuple[str, int] | None:
    """Return the entity and version the hidden column names, None where there is no mark."""
    cell = grid.get(1, {}).get(KEY_COLUMN)
    parts = str(cell.value).split(":") if cell else []
    if len(parts) < 3 or parts[0] != MARK or not parts[2].isdecimal():
        return None
    return parts[1], int(parts[2][:6])


def _head_row(grid: _Grid, found: Entity) -> int | None:
    """Return the row with the most heads that are fields, among the first; None for none."""
    known = _heads(found)
    scores = {
        row: len({_head(known, cell.value, found)[0] for cell in cells.values()} - {None})
        for row, cells in grid.items()
        if row <= HEAD_ROWS
    }
    best = max(scores, key=lambda row: (scores[row], -row), default=None)
    return best if best is not None and scores[best] >= min(2, len(found.fields)) else None


def _heads(found: Entity) -> dict[str, str]:
    """Return what a head may say → the field it means."""
    named = {_plain_head(name): name for name in found.fields}
    return {**named, **{_plain_head(one.label): name for name, one in found.fields.items()}}


def _head(known: Mapping[str, str], value: Cell, found: Entity) -> tuple[str | None, int | None]:
    """Return the field a head means, and of an amount the power of ten of the unit it names."""
    plain = _plain_head(value)
    if plain in known:
        return known[plain], None
    parted = _UNIT_IN_HEAD.fullmatch(plain)
    name = known.get(parted[1].rstrip(" *:")) if parted else None
    if parted is None or name is None or found.fields[name].kind is not Kind.MONEY:
        return None, None
    return name, _POWERS.get(parted[2], _MILLION)


def _plain_head(value: Cell) -> str:
    """Return a head as it is compared: folded, on one line, without the mark of a required one."""
    return " ".join(fold(str(value or "")).split()).rstrip(" *:")


def _rows(name: str, grid: _Grid, found: Entity, head: int) -> ReadSheet:
    """Return the rows under a head."""
    known = _heads(found)
    is_ours = head == 1 and _mark(grid) is not None
    columns: dict[int, str] = {}
    powers: dict[str, int] = {}
    ignored: list[str] = []
    for column, cell in sorted(grid.get(head, {}).items()):
        if is_ours and (column == KEY_COLUMN or cell.value in _ONLY_TO_READ):
            continue
        meant, power = _head(known, cell.value, found)
        if meant is None or meant in columns.values():
            ignored.append(" ".join(str(cell.value).split())[:60])
            continue
        columns[column] = meant
        if power is not None:
            powers[meant] = power
    rows: list[ReadRow] = []
    for number in sorted(one for one in grid if one > head):
        cells = grid[number]
        key = cells.get(KEY_COLUMN) if is_ours else None
        read = {
            meant: cells.get(column) or ReadCell(f"{get_column_letter(column)}{number}", None)
            for column, meant in columns.items()
        }
        is_filled = any(plain_text(one.value).strip() or one.rule for one in read.values())
        if is_filled or (key is not None and plain_text(key.value).strip()):
            rows.append(ReadRow(number, key or ReadCell(f"A{number}", None), read))
    return ReadSheet(name, tuple(rows), tuple(ignored), powers)


def _read_csv(path: Path, found: Entity) -> ReadSheet:
    """Return the rows of a .csv in UTF-8 whose first lines hold the heads."""
    grid: _Grid = {}
    for number, cells in enumerate(_csv_lines(path), start=1):
        if number > MOST_ROWS + HEAD_ROWS:
            raise too_large(path)
        grid[number] = {
            column: ReadCell(f"{get_column_letter(column)}{number}", _decoded(text))
            for column, text in enumerate(cells[:MOST_COLUMNS], start=1)
            if text
        }
    return _chosen([(path.name, grid)], path, found)


def _csv_lines(path: Path) -> list[list[str]]:
    """Return the lines of a .csv; the sign between its cells is the commonest in the first line."""
    if path.is_file() and path.stat().st_size > FILE_BYTES:
        raise too_large(path)
    if not path.is_file():
        file_bytes(path)  # says that there is no such file
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            texts.CSV_NOT_UTF8.format(path=path), hint=texts.CSV_NOT_UTF8_HINT
        ) from error
    first = text.partition("\n")[0]
    sign = max(",;\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=sign))
    except csv.Error as error:
        raise InputError(
            texts.CSV_BROKEN.format(path=path), hint=texts.CSV_NOT_UTF8_HINT
        ) from error
