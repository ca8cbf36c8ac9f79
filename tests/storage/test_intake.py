"""Tests of taking in other copies' changes: once, with gaps, forks and our own fork noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ntm_desktop.domain.changes import Change, chain_next, chain_start, make_change
from ntm_desktop.storage import changelog, intake
from ntm_desktop.storage.store import Store, open_store
from tests.histories import WRITERS
from tests.stores import (
    UNIT,
    arrivals,
    arrivals_of,
    clock_from,
    copied,
    everything,
    fresh_store,
    put,
    reopened,
    send,
    take,
)

W = WRITERS[0]
W1 = f"{UNIT}/w1"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return fresh_store(tmp_path)


def _log(count: int, text: str = "", writer: str = W) -> list[Change]:
    return [
        make_change(writer, n, n, "An", ("work", f"{UNIT}/w{n}"), {"name": f"{n}{text}"}, {})
        for n in range(1, count + 1)
    ]


def _have(changes: list[Change]) -> dict[str, tuple[int, str]]:
    chain = chain_start(changes[0].w)
    for change in changes:
        chain = chain_next(chain, change.line)
    return {changes[0].w: (len(changes), chain.hex()[:16])}


def test_a_package_is_counted_before_and_after(store: Store) -> None:
    made = _log(3)
    assert intake.count_new(store, arrivals(made))[:2] == (3, 0)
    taken = take(store, arrivals(made[:2]), package="p1")
    assert (taken.new, taken.known, taken.records, taken.rotated) == (2, 0, 2, False)
    assert intake.is_known_package(store, "p1")
    assert not intake.is_known_package(store, "p2")
    new, known, records = intake.count_new(store, arrivals(made))
    assert (new, known, records) == (1, 2, {("work", f"{UNIT}/w3")})


def test_the_same_package_twice_changes_nothing_at_all(store: Store) -> None:
    take(store, arrivals(_log(3)), _have(_log(3)), package="p1")
    before = everything(store), store.query("SELECT * FROM sync_import")
    again = take(store, arrivals(_log(3)), {}, package="p1")
    assert (again.new, again.known) == (0, 3)
    assert (everything(store), store.query("SELECT * FROM sync_import")) == before


def test_the_sender_is_remembered_with_its_last_vector(store: Store) -> None:
    take(store, arrivals(_log(3)), _have(_log(3)), replica=W)
    take(store, [], _have(_log(1)), replica=W)
    [peer] = intake.peers(store)
    assert (peer["replica"], peer["unit"]) == (W, UNIT)
    assert store.query("SELECT have FROM sync_peer")[0][0].startswith(f'{{"{W}": [1, ')


def test_a_gap_is_recorded_narrowed_and_closed(store: Store) -> None:
    made = _log(6)
    take(store, arrivals(made[4:]), _have(made))
    assert intake.gaps(store) == {W: (1, 6)}
    take(store, arrivals(made[:2]), _have(made[:2]))
    assert intake.gaps(store) == {W: (3, 6)}
    for older in (1, 4):  # a late old package tells of less
        take(store, [], _have(made[:older]))
        assert intake.gaps(store) == {W: (3, 6)}
    take(store, arrivals(made[2:4]))
    assert intake.gaps(store) == {}
    assert store.log.have() == _have(made)


def test_a_gap_of_an_unknown_writer_says_nothing_about_its_unit(store: Store) -> None:
    made = _log(2)
    take(store, [], _have(made))
    assert intake.gaps(store) == {W: (1, 2)}
    assert store.log.writer(W) is None
    take(store, [intake.Arrival(W, "99999", "office", 3, tuple(made))], _have(made))
    writer = store.log.writer(W)
    assert writer is not None
    assert (writer.unit, writer.stream, writer.schema) == ("99999", "office", 3)


def test_two_contents_for_one_number_mark_the_writer_forked(store: Store) -> None:
    take(store, arrivals(_log(3)))
    take(store, arrivals(_log(3, "khác")[2:]))
    writer = store.log.writer(W)
    assert writer is not None
    assert writer.forked
    assert store.log.have() == {}
    assert len(store.log.holds(W, 3)) == 2
    assert store.state("work", f"{UNIT}/w3").conflicts == ("name",)


def test_another_prefix_marks_a_fork_and_a_gap_until_both_branches_are_held(store: Store) -> None:
    mine, theirs = _log(3), _log(3, "khác")
    take(store, arrivals(mine))
    take(store, [], _have(theirs))
    writer = store.log.writer(W)
    assert writer is not None
    assert writer.forked
    assert intake.gaps(store) == {W: (1, 3)}
    take(store, arrivals(theirs[:2]))
    assert intake.gaps(store) == {W: (1, 3)}
    take(store, arrivals(theirs[2:]), _have(theirs))
    assert intake.gaps(store) == {}
    take(store, [], _have(theirs))
    assert intake.gaps(store) == {}


def test_a_prefix_hash_is_found_at_any_number(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changelog, "CHECKPOINT_EVERY", 2)
    made = _log(5)
    take(store, arrivals(made))
    for n in range(1, 6):
        assert store.log.prefix_at(W, n) == _have(made[:n])[W][1]


def test_our_own_unknown_changes_lead_to_a_new_id(store: Store, tmp_path: Path) -> None:
    put(store, W1, name="Đường")
    first = store.replica
    store.close()
    older = store.path.read_bytes()
    later = open_store(store.path.parent, store.device, store.clock)
    put(later, W1, name="Cầu")
    brought, have = arrivals_of(later), later.log.have()
    later.close()
    store.path.write_bytes(older)
    store = open_store(store.path.parent, store.device, store.clock)
    taken = take(store, brought, have)
    assert taken.rotated
    assert store.retired == [first]
    second = store.replica
    store = reopened(store)
    put(store, W1, name="Chợ")
    assert store.replica == second
    assert store.log.have()[first][0] == 2


def test_a_larger_number_of_our_own_seen_elsewhere_leads_to_a_new_id(store: Store) -> None:
    put(store, W1, name="Đường")
    first = store.replica
    assert take(store, [], {first: (9, "0" * 16)}).rotated
    assert store.retired == [first]
    assert intake.gaps(store) == {first: (2, 9)}


def test_an_image_clone_is_noticed_on_both_sides_and_loses_nothing(
    store: Store, tmp_path: Path
) -> None:
    put(store, W1, name="Đường")
    first = store.replica
    folder = copied(store, tmp_path / "clone")
    store = open_store(store.path.parent, store.device, store.clock)
    clone = open_store(folder, store.device, clock_from(1_800_000_000_000))
    clone._own_checked = True  # the witness was cloned with the computer
    put(clone, W1, name="Của bản sao")
    clone._own_checked = True
    put(store, W1, name="Của bản gốc")
    assert clone.replica == store.replica == first
    assert send(clone, store).rotated
    assert send(store, clone).rotated
    assert everything(store)[0] == everything(clone)[0]
    values = {head.value for head in store.state("work", W1).heads["name"]}
    assert values == {"Của bản sao", "Của bản gốc"}
    put(store, W1, name="Thống nhất")
    put(clone, f"{UNIT}/w2", name="Cầu")
    assert len({store.replica, clone.replica, first}) == 3


def test_taking_in_a_copy_does_not_make_it_our_own(store: Store, tmp_path: Path) -> None:
    put(store, W1, name="Đường")
    first = store.replica
    copy = open_store(copied(store, tmp_path / "copy"), store.device, clock_from())
    assert not take(copy, arrivals(_log(2)), _have(_log(2))).rotated
    copy = reopened(copy)
    put(copy, W1, name="Cầu")
    assert copy.retired == [first]


def test_a_section_without_changes_brings_no_writer(store: Store) -> None:
    taken = take(store, [intake.Arrival(W, UNIT, "shared", 1, ())])
    assert taken == intake.Taken(0, 0, 0, rotated=False)
    assert store.log.writers() == []
