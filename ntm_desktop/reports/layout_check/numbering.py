"""The numbers that Word writes before list paragraphs: "I.", "1.", "a)", counted as Word does."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.ns import qn

from ntm_desktop.reports.layout_check.formatting import number

LEVELS = 9
_ROMANS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
MOST = 3_000  # numbers beyond it are not spelled as Roman ones or letters


def roman(value: int) -> str:
    """Return a number in Roman digits.

    >>> roman(14)
    'XIV'
    """
    if not 0 < value <= MOST:
        return str(value)
    found = ""
    for size, digits in _ROMANS:
        while value >= size:
            found, value = found + digits, value - size
    return found


def roman_value(digits: str) -> int:
    """Return the value of Roman digits; 0 for what is no well-formed number."""
    values = {digit: size for size, digit in _ROMANS if len(digit) == 1}
    total = 0
    for here, after in zip(digits, f"{digits[1:]} ", strict=False):
        size = values.get(here, 0)
        total += -size if size < values.get(after, 0) else size
    return total if digits and roman(total) == digits else 0


class Lists:
    """The lists of a file with how far each has been counted."""

    def __init__(self, numbering: Any | None) -> None:
        self._levels: dict[str, dict[int, Any]] = {}
        self._kinds: dict[str, str] = {}
        self._counts: dict[str, list[int]] = {}
        if numbering is not None:
            self._read(numbering)

    def _read(self, root: Any) -> None:
        """Keep the levels of every list; overridden ones count for that list only."""
        kinds = {
            kind.get(qn("w:abstractNumId"), ""): _levels(kind)
            for kind in root.findall(qn("w:abstractNum"))
        }
        for one in root.findall(qn("w:num")):
            kind = one.find(qn("w:abstractNumId"))
            named = kind.get(qn("w:val"), "") if kind is not None else ""
            own: dict[int, Any] = {}
            for override in one.findall(qn("w:lvlOverride")):
                own |= _levels(override)
            list_id = one.get(qn("w:numId"), "")
            self._kinds[list_id] = f"{named}/{list_id}" if own else named
            self._levels[list_id] = kinds.get(named, {}) | own

    def properties(self, list_id: str, level: int) -> Any | None:
        """Return the paragraph properties of a list level."""
        found = self._levels.get(list_id, {}).get(level)
        return found.find(qn("w:pPr")) if found is not None else None

    def label(self, list_id: str, level: int) -> str:
        """Count one paragraph on and return what stands before it; "" for no number."""
        levels = self._levels.get(list_id)
        if not levels or level not in levels or not 0 <= level < LEVELS:
            return ""
        starts = [_start(levels.get(at)) for at in range(LEVELS)]
        counts = self._counts.setdefault(self._kinds[list_id], [0] * LEVELS)
        counts[level] = counts[level] + 1 if counts[level] else starts[level]
        counts[level + 1 :] = [0] * (LEVELS - level - 1)
        text = _value(levels[level], "w:lvlText")
        return re.sub(
            r"%([1-9])",
            lambda place: _spelled(
                counts[int(place[1]) - 1] or starts[int(place[1]) - 1],
                levels.get(int(place[1]) - 1),
            ),
            text,
        )


def _levels(element: Any) -> dict[int, Any]:
    """Return the levels written below an element."""
    return {int(number(one.get(qn("w:ilvl")))): one for one in element.findall(qn("w:lvl"))}


def _value(level: Any | None, tag: str) -> str:
    """Return the value of a part of a level."""
    found = level.find(qn(tag)) if level is not None else None
    return str(found.get(qn("w:val"), "")) if found is not None else ""


def _start(level: Any | None) -> int:
    """Return the first number of a level."""
    return int(number(_value(level, "w:start") or None, 1))


def _spelled(value: int, level: Any | None) -> str:
    """Return a number as its level spells it; a bullet's sign is in its text already."""
    kind = _value(level, "w:numFmt")
    if kind in ("upperRoman", "lowerRoman"):
        return roman(value) if kind == "upperRoman" else roman(value).lower()
    if kind in ("upperLetter", "lowerLetter") and 0 < value <= MOST:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    return f"{value:02d}" if kind == "decimalZero" else str(value)
