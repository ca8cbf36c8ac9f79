"""Related official documents: the grounds, sources of tasks and plans a commune works by."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from ntm_desktop import texts
from ntm_desktop.domain import entity
from ntm_desktop.domain.vietnamese import compose

SIDES = {"state": "chính quyền", "party": "Đảng", "front": "Mặt trận, đoàn thể"}
RELATIONS = {
    "ground": "căn cứ",
    "implements": "thực hiện",
    "reorganises": "kiện toàn",
    "assigns": "nguồn giao việc",
    "plan": "kế hoạch của đơn vị",
    "reports": "báo cáo kết quả",
    "other": "liên quan khác",
}
DIRECTIONS = {"incoming": "văn bản đến", "outgoing": "văn bản đi", "draft": "dự thảo"}
SECRECY = {"normal": "Thường"}  # nothing above it belongs into this program
SECRECY_REFUSED = "Phần mềm này không nhận văn bản có độ mật trên mức Thường."
SECRECY_REFUSED_HINT = (
    "Không nhập văn bản Mật, Tối mật, Tuyệt mật vào máy này; quản lý theo quy định về bảo vệ bí "
    "mật nhà nước. Nếu văn bản không có độ mật thì chọn “Thường” hoặc để trống."
)


@entity.entity("official_document", label="văn bản", plural="Văn bản liên quan", title="number")
@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialDocument:
    """A document of this or another office; an incomplete reference is kept as printed.

    Its file is an evidence of the record. One with a độ mật above Thường is refused in words.
    """

    key: str = ""
    number: str = entity.text("Số, ký hiệu", required=True, searchable=True, merge_unit="number")
    issued_on: datetime.date | None = entity.date("Ngày ban hành", merge_unit="number")
    document_type: str | None = entity.text("Loại văn bản", searchable=True)
    issuer: str | None = entity.text("Cơ quan ban hành", searchable=True)
    side: str | None = entity.choice("Hệ thống", SIDES)
    signer: str | None = entity.text("Người ký", searchable=True)
    signer_position: str | None = entity.text("Chức vụ người ký")
    direction: str | None = entity.choice("Đến, đi", DIRECTIONS)
    relation: str | None = entity.choice("Quan hệ", RELATIONS)
    secrecy: str | None = entity.choice(
        "Độ mật", SECRECY, refusal=(SECRECY_REFUSED, SECRECY_REFUSED_HINT)
    )
    subject: str | None = entity.long_text("Trích yếu", searchable=True)
    meeting: str | None = entity.reference("Dùng tại cuộc họp", "meeting")
    note: str | None = entity.long_text("Ghi chú", searchable=True)


def is_unnumbered(number: str | None) -> bool:
    """Say whether a document has no number yet: none was printed where it was cited.

    Its number field holds a word that says so; a number is never invented.
    """
    return not number or number.strip() in ("", texts.DOCUMENT_UNNUMBERED)


_SECRET = re.compile(
    r"\b(?:TUYỆT|Tuyệt|tuyệt|TỐI|Tối|tối) +(?:MẬT|Mật|mật)\b"
    r"|(?:^|[\s(\[–-])(?:MẬT|Mật)(?=$|[\s).,;:\]–-])"
    r"|\bđộ mật *:? *mật\b"
    r"|(?<!bảo )\bmật +số *:? *[0-9]"
    r"|\b(?i:văn bản|tài liệu|công văn|báo cáo|kế hoạch|thông báo|kết luận) +mật\b(?! +độ)"
)


def is_marked_secret(text: str) -> bool:
    """Say whether a pasted line carries the mark of a độ mật above Thường (MẬT, Tối mật …).

    In lower case the word alone says nothing: "họp bảo mật", "mật độ dân số".
    """
    return _SECRET.search(compose(text)) is not None
