"""The append-only log of changes inside the data file: list, append, recompute records.

Every function runs inside the caller's transaction (`Store` opens it).
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from ntm_desktop.domain.changes import Change, chain_next, chain_start, parse_line
from ntm_desktop.domain.entity import entity_named, is_declared
from ntm_desktop.domain.merge import DELETE_EDIT, RecordState, merge_record
from ntm_desktop.storage import visible

CHECKPOINT_EVERY = 512
_WRITER = "w, wid, unit, stream, schema, contig, chain, forked"


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
        """Return the writer, made with an empty log where it is new."""
        self._sql.execute(
            "INSERT OR IGNORE INTO sync_writer (wid, unit, stream, schema, chain)"
            " VALUES (?, ?, ?, ?, ?)",
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

    def lines(self, writer: Writer) -> Iterator[bytes]:
        """Return the stored lines of a writer's unbroken prefix, in order of number."""
        rows = self._sql.execute(
            "SELECT line FROM sync_op WHERE w = ? AND n <= ? ORDER BY n, h",
            (writer.row, writer.contig),
        )
        return (bytes(row[0]) for row in rows)

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
        return [(op, parse_line(wid, bytes(line))) for op, wid, line in rows]

    def changes_since(self, step: int) -> list[tuple[int, Change]]:
        """Return (step, change) of every change written here in `step` or later."""
        rows = self._sql.execute(
            "SELECT step, wid, line FROM sync_op JOIN sync_writer USING (w)"
            " JOIN sync_step USING (step) WHERE step >= ? AND kind IN ('edit', 'undo', 'redo')"
            " ORDER BY op",
            (step,),
        )
        return [(number, parse_line(wid, bytes(line))) for number, wid, line in rows]

    def holds(self, wid: str, n: int) -> set[str]:
        """Return the hashes held for one number of a writer (two mean a fork)."""
        rows = self._sql.execute(
            "SELECT h FROM sync_op JOIN sync_writer USING (w) WHERE wid = ? AND n = ?", (wid, n)
        )
        return {row[0] for row in rows}

    def count(self) -> int:
        """Return how many changes are held."""
        return int(self._sql.execute("SELECT count(*) FROM sync_op").fetchone()[0])

    # -- records --

    def record_row(self, entity: str, key: str) -> int:
        """Return the row id of a record, made where it is new."""
        self._sql.execute("INSERT OR IGNORE INTO sync_rec (ent, key) VALUES (?, ?)", (entity, key))
        row = self._sql.execute("SELECT rec FROM sync_rec WHERE ent = ? AND key = ?", (entity, key))
        return int(row.fetchone()[0])

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
        for entity, key in sorted(set(records)):
            ops = self._ops_of(entity, key)
            state = merge_record((change for _, change in ops), merge_units(entity))
            self._keep_heads(entity, key, state, {change.ref: op for op, change in ops})
            if is_declared(entity):
                visible.show(self._sql, entity_named(entity), key, state)

    def _keep_heads(self, entity: str, key: str, state: RecordState, ops: dict[str, int]) -> None:
        """Replace the stored heads and conflicts of one record."""
        rec = self.record_row(entity, key)
        self._sql.execute("DELETE FROM sync_head WHERE rec = ?", (rec,))
        self._sql.execute("DELETE FROM sync_conflict WHERE rec = ?", (rec,))
        self._sql.executemany(
            "INSERT INTO sync_head VALUES (?, ?, ?)",
            [(rec, name, ops[head.ref]) for name, heads in state.heads.items() for head in heads],
        )
        self._sql.executemany(
            "INSERT INTO sync_conflict VALUES (?, ?, ?)",
            [(rec, name, _conflict_kind(name)) for name in state.conflicts],
        )

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


def merge_units(entity: str) -> dict[str, str]:
    """Return field → merge unit of an entity (empty for one this version does not know)."""
    if not is_declared(entity):
        return {}
    return {name: field.merge_unit for name, field in entity_named(entity).fields.items()}


def _conflict_kind(name: str) -> str:
    """Return the kind stored beside a conflicting field."""
    return "delete-edit" if name == DELETE_EDIT else "value"
