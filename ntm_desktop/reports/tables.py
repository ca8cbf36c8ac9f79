"""What a template cannot say about its tables.

Equal neighbours of a column become one cell, and a cell whose loop had nothing to show stays one.
"""

from __future__ import annotations

import copy
import itertools
import re
from collections.abc import Iterable
from typing import Any

from docx.oxml.ns import qn

_RULE = re.compile(r"merge-equal ([0-9]+)")
_TEXT, _VALUE = qn("w:t"), qn("w:val")
_ROW, _CELL, _PROPERTIES = qn("w:tr"), qn("w:tc"), qn("w:tcPr")
_PARAGRAPH, _LOOK = qn("w:p"), qn("w:pPr")
_MERGED = qn("w:vMerge")
_BEFORE_MERGED = tuple(qn(f"w:{name}") for name in ("cnfStyle", "tcW", "gridSpan", "hMerge"))
_DESCRIPTION = f"{qn('w:tblPr')}/{qn('w:tblDescription')}"
_HEAD = f"{qn('w:trPr')}/{qn('w:tblHeader')}"


def merge_marked_tables(tables: Iterable[Any]) -> None:
    """Merge in every table whose alternative text says `merge-equal N` (column N)."""
    for table in tables:
        description = table.find(_DESCRIPTION)
        rule = None if description is None else _RULE.search(description.get(_VALUE) or "")
        if rule:
            merge_equal_cells(table, int(rule.group(1)) - 1)


def end_cells(body: Any) -> None:
    """End every cell with a paragraph, as Word demands; it looks like the first of its row.

    A loop over the paragraphs of a cell leaves none where there is nothing to go through.
    """
    for cell in body.iter(_CELL):
        if len(cell) and cell[-1].tag == _PARAGRAPH:
            continue
        look = next(cell.getparent().iter(_LOOK), None)
        made = cell.makeelement(_PARAGRAPH)
        if look is not None:
            made.append(copy.deepcopy(look))
        cell.append(made)


def merge_equal_cells(table: Any, column: int) -> None:
    """Merge downwards the cells of `column` that hold the same words; head rows stay apart."""
    above = ""
    for row in itertools.dropwhile(_is_head, table.iterchildren(_ROW)):
        cell = next(itertools.islice(row.iterchildren(_CELL), column, None), None)
        if cell is None:
            above = ""
            continue
        words = _words(cell)
        if words:
            _merge(cell, restart=words != above)
        above = words


def _is_head(row: Any) -> bool:
    """Say whether the row is repeated on every page."""
    return row.find(_HEAD) is not None


def _words(cell: Any) -> str:
    """Return the text of a cell."""
    return "".join(node.text or "" for node in cell.iter(_TEXT)).strip()


def _merge(cell: Any, *, restart: bool) -> None:
    """Make a cell the first of a merged column, or a part of the one above (its words go).

    An office's own template may have cells without properties, or without a width among them.
    """
    properties = cell.find(_PROPERTIES)
    if properties is None:
        properties = cell.makeelement(_PROPERTIES)
        cell.insert(0, properties)
    merged = properties.makeelement(_MERGED, {_VALUE: "restart" if restart else "continue"})
    before = [one for one in properties if one.tag in _BEFORE_MERGED]
    properties.insert(len(before), merged)
    if not restart:
        for node in cell.iter(_TEXT):
            node.text = ""
