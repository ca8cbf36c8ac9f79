"""Administrative units as a commune records them: its own office, its thôn, its superior."""

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop.domain import entity

LEVELS = {
    "tinh": "tỉnh, thành phố",
    "huyen": "huyện (trước 7/2025)",
    "xa": "xã",
    "phuong": "phường",
    "dac-khu": "đặc khu",
    "thon": "thôn, tổ dân phố",
}


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
    valid_until: object | None = entity.date("Hết hiệu lực từ ngày")
    note: str | None = entity.long_text("Ghi chú")


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
    superior_code: str | None = entity.text("Mã cơ quan nhận")
    recipients: str | None = entity.long_text("Nơi nhận", help="mỗi dòng một nơi")


@entity.entity("followed_set", label="bộ tiêu chí theo dõi", plural="Bộ tiêu chí theo dõi")
@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedSet:
    """A criteria set the office follows, and the commune group whose targets apply."""

    key: str = ""
    set_id: str = entity.text("Bộ tiêu chí", required=True)
    commune_group: str | None = entity.text("Nhóm xã, vùng")
    place: int | None = entity.integer("Thứ tự", minimum=1)
