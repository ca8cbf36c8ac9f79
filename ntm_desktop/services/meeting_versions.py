"""Close a meeting, open it again for a correction, and find what differs from the closed one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ntm_desktop import texts
from ntm_desktop.domain.entity import StoredValue, entity_named
from ntm_desktop.domain.issues import Issue, Severity
from ntm_desktop.domain.meeting_snapshot import (
    LOCKED_PARTS,
    SHOWN_PARTS,
    all_changes,
    locked_changes,
    make_snapshot,
    packed,
    people_of,
    read_snapshot,
    snapshot_hash,
    snapshot_text,
)
from ntm_desktop.domain.meetings import Meeting, MeetingVersion, regime_of
from ntm_desktop.domain.packed_text import unpacked_text
from ntm_desktop.domain.people import Person, ShownPerson, shown_on
from ntm_desktop.domain.record_keys import meeting_version_key
from ntm_desktop.errors import InputError
from ntm_desktop.services.meeting_carried import carried_rows
from ntm_desktop.services.meeting_rules import FINAL
from ntm_desktop.services.people import positions_as_entered
from ntm_desktop.services.records import Saved
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage.store import record_or_refuse

Row = Mapping[str, StoredValue]


def versions(workspace: Workspace, meeting: str) -> tuple[MeetingVersion, ...]:
    """Return every closing of a meeting, the first one first."""
    held = workspace.store.records(MeetingVersion, meeting=meeting)
    return tuple(sorted(held, key=lambda one: (one.number or 0, one.key)))


def finalise(workspace: Workspace, key: str, reason: str = "") -> Saved:
    """Close a meeting as one step: it and its parts take no more changes, its papers are fixed.

    The names and positions of people are kept as of the day of the meeting. A second closing says
    what changed since the first. Raises `InputError` for a meeting without a date, one that is
    closed already, and one in which two computers disagree; `NotFoundError` for none.
    """
    meeting = record_or_refuse(workspace.store, Meeting, key)
    snapshot = current_snapshot(workspace, key)
    _check_may_close(workspace, meeting)
    snapshot, text, stored = _stored(snapshot, carried_rows(workspace, meeting))
    before = versions(workspace, key)
    number = max((one.number or 0 for one in before), default=0) + 1
    last = before[-1] if before else None
    values: dict[str, StoredValue] = {
        "meeting": key,
        "number": number,
        "frozen_on": workspace.today().isoformat(),
        "reason": reason.strip() or (last.reopen_reason if last else None),
        "changes": _changes_text(last, snapshot),
        "snapshot": stored,
        "sha256": snapshot_hash(text),
    }
    checked = entity_named("meeting_version").check(values)
    label = texts.STEP_FINALISE.format(number=number, title=meeting.title)
    place = meeting_version_key(key, number)
    with workspace.store.step(label, workspace.user) as step:
        workspace.store.put("meeting", key, {"state": FINAL})
        workspace.store.put("meeting_version", place, checked)
    return Saved(place, step.touched)


def reopen(workspace: Workspace, key: str, reason: str) -> Saved:
    """Open a closed meeting for a correction as one step; the closed version stays as it was.

    Raises `InputError` without a reason and for a meeting that is not closed.
    """
    meeting = record_or_refuse(workspace.store, Meeting, key)
    if meeting.state != FINAL:
        raise InputError(texts.MEETING_NOT_FINAL.format(title=meeting.title))
    if not reason.strip():
        raise InputError(texts.REOPEN_REASON)
    values: dict[str, StoredValue] = {
        "reopened_on": workspace.today().isoformat(),
        "reopen_reason": reason.strip(),
    }
    checked = entity_named("meeting_version").check(values)
    label = texts.STEP_REOPEN.format(title=meeting.title)
    with workspace.store.step(label, workspace.user) as step:
        workspace.store.put("meeting", key, {"state": "held"})
        for last in versions(workspace, key)[-1:]:
            workspace.store.put("meeting_version", last.key, checked)
    return Saved(key, step.touched)


def version_differences(workspace: Workspace, key: str) -> tuple[str, ...]:
    """Return in words how a closed meeting differs from what was closed; none when it does not.

    Changes here are refused, so a difference came with a package of another computer, or the
    closed text itself was changed.
    """
    meeting = record_or_refuse(workspace.store, Meeting, key)
    last = versions(workspace, key)[-1:]
    if meeting.state != FINAL or not last:
        return ()
    text = unpacked_text(last[0].snapshot or "")
    found = locked_changes(read_snapshot(text), current_snapshot(workspace, key))
    if snapshot_hash(text) != last[0].sha256:
        found.insert(0, texts.SNAPSHOT_BROKEN.format(number=last[0].number))
    return tuple(found)


def difference_issues(workspace: Workspace, key: str) -> tuple[Issue, ...]:
    """Return the differences from the closed meeting as doubts."""
    return tuple(
        Issue(Severity.ERROR, key, texts.ISSUE_FROZEN_DIFFERS.format(change=change))
        for change in version_differences(workspace, key)
    )


def frozen_snapshot(version: MeetingVersion) -> dict[str, Any]:
    """Return what a version holds, as `domain.meeting_snapshot` describes it."""
    return read_snapshot(unpacked_text(version.snapshot or ""))


def people_shown(workspace: Workspace, key: str) -> dict[str, ShownPerson]:
    """Return who the people of a meeting were on its day; for a closed one as it was closed."""
    meeting = record_or_refuse(workspace.store, Meeting, key)
    last = versions(workspace, key)[-1:]
    if meeting.state == FINAL and last:
        return people_of(frozen_snapshot(last[0]))
    return _people(workspace, meeting, _rows(workspace, key))


def current_snapshot(workspace: Workspace, key: str) -> dict[str, Any]:
    """Return a meeting as it is now, in the form of a snapshot; raise `NotFoundError` for none."""
    meeting = record_or_refuse(workspace.store, Meeting, key)
    parts = _rows(workspace, key)
    row = workspace.store.rows(entity_named("meeting"), {"key": key})[0]
    return make_snapshot(row, parts, _people(workspace, meeting, parts))


def _stored(
    snapshot: dict[str, Any], carried: list[dict[str, Any]]
) -> tuple[dict[str, Any], str, str]:
    """Return the snapshot with the tasks of earlier meetings, its text, and the text as stored.

    Hundreds of such tasks may be more than a field takes: the meeting is closed without them then.
    """
    whole = {**snapshot, "carried": carried}
    try:
        text = snapshot_text(whole)
        return whole, text, packed(text)
    except InputError:
        text = snapshot_text(snapshot)
        return snapshot, text, packed(text)


def _rows(workspace: Workspace, key: str) -> dict[str, list[Row]]:
    """Return the stored rows of every part that a snapshot holds."""
    return {
        entity: list(workspace.store.rows(entity_named(entity), {"meeting": key}))
        for entity in (*LOCKED_PARTS, *SHOWN_PARTS)
    }


def _people(
    workspace: Workspace, meeting: Meeting, parts: Mapping[str, list[Row]]
) -> dict[str, ShownPerson]:
    """Return who the people that parts refer to were on the day of the meeting."""
    wanted = {str(row["person"]) for rows in parts.values() for row in rows if row.get("person")}
    if not wanted:
        return {}
    day = meeting.held_on or workspace.today()
    positions = positions_as_entered(workspace)
    side = regime_of(meeting)
    return {
        one.key: shown_on(one, positions, day, side)
        for one in workspace.store.records(Person)
        if one.key in wanted
    }


def _check_may_close(workspace: Workspace, meeting: Meeting) -> None:
    """Raise `InputError` where a meeting cannot be closed yet."""
    if meeting.state == FINAL:
        raise InputError(texts.MEETING_FINAL_ALREADY.format(title=meeting.title))
    if meeting.held_on is None:
        raise InputError(texts.MEETING_NO_DATE, hint=texts.MEETING_NO_DATE_HINT)
    rows = workspace.store.rows(entity_named("meeting"), {"key": meeting.key})
    parts = _rows(workspace, meeting.key)
    held = [*rows, *(row for entity in LOCKED_PARTS for row in parts[entity])]
    disagreed = sum(1 for row in held if row["conflicts"])
    if disagreed:
        message = texts.MEETING_DISAGREED.format(count=disagreed)
        raise InputError(message, hint=texts.MEETING_DISAGREED_HINT)


def _changes_text(last: MeetingVersion | None, snapshot: Mapping[str, Any]) -> str | None:
    """Return what changed since the last closing, one a line; None for the first closing."""
    if last is None:
        return None
    return "\n".join(all_changes(frozen_snapshot(last), snapshot)) or texts.CHANGE_NONE
