"""Tests of S1-S6: what a newer version wrote is kept, handed on, and read once it is known."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from ntm_desktop.domain import entity
from ntm_desktop.domain.changes import Change, make_change, renamed
from ntm_desktop.domain.entity import entity_named
from ntm_desktop.storage import visible
from ntm_desktop.storage.store import Store
from tests.histories import WRITERS
from tests.stores import UNIT, arrivals, fresh_store, put, reopened, send, take

W1 = f"{UNIT}/w1"
RECORD = ("work", W1)
A, B, _ = WRITERS


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return fresh_store(tmp_path)


def _set(writer: str, n: int, values: dict[str, str], **replaced: tuple[Change, ...]) -> Change:
    refs = {name: tuple(one.ref for one in found) for name, found in replaced.items()}
    return make_change(writer, n, n, "", RECORD, dict(values), refs)


def _knowing(monkeypatch: pytest.MonkeyPatch, old: str, new: str) -> None:
    """Let this version read the field `old` under the id `new`."""
    found = entity_named("work")
    fields = {**found.fields, new: dataclasses.replace(found.fields[new], formerly=(old,))}
    monkeypatch.setitem(entity._REGISTRY, "work", dataclasses.replace(found, fields=fields))


def test_unknown_fields_stay_in_the_log_and_are_shown_after_the_update(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(store, arrivals([_set(A, 1, {"name": "Đường", "of_tomorrow": "ghi chú mới"})]))
    assert store.state(*RECORD).values["of_tomorrow"] == "ghi chú mới"
    assert "of_tomorrow" not in store.rows(entity_named("work"))[0]
    assert put(store, W1, name="Cầu")
    before = visible.fingerprint()
    _knowing(monkeypatch, "of_tomorrow", "note")
    assert visible.fingerprint() != before
    newer = reopened(store)  # no new file is needed
    [row] = newer.rows(entity_named("work"))
    assert (row["name"], row["note"]) == ("Cầu", "ghi chú mới")
    assert len(set(newer.check_against_log())) == 1


def test_versions_under_both_ids_of_a_field_are_one_register(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _knowing(monkeypatch, "remark", "note")
    old = _set(A, 1, {"remark": "cũ"})
    rival = _set(B, 1, {"note": "mới"})
    take(store, arrivals([old, rival]))
    assert store.state(*RECORD).conflicts == ("note",)
    settled = _set(B, 2, {"note": "chốt"}, note=(old, rival))
    take(store, arrivals([settled]))
    state = store.state(*RECORD)
    assert (state.values, state.conflicts) == ({"note": "chốt"}, ())
    older_app = _set(A, 2, {"remark": "sau đó"}, remark=(settled,))
    take(store, arrivals([older_app]))
    assert store.state(*RECORD).values == {"note": "sau đó"}


def test_a_change_under_both_ids_counts_under_the_new_one() -> None:
    first = _set(A, 1, {"note": "x"})
    both = _set(A, 2, {"remark": "cũ", "note": "mới"}, remark=(first,), note=(first,))
    read = renamed(both, {"remark": "note"})
    assert (read.values, read.supersedes) == ({"note": "mới"}, {"note": (first.ref,)})
    assert (read.line, read.ref) == (both.line, both.ref)
    assert renamed(both, {}) is both
    assert renamed(first, {"remark": "note"}) is first


def test_a_log_goes_on_under_the_newest_schema_it_was_written_in(store: Store) -> None:
    for schema in (2, 5, 3):
        store.log.add_writer(A, UNIT, "shared", schema)
    writer = store.log.writer(A)
    assert writer is not None
    assert writer.schema == 5


def test_nouns_of_a_newer_version_are_counted_and_handed_on(store: Store, tmp_path: Path) -> None:
    unknown = make_change(A, 1, 1, "", ("of_a_newer_version", f"{UNIT}/x1"), {"f": 1}, {})
    take(store, arrivals([unknown, _set(B, 1, {"name": "Đường"})]))
    assert store.log.count_undeclared() == 1
    peer = fresh_store(tmp_path, name="peer")
    send(store, peer)
    assert peer.log.ops_digest() == store.log.ops_digest()
    assert peer.log.count_undeclared() == 1
