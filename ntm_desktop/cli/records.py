"""Commands for records of any declared noun: list, get, put, del, search, history, undo, redo."""

from __future__ import annotations

import json
from typing import Any

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.session import workspace
from ntm_desktop.cli.set_options import accepted as _accepted
from ntm_desktop.cli.vietnamese_click import Command, argument
from ntm_desktop.domain.changes import Change
from ntm_desktop.domain.entity import Entity, StoredValue, entity_named, to_stored
from ntm_desktop.errors import InputError


def add_to(group: click.Group) -> None:
    """Add these commands to `ntm`."""
    for command in (list_command, get, put, delete, search, history, undo, redo):
        group.add_command(command)


@click.command("list", cls=Command)
@argument("entity", metavar="LOẠI")
@click.option("--where", multiple=True, metavar="TRƯỜNG=GIÁ_TRỊ", help="Chỉ lấy bản ghi khớp.")
def list_command(entity: str, where: tuple[str, ...]) -> None:
    """Liệt kê bản ghi của một loại: meeting, task, work, money_entry…"""
    from ntm_desktop.services import records

    found = _entity(entity)
    wanted = _fields(found, where)
    held = records.list_records(workspace(), entity, wanted)
    rows = [(one.key, one.title[:80]) for one in held]
    lines = (
        output.table(("Mã", found.label.capitalize()), rows) if rows else ["Chưa có bản ghi nào."]
    )
    output.show([_document(one) for one in held], lines)


@click.command(cls=Command)
@argument("entity", metavar="LOẠI")
@argument("key", metavar="MÃ")
def get(entity: str, key: str) -> None:
    """Xem một bản ghi: các trường, các phiên bản đang có, chỗ chưa thống nhất."""
    from ntm_desktop.services import records

    here = workspace()
    found = _entity(entity)
    heads = records.heads_of(here, entity, key)
    exists = records.exists(here, entity, key)
    document: dict[str, Any] = {"exists": exists, "fields": {}, "heads": heads, "conflicts": []}
    document["seen"] = json.dumps(records.seen_heads(here, entity, key), sort_keys=True)
    if not exists:
        output.show(document, "Không có bản ghi này.")
        return
    record = records.get_record(here, entity, key)
    document["fields"] = _document(record)["fields"]
    document["conflicts"] = list(record.conflicts)
    output.show(
        document,
        [f"{found.fields[name].label}: {text}" for name, text in record.shown.items() if text],
    )


@click.command(cls=Command)
@argument("entity", metavar="LOẠI")
@click.argument("items", metavar="[MÃ] TRƯỜNG=GIÁ_TRỊ...", nargs=-1, required=True)
@click.option("--seen", help="Phiên bản đã xem khi mở (từ “ntm get”).")
def put(entity: str, items: tuple[str, ...], seen: str | None) -> None:
    """Thêm hoặc sửa một bản ghi; giá trị viết như trên giấy, ví dụ due_on=18/11/2023."""
    from ntm_desktop.services import records

    key = None if "=" in items[0] else items[0]
    found = _entity(entity)
    values = _fields(found, items if key is None else items[1:])
    here = workspace()
    saved = records.put_values(here, entity, key, values, _seen(seen))
    record = records.get_record(here, entity, saved.key)
    _echo_amounts(found, values)
    output.show({"key": saved.key, "fields": _document(record)["fields"]}, saved.key)
    for issue in saved.issues:
        output.note(f"Xem lại: {issue.text}")


@click.command("del", cls=Command)
@argument("entity", metavar="LOẠI")
@argument("key", metavar="MÃ")
@click.option("--seen", help="Phiên bản đã xem khi mở (từ “ntm get”).")
def delete(entity: str, key: str, seen: str | None) -> None:
    """Xóa một bản ghi (lấy lại được bằng “ntm undo”)."""
    from ntm_desktop.services.batches import delete_whole

    here = workspace()
    _entity(entity)
    delete_whole(here, entity, key, _seen(seen))
    output.show({"deleted": key}, "Đã xóa. Lấy lại bằng “ntm undo”.")


@click.command(cls=Command)
@argument("text", metavar="CHỮ")
def search(text: str) -> None:
    """Tìm trong mọi bản ghi; gõ không dấu thì tìm rộng, có dấu thì tìm đúng."""
    from ntm_desktop.services import records

    found = records.search(workspace(), text)
    document = [
        {"entity": one.entity, "key": one.key, "title": one.title, "label": one.label}
        for one in found
    ]
    rows = [(one.label, one.title, one.key) for one in found]
    lines = output.table(("Loại", "Nội dung", "Mã"), rows) if rows else ["Không tìm thấy."]
    output.show(document, lines)


@click.command(cls=Command)
@argument("entity", metavar="[LOẠI]", required=False)
@argument("key", metavar="[MÃ]", required=False)
def history(entity: str | None, key: str | None) -> None:
    """Các bước đã làm; kèm LOẠI và MÃ thì xem lịch sử từng trường của một bản ghi."""
    if (entity is None) != (key is None):
        raise click.UsageError("cần cả LOẠI và MÃ, hoặc không cần gì")
    if entity is None or key is None:
        _show_steps()
        return
    from ntm_desktop.services.history import record_history

    _entity(entity)
    entries = record_history(workspace(), entity, key)
    document = [
        {
            "change": one.ref,
            "at": one.at,
            "user": one.user,
            "values": dict(one.values),
            "deleted": one.is_deletion,
        }
        for one in entries
    ]
    output.show(document, [_change_line(entity, one) for one in entries] or ["Chưa có lịch sử."])


def _change_line(entity: str, change: Change) -> str:
    """Return who changed what and when, for people."""
    from ntm_desktop.domain.clocks import moment_text

    fields = entity_named(entity).fields
    parts = [
        f"{fields[name].label if name in fields else name}: {'(trống)' if value is None else value}"
        for name, value in change.values.items()
    ]
    what = "đã xóa" if change.is_deletion else "; ".join(parts)
    return f"{moment_text(change.at, workspace().clock())} {change.user}: {what}"


def _show_steps() -> None:
    """Print the last steps of the data folder."""
    from ntm_desktop.domain.clocks import moment_text
    from ntm_desktop.services.history import past_steps

    here = workspace()
    steps = past_steps(here)
    document = [
        {"step": one.number, "at": one.at, "user": one.user, "label": one.label, "kind": one.kind}
        for one in steps
    ]
    rows = [(moment_text(one.at, here.clock()), one.user, one.label) for one in steps]
    output.show(document, output.table(("Lúc", "Người", "Việc"), rows))


@click.command(cls=Command)
@_accepted
def undo(accepted: bool) -> None:
    """Hoàn tác bước gần nhất; bước mở lại kỳ đã khóa, cuộc họp đã chốt thì hỏi lại."""
    from ntm_desktop import texts
    from ntm_desktop.domain.issues import Issue, Severity
    from ntm_desktop.services import history as steps

    if told := steps.undo_crosses_take(workspace()):
        output.note(f"{told} Hoàn tác lần nhập bằng “ntm untake”.")
    if steps.undo_opens_again(workspace()):
        text = texts.UNDO_OPENS_AGAIN.format(label=steps.undo_label(workspace()))
        output.ask([Issue(Severity.WARNING, "", text)], accepted=accepted)
    _show_undone(steps.undo(workspace()), "Đã hoàn tác", "Không có gì để hoàn tác.")


@click.command(cls=Command)
def redo() -> None:
    """Làm lại bước vừa hoàn tác."""
    from ntm_desktop.services import history as steps

    _show_undone(steps.redo(workspace()), "Đã làm lại", "Không có gì để làm lại.")


def _show_undone(done: Any, verb: str, nothing: str) -> None:
    """Print what taking a step back did, and what it left because it was edited since."""
    if done is None:
        output.show({"done": False, "label": None, "kept": []}, nothing)
        return
    kept = [{"entity": entity, "key": key, "field": name} for entity, key, name in done.kept]
    lines = [f"{verb}: {done.label}."]
    if kept:
        lines.append(f"Giữ nguyên {len(kept)} trường vì đã được sửa sau đó.")
    output.show({"done": True, "label": done.label, "kept": kept}, lines)


def _entity(name: str) -> Entity:
    """Return a declared entity, with every declaration loaded first."""
    from ntm_desktop.domain import entities

    entities.all_entities()
    return entity_named(name)


def _fields(found: Entity, items: tuple[str, ...]) -> dict[str, StoredValue]:
    """Return stored values of FIELD=typed text and FIELD:=JSON."""
    from ntm_desktop.services.records import typed_value

    values: dict[str, StoredValue] = {}
    for item in items:
        name, equals, text = item.partition("=")
        if not equals or not name:
            raise click.UsageError(f"“{item}” phải có dạng TRƯỜNG=GIÁ_TRỊ")
        if name.endswith(":"):
            values[name[:-1]] = _json_value(text)
        else:
            values[name] = typed_value(workspace(), found.field(name), text)
    return found.check(values)


def _json_value(text: str) -> StoredValue:
    """Return a JSON scalar; raise `InputError` for anything else."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"“{text}” không phải JSON.") from error
    if isinstance(value, float | list | dict):
        raise InputError("Giá trị JSON phải là chữ, số nguyên, true, false hoặc null.")
    return value  # type: ignore[no-any-return]


def _seen(token: str | None) -> dict[str, tuple[str, ...]] | None:
    """Return the versions a person was shown, from the token of `ntm get`."""
    if token is None:
        return None
    try:
        found = json.loads(token)
        return {str(name): tuple(str(ref) for ref in refs) for name, refs in found.items()}
    except (ValueError, AttributeError, TypeError, RecursionError) as error:
        raise InputError("--seen không đúng; lấy từ kết quả của “ntm get”.") from error


def _document(record: Any) -> dict[str, Any]:
    """Return a record as JSON: stored values by field."""
    fields = {name: to_stored(value) for name, value in record.values.items() if value is not None}
    return {"key": record.key, "fields": fields, "conflicts": list(record.conflicts)}


def _echo_amounts(found: Entity, values: dict[str, StoredValue]) -> None:
    """Show every amount back in full đồng, so a misread unit is seen at once."""
    from ntm_desktop.domain.entity import Kind
    from ntm_desktop.domain.numbers import format_money

    for name, value in values.items():
        if found.fields[name].kind is Kind.MONEY and isinstance(value, int):
            output.note(f"{found.fields[name].label}: {format_money(value)}")
