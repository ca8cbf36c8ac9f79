"""What a person chose for one paper of a meeting: who signs, who gets it, how many copies."""

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop.domain import entity

REGIMES = {"state": "hành chính", "party": "văn bản của Đảng"}
CAPACITIES = {
    "tm": "thay mặt (TM., T/M)",
    "kt": "ký thay (KT., K/T)",
    "tl": "thừa lệnh (TL., T/L)",
    "q": "quyền (Q.)",
    "head": "người đứng đầu ký trực tiếp",
}


@entity.entity(
    "meeting_paper",
    label="lựa chọn khi lập văn bản",
    plural="Lựa chọn khi lập văn bản",
    title="paper",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPaper:
    """The choices of one paper (the id of a document) of a meeting, so that it prints the same.

    They are no part of what a closed meeting freezes. Only the choices a paper has are filled.
    """

    key: str = ""
    meeting: str = entity.reference("Cuộc họp", "meeting", required=True, hidden=True)
    paper: str = entity.text("Văn bản", required=True)
    regime: str | None = entity.choice("Thể thức", REGIMES)
    capacity: str | None = entity.choice("Quyền hạn ký", CAPACITIES, merge_unit="signing")
    signer_title: str | None = entity.text("Chức vụ người ký", merge_unit="signing")
    signer_name: str | None = entity.text("Họ tên người ký", merge_unit="signing")
    office_title: str | None = entity.text("Chức vụ ở cơ quan (Ban Chỉ đạo)", merge_unit="signing")
    issuer_parent: str | None = entity.text("Cơ quan cấp trên, in trên cùng bên trái")
    issuer_place: str | None = entity.text("Địa danh nơi ban hành")
    recipients: str | None = entity.long_text("Nơi nhận")
    invitee: str | None = entity.text("Chỉ mời")
    copies: str | None = entity.text("Số bản lập", merge_unit="copies")
    kept: str | None = entity.long_text("Nơi giữ các bản", merge_unit="copies")
    required: str | None = entity.text("Tỷ lệ yêu cầu", help="mức và văn bản quy định")
    partner: str | None = entity.long_text("Đoàn làm việc")
    host: str | None = entity.long_text("Đơn vị được làm việc")
    since: str | None = entity.text("Từ ngày", merge_unit="span")
    until: str | None = entity.text("Đến ngày", merge_unit="span")
    causes: str | None = entity.long_text("Nguyên nhân")
    proposals: str | None = entity.long_text("Kiến nghị, đề xuất")
    author: str | None = entity.text("Người viết")
