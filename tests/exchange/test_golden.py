"""The golden packages of every released version of the format are still read byte for byte."""

from __future__ import annotations

import functools
import json
from pathlib import Path

import pytest

from ntm_desktop.exchange import keys
from ntm_desktop.exchange.attachments import Staging, WaitingFiles
from ntm_desktop.exchange.encryption import Unlock
from ntm_desktop.exchange.package import ReadPackage, manifest_of, read_package
from tests.exchange import golden_packages as golden
from tests.exchange.packages import OTHER_SEED, SEED, section

UNLOCKS = {
    "passphrase": Unlock(golden.PASSPHRASE),
    "recipient": Unlock(identities=(golden.IDENTITY,)),
}
IDS = {
    "full": "e2415196a27720dfde61b2c4f531b534",
    "delta": "9f009915cd170a02731e99bb8eae1e66",
    "fork": "e125b8e681692c63387975d52ee72619",
    "office": "9582049ecbdc6e3d77e77f6f24d59870",
    "receipt": "f7a90f07c491e800b8dde283a68c9553",
    "passphrase": "e2415196a27720dfde61b2c4f531b534",
    "recipient": "e2415196a27720dfde61b2c4f531b534",
    "part-1-2": "2dc3531857dc7b8c88fa2fed546b563b",
    "part-2-2": "1d7c9c1b7701920beaf100fd74628bc9",
}


@functools.cache
def read(name: str, staging: Staging | None = None) -> ReadPackage:
    """Read a golden package (once: a passphrase takes a second by design)."""
    unlock = UNLOCKS.get(name, Unlock())
    return read_package(golden.FOLDER / f"{name}.ntmx", unlock=unlock, staging=staging)


def test_every_golden_package_is_tested() -> None:
    assert {path.stem for path in golden.FOLDER.iterdir()} == IDS.keys()
    assert all(path.stat().st_size < 4096 for path in golden.FOLDER.iterdir())


@pytest.mark.parametrize("name", IDS)
def test_a_golden_package_is_what_it_was_released_as(name: str) -> None:
    found = read(name)
    assert found.package_id == IDS[name]
    seed = OTHER_SEED if name == "receipt" else SEED
    assert found.public_key == keys.public_key(seed)
    assert found.encrypted == (name in UNLOCKS)


def test_full_packages_have_all_lines() -> None:
    for name in ("full", "passphrase", "recipient"):
        found = read(name)
        assert found.sections == (section(),)
        assert found.manifest.kind == "full"
        assert found.manifest.scope == "shared"


def test_a_delta_says_what_it_takes_for_granted() -> None:
    told, drafted = read("delta").manifest, golden.delta()
    assert (told.kind, told.base, told.have) == ("delta", drafted.base, drafted.have)
    assert (told.recipients, told.wanted) == (("267",), {golden.LARGE_SHA: (0,)})
    assert read("delta").sections == drafted.sections


def test_both_branches_of_a_fork_are_there() -> None:
    assert read("fork").sections == golden.fork().sections
    assert [json.loads(line)[0] for line in read("fork").sections[0].lines] == [1, 2, 2]


def test_an_office_log_says_so() -> None:
    found = read("office")
    assert (found.manifest.scope, found.sections[0].stream) == ("office", "office")
    assert found.manifest.clock == "suspect"


def test_a_receipt_has_its_answers() -> None:
    found = read("receipt")
    assert (found.manifest.kind, found.manifest.receipts) == ("receipt", (golden.RECEIPT,))
    assert found.sections == ()


@pytest.mark.parametrize("names", [("part-1-2", "part-2-2"), ("part-2-2", "part-1-2")])
def test_parts_are_taken_in_any_order(names: tuple[str, str], tmp_path: Path) -> None:
    waiting = WaitingFiles(tmp_path)
    found = {}
    for name in names:
        with Staging(tmp_path) as staging:
            found[name] = read(name, staging)
            waiting.add(staging.files)
    assert found["part-1-2"].evidence == {golden.SMALL_SHA, golden.LARGE_SHA}
    assert found["part-2-2"].attachments == (golden.SMALL_SHA, f"{golden.LARGE_SHA}.1")
    assert found["part-2-2"].manifest.kind == "attachments"
    assert [one.manifest.part.id for one in found.values()] == ["golden", "golden"]
    (ready,) = waiting.ready(found["part-1-2"].evidence)
    assert ready.path.read_bytes() == golden.SMALL_FILE
    assert ready.kind is not None
    assert waiting.wanted([golden.LARGE_SHA]) == {golden.LARGE_SHA: (0,)}
    assert (tmp_path / f"{golden.LARGE_SHA}-{len(golden.LARGE_FILE)}-1").read_bytes() == (
        golden.LAST_PIECE
    )


def test_todays_writer_still_says_what_the_golden_packages_say() -> None:
    drafts = {"full": golden.full(), "delta": golden.delta(), "receipt": golden.receipt()}
    for name, drafted in drafts.items():
        told = read(name).manifest
        written = manifest_of(drafted)
        assert {**_plain(told), "members": ()} == _plain(written)


def _plain(manifest: object) -> dict[str, object]:
    return {name: getattr(manifest, name) for name in type(manifest).__slots__}  # type: ignore[attr-defined]
