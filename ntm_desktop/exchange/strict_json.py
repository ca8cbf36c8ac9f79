"""JSON as the exchange format allows it: no duplicate keys, no floats, no odd spellings."""

import json
import re
from typing import Any, NoReturn

from ntm_desktop.exchange import limits

_DIGITS_OF_LARGEST = len(str(limits.LARGEST_INTEGER)) + 1
_SURROGATE = re.compile("[\ud800-\udfff]")


class BadJsonError(ValueError):
    """The bytes are not JSON this format allows; turned into a refusal by whoever reads them."""


def read_json(data: bytes) -> Any:
    """Return the value `data` holds; raise `BadJsonError` when it is not strict JSON in UTF-8."""
    try:
        value = _DECODER.decode(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BadJsonError(str(error)) from error
    _check_depth(value)
    return value


def read_canonical(line: bytes) -> Any:
    """Return the value of a line; raise `BadJsonError` unless it is the one spelling of it.

    Duplicate keys need no check of their own: they have no canonical spelling.
    """
    try:
        value, _ = _LINE_DECODER.raw_decode(line.decode("utf-8"))
        spelling = _LINE_ENCODER.encode(value).encode()
    except (ValueError, RecursionError) as error:
        raise BadJsonError(str(error)) from error
    if spelling != line:
        raise BadJsonError("not canonical")
    return value


def _refuse_number(text: str) -> NoReturn:
    """Refuse what looks like 1.0, 1e5, NaN or Infinity."""
    raise BadJsonError(text)


def _integer(text: str) -> int:
    """Return an integer every JSON reader keeps exactly."""
    if len(text) > _DIGITS_OF_LARGEST or abs(int(text)) > limits.LARGEST_INTEGER:
        raise BadJsonError("integer")
    return int(text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object whose keys are all different."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadJsonError("duplicate key")
    return found


_DECODER = json.JSONDecoder(
    parse_float=_refuse_number,
    parse_constant=_refuse_number,
    parse_int=_integer,
    object_pairs_hook=_object,
)
_LINE_DECODER = json.JSONDecoder(parse_float=_refuse_number, parse_constant=_refuse_number)
# the spelling of `domain.changes.canonical`, by an encoder that is not made anew for each line
_LINE_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _check_depth(value: Any) -> None:
    """Refuse nesting deeper than anything the format writes, and lone surrogates on the way."""
    level = [value]
    for _ in range(limits.JSON_DEPTH):
        _check_texts(level)
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return
    raise BadJsonError("too deep")


def _inside(value: Any) -> list[Any]:
    """Return what a list or an object holds, keys included."""
    if isinstance(value, dict):
        return [*value, *value.values()]
    return value if isinstance(value, list) else []


def _check_texts(values: list[Any]) -> None:
    """Refuse text that UTF-8 cannot carry."""
    for value in values:
        if isinstance(value, str) and _SURROGATE.search(value):
            raise BadJsonError("surrogate")
