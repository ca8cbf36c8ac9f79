"""The list of works (danh mục công trình): its fields, and how they are made from the record."""

# ruff: noqa: RUF009 - shown(…) returns a dataclass field

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ntm_desktop import texts
from ntm_desktop.domain.ledger import MoneyRow
from ntm_desktop.domain.numbers import MoneyUnit, format_amount, format_number, format_percent
from ntm_desktop.domain.periods import ReportingPeriod
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.domain.works import WORK_STATES, WORK_TYPES, Work, WorkTree, known_investment
from ntm_desktop.reports import funding, letterhead, narrative
from ntm_desktop.reports.letterhead import OfficeFacts, office_name
from ntm_desktop.reports.narrative import TABLE_GAP
from ntm_desktop.reports.template_fields import shown

AMOUNT_LETTERS = 13  # what a line of a column of amounts holds, in strong letters


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedWork:
    """One row: a work, a group of works, or a member of the group above it."""

    number: str = shown("số thứ tự; 1.1, 1.2 là công trình trong nhóm 1")
    name: str = shown("tên công trình, số lượng trong nhóm")
    villages: str = shown("các thôn")
    quantity: str = shown("khối lượng kèm đơn vị tính")
    total_investment: str = shown("tổng mức đầu tư")
    planned: str = shown("kế hoạch vốn")
    disbursed: str = shown("vốn đã giải ngân trong kỳ")
    progress: str = shown("tiến độ, %")
    state: str = shown("trạng thái")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkTypeGroup:
    """The works of one type with their sums; a group of works brings its members along."""

    total: ListedWork = shown("dòng của loại công trình: số La Mã, tên loại, các tổng")
    works: tuple[ListedWork, ...] = shown("các công trình, công trình trong nhóm ngay dưới nhóm")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorksListContext:
    """Everything the template of the list may use."""

    draft_note: str = shown("dòng báo bản dự thảo, trống khi in bản chính thức")
    office_name: str = shown("tên cơ quan, chữ hoa")
    made_on: str = shown("ngày lập danh mục")
    standing: str = shown("dòng nói số liệu của kỳ nào")
    money_unit: str = shown("đơn vị tiền của bảng")
    plan_label: str = shown("đầu cột kế hoạch vốn, ví dụ Kế hoạch năm 2023")
    types: tuple[WorkTypeGroup, ...] = shown("các loại công trình")
    total: ListedWork = shown("dòng tổng cộng")
    nothing: str = shown("câu thay bảng khi chưa có công trình nào")
    notes: tuple[str, ...] = shown("ghi chú dưới bảng")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFacts:
    """Everything the list is made from; `villages` is work → its thôn in one line.

    `left_out` works are not listed since they have nothing to do with the period.
    """

    office: OfficeFacts
    period: ReportingPeriod
    works: tuple[Work, ...]
    money: tuple[MoneyRow, ...]
    villages: Mapping[str, str] = field(default_factory=dict)
    unit: MoneyUnit = "million"
    left_out: int = 0


def build_context(facts: ListFacts) -> WorksListContext:
    """Return the ready text of every field."""
    years = narrative.years_label(facts.period.start.year, facts.period.end.year)
    return WorksListContext(
        draft_note=narrative.DRAFT_NOTE if facts.office.draft else "",
        office_name=office_name(facts.office),
        made_on=narrative.made_on(facts.office.today),
        standing=narrative.LIST_STANDING.format(period=facts.period.label),
        money_unit=texts.MONEY_UNIT_NAMES[facts.unit],
        plan_label=narrative.plan_label(years),
        types=_types(facts),
        total=_sums_row(facts, "", narrative.WORKS_TOTAL_ROW, facts.works),
        nothing="" if facts.works else narrative.LIST_NOTHING,
        notes=_notes(facts),
    )


def gaps(facts: ListFacts) -> tuple[str, ...]:
    """Return what the list still lacks, a sentence each."""
    nothing = () if facts.works or facts.left_out else (narrative.MISSING_WORKS,)
    return (*letterhead.head_gaps(facts.office), *nothing)


def notices(facts: ListFacts) -> tuple[str, ...]:
    """Return how many amounts of the period could not be counted for want of a date."""
    number = funding.undated(facts.money, facts.period)
    return (narrative.undated_money(number),) if number else ()


def _notes(facts: ListFacts) -> tuple[str, ...]:
    """Return what stands below the table."""
    tree = WorkTree(facts.works)
    unknown = sum(tree.invested(work) is None for work in tree.top)
    left_out = ""
    if facts.left_out:
        left_out = narrative.LIST_OF_PERIOD.format(count=format_number(facts.left_out))
    return (
        *filter(None, (left_out,)),
        *((narrative.LIST_MEMBERS,) if tree.groups else ()),
        *filter(None, (narrative.unknown_costs(unknown),)),
        narrative.CELL_NOTE,
    )


# --- rows ---


def _types(facts: ListFacts) -> tuple[WorkTypeGroup, ...]:
    """Return the works by type, in the order of types; a member stands below its group."""
    tree = WorkTree(facts.works)
    of_work = funding.rows_by_work(facts.money)
    held: dict[str, list[Work]] = {}
    for work in tree.top:
        known = work.work_type if work.work_type in WORK_TYPES else ""
        held.setdefault(known or "", []).append(work)
    found: list[WorkTypeGroup] = []
    place = 0
    for name in (one for one in (*WORK_TYPES, "") if one in held):
        rows: list[ListedWork] = []
        for work in held[name]:
            place += 1
            rows.extend(_branch_rows(facts, tree, of_work, work, str(place)))
        branch = [part for work in held[name] for part in tree.branch(work)]
        title = WORK_TYPES.get(name, narrative.LIST_NO_TYPE).upper()
        number = narrative.roman(len(found) + 1)
        found.append(
            WorkTypeGroup(total=_sums_row(facts, number, title, branch), works=tuple(rows))
        )
    return tuple(found)


def _branch_rows(
    facts: ListFacts,
    tree: WorkTree,
    of_work: Mapping[str, list[MoneyRow]],
    work: Work,
    number: str,
) -> list[ListedWork]:
    """Return the row of a work and, below it, those of its members."""
    branch = tree.branch(work)
    money = [row for one in branch for row in of_work.get(one.key, ())]
    amounts = funding.amounts_of(funding.counted_in(branch, money, facts.period), facts.period)
    rows = [
        ListedWork(
            number=number,
            name=narrative.group_size(work.name, work.count) if work.count else work.name,
            villages=facts.villages.get(work.key) or TABLE_GAP,
            quantity=_quantity(work),
            total_investment=_amount(tree.invested(work), facts.unit),
            planned=_amount(amounts.planned, facts.unit),
            disbursed=_amount(amounts.disbursed, facts.unit),
            progress=TABLE_GAP if work.progress is None else format_percent(work.progress),
            state=capital_first(WORK_STATES.get(work.state or "", TABLE_GAP)),
        )
    ]
    for place, member in enumerate(tree.members(work), 1):
        rows.extend(_branch_rows(facts, tree, of_work, member, f"{number}.{place}"))
    return rows


def _sums_row(facts: ListFacts, number: str, name: str, works: Sequence[Work]) -> ListedWork:
    """Return a row of sums over works, nothing twice."""
    keys = {work.key for work in works}
    rows = [row for row in facts.money if row.work in keys]
    amounts = funding.amounts_of(funding.counted_in(works, rows, facts.period), facts.period)
    return ListedWork(
        number=number,
        name=name,
        villages="",
        quantity="",
        total_investment=_amount(known_investment(works), facts.unit),
        planned=_amount(amounts.planned, facts.unit),
        disbursed=_amount(amounts.disbursed, facts.unit),
        progress="",
        state="",
    )


def _amount(dong: int | None, unit: MoneyUnit) -> str:
    """Return an amount for the table; the gap where nothing was entered."""
    if dong is None:
        return TABLE_GAP
    return funding.breakable(format_amount(dong, unit), AMOUNT_LETTERS)


def _quantity(work: Work) -> str:
    """Return "1,2 km"; the gap without a number."""
    if work.quantity is None:
        return TABLE_GAP
    return f"{format_number(work.quantity)} {work.measure_unit or ''}".strip()
