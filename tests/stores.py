"""Data files for tests: made once, copied for each test, opened by a device of the test's own."""

from __future__ import annotations

import functools
import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from ntm_desktop.device import Device, open_device
from ntm_desktop.domain.changes import Change, parse_line
from ntm_desktop.domain.entities import all_entities
from ntm_desktop.domain.entity import StoredValue
from ntm_desktop.storage import intake
from ntm_desktop.storage.store import FILE_NAME, Store, open_store

UNIT = "26734"
_PACKAGES = itertools.count(1)


def clock_from(start: int = 1_700_000_000_000) -> Callable[[], int]:
    """Return a clock that moves on by one millisecond each time it is read."""
    moments = itertools.count(start)
    return lambda: next(moments)


@functools.lru_cache(maxsize=1)
def _template() -> bytes:
    """Return the bytes of an empty data file."""
    with tempfile.TemporaryDirectory() as folder:
        device = open_device(Path(folder) / "device")
        path = Path(folder) / "data" / FILE_NAME
        Store.create(path, device, clock_from(), UNIT).close()
        return path.read_bytes()


def fresh_store(folder: Path, device: Device | None = None, name: str = "data") -> Store:
    """Return an open, empty data file in `folder / name`."""
    data = folder / name
    data.mkdir(parents=True)
    (data / FILE_NAME).write_bytes(_template())
    return open_store(data, device or open_device(folder / f"{name}-device"), clock_from())


def reopened(store: Store) -> Store:
    """Close a data file and open it again on the same computer."""
    store.close()
    return open_store(store.path.parent, store.device, store.clock)


def copied(store: Store, to: Path) -> Path:
    """Close a data file, copy its folder as a file manager does, and return the copy."""
    store.close()
    shutil.copytree(store.path.parent, to)
    return to


def put(store: Store, key: str, label: str = "Sửa", **values: StoredValue) -> bool:
    """Set fields of a work in a step of its own."""
    with store.step(label, "An"):
        return store.put("work", key, values)


def remove(store: Store, key: str) -> bool:
    """Delete a work in a step of its own."""
    with store.step("Xóa", "An"):
        return store.remove("work", key)


def arrivals_of(store: Store) -> list[intake.Arrival]:
    """Return everything a data file holds, as a package would bring it."""
    return [
        intake.Arrival(
            writer.wid,
            writer.unit,
            writer.stream,
            writer.schema,
            tuple(parse_line(writer.wid, line) for line in store.log.lines(writer)),
        )
        for writer in store.log.writers()
    ]


def arrivals(changes: Iterable[Change]) -> list[intake.Arrival]:
    """Return loose changes as a package would bring them."""
    by_writer: dict[str, list[Change]] = {}
    for change in changes:
        by_writer.setdefault(change.w, []).append(change)
    return [
        intake.Arrival(wid, UNIT, "shared", 1, tuple(found)) for wid, found in by_writer.items()
    ]


def take(
    store: Store,
    brought: Iterable[intake.Arrival],
    have: dict[str, tuple[int, str]] | None = None,
    package: str = "",
    replica: str = "peerpeerpeer2",
) -> intake.Taken:
    """Take changes in, as a package with a new id unless one is given."""
    package = package or f"package-{next(_PACKAGES)}"
    arriving = intake.ArrivingPackage(package, UNIT, replica, "batch")
    with store.step("Nhận", "An", kind="take"):
        return intake.take_in(store, brought, arriving, have or {})


def send(sender: Store, receiver: Store) -> intake.Taken:
    """Give one data file everything another holds."""
    return take(receiver, arrivals_of(sender), sender.log.have(), replica=sender.replica or "x")


def everything(store: Store) -> tuple[object, ...]:
    """Return all a person can see, the heads and the conflicts: what must converge."""
    rows = [store.rows(found) for found in all_entities()]
    return store.log.state_digest(), store.log.conflicts(), rows
