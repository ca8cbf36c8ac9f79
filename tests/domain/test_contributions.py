"""What people give: priced or not, and counted once beside the ledger."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.contributions import (
    Contribution,
    as_money,
    check_contribution,
    check_stated,
    not_stated,
    told,
    worth,
    year_of,
)
from ntm_desktop.domain.ledger import MoneyRow
from ntm_desktop.domain.works import Work
from tests.histories import examples

LAND = Contribution(
    key="c1",
    kind="land",
    purpose="mở rộng đường",
    word="above",
    quantity=Decimal(37_647),
    measure_unit="m2",
    plan_year=2023,
)
LABOUR = Contribution(
    key="c2",
    kind="labour",
    quantity=Decimal("12.5"),
    measure_unit="ngày công",
    unit_price=250_000,
    given_on=datetime.date(2023, 5, 2),
    work="a",
)
CASH = Contribution(key="c3", kind="cash", amount=4_000_000, plan_year=2023, work="a")
WORKS = [Work(key="g", name="Nhóm"), Work(key="a", name="A", group="g"), Work(key="b", name="B")]


def test_a_quantity_without_a_price_is_kept_as_it_was_said_and_has_no_money() -> None:
    assert worth(LAND).amount is None
    assert told(LAND) == "hiến đất: trên 37.647 m2"
    assert as_money([LAND]) == ()
    assert len(check_contribution(LAND)) == 1


def test_quantity_times_price_is_computed_and_a_stated_amount_wins() -> None:
    assert (worth(LABOUR).amount, worth(LABOUR).basis) == (3_125_000, "computed")
    stated = Contribution(
        key="c", kind="labour", quantity=Decimal(2), unit_price=250_000, amount=600_000
    )
    assert (worth(stated).amount, worth(stated).basis) == (600_000, "stated")
    differs, no_year = check_contribution(stated)
    assert "600.000 đồng" in differs.text
    assert "500.000 đồng" in differs.text
    assert "năm" in no_year.text
    assert check_contribution(LABOUR) == ()


@pytest.mark.parametrize(
    ("quantity", "price", "amount"), [("0.5", 1, 1), ("0.4", 1, 0), ("2.5", 3, 8), ("0", 9, 0)]
)
def test_a_part_of_a_dong_is_rounded_half_up(quantity: str, price: int, amount: int) -> None:
    one = Contribution(kind="labour", quantity=Decimal(quantity), unit_price=price)
    assert worth(one).amount == amount


def test_cash_and_what_is_turned_into_money_are_rows_of_their_own() -> None:
    sources = [row.source for row in as_money([CASH, LABOUR])]
    assert sources == ["nguoi-dan-tien", "nguoi-dan-quy-doi"]
    assert as_money([Contribution(kind="cash", amount=5)]) == ()
    assert year_of(LABOUR) == 2023
    assert told(CASH) == "tiền mặt: 4.000.000 đồng"
    assert told(Contribution(kind="goods")) == "hiện vật"


def entry(
    work: str | None,
    source: str,
    amount: int = 4_000_000,
    year: int = 2023,
    kind: str = "disbursed",
) -> MoneyRow:
    return MoneyRow("m1", work, source, year, kind, amount)


@pytest.mark.parametrize(
    ("held", "counted"),
    [
        (entry("a", "nguoi-dan-tien"), ["c2"]),
        (entry("g", "nguoi-dan-tien"), ["c2"]),
        (entry("a", "nguoi-dan"), []),
        (entry("b", "nguoi-dan-tien"), ["c3", "c2"]),
        (entry(None, "nguoi-dan-tien"), ["c3", "c2"]),
        (entry("a", "nguoi-dan-tien", year=2022), ["c3", "c2"]),
        (entry("a", "nguoi-dan-tien", kind="planned"), ["c3", "c2"]),
        (entry("g", "nsdp-xa"), ["c3", "c2"]),
    ],
)
def test_what_an_entry_states_is_not_added_a_second_time(
    held: MoneyRow, counted: list[str]
) -> None:
    given_rows = as_money([CASH, LABOUR])
    assert [row.key for row in not_stated(given_rows, [held], WORKS)] == counted


def test_an_entry_of_the_whole_programme_states_what_was_given_to_no_work() -> None:
    whole = as_money([Contribution(key="c9", kind="cash", amount=7, plan_year=2023)])
    assert not_stated(whole, [entry(None, "nguoi-dan-tien")], WORKS) == ()


def test_a_statement_that_differs_from_its_parts_is_doubted() -> None:
    rows = as_money([CASH])
    assert check_stated(rows, [entry("a", "nguoi-dan-tien")], WORKS) == ()
    (issue,) = check_stated(rows, [entry("a", "nguoi-dan-tien", 5)], WORKS)
    assert issue.where == "m1"
    (twice,) = check_stated(rows, [entry(None, "nguoi-dan-tien")], WORKS)
    assert "hai lần" in twice.text


@examples(100)
@given(
    st.lists(st.tuples(st.sampled_from([None, "a", "b", "g"]), st.integers(0, 10**9)), max_size=8),
    st.lists(st.tuples(st.sampled_from([None, "a", "b", "g"]), st.integers(0, 10**9)), max_size=4),
)
def test_every_contribution_is_either_added_or_stated_never_both(
    gifts: list[tuple[str | None, int]], stated: list[tuple[str | None, int]]
) -> None:
    rows = as_money(
        Contribution(key=f"c{n}", kind="cash", amount=amount, plan_year=2023, work=work)
        for n, (work, amount) in enumerate(gifts)
    )
    entries = [entry(work, "nguoi-dan-tien", amount) for work, amount in stated]
    added = not_stated(rows, entries, WORKS)
    places = {one.work for one in entries}
    for row in rows:
        above = {"a": {"a", "g"}}.get(row.work or "", {row.work})
        assert (row in added) == (not above & places)
