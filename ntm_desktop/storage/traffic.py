"""What was sent and taken in, and the receipts that tell one from the other (V6, V7)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ntm_desktop.storage.store import Store

Missing = Mapping[str, tuple[int, int]]
RECEIPTS = 20  # how many exports of a unit every answer to it acknowledges


@dataclass(frozen=True, slots=True)
class SentPackage:
    """A package made here; `units` are its receivers (none: everybody), `at` is ms since 1970."""

    package: str
    units: tuple[str, ...]
    at: int
    serial: int
    kind: str
    changes: int
    file: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a package at one receiver: its own word, or a code read out by phone.

    `status` is "ok", "duplicate" or "refused" with `code`; `missing` is what the receiver lacks;
    `how` is "file" or "phone".
    """

    package: str
    unit: str
    replica: str
    device: str
    status: str
    code: str = ""
    new: int = 0
    known: int = 0
    conflicts: int = 0
    missing: Missing = field(default_factory=dict)
    at: int = 0
    confirm: str = ""
    how: str = "file"


@dataclass(frozen=True, slots=True)
class TakenPackage:
    """A package taken in here, in one step; `untaken` is the step that took it back, if any."""

    package: str
    unit: str
    replica: str
    device: str
    at: int
    new: int
    known: int
    conflicts: int
    batch: str
    step: int | None
    kind: str
    serial: int
    created: int
    confirm: str
    untaken: int | None
    part: int = 1


# --- sent ---


def note_sent(store: Store, sent: SentPackage) -> None:
    """Keep in the sending log that a package was written, inside the open step.

    A receipt carries no changes, so it leaves the count of unsent ones alone.
    """
    upto = 0 if sent.kind == "receipt" else store.log.last_row()
    store.execute(
        "INSERT INTO sync_sent (pkg, to_unit, at, serial, upto, kind, changes, file)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        *(sent.package, ",".join(sent.units), sent.at, sent.serial, upto),
        *(sent.kind, sent.changes, sent.file),
    )


def sent(store: Store) -> list[SentPackage]:
    """Return what was sent, the latest first."""
    rows = store.query(
        "SELECT pkg, to_unit, at, serial, kind, changes, file FROM sync_sent"
        " ORDER BY serial DESC, pkg"
    )
    return [SentPackage(pkg, tuple(filter(None, to.split(","))), *rest) for pkg, to, *rest in rows]


def changes_since_last_sent(store: Store) -> int:
    """Return how many own changes were made after the last package that left the office."""
    rows = store.query(
        "SELECT count(*) FROM sync_op JOIN sync_step USING (step) WHERE kind != 'take'"
        " AND op > (SELECT coalesce(max(upto), 0) FROM sync_sent WHERE to_unit != ?)",
        store.unit,
    )
    return int(rows[0][0])


# --- receipts of what was sent ---


def note_answer(store: Store, answer: Answer) -> None:
    """Keep a receipt inside the open step; that a package came twice does not undo that it came."""
    if answer.status == "duplicate" and _is_answered(store, answer):
        return
    store.execute(
        "INSERT OR REPLACE INTO sync_receipt (pkg, replica, unit, device, status, code, new, known,"
        " conflicts, missing, at, confirm, how) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        *(answer.package, answer.replica, answer.unit, answer.device, answer.status, answer.code),
        *(answer.new, answer.known, answer.conflicts, _pairs(answer.missing), answer.at),
        *(answer.confirm, answer.how),
    )


def _is_answered(store: Store, answer: Answer) -> bool:
    """Say whether the same receiver has answered for a package before."""
    sql = "SELECT 1 FROM sync_receipt WHERE pkg = ? AND replica = ?"
    return bool(store.query(sql, answer.package, answer.replica))


def answers(store: Store) -> dict[str, list[Answer]]:
    """Return package → what its receivers said of it."""
    rows = store.query(
        "SELECT pkg, unit, replica, device, status, code, new, known, conflicts, missing, at,"
        " confirm, how FROM sync_receipt ORDER BY pkg, at, replica"
    )
    found: dict[str, list[Answer]] = {}
    for row in rows:
        named = dict(zip(Answer.__slots__, row, strict=True))
        one = Answer(**{**named, "missing": _from_pairs(named["missing"])})
        found.setdefault(one.package, []).append(one)
    return found


# --- taken in ---


def note_taken(store: Store, taken: TakenPackage) -> None:
    """Keep in the import log that a package was taken in by the open step."""
    store.execute(
        "INSERT INTO sync_import (pkg, at, sender, result, batch, step, kind, replica, device,"
        " serial, created, conflicts, confirm, part)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        *(taken.package, taken.at, taken.unit, f"{taken.new}/{taken.known}", taken.batch),
        *(taken.step, taken.kind, taken.replica, taken.device, taken.serial, taken.created),
        *(taken.conflicts, taken.confirm, taken.part),
    )


def note_conflicts(store: Store, package: str, conflicts: int) -> None:
    """Keep inside a step how many conflicts a package brought."""
    store.execute("UPDATE sync_import SET conflicts = ? WHERE pkg = ?", conflicts, package)


def note_untaken(store: Store, batch: str, step: int) -> None:
    """Keep inside the open step that it takes a whole batch back."""
    store.execute("UPDATE sync_import SET untaken = ? WHERE batch = ?", step, batch)


def taken(store: Store, unit: str = "") -> list[TakenPackage]:
    """Return what was taken in (of one unit), the latest first."""
    rows = store.query(
        "SELECT pkg, sender, replica, device, at, result, conflicts, batch, step, kind, serial,"
        " created, confirm, untaken, part FROM sync_import WHERE ? IN ('', sender)"
        " ORDER BY at DESC, rowid DESC",
        unit,
    )
    return [_taken(row) for row in rows]


def _taken(row: tuple[Any, ...]) -> TakenPackage:
    """Return a row of the import log."""
    pkg, sender, replica, device, at, result, *rest = row
    new, _, known = result.partition("/")
    return TakenPackage(pkg, sender, replica, device, at, int(new), int(known or 0), *rest)


def to_acknowledge(store: Store, unit: str) -> list[TakenPackage]:
    """Return the packages of a unit that an answer to it acknowledges, the latest first.

    Those of its last exports, each with all its parts. A receipt is never acknowledged itself, or
    two offices would answer each other for ever.
    """
    found = [one for one in taken(store, unit) if one.kind != "receipt"]
    exports = list(dict.fromkeys((one.replica, one.serial or one.package) for one in found))
    last = set(exports[:RECEIPTS])
    return [one for one in found if (one.replica, one.serial or one.package) in last]


def unseen_serials(store: Store, replica: str, serial: int) -> tuple[int, ...]:
    """Return the numbers of a copy's exports before `serial` that were never seen here (V7).

    They may have gone to somebody else: for people to ask about, nothing relies on it.
    """
    rows = store.query("SELECT serial FROM sync_import WHERE replica = ? AND serial > 0", replica)
    seen = {int(row[0]) for row in rows}
    first = max(min(seen, default=serial), serial - RECEIPTS)
    return tuple(n for n in range(first, serial) if n not in seen)


def _pairs(missing: Missing) -> str:
    """Return gaps as stored text."""
    return json.dumps({wid: list(pair) for wid, pair in missing.items()}, sort_keys=True)


def _from_pairs(text: str) -> Missing:
    """Return gaps from their stored text."""
    return {wid: (first, last) for wid, (first, last) in json.loads(text).items()}
