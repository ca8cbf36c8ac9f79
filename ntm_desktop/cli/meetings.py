"""Commands about people and meetings: the directory, a meeting, closing it, marking passages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.session import workspace
from ntm_desktop.cli.vietnamese_click import Command, Group, argument

if TYPE_CHECKING:
    from ntm_desktop.services.meetings import MeetingFile

KINDS = ("opinion", "conclusion", "task", "document", "figure")


def add_to(group: click.Group) -> None:
    """Add these commands to `ntm`."""
    group.add_command(people)
    group.add_command(meeting)


@click.command(cls=Command)
@argument("text", metavar="[CHỮ]", required=False)
@click.option("--on", "day", metavar="NGÀY", help="Chức vụ tại ngày này (mặc định: hôm nay).")
def people(text: str | None, day: str | None) -> None:
    """Danh bạ theo tên; gõ tên không dấu hoặc chức vụ để tìm."""
    from ntm_desktop.domain.dates import parse_date
    from ntm_desktop.services.people import find

    here = workspace()
    found = find(here, text or "", parse_date(day, here.today()) if day else None)
    document = [
        {
            "key": one.person.key,
            "name": one.person.full_name,
            "caption": one.caption,
            "positions": [
                {
                    "key": held.key,
                    "title": held.title,
                    "side": held.side,
                    "held_from": held.held_from,
                    "held_until": held.held_until,
                    "held": held in one.held,
                }
                for held in one.positions
            ],
        }
        for one in found
    ]
    rows = [(one.person.key, one.person.full_name or "—", one.caption or "—") for one in found]
    lines = output.table(("Mã", "Họ và tên", "Chức vụ"), rows)
    output.show(document, lines if rows else "Không có ai trong danh bạ.")


@click.group(cls=Group)
def meeting() -> None:
    """Một cuộc họp: xem đủ các phần, chốt, mở lại để đính chính, đánh dấu đoạn văn."""


@meeting.command(cls=Command)
@argument("key", metavar="MÃ")
def show(key: str) -> None:
    """Xem một cuộc họp với mọi phần của nó và những chỗ cần xem lại."""
    from ntm_desktop.services.meetings import meeting_file

    found = meeting_file(workspace(), key)
    output.show(_document(found), _lines(found))


@meeting.command(cls=Command)
@argument("key", metavar="MÃ")
@click.option("--reason", default="", help="Lý do của lần chốt này.")
def finalise(key: str, reason: str) -> None:
    """Chốt một cuộc họp: từ đó không sửa được, văn bản in ra giữ nguyên."""
    from ntm_desktop.services import meeting_versions
    from ntm_desktop.services.meetings import meeting_file

    here = workspace()
    before = meeting_file(here, key)
    doubts = [one.text for one in (*before.issues, *before.closing_issues)]
    saved = meeting_versions.finalise(here, key, reason)
    last = meeting_versions.versions(here, key)[-1]
    changes = last.changes.split("\n") if last.changes else []
    document = {
        "version": saved.key,
        "number": last.number,
        "sha256": last.sha256,
        "changes": changes,
        "doubts": doubts,
    }
    lines = [f"Đã chốt lần {last.number}. Mã kiểm tra: {last.sha256}"]
    lines += [f"- {one}" for one in changes]
    lines += ["Lúc chốt còn những điểm cần xem lại:"] if doubts else []
    output.show(document, [*lines, *(f"- {one}" for one in doubts)])


@meeting.command(cls=Command)
@argument("key", metavar="MÃ")
@argument("task", metavar="MÃ_NHIỆM_VỤ")
@click.option("--drop", is_flag=True, help="Bỏ khỏi biên bản.")
def carry(key: str, task: str, drop: bool) -> None:
    """Đưa một nhiệm vụ của cuộc họp trước vào biên bản, hoặc bỏ ra."""
    from ntm_desktop.services.meetings import choose_carried

    choose_carried(workspace(), key, task, not drop)
    said = "Đã bỏ khỏi biên bản." if drop else "Đã đưa vào biên bản."
    output.show({"meeting": key, "task": task, "carried": not drop}, said)


@meeting.command(cls=Command)
@argument("key", metavar="MÃ")
@click.option("--reason", required=True, help="Lý do đính chính.")
def reopen(key: str, reason: str) -> None:
    """Mở lại một cuộc họp đã chốt để đính chính; bản đã chốt vẫn được giữ."""
    from ntm_desktop.services import meeting_versions

    meeting_versions.reopen(workspace(), key, reason)
    output.show({"reopened": key}, "Đã mở lại. Sửa xong thì chốt lại thành bản mới.")


@meeting.command(cls=Command)
@argument("key", metavar="MÃ")
@click.option(
    "--kind",
    required=True,
    type=click.Choice(KINDS),
    help="ý kiến, kết luận, nhiệm vụ, văn bản hoặc số liệu.",
)
@click.option("--quote", required=True, help="Đúng từng chữ của đoạn trong văn bản ghi cuộc họp.")
def mark(key: str, kind: str, quote: str) -> None:
    """Đánh dấu một đoạn của văn bản ghi cuộc họp thành ý kiến, kết luận, nhiệm vụ…"""
    from ntm_desktop.services.transcripts import mark_quote

    done = mark_quote(workspace(), key, kind, quote)
    document = {"kind": kind, "records": done.records, "marks": done.marks, "missing": done.missing}
    lines = [f"Đã đánh dấu {len(done.marks)} đoạn."]
    lines += [f"Trích dẫn chưa đủ: {', '.join(done.missing)}."] if done.missing else []
    output.show(document, lines)


def _document(found: MeetingFile) -> dict[str, Any]:
    """Return a meeting with its parts as JSON: stored fields by name, empty ones left out."""
    parts = {
        "attendees": found.attendees,
        "presentations": found.presentations,
        "opinions": found.opinions,
        "votes": found.votes,
        "conclusions": found.conclusions,
        "tasks": found.tasks,
        "documents": found.documents,
        "open_before": found.open_before,
    }
    counts = found.counts
    return {
        **_fields(found.meeting),
        "regime": found.regime,
        "own": found.is_own,
        **{name: [_fields(one) for one in held] for name, held in parts.items()},
        "counts": {
            "expected": counts.expected,
            "present": counts.present,
            "absent_with_leave": counts.absent_with_leave,
            "absent": counts.absent,
            "guests": counts.guests,
            "unknown_groups": counts.unknown_groups,
        },
        "carried": [
            {
                "key": one.task.key,
                "given_on": one.given_on,
                "done": one.done,
                "in_minutes": one.is_chosen or one.is_noted,
            }
            for one in found.carried
        ],
        "people": {
            key: {"name": one.name, "caption": one.caption, "address": one.address}
            for key, one in found.people.items()
        },
        "marks": [
            {
                "key": one.mark.key,
                "kind": one.mark.kind,
                "start": one.start,
                "length": one.length,
                "record": one.mark.record,
            }
            for one in found.marks
        ],
        "versions": [
            {
                "number": one.number,
                "frozen_on": one.frozen_on,
                "sha256": one.sha256,
                "reason": one.reason,
                "changes": one.changes,
            }
            for one in found.versions
        ],
        "issues": [
            {"severity": one.severity, "where": one.where, "text": one.text} for one in found.doubts
        ],
    }


def _fields(record: Any) -> dict[str, Any]:
    """Return the key and the filled fields of a record."""
    from ntm_desktop.domain.entity import entity_of

    stored = entity_of(type(record)).write(record)
    return {"key": record.key, **{name: one for name, one in stored.items() if one is not None}}


def _lines(found: MeetingFile) -> list[str]:
    """Return a meeting for people: its parts in the order of the minutes, then the doubts."""
    from ntm_desktop.domain.dates import format_date
    from ntm_desktop.domain.meetings import MEETING_STATES, vote_text
    from ntm_desktop.domain.vote_result import verdict

    held = found.meeting
    day = format_date(held.held_on) if held.held_on else "chưa ghi ngày"
    state = MEETING_STATES.get(held.state or "", "chưa ghi trạng thái")
    name = found.printed_name
    parts = {
        "Thành phần": [name(one.person, one.name) for one in found.attendees],
        "Báo cáo trình bày": [one.title for one in found.presentations],
        "Ý kiến": [
            f"{name(one.person, one.speaker)}: {one.content or ''}" for one in found.opinions
        ],
        "Biểu quyết": [
            ": ".join(part for part in (one.question, vote_text(one), verdict(one)) if part)
            for one in found.votes
        ],
        "Kết luận": [one.text for one in found.conclusions],
        "Nhiệm vụ": [one.text for one in found.tasks],
        "Văn bản": [one.number for one in found.documents],
        "Việc còn mở từ trước": [one.text for one in found.open_before],
        "Cần xem lại": [one.text for one in found.doubts],
    }
    lines = [held.title, f"{day} · {state}"]
    for heading, held_lines in parts.items():
        lines += [f"{heading}:", *(f"  - {one}" for one in held_lines)] if held_lines else []
    return lines
