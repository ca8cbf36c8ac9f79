"""A funding form as a plain workbook: the form as printed, and the rows behind every amount."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from ntm_desktop import texts
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.entity import entity_named
from ntm_desktop.domain.funding_forms import FundingCell, FundingLine, FundingTable
from ntm_desktop.domain.ledger import MoneyRow
from ntm_desktop.domain.numbers import MoneyUnit, money_in_unit
from ntm_desktop.domain.works import MONEY_KINDS, SOURCE_NAMES
from ntm_desktop.whole_files import write_whole

_FONT = "Times New Roman"
_SHADE = PatternFill("solid", fgColor="E8ECEF")
_THIN = Side(style="thin", color="808080")
_EDGES = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_HEAD_ROW = 4  # the row of the heads over several columns; the heads lie below it


def write_workbook(
    table: FundingTable, path: Path, unit: MoneyUnit = "million", places: int | None = None
) -> None:
    """Write a form beside the target, then rename; raise `DataFileError`.

    Amounts are numbers in the unit of the form, exact or rounded half up to `places` decimals.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = texts.FUNDING_FORM_NAME.format(form=table.form)
    book.properties.creator = ""
    _write_head(sheet, table, unit)
    row = _HEAD_ROW + 2
    for line in _shown_lines(table):
        _write_line(sheet, row, line, unit, places, has_note=table.has_note_column)
        row += 1
    notes = (*table.notes, table.rounding_note(unit, places), *table.marks)
    for note in filter(None, notes):
        row += 1
        _put(sheet, row, 1, note, italic=True)
    _set_up_print(sheet, table)
    _write_behind(book.create_sheet(texts.FUNDING_BEHIND), table)
    content = io.BytesIO()
    book.save(content)
    write_whole(content.getvalue(), path)


def _shown_lines(table: FundingTable) -> Iterator[FundingLine]:
    """Yield the lines of the form, then what lies outside them and the total."""
    yield from table.lines
    yield from table.outside
    if table.total not in table.lines:
        yield table.total


def _write_head(sheet: Any, table: FundingTable, unit: MoneyUnit) -> None:
    """Write the name of the form, its title and unit, and two rows of column heads."""
    _put(sheet, 1, 1, texts.FUNDING_FORM_NAME.format(form=table.form), bold=True)
    _put(sheet, 2, 1, f"{table.title} – {table.period.label}", bold=True)
    _put(sheet, 3, 1, texts.FUNDING_UNIT.format(unit=texts.MONEY_UNIT_NAMES[unit]), italic=True)
    _merged_head(sheet, 1, texts.FUNDING_NUMBER)
    _merged_head(sheet, 2, table.head)
    last = 3 + len(table.columns)
    place = 3
    for group, columns in groupby(table.columns, key=lambda column: column.group):
        held = list(columns)
        if not group:
            for number, column in enumerate(held):
                _merged_head(sheet, place + number, column.title)
        else:
            _head(sheet, _HEAD_ROW, place, group)
            sheet.merge_cells(
                start_row=_HEAD_ROW,
                end_row=_HEAD_ROW,
                start_column=place,
                end_column=place + len(held) - 1,
            )
            for number, column in enumerate(held):
                _head(sheet, _HEAD_ROW + 1, place + number, column.title)
        place += len(held)
    if table.has_note_column:
        _merged_head(sheet, last, texts.FUNDING_NOTE)


def _merged_head(sheet: Any, column: int, text: str) -> None:
    """Write a head over both rows."""
    _head(sheet, _HEAD_ROW, column, text)
    _head(sheet, _HEAD_ROW + 1, column, "")
    sheet.merge_cells(
        start_row=_HEAD_ROW, end_row=_HEAD_ROW + 1, start_column=column, end_column=column
    )


def _head(sheet: Any, row: int, column: int, text: str) -> None:
    """Write one column head."""
    cell = _put(sheet, row, column, text, bold=True)
    cell.fill, cell.border = _SHADE, _EDGES
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _write_line(
    sheet: Any,
    row: int,
    line: FundingLine,
    unit: MoneyUnit,
    places: int | None,
    *,
    has_note: bool,
) -> None:
    """Write one line of the form."""
    is_bold = line.depth < 2
    for column, text in ((1, line.number), (2, line.name)):
        cell = _put(sheet, row, column, text, bold=is_bold)
        cell.border = _EDGES
        cell.alignment = Alignment(
            horizontal="center" if column == 1 else "left", vertical="top", wrap_text=column == 2
        )
    for column, held in enumerate(line.cells, 3):
        number = _number(held, unit, places)
        cell = _put(sheet, row, column, number, bold=is_bold)
        cell.border, cell.number_format = _EDGES, _number_format(number, places)
    if has_note:
        _put(sheet, row, 3 + len(line.cells), line.note).border = _EDGES


def _number(cell: FundingCell, unit: MoneyUnit, places: int | None) -> Any:
    """Return an amount as Excel keeps it, None for nothing entered."""
    if cell.amount is None:
        return None
    number = money_in_unit(cell.amount, unit)
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return int(number) if number == number.to_integral_value() else number


def _number_format(number: Any, places: int | None) -> str:
    """Return the number format of an amount: thousands grouped, the decimals that are needed."""
    if places is None:
        return "#,##0" if number is None or isinstance(number, int) else "#,##0.#########"
    return "#,##0" + ("." + "0" * places if places > 0 else "")


def _write_behind(sheet: Any, table: FundingTable) -> None:
    """Write which records are behind every amount; a sum of lines leaves them to its lines."""
    for at, text in enumerate(texts.FUNDING_BEHIND_HEADS, 1):
        _put(sheet, 1, at, text, bold=True).fill = _SHADE
    for row, values in enumerate(_behind(table), 2):
        for at, value in enumerate(values, 1):
            _put(sheet, row, at, value)
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGH", (52, 16, 26, 40, 12, 14, 12, 20), strict=True):
        sheet.column_dimensions[letter].width = width


def _behind(table: FundingTable) -> Iterator[tuple[Any, ...]]:
    """Yield the name of every cell with each of its records."""
    for line in _shown_lines(table):
        below = _below(table, line)
        for place, (column, cell) in enumerate(zip(table.columns, line.cells, strict=True)):
            named = {row.key for one in below for row in one.cells[place].rows}
            head = " – ".join(part for part in (line.name, column.group, column.title) if part)
            for row in cell.rows:
                if row.key not in named:
                    yield head, *_told(row)


def _below(table: FundingTable, line: FundingLine) -> tuple[FundingLine, ...]:
    """Return the lines that a line is the sum of."""
    if line is table.total:
        return tuple(one for one in (*table.lines, *table.outside) if one.depth)
    place = next((at for at, one in enumerate(table.lines) if one is line), None)
    if place is None:
        return ()
    found = []
    for one in table.lines[place + 1 :]:
        if one.depth <= line.depth:
            break
        found.append(one)
    return tuple(found)


def _told(row: MoneyRow) -> tuple[Any, ...]:
    """Return a row of the ledger as cells."""
    return (
        entity_named(row.entity).label,
        row.key,
        SOURCE_NAMES.get(row.source, row.source),
        row.plan_year,
        MONEY_KINDS.get(row.kind, row.kind),
        format_date(row.paid_on) if row.paid_on else "",
        row.amount,
    )


def _put(
    sheet: Any, row: int, column: int, value: Any, *, bold: bool = False, italic: bool = False
) -> Any:
    """Write a cell; text stays text, also where it begins like a formula."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = _CONTROL.sub("", value)
        cell.data_type = "s"
    else:
        cell.value = value
    cell.font = Font(name=_FONT, size=12, bold=bold, italic=italic)
    return cell


def _set_up_print(sheet: Any, table: FundingTable) -> None:
    """Print on landscape A4, as wide as the page, with the heads on every page."""
    sheet.column_dimensions["A"].width = 6
    sheet.column_dimensions["B"].width = 46
    for place in range(3, 4 + len(table.columns)):
        sheet.column_dimensions[get_column_letter(place)].width = 18
    sheet.freeze_panes = sheet.cell(_HEAD_ROW + 2, 3)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW + 1}"
