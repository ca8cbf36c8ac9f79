"""The list of administrative units: communes of today, those before July 2025, and a quick search.

Codes and names of today are those of Quyết định 19/2025/QĐ-TTg of 30 June 2025, in force from
1 July 2025. A code lives on after a merger (05641 was Tức Tranh and is Vô Tranh now), so today's
units and former ones are kept apart and a code alone means today's unit where there is one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from ntm_desktop import texts
from ntm_desktop.domain.vietnamese import compose, fold

_APOSTROPHES = re.compile("['’‘ʼ`´]")
_LATE_TONE = re.compile(
    "(o(?=[ae])|u(?=y))([aey])([\u0300\u0301\u0303\u0309\u0323])(?![\u0302\u0306])"
)  # a tone on the second letter of oa, oe, uy (not of o and a hat or a bow)


@dataclass(frozen=True, slots=True)
class Province:
    """A province or a centrally-run city of today; `code` has two digits, `type` as in texts."""

    code: str
    name: str
    type: str
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def display_name(self) -> str:
        """Return the name with its kind: "Tỉnh Quảng Ninh", "Thành phố Hà Nội"."""
        return f"{texts.UNIT_TYPES[self.type]} {self.name}"


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A commune of today, or (historical) one that was there until `valid_to`.

    `name` stands without its kind; province and district names stand with theirs. Predecessors of
    a unit of today are codes of former units, successors of a former one are codes of today.
    A former district that had no communes (five islands) is an entry with a three-digit code.
    """

    code: str
    name: str
    type: str
    province_code: str
    province_name: str
    district_name: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    historical: bool = False
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    district_code: str = ""

    @property
    def display_name(self) -> str:
        """Return the name with its kind: "Xã Quảng Tân", "Đặc khu Phú Quốc"."""
        return f"{texts.UNIT_TYPES[self.type]} {self.name}"

    @property
    def whereabouts(self) -> str:
        """Return where it lies, for lists of equal names: "huyện Đầm Hà, tỉnh Quảng Ninh"."""
        places = [name for name in (self.district_name, self.province_name) if name]
        return ", ".join(name[:1].lower() + name[1:] for name in places)

    @property
    def is_divided(self) -> bool:
        """Say whether a former unit went to several units, to each only partly."""
        return len(self.successors) > 1


class UnitDirectory:
    """All units, by code and by what a person types; lists keep the order that was given."""

    def __init__(self, entries: Iterable[UnitEntry], provinces: Iterable[Province] = ()) -> None:
        everything = tuple(entries)
        self._current = tuple(entry for entry in everything if not entry.historical)
        self._former = tuple(entry for entry in everything if entry.historical)
        self._provinces = tuple(provinces)
        self._place = {entry.code: place for place, entry in enumerate(self._current)}
        self._former_by_code = {entry.code: entry for entry in self._former}

    def __len__(self) -> int:
        return len(self._current) + len(self._former)

    @property
    def current(self) -> tuple[UnitEntry, ...]:
        """Return the units of today."""
        return self._current

    @property
    def historical(self) -> tuple[UnitEntry, ...]:
        """Return the former units."""
        return self._former

    def by_code(self, code: str) -> UnitEntry | None:
        """Return the unit of today with `code`, else the former one, else None."""
        place = self._place.get(code)
        return self.former(code) if place is None else self._current[place]

    def above(self, code: str) -> tuple[str, ...]:
        """Return the codes of what a unit lies in, or lay in before July 2025.

        A commune of today lies in its province, a former one lay in its district (and that in a
        province); a code that lives on names both.
        """
        if code in self._district_provinces:
            return (self._district_provinces[code],)
        held = (self.by_code(code), self.former(code))
        found = (one.district_code or one.province_code for one in held if one is not None)
        return tuple(dict.fromkeys(found))

    @cached_property
    def _district_provinces(self) -> dict[str, str]:
        """Return the code of each former district and of the province it lay in."""
        return {one.district_code: one.province_code for one in self._former if one.district_code}

    def former(self, code: str) -> UnitEntry | None:
        """Return the former unit with `code`, even where the code lives on, or None."""
        return self._former_by_code.get(code)

    def predecessors(self, entry: UnitEntry) -> tuple[UnitEntry, ...]:
        """Return the former units that went into `entry`, wholly or (is_divided) partly."""
        return tuple(self._former_by_code[code] for code in entry.predecessors)

    def successors(self, entry: UnitEntry) -> tuple[UnitEntry, ...]:
        """Return the units of today that a former `entry` went into."""
        return tuple(self._current[self._place[code]] for code in entry.successors)

    def provinces(self) -> tuple[Province, ...]:
        """Return the provinces and centrally-run cities of today."""
        return self._provinces

    def communes(self, province_code: str) -> tuple[UnitEntry, ...]:
        """Return the communes of today of one province."""
        return tuple(entry for entry in self._current if entry.province_code == province_code)

    def search(self, text: str, limit: int = 50) -> tuple[UnitEntry, ...]:
        """Return at most `limit` units whose name or code, now or before, matches `text`.

        Without accents the search is loose, with accents exact; neither minds where a tone mark
        stands (Hoà, Hòa) or which apostrophe was typed. After a comma follows the place:
        "Phú Lương, Thái Nguyên". Units of today come first (also those that a former unit of that
        name went into), then former ones; in each, whole before beginning before inside.
        """
        query = _read_query(text)
        if query is None:
            return ()
        found: dict[tuple[bool, str], UnitEntry] = {}
        for entry in self._ranked(query):
            if len(found) >= max(limit, 0):
                break
            found.setdefault((entry.historical, entry.code), entry)
        return tuple(found.values())

    def _ranked(self, query: _Query) -> Iterator[UnitEntry]:
        """Yield what matches, best first; the same entry may come again further down."""
        names, former_names = self._loose_names if query.loose else self._exact_names
        now = _by_grade(query, self._current, names)
        before = _by_grade(query, self._former, former_names)
        for grade in range(3):
            yield from now[grade]
            yield from self._successors_of(before[grade])
        for entries in before:
            yield from entries

    def _successors_of(self, entries: Sequence[UnitEntry]) -> list[UnitEntry]:
        places = {self._place[code] for entry in entries for code in entry.successors}
        return [self._current[place] for place in sorted(places)]

    @cached_property
    def _loose_names(self) -> tuple[list[str], list[str]]:
        return _keys(self._current, loose=True), _keys(self._former, loose=True)

    @cached_property
    def _exact_names(self) -> tuple[list[str], list[str]]:
        return _keys(self._current, loose=False), _keys(self._former, loose=False)


@dataclass(frozen=True, slots=True)
class _Query:
    """What was typed, as search keys: the words, kind and rest if they begin with one, places."""

    words: str
    type: str
    rest: str
    places: tuple[str, ...]
    loose: bool


def _read_query(text: str) -> _Query | None:
    """Return what `text` asks for, or None when it asks for nothing."""
    plain = compose(_APOSTROPHES.sub("", text))
    parts = [" ".join(part.split()) for part in plain.split(",")]
    loose = plain.isascii()
    words, *places = [_key(part, loose) for part in parts]
    if not words:
        return None
    unit_type, rest = _split_type(words, loose)
    return _Query(words, unit_type, rest, tuple(place for place in places if place), loose)


def _split_type(words: str, loose: bool) -> tuple[str, str]:
    """Return the kind that `words` begin with and what follows it ("", "" without a kind)."""
    for unit_type, label in texts.UNIT_TYPES.items():
        start = _key(label, loose) + " "
        if words.startswith(start):
            return unit_type, words.removeprefix(start)
    return "", ""


def _by_grade(
    query: _Query, entries: Sequence[UnitEntry], names: Sequence[str]
) -> tuple[list[UnitEntry], list[UnitEntry], list[UnitEntry]]:
    """Return the matching entries in three lists: the whole name or code, its beginning, inside."""
    graded: tuple[list[UnitEntry], list[UnitEntry], list[UnitEntry]] = ([], [], [])
    for entry, text, words in _hits(query, entries, names):
        if all(place in _key(entry.whereabouts, query.loose) for place in query.places):
            graded[0 if text == words else 1 if text.startswith(words) else 2].append(entry)
    return graded


def _hits(
    query: _Query, entries: Sequence[UnitEntry], names: Sequence[str]
) -> Iterator[tuple[UnitEntry, str, str]]:
    """Yield each match as (entry, text it was found in, words that were found)."""
    words, rest = query.words, query.rest
    if rest:
        for place in [place for place, name in enumerate(names) if rest in name]:
            if entries[place].type == query.type:
                yield entries[place], names[place], rest
    for place in [place for place, name in enumerate(names) if words in name]:
        yield entries[place], names[place], words
    if words.isdigit():
        yield from ((e, e.code, words) for e in entries if e.code.startswith(words))


def _keys(entries: Sequence[UnitEntry], *, loose: bool) -> list[str]:
    """Return the search key of each name; they are made in one go, which is much faster."""
    return _key("\n".join(entry.name for entry in entries), loose).split("\n")


@lru_cache(maxsize=2048)
def _key(text: str, loose: bool) -> str:
    """Return `text` as it is compared: no apostrophes, lower case; loose without accents."""
    plain = _APOSTROPHES.sub("", compose(text))
    if loose:
        return fold(plain)
    taken_apart = unicodedata.normalize("NFD", plain.lower())
    return compose(_LATE_TONE.sub(r"\1\3\2", taken_apart))
