"""Reporting periods: months, quarters, halves, nine months, years, last months and any span."""

import contextlib
import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from ntm_desktop import texts
from ntm_desktop.domain.dates import format_date, real_date
from ntm_desktop.domain.vietnamese import compose
from ntm_desktop.errors import InputError

FIRST_YEAR = 1990
LAST_YEAR = 2100

_ONE_DAY = timedelta(days=1)
_ROMAN = ("I", "II", "III", "IV")
_FORM = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<nine>9M)|L(?P<last>[2-9]|1[01])"
    r"|(?P<month>0[1-9]|1[0-2])))?"
)
_SPAN_FORM = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2}) *\.\. *([0-9]{4})-([0-9]{2})-([0-9]{2})")


class PeriodKind(Enum):
    """The shapes a reporting period can have."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    LAST_MONTHS = "last_months"
    SPAN = "span"


@dataclass(frozen=True, slots=True)
class ReportingPeriod:
    """A period from `start` to `end`, both included; `id` is stored, `label` is Vietnamese."""

    kind: PeriodKind
    start: date
    end: date
    id: str
    label: str

    @property
    def year(self) -> int:
        """Return the year in which the period ends."""
        return self.end.year

    @property
    def order(self) -> tuple[date, date]:
        """Return the key that sorts periods: by their end, then by their start."""
        return self.end, self.start


def parse_period(text: str) -> ReportingPeriod:
    """Return the period of an id: 2024, 2024-H1, 2024-Q1, 2024-9M, 2024-L3, 2024-06 or a span.

    `2024-L3` is the last three months of 2024 (2 to 11 months; `2024-L6` is the same period as
    `2024-H2` and gets its id). A span is two ISO dates joined by "..". Raises `InputError` for
    anything else, for reversed spans and for years outside 1990-2100.
    """
    plain = compose(text).strip().upper()
    span = _SPAN_FORM.fullmatch(plain)
    if span is not None:
        return _parse_span(text, [int(part) for part in span.groups()])
    form = _FORM.fullmatch(plain)
    if form is None:
        raise _refused(texts.PERIOD_BAD, text)
    return _from_form(form)


def known_periods(ids: Iterable[object]) -> list[ReportingPeriod]:
    """Return the periods with these ids; one that only a newer version writes is left out."""
    found: list[ReportingPeriod] = []
    for one in ids:
        with contextlib.suppress(InputError):
            found.append(parse_period(str(one)))
    return found


def previous(period: ReportingPeriod) -> ReportingPeriod:
    """Return the period to compare with: the one of the same kind that ends the day before.

    A span is preceded by the span of as many days. Nine months and last months have no
    predecessor of their kind in the calendar; they are compared with the same period of the year
    before. Raises `InputError` where that lies before 1990.
    """
    if period.kind in _CONTAINING:
        return _CONTAINING[period.kind](period.start - _ONE_DAY)
    if period.kind is PeriodKind.SPAN:
        length = period.end - period.start
        end = period.start - _ONE_DAY
        return _span(end - length, end)
    return same_period_last_year(period)


def same_period_last_year(period: ReportingPeriod) -> ReportingPeriod:
    """Return the same period one year earlier; 29 February becomes 28 February.

    Raises `InputError` where that lies before 1990.
    """
    if period.kind is PeriodKind.SPAN:
        return _span(_year_before(period.start), _year_before(period.end))
    return parse_period(f"{period.year - 1}{period.id[4:]}")


def periods_of_year(year: int) -> list[ReportingPeriod]:
    """Return the usual periods of a year: itself, halves, 9 and last 3 months, quarters, months.

    Raises `InputError` for a year outside 1990-2100.
    """
    tails = ["", "-H1", "-H2", "-9M", "-L3", *(f"-Q{quarter}" for quarter in range(1, 5))]
    return [parse_period(f"{year:04d}{tail}") for tail in tails] + [
        parse_period(f"{year:04d}-{month:02d}") for month in range(1, 13)
    ]


def last_day_to_tell(period: ReportingPeriod, today: date) -> date:
    """Return the day on which a period is looked at: its end, but today while it still runs.

    A period to come is looked at as it will end.
    """
    return today if period.start <= today <= period.end else period.end


def _refused(message: str, text: str) -> InputError:
    """Return the refusal of a typed period with the list of the forms there are."""
    filled = message.format(text=text.strip(), first=FIRST_YEAR, last=LAST_YEAR)
    return InputError(filled, hint=texts.PERIOD_FORMS_HINT)


def _check_year(text: str, year: int) -> None:
    """Raise `InputError` for a year that is surely mistyped."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _refused(texts.PERIOD_YEAR_RANGE, text)


def _parse_span(text: str, numbers: list[int]) -> ReportingPeriod:
    """Return the span of two dates given as year, month, day twice."""
    start, end = real_date(*numbers[:3]), real_date(*numbers[3:])
    if start is None or end is None:
        raise _refused(texts.PERIOD_BAD, text)
    if end < start:
        raise _refused(texts.PERIOD_REVERSED, text)
    return _span(start, end)


def _from_form(form: re.Match[str]) -> ReportingPeriod:
    """Return the period of a matched id that is not a span."""
    year = int(form["year"])
    if form["half"]:
        return _half(year, int(form["half"]))
    if form["quarter"]:
        return _quarter(year, int(form["quarter"]))
    if form["month"]:
        return _month(year, int(form["month"]))
    if form["last"]:
        return _last_months(year, int(form["last"]))
    return _nine_months(year) if form["nine"] else _year(year)


def _of_months(
    kind: PeriodKind, year: int, months: tuple[int, int], tail: str, label: str
) -> ReportingPeriod:
    """Return the period of whole months, first and last given, of one year in the range."""
    _check_year(f"{year:04d}{tail}", year)
    first, last = months
    end = date(year, last, monthrange(year, last)[1])
    return ReportingPeriod(kind, date(year, first, 1), end, f"{year}{tail}", label)


def _year(year: int) -> ReportingPeriod:
    """Return a whole year."""
    label = texts.PERIOD_YEAR.format(year=year)
    return _of_months(PeriodKind.YEAR, year, (1, 12), "", label)


def _half(year: int, half: int) -> ReportingPeriod:
    """Return the first or the last six months of a year."""
    wording = texts.PERIOD_FIRST_MONTHS if half == 1 else texts.PERIOD_LAST_MONTHS
    label = wording.format(months=6, year=year)
    return _of_months(PeriodKind.HALF, year, (half * 6 - 5, half * 6), f"-H{half}", label)


def _quarter(year: int, quarter: int) -> ReportingPeriod:
    """Return a quarter."""
    label = texts.PERIOD_QUARTER.format(quarter=_ROMAN[quarter - 1], year=year)
    months = (quarter * 3 - 2, quarter * 3)
    return _of_months(PeriodKind.QUARTER, year, months, f"-Q{quarter}", label)


def _month(year: int, month: int) -> ReportingPeriod:
    """Return a month."""
    label = texts.PERIOD_MONTH.format(month=month, year=year)
    return _of_months(PeriodKind.MONTH, year, (month, month), f"-{month:02d}", label)


def _nine_months(year: int) -> ReportingPeriod:
    """Return January to September."""
    label = texts.PERIOD_FIRST_MONTHS.format(months=9, year=year)
    return _of_months(PeriodKind.NINE_MONTHS, year, (1, 9), "-9M", label)


def _last_months(year: int, count: int) -> ReportingPeriod:
    """Return the last `count` months of a year; six of them are its second half."""
    if count == 6:
        return _half(year, 2)
    label = texts.PERIOD_LAST_MONTHS.format(months=count, year=year)
    return _of_months(PeriodKind.LAST_MONTHS, year, (13 - count, 12), f"-L{count}", label)


def _span(start: date, end: date) -> ReportingPeriod:
    """Return the days from `start` to `end`; raise `InputError` for years outside the range."""
    span_id = f"{start.isoformat()}..{end.isoformat()}"
    _check_year(span_id, start.year)
    _check_year(span_id, end.year)
    label = texts.PERIOD_SPAN.format(start=format_date(start), end=format_date(end))
    if start == end:
        label = texts.PERIOD_DAY.format(day=format_date(start))
    return ReportingPeriod(PeriodKind.SPAN, start, end, span_id, label)


def _year_before(day: date) -> date:
    """Return the same day of the year before, 28 February for the 29th."""
    return real_date(day.year - 1, day.month, day.day) or date(day.year - 1, 2, 28)


_CONTAINING: dict[PeriodKind, Callable[[date], ReportingPeriod]] = {
    PeriodKind.MONTH: lambda day: _month(day.year, day.month),
    PeriodKind.QUARTER: lambda day: _quarter(day.year, (day.month + 2) // 3),
    PeriodKind.HALF: lambda day: _half(day.year, (day.month + 5) // 6),
    PeriodKind.YEAR: lambda day: _year(day.year),
}
