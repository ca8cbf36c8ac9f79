"""What is missing here of other copies' changes, whose it is, and which copies exist twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.services.relations import office_name
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import intake, peers, traffic

if TYPE_CHECKING:
    from ntm_desktop.services.inspected import Inspected


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
    if known := peers.named(workspace.store, writer):
        return Copy(writer, *known)
    if writer in workspace.store.retired:
        return own
    held = workspace.store.log.writer(writer)
    return Copy(writer, held.unit if held else "", "")


def lost(workspace: Workspace, found: Inspected) -> dict[str, tuple[int, int]]:
    """Return what is missing after a file, but for what only was not sent yet.

    A receipt tells of more than it brings, and so does one part of several.
    """
    unsent = set(not_sent_yet(workspace))
    if found.sender is not None:
        has_more = found.part[1] > 1 and found.parts_here < found.part[1]
        comes_later = found.kind == "receipt" or has_more
        (unsent.add if comes_later else unsent.discard)(found.sender.replica)
    return {wid: span for wid, span in found.missing.items() if wid not in unsent}


def gap_text(workspace: Workspace, writer: str, first: int, last: int, device: str = "") -> str:
    """Return whose changes are missing and what to do; ids of copies are names of computers.

    `device` is what the copy calls itself where this record does not know it yet.
    """
    copy = copy_named(workspace, writer)
    span = texts.GAP_SPAN.format(first=first, last=last) if first < last else str(first)
    if copy.is_own:
        return texts.GAP_OWN.format(span=span)
    whose = device_text(workspace, copy, device)
    return texts.GAP_TEXT.format(whose=whose, span=span)


def device_text(workspace: Workspace, copy: Copy, device: str = "") -> str:
    """Return a copy as people know it: its computer's name, else a computer of its office."""
    if copy.is_own:
        return texts.COPY_OWN
    if name := device or copy.device:
        return texts.COPY_NAMED.format(device=name)
    if copy.unit:
        return texts.COPY_OF_OFFICE.format(office=office_name(workspace, copy.unit))
    return texts.COPY_UNKNOWN


def forked_copies(workspace: Workspace) -> tuple[Copy, ...]:
    """Return the copies found to exist twice under one id (I5); both are kept."""
    forked = [one.wid for one in workspace.store.log.writers() if one.forked]
    return tuple(copy_named(workspace, wid) for wid in forked)
