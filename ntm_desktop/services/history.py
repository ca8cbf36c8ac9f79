"""Undo, redo and the list of past steps."""

from __future__ import annotations

from ntm_desktop import texts
from ntm_desktop.domain.changes import Change
from ntm_desktop.domain.clocks import in_display_order
from ntm_desktop.services import pack_editor
from ntm_desktop.services.locks import is_closed_lock, refuse_locked_step
from ntm_desktop.services.meeting_rules import is_closed, refuse_frozen_step
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import history, traffic
from ntm_desktop.storage.history import PastStep, Undone

__all__ = [
    "PastStep",
    "Undone",
    "past_steps",
    "record_history",
    "redo",
    "redo_label",
    "undo",
    "undo_crosses_take",
    "undo_label",
    "undo_opens_again",
]

MOST_STEPS = 10_000


def undo(workspace: Workspace) -> Undone | None:
    """Take back the last step made here; None when there is none.

    Undoing the removal of an own set that was followed brings its file back as well. Raises
    `InputError` for a step that wrote figures of a period that is locked now, or what a meeting
    holds that is closed now.
    """
    _refuse_locked(workspace, history.next_undo(workspace.store))
    undone = history.undo(workspace.store, workspace.user)
    if undone is not None and undone.touched.any("followed_set"):
        pack_editor.restore_followed(workspace)
    return undone


def redo(workspace: Workspace) -> Undone | None:
    """Do again what was last undone; None when there is nothing.

    A lock made or taken in since then ends redoing, so nothing locked is redone.
    """
    return history.redo(workspace.store, workspace.user)


def undo_label(workspace: Workspace) -> str:
    """Return what undo would take back ("" for nothing)."""
    step = history.next_undo(workspace.store)
    return history.original_label(workspace.store, step) if step else ""


def undo_crosses_take(workspace: Workspace) -> str:
    """Return what to say before undo goes back behind an import, which it leaves alone; else "".

    An import is taken back on its own (`services.take_undo`), never by undo.
    """
    step = history.next_undo(workspace.store)
    if step is None:
        return ""
    later = [
        one
        for one in traffic.taken(workspace.store)
        if one.new and (one.step or 0) > step.number and not _is_taken_back(workspace, one)
    ]
    if not later:
        return ""
    labels = {one.number: one.label for one in history.steps(workspace.store, MOST_STEPS)}
    take = labels.get(later[0].step or 0, texts.STEP_TAKE.format(name=later[0].unit))
    label = history.original_label(workspace.store, step)
    return texts.UNDO_CROSSES_TAKE.format(take=take, label=label)


def _is_taken_back(workspace: Workspace, one: traffic.TakenPackage) -> bool:
    """Say whether an import was taken back and that still stands."""
    return one.untaken is not None and history.is_in_force(workspace.store, one.untaken)


def undo_opens_again(workspace: Workspace) -> bool:
    """Say whether undo would open a locked period or a closed meeting without a word of reason."""
    step = history.next_undo(workspace.store)
    records = _records_of(workspace, step) if step else []
    locks = [key for entity, key in records if entity == "period_lock"]
    closes = any(entity == "meeting_version" for entity, _ in records)
    meetings = [key for entity, key in records if entity == "meeting" and closes]
    return any(is_closed_lock(workspace, key) for key in locks) or any(
        is_closed(workspace, key) for key in meetings
    )


def redo_label(workspace: Workspace) -> str:
    """Return what redo would do again ("" for nothing)."""
    step = history.next_redo(workspace.store)
    return history.original_label(workspace.store, step) if step else ""


def past_steps(workspace: Workspace, limit: int = 200) -> list[PastStep]:
    """Return the last steps, the newest first."""
    return history.steps(workspace.store, limit)


def record_history(workspace: Workspace, entity: str, key: str) -> list[Change]:
    """Return every change of one record, the oldest first: who set what, when.

    The changes of one computer stand in the order it made them, whatever its clock said.
    """
    return in_display_order(workspace.store.log.changes_of(entity, key), workspace.clock())


def _refuse_locked(workspace: Workspace, step: PastStep | None) -> None:
    """Raise `InputError` when a step wrote to a locked period or to a closed meeting."""
    if step is None:
        return
    records = _records_of(workspace, step)
    label = history.original_label(workspace.store, step)
    refuse_locked_step(workspace, records, label)
    refuse_frozen_step(workspace, records, label)


def _records_of(workspace: Workspace, step: PastStep) -> list[tuple[str, str]]:
    """Return entity and key of the records a step wrote to."""
    made = workspace.store.log.changes_since(step.number)
    return sorted({(one.entity, one.key) for number, one in made if number == step.number})
