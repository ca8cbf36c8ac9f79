"""Commands about evidence: attach files to a record, list them, check them, what lacks proof."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.session import UNIT, workspace
from ntm_desktop.cli.vietnamese_click import Command, argument

if TYPE_CHECKING:
    from ntm_desktop.services.evidence import EvidenceIssue, EvidenceItem


def add_to(group: click.Group) -> None:
    """Add these commands to `ntm`."""
    for command in (attach, evidence):
        group.add_command(command)


@click.command(cls=Command)
@argument("entity", metavar="LOẠI")
@argument("key", metavar="MÃ")
@click.argument("files", metavar="TỆP...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--note", default="", help="Ghi chú cho các tệp này.")
@click.option("--stage", default="", help="Giai đoạn của công trình, ví dụ trước khi làm.")
def attach(entity: str, key: str, files: tuple[Path, ...], note: str, stage: str) -> None:
    """Đính kèm tệp minh chứng (ảnh, PDF, văn bản, bảng tính, video) vào một bản ghi."""
    from ntm_desktop.domain.entity import entity_named
    from ntm_desktop.services import evidence as proofs
    from ntm_desktop.services.records import parse_text

    when = str(parse_text(entity_named("evidence").field("stage"), stage) or "")
    done = proofs.attach(workspace(), entity, key, files, note, stage=when)
    held = {item.record.key: item for item in proofs.evidence_of(workspace(), entity, key)}
    document = {
        "attached": [_document(held[one]) for one in done.keys],
        "already": [_document(held[one]) for one in done.already],
    }
    lines = [f"Đã đính kèm {len(done.keys)} tệp."] if done.keys else []
    lines += [f"Bản ghi đã có tệp này: {held[one].record.name}." for one in done.already]
    output.show(document, lines)


@click.command(cls=Command)
@argument("entity", metavar="[LOẠI]", required=False)
@argument("key", metavar="[MÃ]", required=False)
@click.option("--check", is_flag=True, help="Đọc lại từng tệp: có bị mất, bị thay đổi không.")
@click.option("--missing", is_flag=True, help="Chỉ tiêu đạt chưa có minh chứng.")
@click.option("--set", "set_id", help="Mã bộ tiêu chí (dùng với --missing).")
@click.option("--period", help="Kỳ (dùng với --missing).")
@click.option("--unit", type=UNIT, help="Mã hoặc tên đơn vị (dùng với --missing).")
def evidence(
    entity: str | None,
    key: str | None,
    check: bool,
    missing: bool,
    set_id: str | None,
    period: str | None,
    unit: str | None,
) -> None:
    """Danh sách minh chứng, tất cả hoặc của một bản ghi; kiểm tra tệp; chỉ tiêu còn thiếu."""
    if (entity is None) != (key is None):
        raise click.UsageError("cần cả LOẠI và MÃ, hoặc không cần gì")
    if missing and set_id and period and not (entity or check):
        _show_unproven(set_id, period, unit)
        return
    if missing or set_id or period or unit:
        raise click.UsageError("--missing đi cùng --set và --period, không kèm gì khác")
    of = (entity, key) if entity is not None and key is not None else None
    if check:
        _show_check(of)
        return
    _show_items(of)


def _show_items(of: tuple[str, str] | None) -> None:
    """Print every evidence, or those of one record."""
    from ntm_desktop.domain.evidence import size_text
    from ntm_desktop.services import evidence as proofs

    items = proofs.evidence_of(workspace(), *of) if of else proofs.all_evidence(workspace())
    rows = [
        (
            one.record.key,
            one.record.name,
            size_text(one.record.size or 0),
            one.state.label,
            f"{one.record.link_entity} {one.record.link_key}",
        )
        for one in items
    ]
    lines = output.table(("Mã", "Tên", "Dung lượng", "Tệp", "Thuộc bản ghi"), rows)
    output.show([_document(one) for one in items], lines if rows else "Chưa có minh chứng nào.")


def _show_check(of: tuple[str, str] | None) -> None:
    """Read the files and print what is missing or changed; end with 3 when something is."""
    from ntm_desktop.services import evidence as proofs

    here = workspace()
    issues = proofs.check_evidence(here, of=of)
    checked = len(proofs.evidence_of(here, *of) if of else proofs.all_evidence(here))
    lost = [one for one in issues if one.needs_person]
    awaited = len(issues) - len(lost)
    lines = [f"{one.kind.label}: {one.record.name} – {one.where}" for one in issues]
    state = f"mất hoặc bị thay đổi {len(lost)}, chưa về {awaited}" if issues else "đều còn nguyên"
    document = {
        "checked": checked,
        "ok": checked - len(issues),
        "issues": [_issue_document(one) for one in issues],
    }
    output.show(document, [*lines, f"Đã kiểm tra {checked} minh chứng: {state}."])
    if lost:
        output.finish(output.NEEDS_PERSON)


def _show_unproven(set_id: str, period: str, unit: str | None) -> None:
    """Print the met indicators of a period that no file proves."""
    from ntm_desktop.services.evidence import indicators_without_evidence

    found = indicators_without_evidence(workspace(), set_id, period, unit)
    names = ("code", "text", "criterion", "key")
    document = [{name: getattr(one, name) for name in names} for one in found]
    lines = output.table(("Mã", "Chỉ tiêu"), [(one.code, one.text[:100]) for one in found])
    output.show(document, lines if found else "Không có chỉ tiêu đạt nào thiếu minh chứng.")


def _document(item: EvidenceItem) -> dict[str, Any]:
    """Return an evidence as JSON."""
    from ntm_desktop.domain.file_kinds import KINDS

    one = item.record
    kind = KINDS.get(one.kind or "")
    return {
        "key": one.key,
        "entity": one.link_entity,
        "record": one.link_key,
        "name": one.name,
        "file_name": one.file_name,
        "kind": one.kind,
        "media_type": kind.media_type if kind else None,
        "size": one.size,
        "sha256": one.sha256,
        "stage": one.stage,
        "note": one.note,
        "state": item.state,
    }


def _issue_document(issue: EvidenceIssue) -> dict[str, Any]:
    """Return what is wrong with an evidence as JSON."""
    one = issue.record
    return {
        "kind": issue.kind,
        "key": one.key,
        "entity": one.link_entity,
        "record": one.link_key,
        "name": one.name,
        "sha256": one.sha256,
        "where": issue.where,
    }
