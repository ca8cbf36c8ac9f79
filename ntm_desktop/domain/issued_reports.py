"""A document as it was issued: number and date from the văn thư, and every text it was signed with.

What a signed report says never changes; the record goes on. So the texts of the document are kept
as one snapshot, and later figures are compared with it, not written over it.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from ntm_desktop import texts
from ntm_desktop.domain import entity
from ntm_desktop.domain.changes import canonical
from ntm_desktop.domain.vietnamese import compose
from ntm_desktop.errors import InputError

_NUMBER = {"merge_unit": "number"}
_SNAPSHOT = {"merge_unit": "snapshot"}
_ABOUT = {"merge_unit": "about"}
MOST_LETTERS = 60


@entity.entity("issued_report", label="văn bản đã ký", plural="Văn bản đã ký", title="number")
@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedReport:
    """One issued document; the signed scan and the Word file are evidences of the record.

    `snapshot` is canonical JSON of field path → text, long ones compressed; `draft_sha256` is the
    hash of the Word file that was signed. `marks` lists what was not verified, or differed from the
    record, when it was issued, `reason` why it was issued all the same; `edited` are the figures
    that stand on paper otherwise than the record had them.
    """

    key: str = ""
    number: str = entity.text("Số, ký hiệu", required=True, searchable=True, **_NUMBER)
    signed_on: datetime.date | None = entity.date("Ngày ký", required=True, **_NUMBER)
    title: str | None = entity.text("Văn bản", searchable=True, **_ABOUT)
    report: str = entity.text("Loại văn bản", required=True, hidden=True, **_ABOUT)
    request: str | None = entity.long_text("Lập từ", hidden=True, **_ABOUT)
    period: str | None = entity.text("Kỳ", **_ABOUT)
    set_id: str | None = entity.text("Bộ tiêu chí", **_ABOUT)
    draft_name: str | None = entity.text("Tệp Word", **_SNAPSHOT)
    draft_sha256: str | None = entity.text("Mã băm tệp Word", hidden=True, **_SNAPSHOT)
    snapshot: str | None = entity.long_text("Nội dung khi ký", hidden=True, **_SNAPSHOT)
    snapshot_sha256: str | None = entity.text("Mã kiểm tra", hidden=True, **_SNAPSHOT)
    marks: str | None = entity.long_text("Chỗ chưa đối chiếu khi ký", **_SNAPSHOT)
    edited: str | None = entity.long_text("Số sửa tay trong bản đã ký", **_SNAPSHOT)
    reason: str | None = entity.long_text("Lý do vẫn ký", **_SNAPSHOT)
    note: str | None = entity.long_text("Ghi chú")


@dataclass(frozen=True, slots=True)
class TextDifference:
    """A field that reads otherwise now than in the signed document ("" for not there)."""

    path: str
    signed: str
    now: str


def checked_number(text: str) -> str:
    """Return number and symbol as the văn thư gave them; raise `InputError` for none.

    The program never makes one up; it only asks that a figure is in it.
    """
    plain = " ".join(compose(text).split()).removeprefix(texts.ISSUE_NUMBER_WORD).strip()
    if not any(letter.isdigit() for letter in plain) or len(plain) > MOST_LETTERS:
        raise InputError(
            texts.ISSUE_BAD_NUMBER.format(text=text.strip()), hint=texts.ISSUE_BAD_NUMBER_HINT
        )
    return plain


def snapshot_text(found: Mapping[str, str]) -> str:
    """Return the one spelling of a document's texts."""
    return canonical(dict(found)).decode()


def snapshot_digest(text: str) -> str:
    """Return the hash by which a snapshot is known to be unchanged."""
    return hashlib.sha256(text.encode()).hexdigest()


def differences(signed: Mapping[str, str], now: Mapping[str, str]) -> tuple[TextDifference, ...]:
    """Return every field that reads otherwise now, in the order of the document as it is now."""
    paths = [*now, *(path for path in signed if path not in now)]
    return tuple(
        TextDifference(path, signed.get(path, ""), now.get(path, ""))
        for path in paths
        if signed.get(path, "") != now.get(path, "")
    )
