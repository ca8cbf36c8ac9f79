"""Hostile files are refused with the code of their case, at little cost, and change nothing."""

from __future__ import annotations

import hashlib
import io
import sqlite3
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_desktop import texts
from ntm_desktop.errors import PackageError
from ntm_desktop.exchange import container, keys, limits, package
from ntm_desktop.exchange.package import ReadPackage
from ntm_desktop.services import exchange
from ntm_desktop.services.workspace import NewOffice, Workspace, create_workspace
from tests.exchange import packages
from tests.exchange.hostile_containers import CONTAINERS
from tests.exchange.hostile_contents import CONTENTS, PHOTO, PHOTO_SHA
from tests.histories import only_when_asked

HOSTILE = {**CONTAINERS, **CONTENTS}
EXITS = {"E_TOO_NEW": 13, "E_UNTRUSTED": 12, "E_ENCRYPTED": 11}
STARTING_WORK = limits.MANIFEST_BYTES  # in bytes read and unpacked: a manifest is read whole


def _below(unit: str, ancestor: str) -> bool:
    return unit.isdigit() and unit.startswith(ancestor) and unit != ancestor


def _admitted(path: Path) -> ReadPackage:
    """Do with a file what taking it in does before anything is written."""
    read = package.read_package(path)
    sender = (read.public_key, read.manifest.sender.unit)
    if sender != (keys.public_key(packages.SEED), packages.UNIT):
        raise package.untrusted(read)
    package.check_scope(read, _below)
    return read


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of one good package."""
    return packages.good_bytes(tmp_path_factory.mktemp("good"))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A package as small as they come: one change and one enclosed file."""
    draft = packages.draft(packages.section([packages.change(1)]))
    made = packages.good_bytes(tmp_path_factory.mktemp("small"), draft)
    return packages.signed_package(made, extra={f"att/{PHOTO_SHA}": PHOTO})


# --- each case by itself ---


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_the_code_of_its_case(
    name: str, good: bytes, tmp_path: Path
) -> None:
    code, mangle = HOSTILE[name]
    path = tmp_path / "from-mail.bin"
    path.write_bytes(mangle(good))
    with pytest.raises(PackageError) as caught:
        _admitted(path)
    assert caught.value.code == code
    assert caught.value.exit_status == EXITS.get(code, 10)
    assert str(caught.value).endswith(texts.NOTHING_CHANGED)
    assert "{" not in str(caught.value)
    assert [one.name for one in tmp_path.iterdir()] == ["from-mail.bin"]


def test_there_are_many_different_hostile_files(good: bytes) -> None:
    made = {mangle(good) for _, mangle in HOSTILE.values()}
    assert len(made) == len(HOSTILE) >= 150
    codes = {code for code, _ in HOSTILE.values()}
    assert codes == {
        *("E_NOT_PACKAGE", "E_TRUNCATED", "E_DAMAGED", "E_CONTAINER", "E_FORMAT", "E_BOMB"),
        *("E_LIMIT", "E_UNSIGNED", "E_SIGNATURE", "E_UNTRUSTED", "E_SCOPE", "E_VALUE"),
        *("E_TOO_NEW", "E_ENCRYPTED"),
    }


class Work:
    """Counts the bytes that reading a file fetches and unpacks."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.done = 0
        for name in ("read_at", "_inflate"):
            patch.setattr(container, name, self._counted(getattr(container, name)))

    def _counted(self, function: Any) -> Any:
        def counting(*arguments: Any) -> bytes:
            found: bytes = function(*arguments)
            self.done += len(found)
            return found

        return counting


def test_no_hostile_file_makes_the_reader_work_for_long(
    good: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "from-mail.bin"
    for name, (_, mangle) in HOSTILE.items():
        data = mangle(good)
        path.write_bytes(data)
        with monkeypatch.context() as patch:
            work = Work(patch)
            with pytest.raises(PackageError):
                _admitted(path)
        assert work.done <= STARTING_WORK + 3 * len(data), name


def test_a_bomb_is_not_unpacked_beyond_what_it_announced(
    good: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, mangle = HOSTILE["stream that grows beyond its size"]
    work = Work(monkeypatch)
    with pytest.raises(PackageError):
        package.read_stream(io.BytesIO(mangle(good)))
    assert work.done < STARTING_WORK


def test_an_enclosed_archive_is_never_looked_into(good: bytes) -> None:
    # a bomb inside a signed file is only bytes: it is hashed as it lies there
    bomb = zlib.compress(bytes(30_000_000))
    name = hashlib.sha256(bomb).hexdigest()
    data = packages.signed_package(good, extra={f"att/{name}": bomb})
    assert package.read_stream(io.BytesIO(data)).attachments == (name,)


# --- the record of an office ---


@pytest.fixture
def office(tmp_path: Path, good: bytes) -> Iterator[Workspace]:
    """A commune that has taken in the good package and so knows its sender."""
    made = create_workspace(
        tmp_path / "data",
        NewOffice(code=packages.UNIT, name="Bình Mỹ", level="xa"),
        device_dir=tmp_path / "device",
        now_ms=packages.CREATED_MS,
        user="cán bộ",
    )
    path = tmp_path / "good.ntmx"
    path.write_bytes(good)
    print_of_key = keys.fingerprint(keys.public_key(packages.SEED))
    assert exchange.take_packages(made, [path], print_of_key).error is None
    yield made
    made.close()


def _contents(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table."""
    with sqlite3.connect(f"file:{workspace.store.path}?mode=ro", uri=True) as plain:
        listed = plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        found = {name: plain.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in listed}
    plain.close()
    return found


def test_hostile_files_leave_the_record_of_an_office_as_it_was(
    office: Workspace, good: bytes, tmp_path: Path
) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    carried = "a package in a plain archive"  # no package itself; what it holds is a good one
    hostile = {name: one for name, one in HOSTILE.items() if name != carried}
    paths = [folder / f"{number}.ntmx" for number in range(len(hostile))]
    for path, (_, mangle) in zip(paths, hostile.values(), strict=True):
        path.write_bytes(mangle(good))
    before = _contents(office)
    batch = exchange.take_packages(office, paths)
    found = {name: one.code for name, one in zip(hostile, batch.packages, strict=True)}
    assert found == {name: code for name, (code, _) in hostile.items()}
    assert {one.status for one in batch.packages} == {"refused"}
    assert _contents(office) == before


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_damaged_file_never_changes_the_record(
    small: bytes, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    # P6: whatever is refused leaves the record as it was; here also files nobody thought of
    office, path = _shared_office(tmp_path_factory, small)
    changed = bytearray(small)
    at = data.draw(st.integers(0, len(changed) - 1))
    changed[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=40))
    path.write_bytes(bytes(changed))
    before = _contents(office)
    (result,) = exchange.take_packages(office, [path]).packages
    assert result.status in ("refused", "duplicate")
    assert _contents(office) == before


_SHARED: dict[str, tuple[Workspace, Path]] = {}


def _shared_office(factory: pytest.TempPathFactory, content: bytes) -> tuple[Workspace, Path]:
    """Return an office that generated cases share, which holds a package already."""
    if not _SHARED:
        folder = factory.mktemp("office")
        place = {"device_dir": folder / "device", "now_ms": packages.CREATED_MS, "user": "cán bộ"}
        office = NewOffice(code=packages.UNIT, name="Bình Mỹ", level="xa")
        made = create_workspace(folder / "data", office, **place)  # type: ignore[arg-type]
        path = folder / "goi.ntmx"
        path.write_bytes(content)
        known = keys.fingerprint(keys.public_key(packages.SEED))
        assert exchange.take_packages(made, [path], known).error is None
        _SHARED["office"] = (made, path)
    return _SHARED["office"]


@pytest.fixture(scope="module", autouse=True)
def _closed() -> Iterator[None]:
    yield
    for made, _ in _SHARED.values():
        made.close()
    _SHARED.clear()


# --- every byte of a small package ---


def _said(data: bytes) -> tuple[object, ...] | None:
    """Return all that a package says, None where it is refused."""
    try:
        read = package.read_stream(io.BytesIO(data))
    except PackageError:
        return None
    return (read.package_id, read.public_key, read.manifest, read.sections, read.attachments)


def test_every_cut_of_a_small_package_is_refused(small: bytes) -> None:
    for length in range(len(small)):
        assert _said(small[:length]) is None, length
        assert _said(small[length + 1 :]) is None, length


def test_every_byte_lost_added_or_doubled_is_refused(small: bytes) -> None:
    for at in range(len(small)):
        assert _said(small[:at] + small[at + 1 :]) is None, at
        assert _said(small[:at] + b"\0" + small[at:]) is None, at
        assert _said(small[: at + 1] + small[at:]) is None, at


@pytest.mark.parametrize("change", [0x01, 0x02, 0x10, 0x20, 0x80, 0xFF])
def test_every_changed_byte_is_refused_or_says_the_same(small: bytes, change: int) -> None:
    expected = _said(small)
    accepted = 0
    for at in range(len(small)):
        changed = bytearray(small)
        changed[at] ^= change
        found = _said(bytes(changed))
        accepted += found is not None
        assert found in (None, expected), at
    # only what the profile leaves free may differ: the host that made an entry, its permissions
    assert accepted <= 4 * struct.unpack("<H", small[-12:-10])[0]


@pytest.mark.slow
@only_when_asked
def test_every_byte_changed_into_every_other_is_refused_or_says_the_same(small: bytes) -> None:
    expected = _said(small)
    changed = bytearray(small)
    for at, byte in enumerate(small):
        for other in range(256):
            changed[at] = other
            assert _said(bytes(changed)) in (None, expected), (at, other)
        changed[at] = byte


def test_the_small_package_itself_is_read(small: bytes) -> None:
    said = _said(small)
    assert said is not None
    assert said[-1] == (PHOTO_SHA,)
