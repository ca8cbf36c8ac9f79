"""`ntm villages` and `ntm progress`: the units below the office, and where each of them stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.session import UNIT, workspace
from ntm_desktop.cli.set_options import of_set
from ntm_desktop.cli.vietnamese_click import Command, Group, argument

if TYPE_CHECKING:
    from ntm_desktop.domain.units import AdminUnit
    from ntm_desktop.services.unit_progress import UnitProgress, UnitsProgress


def add_to(group: click.Group) -> None:
    """Add these commands to `ntm`."""
    for command in (villages, progress):
        group.add_command(command)


@click.group(cls=Group, invoke_without_command=True)
@click.option("--all", "with_closed", is_flag=True, help="Cả đơn vị đã hết hiệu lực.")
@click.pass_context
def villages(context: click.Context, with_closed: bool) -> None:
    """Danh sách thôn, tổ dân phố (hoặc đơn vị cấp dưới); add, rename, close, open, remove."""
    if context.invoked_subcommand is not None:
        return
    from ntm_desktop.services.units import below, directly_below

    found = directly_below(workspace()) if with_closed else below(workspace())
    rows = [(one.name, one.code, _until(one), one.note or "") for one in found]
    lines = ["Chưa có đơn vị nào. Thêm bằng “ntm villages add TÊN…”."]
    if rows:
        lines = output.table(("Tên", "Mã", "Hiệu lực", "Ghi chú"), rows)
    output.show([_unit_document(one) for one in found], lines)


@villages.command("add")
@argument("names", metavar="TÊN...", nargs=-1, required=True)
@click.option("--code", help="Mã chính thức, khi thêm một đơn vị có mã.")
@click.option("--note", help="Ghi chú, khi thêm một đơn vị.")
def villages_add(names: tuple[str, ...], code: str | None, note: str | None) -> None:
    """Thêm một hoặc nhiều đơn vị trong một bước; trong một danh sách, tên đã có được bỏ qua."""
    from ntm_desktop.services.units import add_unit, add_units

    if len(names) > 1 and (code or note):
        raise click.UsageError("--code và --note chỉ dùng khi thêm một đơn vị")
    codes: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    if len(names) == 1 and "\n" not in names[0]:
        codes = (add_unit(workspace(), names[0], code, note).code,)
    else:
        added = add_units(workspace(), names)
        codes, skipped = added.codes, added.skipped
    lines = [f"Đã thêm {len(codes)} đơn vị."]
    if skipped:
        lines.append(f"Đã có trong danh sách, bỏ qua: {', '.join(skipped)}.")
    output.show({"added": list(codes), "skipped": list(skipped)}, lines)


@villages.command("rename")
@click.argument("unit", metavar="MÃ|TÊN", type=UNIT)
@argument("name", metavar="TÊN_MỚI")
def villages_rename(unit: str, name: str) -> None:
    """Đổi tên một đơn vị; số liệu đã ghi giữ nguyên."""
    from ntm_desktop.services.units import rename

    saved = rename(workspace(), unit, name)
    _show_saved(saved.code)


@villages.command("close")
@click.argument("unit", metavar="MÃ|TÊN", type=UNIT)
@click.option(
    "--on", "day", metavar="NGÀY", required=True, help="Ngày hết hiệu lực, ví dụ 01/07/2025."
)
def villages_close(unit: str, day: str) -> None:
    """Ghi ngày một đơn vị hết hiệu lực; các kỳ trước vẫn đọc được."""
    from ntm_desktop.domain.dates import parse_date
    from ntm_desktop.services.units import close

    here = workspace()
    saved = close(here, unit, parse_date(day, here.today()))
    _show_saved(saved.code)


@villages.command("open")
@click.argument("unit", metavar="MÃ|TÊN", type=UNIT)
def villages_open(unit: str) -> None:
    """Bỏ ngày hết hiệu lực của một đơn vị."""
    from ntm_desktop.services.units import reopen

    saved = reopen(workspace(), unit)
    _show_saved(saved.code)


@villages.command("remove")
@click.argument("unit", metavar="MÃ|TÊN", type=UNIT)
def villages_remove(unit: str) -> None:
    """Xóa một đơn vị thêm nhầm; đơn vị đã có số liệu thì không xóa được."""
    from ntm_desktop.services.units import remove, unit_name

    name = unit_name(workspace(), unit)
    saved = remove(workspace(), unit)
    output.show({"removed": saved.code}, f"Đã xóa {name} ({saved.code}).")


@click.command(cls=Command)
@of_set
@click.option("--period", required=True, help="Kỳ: 2024, 2024-H1, 2024-Q1, 2024-06…")
def progress(set_id: str, period: str) -> None:
    """Tiến độ của mọi đơn vị cấp dưới trong một bộ tiêu chí, và số đơn vị đã đạt."""
    from ntm_desktop.services.unit_progress import unit_progress

    found = unit_progress(workspace(), set_id, period)
    rollup = found.rollup
    document = {
        "set": found.set_id,
        "period": found.period.id,
        "units": [_progress_document(one) for one in found.units],
        "rollup": {
            "met": rollup.met,
            "total": rollup.total,
            "share": rollup.share,
            "word": rollup.word,
            "no_data": list(rollup.no_data),
        },
        "beyond": list(found.beyond),
        "differences": [{"where": one.where, "text": one.text} for one in found.differences],
    }
    output.show(document, _progress_lines(found))


def _progress_lines(found: UnitsProgress) -> list[str]:
    """Return the table, the count below it, and what is doubtful about it."""
    if not found.units:
        return [
            f"Không có đơn vị cấp dưới nào áp dụng {found.set_name} trong {found.period.label}."
        ]
    rows = [
        (one.name, f"{one.met}/{one.total}", _indicators(one), progress_word(one))
        for one in found.units
    ]
    lines = output.table(("Tên", "Tiêu chí", "Chỉ tiêu", "Đánh giá"), rows)
    head, lacking = f"{found.set_name}, {found.period.label}", found.rollup.no_data
    if found.rollup.is_unknown:
        return [*lines, f"{head}: {found.rollup.told}."]
    lines += [f"{head}: {found.rollup.told}."]
    if lacking:
        lines.append(f"Chưa có số liệu: {', '.join(found.rollup.no_data)}.")
    if found.beyond:
        lines.append(f"Có số liệu nhưng không còn hiệu lực cuối kỳ: {', '.join(found.beyond)}.")
    return lines + [one.text for one in found.differences]


def progress_word(one: UnitProgress) -> str:
    """Return where a unit stands as a word."""
    from ntm_desktop.domain.assessment import OUTCOME_TEXTS, Outcome

    if one.outcome is Outcome.NO_DATA and one.source != "none":
        return "Chưa đủ số liệu"
    word = OUTCOME_TEXTS[one.outcome]
    return f"{word} (số tổng hợp)" if one.source == "totals" else word


def _indicators(one: UnitProgress) -> str:
    """Return the indicators met, "" for a set without indicators."""
    return f"{one.indicators_reached}/{one.indicators_total}" if one.indicators_total else ""


def _progress_document(one: UnitProgress) -> dict[str, Any]:
    """Return one unit of `ntm progress`."""
    return {
        "code": one.code,
        "name": one.name,
        "level": one.level,
        "criteria": {"met": one.met, "total": one.total},
        "indicators": {"met": one.indicators_met, "total": one.indicators_total},
        "outcome": one.outcome,
        "source": one.source,
    }


def _show_saved(code: str) -> None:
    """Print a unit as it is kept now."""
    from ntm_desktop.services.units import known_units

    unit = known_units(workspace())[code]
    shown = f"{unit.name} ({unit.code})"
    output.show(
        _unit_document(unit), f"Đã ghi {shown}{f', {_until(unit)}' if _until(unit) else ''}."
    )


def _until(unit: AdminUnit) -> str:
    """Return from when and until when a unit is valid, as people read it."""
    from ntm_desktop.domain.dates import format_date

    begin = f"từ {format_date(unit.valid_from)}" if unit.valid_from else ""
    end = f"hết hiệu lực từ {format_date(unit.valid_until)}" if unit.valid_until else ""
    return ", ".join(part for part in (begin, end) if part)


def _unit_document(unit: AdminUnit) -> dict[str, Any]:
    """Return one unit of `ntm villages`."""
    return {
        "code": unit.code,
        "name": unit.name,
        "level": unit.level,
        "valid_from": unit.valid_from,
        "valid_until": unit.valid_until,
        "note": unit.note,
    }
