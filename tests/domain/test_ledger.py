"""The laws of the ledger: parts make the total, debt is never negative, order means nothing."""

from __future__ import annotations

import datetime
import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.ledger import (
    Component,
    MoneyRow,
    Sum,
    amount_now,
    by_kind,
    check_entries,
    component_of,
    counted_rows,
    counted_sums,
    counts_in,
    debt_of,
    debts_by_source,
    of_kind,
    people_share,
    percent,
    plan_years_of,
    rate_of_plan,
    row_of,
    sums_by,
    undated_in,
    year_sums,
)
from ntm_desktop.domain.numbers import format_amount, format_money, parse_money
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.works import (
    MONEY_KINDS,
    SOURCE_NAMES,
    MoneyEntry,
    Work,
    counted_money,
    groups_of,
    total_of,
)
from tests.histories import examples

DAYS = st.none() | st.dates(datetime.date(2022, 1, 1), datetime.date(2025, 12, 31))
WORKS = [
    Work(key="g", name="Nhóm"),
    Work(key="a", name="A", group="g"),
    Work(key="b", name="B", group="a"),
    Work(key="c", name="C", group="c"),
    Work(key="x", name="X", group="y"),
    Work(key="y", name="Y", group="x"),
]


@st.composite
def ledgers(draw: st.DrawFn) -> list[MoneyRow]:
    """Return any amounts of a few works, with keys of their own."""
    place = st.tuples(
        st.sampled_from([None, *(work.key for work in WORKS)]),
        st.sampled_from([*SOURCE_NAMES, "of-a-newer-version"]),
        st.integers(2022, 2025),
        st.sampled_from(list(MONEY_KINDS)),
        st.integers(-(10**12), 10**13),
        DAYS,
    )
    return [
        MoneyRow(f"m{number:02d}", *values)
        for number, values in enumerate(draw(st.lists(place, max_size=25)))
    ]


@examples(150)
@given(ledgers(), st.sampled_from(["work", "source", "plan_year", "kind", "paid_on"]))
def test_the_parts_of_any_partition_add_up_to_the_total(rows: list[MoneyRow], name: str) -> None:
    parts = sums_by(rows, lambda row: getattr(row, name))
    assert sum(part.dong for part in parts.values()) == Sum(tuple(rows)).dong
    keys = [key for part in parts.values() for key in part.keys]
    assert sorted(keys) == [row.key for row in rows]


@examples(150)
@given(ledgers(), DAYS)
def test_debt_is_never_negative_and_an_overpayment_is_told(
    rows: list[MoneyRow], day: datetime.date | None
) -> None:
    debt = debt_of(rows, day)
    assert debt.owed >= 0
    assert debt.overpaid >= 0
    assert not (debt.owed and debt.overpaid)
    beyond = debt.overpaid + debt.advance_left
    assert debt.owed - beyond == debt.accepted.dong - debt.paid.dong
    assert 0 <= debt.advance_left <= max(debt.advanced.dong, 0)
    assert sum(one.balance for one in debts_by_source(rows, day).values()) == debt.balance


@examples(150)
@given(ledgers(), st.randoms())
def test_the_order_of_entry_changes_nothing(rows: list[MoneyRow], chance: random.Random) -> None:
    shuffled = chance.sample(rows, len(rows))
    assert counted_rows(WORKS, shuffled) == counted_rows(WORKS, rows)
    assert debt_of(shuffled).balance == debt_of(rows).balance


@examples(150)
@given(ledgers())
def test_sums_by_year_count_as_single_amounts_do(rows: list[MoneyRow]) -> None:
    counted = counted_money(WORKS, rows)
    sums = by_kind(counted_sums(groups_of(WORKS), year_sums(rows)))
    assert sums == {kind: total_of(counted, kind) for kind in MONEY_KINDS}


def test_no_sums_are_nothing_of_every_kind() -> None:
    assert by_kind([]) == dict.fromkeys(MONEY_KINDS, 0)


@examples(150)
@given(st.integers(-(2**53) + 1, 2**53 - 1), st.sampled_from(["dong", "million", "billion"]))
def test_every_amount_is_shown_so_that_it_is_read_back(dong: int, unit: str) -> None:
    assert parse_money(format_money(dong, unit)) == dong  # type: ignore[arg-type]
    assert parse_money(format_amount(dong, unit), unit) == dong  # type: ignore[arg-type]


def row(kind: str = "disbursed", amount: int = 5, **more: object) -> MoneyRow:
    values = {"key": "m", "work": "w", "source": "nsdp-xa", "plan_year": 2023, **more}
    return MoneyRow(kind=kind, amount=amount, **values)  # type: ignore[arg-type]


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def test_a_payment_in_january_may_be_of_last_years_plan() -> None:
    january, february = plan_years_of(day("2024-01-31")), plan_years_of(day("2024-02-01"))
    assert (january.proposed, january.other) == (2023, 2024)
    assert (february.proposed, february.other) == (2024, None)


def test_a_year_counts_by_plan_and_a_part_of_it_by_date() -> None:
    late, plan = row(paid_on=day("2024-01-20")), row("planned")
    year, half, next_year = (parse_period(text) for text in ("2023", "2023-H2", "2024"))
    assert counts_in(late, year)
    assert not counts_in(late, half)
    assert not counts_in(late, next_year)
    assert counts_in(plan, half)
    assert not counts_in(row(), half)
    assert undated_in([row(), late, plan, row(plan_year=2022)], half) == (row(),)
    assert undated_in([row()], year) == ()


def test_an_advance_is_a_part_of_what_was_paid_and_pays_no_debt_twice() -> None:
    held = [row("accepted", 100), row("disbursed", 70), row("advanced", 30)]
    assert debt_of(held).owed == 30
    beyond = debt_of([*held, row("disbursed", 50)])
    assert (beyond.advance_left, beyond.overpaid) == (20, 0)
    more = debt_of([*held, row("disbursed", 70)])
    assert (more.advance_left, more.overpaid) == (30, 10)
    only = debt_of([row("disbursed", 30), row("advanced", 30)])
    assert (only.advance_left, only.overpaid, only.owed) == (30, 0, 0)
    assert not debt_of([row("advanced")]).known


def test_what_people_gave_pays_no_construction_debt() -> None:
    gift = row("disbursed", 100, source="nguoi-dan-tien", entity="contribution")
    assert debt_of([row("accepted", 100), gift]).owed == 100


def test_a_gift_to_a_member_is_counted_beside_what_its_group_states_of_other_sources() -> None:
    group = row(key="m1", work="g", source="nstw")
    member = row(key="m2", work="a", source="nstw")
    gift = row(key="c1", work="a", source="nguoi-dan-tien", entity="contribution")
    assert [one.key for one in counted_rows(WORKS, [group, member, gift])] == ["c1", "m1"]
    gift_to_group = gift._replace(work="g")
    assert member in counted_rows(WORKS, [member, gift_to_group])


def test_debt_on_a_day_leaves_out_what_came_later() -> None:
    held = [
        row("accepted", 100, paid_on=day("2023-06-30")),
        row("disbursed", 60, paid_on=day("2023-07-01")),
        row("disbursed", 5, plan_year=2023),
        row("disbursed", 7, plan_year=2024),
    ]
    assert debt_of(held, day("2023-06-30")).owed == 100
    assert debt_of(held, day("2023-07-01")).owed == 40
    assert debt_of(held, day("2023-12-31")).owed == 35  # its plan year is over
    assert debt_of(held).owed == 28


def test_percentages_need_a_base() -> None:
    assert percent(1, 3) == Decimal("33.33")
    assert percent(5, 0) is percent(None, 3) is percent(5, None) is None
    held = [row("planned", 200), row("disbursed", 50), row("disbursed", 50, source="tin-dung")]
    assert rate_of_plan(held) == 25
    assert people_share([*held, row("disbursed", 100, source="nguoi-dan-quy-doi")]) == 50
    assert people_share([]) is None
    of_group = [row("planned", 200, source="nsdp"), row("disbursed", 50, source="nsdp-xa")]
    assert rate_of_plan([*of_group, row("disbursed", 9, source="nstw")]) == 25
    assert rate_of_plan([row("planned", 0), row("disbursed", 5)]) is None


@pytest.mark.parametrize(
    ("text", "component"),
    [
        (None, Component("")),
        ("NDTP 01", Component("hp1", 1)),
        ("Nội dung thành phần số 03", Component("hp1", 3)),
        ("hp1.2", Component("hp1", 2)),
        ("HP2", Component("hp2")),
        ("Hợp phần thứ hai", Component("hp2")),
        ("Hợp phần thứ nhất, NDTP 11", Component("hp1", 11)),
        ("Hợp phần 2 - nội dung 4", Component("hp2", 4)),
        ("khac", Component("khac")),
        ("chuyển đổi số 2025", Component("khac")),
    ],
)
def test_a_component_is_understood_as_people_write_it(
    text: str | None, component: Component
) -> None:
    assert component_of(text) == component


def entry(key: str, amount: int = 5, **more: object) -> MoneyEntry:
    values = {"work": "w", "source": "nsdp-xa", "plan_year": 2023, "kind": "disbursed", **more}
    return MoneyEntry(key=key, amount=amount, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "doubts"),
    [
        ({"paid_on": day("2023-01-01")}, 0),
        ({"paid_on": day("2024-01-31")}, 0),
        ({"paid_on": day("2024-02-01")}, 1),
        ({"paid_on": day("2022-12-31")}, 1),
        ({"paid_on": day("2024-12-31"), "carried_to": 2024}, 0),
        ({"paid_on": day("2025-02-01"), "carried_to": 2024}, 1),
        ({"paid_on": day("2030-02-01"), "kind": "planned"}, 0),
        ({"amount": -5}, 1),
        ({"amount": -5, "reason": "ghi nhầm"}, 0),
        ({"amount": -5, "note": "thu hồi"}, 0),
    ],
)
def test_dates_outside_the_plan_and_corrections_without_reason_are_doubted(
    more: dict[str, object], doubts: int
) -> None:
    issues = check_entries([entry("m1", **more)])  # type: ignore[arg-type]
    assert len(issues) == doubts
    assert all(issue.where == "m1" for issue in issues)


def test_a_correction_stands_where_what_it_corrects_stands() -> None:
    wrong = entry("m1", 50)
    right = entry("m2", -5, corrects="m1", reason="nhầm")
    elsewhere = entry("m3", -5, corrects="m1", reason="nhầm", source="nsdp-tinh")
    assert [issue.where for issue in check_entries([wrong, right, elsewhere])] == ["m3"]


def test_an_amount_counts_its_corrections_and_those_of_them() -> None:
    held = [
        entry("m1", 100),
        entry("m2", -20, corrects="m1"),
        entry("m3", 5, corrects="m2"),
        entry("m4", 7),
    ]
    assert [amount_now(key, held) for key in ("m1", "m2", "m4")] == [85, -15, 7]
    circle = [entry("a", 1, corrects="b"), entry("b", 2, corrects="a")]
    assert amount_now("a", circle) == 3


def test_a_record_becomes_a_row_with_all_that_counts() -> None:
    held = entry("m1", paid_on=day("2023-05-01"), component="hp2", carried_to=2024)
    found = row_of(held)
    assert (found.key, found.amount, found.component) == ("m1", 5, "hp2")
    assert (found.paid_on, found.carried_to, found.entity) == (held.paid_on, 2024, "money_entry")
    assert of_kind([found], "planned") == ()
    assert Sum().amount is None
