"""Parts of one export among given files: in order, and told as they stand at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ntm_desktop import texts
from ui.views.exchange_view.file_state import FileState


def in_parts(states: Sequence[FileState]) -> list[FileState]:
    """Return files in the order given, but the parts of one export together and by number."""
    first = {_export(one): at for at, one in reversed(list(enumerate(states)))}
    return sorted(states, key=lambda one: (first[_export(one)], one.found.part[0]))


def after_all_parts(states: Sequence[FileState]) -> list[FileState]:
    """Return files taken in, each part told as its export stands after the last of them."""
    last = {_export(one): one.found for one in states}
    return [_as_of(one, last[_export(one)].parts_here) for one in states] if last else []


def _as_of(state: FileState, here: int) -> FileState:
    """Return a part with how many of its export are here now."""
    found = state.found
    index, count = found.part
    if count == 1 or found.parts_here == here:
        return state
    words = texts.PARTS_ALL_HERE if here >= count else texts.PARTS_HERE
    told = words.format(index=index, count=count, serial=found.serial, here=here)
    begin = f"Phần {index}/{count} "
    remarks = tuple(told if one.startswith(begin) else one for one in found.remarks)
    missing = () if here >= count else found.att_missing
    now = replace(found, parts_here=here, remarks=remarks, att_missing=missing)
    return replace(state, found=now)


def _export(state: FileState) -> tuple[str, int, str]:
    """Return what the parts of one export share; any other file stands alone."""
    found = state.found
    if found.sender is None or found.part[1] == 1:
        return "", 0, state.key
    return found.sender.replica, found.serial, ""
