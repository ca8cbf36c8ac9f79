"""Dates as clerks type them and as documents print them; a missing year is asked for."""

import calendar
import re
from datetime import UTC, date, datetime, timedelta, timezone

from ntm_desktop import texts
from ntm_desktop.domain.vietnamese import compose, fold
from ntm_desktop.errors import InputError

VIETNAM_TIME = timezone(timedelta(hours=7))  # one zone, no summer time
FIRST_YEAR = 1900
LAST_YEAR = 2100

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_TYPED = re.compile(
    r"(?:ngay )?([0-9]{1,2}) ?(?:[/.-]|thang) ?([0-9]{1,2})(?: ?(?:[/.-]|,? ?nam) ?([0-9]{1,5}))?"
)


def local_time(at_ms: int) -> datetime:
    """Return a moment of ms since 1970 in Vietnam time, whatever the computer's zone is set to."""
    return datetime.fromtimestamp(at_ms // 1000, tz=UTC).astimezone(VIETNAM_TIME)


def parse_date(text: str, today: date | None = None) -> date:
    """Return the date typed as 18/11/2023, 5/1/2024, 2023-11-18 or "ngày 18 tháng 11 năm 2023".

    Raises `InputError` for a date that does not exist and for one without a year; with `today`
    the refusal proposes the nearest such date.
    """
    year, month, day = _split(text)
    if year == "":
        raise _without_year(text.strip(), int(month), int(day), today)
    if len(year) < 4:
        raise InputError(texts.DATE_SHORT_YEAR.format(text=text.strip()), hint=texts.DATE_FORM_HINT)
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        message = texts.DATE_YEAR_RANGE.format(text=text.strip(), first=FIRST_YEAR, last=LAST_YEAR)
        raise InputError(message, hint=texts.DATE_FORM_HINT)
    found = real_date(int(year), int(month), int(day))
    if found is None:
        raise _not_real(text.strip())
    return found


def real_date(year: int, month: int, day: int) -> date | None:
    """Return the date, or None where the calendar has none (31 February, month 13)."""
    if not 1 <= month <= 12 or not date.min.year <= year <= date.max.year:
        return None
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def nearest_date(month: int, day: int, today: date) -> date | None:
    """Return the date with this day and month that is nearest to `today`; None if there is none.

    For 29 February that may be up to four years away. Of two equally near the later is taken.
    """
    candidates = [
        found
        for year in range(today.year + 8, today.year - 9, -1)
        if (found := real_date(year, month, day)) is not None
    ]
    return min(candidates, key=lambda found: abs(found - today), default=None)


def format_date(day: date) -> str:
    """Return "05/01/2024", the form of lists and screens."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def document_date(day: date) -> str:
    """Return "ngày 05 tháng 01 năm 2026", as under the motto of an official document.

    Nghị định 30/2020/NĐ-CP, Phụ lục I: days below 10 and months 1 and 2 have a leading zero,
    months 3 to 9 have none.
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return texts.DATE_IN_DOCUMENT.format(day=f"{day.day:02d}", month=month, year=day.year)


def _split(text: str) -> tuple[str, str, str]:
    """Return year, month and day as typed (the year may be ""); raise `InputError` otherwise."""
    plain = " ".join(fold(compose(text)).split())
    iso = _ISO.fullmatch(plain)
    if iso:
        return iso[1], iso[2], iso[3]
    typed = _TYPED.fullmatch(plain)
    if typed is None:
        raise InputError(texts.DATE_BAD.format(text=text.strip()), hint=texts.DATE_FORM_HINT)
    return typed[3] or "", typed[2], typed[1]


def _without_year(typed: str, month: int, day: int, today: date | None) -> InputError:
    """Return the refusal of a date without a year, with the nearest one as proposal."""
    if real_date(2000, month, day) is None:
        return _not_real(typed)
    proposal = None if today is None else nearest_date(month, day, today)
    hint = texts.DATE_FORM_HINT
    if proposal is not None:
        hint = texts.DATE_NO_YEAR_PROPOSAL.format(date=format_date(proposal))
    return InputError(texts.DATE_NO_YEAR.format(text=typed), hint=hint)


def _not_real(typed: str) -> InputError:
    """Return the refusal of a date that the calendar does not have."""
    return InputError(texts.DATE_NOT_REAL.format(text=typed), hint=texts.DATE_FORM_HINT)
