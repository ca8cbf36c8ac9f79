"""The numbers in front of criteria and indicators: "I", "1", "1.1", "a)", and what they rank."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

_ROMAN = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})")
_PREFIX = re.compile(r"(?:tiêu chí|tiêu chuẩn|tc|mục|phần)\s*(?:số)?\s*", re.IGNORECASE)
_IN_TEXT = re.compile(
    r"(?P<code>[0-9]{1,2}(?:\.[0-9]{1,2})+|[IVX]+\.[0-9]{1,2}|[0-9]{1,2}(?=[.)])"
    r"|[IVX]+(?=[.)])|[A-H](?=[.)])|[a-zđ](?=\))|[-–+•*](?=\s))"
    r"(?![0-9])\s*[.):]?\s*(?P<rest>[^\W\d_][\s\S]*|[“\"(≥≤<>][\s\S]*)"
)
_LETTERED = re.compile(r"[0-9]{1,2}[a-zđ]")
_HEAD_LETTER = re.compile(r"[A-HĐ]")
_LETTER = re.compile(r"[a-zđ]")
_DOTTED = re.compile(r"([0-9]{1,2}|[IVX]+)([.,][0-9]{1,2})+")


class Rank(Enum):
    """What kind of number it is; which kind numbers the criteria depends on the table."""

    HEAD_LETTER = "A"
    ROMAN = "I"
    NUMBER = "1"
    DOTTED = "1.1"
    LETTER = "a"
    BULLET = "-"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands, in the form a code has ("1.1", "a" for "a)", "dd" for "đ")."""

    rank: Rank
    code: str


def parse_number_mark(text: str) -> Number | None:
    """Return the number a cell of the number column holds, None for anything else.

    >>> parse_number_mark("Tiêu chí số 5.").code
    '5'
    """
    plain = _PREFIX.sub("", text.strip(), count=1).strip(" .):;(")
    if not plain:
        return None
    return _mark(plain)


def split_number(text: str) -> tuple[Number | None, str]:
    """Return the number in front of a wording, and the wording without it.

    >>> split_number("1.2. Có quy chế quản lý")[1]
    'Có quy chế quản lý'
    """
    stripped = text.strip()
    found = _IN_TEXT.fullmatch(_PREFIX.sub("", stripped, count=1))
    if found is None:
        return None, stripped
    return _mark(found["code"]), found["rest"].strip()


def _mark(plain: str) -> Number | None:
    """Return the number of a text that is nothing else."""
    if re.fullmatch(r"[0-9]{1,3}", plain):
        return Number(Rank.NUMBER, str(int(plain)))
    if _DOTTED.fullmatch(plain):
        return Number(Rank.DOTTED, plain.replace(",", "."))
    if _LETTERED.fullmatch(plain):
        return Number(Rank.DOTTED, f"{plain[:-1]}.{_letter(plain[-1])}")
    if _ROMAN.fullmatch(plain):
        return Number(Rank.ROMAN, plain)
    if _HEAD_LETTER.fullmatch(plain):
        return Number(Rank.HEAD_LETTER, _letter(plain))
    if _LETTER.fullmatch(plain):
        return Number(Rank.LETTER, _letter(plain))
    return Number(Rank.BULLET, "") if re.fullmatch(r"[-–+•*]", plain) else None


def _letter(letter: str) -> str:
    """Return a letter as a code may hold it."""
    return {"đ": "dd", "Đ": "DD"}.get(letter, letter)


def criterion_rank(numbers: Sequence[Number]) -> Rank:
    """Return which kind of number counts the criteria of a table.

    Arabic numbers, unless Roman ones stand above Arabic ones that begin again under each.
    """
    ranks = [number.rank for number in numbers]
    if Rank.ROMAN not in ranks:
        return Rank.NUMBER
    arabic = [number.code for number in numbers if number.rank is Rank.NUMBER]
    if not arabic:
        return Rank.ROMAN
    begins_again = arabic.count("1") > 1 and ranks.count(Rank.ROMAN) > 1
    return Rank.ROMAN if begins_again else Rank.NUMBER


def follows(before: str, after: str) -> bool:
    """Say whether `after` is the next number of a list after `before` ("1.9" and "1.10")."""
    head_before, _, last_before = before.rpartition(".")
    head_after, _, last_after = after.rpartition(".")
    if head_before != head_after or not (last_before.isdecimal() and last_after.isdecimal()):
        return True
    return int(last_after) == int(last_before) + 1
