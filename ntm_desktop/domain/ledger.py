"""The money ledger: which amounts count where, what they add up to, and what is still owed.

Every sum keeps the rows it was made of, so that a person can ask where it comes from.

Rules of counting. An amount counts for its plan year alone, also where that plan was carried
over. An advance (tạm ứng) is a part of what was disbursed and never added to it. What is owed is
accepted minus disbursed; paying more than was accepted is an over-payment, never a negative debt,
but for what is still open of an advance: that is paid before anything is accepted.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple, TypeVar

from ntm_desktop import texts
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.issues import Issue, Severity
from ntm_desktop.domain.numbers import format_money
from ntm_desktop.domain.periods import PeriodKind, ReportingPeriod
from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.domain.works import (
    MONEY_KINDS,
    Amount,
    MoneyEntry,
    Placed,
    counted_money,
    groups_above,
    in_source,
    source_of,
)

SOURCE_MARK = "docs/sources.md, S20 (chưa kiểm chứng với văn bản gốc)"


class MoneyRow(NamedTuple):
    """One amount as the ledger reads it; `entity` and `key` name the record behind it."""

    key: str
    work: str | None
    source: str
    plan_year: int
    kind: str
    amount: int
    paid_on: datetime.date | None = None
    component: str | None = None
    carried_to: int | None = None
    entity: str = "money_entry"


def amount_now(key: str, entries: Iterable[MoneyEntry]) -> int:
    """Return an amount in đồng with all corrections of it, and the corrections of those."""
    held = list(entries)
    reached, found = {key}, True
    while found:
        more = {one.key for one in held if one.corrects in reached} - reached
        reached |= more
        found = bool(more)
    return sum(one.amount or 0 for one in held if one.key in reached)


def row_of(entry: MoneyEntry) -> MoneyRow:
    """Return a record of the ledger as a row."""
    return MoneyRow(
        key=entry.key,
        work=entry.work,
        source=entry.source,
        plan_year=entry.plan_year or 0,
        kind=entry.kind,
        amount=entry.amount or 0,
        paid_on=entry.paid_on,
        component=entry.component,
        carried_to=entry.carried_to,
    )


@dataclass(frozen=True, slots=True)
class Sum:
    """Σ đồng of rows; `amount` is None where there is no row, which is not the same as 0."""

    rows: tuple[MoneyRow, ...] = ()

    @property
    def amount(self) -> int | None:
        """Return Σ amount."""
        return sum(row.amount for row in self.rows) if self.rows else None

    @property
    def dong(self) -> int:
        """Return Σ amount, 0 for no row."""
        return self.amount or 0

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of the records behind the sum."""
        return tuple(row.key for row in self.rows)


PlaceT = TypeVar("PlaceT", bound=Hashable)


def in_order(rows: Iterable[MoneyRow]) -> tuple[MoneyRow, ...]:
    """Return rows by key, so that the order of entry changes nothing."""
    return tuple(sorted(rows, key=lambda row: (row.entity, row.key)))


def sums_by(rows: Iterable[MoneyRow], place: Callable[[MoneyRow], PlaceT]) -> dict[PlaceT, Sum]:
    """Return place → sum of its rows; each row lies in one place, so all sums make the total."""
    found: dict[PlaceT, list[MoneyRow]] = {}
    for row in rows:
        found.setdefault(place(row), []).append(row)
    return {name: Sum(tuple(held)) for name, held in found.items()}


def of_kind(rows: Iterable[MoneyRow], *kinds: str) -> tuple[MoneyRow, ...]:
    """Return the rows of these kinds."""
    return tuple(row for row in rows if row.kind in kinds)


def percent(part: int | None, whole: int | None) -> Decimal | None:
    """Return part of whole in percent with two decimals; None where there is no whole."""
    if part is None or not whole:
        return None
    exact = Decimal(part) * 100 / Decimal(whole)
    return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


# --- sums by work and year ---


class YearSum(NamedTuple):
    """Σ đồng of a work and plan year by kind, in the order of `MONEY_KINDS`; None for no entry."""

    work: str | None
    plan_year: int
    amounts: tuple[int | None, ...]


def year_sums(rows: Iterable[Amount]) -> list[YearSum]:
    """Return the sums by work and plan year of single amounts."""
    order = {kind: place for place, kind in enumerate(MONEY_KINDS)}
    found: dict[tuple[str | None, int], list[int | None]] = {}
    for row in rows:
        sums = found.setdefault((row.work, row.plan_year), [None] * len(order))
        if row.kind in order:
            place = order[row.kind]
            sums[place] = (sums[place] or 0) + row.amount
    return [YearSum(work, year, tuple(sums)) for (work, year), sums in found.items()]


def by_kind(sums: Iterable[YearSum]) -> dict[str, int]:
    """Return kind → Σ amount."""
    columns = list(zip(*(one.amounts for one in sums), strict=True))
    if not columns:
        return dict.fromkeys(MONEY_KINDS, 0)
    totals = (sum(filter(None, column)) for column in columns)
    return dict(zip(MONEY_KINDS, totals, strict=True))


def counted_sums(groups: Mapping[str, str], sums: Sequence[YearSum]) -> list[YearSum]:
    """Return the sums that are added up, as `counted_money` does for single amounts.

    `groups` has no circles (`groups_of`). A kind that a group above states is None in the member.
    """
    stated = {(one.work, one.plan_year): one.amounts for one in sums}
    return [_uncovered(one, groups, stated) if one.work in groups else one for one in sums]


def _uncovered(
    one: YearSum,
    groups: Mapping[str, str],
    stated: Mapping[tuple[str | None, int], tuple[int | None, ...]],
) -> YearSum:
    """Return the sums of a member without the kinds that a group above it states."""
    above = [
        stated[group, one.plan_year]
        for group in groups_above(one.work or "", groups)
        if (group, one.plan_year) in stated
    ]
    amounts = tuple(
        None if any(sums[place] is not None for sums in above) else amount
        for place, amount in enumerate(one.amounts)
    )
    return one._replace(amounts=amounts)


# --- periods and plan years ---


def counts_in(row: MoneyRow, period: ReportingPeriod) -> bool:
    """Say whether an amount belongs to the period's columns.

    Plans count by their plan year. Other amounts of a whole year count by plan year too, since
    payments to 31 January settle last year's plan; those of a part of a year count by their date.
    """
    if not period.start.year <= row.plan_year <= period.end.year:
        return False
    if row.kind == "planned" or period.kind is PeriodKind.YEAR:
        return True
    return row.paid_on is not None and period.start <= row.paid_on <= period.end


def undated_in(rows: Iterable[MoneyRow], period: ReportingPeriod) -> tuple[MoneyRow, ...]:
    """Return the amounts of the period's years that have no date and so cannot be placed."""
    if period.kind is PeriodKind.YEAR:
        return ()
    return tuple(
        row
        for row in rows
        if row.paid_on is None
        and row.kind != "planned"
        and period.start.year <= row.plan_year <= period.end.year
    )


@dataclass(frozen=True, slots=True)
class PlanYears:
    """The plan year proposed for a date, and the other one it may belong to."""

    proposed: int
    other: int | None


def plan_years_of(day: datetime.date) -> PlanYears:
    """Return the plan year a payment of that day counts for: until 31 January, the year before."""
    if day.month == 1:
        return PlanYears(day.year - 1, day.year)
    return PlanYears(day.year, None)


def last_day_of(plan_year: int, carried_to: int | None = None) -> datetime.date:
    """Return the last day on which a plan is paid from: 31 January after it, or after its carry."""
    return datetime.date(max(plan_year, carried_to or 0) + 1, 1, 31)


def check_entries(entries: Iterable[MoneyEntry]) -> tuple[Issue, ...]:
    """Return what is doubtful in single entries: dates outside the plan year, corrections."""
    held = {entry.key: entry for entry in entries}
    found: list[Issue] = []
    for entry in held.values():
        sentence = _date_doubt(entry) or _correction_doubt(entry, held)
        if sentence:
            found.append(Issue(Severity.WARNING, entry.key, sentence))
    return tuple(found)


def _date_doubt(entry: MoneyEntry) -> str:
    """Return the doubt about a date that the plan year does not reach."""
    if entry.paid_on is None or not entry.plan_year or entry.kind == "planned":
        return ""
    last = last_day_of(entry.plan_year, entry.carried_to)
    if datetime.date(entry.plan_year, 1, 1) <= entry.paid_on <= last:
        return ""
    return texts.ISSUE_DATE_OUTSIDE_PLAN.format(
        date=format_date(entry.paid_on),
        year=entry.plan_year,
        proposed=plan_years_of(entry.paid_on).proposed,
    )


def _correction_doubt(entry: MoneyEntry, held: Mapping[str, MoneyEntry]) -> str:
    """Return the doubt about a correction without a reason, or of another place."""
    amount = format_money(entry.amount or 0)
    if ((entry.amount or 0) < 0 or entry.corrects) and not (entry.reason or entry.note):
        return texts.ISSUE_CORRECTION_NO_REASON.format(amount=amount)
    wrong = held.get(entry.corrects or "")
    if wrong and _place_of(wrong) != _place_of(entry):
        return texts.ISSUE_CORRECTION_ELSEWHERE.format(amount=amount)
    return ""


def _place_of(entry: MoneyEntry) -> tuple[str | None, str, int, str]:
    """Return where an entry is added up."""
    return entry.work, entry.source, entry.plan_year, entry.kind


# --- what is owed ---

DEBT_KINDS = ("accepted", "disbursed", "advanced")


@dataclass(frozen=True, slots=True)
class Debt:
    """Outstanding construction debt (nợ đọng XDCB) of a work or a source, in đồng.

    `owed` is accepted − paid where that is more than nothing; what was paid beyond is the part of
    an advance that is still open (`advance_left`), and `overpaid` the rest.
    """

    accepted: Sum
    paid: Sum
    advanced: Sum = Sum()

    @property
    def balance(self) -> int:
        """Return accepted − paid; below zero means paid beyond what was accepted."""
        return self.accepted.dong - self.paid.dong

    @property
    def owed(self) -> int:
        """Return what is owed, never below zero."""
        return max(self.balance, 0)

    @property
    def advance_left(self) -> int:
        """Return what was advanced and not accepted yet, never below zero."""
        return open_advance(self.balance, self.advanced.dong)

    @property
    def overpaid(self) -> int:
        """Return what was paid beyond the accepted value and the advances, never below zero."""
        return max(-self.balance, 0) - self.advance_left

    @property
    def known(self) -> bool:
        """Say whether anything was accepted or paid at all."""
        return bool(self.accepted.rows or self.paid.rows)


def open_advance(balance: int, advanced: int) -> int:
    """Return which part of what was paid beyond the accepted value is an advance, in đồng."""
    return min(max(-balance, 0), max(advanced, 0))


def happened_by(row: MoneyRow, day: datetime.date | None) -> bool:
    """Say whether an amount counts on a day; one without a date does when its plan year is over.

    So the forms count it, too: in a whole year, not in a part of one.
    """
    if day is None:
        return True
    return (row.paid_on or datetime.date(row.plan_year, 12, 31)) <= day


def debt_of(rows: Iterable[MoneyRow], day: datetime.date | None = None) -> Debt:
    """Return what is owed for these rows on a day; contributions of people pay no debt."""
    held = [row for row in rows if row.entity == "money_entry" and happened_by(row, day)]
    return Debt(*(Sum(of_kind(held, kind)) for kind in DEBT_KINDS))


def debts_by_source(rows: Iterable[MoneyRow], day: datetime.date | None = None) -> dict[str, Debt]:
    """Return source → what is owed from it on a day; the balances add up to that of all rows."""
    places = sums_by(of_kind(rows, *DEBT_KINDS), source_of)
    return {
        source: debt_of(held.rows, day)
        for source, held in places.items()
        if of_kind(held.rows, "accepted", "disbursed")
    }


# --- components of the programme (Biểu 12) ---

FIRST_PART, SECOND_PART, OTHER_CONTENT, NO_COMPONENT = "hp1", "hp2", "khac", ""
COMPONENT_PARTS = {FIRST_PART: "Hợp phần thứ nhất", SECOND_PART: "Hợp phần thứ hai",
                   OTHER_CONTENT: "Nội dung khác"}  # fmt: skip
_NUMBER = re.compile(r"([0-9]{1,2})(?![0-9])")


class Component(NamedTuple):
    """A part of the programme and the number of its content (NDTP) there, 0 for none."""

    part: str
    number: int = 0


def component_of(text: str | None) -> Component:
    """Return what a person meant: "NDTP 01", "hp1.2", "Hợp phần thứ hai", "khác"; "" for none."""
    plain = fold(text or "").strip()
    if not plain:
        return Component(NO_COMPONENT)
    second = re.match(r"(hop phan thu (hai|2)|hop phan (hai|2|ii)\b|hp ?2)", plain)
    first = re.match(r"(hop phan thu (nhat|1)|hop phan (mot|1|i)\b|hp ?1)", plain)
    head = second or first
    found = _NUMBER.search(plain, head.end() if head else 0)
    number = int(found[1]) if found else 0
    if second:
        return Component(SECOND_PART, number)
    if first or re.match(r"(ndtp|noi dung thanh phan)\b", plain):
        return Component(FIRST_PART, number)
    return Component(OTHER_CONTENT)


# --- what counts at all ---


def counted_rows(works: Sequence[Placed], rows: Iterable[MoneyRow]) -> tuple[MoneyRow, ...]:
    """Return the rows that are added up, in order of key: nothing twice.

    Contributions neither hide entries of the ledger nor are hidden by those of a group: whether
    the ledger states them already is a question of source (`contributions.not_stated`).
    """
    held = list(rows)
    entries = (row for row in held if row.entity == "money_entry")
    given = (row for row in held if row.entity != "money_entry")
    return in_order((*counted_money(works, entries), *given))


def people_share(rows: Iterable[MoneyRow]) -> Decimal | None:
    """Return what people gave, in percent of all that was mobilised; None for nothing."""
    held = of_kind(rows, "disbursed")
    given = Sum(tuple(row for row in held if row.source.startswith("nguoi-dan")))
    return percent(given.dong, Sum(held).amount)


def of_planned_sources(rows: Iterable[MoneyRow]) -> tuple[MoneyRow, ...]:
    """Return the rows of the sources that have a plan; a plan of a group is one of its parts."""
    held = tuple(rows)
    planned = {source_of(row) for row in of_kind(held, "planned")}
    return tuple(
        row for row in held if any(in_source(source_of(row), source) for source in planned)
    )


def rate_of_plan(rows: Iterable[MoneyRow]) -> Decimal | None:
    """Return disbursed in percent of planned, of the sources that have a plan."""
    held = of_planned_sources(rows)
    paid, planned = Sum(of_kind(held, "disbursed")), Sum(of_kind(held, "planned"))
    return percent(paid.amount, planned.amount)
