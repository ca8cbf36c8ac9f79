"""What a report still lacks, a line each with the place where it is put right."""

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop.services.reporting import Prepared

ISSUER = "Tên cơ quan ban hành"  # how the gaps begin that are filled in Cài đặt
SIGNER, SUPERIOR = "Quyền hạn, chức vụ người ký", "Kính gửi: chưa có cơ quan"
SIGNER_NAME = "Họ tên người ký"
WORKS_PAPERS = ("bieu-", "bao-cao-no-dong", "danh-muc-cong-trinh")


@dataclass(frozen=True, slots=True)
class MissingItem:
    """One line of "Còn thiếu": its sentence, and the section or screen it leads to."""

    severity: str
    text: str
    where: str


def missing_items(prepared: Prepared) -> tuple[MissingItem, ...]:
    """Return what the report lacks or repeats, each with the place to put it right."""
    is_of_works = prepared.report_id.startswith(WORKS_PAPERS)
    otherwise = "works" if is_of_works else ("settings" if prepared.sections else "roadmap")
    doubtful = "works" if is_of_works else "criteria"
    gaps = [
        MissingItem("warning", text, _place_of(text, prepared, otherwise))
        for text in prepared.missing
    ]
    doubts = [
        MissingItem("info", text, _place_of(text, prepared, doubtful)) for text in prepared.notices
    ]
    return tuple(gaps + doubts)


def _place_of(text: str, prepared: Prepared, otherwise: str = "settings") -> str:
    """Return the section a sentence begins with, else the screen `otherwise`."""
    if text.startswith((ISSUER, SIGNER, SUPERIOR)):
        return "settings"
    if text.startswith(SIGNER_NAME):
        return "signer_name"
    named = (section.id for section in prepared.sections if text.startswith(section.title))
    return next(named, otherwise)
