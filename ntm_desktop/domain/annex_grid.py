"""The table of an annex as a plain grid of texts, and what is said about a cell of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from ntm_desktop import texts
from ntm_desktop.domain.vietnamese import compose, fold

LONGEST_HEADING = 200
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_OTHER_SPACES = re.compile("[\t\r\f\v\u2002-\u200a\u202f\u205f\u3000]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class Confidence(Enum):
    """How certain a reading is: `UNSURE` needs a person before the set is used."""

    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"


_ORDER = (Confidence.SURE, Confidence.LIKELY, Confidence.UNSURE)


@dataclass(frozen=True, slots=True)
class AnnexCell:
    """One place of the grid with its `tidy` text; rows and columns count from 1.

    A place inside a merged cell carries the text of the merged cell, and in `merged_from` the row
    and column where that cell begins (None for the beginning itself and for plain cells).
    """

    text: str
    row: int
    column: int
    merged_from: tuple[int, int] | None = None

    @property
    def origin(self) -> tuple[int, int]:
        """Return where the cell begins to which this place belongs."""
        return self.merged_from or (self.row, self.column)

    @property
    def continues_above(self) -> bool:
        """Say whether this place belongs to a merged cell of a row above."""
        return self.merged_from is not None and self.merged_from[0] < self.row

    @property
    def continues_left(self) -> bool:
        """Say whether this place belongs to a merged cell that begins in a column on the left."""
        return self.merged_from is not None and self.merged_from[1] < self.column


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person has to look at: where it is in the file, and what it is."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class AnnexTable:
    """One table of a file: "Bảng 1" or "Trang tính “Xã”", as wide as its widest row.

    `title` is the text above the table, `notes` what the reader of the file left out or doubts.
    """

    name: str
    rows: tuple[tuple[AnnexCell, ...], ...]
    title: str = ""
    notes: tuple[Problem, ...] = ()

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return max((len(row) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that was understood: the place, the text as it stands there, what it was taken for.

    `what` is one of "column", "section", "criterion", "indicator", "target", "skipped"; `code` the
    criterion or indicator it belongs to; `group` the column of targets; `reason` says why.
    """

    where: str
    what: str
    original: str
    understood: str
    confidence: Confidence
    reason: str
    code: str = ""
    group: str = ""


def tidy(text: str) -> str:
    """Return the text of a cell: composed, plain spaces, lines without spaces at their ends.

    >>> tidy("  Đạt\\u00a0 chuẩn ")
    'Đạt chuẩn'
    """
    plain = _OTHER_SPACES.sub(" ", _INVISIBLE.sub("", compose(text)))
    lines = (" ".join(_CONTROL.sub("", line).split()) for line in plain.split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


@lru_cache(maxsize=8192)
def heading_key(text: str) -> str:
    """Return what headings are compared by: folded words of their beginning, no punctuation.

    >>> heading_key("Tiêu chí, chỉ tiêu (*)")
    'tieu chi chi tieu'
    """
    return " ".join(re.findall(r"[a-z0-9]+", fold(text[:LONGEST_HEADING])))


def place(table: str, row: int, column: int | None = None) -> str:
    """Return a place in words: "Bảng 1, dòng 12, cột 5"."""
    if column is None:
        return texts.ANNEX_PLACE_ROW.format(table=table, row=row)
    return texts.ANNEX_PLACE.format(table=table, row=row, column=column)


def lowest(found: Sequence[Confidence]) -> Confidence:
    """Return the least certain of several; sure where there is none."""
    return max(found, key=_ORDER.index, default=Confidence.SURE)
