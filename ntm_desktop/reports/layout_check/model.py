"""A Word file as the layout rules see it: paragraphs with the look that they really have."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from ntm_desktop.domain.vietnamese import compose, fold

SHOWN_LETTERS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text of one look; `size` in points, `colour` "" for automatic or black."""

    text: str
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    underline: bool = False
    fonts: tuple[str, ...] = ()
    colour: str = ""
    caps: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LineShape:
    """A drawn line; `width` in mm."""

    width: float
    height: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Where in a table a paragraph stands; numbers count from 1, `columns` of its row.

    `width` is in mm, 0 where the file does not say it.
    """

    table: int
    row: int
    column: int
    columns: int
    width: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph; spacing in points, indents in mm, `leading` in lines or in points.

    `leading_rule` is "auto" (lines), "exact" or "atLeast" (points). `label` is the number that
    Word writes before a list paragraph. `where` is "body", "box", "header" or "footer".
    """

    number: int
    runs: tuple[Run, ...] = ()
    align: str = "left"
    before: float = 0.0
    after: float = 0.0
    leading: float = 1.0
    leading_rule: str = "auto"
    first_line: float = 0.0
    left: float = 0.0
    label: str = ""
    style: str = ""
    cell: Cell | None = None
    where: str = "body"
    section: int = 0
    shapes: tuple[LineShape, ...] = ()
    has_picture: bool = False
    is_ruled: bool = False
    breaks_page: bool = False
    is_framed: bool = False
    fields: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the text as it is printed (small capitals and such apart)."""
        return "".join(run.text.upper() if run.caps else run.text for run in self.runs)

    @property
    def plain(self) -> str:
        """Return the text in one line, without accents, lower case: what patterns read."""
        return folded(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A line of a paragraph between line breaks or tabs, with the runs it is made of."""

    paragraph: Paragraph
    runs: tuple[Run, ...]
    is_tabbed: bool = False

    @property
    def text(self) -> str:
        """Return the text without spaces around it."""
        joined = "".join(run.text.upper() if run.caps else run.text for run in self.runs)
        return joined.strip(BLANKS)

    @property
    def plain(self) -> str:
        """Return the text without accents, lower case, single spaces."""
        return folded(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of pages; sizes in mm. Headers are those of ordinary and of the first page."""

    width: float = 210.0
    height: float = 297.0
    top: float = 20.0
    bottom: float = 20.0
    left: float = 30.0
    right: float = 15.0
    is_title_page: bool = False
    starts_at: int | None = None
    headers: dict[str, tuple[Paragraph, ...]] = field(default_factory=dict)
    footers: dict[str, tuple[Paragraph, ...]] = field(default_factory=dict)

    @property
    def is_landscape(self) -> bool:
        """Say whether the page is wider than high."""
        return self.width > self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class TableShape:
    """What a table is like: its rows, and whether its first row is repeated on each page."""

    rows: int
    repeats_head: bool
    is_bordered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A whole Word file: its paragraphs in reading order, its sections and its tables."""

    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    tables: tuple[TableShape, ...] = ()
    tracked: int = 0
    comments: int = 0
    pages: int | None = None


BLANKS = " \t\r\n\u00a0\u2007\u202f\u3000\ufeff\u200b"


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Return text for patterns: composed, no accents, lower case, single spaces, no ends."""
    return re.sub(r"\s+", " ", fold(compose(text)).replace("\u200b", "")).strip()


def excerpt(text: str) -> str:
    """Return the beginning of a text for "where"."""
    one_line = re.sub(r"\s+", " ", text).strip(BLANKS)
    return one_line if len(one_line) <= SHOWN_LETTERS else one_line[: SHOWN_LETTERS - 1] + "…"


def segments(paragraph: Paragraph, *, tabs: bool = False) -> list[Segment]:
    """Return the lines of a paragraph with text; with `tabs` also split at tabs."""
    marks = "\n\t" if tabs else "\n"
    is_tabbed = tabs and "\t" in paragraph.text.strip(BLANKS)
    found: list[list[Run]] = [[]]
    for run in paragraph.runs:
        pieces = re.split(f"[{marks}]", run.text)
        for place, piece in enumerate(pieces):
            if place:
                found.append([])
            if piece:
                found[-1].append(_with_text(run, piece))
    made = (
        Segment(paragraph=paragraph, runs=tuple(runs), is_tabbed=is_tabbed)
        for runs in found
        if runs
    )
    return [one for one in made if one.text]


def _with_text(run: Run, text: str) -> Run:
    """Return a run of the same look with another text."""
    return Run(
        text=text,
        size=run.size,
        bold=run.bold,
        italic=run.italic,
        underline=run.underline,
        fonts=run.fonts,
        colour=run.colour,
        caps=run.caps,
        hidden=run.hidden,
    )
