"""One open data file: rows in, rows out, and every write can be taken back.

`with store.step("Nhập số liệu"):` is the only way to write. It holds one transaction, notes every
change in the log, and commits both; an exception inside leaves nothing behind.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import secrets
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

from ntm_desktop import texts
from ntm_desktop.device import Device, Witness, file_id, machine_id
from ntm_desktop.domain.changes import MOST_BYTES, Change, Touched, make_change, portions
from ntm_desktop.domain.clocks import WRONG, ClockDoubt, doubt
from ntm_desktop.domain.entity import (
    Entity,
    StoredValue,
    declared_entities,
    entity_named,
    entity_of,
)
from ntm_desktop.domain.merge import RecordState, values_at
from ntm_desktop.domain.record_keys import is_key, owner_of
from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.errors import DataFileError, InputError, NotFoundError
from ntm_desktop.storage import backups, migrations, visible
from ntm_desktop.storage.changelog import Changelog
from ntm_desktop.storage.connection import connect, translated

FILE_NAME = "du-lieu.ntm"
HEADER_BYTES = 100  # what every SQLite file begins with
SCHEMA = 1  # the data schema written to exchange files: raised when declarations change
REPLACED = 8  # earlier ids of this copy that its packages name
RecordT = TypeVar("RecordT")
Seen = Mapping[str, tuple[str, ...]]


class Step:
    """An open step: collects what it touched; `number` is its row once something was written."""

    def __init__(self, label: str, user: str, kind: str, undoes: int | None) -> None:
        self.label, self.user, self.kind, self.undoes = label, user, kind, undoes
        self.number: int | None = None
        self.records: list[tuple[str, str]] = []
        self.worked_out = 0  # how many of the records are worked out already

    @property
    def touched(self) -> Touched:
        """Return the entities this step wrote to."""
        return Touched(frozenset(entity for entity, _ in self.records))


class Store:
    """The data file of one folder, opened by one program on one computer."""

    def __init__(self, path: Path, device: Device, clock: Callable[[], int]) -> None:
        """Open an existing file; `clock` gives ms since 1970. Raises `DataFileError`."""
        self.path, self.device, self.clock = path, device, clock
        self._step: Step | None = None
        self._own_checked = False
        self._witness_due = False
        self.answers_first = False  # a window goes on while the witness of a step is written
        self._sql = connect(path, lambda found: migrations.refuse_foreign(found, path))
        self.log = Changelog(self._sql)
        try:
            with translated(path):
                self._prepare()
        except BaseException:
            self._sql.close()
            raise

    @classmethod
    def create(cls, path: Path, device: Device, clock: Callable[[], int], unit: str) -> Store:
        """Make the data file of `unit` (its code) in a new or empty folder and open it."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if any(path.parent.iterdir()):
                message = texts.DATA_FOLDER_NOT_EMPTY.format(path=path.parent)
                raise DataFileError(message, hint=texts.DATA_FOLDER_NOT_EMPTY_HINT)
        except OSError as error:
            message = texts.DATA_FILE_READ_ONLY.format(path=path.parent)
            raise DataFileError(message, hint=texts.DATA_FILE_READ_ONLY_HINT) from error
        with _removed_on_failure(path):
            store = cls(path, device, clock)
            with store._transaction():
                store._set_meta("unit", unit)
            return store

    def _prepare(self) -> None:
        """Migrate, and build the visible tables anew where the declarations changed."""
        migrations.migrate(self._sql, self.path, lambda: backups.back_up(self, with_evidence=False))
        if self._meta("fingerprint") != visible.fingerprint():
            with self._transaction():
                self.log.rebuild()
                self._set_meta("fingerprint", visible.fingerprint())

    def close(self) -> None:
        """Close the file; the store cannot be used afterwards."""
        self.device.settle()
        self._sql.close()

    def discard(self) -> None:
        """Close and remove a file that was just made and could not be filled."""
        self.close()
        _remove(self.path)

    # -- reading --

    @property
    def unit(self) -> str:
        """Return the code of the unit this data folder belongs to."""
        return self._meta("unit")

    @property
    def replica(self) -> str:
        """Return the id of this copy as it last wrote ("" before its first write)."""
        return self._meta("replica")

    @property
    def retired(self) -> list[str]:
        """Return the earlier ids of this copy, the newest last."""
        return cast(list[str], json.loads(self._meta("prev") or "[]"))

    def data_version(self) -> int:
        """Return a number that changes when another program has written to the file."""
        return int(self._sql.execute("PRAGMA data_version").fetchone()[0])

    def records(self, cls: type[RecordT], **where: StoredValue) -> list[RecordT]:
        """Return the records of a class whose stored fields equal `where`, by key."""
        found = entity_of(cls)
        return [found.read(str(row["key"]), row) for row in self.rows(found, where)]

    def record(self, cls: type[RecordT], key: str) -> RecordT | None:
        """Return one record, None where there is none (or it was deleted)."""
        found = entity_of(cls)
        rows = self.rows(found, {"key": key})
        return found.read(key, rows[0]) if rows else None

    def rows(
        self, found: Entity, where: Mapping[str, StoredValue] | None = None
    ) -> list[dict[str, StoredValue]]:
        """Return rows of a visible table as stored, `key` and `conflicts` beside the fields."""
        clause, values = _matching(found, where or {})
        sql = f'SELECT * FROM "{found.name}" WHERE {clause} ORDER BY key'
        return visible.as_stored(found, self._select(sql, values))

    def rows_of(self, found: Entity, keys: Sequence[str]) -> list[dict[str, StoredValue]]:
        """Return the rows of a visible table with these keys, as stored."""
        sql = (
            f'SELECT * FROM "{found.name}" WHERE key IN (SELECT value FROM json_each(?))'
            " ORDER BY key"
        )
        return visible.as_stored(found, self._select(sql, (json.dumps(list(keys)),)))

    def search(self, found: Entity, text: str, limit: int = 50) -> list[dict[str, StoredValue]]:
        """Return rows whose searchable fields hold the folded `text`."""
        pattern = (
            "%" + fold(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        )
        sql = f"SELECT * FROM \"{found.name}\" WHERE search LIKE ? ESCAPE '\\' ORDER BY key LIMIT ?"
        return visible.as_stored(found, self._select(sql, (pattern, limit)))

    def distinct(
        self, found: Entity, field: str, where: Mapping[str, StoredValue] | None = None
    ) -> set[StoredValue]:
        """Return the different values of a field over all records, or those that match."""
        name = found.field(field).name
        clause, values = _matching(found, where or {})
        rows = self._select(f'SELECT DISTINCT "{name}" FROM "{found.name}" WHERE {clause}', values)
        return {row[name] for row in rows}

    def _select(self, sql: str, values: tuple[Any, ...]) -> list[dict[str, StoredValue]]:
        """Return the rows of a query as dicts."""
        with translated(self.path):
            cursor = self._sql.execute(sql, values)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def state(self, entity: str, key: str) -> RecordState:
        """Return a record's heads, shown values and conflicts."""
        with translated(self.path):
            return self.log.state(entity, key)

    def query(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a reading query, for the other modules of storage."""
        with translated(self.path):
            return self._sql.execute(sql, values).fetchall()

    # -- writing --

    @contextlib.contextmanager
    def step(
        self, label: str, user: str = "", *, kind: str = "edit", undoes: int | None = None
    ) -> Iterator[Step]:
        """Open the one transaction in which `put` and `remove` may be called.

        Everything inside is one undoable step named `label`. Raises `BusyError` when another
        program keeps writing, `DataFileError` when the file cannot be written.
        """
        assert self._step is None, "steps do not nest"
        step = Step(label, user, kind, undoes)
        with self._transaction():
            self._step = step
            try:
                yield step
                self.work_out()
            finally:
                self._step = None
        if self._own_checked and (step.number is not None or self._witness_due):
            self._keep_witness()

    def work_out(self) -> None:
        """Bring the tables up to what the open step wrote so far."""
        assert self._step is not None, "writing needs a step"
        self.log.recompute(self._step.records[self._step.worked_out :])
        self._step.worked_out = len(self._step.records)

    def put(
        self, entity: str, key: str, values: Mapping[str, StoredValue], seen: Seen | None = None
    ) -> bool:
        """Set fields of a record; return whether anything changed.

        `seen` maps field to the refs the person was shown when the form was opened (M5); without
        it the present heads are replaced. Fields of a merge unit are set together.
        """
        found = entity_named(entity)
        state = self._present(entity, key)
        values = found.check(values)
        if seen is not None:
            values = self._retyped(found, key, state, values, seen)
        changed = _changed_values(found, state, values)
        if not changed:
            return False
        if seen is not None:
            changed |= self._unit_mates_seen(found, key, changed, values, seen)
        shown = state.seen() if seen is None else seen
        supersedes = {name: tuple(shown.get(name, ())) for name in changed}
        supersedes |= _absent_heads(state, changed)
        self._append(found, key, changed, supersedes)
        return True

    def remove(self, entity: str, key: str, seen: Seen | None = None) -> bool:
        """Delete a record (it stays in the history); return False where there was none."""
        found = entity_named(entity)
        state = self._present(entity, key)
        shown = dict(state.seen() if seen is None else seen)
        if not state.exists or not any(shown.values()):
            return False
        self._append(found, key, {}, shown)
        return True

    def note(
        self,
        entity: str,
        key: str,
        values: Mapping[str, StoredValue],
        supersedes: Mapping[str, tuple[str, ...]],
    ) -> None:
        """Append a change exactly as given; for undo, which knows what it replaces."""
        self._append(entity_named(entity), key, values, supersedes)

    def _retyped(
        self,
        found: Entity,
        key: str,
        state: RecordState,
        values: Mapping[str, StoredValue],
        seen: Seen,
    ) -> dict[str, StoredValue]:
        """Return the values without those left as the person was shown them (M5).

        A form that gives back every field does not compete with what was taken in meanwhile, but
        it does keep the fields of a record that was deleted meanwhile.
        """
        shown = values_at(self.log.changes_of(found.name, key), seen)
        deleted = {name for name, heads in state.heads.items() if any(h.deleted for h in heads)}
        return {
            name: value
            for name, value in values.items()
            if name in deleted or len(seen.get(name, ())) > 1 or shown.get(name) != value
        }

    def _unit_mates_seen(
        self,
        found: Entity,
        key: str,
        changed: Mapping[str, StoredValue],
        values: Mapping[str, StoredValue],
        seen: Seen,
    ) -> dict[str, StoredValue]:
        """Return the unit mates that were not typed, as the person was shown them (M5, M18)."""
        history = self.log.changes_of(found.name, key)
        shown = values_at(history, seen)
        return {name: shown.get(name) for name in changed if name not in values}

    def _append(
        self,
        found: Entity,
        key: str,
        values: Mapping[str, StoredValue],
        supersedes: Mapping[str, tuple[str, ...]],
    ) -> None:
        """Note an edit of this copy in its log.

        It is one change, or several where it replaces more versions than one may name: each goes
        on from the one before, so that the last stands for all.
        """
        if not is_key(key):
            message = texts.RECORD_KEY_BAD.format(key=key)
            raise InputError(message, hint=texts.RECORD_KEY_BAD_HINT)
        if owner_of(key) != self.unit:  # receivers would refuse every package with it (T4)
            message = texts.KEY_FOREIGN.format(key=key, owner=self.unit)
            raise InputError(message, hint=texts.KEY_FOREIGN_HINT.format(owner=self.unit))
        step = self._open_step()
        writer = self.log.add_writer(
            self._writer_id(found.stream.value), self.unit, found.stream.value, SCHEMA
        )
        at = WRONG if self.clock_doubt() else self.clock()
        before: Seen = {}
        for part in portions(supersedes):
            refs = {
                name: (*part.get(name, ()), *before.get(name, ())) for name in {**part, **before}
            }
            place = (found.name, key)
            change = make_change(writer.wid, writer.contig + 1, at, step.user, place, values, refs)
            if len(change.line) > MOST_BYTES:  # receivers would refuse every package with it
                message = texts.RECORD_TOO_LONG.format(record=found.label)
                raise InputError(message, hint=texts.RECORD_TOO_LONG_HINT)
            self.log.append(writer, change, step.number)
            writer = self.log.advance(writer.wid)
            before = dict.fromkeys(values or part, (change.ref,))
        step.records.append((found.name, key))

    # -- the clock (C2) --

    def clock_doubt(self) -> ClockDoubt | None:
        """Return why this computer's clock is not believed, None where it may be right."""
        after = int(self._meta("clock_believed") or "0")
        last = self.log.last_time(self.own_writers, after)
        return doubt(self.clock(), last, said_wrong=self._meta("clock") == "wrong")

    def note_clock(self, *, is_right: bool) -> None:
        """Keep what a person says about this computer's clock, inside a step.

        Called right, it is no longer compared with what was written before.
        """
        assert self._step is not None, "writing needs a step"
        self._set_meta("clock", "" if is_right else "wrong")
        if is_right:
            self._set_meta("clock_believed", str(self.log.last_row()))

    def mark_step(self) -> None:
        """Give the open step a row even if it changes nothing, as a step that takes back does."""
        self._open_step()

    def hold(self, place: tuple[str, str, str, int], changes: Sequence[Change]) -> list[Change]:
        """Hold changes of a writer (id, unit, stream, schema) in a step; return the new ones."""
        number, step = self.step_row(), self._open_step()
        writer = self.log.add_writer(*place)
        new = self.log.hold(writer, changes, number)
        step.records += [(change.entity, change.key) for change in new]
        return new

    def step_row(self) -> int:
        """Return the row of the open step, made where it has none yet."""
        number = self._open_step().number
        assert number is not None, "an open step has a row"
        return number

    def execute(self, sql: str, *values: Any) -> None:
        """Run a writing statement on the local tables inside a step, for modules of storage."""
        assert self._step is not None, "writing needs a step"
        self._sql.execute(sql, values)

    def _present(self, entity: str, key: str) -> RecordState:
        """Return a record's state inside the open step, with what the step wrote so far."""
        assert self._step is not None, "writing needs a step"
        return self.log.state(entity, key)

    def _open_step(self) -> Step:
        """Return the open step with a row of its own."""
        assert self._step is not None, "writing needs a step"
        if self._step.number is None:
            step = self._step
            cursor = self._sql.execute(
                "INSERT INTO sync_step (at, user, label, kind, undoes) VALUES (?, ?, ?, ?, ?)",
                (self.clock(), step.user, step.label, step.kind, step.undoes),
            )
            step.number = cursor.lastrowid
        return self._step

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        """Hold the write lock from the start, commit at the end, roll back on any exception."""
        with translated(self.path):
            self._sql.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._sql.execute("COMMIT")
            except BaseException:
                self._own_checked = False  # a new id taken meanwhile is gone with the rest
                if self._sql.in_transaction:
                    self._sql.execute("ROLLBACK")
                raise

    def rebuild(self) -> tuple[str, str]:
        """Compute the tables anew from the log; return their content hash before and after."""
        with self._transaction():
            before = self.content_digest()
            self.log.rebuild()
            return before, self.content_digest()

    def check_against_log(self) -> tuple[str, str]:
        """Return the content hash now and as the log says; nothing is changed."""
        digests = ("", "")
        with contextlib.suppress(_RolledBack), self._transaction():
            before = self.content_digest()
            self.log.rebuild()
            digests = (before, self.content_digest())
            raise _RolledBack
        return digests

    def content_digest(self) -> str:
        """Return a hash over heads, conflicts and every visible row."""
        parts = [self.log.state_digest(), repr(self.log.conflicts())]
        parts += [repr(self.rows(found)) for found in declared_entities()]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    # -- identity (I1-I6) --

    def claim(self) -> str:
        """Return this copy's replica id for the open step, a new one where the file is a copy.

        Whatever leaves this copy is said under an id that is its own: edits, packages, receipts.
        """
        assert self._sql.in_transaction, "an id is read inside the transaction that uses it (I3)"
        if not self.replica or not self._is_own():
            self.renew_replica()
        return self.replica

    def _writer_id(self, stream: str) -> str:
        """Return this copy's writer id, a new one where the witness says the file is a copy."""
        replica = self.claim()
        return replica if stream == "shared" else self._meta("office_writer")

    def _is_own(self) -> bool:
        """Say whether the file is the one this computer wrote last, as its witness tells (I2).

        A data folder on a stick that travels between two computers is written under one id by
        each of them: the id this computer used last is taken up again where the file still holds
        exactly what was written under it (I2b).
        """
        if self._own_checked:
            return True
        witness = self.device.witness_of(self.path)
        place = (file_id(self.path), machine_id())
        if witness is None or (witness.file_id, witness.machine) != place:
            return False
        if not self._holds_just(witness):
            return False
        if witness.replica != self.replica:
            self._take_up(witness)
        self._own_checked = True
        return True

    def _holds_just(self, witness: Witness) -> bool:
        """Say whether the logs of a witness end here just where this computer left them."""
        is_shared_same = self.log.last(witness.replica) == (witness.number, witness.hash)
        last_office = (witness.office_number, witness.office_hash)
        is_office_same = not witness.office or self.log.last(witness.office) == last_office
        return is_shared_same and is_office_same and self._may_take_up(witness)

    def _may_take_up(self, witness: Witness) -> bool:
        """Say whether nobody else is known to have written under the ids of a witness."""
        if witness.replica == self.replica:
            return True
        writer = self.log.writer(witness.replica)
        is_sound = writer is not None and not writer.forked and bool(witness.office)
        wids = (witness.replica, witness.office)
        return is_sound and not self.query("SELECT 1 FROM sync_gap WHERE w IN (?, ?)", *wids)

    def _take_up(self, witness: Witness) -> None:
        """Go on under the ids this computer used last (I2b)."""
        self._retire(self.replica, unless=witness.replica)
        self._set_meta("replica", witness.replica)
        self._set_meta("office_writer", witness.office)
        self._witness_due = True

    @property
    def own_writers(self) -> tuple[str, ...]:
        """Return the ids under which this copy writes its shared and its office log."""
        return tuple(wid for wid in (self.replica, self._meta("office_writer")) if wid)

    def renew_replica(self) -> None:
        """Take new writer ids; the old ones are kept in `retired`. Runs inside a transaction."""
        assert self._sql.in_transaction, "a new id needs a transaction"
        if self.replica:
            self._retire(self.replica)
        self._set_meta("replica", _new_id())
        self._set_meta("office_writer", _new_id())
        self._own_checked = self._witness_due = True

    def put_back(self, origin: sqlite3.Connection) -> None:
        """Hold what an earlier copy of this file holds instead; write under new ids from then on.

        A program's own restoring always takes new ids (I2). Those of before stay known as replaced.
        """
        earlier = [*self.retired, self.replica]
        with translated(self.path):
            with self._transaction():
                pass  # is somebody else writing? `backup` would wait for them for ever
            origin.backup(self._sql)
            self._prepare()
            with self._transaction():
                for replica in filter(None, earlier):
                    self._retire(replica)
                self.renew_replica()
            self._keep_witness()

    def _retire(self, replica: str, unless: str = "") -> None:
        """Add an id to those this copy used before, the newest last, each once."""
        earlier = [one for one in self.retired if one not in (replica, unless)]
        self._set_meta("prev", json.dumps([*earlier, replica][-REPLACED:]))

    def _keep_witness(self) -> None:
        """Write down beside this computer's key what was just written to the file.

        The step is committed already, and a missing witness only costs a new replica id: so a
        device file that cannot be written is no reason to tell the user that the step failed.
        """
        n, h = self.log.last(self.replica)
        office, place = self._meta("office_writer"), (file_id(self.path), machine_id())
        witness = Witness(self.replica, n, h, *place, office, *self.log.last(office))
        self._witness_due = False
        if self.answers_first:
            self.device.remember_soon(self.path, witness)
            return
        with contextlib.suppress(DataFileError):
            self.device.remember(self.path, witness)

    # -- small local facts --

    def _meta(self, name: str) -> str:
        """Return a local fact, "" where there is none."""
        row = self._sql.execute("SELECT v FROM sync_meta WHERE k = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def _set_meta(self, name: str, value: str) -> None:
        """Keep a local fact; it never travels."""
        self._sql.execute("INSERT OR REPLACE INTO sync_meta VALUES (?, ?)", (name, value))

    def next_serial(self) -> int:
        """Return the number of the next package this copy sends, counted inside a step."""
        assert self._step is not None, "writing needs a step"
        serial = int(self._meta("serial") or "0") + 1
        self._set_meta("serial", str(serial))
        return serial


class _RolledBack(Exception):  # noqa: N818 -- says that a transaction ended as meant
    """Ends a transaction whose writes are not wanted."""


def open_store(folder: Path, device: Device, clock: Callable[[], int]) -> Store:
    """Open the data file of a folder; raise `DataFileError` where there is none."""
    path = folder / FILE_NAME
    if not path.is_file():
        message = texts.DATA_FILE_MISSING.format(path=folder)
        raise DataFileError(message, hint=texts.DATA_FILE_MISSING_HINT)
    if path.stat().st_size < HEADER_BYTES:  # SQLite would take it for a new file
        message = texts.DATA_FILE_DAMAGED.format(path=path)
        raise DataFileError(message, hint=texts.DATA_FILE_DAMAGED_HINT)
    return Store(path, device, clock)


@contextlib.contextmanager
def _removed_on_failure(path: Path) -> Iterator[None]:
    """Remove a half-made data file, so that the same folder can be chosen again."""
    try:
        yield
    except BaseException:
        _remove(path)
        raise


def _remove(path: Path) -> None:
    """Remove a data file with what SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        with contextlib.suppress(OSError):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def record_or_refuse(store: Store, cls: type[RecordT], key: str) -> RecordT:
    """Return a record; raise `NotFoundError` where there is none."""
    found = store.record(cls, key)
    if found is None:
        raise NotFoundError(texts.RECORD_MISSING.format(entity=entity_of(cls).label, key=key))
    return found


def _matching(
    found: Entity, where: Mapping[str, StoredValue]
) -> tuple[str, tuple[StoredValue, ...]]:
    """Return the SQL condition and its values for fields that must equal `where`."""
    names = [name if name in ("key", "owner_unit") else found.field(name).name for name in where]
    return " AND ".join(f'"{name}" IS ?' for name in names) or "1", tuple(where.values())


def _changed_values(
    found: Entity, state: RecordState, values: Mapping[str, StoredValue]
) -> dict[str, StoredValue]:
    """Return the fields to set: those that differ (M12) and their merge units (M18)."""
    changed = {name for name, value in values.items() if not _is_only_head(state, name, value)}
    together = {other for name in changed for other in found.unit_of(name)}
    return {name: values.get(name, state.values.get(name)) for name in sorted(changed | together)}


def _is_only_head(state: RecordState, name: str, value: StoredValue) -> bool:
    """Say whether a field already holds just this value (or was never set and stays empty)."""
    heads = state.heads.get(name, ())
    if not heads:
        return value is None
    same = heads[0].value == value and type(heads[0].value) is type(value)
    return len(heads) == 1 and not heads[0].deleted and same


def _absent_heads(state: RecordState, names: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the deletions that writing to a deleted record also replaces (M6)."""
    return {
        name: tuple(head.ref for head in heads if head.deleted)
        for name, heads in state.heads.items()
        if name not in names and any(head.deleted for head in heads)
    }


def _new_id() -> str:
    """Return a fresh replica id: 64 random bits, base32 lower case, 13 characters."""
    return base64.b32encode(secrets.token_bytes(8)).decode().rstrip("=").lower()
