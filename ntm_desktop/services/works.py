"""Plan and pay: works with their money by source and year, totals that count nothing twice."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ntm_desktop import texts
from ntm_desktop.domain import entities as _declared  # noqa: F401  (declares every entity)
from ntm_desktop.domain.checks import (
    Issue,
    MoneyDoubt,
    check_circles,
    check_group,
    check_money,
    check_steps,
    check_sums,
    group_doubts,
    money_doubts,
    standing_reasons,
)
from ntm_desktop.domain.contributions import (
    Contribution,
    as_money,
    check_contribution,
    check_stated,
    not_stated,
)
from ntm_desktop.domain.ledger import (
    DEBT_KINDS,
    Debt,
    MoneyRow,
    YearSum,
    amount_now,
    by_kind,
    check_entries,
    counted_rows,
    counted_sums,
    debt_of,
    debts_by_source,
    happened_by,
    of_kind,
    open_advance,
    row_of,
)
from ntm_desktop.domain.numbers import format_money
from ntm_desktop.domain.record_keys import money_reason_key
from ntm_desktop.domain.units import AdminUnit
from ntm_desktop.domain.work_doubles import work_doubles
from ntm_desktop.domain.work_periods import dated_years
from ntm_desktop.domain.works import (
    FUNDING_SOURCES,
    MONEY_KINDS,
    MONEY_RULES,
    SOURCE_NAMES,
    Amount,
    MoneyEntry,
    MoneyReason,
    Work,
    WorkDocument,
    WorkQuantity,
    WorkTree,
    groups_above,
    groups_of,
    in_source,
    is_village,
    known_investment,
    source_of,
    village_doubt,
    village_names,
)
from ntm_desktop.errors import InputError
from ntm_desktop.services.disagreements import disagreed_works
from ntm_desktop.services.records import Saved
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import money_sums
from ntm_desktop.storage.store import record_or_refuse


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One line of the table of works; amounts in đồng over all years, or those asked for.

    `unpaid` is outstanding construction debt: accepted minus disbursed, never below zero;
    `overpaid` is what was paid beyond the accepted value and the advances. `entries` are sums by
    plan year and kind, `of_planned` those of the sources that the office has a plan for.
    `disagreed` names what two offices set differently.
    """

    work: Work
    planned: int
    allocated: int
    disbursed: int
    accepted: int
    unpaid: int
    issues: tuple[Issue, ...]
    entries: tuple[YearSum, ...] = ()
    overpaid: int = 0
    settled: int = 0
    villages: tuple[str, ...] = ()
    of_planned: tuple[YearSum, ...] = ()
    disagreed: tuple[str, ...] = ()

    @property
    def disbursed_of_planned(self) -> int:
        """Return what was disbursed from the sources that have a plan, in đồng."""
        return by_kind(self.of_planned)["disbursed"]


@dataclass(frozen=True, slots=True)
class WorksTotals:
    """What the lines add up to; members of a group are counted in their group only."""

    works: int
    total_investment: int
    planned: int
    allocated: int
    disbursed: int
    accepted: int
    unpaid: int
    overpaid: int = 0
    settled: int = 0
    disbursed_of_planned: int = 0


@dataclass(frozen=True, slots=True)
class WorksTable:
    """All works with their totals."""

    rows: tuple[WorkRow, ...]
    totals: WorksTotals


@dataclass(frozen=True, slots=True)
class WorksFilter:
    """Which works and which money to show; an empty part asks for all.

    `year` takes works with money of that plan year, or with a step or planned date in it, and
    `source` those with money of that source or its parts; their sums are of that money alone.
    """

    year: int | None = None
    source: str = ""
    state: str = ""
    work_type: str = ""
    village: str = ""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source of a work and year in the matrix: amounts in đồng by kind of money."""

    source: str
    source_name: str
    plan_year: int
    amounts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class WorkFile:
    """A work with its dated entries, the matrix of sources and years, and its members.

    `given` are what people gave for it; `uncounted` the keys of those that an entry of the ledger
    already states; `answered` the doubts that stand with a reason.
    """

    work: Work
    entries: tuple[MoneyEntry, ...]
    matrix: tuple[SourceLine, ...]
    members: tuple[Work, ...]
    issues: tuple[Issue, ...]
    quantities: tuple[WorkQuantity, ...] = ()
    documents: tuple[WorkDocument, ...] = ()
    given: tuple[Contribution, ...] = ()
    uncounted: frozenset[str] = frozenset()
    answered: tuple[tuple[MoneyDoubt, MoneyReason], ...] = ()
    villages: tuple[str, ...] = ()
    debt: Debt | None = None


@dataclass(frozen=True, slots=True)
class DebtLine:
    """What is owed for a work on a day."""

    work: Work
    debt: Debt

    @property
    def sources(self) -> dict[str, Debt]:
        """Return source → what is owed from it; the balances add up to that of the work."""
        return debts_by_source(_rows_of(self.debt))


@dataclass(frozen=True, slots=True)
class Debts:
    """Outstanding construction debt of the office on a day (nợ đọng XDCB).

    `undated` have no date and are counted since their plan year is over, or since the day is
    today; `left_out` are those of the day's year that are not. `owed` and `overpaid` are summed
    work by work: an over-payment of one work pays for no other.
    """

    day: datetime.date
    lines: tuple[DebtLine, ...]
    undated: tuple[MoneyRow, ...] = field(default=())
    left_out: tuple[MoneyRow, ...] = field(default=())

    @property
    def owed(self) -> int:
        """Return Σ owed in đồng."""
        return sum(line.debt.owed for line in self.lines)

    @property
    def overpaid(self) -> int:
        """Return Σ paid beyond what was accepted, in đồng."""
        return sum(line.debt.overpaid for line in self.lines)

    @property
    def sources(self) -> dict[str, Debt]:
        """Return source → what was accepted and paid from it over all works, in form order."""
        rows = [row for line in self.lines for row in _rows_of(line.debt)]
        found = debts_by_source(rows)
        return {name: found[name] for name in SOURCE_NAMES if name in found}


def _rows_of(debt: Debt) -> tuple[MoneyRow, ...]:
    """Return the amounts behind a debt."""
    return (*debt.accepted.rows, *debt.paid.rows, *debt.advanced.rows)


# --- the table ---


def works_table(workspace: Workspace, wanted: WorksFilter | None = None) -> WorksTable:
    """Return the works of this office with their money, and the totals.

    What other offices sent is not among them: it would be added to our own figures.
    """
    asked = wanted or WorksFilter()
    works = money_sums.office_works(workspace.store, workspace.owner)
    held = _by_work(money_sums.sums_of_works(workspace.store, workspace.owner))
    shown = held
    if asked.source:
        sources = [name for name in SOURCE_NAMES if in_source(name, asked.source)]
        shown = _by_work(money_sums.sums_of_works(workspace.store, workspace.owner, sources))
    of_planned = _of_planned(workspace, asked, shown)
    reasons, tree = _reasons(workspace), WorkTree(works)
    circles, names = check_circles(works), unit_names(workspace)
    twice = work_doubles(works, names)
    apart = disagreed_works(workspace)
    rows = []
    for work in works:
        money = shown.get(work.key, ())
        if asked.year is not None:
            money = [one for one in money if one.plan_year == asked.year]
        villages = village_names(work, names) if work.village or work.villages else ()
        if not _is_asked(work, villages, money, asked):
            continue
        given = reasons.get(work.key, ())
        issues = check_sums(work, by_kind(held.get(work.key, ())), given)
        issues += check_group(work, tree.members(work), given)
        issues += _one(village_doubt(work, names)) + _one(twice.get(work.key))
        circle = (circles[work.key],) if work.key in circles else ()
        paid = [one for one in of_planned.get(work.key, ()) if asked.year in (None, one.plan_year)]
        made = _row(work, money, (*circle, *issues), villages)
        disagreed = apart.get(work.key, ())
        rows.append(replace(made, of_planned=tuple(paid), disagreed=disagreed))
    return WorksTable(tuple(rows), totals(rows))


def _of_planned(
    workspace: Workspace, asked: WorksFilter, shown: dict[str, list[YearSum]]
) -> dict[str, list[YearSum]]:
    """Return the sums of each work from the sources asked for that have a plan (in the year)."""
    store, owner = workspace.store, workspace.owner
    planned = money_sums.sources_of(store, owner, asked.year, "planned")
    sources = [
        name
        for name in SOURCE_NAMES
        if any(in_source(name, one) for one in planned)
        and (not asked.source or in_source(name, asked.source))
    ]
    if money_sums.sources_of(store, owner, asked.year, "disbursed") <= set(sources):
        return shown  # all that was paid came from sources with a plan
    return _by_work(money_sums.sums_of_works(store, owner, sources)) if sources else {}


def _is_asked(
    work: Work, villages: Sequence[str], money: Sequence[YearSum], asked: WorksFilter
) -> bool:
    """Say whether a work is asked for."""
    if asked.state and work.state != asked.state:
        return False
    if asked.work_type and work.work_type != asked.work_type:
        return False
    if asked.village and not any(is_village(name, asked.village) for name in villages):
        return False
    if asked.source:
        return bool(money)
    return asked.year is None or bool(money) or asked.year in dated_years(work)


def works_of_years(workspace: Workspace, first: int, last: int) -> set[str]:
    """Return the works with money or a date of any of these years, and the groups above them."""
    works = money_sums.office_works(workspace.store, workspace.owner)
    years = range(first, last + 1)
    paid = money_sums.money_rows(workspace.store, workspace.owner, years=(first, last))
    found = {row.work for row in paid} | {
        work.key for work in works if not dated_years(work).isdisjoint(years)
    }
    groups = groups_of(works)
    above = {group for key in found for group in groups_above(key or "", groups)}
    return {work.key for work in works if work.key in found | above}


def totals(rows: Sequence[WorkRow]) -> WorksTotals:
    """Return what these lines add up to.

    A member of a group that is among the lines is left out where its group states the amount.
    """
    works = [row.work for row in rows]
    tree = WorkTree(works)
    counted = counted_sums(tree.groups, [one for row in rows for one in row.entries])
    sums = by_kind(counted)
    balances = _balances(tree, _by_work(counted))
    return WorksTotals(
        works=sum(tree.count(work) for work in tree.top),
        total_investment=known_investment(works) or 0,
        planned=sums["planned"],
        allocated=sums["allocated"],
        disbursed=sums["disbursed"],
        accepted=sums["accepted"],
        unpaid=sum(max(balance, 0) for balance, _ in balances),
        overpaid=sum(
            max(-balance, 0) - open_advance(balance, advanced) for balance, advanced in balances
        ),
        settled=sums["settled"],
        disbursed_of_planned=by_kind(
            counted_sums(tree.groups, [one for row in rows for one in row.of_planned])
        )["disbursed"],
    )


def _by_work(sums: Iterable[YearSum]) -> dict[str, list[YearSum]]:
    """Return the sums of each work."""
    found: dict[str, list[YearSum]] = {}
    for one in sums:
        found.setdefault(one.work or "", []).append(one)
    return found


def _row(
    work: Work,
    entries: Sequence[YearSum],
    issues: tuple[Issue, ...],
    villages: tuple[str, ...],
) -> WorkRow:
    """Return one line of the table."""
    sums = by_kind(entries)
    balance = sums["accepted"] - sums["disbursed"]
    overpaid = max(-balance, 0) - open_advance(balance, sums["advanced"])
    return WorkRow(
        work=work,
        planned=sums["planned"],
        allocated=sums["allocated"],
        disbursed=sums["disbursed"],
        accepted=sums["accepted"],
        unpaid=max(balance, 0),
        issues=issues,
        entries=tuple(entries),
        overpaid=overpaid,
        settled=sums["settled"],
        villages=villages,
    )


def _owing(work: Work, tree: WorkTree, entries: Mapping[str, Sequence[object]]) -> list[list[Work]]:
    """Return the branches whose accepted and paid amounts are set against each other.

    A work stands with all its members; a group that states no payment leaves it to each of them.
    """
    if entries.get(work.key):
        return [list(tree.branch(work))]
    return [one for member in tree.members(work) for one in _owing(member, tree, entries)]


def _balances(tree: WorkTree, sums: Mapping[str, Sequence[YearSum]]) -> list[tuple[int, int]]:
    """Return accepted − disbursed, and advanced, of every branch that is settled by itself."""
    owing = {key: [one for one in held if _is_settled(one)] for key, held in sums.items()}
    found = []
    for branch in (one for work in tree.top for one in _owing(work, tree, owing)):
        balance = advanced = 0
        for one in (one for part in branch for one in sums.get(part.key, ())):
            balance += (one.amounts[_ACCEPTED] or 0) - (one.amounts[_DISBURSED] or 0)
            advanced += one.amounts[_ADVANCED] or 0
        found.append((balance, advanced))
    return found


def _is_settled(sums: YearSum) -> bool:
    """Say whether anything was accepted or paid."""
    return sums.amounts[_ACCEPTED] is not None or sums.amounts[_DISBURSED] is not None


_ACCEPTED, _DISBURSED, _ADVANCED = map(list(MONEY_KINDS).index, DEBT_KINDS)


# --- one work ---


def work_file(workspace: Workspace, key: str) -> WorkFile:
    """Return a work with its money and members; raise `NotFoundError`."""
    store = workspace.store
    work = record_or_refuse(store, Work, key)
    entries = store.records(MoneyEntry, work=key)
    members = store.records(Work, group=key)
    reasons = store.records(MoneyReason, work=key)
    given = store.records(Contribution, work=key)
    rows, gifts = [row_of(entry) for entry in entries], as_money(given)
    works = money_sums.work_places(store, workspace.owner)
    paid = money_sums.money_rows(store, workspace.owner, kinds=("disbursed",))
    counted = not_stated(gifts, [*rows, *paid], works)
    doubts = (*money_doubts(work, entries), *group_doubts(work, members))
    answered = standing_reasons(doubts, reasons)
    held, names = store.records(Work, owner_unit=workspace.owner), unit_names(workspace)
    circle = check_circles(held) if work.group else {}
    issues = (
        *_one(work_doubles(held, names).get(key)),
        *((circle[key],) if key in circle else ()),
        *check_money(work, entries, reasons),
        *check_group(work, members, reasons),
        *check_entries(entries),
        *check_stated(gifts, rows, works),
        *(issue for one in given for issue in check_contribution(one)),
        *_one(village_doubt(work, names)),
    )
    return WorkFile(
        work=work,
        entries=tuple(entries),
        matrix=_matrix(entries),
        members=tuple(members),
        issues=issues,
        quantities=tuple(store.records(WorkQuantity, work=key)),
        documents=tuple(store.records(WorkDocument, work=key)),
        given=tuple(given),
        uncounted=frozenset(one.key for one in gifts if one not in counted),
        answered=tuple((one, answered[one.rule]) for one in doubts if one.rule in answered),
        villages=village_names(work, names),
        debt=debt_of(rows),
    )


def _one(issue: Issue | None) -> tuple[Issue, ...]:
    """Return a doubt where there is one."""
    return (issue,) if issue else ()


def step_doubts(workspace: Workspace, key: str) -> tuple[Issue, ...]:
    """Return what is doubtful in the dates of a work's steps; raise `NotFoundError`."""
    return check_steps(record_or_refuse(workspace.store, Work, key))


def unit_names(workspace: Workspace) -> dict[str, str]:
    """Return key → name of every unit recorded."""
    return {unit.key: unit.name or "" for unit in workspace.store.records(AdminUnit)}


def works_with_villages(workspace: Workspace) -> tuple[Work, ...]:
    """Return the works of the office, each with the names of all its thôn in `village`."""
    names = unit_names(workspace)
    return tuple(
        replace(work, village="; ".join(village_names(work, names)) or None)
        for work in workspace.store.records(Work, owner_unit=workspace.owner)
    )


def _reasons(workspace: Workspace) -> dict[str, list[MoneyReason]]:
    """Return work → the reasons given for its amounts."""
    found: dict[str, list[MoneyReason]] = {}
    for reason in workspace.store.records(MoneyReason, owner_unit=workspace.owner):
        found.setdefault(reason.work, []).append(reason)
    return found


# --- writing ---


def correct_entry(
    workspace: Workspace,
    key: str,
    amount: int,
    reason: str,
    on: datetime.date | None = None,
) -> Saved:
    """Put an amount (đồng) right by one more entry, so that the sum of both is `amount`.

    Earlier corrections of the same entry, and of those, count. Raises `InputError` without a reason
    or where nothing changes, `NotFoundError` for no such entry; the wrong entry itself stays as it
    was.
    """
    if not reason.strip():
        raise InputError(texts.CORRECTION_NO_REASON, hint=texts.CORRECTION_NO_REASON_HINT)
    store = workspace.store
    wrong = record_or_refuse(store, MoneyEntry, key)
    now = amount_now(key, store.records(MoneyEntry, work=wrong.work))
    if amount == now:
        hint = texts.CORRECTION_SAME_HINT.format(amount=format_money(now))
        raise InputError(texts.CORRECTION_SAME, hint=hint)
    day = on or wrong.paid_on
    values = {
        "work": wrong.work,
        "source": wrong.source,
        "plan_year": wrong.plan_year,
        "kind": wrong.kind,
        "amount": amount - now,
        "paid_on": day.isoformat() if day else None,
        "carried_to": wrong.carried_to,
        "component": wrong.component,
        "corrects": key,
        "reason": " ".join(reason.split()),
    }
    new = workspace.new_key("money_entry")
    label = texts.STEP_CORRECT_MONEY.format(title=SOURCE_NAMES[source_of(wrong)])
    with store.step(label, workspace.user) as step:
        store.put("money_entry", new, values)
    return Saved(new, step.touched)


def give_reason(workspace: Workspace, work_key: str, rule: str, reason: str) -> Saved:
    """Keep why amounts of a work that break `rule` (`MONEY_RULES`) may stand as they are.

    Raises `InputError` for an unknown rule, no reason, or where the rule is not broken.
    """
    if rule not in MONEY_RULES:
        raise InputError(texts.MONEY_RULE_UNKNOWN.format(rule=rule), hint=", ".join(MONEY_RULES))
    store = workspace.store
    work = record_or_refuse(store, Work, work_key)
    doubts = (
        *money_doubts(work, store.records(MoneyEntry, work=work_key)),
        *group_doubts(work, store.records(Work, group=work_key)),
    )
    doubt = next((one for one in doubts if one.rule == rule), None)
    if doubt is None:
        message = texts.MONEY_REASON_NOT_NEEDED.format(rule=MONEY_RULES[rule])
        raise InputError(message, hint=texts.MONEY_REASON_NOT_NEEDED_HINT)
    if not reason.strip():
        raise InputError(texts.CORRECTION_NO_REASON, hint=doubt.issue.text)
    key = money_reason_key(workspace.owner, work_key, rule)
    values = {
        "work": work_key,
        "rule": rule,
        "reason": " ".join(reason.split()),
        "amounts": doubt.amounts,
    }
    with store.step(texts.STEP_MONEY_REASON.format(title=work.name), workspace.user) as step:
        store.put("money_reason", key, values)
    return Saved(key, step.touched)


# --- what is owed, what was given ---


def debts(workspace: Workspace, day: datetime.date | None = None) -> Debts:
    """Return what is owed on a day (today where none is named), per work and source."""
    on = day or workspace.today()
    works = money_sums.office_works(workspace.store, workspace.owner)
    tree = WorkTree(works)
    held = money_sums.money_rows(workspace.store, workspace.owner, kinds=DEBT_KINDS)
    happened = [row for row in held if is_counted(workspace, row, on)]
    counted = counted_rows(works, happened)
    by_work: dict[str, list[MoneyRow]] = {}
    for row in counted:
        by_work.setdefault(row.work or "", []).append(row)
    settled = {key: of_kind(rows, "accepted", "disbursed") for key, rows in by_work.items()}
    lines = []
    for top in tree.top:
        for branch in _owing(top, tree, settled):
            rows = [row for part in branch for row in by_work.get(part.key, ())]
            lines.append(DebtLine(branch[0], debt_of(rows)))
    undated = tuple(
        row for row in of_kind(counted, "accepted", "disbursed") if row.paid_on is None and row.work
    )
    kept = set(happened)
    left_out = tuple(
        row
        for row in of_kind(held, "accepted", "disbursed")
        if row.paid_on is None and row.work and row.plan_year == on.year and row not in kept
    )
    return Debts(on, tuple(lines), undated, left_out)


def is_counted(workspace: Workspace, row: MoneyRow, day: datetime.date) -> bool:
    """Say whether an amount is counted on a day; until today all that was entered without a date.

    Of a day that has gone by an amount without a date is counted when its plan year is over.
    """
    is_entered = row.paid_on is None and day >= workspace.today() and row.plan_year <= day.year
    return is_entered or happened_by(row, day)


@dataclass(frozen=True, slots=True)
class Given:
    """What people gave: all records, those that count, and what is doubtful."""

    records: tuple[Contribution, ...]
    counted: tuple[MoneyRow, ...]
    issues: tuple[Issue, ...]


def contributions(workspace: Workspace) -> Given:
    """Return the contributions of this office and what of them is added to the ledger."""
    store, owner = workspace.store, workspace.owner
    held = store.records(Contribution, owner_unit=owner)
    entries = money_sums.money_rows(store, owner, kinds=("disbursed",))
    works, rows = money_sums.work_places(store, owner), as_money(held)
    issues = (
        *(issue for one in held for issue in check_contribution(one)),
        *check_stated(rows, entries, works),
    )
    return Given(tuple(held), not_stated(rows, entries, works), issues)


def mobilised(workspace: Workspace, years: tuple[int, int] | None = None) -> tuple[MoneyRow, ...]:
    """Return every amount of the ledger with what people gave beside it, each once.

    `years` are the first and last plan year. What members of groups and contributions state again
    is still among the rows of the ledger: `counted_rows` leaves it out for a period.
    """
    store, owner = workspace.store, workspace.owner
    entries = money_sums.money_rows(store, owner, years=years)
    given = as_money(store.records(Contribution, owner_unit=owner))
    if years is not None:
        given = tuple(one for one in given if years[0] <= one.plan_year <= years[1])
    if not given:
        return tuple(entries)
    works = money_sums.work_places(store, owner)
    return (*entries, *not_stated(given, entries, works))


def _matrix(entries: Sequence[MoneyEntry]) -> tuple[SourceLine, ...]:
    """Return source × year lines in the order of the funding form, years ascending."""
    order = {source.id: place for place, source in enumerate(FUNDING_SOURCES)}
    lines: dict[tuple[int, int, str], list[MoneyEntry]] = {}
    for one in entries:
        source = source_of(one)
        lines.setdefault((order[source], one.plan_year or 0, source), []).append(one)
    return tuple(
        SourceLine(source, SOURCE_NAMES[source], year, _amounts(held))
        for (_, year, source), held in sorted(lines.items(), key=lambda line: line[0])
    )


def _amounts(entries: Iterable[Amount]) -> dict[str, int]:
    """Return kind → Σ amount of these entries."""
    sums = dict.fromkeys(MONEY_KINDS, 0)
    for entry in entries:
        if entry.kind in sums:
            sums[entry.kind] += entry.amount or 0
    return sums
