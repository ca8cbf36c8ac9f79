"""A pasted table of measures: which of its columns is what, by headings or by their order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ntm_desktop.domain.vietnamese import fold
from ui.views.figures_view.plan_lines import ACTUAL, NAME, PLAN, PREVIOUS, SHORT_LEVELS, UNIT

SKIP = ""
HEADING_ROWS = 3  # a heading row stands among the first of a table
_YEAR = re.compile(r"\b(20[0-9]{2})\b")
_LEVELS = (
    ("dai hoi", "nhiem-ky"),
    ("nhiem ky", "nhiem-ky"),
    ("dang uy", "dang-uy"),
    ("huyen uy", "huyen-uy"),
    ("thi uy", "huyen-uy"),
    ("hdnd", "hdnd"),
    ("ubnd", "ubnd"),
    ("tinh", "tinh"),
    ("huyen", "huyen"),
    ("van ban khac", "khac"),
)
_NUMBERING = ("tt", "stt", "so tt", "so thu tu")
_UNITS = ("dvt", "don vi", "don vi tinh")
_NAMES = ("chi tieu", "ten chi tieu", "cac chi tieu", "noi dung", "danh muc chi tieu")
_PLANS = ("ke hoach", "kh", "nq", "nghi quyet", "muc tieu", "chi tieu giao", "chi tieu nq")
_ACTUALS = ("thuc hien", "uoc thuc hien", "uoc th", "th", "ket qua", "uoc dat", "so thuc hien")
_BEFORE = ("ky truoc", "nam truoc", "cung ky", "nam lien truoc")
_OTHERS = ("%", "ty le", "so sanh", "tang", "danh gia", "ghi chu", "toc do", "chenh lech")


@dataclass(frozen=True, slots=True)
class PastedTable:
    """The lines of a block under the columns they belong to; `SKIP` marks one not taken.

    `heads` are the words over the columns, empty where the block has no heading row.
    """

    columns: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    heads: tuple[str, ...] = ()

    @property
    def left_out(self) -> tuple[str, ...]:
        """Return the heads of columns with something in them that are not taken."""
        return tuple(
            head
            for at, head in enumerate(self.heads)
            if head and self.columns[at] == SKIP and any(line[at:at + 1] != ("",)
            and len(line) > at for line in self.lines)
        )  # fmt: skip


def read_table(
    block: Sequence[Sequence[str]], levels: Sequence[str], year: int
) -> PastedTable | None:
    """Return a block that has a heading row, its columns named; None where it has none."""
    lines = [tuple(one) for one in block if any(one)]
    for place, line in enumerate(lines[:HEADING_ROWS]):
        columns = heading_columns(line, levels, year)
        if columns is None:
            continue
        rest = lines[place + 1 :]
        if rest and _is_numbering(rest[0]):
            rest = rest[1:]
        return PastedTable(tuple(columns), tuple(rest), line)
    return None


def heading_columns(cells: Sequence[str], levels: Sequence[str], year: int) -> list[str] | None:
    """Return the column of each head, None where the line is no heading row."""
    found = [_column_of(one, levels, year) for one in cells]
    known = {one for one in found if one}
    if NAME not in known or len(known) < 2:
        return None
    columns: list[str] = []
    for one in found:
        columns.append(one if one and one not in columns else SKIP)
    return columns


def _column_of(head: str, levels: Sequence[str], year: int) -> str | None:
    """Return the column a head names, `SKIP` for one that is not typed, None for other words."""
    years = [int(one) for one in _YEAR.findall(head)]
    plain = _YEAR.sub(" ", re.sub(r"\(.*?\)", " ", fold(head)))
    plain = " ".join(plain.replace("nam  ", " ").split()).strip(" .:*")
    plain = plain.removesuffix(" nam").strip()
    if not plain or plain in _NUMBERING:
        return SKIP
    if plain in _UNITS:
        return UNIT
    if plain.startswith(_OTHERS) or "so voi" in plain or "/kh" in plain or "/ke hoach" in plain:
        return SKIP
    if any(one in plain for one in _BEFORE):
        return PREVIOUS
    if _begins(plain, _PLANS):
        return _plan_column(plain, levels) if not years or year in years else SKIP
    if _begins(plain, _ACTUALS):
        if not years or year in years:
            return ACTUAL
        return PREVIOUS if year - 1 in years else SKIP
    return NAME if _begins(plain, _NAMES) else None


def _begins(text: str, words: Sequence[str]) -> bool:
    """Say whether a text is one of the words, or begins with it and goes on."""
    return any(text == one or text.startswith(f"{one} ") for one in words)


def _plan_column(plain: str, levels: Sequence[str]) -> str:
    """Return the column of the plans of the level a head names; else of the only level shown."""
    level = next((level for word, level in _LEVELS if word in plain), "")
    if not level and "" not in levels and len(levels) == 1:
        level = levels[0]
    return f"{PLAN}{level}"


def _is_numbering(line: Sequence[str]) -> bool:
    """Say whether a line under the heading only numbers the columns: A, B, 1, 2, 3 = 2/1."""
    filled = [one for one in line if one]
    return len(filled) > 1 and all(
        re.fullmatch(r"[A-D]|[(\[]?[0-9]{1,2}[)\]]?(?: ?=.*)?", one) for one in filled
    )


# --- without a heading row ---


def order_of(levels: Sequence[str]) -> tuple[str, ...]:
    """Return the order in which a table without headings is taken."""
    return NAME, UNIT, PREVIOUS, *(f"{PLAN}{one}" for one in levels), ACTUAL


def is_clear(lines: Sequence[Sequence[str]], levels: Sequence[str]) -> bool:
    """Say whether the order of the columns leaves no doubt what each of them is."""
    width = max((len(one) for one in lines), default=0)
    if width <= 1 or width == len(order_of(levels)):
        return True
    return width == 2 and not _is_numeric(lines, 1)


def guess(lines: Sequence[Sequence[str]], levels: Sequence[str]) -> list[str]:
    """Return what the columns most likely are: to be shown and confirmed, never taken silently."""
    width = max((len(one) for one in lines), default=0)
    columns = [NAME, *(SKIP for _ in range(width - 1))]
    places = list(range(1, width))
    if places and not _is_numeric(lines, 1):
        columns[places.pop(0)] = UNIT
    plans = [f"{PLAN}{one}" for one in levels]
    wanted = [ACTUAL, plans[0], PREVIOUS, *plans[1:]]
    for place, column in zip(reversed(places), wanted, strict=False):
        columns[place] = column
    return columns


def _is_numeric(lines: Sequence[Sequence[str]], at: int) -> bool:
    """Say whether most of what stands in a column begins with a digit."""
    filled = [one[at] for one in lines if len(one) > at and one[at]]
    return bool(filled) and sum(text[:1].isdigit() for text in filled) * 2 > len(filled)


def titles(levels: Sequence[str]) -> dict[str, str]:
    """Return column → title of what can be typed, in the order of a table."""
    named = {NAME: "Chỉ tiêu", UNIT: "ĐVT", PREVIOUS: "Kỳ trước", ACTUAL: "Thực hiện"}
    plans = {f"{PLAN}{one}": SHORT_LEVELS.get(one, one) for one in levels}
    return {one: {**named, **plans}[one] for one in order_of(levels)}
