"""Several copies that edit, delete, undo and exchange at random: all of them end up the same."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.entity import StoredValue
from ntm_desktop.storage import history, intake
from ntm_desktop.storage.store import Seen, Store
from tests.histories import examples
from tests.stores import UNIT, everything, fresh_store, send

KEYS = (f"{UNIT}/w1", f"{UNIT}/w2")
_COPY = st.integers(0, 2)
_KEY = st.sampled_from(KEYS)
_ACTIONS = st.lists(
    st.one_of(
        st.tuples(
            st.just("put"), _COPY, _KEY, st.sampled_from(["name", "quantity", "measure_unit"])
        ),
        st.tuples(st.just("open form"), _COPY, _KEY, st.just("")),
        st.tuples(st.just("remove"), _COPY, _KEY, st.just("")),
        st.tuples(st.just("undo"), _COPY, _KEY, st.just("")),
        st.tuples(st.just("redo"), _COPY, _KEY, st.just("")),
        st.tuples(st.just("send"), _COPY, _KEY, st.sampled_from(["0", "1", "2"])),
    ),
    max_size=25,
)
Pair = tuple[StoredValue, StoredValue]


class _Office:
    """Three copies of one data folder, and every pair of number and measure a person saved."""

    def __init__(self, folder: Path) -> None:
        self.copies = [fresh_store(folder, name=f"copy{number}") for number in range(3)]
        self.entered: set[Pair] = {(None, None)}
        self.forms: dict[tuple[int, str], tuple[Seen, dict[str, StoredValue]]] = {}
        self.count = 0

    def act(self, what: str, copy: int, key: str, detail: str) -> None:
        store = self.copies[copy]
        if what == "put":
            state = store.state("work", key)
            seen, shown = self.forms.pop((copy, key), (None, dict(state.values)))
            self._put(store, key, detail, seen, shown)
        elif what == "open form":
            state = store.state("work", key)
            self.forms[copy, key] = state.seen(), dict(state.values)
        elif what == "remove":
            with store.step("Xóa"):
                store.remove("work", key)
        elif what == "undo":
            history.undo(store, "")
        elif what == "redo":
            history.redo(store, "")
        elif self.copies[int(detail)] is not store:
            send(store, self.copies[int(detail)])

    def _put(
        self,
        store: Store,
        key: str,
        field: str,
        seen: Seen | None,
        shown: dict[str, StoredValue],
    ) -> None:
        """Save a value typed over what the form showed, which may be out of date by now."""
        self.count += 1
        with store.step("Sửa"):
            store.put("work", key, {field: str(self.count)}, seen)
        self.entered.add(_pair({**shown, field: str(self.count)}))

    def exchange_everything(self) -> None:
        for sender in self.copies * 2:
            for receiver in self.copies:
                if receiver is not sender:
                    send(sender, receiver)


def _pair(values: Mapping[str, StoredValue]) -> Pair:
    return values.get("quantity"), values.get("measure_unit")


@examples(40)
@given(_ACTIONS)
def test_copies_that_exchange_everything_are_equal_and_mix_nothing(
    actions: list[tuple[str, int, str, str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = _Office(Path(folder))
        for action in actions:
            office.act(*action)
        office.exchange_everything()
        first = office.copies[0]
        for copy in office.copies:
            assert everything(copy) == everything(first)
            assert len(set(copy.check_against_log())) == 1
            assert intake.gaps(copy) == {}
            assert copy.log.have() == first.log.have()
            assert copy.retired == []
        for key in KEYS:
            state = first.state("work", key)
            assert _pair(state.values) in office.entered
            for head in state.heads.get("quantity", ()):
                assert head.deleted or _pair(head.change.values) in office.entered
        for copy in office.copies:
            copy.close()
