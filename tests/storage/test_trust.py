"""Tests of the keys a person confirmed."""

from __future__ import annotations

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
