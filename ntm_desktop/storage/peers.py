"""The other copies: what each of them last said it holds, and which of them still count.

A vector maps a writer id to (number, prefix hash). The rules are V2, V3 and V9 of
docs/exchange-format.md: the last vector received replaces the one before, also downwards.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from ntm_desktop.storage.store import Store

Vector = Mapping[str, tuple[int, str]]
Wanted = Mapping[str, tuple[int, ...]]
NOTHING: Wanted = MappingProxyType({})
SILENT_AFTER = 20  # packages of its unit without hearing from a replica (V9)


@dataclass(frozen=True, slots=True)
class Peer:
    """Another copy: `heard` is ms since 1970, `turn` the count of its unit's packages then.

    `retired` says that a later id of the same copy replaced it, `silent` that its unit sent many
    packages since: neither holds back what is sent to the unit.
    """

    replica: str
    unit: str
    device: str
    have: Vector
    heard: int
    turn: int
    retired: bool
    silent: bool
    wanted: Wanted = field(default_factory=dict)

    @property
    def counts(self) -> bool:
        """Say whether what this copy acknowledged limits what its unit is sent."""
        return not (self.retired or self.silent)


def peers(store: Store) -> list[Peer]:
    """Return every copy a package came from, by unit and id."""
    rows = store.query(
        "SELECT rep, unit, device, have, heard, turn, retired,"
        " (SELECT max(turn) FROM sync_peer AS other WHERE other.unit = sync_peer.unit) - turn >= ?,"
        " wanted FROM sync_peer ORDER BY unit, rep",
        SILENT_AFTER,
    )
    return [_peer(row) for row in rows]


def named(store: Store, replica: str) -> tuple[str, str] | None:
    """Return unit and computer of a copy a package came from, None where none did."""
    rows = store.query("SELECT unit, device FROM sync_peer WHERE rep = ?", replica)
    return (str(rows[0][0]), str(rows[0][1])) if rows else None


def _peer(row: tuple[Any, ...]) -> Peer:
    """Return a row of the table as a copy."""
    rep, unit, device, have, heard, turn, retired, silent, wanted = row
    lacks = {sha256: tuple(pieces) for sha256, pieces in json.loads(wanted).items()}
    vector = vector_of(have)
    return Peer(rep, unit, device, vector, heard, turn, bool(retired), bool(silent), lacks)


def peers_of(store: Store, units: Collection[str]) -> list[Peer]:
    """Return the copies of some units whose acknowledgements count."""
    return [one for one in peers(store) if one.unit in units and one.counts]


def vector_of(text: str) -> Vector:
    """Return a vector from its stored text."""
    return {wid: (n, prefix) for wid, (n, prefix) in json.loads(text).items()}


def hear(
    store: Store,
    replica: str,
    unit: str,
    device: str,
    replaces: Iterable[str],
    have: Vector,
    *,
    is_part: bool = False,
    wanted: Wanted = NOTHING,
) -> None:
    """Keep the vector of a copy a new package came from, and retire the ids it replaces (V2).

    Its want list, too, replaces the one before. Hearing from a retired id makes it count again.
    `is_part` says that another part of the same export came before: one export counts once. Runs
    inside the open step.
    """
    vector = json.dumps({wid: list(found) for wid, found in have.items()})
    lacks = json.dumps({sha256: list(pieces) for sha256, pieces in wanted.items()})
    [(turn,)] = store.query("SELECT coalesce(max(turn), 0) FROM sync_peer WHERE unit = ?", unit)
    store.execute(
        "INSERT OR REPLACE INTO sync_peer (rep, unit, have, heard, device, retired, turn, wanted)"
        " VALUES (?, ?, ?, ?, ?, 0, ?, ?)",
        *(replica, unit, vector, store.clock(), device, turn + (not is_part), lacks),
    )
    for old in set(replaces) - {replica}:
        store.execute("UPDATE sync_peer SET retired = 1 WHERE rep = ? AND unit = ?", old, unit)
