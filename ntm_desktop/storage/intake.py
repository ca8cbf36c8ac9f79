"""Take in the changes of other copies: one transaction, idempotent, gaps and forks noticed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ntm_desktop.domain.changes import Change, chain_next, chain_start
from ntm_desktop.domain.entity import StoredValue
from ntm_desktop.storage import peers as copies
from ntm_desktop.storage import traffic
from ntm_desktop.storage.store import Store
from ntm_desktop.storage.traffic import Answer, TakenPackage


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
    """Which package is taken in, who sent it, and the batch it belongs to.

    `replaces` are earlier ids of the sending copy, `created` its time in ms since 1970, `answers`
    the receipts inside, `wanted` the files the sender lacks, `part` which part of an export it is.
    """

    id: str
    unit: str
    replica: str
    batch: str
    device: str = ""
    kind: str = "full"
    serial: int = 0
    created: int = 0
    replaces: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    wanted: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    part: int = 1


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
        held = _held(store, arrival)
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
    confirm: str = "",
) -> Taken:
    """Hold every new change of a package inside the caller's open step.

    `have` is the sender's vector, `confirm` the code this copy answers with. A package taken in
    before changes nothing.
    """
    arrivals = tuple(one for one in arrivals if one.changes)
    if is_known_package(store, package.id):
        return Taken(0, sum(len(arrival.changes) for arrival in arrivals), 0, rotated=False)
    own, own_news = store.own_writers, False
    new, known, records = 0, 0, set()
    for arrival in arrivals:
        place = (arrival.wid, arrival.unit, arrival.stream, arrival.schema)
        fresh = store.hold(place, arrival.changes)
        new += len(fresh)
        known += len(arrival.changes) - len(fresh)
        records |= {(change.entity, change.key) for change in fresh}
        own_news = own_news or (bool(fresh) and arrival.wid in own)
        _after_arrival(store, arrival.wid, fresh)
    rotated = _notice(store, have, _by_writer(arrivals)) or own_news
    if rotated:
        store.renew_replica()
    sender = (package.replica, package.unit, package.device)
    is_part = _is_part(store, package)
    copies.hear(store, *sender, package.replaces, have, is_part=is_part, wanted=package.wanted)
    for answer in package.answers:
        traffic.note_answer(store, answer)
    _keep_in_log(store, package, new, known, confirm)
    return Taken(new, known, len(records), rotated)


def _is_part(store: Store, package: ArrivingPackage) -> bool:
    """Say whether another part of the same export was taken in before."""
    sql = "SELECT 1 FROM sync_import WHERE replica = ? AND serial = ? AND serial > 0"
    return bool(store.query(sql, package.replica, package.serial))


def _keep_in_log(
    store: Store, package: ArrivingPackage, new: int, known: int, confirm: str
) -> None:
    """Note the package in the import log."""
    traffic.note_taken(
        store,
        TakenPackage(
            package=package.id,
            unit=package.unit,
            replica=package.replica,
            device=package.device,
            at=store.clock(),
            new=new,
            known=known,
            conflicts=0,
            batch=package.batch,
            step=store.step_row(),
            kind=package.kind,
            serial=package.serial,
            created=package.created,
            confirm=confirm,
            untaken=None,
            part=package.part,
        ),
    )


def parts_here(store: Store, replica: str, serial: int) -> frozenset[int]:
    """Return which parts of one export of a copy were taken in."""
    sql = "SELECT part FROM sync_import WHERE replica = ? AND serial = ?"
    return frozenset(int(row[0]) for row in store.query(sql, replica, serial))


def gaps(store: Store) -> dict[str, tuple[int, int]]:
    """Return writer → (first, last) number that others hold and this copy does not."""
    rows = store.query("SELECT w, first, last FROM sync_gap ORDER BY w")
    return {w: (first, last) for w, first, last in rows}


def forget_gap(store: Store, wid: str) -> None:
    """Drop a gap inside the open step, until somebody tells of it again."""
    store.execute("DELETE FROM sync_gap WHERE w = ?", wid)


def peers(store: Store) -> list[dict[str, StoredValue]]:
    """Return the copies packages came from: id, unit, when last heard (ms), whether they count."""
    return [
        {
            "replica": one.replica,
            "unit": one.unit,
            "device": one.device,
            "heard": one.heard,
            "retired": one.retired,
            "silent": one.silent,
        }
        for one in copies.peers(store)
    ]


def _held(store: Store, arrival: Arrival) -> set[str]:
    """Return the refs held of a writer in the range of numbers that arrives."""
    writer = store.log.writer(arrival.wid)
    if writer is None or not arrival.changes:
        return set()
    numbers = [change.n for change in arrival.changes]
    return store.log.refs(writer, min(numbers), max(numbers))


def _after_arrival(store: Store, wid: str, fresh: Sequence[Change]) -> None:
    """Advance the writer's prefix; two contents for one number mark it forked (I5)."""
    writer = store.log.writer(wid)
    if writer is None or not fresh:
        return
    first, last = min(one.n for one in fresh), max(one.n for one in fresh)
    if not writer.forked and store.log.has_branches(writer, first, last):
        store.log.mark_forked(writer)
    store.log.advance(wid)


def _by_writer(arrivals: Iterable[Arrival]) -> dict[str, list[Change]]:
    """Return writer → all its changes in a package (a new schema begins a new section)."""
    found: dict[str, list[Change]] = {}
    for arrival in arrivals:
        found.setdefault(arrival.wid, []).extend(arrival.changes)
    return found


def _notice(
    store: Store, have: Mapping[str, tuple[int, str]], brought: Mapping[str, Sequence[Change]]
) -> bool:
    """Compare the sender's vector with ours (V4, I5); return whether our own log forked (I4)."""
    own = store.own_writers
    is_own_fork = False
    for wid, (n, prefix) in have.items():
        if _contig(store, wid) < n:
            _note_gap(store, wid, n, prefix)
        elif not _has_prefix(store, wid, n, prefix):
            _note_fork(store, wid)
            if _brings_branch(wid, brought.get(wid, ()), n, prefix):
                store.execute("DELETE FROM sync_gap WHERE w = ? AND last <= ?", wid, n)
            else:
                _note_gap(store, wid, n, prefix)
        else:
            continue
        is_own_fork = is_own_fork or wid in own
    store.log.keep_checkpoints(have)
    _close_gaps(store)
    _note_holes(store, {*have, *brought})
    return is_own_fork


def _contig(store: Store, wid: str) -> int:
    """Return how far a writer's log is held without gap, 0 for an unknown writer."""
    writer = store.log.writer(wid)
    return writer.contig if writer else 0


def _has_prefix(store: Store, wid: str, n: int, prefix: str) -> bool:
    """Say whether our changes 1..n of a writer are the sender's."""
    return not prefix or store.log.prefix_at(wid, n) == prefix


def _note_gap(store: Store, wid: str, last: int, prefix: str) -> None:
    """Keep that others hold these numbers; a late old package never makes a gap smaller."""
    store.execute(
        "INSERT INTO sync_gap (w, first, last, prefix) VALUES (?, 1, ?, ?)"
        " ON CONFLICT (w) DO UPDATE SET last = excluded.last, prefix = excluded.prefix"
        " WHERE excluded.last >= last",
        wid,
        last,
        prefix,
    )


def _note_holes(store: Store, wids: Collection[str]) -> None:
    """Keep what is missing before changes that are held, where nobody's vector tells of it.

    Whoever sent them on may lack the same numbers: then no vector ever names them.
    """
    for writer in store.log.writers():
        reached = store.log.next_held(writer) if writer.wid in wids else None
        if reached is not None:
            store.execute(
                "INSERT OR IGNORE INTO sync_gap (w, first, last, prefix) VALUES (?, ?, ?, '')",
                writer.wid,
                writer.contig + 1,
                reached - 1,
            )


def _note_fork(store: Store, wid: str) -> None:
    """Leave a writer out of our vector for ever: others hold other changes under its numbers."""
    writer = store.log.writer(wid)
    assert writer is not None
    store.log.mark_forked(writer)


def _brings_branch(wid: str, changes: Sequence[Change], n: int, prefix: str) -> bool:
    """Say whether a package holds just the changes 1..n that its sender's vector tells of."""
    if [change.n for change in changes[:n]] != list(range(1, n + 1)):
        return False
    chain = chain_start(wid)
    for change in changes[:n]:
        chain = chain_next(chain, change.line)
    return chain.hex()[:16] == prefix


def _close_gaps(store: Store) -> None:
    """Narrow the gaps to what is still missing, and drop those that are filled."""
    for wid, last, prefix in store.query("SELECT w, last, prefix FROM sync_gap"):
        held = _contig(store, wid)
        if held < last:
            store.execute("UPDATE sync_gap SET first = ? WHERE w = ?", held + 1, wid)
        elif _has_prefix(store, wid, last, prefix) or store.log.has_branch(wid, last, prefix):
            store.execute("DELETE FROM sync_gap WHERE w = ?", wid)
        else:
            _note_fork(store, wid)
            store.execute("UPDATE sync_gap SET first = 1 WHERE w = ?", wid)
