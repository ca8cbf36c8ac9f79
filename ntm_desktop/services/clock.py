"""This computer's clock: whether it is believed, and what a person says about it (C2-C4)."""

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop import texts
from ntm_desktop.domain.clocks import ClockDoubt
from ntm_desktop.domain.dates import local_time
from ntm_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ClockWarning:
    """Why the clock is not believed, as a sentence with what to do."""

    doubt: ClockDoubt
    text: str
    hint: str


def clock_warning(workspace: Workspace) -> ClockWarning | None:
    """Return what to warn of before anything is written, None where the clock may be right.

    While it is doubted every change is written without a time (C2).
    """
    store = workspace.store
    found = store.clock_doubt()
    if found is None:
        return None
    last = store.log.last_time(store.own_writers)
    moments = {"now": _shown(workspace.clock()), "last": _shown(last)}
    text = texts.CLOCK_DOUBTS[found.value].format(**moments)
    return ClockWarning(found, text, texts.CLOCK_DOUBT_HINT)


def confirm_clock(workspace: Workspace) -> None:
    """Believe the clock again: a person looked at it and it is right."""
    with workspace.store.step(texts.STEP_CLOCK_RIGHT, workspace.user, kind="clock"):
        workspace.store.note_clock(is_right=True)


def distrust_clock(workspace: Workspace) -> None:
    """Write changes without a time from now on: a person says that the clock is wrong."""
    with workspace.store.step(texts.STEP_CLOCK_WRONG, workspace.user, kind="clock"):
        workspace.store.note_clock(is_right=False)


def _shown(at: int) -> str:
    """Return a time as people read it."""
    return f"{local_time(at):%H:%M %d/%m/%Y}"
