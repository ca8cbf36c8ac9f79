"""What people give: money, days of work, land, goods; and how it is counted beside the ledger."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ntm_desktop import texts
from ntm_desktop.domain import entity
from ntm_desktop.domain.figures import WORDS
from ntm_desktop.domain.issues import Issue, Severity
from ntm_desktop.domain.ledger import MoneyRow
from ntm_desktop.domain.numbers import format_money, format_number
from ntm_desktop.domain.works import Placed, groups_above, groups_of

CONTRIBUTION_KINDS = {
    "cash": "tiền mặt",
    "labour": "ngày công",
    "land": "hiến đất",
    "property": "tài sản trên đất",
    "goods": "hiện vật",
}
PEOPLE = "nguoi-dan"
CASH_SOURCE, IN_KIND_SOURCE = "nguoi-dan-tien", "nguoi-dan-quy-doi"


@entity.entity("contribution", label="đóng góp", plural="Đóng góp của người dân", title="purpose")
@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What households gave for a purpose; without a price it has a quantity and no money.

    `amount` is the money as it was stated; where it is empty, quantity × unit price counts.
    """

    key: str = ""
    kind: str = entity.choice("Hình thức", CONTRIBUTION_KINDS, required=True)
    purpose: str | None = entity.text("Mục đích", searchable=True)
    word: str | None = entity.choice("Từ dùng", WORDS, merge_unit="quantity")
    quantity: Decimal | None = entity.number("Khối lượng", minimum=0, merge_unit="quantity")
    measure_unit: str | None = entity.text("Đơn vị tính", merge_unit="quantity")
    unit_price: int | None = entity.money("Đơn giá", minimum=0, merge_unit="quantity")
    amount: int | None = entity.money("Thành tiền", minimum=0, merge_unit="quantity")
    households: int | None = entity.integer("Số hộ", minimum=0)
    village: str | None = entity.text("Thôn", searchable=True)
    villages: str | None = entity.references("Các thôn", "admin_unit")
    given_on: datetime.date | None = entity.date("Ngày", merge_unit="time")
    plan_year: int | None = entity.integer(
        "Năm kế hoạch", minimum=2000, maximum=2100, merge_unit="time"
    )
    work: str | None = entity.reference("Công trình", "work")
    component: str | None = entity.text("Hợp phần, nội dung của Chương trình")
    note: str | None = entity.long_text("Ghi chú", searchable=True)


@dataclass(frozen=True, slots=True)
class Worth:
    """What a contribution is worth in đồng, and how that is known: "stated", "computed" or ""."""

    amount: int | None
    basis: str = ""


def computed_worth(one: Contribution) -> int | None:
    """Return quantity × unit price, rounded half up to the đồng; None where one is missing."""
    if one.quantity is None or one.unit_price is None:
        return None
    return int((one.quantity * one.unit_price).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def worth(one: Contribution) -> Worth:
    """Return the stated money, else quantity × unit price, else that it is not known."""
    if one.amount is not None:
        return Worth(one.amount, "stated")
    found = computed_worth(one)
    return Worth(found, "" if found is None else "computed")


def source_of_contribution(one: Contribution) -> str:
    """Return the row of the funding form: cash, or days of work and goods as money.

    Land and what stands on it count to the second (the form has no row of its own for them).
    """
    return CASH_SOURCE if one.kind == "cash" else IN_KIND_SOURCE


def year_of(one: Contribution) -> int | None:
    """Return the year a contribution counts for: the plan year, else that of its date."""
    return one.plan_year or (one.given_on.year if one.given_on else None)


def as_money(contributions: Iterable[Contribution]) -> tuple[MoneyRow, ...]:
    """Return the contributions that have money and a year as amounts that were mobilised."""
    found = []
    for one in contributions:
        amount, year = worth(one).amount, year_of(one)
        if amount is not None and year is not None:
            found.append(
                MoneyRow(
                    key=one.key,
                    work=one.work,
                    source=source_of_contribution(one),
                    plan_year=year,
                    kind="disbursed",
                    amount=amount,
                    paid_on=one.given_on,
                    component=one.component,
                    entity="contribution",
                )
            )
    return tuple(found)


def not_stated(
    given: Iterable[MoneyRow], entries: Iterable[MoneyRow], works: Sequence[Placed]
) -> tuple[MoneyRow, ...]:
    """Return the contributions that no entry of the ledger states already.

    An entry "giải ngân" of a source of the people states what was given for its work (or for the
    programme as a whole) in its plan year; contributions to the same work and source, or to a
    member of that group, are then the parts behind it and are not added to it.
    """
    stated = {
        (entry.work or "", source, entry.plan_year)
        for entry in entries
        if entry.kind == "disbursed"
        for source in _stated_sources(entry.source)
    }
    groups = groups_of(works)
    return tuple(
        one
        for one in given
        if not any(
            (place, one.source, one.plan_year) in stated
            for place in (one.work or "", *groups_above(one.work or "", groups))
        )
    )


def _stated_sources(source: str) -> tuple[str, ...]:
    """Return the sources of the people that an entry of this source speaks of."""
    if source == PEOPLE:
        return CASH_SOURCE, IN_KIND_SOURCE
    return (source,) if source in (CASH_SOURCE, IN_KIND_SOURCE) else ()


def check_contribution(one: Contribution) -> tuple[Issue, ...]:
    """Return what is doubtful: money that is not quantity × price, no money, no year."""
    name = one.purpose or CONTRIBUTION_KINDS.get(one.kind, "")
    found = []
    computed = computed_worth(one)
    if one.amount is not None and computed is not None and one.amount != computed:
        stated, product = format_money(one.amount), format_money(computed)
        found.append(texts.ISSUE_GIVEN_DIFFERS.format(name=name, one=stated, other=product))
    if worth(one).amount is None:
        found.append(texts.ISSUE_GIVEN_NO_PRICE.format(name=name))
    if year_of(one) is None:
        found.append(texts.ISSUE_GIVEN_NO_YEAR.format(name=name))
    return tuple(Issue(Severity.WARNING, one.key, text) for text in found)


def check_stated(
    given: Sequence[MoneyRow], entries: Sequence[MoneyRow], works: Sequence[Placed]
) -> tuple[Issue, ...]:
    """Return where the people's money of the ledger and the register do not agree.

    Either an entry states another amount than the contributions behind it add up to, or the
    programme as a whole has an entry while works have contributions: these may be the same money.
    """
    kept = set(not_stated(given, entries, works))
    parts = [row for row in given if row not in kept]
    found = []
    for place in dict.fromkeys((row.work, row.source, row.plan_year) for row in parts):
        behind = sum(r.amount for r in parts if (r.work, r.source, r.plan_year) == place)
        told = [
            row
            for row in entries
            if row.kind == "disbursed"
            and (row.work, row.plan_year) == (place[0], place[2])
            and place[1] in _stated_sources(row.source)
        ]
        total = sum(row.amount for row in told)
        if told and total != behind:
            text = texts.ISSUE_STATED_DIFFERS.format(
                year=place[2], one=format_money(total), other=format_money(behind)
            )
            found.append(Issue(Severity.WARNING, told[0].key, text))
    return (*found, *_maybe_twice(kept, entries))


def _maybe_twice(kept: Iterable[MoneyRow], entries: Iterable[MoneyRow]) -> tuple[Issue, ...]:
    """Return entries of the whole programme beside contributions to single works."""
    of_works = {(row.source, row.plan_year) for row in kept if row.work}
    return tuple(
        Issue(
            Severity.WARNING,
            row.key,
            texts.ISSUE_MAYBE_TWICE.format(year=row.plan_year, one=format_money(row.amount)),
        )
        for row in entries
        if row.kind == "disbursed"
        and not row.work
        and any((source, row.plan_year) in of_works for source in _stated_sources(row.source))
    )


def told(one: Contribution) -> str:
    """Return a contribution in words as it was given: "hiến đất: trên 37.647 m2"."""
    kind = CONTRIBUTION_KINDS.get(one.kind, one.kind)
    if one.quantity is None:
        money = worth(one).amount
        return kind if money is None else f"{kind}: {format_money(money)}"
    word = f"{WORDS[one.word]} " if one.word in WORDS else ""
    return f"{kind}: {word}{format_number(one.quantity)} {one.measure_unit or ''}".strip()
