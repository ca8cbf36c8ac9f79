"""The list of a recognition dossier (Danh mục hồ sơ), which is signed and handed in with it.

It names what is there; what is still missing stands in a file of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop.domain.periods import ReportingPeriod
from ntm_desktop.reports import narrative
from ntm_desktop.reports.letterhead import OfficeFacts, office_name
from ntm_desktop.reports.template_fields import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierFileRow:
    """One file of the dossier."""

    order: str = shown("thứ tự in")
    number: str = shown("số hiệu, tên tệp bắt đầu bằng số này")
    name: str = shown("tên tệp, tên minh chứng")
    path: str = shown("nơi để trong hồ sơ, ví dụ Thư mục 01")


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierPart:
    """One paper of the dossier, or the evidence of one criterion."""

    number: str = shown("số thứ tự của phần hồ sơ")
    name: str = shown("tên giấy tờ, tên tiêu chí")
    state: str = shown("với minh chứng: tiêu chí đạt hay chưa; bản giấy nếu không có tệp")
    files: tuple[DossierFileRow, ...] = shown("các tệp của phần này")


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierListContext:
    """Everything the template of the list may use."""

    office_name: str = shown("tên cơ quan, chữ hoa")
    made_on: str = shown("ngày lập danh mục")
    criteria_set: str = shown("tên bộ tiêu chí")
    period: str = shown("kỳ, ví dụ năm 2023")
    unit: str = shown("tên đơn vị của hồ sơ")
    standing: str = shown("đạt bao nhiêu tiêu chí, hồ sơ có bao nhiêu tệp")
    papers: tuple[DossierPart, ...] = shown("các giấy tờ của hồ sơ, theo thứ tự in")
    evidence: tuple[DossierPart, ...] = shown("minh chứng theo từng tiêu chí")
    maker: str = shown("người lập danh mục; trống thì không in")


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierListFacts:
    """Everything the list is made from; texts are ready."""

    office: OfficeFacts
    set_name: str
    period: ReportingPeriod
    unit: str
    standing: str
    papers: tuple[DossierPart, ...]
    evidence: tuple[DossierPart, ...]
    maker: str = ""


PAPER_ALONE = "bản giấy"
DRAFT_FILE = "{name} (dự thảo)"
PLACE = "Thư mục {place}"


def build_context(facts: DossierListFacts) -> DossierListContext:
    """Return the ready text of every field."""
    return DossierListContext(
        office_name=office_name(facts.office),
        made_on=narrative.made_on(facts.office.today),
        criteria_set=facts.set_name,
        period=facts.period.label,
        unit=facts.unit,
        standing=facts.standing,
        papers=facts.papers,
        evidence=facts.evidence,
        maker=facts.maker,
    )
