"""The choices made for the papers of a meeting, kept so that the second print is as the first."""

from __future__ import annotations

from collections.abc import Mapping

from ntm_desktop import texts
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.entity import entity_named
from ntm_desktop.domain.meeting_papers import MeetingPaper
from ntm_desktop.domain.meetings import Meeting
from ntm_desktop.domain.record_keys import meeting_paper_key, owner_of
from ntm_desktop.services.records import Saved
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage.store import record_or_refuse

_PLACE = ("meeting", "paper")


def kept_options(workspace: Workspace, meeting: str) -> dict[str, dict[str, str]]:
    """Return paper → its choices as they are kept, of every paper of a meeting that has any."""
    held = workspace.store.rows(entity_named("meeting_paper"), {"meeting": meeting})
    return {str(row["paper"]): _choices(row) for row in held}


def offered_options(workspace: Workspace, meeting: str, paper: str) -> dict[str, str]:
    """Return the choices of a paper; one without any begins with those of the other papers."""
    kept = kept_options(workspace, meeting)
    if paper in kept:
        return kept[paper]
    return {name: text for choices in kept.values() for name, text in choices.items()}


def keep_options(
    workspace: Workspace, meeting: str, paper: str, options: Mapping[str, str]
) -> Saved:
    """Keep the choices of a paper as one step: what is not among them is emptied.

    The same ones again write nothing, and those for another office's meeting are not kept. Raises
    `NotFoundError` for no such meeting, `InputError` for a choice that cannot be kept.
    """
    found = record_or_refuse(workspace.store, Meeting, meeting)
    key = meeting_paper_key(meeting, paper)
    declared = entity_named("meeting_paper")
    chosen = {name: options.get(name, "").strip() or None for name in _names()}
    before = workspace.store.record(MeetingPaper, key)
    is_same = chosen == (
        {name: getattr(before, name) for name in _names()} if before else dict.fromkeys(_names())
    )
    if is_same or owner_of(meeting) != workspace.owner:
        return Saved(key, Touched())
    values = declared.check({"meeting": meeting, "paper": paper, **chosen})
    label = texts.STEP_PAPER.format(title=found.title)
    with workspace.store.step(label, workspace.user) as step:
        workspace.store.put("meeting_paper", key, values)
    return Saved(key, step.touched)


def _names() -> tuple[str, ...]:
    """Return the names of the choices there are."""
    return tuple(name for name in entity_named("meeting_paper").fields if name not in _PLACE)


def _choices(row: Mapping[str, object]) -> dict[str, str]:
    """Return the choices of a row that are filled."""
    return {name: str(row[name]) for name in _names() if row[name]}
