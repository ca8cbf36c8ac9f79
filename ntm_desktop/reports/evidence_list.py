"""The list of evidence (Danh mục minh chứng), numbered per indicator: its fields and its facts."""

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop.domain.assessment import OUTCOME_TEXTS, Outcome
from ntm_desktop.domain.evidence import Evidence, clean_name, size_text
from ntm_desktop.domain.periods import ReportingPeriod
from ntm_desktop.reports import narrative
from ntm_desktop.reports import recognition_words as words
from ntm_desktop.reports.letterhead import OfficeFacts, office_name
from ntm_desktop.reports.narrative import TABLE_GAP
from ntm_desktop.reports.template_fields import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """One file of the list."""

    number: str = shown("số hiệu minh chứng, ví dụ 3.1-01")
    name: str = shown("tên minh chứng")
    file: str = shown("tên tệp, dung lượng")
    note: str = shown("ghi chú; tệp mất, đã thay đổi thì nói rõ")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenRow:
    """One indicator with the files that prove it."""

    code: str = shown("mã chỉ tiêu, ví dụ 3.1")
    text: str = shown("nội dung chỉ tiêu")
    outcome: str = shown("đánh giá kỳ này")
    lacking: str = shown("câu báo chưa có minh chứng; trống khi có")
    files: tuple[EvidenceRow, ...] = shown("các tệp minh chứng")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenGroup:
    """One criterion with its indicators."""

    code: str = shown("số thứ tự tiêu chí")
    name: str = shown("tên tiêu chí")
    outcome: str = shown("đánh giá tiêu chí kỳ này")
    indicators: tuple[ProvenRow, ...] = shown("các chỉ tiêu của tiêu chí")


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceListContext:
    """Everything the template of the list may use."""

    draft_note: str = shown("dòng báo bản dự thảo, trống khi in bản chính thức")
    office_name: str = shown("tên cơ quan, chữ hoa")
    made_on: str = shown("ngày lập danh mục")
    criteria_set: str = shown("tên bộ tiêu chí, kèm tên đơn vị nếu là đơn vị khác")
    period: str = shown("kỳ, ví dụ năm 2023")
    standing: str = shown("có bao nhiêu tệp, bao nhiêu chỉ tiêu chưa có minh chứng")
    groups: tuple[ProvenGroup, ...] = shown("các tiêu chí, mỗi tiêu chí có các chỉ tiêu")
    nothing: str = shown("câu thay bảng khi chưa có số liệu của kỳ")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedFile:
    """One file under its number; `damage` is a key of `FILE_STATES`, "" for one that is there."""

    number: str
    record: Evidence
    damage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenFact:
    """One indicator (or a criterion judged as a whole) with its outcome and files."""

    code: str
    text: str
    outcome: Outcome
    files: tuple[NumberedFile, ...] = ()

    @property
    def is_lacking(self) -> bool:
        """Say whether it is met and nothing proves it."""
        return self.outcome is Outcome.MET and not self.files


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenCriterion:
    """One criterion with its indicators in order."""

    code: str
    name: str
    outcome: Outcome
    indicators: tuple[ProvenFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFacts:
    """Everything the list is made from; `unit` is named where it is not the office itself."""

    office: OfficeFacts
    set_name: str
    period: ReportingPeriod
    criteria: tuple[ProvenCriterion, ...]
    unit: str = ""
    only_lacking: bool = False

    @property
    def known(self) -> tuple[ProvenFact, ...]:
        """Return every indicator with a result or a file."""
        return tuple(one for group in self.criteria for one in group.indicators if _is_known(one))


def _is_known(one: ProvenFact) -> bool:
    """Say whether anything is known of an indicator."""
    return one.outcome is not Outcome.NO_DATA or bool(one.files)


def build_context(facts: EvidenceFacts) -> EvidenceListContext:
    """Return the ready text of every field."""
    shown_set = f"{facts.set_name}, {facts.unit}" if facts.unit else facts.set_name
    return EvidenceListContext(
        draft_note=narrative.DRAFT_NOTE if facts.office.draft else "",
        office_name=office_name(facts.office),
        made_on=narrative.made_on(facts.office.today),
        criteria_set=shown_set,
        period=facts.period.label,
        standing=standing(facts),
        groups=tuple(group for one in facts.criteria if (group := _group(facts, one)).indicators),
        nothing="" if facts.known else words.EVIDENCE_NOTHING,
    )


def standing(facts: EvidenceFacts) -> str:
    """Return how many files there are for how many indicators."""
    proven = [one for one in facts.known if one.files]
    lacking = sum(one.is_lacking for one in facts.known)
    return words.evidence_standing(sum(len(one.files) for one in proven), len(proven), lacking)


def gaps(facts: EvidenceFacts) -> tuple[str, ...]:
    """Return what is missing: evidence of met indicators, files that are not as attached."""
    lacking = [one.code for one in facts.known if one.is_lacking]
    damaged = [file.number for one in facts.known for file in one.files if file.damage]
    issuer = facts.office.office.issuer_name
    return (
        *([] if issuer else [narrative.MISSING_ISSUER]),
        *([] if facts.known else [words.EVIDENCE_NOTHING]),
        *([words.without_evidence(lacking)] if lacking else []),
        *([words.files_damaged(damaged)] if damaged else []),
    )


def _group(facts: EvidenceFacts, group: ProvenCriterion) -> ProvenGroup:
    """Return one criterion with the indicators that are listed."""
    listed = [one for one in group.indicators if _is_known(one)]
    if facts.only_lacking:
        listed = [one for one in listed if one.is_lacking or any(f.damage for f in one.files)]
    return ProvenGroup(
        code=group.code,
        name=group.name,
        outcome=OUTCOME_TEXTS[group.outcome],
        indicators=tuple(_row(one) for one in listed),
    )


def _row(one: ProvenFact) -> ProvenRow:
    """Return one indicator with its files."""
    return ProvenRow(
        code=one.code,
        text=one.text,
        outcome=OUTCOME_TEXTS[one.outcome],
        lacking="" if one.files else words.NO_EVIDENCE,
        files=tuple(_file(file) for file in one.files),
    )


def _file(file: NumberedFile) -> EvidenceRow:
    """Return one file."""
    record = file.record
    size = size_text(record.size) if record.size else TABLE_GAP
    damage = words.FILE_STATES.get(file.damage, "")
    note = " ".join((record.note or "").split())
    return EvidenceRow(
        number=file.number,
        name=record.name,
        file=f"{clean_name(record.file_name or record.name)} ({size})",
        note="; ".join(part for part in (damage, note) if part),
    )
