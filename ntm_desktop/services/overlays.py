"""Set the targets of a province or of the commune over a set, and mark wordings as checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ntm_desktop import texts
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.checks import Issue
from ntm_desktop.domain.criteria import WITHOUT_TARGETS, CriteriaSet
from ntm_desktop.domain.effective_set import columns_of, indicator_wording, overlay_issues
from ntm_desktop.domain.entity import StoredValue
from ntm_desktop.domain.overlay_text import (
    Check,
    OverlayDraft,
    overlay_values,
    read_overlay_file,
)
from ntm_desktop.domain.record_keys import overlay_key, wording_key
from ntm_desktop.errors import InputError
from ntm_desktop.services.criteria import (
    commune_group,
    criteria_set,
    effective_set,
    overlays_of,
)
from ntm_desktop.services.records import Saved
from ntm_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Overlaid:
    """What taking an overlay file did."""

    count: int
    touched: Touched


def set_target(workspace: Workspace, set_id: str, draft: OverlayDraft) -> Saved:
    """Set one target over a set as one step; raises `InputError`/`NotFoundError`."""
    values = overlay_values(criteria_set(set_id), draft, commune_group(workspace, set_id))
    label = texts.STEP_TARGET.format(code=draft.indicator, text=draft.text.strip()[:40])
    with workspace.store.step(label, workspace.user) as step:
        key = _put(workspace, values)
    return Saved(key, step.touched)


def take_overlay_file(workspace: Workspace, set_id: str, data: Any) -> Overlaid:
    """Set every target of an overlay file (parsed JSON) as one step, or none of them.

    Raises `InputError` with the place of each error, `NotFoundError` for an unknown set.
    """
    group = commune_group(workspace, set_id)
    rows = read_overlay_file(data, criteria_set(set_id), group)
    label = texts.STEP_TARGETS.format(count=len(rows))
    with workspace.store.step(label, workspace.user) as step:
        for values in rows:
            _put(workspace, values)
    return Overlaid(len(rows), step.touched)


def check_of(workspace: Workspace, by: str, document: str, on: str | None = None) -> Check:
    """Return a check of today unless `on` (ISO) says another day; raise `InputError`."""
    if not by.strip() or not document.strip():
        raise InputError(texts.CHECK_NEEDS_DOCUMENT)
    day = on or workspace.today().isoformat()
    return Check(by=by.strip(), document=document.strip(), on=day)


def check_targets(
    workspace: Workspace,
    set_id: str,
    codes: Sequence[str],
    check: Check,
    group: str | None = None,
    year: int | None = None,
) -> Touched:
    """Keep that the targets used now were compared with a document, as one step.

    Each becomes an overlay that says the same with the check; who fixed it stays. Raises
    `InputError` where nothing is known to compare, `NotFoundError` for an unknown code or group.
    """
    found = effective_set(workspace, set_id)
    column = group or commune_group(workspace, set_id)
    rows = [_checked_target(found, code, column, year, check) for code in codes]
    with workspace.store.step(texts.STEP_CHECKED.format(count=len(rows)), workspace.user) as step:
        for values in rows:
            _put(workspace, values)
    return step.touched


def _checked_target(
    found: CriteriaSet, code: str, group: str | None, year: int | None, check: Check
) -> dict[str, StoredValue]:
    """Return the overlay that says what holds now, with a check."""
    indicator = found.indicator(code)
    columns = columns_of(found, group)
    target = indicator.target_for(columns[0], year) if len(columns) == 1 else None
    if target is None or indicator.kind in WITHOUT_TARGETS:
        message = texts.CHECK_NO_TARGET.format(code=code)
        raise InputError(message, hint=texts.CHECK_NO_TARGET_HINT)
    is_yearly = year in indicator.targets[columns[0]].by_year
    setter = indicator.target_set_by.value if indicator.target_set_by else "central"
    draft = OverlayDraft(
        indicator=code,
        text=target.word or target.text,
        group=columns[0],
        year=year if is_yearly else None,
        set_by=target.set_by or setter,
        check=check,
    )
    return overlay_values(found, draft)


def check_wording(
    workspace: Workspace, set_id: str, codes: Sequence[str], check: Check, part: str = "indicator"
) -> Touched:
    """Keep that the words of indicators (or the names of criteria) were compared, as one step."""
    found = criteria_set(set_id)
    words = {
        code: found.criterion(code).name
        if part == "criterion"
        else indicator_wording(found.indicator(code))
        for code in codes
    }
    label = texts.STEP_WORDING.format(count=len(words))
    with workspace.store.step(label, workspace.user) as step:
        for code, wording in words.items():
            values: dict[str, StoredValue] = {
                "set_id": set_id,
                "part": part,
                "code": code,
                "wording": wording,
                "checked": True,
                "checked_by": check.by,
                "checked_on": check.on,
                "checked_document": check.document,
            }
            key = wording_key(workspace.owner, set_id, part, code)
            workspace.store.put("wording_check", key, values)
    return step.touched


def unused_overlays(workspace: Workspace, set_id: str) -> tuple[Issue, ...]:
    """Return the targets set over a set that cannot be used, and why."""
    return overlay_issues(criteria_set(set_id), overlays_of(workspace, set_id))


def _put(workspace: Workspace, values: dict[str, StoredValue]) -> str:
    """Write one overlay inside an open step and return its key."""
    group, year = values["commune_group"], values["year"]
    key = overlay_key(
        workspace.owner,
        str(values["set_id"]),
        str(values["indicator"]),
        None if group is None else str(group),
        None if year is None else str(year),
    )
    workspace.store.put("target_overlay", key, values)
    return key
