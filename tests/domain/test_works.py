"""Tests of works and money: sums by source, groups, plan years, missing values."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.works import (
    MoneyEntry,
    Work,
    WorkQuantity,
    branch_of,
    circles_of,
    count_of,
    counted_money,
    groups_of,
    in_source,
    indicators_of,
    invested,
    is_village,
    known_investment,
    measure_name,
    members_of,
    quantities_of,
    share_done,
    source_of,
    sum_by_measure,
    top_works,
    total_of,
    village_doubt,
    village_names,
)
from tests.histories import examples


def _entry(
    source: str | None, amount: int | None, kind: str = "planned", year: int = 2024
) -> MoneyEntry:
    return MoneyEntry(source=source, amount=amount, kind=kind, plan_year=year)  # type: ignore[arg-type]


def test_only_the_kind_and_plan_year_asked_for_are_counted() -> None:
    entries = [_entry("nstw", 1), _entry("nstw", 10, "disbursed"), _entry("nstw", 100, year=2023)]
    assert total_of(entries, "planned", 2024) == 1
    assert total_of(entries, "planned") == 101
    assert total_of(entries, "disbursed") == 10


def test_a_missing_or_unknown_source_is_not_known_and_no_amount_is_nothing() -> None:
    entries = [_entry(None, 3), _entry("of-a-newer-version", 4), _entry("nstw", None)]
    assert [source_of(entry) for entry in entries] == ["chua-ro", "chua-ro", "nstw"]
    assert total_of(entries, "planned") == 7


def test_a_part_of_a_source_is_in_it_and_not_the_other_way_round() -> None:
    assert in_source("nsdp-xa", "nsdp")
    assert in_source("nsdp", "nsdp")
    assert not in_source("nsdp", "nsdp-xa")
    assert not in_source("tin-dung", "nsdp")


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


# --- circles of groups ---


def test_a_circle_of_groups_is_cut_at_its_first_key_and_drops_no_work() -> None:
    works = [_work("b", "a", 5), _work("a", "b", 3), _work("c", "a", 7), _work("d", "", 1)]
    assert groups_of(works) == {"b": "a", "c": "a"}
    assert circles_of(works) == ("a",)
    assert [one.key for one in top_works(works)] == ["a", "d"]
    assert {one.key for top in top_works(works) for one in branch_of(top, works)} == set("abcd")
    assert members_of(works[1], works) == (works[0], works[2])


@examples(150)
@given(st.lists(st.integers(0, 7), min_size=1, max_size=8), st.randoms())
def test_every_work_stands_below_just_one_top_work_whatever_the_groups(
    above: list[int], chance: random.Random
) -> None:
    works = [_work(str(place), str(group), 1) for place, group in enumerate(above)]
    groups = groups_of(works)
    below = [one.key for top in top_works(works) for one in branch_of(top, works)]
    assert sorted(below) == sorted(work.key for work in works)
    chance.shuffle(works)
    assert groups_of(works) == groups


@examples(150)
@given(st.lists(st.integers(0, 7), min_size=1, max_size=6), st.data())
def test_money_of_works_in_circles_is_never_dropped_whole(
    above: list[int], data: st.DataObject
) -> None:
    works = [_work(str(place), str(group)) for place, group in enumerate(above)]
    work = data.draw(st.sampled_from(works))
    entry = MoneyEntry(work=work.key, source="nstw", kind="planned", plan_year=2024, amount=5)
    assert counted_money(works, [entry]) == (entry,)


# --- what a work says in several places ---


def test_the_thon_of_a_work_are_those_referred_to_and_only_else_those_typed() -> None:
    work = Work(name="Đường", villages="k1\nk9", village="Hồng Nguyệt; Phúc Thuận")
    assert village_names(work, {"k1": "thôn Hồng Nguyệt"}) == ("thôn Hồng Nguyệt", "k9")
    assert is_village("Thôn Hồng Nguyệt", "hong nguyet")
    assert village_names(Work(name="A"), {}) == ()


def test_a_typed_thon_has_the_name_of_the_recorded_one_that_it_is_but_for_accents() -> None:
    names = {"k1": "thôn Hồng Nguyệt", "k2": "thôn Phú", "k3": "thôn Phu"}
    typed = Work(name="A", village="hong nguyet; Thon Hong Nguyet, phu; Cầu Đá")
    assert village_names(typed, names) == ("thôn Hồng Nguyệt", "phu", "Cầu Đá")


@pytest.mark.parametrize(
    ("typed", "is_doubted"),
    [("hong nguyet", False), ("", False), ("Phúc Thuận", True), ("hong nguyet; Cầu", True)],
)
def test_a_typed_thon_beside_others_that_are_ticked_is_doubted(
    typed: str, is_doubted: bool
) -> None:
    names = {"k1": "thôn Hồng Nguyệt"}
    issue = village_doubt(Work(key="w", name="Đường", villages="k1", village=typed), names)
    assert (issue is not None) == is_doubted
    assert issue is None or ("thôn Hồng Nguyệt" in issue.text and typed in issue.text)


def test_lengths_in_metres_and_kilometres_are_one_sum() -> None:
    work = Work(key="w", name="Đường", quantity=Decimal("1.5"), measure_unit="km")
    more = [
        WorkQuantity(work="w", what="nhánh", quantity=Decimal(488), measure_unit="m"),
        WorkQuantity(work="w", what="sân", quantity=Decimal(20), measure_unit="m2"),
        WorkQuantity(work="w", what="chưa rõ"),
        WorkQuantity(work="other", what="khác", quantity=Decimal(9), measure_unit="m"),
    ]
    assert sum_by_measure(quantities_of(work, more)) == {"km": Decimal("1.988"), "m²": 20}
    assert sum_by_measure([(Decimal(488), "m"), (Decimal(934), "m")]) == {"m": 1422}
    assert measure_name(" M2 ") == "m²"


def test_a_work_may_serve_several_indicators_of_several_sets() -> None:
    work = Work(name="A", set_id="s", indicator="2.1", more_indicators="2.2\nother: 5.1\n\n2.1")
    assert indicators_of(work) == (("s", "2.1"), ("s", "2.2"), ("other", "5.1"))
    assert indicators_of(Work(name="A")) == ()


def test_a_quantity_of_a_whole_is_a_share_of_it() -> None:
    part = WorkQuantity(what="nhựa hóa", quantity=Decimal("15.9"), out_of=Decimal("28.2"))
    assert share_done(part) == Decimal("56.38")
    assert share_done(WorkQuantity(what="a", quantity=Decimal(1))) is None
    assert share_done(WorkQuantity(what="a", quantity=Decimal(1), out_of=Decimal(0))) is None
