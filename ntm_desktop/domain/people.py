"""People, the organisations they belong to, and which positions somebody held on a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ntm_desktop.domain import entity
from ntm_desktop.domain.vietnamese import compose, fold, given_name_key, sort_key

SIDES = {
    "party": "Đảng",
    "state": "chính quyền",
    "front": "Mặt trận, đoàn thể",
    "other": "khác",
}
ADDRESSES = {"ong": "ông", "ba": "bà"}
COMRADE = "đồng chí"
EITHER_ADDRESS = "ông (bà)"
ORGANISATION_LEVELS = {
    "trung_uong": "Trung ương",
    "tinh": "cấp tỉnh",
    "huyen": "cấp huyện (trước 7/2025)",
    "xa": "cấp xã",
    "thon": "thôn, tổ dân phố",
}
_SIDE_ORDER = ("party", "state", "front", "other")
_FIRST, _LAST = datetime.date.min, datetime.date.max


@entity.entity("organisation", label="cơ quan, tổ chức", plural="Cơ quan, tổ chức", title="name")
@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An office, a Party committee, a mass organisation; `parent` is the one above it."""

    key: str = ""
    name: str = entity.text("Tên cơ quan, tổ chức", required=True, searchable=True)
    short_name: str | None = entity.text("Tên viết tắt", searchable=True)
    side: str | None = entity.choice("Hệ thống", SIDES)
    level: str | None = entity.choice("Cấp", ORGANISATION_LEVELS)
    parent: str | None = entity.reference("Cơ quan cấp trên", "organisation")
    ended_on: datetime.date | None = entity.date(
        "Kết thúc hoạt động", help="ngày cuối cùng còn hoạt động"
    )
    note: str | None = entity.long_text("Ghi chú", searchable=True)


@entity.entity("person", label="người", plural="Danh bạ", title="full_name")
@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who takes part in meetings; without a name the positions stand for the person."""

    key: str = ""
    full_name: str | None = entity.text(
        "Họ và tên", searchable=True, help="bỏ trống khi chỉ ghi theo chức vụ"
    )
    form_of_address: str | None = entity.choice("Xưng hô", ADDRESSES)
    note: str | None = entity.long_text("Ghi chú", searchable=True)


@entity.entity("position", label="chức vụ", plural="Chức vụ", title="title")
@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A position a person holds from one day to the end of another; several at once are usual.

    A position that ends gets its last day and stays; the next one is a record of its own.
    """

    key: str = ""
    person: str = entity.reference("Người", "person", required=True, hidden=True)
    place: int | None = entity.integer("Thứ tự", minimum=1)
    title: str = entity.text(
        "Chức vụ", required=True, searchable=True, help="ghi đủ như in trên văn bản"
    )
    organisation: str | None = entity.reference("Cơ quan, tổ chức", "organisation")
    organisation_text: str | None = entity.text("Cơ quan (ghi tay)", searchable=True)
    side: str | None = entity.choice("Hệ thống", SIDES)
    held_from: datetime.date | None = entity.date("Từ ngày", merge_unit="held")
    held_until: datetime.date | None = entity.date("Đến hết ngày", merge_unit="held")


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """Who somebody was on a day: the name, the positions then, and how to address them."""

    name: str
    caption: str
    address: str

    @property
    def line(self) -> str:
        """Return "Nguyễn Văn A, Bí thư Đảng ủy xã", or the positions where there is no name."""
        return ", ".join(part for part in (self.name, self.caption) if part)


def is_held(position: Position, day: datetime.date) -> bool:
    """Say whether a position was held on a day, its first and last day included."""
    return (position.held_from or _FIRST) <= day <= (position.held_until or _LAST)


def positions_on(
    positions: Iterable[Position], day: datetime.date, side: str | None = None
) -> tuple[Position, ...]:
    """Return the positions held on a day in protocol order; with `side` only those of that side.

    The order is the one that was given; where none was, Party comes before state and the rest, and
    those of one side stay in the order of `positions`, which is that of their entry.
    """
    held = [one for one in positions if is_held(one, day) and side in (None, one.side)]
    return tuple(sorted(held, key=_protocol))


def caption(
    person: Person, positions: Iterable[Position], day: datetime.date, side: str | None = None
) -> str:
    """Return the positions of a person on a day as a document prints them, joined by commas.

    With `side` only those of that side; all of them where the person held none there.
    """
    own = [one for one in positions if one.person == person.key]
    held = positions_on(own, day, side) or positions_on(own, day)
    return ", ".join(dict.fromkeys(one.title for one in held))


def address_of(person: Person, side: str | None) -> str:
    """Return "đồng chí" on the Party side and among organisations, else "ông" or "bà"."""
    if side in ("party", "front"):
        return COMRADE
    return ADDRESSES.get(person.form_of_address or "", EITHER_ADDRESS)


def shown_on(
    person: Person, positions: Iterable[Position], day: datetime.date, side: str | None = None
) -> ShownPerson:
    """Return who a person was on a day; the address follows `side`, the caption has all."""
    return ShownPerson(
        person.full_name or "", caption(person, positions, day), address_of(person, side)
    )


def name_order(person: Person, held: Sequence[Position]) -> tuple[object, ...]:
    """Return a key that sorts people by given name, those without a name last by position."""
    if person.full_name:
        return (False, given_name_key(person.full_name), person.key)
    return (True, sort_key(held[0].title if held else ""), person.key)


def match_rank(query: str, person: Person, positions: Iterable[Position]) -> int | None:
    """Return how well a person fits what was typed without accents; None for not at all.

    0: the given name begins so; 1: the given name after others, or another word of the name
    begins so; 2: the typed words stand somewhere in the name or in a position.
    """
    wanted = " ".join(fold(query).split())
    name = fold(person.full_name or "")
    words = name.split()
    if words and words[-1].startswith(wanted):
        return 0
    if any(" ".join(words[at:]).startswith(wanted) for at in range(len(words))):
        return 1
    said = [name] + [fold(f"{one.title} {one.organisation_text or ''}") for one in positions]
    return 2 if any(wanted in one for one in said) else None


def _protocol(position: Position) -> tuple[int, int]:
    """Return a key that sorts positions in the given order, then by side."""
    side = position.side if position.side in _SIDE_ORDER else "other"
    return position.place or 9999, _SIDE_ORDER.index(str(side))


def in_protocol_order(positions: Iterable[Position]) -> tuple[Position, ...]:
    """Return positions as they are printed, whenever they were held."""
    return tuple(sorted(positions, key=_protocol))


def same_names(people: Iterable[Person]) -> tuple[tuple[Person, ...], ...]:
    """Return groups of people with one name: perhaps one person entered on two computers.

    Two people may have one name, so this is only asked, never joined.
    """
    by_name: dict[str, list[Person]] = {}
    for one in people:
        name = " ".join(compose(one.full_name or "").casefold().split())
        if name:
            by_name.setdefault(name, []).append(one)
    groups = (sorted(held, key=lambda one: one.key) for held in by_name.values() if len(held) > 1)
    return tuple(sorted((tuple(group) for group in groups), key=lambda group: group[0].key))
