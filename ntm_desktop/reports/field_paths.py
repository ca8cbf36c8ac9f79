"""The path to one field of a document: "title", "criteria[3].name", "criteria[code=17].outcome".

The names are those that templates use; brackets choose a record of a list: its number from 1, the
record whose field has a value, or, left empty, every record.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ntm_desktop import texts
from ntm_desktop.errors import InputError
from ntm_desktop.reports.template_fields import field_types, values_of

_STEP = re.compile(r"([a-z_][a-z0-9_]*)(?:\[([^\[\]]*)\])?")
_SPLIT = re.compile(r"\.(?![^\[]*\])")


@dataclass(frozen=True, slots=True)
class _Step:
    """One name of a path; `choice` is what its brackets hold, None without brackets."""

    name: str
    choice: str | None


def check_path(context: type[Any], path: str) -> None:
    """Raise `InputError`, with the nearest right name, for a path that leads to no text."""
    element: type[Any] = context
    steps = _steps(path)
    for step in steps:
        types = field_types(element) if element is not str else {}
        if step.name not in types:
            raise _unknown(path, step.name, list(types))
        element, is_list = types[step.name]
        if is_list != (step.choice is not None):
            raise _misread(path, texts.FIELD_PATH_LIST if is_list else texts.FIELD_PATH_NO_LIST)
        _check_choice(path, element, step)
    if element is not str:
        raise _misread(path, texts.FIELD_PATH_RECORD.format(fields=", ".join(field_types(element))))
    if sum(step.choice == "" for step in steps) > 1:
        raise _misread(path, texts.FIELD_PATH_TWO_LISTS)


def is_whole_list(path: str) -> bool:
    """Say whether a path means a text of every record of a list."""
    return any(step.choice == "" for step in _steps(path))


def text_at(context: Any, path: str) -> str | tuple[str, ...] | None:
    """Return the text at a path, one for each record of a whole list, None for no such record."""
    return _found(values_of(context), _steps(path))


def value_at(context: Any, path: str) -> Any:
    """Return what a path leads to, a text, a record or a list of them; None for no such record."""
    value: Any = context
    for step in _steps(path):
        if value is None:
            return None
        value = values_of(value)[step.name]
        if step.choice:
            value = _chosen(value, step.choice)
    return value


def _found(values: Mapping[str, Any], steps: Sequence[_Step]) -> str | tuple[str, ...] | None:
    """Return what the steps lead to from the fields of one record."""
    step, rest = steps[0], steps[1:]
    value = values[step.name]
    if step.choice is None:
        return _inside(value, rest)
    if step.choice == "":
        return tuple(str(_inside(one, rest) or "") for one in value)
    chosen = _chosen(value, step.choice)
    return None if chosen is None else _inside(chosen, rest)


def _inside(value: Any, steps: Sequence[_Step]) -> str | tuple[str, ...] | None:
    """Return what the remaining steps lead to, the value itself where none remain."""
    return _found(values_of(value), steps) if steps else str(value)


def _chosen(records: Sequence[Any], choice: str) -> Any:
    """Return the record a choice means, None where there is none."""
    name, equals, wanted = choice.partition("=")
    if equals:
        wanted = wanted.strip()
        return next((one for one in records if values_of(one)[name.strip()] == wanted), None)
    number = int(choice)
    return records[number - 1] if number <= len(records) else None


def _steps(path: str) -> list[_Step]:
    """Return the steps of a path; raise `InputError` for a malformed one."""
    found = [_STEP.fullmatch(part.strip()) for part in _SPLIT.split(path.strip())]
    if any(one is None for one in found):
        raise _misread(path, texts.FIELD_PATH_SHAPE)
    return [_Step(one[1], one[2]) for one in found if one is not None]


def _check_choice(path: str, element: type[Any], step: _Step) -> None:
    """Raise `InputError` for brackets that hold neither a number from 1 nor a field's value."""
    if not step.choice:
        return
    name, equals, _ = step.choice.partition("=")
    if not equals and not (step.choice.isascii() and step.choice.isdigit() and int(step.choice)):
        raise _misread(path, texts.FIELD_PATH_CHOICE)
    types = field_types(element) if element is not str else {}
    if equals and name.strip() not in types:
        raise _unknown(path, name.strip(), list(types))


def _unknown(path: str, name: str, names: Sequence[str]) -> InputError:
    """Return the refusal of an unknown name with the nearest right one."""
    nearest = difflib.get_close_matches(name.lower(), names, n=1, cutoff=0.5)
    hint = texts.FIELD_PATH_NEAREST.format(nearest=nearest[0]) if nearest else ""
    message = texts.FIELD_PATH_UNKNOWN.format(path=path, name=name)
    return InputError(message, hint=hint or texts.FIELD_PATH_HINT)


def _misread(path: str, why: str) -> InputError:
    return InputError(texts.FIELD_PATH_BAD.format(path=path, why=why), hint=texts.FIELD_PATH_HINT)
