"""Commands that lock a period, and that list and explain what has to be looked at again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.session import workspace
from ntm_desktop.cli.set_options import of_period as _period
from ntm_desktop.cli.set_options import of_set as _set
from ntm_desktop.cli.set_options import of_unit as _unit
from ntm_desktop.cli.vietnamese_click import Command, argument

if TYPE_CHECKING:
    from ntm_desktop.domain.locks import PeriodLock
    from ntm_desktop.services.data_checks import JudgedFinding
    from ntm_desktop.services.locks import LockEvent


def add_to(group: click.Group) -> None:
    """Add the commands about locks to `ntm`."""
    for command in (lock, unlock, locks):
        group.add_command(command)


def add_to_values(group: click.Group) -> None:
    """Add the commands about checks to `ntm values`."""
    for command in (check, accept):
        group.add_command(command)


@click.command(cls=Command)
@_set
@_period
@_unit
@click.option("--reason", default="", help="Lý do, ví dụ số báo cáo đã phát hành.")
def lock(set_id: str, period: str, unit: str | None, reason: str) -> None:
    """Khóa số liệu của một kỳ sau khi phát hành báo cáo; còn lỗi thì chưa khóa."""
    from ntm_desktop.services import locks as service

    done = service.lock_period(workspace(), set_id, period, unit, reason)
    warnings = [_finding_document(one) for one in done.warnings]
    lines = [service.lock_text(done.lock) + "."]
    if done.disagreed:
        lines.append(done.disagreed)
    if done.warnings:
        lines.append(f"Còn {len(done.warnings)} nội dung cần xem lại:")
        lines += [f"  {one.finding.text}" for one in done.warnings]
    output.show({**_lock_document(done.lock), "warnings": warnings}, lines)


@click.command(cls=Command)
@_set
@_period
@_unit
@click.option("--reason", default="", help="Vì sao phải sửa số liệu đã khóa (bắt buộc).")
def unlock(set_id: str, period: str, unit: str | None, reason: str) -> None:
    """Mở khóa một kỳ; phải ghi lý do, lý do được giữ trong lịch sử."""
    from ntm_desktop.services import locks as service

    done = service.unlock_period(workspace(), set_id, period, unit, reason=reason)
    output.show(_lock_document(done.lock), f"Đã mở khóa: {done.lock.reason}")


@click.command(cls=Command)
def locks() -> None:
    """Các kỳ đã khóa, đã mở khóa: từng lần, lúc nào, ai làm, lý do; lần mới nhất trước."""
    from ntm_desktop.domain.clocks import moment_text
    from ntm_desktop.services import locks as service
    from ntm_desktop.services.units import unit_name

    here = workspace()
    document: list[dict[str, Any]] = []
    lines: list[str] = []
    for one in service.locks(here):
        events = service.lock_events(here, one)
        document.append({**_lock_document(one), "history": [_event_document(e) for e in events]})
        state = "đang khóa" if one.locked else "đang mở"
        own = f", {unit_name(here, one.unit)}" if one.unit == here.owner else ""
        lines.append(f"{service.place_text(here, one)}{own}: {state}")
        lines += [
            f"  {moment_text(event.at, here.clock())}  {event.by or 'không rõ ai'}  {event.word}"
            + (f": {event.reason}" if event.reason else "")
            for event in events
        ]
    output.show(document, lines or "Chưa khóa kỳ nào.")


def _event_document(event: LockEvent) -> dict[str, Any]:
    """Return one locking or unlocking as JSON; `at` is ms since 1970."""
    return {"kind": event.kind, "at": event.at, "by": event.by, "reason": event.reason or None}


@click.command(cls=Command)
@_set
@_period
@_unit
def check(set_id: str, period: str, unit: str | None) -> None:
    """Kiểm tra số liệu của một kỳ; còn nội dung cần xem lại thì mã kết thúc là 3."""
    from ntm_desktop.services.data_checks import period_findings

    found = period_findings(workspace(), set_id, period, unit)
    document = {
        "set": found.set_id,
        "unit": found.unit,
        "period": found.period.id,
        "previous_period": found.previous_period.id,
        "errors": len(found.errors),
        "open": [_finding_document(one) for one in found.open],
        "overridden": [_finding_document(one) for one in found.overridden],
    }
    head = f"{found.set_name}, {found.period.label}: "
    head += f"{len(found.open)} nội dung cần xem lại." if found.open else "không có gì cần xem lại."
    lines = [head]
    for one in found.open:
        lines.append(f"  {_WORDS[one.finding.severity.value]} {_named(one)}")
        if one.reason:
            lines.append(f"      Lý do trước đây (số liệu đã đổi): {one.reason}")
    for one in found.overridden:
        lines.append(f"  Giữ nguyên {_named(one)}")
        lines.append(f"      Lý do: {one.reason}")
    output.show(document, lines)
    if found.open:
        output.finish(output.NEEDS_PERSON)


@click.command(cls=Command)
@argument("rule", metavar="QUY_TẮC")
@_set
@_period
@_unit
@click.option("--indicator", help="Mã chỉ tiêu, khi quy tắc nhắc nhiều chỉ tiêu.")
@click.option("--reason", default="", help="Vì sao số liệu đúng dù khác thường (bắt buộc).")
def accept(
    rule: str, set_id: str, period: str, unit: str | None, indicator: str | None, reason: str
) -> None:
    """Giữ nguyên số liệu mà một quy tắc nhắc xem lại, có lý do; lỗi thì không giữ được."""
    from ntm_desktop.services.data_checks import override

    done = override(workspace(), set_id, period, rule, reason, indicator, unit)
    codes = list(done.finding.codes)
    document = {"rule": rule, "indicators": codes, "reason": reason.strip()}
    output.show(document, f"Đã ghi lý do giữ nguyên {', '.join(codes)}.")


_WORDS = {"error": "Lỗi", "warning": "Cần xem lại"}


def _named(one: JudgedFinding) -> str:
    """Return a finding with the id that `accept` takes."""
    return f"[{one.finding.rule.id}] {one.finding.text}"


def _finding_document(one: JudgedFinding) -> dict[str, Any]:
    """Return a finding as JSON; `former_reason` was given for other figures."""
    override = one.override
    given = override if one.is_overridden and override else None
    return {
        "rule": one.finding.rule.id,
        "kind": one.finding.rule.kind,
        "severity": one.finding.severity,
        "indicators": list(one.finding.codes),
        "text": one.finding.text,
        "source": one.finding.rule.source,
        "reason": given.reason if given else None,
        "accepted_on": given.accepted_on if given else None,
        "accepted_by": given.accepted_by if given else None,
        "former_reason": None if given else one.reason or None,
    }


def _lock_document(lock: PeriodLock) -> dict[str, Any]:
    """Return a lock as JSON; its key is what `ntm history` asks for."""
    return {
        "key": lock.key,
        "set": lock.set_id,
        "unit": lock.unit,
        "period": lock.period,
        "locked": bool(lock.locked),
        "reason": lock.reason,
        "on": lock.locked_on,
        "by": lock.locked_by,
    }
