"""What a template cannot say about its tables: equal neighbours of a column become one cell."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_RULE = re.compile(r"merge-equal ([0-9]+)")


def merge_marked_tables(body: Any) -> None:
    """Merge in every table below `body` whose alternative text says `merge-equal N` (column N)."""
    for table in body.iter(qn("w:tbl")):
        for description in table.iter(qn("w:tblDescription")):
            rule = _RULE.search(description.get(qn("w:val")) or "")
            if rule:
                merge_equal_cells(table, int(rule.group(1)) - 1)


def merge_equal_cells(table: Any, column: int) -> None:
    """Merge downwards the cells of `column` that hold the same words; head rows stay apart."""
    above = ""
    for row in table.findall(qn("w:tr")):
        cells = row.findall(qn("w:tc"))
        if _is_head(row) or column >= len(cells):
            above = ""
            continue
        words = _words(cells[column])
        if words:
            _merge(cells[column], restart=words != above)
        above = words


def _is_head(row: Any) -> bool:
    """Say whether the row is repeated on every page."""
    return next(iter(row.iter(qn("w:tblHeader"))), None) is not None


def _words(cell: Any) -> str:
    """Return the text of a cell."""
    return "".join(node.text or "" for node in cell.iter(qn("w:t"))).strip()


def _merge(cell: Any, *, restart: bool) -> None:
    """Make a cell the first of a merged column, or a part of the one above (its words go)."""
    properties = cell.find(qn("w:tcPr"))
    merged = OxmlElement("w:vMerge")
    merged.set(qn("w:val"), "restart" if restart else "continue")
    width = properties.find(qn("w:tcW"))
    width.addnext(merged)
    if not restart:
        for node in cell.iter(qn("w:t")):
            node.text = ""
