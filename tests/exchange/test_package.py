"""A package comes back as it was written, and anything else is refused without a stumble."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ntm_desktop import texts
from ntm_desktop.domain.changes import make_change
from ntm_desktop.errors import PackageError
from ntm_desktop.exchange import keys, limits
from ntm_desktop.exchange.package import (
    Counts,
    EnclosedFile,
    FileSlice,
    Manifest,
    Part,
    ReadPackage,
    Receipt,
    Section,
    check_room,
    check_scope,
    confirm_code,
    glance,
    package_file_name,
    read_package,
    untrusted,
    write_package,
)
from tests.exchange import packages
from tests.exchange.packages import SEED, UNIT, WRITER, draft, good_bytes, read_bytes, section

GOLDEN = Path(__file__).parent / "golden_full_manifest.json"

stored_values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-limits.LARGEST_INTEGER, limits.LARGEST_INTEGER),
    st.text(
        st.characters(exclude_categories=["Cs"]).filter(
            lambda char: char in "\t\n" or (ord(char) >= 32 and ord(char) != 127)
        ),
        max_size=60,
    ),
)
field_names = st.from_regex(r"[a-z][a-z0-9_]{0,47}", fullmatch=True)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder that generated cases may share: each overwrites the one file of the other."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@pytest.fixture(scope="module")
def good(folder: Path) -> bytes:
    """The bytes of one good package."""
    return good_bytes(folder)


# --- what is written is read ---


def test_a_package_comes_back_with_every_line_byte_for_byte(tmp_path: Path) -> None:
    made = draft()
    info = write_package(made, SEED, tmp_path / "goi.ntmx")
    found = read_package(info.path)
    assert found.sections == made.sections
    assert found.manifest == info.manifest
    assert found.package_id == info.package_id
    assert found.fingerprint == info.fingerprint == keys.fingerprint(keys.public_key(SEED))
    assert found.size == info.size == info.path.stat().st_size
    assert found.changes == 4


@settings(max_examples=60, deadline=None)
@given(
    records=st.lists(
        st.dictionaries(field_names, stored_values, min_size=1, max_size=6), min_size=1, max_size=8
    )
)
def test_any_values_survive_the_journey(folder: Path, records: list[dict[str, object]]) -> None:
    changes = [
        make_change(WRITER, n, 0, "", ("thing_of_later", f"{UNIT}/t{n}"), values, {})  # type: ignore[arg-type]
        for n, values in enumerate(records, start=1)
    ]
    found = read_bytes(folder, good_bytes(folder, draft(section(changes))))
    assert found.sections == (section(changes),)
    assert [json.loads(line)[5] for line in found.sections[0].lines] == records


def test_lines_survive_three_relays(tmp_path: Path) -> None:
    relayed = draft()
    for _ in range(3):
        read = read_bytes(tmp_path, good_bytes(tmp_path, relayed))
        relayed = draft(*read.sections)
    assert relayed.sections == (section(),)


def test_equal_drafts_give_equal_bytes(tmp_path: Path) -> None:
    assert good_bytes(tmp_path, draft()) == good_bytes(tmp_path, draft())


def test_another_time_gives_another_package(tmp_path: Path) -> None:
    later = draft(created_ms=packages.CREATED_MS + 1)
    assert good_bytes(tmp_path, draft()) != good_bytes(tmp_path, later)


def test_the_manifest_of_a_full_package_stays_as_released(tmp_path: Path) -> None:
    told = packages.manifest_of(good_bytes(tmp_path, draft(app="NTM Desktop")))
    assert told == json.loads(GOLDEN.read_text("utf-8"))


def test_the_golden_manifest_is_still_read(tmp_path: Path) -> None:
    raw, good = GOLDEN.read_bytes(), good_bytes(tmp_path, draft(app="NTM Desktop"))
    found = read_bytes(tmp_path, packages.signed_package(good, raw_manifest=raw))
    assert found.manifest.sender == packages.SENDER


def test_other_zip_programs_can_open_a_package(tmp_path: Path) -> None:
    path = tmp_path / "goi.ntmx"
    path.write_bytes(good_bytes(tmp_path))
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        assert package.namelist() == [
            "mimetype", "MANIFEST.json", "MANIFEST.sig", "DOC-TOI.txt", "ops/0001.jsonl"
        ]  # fmt: skip


def test_a_long_section_is_cut_into_files_and_joined_again(tmp_path: Path) -> None:
    text = "Nội dung khác nhau " * 3000
    changes = [packages.change(n, {"note": f"{n} {text}"}) for n in range(1, 161)]
    data = good_bytes(tmp_path, draft(section(changes)))
    names = [name for name, _ in packages.members_of(data)]
    found = read_bytes(tmp_path, data)
    assert names[4:] == ["ops/0001.jsonl", "ops/0002.jsonl"]
    assert tuple(line for part in found.sections for line in part.lines) == section(changes).lines


def test_what_shrinks_like_a_bomb_is_sent_unpacked_and_read(tmp_path: Path) -> None:
    changes = [packages.change(n, {"note": "a" * 60_000}) for n in range(1, 40)]
    found = read_bytes(tmp_path, good_bytes(tmp_path, draft(section(changes))))
    assert found.changes == 39


def test_several_writers_and_both_branches_of_a_copied_computer_are_kept(tmp_path: Path) -> None:
    branches = [packages.change(1), packages.change(2, {"value": "1"})]
    branches.append(packages.change(2, {"value": "2"}))
    other = packages.change(1, writer=packages.OTHER_WRITER)
    sections = (section(branches), section([other], writer=packages.OTHER_WRITER))
    found = read_bytes(tmp_path, good_bytes(tmp_path, draft(*sections)))
    assert found.sections == sections
    assert found.manifest.ranges == {WRITER: (1, 2), packages.OTHER_WRITER: (1, 1)}


def test_a_writer_without_changes_takes_no_room(tmp_path: Path) -> None:
    empty = section([], writer=packages.OTHER_WRITER)
    found = read_bytes(tmp_path, good_bytes(tmp_path, draft(section(), empty)))
    assert found.sections == (section(),)


def test_numbers_that_go_down_are_never_written(tmp_path: Path) -> None:
    mixed = section([packages.change(3), packages.change(1)])
    with pytest.raises(ValueError, match="1 after 3"):
        write_package(draft(mixed, have={}), SEED, tmp_path / "goi.ntmx")
    assert list(tmp_path.iterdir()) == []


def test_what_the_sender_lacks_itself_is_a_hole_in_the_numbers(tmp_path: Path) -> None:
    holed = section([packages.change(2), packages.change(3), packages.change(7)])
    found = read_bytes(tmp_path, good_bytes(tmp_path, draft(holed, have={})))
    assert found.sections == (holed,)
    assert found.manifest.ranges == {WRITER: (2, 7)}


def test_a_receipt_carries_no_changes_and_all_its_answers(tmp_path: Path) -> None:
    answer = Receipt("ab" * 16, "ok", "", 3, 1, 0, {WRITER: (5, 9)}, 12, "01234567")
    made = draft(sections=(), kind="receipt", receipts=(answer,))
    found = read_bytes(tmp_path, good_bytes(tmp_path, made))
    assert found.manifest.receipts == (answer,)
    assert found.sections == ()


def test_a_delta_keeps_base_and_recipients(tmp_path: Path) -> None:
    made = draft(
        section([packages.change(8)]),
        kind="delta",
        recipients=("267", "268"),
        base={WRITER: (7, "0" * 16)},
        have={WRITER: (8, "1" * 16)},
        clock="suspect",
    )
    found = read_bytes(tmp_path, good_bytes(tmp_path, made)).manifest
    assert (found.kind, found.recipients, found.clock) == ("delta", ("267", "268"), "suspect")
    assert (found.base, found.ranges) == ({WRITER: (7, "0" * 16)}, {WRITER: (8, 8)})


def test_counts_are_worked_out_unless_given(tmp_path: Path) -> None:
    worked_out = write_package(draft(), SEED, tmp_path / "a.ntmx").manifest.counts
    given_counts = write_package(draft(counts=Counts(9, 9)), SEED, tmp_path / "b.ntmx").manifest
    assert worked_out == Counts(4, 2, {"indicator_value": 3, "meeting": 1})
    assert given_counts.counts == Counts(9, 9)


def test_a_place_that_cannot_be_written_is_a_refusal_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(PackageError) as refused:
        write_package(draft(), SEED, tmp_path / "không-có" / "goi.ntmx")
    assert (refused.value.code, refused.value.exit_status) == ("E_DISK", 14)
    (tmp_path / "goi.ntmx").mkdir()
    with pytest.raises(PackageError):
        write_package(draft(), SEED, tmp_path / "goi.ntmx")
    assert [path.name for path in tmp_path.iterdir()] == ["goi.ntmx"]


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "không-có.ntmx"):
        with pytest.raises(PackageError) as refused:
            read_package(path)
        assert refused.value.code == "E_DISK"


def test_reading_says_how_far_it_is(tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    info = write_package(draft(), SEED, tmp_path / "goi.ntmx")
    read_package(info.path, lambda done, total, what="": seen.append((done, total, what)))
    assert seen == [(0, 2, "DOC-TOI.txt"), (1, 2, "ops/0001.jsonl")]


# --- for people ---


def test_the_file_name_tells_sender_time_kind_and_number(tmp_path: Path) -> None:
    manifest = write_package(draft(), SEED, tmp_path / "goi.ntmx").manifest
    assert package_file_name(manifest) == "26734_20251122-0930_day-du_57.ntmx"
    assert _named(manifest, kind="delta", part=Part("x", 1, 3)).endswith(
        "_thay-doi_57_phan-1-3.ntmx"
    )


def _named(manifest: Manifest, **changed: object) -> str:
    return package_file_name(dataclasses.replace(manifest, **changed))  # type: ignore[arg-type]


def test_the_cover_letter_tells_a_person_what_the_file_is(good: bytes) -> None:
    raw = dict(packages.members_of(good))["DOC-TOI.txt"]
    text = raw.decode("utf-8-sig")
    assert raw.startswith(b"\xef\xbb\xbf")
    assert text.count("\n") == text.count("\r\n") == len(text.splitlines())
    assert "Đơn vị gửi: Xã Bình Mỹ (mã 26734)" in text
    assert "Lập lúc: 09:30 ngày 22/11/2025" in text
    assert "Số liệu chỉ tiêu: 3" in text
    assert keys.fingerprint(keys.public_key(SEED)) in text
    assert texts.COVER_CLOCK not in text
    assert text.splitlines()[-1] == "Mở bằng phần mềm; không sửa tệp này."


def test_the_cover_letter_warns_of_a_wrong_clock_and_names_receivers(tmp_path: Path) -> None:
    made = draft(clock="suspect", recipients=("267",))
    text = dict(packages.members_of(good_bytes(tmp_path, made)))["DOC-TOI.txt"].decode("utf-8-sig")
    assert texts.COVER_CLOCK in text
    assert "Nơi nhận: 267" in text


def test_the_cover_letter_tells_of_parts_files_answers_and_newer_tables(tmp_path: Path) -> None:
    newer = packages.change(1, {"a": 1}, entity="thing_of_later")
    files = []
    for name, size in (("a" * 64, 30), ("b" * 64, 4_194_304)):
        path = tmp_path / name[:1]
        path.write_bytes(bytes(size))
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        piece = None if size == 30 else 0
        named = digest if piece is None else name
        files.append(EnclosedFile(named, size, FileSlice(path, size, digest), piece))
    made = draft(
        section([newer]),
        part=Part("x", 2, 3),
        enclosed=tuple(files),
        wanted={"c" * 64: ()},
        receipts=(Receipt("ab" * 16, "ok"),),
    )
    text = dict(packages.members_of(good_bytes(tmp_path, made)))["DOC-TOI.txt"].decode("utf-8-sig")
    lines = text.splitlines()
    assert texts.COVER_PARTS.format(index=2, count=3) in lines
    assert "Tệp kèm theo: 2 (4 MB)" in lines
    assert texts.COVER_PIECES.format(count=1) in lines
    assert texts.COVER_WANTED.format(count=1) in lines
    assert texts.COVER_RECEIPTS.format(count=1) in lines
    assert texts.COVER_NEWER.format(count=1) in lines
    assert "thing_of_later" not in text


def test_a_cover_letter_stays_short_whatever_tables_there_are(tmp_path: Path) -> None:
    tables = {f"t{number}": 1 for number in range(20_000)}
    data = good_bytes(tmp_path, draft(counts=Counts(1, 1, tables)))
    assert len(dict(packages.members_of(data))["DOC-TOI.txt"]) < 2000


def test_a_glance_names_package_and_unit_of_what_this_version_cannot_read(
    good: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "goi.ntmx"
    path.write_bytes(packages.signed_package(good, manifest={"min_reader": [9, 0]}))
    assert glance(path).unit == UNIT
    for told in ({"from": {"unit": "../x"}}, {"from": 1}, {"from": {"unit": 5}}):
        path.write_bytes(packages.signed_package(good, manifest=told))
        with pytest.raises(PackageError) as refused:
            glance(path)
        assert refused.value.code == "E_FORMAT"


def test_a_folder_that_cannot_be_made_durable_is_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> int:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("ntm_desktop.exchange.package.os.open", failing)
    with pytest.raises(PackageError) as refused:
        write_package(draft(), SEED, tmp_path / "goi.ntmx")
    assert refused.value.code == "E_DISK"
    assert list(tmp_path.iterdir()) == []


def test_the_confirm_code_is_eight_digits_of_package_and_receiver() -> None:
    code = confirm_code("ab" * 16, WRITER)
    assert len(code) == 8
    assert code.isdigit()
    assert code != confirm_code("ab" * 16, packages.OTHER_WRITER)
    said = hashlib.sha256(b"ntmx/confirm/v1\0" + b"ab" * 16 + WRITER.encode()).digest()
    assert int(code) == int.from_bytes(said, "big") % 10**8


# --- trust, scope, room ---


def _below(unit: str, ancestor: str) -> bool:
    return unit.startswith(ancestor) and unit != ancestor


def test_a_sender_may_speak_for_itself_and_for_units_below(tmp_path: Path) -> None:
    below = section([packages.change(1, key="267345/a")], unit="267345")
    for sections in ((section(),), (below,)):
        check_scope(read_bytes(tmp_path, good_bytes(tmp_path, draft(*sections))), _below)


@pytest.mark.parametrize(
    "foreign",
    [
        section(unit="99999"),
        section([packages.change(1, key="99999/a")], unit="99999"),
        section([packages.change(1, key="99999/a")]),
        section([packages.change(1, key="26734x-but-not-below/a")], unit="267341"),
        section(unit="267341", stream="office"),
    ],
    ids=[
        "foreign unit",
        "foreign unit's record",
        "foreign record",
        "record of the superior",
        "office log of another",
    ],
)
def test_a_sender_may_not_speak_for_others(tmp_path: Path, foreign: Section) -> None:
    read = read_bytes(tmp_path, good_bytes(tmp_path, draft(foreign)))
    with pytest.raises(PackageError) as refused:
        check_scope(read, _below)
    assert refused.value.code == "E_SCOPE"


def test_an_office_log_is_taken_in_only_by_its_own_office(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, good_bytes(tmp_path, draft(section(stream="office"))))
    assert read.manifest.scope == "office"
    check_scope(read, _below, own_unit=UNIT)
    with pytest.raises(PackageError):
        check_scope(read, _below, own_unit="267")


def test_an_unknown_sender_is_named_with_the_digits_to_compare(good: bytes, folder: Path) -> None:
    read = read_bytes(folder, good)
    refused = untrusted(read)
    assert (refused.code, refused.exit_status) == ("E_UNTRUSTED", 12)
    assert read.fingerprint in str(refused)


def test_lack_of_room_is_found_before_anything_is_taken_in(good: bytes, folder: Path) -> None:
    read = read_bytes(folder, good)
    check_room(read, folder)
    huge = dataclasses.replace(read, unpacked=10**18)
    for asked, where in ((huge, folder), (read, folder / "không-có")):
        with pytest.raises(PackageError) as refused:
            check_room(asked, where)
        assert refused.value.code == "E_DISK"


# --- whatever the bytes are ---


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=400))
@example(data=b"")
@example(data=b"PK\x05\x06" + bytes(18))
def test_random_bytes_are_refused_and_nothing_else_happens(folder: Path, data: bytes) -> None:
    with pytest.raises(PackageError) as refused:
        read_bytes(folder, data)
    assert str(refused.value).endswith(texts.NOTHING_CHANGED)


@settings(max_examples=600, deadline=None)
@given(data=st.data())
def test_a_changed_package_is_refused_or_says_the_same(
    folder: Path, good: bytes, data: st.DataObject
) -> None:
    changed = bytearray(good)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(changed) - 1))
        changed[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
        if not changed:
            break
    _refused_or_same(folder, good, bytes(changed))


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_piece_of_a_package_is_refused(folder: Path, good: bytes, data: st.DataObject) -> None:
    start = data.draw(st.sampled_from([0, 0, 0, 1, 30]))
    end = data.draw(st.integers(start, len(good) - 1))
    with pytest.raises(PackageError):
        read_bytes(folder, good[start:end])


def test_every_single_flipped_bit_is_refused_or_changes_nothing(folder: Path, good: bytes) -> None:
    for position in range(len(good)):
        changed = bytearray(good)
        changed[position] ^= 1 << (position % 8)
        _refused_or_same(folder, good, bytes(changed))


def _refused_or_same(folder: Path, good: bytes, changed: bytes) -> None:
    """Read changed bytes: a refusal, or exactly what the good package says."""
    found = _read_or_refusal(folder, changed)
    if isinstance(found, PackageError):
        assert str(found).endswith(texts.NOTHING_CHANGED)
        return
    expected = read_bytes(folder, good)
    assert (found.package_id, found.sections) == (expected.package_id, expected.sections)
    assert found.public_key == expected.public_key


def _read_or_refusal(folder: Path, data: bytes) -> ReadPackage | PackageError:
    """Return what the bytes say, or why they are refused; any other exception is a failure."""
    try:
        return read_bytes(folder, data)
    except PackageError as refused:
        return refused


@settings(max_examples=300, deadline=None)
@given(
    line=st.recursive(
        st.one_of(stored_values, st.floats(), st.text(max_size=20), st.just(packages.CELL)),
        lambda inner: st.lists(inner, max_size=8) | st.dictionaries(st.text(max_size=5), inner),
        max_leaves=12,
    )
)
def test_a_signed_line_of_any_json_is_refused_in_words(
    folder: Path, good: bytes, line: object
) -> None:
    raw = json.dumps(line).encode()
    with pytest.raises(PackageError):
        read_bytes(folder, packages.one_line_package(good, raw))


@settings(max_examples=300, deadline=None)
@given(
    key=st.sampled_from(sorted(json.loads(GOLDEN.read_text("utf-8")))),
    value=st.recursive(
        st.one_of(stored_values, st.floats()),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
        max_leaves=8,
    ),
)
def test_a_signed_manifest_of_any_json_never_makes_the_reader_stumble(
    folder: Path, good: bytes, key: str, value: object
) -> None:
    found = _read_or_refusal(folder, packages.signed_package(good, manifest={key: value}))
    assert isinstance(found, ReadPackage) or str(found).endswith(texts.NOTHING_CHANGED)
