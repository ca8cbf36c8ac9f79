"""Parts of one export among given files, in their order."""

from __future__ import annotations

from collections.abc import Sequence

from ui.views.exchange_view.file_state import FileState


def in_parts(states: Sequence[FileState]) -> list[FileState]:
    """Return files in the order given, but the parts of one export together and by number."""
    first = {_export(one): at for at, one in reversed(list(enumerate(states)))}
    return sorted(states, key=lambda one: (first[_export(one)], one.found.part[0]))


def _export(state: FileState) -> tuple[str, int, str]:
    """Return what the parts of one export share; any other file stands alone."""
    found = state.found
    if found.sender is None or found.part[1] == 1:
        return "", 0, state.key
    return found.sender.replica, found.serial, ""
