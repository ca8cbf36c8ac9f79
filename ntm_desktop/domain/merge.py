"""What a set of changes of one record amounts to: heads, shown values, conflicts.

The rules are M1-M18 of docs/exchange-format.md. Everything here is a function of the set alone:
order, repetition and clocks decide nothing (a clock only picks which of several conflicting values
is shown first).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ntm_desktop.domain.changes import Change
from ntm_desktop.domain.entity import StoredValue

DELETE_EDIT = "*"


@dataclass(frozen=True, slots=True)
class Head:
    """A version of a field that no held change replaces; `deleted` stands for ABSENT."""

    change: Change
    field: str
    deleted: bool

    @property
    def value(self) -> StoredValue:
        """Return the value of this version (None for a deleted one)."""
        return self.change.values.get(self.field)

    @property
    def ref(self) -> str:
        """Return the ref of the change that wrote this version."""
        return self.change.ref


@dataclass(frozen=True, slots=True)
class RecordState:
    """A record as the changes make it: what is shown, what competes, whether it is there."""

    heads: Mapping[str, tuple[Head, ...]]
    values: Mapping[str, StoredValue]
    conflicts: tuple[str, ...]
    exists: bool

    def seen(self) -> dict[str, tuple[str, ...]]:
        """Return field → refs: what a person looking at this state sees and may replace."""
        return {
            name: tuple(sorted(head.ref for head in heads)) for name, heads in self.heads.items()
        }

    def only_deleted(self) -> frozenset[str]:
        """Return the fields whose versions differ in nothing but that one of them is a deletion."""
        return frozenset(
            name
            for name, heads in self.heads.items()
            if not _disagree(tuple(head for head in heads if not head.deleted))
        )


def merge_record(changes: Iterable[Change], units: Mapping[str, str] | None = None) -> RecordState:
    """Return the state of one record from its changes; `units` maps field → merge unit."""
    held = list({change.ref: change for change in changes}.values())
    heads = _heads(held)
    exists = any(not head.deleted for found in heads.values() for head in found)
    values = _shown_values(heads) if exists else {}
    return RecordState(heads, values, _conflicts(heads, units or {}, exists), exists)


def values_at(
    changes: Iterable[Change], seen: Mapping[str, Iterable[str]]
) -> dict[str, StoredValue]:
    """Return the values a person was shown who saw the heads `seen` (field → refs)."""
    by_ref = {change.ref: change for change in changes}
    heads: dict[str, tuple[Head, ...]] = {}
    for name, refs in seen.items():
        known = [by_ref[ref] for ref in refs if ref in by_ref]
        if known:
            found = [Head(change, name, change.is_deletion) for change in known]
            heads[name] = tuple(sorted(found, key=_rank))
    return _shown_values(heads)


def faults(changes: Iterable[Change]) -> tuple[str, ...]:
    """Return the fields that had versions and show none although nobody emptied them (M17).

    Only changes that replace each other in a ring can do that, and those cannot be made.
    """
    held = list({change.ref: change for change in changes}.values())
    heads = _heads(held)
    written = {name for one in held for name in (one.supersedes if one.is_deletion else one.values)}
    emptied = {
        name for one in held if not one.is_deletion for name in one.supersedes.keys() - one.values
    }
    return tuple(sorted(written - heads.keys() - emptied))


def _heads(changes: list[Change]) -> dict[str, tuple[Head, ...]]:
    """Return the candidates of each field that no held change supersedes (M2, M3, M4)."""
    superseded = {
        (name, ref)
        for change in changes
        for name, refs in change.supersedes.items()
        for ref in refs
    }
    found: dict[str, list[Head]] = {}
    for change in changes:
        names = change.supersedes if change.is_deletion else change.values
        for name in names:
            if (name, change.ref) not in superseded:
                found.setdefault(name, []).append(Head(change, name, change.is_deletion))
    return {name: tuple(sorted(heads, key=_rank)) for name, heads in sorted(found.items())}


def _rank(head: Head) -> tuple[bool, int, str]:
    """Return the order of M10: has a value, then claimed time, then ref; the last one is shown."""
    return (not head.deleted, head.change.at, head.ref)


def _shown_values(heads: Mapping[str, tuple[Head, ...]]) -> dict[str, StoredValue]:
    """Return the shown value of each field.

    Fields of a merge unit are set together, so they have heads of the same changes and the
    greatest of them is one change: nothing is mixed (M18).
    """
    return {name: found[-1].value for name, found in heads.items() if not found[-1].deleted}


def _conflicts(
    heads: Mapping[str, tuple[Head, ...]], units: Mapping[str, str], exists: bool
) -> tuple[str, ...]:
    """Return the fields in conflict (M9); a conflict in a merge unit is one of all its fields."""
    names = {name for name, found in heads.items() if exists and _disagree(found)}
    in_units = {units[name] for name in names if units.get(name)}
    names |= {name for name in heads if units.get(name) in in_units}
    if exists and any(head.deleted for found in heads.values() for head in found):
        names.add(DELETE_EDIT)
    return tuple(sorted(names))


def _disagree(heads: tuple[Head, ...]) -> bool:
    """Say whether the heads of a field hold two or more different values (ABSENT counts)."""
    if len(heads) < 2:
        return False
    return len({(head.deleted, type(head.value), head.value) for head in heads}) > 1
