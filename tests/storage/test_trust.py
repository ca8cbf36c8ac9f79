"""Tests of confirmed keys and of the lists of what was sent and taken in."""

from __future__ import annotations

from pathlib import Path

from ntm_desktop.domain.changes import make_change
from ntm_desktop.storage import trust
from tests.histories import RECORDS, WRITERS
from tests.stores import UNIT, arrivals, fresh_store, put, take

KEY = trust.KnownKey("1234-5678-9012-3456", UNIT, "máy xã", b"k" * 32, 5, "điện thoại")


def test_a_key_is_trusted_for_its_unit_until_it_is_forgotten(tmp_path: Path) -> None:
    store = fresh_store(tmp_path)
    with store.step("Tin"):
        trust.trust(store, KEY)
    assert trust.known_keys(store) == [KEY]
    assert trust.is_trusted(store, UNIT, KEY.public_key)
    assert not trust.is_trusted(store, "99999", KEY.public_key)
    assert not trust.is_trusted(store, UNIT, b"x" * 32)
    with store.step("Thôi tin"):
        assert trust.distrust(store, KEY.fingerprint)
        assert not trust.distrust(store, KEY.fingerprint)
    assert trust.known_keys(store) == []


def test_what_was_sent_and_taken_in_is_listed(tmp_path: Path) -> None:
    store = fresh_store(tmp_path)
    put(store, f"{UNIT}/w1", name="Đường")
    assert trust.changes_since_last_sent(store) == 1
    with store.step("Gửi"):
        trust.note_sent(store, "p1", "*", store.next_serial())
    assert [(row[0], row[1], row[3]) for row in trust.sent(store)] == [("p1", "*", 1)]
    assert trust.changes_since_last_sent(store) == 0
    put(store, f"{UNIT}/w1", name="Cầu")
    change = make_change(WRITERS[0], 1, 1, "", RECORDS[1], {"name": "Chợ"}, {})
    take(store, arrivals([change]), package="p2")
    assert trust.changes_since_last_sent(store) == 1
    assert [(row[0], row[1], row[3]) for row in trust.taken(store)] == [("p2", UNIT, "1/0")]
