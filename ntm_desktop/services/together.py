"""Several files given at once: what one lacks another may bring, so they are told as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ntm_desktop import texts
from ntm_desktop.services.enclosed_files import needed_here
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage import intake

if TYPE_CHECKING:
    from ntm_desktop.services.inspected import Inspected

Span = tuple[int, int]


def told_together(found: Sequence[Inspected]) -> tuple[Inspected, ...]:
    """Return files that were looked into, none of which lacks what another of them brings."""
    good = [one for one in found if one.package]
    return tuple(_beside(one, [other for other in good if other is not one]) for one in found)


def _beside(one: Inspected, others: Sequence[Inspected]) -> Inspected:
    """Return what one file lacks when the others are taken in, too."""
    missing = {
        wid: span
        for wid, span in one.missing.items()
        if not _covers([o.brings[wid] for o in (one, *others) if wid in o.brings], span)
    }
    return _with_missing(one, missing, others)


def _with_missing(
    one: Inspected, missing: Mapping[str, Span], others: Iterable[Inspected] = ()
) -> Inspected:
    """Return a file with what is still missing; numbers never seen are told only with a gap."""
    own = one.sender.replica if one.sender else ""
    came = {other.serial for other in others if other.sender and other.sender.replica == own}
    lacks_own = own in missing and one.kind != "receipt"
    unseen = tuple(n for n in one.unseen if n not in came) if lacks_own else ()
    return replace(one, missing=dict(missing), unseen=unseen)


def _covers(spans: Iterable[Span], wanted: Span) -> bool:
    """Say whether spans of numbers together hold all of another one."""
    first, last = wanted
    for begin, end in sorted(spans):
        if begin > first:
            break
        first = max(first, end + 1)
    return first > last


def as_it_stands(workspace: Workspace, done: Sequence[Inspected]) -> tuple[Inspected, ...]:
    """Return files that were taken in, each told as things stand after the last of them."""
    gaps, needed = intake.gaps(workspace.store), needed_here(workspace)
    return tuple(
        _stands(workspace, one, gaps, needed, done) if one.package else one for one in done
    )


def _stands(
    workspace: Workspace,
    one: Inspected,
    gaps: Mapping[str, Span],
    needed: set[str],
    done: Sequence[Inspected],
) -> Inspected:
    """Return one file with what is missing of it now: changes, files, other parts."""
    found = _with_missing(one, {wid: gaps[wid] for wid in one.missing if wid in gaps}, done)
    found = replace(found, att_missing=tuple(sha for sha in one.att_missing if sha in needed))
    count = one.part[1]
    if count == 1 or one.sender is None:
        return found
    here = intake.parts_here(workspace.store, one.sender.replica, one.serial)
    is_told = 0 not in here  # an earlier version did not keep which part it took
    lacking = tuple(n for n in range(1, count + 1) if is_told and n not in here)
    told = parts_text(found, lacking)
    remarks = (*(r for r in one.remarks if r != _plain(one)), told)
    return replace(found, parts_here=len(here), parts_missing=lacking, remarks=remarks)


def _plain(one: Inspected) -> str:
    """Return the sentence that only says which part a file is."""
    index, count = one.part
    return texts.PART_OF.format(index=index, count=count, serial=one.serial)


def parts_text(one: Inspected, lacking: Sequence[int]) -> str:
    """Return which part of its export a file is, and which parts are not here."""
    index, count = one.part
    words = texts.PARTS_LACKING if lacking else texts.PARTS_ALL_HERE
    numbers = ", ".join(map(str, lacking))
    device = one.sender.device if one.sender else ""
    return words.format(
        index=index,
        count=count,
        serial=one.serial,
        numbers=numbers,
        device=device or texts.PART_SENDER,
    )
