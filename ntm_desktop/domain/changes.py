"""One noted edit, field by field: what was set and which earlier versions it replaces.

A record is a set of changes (docs/exchange-format.md). The line of a change is its canonical JSON;
it is kept and forwarded unchanged for ever, and its hash is part of the change's identity.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from ntm_desktop.domain.entity import StoredValue

Ref = str

MOST_BYTES = 256 * 1024  # of one line: every reader of exchange files holds these limits
MOST_REFS = 64  # of one field in one change
_PORTION_FIELDS, _PORTION_REFS = 200, 1000  # together: with them a line stays well below its limit


@dataclass(frozen=True, slots=True)
class Change:
    """A saved edit of one record by writer `w`, number `n`.

    `values` maps field to value; empty means the record was deleted. `supersedes` maps field to
    the refs of the versions the person saw and replaced. `at` is the writer's clock in ms since
    1970 as claimed (0: known to be wrong); it decides nothing but display order.
    """

    w: str
    n: int
    at: int
    user: str
    entity: str
    key: str
    values: Mapping[str, StoredValue]
    supersedes: Mapping[str, tuple[Ref, ...]]
    line: bytes = field(repr=False)
    ref: Ref

    @property
    def is_deletion(self) -> bool:
        """Say whether this change deletes the record."""
        return not self.values


def canonical(value: Any) -> bytes:
    """Return the one JSON spelling of a value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def make_change(
    w: str,
    n: int,
    at: int,
    user: str,
    record: tuple[str, str],
    values: Mapping[str, StoredValue],
    supersedes: Mapping[str, tuple[Ref, ...]],
) -> Change:
    """Return a new change of `record` (entity, key) with its canonical line and ref."""
    ordered = {name: tuple(sorted(set(refs))) for name, refs in supersedes.items() if refs}
    refs = {name: list(found) for name, found in ordered.items()}
    line = canonical([n, at, user, record[0], record[1], dict(values), refs])
    return Change(w, n, at, user, *record, dict(values), ordered, line, make_ref(w, n, line))


def portions(supersedes: Mapping[str, tuple[Ref, ...]]) -> Iterator[dict[str, tuple[Ref, ...]]]:
    """Yield what a change replaces, cut where one change may not replace all of it.

    Each portion has room for one more ref a field: that of the change before it.
    """
    found: dict[str, tuple[Ref, ...]] = {}
    count = 0
    for name, refs in supersedes.items():
        for ref in sorted(set(refs)):
            is_long = len(found.get(name, ())) == MOST_REFS - 1 or count == _PORTION_REFS
            if is_long or (name not in found and len(found) == _PORTION_FIELDS):
                yield found
                found, count = {}, 0
            found[name] = (*found.get(name, ()), ref)
            count += 1
    yield found


def parse_line(w: str, line: bytes) -> Change:
    """Return the change a stored line holds. The line was checked when it was taken in."""
    n, at, user, entity, key, values, supersedes = cast(list[Any], json.loads(line))
    refs = {name: tuple(found) for name, found in supersedes.items()}
    return Change(w, n, at, user, entity, key, values, refs, line, make_ref(w, n, line))


def renamed(change: Change, names: Mapping[str, str]) -> Change:
    """Return the change as read with some fields under later ids (old → new); line and ref stay.

    Where a change speaks of both ids, the versions under both are replaced and the value under the
    new one counts.
    """
    if not names or not names.keys() & (change.values.keys() | change.supersedes.keys()):
        return change
    values = {names.get(name, name): value for name, value in change.values.items()}
    values |= {name: value for name, value in change.values.items() if name not in names}
    supersedes: dict[str, tuple[Ref, ...]] = {}
    for name, refs in change.supersedes.items():
        place = names.get(name, name)
        supersedes[place] = tuple(sorted({*supersedes.get(place, ()), *refs}))
    return replace(change, values=values, supersedes=supersedes)


def line_hash(w: str, line: bytes) -> str:
    """Return the 16 hex digits that make a change's identity independent of its number."""
    return hashlib.sha256(w.encode() + b"\n" + line).hexdigest()[:16]


def make_ref(w: str, n: int, line: bytes) -> Ref:
    """Return the ref of a change: writer, number, hash."""
    return f"{w}.{n}.{line_hash(w, line)}"


def chain_start(w: str) -> bytes:
    """Return the chain value before a writer's first change."""
    return hashlib.sha256(w.encode()).digest()


def chain_next(chain: bytes, line: bytes) -> bytes:
    """Return the chain value after one more line; equal chains mean equal prefixes."""
    return hashlib.sha256(chain + hashlib.sha256(line).digest()).digest()


@dataclass(frozen=True, slots=True)
class Touched:
    """Which entities a write touched, so that each screen knows whether to reload."""

    entities: frozenset[str] = frozenset()

    def any(self, *names: str) -> bool:
        """Say whether one of these entities was touched."""
        return not self.entities.isdisjoint(names)

    def __or__(self, other: Touched) -> Touched:
        return Touched(self.entities | other.entities)
