"""The `ntm` command: its common options, its groups of commands, its exit status."""

from __future__ import annotations

import errno
import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from ntm_desktop import __version__, log
from ntm_desktop.cli import (
    checks,
    conflicts,
    criteria,
    documents,
    dossier,
    evidence,
    exchange,
    figures,
    forms,
    issued,
    layouts,
    meetings,
    offices,
    output,
    reassessment,
    recognition,
    records,
    roadmap,
    sheets,
    tasks,
    unit_records,
    upkeep,
    works,
)
from ntm_desktop.cli.session import Session
from ntm_desktop.cli.vietnamese_click import Group, usage_message
from ntm_desktop.errors import InputError, UserError
from ntm_desktop.progress import Cancelled

REFUSED, USAGE, LATER, FAULT, STOPPED = 1, 2, 14, 20, 130
LATEST_MS = 4_102_444_800_000  # 1/1/2100: exchange files carry no later time


@click.group(cls=Group)
@click.option("--data", type=click.Path(path_type=Path), envvar="NTM_DATA", help="Thư mục dữ liệu.")
@click.option(
    "--device",
    type=click.Path(path_type=Path),
    envvar="NTM_DEVICE_DIR",
    help="Thư mục riêng của máy này (khóa ký).",
)
@click.option(
    "--now",
    type=click.IntRange(0, LATEST_MS),
    envvar="NTM_NOW",
    help="Đồng hồ thử nghiệm, mili giây từ 1970.",
)
@click.option("--user", help="Người đang làm việc.")
@click.option("--json", "as_json", is_flag=True, help="In đúng một văn bản JSON ra stdout.")
@click.version_option(__version__, message="%(version)s", help="Hiện số phiên bản.")
@click.pass_context
def ntm(
    context: click.Context,
    data: Path | None,
    device: Path | None,
    now: int | None,
    user: str | None,
    as_json: bool,
) -> None:
    """Ghi chép xây dựng nông thôn mới: tiêu chí, cuộc họp, công trình, báo cáo, gửi và nhận."""
    # The device folder is also where settings lie: both follow --device.
    if device is not None:
        os.environ["NTM_DEVICE_DIR"] = str(device)
    context.obj = Session(data, device, now, user, as_json)


for part in (
    offices,
    unit_records,
    criteria,
    checks,
    roadmap,
    reassessment,
    recognition,
    records,
    sheets,
    meetings,
    tasks,
    figures,
    evidence,
    works,
    documents,
    dossier,
    layouts,
    forms,
    issued,
    exchange,
    conflicts,
    upkeep,
):
    part.add_to(ntm)


def run(arguments: list[str] | None = None) -> None:
    """Run the command line and end the process with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    status = call(sys.argv[1:] if arguments is None else arguments)
    try:
        sys.stdout.flush()
    except BrokenPipeError:  # the reader (`| head`) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(status)


def call(arguments: list[str]) -> int:
    """Run the command line and return its exit status; nothing but that and its output happens."""
    as_json = "--json" in arguments
    try:
        _check_readable(arguments)
        with ntm.make_context("ntm", list(arguments)) as context:
            return _invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.UsageError as error:
        return _refuse(as_json, "E_USAGE", usage_message(error), _usage_hint(error), USAGE)
    except UserError as error:
        return _refuse(as_json, error.code, str(error), error.hint, error.exit_status)
    except (Cancelled, click.Abort, KeyboardInterrupt):
        output.note("Đã dừng. Chưa có dữ liệu nào bị thay đổi.")
        return STOPPED
    except BrokenPipeError:
        return 0
    except OSError as error:
        return _refuse_place(as_json, error)
    except Exception as error:  # noqa: BLE001 -- the one place where our own faults end
        return _fault(as_json, error)


def _invoke(context: click.Context) -> int:
    """Run the command of a call and close what it opened."""
    try:
        ntm.invoke(context)
        return 0
    finally:
        if isinstance(context.obj, Session):
            context.obj.close()


def _check_readable(arguments: list[str]) -> None:
    """Raise `InputError` for an argument that is not text (bytes of another code page, NUL)."""
    for place, text in enumerate(arguments, start=1):
        try:
            is_text = b"\0" not in text.encode()
        except UnicodeEncodeError:
            is_text = False
        if not is_text:
            raise InputError(
                f"Tham số thứ {place} có ký tự không đọc được.",
                hint="Gõ lại tham số; tên tệp thì đổi tên tệp rồi làm lại.",
            )


def _refuse_place(as_json: bool, error: OSError) -> int:
    """Say that a file or folder cannot be used, or that the disk is full."""
    if error.errno == errno.ENOSPC:
        message, hint = "Ổ đĩa đã đầy, chưa ghi được.", "Giải phóng chỗ trống rồi làm lại."
        return _refuse(as_json, "E_DISK", message, hint, LATER)
    place = f"“{str(error.filename)[:200]}”" if error.filename else "tệp hoặc thư mục đã chọn"
    hint = f"Kiểm tra tên, quyền đọc và quyền ghi ({error.strerror or 'không rõ lý do'})."
    return _refuse(as_json, "E_DATA_FILE", f"Không dùng được {place}.", hint, REFUSED)


def _usage_hint(error: click.UsageError) -> str:
    """Return where to read how the command is used."""
    return f"Xem “{error.ctx.command_path} --help”." if error.ctx else "Xem “ntm --help”."


def _refuse(as_json: bool, code: str, message: str, hint: str, status: int) -> int:
    """Say why nothing was done and return the exit status."""
    output.note(message)
    if hint:
        output.note(hint)
    if as_json:
        _print(output.error_document(code, message, hint))
    return status


def _fault(as_json: bool, error: Exception) -> int:
    """Note a fault of ours in the log and say where; never a traceback."""
    handler = log.start_log()
    log.note_crash(error)
    log.stop_log(handler)
    message = "Phần mềm gặp lỗi. Dữ liệu vẫn an toàn vì mỗi lần ghi là một giao dịch trọn vẹn."
    return _refuse(as_json, "E_FAULT", message, f"Chi tiết lỗi ở: {log.log_path()}", FAULT)


def _print(document: Any) -> None:
    """Print one JSON document."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
