"""What taking a package in would change, record by record, found without writing anything."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ntm_desktop import texts
from ntm_desktop.domain.entity import StoredValue, entity_named, from_stored, is_declared
from ntm_desktop.domain.merge import DELETE_EDIT
from ntm_desktop.services.records import display_text
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import history
from ntm_desktop.storage.intake import gaps

KINDS = ("new", "changed", "removed", "stale", "later")
AT_ONCE = 500  # records read together
_Place = tuple[str, str]
Row = Mapping[str, StoredValue]
_Rows = dict[_Place, Row]


@dataclass(frozen=True, slots=True)
class FieldPreview:
    """One field of a record before and after, as people read it; `conflict`: two offices differ.

    `other` is what the other office set where `after` is used for the time being.
    """

    name: str
    label: str
    before: str
    after: str
    conflict: bool
    other: str = ""


@dataclass(frozen=True, slots=True)
class RecordPreview:
    """What happens to one record, from its stored row `before` and `after` ({} for none).

    `kind` is "new", "changed", "removed", "stale" (everything that comes was replaced here long
    ago: nothing visible changes) or "later" (this version cannot show such records yet). `rivals`
    are the values that competing changes set, `was` is the record as it was before a deletion.
    `goes_back` says that it is removed, or that every field gets a value it held before: so does
    what another computer took back.
    """

    entity: str
    key: str
    kind: str
    before: Row
    after: Row
    rivals: tuple[Row, ...] = ()
    was: Row = field(default_factory=dict)
    goes_back: bool = False

    @property
    def label(self) -> str:
        """Return what such records are called."""
        return entity_named(self.entity).label if is_declared(self.entity) else self.entity

    @property
    def title(self) -> str:
        """Return what this record is called, its key where it has no title."""
        if not is_declared(self.entity):
            return self.key
        name = entity_named(self.entity).title_field
        rows = (self.after, self.before, self.was)
        value = next((row[name] for row in rows if row.get(name) is not None), None)
        return _shown(self.entity, name, value) or self.key

    @property
    def fields(self) -> tuple[FieldPreview, ...]:
        """Return the fields that change or come into conflict, as people read them."""
        came = _conflicts(self.after) - _conflicts(self.before)
        found = [self._field(name, came) for name in _changed(self.entity, self.before, self.after)]
        found = [one for one in found if one.before or one.after or one.other]
        if DELETE_EDIT in came:
            text = texts.CONFLICT_DELETE_EDIT
            found.append(FieldPreview(DELETE_EDIT, text, "", "", conflict=True))
        return tuple(found)

    def _field(self, name: str, came: set[str]) -> FieldPreview:
        """Return one field before and after; `came` are the conflicts that are new."""
        label = entity_named(self.entity).fields[name].label
        before = _shown(self.entity, name, self.before.get(name))
        after = _shown(self.entity, name, self.after.get(name))
        set_to = [_shown(self.entity, name, one[name]) for one in self.rivals if name in one]
        other = ", ".join(dict.fromkeys(one for one in set_to if one != after))
        return FieldPreview(name, label, before, after, name in came, other)

    @property
    def conflict(self) -> bool:
        """Say whether a person must settle something in this record."""
        return bool(_conflicts(self.after) - _conflicts(self.before))


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a package would do: records, conflicts it brings, what would be missing afterwards."""

    records: tuple[RecordPreview, ...]
    conflicts: int
    missing: Mapping[str, tuple[int, int]]
    forked: tuple[str, ...]

    def count(self, kind: str) -> int:
        """Return how many records are of a kind."""
        return sum(one.kind == kind for one in self.records)


class _OnlyLooking(Exception):  # noqa: N818 -- says that a transaction ended as meant
    """Ends a step whose writes are not wanted."""


def foresee(
    workspace: Workspace, take: Callable[[], object], records: Iterable[_Place]
) -> Foreseen:
    """Return what `take` would do to `records`, by letting it happen and undoing it all."""
    store, places = workspace.store, sorted(set(records))
    found = Foreseen((), 0, {}, ())
    with contextlib.suppress(_OnlyLooking), store.step("", workspace.user, kind="take"):
        before = Standing.of(workspace, places)
        take()
        found = before.compared(workspace)
        raise _OnlyLooking
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """How some records stand, and what is in conflict or forked, at one moment of a step."""

    rows: _Rows
    conflicts: frozenset[tuple[str, str, str]]
    forked: frozenset[str]

    @classmethod
    def of(cls, workspace: Workspace, places: Sequence[_Place]) -> Standing:
        """Return how things stand now."""
        log = workspace.store.log
        forked = frozenset(one.wid for one in log.writers() if one.forked)
        return cls(_rows(workspace, places), frozenset(log.conflict_units()), forked)

    def compared(self, workspace: Workspace) -> Foreseen:
        """Return what the open step changed since."""
        workspace.store.work_out()
        after = Standing.of(workspace, sorted(self.rows))
        found = [_preview(place, self.rows[place], row) for place, row in after.rows.items()]
        is_few = sum(one.kind == "changed" for one in found) <= AT_ONCE
        records = (
            _with_rivals(workspace, replace(one, goes_back=is_few and _goes_back(workspace, one)))
            for one in found
        )
        return Foreseen(
            tuple(records),
            len(after.conflicts - self.conflicts),
            gaps(workspace.store),
            tuple(sorted(after.forked - self.forked)),
        )


def _rows(workspace: Workspace, places: Sequence[_Place]) -> _Rows:
    """Return the filled fields of each record's visible row, {} where there is none to see."""
    found: _Rows = {place: {} for place in places}
    for entity in sorted({entity for entity, _ in places if is_declared(entity)}):
        wanted = [key for name, key in places if name == entity]
        for start in range(0, len(wanted), AT_ONCE):
            keys = wanted[start : start + AT_ONCE]
            for row in workspace.store.rows_of(entity_named(entity), keys):
                filled = {name: value for name, value in row.items() if value is not None}
                found[entity, str(row["key"])] = filled
    return found


def _preview(place: _Place, before: Row, after: Row) -> RecordPreview:
    """Return what happened to one record."""
    entity, key = place
    kind = _kind(entity, before, after) if is_declared(entity) else "later"
    return RecordPreview(entity, key, kind, before, after)


def _goes_back(workspace: Workspace, found: RecordPreview) -> bool:
    """Say whether a record is removed or gets in every field a value it held before."""
    if found.kind != "changed" or found.conflict:
        return found.kind == "removed"
    log = workspace.store.log
    state = workspace.store.state(found.entity, found.key)
    heads = {head.ref for held in state.heads.values() for head in held}
    older = [one.values for one in log.changes_of(found.entity, found.key) if one.ref not in heads]
    names = _changed(found.entity, found.before, found.after)
    values = {name: found.after.get(name) for name in names}
    return all(
        value is None or any(one.get(name) == value for one in older)
        for name, value in values.items()
    )


def _with_rivals(workspace: Workspace, found: RecordPreview) -> RecordPreview:
    """Return a preview with what stands against each other, where a person must settle it."""
    if not found.conflict:
        return found
    state = workspace.store.state(found.entity, found.key)
    heads = {head.ref: head for held in state.heads.values() for head in held if len(held) > 1}
    was: Row = {}
    if DELETE_EDIT in _conflicts(found.after):
        was = history.before_deletion(workspace.store, found.entity, found.key)
    return replace(found, rivals=tuple(one.change.values for one in heads.values()), was=was)


def _kind(entity: str, before: Row, after: Row) -> str:
    """Return which of `KINDS` a record is."""
    if before and after:
        return "changed" if before != after and _changed(entity, before, after) else "stale"
    if after:
        return "new"
    return "removed" if before else "stale"


def _changed(entity: str, before: Row, after: Row) -> list[str]:
    """Return the fields that changed or came into conflict."""
    came = _conflicts(after) - _conflicts(before)
    names = entity_named(entity).fields if is_declared(entity) else {}
    return [name for name in names if before.get(name) != after.get(name) or name in came]


def _conflicts(row: Row) -> set[str]:
    """Return the fields a visible row marks as not agreed."""
    return {name for name in str(row.get("conflicts") or "").split(",") if name}


def _shown(entity: str, name: str, value: StoredValue) -> str:
    """Return a stored value as people read it."""
    declared = entity_named(entity).fields[name]
    return display_text(declared, from_stored(declared.kind, value))
