"""Commands under `ntm sets`: targets of a province or of the commune, wordings, same measures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.session import workspace
from ntm_desktop.cli.set_options import (
    accepted as _accepted,
)
from ntm_desktop.cli.set_options import (
    checked_by as _checked_by,
)
from ntm_desktop.cli.set_options import (
    checked_on as _checked_on,
)
from ntm_desktop.cli.set_options import (
    dated as _dated,
)
from ntm_desktop.cli.set_options import (
    document as _document,
)
from ntm_desktop.cli.set_options import (
    of_set as _set,
)
from ntm_desktop.cli.set_options import (
    part as _part,
)
from ntm_desktop.cli.vietnamese_click import Command, Group, argument
from ntm_desktop.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from ntm_desktop.domain.criteria import Indicator, Target
    from ntm_desktop.domain.overlay_text import Check


MOST_CHOICES = 15


def add_to(group: click.Group) -> None:
    """Add these commands to `ntm sets`."""
    for command in (overlay, target, wording, measure):
        group.add_command(command)


@click.command(cls=Command)
@argument("set_id", metavar="MÃ")
@click.argument("file", metavar="TỆP.json", type=click.Path(path_type=Path))
@_accepted
def overlay(set_id: str, file: Path, accepted: bool) -> None:
    """Nhập mức yêu cầu của tỉnh hoặc của xã từ một tệp; sai một chỗ thì không ghi gì."""
    from ntm_desktop.services.overlays import take_overlay_file
    from ntm_desktop.services.target_doubts import file_doubts

    data = read_json(file)
    output.ask(file_doubts(workspace(), set_id, data), accepted=accepted)
    done = take_overlay_file(workspace(), set_id, data)
    document = {
        "set": set_id,
        "recorded": done.count,
        "locked": [one.text for one in done.issues],
    }
    lines = [f"Đã ghi {done.count} mức yêu cầu.", *(one.text for one in done.issues)]
    output.show(document, lines)


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
@_checked_on
@_accepted
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
    checked_on: str | None,
    accepted: bool,
    text: str,
) -> None:
    """Đặt mức yêu cầu của một chỉ tiêu, ví dụ "≥ 95%" hoặc "Khá trở lên"."""
    from ntm_desktop.domain.dates import parse_date
    from ntm_desktop.domain.overlay_text import OverlayDraft
    from ntm_desktop.services.overlays import set_target
    from ntm_desktop.services.target_doubts import target_doubts

    day = parse_date(dated).isoformat() if dated else None
    draft = OverlayDraft(
        indicator=indicator,
        text=text,
        group=group,
        year=year,
        set_by=set_by,
        document_number=document,
        document_on=day,
        check=_check(checked_by, document, checked_on) if checked_by else None,
    )
    output.ask(target_doubts(workspace(), set_id, draft), accepted=accepted)
    saved = set_target(workspace(), set_id, draft)
    marks = "" if checked_by else " (? chưa đối chiếu)"
    document_out = {
        "key": saved.key,
        "checked": checked_by is not None,
        "locked": [one.text for one in saved.issues],
    }
    said = f"Đã đặt mức của chỉ tiêu {indicator}: {text}{marks}."
    output.show(document_out, [said, *(one.text for one in saved.issues)])


@target.command("check")
@_set
@click.option("--group", help="Nhóm xã, vùng. Mặc định: nhóm của đơn vị.")
@click.option("--year", type=int, help="Năm áp dụng, với mức thay đổi theo năm.")
@_document
@_checked_by
@_checked_on
@click.argument("codes", metavar="MÃ...", nargs=-1, required=True)
def target_check(
    set_id: str,
    group: str | None,
    year: int | None,
    document: str | None,
    checked_by: str | None,
    checked_on: str | None,
    codes: tuple[str, ...],
) -> None:
    """Ghi là đã đối chiếu mức đang dùng với văn bản gốc."""
    from ntm_desktop.services.overlays import check_targets

    check = _check(checked_by, document, checked_on)
    check_targets(workspace(), set_id, codes, check, group, year)
    output.show({"checked": list(codes)}, f"Đã ghi đối chiếu {len(codes)} mức yêu cầu.")


@target.command("uncheck")
@_set
@click.argument("codes", metavar="MÃ...", nargs=-1, required=True)
def target_uncheck(set_id: str, codes: tuple[str, ...]) -> None:
    """Bỏ dấu đã đối chiếu mức mà đơn vị đã ghi."""
    from ntm_desktop.services.overlays import uncheck_targets

    uncheck_targets(workspace(), set_id, codes)
    output.show({"unchecked": list(codes)}, f"Đã bỏ ghi đối chiếu {len(codes)} mức yêu cầu.")


@click.group(cls=Group)
def wording() -> None:
    """Câu chữ: đối chiếu (check), sửa theo văn bản (set), trở về của bộ (drop)."""


@wording.command("check")
@_set
@_document
@_checked_by
@_checked_on
@_part
@click.argument("codes", metavar="MÃ...", nargs=-1, required=True)
def wording_check(
    set_id: str,
    document: str | None,
    checked_by: str | None,
    checked_on: str | None,
    criterion: bool,
    codes: tuple[str, ...],
) -> None:
    """Ghi là đã đối chiếu câu chữ với văn bản gốc."""
    from ntm_desktop.services.overlays import check_wording

    check = _check(checked_by, document, checked_on)
    check_wording(workspace(), set_id, codes, check, _part_of(criterion))
    output.show({"checked": list(codes)}, f"Đã ghi đối chiếu {len(codes)} mục.")


@wording.command("set")
@_set
@_document
@_checked_by
@_checked_on
@_part
@argument("code", metavar="MÃ")
@argument("text", metavar="CÂU_CHỮ")
def wording_set(
    set_id: str,
    document: str | None,
    checked_by: str | None,
    checked_on: str | None,
    criterion: bool,
    code: str,
    text: str,
) -> None:
    """Sửa câu chữ đúng như văn bản; bộ có sẵn không đổi, chỉ đơn vị này dùng câu đã sửa."""
    from ntm_desktop.services.overlays import set_wording

    check = _check(checked_by, document, checked_on)
    saved = set_wording(workspace(), set_id, code, text, check, _part_of(criterion))
    output.show({"key": saved.key}, f"Đã sửa câu chữ mã {code} theo {check.document}.")


@wording.command("drop")
@_set
@_part
@click.argument("codes", metavar="MÃ...", nargs=-1, required=True)
def wording_drop(set_id: str, criterion: bool, codes: tuple[str, ...]) -> None:
    """Trở về câu chữ của bộ tiêu chí, bỏ cả dấu đã đối chiếu."""
    from ntm_desktop.services.overlays import drop_wordings

    drop_wordings(workspace(), set_id, codes, _part_of(criterion))
    output.show({"dropped": list(codes)}, f"Đã trở về câu chữ của bộ ở {len(codes)} mục.")


def _part_of(criterion: bool) -> str:
    """Return which part of a set codes name."""
    return "criterion" if criterion else "indicator"


@click.command(cls=Command)
@_set
@click.option("--other-set", help="Bộ có chỉ tiêu đo cùng một thứ.")
@click.option(
    "--other",
    help="Mã chỉ tiêu ở bộ kia; không ghi thì liệt kê các chỉ tiêu hợp, giống nhất trước.",
)
@click.option("--off", is_flag=True, help="Bỏ nối.")
@argument("code", metavar="MÃ")
def measure(set_id: str, other_set: str | None, other: str | None, off: bool, code: str) -> None:
    """Nối chỉ tiêu của hai bộ đo cùng một thứ (cùng loại, cùng đơn vị đo)."""
    from ntm_desktop.services.overlays import join_measures, measure_choices

    if other_set and other:
        join_measures(workspace(), set_id, code, (other_set, other))
        done = {"joined": {"set": other_set, "indicator": other}}
        output.show(done, f"Chỉ tiêu {code} đo cùng một thứ với {other} ({other_set}).")
        return
    if off:
        join_measures(workspace(), set_id, code, None)
        output.show({"joined": None}, f"Chỉ tiêu {code} không còn nối với bộ khác.")
        return
    found = measure_choices(workspace(), set_id, code)[:MOST_CHOICES]
    choices = [
        {
            "set": one.set_id,
            "indicator": one.indicator.code,
            "text": one.indicator.text,
            "measure_id": one.indicator.measure_id,
        }
        for one in found
    ]
    lines = [f"{one.set_id} {one.indicator.code} {one.indicator.text}" for one in found]
    output.show({"choices": choices}, lines or "Không có chỉ tiêu nào cùng loại, cùng đơn vị đo.")


def _check(by: str | None, document: str | None, on: str | None = None) -> Check:
    """Return a check, of today where no day is given; raise `InputError` where it is not whole."""
    from ntm_desktop.domain.dates import parse_date
    from ntm_desktop.services.overlays import check_of

    day = parse_date(on).isoformat() if on else None
    return check_of(workspace(), by or "", document or "", day)


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
