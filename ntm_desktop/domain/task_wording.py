"""What the wording of a conclusion says of a task: its verb, who takes the lead, its deadline."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ntm_desktop import texts
from ntm_desktop.domain.dates import format_date, real_date
from ntm_desktop.domain.tasks import VERBS, recurrence_in, said_recurrence
from ntm_desktop.domain.vietnamese import compose, fold

_DAY = (
    r"(?<![0-9/])([0-9]{1,2}) ?(?:[/-]|thang) ?([0-9]{1,2})"
    r"(?: ?(?:[/-]|,? ?nam) ?([0-9]{4}))?(?![0-9/])"
)
_TYPED = re.compile(_DAY)
_SAID = re.compile(
    r"\b(?:(?:xong )?truoc|cham nhat|den het|han cuoi|thoi han|han)(?: la)?(?: den)?(?: ngay)?[: ]+"
    + _DAY
)
_BULLET = re.compile(r"^\s*(?:[-–+•*]|\(?[0-9]{1,2}[.)/]|[a-zđ][.)])\s*")
_NUMBERING = re.compile(r"^\s*(?:[-–+•*]|\(?[0-9]{1,2}[.)]|[a-zđ][.)])\s+")
_CHECKED = re.compile(
    r"\b(?:kiem tra|kiem dem|bao cao|danh gia|dinh ky|giao ban|ra soat|so ket|hop)\b"
)
_PERCENT_END = re.compile(r"(?:^|(?<![0-9])[,;]\s+|\()\s*([0-9]{1,3})\s?%\)?[.\s]*$")
_LEAD_ENDS = " chu tri"
_LEAD_MOST = 80


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as it was said: `text` word for word, `due_on` where the year was said too.

    Without a year `proposals` holds the dates it could mean, the likeliest first; ask. A check
    again and again ("hàng tuần") has a `recurrence`, a word of `RECURRENCES`.
    """

    text: str
    due_on: date | None = None
    proposals: tuple[date, ...] = ()
    recurrence: str | None = None


def without_numbering(passage: str) -> str:
    """Return a passage without the number, letter or dash it began with in the conclusion."""
    return _NUMBERING.sub("", passage)


def read_deadline(text: str, reference: date) -> Deadline:
    """Return the deadline typed as "18/11/2023", "trước ngày 18/11" or "hàng tuần".

    `reference` is the day it was said; a deadline without a year is looked for on or after it.
    """
    return _deadline(" ".join(compose(text).split()), _TYPED, reference, keep_all=True)


def due_words(text: str, due_on: date) -> str:
    """Return a deadline as it was said with the year that was chosen for it.

    "trước ngày 18/11" becomes "trước ngày 18/11/2023"; words that name no such day have it in
    brackets behind them. What was said is kept as it is elsewhere, nothing is written over.
    """
    plain = compose(text)
    folded = fold(plain)
    for found in _TYPED.finditer(folded) if len(folded) == len(plain) else ():
        if (int(found[1]), int(found[2])) != (due_on.day, due_on.month):
            continue
        if found[3] and int(found[3]) == due_on.year:
            return plain
        if not found[3]:
            between = folded[found.end(1) : found.start(2)].strip()
            said = texts.DEADLINE_YEAR if between == "thang" else between + "{year}"
            year = said.format(year=due_on.year)
            return f"{plain[: found.end()]}{year}{plain[found.end() :]}"
    return f"{plain} ({format_date(due_on)})"


def deadline_in(passage: str, reference: date) -> Deadline:
    """Return the deadline a passage names ("… xong trước ngày 18/11"), an empty one for none."""
    return _deadline(compose(passage), _SAID, reference, keep_all=False)


def verb_in(passage: str) -> str | None:
    """Return the verb (a word of `VERBS`) a passage begins with, as it was said."""
    words = fold(_BULLET.sub("", compose(passage)))
    if words.startswith("giao thong"):
        return None
    return next((verb for verb, said in VERBS.items() if words.startswith(fold(said) + " ")), None)


def lead_in(passage: str) -> str | None:
    """Return who takes the lead where a passage says "giao … chủ trì"; None where it does not."""
    plain = _BULLET.sub("", compose(passage))
    verb = verb_in(plain)
    folded = fold(plain)
    end = folded.find(_LEAD_ENDS)
    if verb is None or len(folded) != len(plain) or end < 0:
        return None
    start = len(VERBS[verb]) + 1
    lead = plain[start:end].strip()
    return lead if 0 < len(lead) <= _LEAD_MOST and not re.search("[.;\n]", lead) else None


def percent_in(note: str) -> int | None:
    """Return the share of a task that a note ends with ("đã cắm mốc, 40%"), None for none.

    Only a whole number at the very end, apart from the sentence, says how much is done: in "giảm
    40%" or "thu gom rác đạt 95%" it is part of what was done.
    """
    found = _PERCENT_END.search(note)
    percent = int(found[1]) if found else 101
    return percent if percent <= 100 else None


def _deadline(text: str, form: re.Pattern[str], reference: date, *, keep_all: bool) -> Deadline:
    """Return what `form` finds; with `keep_all` the whole text is what was said."""
    folded = fold(text)
    found = form.search(folded)
    if found is None or len(folded) != len(text):
        return _recurring(text, keep_all=keep_all)
    said = text if keep_all else text[found.start() : found.end()]
    day, month, year = int(found[1]), int(found[2]), found[3]
    if year:
        return Deadline(said, real_date(int(year), month, day))
    return Deadline(said, None, _proposals(month, day, reference))


def _recurring(text: str, *, keep_all: bool) -> Deadline:
    """Return what a text without a day says: how often something is checked, or nothing."""
    said = said_recurrence(text)
    if not keep_all and not _CHECKED.search(fold(text)):
        return Deadline("")  # "giảm bình quân hàng năm 0,5%" is no check
    return Deadline(text if keep_all else said, recurrence=recurrence_in(said))


def _proposals(month: int, day: int, reference: date) -> tuple[date, ...]:
    """Return the next such date on or after `reference`, then the one before it."""
    years = range(reference.year - 8, reference.year + 9)
    real = [found for year in years if (found := real_date(year, month, day)) is not None]
    later = [found for found in real if found >= reference][:1]
    earlier = [found for found in real if found < reference][-1:]
    return tuple(later + earlier)
