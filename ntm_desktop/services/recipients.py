"""To whom a package can go from here, and what it would hold: everything, or only what changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ntm_desktop.services.senders import descent, speaks_for
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import outgoing, peers


@dataclass(frozen=True, slots=True)
class Recipient:
    """One place a package can go to; `units` is what `send_package` takes, `full` as well.

    `role` is "superior", "own" (another computer of this office), "unit" (an office that has sent
    something here) or "all" (a full copy for anybody). `since` is when the receiver last told what
    it holds (ms since 1970), 0 where nothing of that is known and the package holds everything.
    `changes` is how many changes the package would hold.
    """

    role: str
    unit: str
    name: str
    since: int
    changes: int

    @property
    def units(self) -> tuple[str, ...]:
        """Return the receivers as `send_package` takes them, none for anybody."""
        return (self.unit,) if self.unit else ()

    @property
    def full(self) -> bool:
        """Say whether the package holds everything."""
        return not self.since


def recipients(workspace: Workspace) -> tuple[Recipient, ...]:
    """Return every place a package can go to, the superior first.

    Without the code of a superior none can be addressed, so that its place is taken by a full copy
    under its name.
    """
    profile = workspace.profile
    heard = {one.unit for one in peers.peers(workspace.store) if one.counts}
    above = profile.superior_code or workspace.unit.parent_code or _heard_above(workspace, heard)
    others = sorted(heard - {above, workspace.owner})
    return (
        _recipient(workspace, "superior", above, profile.superior_name or ""),
        _recipient(workspace, "own", workspace.owner, workspace.unit.name),
        *(_recipient(workspace, "unit", unit, "") for unit in others),
        _recipient(workspace, "all", "", ""),
    )


def _heard_above(workspace: Workspace, heard: Collection[str]) -> str:
    """Return the only office above this one that has sent something here, "" for none."""
    is_below = descent(workspace)
    found = [one for one in heard if one != workspace.owner and is_below(workspace.owner, one)]
    return found[0] if len(found) == 1 else ""


def _recipient(workspace: Workspace, role: str, unit: str, name: str) -> Recipient:
    """Return what a package for a unit ("" for anybody) would hold."""
    store = workspace.store
    units = (unit,) if unit else ()
    copies = peers.peers_of(store, units)
    may_speak = speaks_for(workspace)
    streams = outgoing.streams_for(store, units)
    changes, is_known = 0, False
    for writer in store.log.writers():
        if writer.stream not in streams or not may_speak(store.unit, writer.unit):
            continue
        held = outgoing.acknowledged_of(store, writer, [one.have for one in copies])
        changes += store.log.count_after(writer, held)
        is_known |= held > 0
    since = min((one.heard for one in copies), default=0) if is_known else 0
    return Recipient(role, unit, name, since, changes)
