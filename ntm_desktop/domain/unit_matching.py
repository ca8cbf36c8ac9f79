"""Which unit of a list a typed name means: with or without "thôn" before it, never guessed."""

from __future__ import annotations

import re
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


def match_names(typed: Sequence[str], units: Mapping[str, str]) -> tuple[NameMatch, ...]:
    """Return what each name means among `units` (code to name).

    Accents decide before they are left out. A name that fits several units, and every one of the
    names that mean the same unit, means none: a figure must never land on the wrong thôn.
    """
    found = [_match(text, units) for text in typed]
    codes = [one.code for one in found]
    return tuple(
        NameMatch(one.text, "", texts.NAME_TWICE.format(name=units[one.code]))
        if one.code and codes.count(one.code) > 1
        else one
        for one in found
    )


def is_sum_line(text: str) -> bool:
    """Say whether a line's head is that of a sum ("Tổng cộng"), which belongs to no unit."""
    return _plain(text, fold) in _SUMS


def _match(text: str, units: Mapping[str, str]) -> NameMatch:
    """Return what one name means, whatever the others say."""
    for folded in (exact_key, fold):
        held = [code for code, name in units.items() if _is_named(text, name, folded)]
        if len(held) == 1:
            return NameMatch(text, held[0])
        if held:
            names = ", ".join(units[code] for code in held)
            return NameMatch(text, "", texts.NAME_SEVERAL.format(names=names))
    return NameMatch(text, "", texts.NAME_UNKNOWN)


def _is_named(text: str, name: str, folded: Folded) -> bool:
    """Say whether a text is a name; one of the two may leave out the kind, as in "thôn"."""
    typed, known = _plain(text, folded), _plain(name, folded)
    if not typed:
        return False
    return typed in (known, _bare(known, name, folded)) or _bare(typed, text, folded) == known


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
