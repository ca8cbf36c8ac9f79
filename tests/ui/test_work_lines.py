"""The laws of the list of works: whatever it is grouped by, its headings add up to the total."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.ledger import MoneyRow, by_kind, year_sums
from ntm_desktop.domain.numbers import format_amount, parse_number
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.units import OfficeProfile
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.domain.works import MONEY_KINDS, WORK_STATES, WORK_TYPES, Work
from ntm_desktop.reports import narrative, works_list
from ntm_desktop.reports.letterhead import OfficeFacts
from ntm_desktop.services import works
from ntm_desktop.services.works import WorkRow
from tests.histories import examples
from ui.models.work_lines import GroupLine, lines_of

SUMS = (
    "works", "total_investment", "planned", "allocated", "disbursed", "accepted", "unpaid",
    "overpaid", "settled",
)  # fmt: skip


@st.composite
def offices(draw: st.DrawFn) -> tuple[list[Work], list[MoneyRow]]:
    """Return works, some in groups of any depth, and their money of one year."""
    found: list[Work] = []
    for number in range(draw(st.integers(1, 7))):
        group = draw(st.sampled_from([None, *(one.key for one in found)]))
        found.append(
            Work(
                key=f"w{number}",
                name=f"Công trình {number}",
                group=group,
                work_type=draw(st.sampled_from([None, *list(WORK_TYPES)[:3]])),
                state=draw(st.sampled_from([None, *list(WORK_STATES)[:3]])),
                village=draw(st.sampled_from([None, "Đông", "Tây"])),
                count=draw(st.sampled_from([None, 2, 23])),
                total_investment=draw(st.sampled_from([None, 10**9, 6 * 10**9])),
            )
        )
    amounts = st.tuples(
        st.sampled_from([one.key for one in found]),
        st.sampled_from(list(MONEY_KINDS)),
        st.integers(1, 9).map(lambda number: number * 10**8),
    )
    rows = [
        MoneyRow(f"m{place}", work, "nsdp-xa", 2023, kind, dong)
        for place, (work, kind, dong) in enumerate(draw(st.lists(amounts, max_size=12)))
    ]
    return draw(st.permutations(found)), rows


def table(held: list[Work], money: list[MoneyRow]) -> list[WorkRow]:
    """Return the lines of the works with their own money."""
    rows = []
    for work in held:
        entries = year_sums([row for row in money if row.work == work.key])
        sums = by_kind(entries)
        rows.append(
            WorkRow(
                work=work,
                planned=sums["planned"],
                allocated=sums["allocated"],
                disbursed=sums["disbursed"],
                accepted=sums["accepted"],
                unpaid=0,
                issues=(),
                entries=tuple(entries),
                villages=(work.village,) if work.village else (),
            )
        )
    return rows


@pytest.mark.parametrize("by", ["type", "village", "state"])
@examples(150)
@given(offices())
def test_the_headings_add_up_to_the_total_and_nothing_is_counted_twice(
    by: str, office: tuple[list[Work], list[MoneyRow]]
) -> None:
    rows = table(*office)
    lines = lines_of(rows, by)
    heads = [line for line in lines if isinstance(line, GroupLine)]
    total = works.totals(rows)
    for name in SUMS:
        assert sum(getattr(head.sum, name) for head in heads) == getattr(total, name), name
    shown = [line.key for line in lines if not isinstance(line, GroupLine)]
    assert sorted(shown) == sorted(row.work.key for row in rows)


@examples(60)
@given(offices())
def test_the_headings_of_types_say_what_the_word_list_says(
    office: tuple[list[Work], list[MoneyRow]],
) -> None:
    held, money = office
    period = parse_period("2023")
    facts = works_list.ListFacts(
        office=OfficeFacts(
            office=OfficeProfile(), unit_name="Xã", unit_level="commune",
            today=datetime.date(2023, 12, 31),
        ),
        period=period, works=tuple(held), money=tuple(money),
    )  # fmt: skip
    printed = {
        group.total.name: (group.total.total_investment, group.total.planned,
                           group.total.disbursed)
        for group in works_list.build_context(facts).types
    }  # fmt: skip
    heads = [one for one in lines_of(table(held, money), "type") if isinstance(one, GroupLine)]
    shown = {
        (WORK_TYPES.get(head.key.removeprefix("type/"), narrative.LIST_NO_TYPE)).upper(): (
            head.sum.total_investment, head.sum.planned, head.sum.disbursed
        )
        for head in heads
    }  # fmt: skip
    assert {name: tuple(map(_dong, row)) for name, row in printed.items()} == shown


def _dong(text: str) -> int:
    """Return the đồng of an amount of the list; a gap is nothing."""
    plain = text.replace("\u200b", "").replace("\u2060", "")
    return 0 if not any(char.isdigit() for char in plain) else int(parse_number(plain) * 10**6)


def test_a_member_of_another_type_stands_with_its_group() -> None:
    group = Work(key="g", name="Chỉnh trang", total_investment=14_514 * 10**6, count=23)
    member = Work(key="m", name="Đường", group="g", work_type="road",
                  total_investment=6_000 * 10**6)  # fmt: skip
    other = Work(key="o", name="Cầu", work_type="road", total_investment=1_030 * 10**6)
    lines = lines_of(table([group, member, other], []), "type")
    heads = [one for one in lines if isinstance(one, GroupLine)]
    assert [format_amount(one.sum.total_investment, "million") for one in heads] == [
        "1.030", "14.514",
    ]  # fmt: skip
    assert [one.name.strip() for one in lines[2:]] == [
        capital_first(heads[1].name), "Chỉnh trang", "–  Đường",
    ]  # fmt: skip
