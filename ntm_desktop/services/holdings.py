"""What this copy holds and what it lacks: for comparing two copies, and for people to read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.errors import NotFoundError
from ntm_desktop.services.gaps import copy_named, gap_text, lost, open_gaps
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import intake
from ntm_desktop.storage import traffic as mail

if TYPE_CHECKING:
    from ntm_desktop.services.inspected import Inspected


@dataclass(frozen=True, slots=True)
class SyncState:
    """What this copy holds, for comparing two copies; `conflicts` are one a merge unit."""

    replica: str
    unit: str
    ops: int
    state_digest: str
    ops_digest: str
    have: dict[str, tuple[int, str]]
    gaps: dict[str, tuple[int, int]]
    conflicts: tuple[tuple[str, str, str], ...]
    peers: tuple[dict[str, object], ...]
    forked: tuple[str, ...] = ()
    later: int = 0


def sync_state(workspace: Workspace) -> SyncState:
    """Return what this copy holds, with the digests that two equal copies share."""
    log = workspace.store.log
    return SyncState(
        replica=workspace.store.replica,
        unit=workspace.owner,
        ops=log.count(),
        state_digest=log.state_digest(),
        ops_digest=log.ops_digest(),
        have=log.have(),
        gaps=intake.gaps(workspace.store),
        conflicts=tuple(log.conflict_units()),
        peers=tuple(dict(one) for one in intake.peers(workspace.store)),
        forked=tuple(one.wid for one in log.writers() if one.forked),
        later=log.count_undeclared(),
    )


def gap_texts(workspace: Workspace) -> tuple[str, ...]:
    """Return a sentence for every gap: whose changes are missing and what to do."""
    return tuple(
        gap_text(workspace, one.writer, one.first, one.last) for one in open_gaps(workspace)
    )


def missing_texts(workspace: Workspace, found: Inspected) -> tuple[str, ...]:
    """Return a sentence for each part that is missing after a package.

    What the sender wrote itself and did not enclose, as in a receipt, is no loss yet.
    """
    own = found.sender.replica if found.sender else ""
    device = found.sender.device if found.sender else ""
    return tuple(
        gap_text(workspace, wid, first, last, device if wid == own else "")
        for wid, (first, last) in lost(workspace, found).items()
    )


def fork_texts(workspace: Workspace, found: Inspected) -> tuple[str, ...]:
    """Return a sentence for each copy found to exist twice under one id."""
    sender = found.sender
    names = {sender.replica: sender.device} if sender else {}
    return tuple(fork_text(workspace, wid, names.get(wid, "")) for wid in found.forked)


def fork_text(workspace: Workspace, writer: str, device: str = "") -> str:
    """Return that a copy exists twice under one id; `device` is what it calls itself."""
    copy = copy_named(workspace, writer)
    name = device or copy.device or texts.COPY_NO_NAME
    return texts.FORK_TEXT.format(writer=texts.COPY_THIS if copy.is_own else name)


def forget_gap(workspace: Workspace, writer: str) -> None:
    """Ask for a gap no longer, where what is missing is lost for good (an old backup was restored).

    Whoever tells of it again brings it back. Raises `NotFoundError` where there is no such gap.
    """
    if writer not in intake.gaps(workspace.store):
        raise NotFoundError(texts.GAP_UNKNOWN.format(writer=writer))
    with workspace.store.step(texts.STEP_FORGET_GAP, workspace.user, kind="gap"):
        intake.forget_gap(workspace.store, writer)


def open_conflicts(workspace: Workspace) -> tuple[tuple[str, str, str], ...]:
    """Return (entity, key, field) of everything two offices set differently, one a merge unit."""
    return tuple(workspace.store.log.conflict_units())


def unsent_changes(workspace: Workspace) -> int:
    """Return how many changes were made here since the last package was sent."""
    return mail.changes_since_last_sent(workspace.store)


@dataclass(frozen=True, slots=True)
class Traffic:
    """One package in the timeline; `at` is ms since 1970."""

    direction: str
    package: str
    other: str
    at: int
    detail: str


def traffic(workspace: Workspace) -> tuple[Traffic, ...]:
    """Return what was sent and taken in, the latest first."""
    out = [
        Traffic("sent", one.package, ",".join(one.units), one.at, str(one.serial))
        for one in mail.sent(workspace.store)
    ]
    back = [
        Traffic("taken", one.package, one.unit, one.at, f"{one.new}/{one.known}")
        for one in mail.taken(workspace.store)
    ]
    return tuple(sorted(out + back, key=lambda one: one.at, reverse=True))
