"""What two offices set differently: both versions with who and when, choosing one, deleted records.

Fields that belong together are one conflict and are settled together (M18).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from ntm_desktop import texts
from ntm_desktop.domain.changes import Change
from ntm_desktop.domain.clocks import moment_text
from ntm_desktop.domain.entity import Entity, StoredValue, entity_named, from_stored, is_declared
from ntm_desktop.domain.merge import DELETE_EDIT, Head, RecordState
from ntm_desktop.domain.record_keys import owner_of
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import meeting_rules
from ntm_desktop.services.gaps import open_gaps
from ntm_desktop.services.locks import refuse_locked
from ntm_desktop.services.records import Saved, display_text, known_seen
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import history

Seen = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Version:
    """One of the competing versions: its values of the fields in question, who, when, where.

    `at` is ms since 1970 as claimed, `moment` what a list shows for it; `shown` are the values as
    people read them; `used` says that the screens show this version until the conflict is settled.
    """

    change: str
    values: Mapping[str, StoredValue]
    shown: Mapping[str, str]
    deleted: bool
    user: str
    unit: str
    at: int
    moment: str
    used: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """One place that two offices set differently.

    `field` names it ("*" for deleted against edited), `fields` are all fields it is about;
    `may_vanish` says that a package is missing which may settle it (M13); `seen` is given back when
    it is settled, so that what comes in meanwhile is not overwritten; `record` is how the rest of
    the record looks.
    """

    entity: str
    key: str
    field: str
    fields: tuple[str, ...]
    label: str
    title: str
    kind: str
    versions: tuple[Version, ...]
    may_vanish: bool
    can_settle: bool
    seen: Seen
    record: Mapping[str, str]


def list_conflicts(workspace: Workspace) -> tuple[Conflict, ...]:
    """Return everything two offices set differently, one entry a merge unit."""
    has_gap = bool(open_gaps(workspace))
    return tuple(
        _conflict(workspace, entity, key, name, has_gap=has_gap)
        for entity, key, name in workspace.store.log.conflict_units()
    )


def conflict_at(workspace: Workspace, entity: str, key: str, field: str) -> Conflict:
    """Return the conflict that a field is part of; raise `NotFoundError` where there is none."""
    has_gap = bool(open_gaps(workspace))
    for name, place, first in workspace.store.log.conflict_units():
        if (name, place) == (entity, key):
            found = _conflict(workspace, entity, key, first, has_gap=has_gap)
            if field in found.fields or field == found.field:
                return found
    message = texts.CONFLICT_NONE.format(key=key, field=field)
    raise NotFoundError(message, hint=texts.CONFLICT_NONE_HINT)


def resolve(
    workspace: Workspace,
    entity: str,
    key: str,
    field: str,
    *,
    keep: str | None = None,
    values: Mapping[str, StoredValue] | None = None,
    seen: Seen | None = None,
) -> Saved:
    """Settle a conflict as one step: keep the version of the change `keep`, or set other `values`.

    All fields that belong together are set. `seen` are the versions the person was shown, else the
    present ones. Raises `NotFoundError` where there is no such conflict, `InputError` for a version
    or a value that cannot be chosen.
    """
    found = conflict_at(workspace, entity, key, field)
    _check_may_settle(workspace, found)
    shown = known_seen(workspace, entity, key, seen) or found.seen
    title = texts.STEP_RESOLVE.format(entity=found.label, title=found.title)
    if keep is None:
        chosen = _typed(found, values or {})
    else:
        version = _version(found, keep)
        if found.field == DELETE_EDIT:
            return _settle_deletion(workspace, found, version, title, shown)
        chosen = dict(version.values)
    declared = entity_named(entity)
    checked = meeting_rules.check_write(workspace, entity, key, declared.check(chosen))
    refuse_locked(workspace, entity, key, checked)
    with workspace.store.step(title, workspace.user) as step:
        workspace.store.put(entity, key, checked, shown)
    return Saved(key, step.touched)


def restore_record(workspace: Workspace, entity: str, key: str) -> Saved:
    """Bring a deleted record back as it was before it was deleted, as one step.

    Raises `NotFoundError` for one that never was, `InputError` for one that is not deleted.
    """
    state = workspace.store.state(entity, key)
    if not state.heads:
        raise NotFoundError(texts.RESTORE_NEVER.format(key=key))
    if not any(head.deleted for heads in state.heads.values() for head in heads):
        raise InputError(texts.RESTORE_NOT_DELETED.format(key=key))
    values = history.before_deletion(workspace.store, entity, key)
    found = entity_named(entity)
    checked = meeting_rules.check_write(workspace, entity, key, _declared(found, values))
    refuse_locked(workspace, entity, key, checked)
    title = _title(found, key, values)
    label = texts.STEP_RESTORE_RECORD.format(entity=found.label, title=title)
    with workspace.store.step(label, workspace.user) as step:
        workspace.store.put(entity, key, checked)
    return Saved(key, step.touched)


# --- reading ---


def _conflict(workspace: Workspace, entity: str, key: str, name: str, *, has_gap: bool) -> Conflict:
    """Return one conflict with its versions, the one in use first."""
    state = workspace.store.state(entity, key)
    fields = _fields_of(entity, name, state)
    heads = {head.ref: head for field in fields for head in state.heads.get(field, ())}
    if name == DELETE_EDIT:
        heads = {head.ref: head for found in state.heads.values() for head in found}
    held = {one.ref for one in workspace.store.log.changes_of(entity, key)}
    used = {found[-1].ref for field in fields if (found := state.heads.get(field))}
    versions = tuple(
        _version_of(workspace, entity, fields, head, used=head.ref in used)
        for head in sorted(heads.values(), key=lambda one: (one.ref not in used, one.ref))
    )
    label = entity_named(entity).label if is_declared(entity) else entity
    is_foreign = owner_of(key) != workspace.owner
    values = dict(state.values)
    if name == DELETE_EDIT:
        values = {**history.before_deletion(workspace.store, entity, key), **values}
    return Conflict(
        entity=entity,
        key=key,
        field=name,
        fields=fields,
        label=label,
        title=_title(entity_named(entity), key, values) if is_declared(entity) else key,
        kind="delete-edit" if name == DELETE_EDIT else "value",
        versions=versions,
        may_vanish=has_gap or any(_is_dangling(head.change, held) for head in heads.values()),
        can_settle=is_declared(entity) and not is_foreign,
        seen=state.seen(),
        record=_shown(entity, values),
    )


def _fields_of(entity: str, name: str, state: RecordState) -> tuple[str, ...]:
    """Return the fields a conflict is about: the merge unit; for a deletion the edited fields."""
    if name == DELETE_EDIT:
        return tuple(
            field for field, heads in state.heads.items() if not all(one.deleted for one in heads)
        )
    if is_declared(entity) and name in entity_named(entity).fields:
        return entity_named(entity).unit_of(name)
    return (name,)


def _is_dangling(change: Change, held: set[str]) -> bool:
    """Say whether a version replaces one that never came here (M13)."""
    return any(ref not in held for refs in change.supersedes.values() for ref in refs)


def _version_of(
    workspace: Workspace, entity: str, fields: tuple[str, ...], head: Head, *, used: bool
) -> Version:
    """Return one competing version."""
    change = head.change
    values = {name: change.values.get(name) for name in fields if name in change.values}
    writer = workspace.store.log.writer(change.w)
    return Version(
        change=change.ref,
        values=values,
        shown=_shown(entity, values),
        deleted=head.deleted,
        user=change.user,
        unit=writer.unit if writer else "",
        at=change.at,
        moment=moment_text(change.at, workspace.clock()),
        used=used,
    )


def _shown(entity: str, values: Mapping[str, StoredValue]) -> dict[str, str]:
    """Return stored values as people read them, by field."""
    if not is_declared(entity):
        return {name: json.dumps(value, ensure_ascii=False) for name, value in values.items()}
    fields = entity_named(entity).fields
    return {
        name: display_text(field, from_stored(field.kind, value))
        for name, field in fields.items()
        if (value := values.get(name)) is not None
    }


def _title(found: Entity, key: str, values: Mapping[str, StoredValue]) -> str:
    """Return what a record is called, its key where it has no title."""
    return _shown(found.name, values).get(found.title_field) or key


# --- settling ---


def _check_may_settle(workspace: Workspace, found: Conflict) -> None:
    """Raise `InputError` where this office or this version cannot settle a conflict."""
    if not is_declared(found.entity):
        raise InputError(texts.CONFLICT_UNKNOWN_ENTITY.format(entity=found.entity))
    owner = owner_of(found.key)
    if owner != workspace.owner:
        message = texts.CONFLICT_FOREIGN.format(key=found.key, owner=owner)
        raise InputError(message, hint=texts.CONFLICT_FOREIGN_HINT.format(owner=owner))
    meeting_rules.refuse_frozen(workspace, found.entity, found.key)


def _version(found: Conflict, ref: str) -> Version:
    """Return one of the versions; raise `InputError` naming them for any other."""
    for one in found.versions:
        if one.change == ref:
            return one
    hint = texts.CONFLICT_NO_VERSION_HINT.format(refs=", ".join(v.change for v in found.versions))
    raise InputError(texts.CONFLICT_NO_VERSION.format(ref=ref), hint=hint)


def _typed(found: Conflict, values: Mapping[str, StoredValue]) -> dict[str, StoredValue]:
    """Return what a person set instead; fields left out keep what is shown now."""
    if found.field == DELETE_EDIT:
        raise InputError(texts.CONFLICT_VALUE_DELETED)
    used = next(one for one in found.versions if one.used)
    return {**{name: used.values.get(name) for name in found.fields}, **values}


def _settle_deletion(
    workspace: Workspace, found: Conflict, version: Version, title: str, seen: Seen
) -> Saved:
    """Settle deleted against edited: delete after all, or keep the record whole.

    Kept, it is again what the editing person saw: the fields that only the deletion touched come
    back with their last values.
    """
    store = workspace.store
    refuse_locked(workspace, found.entity, found.key)
    with store.step(title, workspace.user) as step:
        if version.deleted:
            store.remove(found.entity, found.key, seen)
        else:
            values = history.before_deletion(store, found.entity, found.key)
            declared = _declared(entity_named(found.entity), values)
            store.put(found.entity, found.key, declared, seen)
    return Saved(found.key, step.touched)


def _declared(found: Entity, values: Mapping[str, StoredValue]) -> dict[str, StoredValue]:
    """Return the values of fields that this version knows, as they may be stored."""
    return found.check({name: value for name, value in values.items() if name in found.fields})
