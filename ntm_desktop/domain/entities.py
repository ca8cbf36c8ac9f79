"""The list of all entities: importing this module declares every one of them."""

from ntm_desktop.domain import (
    appraisal,
    contributions,
    data_checks,
    documents,
    evidence,
    figures,
    issued_reports,
    locks,
    meeting_papers,
    meetings,
    narratives,
    overlays,
    people,
    recognition,
    registers,
    report_options,
    roadmap,
    superior_forms,
    tasks,
    units,
    values,
    works,
)
from ntm_desktop.domain.entity import Entity, declared_entities

_DECLARING = (
    appraisal,
    contributions,
    data_checks,
    documents,
    evidence,
    figures,
    issued_reports,
    locks,
    meeting_papers,
    meetings,
    narratives,
    overlays,
    people,
    recognition,
    registers,
    report_options,
    roadmap,
    superior_forms,
    tasks,
    units,
    values,
    works,
)


def all_entities() -> tuple[Entity, ...]:
    """Return every entity this version knows, by id."""
    return declared_entities()
