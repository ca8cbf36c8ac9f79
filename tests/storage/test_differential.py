"""An independent implementation agrees: accordsync-core shows the same live values.

Histories of edits only (it has no deletion of records), on copies that are copied, cloned and put
back. Every edit is made there as well, by a device of its own that has seen exactly what this copy
held: so its own rule, not ours, says what the edit replaces.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from accordsync_core import AssignOp, LocalWriter, conflict, define_schema

from ntm_desktop.domain import merge
from ntm_desktop.domain.changes import Change, parse_line
from tests.histories import only_when_asked
from tests.storage.simulation import KEYS, Broken, Copy, World, demand, memory_folder

FIELDS = ("name", "village", "quantity", "measure_unit")
SCHEMA = define_schema({"work": {name: conflict() for name in FIELDS}})
ANY_CLOCK = 10**15
Live = Counter[tuple[str, str, object]]


class Twins(World):
    """Copies whose every edit is also made with the other implementation."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.ops: dict[str, list[AssignOp]] = {}  # by ref of our change
        self.sessions = 0
        self.shown: dict[tuple[str, str], set[str]] = {}
        super().__init__(folder, seed)

    def act(self) -> None:
        """Do one random thing; afterwards both show the same."""
        actions = (
            (self.edit, 24),
            (self.open_form, 6),
            (self.save_form, 7),
            (self.resolve, 6),
            (self.send, 16),
            (self.deliver, 24),
            (self.copy_folder, 1),
            (self.clone_computer, 1),
            (self.snapshot, 3),
            (self.restore, 2),
            (self.restore_unseen, 2),
            (self.travel, 1),
        )
        [what] = self.chance.choices([one for one, _ in actions], [weight for _, weight in actions])
        copy = self.chance.choice(self.copies)
        what(copy)
        self.compare(copy)

    # -- the same edit there --

    def edit(self, copy: Copy) -> None:
        self._twice(copy, super().edit, held_by(copy).keys())

    def resolve(self, copy: Copy) -> None:
        self._twice(copy, super().resolve, held_by(copy).keys())

    def open_form(self, copy: Copy) -> None:
        before = dict(copy.forms)
        super().open_form(copy)
        for key, seen in copy.forms.items():
            if before.get(key) is not seen:
                self.shown[copy.name, key] = set(held_by(copy))

    def save_form(self, copy: Copy) -> None:
        if copy.forms:
            shown = self.shown[copy.name, next(reversed(copy.forms))]
            self._twice(copy, super().save_form, shown)

    def _twice(self, copy: Copy, act: Callable[[Copy], None], seen: Iterable[str]) -> None:
        """Do something here, and there by a device that has seen the changes `seen`."""
        before = set(held_by(copy))
        device = self.device(seen)
        act(copy)
        for ref, change in held_by(copy).items():
            if ref not in before:
                self.ops[ref] = [
                    device.assign(f"work:{change.key}", name, value)
                    for name, value in change.values.items()
                ]

    def device(self, refs: Iterable[str]) -> LocalWriter:
        """Return a new device that was given the edits `refs`, in any order."""
        self.sessions += 1
        made = LocalWriter(SCHEMA, f"session-{self.sessions}", lambda: 0, max_skew_ms=ANY_CLOCK)
        received = [op for ref in sorted(refs) for op in self.ops[ref]]
        self.chance.shuffle(received)
        for op in received:
            made.receive(op)
        return made

    # -- both show the same --

    def compare(self, copy: Copy) -> None:
        """Demand that a copy shows the values which the other implementation shows."""
        demand(ours(copy) == theirs(self.device(held_by(copy))), "both show the same values")

    def settle(self) -> None:
        super().settle()
        for copy in self.copies:
            self.compare(copy)


def held_by(copy: Copy) -> dict[str, Change]:
    """Return every change a copy holds, by ref."""
    rows = copy.store.query("SELECT wid, line FROM sync_op JOIN sync_writer USING (w) ORDER BY op")
    return {one.ref: one for wid, line in rows for one in (parse_line(wid, bytes(line)),)}


def ours(copy: Copy) -> Live:
    """Return every live value as (key, field, value), as often as it is live."""
    return Counter(
        (key, name, head.value)
        for key in KEYS
        for name, heads in copy.store.state("work", key).heads.items()
        for head in heads
    )


def theirs(device: LocalWriter) -> Live:
    """Return every live value of the other implementation in the same form."""
    found: Live = Counter()
    for key in KEYS:
        for name, value in (device.replica.read(f"work:{key}") or {}).items():
            for one in value.get("conflicted", [value]):
                found[key, name, one["value"]] += 1
    return found


def play(seed: int, length: int) -> None:
    """Play one random history to its end."""
    with tempfile.TemporaryDirectory(dir=memory_folder(), prefix="ntm-twins-") as folder:
        world = Twins(Path(folder), seed)
        try:
            for _ in range(length):
                world.act()
            world.settle()
        finally:
            world.close()


def test_another_implementation_shows_the_same_values() -> None:
    for seed in range(15):
        play(seed, 30)


@pytest.mark.slow
@only_when_asked
@pytest.mark.parametrize("first", range(0, 1_000, 100))
def test_another_implementation_shows_the_same_values_in_many_long_histories(first: int) -> None:
    for seed in range(first, first + 100):
        play(seed, 80)


def test_a_difference_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    heads = merge._heads
    monkeypatch.setattr(
        merge, "_heads", lambda held: {name: found[-1:] for name, found in heads(held).items()}
    )
    with pytest.raises(Broken, match="both show the same"):
        play(0, 60)
