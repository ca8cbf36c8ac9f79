"""Tests of the log of changes: the laws P1-P5 of the exchange format, prefixes and digests."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.changes import Change, chain_next, chain_start, make_change
from ntm_desktop.storage import changelog
from ntm_desktop.storage.store import Store
from tests.histories import WRITERS, examples, histories, oracle
from tests.stores import UNIT, arrivals, everything, fresh_store, take


@st.composite
def _deliveries(draw: st.DrawFn) -> tuple[list[Change], list[list[Change]]]:
    """Return a set of changes, and one way to deliver it: shuffled, in parts, some parts twice."""
    made = draw(histories().filter(bool))
    order = draw(st.permutations(made))
    cuts = sorted(draw(st.sets(st.integers(1, len(order)), max_size=3)) | {0, len(order)})
    parts = [order[start:end] for start, end in itertools.pairwise(cuts)]
    return made, draw(st.permutations(parts + draw(st.lists(st.sampled_from(parts), max_size=2))))


def _heads(store: Store) -> set[tuple[str, str, str, str]]:
    rows = store.query(
        "SELECT ent, key, field, wid || '.' || n || '.' || h FROM sync_head"
        " JOIN sync_rec USING (rec) JOIN sync_op USING (op) JOIN sync_writer USING (w)"
    )
    return {(row[0], row[1], row[2], row[3]) for row in rows}


@examples(40)
@given(_deliveries())
def test_any_order_partition_and_repetition_gives_the_same_data(
    delivery: tuple[list[Change], list[list[Change]]],
) -> None:
    made, parts = delivery
    with tempfile.TemporaryDirectory() as folder:
        one, other = fresh_store(Path(folder), name="one"), fresh_store(Path(folder), name="other")
        take(one, arrivals(made))
        for part in parts:
            take(other, arrivals(part))
        assert everything(one) == everything(other)
        assert one.log.ops_digest() == other.log.ops_digest()
        one.close()
        other.close()


@examples(40)
@given(histories())
def test_stored_heads_are_those_of_the_brute_force_oracle_and_of_a_rebuild(
    made: list[Change],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = fresh_store(Path(folder))
        for change in made:
            take(store, arrivals([change]))
        assert _heads(store) == oracle(made)
        before = everything(store)
        assert len(set(store.rebuild())) == 1
        assert everything(store) == before
        assert len(set(store.check_against_log())) == 1
        store.close()


@examples(30)
@given(histories())
def test_taking_in_twice_is_taking_in_once(made: list[Change]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = fresh_store(Path(folder))
        assert take(store, arrivals(made)).new == len(made)
        before = everything(store)
        again = take(store, arrivals(made))
        assert (again.new, again.known) == (0, len(made))
        assert everything(store) == before
        store.close()


def _changes(count: int) -> list[Change]:
    return [
        make_change(WRITERS[0], n, n, "An", ("work", f"{UNIT}/w{n}"), {"name": str(n)}, {})
        for n in range(1, count + 1)
    ]


def test_a_prefix_grows_only_as_far_as_the_numbers_have_no_hole(tmp_path: Path) -> None:
    store, made = fresh_store(tmp_path), _changes(5)
    take(store, arrivals([made[0], made[2], made[4]]))
    assert store.log.have()[WRITERS[0]][0] == 1
    take(store, arrivals([made[1]]))
    assert store.log.have()[WRITERS[0]][0] == 3
    take(store, arrivals([made[3]]))
    chain = chain_start(WRITERS[0])
    for change in made:
        chain = chain_next(chain, change.line)
    assert store.log.have() == {WRITERS[0]: (5, chain.hex()[:16])}
    assert store.log.have("shared") == store.log.have()
    assert store.log.have("office") == {}
    assert store.log.count() == 5
    assert store.log.last(WRITERS[0])[0] == 5
    assert store.log.last("nobody") == (0, "")
    store.close()


def test_checkpoints_are_kept_and_lines_stay_as_they_came(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changelog, "CHECKPOINT_EVERY", 2)
    store, made = fresh_store(tmp_path), _changes(5)
    take(store, arrivals(made))
    assert [row[0] for row in store.query("SELECT n FROM sync_chain ORDER BY n")] == [2, 4]
    writer = store.log.writer(WRITERS[0])
    assert writer is not None
    assert list(store.log.lines(writer)) == [one.line for one in made]
    store.close()


def test_past_a_gap_there_is_no_prefix_and_changes_are_counted(tmp_path: Path) -> None:
    store, made = fresh_store(tmp_path), _changes(5)
    take(store, arrivals([*made[:2], *made[3:]]))
    log, writer = store.log, store.log.writer(WRITERS[0])
    assert writer is not None
    assert log.sound_prefix_at(writer.wid, 2) == log.have()[writer.wid][1]
    assert log.sound_prefix_at(writer.wid, 3) == log.sound_prefix_at("nobody", 1) == ""
    assert [log.count_after(writer, n) for n in range(6)] == [4, 3, 2, 2, 1, 0]
    store.close()


def test_an_entity_of_a_newer_version_is_kept_without_a_table(tmp_path: Path) -> None:
    store = fresh_store(tmp_path)
    place = ("of_a_newer_version", f"{UNIT}/n1")
    take(store, arrivals([make_change(WRITERS[0], 1, 1, "", place, {"size": 3}, {})]))
    assert store.state(*place).values == {"size": 3}
    assert place in store.log.all_records()
    assert changelog.merge_units("of_a_newer_version") == {}
    store.close()


def test_conflicts_are_listed_by_kind(tmp_path: Path) -> None:
    store, place = fresh_store(tmp_path), ("work", f"{UNIT}/w1")
    first = make_change(WRITERS[0], 1, 1, "", place, {"name": "Đường"}, {})
    edit = make_change(WRITERS[0], 2, 2, "", place, {"name": "Cầu"}, {"name": (first.ref,)})
    gone = make_change(WRITERS[1], 1, 9, "", place, {}, {"name": (first.ref,)})
    take(store, arrivals([first, edit, gone]))
    assert store.log.conflicts() == [(*place, "*"), (*place, "name")]
    assert {row[0] for row in store.query("SELECT kind FROM sync_conflict")} == {
        "delete-edit",
        "value",
    }
    store.close()
