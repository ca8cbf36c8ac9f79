"""Which money counts for a report, and that nothing is counted twice or made up."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.works import FUNDING_SOURCES, Work, invested, top_works
from ntm_desktop.reports import funding
from tests.reports.samples import entries, money

YEAR = parse_period("2023")


def test_nothing_entered_is_not_zero():
    sums = funding.amounts_of((), YEAR)
    assert sums == funding.Amounts(None, None, None)
    assert sums.empty
    assert sums.rate is None


def test_a_year_counts_by_plan_year_whatever_the_date():
    late = money("disbursed", "nsdp-xa", 5, paid_on=datetime.date(2024, 1, 25))
    assert funding.amounts_of((late,), YEAR).disbursed == 5_000_000
    assert funding.amounts_of((late,), parse_period("2024")).empty


def test_part_of_a_year_counts_by_date_and_tells_what_has_none():
    early = money("disbursed", "nsdp-xa", 5, paid_on=datetime.date(2023, 3, 1))
    undated = money("disbursed", "nsdp-xa", 7)
    half = parse_period("2023-H1")
    assert funding.amounts_of((early, undated), half).disbursed == 5_000_000
    assert funding.undated((early, undated), half) == 1
    assert funding.undated((early, undated), YEAR) == 0


def test_the_plan_of_the_year_counts_in_its_parts():
    plan = money("planned", "nsdp-xa", 5)
    assert funding.amounts_of((plan,), parse_period("2023-Q2")).planned == 5_000_000


def test_the_rate_is_rounded_half_up():
    assert funding.Amounts(planned=3, disbursed_of_planned=2).rate == Decimal("66.67")
    assert funding.Amounts(planned=0, disbursed_of_planned=2).rate is None


def test_money_without_a_plan_is_not_set_against_the_plan_of_others():
    sums = funding.amounts_of(entries(), YEAR)
    assert (sums.disbursed, sums.disbursed_of_planned) == (2_280_000_000, 2_100_000_000)
    assert sums.rate == Decimal(84)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([source.id for source in FUNDING_SOURCES]), st.integers(1, 10**6)
        ),
        min_size=1,
    )
)
def test_groups_add_up_to_the_total(amounts):
    made = [money("planned", source, amount) for source, amount in amounts]
    groups = [sums.planned or 0 for _, sums, _ in funding.by_source(made, YEAR)]
    assert sum(groups) == funding.amounts_of(made, YEAR).planned


@pytest.mark.parametrize("source", funding.HISTORICAL_SOURCES)
def test_historical_sources_are_shown_only_when_used(source):
    def shown(made):
        return {
            found.id
            for group, _, parts in funding.by_source(made, YEAR)
            for found in (group, *(part for part, _ in parts))
        }

    assert source not in shown(entries())
    assert source in shown((money("planned", source, 1),))


def test_members_of_a_group_are_not_counted_beside_it():
    group = Work(key="g", name="nhóm", count=2)
    members = (
        Work(key="a", name="a", group="g", total_investment=3),
        Work(key="b", name="b", group="g", total_investment=4),
    )
    works = (group, *members)
    assert top_works(works) == (group,)
    assert invested(group, works) == 7
    sums = funding.money_by_work(works, (money("planned", "nsdp-xa", 1, "a"),), YEAR)
    assert sums["g"].planned == 1_000_000


def test_a_group_with_an_unknown_member_has_no_sum():
    group = Work(key="g", name="nhóm")
    works = (
        group,
        Work(key="a", name="a", group="g", total_investment=3),
        Work(key="b", name="b", group="g"),
    )
    assert invested(group, works) is None


def test_money_of_a_member_is_a_part_of_what_its_group_states():
    works = (Work(key="g", name="nhóm"), Work(key="a", name="a", group="g"))
    made = (
        money("planned", "nsdp-xa", 10, "g"),
        money("planned", "nsdp-xa", 4, "a"),
        money("disbursed", "nsdp-xa", 3, "a"),
    )
    counted = funding.counted_in(works, made, YEAR)
    assert funding.amounts_of(counted, YEAR).planned == 10_000_000
    assert funding.amounts_of(counted, YEAR).disbursed == 3_000_000
    assert funding.money_by_work(works, counted, YEAR)["g"].planned == 10_000_000


def test_money_of_an_unknown_source_is_in_the_row_for_it():
    made = (money("planned", "of-a-newer-version", 5),)
    groups = {group.id: sums.planned for group, sums, _ in funding.by_source(made, YEAR)}
    assert groups["chua-ro"] == 5_000_000


def test_what_people_gave_is_mobilised_and_no_disbursement_of_a_work():
    given = money("disbursed", "nguoi-dan-quy-doi", 3, "a")._replace(entity="contribution")
    works = (Work(key="g", name="nhóm"), Work(key="a", name="a", group="g"))
    stated = money("disbursed", "nsdp-xa", 10, "g")
    counted = funding.counted_in(works, (given, stated), YEAR)
    assert funding.amounts_of(counted, YEAR).disbursed == 13_000_000
    assert funding.contributed(counted) == 3_000_000
    assert funding.contributed((stated,)) is None
    assert funding.from_ledger(counted) == (stated,)
