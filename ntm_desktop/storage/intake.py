"""Take in the changes of other copies: one transaction, idempotent, gaps and forks noticed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ntm_desktop.domain.changes import Change, chain_next, chain_start
from ntm_desktop.domain.entity import StoredValue
from ntm_desktop.storage.store import Store


@dataclass(frozen=True, slots=True)
class Arrival:
    """Changes of one writer as a package brings them."""

    wid: str
    unit: str
    stream: str
    schema: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking in one package did."""

    new: int
    known: int
    records: int
    rotated: bool


def is_known_package(store: Store, package_id: str) -> bool:
    """Say whether this very package was taken in before."""
    return bool(store.query("SELECT 1 FROM sync_import WHERE pkg = ?", package_id))


def count_new(store: Store, arrivals: Iterable[Arrival]) -> tuple[int, int, set[tuple[str, str]]]:
    """Return how many changes are new, how many known, and the records the new ones touch."""
    new, known, records = 0, 0, set()
    for arrival in arrivals:
        held = _held(store, arrival.wid)
        for change in arrival.changes:
            if change.ref in held:
                known += 1
            else:
                new += 1
                records.add((change.entity, change.key))
    return new, known, records


def take_in(
    store: Store,
    arrivals: Iterable[Arrival],
    package: tuple[str, str, str],
    have: Mapping[str, tuple[int, str]],
) -> Taken:
    """Hold every new change of a package inside the caller's open step.

    `package` is (package id, sending unit, sending replica); `have` is the sender's vector.
    """
    package_id, unit, replica = package
    new, known, records = 0, 0, set()
    own = store.replica
    for arrival in arrivals:
        place = (arrival.wid, arrival.unit, arrival.stream, arrival.schema)
        for change in arrival.changes:
            if store.take_in(place, change):
                new += 1
                records.add((change.entity, change.key))
            else:
                known += 1
        _after_arrival(store, arrival.wid)
    rotated = _notice(store, have, own, replica, unit)
    store.execute(
        "INSERT INTO sync_import VALUES (?, ?, ?, ?)",
        package_id,
        store.clock(),
        unit,
        f"{new}/{known}",
    )
    return Taken(new, known, len(records), rotated)


def gaps(store: Store) -> dict[str, tuple[int, int]]:
    """Return writer → (first, last) number that others hold and this copy does not."""
    return {w: (first, last) for w, first, last in store.query("SELECT * FROM sync_gap ORDER BY w")}


def peers(store: Store) -> list[dict[str, StoredValue]]:
    """Return the copies packages came from: id, unit, when last heard (ms)."""
    rows = store.query("SELECT rep, unit, heard FROM sync_peer ORDER BY rep")
    return [{"replica": rep, "unit": unit, "heard": heard} for rep, unit, heard in rows]


def _held(store: Store, wid: str) -> set[str]:
    """Return the refs held of one writer."""
    rows = store.query("SELECT n, h FROM sync_op JOIN sync_writer USING (w) WHERE wid = ?", wid)
    return {f"{wid}.{n}.{h}" for n, h in rows}


def _after_arrival(store: Store, wid: str) -> None:
    """Advance the writer's prefix; two contents for one number mark it forked (I5)."""
    writer = store.log.writer(wid)
    if writer is None:
        return
    doubled = store.query(
        "SELECT 1 FROM sync_op WHERE w = ? GROUP BY n HAVING count(*) > 1 LIMIT 1", writer.row
    )
    if doubled:
        store.log.mark_forked(writer)
    store.log.advance(wid)


def _notice(
    store: Store, have: Mapping[str, tuple[int, str]], own: str, replica: str, unit: str
) -> bool:
    """Compare the sender's vector with ours: gaps (V4), forks (I5), our own fork (I4)."""
    rotated = False
    store.execute(
        "DELETE FROM sync_gap WHERE w IN (SELECT value FROM json_each(?))", json.dumps(list(have))
    )
    for wid, (n, prefix) in have.items():
        held = store.log.add_writer(wid, unit, "shared", 1).contig
        if held < n:
            store.execute("INSERT OR REPLACE INTO sync_gap VALUES (?, ?, ?)", wid, held + 1, n)
        elif prefix_at(store, wid, n) != prefix:
            writer = store.log.writer(wid)
            assert writer is not None
            store.log.mark_forked(writer)
        if own and wid == own and (held < n or prefix_at(store, wid, n) != prefix):
            store.renew_replica()
            rotated = True
    store.execute(
        "INSERT OR REPLACE INTO sync_peer VALUES (?, ?, ?, ?)",
        replica,
        unit,
        json.dumps({w: list(found) for w, found in have.items()}),
        store.clock(),
    )
    return rotated


def prefix_at(store: Store, wid: str, n: int) -> str:
    """Return a writer's prefix hash (16 hex digits) at `n`, from the nearest checkpoint."""
    rows = store.query(
        "SELECT n, chain FROM sync_chain JOIN sync_writer USING (w) WHERE wid = ? AND n <= ?"
        " ORDER BY n DESC LIMIT 1",
        wid,
        n,
    )
    at, chain = (rows[0][0], bytes(rows[0][1])) if rows else (0, chain_start(wid))
    lines = store.query(
        "SELECT n, min(line) FROM sync_op JOIN sync_writer USING (w)"
        " WHERE wid = ? AND n > ? AND n <= ? GROUP BY n ORDER BY n",
        wid,
        at,
        n,
    )
    for _, line in lines:
        chain = chain_next(chain, bytes(line))
    return chain.hex()[:16]
