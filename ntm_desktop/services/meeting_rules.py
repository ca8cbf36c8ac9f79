"""What every write to a meeting keeps to: a closed one stays as it is, times have one spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ntm_desktop import texts
from ntm_desktop.domain.entity import StoredValue, entity_named
from ntm_desktop.domain.meetings import normal_meeting
from ntm_desktop.domain.task_schedule import impossible_day
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
    if entity == "task":
        _refuse_impossible_day(values)
    if entity != "meeting":
        return dict(values)
    if values.get("state") == FINAL:
        raise InputError(texts.MEETING_STATE_FINAL, hint=texts.MEETING_STATE_FINAL_HINT)
    return normal_meeting(values)


def _refuse_impossible_day(values: Mapping[str, StoredValue]) -> None:
    """Raise `InputError` for a deadline that is a date of no calendar and nothing else.

    Words of a source that hold such a date ("trước ngày 31/11") are kept as they were said.
    """
    typed = str(values.get("due_text") or "").strip()
    if re.fullmatch(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}", typed) and impossible_day(typed):
        raise InputError(impossible_day(typed), hint=texts.DATE_FORM_HINT)


def refuse_frozen(
    workspace: Workspace,
    entity: str,
    key: str,
    values: Mapping[str, StoredValue] | None = None,
) -> None:
    """Raise `InputError` when a record is, or would become, part of a closed meeting.

    A task of a closed meeting goes on living, but none is added to it or taken from it.
    """
    if entity == "meeting_version":
        raise InputError(texts.MEETING_VERSION_FIXED, hint=texts.MEETING_FROZEN_HINT)
    if entity == "task":
        _refuse_task(workspace, key, values)
    if entity not in ("meeting", *PARTS):
        return
    meetings = {key} if entity == "meeting" else {str((values or {}).get("meeting") or "")}
    if entity != "meeting":
        rows = workspace.store.rows(entity_named(entity), {"key": key}) if key else []
        meetings |= {str(row["meeting"] or "") for row in rows}
    for meeting in meetings - {""}:
        _refuse_final(workspace, meeting)


def refuse_frozen_step(
    workspace: Workspace, records: Sequence[tuple[str, str]], label: str
) -> None:
    """Raise `InputError` when taking back the step `label` would change a closed meeting.

    The step that closed it, or opened it again, can be taken back.
    """
    if any(entity == "meeting_version" for entity, _ in records):
        return
    for entity, key in records:
        meetings = {key} if entity == "meeting" else set()
        if entity in PARTS:
            history = workspace.store.log.changes_of(entity, key)
            meetings = {str(change.values.get("meeting") or "") for change in history}
        for meeting in sorted(meetings - {""}):
            title = _final_title(workspace, meeting)
            if title is not None:
                message = texts.MEETING_UNDO_REFUSED.format(title=title, label=label)
                raise InputError(message, hint=texts.MEETING_FROZEN_HINT)


def _refuse_task(workspace: Workspace, key: str, values: Mapping[str, StoredValue] | None) -> None:
    """Raise `InputError` when a task would come to a closed meeting, or go from it."""
    names = ("meeting", "conclusion")
    if values is not None and not any(name in values for name in names):
        return
    rows = workspace.store.rows(entity_named("task"), {"key": key}) if key else []
    before = {name: rows[0][name] if rows else None for name in names}
    after = dict.fromkeys(names) if values is None else {**before, **values}
    if any(before[name] != after[name] for name in names):
        for meeting in {str(one["meeting"] or "") for one in (before, after)} - {""}:
            _refuse_final(workspace, meeting)


def _refuse_final(workspace: Workspace, meeting: str) -> None:
    """Raise `InputError` when a meeting is closed."""
    title = _final_title(workspace, meeting)
    if title is not None:
        message = texts.MEETING_FROZEN.format(title=title)
        raise InputError(message, hint=texts.MEETING_FROZEN_HINT)


def is_closed(workspace: Workspace, meeting: str) -> bool:
    """Say whether a meeting is closed now."""
    return _final_title(workspace, meeting) is not None


def _final_title(workspace: Workspace, meeting: str) -> str | None:
    """Return the title of a closed meeting, None for one that is not closed."""
    rows = workspace.store.rows(entity_named("meeting"), {"key": meeting})
    return str(rows[0]["title"]) if rows and rows[0]["state"] == FINAL else None
