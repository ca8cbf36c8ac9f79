"""Several records as one step that is taken back at once: add, put in order, delete with parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ntm_desktop import texts
from ntm_desktop.domain.entity import StoredValue, entity_named
from ntm_desktop.domain.meetings import Meeting
from ntm_desktop.services import meeting_rules
from ntm_desktop.services.records import Saved, Seen, delete_record, get_record, known_seen
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage.store import record_or_refuse

# Which records go with a record that is deleted, and the field that says they belong to it.
PARTS: Mapping[str, Sequence[tuple[str, str]]] = {
    "meeting": (
        *((part, "meeting") for part in meeting_rules.PARTS),
        ("meeting_version", "meeting"),
        ("meeting_paper", "meeting"),
    ),
    "person": (("position", "person"),),
    "task": (("task_note", "task"),),
    "work": tuple(
        (part, "work")
        for part in (
            "money_entry",
            "contribution",
            "work_quantity",
            "work_document",
            "money_reason",
        )
    ),
    "measure": tuple((part, "measure") for part in ("figure", "figure_plan", "figure_rate")),
}


def add_parts(
    workspace: Workspace, entity: str, meeting: str, parts: Sequence[Mapping[str, StoredValue]]
) -> Saved:
    """Add several attendees, opinions, votes or conclusions at the end of their list, as one step.

    Returns the last one added. Raises `InputError` when one cannot be kept or the meeting is
    closed, `NotFoundError` for no such meeting; none is kept then.
    """
    found = entity_named(entity)
    record_or_refuse(workspace.store, Meeting, meeting)
    meeting_rules.refuse_frozen(workspace, entity, "", {"meeting": meeting})
    held = workspace.store.rows(found, {"meeting": meeting})
    place = max((int(row["place"] or 0) for row in held), default=0)
    rows = [
        found.check({"meeting": meeting, "place": place + number, **values})
        for number, values in enumerate(parts, start=1)
    ]
    for row in rows:
        found.check_required(row)
    key = ""
    label = texts.STEP_ADD_SEVERAL.format(count=len(rows), entity=found.label)
    with workspace.store.step(label, workspace.user) as step:
        for row in rows:
            key = workspace.new_key(entity)
            workspace.store.put(entity, key, row)
    return Saved(key, step.touched)


def put_in_order(workspace: Workspace, entity: str, keys: Sequence[str]) -> Saved:
    """Number the records of `keys` 1, 2, 3 … in this order, as one step.

    Raises `InputError` when they belong to a closed meeting.
    """
    found = entity_named(entity)
    for key in keys:
        meeting_rules.refuse_frozen(workspace, entity, key)
    label = texts.STEP_ORDER.format(entity=found.label)
    with workspace.store.step(label, workspace.user) as step:
        for place, key in enumerate(keys, start=1):
            workspace.store.put(entity, key, {"place": place})
    return Saved(keys[0] if keys else "", step.touched)


def delete_whole(workspace: Workspace, entity: str, key: str, seen: Seen | None = None) -> Saved:
    """Delete a record with the parts that mean nothing without it, as one step.

    Tasks and documents of a meeting stay: they live on without it. Raises `NotFoundError`, and
    `InputError` for a closed meeting.
    """
    meeting_rules.refuse_frozen(workspace, entity, key)
    parts = [
        (part, str(row["key"]))
        for part, field in PARTS.get(entity, ())
        for row in workspace.store.rows(
            entity_named(part), {field: key, "owner_unit": workspace.owner}
        )
    ]
    if not parts:
        return delete_record(workspace, entity, key, seen)
    title = get_record(workspace, entity, key).title
    seen = known_seen(workspace, entity, key, seen)
    label = texts.STEP_DELETE.format(entity=entity_named(entity).label, title=title)
    with workspace.store.step(label, workspace.user) as step:
        for part, part_key in parts:
            workspace.store.remove(part, part_key)
        workspace.store.remove(entity, key, seen)
    return Saved(key, step.touched)
