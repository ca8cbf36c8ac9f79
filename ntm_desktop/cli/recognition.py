"""`ntm recognition`, `ntm conditions`, `ntm appraisal`: titles, conditions, appraisals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.session import workspace
from ntm_desktop.cli.set_options import of_period as _period
from ntm_desktop.cli.set_options import of_set as _set
from ntm_desktop.cli.set_options import of_unit as _unit
from ntm_desktop.cli.vietnamese_click import Command, Group

if TYPE_CHECKING:
    from ntm_desktop.services.appraisal import AppraisalRow
    from ntm_desktop.services.conditions import ConditionSheet, ConditionState, PaperState
    from ntm_desktop.services.recognition import Count, TitleBoard


def add_to(group: click.Group) -> None:
    """Add these commands to `ntm`."""
    for command in (recognition, conditions, appraisal):
        group.add_command(command)


@click.command(cls=Command)
@click.option("--period", help="Kỳ; tính đến hết kỳ. Bỏ trống là đến hôm nay.")
def recognition(period: str | None) -> None:
    """Danh hiệu: ai đăng ký, ai đang giữ, sắp hết hạn, đã thu hồi; đạt bao nhiêu trên tổng số."""
    from ntm_desktop.services.recognition import recognition_board

    board = recognition_board(workspace(), period)
    document = {
        "day": board.day,
        "period": board.period.id if board.period else None,
        "titles": [_title_document(one) for one in board.titles],
        "issues": [{"where": one.where, "text": one.text} for one in board.issues],
    }
    lines = [line for one in board.titles for line in _title_lines(one)]
    lines += [one.text for one in board.issues]
    output.show(document, lines or ["Chưa có đăng ký, quyết định công nhận hay số tổng hợp nào."])


def _title_lines(one: TitleBoard) -> list[str]:
    """Return one title as people read it."""
    from ntm_desktop.domain.recognition import HOLDING_TEXTS

    count = one.count
    head = one.title + (f": {count.text}" if count else "")
    head += " (số tổng hợp)" if count and count.is_typed else ""
    lines = [head]
    if one.gained is not None:
        plans = "".join(f", {plan.text}" for plan in one.plans)
        lines.append(f"  Công nhận trong kỳ: {one.gained}{plans}")
    for held in one.holders:
        lines.append(f"  {held.name}: {HOLDING_TEXTS[held.state]}")
    for registered in one.registered:
        year = registered.record.year_planned
        lines.append(f"  {registered.name}: đăng ký" + (f" đạt năm {year}" if year else ""))
    return lines


def _title_document(one: TitleBoard) -> dict[str, Any]:
    """Return one title as JSON; its keys are a contract."""
    return {
        "title": one.title,
        "set": one.set_id,
        "count": _count_document(one.count),
        "counted": _count_document(one.counted),
        "typed": _count_document(one.typed),
        "difference": one.difference or None,
        "gained": one.gained,
        "plans": [
            {"planned": plan.planned, "share": plan.share, "text": plan.text} for plan in one.plans
        ],
        "registered": [
            {
                "key": held.record.key,
                "unit": held.unit,
                "name": held.name,
                "year_registered": held.record.year_registered,
                "year_planned": held.record.year_planned,
                "state": held.record.state,
                "late": held.is_late,
            }
            for held in one.registered
        ],
        "holders": [
            {
                "key": held.record.key,
                "unit": held.unit,
                "name": held.name,
                "state": held.state,
                "decision_number": held.record.decision_number,
                "decision_on": held.record.decision_on,
                "valid_until": held.record.valid_until,
                "revoked_on": held.record.revoked_on,
            }
            for held in one.holders
        ],
    }


def _count_document(count: Count | None) -> dict[str, Any] | None:
    """Return a count as JSON."""
    if count is None:
        return None
    return {
        "achieved": count.achieved,
        "total": count.total,
        "noun": count.noun,
        "share": count.share,
        "text": count.text,
        "typed": count.is_typed,
    }


@click.group(cls=Group, invoke_without_command=True)
@click.option("--set", "set_id", help="Mã bộ tiêu chí.")
@click.option("--period", help="Kỳ: 2024, 2024-H1, 2024-Q1, 2024-06…")
@_unit
@click.pass_context
def conditions(
    context: click.Context, set_id: str | None, period: str | None, unit: str | None
) -> None:
    """Điều kiện công nhận và thành phần hồ sơ của một đơn vị; “set” và “paper” để ghi."""
    if context.invoked_subcommand is not None:
        return
    if set_id is None or period is None:
        raise click.UsageError("cần --set MÃ và --period KỲ")
    from ntm_desktop.services import conditions as service

    sheet = service.conditions(workspace(), set_id, period, unit)
    output.show(_sheet_document(sheet), _sheet_lines(sheet))


def _sheet_lines(sheet: ConditionSheet) -> list[str]:
    """Return conditions and papers as people read them."""
    from ntm_desktop.domain.assessment import OUTCOME_TEXTS

    lines = [sheet.note] if sheet.note else []
    for one in sheet.conditions:
        mark = "" if one.rule.verified or not one.rule.source else " (? chưa đối chiếu)"
        word = OUTCOME_TEXTS[one.finding.outcome]
        lines += [f"{one.rule.code}. {one.rule.text}{mark}: {word}", f"    {one.finding.sentence}"]
    for paper in sheet.papers:
        mark = "" if paper.rule.verified else " (? chưa đối chiếu)"
        word = "có" if paper.is_ready else "chưa có"
        lines.append(f"{paper.rule.code}. {paper.rule.name}{mark}: {word}, {paper.files} tệp")
    return lines + [one.text for one in sheet.issues]


def _sheet_document(sheet: ConditionSheet) -> dict[str, Any]:
    """Return conditions and papers as JSON; its keys are a contract."""
    return {
        "set": sheet.set_id,
        "unit": sheet.unit,
        "period": sheet.period.id,
        "decision": sheet.rules.decision or None,
        "met": sheet.is_met,
        "criteria": {"met": sheet.reached[0], "total": sheet.reached[1]},
        "conditions": [_condition_document(one) for one in sheet.conditions],
        "papers": [_paper_document(one) for one in sheet.papers],
        "issues": [{"where": one.where, "text": one.text} for one in sheet.issues],
    }


def _condition_document(one: ConditionState) -> dict[str, Any]:
    """Return one condition as JSON."""
    from ntm_desktop.domain.conditions import required_rate

    return {
        "code": one.rule.code,
        "text": one.rule.text,
        "verified": one.rule.verified,
        "outcome": one.finding.outcome,
        "basis": one.finding.basis,
        "computed": one.finding.computed,
        "contradicts": one.finding.contradicts,
        "sentence": one.finding.sentence,
        "value": one.held.value,
        "required": required_rate(one.rule, one.held),
        "declared": one.held.declared,
        "document": one.held.document,
    }


def _paper_document(one: PaperState) -> dict[str, Any]:
    """Return one paper of the dossier as JSON."""
    return {
        "code": one.rule.code,
        "name": one.rule.name,
        "verified": one.rule.verified,
        "ready": one.is_ready,
        "number": one.held.number,
        "dated_on": one.held.dated_on,
        "files": one.files,
        "key": one.held.key or None,
    }


@conditions.command("set")
@_set
@_period
@_unit
@click.argument("items", metavar="ĐIỀU_KIỆN=KẾT_QUẢ...", nargs=-1, required=True)
def conditions_set(set_id: str, period: str, unit: str | None, items: tuple[str, ...]) -> None:
    """Ghi điều kiện trong một bước, ví dụ DK2=95,3/90 DK3=đạt "DK4=chưa đạt"; để trống là xóa."""
    from ntm_desktop.services.conditions import record_conditions

    record_conditions(workspace(), set_id, period, [_pair(item) for item in items], unit)
    output.show({"recorded": len(items)}, f"Đã ghi {len(items)} điều kiện.")


@conditions.command("paper")
@_set
@_period
@_unit
@click.argument("paper", metavar="MÃ")
@click.argument("items", metavar="TRƯỜNG=GIÁ_TRỊ...", nargs=-1, required=True)
def conditions_paper(
    set_id: str, period: str, unit: str | None, paper: str, items: tuple[str, ...]
) -> None:
    """Ghi một thành phần hồ sơ, ví dụ HS1 state=có number=12/TTr-UBND dated_on=5/1/2024."""
    from ntm_desktop.services.conditions import put_paper_texts

    typed = dict(_pair(item) for item in items)
    saved = put_paper_texts(workspace(), set_id, period, paper, typed, unit)
    output.show({"key": saved.key}, "Đã ghi thành phần hồ sơ.")


@click.group(cls=Group, invoke_without_command=True)
@click.option("--set", "set_id", help="Mã bộ tiêu chí.")
@click.option("--period", help="Kỳ: 2024, 2024-H1, 2024-Q1, 2024-06…")
@_unit
@click.pass_context
def appraisal(
    context: click.Context, set_id: str | None, period: str | None, unit: str | None
) -> None:
    """Thẩm định của cấp trên cạnh tự đánh giá của đơn vị; “set” để ghi."""
    if context.invoked_subcommand is not None:
        return
    if set_id is None or period is None:
        raise click.UsageError("cần --set MÃ và --period KỲ")
    from ntm_desktop.services.appraisal import appraisal_sheet

    sheet = appraisal_sheet(workspace(), set_id, period, unit)
    document = {
        "set": sheet.criteria_set.id,
        "unit": sheet.unit,
        "period": sheet.period.id,
        "rows": [_row_document(row) for row in sheet.rows],
        "issues": [{"where": one.where, "text": one.text} for one in sheet.issues],
    }
    heads = ("Mã", "Tiêu chí", "Tự đánh giá", "Thẩm định", "Văn bản")
    table = output.table(heads, [_row_cells(row) for row in sheet.rows])
    output.show(document, [*table, *(one.text for one in sheet.issues)])


def _row_cells(row: AppraisalRow) -> tuple[str, ...]:
    """Return one criterion as cells."""
    from ntm_desktop.domain.assessment import OUTCOME_TEXTS

    found = OUTCOME_TEXTS[row.found] if row.found else ""
    document = (row.appraisal.document_number or "") if row.appraisal else ""
    return row.code, row.name, OUTCOME_TEXTS[row.own], found, document


def _row_document(row: AppraisalRow) -> dict[str, Any]:
    """Return one criterion as JSON."""
    held = row.appraisal
    return {
        "code": row.code,
        "name": row.name,
        "own": row.own,
        "appraised": row.found,
        "differs": bool(row.difference),
        "body": held.body if held else None,
        "document_number": held.document_number if held else None,
        "document_on": held.document_on if held else None,
        "remark": held.remark if held else None,
        "dossier": row.dossier.state if row.dossier else None,
    }


@appraisal.command("set")
@_set
@_period
@_unit
@click.argument("code", metavar="MÃ")
@click.argument("items", metavar="TRƯỜNG=GIÁ_TRỊ...", nargs=-1, required=True)
def appraisal_set(
    set_id: str, period: str, unit: str | None, code: str, items: tuple[str, ...]
) -> None:
    """Ghi kết quả thẩm định của một tiêu chí: outcome=đạt body=… document_number=… remark=…."""
    from ntm_desktop.services.appraisal import put_appraisal_texts

    typed = dict(_pair(item) for item in items)
    saved = put_appraisal_texts(workspace(), set_id, period, code, typed, unit)
    output.show({"key": saved.key}, "Đã ghi kết quả thẩm định.")


def _pair(item: str) -> tuple[str, str]:
    """Return both sides of NAME=VALUE; raise a usage error otherwise."""
    name, equals, text = item.partition("=")
    if not equals or not name.strip():
        raise click.UsageError(f"“{item}” phải có dạng TÊN=GIÁ_TRỊ")
    return name.strip(), text
