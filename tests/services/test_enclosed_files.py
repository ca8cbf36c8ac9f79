"""Files of evidence travel with the record: in parts, asked for, staged until they are whole."""

from __future__ import annotations

import hashlib
import random
import shutil
import zipfile
from pathlib import Path

import pytest

from ntm_desktop.domain.evidence import Evidence
from ntm_desktop.errors import InputError, PackageError
from ntm_desktop.exchange import limits, package, parts
from ntm_desktop.exchange.attachments import STAGING_FOLDER
from ntm_desktop.progress import Cancelled
from ntm_desktop.services import evidence, exchange, receipts
from ntm_desktop.services.evidence import FileState
from ntm_desktop.services.records import delete_record, put_texts
from ntm_desktop.storage import attachments
from tests.evidence_files import PDF

UNIT, WORK = "06901", "06901/w1"
PIECE = limits.CHUNK_BYTES


@pytest.fixture
def pair(offices):
    """Two computers of one office that trust each other and hold the record of a work."""
    here, there = offices.new("a"), offices.new("b")
    put_texts(here, "work", WORK, {"name": "Đường"})
    give(here, there)
    give(there, here)
    return here, there


def send(sender, to=(UNIT,), **more):
    """Send what a unit lacks."""
    return exchange.send_package(sender, sender.folder.parent / "out", to, **more)


def give(sender, receiver, **more):
    """Send to the own unit and take in; return what taking did."""
    files = send(sender, **more).files
    batch = exchange.take_packages(
        receiver, files, exchange.own_fingerprint(sender), foreign=[sender.owner]
    )
    assert batch.error is None, batch.error
    return batch.packages


def pdf(size, seed=1):
    """Return a PDF of so many bytes that does not compress."""
    return PDF + random.Random(seed).randbytes(size - len(PDF))


def attached(workspace, tmp_path, *contents):
    """Attach files to the work; return their hashes."""
    paths = []
    for number, content in enumerate(contents):
        path = tmp_path / f"tep-{number}-{len(content)}.pdf"
        path.write_bytes(content)
        paths.append(path)
    evidence.attach(workspace, "work", WORK, paths)
    return [hashlib.sha256(content).hexdigest() for content in contents]


def states(workspace):
    """Return the states of the files of the work."""
    return [one.state for one in evidence.evidence_of(workspace, "work", WORK)]


def staged(workspace):
    """Return what waits in the data folder."""
    folder = workspace.folder / STAGING_FOLDER
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


# --- what goes along and what comes -----------------------------------------------------------


def test_a_file_goes_along_and_lies_with_the_record(pair, tmp_path):
    here, there = pair
    [digest] = attached(here, tmp_path, PDF)
    sent = send(here)
    assert (sent.parts, sent.attachments, sent.absent) == (1, 1, 0)
    looked = exchange.inspect_package(there, sent.files[0])
    assert (looked.files, looked.att_missing, looked.arrived) == (1, (), ())
    assert states(there) == []
    assert staged(there) == []
    [taken] = exchange.take_packages(there, sent.files).packages
    assert (taken.arrived, taken.att_missing, taken.files) == ((digest,), (), 1)
    assert states(there) == [FileState.HERE]
    assert attachments.path_of(there.folder, digest).read_bytes() == PDF
    assert staged(there) == []
    assert not (there.folder / STAGING_FOLDER).exists()


def test_what_the_receiver_confirmed_does_not_go_twice(pair, tmp_path):
    here, there = pair
    attached(here, tmp_path, PDF)
    assert give(here, there)[0].arrived
    assert send(here).attachments == 1, "nothing was confirmed yet"
    give(there, here)
    assert exchange.files_to_send(here, (UNIT,)).count == 0
    again = send(here)
    assert (again.attachments, again.changes) == (0, 0)
    assert send(here, to=()).attachments == 1, "for everybody, nothing is taken for granted"


def test_only_the_record_goes_when_files_are_left_out_and_the_file_is_asked_for(pair, tmp_path):
    here, there = pair
    [digest] = attached(here, tmp_path, PDF)
    [taken] = give(here, there, attachments="none")
    assert (taken.att_missing, states(there)) == ((digest,), [FileState.NOT_ARRIVED])
    [awaited] = exchange.awaited_files(there)
    assert (awaited.sha256, awaited.size, awaited.here) == (digest, len(PDF), 0)
    answer = exchange.send_receipt(there, there.folder.parent / "back")
    assert package.read_package(answer.files[0]).manifest.wanted == {digest: ()}
    key = exchange.own_fingerprint(there)
    assert exchange.take_packages(here, answer.files, key).error is None
    plan = exchange.files_to_send(here, (UNIT,), "wanted")
    assert (plan.count, plan.asked, plan.size) == (1, 1, len(PDF))
    [taken] = give(here, there, attachments="wanted")
    assert (taken.arrived, states(there)) == ((digest,), [FileState.HERE])
    assert exchange.awaited_files(there) == ()


def test_only_what_was_asked_for_goes_on_wish(pair, tmp_path):
    here, there = pair
    attached(here, tmp_path, PDF)
    assert give(here, there, attachments="wanted")[0].files == 0
    give(there, here)
    attached(here, tmp_path, pdf(100))
    assert send(here, attachments="wanted").attachments == 1
    assert send(here, attachments="all").attachments == 2


def test_a_file_lost_after_it_came_is_asked_for_again(pair, tmp_path):
    here, there = pair
    [digest] = attached(here, tmp_path, PDF)
    give(here, there)
    attachments.path_of(there.folder, digest).unlink()
    assert package.read_package(send(there).files[0]).manifest.wanted == {digest: ()}
    give(there, here)
    give(here, there)
    assert states(there) == [FileState.HERE]


def test_the_file_of_a_removed_evidence_does_not_travel(pair, tmp_path):
    here, there = pair
    attached(here, tmp_path, PDF)
    [item] = evidence.evidence_of(here, "work", WORK)
    delete_record(here, "evidence", item.record.key)
    assert send(here).attachments == 0
    assert give(here, there)[0].att_missing == ()


def test_a_file_that_is_not_here_is_told_and_stops_nothing(pair, tmp_path):
    here, there = pair
    [digest] = attached(here, tmp_path, PDF)
    attachments.path_of(here.folder, digest).unlink()
    sent = send(here)
    assert (sent.attachments, sent.absent) == (0, 1)
    assert exchange.take_packages(there, sent.files).packages[0].att_missing == (digest,)


def test_files_of_evidence_of_other_offices_are_not_passed_on(offices, tmp_path):
    neighbour = offices.new("n", code="18130", name="Thuận Lộc")
    here = offices.new("a")
    put_texts(neighbour, "work", "18130/w1", {"name": "Cầu"})
    path = tmp_path / "a.pdf"
    path.write_bytes(PDF)
    evidence.attach(neighbour, "work", "18130/w1", [path])
    sent = send(neighbour, to=())
    assert (
        exchange.take_packages(
            here, sent.files, exchange.own_fingerprint(neighbour), foreign=[neighbour.owner]
        ).error
        is None
    )
    assert send(here, to=()).attachments == 0
    [one] = here.store.records(Evidence)
    attachments.path_of(here.folder, one.sha256).unlink()
    asked_of_own = package.read_package(send(here).files[0]).manifest.wanted
    asked_of_them = package.read_package(send(here, to=("18130",)).files[0]).manifest.wanted
    assert (asked_of_own, asked_of_them) == ({}, {one.sha256: ()})


# --- parts ------------------------------------------------------------------------------------


def test_an_export_in_parts_comes_together_in_any_order(pair, tmp_path):
    here, there = pair
    digests = attached(here, tmp_path, pdf(900_000), pdf(800_000, 2), pdf(700_000, 3))
    sent = send(here, max_part=1_000_000)
    assert sent.parts == len(sent.packages) == 3
    assert all(path.stat().st_size <= 1_000_000 for path in sent.files)
    assert [path.stem.rpartition("_")[2] for path in sent.files] == [
        f"phan-{number}-3" for number in (1, 2, 3)
    ]
    assert {one.serial for one in receipts.deliveries(here, UNIT)[:3]} == {sent.serial}
    batch = exchange.take_packages(there, sent.files[::-1])
    assert batch.error is None
    first, middle, last = batch.packages
    assert (first.part, first.parts_here, last.parts_here) == ((3, 3), 3, 3)
    assert all(any("đủ các phần" in text for text in one.remarks) for one in batch.packages)
    assert first.att_missing == ()
    assert middle.kind == "attachments"
    assert last.missing == {}
    assert states(there) == [FileState.HERE] * 3
    assert {*first.arrived, *middle.arrived, *last.arrived} == set(digests)
    assert staged(there) == []
    give(there, here)
    assert [one.state for one in receipts.deliveries(here, UNIT)[:3]] == ["received"] * 3


def test_a_part_says_what_is_still_to_come(pair, tmp_path):
    here, there = pair
    attached(here, tmp_path, pdf(900_000), pdf(800_000, 2))
    sent = send(here, max_part=1_000_000)
    [taken] = exchange.take_packages(there, sent.files[:1]).packages
    assert any("còn thiếu phần 2 trên 2" in text for text in taken.remarks)
    assert (taken.parts_missing, len(taken.att_missing)) == ((2,), 1)
    [taken] = exchange.take_packages(there, sent.files[1:]).packages
    assert any("đủ các phần" in text for text in taken.remarks)
    assert taken.att_missing == ()


def test_pieces_of_a_large_file_wait_and_only_the_missing_one_is_asked_for(pair, tmp_path):
    here, there = pair
    [digest] = attached(here, tmp_path, pdf(2 * PIECE + 100))
    sent = send(here, max_part=PIECE + 200_000)
    assert sent.parts == 2
    exchange.take_packages(there, sent.files[:1])
    [awaited] = exchange.awaited_files(there)
    assert 0 < awaited.here < awaited.size == 2 * PIECE + 100
    assert states(there) == [FileState.NOT_ARRIVED]
    wanted = package.read_package(send(there).files[0]).manifest.wanted[digest]
    assert 0 < len(wanted) < 3
    give(there, here)
    plan = exchange.files_to_send(here, (UNIT,), "wanted")
    assert plan.size < 2 * PIECE + 100
    give(here, there, attachments="wanted")
    assert states(there) == [FileState.HERE]
    assert evidence.check_evidence(there) == ()
    assert staged(there) == []


def test_changes_that_fit_no_part_are_cut_and_meet_again(offices):
    here, there = offices.new("a"), offices.new("b", sets=[])
    chance = random.Random(1)
    with here.store.step("Nhập", "An"):
        for number in range(60):
            name = "".join(chance.choices("abcdefghijklmnop", k=400))
            here.store.put("work", f"06901/w{number}", {"name": name})
    sent = send(here, to=(), max_part=8_000)
    assert sent.parts > 2
    assert sent.changes == exchange.sync_state(here).ops
    batch = exchange.take_packages(
        there, sent.files[::-1], exchange.own_fingerprint(here), foreign=[here.owner]
    )
    assert batch.error is None
    assert exchange.sync_state(there).gaps == {}
    give(there, here)
    assert exchange.sync_state(here).ops_digest == exchange.sync_state(there).ops_digest


def test_parts_written_under_a_chosen_name_are_told_by_their_number(pair, tmp_path):
    here, _ = pair
    attached(here, tmp_path, pdf(900_000), pdf(800_000, 2))
    out = tmp_path / "goi.ntmx"
    sent = exchange.send_package(here, out, (UNIT,), max_part=1_000_000)
    assert [path.name for path in sent.files] == ["goi_phan-1-2.ntmx", "goi_phan-2-2.ntmx"]


@pytest.mark.parametrize("size", [0, -1, 10**12])
def test_a_part_size_out_of_all_proportion_is_refused(pair, size):
    with pytest.raises(InputError, match="Cỡ phần"):
        send(pair[0], max_part=size)


def test_a_part_too_small_for_anything_is_refused_and_nothing_is_noted(pair):
    here, _ = pair
    before = receipts.deliveries(here)
    with pytest.raises(InputError, match="quá nhỏ"):
        send(here, max_part=100)
    assert receipts.deliveries(here) == before
    with pytest.raises(InputError, match="kèm tệp"):
        send(here, attachments="tất cả")


def test_a_full_disk_is_noticed_before_anything_is_written(pair, tmp_path, monkeypatch):
    here, _ = pair
    attached(here, tmp_path, PDF)
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(PackageError) as caught:
        exchange.send_package(here, tmp_path / "moi" / "out")
    assert (caught.value.code, caught.value.exit_status) == ("E_DISK", 14)
    assert list((tmp_path / "moi" / "out").iterdir()) == []


def test_sending_can_be_stopped_and_leaves_nothing(pair, tmp_path):
    here, _ = pair
    attached(here, tmp_path, pdf(900_000), pdf(800_000, 2))

    def stop(done, _total, _what=""):
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        exchange.send_package(here, tmp_path / "o", (UNIT,), max_part=1_000_000, progress=stop)
    assert list((tmp_path / "o").iterdir()) == []
    assert send(here).serial == 2


def test_pieces_whose_record_never_came_can_be_tidied_away(pair, tmp_path):
    here, there = pair
    attached(here, tmp_path, pdf(900_000), pdf(800_000, 2))
    sent = send(here, max_part=1_000_000)
    [taken] = exchange.take_packages(there, sent.files[1:]).packages
    assert taken.arrived == ()
    [waiting] = staged(there)
    (there.folder / STAGING_FOLDER / "0011223344556677.tmp").write_bytes(b"half")
    size = (there.folder / STAGING_FOLDER / waiting).stat().st_size
    assert exchange.tidy_waiting(there) == size + 4
    assert staged(there) == []


# --- files that may not be kept ---------------------------------------------------------------


def test_nothing_of_a_stranger_reaches_the_disk(offices, tmp_path):
    here, there = offices.new("a"), offices.new("b")
    put_texts(here, "work", WORK, {"name": "Đường"})
    attached(here, tmp_path, PDF)
    sent = send(here)
    [refused] = exchange.take_packages(there, sent.files).packages
    assert refused.code == "E_UNTRUSTED"
    assert not (there.folder / STAGING_FOLDER).exists()
    assert not (there.folder / attachments.FOLDER).exists()


def test_a_file_that_no_record_names_is_not_kept(pair, tmp_path):
    here, there = pair
    with here.store.step("", "An"):
        serial = here.store.next_serial()
    usual = package.read_package(send(here).files[0]).manifest
    stray = tmp_path / "stray.pdf"
    stray.write_bytes(PDF)
    one = parts.Attachment(hashlib.sha256(PDF).hexdigest(), len(PDF), stray)
    draft = package.PackageDraft(
        sender=usual.sender, created_ms=here.clock(), serial=serial + 5, have=usual.have
    )
    [info] = parts.write_parts(draft, [one], here.device.seed, parts.in_folder(tmp_path))
    [taken] = exchange.take_packages(there, [info.path]).packages
    assert (taken.status, taken.files, taken.arrived) == ("taken", 1, ())
    assert staged(there) == []
    assert attachments.kept_files(there.folder) == []


def test_a_program_is_thrown_away_whatever_its_record_says(pair, tmp_path):
    here, there = pair
    program = tmp_path / "anh.jpg"
    program.write_bytes(b"MZ" + bytes(range(256)) * 20)
    digest = hashlib.sha256(program.read_bytes()).hexdigest()
    with here.store.step("Đính kèm", "An"):  # as another program might write it
        told = {"name": "ảnh", "sha256": digest, "size": program.stat().st_size}
        here.store.put("evidence", "06901/e1", told)
    usual = package.read_package(send(here, attachments="none").files[0])
    draft = package.PackageDraft(
        sender=usual.manifest.sender, created_ms=here.clock(), serial=9,
        have=usual.manifest.have, sections=usual.sections,
    )  # fmt: skip
    one = parts.Attachment(digest, program.stat().st_size, program)
    [info] = parts.write_parts(draft, [one], here.device.seed, parts.in_folder(tmp_path))
    [taken] = exchange.take_packages(there, [info.path]).packages
    assert (taken.status, taken.arrived, taken.att_missing) == ("taken", (), (digest,))
    assert staged(there) == []
    assert attachments.kept_files(there.folder) == []


def test_a_file_without_room_waits_and_comes_with_the_next_one(pair, tmp_path, monkeypatch):
    here, there = pair
    attached(here, tmp_path, PDF)
    with monkeypatch.context() as patch:
        patch.setattr(attachments, "RESERVE", 10**18)
        [taken] = give(here, there)
    assert taken.arrived == ()
    assert any("chỗ" in text for text in taken.remarks)
    assert states(there) == [FileState.NOT_ARRIVED]
    assert len(staged(there)) == 1
    assert exchange.tidy_waiting(there) == 0
    put_texts(here, "work", WORK, {"name": "Đường mới"})
    assert give(here, there, attachments="none")[0].arrived
    assert states(there) == [FileState.HERE]


def test_the_same_package_again_brings_a_file_that_was_lost(pair, tmp_path):
    here, there = pair
    [digest] = attached(here, tmp_path, PDF)
    files = send(here).files
    exchange.take_packages(there, files)
    attachments.path_of(there.folder, digest).unlink()
    [again] = exchange.take_packages(there, files).packages
    assert (again.status, again.new, again.arrived) == ("duplicate", 0, (digest,))


# --- locked packages, packages in a .zip ------------------------------------------------------


def test_a_package_with_a_passphrase_opens_with_it_however_it_is_typed(pair, tmp_path):
    here, there = pair
    attached(here, tmp_path, PDF)
    words = exchange.suggested_passphrase()
    sent = send(here, passphrase=words)
    assert sent.encrypted
    [refused] = exchange.take_packages(there, sent.files).packages
    assert (refused.code, refused.error.exit_status) == ("E_ENCRYPTED", 11)
    wrong = exchange.inspect_package(there, sent.files[0], passphrase="không phải mật khẩu này")
    assert (wrong.code, wrong.error.exit_status) == ("E_DECRYPT", 11)
    looked = exchange.inspect_package(there, sent.files[0], passphrase=words.upper())
    assert (looked.status, looked.encrypted) == ("new", True)
    [taken] = exchange.take_packages(there, sent.files, passphrase=f" {words} ").packages
    assert (taken.status, states(there)) == ("taken", [FileState.HERE])
    assert staged(there) == []


def test_a_package_for_a_key_opens_with_its_identity(pair, tmp_path):
    import pyrage

    here, there = pair
    identity = pyrage.x25519.Identity.generate()
    kept = tmp_path / "khoa.txt"
    kept.write_text(f"# created\n{identity}\n", "utf-8")
    sent = send(here, recipients=[str(identity.to_public())])
    assert exchange.take_packages(there, sent.files).packages[0].code == "E_ENCRYPTED"
    identities = exchange.identities_in(kept)
    exchange.trust_sender(
        there, sent.files[0], exchange.own_fingerprint(here), identities=identities
    )
    assert exchange.take_packages(there, sent.files, identities=identities).error is None
    with pytest.raises(InputError, match="age1"):
        send(here, recipients=["age1sai"])
    kept.write_text("\n# trống\n", "utf-8")
    with pytest.raises(InputError):
        exchange.identities_in(kept)
    with pytest.raises(InputError, match="trống"):
        exchange.passphrase_in(Path(_emptied(kept)))


def _emptied(path):
    """Return a file without anything in it."""
    path.write_text("", "utf-8")
    return path


def test_packages_in_a_plain_zip_are_taken_one_by_one(pair, tmp_path):
    here, there = pair
    attached(here, tmp_path, pdf(900_000), pdf(800_000, 2))
    sent = send(here, max_part=1_000_000)
    carrier = tmp_path / "tat-ca.zip"
    with zipfile.ZipFile(carrier, "w") as target:
        target.writestr("đọc trước.txt", "xin chào")
        for path in sent.files:
            target.write(path, f"goi/{path.name}")
    looked = exchange.inspect_packages(there, carrier)
    assert [one.part for one in looked] == [(1, 2), (2, 2)]
    first = exchange.inspect_package(there, carrier)
    assert (first.file, first.part) == (carrier, (1, 2))
    assert "2 gói" in first.remarks[0]
    batch = exchange.take_packages(there, [carrier])
    assert [one.status for one in batch.packages] == ["taken", "taken"]
    assert {one.file for one in batch.packages} == {carrier}
    assert states(there) == [FileState.HERE] * 2


def test_a_zip_without_a_package_is_refused(pair, tmp_path):
    carrier = tmp_path / "anh.zip"
    with zipfile.ZipFile(carrier, "w") as target:
        target.writestr("a.txt", "x")
    assert exchange.inspect_package(pair[1], carrier).code == "E_NOT_PACKAGE"
    batch = exchange.take_packages(pair[1], [carrier])
    assert (batch.packages[0].code, batch.error.exit_status) == ("E_NOT_PACKAGE", 10)


def test_the_codes_on_a_letter_name_the_package(pair):
    here, there = pair
    sent = send(here)
    found = exchange.inspect_package(there, sent.files[0])
    assert found.short_code.replace("-", "") == sent.package[:16]
    assert found.is_named_by(found.short_code.upper())
    assert not found.is_named_by("0000-0000-0000-0000")
    assert exchange.Inspected(sent.files[0], "refused").short_code == ""
