"""Commands about criteria: sets, values, totals, status."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ntm_desktop.cli import annexes, checks, collection, output, overlays, value_tables
from ntm_desktop.cli.session import session, workspace
from ntm_desktop.cli.set_options import accepted as _accepted
from ntm_desktop.cli.set_options import of_period as _period
from ntm_desktop.cli.set_options import of_set as _set
from ntm_desktop.cli.set_options import of_unit as _unit
from ntm_desktop.cli.vietnamese_click import Command, Group, argument
from ntm_desktop.errors import InputError

if TYPE_CHECKING:
    from ntm_desktop.domain.assessment import CriterionAssessment, IndicatorAssessment
    from ntm_desktop.domain.values import IndicatorValue
    from ntm_desktop.services.entry import EntryRow
    from ntm_desktop.services.review import Standing


def add_to(group: click.Group) -> None:
    """Add these commands to `ntm`."""
    for command in (sets, values, totals, status):
        group.add_command(command)
    overlays.add_to(sets)
    annexes.add_to(sets)
    checks.add_to_values(values)
    collection.add_to(values)


@click.group(cls=Group, invoke_without_command=True)
@click.pass_context
def sets(context: click.Context) -> None:
    """Các bộ tiêu chí; “show” xem một bộ, “check” kiểm tra, “read” đọc phụ lục, “add” thêm."""
    if context.invoked_subcommand is not None:
        return
    from ntm_desktop.services.criteria import list_sets, own_set_problems

    annexes.find_own_sets()
    found = list_sets()
    for issue in own_set_problems():
        output.note(f"{issue.where}: {issue.text}")
    names = (
        *("id", "name", "level", "status", "criteria", "indicators", "criteria_expected"),
        *("indicators_expected", "wording_verified", "targets_known", "targets_verified"),
        "complete",
    )
    document = [{name: getattr(one, name) for name in names} for one in found]
    rows = [
        (
            one.id,
            one.short_name,
            f"{one.criteria}/{one.criteria_expected or '?'}",
            f"{one.indicators}/{one.indicators_expected or '?'}",
            f"{one.wording_verified} câu chữ, {one.targets_verified} mức",
        )
        for one in found
    ]
    output.show(document, output.table(("Mã", "Tên", "Tiêu chí", "Chỉ tiêu", "Đã đối chiếu"), rows))


@sets.command("show")
@argument("set_id", metavar="MÃ")
def sets_show(set_id: str) -> None:
    """Xem tiêu chí, chỉ tiêu và mức yêu cầu của một bộ; mức lấy từ đâu."""
    from ntm_desktop.services.criteria import criteria_set, effective_set
    from ntm_desktop.services.overlays import unused_overlays

    here = workspace() if session().has_data() else None
    found = effective_set(here, set_id) if here else criteria_set(set_id)
    issues = unused_overlays(here, set_id) if here else ()
    document = {
        "id": found.id,
        "name": found.name,
        "level": found.level,
        "status": found.status,
        "complete": found.complete,
        "groups": [{"id": one.id, "name": one.name} for one in found.groups],
        "issues": [{"where": one.where, "text": one.text} for one in issues],
        "criteria": [
            {
                "code": one.code,
                "name": one.name,
                "name_verified": one.name_verified,
                "complete": one.complete,
                "indicators": [
                    {
                        "code": part.code,
                        "text": part.text,
                        "kind": part.kind,
                        "measure_unit": part.measure_unit,
                        "verified": part.verified,
                        "target_verified": part.target_verified,
                        "targets": {
                            group: column.any_year.text if column.any_year else None
                            for group, column in part.targets.items()
                        },
                        "target_details": overlays.target_documents(part),
                    }
                    for part in one.indicators
                ],
            }
            for one in found.criteria
        ],
    }
    lines = [f"{found.name}. {found.content_note}".rstrip(". ")]
    for one in found.criteria:
        lines.append(f"{one.code}. {one.name}")
        for part in one.indicators:
            lines.append(f"    {part.code} {part.text}")
            lines += [f"        {text}" for text in overlays.target_lines(part)]
    lines += [one.text for one in issues]
    output.show(document, lines)


@sets.command("check")
@click.argument("file", metavar="TỆP.json", type=click.Path(path_type=Path))
def sets_check(file: Path) -> None:
    """Kiểm tra một tệp bộ tiêu chí và chỉ ra chỗ sai."""
    from ntm_desktop.domain.pack_reading import read_criteria_set

    found = read_criteria_set(overlays.read_json(file))
    counts = {"criteria": len(found.criteria), "indicators": len(found.indicators)}
    output.show({"id": found.id, "ok": True, **counts}, f"Đúng: {found.name}.")


@sets.command("problems")
def sets_problems() -> None:
    """Bộ riêng nào trong dữ liệu không dùng được, mức nào ghi mà không áp dụng được, và vì sao."""
    from ntm_desktop.services.criteria import set_ids
    from ntm_desktop.services.overlays import unused_overlays
    from ntm_desktop.services.pack_editor import problems

    here = workspace()
    found = list(problems(here))
    for one in here.followed():
        if one.set_id in set_ids():
            found += unused_overlays(here, one.set_id)
    document = [{"where": one.where, "text": one.text} for one in found]
    lines = [f"{one.where}: {one.text}" for one in found]
    output.show({"problems": document}, lines or "Không có chỗ nào phải sửa.")
    if found:
        output.finish(output.NEEDS_PERSON)


@sets.command("copy")
@argument("set_id", metavar="MÃ")
@argument("new_id", metavar="MÃ_MỚI")
@click.option("--name", required=True, help="Tên bộ mới.")
@click.option("--short-name", help="Tên ngắn; mặc định là tên.")
@click.option("--follow", "followed", is_flag=True, help="Theo dõi bộ mới.")
def sets_copy(set_id: str, new_id: str, name: str, short_name: str | None, followed: bool) -> None:
    """Sao chép một bộ thành bộ riêng sửa được, kèm mức và câu chữ đơn vị đã ghi."""
    from ntm_desktop.services.pack_editor import copy_set

    done = copy_set(workspace(), set_id, new_id, name, short_name=short_name, followed=followed)
    document = {"id": new_id, "targets": done.targets, "wordings": done.wordings}
    text = f"Đã sao chép thành {name} ({new_id}), kèm {done.targets} mức, {done.wordings} câu chữ."
    output.show(document, text)


@sets.command("follow")
@argument("set_id", metavar="MÃ")
@click.option("--group", help="Nhóm xã, vùng để lấy mức yêu cầu; xem bằng “ntm sets show MÃ”.")
@_accepted
def sets_follow(set_id: str, group: str | None, accepted: bool) -> None:
    """Theo dõi một bộ, hoặc đổi nhóm xã, vùng của bộ đang theo dõi."""
    from ntm_desktop import texts
    from ntm_desktop.services.criteria import (
        check_group,
        commune_group,
        criteria_set,
        follow,
        group_dependent,
    )
    from ntm_desktop.services.locked_outcomes import under_group

    here = workspace()
    found = criteria_set(set_id)
    chosen = group or commune_group(here, set_id)
    check_group(found, chosen)
    output.ask(under_group(here, set_id, chosen), accepted=accepted)
    follow(here, set_id, chosen)
    count = group_dependent(found) if chosen is None else 0
    names = {one.id: one.name for one in found.groups}
    lines = [f"Đã theo dõi {found.short_name}" + (f", {names[chosen]}." if chosen else ".")]
    if count:
        groups = "; ".join(f"{one.id} – {one.name}" for one in found.groups)
        lines.append(texts.GROUP_NOT_CHOSEN.format(name=found.short_name, count=count))
        lines.append(texts.GROUP_NOT_CHOSEN_HINT.format(set_id=set_id, groups=groups))
    output.show({"set": set_id, "group": chosen, "without_target": count}, lines)


@sets.command("undo")
@argument("set_id", metavar="MÃ")
@_accepted
def sets_undo(set_id: str, accepted: bool) -> None:
    """Hoàn tác lần sửa cấu trúc cuối của một bộ riêng."""
    from ntm_desktop.services.pack_editor import undo_doubts, undo_edit

    output.ask(undo_doubts(workspace(), set_id), accepted=accepted)
    found = undo_edit(workspace(), set_id)
    output.show({"id": found.id}, f"Đã hoàn tác lần sửa cuối của {found.short_name}.")


@sets.command("remove")
@argument("set_id", metavar="MÃ")
def sets_remove(set_id: str) -> None:
    """Xóa một bộ riêng chưa có dữ liệu nào; lấy lại bằng “ntm sets restore”."""
    from ntm_desktop.services.pack_editor import remove_set

    touched = remove_set(workspace(), set_id)
    unfollowed = touched.any("followed_set")
    more = " Đơn vị không còn theo dõi bộ này." if unfollowed else ""
    back = f" Lấy lại bằng “ntm sets restore {set_id}”."
    document = {"removed": set_id, "unfollowed": unfollowed}
    output.show(document, f"Đã xóa bộ {set_id}.{more}{back}")


@sets.command("restore")
@argument("set_id", metavar="[MÃ]", required=False)
def sets_restore(set_id: str | None) -> None:
    """Lấy lại một bộ riêng đã xóa; không ghi mã thì liệt kê các bộ lấy lại được."""
    from ntm_desktop.services.pack_editor import removed_sets, restore_set

    if set_id is None:
        found = removed_sets(workspace())
        rows = [(one.id, one.name) for one in found]
        lines = output.table(("Mã", "Tên"), rows) if rows else ["Không có bộ nào đã xóa."]
        output.show([{"id": one.id, "name": one.name} for one in found], lines)
        return
    restored = restore_set(workspace(), set_id)
    is_followed = any(one.set_id == set_id for one in workspace().followed())
    more = "" if is_followed else f" Theo dõi lại bằng “ntm sets follow {restored.id}”."
    output.show({"restored": restored.id}, f"Đã lấy lại bộ {restored.short_name}.{more}")


@click.group(cls=Group)
def values() -> None:
    """Số liệu của các chỉ tiêu: nhập (set), xem (show), kiểm tra (check), giữ nguyên (accept)."""


@values.command("set")
@_set
@_period
@_unit
@click.option("--plan", is_flag=True, help="Ghi vào cột phấn đấu.")
@click.argument("items", metavar="CHỈ_TIÊU=GIÁ_TRỊ...", nargs=-1, required=True)
def values_set(
    set_id: str, period: str, unit: str | None, plan: bool, items: tuple[str, ...]
) -> None:
    """Ghi một hoặc nhiều số liệu trong một bước, ví dụ 14.1=95,3 18.1=12/17 "17.9=na: không có"."""
    from ntm_desktop.services.entry import ValueDraft, record_values

    pairs = [_pair(item) for item in items]
    drafts = [ValueDraft(set_id, period, code, text, unit, plan) for code, text in pairs]
    done = record_values(workspace(), drafts)
    issues = [{"where": one.where, "text": one.text} for one in done.issues]
    for one in done.issues:
        output.note(one.text)
    output.show({"recorded": len(drafts), "issues": issues}, f"Đã ghi {len(drafts)} số liệu.")


@values.command("show")
@_set
@_period
@_unit
@click.option("--units", is_flag=True, help="Xem theo thôn, có tổng các thôn.")
@click.option("--indicator", "codes", multiple=True, help="Chỉ tiêu cần xem theo thôn.")
@click.option("--periods", "count", type=click.IntRange(2, 12), help="Xem cùng các kỳ trước.")
def values_show(
    set_id: str,
    period: str,
    unit: str | None,
    units: bool,
    codes: tuple[str, ...],
    count: int | None,
) -> None:
    """Xem bảng số liệu của một kỳ; --periods xem nhiều kỳ, --units xem theo thôn."""
    from ntm_desktop.services import value_matrix
    from ntm_desktop.services.entry import entry_sheet

    if (units and (count or unit)) or (codes and not units):
        raise click.UsageError("--units không đi cùng --periods, --unit; --indicator cần --units")
    if units:
        found = value_matrix.by_unit(workspace(), set_id, period, codes)
        value_tables.show_units(found, found.columns[0].period.id if found.columns else period)
        return
    if count:
        found = value_matrix.by_period(workspace(), set_id, period, unit, count)
        value_tables.show_periods(found, unit or workspace().owner)
        return
    sheet = entry_sheet(workspace(), set_id, period, unit)
    rows = [row for group in sheet.groups for row in group.rows]
    document = {
        "set": sheet.criteria_set.id,
        "unit": sheet.unit,
        "period": sheet.period.id,
        "previous_period": sheet.previous_period.id,
        "items": [_row_document(row) for row in rows],
    }
    table = [
        (row.code, row.value_text, row.target_text, row.previous_text, _outcome_word(row))
        for row in rows
    ]
    heads = ("Mã", "Kỳ này", "Yêu cầu", "Kỳ trước", "Đánh giá")
    output.show(document, output.table(heads, table))


@click.group(cls=Group)
def totals() -> None:
    """Số tổng hợp của cả bộ, khi chưa có chi tiết."""


@totals.command("set")
@click.option("--set", "set_id", help="Mã bộ tiêu chí.")
@click.option("--title", help="Tên bộ tiêu chí không có trong phần mềm.")
@_period
@_unit
@click.option("--source", help="Nguồn của số tổng hợp.")
@click.argument("items", metavar="criteria=12/17 [indicators=70/75] [points=72,56/100]", nargs=-1)
def totals_set(
    set_id: str | None,
    title: str | None,
    period: str,
    unit: str | None,
    source: str | None,
    items: tuple[str, ...],
) -> None:
    """Ghi số tổng hợp, ví dụ criteria=12/17 noun="tiêu chuẩn"."""
    from ntm_desktop import texts
    from ntm_desktop.services.entry import TotalDraft, record_total

    if (set_id is None) == (title is None):
        raise click.UsageError("cần --set MÃ hoặc --title TÊN")
    parts = dict(_pair(item) for item in items)
    for name in parts:
        if name not in ("criteria", "indicators", "points", "noun"):
            message = texts.TOTAL_UNKNOWN_PART.format(name=name)
            raise InputError(message, hint=texts.TOTAL_UNKNOWN_PART_HINT)
    draft = TotalDraft(
        period_id=period,
        set_id=set_id,
        title=title,
        unit=unit,
        source=source,
        criteria=parts.get("criteria", ""),
        indicators=parts.get("indicators", ""),
        points=parts.get("points", ""),
        noun=parts.get("noun", ""),
    )
    record_total(workspace(), draft)
    output.show({"recorded": 1}, "Đã ghi số tổng hợp.")


@click.command(cls=Command)
@_set
@_period
@_unit
@click.option("--compare", help="Kỳ so sánh; mặc định cùng kỳ năm trước.")
def status(set_id: str, period: str, unit: str | None, compare: str | None) -> None:
    """Đơn vị đang đạt đến đâu, còn thiếu gì."""
    from ntm_desktop.services.review import standing

    found = standing(workspace(), set_id, period, unit, compare)
    lines = [found.headline + "."]
    for one in found.assessment.criteria:
        if one.outcome.value in ("not_met", "no_data") and found.source == "items":
            lines.append(f"  {one.criterion.code}. {one.criterion.name}: {_word(one.outcome)}")
            lines += [
                f"      {part.indicator.code}: {part.explanation}"
                for part in one.indicators
                if part.outcome.value == "not_met"
            ]
    lines += _weak_lines(found)
    lines += [one.text for one in found.warnings]
    if found.difference:
        lines.append(found.difference)
    output.show(status_document(found), lines)


def _weak_lines(found: Standing) -> list[str]:
    """Return the indicators that are met but low, or worse than in the period before."""
    parts = [part for one in found.assessment.criteria for part in one.indicators if part.is_weak]
    low = [part.indicator.code for part in parts if part.low]
    falling = [part.indicator.code for part in parts if part.falling]
    lines = [f"Đạt nhưng mức độ thấp, sát mức yêu cầu: {', '.join(low)}."] if low else []
    return lines + ([f"Đạt nhưng giảm so với kỳ trước: {', '.join(falling)}."] if falling else [])


def status_document(found: Standing) -> dict[str, Any]:
    """Return the JSON of `ntm status`; its keys are a contract."""
    counts = found.assessment.counts
    met, total = found.criteria
    indicators = {
        "met": counts.indicators_met,
        "not_met": counts.indicators_not_met,
        "no_data": counts.indicators_no_data,
        "not_applicable": counts.indicators_not_applicable,
        "total": counts.indicators_total,
    }
    if found.source == "totals" and found.total and found.total.indicators_met is not None:
        reached = found.total.indicators_met
        most = found.total.indicators_total or counts.indicators_total
        indicators |= {"met": reached, "not_met": most - reached, "no_data": 0, "total": most}
    return {
        "set": found.assessment.criteria_set.id,
        "unit": found.unit,
        "period": found.period.id,
        "source": found.source,
        "criteria": {"met": met, "total": total},
        "indicators": indicators,
        "points": _points(found),
        "headline": found.headline,
        "compared": found.compared_period.id if found.compared_period else None,
        "gained": list(found.gained),
        "lost": list(found.lost),
        "unassessed": list(found.unassessed),
        "difference": found.difference or None,
        "warnings": [{"where": one.where, "text": one.text} for one in found.warnings],
        "items": [_criterion_document(one, found) for one in found.assessment.criteria],
    }


def _points(found: Standing) -> dict[str, Any] | None:
    """Return got and most points, from the details or from the totals."""
    if found.assessment.points:
        return {"got": found.assessment.points[0], "max": found.assessment.points[1]}
    if found.total and found.total.points is not None:
        return {"got": found.total.points, "max": found.total.points_max}
    return None


def _criterion_document(one: CriterionAssessment, found: Standing) -> dict[str, Any]:
    """Return one criterion of `ntm status`."""
    return {
        "code": one.criterion.code,
        "name": one.criterion.name,
        "outcome": one.outcome,
        "basis": one.basis,
        "reason": one.reason,
        "indicators": [
            _indicator_document(part, found.evidence.get(part.indicator.code, 0))
            for part in one.indicators
        ],
    }


def _indicator_document(one: IndicatorAssessment, evidence: int) -> dict[str, Any]:
    """Return one indicator of `ntm status`; `evidence` is how many files prove it."""
    value = one.value
    plans: tuple[object, ...] = ()
    if value:
        plans = (value.planned_value, value.planned_word, value.planned_outcome)
        if value.planned_male is not None or value.planned_female is not None:
            plans += ({"nam": value.planned_male, "nu": value.planned_female},)
    return {
        "code": one.indicator.code,
        "text": one.indicator.text,
        "value": _value(value),
        "target": one.target.text if one.target else None,
        "outcome": one.outcome,
        "basis": one.basis,
        "reason": one.reason,
        "explanation": one.explanation,
        "gap": {
            "amount": one.gap.amount,
            "measure_unit": one.gap.measure_unit,
            "text": one.gap.text,
        }
        if one.gap
        else None,
        "verified": one.wording_verified,
        "target_verified": one.target_verified,
        "rests_on_unverified": one.rests_on_unverified,
        "contradicts": one.contradicts,
        "points": one.points,
        "low": one.low,
        "falling": one.falling,
        "planned": next((plan for plan in plans if plan is not None), None),
        "evidence": evidence,
    }


def _value(value: IndicatorValue | None) -> Any:
    """Return a value as JSON: a number as text, both parts of a ratio, a word, or null."""
    if value is None:
        return None
    if value.numerator is not None or value.denominator is not None:
        return {"numerator": value.numerator, "denominator": value.denominator}
    if value.male is not None or value.female is not None:
        return {"nam": value.male, "nu": value.female}
    if value.sub_value is not None:
        return {"main": value.value, "sub": value.sub_value}
    return value.value if value.value is not None else value.word


def _row_document(row: EntryRow) -> dict[str, Any]:
    """Return one line of `ntm values show`."""
    return {
        "code": row.code,
        "text": row.text,
        "value_text": row.value_text,
        "previous_text": row.previous_text,
        "planned_text": row.planned_text,
        "conflict": row.conflict,
        **_indicator_document(row.assessment, row.evidence),
    }


def _outcome_word(row: EntryRow) -> str:
    """Return the outcome as a word, with its marks."""
    marks = " (tự đánh giá)" if row.assessment.basis.value == "declared" else ""
    if row.assessment.rests_on_unverified:
        marks += " (? chưa đối chiếu)"
    return _word(row.assessment.outcome) + marks


def _word(outcome: Any) -> str:
    """Return an outcome as people read it."""
    from ntm_desktop.domain.assessment import OUTCOME_TEXTS

    return OUTCOME_TEXTS[outcome]


def _pair(item: str) -> tuple[str, str]:
    """Return both sides of NAME=VALUE; raise a usage error otherwise."""
    name, equals, text = item.partition("=")
    if not equals or not name.strip():
        raise click.UsageError(f"“{item}” phải có dạng TÊN=GIÁ_TRỊ")
    return name.strip(), text
