"""A closed meeting as one text: how it is spelled, its hash, and what two of them say differently.

The text is canonical JSON, so that the same meeting has the same hash on every computer whatever
the order of its records. Empty fields are left out: a later version of the program, which knows
more fields, finds the same hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from ntm_desktop import texts
from ntm_desktop.domain.changes import canonical
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.entity import (
    Field,
    Kind,
    StoredValue,
    entity_named,
    from_stored,
)
from ntm_desktop.domain.packed_text import packed_text
from ntm_desktop.domain.people import ShownPerson
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.errors import InputError

FORMAT = 1
LOCKED_PARTS = ("attendee", "presentation", "opinion", "vote", "conclusion")
# Kept as they were at the closing, but free to go on living: progress of a task, a document's file.
SHOWN_PARTS = ("task", "official_document")
TASK_FIELDS = (
    "text",
    "verb",
    "assignee",
    "doer",
    "person",
    "supporting",
    "due_on",
    "due_text",
    "recurrence",
    "conclusion",
)
CARRIED_TEXTS = ("text", "lead", "due", "given_on", "completed_on")
NOT_KEPT = {"meeting": ("state", "transcript", "note", "carried_tasks")}  # rows in `carried`
_PLAIN_MOST = 49_152
_SHOWN_MOST = 90

Snapshot = Mapping[str, Any]
Row = Mapping[str, StoredValue]


def make_snapshot(
    meeting: Row,
    parts: Mapping[str, Iterable[Row]],
    people: Mapping[str, ShownPerson],
) -> dict[str, Any]:
    """Return a meeting with its parts (stored rows by entity) and who its people were that day.

    A closing adds `carried`: the tasks of earlier meetings as its papers print them.
    """
    snapshot: dict[str, Any] = {"format": FORMAT, "meeting": _kept("meeting", meeting)}
    transcript = str(meeting.get("transcript") or "")
    if transcript:
        digest = hashlib.sha256(transcript.encode()).hexdigest()
        snapshot["meeting"]["transcript_sha256"] = digest
    for entity in (*LOCKED_PARTS, *SHOWN_PARTS):
        rows = [_kept(entity, row) for row in parts.get(entity, ())]
        snapshot[entity] = sorted(rows, key=lambda row: (row.get("place") or 9999, row["key"]))
    snapshot["people"] = {
        key: {"name": one.name, "caption": one.caption, "address": one.address}
        for key, one in people.items()
    }
    return snapshot


def snapshot_text(snapshot: Snapshot) -> str:
    """Return the canonical text of a snapshot."""
    return canonical(snapshot).decode()


def snapshot_hash(text: str) -> str:
    """Return the SHA-256 of a snapshot's text in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def packed(text: str) -> str:
    """Return a snapshot's text as it is stored: as it is, a long one compressed.

    `packed_text.unpacked_text` reads both. Raises `InputError` when it is too long even so.
    """
    stored = text if len(text) <= _PLAIN_MOST else packed_text(text)
    if stored is None:
        raise InputError(texts.MEETING_TOO_LONG)
    return stored


def read_snapshot(text: str) -> dict[str, Any]:
    """Return the snapshot a text holds, an empty one where it holds none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if _is_snapshot(found) else {}


def _is_snapshot(found: Any) -> bool:
    """Say whether what was read has the form of a snapshot: it may come from anywhere."""
    if not isinstance(found, dict) or not isinstance(found.get("meeting"), dict):
        return False
    people = found.get("people", {})
    parts = [found.get(entity, []) for entity in (*LOCKED_PARTS, *SHOWN_PARTS)]
    carried = found.get("carried", [])
    return (
        isinstance(people, dict)
        and all(_has(one, ("name", "caption", "address")) for one in people.values())
        and all(isinstance(rows, list) for rows in (*parts, carried))
        and all(_has(row, ("key",)) for rows in parts for row in rows)
        and all(_has(row, CARRIED_TEXTS) and isinstance(row.get("done"), list) for row in carried)
    )


def _has(row: Any, names: Iterable[str]) -> bool:
    """Say whether a row holds texts under all these names."""
    return isinstance(row, dict) and all(isinstance(row.get(name), str) for name in names)


def people_of(snapshot: Snapshot) -> dict[str, ShownPerson]:
    """Return who the people of a snapshot were."""
    return {
        str(key): ShownPerson(one["name"], one["caption"], one["address"])
        for key, one in snapshot.get("people", {}).items()
    }


def locked_changes(old: Snapshot, new: Snapshot) -> list[str]:
    """Return in words what differs in the parts that must not change while a meeting is closed."""
    return [*_meeting_changes(old, new), *_part_changes(old, new, LOCKED_PARTS)]


def all_changes(old: Snapshot, new: Snapshot) -> list[str]:
    """Return in words everything that differs between two closings."""
    return [
        *locked_changes(old, new),
        *_part_changes(old, new, SHOWN_PARTS),
        *_people_changes(old, new),
        *_carried_changes(old, new),
    ]


def _kept(entity: str, row: Row) -> dict[str, StoredValue]:
    """Return the filled fields of a row that a snapshot keeps, with its key."""
    fields = entity_named(entity).fields
    names = [name for name in fields if name not in NOT_KEPT.get(entity, ())]
    if entity == "task":
        names = [name for name in names if name in TASK_FIELDS]
    kept = {name: row[name] for name in names if row.get(name) is not None and name != "meeting"}
    return {"key": row["key"], **kept}


def _meeting_changes(old: Snapshot, new: Snapshot) -> list[str]:
    """Return the fields of the meeting itself that differ."""
    before, after = old.get("meeting", {}), new.get("meeting", {})
    changes = [
        texts.CHANGE_FIELD.format(label=label, old=one, new=other)
        for label, one, other in _field_changes("meeting", before, after, _names(old, new))
    ]
    if before.get("transcript_sha256") != after.get("transcript_sha256"):
        changes.append(texts.CHANGE_TRANSCRIPT)
    return changes


def _part_changes(old: Snapshot, new: Snapshot, entities: Iterable[str]) -> list[str]:
    """Return which parts were added, removed or changed."""
    changes: list[str] = []
    names = _names(old, new)
    for entity in entities:
        before = {row["key"]: row for row in old.get(entity, ())}
        after = {row["key"]: row for row in new.get(entity, ())}
        label = entity_named(entity).label
        for key, row in before.items():
            if key not in after:
                changes.append(texts.CHANGE_REMOVED.format(entity=label, title=_title(entity, row)))
            else:
                changes += _row_changes(entity, row, after[key], names)
        changes += [
            texts.CHANGE_ADDED.format(entity=label, title=_title(entity, row))
            for key, row in after.items()
            if key not in before
        ]
    return changes


def _row_changes(entity: str, old: Row, new: Row, names: Mapping[str, str]) -> list[str]:
    """Return which fields of one part differ."""
    label = capital_first(entity_named(entity).label)
    return [
        texts.CHANGE_PART_FIELD.format(
            entity=label, title=_title(entity, old), field=field.lower(), old=one, new=other
        )
        for field, one, other in _field_changes(entity, old, new, names)
    ]


def _field_changes(
    entity: str, old: Row, new: Row, names: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """Return label, old and new text of each field that differs, in the order of declaration."""
    return [
        (field.label, _shown(field, old.get(name), names), _shown(field, new.get(name), names))
        for name, field in entity_named(entity).fields.items()
        if old.get(name) != new.get(name)
    ]


def _names(*snapshots: Snapshot) -> dict[str, str]:
    """Return key → what it is called, of everything that parts refer to."""
    names: dict[str, str] = {}
    for snapshot in snapshots:
        for entity in (*LOCKED_PARTS, *SHOWN_PARTS):
            names |= {row["key"]: _title(entity, row) for row in snapshot.get(entity, ())}
        names |= {key: one.line for key, one in people_of(snapshot).items() if one.line}
    return names


def _people_changes(old: Snapshot, new: Snapshot) -> list[str]:
    """Return the people who are printed otherwise than before."""
    before, after = people_of(old), people_of(new)
    return [
        texts.CHANGE_PERSON.format(old=before[key].line, new=after[key].line)
        for key in before
        if key in after and before[key].line != after[key].line
    ]


def _carried_changes(old: Snapshot, new: Snapshot) -> list[str]:
    """Return that the tasks of earlier meetings are printed otherwise than before."""
    before = old.get("carried")
    return [texts.CHANGE_CARRIED] if before is not None and before != new.get("carried") else []


def _shown(field: Field, value: StoredValue, names: Mapping[str, str]) -> str:
    """Return a stored value as people read it, cut where it is long; what it refers to by name."""
    if value is None:
        return texts.CHANGE_EMPTY
    if field.kind is Kind.CHOICE:
        return field.choices.get(str(value), str(value))
    if field.kind is Kind.BOOLEAN:
        return texts.BOOLEAN_YES if value else texts.BOOLEAN_NO
    if field.kind is Kind.DATE:
        return format_date(from_stored(Kind.DATE, value))  # type: ignore[arg-type]
    is_reference = field.kind is Kind.REFERENCE
    return _short(names.get(str(value), str(value)) if is_reference else str(value))


def _title(entity: str, row: Row) -> str:
    """Return what a part is called."""
    return _short(str(row.get(entity_named(entity).title_field) or row["key"]))


def _short(text: str) -> str:
    """Return a text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN_MOST else line[: _SHOWN_MOST - 1].rstrip() + "…"
