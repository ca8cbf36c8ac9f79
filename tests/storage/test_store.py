"""Tests of one open data file: steps, what a form had seen, whose copy it is, refusals."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import os
import sqlite3
import threading
from decimal import Decimal
from pathlib import Path

import pytest

from ntm_desktop import device as device_module
from ntm_desktop.device import FILE_NAME as DEVICE_FILE
from ntm_desktop.device import open_device
from ntm_desktop.domain import entity
from ntm_desktop.domain.entities import all_entities
from ntm_desktop.domain.entity import Stream, entity_named
from ntm_desktop.domain.values import IndicatorValue
from ntm_desktop.domain.works import Work
from ntm_desktop.errors import BusyError, DataFileError, InputError, NotFoundError
from ntm_desktop.storage import connection, visible
from ntm_desktop.storage.store import FILE_NAME, Store, open_store, record_or_refuse
from tests.stores import (
    UNIT,
    clock_from,
    copied,
    everything,
    fresh_store,
    put,
    remove,
    reopened,
    send,
)

W1 = f"{UNIT}/w1"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return fresh_store(tmp_path)


@pytest.fixture
def peer(tmp_path: Path) -> Store:
    return fresh_store(tmp_path, name="peer")


# -- reading and writing --


def test_a_record_is_read_back_with_python_values(store: Store) -> None:
    put(store, W1, name="Đường", quantity="1.5", measure_unit="km", start_on="2024-02-29")
    [work] = store.records(Work)
    assert (work.key, work.name) == (W1, "Đường")
    assert work.quantity == Decimal("1.5")
    assert work.start_on == datetime.date(2024, 2, 29)
    assert store.record(Work, W1) == work
    assert store.record(Work, "26734/other") is None
    assert store.records(Work, name="Cầu") == []
    assert store.records(Work, owner_unit=UNIT, village=None) == [work]


def test_yes_and_no_are_read_back_as_true_and_false(store: Store) -> None:
    with store.step("Nhập"):
        store.put("indicator_value", f"{UNIT}/v1", {"indicator": "1.1", "not_applicable": True})
        store.put("indicator_value", f"{UNIT}/v2", {"indicator": "1.2", "not_applicable": False})
    assert [one.not_applicable for one in store.records(IndicatorValue)] == [True, False]
    found = entity_named("indicator_value")
    row = store.rows(found, {"not_applicable": True})[0]
    assert row["not_applicable"] is True
    with store.step("Nhập lại"):
        assert not store.put("indicator_value", f"{UNIT}/v1", {"not_applicable": True})


def test_an_unknown_field_or_record_is_refused_in_words(store: Store) -> None:
    with pytest.raises(InputError):
        store.rows(entity_named("work"), {"nothing": 1})
    with pytest.raises(NotFoundError, match="công trình"):
        record_or_refuse(store, Work, W1)
    put(store, W1, name="Đường")
    assert record_or_refuse(store, Work, W1).name == "Đường"


def test_searching_ignores_accents_and_takes_wildcards_literally(store: Store) -> None:
    put(store, W1, name="Đường Hòa Bình 100%", note="ngõ_1")
    put(store, f"{UNIT}/w2", name="Cầu")
    found = entity_named("work")
    assert [row["key"] for row in store.search(found, "duong hoa")] == [W1]
    assert [row["key"] for row in store.search(found, "100%")] == [W1]
    assert [row["key"] for row in store.search(found, "ngo_1")] == [W1]
    assert store.search(found, "h%b") == []
    assert store.search(found, "\\") == []
    assert len(store.search(found, "", limit=1)) == 1
    assert store.distinct(found, "name") == {"Đường Hòa Bình 100%", "Cầu"}


def test_values_that_do_not_fit_are_shown_as_empty_and_stay_in_the_log(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = {"name": 5, "quantity": "nhiều", "start_on": "2024-02-30", "count": "ba"}
    with store.step("Nhận"):
        store.note("work", W1, odd, {})
    [work] = store.records(Work)
    assert (work.name, work.quantity, work.start_on, work.count) == (None, None, None, None)
    assert store.state("work", W1).values == odd


def test_entering_the_same_again_makes_no_change_and_no_step(store: Store) -> None:
    assert put(store, W1, name="Đường", village=None)
    before = everything(store)
    assert not put(store, W1, name="Đường", village=None, contractor=None)
    assert everything(store) == before
    assert store.query("SELECT count(*) FROM sync_step") == [(1,)]


def test_fields_of_a_merge_unit_are_always_set_together(store: Store) -> None:
    put(store, W1, name="Đường", quantity="1", measure_unit="km")
    put(store, W1, quantity="2")
    heads = store.state("work", W1).heads
    assert heads["quantity"][0].ref == heads["measure_unit"][0].ref
    assert store.state("work", W1).values["measure_unit"] == "km"


def test_a_key_that_cannot_be_exchanged_is_refused(store: Store) -> None:
    with pytest.raises(InputError) as caught:
        put(store, "26734/mã có dấu", name="Đường")
    assert caught.value.hint
    assert store.log.count() == 0


def test_the_record_of_another_unit_is_never_written_to(store: Store) -> None:
    with pytest.raises(InputError, match="thuộc đơn vị khác"):
        put(store, "99999/w1", name="Đường")
    assert store.log.count() == 0


# -- what a form had seen --


def test_saving_an_old_form_conflicts_instead_of_overwriting(store: Store, peer: Store) -> None:
    put(store, W1, name="Đường")
    send(store, peer)
    seen = store.state("work", W1).seen()
    put(peer, W1, name="Đường do xã bạn sửa")
    send(peer, store)
    with store.step("Lưu"):
        store.put("work", W1, {"name": "Đường tôi sửa"}, seen)
    state = store.state("work", W1)
    assert {head.value for head in state.heads["name"]} == {"Đường do xã bạn sửa", "Đường tôi sửa"}
    assert state.conflicts == ("name",)
    assert store.rows(entity_named("work"))[0]["conflicts"] == "name"


def test_an_old_form_never_mixes_its_value_with_a_new_unit_mate(store: Store, peer: Store) -> None:
    put(store, W1, name="Đường", quantity="1", measure_unit="km")
    send(store, peer)
    seen = store.state("work", W1).seen()
    put(peer, W1, quantity="900", measure_unit="m")
    send(peer, store)
    with store.step("Lưu"):
        store.put("work", W1, {"quantity": "2"}, seen)
    pairs = {
        (head.value, head.change.values["measure_unit"])
        for head in store.state("work", W1).heads["quantity"]
    }
    assert pairs == {("900", "m"), ("2", "km")}
    assert store.state("work", W1).conflicts == ("measure_unit", "quantity")


def test_a_form_that_gives_back_every_field_competes_only_where_it_was_edited(
    store: Store, peer: Store
) -> None:
    put(store, W1, name="Đường", village="Thôn 1")
    send(store, peer)
    seen = store.state("work", W1).seen()
    put(peer, W1, village="Thôn 2")
    send(peer, store)
    with store.step("Sửa", "An"):
        store.put("work", W1, {"name": "Đường mới", "village": "Thôn 1", "note": None}, seen)
    state = store.state("work", W1)
    assert (state.values["name"], state.values["village"]) == ("Đường mới", "Thôn 2")
    assert state.conflicts == ()


def test_a_form_keeps_all_its_fields_when_the_record_was_deleted_meanwhile(
    store: Store, peer: Store
) -> None:
    put(store, W1, name="Đường", village="Thôn 1")
    send(store, peer)
    seen = store.state("work", W1).seen()
    remove(peer, W1)
    send(peer, store)
    with store.step("Sửa", "An"):
        store.put("work", W1, {"name": "Đường", "village": "Thôn 2"}, seen)
    values = store.state("work", W1).values
    assert (values["name"], values["village"]) == ("Đường", "Thôn 2")


def test_deleting_from_an_old_form_keeps_an_edit_it_had_not_seen(store: Store, peer: Store) -> None:
    put(store, W1, name="Đường")
    send(store, peer)
    seen = store.state("work", W1).seen()
    put(peer, W1, name="Đường mới")
    send(peer, store)
    with store.step("Xóa"):
        assert store.remove("work", W1, seen)
    state = store.state("work", W1)
    assert state.exists
    assert "*" in state.conflicts
    with store.step("Xóa"):
        assert not store.remove("work", W1, {})


def test_writing_to_a_deleted_record_does_not_bring_old_values_back(store: Store) -> None:
    put(store, W1, name="Đường", village="Thôn 1")
    assert remove(store, W1)
    assert store.records(Work) == []
    assert not remove(store, W1)
    put(store, W1, name="Đường lại")
    [work] = store.records(Work)
    assert (work.name, work.village) == ("Đường lại", None)
    assert store.state("work", W1).conflicts == ()
    assert [one.is_deletion for one in store.log.changes_of("work", W1)] == [False, True, False]


# -- steps --


def test_a_failing_step_leaves_no_trace(store: Store) -> None:
    put(store, W1, name="Đường")
    before = "\n".join(store._sql.iterdump())

    def fail() -> None:
        with store.step("Nhập", "An"):
            store.put("work", W1, {"name": "Khác"})
            store.put("work", f"{UNIT}/w2", {"name": "Mới"})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert "\n".join(store._sql.iterdump()) == before
    assert put(store, W1, name="Lại được")


def test_writing_outside_a_step_is_refused(store: Store) -> None:
    refused = (
        lambda: store.put("work", W1, {"name": "Đường"}),
        lambda: store.remove("work", W1),
        lambda: store.note("work", W1, {"name": "Đường"}, {}),
        lambda: store.execute("DELETE FROM sync_gap"),
        store.next_serial,
        store.mark_step,
        store.renew_replica,
    )
    for write in refused:
        with pytest.raises(AssertionError):
            write()
    assert store.log.count() == 0


def test_steps_do_not_nest_and_say_what_they_touched(store: Store) -> None:
    with store.step("Nhập", "An") as step:
        store.put("work", W1, {"name": "Đường"})
        with pytest.raises(AssertionError), store.step("Trong"):
            pass
    assert step.touched.any("work")
    assert not step.touched.any("meeting")


def test_package_numbers_count_up(store: Store) -> None:
    with store.step("Gửi"):
        assert (store.next_serial(), store.next_serial()) == (1, 2)


def test_a_second_program_waits_and_then_is_told_that_the_file_is_busy(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "WAIT_MS", 1)
    other = open_store(store.path.parent, store.device, store.clock)
    with store.step("Nhập"):
        store.put("work", W1, {"name": "Đường"})
        with pytest.raises(BusyError), other.step("Nhập"):
            pass
        assert other.records(Work) == []
    assert put(other, f"{UNIT}/w2", name="Cầu")
    assert len(store.records(Work)) == 2
    other.close()


def test_data_version_changes_only_when_another_connection_writes(store: Store) -> None:
    other = open_store(store.path.parent, store.device, store.clock)
    first = store.data_version()
    put(store, W1, name="Đường")
    assert store.data_version() == first
    put(other, W1, name="Cầu")
    assert store.data_version() != first
    other.close()


def test_two_programs_on_one_computer_write_one_log(store: Store) -> None:
    other = open_store(store.path.parent, store.device, store.clock)
    for turn in range(3):
        put(store, W1, name=f"a{turn}")
        put(other, W1, name=f"b{turn}")
    assert store.retired == []
    assert store.log.have()[store.replica][0] == 6
    other.close()


def test_a_full_disk_is_said_and_nothing_is_kept(store: Store) -> None:
    pages = store.query("PRAGMA page_count")[0][0]
    store._sql.execute(f"PRAGMA max_page_count = {pages}")

    def fill() -> None:
        with store.step("Nhập"):
            for number in range(200):
                store.put("work", f"{UNIT}/w{number}", {"name": "x" * 1000})

    with pytest.raises(BusyError) as caught:
        fill()
    assert caught.value.hint
    assert store.log.count() == 0


# -- whose copy it is --


def test_no_new_id_is_taken_when_nothing_moved(store: Store) -> None:
    assert store.replica == ""
    put(store, W1, name="Đường")
    first = store.replica
    again = reopened(store)
    put(again, W1, name="Cầu")
    assert (again.replica, again.retired) == (first, [])
    assert len(first) == 13


@pytest.mark.parametrize("same_device", [True, False])
def test_a_copied_folder_takes_a_new_id_at_its_next_write(
    store: Store, tmp_path: Path, same_device: bool
) -> None:
    put(store, W1, name="Đường")
    first = store.replica
    folder = copied(store, tmp_path / "copy")
    device = store.device if same_device else open_device(tmp_path / "another-device")
    copy = open_store(folder, device, clock_from())
    assert copy.replica == first
    put(copy, W1, name="Cầu")
    assert copy.replica != first
    assert copy.retired == [first]
    assert copy.log.have()[first][0] == 1
    assert copy.log.have()[copy.replica][0] == 1


def test_a_restored_older_file_takes_a_new_id(store: Store) -> None:
    put(store, W1, name="Đường")
    first = store.replica
    store.close()
    older = store.path.read_bytes()
    later = open_store(store.path.parent, store.device, store.clock)
    put(later, W1, name="Cầu")
    later.close()
    store.path.write_bytes(older)
    restored = open_store(store.path.parent, store.device, store.clock)
    put(restored, W1, name="Chợ")
    assert restored.retired == [first]


def test_a_failed_first_write_in_a_copy_still_leads_to_a_new_id(
    store: Store, tmp_path: Path
) -> None:
    put(store, W1, name="Đường")
    first = store.replica
    copy = open_store(copied(store, tmp_path / "copy"), store.device, clock_from())

    def fail() -> None:
        with copy.step("Nhập"):
            copy.put("work", W1, {"name": "Khác"})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert copy.replica == first
    put(copy, W1, name="Cầu")
    assert copy.replica != first


def test_a_step_that_writes_nothing_does_not_adopt_a_copy(store: Store, tmp_path: Path) -> None:
    put(store, W1, name="Đường")
    first = store.replica
    copy = open_store(copied(store, tmp_path / "copy"), store.device, clock_from())
    with copy.step("Không làm gì"):
        copy.mark_step()
    copy = reopened(copy)
    put(copy, W1, name="Cầu")
    assert copy.replica != first


def test_only_the_last_eight_ids_are_remembered(store: Store) -> None:
    for _ in range(10):
        with store.step("Đổi mã"):
            store.renew_replica()
    assert len(store.retired) == 8
    assert len(store.own_writers) == 2


def test_a_device_file_that_cannot_be_written_does_not_fail_a_saved_step(store: Store) -> None:
    put(store, W1, name="Đường")
    store.device.path.write_text("hỏng", "utf-8")
    assert put(store, W1, name="Cầu")
    assert store.records(Work)[0].name == "Cầu"


def test_office_records_go_to_a_log_of_their_own(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = dataclasses.replace(entity_named("work"), stream=Stream.OFFICE)
    monkeypatch.setitem(entity._REGISTRY, "work", inside)
    put(store, W1, name="Nội bộ")
    [writer] = store.log.writers()
    assert writer.stream == "office"
    assert writer.wid in store.own_writers
    assert writer.wid != store.replica


# -- creating and opening --


def test_a_data_file_is_made_in_a_new_folder_and_only_in_an_empty_one(tmp_path: Path) -> None:
    device, path = open_device(tmp_path / "device"), tmp_path / "mới" / "data" / FILE_NAME
    made = Store.create(path, device, clock_from(), UNIT)
    assert made.unit == UNIT
    assert everything(made)[1] == []
    made.close()
    with pytest.raises(DataFileError, match="đã có dữ liệu") as caught:
        Store.create(path, device, clock_from(), UNIT)
    assert caught.value.hint
    with pytest.raises(DataFileError):
        Store.create(path / "dưới một tệp" / FILE_NAME, device, clock_from(), UNIT)


def test_a_half_made_data_file_is_removed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    device, path = open_device(tmp_path / "device"), tmp_path / "data" / FILE_NAME

    def fail(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(Store, "_set_meta", fail)
        with pytest.raises(RuntimeError):
            Store.create(path, device, clock_from(), UNIT)
    assert list(path.parent.iterdir()) == []
    Store.create(path, device, clock_from(), UNIT).close()


def _refusal(folder: Path, tmp_path: Path) -> DataFileError:
    with pytest.raises(DataFileError) as caught:
        open_store(folder, open_device(tmp_path / "device"), clock_from())
    return caught.value


def test_a_folder_without_a_data_file_is_refused(tmp_path: Path) -> None:
    assert _refusal(tmp_path, tmp_path).hint


def test_a_foreign_sqlite_file_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE notes (text)")
    other.close()
    before = path.read_bytes()
    assert "không phải dữ liệu của phần mềm này" in str(_refusal(tmp_path, tmp_path))
    assert path.read_bytes() == before


def test_a_data_file_with_sql_of_somebody_is_refused_and_untouched(tmp_path: Path) -> None:
    store = fresh_store(tmp_path)
    store.close()
    with contextlib.closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("CREATE TRIGGER t AFTER INSERT ON sync_op BEGIN DELETE FROM sync_op; END")
    before = store.path.read_bytes()
    assert "bị hỏng" in str(_refusal(store.path.parent, tmp_path))
    assert store.path.read_bytes() == before


def test_a_text_file_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_text("Báo cáo" * 500, "utf-8")
    before = path.read_bytes()
    assert "không phải dữ liệu của phần mềm này" in str(_refusal(tmp_path, tmp_path))
    assert path.read_bytes() == before


@pytest.mark.parametrize("share", [0, 0.3, 0.9])
def test_a_truncated_data_file_is_refused(store: Store, tmp_path: Path, share: float) -> None:
    put(store, W1, name="Đường")
    store.close()
    whole = store.path.read_bytes()
    store.path.write_bytes(whole[: int(len(whole) * share)])
    refusal = _refusal(store.path.parent, tmp_path)
    assert "hỏng" in str(refusal)
    assert refusal.hint


def test_a_newer_data_file_is_refused_in_words_and_untouched(store: Store, tmp_path: Path) -> None:
    store._sql.execute("PRAGMA journal_mode = DELETE")
    store._sql.execute("PRAGMA user_version = 99")
    store.close()
    before = store.path.read_bytes()
    refusal = _refusal(store.path.parent, tmp_path)
    assert "bản mới hơn" in str(refusal)
    assert "99" in str(refusal)
    assert refusal.hint
    assert store.path.read_bytes() == before


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the super-user writes everywhere"
)
def test_a_read_only_folder_is_said(store: Store, tmp_path: Path) -> None:
    store.close()
    store.path.chmod(0o400)
    store.path.parent.chmod(0o500)
    try:
        assert "Không ghi được" in str(_refusal(store.path.parent, tmp_path))
    finally:
        store.path.parent.chmod(0o700)


def test_a_file_that_only_can_be_read_is_said(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store._sql.execute("PRAGMA journal_mode = DELETE")
    store.close()
    really = sqlite3.connect

    def read_only(path: Path, **more: object) -> sqlite3.Connection:
        return really(f"{Path(path).as_uri()}?mode=ro", uri=True, **more)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(connection.sqlite3, "connect", read_only)
    refusal = _refusal(store.path.parent, tmp_path)
    assert "Không ghi được" in str(refusal)
    assert refusal.hint


def test_tables_are_built_anew_when_a_declaration_changes(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, W1, name="Đường")
    before = everything(store)
    store._sql.execute("UPDATE work SET name = 'sai'")
    monkeypatch.setattr(visible, "fingerprint", lambda: "another")
    again = reopened(store)
    assert everything(again) == before
    assert again.log.count() == 1


def test_no_entity_uses_a_column_name_the_tables_need() -> None:
    for found in all_entities():
        assert not set(found.fields) & set(visible.RESERVED)
        assert not found.name.startswith(("sync_", "sqlite_"))


def test_the_device_file_is_not_in_the_data_folder(store: Store) -> None:
    put(store, W1, name="Đường")
    assert not list(store.path.parent.rglob(DEVICE_FILE))


def test_a_step_is_on_the_disk_before_its_witness_is(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, W1, name="Đường")
    first, may_write = store.replica, threading.Event()
    written = device_module._write

    def held_up(device: device_module.Device) -> None:
        assert may_write.wait(10)
        written(device)

    monkeypatch.setattr(device_module, "_write", held_up)
    store.answers_first = True
    put(store, W1, name="Cầu")
    with sqlite3.connect(store.path) as other:
        names = other.execute('SELECT name FROM "work"').fetchall()
    other.close()
    assert names == [("Cầu",)]
    may_write.set()
    again = reopened(store)
    put(again, W1, name="Chợ")
    assert (again.replica, again.retired) == (first, [])
