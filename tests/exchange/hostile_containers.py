"""Containers that no reader may accept, each with the code of its refusal."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from ntm_desktop.exchange import container, limits
from tests.exchange import packages
from tests.exchange.packages import container_of, members_of, signed_package

Members = list[tuple[str, bytes]]
Mangle = Callable[[bytes], bytes]

CENTRAL_OFFSETS = {
    "made_by": (4, "<H"),
    "needed": (6, "<H"),
    "flags": (8, "<H"),
    "method": (10, "<H"),
    "time": (12, "<H"),
    "date": (14, "<H"),
    "crc": (16, "<L"),
    "packed": (20, "<L"),
    "size": (24, "<L"),
    "extra": (30, "<H"),
    "comment": (32, "<H"),
    "disk": (34, "<H"),
    "internal": (36, "<H"),
    "external": (38, "<L"),
    "start": (42, "<L"),
}
LOCAL_OFFSETS = {
    "needed": (4, "<H"),
    "flags": (6, "<H"),
    "method": (8, "<H"),
    "time": (10, "<H"),
    "crc": (14, "<L"),
    "packed": (18, "<L"),
    "size": (22, "<L"),
    "date": (12, "<H"),
    "extra": (28, "<H"),
}
SYMLINK, FOLDER = 0o120777 << 16, 0o040755 << 16


def central_of(data: bytes, name: str) -> int:
    """Return where the directory record of a member begins."""
    start = struct.unpack("<L", data[-6:-2])[0]
    return data.index(name.encode(), start) - 46


def patched(
    data: bytes, name: str, *, central: dict[str, int] | None = None, local: dict[str, int] | None
) -> bytes:
    """Return a package with header fields of one member replaced."""
    changed = bytearray(data)
    record = central_of(data, name)
    start = struct.unpack_from("<L", data, record + 42)[0]
    for base, offsets, values in (
        (record, CENTRAL_OFFSETS, central),
        (start, LOCAL_OFFSETS, local),
    ):
        for field, value in (values or {}).items():
            at, form = offsets[field]
            struct.pack_into(form, changed, base + at, value)
    return bytes(changed)


def in_directory(data: bytes, name: str = packages.OPS, **fields: int) -> bytes:
    return patched(data, name, central=fields, local=None)


def in_local(data: bytes, name: str = packages.OPS, **fields: int) -> bytes:
    return patched(data, name, central=None, local=fields)


def in_both(data: bytes, name: str = packages.OPS, **fields: int) -> bytes:
    return patched(data, name, central=fields, local=fields)


def flipped(data: bytes, name: str) -> bytes:
    """Return a package with one bit of a member's bytes turned over."""
    start = struct.unpack_from("<L", data, central_of(data, name) + 42)[0]
    changed = bytearray(data)
    changed[start + 30 + len(name) + 3] ^= 16
    return bytes(changed)


def renamed(data: bytes, old: str, new: str) -> bytes:
    """Return a package in which a member has another name of the same length everywhere."""
    assert len(old) == len(new)
    return data.replace(old.encode(), new.encode())


def with_members(data: bytes, change: Callable[[Members], Members]) -> bytes:
    return container_of(change(members_of(data)))


def moved(members: Members, place: int, to: int) -> Members:
    found = list(members)
    found.insert(to, found.pop(place))
    return found


def with_comment(data: bytes) -> bytes:
    comment = b"sent by mail"
    return data[:-2] + struct.pack("<H", len(comment)) + comment


def with_gap(data: bytes) -> bytes:
    """Return a package with unclaimed bytes before the directory, its offset put right."""
    start = struct.unpack("<L", data[-6:-2])[0]
    moved = data[-22:-6] + struct.pack("<L", start + 7) + data[-2:]
    return data[:start] + b"between" + data[start:-22] + moved


def overlapping(data: bytes) -> bytes:
    """Return a package whose directory names the same bytes twice under two names."""
    start = struct.unpack("<L", data[-6:-2])[0]
    record = central_of(data, packages.OPS)
    twin = data[record:-22].replace(b"0001", b"0002")
    length = len(data) - 22 - start + len(twin)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 6, 6, length, start, 0)
    return data[:-22] + twin + end


def bomb(data: bytes) -> bytes:
    """Return a signed package with an attachment that grows a thousandfold."""
    zeros = bytes(4_000_000)
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = deflater.compress(zeros) + deflater.flush()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in [*members_of(data), ("att/" + "0" * 64, zeros)]:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            stored = name == "mimetype"
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            package.writestr(info, part)
    assert len(packed) * limits.RATIO < len(zeros)
    return target.getvalue()


def descriptor(data: bytes) -> bytes:
    return in_both(data, flags=0x0008)


BAD_NAMES = (
    "ops/../0001.jsonl", "../MANIFEST.json", "/etc/passwd", "C:/a.jsonl", "C:\\a",
    "ops\\0001.jsonl",
    "ops/", "ops", "ops/1.jsonl", "ops/00001.jsonl", "ops/0001.json", "ops/0001.jsonl ",
    "ops/0001.jsonl/", "./ops/0001.jsonl", "ops//0001.jsonl", "manifest.json", "MANIFEST.JSON",
    "Mimetype", "mimetype\0", "MANIFEST.sig\n", "DOC-TOI.TXT", "doc-toi.txt", "DOC-TOI.txt.exe",
    "att/", "att/abc", "att/" + "A" * 64, "att/" + "0" * 63, "att/" + "0" * 65, "att/" + "g" * 64,
    "att/" + "0" * 64 + ".", "att/" + "0" * 64 + ".1234567", "att/" + "0" * 64 + ".-1",
    "att/" + "0" * 64 + ".exe", "att/" + "0" * 64 + "/x", "att/../" + "0" * 64,
    "nul", "CON", "aux.txt",
    "ops/\uff10\uff10\uff10\uff11.jsonl", "\u202egpj.exe", "x" * 60_000, "META-INF/MANIFEST.MF",
    "~/.bashrc",
)  # fmt: skip


def _file_first(data: bytes) -> bytes:
    """Return a package that is signed as it should be, its enclosed file before its changes."""
    name = f"att/{hashlib.sha256(b'anh').hexdigest()}"
    signed = signed_package(data, extra={name: b"anh"})
    return with_members(signed, lambda members: moved(members, len(members) - 1, 4))


def _archive(members: Members) -> bytes:
    """Return a plain ZIP file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data)
    return target.getvalue()


def _end(data: bytes, **changed: int) -> bytes:
    """Return a package whose end record says something else."""
    names = ("disk", "first", "here", "count", "length", "start", "comment")
    told = dict(zip(names, struct.unpack("<4H2LH", data[-18:]), strict=True))
    return data[:-18] + struct.pack("<4H2LH", *{**told, **changed}.values())


def _zip64(data: bytes) -> bytes:
    """Return a package with the records of zip64 between its directory and its end."""
    start, length = struct.unpack("<L", data[-6:-2])[0], struct.unpack("<L", data[-10:-6])[0]
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 5, 5, length, start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(data) - 22, 1)
    return _end(data[:-22] + record + locator + data[-22:], length=length + len(record + locator))


def _comment(data: bytes, comment: bytes) -> bytes:
    return data[:-2] + struct.pack("<H", len(comment)) + comment


def _flagged(bit: int) -> Mangle:
    return lambda data: in_both(data, flags=1 << bit)


def _packed_by(method: int) -> Mangle:
    return lambda data: in_both(data, method=method)


def _packed_size(data: bytes, more: int) -> bytes:
    told = struct.unpack_from("<L", data, central_of(data, packages.OPS) + 20)[0]
    return in_both(data, packed=told + more)


def _larger(data: bytes, name: str) -> bytes:
    told = struct.unpack_from("<L", data, central_of(data, name) + 24)[0]
    return in_both(data, name, size=told + 1)


def _named(name: str) -> Mangle:
    """Return what adds a member of a name nobody may use."""
    return lambda data: with_members(data, lambda members: [*members, (name, b"x")])


def _many_entries(data: bytes, count: int) -> bytes:
    """Return a package of more entries than any reader must look at."""
    names = [f"att/{number:064x}" for number in range(count - 5)]
    return container_of([*members_of(data), *((name, b"") for name in names)])


def _deflated(data: bytes) -> bytes:
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    return deflater.compress(data) + deflater.flush()


def _restreamed(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Return a package whose last member has other packed bytes, and headers that fit them."""
    record = central_of(data, packages.OPS)
    size, start = (struct.unpack_from("<L", data, record + at)[0] for at in (24, 42))
    begin, directory = start + 30 + len(packages.OPS), struct.unpack("<L", data[-6:-2])[0]
    packed = change(data[begin:directory])
    moved_end = _end(data, start=begin + len(packed))
    changed = data[:begin] + packed + moved_end[directory:]
    return in_both(changed, packed=len(packed), size=size)


CONTAINERS: dict[str, tuple[str, Mangle]] = {
    "empty": ("E_TRUNCATED", lambda data: b""),
    "cut in the first header": ("E_TRUNCATED", lambda data: data[:20]),
    "cut in the middle": ("E_TRUNCATED", lambda data: data[: len(data) // 2]),
    "last byte missing": ("E_TRUNCATED", lambda data: data[:-1]),
    "one byte added": ("E_TRUNCATED", lambda data: data + b"\n"),
    "two packages in one": ("E_TRUNCATED", lambda data: data + data),
    "LF became CRLF": ("E_TRUNCATED", lambda data: b"\n" + data.replace(b"P", b"\r\nP")),
    "one byte before": ("E_TRUNCATED", lambda data: b"x" + data),
    "another file": ("E_NOT_PACKAGE", lambda data: b"%PDF-1.7 " + bytes(500)),
    "a name alone": ("E_TRUNCATED", lambda data: b"MANIFEST.sig"),
    "text": ("E_NOT_PACKAGE", lambda data: "Kính gửi".encode()),
    "encrypted": ("E_ENCRYPTED", lambda data: b"age-encryption.org/v1\n-> X25519"),
    "encrypted as text": ("E_ENCRYPTED", lambda d: b"-----BEGIN AGE ENCRYPTED FILE-----\n"),
    "flip in mimetype": ("E_DAMAGED", lambda data: flipped(data, "mimetype")),
    "flip in manifest": ("E_DAMAGED", lambda data: flipped(data, "MANIFEST.json")),
    "flip in signature": ("E_DAMAGED", lambda data: flipped(data, "MANIFEST.sig")),
    "flip in cover": ("E_DAMAGED", lambda data: flipped(data, "DOC-TOI.txt")),
    "flip in changes": ("E_DAMAGED", lambda data: flipped(data, packages.OPS)),
    "wrong checksum in both headers": ("E_DAMAGED", lambda data: in_both(data, crc=1)),
    "says it is smaller": ("E_DAMAGED", lambda data: in_both(data, size=10)),
    "says it is larger": ("E_DAMAGED", lambda data: in_both(data, size=700)),
    "says it is huge": ("E_LIMIT", lambda data: in_both(data, size=2**31)),
    "grows a thousandfold": ("E_BOMB", bomb),
    "headers disagree on size": ("E_CONTAINER", lambda data: in_local(data, size=700)),
    "headers disagree on checksum": ("E_CONTAINER", lambda data: in_local(data, crc=1)),
    "headers disagree on method": ("E_CONTAINER", lambda data: in_local(data, method=0)),
    "headers disagree on flags": ("E_CONTAINER", lambda data: in_local(data, flags=2)),
    "data descriptor": ("E_CONTAINER", descriptor),
    "encrypted entry": ("E_CONTAINER", lambda data: in_both(data, flags=1)),
    "method bzip2": ("E_CONTAINER", lambda data: in_both(data, method=12)),
    "stored with two sizes": ("E_CONTAINER", lambda data: in_both(data, method=0)),
    "another date": ("E_CONTAINER", lambda data: in_both(data, time=1)),
    "needs a later zip": ("E_CONTAINER", lambda data: in_both(data, needed=45)),
    "needs a later zip, in the directory": (
        "E_CONTAINER",
        lambda data: in_directory(data, needed=45),
    ),
    "another time, in the directory": ("E_CONTAINER", lambda data: in_directory(data, time=1)),
    "another day, in the directory": ("E_CONTAINER", lambda data: in_directory(data, date=1)),
    "another day": ("E_CONTAINER", lambda data: in_both(data, date=1)),
    "made by a strange host": ("E_CONTAINER", lambda data: in_directory(data, made_by=0x1314)),
    "extra field": ("E_CONTAINER", lambda data: in_both(data, extra=4)),
    "entry comment": ("E_CONTAINER", lambda data: in_directory(data, comment=4)),
    "second disk": ("E_CONTAINER", lambda data: in_directory(data, disk=1)),
    "text flag": ("E_CONTAINER", lambda data: in_directory(data, internal=1)),
    "symbolic link": ("E_CONTAINER", lambda data: in_directory(data, external=SYMLINK)),
    "folder": ("E_CONTAINER", lambda data: in_directory(data, external=FOLDER)),
    "entry begins elsewhere": ("E_CONTAINER", lambda data: in_directory(data, start=7)),
    "archive comment": ("E_CONTAINER", with_comment),
    "bytes that belong to nobody": ("E_CONTAINER", with_gap),
    "overlapping entries": ("E_CONTAINER", overlapping),
    "path upwards": ("E_CONTAINER", lambda data: renamed(data, packages.OPS, "../../a.jsonl1")),
    "absolute path": ("E_CONTAINER", lambda data: renamed(data, packages.OPS, "/ops/001.jsonl")),
    "device name": ("E_CONTAINER", lambda data: renamed(data, packages.OPS, "ops/con0.jsonl")),
    "upper case name": ("E_CONTAINER", lambda data: renamed(data, packages.OPS, "OPS/0001.jsonl")),
    "name with NUL": ("E_CONTAINER", lambda data: renamed(data, packages.OPS, "ops/0001.json\0")),
    "numbers not from one": ("E_CONTAINER", lambda d: renamed(d, packages.OPS, "ops/0002.jsonl")),
    "twice the same name": ("E_CONTAINER", lambda d: with_members(d, lambda m: [*m, m[-1]])),
    "extra entry": (
        "E_CONTAINER",
        lambda d: with_members(d, lambda m: [*m, ("ops/0002.jsonl", b"")]),
    ),
    "changes missing": ("E_CONTAINER", lambda d: with_members(d, lambda m: m[:-1])),
    "cover missing": ("E_CONTAINER", lambda d: with_members(d, lambda m: [*m[:3], *m[4:]])),
    "changes before the cover": (
        "E_CONTAINER",
        lambda d: with_members(d, lambda m: moved(m, 4, 3)),
    ),
    "a file before the changes": ("E_CONTAINER", _file_first),
    "mimetype not first": ("E_CONTAINER", lambda d: with_members(d, lambda m: moved(m, 0, 1))),
    "signature missing": ("E_UNSIGNED", lambda d: with_members(d, lambda m: [*m[:2], *m[3:]])),
    "another mimetype": (
        "E_NOT_PACKAGE",
        lambda d: with_members(d, lambda m: [("mimetype", b"application/epub+zip"), *m[1:]]),
    ),
    # --- not the whole file, or another one ---
    "end record alone": ("E_NOT_PACKAGE", lambda d: d[-22:]),
    "an empty archive": ("E_NOT_PACKAGE", lambda d: b"PK\x05\x06" + bytes(18)),
    "base64 of a package": ("E_NOT_PACKAGE", lambda d: base64.b64encode(d)),
    "a package in gzip": ("E_NOT_PACKAGE", lambda d: gzip.compress(d, mtime=0)),
    "a package in a plain archive": ("E_NOT_PACKAGE", lambda d: _archive([("goi.ntmx", d)])),
    "a mail with a package": ("E_TRUNCATED", lambda d: b"Content-Type: a/b\r\n\r\n" + d),
    "a picture": ("E_NOT_PACKAGE", lambda d: b"\xff\xd8\xff\xe0" + bytes(400)),
    "a program": ("E_NOT_PACKAGE", lambda d: b"MZ" + bytes(400)),
    "zeros": ("E_NOT_PACKAGE", lambda d: bytes(1000)),
    "a download that failed": ("E_NOT_PACKAGE", lambda d: b"<html>404 Not Found</html>"),
    "half of it zeros": ("E_TRUNCATED", lambda d: d[: len(d) // 2] + bytes(len(d) // 2)),
    "first byte missing": ("E_TRUNCATED", lambda d: d[1:]),
    "a byte missing in the middle": ("E_TRUNCATED", lambda d: d[:700] + d[701:]),
    "a byte more in the middle": ("E_TRUNCATED", lambda d: d[:700] + b"\0" + d[700:]),
    "a kibibyte of zeros behind": ("E_TRUNCATED", lambda d: d + bytes(1024)),
    "another archive behind": ("E_TRUNCATED", lambda d: d + _archive([("a.txt", b"a")])),
    "end record twice": ("E_TRUNCATED", lambda d: d + d[-22:]),
    "a program before the archive": ("E_TRUNCATED", lambda d: b"MZ" + bytes(98) + d),
    # --- end record ---
    "end says disk 1": ("E_CONTAINER", lambda d: _end(d, disk=1)),
    "end says directory on disk 1": ("E_CONTAINER", lambda d: _end(d, first=1)),
    "end counts fewer here": ("E_CONTAINER", lambda d: _end(d, here=4)),
    "end counts one less": ("E_CONTAINER", lambda d: _end(d, here=4, count=4)),
    "end counts one more": ("E_CONTAINER", lambda d: _end(d, here=6, count=6)),
    "end counts none": ("E_CONTAINER", lambda d: _end(d, here=0, count=0)),
    "end counts 65535": ("E_LIMIT", lambda d: _end(d, here=65_535, count=65_535)),
    "directory begins earlier": ("E_TRUNCATED", lambda d: _end(d, start=1)),
    "directory of zip64": ("E_TRUNCATED", lambda d: _end(d, start=2**32 - 1, length=2**32 - 1)),
    "zip64 end record": ("E_CONTAINER", lambda d: _zip64(d)),
    "comment without bytes": ("E_CONTAINER", lambda d: d[:-2] + b"\x01\x00"),
    "comment that holds an end record": ("E_TRUNCATED", lambda d: _comment(d, d[-22:])),
    "comment of 65535 bytes": ("E_CONTAINER", lambda d: _comment(d, bytes(65_535))),
    # --- headers ---
    **{f"flag bit {bit}": ("E_CONTAINER", _flagged(bit)) for bit in (4, 5, 6, 7, 12, 13, 15)},
    **{
        f"method {number}": ("E_CONTAINER", _packed_by(number)) for number in (1, 9, 14, 93, 95, 99)
    },
    "date of today": ("E_CONTAINER", lambda d: in_both(d, date=0x5B76)),
    "date only in the local header": ("E_CONTAINER", lambda d: in_local(d, date=0x5B76)),
    "time only in the local header": ("E_CONTAINER", lambda d: in_local(d, time=1)),
    "local header needs 4.5": ("E_CONTAINER", lambda d: in_local(d, needed=45)),
    "needs version 0": ("E_CONTAINER", lambda d: in_both(d, needed=0)),
    "extra field in the local header": ("E_CONTAINER", lambda d: in_local(d, extra=8)),
    "extra field in the directory": ("E_CONTAINER", lambda d: in_directory(d, extra=8)),
    "sizes of zip64": ("E_CONTAINER", lambda d: in_both(d, size=2**32 - 1, packed=2**32 - 1)),
    "packed size beyond the file": ("E_CONTAINER", lambda d: in_both(d, packed=10**6)),
    "packed size of zero": ("E_CONTAINER", lambda d: in_both(d, packed=0)),
    "packed size one less": ("E_CONTAINER", lambda d: _packed_size(d, -1)),
    "packed size one more": ("E_CONTAINER", lambda d: _packed_size(d, 1)),
    "packed size disagrees": ("E_CONTAINER", lambda d: in_local(d, packed=1)),
    "starts before the file": ("E_CONTAINER", lambda d: in_directory(d, start=2**32 - 1)),
    "starts at the first entry": ("E_CONTAINER", lambda d: in_directory(d, start=0)),
    "on disk 65535": ("E_CONTAINER", lambda d: in_directory(d, disk=65_535)),
    "device file": ("E_CONTAINER", lambda d: in_directory(d, external=0o020666 << 16)),
    "pipe": ("E_CONTAINER", lambda d: in_directory(d, external=0o010666 << 16)),
    "hidden system file": ("E_CONTAINER", lambda d: in_directory(d, external=0x06)),
    "folder of DOS": ("E_CONTAINER", lambda d: in_directory(d, external=0x10)),
    "checksum of zero": ("E_DAMAGED", lambda d: in_both(d, crc=0)),
    "mimetype says it is large": ("E_CONTAINER", lambda d: in_both(d, "mimetype", size=10**6)),
    "manifest says 5 MiB": ("E_LIMIT", lambda d: in_both(d, "MANIFEST.json", size=5 * 2**20)),
    "signature says 5 KiB": ("E_LIMIT", lambda d: in_both(d, "MANIFEST.sig", size=5 * 2**10)),
    "cover says 300 KiB": ("E_LIMIT", lambda d: in_both(d, "DOC-TOI.txt", size=300 * 2**10)),
    "changes say 65 MiB": ("E_LIMIT", lambda d: in_both(d, size=65 * 2**20)),
    "changes say more than 200 to 1": ("E_BOMB", lambda d: in_both(d, size=2**20)),
    "manifest one byte larger": ("E_DAMAGED", lambda d: _larger(d, "MANIFEST.json")),
    "cover one byte larger": ("E_DAMAGED", lambda d: _larger(d, "DOC-TOI.txt")),
    # --- names ---
    **{f"name {name!r}": ("E_CONTAINER", _named(name)) for name in BAD_NAMES},
    # --- which entries ---
    "twice the manifest": ("E_CONTAINER", lambda d: with_members(d, lambda m: [*m, m[1]])),
    "twice the mimetype": ("E_CONTAINER", lambda d: with_members(d, lambda m: [m[0], *m])),
    "only the mimetype": ("E_CONTAINER", lambda d: with_members(d, lambda m: m[:1])),
    "only mimetype and manifest": ("E_UNSIGNED", lambda d: with_members(d, lambda m: m[:2])),
    "no manifest": ("E_CONTAINER", lambda d: with_members(d, lambda m: [m[0], *m[2:]])),
    "no mimetype": ("E_CONTAINER", lambda d: with_members(d, lambda m: m[1:])),
    "signature before the manifest": (
        "E_CONTAINER",
        lambda d: with_members(d, lambda m: moved(m, 2, 1)),
    ),
    "changes from 0000": ("E_CONTAINER", lambda d: renamed(d, packages.OPS, "ops/0000.jsonl")),
    "a number left out": (
        "E_CONTAINER",
        lambda d: with_members(d, lambda m: [*m, ("ops/0003.jsonl", b"{}\n")]),
    ),
    "files before the changes": (
        "E_CONTAINER",
        lambda d: with_members(d, lambda m: [*m[:4], ("att/" + "0" * 64, b"x"), m[4]]),
    ),
    "a file nobody signed": (
        "E_CONTAINER",
        lambda d: with_members(d, lambda m: [*m, ("att/" + "0" * 64, b"x")]),
    ),
    "a nested archive nobody signed": (
        "E_CONTAINER",
        lambda d: with_members(d, lambda m: [*m, ("att/" + "1" * 64, d)]),
    ),
    "20,001 entries": ("E_LIMIT", lambda d: _many_entries(d, limits.MEMBERS + 1)),
    "an empty mimetype": (
        "E_NOT_PACKAGE",
        lambda d: with_members(d, lambda m: [("mimetype", b""), *m[1:]]),
    ),
    "mimetype with a line end": (
        "E_LIMIT",
        lambda d: with_members(d, lambda m: [("mimetype", container.MIMETYPE + b"\n"), *m[1:]]),
    ),
    "mimetype of upper case": (
        "E_NOT_PACKAGE",
        lambda d: with_members(d, lambda m: [("mimetype", m[0][1].upper()), *m[1:]]),
    ),
    # --- streams ---
    "bytes behind a stream": ("E_DAMAGED", lambda d: _restreamed(d, lambda s: s + b"hidden")),
    "stream cut short": ("E_DAMAGED", lambda d: _restreamed(d, lambda s: s[:-4])),
    "stream that is no stream": ("E_DAMAGED", lambda d: _restreamed(d, lambda s: b"\xff" * 50)),
    "empty stream": ("E_DAMAGED", lambda d: _restreamed(d, lambda s: b"")),
    "stream of another text": (
        "E_DAMAGED",
        lambda d: _restreamed(d, lambda s: _deflated(b"y" * 800)),
    ),
    "stream that grows beyond its size": (
        "E_DAMAGED",
        lambda d: _restreamed(d, lambda s: _deflated(bytes(40_000_000))),
    ),
}
