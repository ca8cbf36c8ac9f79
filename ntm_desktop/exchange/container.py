"""The outer file: a ZIP in one strict shape, written and read byte by byte.

The reader has its own directory parser: whatever has more than one meaning is refused, nothing
is ever extracted to a name taken from the file, and no byte lies outside what was checked.
"""

from __future__ import annotations

import hashlib
import os
import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final

from ntm_desktop import texts
from ntm_desktop.errors import DataFileError
from ntm_desktop.exchange import limits
from ntm_desktop.exchange.refusals import refusal

MIMETYPE: Final = b"application/vnd.ntmx+zip"
AGE_MARKS: Final = (b"age-encryption.org/v", b"-----BEGIN AGE ENCRYPTED FILE-----")
MIMETYPE_NAME, MANIFEST_NAME = "mimetype", "MANIFEST.json"
SIGNATURE_NAME, COVER_NAME = "MANIFEST.sig", "DOC-TOI.txt"
LEADING_NAMES: Final = (MIMETYPE_NAME, MANIFEST_NAME, SIGNATURE_NAME, COVER_NAME)

_NAME = re.compile(
    rb"mimetype|MANIFEST\.json|MANIFEST\.sig|DOC-TOI\.txt"
    rb"|ops/[0-9]{4}\.jsonl|att/[0-9a-f]{64}(?:\.[0-9]{1,6})?"
)
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
END_BYTES: Final = _END.size
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"

_VERSION = 20
_MADE_BY = (_VERSION, 0x0300 | _VERSION)  # a FAT or a Unix host, ZIP 2.0
_STORED, _DEFLATED = 0, 8
_EFFORT, _MEMORY = 8, 9  # of deflate: 4 % smaller than the usual 6 and 8, in twice the time
_ALLOWED_FLAGS = 0x0806  # how hard it was compressed, and "the name is UTF-8"
_DATE = (0, 0x0021)  # 1980-01-01 00:00, so that equal input gives equal bytes
_FILE_TYPE, _REGULAR, _ARCHIVE_BIT = 0o170000, 0o100000, 0x20

_CHUNK = 64 * limits.KIB
_COPIED = limits.MIB  # at once, when a file is enclosed
_STORE_INSTEAD_RATIO = limits.RATIO // 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One file inside the package as its directory describes it; sizes in bytes."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    start: int
    flags: int = 0

    @property
    def data_start(self) -> int:
        """Return where the entry's bytes begin in the package."""
        return self.start + _LOCAL.size + len(self.name)

    @property
    def end(self) -> int:
        """Return the position behind the entry."""
        return self.data_start + self.packed


@dataclass(frozen=True, slots=True)
class FileSlice:
    """Bytes of a file on the disk that become one entry, unpacked: `size` bytes from `start`.

    `sha256` (hex) is what they must be; `title` is what an error calls the file.
    """

    path: Path
    size: int
    sha256: str
    start: int = 0
    title: str = ""

    def chunks(self) -> Iterator[bytes]:
        """Yield the bytes in bounded pieces; raise `DataFileError` where they are others now."""
        digest, left = hashlib.sha256(), self.size
        with _source(self) as source:
            source.seek(self.start)
            while left and (chunk := source.read(min(_COPIED, left))):
                left -= len(chunk)
                digest.update(chunk)
                yield chunk
        if left or digest.hexdigest() != self.sha256:
            message = texts.EVIDENCE_ALTERED.format(name=self.title or self.path.name)
            raise DataFileError(message, hint=texts.EVIDENCE_GONE_HINT)


def _source(part: FileSlice) -> BinaryIO:
    """Open the file of an entry; raise `DataFileError` where it is not there any more."""
    try:
        return part.path.open("rb")
    except OSError as error:
        message = texts.EVIDENCE_GONE.format(name=part.title or part.path.name)
        raise DataFileError(message, hint=texts.EVIDENCE_GONE_HINT) from error


# --- writing ---


def write_container(target: BinaryIO, members: Sequence[tuple[str, bytes | FileSlice]]) -> None:
    """Write the members in order; equal members give equal bytes.

    `target` must be able to seek. Raises `DataFileError` where a file on the disk is not what it
    should be.
    """
    entries = [_write_member(target, name, data) for name, data in members]
    directory = b"".join(_central(entry) for entry in entries)
    start = target.tell()
    count = len(entries)
    target.write(directory)
    target.write(_END.pack(_END_MARK, 0, 0, count, count, len(directory), start, 0))


def _write_member(target: BinaryIO, name: str, data: bytes | FileSlice) -> Entry:
    """Write one local header with its bytes and return the entry."""
    if isinstance(data, FileSlice):
        return _write_slice(target, name, data)
    method, packed = (_STORED, data) if name == MIMETYPE_NAME else _pack(data)
    entry = Entry(name, method, zlib.crc32(data), len(packed), len(data), target.tell())
    target.write(_local(entry))
    target.write(packed)
    return entry


def _write_slice(target: BinaryIO, name: str, data: FileSlice) -> Entry:
    """Write an entry from the disk as it is; its checksum goes into the header afterwards."""
    start, crc = target.tell(), 0
    blank = Entry(name, _STORED, 0, data.size, data.size, start)
    target.write(_local(blank))
    for chunk in data.chunks():
        crc = zlib.crc32(chunk, crc)
        target.write(chunk)
    entry = replace(blank, crc=crc)
    target.seek(start)
    target.write(_local(entry))
    target.seek(entry.end)
    return entry


def packed_size(name: str, data: bytes) -> int:
    """Return how many bytes a member takes in a package, with its share of the directory."""
    return len(_pack(data)[1]) + entry_cost(name)


def entry_cost(name: str) -> int:
    """Return how many bytes a package grows by an entry of that name, its content left out."""
    return _LOCAL.size + _CENTRAL.size + 2 * len(name)


def _pack(data: bytes) -> tuple[int, bytes]:
    """Return method and bytes; what would shrink so far that a reader suspects a bomb is stored."""
    deflater = zlib.compressobj(_EFFORT, zlib.DEFLATED, -15, _MEMORY)
    packed = deflater.compress(data) + deflater.flush()
    if len(data) > _STORE_INSTEAD_RATIO * len(packed):
        return _STORED, data
    return _DEFLATED, packed


def _local(entry: Entry) -> bytes:
    """Return the local header the profile demands for an entry, name included."""
    name = entry.name.encode()
    sizes = (entry.crc, entry.packed, entry.size, len(name), 0)
    return _LOCAL.pack(_LOCAL_MARK, _VERSION, entry.flags, entry.method, *_DATE, *sizes) + name


def _central(entry: Entry) -> bytes:
    """Return the directory record our writer makes for an entry, name included."""
    name = entry.name.encode()
    how = (_CENTRAL_MARK, _VERSION, _VERSION, entry.flags, entry.method, *_DATE)
    sizes = (entry.crc, entry.packed, entry.size, len(name), 0)
    return _CENTRAL.pack(*how, *sizes, 0, 0, 0, 0, entry.start) + name


# --- reading: what kind of file is it ---


def read_directory(source: BinaryIO) -> tuple[Entry, ...]:
    """Return the entries of a package whose whole outer shape was checked.

    Raises `PackageError`: another kind of file, encrypted, cut off or grown, outside the profile,
    or larger than the limits.
    """
    size = source.seek(0, os.SEEK_END)
    if size > limits.FILE_BYTES:
        raise refusal("E_LIMIT")
    _check_kind(source, size)
    count, length, start = _read_end(source, size)
    entries = _read_entries(read_at(source, start, length), count)
    _check_tiling(source, entries, start)
    _check_order(entries)
    _check_sizes(entries)
    return entries


def _check_kind(source: BinaryIO, size: int) -> None:
    """Refuse encrypted files and files of other programs; their ending says nothing."""
    head = read_at(source, 0, min(size, 128))
    if head.startswith(AGE_MARKS):
        raise refusal("E_ENCRYPTED")
    if head.startswith(_LOCAL_MARK) and not _begins_as_ours(head):
        raise refusal("E_NOT_PACKAGE")
    if MIMETYPE in head:
        return
    if _first_bytes().startswith(head):
        raise refusal("E_TRUNCATED")
    tail_length = min(size, _CHUNK)
    if SIGNATURE_NAME.encode() not in read_at(source, size - tail_length, tail_length):
        raise refusal("E_NOT_PACKAGE")


def check_kind(source: BinaryIO) -> None:
    """Raise `PackageError` for an open file that is encrypted, of another kind or hardly begun."""
    _check_kind(source, source.seek(0, os.SEEK_END))


def begins_as_package(head: bytes) -> bool:
    """Say whether the first 128 bytes are those of a package, plain or encrypted."""
    return head.startswith((_first_bytes(), *AGE_MARKS))


def _begins_as_ours(head: bytes) -> bool:
    """Say whether the first entry of a ZIP can be ours, also where a bit was lost on the way."""
    place = _LOCAL.size
    names = tuple(name.encode() for name in LEADING_NAMES)
    at_place = head[place + len(MIMETYPE_NAME) :].startswith(MIMETYPE)
    return len(head) < len(_first_bytes()) or at_place or head[place:].startswith(names)


def _first_bytes() -> bytes:
    """Return the bytes with which every package begins."""
    crc = zlib.crc32(MIMETYPE)
    return _local(Entry(MIMETYPE_NAME, _STORED, crc, len(MIMETYPE), len(MIMETYPE), 0)) + MIMETYPE


def _read_end(source: BinaryIO, size: int) -> tuple[int, int, int]:
    """Return entry count, length and start of the directory from the last 22 bytes."""
    if size < _END.size:
        raise refusal("E_TRUNCATED")
    last = read_at(source, size - _END.size, _END.size)
    mark, disk, first_disk, here, count, length, start, comment = _END.unpack(last)
    if mark != _END_MARK:
        raise _missing_end(source, size)
    if start + length + _END.size != size:
        raise refusal("E_TRUNCATED")
    if (disk, first_disk, comment) != (0, 0, 0) or here != count:
        raise _outside_profile("EOCD")
    if count > limits.MEMBERS or length > limits.DIRECTORY_BYTES:
        raise refusal("E_LIMIT")
    return count, length, start


def _missing_end(source: BinaryIO, size: int) -> Exception:
    """Return why the file does not end as a package: it has a comment, or was cut or grown."""
    tail_length = min(size, _CHUNK + _END.size)
    tail = read_at(source, size - tail_length, tail_length)
    found = tail.rfind(_END_MARK)
    if 0 <= found <= len(tail) - _END.size:
        comment = _END.unpack_from(tail, found)[-1]
        if comment and found + _END.size + comment == len(tail):
            return _outside_profile("comment")
    return refusal("E_TRUNCATED")


# --- reading: the directory ---


def _read_entries(directory: bytes, count: int) -> tuple[Entry, ...]:
    """Return the entries of the directory, which must be filled exactly."""
    entries: list[Entry] = []
    position = 0
    while position < len(directory):
        entry, position = _read_entry(directory, position)
        entries.append(entry)
    names = {entry.name for entry in entries}
    if len(entries) != count or len(names) != count:
        raise _outside_profile("directory")
    return tuple(entries)


def _read_entry(directory: bytes, position: int) -> tuple[Entry, int]:
    """Return the entry described at `position` and the position behind it."""
    if position + _CENTRAL.size > len(directory):
        raise _outside_profile("directory")
    fields = _CENTRAL.unpack_from(directory, position)
    mark, made_by, needed, flags, method, time, day, crc, packed, size = fields[:10]
    name_length, extra, comment, disk, internal, external, start = fields[10:]
    end = position + _CENTRAL.size + name_length
    raw_name = directory[position + _CENTRAL.size : end]
    if not _NAME.fullmatch(raw_name) or len(raw_name) != name_length:
        raise _outside_profile("name")
    name = raw_name.decode("ascii")
    fixed = (mark, needed, (time, day), extra, comment, disk, internal)
    if fixed != (_CENTRAL_MARK, _VERSION, _DATE, 0, 0, 0, 0):
        raise _outside_profile(name)
    if made_by not in _MADE_BY or flags & ~_ALLOWED_FLAGS or not _is_plain_file(external):
        raise _outside_profile(name)
    if method not in (_STORED, _DEFLATED) or (method == _STORED and packed != size):
        raise _outside_profile(name)
    return Entry(name, method, crc, packed, size, start, flags), end


def _is_plain_file(attributes: int) -> bool:
    """Say whether the external attributes name a regular file (no link, no folder) or nothing."""
    mode, low = attributes >> 16, attributes & 0xFFFF
    return mode & _FILE_TYPE in (0, _REGULAR) and low in (0, _ARCHIVE_BIT)


def _check_tiling(source: BinaryIO, entries: Sequence[Entry], directory_start: int) -> None:
    """Check that the entries fill the file from its first byte, each as the directory says."""
    expected = 0
    for entry in entries:
        if entry.start != expected or entry.end > directory_start:
            raise _outside_profile(entry.name)
        header = _local(entry)
        if read_at(source, entry.start, len(header)) != header:
            raise _outside_profile(entry.name)
        expected = entry.end
    if expected != directory_start:
        raise _outside_profile("gap")


def _check_order(entries: Sequence[Entry]) -> None:
    """Check that everything a package needs is there, in the one allowed order."""
    names = [entry.name for entry in entries]
    if SIGNATURE_NAME not in names and MANIFEST_NAME in names:
        raise refusal("E_UNSIGNED")
    if tuple(names[: len(LEADING_NAMES)]) != LEADING_NAMES:
        raise _outside_profile("order")
    rest = names[len(LEADING_NAMES) :]
    ops = [name for name in rest if name.startswith("ops/")]
    if ops != [ops_name(number) for number in range(1, len(ops) + 1)] or rest[: len(ops)] != ops:
        raise _outside_profile("order")


def ops_name(number: int) -> str:
    """Return the name of the n-th file of changes, counted from 1."""
    return f"ops/{number:04d}.jsonl"


def _check_sizes(entries: Sequence[Entry]) -> None:
    """Check every announced size and the ratio, before a byte is unpacked."""
    for entry in entries:
        if entry.size > _largest(entry.name):
            raise refusal("E_LIMIT")
        if entry.size > limits.RATIO_FROM and entry.size > limits.RATIO * entry.packed:
            raise refusal("E_BOMB")
    if sum(entry.size for entry in entries) > limits.UNPACKED_BYTES:
        raise refusal("E_BOMB")
    held = sum(entry.size for entry in entries if entry.name.startswith("ops/"))
    if held > limits.HELD_BYTES:
        raise refusal("E_LIMIT")


def _largest(name: str) -> int:
    """Return the most bytes an entry of that name may unpack to."""
    fixed = {
        MIMETYPE_NAME: len(MIMETYPE),
        MANIFEST_NAME: limits.MANIFEST_BYTES,
        SIGNATURE_NAME: limits.SIGNATURE_BYTES,
        COVER_NAME: limits.COVER_BYTES,
    }
    return fixed.get(name, limits.OPS_BYTES if name.startswith("ops/") else limits.UNPACKED_BYTES)


# --- reading: the members ---


def read_member(source: BinaryIO, entry: Entry, sha256: str | None = None) -> bytes:
    """Return the checked bytes of a member small enough to hold (see `limits`)."""
    return b"".join(member_chunks(source, entry, sha256))


def member_chunks(source: BinaryIO, entry: Entry, sha256: str | None = None) -> Iterator[bytes]:
    """Yield a member piece by piece; raise E_DAMAGED at the end where any check fails.

    Never more than the announced size is unpacked. Size, CRC and, where given, SHA-256 (hex) are
    those of the whole member, so the pieces must not be used before the iteration ended.
    """
    size, crc, digest = 0, 0, hashlib.sha256()
    for chunk in _unpacked(source, entry):
        size += len(chunk)
        crc = zlib.crc32(chunk, crc)
        digest.update(chunk)
        if size > entry.size:
            break
        yield chunk
    if (size, crc) != (entry.size, entry.crc) or sha256 not in (None, digest.hexdigest()):
        raise refusal("E_DAMAGED", where=entry.name)


def _unpacked(source: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """Yield the unpacked bytes in bounded pieces; raise E_DAMAGED for a broken stream."""
    packed = _packed(source, entry)
    return packed if entry.method == _STORED else _inflated(packed, entry.name)


def _packed(source: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """Yield the bytes of the entry as they lie in the file."""
    for position in range(entry.data_start, entry.end, _CHUNK):
        yield read_at(source, position, min(_CHUNK, entry.end - position))


def _inflated(packed: Iterator[bytes], name: str) -> Iterator[bytes]:
    """Yield what the deflate stream holds; it must end exactly with the entry."""
    inflater = zlib.decompressobj(-15)
    for chunk in packed:
        waiting = chunk
        while waiting and not inflater.eof:
            yield _inflate(inflater, waiting, name)
            waiting = inflater.unconsumed_tail
        if inflater.eof and (waiting or inflater.unused_data):
            raise refusal("E_DAMAGED", where=name)
    yield from _rest(inflater, name)
    if not inflater.eof:
        raise refusal("E_DAMAGED", where=name)


def _rest(inflater: zlib._Decompress, name: str) -> Iterator[bytes]:
    """Yield what the inflater still holds back because of the bound on a piece."""
    while not inflater.eof:
        piece = _inflate(inflater, b"", name)
        if not piece:
            return
        yield piece


def _inflate(inflater: zlib._Decompress, waiting: bytes, name: str) -> bytes:
    """Return at most one bounded piece; translate zlib's complaint."""
    try:
        return inflater.decompress(waiting, _CHUNK)
    except zlib.error as error:
        raise refusal("E_DAMAGED", where=name) from error


def read_at(source: BinaryIO, position: int, length: int) -> bytes:
    """Return exactly `length` bytes from `position`; raise E_TRUNCATED where there are fewer."""
    source.seek(position)
    found = source.read(length)
    if len(found) != length:
        raise refusal("E_TRUNCATED")
    return found


def _outside_profile(where: str) -> Exception:
    """Return the refusal of a file whose outer shape is not the one allowed."""
    return refusal("E_CONTAINER", where=where)
