"""Tests of undo and redo: a model that keeps snapshots, other writers' edits, conflicts."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ntm_desktop.domain.entity import StoredValue, entity_named
from ntm_desktop.domain.merge import RecordState
from ntm_desktop.storage import history
from ntm_desktop.storage.store import Store
from tests.histories import examples
from tests.stores import UNIT, fresh_store, put, remove, reopened, send

W1, W2 = f"{UNIT}/w1", f"{UNIT}/w2"
UNITS = {"quantity": ("quantity", "measure_unit"), "measure_unit": ("quantity", "measure_unit")}
FIELDS = ("name", "village", "quantity", "measure_unit")
Model = dict[str, dict[str, StoredValue]]
_VALUES = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["Đường", "Cầu", None]),
        "village": st.sampled_from(["Thôn 1", "Thôn 2", None]),
        "quantity": st.sampled_from(["1", "2.5", None]),
        "measure_unit": st.sampled_from(["km", "m", None]),
    },
)
_ACTIONS = st.lists(
    st.tuples(st.sampled_from([W1, W2]), st.one_of(st.none(), _VALUES)), min_size=1, max_size=3
)


class Editing(RuleBasedStateMachine):
    """One clerk who edits, undoes, redoes and restarts, beside a model that keeps snapshots."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = fresh_store(Path(self.folder.name))
        self.shown: Model = {}
        self.done: list[tuple[str, Model]] = []
        self.undone: list[tuple[str, Model]] = []
        self.count = 0

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    @rule(actions=_ACTIONS)
    def edit(self, actions: list[tuple[str, dict[str, StoredValue] | None]]) -> None:
        """Set fields of records or delete them, in one step."""
        before = {key: dict(values) for key, values in self.shown.items()}
        self.count += 1
        wrote = False
        with self.store.step(f"Bước {self.count}", "An"):
            for key, values in actions:
                wrote |= self._remove(key) if values is None else self._put(key, values)
        if wrote:
            self.done.append((f"Bước {self.count}", before))
            self.undone = []

    def _remove(self, key: str) -> bool:
        expected = self.shown.pop(key, None) is not None
        assert self.store.remove("work", key) == expected
        return expected

    def _put(self, key: str, values: dict[str, StoredValue]) -> bool:
        if key not in self.shown:
            values = {name: value for name, value in values.items() if value is not None}
        old = self.shown.get(key, dict.fromkeys(FIELDS))
        expected = any(old[name] != value for name, value in values.items())
        assert self.store.put("work", key, values) == expected
        if expected:
            self.shown[key] = {**old, **values}
        return expected

    @rule()
    def undo(self) -> None:
        """Take the last step back."""
        taken = history.undo(self.store, "An")
        assert (taken is None) == (not self.done)
        if taken is not None:
            label, before = self.done.pop()
            assert (taken.label, taken.kept) == (label, ())
            self.undone.append((label, self.shown))
            self.shown = {key: dict(values) for key, values in before.items()}

    @rule()
    def redo(self) -> None:
        """Do again what was taken back last."""
        again = history.redo(self.store, "An")
        assert (again is None) == (not self.undone)
        if again is not None:
            label, after = self.undone.pop()
            assert (again.label, again.kept) == (label, ())
            self.done.append((label, self.shown))
            self.shown = {key: dict(values) for key, values in after.items()}

    @precondition(lambda self: self.count > 0)
    @rule()
    def restart(self) -> None:
        """Close the program and open it again."""
        self.store = reopened(self.store)

    @invariant()
    def shows_what_the_model_shows(self) -> None:
        """Compare every visible row with the model; nothing is ever in conflict."""
        rows = self.store.rows(entity_named("work"))
        found = {str(row["key"]): {name: row[name] for name in FIELDS} for row in rows}
        assert found == self.shown
        assert self.store.log.conflicts() == []

    @invariant()
    def offers_the_right_step(self) -> None:
        """Compare the labels of undo and redo with the model's."""
        back, again = history.next_undo(self.store), history.next_redo(self.store)
        assert (back is None) == (not self.done)
        assert (again is None) == (not self.undone)
        if back is not None:
            assert history.original_label(self.store, back) == self.done[-1][0]


Editing.TestCase.settings = settings(examples(40), stateful_step_count=15)
TestUndoAndRedoAgreeWithSnapshots = Editing.TestCase


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return fresh_store(tmp_path)


@pytest.fixture
def peer(tmp_path: Path) -> Store:
    return fresh_store(tmp_path, name="peer")


def _values(store: Store, key: str = W1) -> dict[str, StoredValue]:
    return {name: value for name, value in store.state("work", key).values.items() if value}


def _competing(state: RecordState) -> dict[str, set[tuple[bool, StoredValue]]]:
    return {
        name: {(head.deleted, head.value) for head in heads}
        for name, heads in state.heads.items()
        if len(heads) > 1
    }


def test_nothing_to_undo_is_no_error(store: Store) -> None:
    assert history.undo(store, "An") is None
    assert history.redo(store, "An") is None
    assert history.steps(store) == []


def test_history_names_steps_with_user_and_time(store: Store) -> None:
    put(store, W1, label="Thêm công trình", name="Đường")
    history.undo(store, "Bình")
    undone, done = history.steps(store)
    assert (done.label, done.user, done.kind) == ("Thêm công trình", "An", "edit")
    assert (undone.label, undone.user, undone.undoes) == (
        "Hoàn tác: Thêm công trình",
        "Bình",
        done.number,
    )
    assert undone.at > done.at
    history.redo(store, "Bình")
    assert history.steps(store, limit=1)[0].label == "Làm lại: Thêm công trình"


def test_undo_keeps_what_another_writer_edited_since_and_names_it(
    store: Store, peer: Store
) -> None:
    put(store, W1, name="Đường", village="Thôn 1")
    put(store, W1, name="Đường mới", village="Thôn 2")
    send(store, peer)
    put(peer, W1, name="Đường của máy kia")
    send(peer, store)
    taken = history.undo(store, "An")
    assert taken is not None
    assert taken.kept == (("work", W1, "name"),)
    assert _values(store) == {"name": "Đường của máy kia", "village": "Thôn 1"}
    assert store.log.conflicts() == []


def test_undo_takes_back_its_own_side_of_a_conflict_and_names_the_other(
    store: Store, peer: Store
) -> None:
    put(store, W1, name="Đường")
    send(store, peer)
    put(store, W1, name="Của tôi")
    put(peer, W1, name="Của máy kia")
    send(peer, store)
    assert store.log.conflicts()
    taken = history.undo(store, "An")
    assert taken is not None
    assert taken.kept == (("work", W1, "name"),)
    assert _values(store) == {"name": "Của máy kia"}
    assert store.log.conflicts() == []
    history.redo(store, "An")
    assert {head.value for head in store.state("work", W1).heads["name"]} == {
        "Của tôi",
        "Của máy kia",
    }


def test_undo_of_creating_leaves_a_record_others_have_written_to(store: Store, peer: Store) -> None:
    put(store, W1, name="Đường")
    send(store, peer)
    put(peer, W1, village="Thôn 9")
    send(peer, store)
    taken = history.undo(store, "An")
    assert taken is not None
    assert ("work", W1, "village") in taken.kept
    assert _values(store) == {"name": "Đường", "village": "Thôn 9"}


def test_undo_of_creating_what_another_deleted_since_stays_deleted(
    store: Store, peer: Store
) -> None:
    put(store, W1, name="Đường")
    send(store, peer)
    remove(peer, W1)
    send(peer, store)
    taken = history.undo(store, "An")
    assert taken is not None
    assert taken.kept == (("work", W1, "name"),)
    assert not store.state("work", W1).exists


def test_undo_of_a_delete_restores_every_field(store: Store) -> None:
    put(store, W1, name="Đường", quantity="1", measure_unit="km")
    remove(store, W1)
    store = reopened(store)
    history.undo(store, "An")
    assert _values(store) == {"name": "Đường", "quantity": "1", "measure_unit": "km"}
    history.redo(store, "An")
    assert not store.state("work", W1).exists


def test_undo_of_a_delete_keeps_an_edit_the_deleter_had_not_seen(store: Store, peer: Store) -> None:
    put(store, W1, name="Đường", village="Thôn 1")
    send(store, peer)
    remove(store, W1)
    put(peer, W1, name="Đường mới")
    send(peer, store)
    assert "*" in store.state("work", W1).conflicts
    history.undo(store, "An")
    assert _values(store) == {"name": "Đường mới", "village": "Thôn 1"}
    assert store.log.conflicts() == []


def test_undo_of_a_resolution_brings_the_conflict_back(store: Store, peer: Store) -> None:
    put(store, W1, name="Đường", quantity="1", measure_unit="km")
    send(store, peer)
    put(store, W1, name="Của tôi", quantity="2")
    put(peer, W1, name="Của máy kia", quantity="900", measure_unit="m")
    send(peer, store)
    before = _competing(store.state("work", W1))
    shown = _values(store)
    assert len(before) == 3
    put(store, W1, name="Thống nhất", quantity="3", measure_unit="km")
    assert store.log.conflicts() == []
    history.undo(store, "An")
    assert _competing(store.state("work", W1)) == before
    assert store.state("work", W1).conflicts == ("measure_unit", "name", "quantity")
    pairs = {
        (head.value, head.change.values["measure_unit"])
        for head in store.state("work", W1).heads["quantity"]
    }
    assert pairs == {("2", "km"), ("900", "m")}
    history.redo(store, "An")
    assert store.log.conflicts() == []
    assert _values(store)["name"] == "Thống nhất"
    history.undo(store, "An")
    assert _competing(store.state("work", W1)) == before
    assert set(shown) == set(_values(store))


def test_undo_of_settling_a_delete_edit_conflict_brings_it_back(store: Store, peer: Store) -> None:
    put(store, W1, name="Đường", village="Thôn 1")
    send(store, peer)
    put(store, W1, name="Đường mới")
    remove(peer, W1)
    send(peer, store)
    before = store.state("work", W1)
    assert before.conflicts == ("*", "name")
    put(store, W1, name="Giữ lại")
    assert store.log.conflicts() == []
    history.undo(store, "An")
    after = store.state("work", W1)
    assert after.conflicts == before.conflicts
    assert after.values == before.values
    assert {name: {head.deleted for head in heads} for name, heads in after.heads.items()} == {
        name: {head.deleted for head in heads} for name, heads in before.heads.items()
    }


def test_undo_of_saving_an_old_form_removes_only_its_own_side(store: Store, peer: Store) -> None:
    put(store, W1, name="Đường", village="Thôn 1")
    send(store, peer)
    seen = store.state("work", W1).seen()
    put(peer, W1, name="Của máy kia")
    send(peer, store)
    with store.step("Lưu", "An"):
        store.put("work", W1, {"name": "Của tôi", "village": "Thôn 2"}, seen)
    assert store.state("work", W1).conflicts == ("name",)
    taken = history.undo(store, "An")
    assert taken is not None
    assert taken.kept == ()
    assert _values(store) == {"name": "Của máy kia", "village": "Thôn 1"}
    assert len(store.state("work", W1).heads["name"]) == 1


def test_an_import_is_not_undone_and_ends_redoing(store: Store, peer: Store) -> None:
    put(store, W1, label="Của tôi", name="Đường")
    put(peer, W2, name="Cầu")
    history.undo(store, "An")
    send(peer, store)
    assert history.next_redo(store) is None
    assert history.next_undo(store) is None
    assert _values(store, W2) == {"name": "Cầu"}


def test_undo_of_several_records_is_one_step(store: Store) -> None:
    with store.step("Dán bảng", "An"):
        for number in range(5):
            store.put("work", f"{UNIT}/p{number}", {"name": f"Đường {number}"})
    taken = history.undo(store, "An")
    assert taken is not None
    assert taken.touched.any("work")
    assert store.rows(entity_named("work")) == []


def test_records_of_an_entity_this_version_does_not_know_are_left_alone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, W1, name="Đường")
    monkeypatch.setattr(history, "is_declared", lambda name: False)
    taken = history.undo(store, "An")
    assert taken is not None
    assert not taken.touched.any("work")
    assert _values(store) == {"name": "Đường"}


def test_the_kind_of_step_is_told_for_each_change_of_a_record(store: Store) -> None:
    put(store, W1, name="Đường")
    put(store, W1, name="Đường liên thôn")
    history.undo(store, "An")
    history.redo(store, "An")
    kinds = history.kinds_of(store, "work", W1)
    assert kinds == ["edit", "edit", "undo", "redo"]
    assert len(kinds) == len(store.log.changes_of("work", W1))
