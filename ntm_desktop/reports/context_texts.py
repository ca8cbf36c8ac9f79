"""All texts of a document's context, each under the path that leads to it.

A record of a list is named by its first field where that tells the records apart, as in
"criteria[code=3]", so that two documents can be compared although a row was added; else by number.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ntm_desktop import texts
from ntm_desktop.reports.template_fields import template_fields, values_of

_NOT_A_NAME = ("[", "]", "\n")
_NAMES = ("name", "text", "title", "content")  # fields in which a record says what it is
_SHOWN_LETTERS = 60


def context_texts(context: Any, left_out: frozenset[str] = frozenset()) -> dict[str, str]:
    """Return path → text of every text that is not empty; `left_out` are names at the top level."""
    values = {name: one for name, one in values_of(context).items() if name not in left_out}
    found: dict[str, str] = {}
    for name, value in values.items():
        found.update(_texts(value, name))
    return {path: text for path, text in found.items() if text}


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Return (path, text) of a value and everything inside it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for name, one in zip(record_names(value), value, strict=True):
            yield from _texts(one, f"{path}[{name}]")
    elif dataclasses.is_dataclass(value):
        for name, one in values_of(value).items():
            yield from _texts(one, f"{path}.{name}")


def record_names(records: Sequence[Any]) -> list[str]:
    """Return how the records of a list are named: by their first field, else by their number."""
    numbers = [str(at) for at in range(1, len(records) + 1)]
    if not records or isinstance(records[0], str):
        return numbers
    field, *_ = values_of(records[0])
    marks = [values_of(one)[field] for one in records]
    is_telling = all(_can_name(one) for one in marks) and len(set(map(str, marks))) == len(marks)
    return [f"{field}={one}" for one in marks] if is_telling else numbers


def _can_name(mark: Any) -> bool:
    """Say whether a text can stand in the brackets of a path."""
    return isinstance(mark, str) and bool(mark) and not any(one in mark for one in _NOT_A_NAME)


def help_of_paths(context: type[Any]) -> dict[str, str]:
    """Return the help of each field by its path with empty brackets, as the printed list has it."""
    return {field.name: field.help for field in template_fields(context)}


def label_of(path: str, helps: Mapping[str, str], found: Mapping[str, str]) -> str:
    """Return what a text is, for a person: "14.1 Tỷ lệ người dân …: kết quả kỳ này".

    `helps` are those of `help_of_paths`, `found` the texts of the document with their paths.
    """
    plain = plain_path(path)
    meaning = helps.get(plain, plain).partition(texts.HELP_EXAMPLE)[0]
    record, _, _ = path.rpartition("]")
    if not record:
        return meaning
    mark = record.rpartition("[")[2].partition("=")
    names = [found.get(f"{record}].{name}", "") for name in _NAMES]
    parts = [mark[2] if mark[1] else "", next((one for one in names if one), "")]
    told = " ".join(dict.fromkeys(part for part in parts if part)) or f"{texts.HELP_ROW}{mark[0]}"
    return f"{_shortened(told)}: {meaning}"


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN_LETTERS else text[: _SHOWN_LETTERS - 1].rstrip() + "…"


def plain_path(path: str) -> str:
    """Return a path with empty brackets: "criteria[code=3].name" → "criteria[].name"."""
    parts = path.split("[")
    return parts[0] + "".join("[]" + part.partition("]")[2] for part in parts[1:])
