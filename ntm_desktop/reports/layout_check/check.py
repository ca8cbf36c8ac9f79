"""Check the official layout of a sheet: which regime and type it is, and what breaks the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ntm_desktop.progress import Progress, no_progress
from ntm_desktop.reports.layout_check.body_rules import check_body
from ntm_desktop.reports.layout_check.end_rules import check_end
from ntm_desktop.reports.layout_check.findings import WHOLE, Collector, Finding
from ntm_desktop.reports.layout_check.head_rules import check_head
from ntm_desktop.reports.layout_check.model import Paragraph, Sheet
from ntm_desktop.reports.layout_check.page_rules import check_page
from ntm_desktop.reports.layout_check.part_rules import check_parts
from ntm_desktop.reports.layout_check.reading import read_sheet
from ntm_desktop.reports.layout_check.recognition import recognise
from ntm_desktop.reports.layout_check.text_rules import check_texts
from ntm_desktop.reports.regime_data import general_rules

FOUND_NO_HEAD = (
    "không thấy Quốc hiệu hay tiêu đề ĐẢNG CỘNG SẢN VIỆT NAM: không phải văn bản hành chính, "
    "chỉ kiểm tra chữ và dấu cách"
)
OFFICIAL = (check_page, check_parts, check_head, check_body, check_end)


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutReport:
    """What a check found. `regime` and `document_type` are None where there are none."""

    regime: str | None
    document_type: str | None
    findings: tuple[Finding, ...]
    passed: int
    asked: frozenset[str]
    paragraphs: tuple[Paragraph, ...]


def check_parts_of_file(
    parts: Mapping[str, bytes], regime: str | None = None, progress: Progress = no_progress
) -> LayoutReport:
    """Check a Word file by its parts of XML; raises `InputError` for what is none."""
    return check_sheet(read_sheet(parts, progress), regime, progress)


def check_sheet(
    sheet: Sheet, regime: str | None = None, progress: Progress = no_progress
) -> LayoutReport:
    """Check a sheet that was read; with `regime` its rules are taken whatever the head says."""
    layout = recognise(sheet, regime)
    rules = dict(layout.data.rules) if layout.regime else {}
    collector = Collector(rules | dict(general_rules()))
    if layout.regime is None:
        collector.require("regime.none", False, WHOLE, FOUND_NO_HEAD)
    checks = OFFICIAL if layout.regime else ()
    for place, check in enumerate((*checks, check_texts)):
        progress(place, len(checks) + 1)
        check(sheet, layout, collector)
    return LayoutReport(
        regime=layout.regime,
        document_type=layout.kind.name if layout.kind else None,
        findings=collector.findings(),
        passed=collector.passed,
        asked=collector.asked,
        paragraphs=sheet.paragraphs,
    )
