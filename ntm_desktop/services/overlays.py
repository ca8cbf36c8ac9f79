"""Set the targets of a province or of the commune over a set, and mark wordings as checked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ntm_desktop import texts
from ntm_desktop.domain.annex_columns import slug
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.checks import Issue
from ntm_desktop.domain.criteria import WITHOUT_TARGETS, CriteriaSet, Indicator
from ntm_desktop.domain.effective_set import (
    apply_overlays,
    columns_of,
    indicator_wording,
    overlay_issues,
    target_of,
)
from ntm_desktop.domain.entity import StoredValue, entity_of
from ntm_desktop.domain.overlay_text import (
    Check,
    OverlayDraft,
    overlay_values,
    read_overlay_file,
)
from ntm_desktop.domain.overlays import CHECK_FIELDS, TargetOverlay, WordingCheck
from ntm_desktop.domain.record_keys import overlay_key, owner_of, wording_key
from ntm_desktop.domain.vietnamese import compose, fold
from ntm_desktop.errors import InputError
from ntm_desktop.services.criteria import (
    commune_group,
    criteria_set,
    effective_set,
    overlays_of,
    set_ids,
)
from ntm_desktop.services.locked_outcomes import watched
from ntm_desktop.services.records import Saved
from ntm_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Overlaid:
    """What taking an overlay file did; `issues` names locked periods that come out otherwise."""

    count: int
    touched: Touched
    issues: tuple[Issue, ...] = ()


def set_target(workspace: Workspace, set_id: str, draft: OverlayDraft) -> Saved:
    """Set one target over a set as one step; raises `InputError`/`NotFoundError`.

    The issues name locked periods whose outcomes are others by the new target.
    """
    values = overlay_values(criteria_set(set_id), draft, commune_group(workspace, set_id))
    label = texts.STEP_TARGET.format(code=draft.indicator, text=draft.text.strip()[:40])
    with watched(workspace) as told, workspace.store.step(label, workspace.user) as step:
        key = _put(workspace, values)
    return Saved(key, step.touched, tuple(told))


def take_overlay_file(workspace: Workspace, set_id: str, data: Any) -> Overlaid:
    """Set every target of an overlay file (parsed JSON) as one step, or none of them.

    Raises `InputError` with the place of each error, `NotFoundError` for an unknown set.
    """
    group = commune_group(workspace, set_id)
    rows = read_overlay_file(data, criteria_set(set_id), group)
    label = texts.STEP_TARGETS.format(count=len(rows))
    with watched(workspace) as told, workspace.store.step(label, workspace.user) as step:
        for values in rows:
            _put(workspace, values)
    return Overlaid(len(rows), step.touched, tuple(told))


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


def uncheck_targets(workspace: Workspace, set_id: str, codes: Sequence[str]) -> Touched:
    """Take back the marks of the office's own checks of targets, as one step.

    A target that only repeated what holds without it, for the sake of the mark, goes too. Raises
    `InputError` for an indicator whose target the office did not check.
    """
    held = [
        one
        for one in overlays_of(workspace, set_id)
        if owner_of(one.key) == workspace.owner and one.checked
    ]
    for code in codes:
        if all(one.indicator != code for one in held):
            raise InputError(texts.TARGET_NOT_CHECKED.format(code=code))
    chosen = [one for one in held if one.indicator in codes]
    label = texts.STEP_UNCHECKED.format(count=len(codes))
    with workspace.store.step(label, workspace.user) as step:
        for one in chosen:
            if _only_a_mark(workspace, one):
                workspace.store.remove("target_overlay", one.key)
            else:
                workspace.store.put("target_overlay", one.key, dict(_NO_CHECK))
    return step.touched


_NO_CHECK: dict[str, StoredValue] = dict.fromkeys(CHECK_FIELDS)


def _only_a_mark(workspace: Workspace, overlay: TargetOverlay) -> bool:
    """Say whether the same target would hold without an overlay, and it names no document."""
    if overlay.document_number or overlay.document_on or overlay.note:
        return False
    others = [one for one in overlays_of(workspace, overlay.set_id) if one.key != overlay.key]
    plain = criteria_set(overlay.set_id)
    if not plain.has_indicator(overlay.indicator):
        return False
    without = apply_overlays(plain, others).indicator(overlay.indicator)
    said = target_of(plain.indicator(overlay.indicator), overlay)
    columns = columns_of(plain, overlay.commune_group)
    held = [without.target_for(column, overlay.year) for column in columns]
    return said is not None and all(one is not None and one.text == said.text for one in held)


# --- wordings ---


def check_wording(
    workspace: Workspace, set_id: str, codes: Sequence[str], check: Check, part: str = "indicator"
) -> Touched:
    """Keep that the words of indicators (or the names of criteria) were compared, as one step."""
    return check_wordings(workspace, set_id, {part: codes}, check)


def check_wordings(
    workspace: Workspace, set_id: str, codes: Mapping[str, Sequence[str]], check: Check
) -> Touched:
    """Keep that wordings were compared, as one step; `codes` by part ("indicator", "criterion").

    Words that the office put right stay so: what is compared is what holds for the office.
    """
    found = effective_set(workspace, set_id)
    rows = [
        _checked_words(found, part, code, check)
        for part, of_part in codes.items()
        for code in of_part
    ]
    label = texts.STEP_WORDING.format(count=len(rows))
    with workspace.store.step(label, workspace.user) as step:
        for values in rows:
            _put_wording(workspace, values)
    return step.touched


def set_wording(
    workspace: Workspace, set_id: str, code: str, text: str, check: Check, part: str = "indicator"
) -> Saved:
    """Put a wording right as the document of the check has it, as one step.

    It replaces the set's wording for this office; the set's own words only mark them as compared.
    Raises `InputError` for an empty text, `NotFoundError` for an unknown code.
    """
    wanted = compose(" ".join(text.split()) if part == "criterion" else text.strip())
    if not wanted:
        raise InputError(texts.WORDING_EMPTY.format(code=code))
    plain = criteria_set(set_id)
    values = _checked_words(plain, part, code, check, wanted)
    label = texts.STEP_WORDING_TEXT.format(code=code, document=check.document)
    with workspace.store.step(label, workspace.user) as step:
        key = _put_wording(workspace, values)
    return Saved(key, step.touched)


def drop_wordings(
    workspace: Workspace, set_id: str, codes: Sequence[str], part: str = "indicator"
) -> Touched:
    """Take back the office's own wordings and their checks, as one step; see below."""
    return drop_wordings_of(workspace, set_id, {part: codes})


def drop_wordings_of(
    workspace: Workspace, set_id: str, codes: Mapping[str, Sequence[str]]
) -> Touched:
    """Take back wordings and their checks, as one step; `codes` by part.

    Raises `InputError` for a code where the office neither checked nor changed anything.
    """
    places = [(part, code) for part, of_part in codes.items() for code in of_part]
    keys = [wording_key(workspace.owner, set_id, *place) for place in places]
    for (_, code), key in zip(places, keys, strict=True):
        held = workspace.store.record(WordingCheck, key)
        if held is None or not held.checked:
            raise InputError(texts.WORDING_NOTHING.format(code=code))
    label = texts.STEP_WORDING_BACK.format(codes=", ".join(code for _, code in places))
    with workspace.store.step(label, workspace.user) as step:
        for key in keys:
            workspace.store.put("wording_check", key, dict(_NO_WORDING))
    return step.touched


_NO_WORDING: dict[str, StoredValue] = dict.fromkeys(entity_of(WordingCheck).unit_of("text"))


def _checked_words(
    found: CriteriaSet, part: str, code: str, check: Check, text: str | None = None
) -> dict[str, StoredValue]:
    """Return the record that says a wording was compared; `text` replaces what the set says."""
    plain = criteria_set(found.id)
    if part == "criterion":
        words = wording = text or found.criterion(code).name
        own = plain.criterion(code).name
    else:
        indicator = found.indicator(code)
        words = text or indicator.text
        wording = indicator_wording(replace(indicator, text=words))
        own = plain.indicator(code).text
    return {
        "set_id": found.id,
        "part": part,
        "code": code,
        "wording": wording,
        "text": words if words != own else None,
        "checked": True,
        "checked_by": check.by,
        "checked_on": check.on,
        "checked_document": check.document,
    }


def _put_wording(workspace: Workspace, values: dict[str, StoredValue]) -> str:
    """Write one wording inside an open step and return its key."""
    place = (str(values[name]) for name in ("set_id", "part", "code"))
    key = wording_key(workspace.owner, *place)
    workspace.store.put("wording_check", key, values)
    return key


# --- the same thing in several sets ---


@dataclass(frozen=True, slots=True)
class MeasureChoice:
    """An indicator of another set that can measure the same thing."""

    set_id: str
    set_name: str
    indicator: Indicator


def measure_choices(workspace: Workspace, set_id: str, code: str) -> tuple[MeasureChoice, ...]:
    """Return the indicators of other sets of the same kind and unit, the likest wording first.

    Among equally like ones those of followed sets stand first.
    """
    indicator = effective_set(workspace, set_id).indicator(code)
    followed = [one.set_id for one in workspace.followed()]
    others = sorted(
        (one for one in set_ids() if one != set_id),
        key=lambda one: (followed.index(one) if one in followed else len(followed), one),
    )
    sets = (effective_set(workspace, other) for other in others)
    choices = (
        MeasureChoice(one.id, one.short_name, found)
        for one in sets
        for found in one.indicators
        if _comparable(found, indicator)
    )
    return tuple(sorted(choices, key=lambda one: -_likeness(one.indicator.text, indicator.text)))


def _likeness(one: str, other: str) -> float:
    """Return how many words two wordings share, from 0 (none) to 1 (all)."""
    first, second = (set(_WORD.findall(fold(text))) for text in (one, other))
    return len(first & second) / (len(first | second) or 1)


_WORD = re.compile(r"\w+")


def _comparable(one: Indicator, other: Indicator) -> bool:
    """Say whether two indicators are of one kind, unit and scale."""
    fields = ("kind", "measure_unit", "scale", "by_gender")
    return all(getattr(one, name) == getattr(other, name) for name in fields)


def same_measure(workspace: Workspace, set_id: str, code: str) -> tuple[MeasureChoice, ...]:
    """Return the indicators of other sets that carry the same `measure_id`."""
    measure_id = effective_set(workspace, set_id).indicator(code).measure_id
    if not measure_id:
        return ()
    choices = measure_choices(workspace, set_id, code)
    return tuple(one for one in choices if one.indicator.measure_id == measure_id)


def join_measures(
    workspace: Workspace, set_id: str, code: str, other: tuple[str, str] | None
) -> Touched:
    """Keep that an indicator measures what `other` (set, code) does; None takes that back.

    The other's `measure_id` is used; where it has none, both get one made of the other's place.
    Raises `InputError` for another kind or unit, or where the pack itself names another measure.
    """
    found = effective_set(workspace, set_id).indicator(code)
    own = criteria_set(set_id).indicator(code).measure_id
    if own:
        message = texts.MEASURE_OF_SET.format(code=code, measure=own)
        raise InputError(message, hint=texts.MEASURE_OF_SET_HINT)
    if other is None:
        label = texts.STEP_MEASURE_OFF.format(code=code)
        rows: tuple[tuple[str, str, str | None], ...] = ((set_id, code, None),)
    else:
        label = texts.STEP_MEASURE.format(code=code, other=f"{other[1]} ({other[0]})")
        rows = _joined(workspace, (set_id, found), other)
    with workspace.store.step(label, workspace.user) as step:
        for of_set, of_code, measure_id in rows:
            _put_measure(workspace, of_set, of_code, measure_id)
    return step.touched


def _joined(
    workspace: Workspace, place: tuple[str, Indicator], other: tuple[str, str]
) -> tuple[tuple[str, str, str | None], ...]:
    """Return (set, code, measure id) of what has to be written so that both carry one id."""
    set_id, found = place
    if other[0] == set_id:
        raise InputError(texts.MEASURE_SAME_SET)
    measured = effective_set(workspace, other[0]).indicator(other[1])
    if not _comparable(found, measured):
        message = texts.MEASURE_OTHER_KIND.format(code=found.code, other=other[1])
        raise InputError(message, hint=texts.MEASURE_OTHER_KIND_HINT)
    measure_id = measured.measure_id or slug(f"{other[0]} {other[1].replace('.', ' ')}", "chung")
    rows = ((set_id, found.code, measure_id), (*other, measure_id))
    return rows[:1] if measured.measure_id else rows


def _put_measure(workspace: Workspace, set_id: str, code: str, measure_id: str | None) -> None:
    """Write the measure id of one indicator inside an open step."""
    values: dict[str, StoredValue] = {
        "set_id": set_id,
        "part": "indicator",
        "code": code,
        "measure_id": measure_id,
    }
    key = wording_key(workspace.owner, set_id, "indicator", code)
    workspace.store.put("wording_check", key, values)


def unused_overlays(workspace: Workspace, set_id: str) -> tuple[Issue, ...]:
    """Return the targets set over a set that cannot be used, and why."""
    return overlay_issues(criteria_set(set_id), overlays_of(workspace, set_id))


def _put(workspace: Workspace, values: dict[str, StoredValue]) -> str:
    """Write one overlay inside an open step and return its key."""
    key = key_of(workspace, values)
    workspace.store.put("target_overlay", key, values)
    return key


def key_of(workspace: Workspace, values: Mapping[str, StoredValue]) -> str:
    """Return the key under which the office keeps an overlay with these fields."""
    group, year = values["commune_group"], values["year"]
    return overlay_key(
        workspace.owner,
        str(values["set_id"]),
        str(values["indicator"]),
        None if group is None else str(group),
        None if year is None else str(year),
    )
