"""Undo, redo and the list of past steps."""

from __future__ import annotations

from ntm_desktop.domain.changes import Change
from ntm_desktop.services.locks import refuse_locked_step
from ntm_desktop.services.meeting_rules import refuse_frozen_step
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import history
from ntm_desktop.storage.history import PastStep, Undone

__all__ = [
    "PastStep",
    "Undone",
    "past_steps",
    "record_history",
    "redo",
    "redo_label",
    "undo",
    "undo_label",
]


def undo(workspace: Workspace) -> Undone | None:
    """Take back the last step made here; None when there is none.

    Raises `InputError` for a step that wrote figures of a period that is locked now, or what a
    meeting holds that is closed now.
    """
    _refuse_locked(workspace, history.next_undo(workspace.store))
    return history.undo(workspace.store, workspace.user)


def redo(workspace: Workspace) -> Undone | None:
    """Do again what was last undone; None when there is nothing.

    A lock made or taken in since then ends redoing, so nothing locked is redone.
    """
    return history.redo(workspace.store, workspace.user)


def undo_label(workspace: Workspace) -> str:
    """Return what undo would take back ("" for nothing)."""
    step = history.next_undo(workspace.store)
    return history.original_label(workspace.store, step) if step else ""


def redo_label(workspace: Workspace) -> str:
    """Return what redo would do again ("" for nothing)."""
    step = history.next_redo(workspace.store)
    return history.original_label(workspace.store, step) if step else ""


def past_steps(workspace: Workspace, limit: int = 200) -> list[PastStep]:
    """Return the last steps, the newest first."""
    return history.steps(workspace.store, limit)


def record_history(workspace: Workspace, entity: str, key: str) -> list[Change]:
    """Return every change of one record, the oldest first: who set what, when."""
    return workspace.store.log.changes_of(entity, key)


def _refuse_locked(workspace: Workspace, step: PastStep | None) -> None:
    """Raise `InputError` when a step wrote to a locked period or to a closed meeting."""
    if step is None:
        return
    made = workspace.store.log.changes_since(step.number)
    records = {(one.entity, one.key) for number, one in made if number == step.number}
    label = history.original_label(workspace.store, step)
    refuse_locked_step(workspace, sorted(records), label)
    refuse_frozen_step(workspace, sorted(records), label)
