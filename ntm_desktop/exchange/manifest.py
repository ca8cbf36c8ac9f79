"""What a package says about itself: the manifest, typed, to and from its JSON bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, cast

from ntm_desktop.domain.changes import canonical
from ntm_desktop.errors import PackageError
from ntm_desktop.exchange import limits
from ntm_desktop.exchange.refusals import refusal
from ntm_desktop.exchange.strict_json import BadJsonError, read_json

KIND_FULL, KIND_DELTA, KIND_RECEIPT = "full", "delta", "receipt"
KIND_ATTACHMENTS = "attachments"
READABLE_KINDS: Final = (KIND_FULL, KIND_DELTA, KIND_RECEIPT, KIND_ATTACHMENTS)
RESERVED_KINDS: Final = ("trust",)
CAPABILITIES: frozenset[str] = frozenset()
EVERYBODY: tuple[str, ...] = ()

WRITER_ID = re.compile(r"[a-z2-7]{13}")
UNIT_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,31}")
ENTITY_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
_HEX16, _HEX32, _HEX64 = (re.compile(f"[0-9a-f]{{{digits}}}") for digits in (16, 32, 64))
_MEMBER_NAME = re.compile(r"DOC-TOI\.txt|ops/[0-9]{4}\.jsonl|att/[0-9a-f]{64}(?:\.[0-9]{1,6})?")
_ENCLOSED = re.compile(r"att/([0-9a-f]{64})(?:\.(0|[1-9][0-9]{0,5}))?")
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_ANY = re.compile(r".*", re.DOTALL)
_CLOCKS = ("ok", "suspect")
_SCOPES = ("shared", "office")
_STATUSES = ("ok", "duplicate", "refused")
_CONFIRM_PREFIX = b"ntmx/confirm/v1\0"

Vector = Mapping[str, tuple[int, str]]
Ranges = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Sender:
    """Who made a package: unit code and name, replica, ids it replaces, device and user names."""

    unit: str
    unit_name: str
    replica: str
    replaces: tuple[str, ...] = ()
    device: str = ""
    user: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of one export a package is: `index` counts from 1 to `count`."""

    id: str = ""
    index: int = 1
    count: int = 1


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a package holds, for people to read; nothing relies on it."""

    changes: int = 0
    records: int = 0
    by_entity: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a package at its receiver; `at` is the receiver's clock in ms since 1970."""

    package: str
    status: str
    code: str = ""
    new: int = 0
    known: int = 0
    conflicts: int = 0
    missing: Ranges = field(default_factory=dict)
    at: int = 0
    confirm: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the package under the signature: its name, size in bytes and SHA-256 (hex)."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file in a package, whole or one piece of it.

    `sha256` (hex) and `whole` (bytes) are those of the whole file; `piece` counts from 0, None
    where the file is whole; `size` is what lies in this package.
    """

    name: str
    sha256: str
    size: int
    whole: int
    piece: int | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """The signed description of a package (docs/exchange-format.md, "Manifest").

    `created_ms` is the sender's clock in ms since 1970; `recipients` is empty for everybody;
    `have` and `base` map a writer id to (number, 16 hex digits of the chain), `ranges` to the
    first and last number in this file.
    """

    kind: str
    created_ms: int
    clock: str
    app: str
    schema: int
    min_schema: int
    sender: Sender
    recipients: tuple[str, ...]
    scope: str
    serial: int
    part: Part
    base: Vector
    have: Vector
    ranges: Ranges
    counts: Counts
    chunked: Mapping[str, int]
    wanted: Mapping[str, tuple[int, ...]]
    receipts: tuple[Receipt, ...]
    members: tuple[Member, ...]


def pieces_of(whole: int) -> int:
    """Return into how many pieces a file of so many bytes is cut."""
    return -(-whole // limits.CHUNK_BYTES)


def piece_size(whole: int, piece: int) -> int:
    """Return how many bytes piece number `piece` (from 0) of a file has; none beyond its end."""
    return max(min(limits.CHUNK_BYTES, whole - piece * limits.CHUNK_BYTES), 0)


def enclosed_files(manifest: Manifest) -> tuple[Enclosed, ...]:
    """Return the files a package encloses, by its manifest.

    Raises `PackageError` E_FORMAT where a name is not that of its content, or a piece is none of
    the file it names.
    """
    found = [_enclosed(one, manifest) for one in manifest.members if one.name.startswith("att/")]
    whole = {one.sha256 for one in found if one.piece is None}
    if any(one.piece is not None and one.sha256 in whole for one in found):
        raise _bad("chunked")
    return tuple(found)


def _enclosed(member: Member, manifest: Manifest) -> Enclosed:
    """Return one enclosed file or piece as its name and the manifest tell of it."""
    matched = _ENCLOSED.fullmatch(member.name)
    if matched is None:
        raise _bad(member.name)
    sha256, number = matched[1], matched[2]
    if number is None:
        if member.sha256 != sha256:
            raise _bad(member.name)
        return Enclosed(member.name, sha256, member.size, member.size)
    whole, piece = manifest.chunked.get(sha256, 0), int(number)
    if not 0 < member.size == piece_size(whole, piece):
        raise _bad(member.name)
    return Enclosed(member.name, sha256, member.size, whole, piece)


def package_id(raw: bytes) -> str:
    """Return the 32 hex digits that name a package: a hash of its manifest as stored."""
    return hashlib.sha256(raw).hexdigest()[:32]


def confirm_code(package: str, replica: str) -> str:
    """Return the eight digits a receiver reads out to say that this package arrived."""
    digest = hashlib.sha256(_CONFIRM_PREFIX + package.encode() + replica.encode()).digest()
    return f"{int.from_bytes(digest, 'big') % 10**8:08d}"


# --- writing ---


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return the bytes of MANIFEST.json; equal manifests give equal bytes."""
    version = list(limits.FORMAT_VERSION)
    sender = manifest.sender
    return canonical(
        {
            "format": "ntmx",
            "format_version": version,
            "min_reader": version,
            "requires": [],
            "schema": manifest.schema,
            "min_schema": manifest.min_schema,
            "kind": manifest.kind,
            "created": manifest.created_ms,
            "clock": manifest.clock,
            "app": manifest.app,
            "from": {name: _plain(getattr(sender, name)) for name in Sender.__slots__},
            "to": list(manifest.recipients) or "*",
            "scope": manifest.scope,
            "serial": manifest.serial,
            "set": {name: getattr(manifest.part, name) for name in Part.__slots__},
            "base": _lists(manifest.base),
            "have": _lists(manifest.have),
            "ranges": _lists(manifest.ranges),
            "counts": {name: _plain(getattr(manifest.counts, name)) for name in Counts.__slots__},
            "att": {"chunked": dict(manifest.chunked), "wanted": _lists(manifest.wanted)},
            "receipts": [_receipt_json(receipt) for receipt in manifest.receipts],
            "members": [
                {name: getattr(member, name) for name in Member.__slots__}
                for member in manifest.members
            ],
        }
    )


def _plain(value: object) -> object:
    """Return a tuple as a list and a mapping as a dict, as JSON has them."""
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value


def _lists(pairs: Mapping[str, Sequence[object]]) -> dict[str, list[object]]:
    """Return a mapping to tuples as a mapping to lists."""
    return {name: list(values) for name, values in pairs.items()}


def _receipt_json(receipt: Receipt) -> dict[str, object]:
    """Return a receipt as it stands in the manifest."""
    found = {name: _plain(getattr(receipt, name)) for name in Receipt.__slots__ if name != "at"}
    return {**found, "missing": _lists(receipt.missing), "t": receipt.at}


# --- reading ---


def parse_manifest(raw: bytes) -> Manifest:
    """Return the manifest in `raw`; unknown keys are ignored.

    Raises `PackageError`: E_FORMAT where it is not as specified (naming the place), E_TOO_NEW
    where it asks for a newer program, E_NOT_PACKAGE where it is of another format, E_LIMIT where
    there is far too much of it.
    """
    data = manifest_json(raw)
    if not isinstance(data, dict):
        raise _bad("MANIFEST.json")
    if data.get("format") != "ntmx":
        raise refusal("E_NOT_PACKAGE")
    _check_version(data)
    return _manifest(data)


def manifest_json(raw: bytes) -> Any:
    """Return the JSON of a manifest; raise E_LIMIT for more values than any manifest has."""
    if sum(raw.count(sign) for sign in (b",", b"[", b"{")) > limits.MANIFEST_VALUES:
        raise refusal("E_LIMIT")
    try:
        return read_json(raw)
    except BadJsonError as error:
        raise _bad("MANIFEST.json") from error


def _check_version(data: dict[str, Any]) -> None:
    """Refuse what only a newer program can read, before anything else is looked at."""
    version, reader = _version(data, "format_version"), _version(data, "min_reader")
    if version[0] > limits.FORMAT_VERSION[0] or reader > limits.FORMAT_VERSION:
        raise _too_new(f"{max(version, reader)[0]}.{max(version, reader)[1]}")
    requires = _texts(data, "requires", _ANY)
    unknown = [name for name in requires if name not in CAPABILITIES]
    if unknown:
        raise _too_new(unknown[0])
    lowest = _integer(data, "min_schema", 1)
    if lowest > limits.DATA_SCHEMA:
        raise _too_new(str(lowest))
    if data.get("kind") in RESERVED_KINDS:
        raise _too_new(data["kind"])


def _version(data: dict[str, Any], key: str) -> tuple[int, int]:
    """Return (major, minor) under `key`."""
    major, minor = _pair(data.get(key), key)
    if not (_is_integer(major, 0) and _is_integer(minor, 0)):
        raise _bad(key)
    return major, minor


def _manifest(data: dict[str, Any]) -> Manifest:
    """Return the typed manifest of a version this program reads."""
    attachments = _object(data, "att")
    manifest = Manifest(
        kind=_word(data, "kind", READABLE_KINDS),
        created_ms=_integer(data, "created", 0, limits.LATEST_TIME),
        clock=_word(data, "clock", _CLOCKS),
        app=_name(data, "app"),
        schema=_integer(data, "schema", 1),
        min_schema=_integer(data, "min_schema", 1),
        sender=_sender(_object(data, "from")),
        recipients=_recipients(data),
        scope=_word(data, "scope", _SCOPES),
        serial=_integer(data, "serial", 0),
        part=_part(_object(data, "set")),
        base=_vector(data, "base"),
        have=_vector(data, "have"),
        ranges=_ranges(data, "ranges"),
        counts=_counts(_object(data, "counts")),
        chunked=_whole_numbers(attachments, "chunked", _HEX64),
        wanted=_wanted(attachments),
        receipts=tuple(_receipt(item) for item in _items(data, "receipts", limits.RECEIPTS)),
        members=tuple(_member(item) for item in _items(data, "members", limits.MEMBERS)),
    )
    _check_together(manifest)
    return manifest


def _check_together(manifest: Manifest) -> None:
    """Check what one key demands of another."""
    if manifest.kind in (KIND_RECEIPT, KIND_ATTACHMENTS) and manifest.ranges:
        raise _bad("ranges")
    if enclosed_files(manifest) and manifest.kind == KIND_RECEIPT:
        raise _bad("members")
    largest = max(manifest.chunked.values(), default=0)
    if largest > limits.UNPACKED_BYTES or len(manifest.wanted) > limits.WANTED:
        raise refusal("E_LIMIT")
    if manifest.min_schema > manifest.schema:
        raise _bad("min_schema")
    names = [member.name for member in manifest.members]
    if len(set(names)) != len(names):
        raise _bad("members")


def _sender(data: dict[str, Any]) -> Sender:
    """Return who the package says made it."""
    replaces = _texts(data, "replaces", WRITER_ID)
    if len(replaces) > limits.REPLACED:
        raise _bad("replaces")
    return Sender(
        _matching(data, "unit", UNIT_CODE),
        _name(data, "unit_name"),
        _matching(data, "replica", WRITER_ID),
        replaces,
        _name(data, "device"),
        _name(data, "user"),
    )


def _recipients(data: dict[str, Any]) -> tuple[str, ...]:
    """Return the addressed units; none means everybody."""
    if data.get("to") == "*":
        return EVERYBODY
    return _texts(data, "to", UNIT_CODE) or _refuse("to")


def _part(data: dict[str, Any]) -> Part:
    """Return which part of an export this is."""
    count = _integer(data, "count", 1, limits.MEMBERS)
    return Part(_name(data, "id"), _integer(data, "index", 1, count), count)


def _counts(data: dict[str, Any]) -> Counts:
    """Return the numbers meant for people."""
    by_entity = _whole_numbers(data, "by_entity", ENTITY_NAME)
    return Counts(_integer(data, "changes", 0), _integer(data, "records", 0), by_entity)


def _vector(data: dict[str, Any], key: str) -> Vector:
    """Return {writer: (number, chain)}."""
    found: dict[str, tuple[int, str]] = {}
    for writer, pair in _object(data, key).items():
        number, chain = _pair(pair, key)
        if not (WRITER_ID.fullmatch(writer) and _is_integer(number, 1) and _is(chain, _HEX16)):
            raise _bad(key)
        found[writer] = (number, chain)
    return found


def _ranges(data: dict[str, Any], key: str) -> Ranges:
    """Return {writer: (first, last)}."""
    found: dict[str, tuple[int, int]] = {}
    for writer, pair in _object(data, key).items():
        first, last = _pair(pair, key)
        ordered = _is_integer(first, 1) and _is_integer(last, 1) and first <= last
        if not (WRITER_ID.fullmatch(writer) and ordered):
            raise _bad(key)
        found[writer] = (first, last)
    return found


def _wanted(data: dict[str, Any]) -> dict[str, tuple[int, ...]]:
    """Return {hash of a missing attachment: its missing chunks}."""
    found: dict[str, tuple[int, ...]] = {}
    for digest, chunks in _object(data, "wanted").items():
        whole = isinstance(chunks, list) and all(_is_integer(chunk, 0) for chunk in chunks)
        if not (_HEX64.fullmatch(digest) and whole):
            raise _bad("wanted")
        found[digest] = tuple(chunks)
    return found


def _receipt(data: dict[str, Any]) -> Receipt:
    """Return one receipt."""
    return Receipt(
        package=_matching(data, "package", _HEX32),
        status=_word(data, "status", _STATUSES),
        code=_name(data, "code"),
        new=_integer(data, "new", 0),
        known=_integer(data, "known", 0),
        conflicts=_integer(data, "conflicts", 0),
        missing=_ranges(data, "missing"),
        at=_integer(data, "t", 0, limits.LATEST_TIME),
        confirm=_name(data, "confirm"),
    )


def _member(data: dict[str, Any]) -> Member:
    """Return one line of the list of signed files."""
    size = _integer(data, "size", 0)
    return Member(_matching(data, "name", _MEMBER_NAME), size, _matching(data, "sha256", _HEX64))


# --- reading: single values ---


def _bad(where: str) -> PackageError:
    """Return the refusal of a manifest that is not as specified at `where`."""
    return refusal("E_FORMAT", where=where)


def _refuse(where: str) -> tuple[str, ...]:
    """Refuse in the middle of an expression."""
    raise _bad(where)


def _too_new(needed: str) -> PackageError:
    """Return the refusal that asks for an update."""
    return refusal("E_TOO_NEW", needed=needed)


def _is_integer(value: object, low: int, high: int = limits.LARGEST_INTEGER) -> bool:
    """Say whether a JSON value is an integer (not true or false) from `low` to `high`."""
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _is(value: object, pattern: re.Pattern[str]) -> bool:
    """Say whether a JSON value is text of that form."""
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _integer(data: dict[str, Any], key: str, low: int, high: int = limits.LARGEST_INTEGER) -> int:
    """Return the integer under `key`."""
    value = data.get(key)
    if not _is_integer(value, low, high):
        raise _bad(key)
    return cast(int, value)


def _matching(data: dict[str, Any], key: str, pattern: re.Pattern[str]) -> str:
    """Return the text of a given form under `key`."""
    value = data.get(key)
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise _bad(key)
    return value


def _name(data: dict[str, Any], key: str) -> str:
    """Return one line of text meant for people under `key`."""
    value = _matching(data, key, _ANY)
    if len(value) > limits.NAME_CHARACTERS or _CONTROL.search(value):
        raise _bad(key)
    return value


def _word(data: dict[str, Any], key: str, allowed: Sequence[str]) -> str:
    """Return one of the allowed words under `key`."""
    value = _matching(data, key, _ANY)
    if value not in allowed:
        raise _bad(key)
    return value


def _texts(data: dict[str, Any], key: str, pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Return the list of texts of a given form under `key`."""
    value = data.get(key)
    if not isinstance(value, list) or not all(_is(item, pattern) for item in value):
        raise _bad(key)
    return tuple(value)


def _object(data: dict[str, Any], key: str) -> dict[str, Any]:
    """Return the object under `key`."""
    value = data.get(key)
    if not isinstance(value, dict):
        raise _bad(key)
    return value


def _items(data: dict[str, Any], key: str, most: int) -> list[dict[str, Any]]:
    """Return the list of objects under `key`, at most so many."""
    value = data.get(key)
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise _bad(key)
    if len(value) > most:
        raise refusal("E_LIMIT")
    return value


def _pair(value: object, where: str) -> tuple[Any, Any]:
    """Return a list of exactly two things."""
    if not isinstance(value, list) or len(value) != 2:
        raise _bad(where)
    return value[0], value[1]


def _whole_numbers(data: dict[str, Any], key: str, pattern: re.Pattern[str]) -> dict[str, int]:
    """Return {name of a given form: whole number} under `key`."""
    found = _object(data, key)
    if not all(pattern.fullmatch(name) and _is_integer(n, 0) for name, n in found.items()):
        raise _bad(key)
    return dict(found)
