"""`ntm form`: a superior's own blank Excel form, tied to fields once and filled each period."""

from __future__ import annotations

from pathlib import Path

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.session import workspace
from ntm_desktop.cli.vietnamese_click import Group

_FORM = click.argument("form", metavar="BIỂU.xlsx", type=click.Path(path_type=Path))


def add_to(group: click.Group) -> None:
    """Add these commands to `ntm`."""
    group.add_command(form_group)


@click.group("form", cls=Group)
def form_group() -> None:
    """Biểu Excel của cấp trên: gắn ô với trường một lần, mỗi kỳ điền một lệnh."""


@form_group.command("bind")
@_FORM
@click.option(
    "--fields",
    "fields",
    type=click.Path(path_type=Path),
    required=True,
    help='Tệp JSON: {"report": mã, "cells": {"Biểu 10!B5": "trường"}}.',
)
@click.option("--name", help="Tên biểu (mặc định: tên tệp).")
def form_bind(form: Path, fields: Path, name: str | None) -> None:
    """Gắn các ô của một biểu trống với các trường."""
    from ntm_desktop.services.superior_forms import bind_form, read_tie

    tie = read_tie(fields, name or form.stem)
    key = bind_form(workspace(), form, tie)
    output.show(
        {"key": key, "name": tie.name, "cells": len(tie.bindings)},
        f"Đã gắn {len(tie.bindings)} ô của biểu “{tie.name}”.",
    )


@form_group.command("fill")
@click.argument("form", metavar="BIỂU", type=click.Path(path_type=Path))
@click.option("--period", required=True, help="Kỳ: 2024, 2024-H1, 2024-Q1, 2024-06…")
@click.option("--set", "set_id", help="Bộ tiêu chí (mặc định: bộ ghi khi gắn biểu).")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Tệp .xlsx ghi ra.")
def form_fill(form: Path, period: str, set_id: str | None, out: Path) -> None:
    """Điền biểu cho một kỳ; định dạng và công thức của biểu giữ nguyên.

    BIỂU là tệp trống, hoặc tên hay khóa của biểu đã gắn (“form list”): lấy bản trống đã giữ.
    """
    from ntm_desktop.services.form_desk import blank_copy
    from ntm_desktop.services.superior_forms import fill_form, form_named

    opened, key = workspace(), None
    if not form.exists():
        key = form_named(opened, str(form)).key
        form = blank_copy(opened, key)
    filled = fill_form(opened, form, period, out, set_id=set_id, key=key)
    for line in (*filled.problems, *filled.gaps, *filled.notices):
        output.note(line)
    document = {
        "file": out,
        "cells": filled.cells,
        "gaps": list(filled.gaps),
        "problems": list(filled.problems),
        "notices": list(filled.notices),
    }
    output.show(document, f"Đã điền {filled.cells} ô vào {out}.")
    if filled.problems or filled.gaps:
        output.finish(output.NEEDS_PERSON)


@form_group.command("list")
def form_list() -> None:
    """Các biểu đã gắn."""
    from ntm_desktop.services.superior_forms import bound_forms

    found = bound_forms(workspace())
    document = [
        {"key": one.key, "name": one.name, "report": one.report, "file": one.file_name}
        for one in found
    ]
    rows = [(one.name or "", one.report, one.file_name, one.key) for one in found]
    output.show(document, output.table(("Biểu", "Lấy số từ", "Tệp", "Khóa"), rows))
