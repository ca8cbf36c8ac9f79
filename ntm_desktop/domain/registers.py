"""Registers of a commune: thôn, poverty, OCOP products, support to households, assets, totals."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ntm_desktop.domain import entity
from ntm_desktop.domain.figures import WORDS

# The yardstick changes between 2026 and 2027; the two are never compared.
POVERTY_STANDARDS = {
    "2016-2020": "chuẩn giai đoạn 2016 - 2020",
    "2021-2025": "chuẩn giai đoạn 2021 - 2025",
    "2026-2030": "chuẩn giai đoạn 2026 - 2030",
    "dia-phuong": "chuẩn riêng của địa phương",
}
SUBJECT_KINDS = {
    "hop-tac-xa": "hợp tác xã",
    "to-hop-tac": "tổ hợp tác",
    "doanh-nghiep": "doanh nghiệp",
    "ho": "hộ sản xuất, kinh doanh",
    "khac": "chủ thể khác",
}
OCOP_STAGES = {
    "registered": "đăng ký",
    "dossier": "lập hồ sơ",
    "evaluated": "đánh giá, phân hạng",
    "recognised": "công nhận",
    "renewed": "công nhận lại",
    "stopped": "dừng tham gia",
}
HOLDING_STAGES = ("recognised", "renewed")
SUPPORT_KINDS = {
    "nha-o": "nhà ở",
    "dat-o": "tiền sử dụng đất ở",
    "sinh-ke": "sinh kế, sản xuất",
    "nuoc-ve-sinh": "nước sạch, vệ sinh",
    "giao-duc-y-te": "giáo dục, y tế",
    "khac": "hỗ trợ khác",
}
REGISTERS = {
    "ocop_product": "sản phẩm OCOP",
    "household_support": "hỗ trợ hộ dân",
    "village_statistics": "thôn, dân cư",
    "poverty_count": "hộ nghèo, cận nghèo",
    "asset": "tài sản, phương tiện",
    "khac": "số khác",
}
# As the portals of provinces print it; the decision may say another, so it is only proposed.
OCOP_MONTHS = 36


@entity.entity(
    "village_statistics", label="số liệu thôn", plural="Số liệu thôn, tổ dân phố", title="unit"
)
@dataclass(frozen=True, slots=True, kw_only=True)
class VillageStatistics:
    """Counts of one thôn (or, without a unit, of the office itself) in a period."""

    key: str = ""
    unit: str | None = entity.text("Đơn vị")
    period: str = entity.text("Kỳ", required=True)
    population: int | None = entity.integer("Nhân khẩu", minimum=0)
    households: int | None = entity.integer("Số hộ", minimum=0)
    poor: int | None = entity.integer("Hộ nghèo", minimum=0)
    near_poor: int | None = entity.integer("Hộ cận nghèo", minimum=0)
    standard: str | None = entity.choice("Chuẩn nghèo", POVERTY_STANDARDS)
    area: Decimal | None = entity.number("Diện tích", measure="ha", minimum=0)
    source: str | None = entity.text("Nguồn")
    note: str | None = entity.long_text("Ghi chú", searchable=True)


@entity.entity("poverty_count", label="kết quả rà soát nghèo", plural="Hộ nghèo, hộ cận nghèo",
               title="period")  # fmt: skip
@dataclass(frozen=True, slots=True, kw_only=True)
class PovertyCount:
    """Poor and near-poor households of a unit in a period, by the standard that was applied.

    The rates are those a document states; where the counts are known, they are reckoned instead.
    """

    key: str = ""
    unit: str | None = entity.text("Đơn vị")
    period: str = entity.text("Kỳ", required=True)
    as_of: datetime.date | None = entity.date("Tính đến ngày")
    standard: str | None = entity.choice("Chuẩn nghèo", POVERTY_STANDARDS)
    households: int | None = entity.integer("Tổng số hộ", minimum=0, merge_unit="counts")
    poor: int | None = entity.integer("Hộ nghèo", minimum=0, merge_unit="counts")
    near_poor: int | None = entity.integer("Hộ cận nghèo", minimum=0, merge_unit="counts")
    poor_rate: Decimal | None = entity.number(
        "Tỷ lệ hộ nghèo theo văn bản", measure="%", minimum=0, maximum=100
    )
    near_poor_rate: Decimal | None = entity.number(
        "Tỷ lệ hộ cận nghèo theo văn bản", measure="%", minimum=0, maximum=100
    )
    source: str | None = entity.text("Nguồn")
    note: str | None = entity.long_text("Ghi chú", searchable=True)


@entity.entity("ocop_product", label="sản phẩm OCOP", plural="Sản phẩm OCOP", title="name")
@dataclass(frozen=True, slots=True, kw_only=True)
class OcopProduct:
    """A product of the programme, from registration to being recognised again."""

    key: str = ""
    name: str = entity.text("Tên sản phẩm", required=True, searchable=True)
    subject: str | None = entity.text("Chủ thể", searchable=True)
    subject_kind: str | None = entity.choice("Loại chủ thể", SUBJECT_KINDS)
    village: str | None = entity.text("Thôn", searchable=True)
    stars: int | None = entity.integer("Số sao", minimum=3, maximum=5, merge_unit="decision")
    decision_number: str | None = entity.text("Số quyết định", merge_unit="decision")
    decision_on: datetime.date | None = entity.date("Ngày quyết định", merge_unit="decision")
    valid_until: datetime.date | None = entity.date("Có giá trị đến", merge_unit="decision")
    stage: str | None = entity.choice("Bước", OCOP_STAGES)
    note: str | None = entity.long_text("Ghi chú", searchable=True)


@entity.entity("household_support", label="hỗ trợ hộ dân", plural="Hỗ trợ hộ dân", title="purpose")
@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdSupport:
    """Support given to households; land that people give is a contribution to a work, not this."""

    key: str = ""
    kind: str | None = entity.choice("Loại hỗ trợ", SUPPORT_KINDS)
    purpose: str = entity.text("Nội dung", required=True, searchable=True)
    unit: str | None = entity.text("Đơn vị")
    period: str | None = entity.text("Kỳ")
    given_on: datetime.date | None = entity.date("Ngày hỗ trợ")
    village: str | None = entity.text("Thôn", searchable=True)
    households: int | None = entity.integer("Số hộ", minimum=0)
    quantity: Decimal | None = entity.number("Số lượng", minimum=0, merge_unit="quantity")
    measure_unit: str | None = entity.text("Đơn vị tính", merge_unit="quantity")
    word: str | None = entity.choice("Từ dùng của số tiền", WORDS, merge_unit="amount")
    amount: int | None = entity.money("Kinh phí", minimum=0, merge_unit="amount")
    funding: str | None = entity.text("Nguồn kinh phí")
    source: str | None = entity.text("Nguồn số liệu")
    note: str | None = entity.long_text("Ghi chú", searchable=True)


@entity.entity("asset", label="tài sản", plural="Tài sản, phương tiện", title="name")
@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """Things bought for the common use: "02 xe ô tô chở rác"."""

    key: str = ""
    name: str = entity.text("Tên tài sản", required=True, searchable=True)
    unit: str | None = entity.text("Đơn vị")
    period: str | None = entity.text("Kỳ")
    quantity: Decimal | None = entity.number("Số lượng", minimum=0, merge_unit="quantity")
    measure_unit: str | None = entity.text("Đơn vị tính", merge_unit="quantity")
    amount: int | None = entity.money("Giá trị", minimum=0)
    acquired_on: datetime.date | None = entity.date("Ngày mua, nhận")
    place: str | None = entity.text("Nơi sử dụng", searchable=True)
    purpose: str | None = entity.text("Mục đích", searchable=True)
    source: str | None = entity.text("Nguồn")
    note: str | None = entity.long_text("Ghi chú", searchable=True)


@entity.entity(
    "register_total", label="số tổng của sổ", plural="Số tổng theo văn bản", title="title"
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterTotal:
    """A total a document states where the single entries are not known: "28 sản phẩm 3–4 sao"."""

    key: str = ""
    register: str = entity.choice("Thuộc sổ", REGISTERS, required=True)
    title: str = entity.text("Nội dung", required=True, searchable=True)
    unit: str | None = entity.text("Đơn vị")
    period: str = entity.text("Kỳ", required=True)
    as_of: datetime.date | None = entity.date("Tính đến ngày")
    word: str | None = entity.choice("Từ dùng", WORDS, merge_unit="count")
    count: Decimal | None = entity.number("Số lượng", minimum=0, merge_unit="count")
    measure_unit: str | None = entity.text("Đơn vị tính", merge_unit="count")
    lowest_stars: int | None = entity.integer("Từ số sao", minimum=1, maximum=5, merge_unit="stars")
    highest_stars: int | None = entity.integer(
        "Đến số sao", minimum=1, maximum=5, merge_unit="stars"
    )
    expected_at: str | None = entity.text("Thời điểm dự kiến")
    source: str | None = entity.text("Nguồn")
    quote: str | None = entity.text("Nguyên văn", searchable=True)
    note: str | None = entity.long_text("Ghi chú", searchable=True)


# --- rates from counts ---


@dataclass(frozen=True, slots=True)
class CountTotal:
    """A sum over units: None where no unit has the count; `missing` units have none."""

    total: int | None
    missing: int


def rate_of(part: int | None, whole: int | None) -> Fraction | None:
    """Return part / whole in %; None where one of them is not known or there is nothing at all."""
    return Fraction(part * 100, whole) if part is not None and whole else None


def summed(counts: Iterable[int | None]) -> CountTotal:
    """Return the sum of counts and how many are missing; rates are never added or averaged."""
    held = list(counts)
    known = [one for one in held if one is not None]
    return CountTotal(sum(known) if known else None, len(held) - len(known))


# --- OCOP ---


def proposed_end(decision_on: datetime.date, months: int = OCOP_MONTHS) -> datetime.date:
    """Return the day a certificate ends as a rule; the decision itself may say another.

    >>> proposed_end(datetime.date(2021, 12, 28))
    datetime.date(2024, 12, 28)
    """
    year, month = divmod(decision_on.year * 12 + decision_on.month - 1 + months, 12)
    day = decision_on.day
    while True:
        try:
            return datetime.date(year, month + 1, day)
        except ValueError:  # 31 or 29 in a month without it
            day -= 1


def end_of(product: OcopProduct) -> tuple[datetime.date | None, bool]:
    """Return when a product's certificate ends, and whether that is only proposed."""
    if product.valid_until is not None:
        return product.valid_until, False
    if product.decision_on is None:
        return None, False
    return proposed_end(product.decision_on), True


def holds_stars(product: OcopProduct, day: datetime.date) -> bool:
    """Say whether a product is recognised and not known to have run out on a day."""
    end, _ = end_of(product)
    return product.stage in HOLDING_STAGES and (end is None or end >= day)
