"""The criteria sets there are, and those an office follows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

from ntm_desktop import paths, texts
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.criteria import CriteriaSet, read_criteria_set
from ntm_desktop.domain.record_keys import followed_key
from ntm_desktop.domain.units import FollowedSet
from ntm_desktop.errors import NotFoundError
from ntm_desktop.services.workspace import Workspace


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


@lru_cache(maxsize=64)
def criteria_set(set_id: str) -> CriteriaSet:
    """Return a shipped criteria set; raise `NotFoundError` naming those there are."""
    path = paths.resource(f"criteria/{set_id}.json")
    if set_id not in set_ids():
        message = texts.SET_UNKNOWN.format(set_id=set_id)
        raise NotFoundError(message, hint=texts.SET_UNKNOWN_HINT.format(sets=", ".join(set_ids())))
    return read_criteria_set(json.loads(path.read_text("utf-8")))


@lru_cache(maxsize=1)
def set_ids() -> tuple[str, ...]:
    """Return the ids of the shipped sets."""
    files = paths.resource("criteria").glob("*.json")
    return tuple(sorted(file.stem for file in files if file.stem != "schema"))


def list_sets() -> tuple[SetSummary, ...]:
    """Return a summary of every shipped set, current ones of communes first."""
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


def commune_group(workspace: Workspace, set_id: str) -> str | None:
    """Return the group (region, nhóm xã) whose targets apply to this office in a set."""
    return next(
        (found.commune_group for found in workspace.followed() if found.set_id == set_id), None
    )


def follow(workspace: Workspace, set_id: str, group: str | None = None) -> Touched:
    """Follow a set from now on; raise `NotFoundError` for an unknown set or group."""
    found = criteria_set(set_id)
    check_group(found, group)
    key = followed_key(workspace.owner, set_id)
    held = workspace.store.record(FollowedSet, key)
    place = held.place if held else len(workspace.followed()) + 1
    values = {"set_id": set_id, "commune_group": group, "place": place}
    label = texts.STEP_FOLLOW.format(name=found.short_name)
    with workspace.store.step(label, workspace.user) as step:
        workspace.store.put("followed_set", key, values)
    return step.touched


def check_group(found: CriteriaSet, group: str | None) -> None:
    """Raise `NotFoundError` where a set has no such group."""
    groups = [one.id for one in found.groups]
    if group is not None and group not in groups:
        message = texts.GROUP_UNKNOWN.format(set_id=found.id, group=group)
        hint = texts.GROUP_UNKNOWN_HINT.format(groups=", ".join(groups))
        raise NotFoundError(message, hint=hint)


def _has_target(found: CriteriaSet, code: str) -> bool:
    """Say whether at least one column of an indicator has a target."""
    columns = found.indicator(code).targets.values()
    return any(column.any_year or column.by_year for column in columns)
