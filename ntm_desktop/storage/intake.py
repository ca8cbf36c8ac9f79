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
class ArrivingPackage:
    """Which package is taken in: its id, who sent it, and the batch it belongs to."""

    id: str
    unit: str
    replica: str
    batch: str


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
    package: ArrivingPackage,
    have: Mapping[str, tuple[int, str]],
) -> Taken:
    """Hold every new change of a package inside the caller's open step.

    `have` is the sender's vector.
    """
    arrivals = tuple(arrivals)
    if is_known_package(store, package.id):
        return Taken(0, sum(len(arrival.changes) for arrival in arrivals), 0, rotated=False)
    own, own_news = store.own_writers, False
    new, known, records = 0, 0, set()
    for arrival in arrivals:
        place = (arrival.wid, arrival.unit, arrival.stream, arrival.schema)
        for change in arrival.changes:
            if store.take_in(place, change):
                new += 1
                records.add((change.entity, change.key))
                own_news = own_news or arrival.wid in own
            else:
                known += 1
        _after_arrival(store, arrival.wid)
    rotated = _notice(store, have) or own_news
    if rotated:
        store.renew_replica()
    _keep_peer(store, package.replica, package.unit, have)
    store.note_import(package.id, package.unit, f"{new}/{known}", package.batch)
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


def _notice(store: Store, have: Mapping[str, tuple[int, str]]) -> bool:
    """Compare the sender's vector with ours (V4, I5); return whether our own log forked (I4)."""
    own = store.own_writers
    is_own_fork = False
    for wid, (n, prefix) in have.items():
        held = _contig(store, wid)
        if held < n:
            _note_gap(store, wid, held + 1, n)
        elif prefix_at(store, wid, n) != prefix:
            _note_fork(store, wid, n)
        else:
            continue
        is_own_fork = is_own_fork or wid in own
    _close_gaps(store)
    return is_own_fork


def _contig(store: Store, wid: str) -> int:
    """Return how far a writer's log is held without gap, 0 for an unknown writer."""
    writer = store.log.writer(wid)
    return writer.contig if writer else 0


def _note_gap(store: Store, wid: str, first: int, last: int) -> None:
    """Keep that others hold these numbers; a late old package never makes a gap smaller."""
    store.execute(
        "INSERT INTO sync_gap VALUES (?, ?, ?)"
        " ON CONFLICT (w) DO UPDATE SET first = excluded.first, last = max(last, excluded.last)",
        wid,
        first,
        last,
    )


def _note_fork(store: Store, wid: str, n: int) -> None:
    """Mark a writer whose prefix differs; the other branch is a gap until it is held too."""
    writer = store.log.writer(wid)
    assert writer is not None
    store.log.mark_forked(writer)
    if len(store.log.holds(wid, n)) < 2:
        _note_gap(store, wid, 1, n)


def _close_gaps(store: Store) -> None:
    """Narrow the gaps to what is still missing, and drop those that are filled."""
    for wid, (first, last) in gaps(store).items():
        held = _contig(store, wid)
        if held < last:
            store.execute("UPDATE sync_gap SET first = ? WHERE w = ?", held + 1, wid)
        elif first > 1 or not _misses_branch(store, wid, last):
            store.execute("DELETE FROM sync_gap WHERE w = ?", wid)


def _misses_branch(store: Store, wid: str, n: int) -> bool:
    """Say whether only one branch of a forked writer is held at `n`."""
    writer = store.log.writer(wid)
    return writer is not None and writer.forked and len(store.log.holds(wid, n)) < 2


def _keep_peer(store: Store, replica: str, unit: str, have: Mapping[str, tuple[int, str]]) -> None:
    """Keep the sender's vector: the last one received replaces the one before (V2)."""
    vector = json.dumps({wid: list(found) for wid, found in have.items()})
    store.execute(
        "INSERT OR REPLACE INTO sync_peer VALUES (?, ?, ?, ?)",
        replica,
        unit,
        vector,
        store.clock(),
    )


def prefix_at(store: Store, wid: str, n: int) -> str:
    """Return a writer's prefix hash (16 hex digits) at `n`, from the nearest checkpoint."""
    rows = store.query(
        "SELECT n, sync_chain.chain FROM sync_chain JOIN sync_writer USING (w)"
        " WHERE wid = ? AND n <= ? ORDER BY n DESC LIMIT 1",
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
