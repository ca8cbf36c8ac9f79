"""An export in parts: each within its size, usable alone, in any order; nothing is lost."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_desktop.domain.changes import chain_next, chain_start
from ntm_desktop.errors import DataFileError, InputError, PackageError
from ntm_desktop.exchange import limits, parts
from ntm_desktop.exchange.attachments import Staging, WaitingFiles
from ntm_desktop.exchange.encryption import Lock, Unlock
from ntm_desktop.exchange.package import PackageInfo, ReadPackage, Receipt, read_package
from ntm_desktop.exchange.parts import Attachment, in_folder, write_parts
from ntm_desktop.progress import Cancelled
from tests.exchange import packages
from tests.exchange.packages import SEED, WRITER, draft, section

PIECE = 4096


@pytest.fixture(autouse=True, scope="module")
def _small_pieces() -> Iterator[None]:
    """Pieces of 4 KiB instead of 4 MiB, so that small files are large ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "CHUNK_BYTES", PIECE)
        yield


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that generated cases share."""
    return tmp_path_factory.mktemp("parts")


def files_of(folder: Path, sizes: Sequence[int]) -> list[Attachment]:
    """Return files of these sizes, all different, none of them compressible."""
    found = []
    for number, size in enumerate(sizes):
        content = b"\xff\xd8\xff" + bytes([number]) + random.Random(number).randbytes(size)
        content = content[: max(size, 4)]
        name = hashlib.sha256(content).hexdigest()
        path = folder / name
        path.write_bytes(content)
        found.append(Attachment(name, len(content), path, f"ảnh {number}"))
    return found


def fresh(folder: Path, name: str) -> Path:
    """Return an empty folder."""
    made = folder / name
    made.mkdir(exist_ok=True)
    for one in made.iterdir():
        one.unlink()
    return made


def take(info: PackageInfo, waiting: WaitingFiles) -> ReadPackage:
    """Read a part and let its files wait."""
    with Staging(waiting.folder) as staging:
        read = read_package(info.path, staging=staging)
        waiting.add(staging.files)
    return read


def lines_of(read: ReadPackage) -> list[tuple[str, bytes]]:
    """Return the change lines of a package with their writers."""
    return [(one.writer, line) for one in read.sections for line in one.lines]


# --- where files go ---


@given(
    st.lists(st.integers(1, 100), max_size=60),
    st.lists(st.integers(0, 100), max_size=3),
    st.integers(100, 200),
)
def test_every_item_has_one_place_and_no_part_is_overfull(
    costs: list[int], rooms: list[int], room: int
) -> None:
    placed = parts.first_fit(costs, rooms, room)
    assert sorted(item for part in placed for item in part) == list(range(len(costs)))
    for free, part in zip([*rooms, *[room] * len(placed)], placed, strict=False):
        assert sum(costs[item] for item in part) <= free
    assert all(placed[len(rooms) :])


@given(st.lists(st.integers(1, 100), min_size=1, max_size=200))
def test_parts_are_at_most_two_ninths_more_than_the_least(costs: list[int]) -> None:
    # the known bound of first fit decreasing is 11/9 of the best packing, plus one
    least = -(-sum(costs) // 100)
    fullest = max(least, sum(cost > 50 for cost in costs))
    assert len(parts.first_fit(costs, [], 100)) <= fullest * 3 // 2 + 1


# --- what is written is read ---


@settings(max_examples=60, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 30_000), max_size=12),
    limit=st.integers(9_000, 40_000),
    seed=st.integers(0, 99),
)
def test_parts_fit_their_size_and_bring_everything_in_any_order(
    place: Path, sizes: list[int], limit: int, seed: int
) -> None:
    files = files_of(fresh(place, "files"), sizes)
    out, waiting = fresh(place, "out"), WaitingFiles(fresh(place, "waiting"))
    infos = list(write_parts(draft(), files, SEED, in_folder(out), part_bytes=limit))
    assert all(one.path.stat().st_size <= limit for one in infos)
    assert [one.manifest.part.index for one in infos] == list(range(1, len(infos) + 1))
    assert {one.manifest.part.count for one in infos} == {len(infos)}
    assert len({one.manifest.part.id for one in infos}) == 1
    random.Random(seed).shuffle(infos)
    needed = [one.sha256 for one in files]
    lines = [line for info in infos for line in lines_of(take(info, waiting))]
    assert lines == [(WRITER, line) for line in section().lines]
    ready = {one.sha256: one for one in waiting.ready(needed)}
    assert ready.keys() == set(needed)
    assert waiting.wanted(needed) == {}
    for one in files:
        assert ready[one.sha256].path.read_bytes() == one.path.read_bytes()
        waiting.drop(one.sha256)
    assert list(waiting.folder.iterdir()) == []


@settings(max_examples=40, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 30_000), min_size=1, max_size=10),
    losses=st.lists(st.integers(0, 99), min_size=200, max_size=200),
)
def test_want_lists_bring_what_was_lost_on_the_way(
    place: Path, sizes: list[int], losses: list[int]
) -> None:
    files = files_of(fresh(place, "files"), sizes)
    waiting, needed = WaitingFiles(fresh(place, "waiting")), [one.sha256 for one in files]
    lost, rounds = iter(losses), 0
    wanted: dict[str, tuple[int, ...]] = dict.fromkeys(needed, ())
    while wanted:
        rounds += 1
        sent = [one for one in files if one.sha256 in wanted]
        out = fresh(place, "out")
        infos = write_parts(draft(), sent, SEED, in_folder(out), part_bytes=20_000, wanted=wanted)
        for info in infos:
            if rounds > 20 or next(lost, 99) >= 35:
                take(info, waiting)
        list(waiting.ready(needed))
        left = waiting.wanted(needed)
        assert left.keys() <= wanted.keys(), "nothing that arrived is asked for again"
        wanted = left
    assert {one.sha256 for one in waiting.ready(needed)} == set(needed)


def test_only_the_pieces_asked_for_are_sent(tmp_path: Path) -> None:
    (one,) = files_of(tmp_path, [30_000])
    wanted = {one.sha256: (2, 7, 99)}
    (info,) = write_parts(
        draft(), [one], SEED, in_folder(tmp_path), part_bytes=20_000, wanted=wanted
    )
    assert read_package(info.path).attachments == (f"{one.sha256}.2", f"{one.sha256}.7")
    assert info.manifest.chunked == {one.sha256: 30_000}


def test_what_was_asked_for_comes_in_the_first_parts(tmp_path: Path) -> None:
    files = files_of(tmp_path, [9_000] * 8)
    wanted = {files[6].sha256: (), files[7].sha256: ()}
    infos = write_parts(draft(), files, SEED, in_folder(tmp_path), part_bytes=30_000, wanted=wanted)
    assert len(infos) > 2
    assert wanted.keys() <= set(read_package(infos[0].path).attachments)


def test_a_file_of_the_same_content_is_sent_once(tmp_path: Path) -> None:
    (one,) = files_of(tmp_path, [100])
    (info,) = write_parts(draft(), [one, one], SEED, in_folder(tmp_path))
    assert read_package(info.path).attachments == (one.sha256,)


def test_a_package_without_files_is_written_as_ever(tmp_path: Path) -> None:
    (info,) = write_parts(draft(), [], SEED, in_folder(tmp_path))
    assert info.path.read_bytes() == packages.good_bytes(tmp_path)
    assert info.path.name == "26734_20251122-0930_day-du_57.ntmx"


def test_parts_have_names_that_tell_them_apart(tmp_path: Path) -> None:
    files = files_of(tmp_path, [12_000] * 3)
    infos = write_parts(draft(), files, SEED, in_folder(tmp_path), part_bytes=16_000)
    assert [one.path.name for one in infos] == [
        "26734_20251122-0930_day-du_57_phan-1-3.ntmx",
        "26734_20251122-0930_tep-kem_57_phan-2-3.ntmx",
        "26734_20251122-0930_tep-kem_57_phan-3-3.ntmx",
    ]
    assert [one.manifest.kind for one in infos] == ["full", "attachments", "attachments"]
    assert {one.manifest.serial for one in infos} == {57}


def test_equal_exports_give_equal_parts(tmp_path: Path) -> None:
    files = files_of(tmp_path, [12_000, 12_000, 30_000])
    made = []
    for name in "ab":
        out = fresh(tmp_path, name)
        infos = write_parts(draft(), files, SEED, in_folder(out), part_bytes=16_000)
        made.append([one.path.read_bytes() for one in infos])
    assert made[0] == made[1]


# --- changes that are too much for one part ---


def _many(count: int) -> list[packages.Change]:
    texts = random.Random(1)
    return [packages.change(n, {"note": texts.randbytes(200).hex()}) for n in range(1, count + 1)]


def test_changes_too_large_for_a_part_are_cut_into_runs(tmp_path: Path) -> None:
    changes = _many(200)
    other = section(
        [packages.change(1, writer=packages.OTHER_WRITER)], writer=packages.OTHER_WRITER
    )
    whole = draft(section(changes), other, kind="full")
    files = files_of(tmp_path, [5_000])
    infos = write_parts(whole, files, SEED, in_folder(tmp_path), part_bytes=20_000)
    assert len(infos) > 2
    assert all(one.path.stat().st_size <= 20_000 for one in infos)
    read = [read_package(one.path) for one in infos]
    assert [line for one in read for line in lines_of(one)] == [
        *((WRITER, one.line) for one in changes),
        *((packages.OTHER_WRITER, line) for line in other.lines),
    ]
    assert {one.manifest.kind for one in read if one.sections} == {"delta"}
    assert all(one.manifest.have == whole.have for one in read)
    assert sum(one.manifest.counts.changes for one in read) == 201
    last, chain = 0, chain_start(WRITER)
    for one in read:
        if WRITER not in one.manifest.ranges:
            continue
        first, reached = one.manifest.ranges[WRITER]
        assert first == last + 1
        expected = {} if first == 1 else {WRITER: (last, chain.hex()[:16])}
        assert one.manifest.base == expected
        for item in changes[last:reached]:
            chain = chain_next(chain, item.line)
        last = reached


def test_a_delta_that_is_cut_names_where_it_began(tmp_path: Path) -> None:
    changes = _many(150)[49:]
    made = draft(section(changes), kind="delta", base={WRITER: (49, "1" * 16)}, have={})
    infos = write_parts(made, [], SEED, in_folder(tmp_path), part_bytes=20_000)
    assert infos[0].manifest.base == {WRITER: (49, "1" * 16)}
    assert infos[1].manifest.base == {}
    asked: list[tuple[str, int]] = []

    def prefix_at(writer: str, number: int) -> str:
        asked.append((writer, number))
        return f"{number:016x}"

    infos = write_parts(made, [], SEED, in_folder(tmp_path), part_bytes=20_000, prefix_at=prefix_at)
    first = infos[1].manifest.ranges[WRITER][0]
    assert infos[1].manifest.base == {WRITER: (first - 1, f"{first - 1:016x}")}
    assert (WRITER, first - 1) in asked


def test_two_branches_of_a_number_may_be_cut_apart(tmp_path: Path) -> None:
    changes = []
    for one in _many(80):
        changes += [one, packages.change(one.n, {"note": one.line.hex()[:400]})]
    made = draft(section(changes), have={})
    infos = write_parts(made, [], SEED, in_folder(tmp_path), part_bytes=15_000)
    assert len(infos) > 1
    found = [line for info in infos for line in lines_of(read_package(info.path))]
    assert found == [(WRITER, one.line) for one in changes]


def test_changes_that_just_fit_are_one_part(tmp_path: Path) -> None:
    made = draft(section(_many(100)))
    (alone,) = write_parts(made, [], SEED, in_folder(tmp_path))
    exact = alone.size + 4096
    assert len(write_parts(made, [], SEED, in_folder(tmp_path), part_bytes=exact)) == 1


def test_files_may_travel_with_receipts(tmp_path: Path) -> None:
    answer = Receipt("ab" * 16, "ok")
    made = draft(sections=(), kind="receipt", receipts=(answer,))
    (info,) = write_parts(made, files_of(tmp_path, [100]), SEED, in_folder(tmp_path))
    read = read_package(info.path)
    assert (read.manifest.kind, read.manifest.receipts) == ("attachments", (answer,))
    (alone,) = write_parts(made, [], SEED, in_folder(tmp_path))
    assert alone.manifest.kind == "receipt"


def test_no_part_lists_more_files_than_a_reader_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "_MOST_IN_A_PART", 4)
    infos = write_parts(draft(), files_of(tmp_path, [50] * 10), SEED, in_folder(tmp_path))
    assert len(infos) > 2
    assert all(len(read_package(one.path).attachments) <= 4 for one in infos)


# --- what cannot be ---


def test_a_part_too_small_for_the_changes_is_refused_in_words(tmp_path: Path) -> None:
    long = section([packages.change(1, {"note": random.Random(1).randbytes(20_000).hex()})])
    with pytest.raises(InputError, match="phần số liệu"):
        write_parts(draft(), [], SEED, in_folder(tmp_path), part_bytes=500)
    with pytest.raises(InputError, match="phần số liệu"):
        write_parts(draft(long), [], SEED, in_folder(tmp_path), part_bytes=10_000)
    assert list(tmp_path.iterdir()) == []


def test_a_part_too_small_for_a_piece_names_the_file(tmp_path: Path) -> None:
    (one,) = files_of(tmp_path, [9_000])
    with pytest.raises(InputError, match="ảnh 0"):
        write_parts(draft(), [one], SEED, in_folder(tmp_path), part_bytes=6_000)
    assert list(tmp_path.iterdir()) == [one.path]


def test_more_parts_than_anybody_can_send_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MEMBERS", 9)
    files = files_of(tmp_path, [9_000] * 12)
    with pytest.raises(InputError, match="chia thành 1"):
        parts.plan_parts(draft(), files, SEED, 14_000)


@pytest.mark.parametrize("change", ["longer", "shorter", "other", "gone"])
@pytest.mark.parametrize("size", [3_000, 12_000])
def test_a_file_that_was_changed_is_not_sent_and_no_part_stays(
    change: str, size: int, tmp_path: Path
) -> None:
    files = files_of(tmp_path, [8_000, 7_000, size])
    spoiled = files[-1]
    content = spoiled.path.read_bytes()
    if change == "gone":
        spoiled.path.unlink()
    else:
        changed = {"longer": content + b"x", "shorter": content[:-1], "other": b"x" + content[1:]}
        spoiled.path.write_bytes(changed[change])
    out = fresh(tmp_path, "out")
    if change == "longer":  # only what was attached is read, and that is as it was
        assert write_parts(draft(), files, SEED, in_folder(out), part_bytes=12_000)
        return
    if change == "other" and size == 12_000:
        # pieces carry hashes of their own: the receiver finds out and asks again
        assert write_parts(draft(), files, SEED, in_folder(out), part_bytes=12_000)
        return
    with pytest.raises(DataFileError, match="ảnh 2"):
        write_parts(draft(), files, SEED, in_folder(out), part_bytes=12_000)
    assert list(out.iterdir()) == []


def test_work_stopped_half_way_leaves_no_part(tmp_path: Path) -> None:
    files = files_of(tmp_path, [8_000, 8_000, 8_000])
    out = fresh(tmp_path, "out")

    def stop(done: int, total: int, what: str = "") -> None:
        assert total > 2
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_parts(draft(), files, SEED, in_folder(out), part_bytes=12_000, progress=stop)
    assert list(out.iterdir()) == []


def test_a_place_that_cannot_take_the_last_part_leaves_none(tmp_path: Path) -> None:
    files = files_of(tmp_path, [8_000, 8_000])
    out = fresh(tmp_path, "out")

    def place(manifest: parts.Manifest) -> Path:
        last = manifest.part.index == manifest.part.count
        return (out / "không-có" if last else out) / f"{manifest.part.index}.ntmx"

    with pytest.raises(PackageError) as refused:
        write_parts(draft(), files, SEED, place, part_bytes=12_000)
    assert refused.value.code == "E_DISK"
    assert list(out.iterdir()) == []


# --- encrypted ---


def test_encrypted_parts_fit_their_size_too(tmp_path: Path) -> None:
    import pyrage

    key = pyrage.x25519.Identity.generate()
    lock = Lock(recipients=(str(key.to_public()),))
    files = files_of(tmp_path, [9_000] * 4)
    infos = write_parts(draft(), files, SEED, in_folder(tmp_path), part_bytes=16_000, lock=lock)
    assert all(one.path.stat().st_size == one.size <= 16_000 for one in infos)
    opened = [read_package(one.path, unlock=Unlock(identities=(str(key),))) for one in infos]
    assert {name for one in opened for name in one.attachments} == {one.sha256 for one in files}
    assert all(one.encrypted for one in opened)
