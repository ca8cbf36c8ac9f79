"""What every write to a meeting keeps to: a closed one stays as it is, times have one spelling."""

from __future__ import annotations

from collections.abc import Mapping

from ntm_desktop import texts
from ntm_desktop.domain.entity import StoredValue, entity_named
from ntm_desktop.domain.meetings import normal_meeting
from ntm_desktop.errors import InputError
from ntm_desktop.services.workspace import Workspace

FINAL = "final"
PARTS = ("attendee", "presentation", "opinion", "vote", "conclusion", "passage_mark")


def check_write(
    workspace: Workspace, entity: str, key: str, values: Mapping[str, StoredValue]
) -> dict[str, StoredValue]:
    """Return the values as they are kept; raise `InputError` where the meeting is closed.

    Progress of its tasks and its documents go on living. Records that are no part of a meeting
    pass as they are.
    """
    refuse_frozen(workspace, entity, key, values)
    if entity != "meeting":
        return dict(values)
    if values.get("state") == FINAL:
        raise InputError(texts.MEETING_STATE_FINAL, hint=texts.MEETING_STATE_FINAL_HINT)
    return normal_meeting(values)


def refuse_frozen(
    workspace: Workspace,
    entity: str,
    key: str,
    values: Mapping[str, StoredValue] | None = None,
) -> None:
    """Raise `InputError` when a record is, or would become, part of a closed meeting."""
    if entity == "meeting_version":
        raise InputError(texts.MEETING_VERSION_FIXED, hint=texts.MEETING_FROZEN_HINT)
    if entity not in ("meeting", *PARTS):
        return
    meetings = {key} if entity == "meeting" else {str((values or {}).get("meeting") or "")}
    if entity != "meeting":
        rows = workspace.store.rows(entity_named(entity), {"key": key}) if key else []
        meetings |= {str(row["meeting"] or "") for row in rows}
    for meeting in meetings - {""}:
        _refuse_final(workspace, meeting)


def is_final(workspace: Workspace, meeting: str) -> bool:
    """Say whether a meeting is closed."""
    rows = workspace.store.rows(entity_named("meeting"), {"key": meeting})
    return bool(rows) and rows[0]["state"] == FINAL


def _refuse_final(workspace: Workspace, meeting: str) -> None:
    """Raise `InputError` when a meeting is closed."""
    rows = workspace.store.rows(entity_named("meeting"), {"key": meeting})
    if rows and rows[0]["state"] == FINAL:
        message = texts.MEETING_FROZEN.format(title=rows[0]["title"])
        raise InputError(message, hint=texts.MEETING_FROZEN_HINT)
