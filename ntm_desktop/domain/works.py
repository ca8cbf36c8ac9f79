"""Works and their money: what is built, from which source, planned, allocated and disbursed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ntm_desktop.domain import entity

WORK_TYPES = {
    "road": "đường giao thông",
    "irrigation": "thủy lợi",
    "disaster_prevention": "phòng, chống thiên tai",
    "power": "điện",
    "school": "trường học",
    "culture_house": "nhà văn hóa, khu thể thao",
    "market": "chợ, hạ tầng thương mại",
    "health_station": "trạm y tế",
    "office": "trụ sở",
    "water_supply": "cấp nước sạch",
    "environment": "môi trường",
    "telecom": "viễn thông, truyền thanh",
    "urban_upgrade": "chỉnh trang đô thị",
    "housing": "nhà ở, bố trí dân cư",
    "other": "công trình khác",
}
WORK_STATES = {
    "proposed": "đề xuất",
    "approved": "đã phê duyệt",
    "building": "đang thi công",
    "accepted": "đã nghiệm thu",
    "handed_over": "đã bàn giao",
    "settled": "đã quyết toán",
    "stopped": "tạm dừng",
}
MONEY_KINDS = {
    "planned": "kế hoạch",
    "allocated": "giao",
    "advanced": "tạm ứng",
    "disbursed": "giải ngân",
    "accepted": "nghiệm thu",
}


@dataclass(frozen=True, slots=True)
class FundingSource:
    """A row of the funding form; `group` is the row it is summed under.

    `name` is the row's own name below its group; `alone` names it where no group stands above it.
    """

    id: str
    name: str
    group: str = ""
    alone: str = ""


# The rows follow the 2026-2030 form of funding by source (docs/sources.md, S20, second hand);
# `huyen` is kept for records up to 30/6/2025.
FUNDING_SOURCES: tuple[FundingSource, ...] = (
    FundingSource("nstw", "Ngân sách trung ương"),
    FundingSource(
        "nstw-dau-tu", "Vốn đầu tư công", "nstw", "Ngân sách trung ương – vốn đầu tư công"
    ),
    FundingSource(
        "nstw-thuong-xuyen",
        "Kinh phí thường xuyên",
        "nstw",
        "Ngân sách trung ương – kinh phí thường xuyên",
    ),
    FundingSource("nsdp", "Ngân sách địa phương"),
    FundingSource("nsdp-tinh", "Ngân sách tỉnh", "nsdp"),
    FundingSource("nsdp-huyen", "Ngân sách huyện (trước 7/2025)", "nsdp"),
    FundingSource("nsdp-xa", "Ngân sách xã", "nsdp"),
    FundingSource("long-ghep", "Vốn lồng ghép"),
    FundingSource("tin-dung", "Vốn tín dụng chính sách"),
    FundingSource("doanh-nghiep", "Vốn doanh nghiệp"),
    FundingSource("nguoi-dan", "Huy động cộng đồng, người dân"),
    FundingSource(
        "nguoi-dan-tien", "Tiền mặt", "nguoi-dan", "Huy động cộng đồng, người dân – tiền mặt"
    ),
    FundingSource(
        "nguoi-dan-quy-doi",
        "Ngày công và hiện vật quy đổi",
        "nguoi-dan",
        "Huy động cộng đồng, người dân – ngày công và hiện vật quy đổi",
    ),
    FundingSource("chua-ro", "Chưa rõ nguồn"),
)
UNKNOWN_SOURCE = "chua-ro"
SOURCE_NAMES = {source.id: source.alone or source.name for source in FUNDING_SOURCES}


@entity.entity("work", label="công trình", plural="Công trình", title="name")
@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A work, or a group of works counted as one entry (`count` says how many)."""

    key: str = ""
    name: str = entity.text("Tên công trình", required=True, searchable=True)
    work_type: str | None = entity.choice("Loại công trình", WORK_TYPES)
    village: str | None = entity.text("Thôn", searchable=True)
    investor: str | None = entity.text("Chủ đầu tư")
    decision_number: str | None = entity.text("Số quyết định", merge_unit="decision")
    decision_on: datetime.date | None = entity.date("Ngày quyết định", merge_unit="decision")
    count: int | None = entity.integer("Số công trình trong nhóm", minimum=1)
    quantity: Decimal | None = entity.number("Khối lượng", minimum=0, merge_unit="quantity")
    measure_unit: str | None = entity.text("Đơn vị tính", merge_unit="quantity")
    total_investment: int | None = entity.money("Tổng mức đầu tư", minimum=0)
    start_on: datetime.date | None = entity.date("Khởi công")
    finish_planned_on: datetime.date | None = entity.date("Hoàn thành theo kế hoạch")
    finish_on: datetime.date | None = entity.date("Hoàn thành thực tế")
    contractor: str | None = entity.text("Nhà thầu")
    progress: Decimal | None = entity.number("Tiến độ", measure="%", minimum=0, maximum=100)
    state: str | None = entity.choice("Trạng thái", WORK_STATES)
    group: str | None = entity.reference("Thuộc nhóm công trình", "work")
    set_id: str | None = entity.text("Bộ tiêu chí", hidden=True, merge_unit="indicator")
    indicator: str | None = entity.text("Phục vụ chỉ tiêu", merge_unit="indicator")
    note: str | None = entity.long_text("Ghi chú", searchable=True)


@entity.entity("money_entry", label="dòng vốn", plural="Vốn theo nguồn", title="source")
@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyEntry:
    """One dated amount of a work from one source for one plan year.

    `plan_year` is the year of the plan the amount counts for; payments up to 31 January count for
    the plan of the year before, so the date alone does not tell.
    """

    key: str = ""
    work: str | None = entity.reference("Công trình", "work")
    source: str = entity.choice("Nguồn vốn", SOURCE_NAMES, required=True, merge_unit="amount")
    plan_year: int = entity.integer(
        "Năm kế hoạch", required=True, minimum=2000, maximum=2100, merge_unit="amount"
    )
    kind: str = entity.choice("Khoản", MONEY_KINDS, required=True, merge_unit="amount")
    amount: int = entity.money("Số tiền", required=True, merge_unit="amount")
    paid_on: datetime.date | None = entity.date("Ngày", merge_unit="amount")
    note: str | None = entity.text("Ghi chú")


def source_of(entry: MoneyEntry) -> str:
    """Return an entry's source; a missing one, or a newer version's, is `UNKNOWN_SOURCE`."""
    return entry.source if entry.source in SOURCE_NAMES else UNKNOWN_SOURCE


def sum_by_source(
    entries: Iterable[MoneyEntry], kind: str, plan_year: int | None = None
) -> dict[str, int]:
    """Return Σ amount in đồng per source, group rows included, of one kind (and one plan year)."""
    totals = {source.id: 0 for source in FUNDING_SOURCES}
    groups = {source.id: source.group for source in FUNDING_SOURCES}
    for entry in entries:
        if entry.kind != kind or plan_year not in (None, entry.plan_year):
            continue
        source = source_of(entry)
        totals[source] += entry.amount or 0
        if groups[source]:
            totals[groups[source]] += entry.amount or 0
    return totals


def total_of(entries: Iterable[MoneyEntry], kind: str, plan_year: int | None = None) -> int:
    """Return Σ amount in đồng of one kind over all sources (and one plan year)."""
    return sum(
        entry.amount or 0
        for entry in entries
        if entry.kind == kind and plan_year in (None, entry.plan_year)
    )


# --- groups of works: nothing is counted twice ---


def top_works(works: Sequence[Work]) -> tuple[Work, ...]:
    """Return the works that are counted: not those that are members of a listed group."""
    keys = {work.key for work in works}
    return tuple(work for work in works if work.group not in keys or work.group == work.key)


def members_of(group: Work, works: Sequence[Work]) -> tuple[Work, ...]:
    """Return the works entered as members of a group."""
    return tuple(work for work in works if work.group == group.key != work.key)


def branch_of(work: Work, works: Sequence[Work]) -> tuple[Work, ...]:
    """Return a work with its members and theirs."""
    below = (one for member in members_of(work, works) for one in branch_of(member, works))
    return (work, *below)


def count_of(work: Work, works: Sequence[Work]) -> int:
    """Return how many works an entry stands for; without a number, as many as its members."""
    below = sum(count_of(member, works) for member in members_of(work, works))
    return work.count or below or 1


def invested(work: Work, works: Sequence[Work]) -> int | None:
    """Return a work's total investment; a group without one has what its members add up to.

    None where it is not known, or not of every member.
    """
    if work.total_investment is not None:
        return work.total_investment
    known = [invested(member, works) for member in members_of(work, works)]
    amounts = [amount for amount in known if amount is not None]
    return sum(amounts) if amounts and len(amounts) == len(known) else None


def known_investment(works: Sequence[Work]) -> int | None:
    """Return what is known of the total investment of all counted works; None for nothing."""
    amounts = [one for work in top_works(works) for one in _known_amounts(work, works)]
    return sum(amounts) if amounts else None


def _known_amounts(work: Work, works: Sequence[Work]) -> tuple[int, ...]:
    """Return a work's total investment, or those that are known of its members."""
    if work.total_investment is not None:
        return (work.total_investment,)
    return tuple(one for member in members_of(work, works) for one in _known_amounts(member, works))


def counted_money(works: Sequence[Work], entries: Iterable[MoneyEntry]) -> tuple[MoneyEntry, ...]:
    """Return the entries that are added up, so that no amount is counted twice.

    An amount of a member is left out where its group states the same kind and plan year itself:
    there it is a part of the group's amount.
    """
    held = tuple(entries)
    groups = {work.key: work.group or "" for work in works}
    stated = {(entry.work, entry.kind, entry.plan_year) for entry in held}
    return tuple(
        entry
        for entry in held
        if not any(
            (above, entry.kind, entry.plan_year) in stated
            for above in _groups_above(entry.work or "", groups)
        )
    )


def _groups_above(key: str, groups: Mapping[str, str]) -> Iterator[str]:
    """Yield the listed groups above a work, the nearest first."""
    passed, above = {key}, groups.get(key, "")
    while above in groups and above not in passed:
        yield above
        passed.add(above)
        above = groups[above]
