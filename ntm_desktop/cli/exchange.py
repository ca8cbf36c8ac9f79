"""Commands that exchange data: send, inspect, take, sync-state, conflicts, key."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.session import workspace
from ntm_desktop.cli.vietnamese_click import Command, Group, argument

if TYPE_CHECKING:
    from ntm_desktop.services.exchange import Inspected

STATUS_WORDS = {
    "new": "chưa nhận",
    "taken": "đã nhận",
    "duplicate": "đã nhận trước đó",
    "refused": "từ chối",
}


def add_to(group: click.Group) -> None:
    """Add these commands to `ntm`."""
    for command in (send, inspect, take, sync_state, conflicts, key):
        group.add_command(command)


@click.command(cls=Command)
@click.option("--full", is_flag=True, help="Gửi toàn bộ dữ liệu (tệp tự đủ).")
@click.option("--to", "to", help="Mã đơn vị nhận, nhiều mã cách nhau bằng |.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Thư mục ghi tệp.")
def send(full: bool, to: str | None, out: Path) -> None:
    """Ghi dữ liệu thành một tệp để gửi qua thư."""
    from ntm_desktop.services.exchange import own_fingerprint, send_package

    if not full and to is None:
        raise click.UsageError("cần --full hoặc --to MÃ")
    here = workspace()
    sent = send_package(here, out, () if to is None else tuple(to.split("|")))
    document = {
        "files": list(sent.files),
        "kind": sent.kind,
        "changes": sent.changes,
        "parts": sent.parts,
        "serial": sent.serial,
        "package": sent.package,
        "size": sent.size,
        "fingerprint": own_fingerprint(here),
    }
    lines = [f"Đã ghi {sent.files[0]} ({sent.changes} thay đổi, {sent.size // 1024 + 1} KB)."]
    lines.append(f"Mã của máy này, đọc cho nơi nhận đối chiếu: {own_fingerprint(here)}")
    output.show(document, lines)


@click.command(cls=Command)
@click.argument("file", metavar="TỆP", type=click.Path(path_type=Path))
def inspect(file: Path) -> None:
    """Xem một tệp dữ liệu: ai gửi, có gì mới. Không ghi gì."""
    from ntm_desktop.services.exchange import inspect_package

    found = inspect_package(workspace(), file)
    output.show(_inspected(found), _lines(found))
    if found.error:
        output.finish(found.error.exit_status)


@click.command(cls=Command)
@click.argument("files", metavar="TỆP...", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Chỉ xem trước, không ghi gì.")
@click.option("--trust", metavar="MÃ_MÁY", help="Mã 16 chữ số của máy gửi, đã gọi điện đối chiếu.")
def take(files: tuple[Path, ...], dry_run: bool, trust: str | None) -> None:
    """Nhận một hoặc nhiều tệp dữ liệu."""
    from ntm_desktop.services.exchange import inspect_package, take_packages

    here = workspace()
    if dry_run:
        found = tuple(inspect_package(here, file) for file in files)
        batch = None
    else:
        done = take_packages(here, files, trust, _progress)
        found, batch = done.packages, done.batch
    document = {"packages": [_taken(one) for one in found], "batch": batch}
    output.show(document, [line for one in found for line in _lines(one)])
    statuses = [one.error.exit_status for one in found if one.error]
    if statuses:
        output.finish(max(statuses))
    if any(one.conflicts for one in found):
        output.finish(output.NEEDS_PERSON)


@click.command("sync-state", cls=Command)
def sync_state() -> None:
    """Trạng thái để so hai bản dữ liệu: số thay đổi, mã băm, phần còn thiếu."""
    from ntm_desktop.services import exchange

    found = exchange.sync_state(workspace())
    document = {
        "replica": found.replica,
        "unit": found.unit,
        "ops": found.ops,
        "state_digest": found.state_digest,
        "ops_digest": found.ops_digest,
        "have": {wid: list(pair) for wid, pair in found.have.items()},
        "gaps": {wid: list(pair) for wid, pair in found.gaps.items()},
        "conflicts": len(found.conflicts),
        "peers": list(found.peers),
        "attachments": {},
    }
    lines = [
        f"Đơn vị {found.unit}, bản {found.replica or '(chưa ghi gì)'}: {found.ops} thay đổi.",
        f"Mã trạng thái: {found.state_digest[:16]}",
    ]
    lines += [f"Thiếu dữ liệu của máy {wid}: {a}–{b}" for wid, (a, b) in found.gaps.items()]
    output.show(document, lines)


@click.command(cls=Command)
def conflicts() -> None:
    """Các trường hai nơi ghi khác nhau, chờ người quyết định."""
    from ntm_desktop.services import exchange

    found = exchange.open_conflicts(workspace())
    document = [{"entity": entity, "key": name, "field": field} for entity, name, field in found]
    lines = [f"{entity} {name}: {field}" for entity, name, field in found]
    output.show(document, lines or ["Không có chỗ nào chưa thống nhất."])


@click.group(cls=Group)
def key() -> None:
    """Khóa của máy này và các máy đã xác nhận."""


@key.command("show")
def key_show() -> None:
    """Mã của máy này, để đọc cho nơi nhận đối chiếu."""
    from ntm_desktop.services.exchange import own_fingerprint

    here = workspace()
    print_of_key = own_fingerprint(here)
    document = {"unit": here.owner, "device": here.device.name, "fingerprint": print_of_key}
    output.show(document, f"{here.device.name}: {print_of_key}")


@key.command("list")
def key_list() -> None:
    """Các máy đã xác nhận."""
    from ntm_desktop.services.exchange import known_keys

    found = known_keys(workspace())
    document = [
        {
            "unit": one.unit,
            "device": one.device,
            "fingerprint": one.fingerprint,
            "since": one.since,
            "how": one.how,
        }
        for one in found
    ]
    rows = [(one.unit, one.device, one.fingerprint) for one in found]
    lines = output.table(("Đơn vị", "Máy", "Mã"), rows) if rows else ["Chưa xác nhận máy nào."]
    output.show(document, lines)


@key.command("trust")
@click.argument("file", metavar="TỆP", type=click.Path(path_type=Path))
@argument("fingerprint", metavar="MÃ_MÁY")
def key_trust(file: Path, fingerprint: str) -> None:
    """Xác nhận máy đã ký một tệp, sau khi đối chiếu mã qua điện thoại."""
    from ntm_desktop.services.exchange import trust_sender

    known = trust_sender(workspace(), file, fingerprint)
    document = {"unit": known.unit, "device": known.device, "fingerprint": known.fingerprint}
    output.show(document, f"Đã xác nhận máy {known.device} của đơn vị {known.unit}.")


@key.command("untrust")
@argument("fingerprint", metavar="MÃ_MÁY")
def key_untrust(fingerprint: str) -> None:
    """Thôi tin một máy."""
    from ntm_desktop.services.exchange import forget_key

    forget_key(workspace(), fingerprint)
    output.show({"untrusted": fingerprint}, "Đã bỏ xác nhận máy này.")


def _inspected(found: Inspected) -> dict[str, Any]:
    """Return the JSON of `ntm inspect`."""
    sender = found.sender
    return {
        "file": found.file,
        "status": found.status,
        "code": found.code or None,
        "message": str(found.error) if found.error else None,
        "package": found.package or None,
        "kind": found.kind or None,
        "from": {
            "unit": sender.unit,
            "unit_name": sender.unit_name,
            "device": sender.device,
            "fingerprint": sender.fingerprint,
            "trusted": sender.trusted,
        }
        if sender
        else None,
        "new": found.new,
        "known": found.known,
        "records": found.records,
        "conflicts": found.conflicts,
        "missing": {wid: list(pair) for wid, pair in found.missing.items()},
        "att_missing": [],
    }


def _taken(found: Inspected) -> dict[str, Any]:
    """Return one file of the JSON of `ntm take`."""
    locked = [
        {"set": one.set_id, "unit": one.unit, "period": one.period, "text": one.text}
        for one in found.locked
    ]
    return {**_inspected(found), "rotated": found.rotated, "receipt": None, "locked": locked}


def _lines(found: Inspected) -> list[str]:
    """Return what happened to a file, for people."""
    lines = [f"{found.file.name}: {STATUS_WORDS[found.status]}"]
    if found.error:
        lines.append(f"  {found.error}")
        if found.error.hint:
            lines.append(f"  {found.error.hint}")
    if found.sender:
        known = "đã xác nhận" if found.sender.trusted else "CHƯA xác nhận"
        who = f"{found.sender.unit_name} ({found.sender.unit}), máy {found.sender.device}"
        lines.append(f"  Từ {who}, mã {found.sender.fingerprint} ({known})")
        lines.append(f"  {found.new} thay đổi mới, {found.known} đã có, {found.records} bản ghi")
    lines += [f"  {one.text}" for one in found.locked]
    if found.conflicts:
        lines.append(f"  {found.conflicts} chỗ chưa thống nhất, xem “ntm conflicts”")
    return lines


def _progress(done: int, total: int, what: str = "") -> None:
    """Show progress over several files on a terminal."""
    if sys.stderr.isatty() and total > 1 and what:
        click.echo(f"[{done + 1}/{total}] {what}", err=True)
