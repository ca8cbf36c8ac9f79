"""Whose packages are taken in: keys that a person confirmed once, by fingerprint (T2)."""

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop.storage.store import Store


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A confirmed computer of a unit; `since` is ms since 1970, `how` the way it was confirmed."""

    fingerprint: str
    unit: str
    device: str
    public_key: bytes
    since: int
    how: str


def known_keys(store: Store) -> list[KnownKey]:
    """Return every confirmed key, by unit."""
    rows = store.query(
        "SELECT fingerprint, unit, device, public_key, since, how FROM sync_key"
        " ORDER BY unit, device"
    )
    return [KnownKey(*row) for row in rows]


def is_trusted(store: Store, unit: str, public_key: bytes) -> bool:
    """Say whether this very key was confirmed for this unit."""
    rows = store.query("SELECT 1 FROM sync_key WHERE unit = ? AND public_key = ?", unit, public_key)
    return bool(rows)


def trust(store: Store, key: KnownKey) -> None:
    """Keep a confirmed key inside the open step."""
    store.execute(
        "INSERT OR REPLACE INTO sync_key VALUES (?, ?, ?, ?, ?, ?)",
        *(key.fingerprint, key.unit, key.device, key.public_key, key.since, key.how),
    )


def distrust(store: Store, fingerprint: str) -> bool:
    """Forget a key inside the open step; return False where it was not known."""
    known = any(key.fingerprint == fingerprint for key in known_keys(store))
    store.execute("DELETE FROM sync_key WHERE fingerprint = ?", fingerprint)
    return known
