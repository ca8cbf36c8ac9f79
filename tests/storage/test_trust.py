"""Tests of the keys a person confirmed."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from ntm_desktop.storage import trust
from tests.stores import UNIT, fresh_store

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


def test_one_computer_may_be_trusted_for_two_units(tmp_path: Path) -> None:
    store, other = fresh_store(tmp_path), dataclasses.replace(KEY, unit="18130", since=9)
    with store.step("Tin"):
        trust.trust(store, KEY)
        trust.trust(store, other)
    assert all(trust.is_trusted(store, unit, KEY.public_key) for unit in (UNIT, "18130"))
    assert set(trust.known_keys(store)) == {KEY, other}
    with store.step("Thôi tin"):
        assert trust.distrust(store, KEY.fingerprint)
    assert trust.known_keys(store) == []
