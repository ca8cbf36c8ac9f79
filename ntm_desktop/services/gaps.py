"""What is missing here of other copies' changes, whose it is, and which copies exist twice."""

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import intake, peers, traffic


@dataclass(frozen=True, slots=True)
class Gap:
    """Changes `first`–`last` of one copy that never came; "" where its unit is not known.

    `is_own`: this computer wrote them itself, before an older copy of its data was put back.
    """

    writer: str
    unit: str
    device: str
    first: int
    last: int
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of some unit's data, named by its computer where a package told its name."""

    writer: str
    unit: str
    device: str
    is_own: bool = False


def open_gaps(workspace: Workspace) -> tuple[Gap, ...]:
    """Return what is missing now, by unit and copy, but for what only was not sent yet."""
    unsent = not_sent_yet(workspace)
    found = [
        Gap(wid, copy.unit, copy.device, first, last, copy.is_own)
        for wid, (first, last) in intake.gaps(workspace.store).items()
        if wid not in unsent
        for copy in (copy_named(workspace, wid),)
    ]
    return tuple(sorted(found, key=lambda one: (one.unit, one.writer)))


def not_sent_yet(workspace: Workspace) -> frozenset[str]:
    """Return the copies whose last package was a receipt: they told of more than they sent.

    What such a copy wrote itself is no loss: its next package brings it.
    """
    latest: dict[str, str] = {}
    for one in traffic.taken(workspace.store):
        latest.setdefault(one.replica, one.kind)
    return frozenset(replica for replica, kind in latest.items() if kind == "receipt")


def copy_named(workspace: Workspace, writer: str) -> Copy:
    """Return whose log an id is, as far as packages told."""
    own = Copy(writer, workspace.owner, workspace.device.name, is_own=True)
    if writer in workspace.store.own_writers:
        return own
    known = {one.replica: one for one in peers.peers(workspace.store)}
    if writer in known:
        return Copy(writer, known[writer].unit, known[writer].device)
    if writer in workspace.store.retired:
        return own
    held = workspace.store.log.writer(writer)
    return Copy(writer, held.unit if held else "", "")


def forked_copies(workspace: Workspace) -> tuple[Copy, ...]:
    """Return the copies found to exist twice under one id (I5); both are kept."""
    forked = [one.wid for one in workspace.store.log.writers() if one.forked]
    return tuple(copy_named(workspace, wid) for wid in forked)
