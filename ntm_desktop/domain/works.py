"""Works and their money: what is built, from which source, planned, allocated and disbursed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
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
    """A row of the funding form; `group` is the row it is summed under."""

    id: str
    name: str
    group: str = ""


# The rows follow the 2026-2030 form of funding by source (docs/sources.md, S20, second hand);
# `huyen` is kept for records up to 30/6/2025.
FUNDING_SOURCES: tuple[FundingSource, ...] = (
    FundingSource("nstw", "Ngân sách trung ương"),
    FundingSource("nstw-dau-tu", "Vốn đầu tư công", "nstw"),
    FundingSource("nstw-thuong-xuyen", "Kinh phí thường xuyên", "nstw"),
    FundingSource("nsdp", "Ngân sách địa phương"),
    FundingSource("nsdp-tinh", "Ngân sách tỉnh", "nsdp"),
    FundingSource("nsdp-huyen", "Ngân sách huyện (trước 7/2025)", "nsdp"),
    FundingSource("nsdp-xa", "Ngân sách xã", "nsdp"),
    FundingSource("long-ghep", "Vốn lồng ghép"),
    FundingSource("tin-dung", "Vốn tín dụng chính sách"),
    FundingSource("doanh-nghiep", "Vốn doanh nghiệp"),
    FundingSource("nguoi-dan", "Huy động cộng đồng, người dân"),
    FundingSource("nguoi-dan-tien", "Tiền mặt", "nguoi-dan"),
    FundingSource("nguoi-dan-quy-doi", "Ngày công và hiện vật quy đổi", "nguoi-dan"),
    FundingSource("chua-ro", "Chưa rõ nguồn"),
)
UNKNOWN_SOURCE = "chua-ro"
SOURCE_NAMES = {source.id: source.name for source in FUNDING_SOURCES}


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


def sum_by_source(
    entries: Iterable[MoneyEntry], kind: str, plan_year: int | None = None
) -> dict[str, int]:
    """Return Σ amount in đồng per source, group rows included, of one kind (and one plan year).

    A missing source, or one that only a newer version knows, counts as `UNKNOWN_SOURCE`.
    """
    totals = {source.id: 0 for source in FUNDING_SOURCES}
    groups = {source.id: source.group for source in FUNDING_SOURCES}
    for entry in entries:
        if entry.kind != kind or plan_year not in (None, entry.plan_year):
            continue
        source = entry.source if entry.source in totals else UNKNOWN_SOURCE
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
