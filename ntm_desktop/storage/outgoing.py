"""What a package for somebody must hold: only what the receiver has not acknowledged (V3, V5)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from ntm_desktop import texts
from ntm_desktop.errors import DataFileError
from ntm_desktop.storage.changelog import AlteredError, Writer
from ntm_desktop.storage.peers import Vector, peers, peers_of
from ntm_desktop.storage.store import Store

SHARED, OFFICE = "shared", "office"


@dataclass(frozen=True, slots=True)
class OutgoingLog:
    """The changes of one writer that go into a package, in order of number, perhaps with gaps."""

    wid: str
    unit: str
    stream: str
    schema: int
    lines: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What goes into a package: `base` is taken for granted, `have` is all the sender holds."""

    kind: str
    base: Vector
    have: Vector
    logs: tuple[OutgoingLog, ...]


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom a package is made.

    `units` are unit codes (none: everybody), `replicas` single copies where only their
    acknowledgements count. `speaks_for(unit, other)` says whether `unit` is `other` or above it.
    """

    units: tuple[str, ...] = ()
    replicas: tuple[str, ...] = ()
    speaks_for: Callable[[str, str], bool] = lambda unit, other: unit == other


def compose(store: Store, audience: Audience, *, full: bool = False) -> Outgoing:
    """Return what to send; `full` leaves acknowledgements aside. Runs inside the open step.

    Nothing is left out by receiver but what was written to the office log, which goes to copies of
    the own unit only. Each vector sent becomes a checkpoint of the chain (V1). Raises
    `DataFileError` where a change is not what it was when it was noted.
    """
    streams = streams_for(store, audience.units)
    writers = [one for one in store.log.writers() if one.stream in streams]
    vectors = [] if full else _vectors(store, audience)
    base, logs = {}, []
    for writer in writers:
        if not audience.speaks_for(store.unit, writer.unit):
            continue  # receivers refuse a package that speaks for others (T4)
        acknowledged = acknowledged_of(store, writer, vectors)
        if acknowledged:
            base[writer.wid] = (acknowledged, store.log.prefix_at(writer.wid, acknowledged))
        lines = _lines(store, writer, acknowledged)
        if lines:
            logs.append(OutgoingLog(writer.wid, writer.unit, writer.stream, writer.schema, lines))
    have = held_for(store, audience, writers)
    store.log.keep_checkpoints(have)
    return Outgoing("delta" if base else "full", base, have, tuple(logs))


def _lines(store: Store, writer: Writer, after: int) -> tuple[bytes, ...]:
    """Return the changes of a writer after a number, each as it was noted."""
    try:
        return tuple(store.log.lines(writer, after))
    except AlteredError as error:
        message = texts.DATA_FILE_DAMAGED.format(path=store.path)
        raise DataFileError(message, hint=texts.DATA_FILE_DAMAGED_HINT) from error


def streams_for(store: Store, units: Collection[str]) -> tuple[str, ...]:
    """Return the logs a package for these units may hold (V5)."""
    return (SHARED, OFFICE) if set(units) == {store.unit} else (SHARED,)


def held_for(store: Store, audience: Audience, writers: Collection[Writer]) -> Vector:
    """Return the vector a package says: what we may hand on, and what its receiver may have sent.

    Others' logs stay out: a third office could neither get them from us nor ask for them.
    """
    about = audience.units if len(audience.units) == 1 else ()
    speakers = (store.unit, *about)
    return {
        one.wid: (one.contig, one.chain.hex()[:16])
        for one in writers
        if one.contig
        and not one.forked
        and any(audience.speaks_for(unit, one.unit) for unit in speakers)
    }


def _vectors(store: Store, audience: Audience) -> list[Vector]:
    """Return the vectors that limit what is sent, none where nothing can be taken for granted."""
    if audience.replicas:
        known = {one.replica: one.have for one in peers(store)}
        return [known.get(replica, {}) for replica in audience.replicas]
    found = peers_of(store, audience.units)
    is_known = bool(audience.units) and set(audience.units) <= {one.unit for one in found}
    return [one.have for one in found] if is_known else []


def acknowledged_of(store: Store, writer: Writer, vectors: Collection[Vector]) -> int:
    """Return up to which number of a writer every receiver surely holds what we hold (V3).

    0 where nobody is known, one of them never heard of the writer, it is forked, or one of them
    holds another prefix: then all of it is sent.
    """
    found = [vector.get(writer.wid) for vector in vectors]
    held = [one for one in found if one is not None]
    if writer.forked or not held or len(held) < len(found):
        return 0
    for n, prefix in held:
        if n <= writer.contig and store.log.prefix_at(writer.wid, n) != prefix:
            return 0
    return min(writer.contig, *(n for n, _ in held))
