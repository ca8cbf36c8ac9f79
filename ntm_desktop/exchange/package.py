"""The exchange file: what one office sends to another, written whole and read with distrust.

`write_package` makes a signed file from changes; `read_package` returns one only after every
byte of it was checked; nothing here touches the database. The format is docs/exchange-format.md.
"""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from ntm_desktop import __version__
from ntm_desktop.domain.changes import canonical
from ntm_desktop.domain.dates import local_time
from ntm_desktop.errors import PackageError
from ntm_desktop.exchange import container, keys, limits
from ntm_desktop.exchange.container import Entry
from ntm_desktop.exchange.cover import cover_letter
from ntm_desktop.exchange.manifest import (
    EVERYBODY,
    KIND_FULL,
    Counts,
    Manifest,
    Member,
    Part,
    Ranges,
    Receipt,
    Sender,
    Vector,
    confirm_code,
    manifest_bytes,
    package_id,
    parse_manifest,
)
from ntm_desktop.exchange.refusals import refusal
from ntm_desktop.exchange.sections import (
    STREAM_OFFICE,
    STREAM_SHARED,
    Section,
    SectionReader,
    section_counts,
    section_files,
    section_ranges,
)
from ntm_desktop.exchange.strict_json import BadJsonError, read_json
from ntm_desktop.progress import Progress, no_progress

__all__ = [
    "EVERYBODY",
    "Counts",
    "Manifest",
    "Member",
    "PackageDraft",
    "PackageInfo",
    "Part",
    "Ranges",
    "ReadPackage",
    "Receipt",
    "Section",
    "Sender",
    "Vector",
    "check_room",
    "check_scope",
    "confirm_code",
    "manifest_of",
    "package_file_name",
    "read_package",
    "untrusted",
    "write_package",
]

_SIGNED_PREFIX = b"ntmx/manifest/v1\0"
_ALGORITHM = "Ed25519"
_ROOM_FACTOR = 3
_KIND_WORDS = {"full": "day-du", "delta": "thay-doi", "receipt": "bien-nhan"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageDraft:
    """What goes into a package: who sends it, to whom, what the sender holds, and the changes.

    `recipients` are unit codes, none for everybody; `created_ms` is the sender's clock in ms since
    1970 and `clock` "ok" or "suspect"; `have` and `base` are vectors; `counts` is worked out from
    the sections when it is left out.
    """

    sender: Sender
    created_ms: int
    serial: int
    have: Vector
    sections: tuple[Section, ...] = ()
    kind: str = KIND_FULL
    recipients: tuple[str, ...] = EVERYBODY
    clock: str = "ok"
    schema: int = limits.DATA_SCHEMA
    min_schema: int = 1
    base: Vector = field(default_factory=dict)
    receipts: tuple[Receipt, ...] = ()
    counts: Counts | None = None
    app: str = f"NTM Desktop {__version__}"


@dataclass(frozen=True, slots=True)
class PackageInfo:
    """A written package: where it lies, its id, its size in bytes, what it says about itself."""

    path: Path
    package_id: str
    size: int
    fingerprint: str
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class ReadPackage:
    """A package whose every byte was checked; trust and scope are asked separately.

    `size` is that of the file in bytes, `unpacked` that of its content; `owners` holds (unit of a
    section, owner of a record in it); `attachments` are the ids of enclosed files, which were
    checked but are not kept.
    """

    manifest: Manifest
    package_id: str
    public_key: bytes
    fingerprint: str
    sections: tuple[Section, ...]
    size: int
    unpacked: int = 0
    owners: frozenset[tuple[str, str]] = frozenset()
    attachments: tuple[str, ...] = ()

    @property
    def changes(self) -> int:
        """Return how many changes the package really holds."""
        return sum(len(section.lines) for section in self.sections)


def package_file_name(manifest: Manifest) -> str:
    """Return the file name that tells a person sender, time, kind and number (ASCII)."""
    at = local_time(manifest.created_ms)
    unit = manifest.sender.unit.replace(":", "-")
    name = f"{unit}_{at:%Y%m%d-%H%M}_{_KIND_WORDS[manifest.kind]}_{manifest.serial}"
    part = manifest.part
    return f"{name}_phan-{part.index}-{part.count}.ntmx" if part.count > 1 else f"{name}.ntmx"


# --- writing ---


def write_package(draft: PackageDraft, seed: bytes, path: Path) -> PackageInfo:
    """Write and sign a package beside `path`, then put it there in one move.

    Equal drafts and seeds give equal bytes. Raises `PackageError` E_DISK when the place cannot be
    written (nothing is left there), `ValueError` when a section has a hole in its numbers.
    """
    print_of_key = keys.fingerprint(keys.public_key(seed))
    manifest, files = _compose(draft, print_of_key)
    raw = manifest_bytes(manifest)
    parse_manifest(raw)  # what we could not read ourselves is never sent
    signature = _signature(seed, raw)
    members = [
        (container.MIMETYPE_NAME, container.MIMETYPE),
        (container.MANIFEST_NAME, raw),
        (container.SIGNATURE_NAME, signature),
        *files,
    ]
    size = _write_beside(path, members)
    return PackageInfo(path, package_id(raw), size, print_of_key, manifest)


def _compose(draft: PackageDraft, print_of_key: str) -> tuple[Manifest, list[tuple[str, bytes]]]:
    """Return the manifest and the files it covers."""
    blank = manifest_of(draft)
    files = [(container.COVER_NAME, cover_letter(blank, print_of_key))]
    for number, data in enumerate(section_files(draft.sections), start=1):
        files.append((container.ops_name(number), data))
    members = tuple(
        Member(name, len(data), hashlib.sha256(data).hexdigest()) for name, data in files
    )
    return dataclasses.replace(blank, members=members), files


def manifest_of(draft: PackageDraft) -> Manifest:
    """Return the manifest of a draft, members still left out."""
    office = any(section.stream == STREAM_OFFICE for section in draft.sections)
    return Manifest(
        kind=draft.kind,
        created_ms=draft.created_ms,
        clock=draft.clock,
        app=draft.app,
        schema=draft.schema,
        min_schema=draft.min_schema,
        sender=draft.sender,
        recipients=draft.recipients,
        scope=STREAM_OFFICE if office else STREAM_SHARED,
        serial=draft.serial,
        part=Part(),
        base=draft.base,
        have=draft.have,
        ranges=section_ranges(draft.sections),
        counts=draft.counts or section_counts(draft.sections),
        chunked={},
        wanted={},
        receipts=draft.receipts,
        members=(),
    )


def _signature(seed: bytes, raw: bytes) -> bytes:
    """Return MANIFEST.sig for the manifest bytes."""
    public, signed = keys.public_key(seed), keys.sign(seed, _SIGNED_PREFIX + raw)
    encoded = {"key": _base64(public), "sig": _base64(signed)}
    return canonical({"alg": _ALGORITHM, **encoded})


def _base64(data: bytes) -> str:
    """Return bytes as base64 text."""
    return base64.b64encode(data).decode("ascii")


def _write_beside(path: Path, members: Sequence[tuple[str, bytes]]) -> int:
    """Write the file under another name, make it durable, rename it; return its size."""
    beside = path.with_name(f"{path.name}.part")
    try:
        with beside.open("wb") as target:
            container.write_container(target, members)
            target.flush()
            os.fsync(target.fileno())
            size = target.tell()
        beside.replace(path)
        _make_durable(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise refusal("E_DISK", path=path) from error
    return size


def _make_durable(folder: Path) -> None:
    """Make the renaming survive a power cut where the system can promise it for folders."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


# --- reading ---


def read_package(path: Path, progress: Progress = no_progress) -> ReadPackage:
    """Return the package at `path` after checking all of it; its name does not matter.

    Raises `PackageError` for anything that is not a whole, unaltered package this version reads,
    with the codes of docs/exchange-format.md. Whether the sender is known (`untrusted`) and may
    speak for these units (`check_scope`) is for the caller to ask before using it.
    """
    with _opened(path) as source:
        return _read(source, progress)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Open the file; an unreadable one is refused like any other bad file."""
    try:
        with path.open("rb") as source:
            yield source
    except OSError as error:
        raise refusal("E_DISK", path=path) from error


def _read(source: BinaryIO, progress: Progress) -> ReadPackage:
    """Return the package in an open file; the steps are in the order the format demands."""
    entries = {entry.name: entry for entry in container.read_directory(source)}
    if container.read_member(source, entries[container.MIMETYPE_NAME]) != container.MIMETYPE:
        raise refusal("E_NOT_PACKAGE")
    raw = container.read_member(source, entries[container.MANIFEST_NAME])
    signature = container.read_member(source, entries[container.SIGNATURE_NAME])
    key = _check_signature(signature, raw)
    manifest = parse_manifest(raw)
    members = _check_members(entries, manifest)
    reader = SectionReader(manifest.ranges, manifest.scope)
    for done, (entry, member) in enumerate(members):
        progress(done, len(members), member.name)
        _take_member(source, entry, member, reader)
    return ReadPackage(
        manifest=manifest,
        package_id=package_id(raw),
        public_key=key,
        fingerprint=keys.fingerprint(key),
        sections=reader.finish(),
        size=source.seek(0, os.SEEK_END),
        unpacked=sum(entry.size for entry in entries.values()),
        owners=frozenset(reader.owners),
        attachments=tuple(name[4:] for name in entries if name.startswith("att/")),
    )


def _check_signature(signature: bytes, raw: bytes) -> bytes:
    """Return the public key that signed the manifest bytes; raise E_SIGNATURE otherwise."""
    try:
        data = read_json(signature)
    except BadJsonError as error:
        raise refusal("E_SIGNATURE") from error
    if not isinstance(data, dict) or data.get("alg") != _ALGORITHM:
        raise refusal("E_SIGNATURE")
    key, signed = _decoded(data.get("key")), _decoded(data.get("sig"))
    if not keys.verify(key, _SIGNED_PREFIX + raw, signed):
        raise refusal("E_SIGNATURE")
    return key


def _decoded(text: Any) -> bytes:
    """Return the bytes of base64 text in its one spelling; nothing for anything else."""
    if not isinstance(text, str) or not text.isascii():
        return b""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        return b""
    return data if _base64(data) == text else b""


def _check_members(entries: dict[str, Entry], manifest: Manifest) -> list[tuple[Entry, Member]]:
    """Return each signed file with its entry; raise where one is missing, extra or resized."""
    unsigned = {container.MIMETYPE_NAME, container.MANIFEST_NAME, container.SIGNATURE_NAME}
    members = {member.name: member for member in manifest.members}
    if members.keys() != entries.keys() - unsigned:
        raise refusal("E_CONTAINER", where="members")
    pairs = [(entry, members[name]) for name, entry in entries.items() if name in members]
    for entry, member in pairs:
        if entry.size != member.size:
            raise refusal("E_DAMAGED", where=member.name)
    return pairs


def _take_member(source: BinaryIO, entry: Entry, member: Member, reader: SectionReader) -> None:
    """Check one signed file: changes are held and read, everything else only passes through."""
    if entry.name.startswith("ops/"):
        reader.take(entry.name, container.read_member(source, entry, member.sha256))
        return
    for _ in container.member_chunks(source, entry, member.sha256):
        pass
    whole = entry.name.startswith("att/") and "." not in entry.name
    if whole and entry.name != f"att/{member.sha256}":
        raise refusal("E_FORMAT", where=entry.name)


# --- what the caller asks of a checked package ---


def check_scope(
    read: ReadPackage, is_descendant: Callable[[str, str], bool], own_unit: str | None = None
) -> None:
    """Raise E_SCOPE unless the sender may speak for every unit in the package.

    A section must be of the sender's unit or one below it, a record of the section's unit or one
    below that; changes of an office's own log come only from, and only go to, the same unit
    (`own_unit` is the receiver's). `is_descendant(unit, ancestor)` knows the tree of units.
    """
    sender = read.manifest.sender.unit

    def speaks_for(unit: str, speaker: str) -> bool:
        return unit == speaker or is_descendant(unit, speaker)

    for section in read.sections:
        office = section.stream == STREAM_OFFICE
        foreign = office and (section.unit != sender or own_unit not in (None, sender))
        if foreign or not speaks_for(section.unit, sender):
            raise refusal("E_SCOPE", sender=sender, unit=section.unit)
    for unit, owner in sorted(read.owners):
        if not speaks_for(owner, unit):
            raise refusal("E_SCOPE", sender=sender, unit=owner)


def untrusted(read: ReadPackage) -> PackageError:
    """Return the refusal of a package whose sender's key is not known here yet."""
    unit_name = read.manifest.sender.unit_name
    return refusal("E_UNTRUSTED", fingerprint=read.fingerprint, unit_name=unit_name)


def check_room(read: ReadPackage, folder: Path) -> None:
    """Raise E_DISK unless `folder` has room for taking the package in."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise refusal("E_DISK", path=folder) from error
    if free < _ROOM_FACTOR * read.unpacked:
        raise refusal("E_DISK", path=folder)
