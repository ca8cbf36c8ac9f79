"""Where two offices set something differently, told beside the record until it is settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ntm_desktop import texts
from ntm_desktop.domain.entity import (
    Entity,
    StoredValue,
    entity_named,
    entity_of,
    from_stored,
    is_declared,
)
from ntm_desktop.domain.merge import DELETE_EDIT
from ntm_desktop.domain.record_keys import owner_of
from ntm_desktop.domain.values import IndicatorValue
from ntm_desktop.services.records import display_text
from ntm_desktop.services.workspace import Workspace

Disagreed = Mapping[tuple[str, str], tuple[str, ...]]
LISTED = 8  # records named one by one in a document
# What documents about one matter (a meeting, a task) are made from, not those of a period.
_OF_MEETINGS = ("attendee", "conclusion", "conclusion_version", "meeting", "opinion", "vote")


def disagreed_records(workspace: Workspace) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return (entity, key) → names of the fields two offices set differently, of our records."""
    found: dict[tuple[str, str], list[str]] = {}
    for entity, key, name in workspace.store.log.conflict_units():
        if is_declared(entity) and owner_of(key) == workspace.owner:
            found.setdefault((entity, key), []).append(_field_name(entity_named(entity), name))
    return {place: tuple(names) for place, names in found.items()}


def disagreed_works(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """Return work → what about it is not agreed: its own fields and amounts in its ledger."""
    found: dict[str, list[str]] = {}
    for (entity, key), names in disagreed_records(workspace).items():
        declared = entity_named(entity)
        if entity == "work":
            found.setdefault(key, []).extend(names)
        elif "work" in declared.fields:
            for row in workspace.store.rows_of(declared, [key]):
                told = texts.DISAGREED_OF.format(entity=declared.label, fields=", ".join(names))
                found.setdefault(str(row["work"]), []).append(told)
    return {key: tuple(names) for key, names in found.items()}


def disagreed_codes(
    workspace: Workspace, set_id: str, period_id: str, unit: str | None = None
) -> frozenset[str]:
    """Return the indicators of a period whose value in our records two offices set differently.

    The values are those about a unit (default: ours).
    """
    declared = entity_of(IndicatorValue)
    keys = [key for entity, key in disagreed_records(workspace) if entity == declared.name]
    rows = workspace.store.rows_of(declared, keys) if keys else []
    place = (unit or workspace.owner, set_id, period_id)
    return frozenset(
        str(row["indicator"])
        for row in rows
        if (row["unit"], row["set_id"], row["period"]) == place
    )


def disagreement_text(names: Sequence[str]) -> str:
    """Return "Chưa thống nhất: …" for the fields of one record."""
    return texts.DISAGREED_FIELDS.format(fields="; ".join(names))


def disagreed_of_document(
    workspace: Workspace, key: str | None, period_id: str | None, report_id: str = ""
) -> tuple[str, ...]:
    """Return, for people, what is not agreed among the records a document may be made from.

    With `key` those of that record and of what belongs to it, else those of the period and those
    that belong to no period; what was written for another document than `report_id` is none.
    """
    found = []
    for (entity, place), names in disagreed_records(workspace).items():
        declared = entity_named(entity)
        row = next(iter(workspace.store.rows_of(declared, [place])), {"key": place})
        if row.get("report") in (None, report_id) and _is_about(entity, row, key, period_id):
            fields = ", ".join(names)
            title = _title(declared, row)
            found.append(
                texts.DISAGREED_RECORD.format(entity=declared.label, title=title, fields=fields)
            )
    return tuple(found)


def document_note(told: Sequence[str]) -> str:
    """Return the sentence a document carries while something in it is not agreed, else ""."""
    if not told:
        return ""
    listed = "; ".join(told[:LISTED]) + ("; …" if len(told) > LISTED else "")
    return texts.DISAGREED_NOTE.format(count=len(told), listed=listed)


def _is_about(
    entity: str, row: Mapping[str, StoredValue], key: str | None, period_id: str | None
) -> bool:
    """Say whether a record may stand in a document about one matter, or about a period."""
    if key is not None:
        return key in row.values()
    of_period = row.get("period") in (None, period_id)
    return of_period and entity not in _OF_MEETINGS


def _field_name(declared: Entity, name: str) -> str:
    """Return what a field in conflict is called, in the middle of a sentence."""
    if name == DELETE_EDIT:
        return texts.CONFLICT_DELETE_EDIT
    field = declared.fields.get(name)
    unit = declared.unit_of(name) if field else ()
    if declared.name == entity_of(IndicatorValue).name and len(unit) > 1:
        return texts.DISAGREED_RESULT if "value" in unit else texts.DISAGREED_PLAN
    return f"{field.label[:1].lower()}{field.label[1:]}" if field else name


def _title(declared: Entity, row: Mapping[str, StoredValue]) -> str:
    """Return what a record is called, its key where it has no title."""
    field = declared.fields[declared.title_field]
    value = row.get(declared.title_field)
    shown = display_text(field, from_stored(field.kind, value)) if value is not None else ""
    return " ".join(shown.split()) or str(row["key"])
