"""What people wrote for the sections of a report, kept by period."""

from __future__ import annotations

from collections.abc import Mapping

from ntm_desktop.domain import periods
from ntm_desktop.domain.narratives import Narrative
from ntm_desktop.domain.periods import ReportingPeriod, known_periods
from ntm_desktop.services.workspace import Workspace


def written_texts(workspace: Workspace, report_id: str, period: ReportingPeriod) -> dict[str, str]:
    """Return section → what a person wrote for it in a period."""
    where = {"owner_unit": workspace.owner, "report": report_id, "period": period.id}
    held = workspace.store.records(Narrative, **where)
    return {one.section: one.text for one in held if one.text}


def previous_texts(
    workspace: Workspace, report_id: str, period: ReportingPeriod
) -> Mapping[str, str]:
    """Return the texts of the latest earlier period that has any, else of none."""
    held = workspace.store.records(Narrative, owner_unit=workspace.owner, report=report_id)
    known = known_periods({one.period for one in held if one.text})
    earlier = [one for one in known if one.end < period.end]
    before = max(earlier, key=lambda one: one.order) if earlier else periods.previous(period)
    return written_texts(workspace, report_id, before)
