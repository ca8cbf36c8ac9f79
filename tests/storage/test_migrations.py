"""Tests of bringing a data file to this version's schema: all or nothing, with a copy first."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from ntm_desktop.device import open_device
from ntm_desktop.domain.works import Work
from ntm_desktop.storage import backups, migrations
from ntm_desktop.storage.store import FILE_NAME, Store, open_store
from tests.data.make_old_file import KEY, make
from tests.stores import clock_from, everything, fresh_store, put

KNOWN = migrations.known_schema()
GOLDEN = Path(__file__).parents[1] / "golden" / "schema.sql"
OLD_FILES = sorted((Path(__file__).parents[1] / "data" / "old_files").glob("*.ntm"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return fresh_store(tmp_path)


def _add(monkeypatch: pytest.MonkeyPatch, folder: Path, sql: str) -> None:
    """Let this version know one more schema."""
    file = folder / "9999_next.sql"
    file.write_text(sql, "utf-8")
    known = migrations.migration_files()
    monkeypatch.setattr(migrations, "migration_files", lambda: [*known, file])


def test_the_schema_is_the_golden_one(store: Store) -> None:
    """Set NTM_UPDATE_GOLDEN=1 to write it anew after a meant change."""
    rows = store.query("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
    found = "".join(f"{row[0]};\n" for row in rows)
    if os.environ.get("NTM_UPDATE_GOLDEN"):
        GOLDEN.write_text(found, "utf-8", newline="\n")
    assert found == GOLDEN.read_text("utf-8")


def test_a_new_file_carries_our_mark_and_the_newest_schema(store: Store) -> None:
    assert store.query("PRAGMA application_id") == [(0x4E544D44,)]
    assert store.query("PRAGMA user_version") == [(migrations.known_schema(),)]
    assert store.query("PRAGMA journal_mode") == [("wal",)]


def test_a_file_of_this_schema_is_left_alone(store: Store) -> None:
    called: list[int] = []
    assert not migrations.migrate(store._sql, store.path, lambda: called.append(1))
    assert called == []


def test_an_older_file_is_copied_and_then_brought_forward(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, "26734/w1", name="Đường")
    before = everything(store)
    store.close()
    _add(monkeypatch, tmp_path, "CREATE TABLE sync_new (a INTEGER) STRICT;")
    newer = open_store(store.path.parent, store.device, store.clock)
    assert newer.query("PRAGMA user_version") == [(KNOWN + 1,)]
    assert newer.query("SELECT count(*) FROM sync_new") == [(0,)]
    assert everything(newer) == before
    [copy] = backups.backups_in(store.path.parent)
    with sqlite3.connect(copy) as older:
        assert older.execute("PRAGMA user_version").fetchone() == (KNOWN,)
    older.close()


def test_a_migration_that_fails_leaves_no_trace_but_the_copy(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, "26734/w1", name="Đường")
    before = "\n".join(store._sql.iterdump())
    store.close()
    bad = "CREATE TABLE sync_new (a INTEGER);\nDELETE FROM sync_op;\nDROP TABLE not_there;"
    with monkeypatch.context() as patch:
        _add(patch, tmp_path, bad)
        with pytest.raises(sqlite3.OperationalError, match="not_there"):
            open_store(store.path.parent, store.device, store.clock)
    assert len(backups.backups_in(store.path.parent)) == 1
    again = open_store(store.path.parent, store.device, store.clock)
    assert "\n".join(again._sql.iterdump()) == before
    assert again.query("PRAGMA user_version") == [(KNOWN,)]


@pytest.mark.parametrize("path", OLD_FILES, ids=lambda path: path.name)
def test_a_data_file_of_every_released_schema_opens(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(path.read_bytes())
    opened = open_store(folder, open_device(tmp_path / "device"), clock_from())
    work = opened.record(Work, KEY)
    assert work is not None
    assert (work.name, work.total_investment) == ("Đường trục thôn 1", 1_280_000_000)
    assert len(set(opened.check_against_log())) == 1
    assert put(opened, KEY, name="Sửa được")


def test_there_is_an_old_file_of_every_schema_and_it_can_be_made_again(tmp_path: Path) -> None:
    names = [path.name for path in OLD_FILES]
    assert names == [f"schema-{n}.ntm" for n in range(1, migrations.known_schema() + 1)]
    made = make(tmp_path)
    assert made.name == names[-1]
    assert made.stat().st_size > 0
