"""Packages of a right container and a valid signature that must be refused all the same."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from ntm_desktop.domain.changes import canonical
from ntm_desktop.exchange import keys, limits
from tests.exchange import packages
from tests.exchange.packages import (
    CELL,
    OPS,
    OTHER_SEED,
    OTHER_WRITER,
    UNIT,
    WRITER,
    container_of,
    header_line,
    manifest_of,
    members_of,
    one_line_package,
    ops_of,
    signature_of,
    signed_package,
)

Mangle = Callable[[bytes], bytes]
Cases = dict[str, tuple[str, Mangle]]

SHA = "0" * 64
PHOTO = b"\xff\xd8\xff\xe0 a photo"
PHOTO_SHA = hashlib.sha256(PHOTO).hexdigest()
HASH = "0" * 16
REF = f"{OTHER_WRITER}.7.{HASH}"
FROM = {
    "unit": UNIT, "unit_name": "Xã", "replica": WRITER, "replaces": [], "device": "", "user": "",
}  # fmt: skip
RECEIPT = {
    "package": "ab" * 16, "status": "ok", "code": "", "new": 0, "known": 0, "conflicts": 0,
    "missing": {}, "t": 0, "confirm": "",
}  # fmt: skip
LINES = [canonical([n, 5, "", "thing", f"{UNIT}/a", {"a": n}, {}]) for n in range(1, 5)]
TWIN = canonical([2, 5, "", "thing", f"{UNIT}/a", {"a": "another branch"}, {}])


def told(**manifest: Any) -> Mangle:
    """Return what replaces keys of the manifest and signs it again."""
    return lambda data: signed_package(data, manifest=manifest)


def _without(key: str) -> Mangle:
    def mangle(data: bytes) -> bytes:
        left = {name: value for name, value in manifest_of(data).items() if name != key}
        return signed_package(data, raw_manifest=json.dumps(left).encode())

    return mangle


def _raw(raw: bytes) -> Mangle:
    return lambda data: signed_package(data, raw_manifest=raw)


def _more_in_manifest(text: str) -> Mangle:
    """Return what puts JSON text first into the manifest, as it stands."""

    def mangle(data: bytes) -> bytes:
        raw = json.dumps(manifest_of(data))
        return signed_package(data, raw_manifest=f"{{{text}, {raw[1:]}".encode())

    return mangle


def _signed_by(signature: Callable[[bytes], bytes]) -> Mangle:
    """Return what replaces MANIFEST.sig."""

    def mangle(data: bytes) -> bytes:
        raw = dict(members_of(data))["MANIFEST.json"]
        made = [(n, signature(raw) if n == "MANIFEST.sig" else d) for n, d in members_of(data)]
        return container_of(made)

    return mangle


def _swapped(name: str, old: bytes, new: bytes) -> Mangle:
    """Return what changes the bytes of a member and signs nothing again."""
    return lambda data: container_of(
        [(n, d.replace(old, new) if n == name else d) for n, d in members_of(data)]
    )


def line_of(**changed: Any) -> bytes:
    """Return a canonical line, by default one of a newer, unknown entity."""
    parts = {"n": 1, "t": 5, "u": "Hoa", "ent": "thing", "key": f"{UNIT}/a"}
    return canonical(list({**parts, "set": {"a": "b"}, "sup": {}, **changed}.values()))


def _line(raw: bytes) -> Mangle:
    return lambda data: one_line_package(data, raw)


def _changed(**changed: Any) -> Mangle:
    return _line(line_of(**changed))


def _cell(entity: str, **values: Any) -> Mangle:
    return _line(line_of(ent=entity, key=CELL, set=values))


def _ops(ranges: Mapping[str, Any], *lines: bytes, end: bytes = b"") -> Mangle:
    ops = ops_of(*lines) + end
    return lambda data: signed_package(data, ops=ops, manifest={"ranges": ranges})


def _member(**changed: Any) -> Mangle:
    """Return what lies about the file of changes in the manifest."""

    def mangle(data: bytes) -> bytes:
        cover, ops = manifest_of(data)["members"]
        return signed_package(data, manifest={"members": [cover, {**ops, **changed}]})

    return mangle


def _enclosed(name: str, content: bytes = b"piece", **att: Any) -> Mangle:
    """Return what encloses a file under a name, with what `att` of the manifest says of it."""
    said = {"att": {"chunked": {}, "wanted": {}, **att}}
    return lambda data: signed_package(data, extra={f"att/{name}": content}, manifest=said)


def _both_ways(data: bytes) -> bytes:
    """Return a package that encloses one file whole and in pieces."""
    extra = {f"att/{PHOTO_SHA}": PHOTO, f"att/{PHOTO_SHA}.0": PHOTO}
    said = {"att": {"chunked": {PHOTO_SHA: len(PHOTO)}, "wanted": {}}}
    return signed_package(data, extra=extra, manifest=said)


MANIFESTS: Cases = {
    "manifest empty": ("E_FORMAT", _raw(b"")),
    "manifest a list": ("E_FORMAT", _raw(b"[]")),
    "manifest null": ("E_FORMAT", _raw(b"null")),
    "manifest with byte order mark": ("E_FORMAT", _raw(b"\xef\xbb\xbf{}")),
    "manifest in UTF-16": ("E_FORMAT", _raw('{"format":"ntmx"}'.encode("utf-16"))),
    "manifest cut": ("E_FORMAT", _raw(b'{"format":"ntmx"')),
    "manifest twice": ("E_FORMAT", _raw(b'{"format":"ntmx"}{"format":"ntmx"}')),
    "manifest of deep lists": ("E_FORMAT", _raw(b"[" * 100_000 + b"]" * 100_000)),
    "manifest of deep objects": ("E_FORMAT", _raw(b'{"a":' * 100_000 + b"1" + b"}" * 100_000)),
    "manifest never closed": ("E_FORMAT", _raw(b'{"a":' * 100_000)),
    "deep unknown key": ("E_FORMAT", _more_in_manifest('"x":' + "[" * 40 + "]" * 40)),
    "duplicate key": ("E_FORMAT", _more_in_manifest('"serial":57')),
    "duplicate key inside": ("E_FORMAT", _more_in_manifest('"x":{"a":1,"a":1}')),
    "float": ("E_FORMAT", _more_in_manifest('"x":1.0')),
    "exponent": ("E_FORMAT", _more_in_manifest('"x":1e9')),
    "NaN": ("E_FORMAT", _more_in_manifest('"x":NaN')),
    "infinity": ("E_FORMAT", _more_in_manifest('"x":-Infinity')),
    "integer of 17 digits": ("E_FORMAT", _more_in_manifest('"x":90071992547409920')),
    "integer of 10,000 digits": ("E_FORMAT", _more_in_manifest('"x":1' + "0" * 10_000)),
    "two million numbers": ("E_LIMIT", _more_in_manifest('"x":[' + "1," * 2_000_000 + "1]")),
    "a million lists": ("E_LIMIT", _more_in_manifest('"x":[' + "[]," * 1_000_000 + "1]")),
    "a million objects": ("E_LIMIT", _more_in_manifest('"x":[' + "{}," * 1_000_000 + "1]")),
    "a million texts": ("E_LIMIT", _more_in_manifest('"x":[' + '"",' * 1_000_000 + "1]")),
    "400,000 numbers and a float": (
        "E_FORMAT",
        _more_in_manifest('"x":[' + "1," * 399_000 + "1.5]"),
    ),
    "lone surrogate": ("E_FORMAT", _more_in_manifest('"x":"\\ud800"')),
    "surrogate as a key": ("E_FORMAT", _more_in_manifest('"\\udfff":1')),
    "another format": ("E_NOT_PACKAGE", told(format="other")),
    "format 2.0": ("E_TOO_NEW", told(format_version=[2, 0])),
    "a newer reader": ("E_TOO_NEW", told(min_reader=[1, 1])),
    "an unknown capability": ("E_TOO_NEW", told(requires=["zstd"])),
    "a newer schema": ("E_TOO_NEW", told(schema=99, min_schema=99)),
    "a directory of units": ("E_TOO_NEW", told(kind="trust")),
    "a newer program with another sender": ("E_TOO_NEW", told(min_reader=[9, 0], **{"from": 1})),
    "an unknown kind": ("E_FORMAT", told(kind="everything")),
    "a receipt with changes": ("E_FORMAT", told(kind="receipt")),
    "attachments with changes": ("E_FORMAT", told(kind="attachments")),
    "version as text": ("E_FORMAT", told(format_version="1.0")),
    "version true": ("E_FORMAT", told(min_reader=[True, 0])),
    "schema 0": ("E_FORMAT", told(schema=0)),
    "schema true": ("E_FORMAT", told(schema=True)),
    "created before 1970": ("E_FORMAT", told(created=-1)),
    "created after 2100": ("E_FORMAT", told(created=limits.LATEST_TIME + 1)),
    "an unknown clock": ("E_FORMAT", told(clock="fast")),
    "program name with an escape": ("E_FORMAT", told(app="\x1b[2J")),
    "program name too long": ("E_FORMAT", told(app="x" * 257)),
    "sender a list": ("E_FORMAT", told(**{"from": []})),
    "sender with a path": ("E_FORMAT", told(**{"from": {**FROM, "unit": "../../x"}})),
    "sender in capitals": ("E_FORMAT", told(**{"from": {**FROM, "replica": "A" * 13}})),
    "sender replaces nine": ("E_FORMAT", told(**{"from": {**FROM, "replaces": [WRITER] * 9}})),
    "sender with two lines": ("E_FORMAT", told(**{"from": {**FROM, "unit_name": "a\nb"}})),
    "to nobody": ("E_FORMAT", told(to=[])),
    "to a number": ("E_FORMAT", told(to=[26734])),
    "scope of the world": ("E_FORMAT", told(scope="world")),
    "serial below 0": ("E_FORMAT", told(serial=-1)),
    "part 2 of 1": ("E_FORMAT", told(set={"id": "", "index": 2, "count": 1})),
    "part 0": ("E_FORMAT", told(set={"id": "", "index": 0, "count": 1})),
    "20,001 parts": ("E_FORMAT", told(set={"id": "", "index": 1, "count": 20_001})),
    "base of a strange writer": ("E_FORMAT", told(base={"x": [1, HASH]})),
    "have with number 0": ("E_FORMAT", told(have={WRITER: [0, HASH]})),
    "have with half a hash": ("E_FORMAT", told(have={WRITER: [1, "0" * 8]})),
    "have of three": ("E_FORMAT", told(have={WRITER: [1, HASH, 1]})),
    "have a list": ("E_FORMAT", told(have=[])),
    "range backwards": ("E_FORMAT", told(ranges={WRITER: [4, 1]})),
    "range from 0": ("E_FORMAT", told(ranges={WRITER: [0, 4]})),
    "range of five million and one": ("E_FORMAT", told(ranges={WRITER: [1, 5_000_001]})),
    "counts of a strange entity": (
        "E_FORMAT",
        told(counts={"changes": 1, "records": 1, "by_entity": {"A;": 1}}),
    ),
    "counts below 0": ("E_FORMAT", told(counts={"changes": -1, "records": 0, "by_entity": {}})),
    "wanted of no hash": ("E_FORMAT", told(att={"chunked": {}, "wanted": {"x": []}})),
    "wanted piece below 0": ("E_FORMAT", told(att={"chunked": {}, "wanted": {SHA: [-1]}})),
    "wanted a word": ("E_FORMAT", told(att={"chunked": {}, "wanted": {SHA: "all"}})),
    "chunked below 0": ("E_FORMAT", told(att={"chunked": {SHA: -1}, "wanted": {}})),
    "chunked of 10 GB": ("E_LIMIT", told(att={"chunked": {SHA: 10**10}, "wanted": {}})),
    "201 receipts": ("E_LIMIT", told(receipts=[RECEIPT] * 201)),
    "receipt of another status": ("E_FORMAT", told(receipts=[{**RECEIPT, "status": "no"}])),
    "receipt of half an id": ("E_FORMAT", told(receipts=[{**RECEIPT, "package": "ab"}])),
    "receipt after 2100": ("E_FORMAT", told(receipts=[{**RECEIPT, "t": 2**53 - 1}])),
    "receipts an object": ("E_FORMAT", told(receipts={})),
    "members a word": ("E_FORMAT", told(members="all")),
    "no members": ("E_CONTAINER", told(members=[])),
    "a member with a path": (
        "E_FORMAT",
        told(members=[{"name": "../x", "size": 1, "sha256": SHA}]),
    ),
    "a member twice": (
        "E_FORMAT",
        told(members=[{"name": "DOC-TOI.txt", "size": 1, "sha256": SHA}] * 2),
    ),
    "the manifest as a member": (
        "E_FORMAT",
        told(members=[{"name": "MANIFEST.json", "size": 1, "sha256": SHA}]),
    ),
    "20,001 members": (
        "E_LIMIT",
        told(
            members=[
                {"name": f"att/{n:064x}", "size": 0, "sha256": f"{n:064x}"} for n in range(20_001)
            ]
        ),
    ),
    **{
        f"without {key}": ("E_FORMAT", _without(key))
        for key in (
            *("format_version", "min_reader", "requires", "schema", "min_schema", "kind"),
            *("created", "clock", "app", "from", "to", "scope", "serial", "set", "base", "have"),
            *("ranges", "counts", "att", "receipts", "members"),
        )
    },
}

MEMBERS: Cases = {
    "member of another hash": ("E_DAMAGED", _member(sha256=SHA)),
    "member of another size": ("E_DAMAGED", _member(size=1)),
    "member of another name": ("E_CONTAINER", _member(name="ops/0002.jsonl")),
    "member of size true": ("E_FORMAT", _member(size=True)),
    "changes altered": ("E_DAMAGED", _swapped(OPS, b"95.3", b"95.4")),
    "cover altered": ("E_DAMAGED", _swapped("DOC-TOI.txt", b"26734", b"26735")),
    "manifest altered": ("E_SIGNATURE", _swapped("MANIFEST.json", b'"serial":57', b'"serial":58')),
    "manifest with a space": ("E_SIGNATURE", _swapped("MANIFEST.json", b"{", b" {")),
    "file of another hash": ("E_FORMAT", _enclosed(SHA)),
    "piece of no file": ("E_FORMAT", _enclosed(f"{SHA}.0")),
    "piece of another size": ("E_FORMAT", _enclosed(f"{SHA}.0", chunked={SHA: 9})),
    "piece beyond the end": ("E_FORMAT", _enclosed(f"{SHA}.1", chunked={SHA: 5})),
    "piece number with zeros": ("E_FORMAT", _enclosed(f"{SHA}.00", chunked={SHA: 5})),
    "piece of an empty file": ("E_FORMAT", _enclosed(f"{SHA}.0", b"", chunked={SHA: 0})),
    "file whole and in pieces": ("E_FORMAT", _both_ways),
    "receipt with a file": (
        "E_FORMAT",
        lambda data: container_of([*members_of(_receipt_with_file(data))]),
    ),
}


def _receipt_with_file(data: bytes) -> bytes:
    """Return a receipt that encloses a file."""
    base = container_of([one for one in members_of(data) if not one[0].startswith("ops/")])
    said = {"kind": "receipt", "ranges": {}}
    return signed_package(base, extra={f"att/{PHOTO_SHA}": PHOTO}, manifest=said)


SIGNATURES: Cases = {
    "signature empty": ("E_SIGNATURE", _signed_by(lambda raw: b"")),
    "signature null": ("E_SIGNATURE", _signed_by(lambda raw: b"null")),
    "signature of nobody": ("E_SIGNATURE", _signed_by(lambda raw: b"{}")),
    "signature by no algorithm": (
        "E_SIGNATURE",
        _signed_by(lambda raw: signature_of(raw).replace(b"Ed25519", b"none")),
    ),
    "signature of zeros": (
        "E_SIGNATURE",
        _signed_by(
            lambda raw: canonical({"alg": "Ed25519", "key": "A" * 43 + "=", "sig": "A" * 86 + "=="})
        ),
    ),
    "signature in the name of another key": (
        "E_SIGNATURE",
        _signed_by(lambda raw: signature_of(raw, OTHER_SEED, keys.public_key(packages.SEED))),
    ),
    "signature of another manifest": ("E_SIGNATURE", _signed_by(lambda raw: signature_of(b"{}"))),
    "signature without its prefix": (
        "E_SIGNATURE",
        _signed_by(lambda raw: _plainly_signed(raw)),
    ),
    "signature deep": ("E_SIGNATURE", _signed_by(lambda raw: b"[" * 2000 + b"]" * 2000)),
    "signature of 5 KiB": ("E_LIMIT", _signed_by(lambda raw: signature_of(raw) + b" " * 5000)),
    "signature with byte order mark": (
        "E_SIGNATURE",
        _signed_by(lambda raw: b"\xef\xbb\xbf" + signature_of(raw)),
    ),
    "signature with a key of 33 bytes": (
        "E_SIGNATURE",
        _signed_by(lambda raw: signature_of(raw, key=bytes(33))),
    ),
    "signed by a computer nobody knows": (
        "E_UNTRUSTED",
        _signed_by(lambda raw: signature_of(raw, OTHER_SEED)),
    ),
}


def _plainly_signed(raw: bytes) -> bytes:
    """Return a signature over the manifest alone, as another protocol might have made it."""
    made = json.loads(signature_of(b""))
    signed = keys.sign(packages.SEED, raw)
    return canonical({**made, "sig": base64.b64encode(signed).decode()})


REFS = sorted(f"{OTHER_WRITER}.{n}.{HASH}" for n in range(1, 66))

SPELLINGS: dict[str, bytes] = {
    "space": b'[1,5,"Hoa","thing","26734/a",{"a": "b"},{}]',
    "carriage return": line_of() + b"\r",
    "byte order mark": b"\xef\xbb\xbf" + line_of(),
    "escaped letter": b'[1,5,"Ho\\u0061","thing","26734/a",{"a":"b"},{}]',
    "escaped slash": b'[1,5,"Hoa","thing","26734\\/a",{"a":"b"},{}]',
    "unsorted keys": b'[1,5,"Hoa","thing","26734/a",{"b":1,"a":1},{}]',
    "duplicate key": b'[1,5,"Hoa","thing","26734/a",{"a":1,"a":1},{}]',
    "float": b'[1,5,"Hoa","thing","26734/a",{"a":1.0},{}]',
    "exponent": b'[1,5,"Hoa","thing","26734/a",{"a":1e3},{}]',
    "NaN": b'[1,5,"Hoa","thing","26734/a",{"a":NaN},{}]',
    "infinity": b'[1,5,"Hoa","thing","26734/a",{"a":-Infinity},{}]',
    "minus zero": b'[1,5,"Hoa","thing","26734/a",{"a":-0},{}]',
    "leading zero": b'[1,5,"Hoa","thing","26734/a",{"a":01},{}]',
    "integer of 100,000 digits": b'[1,5,"H","thing","26734/a",{"a":1' + b"0" * 100_000 + b"},{}]",
    "lone surrogate": b'[1,5,"Hoa","thing","26734/a",{"a":"\\ud800"},{}]',
    "not UTF-8": b'[1,5,"Hoa","thing","26734/a",{"a":"\xff"},{}]',
    "overlong UTF-8": b'[1,5,"Hoa","thing","26734/a",{"a":"\xc0\xaf"},{}]',
    "escaped NUL": b'[1,5,"Hoa","thing","26734/a",{"a":"\\u0000b"},{"a":1.5}]',
    "comment": b'[1,5,"Hoa","thing","26734/a",{"a":"b"},{}]//',
    "two values": line_of() + line_of(),
    "no JSON": b"hello",
    "empty": b"",
    "deep": b"[" * 100_000 + b"]" * 100_000,
    "deep value": b'[1,5,"Hoa","thing","26734/a",{"a":' + b"[" * 200 + b"]" * 200 + b"},{}]",
}

FORMS: dict[str, Mapping[str, Any]] = {
    "number 0": {"n": 0},
    "number true": {"n": True},
    "number 2 first": {"n": 2},
    "time below 0": {"t": -1},
    "time null": {"t": None},
    "user null": {"u": None},
    "user of 65 letters": {"u": "x" * 65},
    "user with a bell": {"u": "\x07"},
    "entity in capitals": {"ent": "Meeting"},
    "entity of SQL": {"ent": "meeting; drop table sync_op"},
    "entity of 33 letters": {"ent": "x" * 33},
    "key empty": {"key": ""},
    "key of a path": {"key": "/etc/passwd"},
    "key with a space": {"key": "26734/a b"},
    "key of 121 letters": {"key": "26734/" + "a" * 115},
    "key a number": {"key": 26734},
    "set a list": {"set": []},
    "neither set nor sup": {"set": {}, "sup": {}},
    "field in capitals": {"set": {"A": 1}},
    "field of SQL": {"set": {"a'--": 1}},
    "value a list": {"set": {"a": []}},
    "value an object": {"set": {"a": {"b": 1}}},
    "sup a list": {"sup": []},
    "sup of nothing": {"sup": {"a": []}},
    "sup a word": {"sup": {"a": REF}},
    "ref of no form": {"sup": {"a": ["x"]}},
    "ref of number 0": {"sup": {"a": [f"{OTHER_WRITER}.0.{HASH}"]}},
    "ref twice": {"sup": {"a": [REF, REF]}},
    "refs not sorted": {"sup": {"a": [f"{OTHER_WRITER}.8.{HASH}", REF]}},
    "ref to itself": {"sup": {"a": [f"{WRITER}.1.{HASH}"]}},
    "ref to its own future": {"sup": {"a": [f"{WRITER}.9.{HASH}"]}},
    "eighth part": {"more": 1},
}

LIMITS: Cases = {
    "time after 2100": ("E_LIMIT", _changed(t=limits.LATEST_TIME + 1)),
    "text of 65,537 letters": ("E_LIMIT", _changed(set={"a": "x" * 65_537})),
    "line of more than 256 KiB": ("E_LIMIT", _changed(set={"a": "á" * 65_536, "b": "á" * 65_536})),
    "513 fields": ("E_LIMIT", _changed(set={f"a{n}": 1 for n in range(513)})),
    "65 refs": ("E_LIMIT", _changed(sup={"a": REFS})),
}

VALUES: Cases = {
    "integer of 2^53": ("E_VALUE", _changed(set={"a": 2**53})),
    "integer of -2^53": ("E_VALUE", _changed(set={"a": -(2**53)})),
    "text with NUL": ("E_VALUE", _changed(set={"a": "a\x00"})),
    "text with an escape": ("E_VALUE", _changed(set={"a": "\x1b[0m"})),
    "text with a carriage return": ("E_VALUE", _changed(set={"a": "a\rb"})),
    "text with DEL": ("E_VALUE", _changed(set={"a": "\x7f"})),
    "decimal as an integer": ("E_VALUE", _cell("indicator_value", value=95)),
    "decimal with a comma": ("E_VALUE", _cell("indicator_value", value="95,3")),
    "decimal ending in zero": ("E_VALUE", _cell("indicator_value", value="95.30")),
    "decimal minus zero": ("E_VALUE", _cell("indicator_value", value="-0")),
    "decimal of a formula": ("E_VALUE", _cell("indicator_value", value="=1+1")),
    "choice nobody offers": ("E_VALUE", _cell("indicator_value", declared="perhaps")),
    "truth as a number": ("E_VALUE", _cell("indicator_value", not_applicable=1)),
    "text as a number": ("E_VALUE", _cell("indicator_value", note=3)),
    "count below 0": ("E_VALUE", _cell("set_total", criteria_met=-1)),
    "count as text": ("E_VALUE", _cell("set_total", criteria_met="12")),
    "30 February": ("E_VALUE", _cell("task", due_on="2025-02-30")),
    "date without hyphens": ("E_VALUE", _cell("task", due_on="20250203")),
}

SECTIONS: Cases = {
    "no line": ("E_FORMAT", _ops({})),
    "last line without end": ("E_FORMAT", _ops({WRITER: [1, 1]}, header_line(), end=LINES[0])),
    "no header": ("E_FORMAT", _ops({WRITER: [1, 1]}, LINES[0])),
    "header alone": ("E_FORMAT", _ops({}, header_line())),
    "header twice": ("E_FORMAT", _ops({WRITER: [1, 1]}, header_line(), header_line(), LINES[0])),
    "header at the end": (
        "E_FORMAT",
        _ops({WRITER: [1, 1]}, header_line(), LINES[0], header_line()),
    ),
    "line of nothing": ("E_FORMAT", _ops({WRITER: [1, 1]}, header_line(), LINES[0], b"")),
    "more than announced": ("E_FORMAT", _ops({WRITER: [1, 1]}, header_line(), *LINES[:2])),
    "less than announced": ("E_FORMAT", _ops({WRITER: [1, 3]}, header_line(), *LINES[:2])),
    "later than announced": ("E_FORMAT", _ops({WRITER: [1, 3]}, header_line(), *LINES[1:3])),
    "backwards": ("E_FORMAT", _ops({WRITER: [1, 2]}, header_line(), LINES[1], LINES[0])),
    "a line twice": ("E_FORMAT", _ops({WRITER: [1, 1]}, header_line(), LINES[0], LINES[0])),
    "branch after its successor": (
        "E_FORMAT",
        _ops({WRITER: [1, 3]}, header_line(), *LINES[:3], TWIN),
    ),
    "writer not announced": ("E_FORMAT", _ops({}, header_line(), *LINES[:2])),
    "another writer announced": (
        "E_FORMAT",
        _ops({OTHER_WRITER: [1, 2]}, header_line(), *LINES[:2]),
    ),
    "announced writer missing": (
        "E_FORMAT",
        _ops({WRITER: [1, 2], OTHER_WRITER: [1, 2]}, header_line(), *LINES[:2]),
    ),
    "header of schema 0": ("E_FORMAT", _ops({WRITER: [1, 1]}, header_line(schema=0), LINES[0])),
    "header of schema true": (
        "E_FORMAT",
        _ops({WRITER: [1, 1]}, header_line(schema=True), LINES[0]),
    ),
    "header of all streams": (
        "E_FORMAT",
        _ops({WRITER: [1, 1]}, header_line(stream="all"), LINES[0]),
    ),
    "header of a path": ("E_FORMAT", _ops({WRITER: [1, 1]}, header_line(unit="../"), LINES[0])),
    "header of a short writer": ("E_FORMAT", _ops({WRITER: [1, 1]}, header_line(w="x"), LINES[0])),
    "header with more keys": (
        "E_FORMAT",
        _ops({WRITER: [1, 1]}, header_line(colour=1), LINES[0]),
    ),
    "office lines under a shared scope": (
        "E_FORMAT",
        _ops({WRITER: [1, 1]}, header_line(stream="office"), LINES[0]),
    ),
    "a million line ends": (
        "E_FORMAT",
        lambda data: signed_package(data, ops=b"\n" * 1_000_000),
    ),
    "a million empty lists": (
        "E_FORMAT",
        lambda data: signed_package(data, ops=header_line() + b"\n[]" * 1_000_000 + b"\n"),
    ),
    "one endless line": (
        "E_LIMIT",
        lambda data: signed_package(data, ops=header_line() + b"\n" + b"[" * 5_000_000 + b"\n"),
    ),
    "a word for a header": ("E_FORMAT", _ops({WRITER: [1, 1]}, b'"text"', LINES[0])),
    "windows line ends": (
        "E_FORMAT",
        lambda data: signed_package(
            data, ops=ops_of(header_line(), LINES[0]).replace(b"\n", b"\r\n")
        ),
    ),
}

SCOPES: Cases = {
    "section of a neighbour": ("E_SCOPE", lambda d: one_line_package(d, line_of(), unit="99999")),
    "record of a neighbour": ("E_SCOPE", _changed(key="99999/a")),
    "record of the superior": ("E_SCOPE", _changed(key="267/a")),
    "record of a look-alike": ("E_SCOPE", _changed(key="26734x/a")),
    "office log of another": (
        "E_SCOPE",
        lambda d: signed_package(
            d,
            ops=ops_of(header_line(stream="office", unit="99999"), LINES[0]),
            manifest={"scope": "office", "ranges": {WRITER: [1, 1]}},
        ),
    ),
    "sender of another office": (
        "E_UNTRUSTED",
        told(**{"from": {**FROM, "unit": "99999"}}),
    ),
}

ENCRYPTED: Cases = {
    "age header alone": ("E_ENCRYPTED", lambda d: b"age-encryption.org/v1\n"),
    "age with a stanza": ("E_ENCRYPTED", lambda d: b"age-encryption.org/v1\n-> X25519 abc\nabc\n"),
    "age of a later version": ("E_ENCRYPTED", lambda d: b"age-encryption.org/v2\n" + d),
    "age as text": ("E_ENCRYPTED", lambda d: b"-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n"),
    "age before a plain package": ("E_ENCRYPTED", lambda d: b"age-encryption.org/v1\n" + d),
}

CONTENTS: Cases = {
    **MANIFESTS,
    **MEMBERS,
    **SIGNATURES,
    **{f"spelling: {name}": ("E_FORMAT", _line(line)) for name, line in SPELLINGS.items()},
    **{f"form: {name}": ("E_FORMAT", _changed(**form)) for name, form in FORMS.items()},
    **LIMITS,
    **{f"value: {name}": case for name, case in VALUES.items()},
    **{f"section: {name}": case for name, case in SECTIONS.items()},
    **SCOPES,
    **ENCRYPTED,
}
