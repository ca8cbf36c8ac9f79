"""How a sheet of a workbook looks, from its XML: merged cells, sizes, ranges that are added up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ntm_desktop.domain.superior_forms import MergedCells, SheetLayout

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ON = {"1", "true"}
_SUMMED = re.compile(r"SUM\(\$?([A-Z]{1,3}\$?[0-9]+:\$?[A-Z]{1,3}\$?[0-9]+)\)")
Bounds = tuple[int, int, int, int]
LAST = 1_048_576  # a range of whole rows or columns names no end
_MOST_COLUMNS = 200  # wider sheets are no forms; a range of all 16,384 columns is common


def sheet_layout(root: Any) -> SheetLayout:
    """Return how a sheet looks; raise `ValueError` for sizes or ranges that are none."""
    return SheetLayout(tuple(_merged(root)), dict(_widths(root)), dict(_heights(root)))


def summed_ranges(root: Any) -> tuple[Bounds, ...]:
    """Return the ranges that formulas of the sheet add up."""
    formulas = (one.text or "" for one in root.iter(f"{_MAIN}f"))
    return tuple({boundaries(one) for text in formulas for one in _SUMMED.findall(text)})


def boundaries(reference: str) -> Bounds:
    """Return first column and row, last column and row of "C4:C22", all from 1."""
    from openpyxl.utils import range_boundaries

    left, top, right, bottom = range_boundaries(reference)
    return left or 1, top or 1, right or LAST, bottom or LAST


def is_within(row: int, column: int, around: Bounds) -> bool:
    """Say whether a cell lies in a range."""
    left, top, right, bottom = around
    return left <= column <= right and top <= row <= bottom


def column_number(column: str) -> int:
    """Return 1 for "A", 27 for "AA"."""
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _merged(root: Any) -> Iterator[MergedCells]:
    """Return the cells that are drawn as one."""
    for found in root.iter(f"{_MAIN}mergeCell"):
        left, top, right, bottom = boundaries(found.get("ref") or "A1")
        yield MergedCells(top - 1, left - 1, bottom - top + 1, right - left + 1)


def _widths(root: Any) -> Iterator[tuple[int, float]]:
    """Return the columns with a width of their own, in letters; 0 for a hidden one."""
    usual = _default(root, "defaultColWidth")
    if usual:
        yield from ((column, usual) for column in range(_MOST_COLUMNS))
    for found in root.iter(f"{_MAIN}col"):
        width = 0.0 if found.get("hidden") in _ON else float(found.get("width") or 0)
        if width or found.get("hidden") in _ON:
            last = min(int(found.get("max")), _MOST_COLUMNS)
            yield from ((column - 1, width) for column in range(int(found.get("min")), last + 1))


def _heights(root: Any) -> Iterator[tuple[int, float]]:
    """Return the rows with a height of their own, in points; 0 for a hidden one."""
    for found in root.iter(f"{_MAIN}row"):
        if found.get("hidden") in _ON:
            yield int(found.get("r")) - 1, 0.0
        elif found.get("ht"):
            yield int(found.get("r")) - 1, float(found.get("ht"))


def _default(root: Any, name: str) -> float:
    """Return a size that holds for the whole sheet, 0 where none is said."""
    found = root.find(f"{_MAIN}sheetFormatPr")
    return 0.0 if found is None else float(found.get(name) or 0)
