"""A block pasted with the names of thôn beside its figures: each line goes to the thôn it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ntm_desktop.domain.unit_matching import NameMatch, UnitNames, is_sum_line
from ntm_desktop.domain.units import kind_word
from ntm_desktop.domain.vietnamese import fold

IsValue = Callable[[int, str], bool]
_FIRST_COLUMNS = 3  # names stand here, after a number at most
_HEADS = ("ten", "don vi", "dia ban", "noi dung", "khu dan cu", "noi lay so lieu")
_FIGURE = re.compile(r"[-+]?[\d.,/\s%]+")


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A line of a block whose thôn is known: its code and what stands right of the name."""

    code: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedBlock:
    """A block by names: lines that belong to one thôn each, and names that mean none."""

    lines: tuple[NamedLine, ...]
    unplaced: tuple[NameMatch, ...]


def named_block(
    block: Sequence[Sequence[str]], units: Mapping[str, str], is_value: IsValue
) -> NamedBlock | None:
    """Return a block by the names of units (code to name) in it; None where it has no names.

    `is_value` says of a column of the block, counted from 0, whether a text can be a value where
    the block would go without names. A heading above the figures and sums are passed over.
    """
    names = UnitNames(units)
    column = _name_column(block, names, is_value)
    if column < 0:
        return None
    body = [line for line in block if any(line) and not _is_sum(line, column)]
    matches = names.match_all([_at(line, column) for line in body])
    held = list(zip(body, matches, strict=True))
    if held and not held[0][1].code and _is_heading(held[0][0], column):
        del held[0]
    return NamedBlock(
        lines=tuple(
            NamedLine(one.code, tuple(line[column + 1 :])) for line, one in held if one.code
        ),
        unplaced=tuple(one for _, one in held if not one.code),
    )


def _name_column(block: Sequence[Sequence[str]], names: UnitNames, is_value: IsValue) -> int:
    """Return the column that holds names of units, -1 where none does.

    It is the one of the first columns with most names known; else one in which names of a kind
    ("Thôn …"), or words that are no values, stand left of others: their thôn are unknown, but
    nothing may be guessed.
    """
    width = min(max((len(line) for line in block), default=0), _FIRST_COLUMNS)
    known = [_known(_column(block, place), names) for place in range(width)]
    if any(known):
        return known.index(max(known))
    for place in range(width):
        texts = _column(block, place)
        has_more = any(text for line in block for text in line[place + 1 :])
        words = [one for one in texts if not _FIGURE.fullmatch(one) and not is_value(place, one)]
        if any(kind_word(one) for one in words) or (has_more and 2 * len(words) > len(texts)):
            return place
    return -1


def _known(texts: Sequence[str], names: UnitNames) -> int:
    """Return how many of the texts name a unit; figures alone do not ("1" may be Thôn 1)."""
    named = [text for text in texts if not _FIGURE.fullmatch(text)]
    return sum(bool(names.match(text).code) for text in named)


def _column(block: Sequence[Sequence[str]], place: int) -> list[str]:
    """Return what stands in a column."""
    return [text for line in block if (text := _at(line, place))]


def _at(line: Sequence[str], place: int) -> str:
    """Return a cell of a line, "" where the line is shorter."""
    return line[place] if place < len(line) else ""


def _is_sum(line: Sequence[str], column: int) -> bool:
    """Say whether a line is a sum."""
    return any(is_sum_line(text) for text in line[: column + 1] if text)


def _is_heading(line: Sequence[str], column: int) -> bool:
    """Say whether a line heads the columns: "Tên thôn", "Thôn", and no figure beside it."""
    head = fold(_at(line, column)).strip()
    is_head = not head or head in _HEADS or fold(kind_word(head)) == head or head[:4] == "ten "
    return is_head and not any(_FIGURE.fullmatch(one) for one in line[column + 1 :] if one)
