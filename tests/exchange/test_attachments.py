"""Enclosed files on their way in: staged, waiting, joined, and never trusted by name."""

from __future__ import annotations

import hashlib
import random
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from ntm_desktop.errors import PackageError
from ntm_desktop.exchange import attachments, limits, parts
from ntm_desktop.exchange.attachments import StagedFile, Staging, WaitingFiles
from ntm_desktop.exchange.manifest import Enclosed
from ntm_desktop.exchange.package import Manifest, read_package
from tests.exchange import packages
from tests.exchange.packages import signed_package

PIECE = 1000
PHOTO = b"\xff\xd8\xff\xe0" + random.Random(7).randbytes(2600)
SHA = hashlib.sha256(PHOTO).hexdigest()
PROGRAM = b"MZ" + bytes(50)
PROGRAM_SHA = hashlib.sha256(PROGRAM).hexdigest()


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHUNK_BYTES", PIECE)


@pytest.fixture
def good(tmp_path: Path) -> bytes:
    """The bytes of one good package."""
    return packages.good_bytes(tmp_path)


@pytest.fixture
def waiting(tmp_path: Path) -> WaitingFiles:
    """An empty place for waiting files; its folder is made when it is needed."""
    return WaitingFiles(tmp_path / "data" / "waiting")


def piece(number: int, content: bytes = PHOTO) -> bytes:
    """Return a piece of a file."""
    return content[number * PIECE : (number + 1) * PIECE]


def take(folder: Path, data: bytes, waiting: WaitingFiles) -> list[Enclosed]:
    """Read a package, let its files wait, and return them."""
    path = folder / "goi.ntmx"
    path.write_bytes(data)
    with Staging(waiting.folder) as staging:
        read_package(path, staging=staging)
        found = [one.enclosed for one in staging.files]
        waiting.add(staging.files)
    return found


def with_pieces(good: bytes, *numbers: int, sha256: str = SHA, size: int = len(PHOTO)) -> bytes:
    """Return a package with pieces of the photo."""
    extra = {f"att/{sha256}.{number}": piece(number) for number in numbers}
    told = {"att": {"chunked": {sha256: size}, "wanted": {}}}
    return signed_package(good, extra=extra, manifest=told)


# --- staging ---


def test_a_refused_package_leaves_no_staged_file(good: bytes, tmp_path: Path) -> None:
    data = signed_package(good, extra={f"att/{SHA}": PHOTO})
    at = data.index(b"\xff\xd8\xff\xe0") + 900
    path = tmp_path / "goi.ntmx"
    for spoiled in (data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :], data[:-1]):
        path.write_bytes(spoiled)
        with Staging(tmp_path / "staging") as staging, pytest.raises(PackageError):
            read_package(path, staging=staging)
        assert list((tmp_path / "staging").iterdir()) == []


def test_staged_files_have_names_of_our_own_and_go_when_not_taken(
    good: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "goi.ntmx"
    path.write_bytes(signed_package(good, extra={f"att/{SHA}": PHOTO}))
    with Staging(tmp_path / "staging") as staging:
        read_package(path, staging=staging)
        (one,) = staging.files
        assert one.path.read_bytes() == PHOTO
        assert SHA not in one.path.name
        assert one.enclosed == Enclosed(f"att/{SHA}", SHA, len(PHOTO), len(PHOTO))
    assert list((tmp_path / "staging").iterdir()) == []


def test_without_a_staging_place_files_are_checked_and_let_go(good: bytes, tmp_path: Path) -> None:
    path = tmp_path / "goi.ntmx"
    path.write_bytes(signed_package(good, extra={f"att/{SHA}": PHOTO}))
    assert read_package(path).attachments == (SHA,)


def test_a_file_larger_than_evidence_may_be_is_not_kept(
    good: bytes, tmp_path: Path, waiting: WaitingFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "MAX_BYTES", 2000)
    assert take(tmp_path, with_pieces(good, 0, 1), waiting) == []
    assert take(tmp_path, signed_package(good, extra={f"att/{SHA}": PHOTO}), waiting) == []


def test_a_sender_is_asked_about_before_anything_is_staged(good: bytes, tmp_path: Path) -> None:
    path = tmp_path / "goi.ntmx"
    path.write_bytes(signed_package(good, extra={f"att/{SHA}": PHOTO}))
    seen: list[tuple[str, bytes]] = []

    def admit(manifest: Manifest, key: bytes) -> None:
        seen.append((manifest.sender.unit, key))
        raise PackageError("E_UNTRUSTED", 12, "không")

    with Staging(tmp_path / "staging") as staging:
        with pytest.raises(PackageError):
            read_package(path, staging=staging, admit=admit)
        assert staging.files == []
    assert seen[0][0] == packages.UNIT


def test_no_room_is_found_before_a_file_is_written(
    good: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "goi.ntmx"
    path.write_bytes(good)
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("", (), {"free": 10})())
    with Staging(tmp_path / "staging") as staging, pytest.raises(PackageError) as caught:
        read_package(path, staging=staging)
    assert caught.value.code == "E_DISK"


def test_a_place_that_cannot_be_made_is_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(PackageError) as caught, Staging(tmp_path / "file" / "staging"):
        pass
    assert caught.value.code == "E_DISK"


# --- waiting ---


def test_pieces_that_come_in_any_order_make_the_file(
    good: bytes, tmp_path: Path, waiting: WaitingFiles
) -> None:
    assert waiting.wanted([SHA]) == {SHA: ()}
    for numbers, missing in (((2,), (0, 1)), ((0,), (1,)), ((2, 0), (1,))):
        take(tmp_path, with_pieces(good, *numbers), waiting)
        assert waiting.wanted([SHA]) == {SHA: missing}
        assert list(waiting.ready([SHA])) == []
    assert waiting.arrived() == {SHA: 1000 + 604}
    take(tmp_path, with_pieces(good, 1), waiting)
    assert waiting.wanted([SHA]) == {}
    (ready,) = waiting.ready([SHA])
    assert ready.path.read_bytes() == PHOTO
    assert (ready.size, ready.kind and ready.kind.id) == (len(PHOTO), "jpg")
    assert [one.name for one in waiting.folder.iterdir()] == [SHA]
    waiting.drop(SHA)
    assert waiting.arrived() == {}


def test_a_whole_file_overtakes_its_pieces(
    good: bytes, tmp_path: Path, waiting: WaitingFiles
) -> None:
    take(tmp_path, with_pieces(good, 0), waiting)
    take(tmp_path, signed_package(good, extra={f"att/{SHA}": PHOTO}), waiting)
    assert waiting.wanted([SHA]) == {}
    (ready,) = waiting.ready([SHA])
    assert ready.path.read_bytes() == PHOTO
    waiting.drop(SHA)
    assert list(waiting.folder.iterdir()) == []


def test_pieces_of_another_content_are_thrown_away_and_asked_for_again(
    good: bytes, tmp_path: Path, waiting: WaitingFiles
) -> None:
    other = "0" * 64
    take(tmp_path, with_pieces(good, 0, 1, 2, sha256=other), waiting)
    assert list(waiting.ready([other])) == []
    assert waiting.wanted([other]) == {other: ()}
    assert list(waiting.folder.iterdir()) == []


def test_a_lie_about_the_size_does_not_keep_the_file_out(
    good: bytes, tmp_path: Path, waiting: WaitingFiles
) -> None:
    take(tmp_path, with_pieces(good, 0, 1, size=2000), waiting)
    take(tmp_path, with_pieces(good, 0, 1, 2), waiting)
    (ready,) = waiting.ready([SHA])
    assert ready.path.read_bytes() == PHOTO


def test_a_file_nobody_needs_is_not_given_out_and_can_be_tidied_away(
    good: bytes, tmp_path: Path, waiting: WaitingFiles
) -> None:
    take(tmp_path, signed_package(good, extra={f"att/{SHA}": PHOTO}), waiting)
    assert list(waiting.ready(["1" * 64])) == []
    assert waiting.tidy([SHA]) == 0
    (waiting.folder / "0123.tmp").write_bytes(b"half")
    assert waiting.tidy([]) == len(PHOTO) + 4
    assert list(waiting.folder.iterdir()) == []


def test_a_program_is_told_apart_by_its_content(
    good: bytes, tmp_path: Path, waiting: WaitingFiles
) -> None:
    take(tmp_path, signed_package(good, extra={f"att/{PROGRAM_SHA}": PROGRAM}), waiting)
    (ready,) = waiting.ready([PROGRAM_SHA])
    assert ready.kind is None


def test_a_want_list_has_an_end(waiting: WaitingFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WANTED", 3)
    assert len(waiting.wanted(f"{number:064x}" for number in range(9))) == 3
    assert waiting.tidy([]) == 0


def test_other_files_in_the_folder_are_left_alone(waiting: WaitingFiles) -> None:
    waiting.folder.mkdir(parents=True)
    (waiting.folder / "Thumbs.db").write_bytes(b"x")
    assert waiting.tidy([]) == 0
    assert waiting.arrived() == {}
    assert (waiting.folder / "Thumbs.db").exists()


def test_a_crash_between_joining_and_cleaning_up_loses_nothing(
    good: bytes, tmp_path: Path, waiting: WaitingFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(tmp_path, with_pieces(good, 0, 1, 2), waiting)

    def crash(path: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(attachments, "_remove", crash)
        with pytest.raises(KeyboardInterrupt):
            list(waiting.ready([SHA]))
    (ready,) = waiting.ready([SHA])
    assert ready.path.read_bytes() == PHOTO
    waiting.drop(SHA)
    assert list(waiting.folder.iterdir()) == []


def test_the_disk_being_full_is_a_refusal(tmp_path: Path, waiting: WaitingFiles) -> None:
    enclosed = Enclosed(f"att/{SHA}", SHA, 5, 5)

    def chunks() -> Iterator[bytes]:
        yield b"ab"
        raise OSError(28, "No space left on device")

    with Staging(waiting.folder) as staging, pytest.raises(PackageError) as caught:
        staging.take(enclosed, chunks())
    assert caught.value.code == "E_DISK"
    assert list(waiting.folder.iterdir()) == []
    with pytest.raises(PackageError):
        waiting.add([StagedFile(enclosed, tmp_path / "gone")])


def test_records_of_evidence_tell_which_files_they_name(good: bytes, tmp_path: Path) -> None:
    record = packages.change(1, {"sha256": SHA}, entity="evidence", key=f"{packages.UNIT}/m1")
    read = packages.read_bytes(
        tmp_path, packages.good_bytes(tmp_path, packages.draft(packages.section([record])))
    )
    assert read.evidence == {SHA}


def test_a_large_file_passes_through_a_little_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "CHUNK_BYTES", 4 * limits.MIB)
    large = tmp_path / "large"
    large.write_bytes(random.Random(1).randbytes(limits.MIB) * 24)
    digest = hashlib.sha256(large.read_bytes()).hexdigest()
    files = [parts.Attachment(digest, large.stat().st_size, large)]
    tracemalloc.start()
    infos = parts.write_parts(
        packages.draft(), files, packages.SEED, parts.in_folder(tmp_path), part_bytes=14_000_000
    )
    waiting = WaitingFiles(tmp_path / "waiting")
    for info in infos:
        with Staging(waiting.folder) as staging:
            read_package(info.path, staging=staging)
            waiting.add(staging.files)
    (ready,) = waiting.ready([digest])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert ready.path.stat().st_size == 24 * limits.MIB
    assert len(infos) == 2
    assert peak < 8 * limits.MIB
