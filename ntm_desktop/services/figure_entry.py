"""Entering figures: a pasted block of results, earlier values and plans as one step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ntm_desktop import texts
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.dates import parse_date
from ntm_desktop.domain.entity import StoredValue, entity_named, to_stored
from ntm_desktop.domain.figure_text import TypedFigure, parse_figure, parse_planned
from ntm_desktop.domain.figures import Figure, Measure, measure_order
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.record_keys import PLAN_PARTS, figure_key, figure_plan_key, measure_key
from ntm_desktop.domain.vietnamese import compose
from ntm_desktop.errors import InputError
from ntm_desktop.services.locks import refuse_locked
from ntm_desktop.services.records import get_record, prepared
from ntm_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FigureDraft:
    """One cell of a pasted block: what was typed for a measure (key or name) in a period.

    `part` is "actual", "previous" or "plan"; of a plan `level` and `document_text` say whose it
    is and `matter` what it is about, and `plan` the key of one that is there already. A name that
    is not there yet becomes a measure. `as_of` (a typed date), `source` and `previous_kind` change
    nothing where they are None.
    """

    measure: str
    period: str
    text: str
    part: str = "actual"
    unit: str | None = None
    measure_unit: str | None = None
    direction: str | None = None
    level: str | None = None
    document: str | None = None
    document_text: str | None = None
    matter: str | None = None
    plan: str | None = None
    as_of: str | None = None
    source: str | None = None
    previous_kind: str | None = None


@dataclass(frozen=True, slots=True)
class FiguresRecorded:
    """What entering a block did: how many cells, and the names that became new measures."""

    cells: int
    created: tuple[str, ...]
    touched: Touched


@dataclass(frozen=True, slots=True)
class _Write:
    """What one cell writes; `key` is that of the record there is, None for the natural one."""

    entity: str
    key: str | None
    values: dict[str, StoredValue]


def record_figures(
    workspace: Workspace,
    drafts: Sequence[FigureDraft],
    *,
    units: Mapping[str, str] | None = None,
    emptied: Sequence[str] = (),
    in_order: bool = False,
) -> FiguresRecorded:
    """Enter a pasted block as one step; an emptied cell empties its fields.

    `units` are other units of measures that are there, by key; `emptied` the keys of plans that
    go; with `in_order` new measures come below those that are there, in the order of the block.
    Raises `InputError` or `NotFoundError` for the first cell that cannot be kept; nothing is
    written then.
    """
    own = workspace.own_records(Measure)
    held = {one.key: one for one in own}
    changed = {key: " ".join(compose(text).split()) or None for key, text in (units or {}).items()}
    for key in changed.keys() & held.keys():
        held[key] = replace(held[key], measure_unit=changed[key])
    created: dict[str, Measure] = {}
    writes: list[_Write] = []
    for draft in drafts:
        measure = _measure_for(workspace, draft, held, created)
        writes.append(_write(workspace, draft, measure))
    _refuse_twice(writes, drafts)
    places = _places(held.values(), created) if in_order else []
    ready = [
        prepared(workspace, "measure", key, {"measure_unit": unit})[:2]
        for key, unit in changed.items()
    ]
    cells = [(one.entity, *_prepared(workspace, one, created)) for one in writes]
    for key in emptied:
        _refuse_removal(workspace, key)
    count = len(drafts) + len(changed) + len(emptied)
    label = texts.FIGURE_STEP.format(count=count)
    with workspace.store.step(label, workspace.user) as step:
        for measure in created.values():
            workspace.store.put("measure", measure.key, _stored_measure(measure))
        for key, values in [*ready, *places]:
            workspace.store.put("measure", key, values)
        for entity, key, values in cells:
            workspace.store.put(entity, key, values)
        for key in emptied:
            workspace.store.remove("figure_plan", key)
    return FiguresRecorded(count, tuple(one.name for one in created.values()), step.touched)


def _refuse_removal(workspace: Workspace, key: str) -> None:
    """Raise `NotFoundError` or `InputError` for a plan that is not there or may not go."""
    get_record(workspace, "figure_plan", key)
    refuse_locked(workspace, "figure_plan", key)


def _places(
    held: Iterable[Measure], created: Mapping[str, Measure]
) -> list[tuple[str, dict[str, StoredValue]]]:
    """Return the places that keep new measures below the others, whose order stays as it is."""
    if not created:
        return []
    ordered = sorted(held, key=measure_order)
    last = max((one.place or 0 for one in ordered), default=0)
    loose = [one.key for one in ordered if not one.place]
    return [(key, {"place": place}) for place, key in enumerate([*loose, *created], start=last + 1)]


def _prepared(
    workspace: Workspace, write: _Write, created: Mapping[str, Measure]
) -> tuple[str, dict[str, StoredValue]]:
    """Return key and values as they may be kept; of a new measure nothing is referred to yet."""
    measure = str(write.values["measure"])
    if measure not in created:
        key, values, _ = prepared(workspace, write.entity, write.key, write.values)
        return key, values
    place = (workspace.owner, str(write.values["unit"] or ""), str(write.values["period"]), measure)
    values = entity_named(write.entity).check(write.values)
    if write.entity == "figure":
        return figure_key(*place), values
    what = [str(values.get(name) or "") for name in PLAN_PARTS]
    return figure_plan_key(*place, *what), values


def _measure_for(
    workspace: Workspace,
    draft: FigureDraft,
    held: Mapping[str, Measure],
    created: dict[str, Measure],
) -> Measure:
    """Return the measure of a cell; a name that is not there yet is noted in `created`."""
    found = find_measure([*held.values(), *created.values()], draft.measure, draft.measure_unit)
    if found is not None:
        return found
    name = " ".join(compose(draft.measure).split())
    if not name:
        raise InputError(texts.FIGURE_NO_NAME)
    unit = draft.measure_unit or None
    key = measure_key(workspace.owner, name, unit or "")
    if key in held:  # renamed meanwhile: the new name is another measure
        key = workspace.new_key("measure")
    created[key] = Measure(key=key, name=name, measure_unit=unit, direction=draft.direction)
    return created[key]


def find_measure(
    measures: Iterable[Measure], wanted: str, measure_unit: str | None
) -> Measure | None:
    """Return the measure with that key, or that name (and unit); raise `InputError` for several."""
    held = list(measures)
    for one in held:
        if one.key == wanted:
            return one
    name, unit = _plain(wanted), _plain(measure_unit or "")
    named = [one for one in held if _plain(one.name or "") == name]
    if unit:
        named = [one for one in named if _plain(one.measure_unit or "") == unit]
    if len(named) > 1:
        units = ", ".join(one.measure_unit or "—" for one in named)
        raise InputError(
            texts.FIGURE_MANY_MEASURES.format(name=wanted),
            hint=texts.FIGURE_MANY_MEASURES_HINT.format(units=units),
        )
    return named[0] if named else None


def _plain(text: str) -> str:
    """Return a name without the ways it may be spaced or capitalised."""
    return " ".join(compose(text).lower().split())


def _stored_measure(measure: Measure) -> dict[str, StoredValue]:
    """Return the fields of a new measure."""
    return {
        "name": measure.name,
        "measure_unit": measure.measure_unit,
        "direction": measure.direction,
    }


def _write(workspace: Workspace, draft: FigureDraft, measure: Measure) -> _Write:
    """Return what one cell writes; raise `InputError` for a text that cannot be read."""
    period = parse_period(draft.period).id
    unit = None if draft.unit in (None, "", workspace.owner) else draft.unit
    place: dict[str, StoredValue] = {"measure": measure.key, "unit": unit, "period": period}
    if draft.part == "plan":
        return _plan_write(workspace, draft, measure, place)
    typed = parse_figure(draft.text, measure.measure_unit)
    held = [
        one
        for one in workspace.own_records(Figure, measure=measure.key, period=period)
        if (one.unit or workspace.owner) == (unit or workspace.owner)
    ]
    first = min(held, key=lambda one: ("/figure/" not in one.key, one.key), default=None)
    values = _previous_values(draft, typed) if draft.part == "previous" else _values(typed)
    return _Write("figure", first.key if first else None, place | values | _circumstances(draft))


def _values(typed: TypedFigure) -> dict[str, StoredValue]:
    """Return the fields of a typed result."""
    return {
        "word": typed.word,
        "actual": to_stored(typed.actual),
        "whole": to_stored(typed.whole),
        "actual_text": typed.actual_text,
    }


def _previous_values(draft: FigureDraft, typed: TypedFigure) -> dict[str, StoredValue]:
    """Return the fields of a typed earlier value."""
    kind = {"previous_kind": draft.previous_kind} if draft.previous_kind else {}
    return {"previous": to_stored(typed.actual), **kind}


def _circumstances(draft: FigureDraft) -> dict[str, StoredValue]:
    """Return the day and the source of a figure, only where they are given."""
    day = {"as_of": parse_date(draft.as_of).isoformat()} if draft.as_of else {}
    return {**day, "source": draft.source} if draft.source else {**day}


def _plan_write(
    workspace: Workspace, draft: FigureDraft, measure: Measure, place: dict[str, StoredValue]
) -> _Write:
    """Return what a cell of a plan writes."""
    typed = parse_planned(draft.text, measure.measure_unit, draft.matter)
    whose: dict[str, StoredValue] = {
        "level": draft.level,
        "document": draft.document,
        "document_text": draft.document_text,
        "matter": typed.matter or draft.matter,
    }
    values: dict[str, StoredValue] = {
        "operator": typed.operator,
        "value": to_stored(typed.value),
        "plan_text": typed.words or None,
    }
    key = draft.plan or _held_plan(workspace, place, whose)
    return _Write("figure_plan", key, place | whose | values)


def _held_plan(
    workspace: Workspace, place: Mapping[str, StoredValue], whose: Mapping[str, StoredValue]
) -> str | None:
    """Return the key of the plan that the same document sets already, None where there is none."""
    place = {**place, "owner_unit": workspace.owner}
    where = {name: place[name] for name in ("measure", "period", "owner_unit")}
    rows = workspace.store.rows(entity_named("figure_plan"), where)
    same = [
        str(row["key"])
        for row in rows
        if (row["unit"] or workspace.owner) == (place["unit"] or workspace.owner)
        and all((row[name] or "") == (value or "") for name, value in whose.items())
    ]
    return min(same, default=None)


def _refuse_twice(writes: Sequence[_Write], drafts: Sequence[FigureDraft]) -> None:
    """Raise `InputError` where two cells of a block say the same field of one place."""
    seen: set[tuple[StoredValue, ...]] = set()
    for one, draft in zip(writes, drafts, strict=True):
        values = one.values
        where = ("measure", "unit", "period", *PLAN_PARTS)
        place = (draft.part, *(values.get(name) for name in where))
        if place in seen:
            message = texts.FIGURE_STATED_TWICE.format(name=draft.measure, period=draft.period)
            raise InputError(message)
        seen.add(place)
