"""Tests of what a package must hold: deltas from acknowledgements only, and two logs (V1-V9)."""

from __future__ import annotations

import dataclasses
import itertools
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain import entity
from ntm_desktop.domain.changes import make_change, parse_line
from ntm_desktop.domain.entity import Stream, entity_named
from ntm_desktop.errors import DataFileError
from ntm_desktop.storage import changelog, intake, outgoing, peers
from ntm_desktop.storage.outgoing import Audience, Outgoing
from ntm_desktop.storage.store import Store
from tests.histories import WRITERS, examples
from tests.stores import UNIT, arrivals, fresh_store, put, take

W1 = f"{UNIT}/w1"
ABOVE = "01"
OWN = Audience((UNIT,))


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Store, Store]:
    return fresh_store(tmp_path, name="a"), fresh_store(tmp_path, name="b")


def compose(store: Store, audience: Audience = OWN, *, full: bool = False) -> Outgoing:
    with store.step("Gửi", kind="send"):
        store.claim()
        return outgoing.compose(store, audience, full=full)


def give(
    sender: Store, receiver: Store, audience: Audience = OWN, *, full: bool = False
) -> Outgoing:
    """Send what the receiver lacks; the sender's replica signs."""
    found = compose(sender, audience, full=full)
    deliver(sender, found, receiver)
    return found


def deliver(sender: Store, found: Outgoing, receiver: Store) -> None:
    brought = [
        intake.Arrival(
            one.wid,
            one.unit,
            one.stream,
            one.schema,
            tuple(parse_line(one.wid, line) for line in one.lines),
        )
        for one in found.logs
    ]
    take(receiver, brought, dict(found.have), replica=sender.replica)


def numbers(found: Outgoing) -> dict[str, list[int]]:
    return {one.wid: [parse_line(one.wid, line).n for line in one.lines] for one in found.logs}


def test_without_an_acknowledgement_everything_is_sent(pair: tuple[Store, Store]) -> None:
    here, there = pair
    put(here, W1, name="một")
    put(here, W1, name="hai")
    for _ in range(2):  # sending acknowledges nothing
        found = give(here, there)
        assert (found.kind, found.base, numbers(found)) == ("full", {}, {here.replica: [1, 2]})


def test_after_an_answer_only_what_is_new_is_sent(pair: tuple[Store, Store]) -> None:
    here, there = pair
    put(here, W1, name="một")
    give(here, there)
    give(there, here)
    put(here, W1, name="hai")
    found = give(here, there)
    assert found.kind == "delta"
    assert numbers(found) == {here.replica: [2]}
    assert found.base == {here.replica: (1, here.log.prefix_at(here.replica, 1))}
    assert intake.gaps(there) == {}
    assert there.log.ops_digest() == here.log.ops_digest()
    assert numbers(compose(here, full=True)) == {here.replica: [1, 2]}


def test_the_slowest_of_two_copies_holds_the_start_back(tmp_path: Path) -> None:
    here, one, two = (fresh_store(tmp_path, name=name) for name in "abc")
    put(here, W1, name="một")
    give(here, one)
    give(here, two)
    give(two, here)
    put(here, W1, name="hai")
    give(here, one)
    give(one, here)
    assert numbers(compose(here)) == {here.replica: [2]}
    only_one = Audience((UNIT,), (one.replica,))
    assert numbers(compose(here, only_one)) == {}
    give(two, here)
    put(two, W1, name="ba")
    assert numbers(compose(two)) == {two.replica: [1]} | numbers(compose(two))


def test_the_last_vector_counts_also_when_it_is_lower(pair: tuple[Store, Store]) -> None:
    here, there = pair
    put(here, W1, name="một")
    put(here, W1, name="hai")
    have = here.log.have()
    lower = {here.replica: (1, here.log.prefix_at(here.replica, 1))}
    take(here, [], have, replica=WRITERS[0])
    assert numbers(compose(here)) == {}
    take(here, [], lower, replica=WRITERS[0])
    assert numbers(compose(here)) == {here.replica: [2]}
    take(here, [], {}, replica=WRITERS[0])
    assert compose(here).kind == "full"
    assert there.log.count() == 0


def test_another_prefix_or_a_longer_one_is_never_built_upon(pair: tuple[Store, Store]) -> None:
    here, _ = pair
    put(here, W1, name="một")
    put(here, W1, name="hai")
    wid = here.replica
    writer = here.log.writer(wid)
    assert writer is not None
    good = here.log.prefix_at(wid, 1)
    assert outgoing.acknowledged_of(here, writer, [{wid: (1, good)}]) == 1
    assert outgoing.acknowledged_of(here, writer, [{wid: (1, "0" * 16)}]) == 0
    assert outgoing.acknowledged_of(here, writer, [{wid: (9, "0" * 16)}]) == 2
    assert outgoing.acknowledged_of(here, writer, [{wid: (9, "0" * 16)}, {wid: (1, good)}]) == 1
    assert outgoing.acknowledged_of(here, writer, [{wid: (1, good)}, {}]) == 0
    forked = dataclasses.replace(writer, forked=True)
    assert outgoing.acknowledged_of(here, forked, [{wid: (1, good)}]) == 0


def test_a_forked_log_goes_whole_and_stays_out_of_the_vector(pair: tuple[Store, Store]) -> None:
    here, there = pair
    wid, record = WRITERS[0], ("work", W1)
    for text in ("một nhánh", "nhánh kia"):
        take(here, arrivals([make_change(wid, 1, 5, "An", record, {"name": text}, {})]))
    put(here, f"{UNIT}/w2", name="của máy này")
    assert set(compose(here).have) == {here.replica}
    give(here, there)
    give(there, here)
    assert numbers(compose(here))[wid] == [1, 1], "all of it, whatever was acknowledged"
    assert len(there.state("work", W1).heads["name"]) == 2


def test_an_id_is_replaced_only_by_one_of_its_own_unit(pair: tuple[Store, Store]) -> None:
    here, _ = pair
    old, new = WRITERS[:2]
    with here.step("Nghe", kind="take"):
        peers.hear(here, old, UNIT, "máy", (), {})
        peers.hear(here, new, ABOVE, "máy tỉnh", (old,), {})
    assert all(one.counts for one in peers.peers(here))


def test_an_id_that_was_replaced_counts_again_when_it_is_heard(pair: tuple[Store, Store]) -> None:
    here, _ = pair
    old, new = WRITERS[:2]
    with here.step("Nghe", kind="take"):
        peers.hear(here, old, UNIT, "máy", (), {})
        peers.hear(here, new, UNIT, "máy", (old, new), {})
    assert [(one.replica, one.counts) for one in peers.peers(here)] == [(old, False), (new, True)]
    with here.step("Nghe", kind="take"):
        peers.hear(here, old, UNIT, "máy", (), {})
    assert [one.counts for one in peers.peers(here)] == [True, True]


def test_a_copy_silent_for_twenty_packages_holds_nothing_back(pair: tuple[Store, Store]) -> None:
    here, _ = pair
    scrapped, used = WRITERS[:2]
    with here.step("Nghe", kind="take"):
        peers.hear(here, scrapped, UNIT, "máy cũ", (), {})
        for _ in range(peers.SILENT_AFTER - 1):
            peers.hear(here, used, UNIT, "máy mới", (), {})
    assert [one.replica for one in peers.peers_of(here, [UNIT])] == [scrapped, used]
    with here.step("Nghe", kind="take"):
        peers.hear(here, used, UNIT, "máy mới", (), {})
        peers.hear(here, WRITERS[2], ABOVE, "máy tỉnh", (), {})
    assert [one.replica for one in peers.peers_of(here, [UNIT])] == [used]
    assert [one.replica for one in peers.peers_of(here, [ABOVE])] == [WRITERS[2]]
    with here.step("Nghe", kind="take"):
        peers.hear(here, scrapped, UNIT, "máy cũ", (), {})
    assert len(peers.peers_of(here, [UNIT])) == 2


def test_the_parts_of_one_export_count_once(pair: tuple[Store, Store]) -> None:
    here, _ = pair
    for serial in (1, 2):
        for part in "abc":
            arriving = intake.ArrivingPackage(
                f"{serial}{part}", UNIT, WRITERS[0], "b", serial=serial
            )
            with here.step("Nhận", kind="take"):
                intake.take_in(here, [], arriving, {})
    assert [one.turn for one in peers.peers(here)] == [2]


def test_a_unit_nobody_was_heard_of_gets_everything(pair: tuple[Store, Store]) -> None:
    here, there = pair
    put(here, W1, name="một")
    give(here, there)
    give(there, here)
    assert compose(here, Audience((UNIT,))).logs == ()
    for audience in (Audience((ABOVE,)), Audience((UNIT, ABOVE)), Audience()):
        assert (compose(here, audience).kind, len(compose(here, audience).logs)) == ("full", 1)


def test_every_vector_exchanged_is_a_checkpoint(
    pair: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changelog, "CHECKPOINT_EVERY", 3)
    here, there = pair
    for text in "mộtha":
        put(here, W1, name=text)
    give(here, there)
    points = "SELECT n FROM sync_chain JOIN sync_writer USING (w) WHERE wid = ? ORDER BY n"
    assert here.query(points, here.replica) == [(3,), (5,)]
    assert there.query(points, here.replica) == [(3,), (5,)]


# -- two logs --


@pytest.fixture
def with_office(pair: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch) -> tuple[Store, Store]:
    """Two copies where organisations are nobody else's business."""
    inside = dataclasses.replace(entity_named("organisation"), stream=Stream.OFFICE)
    monkeypatch.setitem(entity._REGISTRY, "organisation", inside)
    here, _ = pair
    put(here, W1, name="một")
    with here.step("Ghi"):
        here.put("organisation", f"{UNIT}/org/c1", {"name": "nội bộ"})
    return pair


def test_a_package_for_another_unit_holds_nothing_of_the_office_log(
    with_office: tuple[Store, Store],
) -> None:
    here, there = with_office
    shared, office = here.own_writers
    assert set(here.log.have()) == {shared, office}
    for audience in (Audience((ABOVE,)), Audience(), Audience((UNIT, ABOVE))):
        found = compose(here, audience)
        assert [one.stream for one in found.logs] == ["shared"]
        assert set(found.have) == {shared}
        assert b"n\xe1\xbb\x99i b\xe1\xbb\x99" not in b"".join(found.logs[0].lines)
    give(here, there)
    assert there.state("organisation", f"{UNIT}/org/c1").values == {"name": "nội bộ"}


def test_both_logs_get_new_ids_together(with_office: tuple[Store, Store]) -> None:
    here, _ = with_office
    before = here.own_writers
    with here.step("Đổi"):
        here.renew_replica()
    assert set(before).isdisjoint(here.own_writers)
    assert len(here.own_writers) == 2


# -- laws --


@st.composite
def _exchanges(draw: st.DrawFn) -> list[tuple[str, int, int]]:
    """Return edits and files between three copies; some files are lost (receiver 3)."""
    act = st.tuples(
        st.sampled_from(("put", "give", "give", "full")), st.integers(0, 2), st.integers(0, 3)
    )
    return draw(st.lists(act, min_size=3, max_size=25))


@examples(40)
@given(_exchanges())
def test_a_delta_brings_all_the_sender_has_or_a_gap_is_reported(
    actions: list[tuple[str, int, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copies = [fresh_store(Path(folder), name=f"c{number}") for number in range(3)]
        for turn, (what, place, other) in enumerate(actions):
            sender = copies[place]
            if what == "put":
                put(sender, f"{UNIT}/w{other}", name=str(turn))
                continue
            found = compose(sender, full=what == "full")
            if other == 3 or copies[other] is sender:
                continue  # lost on the way
            receiver = copies[other]
            deliver(sender, found, receiver)
            gaps = intake.gaps(receiver)
            assert not (what == "full" and gaps), "a full file leaves nothing open"
            for wid, (n, prefix) in found.have.items():
                writer = receiver.log.writer(wid)
                is_held = writer is not None and writer.contig >= n
                assert wid in gaps or (is_held and receiver.log.prefix_at(wid, n) == prefix)
        for copy in copies:
            copy.close()


def test_a_change_altered_beside_the_program_is_never_sent(pair: tuple[Store, Store]) -> None:
    # under its old number it would come in as an edit that nobody made
    here, _ = pair
    put(here, f"{UNIT}/w1", name="Cầu")
    everybody = Audience()
    with here.step("Gửi", kind="send"):
        assert outgoing.compose(here, everybody).logs
    with here.step("Hỏng"):
        here.execute(
            "UPDATE sync_op SET line = CAST(replace(CAST(line AS TEXT), 'Cầu', 'Cống') AS BLOB)"
        )
    with pytest.raises(DataFileError, match="bị hỏng"), here.step("Gửi", kind="send"):
        outgoing.compose(here, everybody)


def test_lines_survive_three_relays_unchanged(tmp_path: Path) -> None:
    copies = [fresh_store(tmp_path, name=f"c{number}") for number in range(4)]
    put(copies[0], W1, name="Đường “trục”\t1", note="dòng\nhai")
    first = [bytes(row[0]) for row in copies[0].query("SELECT line FROM sync_op")]
    for sender, receiver in itertools.pairwise(copies):
        give(sender, receiver, full=True)
    last = [bytes(row[0]) for row in copies[-1].query("SELECT line FROM sync_op")]
    assert last == first
