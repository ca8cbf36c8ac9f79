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


def note_sent(store: Store, package: str, to: str, serial: int) -> None:
    """Keep in the sending log that a package was written, inside the open step."""
    store.execute(
        "INSERT INTO sync_sent"
        " VALUES (?, ?, ?, ?, NULL, (SELECT coalesce(max(op), 0) FROM sync_op))",
        *(package, to, store.clock(), serial),
    )


def sent(store: Store) -> list[tuple[str, str, int, int]]:
    """Return (package, to, at ms, serial) of what was sent, the latest first."""
    rows = store.query("SELECT pkg, to_unit, at, serial FROM sync_sent ORDER BY serial DESC")
    return [(str(pkg), str(to), int(at), int(serial)) for pkg, to, at, serial in rows]


def taken(store: Store) -> list[tuple[str, str, int, str]]:
    """Return (package, sending unit, at ms, "new/known") of what was taken in, latest first."""
    rows = store.query("SELECT pkg, sender, at, result FROM sync_import ORDER BY at DESC, pkg")
    return [(str(pkg), str(sender), int(at), str(result)) for pkg, sender, at, result in rows]


def changes_since_last_sent(store: Store) -> int:
    """Return how many own changes were made after the last package was sent."""
    rows = store.query(
        "SELECT count(*) FROM sync_op JOIN sync_step USING (step)"
        " WHERE kind != 'take' AND op > (SELECT coalesce(max(upto), 0) FROM sync_sent)"
    )
    return int(rows[0][0])
