"""Take a whole import back: compensating changes that leave alone what was edited since."""

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop import texts
from ntm_desktop.domain.changes import Touched
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services.locks import refuse_locked_step
from ntm_desktop.services.meeting_rules import refuse_frozen_step
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import history, traffic
from ntm_desktop.storage.traffic import TakenPackage


@dataclass(frozen=True, slots=True)
class Kept:
    """A field an undone import left as it is, and why; "*" stands for the whole record."""

    entity: str
    key: str
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Untaken:
    """What taking an import back did; one ordinary step, so undo brings the import back."""

    batch: str
    packages: tuple[str, ...]
    records: int
    touched: Touched
    kept: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class PastImport:
    """One import as a list shows it: its packages, when (ms since 1970), whether it still holds."""

    batch: str
    at: int
    packages: tuple[TakenPackage, ...]
    untaken: bool

    @property
    def new(self) -> int:
        """Return how many changes it brought."""
        return sum(one.new for one in self.packages)


def past_imports(workspace: Workspace) -> tuple[PastImport, ...]:
    """Return every import, the latest first."""
    batches: dict[str, list[TakenPackage]] = {}
    for one in traffic.taken(workspace.store):
        batches.setdefault(one.batch, []).append(one)
    return tuple(
        PastImport(batch, found[0].at, tuple(found), _is_untaken(workspace, found))
        for batch, found in batches.items()
    )


def untake(workspace: Workspace, batch: str) -> Untaken:
    """Give every record back what it held without an import, as one step.

    What was edited since stays and is named, and so do records of other units, which only they may
    change, and those only a newer version knows. Raises `NotFoundError` for an unknown import,
    `InputError` for one taken back already or where it would change locked figures or a closed
    meeting.
    """
    store = workspace.store
    packages = [one for one in traffic.taken(store) if one.batch == batch]
    if not packages:
        raise NotFoundError(texts.BATCH_UNKNOWN.format(batch=batch), hint=texts.BATCH_UNKNOWN_HINT)
    if _is_untaken(workspace, packages):
        raise InputError(texts.BATCH_UNTAKEN.format(batch=batch))
    steps = [one.step for one in packages if one.step is not None]
    label = texts.STEP_UNTAKE.format(batch=batch)
    written = history.records_of_steps(store, steps)
    refuse_locked_step(workspace, written.own, label)
    refuse_frozen_step(workspace, written.own, label)
    earlier = max((one.untaken or 0 for one in packages), default=0) or None
    again = history.chain_of(store, earlier) if earlier else ()
    with store.step(label, workspace.user, undoes=earlier) as step:
        kept = history.take_back_steps(store, steps, again)
        traffic.note_untaken(store, batch, store.step_row())
    edited = [Kept(*place, texts.UNTAKE_KEPT_EDITED) for place in kept]
    others = [Kept(*place, "*", texts.UNTAKE_KEPT_FOREIGN) for place in written.foreign]
    later = [Kept(*place, "*", texts.UNTAKE_KEPT_LATER) for place in written.later]
    ids = tuple(one.package for one in packages)
    return Untaken(batch, ids, len(set(step.records)), step.touched, (*edited, *others, *later))


def _is_untaken(workspace: Workspace, packages: list[TakenPackage]) -> bool:
    """Say whether an import was taken back and that was not undone since."""
    steps = {one.untaken for one in packages if one.untaken is not None}
    return any(history.is_in_force(workspace.store, step) for step in steps)
