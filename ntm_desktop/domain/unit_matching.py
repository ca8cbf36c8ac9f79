"""Which unit of a list a typed name means: with or without "thôn" before it, never guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ntm_desktop import texts
from ntm_desktop.domain.units import kind_word
from ntm_desktop.domain.vietnamese import exact_key, fold

_NOT_LETTERS = re.compile(r"[^\w]+|_+")
_LEADING_ZEROS = re.compile(r"\b0+(?=\d)")
_SUMS = frozenset({"cong", "tong", "tong cong", "tong so", "toan xa", "toan phuong"})
Folded = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A typed name: the code of the unit it means, or (with no code) why none is meant."""

    text: str
    code: str = ""
    problem: str = ""


class UnitNames:
    """The names of some units (code to name), to be asked which unit a typed name means."""

    def __init__(self, units: Mapping[str, str]) -> None:
        self._units = units
        self._indexes = tuple(_Index(folded, units) for folded in (exact_key, fold))

    def match(self, text: str) -> NameMatch:
        """Return what one name means; accents decide before they are left out.

        A name that fits several units means none: a figure must never land on the wrong thôn.
        """
        for index in self._indexes:
            held = index.codes(text)
            if len(held) == 1:
                return NameMatch(text, held[0])
            if held:
                names = ", ".join(self._units[code] for code in held)
                return NameMatch(text, "", texts.NAME_SEVERAL.format(names=names))
        return NameMatch(text, "", texts.NAME_UNKNOWN)

    def match_all(self, typed: Sequence[str]) -> tuple[NameMatch, ...]:
        """Return what each name means; every one of those that mean the same unit means none."""
        found = [self.match(text) for text in typed]
        often = Counter(one.code for one in found)
        return tuple(
            NameMatch(one.text, "", texts.NAME_TWICE.format(name=self._units[one.code]))
            if one.code and often[one.code] > 1
            else one
            for one in found
        )


def is_sum_line(text: str) -> bool:
    """Say whether a line's head is that of a sum ("Tổng cộng"), which belongs to no unit."""
    return _plain(text, fold) in _SUMS


class _Index:
    """Codes of units by name as it is compared, with the word for the kind and without it."""

    def __init__(self, folded: Folded, units: Mapping[str, str]) -> None:
        self._folded = folded
        self._places = {code: place for place, code in enumerate(units)}
        self._whole: dict[str, list[str]] = {}
        self._either: dict[str, list[str]] = {}
        for code, name in units.items():
            known = _plain(name, folded)
            self._whole.setdefault(known, []).append(code)
            for one in {known, _bare(known, name, folded)}:
                self._either.setdefault(one, []).append(code)

    def codes(self, text: str) -> list[str]:
        """Return the units a text names; one of the two may leave out the kind, as in "thôn"."""
        typed = _plain(text, self._folded)
        if not typed:
            return []
        bare = self._whole.get(_bare(typed, text, self._folded), ())
        found = {*self._either.get(typed, ()), *bare}
        return sorted(found, key=self._places.__getitem__)


def _plain(text: str, folded: Folded) -> str:
    """Return a name for comparison: folded, without signs, numbers without leading zeros."""
    letters = _NOT_LETTERS.sub(" ", folded(text)).strip()
    return _LEADING_ZEROS.sub("", letters)


def _bare(plain: str, name: str, folded: Folded) -> str:
    """Return a compared name without the word for its kind; as it is where it has none."""
    kind = _plain(kind_word(name), folded)
    if not kind or not fold(plain).startswith(f"{fold(kind)} "):
        return plain
    return " ".join(plain.split(" ")[len(kind.split(" ")) :])
