"""`ntm roadmap`: what is not met yet, the nearest first, with who does what by when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ntm_desktop.cli import output
from ntm_desktop.cli.session import workspace
from ntm_desktop.cli.set_options import of_period, of_set, of_unit
from ntm_desktop.cli.vietnamese_click import Command

if TYPE_CHECKING:
    from ntm_desktop.domain.roadmap import DossierState
    from ntm_desktop.services.roadmap import RoadmapRow


def add_to(group: click.Group) -> None:
    """Add this command to `ntm`."""
    group.add_command(roadmap)


@click.command(cls=Command)
@of_set
@of_period
@of_unit
def roadmap(set_id: str, period: str, unit: str | None) -> None:
    """Chưa đạt và giải pháp: chỉ tiêu còn thiếu ít xếp trước, ai phụ trách, hạn, việc liên quan."""
    from ntm_desktop.services import roadmap as service

    found = service.roadmap(workspace(), set_id, period, unit)
    document = {
        "set": found.set_id,
        "unit": found.unit,
        "period": found.period.id,
        "rows": [_row_document(row) for row in found.rows],
        "no_data": [_row_document(row) for row in found.no_data],
        "without_target": [row.code for row in found.without_target],
        "dossiers": [_dossier_document(one) for one in found.dossiers],
        "issues": [{"where": one.where, "text": one.text} for one in found.issues],
    }
    lines = [f"{found.set_name}, {found.period.label}: {len(found.rows)} nội dung chưa đạt."]
    for row in found.rows:
        lines += _row_lines(row)
    for title, unknown in (
        ("Chưa có số liệu", found.without_figures),
        ("Có số liệu, chưa đủ căn cứ đánh giá", found.without_target),
    ):
        if unknown:
            lines.append(f"{title} ({len(unknown)}): {', '.join(row.code for row in unknown)}.")
    output.show(document, [*lines, *(one.text for one in found.issues)])


def _row_lines(row: RoadmapRow) -> list[str]:
    """Return one row as people read it."""
    from ntm_desktop.domain.dates import format_date

    late = " (quá hạn)" if row.is_late else ""
    parts = [
        f"Phụ trách: {row.assignee}" if row.assignee else "",
        f"Hạn: {format_date(row.due_on)}{late}" if row.due_on else "",
        f"Giải pháp: {row.solution}" if row.solution else "",
        *(f"Nhiệm vụ: {task.text}" for task in row.tasks),
        *(f"Công trình: {work.name}" for work in row.works),
    ]
    mark = " (? chưa đối chiếu)" if row.is_unverified else ""
    head = f"  {row.code} {row.text}: {row.explanation}{mark}"
    return [head, *(f"      {part}" for part in parts if part)]


def _row_document(row: RoadmapRow) -> dict[str, Any]:
    """Return one row as JSON."""
    gap = row.gap
    return {
        "code": row.code,
        "text": row.text,
        "criterion": row.criterion_code,
        "outcome": row.outcome,
        "value": row.value_text,
        "target": row.target_text,
        "rests_on_unverified": row.is_unverified,
        "explanation": row.explanation,
        "gap": {"amount": gap.amount, "measure_unit": gap.measure_unit, "text": gap.text}
        if gap
        else None,
        "assignee": row.assignee,
        "due_on": row.due_on,
        "late": row.is_late,
        "solution": row.solution,
        "tasks": [
            {"key": one.key, "text": one.text, "due_on": one.due_on, "state": one.state}
            for one in row.tasks
        ],
        "works": [{"key": one.key, "name": one.name, "state": one.state} for one in row.works],
        "dossier": _dossier_document(row.dossier) if row.dossier else None,
    }


def _dossier_document(one: DossierState) -> dict[str, Any]:
    """Return the state of a dossier as JSON."""
    return {
        "criterion": one.criterion,
        "state": one.state,
        "number": one.number,
        "dated_on": one.dated_on,
    }
