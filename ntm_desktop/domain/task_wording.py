"""What the wording of a conclusion says of a task: its verb, who takes the lead, its deadline."""

from __future__ import annotations

import calendar
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
_EVERY = r"(?:hang|dinh ky|moi) (?:tuan|thang|quy|nam)\b"
_EVERY_DAY = re.compile(
    r"\b(?:(?:truoc|vao|cham nhat|muon nhat|den|cuoi) )*"
    r"(?:(?:cac )?(?:ngay|mung) [0-9]{1,2}|(?:ngay )?thu (?:hai|ba|tu|nam|sau|bay|[2-7])"
    rf"|(?:ngay )?chu nhat|cuoi)(?: cua)? {_EVERY}"
)
_YEAR = r"(?:[ /]|,? ?nam )([0-9]{4})\b"
_PERIODS = (
    (re.compile(rf"\bquy (i{{1,3}}|iv|[1-4]){_YEAR}"), 3),
    (re.compile(rf"\bthang ([0-9]{{1,2}}){_YEAR}"), 1),
)
_WHOLE_YEAR = re.compile(
    r"^(?:(?:trong|het|cuoi|den|truoc|den cuoi|den het) )?(?:nam )?(20[0-9]{2})$"
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_BULLET = re.compile(r"^\s*(?:[-–+•*]|\(?[0-9]{1,2}[.)/]|[a-zđ][.)])\s*")
_NUMBERING = re.compile(r"^\s*(?:[-–+•*]|\(?[0-9]{1,2}[.)]|[a-zđ][.)])\s+")
_CHECKED = re.compile(
    r"\b(?:kiem tra|kiem dem|bao cao|danh gia|dinh ky|giao ban|ra soat|so ket|hop)\b"
)
_PERCENT_END = re.compile(r"(?:^|(?<![0-9])[,;]\s+|\()\s*([0-9]{1,3})\s?%\)?[.\s]*$")
_LEAD_ENDS = " chu tri"
_LEAD_MOST = 80
_ORDER = re.compile(r"^(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười|Thứ \w+) là,? ?")
_ACT = (
    r" (?:chi dao|thuc hien|to chuc|trien khai|tham muu|ra soat|xay dung|hoan thien|hoan thanh"
    r"|huong dan|kiem tra|don doc|tong hop|bao cao|chiu trach nhiem|chuan bi|tuyen truyen"
    r"|van dong|theo doi|lap|phoi hop)\b"
)
_ACTS = re.compile(_ACT)
_BODY = re.compile(
    r"(?:ubnd|hdnd|mttq|uy ban|hoi dong|dang uy|ban |bcd|phong |van phong|cong chuc|dong chi|hoi "
    r"|doan |mat tran|cong an|quan su|tram |truong |thon |to |so |chi (?:bo|hoi|doan|uy|nhanh)"
    r"|trung tam|ke toan|dia chinh|chu tich|pho |bi thu|xa |huyen |can bo|lanh dao|hop tac xa)"
)
_WITH = re.compile(rf"phoi hop (?:voi|cung)(?P<who> [^.;,]+?)(?={_ACT}|[.;,]|$)")
_BESIDE = re.compile(r"chu tri,(?P<who> [^.;,]+?) phoi hop")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as it was said: `text` word for word, `due_on` where the year was said too.

    Without a year `proposals` holds the dates it could mean, the likeliest first; ask. A check
    again and again ("hàng tuần") has a `recurrence`, a word of `RECURRENCES`. A time without a day
    ("quý I/2027", "năm 2024") `is_period`; its last day is proposed.
    """

    text: str
    due_on: date | None = None
    proposals: tuple[date, ...] = ()
    recurrence: str | None = None
    is_period: bool = False


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
    """Return the verb (a word of `VERBS`) a passage begins with, as it was said.

    A passage that begins otherwise ("Hai là, …. Giao UBND xã …") gives a task with the sentence
    that begins with "Giao".
    """
    first, *others = _sentences(compose(passage)) or [""]
    found = _verb_of(first)
    if found is not None:
        return found
    return "assign" if any(_verb_of(one) == "assign" for one in others) else None


def _verb_of(sentence: str) -> str | None:
    """Return the verb a sentence begins with; "Giao thông" and "giao ban" give nothing."""
    words = fold(sentence)
    if words.startswith("giao thong") or (words.startswith("giao ban ") and sentence[5:6] == "b"):
        return None
    return next((verb for verb, said in VERBS.items() if words.startswith(fold(said) + " ")), None)


def _sentences(text: str) -> list[str]:
    """Return the sentences of a passage without numbers or words of order before them."""
    pieces = re.split(r"(?<=[.;])\s+|\n", _BULLET.sub("", text))
    plain = (_ORDER.sub("", _BULLET.sub("", one)).strip() for one in pieces)
    return [one for one in plain if one]


def lead_in(passage: str) -> str | None:
    """Return who takes the lead where a passage says "giao … chủ trì" or "Giao UBND xã chỉ đạo …".

    None where it does not; a sentence of the passage may say it, not only the first one.
    """
    found = (_lead_of(one) for one in _sentences(compose(passage)))
    return next((lead for lead in found if lead), None)


def _lead_of(sentence: str) -> str | None:
    """Return who one sentence gives a task to."""
    verb, folded = _verb_of(sentence), fold(sentence)
    if verb is None or len(folded) != len(sentence):
        return None
    start = len(VERBS[verb]) + 1
    end = folded.find(_LEAD_ENDS)
    if end < 0:
        acts = _ACTS.finditer(folded, start) if verb == "assign" else iter(())
        end = next((one.start() for one in acts if sentence[one.start() + 1].islower()), -1)
        if end < 0 or not _BODY.match(folded[start:end]):
            return None
    lead = sentence[start:end].strip(" ,")
    return lead if 0 < len(lead) <= _LEAD_MOST and not re.search("[.;\n]", lead) else None


def supporting_in(passage: str) -> str | None:
    """Return who supports where a passage says it: "chủ trì, phối hợp với các thôn …"."""
    for sentence in _sentences(compose(passage)):
        folded = fold(sentence)
        found = _WITH.search(folded) or _BESIDE.search(folded)
        if found is None or len(folded) != len(sentence):
            continue
        who = sentence[found.start("who") : found.end("who")].strip(" ,")
        if 0 < len(who) <= _LEAD_MOST:
            return who
    return None


def percent_in(note: str) -> int | None:
    """Return the share of a task that a note ends with ("đã cắm mốc, 40%"), None for none.

    Only a whole number at the very end, apart from the sentence, says how much is done: in "giảm
    40%" or "thu gom rác đạt 95%" it is part of what was done.
    """
    found = _PERCENT_END.search(note)
    percent = int(found[1]) if found else 101
    return percent if percent <= 100 else None


def is_over_whole(note: str) -> bool:
    """Say whether a note ends with a share of more than the whole ("…, 140%"): a slip."""
    found = _PERCENT_END.search(note)
    return found is not None and int(found[1]) > 100


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
    said, folded = said_recurrence(text), fold(text)
    dated = _EVERY_DAY.search(folded) if len(folded) == len(text) else None
    if dated is not None and not keep_all:
        said = text[dated.start() : dated.end()]
    elif not keep_all and not _CHECKED.search(folded):
        return Deadline("")  # "giảm bình quân hàng năm 0,5%" is no check
    if keep_all and not said and (last := _last_of_period(folded)):
        return Deadline(text, None, (last,), is_period=True)
    return Deadline(text if keep_all else said, recurrence=recurrence_in(said))


def _last_of_period(folded: str) -> date | None:
    """Return the last day of the quarter, month or year that words name, None for none."""
    for pattern, months in _PERIODS:
        found = pattern.search(folded)
        if found is None:
            continue
        number = _QUARTERS.get(found[1]) or int(found[1])
        month, year = number * months, int(found[2])
        if 1 <= month <= 12:
            return real_date(year, month, calendar.monthrange(year, month)[1])
    whole = _WHOLE_YEAR.match(folded.strip(" ."))
    return real_date(int(whole[1]), 12, 31) if whole else None


def _proposals(month: int, day: int, reference: date) -> tuple[date, ...]:
    """Return the next such date on or after `reference`, then the one before it."""
    years = range(reference.year - 8, reference.year + 9)
    real = [found for year in years if (found := real_date(year, month, day)) is not None]
    later = [found for found in real if found >= reference][:1]
    earlier = [found for found in real if found < reference][-1:]
    return tuple(later + earlier)
