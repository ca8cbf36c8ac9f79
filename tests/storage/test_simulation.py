"""Random histories of several copies: nothing is lost, all become equal, and broken rules show.

300 short histories run always; 5,000 longer ones with `-m slow`. Each rule is then broken on
purpose, and the same histories or one of the small named stories must notice: a test that cannot
fail proves nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ntm_desktop.domain import changes, merge
from ntm_desktop.domain.changes import Change, parse_line
from ntm_desktop.domain.merge import Head
from ntm_desktop.storage import changelog, intake, outgoing, peers
from ntm_desktop.storage.changelog import Changelog, Writer
from ntm_desktop.storage.store import Store
from tests.histories import only_when_asked
from tests.storage.simulation import KEYS, Broken, Copy, Parcel, World, demand, play

SHORT, CHUNK = 300, 30
SLOW, SLOW_CHUNK = 5_000, 250
KEY = KEYS[0]


@pytest.mark.parametrize("first", range(0, SHORT, CHUNK))
def test_random_histories_lose_nothing_and_end_equal(first: int) -> None:
    for seed in range(first, first + CHUNK):
        play(seed, 32)


@pytest.mark.slow
@only_when_asked
@pytest.mark.parametrize("first", range(10_000, 10_000 + SLOW, SLOW_CHUNK))
def test_many_long_random_histories_lose_nothing_and_end_equal(first: int) -> None:
    for seed in range(first, first + SLOW_CHUNK):
        play(seed, 90)


# --- small stories, each about one rule ---


class Stage(World):
    """A world where nothing happens by itself."""

    def put(self, copy: Copy, text: str, key: str = KEY) -> None:
        with copy.store.step("Sửa", copy.name):
            copy.store.put("work", key, {"name": text})

    def give(self, sender: Copy, *receivers: Copy, full: bool | None = False) -> Parcel:
        parcel = self.send(sender, full=full)
        while parcel.kind == "receipt":
            parcel = self.send(sender, full=full)
        for receiver in receivers:
            self.take(receiver, parcel)
        return parcel

    def values(self, copy: Copy, key: str = KEY) -> set[object]:
        heads = copy.store.state("work", key).heads.get("name", ())
        return {None if head.deleted else head.value for head in heads}

    def end_equal(self) -> None:
        self.settle()


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path, 0)
    yield made
    made.close()


def lost_files(stage: Stage) -> None:
    """The second of three files never arrives: what the third lacks is said, then sent again."""
    here, there = stage.copies[:2]
    stage.put(here, "một")
    stage.give(here, there)
    stage.give(there, here)  # acknowledges the first
    stage.put(here, "hai", KEYS[1])
    stage.give(here)  # lost
    stage.put(here, "ba", KEYS[2])
    stage.give(here, there)
    demand(not intake.gaps(there.store), "nothing is missing: the lost file was not acknowledged")
    demand(stage.values(there, KEYS[1]) == {"hai"}, "what was lost came with the next file")


def silent_restore(stage: Stage) -> None:
    """A receiver is put back to an old state, which nothing tells of; then it reports less."""
    here, there = stage.copies[:2]
    stage.put(here, "một")
    stage.give(here, there)
    stage.snapshot(there)
    stage.put(here, "hai", KEYS[1])
    stage.give(here, there)
    stage.give(there, here)
    stage.restore_unseen(there)
    stage.give(there, here)
    stage.put(here, "ba", KEYS[2])
    stage.give(here, there)
    demand(not intake.gaps(there.store), "a lower acknowledgement counts")
    demand(stage.values(there, KEYS[1]) == {"hai"}, "what the restore lost was sent again")


def cloned_disk(stage: Stage) -> None:
    """Two computers write the same numbers under one id, and a third gets both."""
    here, other = stage.copies[:2]
    stage.put(here, "một")
    stage.give(here, other)
    stage.clone_computer(here)
    clone = stage.copies[-1]
    stage.put(here, "của bản gốc", KEYS[1])
    stage.put(clone, "của bản sao", KEYS[2])
    first, second = stage.give(here), stage.give(clone)
    stage.take(other, first)
    stage.take(other, second)
    stage.end_equal()
    demand(stage.values(other, KEYS[1]) == {"của bản gốc"}, "the original's edit is there")
    demand(stage.values(other, KEYS[2]) == {"của bản sao"}, "the clone's edit is there")


def copied_folder(stage: Stage) -> None:
    """A copied folder writes under an id of its own, and so both stay unforked."""
    here, other = stage.copies[:2]
    stage.put(here, "một")
    stage.copy_folder(here)
    copy = stage.copies[-1]
    stage.put(here, "hai", KEYS[1])
    stage.put(copy, "ba", KEYS[2])
    demand(here.store.replica != copy.store.replica, "a copy has an id of its own")
    stage.give(here, other)
    stage.give(copy, other)
    stage.end_equal()
    demand(not any(one.forked for one in other.store.log.writers()), "nothing forked")


def orders(stage: Stage) -> None:
    """An edit that replaces one which comes later; in any order the result is the same."""
    here, there, third = stage.copies[:3]
    stage.put(here, "một")
    first = stage.give(here)
    stage.take(there, first)
    stage.put(there, "hai")
    for key in KEYS[1:]:
        stage.put(there, "khác", key)
    second = stage.give(there)
    own = tuple(log for log in second.logs if log.wid == there.store.replica)
    only_second = dataclasses.replace(second, id="only", have={}, logs=own)
    stage.take(third, only_second)
    stage.take(third, first)
    demand(stage.values(third) == {"hai"}, "a version replaced before it came is no head")


def clocks(stage: Stage) -> None:
    """A computer ten years ahead wins nothing: both values stay until a person chooses."""
    here, there = stage.copies[:2]
    stage.put(here, "gốc")
    stage.give(here, there)
    here.drift, there.drift = 10 * 365 * 86_400_000, 0
    stage._reopen(here)
    stage.put(here, "của máy sai giờ")
    stage.put(there, "của máy đúng giờ")
    stage.give(here, there)
    demand(stage.values(there) == {"của máy sai giờ", "của máy đúng giờ"}, "both are kept")
    stage.put(there, "chốt")
    stage.give(there, here)
    demand(stage.values(here) == {"chốt"}, "what a person chose holds whatever the clocks say")


def deletes(stage: Stage) -> None:
    """An edit that the deleting person had not seen stays in sight."""
    here, there = stage.copies[:2]
    stage.put(here, "một")
    stage.give(here, there)
    with here.store.step("Xóa", here.name):
        here.store.remove("work", KEY)
    stage.put(there, "hai")
    stage.give(here, there)
    state = there.store.state("work", KEY)
    demand(state.exists, "the edit is not hidden")
    demand("*" in state.conflicts, "a person must say which")
    stage.end_equal()


def lost_beginning(stage: Stage) -> None:
    """The beginning of a log is lost everywhere; what came after it still reaches everybody."""
    here, there, third = stage.copies[:3]
    for copy in (here, there):
        stage.snapshot(copy)
    stage.put(here, "một")
    stage.give(here, there)
    stage.give(there, here)  # acknowledges the first change
    stage.put(here, "hai", KEYS[1])
    late = stage.give(here)
    for copy in (here, there):
        stage.restore(copy)
    stage.take(there, late)
    stage.give(there, here, third)
    wid = late.logs[0].wid
    demand(stage.values(third, KEYS[1]) == {"hai"}, "what is held past a gap is handed on")
    demand(intake.gaps(third.store)[wid] == (1, 1), "whoever gets it is told what is missing")
    stage.end_equal()


STORIES: tuple[Callable[[Stage], None], ...] = (
    lost_files,
    lost_beginning,
    silent_restore,
    cloned_disk,
    copied_folder,
    orders,
    clocks,
    deletes,
)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_the_stories_end_well(story: Callable[[Stage], None], stage: Stage) -> None:
    story(stage)


# --- the rules broken on purpose ---

Patch = pytest.MonkeyPatch


def _no_hash(patch: Patch) -> None:
    for place in (changes, changelog):
        patch.setattr(place, "line_hash", lambda w, line: "0" * 16)


def _no_new_id(patch: Patch) -> None:
    renew = Store.renew_replica

    def only_once(store: Store) -> None:
        if not store.replica:
            renew(store)
        store._own_checked = True

    patch.setattr(Store, "renew_replica", only_once)


def _no_hash_no_new_id(patch: Patch) -> None:
    _no_hash(patch)
    _no_new_id(patch)


def _numbers_held_are_dropped(patch: Patch) -> None:
    hold = Changelog.hold

    def only_new_numbers(
        log: Changelog, writer: Writer, arriving: list[Change], step: int
    ) -> list[Change]:
        rows = log._sql.execute("SELECT n FROM sync_op WHERE w = ?", (writer.row,))
        numbers = {row[0] for row in rows}
        return hold(log, writer, [one for one in arriving if one.n not in numbers], step)

    patch.setattr(Changelog, "hold", only_new_numbers)


def _sending_acknowledges(patch: Patch) -> None:
    compose = outgoing.compose

    def acknowledging(store: Store, audience: Any, *, full: bool = False) -> Any:
        found = compose(store, audience, full=full)
        for peer in peers.peers(store):
            peers.hear(store, peer.replica, peer.unit, "", (), {**peer.have, **found.have})
        return found

    patch.setattr(outgoing, "compose", acknowledging)


def _vectors_only_grow(patch: Patch) -> None:
    hear = peers.hear

    def growing(
        store: Store, replica: str, unit: str, device: str, replaces: Any, have: Any, **more: bool
    ) -> None:
        before = {one.replica: one.have for one in peers.peers(store)}.get(replica, {})
        none = (0, "")
        higher = {wid: max(have.get(wid, none), before.get(wid, none)) for wid in {*have, *before}}
        hear(store, replica, unit, device, replaces, higher, **more)

    patch.setattr(peers, "hear", growing)


def _prefixes_are_not_compared(patch: Patch) -> None:
    patch.setattr(intake, "_has_prefix", lambda *_: True)
    patch.setattr(Changelog, "has_branches", lambda *_: False)
    patch.setattr(
        outgoing,
        "acknowledged_of",
        lambda store, writer, vectors: (
            min([writer.contig, *(one.get(writer.wid, (0, ""))[0] for one in vectors)])
            if vectors
            else 0
        ),
    )


def _early_replacements_are_forgotten(patch: Patch) -> None:
    def heads(held: list[Change]) -> dict[str, tuple[Head, ...]]:
        found: dict[str, list[Head]] = {}
        for change in held:
            for name, refs in change.supersedes.items():
                found[name] = [one for one in found.get(name, []) if one.ref not in refs]
            for name in change.supersedes if change.is_deletion else change.values:
                found.setdefault(name, []).append(Head(change, name, change.is_deletion))
        return {name: tuple(sorted(ones, key=merge._rank)) for name, ones in found.items() if ones}

    patch.setattr(merge, "_heads", heads)


def _only_prefixes_are_sent(patch: Patch) -> None:
    lines = Changelog.lines

    def unbroken(log: Changelog, writer: Writer, after: int = 0) -> list[bytes]:
        held = (parse_line(writer.wid, line) for line in lines(log, writer, after))
        return [one.line for one in held if one.n <= writer.contig]

    patch.setattr(Changelog, "lines", unbroken)


def _newest_clock_wins(patch: Patch) -> None:
    heads = merge._heads
    patch.setattr(
        merge, "_heads", lambda held: {name: found[-1:] for name, found in heads(held).items()}
    )


def _deletion_hides(patch: Patch) -> None:
    heads = merge._heads

    def hidden(held: list[Change]) -> dict[str, tuple[Head, ...]]:
        found = heads(held)
        if not any(one.deleted for ones in found.values() for one in ones):
            return found
        gone = {name: tuple(one for one in ones if one.deleted) for name, ones in found.items()}
        return {name: ones for name, ones in gone.items() if ones}

    patch.setattr(merge, "_heads", hidden)


@dataclass(frozen=True)
class Mutation:
    """A rule broken on purpose, and what notices it: random histories or named stories."""

    breaking: Callable[[Patch], None]
    stories: tuple[Callable[[Stage], None], ...] = ()
    by_chance: bool = True


MUTATIONS = {
    "identity without content hash": Mutation(_no_hash, (cloned_disk,)),
    "never a new id": Mutation(_no_new_id, (copied_folder,), by_chance=False),
    "neither": Mutation(_no_hash_no_new_id, (cloned_disk, copied_folder)),
    "numbers held are dropped": Mutation(_numbers_held_are_dropped, (cloned_disk,)),
    "sending acknowledges": Mutation(_sending_acknowledges, (lost_files,), by_chance=False),
    "vectors never go down": Mutation(_vectors_only_grow, (silent_restore,), by_chance=False),
    "prefixes are not compared": Mutation(_prefixes_are_not_compared),
    "only unbroken prefixes are sent": Mutation(
        _only_prefixes_are_sent, (lost_beginning,), by_chance=False
    ),
    "early replacements are forgotten": Mutation(_early_replacements_are_forgotten, (orders,)),
    "the newest clock wins": Mutation(_newest_clock_wins, (clocks,)),
    "a deletion hides unseen edits": Mutation(_deletion_hides, (deletes,)),
}
STORY_CASES = [(name, one) for name, case in MUTATIONS.items() for one in case.stories]
CHANCE_CASES = [name for name, case in MUTATIONS.items() if case.by_chance]


@pytest.mark.parametrize(
    ("name", "story"), STORY_CASES, ids=lambda one: getattr(one, "__name__", one)
)
def test_a_broken_rule_is_noticed_by_its_story(
    name: str, story: Callable[[Stage], None], stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    MUTATIONS[name].breaking(monkeypatch)
    with pytest.raises(Broken):
        story(stage)


@pytest.mark.parametrize("name", CHANCE_CASES)
def test_a_broken_rule_is_noticed_by_random_histories(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    MUTATIONS[name].breaking(monkeypatch)
    assert any(_is_noticed(seed) for seed in range(120)), "the simulation cannot see this"


def _is_noticed(seed: int) -> bool:
    """Say whether one history goes wrong."""
    try:
        play(seed, 60)
    except Broken:
        return True
    return False
