"""Edits of a pack's structure: criteria and indicators added, changed, moved, taken out.

They work on the JSON of the pack in place, so that fields this version does not edit stay as they
are; `read_criteria_set` judges the result. What was verified stays so only while it says the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from ntm_desktop import texts
from ntm_desktop.domain.criteria import WITHOUT_TARGETS, IndicatorKind
from ntm_desktop.errors import InputError, NotFoundError

Pack = dict[str, Any]
Edit = Callable[[Pack], None]

CRITERION_FIELDS = ("code", "name", "section", "complete")
INDICATOR_FIELDS = (
    *("code", "text", "kind", "measure_unit", "counted_unit", "operator", "scale", "sub_text"),
    *("by_gender", "if_any", "varies_by_year", "max_points", "relative_to", "target_set_by"),
)
SET_FIELDS = ("name", "short_name", "status", "noun", "complete")
_COMPARED = ("percent", "number", "relative")
_OF_KIND: Mapping[str, tuple[str, ...]] = {
    "operator": (*_COMPARED, "scored"),
    "scale": ("ordinal",),
    "sub_text": ("percent", "number"),
    "by_gender": ("percent",),
    "max_points": ("points",),
    "relative_to": ("relative",),
    "interpolation": ("scored",),
    "low_margin": (*_COMPARED, "scored"),
}
_WORDED = ("text", "scale", "sub_text", "by_gender", "if_any")
_TARGET_FORM = ("kind", "measure_unit", "operator", "scale", "sub_text", "varies_by_year")
_OPEN_CODE = re.compile(r"(.*?)([0-9]+)")


# --- finding ---


def criteria_of(pack: Pack) -> list[Pack]:
    """Return the criteria of a pack; raise `InputError` for one that is not of this form."""
    found = pack.get("criteria")
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise InputError(texts.PACK_OTHER_FORMAT)
    return found


def indicators_of(criterion: Pack) -> list[Pack]:
    """Return the indicators of a criterion, a list that may be changed."""
    found = criterion.setdefault("indicators", [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise InputError(texts.PACK_OTHER_FORMAT)
    return found


def criterion_in(pack: Pack, code: str) -> Pack:
    """Return a criterion; raise `NotFoundError`."""
    for one in criteria_of(pack):
        if one.get("code") == code:
            return one
    raise NotFoundError(texts.CODE_MISSING.format(code=code))


def indicator_in(pack: Pack, code: str) -> tuple[Pack, Pack]:
    """Return the criterion of an indicator, and the indicator; raise `NotFoundError`."""
    for criterion in criteria_of(pack):
        for one in indicators_of(criterion):
            if one.get("code") == code:
                return criterion, one
    raise NotFoundError(texts.CODE_MISSING.format(code=code))


def next_code(pack: Pack, criterion: str | None = None) -> str:
    """Return a code that is free: "20" after "19", "3.4" after "3.3" in criterion 3."""
    if criterion is None:
        held, prefix = [str(one.get("code")) for one in criteria_of(pack)], ""
    else:
        inside = indicators_of(criterion_in(pack, criterion))
        held, prefix = [str(one.get("code")) for one in inside], f"{criterion}."
    number = 1
    for code in reversed(held):
        matched = _OPEN_CODE.fullmatch(code)
        if matched and (criterion is None or code != criterion):
            prefix, number = matched[1], int(matched[2]) + 1
            break
    taken = _codes(pack)
    while f"{prefix}{number}" in taken:
        number += 1
    return f"{prefix}{number}"


def _codes(pack: Pack) -> set[str]:
    """Return every code of a pack."""
    criteria = criteria_of(pack)
    inner = {str(one.get("code")) for part in criteria for one in indicators_of(part)}
    return inner | {str(one.get("code")) for one in criteria}


# --- the set ---


def change_set(fields: Mapping[str, Any]) -> Edit:
    """Change what the set is called; see `SET_FIELDS`."""

    def edit(pack: Pack) -> None:
        for name, value in _known(fields, SET_FIELDS).items():
            pack[name] = value

    return edit


# --- criteria ---


def add_criterion(code: str, name: str, after: str | None = None) -> Edit:
    """Add a criterion without indicators, after another one or at the end."""

    def edit(pack: Pack) -> None:
        criteria = criteria_of(pack)
        made = {"code": code.strip(), "name": name.strip(), "name_verified": False}
        made |= {"complete": False, "indicators": []}
        place = len(criteria)
        if after is not None:
            place = criteria.index(criterion_in(pack, after)) + 1
            section = criteria[place - 1].get("section")
            made |= {"section": section} if section else {}
        criteria.insert(place, made)
        pack["complete"] = False

    return edit


def change_criterion(code: str, fields: Mapping[str, Any]) -> Edit:
    """Change fields of a criterion (`CRITERION_FIELDS`); another name is no longer verified."""

    def edit(pack: Pack) -> None:
        found = criterion_in(pack, code)
        wanted = _known(fields, CRITERION_FIELDS)
        if wanted.get("name", found.get("name")) != found.get("name"):
            found["name_verified"] = False
        _put(found, wanted)
        if not found.get("complete"):
            pack["complete"] = False

    return edit


def remove_criterion(code: str) -> Edit:
    """Take a criterion with its indicators out; the set is no longer said to be complete."""

    def edit(pack: Pack) -> None:
        criteria_of(pack).remove(criterion_in(pack, code))
        pack["complete"] = False

    return edit


def move_criterion(code: str, by: int) -> Edit:
    """Move a criterion up (-1) or down (1); at the end of the list it stays."""

    def edit(pack: Pack) -> None:
        _shift(criteria_of(pack), criterion_in(pack, code), by)

    return edit


# --- indicators ---


def add_indicator(criterion: str, fields: Mapping[str, Any], after: str | None = None) -> Edit:
    """Add an indicator to a criterion, after one of its own or at the end.

    It has no targets: they are entered as the document says.
    """

    def edit(pack: Pack) -> None:
        part = criterion_in(pack, criterion)
        made: Pack = {"verified": False, "source": None, "target_verified": False}
        made["target_source"] = None
        _put(made, _known(fields, INDICATOR_FIELDS))
        _fit_kind(made)
        _fill_columns(pack, made)
        held = indicators_of(part)
        codes = [one.get("code") for one in held]
        held.insert(codes.index(after) + 1 if after in codes else len(held), made)

    return edit


def change_indicator(code: str, fields: Mapping[str, Any]) -> Edit:
    """Change fields of an indicator (`INDICATOR_FIELDS`).

    Other words are no longer verified. Another kind, unit, sign, scale or part empties the targets:
    a target of another form would be a guess.
    """

    def edit(pack: Pack) -> None:
        _, found = indicator_in(pack, code)
        before = dict(found)
        _put(found, _known(fields, INDICATOR_FIELDS))
        if _differs(before, found, _WORDED):
            found["verified"] = False
            found.pop("scale_verified", None)
            found.pop("by_gender_verified", None)
        if _differs(before, found, _TARGET_FORM):
            found["target_verified"] = False
            found.pop("targets", None)
        if _differs(before, found, ("kind",)):
            _fit_kind(found)
        _fill_columns(pack, found)

    return edit


def remove_indicator(code: str) -> Edit:
    """Take an indicator out of its criterion; that one is no longer said to be complete."""

    def edit(pack: Pack) -> None:
        criterion, found = indicator_in(pack, code)
        indicators_of(criterion).remove(found)
        criterion["complete"] = False
        pack["complete"] = False

    return edit


def move_indicator(code: str, by: int) -> Edit:
    """Move an indicator up (-1) or down (1), at the edge into the criterion beside."""

    def edit(pack: Pack) -> None:
        criterion, found = indicator_in(pack, code)
        held = indicators_of(criterion)
        place = held.index(found) + by
        if 0 <= place < len(held):
            _shift(held, found, by)
            return
        criteria = criteria_of(pack)
        beside = criteria.index(criterion) + by
        if 0 <= beside < len(criteria):
            held.remove(found)
            _settle(pack, criterion)
            other = indicators_of(criteria[beside])
            other.insert(0 if by > 0 else len(other), found)

    return edit


def move_to_criterion(code: str, criterion: str) -> Edit:
    """Move an indicator to the end of another criterion; its code stays."""

    def edit(pack: Pack) -> None:
        part, found = indicator_in(pack, code)
        wanted = criterion_in(pack, criterion)
        indicators_of(part).remove(found)
        indicators_of(wanted).append(found)
        _settle(pack, part)

    return edit


# --- parts ---


def _settle(pack: Pack, criterion: Pack) -> None:
    """Call a criterion that lost its last indicator no longer complete."""
    if not indicators_of(criterion):
        criterion["complete"] = False
        pack["complete"] = False


def _known(fields: Mapping[str, Any], allowed: tuple[str, ...]) -> dict[str, Any]:
    """Return the fields; raise `InputError` for one that is not edited."""
    for name in fields:
        if name not in allowed:
            raise InputError(f"{name}: {texts.PACK_UNKNOWN_FIELD}")
    return dict(fields)


def _put(found: Pack, wanted: Mapping[str, Any]) -> None:
    """Write fields; an empty optional one is left out of the pack."""
    for name, value in wanted.items():
        if value in (None, "", (), [], False) and name not in ("code", "name", "text", "complete"):
            found.pop(name, None)
        else:
            found[name] = list(value) if isinstance(value, tuple) else value


def _differs(before: Pack, after: Pack, names: tuple[str, ...]) -> bool:
    """Say whether one of these fields changed; left out and empty are the same."""
    return any((before.get(name) or None) != (after.get(name) or None) for name in names)


def _fit_kind(found: Pack) -> None:
    """Leave out what the kind does not have."""
    for name, kinds in _OF_KIND.items():
        if found.get("kind") not in kinds:
            found.pop(name, None)


def _fill_columns(pack: Pack, found: Pack) -> None:
    """Give an indicator null in every column without a target; some kinds have no columns."""
    kind = found.get("kind")
    if kind in {one.value for one in WITHOUT_TARGETS}:
        found.pop("targets", None)
    elif kind in {one.value for one in IndicatorKind}:
        columns = [one.get("id") for one in pack.get("groups", []) if isinstance(one, dict)]
        held = found.get("targets") or {}
        found["targets"] = {column: held.get(column) for column in columns}


def _shift(held: list[Pack], found: Pack, by: int) -> None:
    """Move an element of a list; at the end it stays."""
    place = held.index(found)
    wanted = min(max(place + by, 0), len(held) - 1)
    held.insert(wanted, held.pop(place))
