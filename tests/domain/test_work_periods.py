"""Which works a report on some years lists, and which it may leave out."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.ledger import MoneyRow
from ntm_desktop.domain.work_periods import FINISHED, dated_years, works_outside
from ntm_desktop.domain.works import WORK_STATES, Work

DAYS = (
    *("proposed_on", "decision_on", "start_planned_on", "start_on", "finish_planned_on"),
    *("finish_on", "accepted_on", "handed_over_on", "settled_on"),
)


def day(year):
    return datetime.date(year, 6, 30)


def work(key="w", **fields):
    days = {name: day(year) for name, year in fields.items() if name in DAYS}
    return Work(key=key, name="Đường", **{**fields, **days})


def paid(year, key="w", carried_to=None):
    return MoneyRow(key, key, "nsdp-xa", year, "disbursed", 1, carried_to=carried_to)


def is_outside(one, *rows):
    return works_outside([one], rows, 2023, 2023) == {one.key}


@pytest.mark.parametrize(
    "one",
    [
        work(start_on=2021, finish_on=2022),
        work(settled_on=2020),
        work(state="settled", start_on=2021),
        work(start_on=2024),
        work(proposed_on=2025, finish_planned_on=2026),
        work(state="building", start_on=2024),
    ],
)
def test_a_work_over_before_the_year_or_begun_after_it_is_outside(one):
    assert is_outside(one)


@pytest.mark.parametrize(
    "one",
    [
        work(),
        work(state="settled"),
        work(state="building"),
        work(start_on=2021),
        work(state="building", start_on=2021, finish_on=2022),
        work(state="stopped", start_on=2021),
        work(start_on=2021, finish_on=2025),
        work(decision_on=2023),
        work(finish_on=2023),
        work(finish_planned_on=2025),
        work(state="settled", start_on=2022, settled_on=2024),
    ],
)
def test_a_work_under_way_of_the_year_or_of_no_known_time_is_listed(one):
    assert not is_outside(one)


def test_money_of_the_year_keeps_a_work_that_is_over():
    over = work(state="settled", settled_on=2022)
    assert is_outside(over, paid(2022))
    assert not is_outside(over, paid(2023))
    assert not is_outside(over, paid(2022, carried_to=2023))


def test_money_alone_tells_when_a_finished_work_was():
    assert is_outside(work(state="settled"), paid(2021))
    assert not is_outside(work(), paid(2021))
    assert is_outside(work(), paid(2024))


def test_a_group_is_listed_whole_or_not_at_all():
    group = work("g", state="settled", settled_on=2021)
    old, new = (work(key, group="g", finish_on=year) for key, year in (("a", 2021), ("b", 2023)))
    assert works_outside([group, old, new], [], 2023, 2023) == frozenset()
    assert works_outside([group, old], [], 2023, 2023) == {"g", "a"}


@given(
    st.fixed_dictionaries({}, optional={name: st.integers(2019, 2027) for name in DAYS}),
    st.sampled_from([None, *WORK_STATES]),
    st.lists(st.integers(2019, 2027), max_size=3),
)
def test_whatever_is_left_out_has_nothing_in_the_years(days, state, years):
    one, rows = work(state=state, **days), [paid(year) for year in years]
    held = dated_years(one) | set(years)
    if works_outside([one], rows, 2022, 2024):
        assert held
        assert held.isdisjoint({2022, 2023, 2024})
        assert min(held) > 2024 or state in (*FINISHED, None) or max(held) > 2024
    else:
        assert not held or not held.isdisjoint({2022, 2023, 2024}) or min(held) < 2022 or days
