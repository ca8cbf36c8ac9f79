"""Tests of the lists of what was sent and taken in, and of receipts."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from ntm_desktop.domain.changes import make_change
from ntm_desktop.storage import intake, peers, traffic
from ntm_desktop.storage.store import Store
from ntm_desktop.storage.traffic import Answer, SentPackage
from tests.histories import RECORDS, WRITERS
from tests.stores import UNIT, arrivals, fresh_store, put, take

SENT = SentPackage("p1", ("01", UNIT), 5, 1, "full", 3, "a.ntmx")
ANSWER = Answer("p1", "01", WRITERS[0], "máy tỉnh", "ok", "", 3, 0, 1, {"w": (1, 2)}, 9, "12345678")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return fresh_store(tmp_path)


def test_what_was_sent_is_listed_and_ends_the_count_of_unsent_changes(store: Store) -> None:
    put(store, f"{UNIT}/w1", name="Đường")
    assert traffic.changes_since_last_sent(store) == 1
    receipt = dataclasses.replace(SENT, package="p0", serial=0, kind="receipt", units=())
    with store.step("Gửi"):
        traffic.note_sent(store, receipt)
    assert traffic.changes_since_last_sent(store) == 1
    with store.step("Gửi"):
        traffic.note_sent(store, SENT)
    assert traffic.sent(store) == [SENT, receipt]
    assert traffic.changes_since_last_sent(store) == 0
    put(store, f"{UNIT}/w1", name="Cầu")
    change = make_change(WRITERS[0], 1, 1, "", RECORDS[1], {"name": "Chợ"}, {})
    take(store, arrivals([change]), package="p2")
    assert traffic.changes_since_last_sent(store) == 1
    [taken] = traffic.taken(store)
    assert (taken.package, taken.unit, taken.new, taken.known) == ("p2", UNIT, 1, 0)
    assert traffic.taken(store, "99") == []


def test_a_receipt_is_kept_and_its_repetition_takes_nothing_back(store: Store) -> None:
    again = dataclasses.replace(ANSWER, status="duplicate", new=0, at=99)
    other = dataclasses.replace(again, replica=WRITERS[1])
    refused = dataclasses.replace(ANSWER, package="p2", status="refused", code="E_SCOPE")
    with store.step("Nhận"):
        for one in (ANSWER, again, other, refused):
            traffic.note_answer(store, one)
    assert traffic.answers(store) == {"p1": [ANSWER, other], "p2": [refused]}


def test_only_the_last_packages_are_acknowledged_and_receipts_never(store: Store) -> None:
    for number in range(traffic.RECEIPTS + 3):
        take(store, [], package=f"p{number:02}")
    arriving = intake.ArrivingPackage("r1", UNIT, WRITERS[0], "b", kind="receipt")
    with store.step("Nhận", kind="take"):
        intake.take_in(store, [], arriving, {})
    found = [one.package for one in traffic.to_acknowledge(store, UNIT)]
    assert found == [f"p{number:02}" for number in reversed(range(3, traffic.RECEIPTS + 3))]
    assert traffic.to_acknowledge(store, "01") == []


def test_numbers_never_seen_are_named_from_the_first_one_heard_on(store: Store) -> None:
    assert traffic.unseen_serials(store, WRITERS[0], 57) == ()
    for serial in (52, 54):
        arriving = intake.ArrivingPackage(f"p{serial}", UNIT, WRITERS[0], "b", serial=serial)
        with store.step("Nhận", kind="take"):
            intake.take_in(store, [], arriving, {})
    assert traffic.unseen_serials(store, WRITERS[0], 57) == (53, 55, 56)
    assert traffic.unseen_serials(store, WRITERS[0], 54) == (53,)
    assert len(traffic.unseen_serials(store, WRITERS[0], 900)) == traffic.RECEIPTS
    assert traffic.unseen_serials(store, WRITERS[1], 57) == ()


def test_an_answer_acknowledges_the_last_exports_with_all_their_parts(store: Store) -> None:
    for number in range(traffic.RECEIPTS + 2):
        for place, part in enumerate("ab", start=1):
            made = intake.ArrivingPackage(
                f"{number}{part}", UNIT, WRITERS[0], "lô", serial=number + 1, part=place
            )
            with store.step("Nhận", kind="take"):
                intake.take_in(store, (), made, {})
    found = {one.package for one in traffic.to_acknowledge(store, UNIT)}
    assert found == {f"{n}{part}" for n in range(2, traffic.RECEIPTS + 2) for part in "ab"}
    assert intake.parts_here(store, WRITERS[0], 1) == {1, 2}
    assert intake.parts_here(store, WRITERS[1], 1) == set()


def test_the_last_want_list_of_a_copy_counts(store: Store) -> None:
    lists: list[dict[str, tuple[int, ...]]] = [{"aa": (), "bb": (1, 2)}, {"bb": (2,)}, {}]
    for number, wanted in enumerate(lists):
        made = intake.ArrivingPackage(str(number), UNIT, WRITERS[0], "lô", wanted=wanted)
        with store.step("Nhận", kind="take"):
            intake.take_in(store, (), made, {})
        [peer] = peers.peers(store)
        assert peer.wanted == wanted
