"""The append-only log of changes inside the data file: list, append, recompute records.

Every function runs inside the caller's transaction (`Store` opens it).
"""

from __future__ import annotations

import hashlib
import itertools
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ntm_desktop.domain.changes import (
    Change,
    chain_next,
    chain_start,
    line_hash,
    parse_line,
    renamed,
)
from ntm_desktop.domain.entity import entity_named, is_declared
from ntm_desktop.domain.merge import DELETE_EDIT, RecordState, faults, merge_record
from ntm_desktop.storage import visible

CHECKPOINT_EVERY = 512
AT_ONCE = 400  # records worked out together
BRANCHES = 256  # ways through a forked log that are tried
_WRITER = "w, wid, unit, stream, schema, contig, chain, forked"


class AlteredError(Exception):
    """A line of the log was changed beside the program: by a failing disk or by hand."""


@dataclass(frozen=True, slots=True)
class Writer:
    """A log of one replica and stream; 1..`contig` are all held, `chain` is their hash."""

    row: int
    wid: str
    unit: str
    stream: str
    schema: int
    contig: int
    chain: bytes
    forked: bool


class Changelog:
    """The log tables of one open connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection
        self._fresh: dict[str, Change] = {}  # taken in and not worked out yet: spares parsing

    # -- writers --

    def writers(self) -> list[Writer]:
        """Return every writer whose changes are held, by id."""
        rows = self._sql.execute(f"SELECT {_WRITER} FROM sync_writer ORDER BY wid")
        return [_writer(row) for row in rows]

    def writer(self, wid: str) -> Writer | None:
        """Return one writer, None if nothing of it is held."""
        row = self._sql.execute(
            f"SELECT {_WRITER} FROM sync_writer WHERE wid = ?",
            (wid,),
        ).fetchone()
        return _writer(row) if row else None

    def add_writer(self, wid: str, unit: str, stream: str, schema: int) -> Writer:
        """Return the writer, made with an empty log where it is new.

        A log goes on under the newest schema it was ever written in (S5).
        """
        self._sql.execute(
            "INSERT INTO sync_writer (wid, unit, stream, schema, chain) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (wid) DO UPDATE SET schema = excluded.schema"
            " WHERE schema < excluded.schema",
            (wid, unit, stream, schema, chain_start(wid)),
        )
        found = self.writer(wid)
        assert found is not None
        return found

    def mark_forked(self, writer: Writer) -> None:
        """Leave a writer out of `have` for ever: two contents were seen for one number."""
        self._sql.execute("UPDATE sync_writer SET forked = 1 WHERE w = ?", (writer.row,))

    def last(self, wid: str) -> tuple[int, str]:
        """Return number and hash of a writer's last held change, (0, "") for none."""
        row = self._sql.execute(
            "SELECT n, h FROM sync_op JOIN sync_writer USING (w) WHERE wid = ? ORDER BY n DESC, h",
            (wid,),
        ).fetchone()
        return (row[0], row[1]) if row else (0, "")

    def have(self, stream: str | None = None) -> dict[str, tuple[int, str]]:
        """Return writer → (contig, prefix hash) of every sound prefix (V1) of a stream."""
        return {
            writer.wid: (writer.contig, writer.chain.hex()[:16])
            for writer in self.writers()
            if writer.contig and not writer.forked and stream in (None, writer.stream)
        }

    # -- changes --

    def append(self, writer: Writer, change: Change, step: int | None) -> bool:
        """Hold a change; return False when it is held already."""
        h = change.ref.rsplit(".", 1)[1]
        record = self.record_row(change.entity, change.key)
        done = self._sql.execute(
            "INSERT OR IGNORE INTO sync_op (w, n, h, rec, t, u, step, line)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (writer.row, change.n, h, record, change.at, change.user, step, change.line),
        )
        return done.rowcount == 1

    def hold(self, writer: Writer, changes: Sequence[Change], step: int) -> list[Change]:
        """Hold many changes of one writer at once; return those that were not held before."""
        if not changes:
            return []
        held = self.refs(writer, min(one.n for one in changes), max(one.n for one in changes))
        new = list({one.ref: one for one in changes if one.ref not in held}.values())
        rows = self.record_rows(sorted({(one.entity, one.key) for one in new}))
        self._sql.executemany(
            "INSERT INTO sync_op (w, n, h, rec, t, u, step, line) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    *(writer.row, one.n, one.ref.rpartition(".")[2], rows[one.entity, one.key]),
                    *(one.at, one.user, step, one.line),
                )
                for one in new
            ],
        )
        self._fresh |= {one.ref: one for one in new}
        return new

    def refs(self, writer: Writer, first: int, last: int) -> set[str]:
        """Return the refs held of a writer from one number to another."""
        rows = self._sql.execute(
            "SELECT n, h FROM sync_op WHERE w = ? AND n BETWEEN ? AND ?", (writer.row, first, last)
        )
        return {f"{writer.wid}.{n}.{h}" for n, h in rows}

    def has_branches(self, writer: Writer, first: int, last: int) -> bool:
        """Say whether two contents are held for one of these numbers of a writer."""
        row = self._sql.execute(
            "SELECT 1 FROM sync_op WHERE w = ? AND n BETWEEN ? AND ?"
            " GROUP BY n HAVING count(*) > 1 LIMIT 1",
            (writer.row, first, last),
        )
        return row.fetchone() is not None

    def has_branch(self, wid: str, n: int, prefix: str) -> bool:
        """Say whether one way through the branches held of a forked writer has this prefix.

        Two logs that went on for long after they parted have too many ways to try; then two
        contents held at `n` stand for both branches.
        """
        rows = self._sql.execute(
            "SELECT n, line FROM sync_op JOIN sync_writer USING (w) WHERE wid = ? AND n <= ?"
            " ORDER BY n",
            (wid, n),
        )
        chains = {chain_start(wid)}
        for _, found in itertools.groupby(rows, key=lambda row: int(row[0])):
            lines = [bytes(line) for _, line in found]
            chains = {chain_next(chain, line) for chain in chains for line in lines}
            if len(chains) > BRANCHES:
                return len(self.holds(wid, n)) > 1
        return prefix in {chain.hex()[:16] for chain in chains}

    def advance(self, wid: str) -> Writer:
        """Move a writer's prefix as far as its numbers are held without gap, and return it."""
        writer = self.writer(wid)
        assert writer is not None
        contig, chain = writer.contig, writer.chain
        rows = self._sql.execute(
            "SELECT n, line FROM sync_op WHERE w = ? AND n > ? ORDER BY n", (writer.row, contig)
        ).fetchall()
        for n, line in rows:
            if n > contig + 1:
                break
            if n == contig:
                continue
            contig, chain = n, chain_next(chain, line)
            if n % CHECKPOINT_EVERY == 0:
                self._checkpoint(writer.row, n, chain)
        self._sql.execute(
            "UPDATE sync_writer SET contig = ?, chain = ? WHERE w = ?", (contig, chain, writer.row)
        )
        return replace(writer, contig=contig, chain=chain)

    def _checkpoint(self, w: int, n: int, chain: bytes) -> None:
        """Keep the chain at a number, so that an older prefix is a look-up."""
        self._sql.execute("INSERT OR REPLACE INTO sync_chain VALUES (?, ?, ?)", (w, n, chain))

    def keep_checkpoints(self, vector: Mapping[str, tuple[int, str]]) -> None:
        """Keep the chain at every number of a vector that is exchanged (V1)."""
        for wid, (n, _) in vector.items():
            writer = self.writer(wid)
            if writer is not None and 0 < n <= writer.contig:
                self._checkpoint(writer.row, n, self.chain_at(wid, n))

    def chain_at(self, wid: str, n: int) -> bytes:
        """Return a writer's chain at `n`, worked out from the nearest checkpoint before it."""
        row = self._sql.execute(
            "SELECT n, sync_chain.chain FROM sync_chain JOIN sync_writer USING (w)"
            " WHERE wid = ? AND n <= ? ORDER BY n DESC LIMIT 1",
            (wid, n),
        ).fetchone()
        at, chain = (row[0], bytes(row[1])) if row else (0, chain_start(wid))
        lines = self._sql.execute(
            "SELECT n, min(line) FROM sync_op JOIN sync_writer USING (w)"
            " WHERE wid = ? AND n > ? AND n <= ? GROUP BY n ORDER BY n",
            (wid, at, n),
        )
        for _, line in lines:
            chain = chain_next(chain, bytes(line))
        return chain

    def prefix_at(self, wid: str, n: int) -> str:
        """Return a writer's prefix hash (16 hex digits) at `n`."""
        return self.chain_at(wid, n).hex()[:16]

    def sound_prefix_at(self, wid: str, n: int) -> str:
        """Return a writer's prefix hash at `n`, "" where a number before is missing."""
        writer = self.writer(wid)
        return self.prefix_at(wid, n) if writer is not None and n <= writer.contig else ""

    def count_after(self, writer: Writer, n: int) -> int:
        """Return how many changes of a writer are held after a number."""
        sql = "SELECT count(*) FROM sync_op WHERE w = ? AND n > ?"
        return int(self._sql.execute(sql, (writer.row, n)).fetchone()[0])

    def lines(self, writer: Writer, after: int = 0) -> Iterator[bytes]:
        """Return the stored lines of a writer after a number, by number, also those past a gap.

        What is missing may be lost for ever; what came after it must still reach everybody. Raises
        `AlteredError` for a line that is not the one noted: handed on, it would pass for an edit.
        """
        rows = self._sql.execute(
            "SELECT h, line FROM sync_op WHERE w = ? AND n > ? ORDER BY n, h", (writer.row, after)
        )
        for noted, line in rows:
            if line_hash(writer.wid, line) != noted:
                raise AlteredError(writer.wid)
            yield bytes(line)

    def next_held(self, writer: Writer) -> int | None:
        """Return the first number held past a gap of a writer, None where there is no gap."""
        sql = "SELECT min(n) FROM sync_op WHERE w = ? AND n > ?"
        found: int | None = self._sql.execute(sql, (writer.row, writer.contig)).fetchone()[0]
        return found

    def changes_of(self, entity: str, key: str) -> list[Change]:
        """Return the held changes of one record, in the order they were taken in."""
        return [change for _, change in self._ops_of(entity, key)]

    def _ops_of(self, entity: str, key: str) -> list[tuple[int, Change]]:
        """Return (op row, change) of one record, in the order they were taken in."""
        rows = self._sql.execute(
            "SELECT op, wid, line FROM sync_op JOIN sync_writer USING (w)"
            " WHERE rec = (SELECT rec FROM sync_rec WHERE ent = ? AND key = ?) ORDER BY op",
            (entity, key),
        )
        names = renames(entity)
        return [(op, renamed(parse_line(wid, bytes(line)), names)) for op, wid, line in rows]

    def changes_since(self, step: int) -> list[tuple[int, Change]]:
        """Return (step, change) of every change written here in `step` or later."""
        rows = self._sql.execute(
            "SELECT step, wid, line FROM sync_op JOIN sync_writer USING (w)"
            " JOIN sync_step USING (step) WHERE step >= ? AND kind IN ('edit', 'undo', 'redo')"
            " ORDER BY op",
            (step,),
        )
        return [(number, parse_line(wid, bytes(line))) for number, wid, line in rows]

    def changes_of_steps(self, steps: Iterable[int]) -> list[Change]:
        """Return every change that some steps wrote or took in, in the order they came."""
        found: list[Change] = []
        for step in sorted(set(steps)):
            rows = self._sql.execute(
                "SELECT wid, line FROM sync_op JOIN sync_writer USING (w) WHERE step = ?"
                " ORDER BY op",
                (step,),
            )
            found += [parse_line(wid, bytes(line)) for wid, line in rows]
        return found

    def last_time(self, wids: Iterable[str], after: int = 0) -> int:
        """Return the time of the last change under these ids whose clock was believed, 0 for none.

        Changes held before row `after` do not count.
        """
        times = [0]
        for wid in wids:
            row = self._sql.execute(
                "SELECT t FROM sync_op JOIN sync_writer USING (w)"
                " WHERE wid = ? AND t > 0 AND op > ? ORDER BY n DESC LIMIT 1",
                (wid, after),
            ).fetchone()
            times.append(int(row[0]) if row else 0)
        return max(times)

    def last_row(self) -> int:
        """Return the row of the change held last, 0 for none."""
        return int(self._sql.execute("SELECT coalesce(max(op), 0) FROM sync_op").fetchone()[0])

    def holds(self, wid: str, n: int) -> set[str]:
        """Return the hashes held for one number of a writer (two mean a fork)."""
        rows = self._sql.execute(
            "SELECT h FROM sync_op JOIN sync_writer USING (w) WHERE wid = ? AND n = ?", (wid, n)
        )
        return {row[0] for row in rows}

    def count(self) -> int:
        """Return how many changes are held."""
        return int(self._sql.execute("SELECT count(*) FROM sync_op").fetchone()[0])

    def faults(self) -> list[tuple[str, str, str]]:
        """Return (entity, key, field) of versions that no honest log can lose (M17)."""
        return [
            (entity, key, name)
            for entity, key in self.all_records()
            for name in faults(self.changes_of(entity, key))
        ]

    def unfit(self) -> list[tuple[str, str, str]]:
        """Return (entity, key, field) of values that came unchecked and fit no field now (S5)."""
        return [
            (entity, key, name)
            for entity, key in self.all_records()
            if is_declared(entity)
            for name in visible.unfit(entity_named(entity), self.state(entity, key))
        ]

    def count_undeclared(self) -> int:
        """Return how many records only a newer version can show (S2)."""
        rows = self._sql.execute("SELECT ent, count(*) FROM sync_rec GROUP BY ent")
        return sum(count for entity, count in rows if not is_declared(entity))

    # -- records --

    def record_row(self, entity: str, key: str) -> int:
        """Return the row id of a record, made where it is new."""
        self._sql.execute("INSERT OR IGNORE INTO sync_rec (ent, key) VALUES (?, ?)", (entity, key))
        row = self._sql.execute("SELECT rec FROM sync_rec WHERE ent = ? AND key = ?", (entity, key))
        return int(row.fetchone()[0])

    def record_rows(self, places: Sequence[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """Return the row ids of many records (entity, key), made where they are new."""
        self._sql.executemany("INSERT OR IGNORE INTO sync_rec (ent, key) VALUES (?, ?)", places)
        keys: dict[str, list[str]] = {}
        for entity, key in places:
            keys.setdefault(entity, []).append(key)
        found: dict[tuple[str, str], int] = {}
        for entity, wanted in keys.items():
            for start in range(0, len(wanted), AT_ONCE):
                some = wanted[start : start + AT_ONCE]
                rows = self._sql.execute(
                    "SELECT key, rec FROM sync_rec WHERE ent = ?"
                    f" AND key IN ({','.join('?' * len(some))})",
                    (entity, *some),
                )
                found |= {(entity, key): rec for key, rec in rows}
        return found

    def all_records(self) -> list[tuple[str, str]]:
        """Return (entity, key) of every record that was ever written."""
        return list(self._sql.execute("SELECT ent, key FROM sync_rec ORDER BY ent, key"))

    def entry_order(self, entity: str) -> dict[str, int]:
        """Return key → place in the order the records of an entity were first written anywhere."""
        rows = self._sql.execute(
            "SELECT key FROM sync_rec JOIN sync_op USING (rec) WHERE ent = ?"
            " GROUP BY rec ORDER BY min(printf('%020d %020d', t, n)), key",
            (entity,),
        )
        return {key: place for place, (key,) in enumerate(rows)}

    def state(self, entity: str, key: str) -> RecordState:
        """Return what a record's changes amount to."""
        return merge_record(self.changes_of(entity, key), merge_units(entity))

    def recompute(self, records: Iterable[tuple[str, str]]) -> None:
        """Write heads, conflicts and visible rows of these records as their changes say."""
        places = sorted(set(records))
        for start in range(0, len(places), AT_ONCE):
            self._recompute(places[start : start + AT_ONCE])
        self._fresh.clear()

    def _recompute(self, places: Sequence[tuple[str, str]]) -> None:
        """Recompute some hundred records together."""
        rows = {rec: place for place, rec in self.record_rows(places).items()}
        held = self._ops_of_records(rows)
        heads: list[tuple[int, str, int]] = []
        conflicts: list[tuple[int, str, str]] = []
        states: dict[str, list[tuple[str, RecordState]]] = {}
        for rec, (entity, key) in rows.items():
            state, found = _worked_out(rec, held[rec], merge_units(entity))
            heads += found
            conflicts += [(rec, name, _conflict_kind(name)) for name in state.conflicts]
            states.setdefault(entity, []).append((key, state))
        self._keep_heads(list(rows), heads, conflicts)
        for entity, found_states in states.items():
            if is_declared(entity):
                visible.show(self._sql, entity_named(entity), found_states)

    def _ops_of_records(
        self, records: Mapping[int, tuple[str, str]]
    ) -> dict[int, list[tuple[int, Change]]]:
        """Return (op row, change) by record row, in the order they were taken in."""
        marks = ",".join("?" * len(records))
        rows = self._sql.execute(
            "SELECT rec, op, wid, n, h, line FROM sync_op JOIN sync_writer USING (w)"
            f" WHERE rec IN ({marks}) ORDER BY op",
            tuple(records),
        )
        names = {entity: renames(entity) for entity, _ in records.values()}
        found: dict[int, list[tuple[int, Change]]] = {rec: [] for rec in records}
        for rec, op, wid, n, h, line in rows:
            change = self._fresh.get(f"{wid}.{n}.{h}") or parse_line(wid, bytes(line))
            found[rec].append((op, renamed(change, names[records[rec][0]])))
        return found

    def _keep_heads(
        self,
        records: Sequence[int],
        heads: Sequence[tuple[int, str, int]],
        conflicts: Sequence[tuple[int, str, str]],
    ) -> None:
        """Replace the stored heads and conflicts of some records."""
        marks = ",".join("?" * len(records))
        self._sql.execute(f"DELETE FROM sync_head WHERE rec IN ({marks})", tuple(records))
        self._sql.execute(f"DELETE FROM sync_conflict WHERE rec IN ({marks})", tuple(records))
        self._sql.executemany("INSERT INTO sync_head VALUES (?, ?, ?)", heads)
        self._sql.executemany("INSERT INTO sync_conflict VALUES (?, ?, ?)", conflicts)

    def rebuild(self) -> None:
        """Throw away everything but the changes and compute it anew (M16)."""
        visible.create_tables(self._sql)
        self._sql.execute("DELETE FROM sync_head")
        self._sql.execute("DELETE FROM sync_conflict")
        self.recompute(self.all_records())

    # -- digests --

    def state_digest(self) -> str:
        """Return SHA-256 over the sorted heads: equal digests mean equal visible state."""
        rows = self._sql.execute(
            "SELECT ent, key, field, wid, n, h FROM sync_head JOIN sync_rec USING (rec)"
            " JOIN sync_op USING (op) JOIN sync_writer USING (w)"
        )
        lines = sorted(f"{e}\t{k}\t{f}\t{wid}.{n}.{h}\n" for e, k, f, wid, n, h in rows)
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    def ops_digest(self) -> str:
        """Return SHA-256 over the sorted refs of all held changes."""
        rows = self._sql.execute("SELECT wid, n, h FROM sync_op JOIN sync_writer USING (w)")
        refs = sorted(f"{wid}.{n}.{h}\n" for wid, n, h in rows)
        return hashlib.sha256("".join(refs).encode()).hexdigest()

    def conflict_units(self) -> list[tuple[str, str, str]]:
        """Return (entity, key, field) of every conflict, one for a whole merge unit (M18).

        A unit goes by the first of its fields that is in conflict, in the order declared. Where a
        record was deleted in one place and edited in another, that is one conflict, not one more
        for each field that was edited.
        """
        found: dict[tuple[str, str, str], str] = {}
        listed = self.conflicts()
        split = {(entity, key) for entity, key, name in listed if name == DELETE_EDIT}
        only_deleted = {place: self.state(*place).only_deleted() for place in split}
        units = {entity: merge_units(entity) for entity in {place[0] for place in listed}}
        order = {entity: {name: n for n, name in enumerate(units[entity])} for entity in units}
        for entity, key, name in listed:
            if name in only_deleted.get((entity, key), ()):
                continue
            unit = units[entity].get(name) or f"={name}"
            first = found.get((entity, key, unit), name)
            found[entity, key, unit] = min(first, name, key=lambda one: order[entity].get(one, 0))
        return sorted((entity, key, name) for (entity, key, _), name in found.items())

    def conflicts(self) -> list[tuple[str, str, str]]:
        """Return (entity, key, field) of every conflict, in order."""
        return list(
            self._sql.execute(
                "SELECT ent, key, field FROM sync_conflict JOIN sync_rec USING (rec)"
                " ORDER BY ent, key, field"
            )
        )


def _writer(row: tuple[Any, ...]) -> Writer:
    """Return a writer from its row."""
    w, wid, unit, stream, schema, contig, chain, forked = row
    return Writer(w, wid, unit, stream, schema, contig, bytes(chain), bool(forked))


def _worked_out(
    rec: int, ops: Sequence[tuple[int, Change]], units: Mapping[str, str]
) -> tuple[RecordState, list[tuple[int, str, int]]]:
    """Return the state of a record and its heads as (record, field, change), all by row.

    Most records of a large import have one change: there nothing needs to be merged, and the state
    is given without its heads, which are not looked at again.
    """
    if len(ops) == 1 and ops[0][1].values:
        op, change = ops[0]
        state = RecordState({}, change.values, (), exists=True)
        return state, [(rec, name, op) for name in change.values]
    state = merge_record((change for _, change in ops), units)
    by_ref = {change.ref: op for op, change in ops}
    return state, [
        (rec, name, by_ref[head.ref]) for name, found in state.heads.items() for head in found
    ]


def merge_units(entity: str) -> dict[str, str]:
    """Return field → merge unit of an entity (empty for one this version does not know)."""
    if not is_declared(entity):
        return {}
    return {name: field.merge_unit for name, field in entity_named(entity).fields.items()}


def renames(entity: str) -> dict[str, str]:
    """Return earlier field id → present one of an entity (empty for one unknown here)."""
    return entity_named(entity).renames() if is_declared(entity) else {}


def _conflict_kind(name: str) -> str:
    """Return the kind stored beside a conflicting field."""
    return "delete-edit" if name == DELETE_EDIT else "value"
