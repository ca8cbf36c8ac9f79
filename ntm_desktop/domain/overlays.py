"""Targets that an office fixes over a criteria set, and the wordings it checked or put right.

These are the records; `domain.effective_set` applies them to a set.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ntm_desktop import texts
from ntm_desktop.domain import entity
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.entity import StoredValue

EVERY_GROUP = "*"
SETTERS = {
    "commune": "đơn vị tự đặt",
    "province": "UBND tỉnh quy định",
    "ministry": "bộ, ngành quy định",
    "central": "trung ương quy định",
}
TARGET_FIELDS = ("value", "sub_value", "word", "text")
CHECK_FIELDS = ("checked", "checked_by", "checked_on", "checked_document")
PARTS = {"indicator": "chỉ tiêu", "criterion": "tiêu chí"}
_TARGET = {"merge_unit": "target"}
_CHECK = {"merge_unit": "check"}


@entity.entity(
    "target_overlay", label="mức yêu cầu bổ sung", plural="Mức yêu cầu bổ sung", title="indicator"
)
@dataclass(frozen=True, slots=True, kw_only=True)
class TargetOverlay:
    """The target of one indicator in one column (`*`: in every column) and one year (or all).

    It stands over the target of the set. It counts as verified only with a check: who compared it,
    when, with which document. Target, its document and its check are one merge unit: a check made
    on one computer never vouches for a target that another one set meanwhile.
    """

    key: str = ""
    set_id: str = entity.text("Bộ tiêu chí", required=True)
    indicator: str = entity.text("Mã chỉ tiêu", required=True)
    commune_group: str | None = entity.text("Nhóm xã, vùng", help="* là mọi nhóm")
    year: int | None = entity.integer("Năm", minimum=2000, maximum=2100, help="để trống là mọi năm")
    value: Decimal | None = entity.number("Mức yêu cầu", minimum=0, **_TARGET)
    sub_value: Decimal | None = entity.number("Trong đó", minimum=0, **_TARGET)
    word: str | None = entity.text("Mức, xếp loại yêu cầu", **_TARGET)
    text: str | None = entity.long_text("Yêu cầu bằng lời", **_TARGET)
    set_by: str | None = entity.choice("Ai quy định", SETTERS, **_TARGET)
    document_number: str | None = entity.text("Số văn bản", **_TARGET)
    document_on: datetime.date | None = entity.date("Ngày văn bản", **_TARGET)
    checked: bool | None = entity.boolean("Đã đối chiếu", **_TARGET)
    checked_by: str | None = entity.text("Người đối chiếu", **_TARGET)
    checked_on: datetime.date | None = entity.date("Ngày đối chiếu", **_TARGET)
    checked_document: str | None = entity.text("Đối chiếu với văn bản", **_TARGET)
    note: str | None = entity.long_text("Ghi chú", searchable=True)


@entity.entity("wording_check", label="đối chiếu câu chữ", plural="Đối chiếu câu chữ", title="code")
@dataclass(frozen=True, slots=True, kw_only=True)
class WordingCheck:
    """Somebody compared the wording of an indicator (or the name of a criterion) with a document.

    `text` is the wording as that document has it where the set says something else: it replaces
    the set's for this office. `wording` is all that was compared (with `text` in its place); the
    check holds only while the set still says just that. `measure_id` says which indicators of
    several sets measure the same thing, where the packs do not; it is apart from the check.
    """

    key: str = ""
    set_id: str = entity.text("Bộ tiêu chí", required=True)
    part: str = entity.choice("Phần", PARTS, required=True)
    code: str = entity.text("Mã", required=True)
    wording: str | None = entity.long_text("Câu chữ đã đối chiếu", **_CHECK)
    text: str | None = entity.long_text("Câu chữ theo văn bản", **_CHECK)
    checked: bool | None = entity.boolean("Đã đối chiếu", **_CHECK)
    checked_by: str | None = entity.text("Người đối chiếu", **_CHECK)
    checked_on: datetime.date | None = entity.date("Ngày đối chiếu", **_CHECK)
    checked_document: str | None = entity.text("Đối chiếu với văn bản", **_CHECK)
    measure_id: str | None = entity.text("Đo cùng một thứ", help="mã chung của các bộ")


def is_checked(record: TargetOverlay | WordingCheck) -> bool:
    """Say whether a check is whole: by whom, and against which document."""
    return bool(record.checked and record.checked_by and record.checked_document)


def without_stale_check(values: Mapping[str, StoredValue]) -> dict[str, StoredValue]:
    """Return fields to be kept: a target that is set without a check loses the one it had."""
    is_target = any(name in values for name in TARGET_FIELDS)
    is_checked_anew = any(name in values for name in CHECK_FIELDS)
    stale = dict.fromkeys(CHECK_FIELDS) if is_target and not is_checked_anew else {}
    return {**values, **stale}


def origin(overlay: TargetOverlay) -> str:
    """Return where a target comes from: "UBND tỉnh quy định, 12/QĐ-UBND ngày 05/01/2024"."""
    found = SETTERS.get(overlay.set_by or "", texts.OVERLAY_SET_BY_UNKNOWN)
    if overlay.document_number:
        found = f"{found}, {overlay.document_number}"
    if overlay.document_on:
        found = texts.OVERLAY_DATED.format(origin=found, date=format_date(overlay.document_on))
    return found
