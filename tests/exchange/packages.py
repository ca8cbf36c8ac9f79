"""Good packages, and the parts from which the tests make bad ones."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ntm_desktop.domain.changes import Change, chain_next, chain_start, make_change
from ntm_desktop.domain.entity import StoredValue
from ntm_desktop.exchange import container, keys
from ntm_desktop.exchange.package import PackageDraft, ReadPackage, Section, Sender, read_package
from ntm_desktop.exchange.package import write_package as write

SEED = bytes(range(32))
OTHER_SEED = bytes(range(1, 33))
WRITER = "abcdefghijk23"
OTHER_WRITER = "zyxwvutsrqp76"
UNIT = "26734"
CREATED_MS = 1_763_778_600_000  # 2025-11-22 09:30 in Vietnam
SENDER = Sender(UNIT, "Xã Bình Mỹ", WRITER, (), "PC-VP-01", "Nguyễn Thị Hoa")
OPS = "ops/0001.jsonl"
CELL = f"{UNIT}/2025-03/xa-ntm-2026-2030/1.1"


def change(
    n: int,
    values: Mapping[str, StoredValue] | None = None,
    *,
    key: str = CELL,
    entity: str = "indicator_value",
    writer: str = WRITER,
    replaces: Mapping[str, tuple[str, ...]] | None = None,
) -> Change:
    """Return one valid change; by default it sets a result."""
    set_values = {"value": "95.3", "note": "Đã họp thôn"} if values is None else values
    return make_change(writer, n, CREATED_MS, "Hoa", (entity, key), set_values, replaces or {})


def sample_changes() -> list[Change]:
    """Return a first entry, a correction and a deletion."""
    first = change(1)
    second = change(2, {"value": "96"}, replaces={"value": (first.ref,)})
    gone = change(3, {}, replaces={"note": (first.ref,), "value": (second.ref,)})
    return [first, second, gone, change(4, {"title": "Họp giao ban"}, entity="meeting")]


def section(changes: list[Change] | None = None, **more: Any) -> Section:
    """Return a section of these changes (the sample by default)."""
    found = sample_changes() if changes is None else changes
    parts = {"schema": 1, "stream": "shared", "unit": UNIT, "writer": WRITER, **more}
    return Section(lines=tuple(item.line for item in found), **parts)


def have_of(found: Section) -> dict[str, tuple[int, str]]:
    """Return the vector of a sender that holds one section."""
    chain = chain_start(found.writer)
    for line in found.lines:
        chain = chain_next(chain, line)
    return {found.writer: (len(found.lines), chain.hex()[:16])}


def draft(*sections: Section, **more: Any) -> PackageDraft:
    """Return a full package of these sections (the sample by default)."""
    found = sections or (section(),)
    parts: dict[str, Any] = {"sender": SENDER, "created_ms": CREATED_MS, "serial": 57}
    parts |= {"have": have_of(found[0]), "sections": found, **more}
    return PackageDraft(**parts)


def good_bytes(folder: Path, made: PackageDraft | None = None) -> bytes:
    """Return the bytes of a good package."""
    return write(made or draft(), SEED, folder / "good.ntmx").path.read_bytes()


def read_bytes(folder: Path, data: bytes) -> ReadPackage:
    """Read a package given as bytes; the file has a name that says nothing."""
    path = folder / "from-mail.bin"
    path.write_bytes(data)
    return read_package(path)


def members_of(data: bytes) -> list[tuple[str, bytes]]:
    """Return the members of a good package in order, as any other ZIP program reads them."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [(info.filename, package.read(info)) for info in package.infolist()]


def container_of(members: list[tuple[str, bytes]]) -> bytes:
    """Return a well-formed container with any members."""
    target = io.BytesIO()
    container.write_container(target, members)
    return target.getvalue()


def signature_of(manifest: bytes, seed: bytes = SEED, key: bytes | None = None) -> bytes:
    """Return MANIFEST.sig; `key` may claim another key than the one that signs."""
    signed = keys.sign(seed, b"ntmx/manifest/v1\0" + manifest)
    parts = {"alg": "Ed25519", "key": key or keys.public_key(seed), "sig": signed}
    encoded = {
        name: base64.b64encode(part).decode() if isinstance(part, bytes) else part
        for name, part in parts.items()
    }
    return json.dumps(encoded).encode()


def manifest_of(data: bytes) -> dict[str, Any]:
    """Return the manifest of a good package as JSON."""
    found: dict[str, Any] = json.loads(dict(members_of(data))["MANIFEST.json"])
    return found


def signed_package(
    data: bytes,
    *,
    manifest: Mapping[str, Any] | None = None,
    raw_manifest: bytes | None = None,
    ops: bytes | None = None,
    extra: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return a good package changed and honestly signed again, with the right hashes.

    `manifest` replaces keys, `raw_manifest` all of it, `ops` the changes; `extra` adds members.
    """
    members = dict(members_of(data))
    members |= {OPS: ops} if ops is not None else {}
    members |= extra or {}
    covered = {name: part for name, part in members.items() if name not in _UNCOVERED}
    listed = [_listed(name, part) for name, part in covered.items()]
    told = {**json.loads(members["MANIFEST.json"]), "members": listed, **(manifest or {})}
    raw = json.dumps(told).encode() if raw_manifest is None else raw_manifest
    head = [("mimetype", members["mimetype"]), ("MANIFEST.json", raw)]
    return container_of([*head, ("MANIFEST.sig", signature_of(raw)), *covered.items()])


_UNCOVERED = ("mimetype", "MANIFEST.json", "MANIFEST.sig")


def _listed(name: str, data: bytes) -> dict[str, Any]:
    return {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def header_line(**more: Any) -> bytes:
    """Return the header line of a section, with anything in it replaced."""
    parts = {"schema": 1, "stream": "shared", "unit": UNIT, "w": WRITER, **more}
    return json.dumps(parts, separators=(",", ":"), sort_keys=True).encode()


def ops_of(*lines: bytes) -> bytes:
    """Return a file of changes from a header line and change lines."""
    return b"".join(line + b"\n" for line in lines)


def one_line_package(data: bytes, line: bytes, **header: Any) -> bytes:
    """Return a signed package whose only change is `line`."""
    told = {"ranges": {WRITER: [1, 1]}}
    return signed_package(data, ops=ops_of(header_line(**header), line), manifest=told)
