"""What a file is, told by its content and never by its name: the kinds kept as evidence.

Only the first bytes and the directory of a container are read; nothing is unpacked or run.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

HEAD_BYTES = 4096
MAX_MEMBERS_BYTES = 8 * 1024 * 1024  # the directory of a container we are willing to read
MAX_OLE_SECTORS = 1024


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its id, Vietnamese name, media type, and the endings such files have."""

    id: str
    label: str
    media_type: str
    suffixes: tuple[str, ...]


_OOXML = "application/vnd.openxmlformats-officedocument."
_LISTED = (
    FileKind("jpg", "ảnh JPG", "image/jpeg", (".jpg", ".jpeg", ".jpe", ".jfif")),
    FileKind("png", "ảnh PNG", "image/png", (".png",)),
    FileKind("heic", "ảnh HEIC", "image/heic", (".heic", ".heif", ".hif")),
    FileKind("pdf", "tệp PDF", "application/pdf", (".pdf",)),
    FileKind("doc", "văn bản Word", "application/msword", (".doc", ".dot", ".wps")),
    FileKind("docx", "văn bản Word", f"{_OOXML}wordprocessingml.document", (".docx", ".dotx")),
    FileKind("xls", "bảng tính Excel", "application/vnd.ms-excel", (".xls", ".xlt", ".et")),
    FileKind("xlsx", "bảng tính Excel", f"{_OOXML}spreadsheetml.sheet", (".xlsx", ".xltx")),
    FileKind("ppt", "trình chiếu", "application/vnd.ms-powerpoint", (".ppt", ".pps", ".dps")),
    FileKind("pptx", "trình chiếu", f"{_OOXML}presentationml.presentation", (".pptx", ".ppsx")),
    FileKind("mp4", "video MP4", "video/mp4", (".mp4", ".m4v", ".3gp")),
)
KINDS = {kind.id: kind for kind in _LISTED}

# Why a content is not kept; each has its sentence in texts.EVIDENCE_REFUSED.
PROGRAM, MACROS, LOCKED, ARCHIVE, UNKNOWN = "program", "macros", "locked", "archive", "unknown"

_PROGRAM_HEADS = (
    *(b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"dex\n", b"L\x00\x00\x00\x01\x14\x02\x00"),
    *(b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe"),
)
_SCRIPT_HEADS = (b"<?php", b"<script", b"<html", b"<!doctype html", b"@echo", b"<hta:")
_PROGRAM_SUFFIX = re.compile(
    r"\.(exe|com|scr|pif|bat|cmd|ps1|psm1|vbs|vbe|js|jse|wsf|wsh|hta|msi|msp|lnk|cpl|dll|sys|jar"
    r"|py|pyw|sh|reg|inf|apk|app|url|html?|svg)"
)
_MACRO_SUFFIX = re.compile(r"\.(docm|dotm|xlsm|xltm|xlam|pptm|ppsm|potm)")
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}
_HEIF_BRANDS = {b"mif1", b"msf1"}
_MP4_BRANDS = {b"isom", b"avc1", b"mp41", b"mp42", b"M4V ", b"M4VP", b"MSNV", b"dash", b"f4v "}
_MP4_FAMILIES = (b"iso", b"3gp", b"3g2")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = {
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "PowerPoint Document": "ppt",
    "EncryptedPackage": LOCKED,
}
_OOXML_PARTS = (
    ("word/document", "docx"),
    ("xl/workbook", "xlsx"),
    ("ppt/presentation", "pptx"),
)


def recognise(stream: BinaryIO, name: str = "") -> str:
    """Return the id of a kind in `KINDS`, or why the content is not kept (`PROGRAM`, …).

    `name` only makes it stricter: what calls itself a program is refused whatever it holds.
    """
    suffix = PurePath(name.rstrip(". ")).suffix.lower()
    if _PROGRAM_SUFFIX.fullmatch(suffix):
        return PROGRAM
    if _MACRO_SUFFIX.fullmatch(suffix):
        return MACROS
    stream.seek(0)
    head = stream.read(HEAD_BYTES)
    if _is_program(head):
        return PROGRAM
    return _by_head(head) or _by_directory(stream, head) or UNKNOWN


def _is_program(head: bytes) -> bool:
    """Say whether the first bytes are those of a program or of a script."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return head.startswith(_PROGRAM_HEADS) or text.startswith((*_SCRIPT_HEADS, b"#!"))


def _by_head(head: bytes) -> str:
    """Return the kind that the first bytes tell, "" where they do not."""
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    return "pdf" if b"%PDF-" in head[:1024] else ""


def _by_brand(head: bytes) -> str:
    """Return the kind of an ISO media file by its main brand, "" for others (MOV, AVIF, raw)."""
    main, length = head[8:12], int.from_bytes(head[:4], "big")
    others = {head[at : at + 4] for at in range(16, min(length, 256), 4)}
    if main in _HEIC_BRANDS or (main in _HEIF_BRANDS and others & _HEIC_BRANDS):
        return "heic"
    return "mp4" if main in _MP4_BRANDS or main.startswith(_MP4_FAMILIES) else ""


def _by_directory(stream: BinaryIO, head: bytes) -> str:
    """Return the kind of an Office file by the names inside it, "" for no container."""
    if head.startswith(_OLE):
        names = set(_ole_names(stream, head))
        return next((kind for name, kind in _OLE_STREAMS.items() if name in names), "")
    return _by_members(list(_zip_names(stream))) if head.startswith(b"PK\x03\x04") else ""


def _by_members(names: list[str]) -> str:
    """Return the kind of a ZIP container; macros are told apart, any other ZIP is an archive."""
    if any(name.endswith("vbaproject.bin") for name in names):
        return MACROS
    if "[content_types].xml" in names:
        for part, kind in _OOXML_PARTS:
            if any(name.startswith(part) and name.endswith(".xml") for name in names):
                return kind
    return PROGRAM if "meta-inf/manifest.mf" in names else ARCHIVE


def _zip_names(stream: BinaryIO) -> Iterator[str]:
    """Yield the names of a ZIP file's members in lower case; nothing for a damaged directory."""
    size = stream.seek(0, 2)
    start = max(size - 65_557, 0)  # the end record and the longest comment
    stream.seek(start)
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        return
    length = int.from_bytes(tail[at + 12 : at + 16], "little")
    if length > min(MAX_MEMBERS_BYTES, start + at):
        return
    stream.seek(start + at - length)
    yield from _members(stream.read(length))


def _members(directory: bytes) -> Iterator[str]:
    """Yield the names in the central directory of a ZIP file."""
    at = 0
    while directory[at : at + 4] == b"PK\x01\x02" and at + 46 <= len(directory):
        name, extra, comment = struct.unpack_from("<HHH", directory, at + 28)
        raw = directory[at + 46 : at + 46 + name]
        yield raw.decode("utf-8", "replace").replace("\\", "/").lower()
        at += 46 + name + extra + comment


def _ole_names(stream: BinaryIO, head: bytes) -> Iterator[str]:
    """Yield the names at the top of an OLE file (what is embedded deeper does not count)."""
    directory = _ole_directory(stream, head)
    entries = [directory[at : at + 128] for at in range(0, len(directory) - 127, 128)]
    waiting = [struct.unpack_from("<I", entries[0], 76)[0]] if entries else []
    passed: set[int] = set()
    while waiting:
        number = waiting.pop()
        if number in passed or number >= len(entries):
            continue
        passed.add(number)
        entry = entries[number]
        (length,) = struct.unpack_from("<H", entry, 64)
        yield entry[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        waiting += struct.unpack_from("<II", entry, 68)


def _ole_directory(stream: BinaryIO, head: bytes) -> bytes:
    """Return the directory of an OLE file, as far as its chain of sectors can be followed."""
    head = head.ljust(512, b"\xff")
    shift, sector = struct.unpack_from("<H", head, 30)[0], struct.unpack_from("<I", head, 48)[0]
    tables = struct.unpack_from("<109I", head, 76)
    if shift not in (9, 12):
        return b""
    found = bytearray()
    for _ in range(MAX_OLE_SECTORS):
        read = _ole_read(stream, sector, shift, 0, 1 << shift)
        table, place = divmod(sector, 1 << (shift - 2))
        if not read or table >= len(tables):
            break
        found += read
        link = _ole_read(stream, tables[table], shift, 4 * place, 4)
        if len(link) < 4:
            break
        sector = int.from_bytes(link, "little")
    return bytes(found)


def _ole_read(stream: BinaryIO, sector: int, shift: int, offset: int, length: int) -> bytes:
    """Return bytes of a sector, b"" for a number that marks an end or lies behind the file."""
    if sector >= 0xFFFFFFF0:
        return b""
    stream.seek(((sector + 1) << shift) + offset)
    return stream.read(length)
