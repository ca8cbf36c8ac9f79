"""Commands under `ntm sets`: targets of a province or of the commune, and checked wordings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.session import workspace
from ntm_desktop.cli.vietnamese_click import Command, Group, argument
from ntm_desktop.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from ntm_desktop.domain.criteria import Indicator, Target
    from ntm_desktop.domain.overlay_text import Check

_set = click.option("--set", "set_id", required=True, help="Mã bộ tiêu chí.")
_document = click.option("--document", help="Số, ký hiệu văn bản.")
_dated = click.option("--dated", help="Ngày văn bản, ví dụ 05/01/2024.")
_checked_by = click.option("--checked-by", help="Người đã đối chiếu với văn bản gốc.")


def add_to(group: click.Group) -> None:
    """Add these commands to `ntm sets`."""
    for command in (overlay, target, wording):
        group.add_command(command)


@click.command(cls=Command)
@argument("set_id", metavar="MÃ")
@click.argument("file", metavar="TỆP.json", type=click.Path(path_type=Path))
def overlay(set_id: str, file: Path) -> None:
    """Nhập mức yêu cầu của tỉnh hoặc của xã từ một tệp; sai một chỗ thì không ghi gì."""
    from ntm_desktop.services.overlays import take_overlay_file

    done = take_overlay_file(workspace(), set_id, read_json(file))
    output.show({"set": set_id, "recorded": done.count}, f"Đã ghi {done.count} mức yêu cầu.")


@click.group(cls=Group)
def target() -> None:
    """Mức yêu cầu của từng chỉ tiêu: đặt (set), ghi đã đối chiếu (check)."""


@target.command("set")
@_set
@click.option("--indicator", required=True, help="Mã chỉ tiêu.")
@click.option("--group", help="Nhóm xã, vùng; “*” là mọi nhóm. Mặc định: nhóm của đơn vị.")
@click.option("--year", type=int, help="Năm áp dụng; không ghi thì mọi năm.")
@click.option("--set-by", default="province", help="province, commune, ministry hoặc central.")
@_document
@_dated
@_checked_by
@argument("text", metavar="MỨC")
def target_set(
    set_id: str,
    indicator: str,
    group: str | None,
    year: int | None,
    set_by: str,
    document: str | None,
    dated: str | None,
    checked_by: str | None,
    text: str,
) -> None:
    """Đặt mức yêu cầu của một chỉ tiêu, ví dụ "≥ 95%" hoặc "Khá trở lên"."""
    from ntm_desktop.domain.dates import parse_date
    from ntm_desktop.domain.overlay_text import OverlayDraft
    from ntm_desktop.services.overlays import set_target

    day = parse_date(dated).isoformat() if dated else None
    draft = OverlayDraft(
        indicator=indicator,
        text=text,
        group=group,
        year=year,
        set_by=set_by,
        document_number=document,
        document_on=day,
        check=_check(checked_by, document) if checked_by else None,
    )
    saved = set_target(workspace(), set_id, draft)
    marks = "" if checked_by else " (? chưa đối chiếu)"
    document_out = {"key": saved.key, "checked": checked_by is not None}
    output.show(document_out, f"Đã đặt mức của chỉ tiêu {indicator}: {text}{marks}.")


@target.command("check")
@_set
@click.option("--group", help="Nhóm xã, vùng. Mặc định: nhóm của đơn vị.")
@click.option("--year", type=int, help="Năm áp dụng, với mức thay đổi theo năm.")
@_document
@_checked_by
@click.argument("codes", metavar="MÃ...", nargs=-1, required=True)
def target_check(
    set_id: str,
    group: str | None,
    year: int | None,
    document: str | None,
    checked_by: str | None,
    codes: tuple[str, ...],
) -> None:
    """Ghi là đã đối chiếu mức đang dùng với văn bản gốc."""
    from ntm_desktop.services.overlays import check_targets

    check_targets(workspace(), set_id, codes, _check(checked_by, document), group, year)
    output.show({"checked": list(codes)}, f"Đã ghi đối chiếu {len(codes)} mức yêu cầu.")


@click.group(cls=Group)
def wording() -> None:
    """Câu chữ của chỉ tiêu, tiêu chí: ghi đã đối chiếu (check)."""


@wording.command("check")
@_set
@_document
@_checked_by
@click.option("--criterion", is_flag=True, help="Các mã là mã tiêu chí (đối chiếu tên gọi).")
@click.argument("codes", metavar="MÃ...", nargs=-1, required=True)
def wording_check(
    set_id: str,
    document: str | None,
    checked_by: str | None,
    criterion: bool,
    codes: tuple[str, ...],
) -> None:
    """Ghi là đã đối chiếu câu chữ với văn bản gốc."""
    from ntm_desktop.services.overlays import check_wording

    part = "criterion" if criterion else "indicator"
    check_wording(workspace(), set_id, codes, _check(checked_by, document), part)
    output.show({"checked": list(codes)}, f"Đã ghi đối chiếu {len(codes)} mục.")


def _check(by: str | None, document: str | None) -> Check:
    """Return a check of today; raise `InputError` without a person or a document."""
    from ntm_desktop.services.overlays import check_of

    return check_of(workspace(), by or "", document or "")


def read_json(file: Path) -> Any:
    """Return the content of a JSON file; raise `NotFoundError`/`InputError` in words."""
    if not file.is_file():
        raise NotFoundError(f"Không tìm thấy tệp {file}.", hint="Kiểm tra lại đường dẫn.")
    try:
        return json.loads(file.read_text("utf-8"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"Tệp {file} không phải JSON hợp lệ.", hint=f"Chỗ sai: {error}") from error


def target_documents(indicator: Indicator) -> list[dict[str, Any]]:
    """Return every target of an indicator with its place and where it comes from, as JSON."""
    return [
        {
            "group": group,
            "year": year,
            "target": one.text,
            "verified": one.verified,
            "set_by": one.set_by or "set",
            "source": one.source,
        }
        for group, year, one in _targets(indicator)
    ]


def target_lines(indicator: Indicator) -> list[str]:
    """Return the targets that were set over a set, as people read them."""
    return [
        f"{group}, {year or 'mọi năm'}: {one.text} – {one.source}"
        + ("" if one.verified else " (? chưa đối chiếu)")
        for group, year, one in _targets(indicator)
        if one.set_by
    ]


def _targets(indicator: Indicator) -> list[tuple[str, int | None, Target]]:
    """Return group, year (None for all) and target of everything that is known."""
    found: list[tuple[str, int | None, Target]] = []
    for group, column in indicator.targets.items():
        if column.any_year:
            found.append((group, None, column.any_year))
        found += [(group, year, column.by_year[year]) for year in sorted(column.by_year)]
    return found
