"""Put an earlier copy in the place of the data file: proven sound, the present state kept first."""

from __future__ import annotations

import contextlib
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ntm_desktop import texts
from ntm_desktop.device import Device, Witness
from ntm_desktop.domain.dates import local_time
from ntm_desktop.errors import DataFileError, InputError, NotFoundError
from ntm_desktop.progress import Progress, no_progress
from ntm_desktop.storage import attachments, backups, migrations
from ntm_desktop.storage.changelog import AlteredError, Changelog
from ntm_desktop.storage.connection import translated
from ntm_desktop.storage.store import FILE_NAME, HEADER_BYTES, Store, open_store
from ntm_desktop.whole_files import copy_whole

BESIDE = ("", "-wal", "-shm", "-journal")  # what SQLite keeps of one database


@dataclass(frozen=True, slots=True)
class Restored:
    """What putting a copy back did.

    `kept` is where the state of before lies (None where there was none), `missing` how many
    numbers this computer had written that the copy does not hold: they come back with the packages
    of others that hold them, and are gone otherwise.
    """

    kept: Path | None
    missing: int


def restore(
    folder: Path,
    copy: Path,
    device: Device,
    clock: Callable[[], int],
    progress: Progress = no_progress,
) -> Restored:
    """Make the data file of `folder` what the backup `copy` is, with the files of evidence there.

    The copy writes under new ids from then on (I2). Nothing is changed unless the copy is sound;
    the present file is backed up before, or set aside where it cannot be read. Raises
    `NotFoundError`, `DataFileError` for a copy that is no data file or damaged, `InputError` for
    one of another unit, `BusyError` where another program is writing.
    """
    place = folder / FILE_NAME
    witness = device.witness_of(place)
    with _sound(copy) as origin:
        store, kept = _present(folder, device, clock, origin, copy)
        with contextlib.closing(store):
            store.put_back(origin)
            missing = _missing(store, witness)
    attachments.back_up_files(copy.parent, folder, progress)
    return Restored(kept, missing)


@contextlib.contextmanager
def _sound(copy: Path) -> Iterator[sqlite3.Connection]:
    """Open a backup for reading once it proved to be a whole data file of ours."""
    if not copy.is_file():
        message = texts.FILE_MISSING.format(path=copy)
        raise NotFoundError(message, hint=texts.FILE_MISSING_HINT)
    with translated(copy), backups.reading(copy) as origin:
        migrations.refuse_foreign(origin, copy)
        if not _is_whole(origin):
            message = texts.DATA_FILE_DAMAGED.format(path=copy)
            raise DataFileError(message, hint=texts.RESTORE_OTHER_COPY_HINT)
        yield origin


def _is_whole(origin: sqlite3.Connection) -> bool:
    """Say whether a file holds a record of ours with every change as it was noted."""
    if str(origin.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
        return False
    if not migrations.is_ours(origin):
        return False
    try:
        named = origin.execute("SELECT 1 FROM sync_meta WHERE k = 'unit' AND v != ''").fetchone()
        [(lost,)] = origin.execute(
            "SELECT count(*) FROM sync_op LEFT JOIN sync_writer USING (w) LEFT JOIN sync_rec"
            " USING (rec) WHERE wid IS NULL OR ent IS NULL"
        )
        log = Changelog(origin)
        for writer in log.writers():
            deque(log.lines(writer), maxlen=0)
        return bool(named) and not lost
    except AlteredError:
        return False
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname != "SQLITE_ERROR":
            raise
        return False  # a table is not there


def _present(
    folder: Path, device: Device, clock: Callable[[], int], origin: sqlite3.Connection, copy: Path
) -> tuple[Store, Path | None]:
    """Return the data file to be written over, and where what it holds was kept."""
    place = folder / FILE_NAME
    if _is_lost(place):
        kept = _set_aside(place, clock())
        copy_whole(copy, place)
        return open_store(folder, device, clock), kept
    store = open_store(folder, device, clock)
    with contextlib.ExitStack() as failed:
        failed.callback(store.close)
        _check_unit(store, origin)
        kept = backups.back_up(store, folder / backups.FOLDER, with_evidence=False)
        failed.pop_all()
    return store, kept


def _check_unit(store: Store, origin: sqlite3.Connection) -> None:
    """Raise `InputError` for the backup of another unit than the data are of."""
    [unit] = origin.execute("SELECT v FROM sync_meta WHERE k = 'unit'").fetchone()
    if unit != store.unit:
        message = texts.RESTORE_OTHER_UNIT.format(unit=unit, own=store.unit)
        raise InputError(message, hint=texts.RESTORE_OTHER_UNIT_HINT)


def _is_lost(place: Path) -> bool:
    """Say whether there is no data file, or one that cannot be read: a backup is needed most."""
    if not place.is_file() or place.stat().st_size < HEADER_BYTES:
        return True
    try:
        with backups.reading(place) as found:
            return str(found.execute("PRAGMA quick_check").fetchone()[0]) != "ok"
    except sqlite3.DatabaseError as error:
        return error.sqlite_errorname.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))


def _set_aside(place: Path, now_ms: int) -> Path | None:
    """Move a data file that cannot be read out of the way, with all that SQLite keeps of it."""
    folder = place.parent / backups.FOLDER
    target = folder / f"{place.stem}-{local_time(now_ms):%Y%m%d-%H%M%S}.hong"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for ending in BESIDE:
            part = place.with_name(place.name + ending)
            if part.exists():
                part.replace(target.with_name(target.name + ending))
    except OSError as error:
        message = texts.DATA_FILE_READ_ONLY.format(path=folder)
        raise DataFileError(message, hint=texts.DATA_FILE_READ_ONLY_HINT) from error
    return target if target.exists() else None


def _missing(store: Store, witness: Witness | None) -> int:
    """Return how many numbers this computer wrote last that the file does not hold now."""
    if witness is None:
        return 0
    logs = ((witness.replica, witness.number), (witness.office, witness.office_number))
    return sum(max(0, number - store.log.last(wid)[0]) for wid, number in logs if wid)
