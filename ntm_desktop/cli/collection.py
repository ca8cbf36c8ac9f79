"""`ntm values import`: take a filled workbook of collection forms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.session import workspace
from ntm_desktop.cli.vietnamese_click import Command

if TYPE_CHECKING:
    from ntm_desktop.services.collection import BookPreview


def add_to(group: click.Group) -> None:
    """Add this command to `ntm values`."""
    group.add_command(values_import)


@click.command("import", cls=Command)
@click.argument("file", metavar="TỆP.xlsx", type=click.Path(path_type=Path))
@click.option("--period", help="Chỉ nhận phiếu của kỳ này.")
@click.option("--set", "set_id", help="Chỉ nhận phiếu của bộ tiêu chí này.")
@click.option("--dry-run", is_flag=True, help="Chỉ xem sẽ ghi gì, không ghi.")
def values_import(file: Path, period: str | None, set_id: str | None, dry_run: bool) -> None:
    """Nhận phiếu thu thập số liệu đã điền; số sai được nêu từng ô, số đúng được ghi một bước."""
    from ntm_desktop.services import collection

    here = workspace()
    preview = collection.read_workbook(here, file, period_id=period, set_id=set_id)
    if not dry_run:
        collection.take_preview(here, preview)
    for line in collection.problem_lines(preview.problems):
        output.note(line)
    for line in collection.doubt_lines(preview):
        output.note(f"Cần xem lại: {line}")
    output.show(_document(preview), _lines(preview, dry_run=dry_run))
    if preview.problems or preview.doubtful:
        output.finish(output.NEEDS_PERSON)


def _document(preview: BookPreview) -> dict[str, Any]:
    """Return what was read as JSON."""
    return {
        "set": preview.set_id,
        "period": preview.period.id,
        "read": preview.read,
        "inserted": preview.count("inserted"),
        "updated": preview.count("updated"),
        "unchanged": preview.count("unchanged"),
        "rejected": preview.rejected,
        "doubts": [
            {"sheet": one.sheet, "cell": one.cell, "code": one.code, "text": one.doubt}
            for one in preview.doubtful
        ],
        "errors": [
            {"sheet": one.sheet, "cell": one.cell, "value": one.value, "rule": one.rule,
             "fix": one.fix}
            for one in preview.problems
        ],
    }  # fmt: skip


def _lines(preview: BookPreview, *, dry_run: bool) -> list[str]:
    """Return what was read as people read it."""
    verb = "Sẽ ghi" if dry_run else "Đã ghi"
    lines = [
        f"  {line.unit_name} {line.code}: {line.now or '–'} → {line.text}"
        + (" (cần xem lại)" if line.doubt else "")
        for line in preview.lines
        if line.effect != "unchanged"
    ]
    counted = (
        f"{verb} {preview.count('inserted')} số mới, sửa {preview.count('updated')}, "
        f"giữ nguyên {preview.count('unchanged')}, không nhận {preview.rejected}."
    )
    return [f"{preview.set_name}, {preview.period.label}:", *lines, counted]
