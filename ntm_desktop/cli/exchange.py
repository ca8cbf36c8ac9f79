"""Commands that exchange data: send, inspect, take, untake, receipts, sync-state, key, clock."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.session import workspace
from ntm_desktop.cli.vietnamese_click import Command, Group, argument
from ntm_desktop.progress import Progress

if TYPE_CHECKING:
    from ntm_desktop.services.exchange import Inspected, Sent
    from ntm_desktop.services.package_preview import RecordPreview
    from ntm_desktop.services.receipts import Delivery

STATUS_WORDS = {
    "new": "chưa nhận",
    "taken": "đã nhận",
    "duplicate": "đã nhận trước đó",
    "refused": "từ chối",
}
KIND_WORDS = {
    "new": "thêm",
    "changed": "sửa",
    "removed": "xóa",
    "stale": "cũ, không đổi gì",
    "later": "cần bản mới của phần mềm",
}
PACKAGE_WORDS = {
    "full": "toàn bộ",
    "delta": "phần thay đổi",
    "receipt": "biên nhận",
    "attachments": "tệp kèm theo",
}
CODE_DIFFERS = 10  # as for a file that was altered
CODE_SAME = "Mã kiểm tra khớp: đúng là gói ghi trên thư."
CODE_OTHER = "Mã kiểm tra KHÔNG khớp: đây không phải gói ghi trên thư."


class _Sending(TypedDict):
    """How a package is written."""

    full: bool
    max_part: int | None
    attachments: str
    passphrase: str
    recipients: tuple[str, ...]
    progress: Progress


class _Opening(TypedDict):
    """With what an encrypted file is opened."""

    passphrase: str
    identities: tuple[str, ...]


def add_to(group: click.Group) -> None:
    """Add these commands to `ntm`."""
    commands = (
        send,
        inspect,
        take,
        imports,
        untake,
        receipt,
        sent,
        confirm,
        sync_state,
        key,
        clock,
    )
    for command in commands:
        group.add_command(command)


def _locked(what: Callable[..., None]) -> Callable[..., None]:
    """Add the options by which an encrypted file is opened."""
    path = click.Path(path_type=Path)
    secret = click.option("--passphrase-file", type=path, help="Tệp có mật khẩu ở dòng đầu.")
    key_file = click.option("--identity", type=path, help="Tệp khóa riêng (AGE-SECRET-KEY-1…).")
    return secret(key_file(what))


class _PartSize(click.ParamType[int]):
    """How large a part may be: a name for what it is sent by, or a number of bytes."""

    name = "CỠ"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Return the bytes; fail on anything else."""
        from ntm_desktop.services.exchange import part_sizes

        names = part_sizes()
        if isinstance(value, str) and value in names:
            return names[value]
        if not (str(value).isascii() and str(value).isdigit()):
            self.fail(f"cỡ phần là một trong {', '.join(names)} hoặc một số byte", param, ctx)
        return int(str(value))


@click.command(cls=Command)
@click.option("--full", is_flag=True, help="Gửi toàn bộ dữ liệu (tệp tự đủ).")
@click.option("--to", "to", help="Mã đơn vị (hoặc mã máy) nhận, nhiều mã cách nhau bằng |.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Thư mục ghi tệp.")
@click.option(
    "--max-part",
    type=_PartSize(),
    help="Cỡ lớn nhất của một tệp: mail20 (mặc định), mail25, large, hoặc số byte.",
)
@click.option(
    "--attachments",
    type=click.Choice(["none", "wanted", "all"]),
    default="all",
    help="Tệp minh chứng gửi kèm: không, tệp nơi nhận xin, hoặc mọi tệp họ chưa có.",
)
@click.option("--passphrase-file", type=click.Path(path_type=Path), help="Khóa bằng mật khẩu.")
@click.option("--recipient", multiple=True, help="Khóa bằng khóa công khai (age1…) của nơi nhận.")
@click.option("--with-tables", is_flag=True, help="Kèm các bảng .xlsx và phiếu có mã kiểm tra.")
@click.option("--report", help="Kèm một báo cáo .docx, ví dụ bao-cao-tien-do; cần --period.")
@click.option("--period", help="Kỳ của báo cáo kèm theo.")
@click.option("--set", "set_id", help="Bộ tiêu chí của báo cáo kèm theo.")
@click.option("--zip", "one_zip", is_flag=True, help="Gộp tất cả vào một tệp .zip thường.")
def send(
    full: bool,
    to: str | None,
    out: Path,
    max_part: int | None,
    attachments: str,
    passphrase_file: Path | None,
    recipient: tuple[str, ...],
    with_tables: bool,
    report: str | None,
    period: str | None,
    set_id: str | None,
    one_zip: bool,
) -> None:
    """Ghi dữ liệu thành tệp để gửi: chỉ phần nơi nhận chưa có, nếu họ đã gửi biên nhận."""
    from ntm_desktop.services.exchange import own_fingerprint, passphrase_in, send_package
    from ntm_desktop.services.readable_copies import send_readable
    from ntm_desktop.services.reporting import DocumentRequest

    if not full and to is None:
        raise click.UsageError("cần --full hoặc --to MÃ")
    here = workspace()
    _warn_of_clock()
    place = (here, out, () if to is None else tuple(to.split("|")))
    how: _Sending = {
        "full": full,
        "max_part": max_part,
        "attachments": attachments,
        "passphrase": passphrase_in(passphrase_file) if passphrase_file else "",
        "recipients": recipient,
        "progress": _progress,
    }
    beside: tuple[Path, ...] = ()
    if with_tables or report or one_zip:
        wanted = DocumentRequest(report, period, set_id) if report else None
        readable = send_readable(*place, **how, tables=with_tables, report=wanted, one_zip=one_zip)
        made = readable.sent
        beside = tuple(one for one in readable.files if one not in made.files)
    else:
        made = send_package(*place, **how)
    document = {**_sent(made), "beside": list(beside), "fingerprint": own_fingerprint(here)}
    lines = _sent_lines(made)
    lines += [f"Kèm theo: {path}" for path in beside]
    lines.append(f"Mã của máy này, đọc cho nơi nhận đối chiếu: {own_fingerprint(here)}")
    output.show(document, lines)


def _sent(made: Sent) -> dict[str, Any]:
    """Return what was written as JSON."""
    return {
        "files": list(made.files),
        "kind": made.kind,
        "changes": made.changes,
        "parts": made.parts,
        "serial": made.serial,
        "package": made.package,
        "packages": list(made.packages),
        "size": made.size,
        "to": list(made.units),
        "attachments": made.attachments,
        "att_absent": made.absent,
        "encrypted": made.encrypted,
    }


def _sent_lines(made: Sent) -> list[str]:
    """Return what was written for people."""
    what = f"{PACKAGE_WORDS[made.kind]}, {made.changes} thay đổi, {made.size // 1024 + 1} KB"
    if made.attachments:
        what += f", {made.attachments} tệp kèm theo"
    if made.encrypted:
        what += ", đã khóa"
    if len(made.files) == 1:
        lines = [f"Đã ghi {made.files[0]} ({what})."]
    else:
        lines = [f"Đã ghi {made.parts} phần ({what}); gửi hết các phần, thứ tự nào cũng được:"]
        lines += [f"  {path}" for path in made.files]
    if made.absent:
        lines.append(f"{made.absent} tệp minh chứng không có ở máy này nên không kèm theo.")
    return lines


@click.command(cls=Command)
@click.argument("file", metavar="TỆP", type=click.Path(path_type=Path))
@click.option("--details", is_flag=True, help="Kể từng mục và từng trường sẽ thay đổi.")
@click.option("--code", help="Mã kiểm tra (hoặc nội dung mã QR) trên thư kèm gói, để so.")
@_locked
def inspect(
    file: Path,
    details: bool,
    code: str | None,
    passphrase_file: Path | None,
    identity: Path | None,
) -> None:
    """Xem một tệp dữ liệu: ai gửi, có gì mới. Không ghi gì."""
    from ntm_desktop.services.exchange import inspect_packages

    found = inspect_packages(workspace(), file, **_opened_by(passphrase_file, identity))
    matches = None if code is None else any(one.is_named_by(code) for one in found)
    documents = [
        {**_inspected(one), "details": [_record(record) for record in one.details]} for one in found
    ]
    document = {**documents[0], "code_matches": matches, "others": documents[1:]}
    lines = [line for one in found for line in _lines(one)]
    if details:
        lines += [line for one in found for record in one.details for line in _record_lines(record)]
    if matches is not None:
        lines.append(CODE_SAME if matches else CODE_OTHER)
    output.show(document, lines)
    statuses = [one.error.exit_status for one in found if one.error]
    if matches is False:
        statuses.append(CODE_DIFFERS)
    if statuses:
        output.finish(max(statuses))


def _opened_by(passphrase_file: Path | None, identity: Path | None) -> _Opening:
    """Return with what an encrypted file is opened."""
    from ntm_desktop.services.exchange import identities_in, passphrase_in

    return {
        "passphrase": passphrase_in(passphrase_file) if passphrase_file else "",
        "identities": identities_in(identity) if identity else (),
    }


@click.command(cls=Command)
@click.argument("files", metavar="TỆP...", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Chỉ xem trước, không ghi gì.")
@click.option("--trust", metavar="MÃ_MÁY", help="Mã 16 chữ số của máy gửi, đã gọi điện đối chiếu.")
@_locked
def take(
    files: tuple[Path, ...],
    dry_run: bool,
    trust: str | None,
    passphrase_file: Path | None,
    identity: Path | None,
) -> None:
    """Nhận một hoặc nhiều tệp dữ liệu."""
    from ntm_desktop.services import people, related_documents
    from ntm_desktop.services.exchange import inspect_packages, take_packages

    here = workspace()
    unlock = _opened_by(passphrase_file, identity)
    if dry_run:
        found = tuple(one for file in files for one in inspect_packages(here, file, **unlock))
        batch = None
    else:
        done = take_packages(here, files, trust, _progress, **unlock)
        found, batch = done.packages, done.batch
    document = {"packages": [_taken(one) for one in found], "batch": batch}
    lines = [line for one in found for line in _lines(one)]
    if any(one.status == "taken" and one.new for one in found):
        lines.append(f"Lần nhập {batch}; hoàn tác bằng “ntm untake {batch}”.")
    output.show(document, lines)
    if not dry_run and done.touched.any("official_document"):
        for group in related_documents.doubles(here):
            output.note(f"Văn bản ghi trùng, cần so sánh: {group.text}.")
    if not dry_run and done.touched.any("person"):
        for persons in people.doubles(here):
            name = persons[0].person.full_name
            output.note(f"Danh bạ, có thể một người ghi {len(persons)} lần: {name}.")
    statuses = [one.error.exit_status for one in found if one.error]
    if statuses:
        output.finish(max(statuses))
    if any(one.conflicts for one in found):
        output.finish(output.NEEDS_PERSON)


@click.command(cls=Command)
def imports() -> None:
    """Các lần nhập dữ liệu, mới nhất trước."""
    from ntm_desktop.domain.clocks import moment_text
    from ntm_desktop.services.take_undo import past_imports

    here = workspace()
    found = past_imports(here)
    document = [
        {
            "batch": one.batch,
            "at": one.at,
            "new": one.new,
            "untaken": one.untaken,
            "packages": [
                {
                    "package": package.package,
                    "from": package.unit,
                    "device": package.device,
                    "replica": package.replica,
                    "kind": package.kind,
                    "serial": package.serial,
                    "new": package.new,
                    "known": package.known,
                    "conflicts": package.conflicts,
                    "confirm": package.confirm,
                }
                for package in one.packages
            ],
        }
        for one in found
    ]
    rows = [
        (
            one.batch,
            moment_text(one.at, here.clock()),
            "; ".join(f"{package.unit} số {package.serial}" for package in one.packages),
            str(one.new),
            "đã hoàn tác" if one.untaken else "",
        )
        for one in found
    ]
    heads = ("Lần nhập", "Lúc", "Gói", "Thay đổi mới", "Tình trạng")
    output.show(document, output.table(heads, rows) if rows else ["Chưa nhận gói nào."])


@click.command(cls=Command)
@argument("batch", metavar="LẦN_NHẬP")
def untake(batch: str) -> None:
    """Hoàn tác một lần nhập; chỗ đã sửa sau đó giữ nguyên và được kể tên."""
    from ntm_desktop.services.take_undo import untake as take_back

    done = take_back(workspace(), batch)
    kept = [
        {"entity": one.entity, "key": one.key, "field": one.field, "reason": one.reason}
        for one in done.kept
    ]
    document = {
        "batch": done.batch,
        "packages": list(done.packages),
        "records": done.records,
        "kept": kept,
    }
    lines = [f"Đã hoàn tác lần nhập {done.batch}: {done.records} mục. Lấy lại bằng “ntm undo”."]
    lines += [
        f"  Giữ nguyên {one.entity} {one.key}{_field_text(one.field)}: {one.reason}."
        for one in done.kept
    ]
    output.show(document, lines)


@click.command(cls=Command)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Tệp hoặc thư mục ghi.")
@click.option("--for", "about", help="Mã gói, tệp (cả tệp bị từ chối) hoặc mã đơn vị gửi.")
def receipt(out: Path, about: str | None) -> None:
    """Ghi biên nhận: đã nhận gói nào, còn thiếu gì. Tệp khoảng 1–3 KB, không có số liệu."""
    from ntm_desktop.services.exchange import send_receipt

    made = send_receipt(workspace(), out, about)
    document = {
        "file": made.files[0],
        "kind": made.kind,
        "to": list(made.units),
        "package": made.package,
        "size": made.size,
    }
    output.show(document, f"Đã ghi biên nhận {made.files[0]}, gửi lại cho {', '.join(made.units)}.")


@click.command(cls=Command)
@click.option("--to", "to", help="Chỉ xem một đơn vị nhận.")
@click.option("--waiting", is_flag=True, help="Chỉ xem gói chưa có biên nhận.")
def sent(to: str | None, waiting: bool) -> None:
    """Các gói đã gửi và nơi nhận đã xác nhận đến đâu."""
    from ntm_desktop.services.receipts import deliveries, unconfirmed

    here = workspace()
    found = unconfirmed(here, to) if waiting else deliveries(here, to)
    rows = [_delivery_row(one, here.clock()) for one in found]
    heads = ("Số", "Gửi lúc", "Nơi nhận", "Thay đổi", "Tình trạng")
    lines = output.table(heads, rows) if rows else ["Không có gói nào."]
    output.show([_delivery(one) for one in found], lines)


@click.command(cls=Command)
@argument("code", metavar="MÃ_XÁC_NHẬN")
def confirm(code: str) -> None:
    """Ghi rằng một gói đã đến, theo 8 chữ số nơi nhận đọc qua điện thoại."""
    from ntm_desktop.services.receipts import confirm_by_code

    found = confirm_by_code(workspace(), code)
    output.show(_delivery(found), f"Đơn vị {found.unit} đã nhận gói số {found.serial}.")


@click.command("sync-state", cls=Command)
@click.option("--forget-gap", metavar="MÁY", help="Thôi chờ dữ liệu đã mất hẳn của máy này.")
@click.option("--tidy", is_flag=True, help="Xóa phần tệp đang chờ mà không minh chứng nào cần.")
def sync_state(forget_gap: str | None, tidy: bool) -> None:
    """Trạng thái để so hai bản dữ liệu: số thay đổi, mã băm, phần còn thiếu."""
    from ntm_desktop import texts
    from ntm_desktop.domain.evidence import size_text
    from ntm_desktop.services import exchange
    from ntm_desktop.services.evidence import count_evidence

    here = workspace()
    if forget_gap:
        exchange.forget_gap(here, forget_gap)
    if tidy:
        output.note(f"Đã dọn {size_text(exchange.tidy_waiting(here))} tệp đang chờ.")
    found = exchange.sync_state(here)
    files = count_evidence(here)
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
        "forked": list(found.forked),
        "later": found.later,
        "attachments": {
            "records": files.records,
            "files": files.files,
            "awaited": files.not_arrived,
            "missing": files.missing,
            "waiting": sum(one.here > 0 for one in exchange.awaited_files(here)),
        },
    }
    lines = [
        f"Đơn vị {found.unit}, bản {found.replica or '(chưa ghi gì)'}: {found.ops} thay đổi.",
        f"Mã trạng thái: {found.state_digest[:16]}",
        *exchange.gap_texts(here),
        *(texts.FORK_TEXT.format(writer=wid) for wid in found.forked),
    ]
    if found.later:
        lines.append(texts.NEEDS_NEWER.format(count=found.later))
    output.show(document, lines)


# --- keys -----------------------------------------------------------------


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
@_locked
def key_trust(
    file: Path, fingerprint: str, passphrase_file: Path | None, identity: Path | None
) -> None:
    """Xác nhận máy đã ký một tệp, sau khi đối chiếu mã qua điện thoại."""
    from ntm_desktop.services.exchange import trust_sender

    unlock = _opened_by(passphrase_file, identity)
    known = trust_sender(workspace(), file, fingerprint, **unlock)
    document = {"unit": known.unit, "device": known.device, "fingerprint": known.fingerprint}
    output.show(document, f"Đã xác nhận máy {known.device} của đơn vị {known.unit}.")


@key.command("untrust")
@argument("fingerprint", metavar="MÃ_MÁY")
def key_untrust(fingerprint: str) -> None:
    """Thôi tin một máy."""
    from ntm_desktop.services.exchange import forget_key

    forget_key(workspace(), fingerprint)
    output.show({"untrusted": fingerprint}, "Đã bỏ xác nhận máy này.")


# --- the clock ------------------------------------------------------------


@click.command(cls=Command)
@click.option("--right", is_flag=True, help="Xác nhận giờ máy này đúng.")
@click.option("--wrong", is_flag=True, help="Báo giờ máy này sai, chưa chỉnh được.")
def clock(right: bool, wrong: bool) -> None:
    """Giờ của máy này có đáng tin không; giờ sai chỉ ảnh hưởng cách hiện, không mất số liệu."""
    from ntm_desktop.services import clock as clocks

    if right and wrong:
        raise click.UsageError("chỉ chọn một trong hai: --right hoặc --wrong")
    here = workspace()
    if right:
        clocks.confirm_clock(here)
    elif wrong:
        clocks.distrust_clock(here)
    found = clocks.clock_warning(here)
    reason = found.doubt.value if found else None
    document = {"now": here.clock(), "believed": found is None, "doubt": reason}
    output.show(document, [found.text, found.hint] if found else "Giờ của máy này không có gì lạ.")


def _warn_of_clock() -> None:
    """Say on the terminal that the clock of this computer is doubted (C2)."""
    from ntm_desktop.services.clock import clock_warning

    found = clock_warning(workspace())
    if found:
        output.note(f"{found.text} {found.hint}")


# --- what is printed ------------------------------------------------------


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
        "serial": found.serial or None,
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
        "by_kind": {kind: found.count(kind) for kind in KIND_WORDS},
        "conflicts": found.conflicts,
        "missing": {wid: list(pair) for wid, pair in found.missing.items()},
        "forked": list(found.forked),
        "unseen_serials": list(found.unseen),
        "receipts": found.receipts,
        "remarks": list(found.remarks),
        "short_code": found.short_code or None,
        "encrypted": found.encrypted,
        "part": list(found.part),
        "files": found.files,
        "att_arrived": list(found.arrived),
        "att_missing": list(found.att_missing),
    }


def _taken(found: Inspected) -> dict[str, Any]:
    """Return one file of the JSON of `ntm take`."""
    locked = [
        {"set": one.set_id, "unit": one.unit, "period": one.period, "text": one.text}
        for one in found.locked
    ]
    answer = {"package": found.package, "status": "ok", "confirm": found.confirm}
    return {
        **_inspected(found),
        "rotated": found.rotated,
        "receipt": answer if found.confirm else None,
        "locked": locked,
    }


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
    counts = [f"{word} {n}" for kind, word in KIND_WORDS.items() if (n := found.count(kind))]
    if counts:
        lines.append(f"  Mục: {', '.join(counts)}")
    if found.package:
        lines.append(f"  Mã kiểm tra của gói: {found.short_code}")
    lines += _file_lines(found)
    lines += [f"  {one}" for one in (*found.remarks, *(one.text for one in found.locked))]
    lines += _warning_lines(found)
    if found.confirm:
        lines.append(f"  Mã xác nhận đọc cho bên gửi: {found.confirm}")
    return lines


def _file_lines(found: Inspected) -> list[str]:
    """Return what is to be said of files of evidence."""
    lines = []
    if found.files:
        arrived = f", {len(found.arrived)} tệp đã về đủ" if found.status != "new" else ""
        lines.append(f"  Tệp minh chứng trong gói: {found.files}{arrived}")
    if found.att_missing:
        lines.append(f"  Tệp minh chứng chưa về: {len(found.att_missing)}")
    return lines


def _warning_lines(found: Inspected) -> list[str]:
    """Return what a person must see to after a file was taken in."""
    from ntm_desktop import texts
    from ntm_desktop.services.exchange import missing_texts

    lines = [f"  {one}" for one in missing_texts(found)]
    lines += [f"  {texts.FORK_TEXT.format(writer=wid)}" for wid in found.forked]
    if found.unseen and found.sender:
        numbers = ", ".join(map(str, found.unseen))
        told = texts.SERIALS_UNSEEN.format(
            serial=found.serial, device=found.sender.device, unseen=numbers
        )
        lines.append(f"  {told}")
    if found.later:
        lines.append(f"  {texts.NEEDS_NEWER.format(count=found.later)}")
    if found.conflicts:
        lines.append(f"  {found.conflicts} chỗ chưa thống nhất, xem “ntm conflicts”")
    return lines


def _record(found: RecordPreview) -> dict[str, Any]:
    """Return one record of a preview as JSON."""
    fields = [
        {
            "field": one.name,
            "label": one.label,
            "before": one.before,
            "after": one.after,
            "conflict": one.conflict,
        }
        for one in found.fields
    ]
    return {
        "entity": found.entity,
        "key": found.key,
        "title": found.title,
        "kind": found.kind,
        "fields": fields,
    }


def _record_lines(found: RecordPreview) -> list[str]:
    """Return one record of a preview for people."""
    lines = [f"  {KIND_WORDS[found.kind]}: {found.label} – {found.title}"]
    for one in found.fields:
        mark = " (chưa thống nhất)" if one.conflict else ""
        lines.append(f"    {one.label}: {one.before or '–'} → {one.after or '–'}{mark}")
    return lines


def _delivery(found: Delivery) -> dict[str, Any]:
    """Return where a package stands at a receiver as JSON."""
    return {
        "package": found.package,
        "serial": found.serial,
        "to": found.unit or "*",
        "sent": found.at,
        "kind": found.kind,
        "changes": found.changes,
        "file": found.file,
        "state": found.state,
        "code": found.code or None,
        "received": found.answered or None,
        "device": found.device or None,
        "missing": {wid: list(pair) for wid, pair in (found.missing or {}).items()},
        "conflicts": found.conflicts,
        "how": found.how or None,
    }


def _delivery_row(found: Delivery, now: int) -> tuple[str, ...]:
    """Return where a package stands at a receiver for people."""
    from ntm_desktop.domain.clocks import moment_text

    state = found.text
    if found.answered:
        state += f" {moment_text(found.answered, now)}"
    if found.code:
        state += f" ({found.code})"
    to = found.unit or "mọi nơi nhận"
    return str(found.serial), moment_text(found.at, now), to, str(found.changes), state


def _field_text(name: str) -> str:
    """Return a field for a sentence, "" for the whole record."""
    return "" if name == "*" else f" ({name})"


def _progress(done: int, total: int, what: str = "") -> None:
    """Show progress over several files on a terminal."""
    if sys.stderr.isatty() and total > 1 and what:
        click.echo(f"[{done + 1}/{total}] {what}", err=True)
