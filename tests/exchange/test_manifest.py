"""The manifest and its signature: strict, and ahead of everything that relies on them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from ntm_desktop import texts
from ntm_desktop.errors import PackageError
from ntm_desktop.exchange import keys, limits
from tests.exchange import packages
from tests.exchange.packages import WRITER, container_of, members_of, signed_package

RID = packages.OTHER_WRITER
SHA = "0" * 64


@pytest.fixture
def good(tmp_path: Path) -> bytes:
    """The bytes of one good package."""
    return packages.good_bytes(tmp_path)


def refused(folder: Path, data: bytes) -> PackageError:
    """Return the refusal of the bytes."""
    with pytest.raises(PackageError) as caught:
        packages.read_bytes(folder, data)
    assert str(caught.value).endswith(texts.NOTHING_CHANGED)
    assert "{" not in str(caught.value)
    return caught.value


def _with_signature(data: bytes, signature: bytes) -> bytes:
    return container_of(
        [(name, signature if name == "MANIFEST.sig" else part) for name, part in members_of(data)]
    )


def _manifest_raw(data: bytes) -> bytes:
    return dict(members_of(data))["MANIFEST.json"]


# --- signature ---


def test_a_manifest_changed_by_one_letter_has_no_valid_signature(
    good: bytes, tmp_path: Path
) -> None:
    members = dict(members_of(good))
    members["MANIFEST.json"] = members["MANIFEST.json"].replace(b'"serial":57', b'"serial":58')
    assert refused(tmp_path, container_of(list(members.items()))).code == "E_SIGNATURE"


def test_somebody_else_cannot_sign_in_the_name_of_a_key(good: bytes, tmp_path: Path) -> None:
    claimed = keys.public_key(packages.SEED)
    forged = packages.signature_of(_manifest_raw(good), packages.OTHER_SEED, key=claimed)
    assert refused(tmp_path, _with_signature(good, forged)).code == "E_SIGNATURE"


def test_a_package_signed_by_another_device_carries_that_fingerprint(
    good: bytes, tmp_path: Path
) -> None:
    other = packages.signature_of(_manifest_raw(good), packages.OTHER_SEED)
    found = packages.read_bytes(tmp_path, _with_signature(good, other))
    assert found.fingerprint == keys.fingerprint(keys.public_key(packages.OTHER_SEED))


@pytest.mark.parametrize(
    "signature",
    [b"", b"null", b"[]", b"{}", b'{"alg":"none"}', b'{"alg":"Ed25519","key":1,"sig":2}',
     b'{"alg":"Ed25519","key":"\xc3\xa1","sig":"!"}', b'{"alg":"Ed25519","key":"AA==","sig":"AA"}',
     b'{"alg":"Ed25519","alg":"Ed25519"}', b"\xff\xfe"],
)  # fmt: skip
def test_what_is_no_signature_is_refused(signature: bytes, good: bytes, tmp_path: Path) -> None:
    assert refused(tmp_path, _with_signature(good, signature)).code == "E_SIGNATURE"


def test_base64_has_one_spelling(good: bytes, tmp_path: Path) -> None:
    told = json.loads(packages.signature_of(_manifest_raw(good)))
    told["key"] = told["key"][:-2] + chr(ord(told["key"][-2]) + 1) + "="
    assert refused(tmp_path, _with_signature(good, json.dumps(told).encode())).code == "E_SIGNATURE"


def test_the_signature_may_carry_a_reserved_certificate(good: bytes, tmp_path: Path) -> None:
    told = {**json.loads(packages.signature_of(_manifest_raw(good))), "cert": {"unit": "1"}}
    found = packages.read_bytes(tmp_path, _with_signature(good, json.dumps(told).encode()))
    assert found.changes == 4


def test_a_signature_file_too_large_is_refused(good: bytes, tmp_path: Path) -> None:
    huge = b" " * (limits.SIGNATURE_BYTES + 1)
    assert refused(tmp_path, _with_signature(good, huge)).code == "E_LIMIT"


# --- versions ---


@pytest.mark.parametrize(
    "told",
    [
        {"format_version": [2, 0]},
        {"min_reader": [1, 1]},
        {"min_reader": [2, 0], "from": "of another form"},
        {"requires": ["zstd"]},
        {"schema": 9, "min_schema": 9},
        {"kind": "trust"},
    ],
)
def test_a_package_of_a_newer_program_asks_for_an_update(
    told: dict[str, Any], good: bytes, tmp_path: Path
) -> None:
    error = refused(tmp_path, signed_package(good, manifest=told))
    assert (error.code, error.exit_status) == ("E_TOO_NEW", 13)


def test_what_a_later_version_adds_without_need_is_ignored(good: bytes, tmp_path: Path) -> None:
    told = {"format_version": [1, 7], "schema": 9, "colour": {"a": [1, "b", None]}}
    assert packages.read_bytes(tmp_path, signed_package(good, manifest=told)).changes == 4


def test_a_package_needs_no_newer_schema_than_it_was_written_with(
    good: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "DATA_SCHEMA", 2)
    data = signed_package(good, manifest={"schema": 1, "min_schema": 2})
    assert refused(tmp_path, data).code == "E_FORMAT"


def test_the_reserved_list_of_attachments_is_understood(good: bytes, tmp_path: Path) -> None:
    told = {"att": {"chunked": {SHA: 9}, "wanted": {SHA: [0, 2]}}}
    found = packages.read_bytes(tmp_path, signed_package(good, manifest=told)).manifest
    assert (found.chunked, found.wanted) == ({SHA: 9}, {SHA: (0, 2)})


# --- strict JSON ---


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"\xef\xbb\xbf{}",
        b'{"format":"ntmx"',
        b'{"format":"ntmx","format":"ntmx"}',
        b'{"format":"ntmx","serial":1.0}',
        b'{"format":"ntmx","serial":NaN}',
        b'{"format":"ntmx","serial":-Infinity}',
        b'{"format":"ntmx","serial":9007199254740992}',
        b'{"format":"ntmx","serial":1' + b"0" * 10_000 + b"}",
        b'{"format":"ntmx","app":"\\ud800"}',
        b'{"format":"ntmx","app":"\xff"}',
        b'{"format":"ntmx","deep":' + b"[" * 40 + b"]" * 40 + b"}",
        b'{"format":"ntmx","deep":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"format":"ntmx","deep":' + b'{"a":' * 100_000,
    ],
    ids=range(15),
)
def test_a_manifest_that_is_not_strict_json_is_refused(
    raw: bytes, good: bytes, tmp_path: Path
) -> None:
    assert refused(tmp_path, signed_package(good, raw_manifest=raw)).code == "E_FORMAT"


def test_a_key_that_stands_twice_in_the_manifest_is_refused(good: bytes, tmp_path: Path) -> None:
    raw = json.dumps(packages.manifest_of(good)).encode()
    twice = b'{"serial": 57, ' + raw[1:]
    assert refused(tmp_path, signed_package(good, raw_manifest=twice)).code == "E_FORMAT"


def test_another_format_in_our_container_is_not_our_package(good: bytes, tmp_path: Path) -> None:
    assert refused(tmp_path, signed_package(good, manifest={"format": "x"})).code == "E_NOT_PACKAGE"


# --- each key ---

GOLDEN = json.loads((Path(__file__).parent / "golden_full_manifest.json").read_text("utf-8"))
ALWAYS_THERE = sorted(GOLDEN.keys() - {"format"})

_SENDER = packages.SENDER
FROM = {
    "unit": _SENDER.unit, "unit_name": _SENDER.unit_name, "replica": _SENDER.replica,
    "replaces": [], "device": _SENDER.device, "user": _SENDER.user,
}  # fmt: skip
RECEIPT = {
    "package": "ab" * 16, "status": "ok", "code": "", "new": 0, "known": 0, "conflicts": 0,
    "missing": {}, "t": 0, "confirm": "",
}  # fmt: skip


@pytest.mark.parametrize(
    "told",
    [
        {"format_version": [1]},
        {"format_version": "1.0"},
        {"min_reader": [1, True]},
        {"requires": [1]},
        {"schema": 0},
        {"schema": "1"},
        {"schema": True},
        {"schema": 1, "min_schema": 0},
        {"kind": "everything"},
        {"kind": ["full"]},
        {"kind": "receipt"},
        {"created": -1},
        {"created": limits.LATEST_TIME + 1},
        {"clock": "fast"},
        {"app": "x\n"},
        {"app": "x" * 257},
        {"from": []},
        {"from": {**FROM, "unit": "26734/1"}},
        {"from": {**FROM, "unit": "../x"}},
        {"from": {**FROM, "replica": "ABCDEFGHIJK23"}},
        {"from": {**FROM, "replaces": [RID] * 9}},
        {"from": {**FROM, "replaces": "abc"}},
        {"from": {**FROM, "user": "Hoa\x1b[31m"}},
        {"to": []},
        {"to": "26734"},
        {"to": [1]},
        {"scope": "world"},
        {"serial": -1},
        {"set": {"id": "", "index": 2, "count": 1}},
        {"set": {"id": "", "index": 1, "count": 0}},
        {"base": {"x": [1, "0" * 16]}},
        {"have": {RID: [0, "0" * 16]}},
        {"have": {RID: [1, "0" * 15]}},
        {"have": {RID: [1, "0" * 16, 1]}},
        {"have": {RID: [1, 1]}},
        {"have": []},
        {"ranges": {WRITER: [2, 1]}},
        {"ranges": {WRITER: [0, 4]}},
        {"ranges": {WRITER: [1, 4], "x": [1, 1]}},
        {"ranges": {WRITER: 4}},
        {"counts": {"changes": 1, "records": 1, "by_entity": {"A": 1}}},
        {"counts": {"changes": 1, "records": 1, "by_entity": {"a": -1}}},
        {"counts": {}},
        {"att": {"chunked": {"x": 1}, "wanted": {}}},
        {"att": {"chunked": {}, "wanted": {SHA: [-1]}}},
        {"att": {"chunked": {}, "wanted": {SHA: 1}}},
        {"att": {"chunked": {}}},
        {"receipts": [1]},
        {"receipts": [{**RECEIPT, "status": "perhaps"}]},
        {"receipts": [{**RECEIPT, "package": "AB"}]},
        {"receipts": {}},
        {"members": "all"},
        {"members": [{"name": "../x", "size": 1, "sha256": SHA}]},
        {"members": [{"name": "DOC-TOI.txt", "size": 1, "sha256": SHA}] * 2},
    ],
    ids=str,
)
def test_a_key_that_is_not_as_specified_is_refused(
    told: dict[str, Any], good: bytes, tmp_path: Path
) -> None:
    assert refused(tmp_path, signed_package(good, manifest=told)).code == "E_FORMAT"


@pytest.mark.parametrize("key", ALWAYS_THERE)
def test_a_missing_key_is_refused(key: str, good: bytes, tmp_path: Path) -> None:
    told = json.loads(_manifest_raw(good))
    raw = json.dumps({name: told[name] for name in told if name != key}).encode()
    assert refused(tmp_path, signed_package(good, raw_manifest=raw)).code == "E_FORMAT"


def test_more_receipts_than_the_limit_are_refused(good: bytes, tmp_path: Path) -> None:
    told = {"receipts": [RECEIPT] * 201}
    assert refused(tmp_path, signed_package(good, manifest=told)).code == "E_LIMIT"


# --- members ---


def _members_told(good: bytes, **changed: Any) -> dict[str, Any]:
    members = packages.manifest_of(good)["members"]
    return {"members": [members[0], {**members[1], **changed}]}


def test_changes_that_are_not_the_signed_ones_are_refused(good: bytes, tmp_path: Path) -> None:
    members = dict(members_of(good))
    members[packages.OPS] = members[packages.OPS].replace(b"95.3", b"95.4")
    error = refused(tmp_path, container_of(list(members.items())))
    assert error.code == "E_DAMAGED"
    assert packages.OPS in str(error)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"sha256": SHA}, "E_DAMAGED"),
        ({"size": 1}, "E_DAMAGED"),
        ({"name": "ops/0002.jsonl"}, "E_CONTAINER"),
    ],
)
def test_a_member_must_be_what_the_manifest_says(
    changed: dict[str, Any], code: str, good: bytes, tmp_path: Path
) -> None:
    data = signed_package(good, manifest=_members_told(good, **changed))
    assert refused(tmp_path, data).code == code


def test_a_member_nobody_signed_is_refused(good: bytes, tmp_path: Path) -> None:
    members = [*members_of(good), ("att/" + SHA, b"unsigned")]
    assert refused(tmp_path, container_of(members)).code == "E_CONTAINER"


def test_enclosed_files_are_checked_and_named(good: bytes, tmp_path: Path) -> None:
    name = hashlib.sha256(b"photo").hexdigest()
    told = {"att": {"chunked": {SHA: 5}, "wanted": {}}}
    extra = {f"att/{name}": b"photo", f"att/{SHA}.0": b"piece"}
    data = signed_package(good, extra=extra, manifest=told)
    assert packages.read_bytes(tmp_path, data).attachments == (name, f"{SHA}.0")


def test_an_enclosed_file_is_named_by_its_content(good: bytes, tmp_path: Path) -> None:
    data = signed_package(good, extra={f"att/{SHA}": b"photo"})
    assert refused(tmp_path, data).code == "E_FORMAT"
