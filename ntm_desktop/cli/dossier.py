"""The command `ntm dossier`: the recognition dossier of a unit as a folder or a ZIP file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.session import workspace
from ntm_desktop.cli.set_options import of_period, of_set, of_unit
from ntm_desktop.cli.vietnamese_click import Command


def add_to(group: click.Group) -> None:
    """Add this command to `ntm`."""
    group.add_command(dossier)


@click.command(cls=Command)
@of_set
@of_period
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="Thư mục mới, hoặc tệp .zip; không ghi đè.",
)
@of_unit
def dossier(set_id: str, period: str, out: Path, unit: str | None) -> None:
    """Lập hồ sơ đề nghị công nhận: giấy tờ, minh chứng đánh số, danh mục, những gì còn thiếu."""
    from ntm_desktop.services.dossier import build_dossier

    built = build_dossier(workspace(), set_id, period, out, unit, _progress)
    for line in (*built.warnings, *built.missing):
        output.note(line)
    document = {
        "path": built.path,
        "files": built.files,
        "drafts": built.drafts,
        "missing": list(built.missing),
        "warnings": list(built.warnings),
    }
    told = f"Đã lập hồ sơ {out}: {built.files} tệp, trong đó {built.drafts} bản dự thảo."
    output.show(document, told)


def _progress(done: int, total: int, what: str = "") -> None:
    """Show progress on a terminal, nothing otherwise."""
    if sys.stderr.isatty() and what:
        click.echo(f"[{done}/{total}] {what}…", err=True)
