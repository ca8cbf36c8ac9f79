"""The list of reports: id, title, template, sections with what data can say, periods."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ntm_desktop import texts
from ntm_desktop.domain.periods import PeriodKind
from ntm_desktop.errors import NotFoundError
from ntm_desktop.reports import narrative, progress_sections
from ntm_desktop.reports.progress_facts import ProgressFacts

Generator = Callable[[ProgressFacts], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ReportSection:
    """One section of prose: what a person wrote wins over `generate`; `gap` stands for neither.

    `title` names the section for its author, as it stands in the document.
    """

    id: str
    title: str
    generate: Generator
    gap: str = narrative.GAP


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A report the app can write; `template` is the file's name in `templates_docx/`."""

    id: str
    title: str
    template: str
    sections: tuple[ReportSection, ...]
    periods: tuple[PeriodKind, ...]

    def section(self, section_id: str) -> ReportSection:
        """Return a section of the report; raise `NotFoundError`."""
        for found in self.sections:
            if found.id == section_id:
                return found
        hint = texts.REPORT_SECTION_UNKNOWN_HINT.format(
            sections=", ".join(found.id for found in self.sections)
        )
        raise NotFoundError(texts.REPORT_SECTION_UNKNOWN.format(section=section_id), hint=hint)


PROGRESS_REPORT = ReportKind(
    id="bao-cao-tien-do",
    title="Báo cáo tiến độ xây dựng nông thôn mới",
    template="bao-cao-tien-do.docx",
    sections=(
        ReportSection("opening", "Mở đầu", progress_sections.opening),
        ReportSection("direction", "I. Công tác chỉ đạo, điều hành", progress_sections.nothing),
        ReportSection("general_result", "II.1. Kết quả chung", progress_sections.general_result),
        ReportSection(
            "unmet_criteria", "II.2. Các tiêu chí chưa đạt", progress_sections.unmet_criteria
        ),
        ReportSection(
            "funding",
            "II.3. Huy động, sử dụng nguồn lực",
            progress_sections.money,
            narrative.NO_MONEY,
        ),
        ReportSection(
            "works", "II.4. Công trình, dự án", progress_sections.works, narrative.NO_WORKS
        ),
        ReportSection(
            "overdue_tasks",
            "II.5. Nhiệm vụ quá hạn",
            progress_sections.overdue_tasks,
            narrative.NO_TASKS,
        ),
        ReportSection("shortcomings", "III.1. Tồn tại, hạn chế", progress_sections.shortcomings),
        ReportSection("causes", "III.2. Nguyên nhân", progress_sections.nothing),
        ReportSection("next_tasks", "IV. Phương hướng, nhiệm vụ", progress_sections.next_tasks),
        ReportSection("proposals", "V. Kiến nghị, đề xuất", progress_sections.nothing),
    ),
    periods=tuple(PeriodKind),
)
REPORTS: Mapping[str, ReportKind] = {PROGRESS_REPORT.id: PROGRESS_REPORT}


def report_kind(report_id: str) -> ReportKind:
    """Return the report of that id; raise `NotFoundError` naming those there are."""
    if report_id in REPORTS:
        return REPORTS[report_id]
    hint = texts.REPORT_UNKNOWN_HINT.format(reports=", ".join(REPORTS))
    raise NotFoundError(texts.REPORT_UNKNOWN.format(report=report_id), hint=hint)
