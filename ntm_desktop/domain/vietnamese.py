"""Vietnamese text: composed form, search key without accents, order of the Vietnamese alphabet."""

import re
import unicodedata
from functools import lru_cache

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": 2, "\u0309": 3, "\u0303": 4, "\u0301": 5, "\u0323": 6}  # huyền hỏi ngã sắc nặng
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})
_STROKED_D = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"})  # Ð (eth) is often mistyped


class _PlainLetters(dict[int, int | str | None]):
    """Gives each letter for `str.translate`: none for a mark above or below, d for đ."""

    def __missing__(self, code: int) -> int | str | None:
        found = None if unicodedata.combining(chr(code)) else code
        self[code] = found
        return found


_PLAIN = _PlainLetters(_STROKED_D)
_LATE_TONE = re.compile("(o(?=[ae])|u(?=y))([aey])([\u0300\u0309\u0303\u0301\u0323])")


def compose(text: str) -> str:
    """Return `text` in composed form (NFC) with no-break spaces turned into spaces."""
    return unicodedata.normalize("NFC", text).replace("\u00a0", " ")


def capital_first(text: str) -> str:
    """Return the text with its first letter upper case, as a sentence or a label begins."""
    return text[:1].upper() + text[1:]


def fold(text: str) -> str:
    """Return the search key of `text`: lower case, no accents, đ as d, one kind of apostrophe.

    >>> fold("Đường Hòa Bình")
    'duong hoa binh'
    """
    parts = unicodedata.normalize("NFD", _one_punctuation(text))
    if parts.isascii():
        return parts.lower()
    return parts.translate(_PLAIN).lower()


def matches(query: str, text: str) -> bool:
    """Say whether `query` is found in `text`: without accents it is loose, with accents exact.

    The two ways to place a tone ("ủy", "uỷ") count as the same spelling.
    """
    exact = exact_key(query)
    if exact == fold(query):
        return exact in fold(text)
    return exact in exact_key(text)


@lru_cache(maxsize=4096)
def sort_key(text: str) -> tuple[tuple[int, int], ...]:
    """Return a key that sorts `text` in the order of the Vietnamese alphabet, then by tone."""
    letters: list[tuple[int, int]] = []
    for char in compose(text).lower():
        tone, base = _split_tone(char)
        place = _ALPHABET.find(base)
        letters.append((place + 1000 if base and place >= 0 else ord(char), tone))
    return tuple((place, 0) for place, _ in letters) + tuple((0, tone) for _, tone in letters)


def given_name_key(full_name: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Return a key that sorts people by given name, then by the rest, as Vietnamese lists do."""
    words = full_name.split()
    if not words:
        return ()
    return tuple(sort_key(word) for word in [words[-1], *words[:-1]])


def _one_punctuation(text: str) -> str:
    """Return `text` with plain spaces and one kind of apostrophe."""
    return text.translate(_APOSTROPHES).replace("\u00a0", " ")


def exact_key(text: str) -> str:
    """Return `text` in lower case and composed, with the tone on the first vowel of oa, oe, uy."""
    parts = unicodedata.normalize("NFD", _one_punctuation(text)).lower()
    return unicodedata.normalize("NFC", _LATE_TONE.sub(r"\1\3\2", parts))


def _split_tone(char: str) -> tuple[int, str]:
    """Return the tone number and the letter without tone ("ậ" gives nặng and "â")."""
    parts = unicodedata.normalize("NFD", char)
    tone = next((_TONES[mark] for mark in parts if mark in _TONES), 1)
    base = "".join(mark for mark in parts if mark not in _TONES)
    return tone, unicodedata.normalize("NFC", base)
