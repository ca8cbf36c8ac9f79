"""Commands that exchange data: send, inspect, take, untake, receipts, sync-state, key, clock."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.exchange_output import (
    delivery_json,
    delivery_row,
    field_text,
    inspected_json,
    package_lines,
    record_json,
    record_lines,
    sent_json,
    sent_lines,
    taken_json,
)
from ntm_desktop.cli.session import workspace
from ntm_desktop.cli.vietnamese_click import Command, Group, argument
from ntm_desktop.progress import Progress

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
    from ntm_desktop.services.document_request import DocumentRequest
    from ntm_desktop.services.exchange import own_fingerprint, passphrase_in, send_package
    from ntm_desktop.services.readable_copies import send_readable

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
    document = {**sent_json(made), "beside": list(beside), "fingerprint": own_fingerprint(here)}
    lines = sent_lines(made)
    lines += [f"Kèm theo: {path}" for path in beside]
    lines.append(f"Mã của máy này, đọc cho nơi nhận đối chiếu: {own_fingerprint(here)}")
    output.show(document, lines)


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
        {**inspected_json(one), "details": [record_json(record) for record in one.details]}
        for one in found
    ]
    document = {**documents[0], "code_matches": matches, "others": documents[1:]}
    lines = [line for one in found for line in package_lines(one)]
    if details:
        lines += [line for one in found for record in one.details for line in record_lines(record)]
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
@click.option(
    "--foreign",
    metavar="MÃ_ĐƠN_VỊ",
    multiple=True,
    help="Vẫn nhận dữ liệu của đơn vị này dù không phải cấp trên, cấp dưới.",
)
@_locked
def take(
    files: tuple[Path, ...],
    dry_run: bool,
    trust: str | None,
    foreign: tuple[str, ...],
    passphrase_file: Path | None,
    identity: Path | None,
) -> None:
    """Nhận một hoặc nhiều tệp dữ liệu."""
    from ntm_desktop.services import people, related_documents
    from ntm_desktop.services.exchange import inspect_packages, take_packages, told_together

    here = workspace()
    unlock = _opened_by(passphrase_file, identity)
    if dry_run:
        found = told_together([one for f in files for one in inspect_packages(here, f, **unlock)])
        batch = None
    else:
        done = take_packages(here, files, trust, _progress, **unlock, foreign=foreign)
        found, batch = done.packages, done.batch
    document = {"packages": [taken_json(one) for one in found], "batch": batch}
    lines = [line for one in found for line in package_lines(one)]
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
@click.option("--dry-run", is_flag=True, help="Chỉ nói sẽ xóa, đổi lại gì; không ghi gì.")
def untake(batch: str, dry_run: bool) -> None:
    """Hoàn tác một lần nhập; chỗ đã sửa sau đó giữ nguyên và được kể tên."""
    from ntm_desktop.services.take_undo import foresee_untake
    from ntm_desktop.services.take_undo import untake as take_back

    told = foresee_untake(workspace(), batch)
    if dry_run:
        output.show({"batch": batch, "told": told}, told)
        return
    output.note(told)
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
    lines = ["Không có mục nào hoàn tác được; lần nhập vẫn giữ nguyên."]
    if done.records:
        undone = f"Đã hoàn tác lần nhập {done.batch}: {done.records} mục."
        lines = [f"{undone} Lấy lại bằng “ntm undo”."]
    lines += [
        f"  Giữ nguyên {one.entity} {one.key}{field_text(one.field)}: {one.reason}."
        for one in done.kept
    ]
    output.show(document, lines)


@click.command(cls=Command)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Tệp hoặc thư mục ghi.")
@click.option("--for", "about", help="Mã gói, tệp (cả tệp bị từ chối) hoặc mã đơn vị gửi.")
@_locked
def receipt(
    out: Path, about: str | None, passphrase_file: Path | None, identity: Path | None
) -> None:
    """Ghi biên nhận: đã nhận gói nào, còn thiếu gì. Tệp khoảng 1–3 KB, không có số liệu."""
    from ntm_desktop.services.exchange import send_receipt

    unlock = _opened_by(passphrase_file, identity)
    made = send_receipt(workspace(), out, about, **unlock)
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
    rows = [delivery_row(one, here.clock()) for one in found]
    heads = ("Số", "Gửi lúc", "Nơi nhận", "Thay đổi", "Tình trạng")
    lines = output.table(heads, rows) if rows else ["Không có gói nào."]
    output.show([delivery_json(one) for one in found], lines)


@click.command(cls=Command)
@argument("code", metavar="MÃ_XÁC_NHẬN")
def confirm(code: str) -> None:
    """Ghi rằng một gói đã đến, theo 8 chữ số nơi nhận đọc qua điện thoại."""
    from ntm_desktop.services.receipts import confirm_by_code

    found = confirm_by_code(workspace(), code)
    output.show(delivery_json(found), f"Đơn vị {found.unit} đã nhận gói số {found.serial}.")


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
        *(exchange.fork_text(here, wid) for wid in found.forked),
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


def _progress(done: int, total: int, what: str = "") -> None:
    """Show progress over several files on a terminal."""
    if sys.stderr.isatty() and total > 1 and what:
        click.echo(f"[{done + 1}/{total}] {what}", err=True)
