"""Commands that make a data folder and find units: new, sample, units."""

from __future__ import annotations

from typing import Any

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.session import session
from ntm_desktop.cli.vietnamese_click import Command, argument
from ntm_desktop.errors import NotFoundError

LEVELS = ("xa", "phuong", "dac-khu", "thon", "huyen", "tinh")


def add_to(group: click.Group) -> None:
    """Add these commands to `ntm`."""
    for command in (new, sample, units):
        group.add_command(command)


@click.command(cls=Command)
@click.option(
    "--unit",
    "code",
    help="Mã đơn vị (cả mã cũ trước 7/2025); tìm bằng “ntm units”. Máy thứ hai của đơn vị không có "
    "trong danh mục: mã ở Cài đặt › Cơ quan của máy đầu, kèm --name và --level.",
)
@click.option("--name", help="Tên đơn vị không có mã, không kèm chữ xã, phường.")
@click.option("--level", type=click.Choice(LEVELS), help="Cấp của đơn vị đặt theo --name.")
@click.option("--group", help="Nhóm xã hoặc vùng để lấy mức yêu cầu.")
@click.option("--set", "sets", multiple=True, help="Bộ tiêu chí theo dõi (dùng nhiều lần được).")
@click.option("--superior", help="Cơ quan nhận báo cáo.")
def new(
    code: str | None,
    name: str | None,
    level: str | None,
    group: str | None,
    sets: tuple[str, ...],
    superior: str | None,
) -> None:
    """Tạo thư mục dữ liệu mới cho một đơn vị."""
    from ntm_desktop import texts
    from ntm_desktop.services.criteria import check_group, criteria_set, group_dependent
    from ntm_desktop.services.workspace import NewOffice, create_workspace

    if (name is not None and level is None) or (code is None and name is None):
        raise click.UsageError("cần --unit MÃ, hoặc --name TÊN kèm --level CẤP")
    for set_id in sets:
        check_group(criteria_set(set_id), group)
    place = _place(code) if name is None else _named_place(name, str(level), code)
    office = NewOffice(
        **place, sets=tuple((set_id, group) for set_id in sets), superior_name=superior
    )
    made = session()
    folder = made.new_folder(place["code"])
    workspace = create_workspace(
        folder, office, user=made.user_name(), device_dir=made.device, now_ms=made.now_ms
    )
    made.remember(workspace)
    unit = workspace.unit
    found = [criteria_set(set_id) for set_id in sets if group is None]
    missing = [(one, group_dependent(one)) for one in found if group_dependent(one)]
    for one, count in missing:
        groups = "; ".join(f"{part.id} – {part.name}" for part in one.groups)
        text = texts.GROUP_NOT_CHOSEN.format(name=one.short_name, count=count)
        output.note(f"{text} {texts.GROUP_NOT_CHOSEN_HINT.format(set_id=one.id, groups=groups)}")
    output.show(
        {
            "unit": unit.code,
            "unit_name": unit.name,
            "data": folder,
            "sets": list(sets),
            "without_group": [one.id for one, _ in missing],
        },
        f"Đã tạo dữ liệu cho {unit.name} ({unit.code}) ở {folder}.",
    )


def _place(code: str | None) -> dict[str, Any]:
    """Return what the directory knows of a unit; raise `NotFoundError` for an unknown code."""
    from ntm_desktop import texts
    from ntm_desktop.services.unit_directory import find_office
    from ntm_desktop.services.workspace import is_made_code

    found = find_office(code or "")
    if found is None:
        is_made = is_made_code(code or "")
        hint = texts.UNIT_CODE_NEEDS_NAME if is_made else texts.UNIT_UNKNOWN_HINT
        raise NotFoundError(texts.UNIT_UNKNOWN.format(code=code), hint=hint)
    return found


def _named_place(name: str, level: str, code: str | None) -> dict[str, Any]:
    """Return a unit by its name: a province under its official code, another under `code`.

    `code` is that of the same office on its first computer; without one a new code is made.
    Raises `InputError` for a code that no computer made and the directory does not hold.
    """
    from ntm_desktop import texts
    from ntm_desktop.errors import InputError
    from ntm_desktop.services.unit_directory import province_code
    from ntm_desktop.services.workspace import is_made_code, new_code

    official = province_code(name) if level == "tinh" else None
    if code is not None and not is_made_code(code) and code.strip() != official:
        message = texts.UNIT_CODE_BAD.format(code=code)
        raise InputError(message, hint=texts.UNIT_CODE_BAD_HINT)
    own = official or (code or new_code()).strip().lower()
    return {"name": name, "level": level, "code": own}


@click.command(cls=Command)
@argument("name", metavar="[TÊN]", required=False)
def sample(name: str | None) -> None:
    """Mở dữ liệu mẫu; không kèm tên thì liệt kê các mẫu."""
    from ntm_desktop.services.samples import create_sample, list_samples

    if name is None:
        found = list_samples()
        output.show(
            [
                {"name": one.name, "title": one.title, "description": one.description}
                for one in found
            ],
            [f"{one.name}: {one.title}\n    {one.description}" for one in found],
        )
        return
    made = session()
    folder = made.new_folder(f"mau-{name}")
    workspace = create_sample(
        folder, name, user=made.user_name(), device_dir=made.device, now_ms=made.now_ms
    )
    made.remember(workspace)
    unit = workspace.unit
    output.show(
        {"sample": name, "unit": unit.code, "unit_name": unit.name, "data": folder},
        [f"Đã mở dữ liệu mẫu {unit.name} ở {folder}.", unit.note or ""],
    )


@click.command(cls=Command)
@argument("text", metavar="TÊN")
@click.option("--limit", default=50, show_default=True, help="Số dòng nhiều nhất.")
def units(text: str, limit: int) -> None:
    """Tìm đơn vị hành chính theo tên hoặc mã, kể cả tên cũ trước 7/2025."""
    from ntm_desktop.services.unit_directory import load_directory

    directory = load_directory()
    found = directory.search(text, limit)
    document = [
        {
            "code": one.code,
            "name": one.display_name,
            "type": one.type,
            "province": one.province_name,
            "province_code": one.province_code,
            "district": one.district_name or None,
            "historical": one.historical,
            "predecessors": [
                {"code": old.code, "name": old.display_name} for old in directory.predecessors(one)
            ]
            if not one.historical
            else [],
            "successors": list(one.successors),
        }
        for one in found
    ]
    rows = [
        (one.code, one.display_name, one.whereabouts, "trước 7/2025" if one.historical else "")
        for one in found
    ]
    lines = (
        output.table(("Mã", "Tên", "Thuộc", ""), rows) if rows else ["Không tìm thấy đơn vị nào."]
    )
    output.show(document, lines)
