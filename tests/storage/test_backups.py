"""Tests of copies of the data file: proven equal, thinned out, never at the original's cost."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from ntm_desktop.errors import DataFileError
from ntm_desktop.storage import backups
from ntm_desktop.storage.store import FILE_NAME, Store, open_store
from tests.stores import UNIT, clock_from, everything, fresh_store, put

W1 = f"{UNIT}/w1"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = fresh_store(tmp_path)
    put(store, W1, name="Đường")
    return store


def test_a_copy_made_while_the_file_is_open_holds_the_same(store: Store, tmp_path: Path) -> None:
    before = "\n".join(store._sql.iterdump())
    path = backups.back_up(store)
    assert path.parent == store.path.parent / backups.FOLDER
    assert backups.backups_in(store.path.parent) == [path]
    assert [found.name for found in path.parent.iterdir()] == [path.name]
    assert "\n".join(store._sql.iterdump()) == before
    folder = tmp_path / "khôi phục"
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(path.read_bytes())
    restored = open_store(folder, store.device, clock_from())
    assert everything(restored) == everything(store)


def test_a_copy_may_go_to_another_folder(store: Store, tmp_path: Path) -> None:
    path = backups.back_up(store, tmp_path / "ổ USB")
    assert path.parent == tmp_path / "ổ USB"
    assert backups.backups_in(store.path.parent) == []


def test_the_newest_thirty_copies_stay(store: Store) -> None:
    moments = itertools.count(1_700_000_000_000, 500)  # two in each second
    store.clock = lambda: next(moments)
    folder = store.path.parent / backups.FOLDER
    folder.mkdir()
    (folder / "của người dùng.ntm").write_text("", "utf-8")
    made = [backups.back_up(store) for _ in range(backups.KEEP + 3)]
    kept = backups.backups_in(store.path.parent)
    assert kept[:-1] == made[:2:-1]
    assert made[-1] in kept
    assert made[0] not in kept
    assert kept[-1].name == "của người dùng.ntm"


def test_a_copy_made_by_a_clock_years_behind_is_not_thinned_out(store: Store) -> None:
    for _ in range(backups.KEEP):
        backups.back_up(store)
    store.clock = lambda: 1_000_000_000_000
    path = backups.back_up(store)
    assert path.exists()
    assert len(backups.backups_in(store.path.parent)) == backups.KEEP


def _alter(statement: str) -> Callable[[sqlite3.Connection, Path], None]:
    def copy(origin: sqlite3.Connection, target: Path) -> None:
        backups_copy(origin, target)
        with sqlite3.connect(target) as altered:
            altered.execute(statement)
        altered.close()

    return copy


backups_copy = backups._copy


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE work SET name = 'Đường khác'",
        "DELETE FROM sync_op",
        "DROP TABLE work",
        "UPDATE sync_step SET label = 'khác'",
    ],
)
def test_a_copy_that_differs_is_detected_and_not_kept(
    store: Store, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    monkeypatch.setattr(backups, "_copy", _alter(statement))
    with pytest.raises(DataFileError, match="không khớp") as caught:
        backups.back_up(store)
    assert caught.value.hint
    assert list((store.path.parent / backups.FOLDER).iterdir()) == []


@pytest.mark.parametrize("at", [0, 30_000, 60_000])
def test_a_damaged_copy_is_detected_and_not_kept(
    store: Store, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    for number in range(100):
        put(store, f"{UNIT}/n{number}", name="x" * 500)

    def copy(origin: sqlite3.Connection, target: Path) -> None:
        backups_copy(origin, target)
        whole = bytearray(target.read_bytes())
        whole[at : at + 5000] = b"\xff" * 5000
        target.write_bytes(whole)

    monkeypatch.setattr(backups, "_copy", copy)
    with pytest.raises(DataFileError):
        backups.back_up(store)
    assert list((store.path.parent / backups.FOLDER).iterdir()) == []
    assert put(store, W1, name="Cầu")


def test_a_folder_that_cannot_be_written_is_said(store: Store, tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("", "utf-8")
    with pytest.raises(DataFileError, match="Không ghi được") as caught:
        backups.back_up(store, tmp_path / "tệp")
    assert caught.value.hint


def test_copying_sees_one_state_while_another_program_writes(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = open_store(store.path.parent, store.device, store.clock)

    def copy(origin: sqlite3.Connection, target: Path) -> None:
        backups_copy(origin, target)
        put(other, W1, name="Viết giữa chừng")

    monkeypatch.setattr(backups, "_copy", copy)
    assert backups.back_up(store).exists()
    other.close()


def test_an_equal_copy_is_proven_page_by_page_without_reading_rows(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "_is_same_table", None)
    for number in range(50):
        put(store, f"{UNIT}/n{number}", name="x" * 500)
    assert backups.back_up(store).exists()
    other = open_store(store.path.parent, store.device, store.clock)
    put(other, W1, name="Trong WAL, chưa vào tệp chính")
    assert backups.back_up(store).exists()
    other.close()


def test_a_file_too_large_to_be_held_is_compared_row_by_row(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "PAGES_HELD", 0)
    compared: list[str] = []
    rows = backups._is_same_table

    def same(origin: sqlite3.Connection, copy: sqlite3.Connection, name: str) -> bool:
        compared.append(name)
        return rows(origin, copy, name)

    monkeypatch.setattr(backups, "_is_same_table", same)
    assert backups.back_up(store).exists()
    assert "sync_op" in compared


@pytest.mark.parametrize("at", [30, 60, 96, 110, 5_000])
def test_a_byte_that_no_row_tells_of_is_noticed_where_it_counts(
    store: Store, tmp_path: Path, at: int
) -> None:
    copy = tmp_path / "copy.ntm"
    origin = sqlite3.connect(store.path)
    backups._copy(origin, copy)
    assert backups._is_same_file(origin, copy)
    whole = bytearray(copy.read_bytes())
    whole[at] ^= 1
    copy.write_bytes(whole)
    assert backups._is_same_file(origin, copy) is (at == 96)
    copy.write_bytes(whole + b"\0")
    assert not backups._is_same_file(origin, copy)
    origin.close()
