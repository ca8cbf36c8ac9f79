"""Rows typed or pasted into a grid of one entity: checked first, then written as one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ntm_desktop import texts
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.entity import Entity, StoredValue, entity_named
from ntm_desktop.errors import InputError, UserError
from ntm_desktop.services.records import parse_text, prepared
from ntm_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class TypedRow:
    """The texts of a row by field; `key` is that of the record it changes, None for a new one."""

    texts: Mapping[str, str]
    key: str | None = None


@dataclass(frozen=True, slots=True)
class RowRefusal:
    """Why a row was not taken: its place among the rows, the field, and the sentence to show."""

    place: int
    field: str
    reason: str
    hint: str


@dataclass(frozen=True, slots=True)
class RowsRecorded:
    """What taking rows did: the keys of the records written, and the rows that were not."""

    keys: tuple[str, ...]
    refused: tuple[RowRefusal, ...]
    touched: Touched


_Ready = tuple[str, dict[str, StoredValue]]


def record_rows(workspace: Workspace, entity: str, rows: Sequence[TypedRow]) -> RowsRecorded:
    """Take the rows that can be taken as one step; the others come back with their reasons.

    An empty text empties the field of a record that is there. Two rows that stand for one record
    are one too many: the second is refused.
    """
    found = entity_named(entity)
    ready, refused = _ready_rows(workspace, found, rows)
    if not ready:
        return RowsRecorded((), tuple(refused), Touched())
    label = texts.STEP_ROWS.format(entity=found.label, count=len(ready))
    with workspace.store.step(label, workspace.user) as step:
        for key, values in ready.items():
            workspace.store.put(entity, key, values)
    return RowsRecorded(tuple(ready), tuple(refused), step.touched)


def record_all_rows(workspace: Workspace, entity: str, rows: Sequence[TypedRow]) -> RowsRecorded:
    """Take all rows as one step; raise `InputError` for the first that cannot be taken.

    Nothing is written then.
    """
    _, refused = _ready_rows(workspace, entity_named(entity), rows)
    for one in refused[:1]:
        shown = rows[one.place].texts.get(one.field, "")
        raise InputError(f"{shown}: {one.reason}".lstrip(": "), hint=one.hint)
    return record_rows(workspace, entity, rows)


def _ready_rows(
    workspace: Workspace, found: Entity, rows: Sequence[TypedRow]
) -> tuple[dict[str, dict[str, StoredValue]], list[RowRefusal]]:
    """Return key → values of the rows that can be taken, and why the others cannot."""
    ready: dict[str, dict[str, StoredValue]] = {}
    refused: list[RowRefusal] = []
    for place, row in enumerate(rows):
        made = _checked(workspace, found, place, row)
        if isinstance(made, RowRefusal):
            refused.append(made)
        elif made[0] in ready:
            twice = InputError(texts.ROW_TWICE, hint=texts.ROW_TWICE_HINT)
            refused.append(_refusal(place, found.title_field, twice))
        else:
            ready[made[0]] = made[1]
    return ready, refused


def _checked(workspace: Workspace, found: Entity, place: int, row: TypedRow) -> _Ready | RowRefusal:
    """Return key and values of a row as they may be kept, or why they may not."""
    values: dict[str, StoredValue] = {}
    for name, text in row.texts.items():
        try:
            values[name] = parse_text(found.field(name), text)
        except UserError as error:
            return _refusal(place, name, error)
    try:
        return prepared(workspace, found.name, row.key, values)[:2]
    except UserError as error:
        return _refusal(place, found.title_field, error)


def _refusal(place: int, field: str, error: UserError) -> RowRefusal:
    """Return the sentence of an error as the refusal of a row."""
    return RowRefusal(place, field, str(error), error.hint)
