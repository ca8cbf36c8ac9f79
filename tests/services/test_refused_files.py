"""Files that are refused leave the data file as it was, row by row (P6)."""

import dataclasses
import random

import pytest

from ntm_desktop.exchange import package
from ntm_desktop.services import exchange
from ntm_desktop.services.records import put_texts
from tests.services.conftest import NOW

UNIT = "06901"
WID = "aaaaaaaaaaaa2"
GOOD = b'[1,5,"An","work","06901/w1",{"name":"x"},{}]'


def rows(workspace):
    """Return every row of the data file."""
    return "\n".join(workspace.store._sql.iterdump())


@pytest.fixture
def pair(offices):
    """Two computers of one office that trust each other, and a file of the first."""
    here, there = offices.new("a"), offices.new("b")
    put_texts(here, "work", "06901/w1", {"name": "Đường"})
    sent = exchange.send_package(here, offices.folder / "out")
    exchange.take_packages(there, sent.files, exchange.own_fingerprint(here))
    put_texts(here, "work", "06901/w1", {"name": "Đường mới"})
    return here, there, exchange.send_package(here, offices.folder / "out").files[0]


def test_no_cut_and_no_flipped_bit_writes_anything_else(pair, offices):
    _, there, path = pair
    whole, chance = path.read_bytes(), random.Random(7)
    good = package.read_package(path).package_id
    before, bad = rows(there), offices.folder / "bad.ntmx"
    for turn in range(60):
        data = bytearray(whole)
        if turn % 2:
            del data[chance.randrange(len(data)) :]
        else:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        bad.write_bytes(bytes(data))
        found = exchange.inspect_package(there, bad)
        if found.status == "new":  # a bit that means nothing was hit
            assert found.package == good
            continue
        [refused] = exchange.take_packages(there, [bad]).packages
        assert refused.status == "refused"
        assert rows(there) == before


def draft(**more):
    """Return the draft of a package that would be taken in, with something changed."""
    usual = {
        "sender": package.Sender(unit=UNIT, unit_name="Xã", replica=WID),
        "created_ms": NOW,
        "serial": 1,
        "have": {},
        "sections": (package.Section(1, "shared", UNIT, WID, (GOOD,)),),
    }
    return package.PackageDraft(**{**usual, **more})


def section(*lines, unit=UNIT, stream="shared"):
    """Return one section of the test's writer."""
    return (package.Section(1, stream, unit, WID, lines),)


REFUSED = {
    "a newer schema": ({"min_schema": 99, "schema": 99}, "E_TOO_NEW"),
    "another unit's data": ({"sections": section(GOOD, unit="18130")}, "E_SCOPE"),
    "another unit's record": (
        {"sections": section(GOOD.replace(b"06901/w1", b"18130/w1"))},
        "E_SCOPE",
    ),
    "a value its field cannot hold": (
        {"sections": section(GOOD.replace(b'"name":"x"', b'"quantity":"nhieu"'))},
        "E_VALUE",
    ),
}


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_a_good_signature_under_bad_contents_writes_nothing(commune, offices, case, monkeypatch):
    more, code = REFUSED[case]
    path = offices.folder / "bad.ntmx"
    monkeypatch.setattr(package, "parse_manifest", lambda raw: None)  # a writer without our checks
    package.write_package(draft(**more), commune.device.seed, path)
    monkeypatch.undo()
    before = rows(commune)
    [refused] = exchange.take_packages(commune, [path]).packages
    assert (refused.status, refused.code) == ("refused", code)
    assert rows(commune) == before


def test_the_same_package_with_nothing_wrong_is_taken(commune, offices):
    path = offices.folder / "good.ntmx"
    package.write_package(draft(), commune.device.seed, path)
    [taken] = exchange.take_packages(commune, [path]).packages
    assert (taken.status, taken.new) == ("taken", 1)
    assert dataclasses.replace(taken, details=()).records == 1
