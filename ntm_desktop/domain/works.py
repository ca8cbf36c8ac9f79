"""Works and their money: what is built, from which source, planned, allocated and disbursed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Protocol, TypeVar

from ntm_desktop import texts
from ntm_desktop.domain import entity
from ntm_desktop.domain.figures import WORDS
from ntm_desktop.domain.issues import Issue, Severity
from ntm_desktop.domain.vietnamese import fold

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
    "broadcast": "hệ thống truyền thanh",
    "production_area": "hạ tầng vùng nguyên liệu",
    "programme_data": "cơ sở dữ liệu quản lý Chương trình",
    "ethnic_area": "hạ tầng đặc thù vùng dân tộc thiểu số",
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
# What reports say that may be several states: asked, never chosen by itself.
WORK_STATE_WORDS = {
    "hoan thanh": ("accepted", "handed_over", "settled"),
    "da hoan thanh": ("accepted", "handed_over", "settled"),
    "da xong": ("accepted", "handed_over", "settled"),
    "hoan thanh dua vao su dung": ("handed_over", "settled"),
    "dua vao su dung": ("handed_over", "settled"),
    "dang lam": ("building",),
    "chuan bi dau tu": ("proposed", "approved"),
}
MONEY_KINDS = {
    "planned": "kế hoạch",
    "allocated": "giao",
    "advanced": "tạm ứng",
    "disbursed": "giải ngân",
    "accepted": "nghiệm thu",
    "settled": "quyết toán",
}
LAND_CLEARANCE = {
    "not_needed": "không phải giải phóng mặt bằng",
    "waiting": "chưa giải phóng mặt bằng",
    "under_way": "đang giải phóng mặt bằng",
    "done": "đã bàn giao mặt bằng",
}
DOCUMENT_ROLES = {
    "decision": "quyết định phê duyệt",
    "contract": "hợp đồng",
    "land": "hồ sơ giải phóng mặt bằng",
    "acceptance": "biên bản nghiệm thu",
    "hand_over": "biên bản bàn giao",
    "settlement": "quyết toán",
    "other": "văn bản khác",
}
MONEY_RULES = {
    "disbursed_over_allocated": "giải ngân lớn hơn vốn giao",
    "accepted_over_investment": "nghiệm thu lớn hơn tổng mức đầu tư",
    "paid_over_accepted": "giải ngân lớn hơn giá trị nghiệm thu",
    "advanced_over_disbursed": "tạm ứng lớn hơn giải ngân",
    "settled_over_investment": "quyết toán lớn hơn tổng mức đầu tư",
    "settled_differs": "quyết toán theo nguồn khác giá trị quyết toán",
    "group_differs": "nhóm khác tổng các công trình trong nhóm",
}
# The steps of a work in their order, each with the field that holds its date.
WORK_STEPS: Mapping[str, str] = {
    "proposed": "proposed_on",
    "approved": "decision_on",
    "building": "start_on",
    "accepted": "accepted_on",
    "handed_over": "handed_over_on",
    "settled": "settled_on",
}
STEP_NAMES = {
    "proposed": "đề xuất",
    "approved": "phê duyệt",
    "building": "thi công",
    "accepted": "nghiệm thu",
    "handed_over": "bàn giao",
    "settled": "quyết toán",
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
    villages: str | None = entity.references("Các thôn", "admin_unit")
    investor: str | None = entity.text("Chủ đầu tư")
    decision_number: str | None = entity.text("Số quyết định", merge_unit="decision")
    decision_on: datetime.date | None = entity.date("Ngày quyết định", merge_unit="decision")
    count: int | None = entity.integer("Số công trình trong nhóm", minimum=1)
    quantity: Decimal | None = entity.number("Khối lượng", minimum=0, merge_unit="quantity")
    measure_unit: str | None = entity.text("Đơn vị tính", merge_unit="quantity")
    total_investment: int | None = entity.money("Tổng mức đầu tư", minimum=0)
    settlement_value: int | None = entity.money("Giá trị quyết toán", minimum=0)
    component: str | None = entity.text("Hợp phần, nội dung của Chương trình")
    land_clearance: str | None = entity.choice("Giải phóng mặt bằng", LAND_CLEARANCE)
    land_clearance_note: str | None = entity.text("Ghi chú giải phóng mặt bằng")
    proposed_on: datetime.date | None = entity.date("Ngày đề xuất")
    start_planned_on: datetime.date | None = entity.date("Khởi công theo kế hoạch")
    start_on: datetime.date | None = entity.date("Khởi công")
    finish_planned_on: datetime.date | None = entity.date("Hoàn thành theo kế hoạch")
    finish_on: datetime.date | None = entity.date("Hoàn thành thực tế")
    accepted_on: datetime.date | None = entity.date("Ngày nghiệm thu")
    handed_over_on: datetime.date | None = entity.date("Ngày bàn giao")
    settled_on: datetime.date | None = entity.date("Ngày quyết toán")
    contractor: str | None = entity.text("Nhà thầu")
    progress: Decimal | None = entity.number("Tiến độ", measure="%", minimum=0, maximum=100)
    state: str | None = entity.choice("Trạng thái", WORK_STATES)
    group: str | None = entity.reference("Thuộc nhóm công trình", "work")
    set_id: str | None = entity.text("Bộ tiêu chí", hidden=True, merge_unit="indicator")
    indicator: str | None = entity.text("Phục vụ chỉ tiêu", merge_unit="indicator")
    more_indicators: str | None = entity.long_text(
        "Các chỉ tiêu khác", help="mỗi dòng một mã chỉ tiêu, hoặc mã bộ tiêu chí: mã chỉ tiêu"
    )
    note: str | None = entity.long_text("Ghi chú", searchable=True)


@entity.entity("money_entry", label="dòng vốn", plural="Vốn theo nguồn", title="source")
@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyEntry:
    """One dated amount of a work from one source for one plan year.

    `plan_year` is the year of the plan the amount counts for; payments up to 31 January count for
    the plan of the year before, so the date alone does not tell. `carried_to` is the year into
    which that plan was carried over (vốn kéo dài): the amount still counts for `plan_year` alone.

    What was entered wrongly is put right by one more entry, whose amount may be negative, with
    `corrects` and its reason: sums are right and the log shows both.
    """

    key: str = ""
    work: str | None = entity.reference("Công trình", "work")
    source: str = entity.choice("Nguồn vốn", SOURCE_NAMES, required=True, merge_unit="amount")
    plan_year: int = entity.integer(
        "Năm kế hoạch",
        required=True,
        minimum=2000,
        maximum=2100,
        merge_unit="amount",
        help="trả đến 31/01 năm sau vẫn là vốn năm này (? chưa đối chiếu)",
    )
    kind: str = entity.choice("Khoản", MONEY_KINDS, required=True, merge_unit="amount")
    amount: int = entity.money("Số tiền", required=True, merge_unit="amount")
    paid_on: datetime.date | None = entity.date("Ngày", merge_unit="amount")
    carried_to: int | None = entity.integer(
        "Kéo dài sang năm", minimum=2000, maximum=2100, merge_unit="amount"
    )
    component: str | None = entity.text("Hợp phần, nội dung của Chương trình")
    corrects: str | None = entity.reference("Điều chỉnh dòng vốn", "money_entry")
    reason: str | None = entity.text("Lý do điều chỉnh", searchable=True)
    note: str | None = entity.text("Ghi chú")


@entity.entity("work_quantity", label="khối lượng", plural="Khối lượng công trình", title="what")
@dataclass(frozen=True, slots=True, kw_only=True)
class WorkQuantity:
    """One more quantity of a work: 58 tuyến đường beside 23 công trình, or 15,9 of 28,2 km.

    `reported_rate` is a rate as a document states it without its base: it is never computed.
    """

    key: str = ""
    work: str = entity.reference("Công trình", "work", required=True)
    what: str = entity.text("Nội dung", required=True, searchable=True)
    word: str | None = entity.choice("Từ dùng", WORDS, merge_unit="quantity")
    quantity: Decimal | None = entity.number("Khối lượng", minimum=0, merge_unit="quantity")
    out_of: Decimal | None = entity.number("Trên tổng số", minimum=0, merge_unit="quantity")
    measure_unit: str | None = entity.text("Đơn vị tính", merge_unit="quantity")
    reported_rate: str | None = entity.text("Tỷ lệ theo văn bản", help="giữ nguyên văn")
    note: str | None = entity.text("Ghi chú")


@entity.entity("work_document", label="hồ sơ công trình", plural="Hồ sơ công trình", title="role")
@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDocument:
    """What an official document is for a work: its decision, contract, acceptance, settlement."""

    key: str = ""
    work: str = entity.reference("Công trình", "work", required=True)
    role: str = entity.choice("Loại hồ sơ", DOCUMENT_ROLES, required=True)
    document: str = entity.reference("Văn bản", "official_document", required=True)
    note: str | None = entity.text("Ghi chú")


@entity.entity("money_reason", label="lý do chênh lệch vốn", plural="Lý do chênh lệch vốn",
               title="reason")  # fmt: skip
@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyReason:
    """Why amounts of a work that do not add up may stand; it holds for just these amounts."""

    key: str = ""
    work: str = entity.reference("Công trình", "work", required=True, merge_unit="reason")
    rule: str = entity.choice("Nội dung", MONEY_RULES, required=True, merge_unit="reason")
    reason: str = entity.text("Lý do", required=True, searchable=True, merge_unit="reason")
    amounts: str | None = entity.text("Số tiền khi ghi lý do", hidden=True, merge_unit="reason")


class Amount(Protocol):
    """What adding up needs of an amount, be it a record or a sum of several."""

    @property
    def work(self) -> str | None:
        """Return the key of the work, None for the programme as a whole."""

    @property
    def source(self) -> str:
        """Return the source of funding."""

    @property
    def plan_year(self) -> int:
        """Return the year of the plan."""

    @property
    def kind(self) -> str:
        """Return the kind of money."""

    @property
    def amount(self) -> int:
        """Return the đồng."""


AmountT = TypeVar("AmountT", bound=Amount)


class Placed(Protocol):
    """What the tree of groups needs of a work."""

    @property
    def key(self) -> str:
        """Return the key."""

    @property
    def group(self) -> str | None:
        """Return the key of the group it is part of."""


PlacedT = TypeVar("PlacedT", bound=Placed)


def source_of(entry: Amount) -> str:
    """Return an entry's source; a missing one, or a newer version's, is `UNKNOWN_SOURCE`."""
    return entry.source if entry.source in SOURCE_NAMES else UNKNOWN_SOURCE


def in_source(source: str, wanted: str) -> bool:
    """Say whether a source is the wanted one or a part of it."""
    return wanted in (source, _SOURCE_GROUPS.get(source))


_SOURCE_GROUPS = {source.id: source.group for source in FUNDING_SOURCES if source.group}


def total_of(entries: Iterable[Amount], kind: str, plan_year: int | None = None) -> int:
    """Return Σ amount in đồng of one kind over all sources (and one plan year)."""
    return sum(
        entry.amount or 0
        for entry in entries
        if entry.kind == kind and plan_year in (None, entry.plan_year)
    )


# --- what a work says of itself in several places ---

_MEASURES = {"m2": "m²", "m3": "m³", "mét": "m", "ki-lô-mét": "km", "kilomet": "km"}
_IN_METRES = {"m": 1, "km": 1000}


def measure_name(typed: str | None) -> str:
    """Return a measure in its one spelling: "m2" and "m²" are the same."""
    plain = " ".join((typed or "").split())
    return _MEASURES.get(plain.lower(), plain)


def quantities_of(work: Work, more: Iterable[WorkQuantity]) -> tuple[tuple[Decimal, str], ...]:
    """Return every known quantity of a work with its measure, its own first."""
    own = [] if work.quantity is None else [(work.quantity, measure_name(work.measure_unit))]
    others = [
        (one.quantity, measure_name(one.measure_unit))
        for one in more
        if one.work == work.key and one.quantity is not None
    ]
    return (*own, *others)


def sum_by_measure(quantities: Iterable[tuple[Decimal, str]]) -> dict[str, Decimal]:
    """Return Σ per measure; lengths in m and km are one sum, in km where any was in km."""
    held = list(quantities)
    length = "km" if any(measure == "km" for _, measure in held) else "m"
    sums: dict[str, Decimal] = {}
    for number, measure in held:
        if measure in _IN_METRES:
            number, measure = number * _IN_METRES[measure] / _IN_METRES[length], length
        sums[measure] = sums.get(measure, Decimal(0)) + number
    return sums


def share_done(one: WorkQuantity) -> Decimal | None:
    """Return a quantity in percent of the whole it is part of, two decimals; None without both."""
    if one.quantity is None or not one.out_of:
        return None
    return (one.quantity * 100 / one.out_of).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def village_names(work: Work, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the thôn of a work: those referred to (`names` by key), else those only typed.

    A typed one that is a recorded thôn but for accents or "thôn" before it has that thôn's name.
    """
    referred = [names.get(key, key) for key in entity.split_keys(work.villages)]
    found: dict[str, str] = {}
    for name in filter(None, referred or _typed_villages(work, names)):
        found.setdefault(_village_word(name), name)
    return tuple(found.values())


def village_doubt(work: Work, names: Mapping[str, str]) -> Issue | None:
    """Return that a work's typed thôn are others than those it refers to; None where they agree."""
    if not work.villages or not (work.village or "").strip():
        return None
    ticked = village_names(work, names)
    known = {_village_word(name) for name in ticked}
    if all(_village_word(one) in known for one in _typed_villages(work, names)):
        return None
    text = texts.WORK_VILLAGES_DIFFER.format(
        work=work.name, typed=work.village, ticked="; ".join(ticked)
    )
    return Issue(Severity.WARNING, work.key, text)


def _typed_villages(work: Work, names: Mapping[str, str]) -> list[str]:
    """Return the thôn a work names in words, in the spelling of the recorded ones."""
    parts = [part.strip() for part in re.split(r"[;,\n]", work.village or "")]
    typed = [part for part in parts if part]
    if not typed:
        return []
    known = _names_by_word(tuple(names.values()))
    return [known.get(_village_word(part)) or part for part in typed]


@lru_cache(maxsize=4)
def _names_by_word(names: tuple[str, ...]) -> Mapping[str, str]:
    """Return how recorded thôn are compared → their name, "" for what several are."""
    found: dict[str, str] = {}
    for name in dict.fromkeys(names):
        word = _village_word(name)
        found[word] = "" if word in found else name
    return found


def _village_word(name: str) -> str:
    """Return what tells two names of thôn apart: "Thôn Hồng Nguyệt" is "Hồng Nguyệt"."""
    return fold(name).removeprefix("thon ").strip()


def is_village(name: str, wanted: str) -> bool:
    """Say whether two names mean the same thôn."""
    return _village_word(name) == _village_word(wanted)


def indicators_of(work: Work) -> tuple[tuple[str, str], ...]:
    """Return (set id, code) of every indicator a work serves; "" for a set not named."""
    own = [(work.set_id or "", work.indicator)] if work.indicator else []
    more = []
    for line in (work.more_indicators or "").splitlines():
        head, mark, code = line.partition(":")
        if line.strip():
            more.append((head.strip(), code.strip()) if mark else (work.set_id or "", line.strip()))
    return tuple(dict.fromkeys([*own, *more]))


# --- groups of works: nothing is counted twice, and a circle of groups drops nothing ---


def groups_of(works: Iterable[Placed]) -> dict[str, str]:
    """Return work → the listed group it is part of, without circles.

    Two offices may each have put one work below the other. The work with the first key of such a
    circle is then taken out of its group, so that all computers cut at the same place.
    """
    held = list(works)
    keys = {work.key for work in held}
    found = {
        work.key: work.group
        for work in held
        if work.group is not None and work.group in keys and work.group != work.key
    }
    for cut in _cuts(found):
        del found[cut]
    return found


def circles_of(works: Iterable[Placed]) -> tuple[str, ...]:
    """Return the works that were taken out of their group because groups went round in a circle."""
    held = list(works)
    kept = groups_of(held)
    keys = {work.key for work in held}
    return tuple(
        sorted(
            work.key
            for work in held
            if work.group in keys and work.group != work.key and work.key not in kept
        )
    )


def _cuts(groups: Mapping[str, str]) -> list[str]:
    """Return the first key of every circle."""
    done: set[str] = set()
    cuts = []
    for start in groups:
        path: dict[str, None] = {}
        at = start
        while at in groups and at not in done and at not in path:
            path[at] = None
            at = groups[at]
        if at in path:
            ordered = list(path)
            cuts.append(min(ordered[ordered.index(at) :]))
        done.update(path)
    return cuts


def top_works(works: Sequence[PlacedT]) -> tuple[PlacedT, ...]:
    """Return the works that are counted: not those that are members of a listed group."""
    groups = groups_of(works)
    return tuple(work for work in works if work.key not in groups)


def members_of(group: Work, works: Sequence[Work]) -> tuple[Work, ...]:
    """Return the works entered as members of a group."""
    groups = groups_of(works)
    return tuple(work for work in works if groups.get(work.key) == group.key)


def branch_of(work: Work, works: Sequence[Work]) -> tuple[Work, ...]:
    """Return a work with its members and theirs."""
    return WorkTree(works).branch(work)


def count_of(work: Work, works: Sequence[Work]) -> int:
    """Return how many works an entry stands for; without a number, as many as its members."""
    return WorkTree(works).count(work)


def invested(work: Work, works: Sequence[Work]) -> int | None:
    """Return a work's total investment; a group without one has what its members add up to.

    None where it is not known, or not of every member.
    """
    return WorkTree(works).invested(work)


def known_investment(works: Sequence[Work]) -> int | None:
    """Return what is known of the total investment of all counted works; None for nothing."""
    tree = WorkTree(works)
    amounts = [one for work in tree.top for one in tree.known_amounts(work)]
    return sum(amounts) if amounts else None


class WorkTree:
    """The works of a list below their groups, found once for many questions."""

    def __init__(self, works: Sequence[Work]) -> None:
        self.groups = groups_of(works)
        self.top = tuple(work for work in works if work.key not in self.groups)
        self._members: dict[str, list[Work]] = {}
        for work in works:
            if work.key in self.groups:
                self._members.setdefault(self.groups[work.key], []).append(work)

    def members(self, group: Work) -> tuple[Work, ...]:
        """Return the members of a group."""
        return tuple(self._members.get(group.key, ()))

    def branch(self, work: Work) -> tuple[Work, ...]:
        """Return a work with its members and theirs."""
        return (work, *(one for member in self.members(work) for one in self.branch(member)))

    def count(self, work: Work) -> int:
        """Return how many works an entry stands for."""
        return work.count or sum(map(self.count, self.members(work))) or 1

    def invested(self, work: Work) -> int | None:
        """Return a work's total investment, or that of its members where each is known."""
        if work.total_investment is not None:
            return work.total_investment
        known = [self.invested(member) for member in self.members(work)]
        amounts = [amount for amount in known if amount is not None]
        return sum(amounts) if amounts and len(amounts) == len(known) else None

    def known_amounts(self, work: Work) -> tuple[int, ...]:
        """Return a work's total investment, or those that are known of its members."""
        if work.total_investment is not None:
            return (work.total_investment,)
        return tuple(one for member in self.members(work) for one in self.known_amounts(member))


def counted_money(works: Sequence[Placed], entries: Iterable[AmountT]) -> tuple[AmountT, ...]:
    """Return the entries that are added up, so that no amount is counted twice.

    An amount of a member is left out where its group states the same kind and plan year itself:
    there it is a part of the group's amount.
    """
    held = tuple(entries)
    groups = groups_of(works)
    if not groups:
        return held
    stated = {(entry.work, entry.kind, entry.plan_year) for entry in held}
    return tuple(
        entry
        for entry in held
        if entry.work not in groups
        or not any(
            (above, entry.kind, entry.plan_year) in stated
            for above in groups_above(entry.work, groups)
        )
    )


def groups_above(key: str, groups: Mapping[str, str]) -> tuple[str, ...]:
    """Return the listed groups above a work, the nearest first; `groups` has no circles."""
    found = []
    while key in groups:
        key = groups[key]
        found.append(key)
    return tuple(found)
