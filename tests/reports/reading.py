"""Read a Word file back: all its text in reading order, header and page settings.

`python -m tests.reports.reading` writes the golden text of the progress report anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from ntm_desktop import paths
from ntm_desktop.reports.catalogue import PROGRESS_REPORT
from ntm_desktop.reports.progress_report import ProgressFacts, build_context, draw_charts
from ntm_desktop.reports.render import render_report
from tests.reports import samples

TEMPLATE = paths.template(PROGRESS_REPORT.template)
GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "bao-cao-tien-do.txt"


def rendered(facts: ProgressFacts, folder: Path, *, charts: bool = False) -> Document:
    """Return the report of these facts, rendered with the shipped template and read back."""
    out = folder / "bao-cao.docx"
    drawn = draw_charts(facts) if charts else {}
    render_report(PROGRESS_REPORT, build_context(facts), TEMPLATE, out, drawn)
    return docx.Document(str(out))


def text_of(document: Document) -> str:
    """Return all text: a line a paragraph, a line a table row with cells parted by bars."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield from [block.text] if block.text else []
        else:
            yield from _rows(block)


def _rows(table: Table) -> Iterator[str]:
    for row in table._tbl.tr_lst:
        yield " | ".join(_cell_words(cell) for cell in row.tc_lst)


def _cell_words(cell: Any) -> str:
    return " / ".join(filter(None, (_words(paragraph) for paragraph in cell.iter(qn("w:p")))))


def _words(paragraph: Any) -> str:
    return "".join(node.text or "" for node in paragraph.iter(qn("w:t")))


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        GOLDEN.write_text(text_of(rendered(samples.facts(), Path(folder))), "utf-8")
