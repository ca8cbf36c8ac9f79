"""Tests of works and money: sums by source, groups, plan years, missing values."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.works import (
    FUNDING_SOURCES,
    MoneyEntry,
    Work,
    branch_of,
    count_of,
    counted_money,
    invested,
    known_investment,
    sum_by_source,
    top_works,
    total_of,
)
from tests.histories import examples

LEAVES = [source.id for source in FUNDING_SOURCES]


def _entry(
    source: str | None, amount: int | None, kind: str = "planned", year: int = 2024
) -> MoneyEntry:
    return MoneyEntry(source=source, amount=amount, kind=kind, plan_year=year)  # type: ignore[arg-type]


def test_a_group_row_holds_the_sum_of_its_rows() -> None:
    totals = sum_by_source(
        [_entry("nsdp-tinh", 3), _entry("nsdp-xa", 4), _entry("nsdp", 5), _entry("tin-dung", 7)],
        "planned",
    )
    assert (totals["nsdp"], totals["nsdp-tinh"], totals["nsdp-xa"]) == (12, 3, 4)
    assert totals["tin-dung"] == 7
    assert list(totals) == LEAVES


def test_only_the_kind_and_plan_year_asked_for_are_counted() -> None:
    entries = [_entry("nstw", 1), _entry("nstw", 10, "disbursed"), _entry("nstw", 100, year=2023)]
    assert sum_by_source(entries, "planned", 2024)["nstw"] == 1
    assert sum_by_source(entries, "planned")["nstw"] == 101
    assert total_of(entries, "planned", 2024) == 1
    assert total_of(entries, "planned") == 101
    assert total_of(entries, "disbursed") == 10


def test_a_missing_or_unknown_source_counts_as_not_known_and_no_amount_as_nothing() -> None:
    entries = [_entry(None, 3), _entry("of-a-newer-version", 4), _entry("nstw", None)]
    totals = sum_by_source(entries, "planned")
    assert totals["chua-ro"] == 7
    assert totals["nstw"] == 0
    assert total_of(entries, "planned") == 7


@examples(60)
@given(st.lists(st.tuples(st.sampled_from(LEAVES), st.integers(0, 10**12))))
def test_the_rows_without_a_group_add_up_to_the_total(rows: list[tuple[str, int]]) -> None:
    entries = [_entry(source, amount) for source, amount in rows]
    totals = sum_by_source(entries, "planned")
    top = sum(totals[source.id] for source in FUNDING_SOURCES if not source.group)
    assert top == total_of(entries, "planned")


def _work(key: str, group: str = "", amount: int | None = None, count: int | None = None) -> Work:
    return Work(key=key, name=key, group=group or None, total_investment=amount, count=count)


def test_a_group_stands_for_its_members() -> None:
    works = [_work("g", count=23), _work("a", "g", 3), _work("b", "g"), _work("c", "elsewhere", 5)]
    assert [one.key for one in top_works(works)] == ["g", "c"]
    assert [one.key for one in branch_of(works[0], works)] == ["g", "a", "b"]
    assert [count_of(one, works) for one in top_works(works)] == [23, 1]
    assert invested(works[0], works) is None
    assert known_investment(works) == 8


def test_nothing_known_is_not_zero() -> None:
    assert known_investment([_work("a")]) is None


def test_a_work_that_is_its_own_group_is_counted() -> None:
    works = [_work("a", "a", 7)]
    assert top_works(works) == tuple(works)
    assert (count_of(works[0], works), invested(works[0], works)) == (1, 7)
    assert branch_of(works[0], works) == tuple(works)


def test_the_amount_of_a_member_is_part_of_what_a_group_above_states() -> None:
    works = [_work("g"), _work("h", "g"), _work("a", "h"), _work("x", "y"), _work("y", "x")]

    def paid(work: str | None, kind: str = "planned", year: int = 2024) -> MoneyEntry:
        return MoneyEntry(work=work, source="nstw", kind=kind, plan_year=year, amount=1)

    parts = [paid("a"), paid("h")]
    others = [paid("a", year=2023), paid("a", "disbursed"), paid(None), paid("x", "accepted")]
    assert counted_money(works, [paid("g"), *parts, *others]) == (paid("g"), *others)
    assert counted_money(works, parts) == (paid("h"),)
