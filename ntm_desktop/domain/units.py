"""Administrative units as a commune records them: its own office, its thôn, its superior."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from ntm_desktop import texts
from ntm_desktop.domain import entity
from ntm_desktop.domain.vietnamese import compose, fold, matches, sort_key

LEVELS = {
    "tinh": "tỉnh, thành phố",
    "huyen": "huyện (trước 7/2025)",
    "xa": "xã",
    "phuong": "phường",
    "dac-khu": "đặc khu",
    "thon": "thôn, tổ dân phố",
}
COMMUNE_LEVELS = ("xa", "phuong", "dac-khu")
_BENEATH = {
    "tinh": ("huyen", *COMMUNE_LEVELS, "thon"),
    "huyen": (*COMMUNE_LEVELS, "thon"),
    **dict.fromkeys(COMMUNE_LEVELS, ("thon",)),
}
# What places call their units; the word is part of a unit's name and differs by place.
_KINDS = {
    "tổ dân phố": "thon",
    "khu dân cư": "thon",
    "khu phố": "thon",
    "khu vực": "thon",
    "tiểu khu": "thon",
    "thôn": "thon",
    "xóm": "thon",
    "làng": "thon",
    "bản": "thon",
    "ấp": "thon",
    "buôn": "thon",
    "bon": "thon",
    "plei": "thon",
    "sóc": "thon",
    "khóm": "thon",
    "khu": "thon",
    "tổ": "thon",
    "xã": "xa",
    "phường": "phuong",
    "thị trấn": "phuong",
    "đặc khu": "dac-khu",
    "huyện": "huyen",
    "quận": "huyen",
    "thị xã": "huyen",
    "thành phố": "huyen",
}
_FOLDED_KINDS = {fold(kind): kind for kind in sorted(_KINDS, key=len, reverse=True)}
_HEADINGS = ("stt", "tt", "so tt", "ten", "ma", "cong", "tong", "tong cong", "tong so")
_NUMBER = re.compile(r"([0-9]+)")
_BULLET = re.compile(r"^(?:[0-9]{1,3}[.)]|[-–•+*])\s+")


@entity.entity("admin_unit", label="đơn vị", plural="Đơn vị, thôn", title="name")
@dataclass(frozen=True, slots=True, kw_only=True)
class AdminUnit:
    """A unit that values are kept for: the commune itself, or one of its thôn.

    `code` is the official code, or `x` and ten hex digits where there is none.
    """

    key: str = ""
    code: str = entity.text("Mã", required=True)
    name: str = entity.text("Tên", required=True, searchable=True)
    level: str = entity.choice("Cấp", LEVELS, required=True)
    parent_code: str | None = entity.text("Mã đơn vị cấp trên")
    province_name: str | None = entity.text("Tỉnh, thành phố")
    valid_from: datetime.date | None = entity.date("Có hiệu lực từ ngày")
    valid_until: datetime.date | None = entity.date("Hết hiệu lực từ ngày")
    note: str | None = entity.long_text("Ghi chú")

    def is_valid_at(self, day: datetime.date) -> bool:
        """Say whether the unit was there on a day: not before it came to be, not from its end."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day < self.valid_until)


@entity.entity("office_profile", label="cơ quan", plural="Thông tin cơ quan", title="issuer_name")
@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeProfile:
    """How the office signs its documents and whom it reports to; one record a data folder."""

    key: str = ""
    issuer_name: str | None = entity.text(
        "Tên cơ quan ban hành", help="in chữ hoa ở góc trái văn bản"
    )
    issuer_parent: str | None = entity.text("Tên cơ quan chủ quản trực tiếp")
    place_name: str | None = entity.text("Địa danh ghi trên văn bản", help="đứng trước ngày, tháng")
    symbol: str | None = entity.text("Chữ viết tắt tên cơ quan", help="đứng sau số văn bản")
    signing_capacity: str | None = entity.text(
        "Quyền hạn ký", help="TM. thay mặt tập thể, KT. ký thay"
    )
    signer_title: str | None = entity.text("Chức vụ người ký", help="CHỦ TỊCH")
    superior_name: str | None = entity.text("Cơ quan nhận báo cáo", help="in sau chữ Kính gửi")
    superior_code: str | None = entity.text(
        "Mã cơ quan nhận", help="mã ở máy nơi nhận, trang Cài đặt › Cơ quan; không phải tên"
    )
    recipients: str | None = entity.long_text("Nơi nhận", help="mỗi dòng một nơi")


@entity.entity("followed_set", label="bộ tiêu chí theo dõi", plural="Bộ tiêu chí theo dõi")
@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedSet:
    """A criteria set the office follows, and the commune group whose targets apply."""

    key: str = ""
    set_id: str = entity.text("Bộ tiêu chí", required=True)
    commune_group: str | None = entity.text("Nhóm xã, vùng")
    place: int | None = entity.integer("Thứ tự", minimum=1)


def is_beneath(level: str, office_level: str) -> bool:
    """Say whether units of `level` lie beneath an office of `office_level`."""
    return level in _BENEATH.get(office_level, ())


def fits_level(set_level: str, unit_level: str) -> bool:
    """Say whether a set of `set_level` is assessed for units of `unit_level`.

    Sets of xã and phường count for every kind of commune: a xã may work towards those of a
    phường. Sets of households and products ("ho", "san-pham") are assessed for no unit.
    """
    if unit_level in COMMUNE_LEVELS:
        return set_level in COMMUNE_LEVELS
    return set_level == unit_level


def level_of_name(name: str, office_level: str) -> str:
    """Return the level of a unit beneath an office by the word its name begins with.

    Where the word says nothing, it is the level next below; "" beneath a thôn.
    """
    beneath = _BENEATH.get(office_level, ())
    level = _KINDS.get(kind_word(name), "")
    if level in beneath:
        return level
    next_below = "xa" if office_level in ("tinh", "huyen") else "thon"
    return next_below if beneath else ""


def kind_word(name: str) -> str:
    """Return what kind of unit a name says it is: "thôn", "ấp", "tổ dân phố"; "" for none."""
    plain = f"{fold(name)} "
    held = (kind for folded, kind in _FOLDED_KINDS.items() if plain.startswith(f"{folded} "))
    return next(held, "")


def counted_word(names: Iterable[str], levels: Iterable[str | None] = ()) -> str:
    """Return the word units are counted with: their own one, two joined, else that of their level.

    Where `levels` does not tell one level for all, it is "đơn vị".
    """
    kinds = {kind_word(name) for name in names}
    if "" in kinds or not 1 <= len(kinds) <= 2:
        held = set(levels)
        level = held.pop() if len(held) == 1 else ""
        return texts.UNIT_TYPES.get(level or "", texts.UNIT_WORD).lower()
    return ", ".join(sorted(kinds, key=sort_key))


def name_order(name: str) -> tuple[tuple[int, tuple[tuple[int, int], ...]], ...]:
    """Return a key that sorts names in Vietnamese order, their numbers by value.

    >>> sorted(["Thôn 10", "Thôn An", "Thôn 2"], key=name_order)
    ['Thôn 2', 'Thôn 10', 'Thôn An']
    """
    parts = (part for part in _NUMBER.split(" ".join(compose(name).split())) if part)
    return tuple(
        (0, ((int(part), 0),)) if part.isascii() and part.isdecimal() else (1, sort_key(part))
        for part in parts
    )


def same_name(one: str, other: str) -> bool:
    """Say whether two names are the same but for case and the two ways to place a tone."""
    first, second = (" ".join(compose(text).split()) for text in (one, other))
    return matches(first, second) and matches(second, first)


def names_in_lines(text: str) -> tuple[str, ...]:
    """Return the names in a pasted list, one a line; numbering, headings and sums are left out.

    Of a line with several cells (pasted from a table) the first that is more than a number counts.
    """
    names: list[str] = []
    for line in compose(text).splitlines():
        cells = [" ".join(cell.split()) for cell in line.split("\t")]
        named = next((cell for cell in cells if cell and not cell.isdecimal()), "")
        name = _BULLET.sub("", named or next(filter(None, cells), ""))
        if name and not _is_heading(name):
            names.append(name)
    return tuple(names)


def _is_heading(name: str) -> bool:
    """Say whether a line heads a column or sums it up: "STT", "Tên thôn", "Tổng cộng:"."""
    plain = fold(name).rstrip(" :.")
    return plain in _HEADINGS or plain.startswith(("ten ", "danh sach "))
