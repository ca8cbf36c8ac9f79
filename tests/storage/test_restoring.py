"""A backup is put back under new ids: nothing others hold is mistaken, and the present is kept."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from ntm_desktop.device import Device, open_device
from ntm_desktop.domain.entity import entity_named
from ntm_desktop.errors import BusyError, DataFileError, InputError, NotFoundError, UserError
from ntm_desktop.storage import attachments, backups, connection, intake
from ntm_desktop.storage.restoring import Restored, restore
from ntm_desktop.storage.store import FILE_NAME, Store, open_store
from tests.evidence_files import picture
from tests.stores import UNIT, clock_from, everything, fresh_store, put, send

KEY = f"{UNIT}/w1"


class Office:
    """A data folder whose computer can restore it."""

    def __init__(self, folder: Path) -> None:
        self.store = fresh_store(folder)
        self.folder = self.store.path.parent
        self.device: Device = self.store.device

    def back_up(self) -> Path:
        return backups.back_up(self.store)

    def restore(self, copy: Path) -> Restored:
        """Close the data file, restore and open it again, as the program does."""
        self.store.close()
        try:
            return restore(self.folder, copy, self.device, clock_from())
        finally:
            if (self.folder / FILE_NAME).exists():
                device = open_device(self.device.path.parent)
                self.store = open_store(self.folder, device, clock_from())


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.store.close()


def names(store: Store) -> list[object]:
    return [row["name"] for row in store.rows(entity_named("work"))]


def fill(store: Store) -> None:
    """Write so much that the file has many pages."""
    with store.step("Nhập"):
        for number in range(50):
            store.put("work", f"{UNIT}/w{number + 10}", {"name": "x" * 400})


def test_what_the_backup_held_is_there_and_the_present_is_kept(office: Office) -> None:
    put(office.store, KEY, name="một")
    before, copy = everything(office.store), office.back_up()
    put(office.store, KEY, name="hai")
    put(office.store, KEY, name="ba")
    after = everything(office.store)
    done = office.restore(copy)
    assert everything(office.store) == before
    assert done.missing == 2
    assert done.kept is not None
    office.restore(done.kept)  # and back again
    assert everything(office.store) == after


def test_a_restored_copy_writes_under_new_ids_also_when_nothing_is_missing(office: Office) -> None:
    put(office.store, KEY, name="một")
    old, copy = office.store.replica, office.back_up()
    assert office.restore(copy).missing == 0
    new = office.store.replica
    assert new not in ("", old)
    assert office.store.retired == [old]
    put(office.store, KEY, name="hai")  # opened again: the id stays
    assert office.store.replica == new
    office.restore(copy)
    assert office.store.retired == [new, old], "the ids of before and of the backup are replaced"


def test_what_others_hold_comes_back_and_nothing_is_mistaken(
    office: Office, tmp_path: Path
) -> None:
    there = fresh_store(tmp_path, name="there")
    put(office.store, KEY, name="một")
    copy = office.back_up()
    put(office.store, KEY, name="hai")
    send(office.store, there)
    office.restore(copy)
    put(office.store, KEY, name="sau khi khôi phục")
    send(office.store, there)
    send(there, office.store)
    assert everything(office.store) == everything(there)
    assert not any(one.forked for one in there.log.writers())
    assert intake.gaps(office.store) == intake.gaps(there) == {}
    found = {head.value for head in there.state("work", KEY).heads["name"]}
    assert found == {"hai", "sau khi khôi phục"}, "both are kept for a person"
    there.close()


@pytest.mark.parametrize("how", ["missing", "cut", "garbage", "torn"])
def test_a_lost_or_damaged_data_file_is_set_aside(office: Office, how: str) -> None:
    put(office.store, KEY, name="một")
    fill(office.store)
    copy = office.back_up()
    office.store.close()
    path = office.store.path
    whole = path.read_bytes()
    damaged = {"cut": whole[:50], "garbage": b"x" * len(whole), "torn": whole[:8192] + b"y" * 9000}
    path.unlink() if how == "missing" else path.write_bytes(damaged[how])
    journal = path.with_name(f"{FILE_NAME}-wal")
    journal.write_bytes(b"of the old file: must never meet the new one")
    done = office.restore(copy)
    aside = [one for one in (office.folder / backups.FOLDER).iterdir() if one.name.endswith("-wal")]
    assert [one.read_bytes()[:10] for one in aside] == [b"of the old"]
    assert names(office.store)[0] == "một"
    assert (done.kept is None) == (how == "missing")
    assert len(set(office.store.check_against_log())) == 1


@pytest.mark.parametrize(
    "what",
    ["absent", "empty", "text", "cut", "damaged", "altered", "sqlite", "other unit"],
)
def test_a_bad_copy_changes_nothing(office: Office, tmp_path: Path, what: str) -> None:
    put(office.store, KEY, name="một")
    fill(office.store)
    before, copy = everything(office.store), tmp_path / "copy.ntm"
    whole = office.back_up().read_bytes()
    if what == "text":
        copy.write_text("không phải dữ liệu" * 100, "utf-8")
    elif what == "cut":
        copy.write_bytes(whole[: len(whole) // 2])
    elif what == "empty":
        copy.write_bytes(b"")
    elif what == "altered":
        assert whole.count(b"26734/w11") > 1, "in a table and in its index"
        copy.write_bytes(whole.replace(b"26734/w11", b"26734/wXX", 1))
    elif what == "damaged":
        copy.write_bytes(whole[:8192] + b"y" * 4096 + whole[12288:])
    elif what == "sqlite":
        with sqlite3.connect(copy) as other:
            other.execute("CREATE TABLE t (a)")
        other.close()
    elif what == "other unit":
        store = Store.create(tmp_path / "o" / FILE_NAME, office.device, clock_from(), "18130")
        store.close()
        shutil.copy(store.path, copy)
    wanted: type[UserError] = {"absent": NotFoundError, "other unit": InputError}.get(
        what, DataFileError
    )
    with pytest.raises(wanted):
        office.restore(copy)
    assert everything(office.store) == before
    assert office.store.retired == []


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM sync_meta WHERE k = 'unit'",
        "DROP TABLE sync_meta",
        "DROP TABLE sync_op",
        "DELETE FROM sync_writer",
        "DELETE FROM sync_rec",
        "UPDATE sync_op SET line = CAST(replace(CAST(line AS TEXT), 'một', 'hai') AS BLOB)",
        "CREATE TRIGGER t AFTER INSERT ON sync_step BEGIN DELETE FROM sync_op; END",
    ],
)
def test_a_copy_that_somebody_worked_on_changes_nothing(office: Office, sql: str) -> None:
    # sound to SQLite, but not what this program wrote
    put(office.store, KEY, name="một")
    before, copy = everything(office.store), office.back_up()
    with contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as plain:
        plain.execute(sql)
    with pytest.raises(DataFileError):
        office.restore(copy)
    assert everything(office.store) == before


def test_while_another_program_writes_nothing_is_put_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "WAIT_MS", 1)
    put(office.store, KEY, name="một")
    copy = office.back_up()
    put(office.store, KEY, name="hai")
    with sqlite3.connect(office.store.path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyError):
            office.restore(copy)
        other.execute("ROLLBACK")
    other.close()
    assert names(office.store) == ["hai"]
    office.restore(copy)
    assert names(office.store) == ["một"]


def test_files_of_evidence_come_back_with_the_copy(office: Office, tmp_path: Path) -> None:
    photo = tmp_path / "anh.png"
    photo.write_bytes(picture())
    kept = attachments.keep(office.folder, photo)
    put(office.store, KEY, name="một")
    copy = office.back_up()
    shutil.rmtree(office.folder / attachments.FOLDER)
    office.restore(copy)
    assert attachments.path_of(office.folder, kept.sha256).is_file()
