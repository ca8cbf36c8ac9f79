"""Tests of whose copy a data folder is: sticks that travel, forks, clocks that are wrong."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from ntm_desktop.device import Device, open_device
from ntm_desktop.domain.changes import make_change
from ntm_desktop.domain.clocks import DAY_MS, ClockDoubt
from ntm_desktop.storage import history, intake
from ntm_desktop.storage.store import Store, open_store
from tests.histories import WRITERS
from tests.stores import UNIT, arrivals, clock_from, fresh_store, put, reopened, take

W1 = f"{UNIT}/w1"
NOW = 1_750_000_000_000


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return fresh_store(tmp_path)


def on(store: Store, device: Device) -> Store:
    """Carry the folder to another computer and open it there."""
    store.close()
    return open_store(store.path.parent, device, store.clock)


# -- a data folder that travels (I2b) --


def test_a_stick_between_two_computers_has_one_id_on_each(store: Store, tmp_path: Path) -> None:
    first, second = store.device, open_device(tmp_path / "second")
    put(store, W1, name="ở máy một")
    at_first = store.own_writers
    store = on(store, second)
    put(store, W1, name="ở máy hai")
    at_second = store.own_writers
    assert set(at_first).isdisjoint(at_second)
    for turn in range(3):
        store = on(store, first)
        put(store, W1, name=f"một {turn}")
        assert store.own_writers == at_first
        assert store.retired == [at_second[0]]
        store = on(store, second)
        put(store, W1, name=f"hai {turn}")
        assert store.own_writers == at_second
        assert store.retired == [at_first[0]]
    assert {one.wid: one.contig for one in store.log.writers()} == {
        at_first[0]: 4,
        at_second[0]: 4,
    }


def test_a_stick_is_not_taken_up_where_the_id_went_on_elsewhere(
    store: Store, tmp_path: Path
) -> None:
    first, second = store.device, open_device(tmp_path / "second")
    put(store, W1, name="ở máy một")
    at_first = store.replica
    store = on(store, second)
    put(store, W1, name="ở máy hai")
    take(store, [], {at_first: (5, "0" * 16)})  # somebody holds more of the first than we do
    store = on(store, first)
    put(store, W1, name="một lại")
    assert store.replica not in (at_first, *store.retired)


def test_a_forked_id_is_not_taken_up_again(store: Store, tmp_path: Path) -> None:
    first, second = store.device, open_device(tmp_path / "second")
    put(store, W1, name="ở máy một")
    put(store, W1, name="ở máy một, lần hai")  # the log ends where it ended: only the fork tells
    at_first = store.replica
    store = on(store, second)
    other = make_change(at_first, 1, 5, "An", ("work", W1), {"name": "khác"}, {})
    take(store, arrivals([other]))
    put(store, W1, name="ở máy hai")
    store = on(store, first)
    put(store, W1, name="một lại")
    assert store.replica != at_first


def test_a_copied_folder_takes_an_id_of_its_own_before_it_sends_anything(
    store: Store, tmp_path: Path
) -> None:
    put(store, W1, name="Đường")
    first = store.replica
    store.close()
    shutil.copytree(store.path.parent, tmp_path / "copy")
    copy = open_store(tmp_path / "copy", store.device, clock_from())
    with copy.step("Gửi", kind="send"):
        taken = copy.claim()
    assert taken != first
    assert copy.retired == [first]
    copy = reopened(copy)
    with copy.step("Gửi", kind="send"):
        assert copy.claim() == taken


def test_the_witness_of_an_earlier_version_still_counts(store: Store) -> None:
    put(store, W1, name="Đường")
    first = store.replica
    [witness] = store.device.witnesses.values()
    older = type(witness)(*(getattr(witness, name) for name in witness.__slots__[:5]))
    store.device.remember(store.path, older)
    store = on(store, store.device)
    put(store, W1, name="Cầu")
    assert store.replica == first


@pytest.mark.parametrize(
    "changed",
    [
        {"file_id": "1-2"},
        {"machine": "0" * 16},
        {"number": 2},
        {"number": 4},
        {"hash": "0" * 16},
        {"office_number": 1},
        {"office_hash": "0" * 16},
        {"replica": "aaaaaaaaaaaa2"},
        {"office": "aaaaaaaaaaaa2", "office_number": 2},
    ],
    ids=str,
)
def test_a_witness_that_differs_in_anything_leads_to_new_ids(
    store: Store, changed: dict[str, str | int]
) -> None:
    put(store, W1, name="Đường")
    put(store, W1, name="Cầu")
    before = store.own_writers
    store = reopened(store)
    put(store, W1, name="Chợ")
    assert store.own_writers == before, "an equal witness changes nothing"
    [witness] = store.device.witnesses.values()
    store.device.remember(store.path, dataclasses.replace(witness, **changed))
    store = on(store, store.device)
    put(store, W1, name="Trường")
    assert set(before).isdisjoint(store.own_writers)
    assert store.retired == [before[0]]


# -- forks and gaps --


def test_a_gap_closes_only_with_the_branch_that_was_told_of(store: Store) -> None:
    wid = WRITERS[0]

    def line(n: int, text: str) -> list[intake.Arrival]:
        record = ("work", f"{UNIT}/w{n}")
        return arrivals([make_change(wid, n, n, "An", record, {"name": text}, {})])

    take(store, line(1, "chung"))
    take(store, [], {wid: (2, "f" * 16)})
    assert intake.gaps(store) == {wid: (2, 2)}
    take(store, line(2, "nhánh khác"))
    assert intake.gaps(store) == {wid: (1, 2)}
    writer = store.log.writer(wid)
    assert writer is not None
    assert writer.forked


def test_a_whole_branch_that_comes_at_once_leaves_no_gap(store: Store) -> None:
    wid = WRITERS[0]
    mine = [make_change(wid, n, n, "An", ("work", W1), {"name": f"a{n}"}, {}) for n in (1, 2, 3)]
    take(store, arrivals(mine))
    other = fresh_store(store.path.parent.parent, name="other")
    theirs = [make_change(wid, n, n, "An", ("work", W1), {"name": f"b{n}"}, {}) for n in (1, 2)]
    take(other, arrivals(theirs))
    have = other.log.have()
    take(store, [], have)
    assert intake.gaps(store) == {wid: (1, 2)}
    take(store, arrivals(theirs), have)
    take(store, [], have)
    assert intake.gaps(store) == {}
    assert store.log.have() == {}


def test_many_branches_are_not_all_tried(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    wid = WRITERS[0]
    for text in "ab":
        made = [
            make_change(wid, n, n, text, ("work", W1), {"name": f"{n}"}, {}) for n in range(1, 13)
        ]
        take(store, arrivals(made))
    assert store.log.has_branch(wid, 12, "0" * 16)
    assert not store.log.has_branch(wid, 3, "0" * 16)


# -- clocks (C2) --


class Clock:
    """A clock that is set by hand."""

    def __init__(self, now: int) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


def times(store: Store) -> list[int]:
    return [row[0] for row in store.query("SELECT t FROM sync_op ORDER BY op")]


def test_a_clock_that_went_back_is_not_written_down(store: Store) -> None:
    clock = Clock(NOW)
    store.clock = clock
    put(store, W1, name="một")
    clock.now = NOW - DAY_MS
    put(store, W1, name="hai")
    assert store.clock_doubt() is None
    clock.now = NOW - 3 * DAY_MS
    for text in ("ba", "bốn"):
        assert store.clock_doubt() is ClockDoubt.BACKWARDS
        put(store, W1, name=text)
    assert times(store) == [NOW, NOW - DAY_MS, 0, 0]
    clock.now = 5
    assert store.clock_doubt() is ClockDoubt.EARLY


def test_a_person_says_whether_the_clock_is_right(store: Store) -> None:
    clock = Clock(NOW + 3650 * DAY_MS)
    store.clock = clock
    put(store, W1, name="của năm sau")
    clock.now = NOW
    assert store.clock_doubt() is ClockDoubt.BACKWARDS
    with store.step("Giờ", kind="clock"):
        store.note_clock(is_right=True)
    assert store.clock_doubt() is None
    put(store, W1, name="đúng giờ")
    assert times(store)[-1] == NOW
    with store.step("Giờ", kind="clock"):
        store.note_clock(is_right=False)
    assert store.clock_doubt() is ClockDoubt.SAID
    put(store, W1, name="sai giờ")
    assert times(store)[-1] == 0
    history.undo(store, "An")
    with store.step("Giờ", kind="clock"):
        store.note_clock(is_right=True)
    assert store.clock_doubt() is None
