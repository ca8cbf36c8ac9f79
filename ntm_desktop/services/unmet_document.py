"""The facts of the page "Chưa đạt và giải pháp", from the roadmap of a set and period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ntm_desktop.domain.assessment import OUTCOME_TEXTS, value_shown
from ntm_desktop.services.document_request import DocumentRequest, Gathered, chosen_set
from ntm_desktop.services.review import Standing, standing
from ntm_desktop.services.roadmap import RoadmapRow, roadmap
from ntm_desktop.services.units import unit_name
from ntm_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    from ntm_desktop.reports.letterhead import OfficeFacts
    from ntm_desktop.reports.unmet_page import UnmetFact


def gather(workspace: Workspace, request: DocumentRequest, draft: bool) -> Gathered:
    """Return the page of one set and period."""
    from ntm_desktop.reports import unmet_page

    set_id = chosen_set(workspace, request)
    found = roadmap(workspace, set_id, request.period.id, request.unit)
    here = standing(workspace, set_id, request.period.id, request.unit)
    facts = unmet_page.UnmetFacts(
        office=office_facts(workspace, draft=draft),
        set_name=found.set_name,
        period=found.period,
        standing=_standing(workspace, here),
        rows=tuple(_fact(row) for row in found.rows),
        no_data=tuple((row.code, row.text) for row in found.without_figures),
        no_target=tuple((row.code, row.text) for row in found.without_target),
        has_figures=here.source == "items",
    )
    return Gathered(
        context=unmet_page.build_context(facts),
        missing=unmet_page.gaps(facts),
        notices=unmet_page.notices(facts),
    )


def office_facts(workspace: Workspace, *, draft: bool) -> OfficeFacts:
    """Return the own office as the head of a document needs it."""
    from ntm_desktop.reports.letterhead import OfficeFacts

    unit = workspace.unit
    return OfficeFacts(
        office=workspace.profile,
        unit_name=unit.name,
        unit_level=unit.level,
        today=workspace.today(),
        draft=draft,
    )


def _standing(workspace: Workspace, here: Standing) -> str:
    """Return where the unit stands, in the words of the progress report; another one is named."""
    from ntm_desktop.reports import narrative, progress_sections

    told = here.headline
    if here.source == "items":
        told = narrative.standing_of_set(progress_sections.reached_told(here.assessment))
    if here.unit == workspace.owner:
        return told
    return narrative.standing_of_unit(unit_name(workspace, here.unit), told)


def _fact(row: RoadmapRow) -> UnmetFact:
    """Return one line of the roadmap as the page needs it."""
    from ntm_desktop.reports import narrative
    from ntm_desktop.reports.unmet_page import UnmetFact

    part = row.assessment
    measured = value_shown(part.indicator, part.value) if part and part.value else ""
    declared = OUTCOME_TEXTS[row.outcome] if row.value_text or part is None else ""
    return UnmetFact(
        code=row.code,
        text=row.text,
        result=measured or declared,
        target=row.target_text,
        gap=narrative.gap_alone(row.gap.text) if row.gap else _reason(row),
        solution=row.solution,
        assignee=row.assignee,
        due_on=row.due_on,
        is_late=row.is_late,
        tasks=row.tasks,
        works=row.works,
        wording_verified=part is None or part.wording_verified,
        target_verified=part is None or part.target_verified,
    )


def _reason(row: RoadmapRow) -> str:
    """Return why something is not met where no figure says how much is missing."""
    return row.assessment.reason if row.assessment else row.explanation
