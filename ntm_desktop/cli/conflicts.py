"""Commands for what two offices set differently, and for deleted records: list, settle, restore."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.session import workspace
from ntm_desktop.cli.vietnamese_click import Command, argument
from ntm_desktop.domain.entity import StoredValue
from ntm_desktop.errors import InputError

if TYPE_CHECKING:
    from ntm_desktop.services.conflicts import Conflict, Version


def add_to(group: click.Group) -> None:
    """Add these commands to `ntm`."""
    for command in (conflicts, resolve, restore_record):
        group.add_command(command)


@click.command(cls=Command)
def conflicts() -> None:
    """Các chỗ hai nơi ghi khác nhau, kèm từng phiên bản, chờ người quyết định."""
    from ntm_desktop.services.conflicts import list_conflicts

    found = list_conflicts(workspace())
    lines = [line for one in found for line in _lines(one)]
    output.show([_document(one) for one in found], lines or ["Không có chỗ nào chưa thống nhất."])


@click.command(cls=Command)
@argument("entity", metavar="LOẠI")
@argument("key", metavar="MÃ")
@argument("field", metavar="TRƯỜNG")
@click.option("--keep", metavar="PHIÊN_BẢN", help="Giữ phiên bản này (mã trong “ntm conflicts”).")
@click.option("--value", "value", help="Giá trị khác, viết dạng JSON; nhiều trường thì {…}.")
@click.option("--seen", help="Phiên bản đã xem khi mở (từ “ntm get”).")
def resolve(
    entity: str, key: str, field: str, keep: str | None, value: str | None, seen: str | None
) -> None:
    """Thống nhất một chỗ: giữ một phiên bản, hoặc ghi giá trị khác. Xóa hay sửa: TRƯỜNG là “*”."""
    from ntm_desktop.cli.records import _seen
    from ntm_desktop.services.conflicts import resolve as settle

    if (keep is None) == (value is None):
        raise click.UsageError("cần đúng một trong hai: --keep hoặc --value")
    values = None if value is None else _values(field, value)
    saved = settle(workspace(), entity, key, field, keep=keep, values=values, seen=_seen(seen))
    output.show({"key": saved.key, "resolved": True}, "Đã thống nhất. Lấy lại bằng “ntm undo”.")


@click.command("restore-record", cls=Command)
@argument("entity", metavar="LOẠI")
@argument("key", metavar="MÃ")
def restore_record(entity: str, key: str) -> None:
    """Lấy lại một bản ghi đã xóa, với các giá trị trước khi xóa."""
    from ntm_desktop.services.conflicts import restore_record as bring_back

    saved = bring_back(workspace(), entity, key)
    output.show({"key": saved.key, "restored": True}, "Đã lấy lại bản ghi.")


def _values(field: str, text: str) -> dict[str, StoredValue]:
    """Return the values typed as JSON: of one field, or of several that belong together."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"“{text}” không phải JSON.") from error
    values = found if isinstance(found, dict) else {field: found}
    if any(isinstance(value, float | list | dict) for value in values.values()):
        raise InputError("Giá trị JSON phải là chữ, số nguyên, true, false hoặc null.")
    return values


def _document(found: Conflict) -> dict[str, Any]:
    """Return a conflict as JSON."""
    return {
        "entity": found.entity,
        "key": found.key,
        "field": found.field,
        "fields": list(found.fields),
        "kind": found.kind,
        "label": found.label,
        "title": found.title,
        "may_vanish": found.may_vanish,
        "can_settle": found.can_settle,
        "versions": [_version(one) for one in found.versions],
        "seen": json.dumps({name: list(refs) for name, refs in found.seen.items()}, sort_keys=True),
    }


def _version(found: Version) -> dict[str, Any]:
    """Return a competing version as JSON."""
    return {
        "change": found.change,
        "values": dict(found.values),
        "deleted": found.deleted,
        "user": found.user,
        "unit": found.unit,
        "t": found.at,
        "used": found.used,
    }


def _lines(found: Conflict) -> list[str]:
    """Return a conflict for people: where it is, then one line a version."""
    from ntm_desktop import texts
    from ntm_desktop.domain.entity import entity_named, is_declared

    fields = entity_named(found.entity).fields if is_declared(found.entity) else {}
    names = [fields[name].label if name in fields else name for name in found.fields]
    what = texts.CONFLICT_DELETE_EDIT if found.kind == "delete-edit" else ", ".join(names)
    note = f" ({texts.CONFLICT_MAY_VANISH})" if found.may_vanish else ""
    place = f"{found.entity} {found.key} {found.field}"
    lines = [f"{found.label.capitalize()} “{found.title}”: {what}{note}", f"  {place}"]
    for one in found.versions:
        shown = "; ".join(one.shown.values()) or texts.VERSION_EMPTY
        shown = texts.VERSION_DELETED if one.deleted else shown
        used = ", đang dùng" if one.used else ""
        lines.append(f"  {one.change}: {shown} – {one.user}, {one.unit}, {one.moment}{used}")
    return lines
