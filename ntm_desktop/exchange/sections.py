"""The changes inside a package: sections of canonical lines, written in files, read with checks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from ntm_desktop import texts
from ntm_desktop.domain import entities
from ntm_desktop.domain.changes import Change, canonical, make_ref
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
# a canonical line up to its values: number, time, user (with any escapes), entity, key
_BEGINNING = re.compile(
    rb'\[[0-9]+,[0-9]+,"(?:[^"\\]|\\.)*","([a-z][a-z0-9_]*)","([A-Za-z0-9._:/-]+)",'
)
_HEADER_KEYS: Final = {"schema", "stream", "unit", "w"}
_TEXT_KINDS: Final = frozenset((Kind.TEXT, Kind.LONG_TEXT, Kind.REFERENCE, Kind.REFERENCES))
_SHOWN_CHARACTERS = 40
_EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Section:
    """Changes of one writer in ascending order: lines as stored for ever, without their LF.

    `schema` is the writer's data schema, `stream` "shared" or "office", `unit` the writer's unit.
    `changes` are what the lines say where they were just read (they need no second parsing).
    """

    schema: int
    stream: str
    unit: str
    writer: str
    lines: tuple[bytes, ...]
    changes: tuple[Change, ...] = field(default=(), compare=False, repr=False)


# --- writing ---


def section_files(
    sections: Iterable[Section], target: int = limits.OPS_TARGET_BYTES
) -> list[bytes]:
    """Return the contents of the files of changes, each of about `target` bytes at most."""
    files: list[bytes] = []
    parts: list[bytes] = []
    size = 0
    for section in pieces_of_sections(sections, target):
        piece = b"".join(line + b"\n" for line in (_header(section), *section.lines))
        if parts and size + len(piece) > target:
            files.append(b"".join(parts))
            parts, size = [], 0
        parts.append(piece)
        size += len(piece)
    return [*files, b"".join(parts)] if parts else files


def pieces_of_sections(sections: Iterable[Section], target: int) -> Iterator[Section]:
    """Yield the sections, a long one in several of about `target` bytes; none is empty."""
    for section in sections:
        piece: list[bytes] = []
        size = 0
        for line in section.lines:
            if piece and size + len(line) > target:
                yield replace(section, lines=tuple(piece), changes=())
                piece, size = [], 0
            piece.append(line)
            size += len(line) + 1
        if piece:
            yield replace(section, lines=tuple(piece), changes=())


def _header(section: Section) -> bytes:
    """Return the header line of a section."""
    names = {"schema": section.schema, "stream": section.stream, "unit": section.unit}
    return canonical({**names, "w": section.writer})


def section_ranges(sections: Iterable[Section]) -> Ranges:
    """Return the first and last number of each writer.

    Raises `ValueError` when a writer's numbers go down.
    """
    found: dict[str, tuple[int, int]] = {}
    for section in sections:
        for line in section.lines:
            n = int(line[1 : line.index(b",")])
            first, last = found.get(section.writer, (n, n))
            if n < last:
                raise ValueError(f"writer {section.writer}: {n} after {last}")
            found[section.writer] = (first, n)
    return found


def section_counts(sections: Iterable[Section]) -> Counts:
    """Return how many changes and records the sections hold, and changes per entity."""
    by_entity: dict[str, int] = {}
    records: set[tuple[bytes, bytes]] = set()
    for section in sections:
        for line in section.lines:
            found = _BEGINNING.match(line)
            assert found is not None, line[:200]
            entity = found[1].decode()
            by_entity[entity] = by_entity.get(entity, 0) + 1
            records.add((found[1], found[2]))
    return Counts(sum(by_entity.values()), len(records), by_entity)


# --- reading ---


class SectionReader:
    """Checks the files of changes of one package, one after the other, and gathers their sections.

    `owners` gathers (unit of the section, owner of a record in it): what the scope check needs;
    `evidence` the hashes of the files that evidence records name.
    """

    def __init__(self, ranges: Ranges, scope: str) -> None:
        self.owners: set[tuple[str, str]] = set()
        self.evidence: set[str] = set()
        self._ranges = ranges
        self._scope = scope
        self._sections: list[Section] = []
        self._last: dict[str, tuple[int, bytes]] = {}
        self._names: set[str] = set()
        self._changes = 0

    def take(self, name: str, data: bytes) -> None:
        """Check one file of changes; raise `PackageError` for the first thing that is wrong."""
        if not data.endswith(b"\n"):
            raise refusal("E_FORMAT", where=name)
        header: _Header | None = None
        changes: list[Change] = []
        number = 0
        for number, line in enumerate(_lines(data), start=1):
            where = _Place(name, number)
            value = _read_line(line, where)
            if isinstance(value, dict):
                self._close(header, changes, where)
                header, changes = _read_header(value, where), []
            elif header is None:
                raise _misshapen(where)
            else:
                changes.append(self._check(header, value, line, where))
        self._close(header, changes, _Place(name, number))

    def finish(self) -> tuple[Section, ...]:
        """Return all sections; raise E_FORMAT when the manifest announced other numbers."""
        reached = {writer: last for writer, (last, _) in self._last.items()}
        if reached != {writer: last for writer, (_, last) in self._ranges.items()}:
            raise refusal("E_FORMAT", where="ranges")
        return tuple(self._sections)

    def _close(self, header: _Header | None, changes: list[Change], where: _Place) -> None:
        """Keep the section that ends here; a header without changes is not allowed."""
        if header is None:
            return
        if not changes:
            raise _misshapen(where)
        lines = tuple(change.line for change in changes)
        self._sections.append(Section(*header, lines, tuple(changes)))

    def _check(self, header: _Header, value: Any, line: bytes, where: _Place) -> Change:
        """Check one change: its place in the log, its form, and the values it sets."""
        schema, stream, unit, writer = header
        if stream == STREAM_OFFICE and self._scope != STREAM_OFFICE:
            raise _misshapen(where)
        n, at, user, entity, key, values, supersedes = _check_change(value, where)
        self._check_names(values, supersedes, where)
        is_plain = b"\\" not in line and b"\x7f" not in line
        _check_values(values, is_plain, (where, f"{entity} {key}"))
        for refs in supersedes.values():
            _check_refs(writer, n, refs, where)
        self._check_number(writer, n, line, where)
        if schema <= limits.DATA_SCHEMA:
            _check_known(entity, key, values, where)
        self._remember(unit, entity, key, values)
        replaced = {name: tuple(refs) for name, refs in supersedes.items()}
        ref = make_ref(writer, n, line)
        return Change(writer, n, at, user, entity, key, values, replaced, line, ref)

    def _remember(self, unit: str, entity: str, key: str, values: Mapping[str, Any]) -> None:
        """Keep what later checks ask for: whose record it is, which file it names."""
        self.owners.add((unit, key.split("/", 1)[0]))
        digest = values.get("sha256") if entity == _EVIDENCE else None
        if isinstance(digest, str):
            self.evidence.add(digest)

    def _check_names(
        self, values: Mapping[str, Any], supersedes: Mapping[str, Any], where: _Place
    ) -> None:
        """Check the names of the fields; the few there are come again in every line."""
        for names in (values.keys(), supersedes.keys()):
            if names <= self._names:
                continue
            if not all(_FIELD.fullmatch(name) for name in names):
                raise _misshapen(where)
            self._names |= names

    def _check_number(self, writer: str, n: int, line: bytes, where: _Place) -> None:
        """Check that numbers begin as announced and never go down.

        The same number may come again with other content: two branches of a copied computer. A
        hole is what the sender lacks as well; the receiver notes it as a gap.
        """
        self._changes += 1
        if self._changes > limits.CHANGES:
            raise refusal("E_LIMIT")
        first, _ = self._ranges.get(writer, (0, 0))
        last, last_line = self._last.get(writer, (0, b""))
        begins = n == first and writer not in self._last
        follows = n > last and writer in self._last
        branches = n == last and writer in self._last and line != last_line
        if not (begins or follows or branches):
            raise _misshapen(where)
        self._last[writer] = (n, line)


def _lines(data: bytes) -> Iterator[bytes]:
    """Yield the lines one by one: a file may be nothing but line ends."""
    start = 0
    while start < len(data):
        end = data.index(b"\n", start)
        yield data[start:end]
        start = end + 1


@dataclass(frozen=True, slots=True)
class _Place:
    """A line of a file of changes."""

    name: str
    line: int

    def __str__(self) -> str:
        """Return the place in words, for the one refusal that needs them."""
        return texts.PACKAGE_PLACE_LINE.format(name=self.name, line=self.line)


_Header = tuple[int, str, str, str]  # schema, stream, unit, writer


def _misshapen(where: _Place) -> PackageError:
    """Return the refusal of a line that is not as specified."""
    return refusal("E_FORMAT", where=where)


def _read_line(line: bytes, where: _Place) -> Any:
    """Return the value of a line in its one spelling."""
    if len(line) > limits.LINE_BYTES:
        raise refusal("E_LIMIT")
    try:
        return read_canonical(line)
    except BadJsonError as error:
        raise _misshapen(where) from error


def _read_header(value: dict[str, Any], where: _Place) -> _Header:
    """Return schema, stream, unit and writer of a section."""
    if value.keys() != _HEADER_KEYS:
        raise _misshapen(where)
    schema, stream, unit, writer = (value[name] for name in ("schema", "stream", "unit", "w"))
    named = _matches(unit, UNIT_CODE) and _matches(writer, WRITER_ID)
    if not (_is_number(schema, 1) and stream in (STREAM_SHARED, STREAM_OFFICE) and named):
        raise _misshapen(where)
    return schema, stream, unit, writer


def _check_change(value: Any, where: _Place) -> list[Any]:
    """Return the seven parts of a change whose form is right, names of fields left aside."""
    if not isinstance(value, list) or len(value) != 7:
        raise _misshapen(where)
    n, at, user, entity, key, values, supersedes = value
    named = _matches(entity, ENTITY_NAME) and _matches(key, _KEY)
    if not (named and _is_number(n, 1) and _is_number(at, 0) and _is_user(user)):
        raise _misshapen(where)
    if not isinstance(values, dict) or not isinstance(supersedes, dict):
        raise _misshapen(where)
    if not values and not supersedes:
        raise _misshapen(where)
    if at > limits.LATEST_TIME or len(values) + len(supersedes) > limits.FIELDS:
        raise refusal("E_LIMIT")
    return value


def _check_values(values: Mapping[str, Any], is_plain: bool, place: tuple[_Place, str]) -> None:
    """Check the values against what the format can carry, whatever their fields mean.

    A plain line has no escape and no DEL, so that none of its texts holds a control character.
    """
    for name, value in values.items():
        if value is None or value is True or value is False:
            continue
        if isinstance(value, str):
            if len(value) > limits.TEXT_CHARACTERS:
                raise refusal("E_LIMIT")
            if not is_plain and _CONTROL.search(value):
                raise _bad_value(value, *place, name)
        elif not isinstance(value, int):
            raise _misshapen(place[0])
        elif abs(value) > limits.LARGEST_INTEGER:
            raise _bad_value(value, *place, name)


def _check_refs(writer: str, n: int, refs: Any, where: _Place) -> None:
    """Check the versions a field replaces: sorted, each once, and older than the change itself."""
    if not isinstance(refs, list) or not refs:
        raise _misshapen(where)
    if len(refs) > limits.REFS:
        raise refusal("E_LIMIT")
    before = ""
    for ref in refs:
        found = _REF.fullmatch(ref) if isinstance(ref, str) else None
        if found is None or ref <= before or int(found[1]) > limits.LARGEST_INTEGER:
            raise _misshapen(where)
        if ref.startswith(f"{writer}.") and int(found[1]) >= n:
            raise _misshapen(where)
        before = ref


def _check_known(
    entity_name: str, key: str, values: Mapping[str, StoredValue], where: _Place
) -> None:
    """Check the values of fields this version knows; unknown entities and fields pass."""
    declared = _DECLARED.get(entity_name)
    if declared is None:
        return
    plain_texts = _TEXT_FIELDS[entity_name]
    for name, value in values.items():
        if value is None or (name in plain_texts and isinstance(value, str)):
            continue
        known = declared.fields.get(name)
        if known is not None and not _is_allowed(known, value):
            raise _bad_value(value, where, f"{declared.label} {key}", known.label)


_DECLARED: Mapping[str, Entity] = {found.name: found for found in entities.all_entities()}
# Any text the format can carry may stand in these fields, also one that is not composed.
_TEXT_FIELDS: Mapping[str, frozenset[str]] = {
    name: frozenset(one.name for one in found.fields.values() if one.kind in _TEXT_KINDS)
    for name, found in _DECLARED.items()
}


def _is_allowed(known: Field, value: StoredValue) -> bool:
    """Say whether a declared field may hold the value exactly as it stands."""
    try:
        return known.check(value) == value
    except InputError:
        return False


def _bad_value(value: object, where: _Place, record: str, name: str) -> PackageError:
    """Return the refusal that names line, record and field of a value."""
    shown = str(value).translate(_VISIBLE)[:_SHOWN_CHARACTERS] or texts.PACKAGE_EMPTY_VALUE
    place = str(where)
    line = place[:1].upper() + place[1:]
    return refusal("E_VALUE", line=line, value=shown, field=name, record=record)


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
