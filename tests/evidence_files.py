"""Small files of every kind that evidence may be, and of kinds it may not."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping

PDF = b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
HEIC = b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic" + b"\x00" * 40
MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp41" + b"\x00" * 40
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FREE, END = 0xFFFFFFFF, 0xFFFFFFFE


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 20), **more: object) -> bytes:
    """Return a picture as Pillow writes it."""
    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(made, kind, **more)
    return made.getvalue()


def zipped(members: Mapping[str, bytes] | Iterable[str], comment: bytes = b"") -> bytes:
    """Return a ZIP file with these members."""
    held = members if isinstance(members, Mapping) else dict.fromkeys(members, b"x")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as container:
        for name, content in held.items():
            container.writestr(name, content)
        container.comment = comment
    return made.getvalue()


def office(part: str, *more: str) -> bytes:
    """Return an Office file of the new kind, told by its main part."""
    return zipped(["[Content_Types].xml", part, *more])


DOCX = office("word/document.xml")


def ole(*names: str, deeper: Iterable[str] = (), shift: int = 9) -> bytes:
    """Return an Office file of the old kind: names at its top, and `deeper` in a storage of it."""
    entries = [_entry("Root Entry", child=1 if names else FREE)]
    for at, name in enumerate(names, start=1):
        right = at + 1 if at < len(names) else FREE
        entries.append(_entry(name, right=right))
    if deeper:
        entries[1] = _entry(names[0], right=2 if len(names) > 1 else FREE, child=len(entries))
        entries += [_entry(name) for name in deeper]
    size = 1 << shift
    per = size // 128
    entries += [b"\0" * 128] * (-len(entries) % per)
    count = len(entries) // per
    links = [0xFFFFFFFD, *range(2, count + 1), END]  # sector 0 is the table itself
    table = struct.pack(f"<{len(links)}I", *links).ljust(size, b"\xff")
    head = bytearray(OLE_MARK.ljust(512, b"\0"))
    struct.pack_into("<H", head, 30, shift)
    struct.pack_into("<I", head, 48, 1)
    struct.pack_into("<109I", head, 76, 0, *[FREE] * 108)
    return bytes(head).ljust(size, b"\0") + table + b"".join(entries)


def _entry(name: str, right: int = FREE, child: int = FREE) -> bytes:
    """Return one entry of an OLE directory."""
    raw = name.encode("utf-16-le") + b"\0\0"
    entry = bytearray(raw.ljust(64, b"\0") + struct.pack("<H", len(raw)) + b"\2\1")
    return bytes(entry + struct.pack("<III", FREE, right, child)).ljust(128, b"\0")
