"""Take a whole import back: compensating changes that leave alone what was edited since."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

from ntm_desktop import texts
from ntm_desktop.domain.changes import Touched
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services.locks import refuse_locked_step
from ntm_desktop.services.meeting_rules import refuse_frozen_step
from ntm_desktop.services.package_preview import foresee
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


class _NothingDone(Exception):  # noqa: N818 -- says that a transaction ended as meant
    """Ends a step that took nothing back, so that no step is left of it."""


def untake(workspace: Workspace, batch: str) -> Untaken:
    """Give every record back what it held without an import, as one step.

    What was edited since stays and is named, and so do records of other units, which only they may
    change, and those only a newer version knows. Where nothing can be taken back nothing is
    written and the import stays in use. Raises `NotFoundError` for an unknown import, `InputError`
    for one taken back already or where it would change locked figures or a closed meeting.
    """
    store = workspace.store
    packages, written = _to_take_back(workspace, batch)
    kept: list[history.Place] = []
    records, touched = 0, Touched()
    label = texts.STEP_UNTAKE.format(batch=batch)
    earlier = _earlier(packages)
    with (
        contextlib.suppress(_NothingDone),
        store.step(label, workspace.user, undoes=earlier) as step,
    ):
        kept = _take_back(workspace, packages)
        if not step.records:
            raise _NothingDone
        traffic.note_untaken(store, batch, store.step_row())
        records, touched = len(set(step.records)), step.touched
    edited = [Kept(*place, texts.UNTAKE_KEPT_EDITED) for place in kept]
    others = [Kept(*place, "*", texts.UNTAKE_KEPT_FOREIGN) for place in written.foreign]
    later = [Kept(*place, "*", texts.UNTAKE_KEPT_LATER) for place in written.later]
    ids = tuple(one.package for one in packages)
    return Untaken(batch, ids, records, touched, (*edited, *others, *later))


def foresee_untake(workspace: Workspace, batch: str) -> str:
    """Return what taking an import back does, here and on other computers; nothing is written.

    It is a change like any other: whoever takes the next file in gets it, too. Raises as `untake`.
    """
    packages, written = _to_take_back(workspace, batch)
    if not written.own:
        return texts.UNTAKE_NOTHING
    found = foresee(workspace, lambda: _take_back(workspace, packages), written.own)
    removed = found.count("removed")
    back = found.count("changed") + found.count("new")
    if not removed + back:
        return texts.UNTAKE_NOTHING
    devices = ", ".join(sorted({one.device for one in packages if one.device})) or texts.OTHER_PC
    return texts.UNTAKE_SPREADS.format(removed=removed, back=back, devices=devices)


def _to_take_back(
    workspace: Workspace, batch: str
) -> tuple[list[TakenPackage], history.StepRecords]:
    """Return the packages of an import and what they wrote; refuse what may not be taken back."""
    store = workspace.store
    packages = [one for one in traffic.taken(store) if one.batch == batch]
    if not packages:
        raise NotFoundError(texts.BATCH_UNKNOWN.format(batch=batch), hint=texts.BATCH_UNKNOWN_HINT)
    if _is_untaken(workspace, packages):
        raise InputError(texts.BATCH_UNTAKEN.format(batch=batch))
    label = texts.STEP_UNTAKE.format(batch=batch)
    written = history.records_of_steps(store, _steps(packages))
    refuse_locked_step(workspace, written.own, label)
    refuse_frozen_step(workspace, written.own, label)
    return packages, written


def _take_back(workspace: Workspace, packages: list[TakenPackage]) -> list[history.Place]:
    """Take the changes of an import back inside the open step; return what was kept."""
    earlier = _earlier(packages)
    again = history.chain_of(workspace.store, earlier) if earlier else ()
    return history.take_back_steps(workspace.store, _steps(packages), again)


def _steps(packages: list[TakenPackage]) -> list[int]:
    """Return the steps in which packages were taken in."""
    return [one.step for one in packages if one.step is not None]


def _earlier(packages: list[TakenPackage]) -> int | None:
    """Return the step that took an import back before, None where none did."""
    return max((one.untaken or 0 for one in packages), default=0) or None


def _is_untaken(workspace: Workspace, packages: list[TakenPackage]) -> bool:
    """Say whether an import was taken back and that was not undone since."""
    steps = {one.untaken for one in packages if one.untaken is not None}
    return any(history.is_in_force(workspace.store, step) for step in steps)
