"""The changes inside a package: sections of canonical lines, written in files, read with checks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ntm_desktop import texts
from ntm_desktop.domain import entities
from ntm_desktop.domain.changes import canonical
from ntm_desktop.domain.entity import Entity, Field, Kind, StoredValue
from ntm_desktop.errors import InputError, PackageError
from ntm_desktop.exchange import limits
from ntm_desktop.exchange.manifest import ENTITY_NAME, UNIT_CODE, WRITER_ID, Counts, Ranges
from ntm_desktop.exchange.refusals import refusal
from ntm_desktop.exchange.strict_json import BadJsonError, read_canonical

STREAM_SHARED, STREAM_OFFICE = "shared", "office"

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,119}")
_FIELD = re.compile(r"[a-z][a-z0-9_]{0,47}")
_REF = re.compile(r"[a-z2-7]{13}\.([1-9][0-9]{0,15})\.[0-9a-f]{16}")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_HEADER_KEYS: Final = {"schema", "stream", "unit", "w"}
_TEXT_KINDS: Final = (Kind.TEXT, Kind.LONG_TEXT, Kind.REFERENCE, Kind.REFERENCES)
_TARGET_BYTES = 8 * limits.MIB  # our writer begins a new file of changes from here on
_SHOWN_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class Section:
    """Changes of one writer in ascending order: lines as stored for ever, without their LF.

    `schema` is the writer's data schema, `stream` "shared" or "office", `unit` the writer's unit.
    """

    schema: int
    stream: str
    unit: str
    writer: str
    lines: tuple[bytes, ...]


# --- writing ---


def section_files(sections: Iterable[Section]) -> list[bytes]:
    """Return the contents of the files of changes, none near the limit of one file."""
    files: list[bytes] = []
    parts: list[bytes] = []
    size = 0
    for header, lines in _pieces(sections):
        piece = b"".join(line + b"\n" for line in (header, *lines))
        if parts and size + len(piece) > _TARGET_BYTES:
            files.append(b"".join(parts))
            parts, size = [], 0
        parts.append(piece)
        size += len(piece)
    return [*files, b"".join(parts)] if parts else files


def _pieces(sections: Iterable[Section]) -> Iterator[tuple[bytes, list[bytes]]]:
    """Yield each section as header and lines; a long section comes in several pieces."""
    for section in sections:
        piece: list[bytes] = []
        size = 0
        for line in section.lines:
            if piece and size + len(line) > _TARGET_BYTES:
                yield _header(section), piece
                piece, size = [], 0
            piece.append(line)
            size += len(line) + 1
        if piece:
            yield _header(section), piece


def _header(section: Section) -> bytes:
    """Return the header line of a section."""
    names = {"schema": section.schema, "stream": section.stream, "unit": section.unit}
    return canonical({**names, "w": section.writer})


def section_ranges(sections: Iterable[Section]) -> Ranges:
    """Return the first and last number of each writer.

    Raises `ValueError` when a writer's numbers have a hole: only 1..contig may be handed on.
    """
    found: dict[str, tuple[int, int]] = {}
    for section in sections:
        for line in section.lines:
            n = int(line[1 : line.index(b",")])
            first, last = found.get(section.writer, (n, n))
            if n not in (last, last + 1):
                raise ValueError(f"writer {section.writer}: {n} does not follow {last}")
            found[section.writer] = (first, n)
    return found


def section_counts(sections: Iterable[Section]) -> Counts:
    """Return how many changes and records the sections hold, and changes per entity."""
    by_entity: dict[str, int] = {}
    records: set[tuple[str, str]] = set()
    for section in sections:
        for line in section.lines:
            _, _, _, entity, key, _, _ = read_canonical(line)
            by_entity[entity] = by_entity.get(entity, 0) + 1
            records.add((entity, key))
    return Counts(sum(by_entity.values()), len(records), by_entity)


# --- reading ---


class SectionReader:
    """Checks the files of changes of one package, one after the other, and gathers their sections.

    `owners` gathers (unit of the section, owner of a record in it): what the scope check needs.
    """

    def __init__(self, ranges: Ranges, scope: str) -> None:
        self.owners: set[tuple[str, str]] = set()
        self._ranges = ranges
        self._scope = scope
        self._sections: list[Section] = []
        self._last: dict[str, tuple[int, bytes]] = {}
        self._changes = 0

    def take(self, name: str, data: bytes) -> None:
        """Check one file of changes; raise `PackageError` for the first thing that is wrong."""
        if not data.endswith(b"\n"):
            raise refusal("E_FORMAT", where=name)
        header: tuple[int, str, str, str] | None = None
        lines: list[bytes] = []
        for number, line in enumerate(data[:-1].split(b"\n"), start=1):
            where = texts.PACKAGE_PLACE_LINE.format(name=name, line=number)
            value = _read_line(line, where)
            if isinstance(value, dict):
                self._close(header, lines, where)
                header, lines = _read_header(value, where), []
            elif header is None:
                raise refusal("E_FORMAT", where=where)
            else:
                self._check(header, value, line, where)
                lines.append(line)
        self._close(header, lines, name)

    def finish(self) -> tuple[Section, ...]:
        """Return all sections; raise E_FORMAT when the manifest announced other numbers."""
        reached = {writer: last for writer, (last, _) in self._last.items()}
        if reached != {writer: last for writer, (_, last) in self._ranges.items()}:
            raise refusal("E_FORMAT", where="ranges")
        return tuple(self._sections)

    def _close(
        self, header: tuple[int, str, str, str] | None, lines: list[bytes], where: str
    ) -> None:
        """Keep the section that ends here; a header without changes is not allowed."""
        if header is None:
            return
        if not lines:
            raise refusal("E_FORMAT", where=where)
        self._sections.append(Section(*header, tuple(lines)))

    def _check(
        self, header: tuple[int, str, str, str], value: Any, line: bytes, where: str
    ) -> None:
        """Check one change: its place in the log, its form, and the values it sets."""
        schema, stream, unit, writer = header
        if stream == STREAM_OFFICE and self._scope != STREAM_OFFICE:
            raise refusal("E_FORMAT", where=where)
        n, entity, key, values = _check_change(writer, value, where)
        self._check_number(writer, n, line, where)
        if schema <= limits.DATA_SCHEMA:
            _check_known(entity, key, values, where)
        self.owners.add((unit, key.split("/", 1)[0]))

    def _check_number(self, writer: str, n: int, line: bytes, where: str) -> None:
        """Check that numbers begin as announced and leave no hole.

        The same number may come again with other content: two branches of a copied computer.
        """
        self._changes += 1
        if self._changes > limits.CHANGES:
            raise refusal("E_LIMIT")
        first, _ = self._ranges.get(writer, (0, 0))
        last, last_line = self._last.get(writer, (first - 1, b""))
        follows = n == last + 1 and first > 0
        branches = n == last and writer in self._last and line != last_line
        if not (follows or branches):
            raise refusal("E_FORMAT", where=where)
        self._last[writer] = (n, line)


def _read_line(line: bytes, where: str) -> Any:
    """Return the value of a line in its one spelling."""
    if len(line) > limits.LINE_BYTES:
        raise refusal("E_LIMIT")
    try:
        return read_canonical(line)
    except BadJsonError as error:
        raise refusal("E_FORMAT", where=where) from error


def _read_header(value: dict[str, Any], where: str) -> tuple[int, str, str, str]:
    """Return schema, stream, unit and writer of a section."""
    if value.keys() != _HEADER_KEYS:
        raise refusal("E_FORMAT", where=where)
    schema, stream, unit, writer = (value[name] for name in ("schema", "stream", "unit", "w"))
    named = _matches(unit, UNIT_CODE) and _matches(writer, WRITER_ID)
    if not (_is_number(schema, 1) and stream in (STREAM_SHARED, STREAM_OFFICE) and named):
        raise refusal("E_FORMAT", where=where)
    return schema, stream, unit, writer


def _check_change(
    writer: str, value: Any, where: str
) -> tuple[int, str, str, Mapping[str, StoredValue]]:
    """Return number, entity, key and values of a change whose form is right."""
    if not isinstance(value, list) or len(value) != 7:
        raise refusal("E_FORMAT", where=where)
    n, at, user, entity, key, values, supersedes = value
    named = _matches(entity, ENTITY_NAME) and _matches(key, _KEY)
    if not (named and _is_number(n, 1) and _is_number(at, 0) and _is_user(user)):
        raise refusal("E_FORMAT", where=where)
    if at > limits.LATEST_TIME:
        raise refusal("E_LIMIT")
    _check_fields(values, supersedes, where)
    for name, item in values.items():
        _check_value(item, (where, f"{entity} {key}", name))
    for refs in supersedes.values():
        _check_refs(writer, n, refs, where)
    return n, entity, key, values


def _check_fields(values: Any, supersedes: Any, where: str) -> None:
    """Check that a change sets or replaces something, in fields with proper names."""
    if not isinstance(values, dict) or not isinstance(supersedes, dict):
        raise refusal("E_FORMAT", where=where)
    if not values and not supersedes:
        raise refusal("E_FORMAT", where=where)
    if len(values) + len(supersedes) > limits.FIELDS:
        raise refusal("E_LIMIT")
    if not all(_FIELD.fullmatch(name) for name in (*values, *supersedes)):
        raise refusal("E_FORMAT", where=where)


def _check_value(value: Any, place: tuple[str, str, str]) -> None:
    """Check one value against what the format can carry, whatever its field means."""
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, int):
        if abs(value) > limits.LARGEST_INTEGER:
            raise _bad_value(value, *place)
    elif not isinstance(value, str):
        raise refusal("E_FORMAT", where=place[0])
    elif len(value) > limits.TEXT_CHARACTERS:
        raise refusal("E_LIMIT")
    elif _CONTROL.search(value):
        raise _bad_value(value, *place)


def _check_refs(writer: str, n: int, refs: Any, where: str) -> None:
    """Check the versions a field replaces: sorted, each once, and older than the change itself."""
    if not isinstance(refs, list) or not refs:
        raise refusal("E_FORMAT", where=where)
    if len(refs) > limits.REFS:
        raise refusal("E_LIMIT")
    before = ""
    for ref in refs:
        found = _REF.fullmatch(ref) if isinstance(ref, str) else None
        if found is None or ref <= before or int(found[1]) > limits.LARGEST_INTEGER:
            raise refusal("E_FORMAT", where=where)
        if ref.startswith(f"{writer}.") and int(found[1]) >= n:
            raise refusal("E_FORMAT", where=where)
        before = ref


def _check_known(entity_name: str, key: str, values: Mapping[str, StoredValue], where: str) -> None:
    """Check the values of fields this version knows; unknown entities and fields pass."""
    declared = _DECLARED.get(entity_name)
    if declared is None:
        return
    for name, value in values.items():
        field = declared.fields.get(name)
        if field is not None and not _is_allowed(field, value):
            raise _bad_value(value, where, f"{declared.label} {key}", field.label)


_DECLARED: Mapping[str, Entity] = {found.name: found for found in entities.all_entities()}


def _is_allowed(field: Field, value: StoredValue) -> bool:
    """Say whether a declared field may hold the value exactly as it stands."""
    try:
        checked = field.check(value)
    except InputError:
        return False
    return checked == value or field.kind in _TEXT_KINDS


def _bad_value(value: object, where: str, record: str, field: str) -> PackageError:
    """Return the refusal that names line, record and field of a value."""
    shown = str(value).translate(_VISIBLE)[:_SHOWN_CHARACTERS] or texts.PACKAGE_EMPTY_VALUE
    line = where[:1].upper() + where[1:]
    return refusal("E_VALUE", line=line, value=shown, field=field, record=record)


_VISIBLE: Mapping[int, str] = {**dict.fromkeys(range(32), "\ufffd"), 127: "\ufffd"}


def _matches(value: Any, pattern: re.Pattern[str]) -> bool:
    """Say whether a value is text of a form."""
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _is_number(value: Any, low: int) -> bool:
    """Say whether a value is an integer from `low` on that every reader keeps exactly."""
    return type(value) is int and low <= value <= limits.LARGEST_INTEGER


def _is_user(value: Any) -> bool:
    """Say whether a value can be the name of a user."""
    short = isinstance(value, str) and len(value) <= limits.USER_CHARACTERS
    return short and not _CONTROL.search(value)
