"""What a person is asked before a target is set or taken away; nothing here writes.

A rate of more than 100 %, a target that was compared with a document, a locked period that would
come out otherwise: none of it is refused, but neither is it done without asking.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ntm_desktop import texts
from ntm_desktop.domain.criteria import CriteriaSet, Indicator, Target
from ntm_desktop.domain.effective_set import columns_of, target_of
from ntm_desktop.domain.entity import StoredValue, entity_of
from ntm_desktop.domain.issues import Issue, Severity
from ntm_desktop.domain.overlay_text import OverlayDraft, overlay_values, read_overlay_file
from ntm_desktop.domain.overlays import TargetOverlay
from ntm_desktop.services.criteria import commune_group, criteria_set, effective_set
from ntm_desktop.services.locked_outcomes import foreseen
from ntm_desktop.services.overlays import key_of
from ntm_desktop.services.set_rules import Supposed
from ntm_desktop.services.workspace import Workspace

_WHOLE = 100


def target_doubts(workspace: Workspace, set_id: str, draft: OverlayDraft) -> tuple[Issue, ...]:
    """Return what to ask before `overlays.set_target`; raises as it does."""
    values = overlay_values(criteria_set(set_id), draft, commune_group(workspace, set_id))
    return _doubts(workspace, set_id, [values])


def file_doubts(workspace: Workspace, set_id: str, data: Any) -> tuple[Issue, ...]:
    """Return what to ask before `overlays.take_overlay_file`; raises as it does."""
    rows = read_overlay_file(data, criteria_set(set_id), commune_group(workspace, set_id))
    return _doubts(workspace, set_id, rows)


def drop_doubts(workspace: Workspace, key: str) -> tuple[Issue, ...]:
    """Return which locked periods would come out otherwise without the overlay of that key."""
    return foreseen(workspace, Supposed(dropped=frozenset({key})))


def _doubts(
    workspace: Workspace, set_id: str, rows: Sequence[Mapping[str, StoredValue]]
) -> tuple[Issue, ...]:
    """Return what to ask before some overlays are written."""
    found = effective_set(workspace, set_id)
    overlays = [entity_of(TargetOverlay).read(key_of(workspace, values), values) for values in rows]
    told = [issue for one in overlays for issue in _of_one(found, one)]
    return (*told, *foreseen(workspace, Supposed(targets=tuple(overlays))))


def _of_one(found: CriteriaSet, overlay: TargetOverlay) -> list[Issue]:
    """Return what is doubtful about one new target itself."""
    indicator = found.indicator(overlay.indicator)
    target = target_of(indicator, overlay)
    told = []
    if target is not None and _is_over_whole(indicator, target):
        text = texts.TARGET_OVER_WHOLE.format(text=target.text, code=indicator.code)
        told.append(Issue(Severity.WARNING, indicator.code, text))
    if target is not None and not target.verified:
        told += [
            Issue(
                Severity.WARNING,
                indicator.code,
                texts.TARGET_WAS_CHECKED.format(
                    text=one.text, code=indicator.code, source=_vouching(one, found)
                ),
            )
            for one in _replaced(found, indicator, overlay)
            if one.verified
        ]
    return told


def _is_over_whole(indicator: Indicator, target: Target) -> bool:
    """Say whether a rate asks for more than the whole."""
    held = (target.value, target.sub_value)
    return indicator.measure_unit == "%" and any(one is not None and one > _WHOLE for one in held)


def _replaced(found: CriteriaSet, indicator: Indicator, overlay: TargetOverlay) -> list[Target]:
    """Return the different targets in use now where the overlay would stand."""
    columns = columns_of(found, overlay.commune_group)
    held = (indicator.target_for(column, overlay.year) for column in columns)
    return list({one.text: one for one in held if one is not None}.values())


def _vouching(target: Target, found: CriteriaSet) -> str:
    """Return what a checked target was compared with: its source, else the set it is of."""
    is_address = (target.source or "").startswith("http")
    return found.short_name if is_address or not target.source else target.source
