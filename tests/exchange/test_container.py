"""The outer file: every shape but the one allowed is refused, with the right reason."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from ntm_desktop import texts
from ntm_desktop.errors import PackageError
from ntm_desktop.exchange import container, limits
from tests.exchange import packages
from tests.exchange.hostile_containers import central_of
from tests.exchange.packages import container_of, good_bytes, members_of, read_bytes


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
    start = struct.unpack_from("<L", hidden, central_of(hidden, "ops/0002.jsonl") + 42)[0]
    directory = struct.unpack("<L", hidden[-6:-2])[0]
    outer = (packages.OPS, bytes(range(256)) + hidden[start:directory])
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, data in [*members_of(good)[:-1], outer]:
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    shell = target.getvalue()
    begin = struct.unpack("<L", shell[-6:-2])[0]
    record = bytearray(hidden[central_of(hidden, "ops/0002.jsonl") : -22])
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
