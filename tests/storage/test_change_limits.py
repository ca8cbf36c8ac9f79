"""What is written here never goes beyond what readers of exchange files take in."""

from __future__ import annotations

from pathlib import Path

import pytest

from ntm_desktop.domain.changes import MOST_REFS, make_change, portions
from ntm_desktop.errors import InputError
from ntm_desktop.storage import history
from ntm_desktop.storage.store import Store
from tests.stores import UNIT, arrivals, everything, fresh_store, put, send, take

KEY = f"{UNIT}/w1"
RIVALS = 3 * MOST_REFS  # more versions of one field than two changes may replace


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A copy that took in very many versions of one name, none of which knew of the others."""
    made = fresh_store(tmp_path)
    changes = [
        make_change(
            "abcdefghijk23", n, 1_700_000_000_000, "An", ("work", KEY), {"name": f"T{n}"}, {}
        )
        for n in range(1, RIVALS + 1)
    ]
    take(made, arrivals(changes))
    return made


def _most_refs(store: Store) -> int:
    """Return the largest number of versions one change of this copy replaces in a field."""
    changes = store.log.changes_of("work", KEY)
    return max(len(refs) for one in changes for refs in one.supersedes.values())


def test_a_choice_between_very_many_versions_stands_for_all_of_them(
    store: Store, tmp_path: Path
) -> None:
    assert store.log.conflicts()
    put(store, KEY, name="Chốt")
    assert not store.log.conflicts()
    [head] = store.state("work", KEY).heads["name"]
    assert head.value == "Chốt"
    assert _most_refs(store) == MOST_REFS
    peer = fresh_store(tmp_path, name="peer")
    send(store, peer)
    assert everything(peer) == everything(store)


def test_a_record_of_very_many_versions_is_deleted_and_comes_back_by_undo(store: Store) -> None:
    put(store, KEY, name="Chốt")
    put(store, KEY, note="Thôn 1")
    with store.step("Xóa"):
        assert store.remove("work", KEY)
    assert not store.state("work", KEY).exists
    history.undo(store, "An")
    assert store.state("work", KEY).values == {"name": "Chốt", "note": "Thôn 1"}
    assert _most_refs(store) == MOST_REFS


def test_very_many_rivals_are_deleted_at_once(store: Store) -> None:
    with store.step("Xóa"):
        assert store.remove("work", KEY)
    assert not store.state("work", KEY).exists
    assert not store.log.conflicts()
    assert _most_refs(store) == MOST_REFS


def test_what_would_be_longer_than_a_line_may_be_is_refused(store: Store) -> None:
    before = everything(store)
    with pytest.raises(InputError), store.step("Nhập"):
        store.put("meeting", f"{UNIT}/m1", {"agenda": "ệ" * 65_000, "transcript": "ệ" * 65_000})
    assert everything(store) == before
    with store.step("Nhập"):  # one by one they fit
        store.put("meeting", f"{UNIT}/m1", {"agenda": "ệ" * 65_000})
        store.put("meeting", f"{UNIT}/m1", {"transcript": "ệ" * 65_000})


def test_portions_hold_every_version_once() -> None:
    wide = {f"f{n}": (f"a.{n}.x", f"b.{n}.x") for n in range(900)}
    found = list(portions(wide))
    assert len(found) > 4
    assert [ref for one in found for refs in one.values() for ref in refs] == [
        ref for refs in wide.values() for ref in refs
    ]
    assert list(portions({})) == [{}]
