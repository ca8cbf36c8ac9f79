"""Dates: as typed, as shown on screen and as printed in documents."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.dates import document_date, format_date, nearest_date, parse_date, real_date
from ntm_desktop.errors import InputError

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("18/11/2023", date(2023, 11, 18)),
        ("5/1/2024", date(2024, 1, 5)),
        ("05/8/2020", date(2020, 8, 5)),
        (" 18-11-2023 ", date(2023, 11, 18)),
        ("18.11.2023", date(2023, 11, 18)),
        ("2023-11-18", date(2023, 11, 18)),
        ("18 / 11 / 2023", date(2023, 11, 18)),
        ("ngày 18 tháng 11 năm 2023", date(2023, 11, 18)),
        ("Ngày\u00a018/11/2023", date(2023, 11, 18)),
        ("29/2/2024", date(2024, 2, 29)),
    ],
)
def test_a_date_is_understood_as_people_write_it(typed: str, day: date) -> None:
    assert parse_date(typed) == day


@pytest.mark.parametrize(
    ("typed", "today", "proposed"),
    [
        ("18/11", date(2023, 9, 15), "18/11/2023"),
        ("15/9", date(2023, 9, 20), "15/09/2023"),
        ("3/1", date(2023, 12, 20), "03/01/2024"),
        ("20/12", date(2024, 1, 5), "20/12/2023"),
        ("29/2", date(2023, 1, 1), "29/02/2024"),
        ("ngày 18 tháng 11", date(2023, 9, 15), "18/11/2023"),
    ],
)
def test_a_date_without_year_is_refused_and_the_nearest_is_proposed(
    typed: str, today: date, proposed: str
) -> None:
    with pytest.raises(InputError, match="chưa có năm") as refusal:
        parse_date(typed, today)
    assert proposed in refusal.value.hint


def test_without_today_nothing_is_proposed_but_the_form() -> None:
    with pytest.raises(InputError, match="chưa có năm") as refusal:
        parse_date("15/9")
    assert refusal.value.hint == "Viết ngày theo dạng 18/11/2023."


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31/2/2024", "Không có ngày 31/2/2024"),
        ("29/2/2023", "Không có ngày"),
        ("11/18/2023", "Không có ngày"),
        ("0/1/2023", "Không có ngày"),
        ("2023-13-01", "Không có ngày"),
        ("31/2", "Không có ngày"),
        ("18/11/23", "bốn chữ số"),
        ("18/11/1023", "từ 1900 đến 2100"),
        ("18/11/20233", "từ 1900 đến 2100"),
        ("", "không phải là ngày"),
        ("hôm nay", "không phải là ngày"),
        ("18112023", "không phải là ngày"),
        ("18/11/2023 10:00", "không phải là ngày"),
        ("٣/٣/2023", "không phải là ngày"),
    ],
)
def test_a_wrong_date_is_refused_in_words(typed: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence) as refusal:
        parse_date(typed, date(2024, 1, 1))
    assert refusal.value.hint


@given(days)
def test_a_shown_or_printed_or_iso_date_is_read_back(day: date) -> None:
    assert parse_date(format_date(day)) == day
    assert parse_date(document_date(day)) == day
    assert parse_date(day.isoformat()) == day


@given(days, days)
def test_the_nearest_date_has_the_day_and_month_and_none_is_nearer(day: date, today: date) -> None:
    nearest = nearest_date(day.month, day.day, today)
    assert nearest is not None
    assert (nearest.month, nearest.day) == (day.month, day.day)
    assert abs(nearest - today) <= abs(day - today)


def test_a_day_that_no_year_has_is_nearest_to_nothing() -> None:
    assert nearest_date(2, 30, date(2024, 1, 1)) is None
    assert real_date(2024, 4, 31) is None
    assert real_date(0, 1, 1) is None


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2023, 11, 18), "ngày 18 tháng 11 năm 2023"),
    ],
)
def test_a_printed_date_has_leading_zeros_only_where_documents_do(day: date, printed: str) -> None:
    assert document_date(day) == printed


def test_a_shown_date_has_two_digits_for_day_and_month() -> None:
    assert format_date(date(2024, 1, 5)) == "05/01/2024"
