"""How a document's context declares what its template may use: ready-made text with help.

Every field of every dataclass carries a Vietnamese help text; the same declaration prints the
list of fields for template authors. A context holds only `str`, records of `str` and tuples of
either. A part declared with `spread` (letterhead, signature) lends its fields to the top level.
"""

from __future__ import annotations

import dataclasses
import typing
from dataclasses import dataclass
from typing import Any


def shown(help_text: str, *, spread: bool = False, **more: Any) -> Any:
    """Declare a field of a template with the help its author reads; `more` as of dataclasses.

    `spread` is for a part whose own fields the template names without a dot.
    """
    return dataclasses.field(metadata={"help": help_text, "spread": spread}, **more)


@dataclass(frozen=True, slots=True)
class TemplateField:
    """One field a template may use: its name (`criteria[].code` inside a list) and its help."""

    name: str
    help: str


def template_fields(
    context: type[Any], images: type[Any] | None = None
) -> tuple[TemplateField, ...]:
    """Return the fields offered to templates of a context, records in lists included."""
    pictures = dataclasses.fields(images) if images else ()
    return (
        *_fields_of(context, ""),
        *(TemplateField(item.name, item.metadata["help"]) for item in pictures),
    )


def _fields_of(cls: type[Any], prefix: str) -> tuple[TemplateField, ...]:
    """Return the fields of a context class and, behind each, those of the records it holds."""
    found: list[TemplateField] = []
    for name, (record, is_list) in field_types(cls).items():
        full_name = prefix + name + ("[]" if is_list else "")
        found.append(TemplateField(full_name, _help_of(cls, name)))
        if record is not str:
            found.extend(_fields_of(record, f"{full_name}."))
    return tuple(found)


def _help_of(cls: type[Any], name: str) -> str:
    """Return the help of a field, also of one that a part lends."""
    for item in dataclasses.fields(cls):
        if item.name == name:
            return str(item.metadata["help"])
    parts = (_hints(cls)[item.name] for item in dataclasses.fields(cls) if is_spread(item))
    return next(_help_of(part, name) for part in parts if name in field_types(part))


def is_spread(item: dataclasses.Field[Any]) -> bool:
    """Say whether a field is a part that lends its fields."""
    return bool(item.metadata.get("spread"))


def field_types(cls: type[Any]) -> dict[str, tuple[type[Any], bool]]:
    """Return for each name its class (`str` or a record) and whether it is a list of them."""
    hints = _hints(cls)
    found: dict[str, tuple[type[Any], bool]] = {}
    for item in dataclasses.fields(cls):
        if is_spread(item):
            found |= field_types(hints[item.name])
        else:
            found[item.name] = _element_type(hints[item.name])
    return found


def values_of(context: Any) -> dict[str, Any]:
    """Return the names a template may use with their values."""
    found: dict[str, Any] = {}
    for item in dataclasses.fields(context):
        value = getattr(context, item.name)
        found |= values_of(value) if is_spread(item) else {item.name: value}
    return found


def _hints(cls: type[Any]) -> dict[str, Any]:
    """Return the classes of a dataclass's fields."""
    return typing.get_type_hints(cls)


def _element_type(hint: Any) -> tuple[type[Any], bool]:
    """Return the class in `tuple[X, ...]` with True, or the hint itself with False."""
    arguments = typing.get_args(hint)
    return (arguments[0], True) if arguments else (hint, False)
