"""A Word file that was edited by hand, compared with the one the record would give now.

Words may be changed freely; a figure or a result ("Chưa đạt") that no longer matches is named.
Paragraphs are matched by their words with the figures left out, so that a changed figure does not
hide its paragraph.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

_FIGURE = re.compile(r"[0-9]+(?:[.,/][0-9]+)*%?")
_UNMET = re.compile(r"\b(?:chưa|không) đạt\b", re.IGNORECASE)
_MET_CELL = re.compile(r"(?:^|\| )(đạt)(?= \||$)", re.IGNORECASE)  # alone in a cell of a table
# What the văn thư writes where the program leaves a blank: the number, the day and the month.
_BLANK_NUMBER = re.compile(r"\bsố:?[\s.…]*(?=[-/])", re.IGNORECASE)
_GIVEN_NUMBER = re.compile(r"\b[Ss]ố:?\s*[0-9]+[a-z]?\s*(?=[-/][A-ZĐ])")
_HEAD_NUMBER = re.compile(r"(?:^|\|\s*)Số:?\s*([0-9]+[a-z]?)\s*([-/][A-ZĐ][^\s|]*)")
_BLANK_DAY = re.compile(r"ngày[\s.…]*tháng[\s.…]*năm\s*(?:[0-9]{4}|[.…]+)", re.IGNORECASE)
_GIVEN_DAY = re.compile(
    r"ngày\s*([0-9]{1,2})\s*tháng\s*([0-9]{1,2})\s*năm\s*([0-9]{4})", re.IGNORECASE
)
_HEAD_LINES = 12  # in which number and date of a document stand
_WORD = re.compile(r"\w+")
_TEXT_TAG, _GAP_TAGS = qn("w:t"), (qn("w:p"), qn("w:br"), qn("w:tab"))
_ALIKE = 0.6
SHOWN_LETTERS = 120


@dataclass(frozen=True, slots=True)
class FigureDifference:
    """A place whose figures differ: its words, the figures of the record, those of the file."""

    where: str
    recorded: str
    written: str


@dataclass(frozen=True, slots=True)
class WrittenHead:
    """Number with symbol and the date as they stand at the head of a file, "" and None for none."""

    number: str
    day: datetime.date | None


def written_head(path: Path) -> WrittenHead:
    """Return the number and the date somebody wrote at the head of a sound Word file.

    Where the place of the date is still blank, a day further down is that of another document.
    """
    number, day, is_blank = "", None, False
    for line in _lines(path)[:_HEAD_LINES]:
        given, dated = _HEAD_NUMBER.search(line), _GIVEN_DAY.search(line)
        if number == "" and given is not None:
            number = f"{given[1]}{given[2]}"
        is_blank = is_blank or bool(_BLANK_DAY.search(line))
        if day is None and dated is not None and not is_blank:
            day = _day_of(dated)
    return WrittenHead(number, day)


def _day_of(found: re.Match[str]) -> datetime.date | None:
    """Return the day that was written, None for one that no calendar has."""
    day, month, year = (int(one) for one in found.groups())
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def figure_differences(made: Path, edited: Path) -> tuple[FigureDifference, ...]:
    """Return where figures of `edited` differ from `made`, in the order of the document.

    Both are sound Word files. What was only added, without a counterpart, is listed when it holds
    figures: nothing vouches for them. Number and date in the blanks that are left for them differ
    in every document that was signed, and are not listed.
    """
    ours, theirs = _lines(made), _lines(edited)
    matcher = difflib.SequenceMatcher(
        None, [_words(line) for line in ours], [_words(line) for line in theirs], autojunk=False
    )
    found: list[FigureDifference] = []
    for kind, first, last, begin, end in matcher.get_opcodes():
        if kind == "equal":
            pairs = zip(ours[first:last], theirs[begin:end], strict=True)
            found.extend(_differences(pairs))
        else:
            found.extend(_differences(_pairs(ours[first:last], theirs[begin:end])))
    return tuple(found)


def _pairs(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Return paragraphs matched by likeness; one without a counterpart stands beside ""."""
    left = list(theirs)
    for line in ours:
        best = max(left, key=lambda one: _likeness(line, one), default="")
        if best and _likeness(line, best) >= _ALIKE:
            left.remove(best)
            yield line, best
        else:
            yield line, ""
    for line in left:
        yield "", line


def _likeness(one: str, other: str) -> float:
    """Return the share of words two paragraphs have in common, whatever their order (0 to 1)."""
    here, there = (Counter(_WORD.findall(_words(line).lower())) for line in (one, other))
    total = here.total() + there.total()
    return 2 * (here & there).total() / total if total else 0.0


def _differences(pairs: Iterator[tuple[str, str]] | Any) -> Iterator[FigureDifference]:
    """Return the pairs whose figures differ; order inside a paragraph does not matter."""
    for pair in pairs:
        recorded, written = _without_blanks(*pair)
        here, there = Counter(_said(recorded)), Counter(_said(written))
        if here != there:
            where = _shortened(pair[1] or pair[0])
            yield FigureDifference(where, _listed(here - there), _listed(there - here))


def _said(line: str) -> list[str]:
    """Return the figures and the results that a line states."""
    results = [*_UNMET.findall(line), *_MET_CELL.findall(line)]
    return [*_FIGURE.findall(line), *(one.capitalize() for one in results)]


def _without_blanks(recorded: str, written: str) -> tuple[str, str]:
    """Return two lines without what stands in the blanks of the first."""
    for blank, given in ((_BLANK_NUMBER, _GIVEN_NUMBER), (_BLANK_DAY, _GIVEN_DAY)):
        if blank.search(recorded):
            recorded = blank.sub("", recorded)
            written = given.sub("", blank.sub("", written))
    return recorded, written


def _listed(figures: Counter[str]) -> str:
    return "; ".join(figures.elements())


def _words(line: str) -> str:
    """Return a line with its figures left out."""
    return _FIGURE.sub("#", line)


def _shortened(text: str) -> str:
    return text if len(text) <= SHOWN_LETTERS else text[: SHOWN_LETTERS - 1] + "…"


def _lines(path: Path) -> list[str]:
    """Return the paragraphs of a document, a table row as one line; empty ones left out."""
    body = docx.Document(str(path)).element.body
    lines = [_text(element) for element in _blocks(body)]
    return [line for line in lines if line]


def _blocks(body: Any) -> Iterator[Any]:
    """Return the paragraphs outside tables and the rows of tables."""
    for element in body.iter(qn("w:p"), qn("w:tr")):
        if not any(above.tag == qn("w:tr") for above in element.iterancestors()):
            yield element


def _text(element: Any) -> str:
    """Return the text of a paragraph or row on one line, cells parted by a stroke."""
    cells = list(element.iter(qn("w:tc"))) or [element]
    return " | ".join(map(_cell_text, cells)).strip(" |")


def _cell_text(cell: Any) -> str:
    """Return the text of a cell or paragraph; what stands on lines of their own is kept apart."""
    parts = (
        (node.text or "") if node.tag == _TEXT_TAG else " "
        for node in cell.iter(_TEXT_TAG, *_GAP_TAGS)
    )
    return " ".join("".join(parts).split())
