"""The criteria sets there are, and those an office follows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ntm_desktop import paths, texts
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.checks import Issue, Severity
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.effective_set import apply_overlays, apply_wording_checks
from ntm_desktop.domain.entity import entity_of
from ntm_desktop.domain.overlays import TargetOverlay, WordingCheck
from ntm_desktop.domain.pack_reading import read_criteria_set
from ntm_desktop.domain.record_keys import followed_key, owner_of, profile_key, unit_key
from ntm_desktop.domain.units import AdminUnit, FollowedSet, OfficeProfile, fits_level
from ntm_desktop.domain.values import IndicatorValue, SetTotal
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services import pack_folders, set_usage
from ntm_desktop.services.units import unit_level
from ntm_desktop.services.workspace import Workspace, make_folder
from ntm_desktop.whole_files import copy_whole, write_whole

PACK_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SetSummary:
    """What a list of sets shows: how much of it there is, and how much of that was verified."""

    id: str
    name: str
    short_name: str
    level: str
    status: str
    criteria: int
    indicators: int
    criteria_expected: int | None
    indicators_expected: int | None
    wording_verified: int
    targets_known: int
    targets_verified: int
    complete: bool


def criteria_set(set_id: str) -> CriteriaSet:
    """Return a criteria set: a shipped one, else one of the open data folder.

    Raise `NotFoundError` naming those there are, `InputError` for an own set that is not in order.
    """
    if set_id in _shipped_ids():
        return _shipped_set(set_id)
    own = pack_folders.pack_files().get(set_id)
    if own is None:
        message = texts.SET_UNKNOWN.format(set_id=set_id)
        raise NotFoundError(message, hint=texts.SET_UNKNOWN_HINT.format(sets=", ".join(set_ids())))
    found = _own_set(own, *_stamp(own))
    if isinstance(found, InputError):
        raise InputError(str(found), hint=found.hint)
    return found


def set_ids() -> tuple[str, ...]:
    """Return the ids of the shipped sets and of the open data folder's own ones.

    An own set that is not in order, or bears the id of a shipped one, is not among them.
    """
    own = {set_id for set_id, found in _own_sets().items() if isinstance(found, CriteriaSet)}
    return tuple(sorted({*_shipped_ids(), *own}))


def own_set_problems() -> tuple[Issue, ...]:
    """Return why files of the open data folder's own sets are not among the sets."""
    return tuple(
        Issue(Severity.ERROR, set_id, str(found))
        for set_id, found in _own_sets().items()
        if isinstance(found, InputError)
    )


def add_set(workspace: Workspace, path: Path, *, replace: bool = False) -> CriteriaSet:
    """Copy a pack into the data folder's own sets and return it.

    Raise `InputError` for a pack that is not in order, has the id of a shipped set, or (without
    `replace`) another content than the own set of that id: results are kept under the id. With
    `replace` too, where data is kept under a code that the new content lacks.
    """
    text = read_pack_text(path)
    found = read_pack(text, path)
    if found.id in _shipped_ids():
        message = texts.SET_SHIPPED.format(set_id=found.id)
        raise InputError(message, hint=texts.SET_SHIPPED_HINT)
    target = pack_folders.folder_of(workspace.folder) / f"{found.id}.json"
    if target.is_file() and target.read_bytes() != text.encode():
        if not replace:
            message = texts.SET_EXISTS.format(set_id=found.id)
            raise InputError(message, hint=texts.SET_EXISTS_HINT)
        refuse_unfit(workspace, target, found)
    write_pack_version(target, text)
    return found


def refuse_unfit(workspace: Workspace, target: Path, found: CriteriaSet) -> None:
    """Raise `InputError` where the data kept under an own set does not fit its new content."""
    before = _own_set(target, *_stamp(target))
    if isinstance(before, CriteriaSet):
        set_usage.refuse_lost_codes(workspace, before, found)
        set_usage.refuse_other_kinds(workspace, before, found)


def write_pack_version(target: Path, text: str) -> None:
    """Write an own pack; the content it had is kept beside, the oldest of many are let go."""
    make_folder(target.parent)
    if target.is_file() and target.read_bytes() != text.encode():
        kept = pack_folders.next_version(target)
        make_folder(kept.parent)
        copy_whole(target, kept)
        for old in pack_folders.previous_versions(target)[: -pack_folders.VERSIONS_KEPT]:
            old.unlink(missing_ok=True)
    write_whole(text.encode(), target)


def is_shipped(set_id: str) -> bool:
    """Say whether a set comes with the program; such a set is never changed."""
    return set_id in _shipped_ids()


def pack_text(set_id: str) -> str:
    """Return the text of a set's pack file, shipped or own; raise `NotFoundError`."""
    if is_shipped(set_id):
        return paths.resource(f"criteria/{set_id}.json").read_text("utf-8")
    own = pack_folders.pack_files().get(set_id)
    if own is None:
        message = texts.SET_UNKNOWN.format(set_id=set_id)
        raise NotFoundError(message, hint=texts.SET_UNKNOWN_HINT.format(sets=", ".join(set_ids())))
    return read_pack_text(own)


def read_pack_text(path: Path) -> str:
    """Return the text of a pack file; raise in words where it is missing, too large or no text."""
    if not path.is_file():
        message = texts.SET_FILE_MISSING.format(path=path)
        raise NotFoundError(message, hint=texts.SET_FILE_MISSING_HINT)
    if path.stat().st_size > PACK_BYTES:
        raise InputError(texts.SET_FILE_LARGE.format(path=path))
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_json(path, error) from error


def read_pack(text: str, path: Path) -> CriteriaSet:
    """Return the set of a pack's text; raise `InputError` with the places of what is wrong."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _not_json(path, error) from error
    return read_criteria_set(data)


def _not_json(path: Path, error: Exception) -> InputError:
    """Return the refusal of a file that is not JSON."""
    message = texts.SET_FILE_NOT_JSON.format(path=path)
    return InputError(message, hint=texts.SET_FILE_NOT_JSON_HINT.format(reason=error))


@lru_cache(maxsize=64)
def _shipped_set(set_id: str) -> CriteriaSet:
    """Return a shipped set, read once."""
    path = paths.resource(f"criteria/{set_id}.json")
    return read_criteria_set(json.loads(path.read_text("utf-8")))


@lru_cache(maxsize=1)
def _shipped_ids() -> tuple[str, ...]:
    """Return the ids of the shipped sets."""
    files = paths.resource("criteria").glob("*.json")
    return tuple(sorted(file.stem for file in files if file.stem != "schema"))


def _own_sets() -> dict[str, CriteriaSet | InputError]:
    """Return the own sets of the open data folders, or why a file is not one."""
    files = pack_folders.pack_files()
    return {set_id: _own_set(file, *_stamp(file)) for set_id, file in files.items()}


def _stamp(path: Path) -> tuple[int, int]:
    """Return what changes when a file does."""
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_size


@lru_cache(maxsize=256)
def _own_set(path: Path, _changed_ns: int, _size: int) -> CriteriaSet | InputError:
    """Return the set of a file, or why it is none; read again when the file changes."""
    if path.stem in _shipped_ids():
        return InputError(texts.SET_SHIPPED.format(set_id=path.stem), hint=texts.SET_SHIPPED_HINT)
    try:
        found = read_pack(read_pack_text(path), path)
    except InputError as error:
        return error
    if found.id != path.stem:
        return InputError(f"{path.name}: {texts.SET_NAME_DIFFERS.format(set_id=found.id)}")
    return found


def list_sets() -> tuple[SetSummary, ...]:
    """Return a summary of every set there is, current ones of communes first."""
    summaries = [summary(criteria_set(set_id)) for set_id in set_ids()]
    return tuple(
        sorted(summaries, key=lambda found: (found.level != "xa", not found.complete, found.id))
    )


def summary(found: CriteriaSet) -> SetSummary:
    """Return how much of a set there is, and how much of it was verified."""
    indicators = found.indicators
    with_targets = [one for one in indicators if _has_target(found, one.code)]
    return SetSummary(
        id=found.id,
        name=found.name,
        short_name=found.short_name,
        level=found.level,
        status=found.status,
        criteria=len(found.criteria),
        indicators=len(indicators),
        criteria_expected=found.expected_criteria,
        indicators_expected=found.expected_indicators,
        wording_verified=sum(one.verified for one in indicators),
        targets_known=len(with_targets),
        targets_verified=sum(one.target_verified for one in with_targets),
        complete=found.complete,
    )


def followed_sets(workspace: Workspace) -> tuple[CriteriaSet, ...]:
    """Return the sets the office follows, in its order."""
    return tuple(
        criteria_set(found.set_id) for found in workspace.followed() if found.set_id in set_ids()
    )


def sets_for(workspace: Workspace, unit: str | None = None) -> tuple[CriteriaSet, ...]:
    """Return the sets to look at a unit with (default: the office), in the office's order.

    The office looks at all it follows. A unit below it has those of its own level, and behind them
    any other that figures were recorded for.
    """
    followed = followed_sets(workspace)
    if unit in (None, workspace.owner):
        return followed
    level = unit_level(workspace, str(unit))
    fitting = [one for one in followed if not level or fits_level(one.level, level)]
    kept = {one.id for one in fitting}
    recorded = sorted(_sets_with_figures(workspace, str(unit)) - kept)
    return (*fitting, *(criteria_set(set_id) for set_id in recorded))


def default_set(workspace: Workspace, unit: str, chosen: str) -> str:
    """Return the set to begin with for a unit: the chosen one where it fits, else the first."""
    offered = [one.id for one in sets_for(workspace, unit)]
    return chosen if chosen in offered or not offered else offered[0]


def _sets_with_figures(workspace: Workspace, unit: str) -> set[str]:
    """Return the known sets that values or totals of a unit were recorded for."""
    held = {
        str(set_id)
        for cls in (IndicatorValue, SetTotal)
        for set_id in workspace.store.distinct(entity_of(cls), "set_id", {"unit": unit})
    }
    return held & set(set_ids())


def effective_set(workspace: Workspace, set_id: str, unit: str | None = None) -> CriteriaSet:
    """Return a set as it holds for a unit (default: ours): with its overlays and what was checked.

    Raises `NotFoundError` for an unknown set.
    """
    found = apply_overlays(criteria_set(set_id), overlays_of(workspace, set_id, unit))
    return apply_wording_checks(found, wordings_of(workspace, set_id), workspace.owner)


def wordings_of(workspace: Workspace, set_id: str) -> tuple[WordingCheck, ...]:
    """Return the wordings of a set that this office or its superior checked or put right."""
    held = workspace.store.records(WordingCheck, set_id=set_id)
    speakers = speakers_for(workspace, set_id)
    return tuple(one for one in held if owner_of(one.key) in speakers)


def overlays_of(
    workspace: Workspace, set_id: str, unit: str | None = None
) -> tuple[TargetOverlay, ...]:
    """Return the targets over a set that a unit (default: ours) or the one above it set."""
    held = workspace.store.records(TargetOverlay, set_id=set_id)
    if not held:
        return ()
    speakers = speakers_for(workspace, set_id, unit)
    return tuple(one for one in held if owner_of(one.key) in speakers)


def speakers_for(workspace: Workspace, set_id: str, unit: str | None = None) -> frozenset[str]:
    """Return the offices whose targets hold for a unit (default: ours): itself and its superior.

    A unit that sends its own data has its own superior, and this office looks at it as one; any
    other (a thôn, a unit whose figures are typed here) is held to what holds for this office.
    """
    place = unit or workspace.owner
    own = place if follows(workspace, set_id, place) else workspace.owner
    held = workspace.store.record(AdminUnit, unit_key(own, own))
    profile = workspace.store.record(OfficeProfile, profile_key(own))
    above = (held.parent_code if held else None, profile.superior_code if profile else None)
    return frozenset({place, own, workspace.owner, *(one for one in above if one)})


def follows(workspace: Workspace, set_id: str, unit: str) -> bool:
    """Say whether a unit itself keeps that it follows a set."""
    return workspace.store.record(FollowedSet, followed_key(unit, set_id)) is not None


def commune_group(workspace: Workspace, set_id: str, unit: str | None = None) -> str | None:
    """Return the group (region, nhóm xã) whose targets apply to a unit (default: ours) in a set.

    A unit that follows the set says itself of which group it is; for any other (a thôn, a unit
    whose figures are typed here) it is the group of this office.
    """
    keys = (followed_key(one, set_id) for one in (unit or workspace.owner, workspace.owner))
    held = (workspace.store.record(FollowedSet, key) for key in keys)
    return next((one.commune_group for one in held if one is not None), None)


def follow(workspace: Workspace, set_id: str, group: str | None = None) -> Touched:
    """Follow a set from now on; raise `NotFoundError` for an unknown set or group."""
    found = criteria_set(set_id)
    check_group(found, group)
    key = followed_key(workspace.owner, set_id)
    held = workspace.store.record(FollowedSet, key)
    place = held.place if held else len(workspace.followed()) + 1
    values = {"set_id": set_id, "commune_group": group, "place": place}
    name = next((one.name for one in found.groups if one.id == group), "")
    form = texts.STEP_FOLLOW_GROUP if name and len(found.groups) > 1 else texts.STEP_FOLLOW
    label = form.format(name=found.short_name, group=name)
    with workspace.store.step(label, workspace.user) as step:
        workspace.store.put("followed_set", key, values)
    return step.touched


def group_dependent(found: CriteriaSet) -> int:
    """Return how many indicators of a set have no target until the group of communes is chosen."""
    if len(found.groups) < 2:
        return 0
    return sum(_has_target(found, one.code) for one in found.indicators)


def check_group(found: CriteriaSet, group: str | None) -> None:
    """Raise `NotFoundError` where a set has no such group."""
    groups = [one.id for one in found.groups]
    if group is not None and group not in groups:
        message = texts.GROUP_UNKNOWN.format(set_id=found.id, group=group)
        named = "; ".join(f"{one.id} – {one.name}" for one in found.groups)
        hint = texts.GROUP_UNKNOWN_HINT.format(groups=named)
        raise NotFoundError(message, hint=hint)


def _has_target(found: CriteriaSet, code: str) -> bool:
    """Say whether at least one column of an indicator has a target."""
    columns = found.indicator(code).targets.values()
    return any(column.any_year or column.by_year for column in columns)
