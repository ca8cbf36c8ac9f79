"""Check the official layout (thể thức) of a Word file: findings, not mends; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ntm_desktop.progress import Progress, no_progress

REGIMES = ("state", "party")


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutFinding:
    """One breach of a rule; `severity` is error, warning or hint.

    `places` are the numbers of the lines of `CheckedLayout.lines` that it concerns.
    """

    rule: str
    severity: str
    where: str
    found: str
    expected: str
    source: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """A paragraph of the file as the window shows it beside the findings."""

    number: int
    text: str
    align: str
    is_bold: bool
    is_italic: bool
    in_table: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedLayout:
    """What a check found; `regime`, `document_type` are None where the file is no document."""

    path: Path
    regime: str | None
    document_type: str | None
    findings: tuple[LayoutFinding, ...]
    passed: int
    lines: tuple[ShownLine, ...]

    def count(self, severity: str) -> int:
        """Return how many findings are of a severity."""
        return sum(one.severity == severity for one in self.findings)


def check_layout(
    path: Path, regime: str | None = None, progress: Progress = no_progress
) -> CheckedLayout:
    """Check a .docx by the rules of a regime, or of the one that its head shows.

    Raises `InputError` and `NotFoundError` for files that cannot be read safely.
    """
    from ntm_desktop.exchange.word_files import read_word_parts
    from ntm_desktop.reports.layout_check.check import check_parts_of_file

    report = check_parts_of_file(read_word_parts(path), regime, progress)
    findings = tuple(
        LayoutFinding(
            rule=one.rule,
            severity=one.severity,
            where=one.where,
            found=one.found,
            expected=one.expected,
            source=one.source,
            places=one.places,
        )
        for one in report.findings
    )
    return CheckedLayout(
        path=path,
        regime=report.regime,
        document_type=report.document_type,
        findings=findings,
        passed=report.passed,
        lines=tuple(shown_line(one) for one in report.paragraphs),
    )


def shown_line(paragraph: object) -> ShownLine:
    """Return a paragraph for the window."""
    from ntm_desktop.reports.layout_check.model import Paragraph
    from ntm_desktop.reports.layout_check.recognition import share

    assert isinstance(paragraph, Paragraph)
    text = f"{paragraph.label} {paragraph.text}".strip(" ")
    return ShownLine(
        number=paragraph.number,
        text=text.replace("\t", "    "),
        align=paragraph.align,
        is_bold=share(paragraph.runs, "bold") > 0.5,
        is_italic=share(paragraph.runs, "italic") > 0.5,
        in_table=paragraph.cell is not None,
    )
