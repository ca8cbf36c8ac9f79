"""Reporting periods: their ids, Vietnamese names, predecessors and order."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.periods import (
    PeriodKind,
    ReportingPeriod,
    known_periods,
    last_day_to_tell,
    parse_period,
    periods_of_year,
    previous,
    same_period_last_year,
)
from ntm_desktop.errors import InputError

TAILS = ["", "-H1", "-H2", "-9M", "-L3", "-L2", "-L11"]
TAILS += [f"-Q{n}" for n in range(1, 5)] + [f"-{n:02d}" for n in range(1, 13)]


def _span_of(days: tuple[date, date]) -> str:
    """Return the id of the span between two days in any order."""
    return f"{min(days).isoformat()}..{max(days).isoformat()}"


_days = st.dates(date(2015, 1, 1), date(2039, 12, 31))
spans = st.tuples(_days, _days).map(_span_of).map(parse_period)
named = st.builds(
    lambda year, tail: parse_period(f"{year}{tail}"),
    st.integers(1991, 2100),
    st.sampled_from(TAILS),
)
calendar_periods = named.filter(
    lambda period: period.kind not in (PeriodKind.NINE_MONTHS, PeriodKind.LAST_MONTHS)
)


@pytest.mark.parametrize(
    ("typed", "kind", "start", "end", "label"),
    [
        ("2023", PeriodKind.YEAR, "2023-01-01", "2023-12-31", "năm 2023"),
        ("2024-H1", PeriodKind.HALF, "2024-01-01", "2024-06-30", "6 tháng đầu năm 2024"),
        ("2024-H2", PeriodKind.HALF, "2024-07-01", "2024-12-31", "6 tháng cuối năm 2024"),
        ("2024-Q1", PeriodKind.QUARTER, "2024-01-01", "2024-03-31", "quý I năm 2024"),
        ("2024-Q4", PeriodKind.QUARTER, "2024-10-01", "2024-12-31", "quý IV năm 2024"),
        ("2023-9M", PeriodKind.NINE_MONTHS, "2023-01-01", "2023-09-30", "9 tháng đầu năm 2023"),
        ("2024-L3", PeriodKind.LAST_MONTHS, "2024-10-01", "2024-12-31", "3 tháng cuối năm 2024"),
        ("2024-06", PeriodKind.MONTH, "2024-06-01", "2024-06-30", "tháng 6 năm 2024"),
        ("2024-02", PeriodKind.MONTH, "2024-02-01", "2024-02-29", "tháng 2 năm 2024"),
        (
            "2022-10-26..2024-01-25",
            PeriodKind.SPAN,
            "2022-10-26",
            "2024-01-25",
            "từ ngày 26/10/2022 đến ngày 25/01/2024",
        ),
        ("2024-01-25..2024-01-25", PeriodKind.SPAN, "2024-01-25", "2024-01-25", "ngày 25/01/2024"),
    ],
)
def test_an_id_names_a_period(
    typed: str, kind: PeriodKind, start: str, end: str, label: str
) -> None:
    expected = ReportingPeriod(
        kind, date.fromisoformat(start), date.fromisoformat(end), typed, label
    )
    assert parse_period(typed) == expected


def test_small_letters_and_spaces_around_are_understood() -> None:
    assert parse_period(" 2024-h1\u00a0") == parse_period("2024-H1")
    assert parse_period("2022-10-26 .. 2024-01-25").id == "2022-10-26..2024-01-25"


def test_the_last_six_months_are_the_second_half() -> None:
    assert parse_period("2024-L6") == parse_period("2024-H2")


@pytest.mark.parametrize(
    "typed",
    ["", "24", "2024-", "2024-13", "2024-00", "2024-6", "2024-H3", "2024-Q5", "2024-Q0", "2024-L0",
     "2024-L1", "2024-L12", "2024-8M", "1989", "2101", "0000", "2024-01-01", "quý I", "2024H1",
     "2024-01-25..2022-10-26", "2024-02-30..2024-03-01", "2024-01-01..2024-13-01",
     "1989-12-31..1990-01-05", "2100-12-31..2101-01-01", "0000-01-01..2024-01-01", "2024..2025",
     "٢٠٢٤"],
)  # fmt: skip
def test_a_bad_id_is_refused_with_the_forms_there_are(typed: str) -> None:
    with pytest.raises(InputError) as refusal:
        parse_period(typed)
    assert "2024-H1" in refusal.value.hint
    assert "2022-10-26..2024-01-25" in refusal.value.hint


def test_a_refusal_says_what_is_wrong() -> None:
    with pytest.raises(InputError, match="từ 1990 đến 2100"):
        parse_period("1989-Q1")
    with pytest.raises(InputError, match="ngày cuối trước ngày đầu"):
        parse_period("2024-01-25..2022-10-26")


@given(named | spans)
def test_the_id_of_a_period_names_the_same_period(period: ReportingPeriod) -> None:
    assert parse_period(period.id) == period


@given(calendar_periods | spans)
def test_the_previous_period_ends_the_day_before(period: ReportingPeriod) -> None:
    before = previous(period)
    assert before.end == period.start - timedelta(days=1)
    assert before.kind is period.kind


@given(spans)
def test_the_span_before_has_as_many_days(period: ReportingPeriod) -> None:
    before = previous(period)
    assert before.end - before.start == period.end - period.start


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2024", "2023"),
        ("2024-H1", "2023-H2"),
        ("2024-H2", "2024-H1"),
        ("2024-Q1", "2023-Q4"),
        ("2024-Q3", "2024-Q2"),
        ("2024-01", "2023-12"),
        ("2024-10", "2024-09"),
        ("2024-9M", "2023-9M"),
        ("2024-L3", "2023-L3"),
        ("2024-01-11..2024-01-20", "2024-01-01..2024-01-10"),
    ],
)
def test_each_kind_has_its_period_to_compare_with(period: str, before: str) -> None:
    assert previous(parse_period(period)).id == before


@given(named)
def test_the_same_period_last_year_is_of_the_same_kind_a_year_earlier(
    period: ReportingPeriod,
) -> None:
    earlier = same_period_last_year(period)
    assert (earlier.kind, earlier.year) == (period.kind, period.year - 1)
    assert earlier.start.replace(year=period.start.year) == period.start


def test_a_span_is_moved_by_a_year_and_29_february_becomes_the_28th() -> None:
    assert same_period_last_year(parse_period("2022-10-26..2024-02-29")).id == (
        "2021-10-26..2023-02-28"
    )


@pytest.mark.parametrize("first", ["1990", "1990-Q1", "1990-9M", "1990-01-01..1990-01-05"])
def test_nothing_lies_before_1990(first: str) -> None:
    with pytest.raises(InputError, match="từ 1990"):
        previous(parse_period(first))
    with pytest.raises(InputError, match="từ 1990"):
        same_period_last_year(parse_period(first))


def test_periods_sort_by_their_end_then_by_their_start() -> None:
    ids = ["2024", "2023", "2024-Q4", "2024-9M", "2024-H1", "2024-06"]
    ordered = sorted(map(parse_period, ids), key=lambda period: period.order)
    assert [period.id for period in ordered] == [
        "2023",
        "2024-H1",
        "2024-06",
        "2024-9M",
        "2024",
        "2024-Q4",
    ]


def test_the_year_of_a_period_is_the_year_it_ends_in() -> None:
    assert parse_period("2022-10-26..2024-01-25").year == 2024


def test_the_usual_periods_of_a_year_are_offered_once_each() -> None:
    ids = [period.id for period in periods_of_year(2024)]
    assert ids[:9] == [
        "2024",
        "2024-H1",
        "2024-H2",
        "2024-9M",
        "2024-L3",
        "2024-Q1",
        "2024-Q2",
        "2024-Q3",
        "2024-Q4",
    ]
    assert ids[9:] == [f"2024-{month:02d}" for month in range(1, 13)]
    with pytest.raises(InputError):
        periods_of_year(989)


def test_the_periods_of_a_newer_version_are_left_out():
    assert [one.id for one in known_periods(["2023", "2030-X1", None, "2024-Q1"])] == [
        "2023",
        "2024-Q1",
    ]


def test_a_period_that_runs_is_told_as_of_today_any_other_as_of_its_end() -> None:
    today = date(2024, 1, 23)
    days = [last_day_to_tell(parse_period(one), today) for one in ("2023", "2024", "2025")]
    assert days == [date(2023, 12, 31), today, date(2025, 12, 31)]
