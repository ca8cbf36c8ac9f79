"""The outer file: every shape but the one allowed is refused, with the right reason."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from ntm_desktop import texts
from ntm_desktop.errors import PackageError
from ntm_desktop.exchange import container, limits
from tests.exchange import packages
from tests.exchange.packages import container_of, good_bytes, members_of, read_bytes

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
    "extra": (28, "<H"),
}
SYMLINK, FOLDER = 0o120777 << 16, 0o040755 << 16


def refused(folder: Path, data: bytes) -> str:
    """Return the code with which the bytes are refused."""
    with pytest.raises(PackageError) as caught:
        read_bytes(folder, data)
    assert str(caught.value).endswith(texts.NOTHING_CHANGED)
    assert "{" not in str(caught.value)
    return caught.value.code


@pytest.fixture
def good(tmp_path: Path) -> bytes:
    """The bytes of one good package."""
    return good_bytes(tmp_path)


def _central_of(data: bytes, name: str) -> int:
    """Return where the directory record of a member begins."""
    start = struct.unpack("<L", data[-6:-2])[0]
    return data.index(name.encode(), start) - 46


def _patched(
    data: bytes, name: str, *, central: dict[str, int] | None = None, local: dict[str, int] | None
) -> bytes:
    """Return a package with header fields of one member replaced."""
    changed = bytearray(data)
    record = _central_of(data, name)
    start = struct.unpack_from("<L", data, record + 42)[0]
    for base, offsets, values in (
        (record, CENTRAL_OFFSETS, central),
        (start, LOCAL_OFFSETS, local),
    ):
        for field, value in (values or {}).items():
            at, form = offsets[field]
            struct.pack_into(form, changed, base + at, value)
    return bytes(changed)


def _central(data: bytes, name: str = packages.OPS, **fields: int) -> bytes:
    return _patched(data, name, central=fields, local=None)


def _local(data: bytes, name: str = packages.OPS, **fields: int) -> bytes:
    return _patched(data, name, central=None, local=fields)


def _both(data: bytes, name: str = packages.OPS, **fields: int) -> bytes:
    return _patched(data, name, central=fields, local=fields)


def _flipped(data: bytes, name: str) -> bytes:
    """Return a package with one bit of a member's bytes turned over."""
    start = struct.unpack_from("<L", data, _central_of(data, name) + 42)[0]
    changed = bytearray(data)
    changed[start + 30 + len(name) + 3] ^= 16
    return bytes(changed)


def _renamed(data: bytes, old: str, new: str) -> bytes:
    """Return a package in which a member has another name of the same length everywhere."""
    assert len(old) == len(new)
    return data.replace(old.encode(), new.encode())


def _with_members(data: bytes, change: Callable[[Members], Members]) -> bytes:
    return container_of(change(members_of(data)))


def _moved(members: Members, place: int, to: int) -> Members:
    found = list(members)
    found.insert(to, found.pop(place))
    return found


def _with_comment(data: bytes) -> bytes:
    comment = b"sent by mail"
    return data[:-2] + struct.pack("<H", len(comment)) + comment


def _with_gap(data: bytes) -> bytes:
    """Return a package with unclaimed bytes before the directory, its offset put right."""
    start = struct.unpack("<L", data[-6:-2])[0]
    moved = data[-22:-6] + struct.pack("<L", start + 7) + data[-2:]
    return data[:start] + b"between" + data[start:-22] + moved


def _overlapping(data: bytes) -> bytes:
    """Return a package whose directory names the same bytes twice under two names."""
    start = struct.unpack("<L", data[-6:-2])[0]
    record = _central_of(data, packages.OPS)
    twin = data[record:-22].replace(b"0001", b"0002")
    length = len(data) - 22 - start + len(twin)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 6, 6, length, start, 0)
    return data[:-22] + twin + end


def _bomb(data: bytes) -> bytes:
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


def _descriptor(data: bytes) -> bytes:
    return _both(data, flags=0x0008)


HOSTILE: dict[str, tuple[str, Mangle]] = {
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
    "flip in mimetype": ("E_DAMAGED", lambda data: _flipped(data, "mimetype")),
    "flip in manifest": ("E_DAMAGED", lambda data: _flipped(data, "MANIFEST.json")),
    "flip in signature": ("E_DAMAGED", lambda data: _flipped(data, "MANIFEST.sig")),
    "flip in cover": ("E_DAMAGED", lambda data: _flipped(data, "DOC-TOI.txt")),
    "flip in changes": ("E_DAMAGED", lambda data: _flipped(data, packages.OPS)),
    "wrong checksum in both headers": ("E_DAMAGED", lambda data: _both(data, crc=1)),
    "says it is smaller": ("E_DAMAGED", lambda data: _both(data, size=10)),
    "says it is larger": ("E_DAMAGED", lambda data: _both(data, size=700)),
    "says it is huge": ("E_LIMIT", lambda data: _both(data, size=2**31)),
    "grows a thousandfold": ("E_BOMB", _bomb),
    "headers disagree on size": ("E_CONTAINER", lambda data: _local(data, size=700)),
    "headers disagree on checksum": ("E_CONTAINER", lambda data: _local(data, crc=1)),
    "headers disagree on method": ("E_CONTAINER", lambda data: _local(data, method=0)),
    "headers disagree on flags": ("E_CONTAINER", lambda data: _local(data, flags=2)),
    "data descriptor": ("E_CONTAINER", _descriptor),
    "encrypted entry": ("E_CONTAINER", lambda data: _both(data, flags=1)),
    "method bzip2": ("E_CONTAINER", lambda data: _both(data, method=12)),
    "stored with two sizes": ("E_CONTAINER", lambda data: _both(data, method=0)),
    "another date": ("E_CONTAINER", lambda data: _both(data, time=1)),
    "needs a later zip": ("E_CONTAINER", lambda data: _both(data, needed=45)),
    "made by a strange host": ("E_CONTAINER", lambda data: _central(data, made_by=0x1314)),
    "extra field": ("E_CONTAINER", lambda data: _both(data, extra=4)),
    "entry comment": ("E_CONTAINER", lambda data: _central(data, comment=4)),
    "second disk": ("E_CONTAINER", lambda data: _central(data, disk=1)),
    "text flag": ("E_CONTAINER", lambda data: _central(data, internal=1)),
    "symbolic link": ("E_CONTAINER", lambda data: _central(data, external=SYMLINK)),
    "folder": ("E_CONTAINER", lambda data: _central(data, external=FOLDER)),
    "entry begins elsewhere": ("E_CONTAINER", lambda data: _central(data, start=7)),
    "archive comment": ("E_CONTAINER", _with_comment),
    "bytes that belong to nobody": ("E_CONTAINER", _with_gap),
    "overlapping entries": ("E_CONTAINER", _overlapping),
    "path upwards": ("E_CONTAINER", lambda data: _renamed(data, packages.OPS, "../../a.jsonl1")),
    "absolute path": ("E_CONTAINER", lambda data: _renamed(data, packages.OPS, "/ops/001.jsonl")),
    "device name": ("E_CONTAINER", lambda data: _renamed(data, packages.OPS, "ops/con0.jsonl")),
    "upper case name": ("E_CONTAINER", lambda data: _renamed(data, packages.OPS, "OPS/0001.jsonl")),
    "name with NUL": ("E_CONTAINER", lambda data: _renamed(data, packages.OPS, "ops/0001.json\0")),
    "numbers not from one": ("E_CONTAINER", lambda d: _renamed(d, packages.OPS, "ops/0002.jsonl")),
    "twice the same name": ("E_CONTAINER", lambda d: _with_members(d, lambda m: [*m, m[-1]])),
    "extra entry": (
        "E_CONTAINER",
        lambda d: _with_members(d, lambda m: [*m, ("ops/0002.jsonl", b"")]),
    ),
    "changes missing": ("E_CONTAINER", lambda d: _with_members(d, lambda m: m[:-1])),
    "cover missing": ("E_CONTAINER", lambda d: _with_members(d, lambda m: [*m[:3], *m[4:]])),
    "changes before the cover": (
        "E_CONTAINER",
        lambda d: _with_members(d, lambda m: _moved(m, 4, 3)),
    ),
    "mimetype not first": ("E_CONTAINER", lambda d: _with_members(d, lambda m: _moved(m, 0, 1))),
    "signature missing": ("E_UNSIGNED", lambda d: _with_members(d, lambda m: [*m[:2], *m[3:]])),
    "another mimetype": (
        "E_NOT_PACKAGE",
        lambda d: _with_members(d, lambda m: [("mimetype", b"application/epub+zip"), *m[1:]]),
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_container_outside_the_profile_is_refused(name: str, good: bytes, tmp_path: Path) -> None:
    code, mangle = HOSTILE[name]
    assert refused(tmp_path, mangle(good)) == code


@pytest.mark.parametrize("part", range(1, 20))
def test_a_package_cut_anywhere_is_not_whole(part: int, good: bytes, tmp_path: Path) -> None:
    assert refused(tmp_path, good[: len(good) * part // 20]) == "E_TRUNCATED"


def test_a_document_that_is_a_zip_is_no_package(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as document:
        document.writestr("[Content_Types].xml", "<Types/>")
    assert refused(tmp_path, target.getvalue()) == "E_NOT_PACKAGE"


def test_a_package_made_by_another_zip_writer_on_unix_is_read(good: bytes, tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, data in members_of(good):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.external_attr = 0o100644 << 16
            package.writestr(info, data)
    assert read_bytes(tmp_path, target.getvalue()).changes == 4


def test_an_entry_hidden_inside_another_is_refused(good: bytes, tmp_path: Path) -> None:
    # the directory names it, its header is right and it ends where the directory begins
    hidden = container_of([*members_of(good), ("ops/0002.jsonl", packages.ops_of(b"{}"))])
    start = struct.unpack_from("<L", hidden, _central_of(hidden, "ops/0002.jsonl") + 42)[0]
    directory = struct.unpack("<L", hidden[-6:-2])[0]
    outer = (packages.OPS, bytes(range(256)) + hidden[start:directory])
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, data in [*members_of(good)[:-1], outer]:
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    shell = target.getvalue()
    begin = struct.unpack("<L", shell[-6:-2])[0]
    record = bytearray(hidden[_central_of(hidden, "ops/0002.jsonl") : -22])
    struct.pack_into("<L", record, 42, begin - (directory - start))
    length = len(shell) - 22 - begin + len(record)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 6, 6, length, begin, 0)
    with pytest.raises(PackageError) as caught:
        container.read_directory(io.BytesIO(shell[:-22] + record + end))
    assert caught.value.code == "E_CONTAINER"
    assert "ops/0002.jsonl" in str(caught.value)


@pytest.mark.parametrize("behind", [b"hidden", b"h" * 70_000])
def test_bytes_behind_the_deflate_stream_are_refused(behind: bytes, good: bytes) -> None:
    # a stream that ends early inside its entry would leave room for bytes nobody signed
    name, data = members_of(good)[-1]
    deflater = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = deflater.compress(data) + deflater.flush() + behind
    entry = container.Entry(name, 8, zlib.crc32(data), len(packed), len(data), 0)
    source = io.BytesIO(bytes(entry.data_start) + packed)
    with pytest.raises(PackageError) as caught:
        container.read_member(source, entry)
    assert caught.value.code == "E_DAMAGED"


def test_members_of_any_length_around_a_piece_come_back_whole() -> None:
    for size in (0, 1, 65_535, 65_536, 65_537, 65_700, 131_072, 131_073, 900_000):
        deflater = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed = deflater.compress(bytes(size)) + deflater.flush()
        entry = container.Entry("DOC-TOI.txt", 8, zlib.crc32(bytes(size)), len(packed), size, 0)
        source = io.BytesIO(bytes(entry.data_start) + packed)
        assert container.read_member(source, entry) == bytes(size)


def test_a_deflate_stream_without_its_end_is_refused() -> None:
    data = b"whole, but the stream goes on"
    deflater = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = deflater.compress(data) + deflater.flush(zlib.Z_SYNC_FLUSH)
    entry = container.Entry("DOC-TOI.txt", 8, zlib.crc32(data), len(packed), len(data), 0)
    source = io.BytesIO(bytes(entry.data_start) + packed)
    with pytest.raises(PackageError) as caught:
        container.read_member(source, entry)
    assert caught.value.code == "E_DAMAGED"


def test_inflating_stops_soon_after_the_announced_size() -> None:
    zeros = bytes(50_000_000)
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = deflater.compress(zeros) + deflater.flush()
    entry = container.Entry("ops/0001.jsonl", 8, 0, len(packed), 100_000, 0)
    given = 0
    with pytest.raises(PackageError):  # noqa: PT012 - the pieces before the refusal are counted
        for piece in container.member_chunks(io.BytesIO(bytes(44) + packed), entry):
            given += len(piece)
    assert given <= 100_000


def test_too_many_entries_are_refused_before_they_are_read(
    good: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MEMBERS", 4)
    assert refused(tmp_path, good) == "E_LIMIT"


@pytest.mark.parametrize(
    ("limit", "value", "code"),
    [
        ("FILE_BYTES", 100, "E_LIMIT"),
        ("UNPACKED_BYTES", 100, "E_BOMB"),
        ("HELD_BYTES", 1, "E_LIMIT"),
        ("DIRECTORY_BYTES", 1, "E_LIMIT"),
    ],
)
def test_sizes_beyond_the_limits_are_refused(
    limit: str, value: int, code: str, good: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, limit, value)
    assert refused(tmp_path, good) == code


def test_a_file_that_shrinks_while_it_is_read_is_not_whole() -> None:
    with pytest.raises(PackageError) as caught:
        container.read_at(io.BytesIO(b"abc"), 2, 2)
    assert caught.value.code == "E_TRUNCATED"


def test_directory_that_ends_inside_a_record_is_refused(good: bytes, tmp_path: Path) -> None:
    start = struct.unpack("<L", good[-6:-2])[0]
    length = len(good) - 22 - start - 20
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 5, 5, length, start, 0)
    assert refused(tmp_path, good[: start + length] + end) == "E_CONTAINER"


def test_a_wrong_number_of_entries_is_refused(good: bytes, tmp_path: Path) -> None:
    end = good[-22:-14] + struct.pack("<2H", 4, 4) + good[-10:]
    assert refused(tmp_path, good[:-22] + end) == "E_CONTAINER"
    other_disk = good[:-22] + good[-22:-18] + b"\x01\x00" + good[-16:]
    assert refused(tmp_path, other_disk) == "E_CONTAINER"
