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
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from ntm_desktop import __version__
from ntm_desktop.domain.changes import canonical
from ntm_desktop.domain.dates import local_time
from ntm_desktop.errors import PackageError
from ntm_desktop.exchange import container, keys, limits
from ntm_desktop.exchange.attachments import Staging
from ntm_desktop.exchange.container import Entry, FileSlice
from ntm_desktop.exchange.cover import cover_letter
from ntm_desktop.exchange.encryption import (
    NO_LOCK,
    NO_UNLOCK,
    Lock,
    Unlock,
    check_lock,
    encrypt,
    is_locked,
    opened,
)
from ntm_desktop.exchange.manifest import (
    EVERYBODY,
    KIND_FULL,
    UNIT_CODE,
    Counts,
    Enclosed,
    Manifest,
    Member,
    Part,
    Ranges,
    Receipt,
    Sender,
    Vector,
    confirm_code,
    enclosed_files,
    manifest_bytes,
    manifest_json,
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
    "NO_LOCK",
    "NO_UNLOCK",
    "Counts",
    "EnclosedFile",
    "FileSlice",
    "Glance",
    "Lock",
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
    "Staging",
    "Unlock",
    "Vector",
    "check_free",
    "check_room",
    "check_scope",
    "confirm_code",
    "glance",
    "manifest_of",
    "package_file_name",
    "read_package",
    "read_stream",
    "signed_members",
    "untrusted",
    "write_package",
    "write_packages",
]

_SIGNED_PREFIX = b"ntmx/manifest/v1\0"
_ALGORITHM = "Ed25519"
_ROOM_FACTOR = 3
_KIND_WORDS = {
    "full": "day-du",
    "delta": "thay-doi",
    "receipt": "bien-nhan",
    "attachments": "tep-kem",
}


@dataclass(frozen=True, slots=True)
class EnclosedFile:
    """A file on the disk, or one piece of it, that goes into a package; `whole` is its full size.

    `sha256` (hex) names the whole file, `content` are the bytes that travel.
    """

    sha256: str
    whole: int
    content: FileSlice
    piece: int | None = None

    @property
    def member(self) -> Member:
        """Return how the manifest lists it."""
        suffix = "" if self.piece is None else f".{self.piece}"
        return Member(f"att/{self.sha256}{suffix}", self.content.size, self.content.sha256)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageDraft:
    """What goes into a package: who sends it, to whom, what the sender holds, and the changes.

    `recipients` are unit codes, none for everybody; `created_ms` is the sender's clock in ms since
    1970 and `clock` "ok" or "suspect"; `have` and `base` are vectors; `counts` is worked out from
    the sections when it is left out. `enclosed` are files and pieces of files (see `parts`), and
    `wanted` the files this sender still lacks, each with its missing pieces.
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
    part: Part = field(default_factory=Part)
    enclosed: tuple[EnclosedFile, ...] = ()
    wanted: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


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
    section, owner of a record in it); `attachments` are the enclosed files and pieces ("sha256",
    "sha256.3"), `evidence` the hashes that evidence records in the package name.
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
    evidence: frozenset[str] = frozenset()
    encrypted: bool = False

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


def write_package(
    draft: PackageDraft, seed: bytes, path: Path, lock: Lock = NO_LOCK
) -> PackageInfo:
    """Write and sign a package beside `path`, then put it there in one move.

    Equal drafts and seeds give equal bytes, unless a `lock` encrypts them. Raises `PackageError`
    E_DISK when the place cannot be written (nothing is left there), `DataFileError` where an
    enclosed file is not what it should be, `InputError` for a bad lock, `ValueError` when a
    section has a hole in its numbers.
    """
    (info,) = write_packages([(draft, path)], seed, lock)
    return info


def write_packages(
    drafts: Sequence[tuple[PackageDraft, Path]],
    seed: bytes,
    lock: Lock = NO_LOCK,
    progress: Progress = no_progress,
) -> tuple[PackageInfo, ...]:
    """Write several packages: all of them come to their places, or none does.

    `progress` is told of each file and may raise `Cancelled`. Raises as `write_package` does.
    """
    check_lock(lock)
    with contextlib.ExitStack() as undone:
        made = []
        for number, (draft, path) in enumerate(drafts):
            progress(number, len(drafts), path.name)
            beside = path.with_name(f"{path.name}.part")
            undone.callback(_remove, beside)
            made.append((_written(draft, seed, path, lock), beside))
        for info, beside in made:
            _put_in_place(beside, info.path)
            undone.callback(_remove, info.path)
        for folder in {info.path.parent for info, _ in made}:
            _make_durable(folder)
        undone.pop_all()
    return tuple(info for info, _ in made)


def _written(draft: PackageDraft, seed: bytes, path: Path, lock: Lock) -> PackageInfo:
    """Write one package beside its place."""
    print_of_key = keys.fingerprint(keys.public_key(seed))
    manifest, members = signed_members(draft, seed)
    size = _write_beside(path, members, lock)
    raw = members[1][1]
    assert isinstance(raw, bytes)
    return PackageInfo(path, package_id(raw), size, print_of_key, manifest)


def signed_members(
    draft: PackageDraft, seed: bytes
) -> tuple[Manifest, list[tuple[str, bytes | FileSlice]]]:
    """Return the manifest of a draft and everything that goes into its package, in order."""
    manifest, files = _compose(draft, keys.fingerprint(keys.public_key(seed)))
    raw = manifest_bytes(manifest)
    parse_manifest(raw)  # what we could not read ourselves is never sent
    members: list[tuple[str, bytes | FileSlice]] = [
        (container.MIMETYPE_NAME, container.MIMETYPE),
        (container.MANIFEST_NAME, raw),
        (container.SIGNATURE_NAME, _signature(seed, raw)),
        *files,
    ]
    members += [(one.member.name, one.content) for one in draft.enclosed]
    return manifest, members


def _compose(draft: PackageDraft, print_of_key: str) -> tuple[Manifest, list[tuple[str, bytes]]]:
    """Return the manifest and the files it covers but the enclosed ones."""
    blank = manifest_of(draft)
    enclosed = tuple(one.member for one in draft.enclosed)
    letter = cover_letter(dataclasses.replace(blank, members=enclosed), print_of_key)
    files = [(container.COVER_NAME, letter)]
    for number, data in enumerate(section_files(draft.sections), start=1):
        files.append((container.ops_name(number), data))
    members = tuple(
        Member(name, len(data), hashlib.sha256(data).hexdigest()) for name, data in files
    )
    return dataclasses.replace(blank, members=(*members, *enclosed)), files


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
        part=draft.part,
        base=draft.base,
        have=draft.have,
        ranges=section_ranges(draft.sections),
        counts=draft.counts or section_counts(draft.sections),
        chunked={one.sha256: one.whole for one in draft.enclosed if one.piece is not None},
        wanted=dict(draft.wanted),
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


def _write_beside(path: Path, members: Sequence[tuple[str, bytes | FileSlice]], lock: Lock) -> int:
    """Write the file under another name and make it durable; return its size."""
    beside = path.with_name(f"{path.name}.part")
    try:
        with beside.open("wb") as target:
            if is_locked(lock):
                _write_locked(target, members, lock)
            else:
                container.write_container(target, members)
            target.flush()
            os.fsync(target.fileno())
            return target.tell()
    except OSError as error:
        raise refusal("E_DISK", path=path) from error


def _write_locked(
    target: BinaryIO, members: Sequence[tuple[str, bytes | FileSlice]], lock: Lock
) -> None:
    """Write the package into a nameless file and from there, encrypted, to its place."""
    with tempfile.TemporaryFile() as plain:
        container.write_container(plain, members)
        encrypt(plain, target, lock)


def _put_in_place(beside: Path, path: Path) -> None:
    """Give a finished file its name."""
    try:
        beside.replace(path)
    except OSError as error:
        raise refusal("E_DISK", path=path) from error


def _remove(path: Path) -> None:
    """Take away a file that was not to stay; what cannot be removed is left."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _make_durable(folder: Path) -> None:
    """Make the renaming survive a power cut where the system can promise it for folders."""
    if os.name != "posix":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise refusal("E_DISK", path=folder) from error


# --- reading ---


@dataclass(frozen=True, slots=True)
class Glance:
    """Which package a file is, and which unit says it made it, also where it must be refused."""

    package_id: str
    unit: str


def glance(path: Path, unlock: Unlock = NO_UNLOCK) -> Glance:
    """Return what a signed manifest says of itself, without reading further.

    For answering a sender whose package is refused, such as one for a newer version. Raises
    `PackageError` where there is no signed manifest that names a unit.
    """
    with _opened(path) as source, opened(source, unlock) as plain:
        entries = {entry.name: entry for entry in container.read_directory(plain)}
        raw = container.read_member(plain, entries[container.MANIFEST_NAME])
        _check_signature(container.read_member(plain, entries[container.SIGNATURE_NAME]), raw)
    try:
        unit = manifest_json(raw)["from"]["unit"]
    except (KeyError, TypeError) as error:
        raise refusal("E_FORMAT", where=container.MANIFEST_NAME) from error
    if not isinstance(unit, str) or not UNIT_CODE.fullmatch(unit):
        raise refusal("E_FORMAT", where=container.MANIFEST_NAME)
    return Glance(package_id(raw), unit)


Admit = Callable[[Manifest, bytes], None]


def read_package(
    path: Path,
    progress: Progress = no_progress,
    *,
    unlock: Unlock = NO_UNLOCK,
    staging: Staging | None = None,
    admit: Admit | None = None,
) -> ReadPackage:
    """Return the package at `path` after checking all of it; its name does not matter.

    `unlock` opens an encrypted file. Enclosed files are checked, and kept only in `staging`.
    `admit(manifest, public key)` is asked before anything but manifest and signature is read, and
    refuses by raising. Raises `PackageError` for anything that is not a whole, unaltered package
    this version reads, with the codes of docs/exchange-format.md. Whether the sender is known
    (`untrusted`) and may speak for these units (`check_scope`) is for the caller to ask before
    using it.
    """
    scratch = staging.folder if staging else None
    with _opened(path) as source, opened(source, unlock, scratch) as plain:
        read = read_stream(plain, progress, staging=staging, admit=admit)
        return dataclasses.replace(read, encrypted=plain is not source)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Open the file; an unreadable one is refused like any other bad file."""
    try:
        with path.open("rb") as source:
            yield source
    except OSError as error:
        raise refusal("E_DISK", path=path) from error


def read_stream(
    source: BinaryIO,
    progress: Progress = no_progress,
    *,
    staging: Staging | None = None,
    admit: Admit | None = None,
) -> ReadPackage:
    """Return the package in an open file; the steps are in the order the format demands."""
    entries = {entry.name: entry for entry in container.read_directory(source)}
    if container.read_member(source, entries[container.MIMETYPE_NAME]) != container.MIMETYPE:
        raise refusal("E_NOT_PACKAGE")
    raw = container.read_member(source, entries[container.MANIFEST_NAME])
    signature = container.read_member(source, entries[container.SIGNATURE_NAME])
    key = _check_signature(signature, raw)
    manifest = parse_manifest(raw)
    if admit is not None:
        admit(manifest, key)
    members = _check_members(entries, manifest)
    unpacked = sum(entry.size for entry in entries.values())
    if staging is not None:
        check_free(staging.folder, unpacked)
    enclosed = {one.name: one for one in enclosed_files(manifest)}
    reader = SectionReader(manifest.ranges, manifest.scope)
    for done, (entry, member) in enumerate(members):
        progress(done, len(members), member.name)
        chunks = container.member_chunks(source, entry, member.sha256)
        _take_member(entry.name, chunks, reader, staging, enclosed)
    return ReadPackage(
        manifest=manifest,
        package_id=package_id(raw),
        public_key=key,
        fingerprint=keys.fingerprint(key),
        sections=reader.finish(),
        size=source.seek(0, os.SEEK_END),
        unpacked=unpacked,
        owners=frozenset(reader.owners),
        attachments=tuple(name[4:] for name in enclosed),
        evidence=frozenset(reader.evidence),
    )


def _take_member(
    name: str,
    chunks: Iterator[bytes],
    reader: SectionReader,
    staging: Staging | None,
    enclosed: Mapping[str, Enclosed],
) -> None:
    """Read one member to its end: changes into the reader, an enclosed file into its staging."""
    if name.startswith("ops/"):
        reader.take(name, b"".join(chunks))
    elif staging is not None and name in enclosed:
        staging.take(enclosed[name], chunks)
    else:
        deque(chunks, maxlen=0)


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
    check_free(folder, read.unpacked)


def check_free(folder: Path, unpacked: int) -> None:
    """Raise E_DISK unless `folder` has room for taking in so many unpacked bytes."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise refusal("E_DISK", path=folder) from error
    if free < _ROOM_FACTOR * unpacked:
        raise refusal("E_DISK", path=folder)
