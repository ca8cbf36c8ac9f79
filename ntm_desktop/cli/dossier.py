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
    help="Thư mục mới, hoặc tệp .zip; không ghi đè. Không kèm: chỉ xem danh mục.",
)
@of_unit
def dossier(set_id: str, period: str, out: Path | None, unit: str | None) -> None:
    """Lập hồ sơ đề nghị công nhận: giấy tờ, minh chứng đánh số, danh mục, những gì còn thiếu."""
    from ntm_desktop.services.dossier import build_dossier

    if out is None:
        _show_checklist(set_id, period, unit)
        return
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
    if not built.files:
        output.finish(output.NEEDS_PERSON)


def _show_checklist(set_id: str, period: str, unit: str | None) -> None:
    """Show each item of the dossier and what is missing; nothing is written."""
    from ntm_desktop.services.dossier_checklist import checklist

    found = checklist(workspace(), set_id, period, unit)
    for line in found.plan.warnings:
        output.note(line)
    document = {
        "items": [
            {
                "kind": one.kind,
                "number": one.number,
                "code": one.code,
                "name": one.name,
                "state": one.state,
                "files": list(one.files),
            }
            for one in found.items
        ],
        "missing": [one.text for one in found.lacks],
        "warnings": list(found.plan.warnings),
    }
    rows = [
        (one.number, one.code, one.name, one.words, str(len(one.files) or ""))
        for one in found.items
    ]
    told = output.table(("STT", "Mã", "Thành phần", "Tình trạng", "Tệp"), rows)
    output.show(document, [*told, "", *(f"Còn thiếu: {one.text}" for one in found.lacks)])


def _progress(done: int, total: int, what: str = "") -> None:
    """Show progress on a terminal, nothing otherwise."""
    if sys.stderr.isatty() and what:
        click.echo(f"[{done}/{total}] {what}…", err=True)
