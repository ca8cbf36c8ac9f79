"""Commands that check the official layout of a Word file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.vietnamese_click import Command, Group

if TYPE_CHECKING:
    from ntm_desktop.services.layout_check import CheckedLayout

REGIMES = ("state", "party")
TITLES = {"state": "thể thức hành chính", "party": "thể thức văn bản của Đảng"}
WORDS = {"error": "Lỗi", "warning": "Nên sửa", "hint": "Gợi ý"}


def add_to(group: click.Group) -> None:
    """Add these commands to `ntm`."""
    group.add_command(layout)


@click.group(cls=Group)
def layout() -> None:
    """Thể thức văn bản: kiểm tra một tệp Word."""


@layout.command("check", cls=Command)
@click.argument("file", metavar="TỆP.docx", type=click.Path(path_type=Path))
@click.option(
    "--regime", type=click.Choice(REGIMES), help="Thể thức; mặc định nhận theo đầu văn bản."
)
def layout_check(file: Path, regime: str | None) -> None:
    """Kiểm tra thể thức một tệp Word; có lỗi thì mã kết thúc là 3."""
    from ntm_desktop.services.layout_check import check_layout

    checked = check_layout(file, regime)
    output.show(_document(checked), _lines(checked))
    if checked.count("error"):
        output.finish(output.NEEDS_PERSON)


def _document(checked: CheckedLayout) -> dict[str, Any]:
    """Return what was found as JSON."""
    findings = [
        {
            "rule": one.rule,
            "severity": one.severity,
            "where": one.where,
            "found": one.found,
            "expected": one.expected,
            "source": one.source,
        }
        for one in checked.findings
    ]
    return {
        "regime": checked.regime,
        "document_type": checked.document_type,
        "findings": findings,
        "passed": checked.passed,
    }


def _lines(checked: CheckedLayout) -> list[str]:
    """Return what was found for people."""
    named = TITLES.get(checked.regime or "", "không phải văn bản hành chính")
    kind = f", {checked.document_type}" if checked.document_type else ""
    counts = ", ".join(
        f"{checked.count(severity)} {word.lower()}" for severity, word in WORDS.items()
    )
    lines = [f"{checked.path.name}: {named}{kind}. {counts}; {checked.passed} quy tắc đạt."]
    for one in checked.findings:
        lines.append(f"  {WORDS[one.severity]}: {one.where}")
        lines.append(f"      Thấy: {one.found}. Cần: {one.expected}.")
        if one.source:
            lines.append(f"      Căn cứ: {one.source} [{one.rule}]")
    return lines
