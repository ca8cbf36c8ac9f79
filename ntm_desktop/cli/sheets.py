"""Commands for plain Excel sheets of records: export, import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.session import workspace
from ntm_desktop.cli.vietnamese_click import Command, argument

if TYPE_CHECKING:
    from ntm_desktop.domain.numbers import MoneyUnit
    from ntm_desktop.services.sheets import Imported


MONEY_UNITS: dict[str, MoneyUnit] = {"dong": "dong", "trieu": "million", "ty": "billion"}
WORDS = {"inserted": "thêm mới", "updated": "sửa"}  # of a dry run; the others are counted


def add_to(group: click.Group) -> None:
    """Add these commands to `ntm`."""
    group.add_command(export_command)
    group.add_command(import_command)


@click.command("export", cls=Command)
@argument("entity", metavar="LOẠI")
@click.argument("out", metavar="TỆP.xlsx", type=click.Path(path_type=Path))
def export_command(entity: str, out: Path) -> None:
    """Xuất bản ghi của một loại (hoặc all: mọi loại) ra bảng Excel, nhập lại được."""
    from ntm_desktop.services.sheets import export_records

    done = export_records(workspace(), entity, out)
    lines = [f"{name}: {count}" for name, count in done.counts.items()]
    output.show({"file": done.path, "records": done.counts}, [f"Đã xuất {done.path}.", *lines])


@click.command("import", cls=Command)
@argument("entity", metavar="LOẠI")
@click.argument("file", metavar="TỆP", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Chỉ xem thử, không ghi gì.")
@click.option(
    "--money-unit",
    type=click.Choice(list(MONEY_UNITS)),
    help="Đơn vị của các số tiền nhỏ không ghi đơn vị; không có thì dòng đó bị từ chối để hỏi.",
)
def import_command(entity: str, file: Path, dry_run: bool, money_unit: str | None) -> None:
    """Nhập bảng .xlsx hoặc .csv; dòng sai được nêu từng ô, các dòng đúng vẫn được nhập."""
    from ntm_desktop.services.sheets import import_records

    unit = MONEY_UNITS[money_unit] if money_unit else None
    done = import_records(workspace(), entity, file, dry_run=dry_run, bare_unit=unit)
    if done.ignored:
        output.note(f"Bỏ qua các cột không có trong khai báo: {', '.join(done.ignored)}.")
    document: dict[str, Any] = {
        "read": done.read,
        "inserted": done.inserted,
        "updated": done.updated,
        "unchanged": done.unchanged,
        "rejected": done.rejected,
        "errors": [
            {
                "sheet": one.sheet,
                "cell": one.cell,
                "value": one.value,
                "rule": one.rule,
                "fix": one.fix,
            }
            for one in done.errors
        ],
    }
    if dry_run:
        document["rows"] = [
            {
                "row": row.number,
                "verdict": row.verdict,
                "title": row.title,
                "changes": [
                    {"cell": one.cell, "field": one.label, "old": one.old, "new": one.new}
                    for one in row.changes
                ],
            }
            for row in done.rows
        ]
    output.show(document, _lines(done, dry_run=dry_run))
    if done.rejected:
        output.finish(output.NEEDS_PERSON)


def _lines(done: Imported, *, dry_run: bool) -> list[str]:
    """Return what was done for people: the counts, then the cells to put right."""
    counts = (
        f"Đọc {done.read} dòng: thêm {done.inserted}, sửa {done.updated}, "
        f"giữ nguyên {done.unchanged}, từ chối {done.rejected}."
    )
    lines = [f"Xem thử, chưa ghi gì. {counts}" if dry_run else counts]
    for row in done.rows if dry_run else ():
        changed = "; ".join(
            f"{one.label}: {one.old or '(trống)'} → {one.new or '(trống)'}"
            if row.verdict == "updated"
            else f"{one.label}: {one.new}"
            for one in row.changes
        )
        if row.verdict in WORDS:
            said = f"- Dòng {row.number}, {WORDS[row.verdict]}: {row.title}"
            lines.append(f"{said} ({changed})" if changed else said)
    for one in done.errors:
        lines.append(
            f"- {one.sheet}, ô {one.cell} “{one.value}”: {one.rule.rstrip('.')}. {one.fix}"
        )
    return lines
