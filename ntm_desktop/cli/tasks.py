"""Commands about tasks and related documents: what is due, notes, extensions, doubles, grounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.session import workspace
from ntm_desktop.cli.vietnamese_click import Command, Group, argument

if TYPE_CHECKING:
    from ntm_desktop.services.tasks import FollowedTask, TaskFile

REGIMES = ("state", "party")


def add_to(group: click.Group) -> None:
    """Add these commands to `ntm`."""
    for command in (tasks, task, documents):
        group.add_command(command)


# --- tasks ---


@click.command(cls=Command)
@click.option(
    "--due",
    type=click.IntRange(0, 3660),
    help="Đến hạn trong số ngày này, cả quá hạn và chưa rõ ngày hạn.",
)
@click.option("--lead", default="", help="Đơn vị, người chủ trì, thực hiện hoặc phối hợp.")
@click.option("--meeting", default="", metavar="MÃ", help="Của cuộc họp này.")
@click.option("--document", default="", metavar="MÃ", help="Do văn bản này giao hoặc liên quan.")
@click.option("--indicator", default="", metavar="MÃ", help="Về chỉ tiêu này.")
@click.option("--open", "only_open", is_flag=True, help="Chỉ việc chưa xong.")
def tasks(
    due: int | None, lead: str, meeting: str, document: str, indicator: str, only_open: bool
) -> None:
    """Nhiệm vụ theo hạn, người chủ trì, cuộc họp, văn bản; tình trạng tính đến hôm nay."""
    from ntm_desktop.services.tasks import TaskFilter, due_shown, followed_tasks

    wanted = TaskFilter(
        lead=lead,
        meeting=meeting,
        document=document,
        indicator=indicator,
        due=due,
        only_open=only_open,
    )
    found = followed_tasks(workspace(), wanted)
    rows = [
        (
            one.task.key,
            due_shown(one.task) or "—",
            one.standing_text,
            one.lead or "—",
            " ".join(one.task.text.split())[:70],
        )
        for one in found
    ]
    heads = ("Mã", "Hạn", "Tình trạng", "Chủ trì", "Nội dung")
    lines = output.table(heads, rows) if rows else "Không có nhiệm vụ nào."
    output.show([_task_document(one) for one in found], lines)


@click.group(cls=Group)
def task() -> None:
    """Một nhiệm vụ: xem đủ, ghi tiến độ, gia hạn."""


@task.command(cls=Command)
@argument("key", metavar="MÃ")
def show(key: str) -> None:
    """Xem một nhiệm vụ: nguồn giao, tiến độ, gia hạn, minh chứng, chỗ cần xem lại."""
    from ntm_desktop.services.tasks import task_file

    found = task_file(workspace(), key)
    output.show(_file_document(found), _file_lines(found))


@task.command(cls=Command)
@argument("key", metavar="MÃ")
@argument("text", metavar="NỘI_DUNG")
@click.option("--percent", type=click.IntRange(0, 100), help="Tỷ lệ hoàn thành.")
@click.option("--state", help="Trạng thái mới: chưa xong, đang làm, đã xong, dừng.")
@click.option("--check", is_flag=True, help="Đây là lần kiểm tra, kiểm đếm định kỳ.")
@click.option("--on", "day", metavar="NGÀY", help="Ngày ghi nhận (mặc định: hôm nay).")
def note(
    key: str, text: str, percent: int | None, state: str | None, check: bool, day: str | None
) -> None:
    """Ghi tiến độ, kết quả kiểm tra của một nhiệm vụ."""
    from ntm_desktop.domain.dates import parse_date
    from ntm_desktop.domain.entity import entity_named
    from ntm_desktop.services.records import parse_text
    from ntm_desktop.services.tasks import note_progress

    here = workspace()
    word = parse_text(entity_named("task").fields["state"], state) if state else None
    saved = note_progress(
        here,
        key,
        text,
        str(word) if word else None,
        percent=percent,
        kind="check" if check else None,
        noted_on=parse_date(day, here.today()) if day else None,
    )
    output.show({"note": saved.key, "task": key}, "Đã ghi tiến độ.")


@task.command(cls=Command)
@argument("key", metavar="MÃ")
@click.option("--due", required=True, metavar="NGÀY", help="Hạn mới, ví dụ 30/6/2024.")
@click.option("--reason", default="", help="Lý do gia hạn.")
@click.option("--document", metavar="MÃ", help="Văn bản cho gia hạn.")
def extend(key: str, due: str, reason: str, document: str | None) -> None:
    """Gia hạn một nhiệm vụ; hạn cũ và lý do được giữ lại."""
    from ntm_desktop.domain.dates import parse_date
    from ntm_desktop.services.tasks import extend_deadline

    here = workspace()
    saved = extend_deadline(here, key, parse_date(due, here.today()), reason, document)
    output.show({"note": saved.key, "task": key}, "Đã gia hạn.")


def _task_document(found: FollowedTask) -> dict[str, Any]:
    """Return a task as JSON: its filled fields, where it stands, its notes."""
    return {
        **_fields(found.task),
        "standing": found.standing,
        "standing_text": found.standing_text,
        "percent": found.percent,
        "lead": found.lead,
        "source": found.source,
        "notes": [_fields(one) for one in found.notes],
    }


def _file_document(found: TaskFile) -> dict[str, Any]:
    """Return everything about a task as JSON."""
    sources = {
        "meeting": found.meeting,
        "conclusion": found.conclusion,
        "document": found.document,
        "work": found.work,
        "person": found.person,
    }
    return {
        **_task_document(found.followed),
        "sources": {name: _fields(one) for name, one in sources.items() if one is not None},
        "documents": [_fields(one) for one in found.documents],
        "checks": {
            "missed_on": found.checks.missed_on,
            "next_on": found.checks.next_on,
            "last_on": found.checks.last_on,
        },
        "extensions": [_fields(one) for one in found.extensions],
        "evidence": found.evidence,
        "issues": [
            {"severity": one.severity, "where": one.where, "text": one.text} for one in found.issues
        ],
    }


def _file_lines(found: TaskFile) -> list[str]:
    """Return everything about a task for people."""
    from ntm_desktop.services.tasks import due_shown, note_line

    named = {
        "Nguồn": found.followed.source,
        "Chủ trì": found.followed.lead,
        "Phối hợp": (found.task.supporting or "").replace("\n", "; "),
        "Hạn": due_shown(found.task),
        "Tình trạng": found.followed.standing_text,
        "Minh chứng": str(found.evidence),
    }
    lines = [found.task.text, *(f"{name}: {text}" for name, text in named.items() if text)]
    notes = [*(found.task.progress or "").split("\n"), *map(note_line, found.notes)]
    lines += [f"  - {one}" for one in notes if one.strip()]
    if found.issues:
        lines += ["Cần xem lại:", *(f"  - {one.text}" for one in found.issues)]
    return lines


# --- documents ---


@click.group(cls=Group)
def documents() -> None:
    """Văn bản liên quan: danh sách, văn bản ghi hai lần, căn cứ theo thứ tự."""


@documents.command("list", cls=Command)
def list_documents() -> None:
    """Văn bản liên quan, mới nhất trước; chỗ trích dẫn chưa đủ được nêu rõ."""
    from ntm_desktop.services.related_documents import register

    found = register(workspace())
    document = [
        {
            **_fields(one.document),
            "reference": one.text,
            "incomplete": one.incomplete,
            "files": one.files,
            "tasks": one.tasks,
            "doubles": one.doubles,
            "doubt": one.doubt,
            "own": one.is_own,
        }
        for one in found
    ]
    rows = [(one.document.key, one.text[:80], ", ".join(one.incomplete) or "đủ") for one in found]
    for one in found:
        if one.doubt:
            output.note(one.doubt)
    lines = output.table(("Mã", "Văn bản", "Trích dẫn"), rows) if rows else "Chưa có văn bản nào."
    output.show(document, lines)


@documents.command(cls=Command)
def doubles() -> None:
    """Văn bản có thể đã ghi hai lần, ví dụ ở hai máy; không bản nào bị xóa hay đổi số."""
    from ntm_desktop.services import related_documents

    found = related_documents.doubles(workspace())
    document = [
        {"text": one.text, "documents": [_fields(held) for held in one.documents]} for one in found
    ]
    lines = [
        line
        for one in found
        for line in (one.text, *(f"  {held.key}  {held.number}" for held in one.documents))
    ]
    output.show(document, lines or "Không có văn bản nào ghi hai lần.")
    if found:
        output.finish(output.NEEDS_PERSON)


@documents.command(cls=Command)
@click.argument("keys", metavar="MÃ...", nargs=-1, required=True)
@click.option(
    "--regime",
    type=click.Choice(REGIMES),
    default="state",
    show_default=True,
    help="Thể thức: chính quyền hay Đảng.",
)
def grounds(keys: tuple[str, ...], regime: str) -> None:
    """Các dòng căn cứ theo thứ tự hiệu lực pháp lý."""
    from ntm_desktop.services.related_documents import grounds_for

    found = grounds_for(workspace(), keys, regime)
    document = [
        {
            "key": one.document.key,
            "line": one.line,
            "known": one.is_known,
            "italic": one.is_italic,
            "incomplete": one.incomplete,
        }
        for one in found
    ]
    for one in found:
        if not one.is_known:
            output.note(f"Chưa biết xếp {one.document.number} vào đâu: giữ ở cuối.")
        if one.incomplete:
            output.note(f"{one.document.number}: {', '.join(one.incomplete)}.")
    output.show(document, [one.line for one in found])


def _fields(record: Any) -> dict[str, Any]:
    """Return the key and the filled fields of a record."""
    from ntm_desktop.domain.entity import entity_of

    stored = entity_of(type(record)).write(record)
    return {"key": record.key, **{name: one for name, one in stored.items() if one is not None}}
