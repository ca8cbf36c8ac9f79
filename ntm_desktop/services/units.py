"""The units below the office: thôn, tổ dân phố of a commune, communes of a superior."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ntm_desktop import texts
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.entity import StoredValue, declared_entities, entity_of
from ntm_desktop.domain.record_keys import is_key, owner_of, unit_key
from ntm_desktop.domain.units import (
    AdminUnit,
    is_beneath,
    level_of_name,
    name_order,
    names_in_lines,
    same_name,
)
from ntm_desktop.domain.vietnamese import compose, exact_key, fold
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.services.unit_directory import find_office
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.storage.history import first_changes

_ENTITY = "admin_unit"
_LIKE_A_CODE = re.compile(r"x[0-9a-f]{10}|[0-9]{2,5}")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


@dataclass(frozen=True, slots=True)
class UnitSaved:
    """What keeping one unit did."""

    code: str
    touched: Touched


@dataclass(frozen=True, slots=True)
class UnitsAdded:
    """What adding a list did: the codes of what was added, the names that were there already."""

    codes: tuple[str, ...]
    skipped: tuple[str, ...]
    touched: Touched


# --- reading ---


def known_units(workspace: Workspace) -> dict[str, AdminUnit]:
    """Return every unit that is recorded here, by code; what this office wrote comes first."""
    held: dict[str, AdminUnit] = {}
    for one in workspace.store.records(AdminUnit):
        if one.code not in held or owner_of(one.key) == workspace.owner:
            held[one.code] = one
    return held


def all_below(workspace: Workspace) -> tuple[AdminUnit, ...]:
    """Return every unit below the office at any time and depth, in the order of their names.

    A unit without a superior that this office wrote down is one of its own.
    """
    owner, held = workspace.owner, known_units(workspace)
    parents = {code: _parent(one, owner) for code, one in held.items()}
    found = [one for code, one in held.items() if code != owner and _leads_to(code, owner, parents)]
    return tuple(sorted(found, key=_order))


def below(workspace: Workspace, day: datetime.date | None = None) -> tuple[AdminUnit, ...]:
    """Return the units directly below the office that are valid on a day (default: today)."""
    when = day or workspace.today()
    return tuple(one for one in directly_below(workspace) if one.is_valid_at(when))


def directly_below(workspace: Workspace) -> tuple[AdminUnit, ...]:
    """Return the units directly below the office, also those that are closed."""
    owner = workspace.owner
    return tuple(one for one in all_below(workspace) if _parent(one, owner) == owner)


def places_as_entered(workspace: Workspace) -> dict[str, int]:
    """Return the place of each unit in the order in which the units were added, by code.

    The log keeps it: units of one pasted list stand as they stood there.
    """
    keys = first_changes(workspace.store, _ENTITY)
    held = known_units(workspace)
    by_key = {one.key: code for code, one in held.items()}
    ordered = [by_key[key] for key in keys if key in by_key]
    return {code: place for place, code in enumerate(ordered)}


def within_reach(workspace: Workspace) -> tuple[AdminUnit, ...]:
    """Return every unit that may be looked at: all below, and those a superior took in unlisted."""
    listed = all_below(workspace)
    codes, held = {workspace.owner, *(one.code for one in listed)}, known_units(workspace)
    others = [
        one
        for code, one in held.items()
        if code not in codes and may_be_below(workspace, code, held)
    ]
    return tuple(sorted((*listed, *others), key=_order))


def may_be_below(
    workspace: Workspace, code: str, known: dict[str, AdminUnit] | None = None
) -> bool:
    """Say whether a unit that is not in the list may be one of the office's all the same.

    So is a unit whose figures a superior took in before it wrote the unit down; never a unit that
    says itself that it lies below another office, and never what a neighbour of a commune sent.
    """
    office_level = workspace.unit.level
    if office_level not in ("huyen", "tinh"):
        return False
    held = known_units(workspace) if known is None else known
    passed: set[str] = set()
    top = code
    while top in held and held[top].parent_code and top not in passed:
        passed.add(top)
        top = str(held[top].parent_code)
    level = held[top].level if top in held else _directory_level(top)
    return is_beneath(level, office_level)


def unit_name(workspace: Workspace, code: str) -> str:
    """Return the name of a unit: as recorded here, else of the directory, else its code."""
    held = known_units(workspace).get(code)
    return held.name if held else directory_name(code)


def directory_name(code: str) -> str:
    """Return the name of a unit in the shipped list of units, its code where it is not there."""
    entry = find_office(code)
    return f"{texts.UNIT_TYPES[entry['level']]} {entry['name']}" if entry else code


def unit_level(workspace: Workspace, code: str) -> str:
    """Return the level of a unit, "" where nobody has said what it is."""
    held = workspace.unit if code == workspace.owner else known_units(workspace).get(code)
    return held.level if held else _directory_level(code)


def _directory_level(code: str) -> str:
    """Return the level of a unit of the shipped list, "" where it is not there."""
    entry = find_office(code)
    return entry["level"] if entry else ""


def unit_code(workspace: Workspace, text: str) -> str:
    """Return the code that a code or an exact name stands for.

    What looks like a code is taken as one also where the unit is not recorded here. Raises
    `NotFoundError` for a name that is not here, `InputError` for one that several units have.
    """
    wanted = " ".join(compose(text).split())
    held = known_units(workspace)
    if wanted == workspace.owner or wanted in held:
        return wanted
    named = [code for code, one in held.items() if same_name(one.name, wanted)]
    today = workspace.today()
    valid = [code for code in named if held[code].is_valid_at(today)]
    if len(valid or named) > 1:
        hint = texts.UNIT_SEVERAL_HINT.format(codes=", ".join(sorted(valid or named)))
        raise InputError(texts.UNIT_SEVERAL.format(count=len(named), text=wanted), hint=hint)
    if named:
        return (valid or named)[0]
    if _LIKE_A_CODE.fullmatch(wanted):
        return wanted
    raise NotFoundError(texts.UNIT_NOT_HERE.format(text=wanted), hint=texts.UNIT_NOT_HERE_HINT)


# --- writing ---


def add_unit(
    workspace: Workspace, name: str, code: str | None = None, note: str | None = None
) -> UnitSaved:
    """Add one unit below the office as one step; its code is made from its name where none is.

    Raises `InputError` for an empty name, a name or a code that another unit has.
    """
    given = _whole_name(name)
    held = all_below(workspace)
    _check_free(given, held, workspace.today())
    place = _checked_code(workspace, code) if code else _free_code(workspace, given, set())
    values = {**_new_values(workspace, given, place), "note": (note or "").strip() or None}
    with workspace.store.step(texts.STEP_UNIT_ADD.format(name=given), workspace.user) as step:
        workspace.store.put(_ENTITY, unit_key(workspace.owner, place), values)
    return UnitSaved(place, step.touched)


def add_units(workspace: Workspace, names: str | Iterable[str]) -> UnitsAdded:
    """Add a list of units (a pasted text, or names) as one step; names that are there are skipped.

    Raises `InputError` where the list holds no name.
    """
    given = names_in_lines(names if isinstance(names, str) else "\n".join(names))
    if not given:
        raise InputError(texts.UNIT_NO_NAMES, hint=texts.UNIT_NO_NAMES_HINT)
    today = workspace.today()
    taken = _Names(one.name for one in all_below(workspace) if one.is_valid_at(today))
    rows: dict[str, dict[str, StoredValue]] = {}
    skipped: list[str] = []
    for name in map(_whole_name, given):
        if not taken.take(name):
            skipped.append(name)
            continue
        code = _free_code(workspace, name, rows.keys())
        rows[code] = _new_values(workspace, name, code)
    with workspace.store.step(_added_label(rows), workspace.user) as step:
        for code, values in rows.items():
            workspace.store.put(_ENTITY, unit_key(workspace.owner, code), values)
    return UnitsAdded(tuple(rows), tuple(skipped), step.touched)


def rename(workspace: Workspace, code: str, name: str) -> UnitSaved:
    """Give a unit below the office another name as one step; its figures stay with it.

    Raises `NotFoundError` for no such unit, `InputError` for a name another unit has.
    """
    unit, given = _unit_below(workspace, code), _whole_name(name)
    others = [one for one in all_below(workspace) if one.code != code]
    _check_free(given, others, workspace.today())
    label = texts.STEP_UNIT_RENAME.format(old=unit.name, new=given)
    return _put(workspace, unit, {"name": given}, label)


def close(workspace: Workspace, code: str, on: datetime.date) -> UnitSaved:
    """Say from which day a unit is no more, as one step; it stays readable in earlier periods.

    Raises `NotFoundError` for no such unit, `InputError` for a day before it came to be.
    """
    unit = _unit_below(workspace, code)
    if unit.valid_from is not None and on <= unit.valid_from:
        raise InputError(texts.UNIT_CLOSE_ORDER.format(date=format_date(unit.valid_from)))
    label = texts.STEP_UNIT_CLOSE.format(name=unit.name, date=format_date(on))
    return _put(workspace, unit, {"valid_until": on.isoformat()}, label)


def begin(workspace: Workspace, code: str, on: datetime.date | None) -> UnitSaved:
    """Say since which day a unit is there (None: always), as one step; see `close`."""
    unit = _unit_below(workspace, code)
    if on is not None and unit.valid_until is not None and unit.valid_until <= on:
        raise InputError(texts.UNIT_CLOSE_ORDER.format(date=format_date(on)))
    return _put(workspace, unit, {"valid_from": on.isoformat() if on else None}, _edited(unit))


def note(workspace: Workspace, code: str, text: str) -> UnitSaved:
    """Keep a note about a unit as one step; raise `NotFoundError` for no such unit."""
    unit = _unit_below(workspace, code)
    kept = compose(text).strip() or None
    return _put(workspace, unit, entity_of(AdminUnit).check({"note": kept}), _edited(unit))


def reopen(workspace: Workspace, code: str) -> UnitSaved:
    """Take back that a unit is no more, as one step; raise `InputError` where its name is taken."""
    unit = _unit_below(workspace, code)
    others = [one for one in all_below(workspace) if one.code != code]
    _check_free(unit.name, others, workspace.today())
    label = texts.STEP_UNIT_REOPEN.format(name=unit.name)
    return _put(workspace, unit, {"valid_until": None}, label)


def remove(workspace: Workspace, code: str) -> UnitSaved:
    """Delete a unit that was added by mistake, as one step.

    Raises `InputError` while any record speaks of it: such a unit is closed, never deleted.
    """
    unit = _unit_below(workspace, code)
    count = records_speaking_of(workspace, code)
    if count or owner_of(unit.key) != workspace.owner:
        message = texts.UNIT_IN_USE.format(name=unit.name, count=count or 1)
        raise InputError(message, hint=texts.UNIT_IN_USE_HINT)
    label = texts.STEP_UNIT_REMOVE.format(name=unit.name)
    with workspace.store.step(label, workspace.user) as step:
        workspace.store.remove(_ENTITY, unit.key)
    return UnitSaved(code, step.touched)


def records_speaking_of(workspace: Workspace, code: str) -> int:
    """Return how many records of any kind are about a unit, or name it as their superior."""
    return sum(
        len(workspace.store.rows(found, {name: code}))
        for found in declared_entities()
        for name in ("unit", "parent_code")
        if name in found.fields
    )


# --- parts ---


class _Names:
    """Names that are taken; two ways to write a name count as one."""

    def __init__(self, names: Iterable[str]) -> None:
        self._held: dict[str, list[str]] = {}
        for name in names:
            self.take(name)

    def take(self, name: str) -> bool:
        """Take a name; return False where it was taken already."""
        alike = self._held.setdefault(fold(name), [])
        if any(same_name(name, one) for one in alike):
            return False
        alike.append(name)
        return True


def _order(unit: AdminUnit) -> tuple[object, ...]:
    """Return where a unit stands in a list."""
    return name_order(unit.name), unit.code


def _parent(unit: AdminUnit, owner: str) -> str:
    """Return the superior of a unit; one that the office wrote without any is its own."""
    if unit.parent_code:
        return unit.parent_code
    return owner if owner_of(unit.key) == owner and unit.code != owner else ""


def _leads_to(code: str, owner: str, parents: dict[str, str]) -> bool:
    """Say whether a unit lies below the office, at any depth; a circle leads nowhere."""
    passed: set[str] = set()
    while code and code not in passed:
        if code == owner:
            return bool(passed)
        passed.add(code)
        code = parents.get(code, "")
    return False


def _whole_name(name: str) -> str:
    """Return a name on one line; raise `InputError` where there is none or it is too long."""
    given = " ".join(compose(name).split())
    if not given:
        raise InputError(texts.UNIT_NAME_EMPTY)
    return str(entity_of(AdminUnit).field("name").check(given))


def _check_free(name: str, units: Sequence[AdminUnit], day: datetime.date) -> None:
    """Raise `InputError` where a unit that is there on `day` has the name."""
    held = next((one for one in units if one.is_valid_at(day) and same_name(one.name, name)), None)
    if held is not None:
        message = texts.UNIT_NAME_TAKEN.format(name=held.name)
        raise InputError(message, hint=texts.UNIT_NAME_TAKEN_HINT)


def _checked_code(workspace: Workspace, code: str) -> str:
    """Return a typed code; raise `InputError` where it cannot be one or is taken."""
    given = code.strip()
    if not _CODE.fullmatch(given) or not is_key(unit_key(workspace.owner, given)):
        raise InputError(texts.UNIT_CODE_BAD.format(code=given), hint=texts.UNIT_CODE_HINT)
    held = workspace.unit if given == workspace.owner else known_units(workspace).get(given)
    if held is not None:
        raise InputError(
            texts.UNIT_CODE_TAKEN.format(code=given, name=held.name), hint=texts.UNIT_CODE_HINT
        )
    return given


def _free_code(workspace: Workspace, name: str, taken: Iterable[str]) -> str:
    """Return a code for a name: `x` and ten hex digits, the same on every computer of the office.

    Two computers that add the same unit so meet in one record, wherever they place its tones. A
    code whose record is there (the unit was renamed or closed since) is passed over.
    """
    used = {*taken, *known_units(workspace)}
    turn = 1
    while True:
        seed = f"{workspace.owner}/{exact_key(name)}/{turn}"
        code = f"x{hashlib.sha256(seed.encode()).hexdigest()[:10]}"
        if code not in used:
            return code
        turn += 1


def _new_values(workspace: Workspace, name: str, code: str) -> dict[str, StoredValue]:
    """Return the record of a new unit; raise `InputError` for an office that has none below it."""
    office = workspace.unit
    level = level_of_name(name, office.level)
    if not level:
        raise InputError(texts.UNIT_NONE_BELOW.format(name=office.name))
    return {"code": code, "name": name, "level": level, "parent_code": workspace.owner}


def _added_label(rows: dict[str, dict[str, StoredValue]]) -> str:
    """Return what undo says about a list that was added."""
    if len(rows) == 1:
        return texts.STEP_UNIT_ADD.format(name=next(iter(rows.values()))["name"])
    return texts.STEP_UNITS_ADD.format(count=len(rows))


def _unit_below(workspace: Workspace, code: str) -> AdminUnit:
    """Return a unit below the office; raise where it is none of them."""
    if code == workspace.owner:
        raise InputError(texts.UNIT_IS_OFFICE.format(name=workspace.unit.name))
    found = next((one for one in all_below(workspace) if one.code == code), None)
    if found is None:
        raise NotFoundError(texts.UNIT_NOT_HERE.format(text=code), hint=texts.UNIT_NOT_HERE_HINT)
    return found


def _edited(unit: AdminUnit) -> str:
    """Return what undo says about an edit of a unit."""
    return texts.STEP_PUT.format(entity=entity_of(AdminUnit).label, title=unit.name)


def _put(
    workspace: Workspace, unit: AdminUnit, values: dict[str, StoredValue], label: str
) -> UnitSaved:
    """Keep fields of a unit as one step; what another office wrote is written down here first."""
    whole = dict(values)
    if owner_of(unit.key) != workspace.owner:
        kept = ("code", "name", "level", "parent_code", "province_name")
        whole = {name: getattr(unit, name) for name in kept} | whole
    with workspace.store.step(label, workspace.user) as step:
        workspace.store.put(_ENTITY, unit_key(workspace.owner, unit.code), whole)
    return UnitSaved(unit.code, step.touched)
