"""Commands that keep the data safe: backup, backups, restore, rebuild."""

from __future__ import annotations

from pathlib import Path

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.session import session, workspace
from ntm_desktop.cli.vietnamese_click import Command


def add_to(group: click.Group) -> None:
    """Add these commands to `ntm`."""
    for command in (backup, backups, restore, rebuild):
        group.add_command(command)


@click.command(cls=Command)
@click.option("--to", type=click.Path(path_type=Path), help="Thư mục khác, ví dụ ổ USB.")
def backup(to: Path | None) -> None:
    """Sao lưu dữ liệu; bản sao được mở lại và kiểm tra trước khi báo xong."""
    from ntm_desktop.services.upkeep import back_up

    made = back_up(workspace(), to)
    output.show({"file": made, "size": made.stat().st_size}, f"Đã sao lưu và kiểm tra: {made}")


@click.command(cls=Command)
def backups() -> None:
    """Các bản sao lưu cạnh dữ liệu, mới nhất trước."""
    from ntm_desktop.services.upkeep import list_backups

    found = list_backups(workspace())
    document = [{"file": one, "size": one.stat().st_size} for one in found]
    output.show(document, [str(one) for one in found] or ["Chưa có bản sao lưu nào."])


@click.command(cls=Command)
@click.argument("file", metavar="TỆP", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    """Khôi phục dữ liệu từ một bản sao lưu; trạng thái hiện tại được giữ lại trước."""
    from ntm_desktop.services.upkeep import restore as put_back

    here = session()
    done = put_back(here.data_folder(), file, device_dir=here.device, now_ms=here.now_ms)
    lines = [f"Đã khôi phục từ {file}."]
    if done.kept:
        lines.append(f"Trạng thái trước đó: {done.kept}")
    if done.missing:
        lines.append(
            f"Bản sao lưu thiếu {done.missing} thay đổi máy này đã ghi sau đó; phần đã gửi cho nơi"
            " khác sẽ về lại cùng gói của họ, phần chưa gửi chỉ còn trong trạng thái trước đó."
        )
    output.show({"file": file, "kept": done.kept, "missing": done.missing}, lines)


@click.command(cls=Command)
@click.option("--check", is_flag=True, help="Chỉ kiểm tra, không ghi gì.")
def rebuild(check: bool) -> None:
    """Tính lại mọi bảng từ nhật ký thay đổi và so với bảng đang có."""
    from ntm_desktop.services.upkeep import check_log
    from ntm_desktop.services.upkeep import rebuild as compute

    done = check_log(workspace()) if check else compute(workspace())
    words = "Các bảng đúng với nhật ký." if done.is_sound else "Các bảng đã khác với nhật ký."
    if not done.is_sound and not check:
        words += " Đã tính lại."
    names = ("records", "files", "size", "missing", "changed", "not_arrived", "unused")
    counts = {name: getattr(done.evidence, name) for name in names}
    if done.unfit:
        words += f" {len(done.unfit)} giá trị do bản mới hơn ghi, chưa hiện được ở bản này."
    document = {"equal": done.is_sound, "before": done.before, "after": done.after}
    unfit = [list(place) for place in done.unfit]
    output.show({**document, "unfit": unfit, "evidence": counts}, [words, *_evidence_lines(counts)])
    if check and not done.is_sound:
        output.finish(output.NEEDS_PERSON)


def _evidence_lines(counts: dict[str, int]) -> list[str]:
    """Return what there is to say about the files of evidence, nothing where there are none."""
    if not counts["records"] and not counts["unused"]:
        return []
    line = f"Minh chứng: {counts['records']}, tệp: {counts['files']}"
    words = {
        "missing": "mất tệp",
        "changed": "tệp bị thay đổi",
        "not_arrived": "tệp chưa về",
        "unused": "tệp không dùng",
    }
    parts = [f"{word}: {counts[name]}" for name, word in words.items() if counts[name]]
    return [", ".join([line, *parts]) + "."]
