"""`ntm reassess`: where a unit would stand if another criteria set counted; nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.criteria import status_document
from ntm_desktop.cli.session import workspace
from ntm_desktop.cli.set_options import of_period, of_unit
from ntm_desktop.cli.vietnamese_click import Command

if TYPE_CHECKING:
    from ntm_desktop.domain.carry_over import Carried
    from ntm_desktop.services.reassessment import Difference, Reassessment


def add_to(group: click.Group) -> None:
    """Add this command to `ntm`."""
    group.add_command(reassess)


@click.command(cls=Command)
@click.option("--set", "set_id", required=True, help="Mã bộ tiêu chí cần xét thử.")
@of_period
@of_unit
@click.option("--present", help="Mã bộ tiêu chí để so sánh; mặc định bộ đang có số liệu.")
def reassess(set_id: str, period: str, unit: str | None, present: str | None) -> None:
    """Xét thử số liệu đang có theo bộ tiêu chí khác; không ghi gì vào dữ liệu."""
    from ntm_desktop.services import reassessment as service

    found = service.reassess(workspace(), set_id, period, unit, present)
    output.show(_document(found), _lines(found))


def _lines(found: Reassessment) -> list[str]:
    """Return a reassessment as people read it."""
    from ntm_desktop.services.locks import set_label

    lines = [found.headline + "."]
    if found.problem:
        return [*lines, found.hint]
    if found.difference is not None:
        lines += _difference_lines(found.difference)
    if found.carried:
        lines.append("Lấy số từ bộ khác:")
        lines += [
            f"  {one.indicator}: {set_label(one.set_id)} {one.from_code}" for one in found.carried
        ]
    lines += [
        f"  {one.indicator}: bộ {set_label(set_id)} ghi số khác ở {code}, cần kiểm tra."
        for one in found.carried
        for set_id, code in one.disagreeing
    ]
    if found.missing:
        lines.append(f"Chưa có số liệu: {', '.join(found.missing)}.")
    if found.without_target:
        lines.append(f"Chưa rõ mức yêu cầu: {', '.join(found.without_target)}.")
    if found.unverified_text:
        lines.append(found.unverified_text)
    if found.group_assumed:
        lines.append(f"Mức yêu cầu theo nhóm “{found.group_name}” của bộ đang theo dõi.")
    return lines


def _difference_lines(found: Difference) -> list[str]:
    """Return what changes against the present standing."""
    met, total = found.criteria
    lines = [f"Hiện nay theo bộ {found.set_name}: đạt {met}/{total} tiêu chí."]
    parts = (
        ("Thêm tiêu chí đạt", found.gained),
        ("Không còn đạt", found.lost),
        ("Đang đạt nhưng chưa đủ số liệu theo bộ này", found.unknown),
    )
    return lines + [f"  {title}: {', '.join(codes)}." for title, codes in parts if codes]


def _document(found: Reassessment) -> dict[str, Any]:
    """Return the JSON: that of `ntm status`, and what was carried and compared."""
    difference = found.difference
    return status_document(found.standing) | {
        "carried": [_carried_document(one) for one in found.carried],
        "missing": list(found.missing),
        "without_target": list(found.without_target),
        "problem": found.problem or None,
        "hint": found.hint or None,
        "group": found.group,
        "group_assumed": found.group_assumed,
        "present": {
            "set": difference.set_id,
            "criteria": {"met": difference.criteria[0], "total": difference.criteria[1]},
            "gained": list(difference.gained),
            "lost": list(difference.lost),
            "unknown": list(difference.unknown),
        }
        if difference
        else None,
    }


def _carried_document(one: Carried) -> dict[str, Any]:
    """Return one carried value as JSON: for which indicator, from where."""
    return {
        "code": one.indicator,
        "measure_id": one.measure_id,
        "set": one.set_id,
        "from": one.from_code,
        "disagreeing": [{"set": set_id, "code": code} for set_id, code in one.disagreeing],
    }
