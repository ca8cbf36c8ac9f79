"""What stands at the head and the end of every official document: issuer, number, signature.

The rules are those of Nghị định 30/2020/NĐ-CP, Phụ lục I. Number and date are left to the văn thư.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from ntm_desktop.domain.units import OfficeProfile
from ntm_desktop.reports import narrative
from ntm_desktop.reports.narrative import GAP
from ntm_desktop.reports.template_fields import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialHead:
    """The head of an official document, above its type and subject."""

    draft_note: str = shown("dòng báo bản dự thảo, trống khi in bản chính thức")
    issuer_parent: str = shown("cơ quan chủ quản, chữ hoa; trống nếu không có")
    issuer_first_line: str = shown("dòng đầu tên cơ quan ban hành, ví dụ ỦY BAN NHÂN DÂN")
    issuer_second_line: str = shown("dòng sau tên cơ quan ban hành, ví dụ XÃ QUẢNG AN")
    document_number: str = shown("số, ký hiệu; phần số để trống cho văn thư")
    place_and_date: str = shown("địa danh và ngày tháng; ngày, tháng để trống")
    addressee: str = shown("nơi nhận văn bản ghi sau chữ Kính gửi; trống nếu không có")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signs a document and in what capacity, and who gets a copy."""

    signing_capacity: str = shown("quyền hạn ký, ví dụ TM. ỦY BAN NHÂN DÂN")
    signer_title: str = shown("chức vụ người ký, ví dụ CHỦ TỊCH")
    signer_name: str = shown("họ tên người ký; chưa điền thì in dấu ……", default="")
    recipients: tuple[str, ...] = shown("các dòng nơi nhận, có sẵn gạch đầu dòng", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFacts:
    """The office that makes a document, on which day, and whether it is a draft."""

    office: OfficeProfile
    unit_name: str
    unit_level: str
    today: datetime.date
    draft: bool = False


def official_head(
    facts: OfficeFacts, document_type: str, *, is_sent_upward: bool = False
) -> OfficialHead:
    """Return the head; `document_type` is the abbreviation of the type, such as "BC" or "TB"."""
    office = facts.office
    first, second = narrative.issuer_lines(office.issuer_name or GAP)
    addressee = narrative.issuer_in_sentence(office.superior_name or "")
    return OfficialHead(
        draft_note=narrative.DRAFT_NOTE if facts.draft else "",
        issuer_parent=(office.issuer_parent or "").upper(),
        issuer_first_line=first,
        issuer_second_line=second,
        document_number=narrative.symbol_line(document_type, symbol_of(facts)),
        place_and_date=narrative.date_line(_place(facts), facts.today.year),
        addressee=addressee if is_sent_upward else "",
    )


def signature(facts: OfficeFacts, *, is_sent_upward: bool = False) -> Signature:
    """Return the signature block of the office's head; gaps where the capacity is not known."""
    office = facts.office
    return Signature(
        signing_capacity=office.signing_capacity or _default(facts, narrative.DEFAULT_CAPACITY),
        signer_title=office.signer_title or _default(facts, narrative.DEFAULT_SIGNER_TITLE),
        recipients=narrative.recipient_lines(
            office.recipients or "", sent_upward=is_sent_upward and bool(office.superior_name)
        ),
    )


def head_gaps(facts: OfficeFacts, *, is_sent_upward: bool = False) -> tuple[str, ...]:
    """Return what the head still lacks, a sentence each."""
    lacks = {
        narrative.MISSING_ISSUER: not facts.office.issuer_name,
        narrative.MISSING_SUPERIOR: is_sent_upward and not facts.office.superior_name,
    }
    return tuple(sentence for sentence, is_missing in lacks.items() if is_missing)


def signature_gaps(signed: Signature) -> tuple[str, ...]:
    """Return what the signature block still lacks, a sentence each."""
    lacks = GAP in (signed.signing_capacity, signed.signer_title)
    return (narrative.MISSING_SIGNER,) if lacks else ()


def named(signed: Signature, name: str) -> tuple[Signature, tuple[str, ...]]:
    """Return the block with the signer's name as typed, and what is missing of it.

    Nghị định 30/2020/NĐ-CP has the full name under the signature, so without one the document
    shows the gap, as it does at every other place that is still to be filled.
    """
    typed = name.strip()
    lacks = () if typed else (narrative.MISSING_SIGNER_NAME,)
    return replace(signed, signer_name=typed or GAP), lacks


def symbol_of(facts: OfficeFacts) -> str:
    """Return the abbreviation of the issuer for the number."""
    return facts.office.symbol or narrative.DEFAULT_SYMBOL


def office_name(facts: OfficeFacts) -> str:
    """Return the office on one upper-case line, for papers without number and signature."""
    return " ".join(filter(None, narrative.issuer_lines(facts.office.issuer_name or GAP)))


def _place(facts: OfficeFacts) -> str:
    """Return the place for the date line: as entered, else the unit's own name."""
    entered = facts.office.place_name
    return entered or narrative.place_of(facts.unit_name, facts.unit_level) or GAP


def _default(facts: OfficeFacts, usual: str) -> str:
    """Return what is usual where an Ủy ban nhân dân issues the document, else the gap."""
    is_committee = bool(narrative.issuer_lines(facts.office.issuer_name or "")[1])
    return usual if is_committee else GAP
