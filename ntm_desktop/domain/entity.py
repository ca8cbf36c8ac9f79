"""How a noun is declared once: its fields with kind, Vietnamese label, range and merge unit.

A noun is a frozen dataclass decorated with `@entity`; its fields are made by `text()`, `money()`,
`date()` … From that one declaration come the table, the form, the list columns, the command line
and the type checks of an exchange file.

Stored values are what the exchange format allows: None, True/False, int, or text. Decimals are
canonical text, dates are ISO text; `Entity.read` and `Entity.write` turn them into Python values.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar, cast

from ntm_desktop import texts
from ntm_desktop.domain.vietnamese import compose
from ntm_desktop.errors import InputError, NotFoundError

StoredValue = None | bool | int | str
Value = None | bool | int | str | Decimal | datetime.date

MAX_TEXT = 65_536
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{0,8}[1-9])?")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class Kind(Enum):
    """What a field holds, and so how it is typed, stored, aligned and compared."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    REFERENCE = "reference"
    REFERENCES = "references"


class Stream(Enum):
    """Which log a noun's changes go to: the superior's (shared) or only the own office's."""

    SHARED = "shared"
    OFFICE = "office"


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """One declared field of an entity; `name` is its stable id in tables and exchange files."""

    name: str
    kind: Kind
    label: str
    required: bool = False
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict)
    measure: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    merge_unit: str = ""
    searchable: bool = False
    refers_to: str = ""
    hidden: bool = False
    help: str = ""
    refusal: tuple[str, str] = ("", "")  # of a choice: what is said of any other word, and a hint
    formerly: tuple[str, ...] = ()  # earlier ids of this field: their versions are read as its own

    def check(self, value: StoredValue) -> StoredValue:
        """Return the stored `value` in composed form; raise `InputError` if it cannot be kept."""
        if value is None:
            return None
        checked = _CHECKS[self.kind](self, value)
        self._check_range(checked)
        return checked

    def _check_range(self, value: StoredValue) -> None:
        """Raise `InputError` when a number lies outside the declared range."""
        if self.kind not in (Kind.INTEGER, Kind.NUMBER, Kind.MONEY) or isinstance(value, bool):
            return
        number = Decimal(str(value))
        if self.minimum is not None and number < self.minimum:
            raise InputError(texts.FIELD_BELOW.format(label=self.label, minimum=self.minimum))
        if self.maximum is not None and number > self.maximum:
            raise InputError(texts.FIELD_ABOVE.format(label=self.label, maximum=self.maximum))


def _check_text(field: Field, value: StoredValue) -> StoredValue:
    """Return composed text of a bearable length without control characters."""
    if not isinstance(value, str):
        raise InputError(texts.FIELD_CHOICE.format(value=value, label=field.label))
    if len(value) > MAX_TEXT:
        raise InputError(texts.FIELD_TOO_LONG.format(label=field.label, limit=MAX_TEXT))
    if _CONTROL.search(value):
        raise InputError(texts.FIELD_BAD_CHARACTER.format(label=field.label))
    return compose(value)


def _check_integer(field: Field, value: StoredValue) -> StoredValue:
    """Return a whole number that every JSON reader keeps exactly."""
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 2**53:
        raise InputError(texts.FIELD_BAD_INTEGER.format(value=value, label=field.label))
    return value


def _check_number(field: Field, value: StoredValue) -> StoredValue:
    """Return decimal text in the one canonical spelling."""
    if isinstance(value, str) and _DECIMAL.fullmatch(value) and value != "-0":
        return value
    raise InputError(texts.FIELD_BAD_INTEGER.format(value=value, label=field.label))


def _check_date(field: Field, value: StoredValue) -> StoredValue:
    """Return an ISO date that exists in the calendar."""
    try:
        return datetime.date.fromisoformat(cast(str, value)).isoformat()
    except (ValueError, TypeError) as error:
        message = texts.FIELD_BAD_DATE.format(value=value, label=field.label)
        raise InputError(message, hint=texts.FIELD_BAD_DATE_HINT) from error


def _check_boolean(field: Field, value: StoredValue) -> StoredValue:
    """Return true or false."""
    if isinstance(value, bool):
        return value
    message = texts.FIELD_BAD_BOOLEAN.format(value=value, label=field.label)
    raise InputError(message, hint=texts.FIELD_BAD_BOOLEAN_HINT)


def _check_choice(field: Field, value: StoredValue) -> StoredValue:
    """Return one of the declared choices."""
    if value in field.choices:
        return value
    if field.refusal[0]:
        raise InputError(field.refusal[0], hint=field.refusal[1])
    message = texts.FIELD_CHOICE.format(value=value, label=field.label)
    hint = texts.FIELD_CHOICE_HINT.format(choices=", ".join(field.choices.values()))
    raise InputError(message, hint=hint)


_CHECKS: dict[Kind, Callable[[Field, StoredValue], StoredValue]] = {
    Kind.TEXT: _check_text,
    Kind.LONG_TEXT: _check_text,
    Kind.INTEGER: _check_integer,
    Kind.NUMBER: _check_number,
    Kind.MONEY: _check_integer,
    Kind.DATE: _check_date,
    Kind.BOOLEAN: _check_boolean,
    Kind.CHOICE: _check_choice,
    Kind.REFERENCE: _check_text,
    Kind.REFERENCES: _check_text,
}


@dataclasses.dataclass(frozen=True, slots=True)
class Entity:
    """A declared noun: its id, Vietnamese names, fields in order, and where its changes go."""

    name: str
    label: str
    plural: str
    record_class: type[Any]
    fields: Mapping[str, Field]
    stream: Stream
    title_field: str

    def field(self, name: str) -> Field:
        """Return a declared field; raise `InputError` naming the fields there are."""
        if name in self.fields:
            return self.fields[name]
        message = texts.FIELD_UNKNOWN.format(field=name, entity=self.label)
        raise InputError(
            message, hint=texts.FIELD_UNKNOWN_HINT.format(fields=", ".join(self.fields))
        )

    def unit_of(self, field_name: str) -> tuple[str, ...]:
        """Return the names of the fields that are always set together with `field_name`."""
        unit = self.fields[field_name].merge_unit
        if not unit:
            return (field_name,)
        return tuple(name for name, field in self.fields.items() if field.merge_unit == unit)

    def renames(self) -> dict[str, str]:
        """Return earlier field id → the id under which its versions are read now."""
        return {old: name for name, field in self.fields.items() for old in field.formerly}

    def check(self, values: Mapping[str, StoredValue]) -> dict[str, StoredValue]:
        """Return `values` as they may be stored; raise `InputError` for the first that may not."""
        return {name: self.field(name).check(value) for name, value in values.items()}

    def check_required(self, values: Mapping[str, StoredValue]) -> None:
        """Raise `InputError` when a required field of a whole record is empty."""
        for name, field in self.fields.items():
            if field.required and values.get(name) in (None, ""):
                raise InputError(texts.FIELD_REQUIRED.format(label=field.label))

    def read(self, key: str, stored: Mapping[str, StoredValue]) -> Any:
        """Return the record as its dataclass; unknown names are left out, empty fields are None."""
        known = {
            name: from_stored(field.kind, stored.get(name)) for name, field in self.fields.items()
        }
        return self.record_class(key=key, **known)

    def write(self, record: Any) -> dict[str, StoredValue]:
        """Return the fields of a record in stored form."""
        return {name: to_stored(getattr(record, name)) for name in self.fields}


def fits(kind: Kind, value: StoredValue) -> bool:
    """Say whether `from_stored` can read the value; a newer version may have sent another shape."""
    if value is None:
        return True
    if kind is Kind.BOOLEAN:
        return isinstance(value, bool)
    if kind in (Kind.INTEGER, Kind.MONEY):
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53
    if kind is Kind.NUMBER:
        return isinstance(value, str) and _DECIMAL.fullmatch(value) is not None
    return isinstance(value, str) and (kind is not Kind.DATE or _is_date(value))


def _is_date(value: str) -> bool:
    """Say whether the text is a date of the calendar in ISO form."""
    try:
        return datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def from_stored(kind: Kind, value: StoredValue) -> Value:
    """Return the Python value of a stored one: `Decimal`, `date`, or the value itself."""
    if value is None:
        return None
    if kind is Kind.NUMBER:
        return Decimal(cast(str, value))
    if kind is Kind.DATE:
        return datetime.date.fromisoformat(cast(str, value))
    return value


def to_stored(value: Value) -> StoredValue:
    """Return the stored form of a Python value."""
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def decimal_text(number: Decimal) -> str:
    """Return the one canonical spelling of a decimal: no exponent, no trailing zeros, no "-0"."""
    plain = f"{number:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain in ("-0", "") else plain


_REGISTRY: dict[str, Entity] = {}
RecordT = TypeVar("RecordT")


def entity(
    name: str,
    *,
    label: str,
    plural: str,
    title: str = "",
    stream: Stream = Stream.SHARED,
) -> Callable[[type[RecordT]], type[RecordT]]:
    """Declare the decorated dataclass as the entity `name`; its fields come from the metadata."""

    def declare(cls: type[RecordT]) -> type[RecordT]:
        fields = {
            item.name: dataclasses.replace(cast(Field, item.metadata["field"]), name=item.name)
            for item in dataclasses.fields(cast(Any, cls))
            if "field" in item.metadata
        }
        title_field = title or next(iter(fields))
        _REGISTRY[name] = Entity(name, label, plural, cls, fields, stream, title_field)
        return cls

    return declare


def entity_named(name: str) -> Entity:
    """Return the entity with this id; raise `NotFoundError` naming those there are."""
    if name in _REGISTRY:
        return _REGISTRY[name]
    hint = texts.ENTITY_UNKNOWN_HINT.format(entities=", ".join(sorted(_REGISTRY)))
    raise NotFoundError(texts.ENTITY_UNKNOWN.format(entity=name), hint=hint)


def entity_of(cls: type[Any]) -> Entity:
    """Return the entity that a record class declares."""
    return next(found for found in _REGISTRY.values() if found.record_class is cls)


def declared_entities() -> tuple[Entity, ...]:
    """Return every declared entity, by id. Import `domain.entities` first: it declares them."""
    return tuple(_REGISTRY[name] for name in sorted(_REGISTRY))


def is_declared(name: str) -> bool:
    """Say whether this version knows an entity of that id (a newer office may send others)."""
    return name in _REGISTRY


def _declared(kind: Kind, label: str, **more: Any) -> Any:
    """Return a dataclass field with default None that carries its declaration."""
    for bound in ("minimum", "maximum"):
        if more.get(bound) is not None:
            more[bound] = Decimal(str(more[bound]))
    return dataclasses.field(
        default=None, metadata={"field": Field(name="", kind=kind, label=label, **more)}
    )


def text(label: str, **more: Any) -> Any:
    """Declare one line of text."""
    return _declared(Kind.TEXT, label, **more)


def long_text(label: str, **more: Any) -> Any:
    """Declare text of several paragraphs."""
    return _declared(Kind.LONG_TEXT, label, **more)


def integer(label: str, **more: Any) -> Any:
    """Declare a whole number."""
    return _declared(Kind.INTEGER, label, **more)


def number(label: str, **more: Any) -> Any:
    """Declare a decimal number, kept exactly; `measure` is its measure unit."""
    return _declared(Kind.NUMBER, label, **more)


def money(label: str, **more: Any) -> Any:
    """Declare an amount in whole đồng."""
    return _declared(Kind.MONEY, label, **more)


def date(label: str, **more: Any) -> Any:
    """Declare a calendar date."""
    return _declared(Kind.DATE, label, **more)


def boolean(label: str, **more: Any) -> Any:
    """Declare a yes/no field."""
    return _declared(Kind.BOOLEAN, label, **more)


def choice(label: str, choices: Mapping[str, str], **more: Any) -> Any:
    """Declare one of several words; `choices` maps the stored word to its Vietnamese label."""
    return _declared(Kind.CHOICE, label, choices=choices, **more)


def reference(label: str, refers_to: str, **more: Any) -> Any:
    """Declare the key of a record of another entity."""
    return _declared(Kind.REFERENCE, label, refers_to=refers_to, **more)


def references(label: str, refers_to: str, **more: Any) -> Any:
    """Declare keys of several records, one a line."""
    return _declared(Kind.REFERENCES, label, refers_to=refers_to, **more)


def split_keys(value: str | None) -> tuple[str, ...]:
    """Return the keys held by a `references` field."""
    return tuple(line for line in (value or "").split("\n") if line)


def join_keys(keys: Iterable[str]) -> str | None:
    """Return what a `references` field stores for these keys (None for no keys)."""
    return "\n".join(keys) or None
